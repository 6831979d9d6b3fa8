//! How a pregnancy went, and what is noted when somebody tells it.

use chrono::NaiveDate;

use super::{Einde, Status, Zwangerschap, ZwangerschapId, controleer_einde};
use crate::domain::{fouten::Fouten, recht::Conflict, reden::CorrectieReden};

/// How a pregnancy went, as it is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uitkomst {
    /// Its state.
    pub status: Status,
    /// The day of the birth or the loss, if anybody knows.
    pub op: Option<NaiveDate>,
}

impl Uitkomst {
    /// This state, on a day that nobody named.
    #[must_use]
    pub const fn zonder_dag(status: Status) -> Self {
        Self { status, op: None }
    }

    /// Whether somebody told how it ended.
    const fn is_verteld(self) -> bool {
        matches!(self.status, Status::Geboren | Status::Verlies)
    }
}

/// What somebody tells of how a pregnancy went.
#[derive(Clone, Debug)]
pub struct Vertelling {
    /// How it went.
    pub einde: Einde,
    /// The day of the birth or the loss.
    pub op: Option<NaiveDate>,
    /// The days on which the children were born, when they are told one by one.
    pub kinderen: Vec<NaiveDate>,
    /// Why something else was told before.
    pub reden: Option<CorrectieReden>,
}

/// A change of how a pregnancy went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Omslag {
    /// Which pregnancy.
    pub van: ZwangerschapId,
    /// How it went, as was noted until then.
    pub was: Uitkomst,
    /// How it went, as is noted from then on.
    pub wordt: Uitkomst,
    /// Why what was told before was wrong.
    pub reden: Option<CorrectieReden>,
}

impl Zwangerschap {
    /// How it went, as it was last noted.
    #[must_use]
    pub const fn uitkomst(&self) -> Uitkomst {
        Uitkomst { status: self.status, op: self.geeindigd_op }
    }

    /// What is noted when somebody tells how it went on `vandaag`.
    ///
    /// What was told before is never written over in silence: other than that is a correction, and says why. A day that nobody knew is
    /// no correction. An error names the field that does not fit. A conflict says that something was told, and never what: whoever tells may
    /// have no consent to know.
    pub fn vertel(&self, verteld: &Vertelling, vandaag: NaiveDate) -> Result<Result<Omslag, Conflict>, Fouten> {
        let &Vertelling { einde, op, reden, .. } = verteld;
        let status = self.past(einde, op, vandaag)?;
        let (was, wordt) = (self.uitkomst(), Uitkomst { status, op });
        let al_verteld = "Over deze zwangerschap is al verteld hoe zij is gegaan. Klopt dat niet, stuur dan nog eens met een `reden`: dan \
                          wordt het een correctie.";
        if !was.is_verteld() {
            if einde == Einde::LooptNog {
                let melding = "Over het einde van deze zwangerschap is niets verteld; er is niets te corrigeren.";
                return Ok(Err(Conflict::new("niets-te-corrigeren", melding)));
            }
            if reden.is_some() {
                let melding = "Over deze zwangerschap is nog niets verteld; er is niets te corrigeren.";
                return Err(Fouten::new().fout("reden", "niet-nodig", melding));
            }
        } else if was == wordt || (reden.is_none() && !(was.op.is_none() && was.status == wordt.status)) {
            return Ok(Err(Conflict::new("al-verteld", al_verteld)));
        }
        Ok(Ok(Omslag { van: self.id, was, wordt, reden }))
    }

    /// Whether somebody who signalled may tell this; `eigen` when their own organisation last told how it went.
    ///
    /// What another told they cannot put right, nor learn: they call, as they may not know what it was. What ended by it is not to begin
    /// again by a word of somebody who has not heard it.
    pub fn mag_vertellen(&self, verteld: &Vertelling, eigen: bool) -> Result<(), Conflict> {
        if eigen {
            return Ok(());
        }
        if verteld.einde == Einde::LooptNog || verteld.reden.is_some() {
            let melding = "U kunt rechtzetten wat uw eigen organisatie over deze zwangerschap vertelde. Klopt er iets anders niet, bel dan \
                           de JGZ-coördinator.";
            return Err(Conflict::new("niet-zelf-verteld", melding));
        }
        if self.uitkomst().is_verteld() {
            let melding =
                "Over deze zwangerschap is al verteld hoe zij is gegaan. Klopt dat niet, bel dan de JGZ-coördinator.";
            return Err(Conflict::new("al-verteld", melding));
        }
        Ok(())
    }

