//! Where the previous page of a list ended: what stands behind its address, and nothing about anybody.

use serde::Deserialize;

/// Where the previous page of a list ended.
#[derive(Debug, Deserialize)]
pub struct Verder {
    /// The place, as it was handed out.
    pub na: Option<String>,
}
