//! Joining keeps everything, in order of time.

use chrono::TimeDelta;
use futures_util::future::join;
use serde_json::{Value, json};

use crate::gegeven::{
    Antwoord, Regio, Wie,
    bodies::{self, ALLES, TELEFOON},
    niets, regio,
    verhaal::Gezin,
};

/// The name of the woman, once it was put right.
const RECHTGEZET: &str = "Wilhelmina Rechtgezet";

impl Regio {
    /// What the coordinator is shown of the family.
    async fn van_gezin(&self, gezin: &Gezin) -> Value {
        self.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).json["gedeeld"].clone()
    }

    async fn sluit_casus(&self, casus: &str) -> Antwoord {
        let body = json!({ "reden": "geen-hulp-gewenst" });
        self.als(Wie::Coordinator).stap(format!("/v1/casussen/{casus}"), "sluiting", body).await
    }

    /// The casus of a signaal, as the coordinator sees it; none when it waits.
    async fn casus_van(&self, signaal: &str) -> Option<String> {
        self.als(Wie::Coordinator).get(signaal).await.met(200).json["casus"].as_str().map(str::to_owned)
    }
}

/// A worry that knows what the first did not: she is not safe when somebody calls.
fn onveilig() -> Value {
    let mut body = bodies::signaal();
    let client = &mut body["client"];
    client["telefoon"] = "06 22222222".into();
    client["veiligBereikbaar"] = json!(["via-signaleerder"]);
    client["bereikbaarToelichting"] = "NIET bellen: partner leest mee".into();
    client["taal"] = "ar".into();
    client["tolkNodig"] = true.into();
    body
}

#[actix_web::test]
async fn wie_haar_het_laatst_sprak_weet_hoe_zij_veilig_te_bereiken_is() {
    let regio = regio().await;
    let mut eerst = bodies::signaal();
    eerst["client"]["veiligBereikbaar"] = json!(["bellen", "brief"]);
    eerst["zwangerschap"]["bron"] = "schatting".into();
    let gezin = regio.aangemeld(eerst).await;
    let mut later = onveilig();
    later["zwangerschap"]["uitgerekend"] = "2027-04-01".into();
    let tweede = regio.lijkt_bekend(later).await;
    regio.koppelt(&tweede, &gezin).await;
    let gedeeld = regio.van_gezin(&gezin).await;
    let zij = &gedeeld["client"];
    assert_eq!(zij["telefoon"], "06 22222222");
    assert_eq!(zij["veiligBereikbaar"], json!(["via-signaleerder"]));
    assert_eq!(zij["bereikbaarToelichting"], "NIET bellen: partner leest mee");
    assert_eq!((&zij["taal"], &zij["tolkNodig"]), (&json!("ar"), &json!(true)));
    assert_eq!(zij["adres"], bodies::ADRES, "what the second did not know otherwise stays");
    // A dating scan goes before an estimate, and what each noted stays readable, with its date.
    assert_eq!(gedeeld["zwangerschap"]["uitgerekend"], "2027-04-01");
    assert_eq!(gedeeld["zwangerschap"]["herzieningen"].as_array().unwrap().len(), 2);
    let opgaven = gedeeld["opgaven"].as_array().unwrap();
    assert_eq!((opgaven.len(), &opgaven[0]["telefoon"]), (2, &json!(TELEFOON)));
    assert_eq!(opgaven[0]["veiligBereikbaar"], json!(["bellen", "brief"]));
    assert_eq!(opgaven[0]["op"], "2026-11-23T09:00:00.000000Z");
}

#[actix_web::test]
async fn wie_later_meldt_maakt_haar_niet_minder_veilig() {
    let regio = regio().await;
    let gezin = regio.aangemeld(onveilig()).await;
    let tweede = regio.lijkt_bekend(bodies::signaal()).await;
    regio.koppelt(&tweede, &gezin).await;
    let zij = regio.van_gezin(&gezin).await["client"].clone();
    assert_eq!(zij["veiligBereikbaar"], json!(["via-signaleerder"]));
    assert_eq!(zij["bereikbaarToelichting"], "NIET bellen: partner leest mee");
    assert_eq!(zij["tolkNodig"], true);
}

