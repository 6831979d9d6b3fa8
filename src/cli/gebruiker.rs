//! Accounts, organisations and desks from the command line: enough to make an empty region work.
//!
//! Nobody sets another's password: each of these prints a code that works once, for 24 hours, and whose owner chooses
//! a password with it.

pub mod machineclient;
pub mod oidc;
#[cfg(test)]
mod tests;

use std::{fmt, str::FromStr};

use clap::Args;
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    domain::{
        fouten::Fouten,
        gebied::Gemeente,
        logboek::{Gebeurtenis, Soort},
        route::Route,
        tekst,
        tijd::Moment,
        toegang::{
            DeskId, Gebied, GebruikerId, OrganisatieId, Organisatiesoort, Rol, Toekenning,
            account::{self, uitnodiging_tot},
            afzender::Afzender,
        },
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        logboek,
        toegang::{
            gebied,
            gebruiker::{self, Genodigde},
            geheim::Geheim,
            organisatie::{self, Deskgegevens, Organisatiegegevens},
            uitnodiging,
        },
    },
};

/// The first functioneel beheerder of an empty region.
#[derive(Args, Clone, Debug)]
pub struct EersteBeheerder {
    /// De organisatie waar de beheerder werkt; zij wordt gemaakt als zij er nog niet is
    #[arg(long)]
    pub organisatie: String,
    /// Wat voor organisatie dat is
    #[arg(long, default_value = "ggd-jgz")]
    pub soort: Organisatiesoort,
    /// De naam om mee in te loggen: kleine letters, cijfers en . _ @ -
    #[arg(long)]
    pub gebruikersnaam: String,
    /// Hoe de beheerder heet
    #[arg(long)]
    pub naam: String,
}

/// Somebody to invite, with one role.
#[derive(Args, Clone, Debug)]
pub struct Uitnodigen {
    /// De naam om mee in te loggen: kleine letters, cijfers en . _ @ -
    #[arg(long)]
    pub gebruikersnaam: String,
    /// Hoe de gebruiker heet
    #[arg(long)]
    pub naam: String,
    /// De naam of het id van de organisatie
    #[arg(long)]
    pub organisatie: String,
    /// Wat voor organisatie dat is, als zij er nog niet is en gemaakt moet worden
    #[arg(long)]
    pub soort: Option<Organisatiesoort>,
    /// De gemeente waar een nieuwe organisatie zit, zoals GM0917
    #[arg(long)]
    pub gemeente: Option<Gemeente>,
    /// De rol: signaleerder, jgz-coordinator, uitvoerder, voorzitter, onderzoeker, fg of beheerder
    #[arg(long)]
    pub rol: Rol,
    /// Waar de rol geldt: regio, subregio:parkstad, gemeente:GM0917, organisatie (de eigen) of desk:ID; een
    /// signaleerder werkt zonder meer voor de eigen organisatie, een uitvoerder aan haar enige desk, een onderzoeker,
    /// fg en beheerder in de regio
    #[arg(long)]
    pub gebied: Option<GebiedKeuze>,
}

/// Somebody who is to choose a password and a second factor anew.
#[derive(Args, Clone, Debug)]
pub struct OpnieuwUitnodigen {
    /// De naam om mee in te loggen
    #[arg(long)]
    pub gebruikersnaam: String,
}

/// A desk to add.
#[derive(Args, Clone, Debug)]
pub struct DeskToevoegen {
    /// De naam of het id van de organisatie
    #[arg(long)]
    pub organisatie: String,
    /// Wat voor organisatie dat is, als zij er nog niet is en gemaakt moet worden
    #[arg(long)]
    pub soort: Option<Organisatiesoort>,
    /// De gemeente waar een nieuwe organisatie zit, zoals GM0917
    #[arg(long)]
    pub gemeente: Option<Gemeente>,
    /// Hoe de desk heet
    #[arg(long)]
    pub naam: String,
    /// De route die er uitkomt, zoals voorzorg of stevig-ouderschap
    #[arg(long)]
    pub route: Route,
    /// Waarvoor de desk er is: regio, subregio:parkstad of gemeente:GM0917
    #[arg(long, default_value = "regio")]
    pub gebied: GebiedKeuze,
    /// Hoeveel gezinnen er tegelijk terechtkunnen
    #[arg(long, value_parser = clap::value_parser!(i32).range(0..))]
    pub capaciteit: Option<i32>,
}

