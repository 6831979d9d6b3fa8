//! What is known about a case, and the state that follows from it.

use chrono::NaiveDate;

use crate::domain::{
    beleid::CasusBehandelen,
    casus::{Casus, Open, Stand, Status},
    doorgeleiding::{self, gezin::Gezinsantwoord},
    recht::{Besluit, Conflict, Gebeurtenis, In, Permitted, Weigering},
    reden::{SluitReden, gezin_wil_niet, is_elders},
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
    /// What the family said to it.
    pub gezin: Gezinsantwoord,
    /// Whether it ended because the family did not want it.
    pub wilde_niet: bool,
    /// Whether it ended because the family gets help elsewhere.
    pub elders: bool,
    /// When it ended.
    pub beeindigd_op: Option<Moment>,
}

impl Gevraagd {
    /// A request along `route`, with the reason for which it ended.
    #[must_use]
    pub fn new(route: Route, status: doorgeleiding::Status, reden: Option<&str>) -> Self {
        Self {
            route,
            status,
            gezin: Gezinsantwoord::NogNietGevraagd,
            wilde_niet: reden.is_some_and(gezin_wil_niet),
            elders: reden.is_some_and(is_elders),
            beeindigd_op: None,
        }
    }

    /// With what the family said to it.
    #[must_use]
    pub fn zegt(self, gezin: Gezinsantwoord) -> Self {
        Self { gezin, ..self }
    }

    /// Whether the family has this support, or said yes to what a desk took on.
    fn is_gewild(&self) -> bool {
        let gewild = match self.status {
            doorgeleiding::Status::Aanvaard | doorgeleiding::Status::IntakeGepland => self.gezin == Gezinsantwoord::Ja,
            anders => anders.is_steunend(),
        };
        self.route.is_steun() && gewild
    }

    /// Whether a desk took it on, and the family has not said whether they want it now.
    fn is_aangeboden(&self) -> bool {
        let aangenomen = matches!(self.status, doorgeleiding::Status::Aanvaard | doorgeleiding::Status::IntakeGepland);
        let open = matches!(self.gezin, Gezinsantwoord::NogNietGevraagd | Gezinsantwoord::Later);
        self.route.is_steun() && aangenomen && open
    }

