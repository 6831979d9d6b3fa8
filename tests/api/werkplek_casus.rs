//! One family at the workplace: what its coordinator sees, and does.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, ALLES, NAAM},
    regio,
    verhaal::Gezin,
};

/// The page of a family.
fn pad(gezin: &Gezin) -> String {
    format!("/casussen/{}", gezin.casus)
}

impl Regio {
    /// A moment later: a code works once.
    fn even_later(&self) {
        self.verstrijk(TimeDelta::seconds(30));
    }
}

#[actix_web::test]
async fn bovenaan_staat_hoe_zij_veilig_te_bereiken_is_en_daaronder_alles_wat_zij_deelt() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["client"]["veiligBereikbaar"] = json!(["sms", "app"]);
    body["client"]["bereikbaarToelichting"] = "Na 15 uur. Haar moeder leest mee.".into();
    let gezin = regio.aangemeld(body).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    regio.vergeet_regels();
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    let mut regels: Vec<_> = regio.neem_regels().into_iter().map(|r| (r.gebeurtenis, r.handeling)).collect();
    regels.sort();
    let gelezen = |wat: &str| ("gelezen".to_owned(), wat.to_owned());
    assert_eq!(regels, [gelezen("casus-dossier-lezen"), gelezen("casus-lezen")], "a line for each act");
    assert_eq!(casus.tekst("title"), "W. V., 20+0, Heerlen: casus – Knooppunt");
    assert_eq!(casus.tekst("h1"), NAAM);
    let veilig = casus.tekst(".veilig");
    assert!(veilig.contains("Met sms of de app. 06 12345678"), "{veilig}");
    assert!(veilig.contains("Niet bellen. Na 15 uur. Haar moeder leest mee."), "{veilig}");
    assert_eq!(casus.teksten(".draad [aria-current] b"), ["Signaleren"]);
    assert_eq!(casus.tekst(".own-words"), format!("“{}”", bodies::EIGEN_VRAAG));
    assert!(casus.tekst("section[aria-labelledby=kop-speelt]").contains("Kwetsbaar, samen met haar gewogen, vandaag."));
    assert_eq!(casus.teksten("table tbody th"), ["JGZ-coördinatie"]);
    assert_eq!(casus.teksten("table tbody .state"), ["ja"]);
    assert!(casus.tekst("section[aria-labelledby=kop-goed]").contains("Niet gevraagd: Wie het signaal gaf, "));
    assert_eq!(casus.teksten(".timeline b"), ["Een signaal geregistreerd"]);
    assert!(casus.tekst(".people").contains("Verloskundige gaf het signaal, De Wieg"));
    // Nobody is asked for help before the case is somebody's.
    assert!(casus.alle("a[href*='/vraag/']").is_empty());
}

#[actix_web::test]
async fn een_coordinator_neemt_een_gezin_aan_een_keer() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    let (versie, verzoek) = (casus.waarde("versie"), casus.waarde("verzoek"));
    let velden = [("versie", versie.as_str()), ("verzoek", verzoek.as_str())];
    regio.vergeet_regels();
    let naar = format!("{}/aannemen", pad(&gezin));
    assert_eq!(coordinator.post(&naar, &velden).await.met(303).naar(), pad(&gezin));
    regio.een_regel(Wie::Coordinator, "casus-in-behandeling");
    // Pressed twice it was done once; an old form from the history does nothing.
    coordinator.post(&naar, &velden).await.met(303);
    let oud = coordinator.post(&naar, &[("versie", &versie), ("verzoek", "een-ander")]).await.met(412);
    assert_eq!(oud.tekst("h1"), "Iemand was u voor");
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert!(casus.alle("form[action$='/aannemen']").is_empty());
    assert_eq!(casus.teksten(".people b"), ["U", "Verloskundige"]);
    assert_eq!(casus.teksten(".draad [aria-current] b"), ["Verkennen"]);
}

