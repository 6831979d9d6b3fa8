//! Handovers of families to the JGZ, and children who are followed no more.

use chrono::{Days, Months, NaiveDate};
use diesel::{dsl::exists, prelude::*};

use super::{Toelichting, get, update};
use crate::{
    domain::{
        casus::{
            Casus, CasusId,
            overdracht::{
                DAGEN_VOOR_TWEE, Kindstap, OverdrachtAanleiding, OverdrachtStatus, Overdrachtsstap, WarmeOverdracht,
                WarmeOverdrachtId,
            },
        },
        reden::NietGeluktReden,
        rode_draad::{
            einde,
            gevolg::{Feit, Gevolg, Overdrachtsgevolg},
        },
        signaal::SignaalId,
        tijd::Moment,
        toegang::{Organisatiesoort, Van, Vanzelf},
        zwangerschap::{
            Status as Zwangerschapstatus, ZwangerschapId,
            kind::{Kind, KindId, Status as Kindstatus},
        },
    },
    store::{
        bewaar::{
            Tools,
            pen::{Pen, Rijen},
            zet_wat_rijp_is,
        },
        client,
        conn::Tx,
        error::Error,
        schema::{casus, kind, organisatie, signaal, warme_overdracht, zwangerschap},
        types::{EenVan, Woord},
        zicht::CasusOpen,
    },
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = warme_overdracht)]
struct Row {
    id: WarmeOverdrachtId,
    casus_id: CasusId,
    zwangerschap_id: ZwangerschapId,
    aanleiding: Woord<OverdrachtAanleiding>,
    status: Woord<OverdrachtStatus>,
    voorgesteld_op: Moment,
    uiterlijk: NaiveDate,
    stap_op: Option<NaiveDate>,
    aanvaard_op: Option<Moment>,
    gehouden_op: Option<NaiveDate>,
    beeindigd_op: Option<Moment>,
    reden: Option<Woord<NietGeluktReden>>,
}

impl From<Row> for WarmeOverdracht {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            casus: row.casus_id,
            zwangerschap: row.zwangerschap_id,
            aanleiding: row.aanleiding.0,
            status: row.status.0,
            voorgesteld_op: row.voorgesteld_op,
            uiterlijk: row.uiterlijk,
            stap_op: row.stap_op,
            aanvaard_op: row.aanvaard_op,
            gehouden_op: row.gehouden_op,
            beeindigd_op: row.beeindigd_op,
            reden: row.reden.map(|woord| woord.0),
        }
    }
}

/// The handovers of a case, the oldest first.
pub fn van_casus(tx: &mut Tx, van: CasusId) -> Result<Vec<WarmeOverdracht>, Error> {
    let rows = warme_overdracht::table
        .filter(warme_overdracht::casus_id.eq(van))
        .order(warme_overdracht::id.asc())
        .select(Row::as_select())
        .load::<Row>(tx)?;
    Ok(rows.into_iter().map(WarmeOverdracht::from).collect())
}

/// One of the handovers of a case.
pub fn vind(tx: &mut Tx, van: CasusId, id: WarmeOverdrachtId) -> Result<Option<WarmeOverdracht>, Error> {
    Ok(van_casus(tx, van)?.into_iter().find(|overdracht| overdracht.id == id))
}

/// The last handover of each of these signalen that maternity care gave, as far as it may see that.
pub(in crate::store) fn voor_kraamzorg(
    tx: &mut Tx,
    signalen: &[SignaalId],
    vandaag: NaiveDate,
) -> Result<Vec<(SignaalId, WarmeOverdracht)>, Error> {
    let rows = warme_overdracht::table
        .inner_join(signaal::table.on(signaal::casus_id.eq(warme_overdracht::casus_id.nullable())))
        .inner_join(organisatie::table.on(organisatie::id.eq(signaal::organisatie_id)))
        .filter(EenVan::new(signaal::id, signalen))
        .filter(organisatie::soort.eq(Woord(Organisatiesoort::Kraamzorg)))
        .order(warme_overdracht::id.asc())
        .select((signaal::id, Row::as_select()))
        .load::<(SignaalId, Row)>(tx)?;
    let alle = rows.into_iter().map(|(id, row)| (id, WarmeOverdracht::from(row)));
    Ok(alle.filter(|(_, overdracht)| overdracht.ziet_kraamzorg_op(vandaag)).collect())
}

