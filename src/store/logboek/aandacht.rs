//! Lines that ask for a second look.

use std::{cmp::Reverse, collections::BTreeMap};

use diesel::{
    dsl::{exists, not, sql},
    prelude::*,
    sql_types::Bool,
};
use strum::VariantArray as _;

use super::{
    vraag::{Query, Row, binnen},
    zoek::Na,
};
use crate::{
    domain::{
        logboek::{
            Gebeurtenis, Regel, Uitkomst,
            aandacht::{Aandacht, nachten},
        },
        tijd::Moment,
        toegang::Rol,
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{casus, casusregisseurschap, logregel},
        types::Woord,
    },
};

/// A line with the rules that it falls under.
pub type Opvallend = (Regel, Vec<Aandacht>);

/// A page of the lines between `van` and `tot` that fall under a rule, newest first.
pub fn pagina(
    tx: &mut Tx,
    alleen: Option<Aandacht>,
    (van, tot): (Moment, Moment),
    na: Option<Na>,
    grootte: i64,
) -> Result<Vec<Opvallend>, Error> {
    let mut alle: BTreeMap<Reverse<Na>, Opvallend> = BTreeMap::new();
    for &aandacht in Aandacht::VARIANTS.iter().filter(|een| alleen.is_none_or(|alleen| alleen == **een)) {
        let Some(query) = onder(aandacht, binnen(logregel::table.into_boxed(), (Some(van), Some(tot))), van, tot)
        else {
            continue;
        };
        // As many of each rule as the page holds: together they have the whole page.
        let rows = super::zoek::na(query, na)
            .order((logregel::op.desc(), logregel::id.desc()))
            .limit(grootte)
            .select(Row::as_select())
            .load::<Row>(tx)?;
        for row in rows {
            let regel = Regel::try_from(row)?;
            let plaats = Reverse(super::zoek::plaats(&regel));
            alle.entry(plaats).or_insert_with(|| (regel, Vec::new())).1.push(aandacht);
        }
    }
    Ok(alle.into_values().take(usize::try_from(grootte).unwrap_or_default()).collect())
}

/// Those that fall under a rule; none when no moment of the period can.
fn onder(aandacht: Aandacht, query: Query<'_>, van: Moment, tot: Moment) -> Option<Query<'_>> {
    Some(match aandacht {
        Aandacht::Noodprocedure => query
            .filter(sql::<Bool>("logregel.noodprocedure"))
            .filter(logregel::gebeurtenis.eq(Woord(Gebeurtenis::NoodprocedureGeopend))),
        Aandacht::TeVaak => query
            .filter(sql::<Bool>("logregel.uitkomst <> 'gelukt'"))
            .filter(logregel::uitkomst.eq(Woord(Uitkomst::TeVaak))),
        Aandacht::Nacht => {
            let mut nachten = nachten(van, tot).into_iter();
            let (begin, einde) = nachten.next()?;
            let eerste: Tijd = Box::new(logregel::op.ge(begin).and(logregel::op.lt(einde)));
            let of = |tijd: Tijd, (begin, einde): (Moment, Moment)| -> Tijd {
                Box::new(tijd.or(logregel::op.ge(begin).and(logregel::op.lt(einde))))
            };
            query.filter(nachten.fold(eerste, of)).filter(logregel::betrokkenen.ne("[]")).filter(gelukt())
        }
        Aandacht::NaSluiting => {
            let gesloten = casus::table
                .filter(casus::id.nullable().eq(logregel::casus_id))
                .filter(casus::gesloten_op.lt(logregel::op.nullable()).assume_not_null());
            query
                .filter(logregel::gebeurtenis.eq(Woord(Gebeurtenis::Gelezen)))
                .filter(gelukt())
                .filter(exists(gesloten))
        }
        Aandacht::ZonderRelatie => {
            let van_een_ander = casus::table
                .filter(casus::id.nullable().eq(logregel::casus_id))
                .filter(casus::coordinator_id.ne(logregel::gebruiker_id).assume_not_null());
            let regie = casusregisseurschap::table
                .filter(casusregisseurschap::casus_id.nullable().eq(logregel::casus_id))
                .filter(casusregisseurschap::gebruiker_id.nullable().eq(logregel::gebruiker_id))
                .filter(casusregisseurschap::van.le(logregel::op))
                .filter(
                    casusregisseurschap::tot
                        .is_null()
                        .or(casusregisseurschap::tot.gt(logregel::op.nullable()).assume_not_null()),
                );
            query
                .filter(logregel::handeling.eq("casus-lezen"))
                .filter(logregel::rol.eq(Woord(Rol::JgzCoordinator)))
                .filter(logregel::regel.eq("rol"))
                .filter(gelukt())
                .filter(exists(van_een_ander))
                .filter(not(exists(regie)))
        }
    })
}

type Tijd = Box<dyn BoxableExpression<logregel::table, crate::store::conn::MultiBackend, SqlType = Bool>>;

#[diesel::dsl::auto_type(no_type_alias)]
fn gelukt() -> _ {
    let uitkomst: Woord<Uitkomst> = Woord(Uitkomst::Gelukt);
    logregel::uitkomst.eq(uitkomst)
}
