//! One family on one page: how she is reached safely, where she is on the thread, what goes on, what she allows and what happened.

mod gedeeld;
mod hulp;
mod kinderen;
mod kop;
mod nood;
mod pagina;
mod vastleggen;
mod verloop;

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

use self::pagina::Pagina;
use super::{
    formulier::{met_versie, onder_een_knop},
    mag::{coordineert, herziet, mag_hier},
    voorstel::wat_is_voorgesteld,
};
use crate::{
    domain::{
        beleid::ToestemmingNoteren,
        casus::{CasusId, Status},
    },
    http::{
        casus::{geheel::geheel, view::GelezenCasusView},
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::nabij,
            fouten::Fouten,
            staat::{Kleur, Vorm, staat},
            veld::{Regel, regel},
        },
        formulier::Velden,
    },
};

pub use self::kop::{feiten, heet, tab};
pub(super) use self::{
    gedeeld::{antwoordt, uitspraken, wat_zij_weten},
    hulp::{oordeel, ruimte, zegt},
};

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<CasusId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Shows it with what was filled in, and what is wrong with that.
pub(super) async fn toon(
    blad: &Blad,
    t: Transaction,
    id: CasusId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| geheel(tx, met, id)).await?;
    let (versie, geheel) = (getoond.versie().unwrap_or_default(), getoond.view());
    let nu = blad.omgeving().nu;
    let casus = match &geheel.casus {
        GelezenCasusView::Gewoon(casus) => casus,
        GelezenCasusView::Nood(casus) => return Ok(nood::toon(blad, casus, &geheel.tijdlijn)),
    };
    let ik = blad.bezoeker()?.actor.gebruiker();
    let haar = coordineert(blad, casus.gemeente)?;
    let herziet = herziet(blad, casus)?;
    let noteert = mag_hier(blad, casus, ToestemmingNoteren)?;
    let pagina = Pagina { blad, casus, geheel, versie, nu, ik, velden, fouten, haar, herziet, noteert };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    let titel = Titel::van(format!("{}: casus", tab(casus))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud(pagina, &vastleggen::links(pagina)?)))
}

fn inhoud(p: Pagina<'_>, links: &Markup) -> Markup {
    html! {
        (p.fouten.samengevat("Er is nog niets vastgelegd. Alles wat u typte staat er nog."))
        nav.crumb aria-label="Waar u bent" { a href="/vandaag" { "Terug naar Vandaag" } }
        h1 { (heet(p.casus)) }
        (feiten(p.casus, p.nu))
        (kop::veilig(p.casus))
        @if p.herziet && p.casus.gedeeld.client.is_some() {
            p.small.no-print { a href={ "/casussen/" (p.casus.id) "/gegevens" } { "Klopt dit niet meer? Wijzig wie zij is en hoe u haar bereikt" } }
        }
        (kop::draad(p.casus, p.nu))
        div.columns {
            div.stack {
                (wat_nu(p))
                (wat_is_voorgesteld(p.geheel, p.nu))
                (hulp::wat_loopt(p))
                (hulp::waarheen(p))
                (gedeeld::wat_speelt(p))
                (gedeeld::wat_zij_goed_vindt(p))
                (verloop::wat_gebeurde(&p.geheel.tijdlijn, p.nu))
            }
            aside.aside aria-label="Mensen en vastleggen" {
                (verloop::mensen(p.casus, p.ik))
                (links)
            }
        }
    }
}

/// What comes first now, with its one button.
fn wat_nu(p: Pagina<'_>) -> Markup {
    let Pagina { casus, nu, .. } = p;
    html! {
        section.card aria-labelledby="kop-nu" {
            h2 #kop-nu { "Wat nu" }
            @if casus.evaluatie_gemist && let Some(dag) = casus.evaluatie_op {
                div.note.late { h3 { (Vorm::TeLaat.teken()) " De evaluatie is voorbij" } p { "Het gesprek zou " (nabij(dag, nu)) " zijn." } }
            }
            @if let Some(venster) = &casus.venster {
                div class=(if venster.dagen <= 3 { "note late" } else { "note soon" }) {
                    h3 { (kop::kans(venster.naam)) " kan nog " (kop::dagen(venster.dagen)) }
                    p { "Tot en met " (nabij(venster.sluit_op, nu)) "." }
                }
            }
            @match (casus.status, p.haar) {
                (Status::Aangemeld, true) => {
                    p.field { "Nog niemand draagt dit gezin. Neemt u het aan, dan ziet iedereen dat u de coördinator bent." }
                    (met_versie(p.blad, &format!("/casussen/{}/aannemen", casus.id), p.versie, p.velden, &html! {
                        p.field.actions { button.button.big { "Neem dit gezin aan" } }
                    }))
                }
                (Status::Afgesloten, haar) => {
                    p { (staat(Vorm::Rust, Kleur::Rust, "Deze casus is gesloten")) }
                    @if haar { p.field.actions { a.button.second href={ "/casussen/" (casus.id) "/heropenen" } { "Open deze casus weer" } } }
                }
                (_, true) => { (gesprek(p)) }
                _ => { p { (staat(Vorm::Loopt, Kleur::Bezig, kop::stand(casus))) } }
            }
            (vastleggen::vergissing(p))
        }
    }
}

/// When somebody speaks with the family.
fn gesprek(p: Pagina<'_>) -> Markup {
    html! {
        p {
            @match p.casus.verkenning_op {
                Some(dag) => { "Gesprek met het gezin: " (nabij(dag, p.nu)) "." }
                None => { (staat(Vorm::Loopt, Kleur::Bezig, kop::stand(p.casus))) }
            }
        }
        @if let Some(dag) = p.casus.bekijk_op { p { "U kijkt weer " (nabij(dag, p.nu)) "." } }
        (een_dag(p, "gesprek", "gesprek-op", ("Plan een gesprek met het gezin", "Wanneer spreekt u het gezin?")))
        (een_dag(p, "bekijken", "bekijk-op", ("Kijk op een andere dag weer", "Wanneer kijkt u weer naar dit gezin?")))
    }
}

/// A form that asks for one day, below a button.
fn een_dag(p: Pagina<'_>, stap: &str, veld: &'static str, (knop, vraag): (&str, &'static str)) -> Markup {
    let open = p.fouten.van(veld).is_some() || p.velden.gevuld(veld).is_some();
    let regel_van = Regel {
        hint: "Bijvoorbeeld 27-12-2026, of morgen",
        breed: "w-date",
        ..Regel::tekst(veld, vraag, p.velden.tekst(veld))
    };
    onder_een_knop(
        knop,
        open,
        &met_versie(
            p.blad,
            &format!("/casussen/{}/{stap}", p.casus.id),
            p.versie,
            p.velden,
            &html! { (regel(regel_van, p.fouten)) p.field.actions { button.button { "Bewaar deze dag" } } },
        ),
    )
}
