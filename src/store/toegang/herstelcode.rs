//! Recovery codes: ten for each account, each good for one login in place of the second factor.

use diesel::prelude::*;

use super::geheim::{afdruk, willekeurig};
use crate::{
    domain::{
        tijd::Moment,
        toegang::{GebruikerId, totp},
    },
    store::{conn::Tx, error::Error, schema::herstelcode},
};

/// How many there are.
pub const AANTAL: usize = 10;
/// Random bytes in each: what is tried fifty times a day is not found.
const BYTES: usize = 10;

/// Gives an account new codes, to be shown once; the old ones are good for nothing from now on.
pub fn geef_uit(tx: &mut Tx, wie: GebruikerId) -> Result<Vec<String>, Error> {
    diesel::delete(herstelcode::table.filter(herstelcode::gebruiker_id.eq(wie))).execute(tx)?;
    let mut codes = Vec::with_capacity(AANTAL);
    for _ in 0..AANTAL {
        let code = totp::base32(&willekeurig::<BYTES>()?);
        diesel::insert_into(herstelcode::table)
            .values((herstelcode::hash.eq(afdruk(&code)), herstelcode::gebruiker_id.eq(wie)))
            .execute(tx)?;
        codes.push(leesbaar(&code));
    }
    Ok(codes)
}

/// Uses a code up: false when it is not one of hers, or was used before.
pub(super) fn verbruik(tx: &mut Tx, wie: GebruikerId, hash: &[u8], nu: Moment) -> Result<bool, Error> {
    let rows = diesel::update(herstelcode::table.find(hash))
        .filter(herstelcode::gebruiker_id.eq(wie))
        .filter(herstelcode::gebruikt_op.is_null())
        .set(herstelcode::gebruikt_op.eq(nu))
        .execute(tx)?;
    Ok(rows == 1)
}

/// The hash of a code as somebody types it: dashes, spaces and capitals do not matter.
#[must_use]
pub fn getypt(code: &str) -> Vec<u8> {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    afdruk(&code)
}

fn leesbaar(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn een_code_wordt_herkend_hoe_zij_ook_getypt_is() {
        let code = "ABCDEFGH23456723";
        assert_eq!(leesbaar(code), "ABCD-EFGH-2345-6723");
        assert_eq!(getypt(" abcd efgh-2345 6723"), afdruk(code));
    }
}
