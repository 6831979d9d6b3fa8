//! Figures at the workplace: counted by one, judged by another, released, and read as tables.

use serde_json::json;

use crate::{
    gegeven::{Pagina, Regio, Wie, niets, regio},
    publicatie::{met_gezinnen, volgende_versie, vrijgegeven},
};

/// A concept of 2026, counted on its page by the researcher.
async fn geteld(regio: &Regio) -> String {
    let onderzoeker = regio.werkplek(Wie::Onderzoeker).await;
    let leeg = onderzoeker.get("/concepten").await.met(200);
    assert!(leeg.tekst("main").contains("Er is geen concept onderweg."));
    let periodes = leeg.teksten("#periode option");
    assert!(
        periodes.contains(&"Het vierde kwartaal van 2026".to_owned()) && periodes.contains(&"Het jaar 2026".to_owned())
    );
    regio.vergeet_regels();
    let naar = onderzoeker.post("/concepten", &[("verzoek", "telling"), ("periode", "2026")]).await.met(303).naar();
    assert_eq!(regio.een_regel(Wie::Onderzoeker, "publicatie-geteld").uitkomst, "gelukt");
    naar.strip_suffix("/concept").unwrap().to_owned()
}

/// The words of the row of a table that begins so.
fn rij(pagina: &Pagina, begin: &str) -> String {
    let rijen = pagina.teksten("tr");
    rijen.iter().find(|rij| rij.starts_with(begin)).unwrap_or_else(|| panic!("{begin}: {rijen:?}")).clone()
}

#[actix_web::test]
async fn de_onderzoeker_begint_bij_de_publicaties_en_ziet_dat_er_nog_geen_zijn() {
    let regio = regio().await;
    let onderzoeker = regio.werkplek(Wie::Onderzoeker).await;
    assert_eq!(onderzoeker.get("/").await.met(303).naar(), "/publicaties");
    let pagina = onderzoeker.get("/publicaties").await.met(200);
    assert_eq!(pagina.teksten(".doors a"), ["Publicaties", "Concepten", "Begrippen", "Berichten"]);
    assert!(pagina.tekst("main").contains("Nog niets vrijgegeven. Begin bij Concepten"));
    let begrippen = onderzoeker.get("/begrippen").await.met(200);
    assert!(begrippen.teksten("h3").contains(&"Trajecten: lopend en nieuw".to_owned()));
    assert!(begrippen.tekst("main").contains("Deel van: Gezinnen in begeleiding"));
    // Whoever reads no figures has no door to them, and hears so at the address.
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    for pad in ["/publicaties", "/concepten", "/begrippen"] {
        assert_eq!(coordinator.get(pad).await.met(403).tekst("h1"), "Dit hoort niet bij uw werk");
    }
    assert!(!coordinator.get("/vandaag").await.met(200).teksten(".doors a").contains(&"Publicaties".to_owned()));
}

#[actix_web::test]
async fn een_concept_zegt_wat_verborgen_wordt_waarom_en_wat_hierna_niet_meer_kan() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let pad = geteld(&regio).await;
    let onderzoeker = regio.werkplek(Wie::Onderzoeker).await;
    let concept = onderzoeker.get(&format!("{pad}/concept")).await.met(200);
    assert_eq!(concept.tekst("title"), "Concept: het jaar 2026 – Knooppunt");
    let tekst = concept.tekst("main");
    for zin in [
        "U telde dit zelf.",
        "Kansrijke start, versie 2",
        "Waarom iets verborgen wordt",
        "Te klein:",
        "2026 is als heel jaar geteld.",
        "Dit is de eerste die uitkomt.",
    ] {
        assert!(tekst.contains(zin), "{zin}: {tekst}");
    }
    assert!(!tekst.contains("te-klein") && !tekst.contains("volgt-uit"), "no code: {tekst}");
    assert!(!concept.teksten("button").iter().any(|knop| knop.contains("goed")), "nobody judges their own count");
    assert!(rij(&concept, "Gezinnen in begeleiding").contains(" %"));
    let steps = concept.teksten(".draad li");
    assert!(steps[0].starts_with("Geteld vandaag") && steps[1] == "Beoordeeld nog niet", "{steps:?}");
    // Which numbers, of one measure.
    let signalen = onderzoeker.get(&format!("{pad}/concept/signalen")).await.met(200);
    assert!(signalen.tekst("h1") == "Signalen" && signalen.tekst("main").contains("Zuid-Limburg"));
    assert_eq!(rij(&signalen, "Zuid-Limburg Verloskundigen"), "Zuid-Limburg Verloskundigen Te weinig organisaties");
    onderzoeker.get(&format!("{pad}/concept/bestaat-niet")).await.met(404);
    // The figures of it, as they would be read.
    let cijfers = onderzoeker.get(&pad).await.met(200);
    assert!(cijfers.tekst(".note").contains("nog niet vrijgegeven"));
    // A second count has no place beside it.
    let lijst = onderzoeker.get("/concepten").await.met(200);
    assert!(lijst.alle("#periode").is_empty() && lijst.tekst(".rows").contains("Wacht op het oordeel"));
    let nog_een = onderzoeker.post("/concepten", &[("verzoek", "nog-een"), ("periode", "2025")]).await.met(400);
    assert!(nog_een.tekst(".errors").contains("Er is al een concept."));
    assert_eq!(regio.tel("publicatie"), 1);
    let niets_gekozen = onderzoeker.post("/concepten", &[("verzoek", "leeg")]).await.met(400);
    assert!(niets_gekozen.tekst(".errors").contains("Kies welke periode u telt."));
    assert!(niets_gekozen.tekst("title").starts_with("Fout: "));
}

