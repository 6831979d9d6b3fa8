//! Brakes: who guesses gets nowhere, and nobody else notices.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{http::Method, test::TestRequest};
use chrono::TimeDelta;
use futures_util::future::join_all;
use knooppunt::werk::opruimen;
use serde_json::{Value, json};

use crate::{
    beheer::laatste,
    gegeven::{Antwoord, IEDEREEN, Regio, Wie, bodies, niets, regio, regio_met},
    iedereen::{Dingen, verzoek},
    openapi::{document, operaties},
};

fn gok(wie: Wie) -> Value {
    json!({ "gebruikersnaam": wie.gebruikersnaam(), "wachtwoord": "een gok van iemand", "totpCode": "123456" })
}

fn inloggen(body: &Value) -> TestRequest {
    TestRequest::post().uri("/v1/sessies").set_json(body)
}

/// How many of the answers say that the password was looked at: all others are 429, and say when to come back.
fn bekeken(antwoorden: &[Antwoord]) -> usize {
    for antwoord in antwoorden.iter().filter(|antwoord| antwoord.status != 401) {
        assert_eq!(antwoord.status, 429, "{}", antwoord.tekst());
        assert_eq!(antwoord.json["code"], "te-veel-pogingen");
        assert!(antwoord.header("retry-after").unwrap().parse::<u32>().unwrap() >= 1);
    }
    antwoorden.iter().filter(|antwoord| antwoord.status == 401).count()
}

/// Ten minutes of guessing, twice a second, from one address after another.
async fn gis_tien_minuten(regio: &Regio, wie: Wie, adressen: usize) -> usize {
    let mut antwoorden = Vec::new();
    for poging in 0..1200 {
        regio.verstrijk(TimeDelta::milliseconds(500));
        let adres = format!("127.0.0.{}", 1 + poging % adressen);
        antwoorden.push(regio.vraag_van(&adres, inloggen(&gok(wie))).await);
    }
    bekeken(&antwoorden)
}

#[actix_web::test]
async fn wie_vanaf_een_adres_gist_komt_tien_minuten_lang_niet_verder_dan_25_pogingen() {
    let mut regio = regio().await;
    let before = regio.neem_regels().len();
    let pogingen = gis_tien_minuten(&regio, Wie::Verloskundige, 1).await;
    assert!((20..=25).contains(&pogingen), "{pogingen}");
    let lines = regio.rijen("logregel").is("gebeurtenis", "sessie-geweigerd").tel();
    let (looked_at, stretches) = (i64::try_from(pogingen).unwrap(), 2);
    // Of what the pause, the address with the account and the step of the code held back: one for each, in each stretch.
    assert!((looked_at + 1..=looked_at + 3 * stretches).contains(&lines), "{lines} lines of {pogingen} looked at");
    assert_eq!(regio.neem_regels().len(), before);
    regio.herstart().await;
    regio.verstrijk(TimeDelta::seconds(60));
    let na = regio.vraag_van("127.0.0.1", inloggen(&gok(Wie::Verloskundige))).await;
    assert_eq!(bekeken(&[na]), 0, "a restart forgets nothing");
    // From elsewhere she still gets in, with the right password.
    regio.vraag_van("198.51.100.7", inloggen(&regio.inlog(Wie::Verloskundige))).await.met(201);
}

#[actix_web::test]
async fn wie_vanaf_honderd_adressen_gist_krijgt_er_op_een_dag_50_en_een_bekend_toestel_logt_gewoon_in() {
    let regio = regio().await;
    let bekend = regio.login(Wie::Verloskundige).await.met(201).veld("apparaat");
    let mut pogingen = 0;
    for _ in 0..3 {
        pogingen += gis_tien_minuten(&regio, Wie::Verloskundige, 100).await;
    }
    assert_eq!(pogingen, 50);
    let vreemd = regio.vraag_van("198.51.100.7", inloggen(&regio.inlog(Wie::Verloskundige))).await;
    let wacht: i64 = vreemd.weigert(429, "te-veel-pogingen").header("retry-after").unwrap().parse().unwrap();
    assert!((3600..86_400).contains(&wacht), "until tomorrow: {wacht}");
    let mut body = regio.inlog(Wie::Verloskundige);
    body["apparaat"] = bekend.clone().into();
    let tokens = regio.vraag(inloggen(&body)).await.met(201);
    assert!(tokens.json.get("apparaat").is_none(), "it was known already");
    // The token of her device opens nobody else's account.
    let mut ander = gok(Wie::Coordinator);
    ander["apparaat"] = bekend.into();
    regio.vraag(inloggen(&ander)).await.weigert(401, "inloggegevens-onjuist");
    regio.verstrijk(TimeDelta::seconds(wacht));
    regio.vraag_van("198.51.100.7", inloggen(&regio.inlog(Wie::Verloskundige))).await.met(201);
}

