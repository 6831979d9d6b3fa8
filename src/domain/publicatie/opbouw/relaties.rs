//! What holds between atoms for every table that could be true, and the distances that nobody prints and everybody can work out.

use std::collections::{BTreeMap, BTreeSet};

use cellveil::{Cell, Plan, Relation};

use super::atoom::{
    AANTAL, EERST, ER_BLIJFT, ER_WEG, IN, NIET, Plafond, Plafonds, UIT, Uitgaven, WEER, atomen, atoom, blijvers,
    is_vast, korrel_van, kwartalen, van_gebieden, vaste_delen, weggaanders, woorden,
};
use crate::domain::publicatie::{
    feiten::Kenmerk,
    gebied::Gebiedsoort,
    periode::Periode,
    programma::{Gevoeligheid, Maat, Programma, Vorm, Wanneer},
    rooster::{Delen, Waar, keuzes},
};

/// A sum of atoms that comes to something.
#[derive(Default)]
pub(super) struct Som(BTreeMap<String, i64>);

impl Som {
    pub(super) fn plus(mut self, atomen: impl IntoIterator<Item = String>, gewicht: i64) -> Self {
        for atoom in atomen {
            *self.0.entry(atoom).or_default() += gewicht;
        }
        self
    }

    pub(super) fn is(self, value: i64) -> Relation {
        Relation { terms: self.0.into_iter().filter(|(_, gewicht)| *gewicht != 0).collect(), value }
    }
}

/// Adds the relations and the guarded distances of every measure.
pub(super) fn voeg_toe(plan: &mut Plan, programma: &Programma, uitgaven: &Uitgaven, plafonds: &Plafonds) {
    let kwartalen = kwartalen(uitgaven);
    for maat in programma.maten.iter().filter(|maat| maat.gevoeligheid != Gevoeligheid::Geen) {
        match maat.vorm() {
            Vorm::Voorraad | Vorm::Aanwezig => {
                stroming(plan, maat, &kwartalen, plafonds);
                bewaak_voorraad(plan, maat, &kwartalen);
                if maat.vorm() == Vorm::Aanwezig {
                    vertrokken(plan, maat, uitgaven);
                }
            }
            Vorm::Bereik => {
                for delen in alle_delen(maat) {
                    rest(plan, programma, maat, &delen, &kwartalen);
                    rest_van_een_jaar(plan, programma, maat, &delen, uitgaven);
                }
            }
            Vorm::Stroom if maat.wanneer == Wanneer::Eindigt => geeindigd(plan, programma, maat, &kwartalen),
            Vorm::Stroom => {}
        }
    }
}

/// A distance: guarded, never printed.
pub(super) fn afstand(name: String, release: u32, atoms: Vec<String>) -> Cell {
    Cell { name, release, rank: u32::MAX, atoms, printed: false, sources: false }
}

/// Every choice of parts that some table of a measure tells.
pub(super) fn alle_delen(maat: &Maat) -> BTreeSet<Delen> {
    maat.tabellen.iter().flat_map(|tabel| keuzes(maat, tabel)).collect()
}

/// The same, for the splits that do not follow from the period.
pub(super) fn alle_vaste_delen(maat: &Maat) -> BTreeSet<Delen> {
    let vast = |mut delen: Delen| {
        for (deel, klasse) in delen.iter_mut().zip(&maat.klassen).filter(|(_, klasse)| !is_vast(klasse.kenmerk)) {
            debug_assert!(matches!(klasse.kenmerk, Kenmerk::Begin | Kenmerk::Einde));
            *deel = None;
        }
        delen
    };
    alle_delen(maat).into_iter().map(vast).collect()
}

/// The same parts, with the total of the last split that is not one yet; nothing of a total of all.
pub(super) fn eromheen(delen: &Delen) -> Option<Delen> {
    let plek = delen.iter().rposition(Option::is_some)?;
    let mut buiten = delen.clone();
    *buiten.get_mut(plek)? = None;
    Some(buiten)
}

/// The measure around one of families to which something happened.
pub(super) fn buiten<'p>(programma: &'p Programma, maat: &Maat) -> Option<&'p Maat> {
    let naam = maat.binnen.as_ref()?;
    programma.maten.iter().find(|ander| ander.naam == *naam)
}

