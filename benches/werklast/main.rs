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

use std::{
    fs,
    net::TcpListener,
    process::{Child, Command, Stdio},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
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

const CLIENTS: usize = 32;
const READS: usize = 10_000;
const PAGES: usize = 2_000;
const WACHTWOORD: &str = "meetlat meetlat meetlat";
const GEHEIM: [u8; 20] = *b"meetlatmeetlatmeetla";
const SLEUTEL: [u8; 32] = [7; 32];
const SLEUTEL_BASE64: &str = "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=";

struct Server {
    child: Child,
    base: String,
}

impl Server {
    fn start(url: &str) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let begun = Instant::now();
        let child = Command::new(env!("CARGO_BIN_EXE_knooppunt"))
            .args(["serve", "--migreer"])
            .env("KNOOPPUNT__DATABASE__URL", url)
            .env("KNOOPPUNT__SERVER__POORT", port.to_string())
            .env("KNOOPPUNT__TELEMETRIE__NIVEAU", "warn")
            .env("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "1000000")
            .env("KNOOPPUNT__REMMEN__ZOEKEN_PER_MINUUT", "1000000")
            .env("KNOOPPUNT__GEHEIMEN__TOKEN_SLEUTEL", SLEUTEL_BASE64)
            .env("KNOOPPUNT__GEHEIMEN__HOOFDSLEUTEL", SLEUTEL_BASE64)
            .env("KNOOPPUNT__GEHEIMEN__TOTP_SLEUTEL", SLEUTEL_BASE64)
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let server = Self { child, base: format!("http://127.0.0.1:{port}") };
        while ureq::get(format!("{}/gereed", server.base)).call().is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "the server does not answer");
            thread::sleep(Duration::from_millis(5));
        }
        println!("  start to first answer      {:>8.0} ms", begun.elapsed().as_secs_f64() * 1000.0);
        server
    }

    /// CPU seconds of the process so far: user and system.
    fn cpu(&self) -> f64 {
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
    }

    fn resident(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        format!("{:.0} MiB", line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0)
    }

    /// Runs `count` requests from 32 clients and prints what they cost.
    fn measure(&self, what: &str, count: usize, request: impl Fn(&Agent, usize) + Send + Sync + 'static) {
        let (request, next) = (Arc::new(request), Arc::new(AtomicUsize::new(0)));
        let times = Arc::new(Mutex::new(Vec::with_capacity(count)));
        let (cpu, begun) = (self.cpu(), Instant::now());
        let clients: Vec<_> = (0..CLIENTS)
            .map(|_| {
                let (request, next, times) = (request.clone(), next.clone(), times.clone());
                thread::spawn(move || {
                    let (agent, mut own) = (Agent::new_with_defaults(), Vec::new());
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= count {
                            break;
                        }
                        let at = Instant::now();
                        request(&agent, number);
                        own.push(at.elapsed());
                    }
                    times.lock().unwrap().extend(own);
                })
            })
            .collect();
        for client in clients {
            client.join().unwrap();
        }
        let (took, cpu) = (begun.elapsed().as_secs_f64(), self.cpu() - cpu);
        let mut times = times.lock().unwrap().clone();
        times.sort_unstable();
        println!(
            "  {what:<26} {:>8.0} /s   p50 {:>6.1} ms   p99 {:>6.1} ms   server CPU {:>6.3} ms/request",
            count as f64 / took,
            times[count / 2].as_secs_f64() * 1000.0,
            times[count * 99 / 100].as_secs_f64() * 1000.0,
            cpu * 1000.0 / count as f64
        );
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn nu() -> Moment {
    Moment::new(chrono::Utc::now())
}

/// A region of two: a midwife, and a coordinator who has it all.
fn people(url: &str) {
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
        for (naam, rol, gebied) in roles {
            let wie = Genodigde {
                organisatie,
                gebruikersnaam: naam.into(),
                naam: naam.into(),
                toekenningen: vec![Toekenning { rol, gebied }],
            };
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
    people(url);
    let server = Server::start(url);
    println!("  resident at rest           {:>8}", server.resident());
    let (midwife, coordinator) = (token(&server, "verloskundige"), token(&server, "coordinator"));
    let address = format!("{}/v1/signalen", server.base);
    let creates = std::env::var("KNOOPPUNT_BENCH_CASUSSEN").map_or(6_000, |count| count.parse().unwrap());
    server.measure("create a signaal", creates, move |agent, number| {
        agent.post(&address).header("authorization", &midwife).send_json(signaal(number)).unwrap();
    });
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
    server.measure("read one casus", READS, move |agent, number| {
        let address = format!("{base}/v1/casussen/{}", ids[number % ids.len()]);
        agent.get(&address).header("authorization", &who).call().unwrap().body_mut().read_to_vec().unwrap();
    });
    server.measure("a page of 50 of the queue", PAGES, move |agent, _| {
        agent
            .post(&search)
            .header("authorization", &coordinator)
            .send_json(json!({}))
            .unwrap()
            .body_mut()
            .read_to_vec()
            .unwrap();
    });
    println!("  resident after {:>6} requests {:>6}", creates + READS + PAGES, server.resident());
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