#[actix_web::test]
async fn een_onbekende_naam_wordt_net_zo_geremd_als_een_bekende() {
    let regio = regio().await;
    let mut reeksen = Vec::new();
    for naam in ["verloskundige", "bestaat-niet"] {
        let mut body = gok(Wie::Verloskundige);
        body["gebruikersnaam"] = naam.into();
        let mut reeks = Vec::new();
        for _ in 0..40 {
            regio.verstrijk(TimeDelta::seconds(1));
            let answer = regio.vraag(inloggen(&body)).await;
            reeks.push((answer.status, answer.header("retry-after"), answer.bytes));
        }
        // The next series begins at the same place in a step of thirty seconds.
        regio.verstrijk(TimeDelta::seconds(20));
        reeksen.push(reeks);
    }
    assert_eq!(reeksen[0], reeksen[1]);
}

#[actix_web::test]
async fn niet_meer_dan_drie_codes_in_dertig_seconden() {
    let regio = regio().await;
    let mut bekeken = 0;
    for seconde in 0..30 {
        let answer = regio.vraag_van(&format!("203.0.113.{seconde}"), inloggen(&gok(Wie::Fg))).await;
        bekeken += usize::from(answer.status == 401);
        regio.verstrijk(TimeDelta::seconds(1));
    }
    assert_eq!(bekeken, 3);
}

/// Of fifty at the same moment exactly one succeeds; no answer is a fault of ours.
pub async fn een_van_vijftig(regio: &Regio, path: &str, body: &Value, gelukt: u16) -> Antwoord {
    let ask = |nummer: usize| {
        let request = TestRequest::post().uri(path).set_json(body);
        async move { regio.vraag_van(&format!("203.0.113.{nummer}"), request).await }
    };
    let mut answers = join_all((0..50).map(ask)).await;
    let mut per_status = BTreeMap::<u16, usize>::new();
    for answer in &answers {
        *per_status.entry(answer.status).or_default() += 1;
    }
    assert_eq!(per_status.get(&gelukt), Some(&1), "{per_status:?}");
    assert!(per_status.keys().all(|status| *status < 500), "{per_status:?}");
    let winner = answers.iter().position(|answer| answer.status == gelukt).unwrap();
    answers.swap_remove(winner)
}

#[actix_web::test]
async fn van_vijftig_tegelijk_slaagt_er_een() {
    let regio = regio().await;
    // One code of the authenticator.
    let tokens = een_van_vijftig(&regio, "/v1/sessies", &regio.inlog(Wie::Verloskundige), 201).await;
    // One refresh token: whoever brings it again ends the session.
    let refresh = json!({ "verversingstoken": tokens.veld("verversingstoken") });
    een_van_vijftig(&regio, "/v1/sessies/vernieuwing", &refresh, 200).await;
    assert_eq!(regio.rijen("sessie").leeg("beeindigd_op").tel(), 0);
    // One recovery code.
    regio.als(Wie::Coordinator).get("/v1/sessies/huidige").await.met(200);
    regio.verstrijk(TimeDelta::seconds(30));
    let code = json!({ "totpCode": regio.inlog(Wie::Coordinator)["totpCode"] });
    let codes = regio.als(Wie::Coordinator).post("/v1/sessies/huidige/herstelcodes", code).await.met(201);
    let mut body = regio.inlog(Wie::Coordinator);
    body.as_object_mut().unwrap().remove("totpCode");
    body["herstelcode"] = codes.json["herstelcodes"][3].clone();
    een_van_vijftig(&regio, "/v1/sessies", &body, 201).await;
    assert_eq!(regio.rijen("herstelcode").gevuld("gebruikt_op").tel(), 1);
    // One invitation.
    let uitnodiging = regio.nodig_opnieuw_uit(Wie::Voorzorg).await;
    let body = json!({ "code": uitnodiging, "wachtwoord": "paarse fiets in de regen" });
    een_van_vijftig(&regio, "/v1/uitnodigingen/aanvaarding", &body, 201).await;
}

