//! Backups: of one committed state, only for whoever has the key, and back in another place with the log verified.

use std::{
    fs,
    os::unix::fs::PermissionsExt as _,
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
use base64::{Engine as _, engine::general_purpose::STANDARD};
use knooppunt::{
    clock::{Clock as _, SystemClock},
    domain::{
        ids::Id,
        logboek::{Gebeurtenis, Soort},
        toegang::afzender::Afzender,
    },
    store::{
        conn::{DatabaseSettings, Db},
        kopie, logboek,
        logboek::volgorde,
        schema::logregel,
    },
    werk::{ondertekenaar::Ondertekenaar, volgorde::nummer_alles},
};
use serde_json::json;
use tempfile::TempDir;
use tlog::{
    checkpoint::{self, LogKey},
    tile,
    tree::{Frontier, leaf_hash},
};

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
        let sleutel = Some(self.map.path().join("sleutel")).filter(|_| !self.map.path().join("sleutelkast").exists());
        let run = Command::new(env!("CARGO_BIN_EXE_knooppunt"))
            .args(words)
            .env("KNOOPPUNT__DATABASE__URL", url)
            .env("KNOOPPUNT__LOGBOEK__SLEUTEL", sleutel.unwrap_or_default())
            .env("KNOOPPUNT__LOGBOEK__OORSPRONG", OORSPRONG)
            .output()
            .unwrap();
        let said = [run.stdout, run.stderr].concat();
        assert!(matches!(run.status.code(), Some(0 | 1)), "{words:?}: {:?}", run.status);
        (run.status.success(), String::from_utf8(said).unwrap())
    }

    /// What is done on a machine that never had the key of the log.
    fn zonder_sleutel(&self, doe: impl FnOnce()) {
        let [hier, weg] = ["sleutel", "sleutelkast"].map(|naam| self.map.path().join(naam));
        fs::rename(&hier, &weg).unwrap();
        doe();
        fs::rename(&weg, &hier).unwrap();
    }

    fn exporteer(&self, regio: &Regio, naam: &str) -> String {
        let export = self.pad(naam);
        let (gelukt, gezegd) = self.knooppunt(&regio.url(), &["logboek", "export", &export]);
        assert!(gelukt, "{gezegd}");
        export
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

    async fn wis(&self, gezin: &Gezin) {
        let client = self.client(gezin).await;
        self.verse_factor(Wie::Fg);
        let body = json!({ "reden": "verzoek-van-betrokkene" });
        self.als(Wie::Fg).post(&format!("/v1/clienten/{client}/wissing"), body).await.met(200);
    }
}

/// Two families who were erased: the second after a copy was made.
struct Gewist {
    regio: Regio,
    elders: Elders,
    kopie: PathBuf,
    /// What was exported before the second was erased, and after.
    oud: String,
    export: String,
    vkey: String,
}

impl Gewist {
    async fn nieuw() -> Self {
        // Who puts a copy back judges its lines at the clock of the machine.
        let (regio, elders) = (regio_op(SystemClock.now(), &[]).await, Elders::nieuw());
        // The accounts are a day older than the rest, and so are their lines: they come first.
        nummer_alles(&regio.db).await.unwrap();
        let wie = Arc::new(elders.ondertekenaar());
        let vkey = wie.vkey().to_string();
        let (eerst, later) = (
            regio.gesloten_gezin(NAAM, "06 11111111").await,
            regio.gesloten_gezin("Andere Vrouw", "06 22222222").await,
        );
        let (db, nu) = (regio.db.clone(), regio.clock_nu());
        let onderteken = || {
            let (wie, db) = (wie.clone(), db.clone());
            web::block(move || wie.onderteken(&db, nu).unwrap().unwrap())
        };
        regio.wis(&eerst).await;
        nummer_alles(&regio.db).await.unwrap();
        onderteken().await.unwrap();
        let kopie = elders.maak(&regio.url(), "kopie.age");
        let oud = elders.exporteer(&regio, "oud");
        regio.wis(&later).await;
        nummer_alles(&regio.db).await.unwrap();
        onderteken().await.unwrap();
        let export = elders.exporteer(&regio, "export");
        Self { regio, elders, kopie, oud, export, vkey }
    }

    /// A copy of the newest export, in which `verander` changes the line that says who was erased last.
    fn veranderd(&self, naam: &str, verander: impl Fn(&str) -> String) -> Map {
        let pad = PathBuf::from(self.elders.pad(naam));
        kopieer(Path::new(&self.export), &pad);
        let mut map = Map::lees(pad);
        let gewist = |regel: &Vec<u8>| str::from_utf8(regel).unwrap().contains("client-gewist-op-verzoek");
        let laatste = map.regels.iter().rposition(gewist).unwrap();
        map.regels[laatste] = verander(str::from_utf8(&map.regels[laatste]).unwrap()).into_bytes();
        map
    }

