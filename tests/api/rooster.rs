//! The grid: every operation on a thing, in every situation that the thing can be in, by everybody.
//!
//! Beside the table of `iedereen.rs`, which says what each role may do to what is hers: here somebody's relation to the thing
//! changes. Who may not know of it gets, byte for byte, what she gets for a thing that is not there, whichever way she comes.

mod herhaald;
mod verhuisd;
mod voorstel;

use std::collections::{BTreeMap, BTreeSet};

use actix_web::{http::Method, test::TestRequest};
use serde_json::{Value, json};

use self::{
    herhaald::{Stap, gekoppeld, herhaal, losgemaakt},
    verhuisd::{overgenomen, teruggelegd, voorgesteld},
    voorstel::voorstellen,
};
use crate::{
    gegeven::{
        Antwoord, IEDEREEN, Regio, Wie,
        bodies::{self, ALLES},
        niets, regio,
        verhaal::Gezin,
    },
    iedereen::verzoek,
    openapi::{document, operaties},
};

/// A thing in some situation: under which path it lies, and who may know of it.
struct Ding {
    situatie: &'static str,
    pad: &'static str,
    id: String,
    kent: Vec<Wie>,
}

const COORDINATOR: &[Wie] = &[Wie::Coordinator];
const MELDER: &[Wie] = &[Wie::Verloskundige, Wie::Coordinator];
const KENT_DOSSIER: &[Wie] = &[Wie::Coordinator, Wie::Fg];
const DESK: &[Wie] = &[Wie::Huisbezoeker, Wie::Coordinator];

fn ding(situatie: &'static str, pad: &'static str, id: &str, kent: &[Wie]) -> Ding {
    let id = id.rsplit('/').next().unwrap().to_owned();
    Ding { situatie, pad, id, kent: kent.to_vec() }
}

/// How every woman of the grid is called, before her number: who may not know of her reads this nowhere.
const VROUW: &str = "Vrouw Nummer";

fn gezin_van(nummer: u32) -> Value {
    bodies::signaal_van(&format!("{VROUW} {nummer}"), &format!("06 2000000{nummer}"))
}

async fn opgepakt(regio: &Regio, nummer: u32) -> Gezin {
    let gezin = regio.aangemeld(gezin_van(nummer)).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    gezin
}

/// The case is hers, or her desk's: and what lies in it.
async fn eigen(regio: &Regio) -> Vec<Ding> {
    let gezin = opgepakt(regio, 1).await;
    let (d, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::Huisbezoeker);
    let contact = desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201).id();
    let consent = regio.stemt_toe(&gezin, "steun-op-maat", "stevig-ouderschap", &ALLES).await;
    vec![
        ding("eigen", "signalen", &gezin.signaal, MELDER),
        ding("eigen", "casussen", &gezin.casus, COORDINATOR),
        ding("eigen", "clienten", &regio.client(&gezin).await, KENT_DOSSIER),
        ding("eigen", "toestemmingen", &consent, COORDINATOR),
        ding("eigen", "doorgeleidingen", &d, DESK),
        ding("eigen", "trajecten", &traject, DESK),
        ding("eigen", "contactmomenten", &contact, DESK),
    ]
}

/// The desk refused: from then on it knows of nothing.
async fn afgewezen(regio: &Regio, stappen: &mut Vec<Stap>) -> Vec<Ding> {
    let gezin = opgepakt(regio, 2).await;
    let d = regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    let reden = json!({ "reden": "geen-capaciteit" });
    stappen.push(Stap::gezet(regio, "afgewezen", Wie::Huisbezoeker, (&d, "afwijzing"), reden, COORDINATOR).await);
    vec![ding("afgewezen", "doorgeleidingen", &d, COORDINATOR)]
}

