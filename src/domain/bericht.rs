//! The bericht: that something happened, to whom it matters; it has no content and no names.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::BerichtId;
use crate::domain::{
    beleid::BerichtLezen,
    ids::{CasusId, DoorgeleidingId, GebruikerId, Id, NoodprocedureId, PseudoniemId, VerhuizingId, VoorstelId, kind},
    noodprocedure::Noodprocedure,
    recht::{Besluit, Ding, Gebeurtenis, In, Kop, Ligging, Permitted, Toestand},
    tijd::Moment,
};

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Berichtsoort {
    /// Somebody opened a case in an emergency.
    NoodprocedureGeopend,
    /// A powerful role was asked for somebody, and waits for a second person.
    RolGevraagd,
    /// A new second factor was asked for somebody, and waits for a second person.
    FactorherstelGevraagd,
    /// A visit or call that was planned does not take place: the support it belonged to ended.
    ContactmomentVervallen,
    /// A request at a desk lapsed: it was taken back, or the consent it rested on ended.
    DoorgeleidingVervallen,
    /// A request at a desk that had lapsed goes on: it ended by mistake.
    DoorgeleidingHervat,
    /// A desk refused a request.
    DoorgeleidingAfgewezen,
    /// A desk is reminded that a request waits for its answer.
    DoorgeleidingHerinnering,
    /// A desk does not answer a request, also after a reminder.
    DoorgeleidingGeescaleerd,
    /// A request ended because its desk did not answer.
    DoorgeleidingVerlopen,
    /// A desk gave back a request before anything began.
    DoorgeleidingNietGestart,
    /// The family answered a request: the other side hears it.
    GezinAntwoordde,
    /// A desk stopped the support before its end.
    DoorgeleidingGestopt,
    /// An agreement does not have to be done any more: its case was closed.
    AfspraakVervallen,
    /// Somebody is asked to sit at a table for a family.
    AanTafelGevraagd,
    /// Somebody does not have to sit at a table any more, to which they were asked.
    AanTafelAfgezegd,
    /// A family is not on the agenda any more.
    AgendapuntVervallen,
    /// What is known of a person, or how to reach them, was put right.
    GegevensGewijzigd,
    /// A pregnancy is over, and nobody told how it ended.
    ZwangerschapOnbekend,
    /// It was told how a pregnancy went.
    ZwangerschapVerteld,
    /// What was told of how a pregnancy went was put right.
    ZwangerschapGecorrigeerd,
    /// A handover to the JGZ waits for a coordinator.
    OverdrachtVoorgesteld,
    /// A handover was taken on.
    OverdrachtAanvaard,
    /// A handover was held, or it was said why not.
    OverdrachtAfgelopen,
    /// A handover is late.
    OverdrachtHerinnering,
    /// A child is followed no more.
    KindUitBeeld,
    /// Nobody spoke to a family by the day on which somebody should have.
    EersteContactTeLaat,
    /// Support should have been evaluated by now.
    EvaluatieTeLaat,
    /// What was to happen for a family did not happen on its day.
    CasusTeLaat,
    /// Something became of a signaal.
    SignaalVerteld,
    /// A family moved to where somebody else works.
    GezinVerhuisd,
    /// A family comes to live where somebody coordinates, who is asked to take over.
    VerhuizingVoorgesteld,
    /// A family that moves was taken over.
    VerhuizingOvergenomen,
    /// Nobody takes over a family that moves, and it was said why.
    VerhuizingTeruggelegd,
    /// Who was asked to take over a family does not have to any more.
    VerhuizingVervallen,
    /// A family that moves waits to be taken over, past the term.
    VerhuizingHerinnering,
    /// Somebody proposes another route for a family.
    VoorstelGedaan,
    /// Whoever gives support asked another desk at once.
    VoorstelDoorgevraagd,
    /// A voorstel became a request.
    VoorstelOvergenomen,
    /// A voorstel does not become a request, and it was said why.
    VoorstelTeruggelegd,
    /// A voorstel lapsed, or was taken back.
    VoorstelVervallen,
    /// A voorstel waits for an answer, past the term.
    VoorstelHerinnering,
    /// Another e-mail address holds for an account.
    AdresGewijzigd,
    /// A letter about an account could not be delivered.
    PostOnbezorgd,
}

