//! The program in a process of its own: what it makes is its owner's alone, and bad manners cost it little.

use std::{
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    os::unix::fs::PermissionsExt as _,
    time::Duration,
};

use knooppunt::werk::ondertekenaar::Ondertekenaar;
use tempfile::TempDir;

use crate::{
    gegeven::{database::Database, regio},
    kill::Server,
};

/// The memory of a process that is resident, in MiB.
fn geheugen(server: &Server) -> u64 {
    let status = fs::read_to_string(format!("/proc/{}/status", server.child.id())).unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() / 1024
}

fn start(folder: &TempDir, database: &Database) -> Server {
    let sleutel = folder.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    Server::start(&database.url(), &sleutel).0
}

#[test]
fn duizend_die_om_het_document_vragen_en_niets_lezen_kosten_weinig() {
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
    // Each has been answered, as far as it takes the answer in.
    for socket in sockets.iter().rev().take(50) {
        socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        socket.peek(&mut [0]).unwrap();
    }
    let during = geheugen(&server);
    println!("memory: {before} MiB before, {during} MiB with a thousand slow readers");
    assert!(during < 256, "{before} -> {during} MiB");
    // Somebody who does listen is answered all the while.
    let mut socket = TcpStream::connect(&address).unwrap();
    socket.write_all(b"GET /gezondheid HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    // HEAD has the head of GET, and nothing after it.
    let mut socket = TcpStream::connect(&address).unwrap();
    socket.write_all(b"HEAD /v1/openapi.json HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    socket.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("\r\n\r\n"), "{answer}");
    assert!(answer.to_lowercase().contains("content-length: ") && !answer.contains("content-length: 0"), "{answer}");
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
