//! Who looked at a mother's file: told to her, in her language, complete.

use actix_web::test::TestRequest;
use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    gegeven::{
        Antwoord, IEDEREEN, Regio, Wie,
        bodies::{self, ADRES, ALLES, EIGEN_VRAAG, NAAM, REDEN},
        niets, regio, regio_met,
        verhaal::Gezin,
    },
    openapi::{document, houdt},
};

impl Regio {
    /// The path of the inzage of a family, as its coordinator finds it.
    pub async fn inzage_pad(&self, gezin: &Gezin) -> String {
        let casus = self.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
        casus.json["_links"]["inzage"]["href"].as_str().unwrap().to_owned()
    }

    /// The client of a family.
    pub async fn client(&self, gezin: &Gezin) -> String {
        self.inzage_pad(gezin).await.split('/').nth(3).unwrap().to_owned()
    }

    /// A page for people.
    pub async fn pagina(&self, wie: Wie, path: &str) -> Antwoord {
        self.als(wie).vraag(TestRequest::get().uri(path).insert_header(("accept", "text/html"))).await
    }
}

/// The lines of an answer in short: by which organisation, what was done, to what kind, how often.
fn kort(answer: &Antwoord) -> Vec<(String, String, String, u64)> {
    let tekst = |regel: &Value, naam: &str| regel[naam].as_str().unwrap().to_owned();
    let regels = answer.json["regels"].as_array().unwrap();
    let kort =
        |r: &Value| (tekst(r, "organisatie"), tekst(r, "actie"), tekst(r, "soort"), r["aantal"].as_u64().unwrap());
    regels.iter().map(kort).collect()
}

fn een(organisatie: &str, actie: &str, soort: &str, aantal: u64) -> (String, String, String, u64) {
    (organisatie.into(), actie.into(), soort.into(), aantal)
}

#[actix_web::test]
async fn een_moeder_ziet_wie_haar_gegevens_zag_en_wie_het_probeerde() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let path = regio.inzage_pad(&gezin).await;
    regio.verstrijk(TimeDelta::minutes(10));
    // Her midwife looks twice, a stranger tries, a desk opens it in an emergency.
    for _ in 0..2 {
        regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
        regio.verstrijk(TimeDelta::minutes(10));
    }
    regio.als(Wie::AndereCoordinator).get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    regio.als(Wie::AndereVoorzorg).get(&gezin.pad()).await.met(200);
    regio.vergeet_regels();

    let seen = regio.als(Wie::Fg).get(&path).await.met(200);
    let line = regio.een_regel(Wie::Fg, "inzage-gegeven");
    assert_eq!((line.handeling.as_str(), line.grond.as_deref()), ("client-inzage", Some("rol")));
    assert_eq!((line.object.as_deref(), line.casus.as_ref()), (path.split('/').nth(3), Some(&gezin.casus)));
    assert_eq!(line.betrokkenen.matches('-').count(), 4, "one person: {}", line.betrokkenen);
    assert_eq!(
        kort(&seen),
        [
            een("De Wieg", "een signaal geregistreerd", "signaal", 1),
            een("JGZ Zuid-Limburg", "bekeken", "signaal", 1),
            een("JGZ Zuid-Limburg", "bekeken", "casus", 1),
            een("De Wieg", "bekeken", "signaal", 2),
            een("JGZ Zuid-Limburg", "geprobeerd, en geweigerd: een casus bekijken", "casus", 1),
            een("Vroeg Erbij", "uw casus geopend in een noodsituatie", "noodprocedure", 1),
            een("Vroeg Erbij", "bekeken", "casus", 1),
        ]
    );
    let regels = &seen.json["regels"];
    let melding = json!({
        "dag": "2026-11-23",
        "eerste": { "utc": "2026-11-23T09:00:00.000000Z", "hier": "23 november 2026, 10:00 uur" },
        "laatste": { "utc": "2026-11-23T09:00:00.000000Z", "hier": "23 november 2026, 10:00 uur" },
        "aantal": 1,
        "organisatie": "De Wieg",
        "functie": "verloskundige of andere professional die een zorg meldt",
        "namens": "De Wieg",
        "soort": "signaal",
        "wat": "het signaal: de zorg die een professional met u besprak",
        "gebeurtenis": "signaal-ontvangen",
        "actie": "een signaal geregistreerd",
        "doel": "hulp voor uw gezin afstemmen",
        "grond": "deze professional besprak de zorg met u",
        "noodprocedure": false,
        "geweigerd": false,
        "uitkomst": "gedaan",
    });
    assert_eq!(regels[0], melding);
    let twee_keer = &regels[3];
    assert_eq!(twee_keer["eerste"]["utc"], "2026-11-23T09:10:00.000000Z");
    assert_eq!(twee_keer["laatste"]["utc"], "2026-11-23T09:20:00.000000Z");
    assert_eq!(regels[4]["geweigerd"], true);
    assert_eq!(regels[4]["uitkomst"], "geweigerd: er is niets getoond, ook niet dat u bekend bent");
    assert!(regels[4].get("grond").is_none() && regels[4].get("functie").is_none());
    assert_eq!((&regels[6]["noodprocedure"], &regels[5]["noodprocedure"]), (&json!(true), &json!(true)));
    assert!(regels[6]["grond"].as_str().unwrap().starts_with("een noodsituatie"));
    // Nothing of what she told is in it, nor why somebody opened it: that is in her dossier.
    for secret in [NAAM, ADRES, EIGEN_VRAAG, REDEN] {
        assert!(!seen.tekst().contains(secret), "{secret}");
    }
    assert!(!seen.tekst().contains("Verloskundige"), "no names of who works there");

    // The request itself is in the next one.
    let next = regio.als(Wie::Coordinator).get(&path).await.met(200);
    let last = kort(&next).pop().unwrap();
    assert_eq!(last, een("GGD Kennis", "opgevraagd wie uw gegevens zag", "client", 1));
    assert_eq!(next.json["regels"][7]["doel"], "uw recht om te weten wat er is bewaard en wie keek");
}

