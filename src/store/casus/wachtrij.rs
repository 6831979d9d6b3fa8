//! The queue: urgent cases, then those that came back, then all others in the order of what is lost first.

use chrono::NaiveDate;
use diesel::{
    dsl::{count_star, exists},
    prelude::*,
};
use strum::VariantArray as _;

use super::{
    Bron, CasusRow,
    afleiding::Afleiding,
    bron, gezien, gronden, in_nood,
    lijst::{Coordineert, Op, Tel, WachtendSignaal},
    zichtbaar,
};
use crate::{
    domain::{
        casus::{Casus, CasusId, Fase, Status},
        doorgeleiding::Status as Verzoekstatus,
        gebied::Gemeente,
        rode_draad::{
            Terug,
            lijst::Lijst,
            plek::{Bekend, GEEN_DAG, Reden, dag, nummer, ongezien},
        },
        route::Route,
        routeadvies::Routeregels,
        signaal::SignaalId,
        thema::Thema,
        tijd::Moment,
        toegang::{Actor, GebruikerId, PseudoniemId},
        zwangerschap::{Venster, Zwangerschap},
    },
    store::{
        conn::Tx,
        doorgeleiding::loopt_of_liep,
        error::Error,
        schema::{casus, casus_thema, client as client_tabel, doorgeleiding},
        types::Woord,
        zicht::{self, CasusOpen, Tegelijk, VensterVoorbij},
    },
};

/// No chance is left: such a case comes after all others.
pub const GEEN_VENSTER: NaiveDate = GEEN_DAG;

/// What a coordinator looks for in her queue.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this phase; without it all open phases.
    pub fase: Option<Fase>,
    /// Only this gemeente.
    pub gemeente: Option<Gemeente>,
    /// Only cases with a request along this route that stands or was accepted.
    pub route: Option<Route>,
    /// Only cases about this theme.
    pub thema: Option<Thema>,
    /// Only cases of this coordinator.
    pub coordinator: Option<GebruikerId>,
    /// Only cases that stand on all of these lists.
    pub lijsten: Vec<Lijst>,
    /// Only cases whose support is to be evaluated on this day or before.
    pub evaluatie_tot: Option<NaiveDate>,
    /// Only cases that nobody carries.
    pub zonder_casusregisseur: bool,
}

/// The place in the queue after which a page begins.
pub type Na = (i32, CasusId);

/// A case in the queue, with why it stands there and the chance that is lost first.
#[derive(Debug)]
pub struct Wachtend {
    /// The case.
    pub casus: Casus,
    /// The chance.
    pub venster: Option<Venster>,
    /// The last day on which it is open.
    pub sluit: NaiveDate,
    /// Its place.
    pub plek: i32,
    /// Why it stands there.
    pub waarom: Option<Reden>,
    /// Whether one of its worries is urgent.
    pub spoed: bool,
    /// The request with which it came back.
    pub terug: Option<Terug>,
    /// A signaal that looks like this family and waits to be compared, for its coordinator.
    pub wachtend_signaal: Option<SignaalId>,
}

/// What a row tells beside the case.
type Gelezen = (
    Option<Woord<Venster>>,
    NaiveDate,
    i32,
    Option<Woord<Reden>>,
    bool,
    Option<Moment>,
    Option<Woord<Route>>,
    Option<Woord<Verzoekstatus>>,
    Option<SignaalId>,
);

impl Wachtend {
    fn new(casus: Casus, gelezen: Gelezen) -> Self {
        let (venster, sluit, plek, waarom, spoed, op, route, status, wachtend_signaal) = gelezen;
        let terug = op.zip(route).zip(status);
        Self {
            casus,
            venster: venster.map(|woord| woord.0),
            sluit,
            plek,
            waarom: waarom.map(|woord| woord.0),
            spoed,
            terug: terug.map(|((op, route), status)| Terug { op, route: route.0, status: status.0 }),
            wachtend_signaal,
        }
    }

    /// The day until which there is time, or since when it is back.
    #[must_use]
    pub fn dag(&self) -> NaiveDate {
        dag(self.plek)
    }
}

/// The place of a case in the queue, as its row keeps it.
#[derive(AsChangeset, Insertable)]
#[diesel(table_name = casus, treat_none_as_null = true, treat_none_as_default_value = false)]
pub(super) struct Gelegd {
    venster: Option<Woord<Venster>>,
    venster_sluit: NaiveDate,
    volgens: String,
    plek: i32,
    waarom: Option<Woord<Reden>>,
    ongezien_op: Option<NaiveDate>,
    spoed: bool,
    terug_op: Option<Moment>,
    terug_route: Option<Woord<Route>>,
    terug_status: Option<Woord<Verzoekstatus>>,
}

