//! What a table decides about one family.

use chrono::NaiveDate;

use crate::domain::{
    casus::{self, Casus, CasusId},
    toegang::GebruikerId,
};

/// Why a family goes from the agendas that it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afgaan {
    /// Its request to the table ended: only what was on an agenda by that.
    Verzoek,
    /// Its case was closed.
    Gesloten,
    /// The pregnancy that it was there for was lost.
    Omstandigheden,
    /// It moved: only what is still to come, for what was said at a table is established there.
    Verhuisd,
}

/// What was decided at the table about one family.
#[derive(Clone, Copy, Debug)]
pub struct Tafelbesluit {
    /// The case.
    pub casus: CasusId,
    /// Who is to carry it.
    pub regisseur: Option<GebruikerId>,
    /// When it is to be evaluated.
    pub evaluatie_op: Option<NaiveDate>,
    /// Whether anything was agreed with the parents.
    pub afgesproken: bool,
    /// Whether the family was there after a request, which is done with now.
    pub na_verzoek: bool,
}

impl Tafelbesluit {
    /// Whether it changes anything for the case as it is now: agreements bring it into Steun op maat, and an evaluation at the table
    /// gives a case that is there already a new day.
    #[must_use]
    pub const fn geldt_voor(&self, over: &Casus) -> bool {
        match over.status {
            casus::Status::Afgesloten => false,
            casus::Status::SteunOpMaat | casus::Status::Evaluatie => true,
            _ => self.afgesproken,
        }
    }
}
