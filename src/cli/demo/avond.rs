//! What the chair of Heerlen finds today: who asks for a place, a meeting to come with who is invited, and one of this moment of which
//! the record is not whole.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::{
    stap::{MIST, Verteller},
    verhaal::{Stap, Voorval},
};
use crate::{
    domain::{
        casus::Status,
        gebied::Gemeente,
        knooppunt::{
            Afwezig, AgendapuntId, BijeenkomstId, DeelnemerId, Deelnemersoort, Gepland, NietVastgesteld, Oordeel,
        },
        route::Route,
        thema::Thema,
        tijd::Moment,
        toegang::{
            Actor, GebruikerId, Ligging,
            beleid::{AgendapuntLeiden, BijeenkomstLeiden},
            permit, permit_in_gebied,
            toezicht::CasusDossierLezen,
        },
    },
    store::{
        self,
        bewaar::Bij,
        error::Error,
        knooppunt::{agenda, agendapunt},
    },
};

const WAAR: Gemeente = Gemeente::Gm0917;
const VOORZITTER: &str = "voorzitter-heerlen";
const WIJKTEAM: &str = "wijkteam-heerlen";
const VERPLEEGKUNDIGE: &str = "jeugdverpleegkundige-parkstad-1";
/// So many families are asked for; the last of them waits for an answer, and the one before for a place.
const GEZINNEN: usize = 6;

/// What was agreed: what, about what, within how many days, and what the parents say of it.
type Afgesproken = (&'static str, Thema, i64, Option<(Oordeel, Option<&'static str>)>);

const COMPLEET: [Afgesproken; 3] = [
    (
        "Samen met het wijkteam een overzicht maken van de schulden.",
        Thema::SchuldenArmoede,
        14,
        Some((Oordeel::Akkoord, None)),
    ),
    (
        "Een aanvraag doen bij de woningcorporatie, met spoed.",
        Thema::Huisvesting,
        7,
        Some((Oordeel::AkkoordMetOpmerking, Some("Als wij maar in de buurt van mijn moeder kunnen blijven."))),
    ),
    ("Langsgaan bij het inloopspreekuur.", Thema::Stress, 21, Some((Oordeel::Akkoord, None))),
];
const NIET_COMPLEET: [Afgesproken; 2] = [
    ("Bellen met de huisarts over slapen.", Thema::Stress, 5, Some((Oordeel::Akkoord, None))),
    ("Een vaste dag afspreken voor het huisbezoek.", Thema::SociaalIsolement, 10, None),
];

