//! Consents: note one, read them, and withdraw one at once.

use actix_web::http::Method;
use actix_web::web::{self, ServiceConfig};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    antwoord::{Antwoord, Link, Pagina},
    casus::view::ZelfLink,
    getoond::Getoond,
    invoer::{Invoer, veld::member},
    pad::Pad,
    problem::Problem,
    route::resource,
    signaal::invoer::{BEWOORDING, NieuwToestemmingsitem, Toestemmingsbesluit, versiewoord},
    transaction::{Met, Transaction},
    voorwaarden::IfMatch,
};
use crate::{
    domain::{
        casus::{Casus, CasusId, Open},
        client::ClientId,
        fouten::Fouten,
        tijd::Moment,
        toegang::{
            Gezien, OrganisatieId,
            beleid::{ToestemmingIntrekken, ToestemmingLezen, ToestemmingNoteren},
            permit,
            toezicht::CasusDossierLezen,
        },
        toestemming::{
            Doel, Gegeven, GegevenDoor, Notitie, Onderdeel, Ontvanger, Status, Toestemming, ToestemmingId, Verkregen,
            Wijze,
        },
    },
    store::{self, conn::Tx, error::Error},
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource(
        "/casussen/{id}/toestemmingen",
        [(Method::GET, web::to(lijst)), (Method::POST, web::to(noteer))],
    ))
    .service(resource("/toestemmingen/{id}", [(Method::GET, web::to(lees))]))
    .service(resource("/toestemmingen/{id}/intrekking", [(Method::POST, web::to(trek_in))]));
}

/// Een toestemming, of een weigering.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ToestemmingView {
    /// De toestemming.
    pub id: ToestemmingId,
    /// Waarvoor.
    pub doel: Doel,
    /// Aan wie.
    pub ontvanger: Ontvanger,
    /// Alleen aan deze organisatie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatie: Option<OrganisatieId>,
    /// Hoe die organisatie heet; in een lijst.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatienaam: Option<String>,
    /// Wat de ontvanger mag weten.
    pub onderdelen: Vec<Onderdeel>,
    /// De versie van de tekst die is voorgelezen.
    pub bewoording: String,
    /// Hoe zij is gegeven.
    pub wijze: Wijze,
    /// Door wie zij is gegeven.
    pub gegeven_door: GegevenDoor,
    /// Of zij geldt.
    pub status: Status,
    /// Wanneer zij is genoteerd.
    pub genoteerd_op: Moment,
    /// Wanneer zij eindigde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beeindigd_op: Option<Moment>,
    /// Verwijzing.
    #[serde(rename = "_links")]
    pub links: ZelfLink,
}

impl From<&Toestemming> for ToestemmingView {
    fn from(t: &Toestemming) -> Self {
        Self {
            id: t.id,
            doel: t.reikwijdte.doel,
            ontvanger: t.reikwijdte.ontvanger,
            organisatie: t.reikwijdte.organisatie,
            organisatienaam: None,
            onderdelen: t.reikwijdte.onderdelen.clone(),
            bewoording: t.bewoording.clone(),
            wijze: t.verkregen.wijze,
            gegeven_door: t.verkregen.gegeven_door,
            status: t.status,
            genoteerd_op: t.genoteerd_op,
            beeindigd_op: t.beeindigd_op,
            links: ZelfLink { zelf: Link::naar(format!("/v1/toestemmingen/{}", t.id)) },
        }
    }
}

/// Een toestemming of weigering die nu wordt genoteerd.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweNotitie {
    /// Geeft zij toestemming?
    pub besluit: Toestemmingsbesluit,
    /// Waarvoor, aan wie en wat.
    #[validate(nested)]
    pub item: NieuwToestemmingsitem,
    /// Hoe zij is gegeven.
    pub wijze: Wijze,
    /// Door wie; hangt van haar leeftijd af.
    pub gegeven_door: GegevenDoor,
    /// De versie van de tekst die is voorgelezen.
    #[validate(custom(function = versiewoord))]
    #[schema(min_length = 6, max_length = 8, pattern = "^[0-9]{4}-[0-9]{1,3}$", example = "2026-1")]
    pub bewoording: Option<String>,
}

