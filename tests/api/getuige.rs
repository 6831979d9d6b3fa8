//! Somebody else sees the log grow: what she cosigned cannot be rewritten without her.

mod proces;

use std::{
    fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    process::Command,
    thread,
};

use actix_web::web;
use knooppunt::{
    domain::tijd::Moment,
    store::logboek::getuigenis,
    werk::{ondertekenaar::Ondertekenaar, volgorde::nummer_alles, voorlegger::Fout},
};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;
use tlog::{checkpoint::LogKey, cosignature::WitnessKey, request::Request, witness::log_id};
use ureq::Agent;

use self::proces::{Getuige, NAAM, knooppunt, voorlegger, wacht_op};
use crate::{
    gegeven::{Wie, begin, database, regio},
    kill::Proces,
    logboek_boom::{Log, OORSPRONG, op, schrijf},
};

#[test]
fn een_logboek_dat_groeit_wordt_mee_ondertekend_ook_na_een_kill() {
    let log = Log::van(10);
    let mut getuige = Getuige::van(&log);
    let voorlegger = getuige.voorlegger();
    assert_eq!(voorlegger.leg_voor(&log.db, begin()).unwrap(), Some(10));
    assert_eq!(voorlegger.leg_voor(&log.db, begin()).unwrap(), None, "she saw it");
    log.groei(10..300);
    assert_eq!(voorlegger.leg_voor(&log.db, begin()).unwrap(), Some(300));

    // A second witness in the same folder would forget what the first one sees.
    let mut tweede = Getuige::start(getuige.map.path(), 0, &getuige.logboeken);
    assert!(!tweede.0.wait().unwrap().success());
    assert!(getuige.gezegd().contains("een andere getuige gebruikt deze map"), "{}", getuige.gezegd());

    getuige.dood();
    let fout = voorlegger.leg_voor(&log.db, begin());
    assert_eq!(fout.unwrap(), None, "nothing is new: nobody is asked");
    let stand = log.groei(300..305);
    let fout = voorlegger.leg_voor(&log.db, begin()).unwrap_err();
    assert!(matches!(fout, Fout::Onbereikbaar(_)), "{fout}");
    log.groei(305..307);
    getuige.weer();
    assert_eq!(voorlegger.leg_voor(&log.db, begin()).unwrap(), Some(307), "she is told what she missed");
    // What she said was lost on the way: she says it again.
    log.vergeet_getuigen(300);
    assert_eq!(voorlegger.leg_voor(&log.db, begin()).unwrap(), Some(307));
    assert_eq!(getuige.zag().size, 307);
    assert!(stand.size == 305 && log.eerste_fout(Some(stand)).is_none());

    let vkey = getuige.vkey.to_string();
    let (gelukt, gezegd) = log.controleer_op(307, &["--getuige", &vkey]);
    assert!(
        gelukt && gezegd.contains("Getuige getuige.example.nl ondertekende mee tot en met de eerste 307 regels"),
        "{gezegd}"
    );
    let map = log.map.path().join("export");
    log.exporteer(&map, 307).unwrap();
    let map = map.to_str().unwrap();
    let logboek = log.wie.vkey().to_string();
    let in_map = ["logboek", "controleer", "--export", map, "--vkey", &logboek, "--getuige", &vkey];
    let (gelukt, gezegd) = log.knooppunt(&in_map);
    assert!(gelukt && gezegd.contains("mee tot en met de eerste 307 regels"), "{gezegd}");
    let nota = fs::read_to_string(Path::new(map).join("checkpoint")).unwrap();
    assert_eq!(nota, fs::read_to_string(getuige.geheugen()).unwrap(), "she has what the log gives");
    let agent: Agent = Agent::config_builder().build().into();
    let hier = format!("{}/{}/checkpoint", getuige.adres(), log_id(OORSPRONG));
    assert_eq!(agent.get(hier).call().unwrap().body_mut().read_to_string().unwrap(), nota, "and tells it to anybody");

    // Another key of the same name, a cosignature that was changed.
    let ander = WitnessKey::new(NAAM, &[7; 32]).unwrap().vkey().to_string();
    let (gelukt, gezegd) = log.controleer_op(307, &["--getuige", &ander]);
    assert!(!gelukt && gezegd.contains("getuige getuige.example.nl ondertekende hier niets mee"), "{gezegd}");
    let geknoeid = nota.replace("\n307\n", "\n306\n");
    fs::write(Path::new(map).join("checkpoint"), geknoeid).unwrap();
    let (gelukt, gezegd) = log.knooppunt(&in_map);
    assert!(!gelukt && gezegd.contains("de medeondertekening door getuige.example.nl: de handtekening"), "{gezegd}");

    Command::new("kill").arg(getuige.proces.0.id().to_string()).status().unwrap();
    assert!(getuige.proces.0.wait().unwrap().success(), "she ends when she is told to");
    assert!(getuige.gezegd().contains("the witness stopped"));
}

