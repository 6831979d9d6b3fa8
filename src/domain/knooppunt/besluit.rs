//! What a chair may decide, and what follows from it.

use chrono::NaiveDate;

use super::{
    Aanleiding, Afspraak, AfspraakId, AfspraakStatus, Agendapunt, Bijeenkomst, Deelnemer, Deelnemersoort, Gehouden,
    Gepland, NietVastgesteld, Oordeel, Open, Status, Tafelverzoek, Verzoek,
    verslag::{Verslag, controleer},
};
use crate::domain::{
    beleid::{AfspraakBijhouden, AfspraakNakomen, AgendapuntLeiden, BijeenkomstLeiden},
    casus::Casus,
    gebied::Gemeente,
    ids::{DeelnemerId, GebruikerId, Id},
    recht::{Besluit, Conflict, Gebeurtenis, Hoofdzaak, In, Permitted, Weigering},
    reden::{AfwezigReden, VervalReden},
    thema::{Dimensie, Thema},
    tijd::Moment,
    toestemming::uitspraak::Lezer,
};

impl Permitted<BijeenkomstLeiden, ()> {
    /// Plans a meeting of the table of `gemeente`, where the families with a missed evaluation come by themselves.
    #[must_use]
    pub fn plan(
        self,
        gemeente: Gemeente,
        gepland_op: Moment,
        plaats: Option<String>,
        te_bespreken: &[Casus],
    ) -> Besluit<Planning> {
        self.maak(Gebeurtenis::BijeenkomstGepland, |(), door| {
            let bijeenkomst = Bijeenkomst {
                id: Id::new(door.op),
                gemeente,
                gepland_op,
                plaats,
                status: Status::Gepland,
                voorzitter: door.gebruiker,
                gehouden_op: None,
                vastgesteld_op: None,
                betrokkenen: te_bespreken.iter().map(|casus| casus.betrokkene).collect(),
                versie: 1,
            };
            let punt = |casus: &Casus| bijeenkomst.agendapunt(casus, Aanleiding::Evaluatie, door.op);
            let agenda = te_bespreken.iter().map(punt).collect();
            Planning { bijeenkomst, agenda }
        })
    }
}

/// A meeting that was planned, with the families that come onto its agenda by themselves.
#[derive(Clone, Debug)]
pub struct Planning {
    /// The meeting.
    pub bijeenkomst: Bijeenkomst,
    /// Its agenda.
    pub agenda: Vec<Agendapunt>,
}

impl Hoofdzaak for Planning {
    type Ding = Bijeenkomst;

    fn hoofdzaak(&self) -> &Bijeenkomst {
        &self.bijeenkomst
    }
}

/// A family that came onto an agenda, with its request to the table.
#[derive(Clone, Debug)]
pub struct Geagendeerd {
    /// The item.
    pub punt: Agendapunt,
    /// The request, when one is under way.
    pub verzoek: Option<Tafelverzoek>,
}

impl Hoofdzaak for Geagendeerd {
    type Ding = Agendapunt;

    fn hoofdzaak(&self) -> &Agendapunt {
        &self.punt
    }
}

impl Permitted<BijeenkomstLeiden, In<NietVastgesteld, Bijeenkomst>> {
    /// Puts a family on the agenda.
    ///
    /// Refused when it belongs to another table, when its case or request does not allow it, or without her consent.
    pub fn agendeer(
        self,
        casus: &Casus,
        verzoek: Option<Tafelverzoek>,
        toestemming: bool,
        gevraagd: Option<Aanleiding>,
    ) -> Result<Besluit<Geagendeerd>, Box<Weigering>> {
        let stand = Verzoek { casus: casus.status, doorgeleiding: verzoek.map(|verzoek| verzoek.status) };
        let aanleiding = match stand.aanleiding(gevraagd) {
            Ok(aanleiding) => aanleiding,
            Err(conflict) => return self.conflict(conflict),
        };
        let hier = self.mits(|bijeenkomst| {
            if !toestemming {
                return Err(Lezer::tafel(None).ontbreekt("het knooppunt van haar gemeente"));
            }
            if bijeenkomst.gemeente == casus.gemeente {
                return Ok(());
            }
            let melding = "Een gezin wordt besproken aan het knooppunt van de gemeente waar het woont.";
            Err(Conflict::new("andere-gemeente", melding))
        })?;
        let besluit = hier.maak(Gebeurtenis::AgendapuntToegevoegd, |bijeenkomst, door| Geagendeerd {
            punt: bijeenkomst.agendapunt(casus, aanleiding, door.op),
            verzoek,
        });
        Ok(match verzoek {
            Some(verzoek) => besluit.rust_op(verzoek.toestemming.uuid()),
            None => besluit,
        })
    }
}

