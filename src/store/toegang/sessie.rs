//! Sessions: begun with two factors, carried on with a token that works once, ended by hand, by rest or by age.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::{
    Herkomst, Voorval, gebied,
    gebruiker::{self as account, Inlog},
    log,
};
use crate::{
    domain::{
        ids::Id,
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{Actor, GebruikerId, OrganisatieId, Rol, SessieId, Toekenning, Verzoek},
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{gebruiker, sessie, toekenning, verversing},
        types::Woord,
    },
};

/// How stale `actief_op` may be, in seconds: a session may end that much too early, never too late.
const BIJWERKEN_NA: i64 = 60;

/// When a session ends by itself.
#[derive(Clone, Copy, Debug)]
pub struct Grenzen {
    /// Idle seconds that end a session.
    pub stil_seconden: i32,
    /// The same for the functioneel beheerder and the FG.
    pub stil_beheer_seconden: i32,
    /// Hours that end any session.
    pub sessie_uren: i64,
}

/// A session that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lopend {
    /// The session.
    pub sessie: SessieId,
    /// Whose.
    pub gebruiker: GebruikerId,
    /// When it ends, whatever happens.
    pub verloopt_op: Moment,
}

/// Begins a session for whoever showed her password and the code of `stap`, and gives out its first refresh token.
///
/// Gives nothing, with a line that says so, when that code was used before.
pub fn begin(
    tx: &mut Tx,
    (inlog, stap): (&Inlog, i64),
    verversing: &[u8],
    grenzen: Grenzen,
    verzoek: &Verzoek,
    nu: Moment,
) -> Result<Option<Lopend>, Error> {
    if !account::verbruik_stap(tx, inlog, stap)? {
        geweigerd(tx, Some(inlog.gebruiker), verzoek, nu)?;
        return Ok(None);
    }
    let lopend = Lopend {
        sessie: Id::new(nu),
        gebruiker: inlog.gebruiker,
        verloopt_op: nu.plus(TimeDelta::hours(grenzen.sessie_uren)),
    };
    diesel::insert_into(sessie::table)
        .values((
            sessie::id.eq(lopend.sessie),
            sessie::gebruiker_id.eq(lopend.gebruiker),
            sessie::begonnen_op.eq(nu),
            sessie::actief_op.eq(nu),
            sessie::verloopt_op.eq(lopend.verloopt_op),
            sessie::rust_seconden.eq(rust(tx, inlog.gebruiker, grenzen, nu)?),
            sessie::factor_op.eq(nu),
            sessie::factor_fouten.eq(0),
        ))
        .execute(tx)?;
    geef_uit(tx, lopend.sessie, verversing, nu)?;
    meld(tx, Gebeurtenis::SessieBegonnen, true, lopend, verzoek, nu)?;
    Ok(Some(lopend))
}

/// The idle limit of the account's strictest role.
fn rust(tx: &mut Tx, wie: GebruikerId, grenzen: Grenzen, nu: Moment) -> Result<i32, Error> {
    let streng: i64 = toekenning::table
        .filter(toekenning::gebruiker_id.eq(wie))
        .filter(toekenning::rol.eq(Woord(Rol::Beheerder)).or(toekenning::rol.eq(Woord(Rol::Fg))))
        .filter(toekenning::geldig_tot.is_null().or(toekenning::geldig_tot.gt(nu)))
        .count()
        .get_result(tx)?;
    Ok(if streng > 0 { grenzen.stil_beheer_seconden.min(grenzen.stil_seconden) } else { grenzen.stil_seconden })
}

fn geef_uit(tx: &mut Tx, id: SessieId, afdruk: &[u8], nu: Moment) -> Result<(), Error> {
    diesel::insert_into(verversing::table)
        .values((verversing::hash.eq(afdruk), verversing::sessie_id.eq(id), verversing::uitgegeven_op.eq(nu)))
        .execute(tx)?;
    Ok(())
}

