//! The logboek as another system reads it: as `AuditEvent`s of FHIR.

use std::{collections::BTreeSet, fs, os::unix::fs::PermissionsExt as _, path::Path};

use actix_web::web;
use chrono::{NaiveDate, TimeDelta};
use knooppunt::{
    cli::logboek::auditevent,
    domain::{
        logboek::{Gebeurtenis, Regel, Soort},
        toegang::afzender::Afzender,
    },
    store::logboek::{self, lezen::reeks},
};
use serde_json::{Value, json};
use strum::VariantArray as _;
use tempfile::TempDir;

use crate::{
    gegeven::{
        Regio, Wie, bodies,
        database::{self, Database},
        regio,
    },
    logboek_boom::{Log, OORSPRONG},
};

fn dag(tekst: &str) -> NaiveDate {
    tekst.parse().unwrap()
}

/// The fields of R4 that may stand in an object, those that must, and what each must be.
#[track_caller]
fn heeft(object: &Value, moet: &[&str], mag: &[&str]) {
    let velden = object.as_object().unwrap_or_else(|| panic!("{object} is no object"));
    for veld in moet {
        assert!(velden.contains_key(*veld), "{veld} is missing: {object}");
    }
    for (veld, waarde) in velden {
        assert!(moet.contains(&veld.as_str()) || mag.contains(&veld.as_str()), "{veld} is no field: {object}");
        let leeg = waarde.is_null() || waarde == "" || waarde == &json!([]) || waarde == &json!({});
        assert!(!leeg, "{veld} is empty: {object}");
    }
}

#[track_caller]
fn codering(waarde: &Value) {
    heeft(waarde, &["system", "code"], &["display"]);
    assert!(waarde["system"].as_str().unwrap().contains(':'), "{waarde}");
    let code = waarde["code"].as_str().unwrap();
    assert!(code.trim() == code && !code.contains("  "), "{waarde}");
}

#[track_caller]
fn verwijzing(waarde: &Value) {
    heeft(waarde, &["identifier"], &["type"]);
    heeft(&waarde["identifier"], &["value"], &["system"]);
}

fn lijst(waarde: &Value) -> impl Iterator<Item = &Value> {
    waarde.as_array().into_iter().flatten()
}

