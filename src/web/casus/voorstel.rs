//! Another route that somebody proposes for a family: where it waits on the page of the family, and saying why it does not become a
//! request. Taking it over is asking a desk, as ever.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use super::formulier::{bij_velden, gezien, met_versie};
use crate::{
    domain::{
        Label as _, Word as _, casus::CasusId, ids::VoorstelId, reden::VoorstelReden, route::Route, tijd::Moment,
        voorstel::Status,
    },
    http::{
        casus::geheel::Geheel,
        invoer::parse,
        pad::Pad,
        problem::{Code, Problem},
        transaction::Transaction,
        voorstel::{een, terugleggen, view::VoorstelView},
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::nabij,
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            staat::{Kleur, Vorm, staat},
            vak::tekstvak,
        },
        formulier::{Ingevuld, Velden},
    },
};

const PLAATSEN: [(&str, &str); 2] = [("reden", "reden-gezin-wil-niet"), ("toelichting", "toelichting")];

/// The voorstel for this route that waits, if one does: a request along it takes that over.
pub(super) fn wacht(geheel: &Geheel, route: Route) -> Option<&VoorstelView> {
    geheel.voorstellen.iter().find(|van| van.regel.status == Status::Voorgesteld && van.regel.route == route)
}

/// What is proposed: what waits in front, what was answered beneath it.
pub(super) fn wat_is_voorgesteld(geheel: &Geheel, nu: Moment) -> Markup {
    let (wacht, klaar): (Vec<_>, Vec<_>) =
        geheel.voorstellen.iter().partition(|van| van.regel.status == Status::Voorgesteld);
    html! {
        @if !geheel.voorstellen.is_empty() {
            section.card aria-labelledby="kop-voorstel" {
                h2 #kop-voorstel { "Wat is voorgesteld" }
                @if !wacht.is_empty() { ol.steps { @for van in &wacht { li.step { (wachtend(geheel, van, nu)) } } } }
                @if !klaar.is_empty() {
                    details.more open[wacht.is_empty()] {
                        summary { "Eerder voorgesteld (" (klaar.len()) ")" }
                        ol.steps { @for van in klaar.iter().rev() { li.step { (beantwoord(van, nu)) } } }
                    }
                }
            }
        }
    }
}

/// Who proposed it, and why.
fn door(van: &VoorstelView, nu: Moment) -> Markup {
    let wie = van.door.as_ref().map_or("Een collega", |mens| mens.naam.as_str());
    html! {
        p.small {
            (wie) " (" (van.regel.beroep.naam().to_lowercase()) ", " (van.organisatienaam) ") stelde dit "
            (nabij(van.regel.voorgesteld_op.dag(), nu)) " voor."
        }
        @if let Some(tekst) = &van.toelichting { p.regels { (tekst) } }
    }
}

fn wachtend(geheel: &Geheel, van: &VoorstelView, nu: Moment) -> Markup {
    let regel = &van.regel;
    let casus = regel.links.casus.as_ref().and_then(|link| link.href.strip_prefix("/v1")).unwrap_or_default();
    let langs = geheel.routeadvies.iter().filter(|advies| advies.route == regel.route);
    html! {
        div {
            h3 { (regel.route.naam()) }
            p {
                @if regel.te_laat { (staat(Vorm::TeLaat, Kleur::Laat, "Antwoord te laat")) }
                @else { (staat(Vorm::Wacht, Kleur::Gauw, "Wacht op uw antwoord")) }
                ", uiterlijk " (nabij(regel.antwoord_voor, nu)) "."
            }
            (door(van, nu))
            ul.links.small.no-print {
                @for bureau in langs.flat_map(|advies| &advies.desks) {
                    li { a href={ (casus) "/vraag/" (bureau.desk) } { "Neem over: vraag " (bureau.desknaam) } }
                }
                li { a href={ "/voorstellen/" (regel.id) "/terugleggen" } { "Leg terug" span.hidden { ": " (regel.route.naam()) } } }
            }
        }
    }
}

