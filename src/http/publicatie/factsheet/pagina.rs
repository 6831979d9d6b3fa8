//! What stands on a factsheet, in what order: what was counted, the figures that are read first, and a table with bars for each measure.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::stijl::STIJL;
use crate::{
    domain::publicatie::gebiedsblad::{Aantal, Gebiedsblad, Hierbinnen, MaatInGebied, Tabel},
    http::{
        html::dag,
        publicatie::{
            tabel::{Perioden, aantal, cellen, hoogste, programma, staaf, tabel},
            view::Gebieden,
        },
    },
};

/// So many figures stand large on top.
const KERN: usize = 4;
/// The widest table shows at most so many columns after its total; the others show the total alone. The rest is in the files.
const SMAL: usize = 2;
/// So many measures stand beside one another for the areas within.
const NAAST_ELKAAR: usize = 3;

const MERK: PreEscaped<&str> = PreEscaped(
    r#"<svg viewBox="0 0 32 32" aria-hidden="true"><path d="M2 24c9 0 18-4 18-11a5 5 0 1 0-10 0c0 7 11 11 20 11"/></svg>"#,
);

/// The whole page.
#[must_use]
pub fn pagina(van: &Gebieden) -> Markup {
    let Some((hier, ruimer)) = van.bladen.split_first() else { return html! {} };
    let perioden = Perioden { voluit: true, ..Perioden::van(van.van.periode, hier.vorige_periode.as_deref()) };
    let periode = van.van.periode.in_woorden();
    html! {
        (DOCTYPE)
        html lang="nl" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { "Kansrijke Start in " (hier.naam) ", " (periode) " – Knooppunt" }
                style { (PreEscaped(STIJL)) }
            }
            body {
                header.kop {
                    p.merk { (MERK) "Knooppunt, Kansrijke Start" }
                    h1 { (hier.naam) }
                    p.lead { "Cijfers over " (periode) @if let Some(vorig) = &hier.vorige_periode { ", naast " (in_woorden(vorig)) } "." }
                    p.klein { (stand(van)) }
                }
                main {
                    (kern(hier, &perioden))
                    (hier_naast(hier, ruimer, &perioden))
                    @if tabellen(hier).next().is_some() { (blokken(hier, &perioden)) (hierbinnen(hier, &perioden)) }
                    @else if let Some(om) = ruimer.first() {
                        h2 { "In " (om.naam) ", waar " (hier.naam) " in ligt" }
                        (blokken(om, &perioden))
                    }
                }
                footer.voet { (zo_leest_u(van, &perioden)) }
            }
        }
    }
}

fn stand(van: &Gebieden) -> String {
    let stand = if van.van.definitief { "Definitieve" } else { "Voorlopige" };
    format!("{stand} cijfers, geteld op {}. Programma {}.", dag(van.van.geteld_op), programma(&van.van.programma))
}

fn in_woorden(periode: &str) -> String {
    periode
        .parse()
        .map_or_else(|_| periode.to_owned(), |periode: crate::domain::publicatie::Periode| periode.in_woorden())
}

fn hoofdletter(tekst: &str) -> String {
    let mut letters = tekst.chars();
    letters.next().map_or_else(String::new, |eerste| eerste.to_uppercase().chain(letters).collect())
}

/// The measures that are worth most, in the order of the programme.
fn eerste_maten(blad: &Gebiedsblad, hoogstens: usize, telt: impl Fn(&MaatInGebied) -> bool) -> Vec<&MaatInGebied> {
    let mut maten: Vec<(usize, &MaatInGebied)> = blad.maten.iter().enumerate().filter(|(_, maat)| telt(maat)).collect();
    maten.sort_by_key(|(plek, maat)| (std::cmp::Reverse(maat.voorrang), *plek));
    maten.truncate(hoogstens);
    maten.sort_by_key(|(plek, _)| *plek);
    maten.into_iter().map(|(_, maat)| maat).collect()
}

/// The figures that are read first.
fn kern(blad: &Gebiedsblad, perioden: &Perioden) -> Markup {
    html! {
        h2.hidden { "In één oogopslag" }
        ul.kern {
            @for maat in eerste_maten(blad, KERN, |_| true) {
                li {
                    b { (aantal(maat.totaal.nu, perioden)) }
                    (maat.titel)
                    @if let (Some(vorig), Some(toen)) = (&perioden.vorig, maat.totaal.vorig) {
                        p.klein { (vorig) ": " (aantal(toen, perioden)) }
                    }
                }
            }
        }
    }
}

/// The first table of each measure that has one: what is told of it in one look.
fn tabellen(blad: &Gebiedsblad) -> impl Iterator<Item = (&MaatInGebied, &Tabel)> {
    blad.maten.iter().filter_map(|maat| maat.tabellen.first().map(|tabel| (maat, tabel)))
}

/// A table with bars for each measure; that of the measure that is worth most first, over the whole width.
fn blokken(blad: &Gebiedsblad, perioden: &Perioden) -> Markup {
    let eerste = eerste_maten(blad, 1, |maat| !maat.tabellen.is_empty());
    let is_breed = |(maat, tabel): &(&MaatInGebied, &Tabel)| {
        (1..=SMAL).contains(&tabel.kolommen.len()) && eerste.iter().any(|een| een.maat == maat.maat)
    };
    let (breed, smal): (Vec<_>, Vec<_>) = tabellen(blad).partition(is_breed);
    let verder: Vec<&MaatInGebied> = blad.maten.iter().filter(|maat| maat.tabellen.is_empty()).collect();
    html! {
        @for (maat, van) in breed { div.vol.scroll role="region" tabindex="0" aria-label=(maat.titel) { (tabel(&html! { (maat.titel) }, van, perioden, SMAL)) } }
        div.blokken {
            @for (maat, van) in smal { div { (tabel(&html! { (maat.titel) }, van, perioden, 0)) } }
            @if !verder.is_empty() { div { (ook_geteld(&verder, perioden)) } }
        }
    }
}

