//! The rows in which what hangs on cases comes, and what people are called: of one shape, so that one question asks for both.

use chrono::NaiveDate;
use diesel::{
    IntoSql as _,
    dsl::AsExprOf,
    sql_types::{Bool, Date, Nullable, Text},
};

use crate::{
    domain::{Word, casus::CasusId, ids::Id, tijd::Moment},
    store::{error::Error, types::sql},
};

/// A row of any of them: its kind, place, moment and case, two dates, four texts, a mark, two things it names, and when it ended.
pub(super) type Aanhang = (
    (String, Id<()>, Option<Moment>, Option<CasusId>),
    (Option<NaiveDate>, Option<NaiveDate>),
    (String, String, String, Option<String>),
    bool,
    (Option<Id<()>>, Option<Id<()>>),
    Option<Moment>,
);

/// A word that stands in every row of a kind.
pub(super) type Tekst = AsExprOf<&'static str, Text>;
/// No text.
pub(super) type GeenTekst = AsExprOf<Option<&'static str>, Nullable<Text>>;
/// No day.
pub(super) type GeenDag = AsExprOf<Option<NaiveDate>, Nullable<Date>>;
/// No moment.
pub(super) type GeenMoment = AsExprOf<Option<Moment>, Nullable<sql::Moment>>;
/// No thing.
pub(super) type GeenDing = AsExprOf<Option<Id<()>>, Nullable<sql::Uuid>>;
/// No days.
pub(super) type GeenDagen = (GeenDag, GeenDag);
/// Nothing that it names.
pub(super) type GeenDingen = (GeenDing, GeenDing);
/// No mark.
pub(super) type Nee = AsExprOf<bool, Bool>;

pub(super) fn soort(woord: &'static str) -> Tekst {
    woord.into_sql::<Text>()
}

pub(super) fn leeg() -> Tekst {
    soort("")
}

pub(super) fn geen_tekst() -> GeenTekst {
    None::<&'static str>.into_sql::<Nullable<Text>>()
}

pub(super) fn geen_dag() -> GeenDag {
    None::<NaiveDate>.into_sql::<Nullable<Date>>()
}

pub(super) fn geen_moment() -> GeenMoment {
    None::<Moment>.into_sql::<Nullable<sql::Moment>>()
}

pub(super) fn geen_ding() -> GeenDing {
    None::<Id<()>>.into_sql::<Nullable<sql::Uuid>>()
}

pub(super) fn geen_dagen() -> GeenDagen {
    (geen_dag(), geen_dag())
}

pub(super) fn geen_dingen() -> GeenDingen {
    (geen_ding(), geen_ding())
}

pub(super) fn nee() -> Nee {
    false.into_sql::<Bool>()
}

/// A word of the domain, as a row holds it.
pub(super) fn een_woord<T: Word>(tekst: &str) -> Result<T, Error> {
    let onbekend = || format!("the program does not know the stored word `{tekst}`").into();
    Ok(T::parse(tekst).ok_or_else(|| diesel::result::Error::DeserializationError(onbekend()))?)
}