impl Verteller<'_> {
    /// Lays the tables of Heerlen.
    pub(super) fn avond(&mut self, nu: Moment) -> Result<(), Error> {
        let voorzitter = self.regio.account(VOORZITTER).ok_or(MIST)?.op(nu);
        let gezinnen = self.gevraagd(nu)?;
        // Whose evaluation was missed comes onto the agenda of the one that is planned first.
        let straks = om_twee_uur(nu.dag() + TimeDelta::days(3)).ok_or(MIST)?;
        let straks = self.plan_avond(&voorzitter, straks)?;
        let vandaag = self.plan_avond(&voorzitter, nu)?;
        let mut punten = Vec::new();
        for (plaats, &gezin) in gezinnen.iter().enumerate().take(GEZINNEN - 2) {
            let tafel = if plaats < 2 { vandaag } else { straks };
            punten.push(self.zet_op(&voorzitter, tafel, gezin)?);
        }
        let gezocht = store::knooppunt::find(self.tx, self.kluis, &voorzitter, vandaag)?;
        let gepland = permit(&voorzitter, BijeenkomstLeiden, gezocht)?.narrow::<Gepland>()?;
        self.bewaar(gepland.houd()?)?;
        for (plaats, punt) in punten.into_iter().enumerate() {
            self.zet_aan_tafel(&voorzitter, plaats, punt)?;
        }
        Ok(())
    }

    /// Families of Heerlen that a coordinator works on, each with a request to the table; all but the last are taken on.
    fn gevraagd(&mut self, nu: Moment) -> Result<Vec<usize>, Error> {
        let mut gezinnen = Vec::new();
        for (gezin, casus) in self.draden.iter().map(|draad| draad.casus).enumerate().collect::<Vec<_>>() {
            let Some(casus) = casus else { continue };
            let Some(casus) = store::historie::find(self.tx, casus)?.gevonden else { continue };
            let bezig = matches!(casus.status, Status::InBehandeling | Status::Verkenning | Status::Toegeleid);
            if bezig && casus.gemeente == WAAR && agenda::verzoek(self.tx, casus.id)?.is_none() {
                gezinnen.push(gezin);
            }
            if gezinnen.len() == GEZINNEN {
                break;
            }
        }
        for (plaats, &gezin) in gezinnen.iter().enumerate() {
            let route = Route::Knooppunt;
            for stap in [Stap::Toestemming(route, true), Stap::Verzenden(route)] {
                self.vertel(Voorval { op: nu, gezin, stap })?;
            }
            if plaats + 1 < GEZINNEN {
                for stap in [Stap::Zien(route), Stap::Aanvaarden(route)] {
                    self.vertel(Voorval { op: nu, gezin, stap })?;
                }
            }
        }
        Ok(gezinnen)
    }

    fn plan_avond(&mut self, voorzitter: &Actor, op: Moment) -> Result<BijeenkomstId, Error> {
        let ligging = Ligging { gemeente: Some(WAAR), ..Ligging::default() };
        let mag = permit_in_gebied(voorzitter, BijeenkomstLeiden, &ligging)?;
        let wachtend = agenda::te_bespreken(self.tx, WAAR, voorzitter.nu.dag())?;
        let besluit = mag.plan(WAAR, op, Some("Wijkcentrum De Brink".into()), &wachtend);
        Ok(self.bewaar(besluit)?.bijeenkomst.id)
    }

    fn zet_op(&mut self, voorzitter: &Actor, tafel: BijeenkomstId, gezin: usize) -> Result<AgendapuntId, Error> {
        let casus = self.draden.get(gezin).and_then(|draad| draad.casus).ok_or(MIST)?;
        let gezocht = store::knooppunt::find(self.tx, self.kluis, voorzitter, tafel)?;
        let open = permit(voorzitter, BijeenkomstLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let casus = agenda::find_casus(self.tx, voorzitter, casus, Vec::new())?;
        let (_, casus) = permit(voorzitter, CasusDossierLezen, casus)?.into_parts();
        let verzoek = agenda::verzoek(self.tx, casus.id)?;
        let toestemming = agenda::mag_besproken(self.tx, casus.id)?;
        Ok(self.bewaar(open.agendeer(&casus, verzoek, toestemming, None)?)?.punt.id)
    }

    /// Who sits there for the family at this place of the story, and what was agreed: all of it with the first, not with the second.
    fn zet_aan_tafel(&mut self, voorzitter: &Actor, plaats: usize, punt: AgendapuntId) -> Result<(), Error> {
        let moeder = self.zet(voorzitter, punt, (Deelnemersoort::Ouder, None, "moeder"))?;
        let (wie, als) =
            if plaats.is_multiple_of(2) { (WIJKTEAM, "wijkteam") } else { (VERPLEEGKUNDIGE, "jeugdverpleegkundige") };
        let wie = self.regio.account(wie).ok_or(MIST)?.gebruiker;
        let hulp = self.zet(voorzitter, punt, (Deelnemersoort::Professional, Some(wie), als))?;
        let afgesproken: &[Afgesproken] = match plaats {
            0 => &COMPLEET,
            1 => &NIET_COMPLEET,
            _ => &[],
        };
        for (nummer, afspraak) in afgesproken.iter().enumerate() {
            let doet = if nummer == 1 { moeder } else { hulp };
            self.spreek_af(voorzitter, punt, doet, afspraak)?;
        }
        if plaats == 0 {
            let opnieuw = voorzitter.nu.dag() + TimeDelta::days(90);
            let gezocht = agendapunt::find(self.tx, voorzitter, punt)?;
            let open = permit(voorzitter, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
            self.bewaar(open.besluit_over(Some(wie), Some(opnieuw), Afwezig::Blijft))?;
        }
        Ok(())
    }

    fn zet(
        &mut self,
        voorzitter: &Actor,
        punt: AgendapuntId,
        (soort, gebruiker, als): (Deelnemersoort, Option<GebruikerId>, &str),
    ) -> Result<DeelnemerId, Error> {
        let gezocht = agendapunt::find(self.tx, voorzitter, punt)?;
        let open = permit(voorzitter, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let sleutel = store::knooppunt::sleutel(self.tx, self.kluis, open.ding().casus)?;
        let besluit = open.zet_aan_tafel(soort, gebruiker, als.to_owned());
        Ok(self.bewaar_met(besluit, Bij::tekst(Some(&sleutel), None))?.deelnemer.id)
    }

    fn spreek_af(
        &mut self,
        voorzitter: &Actor,
        punt: AgendapuntId,
        wie: DeelnemerId,
        &(wat, thema, dagen, positie): &Afgesproken,
    ) -> Result<(), Error> {
        let gezocht = agendapunt::find(self.tx, voorzitter, punt)?;
        let open = permit(voorzitter, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let sleutel = store::knooppunt::sleutel(self.tx, self.kluis, open.ding().casus)?;
        let uiterlijk = voorzitter.nu.dag() + TimeDelta::days(dagen);
        let (oordeel, woorden) = positie.unzip();
        let besluit = open.spreek_af(wie, uiterlijk, Some(thema), None, oordeel);
        self.bewaar_met(besluit, Bij::tekst(Some(&sleutel), Some(wat)).met_woorden(woorden.flatten()))?;
        Ok(())
    }
}

fn om_twee_uur(dag: NaiveDate) -> Option<Moment> {
    Some(Moment::van_klok(dag.and_time(NaiveTime::from_hms_opt(14, 0, 0)?)))
}
