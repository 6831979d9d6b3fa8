//! The lists of a coordinator's day: each is a filter of the queue, counted as one would count it by hand.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    gegeven::{Regio, Wie, bodies, moment, regio, verhaal::Gezin},
    voorstel::voorstel,
};

/// The lists, in the order of a day's work.
const LIJSTEN: [&str; 9] = [
    "eerst-dit",
    "spoed",
    "antwoord-te-laat",
    "voorstel-wacht",
    "venster-sluit",
    "evaluatie-gemist",
    "lijkt-bekend",
    "van-niemand",
    "van-mij",
];

impl Regio {
    /// The cases that somebody finds so, page by page.
    async fn zoekt(&self, wie: Wie, vraag: &Value) -> Vec<Value> {
        let (mut alle, mut na) = (Vec::new(), Value::Null);
        loop {
            let mut body = vraag.clone();
            body["aantal"] = 2.into();
            if !na.is_null() {
                body["na"] = na;
            }
            let page = self.als(wie).post("/v1/casussen/_zoek", body).await.met(200);
            alle.extend(page.items().iter().cloned());
            na = page.json["na"].clone();
            if na.is_null() {
                return alle;
            }
        }
    }

    /// How many stand on each list, as the search says.
    async fn tellingen(&self, wie: Wie, mut vraag: Value) -> BTreeMap<String, i64> {
        vraag["metTellingen"] = true.into();
        let page = self.als(wie).post("/v1/casussen/_zoek", vraag).await.met(200);
        let lijsten = page.json["tellingen"]["lijsten"].as_array().unwrap();
        let telling = |t: &Value| (t["lijst"].as_str().unwrap().to_owned(), t["aantal"].as_i64().unwrap());
        lijsten.iter().map(telling).collect()
    }

    async fn opgepakt(&self, nummer: u32, uitgerekend: &str) -> Gezin {
        let gezin = self.aangemeld(bodies::signaal_uitgerekend(nummer, uitgerekend)).await;
        self.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        gezin
    }
}

/// Whether a row stands on a list, read from what the row itself says.
fn staat_op(lijst: &str, rij: &Value, ik: &str, voorgesteld: &Gezin) -> bool {
    let dagen = rij["plaats"]["dagen"].as_i64();
    let waarom = rij["plaats"]["waarom"].as_str().unwrap_or_default();
    match lijst {
        "eerst-dit" => ["spoed", "teruggekomen"].contains(&waarom) || dagen.is_some_and(|dagen| dagen <= 2),
        "spoed" => rij["urgentie"] == "spoed",
        "antwoord-te-laat" => rij["vragen"].as_array().is_some_and(|alle| alle.iter().any(|v| v["teLaat"] == true)),
        "venster-sluit" => rij["venster"]["dagen"].as_i64().is_some_and(|dagen| dagen <= 14),
        "evaluatie-gemist" => rij["evaluatieGemist"] == true,
        // A row says nothing of what is proposed: for one family something was.
        "voorstel-wacht" => rij["id"] == voorgesteld.casus.as_str(),
        "lijkt-bekend" => rij["wachtendSignaal"].is_string(),
        "van-niemand" => rij["coordinator"].is_null(),
        _ => [&rij["coordinator"], &rij["casusregisseur"]].contains(&&json!(ik)),
    }
}

