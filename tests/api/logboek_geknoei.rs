//! Somebody who owns the database, or the exported files, changes them; the check names the first line that is wrong.

use std::{fs, path::Path};

use knooppunt::{
    cli::logboek::controleer::{self, Bewaard, Vraag},
    werk::ondertekenaar::{Fout, Ondertekenaar},
};

use crate::{
    gegeven::{
        begin,
        database::{self, Database},
    },
    logboek_boom::{Log, OORSPRONG, op, schrijf, vraag},
};

pub const TABELLEN: [&str; 9] = [
    "logregel",
    "logregel_betrokkene",
    "logregel_wachtend",
    "logblad",
    "logtegel",
    "logkop",
    "logcheckpoint",
    "logsnoei_schrijver",
    "logsnoei",
];

/// Removes rows without asking the lock on removing.
const VERVANGEN: [&str; 6] = [
    "INSERT OR REPLACE INTO logregel SELECT * FROM logregel",
    "INSERT OR REPLACE INTO logblad SELECT nummer + 1, logregel_id FROM logblad WHERE nummer = 3",
    "INSERT OR REPLACE INTO logblad SELECT nummer, randomblob(16) FROM logblad WHERE nummer = 3",
    "INSERT OR REPLACE INTO logtegel SELECT * FROM logtegel",
    "INSERT OR REPLACE INTO logkop SELECT * FROM logkop",
    "INSERT OR REPLACE INTO logcheckpoint SELECT * FROM logcheckpoint",
];
const LEGEN: [&str; 6] = [
    "TRUNCATE logregel",
    "TRUNCATE logregel_betrokkene",
    "TRUNCATE logregel_wachtend",
    "TRUNCATE logblad",
    "TRUNCATE logtegel, logkop",
    "TRUNCATE logcheckpoint",
];

impl Log {
    /// What the owner of a database can do first: take the locks away.
    /// Gives what puts them back, so that nobody sees it.
    pub fn ontgrendel(&self) -> Vec<String> {
        let (weg, terug): (Vec<String>, Vec<String>) = match self.database {
            Database::Sqlite { .. } => {
                let triggers = "FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'log%' ORDER BY name";
                let namen = database::teksten(&self.db, format!("SELECT name AS tekst {triggers}"));
                let weg = namen.iter().map(|naam| format!("DROP TRIGGER {naam}")).collect();
                (weg, database::teksten(&self.db, format!("SELECT sql AS tekst {triggers}")))
            }
            Database::Postgresql { .. } => {
                let alle = |wat: &str| {
                    TABELLEN.iter().map(|tabel| format!("ALTER TABLE {tabel} {wat} TRIGGER USER")).collect()
                };
                (alle("DISABLE"), alle("ENABLE"))
            }
        };
        self.voer_uit(&weg);
        terug
    }

    pub fn knoei(&self, statements: &[&str]) {
        let terug = self.ontgrendel();
        self.voer_uit(statements);
        self.voer_uit(&terug);
    }

    pub fn voer_uit(&self, statements: &[impl AsRef<str>]) {
        for statement in statements {
            database::voer_uit(&self.db, statement.as_ref());
        }
    }

    /// Makes a copy of all that is known of the log, to put back later.
    pub fn kopieer(&self) {
        for table in TABELLEN {
            database::voer_uit(&self.db, &format!("CREATE TABLE kopie_{table} AS SELECT * FROM {table}"));
        }
    }

    pub fn zet_terug(&self) {
        let terug = self.ontgrendel();
        for table in TABELLEN {
            database::voer_uit(&self.db, &format!("DELETE FROM {table}"));
            database::voer_uit(&self.db, &format!("INSERT INTO {table} SELECT * FROM kopie_{table}"));
        }
        self.voer_uit(&terug);
    }

    #[track_caller]
    fn vindt(&self, nummer: u64, wat: &str) {
        let (waar, gevonden) = self.eerste_fout(None).expect("something is wrong");
        assert!(gevonden.contains(wat), "{wat}: {gevonden}");
        assert_eq!(waar, Some(nummer), "{gevonden}");
    }
}

