//! Takes the steps of the stories, each as the account whose work it is, through the same rules as a request.

use std::collections::HashMap;

use chrono::{NaiveDate, TimeDelta};

use super::{
    gezin::{self, ZIJ_ZELF},
    lot::Lot,
    regio::Regio,
    verhaal::{Stap, Voorval},
};
use crate::{
    domain::{
        Label,
        casus::{Aangemeld, CasusId, Genomen, Gesloten, Open},
        doorgeleiding::{
            Aanvaard, DoorgeleidingId, Gestart, Loopt, OpTePakken, Verzending, Verzonden,
            toelating::{Tegenspraak, weeg_af},
        },
        evaluatie::EvaluatieId,
        gebied::Gemeente,
        knooppunt::{AfspraakId, AgendapuntId, BijeenkomstId},
        reden::{AfwijkReden, NietGehoudenReden},
        route::Route,
        signaal::{Aanmelding, Aansluiting, Ontvangen, SignaalId},
        tijd::Moment,
        toegang::{
            Actor, Besluit, Ligging, Rol,
            beleid::{
                CasusBehandelen, ContactmomentUitvoeren, Doorgeleiden, DoorgeleidingBeantwoorden,
                DoorgeleidingIntrekken, DoorgeleidingLezen, DoorgeleidingUitvoeren, SignaalIntrekken, SignaalKoppelen,
                SignaalRegistreren, ToestemmingIntrekken, ToestemmingNoteren, TrajectUitvoeren,
            },
            permit, permit_in_gebied,
        },
        toestemming::{Doel, Gegeven, Notitie, Ontvanger, uitspraak::Lezer},
        traject::{ContactmomentId, Contactsoort, Gepland, Huisbezoek, Lopend, NietBeeindigd, Vervolgactie},
    },
    http::{signaal::invoer::BEWOORDING, transaction::Regels},
    store::{
        self,
        beeld::{Gezinssituatie, Kijker},
        bewaar::{Bij, Rijen, Tools, bewaar},
        conn::Tx,
        error::Error,
        kluis::Kluis,
    },
};

/// Whom a family meets, and what is known of it so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Draad {
    /// Where it lives, once it is known.
    pub gemeente: Option<Gemeente>,
    signaal: Option<SignaalId>,
    /// Its case.
    pub casus: Option<CasusId>,
    doorgeleidingen: HashMap<Route, DoorgeleidingId>,
    contactmoment: Option<ContactmomentId>,
    pub(super) bijeenkomst: Option<BijeenkomstId>,
    pub(super) agendapunt: Option<AgendapuntId>,
    pub(super) afspraken: Vec<AfspraakId>,
    pub(super) evaluatie: Option<EvaluatieId>,
}

/// What taking steps needs.
pub(super) struct Verteller<'a> {
    /// The transaction.
    pub tx: &'a mut Tx,
    /// The vault.
    pub kluis: &'a Kluis,
    /// The region's settings.
    pub regels: &'a Regels,
    /// Who works where.
    pub regio: &'a Regio,
    /// Chance.
    pub lot: Lot,
    /// Each family's thread.
    pub draden: Vec<Draad>,
    /// The day until which the terms were kept.
    pub bewaakt: Option<NaiveDate>,
}

/// Something a step needs is not there: a mistake in a story.
pub(super) const MIST: Error = Error::Paniek;

