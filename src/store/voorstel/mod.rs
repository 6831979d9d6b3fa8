//! Voorstellen: who may know of one, and its rows.

pub mod termijn;
mod verval;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::{
    dsl::{InnerJoinQuerySource, exists},
    helper_types::IntoBoxed,
    prelude::*,
};

pub(super) use self::verval::{herstel, laat_vervallen};
use super::{
    bewaar::pen::{Pen, Rijen},
    casus::{self as casussen, grendel as grendel_casus},
    conn::{MultiBackend, Tx},
    doorgeleiding::bij_ontvanger,
    error::Error,
    kluis::{Plek, Sleutel},
    schema::{casus, client as client_tabel, doorgeleiding, organisatie, signaal, toestemming, voorstel},
    types::{EenVan, Woord},
    zicht::{self, Grond, Niets},
};
use crate::domain::{
    casus::{Casus, CasusId},
    gebied::Gemeente,
    ids::{DoorgeleidingId, SignaalId, VoorstelId},
    reden::VoorstelReden,
    rode_draad::gevolg::Feit,
    route::Route,
    signaal::Status as Signaalstatus,
    tijd::Moment,
    toegang::{
        Actor, DeskId, Gebied, GebruikerId, Gezocht, OrganisatieId, Organisatiesoort, PseudoniemId, Rol, Toekenning,
        Van,
    },
    voorstel::{Beroep, Status, Voorstel, Voorstelgrond},
};

const TOELICHTING: &str = "voorstel.toelichting";
const ANTWOORD: &str = "voorstel.antwoord";

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = voorstel)]
struct Row {
    id: VoorstelId,
    casus_id: CasusId,
    route: Woord<Route>,
    doorgeleiding_id: Option<DoorgeleidingId>,
    signaal_id: Option<SignaalId>,
    status: Woord<Status>,
    voorgesteld_door_id: GebruikerId,
    organisatie_id: OrganisatieId,
    organisatiesoort: Woord<Organisatiesoort>,
    beroep: Woord<Beroep>,
    voorgesteld_op: Moment,
    antwoord_voor: NaiveDate,
    stap_op: Option<NaiveDate>,
    herinnerd_op: Option<Moment>,
    beantwoord_door_id: Option<GebruikerId>,
    beantwoord_op: Option<Moment>,
    reden: Option<Woord<VoorstelReden>>,
    geworden_id: Option<DoorgeleidingId>,
    versie: i32,
}

impl Row {
    fn grond(&self) -> Result<Voorstelgrond, Error> {
        let mist =
            || diesel::result::Error::DeserializationError("a voorstel rests on a request or on a signaal".into());
        let doorgeleiding = self.doorgeleiding_id.map(Voorstelgrond::Doorgeleiding);
        Ok(doorgeleiding.or(self.signaal_id.map(Voorstelgrond::Signaal)).ok_or_else(mist)?)
    }
}

type Gelezen = (Row, Woord<Gemeente>, PseudoniemId);

fn lees((row, gemeente, betrokkene): Gelezen) -> Result<Voorstel, Error> {
    Ok(Voorstel {
        grond: row.grond()?,
        id: row.id,
        casus: row.casus_id,
        betrokkene,
        route: row.route.0,
        status: row.status.0,
        voorgesteld_door: row.voorgesteld_door_id,
        organisatie: row.organisatie_id,
        organisatiesoort: row.organisatiesoort.0,
        beroep: row.beroep.0,
        voorgesteld_op: row.voorgesteld_op,
        antwoord_voor: row.antwoord_voor,
        stap_op: row.stap_op,
        herinnerd_op: row.herinnerd_op,
        beantwoord_door: row.beantwoord_door_id,
        beantwoord_op: row.beantwoord_op,
        reden: row.reden.map(|woord| woord.0),
        doorgeleiding: row.geworden_id,
        ligt_in: gemeente.0,
        versie: row.versie,
    })
}

