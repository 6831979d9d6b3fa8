//! Children, from their birth on.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    domain::{
        casus::{CasusId, overdracht::OverdrachtStatus},
        client::ClientId,
        zwangerschap::{
            ZwangerschapId,
            kind::{Kind, KindId, Status, UitBeeldReden},
        },
    },
    store::{
        bewaar::pen::Pen,
        conn::Tx,
        error::Error,
        schema::{kind, signaal, warme_overdracht, zwangerschap},
        types::{EenVan, Woord},
    },
};

/// A child as it is stored.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = kind)]
pub(in crate::store) struct KindRow {
    id: KindId,
    zwangerschap_id: ZwangerschapId,
    geboren_op: NaiveDate,
    status: Woord<Status>,
    uit_beeld_op: Option<NaiveDate>,
    uit_beeld_reden: Option<Woord<UitBeeldReden>>,
}

impl From<KindRow> for Kind {
    fn from(row: KindRow) -> Self {
        Self {
            id: row.id,
            zwangerschap: row.zwangerschap_id,
            geboren_op: row.geboren_op,
            status: row.status.0,
            uit_beeld: row.uit_beeld_op.zip(row.uit_beeld_reden.map(|woord| woord.0)),
        }
    }
}

/// Stores the children of a pregnancy as somebody tells of them now; what was told of them before gives way, for they were never born.
pub(in crate::store) fn zet(pen: &mut Pen<'_>, van: ZwangerschapId, kinderen: &[Kind]) -> Result<(), Error> {
    diesel::delete(kind::table.filter(kind::zwangerschap_id.eq(van))).execute(pen.tx)?;
    for nieuw in kinderen {
        diesel::insert_into(kind::table)
            .values((
                kind::id.eq(nieuw.id),
                kind::zwangerschap_id.eq(nieuw.zwangerschap),
                kind::geboren_op.eq(nieuw.geboren_op),
                kind::status.eq(Woord(nieuw.status)),
                kind::uit_beeld_op.eq(nieuw.uit_beeld.map(|(op, _)| op)),
                kind::uit_beeld_reden.eq(nieuw.uit_beeld.map(|(_, reden)| Woord(reden))),
            ))
            .execute(pen.tx)?;
    }
    Ok(())
}

/// The children of these pregnancies, the oldest first.
pub(in crate::store) fn van_alle(tx: &mut Tx, van: &[ZwangerschapId]) -> Result<Vec<Kind>, Error> {
    let rows = kind::table
        .filter(EenVan::new(kind::zwangerschap_id, van))
        .order((kind::geboren_op.asc(), kind::id.asc()))
        .select(KindRow::as_select())
        .load::<KindRow>(tx)?;
    Ok(rows.into_iter().map(Kind::from).collect())
}

/// The JGZ knows the children of a pregnancy from now on.
pub(in crate::store) fn naar_jgz(pen: &mut Pen<'_>, van: ZwangerschapId) -> Result<(), Error> {
    let geboren = kind::table.filter(kind::zwangerschap_id.eq(van)).filter(kind::status.eq(Woord(Status::Geboren)));
    diesel::update(geboren).set(kind::status.eq(Woord(Status::BijJgz))).execute(pen.tx)?;
    Ok(())
}

/// Lets go of a child that is followed still; says how many it found.
pub(in crate::store) fn laat_los(pen: &mut Pen<'_>, nieuw: &Kind) -> Result<usize, Error> {
    let gevolgd = kind::table.find(nieuw.id).filter(kind::status.ne(Woord(Status::UitBeeld)));
    Ok(diesel::update(gevolgd)
        .set((
            kind::status.eq(Woord(nieuw.status)),
            kind::uit_beeld_op.eq(nieuw.uit_beeld.map(|(op, _)| op)),
            kind::uit_beeld_reden.eq(nieuw.uit_beeld.map(|(_, reden)| Woord(reden))),
        ))
        .execute(pen.tx)?)
}

/// The children of a family that left the region are followed no more; of one that did not leave after all they are again, as before.
pub(in crate::store) fn volg_gezin(pen: &mut Pen<'_>, van: CasusId, weer: bool) -> Result<(), Error> {
    let clienten =
        signaal::table.filter(signaal::casus_id.eq(van)).select(signaal::client_id).load::<ClientId>(pen.tx)?;
    let hun = zwangerschap::table
        .filter(zwangerschap::client_id.eq_any(clienten))
        .select(zwangerschap::id)
        .load::<ZwangerschapId>(pen.tx)?;
    let verhuisd = UitBeeldReden::Verhuisd;
    if !weer {
        let dag = pen.op().dag();
        let gevolgd =
            kind::table.filter(kind::zwangerschap_id.eq_any(hun)).filter(kind::status.ne(Woord(Status::UitBeeld)));
        diesel::update(gevolgd)
            .set((
                kind::status.eq(Woord(Status::UitBeeld)),
                kind::uit_beeld_op.eq(dag),
                kind::uit_beeld_reden.eq(Woord(verhuisd)),
            ))
            .execute(pen.tx)?;
        return Ok(());
    }
    let bij_jgz = warme_overdracht::table
        .filter(warme_overdracht::casus_id.eq(van))
        .filter(warme_overdracht::status.eq(Woord(OverdrachtStatus::Gehouden)))
        .select(warme_overdracht::zwangerschap_id)
        .load::<ZwangerschapId>(pen.tx)?;
    let terug = kind::table.filter(kind::zwangerschap_id.eq_any(hun)).filter(kind::uit_beeld_reden.eq(Woord(verhuisd)));
    diesel::update(terug)
        .set((
            kind::status.eq(Woord(Status::Geboren)),
            kind::uit_beeld_op.eq(None::<NaiveDate>),
            kind::uit_beeld_reden.eq(None::<String>),
        ))
        .execute(pen.tx)?;
    bij_jgz.into_iter().try_for_each(|zij| naar_jgz(pen, zij))
}
