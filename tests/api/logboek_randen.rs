//! The log at its edges: what a database, a server or an auditor could try that goes round the rules.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::TimeDelta;
use diesel::{connection::SimpleConnection as _, dsl::sql, prelude::*, result::Error as DieselError, sql_types::Text};
use knooppunt::{
    cli::logboek::controleer::{self, Vraag},
    clock::{Clock as _, SystemClock},
    domain::{
        logboek::{Gebeurtenis, Soort, snoei},
        tijd::Moment,
        toegang::afzender::Afzender,
    },
    store::{
        conn::{DatabaseSettings, Db, Either, Tx},
        error::Error,
        logboek::{self, boom::Tegels, checkpoint, sloten, volgorde},
    },
    werk::{ondertekenaar::Ondertekenaar, volgorde::nummer_alles},
};
use tlog::note;

use crate::{
    gegeven::{
        Wie, begin, bodies,
        database::{self, Database},
        regio, regio_met,
    },
    logboek_boom::{Log, OORSPRONG, op, schrijf, vraag},
    logboek_rechten::Login,
};

#[test]
fn een_export_waaruit_bundels_zijn_gehaald_klopt_niet_ook_al_zegt_een_regel_dat_er_gesnoeid_is() {
    let log = Log::van(1100);
    // Whoever can write a line writes this one.
    let tot = Some(snoei::object(1024).uuid());
    let verzonnen = Afzender::vanzelf(op(1100)).meldt(Gebeurtenis::LogboekGesnoeid, Soort::Logregel, tot);
    log.db.write_blocking(move |tx| logboek::gedaan(tx, &verzonnen)).unwrap();
    log.nummer();
    log.onderteken();
    let map = log.map.path().join("export");
    log.exporteer(&map, 1100).unwrap();
    let (vkey, nu) = (log.wie.vkey().to_string(), op(1101).to_string());
    let controleer =
        || log.knooppunt(&["logboek", "controleer", "--export", map.to_str().unwrap(), "--vkey", &vkey, "--op", &nu]);
    assert!(controleer().0);
    for weg in [[1, 3].as_slice(), &[0], &[0, 1, 2, 3]] {
        let pad = |bundel: &u64| map.join(format!("tile/entries/{bundel:03}"));
        let bundels: Vec<_> = weg.iter().map(|bundel| (pad(bundel), fs::read(pad(bundel)).unwrap())).collect();
        for (pad, _) in &bundels {
            fs::remove_file(pad).unwrap();
        }
        let (gelukt, gezegd) = controleer();
        assert!(!gelukt, "{weg:?}: {gezegd}");
        for bundel in weg {
            let wat = format!("tile/entries/{bundel:03} is er niet, en geen regel toont");
            assert!(gezegd.contains(&wat), "{weg:?}: {gezegd}");
        }
        for (pad, bytes) in &bundels {
            fs::write(pad, bytes).unwrap();
        }
    }
    assert!(controleer().0);
    // In the database nothing was pruned, so that line is a lie.
    let gevonden = log.eerste_fout(None).unwrap().1;
    assert!(gevonden.contains("zegt dat er gesnoeid is tot 1024, en dat is niet zo"), "{gevonden}");
}

#[test]
fn een_laatste_regel_uit_de_toekomst_wordt_genoemd() {
    let log = Log::van(10);
    schrijf(&log.db, op(10).plus(TimeDelta::days(400)));
    let controleer = || {
        let vraag = Vraag { nu: op(10), ..vraag(&log.db, vec![log.wie.vkey()]) };
        controleer::controleer(&log.db, vraag).unwrap().uitslag().unwrap_err()
    };
    let wat = "de regel is van 2027-12-28T09:10:00.000000Z, en dat is nog niet geweest";
    assert!(controleer().contains(wat), "while it waits: {}", controleer());
    log.nummer();
    log.onderteken();
    assert!(controleer().contains(&format!("nummer 10: {wat}")), "{}", controleer());
    let map = log.map.path().join("export");
    log.exporteer(&map, 10).unwrap();
    let (vkey, nu) = (log.wie.vkey().to_string(), op(10).to_string());
    let in_map = ["logboek", "controleer", "--export", map.to_str().unwrap(), "--vkey", &vkey, "--op", &nu];
    let (gelukt, gezegd) = log.knooppunt(&in_map);
    assert!(!gelukt && gezegd.contains(&format!("nummer 10: {wat}")), "{gezegd}");
}

