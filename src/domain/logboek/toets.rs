//! What is held against what, line by line: the tree against the roots that were signed, each writer's count against
//! itself, each line's time against the lines before it.

use std::{
    collections::{BTreeMap, HashMap},
    mem,
};

use chrono::TimeDelta;
use tlog::tree::{Frontier, Hash, TreeHead};

use super::{
    rij::Rij,
    tijden::{Tijden, Vreemd},
};
use crate::domain::ids::SchrijverId;

/// Something that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bevinding {
    /// The line from which on it is wrong; absent when it is about no line in particular.
    pub nummer: Option<u64>,
    /// What is wrong, in Dutch.
    pub wat: String,
}

/// So many findings are kept.
const MEEST: usize = 1000;

/// A check on its way from the first line to the last.
#[derive(Debug)]
pub struct Toets {
    stam: Frontier,
    schrijvers: HashMap<SchrijverId, Tellingen>,
    tijden: Tijden,
    /// Lines without a count were written before there was one.
    telt: bool,
    /// Roots that were told, by the size of their tree.
    standen: BTreeMap<u64, Vec<Verwacht>>,
    /// Up to here the tree is as it was told.
    bevestigd: u64,
    vertakt: bool,
    bevindingen: Vec<Bevinding>,
}

/// A root that was told: by whom, and whether that is sure.
#[derive(Debug)]
struct Verwacht {
    wortel: Hash,
    wie: String,
    zeker: bool,
}

/// Stretches of a writer's numbers, from their first to their last, with the line that has the first.
type Tellingen = BTreeMap<i64, (i64, Option<u64>)>;

impl Toets {
    /// A check that lets a line be `speling` older than one that was numbered before it.
    #[must_use]
    pub fn new(speling: TimeDelta) -> Self {
        Self {
            stam: Frontier::default(),
            schrijvers: HashMap::new(),
            tijden: Tijden::new(speling),
            telt: false,
            standen: BTreeMap::new(),
            bevestigd: 0,
            vertakt: false,
            bevindingen: Vec::new(),
        }
    }

    /// The number of the line that comes next.
    #[must_use]
    pub const fn nummer(&self) -> u64 {
        self.stam.size()
    }

    /// How the tree stands over the lines so far.
    #[must_use]
    pub fn stand(&self) -> TreeHead {
        self.stam.head()
    }

    /// Expects the tree to stand so; `wie` told it, `zeker` when that was signed or kept. Its size is not behind us yet.
    pub fn verwacht(&mut self, stand: &TreeHead, wie: impl Into<String>, zeker: bool) {
        let verwacht = Verwacht { wortel: stand.root, wie: wie.into(), zeker };
        self.standen.entry(stand.size).or_default().push(verwacht);
    }

    /// Notes what is wrong.
    pub fn fout(&mut self, nummer: impl Into<Option<u64>>, wat: impl Into<String>) {
        let bevinding = Bevinding { nummer: nummer.into(), wat: wat.into() };
        // The first lines come first: of a log that is wrong from end to end nobody reads more.
        if self.bevindingen.len() < MEEST {
            self.bevindingen.push(bevinding);
        } else if let Some(laatste) = self.bevindingen.last_mut()
            && bevinding.nummer < laatste.nummer
        {
            *laatste = bevinding;
        }
    }

    /// Notes that some line from `van` on must be wrong: the first of them that is known to be, or else `van`.
    pub fn fout_vanaf(&mut self, van: u64, wat: impl Into<String>) {
        let bekend = self.bevindingen.iter().filter_map(|bevinding| bevinding.nummer).filter(|nummer| *nummer >= van);
        let nummer = bekend.min().unwrap_or(van);
        self.fout(nummer, wat);
    }

    /// Looks at what the next line says of its time and its writer.
    pub fn regel(&mut self, regel: &Rij) {
        let nummer = self.nummer();
        self.tel(regel, Some(nummer));
        let mut vreemd = Vec::new();
        self.tijden.regel(nummer, regel.op, &mut vreemd);
        self.vreemd(vreemd);
    }

