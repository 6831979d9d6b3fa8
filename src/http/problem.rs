//! The answers that are refusals: a closed list, one line each.

mod code;

use std::{borrow::Cow, fmt};

use actix_web::{
    HttpResponse, ResponseError,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
};
use serde::Serialize;
use utoipa::ToSchema;

pub use self::code::Code;
use crate::{
    domain::{
        fouten::{Fout, Fouten},
        recht::{Ontbrekend, Verwijzing},
        toegang::{Conflict, OrganisatieId, Waarom, rem::Wacht},
        toestemming::{Doel, Ontvanger},
    },
    store::error as store,
};

/// The content type of every refusal (RFC 9457).
pub const PROBLEM_JSON: &str = "application/problem+json";

/// Een weigering, in de vorm van RFC 9457.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemView {
    /// De HTTP-status.
    #[schema(minimum = 400, maximum = 599, example = 400)]
    pub status: u16,
    /// Wat er aan de hand is, in enkele woorden.
    #[schema(example = "De invoer klopt niet")]
    pub title: String,
    /// Wat er aan de hand is en wat eraan te doen is.
    pub detail: String,
    /// Een vaste code waarop een programma kan afgaan.
    pub code: Code,
    /// Alle fouten in de invoer, per veld; of alles wat in de weg staat.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fouten: Vec<FoutView>,
}

/// Eén ding dat niet klopt, of in de weg staat.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Fout)]
pub struct FoutView {
    /// Het pad van het veld, zoals `client.geboortedatum` of `themas[1]`; leeg als het om het geheel gaat.
    pub veld: String,
    /// Een vaste code, zoals `verplicht` of `te-lang`.
    #[schema(value_type = String)]
    pub code: Cow<'static, str>,
    /// Uitleg voor de gebruiker.
    pub melding: String,
    /// De dingen die in de weg staan, voor zover u ze mag zien.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<Verwijzing>,
    /// De toestemming die ontbreekt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toestemming: Option<OntbrekendeToestemming>,
}

impl FoutView {
    fn new(fout: &Fout, conflict: Option<&Conflict>) -> Self {
        Self {
            veld: fout.veld.clone(),
            code: fout.code.clone(),
            melding: fout.melding.clone(),
            ids: conflict.map(|conflict| conflict.ids.clone()).unwrap_or_default(),
            toestemming: conflict.and_then(|conflict| conflict.toestemming.as_deref()).copied().map(Into::into),
        }
    }
}

/// De toestemming die ontbreekt.
#[derive(Debug, Serialize, ToSchema)]
pub struct OntbrekendeToestemming {
    /// Voor welk doel.
    #[schema(value_type = Doel)]
    pub doel: &'static str,
    /// Voor welke ontvanger.
    #[schema(value_type = Ontvanger)]
    pub ontvanger: &'static str,
    /// De organisatie die erom vraagt; een toestemming voor iedereen is ook goed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organisatie: Option<OrganisatieId>,
}

impl From<Ontbrekend> for OntbrekendeToestemming {
    fn from(Ontbrekend { doel, ontvanger, organisatie }: Ontbrekend) -> Self {
        Self { doel, ontvanger, organisatie }
    }
}

/// A refusal on its way out.
#[derive(Debug)]
pub struct Problem {
    code: Code,
    detail: Cow<'static, str>,
    fouten: Fouten,
    conflicten: Vec<Conflict>,
    allow: Option<String>,
    retry_after: Option<u32>,
    botste: bool,
}

