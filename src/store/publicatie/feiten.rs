//! Everything that can be counted, read once: per family, without a name, an identifier or a text.
//!
//! A family is the client of a case, with everything that was done in any of her cases; whoever joined with a second signaal is not a
//! second family. A day is a day in Amsterdam. What a fact is, and where it lies in time, is decided here; which of them count and how,
//! in the programme.

mod steun;
mod tafel;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    domain::{
        Word as _,
        casus::CasusId,
        client::ClientId,
        gebied::Gemeente,
        publicatie::feiten::{Feit, Feiten, Feitsoort, Gezin, Kenmerk, Los, ONBEKEND},
        route::Route,
        signaal as domein_signaal,
        tijd::Moment,
        toegang::{OrganisatieId, Organisatiesoort},
        verhuizing as domein_verhuizing,
    },
    store::{
        conn::Tx,
        error::Error,
        schema::{bijeenkomst, casus, organisatie, signaal, telling, verhuizing},
        types::Woord,
    },
};

/// Reads what happened until `vandaag`, in an order that no row decides.
pub fn lees(tx: &mut Tx, vandaag: NaiveDate) -> Result<Feiten, Error> {
    let mut lezing = Lezing::default();
    lezing.casussen(tx)?;
    lezing.verhuizingen(tx)?;
    lezing.signalen(tx)?;
    lezing.casusfeiten();
    lezing.verzoeken(tx)?;
    lezing.huisbezoeken(tx)?;
    lezing.vervolgacties(tx)?;
    lezing.trajecten(tx)?;
    lezing.besprekingen(tx)?;
    lezing.afspraken(tx, vandaag)?;
    let los = [tafels(tx)?, tellingen(tx)?].concat();
    Ok(lezing.feiten(los))
}

/// A case, as far as it is counted.
struct Casus {
    van: ClientId,
    begonnen: NaiveDate,
    gesloten: Option<NaiveDate>,
    /// Where it lies now, and the moves that brought it there.
    gemeente: Gemeente,
    verhuisd: Vec<(Moment, Gemeente, Gemeente)>,
    /// The signaal that came first: when, and from which kind of organisation.
    eerste: Option<(Moment, OrganisatieId, Organisatiesoort)>,
}

#[derive(Default)]
struct Lezing {
    casussen: BTreeMap<CasusId, Casus>,
    feiten: HashMap<ClientId, Vec<Feit>>,
    organisaties: BTreeSet<OrganisatieId>,
    /// Along which route help was asked for in a case: when, and whether it was begun.
    gevraagd: HashMap<(CasusId, Route), Vec<(Moment, bool)>>,
}

impl Lezing {
    fn casussen(&mut self, tx: &mut Tx) -> Result<(), Error> {
        type Row = (CasusId, ClientId, Moment, Option<Moment>, Woord<Gemeente>);
        let rows = casus::table
            .select((casus::id, casus::client_id, casus::aangemeld_op, casus::gesloten_op, casus::gemeente))
            .load::<Row>(tx)?;
        for (id, van, begonnen, gesloten, gemeente) in rows {
            let (begonnen, gesloten) = (begonnen.dag(), gesloten.map(Moment::dag));
            let casus = Casus { van, begonnen, gesloten, gemeente: gemeente.0, verhuisd: Vec::new(), eerste: None };
            self.casussen.insert(id, casus);
        }
        Ok(())
    }

    fn verhuizingen(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let rows = verhuizing::table
            .filter(verhuizing::status.eq(Woord(domein_verhuizing::Status::Overgenomen)))
            .select((verhuizing::casus_id, verhuizing::beantwoord_op, verhuizing::van, verhuizing::naar))
            .load::<(CasusId, Option<Moment>, Woord<Gemeente>, Woord<Gemeente>)>(tx)?;
        for (casus, op, van, naar) in rows {
            if let (Some(casus), Some(op)) = (self.casussen.get_mut(&casus), op) {
                casus.verhuisd.push((op, van.0, naar.0));
            }
        }
        for casus in self.casussen.values_mut() {
            casus.verhuisd.sort_unstable();
        }
        Ok(())
    }

