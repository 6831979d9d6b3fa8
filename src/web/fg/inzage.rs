//! What a woman asks for: who looked, in weeks to turn over and on paper; and everything that is kept of her, on paper.

use actix_web::{HttpRequest, HttpResponse, Responder as _, web::Query};
use chrono::{Days, NaiveDate};
use maud::html;

use crate::{
    domain::{client::ClientId, toegang::Rol},
    http::{
        antwoord::Antwoord,
        dossier::{dossier as alles, pagina::pagina as dossier_op_papier},
        inzage::{
            inzage,
            pagina::{pagina as op_papier, regels},
            view::InzageVraag,
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::dag::dag,
        verder::Verder,
    },
};

/// So many days stand on a page.
const DAGEN: u64 = 14;

/// Shows two weeks: the last ones, or those before the day in `na`.
pub async fn lees(
    blad: Blad,
    t: Transaction,
    id: Pad<ClientId>,
    verder: Query<Verder>,
) -> Result<HttpResponse, Problem> {
    let (id, nu) = (id.0, blad.omgeving().nu);
    let voor = verder.into_inner().na.and_then(|na| na.parse::<NaiveDate>().ok());
    let tot = voor.and_then(|dag| dag.pred_opt()).filter(|dag| *dag < nu.dag()).unwrap_or_else(|| nu.dag());
    let van = tot.checked_sub_days(Days::new(DAGEN - 1)).unwrap_or(tot);
    let vraag = InzageVraag { van: Some(van), tot: Some(tot) };
    let view = t.bekijk(move |tx, met| inzage(tx, met, id, &vraag)).await?.into_view();
    let fg = blad.bezoeker()?.actor.heeft(Rol::Fg);
    let inhoud = html! {
        @if fg { nav.crumb aria-label="Waar u bent" { a href={ "/wie-keek/client/" (id) } { "Naar het logboek over haar" } } }
        h1 { "Wie zag haar gegevens?" }
        p.lead { "Zo hoort zij het: in gewone woorden, van alle organisaties. Van " (dag(van, nu)) " tot en met " (dag(tot, nu)) "." }
        ul.links.line.no-print {
            li { a href={ "/clienten/" (id) "/inzage?na=" (van) } { "Eerdere weken" } }
            @if tot < nu.dag() { li { a href={ "/clienten/" (id) "/inzage" } { "De laatste weken" } } }
            li { a href={ "/clienten/" (id) "/inzage/papier" } { "Alles op papier, voor haar" } }
            @if fg { li { a href={ "/clienten/" (id) "/dossier" } { "Alles wat over haar is bewaard, op papier" } } }
        }
        div.inzage.ruim { (regels(&view)) }
        p.hint.field { "Geef het haar alleen als zij het veilig kan lezen en bewaren. Vraag dat eerst." }
    };
    Ok(blad.toon(&Titel::van("Wie zag haar gegevens?"), &inhoud))
}

/// The whole of it, as it is handed to her.
pub async fn papier(_: Blad, req: HttpRequest, t: Transaction, id: Pad<ClientId>) -> Result<HttpResponse, Problem> {
    let view = t.bekijk(move |tx, met| inzage(tx, met, id.0, &InzageVraag::default())).await?.into_view();
    Ok(Antwoord::pagina(op_papier(&view)).respond_to(&req))
}

/// Everything that is kept of her, as it is handed to her.
pub async fn dossier(_: Blad, req: HttpRequest, t: Transaction, id: Pad<ClientId>) -> Result<HttpResponse, Problem> {
    let view = t.bekijk(move |tx, met| alles(tx, met, id.0)).await?.into_view();
    Ok(Antwoord::pagina(dossier_op_papier(&view)).respond_to(&req))
}