fn insert(pen: &mut Pen<'_>, nieuw: &WarmeOverdracht) -> Result<usize, Error> {
    Ok(diesel::insert_into(warme_overdracht::table)
        .values((
            warme_overdracht::id.eq(nieuw.id),
            warme_overdracht::casus_id.eq(nieuw.casus),
            warme_overdracht::zwangerschap_id.eq(nieuw.zwangerschap),
            warme_overdracht::aanleiding.eq(Woord(nieuw.aanleiding)),
            warme_overdracht::status.eq(Woord(nieuw.status)),
            warme_overdracht::voorgesteld_op.eq(nieuw.voorgesteld_op),
            warme_overdracht::uiterlijk.eq(nieuw.uiterlijk),
            warme_overdracht::stap_op.eq(nieuw.stap_op),
        ))
        .execute(pen.tx)?)
}

/// A step of a handover; once it was held the JGZ knows the children.
impl Rijen for Overdrachtsstap {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        let nieuw = &self.overdracht;
        let gezet = match self.was {
            None => insert(pen, nieuw)?,
            Some(was) => {
                let seen = warme_overdracht::table.find(nieuw.id).filter(warme_overdracht::status.eq(Woord(was)));
                diesel::update(seen)
                    .set((
                        warme_overdracht::status.eq(Woord(nieuw.status)),
                        warme_overdracht::stap_op.eq(nieuw.stap_op),
                        warme_overdracht::aanvaard_op.eq(nieuw.aanvaard_op),
                        warme_overdracht::gehouden_op.eq(nieuw.gehouden_op),
                        warme_overdracht::beeindigd_op.eq(nieuw.beeindigd_op),
                        warme_overdracht::reden.eq(nieuw.reden.map(Woord)),
                    ))
                    .execute(pen.tx)?
            }
        };
        if gezet != 1 {
            return Ok(0);
        }
        if nieuw.status == OverdrachtStatus::Gehouden {
            client::kind::naar_jgz(pen, nieuw.zwangerschap)?;
        }
        update(pen, &self.casus, van, Toelichting::Blijft)
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Casus(&self.casus))
    }
}

/// A child that is followed no more.
impl Rijen for Kindstap {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        if client::kind::laat_los(pen, &self.kind)? != 1 {
            return Ok(0);
        }
        update(pen, &self.casus, van, Toelichting::Blijft)
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        let haar = self.casus.zwangerschap == Some(self.kind.zwangerschap);
        Ok(Feit::Kind(&self.casus, haar, self.laatste))
    }

    fn volg(&mut self, casus: Casus) {
        self.casus = casus;
    }
}

