//! `knooppunt logboek controleer --export`: a folder that was exported, without any database.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use serde::Deserialize;
use tlog::{
    checkpoint::{self, LogVkey},
    cosignature::WitnessVkey,
    export::{self, Pruned, Said},
    tree::TreeHead,
};
use uuid::Uuid;

use super::{getuigenis, verslag::Verslag};
use crate::domain::{
    Word as _,
    ids::Id,
    logboek::{
        Gebeurtenis, nota,
        snoei::{self, MINSTENS_JAREN},
        toets::{Toets, bevindingen},
    },
    tijd::Moment,
};

/// What a folder is held against.
#[derive(Clone, Debug)]
pub struct Vraag<'a> {
    /// How the tree stood, and who told.
    pub bewaard: Vec<(TreeHead, &'static str)>,
    /// The key of the log, and those of before.
    pub vkeys: &'a [LogVkey],
    /// The keys of its witnesses.
    pub getuigen: &'a [WitnessVkey],
    /// A line may be so much older than one that was numbered before it.
    pub speling: TimeDelta,
    /// What time it is.
    pub nu: Moment,
}

/// Checks every line, tile and the checkpoint in `map`; `zie` sees each line on the way, in the very bytes that were checked.
///
/// Fails without a key, and when the folder holds no checkpoint. What is wrong with the rest is in the answer.
pub fn controleer(map: &Path, vraag: Vraag<'_>, mut zie: impl FnMut(&[u8])) -> Result<Verslag, String> {
    let Vraag { bewaard, vkeys, getuigen, speling, nu } = vraag;
    if vkeys.is_empty() {
        return Err("noem de sleutel van het logboek met --vkey".to_owned());
    }
    let nota = export::checkpoint(map).map_err(|fout| format!("{}/checkpoint: {fout}", map.display()))?;
    let mut toets = Toets::new(speling).until(nu.plus(speling).utc());
    for (stand, wie) in bewaard {
        toets.expect(&stand, wie, true);
    }
    if let Err(fout) = checkpoint::open_with(vkeys, &nota) {
        toets.fault(None, format!("het checkpoint: {}", nota::Fout(fout)));
    }
    getuigenis::verwacht_in(&mut toets, &nota, getuigen);
    let stand =
        checkpoint::read(&nota).map_err(|fout| format!("{}/checkpoint: {}", map.display(), nota::Fout(fout)))?;
    toets.expect(&stand, "het checkpoint", true);
    export::walk(map, stand.size, &mut toets, |regel| {
        zie(regel);
        gezegd(regel)
    });
    Ok(Verslag { stand: toets.head(), wachtend: 0, ondertekend: Some(stand.size), bevindingen: bevindingen(toets) })
}

/// What of a line of the log is read here.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Regel {
    op: DateTime<Utc>,
    gebeurtenis: String,
    object_id: Option<Uuid>,
}

/// When a line was written, and from which number on lines are there when it tells of that.
fn gezegd(regel: &[u8]) -> Option<Said> {
    let Regel { op, gebeurtenis, object_id } = serde_json::from_slice(regel).ok()?;
    let gesnoeid = object_id.filter(|_| gebeurtenis == Gebeurtenis::LogboekGesnoeid.word());
    let before = Moment::new(op).jaren_eerder(MINSTENS_JAREN).utc();
    let pruned =
        gesnoeid.and_then(|object| snoei::grens(Id::from_uuid(object))).map(|begins| Pruned { begins, before });
    Some(Said { at: op, pruned })
}
