//! How many statements a request costs: what goes to the database, with everything around the work counted too.
//!
//! A round trip to PostgreSQL costs more than most of what it asks for, so a budget stands beside each operation. A test that fails
//! prints every statement of the request: the one that is new, or the one in a loop, is easily seen.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, Once, PoisonError},
};

use chrono::TimeDelta;
use diesel::connection::{Instrumentation, InstrumentationEvent, set_default_instrumentation};
use serde_json::{Value, json};

use crate::gegeven::{Regio, Wie, bodies, regio};

/// The statements of each database that somebody counts, by its address.
static SENT: Mutex<Option<HashMap<String, Vec<String>>>> = Mutex::new(None);

fn sent() -> MutexGuard<'static, Option<HashMap<String, Vec<String>>>> {
    SENT.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Writes down what one connection sends, once its database is counted.
#[derive(Default)]
struct Recorder {
    address: String,
}

impl Instrumentation for Recorder {
    fn on_connection_event(&mut self, event: InstrumentationEvent<'_>) {
        match event {
            InstrumentationEvent::StartEstablishConnection { url, .. } => url.clone_into(&mut self.address),
            InstrumentationEvent::StartQuery { query, .. } => {
                if let Some(list) = sent().as_mut().and_then(|all| all.get_mut(&self.address)) {
                    list.push(query.to_string());
                }
            }
            _ => {}
        }
    }
}

/// Every connection that is made from now on writes down what it sends.
fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| set_default_instrumentation(|| Some(Box::<Recorder>::default())).unwrap());
}

/// A region whose statements are counted, in which everybody has logged in.
async fn counted() -> Regio {
    listen();
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    sent().get_or_insert_default().insert(address(&regio), Vec::new());
    regio
}

/// The address as a connection hears it: for SQLite that is the path alone.
fn address(regio: &Regio) -> String {
    let url = regio.url();
    url.strip_prefix("sqlite:").unwrap_or(&url).to_owned()
}

impl Regio {
    /// What was sent since somebody last asked.
    fn statements(&self) -> Vec<String> {
        sent().as_mut().and_then(|all| all.get_mut(&address(self))).map(std::mem::take).unwrap()
    }

    /// Holds what was sent since somebody last asked against the budget of this database.
    #[track_caller]
    #[expect(clippy::print_stdout, reason = "how many there were is what the test is asked for")]
    fn within(&self, what: &str, budget: Budget) {
        let mut statements = self.statements();
        // A pool may be making its next connection meanwhile: how that is set up belongs to no request.
        statements.retain(|text| !["PRAGMA busy_timeout", "SET TIME ZONE"].iter().any(|begin| text.starts_with(begin)));
        let most = if self.url().starts_with("postgres") { budget.postgresql } else { budget.sqlite };
        println!("{what}: {} statements, at most {most}", statements.len());
        let list: Vec<String> = statements
            .iter()
            .enumerate()
            .map(|(i, text)| format!("{:>2} {}", i + 1, text.replace('\n', " ")))
            .collect();
        assert!(statements.len() <= most, "{what}: {} statements, at most {most}\n{}", list.len(), list.join("\n"));
        if std::env::var_os("KNOOPPUNT_TOON_STATEMENTS").is_some() {
            println!("{}", list.join("\n"));
        }
    }
}

/// How many statements an operation may cost on each database.
#[derive(Clone, Copy)]
struct Budget {
    postgresql: usize,
    sqlite: usize,
}

/// A pause after which a pool might want to know whether its connections still live.
fn pause() {
    std::thread::sleep(std::time::Duration::from_millis(1100));
}

#[actix_web::test]
async fn reading_a_case() {
    let regio = counted().await;
    let gezin = regio.in_behandeling().await;
    let _sent = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.get(&gezin.pad()).await.met(200);
    pause();

    regio.statements();
    coordinator.get(&gezin.pad()).await.met(200);
    regio.within("GET casus", Budget { postgresql: 9, sqlite: 14 });

    // A minute later the session has to hear that somebody is still there, and what she opens is counted anew.
    regio.verstrijk(TimeDelta::seconds(61));
    coordinator.get(&gezin.pad()).await.met(200);
    regio.within("GET casus, a minute later", Budget { postgresql: 11, sqlite: 16 });
}

/// All desks of the area, all rules and all that she said: no more than what is about a case, whatever their number.
#[actix_web::test]
async fn advice_on_the_routes() {
    let regio = counted().await;
    let gezin = regio.in_behandeling().await;
    let _sent = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.als(Wie::Coordinator);
    let path = format!("{}/routeadvies", gezin.pad());
    coordinator.get(&path).await.met(200);
    pause();

    regio.statements();
    coordinator.get(&path).await.met(200);
    regio.within("GET routeadvies", Budget { postgresql: 10, sqlite: 15 });
}

#[actix_web::test]
async fn a_page_of_the_queue() {
    let regio = counted().await;
    regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.post("/v1/casussen/_zoek", json!({})).await.met(200);

    regio.statements();
    coordinator.post("/v1/casussen/_zoek", json!({})).await.met(200);
    regio.within("a page of the queue", Budget { postgresql: 6, sqlite: 11 });
}

/// Who they are, with who carries them, costs two questions; how many stand on each list is one more. The number of families
/// does not count.
#[actix_web::test]
async fn a_page_of_the_queue_with_the_families_and_the_counts() {
    let regio = counted().await;
    for nummer in 0..5 {
        let body = bodies::signaal_uitgerekend(nummer, "2027-06-07");
        let gezin = regio.aangemeld(body).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    }
    let coordinator = regio.als(Wie::Coordinator);
    let gezin = json!({ "metGezin": true });
    coordinator.post("/v1/casussen/_zoek", gezin.clone()).await.met(200);
    regio.statements();
    coordinator.post("/v1/casussen/_zoek", gezin).await.met(200);
    regio.within("a page with the families", Budget { postgresql: 8, sqlite: 13 });
    coordinator.post("/v1/casussen/_zoek", json!({ "metGezin": true, "metTellingen": true })).await.met(200);
    regio.within("a page with families and counts", Budget { postgresql: 9, sqlite: 14 });
}

#[actix_web::test]
async fn accepting_a_request() {
    let regio = counted().await;
    let gezin = regio.in_behandeling().await;
    let path = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    let etag = desk.get(&path).await.met(200).etag();

    regio.statements();
    desk.post_met(&format!("{path}/aanvaarding"), &etag, Value::Null).await.met(200);
    regio.within("aanvaard", Budget { postgresql: 14, sqlite: 19 });
}

#[actix_web::test]
async fn registering_a_worry() {
    let regio = counted().await;
    let midwife = regio.als(Wie::Verloskundige);
    midwife.post("/v1/signalen", bodies::signaal()).await.met(201);

    let body = bodies::signaal_van("Petronella Proefpersoon", "06 87654321");
    regio.statements();
    midwife.post("/v1/signalen", body).await.met(201);
    // On SQLite each of her two themes is a statement that stays prepared, where one for both would not.
    regio.within("create a signaal", Budget { postgresql: 14, sqlite: 21 });
}
