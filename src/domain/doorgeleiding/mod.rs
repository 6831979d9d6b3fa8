//! The doorgeleiding: one request to one route, with its own loop.

pub mod antwoord;
pub mod gezin;
pub mod termijn;
pub mod toelating;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use self::{gezin::Gezinsantwoord, toelating::Toelating};
pub use crate::domain::ids::DoorgeleidingId;
use crate::domain::{
    beleid::{
        Doorgeleiden, DoorgeleidingBeantwoorden, DoorgeleidingIntrekken, DoorgeleidingLezen, DoorgeleidingUitvoeren,
    },
    casus::{Casus, Genomen},
    ids::{CasusId, DeskId, GebruikerId, Id, PseudoniemId, ToestemmingId, ZwangerschapId, kind},
    recht::{Besluit, Conflict, Ding, Gebeurtenis, Hoofdzaak, In, Kop, Ligging, Permitted, Toestand, Weigering},
    route::Route,
    tijd::Moment,
    werkdagen,
};

/// The states of a doorgeleiding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = DoorgeleidingStatus)]
pub enum Status {
    /// Sent; the desk has not answered.
    Verzonden,
    /// The desk takes it on.
    Aanvaard,
    /// The desk refused.
    Afgewezen,
    /// Taken back.
    Ingetrokken,
    /// Sent on to another desk.
    Omgeleid,
    /// Not answered in time; back with the coordinator.
    Verlopen,
    /// Taken on and given back before anything began.
    NietGestart,
    /// The desk takes it on, and meets the family on a day that is known.
    IntakeGepland,
    /// Support is under way.
    Gestart,
    /// Support came to its end.
    Afgerond,
    /// Support stopped before its end.
    Gestopt,
}

impl Status {
    /// Whether the desk still has to answer.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Verzonden)
    }

    /// Whether the desk took it on, at some time.
    #[must_use]
    pub const fn is_aanvaard(self) -> bool {
        matches!(self, Self::Aanvaard | Self::IntakeGepland | Self::Gestart | Self::Afgerond | Self::Gestopt)
    }

    /// Whether the desk took it on, and has neither given it back nor stopped: what the family has by it.
    #[must_use]
    pub const fn is_steunend(self) -> bool {
        matches!(self, Self::Aanvaard | Self::IntakeGepland | Self::Gestart | Self::Afgerond)
    }

    /// Whether something is still to be done: a case with such a request cannot be closed.
    #[must_use]
    pub const fn loopt(self) -> bool {
        matches!(self, Self::Verzonden | Self::Aanvaard | Self::IntakeGepland | Self::Gestart)
    }
}

/// A request to one desk.
#[derive(Clone, Debug)]
pub struct Doorgeleiding {
    /// Its identifier.
    pub id: DoorgeleidingId,
    /// The case.
    pub casus: CasusId,
    /// The person it is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// The pregnancy that its case was about when it was sent.
    pub zwangerschap: Option<ZwangerschapId>,
    /// The route.
    pub route: Route,
    /// The desk it was sent to.
    pub desk: DeskId,
    /// The consent it rests on.
    pub toestemming: ToestemmingId,
    /// Its state.
    pub status: Status,
    /// The request that was sent on to become this one.
    pub vorige: Option<DoorgeleidingId>,
    /// Who sent it.
    pub verzonden_door: GebruikerId,
    /// When it was sent.
    pub verzonden_op: Moment,
    /// The last day on which it may be answered.
    pub antwoord_voor: NaiveDate,
    /// The day on which the next step of its term is due, as long as the desk has not answered.
    pub stap_op: Option<NaiveDate>,
    /// When the desk was reminded.
    pub herinnerd_op: Option<Moment>,
    /// When whoever the route names heard that the desk does not answer.
    pub geescaleerd_op: Option<Moment>,
    /// When the desk first looked at it.
    pub gezien_op: Option<Moment>,
    /// When the desk answered.
    pub beantwoord_op: Option<Moment>,
    /// The person at the desk who claimed it.
    pub geclaimd_door: Option<GebruikerId>,
    /// What the family says to it.
    pub gezin: Gezinsantwoord,
    /// When that was noted.
    pub gezin_op: Option<Moment>,
    /// When it was said on which day the desk meets the family first.
    pub intake_op: Option<Moment>,
    /// When support started.
    pub gestart_op: Option<Moment>,
    /// When it came to an end, in whatever way.
    pub beeindigd_op: Option<Moment>,
    /// Why it was refused, taken back or stopped: a code of the list that fits its state.
    pub reden: Option<&'static str>,
    /// What was weighed when it was sent; it holds for the next desk along the same route.
    pub toelating: Toelating,
    /// Where its case lies, with the desk.
    pub ligging: Ligging,
    /// How often it was changed.
    pub versie: i32,
}

