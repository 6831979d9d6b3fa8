//! One line for every request that shows or changes something about a person, and exactly those persons in it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use actix_web::{
    http::{Method, header},
    test::TestRequest,
};
use chrono::TimeDelta;
use rand::{Rng as _, RngExt as _, SeedableRng as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::{
    gegeven::{
        Antwoord, IEDEREEN, Regio, Wie,
        bodies::{self, ALLES},
        database, niets, regels, regio,
    },
    iedereen::body,
    knooppunt_tafel::Tafel,
    openapi::{document, operaties},
};

const VERZOEKEN: usize = 5_000;
/// The kinds of things that belong to a person: the table, its place in the path, and how it leads to her.
const DINGEN: [(&str, &str, &str); 15] = [
    ("client", "clienten", "x.id"),
    ("casus", "casussen", "x.client_id"),
    ("signaal", "signalen", "x.client_id"),
    ("toestemming", "toestemmingen", "x.client_id"),
    ("doorgeleiding", "doorgeleidingen", VIA_CASUS),
    ("traject", "trajecten", VIA_CASUS),
    ("agendapunt", "agendapunten", VIA_CASUS),
    ("afspraak", "afspraken", VIA_CASUS),
    ("evaluatie", "evaluaties", VIA_CASUS),
    ("notitie", "notities", VIA_CASUS),
    ("noodprocedure", "noodprocedures", VIA_CASUS),
    ("verhuizing", "verhuizingen", VIA_CASUS),
    ("voorstel", "voorstellen", VIA_CASUS),
    ("bericht", "berichten", VIA_CASUS),
    (
        "contactmoment",
        "contactmomenten",
        "(SELECT k.client_id FROM casus k JOIN traject t ON t.casus_id = k.id WHERE t.id = x.traject_id)",
    ),
];
const VIA_CASUS: &str = "(SELECT k.client_id FROM casus k WHERE k.id = x.casus_id)";
/// Who would be logged out by it, or have to wait, or get another role.
const LATEN_STAAN: [&str; 13] = [
    "beeindigSessie",
    "andereSessiesBeeindigen",
    "wachtwoordWijzigen",
    "herstelcodesVernieuwen",
    "factorBewijzen",
    "beveiligingssleutelToevoegen",
    "sessiesVanGebruikerBeeindigen",
    "rolToekennen",
    "toekenningAfwijzen",
    "toekenningIntrekken",
    "waarnemingRegelen",
    "gebruikerVertrekken",
    "factorherstelBevestigen",
];
/// What everybody may know, and what somebody sees of her own account: no person is in it. A refusal is a line all the same.
const GEEN_PERSOON: [&str; 16] = [
    "gemeentenLezen",
    "subregiosLezen",
    "organisatiesLezen",
    "desksLezen",
    "routesLezen",
    "themasLezen",
    "redencodesLezen",
    "knooppuntenLezen",
    "publicatiesLezen",
    "publicatieprogrammaLezen",
    "publicatietellingLezen",
    "checkpointLezen",
    "toonSessie",
    "sessiesLezen",
    "beveiligingssleutelsLezen",
    "beveiligingssleutelVragen",
];

/// Which person each thing belongs to, and which things there are of each kind.
#[derive(Default)]
struct Kaart {
    van: HashMap<String, String>,
    ids: HashMap<&'static str, Vec<String>>,
    /// Who is on an agenda.
    aan_tafel: BTreeSet<String>,
}

impl Kaart {
    fn lees(regio: &Regio) -> Self {
        let mut kaart = Self::default();
        for (table, place, client) in DINGEN {
            let query = format!("FROM {table} x JOIN client c ON c.id = {client} ORDER BY x.id");
            for (id, pseudoniem) in paren(regio, &query) {
                if table == "agendapunt" {
                    kaart.aan_tafel.insert(pseudoniem.clone());
                }
                kaart.ids.entry(place).or_default().push(id.clone());
                kaart.van.insert(id, pseudoniem);
            }
        }
        let tafels = paren(regio, "FROM bijeenkomst x JOIN bijeenkomst c ON c.id = x.id ORDER BY x.id");
        kaart.ids.insert("bijeenkomsten", tafels.into_iter().map(|(id, _)| id).collect());
        kaart
    }

    /// The persons whom this text names, by any id of anything of theirs.
    fn wie(&self, value: &Value, found: &mut BTreeSet<String>) {
        match value {
            Value::String(text) => found.extend(self.van.get(text).cloned()),
            Value::Array(items) => items.iter().for_each(|item| self.wie(item, found)),
            Value::Object(fields) => fields.values().for_each(|field| self.wie(field, found)),
            _ => {}
        }
    }
}

/// The ids of `x` and the pseudonyms of `c` that this part of a query finds; of meetings `c` is the meeting itself.
fn paren(regio: &Regio, from: &str) -> Vec<(String, String)> {
    let pseudoniem = if from.contains("JOIN client") { "c.pseudoniem" } else { "c.id" };
    let query = if regio.op_postgresql() {
        format!("SELECT x.id::text || ' ' || {pseudoniem}::text AS tekst {from}")
    } else {
        format!("SELECT hex(x.id) || ' ' || hex({pseudoniem}) AS tekst {from}")
    };
    let uuid = |text: &str| text.parse::<uuid::Uuid>().unwrap().to_string();
    let rows = database::teksten(&regio.db, query);
    rows.iter().map(|row| row.split_once(' ').map(|(id, of)| (uuid(id), uuid(of))).unwrap()).collect()
}

/// What the logboek must say of one request.
struct Gevraagd {
    wat: String,
    regels: std::ops::RangeInclusive<usize>,
    /// Whom it shows; absent where an answer that is no success may name whom it was about.
    precies: Option<BTreeSet<String>>,
    hoogstens: BTreeSet<String>,
}

/// Somebody who asks at random, always the same when she starts anew.
struct Iemand<'a> {
    regio: &'a Regio,
    lot: ChaCha8Rng,
    kaart: Kaart,
    operaties: Vec<(String, Method, String, Value)>,
    gevraagd: BTreeMap<String, Gevraagd>,
}

