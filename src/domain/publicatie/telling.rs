//! Counting a period, and deciding which numbers can be told beside all that were told before.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use cellveil::{Plan, Rules, Structure, verify};

use super::{
    bestand::Telling,
    drempel::Drempel,
    feiten::{Feiten, Los},
    gelezen,
    opbouw::{self, Plafonds, bijdragen, plan},
    periode::Periode,
    programma::{Gevoeligheid, Klasse, Maat, Programma},
    rooster::{Rij, Waar},
};

pub use super::eerder::{Eerder, Fout};

/// How much is told is said in steps of so many percent: to the percent it would tell how large a hidden count is.
const STAP: u64 = 5;

/// A period, counted and protected.
#[derive(Clone, Debug)]
pub struct Uitkomst {
    /// Every number of the lattice.
    pub rijen: Vec<Rij>,
    /// What is hidden, and why: for who judges the concept.
    pub verborgen: Vec<Verborgen>,
    /// What the check needs.
    pub telling: Telling,
    /// How much there was to tell, and how much of it is told, per measure.
    pub dekking: Vec<Dekking>,
}

/// How much of one measure is told, for who judges it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = PublicatieDekking)]
pub struct Dekking {
    /// De maat.
    pub maat: String,
    /// De naam van de maat.
    pub titel: String,
    /// Hoeveel aantallen er zijn.
    pub aantallen: usize,
    /// Hoeveel daarvan getoond worden.
    pub getoond: usize,
    /// Welk deel van de som van alle aantallen getoond wordt, in procenten en naar beneden afgerond op vijf, want het zegt hoe groot is wat
    /// er niet staat: zolang het een concept is. Leeg als die som nul is.
    pub procent: Option<u64>,
}

/// One hidden number and why, for who judges it: in no file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schema(as = PublicatieVerborgen)]
pub struct Verborgen {
    /// De maat.
    pub maat: String,
    /// De naam van het gebied.
    pub gebied: String,
    /// De delen waarover het gaat, in woorden; leeg voor het totaal.
    pub delen: Vec<String>,
    /// Waarom: `te-klein`, `te-weinig-gezinnen`, `te-weinig-organisaties`, `alles-of-niets`, `volgt-uit-andere` of `te-nauw`.
    pub waarom: String,
}

