//! The figures of the region: counted by one, judged by another, released for good.

use std::{fs, path::Path};

use actix_web::{http::header, test::TestRequest};
use chrono::TimeDelta;
use knooppunt::{
    cli::publicatie::{Controleer, controleer},
    store::publicatie::sha256,
};
use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};

use crate::gegeven::{Antwoord, Regio, Wie, bodies, regio, regio_met};

/// Counts a period as the researcher; gives the concept.
async fn geteld(regio: &Regio, periode: &str) -> Antwoord {
    regio.als(Wie::Onderzoeker).post("/v1/publicaties", json!({ "periode": periode })).await
}

/// A release of a period; gives its identifier.
pub async fn vrijgegeven(regio: &Regio, periode: &str) -> String {
    let concept = geteld(regio, periode).await.met(201);
    let pad = format!("/v1/publicaties/{}", concept.id());
    regio.als(Wie::Fg).post_met(&format!("{pad}/beoordeling"), "\"1\"", Value::Null).await.met(200);
    regio.als(Wie::Onderzoeker).post_met(&format!("{pad}/vrijgave"), "\"2\"", Value::Null).await.met(200).id()
}

/// So many families were signalled in the autumn of 2026, and by now the year can be counted.
pub async fn met_gezinnen(regio: &Regio, aantal: u32) {
    for nr in 0..aantal {
        let signaal = bodies::signaal_van(&format!("Vrouw Nummer{nr}"), &format!("06 1234{nr:04}"));
        regio.als(Wie::Verloskundige).post("/v1/signalen", signaal).await.met(201);
    }
    // A number that leans on one organisation alone is not told, so there are three.
    for (naam, vanaf) in [("Aan de Maas", 0), ("JGZ Zuid-Limburg", 4)] {
        regio.voer_uit(&format!(
            "UPDATE signaal SET organisatie_id = (SELECT id FROM organisatie WHERE naam = '{naam}') \
             WHERE id IN (SELECT id FROM signaal ORDER BY id LIMIT 4 OFFSET {vanaf})"
        ));
    }
    regio.verstrijk(TimeDelta::days(90));
}

#[actix_web::test]
async fn een_ander_keurt_goed_wat_de_onderzoeker_telde_en_daarna_verandert_er_niets_meer() {
    let regio = regio().await;
    let concept = geteld(&regio, "2025").await.met(201);
    let pad = format!("/v1/publicaties/{}", concept.id());
    assert_eq!(concept.json["status"], "concept");
    assert_eq!(concept.json["programma"], "kansrijke-start/2");
    assert_eq!(concept.json["geteldOp"], "2026-11-23");
    assert_eq!(regio.een_regel(Wie::Onderzoeker, "publicatie-geteld").uitkomst, "gelukt");
    let onderzoeker = regio.als(Wie::Onderzoeker);
    let zelf = onderzoeker.post_met(&format!("{pad}/beoordeling"), "\"1\"", Value::Null).await;
    zelf.noemt_in_de_weg("tweede-persoon-nodig", &[]);
    onderzoeker
        .post_met(&format!("{pad}/vrijgave"), "\"1\"", Value::Null)
        .await
        .noemt_in_de_weg("overgang-niet-toegestaan", &[]);
    let goed = regio.als(Wie::Fg).post_met(&format!("{pad}/beoordeling"), "\"1\"", Value::Null).await.met(200);
    assert_eq!(goed.json["beoordeeld"]["door"], regio.gebruiker(Wie::Fg));
    let uit = onderzoeker.post_met(&format!("{pad}/vrijgave"), "\"2\"", Value::Null).await.met(200);
    assert_eq!(uit.json["status"], "vrijgegeven");
    let stappen: Vec<_> =
        regio.neem_regels().into_iter().filter(|regel| regel.gebeurtenis.starts_with("publicatie-")).collect();
    let stappen: Vec<_> = stappen.iter().map(|regel| (regel.gebeurtenis.as_str(), regel.rol.as_deref())).collect();
    let stappen: std::collections::BTreeSet<_> = stappen.into_iter().collect();
    assert_eq!(
        stappen.into_iter().collect::<Vec<_>>(),
        [("publicatie-beoordeeld", Some("fg")), ("publicatie-vrijgegeven", Some("onderzoeker"))]
    );
    let terug = onderzoeker.post_met(&format!("{pad}/teruglegging"), "\"3\"", json!({ "reden": "vergissing" })).await;
    terug.noemt_in_de_weg("overgang-niet-toegestaan", &[]);
    geteld(&regio, "2025").await.noemt_in_de_weg("al-vrijgegeven", &[]);
    for sql in [
        "UPDATE publicatie SET drempel = 5",
        "DELETE FROM publicatie",
        "UPDATE publicatiebestand SET sha256 = ''",
        "DELETE FROM publicatiebestand",
    ] {
        regio.mag_niet(sql);
    }
}

