//! Noodprocedures: a case opened for an hour, told at once, judged afterwards.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, ADRES, ALLES, EIGEN_VRAAG, NAAM, REDEN},
    moment, niets, regio,
    verhaal::Gezin,
};

const PAD: &str = "/v1/noodprocedures";

impl Regio {
    /// Somebody opens the casus of a family in an emergency: the path of the noodprocedure.
    pub async fn in_nood(&self, wie: Wie, gezin: &Gezin) -> String {
        let opened = self.als(wie).post(PAD, bodies::noodprocedure(&gezin.casus)).await.met(201);
        opened.header("location").unwrap()
    }

    /// The same, and an hour has passed.
    async fn na_nood(&self, wie: Wie, gezin: &Gezin) -> String {
        let path = self.in_nood(wie, gezin).await;
        self.verstrijk(TimeDelta::hours(1));
        path
    }
}

#[actix_web::test]
async fn een_reden_die_niemand_kan_lezen_opent_niets() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let desk = regio.als(Wie::AndereVoorzorg);
    let mut body = bodies::noodprocedure(&gezin.casus);
    for reden in ["\u{200b}".repeat(25), ". ".repeat(25)] {
        body["reden"] = reden.into();
        desk.post(PAD, body.clone()).await.noemt("reden");
    }
    assert_eq!(regio.tel("noodprocedure"), 0);
    desk.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn in_nood_leest_een_vreemde_desk_een_uur_mee() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::AndereVoorzorg);
    desk.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    regio.vergeet_regels();
    let opened = desk.post(PAD, bodies::noodprocedure(&gezin.casus)).await.met(201);
    assert_eq!((opened.veld("status"), opened.veld("reden")), ("lopend".into(), REDEN.into()));
    assert_eq!(opened.veld("tot"), "2026-11-23T10:00:00.000000Z");
    let line = regio.een_regel(Wie::AndereVoorzorg, "noodprocedure-geopend");
    assert_eq!((line.noodprocedure, line.casus), (true, Some(gezin.casus.clone())));
    assert_eq!(line.object, Some(opened.id()));

    regio.verstrijk(TimeDelta::minutes(59));
    let seen = desk.get(&gezin.pad()).await.met(200);
    let line = regio.een_regel(Wie::AndereVoorzorg, "gelezen");
    assert_eq!((line.noodprocedure, line.grond.as_deref()), (true, Some("noodprocedure")));
    assert_eq!((line.handeling.as_str(), line.object), ("casus-lezen", Some(gezin.casus.clone())));
    assert_eq!(seen.json["noodprocedure"]["id"], opened.json["id"]);
    // Enough to help and to know whom to call; not her own words, and nothing to work with.
    assert!(seen.tekst().contains(NAAM) && seen.tekst().contains(ADRES) && !seen.tekst().contains(EIGEN_VRAAG));
    assert_eq!(seen.veld("coordinator"), regio.gebruiker(Wie::Coordinator));
    assert_eq!(seen.json["steun"], json!([{ "route": "prenataal-huisbezoek", "status": "gestart" }]));
    assert!(seen.json.get("signalen").is_none() && seen.json.get("doorgeleidingen").is_none());
    let happened = desk.get(&format!("{}/tijdlijn", gezin.pad())).await.met(200);
    assert!(regio.een_regel(Wie::AndereVoorzorg, "gelezen").noodprocedure);
    // The family sees it in what happened.
    assert_eq!(happened.items().last().unwrap()["gebeurtenis"], "noodprocedure-geopend");
    // The one predicate holds for her queue too, and its line says so.
    assert_eq!(regio.wachtrij(Wie::AndereVoorzorg).await, std::slice::from_ref(&gezin.casus));
    assert!(regio.een_regel(Wie::AndereVoorzorg, "gezocht").noodprocedure);
    assert_eq!(regio.wachtrij(Wie::Coordinator).await, std::slice::from_ref(&gezin.casus));
    assert!(!regio.een_regel(Wie::Coordinator, "gezocht").noodprocedure);

    regio.verstrijk(TimeDelta::minutes(1));
    for path in [gezin.pad(), format!("{}/tijdlijn", gezin.pad())] {
        let absent = desk.get(&path.replace(&gezin.casus, &niets())).await.weigert(404, "niet-gevonden");
        assert_eq!(desk.get(&path).await.bytes, absent.bytes);
    }
    assert!(regio.wachtrij(Wie::AndereVoorzorg).await.is_empty());
}

