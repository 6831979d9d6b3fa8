//! What everybody knows of the numbers before there are any: of which smallest numbers ("atoms") each is the sum, over all releases.
//!
//! A year and its quarters, the region and its gemeenten, a total and its parts share their atoms: so what is told of one is held
//! against what is told of all others. What does not add up (families that were there last year and are gone, families that are in one
//! measure and not in the measure around it) gets an atom of its own and a relation.
//!
//! | a measure of | has for each quarter, area and part |
//! |---|---|
//! | facts that happen | how many |
//! | facts that last | there already or new, gone by the end or staying; moved in or out |
//! | families that are there | the same, with those who came back within the year apart |
//! | families to which something happened | for the first time in the year or again; and those of the measure around it to whom nothing did |

mod atoom;
mod bijdrage;
mod relaties;

use std::collections::BTreeMap;

use cellveil::{Cell, Class, Plan, Relation};

use self::atoom::atomen;
pub use self::{
    atoom::{Plafonds, Uitgaven, naam, som},
    bijdrage::bijdragen,
};
use super::{
    gebied::Gebiedsoort,
    periode::Periode,
    programma::{Gevoeligheid, Maat, Programma, Vorm},
    rooster::{self, Cel, Rij},
};

/// Everything that everybody knows of these releases.
#[must_use]
pub fn plan(programma: &Programma, uitgaven: &Uitgaven, plafonds: &Plafonds) -> Plan {
    let cellen = rooster::cellen(programma);
    let mut plan = Plan::default();
    for (nr, periode) in uitgaven.iter().enumerate() {
        let release = u32::try_from(nr).unwrap_or(u32::MAX);
        for cel in &cellen {
            plan.cells.extend(cell(programma, *periode, release, cel));
        }
        plan.classes.extend(klassen(programma, *periode, &cellen));
    }
    relaties::voeg_toe(&mut plan, programma, uitgaven, plafonds);
    plan
}

/// Every number of a period, with what is told of it.
pub fn rijen(programma: &Programma, periode: Periode, aantal: impl Fn(&Cel, &str, &Maat) -> Option<u64>) -> Vec<Rij> {
    let rij = |cel: Cel| {
        let naam = naam(programma, periode, &cel)?;
        let aantal = aantal(&cel, &naam, programma.maten.get(cel.maat)?);
        Some(Rij { cel, naam, aantal })
    };
    rooster::cellen(programma).into_iter().filter_map(rij).collect()
}

/// The ceilings of the moves that a plan takes for granted.
#[must_use]
pub fn plafonds_uit(plan: &Plan) -> Plafonds {
    let ceiling = |relation: &Relation| {
        let (ruimte, _) = relation.terms.iter().find(|(atom, _)| atom.ends_with(relaties::RUIMTE))?;
        let mut delen = ruimte.split('/');
        let maat = delen.next()?.to_owned();
        Some(((maat, delen.next()?.parse().ok()?), relation.value))
    };
    plan.relations.iter().filter_map(ceiling).collect()
}

/// One number that can be printed; nothing for what is of no person and needs no guard.
fn cell(programma: &Programma, periode: Periode, release: u32, cel: &Cel) -> Option<Cell> {
    let maat = programma.maten.get(cel.maat).filter(|maat| maat.gevoeligheid != Gevoeligheid::Geen)?;
    let grof = match cel.waar.soort() {
        Gebiedsoort::Regio => 0,
        Gebiedsoort::Subregio => 1,
        Gebiedsoort::Gemeente => 2,
    };
    let diep = u32::try_from(cel.delen.iter().flatten().count()).unwrap_or(u32::MAX);
    Some(Cell {
        name: naam(programma, periode, cel)?,
        release,
        rank: if cel.eerst { 0 } else { 1 + 9_u32.saturating_sub(cel.voorrang) * 12 + grof * 4 + diep.min(3) },
        atoms: atomen(maat, periode, cel.waar, &cel.delen),
        printed: true,
        sources: maat.herkomst,
    })
}

/// The splits of which no part may be all or nothing.
fn klassen(programma: &Programma, periode: Periode, cellen: &[Cel]) -> Vec<Class> {
    let mut klassen = BTreeMap::<String, BTreeMap<usize, Vec<String>>>::new();
    for cel in cellen {
        let Some(maat) = programma.maten.get(cel.maat).filter(|maat| maat.gevoeligheid == Gevoeligheid::Gevoelig)
        else {
            continue;
        };
        for (plek, _) in cel.delen.iter().enumerate().filter(|(_, deel)| deel.is_some()) {
            let mut delen = cel.delen.clone();
            if let Some(deel) = delen.get_mut(plek) {
                *deel = None;
            }
            let geheel = Cel { delen, ..cel.clone() };
            if let (Some(geheel), Some(deel)) = (naam(programma, periode, &geheel), naam(programma, periode, cel))
                && (maat.vorm() == Vorm::Stroom || maat.vorm() == Vorm::Voorraad)
            {
                klassen.entry(geheel).or_default().entry(plek).or_default().push(deel);
            }
        }
    }
    let van = |(whole, splitsingen): (String, BTreeMap<usize, Vec<String>>)| {
        splitsingen.into_values().map(move |parts| Class { whole: whole.clone(), parts }).collect::<Vec<_>>()
    };
    klassen.into_iter().flat_map(van).collect()
}
