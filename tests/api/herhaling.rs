//! A request that comes again with the same `Idempotency-Key`: it is not done twice, and what came of it is read anew.

use std::collections::BTreeMap;

use actix_web::{http::Method, test::TestRequest};
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    gegeven::{
        Antwoord, IEDEREEN, Regio, Wie,
        bodies::{self, ALLES, NAAM},
        database, regio, regio_met,
    },
    iedereen::{Dingen, body, verzoek},
    openapi::{document, operaties},
};

fn post(pad: &str, sleutel: &str, body: &Value) -> TestRequest {
    let request = TestRequest::post().uri(pad).insert_header(("idempotency-key", sleutel.to_owned()));
    if body.is_null() { request } else { request.set_json(body) }
}

impl Regio {
    /// A step in the version of now, with a key; gives what was asked, to be asked again.
    pub async fn stap_met_sleutel(
        &self,
        wie: Wie,
        ding: &str,
        stap: &str,
        sleutel: &str,
        body: Value,
    ) -> (String, Antwoord) {
        let etag = self.als(wie).get(ding).await.met(200).etag();
        let answer = self.herhaal(wie, ding, stap, sleutel, &etag, &body).await;
        (etag, answer)
    }

    pub async fn herhaal(&self, wie: Wie, ding: &str, stap: &str, sleutel: &str, etag: &str, body: &Value) -> Antwoord {
        let request = post(&format!("{ding}/{stap}"), sleutel, body).insert_header(("if-match", etag.to_owned()));
        self.als(wie).vraag(request).await
    }

    async fn trekt_toestemming_in(&self, toestemming: &str) {
        let pad = format!("/v1/toestemmingen/{toestemming}");
        self.als(Wie::Coordinator).stap(pad, "intrekking", Value::Null).await.met(200);
    }
}

#[actix_web::test]
async fn wat_een_desk_aannam_komt_niet_terug_als_zij_haar_toestemming_introk() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let toestemming = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let (etag, first) = regio.stap_met_sleutel(Wie::Voorzorg, &d, "aanvaarding", "aanvaard-1", Value::Null).await;
    assert!(first.met(200).tekst().contains(NAAM));
    regio.vergeet_regels();
    let again = regio.herhaal(Wie::Voorzorg, &d, "aanvaarding", "aanvaard-1", &etag, &Value::Null).await.met(200);
    assert!(again.tekst().contains(NAAM), "as long as she may see it");
    let seen = regio.een_regel(Wie::Voorzorg, "gelezen");

    regio.trekt_toestemming_in(&toestemming).await;
    regio.als(Wie::Voorzorg).get(&d).await.weigert(404, "niet-gevonden");
    regio.vergeet_regels();
    for versie in [etag.as_str(), "\"7\""] {
        let answer = regio.herhaal(Wie::Voorzorg, &d, "aanvaarding", "aanvaard-1", versie, &Value::Null).await;
        assert!(!answer.weigert(404, "niet-gevonden").tekst().contains(NAAM));
        let line = regio.een_regel(Wie::Voorzorg, "geweigerd");
        assert_eq!((&line.betrokkenen, line.handeling.as_str()), (&seen.betrokkenen, "herhalen"), "it names her");
    }
    let over = "herhaling WHERE sleutel = 'aanvaard-1'";
    assert_eq!(regio.tel(over), 1);
    assert_eq!(regio.tel(&format!("{over} AND verzoek IS NULL AND object_id IS NULL AND status IS NULL")), 1);
}

#[actix_web::test]
async fn een_herhaalde_stap_toont_de_casus_zoals_de_coordinator_haar_nu_mag_zien() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let (etag, first) =
        regio.stap_met_sleutel(Wie::Coordinator, &gezin.pad(), "behandeling", "neem-1", Value::Null).await;
    assert!(first.met(200).tekst().contains(NAAM));
    let list = regio.als(Wie::Coordinator).get(&format!("{}/toestemmingen", gezin.pad())).await.met(200);
    regio.trekt_toestemming_in(list.items()[0]["id"].as_str().unwrap()).await;
    regio.vergeet_regels();
    let again = regio.herhaal(Wie::Coordinator, &gezin.pad(), "behandeling", "neem-1", &etag, &Value::Null).await;
    let again = again.met(200);
    assert!(!again.tekst().contains(NAAM), "{}", again.tekst());
    let line = regio.een_regel(Wie::Coordinator, "gelezen");
    assert_eq!((line.object.as_ref(), line.handeling.as_str()), (Some(&gezin.casus), "casus-lezen"));
    assert_ne!(line.betrokkenen, "[]");
    let now = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert_eq!((&again.json, again.etag()), (&now.json, now.etag()));
}

