//! One's own account: who one is here, the means to log in, and where one is logged in.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};
use serde_json::json;

use super::{
    blad::{Blad, Titel, verder},
    casus::formulier::bij_velden,
    deel::{
        dag::moment,
        formulier::bewijs,
        fouten::Fouten,
        veld::{Regel, regel},
    },
    formulier::Ingevuld,
    omgeving::Bezoeker,
};
use crate::{
    domain::{
        tijd::Moment,
        toegang::{BeveiligingssleutelId, SessieId},
    },
    http::{
        invoer::parse,
        pad::Pad,
        problem::{Code, Problem},
        toegang::{
            beveiligingssleutel::{self, OP_EEN_PAGINA, SleutelView},
            deur::Deur,
            eigen::{HerstelcodesVernieuwen, WachtwoordWijzigen, ander_wachtwoord, nieuwe_herstelcodes},
            sessie::{self, EigenSessieView},
        },
    },
};

const PAD: &str = "/account";

/// Shows it.
pub async fn lees(blad: Blad, deur: Deur) -> Result<HttpResponse, Problem> {
    let wie = blad.bezoeker()?;
    let sessies = sessie::eigen(wie.actor.clone(), &deur).await?;
    let sleutels = beveiligingssleutel::eigen(&wie.actor, &deur).await?;
    let (nu, kan) = (blad.omgeving().nu, beveiligingssleutel::kan(&deur));
    let inhoud = html! {
        h1 { "Uw account" }
        (over(wie))
        section.card.field aria-labelledby="kop-inloggen" {
            h2 #kop-inloggen { "Hoe u inlogt" }
            ul.links {
                li { a href="/account/wachtwoord" { "Kies een ander wachtwoord" } }
                li { a href="/account/herstelcodes" { "Maak nieuwe herstelcodes" } }
                li { a href="/account/factor" { "Laat uw tweede factor nog eens zien" } }
            }
            @if kan {
                p.field.actions { a.button.second href=(OP_EEN_PAGINA) { "Voeg een beveiligingssleutel toe" } }
            }
            @if !sleutels.is_empty() {
                h3 { "Uw beveiligingssleutels" }
                ul.people { @for sleutel in &sleutels { (een_sleutel(&blad, sleutel, nu)) } }
            }
            p.small.soft.field { "Nieuwe telefoon? Bel de beheerder: met twee mensen zetten zij een nieuwe code voor u klaar." }
        }
        section.card.field aria-labelledby="kop-sessies" {
            h2 #kop-sessies { "Waar u bent ingelogd" }
            ul.people { @for sessie in &sessies { (rij(&blad, sessie, nu)) } }
            @if sessies.len() > 1 {
                form.field method="post" action="/account/elders-uitloggen" {
                    (bewijs(&blad.bewijs()))
                    p { "Herkent u er een niet? Log overal elders uit, en kies daarna een ander wachtwoord." }
                    p.field.actions { button.button.second { "Log overal elders uit" } }
                }
            }
        }
    };
    Ok(blad.toon(&Titel::van("Uw account"), &inhoud))
}

fn over(wie: &Bezoeker) -> Markup {
    html! {
        dl.pairs.wide.card.field {
            dt { "Naam" } dd { (wie.sessie.gebruiker.naam) }
            dt { "Gebruikersnaam" } dd { (wie.sessie.gebruiker.gebruikersnaam) }
            dt { "Werk" } dd { (wie.werk()) }
            dt { "Organisatie" } dd { (wie.sessie.organisatie.naam) }
        }
    }
}

fn rij(blad: &Blad, sessie: &EigenSessieView, nu: Moment) -> Markup {
    html! {
        li {
            b { @if sessie.huidige { "Hier, waar u nu werkt" } @else { "Elders" } }
            "Ingelogd " (moment(sessie.begonnen_op, nu)) ", laatst actief " (moment(sessie.actief_op, nu))
            br;
            span.soft.small { "Internetadres " (sessie.toegangspunt) }
            @if !sessie.huidige {
                form method="post" action={ "/account/sessies/" (sessie.id) "/beeindigen" } {
                    (bewijs(&blad.bewijs()))
                    button.plain { "Log daar uit" span.hidden { ": ingelogd " (moment(sessie.begonnen_op, nu)) } }
                }
            }
        }
    }
}

