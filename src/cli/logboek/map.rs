//! `knooppunt logboek controleer --export`: a folder that was exported, without any database.

use std::{fs, io, path::Path};

use chrono::TimeDelta;

use super::Verslag;
use crate::domain::logboek::{
    boom::{self, Hash, Stand},
    checkpoint::{self, Vkey},
    tegel::{self, BREEDTE, HOOGTE, Tegel},
    toets::Toets,
};

/// Checks every line, tile and the checkpoint in `map`.
///
/// # Errors
/// Without a key, or when the folder holds no checkpoint. What is wrong with the rest is in the answer.
pub fn controleer(map: &Path, bewaard: Option<Stand>, vkeys: &[Vkey]) -> Result<Verslag, String> {
    if vkeys.is_empty() {
        return Err("noem de sleutel van het logboek met --vkey".to_owned());
    }
    let nota =
        fs::read_to_string(map.join("checkpoint")).map_err(|fout| format!("{}/checkpoint: {fout}", map.display()))?;
    let mut toets = Toets::new(TimeDelta::zero());
    if let Some(stand) = bewaard {
        toets.verwacht(&stand, "het bewaarde checkpoint", true);
    }
    if let Err(fout) = checkpoint::open_met(vkeys, &nota) {
        toets.fout(None, format!("het checkpoint: {fout}"));
    }
    let stand = checkpoint::lees(&nota).map_err(|fout| format!("{}/checkpoint: {fout}", map.display()))?;
    toets.verwacht(&stand, "het checkpoint", true);
    let mut lezer = Lezer { map, grootte: stand.grootte, toets };
    let bladeren = tegel::tegels(stand.grootte).take_while(|tegel| tegel.niveau == 0);
    for tegel in bladeren {
        if !lezer.tegel(tegel) {
            break;
        }
    }
    let toets = lezer.toets;
    Ok(Verslag { stand: toets.stand(), wachtend: 0, ondertekend: Some(stand.grootte), bevindingen: toets.klaar() })
}

struct Lezer<'a> {
    map: &'a Path,
    grootte: u64,
    toets: Toets,
}

impl Lezer<'_> {
    /// Checks a bundle of lines with the tile of their leaves; false when there is no going on.
    fn tegel(&mut self, tegel: Tegel) -> bool {
        let eerste = self.toets.nummer();
        let regels = lees(self.map, &tegel.bundelpad());
        let regels = regels
            .and_then(|bytes| tegel::ontbundel(&bytes).map(|regels| regels.into_iter().map(boom::blad).collect()));
        let Some(regels) = regels.filter(|regels: &Vec<Hash>| u64::try_from(regels.len()) == Ok(tegel.breedte)) else {
            self.toets
                .fout(eerste, format!("{} is er niet, of bevat niet {} regels", tegel.bundelpad(), tegel.breedte));
            return false;
        };
        let bladen = lees(self.map, &tegel.pad()).and_then(|bytes| tegel::hashes(&bytes)).unwrap_or_default();
        if bladen.len() != regels.len() {
            self.toets.fout(eerste, format!("{} is er niet, of bevat niet {} hashes", tegel.pad(), tegel.breedte));
        }
        for (index, eigen) in regels.into_iter().enumerate() {
            let nummer = self.toets.nummer();
            let blad = bladen.get(index).copied().unwrap_or(eigen);
            if blad != eigen {
                self.toets.fout(
                    nummer,
                    format!("de regel in {} past niet bij zijn blad in {}", tegel.bundelpad(), tegel.pad()),
                );
            }
            self.neem_op(nummer, blad);
        }
        true
    }

    fn neem_op(&mut self, nummer: u64, blad: Hash) {
        let mut heel = Vec::new();
        self.toets.blad(blad, |hoogte, hash| {
            if hoogte > 0 && hoogte.is_multiple_of(HOOGTE) {
                heel.push((hoogte, *hash));
            }
        });
        for (hoogte, hash) in heel {
            let (niveau, plaats) = (hoogte / HOOGTE, nummer >> hoogte);
            let hashes = self.grootte >> hoogte;
            let breedte = (hashes - plaats / BREEDTE * BREEDTE).min(BREEDTE);
            let pad = Tegel { niveau, nummer: plaats / BREEDTE, breedte }.pad();
            let index = usize::try_from(plaats % BREEDTE).unwrap_or_default();
            let bewaard = lees(self.map, &pad).and_then(|bytes| tegel::hashes(&bytes)?.get(index).copied());
            if bewaard != Some(hash) {
                self.toets.fout_vanaf(plaats << hoogte, format!("{pad} past niet bij de bladen eronder"));
            }
        }
    }
}

/// What a file holds; nothing when it is not there.
fn lees(map: &Path, pad: &str) -> Option<Vec<u8>> {
    let gelezen: io::Result<Vec<u8>> = fs::read(map.join(pad));
    gelezen.ok()
}
