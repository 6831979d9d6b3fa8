//! Messages: telling somebody, and noting that she read it.

use diesel::{helper_types::IntoBoxed, prelude::*};

use super::{
    bewaar::pen::{Pen, Rijen},
    conn::{MultiBackend, Tx},
    doorgeleiding::loopt,
    error::Error,
    schema::{
        bericht, casus, client as client_tabel, desk, doorgeleiding, gebruiker, signaal, toekenning, toestemming,
    },
    toegang::{gebied, geldig::geldt},
    toestemming as toestemmingen,
    types::{EenVan, Woord},
};
use crate::domain::{
    bericht::{Bericht, BerichtId, Berichtsoort},
    casus::CasusId,
    doorgeleiding::DoorgeleidingId,
    gebied::Gemeente,
    ids::{Id, VerhuizingId, VoorstelId},
    inzicht::{Gelegd, Inzicht},
    noodprocedure::NoodprocedureId,
    rode_draad::gevolg::{Aan, Voorstelbelang},
    route::Route,
    signaal::Status as Signaalstatus,
    tijd::Moment,
    toegang::{Actor, DeskId, GebruikerId, Gezocht, Ligging, OrganisatieId, PseudoniemId, Rol, Toekenning, Van},
    toestemming::{Onderdeel, Status as ToestemmingStatus},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = bericht)]
struct Row {
    id: BerichtId,
    gebruiker_id: GebruikerId,
    soort: Woord<Berichtsoort>,
    casus_id: Option<CasusId>,
    noodprocedure_id: Option<NoodprocedureId>,
    doorgeleiding_id: Option<DoorgeleidingId>,
    verhuizing_id: Option<VerhuizingId>,
    voorstel_id: Option<VoorstelId>,
    over_id: Option<GebruikerId>,
    op: Moment,
    gelezen_op: Option<Moment>,
    versie: i32,
}

fn lees((row, betrokkene): (Row, Option<PseudoniemId>)) -> Bericht {
    Bericht {
        id: row.id,
        voor: row.gebruiker_id,
        soort: row.soort.0,
        casus: row.casus_id,
        betrokkene,
        noodprocedure: row.noodprocedure_id,
        over: row.over_id,
        doorgeleiding: row.doorgeleiding_id,
        verhuizing: row.verhuizing_id,
        voorstel: row.voorstel_id,
        op: row.op,
        gelezen_op: row.gelezen_op,
        versie: row.versie,
    }
}

type Bron<'a> = IntoBoxed<
    'a,
    diesel::dsl::LeftJoin<bericht::table, diesel::dsl::InnerJoin<casus::table, client_tabel::table>>,
    MultiBackend,
>;

/// The messages that `actor` may see: her own.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    bericht::table
        .left_join(casus::table.inner_join(client_tabel::table))
        .into_boxed()
        .filter(bericht::gebruiker_id.eq(actor.gebruiker()))
}

/// Looks for a message among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: BerichtId) -> Result<Gezocht<Bericht>, Error> {
    let found = zichtbaar(actor)
        .filter(bericht::id.eq(id))
        .select((Row::as_select(), client_tabel::pseudoniem.nullable()))
        .first::<(Row, Option<PseudoniemId>)>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(lees) })
}

/// How many messages of somebody wait to be read.
pub fn ongelezen(tx: &mut Tx, wie: GebruikerId) -> Result<i64, Error> {
    let wachtend = bericht::table.filter(bericht::gebruiker_id.eq(wie)).filter(bericht::gelezen_op.is_null());
    Ok(wachtend.count().get_result(tx)?)
}

/// A page of the messages of `actor`, newest first; when asked only those that wait to be read, or that do not.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    ongelezen: Option<bool>,
    na: Option<BerichtId>,
    grootte: i64,
) -> Result<Vec<Bericht>, Error> {
    let mut query = zichtbaar(actor);
    query = match ongelezen {
        Some(true) => query.filter(bericht::gelezen_op.is_null()),
        Some(false) => query.filter(bericht::gelezen_op.is_not_null()),
        None => query,
    };
    if let Some(na) = na {
        query = query.filter(bericht::id.lt(na));
    }
    let rows = query
        .order(bericht::id.desc())
        .limit(grootte)
        .select((Row::as_select(), client_tabel::pseudoniem.nullable()))
        .load::<(Row, Option<PseudoniemId>)>(tx)?;
    Ok(rows.into_iter().map(lees).collect())
}

