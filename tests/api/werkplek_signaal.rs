//! The midwife at the workplace: a signaal with her, the receipt, and what became of it.

use crate::gegeven::{Wie, regio};

/// What is filled in when she says yes; each line is right as it stands.
const JA: [(&str, &str); 14] = [
    ("verzoek", "een-eigen-sleutel"),
    ("besluit", "ja"),
    ("naam", "Wilhelmina Voorbeeld-Proefpersoon"),
    ("geboren", "4 mei 2001"),
    ("gemeente", "GM0917"),
    ("veilig", "sms"),
    ("telefoon", "06 12345678"),
    ("zwanger", "ja"),
    ("termijn", "20+0"),
    ("bron", "termijnecho"),
    ("eersteKind", "ja"),
    ("thema", "stress"),
    ("graad", "kwetsbaar"),
    ("urgentie", "gewoon"),
];

fn met<'a>(meer: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let eerst = JA.iter().filter(|(naam, _)| !meer.iter().any(|(anders, _)| anders == naam)).copied();
    let mut velden: Vec<_> = eerst.collect();
    velden.push(("wijze", "mondeling"));
    velden.extend(meer.iter().filter(|(_, waarde)| !waarde.is_empty()));
    velden
}

#[actix_web::test]
async fn een_verloskundige_maakt_met_haar_een_signaal_en_krijgt_twee_papieren() {
    let regio = regio().await;
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    let leeg = verloskundige.get("/nieuw-signaal").await.met(200);
    assert!(leeg.alle("main [checked], main option[selected]").is_empty(), "nothing is chosen beforehand");
    assert_eq!(leeg.teksten(".doors a"), ["Nieuw signaal", "Mijn signalen", "Berichten"]);
    assert_eq!(leeg.alle("form.signaal[novalidate][autocomplete=off]").len(), 1);
    regio.vergeet_regels();
    let velden = met(&[("delen", "prenataal-huisbezoek")]);
    let verstuurd = verloskundige.post("/nieuw-signaal", &velden).await.met(303);
    let regel = regio.een_regel(Wie::Verloskundige, "signaal-ontvangen");
    let id = regel.object.unwrap();
    assert_eq!(verstuurd.naar(), format!("/signalen/{id}/bewijs"));
    let bewijs = verloskundige.get(&verstuurd.naar()).await.met(200);
    regio.een_regel(Wie::Verloskundige, "gelezen");
    assert_eq!(bewijs.tekst("[role=status]"), "Het signaal is verstuurd.");
    assert!(bewijs.tekst("section[aria-labelledby=kop-dossier]").contains("maandag 30 november"));
    let haar = bewijs.tekst("section.apart .own-words");
    for nooit in ["Wilhelmina", "Knooppunt", "kwetsbaar", "Stress", "JGZ"] {
        assert!(!haar.contains(nooit), "{nooit} on the paper for home: {haar}");
    }
    assert!(!bewijs.tekst("title").contains("Wilhelmina"));
    // As the API reads it: the same consent, the same person.
    let api = regio.als(Wie::Coordinator).get(&format!("/v1/signalen/{id}")).await.met(200);
    let casus = regio.als(Wie::Coordinator).get(&format!("/v1/casussen/{}", api.veld("casus"))).await.met(200);
    assert_eq!(casus.json["gedeeld"]["client"]["geboortedatum"], "2001-05-04");
    assert_eq!(casus.json["gedeeld"]["zwangerschap"]["uitgerekend"], "2027-04-12");
    assert!(casus.json["gedeeld"].get("kwetsbaarheid").is_none(), "what she did not name stays out");
    let mijn = verloskundige.get("/mijn-signalen").await.met(200);
    assert_eq!(mijn.teksten(".row .state"), ["Ontvangen"]);
    let een = verloskundige.get(&format!("/signalen/{id}")).await.met(200);
    assert!(een.tekst("h1").contains("Wilhelmina"));
}

#[actix_web::test]
async fn twee_keer_drukken_geeft_een_signaal() {
    let regio = regio().await;
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    verloskundige.get("/nieuw-signaal").await.met(200);
    let eerst = verloskundige.post("/nieuw-signaal", &met(&[])).await.met(303);
    let weer = verloskundige.post("/nieuw-signaal", &met(&[])).await.met(303);
    assert_eq!(eerst.naar(), weer.naar());
    assert_eq!(regio.tel("signaal"), 1);
    let anders = verloskundige.post("/nieuw-signaal", &met(&[("naam", "Een Ander")])).await.met(409);
    assert_eq!(anders.tekst("h1"), "Dit formulier is al verstuurd");
    assert_eq!(regio.tel("signaal"), 1);
}

