//! The bericht: that something happened, to whom it matters; it has no content and no names.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::BerichtId;
use crate::domain::{
    beleid::BerichtLezen,
    ids::{CasusId, GebruikerId, Id, NoodprocedureId, PseudoniemId, kind},
    noodprocedure::Noodprocedure,
    recht::{Besluit, Ding, Gebeurtenis, In, Kop, Ligging, Permitted, Toestand},
    tijd::Moment,
};

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Berichtsoort {
    /// Somebody opened a case in an emergency.
    NoodprocedureGeopend,
}

/// The states of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = BerichtStatus)]
pub enum Status {
    /// It waits.
    Ongelezen,
    /// She read it.
    Gelezen,
}

/// One message to one account.
#[derive(Clone, Debug)]
pub struct Bericht {
    /// Its identifier.
    pub id: BerichtId,
    /// For whom.
    pub voor: GebruikerId,
    /// What is told.
    pub soort: Berichtsoort,
    /// The case it is about.
    pub casus: CasusId,
    /// The person the case is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// The noodprocedure it is about.
    pub noodprocedure: NoodprocedureId,
    /// When it was sent.
    pub op: Moment,
    /// When it was read.
    pub gelezen_op: Option<Moment>,
    /// How often it was changed.
    pub versie: i32,
}

impl Bericht {
    /// Tells `voor` that a case was opened in an emergency.
    #[must_use]
    pub fn noodprocedure_geopend(over: &Noodprocedure, voor: GebruikerId) -> Self {
        Self {
            id: Id::new(over.geopend_op),
            voor,
            soort: Berichtsoort::NoodprocedureGeopend,
            casus: over.casus,
            betrokkene: over.betrokkene,
            noodprocedure: over.id,
            op: over.geopend_op,
            gelezen_op: None,
            versie: 1,
        }
    }
}

impl Ding for Bericht {
    type Kind = kind::Bericht;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: Some(self.casus),
            betrokkenen: vec![self.betrokkene],
            ligging: Ligging { van: Some(self.voor), ..Ligging::default() },
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        if self.gelezen_op.is_some() { Status::Gelezen } else { Status::Ongelezen }
    }
}

/// A message that waits to be read.
#[derive(Debug)]
pub struct Ongelezen;
impl Toestand<Bericht> for Ongelezen {
    const STATUS: &'static [Status] = &[Status::Ongelezen];
}

impl Permitted<BerichtLezen, In<Ongelezen, Bericht>> {
    /// Notes that she read it.
    #[must_use]
    pub fn gelezen(self) -> Besluit<Bericht> {
        self.besluit(Gebeurtenis::BerichtGelezen, |bericht, door| Bericht { gelezen_op: Some(door.op), ..bericht })
    }
}
