//! What happened, as far as it can be counted: per family, without a name, an identifier or a text.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::periode::Periode;
use crate::domain::{
    Word as _,
    gebied::Gemeente,
    route::Route,
    toegang::Organisatiesoort,
    traject::{Einde, Vervolgactie},
};

/// A kind of fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Feitsoort {
    /// A case, from the day it was registered until the day it was closed.
    Casus,
    /// A signaal that was received and not taken back.
    Signaal,
    /// A request along a route, with all its hops as one, on the day it was first sent.
    Doorgeleiding,
    /// A contact of a prenatal home visit that was held.
    PrenataalHuisbezoek,
    /// An action that a prenatal home visit was to lead to, on the day that was recorded.
    Vervolgactie,
    /// Support that was started, from that day until the day it ended; a prenatal home visit is none.
    Traject,
    /// A family on the agenda of a table that was held.
    Bespreking,
    /// An agreement in a record that is established, on the day of its table.
    Afspraak,
    /// A table that was held; of no family.
    Tafel,
    /// A woman who did not want a signaal; of no family that is known.
    ZonderToestemming,
    /// A worry that belongs with Veilig Thuis or 112; of no family that is known.
    AcuutGevaar,
    /// A signaal that was taken back; of no family that is known any more.
    Ingetrokken,
}

impl Feitsoort {
    /// Whether it is known which family it is of.
    #[must_use]
    pub const fn is_van_een_gezin(self) -> bool {
        !matches!(self, Self::Tafel | Self::ZonderToestemming | Self::AcuutGevaar | Self::Ingetrokken)
    }

    /// Whether it lasts: only then can it run or end.
    #[must_use]
    pub const fn duurt(self) -> bool {
        matches!(self, Self::Casus | Self::Traject)
    }

    /// Whether this characteristic is known of it.
    #[must_use]
    pub const fn kent(self, kenmerk: Kenmerk) -> bool {
        match kenmerk {
            Kenmerk::Signaleerder => {
                matches!(self, Self::Casus | Self::Signaal | Self::Doorgeleiding | Self::PrenataalHuisbezoek)
            }
            Kenmerk::Route => matches!(self, Self::Doorgeleiding | Self::Traject),
            Kenmerk::Antwoord => matches!(self, Self::Doorgeleiding),
            Kenmerk::Begin | Kenmerk::Einde => self.duurt(),
            Kenmerk::Afloop => matches!(self, Self::Traject),
            Kenmerk::Vervolgactie | Kenmerk::Gevolg => matches!(self, Self::Vervolgactie),
            Kenmerk::Besloten => matches!(self, Self::Bespreking),
            Kenmerk::Stand => matches!(self, Self::Afspraak),
        }
    }
}

/// A characteristic of a fact, along which it can be split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Kenmerk {
    /// The kind of organisation that gave the (first) signaal of the case.
    Signaleerder,
    /// The route.
    Route,
    /// What became of a request.
    Antwoord,
    /// Whether it began in the period or before it.
    Begin,
    /// Whether it ended in the period, or was still there when the period ended.
    Einde,
    /// How support ended.
    Afloop,
    /// What a prenatal home visit was to lead to.
    Vervolgactie,
    /// Whether that was asked for since, and begun.
    Gevolg,
    /// Whether a casusregisseur was named at the table.
    Besloten,
    /// What became of an agreement.
    Stand,
}

impl Kenmerk {
    /// Whether the period decides it, and not the fact alone.
    #[must_use]
    pub const fn volgt_uit_de_periode(self) -> bool {
        matches!(self, Self::Begin | Self::Einde)
    }

    /// Everything that it can be, with the label that people read.
    #[must_use]
    pub fn waarden(self) -> Vec<(&'static str, &'static str)> {
        fn lijst<T: crate::domain::Label + VariantArray>() -> Vec<(&'static str, &'static str)> {
            T::VARIANTS.iter().map(|waarde| (waarde.word(), waarde.naam())).collect()
        }
        fn zelf<T: crate::domain::Word + VariantArray>() -> Vec<(&'static str, &'static str)> {
            T::VARIANTS.iter().map(|waarde| (waarde.word(), waarde.word())).collect()
        }
        let anders = [(ONBEKEND, "Onbekend")];
        match self {
            Self::Signaleerder => [lijst::<Organisatiesoort>(), anders.to_vec()].concat(),
            Self::Route => lijst::<Route>(),
            Self::Antwoord => zelf::<Antwoord>(),
            Self::Begin => zelf::<Begin>(),
            Self::Einde => zelf::<Slot>(),
            Self::Afloop => [lijst::<Einde>(), anders.to_vec()].concat(),
            Self::Vervolgactie => lijst::<Vervolgactie>(),
            Self::Gevolg => zelf::<Gevolg>(),
            Self::Besloten => vec![("ja", "Ja"), ("nee", "Nee")],
            Self::Stand => zelf::<Stand>(),
        }
    }
}

