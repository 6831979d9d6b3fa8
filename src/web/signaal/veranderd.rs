//! "Er is iets veranderd": what a signaller tells of a signaal that they gave. A birth, a loss, or that what they told was a mistake.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

use super::{
    intrekken::wie_het_vastlegt,
    lijst::kop,
    recht::{is_terug_te_nemen, kan, mag},
};
use crate::{
    domain::signaal::SignaalId,
    http::{
        casus::view::NieuwZwangerschapseinde,
        pad::Pad,
        problem::Problem,
        signaal::{een, om_te_vertellen, zwangerschap_eindigen},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{gezien, met_versie},
        deel::fouten::Fouten,
        formulier::{Ingevuld, Velden},
        zwangerschap::{Bekend, Welk, wat_stopt},
    },
};

/// What a signaller can tell.
const TE_VERTELLEN: [Welk; 3] = [Welk::Geboorte, Welk::Verlies, Welk::LooptNog];

fn pad(id: SignaalId) -> String {
    format!("/signalen/{id}")
}

/// Asks what changed.
pub async fn kies(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    mag(&blad)?;
    let (signaal, eigen) = t.bekijk(move |tx, met| om_te_vertellen(tx, met, id.0)).await?.into_view();
    let te_vertellen = TE_VERTELLEN.into_iter().filter(|welk| eigen || *welk != Welk::LooptNog);
    let wat = |welk: Welk| match welk {
        Welk::Geboorte => "Haar kind is geboren",
        Welk::Verlies => "Zij verloor haar zwangerschap",
        _ => "Wat ik vertelde over haar zwangerschap klopt niet: die loopt nog",
    };
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href=(pad(id.0)) { "Terug naar het signaal" } }
        h1 { "Er is iets veranderd" }
        p.lead { (kop(&signaal)) }
        @if kan(&signaal) {
            ul.links.field {
                @for welk in te_vertellen { li { a href={ (pad(id.0)) "/" (welk.pad()) } { (wat(welk)) } } }
                @if is_terug_te_nemen(&signaal) { li { a href={ (pad(id.0)) "/intrekken" } { "Zij wil dit niet meer" } } }
            }
            @if !is_terug_te_nemen(&signaal) { (wie_het_vastlegt(&signaal)) }
        } @else { p.note.field { "Dit signaal is ingetrokken. Er is niets meer te vertellen." } }
        p.hint.field { "Wie haar helpt hoort dat er iets is veranderd. Wat, lezen zij alleen als zij dat met hen deelt." }
    };
    Ok(blad.toon(&Titel::van("Er is iets veranderd"), &inhoud))
}

/// Asks when the child was born.
pub async fn geboorte(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, Welk::Geboorte, &Velden::default(), &Fouten::geen()).await
}

/// Notes it.
pub async fn leg_geboorte_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<SignaalId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    leg_vast(t, nog, id.0, Welk::Geboorte, ingevuld).await
}

/// Says what a loss ends, and asks on which day it was.
pub async fn verlies(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, Welk::Verlies, &Velden::default(), &Fouten::geen()).await
}

/// Notes it.
pub async fn leg_verlies_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<SignaalId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    leg_vast(t, nog, id.0, Welk::Verlies, ingevuld).await
}

/// Asks why what was told was wrong.
pub async fn loopt_nog(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, Welk::LooptNog, &Velden::default(), &Fouten::geen()).await
}

/// Notes it.
pub async fn leg_loopt_nog_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<SignaalId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    leg_vast(t, nog, id.0, Welk::LooptNog, ingevuld).await
}

async fn leg_vast(
    t: Transaction,
    nog: Transaction,
    id: SignaalId,
    welk: Welk,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if ingevuld.is_terug() {
        return toon(blad, nog, id, welk, velden, &fouten).await;
    }
    let body = welk.body(velden, blad.omgeving().nu.dag(), &mut fouten);
    if !fouten.is_leeg() {
        return toon(blad, nog, id, welk, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let once = ingevuld.een_keer(&format!("/v1/signalen/{id}/{}", welk.stap()));
    let doe = move |tx: &mut _, met: &_, invoer: NieuwZwangerschapseinde| {
        zwangerschap_eindigen(tx, met, id, versie, &invoer.into())?.try_into()
    };
    match t.stuur_gelezen(once, &body, doe).await {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), welk.gedaan())),
        Err(problem) => toon(blad, nog, id, welk, velden, &welk.bij_velden(problem)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: SignaalId,
    welk: Welk,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    mag(blad)?;
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let signaal = getoond.view();
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets vastgelegd."))
        nav.crumb aria-label="Waar u bent" { a href={ (pad(id)) "/veranderd" } { "Terug: er is iets veranderd" } }
        h1 { (welk.kop()) }
        p.lead { (kop(signaal)) }
        @if kan(signaal) { (formulier(blad, welk, (id, getoond.versie().unwrap_or_default()), velden, fouten)) }
        @else { p.note.field { "Dit signaal is ingetrokken. Er is niets meer te vertellen." } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Er is iets veranderd").met_fout(!fouten.is_leeg()), &inhoud))
}

fn formulier(blad: &Blad, welk: Welk, (id, versie): (SignaalId, i32), velden: &Velden, fouten: &Fouten) -> Markup {
    let vragen = welk.vragen(Bekend { aantal: 1, verteld: false }, &pad(id), velden, fouten);
    html! {
        @match welk {
            Welk::Verlies => { (wat_stopt(&[])) }
            Welk::LooptNog => { p.note.field { "Wat door uw bericht stopte, gaat verder. Wie haar helpt hoort dat." } }
            _ => { p.field { "Ging het anders? " a href={ (pad(id)) "/" (Welk::Verlies.pad()) } { "Kies dan ‘verlies’" } "." } }
        }
        (met_versie(blad, &format!("{}/{}", pad(id), welk.pad()), versie, velden, &vragen))
    }
}
