//! What everybody has at the workplace: what they were told, and what they promised.

use chrono::TimeDelta;
use serde_json::json;

use crate::{
    gegeven::{Wie, bodies::NAAM, regio},
    knooppunt_tafel::Tafel,
};

#[actix_web::test]
async fn een_bericht_zegt_wat_er_gebeurde_en_leidt_erheen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let eerst = coordinator.get("/berichten").await.met(200);
    assert!(eerst.tekst("main").contains("U kreeg nog geen berichten."));
    assert!(eerst.alle(".count").is_empty());
    regio.als(Wie::Voorzorg).stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    regio.vergeet_regels();
    let lijst = coordinator.get("/berichten").await.met(200);
    assert!(regio.neem_regels().iter().all(|regel| regel.handeling == "bericht-lezen"));
    assert_eq!(lijst.tekst("title"), "Berichten (1) – Knooppunt");
    assert_eq!(lijst.tekst(".doors [aria-current]"), "Berichten 1 nieuw");
    assert_eq!(lijst.tekst(".row h3"), "Een bureau kan niet helpen.");
    assert!(!lijst.antwoord.tekst().contains(NAAM), "a message has no content");
    let form = lijst.alle(".row form")[0].attr("action").unwrap().to_owned();
    let naar = lijst.alle(".row button[name=naar]")[0].attr("value").unwrap().to_owned();
    assert_eq!(naar, format!("/casussen/{}", gezin.casus));
    let (versie, verzoek) = (lijst.waarde("versie"), lijst.waarde("verzoek"));
    let velden = [("versie", versie.as_str()), ("verzoek", verzoek.as_str()), ("naar", naar.as_str())];
    regio.vergeet_regels();
    assert_eq!(coordinator.post(&form, &velden).await.met(303).naar(), naar);
    regio.een_regel(Wie::Coordinator, "bericht-gelezen");
    let daarna = coordinator.get("/berichten").await.met(200);
    assert!(daarna.alle(".count").is_empty());
    assert!(daarna.tekst("main").contains("Geen nieuwe berichten. U hebt alles gelezen."));
    assert_eq!(daarna.alle(&format!(".timeline a[href='{naar}']")).len(), 1, "what was read is still there");
    // Nobody is led out of the workplace, and another's message is nowhere.
    let buiten = [("versie", versie.as_str()), ("verzoek", "ander"), ("naar", "https://elders.nl/")];
    assert_eq!(coordinator.post(&form, &buiten).await.met(412).tekst("h1"), "Iemand was u voor");
    let ander = regio.werkplek(Wie::Voorzorg).await;
    ander.get("/berichten").await.met(200);
    ander.post(&form, &velden).await.met(404);
}

#[actix_web::test]
async fn een_bericht_leidt_nergens_heen_waar_iemand_niet_mag_zijn() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let terug = json!({ "reden": "niet-meer-nodig" });
    regio.als(Wie::Coordinator).stap(&d, "intrekking", terug).await.met(200);
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    let lijst = bureau.get("/berichten").await.met(200);
    assert_eq!(lijst.tekst(".row h3"), "Een vraag aan uw bureau is vervallen.");
    assert!(lijst.tekst(".row").contains("Er is niets meer te bekijken."));
    assert!(lijst.alle(".row button[name=naar]").is_empty());
    // A code works once.
    regio.verstrijk(TimeDelta::seconds(30));
    let api = regio.als(Wie::Voorzorg).get("/v1/berichten?ongelezen=true").await.met(200);
    let links = &api.items()[0]["_links"];
    assert!(links.get("casus").is_none() && links.get("doorgeleiding").is_none(), "{links}");
    assert!(regio.als(Wie::Voorzorg).get("/v1/berichten?ongelezen=false").await.met(200).items().is_empty());
    let sessie = regio.als(Wie::Voorzorg).get("/v1/sessies/huidige").await.met(200);
    assert_eq!(sessie.json["ongelezenBerichten"], 1);
    // What the page of a request does when somebody is led there from a message that is no link of ours.
    let form = lijst.alle(".row form")[0].attr("action").unwrap().to_owned();
    let velden =
        [("versie", lijst.waarde("versie")), ("verzoek", lijst.waarde("verzoek")), ("naar", "//elders.nl".into())];
    let velden: Vec<_> = velden.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
    assert_eq!(bureau.post(&form, &velden).await.met(303).naar(), "/berichten");
}

