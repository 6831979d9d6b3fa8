//! Proposing another route from the support that somebody gives, and taking that back.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use super::{
    mag::alleen_het_bureau,
    traject::{hoofd, terug},
};
use crate::{
    domain::{
        Label as _, Word as _,
        ids::VoorstelId,
        route::Route,
        traject::{Status, TrajectId},
        voorstel::Beroep,
    },
    http::{
        invoer::parse,
        pad::Pad,
        problem::Problem,
        traject::geheel::{Geheel, geheel},
        transaction::Transaction,
        voorstel::{doen, een, intrekken},
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie},
        deel::{
            fouten::Fouten,
            vak::{keuzelijst, tekstvak},
            zij,
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 3] = [("route", "route"), ("beroep", "beroep"), ("toelichting", "waarom")];

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<TrajectId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Proposes it.
pub async fn stel_voor(
    t: Transaction,
    nog: Transaction,
    id: Pad<TrajectId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        for (veld, zin) in [
            ("route", "Kies welke hulp u voorstelt."),
            ("beroep", "Kies wat u van beroep bent."),
            ("waarom", "Schrijf in het kort waarom."),
        ] {
            if velden.gevuld(veld).is_none() {
                fouten.bij(veld, zin);
            }
        }
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let body = json!({
        "route": velden.tekst("route"),
        "beroep": velden.tekst("beroep"),
        "toelichting": velden.tekst("waarom"),
    });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(nieuw) => {
            let once = ingevuld.een_keer(&format!("/v1/trajecten/{id}/voorstellen"));
            t.stuur(once, move |tx, met| {
                let van = geheel(tx, met, id)?.into_view().traject.regel.doorgeleiding;
                doen(tx, met, van, &nieuw)?.try_into()
            })
            .await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&format!("/trajecten/{id}"), "Voorgesteld. U hoort hier wat ervan wordt.")),
        Err(problem) => toon(blad, nog, id, velden, &bij_velden(problem, &PLAATSEN)?).await,
    }
}

/// Takes one back, and goes where that was done.
pub async fn trek_in(
    t: Transaction,
    nog: Transaction,
    id: Pad<VoorstelId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let naar = if let Ok(traject) = ingevuld.velden.tekst("traject").parse::<TrajectId>() {
        format!("/trajecten/{traject}")
    } else {
        let van = nog.bekijk(move |tx, met| een(tx, met, id)).await?.into_view().regel.links;
        let van = van.doorgeleiding.or(van.signaal).unwrap_or(van.zelf);
        van.href.strip_prefix("/v1").unwrap_or("/").to_owned()
    };
    let once = ingevuld.een_keer(&format!("/v1/voorstellen/{id}/intrekking"));
    let doe = t.stuur(once, move |tx, met| intrekken(tx, met, id, versie)?.try_into());
    ingevuld.stap(&naar, (&naar, "Uw voorstel is ingetrokken."), doe).await
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
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets voorgesteld."))
        (hoofd(&geheel, &terug(&geheel), Some("Stel andere hulp voor"), blad.omgeving().nu))
        @if geheel.traject.regel.status == Status::Lopend { (formulier(blad, &geheel, velden, fouten)) }
        @else { p.note.field { "Deze hulp loopt niet: u kunt van hieruit niets voorstellen." } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = format!("{}: andere hulp voorstellen", zij::tab(&geheel.vraag.gedeeld, geheel.vraag.regel.gemeente));
    Ok(blad.toon_als(status, &Titel::van(titel).met_fout(!fouten.is_leeg()), &inhoud))
}

fn formulier(blad: &Blad, geheel: &Geheel, velden: &Velden, fouten: &Fouten) -> Markup {
    let hier = geheel.traject.regel.route;
    let routes: Vec<(&str, &str)> =
        Route::VARIANTS.iter().filter(|route| **route != hier).map(|route| (route.word(), route.naam())).collect();
    let beroepen: Vec<(&str, &str)> = Beroep::VARIANTS.iter().map(|een| (een.word(), een.naam())).collect();
    let naar = format!("/trajecten/{}/voorstel", geheel.traject.regel.id);
    met_versie(
        blad,
        &naar,
        0,
        velden,
        &html! {
            (keuzelijst("route", "Welke hulp?", "Kies", &routes, velden.tekst("route"), fouten))
            (keuzelijst("beroep", "Wat bent u van beroep?", "Kies", &beroepen, velden.tekst("beroep"), fouten))
            (tekstvak("waarom", "Waarom stelt u dit voor?", "In het kort. De coördinator leest dit; het bureau niet.", velden.tekst("waarom"), fouten))
            p.hint.field { "De coördinator antwoordt binnen drie werkdagen. Tot dan kunt u het intrekken." }
            p.field.actions {
                button.button.big { "Stel dit voor" }
                a href={ "/trajecten/" (geheel.traject.regel.id) } { "Niets voorstellen" }
            }
        },
    )
}