/// Writes the line of a login that did not succeed, with the account when there is one of that name.
pub fn geweigerd(tx: &mut Tx, wie: Option<GebruikerId>, verzoek: &Verzoek, nu: Moment) -> Result<(), Error> {
    let voorval = Voorval { gebeurtenis: Gebeurtenis::SessieGeweigerd, gelukt: false, gebruiker: wie, sessie: None };
    log(tx, Herkomst::Verzoek(verzoek), voorval, nu)
}

fn meld(
    tx: &mut Tx,
    gebeurtenis: Gebeurtenis,
    gelukt: bool,
    lopend: Lopend,
    verzoek: &Verzoek,
    nu: Moment,
) -> Result<(), Error> {
    let voorval = Voorval { gebeurtenis, gelukt, gebruiker: Some(lopend.gebruiker), sessie: Some(lopend.sessie) };
    log(tx, Herkomst::Verzoek(verzoek), voorval, nu)
}

#[derive(Queryable, Selectable)]
#[diesel(table_name = sessie)]
struct SessieRow {
    id: SessieId,
    gebruiker_id: GebruikerId,
    actief_op: Moment,
    verloopt_op: Moment,
    rust_seconden: i32,
    beeindigd_op: Option<Moment>,
}

impl SessieRow {
    fn loopt(&self, nu: Moment) -> bool {
        self.beeindigd_op.is_none() && self.verloopt_op > nu && !te_stil(self.actief_op, self.rust_seconden, nu)
    }
}

fn te_stil(actief_op: Moment, rust_seconden: i32, nu: Moment) -> bool {
    actief_op.plus(TimeDelta::seconds(rust_seconden.into())) <= nu
}

/// Carries a session on: the token with hash `oud` is used up, the one with hash `nieuw` given out.
///
/// Of many that bring the same token exactly one succeeds; any other use of it ends the session, for who is to say
/// which of the two stole it. Gives nothing, with a line that says so, when the session does not go on.
pub fn vernieuw(tx: &mut Tx, oud: &[u8], nieuw: &[u8], verzoek: &Verzoek, nu: Moment) -> Result<Option<Lopend>, Error> {
    let row: Option<(SessieRow, bool)> = verversing::table
        .inner_join(sessie::table.inner_join(gebruiker::table))
        .filter(verversing::hash.eq(oud))
        .select((SessieRow::as_select(), gebruiker::actief))
        .first(tx)
        .optional()?;
    let Some((row, actief)) = row else {
        geweigerd(tx, None, verzoek, nu)?;
        return Ok(None);
    };
    let lopend = Lopend { sessie: row.id, gebruiker: row.gebruiker_id, verloopt_op: row.verloopt_op };
    let eerste_keer = diesel::update(verversing::table)
        .filter(verversing::hash.eq(oud))
        .filter(verversing::gebruikt_op.is_null())
        .set(verversing::gebruikt_op.eq(nu))
        .execute(tx)?
        == 1;
    if !eerste_keer || !actief || !row.loopt(nu) {
        let eindigt = sluit(tx, row.id, nu)?;
        let gebeurtenis = if eindigt { Gebeurtenis::SessieBeeindigd } else { Gebeurtenis::SessieGeweigerd };
        meld(tx, gebeurtenis, false, lopend, verzoek, nu)?;
        return Ok(None);
    }
    // Somebody may have ended it since the row was read.
    if diesel::update(sessie::table)
        .filter(sessie::id.eq(row.id))
        .filter(sessie::beeindigd_op.is_null())
        .set(sessie::actief_op.eq(nu))
        .execute(tx)?
        == 0
    {
        meld(tx, Gebeurtenis::SessieGeweigerd, false, lopend, verzoek, nu)?;
        return Ok(None);
    }
    geef_uit(tx, row.id, nieuw, nu)?;
    meld(tx, Gebeurtenis::SessieVerlengd, true, lopend, verzoek, nu)?;
    Ok(Some(lopend))
}

pub(super) fn sluit(tx: &mut Tx, id: SessieId, nu: Moment) -> Result<bool, Error> {
    let rows = diesel::update(sessie::table)
        .filter(sessie::id.eq(id))
        .filter(sessie::beeindigd_op.is_null())
        .set(sessie::beeindigd_op.eq(nu))
        .execute(tx)?;
    Ok(rows == 1)
}

