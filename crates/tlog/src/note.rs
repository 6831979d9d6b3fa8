//! Signed notes (C2SP signed-note): a text, and under it who signed it.

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine as _, engine::general_purpose::STANDARD};

/// Why a text is not a checkpoint, or a key not a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A name stands between spaces and plus signs, so it cannot contain them.
    #[error("the name of a log or witness is not empty and has no space, line break or +")]
    Name,
    /// Not 32 bytes that Ed25519 takes for a private key.
    #[error("this is not an Ed25519 key")]
    Key,
    /// Not a public key in the form `name+hash+key`.
    #[error("this is not a vkey, which is name+hash+key")]
    Vkey,
    /// Not a note with a checkpoint in it.
    #[error("this is not a checkpoint")]
    Form,
    /// No signature of this key that holds.
    #[error("the signature is not of this key")]
    Signature,
    /// Signed for a log with another name.
    #[error("this is the checkpoint of another log")]
    Origin,
}

/// Whether this can be the name of a log or a witness, and so of its key.
pub(crate) fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c == '+' || c.is_whitespace() || c.is_control())
}

/// The first four bytes of the hash of name and key. They stand before every signature and tell keys of one name apart.
pub(crate) fn key_id(name: &str, kind_and_key: &[u8]) -> [u8; 4] {
    let mut bytes = name.as_bytes().to_vec();
    bytes.push(b'\n');
    bytes.extend(kind_and_key);
    let hash = digest(&SHA256, &bytes);
    hash.as_ref().first_chunk::<4>().copied().unwrap_or_default()
}

/// A public key as `name+hash+key`; the byte that says of which kind it is stands before the key.
pub(crate) fn write_vkey(name: &str, kind_and_key: &[u8]) -> String {
    let id = u32::from_be_bytes(key_id(name, kind_and_key));
    format!("{name}+{id:08x}+{}", STANDARD.encode(kind_and_key))
}

/// The name and key in what [`write_vkey`] wrote, when the key is of this kind.
pub(crate) fn read_vkey(text: &str, kind: u8) -> Result<(String, [u8; 32]), Error> {
    let (name, rest) = text.split_once('+').ok_or(Error::Vkey)?;
    let (_, key) = rest.split_once('+').ok_or(Error::Vkey)?;
    let bytes = STANDARD.decode(key).map_err(|_| Error::Vkey)?;
    let key = bytes.strip_prefix(&[kind]).and_then(|rest| rest.try_into().ok()).ok_or(Error::Vkey)?;
    let same = is_name(name) && write_vkey(name, &bytes) == text;
    if same { Ok((name.to_owned(), key)) } else { Err(Error::Vkey) }
}

/// The line with a signature; `bytes` begin with the [`key_id`].
pub(crate) fn signature_line(name: &str, bytes: &[u8]) -> String {
    format!("— {name} {}\n", STANDARD.encode(bytes))
}

/// What stands under `signatures` in the name of `name`: each time the key id, and the bytes behind it.
pub(crate) fn signatures_of(signatures: &str, name: &str) -> impl Iterator<Item = ([u8; 4], Vec<u8>)> {
    let prefix = format!("— {name} ");
    signatures.lines().filter_map(move |line| {
        let bytes = STANDARD.decode(line.strip_prefix(&prefix)?).ok()?;
        let (id, rest) = bytes.split_first_chunk::<4>()?;
        Some((*id, rest.to_vec()))
    })
}

/// The text that is signed, with its last line break, and the lines with signatures.
pub(crate) fn split(note: &str) -> Result<(&str, &str), Error> {
    let middle = note.find("\n\n").ok_or(Error::Form)?;
    let (text, rest) = note.split_at(middle + 1);
    let signatures = rest.strip_prefix('\n').ok_or(Error::Form)?;
    if signatures.ends_with('\n') { Ok((text, signatures)) } else { Err(Error::Form) }
}

/// Whether a note holds only what it may: no control characters, and nothing but signatures under its text.
pub(crate) fn is_clean(note: &str) -> bool {
    let Ok((_, signatures)) = split(note) else { return false };
    let is_signature = |line: &str| {
        let parts = line.strip_prefix("— ").and_then(|rest| rest.split_once(' '));
        parts.is_some_and(|(name, base64)| is_name(name) && STANDARD.decode(base64).is_ok_and(|bytes| bytes.len() > 4))
    };
    !note.contains(|c: char| c.is_control() && c != '\n') && signatures.lines().all(is_signature)
}

/// `note` with the signatures of `other` that it lacks, when both are of the same text.
#[must_use]
pub fn with_signatures(mut note: String, other: &str) -> String {
    let (Ok((text, _)), Ok((other_text, signatures))) = (split(&note), split(other)) else {
        return note;
    };
    if text == other_text {
        let new: Vec<&str> = signatures.lines().filter(|line| !note.lines().any(|known| known == *line)).collect();
        for line in new {
            note.extend([line, "\n"]);
        }
    }
    note
}
