//! A signaal, as who gave it and the coordinator see it.

use crate::{
    domain::{
        casus::CasusId,
        client::{ClientId, Persoonsgegevens},
        signaal::{Ontvangst, Signaal, Stand, Status},
        toegang::Rol,
        toestemming::Onderdeel,
    },
    store::{beeld::Kijker, casus, client, conn::Tx, error::Error},
};

/// A signaal with what became of it.
#[derive(Clone, Debug)]
pub struct SignaalBeeld {
    /// The signaal.
    pub signaal: Signaal,
    /// What became of it.
    pub stand: Stand,
    /// Whom it is about, for the organisation that gave it.
    pub client: Option<Persoonsgegevens>,
    /// Whether whoever looks may know which case it belongs to or looks like.
    pub ziet_casus: bool,
    /// What came along just now and is not kept, because she shares it with nobody.
    pub niet_bewaard: Vec<Onderdeel>,
}

impl SignaalBeeld {
    /// A signaal that was just registered, for who did.
    #[must_use]
    pub fn nieuw(ontvangst: Ontvangst) -> Self {
        let Ontvangst { signaal, client, niet_bewaard, .. } = ontvangst;
        Self { signaal, stand: Stand::Ontvangen, client: Some(client.gegevens), ziet_casus: false, niet_bewaard }
    }

    /// Loads what belongs to a signaal that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Signaal) -> Result<Self, Error> {
        let mut alle = Self::load_all(tx, kijker, vec![van])?;
        Ok(alle.pop().ok_or(diesel::result::Error::NotFound)?)
    }

    /// Loads what belongs to signalen that may be seen, in their order: three questions, however many there are.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, signalen: Vec<Signaal>) -> Result<Vec<Self>, Error> {
        let actor = kijker.actor;
        let casussen: Vec<CasusId> = signalen.iter().filter_map(|signaal| signaal.casus).collect();
        let standen = casus::standen(tx, &casussen)?;
        let eigen =
            |signaal: &Signaal| signaal.organisatie == actor.organisatie() && signaal.status != Status::Ingetrokken;
        let clienten: Vec<ClientId> = signalen.iter().filter(|s| eigen(s)).map(|s| s.client).collect();
        let gegevens = client::gegevens_van(tx, kijker.kluis, &clienten)?;
        let ziet_casus = actor.heeft(Rol::JgzCoordinator);
        let beelden = signalen.into_iter().map(|signaal| {
            let stand = match (signaal.status, signaal.casus) {
                (Status::Ingetrokken, _) => Stand::Ingetrokken,
                (_, Some(casus)) => standen.get(&casus).copied().unwrap_or(Stand::Ontvangen),
                (_, None) => Stand::Ontvangen,
            };
            let client = gegevens.get(&signaal.client).cloned();
            Self { signaal, stand, client, ziet_casus, niet_bewaard: Vec::new() }
        });
        Ok(beelden.collect())
    }
}
