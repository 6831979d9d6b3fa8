//! `knooppunt demo`: the whole program on a made-up region, to look around in.
//!
//! The region comes from a fixed seed: no name in it belongs to a person or a practice. It is made through the same
//! rules and the same store as any request, so its states and its log lines are real ones.

mod avond;
mod berichten;
mod cijfers;
mod draad;
mod gezin;
mod inval;
mod lot;
mod mensen;
mod nood;
mod opvallend;
mod regio;
mod stap;
mod tafel;
mod toegangen;
mod verhaal;
mod verhuizing;
mod voorstel;
mod wandeling;

use std::{
    fmt::Write as _,
    fs,
    io::{self, Read as _, Write as _},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::Arc,
    thread,
    time::Duration,
};

use actix_web::web::Data;
use chrono::TimeDelta;
use clap::Args;

use self::{
    lot::Lot,
    regio::Regio,
    stap::Verteller,
    toegangen::{Toegang, Toegangen, WACHTWOORD},
};
use super::{Fout, print, serve};
use crate::{
    app::Parts,
    clock::{Clock as _, SystemClock},
    config::{Formaat, Instellingen, Sleutel, Sleutels, Verborgen},
    domain::{
        ids::Id,
        tijd::Moment,
        toegang::{Verzoek, afzender::Afzender, sessie::Grenzen, totp, wachtwoord},
    },
    store::{
        conn::Tx,
        error::Error,
        logboek,
        toegang::{
            gebruiker,
            geheim::{Geheim, willekeurig},
            sessie::{self, Factor, Uitgifte},
        },
    },
    telemetry,
    werk::ondertekenaar::Ondertekenaar,
};

/// Everything that seems to be chance follows from this.
const ZAAD: u64 = 20_261_122;
/// For so many hours the printed tokens work.
const UREN: u32 = 12;
/// The file that holds the region; what is there is replaced.
const BESTAND: &str = "knooppunt-demo.db";
/// The key that signs the logboek, in the same folder.
const LOGBOEKSLEUTEL: &str = "logboek-sleutel";

/// A demo on a made-up region.
#[derive(Args, Clone, Debug)]
pub struct Demo {
    /// De map voor de database en de wandeling; zonder dit een tijdelijke map. Een demo-database die er al staat wordt vervangen
    #[arg(long, value_name = "MAP")]
    map: Option<PathBuf>,
    /// De poort; 0 neemt er een die vrij is
    #[arg(long, default_value_t = 8080)]
    poort: u16,
}

/// Whom the walk and the list of accounts name.
const ROLLEN: [(&str, &str); 8] = [
    ("VERLOSKUNDIGE", "verloskundige-1"),
    ("COORDINATOR", "coordinator-parkstad-1"),
    ("JEUGDVERPLEEGKUNDIGE", "jeugdverpleegkundige-parkstad-1"),
    ("VOORZORG", "voorzorg-parkstad-1"),
    ("VOORZITTER", "voorzitter-heerlen"),
    ("ONDERZOEKER", "onderzoeker-1"),
    ("FG", "fg-1"),
    ("BEHEERDER", "beheerder-1"),
];

/// Fills a database with the made-up region and serves it until the process is told to stop.
///
/// Fails when the folder cannot be written, the port is taken, or the region cannot be made.
pub fn run(demo: &Demo) -> Result<(), Fout> {
    let nu = SystemClock.now();
    let map = demo.map.clone().unwrap_or_else(|| tijdelijk(nu));
    fs::create_dir_all(&map)?;
    let listener = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, demo.poort)))?;
    let settings = instellingen(&map)?;
    telemetry::init(&settings.telemetrie)?;
    let mut parts = Parts::new(&settings, &sleutels()?, Arc::new(SystemClock))?;
    parts.proef = Some(Data::new(mensen::proef()));
    parts.db.migreer()?;
    let (regio, telling) = vul(&parts, &settings, nu)?;
    let toegangen = toegangen(&parts, &regio)?;
    let adres = format!("http://{}", listener.local_addr()?);
    let wandeling = wandeling::schrijf(&regio, &toegangen, &adres, nu);
    let pad = map.join("wandeling.sh");
    fs::write(&pad, format!("#!/usr/bin/env bash\nset -e\n{wandeling}"))?;
    meld_als_gereed(listener.local_addr()?, uitleg(&adres, &pad, &toegangen, &wandeling, &telling)?);
    serve::serve(listener, parts, settings.server.werkers)?;
    if demo.map.is_none() {
        fs::remove_dir_all(&map)?;
    }
    Ok(())
}