fn een_sleutel(blad: &Blad, sleutel: &SleutelView, nu: Moment) -> Markup {
    html! {
        li {
            b { (sleutel.naam) }
            "Toegevoegd " (moment(sleutel.toegevoegd_op, nu))
            @if let Some(op) = sleutel.gebruikt_op { ", laatst gebruikt " (moment(op, nu)) }
            form method="post" action={ "/account/sleutels/" (sleutel.id) "/verwijderen" } {
                (bewijs(&blad.bewijs()))
                button.plain { "Verwijder" span.hidden { ": " (sleutel.naam) } }
            }
        }
    }
}

/// Ends the other sessions.
pub async fn log_elders_uit(deur: Deur, Ingevuld { blad, .. }: Ingevuld) -> Result<HttpResponse, Problem> {
    let aantal = sessie::log_elders_uit(&blad.bezoeker()?.actor, &deur).await?;
    let zin = match aantal {
        0 => "U was nergens anders ingelogd.".to_owned(),
        1 => "U bent op één andere plek uitgelogd.".to_owned(),
        n => format!("U bent op {n} andere plekken uitgelogd."),
    };
    Ok(blad.verder_en_zeg(PAD, &zin))
}

/// Ends one of them.
pub async fn log_daar_uit(deur: Deur, id: Pad<SessieId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let blad = &ingevuld.blad;
    if ingevuld.is_terug() {
        return Ok(verder(PAD));
    }
    sessie::log_daar_uit(&blad.bezoeker()?.actor, &deur, id.0).await?;
    Ok(blad.verder_en_zeg(PAD, "U bent daar uitgelogd."))
}

/// Takes away a security key.
pub async fn haal_sleutel_weg(
    deur: Deur,
    id: Pad<BeveiligingssleutelId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let blad = &ingevuld.blad;
    if ingevuld.is_terug() {
        return Ok(verder(PAD));
    }
    beveiligingssleutel::haal_weg(&blad.bezoeker()?.actor, &deur, id.0).await?;
    Ok(blad.verder_en_zeg(PAD, "De sleutel is verwijderd. U logt er niet meer mee in."))
}

/// What the pages of one's own means have in common: a status that goes with what is wrong.
pub(super) fn blaadje(
    blad: &Blad,
    (titel, niet_gedaan): (&str, &str),
    fouten: &Fouten,
    inhoud: &Markup,
) -> HttpResponse {
    let geheel = html! {
        (fouten.samengevat(niet_gedaan))
        nav.crumb aria-label="Waar u bent" { a href=(PAD) { "Terug naar uw account" } }
        h1 { (titel) }
        (inhoud)
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    blad.toon_als(status, &Titel::van(titel).met_fout(!fouten.is_leeg()), &geheel)
}

fn wachtwoord_pagina(blad: &Blad, fouten: &Fouten) -> HttpResponse {
    let rij =
        |naam, vraag, hint, vult| Regel { soort: "password", hint, vult: Some(vult), ..Regel::tekst(naam, vraag, "") };
    let inhoud = html! {
        p.lead { "U wordt overal elders uitgelogd." }
        form method="post" action="/account/wachtwoord" novalidate {
            (bewijs(&blad.bewijs()))
            (regel(rij("wachtwoord", "Uw wachtwoord van nu", "", "current-password"), fouten))
            (regel(rij("nieuw", "Uw nieuwe wachtwoord", "Minstens 12 tekens. Een zin die alleen u kent is goed.", "new-password"), fouten))
            (regel(rij("nog-eens", "Hetzelfde nieuwe wachtwoord nog eens", "", "new-password"), fouten))
            p.field.actions { button.button { "Bewaar het nieuwe wachtwoord" } a href=(PAD) { "Niet wijzigen" } }
        }
    };
    blaadje(blad, ("Kies een ander wachtwoord", "Uw wachtwoord is nog niet gewijzigd."), fouten, &inhoud)
}

/// Asks for another password.
pub async fn vraag_wachtwoord(blad: Blad) -> Result<HttpResponse, Problem> {
    Ok(wachtwoord_pagina(&blad, &Fouten::geen()))
}

/// What is wrong with a password or a code of one's own, at its field.
pub(super) fn fout_van(problem: Problem, veld: &str, plaatsen: &[(&str, &str)]) -> Result<Fouten, Problem> {
    match problem.code() {
        Code::InloggegevensOnjuist | Code::TeVeelPogingen => {
            let mut fouten = Fouten::geen();
            fouten.bij(veld, problem.detail().to_owned());
            Ok(fouten)
        }
        _ => bij_velden(problem, plaatsen),
    }
}

/// Takes it. Passwords are never sent back: whoever made a mistake types them anew.
pub async fn wijzig_wachtwoord(deur: Deur, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return Ok(wachtwoord_pagina(blad, &Fouten::geen()));
    }
    let (nu, nieuw) = (velden.letterlijk("wachtwoord"), velden.letterlijk("nieuw"));
    let mut fouten = Fouten::geen();
    if nu.is_empty() {
        fouten.bij("wachtwoord", "Vul uw wachtwoord van nu in.");
    }
    if nieuw.is_empty() {
        fouten.bij("nieuw", "Kies een nieuw wachtwoord.");
    } else if nieuw != velden.letterlijk("nog-eens") {
        fouten.bij("nog-eens", "Dit is een ander wachtwoord dan hierboven.");
    }
    if !fouten.is_leeg() {
        return Ok(wachtwoord_pagina(blad, &fouten));
    }
    let body = json!({ "wachtwoord": nu, "nieuwWachtwoord": nieuw });
    let gedaan = match parse::<WachtwoordWijzigen>(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => ander_wachtwoord(&blad.bezoeker()?.actor, &deur, invoer).await,
    };
    match gedaan {
        Ok(()) => Ok(blad.verder_en_zeg(PAD, "Uw nieuwe wachtwoord geldt. U bent overal elders uitgelogd.")),
        Err(problem) => {
            let plaatsen = [("wachtwoord", "wachtwoord"), ("nieuwWachtwoord", "nieuw")];
            Ok(wachtwoord_pagina(blad, &fout_van(problem, "wachtwoord", &plaatsen)?))
        }
    }
}

