//! The evaluation: how it goes, together with the family.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::ids::Id;

/// An evaluation.
#[derive(Debug)]
pub enum Evaluatie {}
/// The identifier of an evaluation.
pub type EvaluatieId = Id<Evaluatie>;

/// What the family and the professionals decide.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = EvaluatieUitkomst)]
pub enum Uitkomst {
    /// Support goes on as it is.
    Voortgezet,
    /// Support goes on, adjusted.
    Bijgesteld,
    /// The case goes back to the table.
    Opgeschaald,
    /// Support has done its work; the case can be closed.
    Afgerond,
}
