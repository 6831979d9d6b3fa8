//! Security keys: adding one to one's own account, and logging in with one. The only pages with a script: no browser asks a key without.

use actix_web::{
    HttpRequest, HttpResponse,
    http::{StatusCode, header},
};
use maud::{Markup, html};
use serde_json::{Value, json};

use super::{
    account,
    blad::{Blad, OpenBlad, Titel},
    deel::{
        formulier::bewijs,
        fouten::Fouten,
        veld::{Regel, regel},
    },
    formulier::{Ingevuld, OpenIngevuld, Velden},
    inloggen, koekje, vast,
};
use crate::http::{
    invoer::parse,
    problem::{Code, Problem},
    toegang::{
        beveiligingssleutel::{OP_EEN_PAGINA, SleutelToevoegen, toevoegen, vragen},
        deur::Deur,
        klop::uitdagen,
        uitdaging::UitdagingView,
    },
};

/// What a page with the script says to the browser: that, and nothing else, may run.
const MET_SCRIPT: header::HeaderValue = header::HeaderValue::from_static(
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
);
/// What the script needs: what the key is asked, a place for its answer, and one to say how it goes.
fn vraag_aan(gesteld: &UitdagingView) -> Markup {
    html! {
        input type="hidden" name="uitdaging" value=(gesteld.uitdaging);
        input type="hidden" name="antwoord";
        p.field #sleutel-zegt role="status" {}
        script src=(vast::sleutel()) defer {}
    }
}

fn met_script(mut pagina: HttpResponse) -> HttpResponse {
    pagina.headers_mut().insert(header::CONTENT_SECURITY_POLICY, MET_SCRIPT);
    pagina
}

/// Asks for a new key.
pub async fn vraag(blad: Blad, deur: Deur) -> Result<HttpResponse, Problem> {
    toon(&blad, &deur, &Velden::default(), &Fouten::geen()).await
}

async fn toon(blad: &Blad, deur: &Deur, velden: &Velden, fouten: &Fouten) -> Result<HttpResponse, Problem> {
    // Each showing asks anew: what was asked before may be answered already.
    let gesteld = vragen(&blad.bezoeker()?.actor, deur).await?;
    let naam = Regel {
        hint: "Zo herkent u hem later. Bijvoorbeeld: sleutelbos.",
        ..Regel::tekst("naam", "Hoe noemt u deze sleutel?", velden.tekst("naam"))
    };
    let inhoud = html! {
        p.lead { "Een sleutel aan uw bos, of uw telefoon of computer met vingerafdruk of gezicht. Daarmee kan niemand zich als u voordoen, ook niet met uw wachtwoord." }
        form method="post" action=(OP_EEN_PAGINA) novalidate autocomplete="off" data-sleutel="maken" data-opties=(gesteld.opties.to_string()) {
            (bewijs(&blad.bewijs()))
            (regel(naam, fouten))
            (regel(account::code("Code"), fouten))
            (vraag_aan(&gesteld))
            p.field.actions { button.button { "Voeg de sleutel toe" } a href="/account" { "Niet doen" } }
        }
    };
    Ok(met_script(account::blaadje(
        blad,
        ("Voeg een beveiligingssleutel toe", "Er is nog geen sleutel bij."),
        fouten,
        &inhoud,
    )))
}

/// Adds it.
pub async fn voeg_toe(deur: Deur, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    let mut fouten = Fouten::geen();
    if velden.gevuld("naam").is_none() {
        fouten.bij("naam", "Geef de sleutel een naam.");
    }
    if velden.gevuld("code").is_none() {
        fouten.bij("code", "Vul de zes cijfers in.");
    }
    let antwoord = serde_json::from_str::<Value>(velden.letterlijk("antwoord"));
    if fouten.is_leeg() && antwoord.is_err() {
        fouten.bij("naam", NIET_GEVRAAGD);
    }
    if ingevuld.is_terug() || !fouten.is_leeg() {
        return toon(blad, &deur, velden, &fouten).await;
    }
    let body = json!({
        "naam": velden.tekst("naam"),
        "totpCode": velden.tekst("code"),
        "uitdaging": velden.tekst("uitdaging"),
        "antwoord": antwoord.unwrap_or_default(),
    });
    let gedaan = match parse::<SleutelToevoegen>(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => toevoegen(&blad.bezoeker()?.actor, &deur, invoer).await,
    };
    match gedaan {
        Ok(_) => {
            Ok(blad.verder_en_zeg("/account", "De sleutel is toegevoegd. Log de volgende keer in met de sleutel."))
        }
        Err(problem) => {
            let fouten = account::fout_van(problem, "code", &[("naam", "naam"), ("totpCode", "code")])?;
            toon(blad, &deur, velden, &fouten).await
        }
    }
}

/// Said when a form came back without a word of a key.
const NIET_GEVRAAGD: &str =
    "Uw browser vroeg de sleutel niet. Sta scripts toe op deze pagina, of gebruik een andere browser.";

/// Asks the key of whoever gave a name and a password; whether those are right is looked at with its answer.
pub async fn klop_aan(deur: Deur, req: HttpRequest, ingevuld: OpenIngevuld) -> Result<HttpResponse, Problem> {
    let OpenIngevuld { blad, velden } = ingevuld;
    let Some(tussen) = inloggen::tussen(&deur, &blad, &velden) else {
        return Ok(inloggen::duurde_te_lang(&blad, &velden));
    };
    let apparaat = koekje::lees(req.headers(), koekje::APPARAAT, !blad.0.demo).map(str::to_owned);
    match uitdagen(&deur, tussen.naam, tussen.wachtwoord, apparaat).await {
        Ok(gesteld) => Ok(met_script(sleutel_pagina(&blad, &velden, &gesteld))),
        Err(problem) if problem.code() == Code::TeVeelPogingen => inloggen::niet_binnen(&blad, &velden, problem),
        Err(problem) => Err(problem),
    }
}

fn sleutel_pagina(blad: &OpenBlad, velden: &Velden, gesteld: &UitdagingView) -> HttpResponse {
    let inhoud = html! {
        h1 { "Uw beveiligingssleutel" }
        p.lead { "Houd uw sleutel bij de hand, of uw telefoon of computer als die de sleutel is." }
        form method="post" action="/inloggen/code" novalidate data-sleutel="tonen" data-opties=(gesteld.opties.to_string()) {
            (bewijs(&blad.bewijs()))
            (inloggen::mee(velden))
            input type="hidden" name="tussen" value=(velden.tekst("tussen"));
            (vraag_aan(gesteld))
            p.field.actions { button.button { "Gebruik mijn sleutel" } a href="/inloggen" { "Begin opnieuw" } }
        }
    };
    blad.toon_als(StatusCode::OK, &Titel::van("Uw beveiligingssleutel"), &inhoud)
}
