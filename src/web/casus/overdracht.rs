//! The handover of a family to the JGZ: taken on, held, or not.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;

use super::{
    doen::pad,
    een::{heet, tab},
    formulier::{bij_velden, gezien, met_versie},
    mag::{coordineert, herziet},
};
use crate::{
    domain::{
        Label as _,
        casus::{
            CasusId,
            overdracht::{OverdrachtStatus, WarmeOverdrachtId},
        },
        reden::NietGeluktReden,
        tijd::Moment,
    },
    http::{
        casus::{
            een,
            overdracht::{NieuweOverdrachtsafloop, WelkeOverdracht, aanvaarden, afronden},
            view::{GelezenCasusView, OverdrachtView},
        },
        pad::Pad,
        problem::{Code, Problem},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        dagen::dag,
        deel::{
            dag::nabij,
            fouten::Fouten,
            keuze::{Groep, Keuze, groep},
            kiezen::woorden,
            veld::{Regel, als_dag, regel},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The place of a handover.
type Plaats = (CasusId, WarmeOverdrachtId);

const EERSTE_REDEN: &str = "reden-gezin-wil-niet";

fn hier((casus, overdracht): Plaats) -> String {
    format!("{}/overdracht/{overdracht}", pad(casus))
}

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<Plaats>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Takes it on, for the JGZ.
pub async fn neem_aan(t: Transaction, id: Pad<Plaats>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (casus, overdracht) = id.0;
    let versie = gezien(&ingevuld.velden);
    let once = ingevuld.een_keer(&format!("/v1/casussen/{casus}/overdrachtsaanvaarding"));
    let welk = WelkeOverdracht { overdracht };
    let doe = t.stuur(once, move |tx, met| aanvaarden(tx, met, casus, versie, &welk)?.try_into());
    let naar = hier(id.0);
    ingevuld.stap(&naar, (&naar, "Aangenomen. Leg hier vast hoe de overdracht ging."), doe).await
}

/// Notes how it went.
pub async fn rond_af(
    t: Transaction,
    nog: Transaction,
    id: Pad<Plaats>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let ((casus, overdracht), blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if ingevuld.is_terug() {
        return toon(blad, nog, id.0, velden, &fouten).await;
    }
    let gehouden = velden.heeft("uitkomst", "gehouden");
    if velden.gevuld("uitkomst").is_none() {
        fouten.bij("uitkomst-gehouden", "Kies hoe de overdracht ging.");
    }
    let mut body = json!({ "overdracht": overdracht, "uitkomst": velden.tekst("uitkomst") });
    if let Some(velden_van) = body.as_object_mut() {
        if gehouden {
            let getypt = velden.tekst("op");
            let plaats = ("op", "Vul in op welke dag zij was.", "27-12-2026, of gisteren");
            let op = als_dag((dag(getypt, blad.omgeving().nu.dag()), getypt), plaats, &mut fouten);
            velden_van.insert("op".to_owned(), op);
        } else {
            velden_van.insert("reden".to_owned(), json!(velden.gevuld("reden")));
        }
    }
    if !fouten.is_leeg() {
        return toon(blad, nog, id.0, velden, &fouten).await;
    }
    let versie = gezien(velden);
    let once = ingevuld.een_keer(&format!("/v1/casussen/{casus}/overdrachtsafloop"));
    let doe = move |tx: &mut _, met: &_, invoer: NieuweOverdrachtsafloop| {
        afronden(tx, met, casus, versie, &invoer)?.try_into()
    };
    match t.stuur_gelezen(once, &body, doe).await {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(casus), "Vastgelegd hoe de overdracht ging.")),
        Err(problem) => {
            let fouten =
                bij_velden(problem, &[("op", "op"), ("reden", EERSTE_REDEN), ("uitkomst", "uitkomst-gehouden")])?;
            toon(blad, nog, id.0, velden, &fouten).await
        }
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    plaats: Plaats,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let (id, welke) = plaats;
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let niet = || Problem::new(Code::NietToegestaan, "Een overdracht legt vast wie de casus coördineert of draagt.");
    let GelezenCasusView::Gewoon(casus) = getoond.view() else { return Err(niet()) };
    if !herziet(blad, casus)? {
        return Err(niet());
    }
    let overdracht = casus.overdrachten.iter().find(|overdracht| overdracht.id == welke);
    let overdracht = overdracht.ok_or_else(Problem::not_found)?;
    let neemt_aan = coordineert(blad, casus.gemeente)?;
    let versie = getoond.versie().unwrap_or_default();
    let (naar, nu) = (hier(plaats), blad.omgeving().nu);
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets vastgelegd."))
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de casus" } }
        h1 { "Overdracht aan de JGZ" }
        p.lead { "Van " (heet(casus)) ". " (overdracht.aanleiding.naam()) "." }
        @match overdracht.status {
            OverdrachtStatus::Voorgesteld => {
                p.note.soon.field { "Voorgesteld. Uiterlijk " (nabij(overdracht.uiterlijk, nu)) "." }
                @if neemt_aan {
                    (met_versie(blad, &format!("{naar}/aannemen"), versie, velden, &html! {
                        p.field.actions { button.button.big { "Neem de overdracht aan" } }
                    }))
                }
                (afloop(blad, (&naar, versie), overdracht, velden, fouten))
            }
            OverdrachtStatus::Aanvaard => {
                p.note.busy.field { "Aangenomen. Uiterlijk " (nabij(overdracht.uiterlijk, nu)) "." }
                (afloop(blad, (&naar, versie), overdracht, velden, fouten))
            }
            _ => { (geweest(overdracht, nu)) }
        }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: overdracht", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

fn geweest(overdracht: &OverdrachtView, nu: Moment) -> Markup {
    html! {
        p.note.field {
            (overdracht.status.naam())
            @if let Some(op) = overdracht.gehouden_op { ", " (nabij(op, nu)) }
            @if let Some(reden) = overdracht.reden { ": " (reden.naam().to_lowercase()) }
            "."
        }
    }
}

/// How it went: one that nobody took on cannot have been held.
fn afloop(
    blad: &Blad,
    (naar, versie): (&str, i32),
    overdracht: &OverdrachtView,
    velden: &Velden,
    fouten: &Fouten,
) -> Markup {
    let aangenomen = overdracht.status == OverdrachtStatus::Aanvaard;
    let gehouden = Keuze { id: "uitkomst-gehouden", waarde: "gehouden", naam: "Zij is gehouden", hint: "" };
    let niet = Keuze { id: "uitkomst-niet", waarde: "niet-gelukt", naam: "Zij is niet gelukt", hint: "" };
    let dag = Regel {
        hint: "Alleen als zij is gehouden. Bijvoorbeeld 27-12-2026, of gisteren",
        breed: "w-date",
        ..Regel::tekst("op", "Op welke dag?", velden.tekst("op"))
    };
    let waarom = Groep {
        naam: "reden",
        vraag: "Waarom niet?",
        hint: if aangenomen { "Alleen als zij niet is gelukt." } else { "" },
        een: true,
        vorm: "choices",
    };
    let alle = <NietGeluktReden as strum::VariantArray>::VARIANTS;
    let inhoud = html! {
        h2 { @if aangenomen { "Hoe ging het?" } @else { "Gaat zij niet door?" } }
        @if aangenomen {
            (groep(Groep { naam: "uitkomst", vraag: "Hoe ging de overdracht?", hint: "", een: true, vorm: "choices side" },
                &[gehouden, niet], |waarde| velden.heeft("uitkomst", waarde), fouten))
            (regel(dag, fouten))
        } @else { input type="hidden" name="uitkomst" value="niet-gelukt"; }
        (woorden(waarom, alle, velden, fouten))
        p.field.actions { button.button { "Leg vast hoe het ging" } }
    };
    met_versie(blad, &format!("{naar}/afloop"), versie, velden, &inhoud)
}
