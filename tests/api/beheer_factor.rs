//! The second factor: shown just now for what weighs most, and set anew by two persons when it is lost.

use actix_web::{http::Method, web};
use chrono::TimeDelta;
use knooppunt::{
    cli::gebruiker::{Uitnodigen, uitnodigen},
    clock::Clock as _,
    domain::toegang::Rol,
    store::toegang::totp_code,
};
use serde_json::{Value, json};

use crate::{
    beheer::{Nieuwkomer, laatste, nieuw},
    gegeven::{GEHEIM, Regio, Wie, regels, regio},
};

async fn tweede_beheerder(regio: &Regio) -> Nieuwkomer {
    nieuw(regio, "tweede.beheerder", &regio.organisatie(Wie::Fg), json!([{ "rol": "beheerder" }])).await
}

/// Another one, of nobody's hand: invited at the machine itself.
async fn beheerder_van_de_machine(regio: &Regio) -> Nieuwkomer {
    let (db, nu) = (regio.db.clone(), regio.clock_nu());
    let wie = Uitnodigen {
        gebruikersnaam: "beheerder.twee".into(),
        naam: "Beheerder Twee".into(),
        organisatie: regio.organisatie(Wie::Fg),
        soort: None,
        gemeente: None,
        rol: Rol::Beheerder,
        gebied: None,
    };
    let invited = web::block(move || uitnodigen(&db, wie, nu).unwrap()).await.unwrap();
    let zij = Nieuwkomer::met_code(regio, &invited.gebruiker.to_string(), &invited.code).await;
    assert_eq!(regio.rijen("gebruiker").is("gebruikersnaam", "beheerder.twee").gevuld("uitgenodigd_door_id").tel(), 0);
    zij
}

fn voorzitter() -> Value {
    json!({ "rol": "voorzitter", "gebied": { "soort": "gemeente", "waarde": "GM0928" } })
}

#[actix_web::test]
async fn een_zware_rol_vraagt_een_factor_van_zojuist() {
    let regio = regio().await;
    let path = format!("/v1/gebruikers/{}/toekenningen", regio.gebruiker(Wie::Voorzitter));
    let tweede = tweede_beheerder(&regio).await;
    let give = |body: Value| tweede.vraag(&regio, Method::POST, &path, body);
    regio.verstrijk(TimeDelta::seconds(299));
    give(voorzitter()).await.met(201);
    // A token and a factor of the same login grow old together; here only the factor does.
    let oud = "UPDATE sessie SET factor_op = '2026-11-23T08:50:00.000000Z' WHERE beeindigd_op IS NULL";
    regio.voer_uit(oud);
    regio.vergeet_regels();
    let mut body = voorzitter();
    body["gebied"]["waarde"] = "GM0899".into();
    let refused = give(body.clone()).await.weigert(403, "verse-factor-nodig");
    assert!(refused.veld("detail").contains("/v1/sessies/huidige/factor"));
    let lines = regio.neem_regels();
    assert_eq!((lines.len(), lines[0].uitkomst.as_str()), (1, "factor-nodig"), "{lines:?}");
    let beheerder = regio.als(Wie::Beheerder);
    let desk = format!("/v1/desks/{}", regio.desk(Wie::Voorzorg));
    let etag = beheerder.get(&desk).await.met(200).etag();
    let term = |dagen: Value| json!({ "naam": "VoorZorg", "responstermijn": dagen });
    beheerder.put(&desk, &etag, term(json!(3))).await.weigert(403, "verse-factor-nodig");
    beheerder.put(&desk, &etag, term(Value::Null)).await.met(200);
    let organisatie = format!("/v1/organisaties/{}", regio.organisatie(Wie::AndereVoorzorg));
    beheerder.stap(&organisatie, "beeindiging", Value::Null).await.weigert(403, "verse-factor-nodig");
    let chair = json!([voorzitter()]);
    let invite = json!({ "gebruikersnaam": "n.chair", "naam": "N", "organisatie": regio.organisatie(Wie::Fg), "toekenningen": chair });
    beheerder.post("/v1/gebruikers", invite).await.weigert(403, "verse-factor-nodig");
    // A light one goes without.
    let licht = json!({ "rol": "signaleerder" });
    give(licht).await.met(201);

    let code = json!({ "totpCode": tweede.code(&regio) });
    let shown = tweede.vraag(&regio, Method::POST, "/v1/sessies/huidige/factor", code.clone()).await.met(200);
    assert_eq!(shown.json["versTot"], "2026-11-23T09:09:59.000000Z");
    assert_eq!(laatste(&regio, "factor-bewezen").uitkomst, "gelukt");
    give(body).await.met(201);
    // A code works once.
    tweede.vraag(&regio, Method::POST, "/v1/sessies/huidige/factor", code).await.noemt("totpCode");
}