#[actix_web::test]
async fn een_noodprocedure_opent_een_casus_voor_een_account() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let ander = regio.aangemeld(bodies::signaal_van("Een Ander", "06 99999999")).await;
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    regio.als(Wie::AndereVoorzorg).get(&ander.pad()).await.weigert(404, "niet-gevonden");
    for wie in [Wie::Voorzorg, Wie::SociaalDomein, Wie::Voorzitter, Wie::Fg, Wie::Beheerder] {
        regio.als(wie).get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    }
}

#[actix_web::test]
async fn een_noodprocedure_laat_niets_wijzigen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let consent = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let planned = json!({ "geplandOp": "2026-12-01T13:00:00Z" });
    let bijeenkomst =
        regio.als(Wie::Voorzitter).post("/v1/knooppunten/GM0917/bijeenkomsten", planned).await.met(201).id();
    // The chair of her own gemeente: her role covers the casus, but she may not see it but for this.
    regio.in_nood(Wie::Voorzitter, &gezin).await;
    let chair = regio.als(Wie::Voorzitter);
    let seen = chair.get(&gezin.pad()).await.met(200);
    let before = regio.inhoud();
    let post = async |step: &str, body: Value| {
        chair.post_met(&format!("{}/{step}", gezin.pad()), &seen.etag(), body).await.weigert(403, "niet-toegestaan");
    };
    post("behandeling", Value::Null).await;
    post("verkenning", json!({ "verkenningOp": "2026-12-01" })).await;
    post("termijnen", json!({ "uitgerekend": "2027-04-01", "bron": "termijnecho" })).await;
    post("wegingen", json!({ "graad": "potentieel", "samenGewogen": true })).await;
    post("casusregisseur", json!({ "casusregisseur": regio.gebruiker(Wie::Voorzitter) })).await;
    post("sluiting", json!({ "reden": "doelen-bereikt" })).await;
    post("evaluaties", Value::Null).await;
    post("toestemmingen", bodies::toestemming("bespreking", "knooppunt", &ALLES)).await;
    post("doorgeleidingen", bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg))).await;
    let consent = format!("/v1/toestemmingen/{consent}");
    chair.get(&consent).await.weigert(403, "niet-toegestaan");
    chair.post_met(&format!("{consent}/intrekking"), "\"1\"", Value::Null).await.weigert(403, "niet-toegestaan");
    let agenda = format!("/v1/bijeenkomsten/{bijeenkomst}/agendapunten");
    chair.post(&agenda, json!({ "casus": gezin.casus })).await.weigert(404, "niet-gevonden");
    // What belongs to the casus beside it stays closed as well.
    for of_it in ["toestemmingen", "afspraken"] {
        chair.get(&format!("{}/{of_it}", gezin.pad())).await.weigert(403, "niet-toegestaan");
    }
    assert_eq!(regio.inhoud(), before);
}

#[actix_web::test]
async fn wat_zij_met_niemand_deelt_blijft_ook_in_nood_van_haar() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["toestemming"]["items"] = json!([bodies::item("verkenning", "jgz-coordinatie", &["themas", "eigen-vraag"])]);
    let gezin = regio.aangemeld(body).await;
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    let seen = regio.als(Wie::AndereVoorzorg).get(&gezin.pad()).await.met(200);
    assert_eq!(seen.json["gedeeld"].as_object().unwrap().keys().collect::<Vec<_>>(), ["themas"]);
    assert!(!seen.tekst().contains(NAAM) && !seen.tekst().contains(EIGEN_VRAAG));
}

