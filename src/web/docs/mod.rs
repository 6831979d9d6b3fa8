//! `/v1/docs`: the API to read, made from its own document. Every page is the same for everybody as long as the program lives, and is
//! made once, when somebody first asks for it. Nothing on it comes from anywhere else.

mod blad;
mod operatie;
mod operaties;
mod soort;
mod velden;
mod voorbeeld;

use std::{
    collections::BTreeMap,
    sync::{LazyLock, OnceLock},
};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, HeaderValue},
    },
    web::{self, ServiceConfig},
};
use maud::Markup;
use serde_json::Value;

use self::operaties::operaties;
use crate::http::{omlijsting::PAGINA, openapi, pad::Pad, problem::Problem, route::resource, vast::Vast};

/// What a page may load: our own sheet and mark.
const BELEID: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";

/// The lines of the route table, within that of the API.
pub fn routes(cfg: &mut ServiceConfig) {
    cfg.service(resource("/docs", [(Method::GET, web::to(begin))]))
        .service(resource("/docs/{naam}", [(Method::GET, web::to(een))]))
        .service(resource("/docs/velden/{naam}", [(Method::GET, web::to(van_velden))]));
}

/// What one page is about.
#[derive(Clone, Debug)]
enum Over {
    /// All operations, by what they are about.
    Begin,
    /// What each role may do.
    Rollen,
    /// One operation: where it is, and its method.
    Operatie(String, String),
    /// The fields of one thing, or the words of one closed list.
    Velden(String),
}

/// The document, and the pages that were made of it.
struct Boek {
    document: Value,
    bladen: BTreeMap<String, (Over, OnceLock<Vast>)>,
}

static BOEK: LazyLock<Boek> = LazyLock::new(Boek::open);

impl Boek {
    fn open() -> Self {
        let document: Value = serde_json::from_str(&openapi::json()).unwrap_or_default();
        let operaties = operaties(&document).into_iter();
        let operaties = operaties.map(|o| (o.naam.to_owned(), Over::Operatie(o.pad.to_owned(), o.methode.to_owned())));
        let schemas = document.pointer("/components/schemas").and_then(Value::as_object);
        let namen = schemas.into_iter().flat_map(|alle| alle.keys());
        let velden = namen.map(|naam| (format!("velden/{naam}"), Over::Velden(naam.clone())));
        let vast = [(String::new(), Over::Begin), ("rollen".to_owned(), Over::Rollen)];
        let alle = vast.into_iter().chain(operaties).chain(velden);
        let bladen = alle.map(|(naam, over)| (naam, (over, OnceLock::new()))).collect();
        Self { document, bladen }
    }

    fn blad(&self, naam: &str) -> Option<&Vast> {
        let (over, gemaakt) = self.bladen.get(naam)?;
        Some(gemaakt.get_or_init(|| Vast::new(self.maak(over).into_string())))
    }

    fn maak(&self, over: &Over) -> Markup {
        match over {
            Over::Begin => blad::begin(&self.document),
            Over::Rollen => blad::rollen(),
            Over::Operatie(pad, methode) => operatie::pagina(&self.document, pad, methode),
            Over::Velden(naam) => velden::pagina(&self.document, naam),
        }
    }
}

/// Answers with all operations.
pub async fn begin(req: HttpRequest) -> Result<HttpResponse, Problem> {
    toon(&req, "")
}

/// Answers with one of them, or with what each role may do.
pub async fn een(req: HttpRequest, naam: Pad<String>) -> Result<HttpResponse, Problem> {
    if naam.0.is_empty() {
        return Err(Problem::not_found());
    }
    toon(&req, &naam.0)
}

/// Answers with the fields of something.
pub async fn van_velden(req: HttpRequest, naam: Pad<String>) -> Result<HttpResponse, Problem> {
    toon(&req, &format!("velden/{}", naam.0))
}

fn toon(req: &HttpRequest, naam: &str) -> Result<HttpResponse, Problem> {
    let blad = BOEK.blad(naam).ok_or_else(Problem::not_found)?;
    let mut antwoord = blad.antwoord(req, PAGINA);
    antwoord.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(BELEID));
    Ok(antwoord)
}
