//! The people behind identifiers: their name, their work and where they work, as colleagues know them.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::{
    domain::{
        tijd::Moment,
        toegang::{GebruikerId, Rol},
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{gebruiker, organisatie, toekenning},
        toegang::geldig::geldt,
        types::Woord,
    },
};

/// Somebody who works with families.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mens {
    /// Their account.
    pub id: GebruikerId,
    /// What they are called.
    pub naam: String,
    /// What they do now; of whoever left nothing.
    pub rollen: Vec<Rol>,
    /// What the organisation is called that they work for.
    pub organisatie: String,
}

/// The people behind these accounts, each once, in the order of their names.
pub(super) fn mensen(tx: &mut Tx, ids: impl IntoIterator<Item = GebruikerId>, nu: Moment) -> Result<Vec<Mens>, Error> {
    let mut ids: Vec<GebruikerId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = gebruiker::table
        .inner_join(organisatie::table)
        .left_join(toekenning::table.on(toekenning::gebruiker_id.eq(gebruiker::id).and(geldt(nu))))
        .filter(gebruiker::id.eq_any(ids))
        .select((gebruiker::id, gebruiker::naam, organisatie::naam, toekenning::rol.nullable()))
        .load::<(GebruikerId, String, String, Option<Woord<Rol>>)>(tx)?;
    let mut alle: BTreeMap<(String, GebruikerId), Mens> = BTreeMap::new();
    for (id, naam, organisatie, rol) in rows {
        let mens = alle.entry((naam.clone(), id)).or_insert_with(|| Mens { id, naam, rollen: Vec::new(), organisatie });
        mens.rollen.extend(rol.map(|woord| woord.0));
    }
    let mut alle: Vec<Mens> = alle.into_values().collect();
    for mens in &mut alle {
        mens.rollen.sort_unstable();
        mens.rollen.dedup();
    }
    Ok(alle)
}
