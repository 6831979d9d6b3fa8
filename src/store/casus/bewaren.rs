//! The rows of a case: what is decided about it, and the state that follows from the facts.

use chrono::TimeDelta;
use diesel::prelude::*;

use super::{
    afleiding::Afleiding,
    grendel::grendel,
    regisseurschap, voeg_themas_toe,
    wachtrij::{GEEN_VENSTER, Gelegd},
    wis_themas,
};
use crate::{
    domain::{
        casus::{
            Casus, CasusId, Gegevenswijziging, Herziening, NieuweZwangerschap, Status, Teruggave, Zwangerschapseinde,
        },
        reden::SluitReden,
        rode_draad::gevolg::Feit,
        signaal::{Gewogen, Urgentie},
        thema::Thema,
        toegang::Van,
        toestemming::Heropening,
        zwangerschap::{Zwangerschap, ZwangerschapId, uitkomst::Omslag},
    },
    store::{
        bewaar::pen::{Pen, Rijen},
        client,
        error::Error,
        kluis::Plek,
        schema::casus,
        toestemming,
        types::Woord,
    },
};

const TOELICHTING: &str = "casus.toelichting";

impl Rijen for Casus {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        // An explanation comes with closing and with opening again; the one of before gives way.
        let toelichting = match self.status {
            Status::Afgesloten => Toelichting::Wordt(pen.tekst(Plek::new(TOELICHTING, self.id.uuid()))?),
            _ => Toelichting::Blijft,
        };
        update(pen, self, van, toelichting)
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Casus(self))
    }

    fn volg(&mut self, casus: Casus) {
        *self = casus;
    }
}

/// A case that is given back; what ended when it was closed goes on.
impl Rijen for Teruggave {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        update(pen, &self.casus, van, Toelichting::Wordt(None))
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Teruggave(&self.casus, self.was_gesloten_op))
    }

    fn volg(&mut self, casus: Casus) {
        self.casus = casus;
    }
}

/// How the pregnancy of a case ended.
impl Rijen for Zwangerschapseinde {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        if client::zwangerschap::zet(pen, self.omslag)? != 1 {
            return Ok(0);
        }
        client::kind::zet(pen, self.omslag.van, &self.kinderen)?;
        update(pen, &self.casus, van, Toelichting::Blijft)
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, pen: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        feit_van_einde(pen, &self.casus, &self.omslag)
    }

    fn volg(&mut self, casus: Casus) {
        self.casus = casus;
    }
}

/// What is to be known to say what follows from how the pregnancy of a case went.
pub(in crate::store) fn feit_van_einde<'a>(
    pen: &mut Pen<'_>,
    van: &'a Casus,
    omslag: &'a Omslag,
) -> Result<Feit<'a>, Error> {
    let terug = omslag.teruggenomen().map(|was| client::zwangerschap::verteld_op(pen.tx, omslag.van, was));
    Ok(Feit::Zwangerschapseinde(van, omslag, terug.transpose()?.flatten()))
}

impl Rijen for Heropening {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        let toelichting = Toelichting::Wordt(pen.tekst(Plek::new(TOELICHTING, self.casus.id.uuid()))?);
        if update(pen, &self.casus, van, toelichting)? != 1 {
            return Ok(0);
        }
        toestemming::insert(pen, &self.toestemming)
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Heropening(&self.casus))
    }

    fn volg(&mut self, casus: Casus) {
        self.casus = casus;
    }
}

impl Rijen for Herziening {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        // First, for the place in the queue is reckoned from it.
        client::zwangerschap::herzie_termijn(pen, self.was, &self.wordt, self.reden)?;
        update(pen, &self.casus, van, Toelichting::Blijft)
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Casus(&self.casus))
    }

    fn volg(&mut self, casus: Casus) {
        self.casus = casus;
    }
}

/// The next pregnancy of the woman whom a case is about.
impl Rijen for NieuweZwangerschap {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        let (door, op) = (pen.door()?, pen.op());
        client::zwangerschap::insert(pen.tx, self.van, &self.zwangerschap, door, op)?;
        // First, for the place in the queue is reckoned from it.
        diesel::update(casus::table.find(self.casus.id))
            .set(casus::zwangerschap_id.eq(self.zwangerschap.id))
            .execute(pen.tx)?;
        update(pen, &self.casus, van, Toelichting::Blijft)
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Casus(&self.casus))
    }

    fn volg(&mut self, casus: Casus) {
        self.casus = casus;
    }
}

impl Rijen for Gegevenswijziging {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        client::wijzig(pen, self.client, &self.was, &self.wordt, self.reden)?;
        update(pen, &self.casus, van, Toelichting::Blijft)
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }

    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Casus(&self.casus))
    }
}

impl Rijen for Gewogen {
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        client::insert_weging(pen, self.casus.client, Some(self.casus.id), self.weging)?;
        update(pen, &self.casus, van, Toelichting::Blijft)
    }

    fn verhoog(&mut self) {
        self.casus.versie += 1;
    }
}

/// Stores a case that a signaal opens.
pub(in crate::store) fn insert(
    pen: &mut Pen<'_>,
    nieuw: &Casus,
    zwangerschap: Option<&Zwangerschap>,
    (urgentie, themas): (Urgentie, &[Thema]),
) -> Result<(), Error> {
    let gelegd = Gelegd::nieuw(pen.tools.routeregels, nieuw, zwangerschap, urgentie == Urgentie::Spoed);
    diesel::insert_into(casus::table)
        .values((
            casus::id.eq(nieuw.id),
            casus::client_id.eq(nieuw.client),
            casus::zwangerschap_id.eq(nieuw.zwangerschap),
            casus::gemeente.eq(Woord(nieuw.gemeente)),
            casus::subregio.eq(Woord(nieuw.gemeente.subregio())),
            casus::status.eq(Woord(nieuw.status)),
            gelegd,
            casus::aangemeld_op.eq(nieuw.aangemeld_op),
            casus::geopend_op.eq(nieuw.geopend_op),
            casus::versie.eq(nieuw.versie),
        ))
        .execute(pen.tx)?;
    voeg_themas_toe(pen, nieuw.id, themas)
}

