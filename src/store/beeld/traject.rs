//! Support under way, as its desk and the coordinator see it.

use std::collections::HashMap;

use super::{Kijker, Namen, mensen::Gevraagd};
use crate::{
    domain::{
        beleid::ContactmomentUitvoeren,
        recht::mag,
        traject::{Contactmoment, ContactmomentId, Huisbezoek, Traject},
    },
    store::{
        client,
        conn::Tx,
        error::Error,
        traject::{self as trajecten, Drager},
    },
};

/// A traject with what belongs to it.
#[derive(Clone, Debug)]
pub struct TrajectBeeld {
    /// The traject.
    pub traject: Traject,
    /// Its contactmomenten.
    pub contactmomenten: Vec<Contactmoment>,
    /// What was written down of how they went, for the desk that went.
    pub toelichtingen: HashMap<ContactmomentId, String>,
    /// What came of a prenatal home visit, once that was noted.
    pub uitkomst: Option<Huisbezoek>,
    /// The results, as they were given.
    pub resultaten: Option<Vec<u8>>,
    /// Who carries it, and at which desk.
    pub drager: Option<Drager>,
    /// What they are called.
    pub namen: Namen,
}

impl TrajectBeeld {
    /// Loads what belongs to a traject that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, traject: Traject) -> Result<Self, Error> {
        let sleutel = client::sleutel_van_casus(tx, kijker.kluis, traject.casus)?.ok_or(Error::Kluis)?;
        let drager = trajecten::dragers(tx, std::slice::from_ref(&traject))?.remove(&traject.id);
        let gevraagd = Gevraagd {
            mensen: drager.and_then(|drager| drager.wie).into_iter().collect(),
            desks: drager.map(|drager| drager.desk).into_iter().collect(),
            ..Gevraagd::default()
        };
        let toelichtingen = if mag(kijker.actor, ContactmomentUitvoeren, &traject.ligging) {
            trajecten::toelichtingen(tx, &sleutel, traject.id)?
        } else {
            HashMap::new()
        };
        Ok(Self {
            contactmomenten: trajecten::contactmomenten(tx, &traject)?,
            toelichtingen,
            uitkomst: trajecten::huisbezoek(tx, &sleutel, traject.id)?,
            resultaten: trajecten::resultaten(tx, &sleutel, traject.id)?,
            drager,
            namen: Namen::load(tx, &gevraagd, kijker.actor.nu)?,
            traject,
        })
    }
}

/// One contactmoment, with what was written down of how it went.
#[derive(Clone, Debug)]
pub struct ContactmomentBeeld {
    /// The contactmoment.
    pub contactmoment: Contactmoment,
    /// What was written down, for the desk that went.
    pub toelichting: Option<String>,
}

impl ContactmomentBeeld {
    /// Loads what belongs to a contactmoment that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, contactmoment: Contactmoment) -> Result<Self, Error> {
        if !mag(kijker.actor, ContactmomentUitvoeren, &contactmoment.ligging) {
            return Ok(Self { contactmoment, toelichting: None });
        }
        let sleutel = client::sleutel_van_casus(tx, kijker.kluis, contactmoment.casus)?.ok_or(Error::Kluis)?;
        let mut alle = trajecten::toelichtingen(tx, &sleutel, contactmoment.traject)?;
        Ok(Self { toelichting: alle.remove(&contactmoment.id), contactmoment })
    }
}
