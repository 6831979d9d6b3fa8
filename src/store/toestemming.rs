//! Consents: finding the one a request rests on, and carrying out a withdrawal.

use diesel::prelude::*;

use super::{
    bewaar::pen::{Pen, Rijen},
    conn::{Conn, Tx},
    error::Error,
    schema::{doorgeleiding, toestemming},
    types::{Woord, tekst_als_woorden, woorden_als_tekst},
};
use crate::domain::{
    casus::{Casus, CasusId},
    client::ClientId,
    doorgeleiding::{DoorgeleidingId, Status as Verzoekstatus},
    rode_draad::gevolg::{Eerder, Feit, Rustend},
    route::Route,
    signaal::SignaalId,
    tijd::Moment,
    toegang::{Actor, Ding as _, GebruikerId, Gezocht, OrganisatieId, Van},
    toestemming::{
        Doel, GegevenDoor, Onderdeel, Ontvanger, Reikwijdte, Status, Toestemming, ToestemmingId, Verkregen, Wijze,
    },
};

#[derive(Debug, Insertable, Queryable, Selectable)]
// Several at once are one statement on SQLite too: what is absent is NULL, not left out.
#[diesel(table_name = toestemming, treat_none_as_default_value = false)]
struct Row {
    id: ToestemmingId,
    client_id: ClientId,
    signaal_id: Option<SignaalId>,
    casus_id: Option<CasusId>,
    doel: Woord<Doel>,
    ontvanger: Woord<Ontvanger>,
    organisatie_id: Option<OrganisatieId>,
    onderdelen: String,
    bewoording: String,
    wijze: Woord<Wijze>,
    gegeven_door: Woord<GegevenDoor>,
    status: Woord<Status>,
    door_id: GebruikerId,
    op: Moment,
    beeindigd_op: Option<Moment>,
    versie: i32,
}

fn lees(row: Row, van: &Casus) -> Result<Toestemming, Error> {
    Ok(Toestemming {
        id: row.id,
        client: row.client_id,
        betrokkene: van.betrokkene,
        signaal: row.signaal_id,
        casus: row.casus_id,
        reikwijdte: Reikwijdte {
            doel: row.doel.0,
            ontvanger: row.ontvanger.0,
            organisatie: row.organisatie_id,
            onderdelen: tekst_als_woorden::<Onderdeel>(&row.onderdelen)?,
        },
        verkregen: Verkregen { wijze: row.wijze.0, gegeven_door: row.gegeven_door.0 },
        bewoording: row.bewoording,
        status: row.status.0,
        genoteerd_door: row.door_id,
        genoteerd_op: row.op,
        beeindigd_op: row.beeindigd_op,
        ligging: van.ligging(),
        versie: row.versie,
    })
}

impl Rijen for Toestemming {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => insert(pen, self),
            Van::In(_) => trek_in(pen, self, van),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(match self.status {
            Status::Ingetrokken => Feit::Ingetrokken(self, rust_erop(pen, self.id)?),
            _ => Feit::Toestemming(self, eerder(pen, self)?),
        })
    }
}

/// Stores a consent, or a refusal.
pub(super) fn insert(pen: &mut Pen<'_>, nieuw: &Toestemming) -> Result<usize, Error> {
    Ok(diesel::insert_into(toestemming::table).values(&Row::from(nieuw)).execute(pen.tx)?)
}

/// Stores all consents that came with a signaal, in one statement.
pub(super) fn insert_alle(pen: &mut Pen<'_>, nieuwe: &[Toestemming]) -> Result<usize, Error> {
    if nieuwe.is_empty() {
        return Ok(0);
    }
    let rows: Vec<Row> = nieuwe.iter().map(Row::from).collect();
    let query = diesel::insert_into(toestemming::table).values(&rows);
    Ok(match pen.tx {
        Conn::Postgres(postgres) => query.execute(postgres)?,
        Conn::Sqlite(sqlite) => query.execute(sqlite)?,
    })
}

impl From<&Toestemming> for Row {
    fn from(nieuw: &Toestemming) -> Self {
        Self {
            id: nieuw.id,
            client_id: nieuw.client,
            signaal_id: nieuw.signaal,
            casus_id: nieuw.casus,
            doel: Woord(nieuw.reikwijdte.doel),
            ontvanger: Woord(nieuw.reikwijdte.ontvanger),
            organisatie_id: nieuw.reikwijdte.organisatie,
            onderdelen: woorden_als_tekst(&nieuw.reikwijdte.onderdelen),
            bewoording: nieuw.bewoording.clone(),
            wijze: Woord(nieuw.verkregen.wijze),
            gegeven_door: Woord(nieuw.verkregen.gegeven_door),
            status: Woord(nieuw.status),
            door_id: nieuw.genoteerd_door,
            op: nieuw.genoteerd_op,
            beeindigd_op: nieuw.beeindigd_op,
            versie: nieuw.versie,
        }
    }
}

