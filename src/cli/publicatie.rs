//! `knooppunt publicatie controleer <map>`: whether the files of releases are what their manifests say, and whether nothing more
//! follows from them. Everybody can do it: it needs the files alone, no database and no key. Each manifest names the one before it; the
//! SHA-256 of the last one is printed, to be held against the one that Knooppunt shows.
//!
//! Whoever changes a file and makes a new manifest is found out as well: everything but the manifest follows from the programme, the
//! numbers and the certificate, and is made again here, byte for byte.

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
        Drempel, Periode, Programma,
        bestand::{self, Bestand, Bestandsoort, Uitgave},
        manifest::{Afdruk, Manifest},
        opbouw,
        programma::{Gevoeligheid, Maat},
        rooster::Rij,
        telling,
        vrijgave::is_definitief,
    },
    store::publicatie::sha256,
};

/// What is to be checked.
#[derive(Debug, Args)]
pub struct Controleer {
    /// De map met de bestanden van alle publicaties tot nu toe, onder de namen waaronder zij zijn opgehaald
    pub map: PathBuf,
    /// De SHA-256 van het manifest van de laatste publicatie, zoals Knooppunt die toont
    #[arg(long, value_name = "SHA256")]
    pub manifest: Option<String>,
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
    let anders = |laatste: &Gelezen| wat.manifest.as_ref().is_some_and(|afdruk| *afdruk != laatste.afdruk);
    if let Some(laatste) = gelezen.last().filter(|laatste| anders(laatste)) {
        return Err(format!("{}: het laatste manifest is niet dat wat u noemt", laatste.periode));
    }
    let mut verteld = BTreeMap::<String, u64>::new();
    let (mut uitgaven, mut programmas) = (Vec::new(), Vec::new());
    let mut eerder = Vec::<(String, String)>::new();
    let mut verslag = String::new();
    // First whether every byte is what its manifest says: that is soon known, and the adding up takes long.
    let bestanden = gelezen.iter().map(|een| een.bestanden(&wat.map)).collect::<Result<Vec<_>, _>>()?;
    for (nr, (een, bestanden)) in gelezen.iter().zip(&bestanden).enumerate() {
        let eerdere = gelezen.get(..nr).unwrap_or_default();
        if een.manifest.eerder != eerder {
            return Err(format!(
                "{}: het manifest noemt andere eerdere publicaties dan er hier staan; haal ze allemaal op",
                een.periode
            ));
        }
        een.past_na(eerdere)?;
        uitgaven.push(een.periode);
        programmas.push(een.controleer(bestanden, &uitgaven, &programmas, &mut verteld)?);
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

/// The files of a release, each with its path.
struct Bestanden(BTreeMap<Bestandsoort, (PathBuf, Vec<u8>)>);

impl Bestanden {
    /// A file that must be there.
    fn nodig(&self, soort: Bestandsoort) -> Result<&(PathBuf, Vec<u8>), String> {
        self.0.get(&soort).ok_or_else(|| format!("het manifest noemt geen {}", <&str>::from(soort)))
    }

    /// Reads what a file holds.
    fn lees<T, F: std::fmt::Display>(
        &self,
        soort: Bestandsoort,
        lees: impl FnOnce(&[u8]) -> Result<T, F>,
    ) -> Result<T, String> {
        let (pad, bytes) = self.nodig(soort)?;
        lees(bytes).map_err(|fout| format!("{}: {fout}", pad.display()))
    }
}

impl Gelezen {
    /// Whether it can have come out after the others: with their threshold, of another period and of another concept, and later.
    fn past_na(&self, eerdere: &[Self]) -> Result<(), String> {
        let hier = |wat: &str| Err(format!("{}: {wat}", self.periode));
        let (een, ander) = (&self.manifest, |een: &Self| een.manifest.clone());
        for eerder in eerdere.iter().map(ander) {
            if eerder.drempel != een.drempel {
                return hier("de drempel is een andere dan die van een eerdere publicatie");
            }
            if eerder.periode == een.periode || eerder.publicatie == een.publicatie {
                return hier("deze periode of publicatie is er al");
            }
            if eerder.vrijgegeven.moment() > een.vrijgegeven.moment() {
                return hier("zij kwam uit voor een publicatie die zij eerder noemt");
            }
        }
        Ok(())
    }

    /// Checks one release beside all that was told before it.
    fn controleer(
        &self,
        bestanden: &Bestanden,
        uitgaven: &[Periode],
        eerdere: &[Programma],
        verteld: &mut BTreeMap<String, u64>,
    ) -> Result<Programma, String> {
        let hier = |fout: String| format!("{}: {fout}", self.periode);
        let tekst = |bytes: &[u8]| std::str::from_utf8(bytes).map(str::to_owned);
        let tekst = bestanden.lees(Bestandsoort::Programma, tekst).map_err(hier)?;
        let programma = Programma::lees(&tekst).map_err(|fout| hier(format!("programma: {fout}")))?;
        eerdere.iter().try_for_each(|eerder| programma.kan_na(eerder)).map_err(hier)?;
        let plan: Plan =
            bestanden.lees(Bestandsoort::Opbouw, |bytes| serde_json::from_slice::<Plan>(bytes)).map_err(hier)?;
        let plafonds = opbouw::plafonds_uit(&programma, &plan).map_err(hier)?;
        let opnieuw = telling::opbouw(&programma, &eerdere.iter().collect::<Vec<_>>(), uitgaven, &plafonds);
        let getallen: BTreeMap<String, u64> =
            bestanden.lees(Bestandsoort::Getallen, |bytes| serde_json::from_slice(bytes)).map_err(hier)?;
        let certificaat = bestanden.lees(Bestandsoort::Certificaat, Certificate::from_bytes).map_err(hier)?;
        let telling = bestand::Telling {
            plan: serde_json::to_vec(&opnieuw).map_err(|fout| hier(fout.to_string()))?,
            certificaat: certificaat.to_bytes(),
            getallen,
        };
        self.zijn_dezelfde(&programma, &telling, bestanden)?;
        verteld.extend(telling.getallen);
        let structuur = Structure::new(opnieuw).map_err(|fout| hier(fout.to_string()))?;
        let rules = Rules { threshold: self.drempel()?.aantal().into(), ..Rules::default() };
        verify(&structuur, verteld, &rules, &certificaat).map_err(|fout| hier(format!("certificaat: {fout}")))?;
        Ok(programma)
    }

    /// The files that the manifest names, with the bytes that it says.
    fn bestanden(&self, map: &Path) -> Result<Bestanden, String> {
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
        Ok(Bestanden(bestanden))
    }

    fn drempel(&self) -> Result<Drempel, String> {
        let drempel = u32::try_from(self.manifest.drempel).map_err(|fout| format!("{}: {fout}", self.periode))?;
        Drempel::new(drempel).map_err(|fout| format!("{}: {fout}", self.periode))
    }

    /// Whether every file is what follows from the programme, the numbers and the certificate.
    fn zijn_dezelfde(
        &self,
        programma: &Programma,
        telling: &bestand::Telling,
        bestanden: &Bestanden,
    ) -> Result<(), String> {
        let (periode, geteld_op) = (self.periode, self.manifest.geteld_op);
        let hier = |fout: String| format!("{periode}: {fout}");
        let definitief = is_definitief(programma, periode, geteld_op);
        self.manifest.klopt(programma.teldagen).map_err(hier)?;
        if self.manifest.programma != programma.kenmerk() || self.manifest.definitief != definitief {
            return Err(hier("het manifest noemt een ander programma, of een andere stand".into()));
        }
        let openbaar = bestanden.lees(Bestandsoort::Csv, |bytes| van_geen_mens(programma, bytes)).map_err(hier)?;
        let rijen: Vec<Rij> = opbouw::rijen(programma, periode, |cel, naam, maat| match maat.gevoeligheid {
            Gevoeligheid::Geen => {
                let naast = opbouw::naast(programma, maat, periode, cel.waar);
                naast
                    .filter(|naast| telling.getallen.contains_key(naast))
                    .and_then(|_| openbaar.get(&(maat.naam.clone(), cel.waar.code().to_owned())).copied())
            }
            _ => telling.getallen.get(naam).copied(),
        });
        let bekend = |naam: &String| rijen.iter().any(|rij| rij.naam == *naam);
        if let Some(vreemd) = telling.getallen.keys().find(|naam| !bekend(naam)) {
            return Err(hier(format!("'{vreemd}' is geen getal van deze periode")));
        }
        let drempel = self.drempel()?;
        let uitgave = Uitgave { programma, periode, drempel, geteld_op, definitief, rijen: &rijen };
        let opnieuw: Vec<Bestand> = bestand::schrijf(&uitgave, telling).map_err(|fout| hier(fout.to_string()))?;
        if opnieuw.len() != bestanden.0.len() {
            return Err(hier("het manifest noemt andere bestanden dan bij een publicatie horen".into()));
        }
        for (soort, bytes) in opnieuw {
            let (pad, was) = bestanden.nodig(soort).map_err(hier)?;
            if *was != bytes {
                return Err(format!("{}: dit volgt niet uit het programma en de getallen", pad.display()));
            }
        }
        Ok(())
    }
}

/// The numbers of what is of no person, by measure and area, as the CSV tells them: no certificate is about them.
fn van_geen_mens(programma: &Programma, csv: &[u8]) -> Result<BTreeMap<(String, String), u64>, csv::Error> {
    let mut lezer = csv::Reader::from_reader(csv);
    let kop = lezer.headers()?.clone();
    let plek = |naam: &str| kop.iter().position(|kolom| kolom == naam);
    let (maat, gebied, aantal) = (plek("maat"), plek("gebied"), plek("aantal"));
    let mut getallen = BTreeMap::new();
    for rij in lezer.records() {
        let rij = rij?;
        let veld = |plek: Option<usize>| plek.and_then(|plek| rij.get(plek)).unwrap_or_default();
        let open = |een: &Maat| een.naam == veld(maat) && een.gevoeligheid == Gevoeligheid::Geen;
        if let (true, Ok(getal)) = (programma.maten.iter().any(open), veld(aantal).parse()) {
            getallen.insert((veld(maat).to_owned(), veld(gebied).to_owned()), getal);
        }
    }
    Ok(getallen)
}
