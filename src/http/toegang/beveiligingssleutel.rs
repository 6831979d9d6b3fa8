//! Security keys: adding one, looking at one's own, removing one, and for whom there is no work without.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::Json,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;
use webauthn_rs::prelude::Passkey;

use super::{
    code::zes_cijfers,
    deur::Deur,
    dienst::Toegang,
    poging::{Poging, probeer},
    uitdaging::UitdagingView,
    webauthn::NieuweSleutel,
    zelf::Zelf,
};
use crate::{
    domain::{
        tijd::Moment,
        toegang::{
            Actor, BeveiligingssleutelId, UitdagingId,
            afzender::Afzender,
            totp,
            uitslag::{Afwijzing, Uitslag},
        },
    },
    http::{
        antwoord::Pagina,
        invoer::Invoer,
        pad::Pad,
        problem::{Code, Problem, ProblemView},
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::Kluis,
        toegang::{
            beveiligingssleutel::{self, Doel, Nieuw, Sleutelregel},
            gebruiker::{self, Inlog},
            rem::{self, Toegelaten},
            sessie::Aanwezig,
        },
    },
};

const SLEUTELS: &str = "/v1/sessies/huidige/beveiligingssleutels";
const TOEVOEGEN: &str = "/v1/sessies/huidige/beveiligingssleutels/uitdaging";
/// The page on which somebody adds a key.
pub const OP_EEN_PAGINA: &str = "/account/sleutels/nieuw";

/// Vraagt een nieuwe beveiligingssleutel
///
/// De browser vraagt de sleutel met deze opties (`navigator.credentials.create`).
#[utoipa::path(post, path = "/v1/sessies/huidige/beveiligingssleutels/uitdaging", operation_id = "beveiligingssleutelVragen",
    tag = "toegang",
    responses((status = 200, description = "Wat de sleutel wordt gevraagd", body = UitdagingView),
        (status = 409, description = "Er kan geen sleutel bij", body = ProblemView, content_type = "application/problem+json")))]
#[tracing::instrument(skip_all)]
pub async fn vraag(Zelf(actor): Zelf, deur: Deur) -> Result<Json<UitdagingView>, Problem> {
    vragen(&actor, &deur).await.map(Json)
}

/// Whether one can log in with a security key here.
#[must_use]
pub fn kan(deur: &Deur) -> bool {
    deur.toegang.sleutels.is_aan().is_ok()
}

/// Asks somebody for a new key of their own.
pub async fn vragen(actor: &Actor, deur: &Deur) -> Result<UitdagingView, Problem> {
    deur.toegang.sleutels.is_aan()?;
    let (wie, kluis) = (actor.gebruiker(), deur.kluis.clone());
    let (profiel, bekend) =
        deur.lees(move |tx| Ok((gebruiker::profiel(tx, wie)?, beveiligingssleutel::van(tx, &kluis, wie)?))).await?;
    let (opties, vraag) = deur.toegang.sleutels.vraag_nieuwe(actor, &profiel, &bekend)?;
    let gesteld = deur.run_als(actor, move |tx, bezoek| {
        let voor = (Doel::Toevoegen, profiel.gebruikersnaam.as_str());
        beveiligingssleutel::stel(tx, &bezoek.kluis, voor, &vraag, bezoek.wie.op).map(Uitslag::stil)
    });
    Ok(UitdagingView::new(gesteld.await?, opties))
}

/// Een beveiligingssleutel om toe te voegen.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct SleutelToevoegen {
    /// Hoe u de sleutel noemt.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "Sleutelbos")]
    naam: String,
    /// De zes cijfers die de authenticator nu toont. Elke code werkt één keer.
    #[validate(custom(function = zes_cijfers))]
    #[schema(min_length = 6, max_length = 8, pattern = "^ ?[0-9]{3} ?[0-9]{3} ?$", example = "287082")]
    totp_code: String,
    /// De uitdaging die is beantwoord.
    #[schema(value_type = uuid::Uuid)]
    uitdaging: UitdagingId,
    /// Het antwoord van de sleutel.
    #[validate(nested)]
    antwoord: NieuweSleutel,
}

