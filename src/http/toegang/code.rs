//! What passwords and codes must look like to be looked at.

use validator::ValidationError;

use crate::{domain::fouten::Fouten, http::problem::Problem};

/// Checks that a code is six figures, with or without the space that an authenticator shows in the middle.
pub(in crate::http) fn zes_cijfers(code: &str) -> Result<(), ValidationError> {
    let figures = code.bytes().filter(|byte| *byte != b' ');
    if code.len() <= 8 && figures.clone().count() == 6 && figures.clone().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(ValidationError::new("formaat").with_message("Een code van zes cijfers.".into()))
    }
}

/// A password that is guessed too soon.
pub(super) fn zwak(veld: &str) -> Problem {
    let melding = "Dit wachtwoord is te makkelijk te raden. Neem bijvoorbeeld een paar losse woorden, zonder de naam van uzelf, \
                   de organisatie of de regio.";
    Fouten::new().fout(veld, "te-zwak", melding).into()
}
