//! What somebody may see, ground by ground.
//!
//! The grounds together are the one predicate for finding and counting. A page asks ground by ground and lays the answers
//! together: each then has an index that already holds its rows in the order of the page, which no database finds for an `OR`.

use diesel::{
    AppearsOnTable, BoxableExpression, ExpressionMethods as _, SelectableExpression,
    expression::{Expression, ValidGrouping},
    query_builder::{AstPass, QueryFragment, QueryId},
    result::QueryResult,
    sql_types::Bool,
};

use super::{conn::MultiBackend, schema::casus, types::Woord};
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

/// The first `grootte` of what each ground gave, in the order of `plek`; what two grounds gave comes once.
pub(super) fn samen<T, K: Ord>(gronden: Vec<Vec<T>>, plek: impl Fn(&T) -> K, grootte: i64) -> Vec<T> {
    let mut alle: Vec<T> = gronden.into_iter().flatten().collect();
    alle.sort_by_key(&plek);
    alle.dedup_by_key(|row| plek(row));
    alle.truncate(usize::try_from(grootte).unwrap_or(usize::MAX));
    alle
}

/// No ground at all: what the grounds are added to.
#[derive(Clone, Copy, Debug, QueryId, ValidGrouping)]
pub(super) struct Niets;

/// Whether a case is open, spelled out.
///
/// The indexes of the queue hold open cases only, and neither database looks through a bound value to see that they fit.
#[derive(Clone, Copy, Debug, QueryId, ValidGrouping)]
pub(super) struct CasusOpen;

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
        let gronden = vec![vec![1, 4, 6], vec![2, 4, 5]];
        assert_eq!(samen(gronden.clone(), |n| *n, 4), [1, 2, 4, 5]);
        assert_eq!(samen(gronden, |n| std::cmp::Reverse(*n), 3), [6, 5, 4]);
    }
}
