//! `knooppunt logboek export`: the signed part of the log, as files that anybody's tools can read (C2SP tlog-tiles).

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tlog::{
    checkpoint::{self, LogVkey},
    durable::{self, write_for_good},
    tile::{self, HASH_BYTES, HEIGHT, Tile, WIDTH},
    tree::{Hash, TreeHead},
};

use super::melding::{GeenRegel, meld};
use crate::{
    domain::{
        logboek::{nota, rij::Rij},
        tijd::Moment,
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        logboek::{
            boom::{self, Tegels},
            getuigenis::laatste_met_getuigen,
            rijen::genummerd,
            snoei::grens,
        },
    },
};

/// Why nothing, or not everything, was written.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// There is nothing to write.
    #[error(
        "er is nog geen checkpoint ondertekend: zet `logboek.sleutel`, en laat `serve` of `logboek ondertekenaar` lopen"
    )]
    NietsOndertekend,
    /// A checkpoint cannot be read.
    #[error("het checkpoint in {waar}: {fout}")]
    Checkpoint {
        /// The database, or the folder.
        waar: &'static str,
        /// What is wrong with it.
        fout: nota::Fout,
    },
    /// The tree is not the one that was signed.
    #[error(
        "de boom van {0} regels is niet die van het checkpoint: `knooppunt logboek controleer` zegt waar het misgaat"
    )]
    AndereBoom(u64),
    /// The folder holds another log, or a newer one.
    #[error(
        "de map bevat {er} regels die niet het begin zijn van de {nu} in de database; schrijf in een lege map en ga na wat er is gebeurd"
    )]
    AndereMap {
        /// What is in the folder.
        er: u64,
        /// What is in the database.
        nu: u64,
    },
    /// A line is not the one that was numbered.
    #[error("regel {0} is niet die welke genummerd werd; voer `knooppunt logboek controleer` uit")]
    Regel(u64),
    /// A line does not fit in a bundle.
    #[error("regel {0} is te lang voor een bundel")]
    TeLang(u64),
    /// A file cannot be written.
    #[error("{}: {fout}", pad.display())]
    Bestand {
        /// Which.
        pad: PathBuf,
        /// Why.
        fout: io::Error,
    },
    /// No line, no export.
    #[error(transparent)]
    GeenRegel(#[from] GeenRegel),
    /// The database failed.
    #[error(transparent)]
    Database(#[from] Error),
}

/// Writes the tiles and bundles of the newest checkpoint, signed with one of these keys where they are known, to `map`, and then the checkpoint itself; what is there and whole
/// stays as it is. First it leaves a line that says so, unless the folder holds all that was signed: then only the checkpoint is
/// written anew, which others may have cosigned since. Says what it did.
///
/// An error says why not; the checkpoint in the folder is then still that of before.
pub fn exporteer(db: &Db, map: &Path, vkeys: Vec<LogVkey>, op: Moment) -> Result<String, Fout> {
    let nieuwste = db.read_blocking(move |tx| laatste_met_getuigen(tx, &vkeys))?;
    let (_, nota) = nieuwste.ok_or(Fout::NietsOndertekend)?;
    let nu = checkpoint::read(&nota).map_err(|fout| Fout::Checkpoint { waar: "de database", fout: fout.into() })?;
    if !db.read_blocking(move |tx| Ok(Tegels::new(tx).stand(nu.size)? == nu))? {
        return Err(Fout::AndereBoom(nu.size));
    }
    let al = al_geschreven(map)?;
    if let Some(al) = al {
        let past = al.size <= nu.size && db.read_blocking(move |tx| Ok(Tegels::new(tx).stand(al.size)? == al))?;
        if !past {
            return Err(Fout::AndereMap { er: al.size, nu: nu.size });
        }
    }
    let al = al.map_or(0, |al| al.size);
    let nieuw: Vec<Tile> = tile::tiles(nu.size).filter(|tegel| !is_geschreven(map, tegel, al, nu.size)).collect();
    if !nieuw.is_empty() {
        // It has no number yet, so it goes out with the next export; of a log in which nothing else happens each brings the line of
        // the one before.
        meld(db, None, op)?;
    }
    for tegel in &nieuw {
        schrijf_tegel(db, map, *tegel)?;
    }
    let pad = map.join("checkpoint");
    write_for_good(&pad, nota.as_bytes()).map_err(|fout| Fout::Bestand { pad, fout })?;
    let (map, grootte) = (map.display(), nu.size);
    Ok(format!("{map} bevat {grootte} regels, {} meer dan eerst; {} tegels geschreven", grootte - al, nieuw.len()))
}

fn al_geschreven(map: &Path) -> Result<Option<TreeHead>, Fout> {
    let pad = map.join("checkpoint");
    match fs::read_to_string(&pad) {
        Ok(nota) => {
            checkpoint::read(&nota).map(Some).map_err(|fout| Fout::Checkpoint { waar: "de map", fout: fout.into() })
        }
        Err(fout) if fout.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(fout) => Err(Fout::Bestand { pad, fout }),
    }
}

/// Whether a tile of a tree of `nu` leaves is there since it had `al`: when it did not grow, or the tile was whole.
fn is_geschreven(map: &Path, tegel: &Tile, al: u64, nu: u64) -> bool {
    al == nu && map.join(tegel.path()).is_file()
        || tegel.width == WIDTH && tegel.index < al.checked_shr(HEIGHT * (tegel.level + 1)).unwrap_or(0)
}

fn schrijf_tegel(db: &Db, map: &Path, tegel: Tile) -> Result<(), Fout> {
    let (hashes, regels) = db.read_blocking(move |tx| lees(tx, tegel))?;
    if let Some(regels) = regels {
        let eerste = tegel.index * WIDTH;
        let mut bundel = Vec::new();
        for ((nummer, hash), regel) in (eerste..).zip(&hashes).zip(&regels) {
            let regel = regel.as_ref().filter(|regel| regel.blad() == *hash).ok_or(Fout::Regel(nummer))?;
            if !tile::push_entry(&mut bundel, &regel.bytes()) {
                return Err(Fout::TeLang(nummer));
            }
        }
        schrijf_in(map, &tegel.entries_path(), &bundel)?;
    }
    schrijf_in(map, &tegel.path(), hashes.as_flattened())
}

/// The lines of a bundle, each absent when it is not there any more.
type Regels = Vec<Option<Rij>>;

/// The hashes of a tile and, on the lowest level, the lines, unless they were pruned.
fn lees(tx: &mut Tx, tegel: Tile) -> Result<(Vec<Hash>, Option<Regels>), Error> {
    const KORT: Error = Error::Boom("a tile does not hold what was signed");
    let breedte = usize::try_from(tegel.width).map_err(|_| KORT)?;
    let bytes = boom::tegel(tx, tegel.level, tegel.index)?.ok_or(KORT)?;
    let hashes = bytes.get(..breedte * HASH_BYTES).and_then(tile::hashes).ok_or(KORT)?;
    let eerste = tegel.index * WIDTH;
    if tegel.level > 0 || eerste < grens(tx)? {
        return Ok((hashes, None));
    }
    let regels = genummerd(tx, eerste, eerste + tegel.width)?;
    if regels.len() != breedte {
        return Err(Error::Boom("a number of the logboek is not there"));
    }
    Ok((hashes, Some(regels.into_iter().map(|(_, regel)| regel).collect())))
}

fn schrijf_in(map: &Path, pad: &str, bytes: &[u8]) -> Result<(), Fout> {
    let pad = map.join(pad);
    let geschreven = match pad.parent() {
        Some(erboven) => fs::create_dir_all(erboven).and_then(|()| durable::write(&pad, bytes)),
        None => durable::write(&pad, bytes),
    };
    geschreven.map_err(|fout| Fout::Bestand { pad, fout })
}
