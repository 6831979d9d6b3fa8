use diesel::{PgConnection, QueryableByName, sql_query, sql_types::Text};
use diesel_migrations::FileBasedMigrations;
use tempfile::TempDir;

use super::*;
use crate::store::conn::Either;

/// The history with one more migration, made up here.
fn with_a_second(engine: Engine) -> (TempDir, History<FileBasedMigrations>) {
    let folder = TempDir::new().unwrap();
    let second = folder.path().join("2026-12-01-000001_tweede");
    std::fs::create_dir(&second).unwrap();
    std::fs::write(second.join("up.sql"), "ALTER TABLE desk ADD COLUMN kleur TEXT;").unwrap();
    std::fs::write(second.join("down.sql"), "ALTER TABLE desk DROP COLUMN kleur;").unwrap();
    let later = FileBasedMigrations::from_path(folder.path()).unwrap();
    (folder, History { engine, later })
}

#[test]
fn both_folders_tell_the_same_history() {
    let sqlite = names::<Sqlite>(&SQLITE).unwrap();
    let postgresql = names::<Pg>(&POSTGRESQL).unwrap();
    assert_eq!(sqlite, postgresql);
    assert_eq!(sqlite[0], (BEGIN_VERSION.to_owned(), "2026-11-29-000001_begin".to_owned()));
    assert!(sqlite.is_sorted(), "what comes later has a later version");
}

#[test]
fn the_beginning_leaves_no_mark_behind() {
    for engine in [Engine::Sqlite, Engine::Postgresql] {
        let sql = opmaak::render(BEGIN, engine);
        let left: Vec<&str> = sql.lines().filter(|line| line.contains('{') || line.contains('}')).collect();
        assert_eq!(left, Vec::<&str>::new());
    }
}

#[test]
fn every_table_of_sqlite_is_strict_and_checks_its_identifiers() {
    #[derive(QueryableByName)]
    struct Made {
        #[diesel(sql_type = Text)]
        sql: String,
    }
    let mut conn = in_het_geheugen().unwrap();
    let tables = "SELECT sql FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_\\_%' ESCAPE '\\'";
    let tables: Vec<Made> = sql_query(tables).load(&mut conn).unwrap();
    assert!(tables.len() > 50, "these are the tables?");
    for Made { sql } in tables {
        assert!(sql.contains(") STRICT"), "{sql}");
        for line in sql.lines().filter(|line| line.contains("_id BLOB") || line.trim_start().starts_with("id BLOB")) {
            assert!(line.contains("CHECK (length("), "{line}");
        }
    }
    let wrong = "INSERT INTO logblad (nummer, logregel_id) VALUES (1, 'een tekst')";
    assert!(conn.batch_execute(wrong).unwrap_err().to_string().contains("cannot store TEXT value in BLOB column"));
    let short = "INSERT INTO logblad (nummer, logregel_id) VALUES (1, X'00')";
    assert!(conn.batch_execute(short).unwrap_err().to_string().contains("CHECK constraint failed"));
}

#[test]
fn a_second_migration_runs_after_the_beginning_and_can_be_undone() {
    fn runs<DB: Backend>(conn: &mut impl MigrationHarness<DB>, engine: Engine) {
        let (_folder, history) = with_a_second(engine);
        assert_eq!(conn.run_pending_migrations(history).unwrap().len(), 1);
        let (_folder, history) = with_a_second(engine);
        assert!(!conn.has_pending_migration(history).unwrap());
        let (_folder, history) = with_a_second(engine);
        assert_eq!(conn.revert_last_migration(history).unwrap().to_string(), "20261201000001");
        let (_folder, history) = with_a_second(engine);
        assert_eq!(conn.pending_migrations(history).unwrap().len(), 1);
    }
    let mut conn = in_het_geheugen().unwrap();
    assert_eq!(pending(&mut conn).unwrap(), Vec::<String>::new());
    let Either::Sqlite(sqlite) = conn.either() else { unreachable!("a database in memory is SQLite") };
    runs(sqlite, Engine::Sqlite);
    if let Ok(server) = std::env::var("KNOOPPUNT_TEST_POSTGRES") {
        let mut postgres = PgConnection::establish(&server).unwrap();
        let own = format!("migraties_{}", std::process::id());
        postgres.batch_execute(&format!("CREATE SCHEMA {own}; SET search_path = {own}")).unwrap();
        let mut conn = Conn::from(postgres);
        conn.begin_test_transaction().unwrap();
        run(&mut conn).unwrap();
        let Either::Postgres(postgres) = conn.either() else { unreachable!("it was made of one") };
        runs(postgres, Engine::Postgresql);
        drop(conn);
        let mut postgres = PgConnection::establish(&server).unwrap();
        postgres.batch_execute(&format!("DROP SCHEMA {own} CASCADE")).unwrap();
    }
}

#[test]
fn a_database_of_an_unreleased_version_is_refused_and_stays_as_it_is() {
    let open = SqliteConnection::establish(":memory:").unwrap();
    let mut conn = Conn::from(open);
    conn.batch_execute(
        "CREATE TABLE __diesel_schema_migrations (version TEXT PRIMARY KEY, run_on TEXT); \
         INSERT INTO __diesel_schema_migrations (version) VALUES ('20261122000001'), ('20261122000013')",
    )
    .unwrap();
    for refused in [run(&mut conn).map(drop), pending(&mut conn).map(drop)] {
        let said = refused.unwrap_err().to_string();
        assert!(said.contains("gemaakt door een versie die nooit is uitgegeven"), "{said}");
        assert!(said.contains("(migratie 20261122000013) en kan niet mee"), "{said}");
    }
    let tables: i64 =
        diesel::select(sql::<diesel::sql_types::BigInt>("(SELECT count(*) FROM sqlite_master WHERE type = 'table')"))
            .get_result(&mut conn)
            .unwrap();
    assert_eq!(tables, 1);
}
