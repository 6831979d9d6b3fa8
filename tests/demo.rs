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

/// What the demo prints of itself: its address, and the secret of the second factor of `beheerder-1`.
struct Gezegd {
    adres: String,
    geheim: String,
}

/// Starts the demo and waits until it says that it is ready.
fn start(map: &Path) -> (Server, Gezegd) {
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
        let mut adres = String::new();
        for regel in BufReader::new(stdout).lines().map_while(Result::ok) {
            if let Some(rest) = regel.strip_prefix("Knooppunt staat klaar op ") {
                rest.split(',').next().unwrap().clone_into(&mut adres);
            }
            if regel.trim_start().starts_with("beheerder-1 ") {
                let geheim = regel.split_whitespace().last().unwrap().to_owned();
                let _ = gereed.send(Gezegd { adres: adres.clone(), geheim });
            }
        }
    });
    let gezegd = wacht.recv_timeout(GEDULD).expect("the demo says that it is ready");
    (server, gezegd)
}

/// The commands of the README, against this demo.
fn tien_opdrachten(gezegd: &Gezegd) -> String {
    let readme = include_str!("../README.md");
    let (_, rest) = readme.split_once("## A new practice in ten commands").unwrap();
    let (_, rest) = rest.split_once("```sh\n").unwrap();
    let (opdrachten, _) = rest.split_once("```").unwrap();
    assert!(opdrachten.lines().filter(|line| !line.starts_with(' ')).count() <= 10, "ten commands");
    opdrachten
        .replacen("GEHEIM=", &format!("GEHEIM={}", gezegd.geheim), 1)
        .replace("http://127.0.0.1:8080", &gezegd.adres)
        .replace("target/release/knooppunt", env!("CARGO_BIN_EXE_knooppunt"))
}

/// The commands of the README with which somebody checks the log, against this demo, once something is signed.
fn logboek_nagaan(gezegd: &Gezegd) -> String {
    let readme = include_str!("../README.md");
    let (_, rest) = readme.split_once("## Check the log without trusting us").unwrap();
    let (_, rest) = rest.split_once("```sh\n").unwrap();
    let (opdrachten, _) = rest.split_once("```").unwrap();
    assert_eq!(opdrachten.lines().count(), 5, "five lines");
    let opdrachten = opdrachten
        .replace("http://127.0.0.1:8080", &gezegd.adres)
        .replace("target/release/knooppunt", env!("CARGO_BIN_EXE_knooppunt"))
        .replace("demo/", "");
    let wacht = format!(
        "TOKEN=$(grep -om 1 'VERLOSKUNDIGE=.*' wandeling.sh | cut -d = -f 2 | tr -d \"'\\\"\")\n\
         for i in $(seq 600); do curl -sf {}/v1/logboek/checkpoint -H \"Authorization: Bearer $TOKEN\" && break; sleep 0.1; done\n",
        gezegd.adres
    );
    format!("{wacht}{opdrachten}{} logboek controleer --bewaard bewaard\n", env!("CARGO_BIN_EXE_knooppunt"))
}

#[derive(QueryableByName)]
struct Stand {
    #[diesel(sql_type = Text)]
    status: String,
}

#[test]
fn wie_de_demo_start_kan_de_hele_wandeling_maken() {
    let map = tempfile::tempdir().unwrap();
    let (_server, gezegd) = start(map.path());
    let nieuw = Command::new("bash").args(["-eo", "pipefail", "-c", &tien_opdrachten(&gezegd)]).output().unwrap();
    let gezien = String::from_utf8_lossy(&nieuw.stdout);
    assert!(nieuw.status.success(), "{gezien}{}", String::from_utf8_lossy(&nieuw.stderr));
    assert!(gezien.contains("\"status\":\"ontvangen\""), "{gezien}");
    let wandeling = Command::new("bash").arg(map.path().join("wandeling.sh")).output().unwrap();
    let gezien = String::from_utf8_lossy(&wandeling.stdout);
    assert!(wandeling.status.success(), "{gezien}");
    assert!(gezien.contains("\"stand\":\"aangeboden-en-aanvaard\""), "{gezien}");

    assert!(gezien.contains("\"status\":\"te-beoordelen\"") && gezien.contains("\"teLaat\":true"), "{gezien}");

    // A case was planted for each rule of the privacy officer's list.
    for regel in ["noodprocedure", "zonder-relatie", "nacht", "te-vaak", "na-sluiting"] {
        assert!(gezien.contains(&format!("{{\"regel\":\"{regel}\"")), "{regel}: {gezien}");
    }
    assert!(gezien.contains("\"actie\":\"een signaal geregistreerd\""), "{gezien}");

    let nagaan = Command::new("bash")
        .current_dir(map.path())
        .args(["-eo", "pipefail", "-c", &logboek_nagaan(&gezegd)])
        .output()
        .unwrap();
    let gezien = String::from_utf8_lossy(&nagaan.stdout);
    assert!(nagaan.status.success(), "{gezien}{}", String::from_utf8_lossy(&nagaan.stderr));
    assert_eq!(gezien.matches("Het logboek klopt: ").count(), 2, "{gezien}");

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
    // Whoever was not answered in time heard of it: nothing is late and silent.
    let mut vraag = |query: &str| -> Vec<String> {
        let rows: Vec<Stand> = sql_query(query).load(&mut db).unwrap();
        rows.into_iter().map(|row| row.status).collect()
    };
    assert_eq!(vraag("SELECT count(*) || '' AS status FROM doorgeleiding WHERE stap_op <= date('now')"), ["0"]);
    // A birth whose handover waits, one that was handed over, and a next pregnancy after a birth; and a loss, after which nothing runs.
    let overdrachten = "SELECT status FROM warme_overdracht ORDER BY status";
    assert_eq!(vraag(overdrachten), ["gehouden", "voorgesteld", "voorgesteld"]);
    let verloren = "SELECT count(*) || '' AS status FROM doorgeleiding d JOIN zwangerschap z ON z.id = d.zwangerschap_id \
                    WHERE z.status = 'verlies' AND d.status IN ('verzonden', 'aanvaard', 'intake-gepland', 'gestart')";
    assert_eq!(vraag(verloren), ["0"]);
    assert_eq!(
        vraag(
            "SELECT count(*) || '' AS status FROM casus c JOIN zwangerschap z ON z.client_id = c.client_id \
                      WHERE z.id = c.zwangerschap_id AND NOT z.eerste_kind AND EXISTS (SELECT 1 FROM zwangerschap e JOIN kind k \
                      ON k.zwangerschap_id = e.id WHERE e.client_id = c.client_id AND e.id <> z.id)"
        ),
        ["1"]
    );
    // A family waits for a coordinator of Parkstad to take it over.
    assert_eq!(vraag("SELECT status || ' ' || naar AS status FROM verhuizing"), ["voorgesteld GM0917"]);
    // A nurse proposes another route, and waits for the coordinator.
    assert_eq!(vraag("SELECT status || ' ' || route AS status FROM voorstel"), ["voorgesteld nu-niet-zwanger"]);
    for stap in ["doorgeleiding-herinnerd", "doorgeleiding-geescaleerd", "doorgeleiding-verlopen"] {
        let gezet = format!("SELECT handeling AS status FROM logregel WHERE gebeurtenis = '{stap}'");
        assert!(vraag(&gezet).len() > 1, "{stap}");
    }
}
