//! A leaver out the same minute: open work, its handover, the end of an account, and a deputy in between.

use actix_web::http::Method;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    beheer::{laatste, nieuw},
    gegeven::{Wie, bodies, moment, niets, regels, regio},
    knooppunt_tafel::Tafel,
};

#[actix_web::test]
async fn een_vertrokken_medewerker_komt_er_bij_de_volgende_aanvraag_niet_meer_in() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let zij = regio.gebruiker(Wie::Voorzorg);
    regio.als(Wie::Voorzorg).get(&d).await.met(200);
    let gone = regio.als(Wie::Beheerder).stap(format!("/v1/gebruikers/{zij}"), "vertrek", Value::Null).await.met(200);
    regio.als(Wie::Voorzorg).get(&d).await.weigert(401, "niet-ingelogd");
    assert_eq!(gone.json["gebruiker"]["status"], "vertrokken");
    assert_eq!(gone.json["gebruiker"]["toekenningen"][0]["status"], "beeindigd");
    let left = json!([{ "soort": "doorgeleiding", "gemeente": "GM0917", "aantal": 1 }]);
    assert_eq!(gone.json["openWerk"], json!({ "items": left, "totaal": 1 }));
    let line = laatste(&regio, "gebruiker-vertrokken");
    assert_eq!((line.object, line.gebruiker), (Some(zij.clone()), Some(regio.gebruiker(Wie::Beheerder))));
    assert_eq!(regio.tel("sessie s JOIN gebruiker g ON g.id = s.gebruiker_id WHERE g.gebruikersnaam = 'voorzorg' AND s.beeindigd_op IS NULL"), 0);
    regio.verstrijk(TimeDelta::seconds(30));
    regio.login(Wie::Voorzorg).await.weigert(401, "inloggegevens-onjuist");
    // Nobody lets her in again: not with a code, not with a role, not with another factor.
    let account = format!("/v1/gebruikers/{zij}");
    let beheerder = regio.als(Wie::Beheerder);
    beheerder.stap(&account, "uitnodiging", Value::Null).await.weigert(409, "conflict");
    beheerder.post(&format!("{account}/toekenningen"), json!({ "rol": "signaleerder" })).await.weigert(409, "conflict");
    let herstel = beheerder.post(&format!("{account}/factorherstel"), json!({ "reden": "telefoon-verloren" })).await;
    herstel.weigert(409, "conflict");

    // What she left is handed over afterwards: to a colleague at the same desk, and to nobody else.
    let over = |aan: String| json!({ "aan": aan });
    let path = format!("{account}/overdracht");
    let other = beheerder.post(&path, over(regio.gebruiker(Wie::AndereVoorzorg))).await.weigert(409, "conflict");
    assert!(other.veld("detail").contains("1 opgepakte doorgeleiding(en) in Heerlen"), "{}", other.tekst());
    let desk = json!({ "soort": "desk", "waarde": regio.desk(Wie::Voorzorg) });
    let toekenningen = json!([{ "rol": "uitvoerder", "gebied": desk }]);
    let collega = nieuw(&regio, "collega", &regio.organisatie(Wie::Voorzorg), toekenningen).await;
    beheerder.post(&path, over(collega.id.clone())).await.met(200);
    let hers = collega.vraag(&regio, Method::GET, &d, Value::Null).await.met(200);
    assert_eq!(hers.json["status"], "gestart");
    let after = beheerder.get(&format!("{account}/open-werk")).await.met(200);
    assert_eq!(after.json["totaal"], 0);
}

#[actix_web::test]
async fn wie_haar_telefoon_kwijt_is_wordt_overal_uitgelogd_en_houdt_haar_account() {
    let regio = regio().await;
    let zij = regio.gebruiker(Wie::Voorzorg);
    regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.met(200);
    regio.verstrijk(TimeDelta::seconds(30));
    regio.login(Wie::Voorzorg).await.met(201);
    let path = format!("/v1/gebruikers/{zij}/sessies/beeindiging");
    regio.als(Wie::Fg).post(&path, Value::Null).await.weigert(403, "niet-toegestaan");
    regio.als(Wie::Coordinator).post(&path, Value::Null).await.weigert(404, "niet-gevonden");
    let ended = regio.als(Wie::Beheerder).post(&path, Value::Null).await.met(200);
    assert_eq!(ended.json, json!({ "beeindigd": 2 }));
    let line = laatste(&regio, "sessies-beeindigd");
    assert_eq!((line.object, line.gebruiker), (Some(zij.clone()), Some(regio.gebruiker(Wie::Beheerder))));
    regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.weigert(401, "niet-ingelogd");
    assert_eq!(
        regio.tel("apparaat a JOIN gebruiker g ON g.id = a.gebruiker_id WHERE g.gebruikersnaam = 'voorzorg'"),
        0
    );
    regio.verstrijk(TimeDelta::seconds(30));
    regio.login(Wie::Voorzorg).await.met(201);
}

