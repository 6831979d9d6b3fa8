//! Whether a grant holds: the one place that says so of rows, as `Verleend::geldt` says it of what was loaded.

use diesel::prelude::*;

use crate::{domain::tijd::Moment, store::schema::toekenning};

/// Grants that hold at `nu`: begun, not ended, and not waiting for a second person.
#[diesel::dsl::auto_type]
pub(in crate::store) fn geldt(nu: Moment) -> _ {
    toekenning::wacht_sinds
        .is_null()
        .and(toekenning::geldig_van.le(nu))
        .and(toekenning::geldig_tot.is_null().or(toekenning::geldig_tot.gt(nu).assume_not_null()))
}

/// Grants that hold at `nu`, will, or wait.
#[diesel::dsl::auto_type(no_type_alias)]
pub(in crate::store) fn niet_voorbij(nu: Moment) -> _ {
    toekenning::geldig_tot.is_null().or(toekenning::geldig_tot.gt(nu).assume_not_null())
}
