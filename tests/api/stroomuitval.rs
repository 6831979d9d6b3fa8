//! The database server itself is killed, in the middle of the work: what was answered is there once it has recovered, of what was refused
//! nothing, and where nobody can know, nobody was told otherwise.

use std::{
    collections::HashSet,
    fs,
    net::TcpListener,
    os::unix::{
        fs::{MetadataExt as _, PermissionsExt as _, chown},
        process::CommandExt as _,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    thread,
    time::{Duration, Instant},
};

use chrono::TimeDelta;
use knooppunt::{
    cli::logboek::controleer::{self, Bewaard, Vraag},
    clock::{Clock as _, SystemClock},
    domain::client::Kenmerken,
    store::{conn::Db, kluis::Kluis, logboek::volgorde},
    werk::ondertekenaar::Ondertekenaar,
};
use uuid::Uuid;

use crate::{
    gegeven::{
        Wie, bevolk,
        bodies::{self, NAAM},
        database,
    },
    kill::{OORSPRONG, Proces, Server, kill_by_id},
};

/// So often the database server is killed.
const KEREN: usize = 3;
/// The longest that it takes to start or to recover, on a busy machine.
const GEDULD: Duration = Duration::from_secs(60);

/// Where the programs of PostgreSQL are: the newest on this machine.
fn postgresql_bin() -> PathBuf {
    let eigen = Command::new("pg_config").arg("--bindir").stderr(Stdio::null()).output();
    let eigen = eigen.ok().map(|out| PathBuf::from(String::from_utf8_lossy(&out.stdout).trim()));
    let van_debian =
        fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|map| map.path().join("bin"));
    let mut alle: Vec<PathBuf> = van_debian.chain(eigen).filter(|bin| bin.join("initdb").is_file()).collect();
    alle.sort();
    alle.pop().expect("initdb is where PostgreSQL is")
}

/// A cluster of this test alone, which waits for its disk as a real one does.
struct Cluster {
    bin: PathBuf,
    map: tempfile::TempDir,
    poort: u16,
    proces: Option<Proces>,
}

impl Cluster {
    fn new() -> Self {
        let map = tempfile::Builder::new().prefix("stroomuitval").tempdir().unwrap();
        let poort = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut cluster = Self { bin: postgresql_bin(), map, poort, proces: None };
        fs::create_dir(cluster.data()).unwrap();
        if let Some((wie, groep)) = cluster.niet_root() {
            fs::set_permissions(cluster.map.path(), fs::Permissions::from_mode(0o711)).unwrap();
            chown(cluster.data(), Some(wie), Some(groep)).unwrap();
        }
        let made = cluster
            .programma("initdb")
            .args([
                "--username=postgres",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
                "--no-instructions",
            ])
            .output()
            .unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        cluster.start();
        cluster
    }

    fn data(&self) -> PathBuf {
        self.map.path().join("data")
    }

    /// PostgreSQL refuses to be root: who it is instead, when the test is.
    fn niet_root(&self) -> Option<(u32, u32)> {
        if fs::metadata(self.map.path()).unwrap().uid() != 0 {
            return None;
        }
        let accounts = fs::read_to_string("/etc/passwd").unwrap();
        let zoek = |naam: &str| {
            let account = accounts.lines().find(|account| account.starts_with(&format!("{naam}:")))?;
            let velden: Vec<&str> = account.split(':').collect();
            Some((velden[2].parse().unwrap(), velden[3].parse().unwrap()))
        };
        zoek("postgres").or_else(|| zoek("nobody"))
    }

    /// A program of PostgreSQL on the data of this cluster.
    fn programma(&self, naam: &str) -> Command {
        let mut programma = Command::new(self.bin.join(naam));
        programma.arg("-D").arg(self.data()).current_dir("/").env_clear().env("LC_ALL", "C").stdin(Stdio::null());
        if let Some((wie, groep)) = self.niet_root() {
            programma.uid(wie).gid(groep);
        }
        programma
    }

    fn url(&self, naam: &str) -> String {
        format!("postgres://postgres@127.0.0.1:{}/{naam}", self.poort)
    }

