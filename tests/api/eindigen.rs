//! What ends takes its parts with it, whoever loses something planned hears of it, and what was a mistake can be undone.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    beheer::Nieuwkomer,
    dossier::staat,
    gegeven::{
        Antwoord, Regio, Wie,
        bodies::{self, ALLES},
        moment, regio,
        verhaal::Gezin,
    },
    knooppunt_tafel::Tafel,
};

impl Regio {
    /// What somebody was told and has not read: the kinds, in order.
    pub async fn berichten(&self, wie: Wie) -> Vec<String> {
        let page = self.als(wie).get("/v1/berichten?ongelezen=true").await.met(200);
        let mut kinds: Vec<String> = page.items().iter().map(|it| it["soort"].as_str().unwrap().to_owned()).collect();
        kinds.sort();
        kinds
    }

    /// A visit that is planned for a traject: its path.
    async fn bezoek(&self, wie: Wie, traject: &str) -> String {
        let path = format!("{traject}/contactmomenten");
        format!("/v1/contactmomenten/{}", self.als(wie).post(&path, bodies::contactmoment()).await.met(201).id())
    }
}

#[actix_web::test]
async fn wat_gepland_stond_vervalt_als_de_hulp_stopt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let visit = regio.bezoek(Wie::Voorzorg, &traject).await;
    let desk = regio.als(Wie::Voorzorg);
    desk.stap(&d, "stop", json!({ "reden": "geen-contact-meer" })).await.met(200);
    assert_eq!(desk.get(&visit).await.met(200).json["status"], "vervallen");
    desk.stap(&visit, "afloop", json!({ "uitkomst": "gehouden" })).await.weigert(409, "conflict");
    desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.weigert(409, "conflict");
    // She stopped it herself; the coordinator hears of it and has the case back.
    assert!(regio.berichten(Wie::Voorzorg).await.is_empty());
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["doorgeleiding-gestopt"]);
    assert_eq!(regio.status(&gezin).await, "in-behandeling");
}

#[actix_web::test]
async fn wie_een_bezoek_had_gepland_hoort_dat_het_niet_doorgaat() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let consent = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
    let started = regio.begint(Wie::Voorzorg, &d).await;
    let traject = started.json["_links"]["traject"]["href"].as_str().unwrap();
    regio.bezoek(Wie::Voorzorg, traject).await;
    let path = format!("/v1/toestemmingen/{consent}");
    regio.als(Wie::Coordinator).stap(&path, "intrekking", Value::Null).await.met(200);
    desk.get(&d).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.tel("contactmoment WHERE status = 'vervallen'"), 1);
    // It has no content: what happened, and to which request.
    let told = desk.get("/v1/berichten").await.met(200);
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["contactmoment-vervallen", "doorgeleiding-vervallen"]);
    assert_eq!(format!("/v1/doorgeleidingen/{}", told.items()[0]["doorgeleiding"].as_str().unwrap()), d);
    assert!(!told.tekst().contains(bodies::NAAM));
}

#[actix_web::test]
async fn na_een_verlies_is_er_geen_week_en_geen_venster() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::SociaalDomein).await;
    let coordinator = regio.als(Wie::Coordinator);
    let before = coordinator.get(&gezin.pad()).await.met(200);
    assert!(before.json["venster"].is_object() && before.json["gedeeld"]["zwangerschap"]["duur"].is_string());
    regio.als(Wie::SociaalDomein).stap(&d, "stop", json!({ "reden": "verlies-zwangerschap" })).await.met(200);
    let after = coordinator.get(&gezin.pad()).await.met(200);
    assert_eq!(after.json["venster"], Value::Null);
    assert_eq!(after.json["gedeeld"]["zwangerschap"]["status"], "verlies");
    assert_eq!(after.json["gedeeld"]["zwangerschap"]["duur"], Value::Null);
    assert_eq!(regio.tel("zwangerschap WHERE status = 'verlies'"), 1);
}

