//! A signaal, as who gave it and the coordinator see it.

use std::collections::HashMap;

use crate::{
    domain::{
        casus::{Casus, CasusId, overdracht::WarmeOverdracht},
        client::{ClientId, Persoonsgegevens},
        inzicht::Inzicht,
        recht::{Ding as _, Rol},
        signaal::{Ontvangst, Signaal, SignaalId, Stand, Status, Weging},
        tijd::Moment,
        toestemming::Onderdeel,
    },
    store::{
        beeld::{Gedeeld, Gevraagd, Kijker, Mens, Namen, gezin::Gezin},
        casus::{self, overdracht},
        client,
        conn::Tx,
        error::Error,
        toestemming,
    },
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
    /// The case that it belongs to, for who coordinates that case.
    pub casus: Option<CasusId>,
    /// The case that it looks like, for who coordinates that case.
    pub lijkt_op: Option<CasusId>,
    /// How the handover goes of a family that maternity care signalled, for that organisation.
    pub overdracht: Option<WarmeOverdracht>,
    /// Who coordinates for the family now, for the organisation that gave it: who else helps them would tell with what.
    pub draagt: Option<Mens>,
    /// What came along just now and is not kept, because she shares it with nobody.
    pub niet_bewaard: Vec<Onderdeel>,
}

/// A signaal beside the case that it looks like.
#[derive(Clone, Debug)]
pub struct Vergelijking {
    /// What she shares of the signaal with whoever looks.
    pub signaal: Gedeeld,
    /// What she shares of the case.
    pub casus: Gedeeld,
}

impl Vergelijking {
    /// Loads both.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: &Signaal, naast: &Casus) -> Result<Self, Error> {
        let (eigen, gezin) = Gezin::van_signaal(tx, van)?;
        let inzicht = Inzicht::van(kijker.actor, &eigen.ligging(), &[], &gezin.woorden);
        let signaal = gezin.gedeeld(kijker, &eigen, &inzicht)?;
        let gezin = Gezin::load(tx, naast, kijker.actor.nu)?;
        let inzicht = Inzicht::van(kijker.actor, &naast.ligging(), &gezin.gelegd, &gezin.woorden);
        Ok(Self { signaal, casus: gezin.gedeeld(kijker, naast, &inzicht)? })
    }
}

/// Whether whoever looks finds it as the organisation that gave it: by that ground, for whoever explores it here may work there as well.
fn gaf(kijker: Kijker<'_>, signaal: &Signaal) -> bool {
    kijker.actor.heeft_daar(Rol::Signaleerder, &signaal.ligging()) && signaal.status != Status::Ingetrokken
}

impl SignaalBeeld {
    /// A signaal that was just registered, for who did.
    #[must_use]
    pub fn nieuw(ontvangst: Ontvangst) -> Self {
        let Ontvangst { signaal, client, niet_bewaard, .. } = ontvangst;
        Self {
            signaal,
            stand: Stand::Ontvangen,
            client: Some(client.gegevens),
            casus: None,
            lijkt_op: None,
            overdracht: None,
            draagt: None,
            niet_bewaard,
        }
    }

