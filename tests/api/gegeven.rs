//! What is given: a region with one person for each role, and a way to ask as one of them.

pub mod bodies;
pub mod database;
mod getoond;
mod inside;
mod logregels;
mod mensen;
pub mod postbus;
pub mod verhaal;
mod vraag;
mod werkplek;

use std::{
    cell::{Cell, RefCell},
    collections::{HashMap, HashSet},
    rc::Rc,
    sync::Arc,
};

use actix_web::{
    App,
    body::MessageBody as _,
    http::{StatusCode, header::HeaderMap},
    middleware::from_fn,
    test::{TestRequest, init_service, try_call_service},
    web::{self, Bytes, Data},
};
use chrono::{DateTime, TimeDelta};
use futures_util::future::LocalBoxFuture;
use knooppunt::{
    app::Parts,
    clock::{Clock as _, SetClock},
    config::{Instellingen, Sleutel, Sleutels},
    domain::{
        ids::Id,
        tijd::Moment,
        toegang::{DeskId, GebruikerId, OrganisatieId},
    },
    http::{
        omlijsting,
        route::nowhere,
        toegang::proef::{Mens, Proef},
    },
    store::{
        conn::Db,
        logboek::{
            klok,
            wijziging::{self, Tabel},
        },
    },
};

use self::database::Database;
pub use self::{
    logregels::{Regel, regels},
    mensen::{GEHEIM, IEDEREEN, WACHTWOORD, Wie, bevolk},
    vraag::{Antwoord, methode},
    werkplek::{Browser, Pagina},
};

type Ask = Box<dyn Fn(TestRequest) -> LocalBoxFuture<'static, (StatusCode, HeaderMap, Bytes)>>;

/// A region with its people, in a database of its own.
pub struct Regio {
    ask: Ask,
    /// The database, to look behind the answers.
    pub db: Db,
    /// The clock; it stands still until the test moves it.
    pub clock: Arc<SetClock>,
    /// With what it was started; another setting holds from the next start on.
    pub settings: &'static [(&'static str, &'static str)],
    wie: HashMap<Wie, (GebruikerId, OrganisatieId)>,
    desks: HashMap<Wie, DeskId>,
    tokens: RefCell<HashMap<Wie, (Moment, String)>>,
    gezien: RefCell<HashSet<String>>,
    /// Whether the test changed rows itself.
    pub geknoeid: Cell<bool>,
    // Last: everything that uses it is gone by then.
    database: Database,
}

/// The moment at which every test begins: a Monday morning.
pub fn begin() -> Moment {
    moment("2026-11-23T09:00:00Z")
}

pub fn moment(tekst: &str) -> Moment {
    Moment::new(DateTime::parse_from_rfc3339(tekst).unwrap().to_utc())
}

/// An identifier that nothing has.
pub fn niets() -> String {
    Id::<Regio>::new(begin()).to_string()
}

/// A region as it is before anybody had a worry.
pub async fn regio() -> Regio {
    regio_met(&[]).await
}

/// The same, with settings of its own.
pub async fn regio_met(settings: &'static [(&'static str, &'static str)]) -> Regio {
    bouw(begin(), settings, None).await
}

/// The same, for a test that begins at another moment.
pub async fn regio_op(nu: Moment, settings: &'static [(&'static str, &'static str)]) -> Regio {
    bouw(nu, settings, None).await
}

/// The same, as the demo is: one may choose to be one of these.
pub async fn regio_met_proef(wie: &[Wie]) -> Regio {
    let mens = |wie: &Wie| Mens { gebruikersnaam: wie.gebruikersnaam(), werk: "iemand", doen: &["Kijk rond"] };
    bouw(begin(), &[], Some(Proef::new(wie.iter().map(mens).collect()))).await
}

async fn bouw(nu: Moment, settings: &'static [(&'static str, &'static str)], proef: Option<Proef>) -> Regio {
    let database = Database::new();
    let clock = Arc::new(SetClock::at(nu));
    let mut parts = parts(&database.url(), clock.clone(), settings);
    parts.proef = proef.map(Data::new);
    parts.db.migreer().unwrap();
    parts.db.write(klok::geef_vrij).await.unwrap();
    let (wie, desks) = bevolk(&parts.db, &parts.kluis, nu.plus(TimeDelta::days(-1)));
    let (db, ask) = (parts.db.clone(), dienst(parts).await);
    let (tokens, gezien, geknoeid) = (RefCell::default(), RefCell::default(), Cell::default());
    Regio { ask, db, clock, settings, wie, desks, tokens, gezien, geknoeid, database }
}

