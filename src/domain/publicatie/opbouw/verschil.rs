//! What anybody takes off: one period of the next, signalen of families that came, a year of its quarters, parts of their total.
//!
//! Every case opens with a signaal. So the families of one quarter, less those of the next and those who were signalled in between, are
//! about those who left. What comes out of such a sum is guarded as it stands, whether it is exactly somebody or not.

use std::collections::BTreeMap;

use cellveil::{Balance, Plan};

use super::{
    super::{
        gebied::Gebiedsoort,
        periode::Periode,
        programma::{Gevoeligheid, Maat, Programma, Tabel, Vorm},
        rooster::{Cel, Delen, Waar, keuzes},
    },
    atoom::{
        AANTAL, NIEUW_BLIJFT, NIEUW_WEG, NOG, Plafond, Plafonds, Uitgaven, VAKER, WEER, WEER_BLIJFT, WEER_WEG, ZONDER,
        atomen, atoom, korrel_van, kwartalen, naam, nieuwkomers, van_gebieden, woorden,
    },
    relaties::{Som, afstand, alle_delen, alle_vaste_delen},
};

/// The measure of what opens a case of this one.
pub(super) fn opening<'p>(programma: &'p Programma, maat: &Maat) -> Option<&'p Maat> {
    let naam = maat.opent_met.as_ref()?;
    programma.maten.iter().find(|ander| ander.naam == *naam)
}

/// The finest level at which both are told.
pub(super) fn samen(maat: &Maat, opening: &Maat) -> Gebiedsoort {
    maat.korrel().min(opening.korrel())
}

/// Adds what follows from laying numbers of different measures, periods and parts beside each other.
pub(super) fn voeg_toe(plan: &mut Plan, programma: &Programma, uitgaven: &Uitgaven, plafonds: &Plafonds) {
    let kwartalen = kwartalen(uitgaven);
    for (nr, maat) in programma.maten.iter().enumerate().filter(|(_, maat)| maat.gevoeligheid != Gevoeligheid::Geen) {
        match maat.vorm() {
            Vorm::Aanwezig | Vorm::Voorraad => {
                netto(plan, programma, nr, maat, uitgaven);
                if let Some(opening) = opening(programma, maat) {
                    for (kwartaal, release) in &kwartalen {
                        opent(plan, maat, opening, (*kwartaal, *release), plafonds);
                    }
                    zonder_signaal(plan, programma, (nr, maat), opening, uitgaven);
                }
                if maat.vorm() == Vorm::Aanwezig {
                    weer(plan, maat, uitgaven, &[vec![None; maat.klassen.len()]], &[WEER_BLIJFT, WEER_WEG]);
                }
            }
            Vorm::Bereik => {
                let alle: Vec<Delen> = alle_delen(maat).into_iter().collect();
                weer(plan, maat, uitgaven, &alle, &[WEER]);
                vaker(plan, maat, uitgaven, &kwartalen);
            }
            Vorm::Stroom => {}
        }
    }
}

/// The name of a number of a measure.
fn getal(programma: &Programma, maat: usize, periode: Periode, waar: Waar, delen: &Delen) -> Vec<String> {
    let cel = Cel { maat, waar, delen: delen.clone(), voorrang: 0, eerst: false };
    naam(programma, periode, &cel).into_iter().collect()
}

/// Every period with every one that follows on it.
fn opeenvolgend(uitgaven: &Uitgaven) -> Vec<(Periode, Periode)> {
    let na = |eerst: &Periode| {
        let eerst = *eerst;
        uitgaven.iter().filter(move |dan| dan.volgt_op(&eerst)).map(move |dan| (eerst, *dan))
    };
    uitgaven.iter().flat_map(na).collect()
}

/// The name of those who were there when a period began.
fn er(maat: &Maat, periode: Periode, waar: Waar, delen: &Delen) -> Vec<String> {
    let eerste = periode.kwartalen().into_iter().next().unwrap_or(periode);
    vec![format!("er/{eerste}/{}/{}/{}", maat.naam, waar.code(), woorden(maat, delen))]
}

