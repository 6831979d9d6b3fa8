//! The table of a gemeente: nothing about a family without its position.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::gegeven::{Regio, Wie, bodies, moment, niets, regio, verhaal::Gezin};

/// A family at the table, with one agreement on which its position is still missing.
pub struct Tafel {
    pub casus: String,
    pub bijeenkomst: String,
    pub agendapunt: String,
    pub afspraak: String,
}

impl Tafel {
    pub async fn gedekt(regio: &Regio, naam: &str) -> Self {
        let gezin = regio.aangemeld(bodies::signaal_van(naam, "06 50000000")).await;
        let taken = regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await;
        taken.met(200);
        Self::voor(regio, gezin).await
    }

    /// For a family whose case is in hand.
    pub async fn voor(regio: &Regio, gezin: Gezin) -> Self {
        let d = regio.doorgeleid(&gezin, Wie::Voorzitter).await;
        let chair = regio.als(Wie::Voorzitter);
        chair.stap(&d, "aanvaarding", Value::Null).await.met(200);
        // It begins at once, so that what is said there can be noted.
        let plan = json!({ "geplandOp": regio.clock_nu().to_string(), "plaats": "Het wijkhuis" });
        let meeting = chair.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201);
        let bijeenkomst = format!("/v1/bijeenkomsten/{}", meeting.id());
        let point = json!({ "casus": gezin.casus });
        let point = chair.post(&format!("{bijeenkomst}/agendapunten"), point).await.met(201);
        let agendapunt = format!("/v1/agendapunten/{}", point.id());
        let seats = format!("{agendapunt}/deelnemers");
        let parent = json!({ "soort": "ouder", "hoedanigheid": "aanstaande moeder" });
        chair.post(&seats, parent).await.met(201);
        let nurse = json!({ "soort": "professional", "hoedanigheid": "wijkteam", "gebruiker": regio.gebruiker(Wie::SociaalDomein) });
        let nurse = chair.post(&seats, nurse).await.met(201).id();
        let agreed = json!({ "wat": "Belt de gemeente over de huur.", "wie": nurse, "uiterlijk": "2026-12-11", "thema": "huisvesting" });
        let agreed = chair.post(&format!("{agendapunt}/afspraken"), agreed).await.met(201);
        Self { casus: gezin.casus, bijeenkomst, agendapunt, afspraak: format!("/v1/afspraken/{}", agreed.id()) }
    }

    /// For a family whose record is established: what was promised counts.
    pub async fn vastgesteld(regio: &Regio, naam: &str) -> Self {
        let tafel = Self::gedekt(regio, naam).await;
        tafel.stel_vast(regio).await;
        tafel
    }

    /// The parents agree, somebody carries the family, and the record is established.
    pub async fn stel_vast(&self, regio: &Regio) {
        self.maak_af(regio).await;
        regio.als(Wie::Voorzitter).stap(&self.bijeenkomst, "vaststelling", Value::Null).await.met(200);
    }

    /// The parents agree and somebody carries the family: nothing is missing in the record.
    pub async fn maak_af(&self, regio: &Regio) {
        let chair = regio.als(Wie::Voorzitter);
        chair.stap(&self.bijeenkomst, "verslag", Value::Null).await.met(200);
        chair.stap(&self.afspraak, "positie", json!({ "oordeel": "akkoord" })).await.met(200);
        let decided = json!({ "casusregisseur": regio.gebruiker(Wie::Voorzitter), "evaluatieOp": "2027-01-11" });
        chair.stap(&self.agendapunt, "besluit", decided).await.met(200);
    }
}

