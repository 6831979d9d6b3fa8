//! The verhuizing: a family that moves, with its thread.
//!
//! Within a subregion it is one act. To another one it is proposed to the coordinators of there: one of them takes the family over, or
//! says why not; until then whoever has it carries on. A family that leaves the region has its case closed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

pub use crate::domain::ids::VerhuizingId;
use crate::domain::{
    beleid::{VerhuizingBeantwoorden, VerhuizingIntrekken, VerhuizingMelden},
    casus::{Casus, Open},
    client::Persoonsgegevens,
    doorgeleiding::Verzending,
    gebied::Gemeente,
    ids::{CasusId, ClientId, GebruikerId, Id, OrganisatieId, PseudoniemId, ToestemmingId, kind},
    recht::{
        Besluit, Conflict, Ding, Door, Gebeurtenis, Hoofdzaak, In, Kop, Ligging, Permitted, Toestand, Vanzelf,
        Weigering,
    },
    reden::TerugleggingReden,
    tijd::Moment,
    toestemming::{Ontvanger, Reikwijdte, uitspraak::Uitspraak},
    werkdagen,
};

/// Within so many working days a family that goes to another subregion is taken over; after so many more whoever was asked is
/// reminded again.
pub const WERKDAGEN: u32 = 3;

/// The states of a verhuizing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[derive(Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
#[schema(as = VerhuizingStatus)]
pub enum Status {
    /// It waits for a coordinator of where the family goes.
    Voorgesteld,
    /// The family lies there from then on.
    Overgenomen,
    /// Nobody there takes it over, and it was said why.
    Teruggelegd,
    /// Whoever proposed it took it back.
    Ingetrokken,
    /// The case was closed while it waited.
    Vervallen,
}

/// From where somebody sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kant {
    /// She works on the case, wherever that lies by now.
    Casus,
    /// She coordinates where the family goes.
    Aankomst,
}

/// A family that moves.
#[derive(Clone, Debug)]
pub struct Verhuizing {
    /// Its identifier.
    pub id: VerhuizingId,
    /// The case.
    pub casus: CasusId,
    /// The person it is about, as the logboek names her.
    pub betrokkene: PseudoniemId,
    /// Where the family lived.
    pub van: Gemeente,
    /// Where it goes.
    pub naar: Gemeente,
    /// Its state.
    pub status: Status,
    /// Who noted it.
    pub voorgesteld_door: GebruikerId,
    /// For whom that was.
    pub organisatie: OrganisatieId,
    /// When it was noted.
    pub voorgesteld_op: Moment,
    /// The last day on which it is taken over in time.
    pub antwoord_voor: NaiveDate,
    /// The day on which whoever was asked is reminded; of one that lapsed with its case, on which the new address goes.
    pub stap_op: Option<NaiveDate>,
    /// When they were last reminded.
    pub herinnerd_op: Option<Moment>,
    /// Who took it over, said why not or took it back.
    pub beantwoord_door: Option<GebruikerId>,
    /// When.
    pub beantwoord_op: Option<Moment>,
    /// Why it was not taken over.
    pub reden: Option<TerugleggingReden>,
    /// The coordinator who has the case until it is taken over.
    pub coordinator: Option<GebruikerId>,
    /// Where the case lies now.
    pub ligt_in: Gemeente,
    /// The casusregisseur of the case.
    pub regisseur: Option<GebruikerId>,
    /// From where it is seen.
    pub kant: Kant,
    /// How often it was changed.
    pub versie: i32,
}

impl Verhuizing {
    /// Who has the family until it is taken over: its coordinator, and who noted that it moves.
    #[must_use]
    pub fn vertrek(&self) -> Vec<GebruikerId> {
        self.coordinator.into_iter().chain([self.voorgesteld_door]).collect()
    }

    /// Whether it should have been taken over before `vandaag`.
    #[must_use]
    pub fn te_laat(&self, vandaag: NaiveDate) -> bool {
        self.status == Status::Voorgesteld && self.antwoord_voor < vandaag
    }

