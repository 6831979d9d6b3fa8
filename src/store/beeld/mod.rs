//! What somebody is shown: each thing with everything around it, loaded in a few questions.
//!
//! Consent and visibility are applied here, by the pure rules of [`inzicht`](crate::domain::inzicht): whoever makes a page, an
//! answer or another format of it has nothing left to hold back, and nothing left to ask the database.

mod aanhang;
pub mod casus;
pub mod doorgeleiding;
pub mod dossier;
pub mod gedeeld;
pub mod gezin;
pub mod inzage;
pub mod knooppunt;
pub mod mensen;
pub mod noodprocedure;
pub mod notitie;
pub mod postvak;
mod rij;
pub mod routeadvies;
pub mod signaal;
pub mod traject;
pub mod verhuizing;
pub mod vondst;
pub mod voorstel;
pub mod wachtrij;

pub use self::{
    casus::{CasusBeeld, GelezenCasus, NoodBeeld},
    doorgeleiding::DoorgeleidingBeeld,
    dossier::DossierBeeld,
    gezin::Gedeeld,
    inzage::InzageBeeld,
    knooppunt::{AfspraakBeeld, AfspraakregelBeeld, AgendapuntBeeld, BijeenkomstBeeld, WachtendBeeld},
    mensen::{Gevraagd, Mens, Namen, collegas},
    noodprocedure::NoodprocedureBeeld,
    notitie::NotitieBeeld,
    postvak::{PostvakBeeld, TrajectenBeeld},
    routeadvies::{Gezinssituatie, RouteadviesBeeld},
    signaal::{SignaalBeeld, Vergelijking},
    traject::{ContactmomentBeeld, TrajectBeeld},
    verhuizing::{VerhuizingBeeld, nieuw_adres},
    vondst::Vondst,
    voorstel::VoorstelBeeld,
    wachtrij::WachtrijBeeld,
};
use super::kluis::Kluis;
use crate::domain::toegang::Actor;

/// Who looks, and the vault that opens what she may see.
#[derive(Clone, Copy, Debug)]
pub struct Kijker<'a> {
    /// Who.
    pub actor: &'a Actor,
    /// The vault.
    pub kluis: &'a Kluis,
}