#[actix_web::test]
async fn een_ander_keurt_goed_de_onderzoeker_geeft_vrij_en_dan_leest_ieder_die_mag_hetzelfde() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let pad = geteld(&regio).await;
    let (concept, vrijgeven) = (format!("{pad}/concept"), format!("{pad}/vrijgeven"));
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    beheerder.get(&concept).await.met(404);
    let onderzoeker = regio.werkplek(Wie::Onderzoeker).await;
    assert!(
        onderzoeker.get(&vrijgeven).await.met(200).tekst("main").contains("een tweede persoon keurt het eerst goed")
    );
    let zelf = onderzoeker.post(&format!("{pad}/goedkeuren"), &[("verzoek", "zelf"), ("versie", "1")]).await.met(409);
    assert_eq!(zelf.tekst("h1"), "Dit kan nu niet");
    let fg = regio.werkplek(Wie::Fg).await;
    let open = fg.get("/publicaties").await.met(200);
    assert!(open.tekst("main").contains("Nog niet vrijgegeven"));
    assert_eq!(open.alle(".rows h3 a")[0].attr("href").unwrap(), concept);
    assert!(fg.get(&concept).await.met(200).teksten("button").contains(&"Ik keur dit goed".to_owned()));
    regio.vergeet_regels();
    let goed = fg.post(&format!("{pad}/goedkeuren"), &[("verzoek", "goed"), ("versie", "1")]).await.met(303);
    assert_eq!(goed.naar(), concept);
    regio.een_regel(Wie::Fg, "publicatie-beoordeeld");
    fg.get(&vrijgeven).await.met(403);
    let na = onderzoeker.get(&concept).await.met(200);
    assert!(na.tekst("main").contains("Een tweede persoon keurde dit goed."), "{}", na.tekst("main"));
    let vraag = onderzoeker.get(&vrijgeven).await.met(200);
    assert!(vraag.tekst("main").contains("Vrijgeven is voorgoed."));
    regio.vergeet_regels();
    let uit = onderzoeker.post(&vrijgeven, &[("verzoek", "uit"), ("versie", "2")]).await.met(303);
    assert_eq!(uit.naar(), pad);
    regio.een_regel(Wie::Onderzoeker, "publicatie-vrijgegeven");
    assert_eq!(regio.rijen("publicatie").is("status", "vrijgegeven").tel(), 1);
    let gelezen = onderzoeker.get(&pad).await.met(200);
    assert!(gelezen.tekst("[role=status]").contains("Vrijgegeven. De cijfers en de factsheets staan hier."));
    // The same page for whoever only reads.
    let beheerder_ziet = beheerder.get(&pad).await.met(200);
    assert_eq!(beheerder_ziet.tekst(".stack"), gelezen.tekst(".stack"));
    assert!(beheerder_ziet.tekst("aside").contains("Onderzoeker") && beheerder_ziet.tekst("aside").contains("Fg"));
    assert!(onderzoeker.get(&concept).await.met(200).tekst(".note").contains("verandert niet meer"));
}

