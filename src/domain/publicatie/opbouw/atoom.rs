//! The atoms: the smallest numbers, and of which of them each number of the lattice is the sum.

use std::collections::BTreeMap;

use super::super::{
    feiten::{Begin, Kenmerk, Slot},
    gebied::Gebiedsoort,
    periode::Periode,
    programma::{Klasse, Maat, Programma, Vorm},
    rooster::{Cel, Delen, Waar},
};
use crate::domain::Word as _;

/// There already when the quarter began, and still there when it ended.
pub(super) const ER_BLIJFT: &str = "er-blijft";
/// There already, and gone by the end.
pub(super) const ER_WEG: &str = "er-weg";
pub(super) const NIEUW_BLIJFT: &str = "nieuw-blijft";
pub(super) const NIEUW_WEG: &str = "nieuw-weg";
/// Came back in a year in which they counted before.
pub(super) const WEER_BLIJFT: &str = "weer-blijft";
pub(super) const WEER_WEG: &str = "weer-weg";
/// Moved here, or from here, since the quarter before.
pub(super) const IN: &str = "in";
pub(super) const UIT: &str = "uit";
/// How many.
pub(super) const AANTAL: &str = "aantal";
/// For the first time in the year, or again.
pub(super) const EERST: &str = "eerst";
pub(super) const WEER: &str = "weer";
/// Of the measure around it, to whom it did not happen.
pub(super) const NIET: &str = "niet";
/// In how many parts more than one.
pub(super) const VAKER: &str = "vaker";
/// Came in, and what opens a case was not counted.
pub(super) const ZONDER: &str = "zonder";
/// What opens a case, for a family that was there already.
pub(super) const NOG: &str = "nog";

/// A release: which period it tells of, in the order of appearance.
pub type Uitgaven = [Periode];

/// What everybody may know that there was not more of in a quarter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Plafond {
    /// Moves from one area to another.
    Verhuisd,
    /// Families that came in while what opens a case was not counted.
    Zonder,
}

impl Plafond {
    /// What the programme says of it.
    #[must_use]
    pub fn hoogstens(self, programma: &Programma) -> i64 {
        i64::from(match self {
            Self::Verhuisd => programma.verhuizingen,
            Self::Zonder => programma.zonder_signaal,
        })
    }

    /// What is left of it.
    pub(super) const fn ruimte(self) -> &'static str {
        match self {
            Self::Verhuisd => "ruimte",
            Self::Zonder => "ruimte-zonder",
        }
    }

    pub(super) const ALLE: [Self; 2] = [Self::Verhuisd, Self::Zonder];
}

/// The ceilings of each measure and quarter: what the programme says, or as often that as there is need of.
pub type Plafonds = BTreeMap<(Plafond, String, Periode), i64>;

/// The name of a number, unique over all releases.
#[must_use]
pub fn naam(programma: &Programma, periode: Periode, cel: &Cel) -> Option<String> {
    let maat = programma.maten.get(cel.maat)?;
    Some(format!("{periode}/{}/{}/{}", maat.naam, cel.waar.code(), woorden(maat, &cel.delen)))
}

/// The codes of the parts, `_T` for a total.
pub(super) fn woorden(maat: &Maat, delen: &Delen) -> String {
    let code = |(klasse, deel): (&Klasse, &Option<usize>)| {
        deel.and_then(|deel| klasse.delen.get(deel)).map_or("_T", |deel| deel.code.as_str()).to_owned()
    };
    let codes: Vec<_> = maat.klassen.iter().zip(delen).map(code).collect();
    codes.join(".")
}

/// The name of an atom.
pub(super) fn atoom(maat: &Maat, periode: Periode, waar: Waar, delen: &Delen, wat: &str) -> String {
    format!("{}/{periode}/{}/{}/{wat}", maat.naam, waar.code(), woorden(maat, delen))
}