impl Permitted<BijeenkomstLeiden, In<Gepland, Bijeenkomst>> {
    /// Records that the meeting was held.
    ///
    /// Refused before the moment for which it was planned.
    pub fn houd(self) -> Result<Besluit<Bijeenkomst>, Box<Weigering>> {
        let nu = self.nu();
        let begonnen = self.mits(|bijeenkomst| {
            if bijeenkomst.gepland_op > nu {
                let melding = "Deze bijeenkomst is nog niet geweest: zij staat later gepland.";
                return Err(Conflict::new("nog-niet-geweest", melding));
            }
            Ok(())
        })?;
        Ok(begonnen.besluit(Gebeurtenis::BijeenkomstGehouden, |bijeenkomst, door| Bijeenkomst {
            status: Status::Gehouden,
            gehouden_op: Some(door.op),
            ..bijeenkomst
        }))
    }
}

impl Permitted<BijeenkomstLeiden, In<Gehouden, Bijeenkomst>> {
    /// Establishes the record: from now on nothing in it changes.
    ///
    /// Refused while the record of a family is not complete.
    pub fn stel_vast(self, verslagen: Vec<Verslag>) -> Result<Besluit<Vaststelling>, Box<Weigering>> {
        let volledig = self.mits(|_| controleer(&verslagen))?;
        Ok(volledig.besluit(Gebeurtenis::BijeenkomstVastgesteld, |bijeenkomst, door| Vaststelling {
            bijeenkomst: Bijeenkomst { status: Status::Vastgesteld, vastgesteld_op: Some(door.op), ..bijeenkomst },
            verslagen,
        }))
    }
}

/// A meeting whose record was established, with what was decided about each family.
#[derive(Clone, Debug)]
pub struct Vaststelling {
    /// The meeting as it is from now on.
    pub bijeenkomst: Bijeenkomst,
    /// What was decided.
    pub verslagen: Vec<Verslag>,
}

impl Hoofdzaak for Vaststelling {
    type Ding = Bijeenkomst;

    fn hoofdzaak(&self) -> &Bijeenkomst {
        &self.bijeenkomst
    }
}

/// Somebody who was seated, with the agenda item at which.
#[derive(Clone, Debug)]
pub struct Aanwezig {
    /// The item.
    pub punt: Agendapunt,
    /// Who was seated.
    pub deelnemer: Deelnemer,
}

impl Hoofdzaak for Aanwezig {
    type Ding = Agendapunt;

    fn hoofdzaak(&self) -> &Agendapunt {
        &self.punt
    }
}

/// Somebody who was taken from the table, with the agenda item at which they sat.
#[derive(Clone, Debug)]
pub struct Opgestaan {
    /// The item.
    pub punt: Agendapunt,
    /// Who sat there.
    pub deelnemer: Deelnemer,
}

impl Hoofdzaak for Opgestaan {
    type Ding = Agendapunt;

    fn hoofdzaak(&self) -> &Agendapunt {
        &self.punt
    }
}

impl Permitted<AgendapuntLeiden, In<NietVastgesteld, Agendapunt>> {
    /// Takes somebody from the table who was seated by mistake, or who does not come after all.
    ///
    /// Refused as long as something that they promised there, as `beloofd` says, stands in the record.
    pub fn haal_van_tafel(
        self,
        deelnemer: Deelnemer,
        beloofd: Vec<AfspraakId>,
    ) -> Result<Besluit<Opgestaan>, Box<Weigering>> {
        let niets_beloofd = self.mits(|_| {
            if beloofd.is_empty() {
                return Ok(());
            }
            let melding = "Wie van tafel gaat nam een afspraak op zich. Haal eerst die afspraak weg.";
            Err(Conflict::new("heeft-afspraak", melding).noemt(beloofd))
        })?;
        Ok(niets_beloofd
            .maak(Gebeurtenis::DeelnemerVanTafel, |punt, _| Opgestaan { punt: punt.into_inner(), deelnemer }))
    }

    /// Seats somebody at the table.
    #[must_use]
    pub fn zet_aan_tafel(
        self,
        soort: Deelnemersoort,
        gebruiker: Option<GebruikerId>,
        hoedanigheid: String,
    ) -> Besluit<Aanwezig> {
        self.maak(Gebeurtenis::DeelnemerToegevoegd, |punt, door| {
            let deelnemer = Deelnemer { id: Id::new(door.op), soort, gebruiker, hoedanigheid };
            Aanwezig { punt: punt.into_inner(), deelnemer }
        })
    }

