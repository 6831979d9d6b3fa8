//! Everything that is kept of a person, as it is told to her (article 15 of the GDPR): sections, pieces and fields.

use chrono::NaiveDate;
use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::tijd::Moment;

/// A section of what is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "the titles below say it")]
pub enum Rubriek {
    Persoonsgegevens,
    Zwangerschap,
    Wegingen,
    Signalen,
    Casussen,
    Regie,
    Verhuizingen,
    Toestemmingen,
    Doorgeleidingen,
    Ontvangers,
    Voorstellen,
    Trajecten,
    Contactmomenten,
    Besprekingen,
    Afspraken,
    Evaluaties,
    Notities,
    Noodprocedures,
    Berichten,
}

impl Rubriek {
    /// What stands above it.
    #[must_use]
    pub const fn titel(self) -> &'static str {
        match self {
            Self::Persoonsgegevens => "Wie u bent en hoe u te bereiken bent",
            Self::Zwangerschap => "Uw zwangerschap",
            Self::Wegingen => "Hoe kwetsbaar uw situatie is genoemd",
            Self::Signalen => "De zorgen die over u zijn gemeld, en door wie",
            Self::Casussen => "Uw casus",
            Self::Regie => "Wie uw casus droeg",
            Self::Verhuizingen => "Verhuizingen, en wie uw casus overnam",
            Self::Toestemmingen => "Waarvoor u toestemming gaf of weigerde",
            Self::Doorgeleidingen => "Aan welke organisaties hulp is gevraagd",
            Self::Ontvangers => "Wie gegevens over u ontving",
            Self::Voorstellen => "Welke hulp is voorgesteld, en wat daarvan werd",
            Self::Trajecten => "De hulp die u krijgt of kreeg",
            Self::Contactmomenten => "Huisbezoeken en gesprekken",
            Self::Besprekingen => "Besprekingen aan het knooppunt",
            Self::Afspraken => "Afspraken, en wat u ervan vond",
            Self::Evaluaties => "Evaluaties",
            Self::Notities => "Notities van wie met u werkt",
            Self::Noodprocedures => "Wanneer uw casus in een noodsituatie openging",
            Self::Berichten => "Berichten aan medewerkers over uw casus",
        }
    }
}

/// The closed lists that a word may come from, by their names in `config/woorden.toml`.
pub type Lijsten = &'static [&'static str];

/// What stands in a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waarde {
    /// A moment.
    Moment(Moment),
    /// A day.
    Dag(NaiveDate),
    /// A word of one of these closed lists.
    Woord(Lijsten, String),
    /// Words of one of these closed lists.
    Woorden(Lijsten, Vec<String>),
    /// What somebody wrote, or a name.
    Tekst(String),
    /// Yes or no.
    JaNee(bool),
    /// A count.
    Getal(i64),
}

/// One thing that is kept: its fields, in the order in which they are read.
#[derive(Clone, Debug, Default)]
pub struct Stuk {
    /// The fields: a name and what stands in it.
    pub velden: Vec<(&'static str, Waarde)>,
}

impl Stuk {
    /// The same with one field more, if there is something in it.
    #[must_use]
    pub fn met(mut self, naam: &'static str, waarde: impl Into<Option<Waarde>>) -> Self {
        self.velden.extend(waarde.into().map(|waarde| (naam, waarde)));
        self
    }

    /// A moment, if there was one.
    #[must_use]
    pub fn moment(self, naam: &'static str, op: impl Into<Option<Moment>>) -> Self {
        self.met(naam, op.into().map(Waarde::Moment))
    }

    /// A day, if there was one.
    #[must_use]
    pub fn dag(self, naam: &'static str, dag: impl Into<Option<NaiveDate>>) -> Self {
        self.met(naam, dag.into().map(Waarde::Dag))
    }

    /// A word, if there is one.
    #[must_use]
    pub fn woord(self, naam: &'static str, van: Lijsten, woord: impl Into<Option<String>>) -> Self {
        self.met(naam, woord.into().map(|woord| Waarde::Woord(van, woord)))
    }

    /// Words; none are no field.
    #[must_use]
    pub fn woorden(self, naam: &'static str, van: Lijsten, woorden: Vec<String>) -> Self {
        self.met(naam, Some(woorden).filter(|woorden| !woorden.is_empty()).map(|alle| Waarde::Woorden(van, alle)))
    }

