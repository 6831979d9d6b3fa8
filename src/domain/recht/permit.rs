//! The proof that somebody may do something to one thing, and what follows from it.

use std::{marker::PhantomData, ops::Deref};

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    actor::{Actor, Door},
    besluit::{Besluit, Hoofdzaak, Van},
    ding::Ding,
    gebeurtenis::Gebeurtenis,
    handeling::{Grond, Handeling, Toegang},
    ligging::{Gebied, Ligging},
    soort::{Kind, Soort},
    spoor::Spoor,
    wacht::Wacht,
};
use crate::domain::{
    ids::{GebruikerId, Id, OrganisatieId},
    tijd::Moment,
};

/// The outcome of looking for one thing among those the actor may see.
#[derive(Debug)]
pub struct Gezocht<T> {
    /// What was looked for.
    pub id: Uuid,
    /// What was found, if anything.
    pub gevonden: Option<T>,
}

/// Why something was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Waarom {
    /// It is not there, or the actor may not know that it is.
    NietGevonden,
    /// The actor may see it, but not do this.
    NietToegestaan,
    /// The state, or another fact, does not allow it.
    Conflict(Conflict),
    /// It was changed since the actor saw it.
    Verouderd,
    /// It may be done, but not so often.
    TeVaak(Wacht),
    /// Her second factor was not shown just now.
    FactorNodig,
}

/// A rule that a request runs against, in Dutch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// The rule, as a closed word.
    pub code: &'static str,
    /// The rule, in words for the reader.
    pub melding: String,
    /// The field in which it is put right; empty when it is about the whole.
    pub veld: &'static str,
    /// What stands in the way, as far as the actor may see it.
    pub ids: Vec<Verwijzing>,
    /// The consent that is not there.
    pub toestemming: Option<Box<Ontbrekend>>,
    /// What else stands in the way at the same time.
    pub verder: Vec<Self>,
}

impl Conflict {
    /// A conflict with the rule `code`.
    pub fn new(code: &'static str, melding: impl Into<String>) -> Self {
        Self { code, melding: melding.into(), veld: "", ids: Vec::new(), toestemming: None, verder: Vec::new() }
    }

    /// The same, with the field in which it is put right.
    #[must_use]
    pub fn bij(self, veld: &'static str) -> Self {
        Self { veld, ..self }
    }

    /// The same, with what stands in the way: only what the actor may see.
    #[must_use]
    pub fn noemt(mut self, dingen: impl IntoIterator<Item: Into<Verwijzing>>) -> Self {
        self.ids.extend(dingen.into_iter().map(Into::into));
        self
    }

    /// The same, with the consent that is not there.
    #[must_use]
    pub fn zonder(self, toestemming: Ontbrekend) -> Self {
        Self { toestemming: Some(Box::new(toestemming)), ..self }
    }

    /// Carries on when nothing stands in the way.
    ///
    /// Otherwise all that does, as one conflict.
    pub fn samen(alle: impl IntoIterator<Item = Self>) -> Result<(), Self> {
        let mut alle = alle.into_iter();
        match alle.next() {
            None => Ok(()),
            Some(eerste) => Err(Self { verder: alle.collect(), ..eerste }),
        }
    }
}

/// Een ding dat in de weg staat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Verwijzing {
    /// Wat voor ding.
    pub soort: Soort,
    /// Welk.
    pub id: Uuid,
}

impl<K: Kind> From<Id<K>> for Verwijzing {
    fn from(id: Id<K>) -> Self {
        Self { soort: K::SOORT, id: id.uuid() }
    }
}

/// A consent that is not there: in the words of the story, which are not known here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ontbrekend {
    /// For which purpose.
    pub doel: &'static str,
    /// For which receiver.
    pub ontvanger: &'static str,
    /// The organisation that asks.
    pub organisatie: Option<OrganisatieId>,
}

/// A refusal: why, and everything its log line needs.
#[derive(Clone, Debug)]
pub struct Weigering {
    /// Why.
    pub waarom: Waarom,
    /// Who wanted what of which thing.
    pub spoor: Spoor,
    /// So many refusals of one account within a stretch of time are told one by one: as many as the region says, where it was asked.
    pub hoogstens: Option<u32>,
}

