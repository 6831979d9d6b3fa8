//! What is known about a case, and the state that follows from it.

use chrono::NaiveDate;

use crate::domain::{
    beleid::CasusBehandelen,
    casus::{Casus, Open, Stand, Status},
    doorgeleiding,
    recht::{Besluit, Conflict, Gebeurtenis, In, Permitted, Weigering},
    reden::{SluitReden, gezin_wil_niet},
    route::Route,
    tijd::Moment,
};

/// A request of a case, as far as the state of the case follows from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gevraagd {
    /// Along which route.
    pub route: Route,
    /// How it stands.
    pub status: doorgeleiding::Status,
    /// Whether it ended because the family did not want it.
    pub wilde_niet: bool,
    /// When it ended.
    pub beeindigd_op: Option<Moment>,
}

impl Gevraagd {
    /// A request along `route`, with the reason for which it ended.
    #[must_use]
    pub fn new(route: Route, status: doorgeleiding::Status, reden: Option<&str>) -> Self {
        Self { route, status, wilde_niet: reden.is_some_and(gezin_wil_niet), beeindigd_op: None }
    }

    /// With when it ended, if it did.
    #[must_use]
    pub fn tot(self, beeindigd_op: Option<Moment>) -> Self {
        Self { beeindigd_op, ..self }
    }
}

/// The request with which a case came back to its coordinator: the last one that ended, when none brings support.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Terug {
    /// When it ended.
    pub op: Moment,
    /// Along which route it was asked.
    pub route: Route,
    /// How it ended.
    pub status: doorgeleiding::Status,
}

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
    /// The requests since it was last opened, in the order in which they were sent.
    pub doorgeleidingen: Vec<Gevraagd>,
}

impl Feiten {
    /// The state of an open case.
    ///
    /// When every request was refused, given back or stopped the case falls back to its coordinator.
    #[must_use]
    pub fn status(&self) -> Status {
        let op_route = |eis: fn(Route) -> bool, staat: fn(doorgeleiding::Status) -> bool| {
            self.doorgeleidingen.iter().any(|gevraagd| eis(gevraagd.route) && staat(gevraagd.status))
        };
        if self.evaluatie_loopt {
            Status::Evaluatie
        } else if self.afspraken_vastgesteld || op_route(Route::is_steun, doorgeleiding::Status::is_steunend) {
            Status::SteunOpMaat
        } else if op_route(|r| r == Route::Knooppunt, doorgeleiding::Status::loopt) {
            Status::Knooppunt
        } else if op_route(Route::is_steun, doorgeleiding::Status::is_open) {
            Status::Toegeleid
        } else if self.verkenning_gepland
            || op_route(|r| r == Route::PrenataalHuisbezoek, |s| s.is_open() || s.is_steunend())
        {
            Status::Verkenning
        } else if self.genomen {
            Status::InBehandeling
        } else {
            Status::Aangemeld
        }
    }

    /// That nothing goes on any more of all that was asked, if so.
    #[must_use]
    pub fn terug(&self) -> Option<Terug> {
        let gaat_door = |gevraagd: &Gevraagd| gevraagd.status.loopt() || gevraagd.status.is_steunend();
        if self.doorgeleidingen.iter().any(gaat_door) {
            return None;
        }
        let geeindigd = |gevraagd: &Gevraagd| {
            let Gevraagd { route, status, .. } = *gevraagd;
            gevraagd.beeindigd_op.map(|op| Terug { op, route, status })
        };
        self.doorgeleidingen.iter().filter_map(geeindigd).max_by_key(|terug| terug.op)
    }

    /// Whether an exploration that was planned for `dag` lies ahead still, or brought what goes on: not when everything came back since.
    #[must_use]
    pub fn telt_verkenning(&self, dag: NaiveDate) -> bool {
        self.terug().is_none_or(|terug| dag > terug.op.dag())
    }