/// Ends the session of `actor`, by her own hand.
pub fn beeindig(tx: &mut Tx, actor: &Actor) -> Result<(), Error> {
    let gelukt = sluit(tx, actor.sessie, actor.nu)?;
    let voorval = Voorval {
        gebeurtenis: Gebeurtenis::SessieBeeindigd,
        gelukt,
        gebruiker: Some(actor.gebruiker),
        sessie: Some(actor.sessie),
    };
    log(tx, Herkomst::Verzoek(&actor.verzoek), voorval, actor.nu)
}

/// Somebody whose session goes on.
#[derive(Clone, Debug)]
pub struct Aanwezig {
    /// She herself, with her grants.
    pub actor: Actor,
    /// Whether the session must be told that she is still there, by [`raak_aan`].
    pub bijwerken: bool,
}

/// Who acts in this session at `nu`, or nobody: it ended, is too old or was idle too long, or her account is closed.
///
/// One statement, for it runs at every request.
pub fn actor(tx: &mut Tx, id: SessieId, verzoek: Verzoek, nu: Moment) -> Result<Option<Aanwezig>, Error> {
    type Row = ((Moment, i32, GebruikerId, OrganisatieId), Option<(Woord<Rol>, String, String)>);
    let rows: Vec<Row> = sessie::table
        .inner_join(gebruiker::table)
        .left_join(
            toekenning::table.on(toekenning::gebruiker_id
                .eq(gebruiker::id)
                .and(toekenning::geldig_van.le(nu))
                .and(toekenning::geldig_tot.is_null().or(toekenning::geldig_tot.gt(nu)))),
        )
        .filter(sessie::id.eq(id))
        .filter(sessie::beeindigd_op.is_null())
        .filter(sessie::verloopt_op.gt(nu))
        .filter(gebruiker::actief.eq(true))
        .select((
            (sessie::actief_op, sessie::rust_seconden, gebruiker::id, gebruiker::organisatie_id),
            (toekenning::rol, toekenning::gebied_soort, toekenning::gebied).nullable(),
        ))
        .load(tx)?;
    let Some(&((actief_op, rust_seconden, wie, organisatie), _)) = rows.first() else {
        return Ok(None);
    };
    if te_stil(actief_op, rust_seconden, nu) {
        return Ok(None);
    }
    let toekenningen: Result<Vec<_>, Error> = rows
        .into_iter()
        .filter_map(|(_, toekenning)| toekenning)
        .map(|(rol, soort, welk)| {
            let gebied = gebied::lees(&soort, &welk)?;
            Ok(Toekenning { rol: rol.0, gebied })
        })
        .collect();
    let actor = Actor { gebruiker: wie, organisatie, sessie: id, toekenningen: toekenningen?, verzoek, nu };
    let bijwerken = actief_op.plus(TimeDelta::seconds(BIJWERKEN_NA)) <= nu;
    Ok(Some(Aanwezig { actor, bijwerken }))
}

/// Tells the session that somebody is there; at most once a minute does anything.
pub fn raak_aan(tx: &mut Tx, id: SessieId, nu: Moment) -> Result<(), Error> {
    diesel::update(sessie::table)
        .filter(sessie::id.eq(id))
        .filter(sessie::beeindigd_op.is_null())
        .filter(sessie::actief_op.le(nu.plus(TimeDelta::seconds(-BIJWERKEN_NA))))
        .set(sessie::actief_op.eq(nu))
        .execute(tx)?;
    Ok(())
}

/// When a session began, when it was last active and when it ends.
pub fn tijden(tx: &mut Tx, id: SessieId) -> Result<(Moment, Moment, Moment), Error> {
    Ok(sessie::table
        .filter(sessie::id.eq(id))
        .select((sessie::begonnen_op, sessie::actief_op, sessie::verloopt_op))
        .first(tx)?)
}
