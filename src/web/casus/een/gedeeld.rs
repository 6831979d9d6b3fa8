//! What plays in a family, by what she shares; and what she allows, as a grid.

use maud::{Markup, html};
use strum::VariantArray as _;

use super::{kinderen::gezin, pagina::Pagina};
use crate::{
    domain::{
        Label as _, Word as _,
        casus::{CasusId, Status},
        thema::Graad,
        tijd::Moment,
        toegang::OrganisatieId,
        toestemming::{Onderdeel, Ontvanger, Status as Woord},
    },
    http::{
        casus::view::{CasusView, GedeeldView, WegingView},
        toestemming::ToestemmingView,
    },
    web::{
        casus::formulier::{met_versie, onder_een_knop},
        deel::{
            dag::nabij,
            keuze::{Groep, Keuze, groep, keuze},
            staat::{Kleur, Vorm, staat},
        },
    },
};

/// What plays, in her words first.
pub(super) fn wat_speelt(p: Pagina<'_>) -> Markup {
    let GedeeldView { themas, beschermende_factoren, eigen_vragen, .. } = &p.casus.gedeeld;
    html! {
        section.card aria-labelledby="kop-speelt" {
            h2 #kop-speelt { "Wat er speelt" }
            @for vraag in eigen_vragen.iter().flatten() { blockquote.own-words { "“" (vraag) "”" } }
            dl.pairs.wide.field {
                dt { "Onderwerpen" }
                dd { (woorden(themas.as_ref().map(|alle| alle.iter().map(|thema| thema.naam()).collect()))) }
                dt { "Wat haar helpt" }
                dd { (woorden(beschermende_factoren.as_ref().map(|alle| alle.iter().map(|factor| factor.naam()).collect()))) }
                (gezin(p))
                dt #kop-kwetsbaar { "Hoe kwetsbaar" }
                dd { (kwetsbaar(p)) }
            }
        }
    }
}

fn woorden(alle: Option<Vec<&str>>) -> Markup {
    html! {
        @match alle {
            None => { span.soft { "Dat deelt zij niet met u." } }
            Some(alle) if alle.is_empty() => { span.soft { "Niets genoteerd." } }
            Some(alle) => { ul.words { @for woord in &alle { li { (woord) } } } }
        }
    }
}

fn kwetsbaar(p: Pagina<'_>) -> Markup {
    let Some(wegingen) = &p.casus.gedeeld.kwetsbaarheid else {
        return html! { span.soft { "Dat deelt zij niet met u." } };
    };
    html! {
        @if wegingen.is_empty() { span.soft { "Nog niet gewogen." } }
        @for (plaats, weging) in wegingen.iter().rev().enumerate() {
            @if plaats == 0 { p { (oordeel(weging, p.nu)) } } @else { p.soft.small { "Eerder: " (oordeel(weging, p.nu)) } }
        }
        @if p.haar && p.casus.status != Status::Afgesloten { (weeg(p)) }
    }
}

fn oordeel(weging: &WegingView, nu: Moment) -> String {
    let samen = if weging.samen_gewogen { ", samen met haar gewogen" } else { "" };
    format!("{}{samen}, {}.", weging.graad.naam(), nabij(weging.op.dag(), nu))
}

fn weeg(p: Pagina<'_>) -> Markup {
    let ids: Vec<String> = Graad::VARIANTS.iter().map(|graad| format!("graad-{}", graad.word())).collect();
    let graden: Vec<Keuze<'_>> = Graad::VARIANTS
        .iter()
        .zip(&ids)
        .map(|(graad, id)| Keuze { id, waarde: graad.word(), naam: graad.naam(), hint: "" })
        .collect();
    let vraag = Groep {
        naam: "graad",
        vraag: "Hoe kwetsbaar is de situatie nu?",
        hint: "Een oordeel van u en haar samen. Knooppunt rekent dit nooit uit.",
        een: true,
        vorm: "choices",
    };
    let samen = Keuze { id: "samen", waarde: "ja", naam: "Dit hebben wij samen gewogen", hint: "" };
    let inhoud = html! {
        (groep(vraag, &graden, |waarde| p.velden.heeft("graad", waarde), p.fouten))
        div.field { (keuze(samen, "samen", false, p.velden.heeft("samen", "ja"), None)) }
        p.field.actions { button.button { "Bewaar dit oordeel" } }
    };
    let naar = format!("/casussen/{}/wegen", p.casus.id);
    onder_een_knop(
        "Weeg opnieuw",
        p.fouten.van("graad-niet").is_some() || p.velden.gevuld("graad").is_some(),
        &met_versie(p.blad, &naar, p.versie, p.velden, &inhoud),
    )
}