#[actix_web::test]
async fn wie_te_veel_casussen_opent_moet_even_wachten_en_de_fg_kan_het_zien() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "60")]).await;
    let gezin = regio.in_behandeling().await;
    regio.verstrijk(TimeDelta::minutes(1));
    let coordinator = regio.als(Wie::Coordinator);
    for _ in 0..60 {
        coordinator.get(&gezin.pad()).await.met(200);
    }
    regio.vergeet_regels();
    let answer = coordinator.get(&gezin.pad()).await.weigert(429, "te-veel-pogingen");
    assert!(answer.header("retry-after").is_some());
    let line = regio.een_regel(Wie::Coordinator, "geweigerd");
    assert_eq!((line.uitkomst.as_str(), line.handeling.as_str()), ("te-vaak", "casus-lezen"));
    assert_eq!(line.casus, Some(gezin.casus.clone()));
    // Whoever goes on while held back leaves no more lines, and they are counted.
    for _ in 0..20 {
        coordinator.get(&gezin.pad()).await.weigert(429, "te-veel-pogingen");
    }
    assert_eq!(regio.neem_regels(), []);
    assert_eq!(regio.rijen("teller").is("soort", "geremd").is("aantal", "21").tel(), 1);
    regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    regio.verstrijk(TimeDelta::minutes(1));
    coordinator.get(&gezin.pad()).await.met(200);
}

#[actix_web::test]
async fn wie_te_vaak_zoekt_moet_even_wachten() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__ZOEKEN_PER_MINUUT", "3")]).await;
    for _ in 0..3 {
        regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({})).await.met(200);
    }
    regio.als(Wie::Coordinator).post("/v1/casussen/_zoek", json!({})).await.weigert(429, "te-veel-pogingen");
    regio.als(Wie::AndereCoordinator).post("/v1/casussen/_zoek", json!({})).await.met(200);
}

#[actix_web::test]
async fn alleen_de_eigen_proxy_wordt_geloofd_namens_wie_zij_vraagt() {
    let regio = regio_met(&[("KNOOPPUNT__SERVER__PROXYS", "10.0.0.0/8,127.0.0.1")]).await;
    for (van, zegt, waar) in [
        ("198.51.100.7", "203.0.113.9", "198.51.100.7"),
        ("10.0.0.5", "203.0.113.9", "203.0.113.9"),
        ("10.0.0.5", "192.0.2.66, 203.0.113.8, 10.0.0.6", "203.0.113.8"),
        ("10.0.0.5", "onzin", "10.0.0.5"),
    ] {
        let request = inloggen(&gok(Wie::Beheerder)).insert_header(("x-forwarded-for", zegt));
        regio.vraag_van(van, request).await;
        let lines = format!("logregel WHERE gebeurtenis = 'sessie-geweigerd' AND toegangspunt = '{waar}'");
        assert_eq!(regio.tel(&lines), 1, "{van} says {zegt}");
        regio.verstrijk(TimeDelta::seconds(30));
    }
}

#[actix_web::test]
async fn een_stortvloed_van_geremde_pogingen_laat_een_regel_na_en_wordt_geteld() {
    let regio = regio().await;
    let lines = "logregel WHERE gebeurtenis = 'sessie-geweigerd'";
    for ronde in 1..=2 {
        regio.vraag(inloggen(&gok(Wie::Fg))).await.met(401);
        for _ in 0..600 {
            regio.vraag(inloggen(&gok(Wie::Fg))).await.weigert(429, "te-veel-pogingen");
        }
        assert_eq!(regio.tel(lines), 2 * ronde, "one of the guess, one of all that the pause held back");
        assert_eq!(regio.rijen("teller").is("soort", "geremd").is("aantal", "600").tel(), ronde);
        regio.verstrijk(TimeDelta::minutes(10));
    }
}

#[actix_web::test]
async fn vreemden_die_gissen_houden_haar_in_haar_eigen_sessie_niet_tegen() {
    let regio = regio().await;
    let midwife = regio.als(Wie::Verloskundige);
    midwife.get("/v1/sessies/huidige").await.met(200);
    for poging in 0..50 {
        regio.vraag_van(&format!("203.0.113.{poging}"), inloggen(&gok(Wie::Verloskundige))).await;
        regio.verstrijk(TimeDelta::seconds(3));
    }
    let new = json!({ "wachtwoord": crate::gegeven::WACHTWOORD, "nieuwWachtwoord": "paarse fiets in de regen" });
    midwife.post("/v1/sessies/huidige/wachtwoord", new).await.met(204);
    // Who guesses in a session is held back all the same.
    let mut seen = Vec::new();
    for _ in 0..40 {
        let guess = json!({ "wachtwoord": "een gok van iemand", "nieuwWachtwoord": "groene fiets in de zon" });
        seen.push(midwife.post("/v1/sessies/huidige/wachtwoord", guess).await.status);
        regio.verstrijk(TimeDelta::seconds(3));
    }
    assert!(seen.iter().filter(|status| **status == 400).count() <= 25, "{seen:?}");
    assert!(seen.contains(&429), "{seen:?}");
}