    /// What the signaller hears of an open case: what holds now, and a no only when it is the family's own.
    ///
    /// A table and an exploration are on the way to support, they are none. That a desk refused, that a request was taken back or
    /// was not answered leaves the case with its coordinator, who goes on.
    #[must_use]
    pub fn stand(&self) -> Stand {
        let steunt = |gevraagd: &Gevraagd| gevraagd.route.is_steun() && gevraagd.status.is_steunend();
        if self.afspraken_vastgesteld || self.doorgeleidingen.iter().any(steunt) {
            return Stand::AangebodenEnAanvaard;
        }
        if !self.genomen {
            return Stand::Ontvangen;
        }
        match self.doorgeleidingen.last() {
            _ if self.doorgeleidingen.iter().any(|gevraagd| gevraagd.status.loopt()) => Stand::WordtVerkend,
            Some(Gevraagd { wilde_niet: true, .. }) => Stand::AangebodenEnAfgewezen,
            Some(Gevraagd { status: doorgeleiding::Status::NietGestart, .. }) => Stand::AangebodenEnNietBegonnen,
            _ => Stand::WordtVerkend,
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
    /// Closes the case, once no request is open any more; of a family that left the region they end with it.
    ///
    /// Refused while a request or a traject is still under way.
    pub fn sluit(self, reden: SluitReden, feiten: &Feiten) -> Result<Besluit<Casus>, Box<Weigering>> {
        let geen_open = |_: &In<Open, Casus>| {
            if reden == SluitReden::Verhuisd {
                return Ok(());
            }
            if feiten.doorgeleidingen.iter().any(|gevraagd| gevraagd.status.loopt()) {
                let melding = "De casus heeft nog een open doorgeleiding. Trek die eerst in, of rond haar af.";
                return Err(Conflict::new("open-doorgeleiding", melding));
            }
            Ok(())
        };
        Ok(self.mits(geen_open)?.besluit(Gebeurtenis::CasusGesloten, |casus, door| Casus {
            status: Status::Afgesloten,
            sluitreden: Some(reden),
            gesloten_op: Some(door.op),
            gesloten_door: Some(door.gebruiker),
            ..casus
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use doorgeleiding::Status as D;

    fn gevraagd(doorgeleidingen: &[(Route, D)]) -> Feiten {
        let doorgeleidingen = doorgeleidingen.iter().map(|&(route, status)| Gevraagd::new(route, status, None));
        Feiten { genomen: true, doorgeleidingen: doorgeleidingen.collect(), ..Feiten::default() }
    }

    fn status(doorgeleidingen: &[(Route, D)]) -> Status {
        gevraagd(doorgeleidingen).status()
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
    fn gestopte_steun_draagt_de_casus_niet_meer() {
        assert_eq!(status(&[(Route::Voorzorg, D::Gestopt)]), Status::InBehandeling);
        assert_eq!(status(&[(Route::Voorzorg, D::NietGestart)]), Status::InBehandeling);
        assert_eq!(status(&[(Route::PrenataalHuisbezoek, D::Gestopt)]), Status::InBehandeling);
        assert_eq!(status(&[(Route::Voorzorg, D::Gestopt), (Route::SociaalDomein, D::Gestart)]), Status::SteunOpMaat);
    }

    #[test]
    fn de_signaleerder_hoort_wat_nu_geldt() {
        let hoort = |d: &[(Route, D)]| gevraagd(d).stand();
        assert_eq!(Feiten::default().stand(), Stand::Ontvangen);
        assert_eq!(hoort(&[]), Stand::WordtVerkend);
        assert_eq!(hoort(&[(Route::Voorzorg, D::Verzonden)]), Stand::WordtVerkend);
        assert_eq!(hoort(&[(Route::Voorzorg, D::Gestart)]), Stand::AangebodenEnAanvaard);
        for terug in [D::Afgewezen, D::Ingetrokken, D::Verlopen, D::Gestopt] {
            assert_eq!(hoort(&[(Route::Voorzorg, terug)]), Stand::WordtVerkend);
        }
        assert_eq!(hoort(&[(Route::Voorzorg, D::NietGestart)]), Stand::AangebodenEnNietBegonnen);
        assert_eq!(hoort(&[(Route::Knooppunt, D::Gestart)]), Stand::WordtVerkend);
        assert_eq!(hoort(&[(Route::PrenataalHuisbezoek, D::Afgerond)]), Stand::WordtVerkend);
    }

    #[test]
    fn alleen_een_nee_van_het_gezin_is_een_nee() {
        let na = |status, reden| {
            let doorgeleidingen = vec![Gevraagd::new(Route::Voorzorg, status, Some(reden))];
            Feiten { genomen: true, doorgeleidingen, ..Feiten::default() }.stand()
        };
        assert_eq!(na(D::NietGestart, "gezin-wil-niet"), Stand::AangebodenEnAfgewezen);
        assert_eq!(na(D::Gestopt, "gezin-wil-niet-verder"), Stand::AangebodenEnAfgewezen);
        assert_eq!(na(D::Afgewezen, "geen-capaciteit"), Stand::WordtVerkend);
    }
}
