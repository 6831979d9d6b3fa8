//! Differences with the release of the period before.
//!
//! Whoever is carried over into a period was counted in the one before it: 67 lopend in 2025 and 60 carried over into
//! 2026 would tell that 7 ended in 2025. So that number is held against the frozen numbers of the earlier release.
//! Flows (signalen, doorgeleidingen, tables) and whole measures of two periods do not nest, and need no such rule.

use super::{cel::Cel, drempel::Drempel, gebied::Gebiedsoort};

/// A block of families carried over, still unsplit.
pub(super) struct Doorlopend<'a> {
    pub(super) cel: Cel,
    /// Its measure and every measure around it.
    pub(super) houders: Vec<&'a str>,
    /// Its area and every area around it.
    pub(super) gebieden: &'a [(Gebiedsoort, &'static str)],
}

impl Doorlopend<'_> {
    /// Whether the families of this block were all in the earlier block `vorig`.
    fn zat_in(&self, vorig: &Cel) -> bool {
        let zelfde = vorig.maat == self.cel.maat;
        let past = |vorig: &str, nu: &str| vorig.is_empty() || (zelfde && vorig == nu);
        self.houders.contains(&vorig.maat.as_str())
            && self.gebieden.contains(&(vorig.gebiedsoort, vorig.gebied.as_str()))
            && past(&vorig.route, &self.cel.route)
            && past(&vorig.uitkomst, &self.cel.uitkomst)
            && vorig.nieuw.is_empty()
            && vorig.kwartaal.is_empty()
    }
}

/// Whether an earlier number, minus those of its families that were carried over, leaves too few.
///
/// Parts of the families carried over need no look of their own: each is at least the threshold, so leaving one out
/// only makes the difference larger. A negative difference means that the two do not nest.
pub(super) fn botst(eerder: &[Cel], doorlopend: &[Doorlopend<'_>], drempel: Drempel) -> bool {
    eerder.iter().any(|vorig| {
        let over: Vec<u32> = doorlopend.iter().filter(|blok| blok.zat_in(vorig)).map(|blok| blok.cel.aantal).collect();
        !over.is_empty()
            && vorig.aantal.checked_sub(over.iter().sum()).is_some_and(|verschil| drempel.te_klein(verschil))
    })
}
