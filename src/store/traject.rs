//! Trajecten and their contactmomenten.

use diesel::{dsl::InnerJoinQuerySource, helper_types::IntoBoxed, prelude::*};

use super::{
    conn::{MultiBackend, Tx},
    doorgeleiding::{CasusDeel, bij_ontvanger, ligging},
    error::Error,
    kluis::{Plek, Sleutel},
    logboek,
    schema::{casus, client as client_tabel, contactmoment, doorgeleiding, huisbezoek, toestemming, traject},
    types::{Woord, tekst_als_woorden, woorden_als_tekst},
    zicht::{self, Grond, Niets},
};
use crate::domain::{
    casus::CasusId,
    doorgeleiding::{Doorgeleiding, DoorgeleidingId},
    ids::Id,
    reden::NietGehoudenReden,
    route::Route,
    thema::Thema,
    tijd::Moment,
    toegang::{Actor, Besluit, DeskId, Gebied, Gezocht, PseudoniemId, Rol, Toekenning, Waarom, Weigering},
    traject::{
        ContactStatus, Contactmoment, ContactmomentId, Contactsoort, Einde, Huisbezoek, Status, Traject, TrajectId,
        Vervolgactie,
    },
};

const RESULTATEN: &str = "traject.resultaten";
const WENSEN: &str = "huisbezoek.wensen";
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

/// A page of the trajecten that `actor` may see, in the order in which they began.
pub fn pagina(tx: &mut Tx, actor: &Actor, na: Option<TrajectId>, grootte: i64) -> Result<Vec<Traject>, Error> {
    let mut per_grond = Vec::new();
    for grond in gronden(actor) {
        let mut query = bron().filter(grond).filter(client_tabel::gewist_op.is_null());
        if let Some(na) = na {
            query = query.filter(traject::id.gt(na));
        }
        let rows = query
            .order(traject::id.asc())
            .limit(grootte)
            .select((Row::as_select(), CasusDeel::as_select(), client_tabel::pseudoniem, doorgeleiding::desk_id))
            .load::<Found>(tx)?;
        per_grond.push(rows.into_iter().map(lees).collect());
    }
    Ok(zicht::samen(per_grond, |traject| traject.id, grootte))
}

/// Plans the traject of a request that was accepted.
pub fn plan(tx: &mut Tx, van: &Doorgeleiding, nu: Moment) -> Result<TrajectId, Error> {
    let id = Id::new(nu);
    diesel::insert_into(traject::table)
        .values((
            traject::id.eq(id),
            traject::doorgeleiding_id.eq(van.id),
            traject::casus_id.eq(van.casus),
            traject::route.eq(Woord(van.route)),
            traject::status.eq(Woord(Status::Gepland)),
            traject::gepland_op.eq(nu),
            traject::versie.eq(1),
        ))
        .execute(tx)?;
    Ok(id)
}

/// Starts the traject of a request.
pub fn start(tx: &mut Tx, van: DoorgeleidingId, nu: Moment) -> Result<(), Error> {
    let gepland =
        traject::table.filter(traject::doorgeleiding_id.eq(van)).filter(traject::status.eq(Woord(Status::Gepland)));
    diesel::update(gepland)
        .set((
            traject::status.eq(Woord(Status::Lopend)),
            traject::gestart_op.eq(nu),
            traject::versie.eq(traject::versie + 1),
        ))
        .execute(tx)?;
    Ok(())
}

/// Ends the traject of a request at its end; the results lie sealed.
pub fn rond_af(
    tx: &mut Tx,
    sleutel: &Sleutel,
    van: DoorgeleidingId,
    resultaten: &[u8],
    nu: Moment,
) -> Result<(), Error> {
    let Some(id) = van_doorgeleiding(tx, van)? else {
        return Ok(());
    };
    diesel::update(traject::table.find(id))
        .set((
            traject::status.eq(Woord(Status::Beeindigd)),
            traject::beeindigd_op.eq(nu),
            traject::einde.eq(Woord(Einde::Afgerond)),
            traject::resultaten.eq(sleutel.verzegel(Plek::new(RESULTATEN, id.uuid()), resultaten)?),
            traject::versie.eq(traject::versie + 1),
        ))
        .execute(tx)?;
    Ok(())
}

/// The results of a traject, as they were given.
pub fn resultaten(tx: &mut Tx, sleutel: &Sleutel, van: TrajectId) -> Result<Option<Vec<u8>>, Error> {
    let sealed = traject::table.find(van).select(traject::resultaten).first::<Option<Vec<u8>>>(tx)?;
    sealed.map(|sealed| sleutel.open(Plek::new(RESULTATEN, van.uuid()), &sealed)).transpose()
}

/// Ends the traject of a request before its end, if it has one that has not ended.
pub fn beeindig_voortijdig(tx: &mut Tx, van: DoorgeleidingId, nu: Moment) -> Result<(), Error> {
    let open =
        traject::table.filter(traject::doorgeleiding_id.eq(van)).filter(traject::status.ne(Woord(Status::Beeindigd)));
    diesel::update(open)
        .set((
            traject::status.eq(Woord(Status::Beeindigd)),
            traject::beeindigd_op.eq(nu),
            traject::einde.eq(Woord(Einde::Voortijdig)),
            traject::versie.eq(traject::versie + 1),
        ))
        .execute(tx)?;
    Ok(())
}

/// The traject of a request, once there is one.
pub fn van_doorgeleiding(tx: &mut Tx, van: DoorgeleidingId) -> Result<Option<TrajectId>, Error> {
    Ok(traject::table.filter(traject::doorgeleiding_id.eq(van)).select(traject::id).first(tx).optional()?)
}