impl Iemand<'_> {
    fn id(&mut self, path: &str) -> String {
        let place = path.trim_start_matches('/').split('/').next().unwrap();
        if self.lot.random_ratio(1, 10) {
            return niets();
        }
        let account = || self.regio.gebruiker(Wie::Huisbezoeker);
        let known = self.kaart.ids.get(place).and_then(|ids| ids.choose(&mut self.lot).cloned());
        known.unwrap_or_else(account)
    }

    fn body(&mut self, name: &str) -> Option<Value> {
        let (_, mut body) = body(name, self.regio)?;
        if name == "signaalRegistreren" {
            let nummer = self.lot.next_u32() % 1_000;
            return Some(bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 3{nummer:07}")));
        }
        if name == "clientWijzigen" {
            // Each becomes somebody else: whoever looked like another would have a second line, about that other.
            let nummer = self.lot.next_u32();
            body["client"]["naam"] = format!("Vrouw Anders {nummer}").into();
            body["client"]["telefoon"] = format!("06 8{:07}", nummer % 10_000_000).into();
        }
        for field in ["casus", "wie"] {
            if body.get(field).is_some() {
                body[field] = self.id("/casussen").into();
            }
        }
        Some(body)
    }

    async fn een_verzoek(&mut self) {
        let (name, method, path, operation) = self.operaties.choose(&mut self.lot).cloned().unwrap();
        let wie = *IEDEREEN.choose(&mut self.lot).unwrap();
        let id = self.id(&path);
        let address = format!("/v1{}", path.replace("{id}", &id).replace("{gemeente}", "GM0917"));
        let mut request = TestRequest::default().method(method.clone()).uri(&address);
        let by_version =
            operation["parameters"].as_array().is_some_and(|all| all.iter().any(|p| p["name"] == "If-Match"));
        if by_version {
            let etag = self.versie(wie, &path, &id).await;
            request = request.insert_header((header::IF_MATCH, etag));
        }
        let body = self.body(&name);
        let mut about = BTreeSet::new();
        self.kaart.wie(&json!([id, body]), &mut about);
        if path.starts_with("/bijeenkomsten") {
            about.extend(self.kaart.aan_tafel.iter().cloned());
        }
        if let Some(body) = body {
            request = request.set_json(body);
        }
        let answer = self.regio.als(wie).vraag(request).await;
        if answer.status < 300 && method != Method::GET {
            self.kaart = Kaart::lees(self.regio);
        }
        self.onthoud(&name, wie, &answer, &about);
    }

    /// The version of the thing, mostly; reading it is a request like any other.
    async fn versie(&mut self, wie: Wie, path: &str, id: &str) -> String {
        let thing = path.split_inclusive("{id}").next().unwrap();
        let readable = self.operaties.iter().any(|(_, method, path, _)| method == Method::GET && path == thing);
        if !readable || self.lot.random_ratio(1, 4) {
            return "\"999999\"".into();
        }
        let answer = self.regio.als(wie).get(&format!("/v1{}", thing.replace("{id}", id))).await;
        let mut about = BTreeSet::new();
        self.kaart.wie(&json!(id), &mut about);
        self.onthoud("lezen om te wijzigen", wie, &answer, &about);
        answer.header("etag").unwrap_or_else(|| "\"999999\"".into())
    }

    fn onthoud(&mut self, name: &str, wie: Wie, answer: &Antwoord, about: &BTreeSet<String>) {
        let mut shown = BTreeSet::new();
        self.kaart.wie(&answer.json, &mut shown);
        let done = answer.status < 300;
        let regels = match answer.status {
            200 | 404 if GEEN_PERSOON.contains(&name) => 0..=0,
            // A body that cannot be is refused before anybody looks at a person.
            400 => 0..=1,
            _ => 1..=1,
        };
        let hoogstens = about.union(&shown).cloned().collect();
        let wat = format!("{wie:?} {name}: {} {}", answer.status, answer.json["code"]);
        let gevraagd = Gevraagd { wat, regels, precies: (done && !shown.is_empty()).then_some(shown), hoogstens };
        self.gevraagd.insert(answer.header("x-request-id").unwrap(), gevraagd);
    }
}

