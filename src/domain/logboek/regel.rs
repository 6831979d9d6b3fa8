//! A line as it was kept, and lines that are alike told as one.

use std::collections::HashMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::{
    ids::{
        CasusId, GebruikerId, Id, LogregelId, MachineclientId, OrganisatieId, PseudoniemId, SessieId, ToestemmingId,
        kind::Object,
    },
    recht::{Gebeurtenis, Grond, Rol, Soort, Waarom},
    tijd::Moment,
};

/// How what somebody wanted ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Uitkomst {
    /// It was done.
    Gelukt,
    /// A login or a proof that was not right.
    Geweigerd,
    /// Not there, or not hers to know.
    NietGevonden,
    /// Hers to know, not to do.
    NietToegestaan,
    /// Against a rule, or the state of the thing.
    Conflict,
    /// Changed since she saw it.
    Verouderd,
    /// Too often.
    TeVaak,
    /// Without a factor that was shown just now.
    FactorNodig,
}

impl From<&Waarom> for Uitkomst {
    fn from(waarom: &Waarom) -> Self {
        match waarom {
            Waarom::NietGevonden => Self::NietGevonden,
            Waarom::NietToegestaan => Self::NietToegestaan,
            Waarom::Conflict(_) => Self::Conflict,
            Waarom::Verouderd => Self::Verouderd,
            Waarom::TeVaak(_) => Self::TeVaak,
            Waarom::FactorNodig => Self::FactorNodig,
        }
    }
}

/// For which purpose it was done, as NEN 7513 wants it named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[derive(Serialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Verwerkingsdoel {
    /// About a case.
    Zorgcoordinatie,
    /// About access; the privacy officer's list of changes is told by it.
    Toegangsbeheer,
    /// The right of a person to know what is kept of her, and who looked.
    Inzagerecht,
    /// Looking after the logboek.
    Toezicht,
}

impl Verwerkingsdoel {
    /// The purpose of what is done with a `soort`.
    #[must_use]
    pub const fn van(soort: Soort) -> Self {
        match soort {
            Soort::Organisatie
            | Soort::Desk
            | Soort::Gebruiker
            | Soort::Toekenning
            | Soort::Overdracht
            | Soort::Factorherstel
            | Soort::Sessie => Self::Toegangsbeheer,
            Soort::Client => Self::Inzagerecht,
            Soort::Logregel | Soort::Reservekopie => Self::Toezicht,
            Soort::Signaal
            | Soort::Casus
            | Soort::Toestemming
            | Soort::Doorgeleiding
            | Soort::Traject
            | Soort::Contactmoment
            | Soort::Knooppunt
            | Soort::Bijeenkomst
            | Soort::Agendapunt
            | Soort::Afspraak
            | Soort::Evaluatie
            | Soort::Publicatie
            | Soort::Noodprocedure
            | Soort::Verhuizing
            | Soort::Voorstel
            | Soort::Bericht
            | Soort::Notitie
            | Soort::Beveiligingssleutel
            | Soort::Machineclient
            | Soort::Herhaling => Self::Zorgcoordinatie,
        }
    }
}

/// One line, as it was kept.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the migration and the view describe each field")]
pub struct Regel {
    pub id: LogregelId,
    pub op: Moment,
    pub gebeurtenis: Gebeurtenis,
    pub actie: String,
    pub uitkomst: Uitkomst,
    pub handeling: String,
    pub gebruiker: Option<GebruikerId>,
    pub rol: Option<Rol>,
    pub organisatie: Option<OrganisatieId>,
    pub sessie: Option<SessieId>,
    pub soort: Soort,
    pub object: Option<Id<Object>>,
    pub casus: Option<CasusId>,
    pub betrokkenen: Vec<PseudoniemId>,
    pub regel: Option<String>,
    pub toestemming: Option<ToestemmingId>,
    pub doel: Verwerkingsdoel,
    pub noodprocedure: bool,
    pub verzoek: Option<Id<Uuid>>,
    pub toegangspunt: String,
    pub machineclient: Option<MachineclientId>,
    pub namens: Option<GebruikerId>,
}

impl Regel {
    /// The ground that allowed it; absent on a refusal.
    #[must_use]
    pub fn grond(&self) -> Option<Grond> {
        let regel = self.regel.as_deref()?;
        let met_rol = self.rol.map(Grond::Rol);
        let gronden = met_rol.into_iter().chain([Grond::Regisseur, Grond::Zelf, Grond::Noodprocedure]);
        gronden.into_iter().find(|grond| grond.naam() == regel)
    }

    /// The day on which it was, in Amsterdam.
    #[must_use]
    pub fn dag(&self) -> NaiveDate {
        self.op.in_nederland().date()
    }

    /// The same line, without saying that the logboek was searched for what an employee did: whoever carries a case can ask for its
    /// lines, and may be the one who is looked into.
    #[must_use]
    pub fn zonder_onderzoek(mut self) -> Self {
        if matches!(
            self.gebeurtenis,
            Gebeurtenis::LogboekDoorzochtOpAccount
                | Gebeurtenis::LogboekDoorzochtOpAdres
                | Gebeurtenis::LogboekGezienNagegaan
        ) {
            self.gebeurtenis = Gebeurtenis::LogboekDoorzocht;
        }
        self
    }