/// Those of a period less those who are there when the next begins: who left, and who moved away more than came.
fn netto(plan: &mut Plan, programma: &Programma, nr: usize, maat: &Maat, uitgaven: &Uitgaven) {
    for (eerst, dan) in opeenvolgend(uitgaven) {
        for delen in alle_vaste_delen(maat) {
            for waar in Waar::tot(korrel_van(maat, &delen)) {
                let plus = getal(programma, nr, eerst, waar, &delen);
                let name = format!("netto/{eerst}/{dan}/{}/{}/{}", maat.naam, waar.code(), woorden(maat, &delen));
                plan.balances.push(Balance { name, plus, minus: er(maat, dan, waar, &delen) });
            }
        }
    }
}

/// Whoever comes in brings what opens a case, but for a few; and some bring more.
fn opent(plan: &mut Plan, maat: &Maat, opening: &Maat, (kwartaal, release): (Periode, u32), plafonds: &Plafonds) {
    let (korrel, geheel) = (samen(maat, opening), vec![None; maat.klassen.len()]);
    let alles = vec![None; opening.klassen.len()];
    let mut zonder = Vec::new();
    for hier in Waar::Regio.hierin(korrel) {
        let een = |wat: &str| atoom(maat, kwartaal, hier, &geheel, wat);
        let som = Som::default()
            .plus(van_gebieden(opening, kwartaal, hier, &alles, &[AANTAL]), 1)
            .plus([een(ZONDER)], 1)
            .plus([een(NOG)], -1)
            .plus(van_gebieden(maat, kwartaal, hier, &geheel, nieuwkomers(maat)), -1);
        plan.relations.push(som.is(0));
        zonder.push(een(ZONDER));
    }
    let plafond = plafonds.get(&(Plafond::Zonder, maat.naam.clone(), kwartaal)).copied().unwrap_or_default();
    let ruimte = atoom(maat, kwartaal, Waar::Regio, &geheel, Plafond::Zonder.ruimte());
    plan.relations.push(Som::default().plus(zonder, 1).plus([ruimte], 1).is(plafond));
    for waar in Waar::tot(korrel) {
        let name = format!("nieuw/{kwartaal}/{}/{}", maat.naam, waar.code());
        plan.cells.push(afstand(name, release, van_gebieden(maat, kwartaal, waar, &geheel, nieuwkomers(maat))));
    }
}

/// What is taken for those who were there already, who were signalled again, and who left.
fn zonder_signaal(
    plan: &mut Plan,
    programma: &Programma,
    (nr, maat): (usize, &Maat),
    opening: &Maat,
    uitgaven: &Uitgaven,
) {
    let Some(van) = programma.maten.iter().position(|ander| ander.naam == opening.naam) else { return };
    let (geheel, alles) = (vec![None; maat.klassen.len()], vec![None; opening.klassen.len()]);
    for waar in Waar::tot(samen(maat, opening)) {
        let gezinnen = |periode: Periode| getal(programma, nr, periode, waar, &geheel);
        let signalen = |periode: Periode| getal(programma, van, periode, waar, &alles);
        let mut neem = |wat: String, plus: Vec<String>, minus: Vec<String>| {
            let name = format!("{wat}/{}/{}", maat.naam, waar.code());
            plan.balances.push(Balance { name, plus, minus });
        };
        for periode in uitgaven {
            neem(format!("ongesignaleerd/{periode}"), gezinnen(*periode), signalen(*periode));
        }
        for (eerst, dan) in opeenvolgend(uitgaven) {
            neem(format!("gegaan/{eerst}/{dan}"), [gezinnen(eerst), signalen(dan)].concat(), gezinnen(dan));
        }
        for (nummer, periode) in uitgaven.iter().enumerate() {
            let nieuw = format!("nieuw/{periode}/{}/{}", maat.naam, waar.code());
            if periode.kwartaal().is_none() {
                // In a year every family counts as new once.
                let per = |kwartaal: &Periode| van_gebieden(maat, *kwartaal, waar, &geheel, &[NIEUW_BLIJFT, NIEUW_WEG]);
                let atomen = periode.kwartalen().iter().flat_map(per).collect();
                plan.cells.push(afstand(nieuw.clone(), u32::try_from(nummer).unwrap_or(u32::MAX), atomen));
            }
            let name = format!("nogmaals/{periode}/{}/{}", maat.naam, waar.code());
            plan.balances.push(Balance { name, plus: signalen(*periode), minus: vec![nieuw] });
        }
    }
}