#[actix_web::test]
async fn een_tweede_noodprocedure_wacht_op_de_eerste() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let ander = regio.aangemeld(bodies::signaal_van("Een Ander", "06 99999999")).await;
    let eerste = regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    let desk = regio.als(Wie::AndereVoorzorg);
    // The answer is the same for a casus that is there and one that is not.
    let hers = desk.post(PAD, bodies::noodprocedure(&ander.casus)).await;
    let hers = hers.noemt_in_de_weg("noodprocedure-loopt", &[("noodprocedure", &eerste)]);
    let absent = desk.post(PAD, bodies::noodprocedure(&niets())).await.weigert(409, "conflict");
    assert_eq!(hers.bytes, absent.bytes);
    regio.vergeet_regels();
    let ended = desk.stap(&eerste, "beeindiging", Value::Null).await.met(200);
    assert_eq!(ended.veld("status"), "te-beoordelen");
    assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "noodprocedure-beeindigd" && line.noodprocedure));
    desk.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    desk.stap(&eerste, "beeindiging", Value::Null).await.weigert(409, "conflict");
    regio.in_nood(Wie::AndereVoorzorg, &ander).await;
    desk.get(&ander.pad()).await.met(200);
    desk.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn wie_de_casus_al_ziet_heeft_geen_noodprocedure_nodig() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let answer = regio.als(Wie::Coordinator).post(PAD, bodies::noodprocedure(&gezin.casus)).await;
    assert_eq!(answer.weigert(409, "conflict").json["fouten"][0]["code"], "niet-nodig");
    // Who becomes its casusregisseur meanwhile works on it as any other.
    regio.in_nood(Wie::Voorzorg, &gezin).await;
    let body = json!({ "casusregisseur": regio.gebruiker(Wie::Voorzorg) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", body).await.met(200);
    regio.vergeet_regels();
    regio.als(Wie::Voorzorg).get(&gezin.pad()).await.met(200);
    assert_eq!(regio.een_regel(Wie::Voorzorg, "gelezen").grond.as_deref(), Some("regisseur"));
    let body = json!({ "graad": "potentieel", "samenGewogen": true });
    regio.als(Wie::Voorzorg).stap(gezin.pad(), "wegingen", body).await.met(200);
}

#[actix_web::test]
async fn wie_kenmerken_probeert_wordt_geteld_en_geremd() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let desk = regio.als(Wie::AndereVoorzorg);
    for _ in 0..5 {
        desk.post(PAD, bodies::noodprocedure(&niets())).await.weigert(404, "niet-gevonden");
        regio.verstrijk(TimeDelta::minutes(1));
    }
    regio.vergeet_regels();
    let slowed = desk.post(PAD, bodies::noodprocedure(&gezin.casus)).await.weigert(429, "te-veel-pogingen");
    let wait: i64 = slowed.header("retry-after").unwrap().parse().unwrap();
    assert_eq!(wait, 24 * 3600 - 5 * 60 + 1);
    let line = regio.neem_regels().remove(0);
    assert_eq!((line.uitkomst.as_str(), line.handeling.as_str()), ("te-vaak", "noodprocedure-openen"));
    // Whose case she wanted is known all the same: the family hears of it.
    assert_eq!((&line.casus, &line.object), (&Some(gezin.casus.clone()), &Some(gezin.casus.clone())));
    assert_eq!((regio.tel("noodprocedure"), regio.tel("bericht")), (0, 0));
    // A colleague is not slowed by it; she herself no more once it is long enough ago.
    regio.in_nood(Wie::SociaalDomein, &gezin).await;
    regio.verstrijk(TimeDelta::seconds(wait));
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
}