#[actix_web::test]
async fn alles_wat_niet_klopt_staat_boven_de_pagina_en_bij_het_veld_en_niets_is_weg() {
    let regio = regio().await;
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    verloskundige.get("/nieuw-signaal").await.met(200);
    let velden = met(&[
        ("naam", ""),
        ("geboren", "31-2-2003"),
        ("veilig", "via-signaleerder"),
        ("telefoon", "geen idee"),
        ("termijn", "26"),
        ("eigen-vraag", "Waar kan ik wonen?"),
    ]);
    let velden = [velden.as_slice(), &[("veilig", "bellen")]].concat();
    let fout = verloskundige.post("/nieuw-signaal", &velden).await.met(400);
    let zinnen = fout.teksten(".errors li");
    assert_eq!(
        zinnen,
        [
            "Vul haar voor- en achternaam in.",
            "Vul een dag in die bestaat. 31-2-2003 bestaat niet.",
            "Kies ‘alleen via mij’ of de andere manieren, niet allebei.",
            "Schrijf het zo: 4-3-2027, of 26+3 voor weken en dagen.",
        ]
    );
    for (bij, zin) in ["naam", "geboren", "veilig-bellen", "termijn"].into_iter().zip(&zinnen) {
        assert_eq!(fout.tekst(&format!("#{bij}-fout")), format!("Fout: {zin}"));
    }
    assert!(fout.tekst("title").starts_with("Fout: "));
    assert_eq!((fout.waarde("geboren"), fout.waarde("termijn")), ("31-2-2003".to_owned(), "26".to_owned()));
    assert_eq!(fout.tekst("#eigen-vraag"), "Waar kan ik wonen?");
    assert_eq!(fout.alle("#veilig-bellen[checked], #veilig-via[checked], #besluit-ja[checked]").len(), 3);
    assert_eq!(regio.tel("signaal"), 0);
    let tekst = fout.tekst("main").to_lowercase();
    for nooit in ["ongeldig", "verplicht veld", "dit veld is verplicht", "helaas", "a.u.b."] {
        assert!(!tekst.contains(nooit), "{nooit}");
    }
}

#[actix_web::test]
async fn wat_niet_klopt_staat_in_de_volgorde_van_de_pagina() {
    let regio = regio().await;
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    verloskundige.get("/nieuw-signaal").await.met(200);
    let leeg = ["naam", "geboren", "gemeente", "veilig", "zwanger", "thema", "graad", "urgentie"];
    let fout = verloskundige.post("/nieuw-signaal", &met(&leeg.map(|naam| (naam, "")))).await.met(400);
    let links = fout.alle(".errors a");
    let genoemd: Vec<&str> = links.iter().map(|link| link.attr("href").unwrap().trim_start_matches('#')).collect();
    assert_eq!(genoemd.len(), leeg.len(), "{genoemd:?}");
    let velden = fout.alle("form.signaal [id]");
    let op_de_pagina: Vec<&str> =
        velden.iter().filter_map(|veld| veld.attr("id")).filter(|id| genoemd.contains(id)).collect();
    assert_eq!(genoemd, op_de_pagina);
}

#[actix_web::test]
async fn een_fout_die_de_api_vindt_staat_bij_het_veld_in_dezelfde_woorden() {
    let regio = regio().await;
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    verloskundige.get("/nieuw-signaal").await.met(200);
    let fout = verloskundige.post("/nieuw-signaal", &met(&[("telefoon", "")])).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Bij bellen, sms of app hoort een telefoonnummer."]);
    assert_eq!(fout.alle("#telefoon[aria-invalid=true]").len(), 1);
    let jong = verloskundige.post("/nieuw-signaal", &met(&[("geboren", "4-5-2012")])).await.met(400);
    assert_eq!(jong.alle(".errors li").len(), 1, "{:?}", jong.teksten(".errors li"));
    let samen = met(&[("geboren", "4-5-2012"), ("ouders", "ja")]);
    verloskundige.post("/nieuw-signaal", &samen).await.met(303);
}

#[actix_web::test]
async fn wie_nee_zegt_wordt_geteld_en_verder_blijft_er_niets() {
    let regio = regio().await;
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    verloskundige.get("/nieuw-signaal").await.met(200);
    regio.vergeet_regels();
    let nee = met(&[("besluit", "nee"), ("geteld-in", "GM0917")]);
    assert_eq!(verloskundige.post("/nieuw-signaal", &nee).await.met(303).naar(), "/mijn-signalen");
    regio.een_regel(Wie::Verloskundige, "signaal-zonder-toestemming");
    let mijn = verloskundige.get("/mijn-signalen").await.met(200);
    assert!(mijn.tekst("[role=status]").starts_with("Geteld. Over haar is niets bewaard."));
    assert_eq!(regio.tel("client"), 0);
    assert_eq!(regio.waar_staat("Wilhelmina Voorbeeld-Proefpersoon"), Vec::<String>::new());
    let later = met(&[("besluit", "later")]);
    verloskundige.post("/nieuw-signaal", &later).await.met(303);
    assert_eq!(regio.tel("client"), 0);
    let niets_gekozen = verloskundige.post("/nieuw-signaal", &met(&[("besluit", "")])).await.met(400);
    assert_eq!(niets_gekozen.teksten(".errors li"), ["Kies wat zij wil."]);
}

