//! Security keys (`WebAuthn`), and the challenges that they answer: each is good for one answer.
//!
//! What a key or a challenge holds is for the web to read; here it is bytes, sealed.

use chrono::TimeDelta;
use diesel::prelude::*;
use serde::{Serialize, de::DeserializeOwned};
use strum::IntoStaticStr;

use super::geheim;
use crate::{
    domain::{
        logboek::{Gebeurtenis, Soort, Spoor},
        tijd::Moment,
        toegang::{
            Actor, BeveiligingssleutelId, GebruikerId, UitdagingId,
            account::gebruikersnaam,
            afzender::Afzender,
            uitslag::{Afwijzing, Uitslag},
        },
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::{Kluis, Plek},
        schema::{beveiligingssleutel, gebruiker, uitdaging},
        types::Both,
    },
};

/// For how long a challenge is good.
pub const UITDAGING_MINUTEN: i64 = 5;
/// The most keys of one account.
pub const HOOGSTENS: i64 = 10;

const SLEUTEL: &str = "beveiligingssleutel.sleutel";
const TOESTAND: &str = "uitdaging.toestand";

/// What a challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Doel {
    /// To log in.
    Inloggen,
    /// To add a key.
    Toevoegen,
}

impl Doel {
    /// For this and for the account of this name, as a challenge keeps it: nothing to be read back.
    fn voor(self, kluis: &Kluis, naam: &str) -> Vec<u8> {
        kluis.kenmerk(&format!("uitdaging|{}|{}", <&str>::from(self), gebruikersnaam(naam)))
    }
}

/// Keeps what a challenge waits for.
pub fn stel<T: Serialize>(
    tx: &mut Tx,
    kluis: &Kluis,
    (doel, naam): (Doel, &str),
    toestand: &T,
    nu: Moment,
) -> Result<UitdagingId, Error> {
    let id = UitdagingId::new(nu);
    let verzegeld = kluis.totp().verzegel_json(Plek::new(TOESTAND, id.uuid()), toestand)?;
    diesel::insert_into(uitdaging::table)
        .values((
            uitdaging::id.eq(id),
            uitdaging::voor.eq(doel.voor(kluis, naam)),
            uitdaging::toestand.eq(verzegeld),
            uitdaging::vervalt_op.eq(nu.plus(TimeDelta::minutes(UITDAGING_MINUTEN))),
        ))
        .execute(tx)?;
    Ok(id)
}

/// Takes a challenge away to answer it, right or wrong: of many that come with it one gets it.
///
/// Nobody gets one that is too old, or that was for something or somebody else.
///
/// Fails with [`Error::Kluis`] when it cannot be opened.
pub fn neem<T: DeserializeOwned>(
    tx: &mut Tx,
    kluis: &Kluis,
    (doel, naam): (Doel, &str),
    id: UitdagingId,
    nu: Moment,
) -> Result<Option<T>, Error> {
    let die = uitdaging::table
        .filter(uitdaging::id.eq(id))
        .filter(uitdaging::voor.eq(doel.voor(kluis, naam)))
        .filter(uitdaging::vervalt_op.gt(nu));
    let verzegeld: Option<Vec<u8>> = diesel::delete(die).returning(uitdaging::toestand).get_result(tx).optional()?;
    verzegeld.map(|bytes| kluis.totp().open_json(Plek::new(TOESTAND, id.uuid()), &bytes)).transpose()
}

/// A key, as its owner sees it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = beveiligingssleutel)]
pub struct Sleutelregel {
    /// The key.
    pub id: BeveiligingssleutelId,
    /// What she calls it.
    pub naam: String,
    /// When she added it.
    pub toegevoegd_op: Moment,
    /// When she last logged in with it.
    pub gebruikt_op: Option<Moment>,
}

/// The keys of an account, the oldest in front.
pub fn lijst(tx: &mut Tx, wie: GebruikerId) -> Result<Vec<Sleutelregel>, Error> {
    Ok(beveiligingssleutel::table
        .filter(beveiligingssleutel::gebruiker_id.eq(wie))
        .order(beveiligingssleutel::id)
        .select(Sleutelregel::as_select())
        .load(tx)?)
}

