//! An emergency: a case opened for an hour by who otherwise does not see it, with a reason, while others are told.

use actix_web::{
    HttpResponse,
    http::{Method, StatusCode},
    web,
};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use crate::{
    domain::{
        Word as _,
        casus::CasusId,
        noodprocedure::{MINUTEN, Noodgrond, PER_DAG, WERKDAGEN},
        recht::Rol,
    },
    http::{
        noodprocedure::{openen, view::NieuweNoodprocedure},
        problem::{Code, Problem},
        route::resource,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::{
            doen::pad,
            formulier::{bij_velden, met_versie},
        },
        deel::{
            fouten::Fouten,
            keuze::Groep,
            kiezen::{keuze_id, woorden},
            vak::tekstvak,
            veld::{Regel, regel},
        },
        formulier::{Ingevuld, Velden},
    },
};

const NUMMER: &str = "nummer";
const GROND: &str = "grond";
const REDEN: &str = "reden";
/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 3] = [("casus", NUMMER), ("grond", "grond-acute-zorg"), ("reden", REDEN)];

/// The lines of the route table.
pub fn routes(cfg: &mut web::ServiceConfig) {
    cfg.service(resource("/in-nood", [(Method::GET, web::to(vraag)), (Method::POST, web::to(open))]));
}

/// Whoever works with no families opens none; the operation would say the same, but only when it is sent.
fn mag(blad: &Blad) -> Result<(), Problem> {
    let mag = blad.bezoeker()?.rollen().iter().any(|rol| Rol::AAN_CASUSSEN.contains(rol));
    let niet = || Problem::new(Code::NietToegestaan, "Een gezin opent in nood wie met gezinnen werkt.");
    mag.then_some(()).ok_or_else(niet)
}

/// Asks which case, and why it cannot wait.
pub async fn vraag(blad: Blad) -> Result<HttpResponse, Problem> {
    mag(&blad)?;
    Ok(toon(&blad, &Velden::default(), &Fouten::geen()))
}

/// The number of a case in what was typed: the number alone, or the address of its page.
fn nummer(getypt: &str) -> Option<CasusId> {
    getypt.split('/').find_map(|deel| deel.trim().parse().ok())
}

/// Opens it.
pub async fn open(t: Transaction, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    mag(blad)?;
    let mut fouten = Fouten::geen();
    if ingevuld.is_terug() {
        return Ok(toon(blad, velden, &fouten));
    }
    let casus = nummer(velden.tekst(NUMMER));
    if casus.is_none() {
        fouten.bij(NUMMER, "Vul het nummer van de casus in. Het heeft 36 tekens.");
    }
    if velden.gevuld(GROND).is_none() {
        fouten.bij(keuze_id(GROND, Noodgrond::AcuteZorg.word()), "Kies waarom het niet kan wachten.");
    }
    if velden.gevuld(REDEN).is_none() {
        fouten.bij(REDEN, "Schrijf op waarom het niet kan wachten.");
    }
    let Some(casus) = casus.filter(|_| fouten.is_leeg()) else { return Ok(toon(blad, velden, &fouten)) };
    let once = ingevuld.een_keer("/v1/noodprocedures");
    let body = json!({ "casus": casus, "grond": velden.tekst(GROND), "reden": velden.tekst(REDEN) });
    let doe = move |tx: &mut _, met: &_, nieuw: NieuweNoodprocedure| openen(tx, met, &nieuw)?.try_into();
    match t.stuur_gelezen(once, &body, doe).await {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(casus), "Geopend. Wie dit gezin draagt hoort het nu.")),
        Err(problem) => Ok(toon(blad, velden, &bij_velden(problem, &PLAATSEN)?)),
    }
}

fn toon(blad: &Blad, velden: &Velden, fouten: &Fouten) -> HttpResponse {
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets geopend. Alles wat u typte staat er nog."))
        h1 { "Open een gezin in nood" }
        p.lead { "Alleen als het niet kan wachten, en u het gezin anders niet ziet." }
        p.note.late.field {
            b { "Is er nu gevaar?" } " Bel eerst " b { "112" } ". Is zij thuis niet veilig? Bel Veilig Thuis, " b.nowrap { "0800 2000" } ", dag en nacht."
        }
        (wat_dit_doet())
        (formulier(blad, velden, fouten))
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    blad.toon_als(status, &Titel::van("Open een gezin in nood").met_fout(!fouten.is_leeg()), &inhoud)
}

/// What follows, and who is told: before anybody opens anything.
fn wat_dit_doet() -> Markup {
    html! {
        section.card.field aria-labelledby="kop-doet" {
            h2 #kop-doet { "Wat er gebeurt als u opent" }
            ul {
                li { "U leest dit gezin " (MINUTEN) " minuten: hoe zij veilig te bereiken is, en wie helpt. U wijzigt niets." }
                li { "Wie dit gezin draagt en de privacyfunctionaris horen het meteen. De privacyfunctionaris ziet dat u het was." }
                li { "Zij zelf ziet het ook, als zij vraagt wie keek." }
                li { "De privacyfunctionaris beoordeelt het binnen " (WERKDAGEN) " werkdagen, en leest wat u hieronder schrijft." }
                li { "U kunt dit " (PER_DAG) " keer per etmaal. Een nummer dat niet bestaat telt mee." }
            }
        }
    }
}

fn formulier(blad: &Blad, velden: &Velden, fouten: &Fouten) -> Markup {
    let welk = Regel {
        hint: "Een collega leest het voor uit het adres van de casus, of u plakt dat adres hier.",
        ..Regel::tekst(NUMMER, "Nummer van de casus", velden.tekst(NUMMER))
    };
    let waarom = Groep { naam: GROND, vraag: "Waarom kan het niet wachten?", hint: "", een: true, vorm: "choices" };
    met_versie(
        blad,
        "/in-nood",
        0,
        velden,
        &html! {
            (regel(welk, fouten))
            (woorden(waarom, Noodgrond::VARIANTS, velden, fouten))
            (tekstvak(REDEN, "Wat is er aan de hand?", "In uw eigen woorden, in een of twee zinnen.", velden.letterlijk(REDEN), fouten))
            p.field.actions { button.button.big.grave { "Open dit gezin in nood" } }
        },
    )
}
