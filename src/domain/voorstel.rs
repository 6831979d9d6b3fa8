//! The voorstel: whoever supports a family, or signalled, proposes another route.
//!
//! It is put to the coordinators of where the family lives: one of them takes it over, as the request that it becomes, or says why not.
//! Until then nothing is asked of any desk, and whoever proposed it can take it back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::VoorstelId;
use crate::domain::{
    beleid::{VoorstelBeantwoorden, VoorstelBijSignaal, VoorstelDoen, VoorstelIntrekken},
    casus::{self, Casus},
    doorgeleiding::{Doorgeleiding, Gestart, Verzending},
    gebied::Gemeente,
    ids::{CasusId, DoorgeleidingId, GebruikerId, Id, OrganisatieId, PseudoniemId, SignaalId, kind},
    recht::{Besluit, Conflict, Ding, Door, Gebeurtenis, In, Kop, Ligging, Permitted, Toestand, Vanzelf, Weigering},
    reden::VoorstelReden,
    route::Route,
    signaal::{Levend, Signaal},
    tijd::Moment,
    toegang::Organisatiesoort,
    werkdagen,
};

/// Within so many working days a voorstel is answered; after so many more the coordinators are reminded again.
pub const WERKDAGEN: u32 = 3;

/// The states of a voorstel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = VoorstelStatus)]
pub enum Status {
    /// It waits for a coordinator.
    Voorgesteld,
    /// It became a request.
    Overgenomen,
    /// It does not become one, and it was said why.
    Teruggelegd,
    /// It was taken back, or what it rested on ended.
    Vervallen,
}

/// What somebody is by profession, as they say it when they propose: it stays with the voorstel, whatever becomes of their account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Beroep {
    /// A midwife.
    Verloskundige,
    /// A gynaecologist.
    Gynaecoloog,
    /// A paediatrician.
    Kinderarts,
    /// A maternity nurse.
    Kraamverzorgende,
    /// A general practitioner, or who works for one.
    Huisarts,
    /// A youth nurse.
    Jeugdverpleegkundige,
    /// A youth doctor.
    Jeugdarts,
    /// A nurse of VoorZorg, Stevig Ouderschap or Nu Niet Zwanger.
    Programmaverpleegkundige,
    /// A social worker.
    MaatschappelijkWerker,
    /// Somebody else.
    Anders,
}

/// By what somebody may propose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voorstelgrond {
    /// They give the support of this request.
    Doorgeleiding(DoorgeleidingId),
    /// They gave this signaal.
    Signaal(SignaalId),
}

/// A proposal of another route for a family.
#[derive(Clone, Debug)]
pub struct Voorstel {
    /// Its identifier.
    pub id: VoorstelId,
    /// The case.
    pub casus: CasusId,
    /// The person it is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// The route that is proposed.
    pub route: Route,
    /// By what it was proposed.
    pub grond: Voorstelgrond,
    /// Its state.
    pub status: Status,
    /// Who proposed it.
    pub voorgesteld_door: GebruikerId,
    /// For whom that was.
    pub organisatie: OrganisatieId,
    /// What kind of organisation that was then.
    pub organisatiesoort: Organisatiesoort,
    /// What whoever proposed it is by profession.
    pub beroep: Beroep,
    /// When it was proposed.
    pub voorgesteld_op: Moment,
    /// The last day on which it is answered in time.
    pub antwoord_voor: NaiveDate,
    /// The day on which the coordinators are reminded, as long as it waits.
    pub stap_op: Option<NaiveDate>,
    /// When they were last reminded.
    pub herinnerd_op: Option<Moment>,
    /// Who answered it or took it back; nobody when it lapsed by itself.
    pub beantwoord_door: Option<GebruikerId>,
    /// When it was answered, taken back or lapsed.
    pub beantwoord_op: Option<Moment>,
    /// Why it does not become a request.
    pub reden: Option<VoorstelReden>,
    /// The request that it became.
    pub doorgeleiding: Option<DoorgeleidingId>,
    /// Where the case lies now.
    pub ligt_in: Gemeente,
    /// How often it was changed.
    pub versie: i32,
}

impl Voorstel {
    /// Whether whoever proposed it asked the desk at once, without a coordinator who took it over.
    #[must_use]
    pub fn is_rechtstreeks(&self) -> bool {
        self.status == Status::Overgenomen && self.beantwoord_door == Some(self.voorgesteld_door)
    }