#[actix_web::test]
async fn wie_achter_hetzelfde_adres_gist_houdt_een_bekend_toestel_niet_tegen() {
    let regio = regio().await;
    let bekend = regio.login(Wie::Verloskundige).await.met(201).veld("apparaat");
    for poging in 0..110 {
        let mut body = gok(Wie::Verloskundige);
        body["gebruikersnaam"] = format!("iemand-{poging}").into();
        regio.vraag(inloggen(&body)).await;
    }
    let mut body = regio.inlog(Wie::Verloskundige);
    let vol = regio.vraag(inloggen(&regio.inlog(Wie::Coordinator))).await.weigert(429, "te-veel-pogingen");
    let wacht: i64 = vol.header("retry-after").unwrap().parse().unwrap();
    assert!((31..=600).contains(&wacht), "{wacht}");
    // Behind a full address the answers tell nobody's name: not that of a colleague, though her device is known there.
    let noemt =
        |naam: &str| json!({ "gebruikersnaam": naam, "wachtwoord": "een gok van iemand", "totpCode": "123456" });
    let [zij, niemand] = [Wie::Verloskundige.gebruikersnaam().as_str(), "bestaat-niet"].map(noemt);
    let (zij, niemand) = (regio.vraag(inloggen(&zij)).await, regio.vraag(inloggen(&niemand)).await);
    assert_eq!((zij.status, &zij.bytes), (429, &niemand.bytes));
    regio.verstrijk(TimeDelta::seconds(30));
    body["totpCode"] = regio.inlog(Wie::Verloskundige)["totpCode"].clone();
    body["apparaat"] = bekend.into();
    regio.vraag(inloggen(&body)).await.met(201);
    // Who is new there gets in over another network at once, and here when the ten minutes are over.
    regio.vraag_van("198.51.100.7", inloggen(&regio.inlog(Wie::Voorzitter))).await.met(201);
    regio.verstrijk(TimeDelta::seconds(wacht - 30));
    regio.vraag(inloggen(&regio.inlog(Wie::Coordinator))).await.met(201);
}

#[actix_web::test]
async fn naar_de_andere_kop_van_een_proxy_wordt_niet_gekeken() {
    const PROXY: (&str, &str) = ("KNOOPPUNT__SERVER__PROXYS", "10.0.0.0/8");
    let een = regio_met(&[PROXY]).await;
    let andere = regio_met(&[PROXY, ("KNOOPPUNT__SERVER__PROXY_KOP", "forwarded")]).await;
    for (regio, waar) in [(een, "203.0.113.9"), (andere, "203.0.113.77")] {
        let request = inloggen(&gok(Wie::Beheerder)).insert_header(("x-forwarded-for", "203.0.113.9"));
        regio.vraag_van("10.0.0.5", request.insert_header(("forwarded", "for=203.0.113.77"))).await.met(401);
        let lines = format!("logregel WHERE gebeurtenis = 'sessie-geweigerd' AND toegangspunt = '{waar}'");
        assert_eq!(regio.tel(&lines), 1, "{waar}");
    }
}

#[actix_web::test]
async fn van_veertig_codes_tegelijk_in_een_sessie_worden_er_hoogstens_vijf_bekeken() {
    let regio = regio_met(&[("KNOOPPUNT__DATABASE__VERBINDINGEN", "8")]).await;
    regio.iedereen_logt_in().await;
    let guess = json!({ "totpCode": "000000" });
    let chair = (0..40).map(|_| regio.als(Wie::Voorzitter)).collect::<Vec<_>>();
    let answers = join_all(chair.iter().map(|zij| zij.post("/v1/sessies/huidige/factor", guess.clone()))).await;
    assert!(answers.iter().all(|answer| matches!(answer.status, 400 | 401)));
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "factor-bewezen").niet("uitkomst", "gelukt").tel(), 5);
    assert_eq!(regio.rijen("sessie").is("factor_fouten", "5").gevuld("beeindigd_op").tel(), 1);
}

