//! Who comes to the table: with which consent, after which request, and who must not be forgotten.

use chrono::NaiveDate;
use diesel::{
    dsl::{exists, not},
    prelude::*,
};

use crate::{
    domain::{
        casus::{Casus, CasusId, Status as CasusStatus},
        doorgeleiding::{DoorgeleidingId, Status as Doorgeleidingstatus},
        evaluatie::Uitkomst,
        gebied::Gemeente,
        knooppunt::{Status, Tafelverzoek},
        route::Route,
        toegang::{Actor, GebruikerId, Gezocht, PseudoniemId},
        toestemming::ToestemmingId,
    },
    store::{
        bewaar::pen::Pen,
        casus::{self as casussen, CasusRow},
        conn::Tx,
        doorgeleiding::loopt,
        error::Error,
        schema::{agendapunt, bijeenkomst, casus, client as client_tabel, doorgeleiding, evaluatie},
        types::Woord,
        zicht::TafelToegestaan,
    },
};

#[diesel::dsl::auto_type(no_type_alias)]
fn op_een_agenda() -> _ {
    let vastgesteld: Woord<Status> = Woord(Status::Vastgesteld);
    exists(
        agendapunt::table
            .inner_join(bijeenkomst::table)
            .filter(agendapunt::casus_id.eq(casus::id))
            .filter(bijeenkomst::status.ne(vastgesteld)),
    )
}

#[diesel::dsl::auto_type(no_type_alias)]
fn besproken_sinds() -> _ {
    exists(
        agendapunt::table
            .inner_join(bijeenkomst::table)
            .filter(agendapunt::casus_id.eq(casus::id))
            .filter(bijeenkomst::vastgesteld_op.ge(evaluatie::afgerond_op)),
    )
}

/// The cases of a gemeente in Steun op maat that wait for a table: their evaluation was missed, or sent them back to it.
///
/// Only those with a consent that holds, and only those that are on no agenda yet; the longest forgotten in front.
pub fn te_bespreken(tx: &mut Tx, van: Gemeente, vandaag: NaiveDate) -> Result<Vec<Casus>, Error> {
    let gemist = casus::table
        .inner_join(client_tabel::table)
        .filter(casus::gemeente.eq(Woord(van)))
        .filter(casus::status.eq(Woord(CasusStatus::SteunOpMaat)))
        .filter(casus::evaluatie_op.lt(vandaag))
        .filter(TafelToegestaan)
        .filter(not(op_een_agenda()))
        .order((casus::evaluatie_op.asc(), casus::id.asc()))
        .select((CasusRow::as_select(), client_tabel::pseudoniem))
        .load::<(CasusRow, PseudoniemId)>(tx)?;
    let opgeschaald = evaluatie::table
        .inner_join(casus::table.inner_join(client_tabel::table))
        .filter(evaluatie::uitkomst.eq(Woord(Uitkomst::Opgeschaald)))
        .filter(evaluatie::begonnen_op.ge(casus::geopend_op))
        .filter(casus::gemeente.eq(Woord(van)))
        .filter(casus::status.eq(Woord(CasusStatus::SteunOpMaat)))
        .filter(TafelToegestaan)
        .filter(not(op_een_agenda()))
        .filter(not(besproken_sinds()))
        .order(casus::id.asc())
        .select((CasusRow::as_select(), client_tabel::pseudoniem))
        .load::<(CasusRow, PseudoniemId)>(tx)?;
    let mut alle: Vec<Casus> = Vec::new();
    for (row, betrokkene) in gemist.into_iter().chain(opgeschaald) {
        let casus = row.met(betrokkene);
        if !alle.iter().any(|eerder| eerder.id == casus.id) {
            alle.push(casus);
        }
    }
    Ok(alle)
}

/// Looks for a case that can be put on the agenda of a meeting: one that `actor` may see, or one that waits for this table.
pub fn find_casus(tx: &mut Tx, actor: &Actor, id: CasusId, te_bespreken: Vec<Casus>) -> Result<Gezocht<Casus>, Error> {
    let gezocht = casussen::find(tx, actor, id)?;
    if gezocht.gevonden.as_ref().is_some_and(|casus| casus.noodprocedure.is_none()) {
        return Ok(gezocht);
    }
    Ok(Gezocht { gevonden: te_bespreken.into_iter().find(|casus| casus.id == id), ..gezocht })
}

/// Whether a case may be discussed at the table, by her consent.
pub fn mag_besproken(tx: &mut Tx, id: CasusId) -> Result<bool, Error> {
    let found = casus::table.find(id).filter(TafelToegestaan).select(casus::id).first::<CasusId>(tx).optional()?;
    Ok(found.is_some())
}

type Verzoekrij = (DoorgeleidingId, Woord<Doorgeleidingstatus>, ToestemmingId, Option<GebruikerId>);

/// The request to the table that is under way in a case, if there is one; an accepted one before one that is not answered.
pub fn verzoek(tx: &mut Tx, van: CasusId) -> Result<Option<Tafelverzoek>, Error> {
    let rows = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(loopt())
        .order(doorgeleiding::id.asc())
        .select((
            doorgeleiding::id,
            doorgeleiding::status,
            doorgeleiding::toestemming_id,
            doorgeleiding::geclaimd_door_id,
        ))
        .load::<Verzoekrij>(tx)?;
    let lees = |(id, status, toestemming, geclaimd_door): Verzoekrij| Tafelverzoek {
        id,
        status: status.0,
        toestemming,
        geclaimd_door,
    };
    let found: Vec<Tafelverzoek> = rows.into_iter().map(lees).collect();
    let aanvaard = found.iter().find(|verzoek| verzoek.status.is_aanvaard());
    Ok(aanvaard.or_else(|| found.first()).copied())
}

/// An accepted request starts when the family comes onto an agenda.
pub(in crate::store) fn start(pen: &mut Pen<'_>, verzoek: Tafelverzoek) -> Result<(), Error> {
    let aanvaard =
        doorgeleiding::table.find(verzoek.id).filter(doorgeleiding::status.eq(Woord(Doorgeleidingstatus::Aanvaard)));
    diesel::update(aanvaard)
        .set((
            doorgeleiding::status.eq(Woord(Doorgeleidingstatus::Gestart)),
            doorgeleiding::gestart_op.eq(pen.op()),
            doorgeleiding::geclaimd_door_id.eq(verzoek.geclaimd_door.or(Some(pen.door()))),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// A request to the table is completed once something was agreed there.
pub(super) fn rond_af(pen: &mut Pen<'_>, van: CasusId) -> Result<(), Error> {
    let loopt = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(doorgeleiding::route.eq(Woord(Route::Knooppunt)))
        .filter(doorgeleiding::status.eq_any([Doorgeleidingstatus::Aanvaard, Doorgeleidingstatus::Gestart].map(Woord)));
    diesel::update(loopt)
        .set((
            doorgeleiding::status.eq(Woord(Doorgeleidingstatus::Afgerond)),
            doorgeleiding::beeindigd_op.eq(pen.op()),
            doorgeleiding::versie.eq(doorgeleiding::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}
