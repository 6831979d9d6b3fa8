//! An outsider's arithmetic over released files: what they take off comes to nobody or to many, never to a few.

use std::collections::BTreeMap;

use super::{
    proef::op_sqlite,
    streek::verzonnen,
    tests::{feiten_van, periode, programma},
};
use crate::domain::publicatie::{
    Drempel, Periode,
    feiten::{Feiten, Gezin},
    gebied::Gebiedsoort,
    programma::Wanneer,
    rooster::Waar,
    telling::{Eerder, tel},
};

/// What was told in the files of some releases, by its name.
type Verteld = BTreeMap<String, u64>;

fn uitgegeven(gezinnen: u32, periodes: &[&str]) -> Verteld {
    gelezen(gezinnen, &periodes.iter().map(|van| (*van, true)).collect::<Vec<_>>())
}

/// The same for who reads every concept; each period with whether it came out.
fn gelezen(gezinnen: u32, periodes: &[(&str, bool)]) -> Verteld {
    let programma = programma();
    let feiten = feiten_van(&op_sqlite(&verzonnen(gezinnen)));
    let mut eerder = Vec::<Eerder>::new();
    for (van, uitgekomen) in periodes {
        let telling = tel(&programma, &feiten, &eerder, periode(van), Drempel::default(), &mut |_| ()).unwrap().telling;
        eerder.push(Eerder {
            periode: periode(van),
            uitgekomen: *uitgekomen,
            programma: programma.clone().into(),
            getallen: telling.getallen,
        });
    }
    eerder.into_iter().flat_map(|een| een.getallen).collect()
}

/// What some numbers come to less others; nothing when one of them is hidden.
fn verschil(verteld: &Verteld, plus: &[String], min: &[String]) -> Option<i64> {
    let som = |namen: &[String]| -> Option<i64> {
        namen.iter().map(|naam| verteld.get(naam).map(|getal| i64::try_from(*getal).unwrap())).sum()
    };
    Some(som(plus)? - som(min)?)
}

/// Asserts that no difference comes to a few, and gives how many could be taken at all.
fn niets_van_een_paar(verteld: &Verteld, verschillen: Vec<(String, Vec<String>, Vec<String>)>) -> usize {
    let te_nemen: Vec<_> =
        verschillen.into_iter().filter_map(|(wat, plus, min)| Some((wat, verschil(verteld, &plus, &min)?))).collect();
    let klein: Vec<_> = te_nemen.iter().filter(|(_, is)| (1..10).contains(&is.abs())).collect();
    assert!(klein.is_empty(), "{klein:?}");
    te_nemen.len()
}

const KWARTALEN: [&str; 5] = ["2024-K4", "2025-K1", "2025-K2", "2025-K3", "2025-K4"];

fn gezinnen(van: &str, waar: Waar, delen: &str) -> String {
    format!("{van}/gezinnen/{}/{delen}", waar.code())
}

fn signalen(van: &str, waar: Waar) -> String {
    format!("{van}/signalen/{}/_T", waar.code())
}

/// What is taken off of families and signalen of consecutive quarters.
fn van_kwartalen(kwartalen: &[&str]) -> Vec<(String, Vec<String>, Vec<String>)> {
    let mut verschillen = Vec::new();
    for waar in Waar::tot(Gebiedsoort::Gemeente) {
        for paar in kwartalen.windows(2) {
            let [eerst, dan] = [paar[0], paar[1]];
            let gegaan = vec![gezinnen(eerst, waar, "_T._T"), signalen(dan, waar)];
            verschillen.push((format!("gegaan {eerst} {}", waar.code()), gegaan, vec![gezinnen(dan, waar, "_T._T")]));
            let weg = vec![gezinnen(eerst, waar, "_T._T")];
            verschillen.push((format!("weg {eerst} {}", waar.code()), weg, vec![gezinnen(dan, waar, "doorlopend._T")]));
        }
        for van in kwartalen {
            let er = vec![gezinnen(van, waar, "_T._T")];
            verschillen.push((format!("er {van} {}", waar.code()), er, vec![signalen(van, waar)]));
            let nog = vec![signalen(van, waar)];
            verschillen.push((format!("nog {van} {}", waar.code()), nog, vec![gezinnen(van, waar, "nieuw._T")]));
        }
    }
    verschillen
}

#[test]
fn hoeveel_gezinnen_gingen_volgt_niet_uit_gezinnen_en_signalen_van_een_gemeente() {
    let verteld = uitgegeven(1500, &KWARTALEN);
    let per_gemeente = verteld.keys().filter(|naam| naam.contains("/signalen/GM")).count();
    assert!(per_gemeente > 10, "signalen worden per gemeente getoond: {per_gemeente}");
    assert!(niets_van_een_paar(&verteld, van_kwartalen(&KWARTALEN)) > 20);
}

#[test]
fn wat_in_een_teruggelegd_concept_stond_telt_mee_voor_wat_later_uitkomt() {
    let naast = |uitgekomen: bool| gelezen(1500, &[("2024-K4", true), ("2025-K1", uitgekomen), ("2025-K2", true)]);
    for uitgekomen in [true, false] {
        niets_van_een_paar(&naast(uitgekomen), van_kwartalen(&["2024-K4", "2025-K1", "2025-K2"]));
    }
}

