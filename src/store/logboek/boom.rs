//! The tree as it is stored: tiles of 256 hashes, so that nothing is ever computed from the start.

use std::collections::HashMap;

use diesel::{
    QueryableByName,
    prelude::*,
    sql_query,
    sql_types::{BigInt, Integer},
};
use tlog::{
    tile::{self, HEIGHT, WIDTH},
    tree::{self, Hash, Subtrees, TreeHead, root_of},
};

use super::rijen::{getal, maat};
use crate::store::{
    conn::{Either, Tx},
    error::Error,
    schema::{logkop, logtegel},
};

/// How many lines have a number.
pub fn grootte(tx: &mut Tx) -> Result<u64, Error> {
    Ok(maat(logkop::table.select(logkop::grootte).first(tx)?))
}

/// The tree grows from `van` to `tot` lines, unless somebody else made it grow.
pub(super) fn groei(tx: &mut Tx, van: u64, tot: u64) -> Result<(), Error> {
    let rows = diesel::update(logkop::table)
        .filter(logkop::grootte.eq(getal(van)))
        .set(logkop::grootte.eq(getal(tot)))
        .execute(tx)?;
    if rows == 1 { Ok(()) } else { Err(Error::Boom("somebody else numbered the same lines")) }
}

/// The hashes of a tile, as many as there are now.
pub fn tegel(tx: &mut Tx, niveau: u32, nummer: u64) -> Result<Option<Vec<u8>>, Error> {
    Ok(logtegel::table
        .filter(logtegel::niveau.eq(rang(niveau)))
        .filter(logtegel::nummer.eq(getal(nummer)))
        .select(logtegel::hashes)
        .first(tx)
        .optional()?)
}

/// The lowest tiles from `van` on and below `tot`, with their numbers.
pub fn onderste(tx: &mut Tx, van: u64, tot: u64) -> Result<Vec<(u64, Vec<u8>)>, Error> {
    let rows: Vec<(i64, Vec<u8>)> = logtegel::table
        .filter(logtegel::niveau.eq(0))
        .filter(logtegel::nummer.ge(getal(van)))
        .filter(logtegel::nummer.lt(getal(tot)))
        .order(logtegel::nummer.asc())
        .select((logtegel::nummer, logtegel::hashes))
        .load(tx)?;
    Ok(rows.into_iter().map(|(nummer, hashes)| (maat(nummer), hashes)).collect())
}

/// A tile as it is stored: its level, its number, and how many bytes it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, QueryableByName)]
pub struct Tegelmaat {
    /// Its level.
    #[diesel(sql_type = Integer)]
    pub niveau: i32,
    /// Its number on that level.
    #[diesel(sql_type = BigInt)]
    pub nummer: i64,
    /// How many bytes of hashes.
    #[diesel(sql_type = BigInt)]
    pub bytes: i64,
}

/// Every stored tile.
pub fn tegelmaten(tx: &mut Tx) -> Result<Vec<Tegelmaat>, Error> {
    let maten = |maat: &str| {
        format!("SELECT niveau, nummer, CAST({maat}(hashes) AS bigint) AS bytes FROM logtegel ORDER BY niveau, nummer")
    };
    Ok(match tx.either() {
        Either::Postgres(postgres) => sql_query(maten("octet_length")).load(postgres)?,
        Either::Sqlite(sqlite) => sql_query(maten("length")).load(sqlite)?,
    })
}

fn rang(niveau: u32) -> i32 {
    i32::try_from(niveau).unwrap_or(i32::MAX)
}

/// Puts `bladen` into the tree, which has `grootte` leaves: touches the last tile of each level and those that follow.
pub(super) fn voeg_toe(tx: &mut Tx, grootte: u64, bladen: Vec<Hash>) -> Result<(), Error> {
    let (mut niveau, mut van, mut nieuw) = (0, grootte, bladen);
    while !nieuw.is_empty() {
        let hoger = vul_aan(tx, niveau, van, &nieuw)?;
        (niveau, van, nieuw) = (niveau + 1, van / WIDTH, hoger);
    }
    Ok(())
}