fn tijdelijk(nu: Moment) -> PathBuf {
    std::env::temp_dir().join(format!("knooppunt-demo-{}-{}", std::process::id(), nu.micros()))
}

fn instellingen(map: &Path) -> Result<Instellingen, Fout> {
    let bestand = map.join(BESTAND);
    let ondertekend = format!("{LOGBOEKSLEUTEL}.ondertekend");
    let database = ["", "-wal", "-shm"].map(|staart| format!("{BESTAND}{staart}"));
    for weg in database.iter().map(String::as_str).chain([LOGBOEKSLEUTEL, &ondertekend]) {
        match fs::remove_file(map.join(weg)) {
            Err(fout) if fout.kind() != io::ErrorKind::NotFound => return Err(fout.into()),
            _ => {}
        }
    }
    let mut settings = Instellingen::from_sources(None, [])?;
    settings.database.url = Verborgen::new(format!("sqlite:{}", bestand.display()));
    settings.logboek.sleutel = map.join(LOGBOEKSLEUTEL);
    "knooppunt-demo".clone_into(&mut settings.logboek.oorsprong);
    Ondertekenaar::maak_sleutel(&settings.logboek.sleutel)?;
    settings.telemetrie.formaat = Formaat::Leesbaar;
    // For whoever opens the demo by its name: a browser asks no key for an address in numbers.
    "localhost".clone_into(&mut settings.toegang.webauthn_rp_id);
    "http://localhost".clone_into(&mut settings.toegang.webauthn_origin);
    settings.toegang.webauthn_verplicht_voor.clear();
    settings.toegang.sessie_uren = UREN;
    settings.toegang.token_seconden = UREN * 3600;
    settings.toegang.stil_seconden = UREN * 3600;
    settings.toegang.stil_beheer_seconden = UREN * 3600;
    Ok(settings)
}

/// Keys that nobody keeps: with the process they are gone.
fn sleutels() -> Result<Sleutels, Error> {
    Ok(Sleutels {
        token: Sleutel::new(willekeurig()?),
        token_vorige: Vec::new(),
        hoofd: Sleutel::new(willekeurig()?),
        totp: Sleutel::new(willekeurig()?),
    })
}

/// Fills the database; tells the region, and how much is in it.
fn vul(parts: &Parts, settings: &Instellingen, nu: Moment) -> Result<(Regio, String), Fout> {
    let toegang = &settings.toegang;
    let hasher = wachtwoord::Hasher::new(toegang.argon2_geheugen_kib, toegang.argon2_rondes, toegang.argon2_banen);
    let mut lot = Lot::new(ZAAD);
    let hash = hasher.and_then(|hasher| hasher.hash(WACHTWOORD, &lot.bytes()));
    let hash = hash.ok_or("het wachtwoord kan niet worden gehasht")?;
    let (kluis, regels) = (parts.kluis.clone(), parts.regels.clone());
    let (regio, gezinnen) = parts.db.write_blocking(move |tx| {
        let regio = regio::bouw(tx, &kluis, &mut lot, &hash, nu.plus(TimeDelta::days(-800)))?;
        let (voorvallen, gezinnen) = verhaal::verhalen(&mut lot, nu);
        let mut verteller = Verteller {
            tx,
            kluis: &kluis,
            regels: &regels,
            regio: &regio,
            lot,
            draden: vec![stap::Draad::default(); gezinnen],
            bewaakt: None,
        };
        let mut ingevallen = 0;
        for voorval in voorvallen {
            ingevallen = verteller.invallen(ingevallen, voorval.op, nu)?;
            verteller.dag_begint(voorval.op)?;
            verteller.vertel(voorval)?;
        }
        verteller.invallen(ingevallen, nu, nu)?;
        verteller.bewaak_termijnen(nu)?;
        for (_, wie) in ROLLEN {
            verteller.lees_oude_berichten(wie, nu)?;
        }
        let casussen = verteller.draden.iter().filter(|draad| draad.casus.is_some()).count();
        Ok((regio, casussen))
    })?;
    cijfers::geef_vrij(parts, &regio, nu)?;
    let telling = format!("{} accounts, {} desks en {gezinnen} casussen", regio.accounts.len(), regio.bureaus.len());
    Ok((regio, telling))
}

