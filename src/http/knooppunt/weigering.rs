//! The refusals that the document names at each operation.

use utoipa::IntoResponses;

use crate::http::problem::ProblemView;

/// What can be refused when a list is read.
#[derive(Debug, IntoResponses)]
#[expect(missing_docs, reason = "the descriptions say it in the words of the reader")]
pub enum BijLijst {
    #[response(status = 400, description = "De invoer klopt niet", content_type = "application/problem+json")]
    Invoer(ProblemView),
    #[response(status = 401, description = "Niet ingelogd", content_type = "application/problem+json")]
    NietIngelogd(ProblemView),
    #[response(status = 403, description = "Dit mag niet", content_type = "application/problem+json")]
    NietToegestaan(ProblemView),
}

/// What can be refused when one thing is read.
#[derive(Debug, IntoResponses)]
#[expect(missing_docs, reason = "the descriptions say it in the words of the reader")]
pub enum BijLezen {
    #[response(status = 400, description = "De invoer klopt niet", content_type = "application/problem+json")]
    Invoer(ProblemView),
    #[response(status = 401, description = "Niet ingelogd", content_type = "application/problem+json")]
    NietIngelogd(ProblemView),
    #[response(status = 403, description = "Dit mag niet", content_type = "application/problem+json")]
    NietToegestaan(ProblemView),
    #[response(
        status = 404,
        description = "Bestaat niet, of niet voor u",
        content_type = "application/problem+json"
    )]
    NietGevonden(ProblemView),
}

/// What can be refused when something is made.
#[derive(Debug, IntoResponses)]
#[expect(missing_docs, reason = "the descriptions say it in the words of the reader")]
pub enum BijMaken {
    #[response(status = 400, description = "De invoer klopt niet", content_type = "application/problem+json")]
    Invoer(ProblemView),
    #[response(status = 401, description = "Niet ingelogd", content_type = "application/problem+json")]
    NietIngelogd(ProblemView),
    #[response(status = 403, description = "Dit mag niet", content_type = "application/problem+json")]
    NietToegestaan(ProblemView),
    #[response(
        status = 404,
        description = "Bestaat niet, of niet voor u",
        content_type = "application/problem+json"
    )]
    NietGevonden(ProblemView),
    #[response(status = 409, description = "Dit kan nu niet", content_type = "application/problem+json")]
    Conflict(ProblemView),
    #[response(status = 412, description = "Intussen gewijzigd", content_type = "application/problem+json")]
    Verouderd(ProblemView),
}

/// What can be refused when something is changed.
#[derive(Debug, IntoResponses)]
#[expect(missing_docs, reason = "the descriptions say it in the words of the reader")]
pub enum BijWijzigen {
    #[response(status = 400, description = "De invoer klopt niet", content_type = "application/problem+json")]
    Invoer(ProblemView),
    #[response(status = 401, description = "Niet ingelogd", content_type = "application/problem+json")]
    NietIngelogd(ProblemView),
    #[response(status = 403, description = "Dit mag niet", content_type = "application/problem+json")]
    NietToegestaan(ProblemView),
    #[response(
        status = 404,
        description = "Bestaat niet, of niet voor u",
        content_type = "application/problem+json"
    )]
    NietGevonden(ProblemView),
    #[response(status = 409, description = "Dit kan nu niet", content_type = "application/problem+json")]
    Conflict(ProblemView),
    #[response(status = 412, description = "Intussen gewijzigd", content_type = "application/problem+json")]
    Verouderd(ProblemView),
    #[response(status = 428, description = "If-Match ontbreekt", content_type = "application/problem+json")]
    IfMatchVereist(ProblemView),
}