#[test]
fn wat_een_getuige_zei_blijft_staan() {
    let log = Log::van(10);
    let getuige = Getuige::van(&log);
    getuige.voorlegger().leg_voor(&log.db, begin()).unwrap();
    for statement in ["UPDATE loggetuigenis SET nota = ''", "DELETE FROM loggetuigenis"] {
        assert!(!database::probeer(&log.db, statement), "{statement}");
    }
    let vkey = getuige.vkey.to_string();
    let controleer = || log.controleer_op(10, &["--getuige", &vkey]);
    log.knoei_met_getuigen("UPDATE loggetuigenis SET grootte = 9");
    let (gelukt, gezegd) = controleer();
    assert!(
        !gelukt && gezegd.contains("van 9 regels door getuige.example.nl is weg, of van een ander aantal"),
        "{gezegd}"
    );
    log.knoei_met_getuigen("UPDATE loggetuigenis SET grootte = 10, nota = replace(nota, 'knooppunt', 'elders')");
    let (gelukt, gezegd) = controleer();
    assert!(!gelukt && gezegd.contains("de handtekening is niet van deze sleutel"), "{gezegd}");
    // And where all of it was taken away, nothing shows that anybody saw this log.
    log.knoei_met_getuigen("DELETE FROM loggetuigenis");
    let (gelukt, gezegd) = controleer();
    assert!(!gelukt && gezegd.contains("getuige getuige.example.nl ondertekende hier niets mee"), "{gezegd}");
}

