//! Emergency access: one case, opened for reading by somebody who otherwise could not, for an hour, and judged afterwards.

use chrono::{NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::NoodprocedureId;
use crate::domain::{
    beleid::{NoodprocedureBeeindigen, NoodprocedureBeoordelen, NoodprocedureOpenen},
    casus::Casus,
    gebied::Gemeente,
    ids::{CasusId, GebruikerId, Id, OrganisatieId, PseudoniemId, kind},
    recht::{
        Besluit, Conflict, Ding, Door, Gebeurtenis, Gezocht, Handeling as _, In, Kop, Ligging, Permitted, Toestand,
        Waarom, Wacht, Weigering,
    },
    tijd::Moment,
    werkdagen,
};

/// The act of opening one, as the policy and the logboek name it: its lines are what is counted.
pub const OPENEN: &str = NoodprocedureOpenen::REGEL.naam;
/// For so many minutes the case is open.
pub const MINUTEN: i64 = 60;
/// How often within 24 hours one account may open a case, or try to.
pub const PER_DAG: usize = 5;
/// Within so many working days it is judged.
pub const WERKDAGEN: u32 = 3;

/// The states of a noodprocedure; the second is reached by her own hand, or by the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = NoodprocedureStatus)]
pub enum Status {
    /// The case is open.
    Lopend,
    /// It is over; nobody has judged it yet.
    TeBeoordelen,
    /// It was judged.
    Beoordeeld,
}

/// Why it could not wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Noodgrond {
    /// Mother or child needs medical care at once.
    AcuteZorg,
    /// Mother or child is not safe.
    Veiligheid,
    /// Who carries the case cannot be reached, and it cannot wait.
    NiemandBereikbaar,
}

/// What the privacy officer thinks of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Noodoordeel {
    /// It was right.
    Terecht,
    /// It was not.
    Onterecht,
    /// It was right, and something must change so that it is not needed again.
    TerechtMetAanbeveling,
}

/// One noodprocedure.
#[derive(Clone, Debug)]
pub struct Noodprocedure {
    /// Its identifier.
    pub id: NoodprocedureId,
    /// The case it opened.
    pub casus: CasusId,
    /// The person the case is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// Where the family lives.
    pub gemeente: Gemeente,
    /// Who used it.
    pub gebruiker: GebruikerId,
    /// For whom she works.
    pub organisatie: OrganisatieId,
    /// Why it could not wait.
    pub grond: Noodgrond,
    /// When the case was opened.
    pub geopend_op: Moment,
    /// Until when it is open: from this moment on it is not.
    pub tot: Moment,
    /// When she ended it herself, before its time.
    pub beeindigd_op: Option<Moment>,
    /// The last day on which it is judged in time.
    pub beoordeel_voor: NaiveDate,
    /// What came of that: the judgement, by whom and when.
    pub beoordeling: Option<(Noodoordeel, GebruikerId, Moment)>,
    /// Its state at the moment of the request.
    pub status: Status,
    /// How often it was changed.
    pub versie: i32,
}

impl Noodprocedure {
    /// Whether it should have been judged before `vandaag`.
    #[must_use]
    pub fn te_laat(&self, vandaag: NaiveDate) -> bool {
        self.beoordeling.is_none() && self.beoordeel_voor < vandaag
    }
}

impl Ding for Noodprocedure {
    type Kind = kind::Noodprocedure;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: Some(self.casus),
            betrokkenen: vec![self.betrokkene],
            ligging: Ligging { gemeente: Some(self.gemeente), van: Some(self.gebruiker), ..Ligging::default() },
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        self.status
    }
}

/// The rule that an account has one noodprocedure at a time.
pub const LOOPT: &str = "noodprocedure-loopt";

/// What somebody did with noodprocedures in the last 24 hours.
#[derive(Clone, Debug, Default)]
pub struct Eerder {
    /// Whether one of hers runs now.
    pub loopt: bool,
    /// When she opened a case, or named one that is not there; the oldest first.
    pub pogingen: Vec<Moment>,
}

impl Eerder {
    /// The seconds until she may try again, when she did so too often: a day after the attempt that falls out of the count then.
    #[must_use]
    pub fn wacht(&self, nu: Moment) -> Option<u32> {
        let oudste = self.pogingen.iter().nth_back(PER_DAG.checked_sub(1)?)?;
        let over = oudste.plus(TimeDelta::days(1)).utc().signed_duration_since(nu.utc());
        (over > TimeDelta::zero()).then(|| u32::try_from(over.num_seconds() + 1).unwrap_or(u32::MAX))
    }
}

