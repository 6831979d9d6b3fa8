//! The person a case is about: what is known of them can be put right.

use serde_json::{Value, json};

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, ALLES, NAAM},
    regio, regio_met,
};

const NIEUWE_NAAM: &str = "Wilhelmina Andersnaam";

fn getrouwd() -> Value {
    let mut body = bodies::gegevens();
    body["reden"] = "gewijzigd".into();
    body["client"]["naam"] = NIEUWE_NAAM.into();
    body
}

/// Whether a woman of that name, born on the same day, looks like one who is known already.
async fn is_bekend(regio: &Regio, naam: &str, telefoon: &str) -> bool {
    let sent = regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal_van(naam, telefoon)).await.met(201);
    sent.json["mogelijkBekend"] == true
}

#[actix_web::test]
async fn een_vrouw_die_trouwt_houdt_haar_dossier_onder_haar_nieuwe_naam() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let coordinator = regio.als(Wie::Coordinator);
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    regio.vergeet_regels();

    let changed = coordinator.post_met(&format!("{}/wijzigingen", gezin.pad()), &etag, getrouwd()).await.met(200);

    assert_eq!(changed.json["casus"]["gedeeld"]["client"]["naam"], NIEUWE_NAAM);
    assert_eq!(changed.json["mogelijkBekend"], false, "she does not look like herself");
    let line = regio.een_regel(Wie::Coordinator, "client-gewijzigd");
    assert_eq!((line.handeling.as_str(), line.casus), ("casus-herzien", Some(gezin.casus.clone())));
    assert_eq!(regio.rijen("gegevenswijziging").is("reden", "gewijzigd").tel(), 1);
    for naam in [NAAM, NIEUWE_NAAM] {
        assert_eq!(regio.waar_staat(naam), Vec::<String>::new(), "both lie sealed: {naam}");
    }
    assert!(is_bekend(&regio, NIEUWE_NAAM, "06 20000001").await);
    assert!(!is_bekend(&regio, NAAM, "06 20000002").await, "the blind check knows the name of now");
    let dossier = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    assert!(dossier.tekst().contains(NAAM) && dossier.tekst().contains(NIEUWE_NAAM));
}

#[actix_web::test]
async fn wie_met_een_wijziging_een_ander_raakt_laat_bij_die_ander_een_regel_na() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let ander = regio.aangemeld(bodies::signaal_van(NIEUWE_NAAM, "06 20000003")).await;
    let coordinator = regio.als(Wie::Coordinator);
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    regio.vergeet_regels();
    let changed = coordinator.post_met(&format!("{}/wijzigingen", gezin.pad()), &etag, getrouwd()).await.met(200);
    assert_eq!(changed.json["mogelijkBekend"], true);
    let regels = regio.neem_regels();
    let herkend = regels.iter().find(|regel| regel.gebeurtenis == "client-herkend").expect("a line about her");
    assert_eq!(herkend.casus.as_ref(), Some(&ander.casus));
    let gewijzigd = regels.iter().find(|regel| regel.gebeurtenis == "client-gewijzigd").unwrap();
    assert_ne!(herkend.betrokkenen, gewijzigd.betrokkenen);
    assert_eq!(regels.len(), 2);
}

#[actix_web::test]
async fn wie_veel_namen_probeert_met_wijzigingen_moet_wachten() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__SIGNALEN_PER_UUR", "3")]).await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let path = format!("{}/wijzigingen", gezin.pad());
    for nummer in 0..4 {
        let mut body = getrouwd();
        body["client"]["naam"] = format!("Wilhelmina Naam{nummer}").into();
        let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
        let answer = coordinator.post_met(&path, &etag, body).await;
        if nummer < 3 {
            answer.met(200);
        } else {
            answer.weigert(429, "te-veel-pogingen");
        }
    }
    assert_eq!(regio.tel("gegevenswijziging"), 3);
}

