//! Two signalen of what may be one family, side by side: a choice for each field that differs, and one answer.

mod velden;

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;

use self::velden::{Veld, naast_elkaar};
use super::formulier::{bij_velden, gezien, met_versie};
use crate::{
    domain::{Word as _, signaal::SignaalId},
    http::{
        invoer::parse,
        pad::Pad,
        problem::Problem,
        signaal::{koppelen, vergelijken, view::VergelijkingView},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::nabij,
            fouten::Fouten,
            staat::{Kleur, Vorm, staat},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// Shows them.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, &Velden::default(), &Fouten::geen()).await
}

/// Joins them, or says that they are two families.
pub async fn kies(
    t: Transaction,
    nog: Transaction,
    id: Pad<SignaalId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, velden, &Fouten::geen()).await;
    }
    let zelfde = velden.tekst("besluit") == "zelfde";
    if !zelfde && velden.tekst("besluit") != "twee" {
        let mut fouten = Fouten::geen();
        fouten.bij("", "Kies of dit hetzelfde gezin is.");
        return toon(blad, nog, id, velden, &fouten).await;
    }
    let van = |wie: &str| velden::gekozen(velden, wie);
    let body = if zelfde {
        json!({ "casus": velden.tekst("casus"), "vanCasus": van("casus"), "vanSignaal": van("signaal") })
    } else {
        json!({})
    };
    let gedaan = match parse(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(keuze) => {
            let versie = gezien(velden);
            let once = ingevuld.een_keer(&format!("/v1/signalen/{id}/koppeling"));
            t.stuur(once, move |tx, met| koppelen(tx, met, id, versie, keuze)?.try_into()).await
        }
    };
    match gedaan {
        Ok(_) if zelfde => {
            let naar = format!("/casussen/{}", velden.tekst("casus"));
            Ok(blad.verder_en_zeg(&naar, "Het signaal hoort nu bij dit gezin. Alles is bewaard, op volgorde van tijd."))
        }
        Ok(_) => Ok(blad.verder_en_zeg("/vandaag", "Het zijn twee gezinnen. Het signaal heeft nu een eigen casus.")),
        Err(problem) => toon(blad, nog, id, velden, &bij_velden(problem, &[])?).await,
    }
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: SignaalId,
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| vergelijken(tx, met, id)).await?;
    let (versie, view) = (getoond.versie().unwrap_or_default(), getoond.view());
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets gekozen."))
        nav.crumb aria-label="Waar u bent" { a href="/vandaag/lijkt-bekend" { "Terug naar Lijkt al bekend" } }
        h1 { "Lijkt dit hetzelfde gezin?" }
        p.lead { "U kiest per regel wat geldt. Niets gaat verloren: wat niet geldt, blijft bewaard met datum." }
        @if view.wacht {
            (met_versie(blad, &format!("/signalen/{id}/vergelijken"), versie, velden, &formulier(blad, view, velden)))
        } @else {
            p.note.field { "Dit signaal heeft al een plaats. " a href={ "/casussen/" (view.lijkt_op) } { "Naar de casus" } }
            (tabel(blad, view, velden, false))
        }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Vergelijken").met_fout(!fouten.is_leeg()), &inhoud))
}

fn formulier(blad: &Blad, view: &VergelijkingView, velden: &Velden) -> Markup {
    html! {
        input type="hidden" name="casus" value=(view.lijkt_op.to_string());
        (tabel(blad, view, velden, true))
        p.hint.field {
            "Kiest u bij een regel niets? Dan geldt wat het laatst is gemeld. Wie zij is blijft, en zij wordt nooit minder veilig bereikt."
        }
        p.field.actions {
            button.button.big name="besluit" value="zelfde" { "Het is hetzelfde gezin" }
            button.button.second name="besluit" value="twee" { "Het zijn twee gezinnen" }
            a href="/vandaag/lijkt-bekend" { "Ik weet het nog niet" }
        }
    }
}

fn tabel(blad: &Blad, view: &VergelijkingView, velden: &Velden, kiezen: bool) -> Markup {
    let nu = blad.omgeving().nu;
    html! {
        table.cards.vergelijk role="table" aria-label="De twee naast elkaar" {
            thead role="rowgroup" {
                tr role="row" {
                    th role="columnheader" scope="col" { "Wat" }
                    th role="columnheader" scope="col" { "Nieuw signaal, " (nabij(view.ontvangen_op.dag(), nu)) }
                    th role="columnheader" scope="col" { "Bekend gezin, sinds " (nabij(view.aangemeld_op.dag(), nu)) }
                }
            }
            tbody role="rowgroup" { @for veld in naast_elkaar(view, nu) { (rij(&veld, velden, kiezen)) } }
        }
    }
}

fn rij(veld: &Veld, velden: &Velden, kiezen: bool) -> Markup {
    let gelijk = veld.signaal == veld.casus;
    let kant = |hoofd: &str, kant: &str, waarde: &str| {
        let (naam, id) = (format!("kies-{}", veld.welk.word()), format!("{}-{kant}", veld.welk.word()));
        let kiezen = kiezen && !gelijk && !waarde.is_empty();
        html! {
            td role="cell" data-head=(hoofd) {
                @if kiezen {
                    label.choice for=(id) {
                        input type="radio" id=(id) name=(naam) value=(kant) checked[velden.heeft(&naam, kant)];
                        span { span.hidden { (veld.naam) ": " } (waarde) }
                    }
                } @else if waarde.is_empty() { span.soft { "Niet bekend, of niet met u gedeeld" } } @else { (waarde) }
            }
        }
    };
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                (veld.naam) " "
                @if gelijk { (staat(Vorm::Goed, Kleur::Rust, "gelijk")) } @else { (staat(Vorm::Wacht, Kleur::Gauw, "anders")) }
            }
            (kant("Nieuw", "signaal", &veld.signaal))
            (kant("Bekend", "casus", &veld.casus))
        }
    }
}
