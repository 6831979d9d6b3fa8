//! The program is killed in the middle of its work: what was answered is there, and of what was not, nothing is half.

use std::{
    net::TcpListener,
    path::Path,
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use knooppunt::{
    cli::logboek::controleer::{self, Bewaard},
    clock::{Clock as _, SystemClock},
    store::{kluis::Kluis, logboek::volgorde, toegang::totp_code},
    werk::ondertekenaar::Ondertekenaar,
};
use serde_json::{Value, json};
use ureq::Agent;

use crate::gegeven::{
    GEHEIM, WACHTWOORD, Wie, bevolk,
    bodies::{self, NAAM},
    database::{self, Database},
};

/// The longest that a server takes to start, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// The name of the log.
const OORSPRONG: &str = "knooppunt.example.nl/logboek";
/// Base64 of 32 bytes of one value.
const KEYS: [&str; 3] = [
    "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
    "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
    "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=",
];

/// A server in a process of its own, which dies with its test.
struct Server {
    child: Child,
    address: String,
    agent: Agent,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

impl Server {
    fn start(url: &str, sleutel: &Path) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new(env!("CARGO_BIN_EXE_knooppunt"))
            .arg("serve")
            .env("KNOOPPUNT__DATABASE__URL", url)
            .env("KNOOPPUNT__SERVER__POORT", port.to_string())
            .env("KNOOPPUNT__SERVER__WERKERS", "2")
            .env("KNOOPPUNT__TOEGANG__ARGON2_GEHEUGEN_KIB", "8")
            .env("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "100000")
            .env("KNOOPPUNT__LOGBOEK__SLEUTEL", sleutel)
            .env("KNOOPPUNT__LOGBOEK__OORSPRONG", OORSPRONG)
            .env("KNOOPPUNT__GEHEIMEN__TOKEN_SLEUTEL", KEYS[0])
            .env("KNOOPPUNT__GEHEIMEN__HOOFDSLEUTEL", KEYS[1])
            .env("KNOOPPUNT__GEHEIMEN__TOTP_SLEUTEL", KEYS[2])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let settings =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(20))).build();
        let server = Self { child, address: format!("http://127.0.0.1:{port}"), agent: settings.into() };
        let began = Instant::now();
        while server.get("/gereed", "").is_none_or(|(status, _)| status != 200) {
            assert!(began.elapsed() < PATIENCE, "the server does not start");
            thread::sleep(Duration::from_millis(20));
        }
        server
    }

    /// Kills it as the system would: no warning, no last words.
    fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }

    fn get(&self, path: &str, token: &str) -> Option<(u16, Value)> {
        let request = self.agent.get(format!("{}{path}", self.address)).header("authorization", token);
        let mut answer = request.call().ok()?;
        Some((answer.status().as_u16(), answer.body_mut().read_json().ok()?))
    }

    fn post(&self, path: &str, token: &str, body: &Value) -> Option<(u16, Value)> {
        let request = self.agent.post(format!("{}{path}", self.address)).header("authorization", token);
        let mut answer = request.send_json(body).ok()?;
        Some((answer.status().as_u16(), answer.body_mut().read_json().ok()?))
    }

    fn token(&self, wie: Wie) -> String {
        let code = totp_code(GEHEIM, SystemClock.now());
        let body = json!({ "gebruikersnaam": wie.gebruikersnaam(), "wachtwoord": WACHTWOORD, "totpCode": code });
        let (status, tokens) = self.post("/v1/sessies", "", &body).unwrap();
        assert_eq!(status, 201, "{tokens}");
        format!("Bearer {}", tokens["toegangstoken"].as_str().unwrap())
    }
}

/// Registers worries, each about another woman, until the server is gone; gives the ids of what was answered.
fn registreer(server: &Server, token: &str, answered: &AtomicU32) -> Vec<String> {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut ids = Vec::new();
    loop {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let body = bodies::signaal_van(&format!("{NAAM} {number}"), &format!("06 {:08}", 10_000_000 + number));
        match server.post("/v1/signalen", token, &body) {
            Some((201, signaal)) => {
                ids.push(signaal["id"].as_str().unwrap().to_owned());
                answered.fetch_add(1, Ordering::SeqCst);
            }
            // Killed half-way: nobody was told anything.
            None => return ids,
            Some((status, body)) => panic!("{status} {body}"),
        }
    }
}

