//! What hangs on cases, in one question: it is read with the family that it belongs to.

use diesel::prelude::*;

use super::{
    mensen::{Gevraagd, Namen, van_desks, van_mensen, van_organisaties},
    rij::{Aanhang, geen_dag, geen_dagen, geen_ding, geen_dingen, geen_moment, geen_tekst, leeg, nee, soort},
};
use crate::{
    domain::{casus::CasusId, tijd::Moment},
    store::{
        conn::Tx,
        doorgeleiding::{bij_ontvanger, loopt},
        error::Error,
        schema::{casus_thema, desk, doorgeleiding, signaal, termijn, toestemming, weging, zwangerschap},
        types::{Both, EenVan},
    },
};

pub(super) const TERMIJN: &str = "termijn";
pub(super) const WEGING: &str = "weging";
pub(super) const THEMA: &str = "thema";
pub(super) const VERZOEK: &str = "verzoek";
const TOESTEMMING: &str = "toestemming";

/// The pregnancies of the women whom the signalen of these cases are about: those that they tell of, and what came later.
#[diesel::dsl::auto_type(no_type_alias)]
fn van_signalen(bij: EenVan<signaal::casus_id, CasusId>) -> _ {
    signaal::table
        .inner_join(zwangerschap::table.on(zwangerschap::client_id.eq(signaal::client_id)))
        .filter(bij)
        .select(zwangerschap::id)
}

/// What hangs on these cases, each kind in the order in which it came: the revisions of the due date, the judgements, the themes, where its
/// requests lie, and what she said about sharing; with what those `gevraagd` are called. One question where six would do the same.
pub(super) fn aanhang(
    tx: &mut Tx,
    van: &[CasusId],
    gevraagd: &Gevraagd,
    nu: Moment,
) -> Result<(Vec<Aanhang>, Namen), Error> {
    let rows = alles(tx, van, gevraagd, nu)?;
    let (namen, mut rows): (Vec<_>, Vec<_>) = rows.into_iter().partition(Namen::noemt);
    rows.sort_by_key(|((_, id, ..), ..)| *id);
    Ok((rows, Namen::van(namen)?))
}

fn alles(tx: &mut Tx, van: &[CasusId], gevraagd: &Gevraagd, nu: Moment) -> Result<Vec<Aanhang>, Error> {
    let termijnen = termijn::table
        .filter(termijn::zwangerschap_id.eq_any(van_signalen(EenVan::new(signaal::casus_id, van))))
        .select((
            (soort(TERMIJN), termijn::id, termijn::op.nullable(), geen_ding()),
            (termijn::oud, termijn::nieuw.nullable()),
            (termijn::bron, leeg(), leeg(), geen_tekst()),
            nee(),
            (termijn::zwangerschap_id.nullable(), geen_ding()),
            geen_moment(),
        ));
    let wegingen = weging::table.filter(EenVan::new(weging::casus_id, van)).select((
        (soort(WEGING), weging::id, weging::op.nullable(), weging::casus_id),
        geen_dagen(),
        (weging::graad, leeg(), leeg(), geen_tekst()),
        weging::samen_gewogen,
        (weging::client_id.nullable(), geen_ding()),
        geen_moment(),
    ));
    let themas = casus_thema::table.filter(EenVan::new(casus_thema::casus_id, van)).select((
        (soort(THEMA), casus_thema::casus_id, geen_moment(), casus_thema::casus_id.nullable()),
        geen_dagen(),
        (casus_thema::thema, leeg(), leeg(), geen_tekst()),
        nee(),
        geen_dingen(),
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
            (doorgeleiding::route, leeg(), desk::naam, doorgeleiding::status.nullable()),
            nee(),
            (doorgeleiding::desk_id.nullable(), desk::organisatie_id.nullable()),
            geen_moment(),
        ));
    let toestemmingen = toestemming::table.filter(EenVan::new(toestemming::casus_id, van)).select((
        (soort(TOESTEMMING), toestemming::id, toestemming::op.nullable(), toestemming::casus_id),
        geen_dagen(),
        (toestemming::doel, toestemming::ontvanger, toestemming::onderdelen, toestemming::status.nullable()),
        nee(),
        (toestemming::signaal_id, toestemming::organisatie_id),
        toestemming::beeindigd_op,
    ));
    let hang = termijnen.union_all(wegingen).union_all(themas).union_all(verzoeken).union_all(toestemmingen);
    let hang = hang.union_all(van_mensen(gevraagd.mensen(), nu)).union_all(van_desks(gevraagd.desks()));
    Ok(Both(hang.union_all(van_organisaties(gevraagd.organisaties()))).load(tx)?)
}
