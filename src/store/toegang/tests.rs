//! What access promises, on a database of the test alone.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    thread,
    time::Duration,
};

use chrono::{DateTime, TimeDelta};
use diesel::{PgConnection, connection::SimpleConnection as _, prelude::*};
use tempfile::TempDir;

use super::{
    gebruiker::{Bekend, Genodigde, Inlog, Inlogmiddelen},
    geheim::{Geheim, afdruk},
    organisatie::Organisatiegegevens,
    sessie::{Aanwezig, Factor, Uitgifte},
    *,
};
use crate::{
    domain::{
        ids::Id,
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            Gebied, GebruikerId, Organisatiesoort, Rol, Toekenning, Verzoek,
            afzender::Afzender,
            sessie::{Grenzen, Lopend},
            uitslag::Afwijzing,
        },
    },
    store::{
        conn::{DatabaseSettings, Db, Tx},
        error::Error,
        kluis::Kluis,
        logboek,
        schema::logregel,
        types::Woord,
    },
};

pub(crate) const GEHEIM: &[u8] = b"12345678901234567890";
const GRENZEN: Grenzen = Grenzen { stil_seconden: 1800, stil_beheer_seconden: 900, sessie_uren: 12 };

pub(crate) fn nu() -> Moment {
    Moment::new(DateTime::from_timestamp(1_800_000_000, 0).unwrap())
}

pub(crate) fn verzoek() -> Verzoek {
    Verzoek { id: Id::<Verzoek>::new(nu()).uuid(), toegangspunt: "192.0.2.1".into() }
}

pub(crate) struct Proef {
    pub db: Db,
    pub kluis: Kluis,
    _folder: TempDir,
    _made: Option<Made>,
}

/// A database on the server, which goes when its test does.
struct Made {
    admin: String,
    name: String,
}

impl Drop for Made {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        PgConnection::establish(&self.admin).unwrap().batch_execute(&drop).unwrap();
    }
}

impl Proef {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let url = format!("sqlite:{}", folder.path().join("proef.db").display());
        Self::open(url, folder, None)
    }

    /// One on SQLite and, when `KNOOPPUNT_TEST_POSTGRES` names a server, one on PostgreSQL.
    pub(crate) fn op_beide() -> Vec<Self> {
        [Some(Self::new()), Self::op_postgresql()].into_iter().flatten().collect()
    }

    fn op_postgresql() -> Option<Self> {
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let admin = std::env::var("KNOOPPUNT_TEST_POSTGRES").ok()?;
        let name = format!("toegang_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::SeqCst));
        PgConnection::establish(&admin).unwrap().batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
        let (address, _) = admin.rsplit_once('/').unwrap();
        let url = format!("{address}/{name}");
        Some(Self::open(url, TempDir::new().unwrap(), Some(Made { admin, name })))
    }

    fn open(url: String, folder: TempDir, made: Option<Made>) -> Self {
        let db = Db::open(&DatabaseSettings { url, verbindingen: 4, wachtrij: 64, wachttijd: Duration::from_secs(20) })
            .unwrap();
        db.migreer().unwrap();
        Self { db, kluis: Kluis::new(&[1; 32], &[2; 32]).unwrap(), _folder: folder, _made: made }
    }

    pub(crate) fn gebruiker(&self, naam: &str, rol: Rol, wachtwoord: &str) -> GebruikerId {
        let (kluis, naam, wachtwoord) = (self.kluis.clone(), naam.to_owned(), wachtwoord.to_owned());
        self.doe(move |tx| {
            let praktijk = Organisatiegegevens {
                naam: "De Wieg".into(),
                soort: Organisatiesoort::Verloskundigenpraktijk,
                gemeenten: Vec::new(),
            };
            let organisatie = organisatie::voeg_organisatie_toe(tx, &praktijk, na(-60))?;
            let gebied = Gebied::Organisatie(organisatie);
            let bekend = Bekend {
                wie: Genodigde {
                    gebruikersnaam: naam,
                    naam: "V. Os".into(),
                    werktelefoon: None,
                    organisatie,
                    toekenningen: vec![Toekenning { rol, gebied }],
                },
                middelen: Inlogmiddelen { wachtwoord, totp_geheim: GEHEIM.to_vec() },
            };
            let id = maak_gebruiker(tx, &kluis, &bekend, na(-60))?;
            let wie = Afzender::opdrachtregel(na(-60)).met_account(Some(id));
            logboek::gedaan(tx, &wie.meldt_zich(Gebeurtenis::GebruikerUitgenodigd))?;
            Ok(id)
        })
    }

    pub(crate) fn doe<T: Send + 'static>(&self, work: impl FnOnce(&mut Tx) -> Result<T, Error> + Send + 'static) -> T {
        // On a thread of its own: async tests use this too.
        let db = self.db.clone();
        thread::spawn(move || db.write_blocking(work)).join().unwrap().unwrap()
    }

    fn inlog(&self, naam: &str) -> Option<Inlog> {
        let (kluis, naam) = (self.kluis.clone(), naam.to_owned());
        self.doe(move |tx| gebruiker::inlog(tx, &kluis, &naam))
    }

    fn begin(&self, stap: i64, token: &str, op: Moment) -> Option<Lopend> {
        let inlog = self.inlog("v.os").unwrap();
        let uitgifte = Uitgifte { verversing: afdruk(token), apparaat: None };
        self.doe(move |tx| {
            let wie = Afzender::onbekend(verzoek(), op);
            let uitslag = sessie::begin(tx, (&inlog, &Factor::Stap(stap)), &uitgifte, GRENZEN, &wie)?;
            Ok(logboek::leg_vast(tx, uitslag)?.ok())
        })
    }

    fn vernieuw(&self, oud: &str, nieuw: &str, op: Moment) -> Option<Lopend> {
        let (oud, nieuw) = (afdruk(oud), afdruk(nieuw));
        self.doe(move |tx| {
            let uitslag = sessie::vernieuw(tx, &oud, &nieuw, &Afzender::onbekend(verzoek(), op))?;
            Ok(logboek::leg_vast(tx, uitslag)?.ok())
        })
    }

    fn actor(&self, lopend: Lopend, op: Moment) -> Option<Aanwezig> {
        self.doe(move |tx| sessie::actor(tx, lopend.sessie, verzoek(), op))
    }

    pub(crate) fn regels(&self) -> Vec<(Gebeurtenis, String)> {
        self.doe(|tx| {
            let rows: Vec<(Woord<Gebeurtenis>, String)> = logregel::table
                .order((logregel::op, logregel::id))
                .select((logregel::gebeurtenis, logregel::uitkomst))
                .load(tx)?;
            Ok(rows.into_iter().map(|(wat, uitkomst)| (wat.0, uitkomst)).collect())
        })
    }
}

