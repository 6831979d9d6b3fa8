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
mod verschil;

use std::collections::{BTreeMap, BTreeSet};

use cellveil::{Cell, Class, Plan, Relation};

use self::atoom::atomen;
pub use self::{
    atoom::{Plafond, Plafonds, Uitgaven, naam, som},
    bijdrage::bijdragen,
};
use super::{
    gebied::Gebiedsoort,
    periode::Periode,
    programma::{Gevoeligheid, Maat, Programma, Vorm},
    rooster::{self, Cel, Rij, Waar},
};

/// Everything that everybody knows of these releases; `telt` says whether a release, by its number, tells a measure at all.
#[must_use]
pub fn plan(
    programma: &Programma,
    uitgaven: &Uitgaven,
    plafonds: &Plafonds,
    telt: &dyn Fn(usize, &str) -> bool,
) -> Plan {
    let cellen = rooster::cellen(programma);
    let mut plan = Plan::default();
    for (nr, periode) in uitgaven.iter().enumerate() {
        let release = u32::try_from(nr).unwrap_or(u32::MAX);
        for cel in &cellen {
            plan.cells.extend(cell(programma, *periode, release, cel).filter(|_| telt(nr, maat_van(programma, cel))));
        }
        plan.classes.extend(klassen(programma, *periode, &cellen));
        plan.classes.extend(gebieden(programma, *periode, &cellen));
    }
    relaties::voeg_toe(&mut plan, programma, uitgaven, plafonds);
    verschil::voeg_toe(&mut plan, programma, uitgaven, plafonds);
    zonder_wat_er_niet_is(&mut plan);
    plan
}

fn maat_van<'p>(programma: &'p Programma, cel: &Cel) -> &'p str {
    programma.maten.get(cel.maat).map(|maat| maat.naam.as_str()).unwrap_or_default()
}

/// Leaves out what is about a number that no release tells.
pub(super) fn zonder_wat_er_niet_is(plan: &mut Plan) {
    let er: BTreeSet<String> = plan.cells.iter().map(|cel| cel.name.clone()).collect();
    plan.classes.retain(|klasse| er.contains(&klasse.whole) && klasse.parts.iter().all(|deel| er.contains(deel)));
    plan.balances.retain(|een| een.plus.iter().chain(&een.minus).all(|naam| er.contains(naam)));
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

/// The name of the number of families beside which alone what is of no person is told in an area.
#[must_use]
pub fn naast(programma: &Programma, maat: &Maat, periode: Periode, waar: Waar) -> Option<String> {
    let nr = programma.maten.iter().position(|ander| Some(&ander.naam) == maat.naast.as_ref())?;
    let delen = vec![None; programma.maten.get(nr)?.klassen.len()];
    naam(programma, periode, &Cel { maat: nr, waar, delen, voorrang: 0, eerst: false })
}

/// The ceilings that a plan takes for granted. Each is what the programme says, or that more than once where there was more.
///
/// The error names what is another number.
pub fn plafonds_uit(programma: &Programma, plan: &Plan) -> Result<Plafonds, String> {
    let ceiling = |relation: &Relation| {
        let van = |plafond: &Plafond| {
            let wat = plafond.ruimte();
            let (ruimte, _) = relation.terms.iter().find(|(atom, _)| atom.rsplit('/').next() == Some(wat))?;
            let mut delen = ruimte.split('/');
            let maat = delen.next()?.to_owned();
            Some(((*plafond, maat, delen.next()?.parse().ok()?), relation.value))
        };
        Plafond::ALLE.iter().find_map(van)
    };
    let alle: Plafonds = plan.relations.iter().filter_map(ceiling).collect();
    let anders = alle.iter().find(|((plafond, ..), is)| **is <= 0 || **is % plafond.hoogstens(programma) != 0);
    match anders {
        Some(((_, maat, kwartaal), is)) => {
            Err(format!("{kwartaal}, '{maat}': het programma noemt een ander plafond dan {is}"))
        }
        None => Ok(alle),
    }
}

/// One number that can be printed; nothing for what is of no person and needs no guard.
pub(super) fn cell(programma: &Programma, periode: Periode, release: u32, cel: &Cel) -> Option<Cell> {
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
    let mut klassen = BTreeMap::<(String, bool), BTreeMap<usize, Vec<String>>>::new();
    for cel in cellen {
        let Some(maat) = programma.maten.get(cel.maat).filter(|maat| maat.gevoeligheid != Gevoeligheid::Geen) else {
            continue;
        };
        let gevoelig =
            maat.gevoeligheid == Gevoeligheid::Gevoelig && matches!(maat.vorm(), Vorm::Stroom | Vorm::Voorraad);
        for (plek, _) in cel.delen.iter().enumerate().filter(|(_, deel)| deel.is_some()) {
            let mut delen = cel.delen.clone();
            if let Some(deel) = delen.get_mut(plek) {
                *deel = None;
            }
            let geheel = Cel { delen, ..cel.clone() };
            if let (Some(geheel), Some(deel)) = (naam(programma, periode, &geheel), naam(programma, periode, cel)) {
                klassen.entry((geheel, gevoelig)).or_default().entry(plek).or_default().push(deel);
            }
        }
    }
    let van = |((whole, sensitive), splitsingen): ((String, bool), BTreeMap<usize, Vec<String>>)| {
        let klasse = move |parts| Class { whole: whole.clone(), parts, sensitive };
        splitsingen.into_values().map(klasse).collect::<Vec<_>>()
    };
    klassen.into_iter().flat_map(van).collect()
}

/// Every number of an area, split into those of the areas in it.
fn gebieden(programma: &Programma, periode: Periode, cellen: &[Cel]) -> Vec<Class> {
    let mut gebieden = BTreeMap::<String, Vec<String>>::new();
    let geen = |cel: &&Cel| programma.maten.get(cel.maat).is_none_or(|maat| maat.gevoeligheid == Gevoeligheid::Geen);
    for cel in cellen.iter().filter(|cel| !geen(cel)) {
        let Some(buiten) = cel.waar.eromheen() else { continue };
        let geheel = Cel { waar: buiten, ..cel.clone() };
        if let (Some(geheel), Some(deel)) = (naam(programma, periode, &geheel), naam(programma, periode, cel)) {
            gebieden.entry(geheel).or_default().push(deel);
        }
    }
    gebieden.into_iter().map(|(whole, parts)| Class { whole, parts, sensitive: false }).collect()
}
