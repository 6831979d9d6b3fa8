//! What was changed points to its line, and what guards the log is there: whoever changes the database by hand is named.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    sync::atomic::{AtomicBool, Ordering},
    thread,
};

use actix_web::{test::TestRequest, web};
use chrono::TimeDelta;
use diesel::{Connection as _, PgConnection, SqliteConnection, connection::SimpleConnection as _, prelude::*};
use knooppunt::{
    cli::logboek::{
        Verslag,
        controleer::{self, Vraag},
    },
    store::{
        error::Error,
        logboek::{sloten, volgorde},
        schema::organisatie,
        woord,
    },
    werk::{
        ondertekenaar::{Fout, Ondertekenaar},
        opruimen,
        volgorde::nummer_alles,
    },
};
use serde_json::json;

use crate::{
    gegeven::{
        Regio, Wie, begin, bodies,
        database::{self, Database},
        regio,
    },
    logboek_boom::{Log, OORSPRONG, op, schrijf, vraag},
    logboek_geknoei::TABELLEN,
};

/// Changes the database with a connection of its own, as whoever has its file or its password can.
fn buitenom(regio: &Regio, statement: &str) {
    let url = regio.url();
    match url.strip_prefix("sqlite:") {
        Some(file) => {
            let mut eigen = SqliteConnection::establish(file).unwrap();
            eigen.batch_execute(&format!("PRAGMA busy_timeout = 10000; {statement}")).unwrap();
        }
        None => PgConnection::establish(&url).unwrap().batch_execute(statement).unwrap(),
    }
}

pub async fn controleer(regio: &Regio) -> Verslag {
    nummer_alles(&regio.db).await.unwrap();
    let db = regio.db.clone();
    web::block(move || controleer::controleer(&db, vraag(&db, Vec::new())).unwrap()).await.unwrap()
}

/// An identifier as a statement says it.
fn als_sql(regio: &Regio, id: &str) -> String {
    if regio.op_postgresql() { format!("'{id}'") } else { format!("X'{}'", id.replace('-', "")) }
}

#[actix_web::test]
async fn wat_buiten_het_programma_om_wordt_gewijzigd_wordt_genoemd() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    assert_eq!(controleer(&regio).await.bevindingen, []);
    // Her case is closed by hand, and somebody gives herself a role; then life goes on.
    let dicht = "UPDATE casus SET status = 'afgesloten', waarom = NULL";
    buitenom(&regio, &format!("{dicht} WHERE id = {}", als_sql(&regio, &gezin.casus)));
    let nieuw = "01935c2e-8f00-7000-8000-000000000009";
    buitenom(
        &regio,
        &format!(
            "INSERT INTO toekenning (id, gebruiker_id, rol, gebied_soort, gebied, geldig_van) \
             SELECT {}, gebruiker_id, 'fg', 'regio', '', geldig_van FROM toekenning WHERE rol = 'onderzoeker'",
            als_sql(&regio, nieuw)
        ),
    );
    regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({})).await.met(200);
    regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal_van("Een Ander", "06 98765432")).await.met(201);
    let gevonden: Vec<String> = controleer(&regio).await.bevindingen.into_iter().map(|een| een.wat).collect();
    assert_eq!(
        gevonden,
        [
            format!("casus {} is gewijzigd zonder regel in het logboek", gezin.casus),
            format!("toekenning {nieuw} is gewijzigd zonder regel in het logboek"),
        ]
    );
    // Whoever changes it back, or hides the pointer, is named all the same.
    buitenom(
        &regio,
        "UPDATE casus SET status = 'in-behandeling', waarom = 'venster', wijziging = NULL WHERE status = 'afgesloten'",
    );
    assert_eq!(controleer(&regio).await.bevindingen.len(), 2);
    regio.geknoeid.set(true);
}

