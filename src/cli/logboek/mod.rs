//! `knooppunt logboek …`: sign the log, witness it, hand it out, and check it.

pub mod auditevent;
pub mod controleer;
pub mod export;
mod getuige;
mod getuigenis;
pub(super) mod map;
mod melding;
mod snoei;
mod verslag;

pub use self::{melding::GeenRegel, verslag::Verslag};

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, NaiveDate, TimeDelta};
use clap::{Args, Subcommand, ValueEnum};
use tlog::{
    checkpoint::{self, LogVkey},
    cosignature::WitnessVkey,
    tree::TreeHead,
};

use self::controleer::{Bewaard, Vraag};
use super::{Fout, database::open, print};
use crate::{
    app,
    clock::{Clock as _, SystemClock},
    config::Instellingen,
    domain::{
        logboek::nota::{self, lees_getuigevkey, lees_vkey},
        tijd::Moment,
    },
    store::{conn::Db, logboek::klok},
    telemetry,
    werk::{
        ondertekenaar::{Ondertekenaar, blijf_ondertekenen, lees_getuigesleutel},
        voorlegger::blijf_voorleggen,
    },
};

/// What can be done with the log.
#[derive(Debug, Subcommand)]
pub enum Logboek {
    /// Maak de sleutel die de instellingen noemen, als hij er nog niet is, en toon waarmee anderen hem herkennen (de vkey)
    Sleutel(Sleutel),
    /// Wees getuige van het logboek van een ander: onderteken zijn checkpoints mee zolang zij op elkaar voortbouwen
    Getuige(getuige::Opties),
    /// Onderteken checkpoints, in een proces apart van de server
    Ondertekenaar,
    /// Schrijf wat is ondertekend als C2SP tlog-tiles in een map; wat er al staat blijft. Of de regels van enkele dagen voor een ander
    /// systeem, als FHIR `AuditEvent`. Beide laten zelf een regel na
    Export(Export),
    /// Ga na of het logboek klopt: elke regel, de boom, de handtekening, en wat eerder is bewaard
    Controleer(Controleer),
}

/// What is written, and where.
#[derive(Args, Clone, Debug)]
pub struct Export {
    /// De map
    map: PathBuf,
    /// In welke vorm
    #[arg(long, value_enum, default_value_t = Vorm::Tegels)]
    als: Vorm,
    /// De eerste dag, zoals 2026-11-01; alleen bij auditevent
    #[arg(long, value_name = "DAG", required_if_eq("als", "auditevent"))]
    van: Option<NaiveDate>,
    /// De dag na de laatste; alleen bij auditevent
    #[arg(long, value_name = "DAG", required_if_eq("als", "auditevent"))]
    tot: Option<NaiveDate>,
}

/// In which form lines go out.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Vorm {
    /// C2SP tlog-tiles: alles wat is ondertekend, na te rekenen
    Tegels,
    /// FHIR R4 `AuditEvent` als NDJSON, een bestand per dag
    Auditevent,
}

/// Whose key it is.
#[derive(Args, Clone, Debug)]
pub struct Sleutel {
    /// Maak de sleutel van een getuige met deze naam, zoals getuige.example.nl
    #[arg(long, value_name = "NAAM", requires = "bestand")]
    getuige: Option<String>,
    /// Het bestand van die sleutel
    #[arg(long, requires = "getuige")]
    bestand: Option<PathBuf>,
}

/// What is held against what.
#[derive(Args, Clone, Debug)]
pub struct Controleer {
    /// Een checkpoint dat eerder is bewaard: het logboek moet daarop voortbouwen
    #[arg(long, value_name = "BESTAND")]
    bewaard: Option<PathBuf>,
    /// Controleer een map die `export` schreef, zonder database
    #[arg(long, value_name = "MAP")]
    export: Option<PathBuf>,
    /// De sleutel van het logboek, zoals `knooppunt logboek sleutel` hem toont; meer dan een na een nieuwe sleutel. Zonder dit die
    /// van de instellingen
    #[arg(long, value_parser = lees_vkey)]
    vkey: Vec<LogVkey>,
    /// De sleutel van een getuige: wat zij mee ondertekende moet kloppen. Mag vaker
    #[arg(long, value_name = "VKEY", value_parser = lees_getuigevkey)]
    getuige: Vec<WitnessVkey>,
    /// Zoveel minuten mag een regel ouder zijn dan een die eerder genummerd is, en op haar nummer wachten
    #[arg(long, value_name = "MINUTEN", default_value_t = controleer::SPELING_MINUTEN)]
    speling: u32,
    /// Oordeel alsof het dit moment is, zoals 2026-11-01T12:00:00Z: voor een kopie van de database die van toen is en waarin sindsdien
    /// niemand nummert. Zonder dit is het nu
    #[arg(long, value_name = "MOMENT", value_parser = lees_moment)]
    op: Option<Moment>,
}

/// What a check adds of a database whose own clock does not count.
const PROEF: &str =
    "Let op: deze database is gemaakt om iets te proberen. Zij gelooft de tijden die haar worden verteld.";

/// Reads a moment as somebody types it.
fn lees_moment(tekst: &str) -> Result<Moment, String> {
    let gelezen = DateTime::parse_from_rfc3339(tekst);
    gelezen
        .map(|moment| Moment::new(moment.to_utc()))
        .map_err(|_| "dit is geen moment zoals 2026-11-01T12:00:00Z".to_owned())
}

