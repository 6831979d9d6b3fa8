//! At the door: being let try, and being asked for a security key.

use actix_web::web::{Data, Json};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use webauthn_rs::prelude::Passkey;

use super::{Toegang, beveiligingssleutel::UitdagingView, webauthn::Inlogvraag};
use crate::{
    clock::Clock,
    domain::{
        tijd::Moment,
        toegang::{UitdagingId, Verzoek},
    },
    http::{
        invoer::Invoer,
        problem::{Problem, ProblemView},
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        kluis::Kluis,
        toegang::{
            beveiligingssleutel::{self, Doel, Geopend},
            gebruiker::{self, Inlog},
            rem::{self, Poging, Toegelaten},
            sessie,
        },
    },
};

/// Wie met een beveiligingssleutel wil inloggen.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Uitdagen {
    /// De naam van het account; hoofdletters maken geen verschil.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "a.jansen")]
    gebruikersnaam: String,
    /// Het wachtwoord.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128, format = Password)]
    wachtwoord: String,
    /// Het token van dit toestel uit een eerder antwoord.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128)]
    apparaat: Option<String>,
}

/// Vraagt een beveiligingssleutel om in te loggen.
#[utoipa::path(post, path = "/v1/sessies/uitdaging", operation_id = "inlogUitdagingVragen", tag = "toegang",
    description = "De eerste stap van inloggen met een beveiligingssleutel; het antwoord gaat naar `POST /v1/sessies`. Wat hier wordt getoond, hangt niet af van het wachtwoord, en ook wie niet bestaat krijgt een uitdaging. Elke uitdaging telt als een poging tot zij is beantwoord.",
    request_body = Uitdagen,
    responses((status = 200, description = "Wat de sleutel wordt gevraagd.", body = UitdagingView),
        (status = 409, description = "Hier zijn geen beveiligingssleutels.", body = ProblemView, content_type = "application/problem+json"),
        (status = 429, description = "Te veel pogingen.", body = ProblemView, content_type = "application/problem+json")))]
#[tracing::instrument(skip_all)]
pub async fn daag_uit(
    verzoek: Verzoek,
    Invoer(Uitdagen { gebruikersnaam, wachtwoord, apparaat }): Invoer<Uitdagen>,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<Json<UitdagingView>, Problem> {
    toegang.sleutels.is_aan()?;
    let poging = Poging::new(&kluis, &gebruikersnaam, apparaat.as_deref(), &verzoek);
    let deur = Deur { naam: gebruikersnaam, met_sleutel: true, uitdaging: None, verzoek, nu: clock.now() };
    let (_, inlog, stand) = deur.klop(&db, &kluis, poging).await?;
    let klopt = toegang.hashers.klopt(wachtwoord, inlog.as_ref().map(|inlog| inlog.wachtwoord.as_str())).await?;
    let (opties, vraag) = toegang.sleutels.vraag(&kluis, &deur.naam, &stand.sleutels, klopt)?;
    let (geheim, nu) = (Kluis::clone(&kluis), clock.now());
    let stel = move |tx: &mut Tx| {
        match inlog {
            Some(inlog) if klopt => beveiligingssleutel::uitgedaagd(tx, inlog.gebruiker, &deur.verzoek, nu)?,
            inlog => sessie::geweigerd(tx, inlog.map(|inlog| inlog.gebruiker), &deur.verzoek, nu)?,
        }
        beveiligingssleutel::stel(tx, &geheim, (Doel::Inloggen, &deur.naam), &vraag, nu)
    };
    Ok(Json(UitdagingView::new(db.write(stel).await?, opties)))
}

/// Somebody at the door: under which name, with which challenge, when.
#[derive(Clone)]
pub(super) struct Deur {
    pub naam: String,
    /// Whether she comes for, or with, the answer of a key.
    pub met_sleutel: bool,
    pub uitdaging: Option<UitdagingId>,
    pub verzoek: Verzoek,
    pub nu: Moment,
}

/// What there is of an account's keys while she stands at the door.
#[derive(Default)]
pub(super) struct Stand {
    /// What her answer is held against.
    pub vraag: Option<Inlogvraag>,
    /// Her keys.
    pub sleutels: Vec<Geopend<Passkey>>,
}

impl Deur {
    /// The account of this name with its keys, once the brakes let somebody try.
    ///
    /// Who brings a challenge was counted when it was given; that is so for a good and a bad password alike, and for a name that
    /// nobody has, so that how long one waits tells nothing.
    pub(super) async fn klop(
        &self,
        db: &Db,
        kluis: &Kluis,
        poging: Poging,
    ) -> Result<(Toegelaten, Option<Inlog>, Stand), Problem> {
        let (deur, kluis) = (self.clone(), kluis.clone());
        let geprobeerd = db.write(move |tx| {
            let inlog = gebruiker::inlog(tx, &kluis, &deur.naam)?;
            let stand = deur.stand(tx, &kluis, inlog.as_ref())?;
            let toegelaten = match stand.vraag {
                Some(_) => Ok(rem::reeds_geteld(tx, poging, deur.nu)?),
                None => rem::laat_toe(tx, poging, deur.nu)?,
            };
            if toegelaten.is_err() {
                sessie::geweigerd(tx, inlog.as_ref().map(|inlog| inlog.gebruiker), &deur.verzoek, deur.nu)?;
            }
            Ok(toegelaten.map(|toegelaten| (toegelaten, inlog, stand)))
        });
        geprobeerd.await?.map_err(Problem::te_vaak)
    }

    fn stand(&self, tx: &mut Tx, kluis: &Kluis, inlog: Option<&Inlog>) -> Result<Stand, Error> {
        let vraag = match self.uitdaging {
            Some(id) => beveiligingssleutel::neem(tx, kluis, (Doel::Inloggen, &self.naam), id, self.nu)?,
            None => None,
        };
        let sleutels = match inlog {
            Some(inlog) if self.met_sleutel => beveiligingssleutel::van(tx, kluis, inlog.gebruiker)?,
            _ => Vec::new(),
        };
        Ok(Stand { vraag, sleutels })
    }
}
