//! A page held against what makes it usable for all: axe, words, width, in light and dark and at three widths.

use std::{collections::BTreeSet, sync::LazyLock};

use serde_json::{Value, json};

use crate::venster::Venster;

const KIJK: &str = include_str!("bekijk.js");

/// The widths at which each page is looked at, in CSS pixels.
const BREEDTES: [u32; 3] = [320, 768, 1280];

/// The space between letters, words, lines and paragraphs that somebody may set for themselves (WCAG 1.4.12).
const RUIM: &str = "
const ruim = new CSSStyleSheet();
ruim.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
document.adoptedStyleSheets = [ruim];";
const NIET_RUIM: &str = "document.adoptedStyleSheets = [];";

/// The codes of the API that could not be a Dutch word: nobody should have to read one.
static CODES: LazyLock<Value> = LazyLock::new(|| {
    let api: Value = serde_json::from_str(include_str!("../../openapi/v1.json")).unwrap();
    let mut codes = BTreeSet::new();
    verzamel(&api, &mut codes);
    assert!(codes.contains("in-behandeling"), "these are the codes?");
    codes.remove("e-mail"); // which is a Dutch word too
    json!(codes)
});

fn verzamel(waar: &Value, codes: &mut BTreeSet<String>) {
    match waar {
        Value::Object(velden) => {
            let woorden = velden.get("enum").and_then(Value::as_array).into_iter().flatten();
            let woorden = woorden.chain(velden.get("const")).filter_map(Value::as_str);
            codes.extend(woorden.filter(|woord| woord.contains('-')).map(str::to_owned));
            velden.values().for_each(|veld| verzamel(veld, codes));
        }
        Value::Array(dingen) => dingen.iter().for_each(|ding| verzamel(ding, codes)),
        _ => {}
    }
}

/// What was found on the pages that were looked at.
#[derive(Default)]
pub struct Bevindingen {
    gevonden: Vec<String>,
    bekeken: usize,
}

impl Bevindingen {
    /// Looks at the page as it is now, and at all that can be opened on it.
    pub async fn bekijk(&mut self, venster: &Venster, waar: &str) {
        self.bekijk_zo(venster, waar, None).await;
        let open = "const dicht = document.querySelectorAll('main details:not([open])'); dicht.forEach(d => d.open = true); return dicht.length";
        if venster.vraag(open, vec![]).await != json!(0) {
            self.bekijk_zo(venster, &format!("{waar}, all of it open"), Some("main details")).await;
        }
    }

    /// The same of a page for who writes programs: codes are what it is about.
    pub async fn bekijk_als_techniek(&mut self, venster: &Venster, waar: &str) {
        self.bekeken += 1;
        self.bekijk_breedtes(venster, waar, None).await;
    }

    async fn bekijk_zo(&mut self, venster: &Venster, waar: &str, binnen: Option<&str>) {
        self.bekeken += 1;
        let mis = vraag(venster, "woorden").await;
        self.meld(waar, "", mis);
        self.bekijk_breedtes(venster, waar, binnen).await;
    }

    async fn bekijk_breedtes(&mut self, venster: &Venster, waar: &str, binnen: Option<&str>) {
        for breed in BREEDTES {
            venster.breed(breed).await;
            if breed == 320 {
                let mis = vraag(venster, "breedte").await;
                self.meld(waar, "320 px", mis);
                venster.vraag(RUIM, vec![]).await;
                let mis = vraag(venster, "breedte").await;
                self.meld(waar, "320 px, with more space", mis);
                venster.vraag(NIET_RUIM, vec![]).await;
            }
            for schema in ["light", "dark"] {
                venster.kleuren(schema).await;
                let mis = venster.axe(binnen).await;
                self.meld(waar, &format!("{breed} px, {schema}"), mis);
            }
        }
    }

    fn meld(&mut self, waar: &str, hoe: &str, mis: Vec<String>) {
        self.gevonden.extend(mis.into_iter().map(|wat| format!("{waar} ({hoe}): {wat}")));
    }

    /// Nothing was found, on at least so many pages.
    pub fn geen(self, ten_minste: usize) {
        assert!(self.gevonden.is_empty(), "{} findings:\n{}", self.gevonden.len(), self.gevonden.join("\n"));
        assert!(self.bekeken >= ten_minste, "only {} pages were looked at", self.bekeken);
    }
}

async fn vraag(venster: &Venster, soort: &str) -> Vec<String> {
    let mis = venster.vraag(KIJK, vec![CODES.clone(), json!(soort)]).await;
    mis.as_array().unwrap().iter().map(|wat| wat.as_str().unwrap().to_owned()).collect()
}