impl Rijen for Bericht {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => insert(pen, self),
            Van::In(_) => lees_het(pen, self),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }
}

fn insert(pen: &mut Pen<'_>, nieuw: &Bericht) -> Result<usize, Error> {
    Ok(diesel::insert_into(bericht::table)
        .values((
            bericht::id.eq(nieuw.id),
            bericht::gebruiker_id.eq(nieuw.voor),
            bericht::soort.eq(Woord(nieuw.soort)),
            bericht::casus_id.eq(nieuw.casus),
            bericht::noodprocedure_id.eq(nieuw.noodprocedure),
            bericht::over_id.eq(nieuw.over),
            bericht::doorgeleiding_id.eq(nieuw.doorgeleiding),
            bericht::verhuizing_id.eq(nieuw.verhuizing),
            bericht::voorstel_id.eq(nieuw.voorstel),
            bericht::op.eq(nieuw.op),
            bericht::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?)
}

fn lees_het(pen: &mut Pen<'_>, nieuw: &Bericht) -> Result<usize, Error> {
    let seen =
        bericht::table.find(nieuw.id).filter(bericht::gelezen_op.is_null()).filter(bericht::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((bericht::gelezen_op.eq(nieuw.gelezen_op), bericht::versie.eq(bericht::versie + 1)))
        .execute(pen.tx)?)
}

/// Tells what became of a request to whom it matters.
pub(super) fn meld(pen: &mut Pen<'_>, soort: Berichtsoort, over: DoorgeleidingId, aan: Aan) -> Result<(), Error> {
    let (van, coordinator, geclaimd_door) = doorgeleiding::table
        .inner_join(casus::table)
        .filter(doorgeleiding::id.eq(over))
        .select((doorgeleiding::casus_id, casus::coordinator_id, doorgeleiding::geclaimd_door_id))
        .first::<(CasusId, Option<GebruikerId>, Option<GebruikerId>)>(pen.tx)?;
    let wie = match aan {
        Aan::Coordinator => coordinator.into_iter().collect(),
        Aan::Coordinatoren => {
            let gemeente = casus::table.find(van).select(casus::gemeente).first::<Woord<Gemeente>>(pen.tx)?;
            coordinatoren(pen, gemeente.0)?
        }
        Aan::Drager => match geclaimd_door {
            Some(wie) => vec![wie],
            None => aan_de_desk(pen, over)?,
        },
    };
    stuur(pen, soort, van, Over::Doorgeleiding(over), wie)
}

/// Tells that something that is known of the person of a case was put right, to whom she shares that with: who carries a request of hers
/// that runs, the coordinator, and whoever carries the case.
pub(super) fn meld_wijziging(
    pen: &mut Pen<'_>,
    soort: Berichtsoort,
    van: CasusId,
    wat: Onderdeel,
) -> Result<(), Error> {
    let verzoeken = doorgeleiding::table
        .inner_join(toestemming::table)
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(loopt())
        .filter(toestemming::status.eq(Woord(ToestemmingStatus::Gegeven)))
        .order(doorgeleiding::id.asc())
        .select((doorgeleiding::id, toestemming::onderdelen))
        .load::<(DoorgeleidingId, String)>(pen.tx)?;
    for (verzoek, onderdelen) in verzoeken {
        let onderdelen: Vec<Onderdeel> = serde_json::from_str(&onderdelen).unwrap_or_default();
        if onderdelen.contains(&wat) {
            meld(pen, soort, verzoek, Aan::Drager)?;
        }
    }
    let (coordinator, regisseur) = casus::table
        .find(van)
        .select((casus::coordinator_id, casus::regisseur_id))
        .first::<(Option<GebruikerId>, Option<GebruikerId>)>(pen.tx)?;
    let mut wie = Vec::new();
    for een in coordinator.into_iter().chain(regisseur) {
        wie.extend(ziet(pen, een, van, wat)?.then_some(een));
    }
    stuur(pen, soort, van, Over::Casus, wie)
}

/// Whether somebody who works on a case may see this of her now.
fn ziet(pen: &mut Pen<'_>, wie: GebruikerId, van: CasusId, wat: Onderdeel) -> Result<bool, Error> {
    let op = pen.op();
    let organisatie = gebruiker::table.find(wie).select(gebruiker::organisatie_id).first::<OrganisatieId>(pen.tx)?;
    let rechten = toekenning::table
        .filter(toekenning::gebruiker_id.eq(wie))
        .filter(geldt(op))
        .select((toekenning::rol, toekenning::gebied_soort, toekenning::gebied))
        .load::<(Woord<Rol>, String, String)>(pen.tx)?;
    let recht = |(rol, soort, welk): (Woord<Rol>, String, String)| {
        Ok(Toekenning { rol: rol.0, gebied: gebied::lees(&soort, &welk)? })
    };
    let rechten = rechten.into_iter().map(recht).collect::<Result<Vec<_>, Error>>()?;
    let gelegd = doorgeleiding::table
        .inner_join(toestemming::table)
        .inner_join(desk::table)
        .filter(doorgeleiding::casus_id.eq(van))
        .filter(loopt())
        .filter(toestemming::status.eq(Woord(ToestemmingStatus::Gegeven)))
        .select((doorgeleiding::desk_id, desk::organisatie_id, doorgeleiding::route))
        .load::<(DeskId, OrganisatieId, Woord<Route>)>(pen.tx)?;
    let gelegd: Vec<Gelegd> =
        gelegd.into_iter().map(|(desk, organisatie, route)| Gelegd { desk, organisatie, route: route.0 }).collect();
    let gemeente = casus::table.find(van).select(casus::gemeente).first::<Woord<Gemeente>>(pen.tx)?;
    let ligging = Ligging { gemeente: Some(gemeente.0), ..Ligging::default() };
    let woorden = toestemmingen::woorden(pen.tx, van)?;
    Ok(Inzicht::van_wie(&rechten, organisatie, &ligging, &gelegd, (&woorden, op)).onderdelen().contains(&wat))
}

/// Takes back the messages about a case that nobody read yet and that ask somebody to do what is over.
pub(super) fn trek_herinneringen_in(pen: &mut Pen<'_>, van: CasusId) -> Result<(), Error> {
    let vraagt = [
        Berichtsoort::DoorgeleidingHerinnering,
        Berichtsoort::DoorgeleidingGeescaleerd,
        Berichtsoort::ZwangerschapOnbekend,
        Berichtsoort::EersteContactTeLaat,
        Berichtsoort::EvaluatieTeLaat,
        Berichtsoort::CasusTeLaat,
        Berichtsoort::VoorstelHerinnering,
    ];
    let ongelezen = bericht::table
        .filter(bericht::casus_id.eq(van))
        .filter(bericht::gelezen_op.is_null())
        .filter(bericht::soort.eq_any(vraagt.map(Woord)));
    diesel::delete(ongelezen).execute(pen.tx)?;
    Ok(())
}

/// What a message is about, beside its case.
#[derive(Clone, Copy, Debug)]
pub(super) enum Over {
    /// Nothing else.
    Casus,
    /// A request.
    Doorgeleiding(DoorgeleidingId),
    /// A verhuizing.
    Verhuizing(VerhuizingId),
    /// A voorstel.
    Voorstel(VoorstelId),
}

/// Tells something of a case to its coordinator; as long as nobody has taken it, to everybody who coordinates there.
pub(super) fn meld_coordinatie(pen: &mut Pen<'_>, soort: Berichtsoort, van: CasusId) -> Result<(), Error> {
    let wie = coordinatie(pen, van)?;
    stuur(pen, soort, van, Over::Casus, wie)
}

/// The coordinator of a case; as long as nobody has taken it, everybody who coordinates there.
fn coordinatie(pen: &mut Pen<'_>, van: CasusId) -> Result<Vec<GebruikerId>, Error> {
    let (coordinator, daar) = casus::table
        .find(van)
        .select((casus::coordinator_id, casus::gemeente))
        .first::<(Option<GebruikerId>, Woord<Gemeente>)>(pen.tx)?;
    coordinator.map_or_else(|| coordinatoren(pen, daar.0), |wie| Ok(vec![wie]))
}

/// Tells what became of a voorstel.
pub(super) fn meld_voorstel(
    pen: &mut Pen<'_>,
    soort: Berichtsoort,
    over: VoorstelId,
    van: CasusId,
    aan: Voorstelbelang,
) -> Result<(), Error> {
    let wie = match aan {
        Voorstelbelang::Coordinatie => coordinatie(pen, van)?,
        Voorstelbelang::Coordinatoren => {
            let daar = casus::table.find(van).select(casus::gemeente).first::<Woord<Gemeente>>(pen.tx)?;
            coordinatoren(pen, daar.0)?
        }
        Voorstelbelang::Voorsteller(wie) => vec![wie],
    };
    stuur(pen, soort, van, Over::Voorstel(over), wie)
}

/// Tells everybody who gave a signaal of a case that something became of it. Whoever may not see it any more hears nothing: then those
/// of their organisation do who can.
pub(super) fn meld_signaleerders(pen: &mut Pen<'_>, soort: Berichtsoort, van: CasusId) -> Result<(), Error> {
    let gaven = signaal::table
        .filter(signaal::casus_id.eq(van))
        .filter(signaal::status.ne(Woord(Signaalstatus::Ingetrokken)))
        .select((signaal::gebruiker_id, signaal::organisatie_id))
        .load::<(GebruikerId, OrganisatieId)>(pen.tx)?;
    let daar: Vec<OrganisatieId> = gaven.iter().map(|(_, daar)| *daar).collect();
    let signaleren = gebruiker::table
        .inner_join(toekenning::table.on(toekenning::gebruiker_id.eq(gebruiker::id)))
        .filter(EenVan::new(gebruiker::organisatie_id, &daar))
        .filter(gebruiker::actief.eq(true))
        .filter(toekenning::rol.eq(Woord(Rol::Signaleerder)))
        .filter(geldt(pen.op()))
        .select((gebruiker::id, gebruiker::organisatie_id))
        .load::<(GebruikerId, OrganisatieId)>(pen.tx)?;
    let mut wie = Vec::new();
    for (gaf, daar) in gaven {
        let zelf = signaleren.contains(&(gaf, daar));
        let anderen = signaleren.iter().filter(|(een, werkt)| *werkt == daar && (!zelf || *een == gaf));
        wie.extend(anderen.map(|(een, _)| *een));
    }
    stuur(pen, soort, van, Over::Casus, wie)
}

/// Tells that something is to be done to the coordinator of a case (as long as nobody has taken it, to everybody who coordinates there), and
/// to who carries it.
pub(super) fn meld_dragers(pen: &mut Pen<'_>, soort: Berichtsoort, van: CasusId) -> Result<(), Error> {
    meld_coordinatie(pen, soort, van)?;
    let (coordinator, regisseur) = casus::table
        .find(van)
        .select((casus::coordinator_id, casus::regisseur_id))
        .first::<(Option<GebruikerId>, Option<GebruikerId>)>(pen.tx)?;
    stuur(pen, soort, van, Over::Casus, regisseur.filter(|_| regisseur != coordinator).into_iter().collect())
}

/// Tells something that has to be done after a birth to the coordinator of a case (as long as nobody has taken it, to everybody who
/// coordinates there), and to who carries it if she shares her pregnancy with them.
pub(super) fn meld_casusdragers(pen: &mut Pen<'_>, soort: Berichtsoort, van: CasusId) -> Result<(), Error> {
    meld_coordinatie(pen, soort, van)?;
    let (coordinator, regisseur) = casus::table
        .find(van)
        .select((casus::coordinator_id, casus::regisseur_id))
        .first::<(Option<GebruikerId>, Option<GebruikerId>)>(pen.tx)?;
    let mut ander = Vec::new();
    if let Some(een) = regisseur.filter(|_| regisseur != coordinator) {
        ander.extend(ziet(pen, een, van, Onderdeel::Zwangerschap)?.then_some(een));
    }
    stuur(pen, soort, van, Over::Casus, ander)
}

/// Sends everybody of `wie` a message, once, but not to whoever brought it about, nor to an account that is closed.
pub(super) fn stuur(
    pen: &mut Pen<'_>,
    soort: Berichtsoort,
    van: CasusId,
    over: Over,
    mut wie: Vec<GebruikerId>,
) -> Result<(), Error> {
    let (door, op) = (pen.wie(), pen.op());
    wie.sort_unstable();
    wie.dedup();
    wie.retain(|wie| Some(*wie) != door);
    if wie.is_empty() {
        return Ok(());
    }
    let (verzoek, verhuizing, voorstel) = match over {
        Over::Casus => (None, None, None),
        Over::Doorgeleiding(id) => (Some(id), None, None),
        Over::Verhuizing(id) => (None, Some(id), None),
        Over::Voorstel(id) => (None, None, Some(id)),
    };
    let actief = gebruiker::table
        .filter(gebruiker::id.eq_any(wie))
        .filter(gebruiker::actief.eq(true))
        .select(gebruiker::id)
        .load::<GebruikerId>(pen.tx)?;
    for voor in actief {
        diesel::insert_into(bericht::table)
            .values((
                bericht::id.eq(Id::<Bericht>::new(op)),
                bericht::gebruiker_id.eq(voor),
                bericht::soort.eq(Woord(soort)),
                bericht::casus_id.eq(van),
                bericht::doorgeleiding_id.eq(verzoek),
                bericht::verhuizing_id.eq(verhuizing),
                bericht::voorstel_id.eq(voorstel),
                bericht::op.eq(op),
                bericht::versie.eq(1),
            ))
            .execute(pen.tx)?;
    }
    Ok(())
}

/// Tells whoever coordinates where a family goes what became of its verhuizing.
pub(super) fn meld_aankomst(
    pen: &mut Pen<'_>,
    soort: Berichtsoort,
    over: VerhuizingId,
    van: CasusId,
    naar: Gemeente,
) -> Result<(), Error> {
    let wie = coordinatoren(pen, naar)?;
    stuur(pen, soort, van, Over::Verhuizing(over), wie)
}

/// Who coordinates in a gemeente.
fn coordinatoren(pen: &mut Pen<'_>, gemeente: Gemeente) -> Result<Vec<GebruikerId>, Error> {
    let daar = Ligging { gemeente: Some(gemeente), ..Ligging::default() };
    let op = pen.op();
    let alle = toekenning::table
        .filter(toekenning::rol.eq(Woord(Rol::JgzCoordinator)))
        .filter(geldt(op))
        .select((toekenning::gebruiker_id, toekenning::gebied_soort, toekenning::gebied))
        .load::<(GebruikerId, String, String)>(pen.tx)?;
    let mut wie = Vec::new();
    for (gebruiker, soort, welk) in alle {
        wie.extend(gebied::lees(&soort, &welk)?.omvat(&daar).then_some(gebruiker));
    }
    Ok(wie)
}

/// Who works at the desk where a request lies: at a table its chairs.
fn aan_de_desk(pen: &mut Pen<'_>, over: DoorgeleidingId) -> Result<Vec<GebruikerId>, Error> {
    let (waar, route, gebied) = doorgeleiding::table
        .inner_join(desk::table)
        .filter(doorgeleiding::id.eq(over))
        .select((doorgeleiding::desk_id, doorgeleiding::route, desk::gebied))
        .first::<(DeskId, Woord<Route>, String)>(pen.tx)?;
    let (rol, welk) = match route.0 {
        Route::Knooppunt => (Rol::Voorzitter, gebied),
        _ => (Rol::Uitvoerder, waar.to_string()),
    };
    let op = pen.op();
    Ok(toekenning::table
        .filter(toekenning::rol.eq(Woord(rol)))
        .filter(toekenning::gebied.eq(welk))
        .filter(geldt(op))
        .select(toekenning::gebruiker_id)
        .load(pen.tx)?)
}
