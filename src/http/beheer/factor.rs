//! The second factor: shown again, and set anew by two persons when it is lost.

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
pub async fn bewijs(_: Zelf, t: Transaction, invoer: Invoer<Factorbewijs>) -> Result<Antwoord, Problem> {
    let antwoord = t
        .run(move |tx, met| {
            let uitslag = factor::bewijs(tx, &met.kluis, &met.actor, &invoer.0.totp_code)?;
            if logboek::leg_vast(tx, uitslag)?.is_err() {
                // What was counted stays, so this is no refusal of the transaction.
                return Ok(Antwoord::leeg());
            }
            let bewezen_op = met.actor.nu;
            Antwoord::zonder_versie(&FactorView { bewezen_op, vers_tot: vers_tot(bewezen_op) })
        })
        .await?;
    if antwoord.is_leeg() {
        let melding = "Deze code klopt niet, of is al gebruikt: wacht op de volgende.";
        return Err(Fouten::new().fout("totpCode", "onjuist", melding).into());
    }
    Ok(antwoord)
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
    t.run(move |tx, met| {
        let gezocht = gebruiker::find(tx, &met.actor, id.0)?;
        let mag = permit(&met.actor, GebruikerBeheren, gezocht)?.niet_zelf()?.narrow::<Actief>()?;
        let gevraagd = met.bewaar(tx, mag.vraag_factorherstel(invoer.0.reden))?;
        let locatie = format!("/v1/factorherstellen/{}", gevraagd.id);
        Antwoord::gemaakt(locatie, 1, &FactorherstelView::from(gevraagd))
    })
    .await
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
    t.run(move |tx, met| {
        let gezocht = herstel::find(tx, &met.actor, id.0)?;
        let mag = vers(tx, met, permit(&met.actor, FactorherstelBevestigen, gezocht)?)?;
        let open = mag.narrow::<Open>()?;
        let tweede = tweede::load(tx, met.actor.gebruiker(), Some(open.ding().aangevraagd_door))?;
        // An address that a beheerder wrote and nobody used may be their own: then the code goes through the second person.
        let naar = bewezen_adres(tx, open.ding().gebruiker)?;
        let besluit = open.bevestig(&tweede)?;
        let (code, brief) = met.code(naar.as_ref())?;
        let bevestigd = met.bewaar_met(tx, besluit, Bij::code(&code.afdruk).met_brief(brief.as_ref()))?;
        Antwoord::zonder_versie(&HerstelcodeView::new(bevestigd, code, brief.is_some(), met.actor.nu))
    })
    .await
}