fn trek_in(pen: &mut Pen<'_>, nieuw: &Toestemming, van: &Van) -> Result<usize, Error> {
    let seen = toestemming::table
        .find(nieuw.id)
        .filter(toestemming::status.eq_any(van.statussen()))
        .filter(toestemming::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((
            toestemming::status.eq(Woord(nieuw.status)),
            toestemming::beeindigd_op.eq(nieuw.beeindigd_op),
            toestemming::versie.eq(toestemming::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// Looks for a consent in the cases that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: ToestemmingId) -> Result<Gezocht<Toestemming>, Error> {
    let van = toestemming::table.find(id).select(toestemming::casus_id).first::<Option<CasusId>>(tx).optional()?;
    let gevonden = match van.flatten() {
        Some(casus) => match super::casus::find(tx, actor, casus)?.gevonden {
            Some(casus) => van_casus(tx, &casus)?.into_iter().find(|t| t.id == id),
            None => None,
        },
        None => None,
    };
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// The consents and refusals of a case, oldest first.
pub fn van_casus(tx: &mut Tx, van: &Casus) -> Result<Vec<Toestemming>, Error> {
    toestemming::table
        .filter(toestemming::casus_id.eq(van.id))
        .order(toestemming::id.asc())
        .select(Row::as_select())
        .load::<Row>(tx)?
        .into_iter()
        .map(|row| lees(row, van))
        .collect()
}

/// The consent on which a request along `route` to a desk of `organisatie` can rest.
pub fn dekking(
    tx: &mut Tx,
    van: &Casus,
    route: Route,
    organisatie: OrganisatieId,
) -> Result<Option<ToestemmingId>, Error> {
    Ok(van_casus(tx, van)?
        .into_iter()
        .find(|t| t.status == Status::Gegeven && t.reikwijdte.dekt(route, organisatie))
        .map(|t| t.id))
}

/// The consents that hold for the purpose and receiver of one that was noted. What rests on them counts only when they may end by it.
pub(super) fn eerder(pen: &mut Pen<'_>, nieuw: &Toestemming) -> Result<Vec<Eerder>, Error> {
    let gegeven = toestemming::table
        .filter(toestemming::casus_id.eq(nieuw.casus))
        .filter(toestemming::doel.eq(Woord(nieuw.reikwijdte.doel)))
        .filter(toestemming::ontvanger.eq(Woord(nieuw.reikwijdte.ontvanger)))
        .filter(toestemming::status.eq(Woord(Status::Gegeven)))
        .filter(toestemming::id.ne(nieuw.id))
        .select((toestemming::id, toestemming::organisatie_id))
        .load::<(ToestemmingId, Option<OrganisatieId>)>(pen.tx)?;
    let mut alle = Vec::new();
    for (id, organisatie) in gegeven {
        let rust_erop = if nieuw.status == Status::Geweigerd { rust_erop(pen, id)? } else { Vec::new() };
        alle.push(Eerder { id, organisatie, rust_erop });
    }
    Ok(alle)
}

fn rust_erop(pen: &mut Pen<'_>, op: ToestemmingId) -> Result<Vec<Rustend>, Error> {
    let rows = doorgeleiding::table
        .filter(doorgeleiding::toestemming_id.eq(op))
        .select((doorgeleiding::id, doorgeleiding::status))
        .load::<(DoorgeleidingId, Woord<Verzoekstatus>)>(pen.tx)?;
    Ok(rows.into_iter().map(|(id, status)| Rustend { id, status: status.0 }).collect())
}

/// Ends a consent that holds.
pub(super) fn beeindig(pen: &mut Pen<'_>, id: ToestemmingId, status: Status) -> Result<usize, Error> {
    Ok(diesel::update(toestemming::table.find(id).filter(toestemming::status.eq(Woord(Status::Gegeven))))
        .set((
            toestemming::status.eq(Woord(status)),
            toestemming::beeindigd_op.eq(pen.op()),
            toestemming::versie.eq(toestemming::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// Lets a consent give way to a newer one; what rested on it rests on the newer.
pub(super) fn vervang(pen: &mut Pen<'_>, oud: ToestemmingId, door: ToestemmingId) -> Result<(), Error> {
    beeindig(pen, oud, Status::Vervangen)?;
    diesel::update(doorgeleiding::table.filter(doorgeleiding::toestemming_id.eq(oud)))
        .set(doorgeleiding::toestemming_id.eq(door))
        .execute(pen.tx)?;
    Ok(())
}
