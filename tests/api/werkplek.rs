//! The workplace: getting in and out with a browser, and what holds for every page.

use actix_web::test::TestRequest;
use chrono::TimeDelta;

use crate::gegeven::{Wie, niets, regio, regio_met_proef};

#[actix_web::test]
async fn wie_inlogt_krijgt_een_koekje_dat_niemand_anders_kan_lezen_of_sturen() {
    let regio = regio().await;
    let browser = regio.browser();
    let eerst = browser.get("/inloggen").await.met(200);
    let voor = browser.koekjes.borrow()["__Host-knooppunt"].clone();
    let koekje = eerst.antwoord.header("set-cookie").unwrap();
    assert_eq!(koekje, format!("__Host-knooppunt={voor}; Path=/; HttpOnly; SameSite=Strict; Secure"));
    let binnen = browser.log_in(Wie::Verloskundige, &[]).await.met(303);
    assert_eq!(binnen.naar(), "/");
    let na = browser.koekjes.borrow()["__Host-knooppunt"].clone();
    assert_ne!(voor, na, "what somebody laid in this browser before is worth nothing");
    for koekje in binnen.antwoord.headers.get_all("set-cookie") {
        let koekje = koekje.to_str().unwrap();
        assert!(koekje.starts_with("__Host-knooppunt"), "{koekje}");
        assert!(koekje.contains("; Path=/; HttpOnly; SameSite=Strict; Secure"), "{koekje}");
    }
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "sessie-begonnen").tel(), 1);
    let account = browser.get("/account").await.met(200);
    assert_eq!(account.tekst("h1"), "Uw account");
    assert!(account.tekst(".me").contains("Signaleerder"), "{}", account.tekst(".me"));
    assert_eq!(regio.waar_staat(&na), Vec::<String>::new(), "the key itself is kept nowhere");
    // The one from before the login still opens nothing.
    browser.koekjes.borrow_mut().insert("__Host-knooppunt".to_owned(), voor);
    browser.get("/account").await.met(401);
}

#[actix_web::test]
async fn wat_er_niet_klopte_zegt_de_pagina_niet() {
    let regio = regio().await;
    let mut gezien = Vec::new();
    for (naam, wachtwoord) in [("verloskundige", "een ander wachtwoord"), ("bestaat-niet", "een ander wachtwoord")] {
        let browser = regio.browser();
        browser.get("/inloggen").await.met(200);
        let code = browser.post("/inloggen", &[("gebruikersnaam", naam), ("wachtwoord", wachtwoord)]).await.met(200);
        let velden = [("tussen", code.waarde("tussen")), ("code", "000000".to_owned())];
        let velden: Vec<_> = velden.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
        let niet = browser.post("/inloggen/code", &velden).await.met(401);
        gezien.push(niet.teksten(".errors, form label, form .hint"));
        assert!(niet.tekst("title").starts_with("Fout: "), "{}", niet.tekst("title"));
    }
    assert_eq!(gezien[0], gezien[1]);
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "sessie-geweigerd").tel(), 2);
}

#[actix_web::test]
async fn wie_te_vaak_gokt_wacht_ook_op_de_pagina() {
    let regio = regio().await;
    let browser = regio.browser();
    browser.get("/inloggen").await.met(200);
    let code = browser.post("/inloggen", &[("gebruikersnaam", "verloskundige"), ("wachtwoord", "fout")]).await.met(200);
    let tussen = code.waarde("tussen");
    let gok = [("tussen", tussen.as_str()), ("code", "000000")];
    browser.post("/inloggen/code", &gok).await.met(401);
    let geremd = browser.post("/inloggen/code", &gok).await.met(429);
    assert!(geremd.tekst(".errors").contains("Wacht"), "{}", geremd.tekst(".errors"));
}

#[actix_web::test]
async fn een_leeg_veld_wordt_genoemd_boven_de_pagina_en_bij_het_veld() {
    let regio = regio().await;
    let browser = regio.browser();
    browser.get("/inloggen").await.met(200);
    let fout = browser.post("/inloggen", &[("gebruikersnaam", "verloskundige"), ("wachtwoord", "")]).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Vul uw wachtwoord in."]);
    assert_eq!(fout.tekst("#wachtwoord-fout"), "Fout: Vul uw wachtwoord in.");
    assert_eq!(fout.waarde("gebruikersnaam"), "verloskundige");
    assert_eq!(fout.waarde("wachtwoord"), "");
    assert_eq!(fout.alle(".errors[autofocus][tabindex='-1']").len(), 1);
}

