//! The way from a concept to a release: one person counts, another judges, and what is released never changes.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::{
    Drempel, Periode, Programma,
    bestand::{self, Bestand, Uitgave},
    feiten::Feiten,
    telling::{self, Dekking, Eerder, Verborgen},
};
use crate::domain::{
    beleid::{PublicatieBeoordelen, PublicatieTellen, PublicatieVrijgeven},
    ids::{GebruikerId, Id, PublicatieId, kind},
    recht::{Besluit, Conflict, Ding, Gebeurtenis, Hoofdzaak, In, Kop, Permitted, Toestand, Weigering},
    tijd::Moment,
    toegang::beheer::tweede::Tweede,
};

/// The states of a publicatie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = PublicatieStatus)]
pub enum Status {
    /// Counted and protected; nobody has judged it.
    Concept,
    /// Somebody else than who counted it found it right.
    Beoordeeld,
    /// It is out, and never changes.
    Vrijgegeven,
    /// It does not come out.
    Teruggelegd,
}

/// Why a concept does not come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = PublicatieTerugleggingReden)]
pub enum TerugleggingReden {
    /// What was counted is not complete or not right.
    CijfersKloppenNiet,
    /// Too much is hidden to be of use.
    TeVeelVerborgen,
    /// Somebody could be recognised all the same.
    HerkenbareGroep,
    /// It was not meant.
    Vergissing,
}

/// A publicatie, without its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vrijgave {
    /// Its identifier.
    pub id: PublicatieId,
    /// The period that was counted.
    pub periode: Periode,
    /// The programme and its version, as in `kansrijke-start/2`.
    pub programma: String,
    /// The smallest number, other than none, that is told of persons.
    pub drempel: i32,
    /// Its state.
    pub status: Status,
    /// The day on which it was counted: what became of requests and agreements is as it stood then.
    pub geteld_op: NaiveDate,
    /// Whether its numbers can still change in a later count.
    pub definitief: bool,
    /// Who counted it, and when.
    pub gemaakt: (GebruikerId, Moment),
    /// Who judged it, and when.
    pub beoordeeld: Option<(GebruikerId, Moment)>,
    /// Who released it, and when.
    pub vrijgegeven: Option<(GebruikerId, Moment)>,
    /// Why it does not come out.
    pub reden: Option<TerugleggingReden>,
    /// How often it was changed.
    pub versie: i32,
}

impl Ding for Vrijgave {
    type Kind = kind::Publicatie;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop::van_de_regio(self.id.uuid(), self.versie)
    }
    fn status(&self) -> Status {
        self.status
    }
}

/// A concept with everything that comes with it.
#[derive(Clone, Debug)]
pub struct Geteld {
    /// The concept.
    pub vrijgave: Vrijgave,
    /// Its files.
    pub bestanden: Vec<Bestand>,
    /// What is hidden, and why.
    pub verborgen: Vec<Verborgen>,
    /// How much of each measure is told.
    pub dekking: Vec<Dekking>,
}

/// What was counted: the files, and what who judges them must know.
#[derive(Clone, Debug)]
pub struct Inhoud {
    /// The files.
    pub bestanden: Vec<Bestand>,
    /// What is hidden, and why.
    pub verborgen: Vec<Verborgen>,
    /// How much of each measure is told.
    pub dekking: Vec<Dekking>,
}

impl Inhoud {
    /// Counts a period on a day, beside everything that was told before; `vordert` hears how far it is.
    pub fn tel(
        programma: &Programma,
        feiten: &Feiten,
        eerder: &[Eerder],
        (periode, geteld_op): (Periode, NaiveDate),
        drempel: Drempel,
        vordert: &mut dyn FnMut(cellveil::Progress),
    ) -> Result<Self, telling::Fout> {
        let uitkomst = telling::tel(programma, feiten, eerder, periode, drempel, vordert)?;
        let definitief = is_definitief(programma, periode, geteld_op);
        let uitgave = Uitgave { programma, periode, drempel, geteld_op, definitief, rijen: &uitkomst.rijen };
        let bestanden = bestand::schrijf(&uitgave, &uitkomst.telling)?;
        Ok(Self { bestanden, verborgen: uitkomst.verborgen, dekking: uitkomst.dekking })
    }
}

impl Hoofdzaak for Geteld {
    type Ding = Vrijgave;

    fn hoofdzaak(&self) -> &Vrijgave {
        &self.vrijgave
    }
}

