//! What the table promises, on SQLite and, when `KNOOPPUNT_TEST_POSTGRES` names a server, on PostgreSQL.

mod evaluatie;

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::{NaiveDate, TimeDelta};
use diesel::prelude::*;

use super::*;
use crate::domain::recht::{Account, Wie};
use crate::{
    domain::{
        casus::{InSteun, Status as CasusStatus},
        client::{Client, Persoonsgegevens},
        doorgeleiding::{Doorgeleiding, Status as Doorgeleidingstatus, gezin::Gezinsantwoord, toelating::Toelating},
        evaluatie::{Afronding, Geevalueerd, InEvaluatie, Uitkomst},
        ids::Id,
        knooppunt::{Aanwezig, Afwezig, AgendapuntId, Deelnemersoort, Gehouden, Gepland, NietVastgesteld, Oordeel},
        reden::AfwezigReden,
        route::Route,
        routeadvies::Routeregels,
        signaal::Urgentie,
        thema::Thema,
        toegang::{
            DeskId, Ding as _, Ligging, OrganisatieId, Toekenning, Waarom,
            beleid::{AgendapuntLeiden, BijeenkomstLeiden, BijeenkomstLezen, CasusEvalueren},
            permit, permit_in_gebied,
        },
        toestemming::{
            Doel, GegevenDoor, Ontvanger, Reikwijdte, Status as Toestemmingstatus, Toestemming, ToestemmingId,
            Verkregen, Wijze,
        },
    },
    store::{
        bewaar::{Bij, Tools, bewaar, met_pen},
        casus as casussen, client, logboek,
        schema::{doorgeleiding, toestemming},
        toegang::{
            organisatie::{self, Deskgegevens, Organisatiegegevens},
            tests::{Proef, nu, verzoek},
        },
    },
};

const HEERLEN: Gemeente = Gemeente::Gm0917;

/// A case in Heerlen that was sent to its table.
#[derive(Clone, Copy)]
struct Geval {
    casus: CasusId,
    toestemming: ToestemmingId,
}

fn na_dagen(dagen: i64) -> Moment {
    nu().plus(TimeDelta::days(dagen))
}

fn voorzitter(id: GebruikerId, op: Moment) -> Actor {
    Actor {
        wie: Wie::Account(Account { gebruiker: id, organisatie: Id::new(nu()), sessie: Id::new(nu()) }),
        eigen: vec![Toekenning { rol: Rol::Voorzitter, gebied: Gebied::Gemeente(HEERLEN) }],
        waarnemingen: Vec::new(),
        verzoek: verzoek(),
        nu: op,
    }
}

fn gegevens() -> Persoonsgegevens {
    Persoonsgegevens {
        naam: "A. Voorbeeld".into(),
        geboortedatum: NaiveDate::from_ymd_opt(2000, 1, 1).unwrap(),
        adres: None,
        telefoon: None,
        email: None,
        veilig_bereikbaar: Vec::new(),
        bereikbaar_toelichting: None,
        taal: "nl".into(),
        tolk_nodig: false,
    }
}

static REGELS: LazyLock<Routeregels> = LazyLock::new(|| Routeregels::standaard().unwrap());

fn tools<'a>(kluis: &'a Kluis, sleutel: Option<&'a Sleutel>, tekst: Option<&'a str>) -> Tools<'a> {
    Tools { kluis, evaluatie_na_dagen: 90, routeregels: &REGELS, bij: Bij::tekst(sleutel, tekst) }
}

