//! Who looked at a person's file, as she is told.

use chrono::{NaiveDate, TimeDelta};

use super::Kijker;
use crate::{
    domain::{
        client::ClientId,
        inzage::Betrokkene,
        logboek::{Groep, Regel, samengevoegd},
        tijd::Moment,
    },
    store::{conn::Tx, error::Error, inzage, logboek::lezen::Namen},
};

/// Which days are told of: all of them when there is no first and no last.
pub type Dagen = (Option<NaiveDate>, Option<NaiveDate>);

/// What was done with somebody's data, by whom.
#[derive(Debug)]
pub struct InzageBeeld {
    /// Whose data.
    pub client: ClientId,
    /// The first and the last day, when they were asked for.
    pub dagen: Dagen,
    /// When it was made.
    pub opgemaakt_op: Moment,
    /// What is the same on one day, together, in order.
    pub groepen: Vec<Groep>,
    /// The names of who did it: of those who work there only where the region shows them.
    pub namen: Namen,
}

impl InzageBeeld {
    /// Loads what may be handed out by whoever asks for it: that an employee is looked into is for the privacy officer to tell.
    pub fn load(
        tx: &mut Tx,
        kijker: Kijker<'_>,
        wie: &Betrokkene,
        dagen: Dagen,
        toon_medewerker: bool,
    ) -> Result<Self, Error> {
        let na = |dag: NaiveDate| dag.checked_add_signed(TimeDelta::days(1)).unwrap_or(dag);
        let periode = (dagen.0.map(Moment::begin_van), dagen.1.map(na).map(Moment::begin_van));
        let regels = inzage::regels(tx, wie, periode)?;
        let regels = regels.into_iter().map(Regel::zonder_onderzoek).collect();
        Self::van(tx, kijker, wie, (dagen, regels), toon_medewerker)
    }

    /// Loads all of it, for the privacy officer.
    pub(super) fn alles(
        tx: &mut Tx,
        kijker: Kijker<'_>,
        wie: &Betrokkene,
        toon_medewerker: bool,
    ) -> Result<Self, Error> {
        let regels = inzage::regels(tx, wie, (None, None))?;
        Self::van(tx, kijker, wie, ((None, None), regels), toon_medewerker)
    }

    fn van(
        tx: &mut Tx,
        kijker: Kijker<'_>,
        wie: &Betrokkene,
        (dagen, regels): (Dagen, Vec<Regel>),
        toon_medewerker: bool,
    ) -> Result<Self, Error> {
        let namen = Namen::van(tx, regels.iter())?;
        Ok(Self {
            client: wie.id,
            dagen,
            opgemaakt_op: kijker.actor.nu,
            groepen: samengevoegd(regels),
            namen: if toon_medewerker { namen } else { namen.zonder_medewerkers() },
        })
    }
}
