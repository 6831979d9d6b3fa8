//! A meeting with its agenda, and what was agreed there, as the chair, the casusregisseur and the coordinator see it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    Kijker, Mens,
    gezin::{Gedeeld, Gezin},
    mensen::{Gevraagd, Namen},
    postvak::gedeeld,
};
use crate::{
    domain::{
        casus::{Casus, CasusId},
        gebied::Gemeente,
        inzicht::Inzicht,
        knooppunt::{Afspraak, AfspraakId, Agendapunt, AgendapuntId, Bijeenkomst, Deelnemer, Deelnemersoort, Verslag},
        recht::Ding as _,
        toegang::GebruikerId,
        toestemming::uitspraak::Lezer,
    },
    store::{
        casus, client,
        conn::Tx,
        error::Error,
        knooppunt::{afspraak, agenda::Wachtend, agendapunt},
    },
};

/// A meeting with its agenda.
#[derive(Clone, Debug)]
pub struct BijeenkomstBeeld {
    /// The meeting.
    pub bijeenkomst: Bijeenkomst,
    /// Who planned it, as colleagues know them.
    pub voorzitter: Option<Mens>,
    /// The families on its agenda whose consent holds.
    pub agendapunten: Vec<AgendapuntBeeld>,
    /// Families that wait for a table and are on no agenda yet.
    pub wachtend: Vec<WachtendBeeld>,
}

impl BijeenkomstBeeld {
    /// Loads the agenda of a meeting that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Bijeenkomst, wachtend: Vec<Wachtend>) -> Result<Self, Error> {
        let punten = agendapunt::van_bijeenkomst(tx, kijker.actor, van.id)?;
        let gevraagd = Gevraagd { mensen: vec![van.voorzitter], ..Gevraagd::default() };
        Ok(Self {
            agendapunten: AgendapuntBeeld::load_all(tx, kijker, punten)?,
            wachtend: WachtendBeeld::load_all(tx, kijker, wachtend)?,
            voorzitter: Namen::load(tx, gevraagd, kijker.actor.nu)?.mensen.pop(),
            bijeenkomst: van,
        })
    }
}

/// A family that waits for a table, with what it shares with the table.
#[derive(Clone, Debug)]
pub struct WachtendBeeld {
    /// Who waits.
    pub wachtend: Wachtend,
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// What she shares with the table.
    pub gedeeld: Gedeeld,
}

impl WachtendBeeld {
    /// Loads what they share, in their order: two questions, however many wait.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, wachtend: Vec<Wachtend>) -> Result<Vec<Self>, Error> {
        let gezinnen = Gezin::load_all(tx, &wachtend.iter().map(|wachtend| wachtend.casus.id).collect::<Vec<_>>())?;
        let met = |wachtend: Wachtend| {
            let gedeeld = met_de_tafel(kijker, &wachtend.casus, &gezinnen)?;
            Ok(Self { wachtend, vandaag: kijker.actor.nu.dag(), gedeeld })
        };
        wachtend.into_iter().map(met).collect()
    }
}

/// What she shares with the table of whoever looks, and nothing of what she shares with another of their roles.
fn met_de_tafel(kijker: Kijker<'_>, van: &Casus, gezinnen: &HashMap<CasusId, Gezin>) -> Result<Gedeeld, Error> {
    let Some(gezin) = gezinnen.get(&van.id) else { return Ok(Gedeeld::default()) };
    let tafel = Lezer::tafel(Some(kijker.actor.organisatie()));
    let inzicht = Inzicht::toen(&gezin.woorden, vec![tafel], kijker.actor.nu);
    gezin.gedeeld(kijker, van, &inzicht)
}

/// What a meeting discusses about one family.
#[derive(Clone, Debug)]
pub struct AgendapuntBeeld {
    /// The agenda item.
    pub agendapunt: Agendapunt,
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// Where the family lives.
    pub gemeente: Option<Gemeente>,
    /// What she shares with the table.
    pub gedeeld: Gedeeld,
    /// The explanation that came with the parents' absence.
    pub toelichting: Option<String>,
    /// Who sits at the table.
    pub deelnemers: Vec<Deelnemer>,
    /// What was agreed.
    pub afspraken: Vec<AfspraakBeeld>,
    /// Who is named in it with an account.
    pub mensen: Vec<Mens>,
}