    /// Whether the family said no, whatever became of it otherwise.
    fn is_afgeslagen(&self) -> bool {
        self.wilde_niet || self.gezin == Gezinsantwoord::Nee
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
        } else if self.verkenning_gepland || op_route(|r| r == Route::PrenataalHuisbezoek, doorgeleiding::Status::loopt)
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
        // An exploration or a table that was rounded off brings no support: what comes of it is for the coordinator.
        let gaat_door = |gevraagd: &Gevraagd| {
            gevraagd.status.loopt() || (gevraagd.route.is_steun() && gevraagd.status.is_steunend())
        };
        if self.afspraken_vastgesteld || self.doorgeleidingen.iter().any(gaat_door) {
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

    /// What the signaller hears of an open case: what holds now, by the word of the family and never by a full desk.
    ///
    /// A table and an exploration are on the way to support, they are none. That a desk refused, that a request was taken back or
    /// was not answered leaves the case with its coordinator, who goes on.
    #[must_use]
    pub fn stand(&self) -> Stand {
        let een = |is: fn(&Gevraagd) -> bool| self.doorgeleidingen.iter().any(is);
        if self.afspraken_vastgesteld || een(Gevraagd::is_gewild) {
            Stand::AangebodenEnAanvaard
        } else if !self.genomen {
            Stand::Ontvangen
        } else if een(Gevraagd::is_aangeboden) {
            Stand::Aangeboden
        } else if een(|gevraagd| gevraagd.status.loopt() && !gevraagd.is_afgeslagen()) {
            Stand::WordtVerkend
        } else {
            match self.doorgeleidingen.last() {
                Some(laatste) if laatste.is_afgeslagen() => Stand::AangebodenEnAfgewezen,
                Some(Gevraagd { elders: true, .. }) => Stand::Elders,
                _ => Stand::WordtVerkend,
            }
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
    fn een_verkenning_of_tafel_die_is_afgerond_ligt_weer_bij_de_coordinator() {
        for route in [Route::PrenataalHuisbezoek, Route::Knooppunt] {
            let beeindigd_op = Some(Moment::begin_van("2026-12-01".parse().unwrap()));
            let feiten = Feiten {
                genomen: true,
                doorgeleidingen: vec![Gevraagd::new(route, D::Afgerond, None).tot(beeindigd_op)],
                ..Feiten::default()
            };
            assert_eq!(feiten.status(), Status::InBehandeling, "{route:?}");
            assert_eq!(feiten.terug().map(|terug| terug.status), Some(D::Afgerond), "{route:?}");
            let afgesproken = Feiten { afspraken_vastgesteld: true, ..feiten };
            assert_eq!(afgesproken.terug(), None, "what was agreed at the table goes on: {route:?}");
        }
    }

    /// A request along VoorZorg, how it stands, what the family said and why it ended.
    fn een(status: D, gezin: Gezinsantwoord, reden: Option<&str>) -> Gevraagd {
        Gevraagd::new(Route::Voorzorg, status, reden).zegt(gezin)
    }

    #[test]
    fn de_signaleerder_hoort_het_woord_van_het_gezin_en_nooit_dat_een_bureau_vol_is() {
        use Gezinsantwoord::{Ja, Later, Nee, NogNietGevraagd as Niet};
        let op = |route, status| Gevraagd::new(route, status, None);
        let gevallen: [(&str, Vec<Gevraagd>, Stand); 18] = [
            ("taken, nothing asked", vec![], Stand::WordtVerkend),
            ("sent", vec![een(D::Verzonden, Niet, None)], Stand::WordtVerkend),
            ("explored only", vec![op(Route::PrenataalHuisbezoek, D::Afgerond)], Stand::WordtVerkend),
            ("table only", vec![op(Route::Knooppunt, D::Gestart)], Stand::WordtVerkend),
            ("desk took it on, family not asked", vec![een(D::Aanvaard, Niet, None)], Stand::Aangeboden),
            ("intake planned, family wants it later", vec![een(D::IntakeGepland, Later, None)], Stand::Aangeboden),
            ("family says yes", vec![een(D::Aanvaard, Ja, None)], Stand::AangebodenEnAanvaard),
            ("begun", vec![een(D::Gestart, Ja, None)], Stand::AangebodenEnAanvaard),
            ("desk full, family said yes", vec![een(D::Afgewezen, Ja, Some("geen-capaciteit"))], Stand::WordtVerkend),
            ("too long a wait", vec![een(D::NietGestart, Ja, Some("wachttijd-te-lang"))], Stand::WordtVerkend),
            ("not reached", vec![een(D::NietGestart, Niet, Some("niet-bereikt"))], Stand::WordtVerkend),
            ("family says no, desk still has it", vec![een(D::Aanvaard, Nee, None)], Stand::AangebodenEnAfgewezen),
            (
                "family says no at the intake",
                vec![een(D::NietGestart, Niet, Some("gezin-wil-niet"))],
                Stand::AangebodenEnAfgewezen,
            ),
            (
                "no, and then taken back",
                vec![een(D::Ingetrokken, Nee, Some("niet-meer-nodig"))],
                Stand::AangebodenEnAfgewezen,
            ),
            ("taken back by mistake", vec![een(D::Ingetrokken, Niet, Some("vergissing"))], Stand::WordtVerkend),
            ("stopped, contact lost", vec![een(D::Gestopt, Ja, Some("geen-contact-meer"))], Stand::WordtVerkend),
            ("expired", vec![een(D::Verlopen, Niet, None)], Stand::WordtVerkend),
            ("gets help elsewhere", vec![een(D::NietGestart, Niet, Some("elders"))], Stand::Elders),
        ];
        for (wat, doorgeleidingen, hoort) in gevallen {
            let feiten = Feiten { genomen: true, doorgeleidingen, ..Feiten::default() };
            assert_eq!(feiten.stand(), hoort, "{wat}");
        }
        assert_eq!(Feiten::default().stand(), Stand::Ontvangen);
        // A no to one kind of support, and yes to another: what holds now counts.
        let samen = vec![een(D::Aanvaard, Nee, None), op(Route::SociaalDomein, D::Gestart)];
        let feiten = Feiten { genomen: true, doorgeleidingen: samen, ..Feiten::default() };
        assert_eq!(feiten.stand(), Stand::AangebodenEnAanvaard);
        let tafel = Feiten { genomen: true, afspraken_vastgesteld: true, ..Feiten::default() };
        assert_eq!(tafel.stand(), Stand::AangebodenEnAanvaard);
    }
}