#[actix_web::test]
async fn wie_wijzigt_op_het_moment_dat_het_programma_schrijft_krijgt_geen_regel() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let casus = als_sql(&regio, &gezin.casus);
    // Not even when the change lies there, with its name, before the program's next job.
    buitenom(&regio, &format!("UPDATE casus SET gemeente = 'GM0882' WHERE id = {casus}"));
    let taken =
        regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal_van("Een Ander", "06 98765432")).await;
    taken.met(201);
    let met_de_casus = format!("logregel WHERE wijziging = (SELECT wijziging FROM casus WHERE id = {casus})");
    assert_eq!(regio.tel(&met_de_casus), 0);
    regio.geknoeid.set(true);
}

#[actix_web::test]
async fn wat_wordt_teruggedraaid_laat_niets_achter() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    let naam = |naam: &'static str| diesel::update(organisatie::table).set(organisatie::naam.eq(naam));
    let mislukt: Result<(), Error> = regio
        .db
        .write(move |tx| {
            naam("X").execute(tx)?;
            Err(Error::Bezet)
        })
        .await;
    assert!(mislukt.is_err());
    // The line that comes next is of nothing that was changed.
    regio.vergeet_regels();
    regio.als(Wie::Coordinator).get("/v1/signalen").await.met(200);
    let laatste = "logregel WHERE id = (SELECT id FROM logregel ORDER BY id DESC LIMIT 1) AND wijziging IS NULL";
    assert_eq!(regio.tel(laatste), 1);
    // A savepoint inside is undone alone.
    regio
        .db
        .write(move |tx| {
            let binnen: Result<(), Error> = tx.transaction(|tx| {
                naam("Y").execute(tx)?;
                Err(Error::Bezet)
            });
            assert!(binnen.is_err());
            Ok(())
        })
        .await
        .unwrap();
    assert_eq!(controleer(&regio).await.bevindingen, []);
}

#[actix_web::test]
async fn elke_tabel_en_kolom_staat_in_het_register() {
    let regio = regio().await;
    let kolommen = if regio.op_postgresql() {
        "SELECT table_name || '.' || column_name AS tekst FROM information_schema.columns \
         WHERE table_schema = current_schema() AND table_name <> '__diesel_schema_migrations'"
    } else {
        "SELECT m.name || '.' || k.name AS tekst FROM sqlite_master m JOIN pragma_table_info(m.name) k \
         WHERE m.type = 'table' AND m.name <> '__diesel_schema_migrations'"
    };
    let kolommen: BTreeSet<String> = database::teksten(&regio.db, kolommen).into_iter().collect();

    let mut register = BTreeSet::new();
    for tabel in woord::tabellen().filter(|tabel| !regio.op_postgresql() || tabel.naam != "logwijziging") {
        register.extend(tabel.alle_kolommen().map(|kolom| format!("{}.{kolom}", tabel.naam)));
    }

    let vergeten: Vec<_> = kolommen.difference(&register).collect();
    assert!(vergeten.is_empty(), "not in src/store/woord: {vergeten:?}");
    let weg: Vec<_> = register.difference(&kolommen).collect();
    assert!(weg.is_empty(), "not in the database: {weg:?}");
}

#[actix_web::test]
async fn wat_wordt_opgeruimd_en_over_iemand_ging_laat_een_regel_na() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    let body = TestRequest::post().uri("/v1/signalen").set_json(bodies::signaal());
    regio.als(Wie::Verloskundige).vraag(body.insert_header(("idempotency-key", "eerste"))).await.met(201);
    assert_eq!(regio.tel("herhaling"), 1);
    let ruim_op = |uren: i64| {
        let nu = regio.clock_nu().plus(TimeDelta::hours(uren));
        regio.db.write(move |tx| opruimen::ruim_op(tx, nu, 24))
    };
    regio.vergeet_regels();
    ruim_op(1).await.unwrap();
    assert_eq!(regio.neem_regels(), []);
    assert!(ruim_op(25).await.unwrap() > 0);
    assert_eq!(regio.tel("herhaling"), 0);
    let regels = regio.neem_regels();
    assert_eq!(regels.iter().map(|regel| regel.gebeurtenis.as_str()).collect::<Vec<_>>(), ["antwoorden-gewist"]);
    ruim_op(26).await.unwrap();
    assert_eq!(regio.neem_regels(), []);
}

