//! One's own means to log in: another password, new recovery codes.

use actix_web::HttpResponse;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    code::{zes_cijfers, zwak},
    deur::Deur,
    poging::{Poging, probeer},
    zelf::Zelf,
};
use crate::{
    domain::toegang::{
        Actor,
        afzender::Afzender,
        totp,
        uitslag::Afwijzing,
        wachtwoord::{KORTST, LANGST, is_sterk},
    },
    http::{
        invoer::Invoer,
        problem::{Problem, ProblemView},
    },
    store::toegang::{eigen, rem},
};

/// Waarmee iemand haar wachtwoord wijzigt.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct WachtwoordWijzigen {
    /// Het wachtwoord van nu.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128, format = Password)]
    wachtwoord: String,
    /// Een zelf gekozen wachtwoord van 12 tot 128 tekens.
    #[validate(length(min = KORTST, max = LANGST))]
    #[schema(min_length = 12, max_length = 128, format = Password)]
    nieuw_wachtwoord: String,
}

/// Wijzigt het eigen wachtwoord
///
/// De andere sessies eindigen, en geen toestel is nog bekend.
#[utoipa::path(post, path = "/v1/sessies/huidige/wachtwoord", operation_id = "wachtwoordWijzigen", tag = "toegang",
    request_body = WachtwoordWijzigen,
    responses((status = 204, description = "Gewijzigd"),
        (status = 429, description = "Te veel pogingen", body = ProblemView, content_type = "application/problem+json")))]
#[tracing::instrument(skip_all)]
pub async fn wijzig_wachtwoord(
    Zelf(actor): Zelf,
    deur: Deur,
    Invoer(invoer): Invoer<WachtwoordWijzigen>,
) -> Result<HttpResponse, Problem> {
    ander_wachtwoord(&actor, &deur, invoer).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Gives somebody the password that they chose.
pub async fn ander_wachtwoord(
    actor: &Actor,
    deur: &Deur,
    WachtwoordWijzigen { wachtwoord, nieuw_wachtwoord }: WachtwoordWijzigen,
) -> Result<(), Problem> {
    let Poging { inlog, profiel, toegelaten } = probeer(deur, actor).await?;
    if !deur.toegang.hashers.klopt(wachtwoord, Some(&inlog.wachtwoord)).await? {
        return Err(deur.wijs_af(Afwijzing::Wachtwoord, Afzender::over(actor)).await);
    }
    if !is_sterk(&nieuw_wachtwoord, &[&profiel.gebruikersnaam, &profiel.naam, &profiel.organisatie]) {
        return Err(zwak("nieuwWachtwoord"));
    }
    let hash = deur.toegang.hashers.hash(nieuw_wachtwoord).await?;
    let zij = actor.clone();
    let gewijzigd = deur.run_als(actor, move |tx, _| {
        rem::gelukt(tx, &toegelaten, zij.nu)?;
        eigen::wijzig_wachtwoord(tx, &zij, &inlog, &hash)
    });
    gewijzigd.await?;
    Ok(())
}

/// Waarmee iemand nieuwe herstelcodes vraagt.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HerstelcodesVernieuwen {
    /// De zes cijfers die de authenticator nu toont. Elke code werkt één keer.
    #[validate(custom(function = zes_cijfers))]
    #[schema(min_length = 6, max_length = 8, pattern = "^ ?[0-9]{3} ?[0-9]{3} ?$", example = "287082")]
    totp_code: String,
}

/// De herstelcodes, die alleen nu getoond worden.
#[derive(Serialize, ToSchema)]
#[schema(as = Herstelcodes)]
pub struct HerstelcodesView {
    /// Tien codes die elk één keer in plaats van de authenticator werken.
    #[schema(example = json!(["ABCD-EFGH-2345-6723"]))]
    pub herstelcodes: Vec<String>,
}

/// Geeft nieuwe herstelcodes
///
/// De oude werken niet meer.
#[utoipa::path(post, path = "/v1/sessies/huidige/herstelcodes", operation_id = "herstelcodesVernieuwen", tag = "toegang",
    request_body = HerstelcodesVernieuwen,
    responses((status = 201, description = "De nieuwe codes", body = HerstelcodesView),
        (status = 429, description = "Te veel pogingen", body = ProblemView, content_type = "application/problem+json")))]
#[tracing::instrument(skip_all)]
pub async fn vernieuw_herstelcodes(
    Zelf(actor): Zelf,
    deur: Deur,
    Invoer(invoer): Invoer<HerstelcodesVernieuwen>,
) -> Result<HttpResponse, Problem> {
    Ok(HttpResponse::Created().json(nieuwe_herstelcodes(&actor, &deur, invoer).await?))
}

/// Gives somebody new recovery codes, in the place of the old.
pub async fn nieuwe_herstelcodes(
    actor: &Actor,
    deur: &Deur,
    HerstelcodesVernieuwen { totp_code }: HerstelcodesVernieuwen,
) -> Result<HerstelcodesView, Problem> {
    let Poging { inlog, toegelaten, .. } = probeer(deur, actor).await?;
    let stap = totp::stap(&inlog.totp_geheim, &totp_code, deur.nu());
    let zij = actor.clone();
    let codes = deur.run_als(actor, move |tx, _| {
        let uitslag = eigen::vernieuw_herstelcodes(tx, &zij, &inlog, stap)?;
        if uitslag.is_gelukt() {
            rem::gelukt(tx, &toegelaten, zij.nu)?;
        }
        Ok(uitslag)
    });
    Ok(HerstelcodesView { herstelcodes: codes.await? })
}