#[actix_web::test]
async fn zonder_de_positie_van_de_ouders_wordt_niets_vastgesteld() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let chair = regio.als(Wie::Voorzitter);
    // A second family is on the agenda, without anybody of it and without a reason.
    let tweede = regio.aangemeld(bodies::signaal_van("Vrouw Zonder Stoel", "06 50000001")).await;
    regio.als(Wie::Coordinator).stap(tweede.pad(), "behandeling", Value::Null).await.met(200);
    let d = regio.doorgeleid(&tweede, Wie::Voorzitter).await;
    chair.stap(&d, "aanvaarding", Value::Null).await.met(200);
    let leeg = chair.post(&format!("{}/agendapunten", tafel.bijeenkomst), json!({ "casus": tweede.casus })).await;
    let leeg = format!("/v1/agendapunten/{}", leeg.met(201).id());
    chair.stap(&tafel.bijeenkomst, "verslag", Value::Null).await.met(200);
    regio.vergeet_regels();
    let refused = chair.stap(&tafel.bijeenkomst, "vaststelling", Value::Null).await;
    // All that is missing at once, each where it is missing.
    let refused = refused.noemt_in_de_weg("ouders-ontbreken", &[("agendapunt", &leeg)]);
    let refused = refused.noemt_in_de_weg("positie-ontbreekt", &[("afspraak", &tafel.afspraak)]);
    let refused = refused.noemt_in_de_weg("casusregisseur-ontbreekt", &[("agendapunt", &tafel.agendapunt)]);
    let refused = refused.noemt_in_de_weg("evaluatie-ontbreekt", &[("agendapunt", &tafel.agendapunt)]);
    assert_eq!(refused.json["fouten"].as_array().unwrap().len(), 4, "{}", refused.tekst());
    assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "geweigerd"));
    let absent = json!({ "oudersAfwezigReden": "kon-niet" });
    chair.stap(&leeg, "besluit", absent).await.met(200);
    let without_words = json!({ "oordeel": "niet-akkoord" });
    chair.stap(&tafel.afspraak, "positie", without_words).await.noemt("woorden");
    let theirs = json!({ "oordeel": "akkoord-met-opmerking", "woorden": "Als het maar na de geboorte is." });
    chair.stap(&tafel.afspraak, "positie", theirs.clone()).await.met(200);
    let refused = chair.stap(&tafel.bijeenkomst, "vaststelling", Value::Null).await;
    refused.noemt_in_de_weg("evaluatie-ontbreekt", &[("agendapunt", &tafel.agendapunt)]);
    let decided = json!({ "casusregisseur": regio.gebruiker(Wie::SociaalDomein), "evaluatieOp": "2027-01-11" });
    chair.stap(&tafel.agendapunt, "besluit", decided).await.met(200);
    let kept = chair.stap(&tafel.bijeenkomst, "vaststelling", Value::Null).await.met(200);
    assert_eq!(kept.json["status"], "vastgesteld");
    let casus = regio.als(Wie::Coordinator).get(&format!("/v1/casussen/{}", tafel.casus)).await.met(200);
    assert_eq!(casus.json["status"], "steun-op-maat");
    assert!(casus.json["casusregisseur"].is_string() && casus.json["evaluatieOp"].is_string());
    // From now on it stands; an agreement is ticked off all the same, once.
    chair.stap(&tafel.afspraak, "positie", theirs).await.weigert(409, "conflict");
    let done = chair.stap(&tafel.afspraak, "nakoming", Value::Null).await.met(200);
    assert_eq!(done.json["status"], "nagekomen");
    chair.stap(&tafel.afspraak, "nakoming", Value::Null).await.weigert(409, "conflict");
    // What somebody wrote lies nowhere in the clear, the place and as what one sat there included.
    for theirs in ["na de geboorte", "over de huur", "wijkhuis", "aanstaande moeder"] {
        assert_eq!(regio.waar_staat(theirs), Vec::<String>::new(), "{theirs}");
    }
}

#[actix_web::test]
async fn wie_na_een_reden_van_afwezigheid_toch_aan_tafel_zit_wordt_gevraagd_wat_zij_vindt() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let chair = regio.als(Wie::Voorzitter);
    chair.stap(&tafel.agendapunt, "besluit", json!({ "oudersAfwezigReden": "kon-niet" })).await.met(200);
    chair.stap(&tafel.bijeenkomst, "verslag", Value::Null).await.met(200);
    let refused = chair.stap(&tafel.bijeenkomst, "vaststelling", Value::Null).await;
    refused.noemt_in_de_weg("positie-ontbreekt", &[("afspraak", &tafel.afspraak)]);
}

