//! Whose dossier it is, and what all its sections need.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::{
    domain::{
        Label as _, Word as _,
        gebied::Gemeente,
        ids::{CasusId, ClientId, OrganisatieId},
        inzage::Betrokkene,
        route::Route,
    },
    store::{
        conn::Tx,
        error::Error,
        inzage,
        kluis::{Kluis, Plek, Sleutel},
        schema::{casus, client, organisatie},
    },
};

/// What the sections need: her clients, her cases, and the keys to what is sealed.
pub(super) struct Wie {
    kluis: Kluis,
    pub(super) clienten: Vec<ClientId>,
    pub(super) casussen: Vec<CasusId>,
    pub(super) sleutels: HashMap<ClientId, Sleutel>,
    pub(super) van_casus: HashMap<CasusId, ClientId>,
    pub(super) organisaties: HashMap<OrganisatieId, String>,
}

impl Wie {
    pub(super) fn lees(tx: &mut Tx, kluis: &Kluis, wie: &Betrokkene) -> Result<Self, Error> {
        let ids: Vec<ClientId> = wie.clienten.iter().map(|(id, _)| *id).collect();
        let verzegeld = client::table
            .filter(client::id.eq_any(ids.clone()))
            .select((client::id, client::sleutel))
            .load::<(ClientId, Vec<u8>)>(tx)?;
        let mut sleutels = HashMap::new();
        // Whose data were dropped has no key any more.
        for (id, sealed) in verzegeld.iter().filter(|(_, sealed)| !sealed.is_empty()) {
            sleutels.insert(*id, kluis.sleutel(*id, sealed)?);
        }
        let casussen = inzage::casussen(tx, &ids)?;
        let van_casus = casus::table
            .filter(casus::id.eq_any(casussen.clone()))
            .select((casus::id, casus::client_id))
            .load::<(CasusId, ClientId)>(tx)?;
        let organisaties =
            organisatie::table.select((organisatie::id, organisatie::naam)).load::<(OrganisatieId, String)>(tx)?;
        Ok(Self {
            kluis: kluis.clone(),
            clienten: ids,
            casussen,
            sleutels,
            van_casus: van_casus.into_iter().collect(),
            organisaties: organisaties.into_iter().collect(),
        })
    }

    pub(super) const fn kluis(&self) -> &Kluis {
        &self.kluis
    }

    pub(super) fn organisatie(&self, id: OrganisatieId) -> Option<String> {
        self.organisaties.get(&id).cloned()
    }

    /// A text that lies sealed under the key of the client.
    pub(super) fn open(&self, van: ClientId, plek: Plek, sealed: Option<&[u8]>) -> Result<Option<String>, Error> {
        self.sleutels.get(&van).map_or(Ok(None), |sleutel| sleutel.open_tekst(plek, sealed))
    }

    /// A text that lies sealed under the key of the person the case is about.
    pub(super) fn open_van(
        &self,
        in_casus: CasusId,
        plek: Plek,
        sealed: Option<&[u8]>,
    ) -> Result<Option<String>, Error> {
        self.van_casus.get(&in_casus).map_or(Ok(None), |van| self.open(*van, plek, sealed))
    }
}

/// A word of a closed list as people read it; one that is not known stays as it is.
pub(super) fn gemeente(woord: &str) -> String {
    Gemeente::parse(woord).map_or_else(|| woord.to_owned(), |gemeente| gemeente.naam().to_owned())
}

pub(super) fn route(woord: &str) -> String {
    Route::parse(woord).map_or_else(|| woord.to_owned(), |route| route.naam().to_owned())
}

/// The words that a text column holds.
pub(super) fn woorden(tekst: &str) -> Vec<String> {
    serde_json::from_str(tekst).unwrap_or_default()
}
