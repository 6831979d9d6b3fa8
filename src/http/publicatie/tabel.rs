//! Counts as a table with a drawing beside it: a thick bar for this year and a thin one for the year before. What the bars say stands as
//! a number in the same row, so whoever cannot see them misses nothing.

use maud::{Markup, html};

use crate::domain::publicatie::{
    Periode,
    gebiedsblad::{Aantal, Getal, Regel, Tabel},
};

/// What stands in the place of a number that is not shown, as far as it is read by eye.
const TE_KLEIN: &str = "te klein";

/// What this period and the one of a year before are called above a column.
#[derive(Clone, Debug)]
pub struct Perioden {
    /// This one.
    pub nu: String,
    /// That of a year before, when it is there.
    pub vorig: Option<String>,
    /// Whether a hidden number says in each cell that it is too small to be shown, or above the tables once.
    pub voluit: bool,
}

impl Perioden {
    /// Of these periods.
    #[must_use]
    pub fn van(nu: Periode, vorig: Option<&str>) -> Self {
        Self { nu: kort(nu), vorig: vorig.and_then(|vorig| vorig.parse().ok()).map(kort), voluit: false }
    }
}

/// A period above a column: `2026`, `3e kw. 2026`.
#[must_use]
pub fn kort(periode: Periode) -> String {
    let nummer = periode.kwartaal().map(|kwartaal| <&str>::from(kwartaal).trim_start_matches('K'));
    nummer.map_or_else(|| periode.jaar().to_string(), |nummer| format!("{nummer}e kw. {}", periode.jaar()))
}

/// A programme as people read it: `Kansrijke start, versie 2`.
#[must_use]
pub fn programma(kenmerk: &str) -> String {
    let (naam, versie) = kenmerk.split_once('/').unwrap_or((kenmerk, ""));
    let mut letters = naam.chars();
    let eerste = letters.next().into_iter().flat_map(char::to_uppercase);
    let naam: String = eerste.chain(letters.map(|letter| if letter == '-' { ' ' } else { letter })).collect();
    if versie.is_empty() { naam } else { format!("{naam}, versie {versie}") }
}

/// A number as one writes it here: `1.234`.
#[must_use]
pub fn cijfers(aantal: u64) -> String {
    let cijfers = aantal.to_string();
    let eerst = cijfers.len() % 3;
    let punt = |(plek, cijfer): (usize, char)| {
        let punt = plek > 0 && plek % 3 == eerst;
        punt.then_some('.').into_iter().chain([cijfer])
    };
    cijfers.chars().enumerate().flat_map(punt).collect()
}

/// What is told of a number: it, or a word; never nothing.
#[must_use]
pub fn aantal(van: Aantal, perioden: &Perioden) -> Markup {
    html! {
        @match van {
            Aantal::Getoond { aantal } => { (cijfers(aantal)) }
            Aantal::Verborgen => { i { (TE_KLEIN) } @if perioden.voluit { span.hidden { " om te tonen" } } }
            Aantal::NietGeteld => { span aria-hidden="true" { "–" } span.hidden { "niet geteld" } }
        }
    }
}

/// How it looks beside the same number of other rows, of which the highest is `hoogste`.
#[must_use]
pub fn staaf(getal: Getal, hoogste: u64) -> Markup {
    let lang = |van: Option<Aantal>| {
        let van = van.and_then(Aantal::getoond).filter(|aantal| *aantal > 0)?;
        Some((van * 100).checked_div(hoogste)?.max(1))
    };
    html! {
        svg aria-hidden="true" {
            @if let Some(nu) = lang(Some(getal.nu)) { rect width={ (nu) "%" } height="60%" {} }
            @if let Some(vorig) = lang(getal.vorig) { rect.toen y="75%" width={ (vorig) "%" } height="25%" {} }
        }
    }
}

/// The highest number of these, now or a year before.
pub fn hoogste(getallen: impl Iterator<Item = Getal>) -> u64 {
    let van = |getal: Getal| [Some(getal.nu), getal.vorig].into_iter().flatten().filter_map(Aantal::getoond);
    getallen.flat_map(van).max().unwrap_or_default()
}