#[actix_web::test]
async fn een_gesprek_en_een_oordeel_worden_bewaard_en_wat_niet_klopt_staat_bij_het_veld() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.even_later();
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let versie = coordinator.get(&pad(&gezin)).await.met(200).waarde("versie");
    let plan = format!("{}/gesprek", pad(&gezin));
    for (getypt, zin) in [
        ("", "Vul in wanneer u het gezin spreekt."),
        ("31-2-2027", "Vul een dag in die bestaat. 31-2-2027 bestaat niet."),
        ("1-11-2026", "De verkenning ligt vandaag of later, en niet meer dan een jaar vooruit."),
    ] {
        let velden = [("versie", versie.as_str()), ("verzoek", getypt), ("gesprek-op", getypt)];
        let fout = coordinator.post(&plan, &velden).await.met(400);
        assert_eq!(fout.teksten(".errors li"), [zin]);
        assert_eq!(fout.tekst("#gesprek-op-fout"), format!("Fout: {zin}"));
        assert_eq!(fout.waarde("gesprek-op"), getypt, "nothing typed is lost");
        assert_eq!(fout.alle("details[open] #gesprek-op").len(), 1, "what is wrong is in sight");
    }
    coordinator.post(&plan, &[("versie", &versie), ("verzoek", "a"), ("gesprek-op", "morgen")]).await.met(303);
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert!(casus.tekst("section[aria-labelledby=kop-nu]").contains("Gesprek met het gezin: morgen."));
    let versie = casus.waarde("versie");
    let weeg = format!("{}/wegen", pad(&gezin));
    let leeg = coordinator.post(&weeg, &[("versie", &versie), ("verzoek", "b")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies hoe kwetsbaar de situatie nu is."]);
    regio.vergeet_regels();
    let velden = [("versie", versie.as_str()), ("verzoek", "c"), ("graad", "zeer-kwetsbaar"), ("samen", "ja")];
    coordinator.post(&weeg, &velden).await.met(303);
    regio.een_regel(Wie::Coordinator, "casus-gewogen");
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    let speelt = casus.tekst("section[aria-labelledby=kop-speelt]");
    assert!(speelt.contains("Zeer kwetsbaar, samen met haar gewogen, vandaag."), "{speelt}");
    assert!(speelt.contains("Eerder: Kwetsbaar, samen met haar gewogen, vandaag."), "{speelt}");
}

#[actix_web::test]
async fn een_bureau_wordt_gevraagd_als_zij_ja_zei_en_anders_wordt_haar_eerst_gevraagd() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.even_later();
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    let bureaus = casus.tekst("section[aria-labelledby=kop-waarheen]");
    assert!(
        bureaus.contains("Vraag haar eerst of dit met VoorZorg gedeeld mag worden, om: steun starten."),
        "{bureaus}"
    );
    let naar = format!("{}/vraag/{}", pad(&gezin), regio.desk(Wie::Voorzorg));
    assert_eq!(casus.alle(&format!("a[href='{naar}']")).len(), 1);
    let vraag = coordinator.get(&naar).await.met(200);
    assert!(vraag.alle("textarea").is_empty(), "nothing can be sent yet");
    assert!(vraag.alle("main [checked]").is_empty(), "nothing is ticked beforehand");
    let (doel, ontvanger) = (vraag.waarde("doel"), vraag.waarde("ontvanger"));
    let antwoord = format!("{naar}/toestemming");
    let leeg = coordinator.post(&antwoord, &[("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.alle(".errors li").len(), 3, "{:?}", leeg.teksten(".errors li"));
    let ja = [
        ("verzoek", "b"),
        ("doel", doel.as_str()),
        ("ontvanger", ontvanger.as_str()),
        ("besluit", "gegeven"),
        ("deelt", "contactgegevens"),
        ("deelt", "themas"),
        ("wijze", "mondeling"),
    ];
    regio.vergeet_regels();
    assert_eq!(coordinator.post(&antwoord, &ja).await.met(303).naar(), naar);
    regio.een_regel(Wie::Coordinator, "toestemming-gegeven");
    let vraag = coordinator.get(&naar).await.met(200);
    assert!(vraag.tekst("main").contains("Zij zien: naam en bereiken, onderwerpen."), "{}", vraag.tekst("main"));
    let lang = "x".repeat(1001);
    let te_lang = coordinator.post(&naar, &[("verzoek", "c"), ("route", "voorzorg"), ("vraag", &lang)]).await.met(400);
    assert_eq!(te_lang.alle("#vraag[aria-invalid=true]").len(), 1);
    regio.vergeet_regels();
    let velden = [("verzoek", "d"), ("route", "voorzorg"), ("vraag", "Willen jullie kennismaken?")];
    assert_eq!(coordinator.post(&naar, &velden).await.met(303).naar(), pad(&gezin));
    regio.een_regel(Wie::Coordinator, "doorgeleiding-verzonden");
    coordinator.post(&naar, &velden).await.met(303);
    assert_eq!(regio.tel("doorgeleiding"), 1, "pressed twice, sent once");
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    let loopt = casus.tekst("section[aria-labelledby=kop-loopt]");
    assert!(loopt.contains("VoorZorg Wacht op antwoord"), "{loopt}");
    // The other organisation of the same route did not hear no.
    let ander = format!("{}/vraag/{}", pad(&gezin), regio.desk(Wie::Voorzitter));
    let niet = coordinator.post(&ander, &[("verzoek", "e"), ("route", "knooppunt")]).await.met(409);
    assert_eq!(niet.tekst("h1"), "Dit kan nu niet");
    assert_eq!(regio.tel("doorgeleiding"), 1);
}

#[actix_web::test]
async fn een_casus_sluit_met_een_reden_en_pas_als_er_niets_meer_loopt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.even_later();
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let naar = format!("{}/sluiten", pad(&gezin));
    let vraag = coordinator.get(&naar).await.met(200);
    assert!(vraag.tekst("main").contains("Er loopt nog hulp: VoorZorg."));
    let versie = vraag.waarde("versie");
    let leeg = coordinator.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies waarom u deze casus sluit."]);
    let anders = [("versie", versie.as_str()), ("verzoek", "b"), ("reden", "anders")];
    let zonder = coordinator.post(&naar, &anders).await.met(400);
    assert_eq!(zonder.tekst("#toelichting-fout"), "Fout: Geef een toelichting bij de reden 'anders'.");
    let reden = [("versie", versie.as_str()), ("verzoek", "c"), ("reden", "doelen-bereikt")];
    coordinator.post(&naar, &reden).await.met(409);
    regio.als(Wie::Voorzorg).stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    let versie = coordinator.get(&naar).await.met(200).waarde("versie");
    regio.vergeet_regels();
    let reden = [("versie", versie.as_str()), ("verzoek", "d"), ("reden", "verhuisd")];
    assert_eq!(coordinator.post(&naar, &reden).await.met(303).naar(), pad(&gezin));
    assert!(regio.neem_regels().iter().any(|regel| regel.gebeurtenis == "casus-gesloten"));
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert!(casus.tekst("main").contains("Gesloten vandaag: verhuisd, de regio uit."), "{}", casus.tekst("main"));
    let anders = casus.alle("form[action^='/casussen']:not([action$='/teruggeven'])");
    assert!(anders.is_empty(), "a closed case asks nothing, but whether closing it was a mistake");
}

#[actix_web::test]
async fn wat_zij_niet_deelt_staat_er_niet_en_dat_staat_er_wel() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &["themas"])]);
    let gezin = regio.aangemeld(body).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert_eq!(casus.tekst("h1"), "Een gezin in Heerlen");
    assert!(casus.tekst(".veilig").contains("Zij deelt niet met u hoe u haar bereikt."));
    assert!(casus.tekst("section[aria-labelledby=kop-speelt]").contains("Dat deelt zij niet met u."));
    for nooit in [NAAM, bodies::TELEFOON, bodies::EIGEN_VRAAG] {
        assert!(!casus.antwoord.tekst().contains(nooit), "{nooit}");
    }
}

