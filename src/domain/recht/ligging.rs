//! Where a thing lies, and the area within which a grant holds.

use super::rol::Rol;
use crate::domain::{
    gebied::{Gemeente, Subregio},
    ids::{DeskId, GebruikerId, OrganisatieId},
};

/// Where a grant holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gebied {
    /// The whole of Zuid-Limburg.
    Regio,
    /// One subregion.
    Subregio(Subregio),
    /// One gemeente.
    Gemeente(Gemeente),
    /// What one organisation brought in.
    Organisatie(OrganisatieId),
    /// What was sent to one desk.
    Desk(DeskId),
}

impl Gebied {
    /// Whether a thing that lies at `ligging` falls within this area.
    #[must_use]
    pub fn omvat(self, ligging: &Ligging) -> bool {
        match self {
            Self::Regio => ligging.regio || ligging.gemeente.is_some(),
            Self::Subregio(subregio) => ligging.gemeente.is_some_and(|g| g.subregio() == subregio),
            Self::Gemeente(gemeente) => ligging.gemeente == Some(gemeente),
            Self::Organisatie(organisatie) => ligging.organisatie == Some(organisatie),
            Self::Desk(desk) => ligging.desk == Some(desk),
        }
    }
}

/// Where a thing lies: what an area is compared with.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ligging {
    /// The organisation that brought it in.
    pub organisatie: Option<OrganisatieId>,
    /// The gemeente it belongs to.
    pub gemeente: Option<Gemeente>,
    /// The desk it was sent to.
    pub desk: Option<DeskId>,
    /// The casusregisseur of its case.
    pub regisseur: Option<GebruikerId>,
    /// Whether it is of the region as a whole: an organisation, a desk or an account, wherever it works.
    pub regio: bool,
    /// The account it belongs to: who used it, received it or wrote it.
    pub van: Option<GebruikerId>,
    /// The account that has its case open under a noodprocedure, and on no other ground.
    pub noodprocedure: Option<GebruikerId>,
}

/// One grant: a role within an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Toekenning {
    /// What may be done.
    pub rol: Rol,
    /// Where.
    pub gebied: Gebied,
}