/// Does what is asked.
///
/// An error says why not, in Dutch; for a check: what is wrong.
pub fn run(settings: &Instellingen, what: Logboek) -> Result<(), Fout> {
    match what {
        Logboek::Sleutel(Sleutel { getuige: Some(naam), bestand: Some(pad) }) => getuigesleutel(&naam, &pad),
        Logboek::Sleutel(_) => sleutel(settings),
        Logboek::Getuige(opties) => getuige::run(settings, &opties),
        Logboek::Ondertekenaar => onderteken(settings),
        Logboek::Export(export) => exporteer(settings, &export),
        Logboek::Controleer(opties) => {
            let bewaard = opties.bewaard.as_deref().map(fs::read_to_string).transpose()?;
            let getuigen = opties.getuige;
            getuigenis::in_bewaard(bewaard.as_deref(), &getuigen)?;
            let wie = app::ondertekenaar(settings)?;
            let mut vkeys = opties.vkey;
            if vkeys.is_empty() {
                vkeys.extend(wie.as_ref().map(Ondertekenaar::vkey));
                vkeys.extend(app::eerdere_sleutels(settings)?);
            }
            let bewaard = bewaard.map(|nota| lees_bewaard(&nota, &vkeys)).transpose()?;
            let speling = TimeDelta::minutes(opties.speling.into());
            let nu = opties.op.unwrap_or_else(|| SystemClock.now());
            let (verslag, gezien) = if let Some(map) = opties.export {
                let bewaard = bewaard.map(|stand| (stand, "het bewaarde checkpoint")).into_iter().collect();
                let vraag = map::Vraag { bewaard, vkeys: &vkeys, getuigen: &getuigen, speling, nu };
                (map::controleer(&map, vraag, |_| ())?, getuigenis::uit_map(&map, &getuigen))
            } else {
                let ondertekenaar = wie.map(|wie| wie.laatst_ondertekend()).transpose()?.flatten();
                let bewaard = Bewaard { checkpoint: bewaard, ondertekenaar };
                let db = gemigreerd(settings)?;
                let mut gezien = getuigenis::uit_database(&db, &getuigen)?;
                if db.read_blocking(klok::is_vrij)? {
                    gezien.push(PROEF.to_owned());
                }
                (controleer::controleer(&db, Vraag { bewaard, vkeys, getuigen, speling, nu })?, gezien)
            };
            if let Some(op) = opties.op {
                print(format!("Beoordeeld alsof het {op} is."))?;
            }
            for regel in gezien {
                print(regel)?;
            }
            print(verslag.uitslag()?)
        }
    }
}

fn exporteer(settings: &Instellingen, wat: &Export) -> Result<(), Fout> {
    let nu = SystemClock.now();
    match (wat.als, wat.van, wat.tot) {
        (Vorm::Tegels, None, None) => print(export::exporteer(&open(settings)?, &wat.map, app::vkeys(settings)?, nu)?),
        (Vorm::Auditevent, Some(van), Some(tot)) => {
            let bron = Some(settings.logboek.oorsprong.as_str()).filter(|naam| !naam.is_empty()).unwrap_or("knooppunt");
            print(auditevent::exporteer(&open(settings)?, &wat.map, (van, tot), bron, nu)?)
        }
        _ => Err("--van en --tot horen bij --als auditevent".into()),
    }
}

/// How the tree stood when it was kept; signed, when we can know by whom.
pub(super) fn lees_bewaard(nota: &str, vkeys: &[LogVkey]) -> Result<TreeHead, String> {
    let stand = if vkeys.is_empty() { checkpoint::read(nota) } else { checkpoint::open_with(vkeys, nota) };
    stand.map_err(|fout| format!("het bewaarde checkpoint: {}", nota::Fout(fout)))
}

/// The database, when this program knows how it should be.
fn gemigreerd(settings: &Instellingen) -> Result<Db, Fout> {
    let db = open(settings)?;
    let open = db.openstaande_migraties()?;
    if open.is_empty() { Ok(db) } else { Err(format!("de database mist migraties ({})", open.join(", ")).into()) }
}

fn sleutel(settings: &Instellingen) -> Result<(), Fout> {
    let pad = &settings.logboek.sleutel;
    if pad.as_os_str().is_empty() {
        return Err("noem het bestand van de sleutel in de instelling `logboek.sleutel`".into());
    }
    Ondertekenaar::maak_sleutel(pad)?;
    let gemaakt = app::ondertekenaar(settings)?.ok_or("de instelling `logboek.sleutel` is leeg")?;
    print(gemaakt.vkey())
}

fn getuigesleutel(naam: &str, pad: &Path) -> Result<(), Fout> {
    Ondertekenaar::maak_sleutel(pad)?;
    print(lees_getuigesleutel(pad, naam)?.vkey())
}

fn onderteken(settings: &Instellingen) -> Result<(), Fout> {
    let wie =
        app::ondertekenaar(settings)?.ok_or("noem het bestand van de sleutel in de instelling `logboek.sleutel`")?;
    telemetry::init(&settings.telemetrie)?;
    let db = open(settings)?;
    let voorleggers = app::voorleggers(settings)?;
    let system = actix_web::rt::System::new();
    system.block_on(async move {
        for voorlegger in voorleggers {
            actix_web::rt::spawn(blijf_voorleggen(voorlegger, db.clone(), Arc::new(SystemClock)));
        }
        blijf_ondertekenen(Arc::new(wie), db, Arc::new(SystemClock)).await;
    });
    Ok(())
}
