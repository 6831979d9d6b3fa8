//! A person and what is hers, for who may ask for her file.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::{
    conn::Tx,
    error::Error,
    logboek::lezen::{self, Periode},
    persoon::{self, Persoon},
    schema::{casus, client, signaal},
    types::Woord,
    zicht::{self, Grond, Niets},
};
use crate::domain::{
    beleid::{self, ClientInzage, Handeling as _},
    casus::CasusId,
    client::ClientId,
    gebied::Gemeente,
    inzage::{Betrokkene, Status},
    logboek::Regel,
    toegang::{Actor, Gebied, GebruikerId, Gezocht, Ligging, PseudoniemId, Toekenning},
};

/// Looks for a person among those whose file `actor` may ask for.
///
/// Her case lies in the area of the privacy officer or the coordinator, or the actor is its casusregisseur; as long as there is only
/// a signaal, that lies in the area.
pub fn find(tx: &mut Tx, actor: &Actor, id: ClientId) -> Result<Gezocht<Betrokkene>, Error> {
    let gevonden = match ligging(tx, actor, id)? {
        None => None,
        Some((in_casus, ligging)) => {
            let sleutel: Vec<u8> = client::table.find(id).select(client::sleutel).first(tx)?;
            let status = if sleutel.is_empty() { Status::Gewist } else { Status::Bekend };
            Some(Betrokkene { id, clienten: dezelfde(tx, id)?, casus: in_casus, ligging, status })
        }
    };
    Ok(Gezocht { id: id.uuid(), gevonden })
}

fn ligging(tx: &mut Tx, actor: &Actor, id: ClientId) -> Result<Option<(Option<CasusId>, Ligging)>, Error> {
    let met_signaal = signaal::table.filter(signaal::client_id.eq(id)).select(signaal::casus_id.assume_not_null());
    let van_haar = casus::client_id.eq(id).or(casus::id.eq_any(met_signaal));
    let in_casus = casus_gronden(actor)
        .into_iter()
        .fold(casus::table.into_boxed().filter(Niets), QueryDsl::or_filter)
        .filter(van_haar)
        .order(casus::id.desc())
        .select((casus::id, casus::gemeente, casus::regisseur_id))
        .first::<(CasusId, Woord<Gemeente>, Option<GebruikerId>)>(tx)
        .optional()?;
    if let Some((casus, gemeente, regisseur)) = in_casus {
        return Ok(Some((Some(casus), Ligging { gemeente: Some(gemeente.0), regisseur, ..Ligging::default() })));
    }
    let gemeente = signaal_gronden(actor)
        .into_iter()
        .fold(signaal::table.into_boxed().filter(Niets), QueryDsl::or_filter)
        .filter(signaal::client_id.eq(id))
        .select(signaal::gemeente)
        .first::<Woord<Gemeente>>(tx)
        .optional()?;
    Ok(gemeente.map(|gemeente| (None, Ligging { gemeente: Some(gemeente.0), ..Ligging::default() })))
}

/// Where `actor` may ask for a file in a role, by the policy.
fn gebieden(actor: &Actor) -> impl Iterator<Item = Gebied> + '_ {
    let met_gebied =
        |toekenning: &&Toekenning| ClientInzage::REGEL.gronden.contains(&beleid::Grond::Rol(toekenning.rol));
    actor.toekenningen().filter(met_gebied).map(|toekenning| toekenning.gebied)
}

fn casus_gronden(actor: &Actor) -> Vec<Grond<casus::table>> {
    let regisseur: Grond<casus::table> = Box::new(casus::regisseur_id.eq(actor.als_regisseur()).assume_not_null());
    gebieden(actor).filter_map(zicht::casussen_in).chain([regisseur]).collect()
}

fn signaal_gronden(actor: &Actor) -> Vec<Grond<signaal::table>> {
    let grond = |gebied| -> Option<Grond<signaal::table>> {
        match gebied {
            Gebied::Regio => Some(Box::new(signaal::subregio.ne(""))),
            Gebied::Subregio(subregio) => Some(Box::new(signaal::subregio.eq(Woord(subregio)))),
            Gebied::Gemeente(gemeente) => Some(Box::new(signaal::gemeente.eq(Woord(gemeente)))),
            Gebied::Organisatie(_) | Gebied::Desk(_) => None,
        }
    };
    gebieden(actor).filter_map(grond).collect()
}

/// The cases of these clients: their own, and those that their signalen were joined to.
pub(super) fn casussen(tx: &mut Tx, van: &[ClientId]) -> Result<Vec<CasusId>, Error> {
    let eigen = casus::table.filter(casus::client_id.eq_any(van.to_vec())).select(casus::id).load::<CasusId>(tx)?;
    let gekoppeld = signaal::table
        .filter(signaal::client_id.eq_any(van.to_vec()))
        .filter(signaal::casus_id.is_not_null())
        .select(signaal::casus_id.assume_not_null())
        .load::<CasusId>(tx)?;
    Ok(eigen.into_iter().chain(gekoppeld).collect::<BTreeSet<_>>().into_iter().collect())
}

/// Everything a client is known as: in the cases that are hers, and in those of whoever she is known as there.
pub fn dezelfde(tx: &mut Tx, id: ClientId) -> Result<Vec<(ClientId, PseudoniemId)>, Error> {
    let van_haar = casussen(tx, &[id])?;
    let mut bekend = samen_met(tx, id, van_haar)?;
    loop {
        let clienten: Vec<ClientId> = bekend.iter().map(|(id, _)| *id).collect();
        let van_haar = casussen(tx, &clienten)?;
        let meer = samen_met(tx, id, van_haar)?;
        if meer.len() == bekend.len() {
            return Ok(bekend);
        }
        bekend = meer;
    }
}

/// The clients that cases and their signalen are about, and `id` itself.
fn samen_met(tx: &mut Tx, id: ClientId, in_casus: Vec<CasusId>) -> Result<Vec<(ClientId, PseudoniemId)>, Error> {
    let van_casus = casus::table.filter(casus::id.eq_any(in_casus.clone())).select(casus::client_id);
    let van_signaal = signaal::table.filter(signaal::casus_id.eq_any(in_casus)).select(signaal::client_id);
    Ok(client::table
        .filter(client::id.eq(id).or(client::id.eq_any(van_casus)).or(client::id.eq_any(van_signaal)))
        .order(client::id.asc())
        .select((client::id, client::pseudoniem))
        .load(tx)?)
}

/// The lines about a person, refused attempts on what is hers included.
pub fn regels(tx: &mut Tx, wie: &Betrokkene, periode: Periode) -> Result<Vec<Regel>, Error> {
    let clienten: Vec<ClientId> = wie.clienten.iter().map(|(id, _)| *id).collect();
    let casussen = casussen(tx, &clienten)?;
    let dingen = persoon::te_openen(tx, &Persoon { clienten, casussen })?;
    lezen::over(tx, &wie.pseudoniemen(), &dingen, periode)
}