impl Weigering {
    /// A refusal of what `spoor` tells.
    #[must_use]
    pub const fn new(waarom: Waarom, spoor: Spoor) -> Self {
        Self { waarom, spoor, hoogstens: None }
    }
}

impl Weigering {
    /// Whether it is because of the rule `code`.
    #[must_use]
    pub fn is_om(&self, code: &str) -> bool {
        matches!(&self.waarom, Waarom::Conflict(conflict) if conflict.code == code)
    }

    /// The same, with what stands in the way: only what the actor may see.
    #[must_use]
    pub fn noemt(self: Box<Self>, dingen: impl IntoIterator<Item: Into<Verwijzing>>) -> Box<Self> {
        let Self { waarom, spoor, hoogstens } = *self;
        let waarom = match waarom {
            Waarom::Conflict(conflict) => Waarom::Conflict(conflict.noemt(dingen)),
            anders => anders,
        };
        Box::new(Self { waarom, spoor, hoogstens })
    }
}

/// A thing of type `T` on which `H` is allowed.
///
/// [`permit`] and its two siblings are the only makers, so holding one is the proof.
#[derive(Debug)]
pub struct Permitted<H, T> {
    ding: T,
    spoor: Spoor,
    handeling: PhantomData<H>,
}

/// Allows `H` on what was looked for, or refuses.
pub fn permit<H: Handeling, T: Ding<Kind = H::Ding>>(
    actor: &Actor,
    _: H,
    gezocht: Gezocht<T>,
) -> Result<Permitted<H, T>, Box<Weigering>> {
    let mut spoor = Spoor::new(Door::new(actor), H::REGEL.naam, T::SOORT);
    spoor.object = Some(gezocht.id);
    let Some(ding) = gezocht.gevonden else {
        return Err(Box::new(Weigering::new(Waarom::NietGevonden, spoor)));
    };
    spoor.over(&ding);
    match grond::<H>(actor, &ding.ligging()) {
        Some(toegang) => {
            spoor.toegestaan(toegang);
            Ok(Permitted { ding, spoor, handeling: PhantomData })
        }
        None => Err(Box::new(Weigering::new(Waarom::NietToegestaan, spoor))),
    }
}

/// Allows `H` within an area where the thing does not exist yet, or refuses.
pub fn permit_in_gebied<H: Handeling>(
    actor: &Actor,
    _: H,
    ligging: &Ligging,
) -> Result<Permitted<H, ()>, Box<Weigering>> {
    let mut spoor = Spoor::new(Door::new(actor), H::REGEL.naam, <H::Ding as Kind>::SOORT);
    match grond::<H>(actor, ligging) {
        Some(toegang) => {
            spoor.toegestaan(toegang);
            Ok(Permitted { ding: (), spoor, handeling: PhantomData })
        }
        None => Err(Box::new(Weigering::new(Waarom::NietToegestaan, spoor))),
    }
}

/// Allows `H` on a list, which shows no more than what the actor may see one by one.
pub fn permit_lijst<H: Handeling>(actor: &Actor, _: H) -> Result<Permitted<H, ()>, Box<Weigering>> {
    let mut spoor = Spoor::new(Door::new(actor), H::REGEL.naam, <H::Ding as Kind>::SOORT);
    let overal = |rol| actor.namens(rol, |_| true);
    let toegang = gronden::<H>(actor).find_map(|grond| match grond {
        Grond::Rol(rol) => actor.heeft(rol).then(|| (grond, Some(rol), overal(rol))),
        Grond::Regisseur => actor.als_regisseur().and(actor.casusrol()).map(|rol| (grond, Some(rol), None)),
        Grond::Zelf => Some((grond, actor.eerste_rol(), None)),
        // It opens one case, and no list.
        Grond::Noodprocedure => None,
    });
    match toegang {
        Some(toegang) => {
            spoor.toegestaan(toegang);
            Ok(Permitted { ding: (), spoor, handeling: PhantomData })
        }
        None => Err(Box::new(Weigering::new(Waarom::NietToegestaan, spoor))),
    }
}