    /// Nothing is put back with these words, and the answer is why.
    fn weigert(&self, woorden: &[&str], waarom: &str) {
        let (gelukt, gezegd) = self.elders.herstel(&self.kopie, woorden);
        assert!(!gelukt && gezegd.contains(waarom), "{woorden:?}: {gezegd}");
        let hier = self.elders.hier();
        if let Some(pad) = hier.strip_prefix("sqlite:") {
            assert!(!Path::new(pad).exists(), "{woorden:?}: nothing is there");
            return;
        }
        // A thread that drives asynchronous tasks may not block.
        let leeg = thread::spawn(move || {
            let wachttijd = Duration::from_secs(30);
            let settings = DatabaseSettings { url: hier, verbindingen: 1, wachtrij: 64, wachttijd };
            Db::open(&settings).unwrap().read_blocking(kopie::is_leeg).unwrap()
        });
        assert!(leeg.join().unwrap(), "{woorden:?}: it is empty");
    }
}

/// An exported log of fewer lines than a tile holds.
struct Map {
    pad: PathBuf,
    regels: Vec<Vec<u8>>,
}

impl Map {
    fn lees(pad: PathBuf) -> Self {
        let stand = checkpoint::read(&fs::read_to_string(pad.join("checkpoint")).unwrap()).unwrap();
        assert!(stand.size < tile::WIDTH, "one bundle holds {} lines", stand.size);
        let bundel = fs::read(pad.join(tile::tiles(stand.size).next().unwrap().entries_path())).unwrap();
        let regels = tile::entries(&bundel).unwrap().into_iter().map(<[u8]>::to_vec).collect();
        Self { pad, regels }
    }

    /// Writes the lines, as somebody does who can write files.
    fn schrijf(&self) -> &str {
        let mut bundel = Vec::new();
        self.regels.iter().for_each(|regel| assert!(tile::push_entry(&mut bundel, regel)));
        let tegel = tile::tiles(u64::try_from(self.regels.len()).unwrap()).next().unwrap();
        fs::write(self.pad.join(tegel.entries_path()), bundel).unwrap();
        self.pad.to_str().unwrap()
    }

    /// Writes the lines with their leaves and a signature, as somebody does who has the key too.
    fn onderteken(&self, sleutel: &Path) -> &str {
        let mut boom = Frontier::default();
        let bladen: Vec<_> = self.regels.iter().map(|regel| leaf_hash(regel)).collect();
        for blad in &bladen {
            boom.push(*blad, |_, _| ());
        }
        let tegel = tile::tiles(boom.size()).next().unwrap();
        fs::write(self.pad.join(tegel.path()), bladen.as_flattened()).unwrap();
        let zaad = STANDARD.decode(fs::read_to_string(sleutel).unwrap().trim()).unwrap();
        let sleutel = LogKey::new(OORSPRONG, &zaad.try_into().unwrap()).unwrap();
        fs::write(self.pad.join("checkpoint"), sleutel.sign(&boom.head())).unwrap();
        self.schrijf()
    }
}

#[actix_web::test]
async fn wie_gewist_is_blijft_gewist_ook_als_een_oudere_kopie_terugkomt() {
    let gewist = Gewist::nieuw().await;
    let Gewist { elders, kopie, export, .. } = &gewist;
    // It is older than what was signed since, and that is said first.
    gewist.weigert(&[], "of zeg --ook-ouder");
    let (gelukt, gezegd) = elders.herstel(kopie, &["--ook-ouder", "--export", export]);
    assert!(gelukt && gezegd.contains("Het logboek klopt") && gezegd.contains("1 personen opnieuw gewist"), "{gezegd}");
    let terug = elders.teruggezet();
    let over = "SELECT count(*) AS n FROM client WHERE gewist_op IS NULL OR length(sleutel) > 0";
    assert_eq!(database::getal(&terug, over), 0, "both are erased");
    let regels = "SELECT count(*) AS n FROM logregel WHERE gebeurtenis = 'client-gewist-op-verzoek'";
    assert_eq!(database::getal(&terug, regels), 2, "the second with a line of its own");
}

