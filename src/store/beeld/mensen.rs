//! The people, desks and organisations behind identifiers, as colleagues know them.

use std::collections::BTreeMap;

use diesel::{
    IntoSql as _,
    dsl::AsExprOf,
    prelude::*,
    sql_types::{Nullable, Text},
};

use crate::{
    domain::{
        gebied::Gemeente,
        ids::Id,
        tijd::Moment,
        toegang::{DeskId, Gebied, GebruikerId, Ligging, OrganisatieId, Rol},
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{desk, gebruiker, organisatie, organisatie_gemeente, toekenning},
        toegang::{gebied::als_tekst, geldig::geldt, organisatie::desks},
        types::{Both, EenVan, Woord},
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

/// Whose names are asked for.
#[derive(Clone, Debug, Default)]
pub struct Gevraagd {
    /// Of these accounts.
    pub mensen: Vec<GebruikerId>,
    /// Of these desks.
    pub desks: Vec<DeskId>,
    /// Of these organisations.
    pub organisaties: Vec<OrganisatieId>,
}

/// What they are called.
#[derive(Clone, Debug, Default)]
pub struct Namen {
    /// The people, in the order of their names.
    pub mensen: Vec<Mens>,
    /// The desks, each with its organisation.
    pub desks: BTreeMap<DeskId, (String, String)>,
    /// The organisations.
    pub organisaties: BTreeMap<OrganisatieId, String>,
}

const MENS: &str = "mens";
const DESK: &str = "desk";
const ORGANISATIE: &str = "organisatie";

/// A row of any of the three: what it is, its name, the name of its organisation and a role.
type Rij = (String, Id<()>, String, String, Option<Woord<Rol>>);

fn soort(woord: &'static str) -> AsExprOf<&'static str, Text> {
    woord.into_sql::<Text>()
}

fn geen_rol() -> AsExprOf<Option<&'static str>, Nullable<Text>> {
    None::<&'static str>.into_sql::<Nullable<Text>>()
}

impl Namen {
    /// Loads them in one question; in none when nobody is asked for.
    pub fn load(tx: &mut Tx, van: Gevraagd, nu: Moment) -> Result<Self, Error> {
        let Gevraagd { mensen, desks, organisaties } = van;
        if mensen.is_empty() && desks.is_empty() && organisaties.is_empty() {
            return Ok(Self::default());
        }
        let mensen = gebruiker::table
            .inner_join(organisatie::table)
            .left_join(toekenning::table.on(toekenning::gebruiker_id.eq(gebruiker::id).and(geldt(nu))))
            .filter(EenVan::new(gebruiker::id, &mensen))
            .select((soort(MENS), gebruiker::id, gebruiker::naam, organisatie::naam, toekenning::rol.nullable()));
        let desks = desk::table.inner_join(organisatie::table).filter(EenVan::new(desk::id, &desks)).select((
            soort(DESK),
            desk::id,
            desk::naam,
            organisatie::naam,
            geen_rol(),
        ));
        let organisaties = organisatie::table.filter(EenVan::new(organisatie::id, &organisaties)).select((
            soort(ORGANISATIE),
            organisatie::id,
            organisatie::naam,
            organisatie::naam,
            geen_rol(),
        ));
        let rows: Vec<Rij> = Both(mensen.union_all(desks).union_all(organisaties)).load(tx)?;
        Ok(Self::van(rows))
    }

    fn van(rows: Vec<Rij>) -> Self {
        let mut namen = Self::default();
        let mut mensen: BTreeMap<(String, GebruikerId), Mens> = BTreeMap::new();
        for (soort, id, naam, organisatie, rol) in rows {
            match soort.as_str() {
                MENS => {
                    let id = id.cast();
                    let nieuw = || Mens { id, naam: naam.clone(), rollen: Vec::new(), organisatie };
                    mensen.entry((naam.clone(), id)).or_insert_with(nieuw).rollen.extend(rol.map(|woord| woord.0));
                }
                DESK => drop(namen.desks.insert(id.cast(), (naam, organisatie))),
                _ => drop(namen.organisaties.insert(id.cast(), naam)),
            }
        }
        namen.mensen = mensen.into_values().collect();
        for mens in &mut namen.mensen {
            mens.rollen.sort_unstable();
            mens.rollen.dedup();
        }
        namen
    }
}

/// Who works with families in `gemeente`, in the order of their names: whom one can ask to a table, or to carry a case.
pub fn collegas(tx: &mut Tx, gemeente: Gemeente, nu: Moment) -> Result<Vec<Mens>, Error> {
    let hier = Ligging { gemeente: Some(gemeente), ..Ligging::default() };
    let aan_desks = desks(tx)?.into_iter().filter(|desk| desk.gegevens.gebied.omvat(&hier));
    let aan_desks = aan_desks.map(|desk| als_tekst(Gebied::Desk(desk.id)));
    let praktijken = organisatie_gemeente::table
        .filter(organisatie_gemeente::gemeente.eq(Woord(gemeente)))
        .select(organisatie_gemeente::organisatie_id)
        .load::<OrganisatieId>(tx)?;
    let praktijken = praktijken.into_iter().map(|van| als_tekst(Gebied::Organisatie(van)));
    let ruim = [Gebied::Regio, Gebied::Subregio(gemeente.subregio()), Gebied::Gemeente(gemeente)].map(als_tekst);
    let (mut soorten, mut welke) = (Vec::new(), Vec::new());
    for (soort, gebied) in ruim.into_iter().chain(aan_desks).chain(praktijken) {
        soorten.push(soort);
        welke.push(gebied);
    }
    soorten.sort_unstable();
    soorten.dedup();
    let rows: Vec<Rij> = toekenning::table
        .inner_join(gebruiker::table.inner_join(organisatie::table))
        .filter(toekenning::rol.eq_any(Rol::AAN_CASUSSEN.map(Woord)))
        .filter(geldt(nu))
        .filter(gebruiker::actief.eq(true))
        .filter(toekenning::gebied_soort.eq_any(soorten))
        .filter(toekenning::gebied.eq_any(welke))
        .select((soort(MENS), gebruiker::id, gebruiker::naam, organisatie::naam, toekenning::rol.nullable()))
        .load(tx)?;
    Ok(Namen::van(rows).mensen)
}