/// What is told as a total alone.
fn ook_geteld(maten: &[&MaatInGebied], perioden: &Perioden) -> Markup {
    let hoogste = hoogste(maten.iter().map(|maat| maat.totaal));
    html! {
        table {
            caption { "Ook geteld" }
            thead {
                tr {
                    th.naar scope="col" { "Wat" }
                    th.number scope="col" { (perioden.nu) }
                    @if let Some(vorig) = &perioden.vorig { th.number scope="col" { (vorig) } }
                    td {}
                }
            }
            tbody {
                @for maat in maten {
                    tr { th scope="row" { (maat.titel) } (cellen(maat.totaal, perioden)) td.staaf { (staaf(maat.totaal, hoogste)) } }
                }
            }
        }
    }
}

/// A small area beside the wider ones in which it lies: measure by measure.
fn hier_naast(hier: &Gebiedsblad, ruimer: &[Gebiedsblad], perioden: &Perioden) -> Markup {
    if tabellen(hier).next().is_some() || ruimer.is_empty() {
        return html! {};
    }
    let alle: Vec<&Gebiedsblad> = [hier].into_iter().chain(ruimer).collect();
    let totaal = |blad: &Gebiedsblad, maat: &str| {
        let daar = blad.maten.iter().find(|een| een.maat == maat);
        daar.map(|daar| daar.totaal)
    };
    html! {
        h2 #naast { (hier.naam) " naast de rest van de regio" }
        div.scroll role="region" tabindex="0" aria-labelledby="naast" {
            table {
                (kop("Wat", &alle.iter().map(|blad| blad.naam.as_str()).collect::<Vec<_>>(), perioden))
                tbody {
                    @for maat in &hier.maten {
                        tr {
                            th scope="row" { (maat.titel) }
                            @for blad in &alle {
                                @match totaal(blad, &maat.maat) {
                                    Some(getal) => (cellen(getal, perioden)),
                                    None => { td.number { (aantal(Aantal::NietGeteld, perioden)) } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The areas right within this one, beside one another.
fn hierbinnen(blad: &Gebiedsblad, perioden: &Perioden) -> Markup {
    let fijn = if blad.gebiedsoort == "regio" { "subregio" } else { "gemeente" };
    let in_maat = |maat: &MaatInGebied| maat.hierbinnen.iter().any(|daar| daar.gebiedsoort == fijn);
    let maten = eerste_maten(blad, NAAST_ELKAAR, in_maat);
    let Some(eerste) = maten.first() else { return html! {} };
    let gebieden: Vec<&Hierbinnen> = eerste.hierbinnen.iter().filter(|daar| daar.gebiedsoort == fijn).collect();
    let daar = |maat: &MaatInGebied, gebied: &Hierbinnen| {
        maat.hierbinnen.iter().find(|een| een.gebied == gebied.gebied).map(|een| een.getal)
    };
    // Of the region there is more than an A4 holds; each part of it has a factsheet of its own.
    let klas = if fijn == "subregio" { "scroll scherm" } else { "scroll" };
    html! {
        h2 #binnen class=[(fijn == "subregio").then_some("scherm")] { "Per " (fijn) }
        div class=(klas) role="region" tabindex="0" aria-labelledby="binnen" {
            table {
                (kop(&hoofdletter(fijn), &maten.iter().map(|maat| maat.titel.as_str()).collect::<Vec<_>>(), perioden))
                tbody {
                    @for gebied in gebieden {
                        tr {
                            th scope="row" { (gebied.naam) }
                            @for maat in &maten { @if let Some(getal) = daar(maat, gebied) { (cellen(getal, perioden)) } }
                        }
                    }
                }
            }
        }
    }
}

/// The head of a table in which each column is this period and that of a year before.
fn kop(wat: &str, kolommen: &[&str], perioden: &Perioden) -> Markup {
    html! {
        thead {
            @match &perioden.vorig {
                None => { tr { th scope="col" { (wat) } @for kolom in kolommen { th.number scope="col" { (kolom) } } } }
                Some(vorig) => {
                    tr { th scope="col" rowspan="2" { (wat) } @for kolom in kolommen { th.number scope="colgroup" colspan="2" { (kolom) } } }
                    tr { @for _ in kolommen { th.number scope="col" { (perioden.nu) } th.number scope="col" { (vorig) } } }
                }
            }
        }
    }
}

/// How to read it, and what it does not say.
fn zo_leest_u(van: &Gebieden, perioden: &Perioden) -> Markup {
    let klein = van.van.drempel - 1;
    html! {
        h2.hidden { "Zo leest u dit blad" }
        ul.klein {
            li { "‘Te klein’: te klein om te tonen (1 tot en met " (klein) "), of het zou een ander klein aantal verraden. Een 0 is een getelde nul." }
            @if let Some(vorig) = &perioden.vorig { li { "De dikke staaf is " (perioden.nu) ", de dunne " (vorig) "." } }
            li { "In een aantal gezinnen telt elk gezin één keer; signalen en trajecten tellen elk apart. Een totaal is daarom niet altijd de som. Wat precies is geteld, staat in het woordenboek bij deze cijfers." }
        }
    }
}
