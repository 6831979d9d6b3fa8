//! Machine clients: registered with their public keys, believed for one assertion at a time, ended at once.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::{gebied, geldig::geldt, opening::open};
use crate::{
    domain::{
        ids::Id,
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            GebruikerId, Inlogwijze, OrganisatieId, Rol, Toekenning,
            account::gebruikersnaam,
            afzender::Afzender,
            machineclient::{Algoritme, MachineclientId, Sleutel, doorsnede},
            sessie::{Grenzen, Lopend},
            uitslag::{Afwijzing, Uitslag},
        },
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{
            gebruiker, machineclient, machineclient_sleutel, machineclient_toekenning, machineclient_verklaring,
            organisatie, sessie, toekenning,
        },
        types::{Both, Woord},
    },
};

/// A client to register.
#[derive(Clone, Debug)]
pub struct NieuweClient {
    /// For whom it works.
    pub organisatie: OrganisatieId,
    /// What it is called.
    pub naam: String,
    /// The public halves of its keys.
    pub sleutels: Vec<Sleutel>,
    /// What it may do at most, where.
    pub toekenningen: Vec<Toekenning>,
}

/// Registers a client.
pub fn voeg_toe(tx: &mut Tx, nieuw: &NieuweClient, nu: Moment) -> Result<MachineclientId, Error> {
    let id = MachineclientId::new(nu);
    diesel::insert_into(machineclient::table)
        .values((
            machineclient::id.eq(id),
            machineclient::organisatie_id.eq(nieuw.organisatie),
            machineclient::naam.eq(&nieuw.naam),
            machineclient::aangemaakt_op.eq(nu),
        ))
        .execute(tx)?;
    for sleutel in &nieuw.sleutels {
        diesel::insert_into(machineclient_sleutel::table)
            .values((
                machineclient_sleutel::id.eq(Id::<Sleutel>::new(nu)),
                machineclient_sleutel::machineclient_id.eq(id),
                machineclient_sleutel::algoritme.eq(Woord(sleutel.algoritme)),
                machineclient_sleutel::kid.eq(&sleutel.kid),
                machineclient_sleutel::publiek.eq(&sleutel.publiek),
            ))
            .execute(tx)?;
    }
    for toekenning in &nieuw.toekenningen {
        let (soort, welk) = gebied::als_tekst(toekenning.gebied);
        diesel::insert_into(machineclient_toekenning::table)
            .values((
                machineclient_toekenning::id.eq(Id::<Toekenning>::new(nu)),
                machineclient_toekenning::machineclient_id.eq(id),
                machineclient_toekenning::rol.eq(Woord(toekenning.rol)),
                machineclient_toekenning::gebied_soort.eq(soort),
                machineclient_toekenning::gebied.eq(welk),
            ))
            .execute(tx)?;
    }
    Ok(id)
}

/// Withdraws a client: its sessions are over. False when there is none of that name that was believed.
pub fn trek_in(tx: &mut Tx, id: MachineclientId, nu: Moment) -> Result<bool, Error> {
    let eerste_keer = diesel::update(machineclient::table.find(id))
        .filter(machineclient::ingetrokken_op.is_null())
        .set(machineclient::ingetrokken_op.eq(nu))
        .execute(tx)?
        == 1;
    if eerste_keer {
        diesel::update(sessie::table)
            .filter(sessie::machineclient_id.eq(id))
            .filter(sessie::beeindigd_op.is_null())
            .set(sessie::beeindigd_op.eq(nu))
            .execute(tx)?;
    }
    Ok(eerste_keer)
}

/// The keys of a client that is believed; none when there is no such client, or its organisation takes no part any more.
pub fn sleutels(tx: &mut Tx, id: MachineclientId) -> Result<Vec<Sleutel>, Error> {
    let rows: Vec<(Woord<Algoritme>, Option<String>, Vec<u8>)> = machineclient_sleutel::table
        .inner_join(machineclient::table.inner_join(organisatie::table))
        .filter(machineclient_sleutel::machineclient_id.eq(id))
        .filter(machineclient::ingetrokken_op.is_null())
        .filter(organisatie::actief.eq(true))
        .select((machineclient_sleutel::algoritme, machineclient_sleutel::kid, machineclient_sleutel::publiek))
        .load(tx)?;
    Ok(rows.into_iter().map(|(algoritme, kid, publiek)| Sleutel { algoritme: algoritme.0, kid, publiek }).collect())
}

/// What may be done through a client on behalf of somebody of `organisatie` with these grants; nothing when it is of another
/// organisation or was withdrawn.
pub(super) fn versmald(
    tx: &mut Tx,
    id: MachineclientId,
    organisatie: OrganisatieId,
    haar: &[Toekenning],
) -> Result<Vec<Toekenning>, Error> {
    let rows: Vec<(Woord<Rol>, String, String)> = machineclient_toekenning::table
        .inner_join(machineclient::table)
        .filter(machineclient_toekenning::machineclient_id.eq(id))
        .filter(machineclient::organisatie_id.eq(organisatie))
        .filter(machineclient::ingetrokken_op.is_null())
        .select((
            machineclient_toekenning::rol,
            machineclient_toekenning::gebied_soort,
            machineclient_toekenning::gebied,
        ))
        .load(tx)?;
    Ok(doorsnede(&toekenningen(rows)?, haar))
}

