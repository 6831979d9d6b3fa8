//! `knooppunt publicatie controleer <map>`: whether the files of releases are what their manifests say, and whether nothing more
//! follows from them. Everybody can do it: it needs the files alone, no database and no key. Each manifest names the one before it; the
//! SHA-256 of the last one is printed, to be held against the one that Knooppunt shows.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use cellveil::{Certificate, Plan, Rules, Structure, verify};
use clap::Args;

use crate::{
    domain::publicatie::{
        Periode,
        bestand::Bestandsoort,
        manifest::{Afdruk, Manifest},
    },
    store::publicatie::sha256,
};

/// What is to be checked.
#[derive(Debug, Args)]
pub struct Controleer {
    /// De map met de bestanden van alle publicaties tot nu toe, onder de namen waaronder zij zijn opgehaald
    pub map: PathBuf,
}

/// A release, as its files say.
struct Gelezen {
    periode: Periode,
    manifest: Manifest,
    /// The SHA-256 of the manifest itself.
    afdruk: Afdruk,
}

/// Checks every release in a folder, in the order in which they came out, and tells what was found.
///
/// An error names the file and what is wrong with it.
pub fn controleer(wat: &Controleer) -> Result<String, String> {
    let mut gelezen = manifesten(&wat.map)?;
    gelezen.sort_by_key(|een| een.manifest.eerder.len());
    if gelezen.is_empty() {
        return Err(format!("{}: hier staat geen enkel manifest", wat.map.display()));
    }
    let mut verteld = BTreeMap::<String, u64>::new();
    let mut eerder = Vec::<(String, String)>::new();
    let mut verslag = String::new();
    for een in &gelezen {
        if een.manifest.eerder != eerder {
            return Err(format!(
                "{}: het manifest noemt andere eerdere publicaties dan er hier staan; haal ze allemaal op",
                een.periode
            ));
        }
        een.controleer(&wat.map, &mut verteld)?;
        eerder.push((een.periode.to_string(), een.afdruk.clone()));
        let (periode, afdruk) = (een.periode, &een.afdruk);
        let _ =
            writeln!(verslag, "{periode}: alle bestanden kloppen, en het certificaat ook; manifest sha256:{afdruk}");
    }
    Ok(verslag)
}

fn manifesten(map: &Path) -> Result<Vec<Gelezen>, String> {
    let fout = |fout: std::io::Error| format!("{}: {fout}", map.display());
    let mut gelezen = Vec::new();
    for bestand in fs::read_dir(map).map_err(fout)? {
        let pad = bestand.map_err(fout)?.path();
        if !pad.to_string_lossy().ends_with("-manifest.json") {
            continue;
        }
        let bytes = lees(&pad)?;
        let manifest: Manifest = serde_json::from_slice(&bytes).map_err(|fout| format!("{}: {fout}", pad.display()))?;
        let periode = manifest.periode.parse().map_err(|fout| format!("{}: {fout}", pad.display()))?;
        gelezen.push(Gelezen { periode, manifest, afdruk: sha256(&bytes) });
    }
    Ok(gelezen)
}

fn lees(pad: &Path) -> Result<Vec<u8>, String> {
    fs::read(pad).map_err(|fout| format!("{}: {fout}", pad.display()))
}

impl Gelezen {
    /// Checks one release beside all that was told before it.
    fn controleer(&self, map: &Path, verteld: &mut BTreeMap<String, u64>) -> Result<(), String> {
        let mut bestanden = BTreeMap::new();
        for (woord, afdruk) in &self.manifest.bestanden {
            let soort: Bestandsoort =
                woord.parse().map_err(|_| format!("{}: '{woord}' is geen soort bestand", self.periode))?;
            let pad = map.join(soort.bestandsnaam(self.periode));
            let bytes = lees(&pad)?;
            if sha256(&bytes) != *afdruk {
                return Err(format!("{}: dit zijn andere bytes dan het manifest noemt", pad.display()));
            }
            bestanden.insert(soort, (pad, bytes));
        }
        let nodig = |soort: Bestandsoort| {
            bestanden
                .get(&soort)
                .ok_or_else(|| format!("{}: het manifest noemt geen {}", self.periode, <&str>::from(soort)))
        };
        let (pad, opbouw) = nodig(Bestandsoort::Opbouw)?;
        let fout = |wat: String| format!("{}: {wat}", pad.display());
        let plan: Plan = serde_json::from_slice(opbouw).map_err(|een| fout(een.to_string()))?;
        let structuur = Structure::new(plan).map_err(|een| fout(een.to_string()))?;
        let (pad, getallen) = nodig(Bestandsoort::Getallen)?;
        let fout = |wat: String| format!("{}: {wat}", pad.display());
        let getallen: BTreeMap<String, u64> = serde_json::from_slice(getallen).map_err(|een| fout(een.to_string()))?;
        if let Some(vreemd) = getallen.keys().find(|naam| !naam.starts_with(&format!("{}/", self.periode))) {
            return Err(fout(format!("'{vreemd}' is niet van deze periode")));
        }
        verteld.extend(getallen);
        let (pad, certificaat) = nodig(Bestandsoort::Certificaat)?;
        let fout = |wat: String| format!("{}: {wat}", pad.display());
        let certificaat = Certificate::from_bytes(certificaat).map_err(|een| fout(een.to_string()))?;
        let threshold = u64::try_from(self.manifest.drempel).map_err(|een| fout(een.to_string()))?;
        let rules = Rules { threshold, ..Rules::default() };
        verify(&structuur, verteld, &rules, &certificaat).map_err(|een| fout(een.to_string()))
    }
}
