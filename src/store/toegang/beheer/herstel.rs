//! Requests to set a second factor anew.

use diesel::prelude::*;

use super::{gebruiker::opnieuw, tweede::wie_het_hoort, ziet_accounts};
use crate::{
    domain::{
        rode_draad::gevolg::Feit,
        tijd::Moment,
        toegang::{
            Actor, Factorherstel, FactorherstelId, GebruikerId, Gezocht, Van,
            beheer::{FactorherstelReden, FactorherstelStatus},
            post::Postsoort,
        },
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        conn::Tx,
        error::Error,
        schema::{factorherstel, gebruiker},
        toegang::post,
        types::Woord,
    },
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = factorherstel)]
struct Row {
    id: FactorherstelId,
    gebruiker_id: GebruikerId,
    reden: Woord<FactorherstelReden>,
    aangevraagd_door_id: GebruikerId,
    aangevraagd_op: Moment,
    verloopt_op: Moment,
    bevestigd_door_id: Option<GebruikerId>,
    bevestigd_op: Option<Moment>,
}

impl Row {
    fn op(self, nu: Moment) -> Factorherstel {
        let bevestigd = self.bevestigd_door_id.zip(self.bevestigd_op);
        let status = match bevestigd {
            Some(_) => FactorherstelStatus::Bevestigd,
            None if self.verloopt_op <= nu => FactorherstelStatus::Verlopen,
            None => FactorherstelStatus::Open,
        };
        Factorherstel {
            id: self.id,
            gebruiker: self.gebruiker_id,
            reden: self.reden.0,
            aangevraagd_door: self.aangevraagd_door_id,
            aangevraagd_op: self.aangevraagd_op,
            verloopt_op: self.verloopt_op,
            bevestigd,
            status,
        }
    }
}

/// Looks for a request, for whoever may know of it.
pub fn find(tx: &mut Tx, actor: &Actor, id: FactorherstelId) -> Result<Gezocht<Factorherstel>, Error> {
    if !ziet_accounts(actor) {
        return Ok(Gezocht { id: id.uuid(), gevonden: None });
    }
    let row: Option<Row> = factorherstel::table.find(id).select(Row::as_select()).first(tx).optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: row.map(|row| row.op(actor.nu)) })
}

/// A list of what waits is no longer than this: what was confirmed is not in it any more.
const MEESTE: i64 = 100;

/// The requests that wait for a second person at `nu`, the oldest first.
pub fn open(tx: &mut Tx, nu: Moment) -> Result<Vec<Factorherstel>, Error> {
    let rows: Vec<Row> = factorherstel::table
        .filter(factorherstel::bevestigd_op.is_null())
        .filter(factorherstel::verloopt_op.gt(nu))
        .order((factorherstel::aangevraagd_op, factorherstel::id))
        .limit(MEESTE)
        .select(Row::as_select())
        .load(tx)?;
    Ok(rows.into_iter().map(|row| row.op(nu)).collect())
}

impl Rijen for Factorherstel {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => insert(pen, self),
            Van::In(_) => bevestig(pen, self),
        }
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        let open = self.status == FactorherstelStatus::Open;
        Ok(Feit::Account(self.gebruiker, wie_het_hoort(pen, open)?))
    }
}

fn insert(pen: &mut Pen<'_>, nieuw: &Factorherstel) -> Result<usize, Error> {
    Ok(diesel::insert_into(factorherstel::table)
        .values((
            factorherstel::id.eq(nieuw.id),
            factorherstel::gebruiker_id.eq(nieuw.gebruiker),
            factorherstel::reden.eq(Woord(nieuw.reden)),
            factorherstel::aangevraagd_door_id.eq(nieuw.aangevraagd_door),
            factorherstel::aangevraagd_op.eq(nieuw.aangevraagd_op),
            factorherstel::verloopt_op.eq(nieuw.verloopt_op),
        ))
        .execute(pen.tx)?)
}

/// Stores that a second person confirmed; the account can be set anew with the code that came with it.
///
/// Until she accepts, her password and her factor stay as they are.
fn bevestig(pen: &mut Pen<'_>, bevestigd: &Factorherstel) -> Result<usize, Error> {
    let account = gebruiker::table.find(bevestigd.gebruiker).filter(gebruiker::actief.eq(true));
    // Whoever confirms has the code: until the account is set anew they are not two.
    let van_wie = gebruiker::uitgenodigd_door_id.eq(pen.door()?);
    if diesel::update(account).set((opnieuw(pen)?, van_wie)).execute(pen.tx)? != 1 {
        return Ok(0);
    }
    post::trek_in(pen.tx, bevestigd.gebruiker)?;
    post::leg_klaar(pen, Postsoort::Factorherstel, bevestigd.gebruiker)?;
    let (door, op) = bevestigd.bevestigd.unzip();
    Ok(diesel::update(factorherstel::table.find(bevestigd.id))
        .filter(factorherstel::bevestigd_op.is_null())
        .set((factorherstel::bevestigd_door_id.eq(door), factorherstel::bevestigd_op.eq(op)))
        .execute(pen.tx)?)
}