#[actix_web::test]
async fn een_coordinator_draagt_in_een_keer_al_haar_casussen_over() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let zij = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Coordinator));
    let naar = json!({ "aan": regio.gebruiker(Wie::AndereCoordinator) });
    let beheerder = regio.als(Wie::Beheerder);
    regio.vergeet_regels();
    let open = beheerder.get(&format!("{zij}/open-werk")).await.met(200);
    assert_eq!(open.json["items"], json!([{ "soort": "coordinatie", "gemeente": "GM0917", "aantal": 1 }]));
    assert!(!open.tekst().contains(&gezin.casus));
    let line = regio.een_regel(Wie::Beheerder, "gelezen");
    assert_eq!((line.betrokkenen.as_str(), line.casus), ("[]", None));

    // Maastricht is not Parkstad: nothing goes.
    let before = regio.inhoud();
    let refused = beheerder.post(&format!("{zij}/overdracht"), naar.clone()).await.weigert(409, "conflict");
    assert!(refused.veld("detail").contains("1 als coördinator in Heerlen"), "{}", refused.tekst());
    beheerder.post(&format!("{zij}/overdracht"), json!({ "aan": niets() })).await.noemt("aan");
    assert_eq!(regio.inhoud(), before);

    let rol = json!({ "rol": "jgz-coordinator", "gebied": { "soort": "subregio", "waarde": "parkstad" } });
    let collega = format!("/v1/gebruikers/{}/toekenningen", regio.gebruiker(Wie::AndereCoordinator));
    let given = beheerder.post(&collega, rol).await.met(201);
    regio.bevestig(&given).await;
    let etag = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).etag();
    regio.vergeet_regels();
    let moved = beheerder.post(&format!("{zij}/overdracht"), naar).await.met(200);
    assert_eq!(moved.json["overgedragen"]["totaal"], 1);
    let mut lines = regio.neem_regels();
    lines.sort_by(|a, b| a.gebeurtenis.cmp(&b.gebeurtenis));
    let words: Vec<_> = lines.iter().map(|line| line.gebeurtenis.as_str()).collect();
    assert_eq!(words, ["casus-overgedragen", "werk-overgedragen"]);
    assert_eq!(lines[0].casus.as_deref(), Some(gezin.casus.as_str()));
    let told = regio.als(Wie::Fg).get("/v1/toegangswijzigingen?aantal=1").await.met(200);
    let (van, aan) = (regio.gebruiker(Wie::Coordinator), regio.gebruiker(Wie::AndereCoordinator));
    assert_eq!(told.items()[0]["overdracht"], json!({ "van": van, "aan": aan }));
    let seen = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert_ne!(seen.etag(), etag);
    assert_eq!(seen.json["coordinator"], regio.gebruiker(Wie::AndereCoordinator));
    let story = regio.als(Wie::Coordinator).get(&format!("{}/tijdlijn", gezin.pad())).await.met(200);
    assert!(story.items().iter().any(|it| it["gebeurtenis"] == "casus-overgedragen"));
}

#[actix_web::test]
async fn regie_en_afspraken_gaan_mee_naar_wie_aan_casussen_werkt() {
    let regio = regio().await;
    let tafel = Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let zij = regio.gebruiker(Wie::SociaalDomein);
    let named = json!({ "casusregisseur": zij });
    let casus = format!("/v1/casussen/{}", tafel.casus);
    regio.als(Wie::Coordinator).stap(&casus, "casusregisseur", named).await.met(200);
    let van = format!("/v1/gebruikers/{zij}");
    let open = regio.als(Wie::Beheerder).get(&format!("{van}/open-werk")).await.met(200);
    let kinds: Vec<_> = open.items().iter().map(|it| it["soort"].as_str().unwrap().to_owned()).collect();
    assert_eq!(kinds, ["regie", "afspraak"]);
    let onderzoeker = json!({ "aan": regio.gebruiker(Wie::Onderzoeker) });
    regio.als(Wie::Beheerder).post(&format!("{van}/overdracht"), onderzoeker).await.weigert(409, "conflict");
    let collega =
        nieuw(&regio, "collega", &regio.organisatie(Wie::SociaalDomein), json!([{ "rol": "signaleerder" }])).await;
    let naar = json!({ "aan": collega.id });
    let moved = regio.als(Wie::Beheerder).post(&format!("{van}/overdracht"), naar).await.met(200);
    assert_eq!(moved.json["overgedragen"]["totaal"], 2);
    collega.vraag(&regio, Method::GET, &casus, Value::Null).await.met(200);
    let seen = regio.als(Wie::Voorzitter).get(&tafel.afspraak).await.met(200);
    assert_eq!(seen.json["overgenomenDoor"], collega.id);
    let hers = regio.als(Wie::Beheerder).get(&format!("/v1/gebruikers/{}/open-werk", collega.id)).await.met(200);
    assert_eq!(hers.json["totaal"], 2);
    // Who sat at the table is history: that does not change.
    assert_eq!(
        regio.tel("deelnemer d JOIN gebruiker g ON g.id = d.gebruiker_id WHERE g.gebruikersnaam = 'collega'"),
        0
    );
}