#[actix_web::test]
async fn van_wie_weigert_of_in_gevaar_is_blijft_ook_geen_afdruk() {
    let regio = regio().await;
    let mut refused = bodies::signaal();
    refused["toestemming"] = json!({ "besluit": "geweigerd" });
    refused.as_object_mut().unwrap().remove("client");
    let mut danger = bodies::signaal();
    danger["urgentie"] = "acuut-gevaar".into();
    let midwife = regio.als(Wie::Verloskundige);
    for (nummer, (body, status)) in [(refused, 200), (danger, 400)].into_iter().enumerate() {
        let sleutel = format!("weigering-{nummer}");
        for _ in 0..2 {
            midwife.vraag(post("/v1/signalen", &sleutel, &body)).await.met(status);
        }
    }
    assert_eq!(regio.tel("herhaling"), 0);
    assert_eq!((regio.tel("signaal"), regio.tel("client")), (0, 0));
    // Nothing tells that it was the same request, so each time counts.
    for soort in ["signaal-zonder-toestemming", "signaal-acuut-gevaar"] {
        let telling = regio.rijen("telling").is("soort", soort).is("gemeente", "GM0917");
        assert_eq!(telling.is("aantal", "2").tel(), 1, "{soort}");
    }
    assert_eq!(regio.tel("telling"), 2);
}

#[actix_web::test]
async fn de_database_bewaart_van_een_antwoord_geen_letter() {
    let regio = regio().await;
    let body = bodies::signaal();
    regio.als(Wie::Verloskundige).vraag(post("/v1/signalen", "een", &body)).await.met(201);
    assert_eq!(regio.waar_staat(NAAM), Vec::<String>::new());
    let rows = database::inhoud(&regio.db).remove("herhaling").unwrap();
    assert_eq!(rows.len(), 1);
    // Not even the hash that anybody can make of what they guess.
    let asked = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, &serde_json::to_vec(&body).unwrap());
    assert_eq!(regio.waar_liggen(asked.as_ref()), Vec::<String>::new());
    assert!(rows[0].len() < 600, "{}", rows[0]);
}

#[actix_web::test]
async fn wie_een_ingetrokken_signaal_nog_eens_stuurt_meldt_haar_niet_opnieuw_aan() {
    let regio = regio().await;
    let midwife = regio.als(Wie::Verloskundige);
    let ask = || post("/v1/signalen", "een", &bodies::signaal());
    let made = midwife.vraag(ask()).await.met(201);
    let place = made.header("location").unwrap();
    let again = midwife.vraag(ask()).await.met(201);
    assert_eq!((again.id(), again.header("location"), again.etag()), (made.id(), Some(place.clone()), made.etag()));
    midwife.stap(&place, "intrekking", Value::Null).await.met(200);
    midwife.vraag(ask()).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.rijen("signaal").niet("status", "ingetrokken").tel(), 0);
    assert_eq!(regio.tel("signaal"), 1);
    // A day later the key is new again.
    regio.verstrijk(TimeDelta::hours(25));
    midwife.vraag(ask()).await.met(201);
}

#[actix_web::test]
async fn een_noodprocedure_en_een_ingetrokken_recht_zijn_na_afloop_niet_te_herhalen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let body = bodies::noodprocedure(&gezin.casus);
    let ask = || post("/v1/noodprocedures", "nood-1", &body);
    let nurse = regio.als(Wie::Voorzorg);
    let opened = nurse.vraag(ask()).await.met(201);
    let place = opened.header("location").unwrap();
    assert_eq!(nurse.vraag(ask()).await.met(201).id(), opened.id());
    nurse.stap(&place, "beeindiging", Value::Null).await.met(200);
    nurse.vraag(ask()).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.tel("noodprocedure"), 1);

    // Whose rights change begins anew, also with what was asked before.
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let (etag, first) = regio.stap_met_sleutel(Wie::Voorzorg, &d, "aanvaarding", "aanvaard-1", Value::Null).await;
    first.met(200);
    regio.verse_factor(Wie::Beheerder);
    let account = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Voorzorg));
    let grants = regio.als(Wie::Beheerder).get(&account).await.met(200);
    let grant = grants.json["toekenningen"][0]["id"].as_str().unwrap().to_owned();
    let path = format!("/v1/toekenningen/{grant}/intrekking");
    let taken = regio.als(Wie::Beheerder).vraag(post(&path, "intrekken-1", &Value::Null)).await.met(200);
    let again = regio.als(Wie::Beheerder).vraag(post(&path, "intrekken-1", &Value::Null)).await.met(200);
    assert_eq!(again.json, taken.json);
    assert_eq!(regio.rijen("herhaling").is("sleutel", "aanvaard-1").gevuld("verzoek").tel(), 0);
    regio.verstrijk(TimeDelta::minutes(6));
    let answer = regio.herhaal(Wie::Voorzorg, &d, "aanvaarding", "aanvaard-1", &etag, &Value::Null).await;
    assert!(matches!(answer.status, 401 | 404), "{}", answer.tekst());
}

