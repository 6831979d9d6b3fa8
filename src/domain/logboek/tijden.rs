//! The times of lines in the order of their numbers: which are from long before what was numbered already, and which from
//! long after everything around them.

use chrono::TimeDelta;

use crate::domain::tijd::Moment;

/// So many lines decide whether time moved on, or one of them is from the future.
const STEMMEN: usize = 16;

/// A line whose time cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Vreemd {
    /// It is from long before a line that was numbered before it.
    TeOud {
        /// The line.
        nummer: u64,
        /// Its time.
        op: Moment,
        /// How far time was.
        laatste: Moment,
    },
    /// It is from long after the lines around it.
    TeNieuw {
        /// The line.
        nummer: u64,
        /// Its time.
        op: Moment,
    },
}

impl Vreemd {
    /// The line, and what is wrong with it in Dutch.
    #[must_use]
    pub fn bevinding(self) -> (u64, String) {
        match self {
            Self::TeOud { nummer, op, laatste } => {
                (nummer, format!("de regel is van {op}, lang voor wat al eerder genummerd was ({laatste})"))
            }
            Self::TeNieuw { nummer, op } => {
                (nummer, format!("de regel is van {op}, lang na de regels om haar heen: haar tijd kan niet kloppen"))
            }
        }
    }
}

type Regel = (u64, Moment);

/// Time jumped: those that agree, and those that do not.
#[derive(Debug)]
struct Sprong {
    naar: Moment,
    mee: Vec<Regel>,
    niet_mee: Vec<Regel>,
}

/// Times on their way from the first line to the last.
#[derive(Debug)]
pub struct Tijden {
    /// A line may be so much older than one that was numbered before it.
    speling: TimeDelta,
    laatste: Option<Moment>,
    sprong: Option<Sprong>,
}

impl Tijden {
    /// Times that may differ so much.
    #[must_use]
    pub const fn new(speling: TimeDelta) -> Self {
        Self { speling, laatste: None, sprong: None }
    }

    /// Looks at the next line; puts what is strange in `vreemd`, perhaps some lines later.
    pub fn regel(&mut self, nummer: u64, op: Moment, vreemd: &mut Vec<Vreemd>) {
        if let Some(laatste) = self.laatste.filter(|laatste| op.plus(self.speling) < *laatste) {
            vreemd.push(Vreemd::TeOud { nummer, op, laatste });
            return;
        }
        let Some(sprong) = &mut self.sprong else {
            if self.laatste.is_some_and(|laatste| op <= laatste.plus(self.speling)) {
                self.laatste = self.laatste.max(Some(op));
            } else {
                // Either nobody did anything for a while, or this line is not from now: those that follow tell.
                self.sprong = Some(Sprong { naar: op, mee: vec![(nummer, op)], niet_mee: Vec::new() });
            }
            return;
        };
        let stemmen = if op.plus(self.speling) < sprong.naar { &mut sprong.niet_mee } else { &mut sprong.mee };
        stemmen.push((nummer, op));
        if stemmen.len() >= STEMMEN {
            self.beslis(vreemd);
        }
    }

    /// Ends it: what is undecided is decided by what there is.
    pub fn klaar(&mut self, vreemd: &mut Vec<Vreemd>) {
        while self.sprong.is_some() {
            self.beslis(vreemd);
        }
    }

    fn beslis(&mut self, vreemd: &mut Vec<Vreemd>) {
        let Some(Sprong { naar, mee, niet_mee }) = self.sprong.take() else { return };
        let opnieuw = if niet_mee.len() > mee.len() {
            vreemd.extend(mee.into_iter().map(|(nummer, op)| Vreemd::TeNieuw { nummer, op }));
            niet_mee
        } else {
            self.laatste = Some(naar);
            let te_oud = |(nummer, op)| Vreemd::TeOud { nummer, op, laatste: naar };
            vreemd.extend(niet_mee.into_iter().map(te_oud));
            mee
        };
        for (nummer, op) in opnieuw {
            self.regel(nummer, op, vreemd);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers of the lines that are too old and too new, by the minute of each line.
    fn vreemd(minuten: &[i64]) -> (Vec<u64>, Vec<u64>) {
        let mut tijden = Tijden::new(TimeDelta::minutes(15));
        let mut gevonden = Vec::new();
        for (nummer, minuut) in (0..).zip(minuten) {
            let op = Moment::new(chrono::DateTime::from_timestamp(minuut * 60, 0).unwrap());
            tijden.regel(nummer, op, &mut gevonden);
        }
        tijden.klaar(&mut gevonden);
        let (mut oud, mut nieuw) = (Vec::new(), Vec::new());
        for een in gevonden {
            match een {
                Vreemd::TeOud { nummer, .. } => oud.push(nummer),
                Vreemd::TeNieuw { nummer, .. } => nieuw.push(nummer),
            }
        }
        oud.sort_unstable();
        nieuw.sort_unstable();
        (oud, nieuw)
    }

    #[test]
    fn een_nacht_zonder_regels_is_niet_vreemd() {
        assert_eq!(vreemd(&[0, 1, 2, 600, 601, 602, 1200]), (vec![], vec![]));
        assert_eq!(vreemd(&[10, 0, 12, 3, 20, 9, 21]), (vec![], vec![]), "all within fifteen minutes");
        assert_eq!(vreemd(&[]), (vec![], vec![]));
    }

    #[test]
    fn een_regel_die_later_is_ingevoegd_is_te_oud() {
        assert_eq!(vreemd(&[100, 101, 102, 60, 103]), (vec![3], vec![]));
        assert_eq!(vreemd(&[0, 1, 600, 2, 601, 602]), (vec![3], vec![]), "also right after a night");
    }

    #[test]
    fn een_regel_uit_de_toekomst_maakt_de_andere_niet_te_oud() {
        let mut minuten: Vec<i64> = (0..60).collect();
        minuten.insert(5, 1_000_000);
        minuten.insert(30, 2_000_000);
        assert_eq!(vreemd(&minuten), (vec![], vec![5, 30]));
        assert_eq!(vreemd(&[1_000_000, 0, 1, 2]), (vec![], vec![0]), "also the very first");
        assert_eq!(vreemd(&[0, 1, 2, 1_000_000, 3, 4]), (vec![], vec![3]), "also near the end");
    }

    #[test]
    fn in_een_nieuwe_dag_telt_ook_wat_daarin_vreemd_is() {
        let mut minuten: Vec<i64> = (0..3).chain(600..640).collect();
        minuten.insert(6, 9_000_000);
        minuten.insert(8, 1);
        assert_eq!(vreemd(&minuten), (vec![8], vec![6]));
    }
}