/// Carries out what becomes of the handovers of a case.
pub(in crate::store) fn volg(pen: &mut Pen<'_>, van: CasusId, wat: Overdrachtsgevolg) -> Result<(), Error> {
    let op = pen.op();
    let van_haar = || warme_overdracht::table.filter(warme_overdracht::casus_id.eq(van));
    match wat {
        Overdrachtsgevolg::NaGeboorte => {
            let zij = casus::table.find(van).select(casus::zwangerschap_id).first::<Option<ZwangerschapId>>(pen.tx)?;
            let Some(zij) = zij else { return Ok(()) };
            let geboren_op = client::zwangerschap::find(pen.tx, zij)?.geeindigd_op.unwrap_or_else(|| op.dag());
            insert(pen, &WarmeOverdracht::na_geboorte(van, zij, geboren_op, op))?;
        }
        Overdrachtsgevolg::Vervalt => {
            let open = van_haar().filter(
                warme_overdracht::status
                    .eq(Woord(OverdrachtStatus::Voorgesteld))
                    .or(warme_overdracht::status.eq(Woord(OverdrachtStatus::Aanvaard))),
            );
            diesel::update(open)
                .set((
                    warme_overdracht::status.eq(Woord(OverdrachtStatus::Vervallen)),
                    warme_overdracht::stap_op.eq(None::<NaiveDate>),
                    warme_overdracht::beeindigd_op.eq(op),
                ))
                .execute(pen.tx)?;
        }
        Overdrachtsgevolg::Herleeft(toen) => {
            let vervallen = || {
                van_haar()
                    .filter(warme_overdracht::status.eq(Woord(OverdrachtStatus::Vervallen)))
                    .filter(warme_overdracht::beeindigd_op.eq(toen))
            };
            let weer = |status: OverdrachtStatus| {
                (
                    warme_overdracht::status.eq(Woord(status)),
                    warme_overdracht::stap_op.eq(warme_overdracht::uiterlijk.nullable()),
                    warme_overdracht::beeindigd_op.eq(None::<Moment>),
                )
            };
            let aanvaard = vervallen().filter(warme_overdracht::aanvaard_op.is_not_null());
            diesel::update(aanvaard).set(weer(OverdrachtStatus::Aanvaard)).execute(pen.tx)?;
            diesel::update(vervallen()).set(weer(OverdrachtStatus::Voorgesteld)).execute(pen.tx)?;
        }
    }
    Ok(())
}

/// What follows when this signaal, which joined a case, tells it that the child was born: nothing when the case is about another pregnancy.
/// There is one handover after a birth, whoever tells of it.
pub(in crate::store) fn na_aansluiting(pen: &mut Pen<'_>, van: CasusId, met: SignaalId) -> Result<Vec<Gevolg>, Error> {
    let verteld = signaal::table
        .inner_join(organisatie::table)
        .inner_join(casus::table.on(signaal::casus_id.eq(casus::id.nullable())))
        .inner_join(zwangerschap::table.on(casus::zwangerschap_id.eq(zwangerschap::id.nullable())))
        .filter(signaal::id.eq(met))
        .filter(signaal::zwangerschap_id.eq(casus::zwangerschap_id))
        .filter(zwangerschap::status.eq(Woord(Zwangerschapstatus::Geboren)))
        .select((zwangerschap::id, organisatie::soort))
        .first::<(ZwangerschapId, Woord<Organisatiesoort>)>(pen.tx)
        .optional()?;
    let Some((zij, soort)) = verteld else { return Ok(Vec::new()) };
    let al = van_casus(pen.tx, van)?.iter().any(|overdracht| overdracht.zwangerschap == zij);
    let draagt_over = matches!(soort.0, Organisatiesoort::Kraamzorg | Organisatiesoort::GgdJgz);
    Ok(einde::na_aansluiting(van, draagt_over && !al))
}

/// A child of a case, with whether no other child of its pregnancy is followed.
pub fn kind_van(tx: &mut Tx, van: CasusId, id: KindId) -> Result<Option<(Kind, bool)>, Error> {
    let casus = get(tx, van)?;
    let (_, zwangerschappen) = client::zwangerschap::van_gezin(tx, &casus)?;
    let ids: Vec<ZwangerschapId> = zwangerschappen.iter().map(|zij| zij.id).collect();
    Ok(met_laatste(&client::kind::van_alle(tx, &ids)?, id))
}

fn met_laatste(alle: &[Kind], id: KindId) -> Option<(Kind, bool)> {
    let kind = alle.iter().find(|kind| kind.id == id)?.clone();
    let mut anderen = alle.iter().filter(|ander| ander.zwangerschap == kind.zwangerschap && ander.id != id);
    let laatste = !anderen.any(Kind::is_in_beeld);
    Some((kind, laatste))
}