fn beantwoord(van: &VoorstelView, nu: Moment) -> Markup {
    let hoe = match van.regel.status {
        Status::Overgenomen => staat(Vorm::Goed, Kleur::Goed, "Overgenomen"),
        Status::Teruggelegd => staat(Vorm::Nee, Kleur::Rust, "Teruggelegd"),
        _ => staat(Vorm::Rust, Kleur::Rust, "Vervallen"),
    };
    html! {
        div {
            h3 { (van.regel.route.naam()) }
            p {
                (hoe) @if let Some(op) = van.beantwoord_op { ", " (nabij(op.dag(), nu)) } "."
                @if let Some(reden) = van.reden { " " (reden.naam()) "." }
                @if let Some(id) = van.doorgeleiding { " " a href={ "/doorgeleidingen/" (id) } { "Bekijk de vraag" span.hidden { ": " (van.regel.route.naam()) } } }
            }
            (door(van, nu))
        }
    }
}

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<VoorstelId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Lays it back.
pub async fn leg_terug(
    t: Transaction,
    nog: Transaction,
    id: Pad<VoorstelId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() && velden.gevuld("reden").is_none() {
        fouten.bij("reden-gezin-wil-niet", "Kies waarom u dit voorstel teruglegt.");
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let casus = velden.tekst("casus").to_owned();
    let body = json!({ "reden": velden.tekst("reden"), "toelichting": velden.gevuld("toelichting") });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(antwoord) => {
            let versie = gezien(velden);
            let once = ingevuld.een_keer(&format!("/v1/voorstellen/{id}/teruglegging"));
            t.stuur(once, move |tx, met| terugleggen(tx, met, id, versie, &antwoord)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => {
            let naar = casus.parse::<CasusId>().map(|casus| format!("/casussen/{casus}"));
            Ok(blad.verder_en_zeg(
                &naar.unwrap_or_else(|_| "/vandaag".to_owned()),
                "Teruggelegd. Wie het voorstelde leest waarom.",
            ))
        }
        Err(problem) => toon(blad, nog, id, velden, &bij_velden(problem, &PLAATSEN)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: VoorstelId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let (versie, van) = (getoond.versie().unwrap_or_default(), getoond.view());
    let niet = || Problem::new(Code::NietToegestaan, "Een voorstel beantwoordt wie het gezin coördineert.");
    let casus = van.regel.links.casus.as_ref().and_then(|link| link.href.strip_prefix("/v1")).ok_or_else(niet)?;
    let nu = blad.omgeving().nu;
    let inhoud = html! {
        (fouten.samengevat("Het voorstel is nog niet teruggelegd."))
        nav.crumb aria-label="Waar u bent" { a href=(casus) { "Terug naar de casus" } }
        h1 { "Leg dit voorstel terug" }
        p.lead { (van.regel.route.naam()) "." }
        (door(van, nu))
        @if van.regel.status == Status::Voorgesteld { (formulier(blad, van, (casus, versie), velden, fouten)) }
        @else { p.note.field { "Dit voorstel wacht niet meer." } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van("Voorstel terugleggen".to_owned()).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

fn formulier(
    blad: &Blad,
    van: &VoorstelView,
    (casus, versie): (&str, i32),
    velden: &Velden,
    fouten: &Fouten,
) -> Markup {
    let ids: Vec<String> = VoorstelReden::VARIANTS.iter().map(|reden| format!("reden-{}", reden.word())).collect();
    let redenen: Vec<Keuze<'_>> = VoorstelReden::VARIANTS
        .iter()
        .zip(&ids)
        .map(|(reden, id)| Keuze { id, waarde: reden.word(), naam: reden.naam(), hint: "" })
        .collect();
    let vraag = Groep { naam: "reden", vraag: "Waarom niet?", hint: "", een: true, vorm: "choices" };
    met_versie(
        blad,
        &format!("/voorstellen/{}/terugleggen", van.regel.id),
        versie,
        velden,
        &html! {
            input type="hidden" name="casus" value=(casus.trim_start_matches("/casussen/"));
            (groep(vraag, &redenen, |waarde| velden.heeft("reden", waarde), fouten))
            (tekstvak("toelichting", "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest. Wie het voorstelde leest dit: schrijf niets wat die niet mag weten.", velden.tekst("toelichting"), fouten))
            p.field.actions { button.button.big { "Leg terug" } a href=(casus) { "Niet terugleggen" } }
        },
    )
}
