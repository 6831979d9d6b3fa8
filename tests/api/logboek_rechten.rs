//! On PostgreSQL each process logs in with no more rights than its work takes: whoever takes over the server cannot change the log.

use std::time::Duration;

use actix_web::web;
use diesel::{Connection as _, PgConnection, connection::SimpleConnection as _};
use knooppunt::{
    cli::logboek::{controleer, export},
    store::{
        conn::{DatabaseSettings, Db},
        logboek::sloten,
    },
    werk::{ondertekenaar::Ondertekenaar, volgorde::nummer_alles},
};
use tempfile::TempDir;

use crate::{
    gegeven::{begin, database, regio},
    logboek_boom::{OORSPRONG, vraag},
    rode_draad::het_verhaal,
};

/// A login that is a member of one group and nothing else; it goes when its test does.
pub struct Login {
    eigenaar: String,
    naam: String,
}

impl Login {
    pub fn van(eigenaar: &str, groep: &str) -> Self {
        let (_, database) = eigenaar.rsplit_once('/').unwrap();
        let naam = format!("{groep}_{database}");
        let mut server = PgConnection::establish(eigenaar).unwrap();
        server.batch_execute(&format!("CREATE ROLE {naam} LOGIN PASSWORD 'proef'; GRANT {groep} TO {naam}")).unwrap();
        Self { eigenaar: eigenaar.to_owned(), naam }
    }

    pub fn url(&self) -> String {
        let (_, rest) = self.eigenaar.split_once("//").unwrap();
        let waar = rest.split_once('@').map_or(rest, |(_, waar)| waar);
        format!("postgres://{}:proef@{waar}", self.naam)
    }

    pub fn open(&self) -> Db {
        let (url, wachttijd) = (self.url(), Duration::from_secs(30));
        Db::open(&DatabaseSettings { url, verbindingen: 2, wachtrij: 64, wachttijd }).unwrap()
    }
}

impl Drop for Login {
    fn drop(&mut self) {
        let mut server = PgConnection::establish(&self.eigenaar).unwrap();
        server.batch_execute(&format!("DROP ROLE {}", self.naam)).unwrap();
    }
}

#[track_caller]
fn mag_niet(db: &Db, statements: &[&str]) {
    for statement in statements {
        assert!(!database::probeer(db, statement), "{statement}");
    }
}

#[actix_web::test]
async fn de_dienst_doet_haar_werk_en_kan_het_logboek_niet_wijzigen() {
    let mut regio = regio().await;
    if !regio.op_postgresql() {
        return;
    }
    let meer = |db: &Db| db.read_blocking(sloten::meer_rechten).unwrap();
    assert!(meer(&regio.db), "the owner can do everything, and is told so");
    let dienst = Login::van(&regio.url(), "knooppunt_dienst");
    regio.herstart_op(&dienst.url()).await;
    assert!(!meer(&regio.db));
    assert_eq!(regio.db.openstaande_migraties().unwrap(), Vec::<String>::new());
    het_verhaal(&regio).await;
    assert!(nummer_alles(&regio.db).await.unwrap() > 0);
    mag_niet(
        &regio.db,
        &[
            "UPDATE logregel SET uitkomst = 'x'",
            "DELETE FROM logregel",
            "TRUNCATE logregel",
            "ALTER TABLE logregel DISABLE TRIGGER USER",
            "SET session_replication_role = replica",
            "DELETE FROM logregel_betrokkene",
            "INSERT INTO logregel_betrokkene (pseudoniem, logregel_id) SELECT gen_random_uuid(), gen_random_uuid()",
            "INSERT INTO logregel_wachtend (logregel_id) SELECT gen_random_uuid()",
            "TRUNCATE logregel_wachtend",
            "UPDATE logblad SET nummer = nummer + 1",
            "DELETE FROM logblad",
            "DELETE FROM logtegel",
            "DELETE FROM logkop",
            "INSERT INTO logcheckpoint (grootte, op, nota) VALUES (1, now(), '')",
            "UPDATE publicatiebestand SET sha256 = ''",
            "DELETE FROM publicatie",
            "DELETE FROM __diesel_schema_migrations",
            "DROP TRIGGER casus_wijst_aan ON casus",
            "CREATE TABLE van_mij (id integer)",
            "SELECT logregel_wijst_aan()",
        ],
    );
    // The signer sees the tree and no line; the check sees the log, and of a family only where each row points to.
    let (tekent, leest) =
        (Login::van(&regio.url(), "knooppunt_ondertekenaar"), Login::van(&regio.url(), "knooppunt_controle"));
    let (tekent_db, leest_db) = (tekent.open(), leest.open());
    mag_niet(
        &tekent_db,
        &[
            "SELECT id FROM logregel",
            "SELECT id FROM client",
            "DELETE FROM logcheckpoint",
            "UPDATE logkop SET grootte = grootte + 1",
            "UPDATE logtegel SET hashes = ''",
            "SELECT meld_export(now(), NULL, NULL)",
        ],
    );
    mag_niet(
        &leest_db,
        &[
            "SELECT gegevens FROM client",
            "SELECT * FROM gebruiker",
            "SELECT id FROM sessie",
            "INSERT INTO logcheckpoint (grootte, op, nota) VALUES (1, now(), '')",
            "DELETE FROM logregel_wachtend",
            "INSERT INTO logregel (id, op, gebeurtenis, actie, uitkomst, handeling, soort, betrokkenen, doel, noodprocedure, toegangspunt) \
             SELECT gen_random_uuid(), op, gebeurtenis, actie, uitkomst, handeling, soort, betrokkenen, doel, noodprocedure, toegangspunt \
             FROM logregel LIMIT 1",
        ],
    );
    let (map, nu) = (TempDir::new().unwrap(), regio.clock_nu());
    let gedaan = web::block(move || {
        let sleutel = map.path().join("sleutel");
        Ondertekenaar::maak_sleutel(&sleutel).unwrap();
        let wie = Ondertekenaar::lees(&sleutel, OORSPRONG).unwrap();
        let stand = wie.onderteken(&tekent_db, begin()).unwrap().unwrap();
        let verslag = controleer::controleer(&leest_db, vraag(&leest_db, vec![wie.vkey()])).unwrap();
        let zonder = export::exporteer(&tekent_db, &map.path().join("niet"), Vec::new(), nu).unwrap_err().to_string();
        assert!(!map.path().join("niet").exists(), "{zonder}");
        export::exporteer(&leest_db, &map.path().join("export"), Vec::new(), nu).unwrap();
        (stand, verslag)
    });
    let (stand, verslag) = gedaan.await.unwrap();
    assert_eq!(verslag.bevindingen, []);
    assert_eq!((verslag.stand, verslag.ondertekend), (stand, Some(stand.size)));
    assert_eq!(
        regio.rijen("logregel").is("gebeurtenis", "logboek-geexporteerd").is("toegangspunt", "opdrachtregel").tel(),
        1
    );
    // What looks behind the answers at the end is nobody's service.
    regio.herstart().await;
}

#[actix_web::test]
async fn elke_tabel_is_er_ook_voor_de_dienst() {
    let regio = regio().await;
    if !regio.op_postgresql() {
        return;
    }
    let zonder = "SELECT relname::text AS tekst FROM pg_class WHERE relkind = 'r' \
                  AND relnamespace = current_schema()::regnamespace AND NOT has_table_privilege('knooppunt_dienst', oid, 'SELECT')";
    let zonder = database::teksten(&regio.db, zonder);
    assert_eq!(zonder, Vec::<String>::new(), "a migration that makes a table ends with SELECT knooppunt_rechten()");
}
