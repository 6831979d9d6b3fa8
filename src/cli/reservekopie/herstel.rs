//! Puts a copy back: into an empty place, looked through, and without whoever was erased since.

use std::{
    fs::{self, File},
    io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _},
    path::{Path, PathBuf},
};

use age::{Decryptor, Identity, IdentityFile};
use chrono::TimeDelta;
use clap::Args;
use tlog::{
    checkpoint::{self, LogVkey},
    durable::with_suffix,
    tree::TreeHead,
};

use super::{
    bestand::{Tijdelijk, bij},
    gereedschap,
    maak::Som,
    manifest::{self, MEESTE_BYTES, Manifest},
    wissingen::{self, Bekend, Gewist},
};
use crate::{
    app,
    cli::{
        Fout, database,
        logboek::{
            controleer::{self, Bewaard, SPELING_MINUTEN, Vraag},
            lees_bewaard,
        },
    },
    clock::{Clock as _, SystemClock},
    config::Instellingen,
    domain::{
        logboek::nota::{self, lees_vkey},
        tijd::Moment,
    },
    sleutelbestand,
    store::{engine::Engine, kopie},
    werk::ondertekenaar::Ondertekenaar,
};

/// What is put back, and what it is held against.
#[derive(Args, Clone, Debug)]
pub struct Opties {
    /// De reservekopie
    pub bestand: PathBuf,
    /// Het bestand met de geheime sleutel (age) waarmee zij open gaat
    #[arg(long, value_name = "BESTAND")]
    pub sleutel: PathBuf,
    /// Een checkpoint dat eerder is bewaard: een kopie van daarvoor wordt geweigerd
    #[arg(long, value_name = "BESTAND")]
    pub bewaard: Option<PathBuf>,
    /// De sleutel van het logboek, zoals `knooppunt logboek sleutel` hem toont. Zonder dit die van de instellingen
    #[arg(long, value_parser = lees_vkey)]
    pub vkey: Vec<LogVkey>,
    /// Een map die `logboek export` schreef: wie daarin na de kopie is gewist, wordt opnieuw gewist. Mag vaker
    #[arg(long, value_name = "MAP")]
    pub export: Vec<PathBuf>,
    /// Zet ook een kopie terug die ouder is dan het bewaarde checkpoint, of dan wat deze sleutel het laatst ondertekende. Noem dan
    /// met --export wie er sindsdien is gewist
    #[arg(long)]
    pub ook_ouder: bool,
    /// Aanvaard dat wie na de kopie is gewist terugkomt: er is geen export die zegt wie dat zijn, of alleen een te oude
    #[arg(long)]
    pub gewisten_komen_terug: bool,
}

impl Opties {
    /// Fails when erased persons would come back, and nobody said that they may.
    fn zonder_gewisten(&self) -> Result<(), String> {
        if self.ook_ouder && self.export.is_empty() && !self.gewisten_komen_terug {
            return Err("met --ook-ouder komt ook terug wie na de kopie is gewist. Noem met --export een map die `logboek export` daarna \
                        schreef, of zeg --gewisten-komen-terug"
                .to_owned());
        }
        Ok(())
    }
}

/// Puts the copy in the database of the settings, which is not there yet, or empty; says what it did.
///
/// An error says why not. Then a file of SQLite is not there either; a database of PostgreSQL is not to be used.
pub fn herstel(settings: &Instellingen, opties: &Opties) -> Result<String, Fout> {
    opties.zonder_gewisten()?;
    let wie = app::ondertekenaar(settings)?;
    let vkeys = if opties.vkey.is_empty() { app::vkeys(settings)? } else { opties.vkey.clone() };
    let doel = Doel::van(settings)?;
    let open = Tijdelijk::naast(&doel.naast(&opties.bestand))?;
    let manifest = ontsluit(opties, &open.0)?;
    if manifest.database != manifest::naam(doel.engine()) {
        return Err(format!("dit is een kopie van {}: noem zo'n database in `database.url`", manifest.database).into());
    }
    let bewaard = Bewaard {
        checkpoint: opties.bewaard.as_deref().map(|pad| bewaard(pad, &vkeys)).transpose()?,
        ondertekenaar: wie.as_ref().map(Ondertekenaar::laatst_ondertekend).transpose()?.flatten(),
    };
    let ouder = is_ouder(&manifest, bewaard);
    if let Some(waarom) = ouder.as_ref().filter(|_| !opties.ook_ouder) {
        return Err(waarom.clone().into());
    }
    // Before anything is put back: what an export cannot tell is no reason to begin.
    let gewist = gewist(opties, &manifest, bewaard, &vkeys)?;
    doel.vul(&open.0)?;
    // What is too old on purpose cannot be held against what came later.
    let bewaard = if ouder.is_some() { Bewaard::default() } else { bewaard };
    nagegaan(settings, &manifest, bewaard, (vkeys, gewist)).inspect_err(|_| doel.leeg())
}

