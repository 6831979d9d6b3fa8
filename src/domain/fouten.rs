//! What is wrong with what somebody sent, all of it at once.

use std::{borrow::Cow, fmt};

/// One thing that is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fout {
    /// The path of the field, as `client.geboortedatum` or `themas[1]`; empty when it is about the whole.
    pub veld: String,
    /// A fixed code, as `verplicht` or `te-lang`.
    pub code: Cow<'static, str>,
    /// The explanation, in Dutch.
    pub melding: String,
}

/// Everything that is wrong with one request; a field is named at most once with the same code.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fouten(Vec<Fout>);

impl Fouten {
    /// Nothing wrong yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds one; the first message for a field and a code stays.
    #[must_use]
    pub fn fout(
        mut self,
        veld: impl Into<String>,
        code: impl Into<Cow<'static, str>>,
        melding: impl Into<String>,
    ) -> Self {
        self.add(veld, code, melding);
        self
    }

    /// Adds one in place; the first message for a field and a code stays.
    pub fn add(&mut self, veld: impl Into<String>, code: impl Into<Cow<'static, str>>, melding: impl Into<String>) {
        let (veld, code) = (veld.into(), code.into());
        if !self.0.iter().any(|fout| fout.veld == veld && fout.code == code) {
            self.0.push(Fout { veld, code, melding: melding.into() });
        }
    }

    /// Adds that a year lies where the databases and the calendar no longer agree.
    pub fn jaar(&mut self, veld: &str, jaar: Option<i32>) {
        if jaar.is_some_and(|jaar| !(1900..=9998).contains(&jaar)) {
            self.add(veld, "bereik", "Kies een jaar van 1900 tot en met 9998.");
        }
    }

    /// Adds those of `others` that are new.
    #[must_use]
    pub fn merge(mut self, others: Self) -> Self {
        for Fout { veld, code, melding } in others.0 {
            self.add(veld, code, melding);
        }
        self
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many things are wrong.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.0.len()
    }

    /// Each of them, in the order in which they were found.
    pub fn iter(&self) -> std::slice::Iter<'_, Fout> {
        self.0.iter()
    }

    /// Whether anything is wrong with exactly this field.
    #[must_use]
    pub fn names(&self, veld: &str) -> bool {
        self.0.iter().any(|fout| fout.veld == veld)
    }

    /// Carries on when nothing is wrong.
    ///
    /// Itself, when anything is.
    pub fn als_fout(self) -> Result<(), Self> {
        if self.is_empty() { Ok(()) } else { Err(self) }
    }

    /// The list itself.
    #[must_use]
    pub fn into_vec(self) -> Vec<Fout> {
        self.0
    }
}

impl<'a> IntoIterator for &'a Fouten {
    type Item = &'a Fout;
    type IntoIter = std::slice::Iter<'a, Fout>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for Fouten {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let named: Vec<_> = self.0.iter().map(|fout| format!("{}: {}", fout.veld, fout.code)).collect();
        f.write_str(&named.join(", "))
    }
}

impl std::error::Error for Fouten {}

#[cfg(test)]
mod tests {
    use super::Fouten;

    #[test]
    fn a_field_is_named_once_with_the_same_code() {
        let fouten = Fouten::new()
            .fout("naam", "verplicht", "eerste")
            .fout("naam", "verplicht", "tweede")
            .merge(Fouten::new().fout("naam", "verplicht", "derde").fout("naam", "te-kort", "vierde"));
        assert_eq!(fouten.to_string(), "naam: verplicht, naam: te-kort");
        assert!(fouten.als_fout().is_err());
        assert!(Fouten::new().als_fout().is_ok());
    }
}
