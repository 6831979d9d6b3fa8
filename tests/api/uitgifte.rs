//! The logboek as files for others: what goes out, and the line that says so.

use std::{fs, path::Path};

use chrono::NaiveDate;
use tlog::tree::TreeHead;

use knooppunt::cli::logboek::{
    auditevent,
    export::{self, Fout},
};

use crate::{
    gegeven::database::{self, Database},
    logboek_boom::{Log, OORSPRONG, op},
};

impl Log {
    /// Writes what was signed to a folder, at the minute after which the next lines come.
    pub fn exporteer(&self, map: &Path, minuut: u32) -> Result<String, Fout> {
        export::exporteer(&self.db, map, self.wie.vkeys(), op(minuut))
    }

    fn nummer_en_onderteken(&self) -> TreeHead {
        self.nummer();
        self.onderteken()
    }

    /// Where each export came from, that left a line.
    fn uitgegeven(&self) -> Vec<String> {
        let van_niemand =
            "gebruiker_id IS NULL AND sessie_id IS NULL AND betrokkenen = '[]' AND volgnummer IS NOT NULL";
        let query = "SELECT actie || ' ' || uitkomst || ' ' || handeling || ' ' || soort || ' ' || doel || ' ' || toegangspunt \
                     AS tekst FROM logregel WHERE gebeurtenis = 'logboek-geexporteerd'";
        database::teksten(&self.db, format!("{query} AND {van_niemand} ORDER BY id"))
    }
}

const REGEL: &str = "E gelukt logboek-geexporteerd logregel toezicht opdrachtregel";

#[test]
fn wat_ondertekend_is_gaat_als_bestanden_mee_en_groeit_verder() {
    let log = Log::van(300);
    let map = log.map.path().join("export");
    let gezegd = log.exporteer(&map, 299).unwrap();
    assert!(gezegd.ends_with("bevat 300 regels, 300 meer dan eerst; 3 tegels geschreven"), "{gezegd}");
    let map = map.to_str().unwrap();
    for pad in
        ["checkpoint", "tile/0/000", "tile/0/001.p/44", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/44"]
    {
        assert!(Path::new(map).join(pad).is_file(), "{pad}");
    }
    let bewaard = log.map.path().join("bewaard");
    fs::copy(Path::new(map).join("checkpoint"), &bewaard).unwrap();
    let eerste = fs::read(Path::new(map).join("tile/0/000")).unwrap();
    log.schrijf(300..520);
    log.nummer();
    log.onderteken();
    // Not signed yet: not in the folder.
    log.schrijf(520..521);
    log.nummer();
    let gezegd = log.exporteer(Path::new(map), 520).unwrap();
    assert!(gezegd.ends_with("bevat 521 regels, 221 meer dan eerst; 3 tegels geschreven"), "the first export is in it");
    log.nummer();
    assert_eq!(fs::read(Path::new(map).join("tile/0/000")).unwrap(), eerste);

    let vkey = log.wie.vkey().to_string();
    let bewaard = bewaard.to_str().unwrap();
    let (gelukt, gezegd) =
        log.knooppunt(&["logboek", "controleer", "--export", map, "--bewaard", bewaard, "--vkey", &vkey]);
    assert!(gelukt && gezegd.contains("Het logboek klopt: 521 regels genummerd"), "{gezegd}");
    let (gelukt, gezegd) = log.controleer_op(521, &["--bewaard", bewaard]);
    assert!(
        gelukt && gezegd.contains("523 regels genummerd, 0 wachten; ondertekend tot en met de eerste 521"),
        "{gezegd}"
    );
    let (_, gezegd) = log.knooppunt(&["logboek", "sleutel"]);
    assert_eq!(gezegd.trim_end(), vkey, "the key stays, and is shown");
}

#[test]
fn zonder_ondertekening_valt_er_niets_uit_te_geven() {
    let log = Log::leeg();
    log.schrijf(0..2);
    log.nummer();
    let fout = log.exporteer(log.map.path(), 2).unwrap_err().to_string();
    assert!(fout.contains("nog geen checkpoint ondertekend"), "{fout}");
    let verslag = log.controleer(None);
    assert_eq!(
        verslag.uitslag().unwrap(),
        "Het logboek klopt: 2 regels genummerd, 0 wachten; nog niets is ondertekend."
    );
}

#[test]
fn elke_export_laat_een_regel_na_en_een_die_niets_nieuws_vindt_niet() {
    let log = Log::van(5);
    let map = log.map.path().join("export");
    log.exporteer(&map, 5).unwrap();
    assert_eq!(log.uitgegeven(), [REGEL]);
    let gezegd = log.exporteer(&map, 5).unwrap();
    assert!(gezegd.ends_with("bevat 5 regels, 0 meer dan eerst; 0 tegels geschreven"), "{gezegd}");
    assert_eq!(log.uitgegeven(), [REGEL], "nothing went out");
    // What the line says goes out with the next one, and that one leaves its own.
    let bundel = |breedte: u32| fs::read_to_string(map.join(format!("tile/entries/000.p/{breedte}")));
    assert!(!bundel(5).unwrap().contains("logboek-geexporteerd"));
    log.nummer_en_onderteken();
    log.exporteer(&map, 6).unwrap();
    assert!(bundel(6).unwrap().contains("logboek-geexporteerd"));
    assert_eq!(log.uitgegeven(), [REGEL, REGEL]);
    // Some days of it for another system say which.
    let dag = |tekst: &str| tekst.parse::<NaiveDate>().unwrap();
    let periode = (dag("2026-11-23"), dag("2026-11-24"));
    auditevent::exporteer(&log.db, &map, periode, OORSPRONG, op(7)).unwrap();
    assert_eq!(log.uitgegeven()[2], format!("{REGEL} 2026-11-23/2026-11-24"));
    log.nummer_en_onderteken();
    assert_eq!(log.eerste_fout(None), None);
    // The command does the same.
    let ander = log.map.path().join("ander");
    let (gelukt, gezegd) = log.knooppunt(&["logboek", "export", ander.to_str().unwrap()]);
    assert!(gelukt && gezegd.contains("bevat 8 regels, 8 meer dan eerst; 1 tegels geschreven"), "{gezegd}");
    assert_eq!(log.uitgegeven().len(), 4);
}

#[test]
fn zonder_regel_geen_export() {
    let log = Log::van(5);
    let weiger = match log.database {
        Database::Sqlite { .. } => {
            "CREATE TRIGGER niet_nu BEFORE INSERT ON logregel BEGIN SELECT RAISE(ABORT, 'niet nu'); END"
        }
        Database::Postgresql { .. } => {
            "CREATE TRIGGER niet_nu BEFORE INSERT ON logregel FOR EACH ROW EXECUTE FUNCTION weiger_wijziging()"
        }
    };
    database::voer_uit(&log.db, weiger);
    let map = log.map.path().join("export");
    let fout = log.exporteer(&map, 5).unwrap_err().to_string();
    assert!(fout.starts_with("er is niets uitgegeven") && fout.contains("`knooppunt_controle`"), "{fout}");
    assert!(!map.exists());
    let periode = ("2026-11-23".parse().unwrap(), "2026-11-24".parse().unwrap());
    let fout = auditevent::exporteer(&log.db, &map, periode, OORSPRONG, op(5)).unwrap_err().to_string();
    assert!(fout.starts_with("er is niets uitgegeven"), "{fout}");
    assert_eq!(fs::read_dir(&map).map_or(0, Iterator::count), 0);
    assert_eq!(log.uitgegeven(), Vec::<String>::new());
}
