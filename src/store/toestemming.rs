//! Consents: finding the one a request rests on, and carrying out a withdrawal.

use diesel::prelude::*;

use super::{
    conn::Tx,
    error::Error,
    logboek,
    schema::{doorgeleiding, toestemming},
    types::{Woord, tekst_als_woorden, woorden_als_tekst},
};
use crate::domain::{
    casus::{Casus, CasusId},
    client::ClientId,
    doorgeleiding as domein_doorgeleiding,
    reden::{IntrekkingReden, StopReden},
    route::Route,
    signaal::SignaalId,
    tijd::Moment,
    toegang::{Actor, Besluit, DeskId, Ding as _, GebruikerId, Gezocht, OrganisatieId, Waarom, Weigering},
    toestemming::{
        Doel, GegevenDoor, Onderdeel, Ontvanger, Reikwijdte, Status, Toestemming, ToestemmingId, Verkregen, Wijze,
    },
};

#[derive(Debug, Insertable, Queryable, Selectable)]
#[diesel(table_name = toestemming)]
struct Row {
    id: ToestemmingId,
    client_id: ClientId,
    signaal_id: Option<SignaalId>,
    casus_id: Option<CasusId>,
    doel: Woord<Doel>,
    ontvanger: Woord<Ontvanger>,
    organisatie_id: Option<OrganisatieId>,
    onderdelen: String,
    bewoording: String,
    wijze: Woord<Wijze>,
    gegeven_door: Woord<GegevenDoor>,
    status: Woord<Status>,
    door_id: GebruikerId,
    op: Moment,
    beeindigd_op: Option<Moment>,
    versie: i32,
}

fn lees(row: Row, van: &Casus) -> Result<Toestemming, Error> {
    Ok(Toestemming {
        id: row.id,
        client: row.client_id,
        betrokkene: van.betrokkene,
        signaal: row.signaal_id,
        casus: row.casus_id,
        reikwijdte: Reikwijdte {
            doel: row.doel.0,
            ontvanger: row.ontvanger.0,
            organisatie: row.organisatie_id,
            onderdelen: tekst_als_woorden::<Onderdeel>(&row.onderdelen)?,
        },
        verkregen: Verkregen { wijze: row.wijze.0, gegeven_door: row.gegeven_door.0 },
        bewoording: row.bewoording,
        status: row.status.0,
        genoteerd_door: row.door_id,
        genoteerd_op: row.op,
        beeindigd_op: row.beeindigd_op,
        ligging: van.ligging(),
        versie: row.versie,
    })
}

/// Stores a consent, or a refusal.
pub(super) fn insert(tx: &mut Tx, nieuw: &Toestemming) -> Result<(), Error> {
    let row = Row {
        id: nieuw.id,
        client_id: nieuw.client,
        signaal_id: nieuw.signaal,
        casus_id: nieuw.casus,
        doel: Woord(nieuw.reikwijdte.doel),
        ontvanger: Woord(nieuw.reikwijdte.ontvanger),
        organisatie_id: nieuw.reikwijdte.organisatie,
        onderdelen: woorden_als_tekst(&nieuw.reikwijdte.onderdelen),
        bewoording: nieuw.bewoording.clone(),
        wijze: Woord(nieuw.verkregen.wijze),
        gegeven_door: Woord(nieuw.verkregen.gegeven_door),
        status: Woord(nieuw.status),
        door_id: nieuw.genoteerd_door,
        op: nieuw.genoteerd_op,
        beeindigd_op: nieuw.beeindigd_op,
        versie: nieuw.versie,
    };
    diesel::insert_into(toestemming::table).values(&row).execute(tx)?;
    Ok(())
}

