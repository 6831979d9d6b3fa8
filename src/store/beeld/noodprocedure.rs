//! A noodprocedure, as who used it and who reviews it see it.

use chrono::NaiveDate;

use super::Kijker;
use crate::{
    domain::noodprocedure::Noodprocedure,
    store::{conn::Tx, error::Error, noodprocedure},
};

/// A noodprocedure with what was written about it.
#[derive(Clone, Debug)]
pub struct NoodprocedureBeeld {
    /// The noodprocedure.
    pub noodprocedure: Noodprocedure,
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// Why it could not wait; gone once the family was erased.
    pub reden: Option<String>,
    /// The explanation of the review.
    pub toelichting: Option<String>,
}

impl NoodprocedureBeeld {
    /// Loads what was written about a noodprocedure that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Noodprocedure) -> Result<Self, Error> {
        let (reden, toelichting) = noodprocedure::teksten(tx, kijker.kluis, &van)?;
        Ok(Self { vandaag: kijker.actor.nu.dag(), reden, toelichting, noodprocedure: van })
    }
}
