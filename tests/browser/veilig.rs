//! What a browser must not do with our pages: tell others, show them after a logout, or take text for a page.

use fantoccini::Locator;
use serde_json::json;

use crate::{
    venster::{Venster, met_browser},
    vrouw::Vrouw,
};

/// What somebody types who tries whether text becomes a page.
const OPMAAK: &str = "<b class=proef>vet</b><img src=x onerror=document.title=1>&amp;";

#[test]
fn het_koekje_is_van_de_browser_alleen() {
    met_browser(async |venster| {
        venster.word("verloskundige-1").await;
        let koekjes = venster.client.get_all_cookies().await.unwrap();
        assert!(koekjes.iter().any(|koekje| koekje.name() == "knooppunt"), "{koekjes:?}");
        for koekje in &koekjes {
            assert_eq!(koekje.http_only(), Some(true), "{koekje}");
            assert_eq!(koekje.same_site().map(|wie| wie.to_string()).as_deref(), Some("Strict"), "{koekje}");
            assert_eq!((koekje.path(), koekje.domain()), (Some("/"), Some("127.0.0.1")), "{koekje}");
        }
        assert_eq!(venster.vraag("return document.cookie", vec![]).await, json!(""), "no script could read one");
        assert_eq!(venster.vraag("return localStorage.length + sessionStorage.length", vec![]).await, json!(0));
    });
}

#[test]
fn na_het_uitloggen_toont_de_browser_niemand_meer() {
    met_browser(async |venster| {
        venster.word("coordinator-parkstad-1").await;
        let naam = venster.tekst(".row h3 a").await;
        venster.klik(".row h3 a").await;
        let casus = venster.pad().await;
        assert_eq!(venster.tekst("h1").await, naam);
        let hier = venster.tab().await;
        venster.ga(&casus).await;
        let daar = venster.client.window().await.unwrap();
        venster.druk("Uitloggen").await;
        assert_eq!(venster.tekst("h1").await, "U bent uitgelogd");
        // Back in this tab, and the page that stands open in the other as soon as it is loaded or gone back to.
        for _ in 0..2 {
            venster.terug().await;
            assert!(!venster.tekst("body").await.contains(&naam), "back shows nobody");
        }
        venster.kijk(hier).await;
        venster.client.refresh().await.unwrap();
        assert_eq!(venster.tekst("h1").await, "Inloggen");
        venster.terug().await;
        assert!(!venster.tekst("body").await.contains(&naam), "back shows nobody");
        venster.kijk(daar).await;
        venster.ga(&casus).await;
        assert_eq!((venster.status().await, venster.tekst("h1").await.as_str()), (401, "Inloggen"));
    });
}

#[test]
fn een_bladzijde_van_elders_kan_niets_in_naam_van_wie_is_ingelogd() {
    met_browser(async |venster| {
        venster.word("verloskundige-1").await;
        let adres = &venster.proces.adres;
        for (doel, veld) in [("/uitloggen", "bewijs"), ("/demo", "wie")] {
            let elders = format!(
                "data:text/html,<form method=post action='{adres}{doel}'><input name={veld} value=fg-1><button>Win</button></form>"
            );
            venster.client.goto(&elders).await.unwrap();
            venster.druk("Win").await;
            assert_eq!(venster.status().await, 403, "{doel}");
            assert!(venster.tekst("main").await.contains("Er is niets gedaan"), "{doel}");
            venster.ga("/account").await;
            assert!(venster.tekst("main dl").await.contains("verloskundige-1"), "{doel}: they are still there");
        }
        // A link, as in a letter, brings them to the page, as who they are.
        venster.client.goto(&format!("data:text/html,<a href='{adres}/account'>Lees</a>")).await.unwrap();
        venster.druk("Lees").await;
        let is_daar =
            "return document.querySelector('h1')?.innerText === 'Uw account' && document.readyState === 'complete'";
        venster.wacht_tot("the page itself", is_daar).await;
        assert!(venster.tekst("main dl").await.contains("verloskundige-1"));
        // Nor can it lay our page under something else.
        venster.client.goto(&format!("data:text/html,<iframe src='{adres}/demo'></iframe>")).await.unwrap();
        let lijst = venster.client.find(Locator::Css("iframe")).await.unwrap();
        lijst.enter_frame().await.unwrap();
        assert!(!venster.client.source().await.unwrap().contains("Knooppunt"), "our page stands in nobody's frame");
    });
}

async fn is_tekst(venster: &Venster, waar: &str) {
    assert_eq!(venster.alle(".proef, img").await, 0, "{waar}: what was typed became a page");
    assert!(venster.tekst("main").await.contains(OPMAAK), "{waar}: what was typed stands there as it was typed");
    assert!(venster.titel().await.ends_with(" – Knooppunt"), "{waar}");
}

#[test]
fn wat_iemand_typt_blijft_tekst() {
    met_browser(async |venster| {
        let zij = Vrouw { let_op: OPMAAK, vraag: OPMAAK, ..Vrouw::new("Aldegonda <b class=proef>Vet</b>", "0000107") };
        venster.word("verloskundige-1").await;
        venster.meld(zij).await;
        assert_eq!(venster.alle(".proef").await, 0);
        assert!(venster.tekst("main").await.contains(zij.naam));
        venster.druk("Naar Mijn signalen").await;
        venster.volg(zij.naam).await;
        assert_eq!((venster.alle(".proef").await, venster.tekst("h1").await.contains(zij.naam)), (0, true));
        venster.word("coordinator-parkstad-1").await;
        venster.ga("/zoeken").await;
        venster.typ("#naam", zij.naam).await;
        venster.typ("#geboren", &Vrouw::geboren_getypt()).await;
        venster.druk("Zoek").await;
        assert_eq!((venster.alle(".proef").await, venster.waarde("#naam").await.as_str()), (0, zij.naam));
        venster.druk(zij.naam).await;
        is_tekst(venster, "her page").await;
        venster.druk("Sluit deze casus").await;
        venster.typ("#toelichting", OPMAAK).await;
        venster.druk("Sluit deze casus").await;
        assert_eq!(venster.waarde("#toelichting").await, OPMAAK, "it comes back with what is wrong");
        assert_eq!(venster.alle(".proef, img").await, 0);
    });
}