/// Whether it is an `AuditEvent` as R4 (4.0.1) wants it.
#[track_caller]
fn is_auditevent(event: &Value) {
    let moet = ["resourceType", "id", "type", "recorded", "agent", "source"];
    heeft(event, &moet, &["subtype", "action", "outcome", "outcomeDesc", "purposeOfEvent", "entity"]);
    assert_eq!(event["resourceType"], "AuditEvent");
    let id = event["id"].as_str().unwrap();
    assert!(id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'), "{id}");
    assert!(chrono::DateTime::parse_from_rfc3339(event["recorded"].as_str().unwrap()).is_ok(), "{event}");
    assert!(["C", "R", "U", "D", "E"].contains(&event["action"].as_str().unwrap()), "{event}");
    assert!(["0", "4", "8", "12"].contains(&event["outcome"].as_str().unwrap()), "{event}");
    codering(&event["type"]);
    lijst(&event["subtype"]).for_each(codering);
    for reden in lijst(&event["purposeOfEvent"]) {
        lijst(&reden["coding"]).for_each(codering);
    }
    heeft(&event["source"], &["observer"], &["site", "type"]);
    verwijzing(&event["source"]["observer"]);
    lijst(&event["source"]["type"]).for_each(codering);
    assert!(lijst(&event["agent"]).count() > 0, "{event}");
    for agent in lijst(&event["agent"]) {
        heeft(agent, &["requestor"], &["type", "role", "who", "name", "network"]);
        assert!(agent["requestor"].is_boolean(), "{agent}");
        if agent.get("who").is_some() {
            verwijzing(&agent["who"]);
        }
        if let Some(network) = agent.get("network") {
            heeft(network, &["address", "type"], &[]);
            assert_eq!(network["type"], "2", "an address of the internet");
        }
        lijst(&agent["type"]["coding"]).for_each(codering);
        lijst(&agent["role"]).flat_map(|rol| lijst(&rol["coding"])).for_each(codering);
    }
    assert_eq!(lijst(&event["agent"]).filter(|agent| agent["requestor"] == true).count(), 1, "somebody asked: {event}");
    for entity in lijst(&event["entity"]) {
        heeft(entity, &["type"], &["what", "role", "detail"]);
        codering(&entity["type"]);
        if entity.get("what").is_some() {
            verwijzing(&entity["what"]);
        }
        if entity.get("role").is_some() {
            codering(&entity["role"]);
        }
        for detail in lijst(&entity["detail"]) {
            heeft(detail, &["type", "valueString"], &[]);
        }
    }
}

/// The persons whom an event names.
fn personen(event: &Value) -> BTreeSet<String> {
    let patienten = lijst(&event["entity"]).filter(|entity| entity["type"]["code"] == "1");
    patienten.map(|entity| entity["what"]["identifier"]["value"].as_str().unwrap().to_owned()).collect()
}

fn gelezen(map: &Path, dag: &str) -> Vec<Value> {
    let tekst = fs::read_to_string(map.join(format!("auditevent-{dag}.ndjson"))).unwrap();
    assert!(tekst.ends_with('\n'));
    tekst.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

impl Regio {
    /// Lines of every kind: a family's story, what was refused, an emergency, and each word once.
    async fn een_heel_verhaal(&self) {
        self.iedereen_logt_in().await;
        let gezin = self.in_behandeling().await;
        self.lopend(&gezin, Wie::Huisbezoeker).await;
        self.als(Wie::Coordinator).get("/v1/signalen").await.met(200);
        self.als(Wie::Onderzoeker).post("/v1/signalen", bodies::signaal()).await.weigert(403, "niet-toegestaan");
        let vreemde = self.als(Wie::AndereVoorzorg);
        vreemde.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
        vreemde.post("/v1/noodprocedures", bodies::noodprocedure(&gezin.casus)).await.met(201);
        vreemde.get(&gezin.pad()).await.met(200);
        let (db, op) = (self.db.clone(), self.clock_nu());
        let elk_woord = move |tx: &mut _| {
            for gebeurtenis in Gebeurtenis::VARIANTS {
                let regel = Afzender::machine("opdrachtregel", op).meldt(*gebeurtenis, Soort::Sessie, None);
                logboek::gedaan(tx, &regel)?;
            }
            Ok(())
        };
        web::block(move || db.write_blocking(elk_woord).unwrap()).await.unwrap();
    }

    async fn regels_van_het_logboek(&self) -> Vec<Regel> {
        let db = self.db.clone();
        web::block(move || db.read_blocking(|tx| reeks(tx, (None, None), None, 10_000)).unwrap()).await.unwrap()
    }
}

#[actix_web::test]
async fn elke_regel_van_een_heel_verhaal_wordt_een_auditevent() {
    let regio = regio().await;
    regio.een_heel_verhaal().await;
    regio.verstrijk(TimeDelta::days(1));
    regio.als(Wie::Fg).post("/v1/logboek/_zoek", json!({})).await.met(200);
    let eerder = regio.regels_van_het_logboek().await;
    // Lines of one millisecond have no order among them on PostgreSQL.
    regio.verstrijk(TimeDelta::seconds(1));
    let map = TempDir::new().unwrap();
    let (db, pad, nu) = (regio.db.clone(), map.path().to_owned(), regio.clock_nu());
    let periode = (dag("2026-11-22"), dag("2026-11-25"));
    let gezegd = web::block(move || auditevent::exporteer(&db, &pad, periode, OORSPRONG, nu).unwrap()).await.unwrap();

    // The export is a line itself, with what it was of, and was written before anything went out.
    let regels = regio.regels_van_het_logboek().await;
    assert_eq!(regels.len(), eerder.len() + 1);
    let laatste = regels.last().unwrap();
    assert_eq!((laatste.gebeurtenis, laatste.soort), (Gebeurtenis::LogboekGeexporteerd, Soort::Logregel));
    assert_eq!(laatste.toegangspunt, "opdrachtregel 2026-11-22/2026-11-25");
    assert_eq!(knooppunt::domain::Word::word(laatste.doel), "toezicht");

    let per_dag = ["2026-11-22", "2026-11-23", "2026-11-24"].map(|dag| gelezen(map.path(), dag));
    assert!(per_dag[1].len() > 100, "the day of the story");
    let events = per_dag.concat();
    assert_eq!(events.len(), regels.len(), "each line is one event: {gezegd}");
    assert!(gezegd.ends_with(&format!("bevat {} regels van 2026-11-22 tot 2026-11-25, in 3 bestanden", regels.len())));
    let (mut met_iemand, mut gebeurtenissen) = (0, BTreeSet::new());
    for (event, regel) in events.iter().zip(&regels) {
        is_auditevent(event);
        assert_eq!(event["id"], regel.id.to_string());
        let bedoeld: BTreeSet<String> = regel.betrokkenen.iter().map(ToString::to_string).collect();
        assert_eq!(personen(event), bedoeld, "exactly the persons of the line: {event}");
        met_iemand += bedoeld.len();
        gebeurtenissen.insert(event["subtype"].as_array().unwrap().last().unwrap()["code"].as_str().unwrap());
        let adres = regel.toegangspunt.parse::<std::net::IpAddr>().is_ok();
        assert_eq!(event["agent"].as_array().unwrap().iter().any(|agent| agent.get("network").is_some()), adres);
    }
    assert_eq!(gebeurtenissen.len(), Gebeurtenis::VARIANTS.len());
    assert!(met_iemand > 5);
    assert_eq!(i64::try_from(met_iemand).unwrap(), regio.tel("logregel_betrokkene"));
    let alles = events.iter().map(ToString::to_string).collect::<String>();
    assert!(!alles.contains(bodies::NAAM), "no names");
    let nood = events.iter().filter(|event| event["purposeOfEvent"][0]["coding"][0]["code"] == "ETREAT").count();
    assert_eq!(nood, regels.iter().filter(|regel| regel.noodprocedure).count());
    assert!(nood >= 2);
    let mode = fs::metadata(map.path().join("auditevent-2026-11-23.ndjson")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "for its owner alone");
}

#[test]
fn een_export_noemt_haar_dagen_en_een_lege_dag_is_geen_bestand() {
    let log = Log::leeg();
    log.schrijf(0..3);
    let map = log.map.path().join("uit");
    let map = map.to_str().unwrap();
    for (wat, waarom) in [
        (vec!["--als", "auditevent"], "--van"),
        (vec!["--als", "auditevent", "--van", "2026-11-23"], "--tot"),
        (vec!["--als", "auditevent", "--van", "2026-11-23", "--tot", "2026-11-23"], "ligt niet na"),
        (vec!["--van", "2026-11-23", "--tot", "2026-11-24"], "horen bij --als auditevent"),
        (vec!["--als", "csv"], "csv"),
    ] {
        let (gelukt, gezegd) = log.knooppunt(&[&["logboek", "export", map][..], &wat].concat());
        assert!(!gelukt && gezegd.contains(waarom), "{gezegd}");
    }
    let regels = || database::getal(&log.db, "SELECT count(*) AS n FROM logregel");
    assert_eq!(regels(), 3, "what was not done leaves no line");
    // Days of the story, which are over whenever this runs: the lines of the exports themselves are of today.
    let (van, leeg, tot) = ("2026-11-23", "2026-11-24", "2026-11-25");
    let woorden = ["logboek", "export", map, "--als", "auditevent", "--van", van, "--tot", tot];
    let (gelukt, gezegd) = log.knooppunt(&woorden);
    assert!(gelukt && gezegd.contains("van 2026-11-23 tot 2026-11-25"), "{gezegd}");
    assert_eq!(regels(), 4);
    let op_de_dag = gelezen(Path::new(map), van);
    assert!(op_de_dag.len() >= 3);
    op_de_dag.iter().for_each(is_auditevent);
    assert_eq!(op_de_dag[0]["source"]["observer"]["identifier"]["value"], OORSPRONG);
    assert!(!Path::new(map).join(format!("auditevent-{leeg}.ndjson")).exists());
    // A line that nobody can read stops it, and half a day is not left lying about.
    let onleesbaar = match log.database {
        Database::Sqlite { .. } => "DROP TRIGGER logregel_vast_wijzigen",
        Database::Postgresql { .. } => "ALTER TABLE logregel DISABLE TRIGGER USER",
    };
    database::voer_uit(&log.db, onleesbaar);
    database::voer_uit(&log.db, "UPDATE logregel SET soort = 'onbekend'");
    fs::remove_file(Path::new(map).join(format!("auditevent-{van}.ndjson"))).unwrap();
    assert!(!log.knooppunt(&woorden).0);
    assert_eq!(
        fs::read_dir(map).unwrap().filter(|it| it.as_ref().unwrap().path().to_str().unwrap().contains(van)).count(),
        0
    );
}
