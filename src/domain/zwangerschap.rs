//! The pregnancy clock: one due date drives every week number, deadline and the order of the queue.

pub mod kind;
pub mod uitkomst;

use std::{fmt, str::FromStr};

use chrono::{Days, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::ZwangerschapId;
use crate::domain::{fouten::Fouten, recht::Conflict, reden::HerzienReden};

/// A pregnancy lasts 280 days, counted from the last menstruation to the due date.
const DRACHT_DAGEN: i64 = 280;
/// So many days after its due date, at 43 weeks, a pregnancy is over.
const DAGEN_OVER_TIJD: i64 = 21;

/// The states of a pregnancy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = ZwangerschapStatus)]
pub enum Status {
    /// She is pregnant.
    Lopend,
    /// The child, or the children, were born.
    Geboren,
    /// She lost it.
    Verlies,
    /// Nobody told how it ended.
    Onbekend,
}

/// How a pregnancy went, as somebody tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = ZwangerschapEinde)]
pub enum Einde {
    /// With a birth.
    Geboren,
    /// With a loss.
    Verlies,
    /// It has not ended: what was told of its end is a mistake.
    LooptNog,
}

/// Where a due date comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Termijnbron {
    /// A dating scan.
    Termijnecho,
    /// The first day of the last menstruation.
    LaatsteMenstruatie,
    /// An estimate.
    Schatting,
    /// The birth itself: the worry is about a child, and nobody told when it was due.
    Geboortedatum,
}

/// A pregnancy and its due date.
#[derive(Clone, Debug)]
pub struct Zwangerschap {
    /// Its identifier.
    pub id: ZwangerschapId,
    /// The due date.
    pub uitgerekend: NaiveDate,
    /// Where the due date comes from.
    pub bron: Termijnbron,
    /// How many children are expected.
    pub aantal_kinderen: i32,
    /// Whether it is her first.
    pub eerste_kind: bool,
    /// Its state, as it was last noted.
    pub status: Status,
    /// The day of the birth or the loss.
    pub geeindigd_op: Option<NaiveDate>,
}

impl Zwangerschap {
    /// Its state on `dag`: at 43 weeks every child is born, and when nobody told how it ended that is unknown.
    #[must_use]
    pub fn status_op(&self, dag: NaiveDate) -> Status {
        let over_tijd = dag.signed_duration_since(self.uitgerekend).num_days() >= DAGEN_OVER_TIJD;
        if self.status == Status::Lopend && over_tijd { Status::Onbekend } else { self.status }
    }

    /// The day on which it was over without anybody telling how it ended, when that is so on `dag`.
    #[must_use]
    pub fn onbekend_sinds(&self, dag: NaiveDate) -> Option<NaiveDate> {
        let sinds = self.uitgerekend.checked_add_days(Days::new(DAGEN_OVER_TIJD.unsigned_abs()));
        sinds.filter(|_| self.status_op(dag) == Status::Onbekend)
    }

    /// The same with another due date; one of which nobody told the end may last by it.
    ///
    /// An error names `uitgerekend` when it differs so much that it is that of another pregnancy, and `reden` when it differs much and
    /// nobody says why. A conflict when it is known how it ended.
    pub fn herzien(
        self,
        uitgerekend: NaiveDate,
        bron: Termijnbron,
        reden: Option<HerzienReden>,
    ) -> Result<Result<Self, Conflict>, Fouten> {
        if matches!(self.status, Status::Geboren | Status::Verlies) {
            let melding = "Deze zwangerschap is al geëindigd; de uitgerekende datum verandert niet meer.";
            return Ok(Err(Conflict::new("zwangerschap-voorbij", melding)));
        }
        let verschil = uitgerekend.signed_duration_since(self.uitgerekend).num_days().unsigned_abs();
        if verschil > DAGEN_ZELFDE {
            let melding = "Deze datum ligt meer dan 42 dagen van de vorige: dat is een andere zwangerschap. Vertel hoe deze is gegaan, en \
                           leg de nieuwe dan vast.";
            return Err(Fouten::new().fout("uitgerekend", "andere-zwangerschap", melding));
        }
        if verschil > DAGEN_ZONDER_REDEN && reden.is_none() {
            let melding = "Deze datum ligt meer dan 14 dagen van de vorige. Geef een reden.";
            return Err(Fouten::new().fout("reden", "verplicht", melding));
        }
        Ok(Ok(Self { uitgerekend, bron, status: Status::Lopend, ..self }))
    }