#[actix_web::test]
async fn wie_codes_raadt_verliest_haar_sessie() {
    let regio = regio().await;
    let beheerder = regio.als(Wie::Beheerder);
    let wrong = || beheerder.post("/v1/sessies/huidige/factor", json!({ "totpCode": "000000" }));
    for _ in 0..4 {
        wrong().await.noemt("totpCode");
    }
    wrong().await.weigert(401, "niet-ingelogd");
    let right = json!({ "totpCode": totp_code(GEHEIM, regio.clock.now()) });
    beheerder.post("/v1/sessies/huidige/factor", right).await.weigert(401, "niet-ingelogd");
    let wrong = regels(&regio.db).into_iter().filter(|line| line.gebeurtenis == "factor-bewezen");
    assert_eq!(wrong.filter(|line| line.uitkomst == "geweigerd").count(), 5);
}

#[actix_web::test]
async fn een_verloren_factor_wordt_door_twee_personen_hersteld() {
    let regio = regio().await;
    let account = regio.gebruiker(Wie::Voorzorg);
    let path = format!("/v1/gebruikers/{account}/factorherstel");
    let asked = regio.als(Wie::Beheerder).post(&path, json!({ "reden": "telefoon-verloren" })).await.met(201);
    let herstel = format!("/v1/factorherstellen/{}", asked.id());
    laatste(&regio, "factorherstel-aangevraagd");
    // Neither who asked, nor anybody else but a beheerder or the FG.
    let self_confirmed = regio.als(Wie::Beheerder).post(&format!("{herstel}/bevestiging"), Value::Null).await;
    assert_eq!(self_confirmed.weigert(409, "conflict").json["fouten"][0]["code"], "tweede-persoon-nodig");
    let other = regio.als(Wie::Coordinator).post(&format!("{herstel}/bevestiging"), Value::Null).await;
    other.weigert(404, "niet-gevonden");
    assert_eq!(regio.als(Wie::Fg).get(&herstel).await.met(200).json["reden"], "telefoon-verloren");

    regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.met(200);
    let confirmed = regio.als(Wie::Fg).post(&format!("{herstel}/bevestiging"), Value::Null).await.met(200);
    assert_eq!(confirmed.json["factorherstel"]["status"], "bevestigd");
    assert_eq!(laatste(&regio, "factorherstel-bevestigd").gebruiker, Some(regio.gebruiker(Wie::Fg)));
    // Whoever confirmed has the code, and so is no second person beside this account.
    let fg = regio.gebruiker(Wie::Fg).replace('-', "");
    let fg = if regio.op_postgresql() { format!("'{fg}'::uuid") } else { format!("X'{fg}'") };
    assert_eq!(regio.tel(&format!("gebruiker WHERE gebruikersnaam = 'voorzorg' AND uitgenodigd_door_id = {fg}")), 1);
    // Until she accepts, nothing changes for her.
    regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.met(200);
    let zij = Nieuwkomer::met_code(&regio, &account, &confirmed.veld("code")).await;
    regio.als(Wie::Voorzorg).get("/v1/doorgeleidingen").await.weigert(401, "niet-ingelogd");
    zij.vraag(&regio, Method::GET, "/v1/doorgeleidingen", Value::Null).await.met(200);
    regio.verstrijk(TimeDelta::seconds(30));
    regio.login(Wie::Voorzorg).await.weigert(401, "inloggegevens-onjuist");
    regio.als(Wie::Fg).post(&format!("{herstel}/bevestiging"), Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn een_tweede_beheerder_bevestigt_en_degene_zelf_niet() {
    let regio = regio().await;
    let tweede = beheerder_van_de_machine(&regio).await;
    let ask = |wie: &str| format!("/v1/gebruikers/{wie}/factorherstel");
    let body = json!({ "reden": "telefoon-vervangen" });
    let confirm = |id: String| format!("/v1/factorherstellen/{id}/bevestiging");
    let nurse = regio.gebruiker(Wie::Voorzorg);
    let about_nurse = regio.als(Wie::Beheerder).post(&ask(&nurse), body.clone()).await.met(201);
    let confirmed = tweede.vraag(&regio, Method::POST, &confirm(about_nurse.id()), Value::Null).await.met(200);
    assert_eq!(confirmed.json["factorherstel"]["status"], "bevestigd");
    let line = laatste(&regio, "factorherstel-bevestigd");
    assert_eq!((line.gebruiker.as_ref(), line.uitkomst.as_str()), (Some(&tweede.id), "gelukt"));
    assert_eq!(regio.rijen("factorherstel").gevuld("bevestigd_op").tel(), 1);
    Nieuwkomer::met_code(&regio, &nurse, &confirmed.veld("code")).await;

    let about_her = regio.als(Wie::Beheerder).post(&ask(&tweede.id), body.clone()).await.met(201);
    let self_confirmed = tweede.vraag(&regio, Method::POST, &confirm(about_her.id()), Value::Null).await;
    assert_eq!(self_confirmed.weigert(409, "conflict").json["fouten"][0]["code"], "tweede-persoon-nodig");
    regio.als(Wie::Fg).post(&confirm(about_her.id()), Value::Null).await.met(200);
}

#[actix_web::test]
async fn wie_er_nog_niet_was_toen_het_herstel_werd_gevraagd_bevestigt_het_niet() {
    let regio = regio().await;
    let path = format!("/v1/gebruikers/{}/factorherstel", regio.gebruiker(Wie::Voorzorg));
    let asked = regio.als(Wie::Beheerder).post(&path, json!({ "reden": "telefoon-verloren" })).await.met(201);
    regio.verstrijk(TimeDelta::seconds(1));
    let jong = beheerder_van_de_machine(&regio).await;
    let confirm = format!("/v1/factorherstellen/{}/bevestiging", asked.id());
    regio.vergeet_regels();
    let refused = jong.vraag(&regio, Method::POST, &confirm, Value::Null).await;
    assert_eq!(refused.weigert(409, "conflict").json["fouten"][0]["code"], "account-te-nieuw");
    let lines = regio.neem_regels();
    let told: Vec<_> = lines.iter().map(|line| (line.gebeurtenis.as_str(), line.gebruiker.as_ref())).collect();
    assert_eq!(told, [("geweigerd", Some(&jong.id))]);
    assert_eq!(regio.rijen("factorherstel").gevuld("bevestigd_op").tel(), 0);
    regio.als(Wie::Fg).post(&confirm, Value::Null).await.met(200);
}

#[actix_web::test]
async fn een_verzoek_om_herstel_verloopt_na_een_dag() {
    let regio = regio().await;
    let path = format!("/v1/gebruikers/{}/factorherstel", regio.gebruiker(Wie::Voorzorg));
    let asked = regio.als(Wie::Beheerder).post(&path, json!({ "reden": "mogelijk-gestolen" })).await.met(201);
    regio.verstrijk(TimeDelta::hours(24));
    let herstel = format!("/v1/factorherstellen/{}", asked.id());
    assert_eq!(regio.als(Wie::Fg).get(&herstel).await.met(200).json["status"], "verlopen");
    regio.als(Wie::Fg).post(&format!("{herstel}/bevestiging"), Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn alleen_de_fg_ziet_welke_rechten_zijn_gewijzigd() {
    let regio = regio().await;
    let tweede = tweede_beheerder(&regio).await;
    let path = format!("/v1/gebruikers/{}/toekenningen", regio.gebruiker(Wie::Voorzitter));
    let grant = regio.als(Wie::Beheerder).post(&path, voorzitter()).await.met(201);
    regio.als(Wie::Beheerder).get(&format!("/v1/gebruikers/{}", tweede.id)).await.met(200);
    regio.als(Wie::Beheerder).get("/v1/toegangswijzigingen").await.weigert(403, "niet-toegestaan");
    regio.als(Wie::Fg).get("/v1/organisaties").await.met(200);
    regio.vergeet_regels();
    let page = regio.als(Wie::Fg).get("/v1/toegangswijzigingen?aantal=3").await.met(200);
    regio.een_regel(Wie::Fg, "gelezen");
    let words: Vec<_> = page.items().iter().map(|it| it["gebeurtenis"].as_str().unwrap()).collect();
    assert_eq!(words, ["toekenning-gevraagd", "gebruiker-geactiveerd", "toekenning-bevestigd"]);
    let newest = &page.items()[0];
    assert_eq!(newest["door"], regio.gebruiker(Wie::Beheerder));
    assert_eq!(newest["toekenning"]["id"], grant.id());
    assert_eq!(newest["toekenning"]["rol"], "voorzitter");
    // The invitations of the region itself came from the command line: by nobody.
    let next = page.json["_links"]["next"]["href"].as_str().unwrap().to_owned();
    let rest = regio.als(Wie::Fg).get(&next).await.met(200);
    assert_eq!(rest.items()[0]["gebeurtenis"], "gebruiker-uitgenodigd");
    assert!(rest.items()[1..].iter().all(|it| it.get("door").is_none()));
    assert!(!page.tekst().contains("tweede.beheerder"), "no names: {}", page.tekst());
}
