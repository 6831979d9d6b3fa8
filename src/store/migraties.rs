//! The schema's history, compiled into the program: one folder for each database, with equal names.

use std::collections::HashSet;

use diesel::{
    Connection as _, QueryDsl as _, RunQueryDsl as _, SqliteConnection, connection::SimpleConnection, dsl::sql,
    migration::MigrationSource, pg::Pg, result::Error as DieselError, sql_types::Bool,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{conn::Conn, error::Error};

const SQLITE: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRESQL: EmbeddedMigrations = embed_migrations!("migrations/postgresql");

/// Runs what has not run yet, inside the transaction of the caller, and gives the versions.
///
/// Fails when a migration fails; the caller's transaction must not be kept then.
pub fn run(conn: &mut Conn) -> Result<Vec<String>, Error> {
    let versions = match conn {
        Conn::Sqlite(sqlite) => sqlite.run_pending_migrations(SQLITE),
        Conn::Postgres(postgres) => {
            // Two servers that start together would both find the same work; the number is `knooppunt` on a telephone.
            // The second waits for the first, however long that takes.
            postgres.batch_execute("SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(566677868)")?;
            postgres.run_pending_migrations(POSTGRESQL)
        }
    };
    Ok(versions.map_err(failed)?.iter().map(ToString::to_string).collect())
}

/// The names of what has not run yet, in order.
pub fn pending(conn: &mut Conn) -> Result<Vec<String>, Error> {
    match conn {
        Conn::Sqlite(sqlite) => names(sqlite.pending_migrations(SQLITE)),
        Conn::Postgres(postgres) => {
            // Diesel's own question makes the table of versions first, which whoever only serves may not.
            let there = diesel::select(sql::<Bool>("to_regclass('__diesel_schema_migrations') IS NOT NULL"));
            let done: HashSet<String> = if there.get_result(postgres)? {
                versies::table.select(versies::version).load::<String>(postgres)?.into_iter().collect()
            } else {
                HashSet::new()
            };
            let all = MigrationSource::<Pg>::migrations(&POSTGRESQL).map_err(failed)?;
            let due =
                all.iter().map(|migration| migration.name()).filter(|name| !done.contains(&name.version().to_string()));
            Ok(due.map(ToString::to_string).collect())
        }
    }
}

diesel::table! {
    /// What Diesel keeps of the migrations that have run.
    #[sql_name = "__diesel_schema_migrations"]
    versies (version) {
        /// Which.
        version -> Text,
    }
}

/// An empty SQLite database in memory, as every migration leaves it.
pub fn in_het_geheugen() -> Result<Conn, Error> {
    let open = SqliteConnection::establish(":memory:");
    let mut conn = Conn::Sqlite(open.map_err(|error| DieselError::QueryBuilderError(error.into()))?);
    run(&mut conn)?;
    Ok(conn)
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
    use super::*;

    #[test]
    fn both_folders_tell_the_same_history() {
        let sqlite = names::<diesel::sqlite::Sqlite>(SQLITE.migrations()).unwrap();
        let postgresql = names::<diesel::pg::Pg>(POSTGRESQL.migrations()).unwrap();
        assert_eq!(sqlite, postgresql);
        assert!(!sqlite.is_empty());
    }
}
