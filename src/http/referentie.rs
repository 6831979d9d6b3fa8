//! Reference data: what everybody who is logged in may know.

use actix_web::{
    http::Method,
    web::{self, Data, ServiceConfig},
};
use chrono::NaiveDate;
use serde::Serialize;
use strum::VariantArray;
use utoipa::ToSchema;

use super::{
    antwoord::{Antwoord, Pagina},
    beheer,
    problem::Problem,
    route::resource,
    transaction::Transaction,
    vast::Vast,
};
use crate::{
    domain::{
        Label,
        gebied::{Gemeente, Subregio},
        reden::{
            AfwezigReden, AfwijkReden, AfwijzingReden, HeropenReden, IntrekkingReden, NietGehoudenReden, SluitReden,
            StopReden, TeruggaveReden, TerugleggingReden, VervalReden, VoorstelReden,
        },
        route::{Route, Routes},
        thema::{BeschermendeFactor, Dimensie, Instrument, Thema},
        toegang::{DeskId, OrganisatieId, Organisatiesoort, beheer::Organisatiegegevens},
    },
    store::{self, conn::Tx, error::Error},
};

/// The lines of the route table.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/gemeenten", [(Method::GET, web::to(gemeenten))]))
        .service(resource("/subregios", [(Method::GET, web::to(subregios))]))
        .service(resource(
            "/organisaties",
            [(Method::GET, web::to(organisaties)), (Method::POST, web::to(beheer::organisatie::voeg_toe))],
        ))
        .service(resource("/desks", [(Method::GET, web::to(desks))]))
        .service(resource("/routes", [(Method::GET, web::to(alle_routes))]))
        .service(resource("/themas", [(Method::GET, web::to(themas))]))
        .service(resource("/redencodes", [(Method::GET, web::to(redencodes))]));
}

/// The closed lists, made once: each is the same for everybody as long as the program lives.
#[derive(Clone, Debug)]
pub struct Lijsten {
    gemeenten: Vast,
    subregios: Vast,
    routes: Vast,
    themas: Vast,
    redencodes: Vast,
}

impl Lijsten {
    /// The lists, with the terms that the region settled for its routes.
    ///
    /// Fails when one cannot be written as JSON.
    pub fn new(routes: &Routes) -> Result<Self, String> {
        let route = |&code: &Route| RouteView {
            code,
            naam: code.naam(),
            termijn_werkdagen: routes.van(code).termijn_werkdagen,
        };
        let thema = woorden::<Thema>("thema")
            .chain(woorden::<BeschermendeFactor>("beschermende-factor"))
            .chain(woorden::<Dimensie>("dimensie"))
            .chain(woorden::<Instrument>("instrument"));
        let reden = woorden::<AfwijkReden>("afwijking")
            .chain(woorden::<AfwijzingReden>("afwijzing"))
            .chain(woorden::<IntrekkingReden>("intrekking"))
            .chain(woorden::<TeruggaveReden>("teruggave"))
            .chain(woorden::<StopReden>("stop"))
            .chain(woorden::<SluitReden>("sluiting"))
            .chain(woorden::<HeropenReden>("heropening"))
            .chain(woorden::<TerugleggingReden>("teruglegging"))
            .chain(woorden::<VoorstelReden>("voorstel"))
            .chain(woorden::<NietGehoudenReden>("niet-gehouden"))
            .chain(woorden::<VervalReden>("verval"))
            .chain(woorden::<AfwezigReden>("afwezigheid"));
        Ok(Self {
            gemeenten: lijst("/v1/gemeenten", Gemeente::VARIANTS.iter().copied().map(gemeente))?,
            subregios: lijst("/v1/subregios", Subregio::VARIANTS.iter().copied().map(subregio))?,
            routes: lijst("/v1/routes", Route::VARIANTS.iter().map(route))?,
            themas: lijst("/v1/themas", thema)?,
            redencodes: lijst("/v1/redencodes", reden)?,
        })
    }
}

fn lijst<T: Serialize>(pad: &str, views: impl Iterator<Item = T>) -> Result<Vast, String> {
    Vast::json(&Pagina::geheel(pad, views.collect()))
}

