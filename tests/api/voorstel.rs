//! Whoever supports a family, or signalled, proposes another route: what becomes of it, and who knows.

use std::collections::BTreeMap;

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::{
    dossier::staat,
    gegeven::{
        Antwoord, Regio, Wie,
        bodies::{self, ALLES, NAAM},
        moment, regio, regio_met,
        verhaal::Gezin,
    },
};

const WAAROM: &str = "Zij staat er alleen voor en wil een vast gezicht na de geboorte.";

/// What is proposed: this route, and why.
pub fn voorstel(route: &str) -> Value {
    json!({ "route": route, "beroep": "jeugdverpleegkundige", "toelichting": WAAROM })
}

impl Regio {
    /// The nurse of the prenatal home visits, who helps the family, proposes VoorZorg: the request by which she helps, and the voorstel.
    pub async fn stelt_voor(&self, gezin: &Gezin) -> (String, String) {
        let (d, _) = self.lopend(gezin, Wie::Huisbezoeker).await;
        let made = self.als(Wie::Huisbezoeker).post(&format!("{d}/voorstellen"), voorstel("voorzorg")).await.met(201);
        (d, format!("/v1/voorstellen/{}", made.id()))
    }

    /// The midwife, who signalled, proposes a route: the voorstel.
    async fn stelt_bij_signaal_voor(&self, gezin: &Gezin, route: &str) -> String {
        let path = format!("{}/voorstellen", gezin.signaal_pad());
        let mut body = voorstel(route);
        body["beroep"] = "verloskundige".into();
        format!("/v1/voorstellen/{}", self.als(Wie::Verloskundige).post(&path, body).await.met(201).id())
    }

    /// How a voorstel stands in the database, for each that there is.
    fn voorstellen(&self) -> BTreeMap<&'static str, i64> {
        let standen = ["voorgesteld", "overgenomen", "teruggelegd", "vervallen"];
        let tel = |stand: &'static str| (stand, self.rijen("voorstel").is("status", stand).tel());
        standen.into_iter().map(tel).filter(|(_, aantal)| *aantal > 0).collect()
    }
}

impl Antwoord {
    /// A conflict with this rule.
    #[track_caller]
    fn botst(self, code: &str) -> Self {
        let answer = self.weigert(409, "conflict");
        assert_eq!(answer.json["fouten"][0]["code"], code, "{}", answer.tekst());
        answer
    }
}

