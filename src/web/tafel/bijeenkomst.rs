//! One meeting: the families on its agenda, who is invited, and what is still missing before its record can be established.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::{
    adres::pad,
    wachtend::{self, Plek},
    woorden::{gezinnen, is_begonnen, stand, wie_zit},
};
use crate::{
    domain::{
        Label as _,
        knooppunt::{BijeenkomstId, Status},
    },
    http::{
        knooppunt::{
            bijeenkomst::een,
            view::{AgendapuntView, BijeenkomstView},
        },
        pad::Pad,
        problem::Problem,
        transaction::Transaction,
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{met_versie, onder_een_knop},
        deel::{
            dag::{dag, klok, moment},
            staat::{Kleur, Vorm, staat},
            zij,
        },
        formulier::Velden,
    },
};

/// Shows it.
pub async fn lees(blad: Blad, t: Transaction, id: Pad<BijeenkomstId>) -> Result<HttpResponse, Problem> {
    toon(&blad, t, id.0).await
}

/// Shows it.
async fn toon(blad: &Blad, t: Transaction, id: BijeenkomstId) -> Result<HttpResponse, Problem> {
    let getoond = t.bekijk(move |tx, met| een(tx, met, id)).await?;
    let (bijeenkomst, versie) = (getoond.view(), getoond.versie().unwrap_or_default());
    let nu = blad.omgeving().nu;
    let aantal = bijeenkomst.agendapunten.len();
    let plek = Plek { blad, gemeente: bijeenkomst.gemeente, bijeenkomst: Some(id) };
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href="/bijeenkomsten" { "Terug naar Bijeenkomsten" } }
        h1 { "Knooppunt " (bijeenkomst.gemeente.naam()) ", " (dag(bijeenkomst.gepland_op.dag(), nu)) }
        p.lead {
            (klok(bijeenkomst.gepland_op)) " uur"
            @if let Some(plaats) = &bijeenkomst.plaats { ", " (plaats) }
            @if let [voorzitter] = bijeenkomst.mensen.as_slice() { ". Voorzitter: " (voorzitter.naam) "." }
        }
        (wat_nu(blad, bijeenkomst, versie))
        section.deel aria-labelledby="kop-agenda" {
            div.list-head {
                h2 #kop-agenda { "Op de agenda" @if aantal > 0 { ": " (gezinnen(aantal)) } }
                @if aantal > 0 { p.small.no-print { a href={ (pad(id)) "/papier" } { "Papier voor aan tafel" } } }
            }
            @if aantal == 0 { p.lead { "Nog geen gezin op de agenda." } }
            ol.rows { @for (plaats, punt) in bijeenkomst.agendapunten.iter().enumerate() { (rij(blad, bijeenkomst, plaats, punt)) } }
        }
        @if !bijeenkomst.wachtend.is_empty() {
            section.deel.no-print aria-labelledby="kop-wacht" {
                div.list-head { h2 #kop-wacht { "Wacht op een tafel (" (bijeenkomst.wachtend.len()) ")" } }
                (wachtend::rijen(plek, &bijeenkomst.wachtend))
            }
        }
    };
    let titel =
        format!("Knooppunt {}, {} ({aantal})", bijeenkomst.gemeente.naam(), dag(bijeenkomst.gepland_op.dag(), nu));
    Ok(blad.toon(&Titel::van(titel), &inhoud))
}

/// How it stands, and the one thing to do next.
fn wat_nu(blad: &Blad, bijeenkomst: &BijeenkomstView, versie: i32) -> Markup {
    let (nu, op) = (blad.omgeving().nu, bijeenkomst.gepland_op);
    let stap = |welke: &str, knop: &str| {
        met_versie(
            blad,
            &format!("{}/{welke}", pad(bijeenkomst.id)),
            versie,
            &Velden::default(),
            &html! {
                p.field.actions { button.button.big { (knop) } }
            },
        )
    };
    html! {
        section.card.field aria-labelledby="kop-nu" {
            h2 #kop-nu { "Wat nu" }
            p { (stand(bijeenkomst.status, op, nu)) }
            @match bijeenkomst.status {
                Status::Gepland if is_begonnen(bijeenkomst.status, op, nu) => {
                    p.field { "Is de bijeenkomst geweest? Begin dan het verslag. Gezinnen opent u hieronder." }
                    (stap("begin", "Begin het verslag"))
                }
                Status::Gepland => {
                    p.field {
                        "Nodig bij elk gezin uit wie aan tafel hoort: open het gezin en kies wie erbij komt. "
                        "Het verslag kan beginnen " (moment(op, nu)) "."
                    }
                }
                Status::Gehouden => {
                    (nog_te_doen(bijeenkomst))
                    @if bijeenkomst.agendapunten.iter().all(|punt| punt.mist.is_empty()) {
                        p.field {
                            "Er mist niets meer. Na het vaststellen verandert er niets meer aan het verslag. "
                            "Gezinnen met afspraken krijgen dan hun casusregisseur en de dag om opnieuw te kijken."
                        }
                        (stap("vaststellen", "Stel het verslag vast"))
                    }
                }
                Status::Vastgesteld => {
                    @if let Some(op) = bijeenkomst.vastgesteld_op { p.field { "Vastgesteld " (moment(op, nu)) ". Aan het verslag verandert niets meer." } }
                    p.field.actions.no-print { a.button.second href="/afspraken" { "Naar Afspraken" } }
                }
            }
        }
    }
}

