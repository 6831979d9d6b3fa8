//! Where the database is, and how a connection to it is made.

use std::{path::Path, time::Duration};

use diesel::{
    Connection, PgConnection, SqliteConnection,
    connection::SimpleConnection,
    r2d2::{ManageConnection, R2D2Connection},
};

use super::Conn;
use crate::{
    domain::ids::Id,
    store::{logboek::schrijver, toegang::geheim::willekeurig},
};

/// Why the database could not be opened. The text names the setting and never holds the password.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The setting is not an address that this program knows.
    #[error("database.url: {0}")]
    Address(&'static str),
    /// There is no database at the address, or it does not let us in.
    #[error("database.url: de database gaat niet open: {0}")]
    Connection(String),
}

/// An address that has been read.
#[derive(Clone)]
pub(super) enum Address {
    Sqlite(String),
    Postgres(String),
}

impl Address {
    /// Reads the setting `database.url`.
    pub(super) fn read(url: &str) -> Result<Self, OpenError> {
        if let Some(path) = url.strip_prefix("sqlite:") {
            return match path {
                "" => Err(OpenError::Address("na `sqlite:` hoort het pad van een bestand")),
                ":memory:" => {
                    Err(OpenError::Address("`:memory:` kan niet: elke verbinding zou haar eigen database hebben"))
                }
                _ if path.starts_with("//") || path.starts_with("file:") => {
                    Err(OpenError::Address("schrijf het pad meteen na `sqlite:`, zonder `//` of `file:`"))
                }
                _ => Ok(Self::Sqlite(path.to_owned())),
            };
        }
        let Some(rest) = url.strip_prefix("postgres://").or_else(|| url.strip_prefix("postgresql://")) else {
            return Err(OpenError::Address("verwacht `sqlite:PAD` of `postgresql://…`"));
        };
        let (authority, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
        // With a bare `/` or `@` in it, part of a password is taken for a host or a port and ends up in a message.
        if path.contains('@') || authority.matches('@').count() > 1 {
            return Err(OpenError::Address(
                "een `@`, `/`, `?` of `#` in naam of wachtwoord wordt met % geschreven (`%40`)",
            ));
        }
        Ok(Self::Postgres(url.to_owned()))
    }
}

/// What a connection is for; the database itself holds it to that.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Reading,
    Writing,
}

/// How long a writing transaction may wait for its own program; PostgreSQL then ends it. A line that was committed long after
/// its time would look like one that was put in later.
const STIL: Duration = Duration::from_secs(60);

/// Where the tables are on PostgreSQL. What the database or a role sets does not count: a schema put before this one could hold
/// a `logregel` of its own.
const SCHEMA: &str = "public";

/// What the session settles itself, whatever the database or the role would have it be: where the tables are, and that an answer
/// waits until its commit is on the disk. A stricter setting stays.
const EIGEN: &str = "SELECT set_config('synchronous_commit', 'on', false) \
     WHERE current_setting('synchronous_commit') NOT IN ('on', 'remote_apply')";

/// Makes connections to one address, for one purpose.
#[derive(Clone)]
pub(super) struct Manager {
    pub(super) address: Address,
    pub(super) purpose: Purpose,
    /// How long a writer waits for another: on SQLite for the file, on PostgreSQL for a lock.
    pub(super) patience: Duration,
}

/// A connection in a pool.
pub(super) struct Pooled {
    pub(super) conn: Conn,
    /// Whether it turned out that the server has closed it: then the pool throws it away.
    pub(super) lost: bool,
}

impl Manager {
    /// A new connection, ready for its purpose.
    pub(super) fn open(&self) -> Result<Conn, OpenError> {
        let mut conn = match &self.address {
            Address::Sqlite(path) => self.open_sqlite(path),
            Address::Postgres(url) => self.open_postgres(url),
        }?;
        if self.purpose == Purpose::Writing {
            let wie = willekeurig().map_err(|e| OpenError::Connection(e.to_string()))?;
            let wie = Id::from_uuid(uuid::Builder::from_random_bytes(wie).into_uuid());
            schrijver::begin(&mut conn, wie).map_err(|e| OpenError::Connection(e.to_string()))?;
        }
        Ok(conn)
    }

