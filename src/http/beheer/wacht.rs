//! What waits for a second person: powerful roles, and second factors to be set anew.

use serde::Serialize;
use utoipa::ToSchema;

use super::{
    namen,
    view::{FactorherstelView, ToekenningView},
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        toegang::{Factorherstel, Verleend, beleid::GebruikerLezen, permit_lijst},
    },
    http::{
        antwoord::{Antwoord, Pagina},
        getoond::Getoond,
        mens::{NamenView, hoe_heet},
        problem::Problem,
        transaction::{Met, Transaction},
    },
    store::{
        beeld::Gevraagd,
        conn::Tx,
        error::Error,
        logboek,
        toegang::beheer::{herstel, toekenning, tweede},
    },
};

const PAD: &str = "/v1/bevestigingen";

/// Wat op een tweede persoon wacht: een zware rol of een nieuwe tweede factor.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Bevestiging)]
pub struct BevestigingView {
    /// De rol, als het daarom gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toekenning: Option<ToekenningView>,
    /// Het verzoek om een nieuwe tweede factor, als het daarom gaat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factorherstel: Option<FactorherstelView>,
    /// Waarom u niet de tweede persoon kunt zijn; ontbreekt als u dat wel kunt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waarom_niet: Option<String>,
}

/// Alles wat op een tweede persoon wacht.
#[derive(Debug, Serialize, ToSchema)]
pub struct BevestigingenPagina {
    /// De lijst, het oudste eerst.
    #[serde(flatten)]
    pub pagina: Pagina<BevestigingView>,
    /// Hoe heet wie erin staat.
    pub namen: NamenView,
}

/// Toont wat op een tweede persoon wacht
///
/// Zware rollen en nieuwe tweede factoren, het oudste eerst, met of u die tweede persoon kunt zijn. Voor de functioneel beheerder en de
/// FG. Hoogstens honderd van elk: wat bevestigd is, staat er niet meer.
#[utoipa::path(get, path = "/v1/bevestigingen", operation_id = "bevestigingenLezen", tag = "beheer",
    responses((status = 200, description = "Wat wacht", body = BevestigingenPagina)))]
pub async fn lijst(t: Transaction) -> Result<Antwoord, Problem> {
    t.toon(wachtend).await
}

/// Reads it, with its line.
pub fn wachtend(tx: &mut Tx, met: &Met) -> Result<Getoond<BevestigingenPagina>, Error> {
    let mag = met.zoek(tx, permit_lijst(&met.actor, GebruikerLezen)?)?;
    let rollen = toekenning::wachtend(tx, met.actor.nu)?;
    let factoren = herstel::open(tx, met.actor.nu)?;
    logboek::inzage_lijst(tx, mag, Gebeurtenis::Gelezen, Vec::new())?;
    let mut van = Gevraagd::default();
    for rol in &rollen {
        van.mensen.push(rol.gebruiker);
        namen::erbij(&mut van, rol);
    }
    van.mensen.extend(factoren.iter().flat_map(|factor| [factor.gebruiker, factor.aangevraagd_door]));
    let namen = hoe_heet(tx, &van, met.actor.nu)?;
    let mut items = Vec::new();
    for rol in rollen {
        items.push((rol.wacht_sinds, van_rol(tx, met, rol)?));
    }
    for factor in factoren {
        items.push((Some(factor.aangevraagd_op), van_factor(tx, met, factor)?));
    }
    items.sort_by_key(|(sinds, _)| *sinds);
    let items = items.into_iter().map(|(_, item)| item).collect();
    Ok(Getoond::zonder_versie(BevestigingenPagina { pagina: Pagina::geheel(PAD, items), namen }))
}

fn van_rol(tx: &mut Tx, met: &Met, rol: Verleend) -> Result<BevestigingView, Error> {
    let tweede = tweede::load(tx, met.actor.gebruiker(), rol.door)?;
    let sinds = rol.wacht_sinds.unwrap_or(rol.periode.van);
    let waarom_niet = tweede.mag_bevestigen(rol.door, sinds, rol.gebruiker).err().map(|nee| nee.melding);
    Ok(BevestigingView { toekenning: Some(rol.into()), factorherstel: None, waarom_niet })
}

fn van_factor(tx: &mut Tx, met: &Met, factor: Factorherstel) -> Result<BevestigingView, Error> {
    let tweede = tweede::load(tx, met.actor.gebruiker(), Some(factor.aangevraagd_door))?;
    let nee = tweede.mag_bevestigen(Some(factor.aangevraagd_door), factor.aangevraagd_op, factor.gebruiker).err();
    let waarom_niet = nee.map(|nee| nee.melding);
    Ok(BevestigingView { toekenning: None, factorherstel: Some(factor.into()), waarom_niet })
}