impl Problem {
    /// A refusal with its explanation, in Dutch and fit for whoever asked.
    #[must_use]
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        let detail = detail.into();
        let (fouten, conflicten) = (Fouten::new(), Vec::new());
        Self { code, detail, fouten, conflicten, allow: None, retry_after: None, botste: false }
    }

    /// Nobody is logged in, whatever the reason: no token, a bad one, or a session that is over.
    #[must_use]
    pub fn not_logged_in() -> Self {
        Self::new(Code::NietIngelogd, "Log in, of vernieuw uw sessie.")
    }

    /// Somebody is in danger now: whom to call.
    #[must_use]
    pub fn acute_danger() -> Self {
        Self::new(
            Code::AcuutGevaar,
            "Bel 112 als er nu gevaar is. Bel Veilig Thuis, 0800-2000, dag en nacht en gratis, voor advies of een melding. \
             Er is van dit signaal niets bewaard.",
        )
    }

    /// The same in the place of a refusal. A request that another was in the way of may still be asked again.
    #[must_use]
    pub fn in_acute_danger(self) -> Self {
        Self { botste: self.botste, ..Self::acute_danger() }
    }

    /// Absent, or not to be known: both answer alike.
    #[must_use]
    pub fn not_found() -> Self {
        Self::new(Code::NietGevonden, "Het gevraagde bestaat niet, of u mag het niet zien.")
    }

    /// Our own fault. The cause goes to the log, once, and never to the client.
    #[must_use]
    pub fn internal(cause: impl fmt::Display) -> Self {
        tracing::error!(%cause, "internal error");
        Self::new(
            Code::InterneFout,
            "Dit ligt niet aan u. Probeer het later opnieuw en noem anders het X-Request-Id van dit antwoord.",
        )
    }

    /// More is asked than can be done; `seconds` from now is a good time to come back.
    #[must_use]
    pub fn busy(seconds: u32) -> Self {
        let mut problem = Self::new(Code::TeDruk, "Er wordt op dit moment te veel gevraagd. Probeer het zo opnieuw.");
        problem.retry_after = Some(seconds);
        problem
    }

    /// Another transaction was in the way, and nothing of this request stayed.
    #[must_use]
    pub fn collision() -> Self {
        Self { botste: true, ..Self::busy(1) }
    }

    /// Whether the request may be asked again as it is: it was undone because another was in its way.
    #[must_use]
    pub const fn botste(&self) -> bool {
        self.botste
    }

    /// What is asked cannot be written down, so it is not done and not shown. The cause goes to the log, once.
    #[must_use]
    pub fn unkept(cause: impl fmt::Display) -> Self {
        tracing::error!(%cause, "nothing can be kept");
        let detail = "De database neemt nu niets aan. Er is niets gewijzigd en niets getoond. Probeer het over een minuut opnieuw.";
        Self::new(Code::NietsVastTeLeggen, detail).with_retry_after(60)
    }

    /// The database went away while it was keeping what was asked. The cause goes to the log, once.
    #[must_use]
    pub fn unknown_outcome(cause: impl fmt::Display) -> Self {
        tracing::error!(%cause, "the connection broke at the commit");
        let detail = "De database viel weg terwijl zij dit vastlegde. Misschien is het gedaan, misschien niet; getoond is er niets. Kijk \
                      over een minuut wat er staat. Met dezelfde Idempotency-Key opnieuw sturen kan zonder dat het twee keer gebeurt.";
        Self::new(Code::UitkomstOnbekend, detail).with_retry_after(60)
    }

    /// It was tried too often.
    #[must_use]
    pub fn te_vaak(wacht: Wacht) -> Self {
        Self::new(Code::TeVeelPogingen, format!("Dit is te vaak gedaan. Wacht {wacht} en probeer het dan opnieuw."))
            .with_retry_after(wacht.0)
    }

    /// The right refusal for an answer of which only the status is known.
    #[must_use]
    pub fn of(status: StatusCode) -> Self {
        match Code::of(status) {
            Code::InterneFout => Self::internal(status),
            Code::NietGevonden => Self::not_found(),
            code => Self::new(code, "De aanvraag kon zo niet worden uitgevoerd."),
        }
    }

    /// With all that is wrong, per field.
    #[must_use]
    pub fn with_fouten(mut self, fouten: Fouten) -> Self {
        self.fouten = fouten;
        self
    }

    /// With the methods that would have been right (405).
    #[must_use]
    pub fn with_allow(mut self, methods: impl Into<String>) -> Self {
        self.allow = Some(methods.into());
        self
    }

    /// With the number of seconds to wait (429, 503).
    #[must_use]
    pub const fn with_retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// Why.
    #[must_use]
    pub const fn code(&self) -> Code {
        self.code
    }

    /// All that is wrong, per field.
    #[must_use]
    pub const fn fouten(&self) -> &Fouten {
        &self.fouten
    }

    fn conflict(&self, code: &str) -> Option<&Conflict> {
        self.conflicten.iter().find(|conflict| conflict.code == code)
    }

    /// The explanation.
    #[must_use]
    pub fn detail(&self) -> &str {
        &self.detail
    }
}

impl From<Fouten> for Problem {
    fn from(fouten: Fouten) -> Self {
        let detail = match fouten.len() {
            1 => "Er klopt één ding niet; zie `fouten`.".to_owned(),
            n => format!("Er kloppen {n} dingen niet; zie `fouten`."),
        };
        Self::new(Code::OngeldigeInvoer, detail).with_fouten(fouten)
    }
}

impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::Weigering(weigering) => Self::from(weigering.waarom),
            store::Error::Invoer(fouten) => fouten.into(),
            store::Error::Bezet => Self::busy(1),
            store::Error::Botsing(_) => Self::collision(),
            store::Error::Onbeschikbaar(_) => Self::unkept(error),
            store::Error::Onzeker(_) => Self::unknown_outcome(error),
            store::Error::Herhaling => Self::new(
                Code::HerhalingVerschilt,
                "Deze Idempotency-Key is al gebruikt voor een andere aanvraag. Kies een nieuwe.",
            ),
            error @ (store::Error::Database(_)
            | store::Error::Paniek
            | store::Error::Kluis
            | store::Error::Boom(_)
            | store::Error::NooitUitgegeven(_)) => Self::internal(error),
        }
    }
}

impl From<Waarom> for Problem {
    fn from(waarom: Waarom) -> Self {
        match waarom {
            Waarom::NietGevonden => Self::not_found(),
            Waarom::NietToegestaan => Self::new(Code::NietToegestaan, "Uw rol mag dit hier niet."),
            Waarom::Verouderd => Self::new(
                Code::Verouderd,
                "De versie in `If-Match` is niet die van nu. Lees opnieuw, en wijzig dan pas.",
            ),
            Waarom::TeVaak(wacht) => Self::te_vaak(wacht),
            Waarom::FactorNodig => Self::new(
                Code::VerseFactorNodig,
                "Stuur de code van uw authenticator naar POST /v1/sessies/huidige/factor, en doe dit binnen vijf minuten opnieuw.",
            ),
            Waarom::Conflict(conflict) => conflict.into(),
        }
    }
}

impl From<Conflict> for Problem {
    fn from(mut conflict: Conflict) -> Self {
        let mut conflicten = std::mem::take(&mut conflict.verder);
        let detail = match conflicten.len() {
            0 => conflict.melding.clone(),
            n => format!("Er staan {} dingen in de weg; zie `fouten`.", n + 1),
        };
        conflicten.insert(0, conflict);
        let fouten =
            conflicten.iter().fold(Fouten::new(), |alle, een| alle.fout(een.veld, een.code, een.melding.clone()));
        Self { conflicten, ..Self::new(Code::Conflict, detail).with_fouten(fouten) }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.word())
    }
}

impl std::error::Error for Problem {}

impl ResponseError for Problem {
    fn status_code(&self) -> StatusCode {
        self.code.status()
    }

    fn error_response(&self) -> HttpResponse {
        let mut answer = HttpResponse::build(self.code.status());
        if let Some(methods) = &self.allow {
            answer.insert_header((header::ALLOW, methods.as_str()));
        }
        if let Some(seconds) = self.retry_after {
            answer.insert_header((header::RETRY_AFTER, seconds));
        }
        if self.code.status() == StatusCode::UNAUTHORIZED {
            answer.insert_header((header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer")));
        }
        answer.insert_header((header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM_JSON)));
        answer.json(ProblemView {
            status: self.code.status().as_u16(),
            title: self.code.title().to_owned(),
            detail: self.detail.to_string(),
            code: self.code,
            fouten: self.fouten.iter().map(|fout| FoutView::new(fout, self.conflict(&fout.code))).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use actix_web::body::MessageBody as _;
    use utoipa::PartialSchema as _;

    use super::*;

    #[test]
    fn an_internal_error_never_tells_why() {
        let answer = Problem::internal("geheim: kolom naam").error_response();
        assert_eq!(answer.headers().get("content-type").unwrap(), PROBLEM_JSON);
        let body = answer.into_body().try_into_bytes().unwrap();
        let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
        assert_eq!(body["status"], 500);
        assert_eq!(body["code"], "interne-fout");
        assert!(!body.to_string().contains("geheim"));
        assert!(body.get("fouten").is_none());
    }

    #[test]
    fn the_document_shows_status_title_and_detail() {
        let schema = serde_json::to_value(ProblemView::schema()).unwrap();
        for key in ["status", "title", "detail", "code", "fouten"] {
            assert!(schema["properties"].get(key).is_some(), "{key}");
        }
        assert_eq!(ProblemView::name(), "Problem");
        assert!(!schema["required"].as_array().unwrap().contains(&"fouten".into()));
    }
}
