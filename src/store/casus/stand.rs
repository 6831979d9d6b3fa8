//! What who signalled was told of a case, and what there is to tell.

use diesel::prelude::*;

use super::{get, grendel, standen};
use crate::{
    domain::{
        casus::{CasusId, stand::Standvertelling},
        logboek::{Gebeurtenis, Soort},
        rode_draad::gevolg::Feit,
        signaal::Stand,
        tijd::Moment,
        toegang::{Van, Vanzelf, afzender::Afzender},
    },
    store::{
        bewaar::{
            Tools, bewaar_vanzelf,
            pen::{Pen, Rijen},
            stuk_voor_stuk,
        },
        conn::Tx,
        error::Error,
        logboek,
        schema::casus,
        types::Woord,
    },
};

impl Rijen for Standvertelling {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let gezien = casus::table.find(self.casus.id).filter(casus::versie.eq(self.casus.versie));
        Ok(diesel::update(gezien)
            .set((casus::verteld_stand.eq(Woord(self.stand)), casus::verteld_versie.eq(self.casus.versie)))
            .execute(pen.tx)?)
    }

    // Nobody who has the case open sees another case by it.
    fn verhoog(&mut self) {}

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Verteld(self.casus.id))
    }
}

/// Looks at no more than `meest` cases after `na` that changed, and tells who signalled what became of them where that is another thing than
/// they heard; says after which case the next piece begins, and nothing when there is none.
///
/// Several processes may do this at once: each holds the case.
pub fn vertel(
    tx: &mut Tx,
    tools: Tools<'_>,
    nu: Moment,
    na: Option<CasusId>,
    meest: i64,
) -> Result<Option<CasusId>, Error> {
    let mut anders = casus::table.filter(casus::versie.ne(casus::verteld_versie)).into_boxed();
    if let Some(na) = na {
        anders = anders.filter(casus::id.gt(na));
    }
    let gewijzigd = anders.order(casus::id.asc()).select(casus::id).limit(meest).load::<CasusId>(tx)?;
    let mut onthouden = false;
    stuk_voor_stuk(tx, gewijzigd.iter().copied(), |tx, id| {
        grendel(tx, id)?;
        let (stand, versie) =
            casus::table
                .find(id)
                .select((casus::verteld_stand, casus::verteld_versie))
                .first::<(Woord<Stand>, i32)>(tx)?;
        let van = get(tx, id)?;
        if van.versie == versie {
            return Ok(false);
        }
        match standen(tx, &[id])?.get(&id) {
            Some((nieuw, _)) if *nieuw != stand.0 => {
                bewaar_vanzelf(tx, tools, van.vertel(*nieuw, Vanzelf { op: nu }))?;
            }
            _ => {
                onthoud(tx, id, van.versie)?;
                onthouden = true;
            }
        }
        Ok(true)
    })?;
    if onthouden {
        // No row changes without a line: that it looked, and found nothing to tell.
        let door = Afzender::machine("nieuws", nu);
        logboek::gedaan(tx, &door.meldt(Gebeurtenis::Gelezen, Soort::Casus, None))?;
    }
    Ok(gewijzigd.last().copied())
}

/// Keeps that there was nothing new to tell.
fn onthoud(tx: &mut Tx, id: CasusId, versie: i32) -> Result<(), Error> {
    diesel::update(casus::table.find(id)).set(casus::verteld_versie.eq(versie)).execute(tx)?;
    Ok(())
}
