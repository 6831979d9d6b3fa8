//! Who is told what, when something follows from a decision.

use crate::domain::{
    bericht::{Aan, Bericht, Berichtsoort},
    casus::CasusId,
    doorgeleiding::DoorgeleidingId,
    gebied::Gemeente,
    ids::{VerhuizingId, VoorstelId},
    toegang::GebruikerId,
    toestemming::Onderdeel,
};

/// Somebody is told something: that it happened, and no content.
#[derive(Clone, Debug)]
pub enum Melding {
    /// What became of a request.
    Verzoek(Berichtsoort, DoorgeleidingId, Aan),
    /// What happened in a case, to who coordinates it.
    Coordinatie(Berichtsoort, CasusId),
    /// That something is to be done in a case, to who coordinates it and who carries it.
    Dragers(Berichtsoort, CasusId),
    /// What happened to her pregnancy, to who coordinates her case and who carries it.
    Casusdragers(Berichtsoort, CasusId),
    /// That something became of a case, to who signalled.
    Signaleerders(Berichtsoort, CasusId),
    /// That this of her was put right, to whoever may see it.
    Wijziging(Berichtsoort, CasusId, Onderdeel),
    /// What became of a verhuizing.
    Verhuizing {
        /// What.
        soort: Berichtsoort,
        /// Which.
        over: VerhuizingId,
        /// Its case.
        casus: CasusId,
        /// To whom.
        aan: Vec<GebruikerId>,
    },
    /// The same, to whoever coordinates where the family goes.
    Aankomst {
        /// What.
        soort: Berichtsoort,
        /// Which.
        over: VerhuizingId,
        /// Its case.
        casus: CasusId,
        /// Where it goes.
        naar: Gemeente,
    },
    /// What became of a voorstel.
    Voorstel {
        /// What.
        soort: Berichtsoort,
        /// Which.
        over: VoorstelId,
        /// Its case.
        casus: CasusId,
        /// To whom.
        aan: Voorstelbelang,
    },
    /// What one account is told.
    Bericht(Box<Bericht>),
}

/// Who is told what became of a voorstel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voorstelbelang {
    /// Who coordinates its case; as long as nobody has taken that, everybody who coordinates there.
    Coordinatie,
    /// Everybody who coordinates where the family lives.
    Coordinatoren,
    /// Who proposed it.
    Voorsteller(GebruikerId),
}

impl Melding {
    /// What one account is told.
    #[must_use]
    pub fn bericht(bericht: Bericht) -> Self {
        Self::Bericht(Box::new(bericht))
    }

    /// Who she is, or how to reach her, was put right.
    #[must_use]
    pub const fn gegevens_gewijzigd(van: CasusId) -> Self {
        Self::Wijziging(Berichtsoort::GegevensGewijzigd, van, Onderdeel::Contactgegevens)
    }

    /// How her pregnancy went was told.
    #[must_use]
    pub const fn zwangerschap_verteld(van: CasusId) -> Self {
        Self::Wijziging(Berichtsoort::ZwangerschapVerteld, van, Onderdeel::Zwangerschap)
    }

    /// How her pregnancy went was put right.
    #[must_use]
    pub const fn zwangerschap_gecorrigeerd(van: CasusId) -> Self {
        Self::Wijziging(Berichtsoort::ZwangerschapGecorrigeerd, van, Onderdeel::Zwangerschap)
    }
}
