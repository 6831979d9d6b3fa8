//! The table: one family a screen. What it shares, who sits there, what was agreed before and now, what the parents think of it, and
//! what is still missing. Everything is saved with one button.

mod beeld;
mod formulier;
mod getypt;
mod pagina;

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

use self::{getypt::Getypt, pagina::Pagina};
use super::adres::pad;
use crate::{
    domain::{
        Label as _,
        knooppunt::{AgendapuntId, Status},
    },
    http::{
        knooppunt::tafel::{Tafel, bewaren, tafel},
        pad::Pad,
        problem::{Code, Problem},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{bij_velden, gezien},
        deel::{fouten::Fouten, zij},
        formulier::{Ingevuld, Velden},
    },
};

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<AgendapuntId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Saves everything that was typed; or seats somebody and keeps what else was typed on the page.
pub async fn bewaar(
    t: Transaction,
    nog: Transaction,
    id: Pad<AgendapuntId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &Fouten::geen()).await;
    }
    let alleen_erbij = velden.tekst("doe") == "erbij";
    let (getypt, mut fouten) = Getypt::lees(velden, blad.omgeving().nu.dag(), alleen_erbij);
    // The first button of a form is the one that Enter presses.
    if alleen_erbij && !getypt::iemand_erbij(velden) {
        fouten.bij("collega", "Kies wie erbij komt. Wilt u bewaren wat u typte, druk dan op Bewaar.");
    }
    if !fouten.is_leeg() {
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let pad_hier = format!("/agendapunten/{id}");
    if getypt.is_leeg() {
        return Ok(blad.verder_en_zeg(&pad_hier, "Er was niets nieuws om te bewaren."));
    }
    let plaatsen = getypt.plaatsen();
    let gedaan = match getypt.invoer() {
        Err(problem) => Err(problem),
        Ok(invoer) => {
            let versie = gezien(velden);
            let once = ingevuld.een_keer(&format!("/v1/agendapunten/{id}/bespreking"));
            t.stuur(once, move |tx, met| bewaren(tx, met, id, &versie, invoer)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) if alleen_erbij => toon(blad, nog, id, &getypt::zonder_erbij(velden), &Fouten::geen()).await,
        Ok(_) => Ok(blad.verder_en_zeg(&pad_hier, "Bewaard. U kunt aanvullen tot het verslag is vastgesteld.")),
        Err(problem) if problem.code() == Code::Verouderd => {
            let mut fouten = Fouten::geen();
            let zin =
                "Iemand wijzigde dit gezin intussen. Hieronder staat wat er nu staat, en wat u typte. Bewaar opnieuw.";
            fouten.bij("", zin);
            let opnieuw = getypt::op_de_nieuwe(velden);
            toon_als(StatusCode::PRECONDITION_FAILED, blad, nog, id, (&opnieuw, &fouten)).await
        }
        Err(problem) => {
            let plaatsen: Vec<(&str, &str)> =
                plaatsen.iter().map(|(veld, plek)| (veld.as_str(), plek.as_str())).collect();
            toon(blad, nog, id, velden, &bij_velden(problem, &plaatsen)?).await
        }
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: AgendapuntId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    toon_als(status, blad, t, id, (velden, fouten)).await
}

async fn toon_als(
    status: StatusCode,
    blad: &Blad,
    t: Transaction,
    id: AgendapuntId,
    (velden, fouten): (&Velden, &Fouten),
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| tafel(tx, met, id)).await?;
    let tafel = getoond.view();
    let nu = blad.omgeving().nu;
    let ik = blad.bezoeker()?;
    let p =
        Pagina { blad, tafel, punt: &tafel.punt, versie: getoond.versie().unwrap_or_default(), nu, ik, velden, fouten };
    let titel = Titel::van(format!("{}: tafel", zij::tab(&p.punt.gedeeld, p.punt.gemeente)));
    Ok(blad.toon_als(status, &titel.met_fout(!fouten.is_leeg()), &inhoud(p)))
}

fn inhoud(p: Pagina<'_>) -> Markup {
    let open = p.tafel.bijeenkomst.status != Status::Vastgesteld;
    html! {
        (p.fouten.samengevat("Er is nog niets bewaard. Alles wat u typte staat er nog."))
        (waar(p.tafel))
        h1 { (zij::heet(&p.punt.gedeeld, p.punt.gemeente)) }
        (zij::feiten(&p.punt.gedeeld, p.punt.gemeente, p.nu))
        (beeld::veilig(p))
        div.columns {
            div.stack {
                (beeld::deelt(p))
                (beeld::eerder(p))
                @if open { (formulier::formulier(p)) } @else { (beeld::vastgesteld(p)) }
            }
            aside.aside aria-label="Wat nog mist en wie er zit" {
                @if open { (formulier::mist(p)) }
                (beeld::wie_zit(p))
            }
        }
    }
}

/// Where one is: the meeting, which family of how many, and the way to the others.
fn waar(tafel: &Tafel) -> Markup {
    let naar = |id: AgendapuntId| format!("/agendapunten/{id}");
    html! {
        nav.crumb aria-label="Waar u bent" {
            a href=(pad(tafel.bijeenkomst.id)) { "Terug naar knooppunt " (tafel.bijeenkomst.gemeente.naam()) }
            span { " Gezin " (tafel.plaats) " van " (tafel.bijeenkomst.gezinnen) " " }
            @if let Some(vorig) = tafel.vorig { a href=(naar(vorig)) { "Vorig gezin" } " " }
            @if let Some(volgend) = tafel.volgend { a href=(naar(volgend)) { "Volgend gezin" } }
        }
    }
}
