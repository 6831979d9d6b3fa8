//! The signaal: one professional's worry, with the woman's consent.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{
    casus::CasusId,
    client::ClientId,
    gebied::Gemeente,
    ids::Id,
    logboek::{Gebeurtenis, Soort},
    thema::{BeschermendeFactor, Graad, Instrument, Thema},
    tijd::Moment,
    toegang::{
        Besluit, Ding, GebruikerId, In, Ligging, OrganisatieId, Permitted, PseudoniemId, Toestand,
        beleid::{SignaalIntrekken, SignaalKoppelen, SignaalRegistreren},
    },
    zwangerschap::ZwangerschapId,
};

/// The identifier of a signaal.
pub type SignaalId = Id<Signaal>;

/// The states of a signaal.
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
pub enum Status {
    /// Registered; no coordinator has taken it up yet.
    Ontvangen,
    /// Taken up, in a case of its own or in one that was there.
    Gekoppeld,
    /// Taken back; its personal data are gone.
    Ingetrokken,
    /// Refused by her: a count, without personal data.
    ZonderToestemming,
}

/// How pressing it is.
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
pub enum Urgentie {
    /// Within the ordinary terms.
    Gewoon,
    /// To be looked at today.
    Spoed,
    /// Acute danger: not a matter for Knooppunt, but for Veilig Thuis or 112.
    AcuutGevaar,
}

/// What the signaller hears, in the fewest words.
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
pub enum Stand {
    /// Received.
    Ontvangen,
    /// Being explored.
    WordtVerkend,
    /// Support was offered and accepted.
    AangebodenEnAanvaard,
    /// Support was offered and declined.
    AangebodenEnAfgewezen,
    /// Taken up elsewhere.
    Elders,
    /// Closed.
    Afgesloten,
    /// Taken back.
    Ingetrokken,
}

/// A judgement of vulnerability: never computed, always with who and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weging {
    /// The degree.
    pub graad: Graad,
    /// Whether it was weighed together with her.
    pub samen_gewogen: bool,
}

/// A signaal.
#[derive(Clone, Debug)]
pub struct Signaal {
    /// Its identifier.
    pub id: SignaalId,
    /// The organisation that gave it.
    pub organisatie: OrganisatieId,
    /// The professional who gave it.
    pub gebruiker: GebruikerId,
    /// The woman it is about.
    pub client: ClientId,
    /// Her name in the logboek.
    pub betrokkene: PseudoniemId,
    /// Her pregnancy, if she is pregnant.
    pub zwangerschap: Option<ZwangerschapId>,
    /// The case it opened or joined.
    pub casus: Option<CasusId>,
    /// A case of a family that looks the same, when the blind check found one.
    pub lijkt_op: Option<CasusId>,
    /// Where she lives.
    pub gemeente: Gemeente,
    /// How pressing it is.
    pub urgentie: Urgentie,
    /// The instrument that was used.
    pub instrument: Instrument,
    /// The themes.
    pub themas: Vec<Thema>,
    /// The protective factors.
    pub beschermende_factoren: Vec<BeschermendeFactor>,
    /// Its state.
    pub status: Status,
    /// When it was received.
    pub ontvangen_op: Moment,
    /// How often it was changed.
    pub versie: i32,
}

impl Ding for Signaal {
    type Status = Status;
    const SOORT: Soort = Soort::Signaal;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        self.casus
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        vec![self.betrokkene]
    }
    fn ligging(&self) -> Ligging {
        Ligging {
            organisatie: Some(self.organisatie),
            gemeente: Some(self.gemeente),
            ..Ligging::default()
        }
    }
    fn status(&self) -> Status {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
}

impl Permitted<SignaalRegistreren, ()> {
    /// Registers a signaal; the woman agreed to it.
    #[must_use]
    pub fn registreer(self, signaal: Signaal) -> Besluit<Signaal> {
        self.besluit(Gebeurtenis::SignaalOntvangen, |(), _| signaal)
    }

    /// Counts a refusal, and keeps nothing else.
    #[must_use]
    pub fn zonder_toestemming(self) -> Besluit<()> {
        self.bijlage(Gebeurtenis::SignaalZonderToestemming, |(), _| ())
    }
}

/// A signaal that nobody has taken up yet.
#[derive(Debug)]
pub struct Ontvangen;
impl Toestand<Signaal> for Ontvangen {
    const STATUS: &'static [Status] = &[Status::Ontvangen];
}

impl Permitted<SignaalIntrekken, In<Ontvangen, Signaal>> {
    /// Takes it back; its personal data go with it.
    #[must_use]
    pub fn trek_in(self) -> Besluit<Signaal> {
        self.besluit(Gebeurtenis::SignaalIngetrokken, |In(signaal, _), _| Signaal {
            status: Status::Ingetrokken,
            ..signaal
        })
    }
}

impl Permitted<SignaalKoppelen, In<Ontvangen, Signaal>> {
    /// Joins it to `casus`: the one that the blind check found, or one of its own.
    #[must_use]
    pub fn koppel(self, casus: CasusId) -> Besluit<Signaal> {
        self.besluit(Gebeurtenis::SignaalGekoppeld, |In(signaal, _), _| Signaal {
            status: Status::Gekoppeld,
            casus: Some(casus),
            ..signaal
        })
    }
}