/// A number with that of a year before, each in a cell of its own.
#[must_use]
pub fn cellen(getal: Getal, perioden: &Perioden) -> Markup {
    html! {
        td.number { (aantal(getal.nu, perioden)) }
        @if perioden.vorig.is_some() { td.number.soft { (aantal(getal.vorig.unwrap_or(Aantal::NietGeteld), perioden)) } }
    }
}

/// A table, with at most so many columns after the total: what is wider stands in the files, or on a wider page.
#[must_use]
pub fn tabel(titel: &Markup, van: &Tabel, perioden: &Perioden, hoogstens: usize) -> Markup {
    let kolommen = van.kolommen.get(..van.kolommen.len()).filter(|alle| alle.len() <= hoogstens).unwrap_or_default();
    let eerste = |regel: &Regel| regel.getallen.first().copied();
    let hoogste = hoogste(van.regels.iter().filter_map(eerste));
    html! {
        table.tel {
            caption { (titel) }
            (kop(&van.naar, kolommen, perioden))
            tbody {
                @for regel in &van.regels {
                    tr {
                        th scope="row" { (regel.naam) }
                        @for getal in regel.getallen.iter().take(kolommen.len() + 1) { (cellen(*getal, perioden)) }
                        td.staaf { @if let Some(getal) = eerste(regel) { (staaf(getal, hoogste)) } }
                    }
                }
            }
            tfoot {
                tr {
                    th scope="row" { (van.totaal.naam) }
                    @for getal in van.totaal.getallen.iter().take(kolommen.len() + 1) { (cellen(*getal, perioden)) }
                    td {}
                }
            }
        }
    }
}

/// The head: under each column this period, and that of a year before.
fn kop(naar: &str, kolommen: &[String], perioden: &Perioden) -> Markup {
    let groepen = || ["Totaal"].into_iter().chain(kolommen.iter().map(String::as_str));
    html! {
        thead {
            @match &perioden.vorig {
                None if kolommen.is_empty() => {
                    tr { th.naar scope="col" { (naar) } th.number scope="col" { (perioden.nu) } td {} }
                }
                Some(vorig) if kolommen.is_empty() => {
                    tr {
                        th.naar scope="col" { (naar) }
                        th.number scope="col" { (perioden.nu) }
                        th.number scope="col" { (vorig) }
                        td {}
                    }
                }
                None => {
                    tr { th.naar scope="col" { (naar) } @for groep in groepen() { th.number scope="col" { (groep) } } td {} }
                }
                Some(vorig) => {
                    tr {
                        th.naar scope="col" rowspan="2" { (naar) }
                        @for groep in groepen() { th.number scope="colgroup" colspan="2" { (groep) } }
                        td rowspan="2" {}
                    }
                    tr { @for _ in groepen() { th.number scope="col" { (perioden.nu) } th.number scope="col" { (vorig) } } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_aantal_staat_er_zoals_men_het_schrijft() {
        assert_eq!([0, 67, 357, 1234, 1_234_567].map(cijfers), ["0", "67", "357", "1.234", "1.234.567"]);
    }

    #[test]
    fn een_programma_heeft_een_naam_om_te_lezen() {
        assert_eq!(programma("kansrijke-start/2"), "Kansrijke start, versie 2");
    }

    #[test]
    fn wat_verborgen_is_staat_er_als_woord_en_heeft_geen_staaf() {
        let getal = Getal { nu: Aantal::Verborgen, vorig: Some(Aantal::Getoond { aantal: 30 }) };
        let perioden = Perioden { voluit: true, ..Perioden::van("2026-K3".parse().unwrap(), Some("2025-K3")) };
        assert_eq!((perioden.nu.as_str(), perioden.vorig.as_deref()), ("3e kw. 2026", Some("3e kw. 2025")));
        let cel = cellen(getal, &perioden).into_string();
        assert!(cel.contains("te klein") && cel.contains("om te tonen") && cel.contains(">30<"), "{cel}");
        let staaf = staaf(getal, 60).into_string();
        assert_eq!(staaf.matches("<rect").count(), 1);
        assert!(staaf.contains("width=\"50%\""), "half of the highest: {staaf}");
    }
}