#[test]
fn een_vork_wordt_door_de_getuige_geweigerd_en_bij_het_nalezen_gevonden() {
    let log = Log::van(10);
    let getuige = Getuige::van(&log);
    let voorlegger = getuige.voorlegger();
    voorlegger.leg_voor(&log.db, begin()).unwrap();
    log.kopieer();
    let echt = log.groei(10..20);
    assert_eq!(voorlegger.leg_voor(&log.db, begin()).unwrap(), Some(20));
    let van_haar = log.map.path().join("van-de-getuige");
    fs::copy(getuige.geheugen(), &van_haar).unwrap();

    // Yesterday's copy, and the signer forgets what it signed: nobody here knows any better.
    log.zet_terug();
    fs::remove_file(log.wie.bewaarplaats()).unwrap();
    let opnieuw = database::open(log.database.url());
    let verder = |minuten: std::ops::Range<u32>| {
        minuten.for_each(|minuut| schrijf(&opnieuw, op(minuut)));
        log.nummer();
        log.onderteken();
    };
    verder(30..35);
    assert_eq!(log.eerste_fout(None), None);
    let fout = voorlegger.leg_voor(&log.db, begin()).unwrap_err();
    assert!(matches!(fout, Fout::Ouder { zag: 20, er: 15 }), "{fout}");
    verder(35..55);
    let fout = voorlegger.leg_voor(&log.db, begin()).unwrap_err();
    assert!(matches!(fout, Fout::Vork { zag: 20 }), "{fout}");
    assert!(fout.to_string().contains("herschreven, of dit is een andere kopie van de database"), "{fout}");
    let vkey = getuige.vkey.to_string();
    let (gelukt, gezegd) = log.controleer_op(55, &["--getuige", &vkey]);
    assert!(!gelukt, "{gezegd}");
    assert!(
        gezegd.contains(
            "de eerste 20 regels zijn niet die van de medeondertekening van 20 regels door getuige.example.nl"
        ),
        "{gezegd}"
    );

    // Also when the copy is of everything: then the witness alone knows, and whoever asks her.
    log.vergeet_getuigen(10);
    let fout = voorlegger.leg_voor(&log.db, begin()).unwrap_err();
    assert!(matches!(fout, Fout::Vork { zag: 20 }), "{fout}");
    let (gelukt, gezegd) = log.controleer_op(55, &["--getuige", &vkey]);
    assert!(gelukt && gezegd.contains("mee tot en met de eerste 10 regels"), "{gezegd}");
    let bewaard = van_haar.to_str().unwrap();
    let (gelukt, gezegd) = log.controleer_op(55, &["--getuige", &vkey, "--bewaard", bewaard]);
    assert!(!gelukt && gezegd.contains("de eerste 20 regels zijn niet die van het bewaarde checkpoint"), "{gezegd}");
    assert_eq!(getuige.zag(), echt, "she keeps to what she saw");
    let gezegd = getuige.gezegd();
    assert!(gezegd.contains("a log was refused") && gezegd.contains(OORSPRONG), "{gezegd}");
    // A kept checkpoint with somebody else's words under it is not believed.
    let nota = fs::read_to_string(&van_haar).unwrap().replace("\n20\n", "\n21\n");
    fs::write(&van_haar, nota).unwrap();
    let (gelukt, gezegd) = log.controleer_op(55, &["--getuige", &vkey, "--bewaard", bewaard]);
    assert!(!gelukt && gezegd.contains("het bewaarde checkpoint, de medeondertekening door"), "{gezegd}");
}

#[test]
fn wat_een_getuige_niet_kan_nagaan_weigert_zij_en_onthoudt_zij_niet() {
    let log = Log::van(10);
    let getuige = Getuige::van(&log);
    let eerste = log.verzoek(0);
    assert_eq!(getuige.vraag(&eerste).0, 200);
    log.groei(10..20);
    let tweede = log.verzoek(10);
    let onthouden = fs::read(getuige.geheugen()).unwrap();
    let stand = log.controleer(None).stand;
    let nota_van = |oorsprong: &str, zaad: u8| {
        let sleutel = LogKey::new(oorsprong, &[zaad; 32]).unwrap();
        let nota = sleutel.sign(&stand);
        Request { old: 10, proof: Vec::new(), note: &nota }.write().into_bytes()
    };
    let als_tekst = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let gewijzigd = |van: &str, naar: &str| als_tekst(&tweede).replacen(van, naar, 1).into_bytes();
    let zonder_bewijs =
        gewijzigd(als_tekst(&tweede).lines().nth(1).unwrap(), als_tekst(&tweede).lines().nth(2).unwrap());
    for (verzoek, status, soort, tekst) in [
        (nota_van("elders", 1), 404, "text/plain; charset=utf-8", "dit logboek is hier niet bekend"),
        (
            nota_van(OORSPRONG, 1),
            403,
            "text/plain; charset=utf-8",
            "niet van een sleutel die voor dit logboek bekend is",
        ),
        (gewijzigd("\n20\n", "\n21\n"), 403, "text/plain; charset=utf-8", "niet van een sleutel"),
        (gewijzigd("old 10", "old 21"), 400, "text/plain; charset=utf-8", "groter"),
        (gewijzigd("old 10", "old 9"), 409, "text/x.tlog.size", "10\n"),
        (gewijzigd("old 10", "old 0"), 409, "text/x.tlog.size", "10\n"),
        (zonder_bewijs, 422, "text/plain; charset=utf-8", "het bewijs toont niet"),
        (gewijzigd("old", "oud"), 400, "text/plain; charset=utf-8", "geen verzoek"),
        (vec![b'a'; 65_000], 400, "text/plain; charset=utf-8", "geen verzoek"),
        (vec![b'a'; 70_000], 413, "", ""),
        (Vec::new(), 400, "text/plain; charset=utf-8", "geen verzoek"),
    ] {
        let (was, van_soort, zei) = getuige.vraag(&verzoek);
        assert_eq!((was, van_soort.as_str()), (status, soort), "{zei}");
        assert!(zei.contains(tekst), "{zei}");
        assert_eq!(fs::read(getuige.geheugen()).unwrap(), onthouden, "{tekst}");
    }
    // Nobody reads along a request that is never finished.
    let mut traag = TcpStream::connect(("127.0.0.1", getuige.poort)).unwrap();
    traag.write_all(b"POST /add-checkpoint HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nold 10\n").unwrap();

    let mut lot = ChaCha8Rng::seed_from_u64(11);
    for _ in 0..300 {
        let mut bytes = tweede.clone();
        for _ in 0..lot.random_range(1..5) {
            let plaats = lot.random_range(0..bytes.len());
            match lot.random_range(0..3) {
                0 => bytes[plaats] ^= lot.random_range(1..=255_u8),
                1 => bytes.insert(plaats, lot.random()),
                _ => bytes.truncate(plaats.max(8)),
            }
        }
        let (status, _, zei) = getuige.vraag(&bytes);
        assert!([400, 403, 404, 409, 422].contains(&status), "{status} {zei} {}", String::from_utf8_lossy(&bytes));
        assert_eq!(fs::read(getuige.geheugen()).unwrap(), onthouden);
    }
    assert_eq!(getuige.vraag(&tweede).0, 200, "and what is right is cosigned as ever");
    // The same again, and an older one: she cosigns no less than she did.
    assert_eq!(getuige.vraag(&tweede).0, 409);
    assert_eq!(getuige.vraag(&eerste), (409, "text/x.tlog.size".to_owned(), "20\n".to_owned()));
    assert_eq!(getuige.zag().size, 20);
    let mut antwoord = String::new();
    traag.read_to_string(&mut antwoord).unwrap();
    assert!(antwoord.starts_with("HTTP/1.1 408"), "{antwoord}");
}

