//! Signalen: what a signaller may count on.

use actix_web::test::TestRequest;
use serde_json::{Value, json};

use crate::gegeven::{
    Wie, begin,
    bodies::{self, ADRES, EIGEN_VRAAG, NAAM, TELEFOON},
    moment, regio,
};

#[actix_web::test]
async fn een_weigering_laat_geen_persoonsgegevens_na() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    let before = regio.inhoud();
    regio.vergeet_regels();
    let mut body = bodies::signaal();
    body["toestemming"] = json!({ "besluit": "geweigerd" });
    let counted = regio.als(Wie::Verloskundige).post("/v1/signalen", body).await.met(200);
    assert_eq!(counted.json["status"], "zonder-toestemming");
    assert!(counted.header("location").is_none());
    let line = regio.een_regel(Wie::Verloskundige, "signaal-zonder-toestemming");
    assert_eq!((line.object, line.casus, line.betrokkenen.as_str()), (None, None, "[]"));
    for hers in [NAAM, "Proefpersoon", ADRES, TELEFOON, EIGEN_VRAAG, "2001-05-04"] {
        assert_eq!(regio.waar_staat(hers), Vec::<String>::new(), "{hers}");
    }
    let mut after = regio.inhoud();
    assert_eq!(after["telling"].len(), 1);
    after.insert("telling".into(), Vec::new());
    assert_eq!(after, before, "a count, and nothing else");
    assert_eq!(
        regio
            .rijen("telling")
            .is("soort", "signaal-zonder-toestemming")
            .is("gemeente", "GM0917")
            .is("aantal", "1")
            .tel(),
        1
    );
}

#[actix_web::test]
async fn acuut_gevaar_wordt_geweigerd_met_de_weg_naar_veilig_thuis() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    regio.vergeet_regels();
    let before = regio.inhoud();
    let mut body = bodies::signaal();
    body["urgentie"] = "acuut-gevaar".into();
    let refused = regio.als(Wie::Verloskundige).post("/v1/signalen", body).await.weigert(400, "acuut-gevaar");
    let detail = refused.veld("detail");
    assert!(detail.contains("Veilig Thuis") && detail.contains("0800-2000") && detail.contains("112"), "{detail}");
    regio.een_regel(Wie::Verloskundige, "signaal-acuut-gevaar");
    assert_eq!(regio.waar_staat(NAAM), Vec::<String>::new());
    let mut after = regio.inhoud();
    assert_eq!(after.insert("telling".into(), Vec::new()).map(|rows| rows.len()), Some(1));
    assert_eq!(after, before);
}

#[actix_web::test]
async fn een_verloskundige_ziet_de_signalen_van_een_andere_praktijk_niet() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let other = regio.als(Wie::AndereVerloskundige);
    let hers = other.get(&gezin.signaal_pad()).await.weigert(404, "niet-gevonden");
    let absent = other.get(&format!("/v1/signalen/{}", crate::gegeven::niets())).await;
    assert_eq!(hers.bytes, absent.bytes);
    assert!(other.get("/v1/signalen").await.met(200).items().is_empty());
    assert!(other.get("/v1/signalen?status=ontvangen").await.met(200).items().is_empty());
    let path = format!("{}/intrekking", gezin.signaal_pad());
    other.post_met(&path, "\"1\"", Value::Null).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.als(Wie::Verloskundige).get("/v1/signalen").await.met(200).items().len(), 1);
}

