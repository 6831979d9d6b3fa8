//! What a beheerder decides: each move gives the thing as it is from then on, with the event that tells of it.

use chrono::TimeDelta;

use super::{
    factor::HERSTEL_UREN,
    past::gaan_samen,
    toestand::{Actief, Deelnemend, InDienst, Open, Uitgenodigd, Wachtend},
    tweede::Tweede,
    werk::{Werkoverdracht, Werkstuk, past_alles},
    zaak::{
        Accountwijziging, Desk, DeskStatus, Deskgegevens, EerdereNaam, Factorherstel, FactorherstelReden,
        FactorherstelStatus, Gebruiker, GebruikerStatus, Organisatie, OrganisatieStatus, Organisatiegegevens,
        Overdracht, Periode, ToekenningStatus, Uitlogging, Verleend, Waarneming,
    },
};
use crate::domain::{
    beleid::{
        DeskBeheren, DeskRuimteBijhouden, FactorherstelBevestigen, GebruikerBeheren, OrganisatieBeheren,
        ToekenningBeheren, ToekenningBevestigen,
    },
    ids::{GebruikerId, Id, OrganisatieId, ToekenningId},
    recht::{Besluit, Conflict, Door, Gebeurtenis, In, Permitted, Rol, Soort, Toekenning, Toestand, Weigering},
    tijd::Moment,
    toegang::kanaal::Emailadres,
};

/// A grant to give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verlening {
    /// What, and where.
    pub wat: Toekenning,
    /// When it holds.
    pub periode: Periode,
}

impl Verlening {
    fn aan(self, gebruiker: GebruikerId, waarneming_voor: Option<GebruikerId>, door: &Door) -> Verleend {
        // What reaches beyond one organisation or desk takes two persons.
        let wacht_sinds = self.wat.rol.is_machtig().then_some(door.op);
        Verleend {
            id: Id::new(door.op),
            gebruiker,
            wat: self.wat,
            periode: self.periode,
            door: Some(door.gebruiker),
            waarneming_voor,
            wacht_sinds,
            bevestigd: None,
            status: if wacht_sinds.is_some() { ToekenningStatus::Wacht } else { ToekenningStatus::Loopt },
        }
    }
}

/// Somebody to invite.
#[derive(Clone, Debug)]
pub struct NieuweGebruiker {
    /// What she logs in with.
    pub gebruikersnaam: String,
    /// What she is called.
    pub naam: String,
    /// Where codes for the account go, when the server sends mail.
    pub email: Option<Emailadres>,
    /// Where colleagues reach them.
    pub werktelefoon: Option<String>,
    /// For whom she works.
    pub organisatie: OrganisatieId,
    /// What she may do.
    pub verleningen: Vec<Verlening>,
}

/// What somebody is called, and how they are reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bereikbaar {
    /// The name.
    pub naam: String,
    /// Where codes for the account go, when the server sends mail.
    pub email: Option<Emailadres>,
    /// Where colleagues reach them.
    pub werktelefoon: Option<String>,
}

impl Permitted<OrganisatieBeheren, ()> {
    /// Adds an organisation.
    #[must_use]
    pub fn voeg_toe(self, gegevens: Organisatiegegevens) -> Besluit<Organisatie> {
        self.maak(Gebeurtenis::OrganisatieToegevoegd, |(), door| Organisatie {
            id: Id::new(door.op),
            gegevens,
            status: OrganisatieStatus::Actief,
            versie: 1,
        })
    }
}

impl Permitted<OrganisatieBeheren, In<Deelnemend, Organisatie>> {
    /// Changes what an organisation is.
    #[must_use]
    pub fn wijzig(self, gegevens: Organisatiegegevens) -> Besluit<Organisatie> {
        self.besluit(Gebeurtenis::OrganisatieGewijzigd, |organisatie, _| Organisatie { gegevens, ..organisatie })
    }

    /// Ends an organisation, once its desks have no open requests.
    ///
    /// A refusal says how many cases or requests there are.
    pub fn beeindig(self, open: i64) -> Result<Besluit<Organisatie>, Box<Weigering>> {
        let leeg = self.mits(|_| niets_open(open))?;
        Ok(leeg.besluit(Gebeurtenis::OrganisatieBeeindigd, |organisatie, _| Organisatie {
            status: OrganisatieStatus::Beeindigd,
            ..organisatie
        }))
    }
}

fn niets_open(open: i64) -> Result<(), Conflict> {
    let melding = match open {
        0 => return Ok(()),
        1 => "Er is nog 1 open doorgeleiding. Laat die eerst afronden, omleiden of intrekken.".to_owned(),
        n => format!("Er zijn nog {n} open doorgeleidingen. Laat die eerst afronden, omleiden of intrekken."),
    };
    Err(Conflict::new("open-doorgeleidingen", melding))
}

