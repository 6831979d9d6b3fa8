use std::collections::{BTreeMap, BTreeSet};

use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::Text};
use strum::VariantArray as _;

use super::*;
use crate::{
    domain::{Word as _, casus, dossier::Rubriek, toestemming},
    store::{casus::wachtrij::GEEN_VENSTER, engine::Engine, migraties},
};

#[derive(QueryableByName)]
struct Kolom {
    #[diesel(sql_type = Text)]
    tabel: String,
    #[diesel(sql_type = Text)]
    kolom: String,
}

/// Every table with its columns, as pairs that a failure can show.
type Kolommen = BTreeSet<(String, String)>;

fn van_de_database() -> Kolommen {
    let mut conn = migraties::in_het_geheugen().unwrap();
    let query = "SELECT m.name AS tabel, k.name AS kolom FROM sqlite_master m JOIN pragma_table_info(m.name) k \
                 WHERE m.type = 'table' AND m.name <> '__diesel_schema_migrations'";
    let kolommen: Vec<Kolom> = sql_query(query).load(&mut conn).unwrap();
    kolommen.into_iter().map(|Kolom { tabel, kolom }| (tabel, kolom)).collect()
}

fn van_het_register() -> Kolommen {
    let mut alle = Kolommen::new();
    for tabel in tabellen() {
        for kolom in tabel.alle_kolommen() {
            assert!(
                alle.insert((tabel.naam.to_owned(), kolom.to_owned())),
                "{}.{kolom} stands there twice",
                tabel.naam
            );
        }
    }
    alle
}

/// What `schema/` says, read from its sources: `naam (sleutel) {` and under it `kolom -> Soort,`.
fn van_het_schema() -> Kolommen {
    let bronnen = [
        include_str!("../schema/beheer.rs"),
        include_str!("../schema/clienten.rs"),
        include_str!("../schema/gezin.rs"),
        include_str!("../schema/logboek.rs"),
        include_str!("../schema/toezicht.rs"),
    ];
    let (mut alle, mut tabel) = (Kolommen::new(), String::new());
    for line in bronnen.into_iter().flat_map(str::lines).map(str::trim) {
        if let Some((naam, _)) = line.split_once(" (").filter(|_| line.ends_with(") {")) {
            naam.clone_into(&mut tabel);
        } else if let Some((kolom, _)) = line.split_once(" -> ") {
            alle.insert((tabel.clone(), kolom.to_owned()));
        }
    }
    alle
}

#[test]
fn every_table_and_column_of_the_database_is_in_the_registry() {
    let (er, bekend) = (van_de_database(), van_het_register());
    let vergeten: Vec<_> = er.difference(&bekend).collect();
    assert!(vergeten.is_empty(), "not in src/store/woord: {vergeten:?}");
    let weg: Vec<_> = bekend.difference(&er).collect();
    assert!(weg.is_empty(), "in src/store/woord and not in the database: {weg:?}");
}

#[test]
fn every_table_and_column_of_the_schema_is_in_the_registry() {
    let (schema, bekend) = (van_het_schema(), van_het_register());
    let vergeten: Vec<_> = schema.difference(&bekend).collect();
    assert!(vergeten.is_empty(), "not in src/store/woord: {vergeten:?}");
    let zonder: Vec<_> = bekend.difference(&schema).filter(|(_, kolom)| kolom != "wijziging").collect();
    assert!(zonder.is_empty(), "in src/store/woord and not in src/store/schema: {zonder:?}");
}

#[test]
fn what_erasing_does_to_a_table_and_to_its_columns_agrees() {
    for tabel in tabellen() {
        let klopt = match tabel.wissen {
            Wissen::Niets | Wissen::Elders(_) | Wissen::Rijen => tabel.anders.is_empty(),
            Wissen::Kolommen | Wissen::KolommenWaar(_) => !tabel.anders.is_empty(),
        };
        assert!(klopt, "{}: {:?} and its columns say otherwise", tabel.naam, tabel.wissen);
        if tabel.van == Van::Niemand {
            let niets = !tabel.te_openen && tabel.gewijzigd.is_empty() && tabel.dossier.is_empty();
            assert!(niets, "{} is of nobody, and is opened, changed or told as somebody's", tabel.naam);
        }
    }
}

