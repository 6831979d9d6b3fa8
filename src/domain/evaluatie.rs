//! The evaluation: how it goes, together with the family.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::EvaluatieId;
use crate::domain::{
    beleid::CasusEvalueren,
    casus::{Casus, Status},
    ids::{CasusId, GebruikerId},
    recht::{Besluit, Conflict, Gebeurtenis, In, Permitted, Toestand, Weigering},
    tijd::Moment,
};

/// What the family and the professionals decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = EvaluatieUitkomst)]
pub enum Uitkomst {
    /// Support goes on as it is.
    Voortgezet,
    /// Support goes on, adjusted.
    Bijgesteld,
    /// The case goes back to the table.
    Opgeschaald,
    /// Support has done its work; the case can be closed.
    Afgerond,
}

/// An evaluation: it has no versions of its own, its case has.
#[derive(Clone, Debug)]
pub struct Evaluatie {
    /// Its identifier.
    pub id: EvaluatieId,
    /// The case.
    pub casus: CasusId,
    /// When it began.
    pub begonnen_op: Moment,
    /// Who began it.
    pub begonnen_door: GebruikerId,
    /// How it ended, once it did.
    pub afronding: Option<(Moment, Afronding)>,
}

/// How an evaluation ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Afronding {
    /// What was decided.
    pub uitkomst: Uitkomst,
    /// Whether the parents were part of it.
    pub samen_met_ouders: bool,
}

/// A case that is being evaluated.
#[derive(Debug)]
pub struct InEvaluatie;
impl Toestand<Casus> for InEvaluatie {
    const STATUS: &'static [Status] = &[Status::Evaluatie];
}

impl Permitted<CasusEvalueren, In<InEvaluatie, Casus>> {
    /// Ends `evaluatie`; the case is evaluated again on `volgende`.
    ///
    /// Refused when it ended before, or when it sends the family to the table without her consent.
    pub fn rond_af(
        self,
        evaluatie: &Evaluatie,
        uitkomst: Uitkomst,
        volgende: Option<NaiveDate>,
        toestemming: bool,
    ) -> Result<Besluit<Casus>, Box<Weigering>> {
        let open = self.mits(|_| {
            if evaluatie.afronding.is_some() {
                return Err(Conflict::new("al-afgerond", "Deze evaluatie is al afgerond."));
            }
            if uitkomst == Uitkomst::Opgeschaald && !toestemming {
                let melding = "Voor een bespreking aan het knooppunt is haar toestemming nodig.";
                return Err(Conflict::new("toestemming-ontbreekt", melding));
            }
            Ok(())
        })?;
        Ok(open.besluit(Gebeurtenis::EvaluatieAfgerond, |In(casus, _), _| Casus { evaluatie_op: volgende, ..casus }))
    }
}
