//! What is sent and shown of a noodprocedure: who, when, which case and why, and nothing of what is in the case.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

use crate::{
    domain::{
        casus::CasusId,
        fouten::Fouten,
        noodprocedure::{Noodgrond, Noodoordeel, Noodprocedure, NoodprocedureId, Status},
        tijd::Moment,
        toegang::{GebruikerId, OrganisatieId},
    },
    http::{
        antwoord::{GROOTTE, Link, Pagina, plaats},
        mens::NamenView,
    },
    store::{self, beeld::NoodprocedureBeeld},
};

/// Fewest characters of a reason.
const MINSTENS: usize = 20;

/// Waarom een casus nu open moet.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweNoodprocedure {
    /// De casus.
    pub casus: CasusId,
    /// Waarom het niet kan wachten, in een code.
    pub grond: Noodgrond,
    /// Waarom het niet kan wachten, in uw eigen woorden.
    #[validate(length(min = 20, max = 2000))]
    #[schema(min_length = 20, max_length = 2000)]
    pub reden: String,
}

impl NieuweNoodprocedure {
    /// Checks that the reason says something.
    pub(super) fn controleer(&self) -> Result<(), Fouten> {
        if self.reden.trim().chars().count() < MINSTENS {
            return Err(Fouten::new().fout("reden", "te-kort", format!("Minstens {MINSTENS} tekens.")));
        }
        Ok(())
    }
}

/// Wat de functionaris gegevensbescherming ervan vindt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweBeoordeling {
    /// Het oordeel.
    pub oordeel: Noodoordeel,
    /// Waarop het rust, en wat er zo nodig moet veranderen.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub toelichting: String,
}

/// Een noodprocedure in een lijst.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoodprocedureRegel {
    /// De noodprocedure.
    pub id: NoodprocedureId,
    /// De status.
    pub status: Status,
    /// De casus die werd geopend.
    pub casus: CasusId,
    /// Wie haar opende.
    pub gebruiker: GebruikerId,
    /// De organisatie waarvoor zij werkt.
    pub organisatie: OrganisatieId,
    /// Waarom het niet kon wachten.
    pub grond: Noodgrond,
    /// Wanneer de casus werd geopend.
    pub geopend_op: Moment,
    /// Tot wanneer de casus openstond, of openstaat.
    pub tot: Moment,
    /// De laatste dag waarop de beoordeling op tijd is.
    pub beoordeel_voor: NaiveDate,
    /// Of die beoordeling er al had moeten zijn.
    pub te_laat: bool,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: NoodprocedureLinks,
}

/// Verwijzingen bij een noodprocedure.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoodprocedureLinks {
    /// Deze noodprocedure.
    #[serde(rename = "self")]
    pub zelf: Link,
}

impl NoodprocedureRegel {
    pub(super) fn new(van: &Noodprocedure, vandaag: NaiveDate) -> Self {
        Self {
            id: van.id,
            status: van.status,
            casus: van.casus,
            gebruiker: van.gebruiker,
            organisatie: van.organisatie,
            grond: van.grond,
            geopend_op: van.geopend_op,
            tot: van.tot,
            beoordeel_voor: van.beoordeel_voor,
            te_laat: van.te_laat(vandaag),
            links: NoodprocedureLinks { zelf: Link::naar(format!("/v1/noodprocedures/{}", van.id)) },
        }
    }
}

/// Hoe een noodprocedure is beoordeeld.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BeoordelingView {
    /// Het oordeel.
    pub oordeel: Noodoordeel,
    /// De toelichting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub toelichting: Option<String>,
    /// Door wie.
    pub door: GebruikerId,
    /// Wanneer.
    pub op: Moment,
}

/// Een noodprocedure, voor wie haar gebruikte en voor wie haar beoordeelt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NoodprocedureView {
    /// Wat ook in de lijst staat.
    #[serde(flatten)]
    pub regel: NoodprocedureRegel,
    /// Waarom het niet kon wachten, in haar eigen woorden.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<String>,
    /// Wanneer zij haar zelf beëindigde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beeindigd_op: Option<Moment>,
    /// Hoe zij is beoordeeld.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beoordeling: Option<BeoordelingView>,
    /// Hoe heet wie haar gebruikte, en wie haar beoordeelde.
    pub namen: NamenView,
}

/// Een bladzijde van noodprocedures.
#[derive(Debug, Serialize, ToSchema)]
pub struct NoodproceduresPagina {
    /// De bladzijde.
    #[serde(flatten)]
    pub pagina: Pagina<NoodprocedureRegel>,
    /// Hoe heet wie ze gebruikte.
    pub namen: NamenView,
}

impl NoodprocedureView {
    pub(super) fn new(beeld: &NoodprocedureBeeld, namen: NamenView) -> Self {
        let van = &beeld.noodprocedure;
        let toelichting = beeld.toelichting.clone();
        Self {
            regel: NoodprocedureRegel::new(van, beeld.vandaag),
            reden: beeld.reden.clone(),
            beeindigd_op: van.beeindigd_op,
            beoordeling: van.beoordeling.map(|(oordeel, door, op)| BeoordelingView { oordeel, toelichting, door, op }),
            namen,
        }
    }
}

/// Welke noodprocedures.
#[derive(Debug, Default, Deserialize, Validate, ToSchema, IntoParams)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct NoodproceduresVraag {
    /// Alleen met deze status.
    pub status: Option<Status>,
    /// Met `true` alleen wat nog niemand beoordeelde: wat nu loopt en wat wacht.
    pub onbeoordeeld: Option<bool>,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    #[param(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    #[param(max_length = 200)]
    pub na: Option<String>,
}

impl NoodproceduresVraag {
    pub(super) fn grootte(&self) -> u16 {
        self.aantal.unwrap_or(GROOTTE)
    }

    pub(super) fn na(&self) -> Result<Option<store::noodprocedure::Na>, Fouten> {
        self.na.as_deref().map(plaats).transpose()
    }
}
