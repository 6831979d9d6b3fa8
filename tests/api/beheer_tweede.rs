//! Two persons are two: what weighs most waits for an older, different account, that is not of the same hand.

use actix_web::http::Method;
use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    beheer::{Nieuwkomer, laatste, nieuw},
    gegeven::{Antwoord, Regio, Wie, bodies, regio},
};

fn coordinator() -> Value {
    json!([{ "rol": "jgz-coordinator", "gebied": { "soort": "regio" } }])
}

async fn nodig_uit(regio: &Regio, naam: &str, toekenningen: Value) -> Antwoord {
    let organisatie = regio.organisatie(Wie::Verloskundige);
    let body =
        json!({ "gebruikersnaam": naam, "naam": naam, "organisatie": organisatie, "toekenningen": toekenningen });
    regio.als(Wie::Beheerder).post("/v1/gebruikers", body).await.met(201)
}

/// Where the first grant of somebody who was invited is confirmed.
fn bevestiging(invited: &Antwoord) -> String {
    let grant = invited.json["gebruiker"]["toekenningen"][0]["id"].as_str().unwrap();
    format!("/v1/toekenningen/{grant}/bevestiging")
}

#[actix_web::test]
async fn een_verzonnen_coordinator_ziet_geen_gezin_tot_een_ander_haar_bevestigt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let invited = nodig_uit(&regio, "verzonnen", coordinator()).await;
    let id = invited.json["gebruiker"]["id"].as_str().unwrap();
    assert_eq!(invited.json["gebruiker"]["toekenningen"][0]["status"], "wacht");
    let mut zij = Nieuwkomer::met_code(&regio, id, &invited.veld("code")).await;
    zij.vraag(&regio, Method::GET, &gezin.pad(), Value::Null).await.weigert(404, "niet-gevonden");
    zij.vraag(&regio, Method::POST, "/v1/casussen/_zoek", json!({})).await.weigert(403, "niet-toegestaan");

    // The privacy officer hears of it; the message names no family.
    let berichten = regio.als(Wie::Fg).get("/v1/berichten?ongelezen=true").await.met(200);
    let bericht = &berichten.items()[0];
    assert_eq!((bericht["soort"].as_str(), bericht["gebruiker"].as_str()), (Some("rol-gevraagd"), Some(id)));
    assert!(berichten.items().len() == 1 && bericht.get("casus").is_none(), "{}", berichten.tekst());

    let by_who_asked = regio.als(Wie::Beheerder).post(&bevestiging(&invited), Value::Null).await;
    assert_eq!(by_who_asked.weigert(409, "conflict").json["fouten"][0]["code"], "tweede-persoon-nodig");
    regio.als(Wie::Coordinator).post(&bevestiging(&invited), Value::Null).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.rijen("toekenning").gevuld("wacht_sinds").tel(), 1);

    let confirmed = regio.als(Wie::Fg).post(&bevestiging(&invited), Value::Null).await.met(200);
    assert_eq!(
        (confirmed.json["status"].as_str(), &confirmed.json["bevestigdDoor"]),
        (Some("loopt"), &json!(regio.gebruiker(Wie::Fg)))
    );
    let line = laatste(&regio, "toekenning-bevestigd");
    assert_eq!((line.object, line.gebruiker), (Some(confirmed.id()), Some(regio.gebruiker(Wie::Fg))));
    assert_eq!(regio.rijen("toekenning").gevuld("wacht_sinds").tel(), 0);
    // They begin anew, with what they may do now.
    zij.vraag(&regio, Method::GET, &gezin.pad(), Value::Null).await.weigert(401, "niet-ingelogd");
    regio.verstrijk(TimeDelta::seconds(30));
    zij.log_in(&regio).await.met(201);
    zij.vraag(&regio, Method::GET, &gezin.pad(), Value::Null).await.met(200);
    regio.als(Wie::Fg).post(&bevestiging(&invited), Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn twee_beheerders_van_een_hand_zijn_niet_twee_personen() {
    let regio = regio().await;
    let beheerders = || json!([{ "rol": "beheerder" }]);
    let tweede = nieuw(&regio, "tweede.beheerder", &regio.organisatie(Wie::Fg), beheerders()).await;
    let body = json!({ "gebruikersnaam": "derde", "naam": "derde", "organisatie": regio.organisatie(Wie::Fg), "toekenningen": beheerders() });
    let invited = tweede.vraag(&regio, Method::POST, "/v1/gebruikers", body).await.met(201);
    // Not even to let another one in.
    let together = regio.als(Wie::Beheerder).post(&bevestiging(&invited), Value::Null).await;
    assert_eq!(together.weigert(409, "conflict").json["fouten"][0]["code"], "niet-onafhankelijk");
    regio.bevestig(&invited).await;
    let id = invited.json["gebruiker"]["id"].as_str().unwrap();
    let derde = Nieuwkomer::met_code(&regio, id, &invited.veld("code")).await;

    let ask = format!("/v1/gebruikers/{}/factorherstel", regio.gebruiker(Wie::Coordinator));
    let reden = json!({ "reden": "telefoon-verloren" });
    let asked = regio.als(Wie::Beheerder).post(&ask, reden.clone()).await.met(201);
    let berichten = regio.als(Wie::Fg).get("/v1/berichten").await.met(200);
    let bericht = &berichten.items()[0];
    assert_eq!(bericht["soort"], "factorherstel-gevraagd");
    assert_eq!(bericht["gebruiker"], regio.gebruiker(Wie::Coordinator));
    let confirm = |id: &str| format!("/v1/factorherstellen/{id}/bevestiging");
    // Invited by who asked, and by whom they invited.
    for zij in [&tweede, &derde] {
        let refused = zij.vraag(&regio, Method::POST, &confirm(&asked.id()), Value::Null).await;
        assert_eq!(refused.weigert(409, "conflict").json["fouten"][0]["code"], "niet-onafhankelijk");
    }
    // And the other way round.
    let theirs = derde.vraag(&regio, Method::POST, &ask, reden).await.met(201);
    let refused = regio.als(Wie::Beheerder).post(&confirm(&theirs.id()), Value::Null).await;
    assert_eq!(refused.weigert(409, "conflict").json["fouten"][0]["code"], "niet-onafhankelijk");
    assert_eq!(regio.rijen("factorherstel").gevuld("bevestigd_op").tel(), 0);
    regio.als(Wie::Fg).post(&confirm(&theirs.id()), Value::Null).await.met(200);
}

#[actix_web::test]
async fn wie_een_nieuwe_code_krijgt_wacht_opnieuw() {
    let regio = regio().await;
    let invited = nodig_uit(&regio, "genodigde", coordinator()).await;
    regio.bevestig(&invited).await;
    let account = format!("/v1/gebruikers/{}", invited.json["gebruiker"]["id"].as_str().unwrap());
    let seen = || async { regio.als(Wie::Beheerder).get(&account).await.met(200) };
    assert_eq!(seen().await.json["toekenningen"][0]["status"], "loopt");
    regio.als(Wie::Beheerder).stap(account.clone(), "uitnodiging", Value::Null).await.met(200);
    assert_eq!(seen().await.json["toekenningen"][0]["status"], "wacht");
    // Told when it was asked, and again now.
    assert_eq!(regio.rijen("bericht").is("soort", "rol-gevraagd").tel(), 2);
}

#[actix_web::test]
async fn van_vijftig_bevestigingen_tegelijk_telt_er_een() {
    let regio = regio().await;
    let fg = regio.als(Wie::Fg);
    // On PostgreSQL who comes first is chance: each time with another account.
    for ronde in 0..if regio.op_postgresql() { 10 } else { 1 } {
        let invited = nodig_uit(&regio, &format!("genodigde.{ronde}"), coordinator()).await;
        fg.get("/v1/organisaties").await.met(200);
        let path = bevestiging(&invited);
        let before = regio.rijen("logregel").is("gebeurtenis", "toekenning-bevestigd").tel();
        let answers = join_all((0..50).map(|_| fg.post(&path, Value::Null))).await;
        let of = |status: u16| answers.iter().filter(|answer| answer.status == status).count();
        assert_eq!((of(200), of(409) + of(412)), (1, 49), "{ronde}");
        assert_eq!(regio.rijen("logregel").is("gebeurtenis", "toekenning-bevestigd").tel(), before + 1, "{ronde}");
    }
}

#[actix_web::test]
async fn van_vijftig_die_tegelijk_bevestigen_en_afwijzen_krijgt_er_een_gelijk() {
    let regio = regio().await;
    let (fg, beheerder) = (regio.als(Wie::Fg), regio.als(Wie::Beheerder));
    for ronde in 0..if regio.op_postgresql() { 10 } else { 1 } {
        let invited = nodig_uit(&regio, &format!("genodigde.{ronde}"), coordinator()).await;
        fg.get("/v1/organisaties").await.met(200);
        beheerder.get("/v1/organisaties").await.met(200);
        let ja = bevestiging(&invited);
        let nee = ja.replace("/bevestiging", "/afwijzing");
        let before = regio.rijen("logregel").is("soort", "toekenning").is("uitkomst", "gelukt").tel();
        let (fg, beheerder, ja, nee) = (&fg, &beheerder, ja.as_str(), nee.as_str());
        let door = |i| async move {
            if i % 2 == 0 { fg.post(ja, Value::Null).await } else { beheerder.post(nee, Value::Null).await }
        };
        let antwoorden = join_all((0..50).map(door)).await;
        assert_eq!(antwoorden.iter().filter(|antwoord| antwoord.status == 200).count(), 1, "{ronde}");
        assert!(antwoorden.iter().all(|antwoord| [200, 409, 412].contains(&antwoord.status)), "{ronde}");
        assert_eq!(
            regio.rijen("logregel").is("soort", "toekenning").is("uitkomst", "gelukt").tel(),
            before + 1,
            "{ronde}"
        );
    }
}

#[actix_web::test]
async fn wie_geen_rol_meer_heeft_of_nog_niet_draagt_geen_casus() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let zij =
        nieuw(&regio, "oud.collega", &regio.organisatie(Wie::Verloskundige), json!([{ "rol": "signaleerder" }])).await;
    let naam = |id: &str| json!({ "casusregisseur": id });
    let account = regio.als(Wie::Beheerder).get(&format!("/v1/gebruikers/{}", zij.id)).await.met(200);
    let grant = account.json["toekenningen"][0]["id"].as_str().unwrap();
    regio.als(Wie::Beheerder).post(&format!("/v1/toekenningen/{grant}/intrekking"), Value::Null).await.met(200);
    let refused = regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", naam(&zij.id)).await;
    refused.noemt("casusregisseur");
    // Nor somebody whose role is still to begin, or waits for a second person.
    let later = json!([{ "rol": "signaleerder", "geldigVan": "2026-12-01T09:00:00Z" }]);
    let later = nieuw(&regio, "nieuwe.collega", &regio.organisatie(Wie::Verloskundige), later).await;
    let wacht = nodig_uit(&regio, "wachtend", coordinator()).await;
    let wacht_id = wacht.json["gebruiker"]["id"].as_str().unwrap();
    let wachtend = Nieuwkomer::met_code(&regio, wacht_id, &wacht.veld("code")).await;
    for id in [&later.id, &wachtend.id] {
        regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", naam(id)).await.noemt("casusregisseur");
    }
    regio.bevestig(&wacht).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", naam(&wachtend.id)).await.met(200);
}

