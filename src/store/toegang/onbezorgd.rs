//! Letters that could not be delivered before what they say was of no use any more.

use diesel::prelude::*;

use super::gebruiker::grendel;
use crate::{
    domain::{
        rode_draad::gevolg::Feit,
        tijd::Moment,
        toegang::{
            GebruikerId, Van, Vanzelf,
            post::{Post, PostId},
        },
    },
    store::{
        bewaar::{
            Tools, bewaar_vanzelf,
            pen::{Pen, Rijen},
        },
        conn::Tx,
        error::Error,
        schema::{gebruiker, post},
    },
};

/// Gives up at most `meest` letters whose time is over, each with its line and its message; says how many.
///
/// Several may do this at once: of two the second finds the letter gone.
pub fn geef_op(tx: &mut Tx, tools: Tools<'_>, nu: Moment, meest: i64) -> Result<usize, Error> {
    let voorbij = post::table
        .filter(post::tot.le(nu))
        .order(post::id)
        .select((post::id, post::gebruiker_id, post::vrager_id))
        .limit(meest)
        .load::<(PostId, GebruikerId, GebruikerId)>(tx)?;
    let mut opgegeven = 0;
    for (id, over, vrager) in voorbij {
        let besluit = Post { id, over, vrager }.geef_op(Vanzelf { op: nu });
        opgegeven += usize::from(bewaar_vanzelf(tx, tools, besluit)?.is_some());
    }
    Ok(opgegeven)
}

impl Rijen for Post {
    const IN_CASUS: bool = false;

    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let opgegeven = diesel::delete(post::table.find(self.id)).execute(pen.tx)?;
        if opgegeven == 1 {
            // The account points to the line that tells of it, and so does the message that follows.
            grendel(pen.tx, [self.over])?;
        }
        Ok(opgegeven)
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        let er = gebruiker::table.find(self.vrager).filter(gebruiker::actief.eq(true));
        Ok(Feit::Account(self.over, er.select(gebruiker::id).load(pen.tx)?))
    }
}
