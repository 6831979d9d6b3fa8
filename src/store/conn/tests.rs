//! What [`Db`] promises, on SQLite and, when `KNOOPPUNT_TEST_POSTGRES` names a server, on PostgreSQL.

mod proef;
mod waarden;

use std::{sync::mpsc, thread, time::Duration};

use chrono::{DateTime, NaiveDate};
use diesel::{prelude::*, sql_types::BigInt};
use tempfile::TempDir;

use self::proef::{Proef, houd_de_schrijver_op, op_beide, op_sqlite, settings, zet_in_de_rij};
use super::*;
use crate::{
    domain::{
        ids::Id,
        logboek::{Soort, Spoor},
        tijd::Moment,
        toegang::{Door, Verzoek, Waarom, Weigering},
    },
    store::{
        schema::logregel,
        types::{Both, Woord, columns_of, sql},
    },
};

diesel::table! {
    use diesel::sql_types::{Date, Nullable, Text};
    use crate::store::types::sql::{Moment, Uuid};

    briefje (id) {
        id -> Uuid,
        ouder -> Nullable<Uuid>,
        op -> Moment,
        gezien_op -> Nullable<Moment>,
        kleur -> Text,
        dag -> Date,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "kebab-case")]
enum Kleur {
    LichtBlauw,
    Rood,
}

#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = briefje)]
struct Briefje {
    id: Id<Briefje>,
    ouder: Option<Id<Briefje>>,
    op: Moment,
    gezien_op: Option<Moment>,
    kleur: Woord<Kleur>,
    dag: NaiveDate,
}

fn op(micros: i64) -> Moment {
    Moment::new(DateTime::from_timestamp_micros(micros).unwrap())
}

fn een_briefje() -> Briefje {
    let op = op(1_763_786_400_123_456);
    Briefje { id: Id::new(op), ouder: None, op, gezien_op: None, kleur: Woord(Kleur::LichtBlauw), dag: op.dag() }
}

fn een_weigering() -> Weigering {
    let op = op(1_763_786_400_123_456);
    let door = Door {
        gebruiker: Id::new(op),
        organisatie: Id::new(op),
        sessie: Id::new(op),
        machineclient: None,
        rol: None,
        namens: None,
        verzoek: Verzoek { id: Id::<()>::new(op).uuid(), toegangspunt: "127.0.0.1".into() },
        op,
    };
    Weigering::new(Waarom::NietGevonden, Spoor::new(door, "casus-lezen", Soort::Casus))
}

fn schrijf(tx: &mut Tx, briefje: &Briefje) -> Result<(), Error> {
    diesel::insert_into(briefje::table).values(briefje).execute(tx)?;
    Ok(())
}

fn aantal(tx: &mut Tx) -> Result<i64, Error> {
    Ok(briefje::table.count().get_result(tx)?)
}

fn regels(tx: &mut Tx) -> Result<i64, Error> {
    Ok(logregel::table.count().get_result(tx)?)
}

#[test]
fn a_write_that_fails_harms_no_other_write_in_the_same_commit() {
    for proef in op_beide() {
        let free = houd_de_schrijver_op(&proef.db);
        let before = zet_in_de_rij(&proef.db, |tx| schrijf(tx, &een_briefje()));
        let failing = zet_in_de_rij(&proef.db, |tx| {
            schrijf(tx, &een_briefje())?;
            tx.transaction(|tx| schrijf(tx, &een_briefje()))?;
            Err::<(), _>(Error::Kluis)
        });
        let after = zet_in_de_rij(&proef.db, |tx| schrijf(tx, &een_briefje()));
        drop(free);
        assert!(before.join().unwrap().is_ok());
        assert!(matches!(failing.join().unwrap(), Err(Error::Kluis)));
        assert!(after.join().unwrap().is_ok());
        assert_eq!(proef.db.read_blocking(aantal).unwrap(), 2);
    }
}