    /// What follows when nobody answers by the day of `door`: whoever was asked is reminded, time and again. Of one that lapsed with
    /// its case the new address goes, once that case is not given back any more.
    #[must_use]
    pub fn verstrijk(self, door: Vanzelf) -> Option<Besluit<Self, Vanzelf>> {
        let vandaag = door.op.dag();
        if self.stap_op.is_none_or(|dag| dag > vandaag) {
            return None;
        }
        match self.status {
            Status::Voorgesteld => {}
            Status::Vervallen => {
                let zonder = Self { stap_op: None, ..self };
                let wat = Gebeurtenis::VerhuizingAdresGewist;
                return Some(Besluit::vanzelf(door, wat, Status::Vervallen, zonder));
            }
            _ => return None,
        }
        let stap_op = Some(werkdagen::na(vandaag, WERKDAGEN));
        let herinnerd = Self { herinnerd_op: Some(door.op), stap_op, ..self };
        Some(Besluit::vanzelf(door, Gebeurtenis::VerhuizingHerinnerd, Status::Voorgesteld, herinnerd))
    }

    /// Of this case, noted now.
    fn nieuw(casus: &Casus, naar: Gemeente, status: Status, door: &Door) -> Self {
        let antwoord_voor = werkdagen::na(door.op.dag(), WERKDAGEN);
        let overgenomen = status == Status::Overgenomen;
        Self {
            id: Id::new(door.op),
            casus: casus.id,
            betrokkene: casus.betrokkene,
            van: casus.gemeente,
            naar,
            status,
            voorgesteld_door: door.gebruiker,
            organisatie: door.organisatie,
            voorgesteld_op: door.op,
            antwoord_voor,
            stap_op: (!overgenomen).then(|| werkdagen::na(antwoord_voor, 1)),
            herinnerd_op: None,
            beantwoord_door: overgenomen.then_some(door.gebruiker),
            beantwoord_op: overgenomen.then_some(door.op),
            reden: None,
            coordinator: casus.coordinator,
            ligt_in: if overgenomen { naar } else { casus.gemeente },
            regisseur: casus.regisseur,
            kant: Kant::Casus,
            versie: 1,
        }
    }

    fn beantwoord(self, status: Status, door: &Door) -> Self {
        Self { status, stap_op: None, beantwoord_door: Some(door.gebruiker), beantwoord_op: Some(door.op), ..self }
    }
}

impl Ding for Verhuizing {
    type Kind = kind::Verhuizing;
    type Status = Status;

    fn kop(&self) -> Kop {
        let ligging = match self.kant {
            Kant::Casus => Ligging { gemeente: Some(self.ligt_in), regisseur: self.regisseur, ..Ligging::default() },
            Kant::Aankomst => Ligging { gemeente: Some(self.naar), ..Ligging::default() },
        };
        let betrokkenen = vec![self.betrokkene];
        Kop { id: self.id.uuid(), casus: Some(self.casus), betrokkenen, ligging, versie: self.versie }
    }
    fn status(&self) -> Status {
        self.status
    }
}

/// What is known of her with the new address in it, and what was known before.
#[derive(Clone, Debug)]
pub struct NieuwAdres {
    /// The client whose data they are.
    pub client: ClientId,
    /// What was known; it is kept.
    pub was: Persoonsgegevens,
    /// What is known from now on.
    pub wordt: Persoonsgegevens,
}

impl NieuwAdres {
    /// The address of this client from now on.
    #[must_use]
    pub fn new((client, was): (ClientId, Persoonsgegevens), adres: String) -> Self {
        let wordt = Persoonsgegevens { adres: Some(adres), ..was.clone() };
        Self { client, was, wordt }
    }
}

/// A family that moved, with its case as it is from now on.
#[derive(Clone, Debug)]
pub struct Verhuisd {
    /// The verhuizing.
    pub verhuizing: Verhuizing,
    /// The case.
    pub casus: Casus,
    /// The new address, when it is known.
    pub adres: Option<NieuwAdres>,
    /// How a request to the table comes to the table of there.
    pub tafel: Option<Verzending>,
}

