//! A closed case that goes on: opened again with a fresh yes, or given back because closing it was a mistake.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use super::{
    antwoord::{self, Vraag},
    doen::pad,
    een::{feiten, heet, tab},
    formulier::{bij_velden, gezien, met_versie},
    mag::mag_hier,
};
use crate::{
    domain::{
        Word as _,
        beleid::CasusBehandelen,
        casus::{CasusId, Status},
        reden::HeropenReden,
        toestemming::{Doel, Ontvanger},
    },
    http::{
        casus::{
            een, heropenen, teruggeven,
            view::{CasusView, GelezenCasusView, NieuweHeropening},
        },
        pad::Pad,
        problem::{Code, Problem},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            fouten::Fouten,
            keuze::Groep,
            kiezen::{keuze_id, woorden},
            vak::tekstvak,
        },
        formulier::{Ingevuld, Velden},
    },
};

const REDEN: &str = "reden";
/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 6] = [
    ("reden", "reden-nieuwe-zorgen"),
    ("toelichting", "toelichting"),
    ("toestemming", "deelt-contactgegevens"),
    ("toestemming.item.onderdelen", "deelt-contactgegevens"),
    ("toestemming.wijze", "wijze-mondeling"),
    ("toestemming.gegevenDoor", "ouders"),
];

/// Asks why, and what she says.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Opens it again.
pub async fn heropen(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        if velden.gevuld(REDEN).is_none() {
            fouten.bij(keuze_id(REDEN, HeropenReden::NieuweZorgen.word()), "Kies waarom deze casus weer opengaat.");
        }
        fouten.erbij(antwoord::mist(velden));
        if fouten.is_leeg() {
            let versie = gezien(velden);
            let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/heropening"));
            let body = json!({
                "reden": velden.tekst(REDEN),
                "toelichting": velden.gevuld("toelichting"),
                "toestemming": antwoord::body(velden),
            });
            let doe =
                move |tx: &mut _, met: &_, invoer: NieuweHeropening| heropenen(tx, met, id, versie, invoer)?.try_into();
            match t.stuur_gelezen(once, &body, doe).await {
                Ok(_) => return Ok(blad.verder_en_zeg(&pad(id), "De casus is weer open. U draagt dit gezin nu.")),
                Err(problem) => fouten = bij_velden(problem, &PLAATSEN)?,
            }
        }
    }
    toon(blad, nog, id, velden, &fouten).await
}

/// Gives it back.
pub async fn geef_terug(t: Transaction, id: Pad<CasusId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/teruggave"));
    let doe = t.stuur(once, move |tx, met| teruggeven(tx, met, id, versie)?.try_into());
    ingevuld.stap(&pad(id), (&pad(id), "Teruggedraaid. Het gezin staat weer zoals het stond."), doe).await
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: CasusId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let niet = || Problem::new(Code::NietToegestaan, "Een casus opent wie haar coördineert.");
    let GelezenCasusView::Gewoon(casus) = getoond.view() else { return Err(niet()) };
    if !mag_hier(blad, casus, CasusBehandelen)? {
        return Err(niet());
    }
    let inhoud = html! {
        (fouten.samengevat("De casus is nog gesloten."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de casus" } }
        h1 { "Open deze casus weer" }
        p.lead { (heet(casus)) }
        (feiten(casus, blad.omgeving().nu))
        @if casus.status == Status::Afgesloten { (formulier(blad, casus, getoond.versie().unwrap_or_default(), velden, fouten)) }
        @else { p.note.field { "Deze casus is open." } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: weer openen", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

fn formulier(blad: &Blad, casus: &CasusView, versie: i32, velden: &Velden, fouten: &Fouten) -> Markup {
    let waarom = Groep { naam: REDEN, vraag: "Waarom gaat de casus weer open?", hint: "", een: true, vorm: "choices" };
    let gezag = antwoord::gezag(&casus.gedeeld, blad.omgeving().nu.dag());
    let vraag = Vraag { mag: "Mag de JGZ opnieuw met haar kijken wat nodig is?", gezag, velden, fouten };
    html! {
        p.note.field { "Dit kan alleen als zij nu ja zegt. Zei zij nee? Dan blijft de casus gesloten. Dat heeft geen gevolgen voor haar zorg." }
        (met_versie(blad, &format!("{}/heropenen", pad(casus.id)), versie, velden, &html! {
            (antwoord::vragen(vraag))
            input type="hidden" name="doel" value=(Doel::Verkenning.word());
            input type="hidden" name="ontvanger" value=(Ontvanger::JgzCoordinatie.word());
            (woorden(waarom, HeropenReden::VARIANTS, velden, fouten))
            (tekstvak("toelichting", "Toelichting (niet verplicht)", "Nodig als u ‘Anders’ kiest.", velden.tekst("toelichting"), fouten))
            p.field.actions { button.button.big { "Open deze casus weer" } a href=(pad(casus.id)) { "Gesloten laten" } }
        }))
    }
}