impl Ding for Doorgeleiding {
    type Kind = kind::Doorgeleiding;
    type Status = Status;

    fn kop(&self) -> Kop {
        Kop {
            id: self.id.uuid(),
            casus: Some(self.casus),
            betrokkenen: vec![self.betrokkene],
            ligging: self.ligging,
            versie: self.versie,
        }
    }
    fn status(&self) -> Status {
        self.status
    }
}

/// What is needed to send a request.
#[derive(Clone, Debug)]
pub struct Verzending {
    /// The route.
    pub route: Route,
    /// The desk.
    pub desk: DeskId,
    /// The consent it rests on.
    pub toestemming: ToestemmingId,
    /// The last day on which it may be answered.
    pub antwoord_voor: NaiveDate,
    /// That the rules of the route were weighed.
    pub toelating: Toelating,
}

impl Doorgeleiding {
    /// The request that follows on this one when it is sent on.
    fn vervolg(&self, verzending: Verzending, wie: GebruikerId, op: Moment) -> Self {
        let voor = (self.casus, self.betrokkene, self.zwangerschap, self.ligging);
        let volgt = Self::nieuw(voor, verzending, Some(self.id), (wie, op));
        // What the family said was about the support, not about this desk.
        Self { gezin: self.gezin, gezin_op: self.gezin_op, ..volgt }
    }

    /// A request that `wie` sends at `op`, for a family whose case lies at `ligging`.
    pub(in crate::domain) fn nieuw(
        (casus, betrokkene, zwangerschap, ligging): (CasusId, PseudoniemId, Option<ZwangerschapId>, Ligging),
        verzending: Verzending,
        vorige: Option<DoorgeleidingId>,
        (wie, op): (GebruikerId, Moment),
    ) -> Self {
        Self {
            id: Id::new(op),
            casus,
            betrokkene,
            zwangerschap,
            route: verzending.route,
            desk: verzending.desk,
            toestemming: verzending.toestemming,
            status: Status::Verzonden,
            vorige,
            verzonden_door: wie,
            verzonden_op: op,
            antwoord_voor: verzending.antwoord_voor,
            // The first working day on which its answer is late.
            stap_op: Some(werkdagen::na(verzending.antwoord_voor, 1)),
            herinnerd_op: None,
            geescaleerd_op: None,
            gezien_op: None,
            beantwoord_op: None,
            geclaimd_door: None,
            gezin: Gezinsantwoord::NogNietGevraagd,
            gezin_op: None,
            intake_op: None,
            gestart_op: None,
            beeindigd_op: None,
            reden: None,
            toelating: verzending.toelating,
            ligging,
            versie: 1,
        }
    }
}

