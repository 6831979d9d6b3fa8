//! Lines of the logboek that were kept long enough go, and whoever kept a checkpoint can still check all of it.

use std::{fs, path::Path};

use chrono::TimeDelta;
use tlog::tree::TreeHead;

use knooppunt::{
    cli::logboek::export,
    config::Bewaren,
    domain::tijd::Moment,
    store::logboek::{boom::Tegels, snoei},
    werk::bewaren,
};

use crate::{
    gegeven::{database, moment},
    logboek_boom::{Log, schrijf},
};

const BEWAREN: Bewaren = Bewaren { dossier_jaren: 20, logboek_jaren: 5 };

fn nu() -> Moment {
    moment("2026-11-23T12:00:00Z")
}

impl Log {
    /// Lines of a while ago, a minute between them, numbered and signed at the end of their day.
    fn van_toen(&self, begin: &str, aantal: i64) -> TreeHead {
        let begin = moment(begin);
        (0..aantal).for_each(|minuut| schrijf(&self.db, begin.plus(TimeDelta::minutes(minuut))));
        self.nummer();
        self.wie.onderteken(&self.db, begin.plus(TimeDelta::days(1))).unwrap().unwrap()
    }

    /// What the job does.
    fn snoei(&self, nu: Moment) -> u64 {
        let db = self.db.clone();
        actix_web::rt::System::new().block_on(async move { bewaren::snoei(&db, nu, BEWAREN).await.unwrap() })
    }

    fn tel(&self, wat: &str) -> i64 {
        database::getal(&self.db, format!("SELECT count(*) AS n FROM {wat}"))
    }

    fn onderteken_op(&self, op: Moment) {
        self.nummer();
        self.wie.onderteken(&self.db, op).unwrap().unwrap();
    }

    fn exporteer_nu(&self, map: &str) {
        export::exporteer(&self.db, Path::new(map), self.wie.vkeys(), nu()).unwrap();
    }

    fn bevindingen(&self, bewaard: Option<TreeHead>) -> Vec<String> {
        self.controleer(bewaard).bevindingen.into_iter().map(|bevinding| bevinding.wat).collect()
    }
}

#[test]
fn na_vijf_jaar_gaan_hele_bundels_weg_en_blijft_alles_na_te_gaan() {
    let log = Log::leeg();
    let toen = log.van_toen("2020-03-01T09:00:00Z", 600);
    log.van_toen("2026-11-20T09:00:00Z", 50);
    let vroeg = log.map.path().join("vroeg");
    let laat = log.map.path().join("laat");
    let [vroeg, laat] = [&vroeg, &laat].map(|map| map.to_str().unwrap());
    log.exporteer_nu(vroeg);
    let eerste = fs::read(Path::new(vroeg).join("tile/entries/000")).unwrap();
    let bewaard = log.map.path().join("bewaard");
    fs::copy(Path::new(vroeg).join("checkpoint"), &bewaard).unwrap();
    let voor = log.db.read_blocking(|tx| Tegels::new(tx).stand(650)).unwrap();

    // Two whole bundles of the six hundred; the third is not all that old.
    assert_eq!(log.snoei(nu()), 512);
    assert_eq!((log.tel("logregel"), log.tel("logblad")), (650 - 512 + 2, 650 - 512));
    assert_eq!(log.tel("logregel WHERE gebeurtenis = 'logboek-gesnoeid' AND actie = 'D'"), 1);
    assert_eq!(log.db.read_blocking(snoei::grens).unwrap(), 512);
    assert_eq!(log.db.read_blocking(|tx| Tegels::new(tx).stand(650)).unwrap(), voor);
    assert_eq!(log.snoei(nu()), 0, "nothing more is old enough");

    log.onderteken_op(nu());
    assert_eq!(log.bevindingen(Some(toen)), Vec::<String>::new());
    // A folder that was there keeps its bundles; a new one has them from there on, and every tile.
    let vkey = log.wie.vkey().to_string();
    for map in [vroeg, laat] {
        log.exporteer_nu(map);
        let bewaard = bewaard.to_str().unwrap();
        let (gelukt, gezegd) =
            log.knooppunt(&["logboek", "controleer", "--export", map, "--bewaard", bewaard, "--vkey", &vkey]);
        assert!(gelukt && gezegd.contains("Het logboek klopt: 652 regels genummerd"), "{gezegd}");
    }
    assert_eq!(fs::read(Path::new(vroeg).join("tile/entries/000")).unwrap(), eerste);
    for (pad, er) in [
        ("tile/0/000", true),
        ("tile/0/001", true),
        ("tile/entries/000", false),
        ("tile/entries/001", false),
        ("tile/entries/002.p/140", true),
    ] {
        assert_eq!(Path::new(laat).join(pad).is_file(), er, "{pad}");
    }
    // Who takes one bundle more out of the folder is found out.
    fs::remove_file(Path::new(vroeg).join("tile/entries/000")).unwrap();
    let check = ["logboek", "controleer", "--export", vroeg, "--vkey", &vkey];
    assert!(log.knooppunt(&check).0, "this one may be gone");
    let derde = Path::new(vroeg).join("tile/entries/002.p/140");
    fs::remove_file(derde).unwrap();
    let (gelukt, gezegd) = log.knooppunt(&check);
    assert!(!gelukt && gezegd.contains("nummer 512"), "{gezegd}");
}

