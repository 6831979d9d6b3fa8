//! Stopping support before its end: why, and what that does.

use actix_web::{HttpResponse, http::StatusCode};
use maud::html;
use serde_json::json;

use super::{
    formulier::{eerste, lijst},
    mag::alleen_het_bureau,
    traject::{hoofd, terug},
};
use crate::{
    domain::{
        reden::StopReden,
        traject::{ContactStatus, Status, TrajectId},
    },
    http::{
        invoer::parse,
        pad::Pad,
        problem::Problem,
        traject::geheel::{geheel, stoppen},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien, met_versie},
        deel::{fouten::Fouten, keuze::Groep, vak::tekstvak, zij},
        formulier::{Ingevuld, Velden},
    },
};

/// Shows the form.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<TrajectId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Stops it.
pub async fn stop(
    t: Transaction,
    nog: Transaction,
    id: Pad<TrajectId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let keuze = eerste::<StopReden>("reden");
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() && velden.gevuld("reden").is_none() {
        fouten.bij(keuze.clone(), "Kies waarom de hulp stopt.");
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let body = json!({ "reden": velden.tekst("reden"), "toelichting": velden.gevuld("toelichting") });
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let once = ingevuld.een_keer(&format!("/v1/trajecten/{id}/stop"));
            t.stuur(once, move |tx, met| stoppen(tx, met, id, versie, invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&format!("/trajecten/{id}"), "Vastgelegd. De hulp is gestopt.")),
        Err(problem) => {
            let plaatsen = [("reden", keuze.as_str()), ("toelichting", "toelichting")];
            toon(blad, nog, id, velden, &bij_velden(problem, &plaatsen)?).await
        }
    }
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
    let gepland = geheel.traject.contactmomenten.iter().filter(|c| c.status == ContactStatus::Gepland).count();
    let waarom = Groep { naam: "reden", vraag: "Waarom stopt de hulp?", hint: "", een: true, vorm: "choices" };
    let velden_van = html! {
        (lijst::<StopReden>(waarom, velden, fouten))
        (tekstvak("toelichting", "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest. De coördinator leest dit.", velden.tekst("toelichting"), fouten))
        div.note.soon.field {
            h3 { "Als u dit vastlegt" }
            p {
                "De hulp stopt vandaag."
                @if gepland > 0 { " Wat gepland staat vervalt." }
                " De coördinator hoort dat. U ziet haar gegevens niet meer."
            }
        }
        p.field.actions { button.button.big { "Stop de hulp" } a href={ "/trajecten/" (id) } { "Niet stoppen" } }
    };
    let naar = format!("/trajecten/{id}/stoppen");
    let inhoud = html! {
        (fouten.samengevat("De hulp is nog niet gestopt."))
        (hoofd(&geheel, &terug(&geheel), Some("Stop de hulp"), blad.omgeving().nu))
        @if geheel.traject.regel.status == Status::Lopend {
            (met_versie(blad, &naar, geheel.vraagversie, velden, &velden_van))
        } @else { p.note.field { "Deze hulp loopt niet: er is niets om te stoppen." } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = format!("{}: hulp stoppen", zij::tab(&geheel.vraag.gedeeld, geheel.vraag.regel.gemeente));
    Ok(blad.toon_als(status, &Titel::van(titel).met_fout(!fouten.is_leeg()), &inhoud))
}
