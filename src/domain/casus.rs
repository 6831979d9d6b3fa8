//! The casus: the thread of one family.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{
    client::ClientId,
    doorgeleiding,
    gebied::Gemeente,
    ids::Id,
    logboek::{Gebeurtenis, Soort},
    reden::SluitReden,
    route::Route,
    signaal::{Signaal, Stand},
    tijd::Moment,
    toegang::{
        Besluit, Conflict, Ding, GebruikerId, In, Ligging, Permitted, PseudoniemId, Toestand,
        beleid::{CasusBehandelen, CasusEvalueren, CasusHerzien, CasusRegisseren},
    },
    zwangerschap::ZwangerschapId,
};

/// The identifier of a case.
pub type CasusId = Id<Casus>;

/// The states of a case; all but the first and the last are derived from what happened.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = CasusStatus)]
pub enum Status {
    /// A signaal opened it; no coordinator has taken it yet.
    Aangemeld,
    /// A coordinator has it.
    InBehandeling,
    /// It is being explored with the family.
    Verkenning,
    /// A request for support stands.
    Toegeleid,
    /// It is on its way to the table.
    Knooppunt,
    /// Support was accepted, or agreed at the table.
    SteunOpMaat,
    /// It is being evaluated with the family.
    Evaluatie,
    /// It is closed.
    Afgesloten,
}

/// The phases of the *rode draad*.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Fase {
    /// Somebody has a worry.
    Signaleren,
    /// A coordinator explores and routes.
    Verkennen,
    /// Support is carried out and evaluated.
    SteunOpMaat,
    /// Closed.
    Afgesloten,
}

impl Status {
    /// The phase that a state belongs to.
    #[must_use]
    pub const fn fase(self) -> Fase {
        match self {
            Self::Aangemeld => Fase::Signaleren,
            Self::InBehandeling | Self::Verkenning | Self::Toegeleid | Self::Knooppunt => Fase::Verkennen,
            Self::SteunOpMaat | Self::Evaluatie => Fase::SteunOpMaat,
            Self::Afgesloten => Fase::Afgesloten,
        }
    }
}

impl Fase {
    /// The states that belong to this phase.
    pub fn statussen(self) -> impl Iterator<Item = Status> {
        Status::VARIANTS.iter().copied().filter(move |status| status.fase() == self)
    }
}

/// A case.
#[derive(Clone, Debug)]
pub struct Casus {
    /// Its identifier.
    pub id: CasusId,
    /// The woman it is about.
    pub client: ClientId,
    /// Her name in the logboek.
    pub betrokkene: PseudoniemId,
    /// Her pregnancy, if she is or was pregnant.
    pub zwangerschap: Option<ZwangerschapId>,
    /// Where she lives.
    pub gemeente: Gemeente,
    /// Its state.
    pub status: Status,
    /// The coordinator who took it.
    pub coordinator: Option<GebruikerId>,
    /// The one person who carries it, from Steun op maat on.
    pub regisseur: Option<GebruikerId>,
    /// The day for which an exploration was planned.
    pub verkenning_op: Option<NaiveDate>,
    /// The day on which it is to be evaluated.
    pub evaluatie_op: Option<NaiveDate>,
    /// Why it was closed.
    pub sluitreden: Option<SluitReden>,
    /// When it was opened.
    pub aangemeld_op: Moment,
    /// When it was last opened; what happened before belongs to an earlier time.
    pub geopend_op: Moment,
    /// When it was closed.
    pub gesloten_op: Option<Moment>,
    /// How often it was changed.
    pub versie: i32,
}

impl Casus {
    /// The case that a signaal opens.
    #[must_use]
    pub fn uit_signaal(signaal: &Signaal, op: Moment) -> Self {
        Self {
            id: Id::new(op),
            client: signaal.client,
            betrokkene: signaal.betrokkene,
            zwangerschap: signaal.zwangerschap,
            gemeente: signaal.gemeente,
            status: Status::Aangemeld,
            coordinator: None,
            regisseur: None,
            verkenning_op: None,
            evaluatie_op: None,
            sluitreden: None,
            aangemeld_op: op,
            geopend_op: op,
            gesloten_op: None,
            versie: 1,
        }
    }

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

impl Ding for Casus {
    type Status = Status;
    const SOORT: Soort = Soort::Casus;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        Some(self.id)
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        vec![self.betrokkene]
    }
    fn ligging(&self) -> Ligging {
        Ligging { gemeente: Some(self.gemeente), regisseur: self.regisseur, ..Ligging::default() }
    }
    fn status(&self) -> Status {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
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

/// A case that no coordinator has taken yet.
#[derive(Debug)]
pub struct Aangemeld;
impl Toestand<Casus> for Aangemeld {
    const STATUS: &'static [Status] = &[Status::Aangemeld];
}

/// A case that is open and has a coordinator.
#[derive(Debug)]
pub struct Genomen;
impl Toestand<Casus> for Genomen {
    const STATUS: &'static [Status] = &[
        Status::InBehandeling,
        Status::Verkenning,
        Status::Toegeleid,
        Status::Knooppunt,
        Status::SteunOpMaat,
        Status::Evaluatie,
    ];
}

/// A case that is open.
#[derive(Debug)]
pub struct Open;
impl Toestand<Casus> for Open {
    const STATUS: &'static [Status] = &[
        Status::Aangemeld,
        Status::InBehandeling,
        Status::Verkenning,
        Status::Toegeleid,
        Status::Knooppunt,
        Status::SteunOpMaat,
        Status::Evaluatie,
    ];
}

