//! Trajecten and their contactmomenten.

mod huisbezoek;

use std::collections::HashMap;

use diesel::{dsl::InnerJoinQuerySource, helper_types::IntoBoxed, prelude::*};

use super::{
    bericht,
    bewaar::pen::{Pen, Rijen},
    conn::{MultiBackend, Tx},
    doorgeleiding::{CasusDeel, bij_ontvanger, ligging},
    error::Error,
    kluis::{Plek, Sleutel},
    schema::{casus, client as client_tabel, contactmoment, doorgeleiding, toestemming, traject},
    types::{EenVan, Woord},
    zicht::{self, Grond, Niets, Tegelijk},
};
use crate::domain::{
    bericht::Berichtsoort,
    casus::CasusId,
    doorgeleiding::DoorgeleidingId,
    reden::NietGehoudenReden,
    rode_draad::gevolg::{Aan, Feit},
    route::Route,
    tijd::Moment,
    toegang::{Actor, DeskId, Gebied, GebruikerId, Gezocht, PseudoniemId, Rol, Toekenning, Van},
    traject::{Afloop, ContactStatus, Contactmoment, ContactmomentId, Contactsoort, Einde, Status, Traject, TrajectId},
};

pub use self::huisbezoek::{heeft_uitkomst, huisbezoek};

const RESULTATEN: &str = "traject.resultaten";
const TOELICHTING: &str = "contactmoment.toelichting";

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = traject)]
struct Row {
    id: TrajectId,
    doorgeleiding_id: DoorgeleidingId,
    casus_id: CasusId,
    route: Woord<Route>,
    status: Woord<Status>,
    gepland_op: Moment,
    gestart_op: Option<Moment>,
    beeindigd_op: Option<Moment>,
    einde: Option<Woord<Einde>>,
    versie: i32,
}

type Found = (Row, CasusDeel, PseudoniemId, DeskId);

fn lees((row, deel, betrokkene, desk): Found) -> Traject {
    Traject {
        id: row.id,
        doorgeleiding: row.doorgeleiding_id,
        casus: row.casus_id,
        betrokkene,
        route: row.route.0,
        status: row.status.0,
        gepland_op: row.gepland_op,
        gestart_op: row.gestart_op,
        beeindigd_op: row.beeindigd_op,
        einde: row.einde.map(|woord| woord.0),
        ligging: ligging(&deel, desk),
        versie: row.versie,
    }
}

type Tabellen = InnerJoinQuerySource<
    InnerJoinQuerySource<traject::table, diesel::dsl::InnerJoin<doorgeleiding::table, toestemming::table>>,
    diesel::dsl::InnerJoin<casus::table, client_tabel::table>,
>;
type Bron<'a> = IntoBoxed<
    'a,
    diesel::dsl::InnerJoin<
        diesel::dsl::InnerJoin<traject::table, diesel::dsl::InnerJoin<doorgeleiding::table, toestemming::table>>,
        diesel::dsl::InnerJoin<casus::table, client_tabel::table>,
    >,
    MultiBackend,
>;

fn bron<'a>() -> Bron<'a> {
    traject::table
        .inner_join(doorgeleiding::table.inner_join(toestemming::table))
        .inner_join(casus::table.inner_join(client_tabel::table))
        .into_boxed()
}

/// On which grounds `actor` sees trajecten: those of a desk while the consent holds, those of a coordinator's area.
fn gronden(actor: &Actor) -> Vec<Grond<Tabellen>> {
    let grond = |toekenning: &Toekenning| -> Option<Grond<Tabellen>> {
        match (toekenning.rol, toekenning.gebied) {
            (Rol::JgzCoordinator, gebied) => zicht::casussen_in(gebied),
            (Rol::Uitvoerder, Gebied::Desk(desk)) => {
                Some(Box::new(doorgeleiding::desk_id.eq(desk).and(bij_ontvanger())))
            }
            _ => None,
        }
    };
    actor.toekenningen().filter_map(grond).collect()
}

/// The trajecten that `actor` may see.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let gronden = gronden(actor).into_iter().fold(bron().filter(Niets), QueryDsl::or_filter);
    gronden.filter(client_tabel::gewist_op.is_null())
}

/// Looks for a traject among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: TrajectId) -> Result<Gezocht<Traject>, Error> {
    let found = zichtbaar(actor)
        .filter(traject::id.eq(id))
        .select((Row::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem, doorgeleiding::desk_id))
        .first::<Found>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(lees) })
}

/// Which trajecten a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct Filter {
    /// Only those that have not ended.
    pub open: bool,
    /// Only those that this person carries.
    pub van: Option<GebruikerId>,
}