/// What may allow `H` to this actor: nothing at all when it takes her in person and a system asks for her.
fn gronden<H: Handeling>(actor: &Actor) -> impl Iterator<Item = Grond> {
    let open = !H::REGEL.in_persoon || actor.in_persoon().is_some();
    H::REGEL.gronden.iter().copied().filter(move |_| open)
}

pub(super) fn grond<H: Handeling>(actor: &Actor, ligging: &Ligging) -> Option<Toegang> {
    let zij = |wie: Option<GebruikerId>| wie.is_some() && wie == actor.als_regisseur();
    // What she carries or opened herself is hers, for whomever she works on other cases.
    let haar_werk = |grond| (grond, actor.casusrol(), None);
    gronden::<H>(actor).find_map(|grond| match grond {
        Grond::Rol(rol) => {
            let daar = |gebied: Gebied| gebied.omvat(ligging);
            actor.gebieden(rol).any(daar).then(|| (grond, Some(rol), actor.namens(rol, daar)))
        }
        Grond::Regisseur => zij(ligging.regisseur).then(|| haar_werk(grond)),
        Grond::Zelf => (ligging.van == Some(actor.gebruiker())).then(|| (grond, actor.eerste_rol(), None)),
        Grond::Noodprocedure => zij(ligging.noodprocedure).then(|| haar_werk(grond)),
    })
}

/// Whether `H` would be allowed at `ligging`, to show the way there. It proves nothing: who goes there is judged again.
#[must_use]
pub fn mag<H: Handeling>(actor: &Actor, _: H, ligging: &Ligging) -> bool {
    grond::<H>(actor, ligging).is_some()
}

/// The versions of a thing that somebody says they saw: usually one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gezien(Vec<i32>);

impl From<i32> for Gezien {
    fn from(versie: i32) -> Self {
        Self(vec![versie])
    }
}

impl FromIterator<i32> for Gezien {
    fn from_iter<I: IntoIterator<Item = i32>>(versies: I) -> Self {
        Self(versies.into_iter().collect())
    }
}

/// A state of a `T`, as a type: a transition names the state it starts from.
pub trait Toestand<T: Ding> {
    /// The states it stands for.
    const STATUS: &'static [T::Status];
}

/// A `T` that is known to be in state `S`: only [`Permitted::narrow`] makes one.
#[derive(Debug)]
pub struct In<S, T>(T, PhantomData<S>);

