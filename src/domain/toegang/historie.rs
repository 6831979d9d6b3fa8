//! What somebody could see of a case at a moment that has passed, and on which ground: computed from what is kept.
//!
//! The rules are those of the predicates in the store and of the page of the policy, seen backwards. Grants, the carrying of a
//! case, requests, consents and noodprocedures each keep from when until when they held; nothing is ever asked of the
//! present state.

use serde::Serialize;
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{
    beleid::BELEID,
    gebied::Gemeente,
    ids::{DeskId, DoorgeleidingId, NoodprocedureId, OrganisatieId, SignaalId, VerhuizingId},
    inzicht::Inzicht,
    recht::{Gebied, Grond, Ligging, Rol, Soort, Toekenning},
    route::Route,
    tijd::Moment,
    toestemming::{
        Onderdeel,
        uitspraak::{Lezer, Uitspraak, geldend},
    },
};

/// From a moment, until another; or still.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tijdvak {
    /// The first moment of it.
    pub van: Moment,
    /// The first moment after it; absent while it lasts.
    pub tot: Option<Moment>,
}

impl Tijdvak {
    /// From `van`, until `tot` or still.
    #[must_use]
    pub const fn new(van: Moment, tot: Option<Moment>) -> Self {
        Self { van, tot }
    }

    /// Whether `op` lies in it.
    #[must_use]
    pub fn omvat(self, op: Moment) -> bool {
        self.van <= op && self.tot.is_none_or(|tot| op < tot)
    }

    /// What lies in both; it may be empty, and then holds no moment.
    #[must_use]
    pub fn en(self, ander: Self) -> Self {
        let tot = match (self.tot, ander.tot) {
            (Some(een), Some(twee)) => Some(een.min(twee)),
            (een, twee) => een.or(twee),
        };
        Self { van: self.van.max(ander.van), tot }
    }
}

/// A request as it lay at its desk.
#[derive(Clone, Copy, Debug)]
pub struct GelegenDoorgeleiding {
    /// Which.
    pub id: DoorgeleidingId,
    /// At which desk.
    pub desk: DeskId,
    /// Of which organisation.
    pub organisatie: OrganisatieId,
    /// Along which route.
    pub route: Route,
    /// When the desk took it on, if it did.
    pub aanvaard_op: Option<Moment>,
    /// When it came to its end: from then on the desk sees its own past of it, and no item any more.
    pub beeindigd_op: Option<Moment>,
    /// From when until when its state let the desk see it.
    pub tijd: Tijdvak,
}

/// Everything that decides what one account could see of one case, from the beginning.
#[derive(Clone, Debug)]
pub struct Verleden {
    /// Where the case lay, each gemeente with its time: the family may have moved.
    pub plaatsen: Vec<(Gemeente, Tijdvak)>,
    /// Where it was to go, as long as that waited to be taken over.
    pub voorgesteld: Vec<(VerhuizingId, Gemeente, Tijdvak)>,
    /// When it was opened.
    pub sinds: Moment,
    /// The organisation that the account works for.
    pub organisatie: OrganisatieId,
    /// The grants of the account.
    pub toekenningen: Vec<(Toekenning, Tijdvak)>,
    /// When the account was its casusregisseur.
    pub regisseur: Vec<Tijdvak>,
    /// The requests of the case.
    pub doorgeleidingen: Vec<GelegenDoorgeleiding>,
    /// What she said about sharing.
    pub uitspraken: Vec<Uitspraak>,
    /// The signalen of the case: which, whose, and since when they belong to it.
    pub signalen: Vec<(SignaalId, OrganisatieId, Moment)>,
    /// The noodprocedures of the account in the case.
    pub noodprocedures: Vec<(NoodprocedureId, Tijdvak)>,
}

