//! What each family adds to each atom, over everything that is told.

use std::collections::{BTreeMap, BTreeSet};

use cellveil::{Contribution, Contributor, Structure};

use super::{
    atoom::{
        AANTAL, EERST, ER_BLIJFT, ER_WEG, IN, NIET, NIEUW_BLIJFT, NIEUW_WEG, NOG, Plafond, Plafonds, UIT, Uitgaven,
        WEER, WEER_BLIJFT, WEER_WEG, ZONDER, atoom, is_vast, korrel_van, kwartalen,
    },
    relaties::{alle_delen, buiten, eromheen},
    verschil::{met_deel, opening, samen, splitsingen, vaker_atoom},
};
use crate::domain::publicatie::{
    feiten::{Feit, Feiten, Gezin},
    gebied::Gebiedsoort,
    periode::Periode,
    programma::{Eenheid, Gevoeligheid, Klasse, Maat, Programma, Vorm},
    rooster::{Delen, Waar},
};

/// An atom, and through which organisation it comes.
type Via = (String, Option<usize>);

/// What everybody adds.
#[derive(Clone, Debug, Default)]
pub struct Bijdragen {
    iedereen: Vec<BTreeMap<Via, u32>>,
    plafonds: Plafonds,
}

impl Bijdragen {
    /// The ceilings of the programme; where there was more than that, as often that as there is need of.
    #[must_use]
    pub const fn plafonds(&self) -> &Plafonds {
        &self.plafonds
    }

    /// The same, in the numbers of a structure; what it does not tell apart is left out.
    #[must_use]
    pub fn in_structuur(&self, structuur: &Structure) -> Vec<Contributor> {
        let deel = |((atoom, via), aantal): (&Via, &u32)| {
            let source = via.and_then(|via| u32::try_from(via).ok());
            Some(Contribution { atom: structuur.atom(atoom)?, amount: *aantal, source })
        };
        let een = |alles: &BTreeMap<Via, u32>| Contributor { parts: alles.iter().filter_map(deel).collect() };
        self.iedereen.iter().map(een).filter(|een| !een.parts.is_empty()).collect()
    }

    /// How much everybody together adds to each atom.
    #[must_use]
    pub fn samen(&self) -> BTreeMap<&str, u64> {
        let mut samen = BTreeMap::new();
        for ((atoom, _), aantal) in self.iedereen.iter().flatten() {
            *samen.entry(atoom.as_str()).or_default() += u64::from(*aantal);
        }
        samen
    }
}

/// What everybody adds to the atoms of these releases.
#[must_use]
pub fn bijdragen(programma: &Programma, feiten: &Feiten, uitgaven: &Uitgaven) -> Bijdragen {
    let kwartalen: Vec<Periode> = kwartalen(uitgaven).into_keys().collect();
    let (mut alle, mut waren) = (Bijdragen::default(), Plafonds::new());
    let gemeten = || programma.maten.iter().filter(|maat| maat.gevoeligheid != Gevoeligheid::Geen);
    let opeenvolgend = || kwartalen.iter().zip(kwartalen.iter().skip(1)).filter(|(eerst, dan)| dan.volgt_op(eerst));
    for maat in gemeten().filter(|maat| matches!(maat.vorm(), Vorm::Voorraad | Vorm::Aanwezig)) {
        if maat.korrel() != Gebiedsoort::Regio {
            waren.extend(opeenvolgend().map(|(_, dan)| ((Plafond::Verhuisd, maat.naam.clone(), *dan), 0)));
        }
        if maat.opent_met.is_some() {
            waren.extend(kwartalen.iter().map(|kwartaal| ((Plafond::Zonder, maat.naam.clone(), *kwartaal), 0)));
        }
    }
    for gezin in &feiten.gezinnen {
        let mut een = Een { gezin, kwartalen: &kwartalen, uitgaven, erbij: BTreeMap::new(), waren: &mut waren };
        for maat in gemeten() {
            een.telt_in(programma, maat);
        }
        alle.iedereen.push(een.erbij);
    }
    alle.iedereen.extend(losse(programma, feiten, &kwartalen));
    for ((plafond, naam, kwartaal), waren) in waren {
        let hoogstens = plafond.hoogstens(programma);
        let rond = (waren.max(1) + hoogstens - 1) / hoogstens * hoogstens;
        if let Some(maat) = programma.maten.iter().find(|maat| maat.naam == naam) {
            let atoom = atoom(maat, kwartaal, Waar::Regio, &vec![None; maat.klassen.len()], plafond.ruimte());
            let over = u32::try_from(rond - waren).unwrap_or_default();
            alle.iedereen.push(BTreeMap::from([((atoom, None), over)]));
        }
        alle.plafonds.insert((plafond, naam, kwartaal), rond);
    }
    alle
}