/// A database whose own clock counts, as everywhere but in a test.
fn met_eigen_klok() -> (Database, Db, Moment) {
    let database = Database::met_eigen_klok();
    let settings =
        DatabaseSettings { url: database.url(), verbindingen: 2, wachtrij: 64, wachttijd: Duration::from_secs(30) };
    let db = Db::open(&settings).unwrap();
    db.migreer().unwrap();
    (database, db, SystemClock.now())
}

/// What a checkpoint of so many lines says, without a signature.
fn nota_van(db: &Db, grootte: u64) -> String {
    let stand = db.read_blocking(move |tx| Tegels::new(tx).stand(grootte)).unwrap();
    format!("{OORSPRONG}\n{grootte}\n{}\n", STANDARD.encode(stand.root))
}

#[test]
fn niemand_snoeit_of_exporteert_met_een_klok_van_zichzelf() {
    let (database, db, nu) = met_eigen_klok();
    let tweejaar = nu.plus(TimeDelta::days(-730));
    (0..300).for_each(|seconde| schrijf(&db, tweejaar.plus(TimeDelta::seconds(seconde))));
    while db.write_blocking(volgorde::nummer).unwrap() > 0 {}
    let nota = nota_van(&db, 300);
    let laat = nu.plus(TimeDelta::days(-3650)).to_string();
    let is_op = |op: &str| format!("INSERT INTO logcheckpoint (grootte, op, nota) VALUES (300, {op}, '{nota}')");
    assert!(!database::probeer(&db, &is_op(&format!("'{laat}'"))), "nor was anything signed ten years ago");
    if let Database::Postgresql { .. } = database {
        for vals in
            [nota_van(&db, 299).replace("\n299\n", "\n300\n"), format!("{OORSPRONG}\n300\n"), nota.replace('\n', " ")]
        {
            let vals = format!("INSERT INTO logcheckpoint (grootte, op, nota) VALUES (300, '{nu}', '{vals}')");
            assert!(!database::probeer(&db, &vals), "another root, or none: {vals}");
        }
        // What the database computes is the root of the tree, of whatever size.
        for grootte in [1, 2, 3, 128, 255, 256, 257, 299, 300] {
            let wortel = format!("SELECT encode(boomwortel({grootte}), 'base64') AS tekst");
            let nota = nota_van(&db, grootte);
            assert_eq!(database::teksten(&db, wortel), [nota.lines().nth(2).unwrap()], "{grootte}");
        }
        assert_eq!(database::getal(&db, "SELECT count(*) AS n FROM logkop WHERE boomwortel(301) IS NULL"), 1);
    }
    assert!(database::probeer(&db, &is_op(&format!("'{nu}'"))));
    let over_zes_jaar = nu.plus(TimeDelta::days(6 * 366));
    let zelf = format!("INSERT INTO logsnoei (grens, op, zonder_schrijver) VALUES (256, '{over_zes_jaar}', 0)");
    assert!(!database::probeer(&db, &zelf), "not even the owner");
    assert!(!database::probeer(&db, "UPDATE logklok SET vrij = NOT vrij"), "that is settled before the first line");
    if let Database::Postgresql { .. } = database {
        let (dienst, leest) =
            (Login::van(&database.url(), "knooppunt_dienst"), Login::van(&database.url(), "knooppunt_controle"));
        let (dienst_db, leest_db) = (dienst.open(), leest.open());
        for statement in [
            "SELECT snoei_logboek(256, now() + interval '6 years')",
            "SELECT meld_export((SELECT max(op) FROM logregel) + interval '47 hours', NULL, NULL)",
            "SELECT meld_export(now() + interval '47 hours', NULL, NULL)",
            "SELECT meld_export('infinity', NULL, NULL)",
            "SELECT meld_export('2020-01-01', NULL, NULL)",
            "UPDATE logklok SET vrij = true",
        ] {
            assert!(!database::probeer(&dienst_db, statement), "{statement}");
            assert!(!database::probeer(&leest_db, statement), "{statement}");
        }
        // The line has the time of the database, whatever little the caller is off.
        assert!(database::probeer(&leest_db, "SELECT meld_export(now() + interval '14 minutes', NULL, NULL)"));
        let later = "SELECT count(*) AS n FROM logregel WHERE op > clock_timestamp()";
        assert_eq!(database::getal(&db, later), 0);
    }
    let aantal = "SELECT count(*) AS n FROM logregel WHERE gebeurtenis = 'sessie-begonnen'";
    assert_eq!(database::getal(&db, aantal), 300);
}

