//! A meeting with its agenda, and what was agreed there, as the chair, the casusregisseur and the coordinator see it.

use chrono::NaiveDate;

use super::Kijker;
use crate::{
    domain::{
        casus::{Casus, CasusId},
        knooppunt::{Afspraak, AfspraakId, Agendapunt, AgendapuntId, Bijeenkomst, Deelnemer},
    },
    store::{
        client,
        conn::Tx,
        error::Error,
        knooppunt::{afspraak, agendapunt},
    },
};

/// A meeting with its agenda.
#[derive(Clone, Debug)]
pub struct BijeenkomstBeeld {
    /// The meeting.
    pub bijeenkomst: Bijeenkomst,
    /// The families on its agenda whose consent holds.
    pub agendapunten: Vec<AgendapuntBeeld>,
    /// Cases that wait for a table and are on no agenda yet.
    pub wachtend: Vec<CasusId>,
}

impl BijeenkomstBeeld {
    /// Loads the agenda of a meeting that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Bijeenkomst, wachtend: &[Casus]) -> Result<Self, Error> {
        let punten = agendapunt::van_bijeenkomst(tx, kijker.actor, van.id)?;
        Ok(Self {
            agendapunten: AgendapuntBeeld::load_all(tx, kijker, punten)?,
            wachtend: wachtend.iter().map(|casus| casus.id).collect(),
            bijeenkomst: van,
        })
    }
}

/// What a meeting discusses about one family.
#[derive(Clone, Debug)]
pub struct AgendapuntBeeld {
    /// The agenda item.
    pub agendapunt: Agendapunt,
    /// The explanation that came with the parents' absence.
    pub toelichting: Option<String>,
    /// Who sits at the table.
    pub deelnemers: Vec<Deelnemer>,
    /// What was agreed.
    pub afspraken: Vec<AfspraakBeeld>,
}

impl AgendapuntBeeld {
    /// Loads what belongs to an agenda item that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Agendapunt) -> Result<Self, Error> {
        Self::load_all(tx, kijker, vec![van])?.pop().ok_or(Error::Kluis)
    }

    /// Loads what belongs to agenda items that may be seen, in their order: a few questions, however many there are.
    fn load_all(tx: &mut Tx, kijker: Kijker<'_>, punten: Vec<Agendapunt>) -> Result<Vec<Self>, Error> {
        let ids: Vec<AgendapuntId> = punten.iter().map(|punt| punt.id).collect();
        let casussen: Vec<CasusId> = punten.iter().map(|punt| punt.casus).collect();
        let sleutels = client::sleutels_van_casussen(tx, kijker.kluis, &casussen)?;
        let mut toelichtingen = agendapunt::toelichtingen(tx, &sleutels, &punten)?;
        let mut deelnemers = agendapunt::deelnemers(tx, &sleutels, &punten)?;
        let mut afspraken = afspraak::van_agendapunten(tx, &ids)?;
        let afgesproken = punten.iter().flat_map(|punt| afspraken.remove(&punt.id).unwrap_or_default()).collect();
        let mut afspraken = AfspraakBeeld::load_all(tx, kijker, afgesproken)?;
        let met = |punt: Agendapunt| Self {
            toelichting: toelichtingen.remove(&punt.id),
            deelnemers: deelnemers.remove(&punt.id).unwrap_or_default(),
            afspraken: afspraken.extract_if(.., |beeld| beeld.afspraak.agendapunt == punt.id).collect(),
            agendapunt: punt,
        };
        Ok(punten.into_iter().map(met).collect())
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
}

impl AfspraakBeeld {
    /// Loads the words of an agreement that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Afspraak) -> Result<Self, Error> {
        Self::load_all(tx, kijker, vec![van])?.pop().ok_or(Error::Kluis)
    }

    /// Loads the words of agreements that may be seen, in their order: two questions, however many there are. What was agreed about
    /// somebody whose data were dropped is not among them.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, afspraken: Vec<Afspraak>) -> Result<Vec<Self>, Error> {
        let casussen: Vec<CasusId> = afspraken.iter().map(|afspraak| afspraak.casus).collect();
        let sleutels = client::sleutels_van_casussen(tx, kijker.kluis, &casussen)?;
        let ids: Vec<AfspraakId> = afspraken.iter().map(|afspraak| afspraak.id).collect();
        let mut teksten = afspraak::verzegelde_teksten(tx, &ids)?;
        let mut beelden = Vec::new();
        for van in afspraken {
            if let (Some(sleutel), Some(sealed)) = (sleutels.get(&van.casus), teksten.remove(&van.id)) {
                let afspraak::Teksten { wat, woorden, toelichting } = sealed.open(sleutel, van.id)?;
                let vandaag = kijker.actor.nu.dag();
                beelden.push(Self { afspraak: van, vandaag, wat, woorden, toelichting });
            }
        }
        Ok(beelden)
    }
}
