//! The evaluation: how it goes, together with the family.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::EvaluatieId;
use crate::domain::{
    beleid::CasusEvalueren,
    casus::{Casus, InSteun, Status},
    ids::{CasusId, GebruikerId, Id},
    recht::{Besluit, Conflict, Gebeurtenis, Hoofdzaak, In, Permitted, Toestand, Weigering},
    tijd::Moment,
    toestemming::uitspraak::Lezer,
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
    /// When it lapsed, because its case was closed.
    pub vervallen_op: Option<Moment>,
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

/// An evaluation with its case, whose versions it has.
#[derive(Clone, Debug)]
pub struct Geevalueerd {
    /// The case as it is from now on.
    pub casus: Casus,
    /// The evaluation as it is from now on.
    pub evaluatie: Evaluatie,
}

impl Hoofdzaak for Geevalueerd {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

impl Permitted<CasusEvalueren, In<InSteun, Casus>> {
    /// Begins the evaluation with the family.
    #[must_use]
    pub fn begin_evaluatie(self) -> Besluit<Geevalueerd> {
        self.besluit(Gebeurtenis::EvaluatieBegonnen, |casus, door| Geevalueerd {
            evaluatie: Evaluatie {
                id: Id::new(door.op),
                casus: casus.id,
                begonnen_op: door.op,
                begonnen_door: door.gebruiker,
                vervallen_op: None,
                afronding: None,
            },
            casus: Casus { status: Status::Evaluatie, ..casus },
        })
    }
}

impl Permitted<CasusEvalueren, In<InEvaluatie, Casus>> {
    /// Ends `evaluatie`; the case is evaluated again on `volgende`.
    ///
    /// Refused when it ended before, or when it sends the family to the table without her consent.
    pub fn rond_af(
        self,
        evaluatie: &Evaluatie,
        afronding: Afronding,
        volgende: Option<NaiveDate>,
        toestemming: bool,
    ) -> Result<Besluit<Geevalueerd>, Box<Weigering>> {
        let open = self.mits(|_| {
            if evaluatie.afronding.is_some() {
                return Err(Conflict::new("al-afgerond", "Deze evaluatie is al afgerond."));
            }
            if afronding.uitkomst == Uitkomst::Opgeschaald && !toestemming {
                return Err(Lezer::tafel(None).ontbreekt("het knooppunt van haar gemeente"));
            }
            Ok(())
        })?;
        Ok(open.besluit(Gebeurtenis::EvaluatieAfgerond, |casus, door| Geevalueerd {
            casus: Casus { evaluatie_op: volgende, ..casus },
            evaluatie: Evaluatie { afronding: Some((door.op, afronding)), ..evaluatie.clone() },
        }))
    }
}