type Tabellen = InnerJoinQuerySource<voorstel::table, diesel::dsl::InnerJoin<casus::table, client_tabel::table>>;
type Bron<'a> = IntoBoxed<
    'a,
    diesel::dsl::InnerJoin<voorstel::table, diesel::dsl::InnerJoin<casus::table, client_tabel::table>>,
    MultiBackend,
>;

fn bron<'a>() -> Bron<'a> {
    voorstel::table.inner_join(casus::table.inner_join(client_tabel::table)).into_boxed()
}

/// What `wie` made by the support of a request that lies at `desk`, which sees that still.
fn van_desk(wie: GebruikerId, desk: DeskId) -> Grond<Tabellen> {
    let hulp = exists(
        doorgeleiding::table
            .inner_join(toestemming::table)
            .filter(voorstel::doorgeleiding_id.eq(doorgeleiding::id.nullable()))
            .filter(doorgeleiding::desk_id.eq(desk))
            .filter(bij_ontvanger()),
    );
    Box::new(voorstel::voorgesteld_door_id.eq(wie).and(hulp))
}

/// What `wie` made by a signaal of `organisatie` that stands, in the case to which that belongs still.
fn van_melder(wie: GebruikerId, organisatie: OrganisatieId) -> Grond<Tabellen> {
    let melding = exists(
        signaal::table
            .filter(voorstel::signaal_id.eq(signaal::id.nullable()))
            .filter(signaal::organisatie_id.eq(organisatie))
            .filter(signaal::status.ne(Woord(Signaalstatus::Ingetrokken)))
            .filter(signaal::casus_id.eq(voorstel::casus_id.nullable())),
    );
    Box::new(voorstel::voorgesteld_door_id.eq(wie).and(melding))
}

/// Her own, as long as she sees by what she made them: the request at her desk, or the signaal of her organisation.
fn eigen(actor: &Actor) -> Vec<Grond<Tabellen>> {
    let zij = actor.gebruiker();
    let grond = |toekenning: &Toekenning| match (toekenning.rol, toekenning.gebied) {
        (Rol::Uitvoerder, Gebied::Desk(desk)) => Some(van_desk(zij, desk)),
        (Rol::Signaleerder, Gebied::Organisatie(van)) => Some(van_melder(zij, van)),
        _ => None,
    };
    actor.toekenningen().filter_map(grond).collect()
}

/// Those of the cases that she coordinates.
fn gecoordineerd(actor: &Actor) -> impl Iterator<Item = Grond<Tabellen>> {
    actor.gebieden(Rol::JgzCoordinator).filter_map(zicht::casussen_in)
}

/// The voorstellen that `actor` may see; of a family that was erased nobody sees any.
fn zichtbaar<'a>(actor: &Actor) -> Bron<'a> {
    let gronden = eigen(actor).into_iter().chain(gecoordineerd(actor)).fold(bron().filter(Niets), QueryDsl::or_filter);
    gronden.filter(client_tabel::gewist_op.is_null())
}

/// Looks for a voorstel among those that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: VoorstelId) -> Result<Gezocht<Voorstel>, Error> {
    let found = zichtbaar(actor)
        .filter(voorstel::id.eq(id))
        .select((Row::as_select(), casus::gemeente, client_tabel::pseudoniem))
        .first::<Gelezen>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: found.map(lees).transpose()? })
}

/// A page of what waits where `actor` coordinates and of what she proposed herself, the oldest first.
pub fn pagina(tx: &mut Tx, actor: &Actor, na: Option<VoorstelId>, grootte: i64) -> Result<Vec<Voorstel>, Error> {
    let zij = actor.gebruiker();
    let wacht = voorstel::status.eq(Woord(Status::Voorgesteld));
    let mut query = zichtbaar(actor).filter(wacht.or(voorstel::voorgesteld_door_id.eq(zij)));
    if let Some(na) = na {
        query = query.filter(voorstel::id.gt(na));
    }
    let rows = query
        .order(voorstel::id.asc())
        .limit(grootte)
        .select((Row::as_select(), casus::gemeente, client_tabel::pseudoniem))
        .load::<Gelezen>(tx)?;
    rows.into_iter().map(lees).collect()
}

