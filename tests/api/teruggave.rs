//! A woman has one open case: what was closed does not go on beside another, whoever is first.

use chrono::TimeDelta;
use futures_util::future::join;
use serde_json::{Value, json};

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, NAAM},
    regio,
    verhaal::Gezin,
};

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

/// The requests of a family to all kinds of desks, and how each stands: one runs with a visit that is planned, one was taken on, one was
/// not answered, one has a place on an agenda.
async fn van_alles_gevraagd(regio: &Regio, gezin: &Gezin) -> Vec<String> {
    let (support, traject) = regio.lopend(gezin, Wie::Voorzorg).await;
    let nurse = regio.als(Wie::Voorzorg);
    nurse.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    let taken = regio.doorgeleid(gezin, Wie::Huisbezoeker).await;
    regio.als(Wie::Huisbezoeker).stap(&taken, "aanvaarding", Value::Null).await.met(200);
    let asked = regio.doorgeleid(gezin, Wie::SociaalDomein).await;
    let table = regio.op_de_agenda(gezin).await;
    vec![support, taken, asked, table]
}

async fn staan(regio: &Regio, alle: &[String]) -> Vec<String> {
    let mut staan = Vec::new();
    for path in alle {
        staan.push(regio.als(Wie::Coordinator).get(path).await.met(200).veld("status"));
    }
    staan
}

#[actix_web::test]
async fn een_gezin_dat_toch_niet_verhuisde_houdt_alles_wat_er_liep() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let alle = van_alles_gevraagd(&regio, &gezin).await;
    // A family that was to go to Maastricht, at a new address.
    let coordinator = regio.als(Wie::Coordinator);
    let moves = json!({ "naar": "GM0935", "adres": "Maasboulevard 3, Maastricht" });
    let moved = coordinator.stap(gezin.pad(), "verhuizingen", moves).await.met(201).id();
    let moved = format!("/v1/verhuizingen/{moved}");
    let stond = staan(&regio, &alle).await;
    assert_eq!(stond, ["gestart", "aanvaard", "verzonden", "gestart"]);
    let before = coordinator.get(&gezin.pad()).await.met(200);

    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "verhuisd" })).await.met(200);
    assert_eq!(staan(&regio, &alle).await, ["gestopt", "niet-gestart", "ingetrokken", "ingetrokken"]);
    regio.verstrijk(TimeDelta::minutes(5));
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    regio.vergeet_regels();
    let back = coordinator.post_met(&format!("{}/teruggave", gezin.pad()), &etag, Value::Null).await.met(200);

    let line = regio.een_regel(Wie::Coordinator, "casus-teruggegeven");
    assert_eq!((line.handeling.as_str(), line.casus), ("casus-behandelen", Some(gezin.casus.clone())));
    assert_eq!(staan(&regio, &alle).await, stond);
    assert_eq!((back.veld("status"), back.veld("gemeente")), (before.veld("status"), before.veld("gemeente")));
    assert_eq!(back.json["venster"], before.json["venster"]);
    assert_eq!(regio.stand(&gezin).await, "aangeboden-en-aanvaard");
    // Each desk has it as it was, with the visit and the place on the agenda, and hears of it without content.
    assert_eq!(regio.rijen("contactmoment").is("status", "gepland").tel(), 1);
    assert_eq!(regio.rijen("traject").is("status", "lopend").leeg("einde").leeg("beeindigd_op").tel(), 1);
    assert_eq!(regio.rijen("traject").is("status", "gepland").leeg("einde").leeg("beeindigd_op").tel(), 1);
    assert_eq!(regio.rijen("agendapunt").leeg("vervallen_op").tel(), 1);
    for (wie, path) in [Wie::Voorzorg, Wie::Huisbezoeker, Wie::SociaalDomein, Wie::Voorzitter].into_iter().zip(&alle) {
        assert!(regio.berichten(wie).await.contains(&"doorgeleiding-hervat".to_owned()), "{wie:?}");
        assert_eq!(regio.als(wie).get(path).await.met(200).json["gedeeld"]["client"]["naam"], NAAM, "{wie:?}");
        assert!(!regio.als(wie).get("/v1/berichten").await.met(200).tekst().contains(NAAM));
    }
    // It goes on from there: the nurse ends it, the desk that had not answered answers.
    regio.als(Wie::Voorzorg).stap(&alle[0], "afronding", bodies::afronding()).await.met(200);
    regio.als(Wie::SociaalDomein).stap(&alle[2], "aanvaarding", Value::Null).await.met(200);
    // And the family is lost between no two areas: whoever was asked takes it over, with its address.
    assert_eq!(
        regio.berichten(Wie::AndereCoordinator).await,
        ["verhuizing-vervallen", "verhuizing-voorgesteld", "verhuizing-voorgesteld"]
    );
    let ander = regio.als(Wie::AndereCoordinator);
    ander.stap(&moved, "overname", Value::Null).await.met(200);
    let there = ander.get(&gezin.pad()).await.met(200);
    assert_eq!(there.veld("gemeente"), "GM0935");
    assert_eq!(there.json["gedeeld"]["client"]["adres"], "Maasboulevard 3, Maastricht");
    coordinator.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn wat_intussen_niet_meer_kan_blijft_geeindigd_als_een_gezin_toch_niet_verhuisde() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let alle = van_alles_gevraagd(&regio, &gezin).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "verhuisd" })).await.met(200);
    regio.verstrijk(TimeDelta::minutes(5));
    // She takes back what she said for VoorZorg, the desk of the social domain closes, and the table establishes its record without her.
    let gezegd = coordinator.get(&format!("{}/toestemmingen", gezin.pad())).await.met(200);
    let voorzorg = gezegd.items().iter().find(|it| it["ontvanger"] == "voorzorg").unwrap();
    let voorzorg = format!("/v1/toestemmingen/{}", voorzorg["id"].as_str().unwrap());
    coordinator.stap(&voorzorg, "intrekking", Value::Null).await.met(200);
    let desk = format!("/v1/desks/{}", regio.desk(Wie::SociaalDomein));
    regio.als(Wie::Beheerder).stap(&desk, "sluiting", Value::Null).await.met(200);
    let chair = regio.als(Wie::Voorzitter);
    let meetings = chair.get("/v1/knooppunten/GM0917/bijeenkomsten").await.met(200);
    let meeting = format!("/v1/bijeenkomsten/{}", meetings.items()[0]["id"].as_str().unwrap());
    regio.verstrijk(TimeDelta::days(9));
    for step in ["verslag", "vaststelling"] {
        chair.stap(&meeting, step, Value::Null).await.met(200);
    }

    coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.met(200);

    assert_eq!(staan(&regio, &alle).await, ["gestopt", "aanvaard", "ingetrokken", "aanvaard"]);
    regio.als(Wie::Voorzorg).get(&alle[0]).await.weigert(404, "niet-gevonden");
    for wie in [Wie::Voorzorg, Wie::SociaalDomein] {
        assert!(!regio.berichten(wie).await.contains(&"doorgeleiding-hervat".to_owned()), "{wie:?}");
    }
    // The family waits for a place at the next table.
    let plan = json!({ "geplandOp": regio.clock_nu().plus(TimeDelta::days(7)).to_string() });
    let next = chair.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201).id();
    let point = json!({ "casus": gezin.casus });
    chair.post(&format!("/v1/bijeenkomsten/{next}/agendapunten"), point).await.met(201);
    assert_eq!(staan(&regio, &alle[3..]).await, ["gestart"]);
}

