//! What a signaller made, and what became of it.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::recht::{kan, mag};
use crate::{
    domain::{
        Label as _,
        signaal::{SignaalId, Stand},
        tijd::Moment,
    },
    http::{
        casus::view::GedeeldView,
        html::dag as voluit,
        pad::Pad,
        problem::Problem,
        signaal::{
            self,
            view::{InhoudView, SignaalView, SignalenVraag},
        },
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::moment,
            mens::nummer,
            staat::{Kleur, Vorm, staat},
            zij,
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

/// Who carries it, and how to reach them.
pub(super) fn draagt(signaal: &SignaalView) -> Markup {
    html! {
        @if let Some(mens) = &signaal.draagt { p.soft { (mens.naam) ", " (mens.organisatie) (nummer(mens)) } }
    }
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
                        div.next { (toestand(signaal.stand)) (draagt(signaal)) }
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

/// What was told with it, as far as she still lets it leave: for whoever wrote it down.
pub(super) fn verteld(gegeven: &GedeeldView, nu: Moment) -> Markup {
    html! {
        section.card.field aria-labelledby="kop-verteld" {
            h2 #kop-verteld { "Wat u met haar opschreef" }
            @if gegeven.client.is_some() {
                (zij::feiten(gegeven, None, nu))
                h3 { "Zo is zij veilig te bereiken" }
                (zij::bereikbaar(gegeven))
            }
            (zij::wat_er_speelt(gegeven, nu))
        }
    }
}

/// Shows one.
pub async fn een(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    let gelezen = t.bekijk(move |tx, met| signaal::inhoud(tx, met, id.0)).await?.into_view();
    let InhoudView { signaal, gegeven } = gelezen;
    let (nu, vertelt) = (blad.omgeving().nu, mag(&blad).is_ok());
    let inhoud = html! {
        p.crumb { a href="/mijn-signalen" { "Terug naar Mijn signalen" } }
        h1 { (kop(&signaal)) }
        p.lead { (toestand(signaal.stand)) }
        dl.pairs.wide.card.field {
            dt { "Verstuurd" } dd { (moment(signaal.ontvangen_op, nu)) }
            dt { "Gemeente" } dd { (signaal.gemeente.naam()) }
            dt { "Hoe snel" } dd { (signaal.urgentie.naam()) }
            @if let Some(mens) = &signaal.draagt { dt { "Wie voor het gezin coördineert" } dd { (mens.naam) ", " (mens.organisatie) (nummer(mens)) } }
        }
        @if let Some(gegeven) = &gegeven { (verteld(gegeven, nu)) }
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
