//! The casus: the thread of one family.

pub mod overdracht;
pub mod stand;
mod zwangerschap;

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use self::zwangerschap::{Herziening, NieuweZwangerschap, Zwangerschapseinde, verteld};
pub use crate::domain::ids::CasusId;
use crate::domain::{
    beleid::{CasusBehandelen, CasusHerzien, CasusRegisseren},
    client::{Persoonsgegevens, WijzigReden},
    gebied::Gemeente,
    ids::{ClientId, GebruikerId, PseudoniemId, ZwangerschapId, kind},
    recht::{Besluit, Conflict, Ding, Gebeurtenis, Hoofdzaak, In, Kop, Ligging, Permitted, Toestand, Weigering},
    reden::SluitReden,
    tijd::Moment,
};

/// The states of a case; all but the first and the last are derived from what happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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

/// What the signaller hears, in the fewest words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Stand {
    /// Received.
    Ontvangen,
    /// Being explored.
    WordtVerkend,
    /// Support was offered; the family has not said whether they want it now.
    Aangeboden,
    /// Support was offered and accepted.
    AangebodenEnAanvaard,
    /// Support was offered, and the family does not want it.
    AangebodenEnAfgewezen,
    /// Taken up elsewhere.
    Elders,
    /// Closed.
    Afgesloten,
    /// Taken back.
    Ingetrokken,
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
    /// When whoever coordinates it looks at it again, as they said: until something happens in it.
    pub bekijk_op: Option<NaiveDate>,
    /// Since when a verhuizing waits past its term, if one does.
    pub verhuizing_wacht: Option<NaiveDate>,
    /// Why it was closed.
    pub sluitreden: Option<SluitReden>,
    /// When it was opened.
    pub aangemeld_op: Moment,
    /// When it was last opened; what happened before belongs to an earlier time.
    pub geopend_op: Moment,
    /// When it was closed.
    pub gesloten_op: Option<Moment>,
    /// Who closed it.
    pub gesloten_door: Option<GebruikerId>,
    /// The account that has it open under a noodprocedure, and on no other ground; such a case is only read.
    pub noodprocedure: Option<GebruikerId>,
    /// How often it was changed.
    pub versie: i32,
}

impl Ding for Casus {
    type Kind = kind::Casus;
    type Status = Status;