#[test]
fn a_write_that_panics_two_levels_deep_harms_no_other_write_in_the_same_commit() {
    for proef in op_beide() {
        let free = houd_de_schrijver_op(&proef.db);
        let before = zet_in_de_rij(&proef.db, |tx| schrijf(tx, &een_briefje()));
        let panicking = zet_in_de_rij(&proef.db, |tx| {
            schrijf(tx, &een_briefje())?;
            tx.transaction(|tx| {
                schrijf(tx, &een_briefje())?;
                assert!(aantal(tx)? == 0, "on purpose");
                Ok::<(), Error>(())
            })
        });
        let after = zet_in_de_rij(&proef.db, |tx| schrijf(tx, &een_briefje()));
        drop(free);
        assert!(before.join().unwrap().is_ok());
        assert!(matches!(panicking.join().unwrap(), Err(Error::Paniek)));
        assert!(after.join().unwrap().is_ok());
        assert_eq!(proef.db.read_blocking(aantal).unwrap(), 2);
    }
}

#[test]
fn an_answer_leaves_only_after_its_commit() {
    for proef in op_beide() {
        let elsewhere = Db::open(&proef.settings).unwrap();
        let free = houd_de_schrijver_op(&proef.db);
        let briefje = een_briefje();
        let id = briefje.id;
        let first = zet_in_de_rij(&proef.db, move |tx| schrijf(tx, &briefje));
        let (go_on, waits) = mpsc::channel();
        let slow = zet_in_de_rij(&proef.db, move |_| Ok(waits.recv().is_ok()));
        drop(free);
        if proef.settings.url.starts_with("sqlite:") {
            // The first has run, but shares its commit with one that has not.
            thread::sleep(Duration::from_millis(100));
            assert!(!first.is_finished());
            assert_eq!(elsewhere.read_blocking(aantal).unwrap(), 0);
        }
        go_on.send(()).unwrap();
        first.join().unwrap().unwrap();
        let seen = elsewhere.read_blocking(move |tx| Ok(briefje::table.find(id).count().get_result::<i64>(tx)?));
        assert_eq!(seen.unwrap(), 1);
        assert!(slow.join().unwrap().unwrap());
    }
}

#[test]
fn when_the_commit_fails_every_write_in_it_hears_so() {
    let proef = op_sqlite();
    let tables = "CREATE TABLE antwoordbriefje (ouder blob REFERENCES briefje (id) DEFERRABLE INITIALLY DEFERRED)";
    proef.db.write_blocking(move |tx| Ok(tx.batch_execute(tables)?)).unwrap();
    let free = houd_de_schrijver_op(&proef.db);
    let good = zet_in_de_rij(&proef.db, |tx| schrijf(tx, &een_briefje()));
    let bad = zet_in_de_rij(&proef.db, |tx| Ok(tx.batch_execute("INSERT INTO antwoordbriefje VALUES (x'00')")?));
    drop(free);
    assert!(matches!(good.join().unwrap(), Err(Error::Onbeschikbaar(_))));
    assert!(matches!(bad.join().unwrap(), Err(Error::Onbeschikbaar(_))));
    assert_eq!(proef.db.read_blocking(aantal).unwrap(), 0);
    proef.db.write_blocking(|tx| schrijf(tx, &een_briefje())).unwrap();
}

#[test]
fn a_transaction_that_sqlite_gave_up_itself_is_the_answer_to_the_whole_batch_and_the_next_write_works() {
    let proef = op_sqlite();
    let free = houd_de_schrijver_op(&proef.db);
    let good = zet_in_de_rij(&proef.db, |tx| schrijf(tx, &een_briefje()));
    let swallowing = zet_in_de_rij(&proef.db, |tx| {
        let row = "INSERT OR ROLLBACK INTO briefje (id, op, kleur, dag) VALUES (x'00', NULL, 'rood', '2026-11-22')";
        let _swallowed = tx.batch_execute(row);
        Ok(())
    });
    drop(free);
    assert!(matches!(good.join().unwrap(), Err(Error::Onbeschikbaar(_))));
    assert!(matches!(swallowing.join().unwrap(), Err(Error::Onbeschikbaar(_))));
    proef.db.write_blocking(|tx| schrijf(tx, &een_briefje())).unwrap();
    assert_eq!(proef.db.read_blocking(aantal).unwrap(), 1);
}

