//! The figures of an area: as tables for programs, and as a factsheet on one page for people. Of what came out alone, and for good.

use actix_web::{http::header, test::TestRequest};
use scraper::{Html, Selector};
use serde_json::{Value, json};

use crate::{
    gegeven::{Antwoord, Regio, Wie, regio},
    publicatie::{met_gezinnen, vrijgegeven},
};

/// The factsheet of an area.
async fn factsheet(regio: &Regio, id: &str, gebied: &str) -> Antwoord {
    regio.als(Wie::Onderzoeker).get(&format!("/v1/publicaties/{id}/factsheets/{gebied}")).await
}

/// What the cells of a row say, of the table with this title.
fn rij(blad: &Antwoord, titel: &str, naam: &str) -> Vec<String> {
    let html = Html::parse_document(&blad.tekst());
    assert!(html.errors.is_empty(), "{:?}", html.errors);
    let kies = |keuze: &str| Selector::parse(keuze).unwrap();
    let woorden =
        |ding: scraper::ElementRef<'_>| ding.text().flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ");
    let tabel = html
        .select(&kies("table"))
        .find(|tabel| tabel.select(&kies("caption")).next().is_some_and(|caption| woorden(caption) == titel));
    let tabel = tabel.unwrap_or_else(|| panic!("{titel}: {}", blad.tekst()));
    let rij =
        tabel.select(&kies("tr")).find(|rij| rij.select(&kies("th")).next().is_some_and(|th| woorden(th) == naam));
    rij.unwrap_or_else(|| panic!("{naam} in {titel}")).select(&kies("td")).map(woorden).collect()
}

fn maat<'a>(gebieden: &'a Value, plek: usize, naam: &str) -> &'a Value {
    let maten = gebieden["gebieden"][plek]["maten"].as_array().unwrap();
    maten.iter().find(|maat| maat["maat"] == naam).unwrap_or_else(|| panic!("{naam}: {gebieden}"))
}

#[actix_web::test]
async fn een_factsheet_komt_er_van_wat_is_vrijgegeven_en_heet_naar_gebied_en_periode() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let onderzoeker = regio.als(Wie::Onderzoeker);
    let concept = onderzoeker.post("/v1/publicaties", json!({ "periode": "2026" })).await.met(201).id();
    factsheet(&regio, &concept, "zuid-limburg").await.weigert(404, "niet-gevonden");
    let pad = format!("/v1/publicaties/{concept}");
    assert!(onderzoeker.get(&pad).await.met(200).json["gebieden"][0]["factsheet"].is_null());
    regio.als(Wie::Fg).post_met(&format!("{pad}/beoordeling"), "\"1\"", Value::Null).await.met(200);
    onderzoeker.post_met(&format!("{pad}/vrijgave"), "\"2\"", Value::Null).await.met(200);
    let gebieden = onderzoeker.get(&pad).await.met(200).json["gebieden"].clone();
    assert_eq!(gebieden.as_array().unwrap().len(), 20, "the region, three parts of it, and sixteen gemeenten");
    for gebied in gebieden.as_array().unwrap() {
        let blad = onderzoeker.get(gebied["factsheet"].as_str().unwrap()).await.met(200);
        let naam = gebied["naam"].as_str().unwrap();
        assert!(blad.tekst().contains(&format!("<h1>{naam}</h1>")), "{naam}");
        assert!(blad.bytes.len() < 34 * 1024, "{naam}: {}", blad.bytes.len());
    }
    let blad = factsheet(&regio, &concept, "GM0917").await.met(200);
    assert_eq!(blad.header("content-type").unwrap(), "text/html; charset=utf-8");
    let naam = "inline; filename=\"kansrijke-start-2026-factsheet-GM0917.html\"";
    assert_eq!(blad.header("content-disposition").unwrap(), naam);
    let beleid = blad.header("content-security-policy").unwrap();
    assert!(beleid.contains("default-src 'none'") && beleid.contains("sha256-"), "{beleid}");
    let heeft = TestRequest::get().uri(&format!("{pad}/factsheets/GM0917"));
    let heeft = heeft.insert_header((header::IF_NONE_MATCH, blad.etag()));
    onderzoeker.vraag(heeft).await.met(304);
    // No other area has one; and who reads no figures reads none here.
    factsheet(&regio, &concept, "GM0363").await.weigert(404, "niet-gevonden");
    regio.als(Wie::Coordinator).get(&format!("{pad}/factsheets/GM0917")).await.weigert(403, "niet-toegestaan");
    regio.als(Wie::Beheerder).get(&format!("{pad}/factsheets/GM0917")).await.met(200);
}