#[test]
fn de_sloten_houden_een_vergissing_tegen() {
    let log = Log::van(20);
    let eigen = match log.database {
        Database::Sqlite { .. } => VERVANGEN,
        Database::Postgresql { .. } => LEGEN,
    };
    for statement in [
        "UPDATE logregel SET uitkomst = 'x'",
        "DELETE FROM logregel",
        "UPDATE logblad SET nummer = nummer + 100",
        "DELETE FROM logblad",
        "UPDATE logcheckpoint SET nota = ''",
        "DELETE FROM logcheckpoint",
        "UPDATE logtegel SET hashes = substr(hashes, 1, 32)",
        "DELETE FROM logtegel",
        "UPDATE logkop SET grootte = 3",
        "DELETE FROM logkop",
    ]
    .into_iter()
    .chain(eigen)
    {
        let (db, text) = (log.db.clone(), statement.to_owned());
        let done = db.write_blocking(move |tx| Ok(diesel::connection::SimpleConnection::batch_execute(tx, &text)?));
        assert!(done.is_err(), "{statement}");
    }
    assert_eq!(log.eerste_fout(None), None);
}

#[test]
fn een_gewijzigde_regel_wordt_genoemd() {
    let log = Log::van(20);
    log.knoei(&[
        "UPDATE logregel SET toegangspunt = '192.0.2.99' WHERE id = (SELECT logregel_id FROM logblad WHERE nummer = 7)",
    ]);
    log.vindt(7, "gewijzigd of verwisseld");
    let (gelukt, gezegd) = log.controleer_op(20, &[]);
    assert!(!gelukt && gezegd.contains("het logboek klopt niet; de eerste fout is bij nummer 7:"), "{gezegd}");
    let fout = log.exporteer(&log.map.path().join("export"), 20).unwrap_err().to_string();
    assert!(fout.contains("regel 7 is niet die welke genummerd werd"), "{fout}");
}

#[test]
fn een_regel_die_niet_te_lezen_is_bederft_de_andere_niet() {
    let log = Log::van(20);
    // Only SQLite lets a text be what it is not.
    if matches!(log.database, Database::Sqlite { .. }) {
        log.knoei(&[
            "UPDATE logregel SET op = 'gisteren' WHERE id = (SELECT logregel_id FROM logblad WHERE nummer = 7)",
        ]);
        log.vindt(7, "niet te lezen");
        assert_eq!(log.controleer(None).bevindingen.len(), 2, "the line, and the hole that it leaves in the count");
    }
}

#[test]
fn een_weggehaalde_regel_wordt_genoemd() {
    let log = Log::van(20);
    log.knoei(&["DELETE FROM logregel WHERE id = (SELECT logregel_id FROM logblad WHERE nummer = 7)"]);
    log.vindt(7, "de regel is weggehaald");
    log.knoei(&["DELETE FROM logblad WHERE nummer = 7"]);
    log.vindt(7, "het nummer is weggehaald");
    log.knoei(&[
        "UPDATE logblad SET nummer = -nummer WHERE nummer > 7",
        "UPDATE logblad SET nummer = -nummer - 1 WHERE nummer < 0",
    ]);
    log.vindt(7, "gewijzigd of verwisseld");
}

#[test]
fn een_weggehaalde_staart_wordt_genoemd_ook_als_de_boom_mee_wordt_ingekort() {
    let log = Log::van(20);
    let bewaard = log.controleer(None).stand;
    log.knoei(&[
        "DELETE FROM logregel WHERE id IN (SELECT logregel_id FROM logblad WHERE nummer >= 13)",
        "DELETE FROM logblad WHERE nummer >= 13",
    ]);
    log.vindt(13, "het nummer is weggehaald");
    log.knoei(&["UPDATE logkop SET grootte = 13", "UPDATE logtegel SET hashes = substr(hashes, 1, 416)"]);
    log.vindt(13, "er zijn 13 regels en bij het checkpoint van 20 regels waren het er 20");
    // Without a trace in the database, whoever kept a checkpoint knows.
    log.knoei(&["DELETE FROM logcheckpoint WHERE grootte > 13"]);
    assert_eq!(log.eerste_fout(None), None);
    let (waar, wat) = log.eerste_fout(Some(bewaard)).unwrap();
    assert!(wat.contains("bij het bewaarde checkpoint waren het er 20"), "{wat}");
    assert_eq!(waar, Some(13));
    // And so does the signer, whose file whoever owns the database does not have.
    let ondertekenaar = log.wie.laatst_ondertekend().unwrap();
    let bewaard = Bewaard { checkpoint: None, ondertekenaar };
    let verslag = controleer::controleer(&log.db, Vraag { bewaard, ..vraag(&log.db, vec![log.wie.vkey()]) }).unwrap();
    let eerste = verslag.bevindingen.first().unwrap();
    assert!(eerste.wat.contains("wat de ondertekenaar het laatst ondertekende"), "{}", eerste.wat);
    assert_eq!(eerste.nummer, Some(13));
}

