//! A database of one test alone, on SQLite or on PostgreSQL, and a look into it behind the program's back.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError, Weak,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use diesel::{
    PgConnection, QueryableByName, RunQueryDsl as _,
    connection::{Connection as _, SimpleConnection as _},
    sql_query,
    sql_types::{BigInt, Nullable, Text},
};
use knooppunt::store::{
    conn::{Conn, DatabaseSettings, Db, Either},
    engine::Engine,
    logboek::klok,
};
use tempfile::TempDir;

/// Where a test keeps what it stores.
pub enum Database {
    Sqlite { folder: TempDir },
    Postgresql { name: String, template: Arc<Template> },
}

impl Database {
    /// An empty one with all tables, of the kind that `KNOOPPUNT_TEST_DATABASE` asks for.
    pub fn new() -> Self {
        match std::env::var("KNOOPPUNT_TEST_DATABASE").as_deref() {
            Ok("postgresql") => Self::postgresql(),
            Ok("sqlite") | Err(_) => Self::Sqlite { folder: TempDir::new().unwrap() },
            Ok(other) => panic!("KNOOPPUNT_TEST_DATABASE is `{other}`: choose sqlite or postgresql"),
        }
    }

    /// As [`Database::new`], with nothing in it yet: its own clock counts, as everywhere but in a test.
    pub fn met_eigen_klok() -> Self {
        let leeg = Self::new();
        if let Self::Postgresql { name, template } = &leeg {
            template.run(&format!("DROP DATABASE {name} WITH (FORCE)"));
            template.run(&format!("CREATE DATABASE {name}"));
        }
        leeg
    }

    fn postgresql() -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let template = Template::get();
        let name = format!("api_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
        template.run(&format!("CREATE DATABASE {name} TEMPLATE {}", template.name));
        Self::Postgresql { name, template }
    }

    /// How the program names it.
    pub fn url(&self) -> String {
        match self {
            Self::Sqlite { folder } => format!("sqlite:{}", file(folder).display()),
            Self::Postgresql { name, template } => template.url(name),
        }
    }

