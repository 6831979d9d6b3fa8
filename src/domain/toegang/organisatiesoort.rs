//! The kinds of organisations that take part.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

/// What kind of organisation it is, as the regional coalition knows them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Organisatiesoort {
    /// First-line midwifery practice.
    Verloskundigenpraktijk,
    /// Hospital: gynaecology, paediatrics, social paediatrics.
    Ziekenhuis,
    /// Maternity care.
    Kraamzorg,
    /// General practice.
    Huisartsenpraktijk,
    /// The GGD's youth health service.
    GgdJgz,
    /// The GGD's knowledge department.
    GgdKennis,
    /// A municipality, its access team included.
    Gemeente,
    /// Welfare and social work.
    MaatschappelijkWerk,
    /// (Youth) support.
    Hulpaanbieder,
    /// Mental health care.
    Ggz,
    /// Addiction care.
    Verslavingszorg,
    /// Support for people with a mild intellectual disability.
    LvbOndersteuning,
    /// Shelter.
    MaatschappelijkeOpvang,
    /// Child care.
    Kinderopvang,
    /// Debt support.
    Schuldhulp,
    /// A housing corporation.
    Woningcorporatie,
    /// Experts by experience.
    Ervaringsdeskundigen,
}