#[actix_web::test]
async fn de_coordinator_ziet_beide_naast_elkaar_en_kiest_per_veld() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let tweede = regio.lijkt_bekend(onveilig()).await;
    let coordinator = regio.als(Wie::Coordinator);
    regio.vergeet_regels();
    let naast = coordinator.get(&format!("{tweede}/vergelijking")).await.met(200);
    let line = regio.een_regel(Wie::Coordinator, "gelezen");
    assert_eq!(line.betrokkenen.matches('-').count(), 8, "two persons: {}", line.betrokkenen);
    assert_eq!(naast.json["signaal"]["client"]["telefoon"], "06 22222222");
    assert_eq!(naast.json["casus"]["client"]["telefoon"], TELEFOON);
    regio.als(Wie::AndereVerloskundige).get(&format!("{tweede}/vergelijking")).await.weigert(403, "niet-toegestaan");
    regio.als(Wie::AndereCoordinator).get(&format!("{tweede}/vergelijking")).await.weigert(404, "niet-gevonden");

    let dubbel = json!({ "casus": gezin.casus, "vanCasus": ["telefoon"], "vanSignaal": ["telefoon"] });
    coordinator.stap(&tweede, "koppeling", dubbel).await.noemt("vanSignaal");
    let keuze = json!({ "casus": gezin.casus, "vanCasus": ["telefoon", "bereikbaarheid"], "vanSignaal": ["taal"] });
    coordinator.stap(&tweede, "koppeling", keuze).await.met(200);
    let zij = regio.van_gezin(&gezin).await["client"].clone();
    assert_eq!((&zij["telefoon"], &zij["taal"]), (&json!(TELEFOON), &json!("ar")));
    assert_eq!(zij["veiligBereikbaar"], json!(["bellen"]));
}

#[actix_web::test]
async fn wat_een_desk_niet_mag_lezen_houdt_haar_toch_veilig() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let tweede = regio.lijkt_bekend(onveilig()).await;
    regio.koppelt(&tweede, &gezin).await;
    // The second professional was told nothing about VoorZorg.
    let zij = regio.als(Wie::Voorzorg).get(&d).await.met(200).json["gedeeld"]["client"].clone();
    assert_eq!((&zij["telefoon"], zij.get("bereikbaarToelichting")), (&json!(TELEFOON), None));
    assert_eq!(zij["veiligBereikbaar"], json!(["via-signaleerder"]));
}

#[actix_web::test]
async fn wie_wacht_op_een_casus_die_sluit_krijgt_een_eigen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let tweede = regio.lijkt_bekend(bodies::signaal()).await;
    let derde = regio.lijkt_bekend(onveilig()).await;
    assert_eq!(regio.casus_van(&tweede).await, None);
    regio.sluit_casus(&gezin.casus).await.met(200);
    // The first of those who wait opens it, and stands in the queue; the other waits for that one.
    let eigen = regio.casus_van(&tweede).await.unwrap();
    assert!(eigen != gezin.casus && regio.wachtrij(Wie::Coordinator).await == [eigen.clone()]);
    let ander = regio.als(Wie::Coordinator).get(&derde).await.met(200);
    assert_eq!((&ander.json["lijktOp"], ander.json.get("casus")), (&json!(eigen), None));
    let body = json!({ "casus": gezin.casus });
    regio.als(Wie::Coordinator).stap(&tweede, "koppeling", body).await.weigert(409, "conflict");
    // It is the same woman, one family in every count, and her old case stays closed meanwhile.
    assert_eq!(regio.tel("(SELECT DISTINCT client_id FROM casus) AS gezinnen"), 1);
    let open = regio.als(Wie::Coordinator).stap(gezin.pad(), "heropening", bodies::heropening()).await;
    assert!(open.weigert(409, "conflict").veld("detail").contains(&format!("/v1/casussen/{eigen}")));
    let zij = regio.als(Wie::Coordinator).get(&format!("/v1/casussen/{eigen}")).await.met(200);
    assert!(zij.json["gedeeld"]["client"].is_object());
}

