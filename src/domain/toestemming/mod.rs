//! Consent: a live switch per purpose, receiver and item.

pub mod uitspraak;
mod woorden;

pub use self::{
    uitspraak::Reikwijdte,
    woorden::{Doel, GegevenDoor, Onderdeel, Ontvanger, Wijze},
};

use self::uitspraak::Uitspraak;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::ToestemmingId;
use crate::domain::{
    beleid::{CasusBehandelen, ToestemmingIntrekken, ToestemmingNoteren},
    casus::{Casus, Gesloten, Open},
    fouten::Fouten,
    ids::{CasusId, ClientId, GebruikerId, Id, PseudoniemId, SignaalId, kind},
    recht::{Besluit, Ding, Door, Gebeurtenis, Hoofdzaak, In, Kop, Ligging, Permitted, Toestand},
    tijd::Moment,
};

/// The states of a consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = ToestemmingStatus)]
pub enum Status {
    /// It holds.
    Gegeven,
    /// It was withdrawn.
    Ingetrokken,
    /// A newer one took its place.
    Vervangen,
    /// It was refused.
    Geweigerd,
    /// It was not asked.
    NietGevraagd,
}

/// How a consent was noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verkregen {
    /// How it was given.
    pub wijze: Wijze,
    /// By whom it was given.
    pub gegeven_door: GegevenDoor,
}

impl Verkregen {
    /// Checks who may refuse at `leeftijd` years: her own no always counts, that of her parents as long as theirs is asked.
    ///
    /// An error names `veld` and the rule.
    pub fn controleer_weigering(self, veld: &str, leeftijd: u32) -> Result<(), Fouten> {
        let mut fouten = Fouten::default();
        if self.gegeven_door == GegevenDoor::Gezag && leeftijd >= 16 {
            fouten.add(veld, "leeftijd", "Vanaf 16 jaar weigert zij zelf: 'client'.");
        }
        fouten.als_fout()
    }

    /// Checks who may consent at `leeftijd` years: under 12 the parents, 12 to 15 both, from 16 she alone.
    ///
    /// An error names `veld` and the rule.
    pub fn controleer(self, veld: &str, leeftijd: u32) -> Result<(), Fouten> {
        let (vereist, regel) = match leeftijd {
            0..12 => (GegevenDoor::Gezag, "Onder de 12 jaar geven de ouders met gezag toestemming: 'gezag'."),
            12..16 => (
                GegevenDoor::ClientEnGezag,
                "Van 12 tot en met 15 jaar geven zij en haar ouders samen toestemming: 'client-en-gezag'.",
            ),
            _ => (GegevenDoor::Client, "Vanaf 16 jaar geeft zij zelf toestemming: 'client'."),
        };
        let mut fouten = Fouten::default();
        if self.gegeven_door != vereist {
            fouten.add(veld, "leeftijd", regel);
        }
        fouten.als_fout()
    }
}

/// One consent, or refusal, with what became of it.
#[derive(Clone, Debug)]
pub struct Toestemming {
    /// Its identifier.
    pub id: ToestemmingId,
    /// The person who gave it, or for whom it was given.
    pub client: ClientId,
    /// Her name in the logboek.
    pub betrokkene: PseudoniemId,
    /// The signaal it came with.
    pub signaal: Option<SignaalId>,
    /// The case it belongs to.
    pub casus: Option<CasusId>,
    /// What it allows.
    pub reikwijdte: Reikwijdte,
    /// How it was given.
    pub verkregen: Verkregen,
    /// The version of the wording that was read to her.
    pub bewoording: String,
    /// Its state.
    pub status: Status,
    /// Who noted it.
    pub genoteerd_door: GebruikerId,
    /// When it was noted.
    pub genoteerd_op: Moment,
    /// When it ended.
    pub beeindigd_op: Option<Moment>,
    /// Where its case lies.
    pub ligging: Ligging,
    /// How often it was changed.
    pub versie: i32,
}

impl Toestemming {
    /// What she said; nothing when she was not asked.
    #[must_use]
    pub fn uitspraak(&self) -> Option<Uitspraak> {
        (self.status != Status::NietGevraagd).then(|| Uitspraak {
            id: self.id,
            reikwijdte: self.reikwijdte.clone(),
            signaal: self.signaal,
            ja: self.status != Status::Geweigerd,
            op: self.genoteerd_op,
            sinds: self.genoteerd_op,
            ingetrokken_op: (self.status == Status::Ingetrokken)
                .then(|| self.beeindigd_op.unwrap_or(self.genoteerd_op)),
        })
    }
}

