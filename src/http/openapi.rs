//! The API's own description: OpenAPI 3.1, made from the handlers.

mod schemas;

use std::sync::LazyLock;

use actix_web::{
    HttpRequest, HttpResponse,
    http::header::{self, HeaderValue},
};
use utoipa::{
    Modify, OpenApi, ToSchema as _,
    openapi::{
        self, ContactBuilder, Content, HeaderBuilder, HttpMethod, InfoBuilder, LicenseBuilder, ObjectBuilder, Ref,
        RefOr, Required, Response, ResponseBuilder, ServerBuilder, Type,
        path::{Operation, Parameter, ParameterBuilder, ParameterIn},
        security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    },
};

use super::{
    API_VERSIE, beheer, bericht, casus, client, doorgeleiding, dossier, evaluatie, herlezen, historie, inzage,
    knooppunt, logboek, mens, noodprocedure, notitie,
    problem::{PROBLEM_JSON, ProblemView},
    publicatie, referentie, signaal, toegang, toestemming, traject,
    vast::Vast,
    verhuizing, voorstel, wissing,
};

/// Everything that can be asked.
#[derive(OpenApi)]
#[openapi(
    paths(
        document,
        toegang::inloggen::begin, toegang::inloggen::vernieuw, toegang::sessie::toon, toegang::sessie::beeindig,
        toegang::sessie::lijst, toegang::sessie::beeindig_een, toegang::sessie::beeindig_andere,
        toegang::eigen::wijzig_wachtwoord, toegang::eigen::vernieuw_herstelcodes, toegang::sleutels::lees,
        toegang::tokens::geef, toegang::oidc::begin, toegang::oidc::voltooi,
        toegang::uitnodiging::aanvaard,
        toegang::klop::daag_uit, toegang::beveiligingssleutel::vraag, toegang::beveiligingssleutel::voeg_toe,
        toegang::beveiligingssleutel::lijst, toegang::beveiligingssleutel::verwijder,
        referentie::gemeenten, referentie::subregios, referentie::organisaties, referentie::desks, referentie::alle_routes,
        referentie::themas, referentie::redencodes,
        signaal::registreer, signaal::lijst, signaal::lees, signaal::lees_inhoud, signaal::trek_in, signaal::eindig_zwangerschap, signaal::koppel,
        signaal::ontkoppel, signaal::vergelijk,
        casus::zoek, casus::lees, casus::tijdlijn, casus::neem, casus::plan_verkenning, casus::zet_bekijkdatum, casus::zwangerschap::herzie_termijn, casus::weeg, client::zoek, client::wijzig,
        casus::wijs_aan, casus::sluit, casus::heropen, casus::geef_terug, casus::zwangerschap::eindig_zwangerschap, casus::zwangerschap::voeg_zwangerschap_toe,
        casus::overdracht::aanvaard, casus::overdracht::rond_af, casus::overdracht::kind_overleden,
        toestemming::noteer, toestemming::lijst, toestemming::lees, toestemming::trek_in,
        doorgeleiding::routeadvies::lees_bestemmingen, doorgeleiding::routeadvies::lees, doorgeleiding::gezin::noteer,
        beheer::desk::lees_ruimte, beheer::desk::houd_ruimte_bij, doorgeleiding::verzend, doorgeleiding::lijst, doorgeleiding::lees,
        doorgeleiding::beantwoorden::aanvaard, doorgeleiding::beantwoorden::wijs_af, doorgeleiding::beantwoorden::lees_omleidingen,
        doorgeleiding::beantwoorden::leid_om, doorgeleiding::trek_in, doorgeleiding::uitvoeren::claim,
        doorgeleiding::uitvoeren::start, doorgeleiding::uitvoeren::rond_af,
        doorgeleiding::uitvoeren::stop, doorgeleiding::beantwoorden::geef_terug, doorgeleiding::uitvoeren::laat_los,
        traject::lijst, traject::lees, traject::plan, traject::leg_uitkomst_vast, traject::lees_contactmoment, traject::loop_af,
        knooppunt::lijst, knooppunt::bijeenkomst::lijst, knooppunt::bijeenkomst::plan, knooppunt::bijeenkomst::lees,
        knooppunt::bijeenkomst::houd, knooppunt::bijeenkomst::stel_vast,
        knooppunt::bijeenkomst::wachtend, knooppunt::bijeenkomst::nog_te_doen, knooppunt::agendapunt::bespreek,
        knooppunt::afspraak::lijst, mens::collegas,
        knooppunt::agendapunt::voeg_toe, knooppunt::agendapunt::lees, knooppunt::agendapunt::zet_aan_tafel,
        knooppunt::agendapunt::besluit, knooppunt::agendapunt::haal_van_agenda,
        knooppunt::afspraak::spreek_af, knooppunt::afspraak::van_casus, knooppunt::afspraak::lees,
        knooppunt::afspraak::positie, knooppunt::afspraak::kom_na, knooppunt::afspraak::laat_vervallen,
        evaluatie::begin, evaluatie::lees, evaluatie::rond_af,
        noodprocedure::open, noodprocedure::lijst, noodprocedure::lees, noodprocedure::beeindig, noodprocedure::beoordeel,
        bericht::lijst, bericht::lees, bericht::gelezen,
        historie::zoek,
        inzage::lees, dossier::lees, wissing::wis,
        logboek::checkpoint::lees, logboek::zoek, logboek::gezien, logboek::let_op,
        verhuizing::meld, verhuizing::lijst, verhuizing::lees, verhuizing::neem_over, verhuizing::leg_terug, verhuizing::trek_in,
        voorstel::doe, voorstel::doe_bij_signaal, voorstel::lijst, voorstel::lijst_van_casus, voorstel::lees, voorstel::neem_over,
        voorstel::leg_terug, voorstel::trek_in,
        notitie::schrijf, notitie::lijst, notitie::lees, notitie::trek_in,
        publicatie::lezen::programma, publicatie::lezen::telling, publicatie::lezen::lijst, publicatie::stap::tel, publicatie::lezen::een, publicatie::lezen::verborgen, publicatie::lezen::bestand,
        publicatie::lezen::gebied, publicatie::lezen::factsheet,
        publicatie::stap::keur_goed, publicatie::stap::leg_terug, publicatie::stap::geef_vrij,
        beheer::factor::bewijs, beheer::organisatie::voeg_toe, beheer::organisatie::lees, beheer::organisatie::wijzig,
        beheer::organisatie::beeindig, beheer::desk::voeg_toe, beheer::desk::lees, beheer::desk::wijzig, beheer::desk::sluit,
        beheer::gebruiker::nodig_uit, beheer::gebruiker::zoek, beheer::gebruiker::lees, beheer::gebruiker::wijzig, beheer::gebruiker::nodig_opnieuw_uit,
        beheer::toekenning::ken_toe, beheer::toekenning::bevestig, beheer::toekenning::wijs_af, beheer::toekenning::trek_in, beheer::toekenning::laat_waarnemen,
        beheer::vertrek::open_werk, beheer::vertrek::draag_over, beheer::vertrek::log_uit,
        beheer::vertrek::vertrek,
        beheer::factor::vraag_herstel, beheer::factor::lees_herstel, beheer::factor::bevestig_herstel, beheer::wacht::lijst, beheer::wijziging::lijst,
    ),
    components(schemas(ProblemView)),
    modifiers(&Rules),
)]
struct Document;

