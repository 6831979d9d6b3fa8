//! The one connection type that is either of the two.
#![expect(missing_docs, reason = "the derive makes public items without a word")]

use diesel::{Connection, PgConnection, SqliteConnection};

/// A connection to one of the two databases; every query in the store is written against it.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    /// PostgreSQL, in production.
    Postgres(PgConnection),
    /// SQLite, inside the program.
    Sqlite(SqliteConnection),
}

/// A connection inside a transaction, as every closure gets it.
pub type Tx = Conn;