#[actix_web::test]
async fn een_belofte_telt_pas_als_het_verslag_is_vastgesteld() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let (chair, helper) = (regio.als(Wie::Voorzitter), regio.als(Wie::SociaalDomein));
    let gedaan = json!({ "reden": "niet-meer-nodig" });
    for (wie, stap, body) in
        [(&helper, "nakoming", Value::Null), (&chair, "nakoming", Value::Null), (&chair, "verval", gedaan)]
    {
        regio.vergeet_regels();
        let nee = wie.stap(&tafel.afspraak, stap, body).await.noemt_in_de_weg("nog-niet-vastgesteld", &[]);
        assert!(nee.tekst().contains("Zij telt pas daarna."), "{}", nee.tekst());
        assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "geweigerd"));
    }
    for vraag in ["", "?vanMij=true"] {
        assert!(helper.get(&format!("/v1/afspraken{vraag}")).await.met(200).items().is_empty(), "{vraag}");
    }
    // Nothing stands in the way of the record.
    tafel.stel_vast(&regio).await;
    assert_eq!(helper.get("/v1/afspraken?vanMij=true").await.met(200).items().len(), 1);
    helper.stap(&tafel.afspraak, "nakoming", Value::Null).await.met(200);
    assert!(helper.get("/v1/afspraken?vanMij=true").await.met(200).items().is_empty());
}

#[actix_web::test]
async fn als_de_casus_sluit_hoort_niemand_van_een_afspraak_die_nog_niet_telde() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).stap(&d, "afronding", bodies::afronding()).await.met(200);
    regio.stemt_toe(&gezin, "bespreking", "knooppunt", &["contactgegevens", "themas"]).await;
    regio.verstrijk(TimeDelta::days(100));
    // The missed evaluation puts the family on the agenda: no request keeps its case open.
    let chair = regio.als(Wie::Voorzitter);
    let plan = json!({ "geplandOp": regio.clock_nu().to_string() });
    let tafel = chair.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201).id();
    let tafel = chair.get(&format!("/v1/bijeenkomsten/{tafel}")).await.met(200);
    let punt = format!("/v1/agendapunten/{}", tafel.json["agendapunten"][0]["id"].as_str().unwrap());
    let wie = json!({ "soort": "professional", "hoedanigheid": "wijkteam", "gebruiker": regio.gebruiker(Wie::SociaalDomein) });
    let wie = chair.post(&format!("{punt}/deelnemers"), wie).await.met(201).id();
    let wat = json!({ "wat": "Belt over de huur.", "wie": wie, "uiterlijk": "2027-04-01", "thema": "huisvesting" });
    chair.post(&format!("{punt}/afspraken"), wat).await.met(201);
    let reden = json!({ "reden": "geen-hulp-gewenst" });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "sluiting", reden).await.met(200);
    assert_eq!(regio.tel("afspraak WHERE status = 'vervallen' AND reden = 'casus-gesloten'"), 1);
    let lijst = regio.berichten(Wie::SociaalDomein).await;
    assert!(!lijst.iter().any(|soort| soort == "afspraak-vervallen"), "{lijst:?}");
}

