//! The knooppunt: the municipal table, its meetings and what is agreed there with the parents.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{
    casus::{self, Casus, CasusId},
    doorgeleiding,
    gebied::Gemeente,
    ids::Id,
    logboek::{Gebeurtenis, Soort},
    reden::{AfwezigReden, VervalReden},
    thema::{Dimensie, Thema},
    tijd::Moment,
    toegang::{
        Besluit, Conflict, Ding, GebruikerId, In, Ligging, Permitted, PseudoniemId, Toestand, Weigering,
        beleid::{AfspraakBijhouden, AgendapuntLeiden, BijeenkomstLeiden},
    },
};

/// The identifier of a meeting.
pub type BijeenkomstId = Id<Bijeenkomst>;
/// The identifier of what a meeting discusses of one family.
pub type AgendapuntId = Id<Agendapunt>;
/// The identifier of somebody at the table.
pub type DeelnemerId = Id<Deelnemer>;
/// The identifier of an agreement.
pub type AfspraakId = Id<Afspraak>;

/// The states of a meeting.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = BijeenkomstStatus)]
pub enum Status {
    /// Planned.
    Gepland,
    /// Held; its record is being made.
    Gehouden,
    /// Its record is established: nothing changes any more.
    Vastgesteld,
}

/// The states of an agreement; *te laat* is derived.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum AfspraakStatus {
    /// To be done.
    Open,
    /// Done.
    Nagekomen,
    /// No longer to be done.
    Vervallen,
}

/// Who sits at the table.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Deelnemersoort {
    /// A professional with an account.
    Professional,
    /// A guest without an account.
    Gast,
    /// An (expectant) parent.
    Ouder,
}

/// The parents' position on an agreement.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = OudersOordeel)]
pub enum Oordeel {
    /// They agree.
    Akkoord,
    /// They agree, with a remark.
    AkkoordMetOpmerking,
    /// They do not agree.
    NietAkkoord,
}

/// Why a family is on the agenda.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    Hash,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    ToSchema,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Aanleiding {
    /// A request to the knooppunt.
    Doorgeleiding,
    /// An evaluation that was missed, or asked for the table.
    Evaluatie,
}

/// A meeting of the knooppunt of one gemeente.
#[derive(Clone, Debug)]
pub struct Bijeenkomst {
    /// Its identifier.
    pub id: BijeenkomstId,
    /// The gemeente whose table it is.
    pub gemeente: Gemeente,
    /// When it is to be.
    pub gepland_op: Moment,
    /// Where the table stands: an address of the knooppunt, never of a family.
    pub plaats: Option<String>,
    /// Its state.
    pub status: Status,
    /// Who planned it.
    pub voorzitter: GebruikerId,
    /// When it was held.
    pub gehouden_op: Option<Moment>,
    /// When its record was established.
    pub vastgesteld_op: Option<Moment>,
    /// The persons on its agenda, as the logboek names them.
    pub betrokkenen: Vec<PseudoniemId>,
    /// How often it was changed.
    pub versie: i32,
}

/// What a meeting discusses of one family.
#[derive(Clone, Debug)]
pub struct Agendapunt {
    /// Its identifier.
    pub id: AgendapuntId,
    /// The meeting.
    pub bijeenkomst: BijeenkomstId,
    /// The meeting's state, which decides what may still change.
    pub status: Status,
    /// The case.
    pub casus: CasusId,
    /// The person it is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// Why the family is on the agenda.
    pub aanleiding: Aanleiding,
    /// Who is to carry the case.
    pub regisseur: Option<GebruikerId>,
    /// When the case is to be evaluated.
    pub evaluatie_op: Option<NaiveDate>,
    /// Why the parents were not there.
    pub afwezig_reden: Option<AfwezigReden>,
    /// Where it lies.
    pub ligging: Ligging,
    /// How often it was changed.
    pub versie: i32,
}

/// Somebody at the table, for one family.
#[derive(Clone, Debug)]
pub struct Deelnemer {
    /// The identifier.
    pub id: DeelnemerId,
    /// What brings this person here.
    pub soort: Deelnemersoort,
    /// The account, of a professional.
    pub gebruiker: Option<GebruikerId>,
    /// In which capacity: a role, never a name.
    pub hoedanigheid: String,
}

