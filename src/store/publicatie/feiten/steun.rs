//! What was asked for families, and what came of it: requests, prenatal home visits and support.

use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;

use super::Lezing;
use crate::{
    domain::{
        Word as _,
        casus::CasusId,
        doorgeleiding::{DoorgeleidingId, Status},
        publicatie::feiten::{Antwoord, Feit, Feitsoort, Gevolg, Kenmerk, ONBEKEND},
        reden::gezin_wil_niet,
        route::Route,
        tijd::Moment,
        traject::{ContactStatus, Einde, TrajectId, Vervolgactie},
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{contactmoment, doorgeleiding, huisbezoek, traject},
        types::{Woord, tekst_als_woorden},
    },
};

/// A request.
#[derive(Queryable)]
struct Verzoek {
    id: DoorgeleidingId,
    casus: CasusId,
    route: Woord<Route>,
    status: Woord<Status>,
    reden: Option<String>,
    vorige: Option<DoorgeleidingId>,
    verzonden_op: Moment,
    gestart_op: Option<Moment>,
}

impl Verzoek {
    fn antwoord(&self) -> Antwoord {
        let gezin = self.reden.as_deref().is_some_and(gezin_wil_niet);
        match self.status.0 {
            Status::Verzonden | Status::Omgeleid => Antwoord::Wacht,
            Status::Aanvaard | Status::IntakeGepland | Status::Gestart | Status::Afgerond | Status::Gestopt => {
                Antwoord::Aanvaard
            }
            Status::Afgewezen | Status::NietGestart if gezin => Antwoord::GezinWilNiet,
            Status::Afgewezen => Antwoord::Afgewezen,
            Status::NietGestart => Antwoord::NietBegonnen,
            Status::Ingetrokken => Antwoord::Ingetrokken,
            Status::Verlopen => Antwoord::Verlopen,
        }
    }
}

fn alle_verzoeken(tx: &mut Tx) -> Result<BTreeMap<DoorgeleidingId, Verzoek>, Error> {
    let rows = doorgeleiding::table
        .select((
            doorgeleiding::id,
            doorgeleiding::casus_id,
            doorgeleiding::route,
            doorgeleiding::status,
            doorgeleiding::reden,
            doorgeleiding::vorige_id,
            doorgeleiding::verzonden_op,
            doorgeleiding::gestart_op,
        ))
        .load::<Verzoek>(tx)?;
    Ok(rows.into_iter().map(|verzoek| (verzoek.id, verzoek)).collect())
}

impl Lezing {
    /// The requests: each chain of hops once, on the day it was first sent, with what became of its last hop.
    pub(super) fn verzoeken(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let alle = alle_verzoeken(tx)?;
        for een in alle.values() {
            let gestart = een.gestart_op.is_some();
            self.gevraagd.entry((een.casus, een.route.0)).or_default().push((een.verzonden_op, gestart));
        }
        let volgende: HashMap<_, _> = alle.values().filter_map(|een| Some((een.vorige?, een.id))).collect();
        for eerste in alle.values().filter(|een| een.vorige.is_none()) {
            let mut laatste = eerste;
            while let Some(verder) = volgende.get(&laatste.id).and_then(|id| alle.get(id)) {
                laatste = verder;
            }
            let feit = Feit::op(Feitsoort::Doorgeleiding, eerste.verzonden_op.dag())
                .met(Kenmerk::Route, eerste.route.0)
                .met(Kenmerk::Antwoord, laatste.antwoord());
            self.neem(eerste.casus, feit);
        }
        Ok(())
    }

    /// The contacts of a prenatal home visit that were held.
    pub(super) fn huisbezoeken(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let rows = contactmoment::table
            .inner_join(traject::table)
            .filter(traject::route.eq(Woord(Route::PrenataalHuisbezoek)))
            .filter(contactmoment::status.eq(Woord(ContactStatus::Gehouden)))
            .filter(contactmoment::gehouden_op.is_not_null())
            .select((traject::casus_id, contactmoment::gehouden_op.assume_not_null()))
            .load::<(CasusId, Moment)>(tx)?;
        for (casus, op) in rows {
            self.neem(casus, Feit::op(Feitsoort::PrenataalHuisbezoek, op.dag()));
        }
        Ok(())
    }