#[actix_web::test]
async fn een_coordinator_die_bij_de_signalerende_praktijk_werkt_leest_geen_naam() {
    let regio = regio().await;
    let praktijk = regio.organisatie(Wie::Verloskundige);
    let zij = nieuw(&regio, "coordinator.en.collega", &praktijk, coordinator()).await;
    let signaal = regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal()).await.met(201);
    let path = format!("/v1/signalen/{}", signaal.id());
    let naam = regio.als(Wie::Verloskundige).get(&path).await.met(200).json["client"]["naam"].clone();
    let gezien = zij.vraag(&regio, Method::GET, &path, Value::Null).await.met(200);
    let lijst = zij.vraag(&regio, Method::GET, "/v1/signalen", Value::Null).await.met(200);
    assert!(gezien.json.get("client").is_none() && gezien.json.get("casus").is_some(), "{}", gezien.tekst());
    for antwoord in [gezien, lijst] {
        assert!(antwoord.tekst().contains(&signaal.id()) && !antwoord.tekst().contains(naam.as_str().unwrap()));
    }
}

/// The first grant of somebody that runs.
async fn rol_van(regio: &Regio, wie: Wie) -> (String, Antwoord) {
    let seen = regio.als(Wie::Beheerder).get(&format!("/v1/gebruikers/{}", regio.gebruiker(wie))).await.met(200);
    (seen.json["toekenningen"][0]["id"].as_str().unwrap().to_owned(), seen)
}