#[actix_web::test]
async fn een_checkpoint_dat_niemand_ondertekende_gaat_niet_uit_en_houdt_geen_nieuwer_tegen() {
    let regio = regio().await;
    let map = tempfile::TempDir::new().unwrap();
    let sleutel = map.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    let onderteken = || {
        let (db, sleutel) = (regio.db.clone(), sleutel.clone());
        let werk = move || Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap().onderteken(&db, begin()).unwrap();
        actix_web::web::block(werk)
    };
    let wie = Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap();
    regio.iedereen_logt_in().await;
    nummer_alles(&regio.db).await.unwrap();
    let echt = onderteken().await.unwrap().unwrap();
    let bogus = |grootte: u64, nota: &str| {
        format!("INSERT INTO logcheckpoint (grootte, op, nota) VALUES ({grootte}, '{}', '{nota}')", begin())
    };
    // Of a tree that is not there, or with another size in it: the database refuses.
    regio.mag_niet(&bogus(1_000_000, &format!("{OORSPRONG}\n1000000\nAAAA\n")));
    regio.als(Wie::Coordinator).get("/v1/signalen").await.met(200);
    nummer_alles(&regio.db).await.unwrap();
    let grootte = echt.size + 1;
    regio.mag_niet(&bogus(grootte, &format!("{OORSPRONG}\n{}\nAAAA\n", echt.size)));
    // With the root of another tree it does not go in either, where the database can compute that.
    let (_, nota) = regio.db.read_blocking(checkpoint::nieuwste).unwrap().unwrap();
    let mut vals = nota.replacen(&format!("\n{}\n", echt.size), &format!("\n{grootte}\n"), 1);
    if regio.op_postgresql() {
        regio.mag_niet(&bogus(grootte, &vals));
        let (_, ondertekening) = nota.split_once("\n\n").unwrap();
        vals = format!("{}\n{ondertekening}", nota_van(&regio.db, grootte));
    }
    // Under a signature that is none it goes in. Whoever has no key passes over what has another root.
    regio.voer_uit(&bogus(grootte, &vals));
    if !regio.op_postgresql() {
        let gelezen = regio.als(Wie::Coordinator).get("/v1/logboek/checkpoint").await.met(200).tekst();
        assert_eq!(wie.vkey().open(&gelezen), Ok(echt));
    }
    assert!(matches!(wie.vkey().open(&vals), Err(note::Error::Signature)));
    // The signer goes on from what it signed itself, also when it lost its file, and what it signs next is told.
    fs::remove_file(wie.bewaarplaats()).unwrap();
    regio.als(Wie::Coordinator).get("/v1/signalen").await.met(200);
    nummer_alles(&regio.db).await.unwrap();
    let nieuw = onderteken().await.unwrap().unwrap();
    assert_eq!(nieuw.size, grootte + 1);
    let gelezen = regio.als(Wie::Coordinator).get("/v1/logboek/checkpoint").await.met(200).tekst();
    assert_eq!(wie.vkey().open(&gelezen), Ok(nieuw));
    // And the check says which one is not signed.
    let (db, vraag) = (regio.db.clone(), vraag(&regio.db, vec![wie.vkey()]));
    let verslag = actix_web::web::block(move || controleer::controleer(&db, vraag).unwrap()).await.unwrap();
    let fout = verslag.uitslag().unwrap_err();
    assert!(fout.contains(&format!("het checkpoint van {grootte} regels: de handtekening")), "{fout}");
}