/// What holds for every operation, said once.
struct Rules;

impl Modify for Rules {
    fn modify(&self, api: &mut openapi::OpenApi) {
        api.info = InfoBuilder::new()
            .title("Knooppunt")
            .version(API_VERSIE)
            .description(Some(
                "Coördinatie van hulp voor gezinnen in de eerste 1.000 dagen: Signaleren, Verkennen, Steun op maat. \
                 Volgt de NL GOV REST API Design Rules 2.2.0. Een weigering is altijd `application/problem+json`, op één na: wat de \
                 server niet als HTTP kan lezen, krijgt 400, en een kop die te groot is 431, zonder inhoud, en dan sluit de verbinding. \
                 De verbinding sluit ook na een antwoord op een inhoud die niet tot het einde is gelezen.",
            ))
            .license(Some(LicenseBuilder::new().name("EUPL-1.2").identifier(Some("EUPL-1.2")).build()))
            .contact(Some(
                ContactBuilder::new()
                    .name(Some("Knooppunt, team ontwikkeling"))
                    .email(Some("knooppunt@example.nl"))
                    .url(Some("https://knooppunt.example.nl"))
                    .build(),
            ))
            .build();
        api.servers = Some(vec![ServerBuilder::new().url("https://knooppunt.example.nl/v1").build()]);
        let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
        if let Some(components) = &mut api.components {
            components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
        }
        let paths = std::mem::take(&mut api.paths.paths);
        for (path, mut item) in paths {
            let operations = [
                (HttpMethod::Get, &mut item.get),
                (HttpMethod::Post, &mut item.post),
                (HttpMethod::Put, &mut item.put),
                (HttpMethod::Delete, &mut item.delete),
            ];
            for (method, operation) in operations {
                if let Some(operation) = operation {
                    complete(&path, &method, operation);
                }
            }
            let path = path.strip_prefix("/v1").map_or(path.clone(), str::to_owned);
            api.paths.paths.insert(path, item);
        }
    }
}

