//! The command line: what is done at the machine itself, by whoever may sign in there.

mod database;
pub mod demo;
pub mod gebruiker;
pub mod logboek;
pub mod publicatie;
pub mod reservekopie;
pub mod serve;
mod uitvoer;

use self::database::open;
pub use self::uitvoer::{Fout, print};

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
    sync::Arc,
};

use clap::{Parser, Subcommand};
use rustix::{fs::Mode, process::umask};

use crate::{
    app::Parts,
    clock::{Clock as _, SystemClock},
    config::Instellingen,
    domain::toegang::totp,
    http::openapi,
    store::conn::Db,
    telemetry,
};

/// Coördinatie van hulp voor gezinnen in de eerste 1.000 dagen
#[derive(Debug, Parser)]
#[command(name = "knooppunt", version, about)]
struct Command {
    /// Een bestand met instellingen; zonder dit het bestand in `KNOOPPUNT_CONFIG`
    #[arg(long, global = true, value_name = "BESTAND")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Start de server
    Serve {
        /// Breng de database eerst naar de nieuwste vorm
        #[arg(long)]
        migreer: bool,
    },
    /// Breng de database naar de nieuwste vorm
    Migrate,
    /// Accounts: maak de eerste beheerder, nodig iemand uit, voeg een desk toe
    #[command(subcommand)]
    Gebruiker(Gebruiker),
    /// Publicaties: aantallen waarin niemand te herkennen is
    #[command(subcommand)]
    Publicatie(Publicatie),
    /// Logboek: onderteken het, geef het uit, en ga na of het klopt
    #[command(subcommand)]
    Logboek(logboek::Logboek),
    /// Reservekopieën: van één moment, versleuteld, terwijl de server doorwerkt
    #[command(subcommand)]
    Reservekopie(reservekopie::Reservekopie),
    /// Zet een reservekopie terug op een lege plaats, en ga na of zij klopt
    Herstel(reservekopie::herstel::Opties),
    /// Start Knooppunt met een verzonnen regio, om rond te kijken; eigen instellingen tellen hier niet
    Demo(demo::Demo),
    /// Toon de code die een authenticator nu bij een geheim toont; om iets uit te proberen zonder telefoon
    Code {
        /// Het geheim, in base32
        geheim: String,
    },
    /// Schrijf de beschrijving van de API (OpenAPI 3.1)
    Openapi,
}

#[derive(Debug, Subcommand)]
enum Gebruiker {
    /// Maak de eerste functioneel beheerder van een lege regio
    EersteBeheerder(gebruiker::EersteBeheerder),
    /// Nodig iemand uit, met één rol
    Uitnodigen(gebruiker::Uitnodigen),
    /// Laat iemand opnieuw een wachtwoord en tweede factor kiezen
    OpnieuwUitnodigen(gebruiker::OpnieuwUitnodigen),
    /// Voeg een desk toe: waar vragen langs een route terechtkomen
    DeskToevoegen(gebruiker::DeskToevoegen),
    /// Laat een systeem toe, met zijn openbare sleutel, dat vraagt namens wie ermee werkt
    MachineclientToevoegen(gebruiker::machineclient::MachineclientToevoegen),
    /// Laat een systeem niet langer toe; zijn sessies eindigen
    MachineclientIntrekken(gebruiker::machineclient::MachineclientIntrekken),
    /// Laat iemand inloggen bij de andere aanbieder (OIDC)
    OidcKoppelen(gebruiker::oidc::OidcKoppelen),
    /// Laat iemand niet langer inloggen bij de andere aanbieder
    OidcOntkoppelen(gebruiker::oidc::OidcOntkoppelen),
}

#[derive(Debug, Subcommand)]
enum Publicatie {
    /// Ga na of vrijgegeven bestanden kloppen, en of er niet meer uit volgt dan er staat; daar is alleen de map met bestanden voor nodig
    Controleer(publicatie::Controleer),
}

/// Runs what the command line asks for; an error goes to standard error and gives exit code 1.
#[must_use]
pub fn main() -> ExitCode {
    // Whatever is made (a database, a key, an export) is for its owner alone.
    let _was = umask(Mode::RWXG | Mode::RWXO);
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fout) => {
            let _ = writeln!(io::stderr(), "knooppunt: {fout}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Fout> {
    if matches!(command.what, What::Openapi) {
        return print(openapi::json().trim_end());
    }
    if let What::Demo(demo) = command.what {
        return demo::run(&demo);
    }
    if let What::Code { geheim } = &command.what {
        let code = totp::code_bij_base32(geheim, SystemClock.now());
        return print(code.ok_or("dit is geen geheim in base32 van minstens 16 bytes")?);
    }
    if let What::Publicatie(Publicatie::Controleer(wat)) = &command.what {
        return print(publicatie::controleer(wat)?.trim_end());
    }
    let settings = Instellingen::load(command.config)?;
    match command.what {
        What::Openapi | What::Demo(_) | What::Code { .. } | What::Publicatie(_) => Ok(()),
        What::Serve { migreer } => {
            telemetry::init(&settings.telemetrie)?;
            let parts = Parts::new(&settings, &settings.geheimen.read()?, Arc::new(SystemClock))?;
            serve::run(&settings, parts, migreer)
        }
        What::Migrate => {
            let run = open(&settings)?.migreer()?;
            print(format!("{} migraties uitgevoerd", run.len()))
        }
        What::Gebruiker(what) => gebruiker(&open(&settings)?, what, &settings.oidc.uitgever),
        What::Logboek(what) => logboek::run(&settings, what),
        What::Reservekopie(what) => reservekopie::run(&settings, &what),
        What::Herstel(opties) => print(reservekopie::herstel::herstel(&settings, &opties)?),
    }
}

fn gebruiker(db: &Db, what: Gebruiker, aanbieder: &str) -> Result<(), Fout> {
    let nu = SystemClock.now();
    match what {
        Gebruiker::EersteBeheerder(wie) => print(gebruiker::eerste_beheerder(db, wie, nu)?),
        Gebruiker::Uitnodigen(wie) => print(gebruiker::uitnodigen(db, wie, nu)?),
        Gebruiker::OpnieuwUitnodigen(wie) => print(gebruiker::opnieuw_uitnodigen(db, wie, nu)?),
        Gebruiker::DeskToevoegen(desk) => print(gebruiker::desk_toevoegen(db, desk, nu)?),
        Gebruiker::MachineclientToevoegen(systeem) => print(gebruiker::machineclient::toevoegen(db, systeem, nu)?),
        Gebruiker::MachineclientIntrekken(systeem) => {
            gebruiker::machineclient::intrekken(db, &systeem, nu)?;
            print("ingetrokken")
        }
        Gebruiker::OidcKoppelen(koppeling) => {
            gebruiker::oidc::koppelen(db, koppeling, aanbieder, nu)?;
            print("gekoppeld")
        }
        Gebruiker::OidcOntkoppelen(wie) => {
            let aantal = gebruiker::oidc::ontkoppelen(db, wie, nu)?;
            print(format!("{aantal} koppelingen weggehaald"))
        }
    }
}
