//! A concept: what would be told and what hidden, why, what it rules out, and what whoever looks can do with it.

use std::collections::BTreeMap;

use actix_web::HttpResponse;
use maud::{Markup, html};
use strum::VariantArray as _;

use super::{
    adres::pad,
    mag::{telde_zelf, telt},
    rij::{als_kop, in_woorden, stand, toestand},
};
use crate::{
    domain::{
        ids::PublicatieId,
        publicatie::{
            telling::{Dekking, Verborgen},
            vrijgave::{Status, TerugleggingReden},
        },
    },
    http::{
        html::dag,
        pad::Pad,
        problem::Problem,
        publicatie::{lezer::Lezer, tabel::programma, view::PublicatieView},
    },
    web::{
        blad::{Blad, Titel},
        casus::formulier::{met_versie, onder_een_knop},
        deel::{dag::moment, fouten::Fouten, keuze::Groep, kiezen::woorden, vorm::Vorm},
        formulier::Velden,
    },
};

/// Why a number is hidden: in the files, in a few words, and what it means.
const REDENEN: [(&str, &str, &str); 6] = [
    ("te-klein", "Te klein", "Het aantal is kleiner dan de drempel."),
    ("te-weinig-gezinnen", "Te weinig gezinnen", "Het aantal gaat over minder gezinnen dan de drempel."),
    ("te-weinig-organisaties", "Te weinig organisaties", "Bijna alles komt van één of twee organisaties."),
    ("alles-of-niets", "Alles of niets", "Bijna iedereen valt in één deel. Dan weet u het van iedereen."),
    (
        "volgt-uit-andere",
        "Volgt uit andere",
        "Met andere aantallen, van nu of eerder, is een klein aantal uit te rekenen.",
    ),
    ("te-nauw", "Te nauw", "Het zou op minder dan de drempel na te schatten zijn."),
];

/// Shows it.
pub async fn lees(blad: Blad, lezer: Lezer, id: Pad<PublicatieId>) -> Result<HttpResponse, Problem> {
    let verborgen = lezer.verborgen(id.0).await?.items;
    toon(&blad, &lezer, id.0, &verborgen, &Velden::default(), &Fouten::geen()).await
}

/// Shows it again, with what is wrong in its form.
pub(super) async fn toon(
    blad: &Blad,
    lezer: &Lezer,
    id: PublicatieId,
    verborgen: &[Verborgen],
    velden: &Velden,
    fouten: &Fouten,
) -> Result<HttpResponse, Problem> {
    let getoond = lezer.een(id).await?;
    let versie = getoond.versie().unwrap_or_default();
    let van = getoond.into_view();
    let open = matches!(van.status, Status::Concept | Status::Beoordeeld);
    let inhoud = html! {
        (fouten.samengevat("Er is nog niets gedaan."))
        nav.crumb aria-label="Waar u bent" { a href="/publicaties" { "Terug naar Publicaties" } }
        h1 { "Concept: " (in_woorden(&van.periode)) }
        p.lead { (toestand(van.status)) }
        ul.facts { li { (stand(&van)) } li { "Geteld op " (dag(van.geteld_op)) } li { "Programma " (programma(&van.programma)) } li { "Drempel " (van.drempel) } }
        (hoe_ver(blad, &van))
        div.columns {
            div.stack {
                @if open { (wat_u_doet(blad, &van, versie, (velden, fouten))?) }
                @else { (het_is_klaar(&van)) }
                (wat_te_zien_is(&van, verborgen))
                @if open { (waarom(verborgen)) }
            }
            aside.aside aria-label="Wat u moet weten" { (let_op(&van)) @if open { (de_cijfers(&van)) } }
        }
    };
    let status = if fouten.is_leeg() { 200 } else { 400 };
    let status = actix_web::http::StatusCode::from_u16(status).unwrap_or_default();
    let titel = Titel::van(format!("Concept: {}", in_woorden(&van.periode))).met_fout(!fouten.is_leeg());
    Ok(blad.toon_als(status, &titel, &inhoud))
}

