//! Why no release can be made: a closed list.

use crate::verify::VerifyError;

/// Why no release can be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// A contributor adds to an atom of another structure.
    #[error("a contribution to an atom that is not in the structure")]
    Atom,
    /// The contributors do not keep a relation: the structure says something about them that is not true.
    #[error("the contributors do not keep relation {0}")]
    Relation(usize),
    /// A cell belongs to a release after this one.
    #[error("cell '{0}' is of a later release")]
    Later(String),
    /// An earlier fact is of no printed cell of an earlier release, or small.
    #[error("'{0}' cannot have been printed earlier")]
    Earlier(String),
    /// Nothing of this release is left, and still it could not be shown that all is hidden.
    #[error("no proof was found that '{0}' stays hidden")]
    Unprotected(String),
    /// The proof did not stand the check.
    #[error("the proof does not hold: {0}")]
    Proof(#[from] VerifyError),
}