/// A family in Heerlen, in this state of its case.
fn een_casus(tx: &mut Tx, kluis: &Kluis, door: GebruikerId, status: CasusStatus) -> Result<Casus, Error> {
    let client = Client { id: Id::new(nu()), pseudoniem: Id::new(nu()), gegevens: gegevens() };
    client::insert(tx, kluis, &client, nu())?;
    let casus = Casus {
        id: Id::new(nu()),
        client: client.id,
        betrokkene: client.pseudoniem,
        zwangerschap: None,
        gemeente: HEERLEN,
        status,
        coordinator: Some(door),
        regisseur: None,
        verkenning_op: None,
        evaluatie_op: None,
        sluitreden: None,
        aangemeld_op: nu(),
        geopend_op: nu(),
        gesloten_op: None,
        gesloten_door: None,
        bekijk_op: None,
        verhuizing_wacht: None,
        noodprocedure: None,
        versie: 1,
    };
    met_pen(tx, tools(kluis, None, None), &voorzitter(door, nu()), |pen| {
        casussen::insert(pen, &casus, None, (Urgentie::Gewoon, &[]))
    })?;
    diesel::update(casus::table.find(casus.id)).set(casus::coordinator_id.eq(door)).execute(tx)?;
    Ok(casus)
}

/// Her word that the table may speak of her.
fn mag_besproken(casus: &Casus, door: GebruikerId) -> Toestemming {
    Toestemming {
        id: Id::new(nu()),
        client: casus.client,
        betrokkene: casus.betrokkene,
        signaal: None,
        casus: Some(casus.id),
        reikwijdte: Reikwijdte {
            doel: Doel::Bespreking,
            ontvanger: Ontvanger::Knooppunt,
            organisatie: None,
            onderdelen: Vec::new(),
        },
        verkregen: Verkregen { wijze: Wijze::Mondeling, gegeven_door: GegevenDoor::Client },
        bewoording: "2026-1".into(),
        status: Toestemmingstatus::Gegeven,
        genoteerd_door: door,
        genoteerd_op: nu(),
        beeindigd_op: None,
        ligging: casus.ligging(),
        versie: 1,
    }
}

/// The desk of the table in Heerlen.
fn tafel(tx: &mut Tx) -> Result<DeskId, Error> {
    let gemeente = Organisatiegegevens {
        naam: "Gemeente Heerlen".into(),
        soort: crate::domain::toegang::Organisatiesoort::Gemeente,
        gemeenten: vec![HEERLEN],
    };
    let organisatie: OrganisatieId = organisatie::voeg_organisatie_toe(tx, &gemeente, nu())?;
    let desk = Deskgegevens {
        organisatie,
        naam: "Knooppunt Heerlen".into(),
        route: Route::Knooppunt,
        gebied: Gebied::Gemeente(HEERLEN),
        capaciteit: None,
        vrije_plekken: None,
        wachttijd_dagen: None,
        ruimte_op: None,
        responstermijn: None,
    };
    organisatie::voeg_desk_toe(tx, &desk, nu())
}

/// A request to speak of her at the table.
fn verzoek_aan(desk: DeskId, casus: &Casus, toestemming: &Toestemming, status: Doorgeleidingstatus) -> Doorgeleiding {
    Doorgeleiding {
        id: Id::new(nu()),
        casus: casus.id,
        betrokkene: casus.betrokkene,
        zwangerschap: casus.zwangerschap,
        route: Route::Knooppunt,
        desk,
        toestemming: toestemming.id,
        status,
        vorige: None,
        verzonden_door: toestemming.genoteerd_door,
        verzonden_op: nu(),
        antwoord_voor: nu().dag(),
        stap_op: None,
        herinnerd_op: None,
        geescaleerd_op: None,
        gezien_op: None,
        beantwoord_op: None,
        geclaimd_door: None,
        gezin: Gezinsantwoord::NogNietGevraagd,
        gezin_op: None,
        intake_op: None,
        gestart_op: None,
        beeindigd_op: None,
        reden: None,
        toelating: Toelating::bewaard(None, false),
        ligging: casus.ligging(),
        versie: 1,
    }
}

