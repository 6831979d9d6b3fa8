//! The second factor: shown again, and set anew by two persons when it is lost.

use actix_web::web::Json;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    invoer::NieuwFactorherstel,
    vers,
    view::{FactorherstelView, HerstelcodeView},
};
use crate::{
    domain::{
        fouten::Fouten,
        tijd::Moment,
        toegang::{
            Ding as _, FactorherstelId, GebruikerId,
            beheer::{Actief, Open, factor::vers_tot},
            beleid::{FactorherstelBevestigen, FactorherstelLezen, GebruikerBeheren},
            permit,
        },
    },
    http::{
        antwoord::Antwoord,
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        toegang::{code::zes_cijfers, zelf::Zelf},
        transaction::{Met, Transaction},
    },
    store::{
        bewaar::Bij,
        conn::Tx,
        error::Error,
        logboek,
        toegang::{
            beheer::{factor, gebruiker, herstel, tweede},
            gebruiker::bewezen_adres,
        },
    },
};

/// De tweede factor, opnieuw.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Factorbewijs {
    /// De zes cijfers die de authenticator nu toont. Elke code werkt één keer.
    #[validate(custom(function = zes_cijfers))]
    #[schema(min_length = 6, max_length = 8, pattern = "^ ?[0-9]{3} ?[0-9]{3} ?$", example = "287082")]
    pub totp_code: String,
}

/// Een tweede factor die zojuist is bewezen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Factor)]
pub struct FactorView {
    /// Wanneer.
    pub bewezen_op: Moment,
    /// Tot wanneer dat genoeg is voor wat zwaar weegt.
    pub vers_tot: Moment,
}

/// Bewijst de tweede factor opnieuw
///
/// Nodig, hoogstens vijf minuten ervoor, bij wat zwaar weegt: anders is het antwoord daar 403 `verse-factor-nodig`. Na vijf
/// onjuiste codes eindigt de sessie.
#[utoipa::path(post, path = "/v1/sessies/huidige/factor", operation_id = "factorBewijzen", tag = "toegang",
    request_body = Factorbewijs,
    responses((status = 200, description = "Bewezen", body = FactorView)))]
pub async fn bewijs(_: Zelf, t: Transaction, invoer: Invoer<Factorbewijs>) -> Result<Json<FactorView>, Problem> {
    Ok(Json(bewijzen(t, invoer.0).await?))
}

/// Notes that somebody showed their second factor just now; the code names its field when it is no good.
pub async fn bewijzen(t: Transaction, Factorbewijs { totp_code }: Factorbewijs) -> Result<FactorView, Problem> {
    let bewezen = t.bekijk(move |tx, met| {
        let uitslag = factor::bewijs(tx, &met.kluis, &met.actor, &totp_code)?;
        // What was counted stays, so this is no refusal of the transaction.
        let klopt = logboek::leg_vast(tx, uitslag)?.is_ok();
        Ok(Getoond::zonder_versie(klopt.then_some(met.actor.nu)))
    });
    let melding = "Deze code klopt niet, of is al gebruikt: wacht op de volgende.";
    let bewezen_op = bewezen.await?.into_view().ok_or_else(|| Fouten::new().fout("totpCode", "onjuist", melding))?;
    Ok(FactorView { bewezen_op, vers_tot: vers_tot(bewezen_op) })
}

/// Vraagt herstel van een verloren factor
///
/// Door een beheerder; een ander bevestigt binnen 24 uur. Tot dan verandert er niets.
#[utoipa::path(post, path = "/v1/gebruikers/{id}/factorherstel", operation_id = "factorherstelVragen", tag = "beheer",
    request_body = NieuwFactorherstel,
    params(("id" = GebruikerId, Path, description = "Het account")),
    responses((status = 201, description = "Gevraagd", body = FactorherstelView)))]
