//! The rows of one person in every table, found by the registry.

use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::Nullable};

use super::{
    conn::Tx,
    engine::Engine,
    error::Error,
    types::sql,
    woord::{self, Bij, Tabel, Van, Wissen},
};
use crate::domain::{casus::CasusId, client::ClientId, ids::Id, logboek::Object, tijd::Moment};

/// The tables with what is known of a client apart from any case, each before those that it refers to.
const GEGEVENS: [&str; 8] = [
    "weging",
    "gegevenswijziging",
    "termijn",
    "zwangerschapseinde",
    "warme_overdracht",
    "kind",
    "zwangerschap",
    "client",
];

/// What a person is known as in the tables.
#[derive(Clone, Debug)]
pub(super) struct Persoon {
    /// Their clients.
    pub clienten: Vec<ClientId>,
    /// Their cases.
    pub casussen: Vec<CasusId>,
}

impl Persoon {
    /// The condition under which a row of `tabel` is theirs; `None` when it holds nothing of anybody.
    fn waar(&self, tabel: &Tabel, engine: Engine) -> Option<String> {
        Some(match tabel.van {
            Van::Client(kolom) => format!("{kolom} IN ({})", lijst(&self.clienten, engine)),
            Van::Casus(kolom) => format!("{kolom} IN ({})", lijst(&self.casussen, engine)),
            Van::Via { kolom, tabel, daar } => {
                let waar = self.waar(woord::tabel(tabel)?, engine)?;
                format!("{kolom} IN (SELECT {daar} FROM {tabel} WHERE {waar})")
            }
            Van::Niemand => return None,
        })
    }
}

/// Identifiers as a statement lists them. A list of none may not be empty, and nothing equals NULL.
fn lijst<T>(ids: &[Id<T>], engine: Engine) -> String {
    if ids.is_empty() {
        return "NULL".to_owned();
    }
    ids.iter().map(|id| engine.uuid(id.uuid())).collect::<Vec<_>>().join(", ")
}

#[derive(QueryableByName)]
struct Gevonden {
    #[diesel(sql_type = sql::Uuid)]
    id: Id<Object>,
}

/// Everything of theirs that somebody may try to open.
pub(super) fn te_openen(tx: &mut Tx, wie: &Persoon) -> Result<Vec<Id<Object>>, Error> {
    let engine = tx.engine();
    let delen = woord::tabellen().filter(|tabel| tabel.te_openen).filter_map(|tabel| {
        let waar = wie.waar(tabel, engine)?;
        Some(format!("SELECT id FROM {} WHERE {waar}", tabel.naam))
    });
    let query = delen.collect::<Vec<_>>().join(" UNION ALL ");
    Ok(sql_query(query).load::<Gevonden>(tx)?.into_iter().map(|gevonden| gevonden.id).collect())
}

#[derive(QueryableByName)]
struct Laatste {
    #[diesel(sql_type = Nullable<sql::Moment>)]
    op: Option<Moment>,
}

/// When something of theirs last changed that matters.
pub(super) fn laatste_wijziging(tx: &mut Tx, wie: &Persoon) -> Result<Option<Moment>, Error> {
    let engine = tx.engine();
    let delen = woord::tabellen().filter_map(|tabel| {
        let waar = wie.waar(tabel, engine)?;
        let van = move |kolom| format!("SELECT max({kolom}) AS op FROM {} WHERE {waar}", tabel.naam);
        Some(tabel.gewijzigd.split_whitespace().map(van))
    });
    let query =
        format!("SELECT max(op) AS op FROM ({}) AS alle", delen.flatten().collect::<Vec<_>>().join(" UNION ALL "));
    Ok(sql_query(query).get_result::<Laatste>(tx)?.op)
}

/// Erases what `tabel` holds of them, and says how many rows that took.
pub(super) fn wis(tx: &mut Tx, tabel: &Tabel, wie: &Persoon, nu: Moment) -> Result<usize, Error> {
    let engine = tx.engine();
    let Some(waar) = wie.waar(tabel, engine) else { return Ok(0) };
    let naam = tabel.naam;
    let query = match tabel.wissen {
        Wissen::Niets | Wissen::Elders(_) => return Ok(0),
        Wissen::Rijen => format!("DELETE FROM {naam} WHERE {waar}"),
        Wissen::Kolommen => format!("UPDATE {naam} SET {} WHERE {waar}", wijzigingen(tabel, nu, engine)),
        Wissen::KolommenWaar(ook) => {
            let ook = ook.replace("{casussen}", &lijst(&wie.casussen, engine));
            format!("UPDATE {naam} SET {} WHERE {waar} AND {ook}", wijzigingen(tabel, nu, engine))
        }
    };
    Ok(sql_query(query).execute(tx)?)
}

/// Erases what is known of a client apart from any case.
pub(super) fn wis_gegevens(tx: &mut Tx, van: ClientId, nu: Moment) -> Result<(), Error> {
    let wie = Persoon { clienten: vec![van], casussen: Vec::new() };
    for tabel in GEGEVENS.into_iter().filter_map(woord::tabel) {
        wis(tx, tabel, &wie, nu)?;
    }
    Ok(())
}

/// What becomes of the columns, as an update says it.
fn wijzigingen(tabel: &Tabel, nu: Moment, engine: Engine) -> String {
    let delen = tabel.anders.iter().flat_map(|(bij, kolommen)| {
        kolommen.split_whitespace().map(move |kolom| match bij {
            Bij::Leeg => format!("{kolom} = NULL"),
            Bij::LegeBytes => format!("{kolom} = {}", engine.no_bytes()),
            Bij::Wordt(woord) => format!("{kolom} = '{woord}'"),
            Bij::Nu => format!("{kolom} = {}", engine.moment(nu)),
            Bij::Verhoogd => format!("{kolom} = {kolom} + 1"),
        })
    });
    delen.collect::<Vec<_>>().join(", ")
}