/// An area as it is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GebiedKeuze {
    /// One's own organisation, whichever that is.
    EigenOrganisatie,
    /// An area by name.
    Gebied(Gebied),
}

impl FromStr for GebiedKeuze {
    type Err = String;

    fn from_str(tekst: &str) -> Result<Self, String> {
        if tekst == "organisatie" {
            return Ok(Self::EigenOrganisatie);
        }
        let (soort, welk) = tekst.split_once(':').unwrap_or((tekst, ""));
        gebied::uit_tekst(soort, welk).map(Self::Gebied).ok_or_else(|| {
            "kies regio, subregio:NAAM, gemeente:CODE, organisatie, organisatie:ID of desk:ID".to_owned()
        })
    }
}

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub enum Fout {
    /// What was typed cannot be.
    #[error("{0}")]
    Invoer(String),
    /// The database failed.
    #[error("de database: {0}")]
    Database(Error),
}

impl From<Error> for Fout {
    fn from(error: Error) -> Self {
        match error {
            Error::Invoer(fouten) => {
                let meldingen: Vec<_> = fouten.iter().map(|fout| fout.melding.clone()).collect();
                Self::Invoer(meldingen.join(" "))
            }
            error => Self::Database(error),
        }
    }
}

/// An invitation that was just made; what it displays is for the invited person alone.
pub struct Uitnodiging {
    /// The account.
    pub gebruiker: GebruikerId,
    /// The code, which is nowhere else.
    pub code: String,
    /// Until when it works.
    pub tot: Moment,
}

impl fmt::Debug for Uitnodiging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Uitnodiging({})", self.gebruiker)
    }
}

impl fmt::Display for Uitnodiging {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Eenmalige code: {}", self.code)?;
        writeln!(f, "Geldig tot:     {}", self.tot)?;
        write!(f, "Aanvaarden:     POST /v1/uitnodigingen/aanvaarding met {{\"code\": \"…\", \"wachtwoord\": \"…\"}}")
    }
}

/// Invites the first functioneel beheerder; refuses once there is one who can log in.
///
/// Fails when there is one, the name is taken or cannot be, or the database fails.
pub fn eerste_beheerder(db: &Db, wie: EersteBeheerder, nu: Moment) -> Result<Uitnodiging, Fout> {
    nodig(db, nu, move |tx, code| {
        if gebruiker::heeft_beheerder(tx, nu)? {
            return Err(fout("Er is al een beheerder; die kan anderen laten uitnodigen."));
        }
        let organisatie = zoek_organisatie(tx, &wie.organisatie, Some(wie.soort), None, nu)?;
        let toekenning = Toekenning { rol: Rol::Beheerder, gebied: Gebied::Regio };
        let genodigde = genodigde(&wie.gebruikersnaam, &wie.naam, organisatie, toekenning)?;
        nieuw(tx, &genodigde, &code.afdruk, nu)
    })
}

/// Invites somebody, making her organisation when it is not there yet.
///
/// Fails when the name is taken or cannot be, the organisation or the area is unclear, or the database fails.
pub fn uitnodigen(db: &Db, wie: Uitnodigen, nu: Moment) -> Result<Uitnodiging, Fout> {
    nodig(db, nu, move |tx, code| {
        let organisatie = zoek_organisatie(tx, &wie.organisatie, wie.soort, wie.gemeente, nu)?;
        let toekenning = Toekenning { rol: wie.rol, gebied: kies_gebied(tx, wie.rol, wie.gebied, organisatie)? };
        let genodigde = genodigde(&wie.gebruikersnaam, &wie.naam, organisatie, toekenning)?;
        nieuw(tx, &genodigde, &code.afdruk, nu)
    })
}