#[actix_web::test]
async fn een_waarnemer_heeft_de_rollen_zolang_het_duurt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (van, tot) = ("2026-11-24T00:00:00Z", "2026-11-27T00:00:00Z");
    let path = format!("/v1/gebruikers/{}/waarneming", regio.gebruiker(Wie::Coordinator));
    let body = |wie: Wie| json!({ "waarnemer": regio.gebruiker(wie), "van": van, "tot": tot });
    let beheerder = regio.als(Wie::Beheerder);
    let mut long = body(Wie::AndereCoordinator);
    long["tot"] = "2027-11-27T00:00:00Z".into();
    beheerder.post(&path, long).await.noemt("tot");
    // Who keeps the accounts does not stand in for a coordinator.
    beheerder.post(&path, body(Wie::Beheerder)).await.weigert(409, "conflict");
    beheerder.post(&path, body(Wie::Onderzoeker)).await.weigert(409, "conflict");
    let done = beheerder.post(&path, body(Wie::AndereCoordinator)).await.met(201);
    let grant = done.json["toekenningen"].as_array().unwrap().last().unwrap().clone();
    assert_eq!(grant["waarnemingVoor"], regio.gebruiker(Wie::Coordinator));
    assert_eq!(grant["gegevenDoor"], regio.gebruiker(Wie::Beheerder));
    assert_eq!(laatste(&regio, "waarneming-gegeven").object, Some(regio.gebruiker(Wie::AndereCoordinator)));
    // Such a role takes two persons.
    assert_eq!(grant["status"], "wacht");
    regio.bevestig(&done).await;
    regio.verstrijk(TimeDelta::minutes(6));
    let deputy = regio.als(Wie::AndereCoordinator);
    deputy.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    regio.clock.set(moment("2026-11-25T09:00:00Z"));
    deputy.get(&gezin.pad()).await.met(200);
    regio.clock.set(moment("2026-11-27T09:00:00Z"));
    deputy.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn een_uitvoerder_van_elders_neemt_een_desk_niet_waar() {
    let regio = regio().await;
    let path = format!("/v1/gebruikers/{}/waarneming", regio.gebruiker(Wie::Voorzorg));
    let body = json!({
        "waarnemer": regio.gebruiker(Wie::AndereVoorzorg),
        "van": "2026-11-24T00:00:00Z",
        "tot": "2026-11-27T00:00:00Z",
    });
    regio.als(Wie::Beheerder).post(&path, body).await.noemt("waarnemer");
    assert_eq!(regio.tel("toekenning"), 12);
}

#[actix_web::test]
async fn elke_wijziging_van_rechten_laat_precies_een_regel_na() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    let beheerder = regio.als(Wie::Beheerder);
    let aantal = || regels(&regio.db).len();
    let mut before = aantal();
    let mut een = |what: &str| {
        let now = aantal();
        assert_eq!(now - before, 1, "{what}");
        before = now;
    };
    let praktijk = beheerder.post("/v1/organisaties", bodies::organisatie()).await.met(201).id();
    een("organisatie");
    beheerder.get(&format!("/v1/organisaties/{praktijk}")).await.met(200);
    een("organisatie lezen");
    beheerder.post(&format!("/v1/organisaties/{praktijk}/desks"), bodies::desk()).await.met(201);
    een("desk");
    let invited = beheerder.post("/v1/gebruikers", bodies::uitnodiging(&praktijk)).await.met(201);
    een("uitnodiging");
    let account = format!("/v1/gebruikers/{}", invited.json["gebruiker"]["id"].as_str().unwrap());
    let etag = beheerder.get(&account).await.met(200).etag();
    een("gebruiker lezen");
    beheerder.post("/v1/gebruikers/_zoek", json!({})).await.met(200);
    een("zoeken");
    beheerder.post_met(&format!("{account}/vertrek"), &etag, Value::Null).await.met(200);
    een("vertrek");
    beheerder.post_met(&format!("{account}/vertrek"), &etag, Value::Null).await.weigert(412, "verouderd");
    een("geweigerd");
    beheerder.get(&format!("{account}/open-werk")).await.met(200);
    een("open werk");
}
