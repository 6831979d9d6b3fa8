//! What a release leaves out for what is not public: for the year that its quarters are to leave room for, and for what somebody read
//! in a concept that did not come out.
//!
//! Both are tried beforehand, with more in the structure than everybody knows. What is hidden there is withheld; then the release itself
//! is protected and proved with what is public alone.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use cellveil::{Plan, Progress, Rules, Structure, Wishes};

use super::{
    eerder::{Eerder, Fout, liever_verborgen},
    feiten::{Feit, Feiten, Gezin},
    gebied::Gebiedsoort,
    opbouw::{self, bijdragen, plan},
    periode::Periode,
    programma::{Maat, Programma, Vorm},
    rooster::{self, Cel, Waar},
};

/// Who comes in the quarters that are still to come, in each part and area: enough to be told.
const MENIG: usize = 40;

/// The same in the last of them: so few that they must not follow from the year.
const ENKEL: usize = 5;

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
    let jaar = jaar_erna(&bekend.periodes, periode);
    if jaar.is_none() && !bekend.meer_dan_uitkwam {
        return Ok(wensen);
    }
    let mut met = |jaar| bekend.verborgen(programma, feiten, (periode, jaar), &wensen, rules, vordert);
    let verborgen = match met(jaar) {
        // Where no room can be made for the year, the quarter does without.
        Err(fout) if fout.is_onbeveiligbaar() && jaar.is_some() => {
            if bekend.meer_dan_uitkwam {
                met(None)?
            } else {
                BTreeSet::new()
            }
        }
        verborgen => verborgen?,
    };
    wensen.withheld.extend(verborgen);
    Ok(wensen)
}

/// The year of a quarter, when it can come out after it: no quarter before this one was left out, and the year itself is not there.
fn jaar_erna(bekend: &[Periode], periode: Periode) -> Option<Periode> {
    periode.kwartaal()?;
    let jaar = Periode::new(periode.jaar(), None).ok()?;
    let eerdere = jaar.kwartalen().into_iter().filter(|kwartaal| kwartaal.begin() < periode.begin());
    let vol = eerdere.into_iter().all(|kwartaal| bekend.contains(&kwartaal));
    (vol && !bekend.contains(&jaar)).then_some(jaar)
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

    /// What is hidden of a period beside all that, with room for the year when there is one.
    fn verborgen(
        &self,
        programma: &Programma,
        feiten: &Feiten,
        (periode, jaar): (Periode, Option<Periode>),
        wensen: &Wishes,
        rules: &Rules,
        vordert: &mut dyn FnMut(Progress),
    ) -> Result<BTreeSet<String>, Fout> {
        let uitgaven: Vec<Periode> = self.periodes.iter().copied().chain([periode]).chain(jaar).collect();
        let nu = u32::try_from(self.periodes.len()).unwrap_or(u32::MAX);
        let later: Vec<Periode> = jaar
            .iter()
            .flat_map(Periode::kwartalen)
            .filter(|kwartaal| kwartaal.begin() > periode.begin() && !self.periodes.contains(kwartaal))
            .collect();
        let feiten = met_later(programma, feiten, &later);
        let samen = programma.samen(self.programmas.iter().map(|een| &**een));
        let bijdragen = bijdragen(&samen, &feiten, &uitgaven);
        let telt = |nr: usize, maat: &str| self.programmas.get(nr).map_or(programma, |een| &**een).kent(maat);
        let mut plan = plan(&samen, &uitgaven, bijdragen.plafonds(), &telt);
        if let Some(jaar) = jaar {
            houd_vrij(&mut plan, programma, (jaar, &later), nu);
        }
        let structuur = Structure::new(plan)?;
        let gezinnen = bijdragen.in_structuur(&structuur);
        let uit = cellveil::release(&structuur, nu, &gezinnen, &self.getallen, wensen, rules, vordert)?;
        let van_deze = format!("{periode}/");
        Ok(uit.hidden.into_keys().filter(|naam| naam.starts_with(&van_deze)).collect())
    }
}

/// The numbers that go before everything else.
fn eerst(programma: &Programma) -> Vec<Cel> {
    rooster::cellen(programma).into_iter().filter(|cel| cel.eerst).collect()
}

/// Lets the year be told together with its quarter, as far as it goes before everything; and guards the same of the quarters to come.
fn houd_vrij(plan: &mut Plan, programma: &Programma, (jaar, later): (Periode, &[Periode]), nu: u32) {
    let van_het_jaar = |cel: &Cel| opbouw::naam(programma, jaar, cel);
    let telt: BTreeSet<String> = eerst(programma).iter().filter_map(van_het_jaar).collect();
    plan.cells.retain(|cel| cel.release <= nu || !cel.printed || telt.contains(&cel.name));
    for cel in &mut plan.cells {
        cel.rank = cel.rank.saturating_add(u32::from(!telt.contains(&cel.name)));
        cel.release = cel.release.min(nu);
    }
    for kwartaal in later {
        for cel in eerst(programma) {
            let bewaakt = opbouw::cell(programma, *kwartaal, nu, &cel);
            plan.cells.extend(bewaakt.map(|cel| cellveil::Cell { printed: false, sources: false, ..cel }));
        }
    }
    opbouw::zonder_wat_er_niet_is(plan);
}

/// The facts, with made-up ones instead of those of the quarters to come: nobody knows those yet.
fn met_later(programma: &Programma, feiten: &Feiten, later: &[Periode]) -> Feiten {
    let mut feiten = feiten.clone();
    let Some(volgende) = later.first().copied() else { return feiten };
    for gezin in &mut feiten.gezinnen {
        gezin.feiten.retain(|feit| feit.van < volgende.begin());
    }
    let aantal = if later.len() == 1 { ENKEL } else { MENIG };
    let maten: BTreeSet<usize> = eerst(programma).iter().map(|cel| cel.maat).collect();
    for maat in maten.into_iter().filter_map(|nr| programma.maten.get(nr)) {
        let gebieden = if aantal == ENKEL { vec![Waar::Regio] } else { Waar::Regio.hierin(maat.korrel()) };
        for waar in gebieden {
            let Some(Waar::Gemeente(gemeente)) = waar.hierin(Gebiedsoort::Gemeente).first().copied() else { continue };
            for feit in denkbaar(maat, volgende) {
                let gezin = Gezin { woonde: vec![(volgende.begin(), gemeente)], feiten: vec![feit] };
                feiten.gezinnen.extend(std::iter::repeat_n(gezin, aantal));
            }
        }
    }
    feiten
}

/// A fact in each part of a measure, that begins and ends in a quarter.
fn denkbaar(maat: &Maat, kwartaal: Periode) -> Vec<Feit> {
    let een = Feit::op(maat.feit, kwartaal.begin()).tot(Some(kwartaal.einde()).filter(|_| maat.vorm() != Vorm::Stroom));
    maat.klassen.iter().enumerate().filter(|(_, klasse)| !klasse.kenmerk.volgt_uit_de_periode()).fold(
        vec![een],
        |zover, (plek, klasse)| {
            let waarden = klasse.kenmerk.waarden();
            let waarde = |deel: usize| {
                let code = klasse.delen.get(deel)?.waarden.first()?;
                waarden.iter().find(|(waarde, _)| waarde == code).map(|(waarde, _)| *waarde)
            };
            let delen: Vec<_> = maat.delen_van(plek).filter_map(waarde).collect();
            let verder = |feit: Feit| delen.iter().map(move |waarde| feit.clone().met(klasse.kenmerk, *waarde));
            zover.into_iter().flat_map(|feit| verder(feit).collect::<Vec<_>>()).collect()
        },
    )
}