/// She withdrew her consent while the support ran.
async fn ingetrokken(regio: &Regio, stappen: &mut Vec<Stap>) -> Vec<Ding> {
    let situatie = "toestemming ingetrokken";
    let gezin = opgepakt(regio, 3).await;
    let d = regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    let stap = (d.as_str(), "aanvaarding");
    stappen.push(Stap::gezet(regio, situatie, Wie::Huisbezoeker, stap, Value::Null, COORDINATOR).await);
    regio.ontmoet(Wie::Huisbezoeker, &d).await;
    let stap = (d.as_str(), "start");
    stappen.push(Stap::gezet(regio, situatie, Wie::Huisbezoeker, stap, Value::Null, COORDINATOR).await);
    let desk = regio.als(Wie::Huisbezoeker);
    let started = desk.get(&d).await.met(200);
    let traject = started.json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
    let contact = desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201).id();
    let coordinator = regio.als(Wie::Coordinator);
    let consents = coordinator.get(&format!("{}/toestemmingen", gezin.pad())).await.met(200);
    let consent = consents.items().iter().find(|t| t["ontvanger"] == "prenataal-huisbezoek").unwrap();
    let consent = format!("/v1/toestemmingen/{}", consent["id"].as_str().unwrap());
    coordinator.stap(&consent, "intrekking", Value::Null).await.met(200);
    vec![
        ding(situatie, "doorgeleidingen", &d, COORDINATOR),
        ding(situatie, "trajecten", &traject, COORDINATOR),
        ding(situatie, "contactmomenten", &contact, COORDINATOR),
        ding(situatie, "toestemmingen", &consent, COORDINATOR),
    ]
}

/// The case is closed.
async fn gesloten(regio: &Regio, stappen: &mut Vec<Stap>) -> Vec<Ding> {
    let gezin = regio.aangemeld(gezin_van(4)).await;
    let (casus, coordinator) = (gezin.pad(), Wie::Coordinator);
    let stap = (casus.as_str(), "behandeling");
    stappen.push(Stap::gezet(regio, "gesloten", coordinator, stap, Value::Null, COORDINATOR).await);
    let reden = json!({ "reden": "doelen-bereikt" });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "sluiting", reden).await.met(200);
    vec![
        ding("gesloten", "signalen", &gezin.signaal, MELDER),
        ding("gesloten", "casussen", &gezin.casus, COORDINATOR),
        ding("gesloten", "clienten", &regio.client(&gezin).await, KENT_DOSSIER),
    ]
}

/// Another organisation's signal, in another gemeente; and somebody of VoorZorg has the case open in an emergency.
async fn elders(regio: &Regio) -> Vec<Ding> {
    let mut body = gezin_van(5);
    body["gemeente"] = "GM0935".into();
    let signaal = regio.als(Wie::AndereVerloskundige).post("/v1/signalen", body).await.met(201).id();
    let ander = regio.als(Wie::AndereCoordinator);
    let casus = ander.get(&format!("/v1/signalen/{signaal}")).await.met(200).veld("casus");
    ander.stap(format!("/v1/casussen/{casus}"), "behandeling", Value::Null).await.met(200);
    vec![
        ding("elders", "signalen", &signaal, &[Wie::AndereVerloskundige, Wie::AndereCoordinator]),
        ding("elders", "casussen", &casus, &[Wie::AndereCoordinator]),
    ]
}

async fn nood(regio: &Regio) -> Vec<Ding> {
    let gezin = opgepakt(regio, 6).await;
    regio.als(Wie::Voorzorg).post("/v1/noodprocedures", bodies::noodprocedure(&gezin.casus)).await.met(201);
    vec![
        ding("noodprocedure", "signalen", &gezin.signaal, MELDER),
        ding("noodprocedure", "clienten", &regio.client(&gezin).await, KENT_DOSSIER),
        ding("noodprocedure", "casussen", &gezin.casus, &[Wie::Coordinator, Wie::Voorzorg]),
    ]
}

