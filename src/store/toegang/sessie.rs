//! Sessions: begun with two factors, carried on with a token that works once, ended by hand, by rest or by age.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::{
    Herkomst, Voorval,
    beveiligingssleutel::{self, Gebruik},
    gebied,
    gebruiker::{self as account, Inlog},
    herstelcode, log, machineclient,
    opening::{geef_uit, open},
    rem,
};
use crate::{
    domain::{
        ids::Id,
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            Actor, GebruikerId, Inlogwijze, OrganisatieId, Rol, SessieId, Toekenning, Verzoek,
            machineclient::MachineclientId,
        },
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
    /// How it was begun.
    pub inlogwijze: Inlogwijze,
    /// The machine client through which it runs, if it does.
    pub machineclient: Option<MachineclientId>,
}

/// What somebody showed beside her password.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Factor {
    /// A code of her authenticator, right for this step.
    Stap(i64),
    /// A recovery code, by its hash.
    Herstelcode(Vec<u8>),
    /// A security key that answered its challenge.
    Sleutel(Gebruik),
}

impl Factor {
    const fn inlogwijze(&self) -> Inlogwijze {
        match self {
            Self::Stap(_) | Self::Herstelcode(_) => Inlogwijze::Wachtwoord,
            Self::Sleutel(_) => Inlogwijze::Sleutel,
        }
    }
}

/// The hashes of what a new session gives out.
#[derive(Clone, Debug)]
pub struct Uitgifte {
    /// Of its first refresh token.
    pub verversing: Vec<u8>,
    /// Of the token of a device that is to be known from now on.
    pub apparaat: Option<Vec<u8>>,
}

/// Begins a session for whoever showed her password, and a factor that is now used up.
///
/// Gives nothing, with a line that says so, when that code was used before.
pub fn begin(
    tx: &mut Tx,
    (inlog, factor): (&Inlog, &Factor),
    uitgifte: &Uitgifte,
    grenzen: Grenzen,
    verzoek: &Verzoek,
    nu: Moment,
) -> Result<Option<Lopend>, Error> {
    let gebeurtenis = match factor {
        Factor::Stap(stap) => account::verbruik_stap(tx, inlog, *stap)?.then_some(Gebeurtenis::SessieBegonnen),
        Factor::Herstelcode(hash) => (account::wachtwoord_is_van_nu(tx, inlog)?
            && herstelcode::verbruik(tx, inlog.gebruiker, hash, nu)?)
        .then_some(Gebeurtenis::SessieMetHerstelcode),
        Factor::Sleutel(gebruik) => (account::wachtwoord_is_van_nu(tx, inlog)?
            && beveiligingssleutel::verbruik(tx, inlog.gebruiker, gebruik, nu)?)
        .then_some(Gebeurtenis::SessieMetSleutel),
    };
    let Some(gebeurtenis) = gebeurtenis else {
        geweigerd(tx, Some(inlog.gebruiker), verzoek, nu)?;
        return Ok(None);
    };
    let lopend = Lopend {
        sessie: Id::new(nu),
        gebruiker: inlog.gebruiker,
        verloopt_op: nu.plus(TimeDelta::hours(grenzen.sessie_uren)),
        inlogwijze: factor.inlogwijze(),
        machineclient: None,
    };
    open(tx, lopend, gebeurtenis, grenzen, verzoek, nu)?;
    geef_uit(tx, lopend.sessie, &uitgifte.verversing, nu)?;
    if let Some(apparaat) = &uitgifte.apparaat {
        rem::onthoud_apparaat(tx, apparaat, lopend.gebruiker, nu)?;
    }
    Ok(Some(lopend))
}

/// Writes the line of a login that did not succeed, with the account when there is one of that name.
pub fn geweigerd(tx: &mut Tx, wie: Option<GebruikerId>, verzoek: &Verzoek, nu: Moment) -> Result<(), Error> {
    log(tx, Herkomst::Verzoek(verzoek), Voorval::over_account(Gebeurtenis::SessieGeweigerd, false, wie), nu)
}