#[actix_web::test]
async fn wat_te_klein_is_wordt_verborgen_en_het_concept_zegt_waarom_en_het_bestand_niet() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let concept = geteld(&regio, "2026").await.met(201);
    let pad = format!("/v1/publicaties/{}", concept.id());
    let onderzoeker = regio.als(Wie::Onderzoeker);
    let csv = |tekst: &str| -> Vec<Vec<String>> {
        let mut lezer = csv_lezer(tekst.trim_start_matches('\u{feff}').as_bytes(), b',');
        lezer.records().map(|rij| rij.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let tekst = onderzoeker.get(&format!("{pad}/bestanden/csv")).await.met(200).tekst();
    let rijen = csv(&tekst);
    let gezinnen = |gebied: &str| {
        let rij =
            rijen.iter().find(|rij| rij[6] == "gezinnen" && rij[10] == gebied && rij[13] == "_T" && rij[15] == "_T");
        let rij = rij.unwrap();
        (rij[12].clone(), rij.last().unwrap().clone())
    };
    assert_eq!(gezinnen("zuid-limburg"), ("getoond".into(), "14".into()));
    assert!(rijen.iter().all(|rij| (rij[12] == "verborgen") == rij.last().unwrap().is_empty()));
    assert!(
        rijen
            .iter()
            .all(|rij| rij.last().unwrap().parse::<u64>().is_ok_and(|n| n == 0 || n >= 10) || rij[12] == "verborgen")
    );
    assert!(!tekst.contains("te-klein"));
    let verborgen = onderzoeker.get(&format!("{pad}/verborgen")).await.met(200);
    assert!(!verborgen.items().is_empty());
    regio.als(Wie::Fg).get(&format!("{pad}/verborgen")).await.met(200);
    // A beheerder reads figures, and no concept of them.
    regio.als(Wie::Beheerder).get(&pad).await.weigert(404, "niet-gevonden");
    regio.als(Wie::Fg).post_met(&format!("{pad}/beoordeling"), "\"1\"", Value::Null).await.met(200);
    onderzoeker.post_met(&format!("{pad}/vrijgave"), "\"2\"", Value::Null).await.met(200);
    assert!(onderzoeker.get(&format!("{pad}/verborgen")).await.met(200).items().is_empty());
    assert_eq!(regio.als(Wie::Beheerder).get(&format!("{pad}/bestanden/csv")).await.met(200).tekst(), tekst);
}

#[actix_web::test]
async fn een_periode_die_niet_voorbij_is_en_een_tweede_concept_worden_geweigerd() {
    let regio = regio().await;
    for (periode, code) in [("2026", "periode-niet-voorbij"), ("2026-K4", "periode-niet-voorbij")] {
        let geweigerd = geteld(&regio, periode).await.noemt_in_de_weg(code, &[]);
        assert_eq!(geweigerd.json["fouten"][0]["veld"], "periode");
    }
    geteld(&regio, "maart").await.weigert(400, "ongeldige-invoer");
    let concept = geteld(&regio, "2025-K1").await.met(201);
    geteld(&regio, "2025-K2").await.noemt_in_de_weg("publicatie-loopt", &[]);
    let terug = format!("/v1/publicaties/{}/teruglegging", concept.id());
    let terug =
        regio.als(Wie::Onderzoeker).post_met(&terug, "\"1\"", json!({ "reden": "te-veel-verborgen" })).await.met(200);
    assert_eq!((&terug.json["status"], &terug.json["reden"]), (&json!("teruggelegd"), &json!("te-veel-verborgen")));
    // Of what was laid aside nobody reads any more what it held, nor why.
    let pad = format!("/v1/publicaties/{}", concept.id());
    let onderzoeker = regio.als(Wie::Onderzoeker);
    onderzoeker.get(&format!("{pad}/bestanden/csv")).await.weigert(404, "niet-gevonden");
    assert_eq!(onderzoeker.get(&format!("{pad}/verborgen")).await.met(200).json["items"], json!([]));
    let rest = onderzoeker.get(&pad).await.met(200).json;
    assert!(rest.get("dekking").is_none() && rest.get("bestanden").is_none(), "no hash to try guesses on: {rest}");
    geteld(&regio, "2025-K1").await.met(201);
}

/// What a concept tells, by its row.
async fn verteld(regio: &Regio, id: &str) -> Value {
    regio.als(Wie::Onderzoeker).get(&format!("/v1/publicaties/{id}/bestanden/getallen")).await.met(200).json
}

#[actix_web::test]
async fn wie_een_concept_teruglegt_en_weer_telt_leest_niets_wat_het_eerste_niet_vertelde() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let eerst = geteld(&regio, "2026").await.met(201);
    let las = verteld(&regio, &eerst.id()).await;
    assert_eq!(las["2026/gezinnen/zuid-limburg/_T._T"], 14);
    let terug = format!("/v1/publicaties/{}/teruglegging", eerst.id());
    let reden = json!({ "reden": "cijfers-kloppen-niet" });
    regio.als(Wie::Onderzoeker).post_met(&terug, "\"1\"", reden).await.met(200);
    // A day later one family turns out to have come in the new year: 13 beside 14 would be that one.
    regio.voer_uit(
        "UPDATE casus SET aangemeld_op = '2027-01-05T12:00:00.000000Z' WHERE id = (SELECT id FROM casus ORDER BY id LIMIT 1)",
    );
    regio.verstrijk(TimeDelta::days(1));
    let dan = geteld(&regio, "2026").await.met(201);
    assert_eq!(dan.json["geteldOp"], eerst.json["geteldOp"]);
    let (las, leest) = (las.as_object().unwrap(), verteld(&regio, &dan.id()).await);
    assert!(leest.as_object().unwrap().iter().all(|(naam, getal)| las.get(naam) == Some(getal)), "{leest}");
}