#[test]
fn wie_een_concept_teruglegt_en_opnieuw_telt_leest_dezelfde_aantallen_of_minder() {
    let programma = programma();
    let mut feiten = feiten_van(&op_sqlite(&verzonnen(600)));
    let telt = |feiten: &Feiten, eerder: &[Eerder]| {
        tel(&programma, feiten, eerder, periode("2025-K2"), Drempel::default(), &mut |_| ()).unwrap().telling.getallen
    };
    let eerst = telt(&feiten, &[]);
    // Four families fewer, as somebody corrected: a second count as such would tell how many.
    let er = |gezin: &Gezin| gezin.feiten.iter().any(|feit| Wanneer::Loopt.geldt(feit, periode("2025-K2")));
    let weg: Vec<usize> = (0..feiten.gezinnen.len()).filter(|nr| er(&feiten.gezinnen[*nr])).take(4).collect();
    weg.into_iter().rev().for_each(|nr| drop(feiten.gezinnen.remove(nr)));
    let anders = telt(&feiten, &[]);
    assert!(anders.iter().any(|(naam, getal)| eerst.get(naam).is_some_and(|was| was != getal)));
    let terug = Eerder {
        periode: periode("2025-K2"),
        uitgekomen: false,
        programma: programma.clone().into(),
        getallen: eerst.clone(),
    };
    let opnieuw = telt(&feiten, &[terug]);
    assert!(opnieuw.len() > 50, "{}", opnieuw.len());
    assert!(opnieuw.iter().all(|(naam, getal)| eerst.get(naam) == Some(getal)));
}

#[test]
fn hoeveel_gezinnen_terugkwamen_volgt_niet_uit_de_kwartalen_en_hun_jaar() {
    let verteld = uitgegeven(900, &["2025-K1", "2025-K2", "2025-K3", "2025-K4", "2025"]);
    let kwartalen = periode("2025").kwartalen().iter().map(Periode::to_string).collect::<Vec<_>>();
    let mut verschillen = Vec::new();
    for waar in Waar::tot(Gebiedsoort::Gemeente) {
        let nieuw = kwartalen.iter().map(|van| gezinnen(van, waar, "nieuw._T"));
        let alle = nieuw.chain([gezinnen("2025-K1", waar, "doorlopend._T")]).collect();
        verschillen.push((format!("weer {}", waar.code()), alle, vec![gezinnen("2025", waar, "_T._T")]));
        for maat in ["gezinnen-doorgeleid", "gezinnen-aan-tafel"] {
            let naam = |van: &str| format!("{van}/{maat}/{}/_T", waar.code());
            let per_kwartaal = kwartalen.iter().map(|van| naam(van)).collect();
            verschillen.push((format!("weer {maat} {}", waar.code()), per_kwartaal, vec![naam("2025")]));
        }
    }
    niets_van_een_paar(&verteld, verschillen);
    let routes =
        ["prenataal-huisbezoek", "voorzorg", "stevig-ouderschap", "sociaal-domein", "knooppunt", "overige-routes"];
    let mut dubbel = Vec::new();
    for van in kwartalen.iter().map(String::as_str).chain(["2025"]) {
        for waar in Waar::tot(Gebiedsoort::Subregio) {
            let naam = |deel: &str| format!("{van}/gezinnen-doorgeleid/{}/{deel}", waar.code());
            dubbel.push((format!("dubbel {van} {}", waar.code()), routes.map(naam).to_vec(), vec![naam("_T")]));
        }
    }
    niets_van_een_paar(&verteld, dubbel);
}

#[test]
fn naast_een_verborgen_totaal_staat_geen_nul() {
    let verteld = uitgegeven(300, &["2025-K1"]);
    let programma = programma();
    let nullen = |maat: &str, deel: &str| {
        let gebieden = Waar::tot(Gebiedsoort::Gemeente).into_iter();
        let los = gebieden.filter(|waar| {
            let getal = |waar: Waar| verteld.get(&format!("2025-K1/{maat}/{}/{deel}", waar.code())).copied();
            waar.eromheen().is_some_and(|buiten| getal(buiten).is_none()) && getal(*waar) == Some(0)
        });
        los.count()
    };
    for maat in &programma.maten {
        let totaal = vec!["_T"; maat.klassen.len()].join(".");
        assert_eq!(nullen(&maat.naam, &totaal), 0, "{}", maat.naam);
    }
    let antwoorden = ["aanvaard", "gezin-wil-niet", "niet-doorgegaan", "wacht"];
    for waar in Waar::tot(Gebiedsoort::Subregio) {
        let getal =
            |deel: &str| verteld.get(&format!("2025-K1/huisbezoeken-aangeboden/{}/{deel}", waar.code())).copied();
        if getal("_T._T").is_none() {
            assert!(antwoorden.iter().all(|deel| getal(&format!("{deel}._T")) != Some(0)), "{}", waar.code());
        }
    }
}
