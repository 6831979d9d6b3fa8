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
        toegang::{DeskId, Gebied, OrganisatieId, Organisatiesoort},
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{desk, organisatie},
        types::Woord,
    },
};

/// An organisation to be, or one that is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisatiegegevens {
    /// What it is called.
    pub naam: String,
    /// What kind it is.
    pub soort: Organisatiesoort,
    /// Where it sits, when that is one place.
    pub gemeente: Option<Gemeente>,
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = organisatie)]
struct OrganisatieRow {
    id: OrganisatieId,
    naam: String,
    soort: Woord<Organisatiesoort>,
    gemeente: Option<Woord<Gemeente>>,
}

impl From<OrganisatieRow> for (OrganisatieId, Organisatiegegevens) {
    fn from(row: OrganisatieRow) -> Self {
        let gegevens = Organisatiegegevens {
            naam: row.naam,
            soort: row.soort.0,
            gemeente: row.gemeente.map(|gemeente| gemeente.0),
        };
        (row.id, gegevens)
    }
}

/// The organisations that take part, by name.
pub fn organisaties(tx: &mut Tx) -> Result<Vec<(OrganisatieId, Organisatiegegevens)>, Error> {
    let rows = organisatie::table
        .filter(organisatie::actief.eq(true))
        .order((organisatie::naam, organisatie::id))
        .select(OrganisatieRow::as_select())
        .load(tx)?;
    Ok(rows.into_iter().map(Into::into).collect())
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
/// # Errors
/// Names `veld` when one is not.
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
    diesel::insert_into(organisatie::table)
        .values((
            organisatie::id.eq(id),
            organisatie::naam.eq(&nieuw.naam),
            organisatie::soort.eq(Woord(nieuw.soort)),
            organisatie::gemeente.eq(nieuw.gemeente.map(Woord)),
            organisatie::actief.eq(true),
        ))
        .execute(tx)?;
    Ok(id)
}

/// A desk to be, or one that is: where requests along one route land.
#[derive(Clone, Debug, PartialEq)]
pub struct Deskgegevens {
    /// Whose desk.
    pub organisatie: OrganisatieId,
    /// What it is called.
    pub naam: String,
    /// Along which route.
    pub route: Route,
    /// For which area.
    pub gebied: Gebied,
    /// How many it can take at a time, when it says so.
    pub capaciteit: Option<i32>,
    /// How long one waits there now, when it says so.
    pub wachttijd_dagen: Option<i32>,
}

/// A desk that takes requests, with its organisation.
#[derive(Clone, Debug, PartialEq)]
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
struct DeskRow {
    id: DeskId,
    organisatie_id: OrganisatieId,
    naam: String,
    route: Woord<Route>,
    gebied_soort: String,
    gebied: String,
    capaciteit: Option<i32>,
    wachttijd_dagen: Option<i32>,
}

impl DeskRow {
    fn met(self, organisatie: String) -> Result<Desk, Error> {
        let gegevens = Deskgegevens {
            organisatie: self.organisatie_id,
            naam: self.naam,
            route: self.route.0,
            gebied: gebied::lees(&self.gebied_soort, &self.gebied)?,
            capaciteit: self.capaciteit,
            wachttijd_dagen: self.wachttijd_dagen,
        };
        Ok(Desk { id: self.id, gegevens, organisatie })
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
            desk::wachttijd_dagen.eq(nieuw.wachttijd_dagen),
            desk::actief.eq(true),
        ))
        .execute(tx)?;
    Ok(id)
}
