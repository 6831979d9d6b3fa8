//! One organisation: what it is, its desks, and how it changes or ends.

use actix_web::{HttpResponse, http::StatusCode};
use maud::{Markup, html};

use super::{
    formulier::op_de_pagina,
    mag::beheert,
    organisaties::{body, gemeenten, vragen},
};
use crate::{
    domain::{
        Label as _, Word as _,
        toegang::{OrganisatieId, beheer::OrganisatieStatus},
    },
    http::{
        beheer::{
            invoer::OrganisatieInvoer,
            organisatie::{beeindigen, een, een_om_te_beheren, wijzigen},
            view::OrganisatieView,
        },
        pad::Pad,
        problem::Problem,
        referentie::{DeskView, alle_desks},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel, verder},
        casus::formulier::{gezien, met_versie, onder_een_knop},
        deel::{
            formulier::bewijs,
            fouten::Fouten,
            staat::{Kleur, Vorm, staat},
        },
        formulier::{Ingevuld, Velden},
    },
};

/// The address of its page.
pub(super) fn pad(id: OrganisatieId) -> String {
    format!("/organisaties/{id}")
}

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<OrganisatieId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0, None, &Fouten::geen()).await
}

/// Changes it.
pub async fn wijzig(
    t: Transaction,
    nog: Transaction,
    id: Pad<OrganisatieId>,
    ingevuld: Ingevuld,
) -> Result<HttpResponse, Problem> {
    let (id, blad, velden) = (id.0, &ingevuld.blad, &ingevuld.velden);
    if ingevuld.is_terug() {
        return toon(blad, nog, id, Some(velden), &Fouten::geen()).await;
    }
    let mut fouten = Fouten::geen();
    let body = body(velden, &mut fouten);
    if !fouten.is_leeg() {
        return toon(blad, nog, id, Some(velden), &fouten).await;
    }
    let versie = gezien(velden);
    let gedaan = t
        .stuur_gelezen(
            ingevuld.een_keer(&format!("/v1/organisaties/{id}")),
            &body,
            move |tx, met, invoer: OrganisatieInvoer| wijzigen(tx, met, id, versie, invoer)?.try_into(),
        )
        .await;
    match gedaan {
        Ok(_) => Ok(blad.verder_en_zeg(&pad(id), "De organisatie is gewijzigd.")),
        Err(problem) => toon(blad, nog, id, Some(velden), &op_de_pagina(problem)?).await,
    }
}

/// One organisation with its version and its open desks.
/// One organisation with its version and desks; to change it, only for whoever can.
async fn met_desks(
    t: Transaction,
    id: OrganisatieId,
    om_te_beheren: bool,
) -> Result<(OrganisatieView, i32, Vec<DeskView>), Problem> {
    let getoond = t.bekijk(move |tx, met| {
        let organisatie = if om_te_beheren { een_om_te_beheren(tx, met, id)? } else { een(tx, met, id)? };
        let desks = alle_desks(tx)?.into_iter().filter(|desk| desk.organisatie == id).collect();
        Ok(organisatie.met(|organisatie| (organisatie, desks)))
    });
    let getoond = getoond.await?;
    let versie = getoond.versie().unwrap_or_default();
    let (organisatie, desks) = getoond.into_view();
    Ok((organisatie, versie, desks))
}

