//! Closing a case: how it ended, what is still open, and what that means.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use super::{
    doen::pad,
    een::{feiten, heet, tab},
    formulier::{bij_velden, gezien, met_versie},
    mag::coordineert,
};
use crate::{
    domain::{
        Label as _, Word as _,
        casus::{CasusId, Status},
        reden::SluitReden,
    },
    http::{
        casus::{
            een, sluiten,
            view::{CasusView, GelezenCasusView},
        },
        invoer::parse,
        pad::Pad,
        problem::{Code, Problem},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            vak::tekstvak,
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 2] = [("reden", "reden-doelen-bereikt"), ("toelichting", "toelichting")];

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Closes it.
pub async fn sluit(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &Fouten::geen()).await;
    }
    let mut fouten = Fouten::geen();
    if velden.gevuld("reden").is_none() {
        fouten.bij("reden-doelen-bereikt", "Kies waarom u deze casus sluit.");
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let body = json!({ "reden": velden.tekst("reden"), "toelichting": velden.gevuld("toelichting") });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let versie = gezien(velden);
            let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/sluiting"));
            t.stuur(once, move |tx, met| sluiten(tx, met, id, versie, invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), "De casus is gesloten. Wie haar meldde hoort dat.")),
        Err(problem) => toon(blad, nog, id, velden, &bij_velden(problem, &PLAATSEN)?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: CasusId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let niet = || Problem::new(Code::NietToegestaan, "Een casus sluit wie haar coördineert.");
    let GelezenCasusView::Gewoon(casus) = getoond.view() else { return Err(niet()) };
    if !coordineert(blad, casus.gemeente)? {
        return Err(niet());
    }
    let inhoud = html! {
        (fouten.samengevat("De casus is nog niet gesloten."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de casus" } }
        h1 { "Sluit deze casus" }
        p.lead { (heet(casus)) }
        (feiten(casus, blad.omgeving().nu))
        (wat_er_nog_loopt(casus))
        @if casus.status != Status::Afgesloten { (formulier(blad, casus, getoond.versie(), velden, fouten)) }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: sluiten", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

fn wat_er_nog_loopt(casus: &CasusView) -> Markup {
    let loopt: Vec<&str> =
        casus.doorgeleidingen.iter().filter(|d| d.status.loopt()).map(|d| d.desknaam.as_str()).collect();
    html! {
        @if casus.status == Status::Afgesloten {
            p.note.field { "Deze casus is al gesloten." }
        } @else if loopt.is_empty() {
            p.note.field { "Er loopt geen vraag om hulp meer. Afspraken, evaluatie en agenda stoppen als u sluit." }
        } @else {
            p.note.soon.field { "Er loopt nog hulp: " (loopt.join(", ")) ". Sluiten kan pas als dat klaar is of ingetrokken." }
        }
    }
}

fn formulier(blad: &Blad, casus: &CasusView, versie: Option<i32>, velden: &Velden, fouten: &Fouten) -> Markup {
    let ids: Vec<String> = SluitReden::VARIANTS.iter().map(|reden| format!("reden-{}", reden.word())).collect();
    let redenen: Vec<Keuze<'_>> = SluitReden::VARIANTS
        .iter()
        .zip(&ids)
        .map(|(reden, id)| Keuze { id, waarde: reden.word(), naam: reden.naam(), hint: "" })
        .collect();
    let vraag = Groep { naam: "reden", vraag: "Hoe eindigde het?", hint: "", een: true, vorm: "choices" };
    met_versie(
        blad,
        &format!("/casussen/{}/sluiten", casus.id),
        versie.unwrap_or_default(),
        velden,
        &html! {
            (groep(vraag, &redenen, |waarde| velden.heeft("reden", waarde), fouten))
            (tekstvak("toelichting", "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest.", velden.tekst("toelichting"), fouten))
            p.hint.field { "Wie haar meldde hoort dat de casus gesloten is, zonder reden. Bij een vergissing kunt u teruggeven." }
            p.field.actions { button.button.big { "Sluit deze casus" } a href=(pad(casus.id)) { "Niet sluiten" } }
        },
    )
}
