//! Two who act at once on one family: the second sees what the first did, as if they came one after the other.

mod account;
mod desk;
mod draad;
mod einde;
mod klem;
mod tafel;
mod verhuizing;

use actix_web::http::header;
use actix_web::test::TestRequest;
use futures_util::future::{join, join_all};
use serde_json::{Value, json};

use crate::gegeven::{
    Antwoord, Regio, Wie,
    bodies::{self, ALLES},
    regio,
    verhaal::Gezin,
};

/// How often each pair runs: SQLite takes one writer at a time anyway.
fn keren(regio: &Regio) -> usize {
    if regio.op_postgresql() { 40 } else { 4 }
}

/// Requests in which the desk still has something to do although no consent covers them.
const ZONDER_TOESTEMMING: &str = "doorgeleiding d JOIN toestemming t ON t.id = d.toestemming_id \
     WHERE d.status IN ('verzonden', 'aanvaard', 'intake-gepland', 'gestart') AND t.status <> 'gegeven'";

/// A case whose signaal was just given, of another woman each time.
async fn gemeld(regio: &Regio, nummer: usize) -> Gezin {
    let body = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 5000{nummer:04}"));
    regio.aangemeld(body).await
}

/// The same, taken by its coordinator, with her consent for VoorZorg: the path of that consent.
async fn met_toestemming(regio: &Regio, nummer: usize) -> (Gezin, String) {
    let gezin = gemeld(regio, nummer).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let toestemming = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    (gezin, format!("/v1/toestemmingen/{toestemming}"))
}

async fn verzend(regio: &Regio, gezin: &Gezin) -> Antwoord {
    let body = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    regio.als(Wie::Coordinator).post(&format!("{}/doorgeleidingen", gezin.pad()), body).await
}

async fn noteer(regio: &Regio, gezin: &Gezin) -> Antwoord {
    let body = bodies::toestemming("steun-op-maat", "voorzorg", &ALLES);
    regio.als(Wie::Coordinator).post(&format!("{}/toestemmingen", gezin.pad()), body).await
}

/// Somebody does something with the version that they saw before.
async fn met_etag(regio: &Regio, wie: Wie, path: String, etag: &str) -> Antwoord {
    regio.als(wie).vraag(TestRequest::post().uri(&path).insert_header((header::IF_MATCH, etag))).await
}

fn geen_storing(antwoorden: &[&Antwoord]) {
    for antwoord in antwoorden {
        assert!(antwoord.status < 500, "{}", antwoord.tekst());
    }
}

#[actix_web::test]
async fn wie_verstuurt_terwijl_zij_opnieuw_toestemt_verstuurt_iets_dat_de_desk_ziet() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, _) = met_toestemming(&regio, nummer).await;
        let (sent, noted) = join(verzend(&regio, &gezin), noteer(&regio, &gezin)).await;
        geen_storing(&[&sent, &noted]);
        noted.met(201);
        let d = sent.met(201).header("location").unwrap();
        regio.als(Wie::Voorzorg).get(&d).await.met(200);
    }
    assert_eq!(regio.tel(ZONDER_TOESTEMMING), 0);
}

#[actix_web::test]
async fn wie_verstuurt_terwijl_zij_intrekt_laat_niets_lopen() {
    let regio = regio().await;
    let mut gedaan = 0;
    for nummer in 0..keren(&regio) {
        let (gezin, toestemming) = met_toestemming(&regio, nummer).await;
        let etag = regio.als(Wie::Coordinator).get(&toestemming).await.met(200).etag();
        let weg = met_etag(&regio, Wie::Coordinator, format!("{toestemming}/intrekking"), &etag);
        let (sent, withdrawn) = join(verzend(&regio, &gezin), weg).await;
        geen_storing(&[&sent, &withdrawn]);
        withdrawn.met(200);
        assert!([201, 409].contains(&sent.status), "{}", sent.tekst());
        gedaan += usize::from(sent.status == 201);
    }
    assert!(gedaan > 0, "nothing was ever sent: there was nothing to leave running");
    assert_eq!(regio.tel(ZONDER_TOESTEMMING), 0);
    assert_eq!(regio.rijen("doorgeleiding").is("status", "verzonden").tel(), 0);
}

#[actix_web::test]
async fn van_vier_keer_dezelfde_toestemming_geldt_er_een() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, _) = met_toestemming(&regio, nummer).await;
        let all = join_all((0..4).map(|_| noteer(&regio, &gezin))).await;
        geen_storing(&all.iter().collect::<Vec<_>>());
        assert!(all.iter().all(|noted| noted.status == 201));
    }
    let keren = i64::try_from(keren(&regio)).unwrap();
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "gegeven").tel(), keren);
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").tel(), 5 * keren);
}