fn een(stand: &'static str) -> BTreeMap<&'static str, i64> {
    BTreeMap::from([(stand, 1)])
}

/// The one line since the last time, of the case, about the woman.
#[track_caller]
fn regel(regio: &Regio, wie: Wie, gebeurtenis: &str, handeling: &str, gezin: &Gezin) {
    let line = regio.een_regel(wie, gebeurtenis);
    assert_eq!((line.handeling.as_str(), line.casus.as_ref()), (handeling, Some(&gezin.casus)));
    assert_eq!(line.betrokkenen.matches('-').count(), 4, "she is named: {line:?}");
}

fn overname(regio: &Regio) -> Value {
    json!({ "desk": regio.desk(Wie::Voorzorg), "vraag": "Willen jullie met haar kennismaken?" })
}

#[actix_web::test]
async fn wie_hulp_geeft_stelt_een_andere_route_voor_en_de_coordinator_neemt_het_over() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    regio.vergeet_regels();
    let made = regio.als(Wie::Huisbezoeker).post(&format!("{d}/voorstellen"), voorstel("voorzorg")).await.met(201);

    regel(&regio, Wie::Huisbezoeker, "voorstel-gedaan", "voorstel-doen", &gezin);
    assert_eq!((made.veld("status"), made.veld("antwoordVoor")), ("voorgesteld".into(), "2026-11-26".into()));
    let path = format!("/v1/voorstellen/{}", made.id());
    assert_eq!(regio.waar_staat(WAAROM), Vec::<String>::new());
    // Of what kind of organisation and profession whoever proposed it was stays with it.
    let stays = || regio.rijen("voorstel").is("organisatiesoort", "ggd-jgz").is("beroep", "jeugdverpleegkundige");
    assert_eq!(stays().tel(), 1);

    let coordinator = regio.als(Wie::Coordinator);
    let etag = coordinator.get(&path).await.met(200).etag();
    regio.vergeet_regels();
    let taken = coordinator.post_met(&format!("{path}/overname"), &etag, overname(&regio)).await.met(200);

    let mut lines = regio.neem_regels();
    lines.sort_by(|een, ander| een.gebeurtenis.cmp(&ander.gebeurtenis));
    let told: Vec<_> = lines.iter().map(|line| (line.gebeurtenis.as_str(), line.handeling.as_str())).collect();
    assert_eq!(told, [("doorgeleiding-verzonden", "doorgeleiden"), ("voorstel-overgenomen", "voorstel-beantwoorden")]);
    assert_eq!(taken.veld("status"), "overgenomen");
    assert_eq!((regio.voorstellen(), stays().tel()), (een("overgenomen"), 1));
    // What it became is a request as any other, at its desk.
    let became = format!("/v1/doorgeleidingen/{}", taken.veld("doorgeleiding"));
    let at_desk = regio.als(Wie::Voorzorg).get(&became).await.met(200);
    assert_eq!((at_desk.veld("status"), at_desk.veld("route")), ("verzonden".into(), "voorzorg".into()));
    let joined =
        "voorstel v JOIN doorgeleiding d ON d.id = v.geworden_id WHERE d.route = v.route AND d.status = 'verzonden'";
    assert_eq!(regio.tel(joined), 1);
    // Whoever proposed it hears that it was taken over, and no more.
    let seen = regio.als(Wie::Huisbezoeker).get(&path).await.met(200);
    assert_eq!((seen.veld("status"), seen.json.get("doorgeleiding")), ("overgenomen".into(), None));
    assert_eq!(regio.berichten(Wie::Huisbezoeker).await, ["voorstel-overgenomen"]);
    regio.als(Wie::Huisbezoeker).get(&became).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn wie_antwoordt_ziet_route_reden_en_wie_het_voorstelt_en_de_desk_nog_niets() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, path) = regio.stelt_voor(&gezin).await;

    let coordinator = regio.als(Wie::Coordinator);
    let seen = coordinator.get(&path).await.met(200);
    assert_eq!((seen.veld("route"), seen.veld("toelichting")), ("voorzorg".into(), WAAROM.into()));
    assert_eq!((seen.veld("organisatiesoort"), seen.veld("beroep")), ("ggd-jgz".into(), "jeugdverpleegkundige".into()));
    assert_eq!(seen.json["door"]["naam"], "Huisbezoeker");
    assert_eq!(seen.json["_links"]["casus"]["href"], gezin.pad());
    assert!(!seen.tekst().contains(NAAM), "who she is stands in the case");
    // In the case, and among what waits.
    let of_case = coordinator.get(&format!("{}/voorstellen", gezin.pad())).await.met(200);
    assert_eq!((of_case.items().len(), &of_case.items()[0]["toelichting"]), (1, &json!(WAAROM)));
    let waits = coordinator.get("/v1/voorstellen").await.met(200);
    assert_eq!((waits.items().len(), waits.items()[0].get("toelichting")), (1, None));
    // No desk hears of it yet, and nothing is asked of any.
    for desk in [Wie::Voorzorg, Wie::AndereVoorzorg] {
        assert_eq!(regio.als(desk).get("/v1/doorgeleidingen").await.met(200).items().len(), 0, "{desk:?}");
        assert_eq!(regio.als(desk).get("/v1/voorstellen").await.met(200).items().len(), 0, "{desk:?}");
        regio.als(desk).get(&path).await.weigert(404, "niet-gevonden");
        assert_eq!(regio.berichten(desk).await, Vec::<String>::new());
    }
    assert_eq!(regio.rijen("doorgeleiding").is("route", "voorzorg").tel(), 0);
    // Whoever proposed it sees their own, and no more of the case than before.
    let nurse = regio.als(Wie::Huisbezoeker);
    let own = nurse.get(&path).await.met(200);
    assert_eq!((own.veld("toelichting"), own.json["_links"].get("casus")), (WAAROM.into(), None));
    assert_eq!(own.json["_links"]["doorgeleiding"]["href"], d);
    nurse.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    nurse.get(&format!("{}/voorstellen", gezin.pad())).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn alleen_de_coordinatoren_van_waar_het_gezin_woont_antwoorden() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, path) = regio.stelt_voor(&gezin).await;
    let etag = regio.als(Wie::Coordinator).get(&path).await.met(200).etag();
    let no = json!({ "reden": "gezin-wil-niet" });
    for (step, body) in [("overname", overname(&regio)), ("teruglegging", no.clone())] {
        let step = format!("{path}/{step}");
        regio.als(Wie::Huisbezoeker).post_met(&step, &etag, body.clone()).await.weigert(403, "niet-toegestaan");
        for wie in [Wie::AndereCoordinator, Wie::Verloskundige, Wie::Voorzorg, Wie::Voorzitter, Wie::Fg] {
            let answer = regio.als(wie).post_met(&step, &etag, body.clone()).await;
            assert!([403, 404].contains(&answer.status), "{wie:?} {}", answer.tekst());
        }
    }
    assert_eq!(regio.voorstellen(), een("voorgesteld"));
    // And only who gives the support, or gave the signaal, proposes.
    let steps = [format!("{d}/voorstellen"), format!("{}/voorstellen", gezin.signaal_pad())];
    for step in &steps {
        regio.als(Wie::Coordinator).post(step, voorstel("voorzorg")).await.weigert(403, "niet-toegestaan");
        regio.als(Wie::AndereVerloskundige).post(step, voorstel("voorzorg")).await.weigert(404, "niet-gevonden");
        regio.als(Wie::AndereVoorzorg).post(step, voorstel("voorzorg")).await.weigert(404, "niet-gevonden");
    }
    assert_eq!(regio.tel("voorstel"), 1);
}