/// Looks for a consent in the cases that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: ToestemmingId) -> Result<Gezocht<Toestemming>, Error> {
    let van = toestemming::table.find(id).select(toestemming::casus_id).first::<Option<CasusId>>(tx).optional()?;
    let gevonden = match van.flatten() {
        Some(casus) => match super::casus::find(tx, actor, casus)?.gevonden {
            Some(casus) => van_casus(tx, &casus)?.into_iter().find(|t| t.id == id),
            None => None,
        },
        None => None,
    };
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// The consents and refusals of a case, oldest first.
pub fn van_casus(tx: &mut Tx, van: &Casus) -> Result<Vec<Toestemming>, Error> {
    toestemming::table
        .filter(toestemming::casus_id.eq(van.id))
        .order(toestemming::id.asc())
        .select(Row::as_select())
        .load::<Row>(tx)?
        .into_iter()
        .map(|row| lees(row, van))
        .collect()
}

/// The consent on which a request along `route` to a desk of `organisatie` can rest.
pub fn dekking(
    tx: &mut Tx,
    van: &Casus,
    route: Route,
    organisatie: OrganisatieId,
) -> Result<Option<ToestemmingId>, Error> {
    Ok(van_casus(tx, van)?
        .into_iter()
        .find(|t| t.status == Status::Gegeven && t.reikwijdte.dekt(route, organisatie))
        .map(|t| t.id))
}

/// The items that may go to `ontvanger` for `doel`, by the consents of a case that hold.
pub fn onderdelen(tx: &mut Tx, van: CasusId, doel: Doel, ontvanger: Ontvanger) -> Result<Vec<Onderdeel>, Error> {
    let teksten = toestemming::table
        .filter(toestemming::casus_id.eq(van))
        .filter(toestemming::doel.eq(Woord(doel)))
        .filter(toestemming::ontvanger.eq(Woord(ontvanger)))
        .filter(toestemming::status.eq(Woord(Status::Gegeven)))
        .select(toestemming::onderdelen)
        .load::<String>(tx)?;
    verzamel(&teksten)
}

/// The items that may go to anybody at all, by the consents of a case that hold: what is left in an emergency.
pub fn onderdelen_voor_iemand(tx: &mut Tx, van: CasusId) -> Result<Vec<Onderdeel>, Error> {
    let teksten = toestemming::table
        .filter(toestemming::casus_id.eq(van))
        .filter(toestemming::status.eq(Woord(Status::Gegeven)))
        .select(toestemming::onderdelen)
        .load::<String>(tx)?;
    verzamel(&teksten)
}

/// The items that may go to these desks, by the consents that hold and on which their requests rest.
pub fn onderdelen_via_desks(tx: &mut Tx, van: CasusId, desks: &[DeskId]) -> Result<Vec<Onderdeel>, Error> {
    if desks.is_empty() {
        return Ok(Vec::new());
    }
    let teksten = toestemming::table
        .inner_join(doorgeleiding::table)
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(doorgeleiding::desk_id.eq_any(desks.to_vec()))
        .filter(super::doorgeleiding::bij_ontvanger())
        .select(toestemming::onderdelen)
        .load::<String>(tx)?;
    verzamel(&teksten)
}

fn verzamel(teksten: &[String]) -> Result<Vec<Onderdeel>, Error> {
    let mut alle = Vec::new();
    for tekst in teksten {
        alle.extend(tekst_als_woorden::<Onderdeel>(tekst)?);
    }
    alle.sort_unstable();
    alle.dedup();
    Ok(alle)
}

