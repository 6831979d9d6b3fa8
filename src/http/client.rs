//! The person a case is about: finding them, and putting right what is known of them.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    antwoord::{Antwoord, Link},
    casus::view::CasusView,
    getoond::Getoond,
    invoer::{Invoer, een_regel},
    pad::Pad,
    problem::Problem,
    route::resource,
    signaal::invoer::NieuweClient,
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
};
use crate::{
    domain::{
        beleid::{CasusHerzien, ClientZoeken},
        casus::{CasusId, Elke, Status as CasusStatus},
        client::{ClientId, Kenmerken, Persoonsgegevens, WijzigReden, e164},
        fouten::Fouten,
        gebied::Gemeente,
        recht::{Conflict, Gebeurtenis, Gezien, permit, permit_lijst},
        toestemming::{Onderdeel, uitspraak::Lezer},
        zwangerschap::controleer_leeftijd,
    },
    store::{
        self,
        beeld::{CasusBeeld, Vondst},
        conn::Tx,
        error::Error,
    },
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/casussen/{id}/wijzigingen", [(Method::POST, web::to(wijzig))]))
        .service(resource("/clienten/_zoek", [(Method::POST, web::to(zoek))]));
}

/// Wie wordt gezocht: de naam met de geboortedatum, of het telefoonnummer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct ClientVraag {
    /// De hele naam.
    #[validate(length(min = 1, max = 200), custom(function = een_regel))]
    #[schema(min_length = 1, max_length = 200)]
    pub naam: Option<String>,
    /// De geboortedatum; hoort bij de naam.
    pub geboortedatum: Option<NaiveDate>,
    /// Het telefoonnummer; zonder landnummer is het een Nederlands nummer.
    #[validate(length(min = 8, max = 20))]
    #[schema(min_length = 8, max_length = 20)]
    pub telefoon: Option<String>,
}

impl ClientVraag {
    /// What is compared.
    ///
    /// An error says which field is missing or too much.
    fn kenmerken(&self) -> Result<Kenmerken, Fouten> {
        let fout = |veld: &str, melding: &str| Err(Fouten::new().fout(veld, "zoekvraag", melding));
        match (&self.naam, self.geboortedatum, &self.telefoon) {
            (Some(naam), Some(geboren), None) => Ok(Kenmerken::new(naam, geboren, None)),
            (None, None, Some(telefoon)) if e164(telefoon).is_some() => Ok(Kenmerken::alleen_nummer(telefoon)),
            (None, None, Some(_)) => fout("telefoon", "Een telefoonnummer als 06 00000000, of met het landnummer."),
            (None, Some(_), None) => fout("naam", "Bij de geboortedatum hoort de hele naam."),
            (Some(_), None, None) => fout("geboortedatum", "Bij de naam hoort de geboortedatum."),
            _ => fout("", "Zoek op naam met geboortedatum, of op telefoonnummer."),
        }
    }
}

/// Wie is gevonden.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VondstenView {
    /// Wie zo heet, of dit nummer heeft, en het met u deelt. Meestal een of geen.
    pub items: Vec<VondstView>,
}

/// Iemand die is gevonden; wie het is weet u al.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VondstView {
    /// Het kenmerk van de cliënt.
    pub client: ClientId,
    /// Waar het gezin woont, als u de casus mag zien.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gemeente: Option<Gemeente>,
    /// Waar de casus staat, als u die mag zien.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<CasusStatus>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: VondstLinks,
}

/// Verwijzingen bij iemand die is gevonden.
#[derive(Debug, Serialize, ToSchema)]
pub struct VondstLinks {
    /// De casus.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub casus: Option<Link>,
    /// De vragen aan uw desk.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub doorgeleidingen: Vec<Link>,
    /// Alles wat van haar is bewaard; voor de functionaris gegevensbescherming.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dossier: Option<Link>,
}

impl From<&Vondst> for VondstView {
    fn from(vondst: &Vondst) -> Self {
        let casus = vondst.casus.as_ref();
        let verzoeken = vondst.doorgeleidingen.iter();
        Self {
            client: vondst.client,
            gemeente: casus.map(|casus| casus.gemeente),
            status: casus.map(|casus| casus.status),
            links: VondstLinks {
                casus: casus.map(|casus| Link::naar(format!("/v1/casussen/{}", casus.id))),
                doorgeleidingen: verzoeken.map(|id| Link::naar(format!("/v1/doorgeleidingen/{id}"))).collect(),
                dossier: vondst.mag_dossier.then(|| Link::naar(format!("/v1/clienten/{}/dossier", vondst.client))),
            },
        }
    }
}

/// Looks for somebody by exactly these texts, with its line: also when nobody is found.
pub fn zoeken(tx: &mut Tx, met: &Met, naar: &ClientVraag) -> Result<Getoond<VondstenView>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, ClientZoeken)?)?;
    let vondsten = Vondst::zoek(tx, met.kijker(), &naar.kenmerken()?)?;
    let betrokkenen = vondsten.iter().map(|vondst| vondst.betrokkene).collect();
    store::logboek::inzage_lijst(tx, mag, Gebeurtenis::Gezocht, betrokkenen)?;
    Ok(Getoond::zonder_versie(VondstenView { items: vondsten.iter().map(VondstView::from).collect() }))
}