/// The voorstellen of a case that `actor` may see, the oldest first.
pub fn van_casus(tx: &mut Tx, actor: &Actor, van: CasusId) -> Result<Vec<Voorstel>, Error> {
    let rows = zichtbaar(actor)
        .filter(voorstel::casus_id.eq(van))
        .order(voorstel::id.asc())
        .select((Row::as_select(), casus::gemeente, client_tabel::pseudoniem))
        .load::<Gelezen>(tx)?;
    rows.into_iter().map(lees).collect()
}

/// What `actor` proposed herself by this, as far as she may see it, the oldest first.
pub fn eigen_van(tx: &mut Tx, actor: &Actor, grond: Voorstelgrond) -> Result<Vec<Voorstel>, Error> {
    let query = zichtbaar(actor).filter(voorstel::voorgesteld_door_id.eq(actor.gebruiker()));
    let query = match grond {
        Voorstelgrond::Doorgeleiding(id) => query.filter(voorstel::doorgeleiding_id.eq(id).assume_not_null()),
        Voorstelgrond::Signaal(id) => query.filter(voorstel::signaal_id.eq(id).assume_not_null()),
    };
    let rows = query
        .order(voorstel::id.asc())
        .select((Row::as_select(), casus::gemeente, client_tabel::pseudoniem))
        .load::<Gelezen>(tx)?;
    rows.into_iter().map(lees).collect()
}

/// Of these voorstellen those that `actor` may see, with by what each was made.
pub fn te_zien(tx: &mut Tx, actor: &Actor, welke: &[VoorstelId]) -> Result<HashMap<VoorstelId, Voorstelgrond>, Error> {
    if welke.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = zichtbaar(actor).filter(EenVan::new(voorstel::id, welke)).select(Row::as_select()).load::<Row>(tx)?;
    rows.into_iter().map(|row| Ok((row.id, row.grond()?))).collect()
}

/// The voorstel for this route by `wie` that waits, if one does; the case is held by whoever asks.
pub fn loopt(tx: &mut Tx, van: CasusId, route: Route, wie: GebruikerId) -> Result<Option<VoorstelId>, Error> {
    Ok(voorstel::table
        .filter(voorstel::casus_id.eq(van))
        .filter(voorstel::route.eq(Woord(route)))
        .filter(voorstel::voorgesteld_door_id.eq(wie))
        .filter(voorstel::status.eq(Woord(Status::Voorgesteld)))
        .select(voorstel::id)
        .first(tx)
        .optional()?)
}

/// Holds the case of a voorstel, before anything is read of what is to be changed.
pub fn grendel(tx: &mut Tx, id: VoorstelId) -> Result<(), Error> {
    let van = voorstel::table.find(id).select(voorstel::casus_id).first::<CasusId>(tx).optional()?;
    van.map_or(Ok(()), |van| grendel_casus(tx, van))
}

/// The case for whose family something is proposed, by whoever may do that.
pub fn casus_van(tx: &mut Tx, van: CasusId) -> Result<Casus, Error> {
    casussen::get(tx, van)
}

/// What kind of organisation this is.
pub fn soort_van(tx: &mut Tx, van: OrganisatieId) -> Result<Organisatiesoort, Error> {
    Ok(organisatie::table.find(van).select(organisatie::soort).first::<Woord<Organisatiesoort>>(tx)?.0)
}

/// What whoever proposed it wrote, and what whoever laid it back answered.
pub type Teksten = HashMap<VoorstelId, (Option<String>, Option<String>)>;