#[test]
fn een_regel_die_voor_haar_nummer_is_weggehaald_laat_een_gat_in_de_telling() {
    let log = Log::van(10);
    // One session writes all three: on PostgreSQL too, with one connection.
    let een = een_verbinding(&log);
    for minuut in 10..13 {
        schrijf(&een, op(minuut));
    }
    let weg = "(SELECT id FROM logregel ORDER BY id DESC LIMIT 1 OFFSET 1)";
    log.knoei(&[
        &format!("DELETE FROM logregel_wachtend WHERE logregel_id = {weg}"),
        &format!("DELETE FROM logregel WHERE id = {weg}"),
    ]);
    log.nummer();
    log.vindt(11, "ontbreekt hiervoor regel 2: weggehaald voor zij genummerd was");
}

fn een_verbinding(log: &Log) -> knooppunt::store::conn::Db {
    use knooppunt::store::conn::{DatabaseSettings, Db};
    let (url, wachttijd) = (log.database.url(), std::time::Duration::from_secs(30));
    Db::open(&DatabaseSettings { url, verbindingen: 1, wachtrij: 64, wachttijd }).unwrap()
}

#[test]
fn een_wachtende_regel_die_verdwijnt_en_een_regel_die_niet_wacht_vallen_op() {
    let log = Log::van(5);
    log.schrijf(5..7);
    log.knoei(&["DELETE FROM logregel WHERE id = (SELECT max(logregel_id) FROM logregel_wachtend)"]
        .map(|statement| match log.database {
            Database::Sqlite { .. } => statement,
            Database::Postgresql { .. } => {
                "DELETE FROM logregel WHERE id = (SELECT logregel_id FROM logregel_wachtend ORDER BY logregel_id DESC LIMIT 1)"
            }
        }));
    log.vindt(5, "is weggehaald terwijl zij op een nummer wachtte");
    // The sequencer goes on with what is there.
    log.nummer();
    log.knoei(&["DELETE FROM logregel_wachtend"]);
    assert_eq!(log.eerste_fout(None), None, "the last line of a session, before it had its number: that is the limit");
    // The lock that lets lines wait is off: this line waits for nothing.
    let _terug = log.ontgrendel();
    log.schrijf(8..9);
    let (_, wat) = log.eerste_fout(None).unwrap();
    assert!(wat.contains("heeft geen nummer en wacht er ook niet op") || wat.contains("ontbreekt hiervoor"), "{wat}");
}

#[test]
fn een_regel_die_in_het_verleden_wordt_gezet_valt_op() {
    let log = Log::van(60);
    schrijf(&log.db, op(46));
    log.nummer();
    assert_eq!(log.eerste_fout(None), None, "a request may take a while");
    schrijf(&log.db, op(40));
    log.nummer();
    log.vindt(61, "lang voor wat al eerder genummerd was");
}

#[test]
fn verwisselde_en_verschoven_nummers_vallen_op() {
    let log = Log::van(20);
    log.knoei(&[
        "UPDATE logblad SET nummer = -1 WHERE nummer = 3",
        "UPDATE logblad SET nummer = 3 WHERE nummer = 9",
        "UPDATE logblad SET nummer = 9 WHERE nummer = -1",
    ]);
    log.vindt(3, "gewijzigd of verwisseld");
    let log = Log::van(20);
    log.knoei(&["UPDATE logblad SET nummer = nummer + 1000 WHERE nummer >= 15"]);
    log.vindt(15, "het nummer is weggehaald");
    let log = Log::van(20);
    log.knoei(&["UPDATE logtegel SET hashes = substr(hashes, 33, 608)"]);
    log.vindt(0, "gewijzigd of verwisseld");
}

