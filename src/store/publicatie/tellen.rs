//! Which families a period counts, and in which measures, gathered from one snapshot.
//!
//! A family is the client of a case; whoever joined with a second signaal is not a second family. Its gemeente is that
//! of its most recent case. A day is a day in UTC, as everywhere.
//!
//! | fact | of a case of the family |
//! |---|---|
//! | `casus` | it was opened before the period ended and not closed before it began, or one of the facts below holds |
//! | `signaal` | a signaal was received in the period, and not taken back since |
//! | `doorgeleiding` | a request was sent in the period; route and outcome are those of the first |
//! | `prenataal-huisbezoek` | a contactmoment of such a traject was held in the period, of whatever kind |
//! | `traject` | another traject was started before the period ended and did not end before it began |
//! | `aan-tafel` | it was on the agenda of a bijeenkomst that was held in the period |
//! | `besproken` | and a casusregisseur was named there |
//! | `met-afspraak` | and at least one afspraak was made there, in a record that is established |
//!
//! Whoever has several trajecten counts once: along the route that the programme names first, and on it with the one
//! that began first, which is new when it began in the period.
//!
//! A fact can lie outside the time in which its case was open: a visit that is recorded after the closing, a signaal
//! that was joined to a younger case. Such a family counts as one with a case all the same, so that every measure lies
//! within the one around it. A case that was opened again has lost the day on which it was closed, and counts as
//! open in between.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use diesel::{dsl::exists, prelude::*};
use uuid::Uuid;

use crate::{
    domain::{
        casus::CasusId,
        client::ClientId,
        doorgeleiding as domein_doorgeleiding,
        gebied::Gemeente,
        ids::Id,
        knooppunt,
        publicatie::{Feit, Gezin, Kwartaal, Lid, Maat, Periode, Programma, maat::Klasse},
        route::Route,
        signaal as domein_signaal,
        tijd::Moment,
        traject::ContactStatus,
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{afspraak, agendapunt, bijeenkomst, casus, contactmoment, doorgeleiding, signaal, traject},
        types::Woord,
    },
};

/// Of which family a row is, and what decides in which gemeente that family counts.
type Van = (ClientId, Moment, CasusId, Woord<Gemeente>);

const VAN: (casus::client_id, casus::aangemeld_op, casus::id, casus::gemeente) =
    (casus::client_id, casus::aangemeld_op, casus::id, casus::gemeente);

/// When something happened, and to what.
type Feitelijk = (Moment, Id<Uuid>);

/// Gathers the families of `periode`, in no order at all; six queries, however many there are.
pub(super) fn gezinnen(tx: &mut Tx, programma: &Programma, periode: Periode) -> Result<Vec<Gezin>, Error> {
    let mut telling = Telling::new(programma, periode);
    telling.casussen(tx)?;
    telling.signalen(tx)?;
    telling.doorgeleidingen(tx)?;
    telling.huisbezoeken(tx)?;
    telling.trajecten(tx)?;
    telling.tafels(tx)?;
    Ok(telling.gezinnen())
}

/// What goes first among the facts of one kind: the rank of the route, the moment, the identifier.
type Voorrang = (usize, Moment, Id<Uuid>);

/// What is known of one family so far.
struct Stand {
    laatste: (Moment, CasusId, Gemeente),
    feiten: BTreeMap<Feit, (Voorrang, Lid)>,
}

struct Telling<'p> {
    maten: &'p [Maat],
    /// The routes of the trajecten, the one that goes first in front.
    routes: Vec<&'p str>,
    begin: Moment,
    /// The first moment after the period.
    na: Moment,
    standen: HashMap<ClientId, Stand>,
}

impl<'p> Telling<'p> {
    fn new(programma: &'p Programma, periode: Periode) -> Self {
        let mut trajecten = programma.maten.iter().filter(|maat| maat.feit == Feit::Traject);
        let mut klassen = trajecten.next().into_iter().flat_map(|maat| &maat.klassen);
        let route = klassen.find(|klasse| matches!(klasse, Klasse::Route { .. }));
        Self {
            maten: &programma.maten,
            routes: route.map(Klasse::woorden).unwrap_or_default(),
            begin: Moment::begin_van(periode.begin()),
            na: Moment::begin_van(periode.einde().succ_opt().unwrap_or(NaiveDate::MAX)),
            standen: HashMap::new(),
        }
    }

    fn casussen(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let rows = casus::table
            .filter(casus::aangemeld_op.lt(self.na))
            .filter(casus::gesloten_op.is_null().or(casus::gesloten_op.ge(self.begin).assume_not_null()))
            .select(VAN)
            .load::<Van>(tx)?;
        for van in rows {
            self.neem(van, Feit::Casus, (0, van.1, van.2.cast()), Lid::default());
        }
        Ok(())
    }

    fn signalen(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let weg = [domein_signaal::Status::Ingetrokken, domein_signaal::Status::ZonderToestemming];
        let rows = signaal::table
            .inner_join(casus::table.on(signaal::casus_id.eq(casus::id.nullable())))
            .filter(signaal::ontvangen_op.ge(self.begin))
            .filter(signaal::ontvangen_op.lt(self.na))
            .filter(signaal::status.ne_all(weg.map(Woord)))
            .select((VAN, (signaal::ontvangen_op, signaal::id)))
            .load::<(Van, Feitelijk)>(tx)?;
        for (van, (op, id)) in rows {
            self.neem(van, Feit::Signaal, (0, op, id), Lid::default());
        }
        Ok(())
    }

