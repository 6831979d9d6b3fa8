//! A woman has one open case: what was closed does not go on beside another, whoever is first.

use futures_util::future::join;
use serde_json::{Value, json};

use crate::gegeven::{Regio, Wie, bodies, regio, verhaal::Gezin};

/// How often each pair runs: SQLite takes one writer at a time anyway.
fn keren(regio: &Regio) -> usize {
    if regio.op_postgresql() { 40 } else { 4 }
}

/// More than one open case of one woman.
const DUBBEL: &str =
    "(SELECT client_id FROM casus WHERE status <> 'afgesloten' GROUP BY client_id HAVING count(*) > 1) AS dubbel";

async fn gesloten(regio: &Regio, gezin: &Gezin) {
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "geen-hulp-gewenst" })).await.met(200);
}

/// A woman who came twice, and whose cases were both closed by the coordinator.
async fn twee_keer_gesloten(regio: &Regio, nummer: usize) -> [Gezin; 2] {
    let body = || bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 5000{nummer:04}"));
    let eerste = regio.aangemeld(body()).await;
    gesloten(regio, &eerste).await;
    let tweede = regio.aangemeld(body()).await;
    assert_ne!(eerste.casus, tweede.casus);
    gesloten(regio, &tweede).await;
    [eerste, tweede]
}

#[actix_web::test]
async fn een_gesloten_casus_gaat_niet_terug_naast_een_andere_die_open_is() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    gesloten(&regio, &gezin).await;
    let nieuw = regio.aangemeld(bodies::signaal()).await;
    let coordinator = regio.als(Wie::Coordinator);
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    let before = regio.inhoud();
    regio.vergeet_regels();
    let path = format!("{}/teruggave", gezin.pad());
    let refused = coordinator.post_met(&path, &etag, Value::Null).await;
    let refused = refused.noemt_in_de_weg("al-een-open-casus", &[("casus", &nieuw.casus)]);
    assert!(refused.veld("detail").contains(&nieuw.pad()), "{}", refused.tekst());
    let line = regio.een_regel(Wie::Coordinator, "geweigerd");
    assert_eq!((line.handeling.as_str(), line.object.as_ref()), ("casus-behandelen", Some(&gezin.casus)));
    assert_eq!(regio.inhoud(), before);
    // Once that one is closed as well it can.
    gesloten(&regio, &nieuw).await;
    coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.met(200);
    assert_eq!(regio.tel(DUBBEL), 0);
}

#[actix_web::test]
async fn van_twee_gesloten_casussen_die_tegelijk_teruggaan_gaat_er_een() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let [een, twee] = twee_keer_gesloten(&regio, nummer).await;
        let coordinator = regio.als(Wie::Coordinator);
        let (a, b) = join(
            coordinator.stap(een.pad(), "teruggave", Value::Null),
            coordinator.stap(twee.pad(), "teruggave", Value::Null),
        )
        .await;
        let mut samen = [a.status, b.status];
        samen.sort_unstable();
        assert_eq!(samen, [200, 409], "{} {}", a.tekst(), b.tekst());
    }
    assert_eq!(regio.tel(DUBBEL), 0);
}

#[actix_web::test]
async fn wie_heropent_terwijl_zij_terugkomt_of_een_ander_teruggeeft_maakt_geen_twee_open_casussen() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let [een, twee] = twee_keer_gesloten(&regio, nummer).await;
        let coordinator = regio.als(Wie::Coordinator);
        let opnieuw = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 5000{nummer:04}"));
        let terug = join(
            coordinator.stap(een.pad(), "heropening", bodies::heropening()),
            coordinator.stap(twee.pad(), "teruggave", Value::Null),
        );
        let verloskundige = regio.als(Wie::Verloskundige);
        let ((a, b), c) = join(terug, verloskundige.post("/v1/signalen", opnieuw)).await;
        c.met(201);
        assert!([200, 409].contains(&a.status) && [200, 409].contains(&b.status), "{} {}", a.tekst(), b.tekst());
        assert!(a.status == 409 || b.status == 409, "one of both at most");
    }
    assert_eq!(regio.tel(DUBBEL), 0);
}
