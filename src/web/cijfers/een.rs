//! One publicatie: the figures of an area as tables with bars, areas beside one another, and what one can take along.

use actix_web::HttpResponse;
use maud::{Markup, html};

use super::{
    adres::pad,
    mag::beoordeelt,
    rij::{als_kop, in_woorden, stand, toestand},
};
use crate::{
    domain::{
        Label as _,
        ids::PublicatieId,
        publicatie::{
            bestand::Bestandsoort,
            gebiedsblad::{Gebiedsblad, MaatInGebied, Tabel},
            vrijgave::Status,
        },
        tijd::Moment,
    },
    http::{
        html::dag,
        pad::Pad,
        problem::Problem,
        publicatie::{
            lezer::Lezer,
            tabel::{Perioden, aantal, cellen, programma, tabel},
            view::{GebiedLink, PublicatieView},
        },
    },
    web::{
        blad::{Blad, Titel},
        deel::dag::moment,
    },
};

/// The area that is shown first.
const REGIO: &str = "zuid-limburg";
/// On the page of an area a table has at most so many columns after its total; all are on the page of the measure.
const SMAL: usize = 2;
const ALLE: usize = usize::MAX;
/// The files for people; the others are for programs and for the check.
const VOOR_MENSEN: [Bestandsoort; 4] =
    [Bestandsoort::Xlsx, Bestandsoort::CsvPuntkomma, Bestandsoort::Csv, Bestandsoort::Woordenboek];

/// The figures of the whole region.
pub async fn regio(blad: Blad, lezer: Lezer, id: Pad<PublicatieId>) -> Result<HttpResponse, Problem> {
    toon(&blad, &lezer, id.0, REGIO).await
}

/// The figures of one area.
pub async fn gebied(
    blad: Blad,
    lezer: Lezer,
    Pad((id, gebied)): Pad<(PublicatieId, String)>,
) -> Result<HttpResponse, Problem> {
    toon(&blad, &lezer, id, &gebied).await
}

async fn toon(blad: &Blad, lezer: &Lezer, id: PublicatieId, gebied: &str) -> Result<HttpResponse, Problem> {
    let van = lezer.een(id).await?.into_view();
    let gelezen = lezer.gebied(id, gebied, false).await?;
    let hier = gelezen.bladen.first().ok_or_else(Problem::not_found)?;
    let perioden = Perioden::van(gelezen.van.periode, hier.vorige_periode.as_deref());
    let nu = blad.omgeving().nu;
    let daar = format!("{}/gebieden/{gebied}", pad(id));
    let inhoud = html! {
        (kop(blad, &van, nu)?)
        div.columns {
            div {
                (keuze(&van, gebied))
                h2.ruim { (hier.naam) }
                (uitleg(hier, &perioden))
                div.stack { @for maat in &hier.maten { (maat_hier(maat, &daar, &perioden)) } }
            }
            aside.aside aria-label="Om mee te nemen" { (bestanden(&van)) (factsheets(&van, gebied)) (tot_stand(&van, nu)) }
        }
    };
    Ok(blad.toon(&Titel::van(format!("{}: {}", hier.naam, in_woorden(&van.periode))), &inhoud))
}

/// What it is, and what is still to be done with it.
fn kop(blad: &Blad, van: &PublicatieView, nu: Moment) -> Result<Markup, Problem> {
    Ok(html! {
        nav.crumb aria-label="Waar u bent" { a href="/publicaties" { "Terug naar Publicaties" } }
        h1 { (als_kop(&van.periode)) }
        p.lead { (toestand(van.status)) }
        ul.facts {
            li { (stand(van)) }
            li { "Geteld op " (dag(van.geteld_op)) }
            @if let Some(stap) = &van.vrijgegeven { li { "Vrijgegeven " (moment(stap.op, nu)) } }
        }
        (let_op_concept(blad, van)?)
    })
}

/// That it is not out yet.
fn let_op_concept(blad: &Blad, van: &PublicatieView) -> Result<Markup, Problem> {
    let concept = beoordeelt(blad)? && van.status != Status::Vrijgegeven;
    Ok(html! {
        @if concept {
            p.note.soon.field { "Deze cijfers zijn nog niet vrijgegeven. Houd ze voor uzelf. " a href={ (pad(van.id)) "/concept" } { "Naar het concept" } }
        }
    })
}

