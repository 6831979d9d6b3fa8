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
use uuid::Uuid;

use super::geheim;
use crate::{
    domain::{
        ids::Id,
        tijd::Moment,
        toegang::{
            Actor, GebruikerId, Permitted, SessieId, Verzoek, Waarom, Weigering,
            account::gebruikersnaam,
            rem::{self, APPARAAT_DAGEN, Geremd, Rem, Wacht, pauze},
        },
    },
    store::{
        conn::{Either, Tx},
        error::Error,
        kluis::Kluis,
        schema::{apparaat, gebruiker, teller},
        types::Both,
    },
};

/// One try, as the brakes see it: by whom, from where, on which device. Nothing in it can be read back.
#[derive(Clone, Debug)]
pub struct Poging {
    /// What is counted of somebody whom nothing makes known, always in this order, so that two tries never wait for each other.
    vreemd: Vec<(Rem, Vec<u8>)>,
    /// The account.
    account: Vec<u8>,
    bekend: Bekend,
    wie: Wie,
}

/// Who is held back, as far as it is known; the line that counts the others names them.
#[derive(Clone, Copy, Debug)]
pub struct Wie {
    /// The account.
    pub gebruiker: Option<GebruikerId>,
    /// The request, whose line tells the rest.
    pub verzoek: Uuid,
}

impl From<&Actor> for Wie {
    fn from(actor: &Actor) -> Self {
        Self { gebruiker: Some(actor.gebruiker()), verzoek: actor.verzoek.id }
    }
}

/// What was held back within one stretch of time after the first, which left a line.
#[derive(Clone, Copy, Debug)]
pub struct Tegengehouden {
    /// Who.
    pub wie: Wie,
    /// How many more times.
    pub aantal: u32,
}

/// What makes somebody known, so that strangers who guess do not stop them.
#[derive(Clone, Debug)]
enum Bekend {
    /// Nothing.
    Niets,
    /// They are in a session of theirs: counted by this.
    Sessie(Vec<u8>),
    /// They say so, by the token of a device (its hash) that this account may know.
    Misschien(Vec<u8>, String),
}

impl Poging {
    /// A login into the account of this name, with the token of a device if there is one.
    ///
    /// A name that nobody has is counted like any other: the answers do not tell them apart.
    #[must_use]
    pub fn new(kluis: &Kluis, naam: &str, apparaat: Option<&str>, verzoek: &Verzoek) -> Self {
        let naam = gebruikersnaam(naam);
        let (adres, netwerk) = plaats(verzoek);
        let account = kluis.kenmerk(&format!("rem|account|{naam}"));
        let vreemd = vec![
            (Rem::Netwerk, kluis.kenmerk(&format!("rem|netwerk|{netwerk}"))),
            (Rem::Adres, kluis.kenmerk(&format!("rem|adres|{adres}"))),
            (Rem::AccountAdres, kluis.kenmerk(&format!("rem|account|{naam}|{adres}"))),
            (Rem::Account, account.clone()),
            (Rem::Stap, account.clone()),
        ];
        let bekend = apparaat.map_or(Bekend::Niets, |token| Bekend::Misschien(geheim::afdruk(token), naam));
        Self { vreemd, account, bekend, wie: Wie { gebruiker: None, verzoek: verzoek.id } }
    }

    /// A try with a password or a code by somebody in a session of theirs.
    #[must_use]
    pub fn in_sessie(kluis: &Kluis, zij: &Actor) -> Self {
        let sleutel = kluis.kenmerk(&format!("rem|sessie|{}", zij.gebruiker()));
        Self { vreemd: Vec::new(), account: sleutel.clone(), bekend: Bekend::Sessie(sleutel), wie: zij.into() }
    }

    /// What is counted for it now. Whoever is known is counted apart from everybody else, wherever they are: neither strangers who
    /// guess, nor others behind the same address, stop them.
    fn tellers(self, tx: &mut Tx, nu: Moment) -> Result<Toegelaten, Error> {
        let sleutel = match self.bekend {
            Bekend::Niets => None,
            Bekend::Sessie(sleutel) => Some(sleutel),
            Bekend::Misschien(hash, naam) => bekend(tx, &hash, &naam, nu)?.then_some(hash),
        };
        Ok(match sleutel {
            None => Toegelaten { tellers: self.vreemd, pauze: self.account, bekend: false },
            Some(sleutel) => {
                let tellers = vec![(Rem::Apparaat, sleutel.clone()), (Rem::Stap, sleutel.clone())];
                Toegelaten { tellers, pauze: sleutel, bekend: true }
            }
        })
    }
}

/// The address and the network of a request, as they are counted.
fn plaats(verzoek: &Verzoek) -> (String, String) {
    verzoek.toegangspunt.parse::<IpAddr>().map_or_else(
        |_| (verzoek.toegangspunt.clone(), verzoek.toegangspunt.clone()),
        |ip| (rem::adres(ip).to_string(), rem::netwerk(ip).to_string()),
    )
}

/// A try that may be looked at.
#[derive(Clone, Debug)]
pub struct Toegelaten {
    tellers: Vec<(Rem, Vec<u8>)>,
    pauze: Vec<u8>,
    bekend: bool,
}

