//! A signaal that turned out to be of another family: it gets a case of its own.

use actix_web::HttpResponse;
use maud::html;

use super::{
    doen::pad,
    formulier::{gezien, met_versie},
};
use crate::{
    domain::{
        Label as _,
        signaal::{SignaalId, Status},
        toegang::{Ligging, Rol},
    },
    http::{
        pad::Pad,
        problem::{Code, Problem},
        signaal::{een, ontkoppelen},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::dag::moment,
        formulier::{Ingevuld, Velden},
    },
};

/// Says what it does, and asks.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    let id = id.0;
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let signaal = getoond.view();
    let daar = Ligging { gemeente: Some(signaal.gemeente), ..Ligging::default() };
    let Some(casus) =
        signaal.casus.filter(|_| blad.bezoeker().is_ok_and(|wie| wie.actor.heeft_daar(Rol::JgzCoordinator, &daar)))
    else {
        return Err(Problem::new(Code::NietToegestaan, "Een signaal maakt los wie de casus coördineert."));
    };
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href=(pad(casus)) { "Terug naar de casus" } }
        h1 { "Hoort dit signaal bij een ander gezin?" }
        dl.pairs.wide.card.field {
            dt { "Ontvangen" } dd { (moment(signaal.ontvangen_op, blad.omgeving().nu)) }
            dt { "Gemeente" } dd { (signaal.gemeente.naam()) }
            dt { "Hoe snel" } dd { (signaal.urgentie.naam()) }
        }
        @if signaal.status == Status::Gekoppeld {
            div.note.field {
                h2 { "Als u het losmaakt" }
                ul {
                    li { "Het signaal krijgt een eigen casus, met alles wat ermee meekwam." }
                    li { "Dit gezin houdt wat het zelf had." }
                    li { "De nieuwe casus is nog van niemand. U kunt haar daarna aannemen." }
                }
            }
            (met_versie(&blad, &format!("/signalen/{id}/losmaken"), getoond.versie().unwrap_or_default(), &Velden::default(), &html! {
                p.field.actions { button.button.big { "Maak dit signaal los" } a href=(pad(casus)) { "Zo laten" } }
            }))
        } @else { p.note.field { "Dit signaal is niet bij een andere casus gevoegd. Er is niets los te maken." } }
    };
    Ok(blad.toon(&Titel::van("Een signaal losmaken"), &inhoud))
}

/// Parts it.
pub async fn maak_los(t: Transaction, id: Pad<SignaalId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1/signalen/{id}/ontkoppeling"));
    let doe = t.stuur(once, move |tx, met| ontkoppelen(tx, met, id, versie)?.try_into());
    let gedaan = ("/vandaag/van-niemand", "Losgemaakt. Het signaal heeft nu een eigen casus, die nog van niemand is.");
    ingevuld.stap(&format!("/signalen/{id}/losmaken"), gedaan, doe).await
}
