//! The children of a pregnancy.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::{Einde, Zwangerschap, ZwangerschapId, uitkomst::Vertelling};
pub use crate::domain::ids::KindId;
use crate::domain::{fouten::Fouten, ids::Id, tijd::Moment};

/// More children than this are not born of one pregnancy here.
pub const MEESTE_KINDEREN: usize = 6;
/// So many months after a birth nobody here follows the child any more.
const MAANDEN_IN_BEELD: u32 = 24;

/// The states of a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = KindStatus)]
pub enum Status {
    /// She is pregnant of it.
    Verwacht,
    /// It was born.
    Geboren,
    /// The JGZ knows it: the handover of the maternity care was held.
    BijJgz,
    /// Nobody here follows it any more.
    UitBeeld,
}

/// Why a child is followed no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum UitBeeldReden {
    /// It had its second birthday.
    TweedeVerjaardag,
    /// The family left the region.
    Verhuisd,
    /// It died.
    Overleden,
}

/// A child, from its birth on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    /// Its identifier.
    pub id: KindId,
    /// The pregnancy that it was born of.
    pub zwangerschap: ZwangerschapId,
    /// The day on which it was born.
    pub geboren_op: NaiveDate,
    /// Its state.
    pub status: Status,
    /// Since when nobody here follows it, and why.
    pub uit_beeld: Option<(NaiveDate, UitBeeldReden)>,
}

impl Kind {
    /// A child that was born, noted at `op`.
    #[must_use]
    pub fn geboren(van: ZwangerschapId, geboren_op: NaiveDate, op: Moment) -> Self {
        Self { id: Id::new(op), zwangerschap: van, geboren_op, status: Status::Geboren, uit_beeld: None }
    }

    /// The second birthday: from then on nobody here follows it.
    #[must_use]
    pub fn tweede_verjaardag(&self) -> NaiveDate {
        tweede_verjaardag(self.geboren_op)
    }

    /// Whether it is followed still.
    #[must_use]
    pub fn is_in_beeld(&self) -> bool {
        self.status != Status::UitBeeld
    }

    /// The same child, followed no more from this day on.
    #[must_use]
    pub fn uit_beeld(self, op: NaiveDate, reden: UitBeeldReden) -> Self {
        Self { status: Status::UitBeeld, uit_beeld: Some((op, reden)), ..self }
    }
}

/// The second birthday of somebody who was born on `geboren_op`; of a leap day the last of February.
#[must_use]
pub fn tweede_verjaardag(geboren_op: NaiveDate) -> NaiveDate {
    geboren_op.checked_add_months(Months::new(MAANDEN_IN_BEELD)).unwrap_or(NaiveDate::MAX)
}

/// Checks that a worry can be about a child who was born on `geboren_op`.
///
/// An error names `veld` when that day lies ahead, or the child is two or older.
pub fn controleer_geboorte(veld: &str, geboren_op: NaiveDate, vandaag: NaiveDate) -> Result<(), Fouten> {
    let fout = |regel, melding| Err(Fouten::new().fout(veld, regel, melding));
    if geboren_op > vandaag {
        return fout("toekomst", "Een kind kan niet in de toekomst geboren zijn.");
    }
    if tweede_verjaardag(geboren_op) <= vandaag {
        return fout("te-oud", "Knooppunt is er voor kinderen tot hun tweede verjaardag.");
    }
    Ok(())
}

impl Zwangerschap {
    /// The days on which the children were born, as somebody tells of a birth: as many as were expected, on the day that they name,
    /// unless they say it of each. Of anything else there are none.
    ///
    /// An error names the child whose day does not fit.
    pub fn kinderen(&self, verteld: &Vertelling, vandaag: NaiveDate) -> Result<Vec<NaiveDate>, Fouten> {
        let (Einde::Geboren, Some(op)) = (verteld.einde, verteld.op) else {
            return if verteld.kinderen.is_empty() {
                Ok(Vec::new())
            } else {
                Err(Fouten::new().fout("kinderen", "past-niet", "Kinderen horen alleen bij een geboorte."))
            };
        };
        if verteld.kinderen.is_empty() {
            return Ok(vec![op; usize::try_from(self.aantal_kinderen).unwrap_or(1)]);
        }
        let mut fouten = Fouten::new();
        if !verteld.kinderen.contains(&op) {
            fouten.add("kinderen", "eerste-dag", "Een van de kinderen is geboren op de dag in `op`: de eerste.");
        }
        for (nummer, &dag) in verteld.kinderen.iter().enumerate() {
            if dag < op || dag > vandaag {
                let melding = "Een kind is geboren op de dag in `op` of later, en niet in de toekomst.";
                fouten.add(format!("kinderen[{nummer}].geborenOp"), "periode", melding);
            }
        }
        fouten.als_fout().map(|()| verteld.kinderen.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zwangerschap::{Status as Zwangerschapstatus, Termijnbron};

    fn d(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    #[test]
    fn een_kind_van_een_schrikkeldag_is_twee_op_de_laatste_dag_van_februari() {
        assert_eq!(tweede_verjaardag(d("2028-02-29")), d("2030-02-28"));
        assert_eq!(tweede_verjaardag(d("2027-04-14")), d("2029-04-14"));
    }

    #[test]
    fn een_tweeling_rond_middernacht_heeft_twee_geboortedagen() {
        let nu = Moment::begin_van(d("2027-04-20"));
        let zij = Zwangerschap {
            id: Id::new(nu),
            uitgerekend: d("2027-04-12"),
            bron: Termijnbron::Termijnecho,
            aantal_kinderen: 2,
            eerste_kind: true,
            status: Zwangerschapstatus::Lopend,
            geeindigd_op: None,
        };
        let vertelt = |einde, kinderen: &[&str]| {
            let kinderen = kinderen.iter().map(|dag| d(dag)).collect();
            zij.kinderen(&Vertelling { einde, op: Some(d("2027-04-14")), kinderen, reden: None }, nu.dag())
        };
        assert_eq!(
            vertelt(Einde::Geboren, &[]).unwrap(),
            [d("2027-04-14"), d("2027-04-14")],
            "as many as she expected"
        );
        let twee = ["2027-04-14", "2027-04-15"];
        assert_eq!(vertelt(Einde::Geboren, &twee).unwrap(), twee.map(d));
        assert!(vertelt(Einde::Geboren, &["2027-04-15"]).is_err(), "the first of them is born on that day");
        assert!(vertelt(Einde::Geboren, &["2027-04-14", "2027-04-13"]).is_err());
        assert!(vertelt(Einde::Geboren, &["2027-04-14", "2027-04-21"]).is_err(), "tomorrow nobody was born yet");
        assert_eq!(vertelt(Einde::Verlies, &[]).unwrap(), []);
        assert!(vertelt(Einde::Verlies, &twee).is_err());
    }
}