#[test]
fn rechten_policies_en_views_die_er_niet_horen_worden_genoemd() {
    let log = Log::van(5);
    let vindt = |statement: &str, wat: &str| {
        log.voer_uit(&[statement]);
        let gevonden: Vec<String> = log.controleer(None).bevindingen.into_iter().map(|een| een.wat).collect();
        assert!(gevonden.iter().any(|een| een == wat), "{wat}: {gevonden:?}");
    };
    if let Database::Sqlite { .. } = log.database {
        return vindt("CREATE VIEW inkijk AS SELECT * FROM logregel", "inkijk hoort niet bij de sloten op de database");
    }
    assert_eq!(log.eerste_fout(None), None);
    let vreemd = |wat: &str| format!("{wat} hoort niet bij de sloten op de database");
    vindt("CREATE POLICY stil ON logregel USING (false)", &vreemd("policy stil op logregel"));
    vindt("ALTER TABLE logregel ENABLE ROW LEVEL SECURITY", &vreemd("row security op logregel"));
    vindt("GRANT DELETE ON logregel TO PUBLIC", &vreemd("recht van iedereen op logregel"));
    vindt(
        "GRANT EXECUTE ON FUNCTION snoei_logboek TO PUBLIC",
        &vreemd("recht van iedereen op snoei_logboek(tot bigint, nu timestamp with time zone)"),
    );
    vindt("GRANT UPDATE (op) ON logcheckpoint TO PUBLIC", &vreemd("recht van iedereen op logcheckpoint"));
    vindt(
        "GRANT INSERT ON logcheckpoint TO knooppunt_dienst",
        "het slot recht van knooppunt_dienst op logcheckpoint op de database is veranderd of staat uit",
    );
    vindt(
        "REVOKE SELECT ON logkop FROM knooppunt_controle",
        "het slot recht van knooppunt_controle op logkop op de database ontbreekt",
    );
    let veranderd = |wat: &str| format!("het slot {wat} op de database is veranderd of staat uit");
    let meld = "meld_export(nu timestamp with time zone, van date, tot date)";
    vindt("ALTER FUNCTION meld_export RESET search_path", &veranderd(meld));
    vindt(
        "ALTER FUNCTION is_nu SET search_path = elders, public",
        &veranderd("is_nu(verteld timestamp with time zone)"),
    );
    vindt(
        "ALTER FUNCTION laat_logregel_wachten OWNER TO knooppunt_dienst",
        &vreemd("eigenaar van laat_logregel_wachten()"),
    );
    vindt("ALTER TABLE logtegel OWNER TO knooppunt_ondertekenaar", &vreemd("eigenaar van logtegel"));
    vindt("ALTER TABLE casus OWNER TO knooppunt_dienst", &vreemd("eigenaar van casus"));
    vindt("GRANT CREATE ON SCHEMA public TO knooppunt_dienst", &vreemd("recht van knooppunt_dienst op het schema"));
    vindt("GRANT CREATE ON SCHEMA public TO PUBLIC", &vreemd("recht van iedereen op het schema"));
    // Another function of the same name does not hide the first.
    vindt(
        "CREATE FUNCTION meld_export() RETURNS void LANGUAGE sql SECURITY DEFINER AS 'SELECT'",
        &vreemd("meld_export()"),
    );
}

