//! Where it goes from a case.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    domain::casus::{Casus, CasusId},
    http::antwoord::Link,
};

/// Verwijzingen bij een casus.
#[derive(Debug, Serialize, ToSchema)]
pub struct CasusLinks {
    /// Deze casus.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// Wat er in deze casus gebeurde.
    pub tijdlijn: Link,
    /// Wie de gegevens van het gezin zag, om aan hen te geven; voor de coördinator en de casusregisseur.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub inzage: Option<Link>,
}

impl CasusLinks {
    pub(super) fn van(id: CasusId) -> Self {
        Self {
            zelf: Link::naar(format!("/v1/casussen/{id}")),
            tijdlijn: Link::naar(format!("/v1/casussen/{id}/tijdlijn")),
            inzage: None,
        }
    }

    pub(super) fn met_inzage(casus: &Casus, mag_inzage: bool) -> Self {
        let inzage = mag_inzage.then(|| Link::naar(format!("/v1/clienten/{}/inzage", casus.client)));
        Self { inzage, ..Self::van(casus.id) }
    }
}