/// Een eigen beveiligingssleutel.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Beveiligingssleutel)]
pub struct SleutelView {
    /// De sleutel.
    #[schema(value_type = uuid::Uuid)]
    pub id: BeveiligingssleutelId,
    /// Hoe u de sleutel noemt.
    pub naam: String,
    /// Wanneer zij is toegevoegd.
    pub toegevoegd_op: Moment,
    /// Wanneer er voor het laatst mee is ingelogd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gebruikt_op: Option<Moment>,
}

impl From<Sleutelregel> for SleutelView {
    fn from(regel: Sleutelregel) -> Self {
        let Sleutelregel { id, naam, toegevoegd_op, gebruikt_op } = regel;
        Self { id, naam, toegevoegd_op, gebruikt_op }
    }
}

/// Voegt een beveiligingssleutel toe
///
/// Met een verse code van de authenticator.
#[utoipa::path(post, path = "/v1/sessies/huidige/beveiligingssleutels", operation_id = "beveiligingssleutelToevoegen",
    tag = "toegang", request_body = SleutelToevoegen,
    responses((status = 201, description = "Toegevoegd", body = SleutelView),
        (status = 409, description = "Er kan geen sleutel bij", body = ProblemView, content_type = "application/problem+json"),
        (status = 429, description = "Te veel pogingen", body = ProblemView, content_type = "application/problem+json")))]
#[tracing::instrument(skip_all)]
pub async fn voeg_toe(
    Zelf(actor): Zelf,
    deur: Deur,
    Invoer(invoer): Invoer<SleutelToevoegen>,
) -> Result<HttpResponse, Problem> {
    let toegevoegd = toevoegen(&actor, &deur, invoer).await?;
    let locatie = format!("/v1/beveiligingssleutels/{}", toegevoegd.id);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, locatie)).json(toegevoegd))
}

/// Adds a key to somebody's own, with a fresh code of their authenticator.
pub async fn toevoegen(actor: &Actor, deur: &Deur, invoer: SleutelToevoegen) -> Result<SleutelView, Problem> {
    deur.toegang.sleutels.is_aan()?;
    let Poging { inlog, profiel, toegelaten } = probeer(deur, actor).await?;
    let (naam, uitdaging) = (profiel.gebruikersnaam, invoer.uitdaging);
    let vraag = deur.run_als(actor, move |tx, bezoek| {
        let voor = (Doel::Toevoegen, naam.as_str());
        beveiligingssleutel::neem(tx, &bezoek.kluis, voor, uitdaging, bezoek.wie.op).map(Uitslag::stil)
    });
    let sleutel = match vraag.await? {
        Some(vraag) => deur.toegang.sleutels.nieuwe(&invoer.antwoord, &vraag)?,
        None => None,
    };
    let stap = totp::stap(&inlog.totp_geheim, &invoer.totp_code, deur.nu());
    let bewijs = Bewijs { naam: invoer.naam, inlog, toegelaten, stap, sleutel };
    let zij = actor.clone();
    let toegevoegd = deur.run_als(actor, move |tx, bezoek| bewijs.voeg_toe(tx, &bezoek.kluis, &zij)).await?;
    Ok(toegevoegd.into())
}

/// What somebody shows who adds a key: a code that may be right, and a key that may have answered.
struct Bewijs {
    naam: String,
    inlog: Inlog,
    toegelaten: Toegelaten,
    stap: Option<i64>,
    sleutel: Option<Passkey>,
}

impl Bewijs {
    /// Adds the key, unless the code is no good or the key did not answer.
    fn voeg_toe(self, tx: &mut Tx, kluis: &Kluis, actor: &Actor) -> Result<Uitslag<Sleutelregel>, Error> {
        let Some(sleutel) = self.sleutel else {
            return Ok(Uitslag::niet_binnen(Afwijzing::Sleutel, Afzender::over(actor)));
        };
        if !gebruiker::toont_stap(tx, &self.inlog, self.stap)? {
            return Ok(Uitslag::niet_binnen(Afwijzing::Code, Afzender::over(actor)));
        }
        let (naam, kenmerk) = (self.naam.as_str(), sleutel.cred_id().as_slice());
        let nieuw = Nieuw { naam, kenmerk, sleutel: &sleutel };
        let uitslag = beveiligingssleutel::voeg_toe(tx, kluis, actor, &nieuw)?;
        rem::gelukt(tx, &self.toegelaten, actor.nu)?;
        Ok(uitslag)
    }
}

