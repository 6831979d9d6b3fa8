//! The record of a table that is established while something goes from it; and a case that is given back while a desk closes.

use futures_util::future::join;
use serde_json::{Value, json};

use super::{desk::BIJ_EEN_GESLOTEN_DESK, geen_storing, gemeld, keren};
use crate::{
    gegeven::{Wie, regio},
    knooppunt_tafel::Tafel,
};

#[actix_web::test]
async fn wie_een_afspraak_weghaalt_terwijl_het_verslag_wordt_vastgesteld_laat_een_verslag_over() {
    let regio = regio().await;
    let mut gedaan = [0; 2];
    for nummer in 0..keren(&regio) {
        let gezin = gemeld(&regio, nummer).await;
        let chair = regio.als(Wie::Voorzitter);
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        let tafel = Tafel::voor(&regio, gezin).await;
        tafel.maak_af(&regio).await;
        let afspraak = chair.get(&tafel.afspraak).await.met(200);
        let weg = json!({ "weg": [{ "afspraak": afspraak.id(), "versie": afspraak.json["versie"] }] });
        let (punt, vergadering) =
            (chair.get(&tafel.agendapunt).await.met(200).etag(), chair.get(&tafel.bijeenkomst).await.met(200).etag());
        let (besproken, vastgesteld) = join(
            chair.post_met(&format!("{}/bespreking", tafel.agendapunt), &punt, weg),
            chair.post_met(&format!("{}/vaststelling", tafel.bijeenkomst), &vergadering, Value::Null),
        )
        .await;
        geen_storing(&[&besproken, &vastgesteld]);
        match (besproken.status, vastgesteld.status) {
            // Whoever establishes saw a record in which the agreement stood.
            (200, 412) => gedaan[0] += 1,
            (409 | 412, 200) => gedaan[1] += 1,
            _ => panic!("{} {}", besproken.tekst(), vastgesteld.tekst()),
        }
    }
    let na_vaststelling = "afspraak a JOIN agendapunt p ON p.id = a.agendapunt_id \
         JOIN bijeenkomst b ON b.id = p.bijeenkomst_id WHERE b.status = 'vastgesteld' AND a.status = 'vervallen'";
    assert_eq!(regio.tel(na_vaststelling), 0, "{gedaan:?}");
}

#[actix_web::test]
async fn wie_een_casus_teruggeeft_terwijl_een_bureau_sluit_laat_daar_niets_liggen() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (_, desk) = super::desk::nieuwe_desk(&regio).await;
        let gezin = super::desk::met_toestemming(&regio, nummer).await;
        super::desk::verzend(&regio, &gezin, &desk).await.met(201);
        let coordinator = regio.als(Wie::Coordinator);
        coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "verhuisd" })).await.met(200);
        let casus = coordinator.get(&gezin.pad()).await.met(200).etag();
        let beheerder = regio.als(Wie::Beheerder);
        let bureau = beheerder.get(&desk).await.met(200).etag();
        let (terug, dicht) = join(
            coordinator.post_met(&format!("{}/teruggave", gezin.pad()), &casus, Value::Null),
            beheerder.post_met(&format!("{desk}/sluiting"), &bureau, Value::Null),
        )
        .await;
        geen_storing(&[&terug, &dicht]);
        assert_eq!(terug.status, 200, "a desk that closes keeps nobody from her case: {}", terug.tekst());
        assert!([200, 409].contains(&dicht.status), "{}", dicht.tekst());
    }
    assert_eq!(regio.tel(BIJ_EEN_GESLOTEN_DESK), 0);
    assert_eq!(regio.rijen("casus").is("status", "afgesloten").tel(), 0);
}
