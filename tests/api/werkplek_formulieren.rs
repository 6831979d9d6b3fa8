//! Every form of the workplace, found in its route table: from elsewhere none of them does anything.

use std::{collections::BTreeSet, fs, path::Path};

use actix_web::test::TestRequest;

use crate::gegeven::{Wie, niets, regio};

/// The forms, by their addresses: each resource that takes a POST.
fn formulieren() -> BTreeSet<String> {
    let mut alle = BTreeSet::new();
    let mut mappen = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src/web")];
    while let Some(map) = mappen.pop() {
        for hier in fs::read_dir(map).unwrap().map(|hier| hier.unwrap().path()) {
            if hier.is_dir() {
                mappen.push(hier);
            } else if hier.extension().is_some_and(|soort| soort == "rs") {
                let tekst = fs::read_to_string(hier).unwrap();
                let code = tekst.split("#[cfg(test)]").next().unwrap();
                let regels = code.split("resource(").skip(1).filter(|regel| regel.contains("Method::POST"));
                // An address that has a name of its own stands in no quotes.
                alle.extend(regels.filter_map(|regel| regel.trim_start().strip_prefix('"')).map(|regel| {
                    let pad = regel.split('"').next().unwrap();
                    pad.split('/')
                        .map(|deel| if deel.starts_with('{') { niets() } else { deel.to_owned() })
                        .collect::<Vec<_>>()
                        .join("/")
                }));
            }
        }
    }
    alle
}

#[actix_web::test]
async fn geen_formulier_van_elders_doet_iets() {
    let regio = regio().await;
    let browser = regio.werkplek(Wie::Coordinator).await;
    let bewijs = browser.get("/account").await.met(200).waarde("bewijs");
    let alle = formulieren();
    assert!(alle.len() > 60, "the route table was read: {alle:?}");
    let voor = regio.inhoud();
    for pad in &alle {
        let stuur = |bewijs: &str, koppen: &[(&'static str, &'static str)]| {
            let vraag = TestRequest::post().uri(pad).set_form([("bewijs", bewijs), ("verzoek", pad)]);
            koppen.iter().fold(vraag, |vraag, kop| vraag.insert_header(*kop))
        };
        for (bewijs, koppen) in [
            (bewijs.as_str(), vec![]),
            (bewijs.as_str(), vec![("sec-fetch-site", "cross-site"), ("origin", "https://elders.nl")]),
            ("geraden", vec![("sec-fetch-site", "same-origin"), ("origin", "null")]),
        ] {
            let niet = browser.vraag(stuur(bewijs, &koppen)).await;
            assert_eq!(niet.antwoord.status, 403, "{pad} {koppen:?}: {}", niet.antwoord.tekst());
            assert!(niet.tekst("main").contains("Er is niets gedaan"), "{pad} {koppen:?}: {}", niet.tekst("main"));
        }
    }
    browser.get("/account").await.met(200);
    assert_eq!(voor, regio.inhoud(), "nothing was changed");
}
