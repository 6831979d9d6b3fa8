//! The schema's history, compiled into the program: one folder for each database, with equal names.

use diesel::{connection::SimpleConnection, result::Error as DieselError};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{conn::Conn, error::Error};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("migrations/postgresql");

/// Runs what has not run yet, inside the transaction of the caller, and gives the versions.
///
/// # Errors
/// When a migration fails; the caller's transaction must not be kept then.
pub fn run(conn: &mut Conn) -> Result<Vec<String>, Error> {
    let versions = match conn {
        Conn::Sqlite(sqlite) => sqlite.run_pending_migrations(SQLITE),
        Conn::Postgres(postgres) => {
            // Two servers that start together would both find the same work; the number is `knooppunt` on a telephone.
            postgres.batch_execute("SELECT pg_advisory_xact_lock(566677868)")?;
            postgres.run_pending_migrations(POSTGRESQL)
        }
    };
    Ok(versions.map_err(failed)?.iter().map(ToString::to_string).collect())
}

/// The names of what has not run yet, in order.
///
/// # Errors
/// When the database fails.
pub fn pending(conn: &mut Conn) -> Result<Vec<String>, Error> {
    match conn {
        Conn::Sqlite(sqlite) => names(sqlite.pending_migrations(SQLITE)),
        Conn::Postgres(postgres) => names(postgres.pending_migrations(POSTGRESQL)),
    }
}

type Migrations<DB> = diesel::migration::Result<Vec<Box<dyn diesel::migration::Migration<DB>>>>;

fn names<DB: diesel::backend::Backend>(migrations: Migrations<DB>) -> Result<Vec<String>, Error> {
    Ok(migrations.map_err(failed)?.iter().map(|migration| migration.name().to_string()).collect())
}

fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    error.downcast::<DieselError>().map_or_else(|e| Error::Database(DieselError::QueryBuilderError(e)), |e| (*e).into())
}

#[cfg(test)]
mod tests {
    use diesel::migration::MigrationSource;

    use super::*;

    #[test]
    fn both_folders_tell_the_same_history() {
        let sqlite = names::<diesel::sqlite::Sqlite>(SQLITE.migrations()).unwrap();
        let postgresql = names::<diesel::pg::Pg>(POSTGRESQL.migrations()).unwrap();
        assert_eq!(sqlite, postgresql);
        assert!(!sqlite.is_empty());
    }
}
