//! A request, as its desk, the chair and the coordinator see it.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{
    Kijker,
    gezin::{Gedeeld, Gezin},
};
use crate::{
    domain::{
        casus::Casus,
        doorgeleiding::{Doorgeleiding, DoorgeleidingId},
        inzicht::Inzicht,
        toegang::{Ding as _, PseudoniemId},
        traject::TrajectId,
    },
    store::{
        casus::CasusRow,
        conn::Tx,
        doorgeleiding::{self as doorgeleidingen, Verzegeld},
        error::Error,
        schema::{casus, client, doorgeleiding, traject},
    },
};

/// A request with what belongs to it.
#[derive(Clone, Debug)]
pub struct DoorgeleidingBeeld {
    /// The request.
    pub doorgeleiding: Doorgeleiding,
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// Its traject, once it has one.
    pub traject: Option<TrajectId>,
    /// What is asked of the desk.
    pub vraag: Option<String>,
    /// The explanation that came with a reason.
    pub toelichting: Option<String>,
    /// What the woman shares with whoever looks.
    pub gedeeld: Gedeeld,
}

impl DoorgeleidingBeeld {
    /// Loads what belongs to a request that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Doorgeleiding) -> Result<Self, Error> {
        let Omgeving { casus, sleutel, teksten, traject } = Omgeving::load(tx, van.id)?;
        let gezin = Gezin::load(tx, &casus)?;
        let inzicht = Inzicht::van(kijker.actor, &casus.ligging(), &gezin.gelegd, &gezin.woorden);
        let sleutel = kijker.kluis.sleutel(casus.client, &sleutel)?;
        let (vraag, toelichting) = doorgeleidingen::open_teksten(&sleutel, van.id, &teksten)?;
        Ok(Self {
            vandaag: kijker.actor.nu.dag(),
            traject,
            vraag,
            toelichting,
            gedeeld: gezin.gedeeld(kijker, &casus, &inzicht)?,
            doorgeleiding: van,
        })
    }
}

/// What stands around a request, still sealed.
struct Omgeving {
    casus: Casus,
    sleutel: Vec<u8>,
    teksten: Verzegeld,
    traject: Option<TrajectId>,
}

impl Omgeving {
    fn load(tx: &mut Tx, van: DoorgeleidingId) -> Result<Self, Error> {
        type Row = (CasusRow, PseudoniemId, Vec<u8>, Verzegeld, Option<TrajectId>);
        let (row, pseudoniem, sleutel, teksten, traject) = doorgeleiding::table
            .inner_join(casus::table.inner_join(client::table))
            .left_join(traject::table)
            .filter(doorgeleiding::id.eq(van))
            .select((
                CasusRow::as_select(),
                client::pseudoniem,
                client::sleutel,
                (doorgeleiding::vraag, doorgeleiding::toelichting),
                traject::id.nullable(),
            ))
            .first::<Row>(tx)?;
        Ok(Self { casus: row.met(pseudoniem), sleutel, teksten, traject })
    }
}