/// The quarters of which something is told, in order, each with the first release that tells of it.
pub(super) fn kwartalen(uitgaven: &Uitgaven) -> BTreeMap<Periode, u32> {
    let mut kwartalen = BTreeMap::new();
    for (nr, periode) in uitgaven.iter().enumerate() {
        for kwartaal in periode.kwartalen() {
            kwartalen.entry(kwartaal).or_insert(u32::try_from(nr).unwrap_or(u32::MAX));
        }
    }
    kwartalen
}

/// The atoms of one number.
pub(super) fn atomen(maat: &Maat, periode: Periode, waar: Waar, delen: &Delen) -> Vec<String> {
    match maat.vorm() {
        Vorm::Stroom => {
            let per = |kwartaal: &Periode| van_gebieden(maat, *kwartaal, waar, delen, &[AANTAL]);
            periode.kwartalen().iter().flat_map(per).collect()
        }
        Vorm::Bereik => {
            let korrel = korrel_van(maat, delen);
            let wat: &[&str] = if periode.kwartaal().is_some() { &[EERST, WEER] } else { &[EERST] };
            let per = |kwartaal: &Periode| {
                let gebieden = waar.hierin(korrel).into_iter();
                let een = |hier| wat.iter().map(move |wat| atoom(maat, *kwartaal, hier, delen, wat));
                gebieden.flat_map(een).collect::<Vec<_>>()
            };
            periode.kwartalen().iter().flat_map(per).collect()
        }
        Vorm::Voorraad | Vorm::Aanwezig => voorraad(maat, periode, waar, delen),
    }
}

/// The finest level at which a measure tells these parts.
pub(super) fn korrel_van(maat: &Maat, delen: &Delen) -> Gebiedsoort {
    let past = |per: &[usize]| delen.iter().enumerate().all(|(plek, deel)| deel.is_none() || per.contains(&plek));
    let dieptes = maat.tabellen.iter().filter(|tabel| past(&tabel.per)).map(|tabel| tabel.diepte);
    dieptes.max().unwrap_or(Gebiedsoort::Regio)
}

/// The splits of what lasts that do not follow from the period.
pub(super) const fn is_vast(kenmerk: Kenmerk) -> bool {
    !kenmerk.volgt_uit_de_periode()
}

/// The atoms of a quarter in all areas and parts inside these.
pub(super) fn van_gebieden(maat: &Maat, kwartaal: Periode, waar: Waar, delen: &Delen, wat: &[&str]) -> Vec<String> {
    let mut alle = Vec::new();
    for hier in waar.hierin(maat.korrel()) {
        for vast in vaste_delen(maat, delen) {
            alle.extend(wat.iter().map(|wat| atoom(maat, kwartaal, hier, &vast, wat)));
        }
    }
    alle
}

/// Every choice of parts inside these, for the splits that do not follow from the period.
pub(super) fn vaste_delen(maat: &Maat, delen: &Delen) -> Vec<Delen> {
    maat.klassen.iter().zip(delen).enumerate().fold(vec![Vec::new()], |zover, (plek, (klasse, deel))| {
        let keuzes: Vec<Option<usize>> = match deel {
            _ if !is_vast(klasse.kenmerk) => vec![None],
            Some(deel) => vec![Some(*deel)],
            None => maat.delen_van(plek).map(Some).collect(),
        };
        let verder = |keuze: Delen| keuzes.iter().map(move |een| keuze.iter().copied().chain([*een]).collect());
        zover.into_iter().flat_map(|keuze| verder(keuze).collect::<Vec<Delen>>()).collect()
    })
}

/// Whether a number takes in what has this value of a characteristic of the period.
fn telt(maat: &Maat, delen: &Delen, kenmerk: Kenmerk, waarde: &str) -> bool {
    let plekken = maat.klassen.iter().zip(delen).filter(|(klasse, _)| klasse.kenmerk == kenmerk);
    plekken.into_iter().all(|(klasse, deel)| deel.is_none_or(|deel| klasse.deel(waarde) == Some(deel)))
}