impl AgendapuntBeeld {
    /// Loads what belongs to an agenda item that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Agendapunt) -> Result<Self, Error> {
        Self::load_all(tx, kijker, vec![van])?.pop().ok_or(Error::Kluis)
    }

    /// The record of this family, by which one knows what it still misses.
    #[must_use]
    pub fn verslag(&self) -> Verslag {
        Verslag {
            agendapunt: self.agendapunt.clone(),
            ouders_aanwezig: self.deelnemers.iter().any(|wie| wie.soort == Deelnemersoort::Ouder),
            afspraken: self.afspraken.iter().map(|beeld| beeld.afspraak.clone()).collect(),
        }
    }

    /// Loads what belongs to agenda items that may be seen, in their order: a few questions, however many there are.
    fn load_all(tx: &mut Tx, kijker: Kijker<'_>, punten: Vec<Agendapunt>) -> Result<Vec<Self>, Error> {
        if punten.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<AgendapuntId> = punten.iter().map(|punt| punt.id).collect();
        let van: Vec<CasusId> = punten.iter().map(|punt| punt.casus).collect();
        let sleutels = client::sleutels_van_casussen(tx, kijker.kluis, &van)?;
        let casussen = casus::van_ids(tx, &van)?;
        let gezinnen = Gezin::load_all(tx, &van)?;
        let mut toelichtingen = agendapunt::toelichtingen(tx, &sleutels, &punten)?;
        let mut deelnemers = agendapunt::deelnemers(tx, &sleutels, &punten)?;
        let mut afspraken = afspraak::van_agendapunten(tx, &ids)?;
        let aan_tafel = deelnemers.values().flatten().filter_map(|wie| wie.gebruiker);
        let gevraagd = aan_tafel.chain(punten.iter().filter_map(|punt| punt.regisseur)).collect();
        let mensen = Namen::load(tx, Gevraagd { mensen: gevraagd, ..Gevraagd::default() }, kijker.actor.nu)?.mensen;
        let afgesproken = punten.iter().flat_map(|punt| afspraken.remove(&punt.id).unwrap_or_default()).collect();
        let mut afspraken = AfspraakBeeld::load_all(tx, kijker, afgesproken)?;
        let met = |punt: Agendapunt| {
            let deelnemers = deelnemers.remove(&punt.id).unwrap_or_default();
            let hier = |wie: &GebruikerId| {
                punt.regisseur == Some(*wie) || deelnemers.iter().any(|een| een.gebruiker == Some(*wie))
            };
            let over = casussen.get(&punt.casus);
            Ok(Self {
                vandaag: kijker.actor.nu.dag(),
                gemeente: over.and_then(|over| over.ligging().gemeente),
                gedeeld: over.map_or_else(|| Ok(Gedeeld::default()), |over| met_de_tafel(kijker, over, &gezinnen))?,
                toelichting: toelichtingen.remove(&punt.id),
                afspraken: afspraken.extract_if(.., |beeld| beeld.afspraak.agendapunt == punt.id).collect(),
                mensen: mensen.iter().filter(|mens| hier(&mens.id)).cloned().collect(),
                deelnemers,
                agendapunt: punt,
            })
        };
        punten.into_iter().map(met).collect()
    }
}

/// An agreement with the parents.
#[derive(Clone, Debug)]
pub struct AfspraakBeeld {
    /// The agreement.
    pub afspraak: Afspraak,
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// What was agreed.
    pub wat: String,
    /// What the parents say of it in their own words.
    pub woorden: Option<String>,
    /// Why it lapsed, in words.
    pub toelichting: Option<String>,
    /// Who is to do it, as what they sat at the table.
    pub hoedanigheid: String,
    /// Who is to do it, when they have an account: whoever took it over before who sat there.
    pub door: Option<Mens>,
}