#[test]
fn nothing_that_is_sealed_for_a_person_outlives_them() {
    let mut conn = migraties::in_het_geheugen().unwrap();
    let query = "SELECT m.name AS tabel, k.name AS kolom FROM sqlite_master m JOIN pragma_table_info(m.name) k \
                 WHERE k.type = 'BLOB' AND m.sql NOT LIKE '%CHECK (length(' || k.name || ') = 16)%'";
    let bytes: Vec<Kolom> = sql_query(query).load(&mut conn).unwrap();
    assert!(bytes.len() > 20, "these are the sealed columns?");
    for Kolom { tabel: naam, kolom } in bytes {
        let Some(tabel) = tabel(&naam).filter(|tabel| tabel.van != Van::Niemand) else { continue };
        let blijft = tabel.kolommen.split_whitespace().any(|die| die == kolom);
        assert!(tabel.wissen == Wissen::Rijen || !blijft, "{naam}.{kolom} stays when the person is erased");
    }
}

#[test]
fn rows_of_another_table_are_found_and_the_last_changes_are_columns() {
    let mut eerder = Vec::new();
    for tabel in tabellen() {
        if let Van::Via { tabel: van, .. } = tabel.van {
            assert!(super::tabel(van).is_some_and(|van| van.van != Van::Niemand), "{} is found by {van}", tabel.naam);
            // What goes is removed from the end of the registry on: rows before those that they refer to.
            let later = tabel.wissen == Wissen::Rijen && !eerder.contains(&van);
            assert!(!later, "{} stands before {van}", tabel.naam);
        }
        for kolom in tabel.gewijzigd.split_whitespace() {
            assert!(tabel.alle_kolommen().any(|die| die == kolom), "{}.{kolom} is no column", tabel.naam);
        }
        eerder.push(tabel.naam);
    }
}

#[test]
fn every_table_of_a_person_is_told_in_the_dossier() {
    let bron = [
        include_str!("../dossier/mod.rs"),
        include_str!("../dossier/geschreven.rs"),
        include_str!("../dossier/gezin.rs"),
        include_str!("../dossier/steun.rs"),
        include_str!("../dossier/voorstel.rs"),
    ]
    .concat();
    for tabel in tabellen().filter(|tabel| tabel.van != Van::Niemand) {
        assert!(!tabel.dossier.is_empty(), "{} stands in no section of the dossier", tabel.naam);
        assert!(bron.contains(&format!("{}::table", tabel.naam)), "src/store/dossier does not read {}", tabel.naam);
    }
    for rubriek in Rubriek::VARIANTS {
        assert!(tabellen().any(|tabel| tabel.dossier.contains(rubriek)), "{rubriek:?} is told of no table");
    }
}

#[test]
fn the_triggers_that_point_to_lines_are_those_of_the_registry() {
    #[derive(QueryableByName)]
    struct Trigger {
        #[diesel(sql_type = Text)]
        naam: String,
        #[diesel(sql_type = Text)]
        sql: String,
    }
    let mut conn = migraties::in_het_geheugen().unwrap();
    let query = "SELECT name AS naam, sql || ';' AS sql FROM sqlite_master WHERE type = 'trigger' \
                 AND name LIKE '%\\_wijst\\_aan%' ESCAPE '\\' AND tbl_name <> 'logregel'";
    let er: Vec<Trigger> = sql_query(query).load(&mut conn).unwrap();
    let mut er: BTreeMap<String, String> = er.into_iter().map(|Trigger { naam, sql }| (naam, sql)).collect();
    for tabel in tabellen().filter(|tabel| tabel.wijst_aan) {
        let horen = triggers::pointers(tabel, Engine::Sqlite);
        for naam in [format!("{}_wijst_aan_nieuw", tabel.naam), format!("{}_wijst_aan", tabel.naam)] {
            let sql = er.remove(&naam).unwrap_or_default();
            assert!(!sql.is_empty() && horen.contains(&sql), "{naam} must be made by a migration, as:\n{horen}");
        }
    }
    assert_eq!(er.keys().collect::<Vec<_>>(), Vec::<&String>::new(), "the registry does not ask for these");
}

#[test]
fn the_words_that_erasing_writes_and_looks_for_are_those_of_the_domain() {
    let wordt = |naam: &str, kolom: &str| {
        let anders = tabel(naam).unwrap().anders;
        match anders.iter().find(|(_, kolommen)| *kolommen == kolom).unwrap().0 {
            Bij::Wordt(woord) => woord,
            anders => panic!("{naam}.{kolom}: {anders:?}"),
        }
    };
    assert_eq!(wordt("casus", "venster_sluit"), GEEN_VENSTER.to_string());
    assert_eq!(wordt("toestemming", "status"), toestemming::Status::Ingetrokken.word());
    let waar = |woord: &str| Wissen::KolommenWaar(Box::leak(format!("status = '{woord}'").into_boxed_str()));
    assert_eq!(tabel("casus").unwrap().wissen, waar(casus::Status::Afgesloten.word()));
    assert_eq!(tabel("toestemming").unwrap().wissen, waar(toestemming::Status::Gegeven.word()));
}
