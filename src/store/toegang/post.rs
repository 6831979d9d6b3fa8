//! Letters that wait to be sent: written in the transaction of the decision that they tell of, and taken by one process at a time.

use diesel::prelude::*;

use super::geheim;
use crate::{
    domain::{
        tijd::Moment,
        toegang::{
            GebruikerId,
            account::uitnodiging_tot,
            post::{Brief, PostId, Postsoort, bezig_tot, opnieuw_op},
        },
    },
    store::{
        bewaar::pen::Pen,
        conn::Tx,
        error::Error,
        kluis::{Kluis, Plek},
        schema::{gebruiker, post},
        types::Woord,
    },
};

const BRIEF: &str = "post.brief";

/// Lays the letter that came with the decision ready to be sent, if one did.
pub(super) fn leg_klaar(pen: &mut Pen<'_>, soort: Postsoort, over: GebruikerId) -> Result<(), Error> {
    let Some(brief) = pen.brief() else { return Ok(()) };
    let (id, op) = (PostId::new(pen.op()), pen.op());
    diesel::insert_into(post::table)
        .values((
            post::id.eq(id),
            post::soort.eq(Woord(soort)),
            post::gebruiker_id.eq(over),
            post::vrager_id.eq(pen.door()?),
            post::brief.eq(pen.tools.kluis.post().verzegel_json(Plek::new(BRIEF, id.uuid()), brief)?),
            post::tot.eq(uitnodiging_tot(op)),
            post::poging_op.eq(op),
            post::pogingen.eq(0),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// Takes back every letter with a code for this account: the code works no more, or was used.
pub(super) fn trek_in(tx: &mut Tx, over: GebruikerId) -> Result<(), Error> {
    diesel::delete(post::table)
        .filter(post::gebruiker_id.eq(over))
        .filter(post::soort.ne(Woord(Postsoort::Adreswijziging)))
        .execute(tx)?;
    Ok(())
}

/// Whether there is a letter to send or to give up.
pub fn is_er(tx: &mut Tx, nu: Moment) -> Result<bool, Error> {
    let rijp = post::table.filter(post::poging_op.le(nu).or(post::tot.le(nu)));
    Ok(diesel::select(diesel::dsl::exists(rijp)).get_result(tx)?)
}

/// Whether there is a letter that is of no use any more.
pub fn is_verlopen(tx: &mut Tx, nu: Moment) -> Result<bool, Error> {
    Ok(diesel::select(diesel::dsl::exists(post::table.filter(post::tot.le(nu)))).get_result(tx)?)
}

/// A letter that this process took.
#[derive(Debug)]
pub struct Genomen {
    /// Which.
    pub id: PostId,
    /// What it is about.
    pub soort: Postsoort,
    /// About whose account.
    pub over: GebruikerId,
    /// Until when it is of use.
    pub tot: Moment,
    /// How often it was tried, this time included.
    pub pogingen: i32,
    /// What it says; absent when the vault cannot open it.
    pub brief: Option<Brief>,
}

/// What came of taking a letter.
#[derive(Debug)]
pub enum Neem {
    /// There is none.
    Niets,
    /// Somebody else has it, or its code works no more; there may be another.
    Verder,
    /// It is to be sent now.
    Genomen(Box<Genomen>),
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = post)]
struct Row {
    id: PostId,
    soort: Woord<Postsoort>,
    gebruiker_id: GebruikerId,
    brief: Vec<u8>,
    tot: Moment,
    poging_op: Moment,
    pogingen: i32,
}

/// Takes the letter that waits longest. Of several who look at once one has it, until it is sent, or for a while: who dies with a letter
/// in hand does not keep it.
pub fn neem(tx: &mut Tx, kluis: &Kluis, nu: Moment) -> Result<Neem, Error> {
    let rijp = post::table.filter(post::poging_op.le(nu)).filter(post::tot.gt(nu));
    let Some(row) = rijp.order((post::poging_op, post::id)).select(Row::as_select()).first(tx).optional()? else {
        return Ok(Neem::Niets);
    };
    let gezien =
        post::table.find(row.id).filter(post::poging_op.eq(row.poging_op)).filter(post::pogingen.eq(row.pogingen));
    let genomen = diesel::update(gezien)
        .set((post::poging_op.eq(bezig_tot(nu)), post::pogingen.eq(row.pogingen + 1)))
        .execute(tx)?;
    if genomen != 1 {
        return Ok(Neem::Verder);
    }
    let brief = kluis.post().open_json::<Brief>(Plek::new(BRIEF, row.id.uuid()), &row.brief).ok();
    if let Some(code) = brief.as_ref().and_then(Brief::code)
        && !werkt(tx, row.gebruiker_id, code, nu)?
    {
        diesel::delete(post::table.find(row.id)).execute(tx)?;
        return Ok(Neem::Verder);
    }
    let (soort, over, pogingen) = (row.soort.0, row.gebruiker_id, row.pogingen + 1);
    Ok(Neem::Genomen(Box::new(Genomen { id: row.id, soort, over, tot: row.tot, pogingen, brief })))
}

/// Whether an account can be set up with this code still.
fn werkt(tx: &mut Tx, over: GebruikerId, code: &str, nu: Moment) -> Result<bool, Error> {
    let open = gebruiker::table
        .find(over)
        .filter(gebruiker::uitnodiging.eq(geheim::afdruk(code)))
        .filter(gebruiker::uitnodiging_tot.gt(nu));
    Ok(diesel::select(diesel::dsl::exists(open)).get_result(tx)?)
}

/// Forgets a letter that was sent.
pub fn vergeet(tx: &mut Tx, id: PostId) -> Result<(), Error> {
    diesel::delete(post::table.find(id)).execute(tx)?;
    Ok(())
}

/// Lets a letter that could not be sent wait for its next attempt, unless somebody else took it meanwhile.
pub fn stel_uit(tx: &mut Tx, id: PostId, pogingen: i32, nu: Moment) -> Result<(), Error> {
    diesel::update(post::table.find(id).filter(post::pogingen.eq(pogingen)))
        .set(post::poging_op.eq(opnieuw_op(nu, pogingen)))
        .execute(tx)?;
    Ok(())
}