    fn gelijkenis(&self) -> Gelijkenis {
        // Of what was done the event tells all; of what was refused only the act that was wanted does.
        let wilde = if self.uitkomst == Uitkomst::Gelukt { None } else { Some(self.handeling.clone()) };
        (
            (self.dag(), self.gebruiker, self.organisatie, self.rol, self.machineclient, self.namens),
            (self.soort, self.gebeurtenis, self.uitkomst, wilde),
            (self.regel.clone(), self.toestemming, self.noodprocedure),
        )
    }
}

type Gelijkenis = (
    (NaiveDate, Option<GebruikerId>, Option<OrganisatieId>, Option<Rol>, Option<MachineclientId>, Option<GebruikerId>),
    (Soort, Gebeurtenis, Uitkomst, Option<String>),
    (Option<String>, Option<ToestemmingId>, bool),
);

/// Lines of one day that are alike: by the same account in the same way, about the same kind of thing, with the same event, outcome and ground.
#[derive(Clone, Debug)]
pub struct Groep {
    /// The first of them.
    pub eerste: Regel,
    /// When the last of them was.
    pub laatste: Moment,
    /// How many there are.
    pub aantal: u32,
}

/// Lays lines that are alike together, in the order of the first of each; what was done for somebody else is not alike what was not.
#[must_use]
pub fn samengevoegd(mut regels: Vec<Regel>) -> Vec<Groep> {
    regels.sort_by_key(|regel| (regel.op, regel.id));
    let mut groepen: Vec<Groep> = Vec::new();
    let mut plaatsen: HashMap<Gelijkenis, usize> = HashMap::new();
    for regel in regels {
        let plaats = *plaatsen.entry(regel.gelijkenis()).or_insert(groepen.len());
        match groepen.get_mut(plaats) {
            Some(groep) => (groep.laatste, groep.aantal) = (regel.op, groep.aantal + 1),
            None => groepen.push(Groep { laatste: regel.op, aantal: 1, eerste: regel }),
        }
    }
    groepen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn regel(op: &str, gebeurtenis: Gebeurtenis, wie: u128) -> Regel {
        let op = Moment::new(op.parse().unwrap());
        Regel {
            id: Id::new(op),
            op,
            gebeurtenis,
            actie: "R".into(),
            uitkomst: Uitkomst::Gelukt,
            handeling: "casus-lezen".into(),
            gebruiker: Some(Id::from_uuid(Uuid::from_u128(wie))),
            rol: Some(Rol::JgzCoordinator),
            organisatie: None,
            sessie: None,
            soort: Soort::Casus,
            object: None,
            casus: None,
            betrokkenen: Vec::new(),
            regel: Some("rol".into()),
            toestemming: None,
            doel: Verwerkingsdoel::Zorgcoordinatie,
            noodprocedure: false,
            verzoek: None,
            toegangspunt: "::1".into(),
            machineclient: None,
            namens: None,
        }
    }

    #[test]
    fn wat_iemand_op_een_dag_vaker_deed_staat_er_een_keer() {
        use Gebeurtenis::{Gelezen, Gezocht};
        let collega = Some(Id::from_uuid(Uuid::from_u128(3)));
        let groepen = samengevoegd(vec![
            regel("2026-11-23T12:00:00Z", Gelezen, 1),
            Regel { namens: collega, ..regel("2026-11-23T12:30:00Z", Gelezen, 1) },
            regel("2026-11-23T09:00:00Z", Gelezen, 1),
            regel("2026-11-23T10:00:00Z", Gezocht, 1),
            regel("2026-11-23T11:00:00Z", Gelezen, 2),
            // Half past midnight of the next day, in Amsterdam.
            regel("2026-11-23T23:30:00Z", Gelezen, 1),
        ]);
        let kort: Vec<_> = groepen.iter().map(|g| (g.eerste.gebeurtenis, g.aantal, g.laatste.to_string())).collect();
        let op = |uur: &str| format!("2026-11-23T{uur}:00.000000Z");
        assert_eq!(
            kort,
            [
                (Gelezen, 2, op("12:00")),
                (Gezocht, 1, op("10:00")),
                (Gelezen, 1, op("11:00")),
                (Gelezen, 1, op("12:30")),
                (Gelezen, 1, op("23:30"))
            ]
        );
    }

    #[test]
    fn de_grond_van_een_regel_is_terug_te_lezen() {
        let mut regel = regel("2026-11-23T12:00:00Z", Gebeurtenis::Gelezen, 1);
        assert_eq!(regel.grond(), Some(Grond::Rol(Rol::JgzCoordinator)));
        for grond in [Grond::Regisseur, Grond::Zelf, Grond::Noodprocedure] {
            regel.regel = Some(grond.naam().into());
            assert_eq!(regel.grond(), Some(grond));
        }
        regel.regel = None;
        assert_eq!(regel.grond(), None);
    }
}
