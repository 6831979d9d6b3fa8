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
        tijd::Moment,
        toegang::{
            GebruikerId, Verzoek,
            rem::Rem,
            totp::{self, GEHEIM_LEN},
            wachtwoord::{KORTST, LANGST, is_sterk},
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
            geheim, rem,
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
    /// Tien codes die elk één keer in plaats van de authenticator werken. Bewaar ze apart.
    #[schema(example = json!(["ABCD-EFGH-2345-6723"]))]
    herstelcodes: Vec<String>,
}

impl TweedeFactorView {
    fn new(gebruikersnaam: String, totp_geheim: &[u8], herstelcodes: Vec<String>) -> Self {
        Self {
            totp_uri: totp::otpauth(totp_geheim, &gebruikersnaam),
            totp_geheim: totp::base32(totp_geheim),
            gebruikersnaam,
            herstelcodes,
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
        (status = 429, description = "Te veel pogingen.", body = ProblemView, content_type = "application/problem+json"),
        (status = 503, description = "Het is te druk, of er kan niets worden vastgelegd.", body = ProblemView, content_type = "application/problem+json"),
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
    let (afdruk, kluis) = (geheim::afdruk(&code), Kluis::clone(&kluis));
    let (wie, naam, organisatie) = zoek(&db, &kluis, afdruk.clone(), clock.now(), &verzoek).await?;
    if !is_sterk(&wachtwoord, &[&naam, &organisatie]) {
        return Err(zwak("wachtwoord"));
    }
    let totp_geheim = geheim::willekeurig::<GEHEIM_LEN>()?;
    let middelen =
        Inlogmiddelen { wachtwoord: toegang.hashers.hash(wachtwoord).await?, totp_geheim: totp_geheim.to_vec() };
    let nu = clock.now();
    let codes = db
        .write(move |tx| gebruiker::aanvaard(tx, &kluis, (wie, &afdruk), &middelen, Herkomst::Verzoek(&verzoek), nu))
        .await?
        .ok_or_else(ongeldig)?;
    Ok(HttpResponse::Created().json(TweedeFactorView::new(naam, &totp_geheim, codes)))
}

/// Whose invitation it is; a code that is no good leaves its line, and counts for the brakes.
async fn zoek(
    db: &Db,
    kluis: &Kluis,
    afdruk: Vec<u8>,
    nu: Moment,
    verzoek: &Verzoek,
) -> Result<(GebruikerId, String, String), Problem> {
    let (kluis, verzoek) = (kluis.clone(), verzoek.clone());
    let gezocht = db.write(move |tx| {
        if let Some(wacht) = rem::staat_stil(tx, &kluis, Rem::Uitnodiging, &verzoek, nu)? {
            gebruiker::uitnodiging_geweigerd(tx, Herkomst::Verzoek(&verzoek), nu)?;
            return Ok(Err(wacht));
        }
        let gevonden = gebruiker::van_uitnodiging(tx, &afdruk, nu)?;
        if gevonden.is_none() {
            rem::mislukt(tx, &kluis, Rem::Uitnodiging, &verzoek, nu)?;
            gebruiker::uitnodiging_geweigerd(tx, Herkomst::Verzoek(&verzoek), nu)?;
        }
        Ok(Ok(gevonden))
    });
    gezocht.await?.map_err(Problem::te_vaak)?.ok_or_else(ongeldig)
}

/// A password that is guessed too soon.
pub(super) fn zwak(veld: &str) -> Problem {
    let melding = "Dit wachtwoord is te makkelijk te raden. Neem bijvoorbeeld een paar losse woorden, zonder de naam van uzelf, \
                   de organisatie of de regio.";
    Fouten::new().fout(veld, "te-zwak", melding).into()
}

fn ongeldig() -> Problem {
    Fouten::new().fout("code", "ongeldig", "Deze code geldt niet of niet meer. Vraag een nieuwe uitnodiging.").into()
}