#[actix_web::test]
async fn een_export_die_niet_klopt_zegt_niet_wie_er_gewist_is() {
    let gewist = Gewist::nieuw().await;
    let ouder = |export: &str, waarom: &str| gewist.weigert(&["--ook-ouder", "--export", export], waarom);
    // A part is gone.
    let stuk = gewist.elders.pad("stuk");
    kopieer(Path::new(&gewist.export), Path::new(&stuk));
    fs::remove_dir_all(Path::new(&stuk).join("tile/entries")).unwrap();
    ouder(&stuk, "tile/entries");
    // Somebody else is named in her line, or her line tells of something else; as many lines as before.
    let ander = |regel: &str| {
        let (voor, na) = regel.split_once(r#"betrokkenen":"[\""#).unwrap();
        format!(r#"{voor}betrokkenen":"[\"{}{}"#, uuid::Uuid::from_u128(7), &na[36..])
    };
    ouder(gewist.veranderd("ander", ander).schrijf(), "past niet bij zijn blad");
    let iets = |regel: &str| regel.replace("client-gewist-op-verzoek", "client-gelezen-op-verzoek");
    ouder(gewist.veranderd("iets", iets).schrijf(), "past niet bij zijn blad");
    // It ends before she was erased.
    ouder(&gewist.oud, "Wie daarna is gewist, staat er niet in");
    // Its line cannot be read, though somebody signed it: of the log as we know it that is another tree, and elsewhere, where only the
    // key is known, a line that may have told of her.
    let onleesbaar = gewist.veranderd("onleesbaar", |_| "zij staat hier niet".to_owned());
    let onleesbaar = onleesbaar.onderteken(&gewist.elders.map.path().join("sleutel"));
    ouder(onleesbaar, "zijn niet die van wat de ondertekenaar het laatst ondertekende");
    let elders = ["--vkey", &gewist.vkey, "--export", onleesbaar];
    gewist.elders.zonder_sleutel(|| gewist.weigert(&elders, "1 regels zijn niet te lezen"));
}

#[actix_web::test]
async fn wie_gewist_is_komt_niet_zonder_een_woord_terug() {
    let gewist = Gewist::nieuw().await;
    let Gewist { elders, kopie, oud, .. } = &gewist;
    gewist.weigert(&["--ook-ouder"], "of zeg --gewisten-komen-terug");
    // An export that is too old will do for whoever says so; it is checked all the same.
    let (gelukt, gezegd) = elders.herstel(kopie, &["--ook-ouder", "--gewisten-komen-terug", "--export", oud]);
    assert!(gelukt && gezegd.contains("0 personen opnieuw gewist"), "{gezegd}");
    let terug = elders.teruggezet();
    assert_eq!(database::getal(&terug, "SELECT count(*) AS n FROM client WHERE gewist_op IS NULL"), 1, "she is back");
    assert_eq!(gewist.regio.tel("client WHERE gewist_op IS NULL"), 0);
}

#[actix_web::test]
async fn op_een_andere_plek_zonder_het_bestand_van_de_sleutel_geldt_het_bewaarde_checkpoint() {
    let gewist = Gewist::nieuw().await;
    let Gewist { elders, kopie, export, oud, vkey, .. } = &gewist;
    let checkpoint = |map: &str| Path::new(map).join("checkpoint").to_str().unwrap().to_owned();
    let (toen, nu) = (checkpoint(oud), checkpoint(export));
    elders.zonder_sleutel(|| {
        gewist.weigert(&["--vkey", vkey, "--bewaard", &nu], "of zeg --ook-ouder");
        // What was kept must be of this log.
        let vreemd = elders.pad("vreemd");
        fs::write(&vreemd, fs::read_to_string(&nu).unwrap().replace("\n\n", "\nmeer\n\n")).unwrap();
        gewist.weigert(&["--vkey", vkey, "--bewaard", &vreemd], "het bewaarde checkpoint");
        // An export that ends before what was kept cannot tell who was erased since.
        let ouder = ["--vkey", vkey, "--bewaard", &nu, "--ook-ouder", "--export", oud];
        gewist.weigert(&ouder, "het bewaarde checkpoint is van");
        // Nor one that nobody can tell to be of this log.
        gewist.weigert(&["--export", export], "--vkey");
        let (gelukt, gezegd) = elders.herstel(kopie, &["--vkey", vkey, "--bewaard", &toen]);
        assert!(gelukt && gezegd.contains("Het logboek klopt"), "{gezegd}");
        assert!(gezegd.contains("Wie na de kopie is gewist, is terug"), "{gezegd}");
    });
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

#[test]
fn een_kopie_gaat_niet_open_met_een_sleutel_die_anderen_kunnen_lezen() {
    let elders = Elders::nieuw();
    elders.ondertekenaar();
    let kopie = PathBuf::from(elders.pad("kopie.age"));
    for rechten in [0o640, 0o604] {
        fs::set_permissions(elders.pad("age"), fs::Permissions::from_mode(rechten)).unwrap();
        let (gelukt, gezegd) = elders.herstel(&kopie, &[]);
        assert!(!gelukt && gezegd.contains("chmod 600") && gezegd.contains("age: "), "{gezegd}");
    }
    fs::set_permissions(elders.pad("age"), fs::Permissions::from_mode(0o600)).unwrap();
    let (gelukt, gezegd) = elders.herstel(&kopie, &[]);
    assert!(!gelukt && gezegd.contains("kopie.age") && !gezegd.contains("chmod"), "{gezegd}");
}