/// Groups are of the whole server, where other tests are at work: what is done to them here is seen here alone, and undone.
#[test]
fn een_groep_die_meer_kan_dan_haar_werk_wordt_genoemd() {
    let log = Log::van(5);
    if let Database::Sqlite { .. } = log.database {
        return;
    }
    for (statement, wat) in [
        ("GRANT pg_read_all_data TO knooppunt_dienst", "lidmaatschap van knooppunt_dienst in pg_read_all_data"),
        (
            "GRANT knooppunt_ondertekenaar TO knooppunt_controle",
            "lidmaatschap van knooppunt_controle in knooppunt_ondertekenaar",
        ),
        ("ALTER ROLE knooppunt_controle BYPASSRLS", "vermogen van knooppunt_controle"),
        (
            "CREATE ROLE knooppunt_proefeigenaar IN ROLE knooppunt_dienst; ALTER SCHEMA public OWNER TO knooppunt_proefeigenaar",
            "lidmaatschap van de eigenaar knooppunt_proefeigenaar in knooppunt_dienst",
        ),
    ] {
        let gezien = log.db.write_blocking(move |tx| {
            let mut gezien = Vec::new();
            let _undone = tx.transaction(|tx| {
                tx.batch_execute(statement)?;
                let horen = sloten::zoals_ze_horen(tx)?;
                gezien = sloten::zoals_ze_zijn(tx)?.into_keys().filter(|naam| !horen.contains_key(naam)).collect();
                Err::<(), Error>(DieselError::RollbackTransaction.into())
            });
            Ok(gezien)
        });
        assert_eq!(gezien.unwrap(), [wat], "{statement}");
    }
    assert_eq!(log.eerste_fout(None), None);
}

#[actix_web::test]
async fn wie_regels_verbergt_of_weigert_met_een_policy_krijgt_geen_antwoord() {
    let mut regio = regio().await;
    if !regio.op_postgresql() {
        return;
    }
    let gezin = regio.in_behandeling().await;
    let dienst = Login::van(&regio.url(), "knooppunt_dienst");
    regio.herstart_op(&dienst.url()).await;
    regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    let eigenaar = database::open(regio.url());
    let regels = regio.tel("logregel");
    for policy in ["", "CREATE POLICY p ON logregel FOR INSERT WITH CHECK (true)"] {
        for statement in ["ALTER TABLE logregel ENABLE ROW LEVEL SECURITY", policy] {
            assert!(statement.is_empty() || database::probeer(&eigenaar, statement));
        }
        let geweigerd = regio.als(Wie::Coordinator).get(&gezin.pad()).await;
        geweigerd.weigert(503, "niets-vast-te-leggen");
        assert_eq!(database::getal(&eigenaar, "SELECT count(*) AS n FROM logregel"), regels, "{policy}");
    }
    database::voer_uit(&eigenaar, "DROP POLICY p ON logregel");
    database::voer_uit(&eigenaar, "ALTER TABLE logregel DISABLE ROW LEVEL SECURITY");
    regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    regio.herstart().await;
}

#[actix_web::test]
async fn wat_de_database_voor_haar_sessies_instelt_telt_niet_voor_het_logboek() {
    let mut regio = regio().await;
    if !regio.op_postgresql() {
        return;
    }
    let url = regio.url();
    let (_, naam) = url.rsplit_once('/').unwrap();
    for statement in [
        "CREATE SCHEMA elders",
        "CREATE TABLE elders.logregel (LIKE public.logregel)",
        &format!("ALTER DATABASE {naam} SET synchronous_commit = off"),
        &format!("ALTER DATABASE {naam} SET search_path = elders, public"),
    ] {
        regio.voer_uit(statement);
    }
    regio.herstart().await;
    let regels = regio.tel("public.logregel");
    regio.als(Wie::Coordinator).get("/v1/signalen").await.met(200);
    assert!(regio.tel("public.logregel") > regels);
    assert_eq!(regio.tel("elders.logregel"), 0);
    let instelling = |tx: &mut Tx| {
        let Either::Postgres(postgres) = tx.either() else { unreachable!() };
        Ok(diesel::select(sql::<Text>("current_setting('synchronous_commit')")).get_result::<String>(postgres)?)
    };
    assert_eq!(regio.db.write(instelling).await.unwrap(), "on");
    database::voer_uit(&regio.db, "DROP SCHEMA elders CASCADE");
}

