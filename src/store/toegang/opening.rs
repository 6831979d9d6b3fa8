//! What every session begins with, however somebody proved who she is.

use diesel::prelude::*;

use super::geldig::niet_voorbij;
use crate::{
    domain::{
        tijd::Moment,
        toegang::{
            GebruikerId, Rol, SessieId,
            afzender::Afzender,
            sessie::{Grenzen, Lopend},
        },
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{sessie, toekenning, verversing},
        types::Woord,
    },
};

/// Opens a session; whoever calls it has seen proof.
pub(super) fn open(tx: &mut Tx, lopend: Lopend, grenzen: Grenzen, wie: &Afzender) -> Result<(), Error> {
    let nu = wie.op;
    diesel::insert_into(sessie::table)
        .values((
            sessie::id.eq(lopend.sessie),
            sessie::gebruiker_id.eq(lopend.gebruiker),
            sessie::begonnen_op.eq(nu),
            sessie::actief_op.eq(nu),
            sessie::verloopt_op.eq(lopend.verloopt_op),
            sessie::rust_seconden.eq(rust(tx, lopend.gebruiker, grenzen, nu)?),
            sessie::toegangspunt.eq(wie.toegangspunt()),
            sessie::machineclient_id.eq(lopend.machineclient),
            sessie::inlogwijze.eq(Woord(lopend.inlogwijze)),
            sessie::factor_op.eq(lopend.inlogwijze.toonde_factor().then_some(nu)),
        ))
        .execute(tx)?;
    Ok(())
}

/// The idle limit of the account's strictest role.
fn rust(tx: &mut Tx, wie: GebruikerId, grenzen: Grenzen, nu: Moment) -> Result<i32, Error> {
    let streng: i64 = toekenning::table
        .filter(toekenning::gebruiker_id.eq(wie))
        .filter(toekenning::rol.eq(Woord(Rol::Beheerder)).or(toekenning::rol.eq(Woord(Rol::Fg))))
        // One that is still to begin, or waits, may come into force in this session.
        .filter(niet_voorbij(nu))
        .count()
        .get_result(tx)?;
    Ok(if streng > 0 { grenzen.stil_beheer_seconden.min(grenzen.stil_seconden) } else { grenzen.stil_seconden })
}

/// Gives out the refresh token with hash `afdruk`.
pub(super) fn geef_uit(tx: &mut Tx, id: SessieId, afdruk: &[u8], nu: Moment) -> Result<(), Error> {
    diesel::insert_into(verversing::table)
        .values((verversing::hash.eq(afdruk), verversing::sessie_id.eq(id), verversing::uitgegeven_op.eq(nu)))
        .execute(tx)?;
    Ok(())
}
