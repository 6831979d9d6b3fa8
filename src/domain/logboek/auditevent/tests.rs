use std::collections::BTreeSet;

use strum::VariantArray as _;
use uuid::Uuid;

use super::*;
use crate::domain::{
    ids::Id,
    recht::{Gebeurtenis, Rol},
    tijd::Moment,
};

fn regel(gebeurtenis: Gebeurtenis) -> Regel {
    let op = Moment::new("2026-11-23T12:00:00.000001Z".parse().unwrap());
    let id = |nummer| Uuid::from_u128(nummer);
    Regel {
        id: Id::from_uuid(id(1)),
        op,
        gebeurtenis,
        actie: gebeurtenis.actie().into(),
        uitkomst: Uitkomst::Gelukt,
        handeling: "casus-lezen".into(),
        gebruiker: Some(Id::from_uuid(id(2))),
        rol: Some(Rol::JgzCoordinator),
        organisatie: Some(Id::from_uuid(id(3))),
        sessie: Some(Id::from_uuid(id(4))),
        soort: Soort::Doorgeleiding,
        object: Some(Id::from_uuid(id(5))),
        casus: Some(Id::from_uuid(id(6))),
        betrokkenen: vec![Id::from_uuid(id(7)), Id::from_uuid(id(8))],
        regel: Some("rol".into()),
        toestemming: Some(Id::from_uuid(id(9))),
        doel: Verwerkingsdoel::Zorgcoordinatie,
        noodprocedure: false,
        verzoek: Some(Id::from_uuid(id(10))),
        toegangspunt: "192.0.2.7".into(),
        machineclient: Some(Id::from_uuid(id(11))),
        namens: None,
    }
}

#[test]
fn een_regel_zegt_als_auditevent_wie_wat_deed_en_bij_wie() {
    let event = auditevent(&regel(Gebeurtenis::DoorgeleidingAanvaard), "knooppunt.example.nl/logboek");
    assert_eq!(event["type"]["code"], "rest");
    assert_eq!(event["subtype"][0]["code"], "update");
    assert_eq!(event["subtype"][1], eigen("gebeurtenis", "doorgeleiding-aanvaard"));
    assert_eq!((&event["action"], &event["outcome"]), (&json!("U"), &json!("0")));
    assert_eq!(event["recorded"], "2026-11-23T12:00:00.000001Z");
    assert_eq!(event["purposeOfEvent"][0]["coding"][0]["code"], "TREAT");
    assert_eq!(event["source"]["observer"]["identifier"]["value"], "knooppunt.example.nl/logboek");
    let wie: Vec<_> = event["agent"].as_array().unwrap().iter().map(|a| (&a["who"]["type"], &a["requestor"])).collect();
    let (waar, onwaar) = (json!(true), json!(false));
    let soorten = ["Practitioner", "Organization", "Device"].map(|soort| json!(soort));
    assert_eq!(wie, [(&soorten[0], &waar), (&soorten[1], &onwaar), (&soorten[2], &onwaar)]);
    assert_eq!(event["agent"][2]["network"], json!({ "address": "192.0.2.7", "type": "2" }));
    let entiteiten: Vec<_> =
        event["entity"].as_array().unwrap().iter().map(|e| e["type"]["code"].as_str().unwrap()).collect();
    assert_eq!(entiteiten, ["1", "1", "2", "casus", "Consent", "XrequestId", "sessie"]);
    assert_eq!(event["entity"][2]["what"]["identifier"]["system"], "urn:knooppunt:doorgeleiding");
}

#[test]
fn een_waarnemer_staat_er_met_haar_collega() {
    let waarnemer = Regel { namens: Some(Id::from_uuid(Uuid::from_u128(12))), ..regel(Gebeurtenis::Gelezen) };
    let event = auditevent(&waarnemer, "x");
    let agents = event["agent"].as_array().unwrap();
    let vraagt: Vec<_> = agents.iter().filter(|agent| agent["requestor"] == true).collect();
    assert_eq!(vraagt.len(), 1, "only one agent asked");
    assert_eq!(vraagt[0]["who"]["identifier"]["value"], waarnemer.gebruiker.unwrap().to_string());
    let collega: Vec<_> = agents.iter().filter(|agent| agent["type"]["coding"][0]["code"] == "DELEGATOR").collect();
    assert_eq!(collega.len(), 1);
    assert_eq!(collega[0]["who"], wat("gebruiker", &waarnemer.namens.unwrap(), Some("Practitioner")));
}

#[test]
fn in_nood_en_zonder_account_is_het_een_ander_verhaal() {
    let nood = Regel { noodprocedure: true, uitkomst: Uitkomst::NietToegestaan, ..regel(Gebeurtenis::Geweigerd) };
    let event = auditevent(&nood, "x");
    assert_eq!(event["purposeOfEvent"][0]["coding"][0]["code"], "ETREAT");
    assert_eq!((&event["outcome"], &event["outcomeDesc"]), (&json!("4"), &json!("niet-toegestaan")));
    let kaal = Regel {
        gebruiker: None,
        rol: None,
        organisatie: None,
        machineclient: None,
        toegangspunt: "opdrachtregel".into(),
        actie: "?".into(),
        object: None,
        ..regel(Gebeurtenis::LogboekGeexporteerd)
    };
    let event = auditevent(&kaal, "x");
    assert_eq!(event["type"]["code"], "110106");
    assert_eq!(event["agent"].as_array().unwrap().len(), 1);
    assert_eq!((&event["agent"][0]["requestor"], &event["agent"][0]["name"]), (&json!(true), &json!("opdrachtregel")));
    assert_eq!(event.get("action"), None, "a word that FHIR does not have is left out");
}

#[test]
fn elke_gebeurtenis_heeft_haar_soort_en_haar_eigen_woord() {
    let mut woorden = BTreeSet::new();
    for gebeurtenis in Gebeurtenis::VARIANTS {
        let event = auditevent(&regel(*gebeurtenis), "x");
        let laatste = event["subtype"].as_array().unwrap().last().unwrap()["code"].as_str().unwrap().to_owned();
        assert!(woorden.insert(laatste));
        let interactie = event["subtype"][0]["code"].as_str().unwrap();
        let past = match event["action"].as_str().unwrap() {
            "R" => ["read", "operation"].contains(&interactie) || event["type"]["code"] != "rest",
            "C" => interactie == "create" || event["type"]["code"] != "rest",
            "U" => interactie == "update" || event["type"]["code"] != "rest",
            "D" => interactie == "delete" || event["type"]["code"] != "rest",
            _ => interactie == "search" || event["type"]["code"] != "rest",
        };
        assert!(past, "{gebeurtenis:?}: {event}");
    }
}
