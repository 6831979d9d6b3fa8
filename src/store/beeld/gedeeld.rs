//! What of a family may be shown, as whoever looks gets it.

use chrono::NaiveDate;

use crate::domain::{
    client::{ClientId, Persoonsgegevens},
    doorgeleiding::{DoorgeleidingId, Status as Verzoekstatus},
    route::Route,
    signaal::Weging,
    thema::{BeschermendeFactor, Thema},
    tijd::Moment,
    toestemming::Onderdeel,
    zwangerschap::{Termijnbron, Zwangerschap, ZwangerschapId, kind::Kind},
};

/// What the woman shares with whoever looks; what she did not name is absent.
#[derive(Clone, Debug, Default)]
pub struct Gedeeld {
    /// Whether the case is open: of a closed one nothing is counted any more.
    pub loopt: bool,
    /// Who she is and how to reach her.
    pub client: Option<Persoonsgegevens>,
    /// With whom it is kept when that is put right: whom the case is about, or else the last of whom something may be shown.
    pub leidt: Option<ClientId>,
    /// What each professional noted of that, and when, oldest first; empty when there was one.
    pub opgaven: Vec<(Moment, Persoonsgegevens)>,
    /// The pregnancy, with the revisions of its due date, oldest first.
    pub zwangerschap: Option<(Zwangerschap, Vec<Herziening>)>,
    /// The earlier pregnancies of which it is known how they went, the last one first.
    pub eerdere: Vec<Zwangerschap>,
    /// The children that were born, of the pregnancies that she shares, the oldest first.
    pub kinderen: Vec<Kind>,
    /// The themes, in the order of their words.
    pub themas: Option<Vec<Thema>>,
    /// What protects her.
    pub beschermende_factoren: Option<Vec<BeschermendeFactor>>,
    /// The judgements of vulnerability, oldest first.
    pub kwetsbaarheid: Option<Vec<(Moment, Weging)>>,
    /// Her own questions, in her own words.
    pub eigen_vragen: Option<Vec<String>>,
}

impl Gedeeld {
    /// Whether she shares this item with whoever looks.
    #[must_use]
    pub const fn deelt(&self, onderdeel: Onderdeel) -> bool {
        match onderdeel {
            Onderdeel::Contactgegevens => self.client.is_some(),
            Onderdeel::Zwangerschap => self.zwangerschap.is_some(),
            Onderdeel::Themas => self.themas.is_some(),
            Onderdeel::BeschermendeFactoren => self.beschermende_factoren.is_some(),
            Onderdeel::Kwetsbaarheid => self.kwetsbaarheid.is_some(),
            Onderdeel::EigenVraag => self.eigen_vragen.is_some(),
        }
    }
}

/// One revision of a due date.
#[derive(Clone, Debug)]
pub struct Herziening {
    /// Of which pregnancy.
    pub van: ZwangerschapId,
    /// When.
    pub op: Moment,
    /// What the date was.
    pub oud: Option<NaiveDate>,
    /// What it became.
    pub nieuw: NaiveDate,
    /// Where the new date comes from.
    pub bron: Termijnbron,
}

/// A request that is under way, as whoever sent it knows it.
#[derive(Clone, Debug)]
pub struct Lopend {
    /// The request.
    pub id: DoorgeleidingId,
    /// Along which route.
    pub route: Route,
    /// How it stands.
    pub status: Verzoekstatus,
    /// The last day on which the desk can answer.
    pub antwoord_voor: NaiveDate,
    /// When it was sent.
    pub verzonden_op: Moment,
    /// What the desk is called.
    pub desk: String,
}
