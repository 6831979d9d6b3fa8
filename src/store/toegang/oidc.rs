//! Logins at an outside identity provider: who is known there as whom, and the logins that are under way.

use chrono::TimeDelta;
use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use super::{
    geheim,
    opening::{geef_uit, open},
};
use crate::{
    domain::{
        ids::Id,
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            GebruikerId, Inlogwijze,
            account::gebruikersnaam,
            afzender::Afzender,
            oidc::POGING_MINUTEN,
            sessie::{Grenzen, Lopend},
            uitslag::{Afwijzing, Uitslag},
        },
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::{Kluis, Plek},
        schema::{gebruiker, oidc_koppeling, oidc_poging},
    },
};

const GEHEIM: &str = "oidc_poging.geheim";

/// A login that is under way.
#[derive(Debug)]
pub enum Poging {}

/// What we must still know of a login when its person comes back.
#[derive(Clone, Serialize, Deserialize)]
pub struct Bewaard {
    /// Binds the provider's word to this login.
    pub nonce: String,
    /// Proves that who exchanges the code is who began (RFC 7636).
    pub verifier: String,
}

impl std::fmt::Debug for Bewaard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Bewaard")
    }
}

/// Keeps a login that was begun, sealed, under the hash of its `state`; gives until when.
pub fn onthoud(tx: &mut Tx, kluis: &Kluis, state: &[u8], bewaard: &Bewaard, nu: Moment) -> Result<Moment, Error> {
    let (id, vervalt_op) = (Id::<Poging>::new(nu), nu.plus(TimeDelta::minutes(POGING_MINUTEN)));
    let geheim = kluis.antwoorden().verzegel_json(Plek::new(GEHEIM, id.uuid()), bewaard)?;
    diesel::insert_into(oidc_poging::table)
        .values((
            oidc_poging::hash.eq(state),
            oidc_poging::id.eq(id),
            oidc_poging::geheim.eq(geheim),
            oidc_poging::vervalt_op.eq(vervalt_op),
        ))
        .execute(tx)?;
    Ok(vervalt_op)
}

/// The login of this `state`, which is over by that: of many who bring the same one gets it.
pub fn neem(tx: &mut Tx, kluis: &Kluis, state: &str, nu: Moment) -> Result<Option<Bewaard>, Error> {
    let rij = oidc_poging::table.find(geheim::afdruk(state));
    let gevonden: Option<(Id<Poging>, Vec<u8>, Moment)> =
        rij.clone().select((oidc_poging::id, oidc_poging::geheim, oidc_poging::vervalt_op)).first(tx).optional()?;
    let Some((id, verzegeld, vervalt_op)) = gevonden else {
        return Ok(None);
    };
    let eerste = diesel::delete(rij).execute(tx)? == 1;
    if !eerste || vervalt_op <= nu {
        return Ok(None);
    }
    Ok(Some(kluis.antwoorden().open_json(Plek::new(GEHEIM, id.uuid()), &verzegeld)?))
}

/// Begins a session for the account that a provider knows by this name.
///
/// Turned down when nobody is mapped to it or the account is closed.
pub fn begin(
    tx: &mut Tx,
    (uitgever, onderwerp): (&str, &str),
    verversing: &[u8],
    grenzen: Grenzen,
    wie: &Afzender,
) -> Result<Uitslag<Lopend>, Error> {
    let nu = wie.op;
    let gekoppeld: Option<(GebruikerId, bool)> = oidc_koppeling::table
        .inner_join(gebruiker::table)
        .filter(oidc_koppeling::uitgever.eq(uitgever))
        .filter(oidc_koppeling::onderwerp.eq(onderwerp))
        .select((gebruiker::id, gebruiker::actief))
        .first(tx)
        .optional()?;
    let Some((gebruiker, true)) = gekoppeld else {
        let wie = wie.met_account(gekoppeld.map(|(gebruiker, _)| gebruiker));
        return Ok(Uitslag::niet_binnen(Afwijzing::Aanbieder, wie));
    };
    let lopend = Lopend {
        sessie: Id::new(nu),
        gebruiker,
        verloopt_op: nu.plus(TimeDelta::hours(grenzen.sessie_uren)),
        inlogwijze: Inlogwijze::Oidc,
        machineclient: None,
    };
    open(tx, lopend, grenzen, wie)?;
    geef_uit(tx, lopend.sessie, verversing, nu)?;
    Ok(Uitslag::gelukt(lopend, lopend.door(wie).meldt_zich(Gebeurtenis::SessieMetOidc)))
}

/// Maps what a provider calls somebody to their account; none when nobody has that name here.
///
/// A unique violation when the provider's name is mapped already.
pub fn koppel(
    tx: &mut Tx,
    naam: &str,
    (uitgever, onderwerp): (&str, &str),
    nu: Moment,
) -> Result<Option<GebruikerId>, Error> {
    let Some(wie) = met_naam(tx, naam)? else {
        return Ok(None);
    };
    diesel::insert_into(oidc_koppeling::table)
        .values((
            oidc_koppeling::id.eq(Id::<Poging>::new(nu)),
            oidc_koppeling::gebruiker_id.eq(wie),
            oidc_koppeling::uitgever.eq(uitgever),
            oidc_koppeling::onderwerp.eq(onderwerp),
            oidc_koppeling::gekoppeld_op.eq(nu),
        ))
        .execute(tx)?;
    Ok(Some(wie))
}

/// Removes every mapping of an account; says whose it is and how many, none when nobody has that name here.
pub fn ontkoppel(tx: &mut Tx, naam: &str) -> Result<Option<(GebruikerId, usize)>, Error> {
    let Some(wie) = met_naam(tx, naam)? else {
        return Ok(None);
    };
    let aantal = diesel::delete(oidc_koppeling::table.filter(oidc_koppeling::gebruiker_id.eq(wie))).execute(tx)?;
    Ok(Some((wie, aantal)))
}

/// Whether somebody is mapped to this name already.
pub fn is_gekoppeld(tx: &mut Tx, uitgever: &str, onderwerp: &str) -> Result<bool, Error> {
    let aantal: i64 = oidc_koppeling::table
        .filter(oidc_koppeling::uitgever.eq(uitgever))
        .filter(oidc_koppeling::onderwerp.eq(onderwerp))
        .count()
        .get_result(tx)?;
    Ok(aantal > 0)
}

fn met_naam(tx: &mut Tx, naam: &str) -> Result<Option<GebruikerId>, Error> {
    let met_naam = gebruiker::table.filter(gebruiker::gebruikersnaam.eq(gebruikersnaam(naam)));
    Ok(met_naam.select(gebruiker::id).first(tx).optional()?)
}

/// Removes logins that nobody came back from in time.
pub fn ruim_op(tx: &mut Tx, nu: Moment) -> Result<usize, Error> {
    Ok(diesel::delete(oidc_poging::table.filter(oidc_poging::vervalt_op.le(nu))).execute(tx)?)
}
