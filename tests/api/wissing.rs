//! A mother's data are erased: nothing leads to her any more, and the log of who looked still holds.

use std::{
    fs,
    io::Write,
    path::Path,
    sync::{Arc, Mutex},
};

use actix_web::{http::Method, test::TestRequest};
use chrono::TimeDelta;
use knooppunt::{
    cli::logboek::{
        controleer::{self, Bewaard, Vraag},
        export,
    },
    config::Bewaren,
    werk::{bewaren, ondertekenaar::Ondertekenaar, volgorde::nummer_alles},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::{
    dossier::{staat, veel_gebeurd},
    gegeven::{
        Regio, Wie,
        bodies::{self, ADRES, EIGEN_VRAAG, NAAM, REDEN, TEKST},
        database, niets, regio,
        verhaal::Gezin,
    },
    knooppunt_tafel::Tafel,
    logboek_boom::{OORSPRONG, vraag},
};

/// What was read to her, asked, answered and written down: hers alone.
const VAN_HAAR: [&str; 14] = [
    NAAM,
    "Wilhelmina",
    ADRES,
    "Voorbeeldweg",
    "06 12345678",
    "0612345678",
    "2001-05-04",
    EIGEN_VRAAG,
    REDEN,
    TEKST,
    "Als het maar na de geboorte is",
    "Belt de gemeente over de huur",
    "Rust in huis",
    "Nagebeld met het ziekenhuis",
];

fn reden(woord: &str) -> Value {
    json!({ "reden": woord })
}

impl Regio {
    async fn wissing_pad(&self, gezin: &Gezin) -> String {
        format!("/v1/clienten/{}/wissing", self.client(gezin).await)
    }

    async fn sluit(&self, gezin: &Gezin) {
        let why = json!({ "reden": "anders", "toelichting": "Zij is naar haar zus in Gent." });
        let coordinator = self.als(Wie::Coordinator);
        let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
        // It may be asked for again, until she is erased.
        let close = TestRequest::post().uri(&format!("{}/sluiting", gezin.pad())).set_json(why);
        let close = close.insert_header(("if-match", etag)).insert_header(("idempotency-key", "sluit-haar-casus-0001"));
        assert!(coordinator.vraag(close).await.met(200).tekst().contains(NAAM));
    }

    /// Her story from the first worry to the end: everything that is written down of a person is.
    async fn hele_verhaal(&self) -> (Gezin, Tafel) {
        let gezin = veel_gebeurd(self).await;
        let tafel = Tafel::voor(self, gezin.clone()).await;
        let chair = self.als(Wie::Voorzitter);
        chair.stap(&tafel.bijeenkomst, "verslag", Value::Null).await.met(200);
        let theirs = json!({ "oordeel": "akkoord-met-opmerking", "woorden": "Als het maar na de geboorte is." });
        chair.stap(&tafel.afspraak, "positie", theirs).await.met(200);
        let decided = json!({ "casusregisseur": self.gebruiker(Wie::SociaalDomein), "evaluatieOp": "2027-01-11" });
        chair.stap(&tafel.agendapunt, "besluit", decided).await.met(200);
        chair.stap(&tafel.bijeenkomst, "vaststelling", Value::Null).await.met(200);
        (gezin, tafel)
    }

    /// And all of it is over.
    async fn voorbij(&self, gezin: &Gezin, tafel: &Tafel) {
        self.als(Wie::Voorzitter).stap(&tafel.afspraak, "nakoming", Value::Null).await.met(200);
        self.verstrijk(TimeDelta::minutes(61));
        let fg = self.als(Wie::Fg);
        let list = fg.get("/v1/noodprocedures").await.met(200);
        for nood in list.items() {
            let path = format!("/v1/noodprocedures/{}", nood["id"].as_str().unwrap());
            fg.stap(&path, "beoordeling", bodies::beoordeling("terecht")).await.met(200);
        }
        for request in self.als(Wie::Coordinator).get("/v1/doorgeleidingen").await.met(200).items() {
            if request["status"] == "gestart" {
                let path = format!("/v1/doorgeleidingen/{}", request["id"].as_str().unwrap());
                self.als(Wie::Voorzitter).stap(&path, "afronding", bodies::afronding()).await.met(200);
            }
        }
        self.sluit(gezin).await;
    }

    fn hex(&self, kolom: &str, van: &str) -> Vec<Vec<u8>> {
        let hex = if self.op_postgresql() { format!("encode({kolom}, 'hex')") } else { format!("hex({kolom})") };
        let rows = database::teksten(&self.db, format!("SELECT {hex} AS tekst FROM {van}"));
        let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap();
        let bytes = |row: String| row.as_bytes().chunks(2).map(byte).collect::<Vec<u8>>();
        rows.into_iter().map(bytes).filter(|bytes| !bytes.is_empty()).collect()
    }

    /// Everything that lies sealed or hashed of the one family there is.
    fn verzegeld(&self) -> Vec<Vec<u8>> {
        [
            ("sleutel", "client"),
            ("gegevens", "client"),
            ("kenmerk_naam", "client"),
            ("kenmerk_eigen_naam", "client"),
            ("kenmerk_partnernaam", "client"),
            ("kenmerk_telefoon", "client"),
            ("kenmerk_nummer", "client"),
            ("eigen_vraag", "signaal"),
            ("toelichting", "casus"),
            ("vraag", "doorgeleiding"),
            ("resultaten", "traject"),
            ("wensen", "huisbezoek"),
            ("wat", "afspraak"),
            ("woorden", "afspraak"),
            ("hoedanigheid", "deelnemer"),
            ("plaats", "bijeenkomst"),
            ("tekst", "notitie"),
            ("reden", "noodprocedure"),
            ("toelichting", "noodprocedure"),
            ("verzoek", "herhaling"),
        ]
        .into_iter()
        .flat_map(|(kolom, tabel)| {
            let found = self.hex(kolom, tabel);
            assert!(!found.is_empty(), "the story leaves nothing in {tabel}.{kolom}");
            found
        })
        .collect()
    }
}

/// What the program reports of itself while a test runs.
#[derive(Clone, Default)]
struct Gemeld(Arc<Mutex<Vec<u8>>>);

impl Write for Gemeld {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Gemeld {
    /// Listens on this thread. Beside one listener alone, what another thread comes across first is heard by nobody: there are two.
    fn luister(&self) -> (tracing::Dispatch, tracing::subscriber::DefaultGuard) {
        let naar = self.clone();
        let tweede = tracing::Dispatch::new(tracing_subscriber::fmt().with_writer(std::io::sink).finish());
        let subscriber =
            tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_writer(move || naar.clone());
        (tweede, tracing::subscriber::set_default(subscriber.finish()))
    }

    fn tekst(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

/// Every file of a folder and of those in it, one after the other.
fn bestanden(map: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in fs::read_dir(map).unwrap() {
        let path = entry.unwrap().path();
        all.extend(if path.is_dir() { bestanden(&path) } else { fs::read(path).unwrap() });
    }
    all
}

fn staat_in(bytes: &[u8], wat: &[u8]) -> bool {
    bytes.windows(wat.len()).any(|window| window.eq_ignore_ascii_case(wat))
}

/// What may not be done on a thread that drives asynchronous tasks.
fn buiten<T: Send>(werk: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(werk).join().unwrap())
}

#[actix_web::test]
async fn wie_is_gewist_staat_nergens_meer_en_het_logboek_klopt() {
    let gemeld = Gemeld::default();
    let _luistert = gemeld.luister();
    let regio = regio().await;
    let (gezin, tafel) = regio.hele_verhaal().await;
    regio.voorbij(&gezin, &tafel).await;
    let client = regio.client(&gezin).await;
    let pseudoniem =
        database::teksten(&regio.db, "SELECT betrokkenen AS tekst FROM logregel WHERE gebeurtenis = 'casus-gesloten'");
    // Something that is not about her can be asked for again too.
    let herhaald = |sleutel: &'static str, body: Value| {
        TestRequest::post().uri("/v1/signalen").insert_header(("idempotency-key", sleutel)).set_json(body)
    };
    let verzegeld = regio.verzegeld();
    let ander = bodies::signaal_van("Andere Vrouw", "06 99999999");
    regio.als(Wie::Verloskundige).vraag(herhaald("een-ander-gezin-0001", ander.clone())).await.met(201);

    // It was exported before, and is again after.
    let map = TempDir::new().unwrap();
    let sleutel = map.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    let wie = Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap();
    nummer_alles(&regio.db).await.unwrap();
    let (db, nu) = (regio.db.clone(), regio.clock_nu());
    let onderteken = || buiten(|| wie.onderteken(&db, nu).unwrap().unwrap());
    let eerder = onderteken();
    let (vroeg, laat) = (map.path().join("vroeg"), map.path().join("laat"));
    let exporteer = |map: &Path| buiten(|| export::exporteer(&db, map, Vec::new(), nu).unwrap());
    exporteer(&vroeg);

    let path = format!("/v1/clienten/{client}/wissing");
    let fg = regio.als(Wie::Fg);
    regio.voer_uit("UPDATE sessie SET factor_op = '2026-11-23T09:00:00.000000Z'");
    fg.post(&path, reden("verzoek-van-betrokkene")).await.weigert(403, "verse-factor-nodig");
    regio.verse_factor(Wie::Fg);
    regio.vergeet_regels();
    let done = fg.post(&path, reden("verzoek-van-betrokkene")).await.met(200);
    assert_eq!((done.veld("client"), done.veld("reden")), (client.clone(), "verzoek-van-betrokkene".to_owned()));

    // The line stands: who, why, and whom, by her name in the log.
    let line = regio.een_regel(Wie::Fg, "client-gewist-op-verzoek");
    assert_eq!((line.handeling.as_str(), line.grond.as_deref()), ("client-wissen", Some("rol")));
    assert_eq!((line.object.as_deref(), &line.betrokkenen), (Some(client.as_str()), &pseudoniem[0]));

    nummer_alles(&regio.db).await.unwrap();
    onderteken();
    exporteer(&vroeg);
    exporteer(&laat);
    let bewaard = Bewaard { checkpoint: Some(eerder), ondertekenaar: None };
    let gevraagd = Vraag { bewaard, nu: regio.clock_nu(), ..vraag(&regio.db, vec![wie.vkey()]) };
    let controleer = || controleer::controleer(&db, gevraagd.clone()).unwrap();
    assert_eq!(buiten(controleer).bevindingen, []);

    let (exports, gemeld) = (bestanden(map.path()), gemeld.tekst());
    assert!(exports.len() > 10_000 && gemeld.len() > 10_000, "{} {}", exports.len(), gemeld.len());
    for words in VAN_HAAR {
        assert_eq!(regio.waar_staat(words), Vec::<String>::new(), "{words}");
        assert!(!staat_in(&exports, words.as_bytes()), "{words} is in an export");
        assert!(!staat_in(&gemeld, words.as_bytes()), "{words} was reported");
    }
    for bytes in &verzegeld {
        assert_eq!(regio.waar_liggen(bytes), Vec::<String>::new(), "{bytes:02x?}");
    }
    println!(
        "wissing: {} words, {} sealed pieces; {} bytes of files, {} of exports, {} of reports",
        VAN_HAAR.len(),
        verzegeld.len(),
        regio.bestanden().len(),
        exports.len(),
        gemeld.len()
    );
    // At night the files are rewritten, once: of what moved from page to page while they grew nothing stays either.
    let nacht = crate::gegeven::moment("2026-11-24T01:30:00Z");
    let herschrijf = async |nu, sinds| bewaren::herschrijf_in_de_nacht(&regio.db, nu, sinds).await.unwrap();
    assert!(!herschrijf(nacht.plus(TimeDelta::hours(9)), None).await);
    assert!(herschrijf(nacht, None).await && !herschrijf(nacht, Some(nacht)).await);
    for bytes in &verzegeld {
        assert_eq!(regio.waar_liggen(bytes), Vec::<String>::new(), "{bytes:02x?}");
    }
    assert_eq!(buiten(controleer).bevindingen, []);
    // What is not about her can still be asked for again.
    regio.als(Wie::Verloskundige).vraag(herhaald("een-ander-gezin-0001", ander)).await.met(201);
    assert_eq!(regio.tel("signaal"), 2);
}

#[actix_web::test]
async fn wie_is_gewist_wordt_door_een_herhaalde_aanvraag_niet_opnieuw_aangemeld() {
    let regio = regio().await;
    let midwife = regio.als(Wie::Verloskundige);
    let ask = || {
        let request = TestRequest::post().uri("/v1/signalen").insert_header(("idempotency-key", "haar-signaal-0001"));
        request.set_json(bodies::signaal())
    };
    let signaal = midwife.vraag(ask()).await.met(201).id();
    let seen = regio.als(Wie::Coordinator).get(&format!("/v1/signalen/{signaal}")).await.met(200);
    let gezin = Gezin { signaal, casus: seen.veld("casus") };
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    regio.sluit(&gezin).await;
    let path = regio.wissing_pad(&gezin).await;
    regio.verse_factor(Wie::Fg);
    regio.als(Wie::Fg).post(&path, reden("verzoek-van-betrokkene")).await.met(200);
    let before = (regio.tel("signaal"), regio.tel("client"), regio.tel("casus"));
    midwife.vraag(ask()).await.weigert(404, "niet-gevonden");
    assert_eq!((regio.tel("signaal"), regio.tel("client"), regio.tel("casus")), before);
}

#[actix_web::test]
async fn een_gewist_gezin_ziet_niemand_meer_en_geen_lijst_breekt() {
    let regio = regio().await;
    let (gezin, tafel) = regio.hele_verhaal().await;
    regio.voorbij(&gezin, &tafel).await;
    let client = regio.client(&gezin).await;
    let trajecten = database::teksten(&regio.db, "SELECT route AS tekst FROM traject");
    assert!(!trajecten.is_empty());
    regio.verse_factor(Wie::Fg);
    let path = format!("/v1/clienten/{client}/wissing");
    regio.als(Wie::Fg).post(&path, reden("toestemming-ingetrokken")).await.met(200);
    regio.als(Wie::Fg).post(&path, reden("toestemming-ingetrokken")).await.weigert(409, "conflict");
    // Whatever was sent once with a key is not done again by sending it once more.
    assert!(regio.tel("herhaling") > 0);
    assert_eq!(regio.tel("herhaling WHERE verzoek IS NOT NULL OR object_id IS NOT NULL OR verzoek_id IS NOT NULL"), 0);

    let things = [gezin.pad(), gezin.signaal_pad(), tafel.agendapunt.clone(), tafel.afspraak.clone()];
    for wie in [Wie::Coordinator, Wie::Verloskundige, Wie::Voorzitter, Wie::SociaalDomein, Wie::Huisbezoeker] {
        for thing in &things {
            regio.als(wie).get(thing).await.weigert(404, "niet-gevonden");
        }
        for list in ["/v1/signalen", "/v1/doorgeleidingen", "/v1/trajecten", "/v1/berichten"] {
            let answer = regio.als(wie).get(list).await;
            assert!([200, 403].contains(&answer.status), "{wie:?} {list}: {}", answer.status);
            assert!(!answer.tekst().contains(&gezin.signaal) && !answer.tekst().contains(NAAM), "{wie:?} {list}");
        }
        let all = regio.als(wie).post("/v1/casussen/_zoek", json!({ "fase": "afgesloten" })).await;
        assert!(!all.tekst().contains(&gezin.casus), "{wie:?}");
    }
    // The meeting stands, without what was hers.
    let meeting = regio.als(Wie::Voorzitter).get(&tafel.bijeenkomst).await.met(200);
    assert!(!meeting.tekst().contains("Het wijkhuis") && !meeting.tekst().contains(&gezin.casus));
    regio.als(Wie::Fg).get("/v1/noodprocedures").await.met(200);
    regio.als(Wie::AndereVoorzorg).post("/v1/noodprocedures", bodies::noodprocedure(&gezin.casus)).await.met(404);

    // Her right to know who looked does not end with it, for who still has her number.
    let all = regio.als(Wie::Fg).get(&format!("/v1/clienten/{client}/dossier")).await.met(200);
    staat(&all, "persoonsgegevens", "Gegevens", "gewist");
    for words in VAN_HAAR {
        assert!(!all.tekst().contains(words), "{words}");
    }
    let inzage = regio.als(Wie::Fg).get(&format!("/v1/clienten/{client}/inzage")).await.met(200);
    let said = inzage.tekst();
    assert!(said.contains("uw gegevens gewist, omdat u uw toestemming introk"), "{said}");

    // She may come again, as a stranger.
    let again = regio.aangemeld(bodies::signaal()).await;
    assert_eq!(regio.status(&again).await, "aangemeld");
}

#[actix_web::test]
async fn zolang_er_iets_loopt_wordt_niemand_gewist() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let path = regio.wissing_pad(&gezin).await;
    let fg = regio.als(Wie::Fg);
    let before = regio.inhoud();
    let refused = fg.post(&path, reden("verzoek-van-betrokkene")).await.noemt_in_de_weg("nog-onderweg", &[]);
    assert_eq!(
        refused.veld("detail"),
        "Er loopt nog iets: een signaal dat nog niemand oppakte, een casus die niet is afgesloten. Rond dat eerst af."
    );
    assert_eq!(regio.inhoud(), before);
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let (d, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    let refused = fg.post(&path, reden("verzoek-van-betrokkene")).await;
    // Of all of it the privacy officer sees only what is theirs to judge.
    let nood = regio.als(Wie::Fg).get("/v1/noodprocedures").await.met(200).items()[0]["id"].clone();
    let refused = refused.noemt_in_de_weg("nog-onderweg", &[("noodprocedure", nood.as_str().unwrap())]);
    for loopt in ["een doorgeleiding die loopt", "een traject", "een noodprocedure die nog niet is beoordeeld"] {
        assert!(refused.veld("detail").contains(loopt), "{loopt}");
    }
    regio.als(Wie::Voorzorg).stap(&d, "afronding", bodies::afronding()).await.met(200);
    regio.sluit(&gezin).await;
    let refused = fg.post(&path, reden("verzoek-van-betrokkene")).await.weigert(409, "conflict");
    assert!(refused.veld("detail").contains("Er loopt nog iets: een noodprocedure die nog niet is beoordeeld. "));
    let line = regio.neem_regels().pop().unwrap();
    assert_eq!((line.gebeurtenis.as_str(), line.uitkomst.as_str()), ("geweigerd", "conflict"));
}

#[actix_web::test]
async fn alleen_de_fg_wist_en_alleen_om_een_reden_die_klopt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.sluit(&gezin).await;
    let path = regio.wissing_pad(&gezin).await;
    let before = regio.inhoud();
    regio.als(Wie::Coordinator).post(&path, reden("verzoek-van-betrokkene")).await.weigert(403, "niet-toegestaan");
    let absent = format!("/v1/clienten/{}/wissing", niets());
    for wie in [Wie::Verloskundige, Wie::Voorzitter, Wie::Beheerder, Wie::Onderzoeker] {
        regio.als(wie).post(&path, reden("verzoek-van-betrokkene")).await.weigert(404, "niet-gevonden");
    }
    let fg = regio.als(Wie::Fg);
    fg.post(&absent, reden("verzoek-van-betrokkene")).await.weigert(404, "niet-gevonden");
    fg.post(&path, reden("opruimen")).await.noemt("reden");
    let early = fg.post(&path, reden("bewaartermijn-verstreken")).await.weigert(409, "conflict");
    assert_eq!(early.veld("detail"), "De bewaartermijn loopt nog, tot 23-11-2046.");
    assert_eq!(regio.inhoud(), before);
    let asked = fg.vraag(TestRequest::default().method(Method::GET).uri(&path)).await;
    assert_eq!(asked.status, 405);
}

#[actix_web::test]
async fn na_twintig_jaar_zonder_wijziging_wordt_een_gezin_vanzelf_gewist() {
    let regio = regio().await;
    let bewaren = Bewaren { dossier_jaren: 20, logboek_jaren: 5 };
    let gezin = regio.in_behandeling().await;
    regio.sluit(&gezin).await;
    let client = regio.client(&gezin).await;
    // Another was never closed: how long ago it is does not matter.
    let open = regio.aangemeld(bodies::signaal_van("Andere Vrouw", "06 99999999")).await;
    // Handing out her file changes nothing in it.
    regio.verstrijk(TimeDelta::days(400));
    regio.als(Wie::Fg).get(&format!("/v1/clienten/{client}/dossier")).await.met(200);
    regio.clock.set(crate::gegeven::moment("2046-11-23T08:59:59Z"));
    assert_eq!(bewaren::wis_verstreken(&regio.db, regio.clock_nu(), bewaren).await.unwrap(), 0);
    regio.clock.set(crate::gegeven::moment("2046-11-23T09:00:01Z"));
    regio.vergeet_regels();
    assert_eq!(bewaren::wis_verstreken(&regio.db, regio.clock_nu(), bewaren).await.unwrap(), 1);
    let lines = regio.neem_regels();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].gebeurtenis.as_str(), &lines[0].gebruiker), ("client-gewist-na-termijn", &None));
    assert_eq!(lines[0].object.as_deref(), Some(client.as_str()));
    assert_eq!(regio.waar_staat(NAAM), Vec::<String>::new());
    assert_eq!(regio.rijen("client").leeg("gewist_op").tel(), 1);
    assert_eq!(bewaren::wis_verstreken(&regio.db, regio.clock_nu(), bewaren).await.unwrap(), 0);
    regio.als(Wie::Coordinator).get(&open.pad()).await.met(200);
    let said = regio.als(Wie::Fg).get(&format!("/v1/clienten/{client}/inzage")).await.met(200).tekst();
    assert!(said.contains("uw gegevens gewist, omdat de bewaartermijn voorbij was"), "{said}");
}
