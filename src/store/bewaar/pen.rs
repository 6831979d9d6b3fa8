//! What writes a decision: the pen, and the rows of each word that only a pen can write.

use crate::{
    domain::{
        casus::{Casus, CasusId},
        logboek::Spoor,
        rode_draad::gevolg::Feit,
        routeadvies::Routeregels,
        tijd::Moment,
        toegang::{Conflict, GebruikerId, Van, Vanzelf, Waarom, Weigering, post::Brief},
    },
    store::{
        conn::Tx,
        error::Error,
        kluis::{Kluis, Plek, Sleutel},
    },
};

/// What is kept sealed beside a thing: what somebody wrote, with the key of the person it is about.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bij<'a> {
    sleutel: Option<&'a Sleutel>,
    tekst: Option<&'a str>,
    woorden: Option<&'a str>,
    uitleg: Option<&'a str>,
    resultaten: Option<&'a [u8]>,
    code: Option<&'a [u8]>,
    brief: Option<&'a Brief>,
}

impl<'a> Bij<'a> {
    /// A text in somebody's own words, when there is one.
    #[must_use]
    pub const fn tekst(sleutel: Option<&'a Sleutel>, tekst: Option<&'a str>) -> Self {
        Self { sleutel, tekst, woorden: None, uitleg: None, resultaten: None, code: None, brief: None }
    }

    /// With what the parents say of it in their own words.
    #[must_use]
    pub const fn met_woorden(self, woorden: Option<&'a str>) -> Self {
        Self { woorden, ..self }
    }

    /// With why somebody did not follow a rule.
    #[must_use]
    pub const fn met_uitleg(self, uitleg: Option<&'a str>) -> Self {
        Self { uitleg, ..self }
    }

    /// The results of a traject, as they were given.
    #[must_use]
    pub const fn resultaten(sleutel: Option<&'a Sleutel>, resultaten: &'a [u8]) -> Self {
        Self {
            sleutel,
            tekst: None,
            woorden: None,
            uitleg: None,
            resultaten: Some(resultaten),
            code: None,
            brief: None,
        }
    }

    /// The hash of a code with which somebody gets in.
    #[must_use]
    pub const fn code(afdruk: &'a [u8]) -> Self {
        Self {
            sleutel: None,
            tekst: None,
            woorden: None,
            uitleg: None,
            resultaten: None,
            code: Some(afdruk),
            brief: None,
        }
    }

    /// With the letter that goes to whom it is about, when one does.
    #[must_use]
    pub const fn met_brief(self, brief: Option<&'a Brief>) -> Self {
        Self { brief, ..self }
    }
}

/// What recording needs beside a decision.
#[derive(Clone, Copy, Debug)]
pub struct Tools<'a> {
    /// The vault.
    pub kluis: &'a Kluis,
    /// A case that comes into Steun op maat is evaluated after so many days, unless another day is agreed.
    pub evaluatie_na_dagen: u32,
    /// When a route is open to a family: the queue keeps which chance is lost first.
    pub routeregels: &'a Routeregels,
    /// What is kept sealed beside the thing.
    pub bij: Bij<'a>,
}

/// The right to write rows of the story. Only [`super::bewaar`] has one, so that no row changes without its line.
#[expect(missing_debug_implementations, reason = "a connection has none")]
pub struct Pen<'a> {
    pub(in crate::store) tx: &'a mut Tx,
    pub(in crate::store) tools: Tools<'a>,
    spoor: Wie<'a>,
}