#[actix_web::test]
async fn in_nood_is_er_genoeg_om_te_helpen_en_niets_om_in_te_vullen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.als(Wie::Voorzorg).post("/v1/noodprocedures", bodies::noodprocedure(&gezin.casus)).await.met(201);
    regio.even_later();
    let voorzorg = regio.werkplek(Wie::Voorzorg).await;
    let casus = voorzorg.get(&pad(&gezin)).await.met(200);
    assert!(casus.tekst(".note").contains("U opent dit gezin in nood."));
    assert_eq!(casus.tekst("h1"), NAAM);
    assert!(casus.alle("main form").is_empty());
    assert!(!casus.antwoord.tekst().contains(bodies::EIGEN_VRAAG));
}

#[actix_web::test]
async fn wat_in_een_tekstveld_staat_is_tekst_en_geen_pagina() {
    let regio = regio().await;
    let opmaak = "<script>alert(1)</script> <b>&amp; \"zo\"</b>";
    let mut body = bodies::signaal_van(&format!("Wil {opmaak}"), "06 20000001");
    body["client"]["bereikbaarToelichting"] = opmaak.into();
    body["client"]["adres"] = opmaak.into();
    body["client"]["veiligBereikbaar"] = json!(["brief"]);
    body["eigenVraag"] = opmaak.into();
    let gezin = regio.aangemeld(body).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    regio.even_later();
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert_eq!(casus.tekst("h1"), format!("Wil {opmaak}"));
    assert!(casus.tekst(".veilig").matches(opmaak).count() == 2, "{}", casus.tekst(".veilig"));
    assert_eq!(casus.tekst(".own-words"), format!("“{opmaak}”"));
    for naar in [format!("{}/sluiten", pad(&gezin)), format!("{}/vraag/{}", pad(&gezin), regio.desk(Wie::Voorzorg))] {
        let pagina = coordinator.get(&naar).await.met(200);
        assert!(pagina.tekst(".lead").contains(opmaak), "{naar}");
    }
    let sluiten = format!("{}/sluiten", pad(&gezin));
    let versie = coordinator.get(&sluiten).await.met(200).waarde("versie");
    let velden = [("versie", versie.as_str()), ("verzoek", opmaak), ("reden", opmaak), ("toelichting", opmaak)];
    let terug = coordinator.post(&sluiten, &velden).await.met(400);
    assert_eq!(terug.tekst("textarea"), opmaak);
}

