//! The logboek, as somebody checks it who does not have to trust us.

use std::{
    fs,
    path::PathBuf,
    process::Command,
    sync::atomic::{AtomicBool, AtomicU32, Ordering},
    thread,
};

use actix_web::web;
use chrono::TimeDelta;
use diesel::{dsl::max, prelude::*};
use knooppunt::{
    cli::logboek::{
        Verslag,
        controleer::{self, Bewaard, Vraag},
    },
    domain::{
        ids::Id,
        logboek::{Gebeurtenis, Soort, rij::Rij},
        tijd::Moment,
        toegang::afzender::Afzender,
    },
    store::{
        conn::Db,
        error::Error,
        logboek::{
            self,
            boom::{Tegels, grootte},
            volgorde,
        },
        schema::logregel,
    },
    werk::{ondertekenaar::Ondertekenaar, volgorde::nummer_alles},
};
use tempfile::TempDir;
use tlog::{
    checkpoint::LogVkey,
    tree::{self, Frontier, TreeHead},
};

use crate::gegeven::{
    IEDEREEN, Wie, begin, bodies,
    database::{self, Database},
    regio,
};

/// The name of the log.
pub const OORSPRONG: &str = "knooppunt.example.nl/logboek";

/// A log with a signer, in a database of its own.
pub struct Log {
    pub db: Db,
    pub wie: Ondertekenaar,
    pub map: TempDir,
    pub database: Database,
}

/// What is asked when nothing was kept, with these keys, about when the newest line was written.
pub fn vraag(db: &Db, vkeys: Vec<LogVkey>) -> Vraag {
    let speling = TimeDelta::minutes(15);
    let nieuwste = db.read_blocking(|tx| Ok(logregel::table.select(max(logregel::op)).first::<Option<Moment>>(tx)?));
    // Where a line cannot be read, its time cannot either: by then nothing is of later.
    let nu = nieuwste.map_or(op(60), |nieuwste| nieuwste.map_or(begin(), |op| op.plus(-speling).max(begin())));
    Vraag { bewaard: Bewaard::default(), vkeys, getuigen: Vec::new(), speling, nu }
}

/// What somebody outside kept.
fn van_buiten(checkpoint: Option<TreeHead>) -> Bewaard {
    Bewaard { checkpoint, ondertekenaar: None }
}

impl Log {
    pub fn leeg() -> Self {
        let database = Database::new();
        let db = database::open(database.url());
        let map = TempDir::new().unwrap();
        let sleutel = map.path().join("sleutel");
        Ondertekenaar::maak_sleutel(&sleutel).unwrap();
        let wie = Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap();
        Self { db, wie, map, database }
    }

    /// A log of so many lines, all of them numbered, and signed after every five.
    pub fn van(aantal: u32) -> Self {
        let log = Self::leeg();
        for van in (0..aantal).step_by(5) {
            log.schrijf(van..aantal.min(van + 5));
            log.nummer();
            log.onderteken();
        }
        log
    }

    /// Writes lines, a transaction each, with a minute between them.
    pub fn schrijf(&self, minuten: std::ops::Range<u32>) {
        for minuut in minuten {
            schrijf(&self.db, op(minuut));
        }
    }

    pub fn nummer(&self) {
        while self.db.write_blocking(volgorde::nummer).unwrap() > 0 {}
    }

    pub fn onderteken(&self) -> TreeHead {
        self.wie.onderteken(&self.db, begin()).unwrap().expect("something is new")
    }

    pub fn controleer(&self, bewaard: Option<TreeHead>) -> Verslag {
        let vraag = Vraag { bewaard: van_buiten(bewaard), ..vraag(&self.db, vec![self.wie.vkey()]) };
        controleer::controleer(&self.db, vraag).unwrap()
    }