/// Zoekt iemand op naam met geboortedatum, of op telefoonnummer
///
/// Precies, en nooit als lijst: voor de coördinator, de desk, de casusregisseur en de functionaris gegevensbescherming, onder wie zij hun
/// naam delen. Ook wie niets vindt staat in het logboek.
#[utoipa::path(post, path = "/v1/clienten/_zoek", operation_id = "clientenZoeken", tag = "client", request_body = ClientVraag,
    responses((status = 200, description = "Wie is gevonden", body = VondstenView)))]
pub async fn zoek(t: Transaction, invoer: Invoer<ClientVraag>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| zoeken(tx, met, &invoer.0)).await
}

/// Wat van haar bekend is, zoals het moet zijn.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweGegevens {
    /// Waarom het wijzigt.
    pub reden: WijzigReden,
    /// Alles wat van haar bekend is, ook wat gelijk blijft.
    #[validate(nested)]
    pub client: NieuweClient,
}

/// De casus na de wijziging.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GewijzigdView {
    /// De casus.
    pub casus: CasusView,
    /// Of iemand in de regio een gezin begeleidt dat hier nu op lijkt; niet wie, en niet waarom.
    pub mogelijk_bekend: bool,
}

impl NieuweGegevens {
    /// What is known from now on of somebody who is due on `uitgerekend`.
    ///
    /// An error holds everything that is wrong with it.
    fn gegevens(
        &self,
        was: &Persoonsgegevens,
        uitgerekend: Option<NaiveDate>,
        vandaag: NaiveDate,
    ) -> Result<Persoonsgegevens, Fouten> {
        let mut fouten = Fouten::new();
        let wordt = self.client.gegevens(vandaag, &mut fouten);
        if wordt == *was {
            fouten.add("client", "ongewijzigd", "Dit is al wat er van haar bekend is.");
        }
        if let Some(Err(erger)) =
            uitgerekend.map(|dag| controleer_leeftijd("client.geboortedatum", wordt.geboortedatum, dag))
        {
            fouten = fouten.merge(erger);
        }
        fouten.als_fout().map(|()| wordt)
    }
}

/// Changes who she is and how she is reached, in the version of her case that was seen.
pub fn wijzigen(
    tx: &mut Tx,
    met: &Met,
    id: CasusId,
    versie: impl Into<Gezien>,
    invoer: &NieuweGegevens,
) -> Result<Getoond<GewijzigdView>, Error> {
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, CasusHerzien, casus)?.versie(versie)?.narrow::<Elke>()?;
    let CasusBeeld { gedeeld, lezers, .. } = CasusBeeld::load(tx, met.kijker(), casus.ding())?;
    let (Some(client), Some(was)) = (gedeeld.leidt, gedeeld.client) else {
        return Ok(casus.conflict(ziet_haar_niet(met, &lezers))?);
    };
    let uitgerekend = gedeeld.zwangerschap.map(|(zij, _)| zij.uitgerekend);
    let wordt = invoer.gegevens(&was, uitgerekend, met.actor.nu.dag())?;
    // What is asked is held against everybody who is known, as a signaal is: braked, and a match is a line about whom it found.
    let casus = met.meld(tx, casus)?;
    let ander = store::client::lijkt_op_ander(tx, &met.kluis, &wordt, id)?;
    if let Some((waar, wie)) = ander {
        store::logboek::herkend(tx, &casus, wie, Some(waar))?;
    }
    let gewijzigd = met.bewaar(tx, casus.wijzig_gegevens((client, was), wordt, invoer.reden))?;
    let casus = CasusView::from(&CasusBeeld::load(tx, met.kijker(), &gewijzigd.casus)?);
    Ok(Getoond::een(gewijzigd.casus.versie, GewijzigdView { casus, mogelijk_bekend: ander.is_some() }))
}

/// Wijzigt wie zij is en hoe zij te bereiken is
///
/// Voor wie haar contactgegevens mag zien, ook na het sluiten. Wat er stond blijft verzegeld bewaard en staat in haar dossier.
#[utoipa::path(post, path = "/v1/casussen/{id}/wijzigingen", operation_id = "clientWijzigen", tag = "client",
    request_body = NieuweGegevens,
    params(("id" = CasusId, Path, description = "De casus"), ("If-Match" = String, Header, description = "De ETag van de casus")),
    responses((status = 200, description = "Gewijzigd", body = GewijzigdView)))]
pub async fn wijzig(
    t: Transaction,
    id: Pad<CasusId>,
    versie: IfMatch,
    invoer: Invoer<NieuweGegevens>,
) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| wijzigen(tx, met, id.0, versie.0, &invoer.0)).await
}

/// Why somebody who reads as these does not change how to reach her: she does not share it with them.
///
/// Who carries a case and reads it as nobody that she named is told what a coordinator would need.
pub(super) fn ziet_haar_niet(met: &Met, lezers: &[Lezer]) -> Conflict {
    let lezer = lezers.first().copied().unwrap_or_else(|| Lezer::coordinator(met.actor.organisatie()));
    lezer.ziet_niet(Onderdeel::Contactgegevens)
}