#[actix_web::test]
async fn een_signaal_dat_lijkt_op_een_bekend_gezin_zegt_niet_wie_of_waarom() {
    let regio = regio().await;
    let eerste = regio.in_behandeling().await;
    let mut body = bodies::signaal();
    body["gemeente"] = "GM0928".into();
    let other = regio.als(Wie::AndereVerloskundige).post("/v1/signalen", body).await.met(201);
    assert_eq!(other.json["mogelijkBekend"], true);
    assert_eq!(other.json["status"], "ontvangen");
    assert!(other.json.get("lijktOp").is_none() && !other.tekst().contains(&eerste.casus));
    let path = format!("/v1/signalen/{}", other.id());
    let seen = regio.als(Wie::Coordinator).get(&path).await.met(200);
    assert_eq!(seen.json["lijktOp"], eerste.casus);
    assert!(seen.json.get("client").is_none(), "the coordinator sees the match, the signaller whom it is about");

    let coordinator = regio.als(Wie::Coordinator);
    let another = json!({ "casus": crate::gegeven::niets() });
    coordinator.post_met(&format!("{path}/koppeling"), &seen.etag(), another).await.noemt("casus");
    regio.vergeet_regels();
    let joined = coordinator
        .post_met(&format!("{path}/koppeling"), &seen.etag(), json!({ "casus": eerste.casus }))
        .await
        .met(200);
    regio.een_regel(Wie::Coordinator, "signaal-gekoppeld");
    assert_eq!((&joined.json["status"], &joined.json["casus"]), (&json!("gekoppeld"), &json!(eerste.casus)));
    assert_eq!(regio.tel("casus"), 1);
    let signalen = coordinator.get(&eerste.pad()).await.met(200).json["signalen"].clone();
    assert_eq!(signalen.as_array().map(Vec::len), Some(2));
    coordinator
        .post_met(&format!("{path}/koppeling"), &joined.etag(), json!({ "casus": eerste.casus }))
        .await
        .weigert(409, "conflict");
}

#[actix_web::test]
async fn een_ander_gezin_krijgt_een_eigen_casus() {
    let regio = regio().await;
    let eerste = regio.in_behandeling().await;
    let signaal = regio.als(Wie::Verloskundige).post("/v1/signalen", bodies::signaal()).await.met(201).id();
    let path = format!("/v1/signalen/{signaal}");
    let coordinator = regio.als(Wie::Coordinator);
    let apart = coordinator.stap(path.clone(), "koppeling", json!({})).await.met(200);
    assert_ne!(apart.veld("casus"), eerste.casus);
    assert_eq!(regio.tel("casus"), 2);
}

#[actix_web::test]
async fn een_signaal_intrekken_wist_alles_van_haar() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    regio.vergeet_regels();
    let verloskundige = regio.als(Wie::Verloskundige);
    let taken = verloskundige.get(&gezin.signaal_pad()).await.met(200);
    regio.vergeet_regels();
    let path = format!("{}/intrekking", gezin.signaal_pad());
    let gone = verloskundige.post_met(&path, &taken.etag(), Value::Null).await.met(200);
    regio.een_regel(Wie::Verloskundige, "signaal-ingetrokken");
    assert_eq!((&gone.json["status"], &gone.json["stand"]), (&json!("ingetrokken"), &json!("ingetrokken")));
    assert!(gone.json.get("client").is_none());
    for table in ["zwangerschap", "termijn", "toestemming", "casus_thema", "weging"] {
        assert_eq!(regio.tel(table), 0, "{table}");
    }
    assert_eq!(
        regio.tel("signaal WHERE eigen_vraag IS NOT NULL OR themas <> '[]' OR beschermende_factoren <> '[]'"),
        0
    );
    assert_eq!(
        regio.tel("client WHERE length(gegevens) > 0 OR length(sleutel) > 0 OR kenmerk_telefoon IS NOT NULL"),
        0
    );
    assert_eq!(regio.rijen("telling").is("soort", "signaal-ingetrokken").is("aantal", "1").tel(), 1);
    assert_eq!(regio.rijen("casus").niet("status", "afgesloten").tel(), 0);
    assert!(regio.wachtrij(Wie::Coordinator).await.is_empty());
    for hers in [NAAM, ADRES, TELEFOON, EIGEN_VRAAG] {
        assert_eq!(regio.waar_staat(hers), Vec::<String>::new(), "{hers}");
    }
    // She is unknown now: the next worry about her resembles nobody.
    let again = verloskundige.post("/v1/signalen", bodies::signaal()).await.met(201);
    assert_eq!(again.json["mogelijkBekend"], false);
    assert_eq!(regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).json["gedeeld"], json!({}));
}

