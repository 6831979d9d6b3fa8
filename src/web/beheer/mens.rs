//! One person: who they are, what they may do, since when and given by whom, and what can be done about it.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::{
    formulier::pad,
    mag::beheert,
    stand::{door, periode, rol, van_account, van_rol},
};
use crate::{
    domain::{
        tijd::Moment,
        toegang::{
            GebruikerId, Rol, ToekenningId,
            beheer::{GebruikerStatus, ToekenningStatus},
        },
    },
    http::{
        beheer::{
            gebruiker::een,
            toekenning::intrekken,
            vertrek::uitloggen,
            view::{GebruikerView, GelezenGebruikerView, ToekenningView},
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel, verder},
        casus::formulier::met_versie,
        deel::{
            dag::dag,
            formulier::{formulier, nieuw_verzoek},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// So many roles that ended fit on the page of an account.
const EERDERE: usize = 100;

/// What the page is made of.
struct Blik<'a> {
    blad: &'a Blad,
    wie: &'a GelezenGebruikerView,
    versie: i32,
    nu: Moment,
    /// Whether whoever looks may change it: a beheerder, and not of their own account.
    beheert: bool,
}

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<GebruikerId>) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id.0)).await?;
    let versie = getoond.versie().unwrap_or_default();
    let (wie, bezoeker) = (getoond.view(), blad.bezoeker()?);
    let zelf = bezoeker.actor.gebruiker() == wie.gebruiker.id;
    let blik = Blik { blad: &blad, wie, versie, nu: blad.omgeving().nu, beheert: beheert(&blad)? && !zelf };
    let account = &wie.gebruiker;
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href="/mensen" { "Terug naar Mensen" } }
        h1 { (account.naam) }
        p.lead { (van_account(account)) }
        @if zelf { p.note.field { "Dit bent u zelf. Van uw eigen account wijzigt een ander de rollen." } }
        div.columns {
            div.stack {
                (rollen(&blik))
                @if blik.beheert && account.status != GebruikerStatus::Vertrokken { (doen(&blik)) }
                @if blik.beheert && account.status == GebruikerStatus::Vertrokken {
                    p.field { a href={ (pad(account.id)) "/vertrek" } { "Bekijk en draag over wat nog openstaat" } }
                }
            }
            div.aside { (over(&blik)) @if bezoeker.actor.heeft(Rol::Fg) { (toezicht(account)) } }
        }
    };
    Ok(blad.toon(&Titel::van("Account"), &inhoud))
}

fn over(blik: &Blik<'_>) -> Markup {
    let (wie, namen) = (&blik.wie.gebruiker, &blik.wie.namen);
    html! {
        section.card aria-labelledby="kop-over" {
            h2 #kop-over { "Over dit account" }
            dl.pairs {
                dt { "Gebruikersnaam" } dd { (wie.gebruikersnaam) }
                dt { "Organisatie" } dd { a href={ "/organisaties/" (wie.organisatie) } { (namen.organisatie(wie.organisatie).unwrap_or("Onbekend")) } }
                dt { "Telefoon op het werk" } dd { (wie.werktelefoon.as_deref().unwrap_or("Geen.")) }
                dt { "E-mailadres" } dd { (wie.email.as_deref().unwrap_or("Geen. Een code geeft u zelf.")) }
                dt { "Gemaakt" } dd { (dag(wie.aangemaakt_op.dag(), blik.nu)) }
                @if let Some(op) = wie.vertrokken_op { dt { "Vertrokken" } dd { (dag(op.dag(), blik.nu)) } }
                @for eerder in &wie.eerdere_namen {
                    dt { "Heette tot " (dag(eerder.tot.dag(), blik.nu)) } dd { (eerder.naam) }
                }
            }
        }
    }
}

fn toezicht(wie: &GebruikerView) -> Markup {
    html! {
        section.card aria-labelledby="kop-toezicht" {
            h2 #kop-toezicht { "Toezicht" }
            p { a href={ "/wie-keek/account/" (wie.id) } { "Wat dit account deed" } }
        }
    }
}

