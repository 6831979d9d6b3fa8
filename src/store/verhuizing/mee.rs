//! What follows a family that moves, and what lapses when its case is closed meanwhile.

use chrono::NaiveDate;
use diesel::{dsl::exists, prelude::*};

use crate::{
    domain::{
        bericht::Berichtsoort,
        casus::CasusId,
        doorgeleiding::{DoorgeleidingId, Status as Verzoekstatus, Verzending},
        gebied::Gemeente,
        ids::VerhuizingId,
        knooppunt::{Aanleiding, Status as Bijeenkomststatus},
        rode_draad::{
            gevolg::{Gevolg, Meeverhuizend},
            verhuisd::na_verhuizing,
        },
        route::Route,
        toegang::Ligging,
        verhuizing::Status,
    },
    store::{
        bericht,
        bewaar::pen::Pen,
        conn::Tx,
        doorgeleiding::loopt,
        error::Error,
        herhaling,
        schema::{agendapunt, bijeenkomst, casus, desk, doorgeleiding, verhuizing},
        toegang::gebied,
        types::Woord,
    },
};

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
        .select((verhuizing::id, verhuizing::naar))
        .first::<(VerhuizingId, Woord<Gemeente>)>(pen.tx)
        .optional()?;
    let Some((id, naar)) = wacht else { return Ok(()) };
    herhaling::eindig(pen.tx, id.uuid())?;
    let op = pen.op();
    diesel::update(verhuizing::table.find(id))
        .set((
            verhuizing::status.eq(Woord(Status::Vervallen)),
            verhuizing::adres.eq(None::<Vec<u8>>),
            verhuizing::stap_op.eq(None::<NaiveDate>),
            verhuizing::beantwoord_op.eq(op),
            verhuizing::versie.eq(verhuizing::versie + 1),
        ))
        .execute(pen.tx)?;
    diesel::update(casus::table.find(van)).set(casus::verhuizing_wacht.eq(None::<NaiveDate>)).execute(pen.tx)?;
    bericht::meld_aankomst(pen, Berichtsoort::VerhuizingVervallen, id, van, naar.0)
}