impl Hoofdzaak for Verhuisd {
    type Ding = Casus;

    fn hoofdzaak(&self) -> &Casus {
        &self.casus
    }
}

/// A family that a coordinator of where it goes took over.
#[derive(Clone, Debug)]
pub struct Overname(pub Verhuisd);

impl Hoofdzaak for Overname {
    type Ding = Verhuizing;

    fn hoofdzaak(&self) -> &Verhuizing {
        &self.0.verhuizing
    }
}

/// Why a family does not move once more while it moves.
fn een_tegelijk(loopt: Option<VerhuizingId>) -> Result<(), Conflict> {
    let Some(id) = loopt else { return Ok(()) };
    let melding = format!(
        "Er wacht al een verhuizing van dit gezin op antwoord: /v1/verhuizingen/{id}. Trek die eerst in als zij niet klopt."
    );
    Err(Conflict::new("verhuizing-loopt", melding))
}

impl Permitted<VerhuizingMelden, In<Open, Casus>> {
    /// Notes that the family moved within its subregion: at once it lies there. `loopt` is a verhuizing that waits.
    ///
    /// Refused while one waits.
    pub fn verhuis(
        self,
        loopt: Option<VerhuizingId>,
        naar: Gemeente,
        adres: Option<NieuwAdres>,
        tafel: Option<Verzending>,
    ) -> Result<Besluit<Verhuisd>, Box<Weigering>> {
        Ok(self.mits(|_| een_tegelijk(loopt))?.besluit(Gebeurtenis::CasusVerhuisd, |casus, door| {
            let verhuizing = Verhuizing::nieuw(&casus, naar, Status::Overgenomen, door);
            Verhuisd { verhuizing, casus: Casus { gemeente: naar, ..casus }, adres, tafel }
        }))
    }

    /// Proposes to the coordinators of another subregion that they take the family over.
    ///
    /// Refused while one waits.
    pub fn stel_voor(self, loopt: Option<VerhuizingId>, naar: Gemeente) -> Result<Besluit<Verhuizing>, Box<Weigering>> {
        Ok(self.mits(|_| een_tegelijk(loopt))?.maak(Gebeurtenis::VerhuizingVoorgesteld, |casus, door| {
            Verhuizing::nieuw(&casus, naar, Status::Voorgesteld, door)
        }))
    }
}

/// A verhuizing that waits to be taken over.
#[derive(Debug)]
pub struct Voorgesteld;
impl Toestand<Verhuizing> for Voorgesteld {
    const STATUS: &'static [Status] = &[Status::Voorgesteld];
}

impl Permitted<VerhuizingBeantwoorden, In<Voorgesteld, Verhuizing>> {
    /// Takes the family over: `casus` is its case, held. What its coordinator carried as casusregisseur goes along; somebody else
    /// who carries it stays.
    #[must_use]
    pub fn neem_over(self, casus: &Casus, adres: Option<NieuwAdres>, tafel: Option<Verzending>) -> Besluit<Overname> {
        self.besluit(Gebeurtenis::VerhuizingOvergenomen, |was, door| {
            let zelf = Some(door.gebruiker);
            let mee = casus.regisseur.is_some() && casus.regisseur == casus.coordinator;
            let regisseur = if mee { zelf } else { casus.regisseur };
            let gemeente = was.naar;
            let casus = Casus { gemeente, coordinator: zelf, regisseur, verhuizing_wacht: None, ..casus.clone() };
            let verhuizing = Verhuizing { ligt_in: gemeente, ..was.beantwoord(Status::Overgenomen, door) };
            Overname(Verhuisd { verhuizing, casus, adres, tafel })
        })
    }

    /// Says why nobody takes it over; from now on nobody of there sees it.
    #[must_use]
    pub fn leg_terug(self, reden: TerugleggingReden) -> Besluit<Verhuizing> {
        self.besluit(Gebeurtenis::VerhuizingTeruggelegd, |was, door| Verhuizing {
            reden: Some(reden),
            ..was.beantwoord(Status::Teruggelegd, door)
        })
    }
}

