//! Who was erased, as the lines of an export tell.

use std::{fs, io::ErrorKind, path::PathBuf};

use serde::Deserialize;
use strum::VariantArray as _;
use tlog::{
    checkpoint::{self, LogVkey},
    export, tile,
};

use crate::domain::{
    Word as _,
    logboek::{Gebeurtenis, nota},
    toegang::PseudoniemId,
    wissing::Wisreden,
};

/// What of a line is read here.
#[derive(Deserialize)]
struct Regel {
    gebeurtenis: String,
    /// The text of a JSON list.
    betrokkenen: String,
}

/// Everybody who was erased according to the exports in these folders, with what the line says.
///
/// Fails when a folder holds no checkpoint, one that is not of this log, or when a bundle of lines is not whole: who was erased in it
/// would come back.
pub(super) fn uit(mappen: &[PathBuf], vkeys: &[LogVkey]) -> Result<Vec<(PseudoniemId, Gebeurtenis)>, String> {
    let mut gewist = Vec::new();
    for map in mappen {
        let bij = |fout: &dyn std::fmt::Display| format!("{}: {fout}", map.display());
        let getekend = export::checkpoint(map).map_err(|fout| bij(&fout))?;
        let stand =
            if vkeys.is_empty() { checkpoint::read(&getekend) } else { checkpoint::open_with(vkeys, &getekend) };
        let stand = stand.map_err(|fout| bij(&nota::Fout(fout)))?;
        let mut begonnen = false;
        for tegel in tile::tiles(stand.size).take_while(|tegel| tegel.level == 0) {
            let bundel = match fs::read(map.join(tegel.entries_path())) {
                Ok(bundel) => bundel,
                // Whole bundles from the start were pruned: longer ago than any copy.
                Err(fout) if fout.kind() == ErrorKind::NotFound && !begonnen && tegel.width == tile::WIDTH => continue,
                Err(fout) => return Err(bij(&format!("{}: {fout}", tegel.entries_path()))),
            };
            begonnen = true;
            let regels = tile::entries(&bundel).filter(|regels| u64::try_from(regels.len()) == Ok(tegel.width));
            let Some(regels) = regels else { return Err(bij(&format!("{} is beschadigd", tegel.entries_path()))) };
            gewist.extend(regels.into_iter().filter_map(wie).flatten());
        }
    }
    Ok(gewist)
}

/// Who was erased, when this line says that somebody was.
fn wie(regel: &[u8]) -> Option<Vec<(PseudoniemId, Gebeurtenis)>> {
    let Regel { gebeurtenis, betrokkenen } = serde_json::from_slice(regel).ok()?;
    let reden = Wisreden::VARIANTS.iter().find(|reden| reden.gebeurtenis().word() == gebeurtenis)?;
    let wie: Vec<PseudoniemId> = serde_json::from_str(&betrokkenen).ok()?;
    Some(wie.into_iter().map(|wie| (wie, reden.gebeurtenis())).collect())
}