#[test]
fn wie_ook_de_boom_herschrijft_wordt_door_het_checkpoint_verraden() {
    let log = Log::van(20);
    // Everything is numbered anew over a changed line, as if it had always been so.
    log.knoei(&[
        "UPDATE logregel SET toegangspunt = '192.0.2.99' WHERE id = (SELECT logregel_id FROM logblad WHERE nummer = 7)",
        "INSERT INTO logregel_wachtend (logregel_id) SELECT logregel_id FROM logblad",
        "DELETE FROM logblad",
        "DELETE FROM logtegel",
        "UPDATE logkop SET grootte = 0",
    ]);
    log.nummer();
    log.vindt(
        5,
        "de eerste 10 regels zijn niet die van het checkpoint van 10 regels: het verschil ligt bij 5 tot en met 9",
    );
    let fout = log.wie.onderteken(&log.db, begin()).unwrap_err();
    assert!(matches!(fout, Fout::Anders { eerder: 20 }), "{fout}");
}

#[test]
fn de_kopie_van_gisteren_wordt_niet_ondertekend_en_niet_geloofd() {
    let log = Log::van(10);
    log.kopieer();
    log.schrijf(10..20);
    log.nummer();
    let bewaard = log.onderteken();
    log.zet_terug();
    assert_eq!(log.eerste_fout(None), None, "yesterday all was well");
    let (waar, wat) = log.eerste_fout(Some(bewaard)).unwrap();
    assert!(wat.contains("er zijn 10 regels en bij het bewaarde checkpoint waren het er 20"), "{wat}");
    assert_eq!(waar, Some(10));
    let fout = log.wie.onderteken(&log.db, begin()).unwrap_err();
    assert!(matches!(fout, Fout::Ouder { eerder: 20, nu: 10 }), "{fout}");
    assert!(fout.to_string().contains("oudere kopie van de database"), "{fout}");

    // Life goes on, and the tree grows past what was signed: it is another one for good.
    log.schrijf(30..55);
    log.nummer();
    let fout = log.wie.onderteken(&log.db, begin()).unwrap_err();
    assert!(matches!(fout, Fout::Anders { eerder: 20 }), "{fout}");
    let (waar, wat) = log.eerste_fout(Some(bewaard)).unwrap();
    assert!(wat.contains("de eerste 20 regels zijn niet die van het bewaarde checkpoint"), "{wat}");
    assert_eq!(waar, Some(10));
}

#[test]
fn een_ondertekenaar_die_stopt_tussen_bestand_en_database_gaat_verder() {
    let log = Log::van(10);
    log.knoei(&["DELETE FROM logcheckpoint WHERE grootte = 10"]);
    assert_eq!(log.wie.onderteken(&log.db, begin()).unwrap(), None, "nothing is new");
    assert_eq!(database::getal(&log.db, "SELECT max(grootte) AS n FROM logcheckpoint"), 10);
    assert_eq!(log.eerste_fout(None), None);
    // Without its file the last checkpoint of the database counts.
    fs::remove_file(log.wie.bewaarplaats()).unwrap();
    assert_eq!(log.wie.onderteken(&log.db, begin()).unwrap(), None);
    // What another key signed is no file of this one.
    let ander = log.map.path().join("ander");
    Ondertekenaar::maak_sleutel(&ander).unwrap();
    let ander = Ondertekenaar::lees(&ander, OORSPRONG).unwrap();
    log.schrijf(10..12);
    log.nummer();
    ander.onderteken(&log.db, begin()).unwrap().unwrap();
    fs::copy(ander.bewaarplaats(), log.wie.bewaarplaats()).unwrap();
    let fout = log.wie.onderteken(&log.db, begin()).unwrap_err();
    assert!(matches!(fout, Fout::Inhoud { .. }), "{fout}");
}

