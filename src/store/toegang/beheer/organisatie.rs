//! Organisations, as the beheerder keeps them.

use diesel::prelude::*;

use super::verouderd;
use crate::{
    domain::{
        tijd::Moment,
        toegang::{
            Besluit, GebruikerId, Gezocht, Organisatie, OrganisatieId, Organisatiesoort,
            beheer::{OrganisatieStatus, Organisatiegegevens},
        },
    },
    store::{
        conn::Tx,
        doorgeleiding::loopt,
        error::Error,
        logboek,
        schema::{desk, doorgeleiding, gebruiker, organisatie, sessie, toekenning},
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

/// Stores a new organisation, with its line.
pub fn record_nieuw(tx: &mut Tx, besluit: Besluit<Organisatie>) -> Result<Organisatie, Error> {
    let (spoor, nieuw, _) = besluit.unfold();
    insert_organisatie(tx, nieuw.id, &nieuw.gegevens)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// Stores what an organisation is from now on, in the version that was seen, with its line.
pub fn record(tx: &mut Tx, besluit: Besluit<Organisatie>) -> Result<Organisatie, Error> {
    let (spoor, mut nieuw, _) = besluit.unfold();
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
        .execute(tx)?;
    if changed != 1 {
        return Err(verouderd(spoor));
    }
    nieuw.versie += 1;
    bewaar_gemeenten(tx, nieuw.id, &nieuw.gegevens.gemeenten)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
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

/// What an ending closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gesloten {
    /// How many desks.
    pub desks: usize,
    /// These accounts.
    pub accounts: Vec<GebruikerId>,
}

/// Stores that an organisation ended, with its line: its desks close, and so do its accounts with all their sessions and grants.
pub fn record_beeindiging(tx: &mut Tx, besluit: Besluit<Organisatie>) -> Result<(Organisatie, Gesloten), Error> {
    let nu = besluit.spoor().door.op;
    let beeindigd = record(tx, besluit)?;
    let desks = diesel::update(desk::table)
        .filter(desk::organisatie_id.eq(beeindigd.id))
        .filter(desk::actief.eq(true))
        .set((desk::actief.eq(false), desk::versie.eq(desk::versie + 1)))
        .execute(tx)?;
    let accounts = sluit_accounts(tx, beeindigd.id, nu)?;
    Ok((beeindigd, Gesloten { desks, accounts }))
}

fn sluit_accounts(tx: &mut Tx, van: OrganisatieId, nu: Moment) -> Result<Vec<GebruikerId>, Error> {
    let van_haar = || gebruiker::table.filter(gebruiker::organisatie_id.eq(van)).select(gebruiker::id);
    diesel::update(sessie::table)
        .filter(sessie::gebruiker_id.eq_any(van_haar()))
        .filter(sessie::beeindigd_op.is_null())
        .set(sessie::beeindigd_op.eq(nu))
        .execute(tx)?;
    diesel::update(toekenning::table)
        .filter(toekenning::gebruiker_id.eq_any(van_haar()))
        .filter(toekenning::geldig_tot.is_null().or(toekenning::geldig_tot.gt(nu)))
        .set(toekenning::geldig_tot.eq(nu))
        .execute(tx)?;
    Ok(diesel::update(gebruiker::table)
        .filter(gebruiker::organisatie_id.eq(van))
        .filter(gebruiker::vertrokken_op.is_null())
        .set((
            gebruiker::actief.eq(false),
            gebruiker::vertrokken_op.eq(nu),
            gebruiker::wachtwoord.eq(None::<String>),
            gebruiker::totp_geheim.eq(None::<Vec<u8>>),
            gebruiker::uitnodiging.eq(None::<Vec<u8>>),
            gebruiker::uitnodiging_tot.eq(None::<Moment>),
            gebruiker::versie.eq(gebruiker::versie + 1),
        ))
        .returning(gebruiker::id)
        .get_results(tx)?)
}