/// What was tried, and what was not as it should be.
#[derive(Default)]
struct Uitslag {
    proeven: usize,
    afwijkingen: Vec<String>,
    per_situatie: BTreeMap<&'static str, usize>,
}

impl Uitslag {
    fn noteer(&mut self, situatie: &'static str, klopt: bool, wat: impl FnOnce() -> String) {
        self.proeven += 1;
        *self.per_situatie.entry(situatie).or_default() += 1;
        if !klopt {
            self.afwijkingen.push(wat());
        }
    }
}

/// Notities have a circle of their own, and tests of their own.
fn telt_mee(name: &str) -> bool {
    !["casusNotitiesLezen", "casusNotitieSchrijven"].contains(&name)
}

/// One operation on one thing by one person, along the path and around it.
async fn probeer(
    regio: &Regio,
    uitslag: &mut Uitslag,
    ding: &Ding,
    (name, method, path): (&str, &Method, &str),
    wie: Wie,
) {
    let vrager = regio.als(wie);
    let here = format!("/v1{}", path.replace("{id}", &ding.id));
    let nowhere = format!("/v1{}", path.replace("{id}", &niets()));
    let before = regio.tel("logregel");
    let answer = vrager.vraag(verzoek(name, method, &here, regio)).await;
    let lines = regio.tel("logregel") - before;
    let absent = vrager.vraag(verzoek(name, method, &nowhere, regio)).await;
    let knows = ding.kent.contains(&wie);
    let right = if knows {
        answer.status < 500 && ![401, 404].contains(&answer.status)
    } else {
        answer.status == 404 && answer.bytes == absent.bytes && !answer.tekst().contains(VROUW)
    };
    // A body that cannot be is refused before anybody looks who asks.
    let logged = lines == 1 || answer.status == 400;
    uitslag.noteer(ding.situatie, right && logged, || {
        format!("{}: {wie:?} {name}: {} with {lines} lines, {}", ding.situatie, answer.status, answer.json["code"])
    });
    for (what, around) in [("HEAD", Method::HEAD), ("PATCH", Method::PATCH)] {
        let ask = |method: &Method, address: &str| verzoek(name, method, address, regio);
        let before = regio.tel("logregel");
        let this = vrager.vraag(ask(&around, &here)).await;
        let lines = regio.tel("logregel") - before;
        let that = vrager.vraag(ask(&around, &nowhere)).await;
        // HEAD is GET without the body: it tells who may know of it what GET tells, and is told of as GET is.
        let same = if what == "HEAD" && knows && that.status == 404 {
            this.status == vrager.vraag(ask(&Method::GET, &here)).await.status && lines == 1
        } else {
            this.status == that.status && this.bytes == that.bytes
        };
        uitslag.noteer(ding.situatie, same, || format!("{}: {wie:?} {what} {here}", ding.situatie));
    }
    if !knows {
        let overridden = verzoek(name, method, &here, regio).insert_header(("x-http-method-override", "DELETE"));
        let overridden = vrager.vraag(overridden).await;
        let same = overridden.status == 404 && overridden.bytes == absent.bytes;
        uitslag.noteer(ding.situatie, same, || format!("{}: {wie:?} overrides {name}", ding.situatie));
    }
}

