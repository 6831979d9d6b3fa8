//! The schema's history, compiled into the program: a beginning that is written once, and a folder for each database with what came
//! after it, under equal names.

mod opmaak;

use std::{collections::HashSet, fmt};

use diesel::{
    Connection as _, QueryDsl as _, RunQueryDsl as _, SqliteConnection,
    backend::Backend,
    connection::{BoxableConnection, SimpleConnection},
    dsl::sql,
    migration::{Migration, MigrationMetadata, MigrationName, MigrationSource, MigrationVersion, Result as Outcome},
    pg::Pg,
    result::Error as DieselError,
    sql_types::Bool,
    sqlite::Sqlite,
};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::{
    conn::{Conn, Either},
    engine::Engine,
    error::Error,
};

/// The beginning, in the order in which its tables refer to each other.
const BEGIN: &str = concat!(
    include_str!("../../migrations/begin/1_toegang.sql"),
    include_str!("../../migrations/begin/2_gezin.sql"),
    include_str!("../../migrations/begin/3_hulp.sql"),
    include_str!("../../migrations/begin/4_logboek.sql"),
    include_str!("../../migrations/begin/5_sloten.sql"),
    include_str!("../../migrations/begin/6_rechten.sql"),
);
const BEGIN_VERSION: &str = "20261129000001";

const SQLITE: History<EmbeddedMigrations> =
    History { engine: Engine::Sqlite, later: embed_migrations!("migrations/sqlite") };
const POSTGRESQL: History<EmbeddedMigrations> =
    History { engine: Engine::Postgresql, later: embed_migrations!("migrations/postgresql") };

/// The beginning for one database, and the migrations that came after it.
struct History<Later> {
    engine: Engine,
    later: Later,
}

impl<DB: Backend, Later: MigrationSource<DB>> MigrationSource<DB> for History<Later> {
    fn migrations(&self) -> Outcome<Vec<Box<dyn Migration<DB>>>> {
        let mut all: Vec<Box<dyn Migration<DB>>> = vec![Box::new(Begin(self.engine))];
        all.extend(self.later.migrations()?);
        Ok(all)
    }
}

struct Begin(Engine);

impl<DB: Backend> Migration<DB> for Begin {
    fn run(&self, conn: &mut dyn BoxableConnection<DB>) -> Outcome<()> {
        Ok(conn.batch_execute(&opmaak::render(BEGIN, self.0))?)
    }

    fn revert(&self, _: &mut dyn BoxableConnection<DB>) -> Outcome<()> {
        Err("before the beginning there is nothing: remove the database".into())
    }

    fn metadata(&self) -> &dyn MigrationMetadata {
        self
    }

    fn name(&self) -> &dyn MigrationName {
        self
    }
}

impl MigrationMetadata for Begin {}

impl MigrationName for Begin {
    fn version(&self) -> MigrationVersion<'_> {
        BEGIN_VERSION.into()
    }
}

impl fmt::Display for Begin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("2026-11-29-000001_begin")
    }
}

/// Runs what has not run yet, inside the transaction of the caller, and gives the versions.
///
/// Fails when a migration fails; the caller's transaction must not be kept then. [`Error::NooitUitgegeven`] when the database was
/// made before the beginning; then nothing was changed.
pub fn run(conn: &mut Conn) -> Result<Vec<String>, Error> {
    if let Either::Postgres(postgres) = conn.either() {
        // Two servers that start together would both find the same work; the number is `knooppunt` on a telephone.
        // The second waits for the first, however long that takes.
        postgres.batch_execute("SET LOCAL lock_timeout = 0; SELECT pg_advisory_xact_lock(566677868)")?;
    }
    done(conn)?;
    let versions = match conn.either() {
        Either::Sqlite(sqlite) => sqlite.run_pending_migrations(SQLITE),
        Either::Postgres(postgres) => postgres.run_pending_migrations(POSTGRESQL),
    };
    Ok(versions.map_err(failed)?.iter().map(ToString::to_string).collect())
}

/// The names of what has not run yet, in order.
///
/// Fails with [`Error::NooitUitgegeven`] when the database was made before the beginning.
pub fn pending(conn: &mut Conn) -> Result<Vec<String>, Error> {
    let done = done(conn)?;
    let all = match conn.engine() {
        Engine::Sqlite => names::<Sqlite>(&SQLITE)?,
        Engine::Postgresql => names::<Pg>(&POSTGRESQL)?,
    };
    Ok(all.into_iter().filter(|(version, _)| !done.contains(version)).map(|(_, name)| name).collect())
}

diesel::table! {
    /// What Diesel keeps of the migrations that have run.
    #[sql_name = "__diesel_schema_migrations"]
    versies (version) {
        /// Which.
        version -> Text,
    }
}

/// The versions that have run. Diesel's own question makes the table first, which whoever only serves may not.
fn done(conn: &mut Conn) -> Result<HashSet<String>, Error> {
    let there = match conn.engine() {
        Engine::Sqlite => "EXISTS (SELECT 1 FROM sqlite_master WHERE name = '__diesel_schema_migrations')",
        Engine::Postgresql => "to_regclass('__diesel_schema_migrations') IS NOT NULL",
    };
    if !diesel::select(sql::<Bool>(there)).get_result::<bool>(conn)? {
        return Ok(HashSet::new());
    }
    let versions: HashSet<String> = versies::table.select(versies::version).load::<String>(conn)?.into_iter().collect();
    // Before the beginning there was a history of which no version was ever released.
    match versions.iter().filter(|version| version.as_str() < BEGIN_VERSION).max() {
        Some(version) => Err(Error::NooitUitgegeven(version.clone())),
        None => Ok(versions),
    }
}

/// An empty SQLite database in memory, as every migration leaves it.
pub fn in_het_geheugen() -> Result<Conn, Error> {
    let open = SqliteConnection::establish(":memory:");
    let mut conn = Conn::from(open.map_err(|error| DieselError::QueryBuilderError(error.into()))?);
    run(&mut conn)?;
    Ok(conn)
}

/// Each migration's version and name, in order.
fn names<DB: Backend>(history: &impl MigrationSource<DB>) -> Result<Vec<(String, String)>, Error> {
    let all = history.migrations().map_err(failed)?;
    Ok(all.iter().map(|one| (one.name().version().to_string(), one.name().to_string())).collect())
}

fn failed(error: Box<dyn std::error::Error + Send + Sync>) -> Error {
    error.downcast::<DieselError>().map_or_else(|e| Error::Database(DieselError::QueryBuilderError(e)), |e| (*e).into())
}

#[cfg(test)]
mod tests;