    fn doorgeleidingen(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let rows = doorgeleiding::table
            .inner_join(casus::table)
            .filter(doorgeleiding::verzonden_op.ge(self.begin))
            .filter(doorgeleiding::verzonden_op.lt(self.na))
            .select((
                VAN,
                (doorgeleiding::verzonden_op, doorgeleiding::id),
                doorgeleiding::route,
                doorgeleiding::status,
            ))
            .load::<(Van, Feitelijk, Woord<Route>, Woord<domein_doorgeleiding::Status>)>(tx)?;
        for (van, (op, id), route, status) in rows {
            let lid = Lid { route: Some(route.0.into()), uitkomst: Some(status.0.into()), ..Lid::default() };
            self.neem(van, Feit::Doorgeleiding, (0, op, id), lid);
        }
        Ok(())
    }

    fn huisbezoeken(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let rows = contactmoment::table
            .inner_join(traject::table.inner_join(casus::table))
            .filter(traject::route.eq(Woord(Route::PrenataalHuisbezoek)))
            .filter(contactmoment::status.eq(Woord(ContactStatus::Gehouden)))
            .filter(contactmoment::gehouden_op.ge(self.begin))
            .filter(contactmoment::gehouden_op.lt(self.na))
            .select((VAN, (contactmoment::gehouden_op.assume_not_null(), contactmoment::id)))
            .load::<(Van, Feitelijk)>(tx)?;
        for (van, (op, id)) in rows {
            self.neem(van, Feit::PrenataalHuisbezoek, (0, op, id), Lid::default());
        }
        Ok(())
    }

    fn trajecten(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let rows = traject::table
            .inner_join(casus::table)
            .filter(traject::route.ne(Woord(Route::PrenataalHuisbezoek)))
            .filter(traject::gestart_op.lt(self.na))
            .filter(traject::beeindigd_op.is_null().or(traject::beeindigd_op.ge(self.begin).assume_not_null()))
            .select((VAN, (traject::gestart_op.assume_not_null(), traject::id), traject::route))
            .load::<(Van, Feitelijk, Woord<Route>)>(tx)?;
        for (van, (op, id), route) in rows {
            let route = route.0.into();
            let lid = Lid { route: Some(route), nieuw: Some(op >= self.begin), ..Lid::default() };
            let rang = self.routes.iter().position(|woord| *woord == route);
            self.neem(van, Feit::Traject, (rang.unwrap_or(usize::MAX), op, id), lid);
        }
        Ok(())
    }

    fn tafels(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let rows = agendapunt::table
            .inner_join(bijeenkomst::table)
            .inner_join(casus::table)
            .filter(bijeenkomst::gehouden_op.ge(self.begin))
            .filter(bijeenkomst::gehouden_op.lt(self.na))
            .filter(agendapunt::vervallen_op.is_null())
            .select((
                VAN,
                (bijeenkomst::gehouden_op.assume_not_null(), agendapunt::id),
                agendapunt::regisseur_id.is_not_null(),
                bijeenkomst::status,
                exists(afspraak::table.filter(afspraak::agendapunt_id.eq(agendapunt::id))),
            ))
            .load::<(Van, Feitelijk, bool, Woord<knooppunt::Status>, bool)>(tx)?;
        for (van, (op, id), besloten, status, afspraak) in rows {
            let vastgesteld = status.0 == knooppunt::Status::Vastgesteld;
            self.neem(van, Feit::AanTafel, (0, op, id), Lid::default());
            if besloten {
                self.neem(van, Feit::Besproken, (0, op, id), Lid::default());
            }
            if besloten && vastgesteld && afspraak {
                self.neem(van, Feit::MetAfspraak, (0, op, id), Lid::default());
            }
        }
        Ok(())
    }

    /// Takes in one fact. What was carried over into the period counts from its first moment, and every fact makes
    /// its family one with a case.
    fn neem(&mut self, van: Van, feit: Feit, (rang, op, id): Voorrang, lid: Lid) {
        let (client, aangemeld_op, casus, gemeente) = van;
        let laatste = (aangemeld_op, casus, gemeente.0);
        let kwartaal = Some(Kwartaal::van(op.max(self.begin).dag()));
        let stand = self.standen.entry(client).or_insert_with(|| Stand { laatste, feiten: BTreeMap::new() });
        stand.laatste = stand.laatste.max(laatste);
        for (feit, voorrang, lid) in [(feit, (rang, op, id), lid), (Feit::Casus, (0, op, id), Lid::default())] {
            let nieuw = (voorrang, Lid { kwartaal, ..lid });
            let eerste = stand.feiten.entry(feit).or_insert(nieuw);
            if voorrang < eerste.0 {
                *eerste = nieuw;
            }
        }
    }

    fn gezinnen(self) -> Vec<Gezin> {
        let maten = self.maten;
        let gezin = |stand: Stand| {
            let leeg = Gezin::in_gemeente(stand.laatste.2.code());
            maten.iter().fold(leeg, |gezin, maat| match stand.feiten.get(&maat.feit) {
                Some((_, lid)) => gezin.met(maat.feit, nodig(maat, *lid)),
                None => gezin,
            })
        };
        self.standen.into_values().map(gezin).collect()
    }
}

/// Leaves of `lid` what `maat` splits on: the more families are alike, the sooner they are counted.
fn nodig(maat: &Maat, lid: Lid) -> Lid {
    maat.klassen.iter().fold(Lid::default(), |deel, klasse| match klasse {
        Klasse::Route { .. } => Lid { route: lid.route, ..deel },
        Klasse::Uitkomst { .. } => Lid { uitkomst: lid.uitkomst, ..deel },
        Klasse::Nieuw => Lid { nieuw: lid.nieuw, ..deel },
        Klasse::Kwartaal => Lid { kwartaal: lid.kwartaal, ..deel },
    })
}