/// What is of no family that is known: everybody who was counted is somebody else.
fn losse(programma: &Programma, feiten: &Feiten, kwartalen: &[Periode]) -> Vec<BTreeMap<Via, u32>> {
    let mut losse = Vec::new();
    let geteld = |maat: &&Maat| maat.eenheid == Eenheid::Telling && maat.gevoeligheid != Gevoeligheid::Geen;
    for maat in programma.maten.iter().filter(geteld) {
        for los in feiten.los.iter().filter(|los| los.soort == maat.feit) {
            for kwartaal in kwartalen.iter().filter(|kwartaal| kwartaal.bevat(los.dag)) {
                let naam = atoom(maat, *kwartaal, Waar::van(los.gemeente, maat.korrel()), &Vec::new(), AANTAL);
                let een = BTreeMap::from([((naam, None), 1)]);
                losse.extend(std::iter::repeat_n(een, usize::try_from(los.aantal).unwrap_or_default()));
            }
        }
    }
    losse
}

/// One family.
struct Een<'a> {
    gezin: &'a Gezin,
    /// The quarters of which something is told.
    kwartalen: &'a [Periode],
    uitgaven: &'a Uitgaven,
    erbij: BTreeMap<Via, u32>,
    waren: &'a mut Plafonds,
}

impl Een<'_> {
    fn neem(&mut self, atoom: String, via: Option<usize>) {
        *self.erbij.entry((atoom, via)).or_default() += 1;
    }

    /// In which area of a level the family counts in a quarter.
    fn waar(&self, kwartaal: Periode, soort: Gebiedsoort) -> Option<Waar> {
        self.gezin.gemeente_op(kwartaal.einde()).map(|gemeente| Waar::van(gemeente, soort))
    }

    fn telt_in(&mut self, programma: &Programma, maat: &Maat) {
        let gezin = self.gezin;
        match maat.vorm() {
            Vorm::Stroom => gezin.feiten.iter().for_each(|feit| self.stroom(maat, feit)),
            Vorm::Voorraad => {
                gezin.feiten.iter().filter(|feit| past(maat, feit)).for_each(|feit| self.duurt(maat, feit));
            }
            Vorm::Aanwezig => self.is_er(programma, maat),
            Vorm::Bereik => self.overkwam(programma, maat),
        }
    }

    fn stroom(&mut self, maat: &Maat, feit: &Feit) {
        for kwartaal in self.kwartalen {
            let Some(delen) = maat.delen(feit, *kwartaal) else { continue };
            let delen: Delen = delen.into_iter().map(Some).collect();
            if let Some(hier) = self.waar(*kwartaal, maat.korrel()) {
                self.neem(atoom(maat, *kwartaal, hier, &delen, AANTAL), feit.organisatie);
            }
        }
    }

    /// A fact that lasts.
    fn duurt(&mut self, maat: &Maat, feit: &Feit) {
        for (nr, kwartaal) in
            self.kwartalen.iter().enumerate().filter(|(_, kwartaal)| maat.wanneer.geldt(feit, **kwartaal))
        {
            let Some(delen) = maat.delen(feit, *kwartaal) else { continue };
            let vast = |(klasse, deel): (&Klasse, usize)| is_vast(klasse.kenmerk).then_some(deel);
            let vast: Delen = maat.klassen.iter().zip(delen).map(vast).collect();
            let blijft = blijft(feit, *kwartaal);
            let wat = match (feit.van < kwartaal.begin(), blijft) {
                (true, true) => ER_BLIJFT,
                (true, false) => ER_WEG,
                (false, true) => NIEUW_BLIJFT,
                (false, false) => NIEUW_WEG,
            };
            self.op_zijn_plek(maat, nr, &vast, wat, blijft);
        }
    }

    /// The family itself.
    fn is_er(&mut self, programma: &Programma, maat: &Maat) {
        let gezin = self.gezin;
        let hier: Vec<&Feit> = gezin.feiten.iter().filter(|feit| past(maat, feit)).collect();
        let geheel: Delen = vec![None; maat.klassen.len()];
        for (nr, kwartaal) in self.kwartalen.iter().enumerate().filter(|(_, kwartaal)| is_er(&hier, **kwartaal)) {
            let eerder = eerder_dit_jaar(*kwartaal).any(|eerder| is_er(&hier, eerder));
            let al = hier
                .iter()
                .any(|feit| feit.van < kwartaal.begin() && feit.tot.is_none_or(|tot| tot >= kwartaal.begin()));
            let blijft = hier.iter().any(|feit| blijft(feit, *kwartaal));
            let wat = match (al, eerder, blijft) {
                (true, _, true) => ER_BLIJFT,
                (true, _, false) => ER_WEG,
                (_, true, true) => WEER_BLIJFT,
                (_, true, false) => WEER_WEG,
                (_, _, true) => NIEUW_BLIJFT,
                _ => NIEUW_WEG,
            };
            self.op_zijn_plek(maat, nr, &geheel, wat, blijft);
        }
        if let Some(opening) = opening(programma, maat) {
            self.opende(maat, opening, &hier);
        }
        for jaar in self.uitgaven.iter().filter(|periode| periode.kwartaal().is_none()) {
            let aan_het_einde = jaar.kwartalen().last().is_some_and(|k4| hier.iter().any(|feit| blijft(feit, *k4)));
            if is_er(&hier, *jaar) && !aan_het_einde {
                self.neem(atoom(maat, *jaar, Waar::Regio, &geheel, NIET), None);
            }
        }
    }

    /// What opened its case, and what came beside that.
    fn opende(&mut self, maat: &Maat, opening: &Maat, hier: &[&Feit]) {
        let geheel: Delen = vec![None; maat.klassen.len()];
        for kwartaal in self.kwartalen {
            let al = |feit: &&&Feit| feit.van < kwartaal.begin() && feit.tot.is_none_or(|tot| tot >= kwartaal.begin());
            let kwam = usize::from(is_er(hier, *kwartaal) && !hier.iter().any(|feit| al(&feit)));
            let met = self.gezin.feiten.iter().filter(|feit| opening.delen(feit, *kwartaal).is_some()).count();
            let Some(daar) = self.waar(*kwartaal, samen(maat, opening)) else { continue };
            for _ in met..kwam {
                self.neem(atoom(maat, *kwartaal, daar, &geheel, ZONDER), None);
                *self.waren.entry((Plafond::Zonder, maat.naam.clone(), *kwartaal)).or_default() += 1;
            }
            for _ in kwam..met {
                self.neem(atoom(maat, *kwartaal, daar, &geheel, NOG), None);
            }
        }
    }

    /// Counts what lasts where the family lives, and the move when it lives elsewhere a quarter later.
    fn op_zijn_plek(&mut self, maat: &Maat, nr: usize, vast: &Delen, wat: &str, blijft: bool) {
        let korrel = maat.korrel();
        let Some(kwartaal) = self.kwartalen.get(nr).copied() else { return };
        let Some(hier) = self.waar(kwartaal, korrel) else { return };
        self.neem(atoom(maat, kwartaal, hier, vast, wat), None);
        let volgende = self.kwartalen.get(nr + 1).copied().filter(|dan| blijft && dan.volgt_op(&kwartaal));
        let Some((dan, daar)) = volgende.and_then(|dan| Some((dan, self.waar(dan, korrel)?))) else { return };
        if daar != hier {
            self.neem(atoom(maat, dan, hier, vast, UIT), None);
            self.neem(atoom(maat, dan, daar, vast, IN), None);
            *self.waren.entry((Plafond::Verhuisd, maat.naam.clone(), dan)).or_default() += 1;
        }
    }

    /// The families to which something happened.
    fn overkwam(&mut self, programma: &Programma, maat: &Maat) {
        let Some(buiten) = buiten(programma, maat) else { return };
        let gezin = self.gezin;
        let er: Vec<&Feit> = gezin.feiten.iter().filter(|feit| past(buiten, feit)).collect();
        let in_kwartaal = |kwartaal: Periode| -> BTreeSet<Vec<usize>> {
            let telt = gezin.feiten.iter().filter(|_| is_er(&er, kwartaal));
            telt.filter_map(|feit| maat.delen(feit, kwartaal)).collect()
        };
        let lid = |delen: &Delen, kwartaal: Periode| in_kwartaal(kwartaal).iter().any(|zijn| past_in(delen, zijn));
        let rond = |delen: &Delen, kwartaal: Periode| match eromheen(delen) {
            Some(rond) => lid(&rond, kwartaal),
            None => is_er(&er, kwartaal),
        };
        let mut erbij = Vec::new();
        for delen in alle_delen(maat) {
            for kwartaal in self.kwartalen {
                let wat = if lid(&delen, *kwartaal) {
                    if eerder_dit_jaar(*kwartaal).any(|eerder| lid(&delen, eerder)) { WEER } else { EERST }
                } else if rond(&delen, *kwartaal) {
                    NIET
                } else {
                    continue;
                };
                if let Some(hier) = self.waar(*kwartaal, korrel_van(maat, &delen)) {
                    self.neem(atoom(maat, *kwartaal, hier, &delen, wat), None);
                }
            }
            for jaar in self.uitgaven.iter().filter(|periode| periode.kwartaal().is_none()) {
                let ooit = |telt: &dyn Fn(&Delen, Periode) -> bool| jaar.kwartalen().iter().any(|k| telt(&delen, *k));
                if ooit(&rond) && !ooit(&lid) {
                    self.neem(atoom(maat, *jaar, Waar::Regio, &delen, NIET), None);
                }
            }
        }
        let jaren = self.uitgaven.iter().filter(|periode| periode.kwartaal().is_none());
        for periode in self.kwartalen.iter().chain(jaren) {
            for (delen, plek) in splitsingen(maat) {
                let korrel = korrel_van(maat, &met_deel(&delen, plek, 0));
                // Where it counts first in a period: that can be elsewhere for another part.
                let eerst = |delen: &Delen| {
                    let kwartaal = periode.kwartalen().into_iter().find(|kwartaal| lid(delen, *kwartaal))?;
                    self.waar(kwartaal, korrel)
                };
                let mut vaker = BTreeMap::<Waar, u32>::new();
                let in_delen = maat.delen_van(plek).filter_map(|deel| eerst(&met_deel(&delen, plek, deel)));
                in_delen.for_each(|waar| *vaker.entry(waar).or_default() += 1);
                for (waar, aantal) in vaker {
                    let meer = aantal - u32::from(eerst(&delen) == Some(waar));
                    let naam = vaker_atoom(maat, *periode, waar, &delen, plek);
                    erbij.extend((meer > 0).then_some(((naam, None), meer)));
                }
            }
        }
        self.erbij.extend(erbij);
    }
}

