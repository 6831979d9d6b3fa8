//! Invitations: a one-time code that makes an account usable for whoever holds it.

use diesel::prelude::*;

use super::{
    beveiligingssleutel,
    gebruiker::{Inlogmiddelen, verzegel},
    herstelcode, post, rem,
    sessie::beeindig_alle,
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            GebruikerId,
            account::{gebruikersnaam, uitnodiging_tot},
            afzender::Afzender,
            uitslag::{Afwijzing, Uitslag},
        },
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::Kluis,
        schema::{gebruiker, organisatie},
    },
};

/// Gives an account that is there a new code; whoever accepts it sets a password and a second factor anew.
pub fn nodig_opnieuw_uit(tx: &mut Tx, naam: &str, afdruk: &[u8], nu: Moment) -> Result<Option<GebruikerId>, Error> {
    let account = diesel::update(gebruiker::table)
        .filter(gebruiker::gebruikersnaam.eq(gebruikersnaam(naam)))
        .filter(gebruiker::vertrokken_op.is_null())
        .set((
            gebruiker::uitnodiging.eq(afdruk),
            gebruiker::uitnodiging_tot.eq(uitnodiging_tot(nu)),
            gebruiker::uitnodiging_verstuurd.eq(false),
            // The code that works was given at the machine, whoever gave an earlier one.
            gebruiker::uitgenodigd_door_id.eq(None::<GebruikerId>),
            gebruiker::versie.eq(gebruiker::versie + 1),
        ))
        .returning(gebruiker::id)
        .get_result(tx)
        .optional()?;
    if let Some(account) = account {
        post::trek_in(tx, account)?;
    }
    Ok(account)
}

/// Whose invitation it is.
#[derive(Clone, Debug, Queryable)]
pub struct Genodigde {
    /// The account.
    pub gebruiker: GebruikerId,
    /// The name she logs in with.
    pub gebruikersnaam: String,
    /// Her own name.
    pub naam: String,
    /// That of her organisation.
    pub organisatie: String,
}

/// Whose invitation it is; absent when it was used, is too old or never was.
pub fn van_uitnodiging(tx: &mut Tx, afdruk: &[u8], nu: Moment) -> Result<Option<Genodigde>, Error> {
    Ok(gebruiker::table
        .inner_join(organisatie::table)
        .filter(gebruiker::uitnodiging.eq(afdruk))
        .filter(gebruiker::uitnodiging_tot.gt(nu))
        .select((gebruiker::id, gebruiker::gebruikersnaam, gebruiker::naam, organisatie::naam))
        .first(tx)
        .optional()?)
}

/// Accepts an invitation, once: the account is usable with these means, and what sessions it had are over.
///
/// Gives new recovery codes; turned down when the code was used meanwhile or is too old.
pub fn aanvaard(
    tx: &mut Tx,
    kluis: &Kluis,
    (id, afdruk): (GebruikerId, &[u8]),
    middelen: &Inlogmiddelen,
    wie: &Afzender,
) -> Result<Uitslag<Vec<String>>, Error> {
    let nu = wie.op;
    let geheim = verzegel(kluis, id, &middelen.totp_geheim)?;
    let gelukt = diesel::update(gebruiker::table)
        .filter(gebruiker::id.eq(id))
        .filter(gebruiker::uitnodiging.eq(afdruk))
        .filter(gebruiker::uitnodiging_tot.gt(nu))
        .set((
            gebruiker::wachtwoord.eq(&middelen.wachtwoord),
            gebruiker::totp_geheim.eq(geheim),
            gebruiker::totp_stap.eq(0),
            gebruiker::uitnodiging.eq(None::<Vec<u8>>),
            gebruiker::uitnodiging_tot.eq(None::<Moment>),
            // Whoever has a code that was sent there reads what is sent there.
            gebruiker::email_bewezen.eq(gebruiker::email_bewezen.or(gebruiker::uitnodiging_verstuurd)),
            gebruiker::uitnodiging_verstuurd.eq(false),
            gebruiker::actief.eq(true),
            gebruiker::versie.eq(gebruiker::versie + 1),
        ))
        .execute(tx)?
        == 1;
    let spoor = wie.met_account(Some(id)).meldt_zich(Gebeurtenis::GebruikerGeactiveerd);
    if !gelukt {
        return Ok(Uitslag::afgewezen(Afwijzing::Uitnodiging, spoor));
    }
    post::trek_in(tx, id)?;
    beeindig_alle(tx, id, None, nu)?;
    rem::vergeet_apparaten(tx, id)?;
    beveiligingssleutel::vergeet_alle(tx, id)?;
    Ok(Uitslag::gelukt(herstelcode::geef_uit(tx, id)?, spoor))
}
