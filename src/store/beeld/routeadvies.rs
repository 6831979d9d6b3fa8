//! What advice on the routes needs: what is known of a family, and where a request can go.

use super::{Kijker, gezin::Gezin};
use crate::{
    domain::{
        casus::Casus, doorgeleiding::DoorgeleidingId, inzicht::Inzicht, route::Route, routeadvies::Situatie,
        thema::Thema, toegang::Ding as _, toestemming::uitspraak::Uitspraak, zwangerschap::Zwangerschap,
    },
    store::{
        client,
        conn::Tx,
        doorgeleiding::{self as doorgeleidingen, Filter},
        error::Error,
        toegang::organisatie::{self, Desk},
    },
};

/// What is known of a family, as far as the rules of the routes look at it: of herself only what she shares with whoever looks.
#[derive(Clone, Debug)]
pub struct Gezinssituatie {
    zwangerschap: Option<Zwangerschap>,
    verzwijgt_zwangerschap: bool,
    themas: Option<Vec<Thema>>,
    verzwijgt_themas: bool,
    leeftijd: Option<u32>,
}

impl Gezinssituatie {
    /// Loads it for a case that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: &Casus) -> Result<Self, Error> {
        let gezin = Gezin::load(tx, van, kijker.actor.nu)?;
        Self::van(tx, kijker, van, &gezin)
    }

    fn van(tx: &mut Tx, kijker: Kijker<'_>, van: &Casus, gezin: &Gezin) -> Result<Self, Error> {
        let inzicht = Inzicht::van(kijker.actor, &van.ligging(), &gezin.gelegd, &gezin.woorden);
        let gedeeld = gezin.gedeeld(kijker, van, &inzicht)?;
        // Her pregnancy counts in any case, as it does in the queue: nobody loses a chance over a tick box.
        let zwangerschap = match (van.zwangerschap, gezin.zwangerschap_van(van)) {
            (Some(id), None) => Some(client::zwangerschap::find(tx, id)?),
            (_, bekend) => bekend.cloned(),
        };
        let verzwijgt_zwangerschap = zwangerschap.is_some() && gedeeld.zwangerschap.is_none();
        let verzwijgt_themas = gedeeld.themas.as_ref().is_none_or(|themas| gezin.kent_meer_themas(themas));
        let leeftijd = gedeeld.client.map(|zij| zij.leeftijd(kijker.actor.nu.dag()));
        Ok(Self { zwangerschap, verzwijgt_zwangerschap, themas: gedeeld.themas, verzwijgt_themas, leeftijd })
    }

    /// The same, for the rules.
    #[must_use]
    pub fn situatie(&self) -> Situatie<'_> {
        Situatie {
            zwangerschap: self.zwangerschap.as_ref(),
            verzwijgt_zwangerschap: self.verzwijgt_zwangerschap,
            themas: self.themas.as_deref(),
            verzwijgt_themas: self.verzwijgt_themas,
            leeftijd: self.leeftijd,
        }
    }
}

/// A family, with the desks that work where it lives.
#[derive(Clone, Debug)]
pub struct RouteadviesBeeld {
    /// What is known of it.
    pub bekend: Gezinssituatie,
    /// What she said about sharing.
    pub woorden: Vec<Uitspraak>,
    /// The desks that work there, by route and name.
    pub desks: Vec<Desk>,
    /// The requests for the pregnancy of the case that run, each with its route.
    pub loopt: Vec<(Route, DoorgeleidingId)>,
}

impl RouteadviesBeeld {
    /// Loads it for a case that may be seen.
    pub fn load(tx: &mut Tx, kijker: Kijker<'_>, van: &Casus) -> Result<Self, Error> {
        let gezin = Gezin::load(tx, van, kijker.actor.nu)?;
        let bekend = Gezinssituatie::van(tx, kijker, van, &gezin)?;
        let filter = Filter { casus: Some(van.id), ..Filter::default() };
        let gevraagd = doorgeleidingen::pagina(tx, kijker.actor, filter, None, 100)?;
        let mut desks = organisatie::desks(tx)?;
        desks.retain(|desk| desk.gegevens.gebied.omvat(&van.ligging()));
        let nu = gevraagd.iter().filter(|d| d.status.loopt() && d.zwangerschap == van.zwangerschap);
        let loopt = nu.map(|d| (d.route, d.id)).collect();
        Ok(Self { bekend, woorden: gezin.woorden, desks, loopt })
    }
}
