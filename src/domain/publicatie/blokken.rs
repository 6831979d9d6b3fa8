//! The splits: which blocks may be published.
//!
//! Level by level (the region, the subregions, the gemeenten, then the classes), and on each level measure by measure
//! in the order of the programme, so that a coarse number never gives way to a fine one of another measure.

use std::collections::BTreeMap;

use super::{
    bits::Bits,
    cel::Cel,
    drempel::{Drempel, Fout},
    eerder::{self, Doorlopend},
    gebied::{Gebied, Gebiedsoort, Indeling, gebieden},
    gezin::Gezin,
    maat::{DOORLOPEND, Klasse, Maat, Programma},
    periode::Periode,
    verschil::{Blad, lekt},
};

/// A published number: one measure, in one area, in one class.
#[derive(Clone)]
struct Blok<'a> {
    maat: usize,
    gebied: &'a Gebied,
    /// One place in [`Klasse::woorden`] for each split into classes so far.
    klasse: Vec<usize>,
    leden: Bits,
    aantal: u32,
    gesplitst: bool,
}

/// A way to split a block.
enum Deling<'a> {
    Gebieden,
    Klasse(&'a Klasse),
}

struct Telling<'a> {
    programma: &'a Programma,
    /// Every different family once; `gewicht` says how many are alike.
    soorten: &'a [Gezin],
    gewicht: &'a [u32],
    heel_jaar: bool,
    drempel: Drempel,
    eerder: &'a [Cel],
    blokken: Vec<Blok<'a>>,
}

/// Counts, splits and gives back every block that may be told.
pub(super) fn tel(
    programma: &Programma,
    indeling: &Indeling,
    gezinnen: impl IntoIterator<Item = Gezin>,
    periode: Periode,
    drempel: Drempel,
    eerder: &[Cel],
) -> Result<Vec<Cel>, Fout> {
    let mut alike = BTreeMap::<Gezin, u32>::new();
    for gezin in gezinnen {
        *alike.entry(gezin).or_default() += 1;
    }
    let (soorten, gewicht): (Vec<_>, Vec<_>) = alike.into_iter().unzip();
    let heel_jaar = periode.kwartaal().is_none();
    for gezin in &soorten {
        controleer(programma, indeling, gezin, heel_jaar)?;
    }
    let gemeenten: Vec<_> = soorten.iter().map(|gezin| gezin.gemeente).collect();
    let regio = gebieden(indeling, &gemeenten);
    let (soorten, gewicht) = (&soorten, &gewicht);
    let mut telling = Telling { programma, soorten, gewicht, heel_jaar, drempel, eerder, blokken: Vec::new() };
    telling.tel(&regio);
    Ok(telling.cellen())
}

/// Refuses a family that would fall outside the splits: it would be counted in a whole and in no part of it.
fn controleer(programma: &Programma, indeling: &Indeling, gezin: &Gezin, heel_jaar: bool) -> Result<(), Fout> {
    if !indeling.kent(gezin.gemeente) {
        return Err(Fout::Gemeente(gezin.gemeente));
    }
    for maat in &programma.maten {
        let Some(lid) = gezin.feiten.get(&maat.feit) else {
            continue;
        };
        let buiten = maat.binnen.as_ref().and_then(|naam| programma.maten.iter().find(|maat| maat.naam == *naam));
        if let Some(buiten) = buiten.filter(|buiten| !gezin.feiten.contains_key(&buiten.feit)) {
            return Err(Fout::NietGenest { maat: maat.naam.clone(), binnen: buiten.naam.clone() });
        }
        let zonder_deel = |klasse: &&Klasse| (heel_jaar || **klasse != Klasse::Kwartaal) && klasse.deel(lid).is_none();
        if let Some(klasse) = maat.klassen.iter().find(zonder_deel) {
            return Err(Fout::Klasse { maat: maat.naam.clone(), klasse: klasse.naam() });
        }
    }
    Ok(())
}

impl<'a> Telling<'a> {
    fn tel(&mut self, regio: &'a Gebied) {
        for nr in 0..self.programma.maten.len() {
            let geheel = self.in_gebied(nr, regio);
            self.laat_toe(None, geheel.into_iter().collect());
        }
        for soort in [Gebiedsoort::Regio, Gebiedsoort::Subregio] {
            self.splits(|blok, maat| {
                let verder = blok.gebied.soort == soort && soort < maat.diepte && blok.klasse.is_empty();
                verder.then_some(Deling::Gebieden)
            });
        }
        let diepst = self.programma.maten.iter().map(|maat| maat.klassen.len()).max().unwrap_or_default();
        let heel_jaar = self.heel_jaar;
        for diepte in 0..diepst {
            self.splits(|blok, maat| {
                let klasse = maat.klassen.get(diepte).filter(|klasse| heel_jaar || **klasse != Klasse::Kwartaal);
                klasse.filter(|_| blok.klasse.len() == diepte).map(Deling::Klasse)
            });
        }
    }

    /// Tries one level of splits on every block that is still whole.
    fn splits(&mut self, deling: impl Fn(&Blok<'a>, &'a Maat) -> Option<Deling<'a>>) {
        for plek in 0..self.blokken.len() {
            let Some(blok) = self.blokken.get(plek).filter(|blok| !blok.gesplitst && blok.aantal > 0) else {
                continue;
            };
            let Some(maat) = self.programma.maten.get(blok.maat) else {
                continue;
            };
            let delen = match deling(blok, maat) {
                None => continue,
                Some(Deling::Gebieden) => {
                    blok.gebied.delen.iter().map(|deel| self.in_gebied(blok.maat, deel)).collect()
                }
                Some(Deling::Klasse(klasse)) => Some(self.in_klassen(blok, maat, klasse)),
            };
            self.laat_toe(Some(plek), delen.unwrap_or_default());
        }
    }

