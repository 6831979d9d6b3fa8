//! A case, as whoever works on it sees it.

use chrono::NaiveDate;
use diesel::prelude::*;

use super::{
    Kijker, Namen,
    gezin::{Gedeeld, Gezin},
    mensen::Gevraagd,
};
use crate::{
    domain::{
        beleid::ClientInzage,
        casus::{Casus, overdracht::WarmeOverdracht},
        doorgeleiding::{Doorgeleiding, Status as DoorgeleidingStatus},
        inzicht::Inzicht,
        noodprocedure::NoodprocedureId,
        recht::{Ding as _, Rol, mag},
        route::Route,
        signaal::Signaal,
        tijd::Moment,
        toestemming::uitspraak::Lezer,
        zwangerschap::Venster,
    },
    store::{
        casus::overdracht,
        conn::Tx,
        doorgeleiding::{self as doorgeleidingen, Filter},
        error::Error,
        noodprocedure,
        schema::doorgeleiding,
        types::Woord,
    },
};

/// A case with what belongs to it.
#[derive(Clone, Debug)]
pub struct CasusBeeld {
    /// The case.
    pub casus: Casus,
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// The chance that is lost first, if one is left.
    pub venster: Option<Venster>,
    /// The last day on which that chance is open.
    pub sluit: NaiveDate,
    /// What the woman shares with whoever looks.
    pub gedeeld: Gedeeld,
    /// The handovers to the JGZ, the oldest first.
    pub overdrachten: Vec<WarmeOverdracht>,
    /// As whom they look: to these readers she can say what they may know.
    pub lezers: Vec<Lezer>,
    /// The signalen that led to it, oldest first.
    pub signalen: Vec<Signaal>,
    /// Its requests that whoever looks may know of.
    pub doorgeleidingen: Vec<Doorgeleiding>,
    /// Whether whoever looks may ask who saw the data of the family.
    pub mag_inzage: bool,
    /// Whether whoever looks coordinates it: only then they hear who gave a signaal.
    pub haar: bool,
    /// What everybody who is named in it is called.
    pub namen: Namen,
}

impl CasusBeeld {
    /// Loads what belongs to a case that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: &Casus) -> Result<Self, Error> {
        let (nu, vandaag) = (kijker.actor.nu, kijker.actor.nu.dag());
        let filter = Filter { casus: Some(van.id), ..Filter::default() };
        let doorgeleidingen = doorgeleidingen::pagina(tx, kijker.actor, filter, None, 100)?;
        let haar = kijker.actor.heeft_daar(Rol::JgzCoordinator, &van.ligging());
        let (gezin, namen) = Gezin::load_met(tx, van, nu, |gezin| {
            let melders = gezin.signalen().filter(|_| haar).map(|signaal| signaal.gebruiker);
            let aan_de_desk = doorgeleidingen.iter().filter_map(|d| d.geclaimd_door);
            Gevraagd {
                mensen: van.coordinator.into_iter().chain(van.regisseur).chain(melders).chain(aan_de_desk).collect(),
                desks: doorgeleidingen.iter().map(|d| d.desk).collect(),
                organisaties: gezin.signalen().map(|signaal| signaal.organisatie).collect(),
            }
        })?;
        let inzicht = Inzicht::van(kijker.actor, &van.ligging(), &gezin.gelegd, &gezin.woorden);
        let (venster, sluit) = gezin.venster_op(van, vandaag);
        let gedeeld = gezin.gedeeld(kijker, van, &inzicht)?;
        // A handover tells of a birth: only with whom she shares that.
        let ziet = gezin.heeft_kinderen() && gedeeld.zwangerschap.is_some();
        let overdrachten = if ziet { overdracht::van_casus(tx, van.id)? } else { Vec::new() };
        Ok(Self {
            haar,
            namen,
            casus: van.clone(),
            vandaag,
            venster,
            sluit,
            gedeeld,
            overdrachten,
            lezers: inzicht.lezers().to_vec(),
            signalen: gezin.signalen().cloned().collect(),
            doorgeleidingen,
            mag_inzage: mag(kijker.actor, ClientInzage, &van.ligging()),
        })
    }
}

/// A case that is open in an emergency: enough to help and to know whom to call.
#[derive(Clone, Debug)]
pub struct NoodBeeld {
    /// The case.
    pub casus: Casus,
    /// The day on which it is seen.
    pub vandaag: NaiveDate,
    /// Under which procedure it is open, and until when.
    pub noodprocedure: (NoodprocedureId, Moment),
    /// The support that the family gets now.
    pub steun: Vec<(Route, DoorgeleidingStatus)>,
    /// What the woman shares with anybody, but never her own words.
    pub gedeeld: Gedeeld,
}

impl NoodBeeld {
    fn load(tx: &mut Tx, kijker: Kijker<'_>, van: &Casus) -> Result<Self, Error> {
        let noodprocedure =
            noodprocedure::lopend(tx, kijker.actor)?.ok_or(Error::Database(diesel::result::Error::NotFound))?;
        let gezin = Gezin::load(tx, van, kijker.actor.nu)?;
        let inzicht = Inzicht::in_nood(kijker.actor, &gezin.woorden);
        Ok(Self {
            casus: van.clone(),
            vandaag: kijker.actor.nu.dag(),
            noodprocedure,
            steun: steun(tx, van)?,
            gedeeld: gezin.gedeeld(kijker, van, &inzicht)?,
        })
    }
}

/// The support that was accepted since the case was last opened, and that has not ended.
fn steun(tx: &mut Tx, van: &Casus) -> Result<Vec<(Route, DoorgeleidingStatus)>, Error> {
    let rows = doorgeleiding::table
        .filter(doorgeleiding::casus_id.eq(van.id))
        .filter(doorgeleiding::verzonden_op.ge(van.geopend_op))
        .select((doorgeleiding::route, doorgeleiding::status))
        .load::<(Woord<Route>, Woord<DoorgeleidingStatus>)>(tx)?;
    let loopt = |status: DoorgeleidingStatus| status.loopt() && status.is_aanvaard();
    Ok(rows.into_iter().map(|(route, status)| (route.0, status.0)).filter(|(_, status)| loopt(*status)).collect())
}

/// A case, by the ground on which it was found.
#[derive(Clone, Debug)]
pub enum GelezenCasus {
    /// For whoever works on it.
    Gewoon(Box<CasusBeeld>),
    /// For whoever opened it in an emergency.
    Nood(Box<NoodBeeld>),
}

impl GelezenCasus {
    /// Loads as much as the ground allows.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: &Casus) -> Result<Self, Error> {
        Ok(if van.noodprocedure.is_some() {
            Self::Nood(Box::new(NoodBeeld::load(tx, kijker, van)?))
        } else {
            Self::Gewoon(Box::new(CasusBeeld::load(tx, kijker, van)?))
        })
    }
}
