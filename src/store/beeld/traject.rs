//! Support under way, as its desk and the coordinator see it.

use super::Kijker;
use crate::{
    domain::traject::{Contactmoment, Huisbezoek, Traject},
    store::{client, conn::Tx, error::Error, traject as trajecten},
};

/// A traject with what belongs to it.
#[derive(Clone, Debug)]
pub struct TrajectBeeld {
    /// The traject.
    pub traject: Traject,
    /// Its contactmomenten.
    pub contactmomenten: Vec<Contactmoment>,
    /// What came of a prenatal home visit, once that was noted.
    pub uitkomst: Option<Huisbezoek>,
    /// The results, as they were given.
    pub resultaten: Option<Vec<u8>>,
}

impl TrajectBeeld {
    /// Loads what belongs to a traject that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, traject: Traject) -> Result<Self, Error> {
        let sleutel = client::sleutel_van_casus(tx, kijker.kluis, traject.casus)?.ok_or(Error::Kluis)?;
        Ok(Self {
            contactmomenten: trajecten::contactmomenten(tx, &traject)?,
            uitkomst: trajecten::huisbezoek(tx, &sleutel, traject.id)?,
            resultaten: trajecten::resultaten(tx, &sleutel, traject.id)?,
            traject,
        })
    }
}
