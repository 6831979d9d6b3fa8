//! The pregnancies of a case: a due date that is revised, how one went, and the next one.

use chrono::NaiveDate;

use super::{Casus, Open, Status};
use crate::domain::{
    beleid::CasusHerzien,
    ids::ClientId,
    recht::{Besluit, Gebeurtenis, Hoofdzaak, In, Permitted, Vanzelf, Weigering},
    reden::HerzienReden,
    tijd::Moment,
    zwangerschap::{self, Zwangerschap, kind::Kind, uitkomst::Omslag},
};

/// A due date that was revised; every week and term of the case goes along.
#[derive(Clone, Debug)]
pub struct Herziening {
    /// The case.
    pub casus: Casus,
    /// The due date of before.
    pub was: NaiveDate,
    /// The pregnancy as it is known from now on.
    pub wordt: Zwangerschap,
    /// Why the date changes.
    pub reden: Option<HerzienReden>,
}

impl Hoofdzaak for Herziening {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Permitted<CasusHerzien, In<Open, Casus>> {
    /// Revises the due date.
    #[must_use]
    pub fn herzie_termijn(
        self,
        was: NaiveDate,
        wordt: Zwangerschap,
        reden: Option<HerzienReden>,
    ) -> Besluit<Herziening> {
        self.besluit(Gebeurtenis::CasusTermijnHerzien, |casus, _| Herziening { casus, was, wordt, reden })
    }

    /// Adds a pregnancy of the same woman: the case is about that one from now on.
    ///
    /// Refused until it is known how the earlier one went.
    pub fn voeg_zwangerschap_toe(
        self,
        van: ClientId,
        oud: Option<&Zwangerschap>,
        nieuw: Zwangerschap,
    ) -> Result<Besluit<NieuweZwangerschap>, Box<Weigering>> {
        let besluit = self.mits(|_| oud.map_or(Ok(()), Zwangerschap::is_af))?;
        Ok(besluit.besluit(Gebeurtenis::CasusZwangerschapToegevoegd, |casus, _| {
            let casus = Casus { zwangerschap: Some(nieuw.id), ..casus };
            NieuweZwangerschap { casus, van, zwangerschap: nieuw }
        }))
    }

    /// Notes how the pregnancy went; other than was told before is a correction.
    #[must_use]
    pub fn eindig_zwangerschap(self, omslag: Omslag, kinderen: &[NaiveDate]) -> Besluit<Zwangerschapseinde> {
        self.besluit(verteld(&omslag), |casus, door| Zwangerschapseinde::new(casus, omslag, kinderen, door.op))
    }
}

/// How the pregnancy of a case went, as is noted from now on.
#[derive(Clone, Debug)]
pub struct Zwangerschapseinde {
    /// The case as it is from now on.
    pub casus: Casus,
    /// What changed.
    pub omslag: Omslag,
    /// The children that were born.
    pub kinderen: Vec<Kind>,
}

impl Zwangerschapseinde {
    /// With what somebody told at `op`.
    #[must_use]
    pub fn new(casus: Casus, omslag: Omslag, geboren_op: &[NaiveDate], op: Moment) -> Self {
        let kinderen = geboren_op.iter().map(|&dag| Kind::geboren(omslag.van, dag, op)).collect();
        Self { casus, omslag, kinderen }
    }
}

/// What the logboek calls it when somebody tells how a pregnancy went.
#[must_use]
pub const fn verteld(omslag: &Omslag) -> Gebeurtenis {
    match omslag.reden {
        Some(_) => Gebeurtenis::CasusZwangerschapGecorrigeerd,
        None => Gebeurtenis::CasusZwangerschapGeeindigd,
    }
}

impl Hoofdzaak for Zwangerschapseinde {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Casus {
    /// That its pregnancy is over by the day of `door` and nobody told how it ended, when that is so and was not noted before.
    #[must_use]
    pub fn laat_onbekend(self, van: &Zwangerschap, door: Vanzelf) -> Option<Besluit<Zwangerschapseinde, Vanzelf>> {
        let loopt = self.status != Status::Afgesloten && van.status == zwangerschap::Status::Lopend;
        van.onbekend_sinds(door.op.dag()).filter(|_| loopt)?;
        let status = self.status;
        let omslag = van.eindigt(zwangerschap::Status::Onbekend)?;
        let einde = Zwangerschapseinde { casus: self, omslag, kinderen: Vec::new() };
        Some(Besluit::vanzelf(door, Gebeurtenis::CasusZwangerschapOnbekend, status, einde))
    }
}

/// A pregnancy that a case is about from now on, beside the earlier ones.
#[derive(Clone, Debug)]
pub struct NieuweZwangerschap {
    /// The case.
    pub casus: Casus,
    /// Of the clients of the family the one with whose data it is kept.
    pub van: ClientId,
    /// The pregnancy.
    pub zwangerschap: Zwangerschap,
}

impl Hoofdzaak for NieuweZwangerschap {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}