    /// Loads what belongs to a signaal that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: Signaal) -> Result<Self, Error> {
        let mut alle = Self::load_all(tx, kijker, vec![van])?;
        Ok(alle.pop().ok_or(diesel::result::Error::NotFound)?)
    }

    /// What was told with a signaal, as far as she still lets it leave to anybody; for the organisation that gave it.
    ///
    /// They read it as they wrote it down: of what others told or put right since they hear nothing here.
    pub fn gegeven(tx: &mut Tx, kijker: Kijker<'_>, van: &Signaal) -> Result<Option<Gedeeld>, Error> {
        if !gaf(kijker, van) {
            return Ok(None);
        }
        let (eigen, gezin) = Gezin::van_signaal(tx, van)?;
        let woorden = toestemming::rond_signaal(tx, van)?;
        let nu = gezin.gedeeld(kijker, &eigen, &Inzicht::van_gever(&woorden, van.id, kijker.actor.nu))?;
        let client =
            nu.client.map(|nu| Ok::<_, Error>(client::eerste_gegevens(tx, kijker.kluis, van.client)?.unwrap_or(nu)));
        let verteld = nu.zwangerschap.map(|(zij, _)| client::zwangerschap::zoals_verteld(tx, &zij)).transpose()?;
        let kinderen = verteld.as_ref().is_some_and(|(_, ongewijzigd)| *ongewijzigd).then_some(nu.kinderen);
        let bij_het_signaal = |&(op, _): &(Moment, Weging)| op == van.ontvangen_op;
        Ok(Some(Gedeeld {
            loopt: nu.loopt,
            client: client.transpose()?,
            zwangerschap: verteld.map(|(zij, _)| (zij, Vec::new())),
            kinderen: kinderen.unwrap_or_default(),
            themas: nu.themas,
            beschermende_factoren: nu.beschermende_factoren,
            kwetsbaarheid: nu.kwetsbaarheid.map(|alle| alle.into_iter().filter(bij_het_signaal).collect()),
            eigen_vragen: nu.eigen_vragen,
            ..Gedeeld::default()
        }))
    }

    /// Loads what belongs to signalen that may be seen, in their order: a few questions, however many there are.
    pub fn load_all(tx: &mut Tx, kijker: Kijker<'_>, signalen: Vec<Signaal>) -> Result<Vec<Self>, Error> {
        let actor = kijker.actor;
        let casussen: Vec<CasusId> = signalen.iter().filter_map(|signaal| signaal.casus).collect();
        let standen = casus::standen(tx, &casussen)?;
        let eigen = |signaal: &Signaal| gaf(kijker, signaal);
        let clienten: Vec<ClientId> = signalen.iter().filter(|s| eigen(s)).map(|s| s.client).collect();
        let gegevens = client::gegevens_van(tx, kijker.kluis, &clienten)?;
        let eigen_ids: Vec<SignaalId> = signalen.iter().filter(|s| eigen(s)).map(|s| s.id).collect();
        let mut overdrachten = HashMap::new();
        if !eigen_ids.is_empty() {
            overdrachten.extend(overdracht::voor_kraamzorg(tx, &eigen_ids, actor.nu.dag())?);
        }
        let van_eigen = signalen.iter().filter(|s| eigen(s)).filter_map(|s| standen.get(&s.casus?)?.1).collect();
        let dragers = Namen::load(tx, &Gevraagd { mensen: van_eigen, ..Gevraagd::default() }, actor.nu)?.mensen;
        let genoemd = signalen.iter().flat_map(|s| s.casus.into_iter().chain(s.lijkt_op));
        let coordineert = casus::coordineert(tx, actor, &genoemd.collect::<Vec<_>>())?;
        let beelden = signalen.into_iter().map(|signaal| {
            let van_casus = signaal.casus.and_then(|casus| standen.get(&casus).copied());
            let (stand, drager) = match (signaal.status, van_casus) {
                (Status::Ingetrokken, _) => (Stand::Ingetrokken, None),
                (_, van_casus) => van_casus.unwrap_or((Stand::Ontvangen, None)),
            };
            // Who carries a family that moved away would tell where it lives.
            let woont_er_nog = signaal.gemeente.subregio() == signaal.ligt_in.subregio();
            let drager = drager.filter(|_| gaf(kijker, &signaal) && woont_er_nog);
            let draagt = drager.and_then(|id| dragers.iter().find(|mens| mens.id == id).cloned());
            let client = gegevens.get(&signaal.client).cloned();
            let ziet = |id: Option<CasusId>| id.filter(|id| coordineert.contains(id));
            let (casus, lijkt_op) = (ziet(signaal.casus), ziet(signaal.lijkt_op));
            let overdracht = overdrachten.get(&signaal.id).copied();
            Self { signaal, stand, client, casus, lijkt_op, overdracht, draagt, niet_bewaard: Vec::new() }
        });
        Ok(beelden.collect())
    }
}