impl Verteller<'_> {
    /// Keeps to the terms once a day, as the program does by itself.
    pub(super) fn dag_begint(&mut self, op: Moment) -> Result<(), Error> {
        if self.bewaakt.replace(op.dag()) == Some(op.dag()) { Ok(()) } else { self.bewaak_termijnen(op) }
    }

    /// Takes every step that is due, for requests, verhuizingen and voorstellen that were not answered and for pregnancies that are over.
    pub(super) fn bewaak_termijnen(&mut self, op: Moment) -> Result<(), Error> {
        let Regels { routes, routeregels, evaluatie_na_dagen, .. } = self.regels;
        let (kluis, evaluatie_na_dagen) = (self.kluis, *evaluatie_na_dagen);
        let tools = Tools { kluis, evaluatie_na_dagen, routeregels, bij: Bij::default() };
        store::doorgeleiding::termijn::zet_stappen(self.tx, tools, routes, op, i64::MAX)?;
        store::verhuizing::termijn::zet_stappen(self.tx, tools, op, i64::MAX)?;
        store::voorstel::termijn::zet_stappen(self.tx, tools, op, i64::MAX)?;
        store::casus::overdracht::zet_stappen(self.tx, tools, op, i64::MAX)?;
        store::casus::stand::vertel(self.tx, tools, op, None, i64::MAX)?;
        store::casus::zwangerschap::laat_onbekend_worden(self.tx, tools, op, i64::MAX).map(drop)
    }

    /// Takes one step; a step that a rule refuses is a mistake in the story, and ends it.
    pub(super) fn vertel(&mut self, voorval: Voorval) -> Result<(), Error> {
        let Voorval { op, gezin, stap } = voorval;
        let mut draad = self.draden.get(gezin).cloned().unwrap_or_default();
        self.doe(&mut draad, gezin, stap, op)?;
        if let Some(plaats) = self.draden.get_mut(gezin) {
            *plaats = draad;
        }
        Ok(())
    }

    fn doe(&mut self, draad: &mut Draad, gezin: usize, stap: Stap, nu: Moment) -> Result<(), Error> {
        let signaleerder = |tel: usize| -> Result<Actor, Error> {
            let wie = self.regio.signaleerders();
            let plaats = tel.checked_rem(wie.len()).ok_or(MIST)?;
            Ok(wie.get(plaats).ok_or(MIST)?.op(nu))
        };
        match stap {
            Stap::Signaal(aanmelding) => self.signaal(draad, *aanmelding, &signaleerder(gezin)?),
            Stap::Weigering(gemeente) => self.geteld(&signaleerder(gezin)?, gemeente, false),
            Stap::AcuutGevaar(gemeente) => self.geteld(&signaleerder(gezin)?, gemeente, true),
            Stap::Intrekken => self.trek_in(draad, &signaleerder(gezin)?),
            Stap::NogEenSignaal(aanmelding) => {
                let ander = signaleerder(gezin + 7)?;
                let coordinator = self.coordinator(draad, gezin, nu)?;
                self.nog_een(*aanmelding, &ander, &coordinator)
            }
            Stap::Zien(route)
            | Stap::Oppakken(route)
            | Stap::Aanvaarden(route)
            | Stap::Afwijzen(route, _)
            | Stap::Starten(route)
            | Stap::Contact(route, _, _)
            | Stap::Afloop(route, _)
            | Stap::Afronden(route)
            | Stap::Stoppen(route, _) => {
                let actor = self.uitvoerder(draad, route, gezin, nu)?;
                self.aan_de_desk(draad, route, &stap, &actor)
            }
            Stap::Uitkomst(vervolg) => {
                let actor = self.uitvoerder(draad, Route::PrenataalHuisbezoek, gezin, nu)?;
                self.uitkomst(draad, vervolg, &actor)
            }
            Stap::TafelPlannen | Stap::TafelHouden | Stap::TafelVaststellen | Stap::Afvinken => {
                let actor = self.uitvoerder(draad, Route::Knooppunt, gezin, nu)?;
                self.tafels(draad, &stap, &actor)
            }
            _ => {
                let actor = self.coordinator(draad, gezin, nu)?;
                self.bij_de_coordinator(draad, &stap, &actor)
            }
        }
    }

    fn coordinator(&self, draad: &Draad, gezin: usize, nu: Moment) -> Result<Actor, Error> {
        let wie = self.regio.met_rol(Rol::JgzCoordinator, draad.gemeente.ok_or(MIST)?);
        let plaats = gezin.checked_rem(wie.len()).ok_or(MIST)?;
        Ok(wie.get(plaats).ok_or(MIST)?.op(nu))
    }

    fn uitvoerder(&self, draad: &Draad, route: Route, gezin: usize, nu: Moment) -> Result<Actor, Error> {
        let gemeente = draad.gemeente.ok_or(MIST)?;
        let wie = if route == Route::Knooppunt {
            self.regio.met_rol(Rol::Voorzitter, gemeente)
        } else {
            self.regio.aan(self.regio.bureau(route, gemeente).ok_or(MIST)?.id)
        };
        let plaats = gezin.checked_rem(wie.len()).ok_or(MIST)?;
        Ok(wie.get(plaats).ok_or(MIST)?.op(nu))
    }

    fn van(actor: &Actor) -> Ligging {
        Ligging { organisatie: Some(actor.organisatie()), ..Ligging::default() }
    }

    fn signaal(&mut self, draad: &mut Draad, aanmelding: Aanmelding, actor: &Actor) -> Result<(), Error> {
        let gemeente = aanmelding.gemeente;
        let mag = permit_in_gebied(actor, SignaalRegistreren, &Self::van(actor))?;
        let lijkt_op = store::client::lijkt_op(self.tx, self.kluis, &aanmelding.gegevens)?;
        let ontvangst = self.bewaar(mag.registreer(aanmelding, lijkt_op))?;
        draad.gemeente = Some(gemeente);
        draad.signaal = Some(ontvangst.signaal.id);
        draad.casus = ontvangst.signaal.casus;
        Ok(())
    }

    fn geteld(&mut self, actor: &Actor, gemeente: Gemeente, gevaar: bool) -> Result<(), Error> {
        let mag = permit_in_gebied(actor, SignaalRegistreren, &Self::van(actor))?;
        let besluit = if gevaar { mag.acuut_gevaar(gemeente) } else { mag.zonder_toestemming(gemeente) };
        self.bewaar(besluit)?;
        Ok(())
    }

    fn trek_in(&mut self, draad: &Draad, actor: &Actor) -> Result<(), Error> {
        let gezocht = store::signaal::find(self.tx, actor, draad.signaal.ok_or(MIST)?)?;
        let open = permit(actor, SignaalIntrekken, gezocht)?.narrow::<Ontvangen>()?;
        self.bewaar(open.trek_in())?;
        Ok(())
    }

    fn nog_een(&mut self, aanmelding: Aanmelding, ander: &Actor, coordinator: &Actor) -> Result<(), Error> {
        let mut tweede = Draad::default();
        self.signaal(&mut tweede, aanmelding, ander)?;
        let gezocht = store::signaal::find(self.tx, coordinator, tweede.signaal.ok_or(MIST)?)?;
        let open = permit(coordinator, SignaalKoppelen, gezocht)?.narrow::<Ontvangen>()?;
        let casus = store::casus::find(self.tx, coordinator, open.ding().lijkt_op.ok_or(MIST)?)?;
        let casus = casus.gevonden.ok_or(MIST)?;
        let (oud, nieuw) = store::client::zwangerschap::van_beide(self.tx, &casus, open.ding())?;
        let bij = Aansluiting::new(&casus, (oud.as_ref(), nieuw.as_ref()), Vec::new(), Vec::new()).map_err(|_| MIST)?;
        self.bewaar(open.sluit_aan(bij)?)?;
        Ok(())
    }

    /// Stores what was decided, with its line and all that follows from it.
    pub(super) fn bewaar<T: Rijen>(&mut self, besluit: Besluit<T>) -> Result<T, Error> {
        self.bewaar_met(besluit, Bij::default())
    }

    /// The same, with what is kept sealed beside it.
    pub(super) fn bewaar_met<T: Rijen>(&mut self, besluit: Besluit<T>, bij: Bij<'_>) -> Result<T, Error> {
        let Regels { routeregels, evaluatie_na_dagen, .. } = self.regels;
        let tools = Tools { kluis: self.kluis, evaluatie_na_dagen: *evaluatie_na_dagen, routeregels, bij };
        bewaar(self.tx, tools, besluit)
    }

    fn bij_de_coordinator(&mut self, draad: &mut Draad, stap: &Stap, actor: &Actor) -> Result<(), Error> {
        let id = draad.casus.ok_or(MIST)?;
        match *stap {
            Stap::Nemen => {
                let casus = store::casus::find(self.tx, actor, id)?;
                let open = permit(actor, CasusBehandelen, casus)?.narrow::<Aangemeld>()?;
                self.bewaar(open.neem())?;
            }
            Stap::Verkenning => {
                let casus = store::casus::find(self.tx, actor, id)?;
                let genomen = permit(actor, CasusBehandelen, casus)?.narrow::<Genomen>()?;
                let dag = actor.nu.dag() + TimeDelta::days(self.lot.tussen(2, 9));
                self.bewaar(genomen.plan_verkenning(dag))?;
            }
            Stap::Toestemming(route, gegeven) => self.noteer(id, route.into(), route.into(), gegeven, actor)?,
            Stap::ToestemmingTerug(route) => self.trek_toestemming_in(draad, route, actor)?,
            Stap::Verzenden(route) => self.verzend(draad, route, actor)?,
            Stap::VerzoekTerug(route, reden) => {
                let d = draad.doorgeleidingen.get(&route).copied().ok_or(MIST)?;
                let d = store::doorgeleiding::find(self.tx, actor, d)?;
                let open = permit(actor, DoorgeleidingIntrekken, d)?.narrow::<Loopt>()?;
                self.bewaar(open.trek_in(reden.into())?)?;
            }
            Stap::Sluiten(reden) => {
                let casus = store::casus::find(self.tx, actor, id)?;
                let open = permit(actor, CasusBehandelen, casus)?.narrow::<Open>()?;
                let feiten = store::casus::feiten(self.tx, open.ding())?;
                self.bewaar(open.sluit(reden, &feiten)?)?;
            }
            Stap::Heropenen => {
                let casus = store::casus::find(self.tx, actor, id)?;
                let gesloten = permit(actor, CasusBehandelen, casus)?.narrow::<Gesloten>()?;
                self.bewaar(gesloten.heropen(notitie(Doel::Verkenning, Ontvanger::JgzCoordinatie, true)))?;
            }
            Stap::Geevalueerd(uitkomst) => self.rond_evaluatie_af(draad, uitkomst, actor)?,
            _ => self.evalueer(draad, actor)?,
        }
        Ok(())
    }

    fn noteer(&mut self, id: CasusId, doel: Doel, wie: Ontvanger, gegeven: bool, actor: &Actor) -> Result<(), Error> {
        let casus = store::casus::find(self.tx, actor, id)?;
        let open = permit(actor, ToestemmingNoteren, casus)?.narrow::<Open>()?;
        self.bewaar(open.noteer(notitie(doel, wie, gegeven)))?;
        Ok(())
    }

    fn trek_toestemming_in(&mut self, draad: &Draad, route: Route, actor: &Actor) -> Result<(), Error> {
        let d = draad.doorgeleidingen.get(&route).copied().ok_or(MIST)?;
        let d = store::doorgeleiding::find(self.tx, actor, d)?.gevonden.ok_or(MIST)?;
        let toestemming = store::toestemming::find(self.tx, actor, d.toestemming)?;
        let gegeven = permit(actor, ToestemmingIntrekken, toestemming)?.narrow::<Gegeven>()?;
        self.bewaar(gegeven.trek_in())?;
        Ok(())
    }

    fn verzend(&mut self, draad: &mut Draad, route: Route, actor: &Actor) -> Result<(), Error> {
        let casus = store::casus::find(self.tx, actor, draad.casus.ok_or(MIST)?)?;
        let casus = permit(actor, Doorgeleiden, casus)?.narrow::<Genomen>()?;
        let bureau = self.regio.bureau(route, draad.gemeente.ok_or(MIST)?).ok_or(MIST)?;
        let desk = store::toegang::organisatie::find_desk(self.tx, bureau.id)?.ok_or(MIST)?;
        let dekking = store::toestemming::dekking(
            self.tx,
            casus.ding(),
            Lezer::desk(route, desk.gegevens.organisatie),
            actor.nu,
        )?;
        let sleutel = store::client::sleutel(self.tx, self.kluis, casus.ding().client)?;
        let kijker = Kijker { actor, kluis: self.kluis };
        let bekend = Gezinssituatie::load(self.tx, kijker, casus.ding())?;
        let advies = self.regels.routeregels.weeg(route, bekend.situatie(), actor.nu.dag());
        let gezien = advies.bezwaren();
        let reden = AfwijkReden::RegionaleAfspraak;
        let waarom = (!gezien.is_empty()).then_some(Tegenspraak { gezien, reden });
        let toelating = weeg_af(&advies, waarom).map_err(|_| MIST)?;
        let besluit = casus.verzend(Verzending {
            route,
            desk: desk.id,
            toestemming: dekking.ok_or(MIST)?.id,
            antwoord_voor: self.regels.routes.antwoord_voor(route, desk.gegevens.termijn(), actor.nu.dag()),
            toelating,
        });
        let vraag = match route {
            Route::Knooppunt => "Graag samen om tafel met dit gezin: er spelen meer dingen tegelijk.".to_owned(),
            _ => format!("Graag {} voor dit gezin.", route.naam()),
        };
        let d = self.bewaar_met(besluit, Bij::tekst(Some(&sleutel), Some(&vraag)))?;
        draad.doorgeleidingen.insert(route, d.id);
        Ok(())
    }

    fn aan_de_desk(&mut self, draad: &mut Draad, route: Route, stap: &Stap, actor: &Actor) -> Result<(), Error> {
        let id = draad.doorgeleidingen.get(&route).copied().ok_or(MIST)?;
        match *stap {
            Stap::Contact(_, soort, op) => return self.plan(draad, id, (soort, op), actor),
            Stap::Afloop(_, reden) => return self.loop_af(draad, reden, actor),
            _ => {}
        }
        if let Stap::Starten(_) = *stap {
            // They met first: that is how support begins.
            self.plan(draad, id, (Contactsoort::Huisbezoek, actor.nu), actor)?;
            self.loop_af(draad, None, actor)?;
        }
        let d = store::doorgeleiding::find(self.tx, actor, id)?;
        let besluit = match *stap {
            Stap::Zien(_) => permit(actor, DoorgeleidingLezen, d)?.zie(),
            Stap::Oppakken(_) => permit(actor, DoorgeleidingUitvoeren, d)?.narrow::<OpTePakken>()?.claim()?,
            Stap::Aanvaarden(_) => permit(actor, DoorgeleidingBeantwoorden, d)?.narrow::<Verzonden>()?.aanvaard(),
            Stap::Afwijzen(_, reden) => {
                permit(actor, DoorgeleidingBeantwoorden, d)?.narrow::<Verzonden>()?.wijs_af(reden.into())
            }
            Stap::Starten(_) => {
                let d = permit(actor, DoorgeleidingUitvoeren, d)?.narrow::<Aanvaard>()?;
                let weet = store::doorgeleiding::begin::weet(self.tx, d.ding(), actor.nu.dag())?;
                d.start(weet)?
            }
            Stap::Stoppen(_, reden) => {
                permit(actor, DoorgeleidingUitvoeren, d)?.narrow::<Gestart>()?.stop(reden.into())
            }
            _ => {
                let d = permit(actor, DoorgeleidingUitvoeren, d)?.narrow::<Gestart>()?;
                let sleutel = store::client::sleutel_van_casus(self.tx, self.kluis, d.ding().casus)?;
                self.bewaar_met(d.rond_af(), Bij::resultaten(sleutel.as_ref(), RESULTATEN.as_bytes()))?;
                return Ok(());
            }
        };
        self.bewaar(besluit)?;
        Ok(())
    }

    fn plan(
        &mut self,
        draad: &mut Draad,
        id: DoorgeleidingId,
        (soort, op): (Contactsoort, Moment),
        actor: &Actor,
    ) -> Result<(), Error> {
        let traject = store::traject::van_doorgeleiding(self.tx, id)?.ok_or(MIST)?;
        let traject = store::traject::find(self.tx, actor, traject)?;
        let open = permit(actor, TrajectUitvoeren, traject)?.narrow::<NietBeeindigd>()?;
        draad.contactmoment = Some(self.bewaar(open.plan(soort, op))?.id);
        Ok(())
    }

    fn loop_af(&mut self, draad: &Draad, reden: Option<NietGehoudenReden>, actor: &Actor) -> Result<(), Error> {
        let id = draad.contactmoment.ok_or(MIST)?;
        let contact = store::traject::find_contactmoment(self.tx, actor, id)?;
        let gepland = permit(actor, ContactmomentUitvoeren, contact)?.narrow::<Gepland>()?;
        let toen = gepland.ding().gepland_op;
        let besluit = match reden {
            None => gepland.gehouden(toen),
            Some(reden) => gepland.niet_gehouden(reden),
        };
        self.bewaar(besluit)?;
        Ok(())
    }

    fn uitkomst(&mut self, draad: &Draad, vervolg: Vervolgactie, actor: &Actor) -> Result<(), Error> {
        let d = draad.doorgeleidingen.get(&Route::PrenataalHuisbezoek).copied().ok_or(MIST)?;
        let traject = store::traject::van_doorgeleiding(self.tx, d)?.ok_or(MIST)?;
        let traject = store::traject::find(self.tx, actor, traject)?;
        let lopend = permit(actor, TrajectUitvoeren, traject)?.narrow::<Lopend>()?;
        let casus = lopend.ding().casus;
        let sleutel = store::client::sleutel_van_casus(self.tx, self.kluis, casus)?;
        let huisbezoek = Huisbezoek {
            themas: store::casus::themas(self.tx, casus)?,
            wensen: "Rust in huis, en weten bij wie wij terechtkunnen.".into(),
            vervolgacties: vec![vervolg],
        };
        self.bewaar_met(lopend.leg_uitkomst_vast(huisbezoek), Bij::tekst(sleutel.as_ref(), None))?;
        Ok(())
    }
}

fn notitie(doel: Doel, wie: Ontvanger, gegeven: bool) -> Notitie {
    Notitie { reikwijdte: gezin::naar(doel, wie), verkregen: ZIJ_ZELF, bewoording: BEWOORDING.into(), gegeven }
}

const RESULTATEN: &str = r#"[{"doel":"Rust in huis","oordeelGezin":"bereikt","oordeelProfessional":"deels-bereikt"}]"#;
