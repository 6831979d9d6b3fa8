//! Accepting an invitation: the one way to a password.

use actix_web::{HttpResponse, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::Toegang;
use crate::{
    clock::Clock,
    domain::{
        fouten::Fouten,
        toegang::{
            Verzoek,
            totp::{self, GEHEIM_LEN},
            wachtwoord::{KORTST, LANGST},
        },
    },
    http::{
        invoer::Invoer,
        problem::{Problem, ProblemView},
    },
    store::{
        conn::Db,
        kluis::Kluis,
        toegang::{
            Herkomst,
            gebruiker::{self, Inlogmiddelen},
            geheim,
        },
    },
};

/// Waarmee een uitnodiging wordt aanvaard.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Aanvaarden {
    /// De eenmalige code uit de uitnodiging; zij geldt 24 uur.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128)]
    code: String,
    /// Een zelf gekozen wachtwoord van 12 tot 128 tekens.
    #[validate(length(min = KORTST, max = LANGST))]
    #[schema(min_length = 12, max_length = 128, format = Password)]
    wachtwoord: String,
}

/// De tweede factor van een account, die alleen nu getoond wordt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = TweedeFactor)]
pub struct TweedeFactorView {
    /// De naam om mee in te loggen.
    gebruikersnaam: String,
    /// Het geheim, om over te typen in een authenticator (base32).
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    totp_geheim: String,
    /// Hetzelfde als `otpauth`-adres, voor een QR-code.
    totp_uri: String,
}

impl TweedeFactorView {
    fn new(gebruikersnaam: String, totp_geheim: &[u8]) -> Self {
        Self {
            totp_uri: totp::otpauth(totp_geheim, &gebruikersnaam),
            totp_geheim: totp::base32(totp_geheim),
            gebruikersnaam,
        }
    }
}

/// Aanvaardt een uitnodiging.
#[utoipa::path(
    post, path = "/v1/uitnodigingen/aanvaarding", operation_id = "aanvaardUitnodiging", tag = "toegang",
    description = "Kiest een wachtwoord bij een eenmalige code en geeft, één keer, het geheim voor de authenticator.",
    request_body = Aanvaarden,
    responses(
        (status = 201, description = "Het account is klaar voor gebruik.", body = TweedeFactorView,
            headers(("API-Version" = String, description = "De versie van deze API."))),
        (status = 400, description = "De invoer klopt niet, of de code geldt niet (meer).", body = ProblemView,
            content_type = "application/problem+json"),
        (status = 503, description = "Het is te druk.", body = ProblemView, content_type = "application/problem+json"),
    ),
)]
#[tracing::instrument(skip_all)]
pub async fn aanvaard(
    verzoek: Verzoek,
    Invoer(Aanvaarden { code, wachtwoord }): Invoer<Aanvaarden>,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<HttpResponse, Problem> {
    let (afdruk, begin) = (geheim::afdruk(&code), clock.now());
    let Some((wie, naam)) = zoek(&db, afdruk.clone(), begin, &verzoek).await? else {
        return Err(ongeldig());
    };
    let totp_geheim = geheim::willekeurig::<GEHEIM_LEN>()?;
    let middelen =
        Inlogmiddelen { wachtwoord: toegang.hashers.hash(wachtwoord).await?, totp_geheim: totp_geheim.to_vec() };
    let (kluis, nu) = (Kluis::clone(&kluis), clock.now());
    let gelukt = db
        .write(move |tx| gebruiker::aanvaard(tx, &kluis, (wie, &afdruk), &middelen, Herkomst::Verzoek(&verzoek), nu))
        .await?;
    if !gelukt {
        return Err(ongeldig());
    }
    Ok(HttpResponse::Created().json(TweedeFactorView::new(naam, &totp_geheim)))
}

/// Whose invitation it is; a code that is no good leaves its line.
async fn zoek(
    db: &Db,
    afdruk: Vec<u8>,
    nu: crate::domain::tijd::Moment,
    verzoek: &Verzoek,
) -> Result<Option<(crate::domain::toegang::GebruikerId, String)>, Problem> {
    let gevonden = db.glance(move |tx| gebruiker::van_uitnodiging(tx, &afdruk, nu)).await?;
    if gevonden.is_none() {
        let verzoek = verzoek.clone();
        db.write(move |tx| gebruiker::uitnodiging_geweigerd(tx, Herkomst::Verzoek(&verzoek), nu)).await?;
    }
    Ok(gevonden)
}

fn ongeldig() -> Problem {
    Fouten::new().fout("code", "ongeldig", "Deze code geldt niet of niet meer. Vraag een nieuwe uitnodiging.").into()
}
