//! By keyboard alone, and enlarged: where the focus goes, that one sees it, and that nothing falls off the page.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::{
    venster::{Venster, met_browser},
    vrouw::{VAKKEN, Vrouw},
};

/// Where the focus is: what it is, its place in the order of the page, and what is wrong with how one sees it.
const FOCUS: &str = "
const hier = document.activeElement;
const alle = [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')];
const gezien = hier.matches('.choice input') ? hier.closest('.choice') : hier;
const ring = getComputedStyle(gezien), vak = gezien.getBoundingClientRect();
const mis = [];
if (ring.outlineStyle === 'none' || parseFloat(ring.outlineWidth) < 3) mis.push('no ring');
if (vak.bottom < 1 || vak.top > innerHeight - 1) mis.push('not on the screen');
const daar = document.elementFromPoint(Math.min(Math.max(vak.left + vak.width / 2, 0), innerWidth - 1), Math.min(Math.max(vak.top + vak.height / 2, 0), innerHeight - 1));
if (daar && !gezien.contains(daar) && !daar.contains(gezien)) mis.push('covered by ' + daar.tagName + '.' + daar.className);
return { plaats: alle.indexOf(hier), wat: hier.id || hier.innerText || hier.tagName, soort: hier.type || '', naam: hier.name || '', mis };";

impl Venster {
    async fn focus(&self) -> Value {
        self.vraag(FOCUS, vec![]).await
    }

    /// Goes on with the Tab key until the focus is on `id`, as somebody does who has no mouse.
    async fn tab_naar(&self, id: &str) {
        let groep = self.vraag("return document.getElementById(arguments[0])?.name", vec![json!(id)]).await;
        for _ in 0..150 {
            let hier = self.focus().await;
            if hier["wat"] == json!(id) {
                return;
            }
            // Within a question of which one answer is chosen, the arrows go on.
            let verder = if hier["soort"] == "radio" && hier["naam"] == groep { Key::Down } else { Key::Tab };
            self.toets(&verder.to_string()).await;
        }
        panic!("the Tab key never comes to {id}");
    }

    /// Goes through the whole page with the Tab key; tells what is wrong, and how many stops there were.
    async fn loop_door(&self) -> (Vec<String>, usize) {
        let (mut mis, mut stops, mut vorige) = (Vec::new(), 0, -1);
        loop {
            self.toets(&Key::Tab.to_string()).await;
            let hier = self.focus().await;
            let plaats = hier["plaats"].as_i64().unwrap();
            if plaats < 0 || stops > 200 {
                return (mis, stops);
            }
            let wat = hier["wat"].as_str().unwrap().to_owned();
            if plaats <= vorige {
                mis.push(format!("{wat}: the order turns back"));
            }
            mis.extend(hier["mis"].as_array().unwrap().iter().map(|m| format!("{wat}: {}", m.as_str().unwrap())));
            (vorige, stops) = (plaats, stops + 1);
        }
    }
}

#[test]
fn wie_geen_muis_heeft_verstuurt_een_signaal_en_hoort_wat_nog_niet_goed_is() {
    met_browser(async |venster| {
        let zij = Vrouw::new("Berber Lindeboom", "0000103");
        venster.word("verloskundige-1").await;
        venster.ga("/nieuw-signaal").await;
        venster.toets(&Key::Tab.to_string()).await;
        assert_eq!(venster.focus().await["wat"], "Naar de inhoud", "the first stop skips the doors");
        venster.tab_naar("besluit-ja").await;
        venster.toets(" ").await;
        venster.tab_naar("naam").await;
        venster.toets(zij.naam).await;
        // Sent by Enter, from a field: nothing but a name is there.
        venster.toets(&Key::Enter.to_string()).await;
        venster.wacht_tot("the page with what is wrong", "return document.title.startsWith('Fout: ')").await;
        let fouten = venster.focus().await;
        assert_eq!(fouten["wat"], "fouten", "the focus is on the summary");
        assert_eq!(fouten["mis"], json!([]), "and one sees that");
        assert_eq!(venster.waarde("#naam").await, zij.naam, "nothing typed is lost");
        venster.toets(&Key::Tab.to_string()).await;
        let zin = venster.focus().await["wat"].as_str().unwrap().to_owned();
        assert_eq!(zin, "Vul haar geboortedatum in.", "the first sentence is the first link");
        venster.toets(&Key::Enter.to_string()).await;
        venster.wacht_tot("the focus goes to the field", "return document.activeElement.id === 'geboren'").await;
        venster.toets(&Vrouw::geboren_getypt()).await;
        venster.tab_naar("gemeente").await;
        venster.toets("Heerlen").await;
        assert_eq!(venster.tekst("#gemeente option:checked").await, "Heerlen");
        venster.tab_naar(VAKKEN[0].trim_start_matches('#')).await;
        venster.toets(" ").await;
        venster.tab_naar("telefoon").await;
        venster.toets(&zij.nummer()).await;
        venster.tab_naar("zwanger-ja").await;
        venster.toets(" ").await;
        venster.tab_naar("termijn").await;
        venster.toets("20+3").await;
        venster.tab_naar("bron").await;
        venster.toets(&Key::Down.to_string()).await;
        for vak in &VAKKEN[2..] {
            venster.tab_naar(vak.trim_start_matches('#')).await;
            venster.toets(" ").await;
        }
        venster.tab_naar("Verstuur het signaal").await;
        venster.toets(&Key::Enter.to_string()).await;
        venster
            .wacht_tot("the receipt", "return document.querySelector('h1')?.innerText === 'Bewijs van uw signaal'")
            .await;
        assert_eq!(venster.tekst("[role=status]").await, "Het signaal is verstuurd.");
    });
}

#[test]
fn de_tabtoets_gaat_langs_alles_in_de_volgorde_van_de_pagina_en_men_ziet_waar_men_is() {
    met_browser(async |venster| {
        let mut mis = Vec::new();
        for (wie, paden) in [
            ("verloskundige-1", ["/nieuw-signaal", "/mijn-signalen"]),
            ("coordinator-parkstad-1", ["/vandaag", "/zoeken"]),
        ] {
            venster.word(wie).await;
            for pad in paden {
                venster.ga(pad).await;
                let (hier, stops) = venster.loop_door().await;
                assert!(stops > 8, "{pad}: {stops} stops");
                mis.extend(hier.into_iter().map(|wat| format!("{pad}: {wat}")));
            }
        }
        venster.ga("/vandaag").await;
        venster.klik(".row h3 a").await;
        let (hier, stops) = venster.loop_door().await;
        assert!(stops > 15, "a family has {stops} stops");
        mis.extend(hier.into_iter().map(|wat| format!("a family: {wat}")));
        assert!(mis.is_empty(), "{}", mis.join("\n"));
    });
}

#[test]
fn wie_alles_twee_of_vier_keer_zo_groot_leest_mist_niets() {
    met_browser(async |venster| {
        let smal = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth";
        for (wie, paden) in [
            ("verloskundige-1", ["/nieuw-signaal", "/mijn-signalen"]),
            ("coordinator-parkstad-1", ["/vandaag", "/casussen"]),
        ] {
            venster.word(wie).await;
            for pad in paden {
                // A window of 1280 px at 200 and 400 % leaves the page 640 and 320 px; the letters alone can be doubled too.
                for (breed, letters) in [(640, "100%"), (320, "100%"), (1280, "200%"), (640, "200%")] {
                    venster.breed(breed).await;
                    venster.ga(pad).await;
                    venster.vraag("document.documentElement.style.fontSize = arguments[0]", vec![json!(letters)]).await;
                    assert_eq!(
                        venster.vraag(smal, vec![]).await,
                        json!(true),
                        "{pad} at {breed} px, letters {letters}"
                    );
                    assert!(venster.vind("h1").await.is_displayed().await.unwrap());
                }
            }
        }
    });
}

/// What a thing in the accessibility tree is called, or what else is said of it.
fn gezegd(ding: &Value, wat: &str) -> String {
    ding[wat]["value"].as_str().unwrap_or_default().to_owned()
}

#[test]
fn wie_luistert_hoort_koppen_velden_en_wat_er_mis_is_bij_hun_naam() {
    met_browser(async |venster| {
        venster.word("verloskundige-1").await;
        venster.ga("/nieuw-signaal").await;
        venster.klik("#besluit-ja").await;
        venster.typ("#geboren", "31-2-2003").await;
        venster.druk("Verstuur het signaal").await;
        let boom = venster.ontwikkelaar("Accessibility.getFullAXTree", json!({})).await;
        let dingen = boom["nodes"].as_array().unwrap();
        let van = |rol: &str| -> Vec<&Value> {
            dingen
                .iter()
                .filter(|ding| !ding["ignored"].as_bool().unwrap_or(false) && gezegd(ding, "role") == rol)
                .collect()
        };
        let koppen: Vec<String> = van("heading").iter().map(|kop| gezegd(kop, "name")).collect();
        for kop in ["Er gaat nog iets niet goed", "Nieuw signaal", "Wat wil zij?", "Wie is zij?", "Wat mag wie weten?"]
        {
            assert!(koppen.iter().any(|gehoord| gehoord == kop), "{kop}: {koppen:?}");
        }
        let velden = van("textbox");
        let geboren = velden.iter().find(|veld| gezegd(veld, "name") == "Geboortedatum").expect("it has its name");
        let erbij = gezegd(geboren, "description");
        assert_eq!(erbij, "Bijvoorbeeld 27-3-2003 Fout: Vul een dag in die bestaat. 31-2-2003 bestaat niet.");
        let groepen: Vec<String> =
            van("group").iter().chain(&van("radiogroup")).map(|groep| gezegd(groep, "name")).collect();
        assert!(groepen.iter().any(|groep| groep == "Vindt zij het goed dat u dit deelt?"), "{groepen:?}");
        let streken: Vec<String> = van("navigation").iter().map(|streek| gezegd(streek, "name")).collect();
        assert!(streken.contains(&"Hoofdmenu".to_owned()), "{streken:?}");
        assert_eq!((van("banner").len(), van("main").len(), van("contentinfo").len()), (1, 1, 1));
    });
}