/// The programme that the program ships with, as a later version in which a measure is called otherwise.
pub fn volgende_versie(map: &Path) -> (String, String) {
    let tekst = include_str!("../../config/publicaties/kansrijke-start.toml");
    let tekst =
        tekst.replacen("versie = 2", "versie = 3", 1).replacen("titel = \"Signalen\"", "titel = \"Alle signalen\"", 1);
    let pad = map.join("programma.toml");
    fs::write(&pad, &tekst).unwrap();
    (pad.display().to_string(), sha256(tekst.as_bytes()))
}

#[actix_web::test]
async fn een_nieuwe_versie_van_het_programma_geldt_als_wie_telt_haar_noemt_en_een_ander_haar_goedkeurt() {
    let map = tempfile::TempDir::new().unwrap();
    let (pad, nieuw) = volgende_versie(map.path());
    let mut regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let eerst = vrijgegeven(&regio, "2026-K3").await;
    let uit = tempfile::TempDir::new().unwrap();
    opgehaald(&regio, &eerst, uit.path()).await;
    let pad: &'static str = pad.leak();
    regio.settings = vec![("KNOOPPUNT__PUBLICATIE__PROGRAMMA", pad)].leak();
    regio.herstart().await;
    let onderzoeker = regio.als(Wie::Onderzoeker);
    assert_eq!(onderzoeker.get("/v1/publicatieprogramma").await.met(200).json["sha256"], *nieuw);
    geteld(&regio, "2026-K4").await.noemt_in_de_weg("programma-gewijzigd", &[]);
    let met = |sha256: &str| json!({ "periode": "2026-K4", "programma": sha256 });
    onderzoeker.post("/v1/publicaties", met(&sha256(b"iets anders"))).await.weigert(400, "ongeldige-invoer");
    let concept = onderzoeker.post("/v1/publicaties", met(&nieuw)).await.met(201);
    assert_eq!(concept.json["programma"], "kansrijke-start/3");
    let pad = format!("/v1/publicaties/{}", concept.id());
    let zelf = onderzoeker.post_met(&format!("{pad}/beoordeling"), "\"1\"", Value::Null).await;
    zelf.noemt_in_de_weg("tweede-persoon-nodig", &[]);
    regio.als(Wie::Fg).post_met(&format!("{pad}/beoordeling"), "\"1\"", Value::Null).await.met(200);
    onderzoeker.post_met(&format!("{pad}/vrijgave"), "\"2\"", Value::Null).await.met(200);
    opgehaald(&regio, &concept.id(), uit.path()).await;
    controleer(&Controleer { map: uit.path().to_owned(), manifest: None }).unwrap();
    // From then on it is the programme, and needs no name.
    geteld(&regio, "2025-K1").await.met(201);
}

