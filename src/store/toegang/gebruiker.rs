//! Accounts and their grants.

use std::collections::BTreeSet;

use diesel::prelude::*;

use super::{gebied, geldig::geldt};
use crate::{
    domain::{
        fouten::Fouten,
        ids::Id,
        tijd::Moment,
        toegang::{
            GebruikerId, OrganisatieId, Organisatiesoort, Rol, Toekenning,
            account::{gebruikersnaam, uitnodiging_tot},
            kanaal::Emailadres,
        },
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::{Kluis, Plek},
        schema::{gebruiker, organisatie, toekenning},
        types::Woord,
    },
};

const TOTP_GEHEIM: &str = "gebruiker.totp_geheim";

/// Somebody to invite.
#[derive(Clone, Debug)]
pub struct Genodigde {
    /// What she logs in with.
    pub gebruikersnaam: String,
    /// What she is called.
    pub naam: String,
    /// Where colleagues reach them.
    pub werktelefoon: Option<String>,
    /// For whom she works.
    pub organisatie: OrganisatieId,
    /// What she may do, where.
    pub toekenningen: Vec<Toekenning>,
}

/// Makes an account that can be used once the code with this hash is accepted.
///
/// A unique violation when the name is taken.
pub fn nodig_uit(tx: &mut Tx, wie: &Genodigde, afdruk: &[u8], nu: Moment) -> Result<GebruikerId, Error> {
    let id = Id::new(nu);
    voeg_toe(tx, id, wie, afdruk, nu)?;
    for &wat in &wie.toekenningen {
        ken_toe(tx, id, wat, nu)?;
    }
    Ok(id)
}

/// Stores an account that was invited, without its grants.
pub(super) fn voeg_toe(tx: &mut Tx, id: GebruikerId, wie: &Genodigde, afdruk: &[u8], nu: Moment) -> Result<(), Error> {
    diesel::insert_into(gebruiker::table)
        .values((
            gebruiker::id.eq(id),
            gebruiker::organisatie_id.eq(wie.organisatie),
            gebruiker::gebruikersnaam.eq(gebruikersnaam(&wie.gebruikersnaam)),
            gebruiker::naam.eq(&wie.naam),
            gebruiker::werktelefoon.eq(wie.werktelefoon.as_deref().unwrap_or_default()),
            gebruiker::totp_stap.eq(0),
            gebruiker::uitnodiging.eq(afdruk),
            gebruiker::uitnodiging_tot.eq(uitnodiging_tot(nu)),
            gebruiker::actief.eq(false),
            gebruiker::aangemaakt_op.eq(nu),
            gebruiker::versie.eq(1),
        ))
        .execute(tx)?;
    Ok(())
}

/// Grants a role within an area, from now on.
fn ken_toe(tx: &mut Tx, wie: GebruikerId, wat: Toekenning, nu: Moment) -> Result<(), Error> {
    let (soort, welk) = gebied::als_tekst(wat.gebied);
    diesel::insert_into(toekenning::table)
        .values((
            toekenning::id.eq(Id::<Toekenning>::new(nu)),
            toekenning::gebruiker_id.eq(wie),
            toekenning::rol.eq(Woord(wat.rol)),
            toekenning::gebied_soort.eq(soort),
            toekenning::gebied.eq(welk),
            toekenning::geldig_van.eq(nu),
        ))
        .execute(tx)?;
    Ok(())
}

/// Whether anybody can log in to keep accounts.
pub fn heeft_beheerder(tx: &mut Tx, nu: Moment) -> Result<bool, Error> {
    let aantal: i64 = gebruiker::table
        .inner_join(toekenning::table)
        .filter(toekenning::rol.eq(Woord(Rol::Beheerder)))
        .filter(geldt(nu))
        .filter(gebruiker::actief.eq(true))
        .count()
        .get_result(tx)?;
    Ok(aantal > 0)
}

/// Whether anybody uses this name.
pub fn is_bezet(tx: &mut Tx, naam: &str) -> Result<bool, Error> {
    let aantal: i64 =
        gebruiker::table.filter(gebruiker::gebruikersnaam.eq(gebruikersnaam(naam))).count().get_result(tx)?;
    Ok(aantal > 0)
}