/// What was agreed with the parents.
#[derive(Clone, Debug)]
pub struct Afspraak {
    /// Its identifier.
    pub id: AfspraakId,
    /// Where it was made.
    pub agendapunt: AgendapuntId,
    /// The case.
    pub casus: CasusId,
    /// The person it is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// Who is to do it.
    pub wie: DeelnemerId,
    /// By when.
    pub uiterlijk: NaiveDate,
    /// For which theme.
    pub thema: Option<Thema>,
    /// For which dimension.
    pub dimensie: Option<Dimensie>,
    /// The parents' position.
    pub positie: Option<Oordeel>,
    /// Its state.
    pub status: AfspraakStatus,
    /// Why it lapsed.
    pub reden: Option<VervalReden>,
    /// When it was ticked off or lapsed.
    pub afgehandeld_op: Option<Moment>,
    /// Whether its meeting's record is established.
    pub vastgesteld: bool,
    /// Where it lies.
    pub ligging: Ligging,
    /// How often it was changed.
    pub versie: i32,
}

impl Afspraak {
    /// Whether it should have been done before `vandaag`.
    #[must_use]
    pub fn te_laat(&self, vandaag: NaiveDate) -> bool {
        self.status == AfspraakStatus::Open && self.uiterlijk < vandaag
    }
}

impl Ding for Bijeenkomst {
    type Status = Status;
    const SOORT: Soort = Soort::Bijeenkomst;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        None
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        self.betrokkenen.clone()
    }
    fn ligging(&self) -> Ligging {
        Ligging { gemeente: Some(self.gemeente), ..Ligging::default() }
    }
    fn status(&self) -> Status {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
}

impl Ding for Agendapunt {
    type Status = Status;
    const SOORT: Soort = Soort::Agendapunt;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        Some(self.casus)
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        vec![self.betrokkene]
    }
    fn ligging(&self) -> Ligging {
        self.ligging
    }
    fn status(&self) -> Status {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
}

impl Ding for Afspraak {
    type Status = AfspraakStatus;
    const SOORT: Soort = Soort::Afspraak;

    fn id(&self) -> Uuid {
        self.id.uuid()
    }
    fn casus(&self) -> Option<CasusId> {
        Some(self.casus)
    }
    fn betrokkenen(&self) -> Vec<PseudoniemId> {
        vec![self.betrokkene]
    }
    fn ligging(&self) -> Ligging {
        self.ligging
    }
    fn status(&self) -> AfspraakStatus {
        self.status
    }
    fn versie(&self) -> i32 {
        self.versie
    }
}

/// A meeting, or an agenda item, that is still to come.
#[derive(Debug)]
pub struct Gepland;
impl Toestand<Bijeenkomst> for Gepland {
    const STATUS: &'static [Status] = &[Status::Gepland];
}

/// A meeting that was held and whose record is being made.
#[derive(Debug)]
pub struct Gehouden;
impl Toestand<Bijeenkomst> for Gehouden {
    const STATUS: &'static [Status] = &[Status::Gehouden];
}

/// A meeting, or an agenda item, whose record is not established yet.
#[derive(Debug)]
pub struct NietVastgesteld;
impl Toestand<Bijeenkomst> for NietVastgesteld {
    const STATUS: &'static [Status] = &[Status::Gepland, Status::Gehouden];
}
impl Toestand<Agendapunt> for NietVastgesteld {
    const STATUS: &'static [Status] = &[Status::Gepland, Status::Gehouden];
}

/// An agreement that is still to be done.
#[derive(Debug)]
pub struct Open;
impl Toestand<Afspraak> for Open {
    const STATUS: &'static [AfspraakStatus] = &[AfspraakStatus::Open];
}