#[actix_web::test]
async fn een_formulier_van_elders_doet_niets() {
    let regio = regio().await;
    let browser = regio.werkplek(Wie::Verloskundige).await;
    let bewijs = browser.get("/account").await.met(200).waarde("bewijs");
    let stuur = |bewijs: &str, koppen: &[(&'static str, &'static str)]| {
        let vraag = TestRequest::post().uri("/uitloggen").set_form([("bewijs", bewijs)]);
        koppen.iter().fold(vraag, |vraag, kop| vraag.insert_header(*kop))
    };
    let hier = ("sec-fetch-site", "same-origin");
    for (bewijs, koppen) in [
        (bewijs.as_str(), vec![]),
        (bewijs.as_str(), vec![("sec-fetch-site", "cross-site"), ("origin", "https://elders.nl")]),
        (bewijs.as_str(), vec![("sec-fetch-site", "same-site"), ("origin", "null")]),
        (bewijs.as_str(), vec![("origin", "https://elders.nl")]),
        ("geraden", vec![hier]),
        ("", vec![hier]),
    ] {
        let niet = browser.vraag(stuur(bewijs, &koppen)).await.met(403);
        assert!(niet.tekst("main").contains("Er is niets gedaan"), "{koppen:?}");
        browser.get("/account").await.met(200);
    }
    // The proof of one browser is worth nothing in another.
    let ander = regio.werkplek(Wie::Coordinator).await;
    ander.vraag(stuur(&bewijs, &[hier])).await.met(403);
    browser.vraag(stuur(&bewijs, &[("origin", "https://knooppunt.nl")])).await.met(200);
    browser.get("/account").await.met(401);
}

#[actix_web::test]
async fn wie_van_een_andere_plek_komt_blijft_ingelogd() {
    let regio = regio().await;
    // The browser keeps its key back from whoever leads it here; a new key in its place would end what it was doing.
    for van in ["cross-site", "same-site"] {
        let gestuurd = regio.browser();
        let vraag = TestRequest::get().uri("/mijn-signalen?na=x").insert_header(("sec-fetch-site", van));
        let eerst = gestuurd.vraag(vraag).await.met(200);
        assert_eq!(eerst.tekst("h1"), "Een ogenblik");
        assert_eq!(eerst.antwoord.header("refresh").as_deref(), Some("0; url=/mijn-signalen?na=x"));
        assert_eq!(eerst.antwoord.header("set-cookie"), None);
        let vraag = TestRequest::post().uri("/uitloggen").insert_header(("sec-fetch-site", van));
        let niet = gestuurd.vraag(vraag.set_form([("bewijs", "geraden")])).await.met(403);
        assert_eq!(niet.antwoord.header("set-cookie"), None);
    }
    let elders = regio.browser();
    let vraag = TestRequest::get().uri("//elders.nl/x").insert_header(("sec-fetch-site", "cross-site"));
    let eerst = elders.vraag(vraag).await.met(200);
    assert_eq!(eerst.antwoord.header("refresh").as_deref(), Some("0; url=/"), "we lead nobody elsewhere");
    // Whoever comes by themselves gets a key.
    let zelf = regio.browser();
    let vraag = TestRequest::get().uri("/inloggen").insert_header(("sec-fetch-site", "none"));
    assert!(zelf.vraag(vraag).await.met(200).antwoord.header("set-cookie").is_some());
}

#[actix_web::test]
async fn wie_uitlogt_laat_niets_achter_in_de_browser() {
    let regio = regio().await;
    let browser = regio.werkplek(Wie::Verloskundige).await;
    browser.get("/account").await.met(200);
    let voor = browser.koekjes.borrow()["__Host-knooppunt"].clone();
    let uit = browser.post("/uitloggen", &[]).await.met(200);
    assert_eq!(uit.antwoord.header("clear-site-data").as_deref(), Some("\"cache\""));
    assert_eq!(uit.tekst("h1"), "U bent uitgelogd");
    assert!(uit.alle(".me").is_empty());
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "sessie-beeindigd").tel(), 1);
    browser.get("/account").await.met(401);
    browser.koekjes.borrow_mut().insert("__Host-knooppunt".to_owned(), voor);
    browser.get("/account").await.met(401);
}