#[actix_web::test]
async fn wat_over_het_einde_van_haar_zwangerschap_is_verteld_blijft_als_haar_casus_sluit() {
    for (einde, status) in [("verlies", "verlies"), ("geboren", "geboren")] {
        let regio = regio().await;
        let gezin = regio.in_behandeling().await;
        let coordinator = regio.als(Wie::Coordinator);
        let end = json!({ "einde": einde, "op": "2026-11-20" });
        coordinator.stap(gezin.pad(), "zwangerschapseinde", end).await.met(200);
        coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "verlies-zwangerschap" })).await.met(200);
        assert_eq!(regio.rijen("zwangerschap").is("status", status).is("geeindigd_op", "2026-11-20").tel(), 1);
    }
}

#[actix_web::test]
async fn wat_over_haar_bevalling_is_verteld_wordt_alleen_met_een_reden_gecorrigeerd() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Voorzorg).await;
    // The social domain reads the themes, and nothing of the pregnancy.
    regio.stemt_toe(&gezin, "steun-op-maat", "sociaal-domein", &["themas", "contactgegevens"]).await;
    regio.verzonden(&gezin, "sociaal-domein", Wie::SociaalDomein).await;
    let coordinator = regio.als(Wie::Coordinator);
    // Also not when they carry the case.
    let draagt = json!({ "casusregisseur": regio.gebruiker(Wie::SociaalDomein) });
    coordinator.stap(gezin.pad(), "casusregisseur", draagt).await.met(200);
    let path = format!("{}/zwangerschapseinde", gezin.pad());
    let born = json!({ "einde": "geboren", "op": "2026-11-20" });
    coordinator.stap(gezin.pad(), "zwangerschapseinde", born.clone()).await.met(200);
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["zwangerschap-verteld"]);
    assert!(regio.berichten(Wie::SociaalDomein).await.is_empty());

    // Somebody else heard otherwise: without a reason nothing of it is written over.
    let lost = json!({ "einde": "verlies", "op": "2026-11-21" });
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    let before = regio.inhoud();
    for said in [lost.clone(), born, json!({ "einde": "loopt-nog" })] {
        regio.vergeet_regels();
        let refused = coordinator.post_met(&path, &etag, said).await.weigert(409, "conflict");
        assert_eq!(refused.json["fouten"][0]["code"], "al-verteld");
        // Whoever guesses hears that something was told, and not what.
        let detail = refused.veld("detail").to_lowercase();
        assert!(detail.contains("al verteld") && !detail.contains("geboren") && !detail.contains("20"), "{detail}");
        assert_eq!(regio.een_regel(Wie::Coordinator, "geweigerd").handeling, "casus-herzien");
    }
    assert_eq!(regio.inhoud(), before);

    let mut corrected = lost;
    corrected["reden"] = "correctie".into();
    regio.vergeet_regels();
    let now = coordinator.post_met(&path, &etag, corrected).await.met(200);
    let line = regio.een_regel(Wie::Coordinator, "casus-zwangerschap-gecorrigeerd");
    assert_eq!((line.handeling.as_str(), line.casus), ("casus-herzien", Some(gezin.casus.clone())));
    assert_eq!(now.json["gedeeld"]["zwangerschap"]["status"], "verlies");
    assert_eq!(now.json["gedeeld"]["zwangerschap"]["geeindigdOp"], "2026-11-21");
    // Whose support ends by it hears that, without content and without a reason; also who reads nothing of her pregnancy.
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["doorgeleiding-vervallen", "zwangerschap-verteld"]);
    assert_eq!(regio.berichten(Wie::SociaalDomein).await, ["doorgeleiding-vervallen"]);
    // Both stand in her dossier.
    assert_eq!(regio.rijen("zwangerschapseinde").is("was", "geboren").is("reden", "correctie").tel(), 1);
    let dossier = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    staat(&dossier, "zwangerschap", "Status", "Verlies");
    staat(&dossier, "zwangerschap", "Eerst stond er", "Geboren");
    staat(&dossier, "zwangerschap", "Op de dag", "20 november 2026");
    staat(&dossier, "zwangerschap", "Gewijzigd omdat", "het was verkeerd opgeschreven");
}

