//! A witness in a process of its own, and a log to show it.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use knooppunt::{
    config,
    store::logboek::{boom::Tegels, getuigenis},
    werk::voorlegger::Voorlegger,
};
use tempfile::TempDir;
use tlog::{
    checkpoint,
    cosignature::WitnessVkey,
    request::Request,
    tree::{self, TreeHead},
    witness::log_id,
};
use ureq::Agent;

use crate::{
    gegeven::database::Database,
    kill::Proces,
    logboek_boom::{Log, OORSPRONG},
};

/// The longest that a process takes to start, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);
pub const NAAM: &str = "getuige.example.nl";

pub fn knooppunt(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_knooppunt"));
    command.args(words).stdin(Stdio::null());
    command
}

#[track_caller]
pub fn wacht_op(wat: &str, mut klaar: impl FnMut() -> bool) {
    let began = Instant::now();
    while !klaar() {
        assert!(began.elapsed() < PATIENCE, "{wat}");
        thread::sleep(Duration::from_millis(20));
    }
}

/// A witness in a process of its own, as another organisation runs it; it dies with its test.
pub struct Getuige {
    pub map: TempDir,
    pub proces: Proces,
    pub poort: u16,
    pub vkey: WitnessVkey,
    pub logboeken: Vec<String>,
}

impl Getuige {
    pub fn van(log: &Log) -> Self {
        Self::over(&[log.wie.vkey().to_string()])
    }

    pub fn over(logboeken: &[String]) -> Self {
        let map = TempDir::new().unwrap();
        let sleutel = map.path().join("sleutel");
        let gemaakt =
            knooppunt(&["logboek", "sleutel", "--getuige", NAAM, "--bestand", sleutel.to_str().unwrap()]).output();
        let vkey: WitnessVkey = String::from_utf8(gemaakt.unwrap().stdout).unwrap().trim_end().parse().unwrap();
        let poort = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let proces = Self::start(map.path(), poort, logboeken);
        let getuige = Self { map, proces, poort, vkey, logboeken: logboeken.to_vec() };
        getuige.wacht();
        getuige
    }

    pub fn start(map: &Path, poort: u16, logboeken: &[String]) -> Proces {
        let stderr = fs::OpenOptions::new().create(true).append(true).open(map.join("stderr")).unwrap();
        let (sleutel, geheugen) = (map.join("sleutel"), map.join("geheugen"));
        let mut command = knooppunt(&["logboek", "getuige", "--adres", &format!("127.0.0.1:{poort}"), "--naam", NAAM]);
        command.arg("--sleutel").arg(sleutel).arg("--map").arg(geheugen);
        for vkey in logboeken {
            command.args(["--logboek", vkey]);
        }
        Proces::start(command.stderr(stderr).stdout(Stdio::null()))
    }

    pub fn wacht(&self) {
        wacht_op("the witness starts", || TcpStream::connect(("127.0.0.1", self.poort)).is_ok());
    }

    /// Stops it as the system would, without a warning.
    pub fn dood(&mut self) {
        self.proces.0.kill().unwrap();
        self.proces.0.wait().unwrap();
    }

    pub fn weer(&mut self) {
        self.proces = Self::start(self.map.path(), self.poort, &self.logboeken);
        self.wacht();
    }

    pub fn voorlegger(&self) -> Voorlegger {
        voorlegger(self.poort, &self.vkey)
    }

    pub fn adres(&self) -> String {
        format!("http://127.0.0.1:{}", self.poort)
    }

    /// Asks it to cosign; gives the status, the kind of answer and what it says.
    pub fn vraag(&self, body: &[u8]) -> (u16, String, String) {
        let agent: Agent = Agent::config_builder().http_status_as_error(false).build().into();
        let mut antwoord = agent.post(format!("{}/add-checkpoint", self.adres())).send(body).unwrap();
        let soort = antwoord.headers().get("content-type").map(|it| it.to_str().unwrap().to_owned());
        let tekst = antwoord.body_mut().read_to_string().unwrap();
        (antwoord.status().as_u16(), soort.unwrap_or_default(), tekst)
    }

    /// Where it remembers the log of the tests.
    pub fn geheugen(&self) -> PathBuf {
        self.map.path().join("geheugen").join(log_id(OORSPRONG))
    }

    pub fn zag(&self) -> TreeHead {
        checkpoint::read(&fs::read_to_string(self.geheugen()).unwrap()).unwrap()
    }

    /// What it told whoever runs it.
    pub fn gezegd(&self) -> String {
        fs::read_to_string(self.map.path().join("stderr")).unwrap()
    }
}

pub fn voorlegger(poort: u16, vkey: &WitnessVkey) -> Voorlegger {
    let getuige = config::Getuige { adres: format!("http://127.0.0.1:{poort}/"), vkey: vkey.clone() };
    Voorlegger::new(&getuige, Vec::new(), "").unwrap()
}

impl Log {
    pub fn groei(&self, minuten: std::ops::Range<u32>) -> TreeHead {
        self.schrijf(minuten);
        self.nummer();
        self.onderteken()
    }

    /// The request with which this log goes on from `oud` to what was signed last.
    pub fn verzoek(&self, oud: u64) -> Vec<u8> {
        let lees = move |tx: &mut _| {
            let (grootte, nota) = getuigenis::laatste_met_getuigen(tx, &[])?.expect("something is signed");
            let bewijs = tree::prove_consistency(&mut Tegels::new(tx), oud, grootte)?;
            Ok(Request { old: oud, proof: bewijs, note: &nota }.write().into_bytes())
        };
        self.db.read_blocking(lees).unwrap()
    }

    /// Takes away what witnesses said of more lines than this.
    pub fn vergeet_getuigen(&self, vanaf: u32) {
        self.knoei_met_getuigen(&format!("DELETE FROM loggetuigenis WHERE grootte > {vanaf}"));
    }

    pub fn knoei_met_getuigen(&self, statement: &str) {
        match self.database {
            Database::Sqlite { .. } => self.knoei(&[statement]),
            Database::Postgresql { .. } => self.voer_uit(&[
                "ALTER TABLE loggetuigenis DISABLE TRIGGER USER",
                statement,
                "ALTER TABLE loggetuigenis ENABLE TRIGGER USER",
            ]),
        }
    }
}