pub(super) fn meld(
    tx: &mut Tx,
    gebeurtenis: Gebeurtenis,
    gelukt: bool,
    lopend: Lopend,
    verzoek: &Verzoek,
    nu: Moment,
) -> Result<(), Error> {
    let (gebruiker, sessie) = (Some(lopend.gebruiker), Some(lopend.sessie));
    let voorval = Voorval { gebeurtenis, gelukt, gebruiker, sessie, machineclient: lopend.machineclient };
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
    inlogwijze: Woord<Inlogwijze>,
    machineclient_id: Option<MachineclientId>,
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
    let lopend = Lopend {
        sessie: row.id,
        gebruiker: row.gebruiker_id,
        verloopt_op: row.verloopt_op,
        inlogwijze: row.inlogwijze.0,
        machineclient: row.machineclient_id,
    };
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
    let voorval = Voorval { gelukt, ..eigen_voorval(actor, Gebeurtenis::SessieBeeindigd) };
    log(tx, Herkomst::Verzoek(&actor.verzoek), voorval, actor.nu)
}

/// Somebody whose session goes on.
#[derive(Clone, Debug)]
pub struct Aanwezig {
    /// She herself, with her grants.
    pub actor: Actor,
    /// Whether the session must be told that she is still there, by [`raak_aan`].
    pub bijwerken: bool,
    /// Whether the session was begun with a security key.
    pub met_sleutel: bool,
}

/// Who acts in this session at `nu`, or nobody: it ended, is too old or was idle too long, or her account is closed.
///
/// One statement, for it runs at every request; a machine client costs one more.
pub fn actor(tx: &mut Tx, id: SessieId, verzoek: Verzoek, nu: Moment) -> Result<Option<Aanwezig>, Error> {
    type Sessie = (Moment, i32, Woord<Inlogwijze>, GebruikerId, OrganisatieId, Option<MachineclientId>);
    type Row = (Sessie, Option<(Woord<Rol>, String, String, Option<GebruikerId>)>);
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
            (
                sessie::actief_op,
                sessie::rust_seconden,
                sessie::inlogwijze,
                gebruiker::id,
                gebruiker::organisatie_id,
                sessie::machineclient_id,
            ),
            (toekenning::rol, toekenning::gebied_soort, toekenning::gebied, toekenning::waarneming_voor_id).nullable(),
        ))
        .order((toekenning::geldig_van.asc(), toekenning::id.asc()))
        .load(tx)?;
    let Some(&((actief_op, rust_seconden, inlogwijze, wie, organisatie, machineclient), _)) = rows.first() else {
        return Ok(None);
    };
    if te_stil(actief_op, rust_seconden, nu) {
        return Ok(None);
    }
    let (mut eigen, mut waarnemingen) = (Vec::new(), Vec::new());
    for (rol, soort, welk, voor) in rows.into_iter().filter_map(|(_, toekenning)| toekenning) {
        let toekenning = Toekenning { rol: rol.0, gebied: gebied::lees(&soort, &welk)? };
        match voor {
            // A system does not deputise: its line names the system, and her.
            Some(voor) if machineclient.is_none() => waarnemingen.push((toekenning, voor)),
            _ => eigen.push(toekenning),
        }
    }
    if let Some(client) = machineclient {
        // Whatever was taken from either since counts at once.
        eigen = machineclient::versmald(tx, client, organisatie, &eigen)?;
        if eigen.is_empty() {
            return Ok(None);
        }
    }
    let actor = Actor { gebruiker: wie, organisatie, sessie: id, machineclient, eigen, waarnemingen, verzoek, nu };
    let bijwerken = actief_op.plus(TimeDelta::seconds(BIJWERKEN_NA)) <= nu;
    Ok(Some(Aanwezig { actor, bijwerken, met_sleutel: inlogwijze.0 == Inlogwijze::Sleutel }))
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