#[actix_web::test]
async fn wie_een_bureau_kiest_leest_of_het_past_en_waarom_en_tegen_het_advies_in_zegt_zij_waarom() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["zwangerschap"]["uitgerekend"] = "2027-02-20".into();
    body["zwangerschap"]["eersteKind"] = false.into();
    let gezin = regio.aangemeld(body).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    regio.even_later();
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    let waarheen = casus.tekst("section[aria-labelledby=kop-waarheen]");
    assert!(waarheen.contains("Wat nu niet past, en waarom (1)"), "{waarheen}");
    assert!(waarheen.contains("Past niet : het is niet haar eerste kind."), "{waarheen}");

    let naar = format!("{}/vraag/{}", pad(&gezin), regio.desk(Wie::Voorzorg));
    let advies = coordinator.get(&naar).await.met(200).tekst("section[aria-labelledby=kop-advies]");
    assert!(advies.contains("Het is haar eerste kind. Nee"), "{advies}");
    assert!(advies.contains("Zij is nog geen 28 weken zwanger. Ja"), "{advies}");
    assert!(advies.contains("instroom voor 28 weken (zuid-limburg/1)."), "{advies}");
    assert!(advies.contains("Deze toestemming ontbreekt VoorZorg, om: steun starten."), "{advies}");

    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let vraag = coordinator.get(&naar).await.met(200);
    assert!(vraag.tekst("main").contains("Het advies is nee. Waarom vraagt u het toch?"));
    assert!(!vraag.tekst("main").contains("Deze toestemming ontbreekt"));
    let verzoek = vraag.waarde("verzoek");
    let nodig = vraag.waarde("afwijk-nodig");
    let velden = [("verzoek", verzoek.as_str()), ("route", "voorzorg"), ("afwijk-nodig", nodig.as_str())];
    let zonder = coordinator.post(&naar, &velden).await.met(400);
    assert_eq!(zonder.teksten(".errors li"), ["Kies waarom u het toch vraagt."]);
    regio.even_later();
    // Meanwhile she turns out to be a week further: the reason was given to something else, and stays where it was typed.
    let later = json!({ "uitgerekend": "2027-02-12", "bron": "termijnecho", "reden": "echo" });
    let gezien = vraag.waarde("bezwaar");
    regio.als(Wie::Coordinator).stap(gezin.pad(), "termijnen", later).await.met(200);
    let velden = |bezwaren: &[String]| {
        let mut velden = vec![("verzoek", verzoek.clone()), ("route", "voorzorg".to_owned())];
        velden.extend([("afwijk", "anders".to_owned()), ("uitleg", "Het bureau belde zelf.".to_owned())]);
        velden.extend(bezwaren.iter().map(|bezwaar| ("bezwaar", bezwaar.clone())));
        velden
    };
    let stuur = velden(&[gezien]);
    let stuur: Vec<(&str, &str)> = stuur.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
    let anders = coordinator.post(&naar, &stuur).await.met(409);
    assert!(
        anders.tekst(".errors").contains("Het advies is niet meer zoals u het las."),
        "{}",
        anders.tekst(".errors")
    );
    assert!(anders.tekst("section[aria-labelledby=kop-advies]").contains("Zij is nog geen 28 weken zwanger. Nee"));
    assert_eq!(anders.tekst("textarea[name=uitleg]"), "Het bureau belde zelf.");
    assert_eq!(anders.alle("input[name=afwijk][value=anders][checked]").len(), 1);
    assert_eq!(regio.tel("doorgeleiding"), 0);
    let nu = ["te-laat".to_owned(), "niet-eerste-kind".to_owned()];
    let velden = velden(&nu);
    let velden: Vec<(&str, &str)> = velden.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
    regio.vergeet_regels();
    coordinator.post(&naar, &velden).await.met(303);
    regio.een_regel(Wie::Coordinator, "doorgeleiding-verzonden");
    assert_eq!(regio.rijen("doorgeleiding").is("afwijk_reden", "anders").tel(), 1);
}
