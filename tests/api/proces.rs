//! The program in a process of its own: what it makes is its owner's alone, and bad manners cost it little.

use std::{
    collections::BTreeSet,
    fs,
    io::{Read as _, Write as _},
    net::TcpStream,
    os::unix::fs::PermissionsExt as _,
    thread,
    time::{Duration, Instant},
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

/// How many files and connections the server has open.
fn open_bestanden(server: &Server) -> usize {
    fs::read_dir(format!("/proc/{}/fd", server.proces.0.id())).unwrap().count()
}

/// So many files and connections of its own come and go.
const EIGEN: usize = 3;

/// Waits until the server has as many files and connections open as before, but for a few of its own.
fn wacht_tot_open(server: &Server, eerder: usize) {
    let began = Instant::now();
    while open_bestanden(server) > eerder + EIGEN {
        assert!(began.elapsed() < Duration::from_secs(60), "{} are open still", open_bestanden(server));
        thread::sleep(Duration::from_millis(200));
    }
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
    vraag(&server, "GET /gezondheid", "");
    let (before, open) = (geheugen(&server), open_bestanden(&server));
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
    // They are hung up on, also those who never read a byte, and what they cost comes back.
    wacht_tot_open(&server, open);
    let after = geheugen(&server);
    println!("memory: {after} MiB once they were hung up on");
    assert!(after < during, "{during} -> {after} MiB");
    drop(sockets);
}

/// More than a system keeps on its way to somebody who does not read: of what is left the server has to wait.
const MEER_DAN_PAST: usize = 24;

#[test]
fn van_wie_niets_aanneemt_wordt_na_twintig_seconden_de_verbinding_verbroken() {
    let (folder, database) = (TempDir::new().unwrap(), migrated());
    let server = start(&folder, &database);
    let address = server.address.trim_start_matches("http://").to_owned();
    vraag(&server, "GET /gezondheid", "");
    let open = open_bestanden(&server);
    let asked = "GET /v1/openapi.json HTTP/1.1\r\nhost: x\r\n\r\n".repeat(MEER_DAN_PAST);
    let began = Instant::now();
    let sockets: Vec<TcpStream> = (0..16)
        .map(|_| {
            let mut socket = TcpStream::connect(&address).unwrap();
            socket.write_all(asked.as_bytes()).unwrap();
            socket
        })
        .collect();
    // Every one has been answered as far as it takes that in; the server waits for it to take in the rest.
    for socket in &sockets {
        socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        assert_eq!(socket.peek(&mut [0]).unwrap(), 1);
    }
    assert!(open_bestanden(&server) + EIGEN >= open + sockets.len());
    wacht_tot_open(&server, open);
    let na = began.elapsed();
    println!("hung up on after {na:?}");
    // It was no other limit: a connection on which nothing is asked any more is closed earlier.
    assert!(na > Duration::from_secs(18), "{na:?}");
    for mut socket in sockets {
        // What was under way is given up too: it ends before all answers came.
        let mut whole = 0;
        let mut part = vec![0; 1 << 20];
        while let Ok(read @ 1..) = socket.read(&mut part) {
            whole += read;
        }
        assert!(whole < MEER_DAN_PAST * document().len(), "{whole}");
    }
}

/// What is answered to who asks for the document.
fn document() -> String {
    knooppunt::http::openapi::json()
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

/// Sends a head and then a body in chunks that has no end; what is answered, once the connection is closed.
///
/// Fails when it is still open after a while.
fn eindeloos(server: &Server, wat: &str, token: &str, stuk: &[u8]) -> String {
    let mut socket = TcpStream::connect(server.address.trim_start_matches("http://")).unwrap();
    socket.set_write_timeout(Some(Duration::from_secs(5))).unwrap();
    let head = format!("authorization: {token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked");
    let head = format!("{wat} HTTP/1.1\r\nhost: x\r\n{head}\r\n\r\n");
    socket.write_all(head.as_bytes()).unwrap();
    let mut reader = socket.try_clone().unwrap();
    let answer = thread::spawn(move || {
        let mut answer = Vec::new();
        // A connection that is closed while there is something on its way may end in an error; what was read is read.
        let _ = reader.read_to_end(&mut answer);
        String::from_utf8_lossy(&answer).into_owned()
    });
    let began = Instant::now();
    let size = format!("{:x}\r\n", stuk.len());
    let chunk = [size.as_bytes(), stuk, b"\r\n"].concat();
    while socket.write_all(&chunk).is_ok() {
        assert!(began.elapsed() < Duration::from_secs(12), "it takes in whatever comes");
    }
    answer.join().unwrap()
}

#[test]
fn wie_zonder_einde_stuurt_wordt_na_het_antwoord_opgehangen() {
    let (folder, database, nu) = (TempDir::new().unwrap(), Database::new(), SystemClock.now());
    bevolk(&database::open(database.url()), &Kluis::new(&[2; 32], &[3; 32]).unwrap(), nu.plus(TimeDelta::days(-1)));
    let server = start(&folder, &database);
    let token = server.token(Wie::Verloskundige);
    for (wat, token, status) in [
        ("POST /v1/casussen/_zoek", "", "401"),
        ("POST /v1/signalen", token.as_str(), "413"),
        ("PUT /v1/nergens", "", "404"),
    ] {
        let answer = eindeloos(&server, wat, token, &[b' '; 1024]);
        assert!(answer.starts_with(&format!("HTTP/1.1 {status}")), "{wat}: {answer}");
        assert!(answer.contains("connection: close"), "{answer}");
    }
    // Whose body has an end keeps the connection.
    let mut socket = TcpStream::connect(server.address.trim_start_matches("http://")).unwrap();
    socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    let head = format!("authorization: {token}\r\ncontent-type: application/json\r\ntransfer-encoding: chunked");
    for _ in 0..2 {
        let asked = format!("POST /v1/signalen HTTP/1.1\r\nhost: x\r\n{head}\r\n\r\n2\r\n{{}}\r\n0\r\n\r\n");
        socket.write_all(asked.as_bytes()).unwrap();
        let answer = een_antwoord(&mut socket);
        assert!(answer.starts_with("HTTP/1.1 400") && answer.contains("ongeldige-invoer"), "{answer}");
    }
}

/// One answer that says how long it is.
fn een_antwoord(socket: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    loop {
        let mut byte = [0];
        socket.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
        if !answer.ends_with(b"\r\n\r\n") {
            continue;
        }
        let head = String::from_utf8(answer).unwrap();
        let length = head.to_lowercase().lines().find_map(|line| line.strip_prefix("content-length: ")?.parse().ok());
        let mut body = vec![0; length.unwrap()];
        socket.read_exact(&mut body).unwrap();
        return head + &String::from_utf8(body).unwrap();
    }
}

#[test]
fn wat_geen_http_is_krijgt_een_status_zonder_inhoud_zoals_het_document_zegt() {
    let (folder, database) = (TempDir::new().unwrap(), migrated());
    let server = start(&folder, &database);
    let lang = "x".repeat(200_000);
    for (asked, status) in [
        ("GET\r\n\r\n".to_owned(), "400"),
        ("GET /v1/openapi.json HTTP/1.1\r\nhost: x\r\ncontent-length: twee\r\n\r\n".to_owned(), "400"),
        (format!("GET /v1/openapi.json HTTP/1.1\r\nhost: x\r\nx: {lang}\r\n\r\n"), "431"),
    ] {
        let mut socket = TcpStream::connect(server.address.trim_start_matches("http://")).unwrap();
        socket.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
        // It may hang up before all of it was sent.
        let _ = socket.write_all(asked.as_bytes());
        let mut answer = Vec::new();
        let _ = socket.read_to_end(&mut answer);
        let answer = String::from_utf8(answer).unwrap().to_lowercase();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with(&format!("http/1.1 {status}")), "{answer}");
        assert!(!head.contains("content-type") && body.is_empty(), "{answer}");
    }
    let info = crate::openapi::document()["info"]["description"].as_str().unwrap().to_owned();
    for said in ["400", "431", "zonder inhoud"] {
        assert!(info.contains(said), "{info}");
    }
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
fn wie_iets_doet_op_de_opdrachtregel_wacht_tot_de_server_klaar_is() {
    let folder = TempDir::new().unwrap();
    let (url, sleutel) = (format!("sqlite:{}", folder.path().join("druk.db").display()), folder.path().join("sleutel"));
    assert!(crate::kill::opdracht(&url, &sleutel, &["migrate"]).status().unwrap().success());
    // Somebody writes for longer than a page waits.
    let wachttijd = Duration::from_secs(30);
    let settings =
        knooppunt::store::conn::DatabaseSettings { url: url.clone(), verbindingen: 1, wachtrij: 1, wachttijd };
    let server = knooppunt::store::conn::Db::open(&settings).unwrap();
    let (bezet, wacht) = std::sync::mpsc::channel();
    let schrijft = thread::spawn(move || {
        let lang = move |_: &mut knooppunt::store::conn::Tx| {
            bezet.send(()).unwrap();
            thread::sleep(Duration::from_secs(3));
            Ok(())
        };
        server.write_blocking(lang).unwrap();
    });
    wacht.recv().unwrap();
    let began = Instant::now();
    let woorden =
        ["gebruiker", "eerste-beheerder", "--gebruikersnaam", "eerste", "--naam", "De Eerste", "--organisatie", "GGD"];
    let mut opdracht = crate::kill::opdracht(&url, &sleutel, &woorden);
    let gedaan = opdracht.env("KNOOPPUNT__DATABASE__WACHTTIJD_SECONDEN", "1").output().unwrap();
    assert!(gedaan.status.success(), "{}", String::from_utf8_lossy(&gedaan.stderr));
    assert!(began.elapsed() > Duration::from_secs(1), "it waited for its turn");
    schrijft.join().unwrap();
}

#[test]
fn wat_het_programma_maakt_kan_niemand_anders_lezen() {
    let folder = TempDir::new().unwrap();
    let pad = |naam: &str| folder.path().join(naam);
    let (url, sleutel, kopie) = (format!("sqlite:{}", pad("nieuw.db").display()), pad("sleutel"), pad("kopiesleutel"));
    let woorden: [&[&str]; 3] =
        [&["migrate"], &["logboek", "sleutel"], &["reservekopie", "sleutel", kopie.to_str().unwrap()]];
    for woorden in woorden {
        assert!(crate::kill::opdracht(&url, &sleutel, woorden).status().unwrap().success(), "{woorden:?}");
    }
    // While it runs the newest of what it knows is in a file beside the database.
    let server = Server::start(&url, &sleutel).0;
    vraag(&server, "GET /gereed", "");
    let paths: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    for naam in ["nieuw.db", "nieuw.db-wal", "nieuw.db-shm", "sleutel", "kopiesleutel"] {
        assert!(paths.contains(&pad(naam)), "{naam}: {paths:?}");
    }
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
