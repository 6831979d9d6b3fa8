//! Which of the two databases, for the few statements that are written as text.

use uuid::Uuid;

use crate::domain::tijd::Moment;

/// One of the two databases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Engine {
    /// SQLite, inside the program.
    Sqlite,
    /// PostgreSQL, in production.
    Postgresql,
}

impl Engine {
    /// An identifier as a statement says it.
    #[must_use]
    pub fn uuid(self, id: Uuid) -> String {
        match self {
            Self::Sqlite => format!("X'{}'", id.simple()),
            Self::Postgresql => format!("'{id}'::uuid"),
        }
    }

    /// A moment as a statement says it.
    #[must_use]
    pub fn moment(self, moment: Moment) -> String {
        match self {
            Self::Sqlite => format!("'{moment}'"),
            Self::Postgresql => format!("'{moment}'::timestamptz"),
        }
    }

    /// No bytes, as a statement says it.
    #[must_use]
    pub const fn no_bytes(self) -> &'static str {
        match self {
            Self::Sqlite => "X''",
            Self::Postgresql => "''::bytea",
        }
    }
}