/// A concept that nobody has judged.
#[derive(Debug)]
pub struct Concept;
impl Toestand<Vrijgave> for Concept {
    const STATUS: &'static [Status] = &[Status::Concept];
}

/// A concept that a second person found right.
#[derive(Debug)]
pub struct Beoordeeld;
impl Toestand<Vrijgave> for Beoordeeld {
    const STATUS: &'static [Status] = &[Status::Beoordeeld];
}

/// What is not out yet.
#[derive(Debug)]
pub struct Onderweg;
impl Toestand<Vrijgave> for Onderweg {
    const STATUS: &'static [Status] = &[Status::Concept, Status::Beoordeeld];
}

impl Vrijgave {
    /// From how many people on a number is told in it.
    fn drempel(&self) -> Option<u32> {
        u32::try_from(self.drempel).ok()
    }
}

/// What somebody wants to count.
#[derive(Clone, Copy, Debug)]
pub struct Vraag<'a> {
    /// With which programme.
    pub programma: &'a Programma,
    /// Whether they named that one, as whoever wants to count with another than before does.
    pub genoemd: bool,
    /// The period.
    pub periode: Periode,
    /// Today.
    pub vandaag: NaiveDate,
    /// The threshold.
    pub drempel: Drempel,
}

/// Whether a period can be counted, beside what there is and with which programme that was counted.
///
/// The conflict says when, or what stands in the way.
pub fn mag_tellen(vraag: &Vraag<'_>, er_is: &[Vrijgave], eerder: &[Eerder]) -> Result<(), Conflict> {
    let Vraag { programma, periode, vandaag, drempel, .. } = *vraag;
    let vanaf = periode.einde() + TimeDelta::days(i64::from(programma.teldagen) + 1);
    if vandaag < vanaf {
        let melding =
            format!("De periode {periode} kan worden geteld vanaf {vanaf}: dan is vastgelegd wat erin gebeurde.");
        return Err(Conflict::new("periode-niet-voorbij", melding).bij("periode"));
    }
    if let Some(loopt) = er_is.iter().find(|een| Onderweg::STATUS.contains(&een.status)) {
        let melding = format!(
            "Er is al een concept onderweg, van {}: /v1/publicaties/{}. Geef dat eerst vrij, of leg het terug.",
            loopt.periode, loopt.id
        );
        return Err(Conflict::new("publicatie-loopt", melding));
    }
    let uit = || er_is.iter().filter(|een| een.status == Status::Vrijgegeven);
    if uit().any(|een| een.periode == periode) {
        let melding = format!("{periode} is al vrijgegeven; wat is vrijgegeven, verandert niet.");
        return Err(Conflict::new("al-vrijgegeven", melding).bij("periode"));
    }
    let gelezen = [Status::Vrijgegeven, Status::Teruggelegd];
    past_in_jaar(periode, er_is.iter().filter(|een| gelezen.contains(&een.status)).map(|een| een.periode))?;
    if let Some(ander) = uit().find(|een| een.drempel() != Some(drempel.aantal())) {
        let melding =
            format!("{} is vrijgegeven met drempel {}; daarna geldt geen andere.", ander.periode, ander.drempel);
        return Err(Conflict::new("andere-drempel", melding));
    }
    past_na_eerdere(vraag, eerder)
}

/// Whether the programme is the one of before, or a later version of it that who counts names: with who judges it, that makes two.
fn past_na_eerdere(vraag: &Vraag<'_>, eerder: &[Eerder]) -> Result<(), Conflict> {
    if let Some((ander, wat)) = eerder.iter().find_map(|een| Some((een, vraag.programma.kan_na(&een.programma).err()?)))
    {
        let melding = format!("{} is geteld met programma {}: {wat}.", ander.periode, ander.programma.kenmerk());
        return Err(Conflict::new("ander-programma", melding));
    }
    let laatste = eerder.iter().rfind(|een| een.uitgekomen);
    if laatste.is_some_and(|een| een.programma.tekst != vraag.programma.tekst) && !vraag.genoemd {
        let melding = "Het programma is gewijzigd sinds de laatste publicatie. Noem de SHA-256 ervan (/v1/publicatieprogramma) om ermee \
                       te tellen. Wie het concept beoordeelt, keurt het programma ook goed.";
        return Err(Conflict::new("programma-gewijzigd", melding).bij("programma"));
    }
    Ok(())
}

