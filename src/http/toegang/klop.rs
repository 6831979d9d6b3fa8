//! Knocking: being let try, and being asked for a security key.

use actix_web::web::Json;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;
use webauthn_rs::prelude::Passkey;

use super::{
    deur::{Bezoek, Deur},
    uitdaging::UitdagingView,
    webauthn::Inlogvraag,
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        toegang::{UitdagingId, uitslag::Uitslag},
    },
    http::{
        invoer::Invoer,
        problem::{Problem, ProblemView},
    },
    store::{
        conn::Tx,
        error::Error,
        toegang::{
            beveiligingssleutel::{self, Doel, Geopend},
            gebruiker::{self, Inlog},
            geheim::Geheim,
            rem::{self, Poging, Toegelaten},
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
    deur: Deur,
    Invoer(Uitdagen { gebruikersnaam, wachtwoord, apparaat }): Invoer<Uitdagen>,
) -> Result<Json<UitdagingView>, Problem> {
    uitdagen(&deur, gebruikersnaam, wachtwoord, apparaat).await.map(Json)
}

/// Asks the key of whoever knocks under a name; the same is asked whether or not the password is right.
pub async fn uitdagen(
    deur: &Deur,
    gebruikersnaam: String,
    wachtwoord: String,
    apparaat: Option<String>,
) -> Result<UitdagingView, Problem> {
    deur.toegang.sleutels.is_aan()?;
    let klop = Klop { naam: gebruikersnaam.clone(), apparaat, met_sleutel: true, uitdaging: None };
    let Aangeklopt { inlog, sleutels, .. } = deur.run(deur.nu(), move |tx, bezoek| klop.beoordeel(tx, bezoek)).await?;
    let hash = inlog.as_ref().map(|inlog| inlog.wachtwoord.as_str());
    let klopt = deur.toegang.hashers.klopt(wachtwoord, hash).await?;
    let (opties, vraag) = deur.toegang.sleutels.vraag(&deur.kluis, &gebruikersnaam, &sleutels, klopt)?;
    let uitdaging = deur.run(deur.nu(), move |tx, bezoek| {
        let wie = bezoek.wie.met_account(inlog.as_ref().map(|inlog| inlog.gebruiker));
        let gedaan = klopt && inlog.is_some();
        let gebeurtenis = if gedaan { Gebeurtenis::SessieUitgedaagd } else { Gebeurtenis::SessieGeweigerd };
        let voor = (Doel::Inloggen, gebruikersnaam.as_str());
        let uitdaging = beveiligingssleutel::stel(tx, &bezoek.kluis, voor, &vraag, wie.op)?;
        Ok(Uitslag { uitkomst: Ok(uitdaging), spoor: Some(wie.meldt_zich(gebeurtenis)), gedaan })
    });
    Ok(UitdagingView::new(uitdaging.await?, opties))
}

/// Somebody who wants in: under which name, on which device, with which challenge.
pub(super) struct Klop {
    pub naam: String,
    pub apparaat: Option<String>,
    /// Whether they come for, or with, the answer of a key.
    pub met_sleutel: bool,
    pub uitdaging: Option<UitdagingId>,
}

/// What there is of the account under whose name somebody knocked.
pub(super) struct Aangeklopt {
    /// That it may be tried.
    pub toegelaten: Toegelaten,
    /// The account; absent when nobody has that name.
    pub inlog: Option<Inlog>,
    /// What the answer of a key is held against.
    pub vraag: Option<Inlogvraag>,
    /// The keys of the account.
    pub sleutels: Vec<Geopend<Passkey>>,
}

impl Aangeklopt {
    /// A name for the device, when the account does not know it yet.
    pub(super) fn nieuw_apparaat(&self) -> Result<Option<Geheim>, Error> {
        if self.toegelaten.is_bekend() { Ok(None) } else { Geheim::nieuw().map(Some) }
    }
}

impl Klop {
    /// The account of this name with its keys, once the brakes let somebody try.
    ///
    /// Who brings a challenge was counted when it was given; that is so for a good and a bad password alike, and for a name that
    /// nobody has, so that how long one waits tells nothing.
    pub(super) fn beoordeel(&self, tx: &mut Tx, bezoek: &Bezoek) -> Result<Uitslag<Aangeklopt>, Error> {
        let (kluis, nu) = (&bezoek.kluis, bezoek.wie.op);
        let inlog = gebruiker::inlog(tx, kluis, &self.naam)?;
        let vraag = match self.uitdaging {
            Some(id) => beveiligingssleutel::neem(tx, kluis, (Doel::Inloggen, &self.naam), id, nu)?,
            None => None,
        };
        let sleutels = match &inlog {
            Some(inlog) if self.met_sleutel => beveiligingssleutel::van(tx, kluis, inlog.gebruiker)?,
            _ => Vec::new(),
        };
        let poging = Poging::new(kluis, &self.naam, self.apparaat.as_deref(), &bezoek.verzoek);
        let toegelaten = match vraag {
            Some(_) => Ok(rem::reeds_geteld(tx, poging, nu)?),
            None => rem::laat_toe(tx, poging, nu)?,
        };
        Ok(match toegelaten {
            Ok(toegelaten) => Uitslag::stil(Aangeklopt { toegelaten, inlog, vraag, sleutels }),
            Err(geremd) => {
                let wie = bezoek.wie.met_account(inlog.map(|inlog| inlog.gebruiker));
                Uitslag::geremd(geremd, wie.meldt_zich(Gebeurtenis::SessieGeweigerd))
            }
        })
    }
}