#[test]
fn een_slot_dat_weg_is_veranderd_of_van_een_ander_wordt_genoemd() {
    let log = Log::van(5);
    let vindt = |statement: &str, wat: &str| {
        log.voer_uit(&[statement]);
        let gevonden: Vec<String> = log.controleer(None).bevindingen.into_iter().map(|een| een.wat).collect();
        assert!(gevonden.iter().any(|een| een == wat), "{wat}: {gevonden:?}");
    };
    match log.database {
        Database::Sqlite { .. } => {
            vindt("DROP TRIGGER casus_wijst_aan", "het slot casus_wijst_aan op de database ontbreekt");
            vindt("DROP TRIGGER logregel_vast_wissen", "het slot logregel_vast_wissen op de database ontbreekt");
            vindt(
                "CREATE TRIGGER logregel_vast_wissen BEFORE DELETE ON logregel WHEN 0 BEGIN SELECT RAISE(ABORT, 'x'); END",
                "het slot logregel_vast_wissen op de database is veranderd of staat uit",
            );
            vindt(
                "CREATE TRIGGER stil BEFORE INSERT ON logregel WHEN 0 BEGIN SELECT RAISE(IGNORE); END",
                "stil hoort niet bij de sloten op de database",
            );
        }
        Database::Postgresql { .. } => {
            vindt("DROP TRIGGER casus_wijst_aan ON casus", "het slot casus_wijst_aan op de database ontbreekt");
            vindt(
                "ALTER TABLE client DISABLE TRIGGER client_wijst_aan",
                "het slot client_wijst_aan op de database is veranderd of staat uit",
            );
            vindt(
                "CREATE OR REPLACE FUNCTION weiger_wijziging() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN new; END'",
                "het slot weiger_wijziging() op de database is veranderd of staat uit",
            );
            vindt(
                "CREATE RULE stil AS ON INSERT TO logregel WHERE false DO INSTEAD NOTHING",
                "rule stil hoort niet bij de sloten op de database",
            );
        }
    }
}

#[test]
fn de_sloten_op_postgresql_zijn_die_van_de_migraties() {
    let log = Log::leeg();
    if matches!(log.database, Database::Sqlite { .. }) {
        return;
    }
    let er = log.db.read_blocking(sloten::zoals_ze_zijn).unwrap();
    let wijzers: BTreeMap<String, String> = sloten::wijzers_op_postgresql().collect();
    let (wijzend, andere): (BTreeMap<_, _>, BTreeMap<_, _>) =
        er.into_iter().partition(|(naam, _)| wijzers.contains_key(naam));
    assert_eq!(wijzend, wijzers);
    let tekst = andere.iter().map(|(naam, tekst)| format!("{naam}\t{tekst}\n")).collect::<Vec<_>>().concat();
    let pad = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/store/logboek/sloten_postgresql.txt");
    if std::env::var_os("KNOOPPUNT_SCHRIJF_SLOTEN").is_some() {
        fs::write(&pad, &tekst).unwrap();
    }
    assert_eq!(fs::read_to_string(pad).unwrap(), tekst, "KNOOPPUNT_SCHRIJF_SLOTEN=1 writes it");
}

/// One line with a person in it, and what the check finds.
async fn met_een_gezin() -> (Regio, String) {
    let regio = regio().await;
    regio.in_behandeling().await;
    assert_eq!(controleer(&regio).await.bevindingen, []);
    let wie = "SELECT pseudoniem FROM client LIMIT 1";
    (regio, wie.to_owned())
}

/// Changes the database once the locks on one table are off, and puts them back.
fn zonder_sloten(regio: &Regio, tabel: &str, statement: &str) {
    if regio.op_postgresql() {
        buitenom(
            regio,
            &format!("ALTER TABLE {tabel} DISABLE TRIGGER USER; {statement}; ALTER TABLE {tabel} ENABLE TRIGGER USER"),
        );
    } else {
        let van = format!("FROM sqlite_master WHERE type = 'trigger' AND tbl_name = '{tabel}'");
        let weg = database::teksten(&regio.db, format!("SELECT 'DROP TRIGGER ' || name AS tekst {van}"));
        let terug = database::teksten(&regio.db, format!("SELECT sql AS tekst {van}"));
        buitenom(regio, &format!("{}; {statement}; {}", weg.join("; "), terug.join("; ")));
    }
}

