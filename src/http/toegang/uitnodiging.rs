//! Accepting an invitation: the one way to a password.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    code::zwak,
    deur::{Bezoek, Deur},
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        toegang::{
            rem::Rem,
            totp::{self, GEHEIM_LEN},
            uitslag::{Afwijzing, Uitslag},
            wachtwoord::{KORTST, LANGST, is_sterk},
        },
    },
    http::{
        invoer::Invoer,
        problem::{Problem, ProblemView},
    },
    store::{
        conn::Tx,
        error::Error,
        toegang::{
            gebruiker::Inlogmiddelen,
            geheim, rem,
            uitnodiging::{self, Genodigde},
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
    pub gebruikersnaam: String,
    /// Het geheim, om over te typen in een authenticator (base32).
    #[schema(example = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")]
    pub totp_geheim: String,
    /// Hetzelfde als `otpauth`-adres, voor een QR-code.
    pub totp_uri: String,
    /// Tien codes die elk één keer in plaats van de authenticator werken. Bewaar ze apart.
    #[schema(example = json!(["ABCD-EFGH-2345-6723"]))]
    pub herstelcodes: Vec<String>,
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
pub async fn aanvaard(deur: Deur, Invoer(invoer): Invoer<Aanvaarden>) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Created().json(aanvaarden(&deur, invoer).await?))
}

/// Gives whoever has the code the password that they chose, and once what belongs in their authenticator.
pub async fn aanvaarden(deur: &Deur, Aanvaarden { code, wachtwoord }: Aanvaarden) -> Result<TweedeFactorView, Problem> {
    let afdruk = geheim::afdruk(&code);
    let gezocht = afdruk.clone();
    let zij = deur.run(deur.nu(), move |tx, bezoek| zoek(tx, bezoek, &gezocht)).await?;
    if !is_sterk(&wachtwoord, &[&zij.gebruikersnaam, &zij.naam, &zij.organisatie]) {
        return Err(zwak("wachtwoord"));
    }
    let totp_geheim = geheim::willekeurig::<GEHEIM_LEN>()?;
    let wachtwoord = deur.toegang.hashers.hash(wachtwoord).await?;
    let middelen = Inlogmiddelen { wachtwoord, totp_geheim: totp_geheim.to_vec() };
    let codes = deur.run(deur.nu(), move |tx, bezoek| {
        uitnodiging::aanvaard(tx, &bezoek.kluis, (zij.gebruiker, &afdruk), &middelen, &bezoek.wie)
    });
    Ok(TweedeFactorView::new(zij.gebruikersnaam, &totp_geheim, codes.await?))
}

/// Whose invitation it is, with the name of the account and of its organisation; a code that is no good counts for the brakes.
fn zoek(tx: &mut Tx, bezoek: &Bezoek, afdruk: &[u8]) -> Result<Uitslag<Genodigde>, Error> {
    let Bezoek { wie, verzoek, kluis, .. } = bezoek;
    let afgewezen = |waarom| Uitslag::afgewezen(waarom, wie.clone().meldt_zich(Gebeurtenis::GebruikerGeactiveerd));
    if let Some(geremd) = rem::staat_stil(tx, kluis, Rem::Uitnodiging, verzoek, wie.op)? {
        return Ok(Uitslag::geremd(geremd, wie.clone().meldt_zich(Gebeurtenis::GebruikerGeactiveerd)));
    }
    if let Some(gevonden) = uitnodiging::van_uitnodiging(tx, afdruk, wie.op)? {
        return Ok(Uitslag::stil(gevonden));
    }
    rem::mislukt(tx, kluis, Rem::Uitnodiging, verzoek, wie.op)?;
    Ok(afgewezen(Afwijzing::Uitnodiging))
}