fn geval(proef: &Proef, door: GebruikerId, status: CasusStatus, verzoek: Option<Doorgeleidingstatus>) -> Geval {
    let kluis = proef.kluis.clone();
    proef.doe(move |tx| {
        let (actor, tools) = (voorzitter(door, nu()), tools(&kluis, None, None));
        let casus = een_casus(tx, &kluis, door, status)?;
        let toestemming = mag_besproken(&casus, door);
        met_pen(tx, tools, &actor, |pen| toestemming.write(pen, &Van::Nieuw))?;
        if let Some(status) = verzoek {
            let verzoek = verzoek_aan(tafel(tx)?, &casus, &toestemming, status);
            met_pen(tx, tools, &actor, |pen| verzoek.write(pen, &Van::Nieuw))?;
        }
        Ok(Geval { casus: casus.id, toestemming: toestemming.id })
    })
}

fn plan(proef: &Proef, actor: &Actor, op: Moment) -> Bijeenkomst {
    let (actor, kluis) = (actor.clone(), proef.kluis.clone());
    proef.doe(move |tx| {
        let ligging = Ligging { gemeente: Some(HEERLEN), ..Ligging::default() };
        let mag = permit_in_gebied(&actor, BijeenkomstLeiden, &ligging)?;
        let wacht = agenda::te_bespreken(tx, HEERLEN, actor.nu.dag())?;
        Ok(bewaar(tx, tools(&kluis, None, None), mag.plan(HEERLEN, op, None, &wacht))?.bijeenkomst)
    })
}

fn agendeer(proef: &Proef, actor: &Actor, op: BijeenkomstId, wie: CasusId) -> Result<AgendapuntId, &'static str> {
    let (actor, kluis) = (actor.clone(), proef.kluis.clone());
    proef.doe(move |tx| {
        let mag = permit(&actor, BijeenkomstLeiden, find(tx, &kluis, &actor, op)?)?.narrow::<NietVastgesteld>()?;
        let casus = casussen::get(tx, wie)?;
        let verzoek = agenda::verzoek(tx, wie)?;
        let toestemming = agenda::mag_besproken(tx, wie)?;
        let besluit = match mag.agendeer(&casus, verzoek, toestemming, None) {
            Ok(besluit) => besluit,
            Err(weigering) => return Ok(Err(code(weigering.waarom))),
        };
        // In a savepoint, as the statement that fails would spoil the rest.
        match tx.transaction(|tx| bewaar(tx, tools(&kluis, None, None), besluit)) {
            Ok(nieuw) => Ok(Ok(nieuw.punt.id)),
            Err(Error::Weigering(weigering)) => Ok(Err(code(weigering.waarom))),
            Err(andere) => Err(andere),
        }
    })
}

fn code(waarom: Waarom) -> &'static str {
    match waarom {
        Waarom::Conflict(conflict) => conflict.code,
        Waarom::NietGevonden => "niet-gevonden",
        Waarom::NietToegestaan => "niet-toegestaan",
        Waarom::Verouderd => "verouderd",
        Waarom::TeVaak(_) => "te-vaak",
        Waarom::FactorNodig => "factor-nodig",
    }
}

fn houd(proef: &Proef, actor: &Actor, id: BijeenkomstId) {
    let (actor, kluis) = (Actor { nu: na_dagen(8), ..actor.clone() }, proef.kluis.clone());
    proef.doe(move |tx| {
        let mag = permit(&actor, BijeenkomstLeiden, find(tx, &kluis, &actor, id)?)?.narrow::<Gepland>()?;
        bewaar(tx, tools(&kluis, None, None), mag.houd()?)
    });
}

fn stel_vast(proef: &Proef, actor: &Actor, id: BijeenkomstId) -> Result<(), &'static str> {
    let (actor, kluis) = (actor.clone(), proef.kluis.clone());
    proef.doe(move |tx| {
        let mag = permit(&actor, BijeenkomstLeiden, find(tx, &kluis, &actor, id)?)?.narrow::<Gehouden>()?;
        let verslagen = vaststelling::verslagen(tx, &actor, id)?;
        match mag.stel_vast(verslagen) {
            Ok(besluit) => bewaar(tx, tools(&kluis, None, None), besluit).map(|_| Ok(())),
            Err(weigering) => Ok(Err(code(weigering.waarom))),
        }
    })
}