    /// The first line that is wrong, and why; nothing when all is well.
    pub fn eerste_fout(&self, bewaard: Option<TreeHead>) -> Option<(Option<u64>, String)> {
        let eerste = self.controleer(bewaard).bevindingen.into_iter().next();
        eerste.map(|bevinding| (bevinding.nummer, bevinding.wat))
    }

    pub fn knooppunt(&self, words: &[&str]) -> (bool, String) {
        self.knooppunt_met("", words)
    }

    /// The check as the program does it, at this minute of the story: by then nothing waits too long for its number.
    pub fn controleer_op(&self, minuut: u32, words: &[&str]) -> (bool, String) {
        let op = op(minuut).to_string();
        self.knooppunt(&[&["logboek", "controleer", "--op", &op], words].concat())
    }

    /// The program, with keys of before in the settings.
    pub fn knooppunt_met(&self, eerdere_sleutels: &str, words: &[&str]) -> (bool, String) {
        let run = Command::new(env!("CARGO_BIN_EXE_knooppunt"))
            .args(words)
            .env("KNOOPPUNT__LOGBOEK__EERDERE_SLEUTELS", eerdere_sleutels)
            .env("KNOOPPUNT__DATABASE__URL", self.database.url())
            .env("KNOOPPUNT__LOGBOEK__SLEUTEL", self.map.path().join("sleutel"))
            .env("KNOOPPUNT__LOGBOEK__OORSPRONG", OORSPRONG)
            .output()
            .unwrap();
        let said = [run.stdout, run.stderr].concat();
        (run.status.success(), String::from_utf8(said).unwrap())
    }
}

pub fn op(minuut: u32) -> Moment {
    begin().plus(TimeDelta::minutes(minuut.into()))
}

pub fn schrijf(db: &Db, op: Moment) {
    let regel = move |tx: &mut _| {
        let regel = Afzender::machine("192.0.2.1", op).meldt(Gebeurtenis::SessieBegonnen, Soort::Sessie, None);
        logboek::gedaan(tx, &regel)
    };
    db.write_blocking(regel).unwrap();
}

#[actix_web::test]
async fn wie_een_checkpoint_leest_kan_later_nagaan_dat_er_niets_is_veranderd() {
    let regio = regio().await;
    let map = TempDir::new().unwrap();
    let sleutel = map.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    let vkey = Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap().vkey();
    let onderteken = || {
        let (db, sleutel) = (regio.db.clone(), sleutel.clone());
        web::block(move || Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap().onderteken(&db, begin()).unwrap())
    };
    regio.als(Wie::Verloskundige).get("/v1/logboek/checkpoint").await.weigert(404, "niet-gevonden");
    regio.iedereen_logt_in().await;
    regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal()).await.met(201);
    // A refusal rolls its work back, and its line comes after: neither leaves a hole in the count.
    regio.als(Wie::Onderzoeker).post("/v1/signalen", bodies::signaal()).await.weigert(403, "niet-toegestaan");
    assert_eq!(nummer_alles(&regio.db).await.unwrap(), usize::try_from(regio.tel("logregel")).unwrap());
    let eerste = onderteken().await.unwrap().unwrap();
    assert_eq!(i64::try_from(eerste.size).unwrap(), regio.tel("logregel"));

    let lines = regio.tel("logregel");
    for wie in IEDEREEN {
        let gelezen = regio.als(wie).get("/v1/logboek/checkpoint").await.met(200);
        assert_eq!(gelezen.header("content-type").as_deref(), Some("text/plain; charset=utf-8"));
        assert_eq!(vkey.open(&gelezen.tekst()), Ok(eerste));
    }
    assert_eq!(regio.tel("logregel"), lines, "nobody is in it: reading it leaves no line");

    regio.als(Wie::Coordinator).get("/v1/signalen").await.met(200);
    nummer_alles(&regio.db).await.unwrap();
    let tweede = onderteken().await.unwrap().unwrap();
    assert!(tweede.size > eerste.size);
    assert_eq!(onderteken().await.unwrap(), None, "nothing is new");
    let db = regio.db.clone();
    let vraag = Vraag { bewaard: van_buiten(Some(eerste)), ..vraag(&db, vec![vkey]) };
    let verslag = web::block(move || controleer::controleer(&db, vraag).unwrap());
    let verslag = verslag.await.unwrap();
    assert_eq!(verslag.bevindingen, []);
    assert_eq!(verslag.stand, tweede);
}

