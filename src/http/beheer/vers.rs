//! A second factor that was shown just now, for what weighs most.

use crate::{
    domain::recht::Permitted,
    http::transaction::Met,
    store::{conn::Tx, error::Error, toegang::beheer},
};

/// Goes on only when they showed their second factor just now.
pub(in crate::http) fn vers<H, T>(tx: &mut Tx, met: &Met, mag: Permitted<H, T>) -> Result<Permitted<H, T>, Error> {
    let bewezen_op = beheer::factor::bewezen_op(tx, met.actor.sessie())?;
    Ok(mag.met_verse_factor(bewezen_op)?)
}

/// The same, but only when what is done weighs that much.
pub(super) fn vers_als<H, T>(
    tx: &mut Tx,
    met: &Met,
    weegt: bool,
    mag: Permitted<H, T>,
) -> Result<Permitted<H, T>, Error> {
    if weegt { vers(tx, met, mag) } else { Ok(mag) }
}
