//! Everything that is kept of a person, as she is told.

use super::{InzageBeeld, Kijker};
use crate::{
    domain::{
        client::ClientId,
        dossier::{ALTIJD, Achtergehouden, Rubriek, Stuk, bewaartermijnen},
        inzage::Betrokkene,
        tijd::Moment,
    },
    store::{conn::Tx, dossier, error::Error, wissing},
};

/// What the region has settled about handing out a dossier.
#[derive(Clone, Copy, Debug)]
pub struct Vertoon {
    /// Whether it shows who works there.
    pub toon_medewerker: bool,
    /// For how many years a dossier is kept.
    pub dossier_jaren: u32,
    /// For how many years the logboek is kept.
    pub logboek_jaren: u32,
}

/// Everything that is kept of somebody.
#[derive(Debug)]
pub struct DossierBeeld {
    /// Whose dossier.
    pub client: ClientId,
    /// When it was made.
    pub opgemaakt_op: Moment,
    /// What is kept, by section.
    pub rubrieken: Vec<(Rubriek, Vec<Stuk>)>,
    /// What is held back, and why.
    pub achtergehouden: Vec<Achtergehouden>,
    /// For how long it is kept.
    pub bewaartermijnen: [String; 2],
    /// Who looked at it.
    pub inzage: InzageBeeld,
}

impl DossierBeeld {
    /// Loads the dossier of a person for whoever may hand it out.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, wie: &Betrokkene, vertoon: Vertoon) -> Result<Self, Error> {
        let Vertoon { toon_medewerker, dossier_jaren, logboek_jaren } = vertoon;
        let dossier::Dossier { rubrieken, mut achtergehouden } = dossier::lees(tx, kijker.kluis, wie)?;
        // Where the region shows who works there, it shows them in the log as well.
        achtergehouden.extend(ALTIJD.into_iter().skip(usize::from(toon_medewerker)));
        let gewijzigd_op = wissing::laatste_wijziging(tx, wie)?;
        Ok(Self {
            client: wie.id,
            opgemaakt_op: kijker.actor.nu,
            rubrieken,
            achtergehouden,
            bewaartermijnen: bewaartermijnen(dossier_jaren, logboek_jaren, gewijzigd_op),
            inzage: InzageBeeld::alles(tx, kijker, wie, toon_medewerker)?,
        })
    }
}