#[actix_web::test]
async fn een_concept_komt_niet_uit_met_een_reden() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let pad = geteld(&regio).await;
    let fg = regio.werkplek(Wie::Fg).await;
    fg.get(&format!("{pad}/concept")).await.met(200);
    let terug = format!("{pad}/terugleggen");
    let zonder = fg.post(&terug, &[("verzoek", "terug"), ("versie", "1")]).await.met(400);
    assert!(zonder.tekst(".errors").contains("Kies waarom dit niet uitkomt."));
    let velden = [("verzoek", "terug"), ("versie", "1"), ("reden", "cijfers-kloppen-niet")];
    regio.vergeet_regels();
    assert_eq!(fg.post(&terug, &velden).await.met(303).naar(), "/publicaties");
    regio.een_regel(Wie::Fg, "publicatie-teruggelegd");
    let onderzoeker = regio.werkplek(Wie::Onderzoeker).await;
    let lijst = onderzoeker.get("/concepten").await.met(200);
    assert!(lijst.tekst("#kop-terug ~ .rows").contains("De cijfers kloppen niet"));
    assert!(!lijst.alle("#periode").is_empty(), "the period can be counted anew");
    let gelezen = onderzoeker.get(&format!("{pad}/concept")).await.met(200);
    assert!(gelezen.tekst(".note").contains("voor niemand meer te lezen"));
    onderzoeker.get(&pad).await.met(404);
}

#[actix_web::test]
async fn een_gewijzigd_programma_telt_mee_als_de_onderzoeker_dat_op_de_pagina_kiest() {
    let map = tempfile::TempDir::new().unwrap();
    let (pad, sha256) = volgende_versie(map.path());
    let mut regio = regio().await;
    vrijgegeven(&regio, "2025").await;
    let pad: &'static str = pad.leak();
    regio.settings = vec![("KNOOPPUNT__PUBLICATIE__PROGRAMMA", pad)].leak();
    regio.herstart().await;
    let onderzoeker = regio.werkplek(Wie::Onderzoeker).await;
    let leeg = onderzoeker.get("/concepten").await.met(200);
    assert!(leeg.alle("#programma").is_empty(), "nothing to choose before it is asked");
    assert!(leeg.teksten("#periode option").contains(&"Het jaar 2024".to_owned()));
    let velden = [("verzoek", "gewijzigd"), ("periode", "2024")];
    let vraag = onderzoeker.post("/concepten", &velden).await.met(400);
    assert!(vraag.tekst(".errors").contains("Het programma is gewijzigd sinds de laatste publicatie."));
    assert_eq!(vraag.alle("#programma")[0].attr("value"), Some(sha256.as_str()));
    assert_eq!(regio.rijen("publicatie").is("status", "concept").tel(), 0);
    let velden = [("verzoek", "gekozen"), ("periode", "2024"), ("programma", sha256.as_str())];
    let naar = onderzoeker.post("/concepten", &velden).await.met(303).naar();
    assert!(onderzoeker.get(&naar).await.met(200).tekst("main").contains("Kansrijke start, versie 3"));
}

#[actix_web::test]
async fn een_publicatie_is_te_lezen_als_tabellen_en_alles_is_mee_te_nemen() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let id = vrijgegeven(&regio, "2026").await;
    let pad = format!("/publicaties/{id}");
    let onderzoeker = regio.werkplek(Wie::Onderzoeker).await;
    let lijst = onderzoeker.get("/publicaties").await.met(200);
    assert_eq!(lijst.tekst("title"), "Publicaties (1) – Knooppunt");
    let cijfers = onderzoeker.get(&pad).await.met(200);
    assert!(cijfers.antwoord.bytes.len() < 32 * 1024, "{}", cijfers.antwoord.bytes.len());
    assert_eq!(rij(&cijfers, "Verloskundigen"), "Verloskundigen te klein");
    assert!(cijfers.tekst(".hint").contains("te klein om te tonen"));
    assert!(cijfers.teksten("td.number").iter().all(|cel| !cel.is_empty()), "a number or a word, never nothing");
    let naast = onderzoeker.get(&format!("{pad}/naast-elkaar")).await.met(200);
    assert!(naast.antwoord.bytes.len() < 32 * 1024, "{}", naast.antwoord.bytes.len());
    assert_eq!(rij(&naast, "Zuid-Limburg").split_whitespace().nth(1), Some("14"));
    let heerlen = onderzoeker.get(&format!("{pad}/gebieden/GM0917")).await.met(200);
    assert!(heerlen.teksten("h2").contains(&"Heerlen".to_owned()));
    let trajecten = onderzoeker.get(&format!("{pad}/gebieden/zuid-limburg/trajecten")).await.met(200);
    assert!(trajecten.teksten("th").contains(&"Nieuw in de periode".to_owned()));
    assert!(trajecten.teksten("th").contains(&"Parkstad".to_owned()), "and the areas within");
    for weg in ["gebieden/GM0363", "gebieden/GM0917/trajecten", "gebieden/zuid-limburg/bestaat-niet"] {
        onderzoeker.get(&format!("{pad}/{weg}")).await.met(404);
    }
    // Every file, byte for byte the one of the API; and the factsheet too.
    let api = regio.als(Wie::Onderzoeker);
    let links: Vec<String> = cijfers.alle("aside a").iter().map(|link| link.attr("href").unwrap().to_owned()).collect();
    let bestanden: Vec<&String> = links.iter().filter(|link| link.contains("/bestanden/")).collect();
    assert_eq!(bestanden.len(), 11);
    let factsheets = links.iter().filter(|link| link.contains("/factsheets/"));
    for link in bestanden.into_iter().chain(factsheets.take(2)) {
        let hier = onderzoeker.get(link).await.antwoord.met(200);
        let daar = api.get(&format!("/v1{link}")).await.met(200);
        assert_eq!((&hier.bytes, hier.etag()), (&daar.bytes, daar.etag()), "{link}");
        assert_eq!(hier.header("content-disposition"), daar.header("content-disposition"));
        assert!(hier.header("content-security-policy").is_some(), "{link}");
    }
    onderzoeker.get(&format!("{pad}/bestanden/bestaat-niet")).await.met(404);
    onderzoeker.get(&format!("/publicaties/{}", niets())).await.met(404);
}