async fn toon(
    blad: &Blad,
    t: Transaction,
    id: OrganisatieId,
    getypt: Option<&Velden>,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let (organisatie, versie, desks) = met_desks(t, id, false).await?;
    let doet_mee = organisatie.status == OrganisatieStatus::Actief;
    let beheert = beheert(blad)? && doet_mee;
    let inhoud = html! {
        (fouten.samengevat("De organisatie is nog niet gewijzigd."))
        nav.crumb aria-label="Waar u bent" { a href="/organisaties" { "Terug naar Organisaties" } }
        h1 { (organisatie.naam) }
        p.lead {
            @if doet_mee { (staat(Vorm::Goed, Kleur::Goed, "Doet mee")) } @else { (staat(Vorm::Rust, Kleur::Rust, "Doet niet meer mee")) }
        }
        ul.facts { li { (organisatie.soort.naam()) } li { (gemeenten(&organisatie.gemeenten)) } }
        (haar_mensen(blad, id))
        @if beheert { (wijziging(blad, &organisatie, versie, (getypt, fouten))) }
        (haar_desks(id, &desks, beheert))
        @if beheert { p.ruim { a href={ (pad(id)) "/beeindigen" } { "Laat deze organisatie stoppen" } } }
    };
    let status = if fouten.is_leeg() { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(blad.toon_als(status, &Titel::van("Organisatie").met_fout(!fouten.is_leeg()), &inhoud))
}

/// A button to the people of it: what is looked for stands in no address.
fn haar_mensen(blad: &Blad, id: OrganisatieId) -> Markup {
    html! {
        form method="post" action="/mensen" {
            (bewijs(&blad.bewijs()))
            input type="hidden" name="organisatie" value=(id);
            p.field.actions { button.button.second { "Toon haar mensen" } }
        }
    }
}

fn wijziging(blad: &Blad, nu: &OrganisatieView, versie: i32, (getypt, fouten): (Option<&Velden>, &Fouten)) -> Markup {
    let mut velden = vec![("naam".to_owned(), nu.naam.clone()), ("soort".to_owned(), nu.soort.word().to_owned())];
    velden.extend(nu.gemeenten.iter().map(|gemeente| ("gemeente".to_owned(), gemeente.word().to_owned())));
    let velden = Velden(velden);
    let velden = getypt.unwrap_or(&velden);
    let formulier = met_versie(
        blad,
        &pad(nu.id),
        versie,
        velden,
        &html! {
            (vragen(velden, fouten))
            p.field.actions { button.button { "Bewaar" } a href=(pad(nu.id)) { "Niet wijzigen" } }
        },
    );
    html! { div.ruim { (onder_een_knop("Wijzig naam, soort of gemeenten", getypt.is_some(), &formulier)) } }
}

fn haar_desks(id: OrganisatieId, desks: &[DeskView], beheert: bool) -> Markup {
    html! {
        section.ruim aria-labelledby="kop-desks" {
            h2 #kop-desks { "Bureaus (" (desks.len()) ")" }
            @if desks.is_empty() { p { "Geen. Een bureau is waar vragen om hulp binnenkomen; een praktijk die meldt heeft er geen nodig." } }
            @else {
                ul.rows { @for desk in desks {
                    li.row {
                        div.due { (desk.route.naam()) }
                        div { h3 { a href={ "/bureaus/" (desk.id) } { (desk.naam) } } }
                        div.next { (ruimte(desk.capaciteit, desk.vrije_plekken, desk.wachttijd_dagen)) }
                    }
                } }
            }
            @if beheert { p.field.actions { a.button.second href={ (pad(id)) "/bureau" } { "Voeg een bureau toe" } } }
        }
    }
}

/// How much room there is, as far as that is known.
pub(super) fn ruimte(tegelijk: Option<i32>, nu_bij: Option<i32>, wachttijd: Option<i32>) -> Markup {
    let onbekend = tegelijk.is_none() && nu_bij.is_none() && wachttijd.is_none();
    html! {
        @if let Some(plek) = tegelijk { p { (plek) @if plek == 1 { " gezin" } @else { " gezinnen" } " tegelijk" } }
        @if let Some(plek) = nu_bij { p { "Nu plek voor " (plek) @if plek == 1 { " gezin" } @else { " gezinnen" } } }
        @if let Some(dagen) = wachttijd { p { "Begint na " (dagen) @if dagen == 1 { " dag" } @else { " dagen" } } }
        @if onbekend { p.soft { "Ruimte niet bekend" } }
    }
}

/// Asks whether it is to end.
pub async fn vraag_einde(blad: Blad, t: Transaction, id: Pad<OrganisatieId>) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let (organisatie, versie, desks) = met_desks(t, id, true).await?;
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href=(pad(id)) { "Terug naar de organisatie" } }
        h1 { "Laat een organisatie stoppen" }
        p.lead { (organisatie.naam) }
        @if organisatie.status == OrganisatieStatus::Beeindigd { p.note.field { "Zij doet al niet meer mee." } }
        @else {
            p.note.soon.field { "Haar " (desks.len()) " bureaus en al haar accounts sluiten meteen, en iedereen wordt uitgelogd. Dat is voorgoed. Het kan pas als bij haar bureaus geen vraag meer openstaat." }
            (met_versie(&blad, &format!("{}/beeindigen", pad(id)), versie, &Velden::default(), &html! {
                p.field.actions { button.button.grave { "Laat " (organisatie.naam) " stoppen" } a href=(pad(id)) { "Niet doen" } }
            }))
        }
    };
    Ok(blad.toon(&Titel::van("Laat een organisatie stoppen"), &inhoud))
}

/// Ends it.
pub async fn beeindig(t: Transaction, id: Pad<OrganisatieId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let id = id.0;
    if ingevuld.is_terug() {
        return Ok(verder(&format!("{}/beeindigen", pad(id))));
    }
    let versie = gezien(&ingevuld.velden);
    let once = ingevuld.een_keer(&format!("/v1/organisaties/{id}/beeindiging"));
    t.stuur(once, move |tx, met| beeindigen(tx, met, id, versie)?.try_into()).await?;
    Ok(ingevuld.blad.verder_en_zeg(
        &pad(id),
        "Zij doet niet meer mee. Draag over wat bij haar mensen nog openstaat: zie hun accounts.",
    ))
}