impl Permitted<BijeenkomstLeiden, ()> {
    /// Plans a meeting of the table of `gemeente`, where the families with a missed evaluation come by themselves.
    #[must_use]
    pub fn plan(
        self,
        gemeente: Gemeente,
        gepland_op: Moment,
        plaats: Option<String>,
        te_bespreken: &[Casus],
    ) -> Besluit<Bijeenkomst> {
        self.besluit(Gebeurtenis::BijeenkomstGepland, |(), door| Bijeenkomst {
            id: Id::new(door.op),
            gemeente,
            gepland_op,
            plaats,
            status: Status::Gepland,
            voorzitter: door.gebruiker,
            gehouden_op: None,
            vastgesteld_op: None,
            betrokkenen: te_bespreken.iter().map(|casus| casus.betrokkene).collect(),
            versie: 1,
        })
    }
}

impl Bijeenkomst {
    /// The agenda item that discusses `casus`.
    #[must_use]
    pub fn agendapunt(&self, casus: &Casus, aanleiding: Aanleiding, op: Moment) -> Agendapunt {
        Agendapunt {
            id: Id::new(op),
            bijeenkomst: self.id,
            status: self.status,
            casus: casus.id,
            betrokkene: casus.betrokkene,
            aanleiding,
            regisseur: None,
            evaluatie_op: None,
            afwezig_reden: None,
            ligging: casus.ligging(),
            versie: 1,
        }
    }
}

/// What decides whether a family can be discussed: how its case and its request to the table stand.
#[derive(Clone, Copy, Debug)]
pub struct Verzoek {
    /// The state of the case.
    pub casus: casus::Status,
    /// The state of the request to the table that is under way.
    pub doorgeleiding: Option<doorgeleiding::Status>,
}

impl Verzoek {
    /// Why the family comes to the table, as it was said or as it follows from the request.
    ///
    /// # Errors
    /// The rule: a request is accepted first, and only support under way can be evaluated.
    pub fn aanleiding(self, gevraagd: Option<Aanleiding>) -> Result<Aanleiding, Conflict> {
        let in_steun = matches!(self.casus, casus::Status::SteunOpMaat | casus::Status::Evaluatie);
        match (gevraagd, self.doorgeleiding) {
            (Some(Aanleiding::Evaluatie), _) | (None, None) if in_steun => Ok(Aanleiding::Evaluatie),
            (Some(Aanleiding::Evaluatie), _) => {
                Err(Conflict::new("geen-steun-op-maat", "Evalueren kan alleen bij een casus in Steun op maat."))
            }
            (_, Some(doorgeleiding::Status::Aanvaard | doorgeleiding::Status::Gestart)) => {
                Ok(Aanleiding::Doorgeleiding)
            }
            (_, Some(doorgeleiding::Status::Verzonden)) => Err(Conflict::new(
                "aanvaard-eerst",
                "De doorgeleiding naar het knooppunt is nog niet beantwoord. Aanvaard eerst.",
            )),
            _ => Err(Conflict::new(
                "geen-doorgeleiding",
                "Er loopt geen doorgeleiding naar het knooppunt voor deze casus.",
            )),
        }
    }
}

impl Permitted<BijeenkomstLeiden, In<NietVastgesteld, Bijeenkomst>> {
    /// Puts a family on the agenda.
    ///
    /// # Errors
    /// A refusal when it belongs to another table, when its case or request does not allow it, or without her consent.
    pub fn agendeer(
        self,
        casus: &Casus,
        doorgeleiding: Option<doorgeleiding::Status>,
        toestemming: bool,
        gevraagd: Option<Aanleiding>,
    ) -> Result<Besluit<Agendapunt>, Box<Weigering>> {
        let verzoek = Verzoek { casus: casus.status, doorgeleiding };
        let aanleiding = match verzoek.aanleiding(gevraagd) {
            Ok(aanleiding) => aanleiding,
            Err(conflict) => return self.conflict(conflict),
        };
        let hier = self.mits(|In(bijeenkomst, _)| {
            if !toestemming {
                let melding = "Voor een bespreking aan het knooppunt is haar toestemming nodig.";
                return Err(Conflict::new("toestemming-ontbreekt", melding));
            }
            if bijeenkomst.gemeente == casus.gemeente {
                return Ok(());
            }
            let melding = "Een gezin wordt besproken aan het knooppunt van de gemeente waar het woont.";
            Err(Conflict::new("andere-gemeente", melding))
        })?;
        Ok(hier.besluit(Gebeurtenis::AgendapuntToegevoegd, |In(bijeenkomst, _), door| {
            bijeenkomst.agendapunt(casus, aanleiding, door.op)
        }))
    }
}

