//! "Zij wil dit niet meer": a signaller takes their signaal back, as long as nobody took it up.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::{
    lijst::kop,
    recht::{is_terug_te_nemen, mag},
};
use crate::{
    domain::signaal::SignaalId,
    http::{
        pad::Pad,
        problem::Problem,
        signaal::{een, intrekken, view::SignaalView},
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{gezien, met_versie},
        deel::mens::nummer,
        formulier::{Ingevuld, Velden},
    },
};

fn pad(id: SignaalId) -> String {
    format!("/signalen/{id}")
}

/// Says what goes, and asks.
pub async fn vraag(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    mag(&blad)?;
    let id = id.0;
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let signaal = getoond.view();
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href={ (pad(id)) "/veranderd" } { "Terug: er is iets veranderd" } }
        h1 { "Zij wil dit niet meer" }
        p.lead { (kop(signaal)) }
        @if is_terug_te_nemen(signaal) {
            section.card.field aria-labelledby="kop-stop" {
                h2 #kop-stop { "Als u dit vastlegt, geldt het meteen" }
                ul {
                    li { "Alles wat u over haar schreef wordt gewist." }
                    li { "Niemand van de JGZ ziet haar nog, of spreekt haar hierover." }
                    li { "Er blijft een telling over, zonder iets van haar." }
                }
                p.field { "Zij hoeft niet te zeggen waarom. Het heeft geen gevolgen voor haar zorg. Wil zij later wel, dan maakt u een nieuw signaal." }
                (met_versie(&blad, &format!("{}/intrekken", pad(id)), getoond.versie().unwrap_or_default(), &Velden::default(), &html! {
                    p.field.actions { button.button.big { "Trek het signaal in" } a href=(pad(id)) { "Zo laten" } }
                }))
            }
        } @else { (wie_het_vastlegt(signaal)) }
    };
    Ok(blad.toon(&Titel::van("Zij wil dit niet meer"), &inhoud))
}

/// What was taken up is stopped by whoever carries it: at once as well, and it is said who that is.
pub(super) fn wie_het_vastlegt(signaal: &SignaalView) -> Markup {
    html! {
        p.note.field {
            "Iemand pakte dit signaal op. Wil zij niet meer dat iets van haar gedeeld wordt, bel dan "
            @match &signaal.draagt {
                Some(mens) => { b { (mens.naam) } ", " (mens.organisatie) (nummer(mens)) }
                None => { "de JGZ-coördinator" }
            }
            ". Die legt het meteen vast. Zij mag het ook zelf zeggen."
        }
    }
}

/// Takes it back.
pub async fn trek_in(t: Transaction, id: Pad<SignaalId>, ingevuld: Ingevuld) -> Result<HttpResponse, Problem> {
    let (id, versie) = (id.0, gezien(&ingevuld.velden));
    let once = ingevuld.een_keer(&format!("/v1{}/intrekking", pad(id)));
    let doe = t.stuur(once, move |tx, met| intrekken(tx, met, id, versie)?.try_into());
    let gedaan = ("/mijn-signalen", "Ingetrokken. Wat u over haar schreef is gewist. Er blijft alleen een telling.");
    ingevuld.stap(&format!("{}/intrekken", pad(id)), gedaan, doe).await
}