fn rollen(blik: &Blik<'_>) -> Markup {
    let (nu, eerder): (Vec<_>, Vec<_>) =
        blik.wie.gebruiker.toekenningen.iter().partition(|rol| rol.status != ToekenningStatus::Beeindigd);
    html! {
        section aria-labelledby="kop-rollen" {
            h2 #kop-rollen { "Wat dit account mag" }
            @if nu.is_empty() { p { "Niets: er geldt nu geen rol." } }
            @else { ul.rows { @for van in nu { (een_rol(blik, van)) } } }
            @if !eerder.is_empty() {
                details.more {
                    summary { "Wat eerder gold (" (eerder.len()) ")" }
                    ul.people { @for van in eerder.iter().rev().take(EERDERE) {
                        li { b { (rol(van, &blik.wie.namen)) } (periode(van, blik.nu)) ", " (door(van, &blik.wie.namen)) }
                    } }
                    @if eerder.len() > EERDERE {
                        p.small.soft { "Dit zijn de laatste " (EERDERE) ". Wat daarvoor gold, staat in het logboek." }
                    }
                }
            }
        }
    }
}

fn een_rol(blik: &Blik<'_>, van: &ToekenningView) -> Markup {
    let heet = rol(van, &blik.wie.namen);
    // One that waits is refused: when it was confirmed meanwhile, it goes on.
    let (naar, zegt, hint) = if van.status == ToekenningStatus::Wacht {
        (format!("/wacht-op-u/rollen/{}/afwijzen", van.id), "Wijs af", "Geldt dan nooit.")
    } else {
        let naar = format!("{}/rollen/{}/intrekken", pad(blik.wie.gebruiker.id), van.id);
        (naar, "Trek in", "Geldt dan meteen niet meer.")
    };
    html! {
        li.row {
            div.due { (van_rol(van, blik.nu)) }
            div {
                h3 { (heet) }
                p.small.soft { (periode(van, blik.nu)) ", " (door(van, &blik.wie.namen)) }
            }
            div.next {
                @if blik.beheert {
                    (formulier(&naar, &blik.blad.bewijs(), &nieuw_verzoek(blik.nu), &html! {
                        p.actions { button.button.second { (zegt) span.hidden { ": " (heet) } } }
                    }))
                    p.small.soft { (hint) }
                }
            }
        }
    }
}

fn doen(blik: &Blik<'_>) -> Markup {
    let account = &blik.wie.gebruiker;
    let naar = pad(account.id);
    let actief = account.status == GebruikerStatus::Actief;
    html! {
        section aria-labelledby="kop-doen" {
            h2 #kop-doen { "Wat u kunt doen" }
            ul.links {
                li { a href={ (naar) "/rol" } { "Geef een rol, of ruil er een" } }
                li { a href={ (naar) "/gegevens" } { "Wijzig naam, telefoon of e-mailadres" } }
                @if actief {
                    li { a href={ (naar) "/waarneming" } { "Laat een collega waarnemen" } }
                    li { a href={ (naar) "/factor" } { "Telefoon kwijt: vraag een nieuwe tweede factor" } }
                }
                li { a href={ (naar) "/vertrek" } { "Laat vertrekken, of draag werk over" } }
            }
            @if actief {
                (formulier(&format!("{naar}/uitloggen"), &blik.blad.bewijs(), &nieuw_verzoek(blik.nu), &html! {
                    p.field.actions { button.button.second { "Log overal uit" } }
                    p.small.soft { "Bij een verloren of gestolen toestel. Het account blijft." }
                }))
            } @else {
                (met_versie(blik.blad, &format!("{naar}/uitnodiging"), blik.versie, &Velden::default(), &html! {
                    p.field.actions { button.button.second { "Nodig opnieuw uit" } }
                    p.small.soft { "Met een nieuwe code. De vorige werkt dan niet meer, en zware rollen wachten opnieuw." }
                }))
            }
        }
    }
}

/// Takes a role back.
pub async fn trek_in(
    t: Transaction,
    ids: Pad<(GebruikerId, ToekenningId)>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (wie, rol) = ids.0;
    if ingevuld.is_terug() {
        return Ok(verder(&pad(wie)));
    }
    let once = ingevuld.een_keer(&format!("/v1/toekenningen/{rol}/intrekking"));
    t.stuur(once, move |tx, met| intrekken(tx, met, rol)?.try_into()).await?;
    Ok(ingevuld.blad.verder_en_zeg(&pad(wie), "De rol is ingetrokken, en het account is overal uitgelogd."))
}

/// Ends every session of somebody.
pub async fn log_uit(t: Transaction, id: Pad<GebruikerId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let id = id.0;
    if ingevuld.is_terug() {
        return Ok(verder(&pad(id)));
    }
    let once = ingevuld.een_keer(&format!("/v1/gebruikers/{id}/sessies/beeindiging"));
    t.stuur(once, move |tx, met| uitloggen(tx, met, id)?.try_into()).await?;
    Ok(ingevuld.blad.verder_en_zeg(&pad(id), "Dit account is overal uitgelogd."))
}