#[actix_web::test]
async fn een_moeder_die_terugkomt_is_hetzelfde_gezin() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.sluit_casus(&gezin.casus).await.met(200);
    regio.verstrijk(chrono::TimeDelta::days(60));
    let weer = regio.als(Wie::AndereVerloskundige).post("/v1/signalen", bodies::signaal()).await.met(201);
    assert_eq!(weer.json["mogelijkBekend"], false);
    assert_eq!((regio.tel("casus"), regio.tel("(SELECT DISTINCT client_id FROM casus) AS gezinnen")), (2, 1));
    let signaal = format!("/v1/signalen/{}", weer.id());
    let nieuw = regio.casus_van(&signaal).await.unwrap();
    let open = regio.als(Wie::Coordinator).stap(gezin.pad(), "heropening", bodies::heropening()).await;
    assert!(open.weigert(409, "conflict").veld("detail").contains(&nieuw));
    // Somebody else after all: she gets a client of her own, and the old case can be opened.
    regio.als(Wie::Coordinator).stap(&signaal, "koppeling", json!({})).await.met(200);
    assert_eq!(regio.tel("(SELECT DISTINCT client_id FROM casus) AS gezinnen"), 2);
    regio.als(Wie::Coordinator).stap(gezin.pad(), "heropening", bodies::heropening()).await.met(200);
}

#[actix_web::test]
async fn een_zwangerschap_die_de_eerste_niet_kende_telt_mee() {
    let regio = regio().await;
    let mut eerst = bodies::signaal();
    eerst["zwangerschap"] = json!({ "zwanger": false });
    let gezin = regio.aangemeld(eerst).await;
    let tweede = regio.lijkt_bekend(bodies::signaal()).await;
    regio.koppelt(&tweede, &gezin).await;
    let seen = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert_eq!(seen.json["gedeeld"]["zwangerschap"]["uitgerekend"], "2027-04-12");
    assert!(seen.json["venster"]["naam"].is_string());
    let body = json!({ "uitgerekend": "2027-04-20", "bron": "termijnecho" });
    let seen = regio.als(Wie::Coordinator).stap(gezin.pad(), "termijnen", body).await.met(200);
    assert_eq!(seen.json["gedeeld"]["zwangerschap"]["uitgerekend"], "2027-04-20");
}

#[actix_web::test]
async fn het_recht_op_de_ene_kant_is_niet_dat_op_de_andere() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let mut elders = bodies::signaal();
    elders["gemeente"] = "GM0935".into();
    let tweede = regio.lijkt_bekend(elders).await;
    let daar = regio.als(Wie::AndereCoordinator);
    let seen = daar.get(&tweede).await.met(200);
    assert!(seen.json.get("lijktOp").is_none() && seen.json["mogelijkBekend"] == true);
    let body = json!({ "casus": gezin.casus });
    daar.stap(&tweede, "koppeling", body).await.weigert(404, "niet-gevonden");
    daar.get(&format!("{tweede}/vergelijking")).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.rijen("signaal").leeg("casus_id").tel(), 1);
    daar.stap(&tweede, "koppeling", json!({ "casus": niets() })).await.noemt("casus");
    daar.stap(&tweede, "koppeling", json!({})).await.met(200);
}

#[actix_web::test]
async fn wie_elders_coordineert_hoort_van_haar_eigen_signaal_geen_casus() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.ken_toe(Wie::AndereVerloskundige, "jgz-coordinator", "gemeente", "GM0935").await;
    let wacht = regio.lijkt_bekend(bodies::signaal()).await;
    let seen = regio.als(Wie::AndereVerloskundige).get(&wacht).await.met(200);
    assert!(seen.json.get("lijktOp").is_none() && !seen.tekst().contains(&gezin.casus));
    regio.koppelt(&wacht, &gezin).await;
    for path in [wacht.as_str(), "/v1/signalen"] {
        let seen = regio.als(Wie::AndereVerloskundige).get(path).await.met(200);
        assert!(!seen.tekst().contains(&gezin.casus), "{}", seen.tekst());
    }
}

