//! The open work of one person, and whether a colleague can take it over.

use std::collections::BTreeMap;

use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use super::zaak::{Gebruiker, Overdracht};
use crate::domain::{
    Label as _,
    gebied::Gemeente,
    ids::{AfspraakId, CasusId, DeskId, DoorgeleidingId, PseudoniemId},
    recht::{Conflict, Gebied, Ligging, Rol},
    tijd::Moment,
};

/// A kind of open work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[derive(Serialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Werksoort {
    /// An open case that she coordinates.
    Coordinatie,
    /// An open case of which she is the casusregisseur.
    Regie,
    /// A request that she claimed and that has not ended.
    Doorgeleiding,
    /// An open agreement that she is to carry out.
    Afspraak,
}

impl Werksoort {
    const fn naam(self) -> &'static str {
        match self {
            Self::Coordinatie => "als coördinator",
            Self::Regie => "als casusregisseur",
            Self::Doorgeleiding => "opgepakte doorgeleiding(en)",
            Self::Afspraak => "open afspraak of afspraken",
        }
    }
}

/// What a piece of work is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stuk {
    /// The coordination of its case.
    Coordinatie,
    /// The direction of its case.
    Regie,
    /// This request, at this desk.
    Doorgeleiding(DoorgeleidingId, DeskId),
    /// This agreement.
    Afspraak(AfspraakId),
}

/// A piece of open work.
#[derive(Clone, Copy, Debug)]
pub struct Werkstuk {
    /// What it is.
    pub stuk: Stuk,
    /// In which case.
    pub casus: CasusId,
    /// Where the family lives.
    pub gemeente: Gemeente,
    /// The person it is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
}

impl Werkstuk {
    /// Its kind.
    #[must_use]
    pub const fn soort(&self) -> Werksoort {
        match self.stuk {
            Stuk::Coordinatie => Werksoort::Coordinatie,
            Stuk::Regie => Werksoort::Regie,
            Stuk::Doorgeleiding(..) => Werksoort::Doorgeleiding,
            Stuk::Afspraak(_) => Werksoort::Afspraak,
        }
    }

    /// Whether `wie` has the role, and the area or desk, to carry it on at `nu`.
    #[must_use]
    pub fn past_bij(&self, wie: &Gebruiker, nu: Moment) -> bool {
        match self.stuk {
            Stuk::Coordinatie => {
                let daar = Ligging { gemeente: Some(self.gemeente), ..Ligging::default() };
                wie.mag(nu).any(|mag| mag.rol == Rol::JgzCoordinator && mag.gebied.omvat(&daar))
            }
            Stuk::Doorgeleiding(_, desk) => {
                wie.mag(nu).any(|mag| mag.rol == Rol::Uitvoerder && mag.gebied == Gebied::Desk(desk))
            }
            Stuk::Regie | Stuk::Afspraak(_) => wie.heeft_een(&Rol::AAN_CASUSSEN, nu),
        }
    }
}

/// A handover, with every piece of work that goes along.
#[derive(Clone, Debug)]
pub struct Werkoverdracht {
    /// From whom to whom.
    pub overdracht: Overdracht,
    /// What goes along.
    pub stukken: Vec<Werkstuk>,
}

/// How much there is of each kind, per gemeente: all that a beheerder sees of it.
#[must_use]
pub fn tel<'a>(werk: impl IntoIterator<Item = &'a Werkstuk>) -> BTreeMap<(Werksoort, Gemeente), usize> {
    let mut aantallen = BTreeMap::new();
    for stuk in werk {
        *aantallen.entry((stuk.soort(), stuk.gemeente)).or_insert(0) += 1;
    }
    aantallen
}

/// Checks that all of it can go to `wie`.
///
/// The conflict names what cannot.
pub fn past_alles(werk: &[Werkstuk], wie: &Gebruiker, nu: Moment) -> Result<(), Conflict> {
    let blijft = tel(werk.iter().filter(|stuk| !stuk.past_bij(wie, nu)));
    if blijft.is_empty() {
        return Ok(());
    }
    let regels = blijft.iter().map(|((soort, waar), aantal)| format!("{aantal} {} in {}", soort.naam(), waar.naam()));
    let melding = format!(
        "Deze collega heeft niet de rol, het gebied of de desk voor: {}. Er is niets overgedragen.",
        regels.collect::<Vec<_>>().join("; ")
    );
    Err(Conflict::new("past-niet-bij-collega", melding))
}