/// Who stays at the end of a quarter is there when the next one begins, there or where they moved to.
fn stroming(plan: &mut Plan, maat: &Maat, kwartalen: &BTreeMap<Periode, u32>, plafonds: &Plafonds) {
    let korrel = maat.korrel();
    let verhuizen = korrel != Gebiedsoort::Regio;
    let geheel = vec![None; maat.klassen.len()];
    for (eerst, dan) in kwartalen.keys().zip(kwartalen.keys().skip(1)).filter(|(eerst, dan)| dan.volgt_op(eerst)) {
        let mut weg = Vec::new();
        for vast in vaste_delen(maat, &geheel) {
            let (mut erin, mut eruit) = (Vec::new(), Vec::new());
            for hier in Waar::Regio.hierin(korrel) {
                let atomen = |kwartaal: &Periode, wat: &[&str]| -> Vec<String> {
                    wat.iter().map(|wat| atoom(maat, *kwartaal, hier, &vast, wat)).collect()
                };
                let som =
                    Som::default().plus(atomen(eerst, blijvers(maat)), 1).plus(atomen(dan, &[ER_BLIJFT, ER_WEG]), -1);
                let (naar, van) = (atomen(dan, &[IN]), atomen(dan, &[UIT]));
                let som = if verhuizen { som.plus(naar.clone(), 1).plus(van.clone(), -1) } else { som };
                plan.relations.push(som.is(0));
                erin.extend(naar);
                eruit.extend(van);
            }
            if verhuizen {
                plan.relations.push(Som::default().plus(erin, 1).plus(eruit.clone(), -1).is(0));
            }
            weg.extend(eruit);
        }
        if verhuizen {
            let plafond = plafonds.get(&(Plafond::Verhuisd, maat.naam.clone(), *dan)).copied().unwrap_or_default();
            let ruimte = atoom(maat, *dan, Waar::Regio, &geheel, Plafond::Verhuisd.ruimte());
            plan.relations.push(Som::default().plus(weg, 1).plus([ruimte], 1).is(plafond));
        }
    }
}

/// Who is gone by the end of a quarter, and who stays: the next quarter would tell.
fn bewaak_voorraad(plan: &mut Plan, maat: &Maat, kwartalen: &BTreeMap<Periode, u32>) {
    for (kwartaal, release) in kwartalen {
        for delen in &alle_vaste_delen(maat) {
            for waar in Waar::tot(korrel_van(maat, delen)) {
                for (wie, wat) in [("weg", weggaanders(maat)), ("blijft", blijvers(maat)), ("er", &[ER_BLIJFT, ER_WEG])]
                {
                    let name = format!("{wie}/{kwartaal}/{}/{}/{}", maat.naam, waar.code(), woorden(maat, delen));
                    plan.cells.push(afstand(name, *release, van_gebieden(maat, *kwartaal, waar, delen, wat)));
                }
            }
        }
    }
}

/// Of the families of a year, those who are not there at its end.
fn vertrokken(plan: &mut Plan, maat: &Maat, uitgaven: &Uitgaven) {
    let geheel = vec![None; maat.klassen.len()];
    for (nr, jaar) in uitgaven.iter().enumerate().filter(|(_, periode)| periode.kwartaal().is_none()) {
        let Some(laatste) = jaar.kwartalen().last().copied() else { continue };
        let rest = atoom(maat, *jaar, Waar::Regio, &geheel, NIET);
        let som = Som::default()
            .plus(atomen(maat, *jaar, Waar::Regio, &geheel), 1)
            .plus(van_gebieden(maat, laatste, Waar::Regio, &geheel, blijvers(maat)), -1)
            .plus([rest.clone()], -1);
        plan.relations.push(som.is(0));
        let release = u32::try_from(nr).unwrap_or(u32::MAX);
        plan.cells.push(afstand(format!("weg/{jaar}/{}", maat.naam), release, vec![rest]));
    }
}

