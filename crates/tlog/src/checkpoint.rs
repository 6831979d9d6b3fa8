//! What a log signs (C2SP tlog-checkpoint): its name and how its tree stands, in a signed note with Ed25519.

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    note::{Error, is_name, key_id, read_vkey, signature_line, signatures_of, split, write_vkey},
    tree::TreeHead,
};

/// The kind of signature in a note: plain Ed25519.
const ED25519_NOTE: u8 = 1;

/// The private key with which a log signs its checkpoints.
pub struct LogKey {
    origin: String,
    pair: Ed25519KeyPair,
}

impl std::fmt::Debug for LogKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("LogKey").field("origin", &self.origin).finish_non_exhaustive()
    }
}

impl LogKey {
    /// The key that these 32 bytes are the seed of, for the log with this name.
    pub fn new(origin: &str, seed: &[u8; 32]) -> Result<Self, Error> {
        if !is_name(origin) {
            return Err(Error::Name);
        }
        let pair = Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| Error::Key)?;
        Ok(Self { origin: origin.to_owned(), pair })
    }

    /// The public key with which others check its signatures.
    #[must_use]
    pub fn vkey(&self) -> LogVkey {
        LogVkey { name: self.origin.clone(), key: public_key(&self.pair) }
    }

    /// The signed note that says how the tree stands.
    #[must_use]
    pub fn sign(&self, head: &TreeHead) -> String {
        let text = format!("{}\n{}\n{}\n", self.origin, head.size, STANDARD.encode(head.root));
        let mut signature = self.vkey().id().to_vec();
        signature.extend(self.pair.sign(text.as_bytes()).as_ref());
        format!("{text}\n{}", signature_line(&self.origin, &signature))
    }
}

/// The 32 bytes of the public key in a pair.
pub(crate) fn public_key(pair: &Ed25519KeyPair) -> [u8; 32] {
    let mut key = [0; 32];
    key.iter_mut().zip(pair.public_key().as_ref()).for_each(|(to, from)| *to = *from);
    key
}

/// The public key of a log with its name, written as `name+hash+key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogVkey {
    name: String,
    key: [u8; 32],
}

impl LogVkey {
    fn kind_and_key(&self) -> Vec<u8> {
        [&[ED25519_NOTE], self.key.as_slice()].concat()
    }

    fn id(&self) -> [u8; 4] {
        key_id(&self.name, &self.kind_and_key())
    }

    /// The name of the log.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How the tree stands by a checkpoint that this key signed for the log of its name.
    pub fn open(&self, note: &str) -> Result<TreeHead, Error> {
        let (text, signatures) = split(note)?;
        let (origin, head) = read_text(text)?;
        if origin != self.name {
            return Err(Error::Origin);
        }
        let key = UnparsedPublicKey::new(&ED25519, self.key);
        let holds =
            |(id, signature): ([u8; 4], Vec<u8>)| id == self.id() && key.verify(text.as_bytes(), &signature).is_ok();
        if signatures_of(signatures, &self.name).any(holds) { Ok(head) } else { Err(Error::Signature) }
    }
}

impl std::fmt::Display for LogVkey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&write_vkey(&self.name, &self.kind_and_key()))
    }
}

impl std::str::FromStr for LogVkey {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let (name, key) = read_vkey(text, ED25519_NOTE)?;
        Ok(Self { name, key })
    }
}

/// How the tree stands by a checkpoint that one of these keys signed: today's key, or an earlier one.
///
/// When none of them did, the error is that of the first key.
pub fn open_with(vkeys: &[LogVkey], note: &str) -> Result<TreeHead, Error> {
    let open = |vkey: &LogVkey| vkey.open(note);
    let by_any = vkeys.iter().find_map(|vkey| open(vkey).ok());
    by_any.map_or_else(|| vkeys.first().map_or(Err(Error::Signature), open), Ok)
}

/// How the tree stands by a checkpoint, whoever signed it.
pub fn read(note: &str) -> Result<TreeHead, Error> {
    let (text, _) = split(note)?;
    Ok(read_text(text)?.1)
}