pub async fn vraag_herstel(
    t: Transaction,
    id: Pad<GebruikerId>,
    invoer: Invoer<NieuwFactorherstel>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| herstel_vragen(tx, met, id.0, &invoer.0)).await
}

/// Asks for a new second factor for somebody.
pub fn herstel_vragen(
    tx: &mut Tx,
    met: &Met,
    id: GebruikerId,
    invoer: &NieuwFactorherstel,
) -> Result<Getoond<FactorherstelView>, Error> {
    let gezocht = gebruiker::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, GebruikerBeheren, gezocht)?.niet_zelf()?.narrow::<Actief>()?;
    let gevraagd = met.bewaar(tx, mag.vraag_factorherstel(invoer.reden))?;
    Ok(Getoond::gemaakt(format!("/v1/factorherstellen/{}", gevraagd.id), 1, gevraagd))
}

/// Reads one request for a new factor, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: FactorherstelId) -> Result<Antwoord, Error> {
    let gezocht = herstel::find(tx, &met.actor, id)?;
    let verzoek = met.inzage(tx, permit(&met.actor, FactorherstelLezen, gezocht)?)?;
    Antwoord::een(verzoek.versie(), &FactorherstelView::from(verzoek))
}

/// Toont een verzoek om herstel
///
/// Voor wie het bevestigen kan.
#[utoipa::path(get, path = "/v1/factorherstellen/{id}", operation_id = "factorherstelLezen", tag = "beheer",
    params(("id" = FactorherstelId, Path, description = "Het verzoek")),
    responses((status = 200, description = "Het verzoek", body = FactorherstelView)))]
pub async fn lees_herstel(t: Transaction, id: Pad<FactorherstelId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een(tx, met, id.0)).await
}

/// Bevestigt herstel van een verloren factor
///
/// De code gaat naar het e-mailadres van degene om wie het gaat als de server e-mail verstuurt en dat adres al eens is gebruikt om een
/// code te aanvaarden; anders staat zij in het antwoord. Door een tweede persoon: een andere beheerder of de FG, en nooit degene om wie
/// het gaat. Wiens account er al was toen het werd
/// gevraagd, en die niet door de aanvrager is uitgenodigd of andersom, ook niet via anderen. Vraagt een verse tweede factor. Wie de
/// code aanvaardt kiest wachtwoord en factor opnieuw; haar sessies eindigen dan.
#[utoipa::path(post, path = "/v1/factorherstellen/{id}/bevestiging", operation_id = "factorherstelBevestigen", tag = "beheer",
    params(("id" = FactorherstelId, Path, description = "Het verzoek")),
    responses((status = 200, description = "Bevestigd", body = HerstelcodeView)))]
pub async fn bevestig_herstel(t: Transaction, id: Pad<FactorherstelId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| herstel_bevestigen(tx, met, id.0)).await
}

/// Confirms one, as the second person. The code is in what is shown, unless it is sent.
pub fn herstel_bevestigen(tx: &mut Tx, met: &Met, id: FactorherstelId) -> Result<Getoond<HerstelcodeView>, Error> {
    let gezocht = herstel::find(tx, &met.actor, id)?;
    let mag = vers(tx, met, permit(&met.actor, FactorherstelBevestigen, gezocht)?)?;
    let open = mag.narrow::<Open>()?;
    let tweede = tweede::load(tx, met.actor.gebruiker(), Some(open.ding().aangevraagd_door))?;
    // An address that a beheerder wrote and nobody used may be their own: then the code goes through the second person.
    let naar = bewezen_adres(tx, open.ding().gebruiker)?;
    let besluit = open.bevestig(&tweede)?;
    let (code, brief) = met.code(naar.as_ref())?;
    let bevestigd = met.bewaar_met(tx, besluit, Bij::code(&code.afdruk).met_brief(brief.as_ref()))?;
    Ok(Getoond::zonder_versie(HerstelcodeView::new(bevestigd, code, brief.is_some(), met.actor.nu)))
}