#[actix_web::test]
async fn een_verpleegkundige_die_signaleerder_wordt_is_dat_in_een_stap_en_ziet_haar_desk_niet_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).get(&d).await.met(200);
    let (was, seen) = rol_van(&regio, Wie::Voorzorg).await;
    let path = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Voorzorg));
    let beheerder = regio.als(Wie::Beheerder);
    let naam = seen.veld("naam");
    let wordt =
        |was: &str| json!({ "naam": naam, "functie": { "inPlaatsVan": was, "wordt": { "rol": "signaleerder" } } });
    // A role that is not hers cannot end.
    let (ander, _) = rol_van(&regio, Wie::Huisbezoeker).await;
    let refused = beheerder.put(&path, &seen.etag(), wordt(&ander)).await.weigert(409, "conflict");
    assert_eq!(refused.json["fouten"][0]["code"], "geen-eigen-rol");
    regio.vergeet_regels();
    let changed = beheerder.put(&path, &seen.etag(), wordt(&was)).await.met(200);

    let rollen: Vec<_> =
        changed.json["toekenningen"].as_array().unwrap().iter().map(|t| (&t["rol"], &t["status"])).collect();
    assert_eq!(rollen, [(&json!("uitvoerder"), &json!("beeindigd")), (&json!("signaleerder"), &json!("loopt"))]);
    let account = laatste(&regio, "gebruiker-functie-gewijzigd");
    assert_eq!((account.object, account.uitkomst.as_str()), (Some(regio.gebruiker(Wie::Voorzorg)), "gelukt"));
    let mut lines: Vec<_> = regio.neem_regels().into_iter().map(|line| (line.gebeurtenis, line.object)).collect();
    lines.sort();
    let nieuw = changed.json["toekenningen"][1]["id"].as_str().map(str::to_owned);
    assert_eq!(
        lines,
        [("toekenning-gegeven".to_owned(), nieuw), ("toekenning-ingetrokken".to_owned(), Some(was.clone()))]
    );
    // Her session ended with what she could do in it; she begins anew, with what she may do now.
    regio.als(Wie::Voorzorg).get(&d).await.weigert(401, "niet-ingelogd");
    regio.verstrijk(TimeDelta::minutes(6));
    regio.als(Wie::Voorzorg).get(&d).await.weigert(404, "niet-gevonden");
    regio.als(Wie::Voorzorg).post("/v1/signalen", bodies::signaal_van("Nieuwe Vrouw", "06 55555555")).await.met(201);
    beheerder.put(&path, &seen.etag(), wordt(&ander)).await.weigert(412, "verouderd");
}

