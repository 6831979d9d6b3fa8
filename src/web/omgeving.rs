//! What is around a page: whose browser it is, who is logged in, where they are.

use std::sync::Arc;

use actix_web::{HttpMessage as _, HttpRequest, web::Data};

use crate::{
    domain::{
        Label,
        tijd::Moment,
        toegang::{Actor, Rol},
    },
    http::{
        problem::Problem,
        toegang::{browser::Browser, proef::Proef, sessie::SessieView},
    },
};

/// Somebody who is logged in.
#[derive(Debug)]
pub struct Bezoeker {
    /// They themselves, with their grants.
    pub actor: Actor,
    /// Their name, where they work, until when they stay.
    pub sessie: SessieView,
}

impl Bezoeker {
    /// Their roles, each once, in the order of their grants.
    #[must_use]
    pub fn rollen(&self) -> Vec<Rol> {
        let mut rollen = Vec::new();
        for toekenning in self.actor.toekenningen() {
            if !rollen.contains(&toekenning.rol) {
                rollen.push(toekenning.rol);
            }
        }
        rollen
    }

    /// What they do, in words.
    #[must_use]
    pub fn werk(&self) -> String {
        let rollen: Vec<_> = self.rollen().into_iter().map(Label::naam).collect();
        rollen.join(" en ")
    }
}

/// What is around the page of one request.
#[derive(Debug)]
pub struct Binnenkant {
    /// The browser.
    pub browser: Browser,
    /// Whether its key was made just now, and has to be given to it.
    pub is_nieuw: bool,
    /// Who is logged in, if somebody is.
    pub bezoeker: Option<Bezoeker>,
    /// What went well a moment ago, and is said now.
    pub melding: Option<String>,
    /// The address.
    pub pad: String,
    /// The moment.
    pub nu: Moment,
    /// Whether this is the demo.
    pub demo: bool,
}

/// The same, to be shared.
pub type Omgeving = Arc<Binnenkant>;

/// What is around the page that is asked for.
pub fn van(req: &HttpRequest) -> Result<Omgeving, Problem> {
    let omgeving = req.extensions().get::<Omgeving>().cloned();
    omgeving.ok_or_else(|| Problem::internal("a page was asked for beside its threshold"))
}

/// The people whom one can be, in the demo alone.
#[must_use]
pub fn proef(req: &HttpRequest) -> Option<Data<Proef>> {
    req.app_data::<Data<Proef>>().cloned()
}