/// The day of which a period is counted: today, or that on which it was counted before and laid aside. Whoever read that concept is told
/// the same again, or less.
#[must_use]
pub fn teldag(er_is: &[Vrijgave], periode: Periode, vandaag: NaiveDate) -> NaiveDate {
    let eerder = er_is.iter().filter(|een| een.periode == periode && een.status == Status::Teruggelegd);
    eerder.map(|een| een.geteld_op).min().unwrap_or(vandaag)
}

/// Whether a period can come out beside the others of its year that somebody read: a year less three of its quarters is the fourth, which
/// nobody has guarded.
fn past_in_jaar(periode: Periode, gelezen: impl Iterator<Item = Periode>) -> Result<(), Conflict> {
    let jaar = periode.jaar();
    let van_dit_jaar: BTreeSet<Periode> = gelezen.filter(|een| een.jaar() == jaar && *een != periode).collect();
    if periode.kwartaal().is_some() && van_dit_jaar.iter().any(|een| een.kwartaal().is_none()) {
        let melding =
            format!("{jaar} is als heel jaar geteld. Een kwartaal ernaast vertelt wat er in de andere gebeurde.");
        return Err(Conflict::new("jaar-vrijgegeven", melding).bij("periode"));
    }
    if periode.kwartaal().is_none() && (1..4).contains(&van_dit_jaar.len()) {
        let melding = format!(
            "Van {jaar} zijn {} kwartalen geteld. Het jaar kan pas als alle vier er zijn: anders vertelt het wat er in de andere gebeurde.",
            van_dit_jaar.len()
        );
        return Err(Conflict::new("kwartalen-ontbreken", melding).bij("periode"));
    }
    Ok(())
}

/// Whether what is counted on a day is definitive.
#[must_use]
pub fn is_definitief(programma: &Programma, periode: Periode, geteld_op: NaiveDate) -> bool {
    geteld_op > periode.einde() + TimeDelta::days(programma.definitief_na_dagen.into())
}

impl Permitted<PublicatieTellen, ()> {
    /// Makes a concept of what was counted of a period on a day.
    #[must_use]
    pub fn maak_concept(
        self,
        programma: &Programma,
        (periode, geteld_op): (Periode, NaiveDate),
        drempel: Drempel,
        inhoud: Inhoud,
    ) -> Besluit<Geteld> {
        let Inhoud { bestanden, verborgen, dekking } = inhoud;
        self.maak(Gebeurtenis::PublicatieGeteld, |(), door| {
            let vrijgave = Vrijgave {
                id: Id::new(door.op),
                periode,
                programma: programma.kenmerk(),
                drempel: i32::try_from(drempel.aantal()).unwrap_or(i32::MAX),
                status: Status::Concept,
                geteld_op,
                definitief: is_definitief(programma, periode, geteld_op),
                gemaakt: (door.gebruiker, door.op),
                beoordeeld: None,
                vrijgegeven: None,
                reden: None,
                versie: 1,
            };
            Geteld { vrijgave, bestanden, verborgen, dekking }
        })
    }
}

impl Permitted<PublicatieBeoordelen, In<Concept, Vrijgave>> {
    /// Finds it right, as the second of two.
    ///
    /// Refused when they cannot be the second.
    pub fn keur_goed(self, tweede: &Tweede) -> Result<Besluit<Vrijgave>, Box<Weigering>> {
        let ander = self.mits(|concept| {
            let (maker, op) = concept.gemaakt;
            tweede.mag_bevestigen(Some(maker), op, maker)
        })?;
        Ok(ander.besluit(Gebeurtenis::PublicatieBeoordeeld, |concept, door| Vrijgave {
            status: Status::Beoordeeld,
            beoordeeld: Some((door.gebruiker, door.op)),
            ..concept
        }))
    }
}

impl Permitted<PublicatieBeoordelen, In<Onderweg, Vrijgave>> {
    /// Lets it not come out; whoever counted it may say so too.
    #[must_use]
    pub fn leg_terug(self, reden: TerugleggingReden) -> Besluit<Vrijgave> {
        self.besluit(Gebeurtenis::PublicatieTeruggelegd, |concept, _| Vrijgave {
            status: Status::Teruggelegd,
            reden: Some(reden),
            ..concept
        })
    }
}

impl Permitted<PublicatieVrijgeven, In<Beoordeeld, Vrijgave>> {
    /// Releases it, for good.
    #[must_use]
    pub fn geef_vrij(self) -> Besluit<Vrijgave> {
        self.besluit(Gebeurtenis::PublicatieVrijgegeven, |concept, door| Vrijgave {
            status: Status::Vrijgegeven,
            vrijgegeven: Some((door.gebruiker, door.op)),
            ..concept
        })
    }
}
