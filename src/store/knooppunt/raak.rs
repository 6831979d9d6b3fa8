//! A change on the agenda is a change of the meeting.

use diesel::prelude::*;

use crate::{
    domain::{
        ids::{AgendapuntId, BijeenkomstId},
        knooppunt::Status,
    },
    store::{
        bewaar::pen::Pen,
        error::Error,
        schema::{agendapunt as agendapunten, bijeenkomst},
        types::Woord,
    },
};

/// Counts a change on the agenda as a change of the meeting, as long as its record is not established.
///
/// Who establishes the record names the version that was seen, and so never establishes an agreement that came in between
/// without the family's position.
pub(super) fn raak(pen: &mut Pen<'_>, id: BijeenkomstId) -> Result<(), Error> {
    let changed = raak_open(pen, id)?;
    geraakt(pen, changed)
}

/// The same, where an agenda is left as it is once its record is established; says how many meetings that were.
pub(super) fn raak_open(pen: &mut Pen<'_>, id: BijeenkomstId) -> Result<usize, Error> {
    let open = bijeenkomst::table.find(id).filter(bijeenkomst::status.ne(Woord(Status::Vastgesteld)));
    Ok(diesel::update(open).set(bijeenkomst::versie.eq(bijeenkomst::versie + 1)).execute(pen.tx)?)
}

/// The same for the meeting of an agenda item.
pub(super) fn raak_van(pen: &mut Pen<'_>, punt: AgendapuntId) -> Result<(), Error> {
    let van_punt = agendapunten::table.filter(agendapunten::id.eq(punt)).select(agendapunten::bijeenkomst_id);
    let open = bijeenkomst::table
        .filter(bijeenkomst::id.eq_any(van_punt))
        .filter(bijeenkomst::status.ne(Woord(Status::Vastgesteld)));
    let changed = diesel::update(open).set(bijeenkomst::versie.eq(bijeenkomst::versie + 1)).execute(pen.tx)?;
    geraakt(pen, changed)
}

fn geraakt(pen: &Pen<'_>, changed: usize) -> Result<(), Error> {
    if changed == 1 {
        return Ok(());
    }
    Err(pen.conflict("al-vastgesteld", "Het verslag is vastgesteld; daarna verandert er niets meer."))
}
