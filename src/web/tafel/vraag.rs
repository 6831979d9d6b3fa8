//! A request to the table: what is asked, what she shares, and the answer.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use super::adres::terug_naar;
use crate::{
    domain::{
        Label as _, Word as _,
        doorgeleiding::{DoorgeleidingId, Status},
        reden::AfwijzingReden,
        toegang::{Ligging, Rol},
    },
    http::{
        doorgeleiding::{
            beantwoorden::{aanvaarden, afwijzen},
            een,
            view::DoorgeleidingView,
        },
        invoer::parse,
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie, onder_een_knop},
        deel::{
            dag::nabij,
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            staat::{Kleur, Vorm, staat},
            vak::tekstvak,
            zij,
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 2] = [("reden", EERSTE_REDEN), ("toelichting", "toelichting")];
const EERSTE_REDEN: &str = "reden-voldoet-niet-aan-criteria";

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<DoorgeleidingId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Takes the family on.
pub async fn neem_aan(
    t: Transaction,
    nog: Transaction,
    id: Pad<DoorgeleidingId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &Fouten::geen()).await;
    }
    let versie = gezien(velden);
    let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/aanvaarding"));
    t.stuur(once, move |tx, met| aanvaarden(tx, met, id, versie)?.try_into()).await?;
    Ok(blad.verder_en_zeg(&terug_naar(velden), "U neemt dit gezin aan. Zet het nu op een agenda."))
}

/// Says that the table cannot help, and why.
pub async fn weiger(
    t: Transaction,
    nog: Transaction,
    id: Pad<DoorgeleidingId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() && velden.gevuld("reden").is_none() {
        fouten.bij(EERSTE_REDEN, "Kies waarom u dit gezin niet kunt bespreken.");
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let body = json!({ "reden": velden.tekst("reden"), "toelichting": velden.gevuld("toelichting") });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let versie = gezien(velden);
            let once = ingevuld.een_keer(&format!("/v1/doorgeleidingen/{id}/afwijzing"));
            t.stuur(once, move |tx, met| afwijzen(tx, met, id, versie, invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => {
            let zin = "Teruggegeven. De coördinator zoekt verder; de verloskundige hoort geen reden.";
            Ok(blad.verder_en_zeg("/bijeenkomsten", zin))
        }
        Err(problem) => toon(blad, nog, id, velden, &bij_velden(problem, &PLAATSEN)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: DoorgeleidingId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let (vraag, versie) = (getoond.view(), getoond.versie().unwrap_or_default());
    let gemeente = vraag.regel.gemeente;
    let nu = blad.omgeving().nu;
    let daar = Ligging { gemeente, ..Ligging::default() };
    let van_haar = blad.bezoeker()?.actor.heeft_daar(Rol::Voorzitter, &daar);
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets geantwoord."))
        nav.crumb aria-label="Waar u bent" { a href="/bijeenkomsten" { "Terug naar Bijeenkomsten" } }
        h1 { (zij::heet(&vraag.gedeeld, gemeente)) }
        (zij::feiten(&vraag.gedeeld, gemeente, nu))
        @if let Some(zij) = &vraag.gedeeld.client {
            section.veilig aria-labelledby="kop-veilig" {
                h2 #kop-veilig { (Vorm::TeLaat.teken()) " Zo bereikt u haar veilig" }
                (zij::manieren(zij))
            }
        }
        section.card.field aria-labelledby="kop-vraag" {
            h2 #kop-vraag { "De vraag aan uw tafel" }
            @match &vraag.vraag {
                Some(tekst) => { p.lead { (tekst) } }
                None => { p { "Er is geen vraag opgeschreven. Vraag de coördinator wat zij van de tafel hoopt." } }
            }
            @for eigen in vraag.gedeeld.eigen_vragen.iter().flatten() { blockquote.own-words.field { "“" (eigen) "”" } }
            @if let Some(themas) = &vraag.gedeeld.themas { ul.words.field { @for thema in themas { li { (thema.naam()) } } } }
            p.field.small.soft { "Gevraagd " (nabij(vraag.regel.verzonden_op.dag(), nu)) ", antwoord uiterlijk " (nabij(vraag.regel.antwoord_voor, nu)) "." }
        }
        @if vraag.regel.status == Status::Verzonden && van_haar { (antwoord(blad, vraag, versie, velden, fouten)) }
        @else { p.field { (staat(Vorm::Goed, Kleur::Goed, vraag.regel.status.naam())) } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: vraag aan de tafel", zij::tab(&vraag.gedeeld, gemeente)));
    Ok(blad.toon_als(status, &titel.met_fout(!fouten.is_leeg()), &inhoud))
}

fn antwoord(blad: &Blad, vraag: &DoorgeleidingView, versie: i32, velden: &Velden, fouten: &Fouten) -> Markup {
    let naar = |stap: &str| format!("/bijeenkomsten/vragen/{}/{stap}", vraag.regel.id);
    let ids: Vec<String> = AfwijzingReden::VARIANTS.iter().map(|reden| format!("reden-{}", reden.word())).collect();
    let redenen: Vec<Keuze<'_>> = AfwijzingReden::VARIANTS
        .iter()
        .zip(&ids)
        .map(|(reden, id)| Keuze { id, waarde: reden.word(), naam: reden.naam(), hint: "" })
        .collect();
    let waarom = Groep {
        naam: "reden",
        vraag: "Waarom niet?",
        hint: "De verloskundige hoort alleen dat verder wordt gezocht.",
        een: true,
        vorm: "choices",
    };
    html! {
        (met_versie(blad, &naar("aannemen"), versie, &Velden::default(), &html! {
            p.field.actions { button.button.big { "Neem dit gezin aan" } }
        }))
        (onder_een_knop("Wij kunnen dit nu niet", !fouten.is_leeg(), &met_versie(blad, &naar("weigeren"), versie, velden, &html! {
            (groep(waarom, &redenen, |waarde| velden.heeft("reden", waarde), fouten))
            (tekstvak("toelichting", "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest.", velden.tekst("toelichting"), fouten))
            p.field.actions { button.button.second { "Geef dit terug" } }
        })))
    }
}