    /// The block of a measure in an area; none when the measure around it is not told there, or differs by a few.
    fn in_gebied(&self, nr: usize, gebied: &'a Gebied) -> Option<Blok<'a>> {
        let maat = self.programma.maten.get(nr)?;
        let telt = |nr: usize| self.soorten.get(nr).is_some_and(|gezin| gezin.feiten.contains_key(&maat.feit));
        let leden = Bits::waar(self.soorten.len(), telt).en(&gebied.leden);
        let aantal = leden.weeg(self.gewicht);
        if let Some(buiten) = &maat.binnen {
            let buiten = self.programma.nummer(buiten)?;
            let buiten = self.blokken.iter().find(|blok| {
                (blok.maat, blok.gebied.soort, blok.gebied.plaats) == (buiten, gebied.soort, gebied.plaats)
                    && blok.klasse.is_empty()
            });
            let verschil = buiten?.aantal.checked_sub(aantal)?;
            if self.drempel.te_klein(verschil) {
                return None;
            }
        }
        Some(Blok { maat: nr, gebied, klasse: Vec::new(), leden, aantal, gesplitst: false })
    }

    fn in_klassen(&self, blok: &Blok<'a>, maat: &Maat, klasse: &Klasse) -> Vec<Blok<'a>> {
        let deel_van = |nr: usize| self.soorten.get(nr)?.feiten.get(&maat.feit).and_then(|lid| klasse.deel(lid));
        let deel_van: Vec<Option<usize>> = (0..self.soorten.len()).map(deel_van).collect();
        (0..klasse.woorden().len())
            .map(|deel| {
                let leden = Bits::waar(self.soorten.len(), |nr| deel_van.get(nr) == Some(&Some(deel))).en(&blok.leden);
                let aantal = leden.weeg(self.gewicht);
                let klasse = blok.klasse.iter().copied().chain([deel]).collect();
                Blok { leden, aantal, klasse, gesplitst: false, ..blok.clone() }
            })
            .collect()
    }

    /// Admits all parts of a split, or none: a missing part would follow from the others.
    fn laat_toe(&mut self, van: Option<usize>, delen: Vec<Blok<'a>>) {
        if delen.is_empty() || delen.iter().any(|deel| self.drempel.te_klein(deel.aantal)) {
            return;
        }
        let oude = self.blokken.iter().enumerate().filter(|(plek, blok)| Some(*plek) != van && !blok.gesplitst);
        let oude = oude.map(|(_, blok)| (blok, false));
        let samen: Vec<_> =
            oude.chain(delen.iter().map(|deel| (deel, true))).filter(|(blok, _)| blok.aantal > 0).collect();
        let bladen: Vec<_> =
            samen.iter().map(|(blok, nieuw)| Blad { maat: blok.maat, leden: &blok.leden, nieuw: *nieuw }).collect();
        let doorlopend: Vec<_> = samen.iter().filter_map(|(blok, _)| self.doorlopend(blok)).collect();
        if eerder::botst(self.eerder, &doorlopend, self.drempel) || lekt(&bladen, self.gewicht, self.drempel) {
            return;
        }
        if let Some(blok) = van.and_then(|plek| self.blokken.get_mut(plek)) {
            blok.gesplitst = true;
        }
        self.blokken.extend(delen);
    }

    /// A block of families carried over into this period, as the release before it may have counted them.
    fn doorlopend(&self, blok: &Blok<'a>) -> Option<Doorlopend<'a>> {
        let cel = self.cel(blok)?;
        let buiten = |maat: &&'a Maat| {
            let naam = maat.binnen.as_ref()?;
            self.programma.maten.iter().find(|maat| maat.naam == *naam)
        };
        let houders = std::iter::successors(self.programma.maten.get(blok.maat), buiten);
        let houders = houders.map(|maat| maat.naam.as_str()).collect();
        (cel.nieuw == DOORLOPEND).then_some(Doorlopend { cel, houders, gebieden: &blok.gebied.keten })
    }

    /// The blocks as rows, in the order of the programme, the areas and the words of each split.
    fn cellen(mut self) -> Vec<Cel> {
        let mut blokken = std::mem::take(&mut self.blokken);
        blokken.sort_by(|a, b| {
            let sleutel = |blok: &Blok<'a>| (blok.maat, blok.gebied.keten.len());
            let plaats = |blok: &Blok<'a>| blok.gebied.keten.iter().map(|(_, code)| *code).collect::<Vec<_>>();
            sleutel(a).cmp(&sleutel(b)).then_with(|| plaats(a).cmp(&plaats(b))).then_with(|| a.klasse.cmp(&b.klasse))
        });
        blokken.iter().filter_map(|blok| self.cel(blok)).collect()
    }

    fn cel(&self, blok: &Blok<'a>) -> Option<Cel> {
        let maat = self.programma.maten.get(blok.maat)?;
        let woorden: BTreeMap<_, _> = maat
            .klassen
            .iter()
            .zip(&blok.klasse)
            .filter_map(|(klasse, deel)| Some((klasse.naam(), (*klasse.woorden().get(*deel)?).to_owned())))
            .collect();
        let woord = |naam| woorden.get(naam).cloned().unwrap_or_default();
        Some(Cel {
            maat: maat.naam.clone(),
            gebiedsoort: blok.gebied.soort,
            gebied: blok.gebied.plaats.code.to_owned(),
            gebiednaam: blok.gebied.plaats.naam.to_owned(),
            route: woord("route"),
            uitkomst: woord("uitkomst"),
            nieuw: woord("nieuw"),
            kwartaal: woord("kwartaal"),
            aantal: blok.aantal,
        })
    }
}