#[actix_web::test]
async fn ook_echte_noodprocedures_zijn_zeldzaam() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    for _ in 0..5 {
        regio.na_nood(Wie::AndereVoorzorg, &gezin).await;
    }
    let answer = regio.als(Wie::AndereVoorzorg).post(PAD, bodies::noodprocedure(&gezin.casus)).await;
    answer.weigert(429, "te-veel-pogingen");
}

#[actix_web::test]
async fn een_ingetrokken_signaal_is_ook_in_nood_weg() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let voor = regio.na_nood(Wie::AndereVoorzorg, &gezin).await;
    regio.als(Wie::Verloskundige).stap(gezin.signaal_pad(), "intrekking", Value::Null).await.met(200);
    let desk = regio.als(Wie::AndereVoorzorg);
    desk.post(PAD, bodies::noodprocedure(&gezin.casus)).await.weigert(404, "niet-gevonden");
    // What was opened before is judged all the same; the words went with her data.
    let judged = regio.als(Wie::Fg).stap(&voor, "beoordeling", bodies::beoordeling("terecht")).await.met(200);
    assert!(judged.json.get("reden").is_none() && judged.json["beoordeling"].get("toelichting").is_none());
    assert_eq!(judged.json["beoordeling"]["oordeel"], "terecht");
}

#[actix_web::test]
async fn een_reden_is_meer_dan_spaties() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    for reden in ["Spoed!", "                        "] {
        let mut body = bodies::noodprocedure(&gezin.casus);
        body["reden"] = reden.into();
        regio.als(Wie::AndereVoorzorg).post(PAD, body).await.noemt("reden");
    }
    assert_eq!(regio.tel("noodprocedure"), 0);
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    assert!(regio.waar_staat(REDEN).is_empty(), "the reason lies sealed");
}

#[actix_web::test]
async fn wie_de_casus_draagt_en_de_fg_horen_het_meteen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    assert_eq!(regio.tel("bericht"), 2);
    regio.vergeet_regels();
    for wie in [Wie::Coordinator, Wie::Fg] {
        let told = regio.als(wie).get("/v1/berichten").await.met(200);
        let line = regio.een_regel(wie, "gelezen");
        assert_eq!(line.handeling, "bericht-lezen");
        let [bericht] = told.items().as_slice() else { panic!("{}", told.tekst()) };
        assert_eq!((&bericht["soort"], &bericht["casus"]), (&json!("noodprocedure-geopend"), &json!(gezin.casus)));
        assert_eq!(format!("{PAD}/{}", bericht["noodprocedure"].as_str().unwrap()), path);
        assert!(!told.tekst().contains(REDEN) && !told.tekst().contains(NAAM));
    }
    let hers = regio.als(Wie::Coordinator).get("/v1/berichten").await.items()[0]["id"].as_str().unwrap().to_owned();
    let hers = format!("/v1/berichten/{hers}");
    for ander in [Wie::Fg, Wie::AndereVoorzorg, Wie::AndereCoordinator] {
        let absent = regio.als(ander).get(&format!("/v1/berichten/{}", niets())).await;
        assert_eq!(regio.als(ander).get(&hers).await.weigert(404, "niet-gevonden").bytes, absent.bytes);
    }
    let etag = regio.als(Wie::Coordinator).get(&hers).await.met(200).etag();
    regio.vergeet_regels();
    let read = regio.als(Wie::Coordinator).post_met(&format!("{hers}/gelezen"), &etag, Value::Null).await.met(200);
    regio.een_regel(Wie::Coordinator, "bericht-gelezen");
    assert_eq!(read.veld("gelezenOp"), "2026-11-23T09:00:00.000000Z");
    regio.als(Wie::Coordinator).stap(&hers, "gelezen", Value::Null).await.weigert(409, "conflict");
    assert!(regio.als(Wie::Coordinator).get("/v1/berichten?ongelezen=true").await.met(200).items().is_empty());
    assert_eq!(regio.als(Wie::Fg).get("/v1/berichten?ongelezen=true").await.met(200).items().len(), 1);
}