/// A page of the trajecten that `actor` may see, in the order in which they began.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    filter: Filter,
    na: Option<TrajectId>,
    grootte: i64,
) -> Result<Vec<Traject>, Error> {
    let vraag = |grond| {
        let mut query = bron().filter(grond).filter(client_tabel::gewist_op.is_null());
        if let Some(na) = na {
            query = query.filter(traject::id.gt(na));
        }
        if filter.open {
            query = query.filter(traject::status.ne(Woord(Status::Beeindigd)));
        }
        if let Some(wie) = filter.van {
            query = query.filter(doorgeleiding::geclaimd_door_id.eq(wie).assume_not_null());
        }
        query.order(traject::id.asc()).limit(grootte).select((
            Row::as_select(),
            CasusDeel::as_select(),
            client_tabel::pseudoniem,
            doorgeleiding::desk_id,
        ))
    };
    let rows: Vec<Found> = Tegelijk::load_all(tx, gronden(actor).into_iter().map(vraag))?;
    Ok(zicht::samen(rows.into_iter().map(lees).collect(), |traject| traject.id, grootte))
}

/// Who carries a traject, and at which desk.
#[derive(Clone, Copy, Debug)]
pub struct Drager {
    /// The desk.
    pub desk: DeskId,
    /// Who claimed it there.
    pub wie: Option<GebruikerId>,
}

/// Who carries these trajecten.
pub(super) fn dragers(tx: &mut Tx, van: &[Traject]) -> Result<HashMap<TrajectId, Drager>, Error> {
    let ids: Vec<TrajectId> = van.iter().map(|traject| traject.id).collect();
    let rows = traject::table
        .inner_join(doorgeleiding::table)
        .filter(EenVan::new(traject::id, &ids))
        .select((traject::id, doorgeleiding::desk_id, doorgeleiding::geclaimd_door_id))
        .load::<(TrajectId, DeskId, Option<GebruikerId>)>(tx)?;
    Ok(rows.into_iter().map(|(id, desk, wie)| (id, Drager { desk, wie })).collect())
}