/// What somebody logs in with from now on.
#[derive(Clone)]
pub struct Inlogmiddelen {
    /// The hash of her password.
    pub wachtwoord: String,
    /// The secret of her second factor, unsealed.
    pub totp_geheim: Vec<u8>,
}

impl std::fmt::Debug for Inlogmiddelen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Inlogmiddelen")
    }
}

/// What is needed to see whether somebody is who she says.
#[derive(Clone)]
pub struct Inlog {
    /// The account.
    pub gebruiker: GebruikerId,
    /// The hash of its password.
    pub wachtwoord: String,
    /// The secret of its second factor, unsealed.
    pub totp_geheim: Vec<u8>,
}

impl std::fmt::Debug for Inlog {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Inlog({})", self.gebruiker)
    }
}

/// The account with this name, if one can log in with it.
pub fn inlog(tx: &mut Tx, kluis: &Kluis, naam: &str) -> Result<Option<Inlog>, Error> {
    type Row = (GebruikerId, Option<String>, Option<Vec<u8>>);
    let row: Option<Row> = gebruiker::table
        .filter(gebruiker::gebruikersnaam.eq(gebruikersnaam(naam)))
        .filter(gebruiker::actief.eq(true))
        .select((gebruiker::id, gebruiker::wachtwoord, gebruiker::totp_geheim))
        .first(tx)
        .optional()?;
    let Some((id, Some(wachtwoord), Some(verzegeld))) = row else {
        return Ok(None);
    };
    let plek = Plek::new(TOTP_GEHEIM, id.uuid());
    Ok(Some(Inlog { gebruiker: id, wachtwoord, totp_geheim: kluis.totp().open(plek, &verzegeld)? }))
}

/// Uses up a step of the second factor: false when it, or a later one, was used before.
pub fn verbruik_stap(tx: &mut Tx, inlog: &Inlog, stap: i64) -> Result<bool, Error> {
    let rows = diesel::update(gebruiker::table)
        .filter(gebruiker::id.eq(inlog.gebruiker))
        .filter(gebruiker::actief.eq(true))
        .filter(gebruiker::wachtwoord.eq(&inlog.wachtwoord))
        .filter(gebruiker::totp_stap.lt(stap))
        .set(gebruiker::totp_stap.eq(stap))
        .execute(tx)?;
    Ok(rows == 1)
}

/// The same for a code of which it is already known whether, and for which step, it is right.
pub fn toont_stap(tx: &mut Tx, inlog: &Inlog, stap: Option<i64>) -> Result<bool, Error> {
    stap.map_or(Ok(false), |stap| verbruik_stap(tx, inlog, stap))
}

/// Whether the password with which somebody came is still hers.
pub(super) fn wachtwoord_is_van_nu(tx: &mut Tx, inlog: &Inlog) -> Result<bool, Error> {
    let aantal: i64 = gebruiker::table
        .find(inlog.gebruiker)
        .filter(gebruiker::actief.eq(true))
        .filter(gebruiker::wachtwoord.eq(&inlog.wachtwoord))
        .count()
        .get_result(tx)?;
    Ok(aantal == 1)
}

/// Puts the hash of another password, or of the same one under newer parameters, in the place of the one that `inlog` was read
/// with; false when that was replaced meanwhile.
pub fn vervang_wachtwoord(tx: &mut Tx, inlog: &Inlog, hash: &str) -> Result<bool, Error> {
    let zelfde = gebruiker::table.find(inlog.gebruiker).filter(gebruiker::wachtwoord.eq(&inlog.wachtwoord));
    Ok(diesel::update(zelfde).set(gebruiker::wachtwoord.eq(hash)).execute(tx)? == 1)
}

/// Who somebody is, for herself to see.
#[derive(Clone, Debug)]
pub struct Profiel {
    /// What she logs in with.
    pub gebruikersnaam: String,
    /// What she is called.
    pub naam: String,
    /// What her organisation is called.
    pub organisatie: String,
    /// What kind it is.
    pub soort: Organisatiesoort,
}

