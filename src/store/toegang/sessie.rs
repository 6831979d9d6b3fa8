//! Sessions: begun with two factors, carried on with a token that works once, ended by hand, by rest or by age.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::{
    beveiligingssleutel::{self, Gebruik},
    gebied,
    gebruiker::{self as account, Inlog},
    geldig::geldt,
    herstelcode, machineclient,
    opening::{geef_uit, open},
    rem,
};
use crate::{
    domain::{
        ids::Id,
        logboek::Gebeurtenis,
        recht::{Account, Wie},
        tijd::Moment,
        toegang::{
            Actor, GebruikerId, Inlogwijze, OrganisatieId, Rol, SessieId, Toekenning, Verzoek,
            afzender::Afzender,
            machineclient::MachineclientId,
            sessie::{Grenzen, Lopend, Verversing, gestopt},
            uitslag::{Afwijzing, Uitslag},
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

    const fn gebeurtenis(&self) -> Gebeurtenis {
        match self {
            Self::Stap(_) => Gebeurtenis::SessieBegonnen,
            Self::Herstelcode(_) => Gebeurtenis::SessieMetHerstelcode,
            Self::Sleutel(_) => Gebeurtenis::SessieMetSleutel,
        }
    }

    /// Uses it up for the account with which somebody came: false when that was done before, or the account's password was changed.
    fn verbruik(&self, tx: &mut Tx, inlog: &Inlog, nu: Moment) -> Result<bool, Error> {
        if let Self::Stap(stap) = self {
            return account::verbruik_stap(tx, inlog, *stap);
        }
        if !account::wachtwoord_is_van_nu(tx, inlog)? {
            return Ok(false);
        }
        match self {
            Self::Stap(_) => Ok(true),
            Self::Herstelcode(hash) => herstelcode::verbruik(tx, inlog.gebruiker, hash, nu),
            Self::Sleutel(gebruik) => beveiligingssleutel::verbruik(tx, inlog.gebruiker, gebruik, nu),
        }
    }
}

/// The hashes of what a new session gives out.
#[derive(Clone, Debug)]
pub struct Uitgifte {
    /// Of its first refresh token, or of the key of a browser.
    pub verversing: Vec<u8>,
    /// Of the token of a device that is to be known from now on.
    pub apparaat: Option<Vec<u8>>,
}

/// Begins a session for whoever showed their password, and a factor that is now used up.
///
/// Turned down when that factor was used before.
pub fn begin(
    tx: &mut Tx,
    (inlog, factor): (&Inlog, &Factor),
    uitgifte: &Uitgifte,
    grenzen: Grenzen,
    wie: &Afzender,
) -> Result<Uitslag<Lopend>, Error> {
    let nu = wie.op;
    if !factor.verbruik(tx, inlog, nu)? {
        return Ok(Uitslag::niet_binnen(Afwijzing::Inlog, wie.met_account(Some(inlog.gebruiker))));
    }
    let lopend = ga_open(tx, inlog.gebruiker, factor.inlogwijze(), uitgifte, grenzen, wie)?;
    Ok(Uitslag::gelukt(lopend, lopend.door(wie).meldt_zich(factor.gebeurtenis())))
}

/// Begins a session for somebody of a made-up region, who shows nothing.
pub fn begin_in_de_demo(
    tx: &mut Tx,
    gebruiker: GebruikerId,
    uitgifte: &Uitgifte,
    grenzen: Grenzen,
    wie: &Afzender,
) -> Result<Uitslag<Lopend>, Error> {
    let lopend = ga_open(tx, gebruiker, Inlogwijze::Wachtwoord, uitgifte, grenzen, wie)?;
    Ok(Uitslag::gelukt(lopend, lopend.door(wie).meldt_zich(Gebeurtenis::SessieBegonnen)))
}

fn ga_open(
    tx: &mut Tx,
    gebruiker: GebruikerId,
    inlogwijze: Inlogwijze,
    uitgifte: &Uitgifte,
    grenzen: Grenzen,
    wie: &Afzender,
) -> Result<Lopend, Error> {
    let nu = wie.op;
    let verloopt_op = nu.plus(TimeDelta::hours(grenzen.sessie_uren));
    let lopend = Lopend { sessie: Id::new(nu), gebruiker, verloopt_op, inlogwijze, machineclient: None };
    open(tx, lopend, grenzen, wie)?;
    geef_uit(tx, lopend.sessie, &uitgifte.verversing, nu)?;
    if let Some(apparaat) = &uitgifte.apparaat {
        rem::onthoud_apparaat(tx, apparaat, lopend.gebruiker, nu)?;
    }
    Ok(lopend)
}

/// The session that the key of a browser with this hash is of; none when nobody was given it, or it was changed for another.
///
/// It lies among the refresh tokens, and is none: what is hashed of it differs, so that neither can be used as the other.
pub fn van_sleutel(tx: &mut Tx, sleutel: &[u8]) -> Result<Option<SessieId>, Error> {
    let geldig = verversing::table.filter(verversing::hash.eq(sleutel)).filter(verversing::gebruikt_op.is_null());
    Ok(geldig.select(verversing::sessie_id).first(tx).optional()?)
}

/// The session that the refresh token with this hash carries on, and whose it is; none when nobody was given it, or it was used.
pub fn van_verversing(tx: &mut Tx, hash: &[u8]) -> Result<Option<(SessieId, GebruikerId)>, Error> {
    let geldig = verversing::table.inner_join(sessie::table).filter(verversing::hash.eq(hash));
    let ongebruikt = geldig.filter(verversing::gebruikt_op.is_null());
    Ok(ongebruikt.select((sessie::id, sessie::gebruiker_id)).first(tx).optional()?)
}

/// Whose session the key of a browser with this hash is of, or was.
pub fn wiens_sleutel(tx: &mut Tx, sleutel: &[u8]) -> Result<Option<GebruikerId>, Error> {
    let van = verversing::table.inner_join(sessie::table).filter(verversing::hash.eq(sleutel));
    Ok(van.select(sessie::gebruiker_id).first(tx).optional()?)
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
/// Of many that bring the same token exactly one succeeds; any other use of it ends the session. Turned down when the session does
/// not go on.
pub fn vernieuw(tx: &mut Tx, oud: &[u8], nieuw: &[u8], wie: &Afzender) -> Result<Uitslag<Lopend>, Error> {
    let Some(verversing) = verbruik_verversing(tx, oud, wie.op)? else {
        return Ok(Uitslag::niet_binnen(Afwijzing::Sessie, wie.clone()));
    };
    let lopend = verversing.lopend;
    let wie = lopend.door(wie);
    if !verversing.gaat_door() {
        let gestopt = gestopt(sluit(tx, lopend.sessie, wie.op)?);
        return Ok(Uitslag::afgewezen(Afwijzing::Sessie, wie.meldt_zich(gestopt)));
    }
    // Somebody may have ended it since the row was read.
    if !is_actief(tx, lopend.sessie, wie.op)? {
        return Ok(Uitslag::niet_binnen(Afwijzing::Sessie, wie));
    }
    geef_uit(tx, lopend.sessie, nieuw, wie.op)?;
    Ok(Uitslag::gelukt(lopend, wie.meldt_zich(Gebeurtenis::SessieVerlengd)))
}

/// The session of the refresh token with this hash, which is used up by that; none when nobody was ever given it.
fn verbruik_verversing(tx: &mut Tx, hash: &[u8], nu: Moment) -> Result<Option<Verversing>, Error> {
    let row: Option<(SessieRow, bool)> = verversing::table
        .inner_join(sessie::table.inner_join(gebruiker::table))
        .filter(verversing::hash.eq(hash))
        .select((SessieRow::as_select(), gebruiker::actief))
        .first(tx)
        .optional()?;
    let Some((row, actief)) = row else {
        return Ok(None);
    };
    let eerste_keer = diesel::update(verversing::table)
        .filter(verversing::hash.eq(hash))
        .filter(verversing::gebruikt_op.is_null())
        .set(verversing::gebruikt_op.eq(nu))
        .execute(tx)?
        == 1;
    let loopt = actief && row.loopt(nu);
    let lopend = Lopend {
        sessie: row.id,
        gebruiker: row.gebruiker_id,
        verloopt_op: row.verloopt_op,
        inlogwijze: row.inlogwijze.0,
        machineclient: row.machineclient_id,
    };
    Ok(Some(Verversing { lopend, eerste_keer, loopt }))
}

/// Notes that somebody is there; false when the session has ended.
fn is_actief(tx: &mut Tx, id: SessieId, nu: Moment) -> Result<bool, Error> {
    let rows = diesel::update(sessie::table)
        .filter(sessie::id.eq(id))
        .filter(sessie::beeindigd_op.is_null())
        .set(sessie::actief_op.eq(nu))
        .execute(tx)?;
    Ok(rows == 1)
}

pub(super) fn sluit(tx: &mut Tx, id: SessieId, nu: Moment) -> Result<bool, Error> {
    let rows = diesel::update(sessie::table)
        .filter(sessie::id.eq(id))
        .filter(sessie::beeindigd_op.is_null())
        .set(sessie::beeindigd_op.eq(nu))
        .execute(tx)?;
    Ok(rows == 1)
}

/// Ends the session of `actor`, by their own hand.
pub fn beeindig(tx: &mut Tx, actor: &Actor) -> Result<Uitslag<()>, Error> {
    let gelukt = sluit(tx, actor.sessie(), actor.nu)?;
    Ok(Uitslag::als(gelukt, (), Afwijzing::Sessie, Afzender::zelf(actor).meldt_zich(Gebeurtenis::SessieBeeindigd)))
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
        .left_join(toekenning::table.on(toekenning::gebruiker_id.eq(gebruiker::id).and(geldt(nu))))
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
    let wie = Wie::new(Account { gebruiker: wie, organisatie, sessie: id }, machineclient);
    let actor = Actor { wie, eigen, waarnemingen, verzoek, nu };
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

impl Sessieregel {
    /// When it ends when nothing happens any more.
    #[must_use]
    pub fn stil_tot(&self) -> Moment {
        self.verloopt_op.min(self.actief_op.plus(TimeDelta::seconds(self.rust_seconden.into())))
    }
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

/// Ends one of the sessions of `actor` from another; turned down when they have none of that name that goes on.
pub fn beeindig_een(tx: &mut Tx, actor: &Actor, id: SessieId) -> Result<Uitslag<()>, Error> {
    let eigen = sessie::table.find(id).filter(sessie::gebruiker_id.eq(actor.gebruiker()));
    let rows = diesel::update(eigen.filter(sessie::beeindigd_op.is_null()))
        .set(sessie::beeindigd_op.eq(actor.nu))
        .execute(tx)?;
    let wie = Afzender { sessie: Some(id), ..Afzender::zelf(actor) };
    Ok(Uitslag::als(rows == 1, (), Afwijzing::Onbekend, wie.meldt_zich(Gebeurtenis::SessieBeeindigd)))
}

/// How many sessions of an account were not ended.
pub fn aantal_open(tx: &mut Tx, wie: GebruikerId) -> Result<usize, Error> {
    let open = sessie::table.filter(sessie::gebruiker_id.eq(wie)).filter(sessie::beeindigd_op.is_null());
    let aantal: i64 = open.count().get_result(tx)?;
    Ok(usize::try_from(aantal).unwrap_or_default())
}

/// Ends all sessions of an account but `behalve`; says how many.
pub fn beeindig_alle(tx: &mut Tx, wie: GebruikerId, behalve: Option<SessieId>, nu: Moment) -> Result<usize, Error> {
    let open = sessie::table.filter(sessie::gebruiker_id.eq(wie)).filter(sessie::beeindigd_op.is_null());
    let einde = sessie::beeindigd_op.eq(nu);
    Ok(match behalve {
        Some(eigen) => diesel::update(open.filter(sessie::id.ne(eigen))).set(einde).execute(tx)?,
        None => diesel::update(open).set(einde).execute(tx)?,
    })
}

/// Ends the other sessions of `actor`; says how many.
pub fn beeindig_andere(tx: &mut Tx, actor: &Actor) -> Result<Uitslag<usize>, Error> {
    let aantal = beeindig_alle(tx, actor.gebruiker(), Some(actor.sessie()), actor.nu)?;
    Ok(Uitslag::gelukt(aantal, Afzender::zelf(actor).meldt_zich(Gebeurtenis::SessiesBeeindigd)))
}