/// A session as its owner sees it.
#[derive(Clone, Debug, Queryable, Selectable)]
#[diesel(table_name = sessie)]
pub struct Sessieregel {
    /// The session.
    pub id: SessieId,
    /// When it began.
    pub begonnen_op: Moment,
    /// When it was last active, to the minute.
    pub actief_op: Moment,
    /// When it ends, whatever happens.
    pub verloopt_op: Moment,
    /// The address from which it was begun.
    pub toegangspunt: String,
    rust_seconden: i32,
}

/// One session.
pub fn een(tx: &mut Tx, id: SessieId) -> Result<Sessieregel, Error> {
    Ok(sessie::table.find(id).select(Sessieregel::as_select()).first(tx)?)
}

/// The sessions of an account that go on, the newest in front.
pub fn lopende(tx: &mut Tx, wie: GebruikerId, nu: Moment) -> Result<Vec<Sessieregel>, Error> {
    let mut regels = sessie::table
        .filter(sessie::gebruiker_id.eq(wie))
        .filter(sessie::beeindigd_op.is_null())
        .filter(sessie::verloopt_op.gt(nu))
        .order(sessie::id.desc())
        .select(Sessieregel::as_select())
        .load::<Sessieregel>(tx)?;
    regels.retain(|regel| !te_stil(regel.actief_op, regel.rust_seconden, nu));
    Ok(regels)
}

/// Ends one of the sessions of `actor` from another; false when she has none of that name that goes on.
pub fn beeindig_een(tx: &mut Tx, actor: &Actor, id: SessieId) -> Result<bool, Error> {
    let eigen = sessie::table.find(id).filter(sessie::gebruiker_id.eq(actor.gebruiker));
    let rows = diesel::update(eigen.filter(sessie::beeindigd_op.is_null()))
        .set(sessie::beeindigd_op.eq(actor.nu))
        .execute(tx)?;
    let voorval = Voorval { gelukt: rows == 1, sessie: Some(id), ..eigen_voorval(actor, Gebeurtenis::SessieBeeindigd) };
    log(tx, Herkomst::Verzoek(&actor.verzoek), voorval, actor.nu)?;
    Ok(rows == 1)
}

/// Ends all sessions of an account but `behalve`; says how many. Whoever calls it writes the line.
pub fn beeindig_alle(tx: &mut Tx, wie: GebruikerId, behalve: Option<SessieId>, nu: Moment) -> Result<usize, Error> {
    let open = sessie::table.filter(sessie::gebruiker_id.eq(wie)).filter(sessie::beeindigd_op.is_null());
    let einde = sessie::beeindigd_op.eq(nu);
    Ok(match behalve {
        Some(eigen) => diesel::update(open.filter(sessie::id.ne(eigen))).set(einde).execute(tx)?,
        None => diesel::update(open).set(einde).execute(tx)?,
    })
}

/// Ends the other sessions of `actor`, with the line; says how many.
pub fn beeindig_andere(tx: &mut Tx, actor: &Actor) -> Result<usize, Error> {
    let aantal = beeindig_alle(tx, actor.gebruiker, Some(actor.sessie), actor.nu)?;
    eigen(tx, actor, Gebeurtenis::SessiesBeeindigd)?;
    Ok(aantal)
}

/// Writes the line of something that somebody did with her own account.
pub(super) fn eigen(tx: &mut Tx, actor: &Actor, gebeurtenis: Gebeurtenis) -> Result<(), Error> {
    log(tx, Herkomst::Verzoek(&actor.verzoek), eigen_voorval(actor, gebeurtenis), actor.nu)
}

fn eigen_voorval(actor: &Actor, gebeurtenis: Gebeurtenis) -> Voorval {
    Voorval {
        gebeurtenis,
        gelukt: true,
        gebruiker: Some(actor.gebruiker),
        sessie: Some(actor.sessie),
        machineclient: actor.machineclient,
    }
}