    fn kop(&self) -> Kop {
        let ligging = match self.noodprocedure {
            // A role whose area covers it does not hold here: only the procedure does, and that only reads.
            Some(_) => Ligging { noodprocedure: self.noodprocedure, ..Ligging::default() },
            None => Ligging { gemeente: Some(self.gemeente), regisseur: self.regisseur, ..Ligging::default() },
        };
        Kop {
            id: self.id.uuid(),
            casus: Some(self.id),
            betrokkenen: vec![self.betrokkene],
            ligging,
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        self.status
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

/// A case in any state.
#[derive(Debug)]
pub struct Elke;
impl Toestand<Casus> for Elke {
    const STATUS: &'static [Status] = Status::VARIANTS;
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
        self.besluit(Gebeurtenis::CasusInBehandeling, |casus, door| Casus {
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
        self.besluit(Gebeurtenis::CasusVerkenningGepland, |casus, _| Casus { verkenning_op: Some(dag), ..casus })
    }

    /// Says when they look at it again.
    #[must_use]
    pub fn bekijk_weer(self, dag: NaiveDate) -> Besluit<Casus> {
        self.besluit(Gebeurtenis::CasusBekijkdatumGezet, |casus, _| Casus { bekijk_op: Some(dag), ..casus })
    }
}

/// Why a case of a woman is not opened again while she has another one; `welke`, for who may see it.
#[must_use]
pub fn al_open(welke: Option<CasusId>) -> Conflict {
    let waar = welke.map(|id| format!(": /v1/casussen/{id}")).unwrap_or_default();
    let melding = format!("Zij heeft al een open casus{waar}. Ga daarin verder.");
    Conflict::new("al-een-open-casus", melding).noemt(welke)
}

/// Until so many days after it was closed by mistake a case is given back as it was; from then on it is opened again, with fresh consent.
pub const TERUG_DAGEN: u64 = 28;

/// The last day on which what was closed at `op` can be given back.
#[must_use]
pub fn terug_tot(op: Moment) -> NaiveDate {
    op.dag().checked_add_days(Days::new(TERUG_DAGEN)).unwrap_or(NaiveDate::MAX)
}

/// A case that somebody took or closed, which they can give back.
#[derive(Debug)]
pub struct Teruggeefbaar;
impl Toestand<Casus> for Teruggeefbaar {
    const STATUS: &'static [Status] = &[Status::InBehandeling, Status::Afgesloten];
}

/// A case that was given back, with when it was closed if that is undone.
#[derive(Clone, Debug)]
pub struct Teruggave {
    /// The case as it is from now on.
    pub casus: Casus,
    /// When it was closed by mistake.
    pub was_gesloten_op: Option<Moment>,
}

impl Hoofdzaak for Teruggave {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Permitted<CasusBehandelen, In<Teruggeefbaar, Casus>> {
    /// Gives back what was taken or closed by mistake, by who did it.
    ///
    /// Refused to anybody else, once something was done with a case that was taken, and once a case was closed for too long.
    pub fn geef_terug(self, ongebruikt: bool) -> Result<Besluit<Teruggave>, Box<Weigering>> {
        let (zelf, vandaag) = (self.door().gebruiker, self.nu().dag());
        let haar = self.mits(|casus| {
            let (wie, wat) = match casus.status {
                Status::Afgesloten => (casus.gesloten_door, "sloot"),
                _ => (casus.coordinator, "in behandeling nam"),
            };
            if wie != Some(zelf) {
                let melding = format!("Alleen wie de casus {wat} kan dat terugdraaien.");
                return Err(Conflict::new("niet-zelf-gedaan", melding));
            }
            if casus.gesloten_op.is_some_and(|op| vandaag > terug_tot(op)) {
                let melding = format!(
                    "Een casus is tot {TERUG_DAGEN} dagen na het sluiten terug te geven. Open haar opnieuw, met verse toestemming."
                );
                return Err(Conflict::new("te-lang-gesloten", melding));
            }
            if casus.status == Status::InBehandeling && !ongebruikt {
                let melding = "In deze casus is al iets gedaan. Draag haar over, of sluit haar.";
                return Err(Conflict::new("al-behandeld", melding));
            }
            Ok(())
        })?;
        Ok(haar.besluit(Gebeurtenis::CasusTeruggegeven, |casus, _| match casus.status {
            Status::Afgesloten => Teruggave {
                was_gesloten_op: casus.gesloten_op,
                casus: Casus {
                    status: Status::InBehandeling,
                    sluitreden: None,
                    gesloten_op: None,
                    gesloten_door: None,
                    ..casus
                },
            },
            _ => Teruggave {
                was_gesloten_op: None,
                casus: Casus { status: Status::Aangemeld, coordinator: None, ..casus },
            },
        }))
    }
}

impl Casus {
    /// The case as it is when `coordinator` opens it again.
    #[must_use]
    pub fn heropend(self, coordinator: GebruikerId, op: Moment) -> Self {
        Self {
            status: Status::InBehandeling,
            coordinator: Some(coordinator),
            regisseur: None,
            verkenning_op: None,
            evaluatie_op: None,
            bekijk_op: None,
            verhuizing_wacht: None,
            sluitreden: None,
            geopend_op: op,
            gesloten_op: None,
            gesloten_door: None,
            ..self
        }
    }
}

/// What is known of the person a case is about, put right.
#[derive(Clone, Debug)]
pub struct Gegevenswijziging {
    /// The case.
    pub casus: Casus,
    /// The client whose data they are: that of the case, or of a signaal that joined it.
    pub client: ClientId,
    /// What was known before; it is kept.
    pub was: Persoonsgegevens,
    /// What is known from now on.
    pub wordt: Persoonsgegevens,
    /// Why.
    pub reden: WijzigReden,
}

impl Hoofdzaak for Gegevenswijziging {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Permitted<CasusHerzien, In<Elke, Casus>> {
    /// Puts right what is known of the person; also of a case that was closed.
    #[must_use]
    pub fn wijzig_gegevens(
        self,
        (client, was): (ClientId, Persoonsgegevens),
        wordt: Persoonsgegevens,
        reden: WijzigReden,
    ) -> Besluit<Gegevenswijziging> {
        self.besluit(Gebeurtenis::ClientGewijzigd, |casus, _| Gegevenswijziging { casus, client, was, wordt, reden })
    }
}

impl Permitted<CasusRegisseren, In<Genomen, Casus>> {
    /// Names the one person who carries the case.
    #[must_use]
    pub fn wijs_aan(self, regisseur: GebruikerId) -> Besluit<Casus> {
        self.besluit(Gebeurtenis::CasusRegisseurAangewezen, |casus, _| Casus { regisseur: Some(regisseur), ..casus })
    }
}
