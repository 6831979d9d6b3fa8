//! What a coordinator does on the page of a family: take it, plan a conversation, weigh.

use actix_web::HttpResponse;
use serde_json::{Value, json};

use super::{
    een,
    formulier::{bij_velden, gezien},
};
use crate::{
    domain::{casus::CasusId, toegang::Gezien},
    http::{
        antwoord::Antwoord,
        casus::{bekijkdatum_zetten, nemen, verkenning_plannen, wegen},
        invoer::parse,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
        voorwaarden::Herhaling,
    },
    web::{
        dagen::{Onleesbaar, dag},
        deel::fouten::Fouten,
        formulier::Ingevuld,
    },
};

/// The page of a family.
#[must_use]
pub fn pad(id: CasusId) -> String {
    format!("/casussen/{id}")
}

/// Takes it.
pub async fn neem(t: Transaction, id: Pad<CasusId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/behandeling"));
    let doe = t.stuur(once, move |tx, met| nemen(tx, met, id, versie)?.try_into());
    ingevuld.stap(&pad(id), (&pad(id), "U draagt dit gezin nu."), doe).await
}

/// A day that is chosen on the page of a family.
struct Dagkeuze {
    /// The field of the page.
    veld: &'static str,
    /// The same field of the API.
    sleutel: &'static str,
    /// The operation of the API, below the case.
    stap: &'static str,
    /// What is asked when nothing was filled in.
    leeg: &'static str,
    /// What is said afterwards.
    gedaan: &'static str,
}

const GESPREK: Dagkeuze = Dagkeuze {
    veld: "gesprek-op",
    sleutel: "verkenningOp",
    stap: "verkenning",
    leeg: "Vul in wanneer u het gezin spreekt.",
    gedaan: "Het gesprek staat gepland.",
};

const BEKIJKEN: Dagkeuze = Dagkeuze {
    veld: "bekijk-op",
    sleutel: "bekijkOp",
    stap: "bekijkdatum",
    leeg: "Vul in wanneer u weer naar dit gezin kijkt.",
    gedaan: "Op die dag staat dit gezin weer in uw lijst.",
};

/// Plans a conversation with the family.
pub async fn plan(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let doe = async |once, versie: Gezien, body: Value| {
        t.stuur_gelezen(once, &body, move |tx, met, dag| verkenning_plannen(tx, met, id, versie, &dag)?.try_into())
            .await
    };
    kies_dag(&GESPREK, nog, id, ingevuld, doe).await
}

/// Says when to look at it again.
pub async fn bekijk(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let doe = async |once, versie: Gezien, body: Value| {
        t.stuur_gelezen(once, &body, move |tx, met, dag| bekijkdatum_zetten(tx, met, id, versie, &dag)?.try_into())
            .await
    };
    kies_dag(&BEKIJKEN, nog, id, ingevuld, doe).await
}

/// Sends a day that was typed to the operation that keeps it; the page comes back when it is none.
async fn kies_dag(
    keuze: &Dagkeuze,
    nog: Transaction,
    id: CasusId,
    ingevuld: Ingevuld,
    doe: impl AsyncFnOnce(Herhaling, Gezien, Value) -> Result<Antwoord, Problem>,
) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    let getypt = velden.tekst(keuze.veld);
    let zin = match dag(getypt, blad.omgeving().nu.dag()) {
        _ if ingevuld.is_terug() => String::new(),
        Ok(op) => {
            let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/{}", keuze.stap));
            match doe(once, gezien(velden), json!({ keuze.sleutel: op })).await {
                Ok(_) => return Ok(blad.verder_en_zeg(&pad(id), keuze.gedaan)),
                Err(problem) => {
                    let fouten = bij_velden(problem, &[(keuze.sleutel, keuze.veld)])?;
                    return een::toon(blad, nog, id, velden, &fouten).await;
                }
            }
        }
        Err(Onleesbaar::Leeg) => keuze.leeg.to_owned(),
        Err(Onleesbaar::BestaatNiet) => format!("Vul een dag in die bestaat. {getypt} bestaat niet."),
        Err(Onleesbaar::Onduidelijk) => "Schrijf het zo: 27-12-2026, of morgen.".to_owned(),
    };
    let mut fouten = Fouten::geen();
    if !zin.is_empty() {
        fouten.bij(keuze.veld, zin);
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
