//! The steps at the knooppunt's table, and the evaluations with the family.

use chrono::TimeDelta;

use super::{
    stap::{Draad, MIST, Verteller},
    verhaal::Stap,
};
use crate::{
    domain::{
        Label,
        casus::InSteun,
        evaluatie::{Afronding, InEvaluatie, Uitkomst},
        gebied::Gemeente,
        knooppunt::{
            Afspraak, AfspraakStatus, Afwezig, AgendapuntId, DeelnemerId, Deelnemersoort, Gehouden, Gepland,
            NietVastgesteld, Oordeel, Open,
        },
        reden::AfwezigReden,
        route::Route,
        thema::Thema,
        tijd::Moment,
        toegang::{
            Actor, GebruikerId, Ligging, Rol,
            beleid::{AfspraakNakomen, AgendapuntLeiden, BijeenkomstLeiden, CasusEvalueren},
            permit, permit_in_gebied,
            toezicht::CasusDossierLezen,
        },
    },
    store::{
        self,
        bewaar::Bij,
        error::Error,
        kluis::Sleutel,
        knooppunt::{afspraak, agenda, agendapunt, vaststelling},
    },
};

/// A meeting is planned so many days ahead. The story holds it a week later at the earliest, and never before its moment.
const TAFEL_NA_DAGEN: i64 = 6;

