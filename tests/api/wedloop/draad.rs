//! Forty who tell the same of one family at once: one of them is heard, and nothing happens twice.

use chrono::TimeDelta;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};

use super::{geen_storing, gemeld, keren, met_toestemming, verzend};
use crate::gegeven::{Regio, Wie, moment, regio, verhaal::Gezin};

/// So many at once; on SQLite they come one after the other anyway.
fn aantal(regio: &Regio) -> usize {
    if regio.op_postgresql() { 40 } else { 6 }
}

/// All of them take the same step in the version that they saw: one is taken, and each of the others is refused with its line.
async fn een_van_allen(regio: &Regio, gezin: &Gezin, stap: &str, body: Value) {
    let etag = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).etag();
    let path = format!("{}/{stap}", gezin.pad());
    let before = regio.tel("logregel WHERE soort = 'casus'");
    let vertel = async || regio.als(Wie::Coordinator).post_met(&path, &etag, body.clone()).await;
    let all = join_all((0..aantal(regio)).map(|_| vertel())).await;
    geen_storing(&all.iter().collect::<Vec<_>>());
    let gedaan = all.iter().filter(|een| een.status == 200).count();
    assert_eq!(gedaan, 1, "{stap}: {:?}", all.iter().map(|een| een.status).collect::<Vec<_>>());
    assert!(all.iter().all(|een| [200, 409, 412].contains(&een.status)));
    let lines = regio.tel("logregel WHERE soort = 'casus'") - before;
    assert!(lines >= i64::try_from(all.len()).unwrap(), "{stap}: {lines} lines");
}

#[actix_web::test]
async fn van_veertig_die_een_geboorte_vertellen_komt_er_een_kind_en_een_overdracht_en_een_volgende_zwangerschap() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.clock.set(moment("2027-04-20T09:00:00Z"));
    een_van_allen(&regio, &gezin, "zwangerschapseinde", json!({ "einde": "geboren", "op": "2027-04-19" })).await;
    assert_eq!((regio.tel("kind"), regio.tel("warme_overdracht"), regio.tel("zwangerschapseinde")), (1, 1, 1));

    let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    let overdracht = casus.json["overdrachten"][0]["id"].clone();
    een_van_allen(&regio, &gezin, "overdrachtsaanvaarding", json!({ "overdracht": overdracht })).await;
    let gehouden = json!({ "overdracht": overdracht, "uitkomst": "gehouden", "op": "2027-04-20" });
    een_van_allen(&regio, &gezin, "overdrachtsafloop", gehouden).await;
    assert_eq!(regio.rijen("warme_overdracht").is("status", "gehouden").tel(), 1);

    regio.verstrijk(TimeDelta::days(200));
    let weer = json!({ "uitgerekend": "2028-05-01", "bron": "termijnecho" });
    een_van_allen(&regio, &gezin, "zwangerschappen", weer).await;
    assert_eq!(regio.tel("zwangerschap"), 2);
}

#[actix_web::test]
async fn van_veertig_die_een_verlies_vertellen_stopt_alles_een_keer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    een_van_allen(&regio, &gezin, "zwangerschapseinde", json!({ "einde": "verlies", "op": "2026-11-22" })).await;
    assert_eq!(regio.tel("zwangerschapseinde"), 1);
    assert_eq!(regio.tel("doorgeleiding WHERE reden = 'omstandigheden'"), 2);
    assert_eq!(regio.rijen("bericht").is("soort", "doorgeleiding-vervallen").tel(), 2, "each desk hears it once");
}

#[actix_web::test]
async fn wie_iets_vraagt_terwijl_zij_haar_zwangerschap_verliest_laat_geen_bureau_bellen() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, _) = met_toestemming(&regio, nummer).await;
        let etag = regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200).etag();
        let path = format!("{}/zwangerschapseinde", gezin.signaal_pad());
        let verlies = json!({ "einde": "verlies", "op": "2026-11-22" });
        let (told, sent) =
            join(regio.als(Wie::Verloskundige).post_met(&path, &etag, verlies), verzend(&regio, &gezin)).await;
        geen_storing(&[&told, &sent]);
        told.met(200);
        assert!([201, 409].contains(&sent.status), "{}", sent.tekst());
    }
    let belt = "doorgeleiding d JOIN zwangerschap z ON z.id = d.zwangerschap_id WHERE z.status = 'verlies' \
                AND d.status IN ('verzonden', 'aanvaard', 'intake-gepland', 'gestart')";
    assert_eq!(regio.tel(belt), 0);
}

#[actix_web::test]
async fn wie_de_geboorte_vertelt_terwijl_een_ander_het_verlies_vertelt_hoort_dat_er_al_iets_is_verteld() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let gezin = gemeld(&regio, nummer).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).etag();
        let signaal = regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200).etag();
        let (hier, daar) =
            (format!("{}/zwangerschapseinde", gezin.pad()), format!("{}/zwangerschapseinde", gezin.signaal_pad()));
        let (geboren, verlies) = join(
            regio.als(Wie::Coordinator).post_met(&hier, &casus, json!({ "einde": "geboren", "op": "2026-11-22" })),
            regio.als(Wie::Verloskundige).post_met(&daar, &signaal, json!({ "einde": "verlies", "op": "2026-11-22" })),
        )
        .await;
        geen_storing(&[&geboren, &verlies]);
        assert_ne!(geboren.status == 200, verlies.status == 200, "{} {}", geboren.tekst(), verlies.tekst());
    }
    let tegelijk = "zwangerschap z JOIN kind k ON k.zwangerschap_id = z.id WHERE z.status = 'verlies'";
    assert_eq!(regio.tel(tegelijk), 0);
    assert_eq!(regio.tel("zwangerschapseinde"), i64::try_from(keren(&regio)).unwrap());
}
