//! Security keys: adding one, looking at one's own, removing one, and for whom there is no work without.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{Method, header},
    web::{Data, Json},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;
use webauthn_rs::prelude::{Passkey, PasskeyRegistration};

use super::{Toegang, eigen::zichzelf, inloggen::zes_cijfers, webauthn::NieuweSleutel, zelf::Zelf};
use crate::{
    clock::Clock,
    domain::{
        fouten::Fouten,
        tijd::Moment,
        toegang::{Actor, BeveiligingssleutelId, UitdagingId, totp},
    },
    http::{
        antwoord::Pagina,
        invoer::Invoer,
        pad::Pad,
        problem::{Code, Problem, ProblemView},
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        kluis::Kluis,
        toegang::{
            beveiligingssleutel::{
                self, Doel, HOOGSTENS, Nieuw, Sleutelregel, Toegevoegd, UITDAGING_MINUTEN, Verwijderd,
            },
            gebruiker::{self, Inlog},
            rem::{self, Toegelaten},
            sessie::{self, Aanwezig},
        },
    },
};

const SLEUTELS: &str = "/v1/sessies/huidige/beveiligingssleutels";
const TOEVOEGEN: &str = "/v1/sessies/huidige/beveiligingssleutels/uitdaging";

/// Wat een beveiligingssleutel wordt gevraagd.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Uitdaging)]
pub struct UitdagingView {
    /// Hoort bij het antwoord. Een uitdaging is één keer te beantwoorden.
    #[schema(value_type = uuid::Uuid)]
    uitdaging: UitdagingId,
    /// De opties voor de browser, als `publicKey` (`parseCreationOptionsFromJSON` of `parseRequestOptionsFromJSON`).
    #[schema(value_type = Object)]
    opties: Value,
    /// Het aantal seconden waarin zij te beantwoorden is.
    #[schema(example = 300)]
    verloopt_over: i64,
}

impl UitdagingView {
    pub(super) const fn new(uitdaging: UitdagingId, opties: Value) -> Self {
        Self { uitdaging, opties, verloopt_over: UITDAGING_MINUTEN * 60 }
    }
}

/// Vraagt een nieuwe beveiligingssleutel
///
/// De browser vraagt de sleutel met deze opties (`navigator.credentials.create`).
#[utoipa::path(post, path = "/v1/sessies/huidige/beveiligingssleutels/uitdaging", operation_id = "beveiligingssleutelVragen",
    tag = "toegang",
    responses((status = 200, description = "Wat de sleutel wordt gevraagd", body = UitdagingView),
        (status = 409, description = "Er kan geen sleutel bij", body = ProblemView, content_type = "application/problem+json")))]