#[actix_web::test]
async fn wie_met_signalen_vist_naar_wie_bekend_is_wordt_geremd_en_zij_ziet_het() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__SIGNALEN_PER_UUR", "5")]).await;
    let gezin = regio.in_behandeling().await;
    let midwife = regio.als(Wie::AndereVerloskundige);
    regio.als(Wie::AndereVerloskundige).get("/v1/sessies/huidige").await.met(200);
    regio.vergeet_regels();
    for poging in 0..4 {
        let guess = bodies::signaal_van(&format!("Vrouw Nummer {poging}"), &format!("06 1000000{poging}"));
        midwife.post("/v1/signalen", guess).await.met(201);
    }
    assert!(regio.neem_regels().iter().all(|line| line.gebeurtenis == "signaal-ontvangen"));
    midwife.post("/v1/signalen", bodies::signaal()).await.met(201);
    let lines = regio.neem_regels();
    let hit: Vec<_> = lines.iter().filter(|line| line.gebeurtenis == "client-herkend").collect();
    assert_eq!(hit.len(), 1, "{lines:#?}");
    assert_eq!(hit[0].casus.as_ref(), Some(&gezin.casus));
    assert!(hit[0].betrokkenen.len() > 2, "it names her");
    for _ in 0..3 {
        midwife.post("/v1/signalen", bodies::signaal()).await.weigert(429, "te-veel-pogingen");
    }
    assert_eq!(regio.neem_regels().len(), 1);
    assert_eq!(regio.tel("signaal"), 6);
    regio.verstrijk(TimeDelta::hours(1));
    midwife.post("/v1/signalen", bodies::signaal()).await.met(201);
}

#[actix_web::test]
async fn wie_blijft_vragen_wat_er_niet_is_vult_het_logboek_niet_en_wordt_geteld() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__WEIGERINGEN_PER_TIEN_MINUTEN", "60")]).await;
    let gezin = regio.in_behandeling().await;
    let (midwife, coordinator) = (regio.als(Wie::AndereVerloskundige), regio.als(Wie::Coordinator));
    for zij in [&midwife, &coordinator] {
        zij.get("/v1/sessies/huidige").await.met(200);
    }
    regio.vergeet_regels();
    let mut answers = Vec::new();
    for nummer in 0..600_u128 {
        // A thing of another, and one that is not there, are the same to her.
        let pad = if nummer % 2 == 0 { gezin.pad() } else { format!("/v1/casussen/{}", uuid::Uuid::from_u128(nummer)) };
        answers.push(midwife.get(&pad).await);
    }
    let status = |vanaf: usize| answers[vanaf..].iter().map(|answer| answer.status).collect::<BTreeSet<_>>();
    assert_eq!(answers[..60].iter().map(|answer| answer.status).collect::<BTreeSet<_>>(), BTreeSet::from([404]));
    assert_eq!(status(60), BTreeSet::from([429]));
    let wacht: i64 = answers[60].header("retry-after").unwrap().parse().unwrap();
    assert!((1..=600).contains(&wacht), "{wacht}");
    let lines = regio.neem_regels();
    let uitkomsten: Vec<_> = lines.iter().map(|line| line.uitkomst.as_str()).collect();
    assert_eq!(uitkomsten, [vec!["niet-gevonden"; 60], vec!["te-vaak"]].concat());
    // Releases are read without a line, and refused with one.
    let release = format!("/v1/publicaties/{}", uuid::Uuid::from_u128(7));
    for _ in 0..100 {
        midwife.get(&release).await;
    }
    assert_eq!(regio.neem_regels().len(), 60);
    regio.als(Wie::Onderzoeker).get(&release).await.weigert(404, "niet-gevonden");
    // What she may do she still does, and nobody else notices.
    midwife.post("/v1/signalen", bodies::signaal_van("Andere Vrouw", "06 22222222")).await.met(201);
    coordinator.get("/v1/casussen/00000000-0000-7000-8000-000000000000").await.weigert(404, "niet-gevonden");
    coordinator.get(&gezin.pad()).await.met(200);
    // Once it is over, one line says how many more there were, with the request of the line that stands there.
    regio.verstrijk(TimeDelta::seconds(wacht));
    midwife.get(&format!("/v1/casussen/{}", uuid::Uuid::from_u128(7))).await.weigert(404, "niet-gevonden");
    for _ in 0..2 {
        let nu = regio.clock_nu();
        regio.db.write(move |tx| opruimen::ruim_op(tx, nu, 24)).await.unwrap();
    }
    let geteld = "logregel AS meer JOIN logregel AS eerste ON eerste.verzoek_id = meer.verzoek_id \
                  AND eerste.uitkomst = 'te-vaak' AND eerste.gebruiker_id = meer.gebruiker_id \
                  WHERE meer.gebeurtenis = 'pogingen-geteld' AND meer.toegangspunt = 'knooppunt'";
    assert_eq!(regio.tel(geteld), 1);
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "pogingen-geteld").tel(), 1);
    let line = regio.neem_regels().into_iter().find(|line| line.gebeurtenis == "pogingen-geteld").unwrap();
    assert_eq!(line.object.unwrap(), uuid::Uuid::from_u128(539 + 40).to_string(), "the releases with them");
}

