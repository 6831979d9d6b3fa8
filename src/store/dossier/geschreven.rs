//! What was written and told: notes, emergencies and messages.

use diesel::prelude::*;

use super::wie::Wie;
use crate::{
    domain::{
        casus::CasusId,
        dossier::{Achtergehouden, EIGEN_NOTITIES, INGETROKKEN_NOTITIES, Stuk},
        noodprocedure::NoodprocedureId,
        notitie::{Niveau, NotitieId},
        tijd::Moment,
        toegang::OrganisatieId,
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::Plek,
        schema::{bericht, noodprocedure, notitie},
        types::Woord,
    },
};

type NotitieRow = (NotitieId, CasusId, OrganisatieId, Woord<Niveau>, Vec<u8>, Moment, Option<Moment>);

/// The notes, and of which the text is held back.
pub(super) fn notities(tx: &mut Tx, wie: &Wie) -> Result<(Vec<Stuk>, Vec<Achtergehouden>), Error> {
    let rows = notitie::table
        .filter(notitie::casus_id.eq_any(wie.casussen.clone()))
        .order(notitie::id.asc())
        .select((
            notitie::id,
            notitie::casus_id,
            notitie::organisatie_id,
            notitie::niveau,
            notitie::tekst,
            notitie::op,
            notitie::ingetrokken_op,
        ))
        .load::<NotitieRow>(tx)?;
    let (mut stukken, mut achtergehouden) = (Vec::new(), Vec::new());
    for (id, casus, organisatie, niveau, tekst, op, ingetrokken_op) in rows {
        let niet = match niveau.0 {
            _ if ingetrokken_op.is_some() => Some(INGETROKKEN_NOTITIES),
            Niveau::EigenOrganisatie => Some(EIGEN_NOTITIES),
            Niveau::Casusteam | Niveau::Tafel => None,
        };
        let woord: &str = niveau.0.into();
        let stuk = Stuk::default()
            .moment("Geschreven op", op)
            .tekst("Door iemand van", wie.organisatie(organisatie))
            .woord("Voor wie", &["Niveau"], woord.to_owned())
            .moment("Ingetrokken op", ingetrokken_op);
        stukken.push(match niet {
            Some(_) => stuk.tekst("Tekst", "achtergehouden; zie hieronder waarom".to_owned()),
            None => stuk.tekst("Tekst", wie.open_van(casus, Plek::new("notitie.tekst", id.uuid()), Some(&tekst))?),
        });
        achtergehouden.extend(niet.filter(|niet| !achtergehouden.contains(niet)));
    }
    Ok((stukken, achtergehouden))
}

type NoodRow = (
    (NoodprocedureId, CasusId, OrganisatieId, String, Vec<u8>),
    (Moment, Moment, Option<String>, Option<Vec<u8>>, Option<Moment>),
);

pub(super) fn noodprocedures(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = noodprocedure::table
        .filter(noodprocedure::casus_id.eq_any(wie.casussen.clone()))
        .order(noodprocedure::id.asc())
        .select((
            (
                noodprocedure::id,
                noodprocedure::casus_id,
                noodprocedure::organisatie_id,
                noodprocedure::grond,
                noodprocedure::reden,
            ),
            (
                noodprocedure::geopend_op,
                noodprocedure::tot,
                noodprocedure::oordeel,
                noodprocedure::toelichting,
                noodprocedure::beoordeeld_op,
            ),
        ))
        .load::<NoodRow>(tx)?;
    rows.into_iter()
        .map(|((id, casus, organisatie, grond, reden), (geopend_op, tot, oordeel, toelichting, beoordeeld_op))| {
            let open = |kolom, sealed: Option<&[u8]>| wie.open_van(casus, Plek::new(kolom, id.uuid()), sealed);
            Ok(Stuk::default()
                .moment("Geopend op", geopend_op)
                .moment("Tot", tot)
                .tekst("Door iemand van", wie.organisatie(organisatie))
                .woord("Waarom", &["Noodgrond"], grond)
                .tekst("In eigen woorden", open("noodprocedure.reden", Some(&reden))?)
                .moment("Beoordeeld op", beoordeeld_op)
                .woord("Oordeel", &["Noodoordeel"], oordeel)
                .tekst("Toelichting", open("noodprocedure.toelichting", toelichting.as_deref())?))
        })
        .collect()
}

pub(super) fn berichten(tx: &mut Tx, wie: &Wie) -> Result<Vec<Stuk>, Error> {
    let rows = bericht::table
        .filter(bericht::casus_id.eq_any(wie.casussen.clone()).assume_not_null())
        .order(bericht::id.asc())
        .select((bericht::op, bericht::soort, bericht::gelezen_op))
        .load::<(Moment, String, Option<Moment>)>(tx)?;
    let stuk = |(op, soort, gelezen_op): (Moment, String, Option<Moment>)| {
        Stuk::default()
            .moment("Verstuurd op", op)
            .woord("Waarover", &["Berichtsoort"], soort)
            .moment("Gelezen op", gelezen_op)
    };
    Ok(rows.into_iter().map(stuk).collect())
}