    /// That it is known how it went: only then a case is about the next one.
    pub fn is_af(&self) -> Result<(), Conflict> {
        if matches!(self.status, Status::Geboren | Status::Verlies) {
            return Ok(());
        }
        let melding = "Over de vorige zwangerschap van dit gezin is nog niet verteld hoe zij is gegaan. Leg dat eerst vast bij de casus \
                       (`zwangerschapseinde`).";
        Err(Conflict::new("vorige-zwangerschap-open", melding))
    }

    /// Whether two of them are one: their due dates are close enough.
    #[must_use]
    pub fn is_zelfde(&self, ander: &Self) -> bool {
        is_zelfde(self.uitgerekend, ander.uitgerekend)
    }

    /// How far she is on `dag`, as long as it lasts.
    #[must_use]
    pub fn duur_op(&self, dag: NaiveDate) -> Option<Zwangerschapsduur> {
        (self.status_op(dag) == Status::Lopend).then(|| Zwangerschapsduur::op(self.uitgerekend, dag))
    }
}

/// The last due date of pregnancies that are over on `dag`, whatever was noted.
#[must_use]
pub fn over_tijd(dag: NaiveDate) -> NaiveDate {
    dagen_voor(dag, DAGEN_OVER_TIJD)
}

/// Checks that a pregnancy with this due date can have ended on `op`.
///
/// An error names `op` when that day lies ahead, or before the pregnancy began.
fn controleer_einde(uitgerekend: NaiveDate, op: NaiveDate, vandaag: NaiveDate) -> Result<(), Fouten> {
    let mut fouten = Fouten::default();
    if op > vandaag {
        fouten.add("op", "toekomst", "De zwangerschap kan niet in de toekomst geëindigd zijn.");
    } else if op < dagen_voor(uitgerekend, DRACHT_DAGEN) || dagen_voor(op, DAGEN_OVER_TIJD) > uitgerekend {
        fouten.add("op", "periode", "Deze dag past niet bij de uitgerekende datum.");
    }
    fouten.als_fout()
}

impl Termijnbron {
    /// How well a source is believed: a dating scan before the last menstruation, and that before an estimate.
    const fn gewicht(self) -> u8 {
        match self {
            Self::Geboortedatum => 3,
            Self::Termijnecho => 2,
            Self::LaatsteMenstruatie => 1,
            Self::Schatting => 0,
        }
    }
}

/// A due date that moves more than this is revised with a reason.
const DAGEN_ZONDER_REDEN: u64 = 14;

/// Whether the next child is her first, by the pregnancies that came before; nothing when they do not tell.
///
/// After a birth it is not. After a loss it is what it was.
#[must_use]
pub fn volgende_is_eerste(eerder: &[Zwangerschap]) -> Option<bool> {
    let laatste = eerder.iter().max_by_key(|zij| zij.uitgerekend)?;
    Some(!eerder.iter().any(|zij| zij.status == Status::Geboren) && laatste.eerste_kind)
}

/// Two due dates further apart than this are two pregnancies.
pub const DAGEN_ZELFDE: u64 = 42;

/// Whether two due dates can be those of one pregnancy.
#[must_use]
pub fn is_zelfde(een: NaiveDate, ander: NaiveDate) -> bool {
    een.signed_duration_since(ander).num_days().unsigned_abs() <= DAGEN_ZELFDE
}

/// The pregnancy that somebody tells of who signalled one of them, while their case is about the other: that of the case, when the two are
/// one pregnancy.
#[must_use]
pub fn bedoeld<'a>(van_signaal: &'a Zwangerschap, van_casus: Option<&'a Zwangerschap>) -> &'a Zwangerschap {
    van_casus.filter(|zij| is_zelfde(zij.uitgerekend, van_signaal.uitgerekend)).unwrap_or(van_signaal)
}

/// Which of two pregnancies a family is about once both are known: the later one, and of two dates for one pregnancy the better source,
/// as long as nobody told how it went.
#[must_use]
pub fn leidend<'a>(oud: Option<&'a Zwangerschap>, nieuw: Option<&'a Zwangerschap>) -> Option<&'a Zwangerschap> {
    let (Some(oud), Some(nieuw)) = (oud, nieuw) else { return oud.or(nieuw) };
    let verschil = nieuw.uitgerekend.signed_duration_since(oud.uitgerekend).num_days();
    let beter = nieuw.bron.gewicht() > oud.bron.gewicht() && oud.is_af().is_err();
    let wint = if oud.is_zelfde(nieuw) { beter } else { verschil > 0 };
    Some(if wint { nieuw } else { oud })
}

/// A gestational age: whole weeks and the days beyond, written `27+6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Zwangerschapsduur {
    /// Days since the start of the pregnancy.
    dagen: i64,
}