#[actix_web::test]
async fn een_koppeling_kan_ongedaan_worden_gemaakt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.zegt(&gezin, "gegeven", ("steun-op-maat", "voorzorg"), None, &["themas", "contactgegevens"]).await;
    let d = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let mut body = onveilig();
    body["themas"] = json!(["verslaving", "stress"]);
    body["toestemming"]["items"] = json!([
        bodies::item("verkenning", "jgz-coordinatie", &ALLES),
        bodies::item("steun-op-maat", "voorzorg", &ALLES)
    ]);
    let voor = regio.van_gezin(&gezin).await;
    let tweede = regio.lijkt_bekend(body).await;
    regio.koppelt(&tweede, &gezin).await;
    assert!(regio.als(Wie::Voorzorg).get(&d).await.met(200).json["gedeeld"]["eigenVragen"].is_array());
    regio.als(Wie::Coordinator).stap(gezin.signaal_pad(), "ontkoppeling", Value::Null).await.weigert(409, "conflict");
    regio.vergeet_regels();
    let los = regio.als(Wie::Coordinator).stap(&tweede, "ontkoppeling", Value::Null).await.met(200);
    assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "signaal-ontkoppeld"));
    assert_eq!(los.json["status"], "ontvangen");
    let eigen = los.veld("casus");
    assert_eq!(regio.van_gezin(&gezin).await, voor, "as if it had never joined");
    // What rested on what came with it rests on what she said before.
    let seen = regio.als(Wie::Voorzorg).get(&d).await.met(200);
    assert_eq!(seen.json["gedeeld"].as_object().unwrap().keys().collect::<Vec<_>>(), ["client", "themas"]);
    let nieuw = regio.als(Wie::Coordinator).get(&format!("/v1/casussen/{eigen}")).await.met(200);
    assert_eq!(nieuw.json["gedeeld"]["themas"], json!(["stress", "verslaving"]));
    assert_eq!(nieuw.json["status"], "aangemeld");
    regio.als(Wie::Coordinator).stap(format!("/v1/casussen/{eigen}"), "behandeling", Value::Null).await.met(200);
}

#[actix_web::test]
async fn wat_van_haar_is_rechtgezet_blijft_bij_haar_casus_als_een_signaal_weer_losgaat() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let mut anders = onveilig();
    anders["client"].as_object_mut().unwrap().remove("adres");
    let tweede = regio.lijkt_bekend(anders).await;
    let alleen = regio.van_gezin(&gezin).await["client"].clone();
    regio.koppelt(&tweede, &gezin).await;
    // The coordinator reads one woman, whose name and house are wrong.
    let coordinator = regio.als(Wie::Coordinator);
    let mut zij = regio.van_gezin(&gezin).await["client"].clone();
    assert_eq!(zij["telefoon"], "06 22222222");
    zij["naam"] = RECHTGEZET.into();
    zij["adres"] = "Nieuwe Kade 9, Heerlen".into();
    zij.as_object_mut().unwrap().remove("leeftijd");
    let wijziging = json!({ "reden": "correctie", "client": zij });
    coordinator.stap(gezin.pad(), "wijzigingen", wijziging).await.met(200);
    let nu = regio.van_gezin(&gezin).await["client"].clone();
    for veld in ["naam", "adres", "telefoon", "veiligBereikbaar", "bereikbaarToelichting", "taal", "tolkNodig"] {
        assert_eq!(nu[veld], zij[veld], "{veld}");
    }

    // They turn out to be two: each has what was told of her, and what was put right stays with whom it was put right of.
    let los = coordinator.stap(&tweede, "ontkoppeling", Value::Null).await.met(200);
    let hier = regio.van_gezin(&gezin).await["client"].clone();
    assert_eq!((&hier["naam"], &hier["adres"]), (&json!(RECHTGEZET), &json!("Nieuwe Kade 9, Heerlen")));
    for veld in ["telefoon", "veiligBereikbaar", "bereikbaarToelichting", "taal", "tolkNodig"] {
        assert_eq!(hier[veld], alleen[veld], "{veld}: nothing of the other woman stays");
    }
    let eigen = coordinator.get(&format!("/v1/casussen/{}", los.veld("casus"))).await.met(200);
    let daar = &eigen.json["gedeeld"]["client"];
    assert_eq!((&daar["naam"], daar.get("adres")), (&json!(bodies::NAAM), None), "nothing of her goes along");
    assert_eq!((&daar["telefoon"], &daar["taal"]), (&json!("06 22222222"), &json!("ar")));
    // Who looks for the name finds the one it belongs to.
    let naam = json!({ "naam": RECHTGEZET, "geboortedatum": "2001-05-04" });
    let found = coordinator.post("/v1/clienten/_zoek", naam).await.met(200);
    assert_eq!(found.items().len(), 1, "{}", found.tekst());
    assert_eq!(found.items()[0]["_links"]["casus"]["href"], gezin.pad());
    let dossier = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    assert!(!dossier.tekst().contains("06 22222222") && dossier.tekst().contains(bodies::NAAM));
}

