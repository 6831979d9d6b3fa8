//! Organisations, as the beheerder keeps them.

use diesel::prelude::*;

use crate::{
    domain::{
        rode_draad::gevolg::Feit,
        toegang::{
            Gezocht, Organisatie, OrganisatieId, Organisatiesoort, Van,
            beheer::{OrganisatieStatus, Organisatiegegevens},
        },
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        conn::Tx,
        doorgeleiding::loopt,
        error::Error,
        schema::{desk, doorgeleiding, organisatie},
        toegang::organisatie::{bewaar_gemeenten, gemeenten, insert_organisatie},
        types::Woord,
    },
};

/// Looks for an organisation; everybody may know which there are.
pub fn find(tx: &mut Tx, id: OrganisatieId) -> Result<Gezocht<Organisatie>, Error> {
    let row: Option<(String, Woord<Organisatiesoort>, bool, i32)> = organisatie::table
        .find(id)
        .select((organisatie::naam, organisatie::soort, organisatie::actief, organisatie::versie))
        .first(tx)
        .optional()?;
    let Some((naam, soort, actief, versie)) = row else {
        return Ok(Gezocht { id: id.uuid(), gevonden: None });
    };
    let gemeenten = gemeenten(tx, Some(id))?.into_iter().map(|(_, gemeente)| gemeente).collect();
    let gegevens = Organisatiegegevens { naam, soort: soort.0, gemeenten };
    let status = if actief { OrganisatieStatus::Actief } else { OrganisatieStatus::Beeindigd };
    Ok(Gezocht { id: id.uuid(), gevonden: Some(Organisatie { id, gegevens, status, versie }) })
}

impl Rijen for Organisatie {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => insert_organisatie(pen.tx, self.id, &self.gegevens).map(|()| 1),
            Van::In(_) => update(pen, self),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Organisatie(self))
    }
}

/// Stores what an organisation is from now on.
fn update(pen: &mut Pen<'_>, nieuw: &Organisatie) -> Result<usize, Error> {
    let seen = organisatie::table
        .find(nieuw.id)
        .filter(organisatie::actief.eq(true))
        .filter(organisatie::versie.eq(nieuw.versie));
    let changed = diesel::update(seen)
        .set((
            organisatie::naam.eq(&nieuw.gegevens.naam),
            organisatie::soort.eq(Woord(nieuw.gegevens.soort)),
            organisatie::actief.eq(nieuw.status == OrganisatieStatus::Actief),
            organisatie::versie.eq(organisatie::versie + 1),
        ))
        .execute(pen.tx)?;
    if changed == 1 {
        bewaar_gemeenten(pen.tx, nieuw.id, &nieuw.gegevens.gemeenten)?;
    }
    Ok(changed)
}

/// Holds an organisation for the rest of the transaction, so that nothing comes to one that is being ended; false when it takes part
/// no more.
pub(super) fn houd_open(pen: &mut Pen<'_>, id: OrganisatieId) -> Result<bool, Error> {
    let deelnemend = organisatie::table.find(id).filter(organisatie::actief.eq(true));
    Ok(diesel::update(deelnemend).set(organisatie::versie.eq(organisatie::versie)).execute(pen.tx)? == 1)
}

/// How many requests at its desks are open.
pub fn open_doorgeleidingen(tx: &mut Tx, van: OrganisatieId) -> Result<i64, Error> {
    Ok(doorgeleiding::table
        .inner_join(desk::table)
        .filter(desk::organisatie_id.eq(van))
        .filter(loopt())
        .count()
        .get_result(tx)?)
}
