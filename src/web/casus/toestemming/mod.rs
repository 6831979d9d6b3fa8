//! What she says about sharing: everything that she said, a new answer of hers, and one that she takes back.

pub mod een;

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::Value;
use strum::VariantArray as _;

use super::{
    antwoord::{self, Vraag},
    doen::pad,
    een::{heet, tab, uitspraken as tabel},
    formulier::{bij_velden, met_versie},
};
use crate::{
    domain::{
        Label as _, Word as _,
        casus::{CasusId, Status},
        toestemming::Ontvanger,
    },
    http::{
        antwoord::Antwoord,
        casus::{
            uitspraak::{Uitspraken, uitspraken},
            view::{CasusView, GelezenCasusView},
        },
        pad::Pad,
        problem::{Code, Problem},
        toestemming::noteren,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{fouten::Fouten, vak::keuzelijst},
        formulier::{Ingevuld, Velden},
    },
};

/// The page with everything that she said.
fn alle(id: CasusId) -> String {
    format!("{}/toestemmingen", pad(id))
}

/// Shows it, with the form for a new answer.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Notes an answer of hers.
pub async fn noteer(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        let wie = velden.gevuld("ontvanger").and_then(|wie| wie.parse::<Ontvanger>().ok());
        if wie.is_none() {
            fouten.bij("ontvanger", "Kies over wie haar antwoord gaat.");
        }
        fouten.erbij(antwoord::mist(velden));
        if let Some(wie) = wie.filter(|_| fouten.is_leeg()) {
            // For this receiver there is one purpose.
            let mut velden = velden.clone();
            velden.0.push(("doel".to_owned(), wie.doel().word().to_owned()));
            match leg_vast(t, &ingevuld, id, &antwoord::body(&velden)).await {
                Ok(_) => return Ok(blad.verder_en_zeg(&alle(id), "Haar antwoord is bewaard. Het geldt vanaf nu.")),
                Err(problem) => fouten = bij_velden(problem, &antwoord::PLAATSEN)?,
            }
        }
    }
    toon(blad, nog, id, velden, &fouten).await
}

/// Her answer, noted once as a POST to the API notes it.
async fn leg_vast(t: Transaction, ingevuld: &Ingevuld, id: CasusId, body: &Value) -> Result<Antwoord, Problem> {
    let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/toestemmingen"));
    t.stuur_gelezen(once, body, move |tx, met, nieuw| noteren(tx, met, id, nieuw)?.try_into()).await
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: CasusId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| uitspraken(tx, met, id)).await?;
    let Uitspraken { casus, alle } = getoond.view();
    let niet = || Problem::new(Code::NietToegestaan, "Dit ziet wie aan de casus werkt.");
    let GelezenCasusView::Gewoon(casus) = casus else { return Err(niet()) };
    let inhoud = html! {
        (fouten.samengevat("Haar antwoord is nog niet bewaard."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de casus" } }
        h1 { "Wat zij goed vindt" }
        p.lead { "Over " (heet(casus)) ". Het nieuwste woord telt, ook voor wat al loopt." }
        section.card.field aria-labelledby="kop-goed" {
            h2 #kop-goed { "Wat zij tot nu toe zei" }
            (tabel(casus, alle, blad.omgeving().nu, true))
        }
        @if casus.status == Status::Afgesloten {
            p.note.field { "Deze casus is gesloten. Stoppen kan altijd; een nieuw ja hoort bij een casus die open is." }
        } @else { (formulier(blad, casus, velden, fouten)) }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: wat zij goed vindt", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

fn formulier(blad: &Blad, casus: &CasusView, velden: &Velden, fouten: &Fouten) -> Markup {
    let wie: Vec<(&str, &str)> = Ontvanger::VARIANTS.iter().map(|wie| (wie.word(), wie.naam())).collect();
    let gezag = antwoord::gezag(&casus.gedeeld, blad.omgeving().nu.dag());
    html! {
        section.card.field aria-labelledby="kop-antwoord" {
            h2 #kop-antwoord { "Noteer een antwoord van haar" }
            details.more open {
                summary { "Lees dit voor" }
                div.read-aloud {
                    p { "U beslist wie iets over u mag weten, en wat. U mag ja zeggen, u mag nee zeggen, en u mag later van gedachten veranderen. Dat maakt niets uit voor uw zorg." }
                }
            }
            (met_versie(blad, &alle(casus.id), 0, velden, &html! {
                (keuzelijst("ontvanger", "Over wie gaat haar antwoord?", "Kies wie", &wie, velden.tekst("ontvanger"), fouten))
                (antwoord::vragen(Vraag { mag: "Mogen zij iets van haar weten?", gezag, velden, fouten }))
                p.field.actions { button.button.big { "Bewaar haar antwoord" } a href=(pad(casus.id)) { "Niets bewaren" } }
            }))
        }
    }
}
