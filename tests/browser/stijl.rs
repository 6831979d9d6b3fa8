//! The colours of the sheet, recomputed: each has enough contrast on every ground that it stands on, in light and in dark.

use std::collections::BTreeMap;

const STIJL: &str = include_str!("../../src/web/werkplek.css");

/// Text needs 4.5 to 1 (WCAG 1.4.3); a frame, a line or a ring that says something needs 3 (1.4.11).
const TEKST: f64 = 4.5;
const LIJN: f64 = 3.0;

/// What stands on the three grounds of a page, and how much contrast that needs.
const OP_ELKE_GROND: [(&str, f64); 8] = [
    ("ink", TEKST),
    ("ink-soft", TEKST),
    ("action", TEKST),
    ("action-strong", TEKST),
    ("visited", TEKST),
    ("edge", LIJN),
    ("thread", LIJN),
    ("focus", LIJN),
];

/// What stands on a ground of its own.
const OP_EIGEN_GROND: [(&str, &str); 10] = [
    ("on-action", "action"),
    ("on-action", "action-strong"),
    ("on-late", "late"),
    ("late", "tint-late"),
    ("soon", "tint-soon"),
    ("good", "tint-good"),
    ("busy", "tint-busy"),
    ("late", "sheet"),
    ("soon", "sheet"),
    ("good", "sheet"),
];

/// The colours that the sheet names after this comment, until the next one.
fn palet(naam: &str) -> BTreeMap<&'static str, &'static str> {
    let (_, rest) = STIJL.split_once(&format!("/* palette: {naam} */")).expect("the palette is there");
    let (palet, _) = rest.split_once("/*").unwrap();
    let regels = palet.split(';').filter_map(|regel| regel.rsplit_once("--")?.1.split_once(':'));
    regels.map(|(naam, kleur)| (naam.trim(), kleur.trim())).filter(|(_, kleur)| kleur.starts_with('#')).collect()
}

/// How bright a colour is, from black (0) to white (1), as WCAG defines it.
fn licht(kleur: &str) -> f64 {
    let deel = |plaats: usize| {
        let waarde = f64::from(u8::from_str_radix(&kleur[plaats..plaats + 2], 16).unwrap()) / 255.0;
        if waarde <= 0.04045 { waarde / 12.92 } else { ((waarde + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * deel(1) + 0.7152 * deel(3) + 0.0722 * deel(5)
}

fn contrast(een: &str, ander: &str) -> f64 {
    let (een, ander) = (licht(een), licht(ander));
    (een.max(ander) + 0.05) / (een.min(ander) + 0.05)
}

#[test]
fn wie_minder_goed_ziet_kan_elke_kleur_onderscheiden_in_licht_en_donker() {
    assert!((contrast("#000000", "#ffffff") - 21.0).abs() < 0.01, "black on white");
    let mut te_weinig = Vec::new();
    for naam in ["light", "dark"] {
        let palet = palet(naam);
        let op_elke = OP_ELKE_GROND
            .iter()
            .flat_map(|(voor, nodig)| ["paper", "sheet", "well"].map(|grond| (*voor, grond, *nodig)));
        let op_eigen = OP_EIGEN_GROND.iter().map(|(voor, grond)| (*voor, *grond, TEKST));
        for (voor, grond, nodig) in op_elke.chain(op_eigen) {
            let gemeten = contrast(palet[voor], palet[grond]);
            if gemeten < nodig {
                te_weinig.push(format!("{naam}: {voor} on {grond} has {gemeten:.2}, and needs {nodig}"));
            }
        }
    }
    assert!(te_weinig.is_empty(), "{}", te_weinig.join("\n"));
}

#[test]
fn het_blad_is_een_bestand_van_onszelf_en_niet_zwaarder_dan_het_mag() {
    assert!(STIJL.len() <= 28 * 1024, "the sheet weighs {} bytes: more than 28 KiB", STIJL.len());
    for elders in ["@import", "url(", "http:", "https:"] {
        assert!(!STIJL.contains(elders), "the sheet asks for something elsewhere: {elders}");
    }
}
