//! The knooppunt: the municipal table, its meetings and what is agreed there with the parents.

mod besluit;
mod toestand;
mod verslag;

pub use self::{
    besluit::{Aanwezig, Afwezig, Geagendeerd, Opgestaan, Planning, Vaststelling},
    toestand::{Gehouden, Gepland, NietVastgesteld, Open},
    verslag::{Gebrek, Mist, Verslag},
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::{AfspraakId, AgendapuntId, BijeenkomstId, DeelnemerId};
use crate::domain::{
    casus::{self, Casus},
    doorgeleiding,
    gebied::Gemeente,
    ids::{CasusId, DoorgeleidingId, GebruikerId, Id, PseudoniemId, ToestemmingId},
    recht::{Conflict, Ding, Ligging},
    reden::{AfwezigReden, VervalReden},
    thema::{Dimensie, Thema},
    tijd::Moment,
};

/// The states of a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
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
    /// When it went from the agenda again.
    pub vervallen_op: Option<Moment>,
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
    /// Who does it instead, since the one at the table handed over her work.
    pub overgenomen_door: Option<GebruikerId>,
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
    /// Whether it stands: nobody let go of it.
    #[must_use]
    pub fn staat(&self) -> bool {
        self.status != AfspraakStatus::Vervallen
    }

    /// Whether it should have been done before `vandaag`.
    #[must_use]
    pub fn te_laat(&self, vandaag: NaiveDate) -> bool {
        self.status == AfspraakStatus::Open && self.uiterlijk < vandaag
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
            vervallen_op: None,
            ligging: casus.ligging(),
            versie: 1,
        }
    }
}

/// The request to the table that is under way in a case.
#[derive(Clone, Copy, Debug)]
pub struct Tafelverzoek {
    /// Which request.
    pub id: DoorgeleidingId,
    /// Its state.
    pub status: doorgeleiding::Status,
    /// The consent it rests on.
    pub toestemming: ToestemmingId,
    /// Who claimed it.
    pub geclaimd_door: Option<GebruikerId>,
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
