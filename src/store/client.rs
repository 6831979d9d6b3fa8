//! Clients: what is known of a person, sealed.

pub(in crate::store) mod kind;
pub mod zwangerschap;

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use super::{
    bewaar::pen::Pen,
    conn::Tx,
    error::Error,
    kluis::{Kluis, Plek, Sleutel},
    persoon,
    schema::{casus, client, gegevenswijziging, signaal, weging},
    types::{EenVan, Woord},
};
use crate::domain::{
    casus::{CasusId, Status as Casusstatus},
    client::{Bewaard, Client, ClientId, Kenmerken, Persoonsgegevens, WijzigReden},
    ids::Id,
    signaal::{Gelijkenis, Weging},
    tijd::Moment,
    toegang::PseudoniemId,
};

const GEGEVENS: &str = "client.gegevens";

/// Stores a new client under a key of her own; returns the key.
pub fn insert(tx: &mut Tx, kluis: &Kluis, nieuw: &Client, nu: Moment) -> Result<Sleutel, Error> {
    let (sleutel, sealed) = kluis.nieuwe_sleutel(nieuw.id)?;
    let Blind { naam, eigen_naam, partnernaam, telefoon, nummer } = Blind::new(kluis, &nieuw.gegevens);
    diesel::insert_into(client::table)
        .values((
            client::id.eq(nieuw.id),
            client::pseudoniem.eq(nieuw.pseudoniem),
            client::sleutel.eq(sealed),
            client::gegevens
                .eq(sleutel
                    .verzegel_json(Plek::new(GEGEVENS, nieuw.id.uuid()), &Bewaard::from(nieuw.gegevens.clone()))?),
            client::kenmerk_naam.eq(naam),
            client::kenmerk_eigen_naam.eq(eigen_naam),
            client::kenmerk_partnernaam.eq(partnernaam),
            client::kenmerk_telefoon.eq(telefoon),
            client::kenmerk_nummer.eq(nummer),
            client::aangemaakt_op.eq(nu),
        ))
        .execute(tx)?;
    Ok(sleutel)
}

/// Where what was known before lies sealed.
pub(super) const OUD: &str = "gegevenswijziging.oud";

/// What was first known of a client, when that was put right since.
pub(super) fn eerste_gegevens(tx: &mut Tx, kluis: &Kluis, id: ClientId) -> Result<Option<Persoonsgegevens>, Error> {
    let eerste = gegevenswijziging::table
        .filter(gegevenswijziging::client_id.eq(id))
        .order(gegevenswijziging::id.asc())
        .select((gegevenswijziging::id, gegevenswijziging::oud))
        .first::<(Id<()>, Vec<u8>)>(tx)
        .optional()?;
    let Some((wijziging, oud)) = eerste else { return Ok(None) };
    Ok(Some(sleutel(tx, kluis, id)?.open_json(Plek::new(OUD, wijziging.uuid()), &oud)?))
}

