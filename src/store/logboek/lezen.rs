//! Lines as they are read back, and the names behind their ids.

use std::collections::{BTreeSet, HashMap, HashSet};

use diesel::prelude::*;

pub use super::vraag::Periode;
use super::{
    vraag::{Row, binnen},
    zoek::{Na, niet_de_casus},
};
use crate::{
    domain::{
        casus::CasusId,
        client::ClientId,
        ids::Id,
        logboek::{Object, Regel, Uitkomst},
        tijd::Moment,
        toegang::{GebruikerId, OrganisatieId, PseudoniemId},
        toestemming::{Doel, Ontvanger, ToestemmingId},
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{client, gebruiker, logregel, logregel_betrokkene, organisatie, toestemming},
        types::Woord,
    },
};

/// Identifiers in one statement: SQLite takes no more than 32,766.
const STAP: usize = 10_000;

/// The lines about a person: those that name her, and those of attempts on what is hers that found nothing.
pub fn over(
    tx: &mut Tx,
    pseudoniemen: &[PseudoniemId],
    dingen: &[Id<Object>],
    periode: Periode,
) -> Result<Vec<Regel>, Error> {
    let genoemd = logregel_betrokkene::table
        .filter(logregel_betrokkene::pseudoniem.eq_any(pseudoniemen.to_vec()))
        .select(logregel_betrokkene::logregel_id);
    let mut rows = binnen(logregel::table.filter(logregel::id.eq_any(genoemd)).into_boxed(), periode)
        .select(Row::as_select())
        .load::<Row>(tx)?;
    for dingen in dingen.chunks(STAP) {
        let casussen: Vec<CasusId> = dingen.iter().map(|ding| ding.cast()).collect();
        let van_de_casus = logregel::casus_id.eq_any(casussen).and(logregel::object_id.eq(logregel::casus_id));
        let pogingen = logregel::table
            .filter(logregel::object_id.eq_any(dingen.to_vec()).and(niet_de_casus()).or(van_de_casus))
            .filter(logregel::uitkomst.ne(Woord(Uitkomst::Gelukt)))
            .into_boxed();
        rows.extend(binnen(pogingen, periode).select(Row::as_select()).load::<Row>(tx)?);
    }
    let mut gezien = HashSet::new();
    rows.retain(|row| gezien.insert(row.id));
    rows.into_iter().map(Regel::try_from).collect()
}

/// The lines of a period, the oldest first: at most `aantal`, after the place `na`.
pub fn reeks(tx: &mut Tx, periode: Periode, na: Option<Na>, aantal: i64) -> Result<Vec<Regel>, Error> {
    let mut query = binnen(logregel::table.into_boxed(), periode);
    if let Some((micros, id)) = na {
        let op = Moment::new(chrono::DateTime::from_timestamp_micros(micros).unwrap_or_default());
        // The first of both lets the index begin at the place.
        query = query.filter(logregel::op.ge(op)).filter(logregel::op.gt(op).or(logregel::id.gt(id)));
    }
    let rows =
        query.order((logregel::op.asc(), logregel::id.asc())).limit(aantal).select(Row::as_select()).load::<Row>(tx)?;
    rows.into_iter().map(Regel::try_from).collect()
}

/// What a consent was for, to whom, and since when.
#[derive(Clone, Copy, Debug)]
pub struct Verleende {
    /// The purpose.
    pub doel: Doel,
    /// The receiver.
    pub ontvanger: Ontvanger,
    /// Since when.
    pub op: Moment,
}

/// The names behind the ids of lines.
#[derive(Debug, Default)]
pub struct Namen {
    organisaties: HashMap<OrganisatieId, String>,
    medewerkers: HashMap<GebruikerId, String>,
    toestemmingen: HashMap<ToestemmingId, Verleende>,
}

impl Namen {
    /// The names behind the ids of these lines.
    pub fn van<'a>(tx: &mut Tx, regels: impl Iterator<Item = &'a Regel> + Clone) -> Result<Self, Error> {
        let gebruikers: HashSet<_> =
            regels.clone().flat_map(|regel| [regel.gebruiker, regel.namens]).flatten().collect();
        let organisaties: HashSet<_> = regels.clone().filter_map(|regel| regel.organisatie).collect();
        let toestemmingen: HashSet<_> = regels.filter_map(|regel| regel.toestemming).collect();
        let mut namen = Self::default();
        for ids in stappen(organisaties) {
            let query = organisatie::table.filter(organisatie::id.eq_any(ids));
            namen.organisaties.extend(query.select((organisatie::id, organisatie::naam)).load::<(_, String)>(tx)?);
        }
        for ids in stappen(gebruikers) {
            let query = gebruiker::table.filter(gebruiker::id.eq_any(ids));
            namen.medewerkers.extend(query.select((gebruiker::id, gebruiker::naam)).load::<(_, String)>(tx)?);
        }
        for ids in stappen(toestemmingen) {
            namen.toestemmingen.extend(verleend(tx, ids)?);
        }
        Ok(namen)
    }

    /// The same, without the names of who works there.
    #[must_use]
    pub fn zonder_medewerkers(self) -> Self {
        Self { medewerkers: HashMap::new(), ..self }
    }

    /// The name of an organisation.
    #[must_use]
    pub fn organisatie(&self, id: OrganisatieId) -> Option<&str> {
        self.organisaties.get(&id).map(String::as_str)
    }

    /// The name of somebody who has an account.
    #[must_use]
    pub fn medewerker(&self, id: GebruikerId) -> Option<&str> {
        self.medewerkers.get(&id).map(String::as_str)
    }

    /// A consent that something rested on.
    #[must_use]
    pub fn toestemming(&self, id: ToestemmingId) -> Option<Verleende> {
        self.toestemmingen.get(&id).copied()
    }
}

fn stappen<T: Copy>(ids: HashSet<T>) -> Vec<Vec<T>> {
    let ids: Vec<T> = ids.into_iter().collect();
    ids.chunks(STAP).map(<[T]>::to_vec).collect()
}

fn verleend(tx: &mut Tx, ids: Vec<ToestemmingId>) -> Result<Vec<(ToestemmingId, Verleende)>, Error> {
    let rows = toestemming::table
        .filter(toestemming::id.eq_any(ids))
        .select((toestemming::id, toestemming::doel, toestemming::ontvanger, toestemming::op))
        .load::<(ToestemmingId, Woord<Doel>, Woord<Ontvanger>, Moment)>(tx)?;
    let verleende =
        |doel: Woord<Doel>, ontvanger: Woord<Ontvanger>, op| Verleende { doel: doel.0, ontvanger: ontvanger.0, op };
    Ok(rows.into_iter().map(|(id, doel, ontvanger, op)| (id, verleende(doel, ontvanger, op))).collect())
}

/// The clients behind names in the logboek, as far as the way back to them is kept.
pub fn clienten(tx: &mut Tx, van: &BTreeSet<PseudoniemId>) -> Result<HashMap<PseudoniemId, ClientId>, Error> {
    let mut gevonden = HashMap::new();
    let van: Vec<PseudoniemId> = van.iter().copied().collect();
    for ids in van.chunks(STAP) {
        let query = client::table.filter(client::pseudoniem.eq_any(ids.to_vec()));
        gevonden.extend(query.select((client::pseudoniem, client::id)).load::<(PseudoniemId, ClientId)>(tx)?);
    }
    Ok(gevonden)
}