impl NieuweNotitie {
    /// Checks that whoever said it may say so at her age, that something ever goes to that receiver, and that the organisation is there;
    /// `onder` is where the note stands in what was sent.
    ///
    /// An error holds all that is wrong.
    pub(super) fn controleer(&self, tx: &mut Tx, met: &Met, client: ClientId, onder: &str) -> Result<(), Error> {
        let (_, gegevens) = store::client::gegevens(tx, &met.kluis, client)?;
        let verkregen = Verkregen { wijze: self.wijze, gegeven_door: self.gegeven_door };
        let leeftijd = gegevens.leeftijd(met.actor.nu.dag());
        let door = member(onder, "gegevenDoor");
        let mag = match self.besluit {
            Toestemmingsbesluit::Gegeven => verkregen.controleer(&door, leeftijd),
            Toestemmingsbesluit::Geweigerd => verkregen.controleer_weigering(&door, leeftijd),
        };
        let item = member(onder, "item");
        let mut past = Fouten::default();
        self.item.controleer(&item, &mut past);
        let (veld, organisatie) = (member(&item, "organisatie"), self.item.organisatie.into_iter());
        let bekend = store::toegang::organisatie::controleer_organisaties(tx, &veld, organisatie);
        Error::samen([mag.map_err(Error::from), past.als_fout().map_err(Error::from), bekend])
    }

    /// The note, once it was checked.
    pub(super) fn notitie(self) -> Notitie {
        Notitie {
            reikwijdte: self.item.into(),
            verkregen: Verkregen { wijze: self.wijze, gegeven_door: self.gegeven_door },
            bewoording: self.bewoording.unwrap_or_else(|| BEWOORDING.into()),
            gegeven: self.besluit == Toestemmingsbesluit::Gegeven,
        }
    }
}

/// Checks that a case which is opened again comes with consent to explore it.
///
/// An error names the field.
pub fn eis_verkenning(notitie: &NieuweNotitie) -> Result<(), Fouten> {
    let verse = notitie.besluit == Toestemmingsbesluit::Gegeven
        && (notitie.item.doel, notitie.item.ontvanger) == (Doel::Verkenning, Ontvanger::JgzCoordinatie);
    if verse {
        return Ok(());
    }
    let melding =
        "Heropenen vraagt verse toestemming: besluit 'gegeven', doel 'verkenning', ontvanger 'jgz-coordinatie'.";
    Err(Fouten::new().fout("toestemming", "verse-toestemming", melding))
}

/// Notes a consent or a refusal.
pub fn noteren(tx: &mut Tx, met: &Met, id: CasusId, nieuw: NieuweNotitie) -> Result<Getoond<ToestemmingView>, Error> {
    store::casus::grendel(tx, id)?;
    let casus = store::casus::find(tx, &met.actor, id)?;
    let casus = permit(&met.actor, ToestemmingNoteren, casus)?.narrow::<Open>()?;
    nieuw.controleer(tx, met, casus.ding().client, "")?;
    let toestemming = met.bewaar(tx, casus.noteer(nieuw.notitie()))?;
    let locatie = format!("/v1/toestemmingen/{}", toestemming.id);
    Ok(Getoond::gemaakt(locatie, toestemming.versie, &toestemming))
}

/// What she said in a case that may be read, oldest first.
pub(super) fn van_casus(tx: &mut Tx, casus: &Casus) -> Result<Vec<ToestemmingView>, Error> {
    let alle = store::toestemming::van_casus(tx, casus)?;
    let genoemd: Vec<OrganisatieId> = alle.iter().filter_map(|t| t.reikwijdte.organisatie).collect();
    let namen = store::toegang::organisatie::namen(tx, &genoemd)?;
    let naam = |van: Option<OrganisatieId>| namen.iter().find(|(id, _)| Some(*id) == van).map(|(_, naam)| naam.clone());
    let view = |t: &Toestemming| ToestemmingView { organisatienaam: naam(t.reikwijdte.organisatie), ..t.into() };
    Ok(alle.iter().map(view).collect())
}

