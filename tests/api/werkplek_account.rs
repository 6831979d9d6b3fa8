//! One's own account at the workplace: sessions, another password, new recovery codes, security keys.

use crate::{
    beheer::laatste,
    gegeven::{WACHTWOORD, Wie, regio},
};
use chrono::TimeDelta;

#[actix_web::test]
async fn wie_een_sessie_niet_kent_logt_haar_daar_uit() {
    let regio = regio().await;
    let hier = regio.werkplek(Wie::Voorzorg).await;
    let daar = regio.werkplek(Wie::Voorzorg).await;
    let account = hier.get("/account").await.met(200);
    let vormen = account.alle("form[action^='/account/sessies/']");
    assert_eq!(vormen.len(), 1, "not the one that is used now");
    let weg = vormen[0].attr("action").unwrap().to_owned();
    assert_eq!(hier.post(&weg, &[]).await.met(303).naar(), "/account");
    laatste(&regio, "sessie-beeindigd");
    daar.get("/account").await.met(401);
    assert_eq!(hier.get("/account").await.met(200).tekst(".gelukt"), "U bent daar uitgelogd.");
    // A session of somebody else is none.
    let ander = regio.werkplek(Wie::Fg).await;
    ander.get("/account").await.met(200);
    ander.post(&weg, &[]).await.met(404);
}

#[actix_web::test]
async fn een_ander_wachtwoord_geldt_meteen_en_komt_nooit_terug_op_de_pagina() {
    let regio = regio().await;
    let hier = regio.werkplek(Wie::Voorzorg).await;
    hier.get("/account/wachtwoord").await.met(200);
    let leeg = hier.post("/account/wachtwoord", &[]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Vul uw wachtwoord van nu in.", "Kies een nieuw wachtwoord."]);
    let nieuw = "vier paarden in een wei";
    let velden = |nu, nieuw, nog| [("wachtwoord", nu), ("nieuw", nieuw), ("nog-eens", nog)];
    let anders = hier.post("/account/wachtwoord", &velden(WACHTWOORD, nieuw, "iets anders")).await.met(400);
    assert_eq!(anders.teksten(".errors li"), ["Dit is een ander wachtwoord dan hierboven."]);
    assert!(!anders.antwoord.tekst().contains(WACHTWOORD) && !anders.antwoord.tekst().contains(nieuw));
    let zwak = hier.post("/account/wachtwoord", &velden(WACHTWOORD, "voorzorg1234", "voorzorg1234")).await.met(400);
    assert_eq!(zwak.alle("#nieuw-fout").len(), 1);
    let fout = hier.post("/account/wachtwoord", &velden("dit is het niet", nieuw, nieuw)).await.met(400);
    assert_eq!(fout.alle("#wachtwoord-fout").len(), 1, "{}", fout.tekst("main"));
    regio.verstrijk(TimeDelta::minutes(1));
    assert_eq!(hier.post("/account/wachtwoord", &velden(WACHTWOORD, nieuw, nieuw)).await.met(303).naar(), "/account");
    laatste(&regio, "wachtwoord-gewijzigd");
    assert!(regio.waar_staat(nieuw).is_empty());
}

#[actix_web::test]
async fn nieuwe_herstelcodes_staan_er_een_keer() {
    let regio = regio().await;
    let hier = regio.werkplek(Wie::Voorzorg).await;
    hier.get("/account/herstelcodes").await.met(200);
    let fout = hier.post("/account/herstelcodes", &[("code", "12")]).await.met(400);
    assert_eq!(fout.alle("#code-fout").len(), 1);
    regio.verstrijk(TimeDelta::seconds(30));
    let code = regio.inlog(Wie::Voorzorg)["totpCode"].as_str().unwrap().to_owned();
    let gemaakt = hier.post("/account/herstelcodes", &[("code", &code)]).await.met(200);
    let codes = gemaakt.teksten(".codes li");
    assert_eq!(codes.len(), 10);
    laatste(&regio, "herstelcodes-vernieuwd");
    assert!(regio.waar_staat(&codes[0]).is_empty());
}

#[actix_web::test]
async fn de_tweede_factor_nog_eens_geldt_vijf_minuten() {
    let regio = regio().await;
    let hier = regio.werkplek(Wie::Beheerder).await;
    hier.get("/account/factor").await.met(200);
    let leeg = hier.post("/account/factor", &[]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Vul de zes cijfers in."]);
    regio.verstrijk(TimeDelta::seconds(30));
    let code = regio.inlog(Wie::Beheerder)["totpCode"].as_str().unwrap().to_owned();
    assert_eq!(hier.post("/account/factor", &[("code", &code)]).await.met(303).naar(), "/account");
    assert!(hier.get("/account").await.met(200).tekst(".gelukt").starts_with("Gezien. Tot "));
    laatste(&regio, "factor-bewezen");
}