#[tracing::instrument(skip_all)]
pub async fn vraag(
    Zelf(actor): Zelf,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
) -> Result<Json<UitdagingView>, Problem> {
    toegang.sleutels.is_aan()?;
    let (wie, geheim) = (actor.gebruiker, Kluis::clone(&kluis));
    let (profiel, bekend) =
        db.read(move |tx| Ok((gebruiker::profiel(tx, wie)?, beveiligingssleutel::van(tx, &geheim, wie)?))).await?;
    let (opties, vraag) = toegang.sleutels.vraag_nieuwe(&actor, &profiel, &bekend)?;
    let stel = move |tx: &mut Tx| {
        let doel = (Doel::Toevoegen, profiel.gebruikersnaam.as_str());
        beveiligingssleutel::stel(tx, &kluis, doel, &vraag, actor.nu)
    };
    Ok(Json(UitdagingView::new(db.write(stel).await?, opties)))
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
    #[schema(min_length = 6, max_length = 6, pattern = "^[0-9]{6}$", example = "287082")]
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
    id: BeveiligingssleutelId,
    /// Hoe u de sleutel noemt.
    naam: String,
    /// Wanneer zij is toegevoegd.
    toegevoegd_op: Moment,
    /// Wanneer er voor het laatst mee is ingelogd.
    #[serde(skip_serializing_if = "Option::is_none")]
    gebruikt_op: Option<Moment>,
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
    Invoer(invoer): Invoer<SleutelToevoegen>,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<HttpResponse, Problem> {
    toegang.sleutels.is_aan()?;
    let (inlog, profiel, toegelaten) = zichzelf(&db, &kluis, &actor).await?;
    let vraag = neem(&db, &kluis, profiel.gebruikersnaam, invoer.uitdaging, actor.nu).await?;
    let stap = totp::stap(&inlog.totp_geheim, &invoer.totp_code, clock.now());
    let sleutel = match &vraag {
        Some(vraag) => toegang.sleutels.nieuwe(&invoer.antwoord, vraag)?,
        None => None,
    };
    let bewijs = Bewijs { naam: invoer.naam, inlog, toegelaten, stap, sleutel };
    let toegevoegd = db.write(move |tx| bewijs.voeg_toe(tx, &kluis, &actor)).await??;
    let locatie = format!("/v1/beveiligingssleutels/{}", toegevoegd.id);
    Ok(HttpResponse::Created().insert_header((header::LOCATION, locatie)).json(SleutelView::from(toegevoegd)))
}

async fn neem(
    db: &Db,
    kluis: &Kluis,
    naam: String,
    id: UitdagingId,
    nu: Moment,
) -> Result<Option<PasskeyRegistration>, Problem> {
    let kluis = kluis.clone();
    Ok(db.write(move |tx| beveiligingssleutel::neem(tx, &kluis, (Doel::Toevoegen, &naam), id, nu)).await?)
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
    /// Adds the key; a code that is no good, or a key that did not answer, leaves its line.
    fn voeg_toe(self, tx: &mut Tx, kluis: &Kluis, actor: &Actor) -> Result<Result<Sleutelregel, Problem>, Error> {
        let Some(sleutel) = self.sleutel else {
            sessie::geweigerd(tx, Some(actor.gebruiker), &actor.verzoek, actor.nu)?;
            return Ok(Err(fout("antwoord", "De sleutel gaf niet het goede antwoord, of te laat. Begin opnieuw.")));
        };
        let verbruikt = match self.stap {
            Some(stap) => gebruiker::verbruik_stap(tx, &self.inlog, stap)?,
            None => false,
        };
        if !verbruikt {
            sessie::geweigerd(tx, Some(actor.gebruiker), &actor.verzoek, actor.nu)?;
            return Ok(Err(fout("totpCode", "Deze code klopt niet, of is al gebruikt.")));
        }
        let (naam, kenmerk) = (self.naam.as_str(), sleutel.cred_id().as_slice());
        let nieuw = Nieuw { naam, kenmerk, sleutel: &sleutel };
        let toegevoegd = beveiligingssleutel::voeg_toe(tx, kluis, actor, &nieuw)?;
        rem::gelukt(tx, &self.toegelaten, actor.nu)?;
        Ok(match toegevoegd {
            Toegevoegd::Ja(regel) => Ok(regel),
            Toegevoegd::Bekend => Err(fout("antwoord", "Deze sleutel is al eens toegevoegd.")),
            Toegevoegd::Vol => {
                let melding = format!("U hebt al {HOOGSTENS} beveiligingssleutels. Verwijder er eerst een.");
                Err(Problem::new(Code::Conflict, melding))
            }
        })
    }
}

fn fout(veld: &str, melding: &str) -> Problem {
    Fouten::new().fout(veld, "onjuist", melding).into()
}

/// Toont de eigen beveiligingssleutels
#[utoipa::path(get, path = "/v1/sessies/huidige/beveiligingssleutels", operation_id = "beveiligingssleutelsLezen",
    tag = "toegang", responses((status = 200, description = "De sleutels, de oudste eerst", body = Pagina<SleutelView>)))]
#[tracing::instrument(skip_all)]
pub async fn lijst(Zelf(actor): Zelf, db: Data<Db>) -> Result<Json<Pagina<SleutelView>>, Problem> {
    let regels = db.read(move |tx| beveiligingssleutel::lijst(tx, actor.gebruiker)).await?;
    Ok(Json(Pagina::geheel(SLEUTELS, regels.into_iter().map(Into::into).collect())))
}

/// Verwijdert een eigen beveiligingssleutel
///
/// Behalve de laatste van wie zonder sleutel niet kan werken.
#[utoipa::path(delete, path = "/v1/beveiligingssleutels/{id}", operation_id = "beveiligingssleutelVerwijderen", tag = "toegang",
    params(("id" = BeveiligingssleutelId, Path, description = "De sleutel")),
    responses((status = 204, description = "Verwijderd"),
        (status = 409, description = "Dit is de laatste", body = ProblemView, content_type = "application/problem+json")))]
#[tracing::instrument(skip_all)]
pub async fn verwijder(
    Zelf(actor): Zelf,
    id: Pad<BeveiligingssleutelId>,
    toegang: Data<Toegang>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    let moet = toegang.sleutels.moet(&actor);
    match db.write(move |tx| beveiligingssleutel::verwijder(tx, &actor, id.0, moet)).await? {
        Verwijderd::Ja => Ok(HttpResponse::NoContent().finish()),
        Verwijderd::Niet => Err(Problem::not_found()),
        Verwijderd::Laatste => {
            let melding =
                "Dit is uw laatste beveiligingssleutel, en zonder kunt u niet werken. Voeg eerst een andere toe.";
            Err(Problem::new(Code::Conflict, melding))
        }
    }
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
            (&Method::DELETE, Some(super::sessie::HUIDIGE)) => Self::Uitloggen,
            (&Method::POST, Some(TOEVOEGEN)) | (&Method::POST | &Method::GET, Some(SLEUTELS)) => Self::Toevoegen,
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
    Ok(doet != Doet::Toevoegen || beveiligingssleutel::heeft(tx, aanwezig.actor.gebruiker)?)
}

/// The answer to whoever lacks her security key.
pub(in crate::http) fn nodig() -> Problem {
    Problem::new(
        Code::BeveiligingssleutelNodig,
        "Uw rol werkt alleen met een beveiligingssleutel. Voeg er een toe, of log in met die van u.",
    )
}
