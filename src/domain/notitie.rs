//! The notitie: what somebody of a case's team writes down, for as few as she chooses.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::NotitieId;
use crate::domain::{
    beleid::{NotitieIntrekken, NotitieSchrijven},
    casus::{self, Casus, Open},
    ids::{CasusId, DeskId, GebruikerId, Id, OrganisatieId, PseudoniemId, kind},
    recht::{Actor, Besluit, Conflict, Ding, Door, Gebeurtenis, In, Kop, Ligging, Permitted, Rol, Toestand, Weigering},
    tijd::Moment,
};

/// Who may read it, among those who work on the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Niveau {
    /// Those who work for the writer's organisation.
    EigenOrganisatie,
    /// The coordinator, the casusregisseur and the desks that took the family on.
    Casusteam,
    /// Those, and the chair of the table.
    Tafel,
}

/// The states of a notitie.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = NotitieStatus)]
pub enum Status {
    /// It stands.
    Geschreven,
    /// Its writer took it back: that it was there stays, its text is not shown any more.
    Ingetrokken,
}

/// A case as somebody who works on it finds it.
#[derive(Clone, Debug)]
pub struct Teamcasus {
    /// The case.
    pub casus: Casus,
    /// Her desk that took the family on, if she is there by that.
    pub desk: Option<DeskId>,
    /// Whether she is of the team; the chair of its table alone is not.
    pub in_team: bool,
    /// When the help of her desk ended, if she is there by that alone: she reads what was written before, and writes nothing more.
    pub tot: Option<Moment>,
}

impl Teamcasus {
    /// The case as `actor` finds it, at `desk` if her desk took the family on, until `tot` if that is all and it ended.
    #[must_use]
    pub fn new(casus: Casus, desk: Option<DeskId>, tot: Option<Moment>, actor: &Actor) -> Self {
        let coordineert = actor.gebieden(Rol::JgzCoordinator).any(|gebied| gebied.omvat(&casus.ligging()));
        let in_team = desk.is_some() || coordineert || casus.regisseur == Some(actor.gebruiker());
        Self { casus, desk, in_team, tot }
    }

    /// Whether whoever found it may write for those of `niveau`, in a case that is open.
    pub fn schrijft_voor(&self, niveau: Niveau) -> Result<(), Conflict> {
        if niveau == Niveau::Casusteam && !self.in_team {
            let melding = "De voorzitter hoort niet bij het casusteam. Kies 'tafel' of 'eigen-organisatie'.";
            return Err(Conflict::new("niet-in-casusteam", melding));
        }
        if self.tot.is_some() {
            let melding =
                "De hulp van uw desk is geëindigd. U leest wat er tot dan stond, en schrijft er niets meer bij.";
            return Err(Conflict::new("hulp-geeindigd", melding));
        }
        Ok(())
    }
}

impl Ding for Teamcasus {
    type Kind = kind::Teamcasus;
    type Status = casus::Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.casus.id.uuid(),
            casus: Some(self.casus.id),
            betrokkenen: vec![self.casus.betrokkene],
            ligging: Ligging { desk: self.desk, ..self.casus.ligging() },
            versie: self.casus.versie,
        }
    }
    fn status(&self) -> casus::Status {
        self.casus.status
    }
}

impl Toestand<Teamcasus> for Open {
    const STATUS: &'static [casus::Status] = <Self as Toestand<Casus>>::STATUS;
}

/// One notitie; its text lies sealed in the store.
#[derive(Clone, Debug)]
pub struct Notitie {
    /// Its identifier.
    pub id: NotitieId,
    /// The case it is about.
    pub casus: CasusId,
    /// The person the case is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// Who wrote it.
    pub schrijver: GebruikerId,
    /// For whom she worked then.
    pub organisatie: OrganisatieId,
    /// Who may read it.
    pub niveau: Niveau,
    /// When it was written.
    pub op: Moment,
    /// When it was taken back.
    pub ingetrokken_op: Option<Moment>,
    /// Where its case lies, for who found it, and whose it is.
    pub ligging: Ligging,
    /// How often it was changed.
    pub versie: i32,
}

impl Ding for Notitie {
    type Kind = kind::Notitie;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: Some(self.casus),
            betrokkenen: vec![self.betrokkene],
            ligging: self.ligging,
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        if self.ingetrokken_op.is_some() { Status::Ingetrokken } else { Status::Geschreven }
    }
}

/// A notitie that stands.
#[derive(Debug)]
pub struct Geschreven;
impl Toestand<Notitie> for Geschreven {
    const STATUS: &'static [Status] = &[Status::Geschreven];
}

impl Permitted<NotitieSchrijven, In<Open, Teamcasus>> {
    /// Writes a notitie for those of `niveau`.
    ///
    /// Refused when she would write for the team without being of it: she could not read it herself. Refused too once the help of her
    /// desk ended.
    pub fn schrijf(self, niveau: Niveau) -> Result<Besluit<Notitie>, Box<Weigering>> {
        let mag = self.mits(|team| team.schrijft_voor(niveau))?;
        Ok(mag.maak(Gebeurtenis::NotitieGeschreven, |team, door: &Door| Notitie {
            id: Id::new(door.op),
            casus: team.casus.id,
            betrokkene: team.casus.betrokkene,
            schrijver: door.gebruiker,
            organisatie: door.organisatie,
            niveau,
            op: door.op,
            ingetrokken_op: None,
            ligging: Ligging { van: Some(door.gebruiker), ..team.ligging() },
            versie: 1,
        }))
    }
}

impl Permitted<NotitieIntrekken, In<Geschreven, Notitie>> {
    /// Takes it back.
    #[must_use]
    pub fn trek_in(self) -> Besluit<Notitie> {
        self.besluit(Gebeurtenis::NotitieIngetrokken, |notitie, door| Notitie {
            ingetrokken_op: Some(door.op),
            ..notitie
        })
    }
}