#[actix_web::test]
async fn een_voorstel_dat_blijft_liggen_wordt_na_drie_werkdagen_aan_alle_coordinatoren_herinnerd() {
    let regio = regio().await;
    // On a Wednesday before Christmas: the days of the Algemene termijnenwet do not count.
    regio.clock.set(moment("2026-12-23T09:00:00Z"));
    let gezin = regio.in_behandeling().await;
    let (_, path) = regio.stelt_voor(&gezin).await;
    let coordinator = regio.als(Wie::Coordinator);
    assert_eq!(coordinator.get(&path).await.met(200).veld("antwoordVoor"), "2026-12-29");
    regio.ken_toe(Wie::AndereCoordinator, "jgz-coordinator", "subregio", "parkstad").await;
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["voorstel-gedaan"]);
    assert_eq!(regio.berichten(Wie::AndereCoordinator).await, Vec::<String>::new(), "somebody has the case");

    regio.clock.set(moment("2026-12-29T22:30:00Z"));
    assert_eq!(regio.bewaak().await, 0, "it is the last day in Amsterdam still");
    assert_eq!(coordinator.get(&path).await.met(200).json["teLaat"], false);
    regio.clock.set(moment("2026-12-29T23:30:00Z"));
    regio.vergeet_regels();
    assert_eq!((regio.bewaak().await, regio.bewaak().await), (1, 0));
    let lines = regio.neem_regels();
    assert_eq!((lines.len(), lines[0].gebeurtenis.as_str(), &lines[0].gebruiker), (1, "voorstel-herinnerd", &None));
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["voorstel-gedaan", "voorstel-herinnering"]);
    assert_eq!(regio.berichten(Wie::AndereCoordinator).await, ["voorstel-herinnering"]);
    let late = coordinator.get(&path).await.met(200);
    assert_eq!((late.veld("status"), &late.json["teLaat"]), ("voorgesteld".into(), &json!(true)));
    // It is never dropped: three working days later they are reminded again.
    regio.clock.set(moment("2027-01-03T12:00:00Z"));
    assert_eq!(regio.bewaak().await, 0);
    regio.clock.set(moment("2027-01-05T12:00:00Z"));
    assert_eq!((regio.bewaak().await, regio.voorstellen()), (1, een("voorgesteld")));
}

#[actix_web::test]
async fn wie_voorstelde_trekt_het_in_zolang_niemand_antwoordde() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, path) = regio.stelt_voor(&gezin).await;
    let nurse = regio.als(Wie::Huisbezoeker);
    // Once at a time, for the same route.
    let again = nurse.post(&format!("{d}/voorstellen"), voorstel("voorzorg")).await.botst("voorstel-loopt");
    assert!(again.tekst().contains(&path), "{}", again.tekst());
    nurse.post(&format!("{d}/voorstellen"), voorstel("prenataal-huisbezoek")).await.weigert(400, "ongeldige-invoer");
    let etag = nurse.get(&path).await.met(200).etag();
    regio.als(Wie::Coordinator).stap(&path, "intrekking", Value::Null).await.weigert(403, "niet-toegestaan");
    nurse.post_met(&format!("{path}/intrekking"), "\"7\"", Value::Null).await.weigert(412, "verouderd");
    regio.vergeet_regels();
    let back = nurse.post_met(&format!("{path}/intrekking"), &etag, Value::Null).await.met(200);

    regel(&regio, Wie::Huisbezoeker, "voorstel-ingetrokken", "voorstel-intrekken", &gezin);
    assert_eq!((back.veld("status"), regio.voorstellen()), ("vervallen".into(), een("vervallen")));
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["voorstel-gedaan", "voorstel-vervallen"]);
    nurse.stap(&path, "intrekking", Value::Null).await.botst("overgang-niet-toegestaan");
    regio.als(Wie::Coordinator).stap(&path, "overname", overname(&regio)).await.botst("overgang-niet-toegestaan");
    assert_eq!(regio.rijen("doorgeleiding").is("route", "voorzorg").tel(), 0);
    regio.clock.set(moment("2026-12-07T12:00:00Z"));
    assert_eq!(regio.bewaak().await, 0, "nobody is reminded of it");
}