#[actix_web::test]
async fn de_naam_van_een_medewerker_staat_er_alleen_als_de_regio_dat_wil() {
    let regio = regio_met(&[("KNOOPPUNT__INZAGE__TOON_MEDEWERKER", "true")]).await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let path = regio.inzage_pad(&gezin).await;
    let seen = regio.als(Wie::Coordinator).get(&path).await.met(200);
    assert_eq!(seen.json["regels"][0]["medewerker"], "Verloskundige");
    let page = regio.pagina(Wie::Coordinator, &path).await.met(200);
    assert!(page.tekst().contains("Verloskundige"));
}

#[actix_web::test]
async fn wie_haar_casus_draagt_vraagt_het_voor_haar_op_en_een_ander_weet_niet_dat_zij_er_is() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let path = regio.inzage_pad(&gezin).await;
    let absent = path.replace(path.split('/').nth(3).unwrap(), &niets());
    for wie in IEDEREEN {
        let answer = regio.als(wie).get(&path).await;
        if [Wie::Coordinator, Wie::Fg].contains(&wie) {
            answer.met(200);
            continue;
        }
        let answer = answer.weigert(404, "niet-gevonden");
        assert_eq!(answer.bytes, regio.als(wie).get(&absent).await.bytes, "{wie:?}");
    }
    // She carries it from now on; the link tells her so.
    let body = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", body).await.met(200);
    let casus = regio.als(Wie::Huisbezoeker).get(&gezin.pad()).await.met(200);
    assert_eq!(casus.json["_links"]["inzage"]["href"], path);
    regio.vergeet_regels();
    let seen = regio.als(Wie::Huisbezoeker).get(&path).await.met(200);
    assert_eq!(regio.een_regel(Wie::Huisbezoeker, "inzage-gegeven").grond.as_deref(), Some("regisseur"));
    // Those who tried to ask are in it.
    let probeerde = |r: &&Value| r["actie"] == "geprobeerd, en geweigerd: opvragen wie iemands gegevens zag";
    let probeerden = seen.json["regels"].as_array().unwrap().iter().filter(probeerde).count();
    assert_eq!(probeerden, IEDEREEN.len() - 2);
}