/// Who `wie` is.
pub fn profiel(tx: &mut Tx, wie: GebruikerId) -> Result<Profiel, Error> {
    let (gebruikersnaam, naam, organisatie, soort): (String, String, String, Woord<Organisatiesoort>) =
        gebruiker::table
            .inner_join(organisatie::table)
            .filter(gebruiker::id.eq(wie))
            .select((gebruiker::gebruikersnaam, gebruiker::naam, organisatie::naam, organisatie::soort))
            .first(tx)?;
    Ok(Profiel { gebruikersnaam, naam, organisatie, soort: soort.0 })
}

/// Somebody whose means to log in are known beforehand: the demo's region and the tests.
#[derive(Clone, Debug)]
pub struct Bekend {
    /// Who.
    pub wie: Genodigde,
    /// With what she logs in.
    pub middelen: Inlogmiddelen,
}

/// Makes an account that can be used at once.
pub fn maak_gebruiker(tx: &mut Tx, kluis: &Kluis, bekend: &Bekend, nu: Moment) -> Result<GebruikerId, Error> {
    let code = super::geheim::Geheim::nieuw()?;
    let id = nodig_uit(tx, &bekend.wie, &code.afdruk, nu)?;
    diesel::update(gebruiker::table)
        .filter(gebruiker::id.eq(id))
        .set((
            gebruiker::wachtwoord.eq(&bekend.middelen.wachtwoord),
            gebruiker::totp_geheim.eq(verzegel(kluis, id, &bekend.middelen.totp_geheim)?),
            gebruiker::uitnodiging.eq(None::<Vec<u8>>),
            gebruiker::uitnodiging_tot.eq(None::<Moment>),
            gebruiker::actief.eq(true),
        ))
        .execute(tx)?;
    Ok(id)
}

pub(super) fn verzegel(kluis: &Kluis, id: GebruikerId, totp_geheim: &[u8]) -> Result<Vec<u8>, Error> {
    kluis.totp().verzegel(Plek::new(TOTP_GEHEIM, id.uuid()), totp_geheim)
}

/// Holds accounts for the rest of the transaction, always in the same order: of two who change what one may do, the second sees
/// what the first did.
pub fn grendel(tx: &mut Tx, wie: impl IntoIterator<Item = GebruikerId>) -> Result<(), Error> {
    for id in wie.into_iter().collect::<BTreeSet<_>>() {
        diesel::update(gebruiker::table.find(id)).set(gebruiker::versie.eq(gebruiker::versie)).execute(tx)?;
    }
    Ok(())
}

/// The address of an account, when its holder showed that they read what is sent there; the account is held, so that it stays so.
pub fn bewezen_adres(tx: &mut Tx, wie: GebruikerId) -> Result<Option<Emailadres>, Error> {
    grendel(tx, [wie])?;
    let adres = gebruiker::table
        .find(wie)
        .filter(gebruiker::email_bewezen.eq(true))
        .select(gebruiker::email)
        .first::<Option<String>>(tx)
        .optional()?;
    Ok(adres.flatten().as_deref().and_then(Emailadres::lees))
}

/// Checks that somebody can be a casusregisseur: an active account that works on cases now, and is held, so that it stays so.
///
/// An error names `veld` when they cannot.
pub fn controleer_regisseur(tx: &mut Tx, veld: &str, wie: GebruikerId, nu: Moment) -> Result<(), Error> {
    grendel(tx, [wie])?;
    let kan = toekenning::table
        .inner_join(gebruiker::table)
        .filter(gebruiker::id.eq(wie))
        .filter(gebruiker::actief.eq(true))
        .filter(toekenning::rol.eq_any(Rol::AAN_CASUSSEN.map(Woord)))
        .filter(geldt(nu))
        .count()
        .get_result::<i64>(tx)?;
    if kan > 0 {
        return Ok(());
    }
    Err(Fouten::new().fout(veld, "onbekend", "Dit account is niet bekend, of kan geen casusregisseur zijn.").into())
}
