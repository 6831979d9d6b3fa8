//! Who carries a family as its casusregisseur: named by whoever coordinates, or handed over by who it is.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;

use super::{
    doen::pad,
    een::{heet, tab},
    formulier::{bij_velden, gezien, met_versie},
    mag::{is_genomen, mag_hier},
};
use crate::{
    domain::{
        beleid::{CasusRegisseren, CollegaKiezen},
        casus::CasusId,
        recht::{Ligging, Rol, mag},
    },
    http::{
        casus::{
            aanwijzen, een,
            view::{CasusView, GelezenCasusView, NieuweRegisseur},
        },
        mens::{MensView, in_gemeente, wie},
        pad::Pad,
        problem::{Code, Problem},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{fouten::Fouten, vak::keuzelijst},
        formulier::{Ingevuld, Velden},
    },
};

const WIE: &str = "regisseur";

/// Shows who it is, and who it can be.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Names somebody.
pub async fn wijs_aan(
    t: Transaction,
    nog: Transaction,
    id: Pad<CasusId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if !ingevuld.is_terug() {
        if velden.gevuld(WIE).is_none() {
            fouten.bij(WIE, "Kies wie dit gezin draagt.");
            return toon(blad, nog, id, velden, &fouten).await;
        }
        let versie = gezien(velden);
        let once = ingevuld.een_keer(&format!("/v1/casussen/{id}/casusregisseur"));
        let body = json!({ "casusregisseur": velden.tekst(WIE) });
        let doe =
            move |tx: &mut _, met: &_, invoer: NieuweRegisseur| aanwijzen(tx, met, id, versie, &invoer)?.try_into();
        match t.stuur_gelezen(once, &body, doe).await {
            Ok(_) => {
                // Whoever hands a family over does not always see it any more.
                let blijft = blad.bezoeker()?.actor.heeft(Rol::JgzCoordinator);
                let naar = if blijft { pad(id) } else { "/".to_owned() };
                return Ok(blad.verder_en_zeg(&naar, "Er is een andere casusregisseur."));
            }
            Err(problem) => fouten = bij_velden(problem, &[("casusregisseur", WIE)])?,
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
    let actor = blad.bezoeker()?.actor.clone();
    let getoond = t
        .bekijk(move |tx, met| {
            let casus = een(tx, met, id)?;
            // Whoever coordinates chooses among all who work there; who hands over, among who works with this family.
            let daar = |gemeente| Ligging { gemeente: Some(gemeente), ..Ligging::default() };
            let collegas = match casus.view() {
                GelezenCasusView::Gewoon(van) if mag(&actor, CollegaKiezen, &daar(van.gemeente)) => {
                    in_gemeente(tx, met, van.gemeente)?.into_view().items
                }
                GelezenCasusView::Gewoon(van) => van.mensen.clone(),
                GelezenCasusView::Nood(_) => Vec::new(),
            };
            Ok(casus.met(|casus| (casus, collegas)))
        })
        .await?;
    let (casus, collegas) = getoond.view();
    let niet = || Problem::new(Code::NietToegestaan, "Dit doet wie de casus coördineert of draagt.");
    let GelezenCasusView::Gewoon(casus) = casus else { return Err(niet()) };
    if !mag_hier(blad, casus, CasusRegisseren)? {
        return Err(niet());
    }
    let nu = wie(&casus.mensen, casus.casusregisseur);
    let inhoud = html! {
        (fouten.samengevat("Er is nog niemand aangewezen."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de casus" } }
        h1 { "Wie draagt dit gezin?" }
        p.lead { (heet(casus)) }
        dl.pairs.wide.card.field {
            dt { "Casusregisseur nu" }
            dd { @match nu { Some(mens) => { (mens.naam) ", " (mens.organisatie) } None => { "Nog niemand." } } }
        }
        @if is_genomen(casus) { (formulier(blad, casus, getoond.versie().unwrap_or_default(), collegas, (velden, fouten))) }
        @else { p.note.field { "Een casusregisseur hoort bij een casus die is aangenomen en open is." } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: casusregisseur", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

fn formulier(
    blad: &Blad,
    casus: &CasusView,
    versie: i32,
    collegas: &[MensView],
    (velden, fouten): (&Velden, &Fouten),
) -> Markup {
    let anderen: Vec<(String, String)> = collegas
        .iter()
        .filter(|mens| Some(mens.id) != casus.casusregisseur)
        .map(|mens| {
            let werk = mens.functie.as_deref().unwrap_or("collega");
            (mens.id.to_string(), format!("{}, {werk}, {}", mens.naam, mens.organisatie))
        })
        .collect();
    let kan: Vec<(&str, &str)> = anderen.iter().map(|(id, naam)| (id.as_str(), naam.as_str())).collect();
    html! {
        (met_versie(blad, &format!("{}/casusregisseur", pad(casus.id)), versie, velden, &html! {
            (keuzelijst(WIE, "Wie draagt het gezin vanaf nu?", "Kies een collega", &kan, velden.tekst(WIE), fouten))
            p.hint.field { "Er is er altijd precies één. Wie het was, draagt over, en ziet het gezin daarna alleen nog als het werk dat vraagt. Bespreek het eerst met de ouders en met uw collega." }
            p.field.actions { button.button.big { "Wijs aan" } a href=(pad(casus.id)) { "Zo laten" } }
        }))
    }
}
