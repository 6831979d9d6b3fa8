//! The second of two persons: another account than the one that asked, older than what was asked, and not of the same hand.

use crate::domain::{ids::GebruikerId, recht::Conflict, tijd::Moment};

/// Who confirms, as far as it matters for that.
#[derive(Clone, Debug)]
pub struct Tweede {
    /// The account.
    pub wie: GebruikerId,
    /// Since when it is there.
    pub sinds: Moment,
    /// Who invited it, who invited them, and so on.
    pub uitgenodigd_door: Vec<GebruikerId>,
    /// The same of who asked.
    pub van_vrager: Vec<GebruikerId>,
}

impl Tweede {
    /// Whether they may confirm what `vrager` asked at `gevraagd_op` about the account `over`.
    ///
    /// Whoever invites somebody has the code to that account, and may be the same person: so two accounts of which one was invited by
    /// the other, also through others, count for one.
    pub fn mag_bevestigen(
        &self,
        vrager: Option<GebruikerId>,
        gevraagd_op: Moment,
        over: GebruikerId,
    ) -> Result<(), Conflict> {
        if vrager == Some(self.wie) || over == self.wie {
            let melding = "Een ander dan de aanvrager bevestigt dit, en niet degene om wie het gaat.";
            return Err(Conflict::new("tweede-persoon-nodig", melding));
        }
        if self.sinds > gevraagd_op {
            let melding = "Uw account is jonger dan deze aanvraag. Iemand die er toen al was bevestigt dit.";
            return Err(Conflict::new("account-te-nieuw", melding));
        }
        let van_de_ander = vrager.is_some_and(|vrager| self.uitgenodigd_door.contains(&vrager));
        if van_de_ander || self.uitgenodigd_door.contains(&over) || self.van_vrager.contains(&self.wie) {
            let melding = "U bent uitgenodigd door wie dit vraagt of om wie het gaat, of andersom. Iemand anders, zoals de FG, \
                           bevestigt dit.";
            return Err(Conflict::new("niet-onafhankelijk", melding));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;
    use crate::domain::ids::Id;

    fn op(seconden: i64) -> Moment {
        Moment::new(DateTime::from_timestamp(1_800_000_000 + seconden, 0).unwrap())
    }

    #[test]
    fn de_tweede_is_een_ander_en_ouder_en_niet_van_dezelfde_hand() {
        let [vrager, ander, over] = [Id::new(op(0)), Id::new(op(0)), Id::new(op(0))];
        let tweede = |uitgenodigd_door: Vec<_>, van_vrager: Vec<_>| Tweede {
            wie: ander,
            sinds: op(0),
            uitgenodigd_door,
            van_vrager,
        };
        let code = |tweede: &Tweede, wie, wanneer| {
            tweede.mag_bevestigen(Some(vrager), op(wanneer), wie).map_err(|conflict| conflict.code)
        };
        let los = tweede(vec![], vec![]);
        assert_eq!(code(&los, over, 0), Ok(()));
        assert_eq!(code(&los, ander, 0), Err("tweede-persoon-nodig"));
        assert_eq!(code(&Tweede { wie: vrager, ..los.clone() }, over, 0), Err("tweede-persoon-nodig"));
        assert_eq!(code(&los, over, -1), Err("account-te-nieuw"));
        for verwant in [
            tweede(vec![Id::new(op(0)), vrager], vec![]),
            tweede(vec![over], vec![]),
            tweede(vec![], vec![Id::new(op(0)), ander]),
        ] {
            assert_eq!(code(&verwant, over, 0), Err("niet-onafhankelijk"));
        }
        assert_eq!(code(&tweede(vec![Id::new(op(0))], vec![Id::new(op(0))]), over, 0), Ok(()));
    }
}
