//! A family that moves, as either side sees it.

use chrono::NaiveDate;

use super::{
    Kijker,
    gezin::{Gedeeld, Gezin},
};
use crate::{
    domain::{
        casus::Casus,
        client::Persoonsgegevens,
        doorgeleiding::DoorgeleidingId,
        ids::ClientId,
        inzicht::Inzicht,
        route::Route,
        tijd::Moment,
        toestemming::{
            Reikwijdte, Status as ToestemmingStatus, ToestemmingId,
            uitspraak::{Lezer, Uitspraak},
        },
        verhuizing::{Kant, NieuwAdres, Status, Verhuizing, opnieuw_te_vragen},
    },
    store::{client, conn::Tx, error::Error, toestemming, verhuizing},
};

/// A verhuizing with what belongs to it.
#[derive(Clone, Debug)]
pub struct VerhuizingBeeld {
    /// The verhuizing.
    pub verhuizing: Verhuizing,
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// What the woman shares with coordinators of the organisation of whoever was asked to take the family over.
    pub gedeeld: Option<Gedeeld>,
    /// Why it was not taken over, in somebody's own words.
    pub toelichting: Option<String>,
    /// The consents that are to be asked anew, once the family lies elsewhere.
    pub opnieuw: Vec<(ToestemmingId, Reikwijdte)>,
    /// The support that goes on although its desk does not work where the family lives by now.
    pub loopt_door: Vec<(DoorgeleidingId, Route)>,
}

impl VerhuizingBeeld {
    /// Loads what belongs to a verhuizing that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Verhuizing) -> Result<Self, Error> {
        let vandaag = kijker.actor.nu.dag();
        let (gedeeld, toelichting, opnieuw, loopt_door) = (None, None, Vec::new(), Vec::new());
        let mut beeld = Self { verhuizing: van, vandaag, gedeeld, toelichting, opnieuw, loopt_door };
        match (beeld.verhuizing.kant, beeld.verhuizing.status) {
            (Kant::Aankomst, _) => beeld.gedeeld = Some(gedeeld_daar(tx, kijker, &beeld.verhuizing)?),
            (Kant::Casus, Status::Overgenomen) => beeld.na_overname(tx, kijker.actor.nu)?,
            (Kant::Casus, _) => {
                if let Some(sleutel) = client::sleutel_van_casus(tx, kijker.kluis, beeld.verhuizing.casus)? {
                    beeld.toelichting = verhuizing::teksten(tx, &sleutel, beeld.verhuizing.id)?.1;
                }
            }
        }
        Ok(beeld)
    }

    fn na_overname(&mut self, tx: &mut Tx, nu: Moment) -> Result<(), Error> {
        let Verhuizing { casus, van, naar, ligt_in, beantwoord_op, voorgesteld_op, .. } = self.verhuizing;
        // She moved again since: that verhuizing says what there is to ask.
        if van == naar || ligt_in != naar {
            return Ok(());
        }
        let hier = verhuizing::werken_in(tx, naar, nu)?;
        let gezegd = toestemming::gezegd(tx, casus)?.into_iter();
        let gezegd: Vec<(Uitspraak, bool)> =
            gezegd.map(|g| (g.uitspraak, g.status == ToestemmingStatus::Gegeven)).collect();
        let werkt_hier = |r: &Reikwijdte| r.organisatie.is_none_or(|van| hier.contains(&(r.ontvanger, van)));
        self.opnieuw = opnieuw_te_vragen(&gezegd, beantwoord_op.unwrap_or(voorgesteld_op), werkt_hier);
        let lopend = verhuizing::verzoeken(tx, casus, Some(naar))?.into_iter();
        self.loopt_door = lopend.filter(|v| !v.werkt_daar).map(|v| (v.id, v.route)).collect();
        Ok(())
    }
}

/// What she shares with coordinators of the organisation of whoever looks, before the family lies there.
fn gedeeld_daar(tx: &mut Tx, kijker: Kijker<'_>, van: &Verhuizing) -> Result<Gedeeld, Error> {
    let casus = verhuizing::casus_van(tx, van)?;
    let gezin = Gezin::load(tx, &casus, kijker.actor.nu)?;
    let lezer = Lezer::coordinator(kijker.actor.organisatie());
    let inzicht = Inzicht::toen(&gezin.woorden, vec![lezer], kijker.actor.nu);
    gezin.gedeeld(kijker, &casus, &inzicht)
}

/// What is known of her with the address that waited in it; nothing when none did, or when she shares it with nobody any more.
pub fn nieuw_adres(
    tx: &mut Tx,
    kijker: Kijker<'_>,
    van: &Verhuizing,
    casus: &Casus,
) -> Result<Option<NieuwAdres>, Error> {
    let Some(sleutel) = client::sleutel_van_casus(tx, kijker.kluis, van.casus)? else { return Ok(None) };
    let Some(adres) = verhuizing::teksten(tx, &sleutel, van.id)?.0 else { return Ok(None) };
    let gezin = Gezin::load(tx, casus, kijker.actor.nu)?;
    let iedereen = gezin.woorden.iter().map(|u| u.reikwijdte.lezer()).collect();
    let inzicht = Inzicht::toen(&gezin.woorden, iedereen, kijker.actor.nu);
    let gedeeld = gezin.gedeeld(kijker, casus, &inzicht)?;
    let bekend: Option<(ClientId, Persoonsgegevens)> = gedeeld.leidt.zip(gedeeld.client);
    Ok(bekend
        .filter(|(_, was)| was.adres.as_deref() != Some(adres.as_str()))
        .map(|bekend| NieuwAdres::new(bekend, adres)))
}