    fn vreemd(&mut self, vreemd: Vec<Vreemd>) {
        for (nummer, wat) in vreemd.into_iter().map(Vreemd::bevinding) {
            self.fout(nummer, wat);
        }
    }

    /// Takes in numbers of a writer whose lines were pruned.
    pub fn gesnoeid(&mut self, schrijver: SchrijverId, van: i64, tot: i64) {
        self.schrijvers.entry(schrijver).or_default().insert(van, (tot, None));
    }

    /// Looks at a line that waits for its number.
    pub fn wachtende(&mut self, regel: &Rij) {
        self.tel(regel, None);
    }

    fn tel(&mut self, regel: &Rij, nummer: Option<u64>) {
        let (Some(schrijver), Some(volgnummer)) = (regel.schrijver, regel.volgnummer) else {
            if self.telt {
                let wat =
                    format!("regel {} is niet geteld door wie haar schreef: het programma schreef haar niet", regel.id);
                self.fout(nummer, wat);
            }
            return;
        };
        self.telt = true;
        if !voeg_in(self.schrijvers.entry(schrijver).or_default(), volgnummer, nummer) {
            self.fout(nummer, format!("volgnummer {volgnummer} van schrijver {schrijver} komt twee keer voor"));
        }
    }

    /// Puts the leaf of the next line in the tree; `heel` hears of every subtree that it makes whole.
    pub fn blad(&mut self, blad: Hash, heel: impl FnMut(u32, &Hash)) {
        self.stam.push(blad, heel);
        let grootte = self.nummer();
        let Some(standen) = self.standen.remove(&grootte) else {
            return;
        };
        let wortel = self.stam.root();
        let zeker = standen.iter().any(|verwacht| verwacht.zeker);
        match standen.into_iter().find(|verwacht| verwacht.wortel != wortel) {
            None if zeker && !self.vertakt => self.bevestigd = grootte,
            None => {}
            Some(Verwacht { wie, .. }) => self.vertak(grootte, &wie),
        }
    }

    /// Of the trees that follow none can be right: one finding says it.
    fn vertak(&mut self, grootte: u64, wie: &str) {
        if !self.vertakt {
            let (van, tot) = (self.bevestigd, grootte.saturating_sub(1));
            let wat = format!(
                "de eerste {grootte} regels zijn niet die van {wie}: het verschil ligt bij {van} tot en met {tot}"
            );
            self.fout_vanaf(van, wat);
        }
        self.vertakt = true;
    }

    /// Ends the check: every finding, the first line that is wrong first.
    #[must_use]
    pub fn klaar(mut self) -> Vec<Bevinding> {
        let grootte = self.nummer();
        let verder = self.standen.split_off(&grootte.saturating_add(1));
        if let Some((verwacht, wie)) = verder.into_iter().find_map(|(size, mut all)| Some((size, all.pop()?.wie))) {
            let wat = format!(
                "er zijn {grootte} regels en bij {wie} waren het er {verwacht}: de staart is weg, of er staat een oude kopie"
            );
            self.fout(grootte, wat);
        }
        let mut vreemd = Vec::new();
        self.tijden.klaar(&mut vreemd);
        self.vreemd(vreemd);
        for (schrijver, tellingen) in mem::take(&mut self.schrijvers) {
            self.gaten(schrijver, &tellingen);
        }
        self.bevindingen.sort_by_key(|bevinding| bevinding.nummer.unwrap_or(u64::MAX));
        self.bevindingen
    }

    fn gaten(&mut self, schrijver: SchrijverId, tellingen: &Tellingen) {
        let mut verwacht = 1;
        for (&eerste, &(laatste, nummer)) in tellingen {
            if eerste > verwacht {
                let tot = eerste - 1;
                let welke = if tot == verwacht {
                    format!("regel {tot}")
                } else {
                    format!("regels {verwacht} tot en met {tot}")
                };
                self.fout(
                    nummer,
                    format!("van schrijver {schrijver} ontbreekt hiervoor {welke}: weggehaald voor zij genummerd was"),
                );
            } else if eerste < 1 {
                self.fout(nummer, format!("volgnummer {eerste} van schrijver {schrijver} kan niet"));
            }
            verwacht = laatste + 1;
        }
    }
}