impl Permitted<Doorgeleiden, In<Genomen, Casus>> {
    /// Sends a request for this case along a route.
    #[must_use]
    pub fn verzend(self, verzending: Verzending) -> Besluit<Doorgeleiding> {
        let toestemming = verzending.toestemming.uuid();
        let besluit = self.maak(Gebeurtenis::DoorgeleidingVerzonden, |casus, door| {
            let wie = (door.gebruiker, door.op);
            let voor = (casus.id, casus.betrokkene, casus.zwangerschap, casus.ligging());
            Doorgeleiding::nieuw(voor, verzending, None, wie)
        });
        besluit.rust_op(toestemming)
    }
}

/// What must be known before support begins.
#[derive(Clone, Copy, Debug)]
pub struct Begin {
    /// Whether it begins after a birth that did not come yet.
    pub zwanger: bool,
    /// Whether the desk met the family: a visit or call was held.
    pub ontmoet: bool,
}

/// Checks that a prenatal home visit ends only with its outcome on record: which actions follow is mandatory data.
///
/// A conflict when the outcome is missing.
pub fn uitkomst_vereist(route: Route, heeft_uitkomst: bool) -> Result<(), Conflict> {
    if route == Route::PrenataalHuisbezoek && !heeft_uitkomst {
        let melding = "Leg eerst de uitkomst van het huisbezoek vast: thema's, wensen en vervolgacties.";
        return Err(Conflict::new("uitkomst-ontbreekt", melding));
    }
    Ok(())
}

/// A doorgeleiding that its desk has not answered yet.
#[derive(Debug)]
pub struct Verzonden;
impl Toestand<Doorgeleiding> for Verzonden {
    const STATUS: &'static [Status] = &[Status::Verzonden];
}

/// A doorgeleiding that its desk took on, and that has not started.
#[derive(Debug)]
pub struct Aanvaard;
impl Toestand<Doorgeleiding> for Aanvaard {
    const STATUS: &'static [Status] = &[Status::Aanvaard, Status::IntakeGepland];
}

/// A doorgeleiding whose support is under way.
#[derive(Debug)]
pub struct Gestart;
impl Toestand<Doorgeleiding> for Gestart {
    const STATUS: &'static [Status] = &[Status::Gestart];
}

impl Permitted<DoorgeleidingLezen, Doorgeleiding> {
    /// Notes that the desk has seen it, the first time.
    #[must_use]
    pub fn zie(self) -> Besluit<Doorgeleiding> {
        self.wijzig(Gebeurtenis::DoorgeleidingGezien, |doorgeleiding, door| Doorgeleiding {
            gezien_op: Some(door.op),
            ..doorgeleiding
        })
    }
}

impl Permitted<DoorgeleidingBeantwoorden, In<Verzonden, Doorgeleiding>> {
    /// Takes it on. Consumes it: a doorgeleiding is answered once.
    #[must_use]
    pub fn aanvaard(self) -> Besluit<Doorgeleiding> {
        self.besluit(Gebeurtenis::DoorgeleidingAanvaard, |doorgeleiding, door| Doorgeleiding {
            status: Status::Aanvaard,
            beantwoord_op: Some(door.op),
            ..doorgeleiding
        })
    }

    /// Refuses it; from now on the desk sees nothing of it.
    #[must_use]
    pub fn wijs_af(self, reden: &'static str) -> Besluit<Doorgeleiding> {
        self.besluit(Gebeurtenis::DoorgeleidingAfgewezen, |doorgeleiding, door| Doorgeleiding {
            status: Status::Afgewezen,
            beantwoord_op: Some(door.op),
            beeindigd_op: Some(door.op),
            reden: Some(reden),
            ..doorgeleiding
        })
    }

    /// Sends it on in one step; the chain of hops is kept.
    #[must_use]
    pub fn leid_om(self, verzending: Verzending) -> Besluit<Omleiding> {
        self.besluit(Gebeurtenis::DoorgeleidingOmgeleid, |doorgeleiding, door| {
            let van = Doorgeleiding {
                status: Status::Omgeleid,
                beantwoord_op: Some(door.op),
                beeindigd_op: Some(door.op),
                ..doorgeleiding
            };
            let naar = van.vervolg(verzending, door.gebruiker, door.op);
            Omleiding { van, naar }
        })
    }
}

