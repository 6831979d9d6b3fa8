//! Notities: who works on a case, and what of its notes she may read.

use std::collections::HashMap;

use diesel::{helper_types::IntoBoxed, prelude::*};

use super::{
    bewaar::pen::{Pen, Rijen},
    casus as casussen,
    conn::{MultiBackend, Tx},
    error::Error,
    kluis::{Plek, Sleutel},
    schema::{doorgeleiding, notitie, toestemming},
    types::{EenVan, Woord},
};
use crate::domain::{
    casus::CasusId,
    doorgeleiding::Status as Doorgeleidingstatus,
    notitie::{Niveau, Notitie, NotitieId, Teamcasus},
    tijd::Moment,
    toegang::{Actor, DeskId, Ding as _, Gebied, GebruikerId, Gezocht, Ligging, OrganisatieId, Rol, Van},
};

const TEKST: &str = "notitie.tekst";

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = notitie)]
struct Row {
    id: NotitieId,
    schrijver_id: GebruikerId,
    organisatie_id: OrganisatieId,
    niveau: Woord<Niveau>,
    op: Moment,
    ingetrokken_op: Option<Moment>,
    versie: i32,
}

fn lees(row: &Row, team: &Teamcasus) -> Notitie {
    Notitie {
        id: row.id,
        casus: team.casus.id,
        betrokkene: team.casus.betrokkene,
        schrijver: row.schrijver_id,
        organisatie: row.organisatie_id,
        niveau: row.niveau.0,
        op: row.op,
        ingetrokken_op: row.ingetrokken_op,
        ligging: Ligging { van: Some(row.schrijver_id), ..team.ligging() },
        versie: row.versie,
    }
}

/// Looks for a case among those on which `actor` works: in her area, as its casusregisseur, at a desk that took the family on,
/// or as the chair to whose table it was sent. An emergency makes nobody work on a case.
pub fn find_team(tx: &mut Tx, actor: &Actor, id: CasusId) -> Result<Gezocht<Teamcasus>, Error> {
    let desk = desk_van(tx, actor, id)?;
    let gewoon = casussen::ziet_gewoon(tx, actor, id)?;
    let gevonden = if gewoon || desk.is_some() {
        let tot = desk.and_then(|(_, tot)| tot).filter(|_| !gewoon);
        Some(Teamcasus::new(casussen::get(tx, id)?, desk.map(|(desk, _)| desk), tot, actor))
    } else {
        None
    };
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// The desk of `actor` that took the family on, as long as its consent holds, and when its help ended; one that helps still comes
/// before one that did.
fn desk_van(tx: &mut Tx, actor: &Actor, id: CasusId) -> Result<Option<(DeskId, Option<Moment>)>, Error> {
    let mut laatst: Option<(DeskId, Option<Moment>)> = None;
    for gebied in actor.gebieden(Rol::Uitvoerder) {
        let Gebied::Desk(desk) = gebied else { continue };
        let aanvaard = doorgeleiding::table
            .inner_join(toestemming::table)
            .filter(doorgeleiding::casus_id.eq(id))
            .filter(doorgeleiding::desk_id.eq(desk))
            .filter(doorgeleiding::status.ne(Woord(Doorgeleidingstatus::Verzonden)))
            .filter(super::doorgeleiding::bij_ontvanger())
            .select(doorgeleiding::beeindigd_op)
            .load::<Option<Moment>>(tx)?;
        for tot in aanvaard {
            let later =
                laatst.is_none_or(|(_, eerder)| eerder.is_some_and(|eerder| tot.is_none_or(|tot| tot > eerder)));
            if later {
                laatst = Some((desk, tot));
            }
        }
    }
    Ok(laatst)
}

type Bron<'a> = IntoBoxed<'a, notitie::table, MultiBackend>;

/// The notes of a case that `actor` may see, who works on it: the one predicate for one and for a list.
fn zichtbaar<'a>(actor: &Actor, team: &Teamcasus) -> Bron<'a> {
    let eigen = Woord(Niveau::EigenOrganisatie);
    let van_haar = notitie::niveau.eq(eigen).and(notitie::organisatie_id.eq(actor.organisatie()));
    let van_de_tafel = notitie::niveau.eq(Woord(Niveau::Tafel));
    let mut query = notitie::table.into_boxed().filter(notitie::casus_id.eq(team.casus.id));
    if let Some(tot) = team.tot {
        query = query.filter(notitie::op.lt(tot));
    }
    if team.in_team {
        let van_het_team = notitie::niveau.eq(Woord(Niveau::Casusteam));
        return query.filter(van_haar.or(van_de_tafel).or(van_het_team));
    }
    query.filter(van_haar.or(van_de_tafel))
}

/// Looks for a note among those that `actor` may see, with the case it is about.
pub fn find(tx: &mut Tx, actor: &Actor, id: NotitieId) -> Result<Gezocht<Notitie>, Error> {
    let van = notitie::table.find(id).select(notitie::casus_id).first::<CasusId>(tx).optional()?;
    let team = match van {
        Some(casus) => find_team(tx, actor, casus)?.gevonden,
        None => None,
    };
    let gevonden = match team {
        Some(team) => {
            let row = zichtbaar(actor, &team).filter(notitie::id.eq(id)).select(Row::as_select());
            row.first::<Row>(tx).optional()?.map(|row| lees(&row, &team))
        }
        None => None,
    };
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// A page of the notes of a case that `actor` may see, newest first.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    team: &Teamcasus,
    na: Option<NotitieId>,
    grootte: i64,
) -> Result<Vec<Notitie>, Error> {
    let mut query = zichtbaar(actor, team);
    if let Some(na) = na {
        query = query.filter(notitie::id.lt(na));
    }
    let rows = query.order(notitie::id.desc()).limit(grootte).select(Row::as_select()).load::<Row>(tx)?;
    Ok(rows.iter().map(|row| lees(row, team)).collect())
}

/// The text of a note lies sealed.
impl Rijen for Notitie {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => insert(pen, self),
            Van::In(_) => trek_in(pen, self),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }
}

