//! What is done on the page of support under way: begin it, plan a visit.

use actix_web::HttpResponse;
use serde_json::json;

use super::{BEZOEK, SOORT, toon};
use crate::{
    domain::traject::{Contactsoort, TrajectId},
    http::{
        invoer::parse,
        pad::Pad,
        problem::Problem,
        traject::{geheel::beginnen, plannen},
        transaction::Transaction,
    },
    web::{
        casus::formulier::{bij_velden, gezien},
        deel::{fouten::Fouten, tijdstip::moment},
        formulier::Ingevuld,
        hulp::formulier::eerste,
    },
};

/// Begins it.
pub async fn begin(t: Transaction, id: Pad<TrajectId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/trajecten/{id}/start"));
    let doe = t.stuur(once, move |tx, met| beginnen(tx, met, id, versie)?.try_into());
    let pad = format!("/trajecten/{id}");
    ingevuld.stap(&pad, (&pad, "De hulp is begonnen. Plan nu het volgende bezoek."), doe).await
}

/// Plans a visit.
pub async fn plan(
    t: Transaction,
    nog: Transaction,
    id: Pad<TrajectId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let soort = eerste::<Contactsoort>(SOORT);
    let mut fouten = Fouten::geen();
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let op = moment(BEZOEK, velden, blad.omgeving().nu.dag(), &mut fouten);
    if velden.gevuld(SOORT).is_none() {
        fouten.bij(soort.clone(), "Kies wat voor contact het is.");
    }
    let Some(op) = op.filter(|_| fouten.is_leeg()) else {
        return toon(blad, nog, id, velden, &fouten).await;
    };
    let body = json!({ "soort": velden.tekst(SOORT), "geplandOp": op });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(nieuw) => {
            let once = ingevuld.een_keer(&format!("/v1/trajecten/{id}/contactmomenten"));
            t.stuur(once, move |tx, met| plannen(tx, met, id, &nieuw)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&format!("/trajecten/{id}"), "Het bezoek staat gepland.")),
        Err(problem) => {
            let fouten = bij_velden(problem, &[("geplandOp", "bezoek-dag"), ("soort", &soort)])?;
            toon(blad, nog, id, velden, &fouten).await
        }
    }
}
