//! Organisations and their desks.

use diesel::prelude::*;

use super::gebied;
use crate::{
    domain::{
        fouten::Fouten,
        gebied::Gemeente,
        ids::Id,
        route::Route,
        tijd::Moment,
        toegang::{DeskId, OrganisatieId, Organisatiesoort},
    },
    store::{
        conn::{Either, Tx},
        error::Error,
        schema::{desk, organisatie, organisatie_gemeente},
        types::Woord,
    },
};

pub use crate::domain::toegang::beheer::{Deskgegevens, Organisatiegegevens};

/// The gemeenten for which organisations work, in order: of one, or of all that take part.
pub(super) fn gemeenten(tx: &mut Tx, van: Option<OrganisatieId>) -> Result<Vec<(OrganisatieId, Gemeente)>, Error> {
    let mut query = organisatie_gemeente::table
        .inner_join(organisatie::table)
        .order(organisatie_gemeente::gemeente)
        .select((organisatie_gemeente::organisatie_id, organisatie_gemeente::gemeente))
        .into_boxed();
    query = match van {
        Some(id) => query.filter(organisatie_gemeente::organisatie_id.eq(id)),
        None => query.filter(organisatie::actief.eq(true)),
    };
    let rows: Vec<(OrganisatieId, Woord<Gemeente>)> = query.load(tx)?;
    Ok(rows.into_iter().map(|(id, gemeente)| (id, gemeente.0)).collect())
}

/// Stores for which gemeenten an organisation works.
pub(super) fn bewaar_gemeenten(tx: &mut Tx, van: OrganisatieId, waar: &[Gemeente]) -> Result<(), Error> {
    diesel::delete(organisatie_gemeente::table.filter(organisatie_gemeente::organisatie_id.eq(van))).execute(tx)?;
    for &gemeente in waar {
        diesel::insert_into(organisatie_gemeente::table)
            .values((organisatie_gemeente::organisatie_id.eq(van), organisatie_gemeente::gemeente.eq(Woord(gemeente))))
            .execute(tx)?;
    }
    Ok(())
}

/// The organisations that take part, by name.
pub fn organisaties(tx: &mut Tx) -> Result<Vec<(OrganisatieId, Organisatiegegevens)>, Error> {
    let waar = gemeenten(tx, None)?;
    let rows: Vec<(OrganisatieId, String, Woord<Organisatiesoort>)> = organisatie::table
        .filter(organisatie::actief.eq(true))
        .order((organisatie::naam, organisatie::id))
        .select((organisatie::id, organisatie::naam, organisatie::soort))
        .load(tx)?;
    let met = |(id, naam, soort): (OrganisatieId, String, Woord<Organisatiesoort>)| {
        let gemeenten = waar.iter().filter(|(van, _)| *van == id).map(|&(_, gemeente)| gemeente).collect();
        (id, Organisatiegegevens { naam, soort: soort.0, gemeenten })
    };
    Ok(rows.into_iter().map(met).collect())
}

/// What these organisations are called, also those that take part no more.
pub fn namen(tx: &mut Tx, ids: &[OrganisatieId]) -> Result<Vec<(OrganisatieId, String)>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(organisatie::table.filter(organisatie::id.eq_any(ids)).select((organisatie::id, organisatie::naam)).load(tx)?)
}

/// The organisations with exactly this name; more than one is possible.
pub fn met_naam(tx: &mut Tx, naam: &str) -> Result<Vec<OrganisatieId>, Error> {
    Ok(organisatie::table
        .filter(organisatie::naam.eq(naam))
        .filter(organisatie::actief.eq(true))
        .select(organisatie::id)
        .load(tx)?)
}

/// Whether this organisation takes part.
pub fn bestaat(tx: &mut Tx, id: OrganisatieId) -> Result<bool, Error> {
    let gevonden = organisatie::table
        .filter(organisatie::id.eq(id))
        .filter(organisatie::actief.eq(true))
        .count()
        .get_result::<i64>(tx)?;
    Ok(gevonden > 0)
}

/// Checks that organisations which somebody names are there.
///
/// An error names `veld` when one is not.
pub fn controleer_organisaties(tx: &mut Tx, veld: &str, ids: impl Iterator<Item = OrganisatieId>) -> Result<(), Error> {
    for id in ids {
        if !bestaat(tx, id)? {
            return Err(Fouten::new().fout(veld, "onbekend", "Deze organisatie is niet bekend.").into());
        }
    }
    Ok(())
}

/// Adds an organisation.
pub fn voeg_organisatie_toe(tx: &mut Tx, nieuw: &Organisatiegegevens, nu: Moment) -> Result<OrganisatieId, Error> {
    let id = Id::new(nu);
    insert_organisatie(tx, id, nieuw)?;
    Ok(id)
}

/// Stores a new organisation.
pub(super) fn insert_organisatie(tx: &mut Tx, id: OrganisatieId, nieuw: &Organisatiegegevens) -> Result<(), Error> {
    diesel::insert_into(organisatie::table)
        .values((
            organisatie::id.eq(id),
            organisatie::naam.eq(&nieuw.naam),
            organisatie::soort.eq(Woord(nieuw.soort)),
            organisatie::actief.eq(true),
            organisatie::versie.eq(1),
        ))
        .execute(tx)?;
    bewaar_gemeenten(tx, id, &nieuw.gemeenten)
}