impl Permitted<BijeenkomstLeiden, In<Gepland, Bijeenkomst>> {
    /// Records that the meeting was held.
    #[must_use]
    pub fn houd(self) -> Besluit<Bijeenkomst> {
        self.besluit(Gebeurtenis::BijeenkomstGehouden, |In(bijeenkomst, _), door| Bijeenkomst {
            status: Status::Gehouden,
            gehouden_op: Some(door.op),
            ..bijeenkomst
        })
    }
}

/// One agenda item as it must be complete before the record can be established.
#[derive(Clone, Debug)]
pub struct Verslag {
    /// The item.
    pub agendapunt: Agendapunt,
    /// Whether a parent was at the table.
    pub ouders_aanwezig: bool,
    /// The agreements made.
    pub afspraken: Vec<Afspraak>,
}

impl Verslag {
    /// Checks that nothing about the family was decided without the family.
    ///
    /// # Errors
    /// Names the rule: parents present or a reason, their position on each agreement, a casusregisseur, a date to evaluate.
    pub fn controleer(&self) -> Result<(), Conflict> {
        let punt = &self.agendapunt;
        if !self.ouders_aanwezig && punt.afwezig_reden.is_none() {
            return Err(Conflict::new(
                "ouders-ontbreken",
                "Bij een agendapunt zijn geen ouders aanwezig en is geen reden daarvoor vastgelegd.",
            ));
        }
        let zonder_positie = self.afspraken.iter().any(|afspraak| afspraak.positie.is_none());
        if zonder_positie && punt.afwezig_reden.is_none() {
            return Err(Conflict::new(
                "positie-ontbreekt",
                "Van een afspraak is de positie van de ouders niet vastgelegd.",
            ));
        }
        if !self.afspraken.is_empty() && (punt.regisseur.is_none() || punt.evaluatie_op.is_none()) {
            return Err(Conflict::new(
                "besluit-ontbreekt",
                "Bij een agendapunt met afspraken ontbreekt de casusregisseur of de evaluatiedatum.",
            ));
        }
        Ok(())
    }
}

impl Permitted<BijeenkomstLeiden, In<Gehouden, Bijeenkomst>> {
    /// Establishes the record: from now on nothing in it changes.
    ///
    /// # Errors
    /// A refusal while the record of a family is not complete.
    pub fn stel_vast(self, verslagen: &[Verslag]) -> Result<Besluit<Bijeenkomst>, Box<Weigering>> {
        let volledig = self.mits(|_| verslagen.iter().try_for_each(Verslag::controleer))?;
        Ok(volledig.besluit(Gebeurtenis::BijeenkomstVastgesteld, |In(bijeenkomst, _), door| Bijeenkomst {
            status: Status::Vastgesteld,
            vastgesteld_op: Some(door.op),
            ..bijeenkomst
        }))
    }
}

impl Permitted<AgendapuntLeiden, In<NietVastgesteld, Agendapunt>> {
    /// Seats somebody at the table.
    #[must_use]
    pub fn zet_aan_tafel(
        self,
        soort: Deelnemersoort,
        gebruiker: Option<GebruikerId>,
        hoedanigheid: String,
    ) -> Besluit<(Agendapunt, Deelnemer)> {
        self.bijlage(Gebeurtenis::DeelnemerToegevoegd, |In(punt, _), door| {
            (punt, Deelnemer { id: Id::new(door.op), soort, gebruiker, hoedanigheid })
        })
    }