#[actix_web::test]
async fn een_code_wordt_bij_een_herhaling_niet_nog_eens_getoond() {
    let regio = regio().await;
    let body = bodies::uitnodiging(&regio.organisatie(Wie::Verloskundige));
    let ask = || post("/v1/gebruikers", "uitnodigen-1", &body);
    let first = regio.als(Wie::Beheerder).vraag(ask()).await.met(201);
    let code = first.veld("code");
    let again = regio.als(Wie::Beheerder).vraag(ask()).await.met(201);
    assert_eq!(again.header("location"), first.header("location"));
    assert!(!again.tekst().contains(&code), "{}", again.tekst());
    assert_eq!(again.veld("id"), first.json["gebruiker"]["id"].as_str().unwrap());
    assert_eq!(regio.rijen("gebruiker").is("gebruikersnaam", "n.dag").tel(), 1);
}

#[actix_web::test]
async fn een_andere_versie_of_een_andere_inhoud_is_een_andere_aanvraag() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let (etag, first) =
        regio.stap_met_sleutel(Wie::Coordinator, &gezin.pad(), "behandeling", "neem-1", Value::Null).await;
    first.met(200);
    for versie in ["\"1\"", "\"2\"", "\"9\""] {
        let answer = regio.herhaal(Wie::Coordinator, &gezin.pad(), "behandeling", "neem-1", versie, &Value::Null).await;
        if versie == etag {
            answer.met(200)
        } else {
            answer.weigert(409, "herhaling-verschilt")
        };
    }

    // Another body, in the same version.
    let sluit = |reden: &str| json!({ "reden": reden });
    let (seen, step) = (gezin.pad(), "sluiting");
    let (etag, first) =
        regio.stap_met_sleutel(Wie::Coordinator, &seen, step, "sluit-1", sluit("geen-hulp-gewenst")).await;
    first.met(200);
    let before = regio.inhoud();
    let other = regio.herhaal(Wie::Coordinator, &seen, step, "sluit-1", &etag, &sluit("doelen-bereikt")).await;
    other.weigert(409, "herhaling-verschilt");
    assert_eq!(regio.inhoud(), before, "what was said first holds");
    regio.herhaal(Wie::Coordinator, &seen, step, "sluit-1", &etag, &sluit("geen-hulp-gewenst")).await.met(200);

    // And without a version: a worry about somebody else.
    let midwife = regio.als(Wie::Verloskundige);
    let ask = |naam: &str| post("/v1/signalen", "meld-1", &bodies::signaal_van(naam, "06 87654321"));
    let made = midwife.vraag(ask("Een Vrouw")).await.met(201);
    midwife.vraag(ask("Een Andere Vrouw")).await.weigert(409, "herhaling-verschilt");
    assert_eq!(midwife.vraag(ask("Een Vrouw")).await.met(201).id(), made.id());
    assert_eq!(regio.tel("signaal"), 2);
}

#[actix_web::test]
async fn van_acht_tegelijk_met_een_sleutel_doet_een_het_en_horen_de_anderen_ervan() {
    let regio = regio_met(&[("KNOOPPUNT__DATABASE__VERBINDINGEN", "8")]).await;
    regio.iedereen_logt_in().await;
    for keer in 0..40 {
        let body = bodies::signaal_van(&format!("Vrouw Nummer {keer}"), &format!("06 100000{keer:02}"));
        let sleutel = format!("tegelijk-{keer}");
        let ask = |_| regio.als(Wie::Verloskundige);
        let vragers: Vec<_> = (0..8).map(ask).collect();
        let answers = join_all(vragers.iter().map(|zij| zij.vraag(post("/v1/signalen", &sleutel, &body)))).await;
        let mut per_status = BTreeMap::<u16, usize>::new();
        for answer in &answers {
            *per_status.entry(answer.status).or_default() += 1;
        }
        assert_eq!(per_status, BTreeMap::from([(201, 8)]), "run {keer}");
        assert!(answers.iter().all(|answer| answer.id() == answers[0].id()));
    }
    assert_eq!((regio.tel("signaal"), regio.tel("herhaling")), (40, 40));
}

