//! `/v1/docs`: the API to read, by whoever comes by.

use std::collections::BTreeSet;

use actix_web::test::TestRequest;
use scraper::{Html, Selector};

use crate::{
    gegeven::{Antwoord, Regio, regio},
    openapi::{document, operaties},
};

const GROOTST: usize = 60 * 1024;

async fn lees(regio: &Regio, pad: &str) -> Antwoord {
    regio.vraag(TestRequest::get().uri(pad).insert_header(("accept", "text/html"))).await
}

fn alle(html: &Html, wat: &str, attribuut: &str) -> Vec<String> {
    html.select(&Selector::parse(wat).unwrap()).filter_map(|ding| ding.attr(attribuut)).map(str::to_owned).collect()
}

#[actix_web::test]
async fn elke_aanvraag_en_elk_veld_heeft_een_bladzijde_en_elke_verwijzing_komt_aan() {
    let regio = regio().await;
    let mut te_lezen = vec!["/v1/docs".to_owned()];
    let mut gezien: BTreeSet<String> = te_lezen.iter().cloned().collect();
    while let Some(pad) = te_lezen.pop() {
        let antwoord = lees(&regio, &pad).await;
        assert_eq!(
            (antwoord.status, antwoord.header("content-type").as_deref()),
            (200, Some("text/html; charset=utf-8")),
            "{pad}"
        );
        assert!(antwoord.bytes.len() <= GROOTST, "{pad}: {}", antwoord.bytes.len());
        let html = Html::parse_document(&antwoord.tekst());
        assert!(html.errors.is_empty(), "{pad}: {:?}", html.errors);
        assert_eq!(html.select(&Selector::parse("h1").unwrap()).count(), 1, "{pad}");
        let ids = alle(&html, "[id]", "id");
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{pad}: {ids:?}");
        for nooit in ["script", "style", "[style]", "iframe", "img", "form"] {
            assert!(html.select(&Selector::parse(nooit).unwrap()).next().is_none(), "{pad}: {nooit}");
        }
        for naar in alle(&html, "a", "href").into_iter().chain(alle(&html, "link", "href")) {
            assert!(naar.starts_with('/') || naar.starts_with('#'), "{pad} leads out of here: {naar}");
            let (naar, plek) = naar.split_once('#').map_or((naar.as_str(), ""), |(naar, plek)| (naar, plek));
            assert!(plek.is_empty() || !naar.is_empty() || ids.iter().any(|id| id == plek), "{pad}: #{plek}");
            if naar.starts_with("/v1/docs") && gezien.insert(naar.to_owned()) {
                te_lezen.push(naar.to_owned());
            }
        }
    }
    let document = document();
    for (naam, ..) in operaties(&document) {
        assert!(gezien.contains(&format!("/v1/docs/{naam}")), "{naam} is not to be found");
    }
    assert!(gezien.len() > 300, "{}", gezien.len());
}

#[actix_web::test]
async fn een_bladzijde_zegt_wat_een_aanvraag_vraagt_geeft_en_weigert() {
    let regio = regio().await;
    let antwoord = lees(&regio, "/v1/docs/casusSluiten").await;
    let tekst = antwoord.tekst();
    for woorden in [
        "Sluit een casus",
        "<code>POST /v1/casussen/{id}/sluiting</code>",
        "De ETag van de casus",
        "Een toelichting; verplicht bij <code>anders</code>.",
        "<a href=\"/v1/docs/velden/SluitReden\">SluitReden</a>",
        "1 tot en met 1000 tekens",
        "If-Match: &quot;1&quot;",
        "\n  &quot;reden&quot;: &quot;",
        "<code>412</code>",
    ] {
        assert!(tekst.contains(woorden), "{woorden}: {tekst}");
    }
    let open = lees(&regio, "/v1/docs/beginSessie").await.tekst();
    assert!(open.contains("Open voor iedereen") && !open.contains("$TOKEN"));
    let woorden = lees(&regio, "/v1/docs/velden/SluitReden").await.tekst();
    assert!(woorden.contains("<code>verhuisd</code>"));
    let rollen = lees(&regio, "/v1/docs/rollen").await.tekst();
    assert!(rollen.contains("Functionaris gegevensbescherming") && rollen.contains("Het logboek doorzoeken"));
}

#[actix_web::test]
async fn wie_een_bladzijde_al_heeft_krijgt_haar_niet_nog_eens() {
    let regio = regio().await;
    let eerste = lees(&regio, "/v1/docs").await;
    let beleid = eerste.header("content-security-policy").unwrap();
    assert!(beleid.contains("default-src 'none'") && !beleid.contains("script"), "{beleid}");
    let tag = eerste.etag();
    let weer = regio.vraag(TestRequest::get().uri("/v1/docs").insert_header(("if-none-match", tag.clone()))).await;
    assert_eq!((weer.status, weer.bytes.len()), (304, 0));
    assert_eq!(lees(&regio, "/v1/docs").await.etag(), tag);
    let json = regio.vraag(TestRequest::get().uri("/v1/docs").insert_header(("accept", "application/json"))).await;
    json.weigert(406, "niet-acceptabel");
    assert_eq!(lees(&regio, "/v1/docs/bestaatNiet").await.status, 404);
    assert_eq!(lees(&regio, "/v1/docs/velden/BestaatNiet").await.status, 404);
}
