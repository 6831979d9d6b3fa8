//! What was decided, as what follows from it is said.

use super::maning::Maning;
use crate::domain::{
    casus::{Casus, CasusId},
    doorgeleiding::{Doorgeleiding, DoorgeleidingId, termijn::Verstreken},
    evaluatie::Evaluatie,
    knooppunt::{Afspraak, Agendapunt, Bijeenkomst, Tafelverzoek, Verslag},
    noodprocedure::Noodprocedure,
    signaal::Signaal,
    tijd::Moment,
    toegang::{Gebruiker, GebruikerId, Organisatie},
    toestemming::Toestemming,
    verhuizing::{Verhuisd, Verhuizing},
    voorstel::Voorstel,
    zwangerschap::uitkomst::Omslag,
};

/// What was decided, with all that must be known to say what follows from it.
#[derive(Debug)]
pub enum Feit<'a> {
    /// Nothing follows from it, whatever happened.
    Los,
    /// A signaal as it is from now on.
    Signaal(&'a Signaal),
    /// A signaal that left the case which it had joined.
    Ontkoppeling(&'a Signaal, CasusId),
    /// A case as it is from now on.
    Casus(&'a Casus),
    /// A child of a case that is followed no more: whether its pregnancy is the one that the case is about, and whether it was the last
    /// child of that.
    Kind(&'a Casus, bool, bool),
    /// A case of which the day passed by which something was to happen.
    Maning(&'a Maning),
    /// A case of which something new is told to who signalled.
    Verteld(CasusId),
    /// How the pregnancy of a case went, with when that was told which is taken back by it.
    Zwangerschapseinde(&'a Casus, &'a Omslag, Option<Moment>),
    /// A consent or refusal that was noted, or a consent that was withdrawn.
    Toestemming(&'a Toestemming),
    /// A case that was opened again, with a consent.
    Heropening(&'a Casus),
    /// A case that was given back, with when it was closed if that is undone.
    Teruggave(&'a Casus, Option<Moment>),
    /// A request as it is from now on.
    Doorgeleiding(&'a Doorgeleiding),
    /// A visit or call that was planned before the support of this request begins, in this case.
    Intake(DoorgeleidingId, CasusId),
    /// A request whose desk let its term pass.
    Verstreken(&'a Verstreken),
    /// An agreement as it is from now on.
    Afspraak(&'a Afspraak),
    /// A family that came onto an agenda or went from it, with its request to the table.
    Agendapunt(&'a Agendapunt, Option<Tafelverzoek>),
    /// Somebody with an account who is asked to a table that is still to come, or does not have to come to it any more, for the family of
    /// this case.
    AanTafel(CasusId, GebruikerId),
    /// A meeting whose record was established.
    Vaststelling(&'a Bijeenkomst, &'a [Verslag]),
    /// An evaluation as it is from now on, with its case.
    Evaluatie(&'a Casus, &'a Evaluatie),
    /// A proposal that coordinators of where a family goes take it over, or what became of it.
    Verhuizing(&'a Verhuizing),
    /// A family that moved, with its case.
    Verhuisd(&'a Verhuisd),
    /// A voorstel as it is from now on.
    Voorstel(&'a Voorstel),
    /// A noodprocedure that was opened, with those who must know.
    Noodprocedure(&'a Noodprocedure, Vec<GebruikerId>),
    /// An organisation as it is from now on.
    Organisatie(&'a Organisatie),
    /// An account as it is from now on, with those who must know when something waits for a second person.
    Gebruiker(&'a Gebruiker, Vec<GebruikerId>),
    /// What this account may do was changed, with those who must know when something waits for a second person.
    Rechten(GebruikerId, Vec<GebruikerId>),
    /// What this account is and what it may do were changed: those who are told of the one, and those who must know when something waits
    /// for a second person.
    Functie(GebruikerId, Vec<GebruikerId>, Vec<GebruikerId>),
    /// Something happened to this account that is told to these.
    Account(GebruikerId, Vec<GebruikerId>),
}