#[actix_web::test]
async fn wie_niet_is_ingelogd_komt_na_het_inloggen_op_de_gevraagde_pagina() {
    let regio = regio().await;
    let browser = regio.browser();
    let eerst = browser.get("/account").await.met(401);
    assert_eq!(eerst.tekst("h1"), "Inloggen");
    assert_eq!(eerst.waarde("naar"), "/account");
    let binnen = browser.log_in(Wie::Fg, &[("naar", "/account")]).await.met(303);
    assert_eq!(binnen.naar(), "/account");
    let elders = regio.browser();
    elders.get("/inloggen").await.met(200);
    let binnen = elders.log_in(Wie::Fg, &[("naar", "//elders.nl/account")]).await.met(303);
    assert_eq!(binnen.naar(), "/");
}

#[actix_web::test]
async fn wat_getypt_is_komt_na_het_inloggen_terug_bij_wie_het_typte() {
    let regio = regio().await;
    let browser = regio.werkplek(Wie::Verloskundige).await;
    browser.get("/account").await.met(200);
    regio.verstrijk(TimeDelta::minutes(31));
    let laat = browser.post("/account/elders-uitloggen", &[("haar-naam", "Fictieve Liv")]).await.met(401);
    assert_eq!(laat.tekst(".note"), "U was te lang weg. Log in, dan staat alles er nog.");
    let bewaard = laat.waarde("bewaard");
    assert!(!laat.antwoord.tekst().contains("Liv"), "what was typed is sealed");
    assert_eq!(regio.waar_staat("Fictieve Liv"), Vec::<String>::new());
    let terug = browser.log_in(Wie::Verloskundige, &[("bewaard", &bewaard)]).await.met(200);
    assert_eq!(terug.tekst("h1"), "U bent weer ingelogd");
    assert_eq!(terug.alle("main form")[0].attr("action"), Some("/account/elders-uitloggen"));
    assert_eq!((terug.waarde("haar-naam"), terug.waarde("terug")), ("Fictieve Liv".to_owned(), "1".to_owned()));
    // Somebody else at the same browser gets nothing of it, and nobody does after an hour.
    let ander = browser.log_in(Wie::Coordinator, &[("bewaard", &bewaard)]).await.met(303);
    assert!(!ander.antwoord.tekst().contains("Liv"));
    regio.verstrijk(TimeDelta::minutes(60));
    browser.get("/inloggen").await.met(200);
    browser.log_in(Wie::Verloskundige, &[("bewaard", &bewaard)]).await.met(303);
}

#[actix_web::test]
async fn de_api_kent_geen_koekje_en_een_pagina_geen_token() {
    let regio = regio().await;
    let browser = regio.werkplek(Wie::Verloskundige).await;
    let sleutel = browser.koekjes.borrow()["__Host-knooppunt"].clone();
    let koekje = format!("__Host-knooppunt={sleutel}");
    let vraag = TestRequest::get().uri("/v1/signalen").insert_header(("cookie", koekje));
    regio.vraag(vraag).await.weigert(401, "niet-ingelogd");
    regio.verstrijk(TimeDelta::seconds(30));
    regio.als(Wie::Verloskundige).get("/account").await.met(401);
    // Neither kind of secret can be used as the other.
    let body = serde_json::json!({ "verversingstoken": sleutel });
    regio.als(Wie::Niemand).post("/v1/sessies/vernieuwing", body).await.met(401);
    browser.get("/account").await.met(200);
    regio.verstrijk(TimeDelta::seconds(30));
    let tokens = regio.login(Wie::Verloskundige).await.met(201);
    browser.koekjes.borrow_mut().insert("__Host-knooppunt".to_owned(), tokens.veld("verversingstoken"));
    browser.get("/account").await.met(401);
}

#[actix_web::test]
async fn een_sessie_die_elders_eindigt_is_ook_in_de_browser_voorbij() {
    let regio = regio().await;
    let hier = regio.werkplek(Wie::Verloskundige).await;
    let daar = regio.werkplek(Wie::Verloskundige).await;
    let account = hier.get("/account").await.met(200);
    assert_eq!(account.alle(".people > li").len(), 2);
    assert_eq!(hier.post("/account/elders-uitloggen", &[]).await.met(303).naar(), "/account");
    let gezegd = hier.get("/account").await.met(200);
    assert_eq!(gezegd.tekst("[role=status]"), "U bent op één andere plek uitgelogd.");
    assert!(hier.get("/account").await.met(200).alle("[role=status]").is_empty(), "it is said once");
    daar.get("/account").await.met(401);
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "sessies-beeindigd").tel(), 1);
}

