//! Too late, twice, back, and two tabs: nothing typed is lost, nothing is done twice, and nobody sees who was here before.

use fantoccini::{
    Locator,
    actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
};

use crate::{
    collega::Collega,
    venster::{Venster, met_browser},
    vrouw::{VAKKEN, Vrouw},
};

#[test]
fn wie_te_lang_weg_was_logt_in_en_heeft_alles_nog() {
    met_browser(async |venster| {
        let zij = Vrouw::new("Hadewych Stijfs", "0000104");
        let mut collega = Collega::nieuw(venster.proces);
        venster.ga("/inloggen").await;
        collega.log_in(venster).await;
        venster.ga("/nieuw-signaal").await;
        venster.vul_in(zij).await;
        collega.sessies_eindigen();
        venster.druk("Verstuur het signaal").await;
        assert_eq!(venster.status().await, 401);
        assert_eq!(venster.tekst(".note").await, "U was te lang weg. Log in, dan staat alles er nog.");
        let bron = venster.client.source().await.unwrap();
        assert!(!bron.contains(zij.naam), "what was typed is sealed: whoever sits here now reads none of it");
        collega.log_in(venster).await;
        assert_eq!(venster.tekst("h1").await, "U bent weer ingelogd");
        venster.druk("Ga verder waar u was").await;
        assert_eq!(venster.tekst("h1").await, "Nieuw signaal");
        let geboren = Vrouw::geboren_getypt();
        for (veld, waarde) in [("#naam", zij.naam), ("#geboren", geboren.as_str()), ("#let-op", zij.let_op)] {
            assert_eq!(venster.waarde(veld).await, waarde);
        }
        assert_eq!(venster.tekst("#gemeente option:checked").await, "Heerlen");
        for vak in VAKKEN {
            assert!(venster.vind(vak).await.is_selected().await.unwrap(), "{vak}");
        }
        venster.druk("Verstuur het signaal").await;
        assert_eq!(venster.tekst("[role=status]").await, "Het signaal is verstuurd.");
        venster.druk("Naar Mijn signalen").await;
        assert_eq!(venster.alle(".row").await, 1, "it was sent once");
    });
}

#[test]
fn wie_twee_keer_drukt_verstuurt_een_signaal_en_wie_terug_gaat_ziet_haar_niet_meer() {
    met_browser(async |venster| {
        let zij = Vrouw::new("Wendelmoet Claes", "0000105");
        venster.word("verloskundige-1").await;
        venster.vul_in(zij).await;
        let knop = venster.client.find(Locator::XPath("//button[.='Verstuur het signaal']")).await.unwrap();
        let (neer, op) =
            (PointerAction::Down { button: MOUSE_BUTTON_LEFT }, PointerAction::Up { button: MOUSE_BUTTON_LEFT });
        venster
            .vraag("arguments[0].scrollIntoView({ block: 'center' })", vec![serde_json::to_value(&knop).unwrap()])
            .await;
        let muis = MouseActions::new("muis".to_owned())
            .then(PointerAction::MoveToElement { element: knop, duration: None, x: 0.0, y: 0.0 })
            .then(neer.clone())
            .then(op.clone())
            .then(neer)
            .then(op);
        venster.client.perform_actions(muis).await.unwrap();
        let bewijs = "return location.pathname.endsWith('/bewijs') && document.readyState === 'complete'";
        venster.wacht_tot("the receipt", bewijs).await;
        assert_eq!(venster.status().await, 200);
        venster.terug().await;
        assert_eq!(venster.tekst("h1").await, "Nieuw signaal");
        for veld in ["#naam", "#geboren", "#telefoon", "#let-op", "#eigen-vraag"] {
            assert_eq!(venster.waarde(veld).await, "", "{veld}: the next woman's form is empty");
        }
        assert_eq!(venster.alle("main :checked:not(option)").await, 0, "nothing is chosen beforehand");
        venster.ga("/mijn-signalen").await;
        let haar = format!("//li[contains(@class, 'row')][contains(., '{}')]", zij.naam);
        assert_eq!(venster.client.find_all(Locator::XPath(&haar)).await.unwrap().len(), 1);
    });
}

/// The coordinator looks for her by name and day of birth, and opens her page.
async fn vind_haar(venster: &Venster, zij: Vrouw) {
    venster.ga("/zoeken").await;
    venster.typ("#naam", zij.naam).await;
    venster.typ("#geboren", &Vrouw::geboren_getypt()).await;
    venster.druk("Zoek").await;
    venster.druk(zij.naam).await;
    assert_eq!(venster.tekst("h1").await, zij.naam);
}

/// Opens the page that asks VoorZorg for her, and writes the question.
async fn vraag_voorzorg(venster: &Venster, vraag: &str) {
    let pad = "//section[@aria-labelledby='kop-waarheen']//li[.//h3[contains(., 'VoorZorg')]]//a";
    venster.druk_op(venster.client.find(Locator::XPath(pad)).await.unwrap()).await;
    venster.typ("#vraag", vraag).await;
}

#[test]
fn wie_in_twee_tabbladen_werkt_hoort_dat_iemand_voor_was_en_houdt_wat_getypt_is() {
    met_browser(async |venster| {
        let zij = Vrouw::new("Ymkje Roorda", "0000106");
        venster.word("verloskundige-1").await;
        venster.meld(zij).await;
        venster.word("coordinator-parkstad-1").await;
        vind_haar(venster, zij).await;
        let eerste = venster.tab().await;
        vind_haar(venster, zij).await;
        venster.druk("Neem dit gezin aan").await;
        let tweede = venster.client.window().await.unwrap();

        // The first tab still shows the button: somebody was first.
        venster.kijk(eerste.clone()).await;
        venster.druk("Neem dit gezin aan").await;
        assert_eq!((venster.status().await, venster.tekst("h1").await.as_str()), (412, "Iemand was u voor"));
        vind_haar(venster, zij).await;
        venster.druk("Plan een gesprek met het gezin").await;
        venster.typ("#gesprek-op", "morgen").await;

        venster.kijk(tweede.clone()).await;
        venster.druk("Weeg opnieuw").await;
        venster.klik("#graad-potentieel").await;
        venster.druk("Bewaar dit oordeel").await;
        assert_eq!(venster.tekst("[role=status]").await, "Uw oordeel is bewaard. Het vorige blijft staan.");

        // What was typed in the first tab goes on, on the page as it is now.
        venster.kijk(eerste.clone()).await;
        venster.druk("Bewaar deze dag").await;
        assert_eq!((venster.status().await, venster.tekst("h1").await.as_str()), (412, "Iemand was u voor"));
        venster.druk("Ga verder met wat u typte").await;
        assert_eq!(venster.waarde("#gesprek-op").await, "morgen");
        venster.druk("Bewaar deze dag").await;
        assert_eq!(venster.tekst("[role=status]").await, "Het gesprek staat gepland.");

        // One request runs at a desk: the second tab hears that it cannot be asked again.
        vraag_voorzorg(venster, "Past dit?").await;
        venster.kijk(tweede).await;
        venster.client.refresh().await.unwrap();
        vraag_voorzorg(venster, "Kan dit?").await;
        venster.druk("Verstuur de vraag").await;
        venster.kijk(eerste).await;
        venster.druk("Verstuur de vraag").await;
        assert_eq!((venster.status().await, venster.tekst("h1").await.as_str()), (409, "Dit kan nu niet"));
    });
}