#[actix_web::test]
async fn wie_iemand_uit_de_vindbaarheid_haalt_of_erin_zet_wordt_gezien() {
    let (regio, wie) = met_een_gezin().await;
    let eerste = format!(
        "(SELECT logregel_id FROM logregel_betrokkene WHERE pseudoniem = ({wie}) ORDER BY logregel_id LIMIT 1)"
    );
    let ander = "(SELECT id FROM logregel WHERE betrokkenen = '[]' ORDER BY id LIMIT 1)";
    zonder_sloten(
        &regio,
        "logregel_betrokkene",
        &format!(
            "UPDATE logregel_betrokkene SET logregel_id = {ander} WHERE logregel_id = {eerste} AND pseudoniem = ({wie})"
        ),
    );
    let gevonden: Vec<String> = controleer(&regio).await.bevindingen.into_iter().map(|een| een.wat).collect();
    assert_eq!(gevonden.len(), 2, "{gevonden:?}");
    assert!(gevonden[0].contains("en in logregel_betrokkene ontbreekt dat"), "{gevonden:?}");
    assert!(gevonden[1].contains("die haar niet noemt"), "{gevonden:?}");
}

/// Values of another type than their column, each in its table.
const VAN_EEN_ANDERE_SOORT: [(&str, &str); 4] = [
    (
        "logregel",
        "UPDATE logregel SET toegangspunt = CAST(toegangspunt AS BLOB) \
         WHERE id = (SELECT logregel_id FROM logblad WHERE nummer = 7)",
    ),
    ("logblad", "UPDATE logblad SET logregel_id = CAST(logregel_id AS TEXT) WHERE nummer = 7"),
    ("logtegel", "UPDATE logtegel SET nummer = nummer + 0.5 WHERE niveau = 0 AND nummer = 0"),
    ("logtegel", "UPDATE logtegel SET hashes = CAST(hashes AS TEXT) WHERE niveau = 0"),
];

#[test]
fn een_waarde_van_een_andere_soort_wordt_geweigerd() {
    let log = Log::van(20);
    // Only SQLite keeps a type with each value.
    if matches!(log.database, Database::Sqlite { .. }) {
        let terug = log.ontgrendel();
        for (_, anders) in VAN_EEN_ANDERE_SOORT {
            let geweigerd = log.db.write_blocking(|tx| Ok(tx.batch_execute(anders)?)).unwrap_err().to_string();
            assert!(geweigerd.contains("cannot store"), "{anders}: {geweigerd}");
        }
        log.voer_uit(&terug);
        assert_eq!(log.controleer(None).bevindingen, []);
    }
}

#[test]
fn een_waarde_van_een_andere_soort_die_om_de_tabel_heen_wordt_geschreven_verbergt_geen_regel() {
    for (tabel, anders) in VAN_EEN_ANDERE_SOORT {
        let log = Log::van(20);
        let url = log.database.url();
        let Some(file) = url.strip_prefix("sqlite:") else { return };
        let streng = format!("UPDATE sqlite_master SET sql = sql || ' STRICT' WHERE name = '{tabel}'");
        let niet_streng =
            format!("UPDATE sqlite_master SET sql = substr(sql, 1, length(sql) - 7) WHERE name = '{tabel}'");
        let schrijf_om = |wat: &str| format!("PRAGMA writable_schema = ON; {wat}; PRAGMA writable_schema = RESET;");
        let terug = log.ontgrendel();

        let mut eigen = SqliteConnection::establish(file).unwrap();
        let statements = format!(
            "PRAGMA ignore_check_constraints = ON; {} {anders}; {}",
            schrijf_om(&niet_streng),
            schrijf_om(&streng)
        );
        eigen.batch_execute(&statements).unwrap();
        drop(eigen);
        log.voer_uit(&terug);

        let gevonden: Vec<String> = log.controleer(None).bevindingen.into_iter().map(|een| een.wat).collect();
        let verwacht = format!("in {tabel} staat iets als een andere soort waarde: zoeken vindt het niet");
        assert!(gevonden.contains(&verwacht), "{anders}: {gevonden:?}");
    }
}

