//! A family that is taken over while somebody closes its case, withdraws a consent, or takes it over too.

use futures_util::future::join;
use serde_json::{Value, json};

use super::{een_van_beide, geen_storing, gemeld, keren, met_etag};
use crate::gegeven::{
    Regio, Wie,
    bodies::{self, ALLES},
    regio,
    verhaal::Gezin,
};

/// Requests that lie at a desk which does not work where the family lives, and that nobody answered.
const BIJ_EEN_DESK_VAN_ELDERS: &str = "doorgeleiding d JOIN desk k ON k.id = d.desk_id JOIN casus c ON c.id = d.casus_id \
     WHERE d.status IN ('verzonden', 'aanvaard', 'intake-gepland') AND k.gebied_soort = 'gemeente' AND k.gebied <> c.gemeente";

/// A case of Heerlen whose family is to go to Maastricht: with the path of the verhuizing.
async fn voorgesteld(regio: &Regio, nummer: usize) -> (Gezin, String) {
    let gezin = gemeld(regio, nummer).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let verhuizing = regio.verhuist(&gezin, "GM0935").await;
    (gezin, verhuizing)
}

#[actix_web::test]
async fn van_twee_die_een_gezin_tegelijk_overnemen_doet_er_een_het() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (_, verhuizing) = voorgesteld(&regio, nummer).await;
        let neem = || (Wie::AndereCoordinator, "overname", Value::Null);
        een_van_beide(&regio, &verhuizing, [neem(), neem()]).await;
    }
    let keren = i64::try_from(keren(&regio)).unwrap();
    assert_eq!(regio.rijen("casus").is("gemeente", "GM0935").tel(), keren);
    assert_eq!(regio.rijen("bericht").is("soort", "verhuizing-overgenomen").tel(), keren);
}

#[actix_web::test]
async fn wie_een_casus_sluit_terwijl_het_gezin_wordt_overgenomen_laat_geen_verhuizing_open() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, verhuizing) = voorgesteld(&regio, nummer).await;
        let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).etag();
        let etag = regio.als(Wie::AndereCoordinator).get(&verhuizing).await.met(200).etag();
        let (closer, sluiting) = (regio.als(Wie::Coordinator), format!("{}/sluiting", gezin.pad()));
        let (closed, taken) = join(
            closer.post_met(&sluiting, &casus, json!({ "reden": "verhuisd" })),
            met_etag(&regio, Wie::AndereCoordinator, format!("{verhuizing}/overname"), &etag),
        )
        .await;
        geen_storing(&[&closed, &taken]);
        assert_ne!(closed.status == 200, taken.status == 200, "{} {}", closed.tekst(), taken.tekst());
    }
    assert_eq!(regio.rijen("verhuizing").is("status", "voorgesteld").tel(), 0);
    let half = "casus c JOIN verhuizing v ON v.casus_id = c.id \
                WHERE (v.status = 'overgenomen') <> (c.gemeente = 'GM0935' AND c.status <> 'afgesloten')";
    assert_eq!(regio.tel(half), 0);
}

#[actix_web::test]
async fn wie_intrekt_terwijl_het_gezin_wordt_overgenomen_laat_niets_lopen() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let gezin = gemeld(&regio, nummer).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        let word = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
        regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
        let verhuizing = regio.verhuist(&gezin, "GM0935").await;
        let word = format!("/v1/toestemmingen/{word}");
        let seen = regio.als(Wie::Coordinator).get(&word).await.met(200).etag();
        let etag = regio.als(Wie::AndereCoordinator).get(&verhuizing).await.met(200).etag();
        let (taken, withdrawn) = join(
            met_etag(&regio, Wie::AndereCoordinator, format!("{verhuizing}/overname"), &etag),
            met_etag(&regio, Wie::Coordinator, format!("{word}/intrekking"), &seen),
        )
        .await;
        geen_storing(&[&taken, &withdrawn]);
        taken.met(200);
        // Who withdrew after the family was taken over does not see it any more: then it runs, with her consent.
        assert!([200, 404].contains(&withdrawn.status), "{}", withdrawn.tekst());
    }
    assert_eq!(regio.tel(super::ZONDER_TOESTEMMING), 0);
}

#[actix_web::test]
async fn wie_iets_vraagt_terwijl_het_gezin_wordt_overgenomen_vraagt_het_niet_aan_een_desk_van_elders() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, verhuizing) = voorgesteld(&regio, nummer).await;
        regio.stemt_toe(&gezin, "steun-op-maat", "sociaal-domein", &ALLES).await;
        let etag = regio.als(Wie::AndereCoordinator).get(&verhuizing).await.met(200).etag();
        let (asker, path) = (regio.als(Wie::Coordinator), format!("{}/doorgeleidingen", gezin.pad()));
        let body = bodies::doorgeleiding("sociaal-domein", &regio.desk(Wie::SociaalDomein));
        let (sent, taken) = join(
            asker.post(&path, body),
            met_etag(&regio, Wie::AndereCoordinator, format!("{verhuizing}/overname"), &etag),
        )
        .await;
        geen_storing(&[&sent, &taken]);
        taken.met(200);
        assert!([201, 404].contains(&sent.status), "{}", sent.tekst());
    }
    assert_eq!(regio.tel(BIJ_EEN_DESK_VAN_ELDERS), 0);
}
