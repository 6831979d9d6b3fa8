//! The handover of a family: by the maternity care to the JGZ after a birth, and again before a child is two.
//!
//! It is proposed by itself. A coordinator accepts it, and says whether it was held with the parents there.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::{Casus, Open};
pub use crate::domain::ids::WarmeOverdrachtId;
use crate::domain::{
    beleid::{CasusBehandelen, CasusHerzien},
    ids::{CasusId, Id, ZwangerschapId},
    recht::{Besluit, Conflict, Gebeurtenis, Hoofdzaak, In, Permitted, Vanzelf, Weigering},
    reden::NietGeluktReden,
    tijd::Moment,
    zwangerschap::kind::{Kind, UitBeeldReden, tweede_verjaardag},
};

/// So many days after a birth the maternity care is over: by then it is held. So long after that the maternity care sees how it went.
const DAGEN_KRAAMZORG: u64 = 14;
/// So many days before a second birthday the next handover is proposed: it is held before the support ends.
pub const DAGEN_VOOR_TWEE: u64 = 28;

/// The states of a handover.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = OverdrachtStatus)]
pub enum OverdrachtStatus {
    /// It waits for a coordinator.
    Voorgesteld,
    /// The JGZ takes it on.
    Aanvaard,
    /// It was held.
    Gehouden,
    /// It was not held.
    NietGelukt,
    /// It is not needed: its case was closed, or there was no birth after all.
    Vervallen,
}

impl OverdrachtStatus {
    /// Whether somebody has to do something still.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Voorgesteld | Self::Aanvaard)
    }
}

/// Why a family is handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = OverdrachtAanleiding)]
pub enum OverdrachtAanleiding {
    /// A child was born: the maternity care hands over to the JGZ.
    Geboorte,
    /// A child is almost two: who supports the family hands over to the JGZ.
    TweeJaar,
}

/// A handover.
#[derive(Clone, Copy, Debug)]
pub struct WarmeOverdracht {
    /// Its identifier.
    pub id: WarmeOverdrachtId,
    /// The case.
    pub casus: CasusId,
    /// The pregnancy whose children it is about.
    pub zwangerschap: ZwangerschapId,
    /// Why.
    pub aanleiding: OverdrachtAanleiding,
    /// Its state.
    pub status: OverdrachtStatus,
    /// When it was proposed.
    pub voorgesteld_op: Moment,
    /// The last day on which it is in time.
    pub uiterlijk: NaiveDate,
    /// The day on which whoever has it is reminded.
    pub stap_op: Option<NaiveDate>,
    /// When the JGZ took it on.
    pub aanvaard_op: Option<Moment>,
    /// The day on which it was held.
    pub gehouden_op: Option<NaiveDate>,
    /// When it ended, in whatever way.
    pub beeindigd_op: Option<Moment>,
    /// Why it was not held.
    pub reden: Option<NietGeluktReden>,
}

impl WarmeOverdracht {
    /// After a birth on `geboren_op` that is told at `op`.
    #[must_use]
    pub fn na_geboorte(casus: CasusId, van: ZwangerschapId, geboren_op: NaiveDate, op: Moment) -> Self {
        Self::nieuw(casus, van, OverdrachtAanleiding::Geboorte, over(geboren_op, DAGEN_KRAAMZORG).max(op.dag()), op)
    }

    /// Before the second birthday of somebody born on `geboren_op`.
    #[must_use]
    pub fn voor_twee_jaar(casus: CasusId, van: ZwangerschapId, geboren_op: NaiveDate, op: Moment) -> Self {
        Self::nieuw(casus, van, OverdrachtAanleiding::TweeJaar, tweede_verjaardag(geboren_op), op)
    }

    fn nieuw(
        casus: CasusId,
        zwangerschap: ZwangerschapId,
        aanleiding: OverdrachtAanleiding,
        uiterlijk: NaiveDate,
        op: Moment,
    ) -> Self {
        Self {
            id: Id::new(op),
            casus,
            zwangerschap,
            aanleiding,
            status: OverdrachtStatus::Voorgesteld,
            voorgesteld_op: op,
            uiterlijk,
            stap_op: uiterlijk.succ_opt(),
            aanvaard_op: None,
            gehouden_op: None,
            beeindigd_op: None,
            reden: None,
        }
    }