#[actix_web::test]
async fn een_bladzijde_met_namen_staat_bij_iedereen_die_erop_stond_en_bij_niemand_anders() {
    let regio = regio().await;
    let mut gezinnen = Vec::new();
    for nummer in 0..50 {
        let body = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 3000{nummer:04}"));
        gezinnen.push(regio.aangemeld(body).await);
    }
    regio.verstrijk(TimeDelta::hours(1));
    regio.als(Wie::Verloskundige).get("/v1/signalen?aantal=50").await.met(200);
    assert_eq!(regio.tel("logregel_betrokkene WHERE logregel_id = (SELECT id FROM logregel WHERE gebeurtenis IN ('gelezen', 'gezocht') AND object_id IS NULL)"), 50);
    // The first looks at one more, and only hers shows it.
    regio.als(Wie::Verloskundige).get(&gezinnen[0].signaal_pad()).await.met(200);
    for (nummer, gezin) in gezinnen.iter().enumerate() {
        let path = regio.inzage_pad(gezin).await;
        let seen = regio.als(Wie::Fg).get(&format!("{path}?van=2026-11-23&tot=2026-11-23")).await.met(200);
        let van_de_wieg: Vec<_> = kort(&seen).into_iter().filter(|(door, ..)| door == "De Wieg").collect();
        let lijst = van_de_wieg.iter().filter(|(_, actie, ..)| actie != "een signaal geregistreerd");
        assert_eq!(lijst.map(|(.., aantal)| aantal).sum::<u64>(), if nummer == 0 { 2 } else { 1 }, "{van_de_wieg:?}");
    }
}

#[actix_web::test]
async fn zij_kiest_de_dagen_en_een_dag_is_een_dag_in_nederland() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let path = regio.inzage_pad(&gezin).await;
    // Half past midnight of Tuesday, in the Netherlands.
    regio.verstrijk(TimeDelta::minutes(14 * 60 + 30));
    regio.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200);
    let fg = regio.als(Wie::Fg);
    let maandag = fg.get(&format!("{path}?tot=2026-11-23")).await.met(200);
    assert!(kort(&maandag).iter().all(|(_, actie, ..)| actie != "opgevraagd wie uw gegevens zag"));
    assert_eq!(maandag.json["regels"].as_array().unwrap().len(), 3);
    let dinsdag = fg.get(&format!("{path}?van=2026-11-24")).await.met(200);
    assert_eq!(kort(&dinsdag)[0], een("De Wieg", "bekeken", "signaal", 1));
    assert_eq!(dinsdag.json["regels"][0]["eerste"]["hier"], "24 november 2026, 00:30 uur");
    fg.get(&format!("{path}?van=gisteren")).await.noemt("van");
}

#[actix_web::test]
async fn een_tweede_signaal_over_haar_hoort_erbij() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let path = regio.inzage_pad(&gezin).await;
    let tweede = regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal()).await.met(201).id();
    let before = regio.als(Wie::Fg).get(&path).await.met(200);
    let meldingen = |answer: &Antwoord| {
        kort(answer).iter().filter(|(_, actie, ..)| actie == "een signaal geregistreerd").map(|(.., n)| *n).sum::<u64>()
    };
    assert_eq!(meldingen(&before), 1, "nobody said yet that it is the same woman");
    let koppeling = json!({ "casus": gezin.casus });
    regio.als(Wie::Coordinator).stap(format!("/v1/signalen/{tweede}"), "koppeling", koppeling).await.met(200);
    assert_eq!(meldingen(&regio.als(Wie::Fg).get(&path).await.met(200)), 2);
}

