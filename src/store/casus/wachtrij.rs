//! The queue: cases in the order of the chance that is lost first.

use chrono::NaiveDate;
use diesel::{dsl::exists, prelude::*};

use super::{Bron, CasusRow, afleiding::Afleiding, bron, gezien, gronden, in_nood};
use crate::{
    domain::{
        casus::{Casus, CasusId, Fase, Status},
        gebied::Gemeente,
        route::Route,
        thema::Thema,
        toegang::{Actor, PseudoniemId},
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
pub const GEEN_VENSTER: NaiveDate = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap();

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
}

/// The place in the queue after which a page begins.
pub type Na = (NaiveDate, CasusId);

/// A case in the queue, with the chance that is lost first.
#[derive(Debug)]
pub struct Wachtend {
    /// The case.
    pub casus: Casus,
    /// The chance.
    pub venster: Option<Venster>,
    /// The last day on which it is open.
    pub sluit: NaiveDate,
}

/// The chance that a case loses first, seen from `vandaag`, when it becomes as `van` says.
pub(super) fn venster(tx: &mut Tx, van: &Casus, vandaag: NaiveDate) -> Result<(Option<Venster>, NaiveDate), Error> {
    if van.zwangerschap.is_none() || van.status == Status::Afgesloten {
        return Ok((None, GEEN_VENSTER));
    }
    let bekend = Afleiding::load(tx, van.id)?;
    Ok(kans(bekend.zwangerschap.as_ref(), &bekend.benut(van.status), vandaag))
}

/// The chance that is lost first of what these routes have not used.
pub(super) fn kans(
    zwangerschap: Option<&Zwangerschap>,
    benut: &[Route],
    vandaag: NaiveDate,
) -> (Option<Venster>, NaiveDate) {
    let eerste = zwangerschap.and_then(|zwangerschap| Venster::eerstvolgende(zwangerschap, benut, vandaag));
    eerste.map_or((None, GEEN_VENSTER), |(venster, dag)| (Some(venster), dag))
}

/// Gives every open case whose window closed before `vandaag` its next window.
///
/// There is nothing to do but once a day.
fn schuif_vensters_op(tx: &mut Tx, vandaag: NaiveDate) -> Result<usize, Error> {
    let mut moved = 0;
    loop {
        let voorbij = casus::table
            .filter(casus::venster_sluit.lt(vandaag))
            .filter(CasusOpen)
            .select(casus::id)
            .limit(500)
            .load::<CasusId>(tx)?;
        if voorbij.is_empty() {
            return Ok(moved);
        }
        for id in voorbij {
            let wachtend = super::get(tx, id)?;
            let (nieuw, sluit) = venster(tx, &wachtend, vandaag)?;
            diesel::update(casus::table.find(id))
                .set((casus::venster.eq(nieuw.map(Woord)), casus::venster_sluit.eq(sluit)))
                .execute(tx)?;
            moved += 1;
        }
    }
}

/// A page of the queue of `actor`.
pub fn pagina(
    tx: &mut Tx,
    actor: &Actor,
    filter: &Filter,
    na: Option<Na>,
    grootte: i64,
) -> Result<Vec<Wachtend>, Error> {
    let (rows, verlopen) = zoals_bewaard(tx, actor, filter, na, grootte)?;
    // A case whose window closed since stands too far in front: it gets its next window first. Of an empty page nobody knows.
    if (verlopen || rows.is_empty()) && schuif_vensters_op(tx, actor.nu.dag())? > 0 {
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
    type Rij = (CasusRow, PseudoniemId, bool, Option<Woord<Venster>>, NaiveDate, bool);
    let vraag = |grond| {
        let query = bron().into_boxed().filter(grond).filter(client_tabel::gewist_op.is_null());
        gezocht(query, filter, na).order((casus::venster_sluit.asc(), casus::id.asc())).limit(grootte).select((
            CasusRow::as_select(),
            client_tabel::pseudoniem,
            in_nood(actor.in_persoon(), actor.nu),
            casus::venster,
            casus::venster_sluit,
            VensterVoorbij(actor.nu.dag()),
        ))
    };
    let rows: Vec<Rij> = Tegelijk::load_all(tx, gronden(actor).into_iter().map(vraag))?;
    let verlopen = rows.first().is_some_and(|(.., verlopen)| *verlopen);
    let wachtend = rows.into_iter().map(|(row, betrokkene, in_nood, venster, sluit, _)| {
        let casus = gezien(tx, actor, row.met(betrokkene), in_nood)?;
        Ok(Wachtend { casus, venster: venster.map(|woord| woord.0), sluit })
    });
    let wachtend = wachtend.collect::<Result<Vec<_>, Error>>()?;
    Ok((zicht::samen(wachtend, |wachtend| (wachtend.sluit, wachtend.casus.id), grootte), verlopen))
}

fn gezocht<'a>(mut query: Bron<'a>, filter: &Filter, na: Option<Na>) -> Bron<'a> {
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
    if let Some((dag, id)) = na {
        query = query.filter(casus::venster_sluit.ge(dag)).filter(casus::venster_sluit.gt(dag).or(casus::id.gt(id)));
    }
    query
}
