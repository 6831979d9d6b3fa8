//! What follows a family that moves, what lapses when its case is closed meanwhile, and what goes on when that was a mistake.

use chrono::NaiveDate;
use diesel::{dsl::exists, prelude::*};

use crate::{
    domain::{
        bericht::Berichtsoort,
        casus::{CasusId, terug_tot},
        doorgeleiding::{DoorgeleidingId, Status as Verzoekstatus, Verzending},
        gebied::Gemeente,
        ids::VerhuizingId,
        knooppunt::{Aanleiding, Status as Bijeenkomststatus},
        reden::IntrekkingReden,
        rode_draad::{
            gevolg::{Gevolg, Meeverhuizend, Vertrokken},
            verhuisd::{na_vergissing, na_verhuizing},
        },
        route::Route,
        tijd::Moment,
        toegang::{DeskId, Ligging, OrganisatieId},
        toestemming::uitspraak::{Lezer, geldend},
        verhuizing::Status,
        werkdagen,
        zwangerschap::ZwangerschapId,
    },
    store::{
        bericht,
        bewaar::pen::Pen,
        conn::Tx,
        doorgeleiding::loopt,
        error::Error,
        herhaling,
        schema::{agendapunt, bijeenkomst, casus, desk, doorgeleiding, verhuizing},
        toegang::{gebied, organisatie::houd_desks},
        toestemming,
        types::Woord,
    },
};

/// Whether the family of a request has a place by it on an agenda that is not established.
#[diesel::dsl::auto_type(no_type_alias)]
fn op_agenda() -> _ {
    let vastgesteld: Woord<Bijeenkomststatus> = Woord(Bijeenkomststatus::Vastgesteld);
    let na_verzoek: Woord<Aanleiding> = Woord(Aanleiding::Doorgeleiding);
    exists(
        agendapunt::table
            .inner_join(bijeenkomst::table)
            .filter(agendapunt::casus_id.eq(doorgeleiding::casus_id))
            .filter(agendapunt::aanleiding.eq(na_verzoek))
            .filter(agendapunt::vervallen_op.is_null())
            .filter(bijeenkomst::status.ne(vastgesteld)),
    )
}

/// Whether the family of a request was discussed by it, at a meeting whose record is not established.
#[diesel::dsl::auto_type(no_type_alias)]
fn aan_tafel() -> _ {
    let gehouden: Woord<Bijeenkomststatus> = Woord(Bijeenkomststatus::Gehouden);
    let na_verzoek: Woord<Aanleiding> = Woord(Aanleiding::Doorgeleiding);
    exists(
        agendapunt::table
            .inner_join(bijeenkomst::table)
            .filter(agendapunt::casus_id.eq(doorgeleiding::casus_id))
            .filter(agendapunt::aanleiding.eq(na_verzoek))
            .filter(agendapunt::vervallen_op.is_null())
            .filter(bijeenkomst::status.eq(gehouden)),
    )
}

/// The requests of a case that are under way, and whether their desks work in `naar`; nowhere when the family leaves the region.
pub(in crate::store) fn verzoeken(
    tx: &mut Tx,
    van: CasusId,
    naar: Option<Gemeente>,
) -> Result<Vec<Meeverhuizend>, Error> {
    let daar = Ligging { gemeente: naar, ..Ligging::default() };
    let rows = doorgeleiding::table
        .inner_join(desk::table)
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(loopt())
        .order(doorgeleiding::id.asc())
        .select((
            doorgeleiding::id,
            doorgeleiding::status,
            doorgeleiding::route,
            desk::gebied_soort,
            desk::gebied,
            aan_tafel(),
        ))
        .load::<(DoorgeleidingId, Woord<Verzoekstatus>, Woord<Route>, String, String, bool)>(tx)?;
    let verzoek = |(id, status, route, soort, welk, aan_tafel): (_, Woord<_>, Woord<_>, String, String, _)| {
        let werkt_daar = gebied::lees(&soort, &welk)?.omvat(&daar);
        Ok(Meeverhuizend { id, status: status.0, route: route.0, werkt_daar, aan_tafel })
    };
    rows.into_iter().map(verzoek).collect()
}

/// What becomes of everything that was asked for a family that moves.
pub(in crate::store) fn laat_volgen(
    pen: &mut Pen<'_>,
    van: CasusId,
    naar: Option<Gemeente>,
    tafel: Option<&Verzending>,
) -> Result<Vec<Gevolg>, Error> {
    Ok(na_verhuizing(&verzoeken(pen.tx, van, naar)?, naar.is_some(), tafel))
}

/// Lets a verhuizing that waits lapse: its case is closed. Whoever was asked to take the family over is told.
pub(in crate::store) fn laat_vervallen(pen: &mut Pen<'_>, van: CasusId) -> Result<(), Error> {
    let wacht = verhuizing::table
        .filter(verhuizing::casus_id.eq(van))
        .filter(verhuizing::status.eq(Woord(Status::Voorgesteld)))
        .select((verhuizing::id, verhuizing::naar, verhuizing::adres.is_not_null()))
        .first::<(VerhuizingId, Woord<Gemeente>, bool)>(pen.tx)
        .optional()?;
    let Some((id, naar, met_adres)) = wacht else { return Ok(()) };
    herhaling::eindig(pen.tx, id.uuid())?;
    let op = pen.op();
    let weg_op = terug_tot(op).succ_opt().filter(|_| met_adres);
    diesel::update(verhuizing::table.find(id))
        .set((
            // Her new address stays as long as the closing can turn out to be a mistake: then she goes there still.
            verhuizing::status.eq(Woord(Status::Vervallen)),
            verhuizing::stap_op.eq(weg_op),
            verhuizing::beantwoord_op.eq(op),
            verhuizing::versie.eq(verhuizing::versie + 1),
        ))
        .execute(pen.tx)?;
    diesel::update(casus::table.find(van)).set(casus::verhuizing_wacht.eq(None::<NaiveDate>)).execute(pen.tx)?;
    bericht::meld_aankomst(pen, Berichtsoort::VerhuizingVervallen, id, van, naar.0)
}