/// Puts right what is known of a client, by somebody who read `was`: the fields in which that differs. What was known is kept, and the
/// blind check knows them by what holds now.
pub(super) fn wijzig(
    pen: &mut Pen<'_>,
    id: ClientId,
    was: &Persoonsgegevens,
    wordt: &Persoonsgegevens,
    reden: WijzigReden,
) -> Result<(), Error> {
    let (sealed, gegevens): (Vec<u8>, Vec<u8>) =
        client::table.find(id).select((client::sleutel, client::gegevens)).first(pen.tx)?;
    let sleutel = pen.tools.kluis.sleutel(id, &sealed)?;
    let bekend: Bewaard = sleutel.open_json(Plek::new(GEGEVENS, id.uuid()), &gegevens)?;
    let (wijziging, op) = (Id::<()>::new(pen.op()), pen.op());
    let oud = sleutel.verzegel_json(Plek::new(OUD, wijziging.uuid()), &bekend.gegevens)?;
    let nu = bekend.hersteld(was, wordt, op);
    diesel::insert_into(gegevenswijziging::table)
        .values((
            gegevenswijziging::id.eq(wijziging),
            gegevenswijziging::client_id.eq(id),
            gegevenswijziging::reden.eq(Woord(reden)),
            gegevenswijziging::oud.eq(oud),
            gegevenswijziging::door_id.eq(pen.door()?),
            gegevenswijziging::op.eq(op),
        ))
        .execute(pen.tx)?;
    let Blind { naam, eigen_naam, partnernaam, telefoon, nummer } = Blind::new(pen.tools.kluis, &nu.gegevens);
    diesel::update(client::table.find(id))
        .set((
            client::gegevens.eq(sleutel.verzegel_json(Plek::new(GEGEVENS, id.uuid()), &nu)?),
            client::gewijzigd_op.eq(op),
            client::kenmerk_naam.eq(naam),
            client::kenmerk_eigen_naam.eq(eigen_naam),
            client::kenmerk_partnernaam.eq(partnernaam),
            client::kenmerk_telefoon.eq(telefoon),
            client::kenmerk_nummer.eq(nummer),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// What the blind check compares, hashed under the key of the vault; no bytes for a name with nothing to compare.
struct Blind {
    naam: Vec<u8>,
    eigen_naam: Option<Vec<u8>>,
    partnernaam: Option<Vec<u8>>,
    telefoon: Option<Vec<u8>>,
    nummer: Option<Vec<u8>>,
}

impl Blind {
    fn new(kluis: &Kluis, van: &Persoonsgegevens) -> Self {
        let kenmerken = van.kenmerken();
        let blind = |tekst: Option<String>| tekst.map(|tekst| kluis.kenmerk(&tekst));
        Self {
            naam: blind(kenmerken.naam).unwrap_or_default(),
            eigen_naam: blind(kenmerken.eigen_naam),
            partnernaam: blind(kenmerken.partnernaam),
            telefoon: blind(kenmerken.telefoon),
            nummer: blind(kenmerken.nummer),
        }
    }
}

/// The data key of a client.
pub fn sleutel(tx: &mut Tx, kluis: &Kluis, id: ClientId) -> Result<Sleutel, Error> {
    let sealed: Vec<u8> = client::table.find(id).select(client::sleutel).first(tx)?;
    kluis.sleutel(id, &sealed)
}

/// The data key of the person a case is about; none once her data were dropped.
pub fn sleutel_van_casus(tx: &mut Tx, kluis: &Kluis, van: CasusId) -> Result<Option<Sleutel>, Error> {
    let (client, sealed) = casus::table
        .inner_join(client::table)
        .filter(casus::id.eq(van))
        .select((client::id, client::sleutel))
        .first::<(ClientId, Vec<u8>)>(tx)?;
    if sealed.is_empty() {
        return Ok(None);
    }
    kluis.sleutel(client, &sealed).map(Some)
}

/// The data keys of the persons whom these cases are about, as far as their data were not dropped.
pub fn sleutels_van_casussen(tx: &mut Tx, kluis: &Kluis, van: &[CasusId]) -> Result<BTreeMap<CasusId, Sleutel>, Error> {
    let rows = casus::table
        .inner_join(client::table)
        .filter(EenVan::new(casus::id, van))
        .select((casus::id, client::id, client::sleutel))
        .load::<(CasusId, ClientId, Vec<u8>)>(tx)?;
    let bekend = rows.into_iter().filter(|(.., sealed)| !sealed.is_empty());
    bekend.map(|(casus, client, sealed)| Ok((casus, kluis.sleutel(client, &sealed)?))).collect()
}

/// What is known of a client, with her data key.
pub fn gegevens(tx: &mut Tx, kluis: &Kluis, id: ClientId) -> Result<(Sleutel, Persoonsgegevens), Error> {
    let (sealed, gegevens): (Vec<u8>, Vec<u8>) =
        client::table.find(id).select((client::sleutel, client::gegevens)).first(tx)?;
    let sleutel = kluis.sleutel(id, &sealed)?;
    let gegevens = sleutel.open_json(Plek::new(GEGEVENS, id.uuid()), &gegevens)?;
    Ok((sleutel, gegevens))
}

/// Opens what is kept of a client, with her sealed key.
pub(super) fn open(kluis: &Kluis, id: ClientId, sleutel: &[u8], gegevens: &[u8]) -> Result<Bewaard, Error> {
    kluis.sleutel(id, sleutel)?.open_json(Plek::new(GEGEVENS, id.uuid()), gegevens)
}

/// What is known of several clients.
pub fn gegevens_van(
    tx: &mut Tx,
    kluis: &Kluis,
    ids: &[ClientId],
) -> Result<HashMap<ClientId, Persoonsgegevens>, Error> {
    client::table
        .filter(EenVan::new(client::id, ids))
        .select((client::id, client::sleutel, client::gegevens))
        .load::<(ClientId, Vec<u8>, Vec<u8>)>(tx)?
        .into_iter()
        .map(|(id, sealed, gegevens)| {
            let sleutel = kluis.sleutel(id, &sealed)?;
            Ok((id, sleutel.open_json(Plek::new(GEGEVENS, id.uuid()), &gegevens)?))
        })
        .collect()
}

/// The case of a family that looks the same: where it is, whether it is open, and whose.
type Gelijkend = (CasusId, Woord<Casusstatus>, ClientId, PseudoniemId);

/// A family that looks the same, found without comparing clear data.
///
/// The cases of whom it is known by are held, so that none of them is closed or opened again at this moment.
pub fn lijkt_op(tx: &mut Tx, kluis: &Kluis, gegevens: &Persoonsgegevens) -> Result<Gelijkenis, Error> {
    let zelfde = zelfde(tx, kluis, gegevens)?;
    if zelfde.is_empty() {
        return Ok(Gelijkenis::Niemand);
    }
    let mut vast = None;
    loop {
        let casussen = gelijkende_casussen(tx, &zelfde)?;
        let open = casussen.iter().find(|(_, status, ..)| status.0 != Casusstatus::Afgesloten);
        let Some(&(id, status, client, betrokkene)) = open.or(casussen.last()) else { return Ok(Gelijkenis::Niemand) };
        if vast == Some(id) {
            return Ok(match status.0 {
                Casusstatus::Afgesloten => {
                    Gelijkenis::Eerder(client, betrokkene, zwangerschap::heeft_kind(tx, client)?)
                }
                _ => Gelijkenis::Open(id),
            });
        }
        super::casus::grendel_van(tx, client)?;
        vast = Some(id);
    }
}

/// The open case of another family than that of `eigen` that looks the same, and whose it is.
pub fn lijkt_op_ander(
    tx: &mut Tx,
    kluis: &Kluis,
    gegevens: &Persoonsgegevens,
    eigen: CasusId,
) -> Result<Option<(CasusId, PseudoniemId)>, Error> {
    let zelfde = zelfde(tx, kluis, gegevens)?;
    let casussen = gelijkende_casussen(tx, &zelfde)?;
    let ander = casussen.iter().find(|(id, status, ..)| *id != eigen && status.0 != Casusstatus::Afgesloten);
    Ok(ander.map(|&(id, _, _, betrokkene)| (id, betrokkene)))
}

/// The clients who look the same.
fn zelfde(tx: &mut Tx, kluis: &Kluis, gegevens: &Persoonsgegevens) -> Result<Vec<ClientId>, Error> {
    let kenmerken = gegevens.kenmerken();
    let namen: Vec<Vec<u8>> = kenmerken.namen().map(|naam| kluis.kenmerk(naam)).collect();
    let telefoon = kenmerken.telefoon.map(|nummer| kluis.kenmerk(&nummer));
    Ok(client::table
        .filter(EenVan::new(client::kenmerk_naam, &namen))
        .or_filter(EenVan::new(client::kenmerk_eigen_naam, &namen))
        .or_filter(EenVan::new(client::kenmerk_partnernaam, &namen))
        .or_filter(client::kenmerk_telefoon.eq(telefoon).assume_not_null())
        .select(client::id)
        .limit(20)
        .load(tx)?)
}

/// The cases of these clients, and those that their signalen joined, oldest first; but of nobody whose data were dropped.
fn gelijkende_casussen(tx: &mut Tx, van: &[ClientId]) -> Result<Vec<Gelijkend>, Error> {
    if van.is_empty() {
        return Ok(Vec::new());
    }
    let gekoppeld = signaal::table
        .filter(EenVan::new(signaal::client_id, van))
        .filter(signaal::casus_id.is_not_null())
        .select(signaal::casus_id.assume_not_null());
    Ok(casus::table
        .inner_join(client::table)
        .filter(EenVan::new(casus::client_id, van).or(casus::id.eq_any(gekoppeld)))
        .filter(client::gewist_op.is_null())
        .filter(client::sleutel.ne(Vec::<u8>::new()))
        .order((casus::aangemeld_op.asc(), casus::id.asc()))
        .select((casus::id, casus::status, client::id, client::pseudoniem))
        .load(tx)?)
}

/// The most persons that one search gives: who finds more has not said whom they look for.
const MEESTE_GEVONDEN: i64 = 20;

/// The clients who are known by exactly these texts: the name and the day of birth, or the telephone number.
///
/// No clear data are compared, and nothing that is nearly the same is found.
pub(super) fn zoek(tx: &mut Tx, kluis: &Kluis, naar: &Kenmerken) -> Result<Vec<ClientId>, Error> {
    let namen: Vec<Vec<u8>> = naar.namen().map(|naam| kluis.kenmerk(naam)).collect();
    let nummer = naar.nummer.as_ref().map(|nummer| kluis.kenmerk(nummer));
    Ok(client::table
        .filter(EenVan::new(client::kenmerk_naam, &namen))
        .or_filter(EenVan::new(client::kenmerk_eigen_naam, &namen))
        .or_filter(EenVan::new(client::kenmerk_partnernaam, &namen))
        .or_filter(client::kenmerk_nummer.eq(nummer).assume_not_null())
        .order(client::id.desc())
        .limit(MEESTE_GEVONDEN)
        .select(client::id)
        .load(tx)?)
}

/// Drops everything that is known of a client; what stays cannot lead back to her.
pub(super) fn wis(pen: &mut Pen<'_>, id: ClientId) -> Result<(), Error> {
    let op = pen.op();
    persoon::wis_gegevens(pen.tx, id, op)
}

/// Keeps a judgement of vulnerability beside the earlier ones.
pub(super) fn insert_weging(
    pen: &mut Pen<'_>,
    over: ClientId,
    in_casus: Option<CasusId>,
    nieuw: Weging,
) -> Result<(), Error> {
    diesel::insert_into(weging::table)
        .values((
            weging::id.eq(Id::<()>::new(pen.op())),
            weging::client_id.eq(over),
            weging::casus_id.eq(in_casus),
            weging::graad.eq(Woord(nieuw.graad)),
            weging::samen_gewogen.eq(nieuw.samen_gewogen),
            weging::door_id.eq(pen.door()?),
            weging::op.eq(pen.op()),
        ))
        .execute(pen.tx)?;
    Ok(())
}
