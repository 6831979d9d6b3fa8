//! What a prenatal home visit brought: what the family wishes, what came up, and what follows.

use actix_web::{HttpResponse, http::StatusCode};
use maud::html;
use serde_json::json;

use super::{
    formulier::{eerste, lijst},
    mag::alleen_het_bureau,
    traject::{hoofd, terug},
};
use crate::{
    domain::{
        route::Route,
        thema::Thema,
        traject::{Status, TrajectId, Vervolgactie},
    },
    http::{
        invoer::parse,
        pad::Pad,
        problem::Problem,
        traject::{
            geheel::{Geheel, geheel},
            uitkomst_vastleggen,
        },
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie},
        deel::{fouten::Fouten, keuze::Groep, vak::tekstvak, zij},
        formulier::{Ingevuld, Velden},
    },
};

const WENSEN: &str = "wensen";
const THEMA: &str = "thema";
const ACTIE: &str = "actie";

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<TrajectId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, None, &Fouten::geen()).await
}

/// Keeps it.
pub async fn leg_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<TrajectId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let actie = eerste::<Vervolgactie>(ACTIE);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        if velden.gevuld(WENSEN).is_none() {
            fouten.bij(WENSEN, "Vul in wat het gezin wenst. Wenst het niets, schrijf dat dan.");
        }
        if velden.gevuld(ACTIE).is_none() {
            fouten.bij(actie.clone(), "Kies wat er volgt, of dat er niets meer nodig is.");
        }
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, Some(velden), &fouten).await;
    }
    let versie = gezien(velden);
    let body = json!({
        "themas": velden.alle(THEMA).collect::<Vec<_>>(),
        "wensen": velden.tekst(WENSEN),
        "vervolgacties": velden.alle(ACTIE).collect::<Vec<_>>(),
    });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(nieuw) => {
            let once = ingevuld.een_keer(&format!("/v1/trajecten/{id}/uitkomst"));
            t.stuur(once, move |tx, met| uitkomst_vastleggen(tx, met, id, versie, nieuw)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&format!("/trajecten/{id}"), "Bewaard. U kunt nu afronden.")),
        Err(problem) => {
            let plaatsen = [("wensen", WENSEN), ("vervolgacties", &actie), ("themas", &eerste::<Thema>(THEMA))];
            toon(blad, nog, id, Some(velden), &bij_velden(problem, &plaatsen)?).await
        }
    }
}

/// What was noted before, as it stands on the form.
fn eerder(geheel: &Geheel) -> Velden {
    let Some(uitkomst) = &geheel.traject.uitkomst else { return Velden::default() };
    let woord = |naam: &str, waarde: &'static str| (naam.to_owned(), waarde.to_owned());
    let themas = uitkomst.themas.iter().map(|thema| woord(THEMA, thema.into()));
    let acties = uitkomst.vervolgacties.iter().map(|actie| woord(ACTIE, actie.into()));
    Velden(themas.chain(acties).chain([(WENSEN.to_owned(), uitkomst.wensen.clone())]).collect())
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: TrajectId,
    getypt: Option<&Velden>,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let geheel = t.bekijk(move |tx, met| geheel(tx, met, id)).await?.into_view();
    alleen_het_bureau(blad, &geheel.vraag.regel)?;
    let eerder = eerder(&geheel);
    let velden = getypt.unwrap_or(&eerder);
    let themas = Groep {
        naam: THEMA,
        vraag: "Welke onderwerpen kwamen ter sprake? (niet verplicht)",
        hint: "Wat u aanvinkt komt bij wat er speelt.",
        een: false,
        vorm: "chips",
    };
    let acties = Groep { naam: ACTIE, vraag: "Wat volgt?", hint: "", een: false, vorm: "chips" };
    let velden_van = html! {
        (tekstvak(WENSEN, "Wat wenst het gezin?", "In hun eigen woorden. Lees het terug.", velden.tekst(WENSEN), fouten))
        (lijst::<Thema>(themas, velden, fouten))
        (lijst::<Vervolgactie>(acties, velden, fouten))
        p.field.actions { button.button.big { "Bewaar" } a href={ "/trajecten/" (id) } { "Nu niet" } }
    };
    let naar = format!("/trajecten/{id}/uitkomst");
    let regel = &geheel.traject.regel;
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets bewaard. Alles wat u typte staat er nog."))
        (hoofd(&geheel, &terug(&geheel), Some("Wat het huisbezoek opleverde"), blad.omgeving().nu))
        @if regel.route == Route::PrenataalHuisbezoek && regel.status == Status::Lopend {
            (met_versie(blad, &naar, geheel.versie, velden, &velden_van))
        } @else { p.note.field { "Dit hoort bij een prenataal huisbezoek dat loopt." } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = format!("{}: huisbezoek", zij::tab(&geheel.vraag.gedeeld, geheel.vraag.regel.gemeente));
    Ok(blad.toon_als(status, &Titel::van(titel).met_fout(!fouten.is_leeg()), &inhoud))
}
