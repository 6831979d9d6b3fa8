//! The program is killed in the middle of its work: what was answered is there, and of what was not, nothing is half.

mod verlies;

use std::{
    collections::HashSet,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use knooppunt::{
    cli::logboek::{
        Verslag,
        controleer::{self, Bewaard, Vraag},
    },
    clock::{Clock as _, SystemClock},
    store::{conn::Db, kluis::Kluis, logboek::volgorde, toegang::totp_code},
    werk::ondertekenaar::Ondertekenaar,
};
use serde_json::{Value, json};
use ureq::Agent;
use uuid::Uuid;

use crate::gegeven::{
    GEHEIM, WACHTWOORD, Wie, bevolk,
    bodies::{self, NAAM},
    database::{self, Database},
};

/// The longest that a server takes to start, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// So many kills, without being asked for another number; fifty take a minute.
const RONDES: u64 = 15;
/// The name of the log.
pub const OORSPRONG: &str = "knooppunt.example.nl/logboek";
/// Base64 of 32 bytes of one value.
const KEYS: [&str; 3] = [
    "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=",
    "AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=",
    "AwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwMDAwM=",
];

/// The program in a process of its own, which dies with its test.
pub struct Proces(pub Child);

impl Proces {
    pub fn start(opdracht: &mut Command) -> Self {
        Self(opdracht.spawn().unwrap())
    }

    /// Kills it as the system would: no warning, no last words. What is dead already stays so.
    pub fn dood(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Proces {
    fn drop(&mut self) {
        self.dood();
    }
}

/// A server that answers.
pub struct Server {
    pub proces: Proces,
    pub address: String,
    agent: Agent,
}

/// An answer, with the id of its request.
pub struct Antwoord {
    pub json: Value,
    pub verzoek: String,
    /// The version, of what has one.
    etag: String,
}

impl Server {
    /// Starts it; says how long its first answer took.
    pub fn start(url: &str, sleutel: &Path) -> (Self, Duration) {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let began = Instant::now();
        let mut serve = opdracht(url, sleutel, &["serve"]);
        let proces = Proces::start(serve.env("KNOOPPUNT__SERVER__POORT", port.to_string()));
        let settings =
            Agent::config_builder().http_status_as_error(false).timeout_global(Some(Duration::from_secs(20))).build();
        let server = Self { proces, address: format!("http://127.0.0.1:{port}"), agent: settings.into() };
        while server.get("/gereed", "").is_none_or(|(status, _)| status != 200) {
            assert!(began.elapsed() < PATIENCE, "the server does not start");
            thread::sleep(Duration::from_millis(5));
        }
        (server, began.elapsed())
    }

    fn get(&self, path: &str, token: &str) -> Option<(u16, Antwoord)> {
        let request = self.agent.get(format!("{}{path}", self.address)).header("authorization", token);
        antwoord(request.call())
    }

    pub fn post(&self, path: &str, token: &str, body: &Value) -> Option<(u16, Antwoord)> {
        let request = self.agent.post(format!("{}{path}", self.address)).header("authorization", token);
        antwoord(request.send_json(body))
    }

    /// The same, in the version that was seen.
    fn post_met(&self, path: &str, token: &str, etag: &str, body: &Value) -> Option<(u16, Antwoord)> {
        let request = self.agent.post(format!("{}{path}", self.address));
        antwoord(request.header("authorization", token).header("if-match", etag).send_json(body))
    }

    pub fn token(&self, wie: Wie) -> String {
        let code = totp_code(GEHEIM, SystemClock.now());
        let body = json!({ "gebruikersnaam": wie.gebruikersnaam(), "wachtwoord": WACHTWOORD, "totpCode": code });
        let (status, tokens) = self.post("/v1/sessies", "", &body).unwrap();
        assert_eq!(status, 201, "{}", tokens.json);
        format!("Bearer {}", tokens.json["toegangstoken"].as_str().unwrap())
    }
}

/// The whole answer, or nothing when it never came.
fn antwoord(answer: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Option<(u16, Antwoord)> {
    let mut answer = answer.ok()?;
    let verzoek = answer.headers().get("x-request-id")?.to_str().ok()?.to_owned();
    let etag = answer.headers().get("etag").and_then(|etag| etag.to_str().ok()).unwrap_or_default().to_owned();
    Some((answer.status().as_u16(), Antwoord { json: answer.body_mut().read_json().ok()?, verzoek, etag }))
}

/// The program in a process of its own.
pub fn opdracht(url: &str, sleutel: &Path, words: &[&str]) -> Command {
    let mut opdracht = Command::new(env!("CARGO_BIN_EXE_knooppunt"));
    opdracht
        .args(words)
        .env("KNOOPPUNT__DATABASE__URL", url)
        .env("KNOOPPUNT__SERVER__WERKERS", "2")
        .env("KNOOPPUNT__TOEGANG__ARGON2_GEHEUGEN_KIB", "8")
        .env("KNOOPPUNT__TOEGANG__ARGON2_ONVEILIG_ALLEEN_VOOR_TESTS", "true")
        .env("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "100000")
        .env("KNOOPPUNT__REMMEN__SIGNALEN_PER_UUR", "100000")
        .env("KNOOPPUNT__LOGBOEK__SLEUTEL", sleutel)
        .env("KNOOPPUNT__LOGBOEK__OORSPRONG", OORSPRONG)
        .env("KNOOPPUNT__GEHEIMEN__TOKEN_SLEUTEL", KEYS[0])
        .env("KNOOPPUNT__GEHEIMEN__HOOFDSLEUTEL", KEYS[1])
        .env("KNOOPPUNT__GEHEIMEN__TOTP_SLEUTEL", KEYS[2])
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    opdracht
}

/// What the program has acknowledged: the requests by their ids, and the signalen with who brought them.
#[derive(Default)]
struct Beantwoord {
    verzoeken: Vec<String>,
    signalen: Vec<(usize, String)>,
}

/// Registers worries, each about another woman, and reads them back, until the server is gone; gives what was answered.
fn registreer(server: &Server, wie: usize, token: &str, answered: &AtomicU32) -> Beantwoord {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut beantwoord = Beantwoord::default();
    loop {
        let number = NEXT.fetch_add(1, Ordering::SeqCst);
        let body = bodies::signaal_van(&format!("{NAAM} {number}"), &format!("06 {:08}", 10_000_000 + number));
        let body = bodies::op_dag_van(SystemClock.now(), body);
        // Killed half-way: nobody was told anything.
        let Some((status, signaal)) = server.post("/v1/signalen", token, &body) else { return beantwoord };
        assert_eq!(status, 201, "{}", signaal.json);
        let id = signaal.json["id"].as_str().unwrap().to_owned();
        beantwoord.verzoeken.push(signaal.verzoek);
        beantwoord.signalen.push((wie, id.clone()));
        answered.fetch_add(1, Ordering::SeqCst);
        let Some((status, gelezen)) = server.get(&format!("/v1/signalen/{id}"), token) else { return beantwoord };
        assert_eq!(status, 200, "{}", gelezen.json);
        beantwoord.verzoeken.push(gelezen.verzoek);
    }
}

/// Chance that can be had again.
struct Zaad(u64);

impl Zaad {
    /// A number below `grens` (`SplitMix64`).
    fn onder(&mut self, grens: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % grens
    }
}

fn getal_uit(omgeving: &str, standaard: u64) -> u64 {
    std::env::var(omgeving).map_or(standaard, |tekst| tekst.parse().unwrap())
}

/// A log with its key, in a database of its own, that is killed again and again.
struct Proef {
    url: String,
    sleutel: PathBuf,
    db: Db,
    beantwoord: Beantwoord,
    traagste: Duration,
    signers: u32,
}

impl Proef {
    /// Lets four clients work, kills the server after a while, and starts it again.
    fn dood_de_server(&mut self, mut server: Server, tokens: &[String; 2], na: Duration) -> Server {
        let answered = AtomicU32::new(0);
        thread::scope(|scope| {
            let clients: Vec<_> = (0..4)
                .map(|client| {
                    let (server, token, answered) = (&server, &tokens[client % 2], &answered);
                    scope.spawn(move || registreer(server, client % 2, token, answered))
                })
                .collect();
            let began = Instant::now();
            while answered.load(Ordering::SeqCst) < 4 && began.elapsed() < PATIENCE {
                thread::sleep(Duration::from_millis(1));
            }
            thread::sleep(na);
            kill_by_id(server.proces.0.id());
            for thread in clients {
                let nieuw = thread.join().unwrap();
                self.beantwoord.verzoeken.extend(nieuw.verzoeken);
                self.beantwoord.signalen.extend(nieuw.signalen);
            }
        });
        server.proces.dood();
        assert!(answered.load(Ordering::SeqCst) > 0, "nothing was registered");
        let (server, duur) = Server::start(&self.url, &self.sleutel);
        self.traagste = self.traagste.max(duur);
        server
    }

    /// Starts a signer in a process of its own, beside that of the server, and kills it while it works.
    fn dood_de_ondertekenaar(&mut self, na: Duration) {
        let mut signer = Proces::start(&mut opdracht(&self.url, &self.sleutel, &["logboek", "ondertekenaar"]));
        thread::sleep(na);
        kill_by_id(signer.0.id());
        signer.0.wait().unwrap();
        self.signers += 1;
    }

    /// No acknowledged write or read is without its line, and nothing is wrong with the log.
    fn alles_is_er(&self, ronde: u64) {
        let regels = "SELECT DISTINCT verzoek_id FROM logregel WHERE verzoek_id IS NOT NULL";
        let regels = if database::op_postgresql(&self.db) {
            format!("SELECT verzoek_id::text AS tekst FROM ({regels}) AS v")
        } else {
            format!("SELECT lower(hex(verzoek_id)) AS tekst FROM ({regels})")
        };
        let regels: HashSet<Uuid> = database::teksten(&self.db, regels).iter().map(|id| id.parse().unwrap()).collect();
        for verzoek in &self.beantwoord.verzoeken {
            assert!(
                regels.contains(&verzoek.parse().unwrap()),
                "ronde {ronde}: {verzoek} was answered and has no line"
            );
        }
        let wie = Ondertekenaar::lees(&self.sleutel, OORSPRONG).unwrap();
        let ondertekenaar = wie.laatst_ondertekend().unwrap();
        let verslag = self.controleer(&wie, Bewaard { checkpoint: None, ondertekenaar });
        assert_eq!(verslag.bevindingen, [], "ronde {ronde}");
    }

    fn controleer(&self, wie: &Ondertekenaar, bewaard: Bewaard) -> Verslag {
        let (vkeys, speling, nu) = (vec![wie.vkey()], TimeDelta::minutes(15), SystemClock.now());
        controleer::controleer(&self.db, Vraag { bewaard, vkeys, getuigen: Vec::new(), speling, nu }).unwrap()
    }
}

/// `KNOOPPUNT_KILL_RONDES=50 cargo test --test api kill` does it fifty times; `KNOOPPUNT_KILL_ZAAD` says with which chance.
#[test]
fn wat_is_beantwoord_overleeft_een_kill() {
    let database = Database::new();
    overleef(&database, getal_uit("KNOOPPUNT_KILL_RONDES", RONDES));
}

/// A database may be set not to wait for its disk; the server asks its sessions to wait all the same.
#[test]
fn ook_waar_de_database_niet_op_haar_schijf_wacht_heeft_elk_antwoord_haar_regel() {
    let database = Database::new();
    let url = database.url();
    let Some((_, naam)) = url.rsplit_once('/').filter(|_| url.starts_with("postgres")) else { return };
    let db = database::open(url.clone());
    database::voer_uit(&db, &format!("ALTER DATABASE {naam} SET synchronous_commit = off"));
    overleef(&database, 1);
    let stelt_in = "SELECT count(*) AS n FROM pg_db_role_setting WHERE 'synchronous_commit=off' = ANY (setconfig) \
                    AND setdatabase = (SELECT oid FROM pg_database WHERE datname = current_database())";
    assert_eq!(database::getal(&db, stelt_in), 1, "it was set all the time");
}

/// Kills what works on this database so many times; what was answered is there each time.
#[expect(clippy::print_stdout, reason = "how many answers there were is what the test is asked for")]
fn overleef(database: &Database, rondes: u64) {
    let mut zaad = Zaad(getal_uit("KNOOPPUNT_KILL_ZAAD", 20_261_122));
    let url = database.url();
    let map = tempfile::TempDir::new().unwrap();
    let sleutel = map.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    let db = database::open(url.clone());
    let nu = SystemClock.now().plus(TimeDelta::days(-1));
    bevolk(&db, &Kluis::new(&[2; 32], &[3; 32]).unwrap(), nu);
    let (mut server, traagste) = Server::start(&url, &sleutel);
    let tokens = [server.token(Wie::Verloskundige), server.token(Wie::AndereVerloskundige)];
    let mut proef = Proef { url, sleutel, db, beantwoord: Beantwoord::default(), traagste, signers: 0 };
    for ronde in 1..=rondes {
        let na = Duration::from_millis(zaad.onder(150));
        // The first is of the server, so that there is something to sign.
        if ronde == 1 || zaad.onder(2) == 0 {
            server = proef.dood_de_server(server, &tokens, na);
        } else {
            proef.dood_de_ondertekenaar(na);
        }
        proef.alles_is_er(ronde);
    }
    for (who, id) in &proef.beantwoord.signalen {
        let (status, signaal) = server.get(&format!("/v1/signalen/{id}"), &tokens[*who]).unwrap();
        assert_eq!(status, 200, "{id} was answered and is lost: {}", signaal.json);
    }
    server.proces.dood();
    println!(
        "kill: {rondes} rondes ({} van een ondertekenaar), {} antwoorden; traagste herstart {} ms",
        proef.signers,
        proef.beantwoord.verzoeken.len(),
        proef.traagste.as_millis()
    );
    niets_half(&proef.db, &proef.beantwoord.signalen);
    proef.het_logboek_klopt();
}

impl Proef {
    /// Every line has its number or gets it now, nothing is missing from the tree, and the signer goes on where it was.
    fn het_logboek_klopt(&self) {
        let signed = database::getal(&self.db, "SELECT coalesce(max(grootte), 0) AS n FROM logcheckpoint");
        assert!(signed > 0, "something was signed between the kills");
        while self.db.write_blocking(volgorde::nummer).unwrap() > 0 {}
        let wie = Ondertekenaar::lees(&self.sleutel, OORSPRONG).unwrap();
        wie.onderteken(&self.db, SystemClock.now()).unwrap().expect("the last lines are new");
        let lines = database::getal(&self.db, "SELECT count(*) AS n FROM logregel");
        let verslag = self.controleer(&wie, Bewaard::default());
        assert_eq!(verslag.bevindingen, []);
        assert_eq!(i64::try_from(verslag.stand.size).unwrap(), lines);
        assert_eq!(verslag.ondertekend, Some(verslag.stand.size));
    }
}

pub fn kill_by_id(process: u32) {
    let killed = Command::new("kill").args(["-9", &process.to_string()]).status().unwrap();
    assert!(killed.success());
}

fn niets_half(db: &Db, kept: &[(usize, String)]) {
    let tel = |query: &str| database::getal(db, format!("SELECT count(*) AS n FROM {query}"));
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
