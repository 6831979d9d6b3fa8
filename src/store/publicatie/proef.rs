//! Databases with a made-up region in them, for the tests.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use diesel::{Connection, PgConnection, connection::SimpleConnection};
use tempfile::TempDir;

use super::streek::Streek;
use crate::store::conn::{DatabaseSettings, Db};

/// A database of one test alone, with a region in it.
pub(crate) struct Proef {
    pub(crate) db: Db,
    _folder: TempDir,
    _made: Option<Made>,
}

/// A database on the server, which goes when its test does.
struct Made {
    admin: String,
    name: String,
}

impl Drop for Made {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        PgConnection::establish(&self.admin).unwrap().batch_execute(&drop).unwrap();
    }
}

fn open(url: String, streek: &Streek, made: Option<Made>, folder: TempDir) -> Proef {
    let db = Db::open(&DatabaseSettings { url, verbindingen: 4, wachtrij: 64, wachttijd: Duration::from_secs(20) });
    let db = db.unwrap();
    db.migreer().unwrap();
    let sql = streek.sql(made.is_some());
    db.write_blocking(move |tx| Ok(tx.batch_execute(&sql)?)).unwrap();
    Proef { db, _folder: folder, _made: made }
}

/// `streek` in SQLite.
pub(crate) fn op_sqlite(streek: &Streek) -> Proef {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("proef.db").display());
    open(url, streek, None, folder)
}

/// `streek` in PostgreSQL, when `KNOOPPUNT_TEST_POSTGRES` names a server.
pub(crate) fn op_postgresql(streek: &Streek) -> Option<Proef> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let admin = std::env::var("KNOOPPUNT_TEST_POSTGRES").ok()?;
    let name = format!("publicatie_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    let mut server = PgConnection::establish(&admin).unwrap();
    server.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let url = format!("{}/{name}", admin.rsplit_once('/').unwrap().0);
    Some(open(url, streek, Some(Made { admin, name }), TempDir::new().unwrap()))
}

/// `streek` in every database there is.
pub(crate) fn op_beide(streek: &Streek) -> Vec<Proef> {
    [Some(op_sqlite(streek)), op_postgresql(streek)].into_iter().flatten().collect()
}
