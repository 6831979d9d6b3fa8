//! What hangs on cases, in one question: it is read with the family that it belongs to.

use chrono::NaiveDate;
use diesel::{
    IntoSql as _,
    dsl::AsExprOf,
    prelude::*,
    sql_types::{Bool, Date, Nullable, Text},
};

use crate::{
    domain::{casus::CasusId, ids::Id, tijd::Moment},
    store::{
        conn::Tx,
        doorgeleiding::{bij_ontvanger, loopt},
        error::Error,
        schema::{casus_thema, desk, doorgeleiding, signaal, termijn, toestemming, weging},
        types::{Both, EenVan, sql},
    },
};

pub(super) const TERMIJN: &str = "termijn";
pub(super) const WEGING: &str = "weging";
pub(super) const THEMA: &str = "thema";
pub(super) const VERZOEK: &str = "verzoek";
const TOESTEMMING: &str = "toestemming";

/// A row of any of the five: its kind, place, moment and case, two dates, four texts, a mark, two things it names, and when it ended.
pub(super) type Aanhang = (
    (String, Id<()>, Option<Moment>, Option<CasusId>),
    (Option<NaiveDate>, Option<NaiveDate>),
    (String, String, String, String),
    bool,
    (Option<Id<()>>, Option<Id<()>>),
    Option<Moment>,
);

/// The pregnancies that the signalen of these cases tell of.
#[diesel::dsl::auto_type(no_type_alias)]
fn van_signalen(bij: EenVan<signaal::casus_id, CasusId>) -> _ {
    signaal::table
        .filter(bij)
        .filter(signaal::zwangerschap_id.is_not_null())
        .select(signaal::zwangerschap_id.assume_not_null())
}

fn soort(woord: &'static str) -> AsExprOf<&'static str, Text> {
    woord.into_sql::<Text>()
}

fn leeg() -> AsExprOf<&'static str, Text> {
    "".into_sql::<Text>()
}

fn geen_dag() -> AsExprOf<Option<NaiveDate>, Nullable<Date>> {
    None::<NaiveDate>.into_sql::<Nullable<Date>>()
}

fn geen_moment() -> AsExprOf<Option<Moment>, Nullable<sql::Moment>> {
    None::<Moment>.into_sql::<Nullable<sql::Moment>>()
}

fn geen_ding() -> AsExprOf<Option<Id<()>>, Nullable<sql::Uuid>> {
    None::<Id<()>>.into_sql::<Nullable<sql::Uuid>>()
}

fn nee() -> AsExprOf<bool, Bool> {
    false.into_sql::<Bool>()
}

/// What hangs on these cases, each kind in the order in which it came: the revisions of the due date, the judgements, the themes, where its
/// requests lie, and what she said about sharing. One question where five would do the same.
pub(super) fn aanhang(tx: &mut Tx, van: &[CasusId]) -> Result<Vec<Aanhang>, Error> {
    let termijnen = termijn::table
        .filter(termijn::zwangerschap_id.eq_any(van_signalen(EenVan::new(signaal::casus_id, van))))
        .select((
            (soort(TERMIJN), termijn::id, termijn::op.nullable(), geen_ding()),
            (termijn::oud, termijn::nieuw.nullable()),
            (termijn::bron, leeg(), leeg(), leeg()),
            nee(),
            (termijn::zwangerschap_id.nullable(), geen_ding()),
            geen_moment(),
        ));
    let wegingen = weging::table.filter(EenVan::new(weging::casus_id, van)).select((
        (soort(WEGING), weging::id, weging::op.nullable(), weging::casus_id),
        (geen_dag(), geen_dag()),
        (weging::graad, leeg(), leeg(), leeg()),
        weging::samen_gewogen,
        (weging::client_id.nullable(), geen_ding()),
        geen_moment(),
    ));
    let themas = casus_thema::table.filter(EenVan::new(casus_thema::casus_id, van)).select((
        (soort(THEMA), casus_thema::casus_id, geen_moment(), casus_thema::casus_id.nullable()),
        (geen_dag(), geen_dag()),
        (casus_thema::thema, leeg(), leeg(), leeg()),
        nee(),
        (geen_ding(), geen_ding()),
        geen_moment(),
    ));
    // A desk whose support ended keeps its own past, and nothing of how the family is now.
    let verzoeken = doorgeleiding::table
        .inner_join(toestemming::table)
        .inner_join(desk::table)
        .filter(EenVan::new(doorgeleiding::casus_id, van))
        .filter(loopt().and(bij_ontvanger()))
        .select((
            (
                soort(VERZOEK),
                doorgeleiding::id,
                doorgeleiding::verzonden_op.nullable(),
                doorgeleiding::casus_id.nullable(),
            ),
            (geen_dag(), doorgeleiding::antwoord_voor.nullable()),
            (doorgeleiding::route, leeg(), desk::naam, doorgeleiding::status),
            nee(),
            (doorgeleiding::desk_id.nullable(), desk::organisatie_id.nullable()),
            geen_moment(),
        ));
    let toestemmingen = toestemming::table.filter(EenVan::new(toestemming::casus_id, van)).select((
        (soort(TOESTEMMING), toestemming::id, toestemming::op.nullable(), toestemming::casus_id),
        (geen_dag(), geen_dag()),
        (toestemming::doel, toestemming::ontvanger, toestemming::onderdelen, toestemming::status),
        nee(),
        (toestemming::signaal_id, toestemming::organisatie_id),
        toestemming::beeindigd_op,
    ));
    let alles = termijnen.union_all(wegingen).union_all(themas).union_all(verzoeken).union_all(toestemmingen);
    let mut rows: Vec<Aanhang> = Both(alles).load(tx)?;
    rows.sort_by_key(|((_, id, ..), ..)| *id);
    Ok(rows)
}