fn na(seconden: i64) -> Moment {
    nu().plus(TimeDelta::seconds(seconden))
}

#[test]
fn een_verversingstoken_werkt_een_keer_en_hergebruik_beeindigt_de_sessie() {
    for proef in Proef::op_beide() {
        proef.gebruiker("v.os", Rol::Signaleerder, "hash");
        let lopend = proef.begin(1, "een", nu()).unwrap();
        assert_eq!(proef.vernieuw("een", "twee", na(1)), Some(lopend));
        assert_eq!(proef.vernieuw("twee", "drie", na(2)), Some(lopend));
        assert!(proef.actor(lopend, na(3)).is_some());
        assert_eq!(proef.vernieuw("een", "vier", na(4)), None);
        assert!(proef.actor(lopend, na(5)).is_none());
        assert_eq!(proef.vernieuw("drie", "vijf", na(6)), None);
        assert_eq!(proef.vernieuw("onbekend", "zes", na(7)), None);
        let regels: Vec<_> = proef.regels().into_iter().map(|(wat, uit)| format!("{wat:?} {uit}")).collect();
        assert_eq!(
            regels,
            [
                "GebruikerUitgenodigd gelukt",
                "SessieBegonnen gelukt",
                "SessieVerlengd gelukt",
                "SessieVerlengd gelukt",
                "SessieBeeindigd geweigerd",
                "SessieGeweigerd geweigerd",
                "SessieGeweigerd geweigerd",
            ]
        );
    }
}

#[test]
fn van_twintig_die_tegelijk_hetzelfde_token_brengen_slaagt_er_precies_een() {
    for proef in Proef::op_beide().into_iter().map(Arc::new) {
        proef.gebruiker("v.os", Rol::Signaleerder, "hash");
        let lopend = proef.begin(1, "een", nu()).unwrap();
        let draden: Vec<_> = (0..20)
            .map(|n| {
                let proef = Arc::clone(&proef);
                thread::spawn(move || proef.vernieuw("een", &format!("nieuw {n}"), na(1)).is_some())
            })
            .collect();
        let gelukt = draden.into_iter().map(|draad| draad.join().unwrap());
        assert_eq!(gelukt.filter(|gelukt| *gelukt).count(), 1);
        assert!(proef.actor(lopend, na(2)).is_none());
    }
}

#[test]
fn een_stap_van_de_tweede_factor_werkt_een_keer() {
    for proef in Proef::op_beide() {
        proef.gebruiker("v.os", Rol::Signaleerder, "hash");
        assert!(proef.begin(7, "een", nu()).is_some());
        assert!(proef.begin(7, "twee", nu()).is_none());
        assert!(proef.begin(6, "drie", nu()).is_none());
        assert!(proef.begin(8, "vier", nu()).is_some());
    }
}

