//! Everything that is kept of a mother, told to her at her request.

use serde_json::{Value, json};

use crate::{
    gegeven::{
        Antwoord, IEDEREEN, Regio, Wie,
        bodies::{self, ADRES, EIGEN_VRAAG, NAAM, REDEN, TEKST},
        database, niets, regio,
        verhaal::Gezin,
    },
    openapi::{document, houdt},
};

impl Regio {
    pub async fn dossier_pad(&self, gezin: &Gezin) -> String {
        format!("/v1/clienten/{}/dossier", self.client(gezin).await)
    }
}

/// The fields of the pieces in one section, as one reads them.
fn stukken(answer: &Antwoord, rubriek: &str) -> Vec<Vec<(String, String)>> {
    let rubrieken = answer.json["rubrieken"].as_array().unwrap();
    let een = rubrieken.iter().find(|een| een["rubriek"] == rubriek).unwrap_or_else(|| panic!("{rubriek}"));
    let veld = |veld: &Value| (veld["naam"].as_str().unwrap().into(), veld["tekst"].as_str().unwrap().into());
    let stuk = |stuk: &Value| stuk["velden"].as_array().unwrap().iter().map(veld).collect();
    een["stukken"].as_array().unwrap().iter().map(stuk).collect()
}

#[track_caller]
pub fn staat(answer: &Antwoord, rubriek: &str, naam: &str, tekst: &str) {
    let stukken = stukken(answer, rubriek);
    let er = stukken.iter().flatten().any(|(n, t)| n == naam && t == tekst);
    assert!(er, "{rubriek}: {naam} = {tekst} in {stukken:#?}");
}

/// A family with whom much happened.
pub async fn veel_gebeurd(regio: &Regio) -> Gezin {
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::Huisbezoeker);
    desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    desk.stap(&traject, "uitkomst", bodies::uitkomst()).await.met(200);
    desk.stap(&d, "afronding", bodies::afronding()).await.met(200);
    let notities = format!("{}/notities", gezin.pad());
    let coordinator = regio.als(Wie::Coordinator);
    let own = json!({ "niveau": "eigen-organisatie", "tekst": "Alleen voor onze organisatie." });
    coordinator.post(&notities, own).await.met(201);
    coordinator.post(&notities, bodies::notitie("casusteam")).await.met(201);
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    gezin
}

#[actix_web::test]
async fn een_moeder_krijgt_alles_wat_over_haar_is_bewaard() {
    let regio = regio().await;
    let gezin = veel_gebeurd(&regio).await;
    let path = regio.dossier_pad(&gezin).await;
    regio.vergeet_regels();
    let all = regio.als(Wie::Fg).get(&path).await.met(200);
    let line = regio.een_regel(Wie::Fg, "dossier-gegeven");
    assert_eq!((line.handeling.as_str(), line.grond.as_deref()), ("client-dossier", Some("rol")));
    assert_eq!((line.object.as_deref(), line.casus.as_ref()), (path.split('/').nth(3), Some(&gezin.casus)));
    houdt(&document(), "clientDossier", &all);

    staat(&all, "persoonsgegevens", "Naam", NAAM);
    staat(&all, "persoonsgegevens", "Adres", ADRES);
    staat(&all, "persoonsgegevens", "Geboortedatum", "4 mei 2001");
    staat(&all, "zwangerschap", "Uitgerekend", "12 april 2027");
    staat(&all, "wegingen", "Samen met u", "ja");
    staat(&all, "signalen", "Gemeld door", "De Wieg");
    staat(&all, "signalen", "Uw eigen vraag", EIGEN_VRAAG);
    staat(&all, "signalen", "Gemeente", "Heerlen");
    staat(&all, "casussen", "Aangemeld op", "23 november 2026, 10:00 uur");
    staat(&all, "toestemmingen", "Waarvoor", "Samen verkennen wat nodig is");
    staat(&all, "toestemmingen", "Status", "Gegeven");
    staat(&all, "toestemmingen", "In de bewoording", "2026-1");
    staat(&all, "toestemmingen", "Door wie gegeven", "uzelf");
    let page = regio.pagina(Wie::Fg, &path).await.met(200).tekst();
    assert!(page.contains("2026-1") && page.contains("uzelf"), "and on the page that she prints");
    staat(&all, "doorgeleidingen", "De vraag", "Willen jullie met haar kennismaken?");
    staat(&all, "ontvangers", "Ontvanger", "JGZ Zuid-Limburg");
    staat(&all, "trajecten", "Uw wensen", "Rust in huis en iemand om mee te praten.");
    staat(&all, "trajecten", "Resultaten", "Rust in huis: volgens u bereikt, volgens de professional deels bereikt");
    staat(&all, "contactmomenten", "Wat", "Huisbezoek");
    staat(&all, "noodprocedures", "In eigen woorden", REDEN);
    staat(&all, "noodprocedures", "Door iemand van", "Vroeg Erbij");
    staat(&all, "notities", "Tekst", TEKST);
    // What is held back is said, with the reason; so is until when it stays.
    staat(&all, "notities", "Tekst", "achtergehouden; zie hieronder waarom");
    assert!(!all.tekst().contains("Alleen voor onze organisatie"));
    let held = all.json["achtergehouden"].as_array().unwrap();
    assert!(held[0]["wat"].as_str().unwrap().contains("eigen organisatie"));
    assert!(held.iter().all(|niet| niet["waarom"].as_str().unwrap().len() > 40));
    let blijft = all.json["bewaartermijnen"][0].as_str().unwrap();
    assert!(blijft.contains("blijven 20 jaar") && blijft.contains("na 23-11-2046 vanzelf gewist"), "{blijft}");
    // And who looked, as in her inzage.
    let inzage = regio.als(Wie::Fg).get(&path.replace("dossier", "inzage")).await.met(200);
    let shown = all.json["inzage"]["regels"].as_array().unwrap();
    let later = inzage.json["regels"].as_array().unwrap();
    assert_eq!(shown.as_slice(), &later[..shown.len()]);
    assert_eq!(later.last().unwrap()["actie"], "alles opgevraagd wat over u is bewaard");
}