/// A request that was sent on, with the one that follows on it.
#[derive(Clone, Debug)]
pub struct Omleiding {
    /// The request as it is from now on.
    pub van: Doorgeleiding,
    /// The request to the next desk.
    pub naar: Doorgeleiding,
}

impl Hoofdzaak for Omleiding {
    type Ding = Doorgeleiding;

    fn hoofdzaak(&self) -> &Doorgeleiding {
        &self.van
    }
}

impl Doorgeleiding {
    /// Goes on to the table of where the family lives from now on: `wie` noted that it moved.
    #[must_use]
    pub fn verhuist(self, mut naar: Verzending, wie: GebruikerId, op: Moment) -> Omleiding {
        let van = Self { status: Status::Omgeleid, beeindigd_op: Some(op), stap_op: None, ..self };
        // What was weighed for the family goes along: it is the same request, at another table.
        naar.toelating = van.toelating.clone();
        let naar = van.vervolg(naar, wie, op);
        Omleiding { van, naar }
    }
}

/// A doorgeleiding that is under way: not answered, or taken on and not ended.
#[derive(Debug)]
pub struct Loopt;
impl Toestand<Doorgeleiding> for Loopt {
    const STATUS: &'static [Status] = &[Status::Verzonden, Status::Aanvaard, Status::IntakeGepland, Status::Gestart];
}

impl Permitted<DoorgeleidingBeantwoorden, In<Aanvaard, Doorgeleiding>> {
    /// Gives back what was taken on before anything began: it never counts as started, and the desk sees nothing of it any more.
    #[must_use]
    pub fn geef_terug(self, reden: &'static str) -> Besluit<Doorgeleiding> {
        self.besluit(Gebeurtenis::DoorgeleidingNietGestart, |doorgeleiding, door| Doorgeleiding {
            status: Status::NietGestart,
            beeindigd_op: Some(door.op),
            reden: Some(reden),
            ..doorgeleiding
        })
    }
}

impl Permitted<DoorgeleidingIntrekken, In<Loopt, Doorgeleiding>> {
    /// Takes it back; from now on the desk sees nothing of it.
    ///
    /// Refused once support began: then the desk stops it. At a table nothing begins but a place on its agenda.
    pub fn trek_in(self, reden: &'static str) -> Result<Besluit<Doorgeleiding>, Box<Weigering>> {
        let mag = self.mits(|doorgeleiding| {
            if doorgeleiding.status == Status::Gestart && doorgeleiding.route.heeft_traject() {
                let melding = "De steun is al begonnen. De desk kan haar stoppen of afronden.";
                return Err(Conflict::new("al-gestart", melding));
            }
            Ok(())
        })?;
        Ok(mag.besluit(Gebeurtenis::DoorgeleidingIngetrokken, |doorgeleiding, door| Doorgeleiding {
            status: Status::Ingetrokken,
            beeindigd_op: Some(door.op),
            reden: Some(reden),
            ..doorgeleiding
        }))
    }
}

/// A doorgeleiding that somebody at its desk can take upon themselves: nothing began yet.
#[derive(Debug)]
pub struct OpTePakken;
impl Toestand<Doorgeleiding> for OpTePakken {
    const STATUS: &'static [Status] = &[Status::Verzonden, Status::Aanvaard, Status::IntakeGepland];
}