#[actix_web::test]
async fn het_overzicht_is_ook_een_pagina_om_te_printen() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let path = regio.inzage_pad(&gezin).await;
    let boos = "<script>alert('Wieg')</script>";
    regio.voer_uit(&format!("UPDATE organisatie SET naam = '{}' WHERE naam = 'De Wieg'", boos.replace('\'', "''")));
    let page = regio.pagina(Wie::Coordinator, &path).await.met(200);
    assert_eq!(page.header("content-type").as_deref(), Some("text/html; charset=utf-8"));
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(policy.starts_with("default-src 'none'; style-src 'sha256-") && !policy.contains("unsafe"), "{policy}");
    let tekst = page.tekst();
    assert!(tekst.contains("<html lang=\"nl\">") && tekst.contains("@page{size:A4"));
    assert!(!tekst.contains("<script") && tekst.contains("&lt;script&gt;alert"));
    for zin in [
        "Wie zag uw gegevens?",
        "maandag 23 november 2026",
        "een signaal geregistreerd",
        "10:00",
        "deze professional besprak de zorg met u",
    ] {
        assert!(tekst.contains(zin), "{zin}");
    }
    for elders in ["http://", "https://", "src=", "javascript:", "@import", "url("] {
        assert!(!tekst.contains(elders), "{elders}");
    }
    // A refusal stays a problem, and another form is not there.
    regio.pagina(Wie::Beheerder, &path).await.weigert(404, "niet-gevonden");
    let image = TestRequest::get().uri(&path).insert_header(("accept", "image/png"));
    regio.als(Wie::Fg).vraag(image).await.weigert(406, "niet-acceptabel");
}

#[actix_web::test]
async fn een_avond_past_op_haar_telefoon_en_vertelt_een_reden_maar_een_keer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Huisbezoeker).await;
    for _ in 0..20 {
        regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    }
    let path = regio.inzage_pad(&gezin).await;
    let seen = regio.als(Wie::Fg).get(&path).await.met(200);
    let page = regio.pagina(Wie::Fg, &path).await.met(200).tekst();
    // No column can be cut off, and each who stands there once.
    assert!(!page.contains("<table") && page.contains("@media(max-width:36rem)"));
    assert_eq!(
        page.matches("<section class=\"wie\">").count(),
        4,
        "the midwife, two coordinators' grounds, the nurse and the FG"
    );
    let gronden: std::collections::BTreeSet<&str> =
        seen.json["regels"].as_array().unwrap().iter().filter_map(|regel| regel["grond"].as_str()).collect();
    assert!(gronden.len() >= 5, "{gronden:?}");
    assert!(!page.contains("het hoort bij deze functie"));
    let zin = "de coördinator van uw gemeente zoekt met u uit wat nodig is";
    assert_eq!(page.matches(zin).count(), 1);
}

#[actix_web::test]
async fn een_ingetrokken_toestemming_wist_niet_wie_er_keek() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let path = regio.inzage_pad(&gezin).await;
    regio.als(Wie::Verloskundige).stap(gezin.signaal_pad(), "intrekking", Value::Null).await.met(200);
    let seen = regio.als(Wie::Fg).get(&path).await.met(200);
    assert!(kort(&seen).contains(&een("De Wieg", "het signaal ingetrokken en de gegevens gewist", "signaal", 1)));
}

#[actix_web::test]
async fn het_antwoord_is_dat_van_het_document() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let path = regio.inzage_pad(&gezin).await;
    houdt(&document(), "clientInzage", &regio.als(Wie::Fg).get(&path).await.met(200));
}

#[actix_web::test]
async fn wat_in_het_logboek_naar_haar_wijst_verandert_nooit() {
    let regio = regio().await;
    regio.aangemeld(bodies::signaal()).await;
    let before = regio.tel("logregel_betrokkene");
    assert!(before > 0);
    for statement in ["DELETE FROM logregel_betrokkene", "UPDATE logregel_betrokkene SET logregel_id = pseudoniem"] {
        regio.mag_niet(statement);
    }
    assert_eq!(regio.tel("logregel_betrokkene"), before);
}
