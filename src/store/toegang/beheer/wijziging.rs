//! Which rights were changed, for the privacy officer: read from the logboek.

use diesel::{dsl::sql, prelude::*, sql_types::Bool};

use crate::{
    domain::{
        ids::Id,
        logboek::{Gebeurtenis, LogregelId, Object, Soort},
        tijd::Moment,
        toegang::{GebruikerId, Rol, Verzoek},
    },
    store::{conn::Tx, error::Error, schema::logregel, types::Woord},
};

/// One change of rights.
#[derive(Clone, Copy, Debug)]
pub struct Wijziging {
    /// The line that tells of it.
    pub id: LogregelId,
    /// When.
    pub op: Moment,
    /// What happened.
    pub gebeurtenis: Gebeurtenis,
    /// By whom; absent when it was done at the machine itself.
    pub door: Option<GebruikerId>,
    /// In which role.
    pub rol: Option<Rol>,
    /// What kind of thing was changed.
    pub soort: Soort,
    /// Which.
    pub object: Option<Id<Object>>,
}

/// These words are those of the index `logregel_toegang`: SQLite uses it only when it reads the same ones.
const TOEGANG: &str = "logregel.doel = 'toegangsbeheer' AND logregel.actie <> 'R' AND logregel.actie <> 'E' \
                       AND logregel.uitkomst = 'gelukt' AND logregel.soort <> 'publicatie'";

/// A page of changes, the newest first.
pub fn pagina(tx: &mut Tx, na: Option<LogregelId>, grootte: i64) -> Result<Vec<Wijziging>, Error> {
    type Row = (
        LogregelId,
        Moment,
        Woord<Gebeurtenis>,
        (Option<GebruikerId>, Option<Id<Verzoek>>),
        Option<Woord<Rol>>,
        Woord<Soort>,
        Option<Id<Object>>,
    );
    let mut query = logregel::table.filter(sql::<Bool>(TOEGANG)).into_boxed();
    if let Some(na) = na {
        query = query.filter(logregel::id.lt(na));
    }
    let rows: Vec<Row> = query
        .order(logregel::id.desc())
        .limit(grootte)
        .select((
            logregel::id,
            logregel::op,
            logregel::gebeurtenis,
            (logregel::gebruiker_id, logregel::verzoek_id),
            logregel::rol,
            logregel::soort,
            logregel::object_id,
        ))
        .load(tx)?;
    // What is done at the machine itself comes with no request, and its line names the account that it is about.
    let lees = |(id, op, gebeurtenis, (door, verzoek), rol, soort, object): Row| Wijziging {
        id,
        op,
        gebeurtenis: gebeurtenis.0,
        door: door.filter(|_| verzoek.is_some()),
        rol: rol.map(|rol| rol.0),
        soort: soort.0,
        object,
    };
    Ok(rows.into_iter().map(lees).collect())
}
