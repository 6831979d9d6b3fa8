//! A voorstel, as whoever made it and whoever coordinates see it.

use chrono::NaiveDate;

use super::{
    Kijker, Namen,
    mensen::{Gevraagd, Mens},
};
use crate::{
    domain::{
        toegang::{Ding as _, Rol},
        voorstel::Voorstel,
    },
    store::{client, conn::Tx, error::Error, voorstel},
};

/// A voorstel with what belongs to it.
#[derive(Clone, Debug)]
pub struct VoorstelBeeld {
    /// The voorstel.
    pub voorstel: Voorstel,
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// Whether whoever looks coordinates its case: whoever made it hears what became of it, and no more of the case than before.
    pub coordineert: bool,
    /// Who made it.
    pub door: Option<Mens>,
    /// What their organisation is called.
    pub organisatienaam: String,
    /// Why it was proposed, in their own words.
    pub toelichting: Option<String>,
    /// What whoever laid it back answered, in their own words.
    pub antwoord: Option<String>,
}

impl VoorstelBeeld {
    /// Loads what belongs to a voorstel that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Voorstel) -> Result<Self, Error> {
        let alle = Self::load_all(tx, kijker, vec![van])?;
        Ok(alle.into_iter().next().ok_or(diesel::result::Error::NotFound)?)
    }

    /// Loads what belongs to these, that may be seen, in three questions.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, alle: Vec<Voorstel>) -> Result<Vec<Self>, Error> {
        if alle.is_empty() {
            return Ok(Vec::new());
        }
        let (nu, vandaag) = (kijker.actor.nu, kijker.actor.nu.dag());
        let gevraagd = Gevraagd {
            mensen: alle.iter().map(|van| van.voorgesteld_door).collect(),
            organisaties: alle.iter().map(|van| van.organisatie).collect(),
            ..Gevraagd::default()
        };
        let namen = Namen::load(tx, &gevraagd, nu)?;
        let casussen: Vec<_> = alle.iter().map(|van| van.casus).collect();
        let sleutels = client::sleutels_van_casussen(tx, kijker.kluis, &casussen)?;
        let mut teksten = voorstel::teksten(tx, &sleutels, &alle)?;
        let beeld = |van: Voorstel| {
            let (toelichting, antwoord) = teksten.remove(&van.id).unwrap_or_default();
            Self {
                vandaag,
                coordineert: kijker.actor.heeft_daar(Rol::JgzCoordinator, &van.ligging()),
                door: namen.mensen.iter().find(|mens| mens.id == van.voorgesteld_door).cloned(),
                organisatienaam: namen.organisaties.get(&van.organisatie).cloned().unwrap_or_default(),
                toelichting,
                antwoord,
                voorstel: van,
            }
        };
        Ok(alle.into_iter().map(beeld).collect())
    }
}