/// A key with what it takes to check it.
#[derive(Clone)]
pub struct Geopend<T> {
    /// The key.
    pub id: BeveiligingssleutelId,
    /// What it is.
    pub sleutel: T,
    /// The last number of its signatures.
    pub teller: i64,
}

impl<T> std::fmt::Debug for Geopend<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Geopend({})", self.id)
    }
}

/// The keys of an account, to be checked.
///
/// Fails with [`Error::Kluis`] when one was changed or moved.
pub fn van<T: DeserializeOwned>(tx: &mut Tx, kluis: &Kluis, wie: GebruikerId) -> Result<Vec<Geopend<T>>, Error> {
    let rows: Vec<(BeveiligingssleutelId, Vec<u8>, i64)> = beveiligingssleutel::table
        .filter(beveiligingssleutel::gebruiker_id.eq(wie))
        .order(beveiligingssleutel::id)
        .select((beveiligingssleutel::id, beveiligingssleutel::sleutel, beveiligingssleutel::teller))
        .load(tx)?;
    rows.into_iter()
        .map(|(id, verzegeld, teller)| {
            let sleutel = kluis.totp().open_json(Plek::new(SLEUTEL, wie.uuid()), &verzegeld)?;
            Ok(Geopend { id, sleutel, teller })
        })
        .collect()
}

/// Whether an account has a key.
pub fn heeft(tx: &mut Tx, wie: GebruikerId) -> Result<bool, Error> {
    Ok(aantal(tx, wie)? > 0)
}

fn aantal(tx: &mut Tx, wie: GebruikerId) -> Result<i64, Error> {
    Ok(beveiligingssleutel::table.filter(beveiligingssleutel::gebruiker_id.eq(wie)).count().get_result(tx)?)
}

/// A key to add.
#[derive(Debug)]
pub struct Nieuw<'a, T> {
    /// What she calls it.
    pub naam: &'a str,
    /// The name that it gave itself.
    pub kenmerk: &'a [u8],
    /// What it is; how far it has counted is part of that.
    pub sleutel: &'a T,
}

/// Adds a key to the account of `actor`; turned down when it was added before, by whomever, or there are as many as can be.
pub fn voeg_toe<T: Serialize>(
    tx: &mut Tx,
    kluis: &Kluis,
    actor: &Actor,
    nieuw: &Nieuw<'_, T>,
) -> Result<Uitslag<Sleutelregel>, Error> {
    houd_vast(tx, actor.gebruiker())?;
    if aantal(tx, actor.gebruiker())? >= HOOGSTENS {
        return Ok(Uitslag::niet_binnen(Afwijzing::SleutelsVol, Afzender::over(actor)));
    }
    let id = BeveiligingssleutelId::new(actor.nu);
    let values = (
        beveiligingssleutel::id.eq(id),
        beveiligingssleutel::gebruiker_id.eq(actor.gebruiker()),
        beveiligingssleutel::naam.eq(nieuw.naam),
        beveiligingssleutel::kenmerk.eq(geheim::afdruk_van(nieuw.kenmerk)),
        beveiligingssleutel::sleutel.eq(verzegel(kluis, actor.gebruiker(), nieuw.sleutel)?),
        beveiligingssleutel::teller.eq(0),
        beveiligingssleutel::toegevoegd_op.eq(actor.nu),
    );
    let insert = diesel::insert_into(beveiligingssleutel::table).values(values).on_conflict_do_nothing();
    if Both(insert).execute(tx)? == 0 {
        return Ok(Uitslag::niet_binnen(Afwijzing::SleutelBekend, Afzender::over(actor)));
    }
    let regel = beveiligingssleutel::table.find(id).select(Sleutelregel::as_select()).first(tx)?;
    Ok(Uitslag::gelukt(regel, over(actor, Gebeurtenis::BeveiligingssleutelToegevoegd, id)))
}

/// What somebody did with one of their keys.
fn over(actor: &Actor, gebeurtenis: Gebeurtenis, id: BeveiligingssleutelId) -> Spoor<Afzender> {
    Afzender::zelf(actor).meldt(gebeurtenis, Soort::Beveiligingssleutel, Some(id.uuid()))
}