/// Whether the outcome of the home visit of a request was recorded.
pub fn heeft_uitkomst(tx: &mut Tx, van: DoorgeleidingId) -> Result<bool, Error> {
    let aantal: i64 = huisbezoek::table
        .inner_join(traject::table)
        .filter(traject::doorgeleiding_id.eq(van))
        .count()
        .get_result(tx)?;
    Ok(aantal > 0)
}

/// Keeps what a prenatal home visit brought, with its line; what was noted before gives way.
pub fn record_huisbezoek(
    tx: &mut Tx,
    sleutel: &Sleutel,
    besluit: Besluit<(Traject, Huisbezoek)>,
) -> Result<Traject, Error> {
    let Besluit { spoor, ding: (traject, uitkomst) } = besluit;
    diesel::delete(huisbezoek::table.find(traject.id)).execute(tx)?;
    diesel::insert_into(huisbezoek::table)
        .values((
            huisbezoek::traject_id.eq(traject.id),
            huisbezoek::themas.eq(woorden_als_tekst(&uitkomst.themas)),
            huisbezoek::wensen.eq(sleutel.verzegel(Plek::new(WENSEN, traject.id.uuid()), uitkomst.wensen.as_bytes())?),
            huisbezoek::vervolgacties.eq(woorden_als_tekst(&uitkomst.vervolgacties)),
            huisbezoek::door_id.eq(spoor.door.gebruiker),
            huisbezoek::op.eq(spoor.door.op),
        ))
        .execute(tx)?;
    super::casus::voeg_themas_toe(tx, traject.casus, &uitkomst.themas)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(traject)
}

/// What a prenatal home visit brought.
pub fn huisbezoek(tx: &mut Tx, sleutel: &Sleutel, van: TrajectId) -> Result<Option<Huisbezoek>, Error> {
    let row = huisbezoek::table
        .find(van)
        .select((huisbezoek::themas, huisbezoek::wensen, huisbezoek::vervolgacties))
        .first::<(String, Vec<u8>, String)>(tx)
        .optional()?;
    let Some((themas, wensen, vervolgacties)) = row else {
        return Ok(None);
    };
    let wensen = sleutel.open(Plek::new(WENSEN, van.uuid()), &wensen)?;
    Ok(Some(Huisbezoek {
        themas: tekst_als_woorden::<Thema>(&themas)?,
        wensen: String::from_utf8(wensen).map_err(|_| Error::Kluis)?,
        vervolgacties: tekst_als_woorden::<Vervolgactie>(&vervolgacties)?,
    }))
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

/// The contactmomenten of a traject, in the order in which they were planned.
pub fn contactmomenten(tx: &mut Tx, van: &Traject) -> Result<Vec<Contactmoment>, Error> {
    let rows = contactmoment::table
        .filter(contactmoment::traject_id.eq(van.id))
        .order(contactmoment::id.asc())
        .select(ContactRow::as_select())
        .load::<ContactRow>(tx)?;
    Ok(rows.into_iter().map(|row| lees_contact(&row, van)).collect())
}

/// Stores a contactmoment that was planned, with its line.
pub fn record_contactmoment_nieuw(tx: &mut Tx, besluit: Besluit<Contactmoment>) -> Result<Contactmoment, Error> {
    let Besluit { spoor, ding: nieuw } = besluit;
    insert_contactmoment(tx, &nieuw)?;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}

/// Stores a contactmoment that takes the place of another, whose line tells of both.
pub fn insert_contactmoment(tx: &mut Tx, nieuw: &Contactmoment) -> Result<(), Error> {
    diesel::insert_into(contactmoment::table)
        .values((
            contactmoment::id.eq(nieuw.id),
            contactmoment::traject_id.eq(nieuw.traject),
            contactmoment::soort.eq(Woord(nieuw.soort)),
            contactmoment::gepland_op.eq(nieuw.gepland_op),
            contactmoment::status.eq(Woord(nieuw.status)),
            contactmoment::vorige_id.eq(nieuw.vorige),
            contactmoment::versie.eq(nieuw.versie),
        ))
        .execute(tx)?;
    Ok(())
}

/// Stores how a contactmoment went, with its line; an explanation lies sealed.
pub fn record_contactmoment(
    tx: &mut Tx,
    sleutel: &Sleutel,
    besluit: Besluit<Contactmoment>,
    toelichting: Option<&str>,
) -> Result<Contactmoment, Error> {
    let Besluit { spoor, ding: mut nieuw } = besluit;
    let seen = contactmoment::table
        .find(nieuw.id)
        .filter(contactmoment::status.eq(Woord(ContactStatus::Gepland)))
        .filter(contactmoment::versie.eq(nieuw.versie));
    let changed = diesel::update(seen)
        .set((
            contactmoment::status.eq(Woord(nieuw.status)),
            contactmoment::gehouden_op.eq(nieuw.gehouden_op),
            contactmoment::reden.eq(nieuw.reden.map(Woord)),
            contactmoment::toelichting
                .eq(sleutel.verzegel_tekst(Plek::new(TOELICHTING, nieuw.id.uuid()), toelichting)?),
            contactmoment::versie.eq(contactmoment::versie + 1),
        ))
        .execute(tx)?;
    if changed != 1 {
        return Err(Error::Weigering(Box::new(Weigering { waarom: Waarom::Verouderd, spoor })));
    }
    nieuw.versie += 1;
    logboek::gedaan(tx, &spoor)?;
    Ok(nieuw)
}