/// What is said, and what comes of it.
type Leugen = (&'static str, String, fn(&Fout) -> bool);

#[test]
fn een_getuige_die_liegt_wordt_niet_geloofd() {
    let log = Log::van(10);
    let vkey = WitnessKey::new(NAAM, &[7; 32]).unwrap().vkey();
    let ander = WitnessKey::new(NAAM, &[8; 32]).unwrap();
    let nota = log.db.read_blocking(|tx| Ok(getuigenis::laatste_met_getuigen(tx, &[])?.unwrap().1)).unwrap();
    let regel = ander.cosign(&nota, begin().utc()).unwrap();
    let leugens: [Leugen; 6] = [
        ("200 OK", regel.clone(), |fout| matches!(fout, Fout::Onleesbaar)),
        ("200 OK", String::new(), |fout| matches!(fout, Fout::Onleesbaar)),
        ("409 Conflict\r\ncontent-type: text/x.tlog.size", "11\n".into(), |fout| {
            matches!(fout, Fout::Ouder { zag: 11, er: 10 })
        }),
        ("409 Conflict\r\ncontent-type: text/x.tlog.size", "0\n".into(), |fout| matches!(fout, Fout::Onleesbaar)),
        ("302 Found\r\nlocation: http://127.0.0.1:1/", String::new(), |fout| matches!(fout, Fout::Status(302))),
        ("404 Not Found", String::new(), |fout| matches!(fout, Fout::Onbekend(404))),
    ];
    for (kop, tekst, wat) in leugens {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let poort = listener.local_addr().unwrap().port();
        let antwoord = format!("HTTP/1.1 {kop}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{tekst}", tekst.len());
        let server = thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut gelezen = [0; 4096];
            let mut alles = Vec::new();
            while !alles.ends_with(b"=\n") {
                let aantal = stream.read(&mut gelezen).unwrap();
                alles.extend_from_slice(&gelezen[..aantal]);
            }
            stream.write_all(antwoord.as_bytes()).unwrap();
        });
        let fout = voorlegger(poort, &vkey).leg_voor(&log.db, begin()).unwrap_err();
        assert!(wat(&fout), "{kop}: {fout}");
        server.join().unwrap();
    }
    assert_eq!(database::getal(&log.db, "SELECT count(*) AS n FROM loggetuigenis"), 0);
}