#[actix_web::test]
async fn wat_niet_in_het_verslag_hoort_haalt_de_tafel_eruit_zolang_dat_kan() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let chair = regio.als(Wie::Voorzitter);
    let versie = chair.get(&tafel.afspraak).await.met(200).json["versie"].clone();
    let id = tafel.afspraak.rsplit('/').next().unwrap();
    let weg = |versie: &Value| json!({ "weg": [{ "afspraak": id, "versie": versie }] });
    chair.stap(&tafel.agendapunt, "bespreking", weg(&json!(7))).await.weigert(412, "verouderd");
    let vreemd = json!({ "weg": [{ "afspraak": niets(), "versie": 1 }] });
    chair.stap(&tafel.agendapunt, "bespreking", vreemd).await.noemt("weg[0].afspraak");
    chair.stap(&tafel.bijeenkomst, "verslag", Value::Null).await.met(200);
    // Whoever was about to establish the record sees that something went from it.
    let gezien = chair.get(&tafel.bijeenkomst).await.met(200).etag();
    regio.vergeet_regels();
    let punt = chair.stap(&tafel.agendapunt, "bespreking", weg(&versie)).await.met(200);
    assert_eq!((&punt.json["afspraken"][0]["status"], &punt.json["mist"]), (&json!("vervallen"), &json!([])));
    let regels = regio.neem_regels();
    assert_eq!(regels.iter().filter(|line| line.gebeurtenis == "afspraak-vervallen").count(), 1, "{regels:?}");
    let vaststelling = format!("{}/vaststelling", tafel.bijeenkomst);
    chair.post_met(&vaststelling, &gezien, Value::Null).await.weigert(412, "verouderd");
    chair.stap(&tafel.bijeenkomst, "vaststelling", Value::Null).await.met(200);
    assert_eq!(regio.berichten(Wie::SociaalDomein).await, ["aan-tafel-gevraagd"], "it was no promise yet");
    chair.stap(&tafel.agendapunt, "bespreking", weg(&json!(2))).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn wie_van_tafel_gaat_hoort_dat_en_laat_geen_afspraak_achter() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let chair = regio.als(Wie::Voorzitter);
    let seats = format!("{}/deelnemers", tafel.agendapunt);
    let gast = json!({ "soort": "gast", "hoedanigheid": "woningcorporatie" });
    let gast = chair.post(&seats, gast).await.met(201).id();
    let punt = chair.get(&tafel.agendapunt).await.met(200);
    let wijkteam = punt.json["deelnemers"].as_array().unwrap().iter().find(|een| een["hoedanigheid"] == "wijkteam");
    let wijkteam = wijkteam.unwrap()["id"].as_str().unwrap().to_owned();
    let op = |wie: &str| json!({ "vanTafel": [wie] });
    let bespreking = async |body: Value| chair.stap(&tafel.agendapunt, "bespreking", body).await;
    // Who promised something does not go as long as that stands.
    regio.vergeet_regels();
    bespreking(op(&wijkteam)).await.noemt_in_de_weg("heeft-afspraak", &[("afspraak", &tafel.afspraak)]);
    assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "geweigerd"));
    bespreking(op(&niets())).await.noemt("vanTafel[0]");
    // A guest has no account to be told; nobody else hears of it.
    bespreking(op(&gast)).await.met(200);
    let lijnen = regio.neem_regels();
    let lijn = lijnen.iter().find(|line| line.gebeurtenis == "deelnemer-van-tafel").unwrap();
    assert_eq!((lijn.handeling.as_str(), lijn.casus.as_ref()), ("agendapunt-leiden", Some(&tafel.casus)));
    bespreking(op(&gast)).await.noemt("vanTafel[0]");
    let belooft = json!({ "wat": "Belt.", "wie": gast, "uiterlijk": "2026-12-11", "thema": "stress" });
    chair.post(&format!("{}/afspraken", tafel.agendapunt), belooft).await.noemt("wie");
    // The agreement goes in the same call, and then who made it: the meeting is still to come, so that they are told.
    let id = tafel.afspraak.rsplit('/').next().unwrap();
    let beide = json!({ "weg": [{ "afspraak": id, "versie": 1 }], "vanTafel": [wijkteam] });
    let punt = bespreking(beide).await.met(200);
    assert_eq!(punt.json["deelnemers"].as_array().unwrap().len(), 1, "{}", punt.tekst());
    assert_eq!(regio.berichten(Wie::SociaalDomein).await, ["aan-tafel-afgezegd", "aan-tafel-gevraagd"]);
    assert_eq!(regio.tel("deelnemer WHERE opgestaan_op IS NOT NULL"), 2, "who sat there is not forgotten");
    let zij = punt.json["deelnemers"][0]["id"].as_str().unwrap().to_owned();
    chair.stap(&tafel.bijeenkomst, "verslag", Value::Null).await.met(200);
    chair.stap(&tafel.bijeenkomst, "vaststelling", Value::Null).await.met(200);
    bespreking(op(&zij)).await.weigert(409, "conflict");
    assert_eq!(regio.tel("deelnemer WHERE opgestaan_op IS NOT NULL"), 2);
}

