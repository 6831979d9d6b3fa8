//! Finding a family at the workplace, and saying whether two signalen are of one.

use chrono::TimeDelta;
use serde_json::json;

use crate::gegeven::{
    Wie,
    bodies::{self, NAAM, TELEFOON},
    niets, regio,
};

#[actix_web::test]
async fn wie_de_hele_naam_en_de_geboortedatum_weet_vindt_het_gezin_en_het_adres_zegt_niets() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.verstrijk(TimeDelta::seconds(30));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    coordinator.get("/zoeken").await.met(200);
    regio.vergeet_regels();
    let gevonden = coordinator.post("/zoeken", &[("naam", NAAM), ("geboren", "4 mei 2001")]).await.met(200);
    let regel = regio.een_regel(Wie::Coordinator, "gezocht");
    assert_eq!(regel.betrokkenen.matches('"').count(), 2, "she was shown: {}", regel.betrokkenen);
    assert_eq!(gevonden.teksten(".rows h3"), [NAAM]);
    assert_eq!(gevonden.alle(&format!(".rows a[href='/casussen/{}']", gezin.casus)).len(), 1);
    assert_eq!(gevonden.teksten(".rows .facts li"), ["Heerlen"]);
    let nummer = coordinator.post("/zoeken", &[("telefoon", TELEFOON)]).await.met(200);
    assert_eq!(nummer.teksten(".rows h3"), ["Een gezin in Heerlen"], "a number does not tell whose it is");
    let niemand = coordinator.post("/zoeken", &[("naam", "Wilhelmina"), ("geboren", "4-5-2001")]).await.met(200);
    assert!(niemand.tekst("main").contains("Geen gezin gevonden met deze naam én geboortedatum."));
    assert_eq!(niemand.waarde("naam"), "Wilhelmina");
}

#[actix_web::test]
async fn wat_niet_klopt_aan_een_zoekvraag_staat_bij_het_veld_in_de_woorden_van_de_api() {
    let regio = regio().await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    coordinator.get("/zoeken").await.met(200);
    for (velden, bij, zin) in [
        (vec![("naam", NAAM)], "geboren", "Bij de naam hoort de geboortedatum."),
        (vec![("geboren", "4-5-2001")], "naam", "Bij de geboortedatum hoort de hele naam."),
        (vec![("telefoon", "00000000")], "telefoon", "Een telefoonnummer als 06 00000000, of met het landnummer."),
        (vec![("naam", NAAM), ("geboren", "4-5")], "geboren", "Schrijf het zo: 27-3-2003."),
    ] {
        let fout = coordinator.post("/zoeken", &velden).await.met(400);
        assert_eq!(fout.teksten(".errors li"), [zin]);
        assert_eq!(fout.tekst(&format!("#{bij}-fout")), format!("Fout: {zin}"));
    }
    let leeg = coordinator.post("/zoeken", &[]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Zoek op naam met geboortedatum, of op telefoonnummer."]);
}

#[actix_web::test]
async fn twee_signalen_staan_naast_elkaar_en_wat_zij_kiest_geldt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let mut tweede = bodies::signaal();
    tweede["client"]["adres"] = "Andere Laan 3, Heerlen".into();
    tweede["zwangerschap"]["uitgerekend"] = "2027-04-20".into();
    let signaal = regio.lijkt_bekend(tweede).await;
    let pad = format!("/signalen/{}/vergelijken", signaal.rsplit('/').next().unwrap());
    regio.verstrijk(TimeDelta::seconds(30));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    regio.vergeet_regels();
    let naast = coordinator.get(&pad).await.met(200);
    let regel = regio.een_regel(Wie::Coordinator, "gelezen");
    assert_eq!(regel.betrokkenen.matches('-').count(), 8, "both were shown: {}", regel.betrokkenen);
    let anders = naast.teksten("tr:has(.soon) th");
    assert_eq!(anders, ["Adres anders", "Zwangerschap anders"]);
    assert_eq!(naast.alle("input[type=radio]").len(), 4);
    assert!(naast.alle("input[checked]").is_empty(), "nothing is chosen beforehand");
    assert!(!naast.tekst("title").contains("Wilhelmina"));
    let (versie, casus) = (naast.waarde("versie"), naast.waarde("casus"));
    let velden = [("versie", versie.as_str()), ("verzoek", "a"), ("casus", casus.as_str())];
    let niet = coordinator.post(&pad, &velden).await.met(400);
    assert_eq!(niet.teksten(".errors li"), ["Kies of dit hetzelfde gezin is."]);
    let keuze = [("besluit", "zelfde"), ("kies-adres", "casus")];
    regio.vergeet_regels();
    let gekoppeld = coordinator.post(&pad, &[&velden[..], &keuze].concat()).await.met(303);
    assert_eq!(gekoppeld.naar(), format!("/casussen/{}", gezin.casus));
    assert!(regio.neem_regels().iter().any(|regel| regel.gebeurtenis == "signaal-gekoppeld"));
    let api = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert_eq!(api.json["gedeeld"]["client"]["adres"], bodies::ADRES, "as was chosen");
    assert_eq!(api.json["signalen"].as_array().unwrap().len(), 2);
}

#[actix_web::test]
async fn twee_gezinnen_blijven_twee() {
    let regio = regio().await;
    regio.in_behandeling().await;
    let signaal = regio.lijkt_bekend(bodies::signaal()).await;
    let pad = format!("/signalen/{}/vergelijken", signaal.rsplit('/').next().unwrap());
    regio.verstrijk(TimeDelta::seconds(30));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let versie = coordinator.get(&pad).await.met(200).waarde("versie");
    let velden = [("versie", versie.as_str()), ("verzoek", "a"), ("besluit", "twee")];
    assert_eq!(coordinator.post(&pad, &velden).await.met(303).naar(), "/vandaag");
    let lijst = coordinator.get("/vandaag/van-niemand").await.met(200);
    assert_eq!(lijst.teksten(".rows h3").len(), 1);
    assert!(lijst.tekst("[role=status]").starts_with("Het zijn twee gezinnen."));
    coordinator.get(&format!("/signalen/{}/vergelijken", niets())).await.met(404);
    let queue = regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({ "lijsten": ["lijkt-bekend"] })).await;
    assert!(queue.met(200).items().is_empty());
}
