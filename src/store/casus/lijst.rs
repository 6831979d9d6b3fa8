//! The lists of the queue, in the words of the database: a filter, and how many stand on each.

use chrono::NaiveDate;
use diesel::{
    AppearsOnTable, SelectableExpression,
    expression::{Expression, ValidGrouping, is_aggregate},
    query_builder::{AstPass, QueryFragment, QueryId},
    result::QueryResult,
    sql_types::{BigInt, Bool, Date, Integer, Nullable, Text},
};

use crate::{
    domain::{
        rode_draad::lijst::{Lijst, eerst_tot, sluit_tot},
        toegang::{Actor, Gebied, GebruikerId, Rol},
    },
    store::{conn::MultiBackend, types::sql},
};

/// Where somebody coordinates: of what is asked of desks, and of signalen that wait, only a coordinator hears.
#[derive(Clone, Debug)]
pub(super) struct Coordineert(Vec<Gebied>);

impl Coordineert {
    pub(super) fn van(actor: &Actor) -> Self {
        Self(actor.gebieden(Rol::JgzCoordinator).collect())
    }

    /// Writes whether a row of `tabel`, which says where a family lives, lies there.
    fn schrijf<'b>(&'b self, tabel: &str, pass: &mut AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        pass.push_sql("(1 = 0");
        for gebied in &self.0 {
            match gebied {
                Gebied::Regio => pass.push_sql(" OR 1 = 1"),
                Gebied::Subregio(subregio) => {
                    pass.push_sql(" OR ");
                    pass.push_sql(tabel);
                    pass.push_sql(".subregio = ");
                    pass.push_bind_param::<Text, str>((*subregio).into())?;
                }
                Gebied::Gemeente(gemeente) => {
                    pass.push_sql(" OR ");
                    pass.push_sql(tabel);
                    pass.push_sql(".gemeente = ");
                    pass.push_bind_param::<Text, str>((*gemeente).into())?;
                }
                Gebied::Organisatie(_) | Gebied::Desk(_) => {}
            }
        }
        pass.push_sql(")");
        Ok(())
    }
}

/// The first signaal that looks like the family of a case and waits to be compared, for who coordinates where both lie.
#[derive(Clone, Debug)]
pub(super) struct WachtendSignaal(pub(super) Coordineert);

impl WachtendSignaal {
    fn schrijf<'b>(&'b self, pass: &mut AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        pass.push_sql(
            "FROM signaal AS nieuw WHERE nieuw.lijkt_op_id = casus.id AND nieuw.casus_id IS NULL \
             AND nieuw.status = 'ontvangen' AND ",
        );
        self.0.schrijf("nieuw", pass)?;
        pass.push_sql(" AND ");
        self.0.schrijf("casus", pass)
    }
}

/// Whether a case stands on a list.
#[derive(Clone, Debug)]
pub(super) struct Op {
    lijst: Lijst,
    wie: GebruikerId,
    daar: WachtendSignaal,
    dag: NaiveDate,
    tot: i32,
}

impl Op {
    /// For `actor`, today.
    pub(super) fn new(lijst: Lijst, actor: &Actor) -> Self {
        let vandaag = actor.nu.dag();
        let dag = if lijst == Lijst::VensterSluit { sluit_tot(vandaag) } else { vandaag };
        let daar = WachtendSignaal(Coordineert::van(actor));
        Self { lijst, wie: actor.gebruiker(), daar, dag, tot: eerst_tot(vandaag) }
    }
}

impl QueryFragment<MultiBackend> for Op {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        match self.lijst {
            Lijst::EerstDit => {
                pass.push_sql("casus.plek <= ");
                pass.push_bind_param::<Integer, i32>(&self.tot)?;
            }
            Lijst::Spoed => pass.push_sql("casus.spoed"),
            Lijst::AntwoordTeLaat => {
                self.daar.0.schrijf("casus", &mut pass)?;
                pass.push_sql(
                    " AND EXISTS (SELECT 1 FROM doorgeleiding AS vraag WHERE vraag.casus_id = casus.id \
                     AND vraag.status = 'verzonden' AND vraag.antwoord_voor < ",
                );
                pass.push_bind_param::<Date, _>(&self.dag)?;
                pass.push_sql(")");
            }
            Lijst::VoorstelWacht => {
                self.daar.0.schrijf("casus", &mut pass)?;
                pass.push_sql(
                    " AND EXISTS (SELECT 1 FROM voorstel AS idee WHERE idee.casus_id = casus.id AND idee.status = 'voorgesteld')",
                );
            }
            Lijst::VensterSluit => {
                pass.push_sql("casus.venster IS NOT NULL AND casus.venster_sluit <= ");
                pass.push_bind_param::<Date, _>(&self.dag)?;
            }
            Lijst::EvaluatieGemist => {
                pass.push_sql("casus.status = 'steun-op-maat' AND casus.evaluatie_op < ");
                pass.push_bind_param::<Date, _>(&self.dag)?;
            }
            Lijst::LijktBekend => {
                pass.push_sql("EXISTS (SELECT 1 ");
                self.daar.schrijf(&mut pass)?;
                pass.push_sql(")");
            }
            Lijst::VanNiemand => pass.push_sql("casus.coordinator_id IS NULL"),
            Lijst::VanMij => {
                pass.push_sql("(casus.coordinator_id = ");
                pass.push_bind_param::<sql::Uuid, _>(&self.wie)?;
                pass.push_sql(" OR casus.regisseur_id = ");
                pass.push_bind_param::<sql::Uuid, _>(&self.wie)?;
                pass.push_sql(")");
            }
        }
        Ok(())
    }
}

impl QueryFragment<MultiBackend> for WachtendSignaal {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        pass.push_sql("(SELECT nieuw.id ");
        self.schrijf(&mut pass)?;
        pass.push_sql(" ORDER BY nieuw.id LIMIT 1)");
        Ok(())
    }
}

/// How many cases stand on a list.
#[derive(Clone, Debug)]
pub(super) struct Tel(pub(super) Op);

impl QueryFragment<MultiBackend> for Tel {
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
        pass.push_sql("COUNT(CASE WHEN ");
        self.0.walk_ast(pass.reborrow())?;
        pass.push_sql(" THEN 1 END)");
        Ok(())
    }
}

impl Expression for Op {
    type SqlType = Bool;
}
impl<QS> AppearsOnTable<QS> for Op {}
impl<QS> SelectableExpression<QS> for Op {}
impl<GB> ValidGrouping<GB> for Op {
    type IsAggregate = is_aggregate::No;
}
impl QueryId for Op {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Expression for WachtendSignaal {
    type SqlType = Nullable<sql::Uuid>;
}
impl<QS> AppearsOnTable<QS> for WachtendSignaal {}
impl<QS> SelectableExpression<QS> for WachtendSignaal {}
impl<GB> ValidGrouping<GB> for WachtendSignaal {
    type IsAggregate = is_aggregate::No;
}
impl QueryId for WachtendSignaal {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl Expression for Tel {
    type SqlType = BigInt;
}
impl<QS> AppearsOnTable<QS> for Tel {}
impl<QS> SelectableExpression<QS> for Tel {}
impl<GB> ValidGrouping<GB> for Tel {
    type IsAggregate = is_aggregate::Yes;
}
impl QueryId for Tel {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}
