//! Which rights were changed, for the privacy officer.

use serde::Serialize;
use utoipa::ToSchema;

use super::view::ToekenningView;
use crate::{
    domain::{
        ids::Id,
        logboek::{Gebeurtenis, LogregelId, Object, Soort},
        tijd::Moment,
        toegang::{GebruikerId, Rol, beleid::ToegangswijzigingenLezen, permit_lijst},
    },
    http::{
        antwoord::{Antwoord, Bladeren, Pagina},
        problem::Problem,
        transaction::Transaction,
        vraag::Vraag,
    },
    store::{
        logboek,
        toegang::beheer::wijziging::{self as store, Wijziging},
    },
};

const PAD: &str = "/v1/toegangswijzigingen";

/// Een wijziging van rechten: wie deed wat, en wanneer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Toegangswijziging)]
pub struct WijzigingView {
    /// De regel in het logboek.
    pub id: LogregelId,
    /// Wanneer.
    pub op: Moment,
    /// Wat er gebeurde.
    pub gebeurtenis: Gebeurtenis,
    /// Welk account het deed; ontbreekt als het op de opdrachtregel gebeurde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub door: Option<GebruikerId>,
    /// In welke rol.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rol: Option<Rol>,
    /// Wat er veranderde: een account, toekenning, organisatie, desk of factorherstel.
    pub soort: Soort,
    /// Welk.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, value_type = uuid::Uuid)]
    pub object: Option<Id<Object>>,
    /// De toekenning zoals zij nu is, als het daarom gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toekenning: Option<ToekenningView>,
    /// Van wie aan wie werk is overgedragen, als het daarom gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub overdracht: Option<VanAanView>,
}

/// Van wie aan wie.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = VanAan)]
pub struct VanAanView {
    /// Wiens werk het was.
    pub van: GebruikerId,
    /// Wie het nu heeft.
    pub aan: GebruikerId,
}

impl From<Wijziging> for WijzigingView {
    fn from(wijziging: Wijziging) -> Self {
        Self {
            id: wijziging.id,
            op: wijziging.op,
            gebeurtenis: wijziging.gebeurtenis,
            door: wijziging.door,
            rol: wijziging.rol,
            soort: wijziging.soort,
            object: wijziging.object,
            toekenning: wijziging.toekenning.map(Into::into),
            overdracht: wijziging.overdracht.map(|it| VanAanView { van: it.van, aan: it.aan }),
        }
    }
}

/// Toont de wijzigingen van rechten
///
/// De nieuwste eerst: toekenningen, organisaties, desks en hun termijnen, herstel van factoren, vertrek. Voor de FG alleen.
#[utoipa::path(get, path = "/v1/toegangswijzigingen", operation_id = "toegangswijzigingenLezen", tag = "beheer", params(Bladeren),
    responses((status = 200, description = "Een bladzijde", body = Pagina<WijzigingView>)))]
pub async fn lijst(t: Transaction, vraag: Vraag<Bladeren>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let mag = met.zoek(tx, permit_lijst(&met.actor, ToegangswijzigingenLezen)?)?;
        let (na, grootte) = (vraag.0.na()?, vraag.0.grootte());
        let wijzigingen = store::pagina(tx, na, i64::from(grootte) + 1, met.actor.nu)?;
        logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, Vec::new())?;
        let plaats = |wijziging: &Wijziging| wijziging.id;
        Antwoord::zonder_versie(&Pagina::new(PAD, grootte, wijzigingen, plaats, WijzigingView::from))
    })
    .await
}
