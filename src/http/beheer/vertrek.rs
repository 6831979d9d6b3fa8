//! Leaving: what somebody still carries, who takes it over, and the end of her account.

use super::{
    gebruiker::{collegas, een_om_te_beheren},
    invoer::NieuweOverdracht,
    view::{GebruikerView, GelezenGebruikerView, OpenWerkView, OverdrachtView, VertrekView},
};
use crate::{
    domain::toegang::{
        GebruikerId, Gezien, Overdracht,
        beheer::{Actief, InDienst},
        beleid::GebruikerBeheren,
        permit,
    },
    http::{
        antwoord::Antwoord,
        getoond::Getoond,
        invoer::Invoer,
        pad::Pad,
        problem::Problem,
        toegang::sessie::BeeindigdView,
        transaction::{Met, Transaction},
        voorwaarden::IfMatch,
    },
    store::{
        conn::Tx,
        error::Error,
        toegang::{
            beheer::{gebruiker, werk},
            sessie,
        },
    },
};

/// Toont het open werk van iemand
///
/// Aantallen per soort en gemeente: geen casus, en niemand over wie het gaat.
#[utoipa::path(get, path = "/v1/gebruikers/{id}/open-werk", operation_id = "openWerkLezen", tag = "beheer",
    params(("id" = GebruikerId, Path, description = "Het account")),
    responses((status = 200, description = "Het open werk", body = OpenWerkView)))]
pub async fn open_werk(t: Transaction, id: Pad<GebruikerId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| werk_van(tx, met, id.0)).await
}

/// What somebody still carries, in numbers, with its line.
pub fn werk_van(tx: &mut Tx, met: &Met, id: GebruikerId) -> Result<Getoond<OpenWerkView>, Error> {
    let gezocht = gebruiker::find(tx, &met.actor, id)?;
    met.inzage(tx, permit(&met.actor, GebruikerBeheren, gezocht)?)?;
    Ok(Getoond::zonder_versie(OpenWerkView::new(&werk::van(tx, id)?)))
}

/// Somebody who leaves: their account with its version, who can take over, and what they still carry; at one moment.
pub fn vertrekkend(
    tx: &mut Tx,
    met: &Met,
    id: GebruikerId,
) -> Result<Getoond<(GelezenGebruikerView, Vec<GebruikerView>, OpenWerkView)>, Error> {
    let werk = werk_van(tx, met, id)?.into_view();
    let wie = een_om_te_beheren(tx, met, id)?;
    let anderen = collegas(tx, met, &wie.view().gebruiker)?;
    Ok(wie.met(|wie| (wie, anderen, werk)))
}

/// Draagt al het open werk over
///
/// In één keer, aan een actief account met de rol, het gebied en de desk die erbij horen; past iets niet, dan gaat er niets over
/// en noemt het antwoord wat. Ook van iemand die al vertrokken is. Elke casus krijgt er een regel van in haar tijdlijn.
#[utoipa::path(post, path = "/v1/gebruikers/{id}/overdracht", operation_id = "werkOverdragen", tag = "beheer",
    request_body = NieuweOverdracht,
    params(("id" = GebruikerId, Path, description = "Het account van wie het werk is")),
    responses((status = 200, description = "Overgedragen", body = OverdrachtView)))]
pub async fn draag_over(
    t: Transaction,
    id: Pad<GebruikerId>,
    invoer: Invoer<NieuweOverdracht>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| overdragen(tx, met, id.0, &invoer.0)).await
}

/// Hands all that somebody carries to a colleague.
pub fn overdragen(
    tx: &mut Tx,
    met: &Met,
    id: GebruikerId,
    invoer: &NieuweOverdracht,
) -> Result<Getoond<OverdrachtView>, Error> {
    let gezocht = gebruiker::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, GebruikerBeheren, gezocht)?;
    let collega = gebruiker::collega(tx, &met.actor, "aan", invoer.aan)?;
    let stukken = werk::van(tx, id)?;
    let gedaan = met.bewaar(tx, mag.draag_over(stukken, &collega)?)?;
    let (Overdracht { van, aan, .. }, overgedragen) = (gedaan.overdracht, OpenWerkView::new(&gedaan.stukken));
    Ok(Getoond::zonder_versie(OverdrachtView { van, aan, overgedragen }))
}

/// Beëindigt alle sessies van iemand
///
/// Bij een verloren of gestolen toestel: elke sessie eindigt bij de volgende aanvraag, en geen toestel is nog bekend. Het account
/// blijft.
#[utoipa::path(post, path = "/v1/gebruikers/{id}/sessies/beeindiging", operation_id = "sessiesVanGebruikerBeeindigen",
    tag = "beheer", params(("id" = GebruikerId, Path, description = "Het account")),
    responses((status = 200, description = "Beëindigd", body = BeeindigdView)))]
pub async fn log_uit(t: Transaction, id: Pad<GebruikerId>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| uitloggen(tx, met, id.0)).await
}

/// Ends every session of somebody.
pub fn uitloggen(tx: &mut Tx, met: &Met, id: GebruikerId) -> Result<Getoond<BeeindigdView>, Error> {
    let gezocht = gebruiker::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, GebruikerBeheren, gezocht)?.narrow::<Actief>()?;
    let beeindigd = sessie::aantal_open(tx, id)?;
    met.bewaar(tx, mag.log_uit())?;
    Ok(Getoond::zonder_versie(BeeindigdView { beeindigd }))
}

/// Laat iemand vertrekken
///
/// Het account sluit, elke sessie eindigt bij de volgende aanvraag en elke rol vervalt. Het antwoord noemt wat er nog ligt.
#[utoipa::path(post, path = "/v1/gebruikers/{id}/vertrek", operation_id = "gebruikerVertrekken", tag = "beheer",
    params(("id" = GebruikerId, Path, description = "Het account"), ("If-Match" = String, Header, description = "De ETag die u bij het lezen kreeg")),
    responses((status = 200, description = "Vertrokken", body = VertrekView)))]
pub async fn vertrek(t: Transaction, id: Pad<GebruikerId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| vertrekken(tx, met, id.0, versie.0)).await
}

/// Closes somebody's account, for good.
pub fn vertrekken(tx: &mut Tx, met: &Met, id: GebruikerId, gezien: Gezien) -> Result<Getoond<VertrekView>, Error> {
    let gezocht = gebruiker::find(tx, &met.actor, id)?;
    let mag = permit(&met.actor, GebruikerBeheren, gezocht)?.versie(gezien)?.niet_zelf()?;
    let weg = met.bewaar(tx, mag.narrow::<InDienst>()?.vertrek())?;
    let open_werk = OpenWerkView::new(&werk::van(tx, id)?);
    Ok(Getoond::een(weg.versie, VertrekView { gebruiker: weg.into(), open_werk }))
}