#[actix_web::test]
async fn een_jaar_en_een_deel_van_zijn_kwartalen_komen_niet_naast_elkaar_uit() {
    let regio = regio().await;
    vrijgegeven(&regio, "2025-K1").await;
    geteld(&regio, "2025").await.noemt_in_de_weg("kwartalen-ontbreken", &[]);
    vrijgegeven(&regio, "2024").await;
    geteld(&regio, "2024-K4").await.noemt_in_de_weg("jaar-vrijgegeven", &[]);
}

#[actix_web::test]
async fn een_drempel_van_honderdduizend_laat_niets_over_en_dat_staat_in_het_concept() {
    let regio = regio_met(&[("KNOOPPUNT__PUBLICATIE__DREMPEL", "100000")]).await;
    met_gezinnen(&regio, 14).await;
    let concept = geteld(&regio, "2026").await.met(201);
    assert_eq!(concept.json["drempel"], 100_000);
    let dekking = concept.json["dekking"].as_array().unwrap();
    let gezinnen = dekking.iter().find(|maat| maat["maat"] == "gezinnen").unwrap();
    assert_eq!(gezinnen["procent"], 0);
}

/// Fetches every file of a release, under its own name.
async fn opgehaald(regio: &Regio, id: &str, map: &Path) {
    let onderzoeker = regio.als(Wie::Onderzoeker);
    let een = onderzoeker.get(&format!("/v1/publicaties/{id}")).await.met(200);
    for bestand in een.json["bestanden"].as_array().unwrap() {
        let [href, naam, sha256] = ["href", "bestandsnaam", "sha256"].map(|veld| bestand[veld].as_str().unwrap());
        let antwoord = onderzoeker.get(href).await.met(200);
        assert_eq!(antwoord.etag(), format!("\"{sha256}\""));
        assert_eq!(antwoord.header("content-disposition").unwrap(), format!("attachment; filename=\"{naam}\""));
        fs::write(map.join(naam), &antwoord.bytes).unwrap();
        let heeft = TestRequest::get().uri(href).insert_header((header::IF_NONE_MATCH, antwoord.etag()));
        onderzoeker.vraag(heeft).await.met(304);
    }
}