    /// What home visits were to lead to, and whether it came.
    pub(super) fn vervolgacties(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let rows = huisbezoek::table
            .inner_join(traject::table)
            .select((traject::id, traject::casus_id, huisbezoek::op, huisbezoek::vervolgacties))
            .load::<(TrajectId, CasusId, Moment, String)>(tx)?;
        let mut bezoeken = HashMap::<TrajectId, Vec<(Moment, Option<Moment>)>>::new();
        for (traject, gepland, gehouden) in alle_bezoeken(tx)? {
            bezoeken.entry(traject).or_default().push((gepland, gehouden));
        }
        for (bezocht, casus, op, acties) in rows {
            for actie in tekst_als_woorden::<Vervolgactie>(&acties)? {
                let gevolg = match Route::parse(actie.word()) {
                    Some(route) => gevraagd(self.gevraagd.get(&(casus, route)).map_or(&[], Vec::as_slice), op),
                    None if actie == Vervolgactie::NogEenHuisbezoek => {
                        nog_een(bezoeken.get(&bezocht).map_or(&[], Vec::as_slice), op)
                    }
                    None => Gevolg::Niet,
                };
                let feit = Feit::op(Feitsoort::Vervolgactie, op.dag());
                self.neem(casus, feit.met(Kenmerk::Vervolgactie, actie).met(Kenmerk::Gevolg, gevolg));
            }
        }
        Ok(())
    }

    /// The support that was started.
    pub(super) fn trajecten(&mut self, tx: &mut Tx) -> Result<(), Error> {
        type Row = (CasusId, Moment, Option<Moment>, Woord<Route>, Option<Woord<Einde>>);
        let rows = traject::table
            .filter(traject::route.ne(Woord(Route::PrenataalHuisbezoek)))
            .filter(traject::gestart_op.is_not_null())
            .select((
                traject::casus_id,
                traject::gestart_op.assume_not_null(),
                traject::beeindigd_op,
                traject::route,
                traject::einde,
            ))
            .load::<Row>(tx)?;
        for (casus, van, tot, route, einde) in rows {
            let feit = Feit::op(Feitsoort::Traject, van.dag())
                .tot(tot.map(Moment::dag))
                .met(Kenmerk::Route, route.0)
                .met(Kenmerk::Afloop, einde.map_or(ONBEKEND, |einde| einde.0.word()));
            self.neem(casus, feit);
        }
        Ok(())
    }
}

/// Whether help along one route was asked for in one case since a moment, and begun.
fn gevraagd(verzoeken: &[(Moment, bool)], sinds: Moment) -> Gevolg {
    let sindsdien = || verzoeken.iter().filter(|(verzonden, _)| *verzonden >= sinds);
    if sindsdien().any(|(_, gestart)| *gestart) {
        Gevolg::Begonnen
    } else if sindsdien().next().is_none() {
        Gevolg::Niet
    } else {
        Gevolg::Gevraagd
    }
}

/// A contact of a prenatal home visit: for when it was planned, and when it was held.
type Bezoek = (TrajectId, Moment, Option<Moment>);

fn alle_bezoeken(tx: &mut Tx) -> Result<Vec<Bezoek>, Error> {
    Ok(contactmoment::table
        .inner_join(traject::table)
        .filter(traject::route.eq(Woord(Route::PrenataalHuisbezoek)))
        .filter(contactmoment::status.eq_any([ContactStatus::Gepland, ContactStatus::Gehouden].map(Woord)))
        .select((traject::id, contactmoment::gepland_op, contactmoment::gehouden_op))
        .load(tx)?)
}

/// Whether another home visit of the same support came after a moment.
fn nog_een(bezoeken: &[(Moment, Option<Moment>)], na: Moment) -> Gevolg {
    let later = || bezoeken.iter().filter(|(gepland, _)| *gepland > na);
    if later().any(|(_, gehouden)| gehouden.is_some()) {
        Gevolg::Begonnen
    } else if later().next().is_some() {
        Gevolg::Gevraagd
    } else {
        Gevolg::Niet
    }
}