#[actix_web::test]
async fn een_opgepakt_signaal_is_niet_meer_in_te_trekken() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let refused = regio.als(Wie::Verloskundige).stap(gezin.signaal_pad(), "intrekking", Value::Null).await;
    refused.weigert(409, "conflict");
    assert_eq!(regio.rijen("signaal").is("status", "gekoppeld").tel(), 1);
}

#[actix_web::test]
async fn een_meisje_van_vijftien_beslist_samen_met_haar_ouders() {
    let regio = regio().await;
    let verloskundige = regio.als(Wie::Verloskundige);
    for (born, alone, right) in [
        ("2011-11-24", "client", "client-en-gezag"),
        ("2011-11-23", "client", "client-en-gezag"),
        ("2010-11-24", "client", "client-en-gezag"),
        ("2010-11-23", "client-en-gezag", "client"),
        ("2014-11-24", "client-en-gezag", "gezag"),
    ] {
        let mut body = bodies::signaal_van(&format!("Meisje {born}"), "06 87654321");
        body["client"]["geboortedatum"] = born.into();
        body["toestemming"]["gegevenDoor"] = alone.into();
        verloskundige.post("/v1/signalen", body.clone()).await.noemt("toestemming.gegevenDoor");
        body["toestemming"]["gegevenDoor"] = right.into();
        verloskundige.post("/v1/signalen", body).await.met(201);
    }
    assert_eq!(regio.tel("signaal"), 5);
}

#[actix_web::test]
async fn dezelfde_idempotency_key_doet_het_niet_twee_keer() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    regio.vergeet_regels();
    let met = |body: Value| {
        TestRequest::post().uri("/v1/signalen").insert_header(("idempotency-key", "een-keer")).set_json(body)
    };
    let verloskundige = regio.als(Wie::Verloskundige);
    let first = verloskundige.vraag(met(bodies::signaal())).await.met(201);
    regio.een_regel(Wie::Verloskundige, "signaal-ontvangen");
    let again = verloskundige.vraag(met(bodies::signaal())).await.met(201);
    regio.een_regel(Wie::Verloskundige, "gelezen");
    assert_eq!(
        (&first.bytes, first.header("location"), first.etag()),
        (&again.bytes, again.header("location"), again.etag())
    );
    assert_eq!((regio.tel("signaal"), regio.tel("client")), (1, 1));
    let different = bodies::signaal_van("Iemand Anders", "06 99999999");
    verloskundige.vraag(met(different)).await.weigert(409, "herhaling-verschilt");
    // The key is hers alone, and works for a day.
    regio.als(Wie::AndereVerloskundige).vraag(met(bodies::signaal())).await.met(201);
    regio.verstrijk(chrono::TimeDelta::hours(25));
    verloskundige.vraag(met(bodies::signaal())).await.met(201);
    assert_eq!(regio.tel("signaal"), 3);
}

#[actix_web::test]
async fn de_namen_staan_versleuteld_in_de_database() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::Huisbezoeker);
    desk.stap(traject, "uitkomst", bodies::uitkomst()).await.met(200);
    desk.stap(d, "afronding", bodies::afronding()).await.met(200);
    assert!(desk.get("/v1/doorgeleidingen").await.met(200).status == 200);
    let wishes = bodies::uitkomst()["wensen"].as_str().unwrap().to_owned();
    for hers in
        [NAAM, "Proefpersoon", ADRES, TELEFOON, EIGEN_VRAAG, "2001-05-04", &wishes, "kennismaken", "Rust in huis"]
    {
        assert_eq!(regio.waar_staat(hers), Vec::<String>::new(), "{hers}");
    }
}

#[actix_web::test]
async fn een_signaal_zonder_toestemming_voor_de_verkenning_kan_niet() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["toestemming"]["items"] = json!([bodies::item("steun-op-maat", "voorzorg", &["contactgegevens"])]);
    regio.als(Wie::Verloskundige).post("/v1/signalen", body).await.noemt("toestemming.items");
    assert_eq!(regio.tel("signaal"), 0);
}