#[test]
fn een_andere_sleutel_wordt_niet_geloofd() {
    let log = Log::van(10);
    let ander = log.map.path().join("ander");
    Ondertekenaar::maak_sleutel(&ander).unwrap();
    let vkey = Ondertekenaar::lees(&ander, OORSPRONG).unwrap().vkey();
    let verslag = controleer::controleer(&log.db, vraag(&log.db, vec![vkey.clone()])).unwrap();
    let fout = verslag.uitslag().unwrap_err();
    assert!(fout.contains("de handtekening is niet van deze sleutel"), "{fout}");
    let zonder = controleer::controleer(&log.db, vraag(&log.db, Vec::new())).unwrap();
    assert!(zonder.uitslag().unwrap_err().contains("noem de sleutel van het logboek met --vkey"));
    // After a new key the old one is named too.
    log.schrijf(10..12);
    log.nummer();
    let nieuw = Ondertekenaar::lees(&log.map.path().join("ander"), OORSPRONG).unwrap();
    nieuw.onderteken(&log.db, begin()).unwrap().unwrap();
    let (oud, nieuw) = (log.wie.vkey().to_string(), nieuw.vkey().to_string());
    let tot = op(12).to_string();
    let controleer = ["logboek", "controleer", "--op", &tot];
    let met_beide = ["--vkey", oud.as_str(), "--vkey", nieuw.as_str()];
    let (gelukt, gezegd) = log.knooppunt(&[controleer.as_slice(), &met_beide].concat());
    assert!(gelukt, "{gezegd}");
    let (gelukt, gezegd) = log.knooppunt(&[controleer.as_slice(), &["--vkey", &nieuw]].concat());
    assert!(
        !gelukt && gezegd.contains("het checkpoint van 10 regels: de handtekening is niet van deze sleutel"),
        "{gezegd}"
    );
    // What the settings know of keys besides one's own counts too.
    let (gelukt, gezegd) = log.knooppunt_met(&nieuw, &controleer);
    assert!(gelukt, "{gezegd}");
    let (gelukt, gezegd) = log.knooppunt_met("geen-sleutel", &controleer);
    assert!(!gelukt && gezegd.contains("`logboek.eerdere_sleutels`: geen-sleutel: dit is geen vkey"), "{gezegd}");
}

#[test]
fn een_veranderde_byte_in_de_bestanden_wordt_genoemd() {
    let log = Log::van(600);
    let map = log.map.path().join("export");
    log.exporteer(&map, 600).unwrap();
    let vkey = log.wie.vkey().to_string();
    let controleer =
        |map: &Path| log.knooppunt(&["logboek", "controleer", "--export", map.to_str().unwrap(), "--vkey", &vkey]);
    assert!(controleer(&map).0);
    let keer_om = |pad: &str, plaats: usize| {
        let pad = map.join(pad);
        let mut bytes = fs::read(&pad).unwrap();
        bytes[plaats] ^= 1;
        fs::write(&pad, bytes).unwrap();
    };
    let regel = fs::read(map.join("tile/entries/000")).unwrap();
    let lang = usize::from(u16::from_be_bytes([regel[0], regel[1]])) + 2;
    for (pad, plaats, nummer, wat) in [
        // The second line: everything between its length and the next.
        ("tile/entries/000", lang + 20, "nummer 1:", "past niet bij zijn blad in tile/0/000"),
        ("tile/0/001", 5 * 32, "nummer 261:", "past niet bij zijn blad in tile/0/001"),
        ("tile/1/000.p/2", 40, "nummer 256:", "tile/1/000.p/2 past niet bij de bladen eronder"),
        ("tile/entries/002.p/88", 0, "nummer 512:", "tile/entries/002.p/88 is er niet, of bevat niet 88 regels"),
    ] {
        keer_om(pad, plaats);
        let (gelukt, gezegd) = controleer(&map);
        assert!(!gelukt && gezegd.contains(&format!("de eerste fout is bij {nummer}")), "{pad}: {gezegd}");
        assert!(gezegd.contains(wat), "{pad}: {gezegd}");
        keer_om(pad, plaats);
    }
    fs::remove_file(map.join("tile/0/001")).unwrap();
    let (gelukt, gezegd) = controleer(&map);
    assert!(!gelukt && gezegd.contains("de eerste fout is bij nummer 256:"), "{gezegd}");
    fs::write(
        map.join("checkpoint"),
        fs::read_to_string(map.join("checkpoint")).unwrap().replace("\n600\n", "\n599\n"),
    )
    .unwrap();
    let (gelukt, gezegd) = controleer(&map);
    assert!(!gelukt && gezegd.contains("de handtekening is niet van deze sleutel"), "{gezegd}");
}