#[actix_web::test]
async fn een_reden_waarom_de_ouders_er_niet_zijn_gaat_weer_weg_met_wat_erbij_stond() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let chair = regio.als(Wie::Voorzitter);
    // An explanation explains a reason.
    let los = json!({ "besluit": { "toelichting": "Samen." } });
    chair.stap(&tafel.agendapunt, "bespreking", los).await.noemt("besluit.toelichting");
    let reden = json!({ "oudersAfwezigReden": "anders", "toelichting": "De bus reed niet." });
    let punt = chair.stap(&tafel.agendapunt, "besluit", reden).await.met(200);
    assert_eq!(punt.json["toelichting"], "De bus reed niet.");
    let beide = json!({ "oudersAfwezigReden": "kon-niet", "zonderAfwezigReden": true });
    chair.stap(&tafel.agendapunt, "besluit", beide).await.noemt("zonderAfwezigReden");
    regio.vergeet_regels();
    let toch = json!({ "besluit": { "zonderAfwezigReden": true } });
    let punt = chair.stap(&tafel.agendapunt, "bespreking", toch).await.met(200);
    assert_eq!((&punt.json["oudersAfwezigReden"], &punt.json["toelichting"]), (&Value::Null, &Value::Null));
    assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "agendapunt-besloten"));
    assert_eq!(regio.tel("agendapunt WHERE afwezig_reden IS NULL AND afwezig_toelichting IS NULL"), 1);
}

#[actix_web::test]
async fn wat_te_veel_is_in_een_bespreking_zegt_de_api_zoals_zij_belooft() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let chair = regio.als(Wie::Voorzitter);
    let gast = json!({ "soort": "gast", "hoedanigheid": "buur" });
    let afspraak = json!({ "wat": "Belt.", "wie": niets(), "uiterlijk": "2026-12-11", "thema": "stress" });
    let positie = json!({ "afspraak": niets(), "versie": 1, "positie": { "oordeel": "akkoord" } });
    let weg = json!({ "afspraak": niets(), "versie": 1 });
    for (veld, een, hoogstens) in [
        ("deelnemers", gast, 20),
        ("afspraken", afspraak, 20),
        ("posities", positie, 50),
        ("weg", weg, 50),
        ("vanTafel", json!(niets()), 20),
    ] {
        let te_veel = json!({ veld: vec![een; hoogstens + 1] });
        chair.stap(&tafel.agendapunt, "bespreking", te_veel).await.noemt(veld);
    }
    assert_eq!((regio.tel("deelnemer"), regio.tel("afspraak")), (2, 1), "nothing of it was kept");
}

#[actix_web::test]
async fn wie_iets_beloofde_vinkt_dat_zelf_af_en_kan_verder_niets() {
    let regio = regio().await;
    let tafel = Tafel::vastgesteld(&regio, "Vrouw aan Tafel").await;
    let helper = regio.als(Wie::SociaalDomein);
    assert_eq!(helper.get(&tafel.afspraak).await.met(200).json["status"], "open");
    helper.get(&format!("/v1/casussen/{}", tafel.casus)).await.weigert(404, "niet-gevonden");
    helper.get(&tafel.agendapunt).await.weigert(404, "niet-gevonden");
    let reden = json!({ "reden": "niet-meer-nodig" });
    helper.stap(&tafel.afspraak, "verval", reden).await.weigert(403, "niet-toegestaan");
    // Who sat nowhere near it knows of nothing.
    regio.als(Wie::Voorzorg).get(&tafel.afspraak).await.weigert(404, "niet-gevonden");
    let etag = helper.get(&tafel.afspraak).await.met(200).etag();
    regio.vergeet_regels();
    let done = helper.post_met(&format!("{}/nakoming", tafel.afspraak), &etag, Value::Null).await.met(200);
    assert_eq!(done.json["status"], "nagekomen");
    let line = regio.een_regel(Wie::SociaalDomein, "afspraak-nagekomen");
    assert_eq!((line.handeling.as_str(), line.casus.as_ref()), ("afspraak-nakomen", Some(&tafel.casus)));
    assert_eq!(line.grond.as_deref(), Some("zelf"));
    assert_eq!(regio.rijen("afspraak").is("status", "nagekomen").tel(), 1);
}