impl Zwangerschapsduur {
    /// The gestational age on `dag`; never stored, always computed.
    #[must_use]
    pub fn op(uitgerekend: NaiveDate, dag: NaiveDate) -> Self {
        Self { dagen: DRACHT_DAGEN - uitgerekend.signed_duration_since(dag).num_days() }
    }

    /// The day on which whoever is due on `uitgerekend` is so far.
    #[must_use]
    pub fn dag(self, uitgerekend: NaiveDate) -> NaiveDate {
        dagen_voor(uitgerekend, DRACHT_DAGEN - self.dagen)
    }
}

impl FromStr for Zwangerschapsduur {
    type Err = &'static str;

    fn from_str(tekst: &str) -> Result<Self, Self::Err> {
        let delen = tekst.split_once('+').and_then(|(weken, dagen)| weken.parse().ok().zip(dagen.parse().ok()));
        match delen {
            Some((weken @ 0_i64..=45, dagen @ 0_i64..7)) => Ok(Self { dagen: weken * 7 + dagen }),
            _ => Err("een zwangerschapsduur is als 27+6: weken en dagen"),
        }
    }
}

impl fmt::Display for Zwangerschapsduur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.dagen.div_euclid(7), self.dagen.rem_euclid(7))
    }
}

/// Checks that a due date of a pregnancy comes from something else than a birth.
///
/// An error names `veld`.
pub fn controleer_bron(veld: &str, bron: Termijnbron) -> Result<(), Fouten> {
    let melding =
        "Een geboortedatum is geen uitgerekende datum. Vertel van een geboorte, of geef bij een signaal `geborenOp`.";
    if bron == Termijnbron::Geboortedatum { Err(Fouten::new().fout(veld, "past-niet", melding)) } else { Ok(()) }
}

/// Checks that a due date can be that of a pregnancy on `vandaag`.
///
/// An error names `veld` when it lies more than 280 days ahead, or three weeks or more back.
pub fn controleer_termijn(veld: &str, uitgerekend: NaiveDate, vandaag: NaiveDate) -> Result<(), Fouten> {
    let vooruit = uitgerekend.signed_duration_since(vandaag).num_days();
    let mut fouten = Fouten::default();
    if vooruit > DRACHT_DAGEN {
        fouten.add(veld, "te-ver-vooruit", "De uitgerekende datum kan niet meer dan 280 dagen in de toekomst liggen.");
    } else if vooruit <= -DAGEN_OVER_TIJD {
        fouten.add(veld, "te-ver-terug", "De uitgerekende datum kan niet drie weken of langer terug liggen.");
    }
    fouten.als_fout()
}

/// The youngest and the oldest, in whole years, that somebody is on the day she is due.
const LEEFTIJD: std::ops::RangeInclusive<u32> = 10..=60;

/// Checks that somebody born on `geboren` can be due on `uitgerekend`.
///
/// An error names `veld` when she would be younger than ten or older than sixty that day.
pub fn controleer_leeftijd(veld: &str, geboren: NaiveDate, uitgerekend: NaiveDate) -> Result<(), Fouten> {
    let kan = uitgerekend.years_since(geboren).is_some_and(|jaren| LEEFTIJD.contains(&jaren));
    if kan {
        return Ok(());
    }
    let melding = "Deze geboortedatum past niet bij een zwangerschap: zij is dan jonger dan 10 of ouder dan 60 jaar.";
    Err(Fouten::new().fout(veld, "past-niet-bij-zwangerschap", melding))
}

/// A chance that is lost when its window closes; the rules of the routes say when that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Venster {
    /// Joining a Centering group.
    CenteringStart,
    /// Entry to VoorZorg.
    VoorzorgInstroom,
    /// A prenatal home visit.
    PrenataalHuisbezoek,
    /// Entry to Stevig Ouderschap.
    StevigOuderschapInstroom,
}