/// Puts hashes at the end of one level, which has `van` of them; gives the roots of the tiles that became whole.
fn vul_aan(tx: &mut Tx, niveau: u32, van: u64, nieuw: &[Hash]) -> Result<Vec<Hash>, Error> {
    let (mut nummer, mut al) = (van / WIDTH, van % WIDTH);
    let (mut rest, mut hoger) = (nieuw, Vec::new());
    while !rest.is_empty() {
        let plaats = usize::try_from(WIDTH - al).unwrap_or_default();
        let (deel, over) = rest.split_at(plaats.min(rest.len()));
        let mut hashes = if al == 0 { Vec::new() } else { begin(tx, niveau, nummer, al)? };
        hashes.extend_from_slice(deel);
        bewaar(tx, niveau, nummer, al == 0, hashes.as_flattened())?;
        if deel.len() == plaats {
            hoger.push(root_of(&hashes));
        }
        (rest, nummer, al) = (over, nummer + 1, 0);
    }
    Ok(hoger)
}

/// A tile that is to hold `al` hashes by now.
fn begin(tx: &mut Tx, niveau: u32, nummer: u64, al: u64) -> Result<Vec<Hash>, Error> {
    let hashes = tegel(tx, niveau, nummer)?.and_then(|bytes| tile::hashes(&bytes));
    hashes
        .filter(|hashes| u64::try_from(hashes.len()) == Ok(al))
        .ok_or(Error::Boom("a tile does not hold what the tree says"))
}

fn bewaar(tx: &mut Tx, niveau: u32, nummer: u64, eerste: bool, hashes: &[u8]) -> Result<(), Error> {
    let rijen = if eerste {
        diesel::insert_into(logtegel::table)
            .values((
                logtegel::niveau.eq(rang(niveau)),
                logtegel::nummer.eq(getal(nummer)),
                logtegel::hashes.eq(hashes),
            ))
            .execute(tx)?
    } else {
        diesel::update(logtegel::table)
            .filter(logtegel::niveau.eq(rang(niveau)))
            .filter(logtegel::nummer.eq(getal(nummer)))
            .set(logtegel::hashes.eq(hashes))
            .execute(tx)?
    };
    Error::een_rij(rijen)
}

/// The stored tiles, to compute roots and proofs from; each is read once.
pub struct Tegels<'a> {
    tx: &'a mut Tx,
    gelezen: HashMap<(u32, u64), Vec<Hash>>,
}

impl<'a> Tegels<'a> {
    /// The tiles of this database.
    pub fn new(tx: &'a mut Tx) -> Self {
        Self { tx, gelezen: HashMap::new() }
    }

    /// How the tree stands over the first `grootte` lines.
    ///
    /// Fails when the database fails, or a tile is not there.
    pub fn stand(&mut self, grootte: u64) -> Result<TreeHead, Error> {
        Ok(TreeHead { size: grootte, root: tree::root(self, grootte)? })
    }

    fn tegel(&mut self, niveau: u32, nummer: u64) -> Result<&[Hash], Error> {
        let plek = (niveau, nummer);
        if !self.gelezen.contains_key(&plek) {
            let bytes = tegel(self.tx, niveau, nummer)?.ok_or(Error::Boom("a tile is not there"))?;
            let hashes = tile::hashes(&bytes).ok_or(Error::Boom("a tile is not whole hashes"))?;
            self.gelezen.insert(plek, hashes);
        }
        Ok(self.gelezen.get(&plek).map(Vec::as_slice).unwrap_or_default())
    }
}

impl Subtrees for Tegels<'_> {
    type Error = Error;

    fn hash(&mut self, hoogte: u32, nummer: u64) -> Result<Hash, Error> {
        let (niveau, rest) = (hoogte / HEIGHT, hoogte % HEIGHT);
        let eerste = nummer << rest;
        let hashes = self.tegel(niveau, eerste / WIDTH)?;
        let van = usize::try_from(eerste % WIDTH).unwrap_or_default();
        let deel = hashes.get(van..van + (1 << rest));
        Ok(root_of(deel.ok_or(Error::Boom("a tile does not hold what the tree says"))?))
    }
}
