//! What was proposed for a family.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::wie::{Wie, route};
use crate::{
    domain::{casus::CasusId, dossier::Stuk, ids::VoorstelId, tijd::Moment, toegang::OrganisatieId},
    store::{conn::Tx, error::Error, kluis::Plek, schema::voorstel},
};

#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = voorstel)]
struct Row {
    id: VoorstelId,
    casus_id: CasusId,
    route: String,
    status: String,
    organisatie_id: OrganisatieId,
    organisatiesoort: String,
    beroep: String,
    toelichting: Option<Vec<u8>>,
    voorgesteld_op: Moment,
    antwoord_voor: NaiveDate,
    herinnerd_op: Option<Moment>,
    beantwoord_op: Option<Moment>,
    reden: Option<String>,
    antwoord: Option<Vec<u8>>,
}

pub(super) fn voorstellen(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = voorstel::table
        .filter(voorstel::casus_id.eq_any(wie.casussen.clone()))
        .order(voorstel::id.asc())
        .select(Row::as_select())
        .load::<Row>(tx)?;
    rows.into_iter()
        .map(|row| {
            let open =
                |kolom, sealed: Option<&[u8]>| wie.open_van(row.casus_id, Plek::new(kolom, row.id.uuid()), sealed);
            let toelichting = open("voorstel.toelichting", row.toelichting.as_deref())?;
            let antwoord = open("voorstel.antwoord", row.antwoord.as_deref())?;
            Ok(Stuk::default()
                .moment("Voorgesteld op", row.voorgesteld_op)
                .tekst("Welke hulp", route(&row.route))
                .tekst("Door iemand van", wie.organisatie(row.organisatie_id))
                .woord("Soort organisatie", &["Organisatiesoort"], row.organisatiesoort)
                .woord("Beroep", &["Beroep"], row.beroep)
                .tekst("Waarom", toelichting)
                .woord("Status", &["VoorstelStatus"], row.status)
                .dag("Antwoord uiterlijk", row.antwoord_voor)
                .moment("Aan het antwoord herinnerd", row.herinnerd_op)
                .moment("Beantwoord of vervallen op", row.beantwoord_op)
                .woord("Waarom niet overgenomen", &["VoorstelReden"], row.reden)
                .tekst("Toelichting daarbij", antwoord))
        })
        .collect()
}
