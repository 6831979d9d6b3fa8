//! Logging out: the session ends, and the browser forgets what it kept.

use actix_web::{HttpResponse, http::header::HeaderValue};
use maud::html;

use super::{
    blad::{OpenBlad, Titel},
    formulier::OpenIngevuld,
    inloggen::met_sleutel,
};
use crate::http::{
    problem::Problem,
    toegang::{browser::Browser, deur::Deur, sessie},
};

/// Logs out. Whoever was out already hears the same.
pub async fn log_uit(deur: Deur, ingevuld: OpenIngevuld) -> Result<HttpResponse, Problem> {
    let blad = ingevuld.blad;
    if let Some(wie) = &blad.0.bezoeker {
        sessie::log_uit(&wie.actor, &deur).await?;
    }
    let buiten = blad.zonder_bezoeker()?;
    let inhoud = html! {
        h1 { "U bent uitgelogd" }
        p.lead { "Op dit apparaat staat niets meer over een gezin." }
        p.field.actions { a.button href="/" { "Log opnieuw in" } }
    };
    let mut antwoord = buiten.toon(&Titel::van("Uitgelogd"), &inhoud);
    antwoord
        .headers_mut()
        .insert("clear-site-data".parse().map_err(Problem::internal)?, HeaderValue::from_static("\"cache\""));
    Ok(met_sleutel(antwoord, &buiten.0.browser, None, !buiten.0.demo))
}

impl OpenBlad {
    /// The page as it is for a browser in which nobody is logged in any more.
    fn zonder_bezoeker(&self) -> Result<Self, Problem> {
        let om = &self.0;
        let leeg = super::omgeving::Binnenkant {
            browser: Browser::nieuw()?,
            is_nieuw: true,
            bezoeker: None,
            melding: None,
            pad: om.pad.clone(),
            nu: om.nu,
            demo: om.demo,
        };
        Ok(Self(leeg.into()))
    }
}