/// What becomes of the explanation that a case was closed or opened again with.
pub(in crate::store) enum Toelichting {
    /// It is left as it is.
    Blijft,
    /// Another one comes in its place, sealed, or none.
    Wordt(Option<Vec<u8>>),
}

/// Stores a step of a case.
pub(in crate::store) fn update(
    pen: &mut Pen<'_>,
    nieuw: &Casus,
    van: &Van,
    toelichting: Toelichting,
) -> Result<usize, Error> {
    let bekend = Afleiding::load(pen.tx, nieuw.id)?;
    let gelegd = Gelegd::van(pen.tools.routeregels, &bekend, nieuw, (pen.op().dag(), None));
    let toelichting = match toelichting {
        Toelichting::Blijft => None,
        Toelichting::Wordt(sealed) => Some(casus::toelichting.eq(sealed)),
    };
    let seen = casus::table
        .find(nieuw.id)
        .filter(casus::status.eq_any(van.statussen()))
        .filter(casus::versie.eq(nieuw.versie));
    Ok(diesel::update(seen)
        .set((
            casus::gemeente.eq(Woord(nieuw.gemeente)),
            casus::subregio.eq(Woord(nieuw.gemeente.subregio())),
            casus::status.eq(Woord(nieuw.status)),
            casus::coordinator_id.eq(nieuw.coordinator),
            casus::regisseur_id.eq(nieuw.regisseur),
            casus::verkenning_op.eq(nieuw.verkenning_op),
            casus::evaluatie_op.eq(nieuw.evaluatie_op),
            casus::bekijk_op.eq(nieuw.bekijk_op),
            casus::verhuizing_wacht.eq(nieuw.verhuizing_wacht),
            gelegd,
            casus::sluitreden.eq(nieuw.sluitreden.map(Woord)),
            casus::geopend_op.eq(nieuw.geopend_op),
            casus::gesloten_op.eq(nieuw.gesloten_op),
            casus::gesloten_door_id.eq(nieuw.gesloten_door),
            toelichting,
            casus::versie.eq(casus::versie + 1),
        ))
        .execute(pen.tx)?)
}

/// Derives the state of a case from the facts, after something happened in it.
///
/// On its way into Steun op maat the case gets a casusregisseur (its coordinator, unless one was named) and a day on which it is
/// to be evaluated: there is always exactly one of both.
pub(in crate::store) fn leid_af(pen: &mut Pen<'_>, id: CasusId) -> Result<Casus, Error> {
    if !pen.houdt(id) {
        grendel(pen.tx, id)?;
    }
    let bekend = Afleiding::load(pen.tx, id)?;
    let oud = bekend.casus.clone();
    if oud.status == Status::Afgesloten {
        return Ok(oud);
    }
    let (nu, was, oud_status) = (pen.op(), oud.regisseur, oud.status);
    let mut nieuw = Casus { status: bekend.feiten.status(), ..oud };
    if nieuw.status == Status::SteunOpMaat {
        nieuw.regisseur = nieuw.regisseur.or(nieuw.coordinator);
        let dag = nu.plus(TimeDelta::days(i64::from(pen.tools.evaluatie_na_dagen))).dag();
        nieuw.evaluatie_op = nieuw.evaluatie_op.or(Some(dag));
    } else if nieuw.status != Status::Evaluatie {
        // Without support there is nothing to evaluate.
        nieuw.evaluatie_op = None;
    }
    if nieuw.status != oud_status {
        // It was for how things stood then.
        nieuw.bekijk_op = None;
    }
    let gelegd = Gelegd::van(pen.tools.routeregels, &bekend, &nieuw, (nu.dag(), None));
    diesel::update(casus::table.find(id))
        .set((
            casus::status.eq(Woord(nieuw.status)),
            casus::regisseur_id.eq(nieuw.regisseur),
            casus::evaluatie_op.eq(nieuw.evaluatie_op),
            casus::bekijk_op.eq(nieuw.bekijk_op),
            gelegd,
            casus::versie.eq(casus::versie + 1),
        ))
        .execute(pen.tx)?;
    nieuw.versie += 1;
    if let (None, Some(wie)) = (was, nieuw.regisseur) {
        // Read while the case was held: nobody else began in between.
        regisseurschap::begin(pen.tx, id, wie, nu)?;
    }
    Ok(nieuw)
}

/// Closes a case whose signaal was taken back, and drops what it says of the family.
pub(in crate::store) fn sluit_ingetrokken(pen: &mut Pen<'_>, id: CasusId) -> Result<(), Error> {
    diesel::update(casus::table.find(id))
        .set((
            casus::zwangerschap_id.eq(None::<ZwangerschapId>),
            casus::status.eq(Woord(Status::Afgesloten)),
            casus::sluitreden.eq(Woord(SluitReden::SignaalIngetrokken)),
            casus::venster.eq(None::<String>),
            casus::venster_sluit.eq(GEEN_VENSTER),
            casus::waarom.eq(None::<String>),
            casus::gesloten_op.eq(pen.op()),
            casus::versie.eq(casus::versie + 1),
        ))
        .execute(pen.tx)?;
    wis_themas(pen, id)
}
