//! A case as it is stored, with the client it is about.

use chrono::NaiveDate;
use diesel::prelude::*;

use crate::{
    domain::{
        casus::{Casus, CasusId, Status},
        client::ClientId,
        gebied::Gemeente,
        reden::SluitReden,
        tijd::Moment,
        toegang::{GebruikerId, PseudoniemId},
        zwangerschap::ZwangerschapId,
    },
    store::{
        schema::{casus, client as client_tabel},
        types::Woord,
    },
};

/// A case as it is stored.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = casus)]
pub(in crate::store) struct CasusRow {
    id: CasusId,
    client_id: ClientId,
    zwangerschap_id: Option<ZwangerschapId>,
    gemeente: Woord<Gemeente>,
    status: Woord<Status>,
    coordinator_id: Option<GebruikerId>,
    regisseur_id: Option<GebruikerId>,
    verkenning_op: Option<NaiveDate>,
    evaluatie_op: Option<NaiveDate>,
    bekijk_op: Option<NaiveDate>,
    verhuizing_wacht: Option<NaiveDate>,
    sluitreden: Option<Woord<SluitReden>>,
    aangemeld_op: Moment,
    geopend_op: Moment,
    gesloten_op: Option<Moment>,
    gesloten_door_id: Option<GebruikerId>,
    versie: i32,
}

impl CasusRow {
    pub(in crate::store) fn met(self, betrokkene: PseudoniemId) -> Casus {
        Casus {
            id: self.id,
            client: self.client_id,
            betrokkene,
            zwangerschap: self.zwangerschap_id,
            gemeente: self.gemeente.0,
            status: self.status.0,
            coordinator: self.coordinator_id,
            regisseur: self.regisseur_id,
            verkenning_op: self.verkenning_op,
            evaluatie_op: self.evaluatie_op,
            bekijk_op: self.bekijk_op,
            verhuizing_wacht: self.verhuizing_wacht,
            sluitreden: self.sluitreden.map(|reden| reden.0),
            aangemeld_op: self.aangemeld_op,
            geopend_op: self.geopend_op,
            gesloten_op: self.gesloten_op,
            gesloten_door: self.gesloten_door_id,
            noodprocedure: None,
            versie: self.versie,
        }
    }
}

/// The cases with their clients.
#[diesel::dsl::auto_type(no_type_alias)]
pub(super) fn bron() -> _ {
    casus::table.inner_join(client_tabel::table)
}