fn gemeente(code: Gemeente) -> GemeenteView {
    GemeenteView { code, naam: code.naam(), subregio: code.subregio(), geldig_vanaf: code.geldig_vanaf() }
}

fn subregio(code: Subregio) -> SubregioView {
    SubregioView { code, naam: code.naam(), gemeenten: code.gemeenten().collect() }
}

/// Een gemeente.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GemeenteView {
    /// De code van het CBS.
    pub code: Gemeente,
    /// De naam.
    pub naam: &'static str,
    /// De subregio.
    pub subregio: Subregio,
    /// Sinds wanneer code en naam gelden.
    pub geldig_vanaf: NaiveDate,
}

/// Toont de gemeenten
///
/// De zestien gemeenten van Zuid-Limburg met hun officiële code.
#[utoipa::path(get, path = "/v1/gemeenten", operation_id = "gemeentenLezen", tag = "referentie",
    responses((status = 200, description = "De gemeenten", body = Pagina<GemeenteView>)))]
pub async fn gemeenten(t: Transaction, lijsten: Data<Lijsten>) -> Result<Antwoord, Problem> {
    t.look(move |_| Ok(Antwoord::gesloten_lijst(&lijsten.gemeenten))).await
}

/// Een subregio.
#[derive(Debug, Serialize, ToSchema)]
pub struct SubregioView {
    /// De code.
    pub code: Subregio,
    /// De naam.
    pub naam: &'static str,
    /// De gemeenten.
    pub gemeenten: Vec<Gemeente>,
}

/// Toont de subregio's
///
/// De drie subregio's met hun gemeenten.
#[utoipa::path(get, path = "/v1/subregios", operation_id = "subregiosLezen", tag = "referentie",
    responses((status = 200, description = "De subregio's", body = Pagina<SubregioView>)))]
pub async fn subregios(t: Transaction, lijsten: Data<Lijsten>) -> Result<Antwoord, Problem> {
    t.look(move |_| Ok(Antwoord::gesloten_lijst(&lijsten.subregios))).await
}

/// Een organisatie.
#[derive(Debug, Serialize, ToSchema)]
pub struct OrganisatieView {
    /// De organisatie.
    pub id: OrganisatieId,
    /// De naam.
    pub naam: String,
    /// Wat voor organisatie.
    pub soort: Organisatiesoort,
    /// De gemeenten waarvoor zij werkt; leeg als dat de hele regio is.
    pub gemeenten: Vec<Gemeente>,
}

/// Toont de organisaties
///
/// De organisaties die meedoen, met hun soort.
#[utoipa::path(get, path = "/v1/organisaties", operation_id = "organisatiesLezen", tag = "referentie",
    responses((status = 200, description = "De organisaties", body = Pagina<OrganisatieView>)))]
pub async fn organisaties(t: Transaction) -> Result<Antwoord, Problem> {
    t.look(|tx| Antwoord::zonder_versie(&Pagina::geheel("/v1/organisaties", alle_organisaties(tx)?))).await
}

/// The organisations that take part, by name.
pub fn alle_organisaties(tx: &mut Tx) -> Result<Vec<OrganisatieView>, Error> {
    let alle = store::toegang::organisatie::organisaties(tx)?.into_iter();
    let view = |(id, o): (_, Organisatiegegevens)| OrganisatieView {
        id,
        naam: o.naam,
        soort: o.soort,
        gemeenten: o.gemeenten,
    };
    Ok(alle.map(view).collect())
}

/// Een desk: waar vragen langs een route terechtkomen.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeskView {
    /// De desk.
    pub id: DeskId,
    /// De naam.
    pub naam: String,
    /// De organisatie.
    pub organisatie: OrganisatieId,
    /// De naam van de organisatie.
    pub organisatienaam: String,
    /// De route.
    pub route: Route,
    /// Wat voor gebied: regio, subregio of gemeente.
    pub gebiedsoort: &'static str,
    /// Welk gebied.
    pub gebied: String,
    /// Hoeveel gezinnen tegelijk.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub capaciteit: Option<i32>,
    /// Hoeveel gezinnen er nu bij kunnen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vrije_plekken: Option<i32>,
    /// De wachttijd in dagen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wachttijd_dagen: Option<i32>,
    /// De eigen termijn in werkdagen; zonder geldt die van de route.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responstermijn: Option<i32>,
}

