//! The programme of a publicatie: which measures, how they nest, along which splits.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::{drempel::Fout, gebied::Gebiedsoort, lid::Lid, periode::Kwartaal};

/// What makes a family a member of a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Feit {
    /// A casus that was open on at least one day of the period: the base that holds all others.
    Casus,
    /// A signaal received in the period.
    Signaal,
    /// A doorgeleiding sent in the period; the first one counts.
    Doorgeleiding,
    /// A prenatal home visit held in the period.
    PrenataalHuisbezoek,
    /// A traject under way on at least one day of the period; prenatal home visits are not a traject here.
    Traject,
    /// On the agenda of a bijeenkomst that was held in the period.
    AanTafel,
    /// Discussed at such a bijeenkomst.
    Besproken,
    /// Discussed there, with at least one afspraak.
    MetAfspraak,
}

impl Feit {
    const fn kent(self, klasse: &Klasse) -> bool {
        match klasse {
            Klasse::Route { .. } => matches!(self, Self::Doorgeleiding | Self::Traject),
            Klasse::Uitkomst { .. } => matches!(self, Self::Doorgeleiding),
            Klasse::Nieuw => matches!(self, Self::Traject),
            Klasse::Kwartaal => true,
        }
    }
}

/// A split into classes, made in the finest areas that a measure reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "soort", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Klasse {
    /// By route.
    Route {
        /// Every route that can occur, in the order of publication.
        woorden: Vec<String>,
    },
    /// By outcome.
    Uitkomst {
        /// Every outcome that can occur, in the order of publication.
        woorden: Vec<String>,
    },
    /// Begun in the period, or carried over into it.
    Nieuw,
    /// By the quarter of the first moment; only in the release of a whole year, and always last.
    Kwartaal,
}

/// The part of [`Klasse::Nieuw`] that was carried over into the period.
pub(super) const DOORLOPEND: &str = "doorlopend";

impl Klasse {
    /// The name of the column that holds this class.
    #[must_use]
    pub const fn naam(&self) -> &'static str {
        match self {
            Self::Route { .. } => "route",
            Self::Uitkomst { .. } => "uitkomst",
            Self::Nieuw => "nieuw",
            Self::Kwartaal => "kwartaal",
        }
    }

    /// The parts of this split, in the order of publication.
    #[must_use]
    pub fn woorden(&self) -> Vec<&str> {
        match self {
            Self::Route { woorden } | Self::Uitkomst { woorden } => woorden.iter().map(String::as_str).collect(),
            Self::Nieuw => vec!["nieuw", DOORLOPEND],
            Self::Kwartaal => Kwartaal::VARIANTS.iter().map(|kwartaal| <&str>::from(*kwartaal)).collect(),
        }
    }

    /// The part in which a family lies, as a place in [`Klasse::woorden`].
    pub(super) fn deel(&self, lid: &Lid) -> Option<usize> {
        let woord = match self {
            Self::Route { .. } => lid.route?,
            Self::Uitkomst { .. } => lid.uitkomst?,
            Self::Nieuw => return lid.nieuw.map(|nieuw| usize::from(!nieuw)),
            Self::Kwartaal => lid.kwartaal?.into(),
        };
        self.woorden().iter().position(|deel| *deel == woord)
    }
}

/// One measure: a set of families and the one fixed tree of splits along which it is published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maat {
    /// The name, as it stands in the files.
    pub naam: String,
    /// What is counted, in Dutch, for the data dictionary.
    pub omschrijving: String,
    /// What makes a family a member.
    pub feit: Feit,
    /// The measure that holds every member of this one; only the base has none.
    #[serde(default)]
    pub binnen: Option<String>,
    /// The finest area in which this measure may be told.
    pub diepte: Gebiedsoort,
    /// The splits after the areas, in their fixed order.
    #[serde(default)]
    pub klassen: Vec<Klasse>,
}

/// A versioned set of measures, from `config/publicaties/`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Programma {
    /// The name of the programme.
    pub naam: String,
    /// Raised with every change; stands in every file.
    pub versie: u32,
    /// What the programme is for, in Dutch.
    pub omschrijving: String,
    /// The measures; one that holds another comes first.
    pub maten: Vec<Maat>,
}

