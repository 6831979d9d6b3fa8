//! Which rights were changed, for the privacy officer: read from the logboek.

use diesel::{dsl::sql, prelude::*, sql_types::Bool};

use super::{toekenning, werk};
use crate::{
    domain::{
        ids::Id,
        logboek::{Gebeurtenis, LogregelId, Object, Soort},
        tijd::Moment,
        toegang::{GebruikerId, Overdracht, Rol, Verleend, Verzoek},
    },
    store::{conn::Tx, error::Error, schema::logregel, types::Woord},
};

/// One change of rights.
#[derive(Clone, Debug)]
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
    /// The grant as it is now, when it is about one.
    pub toekenning: Option<Verleend>,
    /// From whom to whom work was handed over, when it is about that.
    pub overdracht: Option<Overdracht>,
}

/// These words are those of the index `logregel_toegang`: SQLite uses it only when it reads the same ones.
const TOEGANG: &str = "logregel.doel = 'toegangsbeheer' AND logregel.actie <> 'R' AND logregel.actie <> 'E' \
                       AND logregel.uitkomst = 'gelukt' AND logregel.soort <> 'publicatie'";

/// A page of changes, the newest first, each with what it is about as it stands at `nu`.
pub fn pagina(tx: &mut Tx, na: Option<LogregelId>, grootte: i64, nu: Moment) -> Result<Vec<Wijziging>, Error> {
    let mut wijzigingen = regels(tx, na, grootte)?;
    let toekenningen = toekenning::alle(tx, over(&wijzigingen, Soort::Toekenning), nu)?;
    let overdrachten = werk::overdrachten(tx, over(&wijzigingen, Soort::Overdracht))?;
    for wijziging in &mut wijzigingen {
        let Some(object) = wijziging.object else { continue };
        wijziging.toekenning = toekenningen.iter().find(|verleend| verleend.id == object.cast()).cloned();
        wijziging.overdracht = overdrachten.iter().find(|overdracht| overdracht.id == object.cast()).copied();
    }
    Ok(wijzigingen)
}

/// What these changes are about, as far as it is of this kind.
fn over<T>(wijzigingen: &[Wijziging], soort: Soort) -> Vec<Id<T>> {
    wijzigingen.iter().filter(|it| it.soort == soort).filter_map(|it| it.object).map(Id::cast).collect()
}

/// The lines that tell of a change.
fn regels(tx: &mut Tx, na: Option<LogregelId>, grootte: i64) -> Result<Vec<Wijziging>, Error> {
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
        toekenning: None,
        overdracht: None,
    };
    Ok(rows.into_iter().map(lees).collect())
}
