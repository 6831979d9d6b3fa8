//! A meeting with its agenda, and what was agreed there, as the chair, the casusregisseur and the coordinator see it.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::{
    Kijker, Mens,
    gezin::{Gedeeld, Gezin},
    mensen::{Gevraagd, Namen},
};
use crate::{
    domain::{
        beleid::{AfspraakBijhouden, AfspraakNakomen},
        casus::{Casus, CasusId},
        gebied::Gemeente,
        inzicht::{Inzicht, Langs},
        knooppunt::{Afspraak, AfspraakId, Agendapunt, AgendapuntId, Bijeenkomst, Deelnemer, Deelnemersoort, Verslag},
        recht::{Ding as _, mag},
        toegang::{GebruikerId, Rol},
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
            voorzitter: Namen::load(tx, &gevraagd, kijker.actor.nu)?.mensen.pop(),
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
        let gezinnen = Gezin::load_all(
            tx,
            &wachtend.iter().map(|wachtend| wachtend.casus.id).collect::<Vec<_>>(),
            kijker.actor.nu,
        )?;
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
        let mut toelichtingen = agendapunt::toelichtingen(tx, &sleutels, &punten)?;
        let mut deelnemers = agendapunt::deelnemers(tx, &sleutels, &punten)?;
        let mut afspraken = afspraak::van_agendapunten(tx, &ids)?;
        let aan_tafel = deelnemers.values().flatten().filter_map(|wie| wie.gebruiker);
        let gevraagd = aan_tafel.chain(punten.iter().filter_map(|punt| punt.regisseur)).collect();
        let gevraagd = Gevraagd { mensen: gevraagd, ..Gevraagd::default() };
        let (gezinnen, Namen { mensen, .. }) = Gezin::load_all_met(tx, &van, kijker.actor.nu, gevraagd)?;
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
    /// That account.
    pub belooft: Option<GebruikerId>,
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
        let mensen = Namen::load(tx, &Gevraagd { mensen: gevraagd, ..Gevraagd::default() }, kijker.actor.nu)?.mensen;
        let mut beelden = Vec::new();
        for van in afspraken {
            if let (Some(sleutel), Some(sealed)) = (sleutels.get(&van.casus), teksten.remove(&van.id)) {
                let wie = van.overgenomen_door.or(sealed.gebruiker());
                let afspraak::Teksten { wat, woorden, toelichting, hoedanigheid } = sealed.open(sleutel, &van)?;
                let vandaag = kijker.actor.nu.dag();
                let door = mensen.iter().find(|mens| Some(mens.id) == wie).cloned();
                let (afspraak, belooft) = (van, wie);
                beelden.push(Self { afspraak, vandaag, wat, woorden, toelichting, hoedanigheid, door, belooft });
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
    /// At the table of which gemeente it was made.
    pub tafel: Gemeente,
    /// Where the family lives, for whoever sees the agreement because of that.
    pub gemeente: Option<Gemeente>,
    /// What she is called, for whoever may know.
    pub naam: Option<String>,
    /// Whether whoever looks may tick it off.
    pub mag_afvinken: bool,
    /// Whether they may let it lapse.
    pub mag_laten_vervallen: bool,
}

impl AfspraakregelBeeld {
    /// Loads what belongs to agreements that may be seen, in their order: a few questions, however many there are.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, rows: Vec<(Afspraak, Gemeente)>) -> Result<Vec<Self>, Error> {
        let (afspraken, tafels): (Vec<Afspraak>, Vec<Gemeente>) = rows.into_iter().unzip();
        let tafels: HashMap<AfspraakId, Gemeente> = afspraken.iter().map(|afspraak| afspraak.id).zip(tafels).collect();
        let van: Vec<CasusId> = afspraken.iter().map(|afspraak| afspraak.casus).collect();
        let casussen = casus::van_ids(tx, &van)?;
        let gezinnen = Gezin::load_all(tx, &van, kijker.actor.nu)?;
        let mut regels = Vec::new();
        for beeld in AfspraakBeeld::load_all(tx, kijker, afspraken)? {
            let Some(&tafel) = tafels.get(&beeld.afspraak.id) else { continue };
            let over = casussen.get(&beeld.afspraak.casus);
            if let Some((over, gezin)) = over.zip(gezinnen.get(&beeld.afspraak.casus)) {
                let (actor, hier) = (kijker.actor, Langs::Tafel(tafel));
                let inzicht = Inzicht::langs(hier, actor, &over.ligging(), &gezin.gelegd, &gezin.woorden);
                let naam = gezin.gedeeld(kijker, over, &inzicht)?.client.map(|zij| zij.naam);
                let waar = afspraak::ligging_voor(actor, &over.ligging(), tafel, beeld.belooft);
                let daar = |rol| actor.heeft_daar(rol, &over.ligging());
                let draagt = actor.als_regisseur().is_some_and(|ik| over.regisseur == Some(ik));
                let woont = draagt || daar(Rol::JgzCoordinator) || daar(Rol::Voorzitter);
                regels.push(Self {
                    tafel,
                    gemeente: woont.then_some(over.gemeente),
                    naam,
                    mag_afvinken: mag(actor, AfspraakNakomen, &waar),
                    mag_laten_vervallen: mag(actor, AfspraakBijhouden, &waar),
                    afspraak: beeld,
                });
            }
        }
        Ok(regels)
    }
}
