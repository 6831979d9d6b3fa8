//! Signalen: what a signaller may count on.

use actix_web::test::TestRequest;
use serde_json::{Value, json};

use crate::gegeven::{
    Wie,
    bodies::{self, ADRES, EIGEN_VRAAG, NAAM, TELEFOON},
    regio,
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
        regio.tel("telling WHERE soort = 'signaal-zonder-toestemming' AND gemeente = 'GM0917' AND aantal = 1"),
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
    assert_eq!(regio.tel("telling WHERE soort = 'signaal-ingetrokken' AND aantal = 1"), 1);
    assert_eq!(regio.tel("casus WHERE status <> 'afgesloten'"), 0);
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
    assert_eq!(regio.tel("signaal WHERE status = 'gekoppeld'"), 1);
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
    regio.een_regel(Wie::Verloskundige, "herhaald");
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
    assert_eq!(regio.waar_staat(NAAM), Vec::<String>::new(), "the answer that is kept is sealed");
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
