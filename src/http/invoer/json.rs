//! Reads JSON once more, slowly, to say what is wrong with it.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};
use unicode_normalization::UnicodeNormalization as _;

use super::veld;
use crate::{
    domain::{fouten::Fouten, tekst},
    http::problem::{Code, Problem},
};

/// Whether every text in `body` can be seen and stays as it is: plain ASCII without escapes, each with a letter or a digit.
///
/// Most bodies are; the others are read slowly.
pub(super) fn is_plain(body: &[u8]) -> bool {
    let (mut inside, mut empty, mut seen) = (false, true, false);
    for &byte in body {
        match byte {
            b'"' if inside && !empty && !seen => return false,
            b'"' => (inside, empty, seen) = (!inside, true, false),
            b'\\' | 0x7f.. => return false,
            _ => (empty, seen) = (false, seen || byte.is_ascii_alphanumeric()),
        }
    }
    true
}

/// The value of `body`, its texts in NFC, with what JSON allows and we do not: double keys and texts that cannot be seen.
///
/// Fails when it is no JSON at all, with the place where it stops being that.
pub(super) fn read(body: &[u8]) -> Result<(Value, Fouten), Problem> {
    let mut fouten = Fouten::new();
    let mut reader = serde_json::Deserializer::from_slice(body);
    let seed = Seed { fouten: &mut fouten, veld: String::new() };
    let value = seed.deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    match value {
        Ok(value) => Ok((value, fouten)),
        Err(error) => Err(Problem::new(Code::OngeldigeJson, explain(body, &error))),
    }
}

/// Notes a character that nobody sees, of which it is not sure that who reads it reads what was written.
pub(in crate::http) fn refuse_unseen(text: &str, veld: &str, fouten: &mut Fouten) {
    if let Some(unseen) = tekst::onzichtbaar(text)
        && fouten.len() < super::MOST_FOUTEN
    {
        let melding = format!("Het teken U+{:04X} is niet te zien en mag niet in een tekst staan.", u32::from(unseen));
        fouten.add(veld, "teken-niet-toegestaan", melding);
    }
}

/// Notes a text in which there is nothing to read; whether it may be empty is for others to say.
fn refuse_blank(text: &str, veld: &str, fouten: &mut Fouten) {
    if !text.is_empty() && !tekst::is_leesbaar(text) && fouten.len() < super::MOST_FOUTEN {
        fouten.add(veld, "zonder-letter", "Hier hoort ten minste één letter of cijfer te staan.");
    }
}

fn explain(body: &[u8], error: &serde_json::Error) -> String {
    if body.iter().all(u8::is_ascii_whitespace) {
        return "De aanvraag heeft geen inhoud; er wordt JSON verwacht.".to_owned();
    }
    if body.starts_with(b"\xEF\xBB\xBF") {
        return "De inhoud begint met een byte order mark (BOM); stuur UTF-8 zonder BOM.".to_owned();
    }
    let cause = error.to_string();
    let known = [
        ("EOF", "de inhoud houdt te vroeg op"),
        ("surrogate", "een \\u-code is maar de helft van een teken"),
        ("hex escape", "een \\u-code is maar de helft van een teken"),
        ("invalid unicode code point", "dit is geen UTF-8"),
        ("recursion limit", "de inhoud is te diep genest"),
        ("number out of range", "een getal is te groot"),
        ("invalid number", "een getal is verkeerd geschreven"),
        ("trailing characters", "na het einde staat nog iets"),
        ("trailing comma", "er staat een komma te veel"),
        ("control character", "een stuurteken moet als \\u-code worden geschreven"),
        ("invalid escape", "na \\ staat een teken dat daar niet kan"),
        ("key must be a string", "een naam van een veld moet tussen aanhalingstekens staan"),
    ];
    let found = known.iter().find(|(sign, _)| cause.contains(sign));
    let why = found.map_or("hier staat iets dat daar niet kan", |(_, why)| why);
    format!("Regel {}, kolom {}: {why}.", error.line(), error.column())
}

struct Seed<'a> {
    fouten: &'a mut Fouten,
    veld: String,
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        refuse_unseen(value, &self.veld, self.fouten);
        refuse_blank(value, &self.veld, self.fouten);
        Ok(value.nfc().collect::<String>().into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let seed = Seed { fouten: &mut *self.fouten, veld: veld::item(&self.veld, list.len()) };
            let Some(item) = items.next_element_seed(seed)? else {
                return Ok(list.into());
            };
            list.push(item);
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = members.next_key::<String>()? {
            let veld = veld::member(&self.veld, &key);
            refuse_unseen(&key, &self.veld, self.fouten);
            let value = members.next_value_seed(Seed { fouten: &mut *self.fouten, veld: veld.clone() })?;
            if object.insert(key, value).is_some() && self.fouten.len() < super::MOST_FOUTEN {
                self.fouten.add(veld, "dubbel-veld", "Dit veld staat er meer dan eens.");
            }
        }
        Ok(object.into())
    }
}