#[actix_web::test]
async fn wie_haar_moet_bereiken_hoort_dat_haar_gegevens_zijn_gewijzigd_en_niets_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    // One claimed, one waits at its desk, one may not know who she is, one refused.
    let (visit, _) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let waits = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let refused = regio.doorgeleid(&gezin, Wie::Voorzitter).await;
    regio.als(Wie::Voorzitter).stap(&refused, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    regio.stemt_toe(&gezin, "steun-op-maat", "sociaal-domein", &["themas"]).await;
    let mut nameless = bodies::doorgeleiding("sociaal-domein", &regio.desk(Wie::SociaalDomein));
    nameless["zonderContactgegevens"] = true.into();
    coordinator.post(&format!("{}/doorgeleidingen", gezin.pad()), nameless).await.met(201);
    let before = regio.tel("bericht");

    coordinator.stap(gezin.pad(), "wijzigingen", getrouwd()).await.met(200);

    for (wie, path) in [(Wie::Huisbezoeker, &visit), (Wie::Voorzorg, &waits)] {
        assert_eq!(regio.berichten(wie).await, ["gegevens-gewijzigd"], "{wie:?}");
        let told = regio.als(wie).get("/v1/berichten").await.met(200);
        assert_eq!(&format!("/v1/doorgeleidingen/{}", told.items()[0]["doorgeleiding"].as_str().unwrap()), path);
        assert!(!told.tekst().contains(NIEUWE_NAAM) && !told.tekst().contains(NAAM), "it has no content");
    }
    for wie in [Wie::Voorzitter, Wie::SociaalDomein, Wie::AndereVoorzorg, Wie::Verloskundige] {
        assert!(regio.berichten(wie).await.is_empty(), "{wie:?}");
    }
    assert!(!regio.berichten(Wie::Coordinator).await.contains(&"gegevens-gewijzigd".to_owned()), "it was hers");
    assert_eq!(regio.tel("bericht"), before + 2);
    // Once she withdraws nobody hears of her any more but who coordinates.
    regio.zegt(&gezin, "geweigerd", ("steun-op-maat", "voorzorg"), None, &ALLES).await;
    let mut weer = getrouwd();
    weer["client"]["naam"] = "Wilhelmina Weeranders".into();
    regio.als(Wie::Coordinator).stap(gezin.pad(), "wijzigingen", weer).await.met(200);
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["doorgeleiding-vervallen", "gegevens-gewijzigd"]);
    assert_eq!(regio.berichten(Wie::Huisbezoeker).await, ["gegevens-gewijzigd", "gegevens-gewijzigd"]);
}

#[actix_web::test]
async fn wat_niet_klopt_of_niet_wijzigt_blijft_zoals_het_is() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    let path = format!("{}/wijzigingen", gezin.pad());
    let before = regio.tel("gegevenswijziging");

    coordinator.post_met(&path, &etag, bodies::gegevens()).await.noemt("client");
    let mut newborn = getrouwd();
    newborn["client"]["geboortedatum"] = "2026-11-20".into();
    coordinator.post_met(&path, &etag, newborn).await.noemt("client.geboortedatum");
    let mut unreachable = getrouwd();
    unreachable["client"]["telefoon"] = Value::Null;
    coordinator.post_met(&path, &etag, unreachable).await.noemt("client.telefoon");
    coordinator.post_met(&path, "\"99\"", getrouwd()).await.weigert(412, "verouderd");
    regio.als(Wie::AndereCoordinator).post_met(&path, &etag, getrouwd()).await.weigert(404, "niet-gevonden");

    assert_eq!(regio.tel("gegevenswijziging"), before);
    assert_eq!(coordinator.get(&gezin.pad()).await.met(200).json["gedeeld"]["client"]["naam"], NAAM);
}

#[actix_web::test]
async fn wie_haar_naam_niet_mag_zien_wijzigt_haar_niet() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    let zonder: Vec<&str> = ALLES.into_iter().filter(|it| *it != "contactgegevens").collect();
    body["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &zonder)]);
    let gezin = regio.aangemeld(body).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);

    let refused = coordinator.stap(gezin.pad(), "wijzigingen", getrouwd()).await;

    let refused = refused.mist_toestemming("verkenning", "jgz-coordinatie");
    assert!(refused.veld("detail").contains("'contactgegevens'"), "{}", refused.tekst());
    assert_eq!(regio.tel("gegevenswijziging"), 0);
}

fn gevonden(answer: &crate::gegeven::Antwoord) -> usize {
    answer.items().len()
}

#[actix_web::test]
async fn wie_belt_wordt_gevonden_door_wie_haar_kent_en_door_niemand_anders() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let path = "/v1/clienten/_zoek";
    let naam = json!({ "naam": NAAM.to_uppercase(), "geboortedatum": "2001-05-04" });
    let nummer = json!({ "telefoon": "+31 6 1234 5678" });
    regio.vergeet_regels();

    for vraag in [&naam, &nummer] {
        let found = regio.als(Wie::Coordinator).post(path, vraag.clone()).await.met(200);
        assert_eq!(found.items()[0]["_links"]["casus"]["href"], gezin.pad(), "{}", found.tekst());
        assert!(!found.tekst().contains(NAAM));
        let found = regio.als(Wie::Huisbezoeker).post(path, vraag.clone()).await.met(200);
        assert_eq!(found.items()[0]["_links"]["doorgeleidingen"].as_array().map(Vec::len), Some(1));
        assert!(found.items()[0]["_links"].get("casus").is_none());
        let found = regio.als(Wie::Fg).post(path, vraag.clone()).await.met(200);
        assert!(found.items()[0]["_links"]["dossier"]["href"].as_str().is_some());
        for vreemde in [Wie::AndereCoordinator, Wie::AndereVoorzorg] {
            assert_eq!(gevonden(&regio.als(vreemde).post(path, vraag.clone()).await.met(200)), 0, "{vreemde:?}");
        }
        for zonder in [Wie::Beheerder, Wie::Onderzoeker] {
            regio.als(zonder).post(path, vraag.clone()).await.weigert(403, "niet-toegestaan");
        }
    }

    let lines = regio.neem_regels();
    let searched: Vec<_> = lines.iter().filter(|it| it.handeling == "client-zoeken").collect();
    assert_eq!(searched.len(), 14, "a line for each, also where nothing was found");
    assert_eq!(searched.iter().filter(|it| it.betrokkenen != "[]").count(), 6);
}