impl<H> Permitted<H, Organisatie> {
    /// Goes on only when it is not the organisation she works for herself.
    ///
    /// Refused when it is: nobody would be left to undo it.
    pub fn niet_de_eigen(self, eigen: OrganisatieId) -> Result<Self, Box<Weigering>> {
        let melding = "U werkt zelf voor deze organisatie. Vraag het een beheerder van een andere.";
        let eigen = move |organisatie: &Organisatie| {
            if organisatie.id == eigen { Err(Conflict::new("eigen-organisatie", melding)) } else { Ok(()) }
        };
        self.mits(eigen)
    }
}

impl Permitted<OrganisatieBeheren, In<Deelnemend, Organisatie>> {
    /// Adds a desk.
    #[must_use]
    pub fn voeg_desk_toe(self, gegevens: Deskgegevens) -> Besluit<Desk> {
        self.maak(Gebeurtenis::DeskToegevoegd, |_, door| Desk {
            id: Id::new(door.op),
            gegevens,
            status: DeskStatus::Open,
            versie: 1,
        })
    }
}

impl Permitted<DeskBeheren, In<Open, Desk>> {
    /// Changes what a desk is; its route and area stay, for requests rest on them, and its room is for whoever works there to note.
    #[must_use]
    pub fn wijzig(self, gegevens: Deskgegevens) -> Besluit<Desk> {
        let was = &self.ding().gegevens;
        let termijn = was.responstermijn != gegevens.responstermijn;
        let wat = if termijn { Gebeurtenis::DeskTermijnGewijzigd } else { Gebeurtenis::DeskGewijzigd };
        self.besluit(wat, |desk, _| Desk { gegevens, ..desk })
    }

    /// Closes a desk, once it has no open requests.
    ///
    /// A refusal says how many cases or requests there are.
    pub fn sluit(self, open: i64) -> Result<Besluit<Desk>, Box<Weigering>> {
        let leeg = self.mits(|_| niets_open(open))?;
        Ok(leeg.besluit(Gebeurtenis::DeskGesloten, |desk, _| Desk { status: DeskStatus::Gesloten, ..desk }))
    }
}

impl Permitted<DeskRuimteBijhouden, In<Open, Desk>> {
    /// Says how much room there is now and how long a family waits: whoever works there knows best. Nothing changed is worth knowing too.
    #[must_use]
    pub fn noteer_ruimte(self, vrije_plekken: Option<i32>, wachttijd_dagen: Option<i32>) -> Besluit<Desk> {
        self.besluit(Gebeurtenis::DeskRuimteBijgewerkt, |desk, door| {
            let ruimte_op = Some(door.op);
            Desk { gegevens: Deskgegevens { vrije_plekken, wachttijd_dagen, ruimte_op, ..desk.gegevens }, ..desk }
        })
    }
}

impl Permitted<GebruikerBeheren, ()> {
    /// Invites somebody.
    ///
    /// Refused when her roles do not go together.
    pub fn nodig_uit(self, wie: NieuweGebruiker) -> Result<Besluit<Gebruiker>, Box<Weigering>> {
        let rollen: Vec<Rol> = wie.verleningen.iter().map(|verlening| verlening.wat.rol).collect();
        let samen = self.mits(|()| samen(&rollen))?;
        Ok(samen.maak(Gebeurtenis::GebruikerUitgenodigd, |(), door| {
            let id = Id::new(door.op);
            Gebruiker {
                id,
                gebruikersnaam: wie.gebruikersnaam,
                naam: wie.naam,
                eerdere_namen: Vec::new(),
                email: wie.email,
                werktelefoon: wie.werktelefoon,
                organisatie: wie.organisatie,
                status: GebruikerStatus::Uitgenodigd,
                aangemaakt_op: door.op,
                vertrokken_op: None,
                toekenningen: wie.verleningen.into_iter().map(|verlening| verlening.aan(id, None, door)).collect(),
                versie: 1,
            }
        }))
    }
}

/// Another function in place of one that somebody has.
#[derive(Clone, Copy, Debug)]
pub struct Functiewissel {
    /// The grant that ends.
    pub was: ToekenningId,
    /// What they get instead.
    pub wordt: Verlening,
}