/// Lets a verhuizing that lapsed when its case was closed at `op` wait again, with a working day at least. Whoever was asked to take the
/// family over is asked again.
pub(in crate::store) fn herstel(pen: &mut Pen<'_>, van: CasusId, op: Moment) -> Result<(), Error> {
    let vervallen = verhuizing::table
        .filter(verhuizing::casus_id.eq(van))
        .filter(verhuizing::status.eq(Woord(Status::Vervallen)))
        .filter(verhuizing::beantwoord_op.eq(op))
        .select((verhuizing::id, verhuizing::naar, verhuizing::antwoord_voor, verhuizing::herinnerd_op))
        .first::<(VerhuizingId, Woord<Gemeente>, NaiveDate, Option<Moment>)>(pen.tx)
        .optional()?;
    let Some((id, naar, antwoord_voor, herinnerd_op)) = vervallen else { return Ok(()) };
    let stap_op = werkdagen::na(antwoord_voor.max(pen.op().dag()), 1);
    diesel::update(verhuizing::table.find(id))
        .set((
            verhuizing::status.eq(Woord(Status::Voorgesteld)),
            verhuizing::stap_op.eq(stap_op),
            verhuizing::beantwoord_op.eq(None::<Moment>),
            verhuizing::versie.eq(verhuizing::versie + 1),
        ))
        .execute(pen.tx)?;
    let wacht = herinnerd_op.map(|_| antwoord_voor);
    diesel::update(casus::table.find(van)).set(casus::verhuizing_wacht.eq(wacht)).execute(pen.tx)?;
    bericht::meld_aankomst(pen, Berichtsoort::VerhuizingVoorgesteld, id, van, naar.0)
}

/// What goes on of everything that was asked for a family and ended at `op`, because it was said to leave the region or how its pregnancy
/// went; but nothing at a desk that closed since, or that she said no to, and nothing that was asked anew meanwhile.
pub(in crate::store) fn hervat_verzoeken(pen: &mut Pen<'_>, van: CasusId, op: Moment) -> Result<Vec<Gevolg>, Error> {
    type Antwoord = (Option<Moment>, Option<Moment>, Option<Moment>);
    /// Along which route, and for which pregnancy.
    type Voor = (Woord<Route>, Option<ZwangerschapId>);
    type Rij = (DoorgeleidingId, Voor, OrganisatieId, Antwoord, NaiveDate, bool);
    // A word that every list has for what ends by itself.
    let vanzelf: [&'static str; 2] = [IntrekkingReden::Verhuisd.into(), IntrekkingReden::Omstandigheden.into()];
    let daarmee = || {
        doorgeleiding::table
            .inner_join(desk::table)
            .filter(doorgeleiding::casus_id.eq(van))
            .filter(doorgeleiding::beeindigd_op.eq(op))
            .filter(doorgeleiding::reden.eq_any(vanzelf))
    };
    // Whoever closes a desk meanwhile waits, and counts what goes on there.
    let desks = daarmee().select(doorgeleiding::desk_id).load::<DeskId>(pen.tx)?;
    houd_desks(pen.tx, &desks)?;
    let rows = daarmee()
        .filter(desk::actief.eq(true))
        .order(doorgeleiding::id.asc())
        .select((
            doorgeleiding::id,
            (doorgeleiding::route, doorgeleiding::zwangerschap_id),
            desk::organisatie_id,
            (doorgeleiding::beantwoord_op, doorgeleiding::intake_op, doorgeleiding::gestart_op),
            doorgeleiding::antwoord_voor,
            op_agenda(),
        ))
        .load::<Rij>(pen.tx)?;
    let opnieuw = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(loopt())
        .select((doorgeleiding::route, doorgeleiding::zwangerschap_id))
        .load::<Voor>(pen.tx)?;
    let (woorden, nu) = (toestemming::woorden(pen.tx, van)?, pen.op());
    let vertrokken =
        |(id, voor, organisatie, (beantwoord_op, intake_op, gestart_op), antwoord_voor, op_agenda): Rij| {
            let route = voor.0;
            if opnieuw.contains(&voor) {
                return None;
            }
            geldend(&woorden, Lezer::desk(route.0, organisatie), nu)?;
            let (aanvaard, intake, gestart) = (beantwoord_op.is_some(), intake_op.is_some(), gestart_op.is_some());
            Some(Vertrokken { id, route: route.0, aanvaard, intake, gestart, op_agenda, antwoord_voor })
        };
    let alle: Vec<Vertrokken> = rows.into_iter().filter_map(vertrokken).collect();
    Ok(na_vergissing(&alle, pen.op().dag()))
}