impl AfspraakBeeld {
    /// Loads the words of an agreement that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Afspraak) -> Result<Self, Error> {
        Self::load_all(tx, kijker, vec![van])?.pop().ok_or(Error::Kluis)
    }

    /// Loads the words of agreements that may be seen, in their order: three questions, however many there are. What was agreed about
    /// somebody whose data were dropped is not among them.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, afspraken: Vec<Afspraak>) -> Result<Vec<Self>, Error> {
        if afspraken.is_empty() {
            return Ok(Vec::new());
        }
        let casussen: Vec<CasusId> = afspraken.iter().map(|afspraak| afspraak.casus).collect();
        let sleutels = client::sleutels_van_casussen(tx, kijker.kluis, &casussen)?;
        let ids: Vec<AfspraakId> = afspraken.iter().map(|afspraak| afspraak.id).collect();
        let mut teksten = afspraak::verzegelde_teksten(tx, &ids)?;
        let aan_tafel = teksten.values().filter_map(afspraak::Verzegeld::gebruiker);
        let gevraagd = aan_tafel.chain(afspraken.iter().filter_map(|afspraak| afspraak.overgenomen_door)).collect();
        let mensen = Namen::load(tx, Gevraagd { mensen: gevraagd, ..Gevraagd::default() }, kijker.actor.nu)?.mensen;
        let mut beelden = Vec::new();
        for van in afspraken {
            if let (Some(sleutel), Some(sealed)) = (sleutels.get(&van.casus), teksten.remove(&van.id)) {
                let wie = van.overgenomen_door.or(sealed.gebruiker());
                let afspraak::Teksten { wat, woorden, toelichting, hoedanigheid } = sealed.open(sleutel, &van)?;
                let vandaag = kijker.actor.nu.dag();
                let door = mensen.iter().find(|mens| Some(mens.id) == wie).cloned();
                beelden.push(Self { afspraak: van, vandaag, wat, woorden, toelichting, hoedanigheid, door });
            }
        }
        Ok(beelden)
    }
}

/// An agreement in the list of whoever may see it, with the family it is about.
#[derive(Clone, Debug)]
pub struct AfspraakregelBeeld {
    /// The agreement.
    pub afspraak: AfspraakBeeld,
    /// Where the family lives.
    pub gemeente: Gemeente,
    /// What she is called, for whoever may know.
    pub naam: Option<String>,
}

impl AfspraakregelBeeld {
    /// Loads what belongs to agreements that may be seen, in their order: a few questions, however many there are.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, afspraken: Vec<Afspraak>) -> Result<Vec<Self>, Error> {
        let van: Vec<CasusId> = afspraken.iter().map(|afspraak| afspraak.casus).collect();
        let casussen = casus::van_ids(tx, &van)?;
        let gezinnen = Gezin::load_all(tx, &van)?;
        let mut regels = Vec::new();
        for afspraak in AfspraakBeeld::load_all(tx, kijker, afspraken)? {
            let over = casussen.get(&afspraak.afspraak.casus);
            if let Some((over, gezin)) = over.zip(gezinnen.get(&afspraak.afspraak.casus)) {
                let inzicht = Inzicht::van(kijker.actor, &over.ligging(), &gezin.gelegd, &gezin.woorden);
                let gedeeld = gezin.gedeeld(kijker, over, &inzicht)?;
                let naam = gedeeld.client.map(|zij| zij.naam);
                regels.push(Self { afspraak, gemeente: over.gemeente, naam });
            }
        }
        Ok(regels)
    }
}

/// An agreement, for whoever promised it.
#[derive(Clone, Debug)]
pub struct BelofteBeeld {
    /// The agreement.
    pub beeld: AfspraakBeeld,
    /// At the table of which gemeente it was made.
    pub tafel: Gemeente,
    /// What she is called, when she shares that with who promised it.
    pub naam: Option<String>,
}

impl BelofteBeeld {
    /// Loads what belongs to agreements that somebody promised, in their order.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, van: Vec<(Afspraak, Gemeente)>) -> Result<Vec<Self>, Error> {
        let (afspraken, tafels): (Vec<Afspraak>, Vec<Gemeente>) = van.into_iter().unzip();
        let tafels: HashMap<AfspraakId, Gemeente> = afspraken.iter().map(|afspraak| afspraak.id).zip(tafels).collect();
        let gezinnen = gedeeld(tx, kijker, &afspraken.iter().map(|afspraak| afspraak.casus).collect::<Vec<_>>())?;
        let met = |beeld: AfspraakBeeld| {
            let tafel = *tafels.get(&beeld.afspraak.id)?;
            let zij = gezinnen.get(&beeld.afspraak.casus).and_then(|gezin| gezin.client.as_ref());
            Some(Self { tafel, naam: zij.map(|zij| zij.naam.clone()), beeld })
        };
        Ok(AfspraakBeeld::load_all(tx, kijker, afspraken)?.into_iter().filter_map(met).collect())
    }
}