fn toegangen(parts: &Parts, regio: &Regio) -> Result<Toegangen, Fout> {
    let nu = SystemClock.now();
    let mut toegangen = Vec::new();
    for (rol, naam) in ROLLEN {
        let wie = regio.account(naam).ok_or_else(|| format!("{naam} ontbreekt"))?.clone();
        let (kluis, uit) = (parts.kluis.clone(), parts.toegang.clone());
        let token = parts.db.write_blocking(move |tx| token(tx, &kluis, &uit, naam, nu))?;
        toegangen.push(Toegang { rol, wie, token });
    }
    Ok(toegangen)
}

/// Begins a session for somebody. It uses up a code of ten minutes ago, so that the present one still works.
fn token(
    tx: &mut Tx,
    kluis: &crate::store::kluis::Kluis,
    uit: &crate::http::toegang::Toegang,
    naam: &str,
    nu: Moment,
) -> Result<String, Error> {
    let inlog = gebruiker::inlog(tx, kluis, naam)?.ok_or(Error::Paniek)?;
    let stil = i32::try_from(UREN * 3600).unwrap_or(i32::MAX);
    let grenzen = Grenzen { stil_seconden: stil, stil_beheer_seconden: stil, sessie_uren: i64::from(UREN) };
    let verzoek = Verzoek { id: Id::<Verzoek>::new(nu).uuid(), toegangspunt: "demo".into() };
    let stap = nu.utc().timestamp() / 30 - 20;
    let uitgifte = Uitgifte { verversing: Geheim::nieuw()?.afdruk, apparaat: None };
    let wie = Afzender::onbekend(verzoek, nu);
    let uitslag = sessie::begin(tx, (&inlog, &Factor::Stap(stap)), &uitgifte, grenzen, &wie)?;
    let lopend = logboek::leg_vast(tx, uitslag)?.map_err(|_| Error::Paniek)?;
    uit.token(lopend, nu).ok_or(Error::Kluis)
}

fn uitleg(adres: &str, pad: &Path, toegangen: &Toegangen, wandeling: &str, telling: &str) -> Result<String, Fout> {
    let nu = SystemClock.now();
    let mut tekst = String::new();
    writeln!(tekst, "Open {adres}/demo in een browser.\n")?;
    writeln!(tekst, "Knooppunt staat klaar op {adres}, met een verzonnen regio: {telling}.")?;
    writeln!(tekst, "De beschrijving van de API: {adres}/v1/openapi.json\n")?;
    writeln!(tekst, "Inloggen (POST /v1/sessies), wachtwoord voor iedereen: {WACHTWOORD}")?;
    writeln!(tekst, "  {:<34}{:<8}geheim voor een authenticator-app", "gebruikersnaam", "code nu")?;
    for toegang in toegangen {
        let geheim = &toegang.wie.geheim;
        let (code, geheim) = (totp::totp_code(geheim, nu), totp::base32(geheim));
        writeln!(tekst, "  {:<34}{code:<8}{geheim}", toegang.wie.naam)?;
    }
    writeln!(
        tekst,
        "Van de andere accounts heeft niemand de tweede factor: alleen deze {} loggen in.",
        toegangen.len()
    )?;
    writeln!(tekst, "Een code werkt één keer en wisselt elke 30 seconden. De tokens hieronder werken {UREN} uur.\n")?;
    writeln!(tekst, "De wandeling: plak wat volgt in bash, of voer uit: bash {}\n", pad.display())?;
    writeln!(tekst, "{wandeling}")?;
    write!(tekst, "# Stoppen: Ctrl-C")?;
    Ok(tekst)
}

/// Tells once the server answers that it is ready.
fn meld_als_gereed(address: SocketAddr, tekst: String) {
    thread::spawn(move || {
        while !antwoordt(address).unwrap_or(false) {
            thread::sleep(Duration::from_millis(20));
        }
        let _ = print(tekst);
    });
}

fn antwoordt(address: SocketAddr) -> io::Result<bool> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(2)))?;
    stream.write_all(b"GET /gereed HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")?;
    let mut begin = [0; 12];
    stream.read_exact(&mut begin)?;
    Ok(begin.ends_with(b"200"))
}