#[actix_web::test]
async fn na_een_weigering_blijft_de_reden_en_kan_het_opnieuw() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, path) = regio.stelt_voor(&gezin).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator
        .stap(&path, "teruglegging", json!({ "reden": "anders" }))
        .await
        .weigert(400, "ongeldige-invoer")
        .noemt("toelichting");
    let etag = coordinator.get(&path).await.met(200).etag();
    let answer = "Zij heeft al iemand van Stevig Ouderschap gesproken.";
    regio.vergeet_regels();
    let body = json!({ "reden": "anders-past-beter", "toelichting": answer });
    coordinator.post_met(&format!("{path}/teruglegging"), &etag, body).await.met(200);

    regel(&regio, Wie::Coordinator, "voorstel-teruggelegd", "voorstel-beantwoorden", &gezin);
    assert_eq!(regio.waar_staat(answer), Vec::<String>::new());
    let nurse = regio.als(Wie::Huisbezoeker);
    let seen = nurse.get(&path).await.met(200);
    assert_eq!(
        (seen.veld("status"), seen.veld("reden"), seen.veld("antwoord")),
        ("teruggelegd".into(), "anders-past-beter".into(), answer.into())
    );
    assert_eq!(regio.berichten(Wie::Huisbezoeker).await, ["voorstel-teruggelegd"]);
    assert!(!nurse.get("/v1/berichten").await.met(200).tekst().contains(&gezin.casus), "no case in it");
    // It stays with the case, it can be proposed anew, and the woman reads of both.
    assert_eq!(coordinator.get(&format!("{}/voorstellen", gezin.pad())).await.met(200).items().len(), 1);
    nurse.post(&format!("{d}/voorstellen"), voorstel("voorzorg")).await.met(201);
    assert_eq!(regio.voorstellen(), BTreeMap::from([("teruggelegd", 1), ("voorgesteld", 1)]));
    let inzage = regio.als(Wie::Fg).get(&regio.inzage_pad(&gezin).await).await.met(200).tekst();
    for zin in ["voorgesteld om u andere hulp aan te bieden", "een voorstel voor andere hulp niet overgenomen"] {
        assert!(inzage.contains(zin), "{zin} in {inzage}");
    }
    let dossier = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    staat(&dossier, "voorstellen", "Waarom", WAAROM);
    staat(&dossier, "voorstellen", "Toelichting daarbij", answer);
    staat(&dossier, "voorstellen", "Welke hulp", "VoorZorg");
}

#[actix_web::test]
async fn wat_voor_elke_vraag_geldt_geldt_ook_voor_wat_een_voorstel_wordt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, path) = regio.stelt_voor(&gezin).await;
    let coordinator = regio.als(Wie::Coordinator);
    let take = |body: Value| coordinator.stap(&path, "overname", body);
    take(overname(&regio)).await.mist_toestemming("steun-op-maat", "voorzorg");
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &["themas"]).await;
    take(overname(&regio)).await.botst("zonder-contactgegevens");
    let elsewhere = json!({ "desk": regio.desk(Wie::SociaalDomein), "zonderContactgegevens": true });
    take(elsewhere).await.weigert(400, "ongeldige-invoer").noemt("desk");
    assert_eq!((regio.voorstellen(), regio.tel("doorgeleiding")), (een("voorgesteld"), 1));
    // Another request along the same route is under way.
    let sent = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let mut body = overname(&regio);
    body["zonderContactgegevens"] = true.into();
    take(body.clone()).await.botst("loopt-al");
    coordinator.stap(&sent, "intrekking", json!({ "reden": "vergissing" })).await.met(200);
    take(body).await.met(200);
    assert_eq!(regio.voorstellen(), een("overgenomen"));
}