#[test]
fn elke_kolom_van_een_regel_telt_mee_in_de_boom() {
    let id = Id::<()>::new(begin());
    let vol = Rij {
        id: id.cast(),
        op: begin(),
        gebeurtenis: "a".into(),
        actie: "b".into(),
        uitkomst: "c".into(),
        handeling: "d".into(),
        gebruiker_id: Some(id.cast()),
        rol: Some("e".into()),
        organisatie_id: Some(id.cast()),
        sessie_id: Some(id.cast()),
        soort: "f".into(),
        object_id: Some(id.cast()),
        casus_id: Some(id.cast()),
        betrokkenen: "[]".into(),
        regel: Some("g".into()),
        toestemming_id: Some(id.cast()),
        doel: "h".into(),
        noodprocedure: true,
        verzoek_id: Some(id.cast()),
        toegangspunt: "i".into(),
        schrijver: Some(id.cast()),
        volgnummer: Some(1),
        machineclient_id: Some(id.cast()),
        wijziging: Some(id.cast()),
        namens: Some(id.cast()),
    };
    let json: serde_json::Value = serde_json::from_slice(&vol.bytes()).unwrap();
    let snake = |key: &String| {
        key.chars().fold(String::new(), |name, c| {
            if c.is_uppercase() { format!("{name}_{}", c.to_lowercase()) } else { format!("{name}{c}") }
        })
    };
    let mut in_bytes: Vec<String> = json.as_object().unwrap().keys().map(snake).collect();
    let log = Log::leeg();
    let mut columns = match log.database {
        Database::Sqlite { .. } => {
            database::teksten(&log.db, "SELECT name AS tekst FROM pragma_table_info('logregel')")
        }
        Database::Postgresql { .. } => database::teksten(
            &log.db,
            "SELECT column_name::text AS tekst FROM information_schema.columns WHERE table_name = 'logregel'",
        ),
    };
    columns.sort_unstable();
    in_bytes.sort_unstable();
    assert_eq!(in_bytes, columns);
}

