//! The second factor, shown again in a session that goes on.

use diesel::prelude::*;

use crate::{
    domain::{
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            Actor, SessieId,
            afzender::Afzender,
            beheer::factor::MEESTE_FOUTEN,
            totp,
            uitslag::{Afwijzing, Uitslag},
        },
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::Kluis,
        schema::sessie,
        toegang::{eigen, gebruiker, sessie as lopend},
    },
};

/// When the second factor was last shown in a session.
pub fn bewezen_op(tx: &mut Tx, in_sessie: SessieId) -> Result<Option<Moment>, Error> {
    Ok(sessie::table.find(in_sessie).select(sessie::factor_op).first(tx)?)
}

/// Shows the second factor again: turned down unless `code` is right and was not used before.
///
/// A few wrong codes end the session.
pub fn bewijs(tx: &mut Tx, kluis: &Kluis, actor: &Actor, code: &str) -> Result<Uitslag<()>, Error> {
    // Counted before it is looked at, in the one row of the session: of many at once no more are looked at than one after the other.
    let Some(fouten) = tel(tx, actor)? else {
        return Ok(Uitslag::zonder_regel(Afwijzing::Code));
    };
    let (_, inlog) = eigen::zichzelf(tx, kluis, actor.gebruiker())?;
    let gelukt = gebruiker::toont_stap(tx, &inlog, totp::stap(&inlog.totp_geheim, code, actor.nu))?;
    if gelukt {
        diesel::update(sessie::table.find(actor.sessie()))
            .set((sessie::factor_op.eq(actor.nu), sessie::factor_fouten.eq(0)))
            .execute(tx)?;
    } else if fouten >= MEESTE_FOUTEN {
        lopend::sluit(tx, actor.sessie(), actor.nu)?;
    }
    Ok(Uitslag::als(gelukt, (), Afwijzing::Code, Afzender::zelf(actor).meldt_zich(Gebeurtenis::FactorBewezen)))
}

/// Counts a try; nothing when the session has had its last one.
fn tel(tx: &mut Tx, actor: &Actor) -> Result<Option<i32>, Error> {
    let over = sessie::table.find(actor.sessie()).filter(sessie::factor_fouten.lt(MEESTE_FOUTEN));
    Ok(diesel::update(over)
        .set(sessie::factor_fouten.eq(sessie::factor_fouten + 1))
        .returning(sessie::factor_fouten)
        .get_result(tx)
        .optional()?)
}