impl Programma {
    /// Reads a programme and checks that its measures form one tree.
    ///
    /// An error names the first thing that is wrong; an unknown key is wrong.
    pub fn lees(tekst: &str) -> Result<Self, Fout> {
        let programma: Self = toml::from_str(tekst).map_err(|fout| Fout::Programma(fout.message().to_owned()))?;
        if !woord(&programma.naam) {
            return Err(Fout::Programma(format!("naam '{}'", programma.naam)));
        }
        for (nr, maat) in programma.maten.iter().enumerate() {
            let eerdere: Vec<_> = programma.maten.iter().take(nr).collect();
            controleer(maat, &eerdere).map_err(|wat| Fout::Programma(format!("maat '{}': {wat}", maat.naam)))?;
        }
        if programma.maten.is_empty() {
            return Err(Fout::Programma("geen enkele maat".into()));
        }
        Ok(programma)
    }

    /// The place of a measure in the programme.
    pub(super) fn nummer(&self, naam: &str) -> Option<usize> {
        self.maten.iter().position(|maat| maat.naam == naam)
    }
}

fn controleer(maat: &Maat, eerdere: &[&Maat]) -> Result<(), &'static str> {
    let buiten = maat.binnen.as_ref().map(|naam| eerdere.iter().find(|eerdere| eerdere.naam == *naam));
    let namen: BTreeSet<_> = maat.klassen.iter().map(Klasse::naam).collect();
    if !woord(&maat.naam) {
        return Err("de naam is geen woord van kleine letters en streepjes");
    }
    if maat.omschrijving.trim().is_empty() {
        return Err("een omschrijving ontbreekt");
    }
    if eerdere.iter().any(|eerdere| eerdere.naam == maat.naam || eerdere.feit == maat.feit) {
        return Err("naam of feit komt al voor");
    }
    match buiten {
        None if !eerdere.is_empty() => return Err("alleen de eerste maat valt nergens binnen"),
        Some(None) => return Err("de maat waar zij binnen valt staat er niet boven"),
        Some(Some(buiten)) if buiten.diepte < maat.diepte => {
            return Err("gaat dieper dan de maat waar zij binnen valt");
        }
        _ => {}
    }
    if namen.len() != maat.klassen.len() {
        return Err("een splitsing komt twee keer voor");
    }
    if maat.klassen.iter().rev().skip(1).any(|klasse| *klasse == Klasse::Kwartaal) {
        return Err("kwartaal is altijd de laatste splitsing");
    }
    for klasse in &maat.klassen {
        let woorden = klasse.woorden();
        if !maat.feit.kent(klasse) {
            return Err("dit feit kent deze splitsing niet");
        }
        if woorden.is_empty() || !woorden.iter().all(|deel| woord(deel) || *klasse == Klasse::Kwartaal) {
            return Err("een deel van een splitsing is geen woord");
        }
        if woorden.iter().collect::<BTreeSet<_>>().len() != woorden.len() {
            return Err("een deel van een splitsing komt twee keer voor");
        }
    }
    Ok(())
}

/// Whether a text can stand in every file as it is: lower case letters, digits and dashes, a letter first.
fn woord(tekst: &str) -> bool {
    tekst.starts_with(|teken: char| teken.is_ascii_lowercase())
        && tekst.bytes().all(|teken| teken.is_ascii_lowercase() || teken.is_ascii_digit() || teken == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const PROGRAMMA: &str = include_str!("../../../config/publicaties/kansrijke-start.toml");

    #[test]
    fn het_meegeleverde_programma_klopt() {
        let programma = Programma::lees(PROGRAMMA).unwrap();
        assert_eq!(programma.maten.len(), Feit::VARIANTS.len());
        assert_eq!(programma.nummer("trajecten"), Some(4));
    }

    #[test]
    fn een_programma_dat_niet_klopt_wordt_geweigerd() {
        for (goed, fout) in [
            ("versie = 1", "versie = 1\nfilter = \"leeftijd\""),
            ("diepte = \"gemeente\"", "diepte = \"gemeente\"\nvrij = true"),
            ("binnen = \"casussen\"", "binnen = \"onbekend\""),
            ("binnen = \"casussen\"", ""),
            ("naam = \"signalen\"", "naam = \"casussen\""),
            ("feit = \"signaal\"", "feit = \"casus\""),
            ("diepte = \"gemeente\"", "diepte = \"subregio\""),
            ("{ soort = \"nieuw\" }", "{ soort = \"kwartaal\" }, { soort = \"nieuw\" }"),
            ("{ soort = \"kwartaal\" }", "{ soort = \"nieuw\" }"),
            ("\"voorzorg\",", "\"voorzorg\", \"voorzorg\","),
            ("\"voorzorg\",", "\"=VoorZorg\","),
        ] {
            let tekst = PROGRAMMA.replacen(goed, fout, 1);
            assert_ne!(tekst, PROGRAMMA, "{goed}");
            assert!(matches!(Programma::lees(&tekst), Err(Fout::Programma(_))), "{goed} -> {fout}");
        }
    }
}