/// Who was erased after the copy was made, when there are exports that tell.
fn gewist(opties: &Opties, manifest: &Manifest, bewaard: Bewaard, vkeys: &[LogVkey]) -> Result<Option<Gewist>, String> {
    if opties.export.is_empty() {
        return Ok(None);
    }
    if vkeys.is_empty() {
        return Err("om een export te geloven is de sleutel van het logboek nodig: noem die met --vkey".to_owned());
    }
    let in_kopie = manifest.checkpoint.as_deref().map(|nota| checkpoint::open_with(vkeys, nota)).transpose();
    let in_kopie = in_kopie.map_err(|fout| format!("het checkpoint in de kopie: {}", nota::Fout(fout)))?;
    let standen = [
        (bewaard.checkpoint, "het bewaarde checkpoint"),
        (bewaard.ondertekenaar, "wat de ondertekenaar het laatst ondertekende"),
        (in_kopie, "het checkpoint in de kopie"),
    ];
    let standen = standen.into_iter().filter_map(|(stand, wie)| Some((stand?, wie))).collect();
    let bekend = Bekend { standen, vkeys, ook_oude: opties.gewisten_komen_terug, nu: SystemClock.now() };
    wissingen::uit(&opties.export, &bekend).map(Some)
}

fn bewaard(pad: &Path, vkeys: &[LogVkey]) -> Result<TreeHead, String> {
    let nota = fs::read_to_string(pad).map_err(|fout| bij(pad, &fout))?;
    lees_bewaard(&nota, vkeys)
}

/// Why the copy is too old, when it is.
fn is_ouder(manifest: &Manifest, bewaard: Bewaard) -> Option<String> {
    let nieuwste = [bewaard.checkpoint, bewaard.ondertekenaar].into_iter().flatten().map(|stand| stand.size).max()?;
    (nieuwste > manifest.regels).then(|| {
        format!(
            "deze kopie is van {} en heeft {} genummerde regels; er zijn er {nieuwste} ondertekend. Wat daarna is vastgelegd zit er niet \
             in: intrekkingen, wissingen, wie keek. Neem een nieuwere kopie, of zeg --ook-ouder",
            manifest.op, manifest.regels
        )
    })
}

/// Decrypts the copy to `naar`, and holds it against what it says of itself.
fn ontsluit(opties: &Opties, naar: &Path) -> Result<Manifest, String> {
    let Opties { bestand, sleutel, .. } = opties;
    let bij_bestand = |fout: io::Error| bij(bestand, &fout);
    let sleutels = sleutelbestand::lees(sleutel).and_then(|tekst| IdentityFile::from_buffer(tekst.as_bytes()));
    let sleutels = sleutels.map_err(|fout| bij(sleutel, &fout))?;
    let sleutels: Vec<Box<dyn Identity + Send + Sync>> =
        sleutels.into_identities().map_err(|fout| format!("{}: {fout}", sleutel.display()))?;
    let dicht = File::open(bestand).map_err(bij_bestand)?;
    let dicht = Decryptor::new_buffered(BufReader::new(dicht))
        .map_err(|_| format!("{}: dit is geen reservekopie (age)", bestand.display()))?;
    let open = dicht.decrypt(sleutels.iter().map(|een| -> &dyn Identity { &**een }));
    let mut open = BufReader::new(open.map_err(|_| format!("{} gaat met deze sleutel niet open", bestand.display()))?);
    let mut regel = Vec::new();
    open.by_ref().take(MEESTE_BYTES).read_until(b'\n', &mut regel).map_err(bij_bestand)?;
    let manifest = Manifest::lees(&regel)?;
    let bij_naar = |fout: io::Error| bij(naar, &fout);
    let mut som = Som::nieuw(BufWriter::new(File::create(naar).map_err(bij_naar)?));
    // What was cut off or changed on the way does not decrypt.
    io::copy(&mut open, &mut som).map_err(bij_bestand)?;
    som.flush().map_err(bij_naar)?;
    if som.klaar() == (manifest.bytes, manifest.sha256.clone()) {
        Ok(manifest)
    } else {
        Err(format!("{}: wat erin zit is niet wat er staat", bestand.display()))
    }
}

