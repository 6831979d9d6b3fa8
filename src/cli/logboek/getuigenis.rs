//! What witnesses cosigned, as a check uses it: each cosignature that holds says how the tree stood.

use std::{fs, path::Path};

use crate::{
    domain::logboek::{
        getuige::{Getuigenis, Getuigevkey},
        toets::Toets,
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        logboek::getuigenis::van,
    },
};

/// Of so many cosignatures of each witness, the newest, the check is made.
const MEEST: i64 = 1024;

/// Expects the tree to be what each witness cosigned.
pub(super) fn verwacht(tx: &mut Tx, toets: &mut Toets, getuigen: &[Getuigevkey]) -> Result<(), Error> {
    for getuige in getuigen {
        for (grootte, nota) in van(tx, getuige, MEEST)? {
            let wie = format!("de medeondertekening van {grootte} regels door {}", getuige.naam());
            match getuige.open(&nota) {
                Ok(Some(Getuigenis { stand, .. })) if stand.size == grootte => toets.verwacht(&stand, wie, true),
                Ok(_) => toets.fout(None, format!("{wie} is weg, of van een ander aantal regels")),
                Err(fout) => toets.fout(None, format!("{wie}: {fout}")),
            }
        }
    }
    Ok(())
}

/// The same for the checkpoint of a folder.
pub(super) fn verwacht_in(toets: &mut Toets, nota: &str, getuigen: &[Getuigevkey]) {
    for getuige in getuigen {
        match getuige.open(nota) {
            Ok(Some(Getuigenis { stand, .. })) => {
                toets.verwacht(&stand, format!("de medeondertekening door {}", getuige.naam()), true);
            }
            Ok(None) => {}
            Err(fout) => toets.fout(None, format!("de medeondertekening door {}: {fout}", getuige.naam())),
        }
    }
}

/// A kept checkpoint is as good as what stands under it.
pub(super) fn in_bewaard(nota: Option<&str>, getuigen: &[Getuigevkey]) -> Result<(), String> {
    for getuige in nota.iter().flat_map(|_| getuigen) {
        let gezegd = nota.map(|nota| getuige.open(nota)).transpose();
        gezegd
            .map_err(|fout| format!("het bewaarde checkpoint, de medeondertekening door {}: {fout}", getuige.naam()))?;
    }
    Ok(())
}

/// What each witness cosigned last, for whoever checks.
pub(super) fn uit_database(db: &Db, getuigen: &[Getuigevkey]) -> Result<Vec<String>, Error> {
    let wie = getuigen.to_vec();
    db.read_blocking(move |tx| {
        let regel = |getuige: &Getuigevkey| {
            let nota = van(tx, getuige, 1)?.pop().map(|(_, nota)| nota);
            Ok(zin(getuige, nota.as_deref()))
        };
        wie.iter().map(regel).collect()
    })
}

/// The same for a folder.
pub(super) fn uit_map(map: &Path, getuigen: &[Getuigevkey]) -> Vec<String> {
    let nota = fs::read_to_string(map.join("checkpoint")).ok();
    getuigen.iter().map(|getuige| zin(getuige, nota.as_deref())).collect()
}

fn zin(getuige: &Getuigevkey, nota: Option<&str>) -> String {
    let naam = getuige.naam();
    match nota.map(|nota| getuige.open(nota)) {
        Some(Ok(Some(Getuigenis { stand, op }))) => {
            format!("Getuige {naam} ondertekende mee tot en met de eerste {} regels, op {op}.", stand.size)
        }
        Some(Err(fout)) => format!("Getuige {naam}: {fout}."),
        _ => format!("Getuige {naam} ondertekende hier niets mee."),
    }
}