/// Toont de desks
///
/// Per route en gebied, met capaciteit, vrije plekken en wachttijd.
#[utoipa::path(get, path = "/v1/desks", operation_id = "desksLezen", tag = "referentie",
    responses((status = 200, description = "De desks", body = Pagina<DeskView>)))]
pub async fn desks(t: Transaction) -> Result<Antwoord, Problem> {
    t.look(|tx| Antwoord::zonder_versie(&Pagina::geheel("/v1/desks", alle_desks(tx)?))).await
}

/// The desks that are open.
pub fn alle_desks(tx: &mut Tx) -> Result<Vec<DeskView>, Error> {
    let views = store::toegang::organisatie::desks(tx)?.into_iter().map(|desk| {
        let (gebiedsoort, gebied) = store::toegang::gebied::als_tekst(desk.gegevens.gebied);
        DeskView {
            id: desk.id,
            naam: desk.gegevens.naam,
            organisatie: desk.gegevens.organisatie,
            organisatienaam: desk.organisatie,
            route: desk.gegevens.route,
            gebiedsoort,
            gebied,
            capaciteit: desk.gegevens.capaciteit,
            vrije_plekken: desk.gegevens.vrije_plekken,
            wachttijd_dagen: desk.gegevens.wachttijd_dagen,
            responstermijn: desk.gegevens.responstermijn,
        }
    });
    Ok(views.collect())
}

/// Een route.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RouteView {
    /// De code.
    pub code: Route,
    /// De naam.
    pub naam: &'static str,
    /// Hoeveel werkdagen een desk heeft om te antwoorden.
    pub termijn_werkdagen: u32,
}

/// Toont de routes
///
/// Met de termijn waarbinnen een desk antwoordt.
#[utoipa::path(get, path = "/v1/routes", operation_id = "routesLezen", tag = "referentie",
    responses((status = 200, description = "De routes", body = Pagina<RouteView>)))]
pub async fn alle_routes(t: Transaction, lijsten: Data<Lijsten>) -> Result<Antwoord, Problem> {
    t.look(move |_| Ok(Antwoord::gesloten_lijst(&lijsten.routes))).await
}

/// Een woord uit een gesloten lijst.
#[derive(Debug, Serialize, ToSchema)]
pub struct WoordView {
    /// De lijst waar het in staat.
    pub lijst: &'static str,
    /// De code.
    pub code: &'static str,
    /// Wat mensen lezen.
    pub naam: &'static str,
}

fn woorden<T: Label + VariantArray>(lijst: &'static str) -> impl Iterator<Item = WoordView> {
    T::VARIANTS.iter().map(move |&woord| WoordView { lijst, code: woord.word(), naam: woord.naam() })
}

/// Toont de thema's
///
/// Risicofactoren, beschermende factoren, dimensies van Positieve Gezondheid en signaleringsinstrumenten.
#[utoipa::path(get, path = "/v1/themas", operation_id = "themasLezen", tag = "referentie",
    responses((status = 200, description = "De thema's", body = Pagina<WoordView>)))]
pub async fn themas(t: Transaction, lijsten: Data<Lijsten>) -> Result<Antwoord, Problem> {
    t.look(move |_| Ok(Antwoord::gesloten_lijst(&lijsten.themas))).await
}

/// Toont de redencodes
///
/// De gesloten lijsten van redenen; bij `anders` hoort een toelichting.
#[utoipa::path(get, path = "/v1/redencodes", operation_id = "redencodesLezen", tag = "referentie",
    responses((status = 200, description = "De redencodes", body = Pagina<WoordView>)))]
pub async fn redencodes(t: Transaction, lijsten: Data<Lijsten>) -> Result<Antwoord, Problem> {
    t.look(move |_| Ok(Antwoord::gesloten_lijst(&lijsten.redencodes))).await
}