#[actix_web::test]
async fn elke_lijst_is_wat_een_coordinator_met_de_hand_zou_tellen() {
    let regio = regio().await;
    let coordinator = regio.als(Wie::Coordinator);
    regio.aangemeld(bodies::signaal_uitgerekend(1, "2027-06-07")).await;
    let mut spoed = bodies::signaal_uitgerekend(2, "2027-06-07");
    spoed["urgentie"] = "spoed".into();
    regio.aangemeld(spoed).await;
    let wacht = regio.opgepakt(3, "2027-06-07").await;
    regio.doorgeleid(&wacht, Wie::Voorzorg).await;
    let terug = regio.opgepakt(4, "2027-03-05").await;
    let d = regio.doorgeleid(&terug, Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    let steun = regio.opgepakt(5, "2027-06-07").await;
    let (d, _) = regio.lopend(&steun, Wie::AndereVoorzorg).await;
    regio.als(Wie::AndereVoorzorg).post(&format!("{d}/voorstellen"), voorstel("sociaal-domein")).await.met(201);
    // What was answered is on no list.
    let (_, done) = regio.stelt_voor(&wacht).await;
    coordinator.stap(&done, "teruglegging", json!({ "reden": "nu-niet" })).await.met(200);
    regio.opgepakt(6, "2027-02-20").await;
    let bekend = regio.in_behandeling().await;
    regio.lijkt_bekend(bodies::signaal()).await;
    let who = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    coordinator.stap(bekend.pad(), "casusregisseur", who).await.met(200);
    for dag in ["2026-11-23T10:00:00Z", "2026-12-24T10:00:00Z", "2027-03-10T10:00:00Z"] {
        regio.clock.set(moment(dag));
        let ik = regio.gebruiker(Wie::Coordinator);
        let alle = regio.zoekt(Wie::Coordinator, &json!({ "metGezin": true })).await;
        let tellingen = regio.tellingen(Wie::Coordinator, json!({})).await;
        assert_eq!(tellingen.len(), LIJSTEN.len());
        for lijst in LIJSTEN {
            let met_de_hand: Vec<_> =
                alle.iter().filter(|rij| staat_op(lijst, rij, &ik, &steun)).map(|r| &r["id"]).collect();
            let gezocht = regio.zoekt(Wie::Coordinator, &json!({ "lijsten": [lijst] })).await;
            let gezocht: Vec<_> = gezocht.iter().map(|rij| &rij["id"]).collect();
            assert_eq!(gezocht, met_de_hand, "{lijst} on {dag}");
            assert_eq!(usize::try_from(tellingen[lijst]).unwrap(), met_de_hand.len(), "{lijst} on {dag}");
        }
        let samen = regio.zoekt(Wie::Coordinator, &json!({ "lijsten": ["van-mij", "lijkt-bekend"] })).await;
        assert_eq!(samen.len(), 1, "what stands on both");
        // None of the lists is empty on every day, or this would count nothing.
        let ooit = ["antwoord-te-laat", "evaluatie-gemist"].map(|lijst| tellingen[lijst] > 0);
        assert_eq!(
            ooit,
            if dag.starts_with("2026-11") { [false; 2] } else { [true, dag.starts_with("2027")] },
            "{dag}"
        );
    }
}

#[actix_web::test]
async fn de_tellingen_gaan_over_wat_verder_gekozen_is_en_alleen_over_het_eigen_gebied() {
    let regio = regio().await;
    regio.aangemeld(bodies::signaal_uitgerekend(1, "2027-06-07")).await;
    let mut kerkrade = bodies::signaal_uitgerekend(2, "2027-06-07");
    kerkrade["gemeente"] = "GM0928".into();
    regio.aangemeld(kerkrade).await;
    let van_niemand = |tellingen: BTreeMap<String, i64>| tellingen["van-niemand"];
    assert_eq!(van_niemand(regio.tellingen(Wie::Coordinator, json!({})).await), 2);
    assert_eq!(van_niemand(regio.tellingen(Wie::Coordinator, json!({ "gemeente": "GM0928" })).await), 1);
    // What is counted does not depend on the list that is shown.
    assert_eq!(van_niemand(regio.tellingen(Wie::Coordinator, json!({ "lijsten": ["spoed"] })).await), 2);
    assert_eq!(van_niemand(regio.tellingen(Wie::AndereCoordinator, json!({})).await), 0);
    let page = regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({})).await.met(200);
    assert!(page.json.get("tellingen").is_none() && page.json.get("mensen").is_none(), "only who asks hears");
    let fout = regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({ "lijsten": ["alles"] })).await;
    fout.weigert(400, "ongeldige-invoer");
    regio.als(Wie::Onderzoeker).post("/v1/casussen/_zoek", json!({ "metGezin": true })).await.met(403);
}

#[actix_web::test]
async fn wie_een_casus_draagt_hoort_niets_van_vragen_en_signalen_die_voor_de_coordinator_zijn() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.lijkt_bekend(bodies::signaal()).await;
    let idea = format!("{}/voorstellen", gezin.signaal_pad());
    regio.als(Wie::Verloskundige).post(&idea, voorstel("sociaal-domein")).await.met(201);
    let who = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", who).await.met(200);
    regio.clock.set(moment("2026-12-24T10:00:00Z"));
    let haar = regio.tellingen(Wie::Huisbezoeker, json!({})).await;
    assert_eq!((haar["van-mij"], haar["antwoord-te-laat"], haar["lijkt-bekend"]), (1, 0, 0));
    let rijen = regio.zoekt(Wie::Huisbezoeker, &json!({ "metGezin": true })).await;
    assert!(rijen[0].get("wachtendSignaal").is_none() && rijen[0].get("vragen").is_none(), "{}", rijen[0]);
    for lijst in ["antwoord-te-laat", "voorstel-wacht", "lijkt-bekend"] {
        assert!(regio.zoekt(Wie::Huisbezoeker, &json!({ "lijsten": [lijst] })).await.is_empty(), "{lijst}");
        assert_eq!(regio.zoekt(Wie::Coordinator, &json!({ "lijsten": [lijst] })).await.len(), 1, "{lijst}");
    }
}