#[actix_web::test]
async fn wie_ergens_niet_van_mag_weten_krijgt_hetzelfde_als_bij_wat_er_niet_is() {
    let regio = regio().await;
    let mut stappen = Vec::new();
    let mut dingen = eigen(&regio).await;
    dingen.extend(afgewezen(&regio, &mut stappen).await);
    dingen.extend(ingetrokken(&regio, &mut stappen).await);
    dingen.extend(gesloten(&regio, &mut stappen).await);
    dingen.extend(elders(&regio).await);
    dingen.extend(nood(&regio).await);
    dingen.extend(gekoppeld(&regio, &mut stappen).await);
    dingen.extend(losgemaakt(&regio, &mut stappen).await);
    dingen.extend(voorgesteld(&regio).await);
    dingen.extend(overgenomen(&regio, &mut stappen).await);
    dingen.extend(teruggelegd(&regio, &mut stappen).await);
    dingen.extend(voorstellen(&regio, &mut stappen).await);
    // Of a person who is erased nothing is there any more: that comes last.
    dingen.sort_by_key(|ding| ding.pad == "clienten");
    regio.iedereen_logt_in().await;
    let all = operaties(&document());
    let mut uitslag = Uitslag::default();
    herhaal(&regio, &mut uitslag, &stappen).await;
    for ding in &dingen {
        let prefix = format!("/{}/{{id}}", ding.pad);
        let mine = all.iter().filter(|(name, _, path, _)| path.starts_with(&prefix) && telt_mee(name));
        // Reading first: what is done to a thing must not decide what the next one sees.
        let mut mine: Vec<_> = mine.collect();
        mine.sort_by_key(|(_, method, ..)| *method != Method::GET);
        assert!(!mine.is_empty(), "{prefix}");
        for wie in IEDEREEN {
            for (name, method, path, _) in &mine {
                probeer(&regio, &mut uitslag, ding, (name, method, path), wie).await;
            }
        }
    }
    lijsten(&regio, &mut uitslag, &dingen).await;
    zoeken(&regio, &mut uitslag, &dingen).await;
    in_een_body(&regio, &mut uitslag, &dingen).await;
    let Uitslag { proeven, afwijkingen, per_situatie } = uitslag;
    println!("rooster: {proeven} proeven, {} afwijkingen; {per_situatie:?}", afwijkingen.len());
    assert!(afwijkingen.is_empty(), "{afwijkingen:#?}");
    assert!(proeven > 9000, "this is the grid? {proeven}");
}

/// Lists and searches show nobody what she would not find by itself.
async fn lijsten(regio: &Regio, uitslag: &mut Uitslag, dingen: &[Ding]) {
    for wie in IEDEREEN {
        let vrager = regio.als(wie);
        for (pad, answer) in [
            ("signalen", vrager.get("/v1/signalen?aantal=100").await),
            ("signalen", vrager.get("/v1/signalen?aantal=100&status=in-behandeling").await),
            ("doorgeleidingen", vrager.get("/v1/doorgeleidingen?aantal=100").await),
            ("doorgeleidingen", vrager.get("/v1/doorgeleidingen?aantal=100&status=afgewezen").await),
            ("trajecten", vrager.get("/v1/trajecten?aantal=100").await),
            ("verhuizingen", vrager.get("/v1/verhuizingen?aantal=100").await),
            ("voorstellen", vrager.get("/v1/voorstellen?aantal=100").await),
            ("casussen", vrager.post("/v1/casussen/_zoek", json!({ "aantal": 100 })).await),
        ] {
            let shown = ids(&answer);
            for ding in dingen.iter().filter(|ding| ding.pad == pad && !ding.kent.contains(&wie)) {
                let hidden = !shown.contains(&ding.id);
                uitslag.noteer(ding.situatie, hidden, || format!("{}: {wie:?} finds it among {pad}", ding.situatie));
            }
        }
    }
}

