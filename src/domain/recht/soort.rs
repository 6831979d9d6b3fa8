//! The kinds of things that a line of the logboek tells of.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::domain::ids::kind;

/// What kind of thing a line is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[expect(missing_docs, reason = "the words are those of the vocabulary")]
pub enum Soort {
    Signaal,
    Casus,
    Toestemming,
    Doorgeleiding,
    Traject,
    Contactmoment,
    Knooppunt,
    Bijeenkomst,
    Agendapunt,
    Afspraak,
    Evaluatie,
    Publicatie,
    Organisatie,
    Desk,
    Gebruiker,
    Toekenning,
    Overdracht,
    Factorherstel,
    Sessie,
    Noodprocedure,
    Verhuizing,
    Voorstel,
    Bericht,
    Notitie,
    Beveiligingssleutel,
    Machineclient,
    Client,
    Logregel,
    Herhaling,
    Reservekopie,
}

/// A kind of thing that the policy has acts for.
pub trait Kind {
    /// What a line calls a thing of this kind.
    const SOORT: Soort;
}

impl Kind for kind::Signaal {
    const SOORT: Soort = Soort::Signaal;
}
impl Kind for kind::Casus {
    const SOORT: Soort = Soort::Casus;
}
impl Kind for kind::Toestemming {
    const SOORT: Soort = Soort::Toestemming;
}
impl Kind for kind::Doorgeleiding {
    const SOORT: Soort = Soort::Doorgeleiding;
}
impl Kind for kind::Traject {
    const SOORT: Soort = Soort::Traject;
}
impl Kind for kind::Contactmoment {
    const SOORT: Soort = Soort::Contactmoment;
}
impl Kind for kind::Bijeenkomst {
    const SOORT: Soort = Soort::Bijeenkomst;
}
impl Kind for kind::Agendapunt {
    const SOORT: Soort = Soort::Agendapunt;
}
impl Kind for kind::Afspraak {
    const SOORT: Soort = Soort::Afspraak;
}
impl Kind for kind::Organisatie {
    const SOORT: Soort = Soort::Organisatie;
}
impl Kind for kind::Desk {
    const SOORT: Soort = Soort::Desk;
}
impl Kind for kind::Gebruiker {
    const SOORT: Soort = Soort::Gebruiker;
}
impl Kind for kind::Toekenning {
    const SOORT: Soort = Soort::Toekenning;
}
impl Kind for kind::Factorherstel {
    const SOORT: Soort = Soort::Factorherstel;
}
impl Kind for kind::Noodprocedure {
    const SOORT: Soort = Soort::Noodprocedure;
}
impl Kind for kind::Verhuizing {
    const SOORT: Soort = Soort::Verhuizing;
}
impl Kind for kind::Voorstel {
    const SOORT: Soort = Soort::Voorstel;
}
impl Kind for kind::Bericht {
    const SOORT: Soort = Soort::Bericht;
}
impl Kind for kind::Notitie {
    const SOORT: Soort = Soort::Notitie;
}
impl Kind for kind::Publicatie {
    const SOORT: Soort = Soort::Publicatie;
}
impl Kind for kind::Logregel {
    const SOORT: Soort = Soort::Logregel;
}
impl Kind for kind::Teamcasus {
    const SOORT: Soort = Soort::Casus;
}
impl Kind for kind::Betrokkene {
    const SOORT: Soort = Soort::Client;
}