impl Functiewissel {
    /// A conflict when `wie` does not have the one of their own, or when the other does not go with the rest.
    fn past(&self, wie: &Gebruiker) -> Result<(), Conflict> {
        let eigen = |verleend: &&Verleend| verleend.waarneming_voor.is_none() && verleend.is_niet_voorbij();
        if !wie.toekenningen.iter().filter(eigen).any(|verleend| verleend.id == self.was) {
            let melding = "Deze rol heeft zij niet, of niet meer, of zij neemt haar waar voor een ander.";
            return Err(Conflict::new("geen-eigen-rol", melding));
        }
        let rest = wie.toekenningen.iter().filter(|verleend| verleend.id != self.was).cloned().collect();
        nieuw(&Gebruiker { toekenningen: rest, ..wie.clone() }, self.wordt)
    }
}

/// A conflict when somebody has a role already, or when it does not go with their other roles.
fn nieuw(wie: &Gebruiker, verlening: Verlening) -> Result<(), Conflict> {
    let mut lopend = wie.toekenningen.iter().filter(|verleend| verleend.is_niet_voorbij());
    let dubbel =
        |verleend: &Verleend| verleend.wat == verlening.wat && verleend.periode.samen_met(verlening.periode).is_some();
    if lopend.any(dubbel) {
        return Err(Conflict::new("al-toegekend", "Deze rol heeft zij daar in die tijd al."));
    }
    samen(&rollen_met(wie, &[verlening]))
}

fn samen(rollen: &[Rol]) -> Result<(), Conflict> {
    gaan_samen(rollen).map_err(|(code, melding)| Conflict::new(code, melding))
}

/// The roles that an account has or will have, and those that come.
fn rollen_met(wie: &Gebruiker, erbij: &[Verlening]) -> Vec<Rol> {
    let lopend = wie.toekenningen.iter().filter(|verleend| verleend.is_niet_voorbij());
    lopend.map(|verleend| verleend.wat.rol).chain(erbij.iter().map(|verlening| verlening.wat.rol)).collect()
}

impl<H> Permitted<H, Gebruiker> {
    /// Goes on only when it is about another than herself.
    ///
    /// Refused when it is her own account.
    pub fn niet_zelf(self) -> Result<Self, Box<Weigering>> {
        let zelf = self.door().gebruiker;
        self.mits(|wie| niet(zelf, wie.id))
    }
}

fn niet(zelf: GebruikerId, wie: GebruikerId) -> Result<(), Conflict> {
    let melding = "Dit is uw eigen account. Vraag het een andere beheerder.";
    if zelf == wie { Err(Conflict::new("eigen-account", melding)) } else { Ok(()) }
}

impl Permitted<GebruikerBeheren, In<InDienst, Gebruiker>> {
    /// Gives her a role within an area; a powerful one waits for a second person.
    ///
    /// Refused when she has it already, or when it does not go with her other roles.
    pub fn ken_toe(self, verlening: Verlening) -> Result<Besluit<Verleend>, Box<Weigering>> {
        let nieuw = self.mits(|wie| nieuw(wie, verlening))?;
        Ok(nieuw.maak(verlening.wat.gegeven(), |wie, door| verlening.aan(wie.id, None, door)))
    }

    /// Changes what somebody is called, the name of before is kept; where codes for the account go: then none that was given works any
    /// more; or what they do: one role ends, and another comes in its place. A powerful one waits for a second person, as ever.
    ///
    /// Refused when they do not have the role that is to end, or when the other does not go with what they have.
    pub fn wijzig(
        self,
        Bereikbaar { naam, email, werktelefoon }: Bereikbaar,
        functie: Option<Functiewissel>,
    ) -> Result<Besluit<Accountwijziging>, Box<Weigering>> {
        let kan = self.mits(|wie| functie.map_or(Ok(()), |wissel| wissel.past(wie)))?;
        let (ander_adres, andere_naam) = (kan.ding().email != email, kan.ding().naam != naam);
        let wat = match (ander_adres, andere_naam) {
            (true, _) => Gebeurtenis::GebruikerAdresGewijzigd,
            (false, false) if functie.is_some() => Gebeurtenis::GebruikerFunctieGewijzigd,
            (false, _) => Gebeurtenis::GebruikerGewijzigd,
        };
        Ok(kan.besluit(wat, |wie, door| {
            let mut eerdere_namen = wie.eerdere_namen;
            if andere_naam {
                eerdere_namen.push(EerdereNaam { naam: wie.naam, tot: door.op, door: door.gebruiker });
            }
            let mut toekenningen = wie.toekenningen;
            let functie = functie.and_then(|Functiewissel { was, wordt }| {
                let plek = toekenningen.iter_mut().find(|verleend| verleend.id == was)?;
                *plek = plek.clone().eindigt(door.op);
                Some((plek.clone(), wordt.aan(wie.id, None, door)))
            });
            toekenningen.extend(functie.iter().map(|(_, wordt)| wordt.clone()));
            let wie = Gebruiker { naam, eerdere_namen, email, werktelefoon, toekenningen, ..wie };
            Accountwijziging { wie, ander_adres, functie }
        }))
    }

