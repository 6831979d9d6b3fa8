//! One's own means to log in.

use super::{
    gebruiker::{self, Inlog, Profiel},
    herstelcode, rem, sessie,
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        toegang::{Actor, GebruikerId},
    },
    store::{conn::Tx, error::Error, kluis::Kluis},
};

/// Who `wie` is, with what she logs in with.
pub fn zichzelf(tx: &mut Tx, kluis: &Kluis, wie: GebruikerId) -> Result<(Profiel, Inlog), Error> {
    let profiel = gebruiker::profiel(tx, wie)?;
    let inlog = gebruiker::inlog(tx, kluis, &profiel.gebruikersnaam)?.ok_or(diesel::NotFound)?;
    Ok((profiel, inlog))
}

/// Gives `actor` another password, with its line: her other sessions end, and no device is known any more.
pub fn wijzig_wachtwoord(tx: &mut Tx, actor: &Actor, inlog: &Inlog, hash: &str) -> Result<bool, Error> {
    let gewijzigd = gebruiker::vervang_wachtwoord(tx, inlog, hash)?;
    if gewijzigd {
        sessie::beeindig_alle(tx, actor.gebruiker, Some(actor.sessie), actor.nu)?;
        rem::vergeet_apparaten(tx, actor.gebruiker)?;
        sessie::eigen(tx, actor, Gebeurtenis::WachtwoordGewijzigd)?;
    }
    Ok(gewijzigd)
}

/// Gives `actor` new recovery codes for a code of her authenticator, with the line; none when that code is no good.
pub fn vernieuw_herstelcodes(
    tx: &mut Tx,
    actor: &Actor,
    inlog: &Inlog,
    stap: i64,
) -> Result<Option<Vec<String>>, Error> {
    if !gebruiker::verbruik_stap(tx, inlog, stap)? {
        return Ok(None);
    }
    let codes = herstelcode::geef_uit(tx, actor.gebruiker)?;
    sessie::eigen(tx, actor, Gebeurtenis::HerstelcodesVernieuwd)?;
    Ok(Some(codes))
}
