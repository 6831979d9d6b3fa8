//! The traject: support under way, with its contactmomenten.

mod woorden;

pub use self::woorden::{Contactsoort, Einde, Oordeel, Vervolgactie};

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::{ContactmomentId, TrajectId};
use crate::domain::{
    beleid::{ContactmomentUitvoeren, TrajectUitvoeren},
    doorgeleiding::Doorgeleiding,
    fouten::Fouten,
    ids::{CasusId, DoorgeleidingId, Id, PseudoniemId, kind},
    recht::{Besluit, Ding, Gebeurtenis, Hoofdzaak, In, Kop, Ligging, Permitted, Toestand},
    reden::NietGehoudenReden,
    route::Route,
    thema::Thema,
    tijd::Moment,
};

/// The states of a traject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = TrajectStatus)]
pub enum Status {
    /// Accepted; it has not started.
    Gepland,
    /// Under way.
    Lopend,
    /// Ended.
    Beeindigd,
}

/// The states of a contactmoment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ContactStatus {
    /// Planned.
    Gepland,
    /// Held.
    Gehouden,
    /// Not held.
    NietGehouden,
    /// Moved; the next in the chain took its place.
    Verzet,
    /// It does not take place: the support it belonged to ended.
    Vervallen,
}

/// Support under way.
#[derive(Clone, Debug)]
pub struct Traject {
    /// Its identifier.
    pub id: TrajectId,
    /// The request it follows from.
    pub doorgeleiding: DoorgeleidingId,
    /// The case.
    pub casus: CasusId,
    /// The person it is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// The route.
    pub route: Route,
    /// Its state.
    pub status: Status,
    /// When it was accepted.
    pub gepland_op: Moment,
    /// When it started.
    pub gestart_op: Option<Moment>,
    /// When it ended.
    pub beeindigd_op: Option<Moment>,
    /// How it ended.
    pub einde: Option<Einde>,
    /// Where its case lies, with the desk.
    pub ligging: Ligging,
    /// How often it was changed.
    pub versie: i32,
}

impl Ding for Traject {
    type Kind = kind::Traject;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: Some(self.casus),
            betrokkenen: vec![self.betrokkene],
            ligging: self.ligging,
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        self.status
    }
}

impl Traject {
    /// The traject that a request brings about once it is accepted.
    #[must_use]
    pub fn gepland(van: &Doorgeleiding, op: Moment) -> Self {
        Self {
            id: Id::new(op),
            doorgeleiding: van.id,
            casus: van.casus,
            betrokkene: van.betrokkene,
            route: van.route,
            status: Status::Gepland,
            gepland_op: op,
            gestart_op: None,
            beeindigd_op: None,
            einde: None,
            ligging: van.ligging,
            versie: 1,
        }
    }
}

/// A visit or call.
#[derive(Clone, Debug)]
pub struct Contactmoment {
    /// Its identifier.
    pub id: ContactmomentId,
    /// The traject.
    pub traject: TrajectId,
    /// The case.
    pub casus: CasusId,
    /// The person it is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// What kind of contact.
    pub soort: Contactsoort,
    /// When it is to be.
    pub gepland_op: Moment,
    /// Its state.
    pub status: ContactStatus,
    /// When it was held.
    pub gehouden_op: Option<Moment>,
    /// Why it was not held.
    pub reden: Option<NietGehoudenReden>,
    /// The request whose intake it is, when it is planned before the support begins.
    pub intake_van: Option<DoorgeleidingId>,
    /// When the support that it belongs to began.
    pub traject_begon_op: Option<Moment>,
    /// The contactmoment that was moved to this one.
    pub vorige: Option<ContactmomentId>,
    /// Where its case lies, with the desk.
    pub ligging: Ligging,
    /// How often it was changed.
    pub versie: i32,
}

impl Ding for Contactmoment {
    type Kind = kind::Contactmoment;
    type Status = ContactStatus;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: Some(self.casus),
            betrokkenen: vec![self.betrokkene],
            ligging: self.ligging,
            versie: self.versie,
        }
    }
    fn status(&self) -> ContactStatus {
        self.status
    }
}

impl Contactmoment {
    /// The moment at which it was held, as somebody says it at `nu`; when they do not, the moment for which it was planned.
    ///
    /// An error names `gehoudenOp` when it lies ahead, on a day before it was planned or before the support began, or when nobody said
    /// it and it was not planned for today.
    pub fn gehouden_op(&self, gezegd: Option<Moment>, nu: Moment) -> Result<Moment, Fouten> {
        let fout = |code, melding: &str| Err(Fouten::new().fout("gehoudenOp", code, melding));
        let Some(op) = gezegd else {
            if self.gepland_op.dag() == nu.dag() {
                return Ok(self.gepland_op.min(nu));
            }
            return fout("verplicht", "Zeg wanneer het contact was: het stond niet voor vandaag gepland.");
        };
        if op > nu {
            return fout("periode", "Gehouden is nu of eerder.");
        }
        if op.dag() < self.gepland_op.dag() {
            return fout("voor-de-afspraak", "Het contact stond later gepland. Verzet het eerst.");
        }
        if self.traject_begon_op.is_some_and(|begon| op.dag() < begon.dag()) {
            return fout("voor-het-begin", "Het contact kan niet gehouden zijn voor de hulp begon.");
        }
        Ok(op)
    }
}