#[actix_web::test]
async fn wat_een_coordinator_kiest_bij_het_koppelen_gaat_voor_wat_eerder_is_rechtgezet() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let tweede = regio.lijkt_bekend(onveilig()).await;
    regio.verstrijk(TimeDelta::hours(1));
    let mut wijziging = bodies::gegevens();
    wijziging["client"]["telefoon"] = "06 33333333".into();
    wijziging["client"]["adres"] = "Nieuwe Kade 9, Heerlen".into();
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "wijzigingen", wijziging).await.met(200);
    regio.verstrijk(TimeDelta::hours(1));
    let keuze = json!({ "casus": gezin.casus, "vanSignaal": ["telefoon"] });
    coordinator.stap(&tweede, "koppeling", keuze).await.met(200);
    let zij = regio.van_gezin(&gezin).await["client"].clone();
    assert_eq!((&zij["telefoon"], &zij["adres"]), (&json!("06 22222222"), &json!("Nieuwe Kade 9, Heerlen")));
    assert_eq!(zij["veiligBereikbaar"], json!(["via-signaleerder"]), "safety never lessens by itself");
}

#[actix_web::test]
async fn wat_zij_introk_komt_niet_terug_als_een_koppeling_ongedaan_wordt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.zegt(&gezin, "gegeven", ("steun-op-maat", "voorzorg"), None, &ALLES).await;
    let mut body = bodies::signaal();
    body["toestemming"]["items"] = json!([
        bodies::item("verkenning", "jgz-coordinatie", &ALLES),
        bodies::item("steun-op-maat", "voorzorg", &ALLES)
    ]);
    let tweede = regio.lijkt_bekend(body).await;
    regio.koppelt(&tweede, &gezin).await;
    let alle = regio.als(Wie::Coordinator).get(&format!("{}/toestemmingen", gezin.pad())).await.met(200);
    let geldt = alle.items().iter().find(|t| t["ontvanger"] == "voorzorg" && t["status"] == "gegeven").unwrap();
    let geldt = format!("/v1/toestemmingen/{}", geldt["id"].as_str().unwrap());
    regio.als(Wie::Coordinator).stap(geldt, "intrekking", Value::Null).await.met(200);
    regio.als(Wie::Coordinator).stap(&tweede, "ontkoppeling", Value::Null).await.met(200);
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "gegeven").tel(), 0);
    let body = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    let path = format!("{}/doorgeleidingen", gezin.pad());
    regio.als(Wie::Coordinator).post(&path, body).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn wie_zijn_signaal_terugneemt_neemt_dat_van_een_ander_niet_mee() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let (tweede, derde) = (regio.lijkt_bekend(onveilig()).await, regio.lijkt_bekend(bodies::signaal()).await);
    regio.koppelt(&tweede, &gezin).await;
    regio.zegt(&gezin, "geweigerd", ("steun-op-maat", "voorzorg"), None, &ALLES).await;
    regio.als(Wie::Verloskundige).stap(gezin.signaal_pad(), "intrekking", Value::Null).await.met(200);
    let eigen = regio.casus_van(&tweede).await.unwrap();
    assert_ne!(eigen, gezin.casus);
    let seen = regio.als(Wie::Coordinator).get(&format!("/v1/casussen/{eigen}")).await.met(200);
    assert_eq!(seen.json["gedeeld"]["client"]["telefoon"], "06 22222222");
    let gezegd = regio.als(Wie::Coordinator).get(&format!("/v1/casussen/{eigen}/toestemmingen")).await.met(200);
    assert!(gezegd.items().iter().any(|t| t["status"] == "geweigerd"), "her no goes along: {}", gezegd.tekst());
    let wacht = regio.als(Wie::Coordinator).get(&derde).await.met(200);
    assert_eq!((&wacht.json["lijktOp"], wacht.json.get("casus")), (&json!(eigen), None));
    regio.als(Wie::Coordinator).stap(&derde, "koppeling", json!({ "casus": eigen })).await.met(200);
}

