//! The logboek cannot be written: then nothing is shown and nothing is changed, whatever is the matter with the database.

use std::{collections::BTreeMap, fs, path::Path};

use actix_web::test::TestRequest;
use diesel::{
    PgConnection, SqliteConnection,
    connection::{Connection as _, SimpleConnection as _, TransactionManager as _},
};
use futures_util::future::join_all;
use knooppunt::store::{conn::Conn, logboek};
use serde_json::{Value, json};

use crate::gegeven::{
    Antwoord, Regio, Wie,
    bodies::{self, NAAM},
    database, regio_met,
};

/// So many requests meet each failure.
const KEREN: usize = 20;

/// A region with one family and all that is asked about it, and no more than one connection that writes.
async fn regio_met_vragen() -> (Regio, Vec<Vraag>) {
    let settings = &[("KNOOPPUNT__DATABASE__VERBINDINGEN", "1"), ("KNOOPPUNT__DATABASE__WACHTTIJD_SECONDEN", "1")];
    let regio = regio_met(settings).await;
    let gezin = regio.in_behandeling().await;
    let (verzoek, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let etag = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).etag();
    let inzage = regio.inzage_pad(&gezin).await;
    let vragen = vec![
        Vraag::new(Wie::Coordinator, "GET", &gezin.pad()),
        Vraag::new(Wie::Coordinator, "GET", &inzage),
        Vraag::new(Wie::Voorzorg, "GET", &verzoek),
        Vraag::new(Wie::Fg, "GET", &format!("{}/dossier", inzage.trim_end_matches("/inzage"))),
        // What she may not see: her refusal is a line too.
        Vraag::new(Wie::AndereCoordinator, "GET", &gezin.pad()),
        Vraag::new(Wie::Coordinator, "POST", "/v1/casussen/_zoek").met(json!({})),
        Vraag::new(Wie::Verloskundige, "POST", "/v1/signalen").met(bodies::signaal_van("Nieuwe Vrouw", "06 55555555")),
        Vraag::new(Wie::Coordinator, "POST", &format!("{}/sluiting", gezin.pad()))
            .met(json!({ "reden": "doelen-bereikt" }))
            .op(&etag),
        Vraag::new(Wie::Coordinator, "POST", &format!("{}/notities", gezin.pad())).met(bodies::notitie("casusteam")),
        Vraag::new(Wie::Niemand, "POST", "/v1/sessies").met(regio.inlog(Wie::Huisbezoeker)),
    ];
    regio.iedereen_logt_in().await;
    (regio, vragen)
}

/// Something that somebody asks, and that cannot be answered without a line.
struct Vraag {
    wie: Wie,
    methode: &'static str,
    pad: String,
    body: Value,
    etag: String,
}

impl Vraag {
    fn new(wie: Wie, methode: &'static str, pad: &str) -> Self {
        Self { wie, methode, pad: pad.to_owned(), body: Value::Null, etag: String::new() }
    }

    fn met(self, body: Value) -> Self {
        Self { body, ..self }
    }

    fn op(self, etag: &str) -> Self {
        Self { etag: etag.to_owned(), ..self }
    }

    async fn stel(&self, regio: &Regio) -> Antwoord {
        let request = if self.methode == "GET" { TestRequest::get() } else { TestRequest::post() };
        let mut request = request.uri(&self.pad);
        if !self.body.is_null() {
            request = request.set_json(&self.body);
        }
        if !self.etag.is_empty() {
            request = request.insert_header(("if-match", self.etag.as_str()));
        }
        regio.als(self.wie).vraag(request).await
    }
}

type Inhoud = BTreeMap<String, Vec<String>>;

/// Everything in the database, but for one thing: that somebody tries to log in is counted before anything else.
fn alles(regio: &Regio) -> Inhoud {
    let mut alles = database::inhoud(&regio.db);
    alles.remove("teller");
    alles
}