#[actix_web::test]
async fn ook_lijsten_vullen_het_logboek_niet() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__ZOEKEN_PER_MINUUT", "10")]).await;
    let lijsten = [
        (Wie::Voorzorg, "/v1/doorgeleidingen"),
        (Wie::Voorzorg, "/v1/trajecten"),
        (Wie::Coordinator, "/v1/berichten"),
        (Wie::Fg, "/v1/noodprocedures"),
        (Wie::Voorzitter, "/v1/knooppunten/GM0917/bijeenkomsten"),
        (Wie::Fg, "/v1/toegangswijzigingen"),
        (Wie::Verloskundige, "/v1/signalen"),
    ];
    for (wie, pad) in lijsten {
        regio.als(wie).get("/v1/sessies/huidige").await.met(200);
        regio.verstrijk(TimeDelta::minutes(1));
        regio.vergeet_regels();
        for _ in 0..10 {
            regio.als(wie).get(pad).await.met(200);
        }
        for _ in 0..30 {
            regio.als(wie).get(pad).await.weigert(429, "te-veel-pogingen");
        }
        assert_eq!(regio.neem_regels().len(), 11, "{pad}");
    }
}

impl Regio {
    /// Whatever counted is told, once its time is over.
    async fn ruim_op(&self) {
        let nu = self.clock_nu();
        self.db.write(move |tx| opruimen::ruim_op(tx, nu, 24)).await.unwrap();
    }
}

#[actix_web::test]
async fn een_sessie_die_steeds_verder_gaat_laat_geen_regel_per_keer_na() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__VERLENGEN_PER_TIEN_MINUTEN", "5")]).await;
    let mut token = regio.login(Wie::Verloskundige).await.met(201).veld("verversingstoken");
    let vernieuw = |token: &str| {
        let body = json!({ "verversingstoken": token });
        let request = TestRequest::post().uri("/v1/sessies/vernieuwing").set_json(body);
        regio.vraag(request)
    };
    for _ in 0..5 {
        token = vernieuw(&token).await.met(200).veld("verversingstoken");
    }
    for _ in 0..40 {
        let held = vernieuw(&token).await.weigert(429, "te-veel-pogingen");
        assert!(held.header("retry-after").unwrap().parse::<u32>().unwrap() >= 1);
    }
    let lines = |wat| regio.rijen("logregel").is("gebeurtenis", wat).tel();
    assert_eq!((lines("sessie-verlengd"), lines("sessie-geweigerd")), (5, 1));
    let zij = Some(regio.gebruiker(Wie::Verloskundige));
    let held = laatste(&regio, "sessie-geweigerd");
    assert_eq!((held.gebruiker, held.object), (zij.clone(), None));
    // Another session of theirs is counted apart, and a job tells how many more there were.
    regio.verstrijk(TimeDelta::seconds(30));
    let ander = regio.login(Wie::Verloskundige).await.met(201).veld("verversingstoken");
    vernieuw(&ander).await.met(200);
    regio.verstrijk(TimeDelta::minutes(10));
    regio.ruim_op().await;
    let line = regio.neem_regels().into_iter().find(|line| line.gebeurtenis == "pogingen-geteld").unwrap();
    assert_eq!((line.object, line.gebruiker), (Some(uuid::Uuid::from_u128(39).to_string()), zij));
    // The token that had to wait is as good as it was; one that was used before ends the session, held back or not.
    let mut oud = token.clone();
    for _ in 0..5 {
        oud.clone_from(&token);
        token = vernieuw(&token).await.met(200).veld("verversingstoken");
    }
    vernieuw(&token).await.weigert(429, "te-veel-pogingen");
    vernieuw(&oud).await.met(401);
    regio.verstrijk(TimeDelta::minutes(10));
    vernieuw(&token).await.met(401);
}

/// Invites somebody: where their account is.
async fn nodig_uit(regio: &Regio, wie: Value) -> String {
    let invited = regio.als(Wie::Beheerder).post("/v1/gebruikers", wie).await.met(201);
    format!("/v1/gebruikers/{}", invited.json["gebruiker"]["id"].as_str().unwrap())
}

