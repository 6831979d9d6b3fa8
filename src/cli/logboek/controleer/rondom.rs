//! What is around the lines: the rows that point to them, the index by person, the tiles beyond the end, and the locks.

use std::collections::BTreeSet;

use tlog::tile::{HASH_BYTES, HEIGHT, WIDTH};

use super::Lezer;
use crate::store::{
    error::Error,
    logboek::{
        betrokkene::{self, Paar},
        boom, rijen, sloten, wijziging,
    },
};

/// Most findings of one kind that are named.
const GENOEMD: usize = 20;
/// Most rows of one change that are named.
const RIJEN: u32 = 5;

impl Lezer<'_> {
    /// Everything that was not looked at with the lines; they are all behind us.
    pub(super) fn rondom(&mut self) -> Result<(), Error> {
        self.wijzigingen()?;
        self.betrokkenen()?;
        self.tegels()?;
        self.sloten()?;
        for tabel in rijen::van_een_andere_soort(self.tx)? {
            let wat = format!("in {tabel} staat iets als een andere soort waarde: zoeken vindt het niet");
            self.toets.fault(None, wat);
        }
        Ok(())
    }

    /// Every row that was changed points to a line.
    fn wijzigingen(&mut self) -> Result<(), Error> {
        for tabel in wijziging::tabellen(self.tx)? {
            for van in wijziging::onbekend(self.tx, &tabel, &self.merken, GENOEMD)? {
                for naam in wijziging::rijen_van(self.tx, &tabel, van, RIJEN)? {
                    let tabel = &tabel.naam;
                    self.toets.fault(None, format!("{tabel} {naam} is gewijzigd zonder regel in het logboek"));
                }
            }
        }
        Ok(())
    }

    /// The index by which her lines are found names whom the lines name.
    fn betrokkenen(&mut self) -> Result<(), Error> {
        let emmers = &mut self.emmers;
        betrokkene::uit_de_index(self.tx, |paar| emmers.subtract(&paar))?;
        let scheef = emmers.uneven(GENOEMD);
        if scheef.is_empty() {
            return Ok(());
        }
        let (mut genoemd, mut gevonden) = (BTreeSet::new(), BTreeSet::new());
        let neem = |in_deze: &mut BTreeSet<Paar>, paar: Paar| {
            if emmers.is_in(&scheef, &paar.1) {
                in_deze.insert(paar);
            }
        };
        betrokkene::uit_de_regels(self.tx, |paar| neem(&mut genoemd, paar))?;
        betrokkene::uit_de_index(self.tx, |paar| neem(&mut gevonden, paar))?;
        for (wie, regel) in genoemd.difference(&gevonden).take(GENOEMD) {
            let wat = format!(
                "regel {regel} noemt {wie}, en in logregel_betrokkene ontbreekt dat: wie naar haar zoekt mist haar"
            );
            self.toets.fault(None, wat);
        }
        for (wie, regel) in gevonden.difference(&genoemd).take(GENOEMD) {
            self.toets.fault(None, format!("logregel_betrokkene wijst {wie} naar regel {regel}, die haar niet noemt"));
        }
        Ok(())
    }

    /// No tile holds more than the tree has.
    fn tegels(&mut self) -> Result<(), Error> {
        for maat in boom::tegelmaten(self.tx)? {
            let boom::Tegelmaat { niveau, nummer, bytes } = maat;
            let hoort = u32::try_from(niveau).ok().zip(u64::try_from(nummer).ok()).map_or(0, |(niveau, nummer)| {
                let hashes = niveau.checked_mul(HEIGHT).and_then(|hoogte| self.kop.checked_shr(hoogte)).unwrap_or(0);
                hashes.saturating_sub(nummer.saturating_mul(WIDTH)).min(WIDTH)
            });
            let er = u64::try_from(bytes).unwrap_or_default().div_ceil(u64::try_from(HASH_BYTES).unwrap_or(1));
            if er > hoort {
                let wat =
                    format!("tegel {niveau}/{nummer} bevat {er} hashes, en bij {} regels horen er {hoort}", self.kop);
                self.toets.fault(None, wat);
            }
        }
        Ok(())
    }

    /// What guards the log and ties changes to it is there, and is what the program put there.
    fn sloten(&mut self) -> Result<(), Error> {
        let (mut er, horen) = (sloten::zoals_ze_zijn(self.tx)?, sloten::zoals_ze_horen(self.tx)?);
        for (naam, tekst) in horen {
            match er.remove(&naam) {
                None => self.toets.fault(None, format!("het slot {naam} op de database ontbreekt")),
                Some(er) if er != tekst => {
                    self.toets.fault(None, format!("het slot {naam} op de database is veranderd of staat uit"));
                }
                Some(_) => {}
            }
        }
        for naam in er.into_keys() {
            self.toets.fault(None, format!("{naam} hoort niet bij de sloten op de database"));
        }
        Ok(())
    }
}