/// Asks twenty times while the log is out of order, all at once: nobody hears anything.
async fn niemand_hoort_iets(regio: &Regio, vragen: &[Vraag], hoe: &str) {
    let answers = join_all((0..KEREN).map(|keer| vragen[keer % vragen.len()].stel(regio))).await;
    for (keer, answer) in answers.into_iter().enumerate() {
        let Vraag { pad, wie, .. } = &vragen[keer % vragen.len()];
        assert_eq!(answer.status, 503, "{hoe}: {wie:?} {pad}: {}", answer.tekst());
        let code = answer.veld("code");
        assert!(code == "niets-vast-te-leggen" || code == "te-druk", "{hoe}: {code}");
        assert!(answer.header("retry-after").is_some() && answer.header("etag").is_none(), "{hoe}: {pad}");
        let secrets = [NAAM, "toegangstoken", "betrokkene", "uitgerekend"];
        assert!(secrets.iter().all(|secret| !answer.tekst().contains(secret)), "{hoe}: {}", answer.tekst());
    }
}

/// And once it works again, so does everything that was asked.
async fn alles_werkt_weer(regio: &Regio, vragen: &[Vraag], voor: &Inhoud, hoe: &str) {
    let na = alles(regio);
    for (table, rows) in voor {
        assert_eq!(rows, &na[table], "{hoe}: {table} was changed");
    }
    for vraag in vragen {
        let answer = vraag.stel(regio).await;
        assert_ne!(answer.status / 100, 5, "{hoe}: {}: {}", vraag.pad, answer.tekst());
    }
    let lines = alles(regio)["logregel"].len() - na["logregel"].len();
    assert!(lines >= vragen.len(), "{hoe}: {lines} lines of {} requests", vragen.len());
}

/// What makes every line fail: these statements, and those that mend it.
fn storing(regio: &Regio, welke: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    match (welke, regio.op_postgresql()) {
        ("trigger", false) => (
            vec!["CREATE TRIGGER kapot BEFORE INSERT ON logregel BEGIN SELECT RAISE(ABORT, 'stuk'); END"],
            vec!["DROP TRIGGER kapot"],
        ),
        // The line needs a megabyte, and there is no page left.
        ("schijf", false) => (
            vec![
                "CREATE TABLE ballast (x BLOB)",
                "CREATE TRIGGER kapot AFTER INSERT ON logregel BEGIN INSERT INTO ballast VALUES (zeroblob(1000000)); END",
                "PRAGMA max_page_count = 1",
            ],
            vec!["PRAGMA max_page_count = 1000000", "DROP TRIGGER kapot", "DROP TABLE ballast"],
        ),
        ("opgeslokt", false) => (
            vec!["CREATE TRIGGER kapot BEFORE INSERT ON logregel BEGIN SELECT RAISE(IGNORE); END"],
            vec!["DROP TRIGGER kapot"],
        ),
        ("wacht niet", false) => (
            vec!["CREATE TRIGGER kapot BEFORE INSERT ON logregel_wachtend BEGIN SELECT RAISE(IGNORE); END"],
            vec!["DROP TRIGGER kapot"],
        ),
        ("regel", true) => {
            (vec!["CREATE RULE kapot AS ON INSERT TO logregel DO INSTEAD NOTHING"], vec!["DROP RULE kapot ON logregel"])
        }
        // One row goes in, but it is not the line.
        ("omgeleid", true) => (
            vec![
                "CREATE TABLE elders (LIKE logregel)",
                "CREATE RULE kapot AS ON INSERT TO logregel DO INSTEAD INSERT INTO elders VALUES (new.*)",
            ],
            vec!["DROP RULE kapot ON logregel", "DROP TABLE elders"],
        ),
        (welke, _) => {
            let tabel = if welke == "wacht niet" { "logregel_wachtend" } else { "logregel" };
            // As the server itself says it: on this machine no disk is filled for a test.
            let fout = match welke {
                "trigger" => "RAISE EXCEPTION 'stuk'",
                "schijf" => {
                    "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'"
                }
                "opgeslokt" | "wacht niet" => "RETURN NULL",
                _ => "PERFORM pg_terminate_backend(pg_backend_pid())",
            };
            let functie = format!(
                "CREATE FUNCTION kapot() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {fout}; RETURN NEW; END $$"
            );
            let trigger =
                format!("CREATE TRIGGER kapot BEFORE INSERT ON {tabel} FOR EACH ROW EXECUTE FUNCTION kapot()");
            let weg = format!("DROP TRIGGER kapot ON {tabel}");
            (vec![&*functie.leak(), &*trigger.leak()], vec![&*weg.leak(), "DROP FUNCTION kapot"])
        }
    }
}