    /// The state that fits what is told.
    ///
    /// An error names `op` when the day is missing, too much, or not of this pregnancy.
    fn past(&self, einde: Einde, op: Option<NaiveDate>, vandaag: NaiveDate) -> Result<Status, Fouten> {
        let fout = |regel, melding| Err(Fouten::new().fout("op", regel, melding));
        match (einde, op) {
            (Einde::Geboren, Some(op)) => controleer_einde(self.uitgerekend, op, vandaag).map(|()| Status::Geboren),
            (Einde::Verlies, Some(op)) => controleer_einde(self.uitgerekend, op, vandaag).map(|()| Status::Verlies),
            (Einde::LooptNog, None) => Ok(Status::Lopend),
            (_, None) => fout("verplicht", "Geef de dag van de geboorte of het verlies."),
            (Einde::LooptNog, Some(_)) => {
                fout("past-niet", "Een zwangerschap die nog loopt heeft geen dag van het einde.")
            }
        }
    }

    /// What becomes of it when it ended by something else than what somebody told of it, on a day that nobody named; nothing when that
    /// was told before.
    #[must_use]
    pub fn eindigt(&self, status: Status) -> Option<Omslag> {
        let was = self.uitkomst();
        let wordt = Uitkomst::zonder_dag(status);
        (!was.is_verteld()).then_some(Omslag { van: self.id, was, wordt, reden: None })
    }
}

impl Omslag {
    /// Whether it says that the pregnancy was lost, which nobody had said before.
    #[must_use]
    pub fn is_verlies(&self) -> bool {
        self.wordt.status == Status::Verlies && self.was.status != Status::Verlies
    }

    /// Whether it says that the children were born, which nobody had said before.
    #[must_use]
    pub fn is_geboorte(&self) -> bool {
        self.wordt.status == Status::Geboren && self.was.status != Status::Geboren
    }

    /// What was told before and is taken back: what ended by that goes on.
    #[must_use]
    pub fn teruggenomen(&self) -> Option<Status> {
        Some(self.was.status).filter(|was| self.was.is_verteld() && *was != self.wordt.status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::Id, tijd::Moment, zwangerschap::Termijnbron};

    fn d(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    #[test]
    fn wat_verteld_is_wordt_nooit_stil_overschreven() {
        let vandaag = d("2027-02-01");
        let vertelt = |z: &Zwangerschap, einde, op: Option<&str>, reden| {
            z.vertel(&Vertelling { einde, op: op.map(d), kinderen: Vec::new(), reden }, vandaag)
        };
        let lopend = Zwangerschap {
            id: Id::new(Moment::begin_van(vandaag)),
            uitgerekend: d("2027-03-01"),
            bron: Termijnbron::Termijnecho,
            aantal_kinderen: 1,
            eerste_kind: true,
            status: Status::Lopend,
            geeindigd_op: None,
        };
        let omslag = vertelt(&lopend, Einde::Geboren, Some("2027-01-20"), None).unwrap().unwrap();
        let wordt = Uitkomst { status: Status::Geboren, op: Some(d("2027-01-20")) };
        assert_eq!((omslag.was, omslag.wordt), (Uitkomst::zonder_dag(Status::Lopend), wordt));
        assert_eq!(vertelt(&lopend, Einde::LooptNog, None, None).unwrap().unwrap_err().code, "niets-te-corrigeren");
        let reden = Some(CorrectieReden::Correctie);
        assert!(vertelt(&lopend, Einde::Geboren, Some("2027-01-20"), reden).is_err(), "there is nothing to put right");
        assert!(vertelt(&lopend, Einde::Geboren, None, None).is_err(), "the day is missing");

        let geboren = Zwangerschap { status: Status::Geboren, geeindigd_op: wordt.op, ..lopend.clone() };
        let nee = vertelt(&geboren, Einde::Verlies, Some("2027-01-20"), None).unwrap().unwrap_err();
        assert!(!nee.melding.to_lowercase().contains("geboren"), "{}", nee.melding);
        for reden in [None, reden] {
            let nog_eens = vertelt(&geboren, Einde::Geboren, Some("2027-01-20"), reden).unwrap();
            assert_eq!(nog_eens.unwrap_err().code, "al-verteld");
        }
        let terug = vertelt(&geboren, Einde::LooptNog, None, reden).unwrap().unwrap();
        assert_eq!(terug.wordt, Uitkomst::zonder_dag(Status::Lopend));
        assert_eq!(geboren.eindigt(Status::Verlies), None);
        // A loss of which nobody knew the day: the day comes beside it, and takes nothing away.
        let verlies = Zwangerschap { status: Status::Verlies, ..lopend };
        assert!(vertelt(&verlies, Einde::Verlies, Some("2027-01-20"), None).unwrap().is_ok());
        assert!(vertelt(&verlies, Einde::Geboren, Some("2027-01-20"), None).unwrap().is_err());
    }
}