impl Ding for Toestemming {
    type Kind = kind::Toestemming;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: self.casus,
            betrokkenen: vec![self.betrokkene],
            ligging: self.ligging,
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        self.status
    }
}

/// A consent that holds.
#[derive(Debug)]
pub struct Gegeven;
impl Toestand<Toestemming> for Gegeven {
    const STATUS: &'static [Status] = &[Status::Gegeven];
}

/// What is noted when a consent is given, or refused, later on.
#[derive(Clone, Debug)]
pub struct Notitie {
    /// What it is about.
    pub reikwijdte: Reikwijdte,
    /// How it was given.
    pub verkregen: Verkregen,
    /// The version of the wording that was read to her.
    pub bewoording: String,
    /// Given, or refused.
    pub gegeven: bool,
}

impl Permitted<ToestemmingNoteren, In<Open, Casus>> {
    /// Notes a consent, or a refusal, in a case that is open.
    #[must_use]
    pub fn noteer(self, notitie: Notitie) -> Besluit<Toestemming> {
        let (gebeurtenis, status) = if notitie.gegeven {
            (Gebeurtenis::ToestemmingGegeven, Status::Gegeven)
        } else {
            (Gebeurtenis::ToestemmingGeweigerd, Status::Geweigerd)
        };
        self.maak(gebeurtenis, |casus, door| notitie.bij(&casus, status, door))
    }
}

impl Notitie {
    fn bij(self, casus: &Casus, status: Status, door: &Door) -> Toestemming {
        Toestemming {
            id: Id::new(door.op),
            client: casus.client,
            betrokkene: casus.betrokkene,
            signaal: None,
            casus: Some(casus.id),
            reikwijdte: self.reikwijdte,
            verkregen: self.verkregen,
            bewoording: self.bewoording,
            status,
            genoteerd_door: door.gebruiker,
            genoteerd_op: door.op,
            beeindigd_op: None,
            ligging: casus.ligging(),
            versie: 1,
        }
    }
}

/// A case that was opened again, with the consent to explore it anew.
#[derive(Clone, Debug)]
pub struct Heropening {
    /// The case as it is from now on.
    pub casus: Casus,
    /// The consent.
    pub toestemming: Toestemming,
}

impl Hoofdzaak for Heropening {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Permitted<CasusBehandelen, In<Gesloten, Casus>> {
    /// Opens the case again, with the consent that was given for that; its coordinator is who opens it.
    #[must_use]
    pub fn heropen(self, verleend: Notitie) -> Besluit<Heropening> {
        self.besluit(Gebeurtenis::CasusHeropend, |casus, door| {
            let casus = casus.heropend(door.gebruiker, door.op);
            let toestemming = verleend.bij(&casus, Status::Gegeven, door);
            Heropening { casus, toestemming }
        })
    }
}

impl Permitted<ToestemmingIntrekken, In<Gegeven, Toestemming>> {
    /// Withdraws it: from this moment nothing rests on it any more.
    #[must_use]
    pub fn trek_in(self) -> Besluit<Toestemming> {
        self.besluit(Gebeurtenis::ToestemmingIngetrokken, |toestemming, door: &Door| Toestemming {
            status: Status::Ingetrokken,
            beeindigd_op: Some(door.op),
            ..toestemming
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_meisje_van_vijftien_en_haar_ouders_beslissen_samen() {
        let alleen = Verkregen { wijze: Wijze::Mondeling, gegeven_door: GegevenDoor::Client };
        let samen = Verkregen { gegeven_door: GegevenDoor::ClientEnGezag, ..alleen };
        let ouders = Verkregen { gegeven_door: GegevenDoor::Gezag, ..alleen };
        assert!(alleen.controleer("gegevenDoor", 15).is_err() && samen.controleer("gegevenDoor", 15).is_ok());
        assert!(alleen.controleer("gegevenDoor", 16).is_ok() && samen.controleer("gegevenDoor", 16).is_err());
        assert!(ouders.controleer("gegevenDoor", 11).is_ok() && samen.controleer("gegevenDoor", 11).is_err());
        assert!(alleen.controleer_weigering("gegevenDoor", 9).is_ok(), "her own no counts at any age");
        assert!(ouders.controleer_weigering("gegevenDoor", 15).is_ok());
        assert!(ouders.controleer_weigering("gegevenDoor", 16).is_err());
    }
}
