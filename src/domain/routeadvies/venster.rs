//! The windows of the routes: the chance that is lost first.

use chrono::NaiveDate;

use super::{Gewicht, Oordeel, Regel, Routeregels, Situatie, Toets};
use crate::domain::{
    route::Route,
    zwangerschap::{Venster, Zwangerschap},
};

impl Toets {
    /// Whether only the pregnancy decides: what she tells of herself may still change, what is over does not come back.
    const fn van_zwangerschap(&self) -> bool {
        !matches!(self, Self::Themas { .. } | Self::Leeftijd { .. } | Self::NaDeBevalling)
    }
}

impl Regel {
    /// Whether it keeps a chance from this pregnancy for good. What is too early today is not.
    fn verspert(&self, van: Situatie<'_>, dag: NaiveDate) -> bool {
        let wordt_nog = matches!(self.toets, Toets::Vanaf(_));
        self.gewicht == Gewicht::Eis
            && self.toets.van_zwangerschap()
            && !wordt_nog
            && self.toets.oordeel(van, dag).is_some_and(|oordeel| oordeel != Oordeel::Ja)
    }
}

impl Routeregels {
    /// The chance that is lost first, seen from `vandaag`, with the last day on which it is open.
    ///
    /// A chance that was taken (a request along its route stands or was accepted) no longer counts. What a pregnancy offers ends with
    /// it; after a birth that is known there is what is offered to the child.
    #[must_use]
    pub fn eerstvolgende(
        &self,
        zwangerschap: &Zwangerschap,
        benut: &[Route],
        vandaag: NaiveDate,
    ) -> Option<(Venster, NaiveDate)> {
        let van = Situatie { zwangerschap: Some(zwangerschap), ..Situatie::default() };
        let open = self.routes.iter().filter(|(route, regels)| {
            !benut.contains(route) && !regels.iter().any(|regel| regel.verspert(van, vandaag))
        });
        open.flat_map(|(_, regels)| regels)
            .filter_map(|regel| regel.venster.zip(regel.toets.tot_en_met(zwangerschap)))
            .filter(|&(_, dag)| dag >= vandaag)
            .min_by_key(|&(_, dag)| dag)
    }
}
