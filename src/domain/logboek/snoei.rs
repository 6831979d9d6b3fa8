//! The old end of the log: lines that were kept as long as they had to be go, in whole bundles, and a line says so.

use uuid::Uuid;

use crate::domain::ids::{Id, kind::Object};

/// A line is kept for at least so many years: what care providers must do with theirs.
pub const MINSTENS_JAREN: u32 = 5;

/// What the line of a pruning is about: the number of the first line that is still there, written as an identifier.
#[must_use]
pub fn object(grens: u64) -> Id<Object> {
    Id::from_uuid(Uuid::from_u128(grens.into()))
}

/// The number that an identifier stands for; none when it is of something else.
#[must_use]
pub fn grens(object: Id<Object>) -> Option<u64> {
    u64::try_from(object.uuid().as_u128()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tijd::Moment;

    #[test]
    fn een_grens_is_terug_te_lezen_en_een_ander_ding_is_geen_grens() {
        assert_eq!(grens(object(25_600)), Some(25_600));
        let nu = Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap());
        assert_eq!(grens(Id::new(nu)), None);
    }
}
