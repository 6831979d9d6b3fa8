//! Why a request is refused: the closed list, with the status and the words of each.

use std::borrow::Cow;

use actix_web::http::StatusCode;
use serde::Serialize;
use strum::VariantArray;
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, Type},
};

/// Why a request was refused: what a client may rely on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
#[expect(missing_docs, reason = "the table below says it better")]
pub enum Code {
    OngeldigeInvoer,
    OngeldigeJson,
    Onvolledig,
    AcuutGevaar,
    NietIngelogd,
    InloggegevensOnjuist,
    NietToegestaan,
    VerseFactorNodig,
    BeveiligingssleutelNodig,
    NietGevonden,
    MethodeNietToegestaan,
    NietAcceptabel,
    TeLangzaam,
    Conflict,
    HerhalingVerschilt,
    Verouderd,
    TeGroot,
    VerkeerdType,
    IfMatchVereist,
    TeVeelPogingen,
    InterneFout,
    TeDruk,
    NietsVastTeLeggen,
    UitkomstOnbekend,
}

impl Code {
    #[rustfmt::skip]
    const fn row(self) -> (&'static str, StatusCode, &'static str) {
        match self {
            Self::OngeldigeInvoer => ("ongeldige-invoer", StatusCode::BAD_REQUEST, "De invoer klopt niet"),
            Self::OngeldigeJson => ("ongeldige-json", StatusCode::BAD_REQUEST, "Dit is geen geldige JSON"),
            Self::Onvolledig => ("onvolledig", StatusCode::BAD_REQUEST, "De aanvraag kwam niet in haar geheel aan"),
            Self::AcuutGevaar => ("acuut-gevaar", StatusCode::BAD_REQUEST, "Bij acuut gevaar is Knooppunt niet de weg"),
            Self::NietIngelogd => ("niet-ingelogd", StatusCode::UNAUTHORIZED, "U bent niet ingelogd"),
            Self::InloggegevensOnjuist => ("inloggegevens-onjuist", StatusCode::UNAUTHORIZED, "Deze inloggegevens kloppen niet"),
            Self::NietToegestaan => ("niet-toegestaan", StatusCode::FORBIDDEN, "Dit mag u niet"),
            Self::VerseFactorNodig => ("verse-factor-nodig", StatusCode::FORBIDDEN, "Bewijs eerst opnieuw uw tweede factor"),
            Self::BeveiligingssleutelNodig => ("beveiligingssleutel-nodig", StatusCode::FORBIDDEN, "Log in met een beveiligingssleutel"),
            Self::NietGevonden => ("niet-gevonden", StatusCode::NOT_FOUND, "Dit bestaat niet"),
            Self::MethodeNietToegestaan => ("methode-niet-toegestaan", StatusCode::METHOD_NOT_ALLOWED, "Deze methode kan hier niet"),
            Self::NietAcceptabel => ("niet-acceptabel", StatusCode::NOT_ACCEPTABLE, "In deze vorm is er geen antwoord"),
            Self::TeLangzaam => ("te-langzaam", StatusCode::REQUEST_TIMEOUT, "De aanvraag kwam te langzaam binnen"),
            Self::Conflict => ("conflict", StatusCode::CONFLICT, "Dit kan nu niet"),
            Self::HerhalingVerschilt => ("herhaling-verschilt", StatusCode::CONFLICT, "Deze Idempotency-Key hoort bij een andere aanvraag"),
            Self::Verouderd => ("verouderd", StatusCode::PRECONDITION_FAILED, "De gegevens zijn intussen gewijzigd"),
            Self::TeGroot => ("te-groot", StatusCode::PAYLOAD_TOO_LARGE, "De aanvraag is te groot"),
            Self::VerkeerdType => ("verkeerd-type", StatusCode::UNSUPPORTED_MEDIA_TYPE, "Dit type inhoud wordt hier niet gelezen"),
            Self::IfMatchVereist => ("if-match-vereist", StatusCode::PRECONDITION_REQUIRED, "Noem de versie die u wijzigt"),
            Self::TeVeelPogingen => ("te-veel-pogingen", StatusCode::TOO_MANY_REQUESTS, "Te veel pogingen"),
            Self::InterneFout => ("interne-fout", StatusCode::INTERNAL_SERVER_ERROR, "Er ging iets mis"),
            Self::TeDruk => ("te-druk", StatusCode::SERVICE_UNAVAILABLE, "Het is te druk"),
            Self::NietsVastTeLeggen => ("niets-vast-te-leggen", StatusCode::SERVICE_UNAVAILABLE, "Er kan nu niets worden vastgelegd"),
            Self::UitkomstOnbekend => ("uitkomst-onbekend", StatusCode::SERVICE_UNAVAILABLE, "Of dit is vastgelegd, is niet bekend"),
        }
    }

    /// The code as clients see it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        self.row().0
    }

    /// The status that goes with it.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        self.row().1
    }

    /// The title that goes with it, in Dutch.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.row().2
    }

    /// The code for an answer of which only the status is known.
    #[must_use]
    pub fn of(status: StatusCode) -> Self {
        let same = Self::VARIANTS.iter().find(|code| code.status() == status);
        let fallback = if status.is_client_error() { Self::OngeldigeInvoer } else { Self::InterneFout };
        same.copied().unwrap_or(fallback)
    }
}

impl Serialize for Code {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl PartialSchema for Code {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(Self::VARIANTS.iter().map(|code| code.word())))
            .into()
    }
}

impl ToSchema for Code {
    fn name() -> Cow<'static, str> {
        "ProblemCode".into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_kebab_case_and_occurs_once() {
        let mut words: Vec<_> = Code::VARIANTS.iter().map(|code| code.word()).collect();
        assert!(words.iter().all(|w| w.chars().all(|c| c.is_ascii_lowercase() || c == '-')));
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Code::VARIANTS.len());
    }
}