fn toekenningen(rows: Vec<(Woord<Rol>, String, String)>) -> Result<Vec<Toekenning>, Error> {
    rows.into_iter()
        .map(|(rol, soort, welk)| Ok(Toekenning { rol: rol.0, gebied: gebied::lees(&soort, &welk)? }))
        .collect()
}

/// An assertion of which the signature and the claims are right.
#[derive(Clone, Debug)]
pub struct Bewezen {
    /// The client that made it.
    pub client: MachineclientId,
    /// The hash of its `jti`.
    pub jti: Vec<u8>,
    /// When it expires.
    pub vervalt_op: Moment,
    /// For whom it asks: the name or the identifier of her account.
    pub namens: String,
}

/// Begins a session for a client on behalf of somebody of its own organisation, for so many seconds; the assertion is used up.
///
/// Turned down when the assertion was used before, or the two together may do nothing.
pub fn begin(
    tx: &mut Tx,
    bewezen: &Bewezen,
    (grenzen, seconden): (Grenzen, i64),
    wie: &Afzender,
) -> Result<Uitslag<Lopend>, Error> {
    let nu = wie.op;
    let vers = verbruik(tx, bewezen)?;
    let namens = namens(tx, &bewezen.namens)?;
    let mag = match namens {
        Some((gebruiker, organisatie)) if vers => {
            let haar = geldige_toekenningen(tx, gebruiker, nu)?;
            !versmald(tx, bewezen.client, organisatie, &haar)?.is_empty()
        }
        _ => false,
    };
    let (Some((gebruiker, _)), true) = (namens, mag) else {
        let wie = wie.met_account(namens.map(|(gebruiker, _)| gebruiker));
        return Ok(geweigerd(Some(bewezen.client), &wie));
    };
    let lopend = Lopend {
        sessie: Id::new(nu),
        gebruiker,
        // No longer than its token: it can prove again who it is whenever it likes.
        verloopt_op: nu.plus(TimeDelta::seconds(seconden)),
        inlogwijze: Inlogwijze::Machineclient,
        machineclient: Some(bewezen.client),
    };
    open(tx, lopend, grenzen, wie)?;
    Ok(Uitslag::gelukt(lopend, lopend.door(wie).meldt_zich(Gebeurtenis::SessieMetMachineclient)))
}

/// A client that was not let in, named as far as it is known.
pub fn geweigerd<T>(client: Option<MachineclientId>, wie: &Afzender) -> Uitslag<T> {
    Uitslag::niet_binnen(Afwijzing::Verklaring, Afzender { machineclient: client, ..wie.clone() })
}

fn verbruik(tx: &mut Tx, bewezen: &Bewezen) -> Result<bool, Error> {
    let values = (
        machineclient_verklaring::machineclient_id.eq(bewezen.client),
        machineclient_verklaring::hash.eq(&bewezen.jti),
        machineclient_verklaring::vervalt_op.eq(bewezen.vervalt_op),
    );
    let insert = diesel::insert_into(machineclient_verklaring::table).values(values).on_conflict_do_nothing();
    Ok(Both(insert).execute(tx)? == 1)
}

/// The account of this name or identifier, if it can be used, with its organisation.
fn namens(tx: &mut Tx, wie: &str) -> Result<Option<(GebruikerId, OrganisatieId)>, Error> {
    let actief = gebruiker::table.filter(gebruiker::actief.eq(true));
    let kolommen = (gebruiker::id, gebruiker::organisatie_id);
    Ok(match wie.trim().parse::<GebruikerId>() {
        Ok(id) => actief.filter(gebruiker::id.eq(id)).select(kolommen).first(tx).optional()?,
        Err(_) => {
            actief.filter(gebruiker::gebruikersnaam.eq(gebruikersnaam(wie))).select(kolommen).first(tx).optional()?
        }
    })
}

fn geldige_toekenningen(tx: &mut Tx, wie: GebruikerId, nu: Moment) -> Result<Vec<Toekenning>, Error> {
    let rows = toekenning::table
        .filter(toekenning::gebruiker_id.eq(wie))
        .filter(geldt(nu))
        .select((toekenning::rol, toekenning::gebied_soort, toekenning::gebied))
        .load(tx)?;
    toekenningen(rows)
}

/// Removes the names of assertions that have expired: the clock refuses those by itself.
pub fn ruim_op(tx: &mut Tx, nu: Moment) -> Result<usize, Error> {
    Ok(diesel::delete(machineclient_verklaring::table.filter(machineclient_verklaring::vervalt_op.le(nu)))
        .execute(tx)?)
}