/// Families in every phase, in two gemeenten.
async fn gezinnen(regio: &Regio) {
    for nummer in 0..8 {
        let body = bodies::signaal_van(&format!("Vrouw in Heerlen {nummer}"), &format!("06 4000000{nummer}"));
        let gezin = regio.aangemeld(body).await;
        if nummer < 2 {
            continue;
        }
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        if nummer < 4 {
            regio.doorgeleid(&gezin, Wie::Voorzorg).await;
        } else {
            let (_, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
            let planned = format!("{traject}/contactmomenten");
            regio.als(Wie::Huisbezoeker).post(&planned, bodies::contactmoment()).await.met(201);
            regio.stemt_toe(&gezin, "steun-op-maat", "stevig-ouderschap", &ALLES).await;
            let notities = format!("{}/notities", gezin.pad());
            regio.als(Wie::Coordinator).post(&notities, bodies::notitie("casusteam")).await.met(201);
        }
    }
    let verhuist = regio.aangemeld(bodies::signaal_van("Vrouw die Verhuist", "06 40000009")).await;
    regio.verhuist(&verhuist, "GM0935").await;
    Tafel::gedekt(regio, "Vrouw aan Tafel").await;
    let mut elders = bodies::signaal_van("Vrouw in Maastricht", "06 50000001");
    elders["gemeente"] = "GM0935".into();
    regio.als(Wie::AndereVerloskundige).post("/v1/signalen", elders).await.met(201);
}

#[actix_web::test]
async fn van_elk_verzoek_blijft_precies_een_regel_met_precies_wie_er_te_zien_was() {
    let regio = regio().await;
    gezinnen(&regio).await;
    let mut operaties = operaties(&document());
    operaties
        .retain(|(name, _, _, operation)| operation.get("security").is_some() && !LATEN_STAAN.contains(&name.as_str()));
    let (lot, kaart) = (ChaCha8Rng::seed_from_u64(20_261_122), Kaart::lees(&regio));
    let mut iemand = Iemand { regio: &regio, lot, kaart, operaties, gevraagd: BTreeMap::new() };
    while iemand.gevraagd.len() < VERZOEKEN {
        iemand.een_verzoek().await;
        regio.verstrijk(TimeDelta::seconds(1));
    }
    let mut lines: HashMap<String, Vec<BTreeSet<String>>> = HashMap::new();
    for line in regels(&regio.db) {
        if let Some(verzoek) = line.verzoek {
            let persons: Vec<String> = serde_json::from_str(&line.betrokkenen).unwrap();
            lines.entry(verzoek).or_default().push(persons.into_iter().collect());
        }
    }
    let (mut afwijkingen, mut personen, mut regels) = (Vec::new(), 0, 0);
    for (verzoek, gevraagd) in &iemand.gevraagd {
        let found = lines.get(verzoek).map_or(&[][..], Vec::as_slice);
        regels += found.len();
        personen += found.iter().map(BTreeSet::len).sum::<usize>();
        let exact = gevraagd.precies.as_ref().is_none_or(|shown| found.iter().all(|line| line == shown));
        let within = found.iter().all(|line| line.is_subset(&gevraagd.hoogstens));
        if !gevraagd.regels.contains(&found.len()) || !exact || !within {
            let (shown, about) = (gevraagd.precies.as_ref().map(BTreeSet::len), gevraagd.hoogstens.len());
            let told: Vec<_> = found.iter().map(BTreeSet::len).collect();
            afwijkingen.push(format!("{}: lines {told:?}, shown {shown:?}, about {about}", gevraagd.wat));
        }
    }
    println!(
        "logregel: {} verzoeken, {regels} regels die {personen} keer iemand noemen, {} afwijkingen",
        iemand.gevraagd.len(),
        afwijkingen.len()
    );
    afwijkingen.sort();
    assert!(afwijkingen.is_empty(), "{afwijkingen:#?}");
}
