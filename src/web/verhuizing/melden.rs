//! Noting that a family moves: where to, and what that does.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;
use strum::VariantArray as _;

use crate::{
    domain::{
        Label as _, Word as _,
        beleid::{CasusBehandelen, VerhuizingMelden},
        casus::{CasusId, Status},
        gebied::Gemeente,
    },
    http::{
        casus::view::{CasusView, GelezenCasusView},
        pad::Pad,
        problem::{Code, Problem},
        transaction::Transaction,
        verhuizing::{NieuweVerhuizing, Verhuist, melden, verhuist},
    },
    web::{
        blad::{Blad, Titel},
        casus::{
            doen::pad,
            een::{feiten, heet, tab},
            formulier::{bij_velden, gezien, met_versie},
            mag::mag_hier,
        },
        deel::{
            fouten::Fouten,
            vak::keuzelijst,
            veld::{Regel, regel},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The fields of the API, where they stand on the page.
const PLAATSEN: [(&str, &str); 2] = [("naar", "naar"), ("adres", "adres")];

/// Asks where the family goes.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Notes it.
pub async fn leg_vast(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        if velden.gevuld("naar").is_none() {
            fouten.bij("naar", "Kies waar het gezin gaat wonen.");
            return toon(blad, nog, id, velden, &fouten).await;
        }
        let versie = gezien(velden);
        let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/verhuizingen"));
        let body = json!({ "naar": velden.tekst("naar"), "adres": velden.gevuld("adres") });
        let doe = move |tx: &mut _, met: &_, invoer: NieuweVerhuizing| melden(tx, met, id, versie, &invoer)?.try_into();
        match t.stuur_gelezen(once, &body, doe).await {
            Ok(gemaakt) => {
                let daar = gemaakt.locatie().and_then(|waar| waar.strip_prefix("/v1")).map(str::to_owned);
                return Ok(blad.verder_en_zeg(&daar.unwrap_or_else(|| pad(id)), "Vastgelegd."));
            }
            Err(problem) => fouten = bij_velden(problem, &PLAATSEN)?,
        }
    }
    toon(blad, nog, id, velden, &fouten).await
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: CasusId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| verhuist(tx, met, id)).await?;
    let Verhuist { casus, wacht } = getoond.view();
    let niet = || Problem::new(Code::NietToegestaan, "Een verhuizing legt vast wie de casus coördineert of draagt.");
    let GelezenCasusView::Gewoon(casus) = casus else { return Err(niet()) };
    if !mag_hier(blad, casus, VerhuizingMelden)? {
        return Err(niet());
    }
    let sluit = mag_hier(blad, casus, CasusBehandelen)?;
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets vastgelegd."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de casus" } }
        h1 { "Het gezin verhuist" }
        p.lead { (heet(casus)) }
        (feiten(casus, blad.omgeving().nu))
        @match (casus.status, wacht) {
            (Status::Afgesloten, _) => { p.note.field { "Deze casus is gesloten." } }
            (_, Some(wacht)) => {
                p.note.busy.field {
                    "Dit gezin wacht al op overname na een verhuizing. "
                    a href={ "/verhuizingen/" (wacht) } { "Bekijk die verhuizing" }
                }
            }
            _ => { (formulier(blad, casus, getoond.versie().unwrap_or_default(), sluit, (velden, fouten))) }
        }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: verhuizing", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

fn formulier(blad: &Blad, casus: &CasusView, versie: i32, sluit: bool, (velden, fouten): (&Velden, &Fouten)) -> Markup {
    let mut gemeenten: Vec<(&str, &str)> = Gemeente::VARIANTS.iter().map(|g| (g.word(), g.naam())).collect();
    gemeenten.sort_by_key(|(_, naam)| *naam);
    let ziet = casus.gedeeld.client.is_some();
    let adres = Regel {
        hint: "Leeg is: wat er staat blijft staan.",
        ..Regel::tekst("adres", "Haar nieuwe adres (niet verplicht)", velden.tekst("adres"))
    };
    let daar = casus.subregio.naam();
    html! {
        div.note.field {
            h2 { "Wat dit doet" }
            ul {
                li { "Binnen " (daar) " woont het gezin daar meteen. Wat loopt gaat mee, als zij dat goed vindt." }
                li { "Naar een andere subregio vraagt u de coördinatoren van daar. Zij nemen het gezin over binnen drie werkdagen. Tot dan blijft het bij u." }
                li {
                    "Gaat het gezin de regio uit? "
                    @if sluit { a href={ (pad(casus.id)) "/sluiten" } { "Sluit dan de casus" } } @else { "Dan sluit de coördinator de casus" }
                    ", met de reden ‘verhuisd’."
                }
            }
        }
        (met_versie(blad, &format!("{}/verhuizen", pad(casus.id)), versie, velden, &html! {
            (keuzelijst("naar", "Waar gaat het gezin wonen?", "Kies een gemeente", &gemeenten, velden.tekst("naar"), fouten))
            @if ziet { (regel(adres, fouten)) }
            p.field.actions { button.button.big { "Leg de verhuizing vast" } a href=(pad(casus.id)) { "Niet vastleggen" } }
        }))
    }
}