impl Permitted<VerhuizingIntrekken, In<Voorgesteld, Verhuizing>> {
    /// Takes it back.
    #[must_use]
    pub fn trek_in(self) -> Besluit<Verhuizing> {
        self.besluit(Gebeurtenis::VerhuizingIngetrokken, |was, door| was.beantwoord(Status::Ingetrokken, door))
    }
}

/// The consents that named an organisation which does not work where the family lives by now, and that are to be asked anew.
///
/// They stay as she gave them, and nothing is widened by itself. `werkt_hier` says whether what she named works here. What she said
/// anew since, for the same purpose and receiver, is not asked once more; and who gave the signal is no matter of place.
#[must_use]
pub fn opnieuw_te_vragen(
    gezegd: &[(Uitspraak, bool)],
    sinds: Moment,
    werkt_hier: impl Fn(&Reikwijdte) -> bool,
) -> Vec<(ToestemmingId, Reikwijdte)> {
    let anew = |van: &Reikwijdte| {
        let zelfde = |u: &Uitspraak| (u.reikwijdte.doel, u.reikwijdte.ontvanger) == (van.doel, van.ontvanger);
        gezegd.iter().any(|(u, _)| u.op > sinds && zelfde(u))
    };
    let open = gezegd.iter().filter(|(u, geldt)| *geldt && u.ja && u.op <= sinds);
    let van_hier = open.filter(|(u, _)| u.reikwijdte.organisatie.is_some());
    let telt = van_hier.filter(|(u, _)| u.reikwijdte.ontvanger != Ontvanger::Signaleerder);
    telt.filter(|(u, _)| !werkt_hier(&u.reikwijdte) && !anew(&u.reikwijdte))
        .map(|(u, _)| (u.id, u.reikwijdte.clone()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::toestemming::{Doel, Onderdeel};

    fn op(uur: i64) -> Moment {
        Moment::new(chrono::DateTime::from_timestamp(1_800_000_000 + 3600 * uur, 0).unwrap())
    }

    fn zegt(ontvanger: Ontvanger, organisatie: Option<OrganisatieId>, uur: i64) -> Uitspraak {
        let doel = ontvanger.doel();
        Uitspraak {
            id: Id::new(op(uur)),
            reikwijdte: Reikwijdte { doel, ontvanger, organisatie, onderdelen: vec![Onderdeel::Themas] },
            signaal: None,
            ja: true,
            op: op(uur),
            sinds: op(uur),
            ingetrokken_op: None,
        }
    }

    #[test]
    fn alleen_wat_een_organisatie_noemde_die_hier_niet_werkt_wordt_opnieuw_gevraagd() {
        let (hier, daar) = (Id::new(op(0)), Id::new(op(0)));
        let gezegd = [
            (zegt(Ontvanger::Knooppunt, Some(daar), 1), true),
            (zegt(Ontvanger::Voorzorg, Some(hier), 1), true),
            (zegt(Ontvanger::SociaalDomein, None, 1), true),
            (zegt(Ontvanger::StevigOuderschap, Some(daar), 1), false),
            (zegt(Ontvanger::Signaleerder, Some(daar), 1), true),
        ];
        let werkt_hier = |r: &Reikwijdte| r.organisatie == Some(hier);
        let vraag = |gezegd: &[(Uitspraak, bool)]| {
            opnieuw_te_vragen(gezegd, op(2), werkt_hier).into_iter().map(|(id, _)| id).collect::<Vec<_>>()
        };
        assert_eq!(vraag(&gezegd), [gezegd[0].0.id]);
        assert_eq!(gezegd[0].0.reikwijdte.doel, Doel::Bespreking);
        let mut later = gezegd.to_vec();
        later.push((zegt(Ontvanger::Knooppunt, None, 3), true));
        assert_eq!(vraag(&later), [], "she said it anew");
    }
}