    /// Whether it should have been answered before `vandaag`.
    #[must_use]
    pub fn te_laat(&self, vandaag: NaiveDate) -> bool {
        self.status == Status::Voorgesteld && self.antwoord_voor < vandaag
    }

    /// What follows when nobody answers by the day of `door`: the coordinators are reminded, time and again.
    #[must_use]
    pub fn verstrijk(self, door: Vanzelf) -> Option<Besluit<Self, Vanzelf>> {
        let vandaag = door.op.dag();
        if self.status != Status::Voorgesteld || self.stap_op.is_none_or(|dag| dag > vandaag) {
            return None;
        }
        let stap_op = Some(werkdagen::na(vandaag, WERKDAGEN));
        let herinnerd = Self { herinnerd_op: Some(door.op), stap_op, ..self };
        Some(Besluit::vanzelf(door, Gebeurtenis::VoorstelHerinnerd, Status::Voorgesteld, herinnerd))
    }

    /// Proposed now, for the family of this case.
    fn nieuw(over: &Casus, grond: Voorstelgrond, wat: Inhoud, door: &Door) -> Self {
        let antwoord_voor = werkdagen::na(door.op.dag(), WERKDAGEN);
        Self {
            id: Id::new(door.op),
            casus: over.id,
            betrokkene: over.betrokkene,
            route: wat.route,
            grond,
            status: Status::Voorgesteld,
            voorgesteld_door: door.gebruiker,
            organisatie: door.organisatie,
            organisatiesoort: wat.organisatiesoort,
            beroep: wat.beroep,
            voorgesteld_op: door.op,
            antwoord_voor,
            stap_op: Some(werkdagen::na(antwoord_voor, 1)),
            herinnerd_op: None,
            beantwoord_door: None,
            beantwoord_op: None,
            reden: None,
            doorgeleiding: None,
            ligt_in: over.gemeente,
            versie: 1,
        }
    }

    fn beantwoord(self, status: Status, door: &Door) -> Self {
        Self { status, stap_op: None, beantwoord_door: Some(door.gebruiker), beantwoord_op: Some(door.op), ..self }
    }
}

impl Ding for Voorstel {
    type Kind = kind::Voorstel;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: Some(self.casus),
            betrokkenen: vec![self.betrokkene],
            ligging: Ligging { gemeente: Some(self.ligt_in), van: Some(self.voorgesteld_door), ..Ligging::default() },
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        self.status
    }
}

/// What is proposed, and by what kind of colleague.
#[derive(Clone, Copy, Debug)]
pub struct Inhoud {
    /// The route.
    pub route: Route,
    /// Their profession.
    pub beroep: Beroep,
    /// The kind of organisation that they work for.
    pub organisatiesoort: Organisatiesoort,
}

/// Why nothing is proposed: nobody has taken the case yet, it is closed, or they did so already. What others propose, and what is asked of
/// desks, is not told.
fn kan_nu(over: &Casus, loopt: Option<VoorstelId>) -> Result<(), Conflict> {
    match over.status {
        casus::Status::Aangemeld => {
            let melding =
                "Nog geen coördinator heeft dit gezin opgepakt. Zodra dat is gebeurd kunt u iets voorstellen.";
            return Err(Conflict::new("casus-niet-opgepakt", melding));
        }
        casus::Status::Afgesloten => {
            let melding =
                "De casus is gesloten: er kan niets meer worden voorgesteld. Meld nieuwe zorgen als die er zijn.";
            return Err(Conflict::new("casus-gesloten", melding));
        }
        _ => {}
    }
    let Some(id) = loopt else { return Ok(()) };
    let melding = format!(
        "U stelde deze route al voor, en wacht op antwoord: /v1/voorstellen/{id}. Trek dat voorstel eerst in als het niet klopt."
    );
    Err(Conflict::new("voorstel-loopt", melding).noemt([id]))
}

