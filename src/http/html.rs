//! Pages for people: whole in themselves, without scripts, ready to be printed.

use std::sync::LazyLock;

use aws_lc_rs::digest::{SHA256, digest};
use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{Datelike as _, NaiveDate, NaiveDateTime};
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::domain::tijd::Moment;

const STIJL: &str = "\
@page{size:A4;margin:14mm 16mm}\
*{box-sizing:border-box}\
body{font:11pt/1.45 Georgia,'Times New Roman',serif;color:#1a1a1a;background:#fff;max-width:180mm;margin:1.5rem auto;padding:0 1rem}\
h1{font-size:18pt;line-height:1.2;margin:0 0 .6rem}\
h2{font-size:13pt;margin:1.6rem 0 .4rem;break-after:avoid}\
p{margin:.3rem 0 .6rem}\
li,dl{break-inside:avoid}\
.wie{margin:.5rem 0;border-top:1px solid #bbb;padding-top:.3rem}\
.wie p{margin:0 0 .2rem;break-after:avoid}\
.regels{list-style:none;margin:0;padding:0}\
.regels li{display:grid;grid-template-columns:7.5rem 1fr;gap:.8rem;padding:.08rem 0}\
dl{display:grid;grid-template-columns:12rem 1fr;gap:.15rem .8rem;margin:.4rem 0 .8rem;padding-bottom:.5rem;border-bottom:1px solid #bbb}\
dt{color:#444}dd{margin:0;white-space:pre-line}\
.klein{font-size:9.5pt;color:#444}\
.let-op{font-weight:bold}\
@media(max-width:36rem){body{margin:.5rem auto}dl{grid-template-columns:1fr}dd{margin-bottom:.3rem}\
.regels li{grid-template-columns:1fr;gap:0;padding:.2rem 0}.regels time{font-size:9.5pt;color:#444}}\
@media print{body{margin:0;padding:0;max-width:none;font-size:9.5pt;line-height:1.3}.klein{font-size:8.5pt}}";

/// The policy of a page: nothing comes from elsewhere, nothing runs, and its style is this one.
static BELEID: LazyLock<String> = LazyLock::new(|| {
    let afdruk = STANDARD.encode(digest(&SHA256, STIJL.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{afdruk}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
});

/// The Content-Security-Policy of a page.
#[must_use]
pub fn beleid() -> &'static str {
    BELEID.as_str()
}

/// A whole page.
#[must_use]
pub fn pagina(titel: &str, inhoud: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang="nl" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (titel) " – Knooppunt" }
                style { (PreEscaped(STIJL)) }
            }
            body { main { h1 { (titel) } (inhoud) } }
        }
    }
}

const MAANDEN: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];
const DAGEN: [&str; 7] = ["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"];

fn naam(van: &[&'static str], plaats: u32) -> &'static str {
    usize::try_from(plaats).ok().and_then(|plaats| van.get(plaats)).copied().unwrap_or_default()
}

/// A day as one writes it: `23 november 2026`.
#[must_use]
pub fn dag(dag: NaiveDate) -> String {
    format!("{} {} {}", dag.day(), naam(&MAANDEN, dag.month0()), dag.year())
}

/// A day with its name: `maandag 23 november 2026`.
#[must_use]
pub fn weekdag(welke: NaiveDate) -> String {
    format!("{} {}", naam(&DAGEN, welke.weekday().num_days_from_monday()), dag(welke))
}

/// The clock: `10:05`.
#[must_use]
pub fn klok(hier: NaiveDateTime) -> String {
    hier.format("%H:%M").to_string()
}

/// A moment as the clock in the Netherlands showed it: `23 november 2026, 10:05 uur`.
#[must_use]
pub fn moment(op: Moment) -> String {
    let hier = op.in_nederland();
    format!("{}, {} uur", dag(hier.date()), klok(hier))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_dag_staat_er_zoals_men_hem_schrijft() {
        assert_eq!(weekdag("2026-11-23".parse().unwrap()), "maandag 23 november 2026");
        assert_eq!(moment(Moment::new("2026-07-01T22:05:00Z".parse().unwrap())), "2 juli 2026, 00:05 uur");
    }

    #[test]
    fn wat_iemand_schreef_is_op_een_pagina_nooit_meer_dan_tekst() {
        let boos = "</title><script>alert(1)</script>\"'&";
        let pagina = pagina(boos, &html! { p title=(boos) { (boos) } }).into_string();
        assert!(!pagina.contains("<script") && pagina.contains("&lt;script&gt;"));
        assert!(pagina.starts_with("<!DOCTYPE html><html lang=\"nl\">"));
    }
}
