//! Counters of what was tried, kept in the database: they survive a restart and hold for all servers together.

use std::net::IpAddr;

use chrono::TimeDelta;
use diesel::{
    backend::Backend,
    prelude::*,
    query_builder::{AstPass, QueryFragment, QueryId},
    result::QueryResult,
    serialize::ToSql,
    sql_types::{Binary, Integer, Text},
};

use super::geheim;
use crate::{
    domain::{
        tijd::Moment,
        toegang::{
            GebruikerId, Permitted, Verzoek,
            account::gebruikersnaam,
            rem::{self, APPARAAT_DAGEN, Rem, Wacht, pauze},
        },
    },
    store::{
        conn::{Conn, Tx},
        error::Error,
        kluis::Kluis,
        schema::{apparaat, gebruiker, teller},
        types::Both,
    },
};

/// One login, as the brakes see it: by whom, from where, on which device. Nothing in it can be read back.
#[derive(Clone, Debug)]
pub struct Poging {
    account: Vec<u8>,
    account_adres: Vec<u8>,
    adres: Vec<u8>,
    netwerk: Vec<u8>,
    gebruikersnaam: String,
    apparaat: Option<Vec<u8>>,
}

impl Poging {
    /// A login into the account of this name, with the token of a device if there is one.
    ///
    /// A name that nobody has is counted like any other: the answers do not tell them apart.
    #[must_use]
    pub fn new(kluis: &Kluis, naam: &str, apparaat: Option<&str>, verzoek: &Verzoek) -> Self {
        let naam = gebruikersnaam(naam);
        let (adres, netwerk) = plaats(verzoek);
        Self {
            account: kluis.kenmerk(&format!("rem|account|{naam}")),
            account_adres: kluis.kenmerk(&format!("rem|account|{naam}|{adres}")),
            adres: kluis.kenmerk(&format!("rem|adres|{adres}")),
            netwerk: kluis.kenmerk(&format!("rem|netwerk|{netwerk}")),
            gebruikersnaam: naam,
            apparaat: apparaat.map(geheim::afdruk),
        }
    }

    /// What is counted for it, always in the same order, so that two logins never wait for each other.
    fn tellers<'a>(&'a self, bekend: Option<&'a [u8]>) -> impl Iterator<Item = (Rem, &'a [u8])> {
        let (eigen, account) = match bekend {
            Some(apparaat) => ((Rem::Apparaat, apparaat), None),
            None => ((Rem::AccountAdres, self.account_adres.as_slice()), Some((Rem::Account, self.account.as_slice()))),
        };
        let stap = (Rem::Stap, bekend.unwrap_or(&self.account));
        [
            Some((Rem::Netwerk, self.netwerk.as_slice())),
            Some((Rem::Adres, &self.adres)),
            Some(eigen),
            account,
            Some(stap),
        ]
        .into_iter()
        .flatten()
    }
}

/// The address and the network of a request, as they are counted.
fn plaats(verzoek: &Verzoek) -> (String, String) {
    verzoek.toegangspunt.parse::<IpAddr>().map_or_else(
        |_| (verzoek.toegangspunt.clone(), verzoek.toegangspunt.clone()),
        |ip| (rem::adres(ip).to_string(), rem::netwerk(ip).to_string()),
    )
}

/// A login that may be tried; it counts as failed until [`gelukt`] says otherwise.
#[derive(Clone, Debug)]
pub struct Toegelaten {
    poging: Poging,
    /// The hash of the device, when the account knows it.
    bekend: Option<Vec<u8>>,
}

impl Toegelaten {
    /// Whether the account knows the device.
    #[must_use]
    pub const fn is_bekend(&self) -> bool {
        self.bekend.is_some()
    }
}

