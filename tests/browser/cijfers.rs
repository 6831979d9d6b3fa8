//! Figures in the browser: a count from concept to release in every state, and factsheets on a screen and on paper.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::json;

use crate::{
    bekijk::Bevindingen,
    venster::{Venster, met_browser},
};

#[test]
fn een_telling_is_van_concept_tot_vrijgave_voor_iedereen_te_gebruiken() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        venster.word("onderzoeker-1").await;
        venster.ga("/concepten").await;
        venster.druk("Tel deze periode").await;
        gezien.met(venster, 400, "Concepten, geen periode gekozen").await;
        // The first of which something can be told without more following from it.
        let mut eerste = String::new();
        for plaats in 2..8 {
            eerste = venster.tekst(&format!("#periode option:nth-child({plaats})")).await;
            venster.kies("#periode", &eerste).await;
            venster.druk("Tel deze periode").await;
            if venster.status().await == 200 {
                break;
            }
        }
        gezien.met(venster, 200, "Concept, net geteld").await;
        let concept = venster.pad().await;
        venster.ga("/concepten").await;
        gezien.met(venster, 200, "Concepten, er is er een onderweg").await;
        venster.word("fg-1").await;
        venster.ga(&concept).await;
        venster.druk("Dit komt niet uit").await;
        venster.druk("Leg dit concept terug").await;
        gezien.met(venster, 400, "Concept, geen reden gekozen").await;
        venster.ga(&concept).await;
        gezien.met(venster, 200, "Concept, voor wie beoordeelt").await;
        venster.klik("main td a, main tbody th a").await;
        gezien.met(venster, 200, "Wat verborgen wordt").await;
        venster.ga(&concept).await;
        venster.druk("Ik keur dit goed").await;
        gezien.met(venster, 200, "Concept, goedgekeurd").await;
        venster.word("onderzoeker-1").await;
        venster.ga(&concept).await;
        venster.volg("Geef vrij").await;
        gezien.met(venster, 200, "Geef vrij").await;
        venster.druk(&format!("Geef {} vrij", eerste.replacen("Het", "het", 1))).await;
        gezien.met(venster, 200, "Een publicatie, net vrijgegeven").await;
        gezien.geen(9);
    });
}

/// So many A4 a page takes when it is printed.
async fn vellen(venster: &Venster) -> usize {
    let gedrukt =
        venster.ontwikkelaar("Page.printToPDF", json!({ "preferCSSPageSize": true, "printBackground": true })).await;
    let pdf = STANDARD.decode(gedrukt["data"].as_str().unwrap()).unwrap();
    let pdf = String::from_utf8_lossy(&pdf);
    pdf.matches("/Type /Page\n").count()
}

#[test]
fn een_factsheet_is_voor_iedereen_te_lezen_en_past_op_een_a4() {
    met_browser(async |venster| {
        let mut gezien = Bevindingen::default();
        venster.word("onderzoeker-1").await;
        venster.ga("/publicaties").await;
        venster.klik("#kop-uit ~ .rows li:last-child h3 a").await;
        let van = venster.pad().await;
        for gebied in ["zuid-limburg", "parkstad", "maastricht-heuvelland", "GM0917", "GM0981"] {
            venster.ga(&format!("{van}/factsheets/{gebied}")).await;
            assert_eq!(venster.status().await, 200, "{gebied}");
            gezien.bekijk_als_techniek(venster, &format!("factsheet {gebied}")).await;
            assert_eq!(vellen(venster).await, 1, "{gebied}");
        }
        gezien.geen(5);
    });
}
