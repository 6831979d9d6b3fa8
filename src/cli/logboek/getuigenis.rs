//! What witnesses cosigned, as a check uses it: each cosignature that holds says how the tree stood.

use std::{fs, path::Path};

use tlog::cosignature::{Cosignature, WitnessVkey};

use crate::{
    domain::{
        logboek::{nota, toets::Toets},
        tijd::Moment,
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        logboek::getuigenis::{MEEST, van},
    },
};

/// Expects the tree to be what each witness cosigned.
pub(super) fn verwacht(tx: &mut Tx, toets: &mut Toets, getuigen: &[WitnessVkey]) -> Result<(), Error> {
    for getuige in getuigen {
        let gezegd = van(tx, getuige, MEEST)?;
        if gezegd.is_empty() {
            toets.fault(None, niets(getuige));
        }
        for (grootte, nota) in gezegd {
            let wie = format!("de medeondertekening van {grootte} regels door {}", getuige.name());
            match getuige.open(&nota) {
                Ok(Some(Cosignature { head: stand, .. })) if stand.size == grootte => toets.expect(&stand, wie, true),
                Ok(_) => toets.fault(None, format!("{wie} is weg, of van een ander aantal regels")),
                Err(fout) => toets.fault(None, format!("{wie}: {}", nota::Fout(fout))),
            }
        }
    }
    Ok(())
}

/// The same for the checkpoint of a folder.
pub(super) fn verwacht_in(toets: &mut Toets, nota: &str, getuigen: &[WitnessVkey]) {
    for getuige in getuigen {
        match getuige.open(nota) {
            Ok(Some(Cosignature { head: stand, .. })) => {
                toets.expect(&stand, format!("de medeondertekening door {}", getuige.name()), true);
            }
            Ok(None) => toets.fault(None, niets(getuige)),
            Err(fout) => {
                toets.fault(None, format!("de medeondertekening door {}: {}", getuige.name(), nota::Fout(fout)));
            }
        }
    }
}

/// Whoever names a witness counts on it: where it said nothing, or where what it said was taken away, nothing is shown.
fn niets(getuige: &WitnessVkey) -> String {
    format!("getuige {} ondertekende hier niets mee", getuige.name())
}

/// A kept checkpoint is as good as what stands under it.
pub(super) fn in_bewaard(nota: Option<&str>, getuigen: &[WitnessVkey]) -> Result<(), String> {
    for getuige in nota.iter().flat_map(|_| getuigen) {
        let gezegd = nota.map(|nota| getuige.open(nota)).transpose();
        gezegd.map_err(|fout| {
            let (naam, fout) = (getuige.name(), nota::Fout(fout));
            format!("het bewaarde checkpoint, de medeondertekening door {naam}: {fout}")
        })?;
    }
    Ok(())
}

/// What each witness cosigned last, for whoever checks.
pub(super) fn uit_database(db: &Db, getuigen: &[WitnessVkey]) -> Result<Vec<String>, Error> {
    let wie = getuigen.to_vec();
    db.read_blocking(move |tx| {
        let regel = |getuige: &WitnessVkey| {
            let nota = van(tx, getuige, 1)?.pop().map(|(_, nota)| nota);
            Ok(zin(getuige, nota.as_deref()))
        };
        wie.iter().map(regel).collect()
    })
}

/// The same for a folder.
pub(super) fn uit_map(map: &Path, getuigen: &[WitnessVkey]) -> Vec<String> {
    let nota = fs::read_to_string(map.join("checkpoint")).ok();
    getuigen.iter().map(|getuige| zin(getuige, nota.as_deref())).collect()
}

fn zin(getuige: &WitnessVkey, nota: Option<&str>) -> String {
    let naam = getuige.name();
    match nota.map(|nota| getuige.open(nota)) {
        Some(Ok(Some(Cosignature { head: stand, at }))) => {
            format!(
                "Getuige {naam} ondertekende mee tot en met de eerste {} regels, op {}.",
                stand.size,
                Moment::new(at)
            )
        }
        Some(Err(fout)) => format!("Getuige {naam}: {}.", nota::Fout(fout)),
        _ => format!("Getuige {naam} ondertekende hier niets mee."),
    }
}