/// The texts of these, as far as the keys of their cases are there.
pub fn teksten(tx: &mut Tx, sleutels: &BTreeMap<CasusId, Sleutel>, van: &[Voorstel]) -> Result<Teksten, Error> {
    let ids: Vec<VoorstelId> = van.iter().map(|voorstel| voorstel.id).collect();
    let rows = voorstel::table
        .filter(EenVan::new(voorstel::id, &ids))
        .select((voorstel::id, voorstel::casus_id, voorstel::toelichting, voorstel::antwoord))
        .load::<(VoorstelId, CasusId, Option<Vec<u8>>, Option<Vec<u8>>)>(tx)?;
    let mut teksten = Teksten::new();
    for (id, casus, toelichting, antwoord) in rows {
        let Some(sleutel) = sleutels.get(&casus) else { continue };
        let open = |kolom, sealed: Option<&[u8]>| sleutel.open_tekst(Plek::new(kolom, id.uuid()), sealed);
        let samen = (open(TOELICHTING, toelichting.as_deref())?, open(ANTWOORD, antwoord.as_deref())?);
        teksten.insert(id, samen);
    }
    Ok(teksten)
}

/// A voorstel with what was written in it, or what became of it with what was answered; both lie sealed.
impl Rijen for Voorstel {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        match van {
            Van::Nieuw => insert(pen, self),
            Van::In(_) => update(pen, self, van),
        }
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Voorstel(self))
    }
}

fn insert(pen: &mut Pen<'_>, nieuw: &Voorstel) -> Result<usize, Error> {
    let (doorgeleiding, signaal) = match nieuw.grond {
        Voorstelgrond::Doorgeleiding(id) => (Some(id), None),
        Voorstelgrond::Signaal(id) => (None, Some(id)),
    };
    Ok(diesel::insert_into(voorstel::table)
        .values((
            voorstel::id.eq(nieuw.id),
            voorstel::casus_id.eq(nieuw.casus),
            voorstel::route.eq(Woord(nieuw.route)),
            voorstel::doorgeleiding_id.eq(doorgeleiding),
            voorstel::signaal_id.eq(signaal),
            voorstel::status.eq(Woord(nieuw.status)),
            voorstel::voorgesteld_door_id.eq(nieuw.voorgesteld_door),
            voorstel::organisatie_id.eq(nieuw.organisatie),
            voorstel::organisatiesoort.eq(Woord(nieuw.organisatiesoort)),
            voorstel::beroep.eq(Woord(nieuw.beroep)),
            voorstel::toelichting.eq(pen.tekst(Plek::new(TOELICHTING, nieuw.id.uuid()))?),
            voorstel::voorgesteld_op.eq(nieuw.voorgesteld_op),
            voorstel::antwoord_voor.eq(nieuw.antwoord_voor),
            voorstel::stap_op.eq(nieuw.stap_op),
            voorstel::beantwoord_door_id.eq(nieuw.beantwoord_door),
            voorstel::beantwoord_op.eq(nieuw.beantwoord_op),
            voorstel::geworden_id.eq(nieuw.doorgeleiding),
            voorstel::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?)
}

fn update(pen: &mut Pen<'_>, nieuw: &Voorstel, van: &Van) -> Result<usize, Error> {
    let antwoord = pen.tekst(Plek::new(ANTWOORD, nieuw.id.uuid()))?;
    let seen = voorstel::table
        .find(nieuw.id)
        .filter(voorstel::status.eq_any(van.statussen()))
        .filter(voorstel::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((
            voorstel::status.eq(Woord(nieuw.status)),
            voorstel::stap_op.eq(nieuw.stap_op),
            voorstel::herinnerd_op.eq(nieuw.herinnerd_op),
            voorstel::beantwoord_door_id.eq(nieuw.beantwoord_door),
            voorstel::beantwoord_op.eq(nieuw.beantwoord_op),
            voorstel::reden.eq(nieuw.reden.map(Woord)),
            voorstel::antwoord.eq(antwoord),
            voorstel::geworden_id.eq(nieuw.doorgeleiding),
            voorstel::versie.eq(voorstel::versie + 1),
        ))
        .execute(pen.tx)?)
}