#[actix_web::test]
async fn wie_meldde_stelt_voor_bij_het_signaal_en_ziet_niet_meer_dan_daarvoor() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let midwife = regio.als(Wie::Verloskundige);
    let step = format!("{}/voorstellen", gezin.signaal_pad());
    let early = json!({ "route": "sociaal-domein", "beroep": "verloskundige", "toelichting": WAAROM });
    midwife.post(&step, early).await.botst("casus-niet-opgepakt");
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let path = regio.stelt_bij_signaal_voor(&gezin, "sociaal-domein").await;

    let own = midwife.get(&path).await.met(200);
    assert_eq!(own.json["_links"]["signaal"]["href"], gezin.signaal_pad());
    assert!(!own.tekst().contains(&gezin.casus), "she knows no case: {}", own.tekst());
    midwife.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    assert_eq!(midwife.get("/v1/voorstellen").await.met(200).items().len(), 1);
    regio.als(Wie::Coordinator).stap(&path, "teruglegging", json!({ "reden": "loopt-al" })).await.met(200);
    let told = midwife.get("/v1/berichten?ongelezen=true").await.met(200);
    let told = told.items().iter().find(|it| it["soort"] == "voorstel-teruggelegd").expect("she hears it").clone();
    assert_eq!(told["_links"]["signaal"]["href"], gezin.signaal_pad());
    assert_eq!((told.get("casus"), told["_links"].get("casus")), (None, None));
}

#[actix_web::test]
async fn wat_eindigt_neemt_zijn_voorstellen_mee() {
    let regio = regio().await;
    let ends = [
        ("closed", Some(json!({ "reden": "geen-hulp-gewenst" })), "sluiting"),
        ("lost", Some(json!({ "einde": "verlies", "op": "2026-11-22" })), "zwangerschapseinde"),
    ];
    for (nummer, (how, body, step)) in ends.into_iter().enumerate() {
        let gezin = regio.aangemeld(bodies::signaal_van(how, &format!("06 5300000{nummer}"))).await;
        let coordinator = regio.als(Wie::Coordinator);
        coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        let path = regio.stelt_bij_signaal_voor(&gezin, "sociaal-domein").await;
        coordinator.stap(gezin.pad(), step, body.unwrap()).await.met(200);
        let ended = coordinator.get(&path).await.met(200);
        assert_eq!((ended.veld("status"), ended.json.get("reden")), ("vervallen".into(), None), "{how}");
        coordinator.stap(&path, "overname", overname(&regio)).await.botst("overgang-niet-toegestaan");
    }
    assert_eq!(regio.rijen("voorstel").is("status", "vervallen").leeg("stap_op").leeg("beantwoord_door_id").tel(), 2);
    let told: Vec<String> = regio.berichten(Wie::Verloskundige).await;
    assert_eq!(told.iter().filter(|kind| *kind == "voorstel-vervallen").count(), 2, "{told:?}");
    regio.clock.set(moment("2026-12-07T12:00:00Z"));
    regio.bewaak().await;
    assert!(!regio.berichten(Wie::Coordinator).await.contains(&"voorstel-herinnering".to_owned()));
}

#[actix_web::test]
async fn een_casus_die_ten_onrechte_was_gesloten_heeft_haar_voorstel_weer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = regio.stelt_bij_signaal_voor(&gezin, "sociaal-domein").await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "geen-hulp-gewenst" })).await.met(200);
    assert_eq!(regio.voorstellen(), een("vervallen"));
    coordinator.stap(gezin.pad(), "teruggave", Value::Null).await.met(200);
    let back = coordinator.get(&path).await.met(200);
    assert_eq!((back.veld("status"), back.veld("toelichting")), ("voorgesteld".into(), WAAROM.into()));
    assert_eq!(regio.rijen("voorstel").gevuld("stap_op").leeg("beantwoord_op").tel(), 1);
}

#[actix_web::test]
async fn wie_zijn_grond_verliest_verliest_zijn_voorstel() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, path) = regio.stelt_voor(&gezin).await;
    let by_signaal = regio.stelt_bij_signaal_voor(&gezin, "sociaal-domein").await;
    let consents = regio.als(Wie::Coordinator).get(&format!("{}/toestemmingen", gezin.pad())).await.met(200);
    let of = |receiver: &str| {
        let one = consents.items().iter().find(|it| it["ontvanger"] == receiver).expect("she consented");
        format!("/v1/toestemmingen/{}", one["id"].as_str().unwrap())
    };
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(of("prenataal-huisbezoek"), "intrekking", Value::Null).await.met(200);
    let nurse = regio.als(Wie::Huisbezoeker);
    nurse.get(&d).await.weigert(404, "niet-gevonden");
    nurse.get(&path).await.weigert(404, "niet-gevonden");
    assert_eq!(nurse.get("/v1/voorstellen").await.met(200).items().len(), 0);
    assert_eq!(coordinator.get(&path).await.met(200).veld("status"), "vervallen");
    assert_eq!(coordinator.get(&by_signaal).await.met(200).veld("status"), "voorgesteld", "that of the midwife waits");
    // Whoever shares nothing with her coordinators any more has nothing proposed to them.
    coordinator.stap(of("jgz-coordinatie"), "intrekking", Value::Null).await.met(200);
    assert_eq!(regio.voorstellen(), een_keer(&[("vervallen", 2)]));
}