/// Whether an operation is open to everybody.
pub(super) fn is_open(path: &str, post: bool) -> bool {
    match path {
        "/v1/openapi.json"
        | "/v1/docs"
        | "/v1/docs/{naam}"
        | "/v1/docs/velden/{naam}"
        | "/v1/oidc/begin"
        | "/v1/sleutels" => !post,
        "/v1/oidc/voltooiing"
        | "/v1/sessies"
        | "/v1/sessies/uitdaging"
        | "/v1/sessies/vernieuwing"
        | "/v1/tokens"
        | "/v1/uitnodigingen/aanvaarding" => post,
        _ => false,
    }
}

/// Adds what follows from the kind of operation: who may, which conditions, which refusals, which headers.
fn complete(path: &str, method: &HttpMethod, operation: &mut Operation) {
    let post = matches!(method, HttpMethod::Post);
    let changes = has_parameter(operation, "If-Match");
    let asks = operation.request_body.is_some() || operation.parameters.as_ref().is_some_and(|p| !p.is_empty());
    if !is_open(path, post) {
        operation.security = Some(vec![SecurityRequirement::new("bearer", [""; 0])]);
        refuse(operation, "401", "Niet ingelogd");
        refuse(operation, "403", "Uw rol mag dit niet");
        if post && herlezen::lezers().onthoudt(path) {
            operation.parameters.get_or_insert_default().push(idempotency_key().into());
            refuse(
                operation,
                "409",
                "De status laat dit niet toe, of de Idempotency-Key hoort bij een andere aanvraag",
            );
        }
        // Also who is refused too often is held back, whatever it is that they may not do.
        refuse(operation, "429", "Te vaak; zie Retry-After");
    }
    if asks || post {
        refuse(operation, "400", "De invoer klopt niet");
    }
    if operation.request_body.is_some() {
        refuse(operation, "401", "Niet ingelogd");
        refuse(operation, "413", "De inhoud is groter dan 64 KiB");
        refuse(operation, "415", "De inhoud is van een type dat hier niet wordt gelezen");
    }
    if path.contains('{') {
        refuse(operation, "404", "Bestaat niet, of niet voor u");
    }
    if (post || matches!(method, HttpMethod::Put)) && path.contains('{') {
        refuse(operation, "409", "De status laat dit niet toe");
    }
    if changes {
        refuse(operation, "412", "Intussen gewijzigd");
        refuse(operation, "428", "If-Match ontbreekt");
    }
    refuse(operation, "406", "In deze vorm is er geen antwoord");
    refuse(operation, "503", "Het is te druk, of er kan niets worden vastgelegd");
    for (status, response) in &mut operation.responses.responses {
        if let RefOr::T(response) = response {
            head(response, status, changes || path.contains("{id}"));
        }
    }
}