impl Permitted<VoorstelDoen, In<Gestart, Doorgeleiding>> {
    /// Proposes another route for the family whose support they give. `loopt` is a voorstel of theirs for the same route that waits.
    ///
    /// Refused while one waits, as long as nobody has taken the case, and once it is closed.
    pub fn stel_voor(
        self,
        over: &Casus,
        loopt: Option<VoorstelId>,
        wat: Inhoud,
    ) -> Result<Besluit<Voorstel>, Box<Weigering>> {
        Ok(self.mits(|_| kan_nu(over, loopt))?.maak(Gebeurtenis::VoorstelGedaan, |van, door| {
            Voorstel::nieuw(over, Voorstelgrond::Doorgeleiding(van.id), wat, door)
        }))
    }
}

impl Permitted<VoorstelDoen, In<Gestart, Doorgeleiding>> {
    /// Sends the request that they may ask for at once, as the region settled it for these two routes.
    ///
    /// Refused while they wait for an answer about the same route, as long as nobody has taken the case, and once it is closed.
    pub fn verzend(
        self,
        over: &Casus,
        loopt: Option<VoorstelId>,
        verzending: Verzending,
    ) -> Result<Besluit<Doorgeleiding>, Box<Weigering>> {
        let toestemming = verzending.toestemming.uuid();
        let besluit = self.mits(|_| kan_nu(over, loopt))?.maak(Gebeurtenis::DoorgeleidingVerzonden, |_, door| {
            let voor = (over.id, over.betrokkene, over.zwangerschap, over.ligging());
            Doorgeleiding::nieuw(voor, verzending, None, (door.gebruiker, door.op))
        });
        Ok(besluit.rust_op(toestemming))
    }

    /// Notes with what they asked at once, and why: the coordinator is told.
    #[must_use]
    pub fn vroeg_door(self, over: &Casus, geworden: DoorgeleidingId, wat: Inhoud) -> Besluit<Voorstel> {
        self.maak(Gebeurtenis::VoorstelDoorgevraagd, |van, door| {
            let voorstel = Voorstel::nieuw(over, Voorstelgrond::Doorgeleiding(van.id), wat, door);
            Voorstel { doorgeleiding: Some(geworden), ..voorstel.beantwoord(Status::Overgenomen, door) }
        })
    }
}

impl Permitted<VoorstelBijSignaal, In<Levend, Signaal>> {
    /// Proposes a route for the family whom they signalled, in the case that the signaal opened or joined. `loopt` is a voorstel of
    /// theirs for the same route that waits.
    ///
    /// Refused while one waits, as long as nobody has taken the case, and once it is closed.
    pub fn stel_voor(
        self,
        over: &Casus,
        loopt: Option<VoorstelId>,
        wat: Inhoud,
    ) -> Result<Besluit<Voorstel>, Box<Weigering>> {
        Ok(self.mits(|_| kan_nu(over, loopt))?.maak(Gebeurtenis::VoorstelGedaan, |van, door| {
            Voorstel::nieuw(over, Voorstelgrond::Signaal(van.id), wat, door)
        }))
    }
}

/// A voorstel that waits for a coordinator.
#[derive(Debug)]
pub struct Voorgesteld;
impl Toestand<Voorstel> for Voorgesteld {
    const STATUS: &'static [Status] = &[Status::Voorgesteld];
}

impl Permitted<VoorstelBeantwoorden, In<Voorgesteld, Voorstel>> {
    /// Takes it over: it became this request.
    #[must_use]
    pub fn neem_over(self, geworden: DoorgeleidingId) -> Besluit<Voorstel> {
        self.besluit(Gebeurtenis::VoorstelOvergenomen, |was, door| Voorstel {
            doorgeleiding: Some(geworden),
            ..was.beantwoord(Status::Overgenomen, door)
        })
    }

    /// Says why it does not become a request.
    #[must_use]
    pub fn leg_terug(self, reden: VoorstelReden) -> Besluit<Voorstel> {
        self.besluit(Gebeurtenis::VoorstelTeruggelegd, |was, door| Voorstel {
            reden: Some(reden),
            ..was.beantwoord(Status::Teruggelegd, door)
        })
    }
}

impl Permitted<VoorstelIntrekken, In<Voorgesteld, Voorstel>> {
    /// Takes it back.
    #[must_use]
    pub fn trek_in(self) -> Besluit<Voorstel> {
        self.besluit(Gebeurtenis::VoorstelIngetrokken, |was, door| was.beantwoord(Status::Vervallen, door))
    }
}