/// Stores a consent or a refusal that was noted in a case; a newer consent takes the place of an older one.
///
/// What rested on the older one rests on the newer from now on. A refusal of what was given before ends it, as a withdrawal does.
pub fn record(tx: &mut Tx, besluit: Besluit<Toestemming>) -> Result<Toestemming, Error> {
    let Besluit { spoor, ding: nieuw } = besluit;
    bij(tx, &nieuw)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// Stores a consent or a refusal as a part of something else, whose line tells of both.
pub fn bij(tx: &mut Tx, nieuw: &Toestemming) -> Result<(), Error> {
    let eerder = toestemming::table
        .filter(toestemming::casus_id.eq(nieuw.casus))
        .filter(toestemming::doel.eq(Woord(nieuw.reikwijdte.doel)))
        .filter(toestemming::ontvanger.eq(Woord(nieuw.reikwijdte.ontvanger)))
        .filter(toestemming::status.eq(Woord(Status::Gegeven)))
        .select((toestemming::id, toestemming::organisatie_id))
        .load::<(ToestemmingId, Option<OrganisatieId>)>(tx)?;
    insert(tx, nieuw)?;
    for (oud, organisatie) in eerder {
        let zelfde = organisatie == nieuw.reikwijdte.organisatie;
        match nieuw.status {
            Status::Gegeven if zelfde => {
                beeindig(tx, oud, Status::Vervangen, nieuw.genoteerd_op)?;
                diesel::update(doorgeleiding::table.filter(doorgeleiding::toestemming_id.eq(oud)))
                    .set(doorgeleiding::toestemming_id.eq(nieuw.id))
                    .execute(tx)?;
            }
            Status::Geweigerd if zelfde || nieuw.reikwijdte.organisatie.is_none() => {
                beeindig(tx, oud, Status::Ingetrokken, nieuw.genoteerd_op)?;
                stop_wat_erop_rust(tx, oud, nieuw.genoteerd_op)?;
            }
            _ => {}
        }
    }
    Ok(())
}

fn beeindig(tx: &mut Tx, id: ToestemmingId, status: Status, nu: Moment) -> Result<usize, Error> {
    Ok(diesel::update(toestemming::table.find(id).filter(toestemming::status.eq(Woord(Status::Gegeven))))
        .set((
            toestemming::status.eq(Woord(status)),
            toestemming::beeindigd_op.eq(nu),
            toestemming::versie.eq(toestemming::versie + 1),
        ))
        .execute(tx)?)
}

/// Carries out a withdrawal: the consent ends, and with it everything that rested on it.
pub fn record_intrekking(tx: &mut Tx, besluit: Besluit<Toestemming>) -> Result<Toestemming, Error> {
    let Besluit { spoor, ding: mut nieuw } = besluit;
    if beeindig(tx, nieuw.id, nieuw.status, spoor.door.op)? != 1 {
        return Err(Error::Weigering(Box::new(Weigering { waarom: Waarom::Verouderd, spoor })));
    }
    nieuw.versie += 1;
    stop_wat_erop_rust(tx, nieuw.id, spoor.door.op)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

fn stop_wat_erop_rust(tx: &mut Tx, id: ToestemmingId, nu: Moment) -> Result<(), Error> {
    let rust_erop = doorgeleiding::table
        .filter(doorgeleiding::toestemming_id.eq(id))
        .select((doorgeleiding::id, doorgeleiding::status))
        .load::<(domein_doorgeleiding::DoorgeleidingId, Woord<domein_doorgeleiding::Status>)>(tx)?;
    for (doorgeleiding, Woord(status)) in rust_erop {
        let (nieuw, reden): (_, &'static str) = match status {
            domein_doorgeleiding::Status::Verzonden => {
                (domein_doorgeleiding::Status::Ingetrokken, IntrekkingReden::ToestemmingIngetrokken.into())
            }
            domein_doorgeleiding::Status::Aanvaard | domein_doorgeleiding::Status::Gestart => {
                (domein_doorgeleiding::Status::Gestopt, StopReden::ToestemmingIngetrokken.into())
            }
            _ => continue,
        };
        diesel::update(doorgeleiding::table.find(doorgeleiding))
            .set((
                doorgeleiding::status.eq(Woord(nieuw)),
                doorgeleiding::reden.eq(reden),
                doorgeleiding::beeindigd_op.eq(nu),
                doorgeleiding::versie.eq(doorgeleiding::versie + 1),
            ))
            .execute(tx)?;
        super::traject::beeindig_voortijdig(tx, doorgeleiding, nu)?;
    }
    Ok(())
}