#[test]
fn wat_is_beantwoord_overleeft_een_kill() {
    let database = Database::new();
    let url = database.url();
    let map = tempfile::TempDir::new().unwrap();
    let sleutel = map.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    {
        let db = database::open(url.clone());
        let nu = SystemClock.now().plus(chrono::TimeDelta::days(-1));
        bevolk(&db, &Kluis::new(&[2; 32], &[3; 32]).unwrap(), nu);
    }
    let mut server = Server::start(&url, &sleutel);
    let tokens = [server.token(Wie::Verloskundige), server.token(Wie::AndereVerloskundige)];
    let mut kept: Vec<(usize, String)> = Vec::new();
    for round in 1..=3 {
        let answered = AtomicU32::new(0);
        thread::scope(|scope| {
            let clients: Vec<_> = (0..4)
                .map(|client| {
                    let (server, token, answered) = (&server, &tokens[client % 2], &answered);
                    scope.spawn(move || registreer(server, token, answered))
                })
                .collect();
            let began = Instant::now();
            while answered.load(Ordering::SeqCst) < 40 * round && began.elapsed() < PATIENCE {
                thread::sleep(Duration::from_millis(1));
            }
            kill_by_id(server.child.id());
            for (client, thread) in clients.into_iter().enumerate() {
                kept.extend(thread.join().unwrap().into_iter().map(|id| (client % 2, id)));
            }
        });
        server.kill();
        assert!(answered.load(Ordering::SeqCst) > 0, "nothing was registered in round {round}");
        server = Server::start(&url, &sleutel);
        for (who, id) in &kept {
            let (status, signaal) = server.get(&format!("/v1/signalen/{id}"), &tokens[*who]).unwrap();
            assert_eq!(status, 200, "round {round}: {id} was answered and is lost: {signaal}");
        }
    }
    server.kill();
    niets_half(&url, &kept);
    het_logboek_klopt(&url, &Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap());
}

/// Every line has its number or gets it now, nothing is missing from the tree, and the signer goes on where it was.
fn het_logboek_klopt(url: &str, wie: &Ondertekenaar) {
    let db = database::open(url.to_owned());
    let signed = database::getal(&db, "SELECT coalesce(max(grootte), 0) AS n FROM logcheckpoint");
    assert!(signed > 0, "something was signed between the kills");
    while db.write_blocking(volgorde::nummer).unwrap() > 0 {}
    wie.onderteken(&db, SystemClock.now()).unwrap().expect("the last lines are new");
    let lines = database::getal(&db, "SELECT count(*) AS n FROM logregel");
    let verslag =
        controleer::controleer(&db, Bewaard::default(), Some(wie.vkey()), chrono::TimeDelta::minutes(15)).unwrap();
    assert_eq!(verslag.bevindingen, []);
    assert_eq!(i64::try_from(verslag.stand.grootte).unwrap(), lines);
    assert_eq!(verslag.ondertekend, Some(verslag.stand.grootte));
}

fn kill_by_id(process: u32) {
    let killed = Command::new("kill").args(["-9", &process.to_string()]).status().unwrap();
    assert!(killed.success());
}

fn niets_half(url: &str, kept: &[(usize, String)]) {
    let db = database::open(url.to_owned());
    let tel = |query: &str| database::getal(&db, format!("SELECT count(*) AS n FROM {query}"));
    let signalen = tel("signaal");
    assert!(signalen >= i64::try_from(kept.len()).unwrap());
    for of_each in ["client", "casus", "zwangerschap", "termijn", "toestemming", "weging"] {
        assert_eq!(tel(of_each), signalen, "{of_each}");
    }
    assert_eq!(tel("logregel WHERE gebeurtenis = 'signaal-ontvangen'"), signalen, "lines of the logboek");
    assert_eq!(
        tel("signaal JOIN casus ON casus.id = signaal.casus_id AND casus.client_id = signaal.client_id"),
        signalen
    );
    let pairs =
        "signaal JOIN logregel ON logregel.object_id = signaal.id AND logregel.gebeurtenis = 'signaal-ontvangen'";
    assert_eq!(tel(pairs), signalen, "each its own line");
    assert_eq!(tel("casus_thema"), 2 * signalen);
}