/// A desk that takes requests, with its organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    /// The desk.
    pub id: DeskId,
    /// What it is.
    pub gegevens: Deskgegevens,
    /// What its organisation is called.
    pub organisatie: String,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = desk)]
pub(super) struct DeskRow {
    id: DeskId,
    organisatie_id: OrganisatieId,
    naam: String,
    route: Woord<Route>,
    gebied_soort: String,
    gebied: String,
    capaciteit: Option<i32>,
    vrije_plekken: Option<i32>,
    wachttijd_dagen: Option<i32>,
    ruimte_op: Option<Moment>,
    responstermijn: Option<i32>,
}

impl DeskRow {
    fn met(self, organisatie: String) -> Result<Desk, Error> {
        Ok(Desk { id: self.id, gegevens: self.gegevens()?, organisatie })
    }

    pub(super) fn gegevens(self) -> Result<Deskgegevens, Error> {
        Ok(Deskgegevens {
            organisatie: self.organisatie_id,
            naam: self.naam,
            route: self.route.0,
            gebied: gebied::lees(&self.gebied_soort, &self.gebied)?,
            capaciteit: self.capaciteit,
            vrije_plekken: self.vrije_plekken,
            wachttijd_dagen: self.wachttijd_dagen,
            ruimte_op: self.ruimte_op,
            responstermijn: self.responstermijn,
        })
    }
}

/// The desks that take requests, by route and name.
pub fn desks(tx: &mut Tx) -> Result<Vec<Desk>, Error> {
    let rows: Vec<(DeskRow, String)> = desk::table
        .inner_join(organisatie::table)
        .filter(desk::actief.eq(true))
        .filter(organisatie::actief.eq(true))
        .order((desk::route, desk::naam, desk::id))
        .select((DeskRow::as_select(), organisatie::naam))
        .load(tx)?;
    rows.into_iter().map(|(row, naam)| row.met(naam)).collect()
}

/// One desk that takes requests, if it is there; it is not closed for the rest of the transaction.
///
/// Many may send to one desk at once: they hold it together, and only who closes it waits for them. Whoever holds a case too held
/// that first.
pub fn houd_desk(tx: &mut Tx, id: DeskId) -> Result<Option<Desk>, Error> {
    if let Either::Postgres(postgres) = tx.either() {
        desk::table.find(id).select(desk::id).for_share().first::<DeskId>(postgres).optional()?;
    }
    find_desk(tx, id)
}

/// Holds these desks as [`houd_desk`] does one, always in the same order: none of them closes for the rest of the transaction.
pub(in crate::store) fn houd_desks(tx: &mut Tx, ids: &[DeskId]) -> Result<(), Error> {
    if let Either::Postgres(postgres) = tx.either() {
        let deze = desk::table.filter(desk::id.eq_any(ids.to_vec())).order(desk::id);
        deze.select(desk::id).for_share().load::<DeskId>(postgres)?;
    }
    Ok(())
}

/// One desk that takes requests, if it is there.
pub fn find_desk(tx: &mut Tx, id: DeskId) -> Result<Option<Desk>, Error> {
    let row: Option<(DeskRow, String)> = desk::table
        .inner_join(organisatie::table)
        .filter(desk::id.eq(id))
        .filter(desk::actief.eq(true))
        .filter(organisatie::actief.eq(true))
        .select((DeskRow::as_select(), organisatie::naam))
        .first(tx)
        .optional()?;
    row.map(|(row, naam)| row.met(naam)).transpose()
}

/// Adds a desk.
pub fn voeg_desk_toe(tx: &mut Tx, nieuw: &Deskgegevens, nu: Moment) -> Result<DeskId, Error> {
    let id = Id::new(nu);
    insert_desk(tx, id, nieuw)?;
    Ok(id)
}

/// Stores a new desk.
pub(super) fn insert_desk(tx: &mut Tx, id: DeskId, nieuw: &Deskgegevens) -> Result<(), Error> {
    let (soort, welk) = gebied::als_tekst(nieuw.gebied);
    diesel::insert_into(desk::table)
        .values((
            desk::id.eq(id),
            desk::organisatie_id.eq(nieuw.organisatie),
            desk::naam.eq(&nieuw.naam),
            desk::route.eq(Woord(nieuw.route)),
            desk::gebied_soort.eq(soort),
            desk::gebied.eq(welk),
            desk::capaciteit.eq(nieuw.capaciteit),
            desk::vrije_plekken.eq(nieuw.vrije_plekken),
            desk::wachttijd_dagen.eq(nieuw.wachttijd_dagen),
            desk::ruimte_op.eq(nieuw.ruimte_op),
            desk::actief.eq(true),
            desk::responstermijn.eq(nieuw.responstermijn),
            desk::versie.eq(1),
        ))
        .execute(tx)?;
    Ok(())
}