fn een_keer(standen: &[(&'static str, i64)]) -> BTreeMap<&'static str, i64> {
    standen.iter().copied().collect()
}

#[actix_web::test]
async fn een_signaal_dat_toch_bij_een_ander_gezin_hoort_neemt_mee_wat_erbij_is_geschreven() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let second = regio.lijkt_bekend(bodies::signaal()).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(&second, "koppeling", json!({ "casus": gezin.casus })).await.met(200);
    let other = regio.als(Wie::AndereVerloskundige);
    let made = other.post(&format!("{second}/voorstellen"), voorstel("sociaal-domein")).await.met(201).id();
    let path = format!("/v1/voorstellen/{made}");
    coordinator.stap(&second, "ontkoppeling", Value::Null).await.met(200);

    assert_eq!(regio.rijen("voorstel").is("status", "vervallen").leeg("toelichting").tel(), 1);
    other.get(&path).await.weigert(404, "niet-gevonden");
    // The case that it was made in keeps that it was there.
    assert_eq!(coordinator.get(&path).await.met(200).veld("status"), "vervallen");
}

#[actix_web::test]
async fn van_een_gewiste_vrouw_blijft_van_een_voorstel_geen_woord() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = regio.stelt_bij_signaal_voor(&gezin, "sociaal-domein").await;
    regio
        .als(Wie::Coordinator)
        .stap(&path, "teruglegging", json!({ "reden": "anders", "toelichting": "Niet nu." }))
        .await
        .met(200);
    let client = regio.client(&gezin).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "sluiting", json!({ "reden": "geen-hulp-gewenst" })).await.met(200);
    let wiped = regio
        .als(Wie::Fg)
        .post(&format!("/v1/clienten/{client}/wissing"), json!({ "reden": "verzoek-van-betrokkene" }))
        .await;
    assert!(wiped.status < 300, "{}", wiped.tekst());
    assert_eq!(regio.rijen("voorstel").leeg("toelichting").leeg("antwoord").tel(), 1);
    for wie in [Wie::Coordinator, Wie::Verloskundige] {
        regio.als(wie).get(&path).await.weigert(404, "niet-gevonden");
    }
}

#[actix_web::test]
async fn van_veertig_die_tegelijk_hetzelfde_voorstellen_of_overnemen_doet_er_een_het() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let step = format!("{d}/voorstellen");
    let nurse = regio.als(Wie::Huisbezoeker);
    nurse.get(&d).await.met(200);
    let all = join_all((0..40).map(|_| nurse.post(&step, voorstel("voorzorg")))).await;
    let met = |status: u16, all: &[Antwoord]| all.iter().filter(|answer| answer.status == status).count();
    assert_eq!((met(201, &all), met(409, &all)), (1, 39));
    let path = format!("/v1/voorstellen/{}", all.iter().find(|answer| answer.status == 201).unwrap().id());
    let coordinator = regio.als(Wie::Coordinator);
    let etag = coordinator.get(&path).await.met(200).etag();
    let step = format!("{path}/overname");
    let all = join_all((0..40).map(|_| coordinator.post_met(&step, &etag, overname(&regio)))).await;
    assert_eq!((met(200, &all), met(412, &all) + met(409, &all)), (1, 39));
    assert_eq!(
        (regio.voorstellen(), regio.rijen("doorgeleiding").is("route", "voorzorg").tel()),
        (een("overgenomen"), 1)
    );
}

/// A nurse of the prenatal home visits asks VoorZorg at once.
fn doorvraag(regio: &Regio) -> Value {
    let mut body = voorstel("voorzorg");
    body["rechtstreeks"] =
        json!({ "desk": regio.desk(Wie::Voorzorg), "vraag": "Kunnen jullie voor de zomer beginnen?" });
    body
}

const PAREN: (&str, &str) =
    ("KNOOPPUNT__VOORSTEL__RECHTSTREEKS", "prenataal-huisbezoek voorzorg,voorzorg stevig-ouderschap");

