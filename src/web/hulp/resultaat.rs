//! The result of support: of each goal her judgement first, then that of who gave it.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::{
    formulier::{eerste, lijst},
    mag::alleen_het_bureau,
    traject::{hoofd, terug},
};
use crate::{
    domain::{
        route::Route,
        traject::{Oordeel, Status, TrajectId},
    },
    http::{
        invoer::parse,
        pad::Pad,
        problem::Problem,
        traject::geheel::{Geheel, afronden, geheel},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie},
        deel::{
            fouten::Fouten,
            keuze::Groep,
            veld::{Regel, regel},
            zij,
        },
        formulier::{Ingevuld, Velden},
    },
};

/// So many lines stand there, and so many are added at a time.
const REGELS: usize = 3;
/// More goals have no result in one go.
const MEESTE: usize = 20;

fn veld(wat: &str, plaats: usize) -> String {
    format!("{wat}-{plaats}")
}

/// How many lines stand on the form.
fn regels(velden: &Velden) -> usize {
    let gevraagd = velden.tekst("regels").parse().unwrap_or(REGELS);
    let meer = if velden.heeft("meer", "ja") { REGELS } else { 0 };
    (gevraagd + meer).clamp(REGELS, MEESTE)
}

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<TrajectId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Ends the support with its result, or adds lines to the form.
pub async fn rond_af(
    t: Transaction,
    nog: Transaction,
    id: Pad<TrajectId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if ingevuld.is_terug() || velden.heeft("meer", "ja") {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let resultaten = resultaten(velden, &mut fouten);
    if !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let gedaan = match parse(json!({ "resultaten": resultaten }).to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let once = ingevuld.een_keer(&format!("/v1/trajecten/{id}/afronding"));
            t.stuur(once, move |tx, met| afronden(tx, met, id, versie, &invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&format!("/trajecten/{id}"), "Vastgelegd. De hulp is klaar.")),
        Err(problem) => {
            // Empty lines were not sent: what is wrong with the second goal may stand on the third line.
            let gevuld: Vec<usize> =
                (0..regels(velden)).filter(|plaats| velden.gevuld(&veld("doel", *plaats)).is_some()).collect();
            let plaatsen: Vec<(String, String)> = gevuld
                .iter()
                .enumerate()
                .map(|(gestuurd, plaats)| (format!("resultaten[{gestuurd}].doel"), veld("doel", *plaats)))
                .collect();
            let plaatsen: Vec<(&str, &str)> = plaatsen.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
            toon(blad, nog, id, velden, &bij_velden(problem, &plaatsen)?).await
        }
    }
}

/// The results that were filled in; an empty line does not count.
fn resultaten(velden: &Velden, fouten: &mut Fouten) -> Vec<Value> {
    let mut alle = Vec::new();
    for plaats in 0..regels(velden) {
        let [doel, zij, ik] = ["doel", "zij", "ik"].map(|wat| veld(wat, plaats));
        let gevuld = [&doel, &zij, &ik].map(|naam| velden.gevuld(naam));
        if gevuld == [None; 3] {
            continue;
        }
        let [gezegd, van_haar, van_mij] = gevuld;
        let welk = plaats + 1;
        if gezegd.is_none() {
            fouten.bij(doel, format!("Vul in wat doel {welk} was."));
        }
        if van_haar.is_none() {
            fouten.bij(eerste::<Oordeel>(&zij), format!("Kies wat zij zelf vindt van doel {welk}."));
        }
        if van_mij.is_none() {
            fouten.bij(eerste::<Oordeel>(&ik), format!("Kies wat u vindt van doel {welk}."));
        }
        alle.push(json!({ "doel": gezegd, "oordeelGezin": van_haar, "oordeelProfessional": van_mij }));
    }
    if alle.is_empty() {
        fouten.bij("doel-0", "Vul ten minste één doel in, met wat zij ervan vindt.");
    }
    alle
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: TrajectId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let geheel = t.bekijk(move |tx, met| geheel(tx, met, id)).await?.into_view();
    alleen_het_bureau(blad, &geheel.vraag.regel)?;
    let eerst = geheel.traject.regel.route == Route::PrenataalHuisbezoek && geheel.traject.uitkomst.is_none();
    let inhoud = html! {
        (fouten.samengevat("De hulp is nog niet afgerond. Alles wat u typte staat er nog."))
        (hoofd(&geheel, &terug(&geheel), Some("Rond af met het resultaat"), blad.omgeving().nu))
        @if geheel.traject.regel.status != Status::Lopend {
            p.note.field { "Deze hulp loopt niet: er is niets om af te ronden." }
        } @else if eerst {
            div.note.soon.field {
                h3 { "Leg eerst vast wat het huisbezoek opleverde" }
                p { "Daarna rondt u af." }
            }
            p.field.actions { a.button.big href={ "/trajecten/" (id) "/uitkomst" } { "Leg de uitkomst vast" } }
        } @else { (formulier(blad, &geheel, velden, fouten)) }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = format!("{}: resultaat", zij::tab(&geheel.vraag.gedeeld, geheel.vraag.regel.gemeente));
    Ok(blad.toon_als(status, &Titel::van(titel).met_fout(!fouten.is_leeg()), &inhoud))
}

fn formulier(blad: &Blad, geheel: &Geheel, velden: &Velden, fouten: &Fouten) -> Markup {
    let aantal = regels(velden);
    let naar = format!("/trajecten/{}/resultaat", geheel.traject.regel.id);
    met_versie(
        blad,
        &naar,
        geheel.vraagversie,
        velden,
        &html! {
            p.field { "Bespreek het met haar. Haar oordeel staat eerst. Lege regels tellen niet." }
            @for plaats in 0..aantal { (doel(plaats, velden, fouten)) }
            input type="hidden" name="regels" value=(aantal);
            p.note.soon.field { "Hierna is de hulp klaar. De coördinator ziet dat. U ziet haar gegevens niet meer." }
            p.field.actions {
                button.button.big { "Rond af" }
                @if aantal < MEESTE { button.plain name="meer" value="ja" { "Meer doelen" } }
                a href={ "/trajecten/" (geheel.traject.regel.id) } { "Nog niet afronden" }
            }
        },
    )
}

fn doel(plaats: usize, velden: &Velden, fouten: &Fouten) -> Markup {
    let [doel, zij, ik] = ["doel", "zij", "ik"].map(|wat| veld(wat, plaats));
    let kop = format!("kop-doel-{plaats}");
    let oordeel = |naam, vraag| Groep { naam, vraag, hint: "", een: true, vorm: "choices side" };
    html! {
        section.card.field aria-labelledby=(kop) {
            h2 id=(kop) { "Doel " (plaats + 1) @if plaats > 0 { " (niet verplicht)" } }
            (regel(Regel { hint: if plaats == 0 { "Bijvoorbeeld: rust in huis" } else { "" }, ..Regel::tekst(&doel, "Wat was het doel?", velden.tekst(&doel)) }, fouten))
            (lijst::<Oordeel>(oordeel(&zij, "Wat vindt zij zelf van het resultaat?"), velden, fouten))
            (lijst::<Oordeel>(oordeel(&ik, "Wat vindt u?"), velden, fouten))
        }
    }
}