#[actix_web::test]
async fn wie_iets_beloofde_ziet_het_niet_meer_als_zij_haar_toestemming_introk() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let coordinator = regio.als(Wie::Coordinator);
    let words = coordinator.get(&format!("/v1/casussen/{}/toestemmingen", tafel.casus)).await.met(200);
    let word = words.items().iter().find(|word| word["ontvanger"] == "knooppunt").unwrap();
    let word = format!("/v1/toestemmingen/{}", word["id"].as_str().unwrap());
    coordinator.stap(&word, "intrekking", Value::Null).await.met(200);
    regio.als(Wie::SociaalDomein).get(&tafel.afspraak).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn een_voorzitter_ziet_een_gezin_pas_als_het_aan_haar_tafel_komt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let chair = regio.als(Wie::Voorzitter);
    chair.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    assert!(regio.wachtrij(Wie::Voorzitter).await.is_empty());
    regio.doorgeleid(&gezin, Wie::Voorzitter).await;
    chair.get(&gezin.pad()).await.met(200);
}

#[actix_web::test]
async fn een_bijeenkomst_die_nog_komt_is_niet_gehouden() {
    let regio = regio().await;
    let chair = regio.als(Wie::Voorzitter);
    let plan = json!({ "geplandOp": "2026-12-04T13:00:00Z" });
    let meeting = chair.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201);
    let meeting = format!("/v1/bijeenkomsten/{}", meeting.id());
    regio.clock.set(moment("2026-11-29T10:00:00Z"));
    chair.stap(&meeting, "verslag", Value::Null).await.weigert(409, "conflict");
    assert_eq!(regio.tel("bijeenkomst WHERE gehouden_op IS NULL"), 1);
    regio.clock.set(moment("2026-12-04T13:00:00Z"));
    chair.stap(&meeting, "verslag", Value::Null).await.met(200);
}

#[actix_web::test]
async fn een_voorzitter_leest_een_gezin_dat_na_een_gemiste_evaluatie_op_haar_agenda_staat() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).stap(&d, "afronding", bodies::afronding()).await.met(200);
    regio.stemt_toe(&gezin, "bespreking", "knooppunt", &["contactgegevens", "themas"]).await;
    regio.verstrijk(TimeDelta::days(100));
    let (chair, elders) = (regio.als(Wie::Voorzitter), regio.als(Wie::AndereCoordinator));
    chair.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    let plan = json!({ "geplandOp": regio.clock_nu().to_string() });
    chair.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201);
    // Nobody asked the table anything: the missed evaluation put the family on its agenda.
    regio.vergeet_regels();
    let seen = chair.get(&gezin.pad()).await.met(200);
    assert_eq!(seen.json["gedeeld"]["client"]["naam"], bodies::NAAM);
    assert_eq!(seen.json["gedeeld"]["kwetsbaarheid"], Value::Null, "she shares no more than she said");
    let line = regio.een_regel(Wie::Voorzitter, "gelezen");
    assert_eq!((line.casus.as_deref(), line.uitkomst.as_str()), (Some(gezin.casus.as_str()), "gelukt"));
    assert_eq!(regio.wachtrij(Wie::Voorzitter).await, std::slice::from_ref(&gezin.casus));
    elders.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    // What she takes back is gone the same moment.
    let coordinator = regio.als(Wie::Coordinator);
    let words = coordinator.get(&format!("{}/toestemmingen", gezin.pad())).await.met(200);
    let word = words.items().iter().find(|word| word["ontvanger"] == "knooppunt").unwrap();
    let word = format!("/v1/toestemmingen/{}", word["id"].as_str().unwrap());
    coordinator.stap(&word, "intrekking", Value::Null).await.met(200);
    chair.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    assert!(regio.wachtrij(Wie::Voorzitter).await.is_empty());
}
