//! What a signaller made, and what became of it.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::recht::{kan, mag};
use crate::{
    domain::{
        Label as _,
        signaal::{SignaalId, Stand},
    },
    http::{
        html::dag as voluit,
        pad::Pad,
        problem::Problem,
        signaal::{
            self,
            view::{SignaalView, SignalenVraag},
        },
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::moment,
            staat::{Kleur, Vorm, staat},
        },
        verder::Verder,
    },
};

/// Of whom a signaal is, as far as that may be seen.
pub(super) fn kop(signaal: &SignaalView) -> String {
    match &signaal.client {
        Some(zij) => format!("{}, geboren {}", zij.naam, voluit(zij.geboortedatum)),
        None => format!("Een vrouw in {}", signaal.gemeente.naam()),
    }
}

/// What became of it, in a shape and a word.
pub(super) fn toestand(stand: Stand) -> Markup {
    let (vorm, kleur) = match stand {
        Stand::Ontvangen => (Vorm::Wacht, Kleur::Bezig),
        Stand::WordtVerkend => (Vorm::Loopt, Kleur::Bezig),
        Stand::AangebodenEnAanvaard => (Vorm::Goed, Kleur::Goed),
        Stand::Aangeboden => (Vorm::Loopt, Kleur::Goed),
        Stand::AangebodenEnAfgewezen => (Vorm::Nee, Kleur::Laat),
        Stand::Elders | Stand::Afgesloten | Stand::Ingetrokken => (Vorm::Rust, Kleur::Rust),
    };
    staat(vorm, kleur, stand.naam())
}

/// Shows what somebody's organisation sent, the newest first.
pub async fn mijn(blad: Blad, t: Transaction, verder: actix_web::web::Query<Verder>) -> Result<HttpResponse, Problem> {
    mag(&blad)?;
    let vraag = SignalenVraag { status: None, aantal: Some(20), na: verder.into_inner().na };
    let pagina = t.bekijk(move |tx, met| signaal::signalen(tx, met, &vraag)).await?.into_view();
    let nu = blad.omgeving().nu;
    let inhoud = html! {
        h1 { "Mijn signalen" }
        p.field.actions { a.button href="/nieuw-signaal" { "Nieuw signaal" } }
        @if pagina.items.is_empty() {
            p.lead { "Nog geen signalen. U maakt er een als een vrouw dat goed vindt." }
        } @else {
            p.field.small.soft { "Van uw organisatie. Het nieuwste staat bovenaan." }
            ol.rows {
                @for signaal in &pagina.items {
                    li.row {
                        div.due { (moment(signaal.ontvangen_op, nu)) }
                        div {
                            h2 { a href={ "/signalen/" (signaal.id) } { (kop(signaal)) } }
                            ul.facts { li { (signaal.gemeente.naam()) } li { (signaal.urgentie.naam()) } }
                        }
                        div.next { (toestand(signaal.stand)) }
                    }
                }
            }
        }
        @if let Some(na) = &pagina.na {
            div.pager { a.button.second href={ "/mijn-signalen?na=" (na) } { "Toon de volgende 20" } }
        }
    };
    Ok(blad.toon(&Titel::van("Mijn signalen"), &inhoud))
}

/// Shows one.
pub async fn een(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    let signaal = t.bekijk(move |tx, met| signaal::een(tx, met, id.0)).await?.into_view();
    let (nu, vertelt) = (blad.omgeving().nu, mag(&blad).is_ok());
    let inhoud = html! {
        p.crumb { a href="/mijn-signalen" { "Terug naar Mijn signalen" } }
        h1 { (kop(&signaal)) }
        p.lead { (toestand(signaal.stand)) }
        dl.pairs.wide.card.field {
            dt { "Verstuurd" } dd { (moment(signaal.ontvangen_op, nu)) }
            dt { "Gemeente" } dd { (signaal.gemeente.naam()) }
            dt { "Hoe snel" } dd { (signaal.urgentie.naam()) }
        }
        @if signaal.mogelijk_bekend {
            p.note.busy.field { "Iemand in de regio steunt dit gezin al. Vraag haar of u dat mag verbinden." }
        }
        p.field.actions {
            a.button.second href={ "/signalen/" (signaal.id) "/bewijs" } { "Bekijk het bewijs" }
            @if kan(&signaal) && vertelt { a href={ "/signalen/" (signaal.id) "/veranderd" } { "Er is iets veranderd" } }
        }
    };
    Ok(blad.toon(&Titel::van("Een signaal"), &inhoud))
}
