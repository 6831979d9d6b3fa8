//! One's own means to log in.

use super::{
    gebruiker::{self, Inlog, Profiel},
    herstelcode, rem, sessie,
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        toegang::{
            Actor, GebruikerId,
            afzender::Afzender,
            uitslag::{Afwijzing, Uitslag},
        },
    },
    store::{conn::Tx, error::Error, kluis::Kluis},
};

/// Who `wie` is, with what she logs in with.
pub fn zichzelf(tx: &mut Tx, kluis: &Kluis, wie: GebruikerId) -> Result<(Profiel, Inlog), Error> {
    let profiel = gebruiker::profiel(tx, wie)?;
    let inlog = gebruiker::inlog(tx, kluis, &profiel.gebruikersnaam)?.ok_or(diesel::NotFound)?;
    Ok((profiel, inlog))
}

/// Gives `actor` another password: their other sessions end, and no device is known any more.
pub fn wijzig_wachtwoord(tx: &mut Tx, actor: &Actor, inlog: &Inlog, hash: &str) -> Result<Uitslag<()>, Error> {
    if !gebruiker::vervang_wachtwoord(tx, inlog, hash)? {
        return Ok(Uitslag::zonder_regel(Afwijzing::Intussen));
    }
    sessie::beeindig_alle(tx, actor.gebruiker(), Some(actor.sessie()), actor.nu)?;
    rem::vergeet_apparaten(tx, actor.gebruiker())?;
    Ok(Uitslag::gelukt((), Afzender::zelf(actor).meldt_zich(Gebeurtenis::WachtwoordGewijzigd)))
}

/// Gives `actor` new recovery codes for a code of their authenticator; turned down when that code is no good.
pub fn vernieuw_herstelcodes(
    tx: &mut Tx,
    actor: &Actor,
    inlog: &Inlog,
    stap: Option<i64>,
) -> Result<Uitslag<Vec<String>>, Error> {
    if !gebruiker::toont_stap(tx, inlog, stap)? {
        return Ok(Uitslag::niet_binnen(Afwijzing::Code, Afzender::over(actor)));
    }
    let codes = herstelcode::geef_uit(tx, actor.gebruiker())?;
    Ok(Uitslag::gelukt(codes, Afzender::zelf(actor).meldt_zich(Gebeurtenis::HerstelcodesVernieuwd)))
}