/// Looks through what was put back, and erases again whoever was erased since.
fn nagegaan(
    settings: &Instellingen,
    manifest: &Manifest,
    bewaard: Bewaard,
    (vkeys, gewist): (Vec<LogVkey>, Option<Gewist>),
) -> Result<String, Fout> {
    let db = database::open(settings)?;
    let migraties = db.migreer()?.len();
    let regels = manifest.regels;
    let (heel, stand) = db.read_blocking(move |tx| Ok((kopie::is_heel(tx)?, kopie::stand_van(tx, regels)?)))?;
    if !heel || manifest::hex(&stand.root) != manifest.wortel {
        return Err("de database in deze kopie is niet heel".into());
    }
    let (speling, nu) = (TimeDelta::minutes(SPELING_MINUTEN.into()), Moment::new(manifest.op));
    let vraag = Vraag { bewaard, vkeys, getuigen: Vec::new(), speling, nu };
    let verslag = controleer::controleer(&db, vraag)?.uitslag()?;
    let nu = SystemClock.now();
    let opnieuw = if let Some(gewist) = gewist {
        let aantal = db.write_blocking(move |tx| crate::store::wissing::wis_opnieuw(tx, &gewist, nu))?;
        format!("{aantal} personen opnieuw gewist.")
    } else {
        "Wie na de kopie is gewist, is terug: geen export zei wie.".to_owned()
    };
    drop(db);
    let (op, erbij) =
        (manifest.op, if migraties > 0 { format!(" {migraties} migraties uitgevoerd.") } else { String::new() });
    Ok(format!("De kopie van {op} staat terug.{erbij} {verslag} {opnieuw}"))
}

/// Where a copy is put back.
enum Doel {
    Bestand(PathBuf),
    Server(String),
}

impl Doel {
    /// Fails when something is there already.
    fn van(settings: &Instellingen) -> Result<Self, Fout> {
        let url = settings.database.url.reveal();
        let Some(pad) = url.strip_prefix("sqlite:") else {
            let db = database::open(settings)?;
            return if db.read_blocking(kopie::is_leeg)? {
                Ok(Self::Server(url.to_owned()))
            } else {
                Err("in de database van `database.url` staat al iets: maak een lege".into())
            };
        };
        let pad = PathBuf::from(pad);
        match ["", "-wal", "-shm"].map(|staart| with_suffix(&pad, staart)).into_iter().find(|pad| pad.exists()) {
            Some(er) => Err(bij(&er, &io::ErrorKind::AlreadyExists.into()).into()),
            None => Ok(Self::Bestand(pad)),
        }
    }

    const fn engine(&self) -> Engine {
        match self {
            Self::Bestand(_) => Engine::Sqlite,
            Self::Server(_) => Engine::Postgresql,
        }
    }

    /// Beside which file the unsealed copy lies for a while: where it is to come, when that is a file.
    fn naast(&self, kopie: &Path) -> PathBuf {
        match self {
            Self::Bestand(pad) => pad.clone(),
            Self::Server(_) => kopie.to_owned(),
        }
    }

    fn vul(&self, van: &Path) -> Result<(), Fout> {
        match self {
            Self::Bestand(pad) => Ok(fs::hard_link(van, pad).map_err(|fout| bij(pad, &fout))?),
            Self::Server(url) => {
                let opties = [
                    "--exit-on-error".as_ref(),
                    "--single-transaction".as_ref(),
                    "--no-owner".as_ref(),
                    van.as_os_str(),
                ];
                Ok(gereedschap::voer_uit("pg_restore", url, &opties)?)
            }
        }
    }

    /// Takes away a file that turned out not to be good.
    fn leeg(&self) {
        if let Self::Bestand(pad) = self {
            for staart in ["", "-wal", "-shm"] {
                let _al_weg = fs::remove_file(with_suffix(pad, staart));
            }
        }
    }
}