impl Toegelaten {
    /// Whether the account knows the device.
    #[must_use]
    pub const fn is_bekend(&self) -> bool {
        self.bekend
    }
}

/// Lets a login be tried, or says how long to wait: then its password is not even looked at.
///
/// It is counted before it is tried, so that of many at once no more get through than one after the other.
pub fn laat_toe(tx: &mut Tx, poging: Poging, nu: Moment) -> Result<Result<Toegelaten, Geremd>, Error> {
    let wie = poging.wie;
    let poging = poging.tellers(tx, nu)?;
    let pauze = Pauze::lees(tx, &poging.pauze)?;
    if let Some(wacht) = pauze.wacht(nu) {
        return geremd(tx, (PAUZE, &poging.pauze), wie, wacht, nu).map(Err);
    }
    // What is refused is not counted: waiting long enough always helps.
    for (soort, sleutel) in &poging.tellers {
        if let Some(wacht) = vol(tx, *soort, sleutel, nu)? {
            return geremd(tx, (soort.into(), sleutel), wie, wacht, nu).map(Err);
        }
    }
    for (soort, sleutel) in &poging.tellers {
        if let Err(wacht) = tel(tx, *soort, sleutel, soort.grens(), nu)? {
            return geremd(tx, (soort.into(), sleutel), wie, wacht, nu).map(Err);
        }
    }
    // Of two who come at the same moment one gets through.
    if !pauze.begin(tx, &poging.pauze, nu)? {
        return geremd(tx, (PAUZE, &poging.pauze), wie, Wacht(1), nu).map(Err);
    }
    Ok(Ok(poging))
}

/// Somebody whom a brake holds back: the first time in a stretch of time is told, the others are counted.
///
/// Each would be a line that nobody can remove for years, and who is held back can come as often as they like.
fn geremd(tx: &mut Tx, (rem, sleutel): (&str, &[u8]), wie: Wie, wacht: Wacht, nu: Moment) -> Result<Geremd, Error> {
    Ok(Geremd { wacht, eerste: is_eerste(tx, &[rem.as_bytes(), b"|", sleutel].concat(), wie, nu)? })
}

/// Whether nobody was held back by this key in this stretch of time before; counts it.
fn is_eerste(tx: &mut Tx, sleutel: &[u8], wie: Wie, nu: Moment) -> Result<bool, Error> {
    let (vak, einde) = Rem::Geremd.tijdvak(nu);
    let (soort, sleutel) = (<&str>::from(Rem::Geremd), in_vak(sleutel, vak));
    if verhoog(tx, soort, &sleutel, i32::MAX)? {
        return Ok(false);
    }
    let eerste = (
        teller::soort.eq(soort),
        teller::sleutel.eq(&sleutel),
        teller::aantal.eq(1),
        teller::vervalt_op.eq(einde),
        teller::gebruiker_id.eq(wie.gebruiker),
        teller::verzoek_id.eq(Id::<Uuid>::from_uuid(wie.verzoek)),
    );
    if Both(diesel::insert_into(teller::table).values(eerste).on_conflict_do_nothing()).execute(tx)? == 1 {
        return Ok(true);
    }
    verhoog(tx, soort, &sleutel, i32::MAX).map(|_| false)
}

/// A login that goes on with a challenge: it was counted when the challenge was given.
pub fn reeds_geteld(tx: &mut Tx, poging: Poging, nu: Moment) -> Result<Toegelaten, Error> {
    poging.tellers(tx, nu)
}

/// Takes back what [`laat_toe`] counted: the login succeeded.
pub fn gelukt(tx: &mut Tx, toegelaten: &Toegelaten, nu: Moment) -> Result<(), Error> {
    diesel::delete(teller::table.find((PAUZE, &toegelaten.pauze))).execute(tx)?;
    for (soort, sleutel) in &toegelaten.tellers {
        let (vak, _) = soort.tijdvak(nu);
        diesel::update(teller::table.find((<&str>::from(soort), in_vak(sleutel, vak))).filter(teller::aantal.gt(0)))
            .set(teller::aantal.eq(teller::aantal - 1))
            .execute(tx)?;
    }
    Ok(())
}

const PAUZE: &str = "pauze";

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
    let rows = match tx.either() {
        Either::Sqlite(sqlite) => eens.execute(sqlite)?,
        Either::Postgres(postgres) => eens.execute(postgres)?,
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
) -> Result<Option<Geremd>, Error> {
    let sleutel = van_adres(kluis, verzoek);
    let vol = vol(tx, soort, &sleutel, nu)?;
    let wie = Wie { gebruiker: None, verzoek: verzoek.id };
    vol.map(|wacht| geremd(tx, (soort.into(), &sleutel), wie, wacht, nu)).transpose()
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
    hoe_vaak: u32,
) -> Result<Permitted<H, T>, Error> {
    let wie = mag.door().gebruiker.uuid();
    hoogstens(tx, mag, (soort, wie), hoe_vaak)
}