impl Gelegd {
    fn new(regels: &Routeregels, bekend: &Bekend) -> Self {
        let plek = bekend.plek();
        Self {
            venster: bekend.kans.map(|(venster, _)| Woord(venster)),
            venster_sluit: bekend.kans.map_or(GEEN_VENSTER, |(_, dag)| dag),
            volgens: regels.merk(),
            plek: nummer(plek),
            waarom: plek.map(|(reden, _)| Woord(reden)),
            ongezien_op: plek
                .filter(|_| bekend.bekijk_op.is_none())
                .filter(|(reden, _)| *reden == Reden::Bekijken)
                .map(|(_, dag)| dag),
            spoed: bekend.spoed,
            terug_op: bekend.terug.map(|terug| terug.op),
            terug_route: bekend.terug.map(|terug| Woord(terug.route)),
            terug_status: bekend.terug.map(|terug| Woord(terug.status)),
        }
    }

    /// Of a case that a signaal opens.
    pub(super) fn nieuw(regels: &Routeregels, nieuw: &Casus, zwangerschap: Option<&Zwangerschap>, spoed: bool) -> Self {
        let vandaag = nieuw.aangemeld_op.dag();
        let kans = zwangerschap.and_then(|zwangerschap| regels.eerstvolgende(zwangerschap, &[], vandaag));
        let (terug, onbekend_sinds) = (None, None);
        Self::new(regels, &Bekend { spoed, terug, kans, onbekend_sinds, ..Bekend::van(nieuw, ongezien(vandaag)) })
    }

    /// Of a case that becomes as `wordt` says, seen from `vandaag`; when nobody did anything in it somebody looks at it on the day that was
    /// said before.
    pub(super) fn van(
        regels: &Routeregels,
        bekend: &Afleiding,
        wordt: &Casus,
        (vandaag, ongezien_op): (NaiveDate, Option<NaiveDate>),
    ) -> Self {
        let status = wordt.status;
        let open = status != Status::Afgesloten;
        let zwangerschap = bekend.zwangerschap.as_ref().filter(|_| open);
        let benut = bekend.benut(status);
        let kans = zwangerschap.and_then(|zwangerschap| regels.eerstvolgende(zwangerschap, &benut, vandaag));
        let terug = bekend.feiten.terug().filter(|_| open);
        let onbekend_sinds = bekend.zwangerschap.as_ref().and_then(|zwangerschap| zwangerschap.onbekend_sinds(vandaag));
        let (spoed, ongezien_op) = (bekend.spoed, ongezien_op.unwrap_or_else(|| ongezien(vandaag)));
        Self::new(regels, &Bekend { spoed, terug, kans, onbekend_sinds, ..Bekend::van(wordt, ongezien_op) })
    }
}

/// Gives a case its place in the queue by these rules, seen from `vandaag`.
pub(super) fn leg_opnieuw(tx: &mut Tx, regels: &Routeregels, id: CasusId, vandaag: NaiveDate) -> Result<(), Error> {
    super::grendel(tx, id)?;
    let bekend = Afleiding::load(tx, id)?;
    let gelegd = Gelegd::van(regels, &bekend, &bekend.casus, (vandaag, bekend.ongezien_op));
    diesel::update(casus::table.find(id)).set(gelegd).execute(tx)?;
    Ok(())
}

/// Gives every open case whose window closed before `vandaag` its next window.
///
/// There is nothing to do but once a day.
fn schuif_vensters_op(tx: &mut Tx, regels: &Routeregels, vandaag: NaiveDate) -> Result<usize, Error> {
    let mut moved = 0;
    loop {
        let voorbij = casus::table
            .filter(casus::venster_sluit.lt(vandaag))
            .filter(CasusOpen)
            .order(casus::id)
            .select(casus::id)
            .limit(500)
            .load::<CasusId>(tx)?;
        if voorbij.is_empty() {
            return Ok(moved);
        }
        for id in voorbij {
            leg_opnieuw(tx, regels, id, vandaag)?;
            moved += 1;
        }
    }
}

/// A page of the queue of `actor`.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    regels: &Routeregels,
    filter: &Filter,
    na: Option<Na>,
    grootte: i64,
) -> Result<Vec<Wachtend>, Error> {
    let (rows, verlopen) = zoals_bewaard(tx, actor, filter, na, grootte)?;
    // A case whose window closed since stands too far in front: it gets its next window first. Of an empty page nobody knows.
    if (verlopen || rows.is_empty()) && schuif_vensters_op(tx, regels, actor.nu.dag())? > 0 {
        return Ok(zoals_bewaard(tx, actor, filter, na, grootte)?.0);
    }
    Ok(rows)
}

