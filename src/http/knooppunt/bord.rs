//! What a chair watches between two tables: the open agreements, the families to be evaluated, and those that nobody carries.

use chrono::Days;

use super::{afspraak, invoer::AfsprakenVraag, view::AfspraakregelView};
use crate::{
    domain::{casus::Fase, toegang::Rol},
    http::{
        antwoord::Pagina,
        casus::{
            in_de_wachtrij,
            view::{WachtrijPagina, Zoekvraag},
        },
        getoond::Getoond,
        transaction::Met,
    },
    store::{conn::Tx, error::Error},
};

/// So many agreements stand on a page.
pub const GROOTTE: u16 = 50;
/// A family whose evaluation is due within so many days is told of.
const EVALUATIE_DAGEN: u64 = 14;

/// What a chair watches.
#[derive(Debug)]
pub struct Bord {
    /// The open agreements, what is to be done first in front.
    pub afspraken: Pagina<AfspraakregelView>,
    /// The families of her tables, for a chair, beside the first page.
    pub gezinnen: Option<Gezinnen>,
}

/// The families of her tables that ask for something.
#[derive(Debug)]
pub struct Gezinnen {
    /// Whose support is to be evaluated soon, or should have been.
    pub evaluatie: WachtrijPagina,
    /// Whom nobody carries.
    pub zonder_casusregisseur: WachtrijPagina,
}

/// Reads it, each part with its line.
pub fn bord(tx: &mut Tx, met: &Met, na: Option<String>) -> Result<Getoond<Bord>, Error> {
    let vraag = AfsprakenVraag { aantal: Some(GROOTTE), na, ..AfsprakenVraag::default() };
    let afspraken = afspraak::open(tx, met, &vraag)?.into_view();
    let eerste = vraag.na.is_none();
    let gezinnen = (eerste && met.actor.heeft(Rol::Voorzitter)).then(|| gezinnen(tx, met)).transpose()?;
    Ok(Getoond::zonder_versie(Bord { afspraken, gezinnen }))
}

/// Which families of her tables ask for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vraagt {
    /// Their support is to be evaluated soon, or should have been.
    Evaluatie,
    /// Nobody carries them.
    Casusregisseur,
}

/// A page of the families that ask for this, with its line.
pub fn vragen(tx: &mut Tx, met: &Met, wat: Vraagt, na: Option<String>) -> Result<Getoond<WachtrijPagina>, Error> {
    let vandaag = met.actor.nu.dag();
    let tot = vandaag.checked_add_days(Days::new(EVALUATIE_DAGEN)).unwrap_or(vandaag);
    let steun = Zoekvraag { fase: Some(Fase::SteunOpMaat), met_gezin: true, na, ..Zoekvraag::default() };
    let vraag = match wat {
        Vraagt::Evaluatie => Zoekvraag { evaluatie_tot: Some(tot), ..steun },
        Vraagt::Casusregisseur => Zoekvraag { zonder_casusregisseur: true, ..steun },
    };
    in_de_wachtrij(tx, met, &vraag)
}

fn gezinnen(tx: &mut Tx, met: &Met) -> Result<Gezinnen, Error> {
    Ok(Gezinnen {
        evaluatie: vragen(tx, met, Vraagt::Evaluatie, None)?.into_view(),
        zonder_casusregisseur: vragen(tx, met, Vraagt::Casusregisseur, None)?.into_view(),
    })
}
