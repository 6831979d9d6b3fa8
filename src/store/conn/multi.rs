//! Either of the two databases, as the derive makes one of them.
#![expect(missing_docs, reason = "the derive makes public items without a word")]

use diesel::{PgConnection, SqliteConnection};

/// Which of the two a connection is, for the statements that they do not share.
#[derive(diesel::MultiConnection)]
pub enum Either {
    /// PostgreSQL, in production.
    Postgres(PgConnection),
    /// SQLite, inside the program.
    Sqlite(SqliteConnection),
}