/// A case in which support is carried out.
#[derive(Debug)]
pub struct InSteun;
impl Toestand<Casus> for InSteun {
    const STATUS: &'static [Status] = &[Status::SteunOpMaat];
}

/// A case that is closed.
#[derive(Debug)]
pub struct Gesloten;
impl Toestand<Casus> for Gesloten {
    const STATUS: &'static [Status] = &[Status::Afgesloten];
}

impl Permitted<CasusBehandelen, In<Aangemeld, Casus>> {
    /// Takes the case: from now on it has a coordinator.
    #[must_use]
    pub fn neem(self) -> Besluit<Casus> {
        self.besluit(Gebeurtenis::CasusInBehandeling, |In(casus, _), door| Casus {
            status: Status::InBehandeling,
            coordinator: Some(door.gebruiker),
            ..casus
        })
    }
}

impl Permitted<CasusBehandelen, In<Genomen, Casus>> {
    /// Plans an exploration with the family.
    #[must_use]
    pub fn plan_verkenning(self, dag: NaiveDate) -> Besluit<Casus> {
        self.besluit(Gebeurtenis::CasusVerkenningGepland, |In(casus, _), _| Casus { verkenning_op: Some(dag), ..casus })
    }
}

impl Permitted<CasusBehandelen, In<Open, Casus>> {
    /// Closes the case, once no request is open any more.
    ///
    /// # Errors
    /// A refusal while a request or a traject is still under way.
    pub fn sluit(
        self,
        reden: SluitReden,
        feiten: &Feiten,
    ) -> Result<Besluit<Casus>, Box<crate::domain::toegang::Weigering>> {
        let geen_open = |_: &In<Open, Casus>| {
            if feiten.doorgeleidingen.iter().any(|&(_, status)| status.loopt()) {
                let melding = "De casus heeft nog een open doorgeleiding. Trek die eerst in, of rond haar af.";
                return Err(Conflict::new("open-doorgeleiding", melding));
            }
            Ok(())
        };
        Ok(self.mits(geen_open)?.besluit(Gebeurtenis::CasusGesloten, |In(casus, _), door| Casus {
            status: Status::Afgesloten,
            sluitreden: Some(reden),
            gesloten_op: Some(door.op),
            ..casus
        }))
    }
}

impl Permitted<CasusBehandelen, In<Gesloten, Casus>> {
    /// Opens the case again; its coordinator is who opens it.
    #[must_use]
    pub fn heropen(self) -> Besluit<Casus> {
        self.besluit(Gebeurtenis::CasusHeropend, |In(casus, _), door| Casus {
            status: Status::InBehandeling,
            coordinator: Some(door.gebruiker),
            regisseur: None,
            verkenning_op: None,
            evaluatie_op: None,
            sluitreden: None,
            geopend_op: door.op,
            gesloten_op: None,
            ..casus
        })
    }
}

impl Permitted<CasusHerzien, In<Open, Casus>> {
    /// Notes that the due date or the weighing was revised.
    #[must_use]
    pub fn herzien(self, gebeurtenis: Gebeurtenis) -> Besluit<Casus> {
        self.besluit(gebeurtenis, |In(casus, _), _| casus)
    }
}

impl Permitted<CasusRegisseren, In<Genomen, Casus>> {
    /// Names the one person who carries the case.
    #[must_use]
    pub fn wijs_aan(self, regisseur: GebruikerId) -> Besluit<Casus> {
        self.besluit(Gebeurtenis::CasusRegisseurAangewezen, |In(casus, _), _| Casus {
            regisseur: Some(regisseur),
            ..casus
        })
    }
}

impl Permitted<CasusEvalueren, In<InSteun, Casus>> {
    /// Begins the evaluation with the family.
    #[must_use]
    pub fn begin_evaluatie(self) -> Besluit<Casus> {
        self.besluit(Gebeurtenis::EvaluatieBegonnen, |In(casus, _), _| Casus { status: Status::Evaluatie, ..casus })
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