#[actix_web::test]
async fn de_casusregisseur_hoort_het_en_zolang_niemand_haar_droeg_de_coordinatoren() {
    let regio = regio().await;
    let nieuw = regio.aangemeld(bodies::signaal()).await;
    regio.in_nood(Wie::AndereVoorzorg, &nieuw).await;
    assert_eq!(regio.als(Wie::Coordinator).get("/v1/berichten").await.items().len(), 1);
    assert!(regio.als(Wie::AndereCoordinator).get("/v1/berichten").await.items().is_empty());
    regio.als(Wie::Coordinator).stap(nieuw.pad(), "behandeling", Value::Null).await.met(200);
    let body = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    regio.als(Wie::Coordinator).stap(nieuw.pad(), "casusregisseur", body).await.met(200);
    regio.in_nood(Wie::SociaalDomein, &nieuw).await;
    assert_eq!(regio.als(Wie::Huisbezoeker).get("/v1/berichten").await.items().len(), 1);
    assert_eq!(regio.als(Wie::Coordinator).get("/v1/berichten").await.items().len(), 1);
    // Newest first, page by page.
    let first = regio.als(Wie::Fg).get("/v1/berichten?aantal=1").await.met(200);
    let next = first.json["_links"]["next"]["href"].as_str().unwrap().to_owned();
    let second = regio.als(Wie::Fg).get(&next).await.met(200);
    assert!(first.items()[0]["id"].as_str() > second.items()[0]["id"].as_str());
    assert!(second.json["_links"].get("next").is_none());
}

#[actix_web::test]
async fn de_fg_beoordeelt_binnen_drie_werkdagen_en_een_keer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    let fg = regio.als(Wie::Fg);
    // While it runs there is nothing to judge yet.
    fg.stap(&path, "beoordeling", bodies::beoordeling("terecht")).await.weigert(409, "conflict");
    regio.verstrijk(TimeDelta::hours(1));
    regio.vergeet_regels();
    let seen = fg.get(&path).await.met(200);
    assert_eq!(regio.een_regel(Wie::Fg, "gelezen").handeling, "noodprocedure-lezen");
    assert_eq!((seen.veld("reden"), seen.veld("casus")), (REDEN.into(), gezin.casus.clone()));
    assert_eq!(seen.veld("gebruiker"), regio.gebruiker(Wie::AndereVoorzorg));
    assert_eq!((seen.veld("beoordeelVoor"), &seen.json["teLaat"]), ("2026-11-26".into(), &json!(false)));
    assert!(!seen.tekst().contains(NAAM));
    fg.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    // Who used it sees it, and does not judge it.
    let hers = regio.als(Wie::AndereVoorzorg);
    hers.stap(&path, "beoordeling", bodies::beoordeling("terecht")).await.weigert(403, "niet-toegestaan");
    regio.als(Wie::Voorzorg).get(&path).await.weigert(404, "niet-gevonden");
    let step = format!("{path}/beoordeling");
    fg.post(&step, bodies::beoordeling("terecht")).await.weigert(428, "if-match-vereist");
    fg.post_met(&step, "\"9\"", bodies::beoordeling("terecht")).await.weigert(412, "verouderd");
    regio.vergeet_regels();
    let body = bodies::beoordeling("terecht-met-aanbeveling");
    let judged = fg.post_met(&step, &seen.etag(), body).await.met(200);
    regio.een_regel(Wie::Fg, "noodprocedure-beoordeeld");
    assert_eq!(judged.json["beoordeling"]["oordeel"], "terecht-met-aanbeveling");
    fg.stap(&path, "beoordeling", bodies::beoordeling("onterecht")).await.weigert(409, "conflict");
    assert_eq!(hers.get(&path).await.met(200).json["beoordeling"]["door"], regio.gebruiker(Wie::Fg));
}