#[actix_web::test]
async fn wie_bij_de_verkeerde_vrouw_vertelde_dat_zij_beviel_geeft_haar_haar_kansen_terug() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let before = coordinator.get(&gezin.pad()).await.met(200);
    let path = format!("{}/zwangerschapseinde", gezin.pad());
    let still = |op: Option<&str>| json!({ "einde": "loopt-nog", "op": op, "reden": "op-haar-verzoek" });
    // Nothing was told, so there is nothing to put right.
    let refused = coordinator.post_met(&path, &before.etag(), still(None)).await.weigert(409, "conflict");
    assert_eq!(refused.json["fouten"][0]["code"], "niets-te-corrigeren");
    let reason = json!({ "einde": "geboren", "op": "2026-11-20", "reden": "correctie" });
    coordinator.post_met(&path, &before.etag(), reason).await.noemt("reden");
    coordinator.post_met(&path, &before.etag(), json!({ "einde": "geboren" })).await.noemt("op");

    let born = json!({ "einde": "geboren", "op": "2026-11-20" });
    let told = coordinator.post_met(&path, &before.etag(), born).await.met(200);
    assert_eq!(told.json["gedeeld"]["zwangerschap"]["duur"], Value::Null);
    coordinator.post_met(&path, &told.etag(), still(Some("2026-11-20"))).await.noemt("op");
    let back = coordinator.post_met(&path, &told.etag(), still(None)).await.met(200);
    for what in ["zwangerschap", "themas"] {
        assert_eq!(back.json["gedeeld"][what], before.json["gedeeld"][what]);
    }
    assert_eq!(back.json["venster"], before.json["venster"]);
    assert_eq!(regio.rijen("zwangerschap").is("status", "lopend").leeg("geeindigd_op").tel(), 1);
}

#[actix_web::test]
async fn de_dag_van_een_verlies_die_niemand_wist_komt_er_later_bij() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::SociaalDomein).await;
    regio.als(Wie::SociaalDomein).stap(&d, "stop", json!({ "reden": "verlies-zwangerschap" })).await.met(200);
    let coordinator = regio.als(Wie::Coordinator);
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    let path = format!("{}/zwangerschapseinde", gezin.pad());
    let born = json!({ "einde": "geboren", "op": "2026-11-20" });
    let refused = coordinator.post_met(&path, &etag, born).await.weigert(409, "conflict");
    assert!(!refused.veld("detail").to_lowercase().contains("verlies"), "{}", refused.tekst());
    regio.vergeet_regels();
    let lost = json!({ "einde": "verlies", "op": "2026-11-20" });
    coordinator.post_met(&path, &etag, lost).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-zwangerschap-geeindigd");
    assert_eq!(regio.rijen("zwangerschap").is("status", "verlies").is("geeindigd_op", "2026-11-20").tel(), 1);
}

#[actix_web::test]
async fn een_casus_die_bij_vergissing_om_een_verlies_sloot_gaat_terug_met_haar_zwangerschap() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let before = coordinator.get(&gezin.pad()).await.met(200);
    let mistake = json!({ "reden": "verlies-zwangerschap" });
    coordinator.stap(gezin.pad(), "sluiting", mistake.clone()).await.met(200);
    assert_eq!(regio.rijen("zwangerschap").is("status", "verlies").tel(), 1);
    regio.verstrijk(TimeDelta::minutes(5));
    let back = coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.met(200);
    assert_eq!(back.json["gedeeld"]["zwangerschap"], before.json["gedeeld"]["zwangerschap"]);
    assert_eq!(back.json["venster"], before.json["venster"]);
    // What the closing said and what came back are both kept.
    assert_eq!(
        (regio.tel("zwangerschapseinde"), regio.rijen("zwangerschapseinde").is("wordt", "lopend").tel()),
        (2, 1)
    );

    // A loss that somebody told before the closing is no part of it.
    let lost = json!({ "einde": "verlies", "op": "2026-11-20" });
    coordinator.stap(gezin.pad(), "zwangerschapseinde", lost).await.met(200);
    coordinator.stap(gezin.pad(), "sluiting", mistake).await.met(200);
    coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.met(200);
    assert_eq!(regio.rijen("zwangerschap").is("status", "verlies").is("geeindigd_op", "2026-11-20").tel(), 1);
}

