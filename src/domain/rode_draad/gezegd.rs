//! What a family said in its case, and what rests on it.

use crate::domain::{
    doorgeleiding::{self, DoorgeleidingId},
    route::Route,
    toegang::OrganisatieId,
    toestemming::{self, ToestemmingId, uitspraak::Uitspraak},
};

/// A word of hers, with how it stands in the case.
#[derive(Clone, Debug)]
pub struct Gezegd {
    /// What she said.
    pub uitspraak: Uitspraak,
    /// Its state.
    pub status: toestemming::Status,
    /// Whether it was not ended yet.
    pub open: bool,
}

/// A request that runs, or ran to its end, with the word on which it rests.
#[derive(Clone, Copy, Debug)]
pub struct Rustend {
    /// Which.
    pub id: DoorgeleidingId,
    /// Its state.
    pub status: doorgeleiding::Status,
    /// The route.
    pub route: Route,
    /// The organisation of its desk.
    pub organisatie: OrganisatieId,
    /// The word.
    pub op: ToestemmingId,
}

/// A request that is under way when a family moves.
#[derive(Clone, Copy, Debug)]
pub struct Meeverhuizend {
    /// Which.
    pub id: DoorgeleidingId,
    /// Its state.
    pub status: doorgeleiding::Status,
    /// The route.
    pub route: Route,
    /// Whether its desk works where the family goes.
    pub werkt_daar: bool,
    /// Whether the family sat at the table by it, and the record of that is not established.
    pub aan_tafel: bool,
}
