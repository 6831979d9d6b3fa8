//! Who she is and how she is reached, when it became different or was noted wrongly.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use super::{
    doen::pad,
    een::{heet, tab},
    formulier::{bij_velden, gezien, met_versie},
    mag::herziet,
};
use crate::{
    domain::{Word as _, casus::CasusId, client::WijzigReden},
    http::{
        casus::{een, view::GelezenCasusView},
        client::{NieuweGegevens, wijzigen},
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
        },
        formulier::{Ingevuld, Velden},
        haar,
    },
};

const REDEN: &str = "reden";
/// The way to reach her that goes by whoever gave the signaal.
const ALLEEN_VIA: &str = "Alleen via wie haar meldde";

/// In the order of the page: how she is reached comes first.
const VOLGORDE: [&str; 9] =
    ["veilig-bellen", "telefoon", "email", "adres", "let-op", "taal", "naam", "geboren", "reden-gewijzigd"];

/// The fields of the API, where they stand on the page.
fn plaatsen() -> Vec<(&'static str, &'static str)> {
    haar::PLAATSEN.into_iter().chain([("client", "veilig-bellen"), ("reden", "reden-gewijzigd")]).collect()
}

/// Shows what is known, to change it.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, None, &Fouten::geen()).await
}

/// Keeps what was changed, beside what stood there.
pub async fn wijzig(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        haar::mist(ALLEEN_VIA, velden, &mut fouten);
        let client = haar::client(velden, blad.omgeving().nu.dag(), &mut fouten);
        if velden.gevuld(REDEN).is_none() {
            fouten.bij(keuze_id(REDEN, WijzigReden::Gewijzigd.word()), "Kies waarom u dit wijzigt.");
        }
        if fouten.is_leeg() {
            let (versie, bekend) = (gezien(velden), Arc::new(AtomicBool::new(false)));
            let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/wijzigingen"));
            let lijkt = Arc::clone(&bekend);
            let doe = move |tx: &mut _, met: &_, invoer: NieuweGegevens| {
                let gewijzigd = wijzigen(tx, met, id, versie, &invoer)?;
                lijkt.store(gewijzigd.view().mogelijk_bekend, Ordering::Relaxed);
                gewijzigd.try_into()
            };
            let body = json!({ "reden": velden.tekst(REDEN), "client": client });
            match t.stuur_gelezen(once, &body, doe).await {
                Ok(_) => return Ok(blad.verder_en_zeg(&pad(id), gedaan(bekend.load(Ordering::Relaxed)))),
                Err(problem) => fouten = bij_velden(problem, &plaatsen())?,
            }
        }
        fouten.orden(&VOLGORDE);
    }
    toon(blad, nog, id, Some(velden), &fouten).await
}

const fn gedaan(bekend: bool) -> &'static str {
    if bekend {
        "Gewijzigd. Iemand in de regio steunt een gezin dat hier nu op lijkt. Vraag haar of u dat mag verbinden."
    } else {
        "Gewijzigd. Wat er stond blijft bewaard."
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: CasusId,
    getypt: Option<&Velden>,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let niet = || Problem::new(Code::NietToegestaan, "Dit wijzigt wie de casus coördineert of draagt.");
    let GelezenCasusView::Gewoon(casus) = getoond.view() else { return Err(niet()) };
    if !herziet(blad, casus)? {
        return Err(niet());
    }
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets gewijzigd. Alles wat u typte staat er nog."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de casus" } }
        h1 { "Wie zij is en hoe u haar bereikt" }
        p.lead { "Van " (heet(casus)) ". Verander alleen wat anders is." }
        @match &casus.gedeeld.client {
            None => { p.note.field { "Zij deelt niet met u wie zij is en hoe zij te bereiken is. Vraag haar eerst of dat mag." } }
            Some(zij) => {
                @let stond = haar::bekend(zij);
                (formulier(blad, id, getoond.versie().unwrap_or_default(), getypt.unwrap_or(&stond), fouten))
            }
        }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: gegevens wijzigen", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

fn formulier(blad: &Blad, id: CasusId, versie: i32, velden: &Velden, fouten: &Fouten) -> Markup {
    let waarom = Groep { naam: REDEN, vraag: "Waarom wijzigt u dit?", hint: "", een: true, vorm: "choices" };
    let naar = format!("{}/gegevens", pad(id));
    let inhoud = html! {
        (haar::bereiken(ALLEEN_VIA, velden, fouten))
        (haar::naam(velden, fouten))
        (haar::geboren(velden, fouten))
        (woorden(waarom, WijzigReden::VARIANTS, velden, fouten))
        p.hint.field { "Wie haar helpt en dit mag weten, krijgt bericht dat er iets is gewijzigd. Wat er stond blijft bewaard." }
        p.field.actions { button.button.big { "Bewaar wat anders is" } a href=(pad(id)) { "Niets wijzigen" } }
    };
    met_versie(blad, &naar, versie, velden, &inhoud)
}