/// Lets a login be tried, or says how long to wait: then its password is not even looked at.
///
/// It is counted before it is tried, so that of many at once no more get through than one after the other.
pub fn laat_toe(tx: &mut Tx, poging: Poging, nu: Moment) -> Result<Result<Toegelaten, Wacht>, Error> {
    let bekend = apparaat_van(tx, &poging, nu)?;
    let eigen = bekend.as_deref().unwrap_or(&poging.account);
    let pauze = Pauze::lees(tx, eigen)?;
    if let Some(wacht) = pauze.wacht(nu) {
        return Ok(Err(wacht));
    }
    // What is refused is not counted: waiting long enough always helps.
    for (soort, sleutel) in poging.tellers(bekend.as_deref()) {
        if let Some(wacht) = vol(tx, soort, sleutel, nu)? {
            return Ok(Err(wacht));
        }
    }
    for (soort, sleutel) in poging.tellers(bekend.as_deref()) {
        if let Err(wacht) = tel(tx, soort, sleutel, soort.grens(), nu)? {
            return Ok(Err(wacht));
        }
    }
    // Of two who come at the same moment one gets through.
    if !pauze.begin(tx, eigen, nu)? {
        return Ok(Err(Wacht(1)));
    }
    Ok(Ok(Toegelaten { poging, bekend }))
}

/// A login that goes on with a challenge: it was counted when the challenge was given.
pub fn reeds_geteld(tx: &mut Tx, poging: Poging, nu: Moment) -> Result<Toegelaten, Error> {
    let bekend = apparaat_van(tx, &poging, nu)?;
    Ok(Toegelaten { poging, bekend })
}

/// Takes back what [`laat_toe`] counted: the login succeeded.
pub fn gelukt(tx: &mut Tx, toegelaten: &Toegelaten, nu: Moment) -> Result<(), Error> {
    let Toegelaten { poging, bekend } = toegelaten;
    let eigen = bekend.as_deref().unwrap_or(&poging.account);
    diesel::delete(teller::table.find((PAUZE, eigen))).execute(tx)?;
    for (soort, sleutel) in poging.tellers(bekend.as_deref()) {
        let (vak, _) = soort.tijdvak(nu);
        diesel::update(teller::table.find((<&str>::from(soort), in_vak(sleutel, vak))).filter(teller::aantal.gt(0)))
            .set(teller::aantal.eq(teller::aantal - 1))
            .execute(tx)?;
    }
    Ok(())
}

const PAUZE: &str = "pauze";

/// The hash of the device, when the account knows it.
fn apparaat_van(tx: &mut Tx, poging: &Poging, nu: Moment) -> Result<Option<Vec<u8>>, Error> {
    Ok(match &poging.apparaat {
        Some(hash) => bekend(tx, hash, &poging.gebruikersnaam, nu)?.then(|| hash.clone()),
        None => None,
    })
}

fn bekend(tx: &mut Tx, hash: &[u8], naam: &str, nu: Moment) -> Result<bool, Error> {
    let gevonden = apparaat::table
        .inner_join(gebruiker::table)
        .filter(apparaat::hash.eq(hash))
        .filter(apparaat::vervalt_op.gt(nu))
        .filter(gebruiker::gebruikersnaam.eq(naam))
        .select(gebruiker::id)
        .first::<GebruikerId>(tx)
        .optional()?;
    Ok(gevonden.is_some())
}

/// Makes a device known to an account.
pub fn onthoud_apparaat(tx: &mut Tx, hash: &[u8], wie: GebruikerId, nu: Moment) -> Result<(), Error> {
    diesel::insert_into(apparaat::table)
        .values((
            apparaat::hash.eq(hash),
            apparaat::gebruiker_id.eq(wie),
            apparaat::vervalt_op.eq(nu.plus(TimeDelta::days(APPARAAT_DAGEN))),
        ))
        .execute(tx)?;
    Ok(())
}

/// Makes every device of an account unknown again.
pub fn vergeet_apparaten(tx: &mut Tx, wie: GebruikerId) -> Result<(), Error> {
    diesel::delete(apparaat::table.filter(apparaat::gebruiker_id.eq(wie))).execute(tx)?;
    Ok(())
}