    /// Closes her account: from her very next request she is nobody.
    #[must_use]
    pub fn vertrek(self) -> Besluit<Gebruiker> {
        self.besluit(Gebeurtenis::GebruikerVertrokken, |wie, door| {
            let toekenningen = wie.toekenningen.into_iter().map(|verleend| verleend.eindigt(door.op)).collect();
            let (status, vertrokken_op) = (GebruikerStatus::Vertrokken, Some(door.op));
            Gebruiker { status, vertrokken_op, email: None, werktelefoon: None, toekenningen, ..wie }
        })
    }
}

impl Permitted<GebruikerBeheren, In<Uitgenodigd, Gebruiker>> {
    /// Invites them anew: they get another code, the one before works no more, and powerful roles wait for a second person again.
    #[must_use]
    pub fn nodig_opnieuw_uit(self) -> Besluit<Gebruiker> {
        self.besluit(Gebeurtenis::GebruikerUitgenodigd, |wie, door| {
            let wacht = |verleend: Verleend| verleend.wacht_opnieuw(door);
            Gebruiker { toekenningen: wie.toekenningen.into_iter().map(wacht).collect(), ..wie }
        })
    }
}

impl Permitted<GebruikerBeheren, In<Actief, Gebruiker>> {
    /// Ends all her sessions: she has to log in again, and on every device.
    #[must_use]
    pub fn log_uit(self) -> Besluit<Uitlogging> {
        self.besluit(Gebeurtenis::SessiesBeeindigd, |wie, _| Uitlogging { wie })
    }

    /// The grants that a deputy would get in a period: those that are her own and hold in it.
    #[must_use]
    pub fn waar_te_nemen(&self, periode: Periode) -> Vec<Verlening> {
        let eigen = self.ding().toekenningen.iter();
        let eigen = eigen.filter(|verleend| verleend.waarneming_voor.is_none() && verleend.wacht_sinds.is_none());
        let in_die_tijd = |verleend: &Verleend| {
            let periode = verleend.periode.samen_met(periode)?;
            Some(Verlening { wat: verleend.wat, periode })
        };
        eigen.filter_map(in_die_tijd).collect()
    }

    /// Lets `waarnemer` deputise: she gets these grants, each with its end.
    ///
    /// Refused when it is the beheerder herself, when there is nothing to take over, or when the roles do not go
    /// together.
    pub fn laat_waarnemen(
        self,
        waarnemer: Gebruiker,
        verleningen: &[Verlening],
    ) -> Result<Besluit<Waarneming>, Box<Weigering>> {
        let zelf = self.door().gebruiker;
        let kan = self.mits(|_| {
            niet(zelf, waarnemer.id)?;
            if verleningen.is_empty() {
                return Err(Conflict::new(
                    "niets-waar-te-nemen",
                    "In die tijd heeft zij geen rollen om waar te nemen.",
                ));
            }
            samen(&rollen_met(&waarnemer, verleningen))
        })?;
        Ok(kan.besluit(Gebeurtenis::WaarnemingGegeven, |afwezig, door| {
            let aan = |verlening: &Verlening| verlening.aan(waarnemer.id, Some(afwezig.id), door);
            let erbij: Vec<Verleend> = verleningen.iter().map(aan).collect();
            let toekenningen = waarnemer.toekenningen.iter().chain(&erbij).cloned().collect();
            Waarneming { waarnemer: Gebruiker { toekenningen, ..waarnemer }, erbij }
        }))
    }

    /// Asks, as the first of two, that her second factor is set anew.
    #[must_use]
    pub fn vraag_factorherstel(self, reden: FactorherstelReden) -> Besluit<Factorherstel> {
        self.maak(Gebeurtenis::FactorherstelAangevraagd, |wie, door| Factorherstel {
            id: Id::new(door.op),
            gebruiker: wie.id,
            reden,
            aangevraagd_door: door.gebruiker,
            aangevraagd_op: door.op,
            verloopt_op: door.op.plus(TimeDelta::hours(HERSTEL_UREN)),
            bevestigd: None,
            status: FactorherstelStatus::Open,
        })
    }
}