/// Toont de eigen beveiligingssleutels
#[utoipa::path(get, path = "/v1/sessies/huidige/beveiligingssleutels", operation_id = "beveiligingssleutelsLezen",
    tag = "toegang", responses((status = 200, description = "De sleutels, de oudste eerst", body = Pagina<SleutelView>)))]
#[tracing::instrument(skip_all)]
pub async fn lijst(Zelf(actor): Zelf, deur: Deur) -> Result<Json<Pagina<SleutelView>>, Problem> {
    Ok(Json(Pagina::geheel(SLEUTELS, eigen(&actor, &deur).await?)))
}

/// The keys of somebody, the oldest first.
pub async fn eigen(actor: &Actor, deur: &Deur) -> Result<Vec<SleutelView>, Problem> {
    let wie = actor.gebruiker();
    let regels = deur.lees(move |tx| beveiligingssleutel::lijst(tx, wie)).await?;
    Ok(regels.into_iter().map(Into::into).collect())
}

/// Verwijdert een eigen beveiligingssleutel
///
/// Behalve de laatste van wie zonder sleutel niet kan werken.
#[utoipa::path(delete, path = "/v1/beveiligingssleutels/{id}", operation_id = "beveiligingssleutelVerwijderen", tag = "toegang",
    params(("id" = BeveiligingssleutelId, Path, description = "De sleutel")),
    responses((status = 204, description = "Verwijderd"),
        (status = 409, description = "Dit is de laatste", body = ProblemView, content_type = "application/problem+json")))]
#[tracing::instrument(skip_all)]
pub async fn verwijder(Zelf(actor): Zelf, deur: Deur, id: Pad<BeveiligingssleutelId>) -> Result<HttpResponse, Problem> {
    haal_weg(&actor, &deur, id.0).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Takes away a key of somebody's own.
pub async fn haal_weg(actor: &Actor, deur: &Deur, id: BeveiligingssleutelId) -> Result<(), Problem> {
    let moet = deur.toegang.sleutels.moet(actor);
    let zij = actor.clone();
    deur.run_als(actor, move |tx, _| beveiligingssleutel::verwijder(tx, &zij, id, moet)).await?;
    Ok(())
}

/// What a request does, as far as it matters to whoever has to log in with a key and did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) enum Doet {
    /// Logs out: that is always possible.
    Uitloggen,
    /// Adds a key, or looks whether she has one.
    Toevoegen,
    /// Anything else.
    Iets,
}

impl Doet {
    /// What `req` does.
    pub(in crate::http) fn van(req: &HttpRequest) -> Self {
        match (req.method(), req.match_pattern().as_deref()) {
            (&Method::DELETE, Some(super::sessie::HUIDIGE)) | (&Method::POST, Some("/uitloggen")) => Self::Uitloggen,
            (&Method::POST, Some(TOEVOEGEN)) | (&Method::POST | &Method::GET, Some(SLEUTELS | OP_EEN_PAGINA)) => {
                Self::Toevoegen
            }
            _ => Self::Iets,
        }
    }
}

/// Whether somebody who works with a security key only logged in without, and does what asks for one: she can add her first key,
/// and log out.
///
/// Whoever has a key adds the next one after logging in with it: a stolen password with a code adds none.
pub(in crate::http) fn mist(tx: &mut Tx, toegang: &Toegang, aanwezig: &Aanwezig, doet: Doet) -> Result<bool, Error> {
    if aanwezig.met_sleutel || !toegang.sleutels.moet(&aanwezig.actor) || doet == Doet::Uitloggen {
        return Ok(false);
    }
    Ok(doet != Doet::Toevoegen || beveiligingssleutel::heeft(tx, aanwezig.actor.gebruiker())?)
}

/// The answer to whoever lacks her security key.
pub(in crate::http) fn nodig() -> Problem {
    Problem::new(
        Code::BeveiligingssleutelNodig,
        "Uw rol werkt alleen met een beveiligingssleutel. Voeg er een toe, of log in met die van u.",
    )
}