#[actix_web::test]
async fn waar_de_regio_het_toestaat_vraagt_wie_hulp_geeft_rechtstreeks() {
    let regio = regio_met(&[PAREN]).await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let nurse = regio.als(Wie::Huisbezoeker);
    let step = format!("{d}/voorstellen");
    // Consent as for any request, and nothing is kept of what was refused.
    nurse.post(&step, doorvraag(&regio)).await.mist_toestemming("steun-op-maat", "voorzorg");
    assert_eq!((regio.tel("voorstel"), regio.tel("doorgeleiding")), (0, 1));
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &["themas"]).await;
    nurse.post(&step, doorvraag(&regio)).await.botst("zonder-contactgegevens");
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let mut elsewhere = doorvraag(&regio);
    elsewhere["rechtstreeks"]["desk"] = regio.desk(Wie::SociaalDomein).into();
    nurse.post(&step, elsewhere).await.weigert(400, "ongeldige-invoer");
    regio.vergeet_regels();
    let made = nurse.post(&step, doorvraag(&regio)).await.met(201);

    let mut told: Vec<_> = regio.neem_regels().into_iter().map(|line| (line.gebeurtenis, line.handeling)).collect();
    told.sort();
    let line = |gebeurtenis: &str| (gebeurtenis.to_owned(), "voorstel-doen".to_owned());
    assert_eq!(told, [line("doorgeleiding-verzonden"), line("voorstel-doorgevraagd")]);
    assert_eq!((made.veld("status"), &made.json["rechtstreeks"]), ("overgenomen".into(), &json!(true)));
    assert_eq!(made.json.get("doorgeleiding"), None, "it lies at another desk");
    let seen = regio.als(Wie::Coordinator).get(&format!("/v1/voorstellen/{}", made.id())).await.met(200);
    let became = format!("/v1/doorgeleidingen/{}", seen.veld("doorgeleiding"));
    let at_desk = regio.als(Wie::Voorzorg).get(&became).await.met(200);
    assert_eq!(
        (at_desk.veld("status"), at_desk.veld("vraag")),
        ("verzonden".into(), "Kunnen jullie voor de zomer beginnen?".into())
    );
    assert!(!at_desk.tekst().contains(WAAROM), "why it was proposed is for the coordinator");
    // The coordinator is told, and has nothing to answer.
    assert_eq!(regio.berichten(Wie::Coordinator).await, ["voorstel-doorgevraagd"]);
    assert_eq!(regio.als(Wie::Coordinator).get("/v1/voorstellen").await.met(200).items().len(), 0);
    assert_eq!(regio.rijen("voorstel").is("status", "overgenomen").leeg("stap_op").gevuld("geworden_id").tel(), 1);
    // One at a time, along the same route.
    nurse.post(&step, doorvraag(&regio)).await.botst("loopt-al");
}

#[actix_web::test]
async fn waar_de_regio_het_niet_toestaat_beslist_de_coordinator() {
    let regio = regio_met(&[PAREN]).await;
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let nurse = regio.als(Wie::Huisbezoeker);
    regio.stemt_toe(&gezin, "steun-op-maat", "sociaal-domein", &ALLES).await;
    let mut body = voorstel("sociaal-domein");
    body["rechtstreeks"] = json!({ "desk": regio.desk(Wie::SociaalDomein) });
    nurse.post(&format!("{d}/voorstellen"), body.clone()).await.botst("niet-rechtstreeks");
    // Nor does somebody who signalled ask at once.
    let step = format!("{}/voorstellen", gezin.signaal_pad());
    regio.als(Wie::Verloskundige).post(&step, body).await.weigert(400, "ongeldige-invoer").noemt("rechtstreeks");
    assert_eq!((regio.tel("voorstel"), regio.tel("doorgeleiding")), (0, 1));
}

#[actix_web::test]
async fn wie_rechtstreeks_vraagt_hoort_niet_welke_regel_ertegen_is() {
    let regio = regio_met(&[PAREN]).await;
    let mut body = bodies::signaal();
    // Not her first child, and few themes: VoorZorg is not open to her.
    body["zwangerschap"]["eersteKind"] = false.into();
    let gezin = regio.aangemeld(body).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let (d, _) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let answer = regio.als(Wie::Huisbezoeker).post(&format!("{d}/voorstellen"), doorvraag(&regio)).await;
    let answer = answer.botst("niet-rechtstreeks");
    assert!(!answer.tekst().contains("kind"), "{}", answer.tekst());
    assert_eq!(regio.tel("voorstel"), 0);
}

