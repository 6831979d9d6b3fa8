//! Databases for one test, and ways to make the writer wait.

use std::{
    sync::{
        atomic::{AtomicU32, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use diesel::prelude::*;
use tempfile::TempDir;

use super::super::*;

/// A database of this test alone.
pub(super) struct Proef {
    pub(super) db: Db,
    pub(super) settings: DatabaseSettings,
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

pub(super) fn settings(url: String) -> DatabaseSettings {
    DatabaseSettings { url, verbindingen: 4, wachtrij: 64, wachttijd: Duration::from_secs(20) }
}

fn proef(settings: DatabaseSettings, made: Option<Made>, folder: TempDir, [uuid, moment, day]: [&str; 3]) -> Proef {
    let db = Db::open(&settings).unwrap();
    let tables = format!(
        "CREATE TABLE briefje (id {uuid} PRIMARY KEY, ouder {uuid}, op {moment} NOT NULL, gezien_op {moment},
            kleur text NOT NULL, dag {day} NOT NULL)"
    );
    db.migreer().unwrap();
    db.write_blocking(move |tx| Ok(tx.batch_execute(&tables)?)).unwrap();
    Proef { db, settings, _folder: folder, _made: made }
}

pub(super) fn op_sqlite() -> Proef {
    let folder = TempDir::new().unwrap();
    let url = format!("sqlite:{}", folder.path().join("proef.db").display());
    proef(settings(url), None, folder, ["blob", "text", "text"])
}

fn op_postgresql() -> Option<Proef> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let admin = std::env::var("KNOOPPUNT_TEST_POSTGRES").ok()?;
    let name = format!("conn_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
    let server = PgConnection::establish(&admin).unwrap().batch_execute(&format!("CREATE DATABASE {name}"));
    server.unwrap();
    let (address, _) = admin.rsplit_once('/').unwrap();
    let settings = settings(format!("{address}/{name}"));
    let types = ["uuid", "timestamptz", "date"];
    Some(proef(settings, Some(Made { admin, name }), TempDir::new().unwrap(), types))
}

pub(super) fn op_beide() -> Vec<Proef> {
    [Some(op_sqlite()), op_postgresql()].into_iter().flatten().collect()
}

/// Holds the writer until the sender is dropped or used: what is sent meanwhile shares the next commit.
pub(super) fn houd_de_schrijver_op(db: &Db) -> mpsc::Sender<()> {
    let (free, held) = mpsc::channel();
    let (begun, begins) = mpsc::channel();
    let db = db.clone();
    thread::spawn(move || {
        db.write_blocking(move |_| {
            begun.send(()).unwrap();
            let _freed = held.recv();
            Ok(())
        })
    });
    begins.recv().unwrap();
    free
}

/// Sends a write without waiting for its answer, and waits until it is in the queue.
pub(super) fn zet_in_de_rij<T: Send + 'static>(
    db: &Db,
    work: impl FnOnce(&mut Tx) -> Result<T, Error> + Send + 'static,
) -> thread::JoinHandle<Result<T, Error>> {
    let db = db.clone();
    let job = thread::spawn(move || db.write_blocking(work));
    thread::sleep(Duration::from_millis(50));
    job
}