    /// One more connection, to what is there: a SQLite file that has gone is not made anew, for it would be an empty one.
    pub(super) fn reopen(&self) -> Result<Conn, OpenError> {
        match &self.address {
            Address::Sqlite(path) if !Path::new(path).exists() => {
                Err(OpenError::Connection("het bestand is er niet meer".to_owned()))
            }
            _ => self.open(),
        }
    }

    fn open_sqlite(&self, path: &str) -> Result<Conn, OpenError> {
        let mut conn = SqliteConnection::establish(path).map_err(|e| OpenError::Connection(e.to_string()))?;
        let last = match self.purpose {
            Purpose::Reading => "PRAGMA query_only = ON;",
            // What is deleted is overwritten: an erased person is in no free page. Everything that is written goes through
            // this one connection: it keeps 16 MiB of pages at hand, and puts them into the file itself once for each 16 MiB.
            Purpose::Writing => {
                "PRAGMA journal_mode = WAL; PRAGMA secure_delete = ON; PRAGMA cache_size = -16384; \
                 PRAGMA wal_autocheckpoint = 4096;"
            }
        };
        conn.batch_execute(&format!(
            "PRAGMA busy_timeout = {}; PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; {last}",
            self.patience.as_millis()
        ))
        .map_err(|e| OpenError::Connection(e.to_string()))?;
        Ok(conn.into())
    }

    fn open_postgres(&self, url: &str) -> Result<Conn, OpenError> {
        let mut conn =
            PgConnection::establish(url).map_err(|e| OpenError::Connection(without_secrets(&e.to_string())))?;
        // What a reader sees is one snapshot: its BEGIN needs no more words, and a lone statement cannot write either.
        let level = match self.purpose {
            Purpose::Reading => "REPEATABLE READ, READ ONLY".to_owned(),
            Purpose::Writing => format!(
                "READ COMMITTED, READ WRITE; SET lock_timeout = {}; SET idle_in_transaction_session_timeout = {}",
                self.patience.as_millis(),
                STIL.as_millis()
            ),
        };
        // Every statement is one of some hundreds that come back all day: it is planned once for each connection. Planning it for
        // its values each time costs more than the row, and an invented estimate of a fresh table is taken for the truth.
        conn.batch_execute(&format!(
            "SET TIME ZONE 'UTC'; SET search_path = {SCHEMA}, pg_temp; {EIGEN}; \
             SET plan_cache_mode = force_generic_plan; SET jit = off; SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL {level}"
        ))
        .map_err(|e| OpenError::Connection(e.to_string()))?;
        Ok(conn.into())
    }
}

/// Keeps what libpq says about a server; what it says about the address quotes the address.
fn without_secrets(message: &str) -> String {
    let about_server = ["connection to server", "could not translate host name"];
    if about_server.iter().any(|start| message.starts_with(start)) {
        message.trim_end().to_owned()
    } else if message.contains("SSL support is not compiled in") {
        "het adres vraagt om TLS, en dat zit niet in deze build: bouw met `libpq-systeem`".to_owned()
    } else {
        "het adres is niet te lezen".to_owned()
    }
}

impl ManageConnection for Manager {
    type Connection = Pooled;
    type Error = OpenError;

    fn connect(&self) -> Result<Pooled, OpenError> {
        Ok(Pooled { conn: self.reopen()?, lost: false })
    }

    /// Never asked: a round trip for every request would cost more than many a query. Whoever takes a connection finds out by
    /// using it.
    fn is_valid(&self, _: &mut Pooled) -> Result<(), OpenError> {
        Ok(())
    }

    /// Called when a connection comes back.
    fn has_broken(&self, pooled: &mut Pooled) -> bool {
        pooled.lost || pooled.conn.is_broken()
    }
}