/// What she said about sharing; with the way to change it, for whoever may note what she says.
pub(super) fn wat_zij_goed_vindt(p: Pagina<'_>) -> Markup {
    html! {
        section.card aria-labelledby="kop-goed" {
            h2 #kop-goed { "Wat zij goed vindt" }
            (uitspraken(p.casus, &p.geheel.toestemmingen, p.nu, p.noteert))
            @if p.noteert {
                p.field.actions.no-print { a.button.second href={ "/casussen/" (p.casus.id) "/toestemmingen" } { "Noteer een antwoord van haar" } }
            }
        }
    }
}

/// Her newest word for each receiver, and whom nobody asked her about. Who notes what she says comes from each to its page.
pub(in crate::web::casus) fn uitspraken(
    casus: &CasusView,
    alle: &[ToestemmingView],
    nu: Moment,
    noteert: bool,
) -> Markup {
    let rijen = rijen(alle);
    let gevraagd = |wie: &&Ontvanger| rijen.iter().any(|t| t.ontvanger == **wie);
    let niet: Vec<&str> = Ontvanger::VARIANTS.iter().filter(|wie| !gevraagd(wie)).map(|wie| wie.naam()).collect();
    html! {
        @if rijen.is_empty() {
            p { "Over delen is nog niets genoteerd." }
        } @else {
            table.cards role="table" aria-labelledby="kop-goed" {
                thead role="rowgroup" {
                    tr role="row" {
                        @for kop in ["Wie", "Mag het weten", "Wat", "Sinds"] { th role="columnheader" scope="col" { (kop) } }
                    }
                }
                tbody role="rowgroup" { @for rij in &rijen { (woord(rij, nu, noteert.then_some(casus.id))) } }
            }
        }
        @if !niet.is_empty() { p.field.small.soft { "Niet gevraagd: " (niet.join(", ")) "." } }
    }
}

/// Her newest word for each receiver and organisation, in the order of the receivers.
fn rijen(alle: &[ToestemmingView]) -> Vec<&ToestemmingView> {
    let mut rijen: Vec<&ToestemmingView> = Vec::new();
    let naar = |t: &ToestemmingView| -> (Ontvanger, Option<OrganisatieId>) { (t.ontvanger, t.organisatie) };
    for t in alle.iter().rev().filter(|t| t.status != Woord::Vervangen) {
        if !rijen.iter().any(|rij| naar(rij) == naar(t)) {
            rijen.push(t);
        }
    }
    rijen.sort_by_key(|t| (Ontvanger::VARIANTS.iter().position(|wie| *wie == t.ontvanger), t.organisatie.is_some()));
    rijen
}

/// What she answered, in a shape and a word.
pub(in crate::web::casus) fn antwoordt(status: Woord) -> Markup {
    let (vorm, kleur, zegt) = match status {
        Woord::Gegeven => (Vorm::Goed, Kleur::Goed, "ja"),
        Woord::Geweigerd => (Vorm::Nee, Kleur::Laat, "nee"),
        Woord::Ingetrokken => (Vorm::Rust, Kleur::Rust, "ingetrokken"),
        Woord::Vervangen | Woord::NietGevraagd => (Vorm::Rust, Kleur::Rust, "niet gevraagd"),
    };
    staat(vorm, kleur, zegt)
}

fn woord(t: &ToestemmingView, nu: Moment, noteert: Option<CasusId>) -> Markup {
    let sinds = t.beeindigd_op.unwrap_or(t.genoteerd_op);
    let anders = if t.status == Woord::Gegeven { "Stop of verander" } else { "Zij antwoordt anders" };
    html! {
        tr role="row" {
            th role="rowheader" scope="row" {
                (t.ontvanger.naam()) @if let Some(alleen) = &t.organisatienaam { ", alleen " (alleen) }
            }
            td role="cell" data-head="Mag het" { (antwoordt(t.status)) }
            td role="cell" data-head="Wat" { @if t.status == Woord::Gegeven { (wat_zij_weten(&t.onderdelen)) } @else { "niets" } }
            td role="cell" data-head="Sinds" {
                span {
                    (nabij(sinds.dag(), nu))
                    @if let Some(casus) = noteert {
                        br; a.no-print href={ "/casussen/" (casus) "/toestemmingen/" (t.id) } {
                            (anders) span.hidden { ": " (t.ontvanger.naam()) }
                        }
                    }
                }
            }
        }
    }
}

/// What somebody knows of her, in plain words.
pub(in crate::web::casus) fn wat_zij_weten(onderdelen: &[Onderdeel]) -> String {
    let woord = |onderdeel: &Onderdeel| match onderdeel {
        Onderdeel::Contactgegevens => "naam en bereiken",
        Onderdeel::Zwangerschap => "hoe ver zij is",
        Onderdeel::Themas => "onderwerpen",
        Onderdeel::BeschermendeFactoren => "wat haar helpt",
        Onderdeel::Kwetsbaarheid => "hoe kwetsbaar",
        Onderdeel::EigenVraag => "haar eigen vraag",
    };
    onderdelen.iter().map(woord).collect::<Vec<_>>().join(", ")
}
