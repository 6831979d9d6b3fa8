//! The story and its rules: no database, no web server, no clock.

pub mod beleid;
pub mod bericht;
pub mod casus;
pub mod client;
pub mod doorgeleiding;
pub mod dossier;
pub mod evaluatie;
pub mod fouten;
pub mod gebied;
pub mod ids;
pub mod inzage;
pub mod inzicht;
pub mod knooppunt;
pub mod logboek;
pub mod noodprocedure;
pub mod notitie;
pub mod publicatie;
pub mod recht;
pub mod reden;
pub mod regelbestand;
pub mod rode_draad;
pub mod route;
pub mod routeadvies;
pub mod signaal;
pub mod tekst;
pub mod thema;
pub mod tijd;
pub mod toegang;
pub mod toestemming;
pub mod traject;
pub mod verhuizing;
pub mod voorstel;
pub mod werkdagen;
pub mod wissing;
pub mod woorden;
pub mod zwangerschap;

pub use self::woorden::Label;

use std::str::FromStr;

/// A closed list of words, such as the states of a casus, as they are stored and sent.
///
/// Every enum that derives strum's `IntoStaticStr` and `EnumString` is one.
pub trait Word: Copy + 'static {
    /// The word itself.
    fn word(self) -> &'static str;

    /// The value that `word` stands for, if the program knows it.
    fn parse(word: &str) -> Option<Self>;
}

impl<T: Copy + Into<&'static str> + FromStr + 'static> Word for T {
    fn word(self) -> &'static str {
        self.into()
    }

    fn parse(word: &str) -> Option<Self> {
        word.parse().ok()
    }
}