/// The same about an account, whoever does it.
pub fn niet_te_vaak_over<H, T>(
    tx: &mut Tx,
    mag: Permitted<H, T>,
    (soort, over): (Rem, GebruikerId),
    hoe_vaak: u32,
) -> Result<Permitted<H, T>, Error> {
    hoogstens(tx, mag, (soort, over.uuid()), hoe_vaak)
}

fn hoogstens<H, T>(
    tx: &mut Tx,
    mag: Permitted<H, T>,
    (soort, sleutel): (Rem, Uuid),
    hoe_vaak: u32,
) -> Result<Permitted<H, T>, Error> {
    let grens = i32::try_from(hoe_vaak).unwrap_or(i32::MAX);
    match tel(tx, soort, sleutel.as_bytes(), grens, mag.nu())? {
        Ok(()) => Ok(mag),
        Err(wacht) => Ok(mag.te_vaak(wacht)?),
    }
}

/// Counts that a session is carried on, unless that was done `hoe_vaak` in this stretch of time: then it is told to wait, and its token is as
/// good as it was.
pub fn verlengt(
    tx: &mut Tx,
    (welke, van): (SessieId, GebruikerId),
    hoe_vaak: u32,
    verzoek: &Verzoek,
    nu: Moment,
) -> Result<Option<Geremd>, Error> {
    let (grens, sleutel) = (i32::try_from(hoe_vaak).unwrap_or(i32::MAX), welke.uuid().into_bytes());
    let Err(wacht) = tel(tx, Rem::Verlenging, &sleutel, grens, nu)? else { return Ok(None) };
    let wie = Wie { gebruiker: Some(van), verzoek: verzoek.id };
    geremd(tx, (Rem::Verlenging.into(), &sleutel), wie, wacht, nu).map(Some)
}

/// A refusal as it is told, once it is counted, and whether it leaves a line: of what is done or refused too often only the first of a
/// stretch of time does.
///
/// Whoever asks again and again for what they may not have would fill the logboek. Only what is refused is counted, and what is
/// permitted goes on.
pub fn tel_weigering(tx: &mut Tx, mut weigering: Box<Weigering>) -> Result<(Box<Weigering>, bool), Error> {
    let door = &weigering.spoor.door;
    let (account, op) = (door.gebruiker.uuid().into_bytes(), door.op);
    let wie = Wie { gebruiker: Some(door.gebruiker), verzoek: door.verzoek.id };
    let wat = if let Waarom::TeVaak(_) = weigering.waarom {
        weigering.spoor.handeling
    } else {
        // What does not know how many the region allows is counted by itself.
        let (sleutel, grens) = match weigering.hoogstens {
            Some(aantal) => (account.to_vec(), i32::try_from(aantal).unwrap_or(i32::MAX)),
            None => ([&account, b"|overig".as_slice()].concat(), Rem::Weigeringen.grens()),
        };
        let Err(wacht) = tel(tx, Rem::Weigeringen, &sleutel, grens, op)? else { return Ok((weigering, true)) };
        weigering.waarom = Waarom::TeVaak(wacht);
        Rem::Weigeringen.into()
    };
    let eerste = is_eerste(tx, &[&account, b"|".as_slice(), wat.as_bytes()].concat(), wie, op)?;
    Ok((weigering, eerste))
}

/// Whether the refusal of `wat` to somebody of whom no permission was asked leaves a line: so many do in a stretch of time, and of the
/// others the first.
pub fn laat_regel_na(tx: &mut Tx, zij: &Actor, wat: &str) -> Result<bool, Error> {
    let sleutel = [zij.gebruiker().uuid().as_bytes().as_slice(), b"|", wat.as_bytes()].concat();
    let geteld = tel(tx, Rem::Weigeringen, &sleutel, Rem::Weigeringen.grens(), zij.nu)?;
    if geteld.is_ok() { Ok(true) } else { is_eerste(tx, &sleutel, zij.into(), zij.nu) }
}

/// Removes what counts for nothing any more; says what was held back meanwhile without a line of its own, and how many rows went.
pub fn ruim_op(tx: &mut Tx, nu: Moment) -> Result<(Vec<Tegengehouden>, usize), Error> {
    let geremd = teller::table.filter(teller::vervalt_op.le(nu)).filter(teller::soort.eq(<&str>::from(Rem::Geremd)));
    let geremd = diesel::delete(geremd)
        .returning((teller::aantal, teller::gebruiker_id, teller::verzoek_id))
        .get_results::<(i32, Option<GebruikerId>, Option<Id<Uuid>>)>(tx)?;
    let tellers = geremd.len() + diesel::delete(teller::table.filter(teller::vervalt_op.le(nu))).execute(tx)?;
    let apparaten = diesel::delete(apparaat::table.filter(apparaat::vervalt_op.le(nu))).execute(tx)?;
    let anderen = geremd.into_iter().filter_map(|(aantal, gebruiker, verzoek)| {
        let aantal = u32::try_from(aantal - 1).ok().filter(|aantal| *aantal > 0)?;
        Some(Tegengehouden { wie: Wie { gebruiker, verzoek: verzoek?.uuid() }, aantal })
    });
    Ok((anderen.collect(), tellers + apparaten))
}