fn insert(pen: &mut Pen<'_>, nieuw: &Notitie) -> Result<usize, Error> {
    Ok(diesel::insert_into(notitie::table)
        .values((
            notitie::id.eq(nieuw.id),
            notitie::casus_id.eq(nieuw.casus),
            notitie::schrijver_id.eq(nieuw.schrijver),
            notitie::organisatie_id.eq(nieuw.organisatie),
            notitie::niveau.eq(Woord(nieuw.niveau)),
            notitie::tekst.eq(pen.verplichte_tekst(Plek::new(TEKST, nieuw.id.uuid()))?),
            notitie::op.eq(nieuw.op),
            notitie::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?)
}

fn trek_in(pen: &mut Pen<'_>, nieuw: &Notitie) -> Result<usize, Error> {
    let seen = notitie::table
        .find(nieuw.id)
        .filter(notitie::ingetrokken_op.is_null())
        .filter(notitie::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((notitie::ingetrokken_op.eq(nieuw.ingetrokken_op), notitie::versie.eq(notitie::versie + 1)))
        .execute(pen.tx)?)
}

/// What notes say.
pub type Teksten = HashMap<NotitieId, String>;

/// The texts of notes that were not taken back.
pub fn teksten(tx: &mut Tx, sleutel: &Sleutel, van: &[Notitie]) -> Result<Teksten, Error> {
    let staan = van.iter().filter(|notitie| notitie.ingetrokken_op.is_none());
    let ids: Vec<NotitieId> = staan.map(|notitie| notitie.id).collect();
    let rows = notitie::table.filter(EenVan::new(notitie::id, &ids)).select((notitie::id, notitie::tekst));
    let mut teksten = Teksten::new();
    for (id, sealed) in rows.load::<(NotitieId, Vec<u8>)>(tx)? {
        let tekst = sleutel.open_tekst(Plek::new(TEKST, id.uuid()), Some(&sealed))?;
        teksten.extend(tekst.map(|tekst| (id, tekst)));
    }
    Ok(teksten)
}
