//! Who is known to an outside identity provider as whom: said here by hand, for a login never makes an account.

use clap::Args;

use super::{Fout, fout, noteer, tekst};
use crate::{
    domain::{logboek::Gebeurtenis, tijd::Moment},
    store::{conn::Db, toegang::oidc},
};

/// Somebody who may log in at the provider from now on.
#[derive(Args, Clone, Debug)]
pub struct OidcKoppelen {
    /// De naam om mee in te loggen
    #[arg(long)]
    pub gebruikersnaam: String,
    /// Hoe de aanbieder haar noemt: `sub`, letterlijk
    #[arg(long)]
    pub onderwerp: String,
    /// De aanbieder; zonder dit die van de instellingen
    #[arg(long)]
    pub uitgever: Option<String>,
}

/// Somebody who may log in at the provider no more.
#[derive(Args, Clone, Debug)]
pub struct OidcOntkoppelen {
    /// De naam om mee in te loggen
    #[arg(long)]
    pub gebruikersnaam: String,
}

/// Maps what a provider calls somebody to her account; `standaard` is the provider of the settings.
///
/// Fails when no provider is known, nobody has that name, the provider's name is mapped already, or the database
/// fails.
pub fn koppelen(db: &Db, wat: OidcKoppelen, standaard: &str, nu: Moment) -> Result<(), Fout> {
    let uitgever = wat.uitgever.unwrap_or_else(|| standaard.to_owned());
    if uitgever.is_empty() {
        return Err(Fout::Invoer("Er is geen aanbieder ingesteld; noem hem met --uitgever.".to_owned()));
    }
    Ok(db.write_blocking(move |tx| {
        let onderwerp = tekst(&wat.onderwerp, "onderwerp")?;
        if oidc::is_gekoppeld(tx, &uitgever, &onderwerp)? {
            return Err(fout("Dit onderwerp is al gekoppeld."));
        }
        let gekoppeld = oidc::koppel(tx, &wat.gebruikersnaam, (&uitgever, &onderwerp), nu)?;
        let wie = gekoppeld.ok_or_else(|| fout("Niemand heeft deze gebruikersnaam."))?;
        noteer(tx, Gebeurtenis::GebruikerGekoppeld, wie, nu)
    })?)
}

/// Removes every mapping of somebody; says how many there were.
///
/// Fails when nobody has that name, or the database fails.
pub fn ontkoppelen(db: &Db, wat: OidcOntkoppelen, nu: Moment) -> Result<usize, Fout> {
    Ok(db.write_blocking(move |tx| {
        let ontkoppeld = oidc::ontkoppel(tx, &wat.gebruikersnaam)?;
        let (wie, aantal) = ontkoppeld.ok_or_else(|| fout("Niemand heeft deze gebruikersnaam."))?;
        noteer(tx, Gebeurtenis::GebruikerOntkoppeld, wie, nu)?;
        Ok(aantal)
    })?)
}