#[actix_web::test]
async fn wie_geen_signalen_maakt_ziet_de_deur_niet_en_hoort_het_op_het_adres() {
    let regio = regio().await;
    for wie in [Wie::Coordinator, Wie::Beheerder, Wie::Onderzoeker] {
        let browser = regio.werkplek(wie).await;
        let account = browser.get("/account").await.met(200);
        assert!(account.alle("a[href='/nieuw-signaal']").is_empty(), "{wie:?}");
        browser.get("/nieuw-signaal").await.met(403);
        browser.get("/mijn-signalen").await.met(403);
        browser.post("/nieuw-signaal", &met(&[])).await.met(403);
        browser.get(&format!("/signalen/{}", crate::gegeven::niets())).await.met(404);
    }
    assert_eq!(regio.tel("signaal"), 0);
}

#[actix_web::test]
async fn zij_leest_wat_zij_opschreef_wie_het_gezin_draagt_en_hoe_die_te_bereiken_is() {
    let regio = regio().await;
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    verloskundige.get("/nieuw-signaal").await.met(200);
    let velden = met(&[("delen", "prenataal-huisbezoek"), ("eigen-vraag", "Hoe kom ik aan een wieg?")]);
    let bewijs = verloskundige.post("/nieuw-signaal", &velden).await.met(303).naar();
    let papier = verloskundige.get(&bewijs).await.met(200).tekst("section[aria-labelledby=kop-dossier]");
    assert!(papier.contains("Stress") && !papier.contains("draagt"), "{papier}");
    let pagina = bewijs.trim_end_matches("/bewijs").to_owned();
    let verteld = verloskundige.get(&pagina).await.met(200).tekst("section[aria-labelledby=kop-verteld]");
    for weet in ["geboren 4 mei 2001", "20+0", "Met sms", "06 12345678", "Stress"] {
        assert!(verteld.contains(weet), "{weet}: {verteld}");
    }
    // Nobody carries it yet; then the coordinator does, with the number that the beheerder noted.
    regio.verstrijk(chrono::TimeDelta::minutes(1));
    let api = regio.als(Wie::Coordinator).get(&format!("/v1{pagina}")).await.met(200);
    let inhoud = regio.als(Wie::Coordinator).get(&format!("/v1{pagina}/inhoud")).await.met(200);
    assert!(inhoud.json.get("gegeven").is_none() && api.json.get("draagt").is_none(), "that is for who gave it");
    let account = format!("/v1/gebruikers/{}", regio.gebruiker(Wie::Coordinator));
    let nummer = |nummer: &str| serde_json::json!({ "naam": "Coordinator", "werktelefoon": nummer });
    let etag = regio.als(Wie::Beheerder).get(&account).await.met(200).etag();
    regio.als(Wie::Beheerder).put(&account, &etag, nummer("bel maar")).await.noemt("werktelefoon");
    regio.als(Wie::Beheerder).put(&account, &etag, nummer(" 045 000 00 01 ")).await.met(200);
    let casus = format!("/v1/casussen/{}", api.veld("casus"));
    regio.als(Wie::Coordinator).stap(&casus, "behandeling", serde_json::Value::Null).await.met(200);
    let zelf = regio.als(Wie::Verloskundige).get(&format!("/v1{pagina}")).await.met(200);
    assert_eq!(zelf.json["draagt"]["werktelefoon"], "045 000 00 01");
    regio.vergeet_regels();
    let inhoud = regio.als(Wie::Verloskundige).get(&format!("/v1{pagina}/inhoud")).await.met(200);
    regio.een_regel(Wie::Verloskundige, "gelezen");
    assert_eq!(inhoud.json["gegeven"]["themas"], serde_json::json!(["stress"]));
    let mijn = verloskundige.get("/mijn-signalen").await.met(200);
    assert_eq!(mijn.alle(".row .next a[href='tel:+31450000001']").len(), 1);
    let papier = verloskundige.get(&bewijs).await.met(200).tekst("section[aria-labelledby=kop-dossier]");
    assert!(papier.contains("Wie voor het gezin coördineert Coordinator"), "{papier}");
}
