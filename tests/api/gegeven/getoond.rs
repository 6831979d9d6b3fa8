//! An answer as it can be kept: the same on each run, with nothing hidden that was not looked at.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

use super::{Antwoord, IEDEREEN, Regio, verhaal::Gezin};

/// The names that identifiers get.
struct Namen(HashMap<String, String>);

impl Regio {
    /// The answer with a name for each identifier: whose it is, or its place among those that nobody knows.
    ///
    /// Moments stay as they are, for the clock of a test stands still.
    #[track_caller]
    pub fn getoond(&self, gezin: &Gezin, antwoord: &Antwoord) -> String {
        let mut namen =
            HashMap::from([(gezin.signaal.clone(), "signaal".into()), (gezin.casus.clone(), "casus".into())]);
        for wie in IEDEREEN {
            namen.insert(self.gebruiker(wie), format!("{wie:?}"));
            namen.insert(self.organisatie(wie), format!("organisatie van {wie:?}"));
        }
        for (wie, desk) in &self.desks {
            namen.insert(desk.to_string(), format!("desk van {wie:?}"));
        }
        serde_json::to_string_pretty(&Namen(namen).noem(&antwoord.json)).unwrap()
    }
}

impl Namen {
    fn noem(&mut self, value: &Value) -> Value {
        match value {
            Value::String(tekst) => {
                let delen: Vec<_> = tekst.split('/').map(|deel| self.naam_van(deel)).collect();
                delen.join("/").into()
            }
            Value::Array(items) => items.iter().map(|item| self.noem(item)).collect(),
            Value::Object(velden) => velden.iter().map(|(naam, value)| (naam.clone(), self.noem(value))).collect(),
            anders => anders.clone(),
        }
    }

    /// The name of what is an identifier, which must be one of ours; other words as they are.
    #[track_caller]
    fn naam_van(&mut self, woord: &str) -> String {
        let Ok(id) = woord.parse::<Uuid>() else { return woord.to_owned() };
        assert_eq!((id.get_version_num(), woord), (7, id.hyphenated().to_string().as_str()), "a UUIDv7 as we write it");
        let volgende = self.0.values().filter(|naam| naam.starts_with("id ")).count() + 1;
        let naam = self.0.entry(woord.to_owned()).or_insert_with(|| format!("id {volgende}"));
        format!("[{naam}]")
    }
}
