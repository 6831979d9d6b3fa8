//! The consequences that there are: what can follow by itself from a decision, as a value.

use chrono::NaiveDate;

use super::{
    melding::Melding,
    tafel::{Afgaan, Tafelbesluit},
};
use crate::domain::{
    bericht::{Aan, Berichtsoort},
    casus::CasusId,
    client::ClientId,
    doorgeleiding::{self, DoorgeleidingId, Verzending},
    gebied::Gemeente,
    knooppunt::{AgendapuntId, BijeenkomstId, Tafelverzoek},
    reden::VervalReden,
    signaal::{SignaalId, Telling},
    tijd::Moment,
    toegang::{GebruikerId, OrganisatieId},
    toestemming::{self, ToestemmingId},
    traject::Traject,
    zwangerschap,
};

/// Something that follows from a decision.
#[derive(Clone, Debug)]
pub enum Gevolg {
    /// The state of a case follows from what is known of it.
    LeidAf(CasusId),
    /// It is kept who carries a case from now on.
    VolgRegisseur(CasusId, Option<GebruikerId>),
    /// The signalen that opened a case are taken up.
    NeemSignalenOp(CasusId),
    /// The consents and the judgement that came with a signaal belong to its case.
    VoegBijCasus {
        /// The signaal.
        signaal: SignaalId,
        /// The woman it is about.
        client: ClientId,
        /// The case that it joined.
        casus: Option<CasusId>,
    },
    /// The signalen that wait for a case which closes get a case of their own; so do those that joined one of which the first signaal
    /// is taken back.
    GeefEigenCasus {
        /// The case.
        van: CasusId,
        /// The signaal that is taken back.
        teruggenomen: Option<SignaalId>,
    },
    /// Something is counted of which nothing else is kept.
    Tel(Telling),
    /// What a signaal told is dropped.
    WisSignaal(SignaalId),
    /// A case is closed because the signaal that opened it was taken back.
    SluitIngetrokken(CasusId),
    /// Everything that is known of a woman is dropped.
    WisClient(ClientId),
    /// What is under way in a case follows the words that she said by now.
    VolgUitspraken(CasusId),
    /// A word of hers ends: a newer one counts.
    Beeindig(ToestemmingId, toestemming::Status),
    /// A word that a newer one outdid counts again.
    Herleef(ToestemmingId),
    /// A request rests on another word.
    LaatRusten {
        /// Which.
        verzoek: DoorgeleidingId,
        /// The word.
        op: ToestemmingId,
    },
    /// A request ends, because the consent that it rested on did.
    StopVerzoek {
        /// Which.
        id: DoorgeleidingId,
        /// Its state from now on.
        status: doorgeleiding::Status,
        /// Why.
        reden: &'static str,
    },
    /// Somebody is told that they are asked to a table, for the family of this case.
    NodigUit(CasusId, GebruikerId),
    /// Somebody is told that they do not have to come to a table any more, for the family of this case.
    ZegAf(CasusId, GebruikerId),
    /// A traject is planned.
    PlanTraject(Box<Traject>),
    /// A request that was taken on has an intake from now on.
    PlanIntake(DoorgeleidingId),
    /// The traject of a request begins.
    StartTraject(DoorgeleidingId),
    /// The traject of a request is completed, with its results.
    RondTrajectAf(DoorgeleidingId),
    /// The traject of a request ends before its time.
    BeeindigTraject(DoorgeleidingId),
    /// What was planned of a request that ended does not take place.
    LaatBezoekenVervallen(DoorgeleidingId),
    /// Somebody is told.
    Meld(Melding),
    /// What is asked for a family follows to where it goes, or ends: at desks that do not work there, or at all of them when it leaves
    /// the region.
    LaatVerzoekenVolgen {
        /// The case.
        van: CasusId,
        /// Where it goes; nowhere in the region when absent.
        naar: Option<Gemeente>,
        /// How it comes to the table there.
        tafel: Option<Verzending>,
    },
    /// A request that ended by mistake goes on, with its traject and what was planned for it.
    HervatVerzoek {
        /// Which.
        id: DoorgeleidingId,
        /// Its state from now on.
        status: doorgeleiding::Status,
        /// The day on which the next step of its term is due, when it waits for an answer.
        stap_op: Option<NaiveDate>,
    },
    /// A request to a table goes on to another one.
    LeidTafelOm {
        /// Which.
        id: DoorgeleidingId,
        /// Where it goes.
        naar: Verzending,
    },
    /// A verhuizing that waits to be taken over lapses.
    LaatVerhuizingVervallen(CasusId),
    /// Voorstellen that wait lapse.
    LaatVoorstellenVervallen(Voorstelkring),
    /// An accepted request to the table begins.
    StartVerzoek(Tafelverzoek),
    /// A request to the table that began waits for a place on an agenda again.
    LaatVerzoekWachten(CasusId),
    /// The family of a request to the table goes from its agenda, when the request ended.
    HaalVerzoekVanAgenda(DoorgeleidingId),
    /// A family goes from the agendas that it is on.
    HaalVanAgenda(CasusId, Afgaan),
    /// What was noted for a family at a table lapses: it went from that agenda.
    LaatNotulenVervallen(AgendapuntId),
    /// Open agreements of a case lapse.
    LaatAfsprakenVervallen(CasusId, VervalReden),
    /// An evaluation of a case that has not ended lapses.
    LaatEvaluatieVervallen(CasusId),
    /// What lapsed when a case was closed at this moment goes on.
    HerstelNaSluiting(CasusId, Moment),
    /// A handover to the JGZ is proposed, or those that are open lapse, or go on that lapsed at a moment.
    Overdracht(CasusId, Overdrachtsgevolg),
    /// What follows in a case when a signaal that joined it tells of a birth.
    VolgAansluiting {
        /// The case.
        casus: CasusId,
        /// The signaal.
        signaal: SignaalId,
    },
    /// The children of a case are followed no more: the family left the region. Or they are again, when it did not after all.
    VolgKinderen(CasusId, bool),
    /// What ended when it was told how a pregnancy went, at this moment, goes on: that was a mistake.
    HerstelNaEinde(CasusId, Moment),
    /// The pregnancy of a case is over, on a day that nobody named; with a loss everything ends that belongs to it.
    EindigZwangerschap(CasusId, zwangerschap::Status),
    /// The requests that belong to the pregnancy of a case end, as far as this end of it leaves no room for them.
    LaatVerzoekenEindigen(CasusId, zwangerschap::Status),
    /// Who was reminded of something in a case that is over does not read that any more.
    TrekHerinneringenIn(CasusId),
    /// What was prepared at a table for other families than these is not carried out.
    LaatVaren {
        /// The meeting.
        van: BijeenkomstId,
        /// What was discussed.
        behalve: Vec<AgendapuntId>,
    },
    /// What was decided at the table about a family is carried out.
    VoerTafelUit(Tafelbesluit),
    /// A family comes onto the next agenda of its table, when it is in Steun op maat still.
    ZetOpAgenda(CasusId),
    /// The desks of an organisation close.
    SluitDesks(OrganisatieId),
    /// The accounts of an organisation close.
    SluitAccounts(OrganisatieId),
    /// What an account may do ends.
    BeeindigToekenningen(GebruikerId),
    /// The sessions of an account end.
    BeeindigSessies(GebruikerId),
    /// The devices of an account are unknown again.
    VergeetApparaten(GebruikerId),
}