/// Why somebody could see something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Toegangsgrond {
    /// She coordinated the area in which the family lives.
    Gebied,
    /// She carried the case.
    Casusregisseur,
    /// It was sent to the desk at which she worked, and the consent held.
    Desk,
    /// It was sent to the table that she chaired, and the consent held.
    Tafel,
    /// Her organisation gave the signaal.
    EigenSignaal,
    /// She had opened it in an emergency.
    Noodprocedure,
    /// She coordinated where the family was to go, and was asked to take it over.
    Verhuizing,
}

/// One ground that held at the moment that was asked about, with what it opened.
#[derive(Clone, Debug)]
pub struct Opening {
    /// Which ground.
    pub grond: Toegangsgrond,
    /// The role it came with.
    pub rol: Option<Rol>,
    /// The one doorgeleiding, signaal or noodprocedure it rests on; it opens no other of that kind.
    pub door: Option<Uuid>,
    /// The kinds of things it opened.
    pub soorten: Vec<Soort>,
    /// The items that she consented to share with this receiver, at that moment.
    pub onderdelen: Vec<Onderdeel>,
    /// From when until when the ground holds, as far as is known now.
    pub tijd: Tijdvak,
}

impl Opening {
    fn new(grond: Toegangsgrond, beleid: Grond, tijd: Tijdvak) -> Self {
        let rol = if let Grond::Rol(rol) = beleid { Some(rol) } else { None };
        Self { grond, rol, door: None, soorten: leest(beleid), onderdelen: Vec::new(), tijd }
    }
}

fn omvat(gebied: Gebied, waar: Gemeente) -> bool {
    gebied.omvat(&Ligging { gemeente: Some(waar), ..Ligging::default() })
}

/// The kinds of things in a case that a ground lets somebody read, by the page of the policy.
fn leest(grond: Grond) -> Vec<Soort> {
    let mut soorten: Vec<Soort> =
        BELEID.iter().filter(|regel| regel.gronden.contains(&grond)).filter_map(|regel| regel.toont).collect();
    soorten.dedup();
    soorten
}

impl Verleden {
    /// The grounds on which the account could see something of the case at `op`, with what each opened.
    #[must_use]
    pub fn op(&self, op: Moment) -> Vec<Opening> {
        // Who works on cases no more has lost what she carries and what she opened as well.
        let aan_casussen =
            |(wat, tijd): &&(Toekenning, Tijdvak)| Rol::AAN_CASUSSEN.contains(&wat.rol) && tijd.omvat(op);
        let werkt = self.toekenningen.iter().find(aan_casussen).map(|(_, tijd)| *tijd);
        let mut alle: Vec<Opening> =
            self.regisseur.iter().filter_map(|&tijd| Some(self.als_regisseur(tijd.en(werkt?)))).collect();
        for &(toekenning, tijd) in &self.toekenningen {
            self.door_toekenning(toekenning, tijd, op, &mut alle);
        }
        for (id, tijd) in self.noodprocedures.iter().filter_map(|&(id, tijd)| Some((id, tijd.en(werkt?)))) {
            let onderdelen = Inzicht::toen_in_nood(&self.uitspraken, self.organisatie, op).onderdelen();
            let opening = Opening::new(Toegangsgrond::Noodprocedure, Grond::Noodprocedure, tijd);
            alle.push(Opening { door: Some(id.uuid()), onderdelen, ..opening });
        }
        alle.retain(|opening| opening.tijd.omvat(op));
        alle
    }

    /// Carrying a case opens no item by itself: what she may know comes with her desk, her table or her area.
    fn als_regisseur(&self, tijd: Tijdvak) -> Opening {
        Opening::new(Toegangsgrond::Casusregisseur, Grond::Regisseur, tijd.en(Tijdvak::new(self.sinds, None)))
    }