#[actix_web::test]
async fn een_zware_functie_wacht_op_een_tweede_persoon_hoe_zij_ook_wordt_gegeven() {
    let regio = regio().await;
    let (was, _) = rol_van(&regio, Wie::Voorzorg).await;
    let path = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Voorzorg));
    let zwaar = json!({ "rol": "voorzitter", "gebied": { "soort": "gemeente", "waarde": "GM0917" } });
    let body = json!({ "naam": "Iemand Anders", "functie": { "inPlaatsVan": was, "wordt": zwaar } });
    let etag = regio.als(Wie::Beheerder).get(&path).await.met(200).etag();
    regio.verse_factor(Wie::Beheerder);
    let changed = regio.als(Wie::Beheerder).put(&path, &etag, body).await.met(200);
    assert_eq!(changed.veld("naam"), "Iemand Anders");
    let nieuw = &changed.json["toekenningen"][1];
    assert_eq!((&nieuw["rol"], &nieuw["status"]), (&json!("voorzitter"), &json!("wacht")));
    assert_eq!(laatste(&regio, "toekenning-gevraagd").object.as_deref(), nieuw["id"].as_str());
    let told = regio.als(Wie::Fg).get("/v1/berichten?ongelezen=true").await.met(200);
    assert_eq!(told.items()[0]["soort"], "rol-gevraagd");
    // Until then she has neither.
    regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.weigert(403, "niet-toegestaan");
    let confirm = format!("/v1/toekenningen/{}/bevestiging", nieuw["id"].as_str().unwrap());
    regio.verse_factor(Wie::Beheerder);
    let by_who_asked = regio.als(Wie::Beheerder).post(&confirm, Value::Null).await.weigert(409, "conflict");
    assert_eq!(by_who_asked.json["fouten"][0]["code"], "tweede-persoon-nodig");
    regio.verse_factor(Wie::Fg);
    regio.als(Wie::Fg).post(&confirm, Value::Null).await.met(200);
    regio.verstrijk(TimeDelta::minutes(6));
    regio.als(Wie::Voorzorg).get("/v1/knooppunten/GM0917/bijeenkomsten").await.met(200);
}