#[actix_web::test]
async fn de_casusregisseur_vindt_wie_zij_draagt_en_niemand_anders() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let ander = regio.aangemeld(bodies::signaal_van(NIEUWE_NAAM, "06 20000004")).await;
    regio.als(Wie::Coordinator).stap(ander.pad(), "behandeling", Value::Null).await.met(200);
    let draagt = |wie: Wie| json!({ "casusregisseur": regio.gebruiker(wie) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", draagt(Wie::Huisbezoeker)).await.met(200);
    let haar = json!({ "naam": NAAM, "geboortedatum": "2001-05-04" });
    let andere = json!({ "naam": NIEUWE_NAAM, "geboortedatum": "2001-05-04" });
    let zij = regio.als(Wie::Huisbezoeker);
    regio.vergeet_regels();

    let found = zij.post("/v1/clienten/_zoek", haar.clone()).await.met(200);
    assert_eq!(found.items()[0]["_links"]["casus"]["href"], gezin.pad(), "{}", found.tekst());
    let line = regio.een_regel(Wie::Huisbezoeker, "gezocht");
    assert_eq!(line.handeling, "client-zoeken");
    assert!(line.betrokkenen.len() > 2, "it names her");
    // Not another family in the same area, though she carries one there.
    assert_eq!(gevonden(&zij.post("/v1/clienten/_zoek", andere).await.met(200)), 0);
    assert_eq!(regio.een_regel(Wie::Huisbezoeker, "gezocht").betrokkenen, "[]", "a line also of nothing");

    // Who carries her without any consent of hers for their own organisation does not find her by name.
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", draagt(Wie::Voorzorg)).await.met(200);
    assert_eq!(gevonden(&regio.als(Wie::Voorzorg).post("/v1/clienten/_zoek", haar.clone()).await.met(200)), 0);
    // And who carried her before finds the request at her desk, and no case.
    let found = zij.post("/v1/clienten/_zoek", haar).await.met(200);
    assert!(found.items()[0]["_links"].get("casus").is_none(), "{}", found.tekst());
}

#[actix_web::test]
async fn wie_veel_namen_zoekt_moet_wachten_en_de_fg_ziet_het() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__ZOEKEN_PER_MINUUT", "3")]).await;
    let gezin = regio.in_behandeling().await;
    let (coordinator, fg) = (regio.als(Wie::Coordinator), regio.als(Wie::Fg));
    let haar = json!({ "naam": NAAM, "geboortedatum": "2001-05-04" });
    for nummer in 0..3 {
        let guess = json!({ "telefoon": format!("06 3000000{nummer}") });
        coordinator.post("/v1/clienten/_zoek", guess).await.met(200);
    }
    regio.vergeet_regels();
    for _ in 0..5 {
        let held = coordinator.post("/v1/clienten/_zoek", haar.clone()).await.weigert(429, "te-veel-pogingen");
        assert!(held.header("retry-after").is_some() && !held.tekst().contains(&gezin.casus));
    }
    let line = regio.een_regel(Wie::Coordinator, "geweigerd");
    assert_eq!((line.uitkomst.as_str(), line.handeling.as_str()), ("te-vaak", "client-zoeken"));
    assert_eq!(gevonden(&fg.post("/v1/clienten/_zoek", haar.clone()).await.met(200)), 1, "nobody else waits");
    regio.verstrijk(chrono::TimeDelta::minutes(1));
    assert_eq!(gevonden(&coordinator.post("/v1/clienten/_zoek", haar).await.met(200)), 1);
}

#[actix_web::test]
async fn wie_haar_naam_niet_deelt_is_op_haar_naam_niet_te_vinden() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &["themas"])]);
    let gezin = regio.aangemeld(body).await;
    let vraag = json!({ "naam": NAAM, "geboortedatum": "2001-05-04" });

    let found = regio.als(Wie::Coordinator).post("/v1/clienten/_zoek", vraag.clone()).await.met(200);

    assert_eq!(gevonden(&found), 0, "{}", found.tekst());
    assert!(!found.tekst().contains(&gezin.casus));
    assert_eq!(gevonden(&regio.als(Wie::Fg).post("/v1/clienten/_zoek", vraag).await.met(200)), 1, "her rights remain");
}

#[actix_web::test]
async fn wie_zoekt_zegt_precies_wie() {
    let regio = regio().await;
    let coordinator = regio.als(Wie::Coordinator);
    for (vraag, veld) in [
        (json!({ "naam": NAAM }), "geboortedatum"),
        (json!({ "geboortedatum": "2001-05-04" }), "naam"),
        (json!({ "telefoon": "06 12 + 34 56" }), "telefoon"),
        (json!({}), ""),
        (json!({ "naam": NAAM, "geboortedatum": "2001-05-04", "telefoon": "06 12345678" }), ""),
    ] {
        coordinator.post("/v1/clienten/_zoek", vraag).await.noemt(veld);
    }
}
