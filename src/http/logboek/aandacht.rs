//! What is asked and shown of lines that ask for a second look.

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use super::view::{Clienten, LogregelView};
use crate::{
    domain::{Word as _, fouten::Fouten, logboek::aandacht::Aandacht, tijd::Moment},
    http::{antwoord::Pagina, mens::NamenView},
    store::logboek::aandacht::Opvallend,
};

/// Each night of it is looked through.
const MEESTE_DAGEN: i64 = 31;

/// Welke regels, en uit welke dagen.
#[derive(Debug, Default, Deserialize, Validate, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AandachtVraag {
    /// Alleen wat hieronder valt.
    pub regel: Option<Aandacht>,
    /// De eerste dag; zonder is dat zes dagen voor de laatste.
    pub van: Option<NaiveDate>,
    /// De laatste dag, die meetelt; zonder is dat vandaag.
    pub tot: Option<NaiveDate>,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    #[param(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    #[param(max_length = 200)]
    pub na: Option<String>,
}

impl AandachtVraag {
    pub(super) fn periode(&self, nu: Moment) -> Result<(Moment, Moment), Fouten> {
        let mut fouten = Fouten::new();
        fouten.jaar("van", self.van.map(|van| van.year()));
        fouten.jaar("tot", self.tot.map(|tot| tot.year()));
        fouten.als_fout()?;
        let tot = self.tot.unwrap_or_else(|| nu.dag());
        let van = self.van.unwrap_or_else(|| tot.checked_sub_days(Days::new(6)).unwrap_or(tot));
        let dagen = tot.signed_duration_since(van).num_days() + 1;
        if !(1..=MEESTE_DAGEN).contains(&dagen) {
            let melding = format!("Kies een periode van een tot en met {MEESTE_DAGEN} dagen.");
            return Err(Fouten::new().fout("tot", "periode", melding));
        }
        Ok((Moment::begin_van(van), Moment::begin_van(tot.succ_opt().unwrap_or(tot))))
    }

    /// The address of this list, with its filter.
    pub(super) fn pad(&self, pad: &str) -> String {
        let filters = [
            self.regel.map(|regel| format!("regel={}", regel.word())),
            self.van.map(|van| format!("van={van}")),
            self.tot.map(|tot| format!("tot={tot}")),
        ];
        let filters: Vec<String> = filters.into_iter().flatten().collect();
        if filters.is_empty() { pad.to_owned() } else { format!("{pad}?{}", filters.join("&")) }
    }
}

/// Waarom een regel aandacht vraagt.
#[derive(Debug, Serialize, ToSchema)]
pub struct RedenView {
    /// Waaronder zij valt.
    pub regel: Aandacht,
    /// Wat dat betekent.
    pub zin: String,
}

/// Een regel van het logboek die aandacht vraagt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AandachtView {
    /// Waarom.
    pub redenen: Vec<RedenView>,
    /// De regel.
    pub logregel: LogregelView,
}

/// Een bladzijde van wat aandacht vraagt.
#[derive(Debug, Serialize, ToSchema)]
pub struct AandachtPagina {
    /// De bladzijde.
    #[serde(flatten)]
    pub pagina: Pagina<AandachtView>,
    /// Hoe heet wie erin staat.
    pub namen: NamenView,
}

impl AandachtView {
    pub(super) fn new((regel, redenen): Opvallend, clienten: &Clienten) -> Self {
        let reden = |regel: Aandacht| RedenView { regel, zin: regel.zin().to_owned() };
        let redenen = redenen.into_iter().map(reden).collect();
        Self { redenen, logregel: LogregelView::new(regel, clienten) }
    }
}
