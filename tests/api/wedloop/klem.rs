//! Each of two holds what the other waits for: PostgreSQL undoes one, which is asked again before anybody hears of it.

use std::{sync::mpsc, thread};

use diesel::{QueryableByName, RunQueryDsl as _, sql_query, sql_types::BigInt};
use knooppunt::store::{
    conn::{Conn, Either},
    error::Error,
};
use serde_json::Value;

use super::gemeld;
use crate::gegeven::{Regio, Wie, database, regio, verhaal::Gezin};

const SLEUTEL: &str = "klem-1";

#[derive(QueryableByName)]
struct Wachtend {
    #[diesel(sql_type = BigInt)]
    n: i64,
}

/// Somebody in another process holds the case, and then wants the key of the request that waits for it; changes nothing in the end.
fn in_de_weg(regio: &Regio, gezin: &Gezin) -> thread::JoinHandle<()> {
    let (url, casus, wie) = (regio.database_url(), gezin.casus.clone(), regio.gebruiker(Wie::Coordinator));
    let (held, is_held) = mpsc::channel();
    let ander = thread::spawn(move || {
        let work = move |tx: &mut Conn| -> Result<(), Error> {
            let Either::Postgres(postgres) = tx.either() else { panic!("on SQLite nobody is in another's way") };
            // The request notices, and not this one.
            sql_query("SET LOCAL deadlock_timeout = '10min'").execute(postgres)?;
            sql_query(format!("SELECT 1 FROM casus WHERE id = '{casus}' FOR UPDATE")).execute(postgres)?;
            held.send(()).unwrap();
            let wachtend = "SELECT count(*) AS n FROM pg_stat_activity \
                            WHERE datname = current_database() AND wait_event_type = 'Lock'";
            while sql_query(wachtend).get_result::<Wachtend>(postgres)?.n == 0 {
                thread::yield_now();
            }
            let claim = format!(
                "INSERT INTO herhaling (gebruiker_id, sleutel, op) VALUES ('{wie}', '{SLEUTEL}', now()) ON CONFLICT DO NOTHING"
            );
            sql_query(claim).execute(postgres)?;
            Err(Error::Bezet)
        };
        assert!(matches!(database::open(url).write_blocking(work), Err(Error::Bezet)));
    });
    is_held.recv().unwrap();
    ander
}

#[actix_web::test]
async fn wie_klem_zat_met_een_ander_krijgt_gewoon_antwoord_en_een_regel() {
    let regio = regio().await;
    let gezin = gemeld(&regio, 0).await;
    let etag = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).etag();
    regio.vergeet_regels();
    let ander = regio.op_postgresql().then(|| in_de_weg(&regio, &gezin));
    let taken = regio.herhaal(Wie::Coordinator, &gezin.pad(), "behandeling", SLEUTEL, &etag, &Value::Null).await;
    assert_eq!(taken.met(200).veld("status"), "in-behandeling");
    let line = regio.een_regel(Wie::Coordinator, "casus-in-behandeling");
    assert_eq!(line.object.as_ref(), Some(&gezin.casus));
    if let Some(ander) = ander {
        ander.join().unwrap();
    }
}