#[actix_web::test]
async fn een_gesloten_casus_heeft_geen_venster_en_geen_week() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "verhuisd" })).await.met(200);
    regio.verstrijk(TimeDelta::days(400));
    let closed = coordinator.get(&gezin.pad()).await.met(200);
    assert_eq!(
        (&closed.json["venster"], &closed.json["gedeeld"]["zwangerschap"]["duur"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(regio.tel("casus WHERE venster IS NULL"), 1);
}

#[actix_web::test]
async fn na_drieenveertig_weken_is_onbekend_hoe_de_zwangerschap_eindigde_tot_iemand_het_vertelt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    // She was due on 12 April 2027.
    regio.clock.set(moment("2027-05-02T09:00:00Z"));
    let coordinator = regio.als(Wie::Coordinator);
    let seen = coordinator.get(&gezin.pad()).await.met(200);
    assert_eq!(seen.json["gedeeld"]["zwangerschap"]["duur"], "42+6");
    regio.clock.set(moment("2027-05-03T09:00:00Z"));
    let seen = coordinator.get(&gezin.pad()).await.met(200);
    assert_eq!(seen.json["gedeeld"]["zwangerschap"]["status"], "onbekend");
    assert_eq!((&seen.json["venster"], &seen.json["gedeeld"]["zwangerschap"]["duur"]), (&Value::Null, &Value::Null));
    let path = format!("{}/zwangerschapseinde", gezin.pad());
    let end = |op: &str| json!({ "einde": "geboren", "op": op });
    coordinator.post_met(&path, &seen.etag(), end("2027-05-04")).await.noemt("op");
    coordinator.post_met(&path, &seen.etag(), end("2026-01-04")).await.noemt("op");
    regio.vergeet_regels();
    let born = coordinator.post_met(&path, &seen.etag(), end("2027-04-14")).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-zwangerschap-geeindigd");
    assert_eq!(born.json["gedeeld"]["zwangerschap"]["status"], "geboren");
    // What is offered to the child is open still.
    assert_eq!(born.json["venster"]["naam"], "stevig-ouderschap-instroom");
    assert_eq!(born.json["venster"]["sluitOp"], "2027-10-14");
}

#[actix_web::test]
async fn een_evaluatie_eindigt_met_haar_casus_en_gaat_verder_als_het_sluiten_een_vergissing_was() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.als(Wie::Coordinator);
    let begun = coordinator.stap(gezin.pad(), "evaluaties", Value::Null).await.met(201);
    let evaluatie = format!("/v1/evaluaties/{}", begun.id());
    regio.als(Wie::Voorzorg).stap(&d, "afronding", bodies::afronding()).await.met(200);
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "doelen-bereikt" })).await.met(200);
    let ended = coordinator.get(&evaluatie).await.met(200);
    assert!(ended.json["vervallenOp"].is_string() && ended.json["uitkomst"].is_null(), "{}", ended.tekst());
    let how = json!({ "uitkomst": "afgerond", "samenMetOuders": true });
    coordinator.stap(&evaluatie, "afronding", how).await.weigert(409, "conflict");
    // Whoever closed it by mistake gives it back; nobody else can.
    regio.vergeet_regels();
    let closed = coordinator.get(&gezin.pad()).await.met(200);
    regio.vergeet_regels();
    let back = coordinator.post_met(&format!("{}/teruggave", gezin.pad()), &closed.etag(), Value::Null).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-teruggegeven");
    assert_eq!(back.json["status"], "evaluatie");
    assert_eq!(coordinator.get(&evaluatie).await.met(200).json["vervallenOp"], Value::Null);
}