/// Which voorstellen lapse together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voorstelkring {
    /// Those of a case.
    Casus(CasusId),
    /// Those that were made by the support of a request: she consents to that no more.
    Doorgeleiding(DoorgeleidingId),
    /// Those that were made by a signaal, with what was written in them: it was taken back, or left the case.
    Signaal(SignaalId),
}

/// What becomes of the handovers of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overdrachtsgevolg {
    /// One is proposed, after the birth that was told.
    NaGeboorte,
    /// Those that are open lapse.
    Vervalt,
    /// Those that lapsed at this moment go on.
    Herleeft(Moment),
}

/// What ends with a request: its visits, and its place on an agenda. Every end of a request comes by here.
pub(super) fn einde_van_verzoek(id: DoorgeleidingId, traject: Gevolg) -> Vec<Gevolg> {
    vec![traject, Gevolg::LaatBezoekenVervallen(id), Gevolg::HaalVerzoekVanAgenda(id)]
}

/// What ends with a request that somebody else than its desk or its coordinator ends; whoever has it is told first, as long as it is theirs.
pub(super) fn eindigt(id: DoorgeleidingId, status: doorgeleiding::Status, reden: &'static str) -> Vec<Gevolg> {
    let melding = Melding::Verzoek(Berichtsoort::DoorgeleidingVervallen, id, Aan::Drager);
    let mut alle = vec![Gevolg::Meld(melding), Gevolg::StopVerzoek { id, status, reden }];
    alle.extend(einde_van_verzoek(id, Gevolg::BeeindigTraject(id)));
    alle
}