/// The families of a quarter around those to whom something happened, to whom it did not.
fn rest(plan: &mut Plan, programma: &Programma, maat: &Maat, delen: &Delen, kwartalen: &BTreeMap<Periode, u32>) {
    let korrel = korrel_van(maat, delen);
    for (kwartaal, release) in kwartalen {
        for hier in Waar::Regio.hierin(korrel) {
            let zelf = [EERST, WEER, NIET].map(|wat| atoom(maat, *kwartaal, hier, delen, wat));
            let som = Som::default().plus(van_eromheen(programma, maat, *kwartaal, hier, delen), 1).plus(zelf, -1);
            plan.relations.push(som.is(0));
        }
        for waar in Waar::tot(korrel) {
            let name = format!("niet/{kwartaal}/{}/{}/{}", maat.naam, waar.code(), woorden(maat, delen));
            let atoms = waar.hierin(korrel).into_iter().map(|hier| atoom(maat, *kwartaal, hier, delen, NIET));
            plan.cells.push(afstand(name, *release, atoms.collect()));
        }
    }
}

/// The same for a year, in the region as a whole.
fn rest_van_een_jaar(plan: &mut Plan, programma: &Programma, maat: &Maat, delen: &Delen, uitgaven: &Uitgaven) {
    for (nr, jaar) in uitgaven.iter().enumerate().filter(|(_, periode)| periode.kwartaal().is_none()) {
        let niet = atoom(maat, *jaar, Waar::Regio, delen, NIET);
        let som = Som::default()
            .plus(van_eromheen(programma, maat, *jaar, Waar::Regio, delen), 1)
            .plus(atomen(maat, *jaar, Waar::Regio, delen), -1)
            .plus([niet.clone()], -1);
        plan.relations.push(som.is(0));
        let name = format!("niet/{jaar}/{}/{}", maat.naam, woorden(maat, delen));
        plan.cells.push(afstand(name, u32::try_from(nr).unwrap_or(u32::MAX), vec![niet]));
    }
}

/// The atoms of whoever could be in these parts: those of the total around them, or of the measure around it.
fn van_eromheen(programma: &Programma, maat: &Maat, periode: Periode, waar: Waar, delen: &Delen) -> Vec<String> {
    match (eromheen(delen), buiten(programma, maat)) {
        (Some(buiten), _) => atomen(maat, periode, waar, &buiten),
        (None, Some(buiten)) => atomen(buiten, periode, waar, &vec![None; buiten.klassen.len()]),
        (None, None) => Vec::new(),
    }
}

/// What ended in a quarter is what was gone by its end, in the measure that tells what ran.
fn geeindigd(plan: &mut Plan, programma: &Programma, maat: &Maat, kwartalen: &BTreeMap<Periode, u32>) {
    let zelfde = |ander: &&Maat| ander.vorm() == Vorm::Voorraad && ander.feit == maat.feit && ander.waar == maat.waar;
    let Some(lopend) = programma.maten.iter().find(zelfde) else { return };
    let korrel = maat.korrel().min(lopend.korrel());
    let samen: Vec<(usize, usize)> = maat
        .klassen
        .iter()
        .enumerate()
        .filter_map(|(plek, klasse)| Some((plek, lopend.klassen.iter().position(|ander| ander == klasse)?)))
        .collect();
    let keuzes = samen.iter().fold(vec![Vec::new()], |zover, (plek, _)| {
        let verder = |keuze: Vec<usize>| maat.delen_van(*plek).map(move |deel| [keuze.as_slice(), &[deel]].concat());
        zover.into_iter().flat_map(|keuze| verder(keuze).collect::<Vec<_>>()).collect()
    });
    for kwartaal in kwartalen.keys() {
        for keuze in &keuzes {
            let (mut hier, mut daar) = (vec![None; maat.klassen.len()], vec![None; lopend.klassen.len()]);
            for ((een, ander), deel) in samen.iter().zip(keuze) {
                hier.iter_mut().skip(*een).take(1).for_each(|plek| *plek = Some(*deel));
                daar.iter_mut().skip(*ander).take(1).for_each(|plek| *plek = Some(*deel));
            }
            for waar in Waar::Regio.hierin(korrel) {
                let som = Som::default()
                    .plus(van_gebieden(maat, *kwartaal, waar, &hier, &[AANTAL]), 1)
                    .plus(van_gebieden(lopend, *kwartaal, waar, &daar, weggaanders(lopend)), -1);
                plan.relations.push(som.is(0));
            }
        }
    }
}