#[actix_web::test]
async fn wie_koppelt_terwijl_de_casus_sluit_laat_geen_signaal_liggen() {
    let regio = regio().await;
    for nummer in 0..if regio.op_postgresql() { 40 } else { 4 } {
        let body = || bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 6000{nummer:04}"));
        let gezin = regio.aangemeld(body()).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        let tweede = regio.lijkt_bekend(body()).await;
        let coordinator = regio.als(Wie::Coordinator);
        let casus = coordinator.get(&gezin.pad()).await.met(200).etag();
        let signaal = coordinator.get(&tweede).await.met(200).etag();
        let (joined, closed) = join(
            coordinator.post_met(&format!("{tweede}/koppeling"), &signaal, json!({ "casus": gezin.casus })),
            coordinator.post_met(&format!("{}/sluiting", gezin.pad()), &casus, json!({ "reden": "verhuisd" })),
        )
        .await;
        assert!(joined.status < 500 && closed.status < 500, "{} {}", joined.tekst(), closed.tekst());
    }
    let los = "signaal s LEFT JOIN casus c ON c.id = s.casus_id WHERE s.status = 'ontvangen' AND \
               (c.id IS NULL OR c.status = 'afgesloten')";
    assert_eq!(regio.tel(los), 0);
}

#[actix_web::test]
async fn wie_de_casus_coordineert_leest_ook_het_signaal_dat_elders_is_gegeven_en_maakt_het_los() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let mut elders = bodies::signaal();
    elders["gemeente"] = "GM0935".into();
    let tweede = regio.lijkt_bekend(elders).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.get(&tweede).await.weigert(404, "niet-gevonden");
    // One who works in both places joins it.
    regio.ken_toe(Wie::AndereCoordinator, "jgz-coordinator", "gemeente", "GM0917").await;
    let body = json!({ "casus": gezin.casus });
    regio.als(Wie::AndereCoordinator).stap(&tweede, "koppeling", body).await.met(200);
    regio.vergeet_regels();
    assert_eq!(coordinator.get(&tweede).await.met(200).veld("casus"), gezin.casus);
    let line = regio.een_regel(Wie::Coordinator, "gelezen");
    assert_eq!((line.rol.as_deref(), line.uitkomst.as_str()), (Some("jgz-coordinator"), "gelukt"));
    let listed = coordinator.get("/v1/signalen").await.met(200);
    assert_eq!(listed.items().len(), 2, "what she may read stands in her list");
    coordinator.stap(&tweede, "ontkoppeling", Value::Null).await.met(200);
    // From then on it lies elsewhere again.
    coordinator.get(&tweede).await.weigert(404, "niet-gevonden");
    assert_eq!(coordinator.get("/v1/signalen").await.met(200).items().len(), 1);
}