/// The address of the figures of an area.
fn naar(van: &PublicatieView, gebied: &str) -> String {
    if gebied == REGIO { pad(van.id) } else { format!("{}/gebieden/{gebied}", pad(van.id)) }
}

/// Which area.
fn keuze(van: &PublicatieView, gekozen: &str) -> Markup {
    let alle = van.gebieden.as_deref().unwrap_or_default();
    let (ruim, klein): (Vec<_>, Vec<_>) = alle.iter().partition(|een| een.gebiedsoort != "gemeente");
    let links = |gebieden: &[&GebiedLink]| {
        html! {
            @for een in gebieden { li { a href=(naar(van, &een.gebied)) aria-current=[(een.gebied == gekozen).then_some("page")] { (een.naam) } } }
        }
    };
    html! {
        nav.no-print aria-label="Gebied" {
            ul.links.line { (links(&ruim)) li { a href={ (pad(van.id)) "/naast-elkaar" } { "Gebieden naast elkaar" } } }
            details.more open[klein.iter().any(|een| een.gebied == gekozen)] { summary { "Kies een gemeente" } ul.links.line { (links(&klein)) } }
        }
    }
}

/// How the tables are read.
fn uitleg(hier: &Gebiedsblad, perioden: &Perioden) -> Markup {
    html! {
        p.hint {
            "‘Te klein’ betekent: te klein om te tonen, of het zou een ander klein aantal verraden. Een 0 is een getelde nul."
            @match (&hier.vorige_periode, &perioden.vorig) {
                (Some(vorig), Some(kort)) => { " De dunne staaf is " (in_woorden(vorig)) " (" (kort) ")." }
                _ => { " Van een jaar eerder is niets vrijgegeven om ernaast te zetten." }
            }
        }
    }
}

/// A measure with its first table; the others, and all columns, stand on a page of their own.
fn maat_hier(maat: &MaatInGebied, naar: &str, perioden: &Perioden) -> Markup {
    let id = format!("kop-{}", maat.maat);
    html! {
        section.card aria-labelledby=(id) {
            h3 id=(id) { a href={ (naar) "/" (maat.maat) } { (maat.titel) } }
            (totaal(maat, perioden))
            @if let Some(eerste) = maat.tabellen.first() { (eerste_tabel(maat, eerste, perioden)) }
        }
    }
}

/// A table; one with more columns than a telephone has room for can be moved.
fn eerste_tabel(maat: &MaatInGebied, van: &Tabel, perioden: &Perioden) -> Markup {
    let tabel = tabel(&html! { (van.uitleg) }, van, perioden, SMAL);
    html! {
        @if (1..=SMAL).contains(&van.kolommen.len()) {
            div.scroll role="region" tabindex="0" aria-label={ (maat.titel) ", naar " (van.naar) } { (tabel) }
        } @else { (tabel) }
    }
}

fn totaal(maat: &MaatInGebied, perioden: &Perioden) -> Markup {
    html! {
        p.cijfer {
            b { (aantal(maat.totaal.nu, perioden)) } " " (maat.eenheid)
            @if let (Some(vorig), Some(toen)) = (&perioden.vorig, maat.totaal.vorig) { span.soft { ", " (vorig) ": " (aantal(toen, perioden)) } }
        }
    }
}