#[test]
fn de_boom_in_de_database_is_die_van_de_regels_zelf() {
    let log = Log::leeg();
    log.schrijf(0..3);
    log.nummer();
    let klein = log.onderteken();
    // Over the edge of a tile, in one batch and in several.
    log.db
        .write_blocking(|tx| {
            for minuut in 3..700 {
                logboek::gedaan(
                    tx,
                    &Afzender::machine("192.0.2.1", op(minuut)).meldt(Gebeurtenis::SessieVerlengd, Soort::Sessie, None),
                )?;
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(log.db.write_blocking(volgorde::nummer).unwrap(), 256);
    log.nummer();
    let groot = log.onderteken();
    assert_eq!((klein.size, groot.size), (3, 700));
    log.db
        .read_blocking(move |tx| {
            assert_eq!(grootte(tx)?, 700);
            let regels = logboek::rijen::genummerd(tx, 0, 700)?;
            let mut stam = Frontier::default();
            for (_, regel) in &regels {
                stam.push(regel.as_ref().unwrap().blad(), |_, _| ());
            }
            assert_eq!(stam.head(), groot);
            let mut tegels = Tegels::new(tx);
            for van in [0, 1, 3, 255, 256, 257, 511, 512, 699, 700] {
                let toen = tegels.stand(van)?;
                let bewijs = tree::prove_consistency(&mut tegels, van, 700)?;
                assert!(tree::verify_consistency(&toen, &groot, &bewijs), "{van}");
            }
            for nummer in [0, 255, 256, 511, 512, 699] {
                let blad = regels[usize::try_from(nummer).unwrap()].1.as_ref().unwrap().blad();
                let bewijs = tree::prove_inclusion(&mut tegels, nummer, 700)?;
                assert!(tree::verify_inclusion(&blad, nummer, 700, &bewijs, &groot.root), "{nummer}");
            }
            Ok(())
        })
        .unwrap();
    assert_eq!(log.eerste_fout(Some(klein)), None);
}

#[test]
fn een_schrijver_telt_zonder_gaten_ook_als_werk_wordt_teruggedraaid() {
    let log = Log::leeg();
    log.schrijf(0..2);
    let mislukt: Result<(), Error> = log.db.write_blocking(|tx| {
        for minuut in 2..4 {
            let regel =
                Afzender::machine("192.0.2.1", op(minuut)).meldt(Gebeurtenis::SessieBegonnen, Soort::Sessie, None);
            logboek::gedaan(tx, &regel)?;
        }
        Err(Error::Bezet)
    });
    assert!(mislukt.is_err());
    // Another process counts for itself.
    let ander = database::open(log.database.url());
    schrijf(&ander, op(4));
    log.schrijf(5..7);
    let schrijvers = database::getal(&log.db, "SELECT count(DISTINCT schrijver) AS n FROM logregel");
    assert!(schrijvers >= 2, "{schrijvers}");
    let zonder = "SELECT count(*) AS n FROM logregel WHERE schrijver IS NULL OR volgnummer IS NULL";
    assert_eq!(database::getal(&log.db, zonder), 0);
    let gaten = "SELECT count(*) AS n FROM (SELECT schrijver FROM logregel GROUP BY schrijver \
                 HAVING max(volgnummer) <> count(*) OR min(volgnummer) <> 1) AS met_gat";
    assert_eq!(database::getal(&log.db, gaten), 0);
    log.nummer();
    assert_eq!(log.eerste_fout(None), None);
}

#[test]
fn twee_die_tegelijk_nummeren_geven_elk_nummer_een_keer() {
    const SCHRIJVERS: u32 = 4;
    const ELK: u32 = 100;
    let log = Log::leeg();
    let tweede = database::open(log.database.url());
    let (klaar, genummerd) = (AtomicBool::new(false), AtomicU32::new(0));
    thread::scope(|scope| {
        for db in [&log.db, &tweede] {
            let (klaar, genummerd) = (&klaar, &genummerd);
            scope.spawn(move || {
                loop {
                    let laatste = klaar.load(Ordering::SeqCst);
                    let aantal = db.write_blocking(volgorde::nummer).unwrap();
                    genummerd.fetch_add(u32::try_from(aantal).unwrap(), Ordering::SeqCst);
                    if laatste && aantal == 0 {
                        return;
                    }
                }
            });
        }
        let writers: Vec<_> = (0..SCHRIJVERS)
            .map(|wie| {
                let db = if wie % 2 == 0 { &log.db } else { &tweede };
                scope.spawn(move || (0..ELK).for_each(|_| schrijf(db, op(wie))))
            })
            .collect();
        for writer in writers {
            writer.join().unwrap();
        }
        klaar.store(true, Ordering::SeqCst);
    });
    log.nummer();
    let verslag = log.controleer(None);
    assert_eq!(verslag.bevindingen, []);
    assert_eq!((verslag.stand.size, verslag.wachtend), (u64::from(SCHRIJVERS * ELK), 0));
}

#[test]
fn de_sleutel_is_alleen_voor_zijn_eigenaar() {
    use std::os::unix::fs::PermissionsExt as _;
    let log = Log::van(1);
    let mode = |pad: PathBuf| fs::metadata(pad).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(log.map.path().join("sleutel")), 0o600);
}