    /// Names who carries the case and when it is evaluated, or why the parents were not there.
    #[must_use]
    pub fn besluit_over(
        self,
        regisseur: Option<GebruikerId>,
        evaluatie_op: Option<NaiveDate>,
        afwezig_reden: Option<AfwezigReden>,
    ) -> Besluit<Agendapunt> {
        self.besluit(Gebeurtenis::AgendapuntBesloten, |In(punt, _), _| Agendapunt {
            regisseur: regisseur.or(punt.regisseur),
            evaluatie_op: evaluatie_op.or(punt.evaluatie_op),
            afwezig_reden: afwezig_reden.or(punt.afwezig_reden),
            ..punt
        })
    }

    /// Records an agreement.
    #[must_use]
    pub fn spreek_af(
        self,
        wie: DeelnemerId,
        uiterlijk: NaiveDate,
        thema: Option<Thema>,
        dimensie: Option<Dimensie>,
        positie: Option<Oordeel>,
    ) -> Besluit<Afspraak> {
        self.besluit(Gebeurtenis::AfspraakGemaakt, |In(punt, _), door| Afspraak {
            id: Id::new(door.op),
            agendapunt: punt.id,
            casus: punt.casus,
            betrokkene: punt.betrokkene,
            wie,
            uiterlijk,
            thema,
            dimensie,
            positie,
            status: AfspraakStatus::Open,
            reden: None,
            afgehandeld_op: None,
            vastgesteld: false,
            ligging: punt.ligging,
            versie: 1,
        })
    }
}

impl Permitted<AfspraakBijhouden, In<Open, Afspraak>> {
    /// Records the parents' position, as long as the record is not established.
    ///
    /// # Errors
    /// A refusal once it is.
    pub fn leg_positie_vast(self, positie: Oordeel) -> Result<Besluit<Afspraak>, Box<Weigering>> {
        let open = self.mits(|In(afspraak, _)| {
            if afspraak.vastgesteld {
                return Err(Conflict::new(
                    "al-vastgesteld",
                    "Het verslag is vastgesteld; daarna verandert er niets meer.",
                ));
            }
            Ok(())
        })?;
        Ok(open.besluit(Gebeurtenis::PositieVastgelegd, |In(afspraak, _), _| Afspraak {
            positie: Some(positie),
            ..afspraak
        }))
    }

    /// Ticks it off.
    #[must_use]
    pub fn kom_na(self) -> Besluit<Afspraak> {
        self.besluit(Gebeurtenis::AfspraakNagekomen, |In(afspraak, _), door| Afspraak {
            status: AfspraakStatus::Nagekomen,
            afgehandeld_op: Some(door.op),
            ..afspraak
        })
    }

    /// Lets it lapse.
    #[must_use]
    pub fn laat_vervallen(self, reden: VervalReden) -> Besluit<Afspraak> {
        self.besluit(Gebeurtenis::AfspraakVervallen, |In(afspraak, _), door| Afspraak {
            status: AfspraakStatus::Vervallen,
            reden: Some(reden),
            afgehandeld_op: Some(door.op),
            ..afspraak
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_verzoek_aan_de_tafel_wordt_eerst_aanvaard() {
        let verzoek = |doorgeleiding| Verzoek { casus: casus::Status::Knooppunt, doorgeleiding };
        let code = |doorgeleiding| verzoek(doorgeleiding).aanleiding(None).unwrap_err().code;
        assert_eq!(code(Some(doorgeleiding::Status::Verzonden)), "aanvaard-eerst");
        assert_eq!(code(None), "geen-doorgeleiding");
        assert_eq!(verzoek(Some(doorgeleiding::Status::Aanvaard)).aanleiding(None), Ok(Aanleiding::Doorgeleiding));
    }

    #[test]
    fn alleen_steun_die_loopt_wordt_aan_tafel_geevalueerd() {
        let verzoek = |casus| Verzoek { casus, doorgeleiding: None };
        let evaluatie = Some(Aanleiding::Evaluatie);
        assert_eq!(verzoek(casus::Status::SteunOpMaat).aanleiding(None), Ok(Aanleiding::Evaluatie));
        assert_eq!(verzoek(casus::Status::Toegeleid).aanleiding(evaluatie).unwrap_err().code, "geen-steun-op-maat");
    }
}