#[actix_web::test]
async fn een_factsheet_zegt_wat_is_getoond_en_met_woorden_wat_te_klein_is() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let id = vrijgegeven(&regio, "2026").await;
    let blad = factsheet(&regio, &id, "zuid-limburg").await.met(200);
    assert!(blad.tekst().contains("2026.") && blad.tekst().contains("Voorlopige cijfers, geteld op"));
    let signalen = rij(&blad, "Signalen", "Totaal");
    assert_eq!(signalen[0], "14");
    let klein = rij(&blad, "Signalen", "Verloskundigen");
    assert_eq!(klein, ["te klein om te tonen", ""], "a word, never nothing, and no bar");
    // The same numbers as tables, each the one in the CSV.
    let pad = format!("/v1/publicaties/{id}");
    let onderzoeker = regio.als(Wie::Onderzoeker);
    let gebieden = onderzoeker.get(&format!("{pad}/gebieden/GM0917")).await.met(200).json;
    let namen: Vec<&str> =
        gebieden["gebieden"].as_array().unwrap().iter().map(|gebied| gebied["naam"].as_str().unwrap()).collect();
    assert_eq!(namen, ["Heerlen", "Parkstad", "Zuid-Limburg"]);
    let csv = onderzoeker.get(&format!("{pad}/bestanden/csv")).await.met(200).tekst();
    let kop: Vec<&str> = csv.lines().next().unwrap().split(',').collect();
    let plek = |naam: &str| kop.iter().position(|kolom| *kolom == naam).unwrap();
    let mut gezien = 0;
    for (nr, gebied) in ["GM0917", "parkstad", "zuid-limburg"].into_iter().enumerate() {
        for rij in csv.lines().map(|rij| rij.split(',').collect::<Vec<_>>()) {
            let totaal = kop
                .iter()
                .zip(&rij)
                .filter(|(kolom, _)| kolom.ends_with("Naam") && !["maatNaam", "gebiedNaam"].contains(kolom));
            let totaal = totaal.into_iter().all(|(_, deel)| ["Totaal", "Niet van toepassing"].contains(deel));
            if rij[plek("gebied")] != gebied || !totaal {
                continue;
            }
            let nu = &maat(&gebieden, nr, rij[plek("maat")])["totaal"]["nu"];
            let aantal = rij.last().unwrap().parse::<u64>().ok();
            assert_eq!(nu["status"], rij[plek("status")], "{rij:?}");
            assert_eq!(nu["aantal"].as_u64(), aantal, "{rij:?}");
            gezien += 1;
        }
    }
    assert!(gezien > 15, "{gezien} totals were held against the CSV");
    assert_eq!(maat(&gebieden, 2, "gezinnen")["totaal"], json!({ "nu": { "status": "getoond", "aantal": 14 } }));
    onderzoeker.get(&format!("{pad}/gebieden/GM0363")).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn vorig_jaar_staat_ernaast_als_het_eerder_uitkwam_en_wat_later_uitkomt_verandert_niets() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let onderzoeker = regio.als(Wie::Onderzoeker);
    let eerst = vrijgegeven(&regio, "2025-K4").await;
    let alleen = factsheet(&regio, &eerst, "zuid-limburg").await.met(200);
    assert!(!alleen.tekst().contains("4e kw. 2024"));
    let ernaast = vrijgegeven(&regio, "2026-K4").await;
    let blad = factsheet(&regio, &ernaast, "zuid-limburg").await.met(200);
    let tekst = blad.tekst();
    assert!(
        tekst.contains("Cijfers over het vierde kwartaal van 2026, naast het vierde kwartaal van 2025."),
        "{tekst}"
    );
    let signalen = rij(&blad, "Signalen", "Totaal");
    assert_eq!(signalen[..2], ["14", "0"], "this year, and the year before");
    let gebied = onderzoeker.get(&format!("/v1/publicaties/{ernaast}/gebieden/zuid-limburg")).await.met(200).json;
    assert_eq!(gebied["gebieden"][0]["vorigePeriode"], "2025-K4");
    assert_eq!(maat(&gebied, 0, "signalen")["totaal"]["vorig"], json!({ "status": "getoond", "aantal": 0 }));
    // What comes out later about an earlier year changes no sheet that is out.
    vrijgegeven(&regio, "2024-K4").await;
    for (id, was) in [(&eerst, alleen), (&ernaast, blad)] {
        let nu = factsheet(&regio, id, "zuid-limburg").await.met(200);
        assert_eq!((nu.etag(), &nu.bytes), (was.etag(), &was.bytes));
    }
}