/// Gives somebody a new code: the old one is too old, or she lost her telephone.
///
/// Fails when nobody has that name, or the database fails.
pub fn opnieuw_uitnodigen(db: &Db, wie: OpnieuwUitnodigen, nu: Moment) -> Result<Uitnodiging, Fout> {
    nodig(db, nu, move |tx, code| {
        let opnieuw = uitnodiging::nodig_opnieuw_uit(tx, &wie.gebruikersnaam, &code.afdruk, nu)?;
        let id = opnieuw.ok_or_else(|| fout("Niemand heeft deze gebruikersnaam."))?;
        noteer(tx, Gebeurtenis::GebruikerUitgenodigd, id, nu)?;
        Ok(id)
    })
}

/// Adds a desk, making its organisation when it is not there yet.
///
/// Fails when the organisation is unclear, or the database fails.
pub fn desk_toevoegen(db: &Db, desk: DeskToevoegen, nu: Moment) -> Result<DeskId, Fout> {
    let id = db.write_blocking(move |tx| {
        let organisatie = zoek_organisatie(tx, &desk.organisatie, desk.soort, desk.gemeente, nu)?;
        let GebiedKeuze::Gebied(gebied @ (Gebied::Regio | Gebied::Subregio(_) | Gebied::Gemeente(_))) = desk.gebied
        else {
            return Err(fout("Een desk is er voor de regio, een subregio of een gemeente."));
        };
        let gegevens = Deskgegevens {
            organisatie,
            naam: tekst(&desk.naam, "naam")?,
            route: desk.route,
            gebied,
            capaciteit: desk.capaciteit,
            vrije_plekken: None,
            wachttijd_dagen: None,
            ruimte_op: None,
            responstermijn: None,
        };
        let id = organisatie::voeg_desk_toe(tx, &gegevens, nu)?;
        let wie = Afzender::opdrachtregel(nu);
        logboek::gedaan(tx, &wie.meldt(Gebeurtenis::DeskToegevoegd, Soort::Desk, Some(id.uuid())))?;
        Ok(id)
    })?;
    Ok(id)
}

fn nodig(
    db: &Db,
    nu: Moment,
    work: impl FnOnce(&mut Tx, &Geheim) -> Result<GebruikerId, Error> + Send + 'static,
) -> Result<Uitnodiging, Fout> {
    Ok(db.write_blocking(move |tx| {
        let code = Geheim::nieuw()?;
        let gebruiker = work(tx, &code)?;
        Ok(Uitnodiging { gebruiker, code: code.tekst, tot: uitnodiging_tot(nu) })
    })?)
}

fn nieuw(tx: &mut Tx, wie: &Genodigde, afdruk: &[u8], nu: Moment) -> Result<GebruikerId, Error> {
    if gebruiker::is_bezet(tx, &wie.gebruikersnaam)? {
        return Err(fout("Deze gebruikersnaam is bezet. Voor een nieuwe code: gebruiker opnieuw-uitnodigen."));
    }
    let id = gebruiker::nodig_uit(tx, wie, afdruk, nu)?;
    noteer(tx, Gebeurtenis::GebruikerUitgenodigd, id, nu)?;
    Ok(id)
}

/// Writes the line of what was done to an account at the machine itself.
fn noteer(tx: &mut Tx, wat: Gebeurtenis, wie: GebruikerId, nu: Moment) -> Result<(), Error> {
    logboek::gedaan(tx, &Afzender::opdrachtregel(nu).met_account(Some(wie)).meldt_zich(wat))
}

fn genodigde(
    gebruikersnaam: &str,
    naam: &str,
    organisatie: OrganisatieId,
    toekenning: Toekenning,
) -> Result<Genodigde, Error> {
    let gebruikersnaam = account::gebruikersnaam(gebruikersnaam);
    let kan = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"._@-".contains(&byte);
    if !(3..=64).contains(&gebruikersnaam.len()) || !gebruikersnaam.bytes().all(kan) {
        return Err(fout("Een gebruikersnaam is 3 tot 64 tekens lang: letters, cijfers en . _ @ -"));
    }
    Ok(Genodigde {
        gebruikersnaam,
        naam: tekst(naam, "naam")?,
        werktelefoon: None,
        organisatie,
        toekenningen: vec![toekenning],
    })
}