/// A characteristic that nobody noted.
pub const ONBEKEND: &str = "onbekend";

/// What became of a request, its last hop included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Antwoord {
    /// The desk has not answered yet.
    Wacht,
    /// Accepted, whatever came of it.
    Aanvaard,
    /// The family did not want it, before or after the desk accepted.
    GezinWilNiet,
    /// The desk refused.
    Afgewezen,
    /// The desk accepted, and gave it back before the beginning.
    NietBegonnen,
    /// The coordinator took it back.
    Ingetrokken,
    /// Nobody answered in time.
    Verlopen,
}

/// Where something that lasts began.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Begin {
    /// On a day of the period.
    InPeriode,
    /// Before it.
    Ervoor,
}

/// Where something that lasts ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Slot {
    /// On a day of the period.
    InPeriode,
    /// Not yet on its last day.
    Erna,
}

/// What came of an action that a home visit was to lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Gevolg {
    /// It was begun.
    Begonnen,
    /// It was asked for or planned.
    Gevraagd,
    /// Neither.
    Niet,
}

/// What became of an agreement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "kebab-case")]
pub enum Stand {
    /// Kept by the day that was agreed.
    OpTijd,
    /// Kept, after it.
    LaterDanAfgesproken,
    /// Lapsed.
    Vervallen,
    /// Open, and the day has passed.
    TeLaat,
    /// Open, and the day is still to come.
    Open,
}

/// One fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Feit {
    /// What kind.
    pub soort: Feitsoort,
    /// The day in Amsterdam on which it happened or began.
    pub van: NaiveDate,
    /// The day on which it ended; absent while it lasts, and of what does not last.
    pub tot: Option<NaiveDate>,
    /// What is known of it; the period decides the rest.
    pub kenmerken: BTreeMap<Kenmerk, &'static str>,
    /// The organisation that gave the (first) signaal, as a number without meaning.
    pub organisatie: Option<usize>,
}

impl Feit {
    /// Something that happened on a day.
    #[must_use]
    pub const fn op(soort: Feitsoort, dag: NaiveDate) -> Self {
        Self { soort, van: dag, tot: None, kenmerken: BTreeMap::new(), organisatie: None }
    }

    /// The same, until a day; what ended before it began ended on the day it began.
    #[must_use]
    pub fn tot(self, tot: Option<NaiveDate>) -> Self {
        Self { tot: tot.map(|tot| tot.max(self.van)), ..self }
    }

    /// The same, with a characteristic.
    #[must_use]
    pub fn met(mut self, kenmerk: Kenmerk, waarde: impl Into<&'static str>) -> Self {
        self.kenmerken.insert(kenmerk, waarde.into());
        self
    }

    /// The same, of a family that this organisation was the first to worry about.
    #[must_use]
    pub fn van_organisatie(self, organisatie: Option<usize>) -> Self {
        Self { organisatie, ..self }
    }

    /// What it is in this respect, seen from a period.
    #[must_use]
    pub fn waarde(&self, kenmerk: Kenmerk, periode: Periode) -> &'static str {
        match kenmerk {
            Kenmerk::Begin if periode.bevat(self.van) => Begin::InPeriode.word(),
            Kenmerk::Begin => Begin::Ervoor.word(),
            Kenmerk::Einde if self.tot.is_some_and(|tot| periode.bevat(tot)) => Slot::InPeriode.word(),
            Kenmerk::Einde => Slot::Erna.word(),
            anders => self.kenmerken.get(&anders).copied().unwrap_or(ONBEKEND),
        }
    }
}

/// One family: where it lived since when, and what happened.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Gezin {
    /// Where it lived, the first gemeente in front; the day is that of the move there.
    pub woonde: Vec<(NaiveDate, Gemeente)>,
    /// What happened, in no order that matters.
    pub feiten: Vec<Feit>,
}

impl Gezin {
    /// Where it lived on a day; where it lived first when that was before everything.
    #[must_use]
    pub fn gemeente_op(&self, dag: NaiveDate) -> Option<Gemeente> {
        let daar = self.woonde.iter().rev().find(|(sinds, _)| *sinds <= dag).or_else(|| self.woonde.first());
        daar.map(|(_, gemeente)| *gemeente)
    }
}

/// What is counted without a family.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Los {
    /// What kind.
    pub soort: Feitsoort,
    /// Where.
    pub gemeente: Gemeente,
    /// When: the day, or the first day of the month when only that is known.
    pub dag: NaiveDate,
    /// How many.
    pub aantal: u32,
}

/// Everything that can be counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feiten {
    /// The families.
    pub gezinnen: Vec<Gezin>,
    /// What is of no family.
    pub los: Vec<Los>,
}