impl Permitted<GebruikerBeheren, Gebruiker> {
    /// Hands all her open work over to `aan`; also that of somebody who left.
    ///
    /// Refused when `aan` is who it is from, or the beheerder herself, or cannot carry all of it.
    pub fn draag_over(self, werk: Vec<Werkstuk>, aan: &Gebruiker) -> Result<Besluit<Werkoverdracht>, Box<Weigering>> {
        let (zelf, nu) = (self.door().gebruiker, self.nu());
        let kan = self.mits(|van| {
            niet(zelf, aan.id)?;
            if van.id == aan.id {
                return Err(Conflict::new("zelfde-account", "Zij kan haar werk niet aan zichzelf overdragen."));
            }
            past_alles(&werk, aan, nu)
        })?;
        let besluit = kan.tel(Gebeurtenis::WerkOvergedragen, |van, door| Werkoverdracht {
            overdracht: Overdracht { id: Id::new(door.op), van: van.id, aan: aan.id },
            stukken: werk,
        });
        // The line names the handover, which tells from whom to whom.
        Ok(besluit.noem(Soort::Overdracht, |it| it.overdracht.id.uuid()))
    }
}

impl Toekenning {
    /// What it is called that somebody gives it: a powerful one is asked for.
    const fn gegeven(self) -> Gebeurtenis {
        if self.rol.is_machtig() { Gebeurtenis::ToekenningGevraagd } else { Gebeurtenis::ToekenningGegeven }
    }
}

impl Verleend {
    /// What it is called that it was given.
    #[must_use]
    pub const fn gebeurtenis(&self) -> Gebeurtenis {
        self.wat.gegeven()
    }

    /// The same, waiting for a second person from now on when its role is powerful and it has not ended.
    fn wacht_opnieuw(self, door: &Door) -> Self {
        if !self.wat.rol.is_machtig() || !self.is_niet_voorbij() {
            return self;
        }
        Self { door: Some(door.gebruiker), wacht_sinds: Some(door.op), status: ToekenningStatus::Wacht, ..self }
    }

    /// The same, ending at `op` if it has not ended before.
    #[must_use]
    pub fn eindigt(self, op: Moment) -> Self {
        if self.periode.tot.is_some_and(|tot| tot <= op) {
            return self;
        }
        let periode = Periode { tot: Some(op), ..self.periode };
        Self { periode, status: ToekenningStatus::Beeindigd, ..self }
    }
}

impl<S: Toestand<Verleend>> Permitted<ToekenningBeheren, In<S, Verleend>> {
    /// Takes a grant back, at once: one that holds, will or waits, or only one that waits.
    ///
    /// Refused when it is her own.
    pub fn trek_in(self) -> Result<Besluit<Verleend>, Box<Weigering>> {
        let zelf = self.door().gebruiker;
        let ander = self.mits(|verleend| niet(zelf, verleend.gebruiker))?;
        Ok(ander.besluit(Gebeurtenis::ToekenningIngetrokken, |verleend, door| verleend.eindigt(door.op)))
    }
}

impl Permitted<ToekenningBevestigen, In<Wachtend, Verleend>> {
    /// Confirms, as the second of two, that somebody may have a powerful role: it holds from now on.
    ///
    /// Refused when they cannot be the second.
    pub fn bevestig(self, tweede: &Tweede) -> Result<Besluit<Verleend>, Box<Weigering>> {
        let tweede = self.mits(|verleend| {
            let sinds = verleend.wacht_sinds.unwrap_or(verleend.periode.van);
            tweede.mag_bevestigen(verleend.door, sinds, verleend.gebruiker)
        })?;
        Ok(tweede.besluit(Gebeurtenis::ToekenningBevestigd, |verleend, door| Verleend {
            periode: Periode { van: verleend.periode.van.max(door.op), ..verleend.periode },
            wacht_sinds: None,
            bevestigd: Some((door.gebruiker, door.op)),
            status: ToekenningStatus::Loopt,
            ..verleend
        }))
    }
}

impl Permitted<FactorherstelBevestigen, In<Open, Factorherstel>> {
    /// Confirms, as the second of two.
    ///
    /// Refused when they cannot be the second.
    pub fn bevestig(self, tweede: &Tweede) -> Result<Besluit<Factorherstel>, Box<Weigering>> {
        let tweede = self.mits(|herstel| {
            tweede.mag_bevestigen(Some(herstel.aangevraagd_door), herstel.aangevraagd_op, herstel.gebruiker)
        })?;
        Ok(tweede.besluit(Gebeurtenis::FactorherstelBevestigd, |herstel, door| Factorherstel {
            status: FactorherstelStatus::Bevestigd,
            bevestigd: Some((door.gebruiker, door.op)),
            ..herstel
        }))
    }
}
