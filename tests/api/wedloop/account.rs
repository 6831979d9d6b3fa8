//! An account that two work on at once: what it may do, and how often it is invited.

use futures_util::future::{join, join_all};
use serde_json::{Value, json};

use super::{geen_storing, keren};
use crate::gegeven::{Wie, bodies, regio, regio_met};

/// The same right twice, of one account, at one time.
const DUBBEL: &str = "(SELECT gebruiker_id FROM toekenning WHERE geldig_tot IS NULL \
     GROUP BY gebruiker_id, rol, gebied_soort, gebied HAVING count(*) > 1) AS dubbel";

#[actix_web::test]
async fn wie_een_andere_functie_krijgt_terwijl_iemand_die_ook_geeft_heeft_haar_een_keer() {
    let regio = regio().await;
    let organisatie = regio.organisatie(Wie::Voorzorg);
    let beheerder = regio.als(Wie::Beheerder);
    for nummer in 0..keren(&regio) {
        let mut wie = bodies::uitnodiging(&organisatie);
        wie["gebruikersnaam"] = format!("collega.{nummer}").into();
        wie["toekenningen"] = json!([{ "rol": "signaleerder" }]);
        let nieuw = beheerder.post("/v1/gebruikers", wie).await.met(201).json["gebruiker"].clone();
        let pad = format!("/v1/gebruikers/{}", nieuw["id"].as_str().unwrap());
        let gezien = beheerder.get(&pad).await.met(200);
        let desk = json!({ "soort": "desk", "waarde": regio.desk(Wie::Voorzorg) });
        let wordt = json!({ "rol": "uitvoerder", "gebied": desk });
        let was = &gezien.json["toekenningen"][0]["id"];
        let functie = json!({ "naam": gezien.veld("naam"), "functie": { "inPlaatsVan": was, "wordt": wordt } });
        let (gewisseld, gegeven) = join(
            beheerder.put(&pad, &gezien.etag(), functie),
            beheerder.post(&format!("{pad}/toekenningen"), wordt.clone()),
        )
        .await;
        geen_storing(&[&gewisseld, &gegeven]);
        assert!([200, 409, 412].contains(&gewisseld.status), "{}", gewisseld.tekst());
        assert!([201, 409].contains(&gegeven.status), "{}", gegeven.tekst());
        assert!(gewisseld.status == 200 || gegeven.status == 201, "one of both is done");
    }
    assert_eq!(regio.tel(DUBBEL), 0);
}

#[actix_web::test]
async fn wie_iemand_tegelijk_opnieuw_uitnodigt_stuurt_niet_meer_brieven_dan_mag() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__BRIEVEN_PER_DAG", "3")]).await;
    let beheerder = regio.als(Wie::Beheerder);
    let tegelijk = keren(&regio);
    let nieuw = beheerder.post("/v1/gebruikers", bodies::uitnodiging(&regio.organisatie(Wie::Verloskundige))).await;
    let pad = format!("/v1/gebruikers/{}", nieuw.met(201).json["gebruiker"]["id"].as_str().unwrap());
    let mut gelukt = 0;
    for _ in 0..5 {
        let etag = beheerder.get(&pad).await.met(200).etag();
        let uitnodiging = format!("{pad}/uitnodiging");
        let alle = join_all((0..tegelijk).map(|_| beheerder.post_met(&uitnodiging, &etag, Value::Null))).await;
        for antwoord in &alle {
            assert!([200, 409, 412, 429].contains(&antwoord.status), "{}", antwoord.tekst());
        }
        gelukt += alle.iter().filter(|antwoord| antwoord.status == 200).count();
    }
    assert_eq!(gelukt, 3, "as many as may be, and not one more");
}