/// One of them, with what the organisation is called that she named.
pub(super) fn met_naam(tx: &mut Tx, woord: &Toestemming) -> Result<ToestemmingView, Error> {
    let genoemd: Vec<OrganisatieId> = woord.reikwijdte.organisatie.into_iter().collect();
    let naam = store::toegang::organisatie::namen(tx, &genoemd)?.pop().map(|(_, naam)| naam);
    Ok(ToestemmingView { organisatienaam: naam, ..woord.into() })
}

/// Noteert een toestemming of een weigering
///
/// Het nieuwste woord telt, ook voor wat al loopt. Een weigering aan één organisatie gaat voor een toestemming aan alle. Haar eigen
/// weigering telt op elke leeftijd.
#[utoipa::path(post, path = "/v1/casussen/{id}/toestemmingen", operation_id = "toestemmingNoteren", tag = "toestemming",
    request_body = NieuweNotitie, params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 201, description = "Genoteerd", body = ToestemmingView)))]
pub async fn noteer(t: Transaction, id: Pad<CasusId>, invoer: Invoer<NieuweNotitie>) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| noteren(tx, met, id.0, invoer.0)).await
}

/// Toont de toestemmingen van een casus
///
/// Ook wat is geweigerd, ingetrokken of vervangen.
#[utoipa::path(get, path = "/v1/casussen/{id}/toestemmingen", operation_id = "toestemmingenLezen", tag = "toestemming",
    params(("id" = CasusId, Path, description = "De casus")),
    responses((status = 200, description = "De toestemmingen", body = Pagina<ToestemmingView>)))]
pub async fn lijst(t: Transaction, id: Pad<CasusId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| {
        let casus = store::casus::find(tx, &met.actor, id.0)?;
        let casus = met.inzage(tx, permit(&met.actor, CasusDossierLezen, casus)?)?;
        let pad = format!("/v1/casussen/{}/toestemmingen", casus.id);
        Antwoord::zonder_versie(&Pagina::geheel(&pad, van_casus(tx, &casus)?))
    })
    .await
}

/// Reads one consent, with its line.
pub(in crate::http) fn een(tx: &mut Tx, met: &Met, id: ToestemmingId) -> Result<Antwoord, Error> {
    let toestemming = store::toestemming::find(tx, &met.actor, id)?;
    let toestemming = met.inzage(tx, permit(&met.actor, ToestemmingLezen, toestemming)?)?;
    Antwoord::een(toestemming.versie, &ToestemmingView::from(&toestemming))
}

/// Toont één toestemming
///
/// Met wat ervan geworden is.
#[utoipa::path(get, path = "/v1/toestemmingen/{id}", operation_id = "toestemmingLezen", tag = "toestemming",
    params(("id" = ToestemmingId, Path, description = "De toestemming")),
    responses((status = 200, description = "De toestemming", body = ToestemmingView)))]
pub async fn lees(t: Transaction, id: Pad<ToestemmingId>) -> Result<Antwoord, Problem> {
    t.run(move |tx, met| een(tx, met, id.0)).await
}

/// Takes a consent back, in the version that was seen.
pub fn intrekken(
    tx: &mut Tx,
    met: &Met,
    id: ToestemmingId,
    versie: impl Into<Gezien>,
) -> Result<Getoond<ToestemmingView>, Error> {
    let toestemming = store::toestemming::find(tx, &met.actor, id)?;
    let toestemming = permit(&met.actor, ToestemmingIntrekken, toestemming)?.versie(versie)?.narrow::<Gegeven>()?;
    let toestemming = met.bewaar(tx, toestemming.trek_in())?;
    Ok(Getoond::een(toestemming.versie, &toestemming))
}

/// Trekt een toestemming in
///
/// Werkt op dit moment: wat erop rustte stopt, en de ontvanger ziet niets meer.
#[utoipa::path(post, path = "/v1/toestemmingen/{id}/intrekking", operation_id = "toestemmingIntrekken", tag = "toestemming",
    params(("id" = ToestemmingId, Path, description = "De toestemming"), ("If-Match" = String, Header, description = "De ETag van de toestemming")),
    responses((status = 200, description = "Ingetrokken", body = ToestemmingView)))]
pub async fn trek_in(t: Transaction, id: Pad<ToestemmingId>, versie: IfMatch) -> Result<Antwoord, Problem> {
    t.toon(move |tx, met| intrekken(tx, met, id.0, versie.0)).await
}
