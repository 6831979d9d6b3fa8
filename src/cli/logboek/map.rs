//! `knooppunt logboek controleer --export`: a folder that was exported, without any database.

use std::{fs, io, path::Path};

use chrono::TimeDelta;
use serde::Deserialize;
use tlog::{
    checkpoint::{self, LogVkey},
    cosignature::WitnessVkey,
    tile::{self, HEIGHT, Tile, WIDTH},
    tree::{self, Hash, TreeHead},
};
use uuid::Uuid;

use super::{Verslag, getuigenis};
use crate::domain::{
    Word as _,
    ids::Id,
    logboek::{Gebeurtenis, nota, snoei, toets::Toets},
};

/// Checks every line, tile and the checkpoint in `map`.
///
/// Without a key, or when the folder holds no checkpoint. What is wrong with the rest is in the answer.
pub fn controleer(
    map: &Path,
    bewaard: Option<TreeHead>,
    vkeys: &[LogVkey],
    getuigen: &[WitnessVkey],
) -> Result<Verslag, String> {
    if vkeys.is_empty() {
        return Err("noem de sleutel van het logboek met --vkey".to_owned());
    }
    let nota =
        fs::read_to_string(map.join("checkpoint")).map_err(|fout| format!("{}/checkpoint: {fout}", map.display()))?;
    let mut toets = Toets::new(TimeDelta::zero());
    if let Some(stand) = bewaard {
        toets.verwacht(&stand, "het bewaarde checkpoint", true);
    }
    if let Err(fout) = checkpoint::open_with(vkeys, &nota) {
        toets.fout(None, format!("het checkpoint: {}", nota::Fout(fout)));
    }
    getuigenis::verwacht_in(&mut toets, &nota, getuigen);
    let stand =
        checkpoint::read(&nota).map_err(|fout| format!("{}/checkpoint: {}", map.display(), nota::Fout(fout)))?;
    toets.verwacht(&stand, "het checkpoint", true);
    let (zonder_regels, begint) = (Vec::new(), 0);
    let mut lezer = Lezer { map, grootte: stand.size, toets, zonder_regels, begint };
    let bladeren = tile::tiles(stand.size).take_while(|tegel| tegel.level == 0);
    for tegel in bladeren {
        if !lezer.tegel(tegel) {
            break;
        }
    }
    let toets = lezer.klaar();
    Ok(Verslag { stand: toets.stand(), wachtend: 0, ondertekend: Some(stand.size), bevindingen: toets.klaar() })
}

struct Lezer<'a> {
    map: &'a Path,
    grootte: u64,
    toets: Toets,
    /// Tiles without their bundle.
    zonder_regels: Vec<Tile>,
    /// The number from which on a line says that the others are there.
    begint: u64,
}

impl Lezer<'_> {
    /// Checks a bundle of lines with the tile of their leaves; false when there is no going on.
    fn tegel(&mut self, tegel: Tile) -> bool {
        let eerste = self.toets.nummer();
        let bundel = lees(self.map, &tegel.entries_path());
        if bundel.is_none() && tegel.width == WIDTH {
            return self.zonder_bundel(tegel);
        }
        let regels = bundel.and_then(|bytes| {
            let regels = tile::entries(&bytes)?;
            self.begint = regels.iter().filter_map(|regel| gesnoeid_tot(regel)).fold(self.begint, u64::max);
            Some(regels.into_iter().map(tree::leaf_hash).collect())
        });
        let Some(regels) = regels.filter(|regels: &Vec<Hash>| u64::try_from(regels.len()) == Ok(tegel.width)) else {
            self.toets
                .fout(eerste, format!("{} is er niet, of bevat niet {} regels", tegel.entries_path(), tegel.width));
            return false;
        };
        let bladen = lees(self.map, &tegel.path()).and_then(|bytes| tile::hashes(&bytes)).unwrap_or_default();
        if bladen.len() != regels.len() {
            self.toets.fout(eerste, format!("{} is er niet, of bevat niet {} hashes", tegel.path(), tegel.width));
        }
        for (index, eigen) in regels.into_iter().enumerate() {
            let nummer = self.toets.nummer();
            let blad = bladen.get(index).copied().unwrap_or(eigen);
            if blad != eigen {
                self.toets.fout(
                    nummer,
                    format!("de regel in {} past niet bij zijn blad in {}", tegel.entries_path(), tegel.path()),
                );
            }
            self.neem_op(nummer, blad);
        }
        true
    }

    /// Takes in a tile whose lines are not there: they may have been pruned.
    fn zonder_bundel(&mut self, tegel: Tile) -> bool {
        let bladen = lees(self.map, &tegel.path()).and_then(|bytes| tile::hashes(&bytes)).unwrap_or_default();
        if u64::try_from(bladen.len()) != Ok(WIDTH) {
            let wat = format!("{} is er niet, of bevat niet {WIDTH} hashes", tegel.path());
            self.toets.fout(self.toets.nummer(), wat);
            return false;
        }
        self.zonder_regels.push(tegel);
        for blad in bladen {
            self.neem_op(self.toets.nummer(), blad);
        }
        true
    }

    /// Lines may be missing only where a line says that they were pruned.
    fn klaar(mut self) -> Toets {
        for tegel in self.zonder_regels {
            let eerste = tegel.index * WIDTH;
            if eerste >= self.begint {
                self.toets.fout(
                    eerste,
                    format!("{} is er niet, en geen regel zegt dat zij is gesnoeid", tegel.entries_path()),
                );
            }
        }
        self.toets
    }

    fn neem_op(&mut self, nummer: u64, blad: Hash) {
        let mut heel = Vec::new();
        self.toets.blad(blad, |hoogte, hash| {
            if hoogte > 0 && hoogte.is_multiple_of(HEIGHT) {
                heel.push((hoogte, *hash));
            }
        });
        for (hoogte, hash) in heel {
            let (niveau, plaats) = (hoogte / HEIGHT, nummer >> hoogte);
            let hashes = self.grootte >> hoogte;
            let breedte = (hashes - plaats / WIDTH * WIDTH).min(WIDTH);
            let pad = Tile { level: niveau, index: plaats / WIDTH, width: breedte }.path();
            let index = usize::try_from(plaats % WIDTH).unwrap_or_default();
            let bewaard = lees(self.map, &pad).and_then(|bytes| tile::hashes(&bytes)?.get(index).copied());
            if bewaard != Some(hash) {
                self.toets.fout_vanaf(plaats << hoogte, format!("{pad} past niet bij de bladen eronder"));
            }
        }
    }
}

/// What a line of the log says of a pruning.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Regel {
    gebeurtenis: String,
    object_id: Option<Uuid>,
}

/// From which number on lines are there, when this one says so.
fn gesnoeid_tot(regel: &[u8]) -> Option<u64> {
    let regel: Regel = serde_json::from_slice(regel).ok()?;
    let gesnoeid = regel.gebeurtenis == Gebeurtenis::LogboekGesnoeid.word();
    regel.object_id.filter(|_| gesnoeid).and_then(|object| snoei::grens(Id::from_uuid(object)))
}

/// What a file holds; nothing when it is not there.
fn lees(map: &Path, pad: &str) -> Option<Vec<u8>> {
    let gelezen: io::Result<Vec<u8>> = fs::read(map.join(pad));
    gelezen.ok()
}