/// What a prenatal home visit brought.
#[derive(Clone, Debug)]
pub struct Huisbezoek {
    /// The themes that came up.
    pub themas: Vec<Thema>,
    /// What the family wishes, in their words.
    pub wensen: String,
    /// Which actions follow.
    pub vervolgacties: Vec<Vervolgactie>,
}

/// A traject with what its prenatal home visit brought.
#[derive(Clone, Debug)]
pub struct Bezocht {
    /// The traject.
    pub traject: Traject,
    /// What the visit brought.
    pub huisbezoek: Huisbezoek,
}

impl Hoofdzaak for Bezocht {
    type Ding = Traject;

    fn hoofdzaak(&self) -> &Traject {
        &self.traject
    }
}

/// How a contactmoment went, with the one that takes its place when it was moved.
#[derive(Clone, Debug)]
pub struct Afloop {
    /// The contactmoment as it is from now on.
    pub contactmoment: Contactmoment,
    /// The one that takes its place.
    pub verzet_naar: Option<Contactmoment>,
}

impl Hoofdzaak for Afloop {
    type Ding = Contactmoment;

    fn hoofdzaak(&self) -> &Contactmoment {
        &self.contactmoment
    }
}

/// A traject under way.
#[derive(Debug)]
pub struct Lopend;
impl Toestand<Traject> for Lopend {
    const STATUS: &'static [Status] = &[Status::Lopend];
}

/// A traject that has not ended; what is planned before it begins is its intake.
#[derive(Debug)]
pub struct NietBeeindigd;
impl Toestand<Traject> for NietBeeindigd {
    const STATUS: &'static [Status] = &[Status::Gepland, Status::Lopend];
}

/// A contactmoment that is still to come.
#[derive(Debug)]
pub struct Gepland;
impl Toestand<Contactmoment> for Gepland {
    const STATUS: &'static [ContactStatus] = &[ContactStatus::Gepland];
}

impl Permitted<TrajectUitvoeren, In<NietBeeindigd, Traject>> {
    /// Plans a contactmoment.
    #[must_use]
    pub fn plan(self, soort: Contactsoort, gepland_op: Moment) -> Besluit<Contactmoment> {
        self.maak(Gebeurtenis::ContactmomentGepland, |traject, door| Contactmoment {
            id: Id::new(door.op),
            traject: traject.id,
            casus: traject.casus,
            betrokkene: traject.betrokkene,
            soort,
            gepland_op,
            status: ContactStatus::Gepland,
            gehouden_op: None,
            reden: None,
            intake_van: (traject.status == Status::Gepland).then_some(traject.doorgeleiding),
            traject_begon_op: traject.gestart_op,
            vorige: None,
            ligging: traject.ligging,
            versie: 1,
        })
    }
}

impl Permitted<TrajectUitvoeren, In<Lopend, Traject>> {
    /// Records what the prenatal home visit brought.
    #[must_use]
    pub fn leg_uitkomst_vast(self, huisbezoek: Huisbezoek) -> Besluit<Bezocht> {
        self.maak(Gebeurtenis::HuisbezoekUitkomstVastgelegd, |traject, _| Bezocht {
            traject: traject.into_inner(),
            huisbezoek,
        })
    }
}

impl Permitted<ContactmomentUitvoeren, In<Gepland, Contactmoment>> {
    /// Records that it was held, at `op`.
    #[must_use]
    pub fn gehouden(self, op: Moment) -> Besluit<Afloop> {
        self.besluit(Gebeurtenis::ContactmomentGehouden, |contactmoment, _| Afloop {
            contactmoment: Contactmoment { status: ContactStatus::Gehouden, gehouden_op: Some(op), ..contactmoment },
            verzet_naar: None,
        })
    }

    /// Records that it was not held.
    #[must_use]
    pub fn niet_gehouden(self, reden: NietGehoudenReden) -> Besluit<Afloop> {
        self.besluit(Gebeurtenis::ContactmomentNietGehouden, |contactmoment, _| Afloop {
            contactmoment: Contactmoment { status: ContactStatus::NietGehouden, reden: Some(reden), ..contactmoment },
            verzet_naar: None,
        })
    }

    /// Moves it to another moment; the chain is kept.
    #[must_use]
    pub fn verzet(self, naar: Moment) -> Besluit<Afloop> {
        self.besluit(Gebeurtenis::ContactmomentVerzet, |contactmoment, door| {
            let contactmoment = Contactmoment { status: ContactStatus::Verzet, ..contactmoment };
            let verzet_naar = Contactmoment {
                id: Id::new(door.op),
                gepland_op: naar,
                status: ContactStatus::Gepland,
                vorige: Some(contactmoment.id),
                versie: 1,
                ..contactmoment.clone()
            };
            Afloop { contactmoment, verzet_naar: Some(verzet_naar) }
        })
    }
}