/// The growing pause after failures in a row.
struct Pauze(Option<(i32, Option<Moment>, Moment)>);

impl Pauze {
    fn lees(tx: &mut Tx, sleutel: &[u8]) -> Result<Self, Error> {
        let rij = teller::table.find((PAUZE, sleutel));
        Ok(Self(rij.select((teller::aantal, teller::open_na, teller::vervalt_op)).first(tx).optional()?))
    }

    fn wacht(&self, nu: Moment) -> Option<Wacht> {
        let (_, open_na, _) = self.0?;
        open_na.filter(|open_na| *open_na > nu).map(|open_na| Wacht::tot(open_na, nu))
    }

    /// Begins the next pause, unless somebody did so since this one was read.
    fn begin(&self, tx: &mut Tx, sleutel: &[u8], nu: Moment) -> Result<bool, Error> {
        let mislukt = self.0.filter(|(.., vervalt_op)| *vervalt_op > nu).map_or(0, |(aantal, ..)| aantal);
        let aantal = teller::aantal.eq(mislukt + 1);
        let open_na = teller::open_na.eq(nu.plus(pauze(mislukt + 1)));
        let vervalt_op = teller::vervalt_op.eq(nu.plus(TimeDelta::days(1)));
        let rows = if let Some((gezien, _, tot)) = self.0 {
            let rij = teller::table.find((PAUZE, sleutel));
            diesel::update(rij.filter(teller::aantal.eq(gezien)).filter(teller::vervalt_op.eq(tot)))
                .set((aantal, open_na, vervalt_op))
                .execute(tx)?
        } else {
            let values = (teller::soort.eq(PAUZE), teller::sleutel.eq(sleutel), aantal, open_na, vervalt_op);
            Both(diesel::insert_into(teller::table).values(values).on_conflict_do_nothing()).execute(tx)?
        };
        Ok(rows == 1)
    }
}

/// Counts once more, unless `grens` is reached: then says how long to wait.
pub fn tel(tx: &mut Tx, soort: Rem, sleutel: &[u8], grens: i32, nu: Moment) -> Result<Result<(), Wacht>, Error> {
    let (vak, einde) = soort.tijdvak(nu);
    let (soort, sleutel) = (<&str>::from(soort), in_vak(sleutel, vak));
    let geteld = verhoog(tx, soort, &sleutel, grens)?
        || begin_bij_een(tx, soort, &sleutel, einde)?
        || verhoog(tx, soort, &sleutel, grens)?;
    Ok(if geteld { Ok(()) } else { Err(Wacht::tot(einde, nu)) })
}

fn verhoog(tx: &mut Tx, soort: &str, sleutel: &[u8], grens: i32) -> Result<bool, Error> {
    let eens = Verhoging { soort, sleutel, grens };
    let rows = match tx {
        Conn::Sqlite(sqlite) => eens.execute(sqlite)?,
        Conn::Postgres(postgres) => eens.execute(postgres)?,
    };
    Ok(rows == 1)
}

/// Counts once more in a row that is there. Words of its own: each reading counts, and Diesel prepares an update anew each time.
#[derive(Debug)]
struct Verhoging<'a> {
    soort: &'a str,
    sleutel: &'a [u8],
    grens: i32,
}

impl<DB: Backend> QueryFragment<DB> for Verhoging<'_>
where
    str: ToSql<Text, DB>,
    [u8]: ToSql<Binary, DB>,
    i32: ToSql<Integer, DB>,
{
    fn walk_ast<'b>(&'b self, mut pass: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        pass.push_sql("UPDATE teller SET aantal = aantal + 1 WHERE soort = ");
        pass.push_bind_param::<Text, str>(self.soort)?;
        pass.push_sql(" AND sleutel = ");
        pass.push_bind_param::<Binary, [u8]>(self.sleutel)?;
        pass.push_sql(" AND aantal < ");
        pass.push_bind_param::<Integer, i32>(&self.grens)
    }
}
impl QueryId for Verhoging<'_> {
    type QueryId = Verhoging<'static>;
    const HAS_STATIC_QUERY_ID: bool = true;
}
impl<C> RunQueryDsl<C> for Verhoging<'_> {}

