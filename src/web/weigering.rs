//! What is refused, as a page: what happened, what can be done, and what was typed.

use actix_web::{
    FromRequest as _, HttpMessage as _, HttpRequest, HttpResponse,
    http::{Method, StatusCode},
};
use maud::{Markup, html};
use serde::Deserialize;

use super::{
    blad::{OpenBlad, Titel},
    deel::formulier::{BEWIJS, VERZOEK, bewijs, meegedragen},
    deuren, factor,
    formulier::Velden,
    inloggen::{self, Bewaard},
    omgeving::Omgeving,
};
use crate::http::{
    omlijsting::{VerzoekId, verzoek_id},
    problem::Code,
    toegang::{beveiligingssleutel::OP_EEN_PAGINA, deur::Deur},
};

/// What a refusal says.
#[derive(Debug, Deserialize, Default)]
pub struct Gezegd {
    #[serde(default)]
    detail: String,
    #[serde(default)]
    code: String,
}

/// The page of a refusal.
pub async fn pagina(req: &HttpRequest, omgeving: &Omgeving, status: StatusCode, inhoud: &[u8]) -> HttpResponse {
    let gezegd: Gezegd = serde_json::from_slice(inhoud).unwrap_or_default();
    let blad = OpenBlad(omgeving.clone());
    let velden = req.extensions().get::<Velden>().cloned();
    if status == StatusCode::UNAUTHORIZED {
        let naar = Some(omgeving.pad.clone()).filter(|_| req.method() == Method::GET);
        let bewaard = match velden {
            Some(velden) => bewaar(req, omgeving, velden).await,
            None => None,
        };
        return inloggen::eerst_inloggen(&blad, naar.as_deref(), bewaard.as_deref());
    }
    if gezegd.code == Code::VerseFactorNodig.word() {
        let bewaard = match velden {
            Some(velden) => bewaar(req, omgeving, velden).await,
            None => None,
        };
        return factor::eerst_bewijzen(&blad, bewaard.as_deref());
    }
    over(omgeving, status, &gezegd, velden.as_ref(), verzoek_id(req))
}

/// The page of any refusal but that of somebody who is not logged in.
#[must_use]
pub fn over(
    omgeving: &Omgeving,
    status: StatusCode,
    gezegd: &Gezegd,
    velden: Option<&Velden>,
    id: Option<VerzoekId>,
) -> HttpResponse {
    let (kop, zinnen) = woorden(status, gezegd);
    let opnieuw =
        status.is_server_error() || matches!(status, StatusCode::REQUEST_TIMEOUT | StatusCode::TOO_MANY_REQUESTS);
    let inhoud = html! {
        h1 { (kop) }
        @for zin in &zinnen { p.lead { (zin) } }
        @if let Some(velden) = velden.filter(|velden| opnieuw && iets_getypt(velden)) { (getypt(omgeving, velden)) }
        @if let Some(velden) = velden.filter(|velden| is_ingehaald(status) && iets_getypt(velden)) { (verder_met(omgeving, velden)) }
        @if gezegd.code == Code::BeveiligingssleutelNodig.word() { (met_een_sleutel(omgeving)) } @else { (uitgang(omgeving)) }
        @if status.is_server_error() && let Some(id) = id {
            p.field.small.soft { "Belt u hierover? Noem dan dit nummer: " span.nowrap { (id.to_string()) } }
        }
    };
    OpenBlad(omgeving.clone()).toon_als(status, &Titel::van(kop), &inhoud)
}

/// Seals what was typed by whoever's session is over, or who has to show their second factor first, for them alone.
async fn bewaar(req: &HttpRequest, omgeving: &Omgeving, velden: Velden) -> Option<String> {
    let deur = Deur::extract(req).await.ok()?;
    let wie = deur.wiens_sleutel(omgeving.browser.afdruk()).await.ok()??;
    let bewaard = Bewaard { pad: omgeving.pad.clone(), velden: velden.0 };
    deur.verzegel(inloggen::BEWAARD, wie.uuid(), bewaard, 60).ok()
}

