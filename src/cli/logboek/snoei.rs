//! Whether what was pruned might go, and was told: the tree over it is checked with the rest.

use std::collections::HashMap;

use tlog::tile::WIDTH;

use crate::{
    domain::{
        Word as _,
        logboek::{
            Gebeurtenis,
            rij::Rij,
            snoei::{self as domein, MINSTENS_JAREN},
            toets::Toets,
        },
        tijd::Moment,
    },
    store::{
        conn::Tx,
        error::Error,
        logboek::snoei::{self, Snoei},
    },
};

/// What was pruned, as the database says, and as the lines say.
#[derive(Debug, Default)]
pub(super) struct Gesnoeid {
    alle: Vec<Snoei>,
    /// Where a line says that the log begins, and when it was written.
    verteld: HashMap<u64, Moment>,
    /// Of when the first line is that is still there.
    eerste: Option<Moment>,
}

impl Gesnoeid {
    /// Reads what was pruned, and takes the numbers of its writers into account.
    pub(super) fn lees(tx: &mut Tx, toets: &mut Toets) -> Result<Self, Error> {
        let alle = snoei::alle(tx)?;
        let mut van = 0;
        for snoei in &alle {
            let grens = snoei.grens;
            if !grens.is_multiple_of(WIDTH) {
                toets.fault(None, format!("er is gesnoeid tot {grens}: dat is geen hele bundel"));
            }
            let eerst = snoei::ondertekend_op(tx, grens)?;
            if eerst.is_none_or(|op| op >= snoei.op.jaren_eerder(MINSTENS_JAREN)) {
                let wat = format!("er is gesnoeid tot {grens} voor dat {MINSTENS_JAREN} jaar ondertekend was");
                toets.fault(None, wat);
            }
            let mut aantal = snoei.zonder_schrijver;
            for (schrijver, eerste, laatste) in snoei::schrijvers(tx, grens)? {
                toets.pruned(schrijver, eerste, laatste);
                aantal = aantal.saturating_add(u64::try_from(laatste - eerste + 1).unwrap_or_default());
            }
            if grens.checked_sub(van) != Some(aantal) {
                toets.fault(None, format!("er zijn {aantal} regels gesnoeid van {van} tot {grens}: dat klopt niet"));
            }
            van = grens;
        }
        Ok(Self { alle, verteld: HashMap::new(), eerste: None })
    }

    /// The number of the first line that must be there.
    pub(super) fn grens(&self) -> u64 {
        self.alle.last().map_or(0, |snoei| snoei.grens)
    }

    /// Takes in a line, which may tell of a pruning, with its number when it has one.
    pub(super) fn zie(&mut self, nummer: Option<u64>, regel: &Rij) {
        if nummer == Some(self.grens()) {
            self.eerste = Some(regel.op);
        }
        if regel.gebeurtenis == Gebeurtenis::LogboekGesnoeid.word()
            && let Some(grens) = regel.object_id.and_then(domein::grens)
        {
            self.verteld.insert(grens, regel.op);
        }
    }

    /// Every pruning stands in a line, unless that line was old enough to be pruned itself.
    pub(super) fn klaar(&self, toets: &mut Toets) {
        for (grens, op) in &self.verteld {
            if !self.alle.iter().any(|snoei| snoei.grens == *grens) {
                toets.fault(None, format!("een regel van {op} zegt dat er gesnoeid is tot {grens}, en dat is niet zo"));
            }
        }
        let Some(laatste) = self.alle.last() else { return };
        if self.eerste.is_none_or(|op| op >= laatste.op.jaren_eerder(MINSTENS_JAREN)) {
            let wat =
                format!("er is gesnoeid tot {}, en de regel daar is nog geen {MINSTENS_JAREN} jaar oud", laatste.grens);
            toets.fault(None, wat);
        }
        for Snoei { grens, op, .. } in &self.alle {
            let zelf_gesnoeid = *op < laatste.op.jaren_eerder(MINSTENS_JAREN);
            if self.verteld.get(grens) != Some(op) && !zelf_gesnoeid {
                toets.fault(None, format!("er is gesnoeid tot {grens}, en geen regel zegt dat"));
            }
        }
    }
}