/// Each page of figures, with the question to the API that it stands for.
#[actix_web::test]
async fn elke_pagina_met_cijfers_geeft_ieder_wat_de_api_geeft() {
    let regio = regio().await;
    let id = vrijgegeven(&regio, "2025").await;
    let concept = regio.als(Wie::Onderzoeker).post("/v1/publicaties", json!({ "periode": "2024" })).await.met(201).id();
    let api = |id: &str| format!("/v1/publicaties/{id}");
    let paginas = [
        ("/publicaties".to_owned(), "/v1/publicaties".to_owned()),
        ("/concepten".to_owned(), "/v1/publicaties".to_owned()),
        ("/begrippen".to_owned(), "/v1/publicatieprogramma".to_owned()),
        (format!("/publicaties/{id}"), api(&id)),
        (format!("/publicaties/{concept}"), api(&concept)),
        (format!("/publicaties/{}", niets()), api(&niets())),
        (format!("/publicaties/{id}/naast-elkaar"), api(&id)),
        (format!("/publicaties/{id}/gebieden/GM0917"), format!("{}/gebieden/GM0917", api(&id))),
        (format!("/publicaties/{concept}/factsheets/GM0917"), format!("{}/factsheets/GM0917", api(&concept))),
        (format!("/publicaties/{concept}/concept"), format!("{}/verborgen", api(&concept))),
    ];
    let stappen = [("goedkeuren", "beoordeling"), ("terugleggen", "teruglegging"), ("vrijgeven", "vrijgave")];
    let reden = json!({ "reden": "vergissing" });
    let mut gezien = std::collections::BTreeMap::<u16, usize>::new();
    for wie in crate::gegeven::IEDEREEN {
        let mut verwacht = Vec::new();
        for (_, pad) in &paginas {
            verwacht.push(regio.als(wie).get(pad).await.status);
        }
        for (_, stap) in stappen {
            let body = if stap == "teruglegging" { reden.clone() } else { serde_json::Value::Null };
            verwacht.push(regio.als(wie).post_met(&format!("{}/{stap}", api(&concept)), "\"0\"", body).await.status);
        }
        let browser = regio.werkplek(wie).await;
        let mut kreeg = Vec::new();
        for (pad, _) in &paginas {
            kreeg.push((pad.clone(), browser.get(pad).await.antwoord.status));
        }
        browser.get("/berichten").await;
        for (stap, _) in stappen {
            let pad = format!("/publicaties/{concept}/{stap}");
            let velden = [("verzoek", stap), ("versie", "0"), ("reden", "vergissing")];
            kreeg.push((pad.clone(), browser.post(&pad, &velden).await.antwoord.status));
        }
        for ((pad, kreeg), verwacht) in kreeg.into_iter().zip(verwacht) {
            assert_eq!(kreeg, verwacht, "{wie:?} {pad}");
            *gezien.entry(kreeg).or_default() += 1;
        }
    }
    assert_eq!(gezien.keys().copied().collect::<Vec<_>>(), [200, 403, 404, 412], "{gezien:?}");
    assert_eq!(regio.rijen("publicatie").is("status", "concept").tel(), 1, "nothing was done");
}