/// The page by the windows as they are stored, and whether one of all windows closed before today.
fn zoals_bewaard(
    tx: &mut Tx,
    actor: &Actor,
    filter: &Filter,
    na: Option<Na>,
    grootte: i64,
) -> Result<(Vec<Wachtend>, bool), Error> {
    type Rij = (CasusRow, PseudoniemId, bool, Gelezen, bool);
    let vraag = |grond| {
        let query = bron().into_boxed().filter(grond).filter(client_tabel::gewist_op.is_null());
        gezocht(query, filter, actor, na).order((casus::plek.asc(), casus::id.asc())).limit(grootte).select((
            CasusRow::as_select(),
            client_tabel::pseudoniem,
            in_nood(actor.in_persoon(), actor.nu),
            (
                casus::venster,
                casus::venster_sluit,
                casus::plek,
                casus::waarom,
                casus::spoed,
                casus::terug_op,
                casus::terug_route,
                casus::terug_status,
                WachtendSignaal(Coordineert::van(actor)),
            ),
            VensterVoorbij(actor.nu.dag()),
        ))
    };
    let rows: Vec<Rij> = Tegelijk::load_all(tx, gronden(actor).into_iter().map(vraag))?;
    let verlopen = rows.first().is_some_and(|(.., verlopen)| *verlopen);
    let wachtend = rows.into_iter().map(|(row, betrokkene, in_nood, gelezen, _)| {
        let casus = gezien(tx, actor, row.met(betrokkene), in_nood)?;
        Ok(Wachtend::new(casus, gelezen))
    });
    let wachtend = wachtend.collect::<Result<Vec<_>, Error>>()?;
    Ok((zicht::samen(wachtend, |wachtend| (wachtend.plek, wachtend.casus.id), grootte), verlopen))
}

/// How many cases there are.
#[derive(Clone, Debug)]
pub struct Tellingen {
    /// In all.
    pub alle: i64,
    /// On each list.
    pub lijsten: Vec<(Lijst, i64)>,
}

/// Counts what `actor` finds by this filter, whatever list it names: in one question.
pub fn tel(tx: &mut Tx, actor: &Actor, filter: &Filter) -> Result<Tellingen, Error> {
    let zonder = Filter { lijsten: Vec::new(), ..filter.clone() };
    let op = |lijst| Tel(Op::new(lijst, actor));
    let (alle, eerst, spoed, antwoord, voorstel, venster, evaluatie, bekend, niemand, mij) =
        gezocht(zichtbaar(actor), &zonder, actor, None)
            .select((
                count_star(),
                op(Lijst::EerstDit),
                op(Lijst::Spoed),
                op(Lijst::AntwoordTeLaat),
                op(Lijst::VoorstelWacht),
                op(Lijst::VensterSluit),
                op(Lijst::EvaluatieGemist),
                op(Lijst::LijktBekend),
                op(Lijst::VanNiemand),
                op(Lijst::VanMij),
            ))
            .first::<(i64, i64, i64, i64, i64, i64, i64, i64, i64, i64)>(tx)?;
    let lijsten = Lijst::VARIANTS
        .iter()
        .copied()
        .zip([eerst, spoed, antwoord, voorstel, venster, evaluatie, bekend, niemand, mij])
        .collect();
    Ok(Tellingen { alle, lijsten })
}

/// The cases of `query` that `actor` looks for, after a place in the queue.
pub(super) fn gezocht<'a>(mut query: Bron<'a>, filter: &Filter, actor: &Actor, na: Option<Na>) -> Bron<'a> {
    query = match filter.fase {
        Some(Fase::Afgesloten) => query.filter(casus::status.eq(Woord(Status::Afgesloten))),
        Some(fase) => {
            query.filter(CasusOpen).filter(casus::status.eq_any(fase.statussen().map(Woord).collect::<Vec<_>>()))
        }
        None => query.filter(CasusOpen),
    };
    if let Some(gemeente) = filter.gemeente {
        query = query.filter(casus::gemeente.eq(Woord(gemeente)));
    }
    if let Some(route) = filter.route {
        query = query.filter(exists(
            doorgeleiding::table
                .filter(doorgeleiding::casus_id.eq(casus::id))
                .filter(doorgeleiding::route.eq(Woord(route)))
                .filter(loopt_of_liep()),
        ));
    }
    if let Some(thema) = filter.thema {
        query = query.filter(exists(
            casus_thema::table.filter(casus_thema::casus_id.eq(casus::id)).filter(casus_thema::thema.eq(Woord(thema))),
        ));
    }
    if let Some(coordinator) = filter.coordinator {
        query = query.filter(casus::coordinator_id.eq(coordinator).assume_not_null());
    }
    if let Some(tot) = filter.evaluatie_tot {
        query = query.filter(casus::evaluatie_op.le(tot).assume_not_null());
    }
    if filter.zonder_casusregisseur {
        query = query.filter(casus::regisseur_id.is_null());
    }
    for &lijst in &filter.lijsten {
        query = query.filter(Op::new(lijst, actor));
    }
    if let Some((plek, id)) = na {
        query = query.filter(casus::plek.ge(plek)).filter(casus::plek.gt(plek).or(casus::id.gt(id)));
    }
    query
}
