//! Who was erased, as the lines of an export tell.

use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use serde::Deserialize;
use strum::VariantArray as _;
use tlog::{
    checkpoint::{self, LogVkey},
    export,
    tree::TreeHead,
};

use crate::{
    cli::logboek::{
        controleer::SPELING_MINUTEN,
        map::{self, Vraag},
    },
    domain::{
        Word as _,
        logboek::{Gebeurtenis, nota},
        tijd::Moment,
        toegang::PseudoniemId,
        wissing::Wisreden,
    },
};

/// Who was erased, with what the line says.
pub(super) type Gewist = Vec<(PseudoniemId, Gebeurtenis)>;

/// What an export is held against before it is believed.
#[derive(Clone, Debug)]
pub(super) struct Bekend<'a> {
    /// How the tree stood, as it is known elsewhere, and who told.
    pub standen: Vec<(TreeHead, &'static str)>,
    /// The key of the log, and those of before.
    pub vkeys: &'a [LogVkey],
    /// Whether an export will do that cannot tell of everybody.
    pub ook_oude: bool,
    /// What time it is.
    pub nu: Moment,
}

/// Everybody who was erased according to the exports in these folders.
///
/// Each is held against its tree, its signature and what else is known of the log: somebody whose line was changed or taken out
/// would come back. Fails when anything is wrong with one, when a line cannot be read, and when one ends before the newest checkpoint
/// that is known: it cannot tell who was erased after it.
pub(super) fn uit(mappen: &[PathBuf], bekend: &Bekend<'_>) -> Result<Gewist, String> {
    let mut gewist = Vec::new();
    for map in mappen {
        gewist.extend(uit_map(map, bekend).map_err(|fout| format!("{}: {fout}", map.display()))?);
    }
    Ok(gewist)
}

fn uit_map(map: &Path, bekend: &Bekend<'_>) -> Result<Gewist, String> {
    let grootte = export::checkpoint(map).map_err(|fout| format!("checkpoint: {fout}"))?;
    let grootte = checkpoint::read(&grootte).map_err(|fout| format!("checkpoint: {}", nota::Fout(fout)))?.size;
    let mut bewaard = bekend.standen.clone();
    if let Some((stand, wie)) = bewaard.iter().find(|(stand, _)| stand.size > grootte && !bekend.ook_oude) {
        return Err(format!(
            "deze export heeft {grootte} regels, en {wie} is van {}. Wie daarna is gewist, staat er niet in. Neem een nieuwere \
             export, of zeg --gewisten-komen-terug",
            stand.size
        ));
    }
    bewaard.retain(|(stand, _)| stand.size <= grootte);
    let speling = TimeDelta::minutes(SPELING_MINUTEN.into());
    let vraag = Vraag { bewaard, vkeys: bekend.vkeys, getuigen: &[], speling, nu: bekend.nu };
    let (mut gewist, mut onleesbaar) = (Vec::new(), 0);
    let verslag = map::controleer(map, vraag, |regel| match wie(regel) {
        Some(wie) => gewist.extend(wie),
        None => onleesbaar += 1,
    })?;
    verslag.uitslag()?;
    if onleesbaar > 0 {
        return Err(format!("{onleesbaar} regels zijn niet te lezen: daarin kan staan dat iemand is gewist"));
    }
    Ok(gewist)
}

/// What of a line is read here.
#[derive(Deserialize)]
struct Regel {
    gebeurtenis: String,
    /// The text of a JSON list.
    betrokkenen: String,
}

/// Who was erased according to this line: nobody, when it tells of something else. None when it cannot be read.
fn wie(regel: &[u8]) -> Option<Gewist> {
    let Regel { gebeurtenis, betrokkenen } = serde_json::from_slice(regel).ok()?;
    let wie: Vec<PseudoniemId> = serde_json::from_str(&betrokkenen).ok()?;
    let reden = Wisreden::VARIANTS.iter().find(|reden| reden.gebeurtenis().word() == gebeurtenis);
    Some(reden.map_or_else(Vec::new, |reden| wie.into_iter().map(|wie| (wie, reden.gebeurtenis())).collect()))
}