#[actix_web::test]
async fn wie_aanvaardt_terwijl_zij_intrekt_houdt_niets_over() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, toestemming) = met_toestemming(&regio, nummer).await;
        let d = verzend(&regio, &gezin).await.met(201).header("location").unwrap();
        let seen = regio.als(Wie::Voorzorg).get(&d).await.met(200).etag();
        let etag = regio.als(Wie::Coordinator).get(&toestemming).await.met(200).etag();
        let (accepted, withdrawn) = join(
            met_etag(&regio, Wie::Voorzorg, format!("{d}/aanvaarding"), &seen),
            met_etag(&regio, Wie::Coordinator, format!("{toestemming}/intrekking"), &etag),
        )
        .await;
        geen_storing(&[&accepted, &withdrawn]);
        withdrawn.met(200);
        let einde = if accepted.status == 200 { "gestopt" } else { "ingetrokken" };
        assert_eq!(regio.als(Wie::Coordinator).get(&d).await.met(200).veld("status"), einde, "{}", accepted.tekst());
        regio.als(Wie::Voorzorg).get(&d).await.weigert(404, "niet-gevonden");
    }
    assert_eq!(regio.tel(ZONDER_TOESTEMMING), 0);
    assert_eq!(regio.rijen("traject").niet("status", "beeindigd").tel(), 0);
}

#[actix_web::test]
async fn wie_een_casus_neemt_terwijl_het_signaal_teruggaat_wacht_niet_voor_eeuwig() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let gezin = gemeld(&regio, nummer).await;
        let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).etag();
        let signaal = regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200).etag();
        let (taken, back) = join(
            met_etag(&regio, Wie::Coordinator, format!("{}/behandeling", gezin.pad()), &casus),
            met_etag(&regio, Wie::Verloskundige, format!("{}/intrekking", gezin.signaal_pad()), &signaal),
        )
        .await;
        geen_storing(&[&taken, &back]);
        assert_ne!(taken.status == 200, back.status == 200, "{} {}", taken.tekst(), back.tekst());
    }
    let los = "signaal s JOIN casus c ON c.id = s.casus_id WHERE s.status = 'ingetrokken' AND c.status <> 'afgesloten'";
    assert_eq!(regio.tel(los), 0);
    assert_eq!(regio.rijen("signaal").is("status", "ontvangen").tel(), 0);
}

#[actix_web::test]
async fn wie_omleidt_terwijl_zij_de_andere_desk_weigert_laat_daar_niets_liggen() {
    let regio = regio().await;
    let mut gedaan = 0;
    for nummer in 0..keren(&regio) {
        let (gezin, _) = met_toestemming(&regio, nummer).await;
        let d = verzend(&regio, &gezin).await.met(201).header("location").unwrap();
        let etag = regio.als(Wie::Voorzorg).get(&d).await.met(200).etag();
        let naar = json!({ "desk": regio.desk(Wie::AndereVoorzorg) });
        let (on, _) = join(
            regio.als(Wie::Voorzorg).post_met(&format!("{d}/omleiding"), &etag, naar),
            regio.zegt(&gezin, "geweigerd", ("steun-op-maat", "voorzorg"), Some(Wie::AndereVoorzorg), &ALLES),
        )
        .await;
        assert!([200, 409].contains(&on.status), "{}", on.tekst());
        gedaan += usize::from(on.status == 200);
        assert!(regio.als(Wie::AndereVoorzorg).get("/v1/doorgeleidingen").await.met(200).items().is_empty());
    }
    assert!(gedaan > 0, "nothing was ever sent on: there was nothing to leave lying");
    assert_eq!(regio.tel(ZONDER_TOESTEMMING), 0);
}

#[actix_web::test]
async fn van_zes_dezelfde_doorgeleidingen_gaat_er_een_uit() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, _) = met_toestemming(&regio, nummer).await;
        let all = join_all((0..6).map(|_| verzend(&regio, &gezin))).await;
        geen_storing(&all.iter().collect::<Vec<_>>());
        let mut statussen: Vec<u16> = all.iter().map(|sent| sent.status).collect();
        statussen.sort_unstable();
        assert_eq!(statussen, [201, 409, 409, 409, 409, 409]);
    }
    assert_eq!(regio.tel("doorgeleiding"), i64::try_from(keren(&regio)).unwrap());
}

#[actix_web::test]
async fn van_veertig_vragen_aan_twee_bureaus_gaat_er_een_uit() {
    let regio = regio().await;
    let (gezin, _) = met_toestemming(&regio, 0).await;
    let path = format!("{}/doorgeleidingen", gezin.pad());
    let bureaus = [Wie::Voorzorg, Wie::AndereVoorzorg].map(|wie| regio.desk(wie));
    let aantal = if regio.op_postgresql() { 40 } else { 8 };
    let vraag = async |nummer: usize| {
        let body = bodies::doorgeleiding("voorzorg", &bureaus[nummer % 2]);
        regio.als(Wie::Coordinator).post(&path, body).await
    };
    let all = join_all((0..aantal).map(vraag)).await;
    geen_storing(&all.iter().collect::<Vec<_>>());
    assert_eq!(all.iter().filter(|sent| sent.status == 201).count(), 1);
    assert!(
        all.iter()
            .filter(|sent| sent.status != 201)
            .all(|sent| sent.status == 409 && sent.tekst().contains("loopt-al"))
    );
    assert_eq!(regio.tel("doorgeleiding"), 1);
}