#[actix_web::test]
async fn wie_iets_beloofde_ziet_wat_het_eerst_moet_en_vinkt_het_af() {
    let regio = regio().await;
    let tafel = Tafel::vastgesteld(&regio, NAAM).await;
    let helper = regio.werkplek(Wie::SociaalDomein).await;
    let lijst = helper.get("/beloofd").await.met(200);
    assert_eq!(lijst.tekst("title"), "Beloofd (1) – Knooppunt");
    assert_eq!(lijst.tekst("#kop-later"), "Later (1)");
    assert_eq!(lijst.tekst(".row h3"), "Belt de gemeente over de huur.");
    let rij = lijst.tekst(".row");
    assert!(rij.contains("Nog 18 dagen uiterlijk vrijdag 11 december"), "{rij}");
    assert!(rij.contains("Een gezin in Heerlen Knooppunt Heerlen"), "{rij}");
    assert!(!lijst.antwoord.tekst().contains(NAAM), "sitting at the table does not tell her name");
    assert!(regio.als(Wie::Voorzorg).get("/v1/afspraken?vanMij=true").await.met(200).items().is_empty());
    regio.verstrijk(TimeDelta::days(19));
    let helper = regio.werkplek(Wie::SociaalDomein).await;
    let lijst = helper.get("/beloofd").await.met(200);
    assert_eq!(lijst.tekst("#kop-laat"), "Te laat (1)");
    assert_eq!(lijst.tekst(".row.late .due b"), "1 dag te laat");
    let form = lijst.alle(".row form")[0].attr("action").unwrap().to_owned();
    let (versie, verzoek) = (lijst.waarde("versie"), lijst.waarde("verzoek"));
    let velden = [("versie", versie.as_str()), ("verzoek", verzoek.as_str())];
    regio.vergeet_regels();
    assert_eq!(helper.post(&form, &velden).await.met(303).naar(), "/beloofd");
    regio.een_regel(Wie::SociaalDomein, "afspraak-nagekomen");
    helper.post(&form, &velden).await.met(303);
    let leeg = helper.get("/beloofd").await.met(200);
    assert!(leeg.tekst("main").contains("U hebt nu niets beloofd."));
    assert_eq!(regio.als(Wie::Voorzitter).get(&tafel.afspraak).await.met(200).veld("status"), "nagekomen");
}

#[actix_web::test]
async fn wat_iemand_beloofde_is_een_lijst_met_de_versie_die_afvinken_vraagt() {
    let regio = regio().await;
    let tafel = Tafel::vastgesteld(&regio, "Vrouw aan Tafel").await;
    let helper = regio.als(Wie::SociaalDomein);
    regio.vergeet_regels();
    let lijst = helper.get("/v1/afspraken?vanMij=true&aantal=1").await.met(200);
    let regel = regio.een_regel(Wie::SociaalDomein, "gelezen");
    assert_eq!(regel.handeling, "afspraak-lezen");
    let belofte = &lijst.items()[0];
    assert_eq!(format!("/v1/afspraken/{}", belofte["id"].as_str().unwrap()), tafel.afspraak);
    assert_eq!((&belofte["tafel"], &belofte["teLaat"]), (&json!("GM0917"), &json!(false)));
    let etag = format!("\"{}\"", belofte["versie"]);
    helper.post_met(&format!("{}/nakoming", tafel.afspraak), &etag, json!(null)).await.met(200);
    assert!(helper.get("/v1/afspraken?vanMij=true").await.met(200).items().is_empty());
    regio.als(Wie::Onderzoeker).get("/v1/afspraken?vanMij=true&na=onzin").await.noemt("na");
}

#[actix_web::test]
async fn wie_aan_tafel_is_gevraagd_hoort_niet_dat_er_niets_meer_is() {
    let regio = regio().await;
    Tafel::gedekt(&regio, NAAM).await;
    let helper = regio.werkplek(Wie::SociaalDomein).await;
    let lijst = helper.get("/berichten").await.met(200);
    assert_eq!(lijst.tekst(".row h3"), "U bent gevraagd om aan tafel te komen.");
    let rij = lijst.tekst(".row");
    assert!(rij.contains("De voorzitter van de tafel vertelt u waar en wanneer."), "{rij}");
    assert!(!rij.contains("Er is niets meer te bekijken."), "{rij}");
    assert!(lijst.alle(".row button[name=naar]").is_empty(), "it leads nowhere that they may not be");
}
