//! Backups: of one committed state, only for whoever has the key, and back in another place with the log verified.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use actix_web::web;
use knooppunt::{
    clock::{Clock as _, SystemClock},
    domain::{
        ids::Id,
        logboek::{Gebeurtenis, Soort},
        toegang::afzender::Afzender,
    },
    store::{conn::Db, logboek, logboek::volgorde, schema::logregel},
    werk::{ondertekenaar::Ondertekenaar, volgorde::nummer_alles},
};
use serde_json::json;
use tempfile::TempDir;

use crate::{
    gegeven::{
        Regio, Wie,
        bodies::{self, NAAM},
        database::{self, Database},
        regio_op,
        verhaal::Gezin,
    },
    logboek_boom::{Log, OORSPRONG},
};

/// A folder with a key for copies and one for the log, and another place where they are put back.
struct Elders {
    map: TempDir,
    /// The public half of the key for copies.
    voor: String,
    database: Database,
}

impl Elders {
    fn nieuw() -> Self {
        let mut elders =
            Self { map: TempDir::new().unwrap(), voor: String::new(), database: Database::met_eigen_klok() };
        let (gelukt, gezegd) =
            elders.knooppunt(&elders.database.url(), &["reservekopie", "sleutel", &elders.pad("age")]);
        assert!(gelukt && gezegd.starts_with("age1"), "{gezegd}");
        gezegd.trim_end().clone_into(&mut elders.voor);
        elders
    }

    fn pad(&self, naam: &str) -> String {
        self.map.path().join(naam).to_str().unwrap().to_owned()
    }

    /// The program, on this database.
    fn knooppunt(&self, url: &str, words: &[&str]) -> (bool, String) {
        let run = Command::new(env!("CARGO_BIN_EXE_knooppunt"))
            .args(words)
            .env("KNOOPPUNT__DATABASE__URL", url)
            .env("KNOOPPUNT__LOGBOEK__SLEUTEL", self.map.path().join("sleutel"))
            .env("KNOOPPUNT__LOGBOEK__OORSPRONG", OORSPRONG)
            .output()
            .unwrap();
        let said = [run.stdout, run.stderr].concat();
        (run.status.success(), String::from_utf8(said).unwrap())
    }

    fn ondertekenaar(&self) -> Ondertekenaar {
        let sleutel = self.map.path().join("sleutel");
        Ondertekenaar::maak_sleutel(&sleutel).unwrap();
        Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap()
    }

    fn maak(&self, url: &str, naam: &str) -> PathBuf {
        let kopie = self.pad(naam);
        let (gelukt, gezegd) = self.knooppunt(url, &["reservekopie", "maak", &kopie, "--voor", &self.voor]);
        assert!(gelukt, "{gezegd}");
        assert_eq!(self.open_bestanden(), Vec::<String>::new(), "nothing lies open beside it");
        kopie.into()
    }

    fn herstel(&self, kopie: &Path, opties: &[&str]) -> (bool, String) {
        let sleutel = self.pad("age");
        let eerst = ["herstel", kopie.to_str().unwrap(), "--sleutel", &sleutel];
        let uitkomst = self.knooppunt(&self.hier(), &[eerst.as_slice(), opties].concat());
        assert_eq!(self.open_bestanden(), Vec::<String>::new(), "nothing lies open beside it");
        uitkomst
    }

    /// Where copies are put back: not there yet, or empty.
    fn hier(&self) -> String {
        self.database.url()
    }

    fn open_bestanden(&self) -> Vec<String> {
        let namen = fs::read_dir(self.map.path()).unwrap().map(|een| een.unwrap().file_name().into_string().unwrap());
        namen.filter(|naam| [".open", ".nieuw"].iter().any(|staart| naam.contains(staart))).collect()
    }

    fn teruggezet(&self) -> Db {
        let hier = self.hier();
        // A thread that drives asynchronous tasks may not block.
        thread::spawn(move || database::open(hier)).join().unwrap()
    }
}

/// The longest that eight writers take to four hundred lines, on a busy machine.
const GEDULD: Duration = Duration::from_secs(120);

/// Who work until they are told to stop, or until their test ends.
#[derive(Default)]
struct Werkers {
    stop: Arc<AtomicBool>,
    draden: Vec<JoinHandle<()>>,
}

impl Werkers {
    fn laat(&mut self, mut werk: impl FnMut() + Send + 'static) {
        let stop = self.stop.clone();
        self.draden.push(thread::spawn(move || {
            while !stop.load(Ordering::SeqCst) {
                werk();
            }
        }));
    }

    /// Waits for all of them; none of them failed.
    fn stop(mut self) {
        self.stop.store(true, Ordering::SeqCst);
        for draad in self.draden.drain(..) {
            draad.join().unwrap();
        }
    }
}