/// Whether the document says that an operation looks at an `Idempotency-Key`.
fn belooft_een_sleutel(operation: &Value) -> bool {
    let parameters = operation["parameters"].as_array();
    parameters.is_some_and(|all| all.iter().any(|one| one["name"] == "Idempotency-Key"))
}

#[actix_web::test]
async fn een_sleutel_wordt_bekeken_waar_het_document_dat_zegt_en_nergens_anders() {
    let regio = regio().await;
    let dingen = Dingen::in_heerlen(&regio).await;
    let midwife = regio.als(Wie::Verloskundige);
    midwife.vraag(post("/v1/signalen", "gebruikt", &bodies::signaal())).await.met(201);
    let mut bekeken = 0;
    for (name, method, path, operation) in operaties(&document()) {
        if method != Method::POST || name == "signaalRegistreren" {
            continue;
        }
        let asked =
            verzoek(&name, &method, &dingen.adres(&path), &regio).insert_header(("idempotency-key", "gebruikt"));
        let answer = midwife.vraag(asked).await;
        let botst = answer.json["code"] == "herhaling-verschilt";
        assert_eq!(botst, belooft_een_sleutel(&operation), "{name}: {}", answer.tekst());
        bekeken += usize::from(botst);
    }
    assert!(bekeken > 60, "{bekeken}");
}

/// The first of them who can do an operation now, in the version that they see; with what was asked and what came of it.
async fn doet(regio: &Regio, name: &str, pad: &str) -> Option<(Wie, String, Antwoord)> {
    let ding = pad.rsplitn(2, '/').last().filter(|ding| ding.matches('/').count() > 2);
    for wie in IEDEREEN {
        let etag = match ding {
            Some(ding) => regio.als(wie).get(ding).await.header("etag"),
            None => None,
        };
        let etag = etag.unwrap_or_else(|| "\"999999\"".to_owned());
        let inhoud = body(name, regio).map_or(Value::Null, |(_, inhoud)| inhoud);
        let request = post(pad, &format!("{name}-een"), &inhoud).insert_header(("if-match", etag.clone()));
        let answer = regio.als(wie).vraag(request).await;
        if answer.status < 300 {
            return Some((wie, etag, answer));
        }
    }
    None
}

#[actix_web::test]
async fn wat_met_een_sleutel_is_gedaan_wordt_met_die_sleutel_niet_nog_eens_gedaan() {
    let regio = regio().await;
    let dingen = Dingen::in_heerlen(&regio).await;
    regio.verse_factor(Wie::Beheerder);
    let mut gedaan = Vec::new();
    let mut all = operaties(&document());
    all.retain(|(_, method, _, operation)| *method == Method::POST && belooft_een_sleutel(operation));
    // What ends a thing comes last: it would leave nothing to do the others to.
    let einde =
        ["sluiting", "intrekking", "beeindiging", "vertrek", "verval", "omleiding", "afwijzing", "stop", "teruggave"];
    all.sort_by_key(|(_, _, path, _)| einde.iter().any(|einde| path.ends_with(einde)));
    for (name, _, path, _) in all {
        let pad = dingen.adres(&path);
        let Some((wie, etag, first)) = doet(&regio, &name, &pad).await else { continue };
        let before = regio.inhoud();
        let inhoud = body(&name, &regio).map_or(Value::Null, |(_, inhoud)| inhoud);
        let again = post(&pad, &format!("{name}-een"), &inhoud).insert_header(("if-match", etag));
        let again = regio.als(wie).vraag(again).await;
        assert_eq!(regio.inhoud(), before, "{name} was done once more");
        // Who may not see any more what came of it hears that it is not there; everybody else gets the answer of then.
        assert!(again.status == 404 || again.status == first.status, "{name}: {}", again.tekst());
        assert!(again.status == 404 || again.header("location") == first.header("location"), "{name}");
        gedaan.push(name);
    }
    assert!(gedaan.len() > 25, "{gedaan:?}");
}
