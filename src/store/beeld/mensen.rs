//! The people, desks and organisations behind identifiers, as colleagues know them.

use std::collections::{BTreeMap, BTreeSet};

use diesel::prelude::*;

use super::rij::{
    Aanhang, GeenDagen, GeenDing, GeenDingen, GeenMoment, GeenTekst, Nee, Tekst, een_woord, geen_dagen, geen_ding,
    geen_dingen, geen_moment, geen_tekst, leeg, nee, soort,
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
    /// Where colleagues reach them; empty when nobody said.
    pub werktelefoon: String,
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

/// As whom a row tells of somebody, or of a desk or organisation.
const MENS: &str = "mens";
const DESK: &str = "desk";
const ORGANISATIE: &str = "organisatie";

impl Gevraagd {
    /// Whether nobody is asked for.
    pub(super) const fn is_leeg(&self) -> bool {
        self.mensen.is_empty() && self.desks.is_empty() && self.organisaties.is_empty()
    }

    /// The people among them, each once.
    pub(super) fn mensen(&self) -> EenVan<gebruiker::id, GebruikerId> {
        EenVan::new(gebruiker::id, &elk_eens(&self.mensen))
    }

    /// The desks among them, each once.
    pub(super) fn desks(&self) -> EenVan<desk::id, DeskId> {
        EenVan::new(desk::id, &elk_eens(&self.desks))
    }

    /// The organisations among them, each once.
    pub(super) fn organisaties(&self) -> EenVan<organisatie::id, OrganisatieId> {
        EenVan::new(organisatie::id, &elk_eens(&self.organisaties))
    }
}

fn elk_eens<K: Copy + Ord>(ids: &[K]) -> Vec<K> {
    ids.iter().copied().collect::<BTreeSet<K>>().into_iter().collect()
}

/// People with the organisation they work for, a row for each of their roles.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn van_mensen(wie: EenVan<gebruiker::id, GebruikerId>, nu: Moment) -> _ {
    let (soort, merk): (Tekst, Nee) = (soort(MENS), nee());
    let (op, dingen, tot): (GeenMoment, GeenDingen, GeenMoment) = (geen_moment(), geen_dingen(), geen_moment());
    let (casus, dagen): (GeenDing, GeenDagen) = (geen_ding(), geen_dagen());
    let nog: geldt = geldt(nu);
    gebruiker::table
        .inner_join(organisatie::table)
        .left_join(toekenning::table.on(toekenning::gebruiker_id.eq(gebruiker::id).and(nog)))
        .filter(wie)
        .select((
            (soort, gebruiker::id, op, casus),
            dagen,
            (gebruiker::naam, organisatie::naam, gebruiker::werktelefoon, toekenning::rol.nullable()),
            merk,
            dingen,
            tot,
        ))
}

/// Desks with their organisation.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn van_desks(welke: EenVan<desk::id, DeskId>) -> _ {
    let (soort, niets, rol, merk): (Tekst, Tekst, GeenTekst, Nee) = (soort(DESK), leeg(), geen_tekst(), nee());
    let (op, dingen, tot): (GeenMoment, GeenDingen, GeenMoment) = (geen_moment(), geen_dingen(), geen_moment());
    let (casus, dagen): (GeenDing, GeenDagen) = (geen_ding(), geen_dagen());
    desk::table.inner_join(organisatie::table).filter(welke).select((
        (soort, desk::id, op, casus),
        dagen,
        (desk::naam, organisatie::naam, niets, rol),
        merk,
        dingen,
        tot,
    ))
}

/// Organisations.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn van_organisaties(welke: EenVan<organisatie::id, OrganisatieId>) -> _ {
    let (soort, niets, rol, merk): (Tekst, Tekst, GeenTekst, Nee) = (soort(ORGANISATIE), leeg(), geen_tekst(), nee());
    let (op, dingen, tot): (GeenMoment, GeenDingen, GeenMoment) = (geen_moment(), geen_dingen(), geen_moment());
    let (casus, dagen): (GeenDing, GeenDagen) = (geen_ding(), geen_dagen());
    organisatie::table.filter(welke).select((
        (soort, organisatie::id, op, casus),
        dagen,
        (organisatie::naam, organisatie::naam, niets, rol),
        merk,
        dingen,
        tot,
    ))
}

/// Somebody or something that is called something: what kind it is, its name, that of its organisation, a telephone number and a role.
type Benoemd = (String, Id<()>, (String, String, String), Option<Rol>);

impl Namen {
    /// Loads them in one question; in none when nobody is asked for.
    pub fn load(tx: &mut Tx, van: &Gevraagd, nu: Moment) -> Result<Self, Error> {
        if van.is_leeg() {
            return Ok(Self::default());
        }
        let mensen = van_mensen(van.mensen(), nu);
        let rows: Vec<Aanhang> =
            Both(mensen.union_all(van_desks(van.desks())).union_all(van_organisaties(van.organisaties()))).load(tx)?;
        Self::van(rows)
    }

    /// Whether a row tells what somebody or something is called.
    pub(super) fn noemt(((soort, ..), ..): &Aanhang) -> bool {
        [MENS, DESK, ORGANISATIE].contains(&soort.as_str())
    }

    /// What these rows tell.
    pub(super) fn van(rows: Vec<Aanhang>) -> Result<Self, Error> {
        let benoemd = |((soort, id, ..), _, (naam, organisatie, nummer, rol), ..): Aanhang| {
            Ok((soort, id, (naam, organisatie, nummer), rol.as_deref().map(een_woord).transpose()?))
        };
        Ok(Self::uit(rows.into_iter().map(benoemd).collect::<Result<_, Error>>()?))
    }

    fn uit(benoemd: Vec<Benoemd>) -> Self {
        let mut namen = Self::default();
        let mut mensen: BTreeMap<(String, GebruikerId), Mens> = BTreeMap::new();
        for (soort, id, (naam, organisatie, werktelefoon), rol) in benoemd {
            match soort.as_str() {
                MENS => {
                    let id = id.cast();
                    let nieuw = || Mens { id, naam: naam.clone(), rollen: Vec::new(), organisatie, werktelefoon };
                    mensen.entry((naam.clone(), id)).or_insert_with(nieuw).rollen.extend(rol);
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
    let rows = toekenning::table
        .inner_join(gebruiker::table.inner_join(organisatie::table))
        .filter(toekenning::rol.eq_any(Rol::AAN_CASUSSEN.map(Woord)))
        .filter(geldt(nu))
        .filter(gebruiker::actief.eq(true))
        .filter(toekenning::gebied_soort.eq_any(soorten))
        .filter(toekenning::gebied.eq_any(welke))
        .select((gebruiker::id, (gebruiker::naam, organisatie::naam, gebruiker::werktelefoon), toekenning::rol))
        .load::<(Id<()>, (String, String, String), Woord<Rol>)>(tx)?;
    let benoemd = rows.into_iter().map(|(id, hoe, rol)| (MENS.to_owned(), id, hoe, Some(rol.0)));
    Ok(Namen::uit(benoemd.collect()).mensen)
}