    /// The bytes on the disk; none when the database is on a server.
    pub fn bytes(&self) -> Vec<u8> {
        let Self::Sqlite { folder } = self else {
            return Vec::new();
        };
        let mut all = Vec::new();
        for entry in std::fs::read_dir(folder.path()).unwrap() {
            all.extend(std::fs::read(entry.unwrap().path()).unwrap());
        }
        all
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Self::Postgresql { name, template } = self {
            template.run(&format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

fn file(folder: &TempDir) -> PathBuf {
    Path::new(folder.path()).join("knooppunt.db")
}

/// The migrated database of which PostgreSQL makes each test a copy; it goes when the last test is done.
pub struct Template {
    admin: String,
    name: String,
}

impl Template {
    fn get() -> Arc<Self> {
        static SHARED: Mutex<Weak<Template>> = Mutex::new(Weak::new());
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let mut shared = SHARED.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(template) = shared.upgrade() {
            return template;
        }
        let admin = std::env::var("KNOOPPUNT_TEST_POSTGRES").expect("KNOOPPUNT_TEST_POSTGRES names no server");
        let name = format!("sjabloon_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
        let template = Arc::new(Self { admin, name });
        template.run(&format!("CREATE DATABASE {}", template.name));
        drop(open(template.url(&template.name)));
        *shared = Arc::downgrade(&template);
        template
    }

    fn url(&self, name: &str) -> String {
        let (server, _) = self.admin.rsplit_once('/').unwrap();
        format!("{server}/{name}")
    }

    /// Runs a statement on the server. One at a time: two copies of one template cannot be made at once.
    fn run(&self, statement: &str) {
        static ONE: Mutex<()> = Mutex::new(());
        let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let mut server = PgConnection::establish(&self.admin).unwrap();
        for _ in 0..50 {
            match server.batch_execute(statement) {
                Ok(()) => return,
                // A connection that was just given up may still be leaving.
                Err(error) if error.to_string().contains("being accessed") => {
                    std::thread::sleep(Duration::from_millis(100));
                }
                Err(error) => panic!("{statement}: {error}"),
            }
        }
        panic!("{statement}: somebody keeps the database busy");
    }
}

impl Drop for Template {
    fn drop(&mut self) {
        self.run(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

/// The database at `url`, with all its tables.
pub fn open(url: String) -> Db {
    let db =
        Db::open(&DatabaseSettings { url, verbindingen: 4, wachtrij: 64, wachttijd: Duration::from_secs(30) }).unwrap();
    db.migreer().unwrap();
    los(&db);
    db
}

/// The clock of a test counts, not that of the database.
pub fn los(db: &Db) {
    db.write_blocking(klok::geef_vrij).unwrap();
}

#[derive(QueryableByName)]
struct Getal {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

#[derive(QueryableByName)]
struct Tekst {
    #[diesel(sql_type = Nullable<Text>)]
    tekst: Option<String>,
}

/// Runs a statement as it stands.
pub fn voer_uit(db: &Db, statement: &str) {
    let statement = statement.to_owned();
    let db = db.clone();
    let run = move || {
        db.write_blocking(move |tx| {
            match tx.either() {
                Either::Postgres(postgres) => sql_query(statement).execute(postgres)?,
                Either::Sqlite(sqlite) => sql_query(statement).execute(sqlite)?,
            };
            Ok(())
        })
        .unwrap();
    };
    // A thread that drives asynchronous tasks may not block.
    std::thread::spawn(run).join().unwrap();
}

/// Tries a statement as it stands: whether the database did it.
pub fn probeer(db: &Db, statement: &str) -> bool {
    let statement = statement.to_owned();
    let db = db.clone();
    let run = move || {
        let probeer = move |tx: &mut Conn| {
            match tx.either() {
                Either::Postgres(postgres) => sql_query(statement).execute(postgres)?,
                Either::Sqlite(sqlite) => sql_query(statement).execute(sqlite)?,
            };
            Ok(())
        };
        db.write_blocking(probeer).is_ok()
    };
    std::thread::spawn(run).join().unwrap()
}

/// The one number that `query` calls `n`.
pub fn getal(db: &Db, query: impl Into<String>) -> i64 {
    let query = query.into();
    db.read_blocking(move |tx| {
        let getal: Getal = match tx.either() {
            Either::Postgres(postgres) => sql_query(query).get_result(postgres)?,
            Either::Sqlite(sqlite) => sql_query(query).get_result(sqlite)?,
        };
        Ok(getal.n)
    })
    .unwrap()
}

/// What `query` calls `tekst`, row by row.
pub fn teksten(db: &Db, query: impl Into<String>) -> Vec<String> {
    let query = query.into();
    db.read_blocking(move |tx| {
        let rows: Vec<Tekst> = match tx.either() {
            Either::Postgres(postgres) => sql_query(query).load(postgres)?,
            Either::Sqlite(sqlite) => sql_query(query).load(sqlite)?,
        };
        Ok(rows.into_iter().filter_map(|row| row.tekst).collect())
    })
    .unwrap()
}

/// Whether it is on PostgreSQL.
pub fn op_postgresql(db: &Db) -> bool {
    db.read_blocking(|tx| Ok(tx.engine() == Engine::Postgresql)).unwrap()
}

/// Every table with everything in it, as text; bytes are in hexadecimal digits.
pub fn inhoud(db: &Db) -> BTreeMap<String, Vec<String>> {
    let postgresql = op_postgresql(db);
    let tables = if postgresql {
        "SELECT table_name::text AS tekst FROM information_schema.tables WHERE table_schema = 'public'"
    } else {
        "SELECT name AS tekst FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    };
    let tables = teksten(db, tables);
    assert!(tables.len() > 20, "these are the tables? {tables:?}");
    let lees = |table: &String| {
        let row = if postgresql {
            "t::text".to_owned()
        } else {
            let columns = teksten(db, format!("SELECT name AS tekst FROM pragma_table_info('{table}')"));
            let quoted: Vec<_> = columns.iter().map(|name| format!("quote(\"{name}\")")).collect();
            quoted.join(" || '|' || ")
        };
        let mut rows = teksten(db, format!("SELECT {row} AS tekst FROM \"{table}\" t"));
        rows.sort_unstable();
        rows
    };
    tables.iter().map(|table| (table.clone(), lees(table))).collect()
}