/// Plans the traject of a request that was accepted.
pub(super) fn plan(pen: &mut Pen<'_>, nieuw: &Traject) -> Result<(), Error> {
    diesel::insert_into(traject::table)
        .values((
            traject::id.eq(nieuw.id),
            traject::doorgeleiding_id.eq(nieuw.doorgeleiding),
            traject::casus_id.eq(nieuw.casus),
            traject::route.eq(Woord(nieuw.route)),
            traject::status.eq(Woord(nieuw.status)),
            traject::gepland_op.eq(nieuw.gepland_op),
            traject::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// Starts the traject of a request.
pub(super) fn start(pen: &mut Pen<'_>, van: DoorgeleidingId) -> Result<(), Error> {
    let gepland =
        traject::table.filter(traject::doorgeleiding_id.eq(van)).filter(traject::status.eq(Woord(Status::Gepland)));
    diesel::update(gepland)
        .set((
            traject::status.eq(Woord(Status::Lopend)),
            traject::gestart_op.eq(pen.op()),
            traject::versie.eq(traject::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// Ends the traject of a request at its end; the results lie sealed.
pub(super) fn rond_af(pen: &mut Pen<'_>, van: DoorgeleidingId) -> Result<(), Error> {
    let Some(id) = van_doorgeleiding(pen.tx, van)? else {
        return Ok(());
    };
    diesel::update(traject::table.find(id))
        .set((
            traject::status.eq(Woord(Status::Beeindigd)),
            traject::beeindigd_op.eq(pen.op()),
            traject::einde.eq(Woord(Einde::Afgerond)),
            traject::resultaten.eq(pen.resultaten(Plek::new(RESULTATEN, id.uuid()))?),
            traject::versie.eq(traject::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// The results of a traject, as they were given.
pub fn resultaten(tx: &mut Tx, sleutel: &Sleutel, van: TrajectId) -> Result<Option<Vec<u8>>, Error> {
    let sealed = traject::table.find(van).select(traject::resultaten).first::<Option<Vec<u8>>>(tx)?;
    sealed.map(|sealed| sleutel.open(Plek::new(RESULTATEN, van.uuid()), &sealed)).transpose()
}

/// Ends the traject of a request before its end, if it has one that has not ended.
pub(super) fn beeindig_voortijdig(pen: &mut Pen<'_>, van: DoorgeleidingId) -> Result<(), Error> {
    let open =
        traject::table.filter(traject::doorgeleiding_id.eq(van)).filter(traject::status.ne(Woord(Status::Beeindigd)));
    diesel::update(open)
        .set((
            traject::status.eq(Woord(Status::Beeindigd)),
            traject::beeindigd_op.eq(pen.op()),
            traject::einde.eq(Woord(Einde::Voortijdig)),
            traject::versie.eq(traject::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// Lets what was planned of a request that ended lapse, and tells who was to come.
pub(super) fn laat_vervallen(pen: &mut Pen<'_>, van: DoorgeleidingId) -> Result<(), Error> {
    let trajecten = traject::table.filter(traject::doorgeleiding_id.eq(van)).select(traject::id);
    let gepland = contactmoment::table
        .filter(contactmoment::traject_id.eq_any(trajecten))
        .filter(contactmoment::status.eq(Woord(ContactStatus::Gepland)));
    let vervallen = diesel::update(gepland)
        .set((
            contactmoment::status.eq(Woord(ContactStatus::Vervallen)),
            contactmoment::versie.eq(contactmoment::versie + 1),
        ))
        .execute(pen.tx)?;
    if vervallen == 0 {
        return Ok(());
    }
    bericht::meld(pen, Berichtsoort::ContactmomentVervallen, van, Aan::Drager)
}

/// Lets the traject of a request that goes on after all be as it was, with what was planned for it.
pub(super) fn hervat(pen: &mut Pen<'_>, van: DoorgeleidingId) -> Result<(), Error> {
    let geeindigd = || {
        traject::table
            .filter(traject::doorgeleiding_id.eq(van))
            .filter(traject::status.eq(Woord(Status::Beeindigd)))
            .filter(traject::einde.eq(Woord(Einde::Voortijdig)))
    };
    let weer = |status| {
        (
            traject::status.eq(Woord(status)),
            traject::beeindigd_op.eq(None::<Moment>),
            traject::einde.eq(None::<String>),
            traject::versie.eq(traject::versie + 1),
        )
    };
    let begonnen = geeindigd().filter(traject::gestart_op.is_not_null());
    diesel::update(begonnen).set(weer(Status::Lopend)).execute(pen.tx)?;
    let gepland = geeindigd().filter(traject::gestart_op.is_null());
    diesel::update(gepland).set(weer(Status::Gepland)).execute(pen.tx)?;
    // Nothing lapses but with the end of its request, which is undone.
    let trajecten = traject::table.filter(traject::doorgeleiding_id.eq(van)).select(traject::id);
    let vervallen = contactmoment::table
        .filter(contactmoment::traject_id.eq_any(trajecten))
        .filter(contactmoment::status.eq(Woord(ContactStatus::Vervallen)));
    diesel::update(vervallen)
        .set((
            contactmoment::status.eq(Woord(ContactStatus::Gepland)),
            contactmoment::versie.eq(contactmoment::versie + 1),
        ))
        .execute(pen.tx)?;
    Ok(())
}

/// Whether something can still be planned in a traject: it has not ended.
fn is_open(pen: &mut Pen<'_>, id: TrajectId) -> Result<bool, Error> {
    let open = traject::table.find(id).filter(traject::status.ne(Woord(Status::Beeindigd)));
    Ok(open.select(traject::id).first::<TrajectId>(pen.tx).optional()?.is_some())
}

/// The traject of a request, once there is one.
pub fn van_doorgeleiding(tx: &mut Tx, van: DoorgeleidingId) -> Result<Option<TrajectId>, Error> {
    Ok(traject::table.filter(traject::doorgeleiding_id.eq(van)).select(traject::id).first(tx).optional()?)
}

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = contactmoment)]
struct ContactRow {
    id: ContactmomentId,
    traject_id: TrajectId,
    soort: Woord<Contactsoort>,
    gepland_op: Moment,
    status: Woord<ContactStatus>,
    gehouden_op: Option<Moment>,
    reden: Option<Woord<NietGehoudenReden>>,
    vorige_id: Option<ContactmomentId>,
    versie: i32,
}

fn lees_contact(row: &ContactRow, van: &Traject) -> Contactmoment {
    Contactmoment {
        id: row.id,
        traject: row.traject_id,
        casus: van.casus,
        betrokkene: van.betrokkene,
        soort: row.soort.0,
        gepland_op: row.gepland_op,
        status: row.status.0,
        gehouden_op: row.gehouden_op,
        reden: row.reden.map(|woord| woord.0),
        intake_van: None,
        traject_begon_op: van.gestart_op,
        vorige: row.vorige_id,
        ligging: van.ligging,
        versie: row.versie,
    }
}

/// Looks for a contactmoment in the trajecten that `actor` may see.
pub fn find_contactmoment(tx: &mut Tx, actor: &Actor, id: ContactmomentId) -> Result<Gezocht<Contactmoment>, Error> {
    let row = contactmoment::table.find(id).select(ContactRow::as_select()).first::<ContactRow>(tx).optional()?;
    let gevonden = match row {
        Some(row) => find(tx, actor, row.traject_id)?.gevonden.map(|van| lees_contact(&row, &van)),
        None => None,
    };
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// Of each of these trajecten the contactmoment that comes first of those that are planned.
pub(super) fn volgende(tx: &mut Tx, van: &[Traject]) -> Result<HashMap<TrajectId, Contactmoment>, Error> {
    let rows = contactmoment::table
        .filter(contactmoment::traject_id.eq_any(van.iter().map(|traject| traject.id).collect::<Vec<_>>()))
        .filter(contactmoment::status.eq(Woord(ContactStatus::Gepland)))
        .order((contactmoment::gepland_op.desc(), contactmoment::id.desc()))
        .select(ContactRow::as_select())
        .load::<ContactRow>(tx)?;
    // The last one that is put there for a traject stays: the earliest.
    let met = |row: ContactRow| {
        let van = van.iter().find(|traject| traject.id == row.traject_id)?;
        Some((row.traject_id, lees_contact(&row, van)))
    };
    Ok(rows.into_iter().filter_map(met).collect())
}

/// What was written down of how contactmomenten of a traject went.
pub(super) fn toelichtingen(
    tx: &mut Tx,
    sleutel: &Sleutel,
    van: TrajectId,
) -> Result<HashMap<ContactmomentId, String>, Error> {
    let rows = contactmoment::table
        .filter(contactmoment::traject_id.eq(van))
        .filter(contactmoment::toelichting.is_not_null())
        .select((contactmoment::id, contactmoment::toelichting))
        .load::<(ContactmomentId, Option<Vec<u8>>)>(tx)?;
    let mut alle = HashMap::new();
    for (id, verzegeld) in rows {
        if let Some(tekst) = sleutel.open_tekst(Plek::new(TOELICHTING, id.uuid()), verzegeld.as_deref())? {
            alle.insert(id, tekst);
        }
    }
    Ok(alle)
}

/// The contactmomenten of a traject, in the order in which they were planned.
pub fn contactmomenten(tx: &mut Tx, van: &Traject) -> Result<Vec<Contactmoment>, Error> {
    let rows = contactmoment::table
        .filter(contactmoment::traject_id.eq(van.id))
        .order(contactmoment::id.asc())
        .select(ContactRow::as_select())
        .load::<ContactRow>(tx)?;
    Ok(rows.into_iter().map(|row| lees_contact(&row, van)).collect())
}

impl Rijen for Contactmoment {
    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        if !is_open(pen, self.traject)? {
            return Ok(0);
        }
        Ok(diesel::insert_into(contactmoment::table)
            .values((
                contactmoment::id.eq(self.id),
                contactmoment::traject_id.eq(self.traject),
                contactmoment::soort.eq(Woord(self.soort)),
                contactmoment::gepland_op.eq(self.gepland_op),
                contactmoment::status.eq(Woord(self.status)),
                contactmoment::vorige_id.eq(self.vorige),
                contactmoment::versie.eq(self.versie),
            ))
            .execute(pen.tx)?)
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(self.intake_van.map_or(Feit::Los, |van| Feit::Intake(van, self.casus)))
    }
}

/// The explanation of how it went lies sealed.
impl Rijen for Afloop {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        let nieuw = &self.contactmoment;
        let seen = contactmoment::table
            .find(nieuw.id)
            .filter(contactmoment::status.eq_any(van.statussen()))
            .filter(contactmoment::versie.eq(nieuw.versie));
        let gewijzigd = diesel::update(seen)
            .set((
                contactmoment::status.eq(Woord(nieuw.status)),
                contactmoment::gehouden_op.eq(nieuw.gehouden_op),
                contactmoment::reden.eq(nieuw.reden.map(Woord)),
                contactmoment::toelichting.eq(pen.tekst(Plek::new(TOELICHTING, nieuw.id.uuid()))?),
                contactmoment::versie.eq(contactmoment::versie + 1),
            ))
            .execute(pen.tx)?;
        match &self.verzet_naar {
            Some(volgende) if gewijzigd == 1 => volgende.write(pen, &Van::Nieuw),
            _ => Ok(gewijzigd),
        }
    }

    fn verhoog(&mut self) {
        self.contactmoment.versie += 1;
    }
}
