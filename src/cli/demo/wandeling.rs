//! The walk: one new family, from a worry to support, in commands that anybody can paste.

use chrono::TimeDelta;

use super::{
    regio::Regio,
    toegangen::{Toegangen, WACHTWOORD},
};
use crate::domain::{gebied::Gemeente, route::Route, tijd::Moment};

const SJABLOON: &str = include_str!("wandeling.sh");
const TAFEL: &str = include_str!("tafel.sh");

/// The commands of the walk, for bash.
pub(super) fn schrijf(regio: &Regio, toegangen: &Toegangen, adres: &str, nu: Moment) -> String {
    let desk = |route| regio.bureau(route, Gemeente::Gm0917).map(|b| b.id.to_string()).unwrap_or_default();
    let dag = nu.dag();
    let programma = std::env::current_exe().map_or_else(|_| "knooppunt".into(), |pad| pad.display().to_string());
    let tokens: Vec<String> =
        toegangen.iter().map(|toegang| format!("export {}={}", toegang.rol, toegang.token)).collect();
    let regisseur = regio.account("voorzorg-parkstad-1").map(|a| a.gebruiker.to_string()).unwrap_or_default();
    [
        ("{{knooppunt}}", TAFEL.to_owned()),
        ("{{adres}}", adres.to_owned()),
        ("{{tokens}}", tokens.join("\n")),
        ("{{desk_huisbezoek}}", desk(Route::PrenataalHuisbezoek)),
        ("{{desk_voorzorg}}", desk(Route::Voorzorg)),
        ("{{desk_knooppunt}}", desk(Route::Knooppunt)),
        ("{{geboren}}", (dag - TimeDelta::days(22 * 365)).to_string()),
        ("{{uitgerekend}}", (dag + TimeDelta::days(280 - 14 * 7)).to_string()),
        ("{{over_een_maand}}", (dag + TimeDelta::days(30)).to_string()),
        ("{{over_drie_maanden}}", (dag + TimeDelta::days(90)).to_string()),
        ("{{regisseur}}", regisseur),
        ("{{wachtwoord}}", WACHTWOORD.to_owned()),
        ("{{programma}}", programma),
    ]
    .iter()
    .fold(SJABLOON.to_owned(), |tekst, (wat, waarmee)| tekst.replace(wat, waarmee))
}