/// Adds a number to a writer's stretches; false when it is there already.
fn voeg_in(tellingen: &mut Tellingen, volgnummer: i64, nummer: Option<u64>) -> bool {
    let voor = tellingen.range_mut(..=volgnummer).next_back();
    let aan = match voor {
        Some((_, (laatste, _))) if *laatste >= volgnummer => return false,
        Some((eerste, (laatste, _))) if laatste.checked_add(1) == Some(volgnummer) => {
            *laatste = volgnummer;
            *eerste
        }
        _ => {
            tellingen.insert(volgnummer, (volgnummer, nummer));
            volgnummer
        }
    };
    let na = volgnummer.checked_add(1).and_then(|volgende| tellingen.remove(&volgende));
    if let (Some((einde, _)), Some((laatste, _))) = (na, tellingen.get_mut(&aan)) {
        *laatste = einde;
    }
    true
}

#[cfg(test)]
mod tests {
    use tlog::tree::leaf_hash as blad;

    use super::*;

    fn toets(bladen: u64) -> Toets {
        let mut toets = Toets::new(TimeDelta::minutes(15));
        (0..bladen).for_each(|nummer| toets.blad(blad(&nummer.to_be_bytes()), |_, _| ()));
        toets
    }

    #[test]
    fn volgnummers_in_elke_volgorde_laten_alleen_echte_gaten_zien() {
        let mut tellingen = Tellingen::new();
        for (nummer, volgnummer) in [3, 1, 2, 7, 5, 9, 8].into_iter().enumerate() {
            assert!(voeg_in(&mut tellingen, volgnummer, u64::try_from(nummer).ok()));
        }
        let stukken: Vec<_> =
            tellingen.iter().map(|(eerste, (laatste, nummer))| (*eerste, *laatste, *nummer)).collect();
        assert_eq!(stukken, [(1, 3, Some(1)), (5, 5, Some(4)), (7, 9, Some(3))]);
        assert!(!voeg_in(&mut tellingen, 8, None) && !voeg_in(&mut tellingen, 1, None));
        let mut toets = toets(0);
        toets.gaten(SchrijverId::from_uuid(uuid::Uuid::nil()), &tellingen);
        assert_eq!(toets.bevindingen.iter().map(|b| b.nummer).collect::<Vec<_>>(), [Some(4), Some(3)]);
        assert!(toets.bevindingen[0].wat.contains("regel 4:"), "{:?}", toets.bevindingen);
    }

    #[test]
    fn een_andere_wortel_noemt_de_eerste_regel_die_fout_kan_zijn() {
        let goed = |grootte| toets(grootte).stand();
        let mut toets = Toets::new(TimeDelta::zero());
        toets.verwacht(&goed(2), "Z", false);
        toets.verwacht(&goed(3), "A", true);
        toets.verwacht(&goed(4), "Y", false);
        toets.verwacht(&TreeHead { size: 5, root: [0; 32] }, "B", true);
        toets.verwacht(&TreeHead { size: 6, root: [0; 32] }, "C", true);
        toets.verwacht(&goed(9), "D", true);
        (0..7_u64).for_each(|nummer| toets.blad(blad(&nummer.to_be_bytes()), |_, _| ()));
        let gevonden = toets.klaar();
        assert_eq!(gevonden.iter().map(|b| b.nummer).collect::<Vec<_>>(), [Some(3), Some(7)]);
        assert!(gevonden[0].wat.contains("die van B: het verschil ligt bij 3 tot en met 4"), "{gevonden:?}");
        assert!(gevonden[1].wat.contains("er zijn 7 regels en bij D waren het er 9"), "{gevonden:?}");
    }
}