#[actix_web::test]
async fn wie_de_bestanden_heeft_gaat_na_dat_ze_kloppen_en_dat_er_niet_meer_uit_volgt() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let map = tempfile::TempDir::new().unwrap();
    let wat = Controleer { map: map.path().to_owned(), manifest: None };
    assert!(controleer(&wat).unwrap_err().contains("geen enkel manifest"));
    for periode in ["2026-K3", "2026-K4"] {
        let id = vrijgegeven(&regio, periode).await;
        opgehaald(&regio, &id, map.path()).await;
    }
    let verslag = controleer(&wat).unwrap();
    assert_eq!(
        verslag.lines().map(|regel| regel.split(':').next().unwrap()).collect::<Vec<_>>(),
        ["2026-K3", "2026-K4"]
    );
    let bestanden: Vec<_> = fs::read_dir(map.path()).unwrap().map(|bestand| bestand.unwrap().path()).collect();
    assert_eq!(bestanden.len(), 22);
    // One byte in any of them is seen; of the last manifest by its SHA-256, which Knooppunt shows.
    for bestand in bestanden.iter().filter(|bestand| !bestand.ends_with("kansrijke-start-2026-K4-manifest.json")) {
        let bytes = fs::read(bestand).unwrap();
        let mut anders = bytes.clone();
        anders[bytes.len() / 2] ^= 1;
        fs::write(bestand, anders).unwrap();
        assert!(controleer(&wat).is_err(), "{}", bestand.display());
        fs::write(bestand, bytes).unwrap();
    }
    // So is a number that was changed together with the manifest: the certificate is about other numbers.
    let [getallen, manifest] =
        ["getallen", "manifest"].map(|naam| map.path().join(format!("kansrijke-start-2026-K4-{naam}.json")));
    let was = fs::read(&getallen).unwrap();
    let wordt = String::from_utf8(was.clone()).unwrap().replacen(": 0", ": 10", 1);
    assert_ne!(was, wordt.as_bytes());
    let nagemaakt = fs::read_to_string(&manifest).unwrap().replace(&sha256(&was), &sha256(wordt.as_bytes()));
    fs::write(&getallen, &wordt).unwrap();
    fs::write(&manifest, nagemaakt).unwrap();
    assert!(controleer(&wat).unwrap_err().contains("volgt niet uit"));
}

/// Changes a file somewhere: a byte, a bit more, a bit less, or two lines that change places.
fn verander(rng: &mut ChaCha8Rng, bytes: &[u8]) -> Vec<u8> {
    let mut anders = bytes.to_vec();
    let plek = rng.random_range(0..bytes.len());
    match rng.random_range(0..5) {
        0 => anders[plek] ^= 1 << rng.random_range(0..7),
        1 => anders.insert(plek, b'1'),
        2 => drop(anders.remove(plek)),
        3 => anders.truncate(plek),
        _ => {
            let mut regels: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
            let (een, ander) = (rng.random_range(0..regels.len()), rng.random_range(0..regels.len()));
            regels.swap(een, ander);
            anders = regels.concat();
        }
    }
    anders
}

/// Changes what a release says of itself, so that every SHA-256 fits again.
fn herschreven(map: &Path, doe: impl Fn(&mut Value)) -> impl FnOnce() {
    let pad = map.join("kansrijke-start-2026-K4-manifest.json");
    let echt = fs::read_to_string(&pad).unwrap();
    let mut manifest: Value = serde_json::from_str(&echt).unwrap();
    doe(&mut manifest);
    let anders = serde_json::to_string_pretty(&manifest).unwrap();
    assert_ne!(serde_json::from_str::<Value>(&anders).unwrap(), serde_json::from_str::<Value>(&echt).unwrap());
    fs::write(&pad, anders).unwrap();
    move || fs::write(pad, echt).unwrap()
}

/// An edit of a manifest.
type Wijziging = Box<dyn Fn(&mut Value)>;