#[actix_web::test]
async fn een_rij_zegt_alleen_wat_zij_met_deze_lezer_deelt_en_wie_haar_draagt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let mut stil = bodies::signaal_uitgerekend(2, "2027-06-07");
    stil["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &["themas"])]);
    let stil = regio.aangemeld(stil).await;
    let rij =
        |rijen: &[Value], gezin: &Gezin| rijen.iter().find(|rij| rij["id"] == gezin.casus.as_str()).unwrap().clone();
    let rijen = regio.zoekt(Wie::Coordinator, &json!({})).await;
    assert!(rijen.iter().all(|rij| rij.get("gezin").is_none()), "not without asking");
    regio.vergeet_regels();
    let vraag = json!({ "metGezin": true });
    let page = regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", vraag.clone()).await.met(200);
    let regel = regio.een_regel(Wie::Coordinator, "gezocht");
    assert_eq!(regel.betrokkenen.matches('"').count(), 4, "both are named in the line: {}", regel.betrokkenen);
    let open = &rij(page.items(), &gezin)["gezin"];
    assert_eq!(open["naam"], bodies::NAAM);
    assert_eq!((&open["leeftijd"], &open["duur"]), (&json!(25), &json!("20+0")));
    assert_eq!(open["uitgerekend"], "2027-04-12");
    let dicht = rij(page.items(), &stil)["gezin"].clone();
    assert_eq!(dicht, json!({ "themas": ["huisvesting", "stress"] }), "what she did not name is absent");
    let mensen = page.json["mensen"].as_array().unwrap();
    let ik = json!([{ "id": regio.gebruiker(Wie::Coordinator), "naam": "Coordinator", "functie": "JGZ-coördinator",
        "organisatie": "JGZ Zuid-Limburg" }]);
    assert_eq!(json!(mensen), ik);
    // She withdraws: from that moment the row says nothing of her.
    let alle = regio.als(Wie::Coordinator).get(&format!("{}/toestemmingen", gezin.pad())).await.met(200);
    let ja = alle.items()[0]["id"].as_str().unwrap().to_owned();
    regio.als(Wie::Coordinator).stap(format!("/v1/toestemmingen/{ja}"), "intrekking", Value::Null).await.met(200);
    let rijen = regio.zoekt(Wie::Coordinator, &vraag).await;
    assert_eq!(rij(&rijen, &gezin)["gezin"], json!({}));
}

#[actix_web::test]
async fn een_rij_van_twee_signalen_houdt_haar_veilig_en_die_van_een_noodprocedure_zegt_niets() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let ander = regio.opgepakt(2, "2027-06-07").await;
    let mut tweede = bodies::signaal();
    tweede["client"]["naam"] = "Wilhelmina Proefpersoon".into();
    let tweede = regio.lijkt_bekend(tweede).await;
    regio.koppelt(&tweede, &gezin).await;
    let rijen = regio.zoekt(Wie::Coordinator, &json!({ "metGezin": true })).await;
    // The same as the case itself says, each of her own.
    for gezin in [&gezin, &ander] {
        let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
        let rij = rijen.iter().find(|rij| rij["id"] == gezin.casus.as_str()).unwrap();
        assert_eq!(rij["gezin"]["naam"], casus.json["gedeeld"]["client"]["naam"]);
        assert_eq!(rij["gezin"]["duur"], casus.json["gedeeld"]["zwangerschap"]["duur"]);
        assert_eq!(rij["gezin"]["themas"], casus.json["gedeeld"]["themas"]);
    }
    regio.als(Wie::Voorzorg).post("/v1/noodprocedures", bodies::noodprocedure(&gezin.casus)).await.met(201);
    let page = regio.als(Wie::Voorzorg).post("/v1/casussen/_zoek", json!({ "metGezin": true })).await.met(200);
    assert!(page.items()[0].get("gezin").is_none(), "she opens it to read");
    assert!(!page.tekst().contains("Wilhelmina"));
}
