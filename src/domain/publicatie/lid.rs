//! How a family belongs to a measure.

use super::periode::Kwartaal;

/// How one family belongs to one measure. What the measure does not split on is left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lid {
    /// The quarter of the first moment in the period that made the family a member of this measure.
    pub kwartaal: Option<Kwartaal>,
    /// The route: of the first doorgeleiding of the period, or of the traject that goes first.
    pub route: Option<&'static str>,
    /// What became of that first doorgeleiding, as known when the period was counted.
    pub uitkomst: Option<&'static str>,
    /// For a traject: begun in the period (true), or carried over into it (false).
    pub nieuw: Option<bool>,
}