/// The field for a fresh code.
pub(super) fn code(vraag: &'static str) -> Regel<'static> {
    Regel {
        hint: "De zes cijfers die uw authenticator-app nu toont. Een code werkt één keer: net ingelogd? Wacht op de volgende.",
        breed: "w-date",
        vult: Some("one-time-code"),
        ..Regel::tekst("code", vraag, "")
    }
}

fn herstelcodes_pagina(blad: &Blad, fouten: &Fouten) -> HttpResponse {
    let inhoud = html! {
        p.lead { "Voor als uw telefoon weg is. De oude herstelcodes werken dan niet meer." }
        form method="post" action="/account/herstelcodes" novalidate {
            (bewijs(&blad.bewijs()))
            (regel(code("Code"), fouten))
            p.field.actions { button.button { "Maak nieuwe herstelcodes" } a href=(PAD) { "Niet doen" } }
        }
    };
    blaadje(blad, ("Nieuwe herstelcodes", "Er zijn nog geen nieuwe herstelcodes."), fouten, &inhoud)
}

/// Asks for a code, to make new recovery codes.
pub async fn vraag_herstelcodes(blad: Blad) -> Result<HttpResponse, Problem> {
    Ok(herstelcodes_pagina(&blad, &Fouten::geen()))
}

/// Makes them, and shows them once.
pub async fn maak_herstelcodes(deur: Deur, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (blad, velden) = (&ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return Ok(herstelcodes_pagina(blad, &Fouten::geen()));
    }
    let body = json!({ "totpCode": velden.tekst("code") });
    let gedaan = match parse::<HerstelcodesVernieuwen>(body.to_string().as_bytes()) {
        Err(problem) => Err(problem),
        Ok(invoer) => nieuwe_herstelcodes(&blad.bezoeker()?.actor, &deur, invoer).await,
    };
    match gedaan {
        Ok(codes) => {
            let inhoud = html! {
                p.lead { "U ziet ze alleen nu. Print ze, of schrijf ze op, en bewaar ze niet bij uw telefoon. Elke code werkt één keer." }
                ul.codes.card.field { @for code in &codes.herstelcodes { li { (code) } } }
                p.field.actions { a.button href=(PAD) { "Ik heb ze bewaard" } }
            };
            Ok(blaadje(blad, ("Uw nieuwe herstelcodes", ""), &Fouten::geen(), &inhoud))
        }
        Err(problem) => Ok(herstelcodes_pagina(blad, &fout_van(problem, "code", &[("totpCode", "code")])?)),
    }
}