    /// A text, if there is one.
    #[must_use]
    pub fn tekst(self, naam: &'static str, tekst: impl Into<Option<String>>) -> Self {
        self.met(naam, tekst.into().map(Waarde::Tekst))
    }

    /// Yes or no, if it is known.
    #[must_use]
    pub fn ja_nee(self, naam: &'static str, ja: impl Into<Option<bool>>) -> Self {
        self.met(naam, ja.into().map(Waarde::JaNee))
    }
}

/// What is not in the answer, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Achtergehouden {
    /// What.
    pub wat: &'static str,
    /// Why.
    pub waarom: &'static str,
}

/// The text of a note for the writer's own organisation.
pub const EIGEN_NOTITIES: Achtergehouden = Achtergehouden {
    wat: "de tekst van notities voor de eigen organisatie van de schrijver",
    waarom: "Zo'n notitie is van die organisatie alleen: zij beslist of u hem leest, omdat er ook iets van een ander in kan staan \
             (artikel 15 lid 4 AVG). Dat de notitie er is, wanneer en van welke organisatie, staat hierboven; vraag hem daar op.",
};

/// The text of a note that was taken back.
pub const INGETROKKEN_NOTITIES: Achtergehouden = Achtergehouden {
    wat: "de tekst van notities die de schrijver introk",
    waarom: "Niemand leest zo'n notitie nog, en zij telt nergens voor mee. Vraag de organisatie van de schrijver als u wilt weten \
             wat er stond.",
};

/// What is never in the answer.
pub const ALTIJD: [Achtergehouden; 3] = [
    Achtergehouden {
        wat: "de namen van medewerkers",
        waarom: "Er staat welke organisatie het was en in welke functie; hun namen beschermen de rechten van een ander \
                 (artikel 15 lid 4 AVG).",
    },
    Achtergehouden {
        wat: "de kenmerken waaraan een dubbele melding wordt herkend",
        waarom: "Dat zijn versleutelde codes van uw naam, telefoon en geboortedatum; zij zijn niet terug te lezen.",
    },
    Achtergehouden {
        wat: "kopieën van antwoorden die kort verzegeld liggen",
        waarom: "Van wat een medewerker instuurt ligt het antwoord tijdelijk klaar om te herhalen. Er staat niets in dat hierboven \
                 niet ook staat.",
    },
];

/// How long it is kept: so many years after something changed that matters, the last time at `gewijzigd_op`.
#[must_use]
pub fn bewaartermijnen(jaren: u32, logboek_jaren: u32, gewijzigd_op: Moment) -> [String; 2] {
    let dag = |op: Moment| op.in_nederland().format("%d-%m-%Y");
    let (laatst, tot) = (dag(gewijzigd_op), dag(gewijzigd_op.jaren_later(jaren)));
    [
        format!(
            "Deze gegevens blijven {jaren} jaar na de laatste inhoudelijke wijziging. Die was op {laatst}: komt er niets bij en \
             loopt er niets meer, dan worden zij na {tot} vanzelf gewist. Vraagt u er eerder om, dan beslist de functionaris \
             gegevensbescherming."
        ),
        format!(
            "Het logboek van wie uw gegevens zag wordt nooit gewijzigd, ook niet als uw gegevens zijn gewist. U staat erin onder \
             een code, niet onder uw naam. Een regel blijft minstens {logboek_jaren} jaar."
        ),
    ]
}

/// For what, by which right, and what she can do.
pub const UITLEG: [&str; 4] = [
    "Waarvoor: hulp voor uw gezin afstemmen, van een zorg tot steun op maat, met uw toestemming per doel en per ontvanger.",
    "Bron: wie de zorg meldde, wie met u werkt en wat u zelf vertelde.",
    "Er wordt niets over u automatisch besloten. Cijfers die Knooppunt publiceert zijn aantallen waarin u niet te herkennen bent.",
    "U kunt vragen om te verbeteren of te wissen, uw toestemming intrekken, bezwaar maken, en een klacht indienen bij de Autoriteit \
     Persoonsgegevens.",
];

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn elke_rubriek_heeft_een_eigen_titel() {
        let titels: HashSet<_> = Rubriek::VARIANTS.iter().map(|rubriek| rubriek.titel()).collect();
        assert_eq!(titels.len(), Rubriek::VARIANTS.len());
    }
}