#[test]
fn een_sessie_eindigt_na_dertig_minuten_stilte_maar_niet_zolang_er_gelezen_wordt() {
    for proef in Proef::op_beide() {
        proef.gebruiker("v.os", Rol::Signaleerder, "hash");
        let lopend = proef.begin(1, "een", nu()).unwrap();
        assert!(!proef.actor(lopend, na(59)).unwrap().bijwerken);
        assert!(proef.actor(lopend, na(1799)).unwrap().bijwerken);
        assert!(proef.actor(lopend, na(1800)).is_none());
        proef.doe(move |tx| sessie::raak_aan(tx, lopend.sessie, na(1700)));
        assert!(proef.actor(lopend, na(1800)).is_some());
        assert!(proef.actor(lopend, na(3499)).is_some());
        assert!(proef.actor(lopend, na(3500)).is_none());
        assert_eq!(proef.vernieuw("een", "twee", na(3500)), None);
    }
}

#[test]
fn een_beheerder_mag_een_kwartier_stil_zijn() {
    for proef in Proef::op_beide() {
        proef.gebruiker("v.os", Rol::Beheerder, "hash");
        let lopend = proef.begin(1, "een", nu()).unwrap();
        assert!(proef.actor(lopend, na(899)).is_some());
        assert!(proef.actor(lopend, na(900)).is_none());
    }
}

#[test]
fn na_twaalf_uur_eindigt_elke_sessie() {
    for proef in Proef::op_beide() {
        proef.gebruiker("v.os", Rol::Signaleerder, "hash");
        let lopend = proef.begin(1, "0", nu()).unwrap();
        let einde = 12 * 3600;
        for ronde in 1..48 {
            let (oud, nieuw) = ((ronde - 1).to_string(), ronde.to_string());
            assert!(proef.vernieuw(&oud, &nieuw, na(ronde * 900)).is_some(), "{ronde}");
        }
        assert!(proef.actor(lopend, na(einde - 1)).is_some());
        assert!(proef.actor(lopend, na(einde)).is_none());
        assert_eq!(proef.vernieuw("47", "48", na(einde)), None);
    }
}

#[test]
fn wie_uitlogt_is_uit_en_haar_toekenningen_gelden_zolang_zij_gelden() {
    for proef in Proef::op_beide() {
        let wie = proef.gebruiker("v.os", Rol::Signaleerder, "hash");
        let lopend = proef.begin(1, "een", nu()).unwrap();
        let actor = proef.actor(lopend, na(1)).unwrap().actor;
        assert_eq!(actor.gebruiker(), wie);
        assert_eq!(
            actor.eigen,
            [Toekenning { rol: Rol::Signaleerder, gebied: Gebied::Organisatie(actor.organisatie()) }]
        );
        proef.doe(move |tx| {
            use crate::store::schema::toekenning;
            diesel::update(toekenning::table).set(toekenning::geldig_tot.eq(Some(na(10)))).execute(tx)?;
            Ok(())
        });
        assert!(proef.actor(lopend, na(9)).unwrap().actor.heeft(Rol::Signaleerder));
        assert!(proef.actor(lopend, na(10)).unwrap().actor.eigen.is_empty());
        assert!(proef.doe(move |tx| sessie::beeindig(tx, &actor)).is_gelukt());
        assert!(proef.actor(lopend, na(11)).is_none());
    }
}

#[test]
fn een_uitnodiging_werkt_een_keer_en_een_dag() {
    for proef in Proef::op_beide() {
        let wie = proef.gebruiker("v.os", Rol::Signaleerder, "hash");
        let lopend = proef.begin(1, "een", nu()).unwrap();
        let code = Geheim::nieuw().unwrap();
        let hash = code.afdruk.clone();
        proef.doe(move |tx| uitnodiging::nodig_opnieuw_uit(tx, "V.Os ", &hash, nu()));
        let zoek = |op| {
            let hash = code.afdruk.clone();
            proef.doe(move |tx| uitnodiging::van_uitnodiging(tx, &hash, op))
        };
        assert!(zoek(na(24 * 3600)).is_none());
        let genodigde = zoek(na(24 * 3600 - 1)).unwrap();
        assert_eq!((genodigde.gebruiker, genodigde.gebruikersnaam.as_str()), (wie, "v.os"));
        assert_eq!(genodigde.organisatie, "De Wieg");
        let aanvaard = || {
            let (kluis, hash) = (proef.kluis.clone(), code.afdruk.clone());
            let middelen = Inlogmiddelen { wachtwoord: "nieuwe hash".into(), totp_geheim: GEHEIM.to_vec() };
            let door = Afzender::onbekend(verzoek(), na(1));
            proef.doe(move |tx| uitnodiging::aanvaard(tx, &kluis, (wie, &hash), &middelen, &door)).uitkomst
        };
        assert_eq!(aanvaard().unwrap().len(), 10);
        assert_eq!(aanvaard(), Err(Afwijzing::Uitnodiging));
        assert!(zoek(na(2)).is_none());
        assert!(proef.actor(lopend, na(2)).is_none(), "her old sessions are over");
        assert_eq!(proef.inlog("V.OS").unwrap().wachtwoord, "nieuwe hash");
    }
}