/// How far it is, on one thread.
fn hoe_ver(blad: &Blad, van: &PublicatieView) -> Markup {
    let nu = blad.omgeving().nu;
    let stappen = [
        ("Geteld", Some(&van.geteld)),
        ("Beoordeeld", van.beoordeeld.as_ref()),
        ("Vrijgegeven", van.vrijgegeven.as_ref()),
    ];
    let hier = stappen.iter().rposition(|(_, stap)| stap.is_some());
    html! {
        ol.draad aria-label="Hoe ver dit is" {
            @for (nr, (wat, stap)) in stappen.into_iter().enumerate() {
                li class=[stap.is_some().then_some("done")] aria-current=[(Some(nr) == hier).then_some("step")] {
                    @if stap.is_some() { (Vorm::Goed.teken()) } @else { (Vorm::Wacht.teken()) }
                    b { (wat) }
                    @match stap {
                        Some(stap) => {
                            " " (moment(stap.op, nu))
                            @if let Some(wie) = van.namen.as_ref().and_then(|namen| namen.wie(Some(stap.door))) { ", door " (wie.naam) }
                        }
                        None => { " nog niet" }
                    }
                }
            }
        }
    }
}

/// What whoever looks can do: judge, release, or lay it aside.
fn wat_u_doet(
    blad: &Blad,
    van: &PublicatieView,
    versie: i32,
    (velden, fouten): (&Velden, &Fouten),
) -> Result<Markup, Problem> {
    let (telt, zelf) = (telt(blad)?, telde_zelf(blad, van)?);
    let stap =
        |naar: &str, inhoud: &Markup| met_versie(blad, &format!("{}/{naar}", pad(van.id)), versie, velden, inhoud);
    let reden = Groep { naam: "reden", vraag: "Waarom komt dit niet uit?", hint: "", een: true, vorm: "choices" };
    let terug = stap(
        "terugleggen",
        &html! {
            (woorden(reden, TerugleggingReden::VARIANTS, velden, fouten))
            p.hint.field { "Daarna kan de periode opnieuw worden geteld. Wat hier staat, is dan voor niemand meer te lezen." }
            p.field.actions { button.button.second { "Leg dit concept terug" } }
        },
    );
    Ok(html! {
        section.card aria-labelledby="kop-nu" {
            h2 #kop-nu { "Wat nu" }
            @match van.status {
                Status::Concept if zelf => { p { "U telde dit zelf. Een andere onderzoeker of de functionaris gegevensbescherming beoordeelt het. Vraag het een van hen." } }
                Status::Concept => {
                    p { "Kijk wat verborgen wordt en of wat overblijft klopt. Daarna kan een onderzoeker dit vrijgeven." }
                    (stap("goedkeuren", &html! { p.field.actions { button.button { "Ik keur dit goed" } } }))
                }
                Status::Beoordeeld if telt => {
                    p { "Een tweede persoon keurde dit goed. U kunt het vrijgeven." }
                    p.field.actions { a.button href={ (pad(van.id)) "/vrijgeven" } { "Geef vrij" } }
                }
                _ => { p { "Dit is goedgekeurd. Een onderzoeker kan het vrijgeven." } }
            }
            (onder_een_knop("Dit komt niet uit", !fouten.is_leeg(), &terug))
        }
    })
}

fn het_is_klaar(van: &PublicatieView) -> Markup {
    html! {
        @if van.status == Status::Vrijgegeven {
            p.note.good { "Dit is vrijgegeven en verandert niet meer. " a href=(pad(van.id)) { "Bekijk de cijfers" } }
        } @else {
            p.note { "Dit is teruggelegd. Wat erin stond, is voor niemand meer te lezen. " a href="/concepten" { "Naar Concepten" } }
        }
    }
}

/// How much of each measure is told.
fn wat_te_zien_is(van: &PublicatieView, verborgen: &[Verborgen]) -> Markup {
    let dekking = van.dekking.as_deref().unwrap_or_default();
    let (getoond, alle): (usize, usize) =
        (dekking.iter().map(|maat| maat.getoond).sum(), dekking.iter().map(|maat| maat.aantallen).sum());
    let weg = |maat: &Dekking| verborgen.iter().filter(|een| een.maat == maat.maat).count();
    html! {
        section.card aria-labelledby="kop-zien" {
            h2 #kop-zien { "Wat u kunt laten zien" }
            p.cijfer { b { (getoond) } " van de " (alle) " aantallen" }
            div.scroll role="region" tabindex="0" aria-label="Hoeveel van elke maat te zien is" {
                table.tel {
                    caption.hidden { "Hoeveel van elke maat te zien is" }
                    thead { tr {
                        th scope="col" { "Maat" } th.number scope="col" { "Te zien" } th.number scope="col" { "Verborgen" }
                        th.number scope="col" { "Deel van de som" } td {}
                    } }
                    tbody {
                        @for maat in dekking {
                            @let weg = weg(maat);
                            tr {
                                th scope="row" { @if weg > 0 { a href={ (pad(van.id)) "/concept/" (maat.maat) } { (maat.titel) } } @else { (maat.titel) } }
                                td.number.nowrap { (maat.getoond) " van " (maat.aantallen) }
                                td.number { @if weg > 0 { (weg) } @else { "geen" } }
                                td.number.nowrap { @match maat.procent { Some(procent) => { (procent) " %" } None => { "–" } } }
                                td.staaf { @if let Some(procent) = maat.procent { (deel(procent)) } }
                            }
                        }
                    }
                }
            }
            p.hint { "Deel van de som: hoeveel van alles bij elkaar u laat zien. Dat staat alleen hier, zolang het een concept is." }
        }
    }
}

