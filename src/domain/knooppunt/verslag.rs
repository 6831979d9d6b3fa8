//! The record of a family at a table: what it holds, and what it still misses before it can be established.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::{Afspraak, AfspraakId, Agendapunt};
use crate::domain::recht::{Conflict, Verwijzing};

/// What the record of a family can miss.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = Verslaggebrek)]
pub enum Gebrek {
    /// Nobody of the family was there, and nobody said why.
    OudersOntbreken,
    /// Nobody noted what the parents think of an agreement.
    PositieOntbreekt,
    /// Something was agreed, and nobody carries the case.
    CasusregisseurOntbreekt,
    /// Something was agreed, and no day to evaluate was named.
    EvaluatieOntbreekt,
}

impl Gebrek {
    /// The field of the item, or of the agreement, in which it is put right.
    #[must_use]
    pub const fn veld(self) -> &'static str {
        match self {
            Self::OudersOntbreken => "oudersAfwezigReden",
            Self::PositieOntbreekt => "positie",
            Self::CasusregisseurOntbreekt => "casusregisseur",
            Self::EvaluatieOntbreekt => "evaluatieOp",
        }
    }

    /// The rule, in words for the reader.
    const fn regel(self) -> (&'static str, &'static str) {
        match self {
            Self::OudersOntbreken => (
                "ouders-ontbreken",
                "Bij een agendapunt zijn geen ouders aanwezig en is geen reden daarvoor vastgelegd.",
            ),
            Self::PositieOntbreekt => {
                ("positie-ontbreekt", "Van een afspraak is de positie van de ouders niet vastgelegd.")
            }
            Self::CasusregisseurOntbreekt => {
                ("casusregisseur-ontbreekt", "Bij een agendapunt met afspraken is geen casusregisseur gekozen.")
            }
            Self::EvaluatieOntbreekt => {
                ("evaluatie-ontbreekt", "Bij een agendapunt met afspraken ontbreekt de dag om opnieuw te kijken.")
            }
        }
    }
}

/// Something that a record misses, where it is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mist {
    /// What.
    pub wat: Gebrek,
    /// In which agreement; absent when it is about the item itself.
    pub afspraak: Option<AfspraakId>,
}

/// One agenda item as it must be complete before the record can be established.
#[derive(Clone, Debug)]
pub struct Verslag {
    /// The item.
    pub agendapunt: Agendapunt,
    /// Whether a parent was at the table.
    pub ouders_aanwezig: bool,
    /// The agreements made.
    pub afspraken: Vec<Afspraak>,
}

impl Verslag {
    /// The agreements that stand: one that was let go of before the record was established is none of it.
    fn staande(&self) -> impl Iterator<Item = &Afspraak> {
        self.afspraken.iter().filter(|afspraak| afspraak.staat())
    }

    /// Whether anything was agreed with the parents.
    #[must_use]
    pub fn is_afgesproken(&self) -> bool {
        self.staande().next().is_some()
    }

    /// What it still misses: parents present or a reason, their position on each agreement, and once something was agreed a
    /// casusregisseur and a day to evaluate.
    #[must_use]
    pub fn mist(&self) -> Vec<Mist> {
        let punt = &self.agendapunt;
        let (zonder_reden, afgesproken) = (punt.afwezig_reden.is_none(), self.is_afgesproken());
        let van_punt = [
            (Gebrek::OudersOntbreken, !self.ouders_aanwezig && zonder_reden),
            (Gebrek::CasusregisseurOntbreekt, afgesproken && punt.regisseur.is_none()),
            (Gebrek::EvaluatieOntbreekt, afgesproken && punt.evaluatie_op.is_none()),
        ];
        // Who came in after all is asked as well, whatever was noted before.
        let gevraagd = self.ouders_aanwezig || zonder_reden;
        let posities = self.staande().filter(|afspraak| gevraagd && afspraak.positie.is_none());
        let posities = posities.map(|afspraak| Mist { wat: Gebrek::PositieOntbreekt, afspraak: Some(afspraak.id) });
        let van_punt = van_punt.into_iter().filter(|(_, mist)| *mist).map(|(wat, _)| Mist { wat, afspraak: None });
        van_punt.chain(posities).collect()
    }
}

/// Checks that nothing about a family was decided without the family.
///
/// A conflict holds each rule that is broken, with the field and the agenda items or the agreements that break it.
pub(super) fn controleer(verslagen: &[Verslag]) -> Result<(), Conflict> {
    let gebroken = Gebrek::VARIANTS.iter().filter_map(|&gebrek| {
        let hier = |verslag: &Verslag| -> Vec<Verwijzing> {
            let dit = verslag.mist().into_iter().filter(|mist| mist.wat == gebrek);
            dit.map(|mist| mist.afspraak.map_or_else(|| verslag.agendapunt.id.into(), Into::into)).collect()
        };
        let waar: Vec<Verwijzing> = verslagen.iter().flat_map(hier).collect();
        let (code, melding) = gebrek.regel();
        (!waar.is_empty()).then(|| Conflict::new(code, melding).bij(gebrek.veld()).noemt(waar))
    });
    Conflict::samen(gebroken)
}