    /// Whether the maternity care sees on `dag` how it goes: as long as it is open, and two weeks after it was.
    #[must_use]
    pub fn ziet_kraamzorg_op(&self, dag: NaiveDate) -> bool {
        let tot = self.beeindigd_op.map(|op| over(op.dag(), DAGEN_KRAAMZORG));
        let telt = self.aanleiding == OverdrachtAanleiding::Geboorte && self.status != OverdrachtStatus::Vervallen;
        telt && tot.is_none_or(|tot| dag <= tot)
    }
}

fn over(dag: NaiveDate, dagen: u64) -> NaiveDate {
    dag.checked_add_days(Days::new(dagen)).unwrap_or(dag)
}

/// How a handover went.
#[derive(Clone, Copy, Debug)]
pub enum OverdrachtAfloop {
    /// It was held on this day.
    Gehouden(NaiveDate),
    /// It was not held.
    NietGelukt(NietGeluktReden),
}

/// A step of a handover, in its case.
#[derive(Clone, Debug)]
pub struct Overdrachtsstap {
    /// The case.
    pub casus: Casus,
    /// The handover as it is from now on.
    pub overdracht: WarmeOverdracht,
    /// How it stood; nothing when it is new.
    pub was: Option<OverdrachtStatus>,
}

impl Hoofdzaak for Overdrachtsstap {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

/// Why a handover does not take this step.
fn niet_zo(van: &WarmeOverdracht, mag: bool) -> Result<(), Conflict> {
    if mag {
        return Ok(());
    }
    let status: &'static str = van.status.into();
    Err(Conflict::new("overdracht-niet-zo-ver", format!("Deze overdracht is `{status}`; dit kan nu niet.")))
}

impl Permitted<CasusBehandelen, In<Open, Casus>> {
    /// Takes a handover on, for the JGZ.
    pub fn aanvaard_overdracht(self, van: WarmeOverdracht) -> Result<Besluit<Overdrachtsstap>, Box<Weigering>> {
        let besluit = self.mits(|_| niet_zo(&van, van.status == OverdrachtStatus::Voorgesteld))?;
        Ok(besluit.besluit(Gebeurtenis::CasusOverdrachtAanvaard, |casus, door| Overdrachtsstap {
            casus,
            was: Some(van.status),
            overdracht: WarmeOverdracht { status: OverdrachtStatus::Aanvaard, aanvaard_op: Some(door.op), ..van },
        }))
    }
}

impl Permitted<CasusHerzien, In<Open, Casus>> {
    /// Notes how a handover went. One that nobody took on cannot have been held.
    pub fn rond_overdracht_af(
        self,
        van: WarmeOverdracht,
        afloop: OverdrachtAfloop,
    ) -> Result<Besluit<Overdrachtsstap>, Box<Weigering>> {
        let (gebeurtenis, mag) = match afloop {
            OverdrachtAfloop::Gehouden(_) => {
                (Gebeurtenis::CasusOverdrachtGehouden, van.status == OverdrachtStatus::Aanvaard)
            }
            OverdrachtAfloop::NietGelukt(_) => (Gebeurtenis::CasusOverdrachtNietGelukt, van.status.is_open()),
        };
        let besluit = self.mits(|_| niet_zo(&van, mag))?;
        Ok(besluit.besluit(gebeurtenis, |casus, door| {
            let was = Some(van.status);
            let geeindigd = WarmeOverdracht { stap_op: None, beeindigd_op: Some(door.op), ..van };
            let overdracht = match afloop {
                OverdrachtAfloop::Gehouden(op) => {
                    WarmeOverdracht { status: OverdrachtStatus::Gehouden, gehouden_op: Some(op), ..geeindigd }
                }
                OverdrachtAfloop::NietGelukt(reden) => {
                    WarmeOverdracht { status: OverdrachtStatus::NietGelukt, reden: Some(reden), ..geeindigd }
                }
            };
            Overdrachtsstap { casus, overdracht, was }
        }))
    }

