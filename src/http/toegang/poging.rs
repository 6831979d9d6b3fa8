//! Trying a password or a code of one's own, in a session that goes on.

use super::deur::Deur;
use crate::{
    domain::{
        logboek::Gebeurtenis,
        toegang::{Actor, afzender::Afzender, uitslag::Uitslag},
    },
    http::problem::Problem,
    store::toegang::{
        eigen,
        gebruiker::{Inlog, Profiel},
        rem::{self, Toegelaten},
    },
};

/// Somebody whom the brakes let try.
pub(super) struct Poging {
    pub inlog: Inlog,
    pub profiel: Profiel,
    pub toegelaten: Toegelaten,
}

/// Who asks, with their means to log in, once the brakes let them try one of those.
pub(super) async fn probeer(deur: &Deur, actor: &Actor) -> Result<Poging, Problem> {
    let zij = actor.clone();
    let geprobeerd = deur.run_als(actor, move |tx, bezoek| {
        let (profiel, inlog) = eigen::zichzelf(tx, &bezoek.kluis, zij.gebruiker())?;
        let poging = rem::Poging::in_sessie(&bezoek.kluis, &zij);
        Ok(match rem::laat_toe(tx, poging, zij.nu)? {
            Ok(toegelaten) => Uitslag::stil(Poging { inlog, profiel, toegelaten }),
            Err(geremd) => {
                let spoor = Afzender::over(&zij).meldt_zich(Gebeurtenis::SessieGeweigerd);
                Uitslag::geremd(geremd, spoor)
            }
        })
    });
    geprobeerd.await
}
