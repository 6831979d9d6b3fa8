//! The whole server under load, on SQLite and, when `KNOOPPUNT_BENCH_POSTGRES` names an empty database, on PostgreSQL.
//!
//! `cargo bench --bench werklast` starts the program as a child on a free port of 127.0.0.1, makes a number of cases (6,000,
//! or `KNOOPPUNT_BENCH_CASUSSEN`), reads them and pages through the queue, and prints for each: requests a second, the slowest
//! of a hundred, and the server's own CPU milliseconds per request (from `/proc`, so Linux only), with the database's beside
//! it when `KNOOPPUNT_BENCH_POSTGRES_PID` names the first process of the PostgreSQL server. It ends the child by its process
//! id.
//!
//! `cargo bench --bench werklast -- logboek` measures the logboek instead: requests with their lines and without, how soon a line is
//! numbered and signed, and `inzage` and `controleer` among a million lines (or `KNOOPPUNT_BENCH_REGELS`).

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::as_conversions,
    clippy::cast_precision_loss,
    clippy::disallowed_methods,
    reason = "a measurement that fails says so by stopping"
)]

mod inloggen;
mod logboek;
mod server;

use std::{
    iter,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use knooppunt::{
    domain::{
        gebied::{Gemeente, Subregio},
        tijd::Moment,
        toegang::{Gebied, Organisatiesoort, Rol, Toekenning, totp, wachtwoord::Hasher},
    },
    store::{
        conn::{DatabaseSettings, Db},
        kluis::Kluis,
        toegang::{
            gebruiker::{Bekend, Genodigde, Inlogmiddelen, maak_gebruiker},
            organisatie::{Organisatiegegevens, voeg_organisatie_toe},
        },
    },
};
use serde_json::{Value, json};
use ureq::Agent;

use self::server::Server;

/// So many coordinators ask by turns: in life no two requests at once are of one account, whose brake counts them.
const COORDINATOREN: usize = 32;
const READS: usize = 10_000;
const PAGES: usize = 2_000;
const WACHTWOORD: &str = "meetlat meetlat meetlat";
const GEHEIM: [u8; 20] = *b"meetlatmeetlatmeetla";
const SLEUTEL: [u8; 32] = [7; 32];
const SLEUTEL_BASE64: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

fn nu() -> Moment {
    Moment::new(chrono::Utc::now())
}

/// A region of a midwife and of coordinators who have it all; and this many whose password somebody guesses.
fn people(url: &str, gebruikers: usize) -> Db {
    let db = Db::open(&DatabaseSettings {
        url: url.into(),
        verbindingen: 2,
        wachtrij: 16,
        wachttijd: Duration::from_secs(5),
    })
    .unwrap();
    db.migreer().unwrap();
    let kluis = Kluis::new(&SLEUTEL, &SLEUTEL).unwrap();
    let hash = Hasher::new(19_456, 2, 1).unwrap().hash(WACHTWOORD, &[3; 16]).unwrap();
    db.write_blocking(move |tx| {
        let organisatie = Organisatiegegevens {
            naam: "Verloskundigenpraktijk Meetlat".into(),
            soort: Organisatiesoort::Verloskundigenpraktijk,
            gemeenten: vec![Gemeente::Gm0917],
        };
        let organisatie = voeg_organisatie_toe(tx, &organisatie, nu())?;
        let meldt = |naam| (naam, Rol::Signaleerder, Gebied::Organisatie(organisatie));
        let bekenden = (0..gebruikers).map(|nummer| meldt(format!("bekende-{nummer}")));
        let coordinatoren = (0..COORDINATOREN)
            .map(|nummer| (coordinator(nummer), Rol::JgzCoordinator, Gebied::Subregio(Subregio::Parkstad)));
        for (naam, rol, gebied) in iter::once(meldt("verloskundige".to_owned())).chain(coordinatoren).chain(bekenden) {
            let toekenningen = vec![Toekenning { rol, gebied }];
            let wie = Genodigde { organisatie, gebruikersnaam: naam.clone(), naam, werktelefoon: None, toekenningen };
            let middelen = Inlogmiddelen { wachtwoord: hash.clone(), totp_geheim: GEHEIM.to_vec() };
            maak_gebruiker(tx, &kluis, &Bekend { wie, middelen }, nu())?;
        }
        Ok(())
    })
    .unwrap();
    db
}

fn coordinator(nummer: usize) -> String {
    format!("coordinator-{nummer}")
}

fn token(base: &str, naam: &str) -> String {
    let body = json!({ "gebruikersnaam": naam, "wachtwoord": WACHTWOORD, "totpCode": totp::totp_code(&GEHEIM, nu()) });
    let mut answer = ureq::post(format!("{base}/v1/sessies")).send_json(body).unwrap();
    let tokens: Value = answer.body_mut().read_json().unwrap();
    format!("Bearer {}", tokens["toegangstoken"].as_str().unwrap())
}

fn signaal(number: usize) -> Value {
    let uitgerekend = nu().dag() + chrono::TimeDelta::days(i64::try_from(number % 270).unwrap());
    json!({
        "gemeente": "GM0917",
        "toestemming": {
            "besluit": "gegeven", "wijze": "mondeling", "gegevenDoor": "client",
            "items": [
                { "doel": "verkenning", "ontvanger": "jgz-coordinatie", "onderdelen": ["contactgegevens", "zwangerschap", "themas"] },
                { "doel": "steun-op-maat", "ontvanger": "voorzorg", "onderdelen": ["contactgegevens"] },
            ],
        },
        "client": {
            "naam": format!("Meting nummer {number}"), "geboortedatum": "2001-05-17", "telefoon": format!("06{number:08}"),
            "veiligBereikbaar": ["bellen"],
        },
        "zwangerschap": { "zwanger": true, "uitgerekend": uitgerekend, "bron": "termijnecho", "aantalKinderen": 1, "eersteKind": true },
        "themas": ["schulden-armoede", "huisvesting"],
        "kwetsbaarheid": { "graad": "kwetsbaar", "samenGewogen": true },
        "eigenVraag": "Waar kan ik wonen als de baby er is?",
    })
}

/// Something that is asked, and the id of the request.
type Lezing = Arc<dyn Fn(&Agent, usize) -> String + Send + Sync>;

/// The program at work, on a database that is looked into as well.
struct Huis {
    db: Db,
    server: Server,
    coordinatoren: Arc<[String]>,
    /// Registers a worry about the next woman.
    maak: Lezing,
}

impl Huis {
    fn open(url: &str, extra: &[(&str, String)]) -> Self {
        let db = people(url, inloggen::POGINGEN);
        let server = Server::start(url, extra);
        println!("  resident at rest           {:>8}", server.resident());
        let midwife = token(&server.base, "verloskundige");
        let coordinatoren = (0..COORDINATOREN).map(|nummer| token(&server.base, &coordinator(nummer))).collect();
        let (address, volgende) = (format!("{}/v1/signalen", server.base), AtomicUsize::new(0));
        let maak: Lezing = Arc::new(move |agent, _| {
            let number = volgende.fetch_add(1, Ordering::Relaxed);
            verzoek(&agent.post(&address).header("authorization", &midwife).send_json(signaal(number)).unwrap())
        });
        Self { db, server, coordinatoren, maak }
    }

    /// The cases in front of the queue.
    fn casussen(&self) -> Vec<String> {
        let page: Value = Agent::new_with_defaults()
            .post(format!("{}/v1/casussen/_zoek", self.server.base))
            .header("authorization", &self.coordinatoren[0])
            .send_json(json!({}))
            .unwrap()
            .body_mut()
            .read_json()
            .unwrap();
        page["items"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect()
    }

    /// The coordinators read these by turns.
    fn lees(&self, ids: &[String]) -> Lezing {
        let (base, who, ids) = (self.server.base.clone(), self.coordinatoren.clone(), ids.to_vec());
        Arc::new(move |agent, number| {
            let address = format!("{base}/v1/casussen/{}", ids[number % ids.len()]);
            let mut answer = agent.get(&address).header("authorization", &who[number % who.len()]).call().unwrap();
            answer.body_mut().read_to_vec().unwrap();
            verzoek(&answer)
        })
    }
}

fn verzoek(answer: &ureq::http::Response<ureq::Body>) -> String {
    answer.headers()["x-request-id"].to_str().unwrap().to_owned()
}

/// So many, unless the environment says otherwise.
fn aantal(naam: &str, anders: usize) -> usize {
    std::env::var(naam).map_or(anders, |count| count.parse().unwrap())
}

fn run(url: &str) {
    let huis = Huis::open(url, &[]);
    let (server, who) = (&huis.server, huis.coordinatoren.clone());
    let creates = aantal("KNOOPPUNT_BENCH_CASUSSEN", 6_000);
    server.measure("create a signaal", creates, &huis.maak);
    let reader = huis.lees(&huis.casussen());
    server.measure("read one casus", READS, &reader);
    let search = format!("{}/v1/casussen/_zoek", server.base);
    let page: Lezing = Arc::new(move |agent, number| {
        let asked = agent.post(&search).header("authorization", &who[number % who.len()]).send_json(json!({}));
        let mut answer = asked.unwrap();
        answer.body_mut().read_to_vec().unwrap();
        verzoek(&answer)
    });
    server.measure("a page of 50 of the queue", PAGES, &page);
    println!("  resident after {:>6} requests {:>6}", creates + READS + PAGES, server.resident());
    inloggen::measure(server, &reader);
}

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let logboek = std::env::args().any(|argument| argument == "logboek");
    let run = |url: &str| if logboek { logboek::run(url) } else { run(url) };
    println!("SQLite");
    run(&format!("sqlite:{}", folder.path().join("werklast.db").display()));
    if let Ok(url) = std::env::var("KNOOPPUNT_BENCH_POSTGRES") {
        println!("PostgreSQL");
        run(&url);
    }
}