/// Of two steps on one thing that two people take at once, in the version that both saw, one is taken.
async fn een_van_beide(regio: &Regio, ding: &str, [een, ander]: [(Wie, &str, Value); 2]) -> (Antwoord, Antwoord) {
    let etag = regio.als(een.0).get(ding).await.met(200).etag();
    let before = regio.tel("logregel");
    let (een, ander) = join(
        regio.als(een.0).post_met(&format!("{ding}/{}", een.1), &etag, een.2),
        regio.als(ander.0).post_met(&format!("{ding}/{}", ander.1), &etag, ander.2),
    )
    .await;
    geen_storing(&[&een, &ander]);
    assert_ne!(een.status == 200, ander.status == 200, "{} {}", een.tekst(), ander.tekst());
    assert_eq!(regio.tel("logregel") - before, 2, "what was done has a line, and so has what was refused");
    (een, ander)
}

#[actix_web::test]
async fn wie_aanvaardt_terwijl_de_coordinator_terugneemt_weet_wie_het_eerst_was() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, _) = met_toestemming(&regio, nummer).await;
        let d = verzend(&regio, &gezin).await.met(201).header("location").unwrap();
        regio.als(Wie::Voorzorg).get(&d).await.met(200);
        let terug = (Wie::Coordinator, "intrekking", json!({ "reden": "vergissing" }));
        let (taken, _) = een_van_beide(&regio, &d, [(Wie::Voorzorg, "aanvaarding", Value::Null), terug]).await;
        let einde = if taken.status == 200 { "aanvaard" } else { "ingetrokken" };
        assert_eq!(regio.als(Wie::Coordinator).get(&d).await.met(200).veld("status"), einde);
    }
    let aangenomen = regio.rijen("doorgeleiding").is("status", "aanvaard").tel();
    assert_eq!(regio.rijen("traject").is("status", "gepland").tel(), aangenomen);
    assert_eq!(regio.tel("traject"), aangenomen, "of what was taken back nothing is planned");
}

#[actix_web::test]
async fn van_twee_aan_een_desk_die_tegelijk_antwoorden_geldt_er_een() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, _) = met_toestemming(&regio, nummer).await;
        let d = verzend(&regio, &gezin).await.met(201).header("location").unwrap();
        regio.als(Wie::Voorzorg).get(&d).await.met(200);
        let ja = || (Wie::Voorzorg, "aanvaarding", Value::Null);
        een_van_beide(&regio, &d, [ja(), ja()]).await;
    }
    assert_eq!(regio.tel("traject"), i64::try_from(keren(&regio)).unwrap());
}

#[actix_web::test]
async fn wie_stopt_terwijl_een_collega_afrondt_eindigt_de_steun_een_keer() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, _) = met_toestemming(&regio, nummer).await;
        let d = verzend(&regio, &gezin).await.met(201).header("location").unwrap();
        regio.als(Wie::Voorzorg).stap(&d, "aanvaarding", Value::Null).await.met(200);
        regio.begint(Wie::Voorzorg, &d).await;
        let stop = (Wie::Voorzorg, "stop", json!({ "reden": "verhuisd" }));
        een_van_beide(&regio, &d, [stop, (Wie::Voorzorg, "afronding", bodies::afronding())]).await;
    }
    assert_eq!(regio.rijen("traject").niet("status", "beeindigd").tel(), 0);
}

#[actix_web::test]
async fn wie_een_casus_sluit_terwijl_er_iets_uitgaat_laat_niets_open() {
    let regio = regio().await;
    for nummer in 0..keren(&regio) {
        let (gezin, _) = met_toestemming(&regio, nummer).await;
        let coordinator = regio.als(Wie::Coordinator);
        let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
        let sluiting = format!("{}/sluiting", gezin.pad());
        let body = json!({ "reden": "geen-hulp-gewenst" });
        let (closed, sent) = join(coordinator.post_met(&sluiting, &etag, body), verzend(&regio, &gezin)).await;
        geen_storing(&[&closed, &sent]);
        assert_ne!(closed.status == 200, sent.status == 201, "{} {}", closed.tekst(), sent.tekst());
    }
    let open =
        "doorgeleiding d JOIN casus c ON c.id = d.casus_id WHERE d.status = 'verzonden' AND c.status = 'afgesloten'";
    assert_eq!(regio.tel(open), 0);
}
