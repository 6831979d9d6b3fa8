//! What somebody may see, ground by ground.
//!
//! The grounds together are the one predicate for finding and counting. A page asks ground by ground and lays the answers
//! together: each then has an index that already holds its rows in the order of the page, which no database finds for an `OR`.

use chrono::NaiveDate;
use diesel::{
    AppearsOnTable, BoxableExpression, ExpressionMethods as _, SelectableExpression,
    expression::{Expression, ValidGrouping},
    prelude::RunQueryDsl,
    query_builder::{AstPass, Query, QueryFragment, QueryId},
    query_dsl::LoadQuery,
    result::QueryResult,
    sql_types::{Bool, Date},
};

use super::{
    conn::{Conn, MultiBackend, Tx},
    error::Error,
    schema::casus,
    types::Woord,
};
use crate::domain::toegang::Gebied;

/// One ground on which rows of `QS` may be seen.
pub(super) type Grond<QS> = Box<dyn BoxableExpression<QS, MultiBackend, SqlType = Bool>>;

/// What a coordinator of `gebied` sees of whatever is joined to its case.
pub(super) fn casussen_in<QS>(gebied: Gebied) -> Option<Grond<QS>>
where
    casus::subregio: SelectableExpression<QS>,
    casus::gemeente: SelectableExpression<QS>,
{
    match gebied {
        Gebied::Regio => Some(Box::new(casus::subregio.ne(""))),
        Gebied::Subregio(subregio) => Some(Box::new(casus::subregio.eq(Woord(subregio)))),
        Gebied::Gemeente(gemeente) => Some(Box::new(casus::gemeente.eq(Woord(gemeente)))),
        Gebied::Organisatie(_) | Gebied::Desk(_) => None,
    }
}

/// The first `grootte` of what the grounds gave, in the order of `plek`; what two grounds gave comes once.
pub(super) fn samen<T, K: Ord>(mut alle: Vec<T>, plek: impl Fn(&T) -> K, grootte: i64) -> Vec<T> {
    alle.sort_by_key(&plek);
    alle.dedup_by_key(|row| plek(row));
    alle.truncate(usize::try_from(grootte).unwrap_or(usize::MAX));
    alle
}

/// Several questions of one shape, asked at once: each keeps its own order and limit, and with them its own index.
#[derive(Debug)]
pub(super) struct Tegelijk<Q>(Vec<Q>);

impl<Q> Tegelijk<Q> {
    /// Asks all of them; nobody is asked anything when there are none.
    pub(super) fn load_all<'query, T>(tx: &mut Tx, vragen: impl Iterator<Item = Q>) -> Result<Vec<T>, Error>
    where
        Self: LoadQuery<'query, Conn, T>,
    {
        let alle = Self(vragen.collect());
        if alle.0.is_empty() { Ok(Vec::new()) } else { Ok(alle.load(tx)?) }
    }
}

impl<Q: Query> Query for Tegelijk<Q> {
    type SqlType = Q::SqlType;
}
impl<Q> QueryId for Tegelijk<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
impl<Q: QueryFragment<MultiBackend>> QueryFragment<MultiBackend> for Tegelijk<Q> {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        for (i, vraag) in self.0.iter().enumerate() {
            pass.push_sql(if i == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" });
            vraag.walk_ast(pass.reborrow())?;
            pass.push_sql(") AS deel");
        }
        Ok(())
    }
}
impl<Q> RunQueryDsl<Conn> for Tegelijk<Q> {}

/// No ground at all: what the grounds are added to.
#[derive(Clone, Copy, Debug, QueryId, ValidGrouping)]
pub(super) struct Niets;

/// Whether a case is open, spelled out.
///
/// The indexes of the queue hold open cases only, and neither database looks through a bound value to see that they fit.
#[derive(Clone, Copy, Debug, QueryId, ValidGrouping)]
pub(super) struct CasusOpen;

/// Whether her consent to be discussed at the table of her gemeente holds: for every table, or for an organisation that keeps this one.
///
/// It says what `domain::toestemming::uitspraak` says, in the words of the database. What a newer word outdid has ended, so that a yes
/// that stands counts unless she said no to this very table, or took back a yes to it since.
#[derive(Clone, Copy, Debug, QueryId, ValidGrouping)]
pub(super) struct TafelToegestaan;

impl Expression for TafelToegestaan {
    type SqlType = Bool;
}
impl<QS> AppearsOnTable<QS> for TafelToegestaan {}
impl<QS> SelectableExpression<QS> for TafelToegestaan {}
impl QueryFragment<MultiBackend> for TafelToegestaan {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        pass.push_sql(
            "EXISTS (SELECT 1 FROM toestemming AS ja WHERE ja.casus_id = casus.id AND ja.doel = 'bespreking' \
             AND ja.ontvanger = 'knooppunt' AND ja.status = 'gegeven' AND (ja.organisatie_id IN (SELECT desk.organisatie_id \
             FROM desk WHERE desk.route = 'knooppunt' AND desk.gebied = casus.gemeente) OR (ja.organisatie_id IS NULL \
             AND NOT EXISTS (SELECT 1 FROM toestemming AS nee WHERE nee.casus_id = casus.id AND nee.doel = 'bespreking' \
             AND nee.ontvanger = 'knooppunt' AND nee.organisatie_id IN (SELECT desk.organisatie_id FROM desk \
             WHERE desk.route = 'knooppunt' AND desk.gebied = casus.gemeente) AND ((nee.status = 'geweigerd' \
             AND nee.beeindigd_op IS NULL) OR (nee.status = 'ingetrokken' AND (nee.beeindigd_op > ja.op \
             OR (nee.beeindigd_op = ja.op AND nee.id > ja.id))))))))",
        );
        Ok(())
    }
}

/// Whether a window of any open case closed before this day; the same for every row that it is asked with.
#[derive(Clone, Copy, Debug, QueryId, ValidGrouping)]
pub(super) struct VensterVoorbij(pub(super) NaiveDate);

impl Expression for VensterVoorbij {
    type SqlType = Bool;
}
impl<QS> AppearsOnTable<QS> for VensterVoorbij {}
impl<QS> SelectableExpression<QS> for VensterVoorbij {}
impl QueryFragment<MultiBackend> for VensterVoorbij {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        pass.push_sql(
            "EXISTS (SELECT 1 FROM casus AS elke WHERE elke.status <> 'afgesloten' AND elke.venster_sluit < ",
        );
        pass.push_bind_param::<Date, NaiveDate>(&self.0)?;
        pass.push_sql(")");
        Ok(())
    }
}

impl Expression for Niets {
    type SqlType = Bool;
}
impl<QS> AppearsOnTable<QS> for Niets {}
impl<QS> SelectableExpression<QS> for Niets {}
impl QueryFragment<MultiBackend> for Niets {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        pass.push_sql("1 = 0");
        Ok(())
    }
}

impl Expression for CasusOpen {
    type SqlType = Bool;
}
impl<QS> AppearsOnTable<QS> for CasusOpen {}
impl<QS> SelectableExpression<QS> for CasusOpen {}
impl QueryFragment<MultiBackend> for CasusOpen {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        pass.push_sql("casus.status <> 'afgesloten'");
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::samen;

    #[test]
    fn wat_op_twee_gronden_te_zien_is_staat_er_een_keer() {
        let alle = vec![1, 4, 6, 2, 4, 5];
        assert_eq!(samen(alle.clone(), |n| *n, 4), [1, 2, 4, 5]);
        assert_eq!(samen(alle, |n| std::cmp::Reverse(*n), 3), [6, 5, 4]);
    }
}