/// Everything of one measure in one area: what it is, each table with all its columns, and the areas within.
pub async fn maat(
    blad: Blad,
    lezer: Lezer,
    Pad((id, gebied, maat)): Pad<(PublicatieId, String, String)>,
) -> Result<HttpResponse, Problem> {
    let van = lezer.een(id).await?.into_view();
    let gelezen = lezer.gebied(id, &gebied, false).await?;
    let hier = gelezen.bladen.first().ok_or_else(Problem::not_found)?;
    let maat = hier.maten.iter().find(|een| een.maat == maat).ok_or_else(Problem::not_found)?;
    let perioden = Perioden::van(gelezen.van.periode, hier.vorige_periode.as_deref());
    let inhoud = html! {
        nav.crumb aria-label="Waar u bent" { a href=(naar(&van, &gebied)) { "Terug naar " (hier.naam) ", " (in_woorden(&van.periode)) } }
        h1 { (maat.titel) }
        p.lead { (hier.naam) ", " (in_woorden(&van.periode)) }
        (let_op_concept(&blad, &van)?)
        (totaal(maat, &perioden))
        p.field { (maat.omschrijving) }
        (uitleg(hier, &perioden))
        @for (nr, tabel_hier) in maat.tabellen.iter().enumerate() {
            div.card.field {
                h2 id={ "tabel-" (nr) } { "Naar " (tabel_hier.naar) }
                div.scroll role="region" tabindex="0" aria-label={ "Naar " (tabel_hier.naar) } {
                    (tabel(&html! { (tabel_hier.uitleg) }, tabel_hier, &perioden, ALLE))
                }
            }
        }
        (naast("Per gebied", &[maat], hier, &perioden))
    };
    Ok(blad.toon(&Titel::van(format!("{}, {}: {}", maat.titel, hier.naam, in_woorden(&van.periode))), &inhoud))
}

/// Whose name a file goes by here.
fn bestanden(van: &PublicatieView) -> Markup {
    let alle = van.bestanden.as_deref().unwrap_or_default();
    let rang = |soort: Bestandsoort| VOOR_MENSEN.iter().position(|een| *een == soort);
    let mut eerst: Vec<_> = alle.iter().filter(|een| rang(een.soort).is_some()).collect();
    eerst.sort_by_key(|een| rang(een.soort));
    let rest = alle.iter().filter(|een| rang(een.soort).is_none());
    let link = |soort: Bestandsoort| {
        let woord: &str = soort.into();
        html! { li { a href={ (pad(van.id)) "/bestanden/" (woord) } download { (soort.naam()) } } }
    };
    html! {
        @if !alle.is_empty() {
            section.card aria-labelledby="kop-bestanden" {
                h2 #kop-bestanden { "Haal de cijfers op" }
                ul.links { @for een in eerst { (link(een.soort)) } }
                details.more { summary { "Voor programma’s en om na te gaan" } ul.links.small { @for een in rest { (link(een.soort)) } } }
            }
        }
    }
}

/// The factsheet of this area first, then all.
fn factsheets(van: &PublicatieView, gekozen: &str) -> Markup {
    let alle: Vec<&GebiedLink> = van.gebieden.iter().flatten().filter(|een| een.factsheet.is_some()).collect();
    let naar = |een: &GebiedLink| format!("{}/factsheets/{}", pad(van.id), een.gebied);
    html! {
        @if let Some(hier) = alle.iter().find(|een| een.gebied == gekozen) {
            section.card aria-labelledby="kop-factsheet" {
                h2 #kop-factsheet { "Factsheet op één A4" }
                p.actions { a.button.second href=(naar(hier)) { "Factsheet " (hier.naam) } }
                details.more {
                    summary { "Alle factsheets (" (alle.len()) ")" }
                    ul.links { @for een in &alle { li { a href=(naar(een)) { (een.naam) } } } }
                }
            }
        }
    }
}

/// Who did what.
fn tot_stand(van: &PublicatieView, nu: Moment) -> Markup {
    let stappen = [
        ("Geteld", Some(&van.geteld)),
        ("Beoordeeld", van.beoordeeld.as_ref()),
        ("Vrijgegeven", van.vrijgegeven.as_ref()),
    ];
    let manifest = van.bestanden.iter().flatten().find(|een| een.soort == Bestandsoort::Manifest);
    html! {
        section.card aria-labelledby="kop-stand" {
            h2 #kop-stand { "Hoe dit tot stand kwam" }
            ol.timeline {
                @for (wat, stap) in stappen {
                    @if let Some(stap) = stap {
                        li {
                            b { (wat) } (moment(stap.op, nu))
                            @if let Some(wie) = van.namen.as_ref().and_then(|namen| namen.wie(Some(stap.door))) { ", door " (wie.naam) }
                        }
                    }
                }
            }
            p.small.soft { "Programma " (programma(&van.programma)) ", drempel " (van.drempel) "." }
            @if let Some(manifest) = manifest {
                details.more { summary { "Vingerafdruk van deze publicatie" } p.small.soft { "SHA-256 van het manifest: " (manifest.sha256) } }
            }
        }
    }
}