#[actix_web::test]
async fn wie_het_manifest_herschrijft_wordt_gevonden_ook_zonder_de_sha_256_van_knooppunt() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let map = tempfile::TempDir::new().unwrap();
    for periode in ["2026-K3", "2026-K4"] {
        let id = vrijgegeven(&regio, periode).await;
        opgehaald(&regio, &id, map.path()).await;
    }
    let wat = Controleer { map: map.path().to_owned(), manifest: None };
    controleer(&wat).unwrap();
    let wijzigingen: Vec<(&str, Wijziging)> = vec![
        ("twee verschillende mensen", Box::new(|m| m["beoordeeld"]["door"] = m["geteld"]["door"].clone())),
        ("niet in de volgorde", Box::new(|m| m["beoordeeld"]["op"] = json!("2026-01-01T00:00:00.000000Z"))),
        ("zij kwam uit voor", Box::new(|m| m["vrijgegeven"]["op"] = json!("2026-12-01T00:00:00.000000Z"))),
        ("geen moment", Box::new(|m| m["geteld"]["op"] = json!("gisteren"))),
        ("geen account", Box::new(|m| m["vrijgegeven"]["door"] = json!("iemand"))),
        ("de vorm", Box::new(|m| m["vorm"] = json!("knooppunt-manifest/0"))),
        ("geen publicatie", Box::new(|m| m["publicatie"] = json!("zelfgemaakt"))),
        ("de dag van telling", Box::new(|m| m["geteldOp"] = json!("2027-01-01"))),
        ("de drempel", Box::new(|m| m["drempel"] = json!(5))),
        ("een andere stand", Box::new(|m| m["definitief"] = json!(true))),
        ("een ander programma", Box::new(|m| m["programma"] = json!("kansrijke-start/9"))),
        ("een zelfde publicatie", Box::new(|m| m["eerder"] = json!([]))),
    ];
    for (wat_is_er, doe) in wijzigingen {
        let terug = herschreven(map.path(), doe);
        let gevonden = controleer(&wat).unwrap_err();
        assert!(gevonden.contains(wat_is_er) || wat_is_er == "een zelfde publicatie", "{wat_is_er}: {gevonden}");
        terug();
    }
    controleer(&wat).unwrap();
}

#[actix_web::test]
async fn duizend_willekeurige_wijzigingen_worden_elk_gevonden() {
    let regio = regio().await;
    met_gezinnen(&regio, 14).await;
    let map = tempfile::TempDir::new().unwrap();
    for periode in ["2026-K3", "2026-K4"] {
        let id = vrijgegeven(&regio, periode).await;
        opgehaald(&regio, &id, map.path()).await;
    }
    let pad = |naam: &str| map.path().join(naam);
    let mut namen: Vec<String> =
        fs::read_dir(map.path()).unwrap().map(|een| een.unwrap().file_name().into_string().unwrap()).collect();
    namen.sort();
    let laatste = sha256(&fs::read(pad("kansrijke-start-2026-K4-manifest.json")).unwrap());
    let streng = Controleer { map: map.path().to_owned(), manifest: Some(laatste) };
    let los = Controleer { map: map.path().to_owned(), manifest: None };
    controleer(&streng).unwrap();
    let mut rng = ChaCha8Rng::seed_from_u64(14);
    let mut gevonden = 0;
    while gevonden < 1000 {
        let naam = &namen[rng.random_range(0..namen.len())];
        let was = fs::read(pad(naam)).unwrap();
        let wordt = verander(&mut rng, &was);
        if wordt == was {
            continue;
        }
        // Every third time the manifests are made again as well; then only what is in the files can tell.
        let namaak = gevonden % 3 == 0 && !naam.ends_with("manifest.json") && !naam.ends_with("programma.toml");
        let manifesten = ["2026-K3", "2026-K4"].map(|van| pad(&format!("kansrijke-start-{van}-manifest.json")));
        let echt = manifesten.clone().map(|manifest| fs::read_to_string(manifest).unwrap());
        fs::write(pad(naam), &wordt).unwrap();
        if namaak {
            let eerste = echt[0].replace(&sha256(&was), &sha256(&wordt));
            let [oud, nieuw] = [&echt[0], &eerste].map(|tekst| sha256(tekst.as_bytes()));
            let tweede = echt[1].replace(&sha256(&was), &sha256(&wordt)).replace(&oud, &nieuw);
            fs::write(&manifesten[0], eerste).unwrap();
            fs::write(&manifesten[1], tweede).unwrap();
        }
        assert!(controleer(if namaak { &los } else { &streng }).is_err(), "{naam} {gevonden}");
        for (manifest, tekst) in manifesten.iter().zip(echt) {
            fs::write(manifest, tekst).unwrap();
        }
        fs::write(pad(naam), was).unwrap();
        gevonden += 1;
    }
    controleer(&streng).unwrap();
}

fn csv_lezer(bytes: &[u8], tussen: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().delimiter(tussen).from_reader(bytes)
}