/// The children who are followed and were born on that day or before, each with its case.
fn in_beeld(
    tx: &mut Tx,
    geboren_op: NaiveDate,
    meest: i64,
    alleen_open: bool,
) -> Result<Vec<(CasusId, KindId)>, Error> {
    let mut vraag = kind::table
        .inner_join(zwangerschap::table)
        .inner_join(signaal::table.on(signaal::client_id.eq(zwangerschap::client_id)))
        .inner_join(casus::table.on(signaal::casus_id.eq(casus::id.nullable())))
        .into_boxed()
        .filter(kind::geboren_op.le(geboren_op))
        .filter(kind::status.ne(Woord(Kindstatus::UitBeeld)));
    if alleen_open {
        let voorgesteld = warme_overdracht::table
            .filter(warme_overdracht::zwangerschap_id.eq(kind::zwangerschap_id))
            .filter(warme_overdracht::aanleiding.eq(Woord(OverdrachtAanleiding::TweeJaar)));
        vraag = vraag.filter(CasusOpen).filter(diesel::dsl::not(exists(voorgesteld)));
    }
    Ok(vraag
        .order((kind::geboren_op.asc(), kind::id.asc()))
        .select((casus::id, kind::id))
        .limit(meest)
        .load::<(CasusId, KindId)>(tx)?)
}

/// Born on this day or before, somebody is two on `dag`, give or take the last day of February.
fn twee_op(dag: NaiveDate) -> NaiveDate {
    dag.checked_sub_months(Months::new(24)).and_then(|toen| toen.succ_opt()).unwrap_or(dag)
}

/// Proposes the handover of at most `meest` families with a child who is almost two; reminds of at most as many that are late; and lets go
/// of at most as many children who are two. Each with its messages and its line; says how many.
pub fn zet_stappen(tx: &mut Tx, tools: Tools<'_>, nu: Moment, meest: i64) -> Result<usize, Error> {
    let dag = nu.dag();
    let straks = dag.checked_add_days(Days::new(DAGEN_VOOR_TWEE)).unwrap_or(dag);
    let bijna_twee = in_beeld(tx, twee_op(straks), meest, true)?;
    let mut gezet = zet_wat_rijp_is(tx, tools, met_casus(bijna_twee), |tx, (van, id)| {
        let al = van_casus(tx, van)?;
        let Some((kind, _)) = kind_van(tx, van, id)? else { return Ok(None) };
        let al =
            al.iter().any(|o| o.zwangerschap == kind.zwangerschap && o.aanleiding == OverdrachtAanleiding::TweeJaar);
        if al || kind.tweede_verjaardag() > straks {
            return Ok(None);
        }
        Ok(Some(get(tx, van)?.stel_overdracht_voor(&kind, Vanzelf { op: nu })))
    })?;
    let laat = warme_overdracht::table
        .filter(warme_overdracht::stap_op.le(dag))
        .order((warme_overdracht::stap_op.asc(), warme_overdracht::id.asc()))
        .select((warme_overdracht::casus_id, warme_overdracht::id))
        .limit(meest)
        .load::<(CasusId, WarmeOverdrachtId)>(tx)?;
    gezet += zet_wat_rijp_is(tx, tools, met_casus(laat), |tx, (van, id)| {
        let Some(overdracht) = vind(tx, van, id)? else { return Ok(None) };
        Ok(get(tx, van)?.herinner_aan_overdracht(overdracht, Vanzelf { op: nu }))
    })?;
    let twee = in_beeld(tx, twee_op(dag), meest, false)?;
    gezet += zet_wat_rijp_is(tx, tools, met_casus(twee), |tx, (van, id)| {
        let Some((kind, laatste)) = kind_van(tx, van, id)? else { return Ok(None) };
        Ok(get(tx, van)?.laat_kind_los(kind, laatste, Vanzelf { op: nu }))
    })?;
    Ok(gezet)
}

fn met_casus<K: Copy>(alle: Vec<(CasusId, K)>) -> Vec<(CasusId, (CasusId, K))> {
    alle.into_iter().map(|(van, id)| (van, (van, id))).collect()
}