/// Whether a fact is one of those that a measure of what lasts is about, whenever.
fn past(maat: &Maat, feit: &Feit) -> bool {
    feit.soort == maat.feit
        && maat.waar.iter().all(|een| feit.kenmerken.get(&een.kenmerk).is_some_and(|is| een.is.iter().any(|w| w == is)))
}

/// Whether what lasts is still there after the last day.
fn blijft(feit: &Feit, kwartaal: Periode) -> bool {
    feit.van <= kwartaal.einde() && feit.tot.is_none_or(|tot| tot > kwartaal.einde())
}

/// Whether a family is there on any day.
fn is_er(feiten: &[&Feit], periode: Periode) -> bool {
    feiten.iter().any(|feit| feit.van <= periode.einde() && feit.tot.is_none_or(|tot| tot >= periode.begin()))
}

fn eerder_dit_jaar(kwartaal: Periode) -> impl Iterator<Item = Periode> {
    let alle = Periode::new(kwartaal.jaar(), None).map(|jaar| jaar.kwartalen()).unwrap_or_default();
    alle.into_iter().filter(move |eerder| eerder.begin() < kwartaal.begin())
}

/// Whether something in these parts lies in those, of which some may be totals.
fn past_in(delen: &Delen, zijn: &[usize]) -> bool {
    delen.iter().zip(zijn).all(|(deel, zijn)| deel.is_none_or(|deel| deel == *zijn))
}