#[test]
fn een_tabel_van_het_logboek_die_minder_streng_is_wordt_genoemd() {
    let log = Log::van(5);
    if matches!(log.database, Database::Sqlite { .. }) {
        log.voer_uit(&["ALTER TABLE logblad ADD COLUMN iets TEXT"]);
        let gevonden: Vec<String> = log.controleer(None).bevindingen.into_iter().map(|een| een.wat).collect();
        assert_eq!(gevonden, ["het slot logblad op de database is veranderd of staat uit"]);
    }
}

#[test]
fn een_tabel_van_het_logboek_die_elke_soort_waarde_aanneemt_wordt_genoemd() {
    for tabel in TABELLEN {
        let log = Log::van(5);
        let url = log.database.url();
        let Some(file) = url.strip_prefix("sqlite:") else { return };
        let mut eigen = SqliteConnection::establish(file).unwrap();
        eigen
            .batch_execute(&format!(
                "PRAGMA writable_schema = ON; \
                 UPDATE sqlite_master SET sql = replace(sql, 'STRICT', '') WHERE type = 'table' AND name = '{tabel}'; \
                 PRAGMA writable_schema = RESET;"
            ))
            .unwrap();
        drop(eigen);
        let streng = format!("SELECT strict AS n FROM pragma_table_list WHERE name = '{tabel}'");
        assert_eq!(database::getal(&database::open(url.clone()), streng), 0, "{tabel} is not strict any more");
        let gevonden: Vec<String> = log.controleer(None).bevindingen.into_iter().map(|een| een.wat).collect();
        assert_eq!(gevonden, [format!("het slot {tabel} op de database is veranderd of staat uit")]);
    }
}

#[test]
fn een_regel_die_lang_op_haar_nummer_wacht_wordt_genoemd() {
    let log = Log::van(5);
    log.schrijf(5..7);
    assert_eq!(log.eerste_fout(None), None, "it waits for a moment only");
    let nu = op(30);
    let verslag = controleer::controleer(&log.db, Vraag { nu, ..vraag(&log.db, vec![log.wie.vkey()]) }).unwrap();
    assert_eq!(verslag.bevindingen.len(), 1);
    assert!(verslag.bevindingen[0].wat.contains("wacht nog op een nummer: er wordt niet genummerd"));
    assert_eq!(verslag.bevindingen[0].nummer, Some(5));
}

#[test]
fn wat_wacht_en_er_niet_meer_is_houdt_niemand_bezig() {
    let log = Log::van(5);
    log.schrijf(5..6);
    log.knoei(&["DELETE FROM logregel WHERE id = (SELECT logregel_id FROM logregel_wachtend)"]);
    assert_eq!(database::getal(&log.db, "SELECT count(*) AS n FROM logregel_wachtend"), 1);
    assert_eq!(log.db.read_blocking(volgorde::wacht_sinds).unwrap(), None);
    log.schrijf(6..7);
    assert_eq!(log.db.read_blocking(volgorde::wacht_sinds).unwrap(), Some(op(6)));
}

#[test]
fn een_regel_uit_de_toekomst_wordt_zelf_genoemd() {
    let log = Log::van(20);
    schrijf(&log.db, op(60 * 24 * 365));
    log.nummer();
    log.schrijf(21..60);
    log.nummer();
    let gevonden = log.controleer(None).bevindingen;
    assert_eq!(gevonden.len(), 1, "{gevonden:?}");
    assert_eq!(gevonden[0].nummer, Some(20));
    assert!(gevonden[0].wat.contains("haar tijd kan niet kloppen"));
}

