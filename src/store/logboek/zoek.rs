//! Searching the logboek, and whose data somebody saw.

use std::collections::BTreeMap;

use diesel::{dsl, expression::SqlLiteral, prelude::*, sql_types::Bool};

use super::vraag::{Periode, Query, Row, binnen};
use crate::{
    domain::{
        Word as _,
        casus::{Casus, CasusId},
        ids::Id,
        logboek::{Gebeurtenis, LogregelId, Object, Regel, Soort, Uitkomst},
        tijd::Moment,
        toegang::{GebruikerId, OrganisatieId, PseudoniemId, SessieId},
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{logregel, logregel_betrokkene, sessie},
        types::Woord,
    },
};

/// What a line must have; what is absent does not matter.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "each is the field of a line")]
pub struct Zoekvraag {
    pub personen: Option<Vec<PseudoniemId>>,
    pub gebruiker: Option<GebruikerId>,
    pub organisatie: Option<OrganisatieId>,
    pub sessie: Option<SessieId>,
    pub toegangspunt: Option<String>,
    pub casus: Option<CasusId>,
    pub object: Option<Id<Object>>,
    pub gebeurtenis: Option<Gebeurtenis>,
    pub uitkomst: Option<Uitkomst>,
    pub noodprocedure: Option<bool>,
    pub periode: Periode,
}

impl Zoekvraag {
    fn query<'a>(&self, tx: &mut Tx) -> Result<Query<'a>, Error> {
        let mut query = binnen(logregel::table.into_boxed(), self.periode);
        if let Some(personen) = &self.personen {
            let genoemd = logregel_betrokkene::table
                .filter(logregel_betrokkene::pseudoniem.eq_any(personen.clone()))
                .select(logregel_betrokkene::logregel_id);
            query = query.filter(logregel::id.eq_any(genoemd));
        }
        if let Some(gebruiker) = self.gebruiker {
            query = query.filter(logregel::gebruiker_id.eq(gebruiker));
        }
        if let Some(sessie) = self.sessie {
            query = van_sessie(tx, query, sessie)?;
        }
        if let Some(organisatie) = self.organisatie {
            query = query.filter(logregel::organisatie_id.eq(organisatie));
        }
        if let Some(toegangspunt) = &self.toegangspunt {
            query = query.filter(logregel::toegangspunt.eq(toegangspunt.clone()));
        }
        if let Some(casus) = self.casus {
            query = query.filter(logregel::casus_id.eq(casus));
        }
        if let Some(object) = self.object {
            // The index of things leaves out the cases themselves: those are found as cases.
            let van_de_casus = logregel::casus_id.eq(object.cast::<Casus>()).and(logregel::object_id.eq(object));
            query = query.filter(logregel::object_id.eq(object).and(niet_de_casus()).or(van_de_casus));
        }
        if let Some(gebeurtenis) = self.gebeurtenis {
            query = query.filter(logregel::gebeurtenis.eq(Woord(gebeurtenis)));
        }
        if let Some(uitkomst) = self.uitkomst {
            query = query.filter(logregel::uitkomst.eq(Woord(uitkomst)));
            // As below.
            if uitkomst != Uitkomst::Gelukt {
                query = query.filter(dsl::sql::<Bool>("logregel.uitkomst <> 'gelukt'"));
            }
        }
        Ok(match self.noodprocedure {
            // Spelled out: the index holds these lines alone, and no database looks through a bound value.
            Some(true) => query.filter(dsl::sql::<Bool>("logregel.noodprocedure")),
            Some(false) => query.filter(logregel::noodprocedure.eq(false)),
            None => query,
        })
    }
}

/// Whether a line is about something else than its case, in the words of the index.
pub(super) fn niet_de_casus() -> SqlLiteral<Bool> {
    dsl::sql("logregel.object_id IS DISTINCT FROM logregel.casus_id")
}

/// The place in the list after which a page begins: microseconds since 1970, and the line.
pub type Na = (i64, LogregelId);

/// The place of a line in the list.
#[must_use]
pub fn plaats(van: &Regel) -> Na {
    (van.op.micros(), van.id)
}

