//! What is asked of a case.

use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use crate::{
    domain::{
        casus::Fase,
        gebied::Gemeente,
        reden::{CorrectieReden, HeropenReden, HerzienReden, SluitReden},
        rode_draad::lijst::Lijst,
        route::Route,
        thema::Thema,
        toegang::GebruikerId,
        zwangerschap::{Einde, Termijnbron, uitkomst::Vertelling},
    },
    store::casus::wachtrij::Filter,
};

/// Wat in de wachtrij gezocht wordt.
#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Zoekvraag {
    /// Alleen deze fase; zonder fase alle open casussen.
    pub fase: Option<Fase>,
    /// Alleen deze gemeente.
    pub gemeente: Option<Gemeente>,
    /// Alleen casussen met een doorgeleiding langs deze route die loopt of liep.
    pub route: Option<Route>,
    /// Alleen casussen over dit thema.
    pub thema: Option<Thema>,
    /// Alleen casussen van deze coördinator.
    pub coordinator: Option<GebruikerId>,
    /// Alleen casussen die op elk van deze lijsten staan.
    #[serde(default)]
    #[validate(length(max = 8))]
    #[schema(required = false, max_items = 8)]
    pub lijsten: Vec<Lijst>,
    /// Alleen casussen die uiterlijk op deze dag worden geëvalueerd.
    pub evaluatie_tot: Option<NaiveDate>,
    /// Alleen casussen zonder casusregisseur.
    #[serde(default)]
    #[schema(required = false)]
    pub zonder_casusregisseur: bool,
    /// Geef bij elke casus mee wie zij is, voor zover zij dat met u deelt, welke vragen lopen en wie haar draagt.
    #[serde(default)]
    #[schema(required = false)]
    pub met_gezin: bool,
    /// Tel ook hoeveel er op elke lijst staan.
    #[serde(default)]
    #[schema(required = false)]
    pub met_tellingen: bool,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde: de waarde `na` uit het antwoord.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub na: Option<String>,
}

impl Zoekvraag {
    /// What is looked for.
    pub(in crate::http) fn filter(&self) -> Filter {
        Filter {
            fase: self.fase,
            gemeente: self.gemeente,
            route: self.route,
            thema: self.thema,
            coordinator: self.coordinator,
            lijsten: self.lijsten.clone(),
            evaluatie_tot: self.evaluatie_tot,
            zonder_casusregisseur: self.zonder_casusregisseur,
        }
    }
}

/// Wanneer de verkenning met het gezin is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweVerkenning {
    /// De dag; niet in het verleden.
    pub verkenning_op: NaiveDate,
}

/// Wanneer een casus weer wordt bekeken.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweBekijkdatum {
    /// De dag; niet in het verleden, en niet meer dan een jaar vooruit.
    pub bekijk_op: NaiveDate,
}

/// Een nieuwe uitgerekende datum.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweTermijn {
    /// De uitgerekende datum.
    pub uitgerekend: NaiveDate,
    /// Waar die vandaan komt.
    pub bron: Termijnbron,
    /// Waarom de datum verandert; verplicht als hij meer dan 14 dagen verschuift.
    pub reden: Option<HerzienReden>,
}

/// De volgende zwangerschap van dezelfde vrouw.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VolgendeZwangerschap {
    /// De uitgerekende datum.
    pub uitgerekend: NaiveDate,
    /// Waar die vandaan komt.
    pub bron: Termijnbron,
    /// Hoeveel kinderen zij verwacht.
    #[serde(default = "een")]
    #[validate(range(min = 1, max = 6))]
    #[schema(required = false, default = 1, minimum = 1, maximum = 6)]
    pub aantal_kinderen: i32,
    /// Of het haar eerste kind is; alleen nodig als dat niet volgt uit wat er van haar bekend is.
    pub eerste_kind: Option<bool>,
}

const fn een() -> i32 {
    1
}

/// Hoe de zwangerschap is gegaan.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwZwangerschapseinde {
    /// Met een geboorte of een verlies; of zij loopt nog, als eerder bij vergissing is verteld dat zij voorbij was.
    pub einde: Einde,
    /// De dag van de geboorte of het verlies; niet in de toekomst.
    pub op: Option<NaiveDate>,
    /// De kinderen die zijn geboren; zonder deze lijst zoveel als zij verwachtte, op de dag in `op`.
    #[serde(default)]
    #[validate(length(max = 6))]
    #[schema(required = false, max_items = 6)]
    pub kinderen: Vec<NieuwKind>,
    /// Waarom eerder iets anders is verteld; alleen bij een correctie.
    pub reden: Option<CorrectieReden>,
}

/// Een kind dat is geboren.
#[derive(Clone, Copy, Debug, Deserialize, serde::Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwKind {
    /// De dag van de geboorte.
    pub geboren_op: NaiveDate,
}

impl From<NieuwZwangerschapseinde> for Vertelling {
    fn from(nieuw: NieuwZwangerschapseinde) -> Self {
        let kinderen = nieuw.kinderen.iter().map(|kind| kind.geboren_op).collect();
        Self { einde: nieuw.einde, op: nieuw.op, kinderen, reden: nieuw.reden }
    }
}

/// Wie de casus draagt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweRegisseur {
    /// Het account van de casusregisseur.
    pub casusregisseur: GebruikerId,
}

/// Waarom een casus sluit.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweSluiting {
    /// De reden.
    pub reden: SluitReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
}

/// Waarom een casus weer open gaat, met verse toestemming.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweHeropening {
    /// De reden.
    pub reden: HeropenReden,
    /// Een toelichting; verplicht bij `anders`.
    #[validate(length(min = 1, max = 1000))]
    #[schema(min_length = 1, max_length = 1000)]
    pub toelichting: Option<String>,
    /// De toestemming voor de verkenning, opnieuw gegeven.
    #[validate(nested)]
    pub toestemming: crate::http::toestemming::NieuweNotitie,
}