/// A way to the server that breaks, when it is told to, as soon as the answer to a COMMIT comes back: nobody hears that answer.
struct Draad {
    url: String,
    breekt: Arc<AtomicBool>,
}

impl Draad {
    fn naar(url: &str) -> Self {
        let (begin, rest) = url.split_once('@').unwrap();
        let (server, naam) = rest.split_once('/').unwrap();
        let luistert = TcpListener::bind("127.0.0.1:0").unwrap();
        let hier = luistert.local_addr().unwrap();
        let (breekt, server) = (Arc::new(AtomicBool::new(false)), server.to_owned());
        let gedeeld = Arc::clone(&breekt);
        thread::spawn(move || {
            for heen in luistert.incoming() {
                let (heen, terug) = (heen.unwrap(), TcpStream::connect(&server).unwrap());
                let (breekt, bevestigd) = (Arc::clone(&gedeeld), Arc::new(AtomicBool::new(false)));
                let (vraag, door, gezien) = (heen.try_clone().unwrap(), terug.try_clone().unwrap(), bevestigd.clone());
                thread::spawn(move || {
                    geef_door(vraag, door, |bytes| {
                        if breekt.load(Ordering::SeqCst) && bytes.windows(6).any(|woord| woord == b"COMMIT") {
                            gezien.store(true, Ordering::SeqCst);
                        }
                        true
                    });
                });
                thread::spawn(move || geef_door(terug, heen, |_| !bevestigd.load(Ordering::SeqCst)));
            }
        });
        Self { url: format!("{begin}@{hier}/{naam}"), breekt }
    }
}

/// Passes bytes on until either side is gone, or `door` says that it is enough.
fn geef_door(mut van: TcpStream, mut naar: TcpStream, mut door: impl FnMut(&[u8]) -> bool) {
    let mut bytes = [0; 16 * 1024];
    while let Ok(aantal @ 1..) = van.read(&mut bytes) {
        if !door(&bytes[..aantal]) || naar.write_all(&bytes[..aantal]).is_err() {
            break;
        }
    }
    for kant in [van, naar] {
        let _al_weg = kant.shutdown(Shutdown::Both);
    }
}

#[actix_web::test]
async fn wie_niet_kan_weten_of_het_bewaard_is_hoort_dat() {
    let mut regio = regio_met(&[("KNOOPPUNT__DATABASE__VERBINDINGEN", "1")]).await;
    if !regio.op_postgresql() {
        return;
    }
    regio.iedereen_logt_in().await;
    let draad = Draad::naar(&regio.url());
    regio.herstart_op(&draad.url).await;
    regio.als(Wie::Verloskundige).get("/v1/signalen").await.met(200);
    let signalen = regio.tel("signaal");
    draad.breekt.store(true, Ordering::SeqCst);
    let antwoord = regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal()).await;
    draad.breekt.store(false, Ordering::SeqCst);
    let antwoord = antwoord.weigert(503, "uitkomst-onbekend");
    assert!(!antwoord.tekst().contains("niets gewijzigd"), "{}", antwoord.tekst());
    assert!(antwoord.veld("detail").contains("Misschien is het gedaan"), "{}", antwoord.tekst());
    assert_eq!(regio.tel("signaal"), signalen + 1, "it was kept");
    regio.herstart().await;
}