/// The organisation with this name or identifier; a name that is new is made when it is said what kind it is.
fn zoek_organisatie(
    tx: &mut Tx,
    welke: &str,
    soort: Option<Organisatiesoort>,
    gemeente: Option<Gemeente>,
    nu: Moment,
) -> Result<OrganisatieId, Error> {
    let naam = tekst(welke, "organisatie")?;
    if let Ok(id) = naam.parse::<OrganisatieId>() {
        let bestaat = organisatie::bestaat(tx, id)?;
        return if bestaat { Ok(id) } else { Err(fout("Deze organisatie is er niet.")) };
    }
    match (organisatie::met_naam(tx, &naam)?.as_slice(), soort) {
        ([id], _) => Ok(*id),
        ([], Some(soort)) => {
            let gemeenten = gemeente.into_iter().collect();
            let id = organisatie::voeg_organisatie_toe(tx, &Organisatiegegevens { naam, soort, gemeenten }, nu)?;
            let wie = Afzender::opdrachtregel(nu);
            logboek::gedaan(tx, &wie.meldt(Gebeurtenis::OrganisatieToegevoegd, Soort::Organisatie, Some(id.uuid())))?;
            Ok(id)
        }
        ([], None) => Err(fout("Deze organisatie is er nog niet; noem met --soort wat voor organisatie het is.")),
        _ => Err(fout("Er zijn meer organisaties met deze naam; noem het id.")),
    }
}

fn kies_gebied(tx: &mut Tx, rol: Rol, keuze: Option<GebiedKeuze>, eigen: OrganisatieId) -> Result<Gebied, Error> {
    match (keuze, rol) {
        (Some(GebiedKeuze::Gebied(Gebied::Desk(desk))), _) => match organisatie::find_desk(tx, desk)? {
            Some(gevonden) if gevonden.gegevens.organisatie == eigen => Ok(Gebied::Desk(desk)),
            Some(_) => Err(fout("Deze desk is van een andere organisatie.")),
            None => Err(fout("Deze desk is er niet.")),
        },
        (Some(GebiedKeuze::Gebied(Gebied::Organisatie(organisatie))), _) if organisatie != eigen => {
            Err(fout("Een rol geldt alleen in de eigen organisatie."))
        }
        (Some(GebiedKeuze::Gebied(gebied)), _) => Ok(gebied),
        (Some(GebiedKeuze::EigenOrganisatie), _) | (None, Rol::Signaleerder) => Ok(Gebied::Organisatie(eigen)),
        (None, Rol::Onderzoeker | Rol::Fg | Rol::Beheerder) => Ok(Gebied::Regio),
        (None, Rol::Uitvoerder) => enige_desk(tx, eigen),
        (None, Rol::JgzCoordinator | Rol::Voorzitter) => {
            Err(fout("Noem met --gebied waar deze rol geldt, zoals subregio:parkstad of gemeente:GM0917."))
        }
    }
}

fn enige_desk(tx: &mut Tx, eigen: OrganisatieId) -> Result<Gebied, Error> {
    let desks = organisatie::desks(tx)?;
    let mut van_haar = desks.iter().filter(|desk| desk.gegevens.organisatie == eigen);
    match (van_haar.next(), van_haar.next()) {
        (Some(desk), None) => Ok(Gebied::Desk(desk.id)),
        (None, _) => Err(fout("Deze organisatie heeft nog geen desk; voeg er eerst een toe.")),
        (Some(_), Some(_)) => {
            let lijst: Vec<_> = desks
                .iter()
                .filter(|desk| desk.gegevens.organisatie == eigen)
                .map(|desk| format!("desk:{} ({})", desk.id, desk.gegevens.naam))
                .collect();
            Err(fout(format!("Noem met --gebied welke desk: {}.", lijst.join(", "))))
        }
    }
}

fn tekst(tekst: &str, wat: &str) -> Result<String, Error> {
    let tekst = tekst.trim();
    let past = tekst.chars().count() <= 200 && tekst::is_een_regel(tekst) && tekst::onzichtbaar(tekst).is_none();
    if !past || !tekst::is_leesbaar(tekst) {
        return Err(fout(format!("Voor {wat} zijn 1 tot 200 tekens nodig, op één regel, met een letter of cijfer.")));
    }
    Ok(tekst.nfc().collect())
}

fn fout(melding: impl Into<String>) -> Error {
    Error::Invoer(Fouten::new().fout("", "opdrachtregel", melding))
}