#[actix_web::test]
async fn wie_met_dezelfde_sleutel_opnieuw_leest_krijgt_niet_wat_zij_toen_mocht_zien() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let regisseur = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", regisseur).await.met(200);
    let zij = regio.als(Wie::Huisbezoeker);
    let read = || TestRequest::get().uri(&gezin.pad()).insert_header(("idempotency-key", "een"));
    regio.vergeet_regels();
    zij.vraag(read()).await.met(200);
    zij.vraag(read()).await.met(200);
    assert!(
        regio
            .neem_regels()
            .iter()
            .all(|line| line.gebeurtenis == "gelezen" && line.casus.as_ref() == Some(&gezin.casus))
    );
    let ander = json!({ "casusregisseur": regio.gebruiker(Wie::Coordinator) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", ander).await.met(200);
    zij.vraag(read()).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.tel("herhaling"), 0, "what was read is not kept");
}

#[actix_web::test]
async fn wie_door_een_gefilterde_lijst_bladert_houdt_haar_filter() {
    let regio = regio().await;
    let verloskundige = regio.als(Wie::Verloskundige);
    let mut wachtend = Vec::new();
    for _ in 0..3 {
        wachtend.push(verloskundige.post("/v1/signalen", bodies::signaal()).await.met(201).id());
    }
    let terug = wachtend.remove(1);
    verloskundige.stap(format!("/v1/signalen/{terug}"), "intrekking", Value::Null).await.met(200);
    let (mut next, mut seen) = ("/v1/signalen?status=ontvangen&aantal=1".to_owned(), Vec::new());
    while !next.is_empty() {
        let page = verloskundige.get(&next).await.met(200);
        assert_eq!(page.json["_links"]["self"]["href"], "/v1/signalen?status=ontvangen");
        seen.extend(page.items().iter().map(|item| item["id"].as_str().unwrap().to_owned()));
        next = page.json["_links"]["next"]["href"].as_str().unwrap_or_default().to_owned();
    }
    seen.reverse();
    assert_eq!(seen, wachtend, "the newest first, and not the one that was taken back");
    let lines = regio.neem_regels();
    let read: Vec<_> = lines.iter().filter(|line| line.gebeurtenis == "gelezen").collect();
    assert!(read.len() >= 2 && read.iter().all(|line| line.uitkomst == "gelukt"), "a line for each page: {lines:#?}");
}

/// Whether a second signaal is recognised as one about the woman of the first.
async fn herkend(regio: &crate::gegeven::Regio, eerste: &Value, tweede: &Value) -> bool {
    let verloskundige = regio.als(Wie::Verloskundige);
    let mut known = Vec::new();
    for client in [eerste, tweede] {
        let mut body = bodies::signaal();
        for (field, value) in client.as_object().unwrap() {
            body["client"][field] = value.clone();
        }
        known.push(verloskundige.post("/v1/signalen", body).await.met(201));
    }
    assert_eq!(known[0].json["mogelijkBekend"], false, "{eerste}");
    known[1].json["mogelijkBekend"] == true
}

#[actix_web::test]
async fn een_vrouw_wordt_herkend_hoe_haar_naam_ook_is_opgeschreven() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    let pairs = [
        ("Małgorzata Wiśniewska", "Malgorzata Wisniewska"),
        ("Yıldız Işık", "Yildiz Isik"),
        ("Ema Dvořáková", "Ema Dvorakova"),
        ("Søren Voorbeeld", "Soren Voorbeeld"),
        ("Anke Großmann", "Anke Grossmann"),
        ("Proefpersoon, Eva", "Eva Proefpersoon"),
        ("Noor de Vries-Proefpersoon", "Noor Proefpersoon"),
        ("Lot van den Voorbeeld", "Lot Bakker-van den Voorbeeld"),
    ];
    for (number, (een, ander)) in pairs.into_iter().enumerate() {
        let geboren = format!("199{number}-03-1{number}");
        let client =
            |naam: &str, telefoon: String| json!({ "naam": naam, "geboortedatum": geboren, "telefoon": telefoon });
        let found =
            herkend(&regio, &client(een, format!("06 2000000{number}")), &client(ander, format!("06 3000000{number}")))
                .await;
        assert!(found, "{een} / {ander}");
    }
    let other = json!({ "naam": "Iemand Anders", "geboortedatum": "1990-03-10", "telefoon": "06 40000001" });
    let another = json!({ "naam": "Nog Iemand", "geboortedatum": "1990-03-10", "telefoon": "06 40000002" });
    assert!(!herkend(&regio, &other, &another).await);
}