fn casus_van(proef: &Proef, id: CasusId) -> Casus {
    proef.doe(move |tx| casussen::get(tx, id))
}

fn verzoekstatus(proef: &Proef, van: CasusId) -> Doorgeleidingstatus {
    proef.doe(move |tx| {
        let status = doorgeleiding::table
            .filter(doorgeleiding::casus_id.eq(van))
            .select(doorgeleiding::status)
            .first::<Woord<Doorgeleidingstatus>>(tx)?;
        Ok(status.0)
    })
}

/// Seats a mother, agrees something with her position and decides.
fn spreek_af(proef: &Proef, actor: &Actor, id: AgendapuntId, oordeel: Option<Oordeel>) {
    let (actor, kluis) = (actor.clone(), proef.kluis.clone());
    proef.doe(move |tx| {
        let mag = |tx: &mut Tx| -> Result<_, Error> {
            let punt = agendapunt::find(tx, &actor, id)?;
            Ok(permit(&actor, AgendapuntLeiden, punt)?.narrow::<NietVastgesteld>()?)
        };
        let casus = mag(tx)?.ding().casus;
        let sleutel = sleutel(tx, &kluis, casus)?;
        let besluit = mag(tx)?.zet_aan_tafel(Deelnemersoort::Ouder, None, "moeder".into());
        let Aanwezig { deelnemer: moeder, .. } = bewaar(tx, tools(&kluis, Some(&sleutel), None), besluit)?;
        assert!(agendapunt::zit_aan_tafel(tx, id, moeder.id)?);
        let besluit = mag(tx)?.spreek_af(moeder.id, actor.nu.dag(), Some(Thema::Stress), None, oordeel);
        let bij = Bij::tekst(Some(&sleutel), Some("Belt")).met_woorden(Some("Goed"));
        let gemaakt = bewaar(tx, Tools { bij, ..tools(&kluis, None, None) }, besluit)?;
        let sealed = afspraak::verzegelde_teksten(tx, &[gemaakt.id])?.remove(&gemaakt.id).unwrap();
        let teksten = sealed.open(&sleutel, &gemaakt)?;
        assert_eq!((teksten.wat.as_str(), teksten.woorden.as_deref()), ("Belt", Some("Goed")));
        let dag = na_dagen(30).dag();
        let besluit = mag(tx)?.besluit_over(Some(actor.gebruiker()), Some(dag), Afwezig::Om(AfwezigReden::KonNiet));
        let punt = bewaar(tx, tools(&kluis, Some(&sleutel), Some("Samen")), besluit)?;
        let sleutels = BTreeMap::from([(punt.casus, sleutel)]);
        assert_eq!(agendapunt::toelichtingen(tx, &sleutels, &[punt])?.get(&id).map(String::as_str), Some("Samen"));
        Ok(())
    });
}

fn trek_in(proef: &Proef, id: ToestemmingId) {
    proef.doe(move |tx| {
        diesel::update(toestemming::table.find(id))
            .set(toestemming::status.eq(Woord(Toestemmingstatus::Ingetrokken)))
            .execute(tx)?;
        Ok(())
    });
}

fn gezien(proef: &Proef, actor: &Actor, id: BijeenkomstId) -> (usize, Vec<CasusId>) {
    let (actor, kluis) = (actor.clone(), proef.kluis.clone());
    proef.doe(move |tx| {
        let mag = permit(&actor, BijeenkomstLezen, find(tx, &kluis, &actor, id)?)?;
        let wacht = agenda::te_bespreken(tx, HEERLEN, actor.nu.dag())?;
        let bijeenkomst = logboek::inzage_met(tx, mag, wacht.iter().map(|casus| casus.betrokkene))?;
        assert_eq!(pagina(tx, &kluis, &actor, HEERLEN, None, 10)?.len(), 1);
        let na = Some((bijeenkomst.gepland_op, bijeenkomst.id));
        assert!(pagina(tx, &kluis, &actor, HEERLEN, na, 10)?.is_empty());
        Ok((bijeenkomst.betrokkenen.len(), wacht.iter().map(|casus| casus.id).collect()))
    })
}

