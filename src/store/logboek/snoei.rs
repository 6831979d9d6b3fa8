//! Pruning the log: lines that were kept long enough go from the old end, the tree over them stays.
//!
//! The database holds the rule itself, whoever asks: whole bundles, signed at least five years ago, no line among them younger. What it
//! let go stands in `logsnoei`, with the numbers of each writer that went.

use chrono::TimeDelta;
use diesel::{dsl::max, prelude::*, sql_query, sql_types::BigInt};
use tlog::tile::WIDTH;

use super::{
    gedaan,
    rijen::{getal, maat},
};
use crate::{
    domain::{
        logboek::{
            Gebeurtenis, Soort,
            rij::{SchrijverId, WijzigingId},
            snoei,
        },
        tijd::Moment,
        toegang::afzender::Afzender,
    },
    store::{
        conn::{Either, Tx},
        error::Error,
        schema::{logblad, logcheckpoint, logregel, logsnoei, logsnoei_schrijver, logsnoei_wijziging},
        types::sql,
    },
};

/// At most so many bundles go in one transaction.
const MEEST: u64 = 16;

/// A pruning: up to which number, when, and how many of the lines that went had no writer.
#[derive(Clone, Copy, Debug)]
pub struct Snoei {
    /// The first number that is still there.
    pub grens: u64,
    /// When.
    pub op: Moment,
    /// Lines without a writer.
    pub zonder_schrijver: u64,
}

/// Every pruning, the first in front.
pub fn alle(tx: &mut Tx) -> Result<Vec<Snoei>, Error> {
    let rows = logsnoei::table
        .order(logsnoei::grens.asc())
        .select((logsnoei::grens, logsnoei::op, logsnoei::zonder_schrijver))
        .load::<(i64, Moment, i64)>(tx)?;
    let snoei = |(grens, op, zonder)| Snoei { grens: maat(grens), op, zonder_schrijver: maat(zonder) };
    Ok(rows.into_iter().map(snoei).collect())
}

/// The number of the first line that is still there.
pub fn grens(tx: &mut Tx) -> Result<u64, Error> {
    Ok(logsnoei::table.select(max(logsnoei::grens)).first::<Option<i64>>(tx)?.map_or(0, maat))
}

/// The stretches of writers' numbers that went with one pruning.
pub fn schrijvers(tx: &mut Tx, van: u64) -> Result<Vec<(SchrijverId, i64, i64)>, Error> {
    Ok(logsnoei_schrijver::table
        .filter(logsnoei_schrijver::grens.eq(getal(van)))
        .order((logsnoei_schrijver::schrijver.asc(), logsnoei_schrijver::van.asc()))
        .select((logsnoei_schrijver::schrijver, logsnoei_schrijver::van, logsnoei_schrijver::tot))
        .load(tx)?)
}

/// The changes that lines told of which are gone.
pub fn wijzigingen(tx: &mut Tx) -> Result<Vec<WijzigingId>, Error> {
    Ok(logsnoei_wijziging::table.select(logsnoei_wijziging::tag).load(tx)?)
}

/// When a tree of at least `grootte` lines was first signed.
pub fn ondertekend_op(tx: &mut Tx, grootte: u64) -> Result<Option<Moment>, Error> {
    Ok(logcheckpoint::table
        .filter(logcheckpoint::grootte.ge(getal(grootte)))
        .order(logcheckpoint::grootte.asc())
        .select(logcheckpoint::op)
        .first(tx)
        .optional()?)
}

/// Removes the oldest lines that are all from before `jaren` ago and were signed by then, in whole bundles, with a line that says so;
/// says how many went.
///
/// Fails when the database fails, or does not let them go.
pub fn snoei(tx: &mut Tx, jaren: u32, nu: Moment) -> Result<u64, Error> {
    // The databases round the same moment in ways of their own.
    let voor = nu.jaren_eerder(jaren).plus(TimeDelta::seconds(-1));
    let van = grens(tx)?;
    let tot = tot_waar(tx, van, voor)?;
    if tot == van {
        return Ok(0);
    }
    match tx.either() {
        Either::Postgres(postgres) => {
            sql_query("SELECT snoei_logboek($1, $2)")
                .bind::<BigInt, _>(getal(tot))
                .bind::<sql::Moment, _>(nu)
                .execute(postgres)?;
        }
        Either::Sqlite(sqlite) => {
            for statement in op_sqlite(tot, nu) {
                sql_query(statement).execute(sqlite)?;
            }
        }
    }
    let tot_hier = Some(snoei::object(tot).uuid());
    gedaan(tx, &Afzender::vanzelf(nu).meldt(Gebeurtenis::LogboekGesnoeid, Soort::Logregel, tot_hier))?;
    Ok(tot - van)
}

/// Up to where bundles may go: whole, all of their lines there, all older, and signed before.
fn tot_waar(tx: &mut Tx, van: u64, voor: Moment) -> Result<u64, Error> {
    let ondertekend = logcheckpoint::table
        .filter(logcheckpoint::op.lt(voor))
        .select(max(logcheckpoint::grootte))
        .first::<Option<i64>>(tx)?
        .map_or(0, maat);
    let mut tot = van;
    // The line after what goes stays, and shows that what went was old enough.
    while tot + WIDTH <= ondertekend && tot < van + MEEST * WIDTH {
        let ops = logblad::table
            .inner_join(logregel::table)
            .filter(logblad::nummer.ge(getal(tot)))
            .filter(logblad::nummer.le(getal(tot + WIDTH)))
            .select(logregel::op)
            .load::<Moment>(tx)?;
        if u64::try_from(ops.len()) != Ok(WIDTH + 1) || ops.iter().any(|op| *op >= voor) {
            break;
        }
        tot += WIDTH;
    }
    Ok(tot)
}

/// What a function of the database does on PostgreSQL.
fn op_sqlite(tot: u64, nu: Moment) -> [String; 6] {
    let weg = format!("SELECT logregel_id FROM logblad WHERE nummer < {tot}");
    let regels = format!("logblad JOIN logregel ON logregel.id = logblad.logregel_id WHERE logblad.nummer < {tot}");
    [
        format!(
            "INSERT INTO logsnoei (grens, op, zonder_schrijver) \
             SELECT {tot}, '{nu}', count(*) FROM {regels} AND logregel.schrijver IS NULL"
        ),
        format!(
            "INSERT INTO logsnoei_schrijver (grens, schrijver, van, tot) \
             SELECT {tot}, schrijver, min(volgnummer), max(volgnummer) FROM ( \
                 SELECT logregel.schrijver AS schrijver, logregel.volgnummer AS volgnummer, logregel.volgnummer \
                     - row_number() OVER (PARTITION BY logregel.schrijver ORDER BY logregel.volgnummer) AS eiland \
                 FROM {regels} AND logregel.schrijver IS NOT NULL \
             ) GROUP BY schrijver, eiland"
        ),
        format!(
            "INSERT OR IGNORE INTO logsnoei_wijziging (tag) \
             SELECT logregel.wijziging FROM {regels} AND logregel.wijziging IS NOT NULL"
        ),
        format!("DELETE FROM logregel_betrokkene WHERE logregel_id IN ({weg})"),
        format!("DELETE FROM logregel WHERE id IN ({weg})"),
        format!("DELETE FROM logblad WHERE nummer < {tot}"),
    ]
}