impl Berichtsoort {
    /// What is told when this happened to an account, if that is told to anybody.
    #[must_use]
    pub const fn na(wat: Gebeurtenis) -> Option<Self> {
        match wat {
            Gebeurtenis::FactorherstelAangevraagd => Some(Self::FactorherstelGevraagd),
            Gebeurtenis::GebruikerAdresGewijzigd => Some(Self::AdresGewijzigd),
            Gebeurtenis::PostOnbezorgd => Some(Self::PostOnbezorgd),
            _ => None,
        }
    }
}

/// To whom a message about a request goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aan {
    /// The coordinator of its case.
    Coordinator,
    /// Everybody who coordinates where the family lives.
    Coordinatoren,
    /// Who claimed it, or everybody at its desk as long as nobody did.
    Drager,
}

/// The states of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = BerichtStatus)]
pub enum Status {
    /// It waits.
    Ongelezen,
    /// She read it.
    Gelezen,
}

/// One message to one account.
#[derive(Clone, Debug)]
pub struct Bericht {
    /// Its identifier.
    pub id: BerichtId,
    /// For whom.
    pub voor: GebruikerId,
    /// What is told.
    pub soort: Berichtsoort,
    /// The case it is about, if it is about one.
    pub casus: Option<CasusId>,
    /// The person the case is about, as the logboek names her.
    pub betrokkene: Option<PseudoniemId>,
    /// The noodprocedure it is about, if it is about one.
    pub noodprocedure: Option<NoodprocedureId>,
    /// The request it is about, if it is about one.
    pub doorgeleiding: Option<DoorgeleidingId>,
    /// The verhuizing it is about, if it is about one.
    pub verhuizing: Option<VerhuizingId>,
    /// The voorstel it is about, if it is about one.
    pub voorstel: Option<VoorstelId>,
    /// The account it is about, if it is about one.
    pub over: Option<GebruikerId>,
    /// When it was sent.
    pub op: Moment,
    /// When it was read.
    pub gelezen_op: Option<Moment>,
    /// How often it was changed.
    pub versie: i32,
}

impl Bericht {
    /// Tells `voor` that a case was opened in an emergency.
    #[must_use]
    pub fn noodprocedure_geopend(over: &Noodprocedure, voor: GebruikerId) -> Self {
        Self {
            id: Id::new(over.geopend_op),
            voor,
            soort: Berichtsoort::NoodprocedureGeopend,
            casus: Some(over.casus),
            betrokkene: Some(over.betrokkene),
            noodprocedure: Some(over.id),
            doorgeleiding: None,
            verhuizing: None,
            voorstel: None,
            over: None,
            op: over.geopend_op,
            gelezen_op: None,
            versie: 1,
        }
    }

    /// Tells `voor` something about the account `over`, such as that it waits for a second person.
    #[must_use]
    pub fn over_account(soort: Berichtsoort, over: GebruikerId, voor: GebruikerId, op: Moment) -> Self {
        Self {
            id: Id::new(op),
            voor,
            soort,
            casus: None,
            betrokkene: None,
            noodprocedure: None,
            doorgeleiding: None,
            verhuizing: None,
            voorstel: None,
            over: Some(over),
            op,
            gelezen_op: None,
            versie: 1,
        }
    }
}

impl Ding for Bericht {
    type Kind = kind::Bericht;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: self.casus,
            betrokkenen: self.betrokkene.into_iter().collect(),
            ligging: Ligging { van: Some(self.voor), ..Ligging::default() },
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        if self.gelezen_op.is_some() { Status::Gelezen } else { Status::Ongelezen }
    }
}

/// A message that waits to be read.
#[derive(Debug)]
pub struct Ongelezen;
impl Toestand<Bericht> for Ongelezen {
    const STATUS: &'static [Status] = &[Status::Ongelezen];
}

impl Permitted<BerichtLezen, In<Ongelezen, Bericht>> {
    /// Notes that she read it.
    #[must_use]
    pub fn gelezen(self) -> Besluit<Bericht> {
        self.besluit(Gebeurtenis::BerichtGelezen, |bericht, door| Bericht { gelezen_op: Some(door.op), ..bericht })
    }
}