fn has_parameter(operation: &Operation, name: &str) -> bool {
    operation.parameters.as_ref().is_some_and(|all| all.iter().any(|p| matches!(p, RefOr::T(p) if p.name == name)))
}

fn idempotency_key() -> Parameter {
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "Dezelfde sleutel met dezelfde inhoud en dezelfde `If-Match` doet 24 uur lang niets nog eens. Het antwoord heeft de status \
             van toen en toont wat u er nu van mag zien, zoals GET dat toont; wat maar één keer wordt getoond, zoals een code, staat \
             er niet in. Is het voorbij of mag u het niet meer zien, dan is het antwoord 404.",
        ))
        .schema(Some(ObjectBuilder::new().schema_type(Type::String).max_length(Some(255))))
        .build()
}

fn refuse(operation: &mut Operation, status: &str, description: &str) {
    let content = Content::new(Some(Ref::from_schema_name(ProblemView::name())));
    let response = ResponseBuilder::new().description(description).content(PROBLEM_JSON, content).build();
    operation.responses.responses.entry(status.to_owned()).or_insert_with(|| response.into());
}

fn head(response: &mut Response, status: &str, one: bool) {
    let text = |description: &str| {
        HeaderBuilder::new()
            .schema(Some(ObjectBuilder::new().schema_type(Type::String)))
            .description(Some(description))
            .build()
    };
    response.headers.insert("API-Version".into(), text("De versie van deze API.").into());
    if matches!(status, "429" | "503") {
        let after = HeaderBuilder::new()
            .schema(Some(ObjectBuilder::new().schema_type(Type::Integer)))
            .description(Some("Over hoeveel seconden het weer kan."));
        response.headers.entry("Retry-After".into()).or_insert_with(|| after.build().into());
    }
    if status == "201" || status == "200" && one {
        response
            .headers
            .entry("ETag".into())
            .or_insert_with(|| text("De versie van wat u ziet, voor If-Match.").into());
    }
    if status == "201" {
        response.headers.entry("Location".into()).or_insert_with(|| text("Waar het nieuwe staat.").into());
    }
}

/// The document.
#[must_use]
pub fn openapi() -> openapi::OpenApi {
    let made = Document::openapi();
    completed(&made).unwrap_or(made)
}

fn completed(made: &openapi::OpenApi) -> serde_json::Result<openapi::OpenApi> {
    // A page of something is named `Pagina_Something`; the design rules want names without separators.
    let mut document = serde_json::from_str(&made.to_json()?.replace("Pagina_", "Pagina"))?;
    schemas::complete(&mut document);
    serde_json::from_value(document)
}

/// The document as it is published and checked in.
#[must_use]
pub fn json() -> String {
    openapi().to_pretty_json().unwrap_or_default() + "\n"
}

/// It is the same as long as the program lives: made once.
static DOCUMENT: LazyLock<Vast> = LazyLock::new(|| Vast::new(json()));

/// Toont deze beschrijving
///
/// Open voor iedereen, ook vanuit een ander adres.
#[utoipa::path(get, path = "/v1/openapi.json", operation_id = "openapiLezen", tag = "document",
    responses((status = 200, description = "De beschrijving van deze API", body = Object, content_type = "application/json",
        headers(("Access-Control-Allow-Origin" = String, description = "Altijd `*`."),
            ("ETag" = String, description = "De SHA-256 van deze bytes.")))))]
pub async fn document(req: HttpRequest) -> HttpResponse {
    let mut document = DOCUMENT.antwoord(&req, "application/json");
    document.headers_mut().insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    document
}