/// Whether a server would start: it proves first that a line can be written, and leaves nothing.
async fn start(regio: &Regio) -> bool {
    let nu = regio.clock_nu();
    let regels = regio.tel("logregel");
    let bewezen = regio.db.write(move |tx| logboek::proef(tx, nu)).await.is_ok();
    assert_eq!(regio.tel("logregel"), regels, "of the proof nothing stays");
    bewezen
}

async fn met_storing(welke: &str) {
    let (regio, vragen) = regio_met_vragen().await;
    let (stuk, heel) = storing(&regio, welke);
    let voor = alles(&regio);
    for statement in stuk {
        regio.voer_uit(statement);
    }
    niemand_hoort_iets(&regio, &vragen, welke).await;
    assert!(!start(&regio).await, "{welke}: a server that starts now would answer without a line");
    for statement in heel {
        regio.voer_uit(statement);
    }
    assert!(start(&regio).await, "{welke}");
    alles_werkt_weer(&regio, &vragen, &voor, welke).await;
}

#[actix_web::test]
async fn zonder_regel_geen_antwoord_als_een_trigger_haar_weigert() {
    met_storing("trigger").await;
}

#[actix_web::test]
async fn zonder_regel_geen_antwoord_als_de_database_haar_stil_laat_verdwijnen() {
    met_storing("opgeslokt").await;
}

#[actix_web::test]
async fn zonder_regel_geen_antwoord_als_zij_nooit_een_nummer_zou_krijgen() {
    met_storing("wacht niet").await;
}

#[actix_web::test]
async fn zonder_regel_geen_antwoord_als_een_rule_iets_anders_doet() {
    if regio_met(&[]).await.op_postgresql() {
        met_storing("regel").await;
        met_storing("omgeleid").await;
    }
}

#[actix_web::test]
async fn zonder_regel_geen_antwoord_als_de_schijf_vol_is() {
    met_storing("schijf").await;
}

#[actix_web::test]
async fn zonder_regel_geen_antwoord_als_iemand_het_logboek_vasthoudt() {
    let (regio, vragen) = regio_met_vragen().await;
    let voor = alles(&regio);
    let url = regio.database_url();
    if let Some(path) = url.strip_prefix("sqlite:") {
        let mut ander = SqliteConnection::establish(path).unwrap();
        ander.batch_execute("BEGIN IMMEDIATE").unwrap();
        niemand_hoort_iets(&regio, &vragen, "vastgehouden").await;
        ander.batch_execute("ROLLBACK").unwrap();
    } else {
        let mut ander = PgConnection::establish(&url).unwrap();
        ander.batch_execute("BEGIN; LOCK TABLE logregel IN EXCLUSIVE MODE").unwrap();
        niemand_hoort_iets(&regio, &vragen, "vastgehouden").await;
        ander.batch_execute("ROLLBACK").unwrap();
    }
    alles_werkt_weer(&regio, &vragen, &voor, "vastgehouden").await;
}

#[actix_web::test]
async fn zonder_regel_geen_antwoord_als_er_alleen_te_lezen_is() {
    let (mut regio, vragen) = regio_met_vragen().await;
    let voor = alles(&regio);
    let alleen_lezen = if regio.op_postgresql() {
        "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"
    } else {
        "PRAGMA query_only = ON"
    };
    // On SQLite it holds at once, also for what comes after it in the same commit.
    let _set = database::probeer(&regio.db, alleen_lezen);
    niemand_hoort_iets(&regio, &vragen, "alleen lezen").await;
    regio.herstart().await;
    alles_werkt_weer(&regio, &vragen, &voor, "alleen lezen").await;
}

#[actix_web::test]
async fn zonder_regel_geen_antwoord_als_de_verbinding_wegvalt() {
    let (regio, vragen) = regio_met_vragen().await;
    let url = regio.database_url();
    let Some(path) = url.strip_prefix("sqlite:") else {
        return met_storing("verbinding").await;
    };
    // The disk on which it lies is gone, and the connection that wrote breaks.
    let voor = alles(&regio);
    let map = Path::new(path).parent().unwrap();
    let weg = map.with_extension("weg");
    fs::rename(map, &weg).unwrap();
    let breek = |tx: &mut Conn| {
        Conn::transaction_manager_status_mut(tx).set_in_error();
        Ok(())
    };
    regio.db.write(breek).await.unwrap_err();
    niemand_hoort_iets(&regio, &vragen, "verbinding").await;
    fs::rename(&weg, map).unwrap();
    alles_werkt_weer(&regio, &vragen, &voor, "verbinding").await;
}