/// Whoever looks for a woman by her name or number is shown the way to nothing that she would not find by itself.
async fn zoeken(regio: &Regio, uitslag: &mut Uitslag, dingen: &[Ding]) {
    for wie in IEDEREEN {
        let vrager = regio.als(wie);
        for nummer in 1..=8 {
            let vrouw = gezin_van(nummer)["client"].take();
            let gestelde = [
                json!({ "naam": vrouw["naam"], "geboortedatum": vrouw["geboortedatum"] }),
                json!({ "telefoon": vrouw["telefoon"] }),
            ];
            for vraag in gestelde {
                regio.vergeet_regels();
                let answer = vrager.post("/v1/clienten/_zoek", vraag).await;
                let regels = regio.neem_regels();
                let een = regels.len() == 1 && regels[0].handeling == "client-zoeken";
                uitslag.noteer("gezocht", een, || format!("{wie:?} looks for {nummer}: {regels:?}"));
                uitslag
                    .noteer("gezocht", matches!(answer.status, 200 | 403), || format!("{wie:?}: {}", answer.tekst()));
                let tekst = answer.tekst();
                let verborgen = |ding: &&Ding| ding.pad != "clienten" && !ding.kent.contains(&wie);
                for ding in dingen.iter().filter(verborgen) {
                    let hidden = !tekst.contains(&ding.id);
                    uitslag.noteer(ding.situatie, hidden, || format!("{}: {wie:?} finds {}", ding.situatie, ding.pad));
                }
                let named = tekst.contains(VROUW);
                uitslag.noteer("gezocht", !named, || format!("{wie:?} reads a name: {tekst}"));
            }
        }
    }
}

fn ids(answer: &Antwoord) -> BTreeSet<String> {
    let items = answer.json["items"].as_array().cloned().unwrap_or_default();
    items.iter().filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
}

/// An id in a body opens no more than one in a path.
async fn in_een_body(regio: &Regio, uitslag: &mut Uitslag, dingen: &[Ding]) {
    let plan = json!({ "geplandOp": "2026-12-01T13:00:00Z", "plaats": "Het wijkhuis" });
    let voorzitter = regio.als(Wie::Voorzitter);
    let tafel = voorzitter.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201).id();
    let tafel = format!("/v1/bijeenkomsten/{tafel}/agendapunten");
    let verloskundige = regio.als(Wie::Verloskundige);
    let dubbel = verloskundige.post("/v1/signalen", gezin_van(1)).await.met(201).id();
    let koppeling = format!("/v1/signalen/{dubbel}/koppeling");
    let coordinator = regio.als(Wie::Coordinator);
    let versie = coordinator.get(&format!("/v1/signalen/{dubbel}")).await.met(200).etag();
    let niets = json!({ "casus": niets() });
    let absent = (voorzitter.post(&tafel, niets.clone()).await, coordinator.post_met(&koppeling, &versie, niets).await);
    for ding in dingen.iter().filter(|ding| ding.pad == "casussen") {
        let body = json!({ "casus": ding.id });
        let answer = voorzitter.post(&tafel, body.clone()).await;
        let same = answer.status == absent.0.status && answer.bytes == absent.0.bytes;
        uitslag.noteer(ding.situatie, same, || format!("{}: on an agenda: {}", ding.situatie, answer.tekst()));
        if !ding.kent.contains(&Wie::Coordinator) {
            let answer = coordinator.post_met(&koppeling, &versie, body).await;
            let same = answer.status == absent.1.status && answer.bytes == absent.1.bytes;
            uitslag.noteer(ding.situatie, same, || format!("{}: joined to: {}", ding.situatie, answer.tekst()));
        }
    }
}

#[actix_web::test]
async fn wie_een_verlopen_token_heeft_is_voor_elke_operatie_niemand() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let tokens = regio.login(Wie::AndereCoordinator).await.met(201);
    regio.verstrijk(chrono::TimeDelta::minutes(5));
    let bearer = format!("Bearer {}", tokens.veld("toegangstoken"));
    for (name, method, path, operation) in operaties(&document()) {
        if operation.get("security").is_none() {
            continue;
        }
        let address = format!("/v1{}", path.replace("{id}", &gezin.casus).replace("{gemeente}", "GM0917"));
        let request: TestRequest = verzoek(&name, &method, &address, &regio);
        let answer = regio.vraag(request.insert_header(("authorization", bearer.as_str()))).await;
        assert_eq!((answer.status, &answer.json["code"]), (401, &json!("niet-ingelogd")), "{name}");
    }
}