/// The name of the log that a checkpoint is of, whoever signed it.
pub fn origin(note: &str) -> Result<&str, Error> {
    let (text, _) = split(note)?;
    Ok(read_text(text)?.0)
}

/// The name and the tree in the text of a checkpoint.
pub(crate) fn read_text(text: &str) -> Result<(&str, TreeHead), Error> {
    let mut lines = text.lines();
    let mut line = || lines.next().ok_or(Error::Form);
    let (origin, number, base64) = (line()?, line()?, line()?);
    let size: u64 = number.parse().map_err(|_| Error::Form)?;
    let root = STANDARD.decode(base64).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(Error::Form)?;
    if size.to_string() != number || !is_name(origin) {
        return Err(Error::Form);
    }
    Ok((origin, TreeHead { size, root }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of the examples in Go's `golang.org/x/mod/sumdb/note`.
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    /// Its note.
    const NOTE: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem \
                        is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn key(seed: u8) -> LogKey {
        LogKey::new("log.example.com/entries", &[seed; 32]).unwrap()
    }

    fn head() -> TreeHead {
        TreeHead { size: 42, root: [9; 32] }
    }

    #[test]
    fn the_key_and_the_signature_in_the_documentation_of_go_are_read() {
        let peter: LogVkey = PETER.parse().unwrap();
        assert_eq!(peter.to_string(), PETER);
        let (text, signatures) = split(NOTE).unwrap();
        let (id, signature) = signatures_of(signatures, "PeterNeumann").next().unwrap();
        assert_eq!(id, peter.id());
        let public = UnparsedPublicKey::new(&ED25519, peter.key);
        assert!(public.verify(text.as_bytes(), &signature).is_ok());
    }

    #[test]
    fn a_checkpoint_says_how_the_tree_stands_and_whose_it_is() {
        let note = key(1).sign(&head());
        let start =
            "log.example.com/entries\n42\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n\n— log.example.com/entries ";
        assert!(note.starts_with(start), "{note}");
        let vkey: LogVkey = key(1).vkey().to_string().parse().unwrap();
        assert_eq!(vkey.open(&note), Ok(head()));
        assert_eq!(read(&note), Ok(head()));
        assert_eq!(origin(&note), Ok("log.example.com/entries"));
        assert_eq!(vkey.open(&note.replace("42", "43")), Err(Error::Signature));
        assert_eq!(key(2).vkey().open(&note), Err(Error::Signature));
        let elsewhere = LogKey::new("elsewhere", &[1; 32]).unwrap();
        assert_eq!(vkey.open(&elsewhere.sign(&head())), Err(Error::Origin));
        // Somebody else may sign too.
        let also = format!("{note}— witness AAAAAAAA\n");
        assert_eq!(vkey.open(&also), Ok(head()));
    }

    #[test]
    fn any_of_the_keys_of_a_log_opens_a_checkpoint_of_it() {
        let note = key(1).sign(&head());
        let vkeys = [key(2).vkey(), key(1).vkey()];
        assert_eq!(open_with(&vkeys, &note), Ok(head()));
        assert_eq!(open_with(&vkeys[..1], &note), Err(Error::Signature));
        assert_eq!(open_with(&[], &note), Err(Error::Signature));
        assert_eq!(open_with(&vkeys, "nothing"), Err(Error::Form));
    }

    #[test]
    fn what_is_no_checkpoint_or_key_is_not_read() {
        let note = key(1).sign(&head());
        for other in ["", "a\n42\n", "a\nb\nc\n\n— a b\n", &note.replace("\n42\n", "\n042\n"), note.trim_end()] {
            assert_eq!(read(other), Err(Error::Form), "{other}");
        }
        let vkey = key(1).vkey().to_string();
        for other in ["", "a", "a+b", "a+b+c", &vkey.replace("example", "sample"), &vkey[..vkey.len() - 4]] {
            assert_eq!(other.parse::<LogVkey>(), Err(Error::Vkey), "{other}");
        }
        for name in ["", "with space", "with+plus", "with\nbreak"] {
            assert_eq!(LogKey::new(name, &[1; 32]).unwrap_err(), Error::Name);
        }
    }
}