    /// Notes that a child died. What is there for the family because of it stops, as after a loss, when no other child of that pregnancy
    /// is there.
    #[must_use]
    pub fn kind_overleden(self, kind: Kind, op: NaiveDate, laatste: bool) -> Besluit<Kindstap> {
        self.besluit(Gebeurtenis::CasusKindOverleden, |casus, _| Kindstap {
            casus,
            kind: kind.uit_beeld(op, UitBeeldReden::Overleden),
            laatste,
        })
    }
}

/// A child of a case that is followed no more.
#[derive(Clone, Debug)]
pub struct Kindstap {
    /// The case.
    pub casus: Casus,
    /// The child.
    pub kind: Kind,
    /// Whether no other child of its pregnancy is followed.
    pub laatste: bool,
}

impl Hoofdzaak for Kindstap {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Casus {
    /// Proposes the handover before the second birthday of a child, by the day of `door`.
    #[must_use]
    pub fn stel_overdracht_voor(self, kind: &Kind, door: Vanzelf) -> Besluit<Overdrachtsstap, Vanzelf> {
        let overdracht = WarmeOverdracht::voor_twee_jaar(self.id, kind.zwangerschap, kind.geboren_op, door.op);
        let status = self.status;
        let stap = Overdrachtsstap { casus: self, overdracht, was: None };
        Besluit::vanzelf(door, Gebeurtenis::CasusOverdrachtVoorgesteld, status, stap)
    }

    /// Reminds whoever has a handover that it is late: once.
    #[must_use]
    pub fn herinner_aan_overdracht(
        self,
        van: WarmeOverdracht,
        door: Vanzelf,
    ) -> Option<Besluit<Overdrachtsstap, Vanzelf>> {
        van.stap_op.filter(|dag| *dag <= door.op.dag() && van.status.is_open())?;
        let (status, was) = (self.status, Some(van.status));
        let stap = Overdrachtsstap { casus: self, overdracht: WarmeOverdracht { stap_op: None, ..van }, was };
        Some(Besluit::vanzelf(door, Gebeurtenis::CasusOverdrachtHerinnerd, status, stap))
    }

    /// A child had its second birthday by the day of `door`.
    #[must_use]
    pub fn laat_kind_los(self, kind: Kind, laatste: bool, door: Vanzelf) -> Option<Besluit<Kindstap, Vanzelf>> {
        let jarig = kind.tweede_verjaardag();
        if !kind.is_in_beeld() || jarig > door.op.dag() {
            return None;
        }
        let status = self.status;
        let kind = kind.uit_beeld(jarig, UitBeeldReden::TweedeVerjaardag);
        Some(Besluit::vanzelf(door, Gebeurtenis::CasusKindUitBeeld, status, Kindstap { casus: self, kind, laatste }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn d(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    #[test]
    fn de_kraamzorg_ziet_haar_overdracht_tot_veertien_dagen_nadat_zij_is_gehouden() {
        let op = Moment::begin_van(d("2027-04-15"));
        let (casus, zij) = (Id::new(op), Id::new(op));
        let open = WarmeOverdracht::na_geboorte(casus, zij, d("2027-04-14"), op);
        assert_eq!(open.uiterlijk, d("2027-04-28"));
        assert!(open.ziet_kraamzorg_op(d("2027-06-01")), "it waits still");
        let beeindigd_op = Some(Moment::begin_van(d("2027-04-20")));
        let gehouden = WarmeOverdracht { status: OverdrachtStatus::Gehouden, beeindigd_op, ..open };
        assert!(gehouden.ziet_kraamzorg_op(d("2027-05-04")));
        assert!(!gehouden.ziet_kraamzorg_op(d("2027-05-05")));
        assert!(!WarmeOverdracht { status: OverdrachtStatus::Vervallen, ..open }.ziet_kraamzorg_op(d("2027-04-15")));
        // At two the maternity care is long gone; and a birth that is told late leaves the day on which it is told.
        assert!(!WarmeOverdracht::voor_twee_jaar(casus, zij, d("2025-05-01"), op).ziet_kraamzorg_op(d("2027-04-15")));
        assert_eq!(WarmeOverdracht::na_geboorte(casus, zij, d("2027-03-01"), op).uiterlijk, op.dag());
    }
}
