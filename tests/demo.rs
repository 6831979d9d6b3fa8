//! The demo as somebody tries it: it starts, its walk works, and every state is there.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on says so best by stopping where it is"
)]

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use diesel::{Connection as _, QueryableByName, RunQueryDsl as _, SqliteConnection, sql_query, sql_types::Text};

/// A debug build needs most of a minute, a release build some seconds.
const GEDULD: Duration = Duration::from_secs(300);

/// A server that stops when the test does, by its own process id.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts the demo and waits until it says that it is ready.
fn start(map: &Path) -> Server {
    let mut child = Command::new(env!("CARGO_BIN_EXE_knooppunt"))
        .args(["demo", "--poort", "0", "--map"])
        .arg(map)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let stdout = child.stdout.take().unwrap();
    let server = Server(child);
    let (gereed, wacht) = mpsc::channel();
    thread::spawn(move || {
        for regel in BufReader::new(stdout).lines().map_while(Result::ok) {
            if regel.starts_with("Knooppunt staat klaar op ") {
                let _ = gereed.send(());
            }
        }
    });
    wacht.recv_timeout(GEDULD).expect("the demo says that it is ready");
    server
}

#[derive(QueryableByName)]
struct Stand {
    #[diesel(sql_type = Text)]
    status: String,
}

#[test]
fn wie_de_demo_start_kan_de_hele_wandeling_maken() {
    let map = tempfile::tempdir().unwrap();
    let _server = start(map.path());
    let wandeling = Command::new("bash").arg(map.path().join("wandeling.sh")).output().unwrap();
    let gezien = String::from_utf8_lossy(&wandeling.stdout);
    assert!(wandeling.status.success(), "{gezien}");
    assert!(gezien.contains("\"stand\":\"aangeboden-en-aanvaard\""), "{gezien}");

    assert!(gezien.contains("\"status\":\"te-beoordelen\"") && gezien.contains("\"teLaat\":true"), "{gezien}");

    let bestand = map.path().join("knooppunt-demo.db");
    let mut db = SqliteConnection::establish(bestand.to_str().unwrap()).unwrap();
    let standen: Vec<Stand> = sql_query("SELECT status FROM casus").load(&mut db).unwrap();
    assert!(standen.len() >= 550, "{}", standen.len());
    for status in [
        "aangemeld",
        "in-behandeling",
        "verkenning",
        "toegeleid",
        "knooppunt",
        "steun-op-maat",
        "evaluatie",
        "afgesloten",
    ] {
        assert!(standen.iter().any(|stand| stand.status == status), "{status}");
    }
}
