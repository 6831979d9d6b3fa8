//! The receipt: one paper for the midwife's own file, and one for the woman that says nothing that could hurt her at home.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::lijst::{kop, toestand};
use crate::{
    domain::{
        Label as _,
        signaal::{SignaalId, Urgentie},
        werkdagen,
    },
    http::{
        casus::view::GedeeldView,
        pad::Pad,
        problem::Problem,
        signaal::{
            self,
            view::{InhoudView, SignaalView},
        },
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        deel::{
            dag::{dag, moment},
            mens::nummer,
            zij,
        },
        omgeving::Bezoeker,
    },
};

/// Shows the two papers of a signaal.
pub async fn bewijs(blad: Blad, t: Transaction, id: Pad<SignaalId>) -> Result<HttpResponse, Problem> {
    let InhoudView { signaal, gegeven } = t.bekijk(move |tx, met| signaal::inhoud(tx, met, id.0)).await?.into_view();
    let wie = blad.bezoeker()?;
    let inhoud = html! {
        h1 { "Bewijs van uw signaal" }
        (dossier(&signaal, gegeven.as_ref(), &blad))
        (voor_haar(wie))
        p.field.actions.no-print {
            a.button href="/nieuw-signaal" { "Nieuw signaal" }
            a href="/mijn-signalen" { "Naar Mijn signalen" }
        }
        p.field.small.soft.no-print { "Printen doet u met uw browser: elk papier komt op een eigen bladzijde." }
    };
    Ok(blad.toon(&Titel::van("Bewijs van een signaal"), &inhoud))
}

fn dossier(signaal: &SignaalView, gegeven: Option<&GedeeldView>, blad: &Blad) -> Markup {
    let nu = blad.omgeving().nu;
    let dagen = if signaal.urgentie == Urgentie::Spoed { 1 } else { 5 };
    let uiterlijk = dag(werkdagen::na(signaal.ontvangen_op.dag(), dagen), nu);
    html! {
        section.card.field aria-labelledby="kop-dossier" {
            h2 #kop-dossier { "Voor uw dossier" }
            p.lead { "Iemand van de JGZ spreekt haar uiterlijk " b { (uiterlijk) } "." }
            dl.pairs.wide.field {
                dt { "Over" } dd { (kop(signaal)) }
                dt { "Verstuurd" } dd { (moment(signaal.ontvangen_op, nu)) }
                dt { "Aan" } dd { "De JGZ-coördinator van " (signaal.gemeente.subregio().naam()) }
                dt { "Hoe snel" } dd { (signaal.urgentie.naam()) }
                dt { "Nu" } dd { (toestand(signaal.stand)) }
                @if let Some(mens) = &signaal.draagt { dt { "Wie voor het gezin coördineert" } dd { (mens.naam) ", " (mens.organisatie) (nummer(mens)) } }
            }
            @if let Some(gegeven) = gegeven { (zij::wat_er_speelt(gegeven, nu)) }
            @if signaal.mogelijk_bekend {
                p.note.busy.field { "Iemand in de regio steunt dit gezin al. Vraag haar of u dat mag verbinden." }
            }
        }
    }
}

fn voor_haar(wie: &Bezoeker) -> Markup {
    html! {
        section.card.field.apart aria-labelledby="kop-haar" {
            h2 #kop-haar.no-print { "Voor haar" }
            p.note.soon.no-print { "Kan dit papier thuis veilig gelezen worden? Anders: laat haar het nummer van uw praktijk opslaan." }
            p.own-words.field { "Iemand neemt contact met u op, op de manier die u koos. Vragen of stoppen? Bel " (wie.sessie.gebruiker.naam) "." }
        }
    }
}
