//! The kinds of things that a line of the logboek tells of.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

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
    Bericht,
    Notitie,
    Beveiligingssleutel,
    Machineclient,
    Client,
    Logregel,
    Herhaling,
}