/// By whom it is written, with the line that tells of it.
#[derive(Clone, Copy)]
pub(super) enum Wie<'a> {
    /// Somebody who decided it.
    Iemand(&'a Spoor),
    /// Nobody: a term passed.
    Vanzelf(&'a Spoor<Vanzelf>),
}

impl<'a> Pen<'a> {
    /// A pen that writes what `spoor` tells of.
    pub(super) const fn new(tx: &'a mut Tx, tools: Tools<'a>, spoor: Wie<'a>) -> Self {
        Self { tx, tools, spoor }
    }

    /// When it is written.
    pub(in crate::store) const fn op(&self) -> Moment {
        match self.spoor {
            Wie::Iemand(spoor) => spoor.door.op,
            Wie::Vanzelf(spoor) => spoor.door.op,
        }
    }

    /// Whether the case is held for this decision already.
    pub(in crate::store) fn houdt(&self, casus: CasusId) -> bool {
        let van = match self.spoor {
            Wie::Iemand(spoor) => spoor.casus,
            Wie::Vanzelf(spoor) => spoor.casus,
        };
        van == Some(casus)
    }

    /// By whom, when somebody decided it.
    pub(in crate::store) const fn wie(&self) -> Option<GebruikerId> {
        match self.spoor {
            Wie::Iemand(spoor) => Some(spoor.door.gebruiker),
            Wie::Vanzelf(_) => None,
        }
    }

    /// By whom; what happens by itself never gets where somebody has to be named.
    pub(in crate::store) fn door(&self) -> Result<GebruikerId, Error> {
        self.wie().ok_or(Error::Paniek)
    }

    /// The key of the person it is about.
    pub(in crate::store) fn sleutel(&self) -> Result<&'a Sleutel, Error> {
        self.tools.bij.sleutel.ok_or(Error::Kluis)
    }

    /// The text that came with the decision, sealed for `plek`.
    pub(in crate::store) fn tekst(&self, plek: Plek) -> Result<Option<Vec<u8>>, Error> {
        self.verzegel(plek, self.tools.bij.tekst)
    }

    /// The text that has to come with the decision, sealed for `plek`.
    pub(in crate::store) fn verplichte_tekst(&self, plek: Plek) -> Result<Vec<u8>, Error> {
        self.tekst(plek)?.ok_or(Error::Kluis)
    }

    /// The parents' own words, sealed for `plek`.
    pub(in crate::store) fn woorden(&self, plek: Plek) -> Result<Option<Vec<u8>>, Error> {
        self.verzegel(plek, self.tools.bij.woorden)
    }

    /// Why somebody did not follow a rule, sealed for `plek`.
    pub(in crate::store) fn uitleg(&self, plek: Plek) -> Result<Option<Vec<u8>>, Error> {
        self.verzegel(plek, self.tools.bij.uitleg)
    }

    fn verzegel(&self, plek: Plek, tekst: Option<&str>) -> Result<Option<Vec<u8>>, Error> {
        tekst.map(|tekst| self.sleutel()?.verzegel(plek, tekst.as_bytes())).transpose()
    }

    /// The results that came with the decision, sealed for `plek`.
    pub(in crate::store) fn resultaten(&self, plek: Plek) -> Result<Option<Vec<u8>>, Error> {
        self.tools.bij.resultaten.map(|bytes| self.sleutel()?.verzegel(plek, bytes)).transpose()
    }

    /// The hash of the code that came with the decision.
    pub(in crate::store) fn code(&self) -> Result<&'a [u8], Error> {
        self.tools.bij.code.ok_or(Error::Kluis)
    }

    /// The letter that came with the decision, if one did.
    pub(in crate::store) const fn brief(&self) -> Option<&'a Brief> {
        self.tools.bij.brief
    }

    /// The refusal of what was decided: somebody else came in between.
    pub(in crate::store) fn verouderd(&self) -> Error {
        self.weiger(Waarom::Verouderd)
    }

    /// The refusal of what was decided, because of a rule that only the rows can hold.
    pub(in crate::store) fn conflict(&self, code: &'static str, melding: &str) -> Error {
        self.weiger(Waarom::Conflict(Conflict::new(code, melding)))
    }

    /// The refusal of what was decided.
    fn weiger(&self, waarom: Waarom) -> Error {
        match self.spoor {
            Wie::Iemand(spoor) => Error::Weigering(Box::new(Weigering::new(waarom, spoor.clone()))),
            // Nobody is there to hear why: the next run looks again.
            Wie::Vanzelf(_) => Error::Paniek,
        }
    }
}

/// The rows of what can be decided.
pub trait Rijen {
    /// Whether it changes a case that is there already, so that the case is held first.
    const IN_CASUS: bool = true;

    /// Writes them: new ones, or those that stand as `van` and in the version that was seen; says how many it found or made.
    ///
    /// One is right. Anything else means that somebody else came in between.
    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error>;

    /// Counts that the row which stood was changed.
    fn verhoog(&mut self) {}

    /// What was decided, with all that must be known to say what follows from it.
    fn feit(&self, _: &mut Pen<'_>) -> Result<Feit<'_>, Error> {
        Ok(Feit::Los)
    }

    /// What is to be told beside its own line, such as in each case that it concerns.
    fn bijregels(&self, _: &Spoor) -> Vec<Spoor> {
        Vec::new()
    }

    /// Takes over what became of its case by what followed.
    fn volg(&mut self, _: Casus) {}
}