    fn door_toekenning(
        &self,
        Toekenning { rol, gebied }: Toekenning,
        tijd: Tijdvak,
        op: Moment,
        alle: &mut Vec<Opening>,
    ) {
        let beleid = Grond::Rol(rol);
        match (rol, gebied) {
            (Rol::JgzCoordinator, gebied) => {
                let onderdelen = self.onderdelen(op, Lezer::coordinator(self.organisatie));
                for &(_, daar) in self.plaatsen.iter().filter(|(waar, _)| omvat(gebied, *waar)) {
                    let tijd = tijd.en(daar).en(Tijdvak::new(self.sinds, None));
                    let onderdelen = onderdelen.clone();
                    alle.push(Opening { onderdelen, ..Opening::new(Toegangsgrond::Gebied, beleid, tijd) });
                }
                for &(id, _, wacht) in self.voorgesteld.iter().filter(|(_, naar, _)| omvat(gebied, *naar)) {
                    let opening = Opening::new(Toegangsgrond::Verhuizing, beleid, tijd.en(wacht));
                    let (door, soorten) = (Some(id.uuid()), vec![Soort::Verhuizing]);
                    alle.push(Opening { door, soorten, onderdelen: onderdelen.clone(), ..opening });
                }
            }
            (Rol::Voorzitter, gebied) => {
                let plaatsen = || self.plaatsen.iter().filter(|(waar, _)| omvat(gebied, *waar));
                for d in self.doorgeleidingen.iter().filter(|d| d.route == Route::Knooppunt) {
                    for &(_, daar) in plaatsen() {
                        let onderdelen = self.onderdelen(op, Lezer::tafel(Some(self.organisatie)));
                        let tijd = tijd.en(daar).en(self.zichtbaar(d));
                        let opening = Opening::new(Toegangsgrond::Tafel, beleid, tijd);
                        alle.push(Opening { door: Some(d.id.uuid()), onderdelen, ..opening });
                    }
                }
            }
            (Rol::Uitvoerder, Gebied::Desk(desk)) => {
                for d in self.doorgeleidingen.iter().filter(|d| d.desk == desk) {
                    let liep = d.beeindigd_op.is_none_or(|einde| op < einde);
                    let onderdelen =
                        if liep { self.onderdelen(op, Lezer::desk(d.route, d.organisatie)) } else { Vec::new() };
                    let mut opening = Opening::new(Toegangsgrond::Desk, beleid, tijd.en(self.zichtbaar(d)));
                    if d.aanvaard_op.is_none_or(|aanvaard| op < aanvaard) {
                        // Only a desk that took the family on works on the case.
                        opening.soorten.retain(|soort| *soort != Soort::Notitie);
                    }
                    alle.push(Opening { door: Some(d.id.uuid()), onderdelen, ..opening });
                }
            }
            (Rol::Signaleerder, Gebied::Organisatie(van)) => {
                for &(id, _, sinds) in self.signalen.iter().filter(|(_, organisatie, _)| *organisatie == van) {
                    let tijd = tijd.en(Tijdvak::new(sinds, None));
                    let opening = Opening::new(Toegangsgrond::EigenSignaal, beleid, tijd);
                    alle.push(Opening { door: Some(id.uuid()), ..opening });
                }
            }
            _ => {}
        }
    }

    /// When the desk of a request could see it: its state allowed it, and there was a consent that held. What once lost its consent is
    /// closed for good.
    fn zichtbaar(&self, d: &GelegenDoorgeleiding) -> Tijdvak {
        let lezer = Lezer::desk(d.route, d.organisatie);
        let woorden = self.uitspraken.iter();
        let mut momenten: Vec<Moment> =
            woorden.flat_map(|u| [Some(u.op), Some(u.sinds), u.ingetrokken_op]).flatten().collect();
        momenten.sort_unstable();
        let later = momenten.into_iter().filter(|&op| op >= d.tijd.van);
        let einde = later.into_iter().find(|&op| geldend(&self.uitspraken, lezer, op).is_none());
        d.tijd.en(Tijdvak::new(d.tijd.van, einde))
    }

    fn onderdelen(&self, op: Moment, lezer: Lezer) -> Vec<Onderdeel> {
        Inzicht::toen(&self.uitspraken, vec![lezer], op).onderdelen()
    }
}

#[cfg(test)]
mod tests;