/// Those that come after this place.
pub(super) fn na(query: Query<'_>, na: Option<Na>) -> Query<'_> {
    let Some((micros, id)) = na else { return query };
    let op = Moment::new(chrono::DateTime::from_timestamp_micros(micros).unwrap_or_default());
    // The first of both lets the index begin at the place.
    query.filter(logregel::op.le(op)).filter(logregel::op.lt(op).or(logregel::id.lt(id)))
}

/// A page of lines, newest first.
pub fn pagina(tx: &mut Tx, vraag: &Zoekvraag, na: Option<Na>, grootte: i64) -> Result<Vec<Regel>, Error> {
    let rows = self::na(vraag.query(tx)?, na)
        .order((logregel::op.desc(), logregel::id.desc()))
        .limit(grootte)
        .select(Row::as_select())
        .load::<Row>(tx)?;
    rows.into_iter().map(Regel::try_from).collect()
}

/// A person whose data were seen: from when until when, in how many lines, and which kinds.
#[derive(Clone, Debug)]
pub struct Gezien {
    /// Her name in the logboek.
    pub betrokkene: PseudoniemId,
    /// The first line.
    pub eerste: Moment,
    /// The last.
    pub laatste: Moment,
    /// How many lines.
    pub aantal: i64,
    /// What kinds of data, in the order of their words.
    pub soorten: Vec<Soort>,
}

/// Who saw something, and when: an account, a session or an address, from then until then.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "each is the field of a line")]
pub struct Kijker {
    pub gebruiker: Option<GebruikerId>,
    pub sessie: Option<SessieId>,
    pub toegangspunt: Option<String>,
    pub van: Moment,
    pub tot: Moment,
}

type Gezienregel = (LogregelId, Moment, Woord<Soort>, String);

/// Lines read in one go.
const STUK: i64 = 2_000;

/// Those of a session. It is of one account: the index of that account finds them.
fn van_sessie<'a>(tx: &mut Tx, query: Query<'a>, sessie: SessieId) -> Result<Query<'a>, Error> {
    let van = sessie::table.find(sessie).select(sessie::gebruiker_id).first::<GebruikerId>(tx).optional()?;
    let query = query.filter(logregel::sessie_id.eq(sessie));
    Ok(van.into_iter().fold(query, |query, van| query.filter(logregel::gebruiker_id.eq(van))))
}

/// The lines in which somebody saw or changed a person's data.
fn gezien_door<'a>(tx: &mut Tx, door: &Kijker) -> Result<Query<'a>, Error> {
    let mut query = binnen(logregel::table.into_boxed(), (Some(door.van), Some(door.tot)))
        .filter(logregel::uitkomst.eq(Woord(Uitkomst::Gelukt)))
        .filter(logregel::betrokkenen.ne("[]"));
    if let Some(gebruiker) = door.gebruiker {
        query = query.filter(logregel::gebruiker_id.eq(gebruiker));
    }
    if let Some(sessie) = door.sessie {
        query = van_sessie(tx, query, sessie)?;
    }
    if let Some(toegangspunt) = &door.toegangspunt {
        query = query.filter(logregel::toegangspunt.eq(toegangspunt.clone()));
    }
    Ok(query)
}

/// A page of the persons whose data somebody saw or changed, by their names in the logboek.
///
/// Counted from the lists in the lines, some at a time: the index by person does not lead from a line to its persons.
pub fn gezien(tx: &mut Tx, door: &Kijker, na: Option<PseudoniemId>, grootte: u16) -> Result<Vec<Gezien>, Error> {
    let mut alle: BTreeMap<PseudoniemId, Gezien> = BTreeMap::new();
    let mut tot = None;
    loop {
        let rows = self::na(gezien_door(tx, door)?, tot)
            .order((logregel::op.desc(), logregel::id.desc()))
            .limit(STUK)
            .select((logregel::id, logregel::op, logregel::soort, logregel::betrokkenen))
            .load::<Gezienregel>(tx)?;
        let Some((id, op, ..)) = rows.last() else { break };
        tot = Some((op.micros(), *id));
        neem_op(&mut alle, rows, na)?;
    }
    let mut pagina: Vec<Gezien> = alle.into_values().take(grootte.into()).collect();
    for gezien in &mut pagina {
        gezien.soorten.sort_by_key(|soort| soort.word());
    }
    Ok(pagina)
}

fn neem_op(
    alle: &mut BTreeMap<PseudoniemId, Gezien>,
    rows: Vec<Gezienregel>,
    na: Option<PseudoniemId>,
) -> Result<(), Error> {
    for (_, op, soort, betrokkenen) in rows {
        let betrokkenen: Vec<PseudoniemId> = serde_json::from_str(&betrokkenen)
            .map_err(|fout| diesel::result::Error::DeserializationError(fout.into()))?;
        for betrokkene in betrokkenen.into_iter().filter(|wie| na.is_none_or(|na| *wie > na)) {
            let nieuw = Gezien { betrokkene, eerste: op, laatste: op, aantal: 0, soorten: Vec::new() };
            let gezien = alle.entry(betrokkene).or_insert(nieuw);
            gezien.eerste = gezien.eerste.min(op);
            gezien.laatste = gezien.laatste.max(op);
            gezien.aantal += 1;
            if !gezien.soorten.contains(&soort.0) {
                gezien.soorten.push(soort.0);
            }
        }
    }
    Ok(())
}