    /// Names who carries the case and when it is evaluated, or why the parents were not there; or that no reason for that holds.
    #[must_use]
    pub fn besluit_over(
        self,
        regisseur: Option<GebruikerId>,
        evaluatie_op: Option<NaiveDate>,
        afwezig: Afwezig,
    ) -> Besluit<Agendapunt> {
        self.besluit(Gebeurtenis::AgendapuntBesloten, |punt, _| Agendapunt {
            regisseur: regisseur.or(punt.regisseur),
            evaluatie_op: evaluatie_op.or(punt.evaluatie_op),
            afwezig_reden: match afwezig {
                Afwezig::Blijft => punt.afwezig_reden,
                Afwezig::Om(reden) => Some(reden),
                Afwezig::Niet => None,
            },
            ..punt
        })
    }

    /// Takes the family from the agenda again; what was noted for it at this table lapses.
    #[must_use]
    pub fn haal_van_agenda(self) -> Besluit<Agendapunt> {
        self.besluit(Gebeurtenis::AgendapuntIngetrokken, |punt, door| Agendapunt {
            vervallen_op: Some(door.op),
            ..punt
        })
    }

    /// Records an agreement.
    #[must_use]
    pub fn spreek_af(
        self,
        wie: DeelnemerId,
        uiterlijk: NaiveDate,
        thema: Option<Thema>,
        dimensie: Option<Dimensie>,
        positie: Option<Oordeel>,
    ) -> Besluit<Afspraak> {
        self.maak(Gebeurtenis::AfspraakGemaakt, |punt, door| Afspraak {
            id: Id::new(door.op),
            agendapunt: punt.id,
            casus: punt.casus,
            betrokkene: punt.betrokkene,
            wie,
            overgenomen_door: None,
            uiterlijk,
            thema,
            dimensie,
            positie,
            status: AfspraakStatus::Open,
            reden: None,
            afgehandeld_op: None,
            vastgesteld: false,
            ligging: punt.ligging,
            versie: 1,
        })
    }
}

/// What is said of why the parents are not at the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Afwezig {
    /// Nothing: what stands there stays.
    Blijft,
    /// This is why.
    Om(AfwezigReden),
    /// They are there, or nobody knows why not: what stood there goes.
    Niet,
}

impl Permitted<AfspraakNakomen, In<Open, Afspraak>> {
    /// Ticks it off.
    ///
    /// Refused as long as the record that it stands in is not established.
    pub fn kom_na(self) -> Result<Besluit<Afspraak>, Box<Weigering>> {
        Ok(self.mits(|afspraak| telt(afspraak))?.besluit(Gebeurtenis::AfspraakNagekomen, |afspraak, door| Afspraak {
            status: AfspraakStatus::Nagekomen,
            afgehandeld_op: Some(door.op),
            ..afspraak
        }))
    }
}

impl Permitted<AfspraakBijhouden, In<Open, Afspraak>> {
    /// Records the parents' position, as long as the record is not established.
    ///
    /// Refused once it is.
    pub fn leg_positie_vast(self, positie: Oordeel) -> Result<Besluit<Afspraak>, Box<Weigering>> {
        let open = self.mits(|afspraak| in_verslag(afspraak))?;
        Ok(open.besluit(Gebeurtenis::PositieVastgelegd, |afspraak, _| Afspraak { positie: Some(positie), ..afspraak }))
    }

    /// Lets it lapse.
    ///
    /// Refused as long as the record that it stands in is not established: until then the table takes it out of that.
    pub fn laat_vervallen(self, reden: VervalReden) -> Result<Besluit<Afspraak>, Box<Weigering>> {
        Ok(self.mits(|afspraak| telt(afspraak))?.vervalt(reden))
    }

    /// Takes it out of the record that is being made, in which it does not belong.
    ///
    /// Refused once that is established.
    pub fn haal_weg(self) -> Result<Besluit<Afspraak>, Box<Weigering>> {
        Ok(self.mits(|afspraak| in_verslag(afspraak))?.vervalt(VervalReden::NietMeerNodig))
    }

    fn vervalt(self, reden: VervalReden) -> Besluit<Afspraak> {
        self.besluit(Gebeurtenis::AfspraakVervallen, |afspraak, door| Afspraak {
            status: AfspraakStatus::Vervallen,
            reden: Some(reden),
            afgehandeld_op: Some(door.op),
            ..afspraak
        })
    }
}

/// A promise counts once the record that it stands in is established. Who ticked it off before that would leave a record without the
/// parents' position, which nobody could note any more.
fn telt(afspraak: &Afspraak) -> Result<(), Conflict> {
    if afspraak.vastgesteld {
        return Ok(());
    }
    let melding = "Het verslag waar deze afspraak in staat is nog niet vastgesteld. Zij telt pas daarna.";
    Err(Conflict::new("nog-niet-vastgesteld", melding))
}

/// What stands in a record changes until that is established.
fn in_verslag(afspraak: &Afspraak) -> Result<(), Conflict> {
    if !afspraak.vastgesteld {
        return Ok(());
    }
    Err(Conflict::new("al-vastgesteld", "Het verslag is vastgesteld; daarna verandert er niets meer."))
}
