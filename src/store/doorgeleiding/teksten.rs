//! What people wrote at a request; it lies sealed.

use diesel::prelude::*;

use crate::{
    domain::doorgeleiding::DoorgeleidingId,
    store::{
        conn::Tx,
        error::Error,
        kluis::{Plek, Sleutel},
        schema::doorgeleiding,
    },
};

pub(super) const VRAAG: &str = "doorgeleiding.vraag";
pub(super) const TOELICHTING: &str = "doorgeleiding.toelichting";
pub(super) const AFWIJK_UITLEG: &str = "doorgeleiding.afwijk_uitleg";

/// What people wrote at a request.
#[derive(Clone, Debug)]
pub(in crate::store) struct Teksten {
    /// What was asked of the desk.
    pub(in crate::store) vraag: Option<String>,
    /// The explanation that came with a reason.
    pub(in crate::store) toelichting: Option<String>,
    /// Why it was asked although the rules of the route close it to the family.
    pub(in crate::store) uitleg: Option<String>,
}

/// What people wrote at a request.
pub(super) fn teksten(tx: &mut Tx, sleutel: &Sleutel, van: DoorgeleidingId) -> Result<Teksten, Error> {
    let sealed = doorgeleiding::table.find(van).select(Verzegeld::as_select()).first::<Verzegeld>(tx)?;
    sealed.open(sleutel, van)
}

/// What people wrote at a request, sealed.
#[derive(Debug, Queryable, Selectable)]
#[diesel(table_name = doorgeleiding)]
pub(in crate::store) struct Verzegeld {
    vraag: Option<Vec<u8>>,
    toelichting: Option<Vec<u8>>,
    afwijk_uitleg: Option<Vec<u8>>,
}

impl Verzegeld {
    /// Opens it.
    pub(in crate::store) fn open(&self, sleutel: &Sleutel, van: DoorgeleidingId) -> Result<Teksten, Error> {
        let open =
            |kolom, sealed: &Option<Vec<u8>>| sleutel.open_tekst(Plek::new(kolom, van.uuid()), sealed.as_deref());
        Ok(Teksten {
            vraag: open(VRAAG, &self.vraag)?,
            toelichting: open(TOELICHTING, &self.toelichting)?,
            uitleg: open(AFWIJK_UITLEG, &self.afwijk_uitleg)?,
        })
    }
}