/// A family whose evaluation was missed is on the agenda of a meeting, where the chair noted something: the meeting, and the note.
async fn op_tafel_na_een_gemiste_evaluatie(regio: &Regio, gezin: &Gezin) -> (String, String) {
    let (d, _) = regio.lopend(gezin, Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).stap(&d, "afronding", bodies::afronding()).await.met(200);
    regio.stemt_toe(gezin, "bespreking", "knooppunt", &ALLES).await;
    regio.verstrijk(TimeDelta::days(100));
    let chair = regio.als(Wie::Voorzitter);
    let plan = json!({ "geplandOp": regio.clock_nu().to_string() });
    let meeting = chair.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201);
    let punt = format!("/v1/agendapunten/{}", meeting.json["agendapunten"][0]["id"].as_str().unwrap());
    let parent = json!({ "soort": "ouder", "hoedanigheid": "moeder" });
    let parent = chair.post(&format!("{punt}/deelnemers"), parent).await.met(201).id();
    let uiterlijk = regio.clock_nu().dag().to_string();
    let agreed = json!({ "wat": "Belt de huisarts.", "wie": parent, "uiterlijk": uiterlijk, "thema": "stress" });
    let agreed = chair.post(&format!("{punt}/afspraken"), agreed).await.met(201).id();
    (format!("/v1/bijeenkomsten/{}", meeting.id()), format!("/v1/afspraken/{agreed}"))
}

#[actix_web::test]
async fn wat_nooit_met_de_ouders_is_afgesproken_komt_niet_terug_als_afspraak() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (tafel, _) = op_tafel_na_een_gemiste_evaluatie(&regio, &gezin).await;
    let (coordinator, chair) = (regio.als(Wie::Coordinator), regio.als(Wie::Voorzitter));
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "doelen-bereikt" })).await.met(200);
    for stap in ["verslag", "vaststelling"] {
        chair.stap(&tafel, stap, Value::Null).await.met(200);
    }
    coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.met(200);
    assert_eq!(regio.rijen("afspraak").is("status", "vervallen").tel(), 1);
    assert_eq!(regio.rijen("agendapunt").leeg("vervallen_op").tel(), 0);
}

#[actix_web::test]
async fn een_gezin_dat_terugkomt_op_een_agenda_verandert_wat_de_voorzitter_zag() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (tafel, afspraak) = op_tafel_na_een_gemiste_evaluatie(&regio, &gezin).await;
    let (coordinator, chair) = (regio.als(Wie::Coordinator), regio.als(Wie::Voorzitter));
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "doelen-bereikt" })).await.met(200);
    let zonder = chair.get(&tafel).await.met(200);
    assert!(zonder.json["agendapunten"].as_array().unwrap().is_empty());
    coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.met(200);
    let verslag = format!("{tafel}/verslag");
    chair.post_met(&verslag, &zonder.etag(), Value::Null).await.weigert(412, "verouderd");
    let met = chair.get(&tafel).await.met(200);
    assert_eq!(met.json["agendapunten"][0]["casus"], json!(gezin.casus));
    assert_eq!(chair.get(&afspraak).await.met(200).json["status"], "open");
    chair.post_met(&verslag, &met.etag(), Value::Null).await.met(200);
}