fn woorden(status: StatusCode, gezegd: &Gezegd) -> (&'static str, Vec<String>) {
    let detail = gezegd.detail.clone();
    match (status.as_u16(), gezegd.code.as_str()) {
        (404, _) => (
            "Deze pagina is er niet, of niet voor u",
            vec!["Misschien is wat hier stond niet meer van u, of klopt het adres niet helemaal.".to_owned()],
        ),
        (403, "beveiligingssleutel-nodig") => ("Log in met een beveiligingssleutel", vec![detail]),
        (403, _) => (
            "Dit hoort niet bij uw werk",
            vec![detail, "Hoort het wel bij uw werk? Vraag het de beheerder van uw organisatie.".to_owned()],
        ),
        (405, _) => ("Dit kan hier niet", vec!["Ga terug en begin opnieuw.".to_owned()]),
        (409, "herhaling-verschilt") => (
            "Dit formulier is al verstuurd",
            vec!["U stuurde het eerder, met iets anders erin. Er is nu niets veranderd.".to_owned()],
        ),
        (409, _) => ("Dit kan nu niet", vec![detail]),
        (412 | 428, _) => (
            "Iemand was u voor",
            vec!["Wat hier staat is intussen gewijzigd. Er is nu niets gedaan. Kijk eerst wat er nu staat.".to_owned()],
        ),
        (429, _) => ("Wacht even", vec![detail]),
        (400..=499, _) => ("Dit ging niet", vec![detail]),
        (_, "uitkomst-onbekend" | "niets-vast-te-leggen" | "te-druk") => ("Het lukt ons even niet", vec![detail]),
        _ => ("Het lukt ons even niet", vec!["Dat ligt aan ons, niet aan u. Probeer het zo nog eens.".to_owned()]),
    }
}

/// What was typed, and a button that sends it again.
fn getypt(omgeving: &Omgeving, velden: &Velden) -> Markup {
    html! {
        p.field { "Wat u typte is niet weg. U kunt het opnieuw versturen." }
        (meegedragen(&omgeving.pad, &omgeving.browser.bewijs(), &velden.0, false, "Verstuur het opnieuw"))
    }
}

/// Whether what a form is about is not, or no longer, as whoever filled it in believed.
fn is_ingehaald(status: StatusCode) -> bool {
    matches!(status, StatusCode::PRECONDITION_FAILED | StatusCode::CONFLICT)
}

/// Whether there is more in a form than what we put there ourselves.
fn iets_getypt(velden: &Velden) -> bool {
    let van_ons = [BEWIJS, VERZOEK, "versie"];
    velden.0.iter().any(|(naam, waarde)| !van_ons.contains(&naam.as_str()) && !waarde.is_empty())
}

/// What was typed, and a button that brings it to the page as it is now; nothing is done by that.
fn verder_met(omgeving: &Omgeving, velden: &Velden) -> Markup {
    // It is another form from here on, about what stands there now, with a key of its own: the old one may stand for what was sent before.
    let nieuw: Vec<_> = velden.0.iter().filter(|(naam, _)| naam != VERZOEK && naam != "versie").cloned().collect();
    html! {
        p.field { "Wat u typte is niet weg. U ziet het op de pagina zoals die nu is, en kunt het dan versturen." }
        (meegedragen(&omgeving.pad, &omgeving.browser.bewijs(), &nieuw, true, "Ga verder met wat u typte"))
    }
}

/// What somebody can do whose role works with a security key only.
fn met_een_sleutel(omgeving: &Omgeving) -> Markup {
    html! {
        p.field.actions {
            a.button href=(OP_EEN_PAGINA) { "Voeg een sleutel toe" }
            a.button.second href="/inloggen" { "Log in met uw sleutel" }
        }
        form.field method="post" action="/uitloggen" {
            (bewijs(&omgeving.browser.bewijs()))
            button.plain { "Log uit" }
        }
    }
}

fn uitgang(omgeving: &Omgeving) -> Markup {
    html! {
        p.field.actions {
            @match &omgeving.bezoeker {
                Some(wie) => { @let deur = deuren::eerste(wie); a.button.second href=(deur.pad) { "Naar " (deur.naam) } }
                None => { a.button.second href="/" { "Naar het begin" } }
            }
        }
    }
}
