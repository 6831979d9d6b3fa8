//! What comes between: each at its own moment of the story, for in the logboek nothing comes after what is later.

use chrono::TimeDelta;

use super::stap::Verteller;
use crate::{domain::tijd::Moment, store::error::Error};

/// Something for the privacy officer to find, or for a coordinator to answer.
#[derive(Clone, Copy)]
enum Inval {
    /// An emergency, by the first or the second signaller.
    Nood(usize),
    Nacht,
    BijEenCollega,
    NaSluiting,
    Draad,
    Verhuizing,
    Voorstel,
    Avond,
}

/// All of them, in their order: an emergency that nobody judged in time, three things of yesterday, an emergency of just now, families
/// with a birth, a loss and a next pregnancy, a family that moves, after all that happened to it, another route that is proposed, and the tables of Heerlen.
fn invallen(nu: Moment) -> [(Moment, Inval); 9] {
    let middernacht = Moment::begin_van(nu.in_nederland().date());
    let voor = |moment: Moment, uren: i64| moment.plus(TimeDelta::hours(-uren));
    [
        (voor(nu, 14 * 24), Inval::Nood(0)),
        (voor(middernacht, 22), Inval::Nacht),
        (voor(middernacht, 12), Inval::BijEenCollega),
        (voor(middernacht, 11), Inval::NaSluiting),
        (voor(nu, 2), Inval::Nood(1)),
        (nu, Inval::Draad),
        (nu, Inval::Verhuizing),
        (nu, Inval::Voorstel),
        (nu, Inval::Avond),
    ]
}

impl Verteller<'_> {
    /// Tells those whose moment is not after `tot`; `gedaan` of them have been. Says how many have now.
    pub(super) fn invallen(&mut self, gedaan: usize, tot: Moment, nu: Moment) -> Result<usize, Error> {
        let mut verteld = gedaan;
        for (op, inval) in invallen(nu).into_iter().skip(gedaan).take_while(|(op, _)| *op <= tot) {
            match inval {
                Inval::Nood(wie) => self.noodprocedure(wie, op)?,
                Inval::Nacht => self.nacht(op)?,
                Inval::BijEenCollega => self.bij_een_collega(op)?,
                Inval::NaSluiting => self.na_sluiting(op)?,
                Inval::Draad => self.gezinnen_verder(op)?,
                Inval::Verhuizing => self.verhuizing(op)?,
                Inval::Voorstel => self.voorstel(op)?,
                Inval::Avond => self.avond(op)?,
            }
            verteld += 1;
        }
        Ok(verteld)
    }
}