#[actix_web::test]
async fn een_vrouw_wordt_herkend_aan_haar_telefoon_met_en_zonder_landnummer() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    let pairs = [
        ("+32 470 12 3456", "+32 (0)470 12 3456"),
        ("+49 171 1234567", "+49 (0)171 1234567"),
        ("0313 112345", "+31 313 112345"),
    ];
    for (number, (een, ander)) in pairs.into_iter().enumerate() {
        let geboren = format!("199{number}-03-1{number}");
        let client =
            |naam: &str, telefoon: &str| json!({ "naam": naam, "geboortedatum": geboren, "telefoon": telefoon });
        assert!(herkend(&regio, &client("Eerste Naam", een), &client("Tweede Naam", ander)).await, "{een} / {ander}");
    }
}

#[actix_web::test]
async fn een_gegeven_dat_niets_zegt_of_niet_kan_wordt_geweigerd() {
    let regio = regio().await;
    regio.iedereen_logt_in().await;
    let before = regio.inhoud();
    let wrong = [
        ("client.naam", json!("\u{200b}\u{200b}"), "teken-niet-toegestaan"),
        ("client.naam", json!("..."), "zonder-letter"),
        ("client.naam", json!("Eva \u{7}Voorbeeld"), "teken-niet-toegestaan"),
        ("client.naam", json!("Eva\nVoorbeeld"), "een-regel"),
        ("client.naam", json!("Eva \u{202e}dleebrooV"), "teken-niet-toegestaan"),
        ("client.adres", json!("   "), "zonder-letter"),
        ("eigenVraag", json!(" \n "), "zonder-letter"),
        ("client.taal", json!("??"), "zonder-letter"),
        ("client.taal", json!("qqx"), "formaat"),
        ("client.telefoon", json!("06 12 +34 567 8"), "formaat"),
        ("client.geboortedatum", json!("2026-11-23"), "past-niet-bij-zwangerschap"),
        ("client.geboortedatum", json!("2023-11-23"), "past-niet-bij-zwangerschap"),
        ("client.geboortedatum", json!("1917-11-23"), "past-niet-bij-zwangerschap"),
    ];
    for (field, value, code) in wrong {
        let mut body = bodies::signaal();
        *body.pointer_mut(&format!("/{}", field.replace('.', "/"))).unwrap_or(&mut Value::Null) = value.clone();
        if let Some(name) = field.strip_prefix("client.") {
            body["client"][name] = value.clone();
        }
        let refused = regio.als(Wie::Verloskundige).post("/v1/signalen", body).await.noemt(field);
        let codes: Vec<_> = refused.json["fouten"].as_array().unwrap().iter().map(|fout| &fout["code"]).collect();
        assert!(codes.contains(&&json!(code)), "{field} {value}: {}", refused.tekst());
    }
    assert_eq!(regio.inhoud(), before);
}

#[actix_web::test]
async fn na_middernacht_in_heerlen_is_het_de_volgende_dag() {
    let regio = regio().await;
    regio.verstrijk(moment("2026-11-30T23:30:00Z").utc() - begin().utc());
    let mut body = bodies::signaal();
    // Sixteen today, and due in exactly 280 days.
    body["client"]["geboortedatum"] = "2010-12-01".into();
    body["zwangerschap"]["uitgerekend"] = "2027-09-07".into();
    regio.als(Wie::Verloskundige).post("/v1/signalen", body).await.met(201);
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let casus = coordinator.get(&gezin.pad()).await.met(200);
    // Due on 12 April 2027: 132 days from 1 December, and so 148 days on.
    assert_eq!(casus.json["gedeeld"]["zwangerschap"]["duur"], "21+1");
    let gisteren = json!({ "verkenningOp": "2026-11-30" });
    coordinator.stap(gezin.pad(), "verkenning", gisteren).await.noemt("verkenningOp");
    let vandaag = json!({ "verkenningOp": "2026-12-01" });
    coordinator.stap(gezin.pad(), "verkenning", vandaag).await.met(200);
}
