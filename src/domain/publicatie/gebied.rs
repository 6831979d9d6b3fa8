//! The areas: one region, its subregions, their gemeenten.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};

use super::{bits::Bits, drempel::Fout};

/// The level of an area, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[derive(Serialize, Deserialize, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Gebiedsoort {
    /// The whole region.
    Regio,
    /// A part of the region with a coordinator of its own.
    Subregio,
    /// A municipality.
    Gemeente,
}

/// The code and the name of an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plaats {
    /// The code, unique within its level.
    pub code: &'static str,
    /// The name that people use.
    pub naam: &'static str,
}

/// The one fixed division of the region: every gemeente in one subregio.
#[derive(Clone, Debug)]
pub struct Indeling {
    regio: Plaats,
    subregios: Vec<(Plaats, Vec<Plaats>)>,
}

impl Indeling {
    /// Puts the areas in the order of their codes; an area that occurs twice is refused.
    pub fn new(regio: Plaats, mut subregios: Vec<(Plaats, Vec<Plaats>)>) -> Result<Self, Fout> {
        subregios.sort();
        for (_, gemeenten) in &mut subregios {
            gemeenten.sort();
        }
        uniek(subregios.iter().map(|(subregio, _)| subregio.code))?;
        uniek(subregios.iter().flat_map(|(_, gemeenten)| gemeenten).map(|gemeente| gemeente.code))?;
        Ok(Self { regio, subregios })
    }

    /// Whether the region has a gemeente with this code.
    pub(super) fn kent(&self, code: &str) -> bool {
        self.subregios.iter().flat_map(|(_, gemeenten)| gemeenten).any(|gemeente| gemeente.code == code)
    }
}

fn uniek(codes: impl Iterator<Item = &'static str>) -> Result<(), Fout> {
    let mut gezien = BTreeSet::new();
    for code in codes {
        if !gezien.insert(code) {
            return Err(Fout::Indeling(code));
        }
    }
    Ok(())
}

/// An area with the families in it, and the areas it consists of.
pub(super) struct Gebied {
    pub(super) soort: Gebiedsoort,
    pub(super) plaats: Plaats,
    /// Level and code of this area and of every area around it, the region first.
    pub(super) keten: Vec<(Gebiedsoort, &'static str)>,
    pub(super) leden: Bits,
    pub(super) delen: Vec<Gebied>,
}

/// The region, with the families of every area in it; `gemeenten` says of each family where it lives.
pub(super) fn gebieden(indeling: &Indeling, gemeenten: &[&'static str]) -> Gebied {
    let regio = (Gebiedsoort::Regio, indeling.regio.code);
    let gemeente = |subregio, plaats: &Plaats| {
        let hier = |nr: usize| gemeenten.get(nr).is_some_and(|gemeente| *gemeente == plaats.code);
        let keten = vec![regio, subregio, (Gebiedsoort::Gemeente, plaats.code)];
        let leden = Bits::waar(gemeenten.len(), hier);
        Gebied { soort: Gebiedsoort::Gemeente, plaats: *plaats, keten, leden, delen: Vec::new() }
    };
    let samen = |soort, plaats, keten, delen: Vec<Gebied>| {
        let leeg = Bits::waar(gemeenten.len(), |_| false);
        let leden = delen.iter().fold(leeg, |leden, deel| leden.of(&deel.leden));
        Gebied { soort, plaats, keten, leden, delen }
    };
    let subregio = |(plaats, gemeenten): &(Plaats, Vec<Plaats>)| {
        let hier = (Gebiedsoort::Subregio, plaats.code);
        let delen = gemeenten.iter().map(|plaats| gemeente(hier, plaats)).collect();
        samen(Gebiedsoort::Subregio, *plaats, vec![regio, hier], delen)
    };
    let subregios = indeling.subregios.iter().map(subregio).collect();
    samen(Gebiedsoort::Regio, indeling.regio, vec![regio], subregios)
}