fn dagen_voor(dag: NaiveDate, aantal: i64) -> NaiveDate {
    dag.checked_sub_signed(TimeDelta::days(aantal)).unwrap_or(dag)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{ids::Id, tijd::Moment};

    fn d(tekst: &str) -> NaiveDate {
        tekst.parse().unwrap()
    }

    fn zwanger(uitgerekend: &str, eerste_kind: bool) -> Zwangerschap {
        Zwangerschap {
            id: Id::new(Moment::new(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap())),
            uitgerekend: d(uitgerekend),
            bron: Termijnbron::Termijnecho,
            aantal_kinderen: 1,
            eerste_kind,
            status: Status::Lopend,
            geeindigd_op: None,
        }
    }

    #[test]
    fn op_de_uitgerekende_dag_is_zij_veertig_weken() {
        assert_eq!(Zwangerschapsduur::op(d("2027-03-01"), d("2027-03-01")).to_string(), "40+0");
        assert_eq!(Zwangerschapsduur::op(d("2027-03-01"), d("2026-12-06")).to_string(), "27+6");
        assert_eq!(Zwangerschapsduur::op(d("2027-03-01"), d("2026-05-25")).to_string(), "0+0");
        let duur: Zwangerschapsduur = "27+6".parse().unwrap();
        assert_eq!((duur.to_string().as_str(), duur.dag(d("2027-03-01"))), ("27+6", d("2026-12-06")));
        assert!(["27", "27+7", "-1+2", "46+0", "27+x"].iter().all(|tekst| tekst.parse::<Zwangerschapsduur>().is_err()));
    }

    #[test]
    fn een_termijnecho_gaat_voor_een_schatting_en_een_nieuwe_zwangerschap_voor_de_vorige() {
        let met = |dag, bron| Zwangerschap { bron, ..zwanger(dag, true) };
        let echo = met("2027-03-01", Termijnbron::Termijnecho);
        let schatting = met("2027-03-20", Termijnbron::Schatting);
        let volgende = met("2028-04-01", Termijnbron::Schatting);
        let wint = |oud: &Zwangerschap, nieuw: &Zwangerschap| leidend(Some(oud), Some(nieuw)).unwrap().uitgerekend;
        assert_eq!(wint(&echo, &schatting), echo.uitgerekend);
        assert_eq!(wint(&schatting, &echo), echo.uitgerekend);
        assert_eq!((wint(&echo, &volgende), wint(&volgende, &echo)), (volgende.uitgerekend, volgende.uitgerekend));
        assert_eq!(leidend(None, Some(&echo)).map(|z| z.id), Some(echo.id));
        assert_eq!(leidend(Some(&echo), None).map(|z| z.id), Some(echo.id));
    }

    #[test]
    fn een_datum_die_veel_verschilt_vraagt_een_reden_en_een_andere_zwangerschap_is_geen_herziening() {
        let herzien = |dag, reden| zwanger("2027-03-01", true).herzien(d(dag), Termijnbron::Termijnecho, reden);
        assert!(herzien("2027-03-15", None).unwrap().is_ok(), "14 days");
        assert!(herzien("2027-03-16", None).is_err());
        assert!(herzien("2027-02-14", None).is_err(), "15 days earlier");
        let echo = Some(HerzienReden::Echo);
        assert_eq!(herzien("2027-04-12", echo).unwrap().unwrap().uitgerekend, d("2027-04-12"), "42 days");
        assert!(herzien("2027-04-13", echo).is_err());
        let geboren = Zwangerschap { status: Status::Geboren, ..zwanger("2027-03-01", true) };
        assert!(geboren.herzien(d("2027-03-02"), Termijnbron::Termijnecho, None).unwrap().is_err());
    }

    #[test]
    fn na_een_geboorte_is_het_volgende_kind_niet_het_eerste_en_na_een_verlies_wat_het_was() {
        let met = |dag, eerste, status| Zwangerschap { status, ..zwanger(dag, eerste) };
        assert_eq!(volgende_is_eerste(&[]), None);
        let verlies = met("2027-03-01", true, Status::Verlies);
        assert_eq!(volgende_is_eerste(std::slice::from_ref(&verlies)), Some(true));
        let geboren = met("2028-05-01", true, Status::Geboren);
        assert_eq!(volgende_is_eerste(&[verlies, geboren]), Some(false));
        assert_eq!(volgende_is_eerste(&[met("2027-03-01", false, Status::Verlies)]), Some(false));
    }

    #[test]
    fn een_zwangerschap_die_voorbij_is_heeft_geen_week() {
        let lopend = zwanger("2027-03-01", true);
        assert_eq!(lopend.duur_op(d("2027-03-21")).unwrap().to_string(), "42+6");
        assert_eq!(
            (lopend.status_op(d("2027-03-22")), lopend.duur_op(d("2027-03-22")).is_some()),
            (Status::Onbekend, false)
        );
        let verlies = Zwangerschap { status: Status::Verlies, ..lopend };
        assert!(verlies.duur_op(d("2026-11-22")).is_none());
    }

    #[test]
    fn een_datum_tien_jaar_vooruit_is_geen_uitgerekende_datum() {
        assert!(controleer_termijn("uitgerekend", d("2036-11-22"), d("2026-11-22")).is_err());
        assert!(controleer_termijn("uitgerekend", d("2026-10-31"), d("2026-11-22")).is_err());
        assert!(controleer_termijn("uitgerekend", d("2026-11-02"), d("2026-11-22")).is_ok());
    }
}
