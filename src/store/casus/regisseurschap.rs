//! Who was casusregisseur of a case, from when until when.

use diesel::prelude::*;

use crate::{
    domain::{casus::CasusId, ids::Id, tijd::Moment, toegang::GebruikerId},
    store::{conn::Tx, error::Error, schema::casusregisseurschap},
};

/// Keeps that from `nu` on `wie` carries a case, or nobody; nothing when that is how it was.
///
/// Whoever stores a casusregisseur calls this in the same transaction: what is asked later rests on it.
pub(in crate::store) fn volg(tx: &mut Tx, van: CasusId, wie: Option<GebruikerId>, nu: Moment) -> Result<(), Error> {
    let open = casusregisseurschap::table
        .filter(casusregisseurschap::casus_id.eq(van))
        .filter(casusregisseurschap::tot.is_null())
        .select((casusregisseurschap::id, casusregisseurschap::gebruiker_id))
        .first::<(Id<()>, GebruikerId)>(tx)
        .optional()?;
    if open.map(|(_, was)| was) == wie {
        return Ok(());
    }
    if let Some((id, _)) = open {
        diesel::update(casusregisseurschap::table.find(id)).set(casusregisseurschap::tot.eq(nu)).execute(tx)?;
    }
    wie.map_or(Ok(()), |wie| begin(tx, van, wie, nu))
}

/// Keeps that from `nu` on `wie` carries a case that nobody carried, as was just seen while the case was held.
pub(in crate::store) fn begin(tx: &mut Tx, van: CasusId, wie: GebruikerId, nu: Moment) -> Result<(), Error> {
    diesel::insert_into(casusregisseurschap::table)
        .values((
            casusregisseurschap::id.eq(Id::<()>::new(nu)),
            casusregisseurschap::casus_id.eq(van),
            casusregisseurschap::gebruiker_id.eq(wie),
            casusregisseurschap::van.eq(nu),
        ))
        .execute(tx)?;
    Ok(())
}
