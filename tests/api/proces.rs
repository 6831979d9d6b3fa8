//! The program in a process of its own: what it makes is its owner's alone, and bad manners cost it little.

use std::{
    collections::BTreeSet,
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    os::unix::fs::PermissionsExt as _,
    time::Duration,
};

use chrono::TimeDelta;
use knooppunt::{
    clock::{Clock as _, SystemClock},
    store::kluis::Kluis,
    werk::ondertekenaar::Ondertekenaar,
};
use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tempfile::TempDir;

use crate::{
    gegeven::{
        Wie, bevolk,
        bodies::{self, NAAM},
        database::{self, Database},
        regio,
    },
    kill::Server,
};

/// The memory of a process that is resident, in MiB.
fn geheugen(server: &Server) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.proces.0.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

fn start(folder: &TempDir, database: &Database) -> Server {
    let sleutel = folder.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    Server::start(&database.url(), &sleutel).0
}

/// What is answered, to the last byte.
fn vraag(server: &Server, wat: &str, token: &str) -> String {
    let mut socket = TcpStream::connect(server.address.trim_start_matches("http://")).unwrap();
    let asked = format!("{wat} HTTP/1.1\r\nhost: x\r\nauthorization: {token}\r\nconnection: close\r\n\r\n");
    socket.write_all(asked.as_bytes()).unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    answer
}

/// Room for a thousand sockets beside what the other tests hold, here and in what is started from here.
fn genoeg_bestanden() {
    const GENOEG: u64 = 4_096;
    let Rlimit { current, maximum } = getrlimit(Resource::Nofile);
    if current.is_some_and(|current| current < GENOEG) {
        assert!(maximum.is_none_or(|maximum| maximum >= GENOEG), "this system allows {maximum:?} open files");
        setrlimit(Resource::Nofile, Rlimit { current: Some(GENOEG), maximum }).unwrap();
    }
}

#[test]
fn duizend_die_om_het_document_vragen_en_niets_lezen_kosten_weinig() {
    genoeg_bestanden();
    let (folder, database) = (TempDir::new().unwrap(), migrated());
    let server = start(&folder, &database);
    let address = server.address.trim_start_matches("http://").to_owned();
    let before = geheugen(&server);
    let sockets: Vec<TcpStream> = (0..1_000)
        .map(|_| {
            let mut socket = TcpStream::connect(&address).unwrap();
            socket.write_all(b"GET /v1/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
            socket
        })
        .collect();
    // Each has been answered, as far as it takes the answer in; of one that was hung up on there is nothing to read.
    for socket in &sockets {
        socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        assert_eq!(socket.peek(&mut [0]).unwrap(), 1);
    }
    let during = geheugen(&server);
    println!("memory: {before} MiB before, {during} MiB with a thousand slow readers");
    assert!(during < 256, "{before} -> {during} MiB");
    // Somebody who does listen is answered all the while.
    let answer = vraag(&server, "GET /gezondheid", "");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    // HEAD has the head of GET, and nothing after it.
    let answer = vraag(&server, "HEAD /v1/openapi.json", "");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n"), "{answer}");
    assert!(answer.to_lowercase().contains("content-length: ") && !answer.contains("content-length: 0"), "{answer}");
}

#[test]
fn wie_alleen_de_kop_van_haar_signaal_vraagt_leest_niets_en_staat_toch_in_het_logboek() {
    let (folder, database, nu) = (TempDir::new().unwrap(), Database::new(), SystemClock.now());
    let db = database::open(database.url());
    bevolk(&db, &Kluis::new(&[2; 32], &[3; 32]).unwrap(), nu.plus(TimeDelta::days(-1)));
    let server = start(&folder, &database);
    let token = server.token(Wie::Verloskundige);
    let (status, made) = server.post("/v1/signalen", &token, &bodies::op_dag_van(nu, bodies::signaal())).unwrap();
    assert_eq!(status, 201, "{}", made.json);
    let path = format!("/v1/signalen/{}", made.json["id"].as_str().unwrap());
    let gelezen = || database::getal(&db, "SELECT count(*) AS n FROM logregel WHERE gebeurtenis = 'gelezen'");
    let head_of = |answer: &str| {
        let lines = answer.lines().take_while(|line| !line.is_empty()).map(str::to_owned);
        // Each request has its own id, and its own moment.
        lines.filter(|line| !["date:", "x-request-id:"].iter().any(|own| line.starts_with(own))).collect()
    };
    let get = vraag(&server, &format!("GET {path}"), &token);
    assert!(get.starts_with("HTTP/1.1 200") && get.contains("etag: ") && get.contains(NAAM), "{get}");
    let before = gelezen();
    let head = vraag(&server, &format!("HEAD {path}"), &token);
    assert!(head.ends_with("\r\n\r\n") && head.matches("\r\n\r\n").count() == 1, "{head}");
    let (of_get, of_head): (BTreeSet<String>, BTreeSet<String>) = (head_of(&get), head_of(&head));
    assert_eq!(of_head, of_get);
    assert_eq!(gelezen(), before + 1);
}

fn migrated() -> Database {
    let database = Database::new();
    let settings = knooppunt::store::conn::DatabaseSettings {
        url: database.url(),
        verbindingen: 1,
        wachtrij: 1,
        wachttijd: Duration::from_secs(30),
    };
    knooppunt::store::conn::Db::open(&settings).unwrap().migreer().unwrap();
    database
}

#[test]
fn wat_het_programma_maakt_kan_niemand_anders_lezen() {
    let folder = TempDir::new().unwrap();
    let database = folder.path().join("nieuw.db");
    let mut made =
        crate::kill::opdracht(&format!("sqlite:{}", database.display()), &folder.path().join("s"), &["migrate"]);
    assert!(made.status().unwrap().success());
    let paths: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(paths.contains(&database), "{paths:?}");
    for path in paths {
        let rights = fs::metadata(&path).unwrap().permissions().mode();
        assert!((rights & 0o077).count_ones() == 0, "{}: {rights:o}", path.display());
    }
}

#[actix_web::test]
async fn een_wachtwoord_met_haar_eigen_naam_of_een_woord_van_hier_wordt_bij_de_uitnodiging_geweigerd() {
    use actix_web::test::TestRequest;
    use serde_json::json;

    use crate::gegeven::{Wie, bodies};
    let regio = regio().await;
    let body = bodies::uitnodiging(&regio.organisatie(Wie::Verloskundige));
    let invited = regio.als(Wie::Beheerder).post("/v1/gebruikers", body).await.met(201);
    for (wachtwoord, status) in
        [("Zwangerschap1", 400), ("Kraamzorg2026", 400), ("NieuweDag2026", 400), ("paarse fiets in de regen", 201)]
    {
        let body = json!({ "code": invited.veld("code"), "wachtwoord": wachtwoord });
        let answer = regio.vraag(TestRequest::post().uri("/v1/uitnodigingen/aanvaarding").set_json(body)).await;
        assert_eq!(answer.status, status, "{wachtwoord}: {}", answer.tekst());
    }
}