fn verzegel<T: Serialize>(kluis: &Kluis, wie: GebruikerId, sleutel: &T) -> Result<Vec<u8>, Error> {
    kluis.totp().verzegel_json(Plek::new(SLEUTEL, wie.uuid()), sleutel)
}

/// Lets no two requests count the keys of one account at the same time.
fn houd_vast(tx: &mut Tx, wie: GebruikerId) -> Result<(), Error> {
    diesel::update(gebruiker::table.find(wie)).set(gebruiker::versie.eq(gebruiker::versie)).execute(tx)?;
    Ok(())
}

/// Removes a key of `actor`; their last one stays when they `moet` have one, or have nothing else beside their password.
pub fn verwijder(tx: &mut Tx, actor: &Actor, id: BeveiligingssleutelId, moet: bool) -> Result<Uitslag<()>, Error> {
    houd_vast(tx, actor.gebruiker())?;
    let eigen = beveiligingssleutel::table.find(id).filter(beveiligingssleutel::gebruiker_id.eq(actor.gebruiker()));
    let bestaat: i64 = eigen.count().get_result(tx)?;
    let waarom = if bestaat == 0 {
        Some(Afwijzing::Onbekend)
    } else if aantal(tx, actor.gebruiker())? == 1 && (moet || !heeft_totp(tx, actor.gebruiker())?) {
        Some(Afwijzing::LaatsteSleutel)
    } else {
        diesel::delete(eigen).execute(tx)?;
        None
    };
    let spoor = over(actor, Gebeurtenis::BeveiligingssleutelVerwijderd, id);
    Ok(waarom.map_or_else(|| Uitslag::gelukt((), spoor.clone()), |waarom| Uitslag::afgewezen(waarom, spoor.clone())))
}

fn heeft_totp(tx: &mut Tx, wie: GebruikerId) -> Result<bool, Error> {
    let aantal: i64 = gebruiker::table.find(wie).filter(gebruiker::totp_geheim.is_not_null()).count().get_result(tx)?;
    Ok(aantal == 1)
}

/// Removes every key of an account.
pub(super) fn vergeet_alle(tx: &mut Tx, wie: GebruikerId) -> Result<(), Error> {
    diesel::delete(beveiligingssleutel::table.filter(beveiligingssleutel::gebruiker_id.eq(wie))).execute(tx)?;
    Ok(())
}

/// A right answer of a key, to be used up by a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gebruik {
    id: BeveiligingssleutelId,
    teller: i64,
    verzegeld: Vec<u8>,
}

impl Gebruik {
    /// The answer of key `id` of `wie`, with the number of its signature and what it is from now on.
    pub fn new<T: Serialize>(
        kluis: &Kluis,
        wie: GebruikerId,
        id: BeveiligingssleutelId,
        teller: i64,
        sleutel: &T,
    ) -> Result<Self, Error> {
        Ok(Self { id, teller, verzegeld: verzegel(kluis, wie, sleutel)? })
    }
}

/// Notes the use of a key: false when it is gone, or when a signature with this number or a later one was seen meanwhile.
pub(super) fn verbruik(tx: &mut Tx, wie: GebruikerId, gebruik: &Gebruik, nu: Moment) -> Result<bool, Error> {
    let volgt = beveiligingssleutel::teller
        .lt(gebruik.teller)
        .or(beveiligingssleutel::teller.eq(0).and(beveiligingssleutel::teller.eq(gebruik.teller)));
    let rows = diesel::update(beveiligingssleutel::table.find(gebruik.id))
        .filter(beveiligingssleutel::gebruiker_id.eq(wie))
        .filter(volgt)
        .set((
            beveiligingssleutel::sleutel.eq(&gebruik.verzegeld),
            beveiligingssleutel::teller.eq(gebruik.teller),
            beveiligingssleutel::gebruikt_op.eq(nu),
        ))
        .execute(tx)?;
    Ok(rows == 1)
}

/// Removes the challenges that nobody answered.
pub fn ruim_op(tx: &mut Tx, nu: Moment) -> Result<usize, Error> {
    Ok(diesel::delete(uitdaging::table.filter(uitdaging::vervalt_op.le(nu))).execute(tx)?)
}