/// What is still missing, per family, with the way there.
fn nog_te_doen(bijeenkomst: &BijeenkomstView) -> Markup {
    html! {
        @if bijeenkomst.agendapunten.iter().any(|punt| !punt.mist.is_empty()) {
            h3.field { "Dit mist nog voordat u kunt vaststellen" }
            ul.links {
                @for punt in bijeenkomst.agendapunten.iter().filter(|punt| !punt.mist.is_empty()) {
                    li {
                        a href={ "/agendapunten/" (punt.id) "#kop-mist" } { (zij::heet(&punt.gedeeld, punt.gemeente)) }
                        ": " (wat_mist(punt)) "."
                    }
                }
            }
        }
    }
}

/// What a family's record misses, in words; what is missing in more than one agreement is counted.
fn wat_mist(punt: &AgendapuntView) -> String {
    let mut delen: Vec<String> = Vec::new();
    for mist in punt.mist.iter().filter(|mist| mist.afspraak.is_none()) {
        delen.push(mist.wat.naam().to_lowercase());
    }
    match punt.mist.iter().filter(|mist| mist.afspraak.is_some()).count() {
        0 => {}
        1 => delen.push("wat de ouders van 1 afspraak vinden".to_owned()),
        aantal => delen.push(format!("wat de ouders van {aantal} afspraken vinden")),
    }
    delen.join(", ")
}

fn rij(blad: &Blad, bijeenkomst: &BijeenkomstView, plaats: usize, punt: &AgendapuntView) -> Markup {
    let nu = blad.omgeving().nu;
    let open = bijeenkomst.status != Status::Vastgesteld;
    let zitten: Vec<String> = punt.deelnemers.iter().map(|een| wie_zit(een, &punt.mensen)).collect();
    let heet = zij::heet(&punt.gedeeld, punt.gemeente);
    html! {
        li.row.soon[bijeenkomst.status == Status::Gehouden && !punt.mist.is_empty()] {
            div.due { b { "Gezin " (plaats + 1) } (punt.aanleiding.naam().to_lowercase()) }
            div {
                h3 { a href={ "/agendapunten/" (punt.id) } { (heet) } }
                (zij::feiten(&punt.gedeeld, punt.gemeente, nu))
                @if let Some(themas) = &punt.gedeeld.themas { ul.words { @for thema in themas { li { (thema.naam()) } } } }
            }
            div.next {
                p {
                    @if bijeenkomst.status == Status::Gepland {
                        @if zitten.is_empty() { (staat(Vorm::Wacht, Kleur::Gauw, "Nog niemand uitgenodigd")) }
                        @else { (staat(Vorm::Loopt, Kleur::Bezig, "Uitgenodigd")) }
                    } @else if punt.mist.is_empty() { (staat(Vorm::Goed, Kleur::Goed, "Compleet")) }
                    @else { (staat(Vorm::Wacht, Kleur::Gauw, "Er mist nog iets")) }
                }
                @if !zitten.is_empty() { p.soft { (zitten.join(", ")) } }
                @if !punt.afspraken.is_empty() { p.soft { (afspraken(punt.afspraken.len())) } }
                @if bijeenkomst.status == Status::Gepland {
                    p.actions.no-print { a.button.second href={ "/agendapunten/" (punt.id) "#kop-zit" } { "Nodig uit" span.hidden { ": " (heet) } } }
                }
                @if open { (van_agenda(blad, bijeenkomst, punt, &heet)) }
            }
        }
    }
}

/// So many agreements, in words.
fn afspraken(aantal: usize) -> String {
    if aantal == 1 { "1 afspraak".to_owned() } else { format!("{aantal} afspraken") }
}

fn van_agenda(blad: &Blad, bijeenkomst: &BijeenkomstView, punt: &AgendapuntView, heet: &str) -> Markup {
    let naar = format!("/agendapunten/{}/van-agenda", punt.id);
    onder_een_knop(
        &html! { "Haal van de agenda" span.hidden { ": " (heet) } },
        false,
        &met_versie(
            blad,
            &naar,
            punt.versie,
            &Velden::default(),
            &html! {
                input type="hidden" name="bijeenkomst" value=(bijeenkomst.id);
                p.hint { "Wat hier voor dit gezin is genoteerd vervalt. Een vraag aan de tafel wacht weer op een agenda." }
                p.actions { button.button.second { "Haal van deze agenda" span.hidden { ": " (heet) } } }
            },
        ),
    )
}