#[test]
fn een_aanvaard_verzoek_komt_op_de_agenda_en_met_een_afspraak_in_steun_op_maat() {
    for proef in Proef::op_beide() {
        let id = proef.gebruiker("voorzitter", Rol::Voorzitter, "hash");
        let actor = voorzitter(id, nu());
        let wacht = geval(&proef, id, CasusStatus::Knooppunt, Some(Doorgeleidingstatus::Verzonden));
        let aanvaard = geval(&proef, id, CasusStatus::Knooppunt, Some(Doorgeleidingstatus::Aanvaard));
        let tafel = plan(&proef, &actor, na_dagen(7));
        assert_eq!(agendeer(&proef, &actor, tafel.id, wacht.casus), Err("aanvaard-eerst"));
        let punt = agendeer(&proef, &actor, tafel.id, aanvaard.casus).unwrap();
        assert_eq!(agendeer(&proef, &actor, tafel.id, aanvaard.casus), Err("staat-al-op-de-agenda"));
        assert_eq!(verzoekstatus(&proef, aanvaard.casus), Doorgeleidingstatus::Gestart);
        houd(&proef, &actor, tafel.id);
        assert_eq!(stel_vast(&proef, &actor, tafel.id), Err("ouders-ontbreken"));
        spreek_af(&proef, &actor, punt, Some(Oordeel::Akkoord));
        assert_eq!(stel_vast(&proef, &actor, tafel.id), Ok(()));
        let casus = casus_van(&proef, aanvaard.casus);
        assert_eq!(casus.status, CasusStatus::SteunOpMaat);
        assert_eq!((casus.regisseur, casus.evaluatie_op), (Some(id), Some(na_dagen(30).dag())));
        assert_eq!(verzoekstatus(&proef, aanvaard.casus), Doorgeleidingstatus::Afgerond);
    }
}

#[test]
fn zonder_de_positie_van_de_ouders_wordt_niets_vastgesteld() {
    for proef in Proef::op_beide() {
        let id = proef.gebruiker("voorzitter", Rol::Voorzitter, "hash");
        let actor = voorzitter(id, nu());
        let geval = geval(&proef, id, CasusStatus::Knooppunt, Some(Doorgeleidingstatus::Aanvaard));
        let tafel = plan(&proef, &actor, na_dagen(7));
        let punt = agendeer(&proef, &actor, tafel.id, geval.casus).unwrap();
        spreek_af(&proef, &actor, punt, None);
        houd(&proef, &actor, tafel.id);
        assert_eq!(stel_vast(&proef, &actor, tafel.id), Err("positie-ontbreekt"));
    }
}

#[test]
fn wie_toestemming_intrekt_verdwijnt_van_de_agenda_en_over_haar_wordt_niets_besloten() {
    for proef in Proef::op_beide() {
        let id = proef.gebruiker("voorzitter", Rol::Voorzitter, "hash");
        let actor = voorzitter(id, nu());
        let geval = geval(&proef, id, CasusStatus::Knooppunt, Some(Doorgeleidingstatus::Aanvaard));
        let tafel = plan(&proef, &actor, na_dagen(7));
        let punt = agendeer(&proef, &actor, tafel.id, geval.casus).unwrap();
        spreek_af(&proef, &actor, punt, Some(Oordeel::Akkoord));
        assert_eq!(gezien(&proef, &actor, tafel.id).0, 1);
        trek_in(&proef, geval.toestemming);
        assert_eq!(gezien(&proef, &actor, tafel.id).0, 0);
        houd(&proef, &actor, tafel.id);
        assert_eq!(stel_vast(&proef, &actor, tafel.id), Ok(()));
        assert_eq!(casus_van(&proef, geval.casus).status, CasusStatus::Knooppunt);
        let casus = casus_van(&proef, geval.casus);
        let feiten = proef.doe(move |tx| casussen::feiten(tx, &casus));
        assert!(!feiten.afspraken_vastgesteld);
    }
}