#[actix_web::test]
async fn wie_iemand_steeds_opnieuw_uitnodigt_vult_het_logboek_niet_en_haar_postbus_ook_niet() {
    let regio = regio_met(&[("KNOOPPUNT__REMMEN__BRIEVEN_PER_DAG", "3")]).await;
    let beheerder = regio.als(Wie::Beheerder);
    let invite = bodies::uitnodiging(&regio.organisatie(Wie::Verloskundige));
    let nieuw = nodig_uit(&regio, invite).await;
    let path = format!("{nieuw}/uitnodiging");
    regio.vergeet_regels();
    for _ in 0..3 {
        beheerder.stap(&nieuw, "uitnodiging", Value::Null).await.met(200);
    }
    let etag = beheerder.get(&nieuw).await.met(200).etag();
    let code = regio.tel("gebruiker WHERE uitnodiging IS NOT NULL");
    regio.vergeet_regels();
    for _ in 0..25 {
        beheerder.post_met(&path, &etag, Value::Null).await.weigert(429, "te-veel-pogingen");
    }
    assert_eq!(regio.een_regel(Wie::Beheerder, "geweigerd").uitkomst, "te-vaak");
    assert_eq!(regio.tel("gebruiker WHERE uitnodiging IS NOT NULL"), code, "the code of the last one works still");
    // Somebody else is not held back by it, nor is she the next day.
    let mut ander = bodies::uitnodiging(&regio.organisatie(Wie::Verloskundige));
    ander["gebruikersnaam"] = "a.ander".into();
    let ander = nodig_uit(&regio, ander).await;
    beheerder.stap(&ander, "uitnodiging", Value::Null).await.met(200);
    regio.verstrijk(TimeDelta::days(1));
    regio.ruim_op().await;
    let geteld = regio.neem_regels().into_iter().find(|line| line.gebeurtenis == "pogingen-geteld").unwrap();
    assert_eq!(geteld.object.unwrap(), uuid::Uuid::from_u128(24).to_string());
    regio.als(Wie::Beheerder).stap(&nieuw, "uitnodiging", Value::Null).await.met(200);
}

/// What a busy person does in an hour, by the brakes that come with the program: lists, cases, and now and then what is refused.
#[actix_web::test]
async fn wie_gewoon_werkt_merkt_geen_rem() {
    let standaard = |naam: &str| {
        let regels = include_str!("../../config/standaard.toml").lines();
        regels.filter_map(|regel| regel.split_once(" = ")).find(|(wat, _)| *wat == naam).unwrap().1
    };
    let settings = [
        ("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", standaard("openen_per_minuut")),
        ("KNOOPPUNT__REMMEN__ZOEKEN_PER_MINUUT", standaard("zoeken_per_minuut")),
        ("KNOOPPUNT__REMMEN__SIGNALEN_PER_UUR", standaard("signalen_per_uur")),
        ("KNOOPPUNT__REMMEN__VERLENGEN_PER_TIEN_MINUTEN", standaard("verlengen_per_tien_minuten")),
        ("KNOOPPUNT__REMMEN__BRIEVEN_PER_DAG", standaard("brieven_per_dag")),
        ("KNOOPPUNT__REMMEN__WEIGERINGEN_PER_TIEN_MINUTEN", standaard("weigeringen_per_tien_minuten")),
    ];
    let regio = regio_met(Vec::from(settings).leak()).await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    for minuut in 0..60 {
        for _ in 0..3 {
            coordinator.post("/v1/casussen/_zoek", json!({})).await.met(200);
            coordinator.get("/v1/berichten").await.met(200);
            coordinator.get("/v1/doorgeleidingen").await.met(200);
        }
        for _ in 0..6 {
            coordinator.get(&gezin.pad()).await.met(200);
            coordinator.get(&format!("{}/tijdlijn", gezin.pad())).await.met(200);
        }
        // A file that went, somebody who was first, a page that was open too long.
        coordinator.get("/v1/casussen/00000000-0000-7000-8000-000000000000").await.met(404);
        coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(409);
        if minuut % 5 == 0 {
            coordinator.get("/v1/trajecten").await;
        }
        regio.verstrijk(TimeDelta::minutes(1));
    }
    assert_eq!(regio.rijen("logregel").is("uitkomst", "te-vaak").tel(), 0);
}

/// Of the operations that somebody who is logged in does: those that were held back, when nobody may open, search or register any more.
async fn teruggehouden(regio: &Regio, dingen: &Dingen) -> BTreeSet<String> {
    let mut geremd = BTreeSet::new();
    // The first of each kind in a stretch of time is still done.
    for _ in 0..2 {
        for (name, method, path, _) in operaties(&document()) {
            if path.starts_with("/sessies") || path.starts_with("/oidc") {
                continue;
            }
            for wie in IEDEREEN {
                let address = dingen.adres(&path);
                let answer = regio.als(wie).vraag(verzoek(&name, &method, &address, regio)).await;
                if answer.status == 429 {
                    geremd.insert(name.clone());
                }
            }
        }
    }
    // How many emergencies there are in a day is no setting.
    for _ in 0..6 {
        let asked = bodies::noodprocedure(&niets());
        if regio.als(Wie::SociaalDomein).post("/v1/noodprocedures", asked).await.status == 429 {
            geremd.insert("noodprocedureOpenen".to_owned());
        }
    }
    geremd
}

