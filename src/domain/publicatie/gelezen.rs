//! What a release leaves out for what is not public: for what somebody read in a concept that did not come out.
//!
//! It is tried beforehand, with more in the structure than everybody knows. What is hidden there is withheld; then the release itself is
//! protected and proved with what is public alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use cellveil::{Progress, Rules, Structure, Wishes};

use super::{
    eerder::{Eerder, Fout, liever_verborgen},
    feiten::Feiten,
    opbouw::{self, bijdragen, plan},
    periode::Periode,
    programma::Programma,
    rooster,
};

/// What is asked of the release of a period beside what came out, and beside what was counted and laid aside.
pub fn wensen(
    programma: &Programma,
    feiten: &Feiten,
    eerder: &[Eerder],
    periode: Periode,
    rules: &Rules,
    vordert: &mut dyn FnMut(Progress),
) -> Result<Wishes, Fout> {
    let mut wensen = Wishes { last: liever_verborgen(programma, eerder, periode), ..Wishes::default() };
    // A period is counted once: who lays a concept aside and counts again reads the same numbers, or fewer.
    for gelezen in eerder.iter().filter(|een| een.periode == periode) {
        let namen = rooster::cellen(programma).into_iter().filter_map(|cel| opbouw::naam(programma, periode, &cel));
        wensen.withheld.extend(namen.filter(|naam| !gelezen.getallen.contains_key(naam)));
        wensen.told.extend(gelezen.getallen.clone());
    }
    wensen.told.retain(|naam, _| !wensen.withheld.contains(naam));
    let bekend = Bekend::van(eerder, periode);
    if bekend.meer_dan_uitkwam {
        wensen.withheld.extend(bekend.verborgen(programma, feiten, periode, &wensen, rules, vordert)?);
    }
    Ok(wensen)
}

/// What somebody knows who read every concept.
struct Bekend {
    periodes: Vec<Periode>,
    /// The programme with which each of them was counted.
    programmas: Vec<Arc<Programma>>,
    getallen: BTreeMap<String, u64>,
    /// Whether that is more than what came out.
    meer_dan_uitkwam: bool,
}

impl Bekend {
    /// What is known of other periods than this one.
    fn van(eerder: &[Eerder], periode: Periode) -> Self {
        let mut bekend =
            Self { periodes: Vec::new(), programmas: Vec::new(), getallen: BTreeMap::new(), meer_dan_uitkwam: false };
        for een in eerder.iter().filter(|een| een.periode != periode) {
            if !bekend.periodes.contains(&een.periode) {
                bekend.periodes.push(een.periode);
                bekend.programmas.push(een.programma.clone());
            }
            bekend.getallen.extend(een.getallen.clone());
            bekend.meer_dan_uitkwam |= !een.uitgekomen;
        }
        bekend
    }

    /// What is hidden of a period beside all that.
    fn verborgen(
        &self,
        programma: &Programma,
        feiten: &Feiten,
        periode: Periode,
        wensen: &Wishes,
        rules: &Rules,
        vordert: &mut dyn FnMut(Progress),
    ) -> Result<BTreeSet<String>, Fout> {
        let uitgaven: Vec<Periode> = self.periodes.iter().copied().chain([periode]).collect();
        let nu = u32::try_from(self.periodes.len()).unwrap_or(u32::MAX);
        let samen = programma.samen(self.programmas.iter().map(|een| &**een));
        let bijdragen = bijdragen(&samen, feiten, &uitgaven);
        let telt = |nr: usize, maat: &str| self.programmas.get(nr).map_or(programma, |een| &**een).kent(maat);
        let structuur = Structure::new(plan(&samen, &uitgaven, bijdragen.plafonds(), &telt))?;
        let gezinnen = bijdragen.in_structuur(&structuur);
        let uit = cellveil::release(&structuur, nu, &gezinnen, &self.getallen, wensen, rules, vordert)?;
        let van_deze = format!("{periode}/");
        Ok(uit.hidden.into_keys().filter(|naam| naam.starts_with(&van_deze)).collect())
    }
}