#[actix_web::test]
async fn op_een_pagina_stelt_zij_voor_en_neemt_de_coordinator_over_door_een_bureau_te_vragen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let pagina = traject.strip_prefix("/v1").unwrap().to_owned();
    let zij = regio.werkplek(Wie::Huisbezoeker).await;
    let naar = format!("{pagina}/voorstel");
    assert_eq!(zij.get(&pagina).await.met(200).alle(&format!("a[href='{naar}']")).len(), 1);
    let leeg = zij.get(&naar).await.met(200);
    assert!(
        leeg.alle("option[value=voorzorg]").len() == 1 && leeg.alle("option[value=prenataal-huisbezoek]").is_empty()
    );
    let niets = zij.post(&naar, &[("versie", "0"), ("verzoek", "a"), ("route", "voorzorg")]).await.met(400);
    assert_eq!(niets.teksten(".errors li"), ["Kies wat u van beroep bent.", "Schrijf in het kort waarom."]);
    let velden = [
        ("versie", "0"),
        ("verzoek", "b"),
        ("route", "voorzorg"),
        ("beroep", "jeugdverpleegkundige"),
        ("waarom", WAAROM),
    ];
    assert_eq!(zij.post(&naar, &velden).await.met(303).naar(), pagina);
    assert_eq!(zij.post(&naar, &velden).await.met(303).naar(), pagina, "the same form once more");
    assert_eq!(regio.voorstellen(), een("voorgesteld"));
    let eigen = zij.get(&pagina).await.met(200).tekst("section[aria-labelledby=kop-voorstel]");
    assert!(eigen.contains("VoorZorg Wacht op de coördinator . Voorgesteld vandaag."), "{eigen}");

    let coordinator = regio.werkplek(Wie::Coordinator).await;
    assert!(coordinator.get("/vandaag/voorstel-wacht").await.met(200).tekst("h2").contains("Voorstel wacht: 1 gezin"));
    let casus = format!("/casussen/{}", gezin.casus);
    let gezien = coordinator.get(&casus).await.met(200);
    let kaart = gezien.tekst("section[aria-labelledby=kop-voorstel]");
    assert!(
        kaart.contains(WAAROM) && kaart.contains("Huisbezoeker (jeugdverpleegkundige, JGZ Zuid-Limburg)"),
        "{kaart}"
    );
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let vraag = format!("{casus}/vraag/{}", regio.desk(Wie::Voorzorg));
    let formulier = coordinator.get(&vraag).await.met(200);
    assert!(formulier.tekst("main").contains("Dit is voorgesteld."));
    let velden = [
        ("versie", "0"),
        ("verzoek", "c"),
        ("route", "voorzorg"),
        ("voorstel", &formulier.waarde("voorstel")),
        ("voorstel-versie", &formulier.waarde("voorstel-versie")),
        ("vraag", "Willen jullie kennismaken?"),
    ];
    assert_eq!(coordinator.post(&vraag, &velden).await.met(303).naar(), casus);
    assert_eq!(regio.voorstellen(), een("overgenomen"));
    let eigen = zij.get(&pagina).await.met(200).tekst("section[aria-labelledby=kop-voorstel]");
    assert!(eigen.contains("Overgenomen: er is om gevraagd"), "{eigen}");
}

#[actix_web::test]
async fn op_een_pagina_legt_de_coordinator_terug_en_trekt_wie_voorstelde_in() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, path) = regio.stelt_voor(&gezin).await;
    let pagina = path.strip_prefix("/v1").unwrap().to_owned();
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let naar = format!("{pagina}/terugleggen");
    let formulier = coordinator.get(&naar).await.met(200);
    let (versie, casus) = (formulier.waarde("versie"), formulier.waarde("casus"));
    let niets = coordinator.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(niets.teksten(".errors li"), ["Kies waarom u dit voorstel teruglegt."]);
    let velden = [("versie", versie.as_str()), ("verzoek", "b"), ("casus", &casus), ("reden", "nu-niet")];
    let terug = coordinator.post(&naar, &velden).await.met(303).naar();
    assert_eq!(terug, format!("/casussen/{}", gezin.casus));
    assert_eq!(regio.voorstellen(), een("teruggelegd"));
    // Nobody else comes there.
    let zij = regio.werkplek(Wie::Huisbezoeker).await;
    zij.get(&naar).await.met(403);
    let made = regio.als(Wie::Huisbezoeker).post(&format!("{d}/voorstellen"), voorstel("voorzorg")).await.met(201).id();
    let naar = format!("/voorstellen/{made}/intrekken");
    let terug = zij.post(&naar, &[("versie", "1"), ("verzoek", "c")]).await.met(303).naar();
    assert_eq!(terug, d.strip_prefix("/v1").unwrap());
    assert_eq!(regio.voorstellen(), een_keer(&[("teruggelegd", 1), ("vervallen", 1)]));
}
