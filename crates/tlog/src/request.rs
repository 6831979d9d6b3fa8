//! What is asked of a witness (C2SP tlog-witness, `add-checkpoint`), and whether it may cosign that: only a tree that continues
//! from the one that it cosigned before.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{
    checkpoint::{LogVkey, origin},
    note::is_clean,
    tree::{Hash, TreeHead, verify_consistency},
};

/// The most hashes that a proof of consistency can have: a tree has at most 64 levels.
const LONGEST_PROOF: usize = 63;

/// Why a witness does not cosign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// What was sent is not a request.
    #[error("this is not a request for a cosignature: `old N`, the lines of the proof, an empty line, the checkpoint")]
    Form,
    /// The request claims an earlier tree that is larger than that of the checkpoint.
    #[error("the earlier tree is larger than that of the checkpoint")]
    Smaller,
    /// This witness does not watch the log.
    #[error("this log is not known here")]
    UnknownLog,
    /// No signature of a key that is known for this log.
    #[error("the signature is not of a key that is known for this log")]
    Signature,
    /// The witness last cosigned another size: the log has to start from there.
    #[error("the tree that was cosigned last has {0} leaves")]
    Size(u64),
    /// Another tree of the same size: whoever signed both keeps two logs under one name.
    #[error("another tree of the same size was cosigned already")]
    Fork,
    /// The proof does not show that the tree continues from what the witness cosigned last.
    #[error("the proof does not show that the tree continues from what was cosigned last")]
    Proof,
}

/// The request to a witness to cosign a checkpoint (`add-checkpoint`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// The size of the tree that the witness cosigned last, or 0.
    pub old: u64,
    /// The proof that the tree of the checkpoint begins with that one.
    pub proof: Vec<Hash>,
    /// The checkpoint.
    pub note: &'a str,
}

impl<'a> Request<'a> {
    /// Reads a request; whatever is not written exactly as [`Request::write`] does is refused.
    pub fn read(bytes: &'a [u8]) -> Result<Self, Refusal> {
        let text = std::str::from_utf8(bytes).map_err(|_| Refusal::Form)?;
        let (head, note) = text.split_once("\n\n").ok_or(Refusal::Form)?;
        let mut lines = head.split('\n');
        let number = lines.next().and_then(|line| line.strip_prefix("old ")).ok_or(Refusal::Form)?;
        let old: u64 = number.parse().map_err(|_| Refusal::Form)?;
        let hash = |line: &str| STANDARD.decode(line).ok().and_then(|bytes| bytes.try_into().ok());
        let proof: Option<Vec<Hash>> = lines.map(hash).collect();
        let proof = proof.filter(|proof| proof.len() <= LONGEST_PROOF).ok_or(Refusal::Form)?;
        if old.to_string() != number || !is_clean(note) {
            return Err(Refusal::Form);
        }
        Ok(Self { old, proof, note })
    }

    /// The request as it is sent.
    #[must_use]
    pub fn write(&self) -> String {
        let proof = self.proof.iter().map(|hash| STANDARD.encode(hash));
        let head: Vec<String> = [format!("old {}", self.old)].into_iter().chain(proof).collect();
        format!("{}\n\n{}", head.join("\n"), self.note)
    }

    /// The name of the log.
    pub fn origin(&self) -> Result<&'a str, Refusal> {
        origin(self.note).map_err(|_| Refusal::Form)
    }

    /// How the tree stands now, when a witness may cosign that which knows these keys and last cosigned the tree `seen`.
    pub fn judge(&self, known: &[LogVkey], seen: Option<TreeHead>) -> Result<TreeHead, Refusal> {
        let origin = self.origin()?;
        let mut vkeys = known.iter().filter(|vkey| vkey.name() == origin).peekable();
        vkeys.peek().ok_or(Refusal::UnknownLog)?;
        let now = vkeys.find_map(|vkey| vkey.open(self.note).ok()).ok_or(Refusal::Signature)?;
        if self.old > now.size {
            return Err(Refusal::Smaller);
        }
        let seen = seen.unwrap_or_else(TreeHead::empty);
        if seen.size != self.old {
            return Err(Refusal::Size(seen.size));
        }
        if seen.size == now.size && seen.root != now.root {
            return Err(Refusal::Fork);
        }
        if verify_consistency(&seen, &now, &self.proof) { Ok(now) } else { Err(Refusal::Proof) }
    }
}

#[cfg(test)]
mod tests;
