//! Identifiers: one type for each kind of thing, so that they cannot be mixed up.

use std::{
    cmp::Ordering,
    fmt, hash,
    marker::PhantomData,
    str::FromStr,
    sync::{LazyLock, Mutex},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{KnownFormat, ObjectBuilder, RefOr, Schema, SchemaFormat, Type},
};
use uuid::{ContextV7, Timestamp, Uuid};

use crate::domain::tijd::Moment;

/// The kinds of things, as tags.
///
/// A tag has no values. It stands for a kind where the thing itself must not be named: an identifier, a row of the policy and
/// a line of the logboek know of a casus without importing `casus`.
pub mod kind {
    /// A signaal: one professional's worry.
    #[derive(Debug)]
    pub enum Signaal {}
    /// A case.
    #[derive(Debug)]
    pub enum Casus {}
    /// A client: the woman a case is about.
    #[derive(Debug)]
    pub enum Client {}
    /// A pregnancy.
    #[derive(Debug)]
    pub enum Zwangerschap {}
    /// A child of a pregnancy.
    #[derive(Debug)]
    pub enum Kind {}
    /// A handover of a family to the JGZ.
    #[derive(Debug)]
    pub enum WarmeOverdracht {}
    /// A consent.
    #[derive(Debug)]
    pub enum Toestemming {}
    /// A request for support, sent along a route.
    #[derive(Debug)]
    pub enum Doorgeleiding {}
    /// Support that is carried out.
    #[derive(Debug)]
    pub enum Traject {}
    /// A visit or a talk within a traject.
    #[derive(Debug)]
    pub enum Contactmoment {}
    /// A meeting of the knooppunt.
    #[derive(Debug)]
    pub enum Bijeenkomst {}
    /// What a meeting discusses of one family.
    #[derive(Debug)]
    pub enum Agendapunt {}
    /// Somebody at the table.
    #[derive(Debug)]
    pub enum Deelnemer {}
    /// An agreement made at the table.
    #[derive(Debug)]
    pub enum Afspraak {}
    /// An evaluation with the family.
    #[derive(Debug)]
    pub enum Evaluatie {}
    /// A case that was opened in an emergency.
    #[derive(Debug)]
    pub enum Noodprocedure {}
    /// A family that moves.
    #[derive(Debug)]
    pub enum Verhuizing {}
    /// A proposal of another route.
    #[derive(Debug)]
    pub enum Voorstel {}
    /// A message.
    #[derive(Debug)]
    pub enum Bericht {}
    /// A note.
    #[derive(Debug)]
    pub enum Notitie {}
    /// An organisation.
    #[derive(Debug)]
    pub enum Organisatie {}
    /// A desk of an organisation.
    #[derive(Debug)]
    pub enum Desk {}
    /// An account.
    #[derive(Debug)]
    pub enum Gebruiker {}
    /// A grant: a role within an area, given to an account.
    #[derive(Debug)]
    pub enum Toekenning {}
    /// A handover of work.
    #[derive(Debug)]
    pub enum Overdracht {}
    /// A request to set a second factor anew.
    #[derive(Debug)]
    pub enum Factorherstel {}
    /// A letter that waits to be sent.
    #[derive(Debug)]
    pub enum Post {}
    /// A session: one login until it ends.
    #[derive(Debug)]
    pub enum Sessie {}
    /// A security key: what somebody logs in with beside their password (`WebAuthn`).
    #[derive(Debug)]
    pub enum Beveiligingssleutel {}
    /// What a security key is asked to sign.
    #[derive(Debug)]
    pub enum Uitdaging {}
    /// A machine client: a system that asks on behalf of a person.
    #[derive(Debug)]
    pub enum Machineclient {}
    /// A person's name in the logboek; the mapping to the person can be removed, the line stays.
    #[derive(Debug)]
    pub enum Pseudoniem {}
    /// One line of the logboek.
    #[derive(Debug)]
    pub enum Logregel {}
    /// A release of counts.
    #[derive(Debug)]
    pub enum Publicatie {}
    /// A case as somebody who works on it finds it.
    #[derive(Debug)]
    pub enum Teamcasus {}
    /// A person, as whoever may ask for their file finds them.
    #[derive(Debug)]
    pub enum Betrokkene {}
    /// Whatever thing a line is about.
    #[derive(Debug)]
    pub enum Object {}
    /// One session with the database that writes lines.
    #[derive(Debug)]
    pub enum Schrijver {}
    /// One transaction that changed something.
    #[derive(Debug)]
    pub enum Wijziging {}
}

