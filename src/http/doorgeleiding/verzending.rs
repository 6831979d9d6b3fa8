//! What must hold before a request is sent: the desk, the rules of the route, and what she said.

use crate::{
    domain::{
        casus::Casus,
        doorgeleiding::{
            Doorgeleiding, DoorgeleidingId, Verzending,
            toelating::{Tegenspraak, Toelating, weeg_af},
        },
        fouten::Fouten,
        route::Route,
        toegang::{Conflict, DeskId, Ding as _},
        toestemming::{Onderdeel, ToestemmingId, uitspraak::Lezer},
    },
    http::transaction::Met,
    store::{self, beeld::Gezinssituatie, conn::Tx, error::Error, toegang::organisatie::Desk},
};

/// That the rules of a route were weighed for this family; otherwise which speak against it, when nobody says why it is asked.
pub(super) fn toelating(
    tx: &mut Tx,
    met: &Met,
    casus: &Casus,
    route: Route,
    waarom: Option<Tegenspraak>,
) -> Result<Result<Toelating, Conflict>, Error> {
    let bekend = Gezinssituatie::load(tx, met.kijker(), casus)?;
    Ok(weeg_af(&met.regels.routeregels.weeg(route, bekend.situatie(), met.actor.nu.dag()), waarom))
}

/// The desk that a request goes to, held: it must be there, serve the route and work where the family lives.
pub(super) fn desk_voor(tx: &mut Tx, id: DeskId, route: Route, casus: &Casus) -> Result<Desk, Error> {
    let onbekend = || Fouten::new().fout("desk", "onbekend", "Deze desk is niet bekend.");
    let desk = store::toegang::organisatie::houd_desk(tx, id)?.ok_or_else(onbekend)?;
    let mut fouten = Fouten::new();
    if desk.gegevens.route != route {
        fouten.add("desk", "andere-route", "Deze desk hoort bij een andere route.");
    }
    if !desk.gegevens.gebied.omvat(&casus.ligging()) {
        fouten.add("desk", "ander-gebied", "Deze desk werkt niet waar het gezin woont.");
    }
    fouten.als_fout()?;
    Ok(desk)
}

/// The consent on which a request to `desk` can rest; otherwise why there is none.
///
/// A desk that hears no name and no way to reach her can do little: whoever sends says that she means it.
fn dekking(
    tx: &mut Tx,
    met: &Met,
    over: &Casus,
    desk: &Desk,
    zonder_contactgegevens: bool,
) -> Result<Result<ToestemmingId, Conflict>, Error> {
    let lezer = Lezer::desk(desk.gegevens.route, desk.gegevens.organisatie);
    let Some(toestemming) = store::toestemming::dekking(tx, over, lezer, met.actor.nu)? else {
        return Ok(Err(lezer.ontbreekt(&desk.gegevens.naam)));
    };
    if !zonder_contactgegevens && !toestemming.reikwijdte.onderdelen.contains(&Onderdeel::Contactgegevens) {
        let melding = "Haar toestemming voor deze ontvanger noemt geen contactgegevens: de desk ziet geen naam en kan haar niet \
                       bereiken. Vraag haar toestemming, of stuur nog eens met `zonderContactgegevens`: true.";
        return Ok(Err(Conflict::new("zonder-contactgegevens", melding)));
    }
    Ok(Ok(toestemming.id))
}

/// Why a request is not sent: one is under way, which is named to who may see it.
fn loopt_al(tx: &mut Tx, met: &Met, welke: DoorgeleidingId) -> Result<Conflict, Error> {
    let zichtbaar = store::doorgeleiding::find(tx, &met.actor, welke)?.gevonden.map(|d| d.id);
    let waar = zichtbaar.map(|id| format!(": /v1/doorgeleidingen/{id}")).unwrap_or_default();
    let melding = format!(
        "Langs deze route loopt voor dit gezin al een doorgeleiding{waar}. Wacht op het antwoord, of trek die eerst in."
    );
    Ok(Conflict::new("loopt-al", melding).noemt(zichtbaar))
}

/// Where a request goes, until when it may be answered and on which consent it rests; the case is held by whoever asks.
///
/// `van` is the request that goes on from another desk. A conflict when her consent does not cover it, or when another request along the
/// same route is under way for the same pregnancy, at whatever desk.
pub(super) fn bestemming(
    tx: &mut Tx,
    met: &Met,
    casus: &Casus,
    desk: &Desk,
    zonder_contactgegevens: bool,
    toelating: Toelating,
    van: Option<&Doorgeleiding>,
) -> Result<Result<Verzending, Conflict>, Error> {
    let route = desk.gegevens.route;
    let zwangerschap = van.map_or(casus.zwangerschap, |van| van.zwangerschap);
    let loopt = store::doorgeleiding::loopt_langs(tx, casus, zwangerschap, route, van.map(|van| van.id))?;
    if let Some(loopt) = loopt {
        return Ok(Err(loopt_al(tx, met, loopt)?));
    }
    let toestemming = match dekking(tx, met, casus, desk, zonder_contactgegevens)? {
        Ok(toestemming) => toestemming,
        Err(conflict) => return Ok(Err(conflict)),
    };
    let antwoord_voor = met.regels.routes.antwoord_voor(route, desk.gegevens.termijn(), met.actor.nu.dag());
    Ok(Ok(Verzending { route, desk: desk.id, toestemming, antwoord_voor, toelating }))
}