    /// Starts it, and waits until it answers: after a kill it recovers first.
    fn start(&mut self) {
        let mut server = self.programma("postgres");
        server.args(["-c", "fsync=on", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="]);
        server.args(["-p", &self.poort.to_string()]).stdout(Stdio::null()).stderr(Stdio::null());
        self.proces = Some(Proces::start(&mut server));
        let began = Instant::now();
        while !self.antwoordt() {
            assert!(began.elapsed() < GEDULD, "PostgreSQL does not start");
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn antwoordt(&self) -> bool {
        let mut vraag = Command::new(self.bin.join("pg_isready"));
        vraag.args(["-q", "-h", "127.0.0.1", "-p", &self.poort.to_string()]).status().unwrap().success()
    }

    /// Kills all of it at once, as when the power goes: the server, and each process that it began.
    fn dood(&mut self) {
        let Some(mut proces) = self.proces.take() else { return };
        let server = proces.0.id();
        let onder: Vec<u32> = fs::read_dir("/proc")
            .unwrap()
            .flatten()
            .filter_map(|map| {
                let id: u32 = map.file_name().to_str()?.parse().ok()?;
                let stat = fs::read_to_string(map.path().join("stat")).ok()?;
                // After the name, which stands between brackets: the state, and the parent.
                let ouder = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?.parse::<u32>().ok()?;
                (ouder == server).then_some(id)
            })
            .collect();
        kill_by_id(server);
        for id in onder {
            // One that ended by itself meanwhile is not there any more.
            let _ = Command::new("kill").args(["-9", &id.to_string()]).stderr(Stdio::null()).status();
        }
        proces.dood();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.dood();
    }
}

/// What clients were told.
#[derive(Default)]
struct Verteld {
    /// The requests that were acknowledged.
    verzoeken: Vec<String>,
    /// The signalen that were.
    signalen: Vec<String>,
    /// The women of whom it was said that nothing was kept.
    niets: Vec<u32>,
    /// How many requests of which nobody knows.
    onbekend: usize,
}

/// Registers worries, each about another woman, until it is time to stop.
fn registreer(server: &Server, token: &str, stop: &AtomicBool, gelukt: &AtomicU32) -> Verteld {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let mut verteld = Verteld::default();
    while !stop.load(Ordering::SeqCst) {
        let nummer = NEXT.fetch_add(1, Ordering::SeqCst);
        let body = bodies::signaal_van(&format!("{NAAM} {nummer}"), &telefoon(nummer));
        let body = bodies::op_dag_van(SystemClock.now(), body);
        let Some((status, antwoord)) = server.post("/v1/signalen", token, &body) else {
            // It took longer than a client waits.
            verteld.onbekend += 1;
            continue;
        };
        match (status, antwoord.json["code"].as_str()) {
            (201, _) => {
                verteld.signalen.push(antwoord.json["id"].as_str().unwrap().to_owned());
                verteld.verzoeken.push(antwoord.verzoek);
                gelukt.fetch_add(1, Ordering::SeqCst);
            }
            (503, Some("uitkomst-onbekend")) => verteld.onbekend += 1,
            (503, _) => {
                verteld.niets.push(nummer);
                thread::sleep(Duration::from_millis(20));
            }
            anders => panic!("{anders:?}: {}", antwoord.json),
        }
    }
    verteld
}

fn telefoon(nummer: u32) -> String {
    format!("06 {:08}", 30_000_000 + nummer)
}

/// Lets four clients work, kills the database server after a while, and lets them go on once it has recovered.
fn laat_uitvallen(cluster: &mut Cluster, server: &Server, token: &str, na: Duration) -> Verteld {
    let (stop, gelukt) = (AtomicBool::new(false), AtomicU32::new(0));
    let wacht_op = |aantal: u32| {
        let (began, eerst) = (Instant::now(), gelukt.load(Ordering::SeqCst));
        while gelukt.load(Ordering::SeqCst) < eerst + aantal {
            assert!(began.elapsed() < GEDULD, "nothing is registered any more");
            thread::sleep(Duration::from_millis(1));
        }
    };
    let mut verteld = Verteld::default();
    thread::scope(|scope| {
        let clients: Vec<_> = (0..4).map(|_| scope.spawn(|| registreer(server, token, &stop, &gelukt))).collect();
        wacht_op(20);
        thread::sleep(na);
        cluster.dood();
        thread::sleep(Duration::from_millis(200));
        cluster.start();
        // Nobody starts our server again: it finds its way back.
        wacht_op(20);
        stop.store(true, Ordering::SeqCst);
        for client in clients {
            let Verteld { verzoeken, signalen, niets, onbekend } = client.join().unwrap();
            verteld.verzoeken.extend(verzoeken);
            verteld.signalen.extend(signalen);
            verteld.niets.extend(niets);
            verteld.onbekend += onbekend;
        }
    });
    verteld
}

fn ids(db: &Db, welke: &str) -> HashSet<Uuid> {
    let ids = database::teksten(db, format!("SELECT DISTINCT {welke}"));
    ids.iter().map(|id| id.parse().unwrap()).collect()
}

/// Every line has its number, nothing is missing from the tree, and what was signed before the power went still holds.
fn het_logboek_klopt(db: &Db, sleutel: &Path) {
    while db.write_blocking(volgorde::nummer).unwrap() > 0 {}
    let wie = Ondertekenaar::lees(sleutel, OORSPRONG).unwrap();
    wie.onderteken(db, SystemClock.now()).unwrap();
    let ondertekenaar = wie.laatst_ondertekend().unwrap();
    let bewaard = Bewaard { checkpoint: None, ondertekenaar };
    let (vkeys, speling, nu) = (vec![wie.vkey()], TimeDelta::minutes(15), SystemClock.now());
    let vraag = Vraag { bewaard, vkeys, getuigen: Vec::new(), speling, nu };
    assert_eq!(controleer::controleer(db, vraag).unwrap().bevindingen, []);
}

#[test]
fn wat_is_beantwoord_overleeft_dat_postgresql_zelf_wordt_gedood() {
    // On SQLite there is no server beside ours.
    if std::env::var("KNOOPPUNT_TEST_DATABASE").as_deref() != Ok("postgresql") {
        return;
    }
    let mut cluster = Cluster::new();
    let url = cluster.url("postgres");
    let sleutel = cluster.map.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    let kluis = Kluis::new(&[2; 32], &[3; 32]).unwrap();
    bevolk(&database::open(url.clone()), &kluis, SystemClock.now().plus(TimeDelta::days(-1)));
    let (mut server, _) = Server::start(&url, &sleutel);
    let token = server.token(Wie::Verloskundige);
    let (mut beantwoord, mut niets, mut onbekend) = (0, 0, 0);
    for keer in 0..KEREN {
        let na = Duration::from_millis(40 * u64::try_from(keer).unwrap());
        let verteld = laat_uitvallen(&mut cluster, &server, &token, na);
        let db = database::open(url.clone());
        let (regels, signalen) = (
            ids(&db, "verzoek_id::text AS tekst FROM logregel WHERE verzoek_id IS NOT NULL"),
            ids(&db, "id::text AS tekst FROM signaal"),
        );
        for verzoek in &verteld.verzoeken {
            assert!(regels.contains(&verzoek.parse().unwrap()), "{keer}: {verzoek} was answered and has no line");
        }
        for id in &verteld.signalen {
            assert!(signalen.contains(&id.parse().unwrap()), "{keer}: {id} was answered and is lost");
        }
        // Of whom it was said that nothing was kept, nothing was.
        for nummer in &verteld.niets {
            let nummer_van = Kenmerken::alleen_nummer(&telefoon(*nummer)).nummer.unwrap();
            let zij = kluis.kenmerk(&nummer_van);
            let hex = zij.iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
            let er = format!("SELECT count(*) AS n FROM client WHERE kenmerk_nummer = '\\x{hex}'");
            assert_eq!(database::getal(&db, er), 0, "{keer}: woman {nummer} was refused, and is known");
        }
        let van_elk =
            "SELECT count(*) AS n FROM signaal WHERE NOT EXISTS (SELECT 1 FROM logregel WHERE object_id = signaal.id)";
        assert_eq!(database::getal(&db, van_elk), 0, "{keer}: nothing is there without its line");
        het_logboek_klopt(&db, &sleutel);
        beantwoord += verteld.verzoeken.len();
        niets += verteld.niets.len();
        onbekend += verteld.onbekend;
    }
    server.proces.dood();
    println!("stroomuitval: {KEREN} keer, {beantwoord} beantwoord, {niets} geweigerd, van {onbekend} onbekend");
}