/// False when somebody else began to count at the same moment, or long before.
fn begin_bij_een(tx: &mut Tx, soort: &str, sleutel: &[u8], einde: Moment) -> Result<bool, Error> {
    let values =
        (teller::soort.eq(soort), teller::sleutel.eq(sleutel), teller::aantal.eq(1), teller::vervalt_op.eq(einde));
    Ok(Both(diesel::insert_into(teller::table).values(values).on_conflict_do_nothing()).execute(tx)? == 1)
}

fn in_vak(sleutel: &[u8], vak: i64) -> Vec<u8> {
    [sleutel, &vak.to_be_bytes()].concat()
}

/// How long to wait when the limit is reached; counts nothing.
fn vol(tx: &mut Tx, soort: Rem, sleutel: &[u8], nu: Moment) -> Result<Option<Wacht>, Error> {
    let (vak, einde) = soort.tijdvak(nu);
    let rij = teller::table.find((<&str>::from(soort), in_vak(sleutel, vak)));
    let aantal = rij.select(teller::aantal).first::<i32>(tx).optional()?.unwrap_or(0);
    Ok((aantal >= soort.grens()).then(|| Wacht::tot(einde, nu)))
}

/// Whether so many failures came from the address of `verzoek` that it has to wait; counts none.
pub fn staat_stil(
    tx: &mut Tx,
    kluis: &Kluis,
    soort: Rem,
    verzoek: &Verzoek,
    nu: Moment,
) -> Result<Option<Wacht>, Error> {
    vol(tx, soort, &van_adres(kluis, verzoek), nu)
}

/// Counts a failure from the address of `verzoek`.
pub fn mislukt(tx: &mut Tx, kluis: &Kluis, soort: Rem, verzoek: &Verzoek, nu: Moment) -> Result<(), Error> {
    let _ = tel(tx, soort, &van_adres(kluis, verzoek), i32::MAX, nu)?;
    Ok(())
}

/// Counts what is done from the address of `verzoek`, unless its limit is reached: then says how long to wait.
pub fn tel_adres(
    tx: &mut Tx,
    kluis: &Kluis,
    soort: Rem,
    verzoek: &Verzoek,
    nu: Moment,
) -> Result<Result<(), Wacht>, Error> {
    tel(tx, soort, &van_adres(kluis, verzoek), soort.grens(), nu)
}

fn van_adres(kluis: &Kluis, verzoek: &Verzoek) -> Vec<u8> {
    kluis.kenmerk(&format!("rem|adres|{}", plaats(verzoek).0))
}

/// Lets an account go on with what is permitted, unless it does so too often: then the refusal and its line are for the FG to see.
pub fn niet_te_vaak<H, T>(
    tx: &mut Tx,
    mag: Permitted<H, T>,
    soort: Rem,
    per_minuut: u32,
) -> Result<Permitted<H, T>, Error> {
    let grens = i32::try_from(per_minuut).unwrap_or(i32::MAX);
    let wie = mag.door().gebruiker.uuid();
    match tel(tx, soort, wie.as_bytes(), grens, mag.nu())? {
        Ok(()) => Ok(mag),
        Err(wacht) => Ok(mag.te_vaak(wacht)?),
    }
}

/// Removes what counts for nothing any more.
pub fn ruim_op(tx: &mut Tx, nu: Moment) -> Result<usize, Error> {
    let tellers = diesel::delete(teller::table.filter(teller::vervalt_op.le(nu))).execute(tx)?;
    let apparaten = diesel::delete(apparaat::table.filter(apparaat::vervalt_op.le(nu))).execute(tx)?;
    Ok(tellers + apparaten)
}
