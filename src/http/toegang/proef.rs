//! Getting in where nobody is real: in the demo one chooses who one is.

use super::{
    browser::Browser,
    deur::{Bezoek, Deur},
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        toegang::uitslag::{Afwijzing, Uitslag},
    },
    http::problem::Problem,
    store::toegang::{
        gebruiker,
        sessie::{self, Uitgifte},
    },
};

/// Somebody of the made-up region whom a visitor can be.
#[derive(Clone, Debug)]
pub struct Mens {
    /// What they log in with.
    pub gebruikersnaam: String,
    /// What they come to do, in a word.
    pub werk: &'static str,
    /// What there is to try, in order.
    pub doen: &'static [&'static str],
}

/// The people whom a visitor of the demo can be.
///
/// Only `knooppunt demo` makes one. A server without it lets nobody in like this, and has no page for it.
#[derive(Clone, Debug)]
pub struct Proef(Vec<Mens>);

impl Proef {
    /// The people of a made-up region.
    #[must_use]
    pub const fn new(mensen: Vec<Mens>) -> Self {
        Self(mensen)
    }

    /// Whom one can be.
    #[must_use]
    pub fn mensen(&self) -> &[Mens] {
        &self.0
    }

    /// Lets a visitor in as one of them.
    pub async fn word(&self, deur: &Deur, naam: &str, browser: &Browser) -> Result<(), Problem> {
        let mens = self.0.iter().find(|mens| mens.gebruikersnaam == naam).ok_or_else(Problem::not_found)?;
        let (naam, uitgifte) = (mens.gebruikersnaam.clone(), Uitgifte { verversing: browser.afdruk(), apparaat: None });
        let begin = move |tx: &mut crate::store::conn::Tx, bezoek: &Bezoek| {
            let Some(inlog) = gebruiker::inlog(tx, &bezoek.kluis, &naam)? else {
                let spoor = bezoek.wie.clone().meldt_zich(Gebeurtenis::SessieGeweigerd);
                return Ok(Uitslag::afgewezen(Afwijzing::Onbekend, spoor));
            };
            sessie::begin_in_de_demo(tx, inlog.gebruiker, &uitgifte, bezoek.toegang.grenzen, &bezoek.wie)
        };
        deur.run(deur.nu(), begin).await?;
        Ok(())
    }
}
