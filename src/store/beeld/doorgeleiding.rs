//! A request, as its desk, the chair and the coordinator see it.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{
    Kijker, Namen,
    gezin::{Gedeeld, Gezin},
    mensen::Gevraagd,
};
use crate::{
    domain::{
        casus::Casus,
        doorgeleiding::{Doorgeleiding, DoorgeleidingId},
        inzicht::{Inzicht, Langs},
        toegang::{Ding as _, PseudoniemId},
        traject::TrajectId,
    },
    store::{
        casus::CasusRow,
        conn::Tx,
        doorgeleiding::{Teksten, Verzegeld, begin::wacht_op_bevalling},
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
    /// Why it was asked although the rules of the route close it to the family.
    pub uitleg: Option<String>,
    /// Until when at least it waits, when it begins after a birth that did not come yet.
    pub wacht_op_bevalling: Option<NaiveDate>,
    /// What the woman shares with whoever looks.
    pub gedeeld: Gedeeld,
    /// What its desk is called, who sent it and who claimed it.
    pub namen: Namen,
}

impl DoorgeleidingBeeld {
    /// Loads what belongs to a request that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Doorgeleiding) -> Result<Self, Error> {
        let Omgeving { casus, sleutel, teksten, traject } = Omgeving::load(tx, van.id)?;
        let gevraagd = Gevraagd {
            mensen: van.geclaimd_door.into_iter().chain([van.verzonden_door]).collect(),
            desks: vec![van.desk],
            ..Gevraagd::default()
        };
        let (gezin, namen) = Gezin::load_met(tx, &casus, kijker.actor.nu, |_| gevraagd)?;
        let inzicht = match van.ligging.desk {
            Some(desk) => {
                let hier = Langs::Desk(desk);
                Inzicht::langs(hier, kijker.actor, &casus.ligging(), &gezin.gelegd, &gezin.woorden)
            }
            // Whoever knows of it because they carry the case sees of her what the case itself shows.
            None => Inzicht::van(kijker.actor, &casus.ligging(), &gezin.gelegd, &gezin.woorden),
        };
        let sleutel = kijker.kluis.sleutel(casus.client, &sleutel)?;
        let Teksten { vraag, toelichting, uitleg } = teksten.open(&sleutel, van.id)?;
        let zij = wacht_op_bevalling(tx, &van, kijker.actor.nu.dag())?;
        Ok(Self {
            wacht_op_bevalling: zij.map(|zij| zij.uitgerekend),
            namen,
            vandaag: kijker.actor.nu.dag(),
            traject,
            vraag,
            toelichting,
            uitleg,
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
                Verzegeld::as_select(),
                traject::id.nullable(),
            ))
            .first::<Row>(tx)?;
        Ok(Self { casus: row.met(pseudoniem), sleutel, teksten, traject })
    }
}
