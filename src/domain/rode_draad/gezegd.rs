//! What a family said in its case, and what rests on it.

use chrono::NaiveDate;

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

/// A request that ended because a family was said to leave the region, while its desk works still.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own, not a state")]
pub struct Vertrokken {
    /// Which.
    pub id: DoorgeleidingId,
    /// The route.
    pub route: Route,
    /// Whether its desk had taken it on.
    pub aanvaard: bool,
    /// Whether its desk was to meet the family, or had.
    pub intake: bool,
    /// Whether its support had begun; at a table: whether it had a place on an agenda.
    pub gestart: bool,
    /// Whether the family has a place by it on an agenda that is not established.
    pub op_agenda: bool,
    /// The last day on which it may be answered.
    pub antwoord_voor: NaiveDate,
}

impl Vertrokken {
    /// How it stood.
    #[must_use]
    pub const fn stond(self) -> doorgeleiding::Status {
        let aan_tafel = matches!(self.route, Route::Knooppunt);
        match (self.aanvaard, self.gestart && (self.op_agenda || !aan_tafel)) {
            (_, true) => doorgeleiding::Status::Gestart,
            (true, false) if self.intake && !aan_tafel => doorgeleiding::Status::IntakeGepland,
            (true, false) => doorgeleiding::Status::Aanvaard,
            (false, false) => doorgeleiding::Status::Verzonden,
        }
    }
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
