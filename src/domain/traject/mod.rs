//! The traject: support under way, with its contactmomenten.

mod woorden;

pub use self::woorden::{Contactsoort, Einde, Oordeel, Vervolgactie};

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

pub use crate::domain::ids::{ContactmomentId, TrajectId};
use crate::domain::{
    beleid::{ContactmomentUitvoeren, TrajectUitvoeren},
    ids::{CasusId, DoorgeleidingId, Id, PseudoniemId, kind},
    recht::{Besluit, Ding, Gebeurtenis, In, Ligging, Permitted, Toestand},
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

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        Some(self.casus)
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        vec![self.betrokkene]
    }
    fn ligging(&self) -> Ligging {
        self.ligging
    }
    fn status(&self) -> Status {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
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

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        Some(self.casus)
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        vec![self.betrokkene]
    }
    fn ligging(&self) -> Ligging {
        self.ligging
    }
    fn status(&self) -> ContactStatus {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
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

/// A traject under way.
#[derive(Debug)]
pub struct Lopend;
impl Toestand<Traject> for Lopend {
    const STATUS: &'static [Status] = &[Status::Lopend];
}

/// A contactmoment that is still to come.
#[derive(Debug)]
pub struct Gepland;
impl Toestand<Contactmoment> for Gepland {
    const STATUS: &'static [ContactStatus] = &[ContactStatus::Gepland];
}

impl Permitted<TrajectUitvoeren, In<Lopend, Traject>> {
    /// Plans a contactmoment.
    #[must_use]
    pub fn plan(self, soort: Contactsoort, gepland_op: Moment) -> Besluit<Contactmoment> {
        self.besluit(Gebeurtenis::ContactmomentGepland, |In(traject, _), door| Contactmoment {
            id: Id::new(door.op),
            traject: traject.id,
            casus: traject.casus,
            betrokkene: traject.betrokkene,
            soort,
            gepland_op,
            status: ContactStatus::Gepland,
            gehouden_op: None,
            reden: None,
            vorige: None,
            ligging: traject.ligging,
            versie: 1,
        })
    }

    /// Records what the prenatal home visit brought.
    #[must_use]
    pub fn leg_uitkomst_vast(self, huisbezoek: Huisbezoek) -> Besluit<(Traject, Huisbezoek)> {
        self.bijlage(Gebeurtenis::HuisbezoekUitkomstVastgelegd, |In(traject, _), _| (traject, huisbezoek))
    }
}

impl Permitted<ContactmomentUitvoeren, In<Gepland, Contactmoment>> {
    /// Records that it was held, at `op`.
    #[must_use]
    pub fn gehouden(self, op: Moment) -> Besluit<Contactmoment> {
        self.besluit(Gebeurtenis::ContactmomentGehouden, |In(contactmoment, _), _| Contactmoment {
            status: ContactStatus::Gehouden,
            gehouden_op: Some(op),
            ..contactmoment
        })
    }

    /// Records that it was not held.
    #[must_use]
    pub fn niet_gehouden(self, reden: NietGehoudenReden) -> Besluit<Contactmoment> {
        self.besluit(Gebeurtenis::ContactmomentNietGehouden, |In(contactmoment, _), _| Contactmoment {
            status: ContactStatus::NietGehouden,
            reden: Some(reden),
            ..contactmoment
        })
    }

    /// Moves it; the next in the chain is [`verzet_naar`].
    #[must_use]
    pub fn verzet(self) -> Besluit<Contactmoment> {
        self.besluit(Gebeurtenis::ContactmomentVerzet, |In(contactmoment, _), _| Contactmoment {
            status: ContactStatus::Verzet,
            ..contactmoment
        })
    }
}

/// The contactmoment that takes the place of one that was moved.
#[must_use]
pub fn verzet_naar(verzet: &Contactmoment, gepland_op: Moment, nu: Moment) -> Contactmoment {
    Contactmoment {
        id: Id::new(nu),
        gepland_op,
        status: ContactStatus::Gepland,
        vorige: Some(verzet.id),
        versie: 1,
        ..verzet.clone()
    }
}
