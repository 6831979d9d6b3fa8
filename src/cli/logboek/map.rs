//! `knooppunt logboek controleer --export`: a folder that was exported, without any database.

use std::path::Path;

use chrono::TimeDelta;
use serde::Deserialize;
use tlog::{
    checkpoint::{self, LogVkey},
    cosignature::WitnessVkey,
    export,
    tree::TreeHead,
};
use uuid::Uuid;

use super::{getuigenis, verslag::Verslag};
use crate::domain::{
    Word as _,
    ids::Id,
    logboek::{
        Gebeurtenis, nota, snoei,
        toets::{Toets, bevindingen},
    },
};

/// Checks every line, tile and the checkpoint in `map`.
///
/// Fails without a key, and when the folder holds no checkpoint. What is wrong with the rest is in the answer.
pub fn controleer(
    map: &Path,
    bewaard: Option<TreeHead>,
    vkeys: &[LogVkey],
    getuigen: &[WitnessVkey],
) -> Result<Verslag, String> {
    if vkeys.is_empty() {
        return Err("noem de sleutel van het logboek met --vkey".to_owned());
    }
    let nota = export::checkpoint(map).map_err(|fout| format!("{}/checkpoint: {fout}", map.display()))?;
    let mut toets = Toets::new(TimeDelta::zero());
    if let Some(stand) = bewaard {
        toets.expect(&stand, "het bewaarde checkpoint", true);
    }
    if let Err(fout) = checkpoint::open_with(vkeys, &nota) {
        toets.fault(None, format!("het checkpoint: {}", nota::Fout(fout)));
    }
    getuigenis::verwacht_in(&mut toets, &nota, getuigen);
    let stand =
        checkpoint::read(&nota).map_err(|fout| format!("{}/checkpoint: {}", map.display(), nota::Fout(fout)))?;
    toets.expect(&stand, "het checkpoint", true);
    export::walk(map, stand.size, &mut toets, gesnoeid_tot);
    Ok(Verslag { stand: toets.head(), wachtend: 0, ondertekend: Some(stand.size), bevindingen: bevindingen(toets) })
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