#[actix_web::test]
async fn het_document_zegt_te_vaak_overal_waar_iemand_wordt_tegengehouden() {
    let mut regio = regio().await;
    let dingen = Dingen::in_heerlen(&regio).await;
    regio.iedereen_logt_in().await;
    regio.settings = &[
        ("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "0"),
        ("KNOOPPUNT__REMMEN__ZOEKEN_PER_MINUUT", "0"),
        ("KNOOPPUNT__REMMEN__SIGNALEN_PER_UUR", "0"),
    ];
    regio.herstart().await;
    let geremd = teruggehouden(&regio, &dingen).await;
    let document = document();
    let all = operaties(&document);
    let lezing = |collectie: &str| {
        let gelezen =
            all.iter().find(|(_, method, path, _)| *method == Method::GET && *path == format!("/{collectie}/{{id}}"));
        gelezen.map(|(name, ..)| geremd.contains(name))
    };
    for (name, method, path, operation) in &all {
        if path.starts_with("/sessies")
            || path.starts_with("/oidc")
            || path == "/tokens"
            || path == "/uitnodigingen/aanvaarding"
        {
            continue;
        }
        let belooft = operation["responses"]["429"].is_object();
        // Who is refused too often is held back wherever somebody has to be logged in, and nowhere else.
        assert_eq!(belooft, operation["security"].is_array(), "{name}");
        let parameters = operation["parameters"].as_array();
        let sleutel = parameters.is_some_and(|all| all.iter().any(|one| one["name"] == "Idempotency-Key"));
        // What comes again is read: what was made, or else the thing whose step it was.
        let delen: Vec<_> = path.trim_start_matches('/').split('/').collect();
        let herlezen = || lezing(delen[delen.len() - 1]).or_else(|| lezing(delen[0])) == Some(true);
        let kan = geremd.contains(name) || *method == Method::POST && sleutel && herlezen();
        assert!(belooft || !kan, "{name}: held back {}", geremd.contains(name));
    }
    assert!(geremd.len() > 25, "{geremd:?}");
}

#[actix_web::test]
async fn wie_met_een_sleutel_nog_eens_vraagt_wordt_geremd_zoals_wie_leest() {
    let mut regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let ask = |sleutel: &'static str| {
        let body = bodies::toestemming("steun-op-maat", "voorzorg", &["themas"]);
        let request = TestRequest::post().uri(&format!("{}/toestemmingen", gezin.pad())).set_json(body);
        request.insert_header(("idempotency-key", sleutel))
    };
    regio.als(Wie::Coordinator).vraag(ask("een")).await.met(201);
    regio.settings = &[("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "0")];
    regio.herstart().await;
    regio.als(Wie::Coordinator).vraag(ask("een")).await.weigert(429, "te-veel-pogingen");
    regio.als(Wie::Coordinator).vraag(ask("twee")).await.met(201);
}

#[actix_web::test]
async fn ook_de_weg_naar_binnen_zegt_in_het_document_waar_zij_remt() {
    let regio = regio().await;
    let dingen = Dingen::in_heerlen(&regio).await;
    for (name, method, path, operation) in operaties(&document()) {
        let binnen = ["/sessies", "/tokens", "/uitnodigingen", "/beveiligingssleutels"];
        // Who logs out is nobody from then on.
        if !binnen.iter().any(|binnen| path.starts_with(binnen)) || name == "beeindigSessie" {
            continue;
        }
        let address = dingen.adres(&path);
        let mut geremd = false;
        for poging in 0..101 {
            let answer = regio.als(Wie::Verloskundige).vraag(verzoek(&name, &method, &address, &regio)).await;
            geremd |= answer.status == 429;
            // After five wrong codes for a fresh factor the session ends: nobody is held back.
            let is_uit = name == "factorBewijzen" && answer.json["code"] == "niet-ingelogd";
            let open = !operation["security"].is_array();
            assert!(open || is_uit || answer.json["code"] != "niet-ingelogd", "{name} {poging}");
            if geremd || is_uit {
                break;
            }
        }
        let belooft = operation["responses"]["429"].is_object();
        assert!(belooft || !geremd, "{name}");
        assert!(geremd || !belooft || operation["security"].is_array(), "{name} is open, and never holds anybody back");
        // The next one begins with a clean slate.
        regio.verstrijk(TimeDelta::hours(25));
    }
}
