//! The things that a beheerder keeps, and their states.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::{
    gebied::Gemeente,
    ids::{DeskId, FactorherstelId, GebruikerId, OrganisatieId, OverdrachtId, ToekenningId},
    recht::{Gebied, Rol, Toekenning},
    route::Route,
    tijd::Moment,
    toegang::{kanaal::Emailadres, organisatiesoort::Organisatiesoort},
};

/// What an organisation is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organisatiegegevens {
    /// What it is called.
    pub naam: String,
    /// What kind it is.
    pub soort: Organisatiesoort,
    /// For which gemeenten it works, in order; for the whole region when there are none.
    pub gemeenten: Vec<Gemeente>,
}

/// What a desk is: where requests along one route land.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deskgegevens {
    /// Whose desk.
    pub organisatie: OrganisatieId,
    /// What it is called.
    pub naam: String,
    /// Along which route.
    pub route: Route,
    /// For which area.
    pub gebied: Gebied,
    /// How many families it can have at a time, when that is noted.
    pub capaciteit: Option<i32>,
    /// How many more it can take now, when it says so.
    pub vrije_plekken: Option<i32>,
    /// How long one waits there now, when it says so.
    pub wachttijd_dagen: Option<i32>,
    /// When somebody last looked whether that is so.
    pub ruimte_op: Option<Moment>,
    /// In how many working days it answers, when that is not what its route says.
    pub responstermijn: Option<i32>,
}

impl Deskgegevens {
    /// The term of its own in working days, if it has one.
    #[must_use]
    pub fn termijn(&self) -> Option<u32> {
        self.responstermijn.and_then(|dagen| u32::try_from(dagen).ok())
    }
}

/// The states of an organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum OrganisatieStatus {
    /// It takes part.
    Actief,
    /// It takes part no more.
    Beeindigd,
}

/// The states of a desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum DeskStatus {
    /// It takes requests.
    Open,
    /// It takes no requests any more.
    Gesloten,
}

/// The states of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum GebruikerStatus {
    /// She was invited, and has not accepted yet.
    Uitgenodigd,
    /// She can log in.
    Actief,
    /// She left; the account is closed for good.
    Vertrokken,
}

/// The states of a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum ToekenningStatus {
    /// It holds, or will.
    Loopt,
    /// It waits for a second person, and opens nothing until then.
    Wacht,
    /// It holds no more.
    Beeindigd,
}

/// The states of a request to set a second factor anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum FactorherstelStatus {
    /// One asked; a second has to confirm.
    Open,
    /// A second confirmed.
    Bevestigd,
    /// Nobody confirmed within a day.
    Verlopen,
}

/// Why a second factor has to be set anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum FactorherstelReden {
    /// The telephone is lost.
    TelefoonVerloren,
    /// The telephone was replaced.
    TelefoonVervangen,
    /// The telephone or the secret may be in other hands.
    MogelijkGestolen,
    /// The password is forgotten.
    WachtwoordVergeten,
}

/// An organisation.
#[derive(Clone, Debug)]
pub struct Organisatie {
    /// Its identifier.
    pub id: OrganisatieId,
    /// What it is.
    pub gegevens: Organisatiegegevens,
    /// Its state.
    pub status: OrganisatieStatus,
    /// How often it was changed.
    pub versie: i32,
}

/// A desk: one organisation, one route, one area.
#[derive(Clone, Debug)]
pub struct Desk {
    /// Its identifier.
    pub id: DeskId,
    /// What it is.
    pub gegevens: Deskgegevens,
    /// Its state.
    pub status: DeskStatus,
    /// How often it was changed.
    pub versie: i32,
}

/// A name that somebody had before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EerdereNaam {
    /// The name.
    pub naam: String,
    /// Until when it was hers.
    pub tot: Moment,
    /// Who changed it.
    pub door: GebruikerId,
}

/// An account.
#[derive(Clone, Debug)]
pub struct Gebruiker {
    /// Its identifier.
    pub id: GebruikerId,
    /// What she logs in with.
    pub gebruikersnaam: String,
    /// What she is called.
    pub naam: String,
    /// What she was called before, oldest first.
    pub eerdere_namen: Vec<EerdereNaam>,
    /// Where codes for this account go, when the server sends mail.
    pub email: Option<Emailadres>,
    /// Where colleagues reach them.
    pub werktelefoon: Option<String>,
    /// For whom she works.
    pub organisatie: OrganisatieId,
    /// Its state.
    pub status: GebruikerStatus,
    /// When it was made.
    pub aangemaakt_op: Moment,
    /// When it was closed.
    pub vertrokken_op: Option<Moment>,
    /// Her grants, those of the past included, oldest first.
    pub toekenningen: Vec<Verleend>,
    /// How often it was changed.
    pub versie: i32,
}