#[test]
fn many_rows_go_in_by_one_statement_of_each_engine() {
    for proef in op_beide() {
        let rows = vec![een_briefje(), Briefje { ouder: Some(een_briefje().id), ..een_briefje() }];
        let inserted = proef.db.write_blocking(move |tx| {
            let query = diesel::insert_into(briefje::table).values(rows);
            Ok(match tx.either() {
                Either::Postgres(postgres) => query.execute(postgres)?,
                Either::Sqlite(sqlite) => query.execute(sqlite)?,
            })
        });
        assert_eq!(inserted.unwrap(), 2);
    }
}

#[test]
fn a_closure_that_swallows_a_database_error_is_never_told_that_lost_work_was_kept() {
    for proef in op_beide() {
        let answer = proef.db.write_blocking(|tx| {
            schrijf(tx, &een_briefje())?;
            let _swallowed = tx.batch_execute("SELECT bestaat_niet FROM briefje");
            Ok(())
        });
        let kept = proef.db.read_blocking(aantal).unwrap();
        assert_eq!(kept, i64::from(answer.is_ok()));
        proef.db.write_blocking(|tx| schrijf(tx, &een_briefje())).unwrap();
    }
}

#[test]
fn a_full_queue_answers_at_once() {
    for mut proef in op_beide() {
        proef.settings.wachtrij = 1;
        proef.settings.verbindingen = 1;
        proef.db = Db::open(&proef.settings).unwrap();
        let free = houd_de_schrijver_op(&proef.db);
        let waiting = zet_in_de_rij(&proef.db, |tx| schrijf(tx, &een_briefje()));
        assert!(matches!(proef.db.write_blocking(|_| Ok(())), Err(Error::Bezet)));
        drop(free);
        waiting.join().unwrap().unwrap();
    }
}

#[test]
fn a_refusal_leaves_its_line_and_nothing_of_its_work() {
    for proef in op_beide() {
        let refused = proef.db.write_blocking(|tx| {
            schrijf(tx, &een_briefje())?;
            Err::<(), _>(Error::Weigering(Box::new(een_weigering())))
        });
        assert!(matches!(refused, Err(Error::Weigering(_))));
        let read = proef.db.read_blocking(|_| Err::<(), _>(Error::Weigering(Box::new(een_weigering()))));
        assert!(matches!(read, Err(Error::Weigering(_))));
        assert_eq!(proef.db.read_blocking(|tx| Ok((aantal(tx)?, regels(tx)?))).unwrap(), (0, 2));
    }
}

#[test]
fn a_refusal_whose_line_cannot_be_written_is_a_failure() {
    for proef in op_beide() {
        proef.db.write_blocking(|tx| Ok(tx.batch_execute("DROP TABLE logregel")?)).unwrap();
        let refused = proef.db.write_blocking(|_| Err::<(), _>(Error::Weigering(Box::new(een_weigering()))));
        assert!(matches!(refused, Err(Error::Onbeschikbaar(_))));
    }
}

#[tokio::test]
async fn async_code_reads_what_it_wrote_and_many_can_write_at_once() {
    for proef in tokio::task::spawn_blocking(op_beide).await.unwrap() {
        let writes = (0..40).map(|_| {
            let db = proef.db.clone();
            tokio::spawn(async move { db.write(|tx| schrijf(tx, &een_briefje())).await })
        });
        for write in writes.collect::<Vec<_>>() {
            write.await.unwrap().unwrap();
        }
        assert_eq!(proef.db.read(aantal).await.unwrap(), 40);
        assert_eq!(proef.db.glance(aantal).await.unwrap(), 40);
        proef.db.ping().await.unwrap();
    }
}