/// Those who came again: the quarters tell them each time, and their year once.
fn weer(plan: &mut Plan, maat: &Maat, uitgaven: &Uitgaven, alle: &[Delen], wat: &[&str]) {
    for (nr, jaar) in uitgaven.iter().enumerate().filter(|(_, periode)| periode.kwartaal().is_none()) {
        for delen in alle {
            let korrel = korrel_van(maat, delen);
            for waar in Waar::tot(korrel) {
                let per = |kwartaal: &Periode| -> Vec<String> {
                    let hier = waar.hierin(korrel).into_iter();
                    hier.flat_map(|hier| wat.iter().map(move |wat| (hier, wat)))
                        .map(|(hier, wat)| atoom(maat, *kwartaal, hier, delen, wat))
                        .collect()
                };
                let atomen = jaar.kwartalen().iter().flat_map(per).collect();
                let name = format!("weer/{jaar}/{}/{}/{}", maat.naam, waar.code(), woorden(maat, delen));
                plan.cells.push(afstand(name, u32::try_from(nr).unwrap_or(u32::MAX), atomen));
            }
        }
    }
}

/// The totals of a measure that are split, each with the place of the split.
pub(super) fn splitsingen(maat: &Maat) -> Vec<(Delen, usize)> {
    let van = |tabel: &Tabel| {
        let open = |keuze: Delen| {
            let leeg = tabel.per.iter().filter(|plek| keuze.get(**plek).is_some_and(Option::is_none));
            leeg.map(|plek| (keuze.clone(), *plek)).collect::<Vec<_>>()
        };
        keuzes(maat, tabel).into_iter().flat_map(open).collect::<Vec<_>>()
    };
    let mut alle: Vec<_> = maat.tabellen.iter().flat_map(van).collect();
    alle.sort();
    alle.dedup();
    alle
}

/// The same parts, with this one for the split at a place.
pub(super) fn met_deel(delen: &Delen, plek: usize, deel: usize) -> Delen {
    delen.iter().enumerate().map(|(nr, was)| if nr == plek { Some(deel) } else { *was }).collect()
}

/// The atom of those in more parts than one.
pub(super) fn vaker_atoom(maat: &Maat, periode: Periode, hier: Waar, delen: &Delen, plek: usize) -> String {
    atoom(maat, periode, hier, delen, &format!("{VAKER}-{plek}"))
}

/// Families in more parts than one: the parts together, less their total.
fn vaker(plan: &mut Plan, maat: &Maat, uitgaven: &Uitgaven, kwartalen: &BTreeMap<Periode, u32>) {
    let jaren = uitgaven.iter().enumerate().filter(|(_, periode)| periode.kwartaal().is_none());
    let jaren = jaren.map(|(nr, jaar)| (*jaar, u32::try_from(nr).unwrap_or(u32::MAX)));
    let periodes: Vec<(Periode, u32)> = kwartalen.iter().map(|(kwartaal, nr)| (*kwartaal, *nr)).chain(jaren).collect();
    for (delen, plek) in splitsingen(maat) {
        let met = |deel: usize| met_deel(&delen, plek, deel);
        let Some(korrel) = maat.delen_van(plek).map(|deel| korrel_van(maat, &met(deel))).min() else { continue };
        for (periode, release) in &periodes {
            for hier in Waar::Regio.hierin(korrel) {
                let delen_samen = maat.delen_van(plek).flat_map(|deel| atomen(maat, *periode, hier, &met(deel)));
                let som = Som::default()
                    .plus(delen_samen.collect::<Vec<_>>(), 1)
                    .plus(atomen(maat, *periode, hier, &delen), -1)
                    .plus([vaker_atoom(maat, *periode, hier, &delen, plek)], -1);
                plan.relations.push(som.is(0));
            }
            for waar in Waar::tot(korrel) {
                let in_delen =
                    waar.hierin(korrel).into_iter().map(|hier| vaker_atoom(maat, *periode, hier, &delen, plek));
                let name = format!("vaker/{periode}/{}/{}/{}/{plek}", maat.naam, waar.code(), woorden(maat, &delen));
                plan.cells.push(afstand(name, *release, in_delen.collect()));
            }
        }
    }
}