/// The atoms of what lasts.
fn voorraad(maat: &Maat, periode: Periode, waar: Waar, delen: &Delen) -> Vec<String> {
    let (er, nieuw) = (
        telt(maat, delen, Kenmerk::Begin, Begin::Ervoor.word()),
        telt(maat, delen, Kenmerk::Begin, Begin::InPeriode.word()),
    );
    let (weg, blijft) = (
        telt(maat, delen, Kenmerk::Einde, Slot::InPeriode.word()),
        telt(maat, delen, Kenmerk::Einde, Slot::Erna.word()),
    );
    let kwartalen = periode.kwartalen();
    let heel_jaar = periode.kwartaal().is_none();
    if heel_jaar && !(weg && blijft) {
        return aan_het_einde(maat, periode, waar, delen, blijft);
    }
    let mut atomen = Vec::new();
    for (nr, kwartaal) in kwartalen.iter().enumerate() {
        let mut wat = Vec::new();
        for (telt, blijvers, weggaanders) in [
            (er && nr == 0, ER_BLIJFT, ER_WEG),
            (nieuw, NIEUW_BLIJFT, NIEUW_WEG),
            (nieuw && !heel_jaar && maat.vorm() == Vorm::Aanwezig, WEER_BLIJFT, WEER_WEG),
        ] {
            wat.extend(
                [(blijft, blijvers), (weg, weggaanders)].into_iter().filter(|(ja, _)| telt && *ja).map(|it| it.1),
            );
        }
        atomen.extend(van_gebieden(maat, *kwartaal, waar, delen, &wat));
    }
    atomen
}

/// The atoms of what is still there at the end of a year, or is gone by then.
fn aan_het_einde(maat: &Maat, periode: Periode, waar: Waar, delen: &Delen, blijft: bool) -> Vec<String> {
    let kwartalen = periode.kwartalen();
    match (blijft, maat.vorm()) {
        (true, _) => {
            let laatste = kwartalen.last().copied().unwrap_or(periode);
            van_gebieden(maat, laatste, waar, delen, blijvers(maat))
        }
        // Families come back, so those who were there and are gone follow from the others alone.
        (false, Vorm::Aanwezig) => vec![atoom(maat, periode, waar, &vec![None; maat.klassen.len()], NIET)],
        (false, _) => {
            let per = |kwartaal: &Periode| van_gebieden(maat, *kwartaal, waar, delen, weggaanders(maat));
            kwartalen.iter().flat_map(per).collect()
        }
    }
}

/// The atoms of those who came in a quarter.
pub(super) const fn nieuwkomers(maat: &Maat) -> &'static [&'static str] {
    match maat.vorm() {
        Vorm::Aanwezig => &[NIEUW_BLIJFT, NIEUW_WEG, WEER_BLIJFT, WEER_WEG],
        _ => &[NIEUW_BLIJFT, NIEUW_WEG],
    }
}

/// The atoms of those who stay, and of those who are gone by the end.
pub(super) const fn blijvers(maat: &Maat) -> &'static [&'static str] {
    match maat.vorm() {
        Vorm::Aanwezig => &[ER_BLIJFT, NIEUW_BLIJFT, WEER_BLIJFT],
        _ => &[ER_BLIJFT, NIEUW_BLIJFT],
    }
}

pub(super) const fn weggaanders(maat: &Maat) -> &'static [&'static str] {
    match maat.vorm() {
        Vorm::Aanwezig => &[ER_WEG, NIEUW_WEG, WEER_WEG],
        _ => &[ER_WEG, NIEUW_WEG],
    }
}

/// What a number comes to, from what everybody together adds to each atom.
#[must_use]
pub fn som(programma: &Programma, periode: Periode, cel: &Cel, samen: &BTreeMap<&str, u64>) -> u64 {
    let atomen = programma.maten.get(cel.maat).map(|maat| atomen(maat, periode, cel.waar, &cel.delen));
    atomen.unwrap_or_default().iter().filter_map(|atoom| samen.get(atoom.as_str())).sum()
}
