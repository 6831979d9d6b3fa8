//! What is known about a case, and the state that follows from it.

use crate::domain::{
    beleid::CasusBehandelen,
    casus::{Casus, Open, Stand, Status},
    doorgeleiding,
    recht::{Besluit, Conflict, Gebeurtenis, In, Permitted, Weigering},
    reden::SluitReden,
    route::Route,
};

/// What is known about a case; its state follows from it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, not a state")]
pub struct Feiten {
    /// A coordinator took it.
    pub genomen: bool,
    /// An exploration was planned.
    pub verkenning_gepland: bool,
    /// An evaluation has begun and not ended.
    pub evaluatie_loopt: bool,
    /// Agreements were established at the table.
    pub afspraken_vastgesteld: bool,
    /// The requests since it was last opened, with how each stands.
    pub doorgeleidingen: Vec<(Route, doorgeleiding::Status)>,
}

impl Feiten {
    /// The state of an open case.
    ///
    /// When every request was refused the case falls back to its coordinator.
    #[must_use]
    pub fn status(&self) -> Status {
        let op_route = |eis: fn(Route) -> bool, staat: fn(doorgeleiding::Status) -> bool| {
            self.doorgeleidingen.iter().any(|&(route, status)| eis(route) && staat(status))
        };
        let aanvaard = doorgeleiding::Status::is_aanvaard;
        if self.evaluatie_loopt {
            Status::Evaluatie
        } else if self.afspraken_vastgesteld || op_route(Route::is_steun, aanvaard) {
            Status::SteunOpMaat
        } else if op_route(|r| r == Route::Knooppunt, doorgeleiding::Status::loopt) {
            Status::Knooppunt
        } else if op_route(Route::is_steun, doorgeleiding::Status::is_open) {
            Status::Toegeleid
        } else if self.verkenning_gepland
            || op_route(|r| r == Route::PrenataalHuisbezoek, |s| s.is_open() || s.is_aanvaard())
        {
            Status::Verkenning
        } else if self.genomen {
            Status::InBehandeling
        } else {
            Status::Aangemeld
        }
    }

    /// What the signaller hears of an open case.
    #[must_use]
    pub fn stand(&self) -> Stand {
        let staat = |eis: fn(doorgeleiding::Status) -> bool| self.doorgeleidingen.iter().any(|&(_, s)| eis(s));
        if self.afspraken_vastgesteld || staat(doorgeleiding::Status::is_aanvaard) {
            Stand::AangebodenEnAanvaard
        } else if staat(doorgeleiding::Status::is_open) || !self.genomen && self.doorgeleidingen.is_empty() {
            if self.genomen { Stand::WordtVerkend } else { Stand::Ontvangen }
        } else if self.doorgeleidingen.is_empty() {
            Stand::WordtVerkend
        } else {
            Stand::AangebodenEnAfgewezen
        }
    }
}

impl Casus {
    /// What the signaller hears of it, by the facts.
    #[must_use]
    pub fn stand(&self, feiten: &Feiten) -> Stand {
        match (self.status, self.sluitreden) {
            (Status::Afgesloten, Some(SluitReden::BuitenRegio | SluitReden::Dubbel | SluitReden::Verhuisd)) => {
                Stand::Elders
            }
            (Status::Afgesloten, Some(SluitReden::GeenHulpGewenst)) => Stand::AangebodenEnAfgewezen,
            (Status::Afgesloten, _) => Stand::Afgesloten,
            _ => feiten.stand(),
        }
    }
}

impl Permitted<CasusBehandelen, In<Open, Casus>> {
    /// Closes the case, once no request is open any more.
    ///
    /// Refused while a request or a traject is still under way.
    pub fn sluit(self, reden: SluitReden, feiten: &Feiten) -> Result<Besluit<Casus>, Box<Weigering>> {
        let geen_open = |_: &In<Open, Casus>| {
            if feiten.doorgeleidingen.iter().any(|&(_, status)| status.loopt()) {
                let melding = "De casus heeft nog een open doorgeleiding. Trek die eerst in, of rond haar af.";
                return Err(Conflict::new("open-doorgeleiding", melding));
            }
            Ok(())
        };
        Ok(self.mits(geen_open)?.besluit(Gebeurtenis::CasusGesloten, |casus, door| Casus {
            status: Status::Afgesloten,
            sluitreden: Some(reden),
            gesloten_op: Some(door.op),
            ..casus
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorgeleiding::Status as D;

    fn status(doorgeleidingen: &[(Route, D)]) -> Status {
        Feiten { genomen: true, doorgeleidingen: doorgeleidingen.to_vec(), ..Feiten::default() }.status()
    }

    #[test]
    fn de_status_volgt_uit_wat_er_gebeurde() {
        assert_eq!(Feiten::default().status(), Status::Aangemeld);
        assert_eq!(status(&[]), Status::InBehandeling);
        assert_eq!(status(&[(Route::PrenataalHuisbezoek, D::Verzonden)]), Status::Verkenning);
        assert_eq!(status(&[(Route::PrenataalHuisbezoek, D::Aanvaard)]), Status::Verkenning);
        assert_eq!(status(&[(Route::Voorzorg, D::Verzonden)]), Status::Toegeleid);
        assert_eq!(status(&[(Route::Knooppunt, D::Aanvaard)]), Status::Knooppunt);
        assert_eq!(status(&[(Route::Voorzorg, D::Aanvaard)]), Status::SteunOpMaat);
    }

    #[test]
    fn als_elke_route_afwees_ligt_de_casus_weer_bij_de_coordinator() {
        let alles_afgewezen = [(Route::Voorzorg, D::Afgewezen), (Route::StevigOuderschap, D::Afgewezen)];
        assert_eq!(status(&alles_afgewezen), Status::InBehandeling);
        let nog_een_open = [(Route::Voorzorg, D::Afgewezen), (Route::StevigOuderschap, D::Verzonden)];
        assert_eq!(status(&nog_een_open), Status::Toegeleid);
    }

    #[test]
    fn de_signaleerder_hoort_bij_elke_stand_een_woord() {
        let hoort =
            |genomen, d: &[(Route, D)]| Feiten { genomen, doorgeleidingen: d.to_vec(), ..Feiten::default() }.stand();
        assert_eq!(hoort(false, &[]), Stand::Ontvangen);
        assert_eq!(hoort(true, &[]), Stand::WordtVerkend);
        assert_eq!(hoort(true, &[(Route::Voorzorg, D::Verzonden)]), Stand::WordtVerkend);
        assert_eq!(hoort(true, &[(Route::Voorzorg, D::Gestart)]), Stand::AangebodenEnAanvaard);
        assert_eq!(hoort(true, &[(Route::Voorzorg, D::Afgewezen)]), Stand::AangebodenEnAfgewezen);
    }
}