impl Drop for Regio {
    /// Whatever a test did: each row that was changed has its line.
    fn drop(&mut self) {
        if self.geknoeid.get() || std::thread::panicking() {
            return;
        }
        let tabellen = self.db.read_blocking(wijziging::tabellen).unwrap();
        assert!(tabellen.len() > 30, "{tabellen:?}");
        for Tabel { naam, .. } in tabellen {
            let los = self.tel(&format!(
                "{naam} WHERE wijziging NOT IN (SELECT wijziging FROM logregel WHERE wijziging IS NOT NULL)"
            ));
            assert_eq!(los, 0, "rows of {naam} were changed without a line");
        }
    }
}

/// The whole program, to be asked.
async fn dienst(parts: Parts) -> Ask {
    let app = App::new()
        .wrap(from_fn(omlijsting::surround))
        .default_service(web::to(nowhere))
        .configure(move |cfg| parts.configure(cfg));
    let app = Rc::new(init_service(app).await);
    Box::new(move |request| {
        let app = Rc::clone(&app);
        Box::pin(async move {
            let answer = match try_call_service(&app, request.to_request()).await {
                Ok(answer) => answer.into_parts().1.map_into_boxed_body(),
                Err(error) => error.error_response(),
            };
            let (head, body) = answer.into_parts();
            (head.status(), head.headers().clone(), body.try_into_bytes().unwrap())
        })
    })
}

fn parts(url: &str, clock: Arc<SetClock>, own: &[(&'static str, &'static str)]) -> Parts {
    let settings = [
        ("KNOOPPUNT__DATABASE__URL", url),
        ("KNOOPPUNT__DATABASE__VERBINDINGEN", "4"),
        ("KNOOPPUNT__DATABASE__WACHTTIJD_SECONDEN", "30"),
        ("KNOOPPUNT__TOEGANG__ARGON2_GEHEUGEN_KIB", "8"),
        ("KNOOPPUNT__TOEGANG__ARGON2_RONDES", "1"),
        ("KNOOPPUNT__TOEGANG__ARGON2_BANEN", "1"),
        ("KNOOPPUNT__TOEGANG__ARGON2_ONVEILIG_ALLEEN_VOOR_TESTS", "true"),
        ("KNOOPPUNT__TOEGANG__WEBAUTHN_RP_ID", "knooppunt.example.nl"),
        ("KNOOPPUNT__TOEGANG__WEBAUTHN_ORIGIN", "https://knooppunt.example.nl"),
        ("KNOOPPUNT__TOEGANG__WEBAUTHN_VERPLICHT_VOOR", ""),
        // The clock stands still: a whole test happens within one minute.
        ("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "100000"),
        ("KNOOPPUNT__REMMEN__ZOEKEN_PER_MINUUT", "100000"),
        ("KNOOPPUNT__REMMEN__SIGNALEN_PER_UUR", "100000"),
        ("KNOOPPUNT__REMMEN__VERLENGEN_PER_TIEN_MINUTEN", "100000"),
        ("KNOOPPUNT__REMMEN__BRIEVEN_PER_DAG", "100000"),
        ("KNOOPPUNT__REMMEN__WEIGERINGEN_PER_TIEN_MINUTEN", "100000"),
    ];
    let settings = settings.iter().chain(own).map(|(name, value)| (name.into(), value.into()));
    let settings = Instellingen::from_sources(None, settings).unwrap();
    let sleutels = Sleutels {
        token: Sleutel::new([1; 32]),
        token_vorige: Vec::new(),
        hoofd: Sleutel::new([2; 32]),
        totp: Sleutel::new([3; 32]),
    };
    Parts::new(&settings, &sleutels, clock).unwrap()
}

impl Regio {
    pub fn gebruiker(&self, wie: Wie) -> String {
        self.wie[&wie].0.to_string()
    }

    pub fn organisatie(&self, wie: Wie) -> String {
        self.wie[&wie].1.to_string()
    }

    /// The desk at which somebody works.
    pub fn desk(&self, wie: Wie) -> String {
        self.desks[&wie].to_string()
    }

    /// Stops the program and starts it anew, on the same database.
    pub async fn herstart(&mut self) {
        self.herstart_op(&self.url()).await;
    }

    /// The same, with another way into the database.
    pub async fn herstart_op(&mut self, url: &str) {
        let parts = parts(url, self.clock.clone(), self.settings);
        self.db = parts.db.clone();
        self.ask = dienst(parts).await;
    }

    /// What time it is for the program.
    pub fn clock_nu(&self) -> Moment {
        self.clock.now()
    }

    pub fn verstrijk(&self, duration: TimeDelta) {
        self.clock.advance(duration);
    }

    /// How the program names its database.
    pub fn database_url(&self) -> String {
        self.database.url()
    }

    /// Where the database is.
    pub fn url(&self) -> String {
        self.database.url()
    }

    pub fn op_postgresql(&self) -> bool {
        database::op_postgresql(&self.db)
    }
}