/// All areas beside one another.
pub async fn naast_elkaar(blad: Blad, lezer: Lezer, id: Pad<PublicatieId>) -> Result<HttpResponse, Problem> {
    let van = lezer.een(id.0).await?.into_view();
    let gelezen = lezer.gebied(id.0, REGIO, false).await?;
    let hier = gelezen.bladen.first().ok_or_else(Problem::not_found)?;
    let perioden = Perioden::van(gelezen.van.periode, hier.vorige_periode.as_deref());
    let fijn = |maat: &&MaatInGebied| maat.hierbinnen.iter().any(|daar| daar.gebiedsoort == "gemeente");
    let (per_gemeente, verder): (Vec<_>, Vec<_>) = hier.maten.iter().partition(fijn);
    let verder: Vec<_> = verder.into_iter().filter(|maat| !maat.hierbinnen.is_empty()).collect();
    let inhoud = html! {
        (kop(&blad, &van, blad.omgeving().nu)?)
        (keuze(&van, ""))
        h2.ruim { "Gebieden naast elkaar" }
        (uitleg(hier, &perioden))
        (naast("Per subregio en gemeente", &per_gemeente, hier, &perioden))
        (per_subregio(&verder, hier, &perioden))
    };
    Ok(blad.toon(&Titel::van(format!("Gebieden naast elkaar: {}", in_woorden(&van.periode))), &inhoud))
}

/// A table with a row for each area and a column for each measure.
fn naast(titel: &str, maten: &[&MaatInGebied], hier: &Gebiedsblad, perioden: &Perioden) -> Markup {
    let Some(eerste) = maten.first().filter(|maat| !maat.hierbinnen.is_empty()) else { return html! {} };
    let breed = if perioden.vorig.is_some() { "2" } else { "1" };
    html! {
        div.scroll.ruim role="region" tabindex="0" aria-label=(titel) {
            table.tel {
                caption { (titel) }
                thead {
                    tr { th scope="col" { "Gebied" } @for maat in maten { th.number scope="col" colspan=(breed) { (maat.titel) } } }
                    @if let Some(vorig) = &perioden.vorig {
                        tr { th scope="col" { "Periode" } @for _ in maten { th.number scope="col" { (perioden.nu) } th.number scope="col" { (vorig) } } }
                    }
                }
                tbody {
                    tr { th scope="row" { b { (hier.naam) } } @for maat in maten { (cellen(maat.totaal, perioden)) } }
                    @for (nr, daar) in eerste.hierbinnen.iter().enumerate() {
                        tr {
                            th scope="row" { @if daar.gebiedsoort == "subregio" { b { (daar.naam) } } @else { (daar.naam) } }
                            @for maat in maten { @if let Some(daar) = maat.hierbinnen.get(nr) { (cellen(daar.getal, perioden)) } }
                        }
                    }
                }
            }
        }
    }
}

/// A table with a row for each measure and a column for each part of the region.
fn per_subregio(maten: &[&MaatInGebied], hier: &Gebiedsblad, perioden: &Perioden) -> Markup {
    let Some(eerste) = maten.first() else { return html! {} };
    let breed = if perioden.vorig.is_some() { "2" } else { "1" };
    let titel = "Per subregio";
    html! {
        div.scroll.ruim role="region" tabindex="0" aria-label=(titel) {
            table.tel {
                caption { (titel) }
                thead {
                    tr {
                        th scope="col" { "Maat" }
                        th.number scope="col" colspan=(breed) { (hier.naam) }
                        @for daar in &eerste.hierbinnen { th.number scope="col" colspan=(breed) { (daar.naam) } }
                    }
                    @if let Some(vorig) = &perioden.vorig {
                        tr { th scope="col" { "Periode" } @for _ in 0..=eerste.hierbinnen.len() { th.number scope="col" { (perioden.nu) } th.number scope="col" { (vorig) } } }
                    }
                }
                tbody {
                    @for maat in maten {
                        tr {
                            th scope="row" { (maat.titel) }
                            (cellen(maat.totaal, perioden))
                            @for daar in &maat.hierbinnen { (cellen(daar.getal, perioden)) }
                        }
                    }
                }
            }
        }
    }
}