impl Drop for Werkers {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::SeqCst);
        for draad in self.draden.drain(..) {
            let _ = draad.join();
        }
    }
}

/// Writes a line at the clock of the machine, which is also that of who puts a copy back; gives what the line is about.
fn schrijf_nu(db: &Db) -> uuid::Uuid {
    let nu = SystemClock.now();
    let id: Id<Id<()>> = Id::new(nu);
    let wie = Afzender::machine("192.0.2.1", nu);
    let regel = wie.meldt(Gebeurtenis::SessieBegonnen, Soort::Sessie, Some(id.uuid()));
    db.write_blocking(move |tx| logboek::gedaan(tx, &regel)).unwrap();
    id.uuid()
}

#[test]
fn een_kopie_onder_acht_schrijvers_mist_niets_dat_bevestigd_was() {
    let (log, elders) = (Log::leeg(), Elders::nieuw());
    let wie = elders.ondertekenaar();
    let bevestigd = Arc::new(Mutex::new(Vec::new()));
    let mut werkers = Werkers::default();
    for _ in 0..8 {
        let (db, bevestigd) = (log.db.clone(), bevestigd.clone());
        werkers.laat(move || bevestigd.lock().unwrap().push(schrijf_nu(&db)));
    }
    let db = log.db.clone();
    werkers.laat(move || {
        db.write_blocking(volgorde::nummer).unwrap();
    });
    let began = Instant::now();
    while bevestigd.lock().unwrap().len() < 400 {
        assert!(began.elapsed() < GEDULD, "{} lines are confirmed", bevestigd.lock().unwrap().len());
        thread::yield_now();
    }
    wie.onderteken(&log.db, SystemClock.now()).unwrap();
    let voor = bevestigd.lock().unwrap().clone();
    let kopie = elders.maak(&log.database.url(), "kopie.age");
    werkers.stop();

    let (gelukt, gezegd) = elders.herstel(&kopie, &[]);
    assert!(gelukt && gezegd.contains("Het logboek klopt"), "{gezegd}");
    let terug = elders.teruggezet();
    let objecten: Vec<uuid::Uuid> = terug
        .read_blocking(|tx| {
            use diesel::prelude::*;
            use knooppunt::domain::logboek::Object;
            let alle = logregel::table.select(logregel::object_id).load::<Option<Id<Object>>>(tx)?;
            Ok(alle.into_iter().flatten().map(Id::uuid).collect())
        })
        .unwrap();
    let mist: Vec<_> = voor.iter().filter(|id| !objecten.contains(id)).collect();
    assert_eq!(mist, Vec::<&uuid::Uuid>::new());
    // A second time there is no room for it.
    let (gelukt, gezegd) = elders.herstel(&kopie, &[]);
    assert!(!gelukt && (gezegd.contains("is er al") || gezegd.contains("staat al iets")), "{gezegd}");
}

#[test]
fn een_kopie_gaat_alleen_open_met_de_sleutel_en_alleen_als_zij_heel_is() {
    let (log, elders) = (Log::leeg(), Elders::nieuw());
    for _ in 0..20 {
        schrijf_nu(&log.db);
    }
    log.nummer();
    log.wie.onderteken(&log.db, SystemClock.now()).unwrap();
    fs::copy(log.map.path().join("sleutel"), elders.map.path().join("sleutel")).unwrap();
    let kopie = elders.maak(&log.database.url(), "kopie.age");
    let bytes = fs::read(&kopie).unwrap();
    assert!(!bytes.windows(8).any(|deel| deel == b"logregel"), "nothing of it can be read");
    // It left a line that names nobody.
    let regel = "logregel WHERE gebeurtenis = 'reservekopie-gemaakt' AND actie = 'E' AND soort = 'reservekopie' \
                 AND doel = 'toezicht' AND toegangspunt = 'opdrachtregel' AND gebruiker_id IS NULL AND betrokkenen = '[]'";
    assert_eq!(database::getal(&log.db, format!("SELECT count(*) AS n FROM {regel}")), 1);
    let (gelukt, gezegd) = elders
        .knooppunt(&log.database.url(), &["reservekopie", "maak", &elders.pad("kopie.age"), "--voor", &elders.voor]);
    assert!(!gelukt && gezegd.contains("dit bestand is er al"), "{gezegd}");
    assert_eq!(
        database::getal(&log.db, format!("SELECT count(*) AS n FROM {regel}")),
        1,
        "what made no copy left no line"
    );
    let ander = Elders::nieuw();
    ander.ondertekenaar();
    let (gelukt, gezegd) = ander.herstel(&kopie, &[]);
    assert!(!gelukt && gezegd.contains("gaat met deze sleutel niet open"), "{gezegd}");
    for (naam, kapot) in [
        ("kort", &bytes[..bytes.len() - 100]),
        ("anders", &[&bytes[..bytes.len() - 1], &[bytes[bytes.len() - 1] ^ 1]].concat()),
    ] {
        let pad = elders.map.path().join(naam);
        fs::write(&pad, kapot).unwrap();
        let (gelukt, gezegd) = elders.herstel(&pad, &[]);
        assert!(!gelukt, "{naam}: {gezegd}");
    }
    let (gelukt, gezegd) = elders.herstel(&kopie, &[]);
    assert!(gelukt && gezegd.contains("Het logboek klopt: 20 regels genummerd"), "{gezegd}");
    let erin = format!("SELECT count(*) AS n FROM {regel}");
    assert_eq!(database::getal(&elders.teruggezet(), erin), 1, "the copy tells of itself");
}

