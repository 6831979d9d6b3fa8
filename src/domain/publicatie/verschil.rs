//! The last line of defence: no difference of published numbers may lie between none and the threshold.
//!
//! The splits of one measure nest, and a measure inside another keeps its distance block by block. What remains are
//! sets that happen to lie, or by the nature of the work always lie, inside each other without the programme saying
//! so: doorgeleidingen that were started are trajecten too, a family discussed in K1 was at a table in K1. So every
//! new block is tried against the actual families: is there a sum of blocks of one measure that, minus a sum of
//! blocks of other measures inside it, leaves a few? The search stops after a fixed number of steps and then
//! answers yes: what cannot be shown to be safe is not published.

use super::{bits::Bits, drempel::Drempel};

/// How many steps one search may take. A fixed number, not a time, so that the answer is the same everywhere.
const STAPPEN: u32 = 4_000;

/// An unsplit block: which measure, which families, and whether it is being tried.
pub(super) struct Blad<'b> {
    pub(super) maat: usize,
    pub(super) leden: &'b Bits,
    pub(super) nieuw: bool,
}

/// Whether publishing the new ones among `bladen` gives away a difference that is too small.
///
/// Only unsplit blocks need to be given: every other block is a sum of those.
pub(super) fn lekt(bladen: &[Blad<'_>], gewicht: &[u32], drempel: Drempel) -> bool {
    let mut maten: Vec<usize> = bladen.iter().map(|blad| blad.maat).collect();
    maten.sort_unstable();
    maten.dedup();
    maten.into_iter().any(|maat| lekt_uit(maat, bladen, gewicht, drempel))
}

/// The same, with the outer sum taken from `maat`.
fn lekt_uit(maat: usize, bladen: &[Blad<'_>], gewicht: &[u32], drempel: Drempel) -> bool {
    let (buiten, binnen): (Vec<_>, Vec<_>) = bladen.iter().partition(|blad| blad.maat == maat);
    let Some(leeg) = bladen.first().map(|blad| blad.leden.zonder(blad.leden)) else {
        return false;
    };
    let geheel = buiten.iter().fold(leeg.clone(), |geheel, blad| geheel.of(blad.leden));
    let binnen: Vec<_> = binnen.into_iter().filter(|blad| blad.leden.binnen(&geheel)).collect();
    let mut sets: Vec<&Bits> = binnen.iter().map(|blad| blad.leden).collect();
    sets.sort_unstable();
    sets.dedup();
    let mut zoektocht = Zoektocht {
        buiten: buiten.iter().map(|blad| blad.leden).collect(),
        binnen: sets,
        gewicht,
        grens: drempel.aantal() - 1,
        stappen: STAPPEN,
    };
    let van_buiten = buiten.iter().filter(|blad| blad.nieuw).map(|blad| (blad.leden.clone(), leeg.clone()));
    let van_binnen = binnen.iter().filter(|blad| blad.nieuw).map(|blad| (leeg.clone(), blad.leden.clone()));
    let begin: Vec<_> = van_buiten.chain(van_binnen).collect();
    begin.into_iter().any(|(som, af)| {
        zoektocht.stappen = STAPPEN;
        let som = zoektocht.omvat(&som, &af);
        zoektocht.lekt(&som, &af, &leeg)
    })
}

/// A search for blocks that cover a sum of outer blocks but for a few families.
struct Zoektocht<'b> {
    buiten: Vec<&'b Bits>,
    binnen: Vec<&'b Bits>,
    gewicht: &'b [u32],
    grens: u32,
    stappen: u32,
}

impl Zoektocht<'_> {
    /// The sum, grown by every outer block that `erbij` touches.
    fn omvat(&self, som: &Bits, erbij: &Bits) -> Bits {
        self.buiten.iter().filter(|blok| blok.raakt(erbij)).fold(som.clone(), |som, blok| som.of(blok))
    }

    /// Whether `som` minus `af`, with more blocks added to both, can come down to the families of `over` and a few.
    ///
    /// Each family of the sum is either taken off by one more inner block, which may draw further outer blocks into
    /// the sum, or is left over. At most `grens` families can be left over, and that keeps the search small.
    fn lekt(&mut self, som: &Bits, af: &Bits, over: &Bits) -> bool {
        let Some(stappen) = self.stappen.checked_sub(1) else {
            return true;
        };
        self.stappen = stappen;
        let rest = som.zonder(af).zonder(over);
        let bruikbaar: Vec<&Bits> = self
            .binnen
            .iter()
            .copied()
            .filter(|blok| blok.raakt(&rest) && !blok.raakt(af) && !blok.raakt(over))
            .collect();
        let bereik = bruikbaar.iter().fold(over.zonder(over), |bereik, blok| bereik.of(blok));
        let over = over.of(&rest.zonder(&bereik));
        let aantal = over.weeg(self.gewicht);
        if aantal > self.grens {
            return false;
        }
        let Some(eerste) = rest.en(&bereik).eerste() else {
            return aantal > 0;
        };
        bruikbaar.into_iter().filter(|blok| blok.raakt(&eerste)).any(|blok| {
            let som = self.omvat(som, blok);
            self.lekt(&som, &af.of(blok), &over)
        }) || self.lekt(som, af, &over.of(&eerste))
    }
}
