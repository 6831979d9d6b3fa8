//! One's own means to log in: another password, new recovery codes.

use actix_web::{HttpResponse, web::Data};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{Toegang, inloggen::zes_cijfers, uitnodiging::zwak, zelf::Zelf};
use crate::{
    clock::Clock,
    domain::{
        fouten::Fouten,
        toegang::{
            Actor, totp,
            wachtwoord::{KORTST, LANGST, is_sterk},
        },
    },
    http::{invoer::Invoer, problem::Problem},
    store::{
        conn::Db,
        kluis::Kluis,
        toegang::{
            eigen,
            gebruiker::{Inlog, Profiel},
            rem::{self, Poging, Toegelaten},
            sessie,
        },
    },
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
    responses((status = 204, description = "Gewijzigd")))]
#[tracing::instrument(skip_all)]
pub async fn wijzig_wachtwoord(
    Zelf(actor): Zelf,
    Invoer(WachtwoordWijzigen { wachtwoord, nieuw_wachtwoord }): Invoer<WachtwoordWijzigen>,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
) -> Result<HttpResponse, Problem> {
    let (inlog, profiel, toegelaten) = zichzelf(&db, &kluis, &actor).await?;
    if !toegang.hashers.klopt(wachtwoord, Some(&inlog.wachtwoord)).await? {
        db.write(move |tx| sessie::geweigerd(tx, Some(actor.gebruiker), &actor.verzoek, actor.nu)).await?;
        return Err(Fouten::new().fout("wachtwoord", "onjuist", "Dit is niet uw wachtwoord.").into());
    }
    if !is_sterk(&nieuw_wachtwoord, &[&profiel.gebruikersnaam, &profiel.naam, &profiel.organisatie]) {
        return Err(zwak("nieuwWachtwoord"));
    }
    let hash = toegang.hashers.hash(nieuw_wachtwoord).await?;
    let gewijzigd = db.write(move |tx| {
        rem::gelukt(tx, &toegelaten, actor.nu)?;
        eigen::wijzig_wachtwoord(tx, &actor, &inlog, &hash)
    });
    if gewijzigd.await? { Ok(HttpResponse::NoContent().finish()) } else { Err(Problem::busy(1)) }
}

/// Waarmee iemand nieuwe herstelcodes vraagt.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct HerstelcodesVernieuwen {
    /// De zes cijfers die de authenticator nu toont. Elke code werkt één keer.
    #[validate(custom(function = zes_cijfers))]
    #[schema(min_length = 6, max_length = 6, pattern = "^[0-9]{6}$", example = "287082")]
    totp_code: String,
}

/// De herstelcodes, die alleen nu getoond worden.
#[derive(Serialize, ToSchema)]
#[schema(as = Herstelcodes)]
pub struct HerstelcodesView {
    /// Tien codes die elk één keer in plaats van de authenticator werken.
    #[schema(example = json!(["ABCD-EFGH-2345-6723"]))]
    herstelcodes: Vec<String>,
}

/// Geeft nieuwe herstelcodes
///
/// De oude werken niet meer.
#[utoipa::path(post, path = "/v1/sessies/huidige/herstelcodes", operation_id = "herstelcodesVernieuwen", tag = "toegang",
    request_body = HerstelcodesVernieuwen,
    responses((status = 201, description = "De nieuwe codes", body = HerstelcodesView)))]
#[tracing::instrument(skip_all)]
pub async fn vernieuw_herstelcodes(
    Zelf(actor): Zelf,
    Invoer(HerstelcodesVernieuwen { totp_code }): Invoer<HerstelcodesVernieuwen>,
    kluis: Data<Kluis>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<HttpResponse, Problem> {
    let (inlog, _, toegelaten) = zichzelf(&db, &kluis, &actor).await?;
    let stap = totp::stap(&inlog.totp_geheim, &totp_code, clock.now());
    let codes = db.write(move |tx| {
        let codes = match stap {
            Some(stap) => eigen::vernieuw_herstelcodes(tx, &actor, &inlog, stap)?,
            None => None,
        };
        match codes {
            Some(_) => rem::gelukt(tx, &toegelaten, actor.nu)?,
            None => sessie::geweigerd(tx, Some(actor.gebruiker), &actor.verzoek, actor.nu)?,
        }
        Ok(codes)
    });
    let onjuist = || Fouten::new().fout("totpCode", "onjuist", "Deze code klopt niet, of is al gebruikt.");
    let herstelcodes = codes.await?.ok_or_else(onjuist)?;
    Ok(HttpResponse::Created().json(HerstelcodesView { herstelcodes }))
}

/// Who asks, with her means to log in, once the brakes let her try one of them.
pub(super) async fn zichzelf(db: &Db, kluis: &Kluis, actor: &Actor) -> Result<(Inlog, Profiel, Toegelaten), Problem> {
    let (kluis, actor) = (kluis.clone(), actor.clone());
    let gevonden = db.write(move |tx| {
        let (profiel, inlog) = eigen::zichzelf(tx, &kluis, actor.gebruiker)?;
        let poging = Poging::new(&kluis, &profiel.gebruikersnaam, None, &actor.verzoek);
        match rem::laat_toe(tx, poging, actor.nu)? {
            Ok(toegelaten) => Ok(Ok((inlog, profiel, toegelaten))),
            Err(wacht) => {
                sessie::geweigerd(tx, Some(actor.gebruiker), &actor.verzoek, actor.nu)?;
                Ok(Err(wacht))
            }
        }
    });
    gevonden.await?.map_err(Problem::te_vaak)
}