#[actix_web::test]
async fn een_casus_die_bij_vergissing_is_genomen_gaat_terug() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let back = coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.met(200);
    assert_eq!((&back.json["status"], &back.json["coordinator"]), (&json!("aangemeld"), &Value::Null));
    assert_eq!(regio.stand(&gezin).await, "ontvangen");
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_desk_die_klaar_is_leest_haar_eigen_verleden_en_niets_van_daarna() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let (desk, coordinator) = (regio.als(Wie::Voorzorg), regio.als(Wie::Coordinator));
    let notes = format!("{}/notities", gezin.pad());
    coordinator.post(&notes, bodies::notitie("casusteam")).await.met(201);
    assert!(desk.get(&d).await.met(200).json["gedeeld"]["client"].is_object());
    regio.verstrijk(TimeDelta::hours(1));
    desk.stap(&d, "stop", json!({ "reden": "gezin-wil-niet-verder" })).await.met(200);
    regio.verstrijk(TimeDelta::hours(1));
    coordinator.post(&notes, bodies::notitie("casusteam")).await.met(201);
    coordinator.stap(gezin.pad(), "wegingen", json!({ "graad": "niet", "samenGewogen": true })).await.met(200);
    // Hers stays: that it was asked, and what was done. How the family is now does not.
    let seen = desk.get(&d).await.met(200);
    assert_eq!(seen.json["gedeeld"], json!({}), "{}", seen.tekst());
    desk.get(&traject).await.met(200);
    assert_eq!(desk.get(&notes).await.met(200).items().len(), 1);
    desk.post(&notes, bodies::notitie("casusteam")).await.weigert(409, "conflict");
    // Closed and opened again with a consent for the exploration alone, it is the same.
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "geen-hulp-gewenst" })).await.met(200);
    coordinator.stap(gezin.pad(), "heropening", bodies::heropening()).await.met(200);
    coordinator.post(&notes, bodies::notitie("casusteam")).await.met(201);
    assert_eq!(desk.get(&notes).await.met(200).items().len(), 1);
    desk.post(&notes, bodies::notitie("casusteam")).await.weigert(409, "conflict");
}

/// The request to the table of a family, as its coordinator sees it.
async fn verzoek(regio: &Regio, casus: &str) -> (String, Antwoord) {
    let seen = regio.als(Wie::Coordinator).get(&format!("/v1/casussen/{casus}")).await.met(200);
    let d = format!("/v1/doorgeleidingen/{}", seen.json["doorgeleidingen"][0]["id"].as_str().unwrap());
    let answer = regio.als(Wie::Coordinator).get(&d).await.met(200);
    (d, answer)
}

#[actix_web::test]
async fn een_gezin_gaat_van_de_agenda_en_zijn_doorgeleiding_wacht_weer() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let chair = regio.als(Wie::Voorzitter);
    regio.vergeet_regels();
    let seen = chair.get(&tafel.agendapunt).await.met(200);
    regio.vergeet_regels();
    chair.post_met(&format!("{}/intrekking", tafel.agendapunt), &seen.etag(), Value::Null).await.met(200);
    regio.een_regel(Wie::Voorzitter, "agendapunt-ingetrokken");
    chair.get(&tafel.agendapunt).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.rijen("afspraak").is("status", "vervallen").is("reden", "niet-meer-nodig").tel(), 1);
    let (d, answer) = verzoek(&regio, &tafel.casus).await;
    assert_eq!(answer.json["status"], "aanvaard");
    // It can be put there anew, or the request can be given back.
    let path = format!("{}/agendapunten", tafel.bijeenkomst);
    chair.post(&path, json!({ "casus": tafel.casus })).await.met(201);
    regio.als(Wie::Coordinator).stap(&d, "intrekking", json!({ "reden": "niet-meer-nodig" })).await.met(200);
    assert_eq!(regio.tel("agendapunt WHERE vervallen_op IS NULL"), 0);
    assert_eq!(regio.berichten(Wie::Voorzitter).await, ["agendapunt-vervallen", "doorgeleiding-vervallen"]);
}