#[test]
fn een_regel_die_het_programma_niet_schreef_valt_op() {
    let log = Log::van(5);
    let id = match log.database {
        Database::Sqlite { .. } => "X'ffffffffffff7000800000000000000a'",
        Database::Postgresql { .. } => "'ffffffff-ffff-7000-8000-00000000000a'::uuid",
    };
    log.voer_uit(&[format!(
        "INSERT INTO logregel (id, op, gebeurtenis, actie, uitkomst, handeling, soort, betrokkenen, doel, noodprocedure, \
         toegangspunt) SELECT {id}, op, gebeurtenis, actie, uitkomst, handeling, soort, betrokkenen, doel, noodprocedure, \
         toegangspunt FROM logregel WHERE id = (SELECT logregel_id FROM logblad WHERE nummer = 4)"
    )]);
    log.nummer();
    let (nummer, wat) = log.eerste_fout(None).unwrap();
    assert!(wat.contains("is niet geteld door wie haar schreef"), "{wat}");
    assert_eq!(nummer, Some(5));
}

#[test]
fn hashes_voorbij_het_einde_vallen_op() {
    let log = Log::van(20);
    let (lang, vreemd) = match log.database {
        Database::Sqlite { .. } => ("CAST(hashes || zeroblob(64) AS BLOB)", "zeroblob(32)"),
        Database::Postgresql { .. } => ("hashes || decode(repeat('00', 64), 'hex')", "decode(repeat('00', 32), 'hex')"),
    };
    log.knoei(&[
        format!("INSERT INTO logtegel (niveau, nummer, hashes) VALUES (0, 7, {vreemd}), (3, 0, {vreemd})").as_str()
    ]);
    let gevonden: Vec<String> = log.controleer(None).bevindingen.into_iter().map(|een| een.wat).collect();
    assert_eq!(
        gevonden,
        [
            "tegel 0/7 bevat 1 hashes, en bij 20 regels horen er 0",
            "tegel 3/0 bevat 1 hashes, en bij 20 regels horen er 0"
        ]
    );
    let log = Log::van(20);
    log.knoei(&[format!("UPDATE logtegel SET hashes = {lang}").as_str()]);
    assert!(log.eerste_fout(None).is_some());
}

#[test]
fn van_twee_ondertekenaars_met_een_sleutel_tekent_er_een_tegelijk() {
    let log = Log::van(5);
    log.schrijf(5..10);
    log.nummer();
    let slot = fs::File::open(log.map.path().join("sleutel.slot")).unwrap();
    slot.lock().unwrap();
    let fout = log.wie.onderteken(&log.db, begin()).unwrap_err();
    assert!(matches!(fout, Fout::Elders), "{fout}");
    slot.unlock().unwrap();
    assert_eq!(log.onderteken().size, 10);
    // Two that run at once never sign two trees that cannot both be true.
    let ander = Ondertekenaar::lees(&log.map.path().join("sleutel"), OORSPRONG).unwrap();
    let klaar = AtomicBool::new(false);
    thread::scope(|scope| {
        for wie in [&log.wie, &ander] {
            let (klaar, db) = (&klaar, &log.db);
            scope.spawn(move || {
                let mut groot = 0;
                while !klaar.load(Ordering::SeqCst) {
                    match wie.onderteken(db, begin()) {
                        Ok(stand) => groot = stand.map_or(groot, |stand| stand.size.max(groot)),
                        Err(fout) => assert!(matches!(fout, Fout::Elders), "{fout}"),
                    }
                    assert!(wie.laatst_ondertekend().unwrap().unwrap().size >= groot, "what was signed is remembered");
                }
            });
        }
        for minuut in 10..40 {
            log.schrijf(minuut..minuut + 1);
            log.nummer();
        }
        klaar.store(true, Ordering::SeqCst);
    });
    let _rest = log.wie.onderteken(&log.db, begin()).unwrap();
    assert_eq!(log.wie.laatst_ondertekend().unwrap().unwrap().size, 40);
    assert_eq!(log.eerste_fout(None), None);
}

#[test]
fn een_schrijver_op_postgresql_wacht_niet_eindeloos() {
    let log = Log::leeg();
    if matches!(log.database, Database::Postgresql { .. }) {
        let ingesteld = |wat: &str| format!("SELECT 1 / CASE WHEN current_setting('{wat}') = '0' THEN 0 ELSE 1 END");
        assert!(database::probeer(&log.db, &ingesteld("lock_timeout")));
        assert!(database::probeer(&log.db, &ingesteld("idle_in_transaction_session_timeout")));
    }
}
