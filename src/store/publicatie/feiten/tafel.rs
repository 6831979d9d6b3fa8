//! What happened at the tables: families on the agenda, and what was agreed.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::Lezing;
use crate::{
    domain::{
        casus::CasusId,
        knooppunt::{AfspraakStatus, Status},
        publicatie::feiten::{Feit, Feitsoort, Kenmerk, Stand},
        tijd::Moment,
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{afspraak, agendapunt, bijeenkomst},
        types::Woord,
    },
};

impl Lezing {
    /// The families on the agenda of a table that was held.
    pub(super) fn besprekingen(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let rows = agendapunt::table
            .inner_join(bijeenkomst::table)
            .filter(bijeenkomst::gehouden_op.is_not_null())
            .filter(agendapunt::vervallen_op.is_null())
            .select((
                agendapunt::casus_id,
                bijeenkomst::gehouden_op.assume_not_null(),
                agendapunt::regisseur_id.is_not_null(),
            ))
            .load::<(CasusId, Moment, bool)>(tx)?;
        for (casus, op, besloten) in rows {
            let feit = Feit::op(Feitsoort::Bespreking, op.dag());
            self.neem(casus, feit.met(Kenmerk::Besloten, if besloten { "ja" } else { "nee" }));
        }
        Ok(())
    }

    /// The agreements of established records, as they stand on `vandaag`.
    pub(super) fn afspraken(&mut self, tx: &mut Tx, vandaag: NaiveDate) -> Result<(), Error> {
        type Row = (CasusId, Moment, Woord<AfspraakStatus>, NaiveDate, Option<Moment>);
        let rows = afspraak::table
            .inner_join(agendapunt::table.inner_join(bijeenkomst::table))
            .filter(bijeenkomst::status.eq(Woord(Status::Vastgesteld)))
            .filter(bijeenkomst::gehouden_op.is_not_null())
            .filter(agendapunt::vervallen_op.is_null())
            .select((
                afspraak::casus_id,
                bijeenkomst::gehouden_op.assume_not_null(),
                afspraak::status,
                afspraak::uiterlijk,
                afspraak::afgehandeld_op,
            ))
            .load::<Row>(tx)?;
        for (casus, op, status, uiterlijk, afgehandeld) in rows {
            let stand = match status.0 {
                AfspraakStatus::Vervallen => Stand::Vervallen,
                AfspraakStatus::Nagekomen if afgehandeld.is_some_and(|op| op.dag() > uiterlijk) => {
                    Stand::LaterDanAfgesproken
                }
                AfspraakStatus::Nagekomen => Stand::OpTijd,
                AfspraakStatus::Open if uiterlijk < vandaag => Stand::TeLaat,
                AfspraakStatus::Open => Stand::Open,
            };
            self.neem(casus, Feit::op(Feitsoort::Afspraak, op.dag()).met(Kenmerk::Stand, stand));
        }
        Ok(())
    }
}