#[actix_web::test]
async fn een_bespreking_zonder_afspraak_maakt_de_doorgeleiding_af() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzitter).await;
    let chair = regio.als(Wie::Voorzitter);
    chair.stap(&d, "aanvaarding", Value::Null).await.met(200);
    let plan = json!({ "geplandOp": "2026-11-24T13:00:00Z" });
    let meeting = chair.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201);
    let meeting = format!("/v1/bijeenkomsten/{}", meeting.id());
    let point = chair.post(&format!("{meeting}/agendapunten"), json!({ "casus": gezin.casus })).await.met(201);
    let why = json!({ "oudersAfwezigReden": "kon-niet" });
    chair.stap(format!("/v1/agendapunten/{}", point.id()), "besluit", why).await.met(200);
    regio.clock.set(moment("2026-11-24T14:00:00Z"));
    chair.stap(&meeting, "verslag", Value::Null).await.met(200);
    chair.stap(&meeting, "vaststelling", Value::Null).await.met(200);
    assert_eq!(regio.als(Wie::Coordinator).get(&d).await.met(200).json["status"], "afgerond");
    assert_eq!(regio.status(&gezin).await, "in-behandeling");
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
    regio.als(Wie::Coordinator).stap(gezin.pad(), "sluiting", json!({ "reden": "geen-hulp-gewenst" })).await.met(200);
}

#[actix_web::test]
async fn met_een_casus_vervallen_haar_afspraken_en_haar_plaats_op_de_agenda() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let (d, _) = verzoek(&regio, &tafel.casus).await;
    let casus = format!("/v1/casussen/{}", tafel.casus);
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(&casus, "sluiting", json!({ "reden": "doelen-bereikt" })).await.weigert(409, "conflict");
    coordinator.stap(&d, "intrekking", json!({ "reden": "casus-gesloten" })).await.met(200);
    coordinator.stap(&casus, "sluiting", json!({ "reden": "verhuisd" })).await.met(200);
    assert_eq!(regio.tel("agendapunt WHERE vervallen_op IS NULL"), 0);
    assert_eq!(regio.tel("afspraak WHERE status = 'open'"), 0);
    regio.als(Wie::Voorzitter).get(&tafel.afspraak).await.met(200);
    let tick = regio.als(Wie::Voorzitter).stap(&tafel.afspraak, "nakoming", Value::Null).await;
    tick.weigert(409, "conflict");
}

#[actix_web::test]
async fn wie_nog_op_een_bevestiging_wacht_krijgt_geen_bericht_over_een_gezin() {
    let regio = regio().await;
    // Two chairs beside the one there is: one confirmed, one who waits for a second person.
    let rol = || json!([{ "rol": "voorzitter", "gebied": { "soort": "gemeente", "waarde": "GM0917" } }]);
    let organisatie = regio.organisatie(Wie::Voorzitter);
    let body =
        |naam: &str| json!({ "gebruikersnaam": naam, "naam": naam, "organisatie": organisatie, "toekenningen": rol() });
    let beheerder = regio.als(Wie::Beheerder);
    let confirmed = beheerder.post("/v1/gebruikers", body("tweede.voorzitter")).await.met(201);
    regio.bevestig(&confirmed).await;
    let waits = beheerder.post("/v1/gebruikers", body("wachtende.voorzitter")).await.met(201);
    assert_eq!(waits.json["gebruiker"]["toekenningen"][0]["status"], "wacht");
    // Both can log in.
    for invited in [&confirmed, &waits] {
        let id = invited.json["gebruiker"]["id"].as_str().unwrap();
        Nieuwkomer::met_code(&regio, id, &invited.veld("code")).await;
    }
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzitter).await;
    regio.als(Wie::Coordinator).stap(&d, "intrekking", json!({ "reden": "vergissing" })).await.met(200);
    assert_eq!(regio.berichten(Wie::Voorzitter).await, ["doorgeleiding-vervallen"]);
    assert_eq!(regio.rijen("bericht").is("soort", "doorgeleiding-vervallen").tel(), 2, "to the two who chair");
}
