//! Letting one agreement lapse: why, and what that means.

use actix_web::{HttpResponse, http::StatusCode};
use maud::html;
use serde_json::json;
use strum::VariantArray as _;

use super::woorden::{doet, hoe_staat};
use crate::{
    domain::{
        Label as _, Word as _,
        knooppunt::{AfspraakId, AfspraakStatus},
        reden::VervalReden,
    },
    http::{
        invoer::parse,
        knooppunt::afspraak::{een, laten_vervallen},
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie},
        deel::{
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            vak::tekstvak,
        },
        formulier::{Ingevuld, Velden},
    },
};

const EERSTE: &str = "reden-niet-meer-nodig";
/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 2] = [("reden", EERSTE), ("toelichting", "toelichting")];

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<AfspraakId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Lets it lapse.
pub async fn laat_vervallen(
    t: Transaction,
    nog: Transaction,
    id: Pad<AfspraakId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() && velden.gevuld("reden").is_none() {
        fouten.bij(EERSTE, "Kies waarom deze afspraak vervalt.");
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let body = json!({ "reden": velden.tekst("reden"), "toelichting": velden.gevuld("toelichting") });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(nieuw) => {
            let versie = gezien(velden);
            let once = ingevuld.een_keer(&format!("/v1/afspraken/{id}/verval"));
            t.stuur(once, move |tx, met| laten_vervallen(tx, met, id, versie, &nieuw)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad
            .verder_en_zeg("/afspraken", "De afspraak is vervallen. Zij blijft bij het gezin te lezen, met de reden.")),
        Err(problem) => toon(blad, nog, id, velden, &bij_velden(problem, &PLAATSEN)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: AfspraakId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let (afspraak, nu) = (getoond.view(), blad.omgeving().nu);
    let kan: Vec<VervalReden> =
        VervalReden::VARIANTS.iter().copied().filter(|reden| *reden != VervalReden::CasusGesloten).collect();
    let ids: Vec<String> = kan.iter().map(|reden| format!("reden-{}", reden.word())).collect();
    let redenen: Vec<Keuze<'_>> = kan
        .iter()
        .zip(&ids)
        .map(|(reden, id)| Keuze { id, waarde: reden.word(), naam: reden.naam(), hint: "" })
        .collect();
    let waarom = Groep { naam: "reden", vraag: "Waarom vervalt deze afspraak?", hint: "", een: true, vorm: "choices" };
    let hint = "Nodig als u ‘Anders’ kiest.";
    let inhoud = html! {
        (fouten.samengevat("De afspraak is nog niet vervallen."))
        nav.crumb aria-label="Waar u bent" { a href="/afspraken" { "Terug naar Afspraken" } }
        h1 { "Deze afspraak vervalt" }
        p.lead { (afspraak.wat) }
        p { (doet(afspraak)) ". " (hoe_staat(afspraak, nu)) }
        @if afspraak.status == AfspraakStatus::Open {
            (met_versie(blad, &format!("/afspraken/{id}/vervalt"), getoond.versie().unwrap_or_default(), velden, &html! {
                (groep(waarom, &redenen, |waarde| velden.heeft("reden", waarde), fouten))
                (tekstvak("toelichting", "Toelichting (niet verplicht)", hint, velden.tekst("toelichting"), fouten))
                p.hint.field { "De afspraak blijft bij het gezin te lezen, met de reden en de dag." }
                p.field.actions { button.button.big { "Laat vervallen" } a href="/afspraken" { "Niet laten vervallen" } }
            }))
        }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Een afspraak vervalt").met_fout(!fouten.is_leeg()), &inhoud))
}