    fn signalen(&mut self, tx: &mut Tx) -> Result<(), Error> {
        let weg = [domein_signaal::Status::Ingetrokken, domein_signaal::Status::ZonderToestemming];
        let rows = signaal::table
            .inner_join(organisatie::table)
            .filter(signaal::status.ne_all(weg.map(Woord)))
            .filter(signaal::casus_id.is_not_null())
            .select((signaal::casus_id.assume_not_null(), signaal::ontvangen_op, organisatie::id, organisatie::soort))
            .load::<(CasusId, Moment, OrganisatieId, Woord<Organisatiesoort>)>(tx)?;
        self.organisaties = rows.iter().map(|(_, _, van, _)| *van).collect();
        for (casus, op, van, soort) in rows {
            if let Some(casus) = self.casussen.get_mut(&casus) {
                let dit = (op, van, soort.0);
                let eerder = casus.eerste.filter(|eerste| (eerste.0, eerste.1) <= (op, van));
                casus.eerste = Some(eerder.unwrap_or(dit));
            }
            let feit = Feit::op(Feitsoort::Signaal, op.dag()).met(Kenmerk::Signaleerder, soort.0);
            self.neem_van(casus, feit, Some(van));
        }
        Ok(())
    }

    fn casusfeiten(&mut self) {
        let alle: Vec<_> = self.casussen.iter().map(|(id, casus)| (*id, casus.begonnen, casus.gesloten)).collect();
        for (id, begonnen, gesloten) in alle {
            self.neem(id, Feit::op(Feitsoort::Casus, begonnen).tot(gesloten));
        }
    }

    /// Takes in a fact of a case, with who was the first to worry about its family.
    fn neem(&mut self, id: CasusId, feit: Feit) {
        let eerste = self.casussen.get(&id).and_then(|casus| casus.eerste);
        let soort = eerste.map_or(ONBEKEND, |(_, _, soort)| soort.word());
        let feit = if feit.soort.kent(Kenmerk::Signaleerder) { feit.met(Kenmerk::Signaleerder, soort) } else { feit };
        self.neem_van(id, feit, eerste.map(|(_, van, _)| van));
    }

    fn neem_van(&mut self, id: CasusId, feit: Feit, van: Option<OrganisatieId>) {
        let nummer = van.and_then(|van| self.organisaties.iter().position(|een| *een == van));
        if let Some(casus) = self.casussen.get(&id) {
            self.feiten.entry(casus.van).or_default().push(feit.van_organisatie(nummer));
        }
    }

    /// The families, sorted by what happened: which came first in the database tells nothing.
    fn feiten(self, mut los: Vec<Los>) -> Feiten {
        let mut woonde = HashMap::<ClientId, Vec<(NaiveDate, Gemeente)>>::new();
        let mut op_volgorde: Vec<_> = self.casussen.values().collect();
        op_volgorde.sort_by_key(|casus| (casus.begonnen, casus.gemeente));
        for casus in op_volgorde {
            let eerst = casus.verhuisd.first().map_or(casus.gemeente, |(_, van, _)| *van);
            let later = casus.verhuisd.iter().map(|(op, _, naar)| (op.dag(), *naar));
            woonde.entry(casus.van).or_default().extend([(casus.begonnen, eerst)].into_iter().chain(later));
        }
        let mut feiten = self.feiten;
        let gezin = |(van, mut woonde): (ClientId, Vec<(NaiveDate, Gemeente)>)| {
            woonde.sort_by_key(|(sinds, _)| *sinds);
            let mut feiten = feiten.remove(&van).unwrap_or_default();
            feiten.sort_unstable();
            Gezin { woonde, feiten }
        };
        let mut gezinnen: Vec<_> = woonde.into_iter().map(gezin).collect();
        gezinnen.sort_unstable();
        los.sort_unstable();
        Feiten { gezinnen, los }
    }
}

/// The tables that were held.
fn tafels(tx: &mut Tx) -> Result<Vec<Los>, Error> {
    let rows = bijeenkomst::table
        .filter(bijeenkomst::gehouden_op.is_not_null())
        .select((bijeenkomst::gemeente, bijeenkomst::gehouden_op.assume_not_null()))
        .load::<(Woord<Gemeente>, Moment)>(tx)?;
    let los = |(gemeente, op): (Woord<Gemeente>, Moment)| Los {
        soort: Feitsoort::Tafel,
        gemeente: gemeente.0,
        dag: op.dag(),
        aantal: 1,
    };
    Ok(rows.into_iter().map(los).collect())
}

/// What is only counted, per gemeente and month.
fn tellingen(tx: &mut Tx) -> Result<Vec<Los>, Error> {
    let rows = telling::table.select((telling::soort, telling::gemeente, telling::maand, telling::aantal)).load::<(
        String,
        Woord<Gemeente>,
        NaiveDate,
        i32,
    )>(tx)?;
    let los = |(soort, gemeente, dag, aantal): (String, Woord<Gemeente>, NaiveDate, i32)| {
        let soort = Feitsoort::parse(soort.strip_prefix("signaal-")?)?;
        Some(Los { soort, gemeente: gemeente.0, dag, aantal: u32::try_from(aantal).ok()? })
    };
    Ok(rows.into_iter().filter_map(los).collect())
}
