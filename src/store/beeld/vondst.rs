//! Who was found, as far as whoever looks may know.

use super::{DoorgeleidingBeeld, Kijker, casus::CasusBeeld};
use crate::{
    domain::{
        beleid::{ClientDossier, ClientZoeken},
        casus::{Casus, CasusId},
        client::{ClientId, Kenmerken},
        doorgeleiding::DoorgeleidingId,
        ids::PseudoniemId,
        inzage::Betrokkene,
        recht::{Ding as _, mag},
    },
    store::{
        casus, client,
        conn::Tx,
        doorgeleiding::{self, Filter},
        error::Error,
        inzage,
    },
};

/// A person who was found.
#[derive(Clone, Debug)]
pub struct Vondst {
    /// The person.
    pub client: ClientId,
    /// Their name in the logboek.
    pub betrokkene: PseudoniemId,
    /// Their case, for whoever works on it.
    pub casus: Option<Casus>,
    /// The requests about them at the desks of whoever looks.
    pub doorgeleidingen: Vec<DoorgeleidingId>,
    /// Whether whoever looks may ask for the file, to hand it to them.
    pub mag_dossier: bool,
}

impl Vondst {
    /// Looks for whoever is known by exactly these texts.
    ///
    /// Somebody who does not share their name with whoever looks is not found by it.
    pub fn zoek(tx: &mut Tx, kijker: Kijker<'_>, naar: &Kenmerken) -> Result<Vec<Self>, Error> {
        let clienten = client::zoek(tx, kijker.kluis, naar)?;
        let mut alle = Vec::new();
        for id in inzage::casussen(tx, &clienten)? {
            let vondst = match van_casus(tx, kijker, id)? {
                Some(vondst) => Some(vondst),
                None => van_desk(tx, kijker, id)?,
            };
            alle.extend(vondst);
        }
        for id in clienten {
            let bekend = inzage::find(tx, kijker.actor, id)?.gevonden;
            if let Some(over) = bekend.filter(|over| mag(kijker.actor, ClientDossier, &over.ligging)) {
                voeg_toe(&mut alle, &over);
            }
        }
        Ok(alle)
    }
}

/// For the coordinator of the area, and for the casusregisseur.
fn van_casus(tx: &mut Tx, kijker: Kijker<'_>, id: CasusId) -> Result<Option<Vondst>, Error> {
    let Some(over) = casus::find(tx, kijker.actor, id)?.gevonden else {
        return Ok(None);
    };
    if !mag(kijker.actor, ClientZoeken, &over.ligging()) {
        return Ok(None);
    }
    let deelt = CasusBeeld::load(tx, kijker, &over)?.gedeeld.client.is_some();
    Ok(deelt.then(|| Vondst {
        client: over.client,
        betrokkene: over.betrokkene,
        casus: Some(over),
        doorgeleidingen: Vec::new(),
        mag_dossier: false,
    }))
}

/// For the desk at which a request about them lies.
fn van_desk(tx: &mut Tx, kijker: Kijker<'_>, id: CasusId) -> Result<Option<Vondst>, Error> {
    let filter = Filter { casus: Some(id), ..Filter::default() };
    let mut gevonden: Option<Vondst> = None;
    for verzoek in doorgeleiding::pagina(tx, kijker.actor, filter, None, 100)? {
        let (verzoek_id, betrokkene) = (verzoek.id, verzoek.betrokkene);
        let daar = mag(kijker.actor, ClientZoeken, &verzoek.ligging());
        if daar && DoorgeleidingBeeld::load(tx, kijker, verzoek)?.gedeeld.client.is_some() {
            let client = doorgeleiding::client_van(tx, id)?;
            let nieuw = Vondst { client, betrokkene, casus: None, doorgeleidingen: Vec::new(), mag_dossier: false };
            gevonden.get_or_insert(nieuw).doorgeleidingen.push(verzoek_id);
        }
    }
    Ok(gevonden)
}

/// For the privacy officer, who hands out files and sees no case.
fn voeg_toe(alle: &mut Vec<Vondst>, over: &Betrokkene) {
    let zelfde = |vondst: &&mut Vondst| over.clienten.iter().any(|(id, _)| *id == vondst.client);
    if let Some(vondst) = alle.iter_mut().find(zelfde) {
        vondst.mag_dossier = true;
        return;
    }
    let Some((_, betrokkene)) = over.clienten.iter().find(|(id, _)| *id == over.id) else { return };
    alle.push(Vondst {
        client: over.id,
        betrokkene: *betrokkene,
        casus: None,
        doorgeleidingen: Vec::new(),
        mag_dossier: true,
    });
}