#[actix_web::test]
async fn elke_pagina_heeft_de_koppen_en_komt_uit_geen_geheugen() {
    let regio = regio().await;
    let browser = regio.werkplek(Wie::Beheerder).await;
    for (pad, status) in [("/account", 200), ("/acuut-gevaar", 200), ("/nergens", 404), ("/", 303)] {
        let pagina = browser.get(pad).await.met(status);
        for (kop, waarde) in [
            (
                "content-security-policy",
                "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
            ),
            ("cache-control", "no-store"),
            ("referrer-policy", "no-referrer"),
            ("x-content-type-options", "nosniff"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(pagina.antwoord.header(kop).as_deref(), Some(waarde), "{pad} {kop}");
        }
    }
}

#[actix_web::test]
async fn het_blad_met_stijlen_staat_onder_zijn_eigen_naam_en_vraagt_niets_elders() {
    let regio = regio().await;
    let pagina = regio.browser().get("/acuut-gevaar").await.met(200);
    for keuze in ["link[rel=stylesheet]", "link[rel=icon]"] {
        let pad = pagina.alle(keuze)[0].attr("href").unwrap().to_owned();
        let blad = regio.als(Wie::Niemand).get(&pad).await.met(200);
        assert_eq!(blad.header("cache-control").as_deref(), Some("public, max-age=31536000, immutable"));
        assert!(blad.header("set-cookie").is_none());
        assert!(!blad.tekst().contains("url(") && !blad.tekst().contains("@import"));
        assert!(blad.bytes.len() < 28 * 1024, "{}", blad.bytes.len());
    }
    regio.als(Wie::Niemand).get("/vast/werkplek-van-gisteren.css").await.met(404);
}

#[actix_web::test]
async fn wat_er_niet_is_zegt_dat_aan_een_mens_en_aan_een_programma_elk_op_hun_manier() {
    let regio = regio().await;
    let browser = regio.werkplek(Wie::Verloskundige).await;
    let niets_daar = browser.get(&format!("/nergens/{}", niets())).await.met(404);
    assert_eq!(niets_daar.tekst("h1"), "Deze pagina is er niet, of niet voor u");
    regio.als(Wie::Niemand).get("/nergens").await.weigert(404, "niet-gevonden");
    regio.als(Wie::Niemand).get("/v1/nergens").await.weigert(404, "niet-gevonden");
    let verkeerd = browser.post("/acuut-gevaar", &[]).await.met(405);
    assert_eq!(verkeerd.antwoord.header("allow").as_deref(), Some("GET, HEAD"));
}

#[actix_web::test]
async fn alleen_in_de_demo_kiest_men_wie_men_is() {
    let regio = regio().await;
    let browser = regio.browser();
    browser.get("/demo").await.met(404);
    let wie = Wie::Coordinator.gebruikersnaam();
    browser.get("/inloggen").await.met(200);
    browser.post("/demo", &[("wie", &wie)]).await.met(404);
    browser.get("/account").await.met(401);
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "sessie-begonnen").tel(), 0);

    let proef = regio_met_proef(&[Wie::Coordinator]).await;
    let browser = proef.browser();
    assert_eq!(browser.get("/").await.met(303).naar(), "/demo");
    let kies = browser.get("/demo").await.met(200);
    assert_eq!(kies.alle("main form").len(), 1);
    assert!(browser.koekjes.borrow().contains_key("knooppunt"), "plain HTTP takes no secure cookie");
    browser.post("/demo", &[("wie", &Wie::Beheerder.gebruikersnaam())]).await.met(404);
    assert_eq!(browser.post("/demo", &[("wie", &wie)]).await.met(303).naar(), "/");
    assert!(browser.get("/account").await.met(200).tekst(".me").contains("JGZ-coördinator"));
    assert_eq!(proef.rijen("logregel").is("gebeurtenis", "sessie-begonnen").tel(), 1);
    // Whoever becomes somebody else is no longer who they were.
    browser.post("/demo", &[("wie", &wie)]).await.met(303);
    assert_eq!(proef.rijen("logregel").is("gebeurtenis", "sessie-beeindigd").tel(), 1);
}
