//! What a coordinator does on the page of a family: take it, plan a conversation, weigh.

use actix_web::HttpResponse;
use serde_json::json;

use super::{
    een,
    formulier::{bij_velden, gezien},
};
use crate::{
    domain::casus::CasusId,
    http::{
        casus::{nemen, verkenning_plannen, wegen},
        invoer::parse,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        dagen::{Onleesbaar, dag},
        deel::fouten::Fouten,
        formulier::Ingevuld,
    },
};

/// The page of a family.
pub(super) fn pad(id: CasusId) -> String {
    format!("/casussen/{id}")
}

/// Takes it.
pub async fn neem(t: Transaction, id: Pad<CasusId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/behandeling"));
    let doe = t.stuur(once, move |tx, met| nemen(tx, met, id, versie)?.try_into());
    ingevuld.stap(&pad(id), (&pad(id), "U draagt dit gezin nu."), doe).await
}

/// Plans a conversation with the family.
pub async fn plan(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let getypt = velden.tekst("gesprek-op");
    let zin = match dag(getypt, blad.omgeving().nu.dag()) {
        _ if ingevuld.is_terug() => String::new(),
        Ok(op) => {
            let versie = gezien(velden);
            let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/verkenning"));
            let invoer = parse(json!({ "verkenningOp": op }).to_string().as_bytes())?;
            let gedaan =
                t.stuur(once, move |tx, met| verkenning_plannen(tx, met, id, versie, &invoer)?.try_into()).await;
            match gedaan {
                Ok(_) => return Ok(blad.verder_en_zeg(&pad(id), "Het gesprek staat gepland.")),
                Err(problem) => {
                    let fouten = bij_velden(problem, &[("verkenningOp", "gesprek-op")])?;
                    return een::toon(blad, nog, id, velden, &fouten).await;
                }
            }
        }
        Err(Onleesbaar::Leeg) => "Vul in wanneer u het gezin spreekt.".to_owned(),
        Err(Onleesbaar::BestaatNiet) => format!("Vul een dag in die bestaat. {getypt} bestaat niet."),
        Err(Onleesbaar::Onduidelijk) => "Schrijf het zo: 27-12-2026, of morgen.".to_owned(),
    };
    let mut fouten = Fouten::geen();
    if !zin.is_empty() {
        fouten.bij("gesprek-op", zin);
    }
    een::toon(blad, nog, id, velden, &fouten).await
}

/// Keeps a judgement of vulnerability.
pub async fn weeg(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        let body = json!({ "graad": velden.tekst("graad"), "samenGewogen": velden.heeft("samen", "ja") });
        match parse(body.to_string().as_bytes()) {
            Err(_) => fouten.bij("graad-niet", "Kies hoe kwetsbaar de situatie nu is."),
            Ok(invoer) => {
                let versie = gezien(velden);
                let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/wegingen"));
                t.stuur(once, move |tx, met| wegen(tx, met, id, versie, &invoer)?.try_into()).await?;
                return Ok(blad.verder_en_zeg(&pad(id), "Uw oordeel is bewaard. Het vorige blijft staan."));
            }
        }
    }
    een::toon(blad, nog, id, velden, &fouten).await
}
