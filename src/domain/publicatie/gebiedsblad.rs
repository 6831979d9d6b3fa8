//! The numbers of one area as tables for people: of one release, with those of a year before beside them.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    bestand::lees::Gelezen,
    gebied::Gebiedsoort,
    periode::Periode,
    programma::{Klasse, Maat},
    rooster::{Delen, Waar},
};

/// Eén aantal: getoond, verborgen, of hier niet geteld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case", tag = "status")]
#[schema(as = PublicatieAantal)]
pub enum Aantal {
    /// Het aantal is te tonen.
    Getoond {
        /// Het aantal.
        aantal: u64,
    },
    /// Het is te klein om te tonen, of zou een ander verraden.
    Verborgen,
    /// Dit wordt hier niet geteld.
    NietGeteld,
}

impl Aantal {
    /// That of a cell in a release, when it has such a cell.
    fn in_uitgave(van: &Gelezen, (maat, waar, delen): (&Maat, Waar, &[Option<usize>])) -> Self {
        match van.getal(maat, waar, delen) {
            Some(Some(aantal)) => Self::Getoond { aantal },
            Some(None) => Self::Verborgen,
            None => Self::NietGeteld,
        }
    }

    /// The number, if it is shown.
    #[must_use]
    pub const fn getoond(self) -> Option<u64> {
        match self {
            Self::Getoond { aantal } => Some(aantal),
            Self::Verborgen | Self::NietGeteld => None,
        }
    }
}

/// Een aantal, met dat van een jaar eerder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieGetal)]
pub struct Getal {
    /// In deze periode.
    pub nu: Aantal,
    /// Een jaar eerder; ontbreekt als die periode niet is vrijgegeven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vorig: Option<Aantal>,
}

/// Eén regel van een tabel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieRegel)]
pub struct Regel {
    /// Waarover de regel gaat.
    pub naam: String,
    /// Eerst het totaal, dan elke kolom.
    pub getallen: Vec<Getal>,
}

/// Een maat in een gebied, verdeeld langs één of twee klassen, of over de gebieden die erin liggen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieTabel)]
pub struct Tabel {
    /// Waarnaar de regels verdelen.
    pub naar: String,
    /// Wat dat betekent.
    pub uitleg: String,
    /// Wat na het totaal in elke regel staat.
    pub kolommen: Vec<String>,
    /// De regels.
    pub regels: Vec<Regel>,
    /// Alles samen: van gezinnen elk één keer, van signalen en trajecten elk signaal en traject.
    pub totaal: Regel,
}

/// Het totaal van een maat in een gebied dat binnen een ander ligt.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieHierbinnen)]
pub struct Hierbinnen {
    /// De code van het gebied.
    pub gebied: String,
    /// De naam.
    pub naam: String,
    /// `subregio` of `gemeente`.
    pub gebiedsoort: String,
    /// Het totaal daar.
    pub getal: Getal,
}

/// Eén maat in een gebied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieMaatInGebied)]
pub struct MaatInGebied {
    /// De code van de maat.
    pub maat: String,
    /// De naam.
    pub titel: String,
    /// Wat precies geteld is.
    pub omschrijving: String,
    /// `gezinnen`, `gebeurtenissen` of `tellingen`.
    pub eenheid: String,
    /// Hoe graag zij getoond wordt: de hoogste het liefst.
    pub voorrang: u32,
    /// Het totaal.
    pub totaal: Getal,
    /// De verdelingen.
    pub tabellen: Vec<Tabel>,
    /// Hetzelfde totaal in de gebieden hierbinnen, elke subregio voor haar gemeenten; leeg als zo fijn niet is geteld.
    pub hierbinnen: Vec<Hierbinnen>,
}

/// De aantallen van één gebied in één periode.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieGebied)]
pub struct Gebiedsblad {
    /// De code van het gebied.
    pub gebied: String,
    /// De naam van het gebied.
    pub naam: String,
    /// `regio`, `subregio` of `gemeente`.
    pub gebiedsoort: String,
    /// De periode een jaar eerder, als die eerder is vrijgegeven dan deze.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vorige_periode: Option<String>,
    /// De maten die hier geteld zijn.
    pub maten: Vec<MaatInGebied>,
}

/// The numbers of a release, and of the same period a year before when that came out earlier.
#[derive(Clone, Debug)]
pub struct Jaren {
    /// This release.
    pub nu: Gelezen,
    /// The one of a year before.
    pub vorig: Option<(Periode, Gelezen)>,
}

impl Jaren {
    /// The tables of one area.
    #[must_use]
    pub fn blad(&self, waar: Waar) -> Gebiedsblad {
        let geteld = self.nu.programma.maten.iter().filter(|maat| waar.soort() <= maat.korrel());
        Gebiedsblad {
            gebied: waar.code().to_owned(),
            naam: waar.naam().to_owned(),
            gebiedsoort: <&str>::from(waar.soort()).to_owned(),
            vorige_periode: self.vorig.as_ref().map(|(periode, _)| periode.to_string()),
            maten: geteld.map(|maat| self.maat(maat, waar)).collect(),
        }
    }

