//! Whom a visitor of the demo can be, and what there is to try.

use crate::http::toegang::proef::{Mens, Proef};

/// What somebody logs in with, what they do, and what there is to try.
const MENSEN: [(&str, &str, &[&str]); 8] = [
    ("verloskundige-1", "verloskundige", &["Maak een signaal", "Kijk wat ervan werd", "Print het papier voor haar"]),
    (
        "coordinator-parkstad-1",
        "JGZ-coördinator",
        &["Begin bij Eerst dit", "Neem een gezin aan", "Vraag een bureau om hulp"],
    ),
    (
        "jeugdverpleegkundige-parkstad-1",
        "jeugdverpleegkundige",
        &["Pak een vraag op en neem haar aan", "Plan de kennismaking en begin de hulp", "Leg vast hoe het ging"],
    ),
    (
        "voorzorg-parkstad-1",
        "verpleegkundige van VoorZorg",
        &["Kijk wat er bij uw bureau wacht", "Kijk bij Mijn gezinnen", "Rond af: haar oordeel staat eerst"],
    ),
    (
        "voorzitter-heerlen",
        "voorzitter van het knooppunt",
        &["Zet een gezin op de agenda", "Maak het verslag af en stel het vast", "Vink een afspraak af"],
    ),
    (
        "onderzoeker-1",
        "onderzoeker",
        &["Lees de cijfers, en open een factsheet", "Tel het laatste kwartaal", "Kijk wat verborgen wordt, en waarom"],
    ),
    (
        "fg-1",
        "functionaris gegevensbescherming",
        &["Beoordeel een noodprocedure", "Lees wat aandacht vraagt", "Beoordeel wat de onderzoeker telde"],
    ),
    (
        "beheerder-1",
        "beheerder",
        &["Zoek een collega, en kijk wat die mag", "Voeg een praktijk toe", "Nodig iemand uit"],
    ),
];

/// The people of the made-up region whom one can be.
pub(super) fn proef() -> Proef {
    let mens = |(naam, werk, doen): (&str, &'static str, &'static [&'static str])| Mens {
        gebruikersnaam: naam.to_owned(),
        werk,
        doen,
    };
    Proef::new(MENSEN.into_iter().map(mens).collect())
}