#[actix_web::test]
async fn een_nieuw_adres_blijft_niet_langer_dan_een_vergissing_terug_te_draaien_is() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let moves = json!({ "naar": "GM0935", "adres": "Maasboulevard 3, Maastricht" });
    coordinator.stap(gezin.pad(), "verhuizingen", moves).await.met(201);
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "verhuisd" })).await.met(200);
    regio.verstrijk(TimeDelta::days(28));
    assert_eq!(regio.bewaak().await, 0, "on the last day it can still be given back");
    assert_eq!(regio.rijen("verhuizing").is("status", "vervallen").gevuld("adres").tel(), 1);
    regio.verstrijk(TimeDelta::days(1));
    regio.vergeet_regels();
    assert_eq!(regio.bewaak().await, 1);
    assert_eq!(regio.rijen("verhuizing").is("status", "vervallen").leeg("adres").leeg("stap_op").tel(), 1);
    let regels = regio.neem_regels();
    let [regel] = regels.as_slice() else { panic!("{regels:?}") };
    assert_eq!(
        (regel.gebeurtenis.as_str(), regel.casus.as_ref(), regel.gebruiker.as_ref()),
        ("verhuizing-adres-gewist", Some(&gezin.casus), None)
    );
    assert_eq!(regio.bewaak().await, 0, "once");
    let laat = regio.als(Wie::Coordinator).stap(gezin.pad(), "teruggave", Value::Null).await;
    assert!(laat.noemt_in_de_weg("te-lang-gesloten", &[]).tekst().contains("Open haar opnieuw"));
    assert_eq!(regio.berichten(Wie::AndereCoordinator).await, ["verhuizing-vervallen", "verhuizing-voorgesteld"]);
}