#[test]
fn een_regel_gaat_niet_voor_zijn_tijd_wie_er_ook_om_vraagt() {
    let log = Log::leeg();
    log.van_toen("2022-03-01T09:00:00Z", 300);
    assert_eq!(log.snoei(nu()), 0, "four years");
    let is_op = |op: &str| format!("INSERT INTO logsnoei (grens, op, zonder_schrijver) VALUES {op}");
    let mag_niet = |statement: &str| assert!(!database::probeer(&log.db, statement), "{statement}");
    for statement in [
        // Too young, not a whole bundle, more than there is.
        is_op("(256, '2026-11-23T12:00:00.000000Z', 0)"),
        is_op("(200, '2028-11-23T12:00:00.000000Z', 0)"),
        is_op("(512, '2028-11-23T12:00:00.000000Z', 0)"),
        "DELETE FROM logregel WHERE op < '2022-03-01T10:00:00.000000Z'".to_owned(),
        "DELETE FROM logblad WHERE nummer < 256".to_owned(),
    ] {
        mag_niet(&statement);
    }
    assert_eq!(log.tel("logregel"), 300);
    // Old enough, but never signed then: nobody outside could know.
    let ongetekend = Log::leeg();
    (0..300)
        .for_each(|minuut| schrijf(&ongetekend.db, moment("2020-03-01T09:00:00Z").plus(TimeDelta::minutes(minuut))));
    ongetekend.onderteken_op(nu());
    assert_eq!(ongetekend.snoei(nu()), 0);

    assert_eq!(log.snoei(moment("2027-03-01T13:15:00Z")), 0, "its last line is of a quarter past one");
    assert_eq!(log.snoei(moment("2027-03-03T13:15:00Z")), 256);
    for statement in [
        "DELETE FROM logregel WHERE gebeurtenis = 'logboek-gesnoeid'",
        "DELETE FROM logblad WHERE nummer = 256",
        "DELETE FROM logsnoei",
        "UPDATE logsnoei SET grens = 300",
        "DELETE FROM logsnoei_schrijver",
        "UPDATE logregel SET toegangspunt = ''",
    ] {
        mag_niet(statement);
    }
}

#[test]
fn wie_meer_weghaalt_dan_gesnoeid_is_valt_op() {
    let gesnoeid = || {
        let log = Log::leeg();
        log.van_toen("2020-03-01T09:00:00Z", 300);
        log.van_toen("2026-11-20T09:00:00Z", 300);
        assert_eq!(log.snoei(nu()), 256);
        log.onderteken_op(nu());
        assert_eq!(log.bevindingen(None), Vec::<String>::new());
        log.ontgrendel();
        log
    };
    let log = gesnoeid();
    database::voer_uit(&log.db, "DELETE FROM logregel WHERE id = (SELECT logregel_id FROM logblad WHERE nummer = 300)");
    database::voer_uit(&log.db, "DELETE FROM logblad WHERE nummer = 300");
    let eerste = log.eerste_fout(None).unwrap();
    assert_eq!(eerste, (Some(300), "het nummer is weggehaald".into()));

    // A boundary of one's own: no line tells of it, it was not signed for so long, and its numbers do not add up.
    let log = gesnoeid();
    database::voer_uit(
        &log.db,
        "DELETE FROM logregel WHERE id IN (SELECT logregel_id FROM logblad WHERE nummer < 512)",
    );
    database::voer_uit(&log.db, "DELETE FROM logblad WHERE nummer < 512");
    let own = "INSERT INTO logsnoei (grens, op, zonder_schrijver) VALUES (512, '2026-11-23T12:00:00.000000Z', 0)";
    database::voer_uit(&log.db, own);
    let gevonden = log.bevindingen(None).join("; ");
    for wat in ["voor dat 5 jaar ondertekend was", "0 regels gesnoeid van 256 tot 512", "en geen regel zegt dat"] {
        assert!(gevonden.contains(wat), "{wat}: {gevonden}");
    }

    // Without the note of it, what is gone is gone.
    let log = gesnoeid();
    database::voer_uit(&log.db, "DELETE FROM logsnoei_schrijver");
    database::voer_uit(&log.db, "DELETE FROM logsnoei");
    assert_eq!(log.eerste_fout(None).unwrap().0, Some(0));
}