/// Counts `periode` beside everything that was told before; `vordert` hears how far it is.
pub fn tel(
    programma: &Programma,
    feiten: &Feiten,
    eerder: &[Eerder],
    periode: Periode,
    drempel: Drempel,
    vordert: &mut dyn FnMut(cellveil::Progress),
) -> Result<Uitkomst, Fout> {
    let uit = || eerder.iter().filter(|een| een.uitgekomen);
    let uitgaven: Vec<Periode> = uit().map(|eerder| eerder.periode).chain([periode]).collect();
    let bijdragen = bijdragen(&programma.samen(uit().map(|een| &*een.programma)), feiten, &uitgaven);
    let plan =
        opbouw(programma, &uit().map(|een| &*een.programma).collect::<Vec<_>>(), &uitgaven, bijdragen.plafonds());
    let tekst = serde_json::to_vec(&plan).map_err(|fout| Fout::Bestand(fout.into()))?;
    let samen = bijdragen.samen();
    let structuur = Structure::new(plan)?;
    let gezinnen = bijdragen.in_structuur(&structuur);
    let nu = u32::try_from(uitgaven.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let rules = Rules { threshold: drempel.aantal().into(), ..Rules::default() };
    let bekend: BTreeMap<String, u64> = uit().flat_map(|eerder| eerder.getallen.clone()).collect();
    let wensen = gelezen::wensen(programma, feiten, eerder, periode, &rules, vordert)?;
    let uit = cellveil::release(&structuur, nu, &gezinnen, &bekend, &wensen, &rules, vordert)?;
    let alles: BTreeMap<String, u64> = bekend.into_iter().chain(uit.facts.clone()).collect();
    verify(&structuur, &alles, &rules, &uit.certificate)?;
    let rijen = opbouw::rijen(programma, periode, |cel, naam, maat| match maat.gevoeligheid {
        Gevoeligheid::Geen => {
            let naast = opbouw::naast(programma, maat, periode, cel.waar);
            naast.filter(|naast| uit.facts.contains_key(naast)).map(|_| openbaar(maat, feiten, periode, cel.waar))
        }
        _ => uit.facts.get(naam).copied(),
    });
    let dekking = dekking(programma, feiten, periode, &rijen, &samen);
    let waarom = |rij: &Rij| match (uit.hidden.get(&rij.naam), rij.aantal) {
        (Some(reden), _) => Some(woord(*reden)),
        // What is of no person is hidden beside families that are.
        (None, None) => Some(woord(cellveil::Reason::Span)),
        (None, Some(_)) => None,
    };
    let verborgen = rijen.iter().filter_map(|rij| verborgen(programma, rij, waarom(rij)?)).collect();
    Ok(Uitkomst {
        rijen,
        verborgen,
        telling: Telling { plan: tekst, getallen: uit.facts, certificaat: uit.certificate.to_bytes() },
        dekking,
    })
}

/// What everybody knows of these releases: of each what its own programme tells, the last one with this programme.
#[must_use]
pub fn opbouw(programma: &Programma, eerdere: &[&Programma], uitgaven: &[Periode], plafonds: &Plafonds) -> Plan {
    let samen = programma.samen(eerdere.iter().copied());
    plan(&samen, uitgaven, plafonds, &|nr, maat| eerdere.get(nr).copied().unwrap_or(programma).kent(maat))
}

/// The word for a reason, for who judges the concept.
const fn woord(reden: cellveil::Reason) -> &'static str {
    match reden {
        cellveil::Reason::Small => "te-klein",
        cellveil::Reason::Contributors => "te-weinig-gezinnen",
        cellveil::Reason::Sources => "te-weinig-organisaties",
        cellveil::Reason::WholeOrNothing => "alles-of-niets",
        cellveil::Reason::Span => "volgt-uit-andere",
        cellveil::Reason::Width => "te-nauw",
    }
}

/// What is of no person.
fn openbaar(maat: &Maat, feiten: &Feiten, periode: Periode, waar: Waar) -> u64 {
    let hier =
        |los: &&Los| los.soort == maat.feit && periode.bevat(los.dag) && Waar::van(los.gemeente, waar.soort()) == waar;
    feiten.los.iter().filter(hier).map(|los| u64::from(los.aantal)).sum()
}

fn verborgen(programma: &Programma, rij: &Rij, waarom: &str) -> Option<Verborgen> {
    let maat = programma.maten.get(rij.cel.maat)?;
    let deel = |(klasse, deel): (&Klasse, &Option<usize>)| Some(klasse.delen.get((*deel)?)?.naam.clone());
    Some(Verborgen {
        maat: maat.naam.clone(),
        gebied: rij.cel.waar.naam().to_owned(),
        delen: maat.klassen.iter().zip(&rij.cel.delen).filter_map(deel).collect(),
        waarom: waarom.to_owned(),
    })
}

fn dekking(
    programma: &Programma,
    feiten: &Feiten,
    periode: Periode,
    rijen: &[Rij],
    samen: &BTreeMap<&str, u64>,
) -> Vec<Dekking> {
    let per_maat = |(nr, maat): (usize, &Maat)| {
        let zijn: Vec<&Rij> = rijen.iter().filter(|rij| rij.cel.maat == nr).collect();
        let waarde = |rij: &&Rij| match maat.gevoeligheid {
            Gevoeligheid::Geen => openbaar(maat, feiten, periode, rij.cel.waar),
            _ => opbouw::som(programma, periode, &rij.cel, samen),
        };
        let getoond: Vec<&Rij> = zijn.iter().copied().filter(|rij| rij.aantal.is_some()).collect();
        let (alles, deel): (u64, u64) = (zijn.iter().map(waarde).sum(), getoond.iter().map(waarde).sum());
        Dekking {
            maat: maat.naam.clone(),
            titel: maat.titel.clone(),
            aantallen: zijn.len(),
            getoond: getoond.len(),
            procent: (deel * 100).checked_div(alles).map(|procent| procent / STAP * STAP),
        }
    };
    programma.maten.iter().enumerate().map(per_maat).collect()
}
