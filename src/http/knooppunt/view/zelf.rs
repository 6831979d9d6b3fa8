//! The link of a thing to itself.

use serde::Serialize;
use utoipa::ToSchema;

use crate::http::antwoord::Link;

/// Verwijzing naar zichzelf.
#[derive(Debug, Serialize, ToSchema)]
pub struct ZelfLinks {
    /// Dit adres.
    #[serde(rename = "self")]
    pub zelf: Link,
}

impl ZelfLinks {
    /// A link to `href`.
    pub(in crate::http) fn naar(href: String) -> Self {
        Self { zelf: Link::naar(href) }
    }
}
