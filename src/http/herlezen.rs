//! Which reading shows a thing again: the answer to a repeated request is what its GET shows by then.

use super::{
    beheer, bericht, casus, doorgeleiding, evaluatie, knooppunt, noodprocedure, notitie, publicatie, signaal,
    toestemming, traject,
    transaction::{Lezer, Lezers},
    verhuizing, voorstel,
};
use crate::domain::{ids::Id, logboek::Soort};

/// A collection of the API, the kind of thing in it, and how one of them is read.
const TABEL: &[(&str, Soort, Lezer)] = &[
    ("signalen", Soort::Signaal, |tx, met, id| signaal::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("casussen", Soort::Casus, |tx, met, id| casus::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("toestemmingen", Soort::Toestemming, |tx, met, id| toestemming::een(tx, met, Id::from_uuid(id))),
    ("doorgeleidingen", Soort::Doorgeleiding, |tx, met, id| doorgeleiding::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("trajecten", Soort::Traject, |tx, met, id| traject::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("contactmomenten", Soort::Contactmoment, |tx, met, id| {
        traject::een_contactmoment(tx, met, Id::from_uuid(id))?.try_into()
    }),
    ("bijeenkomsten", Soort::Bijeenkomst, |tx, met, id| {
        knooppunt::bijeenkomst::een(tx, met, Id::from_uuid(id))?.try_into()
    }),
    ("agendapunten", Soort::Agendapunt, |tx, met, id| {
        knooppunt::agendapunt::een(tx, met, Id::from_uuid(id))?.try_into()
    }),
    ("afspraken", Soort::Afspraak, |tx, met, id| knooppunt::afspraak::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("evaluaties", Soort::Evaluatie, |tx, met, id| evaluatie::een(tx, met, Id::from_uuid(id))),
    ("noodprocedures", Soort::Noodprocedure, |tx, met, id| noodprocedure::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("verhuizingen", Soort::Verhuizing, |tx, met, id| verhuizing::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("voorstellen", Soort::Voorstel, |tx, met, id| voorstel::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("berichten", Soort::Bericht, |tx, met, id| bericht::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("notities", Soort::Notitie, |tx, met, id| notitie::een(tx, met, Id::from_uuid(id))),
    ("organisaties", Soort::Organisatie, |tx, met, id| {
        beheer::organisatie::een(tx, met, Id::from_uuid(id))?.try_into()
    }),
    ("desks", Soort::Desk, |tx, met, id| beheer::desk::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("gebruikers", Soort::Gebruiker, |tx, met, id| beheer::gebruiker::een(tx, met, Id::from_uuid(id))?.try_into()),
    ("publicaties", Soort::Publicatie, |tx, met, id| {
        publicatie::lezen::opnieuw(tx, met, Id::from_uuid(id))?.try_into()
    }),
    ("toekenningen", Soort::Toekenning, |tx, met, id| beheer::toekenning::een(tx, met, Id::from_uuid(id))),
    ("factorherstellen", Soort::Factorherstel, |tx, met, id| beheer::factor::een(tx, met, Id::from_uuid(id))),
];

/// The readings, for the transaction of a request.
#[must_use]
pub const fn lezers() -> Lezers {
    Lezers(TABEL)
}