#[actix_web::test]
async fn wat_te_laat_is_staat_bovenaan() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let judged = regio.na_nood(Wie::Voorzorg, &gezin).await;
    regio.als(Wie::Fg).stap(&judged, "beoordeling", bodies::beoordeling("terecht")).await.met(200);
    let late = regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    // Friday is the first day on which it is late: Thursday was the third working day.
    regio.clock.set(moment("2026-11-26T12:00:00Z"));
    let due = regio.na_nood(Wie::SociaalDomein, &gezin).await;
    regio.clock.set(moment("2026-11-27T09:00:00Z"));
    let runs = regio.in_nood(Wie::AndereVerloskundige, &gezin).await;
    let page = regio.als(Wie::Fg).get(PAD).await.met(200);
    let order: Vec<_> = page.items().iter().map(|n| n["_links"]["self"]["href"].as_str().unwrap()).collect();
    assert_eq!(order, [&late, &due, &runs, &judged]);
    let too_late: Vec<_> = page.items().iter().map(|n| n["teLaat"].as_bool().unwrap()).collect();
    assert_eq!(too_late, [true, false, false, false]);
    for (status, expected) in
        [("te-beoordelen", vec![&late, &due]), ("lopend", vec![&runs]), ("beoordeeld", vec![&judged])]
    {
        let page = regio.als(Wie::Fg).get(&format!("{PAD}?status={status}")).await.met(200);
        let order: Vec<_> = page.items().iter().map(|n| n["_links"]["self"]["href"].as_str().unwrap()).collect();
        assert_eq!(order, expected, "{status}");
    }
    let first = regio.als(Wie::Fg).get(&format!("{PAD}?aantal=3")).await.met(200);
    let rest = regio.als(Wie::Fg).get(first.json["_links"]["next"]["href"].as_str().unwrap()).await.met(200);
    assert_eq!(rest.items().len(), 1);
    // Anybody else sees her own.
    let own = regio.als(Wie::SociaalDomein).get(PAD).await.met(200);
    assert_eq!(own.items().len(), 1);
    assert!(regio.als(Wie::Coordinator).get(PAD).await.met(200).items().is_empty());
}

#[actix_web::test]
async fn niemand_beoordeelt_haar_eigen_noodprocedure() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = regio.na_nood(Wie::AndereVoorzorg, &gezin).await;
    regio.ken_toe(Wie::AndereVoorzorg, "fg", "regio", "").await;
    let answer = regio.als(Wie::AndereVoorzorg).stap(&path, "beoordeling", bodies::beoordeling("terecht")).await;
    assert_eq!(answer.weigert(409, "conflict").json["fouten"][0]["code"], "eigen-noodprocedure");
    regio.als(Wie::Fg).stap(&path, "beoordeling", bodies::beoordeling("onterecht")).await.met(200);
}

#[actix_web::test]
async fn van_twee_tegelijk_gaat_er_een_open() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let desk = regio.als(Wie::AndereVoorzorg);
    desk.get("/v1/sessies/huidige").await.met(200);
    let open = || desk.post(PAD, bodies::noodprocedure(&gezin.casus));
    let all = join_all((0..4).map(|_| open())).await;
    let mut statuses: Vec<_> = all.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409]);
    assert_eq!((regio.tel("noodprocedure"), regio.tel("bericht")), (1, 2));
}

#[actix_web::test]
async fn wie_haar_functie_verliest_verliest_ook_de_toegang_in_nood() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    regio.als(Wie::AndereVoorzorg).get(&gezin.pad()).await.met(200);
    regio.verstrijk(TimeDelta::minutes(1));
    regio.ontneem(Wie::AndereVoorzorg).await;
    regio.als(Wie::AndereVoorzorg).get(&gezin.pad()).await.weigert(404, "niet-gevonden");
}