impl Verteller<'_> {
    /// Takes a step at the table, as its chair.
    pub(super) fn tafels(&mut self, draad: &mut Draad, stap: &Stap, voorzitter: &Actor) -> Result<(), Error> {
        match stap {
            Stap::TafelPlannen => self.plan_tafel(draad, voorzitter),
            Stap::TafelHouden => self.houd_tafel(draad, voorzitter),
            Stap::Afvinken => self.vink_af(draad, voorzitter),
            _ => self.stel_vast(draad, voorzitter),
        }
    }

    fn plan_tafel(&mut self, draad: &mut Draad, actor: &Actor) -> Result<(), Error> {
        let gemeente: Gemeente = draad.gemeente.ok_or(MIST)?;
        let ligging = Ligging { gemeente: Some(gemeente), ..Ligging::default() };
        let mag = permit_in_gebied(actor, BijeenkomstLeiden, &ligging)?;
        let op = actor.nu.plus(TimeDelta::days(TAFEL_NA_DAGEN));
        let wachtend = agenda::te_bespreken(self.tx, gemeente, actor.nu.dag())?;
        let besluit = mag.plan(gemeente, op, Some(format!("Wijkcentrum {}", gemeente.naam())), &wachtend);
        let bijeenkomst = self.bewaar(besluit)?.bijeenkomst.id;
        let gezocht = store::knooppunt::find(self.tx, self.kluis, actor, bijeenkomst)?;
        let open = permit(actor, BijeenkomstLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let casus = agenda::find_casus(self.tx, actor, draad.casus.ok_or(MIST)?, wachtend)?;
        let (_, casus) = permit(actor, CasusDossierLezen, casus)?.into_parts();
        let verzoek = agenda::verzoek(self.tx, casus.id)?;
        let toestemming = agenda::mag_besproken(self.tx, casus.id)?;
        let besluit = open.agendeer(&casus, verzoek, toestemming, None)?;
        draad.agendapunt = Some(self.bewaar(besluit)?.punt.id);
        draad.bijeenkomst = Some(bijeenkomst);
        Ok(())
    }

    fn houd_tafel(&mut self, draad: &mut Draad, actor: &Actor) -> Result<(), Error> {
        let gezocht = store::knooppunt::find(self.tx, self.kluis, actor, draad.bijeenkomst.ok_or(MIST)?)?;
        let gepland = permit(actor, BijeenkomstLeiden, gezocht)?.narrow::<Gepland>()?;
        self.bewaar(gepland.houd()?)?;
        let punt = draad.agendapunt.ok_or(MIST)?;
        let gezocht = agendapunt::find(self.tx, actor, punt)?;
        let open = permit(actor, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let sleutel = store::knooppunt::sleutel(self.tx, self.kluis, open.ding().casus)?;
        let besluit = open.zet_aan_tafel(Deelnemersoort::Ouder, None, "moeder".into());
        let moeder = self.bewaar_met(besluit, Bij::tekst(Some(&sleutel), None))?.deelnemer.id;
        let wijkteam =
            self.schuif_aan(actor, punt, &sleutel, "wijkteam", self.aan_tafel(draad, Route::SociaalDomein)?)?;
        let komt_langs = self.aan_tafel(draad, Route::PrenataalHuisbezoek)?;
        let komt_langs = self.schuif_aan(actor, punt, &sleutel, "jeugdverpleegkundige", komt_langs)?;
        let denkt_mee = self.aan_tafel(draad, Route::Voorzorg)?;
        let denkt_mee = self.schuif_aan(actor, punt, &sleutel, "verpleegkundige van VoorZorg", denkt_mee)?;
        let daar = self.regio.met_rol(Rol::JgzCoordinator, draad.gemeente.ok_or(MIST)?);
        let jgz = daar.first().ok_or(MIST)?.gebruiker;
        let jgz = self.schuif_aan(actor, punt, &sleutel, "JGZ-coördinator", jgz)?;
        let afgesproken = [
            (wijkteam, "Samen met haar een overzicht maken van de schulden.", Thema::SchuldenArmoede),
            (moeder, "Een aanvraag doen bij de woningcorporatie.", Thema::Huisvesting),
            (komt_langs, "Langskomen om te praten over rust en slapen.", Thema::Stress),
            (denkt_mee, "Nagaan of VoorZorg past, en haar dat vertellen.", Thema::JongeLeeftijd),
            (jgz, "Bellen hoe het gaat, en doorgeven wat zij nodig heeft.", Thema::SociaalIsolement),
        ];
        for (wie, wat, thema) in afgesproken {
            let gezocht = agendapunt::find(self.tx, actor, punt)?;
            let open = permit(actor, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
            let uiterlijk = actor.nu.dag() + TimeDelta::days(self.lot.tussen(3, 80));
            let oordeel = if self.lot.kans(80) { Oordeel::Akkoord } else { Oordeel::AkkoordMetOpmerking };
            let woorden = (oordeel != Oordeel::Akkoord).then_some("Als het ook op een avond kan.");
            let besluit = open.spreek_af(wie, uiterlijk, Some(thema), None, Some(oordeel));
            let bij = Bij::tekst(Some(&sleutel), Some(wat)).met_woorden(woorden);
            draad.afspraken.push(self.bewaar_met(besluit, bij)?.id);
        }
        let gezocht = agendapunt::find(self.tx, actor, punt)?;
        let open = permit(actor, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let evaluatie_op = actor.nu.dag() + TimeDelta::days(90);
        let besluit = open.besluit_over(Some(actor.gebruiker()), Some(evaluatie_op), Afwezig::Blijft);
        self.bewaar(besluit)?;
        Ok(())
    }

    /// Who sits at the table for a desk that works there.
    fn aan_tafel(&self, draad: &Draad, route: Route) -> Result<GebruikerId, Error> {
        let bureau = self.regio.bureau(route, draad.gemeente.ok_or(MIST)?).ok_or(MIST)?;
        Ok(self.regio.aan(bureau.id).first().ok_or(MIST)?.gebruiker)
    }

    /// Gives somebody a seat at the table.
    fn schuif_aan(
        &mut self,
        voorzitter: &Actor,
        punt: AgendapuntId,
        sleutel: &Sleutel,
        als: &str,
        wie: GebruikerId,
    ) -> Result<DeelnemerId, Error> {
        let gezocht = agendapunt::find(self.tx, voorzitter, punt)?;
        let open = permit(voorzitter, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
        let besluit = open.zet_aan_tafel(Deelnemersoort::Professional, Some(wie), als.into());
        Ok(self.bewaar_met(besluit, Bij::tekst(Some(sleutel), None))?.deelnemer.id)
    }

    /// Ticks off most of what was agreed and is due, as the chair.
    fn vink_af(&mut self, draad: &Draad, voorzitter: &Actor) -> Result<(), Error> {
        for &id in &draad.afspraken {
            let gezocht = afspraak::find(self.tx, voorzitter, id)?;
            let is_open = |afspraak: &Afspraak| {
                afspraak.status == AfspraakStatus::Open && afspraak.uiterlijk < voorzitter.nu.dag()
            };
            if gezocht.gevonden.as_ref().is_some_and(is_open) && self.lot.kans(90) {
                let open = permit(voorzitter, AfspraakNakomen, gezocht)?.narrow::<Open>()?;
                self.bewaar(open.kom_na()?)?;
            }
        }
        Ok(())
    }

    fn stel_vast(&mut self, draad: &Draad, actor: &Actor) -> Result<(), Error> {
        let id = draad.bijeenkomst.ok_or(MIST)?;
        for punt in agendapunt::van_bijeenkomst(self.tx, actor, id)? {
            // A missed evaluation came onto the agenda by itself.
            if Some(punt.id) != draad.agendapunt {
                let gezocht = agendapunt::find(self.tx, actor, punt.id)?;
                let open = permit(actor, AgendapuntLeiden, gezocht)?.narrow::<NietVastgesteld>()?;
                let besluit = open.besluit_over(None, None, Afwezig::Om(AfwezigReden::KonNiet));
                self.bewaar(besluit)?;
            }
        }
        let gezocht = store::knooppunt::find(self.tx, self.kluis, actor, id)?;
        let gehouden = permit(actor, BijeenkomstLeiden, gezocht)?.narrow::<Gehouden>()?;
        let verslagen = vaststelling::verslagen(self.tx, actor, id)?;
        self.bewaar(gehouden.stel_vast(verslagen)?)?;
        Ok(())
    }

    /// The chair of where a family lives ticks off what was kept by then.
    fn vink_het_oude_af(&mut self, draad: &Draad, nu: Moment) -> Result<(), Error> {
        let (casus, gemeente) = (draad.casus.ok_or(MIST)?, draad.gemeente.ok_or(MIST)?);
        let Some(voorzitter) = self.regio.met_rol(Rol::Voorzitter, gemeente).first().map(|wie| wie.op(nu)) else {
            return Ok(());
        };
        for afspraak in store::knooppunt::afspraak::van_casus(self.tx, &voorzitter, casus)? {
            // What is late for some days only waits for the next time.
            let gehouden = afspraak.uiterlijk + TimeDelta::days(20) <= nu.dag();
            if gehouden && afspraak.status == AfspraakStatus::Open && afspraak.vastgesteld {
                let gezocht = store::knooppunt::afspraak::find(self.tx, &voorzitter, afspraak.id)?;
                let open = permit(&voorzitter, AfspraakNakomen, gezocht)?.narrow::<Open>()?;
                self.bewaar(open.kom_na()?)?;
            }
        }
        Ok(())
    }

    /// Begins an evaluation, as the coordinator.
    pub(super) fn evalueer(&mut self, draad: &mut Draad, actor: &Actor) -> Result<(), Error> {
        self.vink_het_oude_af(draad, actor.nu)?;
        let gezocht = store::casus::find(self.tx, actor, draad.casus.ok_or(MIST)?)?;
        let in_steun = permit(actor, CasusEvalueren, gezocht)?.narrow::<InSteun>()?;
        draad.evaluatie = Some(self.bewaar(in_steun.begin_evaluatie())?.evaluatie.id);
        Ok(())
    }

    /// Ends the evaluation, together with the parents.
    pub(super) fn rond_evaluatie_af(&mut self, draad: &Draad, uitkomst: Uitkomst, actor: &Actor) -> Result<(), Error> {
        let Some(id) = draad.evaluatie else { return Ok(()) };
        let gezocht = store::evaluatie::find_casus(self.tx, actor, id)?;
        let mag = permit(actor, CasusEvalueren, gezocht)?.narrow::<InEvaluatie>()?;
        let evaluatie = store::evaluatie::get(self.tx, id)?;
        let volgende = actor.nu.dag() + TimeDelta::days(90);
        let afronding = Afronding { uitkomst, samen_met_ouders: self.lot.kans(90) };
        self.bewaar(mag.rond_af(&evaluatie, afronding, Some(volgende), false)?)?;
        Ok(())
    }
}