impl Permitted<DoorgeleidingUitvoeren, In<OpTePakken, Doorgeleiding>> {
    /// Claims it: one person at the desk answers it, and carries it on.
    ///
    /// Refused when somebody claimed it already.
    pub fn claim(self) -> Result<Besluit<Doorgeleiding>, Box<Weigering>> {
        let zelf = self.door().gebruiker;
        let vrij = self.mits(|doorgeleiding| match doorgeleiding.geclaimd_door {
            None => Ok(()),
            Some(wie) if wie == zelf => Err(Conflict::new("al-geclaimd", "U heeft deze doorgeleiding al opgepakt.")),
            Some(_) => Err(Conflict::new("al-geclaimd", "Een collega heeft deze doorgeleiding al opgepakt.")),
        })?;
        Ok(vrij.besluit(Gebeurtenis::DoorgeleidingGeclaimd, |doorgeleiding, door| Doorgeleiding {
            geclaimd_door: Some(door.gebruiker),
            ..doorgeleiding
        }))
    }

    /// Lets go of what she claimed, so that a colleague can.
    ///
    /// Refused when somebody else claimed it.
    pub fn laat_los(self) -> Result<Besluit<Doorgeleiding>, Box<Weigering>> {
        let zelf = self.door().gebruiker;
        let haar = self.mits(|doorgeleiding| match doorgeleiding.geclaimd_door {
            Some(wie) if wie == zelf => Ok(()),
            _ => Err(Conflict::new("niet-geclaimd", "U heeft deze doorgeleiding niet opgepakt.")),
        })?;
        Ok(haar.besluit(Gebeurtenis::DoorgeleidingLosgelaten, |doorgeleiding, _| Doorgeleiding {
            geclaimd_door: None,
            ..doorgeleiding
        }))
    }
}

impl Permitted<DoorgeleidingUitvoeren, In<Aanvaard, Doorgeleiding>> {
    /// Starts the support; who starts it has claimed it, and a family that was not asked says yes by it.
    ///
    /// Refused before the desk met the family, when the family said something else than yes, and, when it begins after the birth, as long
    /// as she is pregnant: also past the day that she was due.
    pub fn start(self, Begin { zwanger, ontmoet }: Begin) -> Result<Besluit<Doorgeleiding>, Box<Weigering>> {
        let mag = self.mits(|doorgeleiding| match doorgeleiding.toelating.na_de_bevalling() {
            true if zwanger => {
                let melding = "Deze hulp begint na de bevalling.";
                Err(Conflict::new("na-de-bevalling", melding))
            }
            _ if doorgeleiding.route.heeft_traject() && !ontmoet => {
                let melding =
                    "De hulp begint pas na een gesprek of bezoek dat er was. Plan dat, en leg vast hoe het ging.";
                Err(Conflict::new("geen-contact", melding))
            }
            _ => doorgeleiding.gezin.staat_open(),
        })?;
        Ok(mag.besluit(Gebeurtenis::DoorgeleidingGestart, |doorgeleiding, door| Doorgeleiding {
            status: Status::Gestart,
            gezin: Gezinsantwoord::Ja,
            gezin_op: doorgeleiding.gezin_op.or(Some(door.op)),
            gestart_op: Some(door.op),
            geclaimd_door: doorgeleiding.geclaimd_door.or(Some(door.gebruiker)),
            ..doorgeleiding
        }))
    }
}

impl Permitted<DoorgeleidingUitvoeren, In<Gestart, Doorgeleiding>> {
    /// Ends the support: its aim is reached, or its time is over.
    #[must_use]
    pub fn rond_af(self) -> Besluit<Doorgeleiding> {
        self.besluit(Gebeurtenis::DoorgeleidingAfgerond, |doorgeleiding, door| Doorgeleiding {
            status: Status::Afgerond,
            beeindigd_op: Some(door.op),
            ..doorgeleiding
        })
    }

    /// Stops the support before its end.
    #[must_use]
    pub fn stop(self, reden: &'static str) -> Besluit<Doorgeleiding> {
        self.besluit(Gebeurtenis::DoorgeleidingGestopt, |doorgeleiding, door| Doorgeleiding {
            status: Status::Gestopt,
            beeindigd_op: Some(door.op),
            reden: Some(reden),
            ..doorgeleiding
        })
    }
}