impl Regio {
    async fn gesloten_gezin(&self, naam: &str, telefoon: &str) -> Gezin {
        let body = bodies::op_dag_van(self.clock_nu(), bodies::signaal_van(naam, telefoon));
        let gezin = self.aangemeld(body).await;
        let coordinator = self.als(Wie::Coordinator);
        let body = json!({ "reden": "doelen-bereikt" });
        coordinator.stap(gezin.pad(), "sluiting", body).await.met(200);
        gezin
    }

    async fn wis(&self, gezin: &Gezin) -> String {
        let client = self.client(gezin).await;
        self.verse_factor(Wie::Fg);
        let body = json!({ "reden": "verzoek-van-betrokkene" });
        self.als(Wie::Fg).post(&format!("/v1/clienten/{client}/wissing"), body).await.met(200);
        client
    }
}

#[actix_web::test]
async fn wie_gewist_is_blijft_gewist_ook_als_een_oudere_kopie_terugkomt() {
    // Who puts a copy back judges its lines at the clock of the machine.
    let (regio, elders) = (regio_op(SystemClock.now(), &[]).await, Elders::nieuw());
    // The accounts are a day older than the rest, and so are their lines: they come first.
    nummer_alles(&regio.db).await.unwrap();
    let wie = Arc::new(elders.ondertekenaar());
    let (eerst, later) =
        (regio.gesloten_gezin(NAAM, "06 11111111").await, regio.gesloten_gezin("Andere Vrouw", "06 22222222").await);
    let (db, nu) = (regio.db.clone(), regio.clock_nu());
    let onderteken = || {
        let (wie, db) = (wie.clone(), db.clone());
        web::block(move || wie.onderteken(&db, nu).unwrap().unwrap())
    };
    let eerst = regio.wis(&eerst).await;
    nummer_alles(&regio.db).await.unwrap();
    onderteken().await.unwrap();
    let kopie = elders.maak(&regio.url(), "kopie.age");
    let later = regio.wis(&later).await;
    nummer_alles(&regio.db).await.unwrap();
    onderteken().await.unwrap();
    let export = elders.pad("export");
    let (gelukt, gezegd) = elders.knooppunt(&regio.url(), &["logboek", "export", &export]);
    assert!(gelukt, "{gezegd}");

    // An export of which a part is gone cannot tell who was erased in it.
    let stuk = elders.pad("stuk");
    kopieer(Path::new(&export), Path::new(&stuk));
    let bundels = Path::new(&stuk).join("tile/entries");
    fs::remove_dir_all(bundels).unwrap();
    let (gelukt, gezegd) = elders.herstel(&kopie, &["--ook-ouder", "--export", &stuk]);
    assert!(!gelukt && gezegd.contains("tile/entries"), "{gezegd}");

    // It is older than what was signed since, and that is said first.
    let (gelukt, gezegd) = elders.herstel(&kopie, &[]);
    assert!(!gelukt && gezegd.contains("of zeg --ook-ouder"), "{gezegd}");
    let (gelukt, gezegd) = elders.herstel(&kopie, &["--ook-ouder", "--export", &export]);
    assert!(gelukt && gezegd.contains("Het logboek klopt") && gezegd.contains("1 personen opnieuw gewist"), "{gezegd}");
    let terug = elders.teruggezet();
    let over = "SELECT count(*) AS n FROM client WHERE gewist_op IS NULL OR length(sleutel) > 0";
    assert_eq!(database::getal(&terug, over), 0, "{eerst} and {later} are erased");
    let regels = "SELECT count(*) AS n FROM logregel WHERE gebeurtenis = 'client-gewist-op-verzoek'";
    assert_eq!(database::getal(&terug, regels), 2, "the second with a line of its own");
}

/// A folder with all that is in it, elsewhere.
fn kopieer(van: &Path, naar: &Path) {
    fs::create_dir_all(naar).unwrap();
    for entry in fs::read_dir(van).unwrap().map(Result::unwrap) {
        let daar = naar.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            kopieer(&entry.path(), &daar);
        } else {
            fs::copy(entry.path(), daar).unwrap();
        }
    }
}
