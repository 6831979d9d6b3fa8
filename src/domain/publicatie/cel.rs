//! A number as it is published.

use serde::{Deserialize, Serialize};

use super::gebied::Gebiedsoort;

/// One published number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cel {
    /// The measure.
    pub maat: String,
    /// The level of the area.
    pub gebiedsoort: Gebiedsoort,
    /// The code of the area.
    pub gebied: String,
    /// The name of the area.
    pub gebiednaam: String,
    /// The route, empty where the block is not split on it.
    pub route: String,
    /// The outcome, empty where the block is not split on it.
    pub uitkomst: String,
    /// `nieuw` or `doorlopend`, empty where the block is not split on it.
    pub nieuw: String,
    /// `K1` to `K4`, empty where the block is not split on it.
    pub kwartaal: String,
    /// The number of distinct families: 0, or at least the threshold.
    pub aantal: u32,
}