impl Permitted<NoodprocedureOpenen, ()> {
    /// Opens a case for an hour: `gezocht` is it, whoever may see it, and `zichtbaar` says that she can do without.
    ///
    /// Refused: one runs already, she tried too often, there is no such case, or she sees it anyway. That one runs is
    /// told before the case is looked for, so that it tells nothing of the case.
    pub fn open(
        self,
        eerder: &Eerder,
        gezocht: Gezocht<Casus>,
        zichtbaar: bool,
        grond: Noodgrond,
    ) -> Result<Besluit<Noodprocedure>, Box<Weigering>> {
        let zelf = self.gevraagd(&gezocht);
        if eerder.loopt {
            let melding = "Er loopt al een noodprocedure van u. Beëindig die eerst, of wacht tot zij voorbij is.";
            return zelf.conflict(Conflict::new(LOOPT, melding));
        }
        if let Some(seconden) = eerder.wacht(zelf.nu()) {
            return zelf.weiger(Waarom::TeVaak(Wacht(seconden)));
        }
        let casus = zelf.met(gezocht)?.mits(|_| {
            let melding = "U ziet deze casus al; een noodprocedure is niet nodig.";
            if zichtbaar { Err(Conflict::new("niet-nodig", melding)) } else { Ok(()) }
        })?;
        let geopend = casus.onder_noodprocedure(true).maak(Gebeurtenis::NoodprocedureGeopend, |casus, door: &Door| {
            Noodprocedure {
                id: Id::new(door.op),
                casus: casus.id,
                betrokkene: casus.betrokkene,
                gemeente: casus.gemeente,
                gebruiker: door.gebruiker,
                organisatie: door.organisatie,
                grond,
                geopend_op: door.op,
                tot: door.op.plus(TimeDelta::minutes(MINUTEN)),
                beeindigd_op: None,
                beoordeel_voor: werkdagen::na(door.op.dag(), WERKDAGEN),
                beoordeling: None,
                status: Status::Lopend,
                versie: 1,
            }
        });
        Ok(geopend)
    }
}

/// A noodprocedure that runs.
#[derive(Debug)]
pub struct Lopend;
impl Toestand<Noodprocedure> for Lopend {
    const STATUS: &'static [Status] = &[Status::Lopend];
}

/// A noodprocedure that is over and was not judged.
#[derive(Debug)]
pub struct TeBeoordelen;
impl Toestand<Noodprocedure> for TeBeoordelen {
    const STATUS: &'static [Status] = &[Status::TeBeoordelen];
}

impl Permitted<NoodprocedureBeeindigen, In<Lopend, Noodprocedure>> {
    /// Ends it before its time: from this moment on the case is closed to her.
    #[must_use]
    pub fn beeindig(self) -> Besluit<Noodprocedure> {
        self.onder_noodprocedure(true).besluit(Gebeurtenis::NoodprocedureBeeindigd, |was, door| Noodprocedure {
            tot: door.op,
            beeindigd_op: Some(door.op),
            status: Status::TeBeoordelen,
            ..was
        })
    }
}

impl Permitted<NoodprocedureBeoordelen, In<TeBeoordelen, Noodprocedure>> {
    /// Judges it, once; nobody judges her own.
    ///
    /// Refused when who judges is who used it.
    pub fn beoordeel(self, oordeel: Noodoordeel) -> Result<Besluit<Noodprocedure>, Box<Weigering>> {
        let wie = self.door().gebruiker;
        let ander = self.mits(|was| {
            let melding = "Wie de noodprocedure zelf gebruikte, beoordeelt haar niet.";
            if was.gebruiker == wie { Err(Conflict::new("eigen-noodprocedure", melding)) } else { Ok(()) }
        })?;
        Ok(ander.besluit(Gebeurtenis::NoodprocedureBeoordeeld, |was, door| Noodprocedure {
            beoordeling: Some((oordeel, door.gebruiker, door.op)),
            status: Status::Beoordeeld,
            ..was
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn op(tekst: &str) -> Moment {
        Moment::new(chrono::DateTime::parse_from_rfc3339(tekst).unwrap().to_utc())
    }

    #[test]
    fn vijf_keer_in_een_etmaal_is_genoeg() {
        let uren = |uren: &[u32]| Eerder {
            loopt: false,
            pogingen: uren.iter().map(|uur| op(&format!("2026-11-23T{uur:02}:00:00Z"))).collect(),
        };
        let nu = op("2026-11-23T12:00:00Z");
        assert_eq!(uren(&[]).wacht(nu), None);
        assert_eq!(uren(&[1, 2, 3, 4]).wacht(nu), None);
        // The first of the five falls out of the count at one o'clock at night.
        assert_eq!(uren(&[1, 2, 3, 4, 5]).wacht(nu), Some(13 * 3600 + 1));
        assert_eq!(uren(&[0, 1, 2, 3, 4, 5]).wacht(nu), Some(13 * 3600 + 1));
        assert_eq!(uren(&[1, 2, 3, 4, 5]).wacht(op("2026-11-24T01:00:00Z")), None);
    }
}