#[actix_web::test]
async fn het_dossier_van_een_gezin_aan_tafel_heeft_de_afspraken_en_hun_woorden() {
    let regio = regio().await;
    let tafel = crate::knooppunt_tafel::Tafel::gedekt(&regio, "Vrouw aan Tafel").await;
    let theirs = json!({ "oordeel": "akkoord-met-opmerking", "woorden": "Als het maar na de geboorte is." });
    regio.als(Wie::Voorzitter).stap(&tafel.afspraak, "positie", theirs).await.met(200);
    let gezin = Gezin { signaal: String::new(), casus: tafel.casus };
    let all = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    staat(&all, "besprekingen", "Plaats", "Het wijkhuis");
    staat(&all, "besprekingen", "Aan tafel", "aanstaande moeder, wijkteam");
    staat(&all, "afspraken", "Wat", "Belt de gemeente over de huur.");
    staat(&all, "afspraken", "Wat u ervan vond", "Akkoord met opmerking");
    staat(&all, "afspraken", "In uw woorden", "Als het maar na de geboorte is.");
}

#[actix_web::test]
async fn alleen_de_fg_vraagt_een_dossier_op() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = regio.dossier_pad(&gezin).await;
    let absent = format!("/v1/clienten/{}/dossier", niets());
    for wie in IEDEREEN.into_iter().filter(|wie| *wie != Wie::Fg) {
        regio.als(wie).get(&absent).await.weigert(404, "niet-gevonden");
        regio.vergeet_regels();
        let answer = regio.als(wie).get(&path).await;
        assert!(!answer.tekst().contains(NAAM));
        if wie == Wie::Coordinator {
            answer.weigert(403, "niet-toegestaan");
        } else {
            assert_eq!(answer.bytes, regio.als(wie).get(&absent).await.weigert(404, "niet-gevonden").bytes, "{wie:?}");
        }
    }
}

#[actix_web::test]
async fn een_naam_is_op_de_pagina_nooit_meer_dan_tekst() {
    let regio = regio().await;
    let boos = "<script>alert(\"x\")</script>";
    let gezin = regio.aangemeld(bodies::signaal_van(boos, "06 77777777")).await;
    let path = regio.dossier_pad(&gezin).await;
    let page = regio.pagina(Wie::Fg, &path).await.met(200);
    assert_eq!(page.header("content-type").as_deref(), Some("text/html; charset=utf-8"));
    let tekst = page.tekst();
    assert!(!tekst.contains("<script") && tekst.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;"));
    for kop in ["Alles wat Knooppunt over u bewaart", "Wie u bent", "Hoe lang het wordt bewaard", "Wie uw gegevens zag"]
    {
        assert!(tekst.contains(kop), "{kop}");
    }
}

#[actix_web::test]
async fn van_wie_haar_gegevens_zijn_gewist_staat_er_dat_ze_weg_zijn() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let path = regio.dossier_pad(&gezin).await;
    regio.als(Wie::Verloskundige).stap(gezin.signaal_pad(), "intrekking", Value::Null).await.met(200);
    let all = regio.als(Wie::Fg).get(&path).await.met(200);
    staat(&all, "persoonsgegevens", "Gegevens", "gewist");
    for gone in [NAAM, ADRES, EIGEN_VRAAG] {
        assert!(!all.tekst().contains(gone));
    }
}

/// The tables with something about a person that the dossier tells of; the logboek is the inzage in it.
const VERTELD: [&str; 26] = [
    "afspraak",
    "agendapunt",
    "bericht",
    "casus",
    "casus_thema",
    "casusregisseurschap",
    "contactmoment",
    "deelnemer",
    "doorgeleiding",
    "evaluatie",
    "gegevenswijziging",
    "huisbezoek",
    "kind",
    "logregel",
    "noodprocedure",
    "notitie",
    "signaal",
    "termijn",
    "toestemming",
    "traject",
    "verhuizing",
    "voorstel",
    "warme_overdracht",
    "weging",
    "zwangerschap",
    "zwangerschapseinde",
];

#[actix_web::test]
async fn elke_tabel_over_een_persoon_staat_in_haar_dossier() {
    let regio = regio().await;
    let columns = "('client_id', 'casus_id', 'signaal_id', 'zwangerschap_id', 'traject_id', 'agendapunt_id')";
    let sqlite = format!(
        "SELECT DISTINCT m.name AS tekst FROM sqlite_master m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND c.name IN {columns}"
    );
    let postgresql = format!(
        "SELECT DISTINCT table_name::text AS tekst FROM information_schema.columns \
         WHERE table_schema = 'public' AND column_name IN {columns}"
    );
    let query = if database::op_postgresql(&regio.db) { postgresql } else { sqlite };
    let mut tables = database::teksten(&regio.db, query);
    tables.sort_unstable();
    assert_eq!(tables, VERTELD, "tell of a new table in src/store/dossier");
}