#[tokio::test]
async fn a_read_cannot_write_and_a_panic_in_it_harms_nobody() {
    for proef in tokio::task::spawn_blocking(op_beide).await.unwrap() {
        assert!(proef.db.read(|tx| schrijf(tx, &een_briefje())).await.is_err());
        assert!(proef.db.glance(|tx| schrijf(tx, &een_briefje())).await.is_err());
        let panics = proef.db.read(|tx| if aantal(tx)? == 0 { panic!("on purpose") } else { Ok(()) });
        assert!(matches!(panics.await, Err(Error::Paniek)));
        assert_eq!(proef.db.read(aantal).await.unwrap(), 0);
    }
}

#[test]
fn a_read_sees_one_snapshot() {
    for proef in op_beide() {
        let db = proef.db.clone();
        let (before, after) = proef
            .db
            .read_blocking(move |tx| {
                let before = aantal(tx)?;
                db.write_blocking(|tx| schrijf(tx, &een_briefje()))?;
                Ok((before, aantal(tx)?))
            })
            .unwrap();
        assert_eq!((before, after), (0, 0));
    }
}

#[test]
fn migrations_run_once() {
    let folder = TempDir::new().unwrap();
    let new = Db::open(&settings(format!("sqlite:{}", folder.path().join("nieuw.db").display()))).unwrap();
    let due = new.openstaande_migraties().unwrap();
    assert!(!due.is_empty());
    assert_eq!(new.migreer().unwrap().len(), due.len());
    for proef in op_beide() {
        assert_eq!(proef.db.openstaande_migraties().unwrap(), Vec::<String>::new());
        assert_eq!(proef.db.migreer().unwrap(), Vec::<String>::new());
    }
}

#[test]
fn what_is_queued_is_written_before_the_last_handle_is_gone() {
    let proef = op_sqlite();
    let Proef { db, settings, .. } = proef;
    let free = houd_de_schrijver_op(&db);
    let waiting = zet_in_de_rij(&db, |tx| schrijf(tx, &een_briefje()));
    drop(free);
    drop(db);
    waiting.join().unwrap().unwrap();
    assert_eq!(Db::open(&settings).unwrap().read_blocking(aantal).unwrap(), 1);
}

#[test]
fn a_wrong_address_is_refused_by_name_and_tells_no_secret() {
    for url in [
        "",
        "knooppunt.db",
        "sqlite:",
        "sqlite::memory:",
        "sqlite://knooppunt.db",
        "sqlite:file:knooppunt.db",
        "sqlite:/no/such/folder/knooppunt.db",
        "mysql://u:geheim@localhost/knooppunt",
        "postgres://u:ge@heim@localhost/knooppunt",
        "postgres://u:12/geheim@localhost/knooppunt",
        "postgres://u:geheim@localhost:1/knooppunt",
        "postgres://u:geheim@localhost:poort/knooppunt",
        "postgres://u:geheim%zz@localhost/knooppunt",
    ] {
        let error = Db::open(&settings(url.to_owned())).unwrap_err().to_string();
        assert!(error.starts_with("database.url: "), "{error}");
        assert!(!error.contains("heim"), "{error}");
    }
}

#[test]
fn what_the_server_closed_is_replaced_before_anybody_notices() {
    for proef in op_beide() {
        let end_all = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
             WHERE datname = current_database() AND pid <> pg_backend_pid()";
        proef.db.write_blocking(|tx| schrijf(tx, &een_briefje())).unwrap();
        assert_eq!(proef.db.read_blocking(aantal).unwrap(), 1);
        if let Address::Postgres(url) = &proef.db.0.manager.address {
            PgConnection::establish(url).unwrap().batch_execute(end_all).unwrap();
        }
        proef.db.write_blocking(|tx| schrijf(tx, &een_briefje())).unwrap();
        assert_eq!(proef.db.read_blocking(aantal).unwrap(), 2);

        if let Address::Postgres(url) = &proef.db.0.manager.address {
            PgConnection::establish(url).unwrap().batch_execute(end_all).unwrap();
        }
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        runtime.block_on(proef.db.ping()).unwrap();
    }
}