/// The signer as it runs by itself, with a witness that is there, goes away, and comes back.
#[test]
fn een_getuige_die_wegvalt_houdt_niets_op_en_wordt_bijgepraat() {
    let log = Log::leeg();
    let mut getuige = Getuige::van(&log);
    let stderr = log.map.path().join("stderr");
    let mut tekent = Proces::start(
        knooppunt(&["logboek", "ondertekenaar"])
            .env("KNOOPPUNT__DATABASE__URL", log.database.url())
            .env("KNOOPPUNT__LOGBOEK__SLEUTEL", log.map.path().join("sleutel"))
            .env("KNOOPPUNT__LOGBOEK__OORSPRONG", OORSPRONG)
            .env("KNOOPPUNT__LOGBOEK__GETUIGEN", format!("{} {}", getuige.adres(), getuige.vkey))
            .stderr(fs::File::create(&stderr).unwrap()),
    );
    let tot = |table: &str| database::getal(&log.db, format!("SELECT coalesce(max(grootte), 0) AS n FROM {table}"));
    log.schrijf(0..3);
    log.nummer();
    wacht_op("it is cosigned", || tot("loggetuigenis") == 3);
    getuige.dood();
    for tot_nu in [6, 9] {
        log.schrijf(tot_nu - 3..tot_nu);
        log.nummer();
        wacht_op("signing goes on", || tot("logcheckpoint") == i64::from(tot_nu));
    }
    assert_eq!(tot("loggetuigenis"), 3);
    getuige.weer();
    wacht_op("she is told what she missed", || tot("loggetuigenis") == 9);
    tekent.0.kill().unwrap();
    tekent.0.wait().unwrap();
    let gezegd = fs::read_to_string(stderr).unwrap();
    let keren = |wat: &str| gezegd.matches(wat).count();
    assert_eq!(keren("a witness did not cosign the logboek"), 1, "once, however often it is tried: {gezegd}");
    assert!(gezegd.contains(NAAM), "{gezegd}");
}

#[actix_web::test]
async fn wie_het_checkpoint_leest_ziet_wie_het_mee_ondertekende() {
    let regio = regio().await;
    let map = TempDir::new().unwrap();
    let sleutel = map.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    regio.iedereen_logt_in().await;
    nummer_alles(&regio.db).await.unwrap();
    let getuigen = [1, 2].map(|zaad| WitnessKey::new(&format!("{zaad}.example.nl"), &[zaad; 32]).unwrap());
    let vkeys = getuigen.each_ref().map(WitnessKey::vkey);
    let db = regio.db.clone();
    let teken = move || {
        let stand = Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap().onderteken(&db, begin()).unwrap().unwrap();
        db.write_blocking(move |tx| {
            let (grootte, nota) = getuigenis::laatste_met_getuigen(tx, &[])?.unwrap();
            for wie in &getuigen {
                let mede = format!("{nota}{}", wie.cosign(&nota, begin().utc()).unwrap());
                getuigenis::bewaar(tx, &wie.vkey(), &(grootte, mede), begin())?;
            }
            Ok(stand)
        })
        .unwrap()
    };
    let stand = web::block(teken).await.unwrap();
    let nota = regio.als(Wie::Verloskundige).get("/v1/logboek/checkpoint").await.met(200).tekst();
    for vkey in vkeys {
        let gezegd = vkey.open(&nota).unwrap().unwrap();
        assert_eq!((gezegd.head, Moment::new(gezegd.at)), (stand, begin()));
    }
    assert_eq!(nota.matches("\n— ").count(), 3, "the log and both witnesses, each once: {nota}");
}