impl Gebruiker {
    /// What she may do at `nu`.
    pub fn mag(&self, nu: Moment) -> impl Iterator<Item = Toekenning> + '_ {
        self.toekenningen.iter().filter(move |verleend| verleend.geldt(nu)).map(|verleend| verleend.wat)
    }

    /// Whether a powerful role is theirs, will be, or waits for a second person.
    #[must_use]
    pub fn is_machtig(&self) -> bool {
        self.toekenningen.iter().any(|verleend| verleend.is_niet_voorbij() && verleend.wat.rol.is_machtig())
    }

    /// Whether one of these roles is hers at `nu`.
    #[must_use]
    pub fn heeft_een(&self, rollen: &[Rol], nu: Moment) -> bool {
        self.mag(nu).any(|toekenning| rollen.contains(&toekenning.rol))
    }
}

/// An account whose name, address or function was changed.
#[derive(Clone, Debug)]
pub struct Accountwijziging {
    /// The account as it is from now on.
    pub wie: Gebruiker,
    /// Whether another address holds.
    pub ander_adres: bool,
    /// The role that ended, and the one that came in its place.
    pub functie: Option<(Verleend, Verleend)>,
}

/// When a grant holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Periode {
    /// From this moment on.
    pub van: Moment,
    /// Until this moment, when there is an end.
    pub tot: Option<Moment>,
}

impl Periode {
    /// Whether it holds at `nu`.
    #[must_use]
    pub fn geldt(&self, nu: Moment) -> bool {
        self.van <= nu && self.tot.is_none_or(|tot| nu < tot)
    }

    /// What it has in common with `ander`, if anything.
    #[must_use]
    pub fn samen_met(&self, ander: Self) -> Option<Self> {
        let van = self.van.max(ander.van);
        let tot = match (self.tot, ander.tot) {
            (Some(een), Some(twee)) => Some(een.min(twee)),
            (een, twee) => een.or(twee),
        };
        tot.is_none_or(|tot| van < tot).then_some(Self { van, tot })
    }
}

/// A grant that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verleend {
    /// Its identifier.
    pub id: ToekenningId,
    /// To whom.
    pub gebruiker: GebruikerId,
    /// What, and where.
    pub wat: Toekenning,
    /// When it holds.
    pub periode: Periode,
    /// By whom; absent when it was given at the machine itself.
    pub door: Option<GebruikerId>,
    /// For whom she deputises.
    pub waarneming_voor: Option<GebruikerId>,
    /// Since when it waits for a second person, as long as it does.
    pub wacht_sinds: Option<Moment>,
    /// Which second person confirmed it, and when.
    pub bevestigd: Option<(GebruikerId, Moment)>,
    /// Its state when it was read.
    pub status: ToekenningStatus,
}

/// All sessions of an account are ended; the account stays as it is.
#[derive(Clone, Debug)]
pub struct Uitlogging {
    /// Whose sessions.
    pub wie: Gebruiker,
}

/// A colleague deputises for somebody.
#[derive(Clone, Debug)]
pub struct Waarneming {
    /// Who deputises, with what they may do from then on.
    pub waarnemer: Gebruiker,
    /// The grants that came with it.
    pub erbij: Vec<Verleend>,
}

impl Verleend {
    /// Whether it holds at `nu`: it has begun, it has not ended, and it does not wait for a second person.
    #[must_use]
    pub fn geldt(&self, nu: Moment) -> bool {
        self.wacht_sinds.is_none() && self.periode.geldt(nu)
    }

    /// Whether it holds, will, or waits.
    #[must_use]
    pub fn is_niet_voorbij(&self) -> bool {
        self.status != ToekenningStatus::Beeindigd
    }
}

/// A handover of all the open work of one account to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overdracht {
    /// Its identifier.
    pub id: OverdrachtId,
    /// From whom.
    pub van: GebruikerId,
    /// To whom.
    pub aan: GebruikerId,
}

/// A request to set a second factor anew, which takes two persons.
#[derive(Clone, Debug)]
pub struct Factorherstel {
    /// Its identifier.
    pub id: FactorherstelId,
    /// Whose factor.
    pub gebruiker: GebruikerId,
    /// Why.
    pub reden: FactorherstelReden,
    /// Who asked.
    pub aangevraagd_door: GebruikerId,
    /// When.
    pub aangevraagd_op: Moment,
    /// Until when it can be confirmed.
    pub verloopt_op: Moment,
    /// Who confirmed, and when.
    pub bevestigd: Option<(GebruikerId, Moment)>,
    /// Its state when it was read.
    pub status: FactorherstelStatus,
}