impl<S, T> In<S, T> {
    /// The thing itself, for which the state is not proven any more.
    #[must_use]
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<S, T> Deref for In<S, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<H, T> Permitted<H, T> {
    /// When the request was made.
    #[must_use]
    pub const fn nu(&self) -> Moment {
        self.spoor.door.op
    }

    /// By whom.
    #[must_use]
    pub const fn door(&self) -> &Door {
        &self.spoor.door
    }

    /// A look at the thing, for checks; it leaves only with its log line.
    #[must_use]
    pub const fn ding(&self) -> &T {
        &self.ding
    }

    /// Its half of the log line, to be looked at.
    #[must_use]
    pub const fn spoor(&self) -> &Spoor {
        &self.spoor
    }

    /// The thing and its half of the log line.
    #[must_use]
    pub fn into_parts(self) -> (Spoor, T) {
        (self.spoor, self.ding)
    }

    /// Refuses because of a rule.
    pub fn conflict<U>(self, conflict: Conflict) -> Result<U, Box<Weigering>> {
        self.weiger(Waarom::Conflict(conflict))
    }

    /// Refuses.
    pub fn weiger<U>(self, waarom: Waarom) -> Result<U, Box<Weigering>> {
        Err(Box::new(Weigering::new(waarom, self.spoor)))
    }

    /// Goes on with something else that must be there; its line tells of that thing.
    ///
    /// Refused when it is not there.
    pub fn met<U: Ding>(self, gezocht: Gezocht<U>) -> Result<Permitted<H, U>, Box<Weigering>> {
        let mut spoor = self.spoor;
        spoor.object = Some(gezocht.id);
        let Some(ding) = gezocht.gevonden else {
            return Err(Box::new(Weigering::new(Waarom::NietGevonden, spoor)));
        };
        spoor.over(&ding);
        Ok(Permitted { ding, spoor, handeling: PhantomData })
    }

    /// Marks its line as one that was made under a noodprocedure, when it was.
    #[must_use]
    pub fn onder_noodprocedure(mut self, ja: bool) -> Self {
        self.spoor.noodprocedure |= ja;
        self
    }

    /// Names what was asked for in its line, found or not, before it is looked at.
    #[must_use]
    pub fn gevraagd<U: Ding>(mut self, gezocht: &Gezocht<U>) -> Self {
        self.spoor.object = Some(gezocht.id);
        self.spoor.casus = gezocht.gevonden.as_ref().and_then(|ding| ding.kop().casus);
        self
    }

    /// Refuses because it is done too often.
    pub fn te_vaak<U>(self, wacht: Wacht) -> Result<U, Box<Weigering>> {
        Err(Box::new(Weigering::new(Waarom::TeVaak(wacht), self.spoor)))
    }

    /// Goes on only when a rule holds.
    ///
    /// Refused when `regel` gives a conflict.
    pub fn mits(self, regel: impl FnOnce(&T) -> Result<(), Conflict>) -> Result<Self, Box<Weigering>> {
        match regel(&self.ding) {
            Ok(()) => Ok(self),
            Err(conflict) => self.conflict(conflict),
        }
    }

    /// Decides that something new comes into being, and which event tells of it.
    pub fn maak<U: Hoofdzaak>(self, gebeurtenis: Gebeurtenis, maak: impl FnOnce(T, &Door) -> U) -> Besluit<U> {
        self.tel(gebeurtenis, maak).over_hoofdzaak()
    }

    /// Decides something of which no thing remains that a line could name.
    pub fn tel<U>(self, gebeurtenis: Gebeurtenis, maak: impl FnOnce(T, &Door) -> U) -> Besluit<U> {
        let mut spoor = self.spoor;
        spoor.gebeurtenis = gebeurtenis;
        let ding = maak(self.ding, &spoor.door);
        Besluit::new(spoor, ding, Van::Nieuw)
    }
}

impl<H, S: Toestand<T>, T: Ding> Permitted<H, In<S, T>> {
    /// Decides what becomes of the thing, and which event tells of it; it is stored only while it is in state `S`.
    pub fn besluit<U: Hoofdzaak<Ding = T>>(
        self,
        gebeurtenis: Gebeurtenis,
        maak: impl FnOnce(T, &Door) -> U,
    ) -> Besluit<U> {
        let van = S::STATUS.iter().map(|&status| status.into()).collect();
        self.maak(gebeurtenis, |In(ding, _), door| maak(ding, door)).zolang(van)
    }
}

impl<H, T: Ding> Permitted<H, T> {
    /// Decides what becomes of the thing, whatever state it is in; it is stored only while it is in that state.
    pub fn wijzig(self, gebeurtenis: Gebeurtenis, maak: impl FnOnce(T, &Door) -> T) -> Besluit<T> {
        let van = vec![self.ding.status().into()];
        self.maak(gebeurtenis, maak).zolang(van)
    }

    /// Goes on only when the actor has seen the present version.
    ///
    /// Refused when it was changed since.
    pub fn versie(self, gezien: impl Into<Gezien>) -> Result<Self, Box<Weigering>> {
        if gezien.into().0.contains(&self.ding.versie()) {
            Ok(self)
        } else {
            Err(Box::new(Weigering::new(Waarom::Verouderd, self.spoor)))
        }
    }

    /// Goes on only when the thing is in state `S`.
    ///
    /// Refused: an illegal move.
    pub fn narrow<S: Toestand<T>>(self) -> Result<Permitted<H, In<S, T>>, Box<Weigering>> {
        let status = self.ding.status();
        if S::STATUS.contains(&status) {
            let Self { ding, spoor, handeling } = self;
            return Ok(Permitted { ding: In(ding, PhantomData), spoor, handeling });
        }
        let (nu, vereist): (&str, Vec<&str>) = (status.into(), S::STATUS.iter().map(|&s| s.into()).collect());
        let melding = format!("Dit kan niet: de status is '{nu}'. Het kan alleen bij '{}'.", vereist.join("' of '"));
        self.conflict(Conflict::new("overgang-niet-toegestaan", melding))
    }
}