/// The identifier of a letter that waits to be sent.
pub type PostId = Id<kind::Post>;
/// The identifier of a signaal.
pub type SignaalId = Id<kind::Signaal>;
/// The identifier of a case.
pub type CasusId = Id<kind::Casus>;
/// The identifier of a client.
pub type ClientId = Id<kind::Client>;
/// The identifier of a pregnancy.
pub type ZwangerschapId = Id<kind::Zwangerschap>;
/// The identifier of a child.
pub type KindId = Id<kind::Kind>;
/// The identifier of a handover of a family.
pub type WarmeOverdrachtId = Id<kind::WarmeOverdracht>;
/// The identifier of a consent.
pub type ToestemmingId = Id<kind::Toestemming>;
/// The identifier of a doorgeleiding.
pub type DoorgeleidingId = Id<kind::Doorgeleiding>;
/// The identifier of a traject.
pub type TrajectId = Id<kind::Traject>;
/// The identifier of a contactmoment.
pub type ContactmomentId = Id<kind::Contactmoment>;
/// The identifier of a meeting.
pub type BijeenkomstId = Id<kind::Bijeenkomst>;
/// The identifier of what a meeting discusses of one family.
pub type AgendapuntId = Id<kind::Agendapunt>;
/// The identifier of somebody at the table.
pub type DeelnemerId = Id<kind::Deelnemer>;
/// The identifier of an agreement.
pub type AfspraakId = Id<kind::Afspraak>;
/// The identifier of an evaluation.
pub type EvaluatieId = Id<kind::Evaluatie>;
/// The identifier of a noodprocedure.
pub type NoodprocedureId = Id<kind::Noodprocedure>;
/// The identifier of a verhuizing.
pub type VerhuizingId = Id<kind::Verhuizing>;
/// The identifier of a voorstel.
pub type VoorstelId = Id<kind::Voorstel>;
/// The identifier of a message.
pub type BerichtId = Id<kind::Bericht>;
/// The identifier of a notitie.
pub type NotitieId = Id<kind::Notitie>;
/// The identifier of an organisation.
pub type OrganisatieId = Id<kind::Organisatie>;
/// The identifier of a desk.
pub type DeskId = Id<kind::Desk>;
/// The identifier of an account.
pub type GebruikerId = Id<kind::Gebruiker>;
/// The identifier of a grant.
pub type ToekenningId = Id<kind::Toekenning>;
/// The identifier of a handover.
pub type OverdrachtId = Id<kind::Overdracht>;
/// The identifier of a request to set a second factor anew.
pub type FactorherstelId = Id<kind::Factorherstel>;
/// The identifier of a session.
pub type SessieId = Id<kind::Sessie>;
/// The identifier of a security key.
pub type BeveiligingssleutelId = Id<kind::Beveiligingssleutel>;
/// The identifier of a challenge.
pub type UitdagingId = Id<kind::Uitdaging>;
/// The identifier of a machine client.
pub type MachineclientId = Id<kind::Machineclient>;
/// The identifier of a person in the logboek.
pub type PseudoniemId = Id<kind::Pseudoniem>;
/// The identifier of a line of the logboek.
pub type LogregelId = Id<kind::Logregel>;
/// The identifier of a release of counts.
pub type PublicatieId = Id<kind::Publicatie>;
/// The identifier of a writing session: 128 random bits.
pub type SchrijverId = Id<kind::Schrijver>;
/// What such a transaction is called: 128 random bits, in each row that it changed and in its lines.
pub type WijzigingId = Id<kind::Wijziging>;

/// What this process makes in one millisecond keeps its order: lines of the logboek are read back as they were written.
static ORDER: LazyLock<Mutex<ContextV7>> = LazyLock::new(|| Mutex::new(ContextV7::new()));

/// The identifier of a `T`: a `UUIDv7` inside, to be treated as opaque outside.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// A new identifier, made at `nu`.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "identifiers are made here and nowhere else")]
    pub fn new(nu: Moment) -> Self {
        let (seconds, nanos) = nu.unix();
        Self::from_uuid(Uuid::new_v7(Timestamp::from_unix(&*ORDER, seconds, nanos)))
    }

    /// Wraps an identifier that was stored or sent.
    #[must_use]
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Self(uuid, PhantomData)
    }

    /// The bare identifier.
    #[must_use]
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// The same identifier, read as that of another kind of thing; the logboek names all objects alike.
    #[must_use]
    pub const fn cast<U>(self) -> Id<U> {
        Id::from_uuid(self.0)
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<T> Eq for Id<T> {}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}

impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}

impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T> FromStr for Id<T> {
    type Err = uuid::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self::from_uuid)
    }
}

impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Uuid::deserialize(deserializer).map(Self::from_uuid)
    }
}

impl<T> PartialSchema for Id<T> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Uuid)))
            .description(Some("Een kenmerk. Er is niets uit af te lezen."))
            .into()
    }
}

impl<T> ToSchema for Id<T> {
    fn name() -> std::borrow::Cow<'static, str> {
        "Id".into()
    }
}