    fn getal(&self, maat: &Maat, waar: Waar, delen: &[Option<usize>]) -> Getal {
        // Of another version of the programme a measure may be called the same and be split otherwise.
        let toen = |(_, vorig): &(Periode, Gelezen)| {
            let zelfde = vorig.programma.maten.iter().find(|een| een.naam == maat.naam && een.klassen == maat.klassen);
            zelfde.map_or(Aantal::NietGeteld, |maat| Aantal::in_uitgave(vorig, (maat, waar, delen)))
        };
        Getal { nu: Aantal::in_uitgave(&self.nu, (maat, waar, delen)), vorig: self.vorig.as_ref().map(toen) }
    }

    fn maat(&self, maat: &Maat, waar: Waar) -> MaatInGebied {
        let totaal: Delen = maat.klassen.iter().map(|_| None).collect();
        let hier = maat.tabellen.iter().filter(|tabel| waar.soort() <= tabel.diepte);
        let binnen = |daar: Waar| Hierbinnen {
            gebied: daar.code().to_owned(),
            naam: daar.naam().to_owned(),
            gebiedsoort: <&str>::from(daar.soort()).to_owned(),
            getal: self.getal(maat, daar, &totaal),
        };
        MaatInGebied {
            maat: maat.naam.clone(),
            titel: maat.titel.clone(),
            omschrijving: maat.omschrijving.clone(),
            eenheid: maat.eenheid.meervoud().to_owned(),
            voorrang: hier.map(|tabel| tabel.voorrang).max().unwrap_or_default(),
            totaal: self.getal(maat, waar, &totaal),
            tabellen: verdelingen(maat, waar.soort()).iter().map(|per| self.tabel(maat, waar, per)).collect(),
            hierbinnen: binnen_in(waar, maat.korrel()).into_iter().map(binnen).collect(),
        }
    }

    /// A table: the parts of the first split below one another, those of the second beside one another.
    fn tabel(&self, maat: &Maat, waar: Waar, per: &[usize]) -> Tabel {
        let (eerste, tweede) = (per.first().copied(), per.get(1).copied());
        let delen = |gekozen: &[(Option<usize>, usize)]| -> Delen {
            let van = |plek| gekozen.iter().find(|(welke, _)| *welke == Some(plek)).map(|(_, deel)| *deel);
            (0..maat.klassen.len()).map(van).collect()
        };
        let kolommen: Vec<usize> = tweede.into_iter().flat_map(|plek| maat.delen_van(plek)).collect();
        let regel = |naam: String, deel: Option<usize>| {
            let rij: Vec<_> = deel.map(|deel| (eerste, deel)).into_iter().collect();
            let totaal = self.getal(maat, waar, &delen(&rij));
            let verder = kolommen.iter().map(|kolom| {
                let rij: Vec<_> = rij.iter().copied().chain([(tweede, *kolom)]).collect();
                self.getal(maat, waar, &delen(&rij))
            });
            Regel { naam, getallen: [totaal].into_iter().chain(verder).collect() }
        };
        let klasse = eerste.and_then(|plek| maat.klassen.get(plek));
        Tabel {
            naar: klasse.map_or_else(String::new, |klasse| klasse.naam.clone()),
            uitleg: klasse.map_or_else(String::new, |klasse| klasse.omschrijving.clone()),
            kolommen: kolommen.iter().map(|deel| naam(maat, tweede, *deel)).collect(),
            regels: eerste
                .into_iter()
                .flat_map(|plek| maat.delen_van(plek))
                .map(|deel| regel(naam(maat, eerste, deel), Some(deel)))
                .collect(),
            totaal: regel("Totaal".to_owned(), None),
        }
    }
}

fn naam(maat: &Maat, plek: Option<usize>, deel: usize) -> String {
    let klasse: Option<&Klasse> = plek.and_then(|plek| maat.klassen.get(plek));
    klasse.and_then(|klasse| klasse.delen.get(deel)).map_or_else(String::new, |deel| deel.naam.clone())
}

/// The areas within one, each followed by those that lie in it, as deep as is counted.
fn binnen_in(waar: Waar, korrel: Gebiedsoort) -> Vec<Waar> {
    let kan = |soort: Gebiedsoort| waar.soort() < soort && soort <= korrel;
    let gemeenten =
        |daar: Waar| if kan(Gebiedsoort::Gemeente) { daar.hierin(Gebiedsoort::Gemeente) } else { Vec::new() };
    if !kan(Gebiedsoort::Subregio) {
        return gemeenten(waar);
    }
    let subregios = waar.hierin(Gebiedsoort::Subregio).into_iter();
    subregios.flat_map(|subregio| [subregio].into_iter().chain(gemeenten(subregio))).collect()
}

/// Along what a measure is split in an area, each once: a split that stands in a wider table has no table of its own. What is split in
/// more than two ways at once is in the files alone.
fn verdelingen(maat: &Maat, soort: Gebiedsoort) -> Vec<Vec<usize>> {
    let hier = maat.tabellen.iter().filter(|tabel| soort <= tabel.diepte).map(|tabel| &tabel.per);
    let alle: Vec<&Vec<usize>> = hier.filter(|per| matches!(per.len(), 1 | 2)).collect();
    let ruimer = |per: &Vec<usize>| {
        alle.iter().any(|ander| ander.len() > per.len() && per.iter().all(|plek| ander.first() == Some(plek)))
    };
    let mut verdelingen = Vec::new();
    for per in &alle {
        if !ruimer(per) && !verdelingen.contains(*per) {
            verdelingen.push((*per).clone());
        }
    }
    verdelingen
}