/// A part of a whole as a bar.
fn deel(procent: u64) -> Markup {
    html! { svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" { rect.toen y="4" width="100" height="2" {} rect width=(procent.min(100)) height="10" {} } }
}

/// Why numbers are hidden, and how often.
fn waarom(verborgen: &[Verborgen]) -> Markup {
    let mut keer = BTreeMap::<&str, usize>::new();
    for een in verborgen {
        *keer.entry(een.waarom.as_str()).or_default() += 1;
    }
    html! {
        section.card aria-labelledby="kop-waarom" {
            h2 #kop-waarom { "Waarom iets verborgen wordt (" (verborgen.len()) ")" }
            @if verborgen.is_empty() { p { "Er wordt niets verborgen." } }
            @else {
                dl.pairs.wide {
                    @for (code, kort, lang) in REDENEN { @if let Some(keer) = keer.get(code) { dt { (kort) ": " (keer) } dd { (lang) } } }
                }
                p.hint { "De lezer ziet overal hetzelfde: ‘te klein’. Waarom, staat in geen enkel bestand." }
            }
        }
    }
}

fn let_op(van: &PublicatieView) -> Markup {
    let zinnen = van.uitgesloten.as_deref().unwrap_or_default();
    html! {
        section.card aria-labelledby="kop-hierna" {
            h2 #kop-hierna { "Let op: hierna kan niet meer" }
            ul.stack {
                li { "Wat is vrijgegeven, verandert niet meer. Ook niet als een gezin later wordt gewist." }
                li { "Elke volgende telling moet veilig zijn naast deze. Wat u nu toont, kan later iets verbergen." }
                @for zin in zinnen { li { (zin) } }
            }
        }
    }
}

fn de_cijfers(van: &PublicatieView) -> Markup {
    html! {
        section.card aria-labelledby="kop-cijfers" {
            h2 #kop-cijfers { "De cijfers zelf" }
            p { "Zo ziet de lezer ze straks, met ‘te klein’ waar iets verborgen is." }
            p.field.actions { a.button.second href=(pad(van.id)) { "Bekijk de cijfers" } }
        }
    }
}

/// What is hidden of one measure.
pub async fn verborgen(
    blad: Blad,
    lezer: Lezer,
    Pad((id, maat)): Pad<(PublicatieId, String)>,
) -> Result<HttpResponse, Problem> {
    let alle = lezer.verborgen(id).await?.items;
    let van = lezer.een(id).await?.into_view();
    let deze: Vec<&Verborgen> = alle.iter().filter(|een| een.maat == maat).collect();
    let titel = van.dekking.iter().flatten().find(|een| een.maat == maat).map(|een| een.titel.clone());
    let titel = titel.filter(|_| !deze.is_empty()).ok_or_else(Problem::not_found)?;
    let kort = |code: &str| REDENEN.iter().find(|(een, ..)| *een == code).map_or("", |(_, kort, _)| *kort);
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href={ (pad(id)) "/concept" } { "Terug naar het concept" } }
        h1 { (titel) }
        p.lead { (als_kop(&van.periode)) ": " (deze.len()) @if deze.len() == 1 { " aantal wordt" } @else { " aantallen worden" } " verborgen." }
        div.scroll.field role="region" tabindex="0" aria-label="Wat verborgen wordt, en waarom" {
            table {
                caption.hidden { "Wat verborgen wordt, en waarom" }
                thead { tr { th scope="col" { "Gebied" } th scope="col" { "Deel" } th scope="col" { "Waarom" } } }
                tbody { @for een in deze {
                    tr { th scope="row" { (een.gebied) } td { @if een.delen.is_empty() { "Totaal" } @else { (een.delen.join(", ")) } } td { (kort(&een.waarom)) } }
                } }
            }
        }
    };
    Ok(blad.toon(&Titel::van(format!("{titel}: wat verborgen wordt")), &inhoud))
}
