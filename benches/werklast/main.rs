//! The whole server under load, on SQLite and, when `KNOOPPUNT_BENCH_POSTGRES` names an empty database, on PostgreSQL.
//!
//! `cargo bench --bench werklast` starts the program as a child on a free port of 127.0.0.1, makes a number of cases (6,000,
//! or `KNOOPPUNT_BENCH_CASUSSEN`), reads them and pages through the queue, and prints for each: requests a second, the slowest
//! of a hundred, and the server's own CPU milliseconds per request (from `/proc`, so Linux only). It ends the child by its
//! process id.

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
mod server;

use std::{sync::Arc, time::Duration};

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

use self::server::{Request, Server};

const READS: usize = 10_000;
const PAGES: usize = 2_000;
const WACHTWOORD: &str = "meetlat meetlat meetlat";
const GEHEIM: [u8; 20] = *b"meetlatmeetlatmeetla";
const SLEUTEL: [u8; 32] = [7; 32];
const SLEUTEL_BASE64: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

fn nu() -> Moment {
    Moment::new(chrono::Utc::now())
}

/// A region of two, a midwife and a coordinator who has it all; and this many whose password somebody guesses.
fn people(url: &str, gebruikers: usize) {
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
        let roles = [
            ("verloskundige", Rol::Signaleerder, Gebied::Organisatie(organisatie)),
            ("coordinator", Rol::JgzCoordinator, Gebied::Subregio(Subregio::Parkstad)),
        ];
        let roles = roles.map(|(naam, rol, gebied)| (naam.to_owned(), rol, gebied)).into_iter();
        let bekenden = (0..gebruikers)
            .map(|nummer| (format!("bekende-{nummer}"), Rol::Signaleerder, Gebied::Organisatie(organisatie)));
        for (naam, rol, gebied) in roles.chain(bekenden) {
            let toekenningen = vec![Toekenning { rol, gebied }];
            let wie = Genodigde { organisatie, gebruikersnaam: naam.clone(), naam, toekenningen };
            let middelen = Inlogmiddelen { wachtwoord: hash.clone(), totp_geheim: GEHEIM.to_vec() };
            maak_gebruiker(tx, &kluis, &Bekend { wie, middelen }, nu())?;
        }
        Ok(())
    })
    .unwrap();
}

fn token(server: &Server, naam: &str) -> String {
    let body = json!({ "gebruikersnaam": naam, "wachtwoord": WACHTWOORD, "totpCode": totp::totp_code(&GEHEIM, nu()) });
    let mut answer = ureq::post(format!("{}/v1/sessies", server.base)).send_json(body).unwrap();
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

fn run(url: &str) {
    people(url, inloggen::POGINGEN);
    let server = Server::start(url);
    println!("  resident at rest           {:>8}", server.resident());
    let (midwife, coordinator) = (token(&server, "verloskundige"), token(&server, "coordinator"));
    let address = format!("{}/v1/signalen", server.base);
    let creates = std::env::var("KNOOPPUNT_BENCH_CASUSSEN").map_or(6_000, |count| count.parse().unwrap());
    let create: Request = Arc::new(move |agent, number| {
        agent.post(&address).header("authorization", &midwife).send_json(signaal(number)).unwrap();
    });
    server.measure("create a signaal", creates, &create);
    let search = format!("{}/v1/casussen/_zoek", server.base);
    let page: Value = Agent::new_with_defaults()
        .post(&search)
        .header("authorization", &coordinator)
        .send_json(json!({}))
        .unwrap()
        .body_mut()
        .read_json()
        .unwrap();
    let ids: Vec<String> =
        page["items"].as_array().unwrap().iter().map(|c| c["id"].as_str().unwrap().to_owned()).collect();
    let (base, who) = (server.base.clone(), coordinator.clone());
    let reader: Request = Arc::new(move |agent, number| {
        let address = format!("{base}/v1/casussen/{}", ids[number % ids.len()]);
        agent.get(&address).header("authorization", &who).call().unwrap().body_mut().read_to_vec().unwrap();
    });
    server.measure("read one casus", READS, &reader);
    let page: Request = Arc::new(move |agent, _| {
        let asked = agent.post(&search).header("authorization", &coordinator).send_json(json!({}));
        asked.unwrap().body_mut().read_to_vec().unwrap();
    });
    server.measure("a page of 50 of the queue", PAGES, &page);
    println!("  resident after {:>6} requests {:>6}", creates + READS + PAGES, server.resident());
    inloggen::measure(&server, &reader);
}

fn main() {
    // `cargo test --benches` only wants to know that it builds.
    if std::env::args().any(|argument| argument == "--test") {
        return;
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    println!("SQLite");
    run(&format!("sqlite:{}", folder.path().join("werklast.db").display()));
    if let Ok(url) = std::env::var("KNOOPPUNT_BENCH_POSTGRES") {
        println!("PostgreSQL");
        run(&url);
    }
}
