//! Voorstellen that lapse with what they rest on, and those that wait again when that was a mistake.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    domain::{
        bericht::Berichtsoort,
        casus::CasusId,
        ids::VoorstelId,
        rode_draad::gevolg::{Voorstelbelang, Voorstelkring},
        route::Route,
        tijd::Moment,
        toegang::GebruikerId,
        voorstel::Status,
        werkdagen,
    },
    store::{bericht, bewaar::pen::Pen, error::Error, schema::voorstel, types::Woord},
};

/// Lets voorstellen that wait lapse; whoever made them is told. What was written in those that a signaal made goes with that.
pub(in crate::store) fn laat_vervallen(pen: &mut Pen<'_>, kring: Voorstelkring) -> Result<(), Error> {
    let alle = voorstel::table.into_boxed();
    let daarvan = match kring {
        Voorstelkring::Casus(van) => alle.filter(voorstel::casus_id.eq(van)),
        Voorstelkring::Doorgeleiding(van) => alle.filter(voorstel::doorgeleiding_id.eq(van).assume_not_null()),
        Voorstelkring::Signaal(van) => alle.filter(voorstel::signaal_id.eq(van).assume_not_null()),
    };
    let wachtend = daarvan
        .filter(voorstel::status.eq(Woord(Status::Voorgesteld)))
        .order(voorstel::id.asc())
        .select((voorstel::id, voorstel::casus_id, voorstel::voorgesteld_door_id))
        .load::<(VoorstelId, CasusId, GebruikerId)>(pen.tx)?;
    let op = pen.op();
    for (id, van, wie) in wachtend {
        diesel::update(voorstel::table.find(id))
            .set((
                voorstel::status.eq(Woord(Status::Vervallen)),
                voorstel::stap_op.eq(None::<NaiveDate>),
                voorstel::beantwoord_op.eq(op),
                voorstel::versie.eq(voorstel::versie + 1),
            ))
            .execute(pen.tx)?;
        bericht::meld_voorstel(pen, Berichtsoort::VoorstelVervallen, id, van, Voorstelbelang::Voorsteller(wie))?;
    }
    if let Voorstelkring::Signaal(van) = kring {
        diesel::update(voorstel::table.filter(voorstel::signaal_id.eq(van)))
            .set((voorstel::toelichting.eq(None::<Vec<u8>>), voorstel::antwoord.eq(None::<Vec<u8>>)))
            .execute(pen.tx)?;
    }
    Ok(())
}

/// Lets voorstellen of a case that lapsed by themselves at `op` wait again, with a working day at least; but none that was made anew
/// meanwhile. Whoever coordinates is told again.
pub(in crate::store) fn herstel(pen: &mut Pen<'_>, van: CasusId, op: Moment) -> Result<(), Error> {
    let vervallen = voorstel::table
        .filter(voorstel::casus_id.eq(van))
        .filter(voorstel::status.eq(Woord(Status::Vervallen)))
        .filter(voorstel::beantwoord_op.eq(op))
        .filter(voorstel::beantwoord_door_id.is_null())
        .order(voorstel::id.asc())
        .select((voorstel::id, voorstel::route, voorstel::voorgesteld_door_id, voorstel::antwoord_voor))
        .load::<(VoorstelId, Woord<Route>, GebruikerId, NaiveDate)>(pen.tx)?;
    for (id, route, wie, antwoord_voor) in vervallen {
        if super::loopt(pen.tx, van, route.0, wie)?.is_some() {
            continue;
        }
        let stap_op = werkdagen::na(antwoord_voor.max(pen.op().dag()), 1);
        diesel::update(voorstel::table.find(id))
            .set((
                voorstel::status.eq(Woord(Status::Voorgesteld)),
                voorstel::stap_op.eq(stap_op),
                voorstel::beantwoord_op.eq(None::<Moment>),
                voorstel::versie.eq(voorstel::versie + 1),
            ))
            .execute(pen.tx)?;
        bericht::meld_voorstel(pen, Berichtsoort::VoorstelGedaan, id, van, Voorstelbelang::Coordinatie)?;
    }
    Ok(())
}
