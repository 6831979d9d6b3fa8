//! One thread: a family from her pregnancy on, over a birth or a loss, to the next one.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    dossier::staat,
    gegeven::{Regio, Wie, bodies, moment, regio, verhaal::Gezin},
    knooppunt_tafel::Tafel,
};

/// Somebody tells how the pregnancy of a case went.
async fn vertelt(regio: &Regio, wie: Wie, gezin: &Gezin, body: Value) -> Value {
    regio.als(wie).stap(gezin.pad(), "zwangerschapseinde", body).await.met(200).json
}

#[actix_web::test]
async fn een_tweeling_komt_met_een_vraag_en_haar_kansen_volgen_de_geboorte() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["zwangerschap"]["aantalKinderen"] = 2.into();
    let gezin = regio.aangemeld(body).await;
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let bezoek = regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    regio.lopend(&gezin, Wie::Voorzorg).await;
    let expected = coordinator.get(&gezin.pad()).await.met(200);
    let verwacht = json!([{ "status": "verwacht" }, { "status": "verwacht" }]);
    assert_eq!(expected.json["gedeeld"]["zwangerschap"]["kinderen"], verwacht);

    // They come a week late, around midnight.
    regio.clock.set(moment("2027-04-20T09:00:00Z"));
    regio.bewaak().await;
    let born = |kinderen: Value| json!({ "einde": "geboren", "op": "2027-04-19", "kinderen": kinderen });
    let path = format!("{}/zwangerschapseinde", gezin.pad());
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    for (kinderen, veld) in [
        (json!([{ "geborenOp": "2027-04-20" }]), "kinderen"),
        (json!([{ "geborenOp": "2027-04-19" }, { "geborenOp": "2027-04-21" }]), "kinderen[1].geborenOp"),
    ] {
        coordinator.post_met(&path, &etag, born(kinderen)).await.noemt(veld);
    }
    coordinator
        .post_met(
            &path,
            &etag,
            json!({ "einde": "verlies", "op": "2027-04-19", "kinderen": [{ "geborenOp": "2027-04-19" }] }),
        )
        .await
        .noemt("kinderen");
    let both = born(json!([{ "geborenOp": "2027-04-19" }, { "geborenOp": "2027-04-20" }]));
    regio.vergeet_regels();
    let now = coordinator.post_met(&path, &etag, both).await.met(200).json;
    regio.een_regel(Wie::Coordinator, "casus-zwangerschap-geeindigd");
    let zwangerschap = &now["gedeeld"]["zwangerschap"];
    let kinderen: Vec<_> =
        zwangerschap["kinderen"].as_array().unwrap().iter().map(|kind| (&kind["status"], &kind["geborenOp"])).collect();
    assert_eq!(kinderen, [(&json!("geboren"), &json!("2027-04-19")), (&json!("geboren"), &json!("2027-04-20"))]);
    assert_eq!(zwangerschap["duur"], Value::Null);
    // Half a year from the birth, and not from the day on which she was due.
    assert_eq!(
        (&now["venster"]["naam"], &now["venster"]["sluitOp"]),
        (&json!("stevig-ouderschap-instroom"), &json!("2027-10-19"))
    );
    // VoorZorg goes on until they are two, and hears that there is news.
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["zwangerschap-verteld"]);
    let told = regio.als(Wie::Voorzorg).get("/v1/berichten").await.met(200);
    assert!(!told.tekst().contains("geboren") && !told.tekst().contains(bodies::NAAM), "{}", told.tekst());
    // In her dossier stand both.
    let dossier = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    staat(&dossier, "zwangerschap", "Kind geboren op", "20 april 2027");
    staat(&dossier, "zwangerschap", "Status van het kind", "Geboren");
    regio.als(Wie::Huisbezoeker).get(&bezoek).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn na_de_geboorte_eindigt_wat_ervoor_had_moeten_beginnen_tot_het_een_vergissing_blijkt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let (bezoek, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::Huisbezoeker);
    let gepland = desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    let gepland = format!("/v1/contactmomenten/{}", gepland.id());
    let voorzorg = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let sociaal = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    vertelt(&regio, Wie::Coordinator, &gezin, json!({ "einde": "geboren", "op": "2026-11-20" })).await;
    // Who made the home visit rounds it off, and drives there for nothing no more.
    assert_eq!(desk.get(&bezoek).await.met(200).json["status"], "gestart");
    assert_eq!(desk.get(&gepland).await.met(200).json["status"], "vervallen");
    assert_eq!(regio.berichten(Wie::Huisbezoeker).await, ["contactmoment-vervallen", "zwangerschap-verteld"]);
    regio.als(Wie::Voorzorg).get(&voorzorg).await.weigert(404, "niet-gevonden");
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["doorgeleiding-vervallen"]);
    assert_eq!(regio.als(Wie::SociaalDomein).get(&sociaal).await.met(200).json["status"], "verzonden");
    let ended = coordinator.get(&voorzorg).await.met(200);
    assert_eq!((&ended.json["status"], &ended.json["reden"]), (&json!("ingetrokken"), &json!("omstandigheden")));
    assert_eq!(regio.rijen("kind").is("geboren_op", "2026-11-20").tel(), 1);

    // It was another woman.
    regio.verstrijk(TimeDelta::minutes(5));
    vertelt(&regio, Wie::Coordinator, &gezin, json!({ "einde": "loopt-nog", "reden": "correctie" })).await;
    assert_eq!(regio.tel("kind"), 0);
    assert_eq!(regio.als(Wie::Voorzorg).get(&voorzorg).await.met(200).json["status"], "verzonden");
    let heard = regio.berichten(Wie::Voorzorg).await;
    assert_eq!(heard, ["doorgeleiding-hervat", "doorgeleiding-vervallen", "zwangerschap-gecorrigeerd"]);
}

#[actix_web::test]
async fn wat_een_ander_over_haar_zwangerschap_vertelde_zet_de_verloskundige_niet_recht_en_leest_zij_niet() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let desk = regio.als(Wie::Voorzorg);
    let voorzorg = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let verloskundige = regio.als(Wie::Verloskundige);
    let inhoud = format!("{}/inhoud", gezin.signaal_pad());
    let opgeschreven = verloskundige.get(&inhoud).await.met(200).json["gegeven"]["zwangerschap"].clone();
    // The coordinator hears of a loss: the midwife's colleague, who has not, cannot let what stopped by it begin again.
    let verlies = json!({ "einde": "verlies", "op": "2026-11-20" });
    vertelt(&regio, Wie::Coordinator, &gezin, verlies.clone()).await;
    desk.get(&voorzorg).await.weigert(404, "niet-gevonden");
    let pad = gezin.signaal_pad();
    let terug = json!({ "einde": "loopt-nog", "reden": "correctie" });
    let before = regio.inhoud();
    let anders = verloskundige.stap(&pad, "zwangerschapseinde", terug.clone()).await.met(409).tekst();
    assert!(anders.contains("bel dan de JGZ-coördinator"), "{anders}");
    let geboren = json!({ "einde": "geboren", "op": "2026-11-19" });
    verloskundige.stap(&pad, "zwangerschapseinde", geboren).await.met(409);
    assert_eq!(regio.inhoud(), before);
    let leest = verloskundige.get(&inhoud).await.met(200);
    assert_eq!(leest.json["gegeven"]["zwangerschap"], opgeschreven, "she reads what she wrote down");
    assert!(!leest.tekst().contains("verlies"));
    // What her own practice told she puts right; and of nothing told she hears the same as of what another told.
    let ander = regio.aangemeld(bodies::signaal_uitgerekend(1, "2027-06-07")).await;
    verloskundige.stap(ander.signaal_pad(), "zwangerschapseinde", terug.clone()).await.weigert(409, "conflict");
    verloskundige.stap(ander.signaal_pad(), "zwangerschapseinde", verlies).await.met(200);
    verloskundige.stap(ander.signaal_pad(), "zwangerschapseinde", terug).await.met(200);
}

/// A family for whom six things are open: a request that waits, one that was taken on, support with a visit, a place on an agenda with
/// what was noted for it, an agreement, and an evaluation. Its desk was reminded, and its coordinator is to visit.
async fn zes_dingen_open(regio: &Regio) -> (Gezin, Vec<String>, String) {
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let (voorzorg, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let bezoek =
        regio.als(Wie::Voorzorg).post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    let huisbezoek = regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    regio.als(Wie::Huisbezoeker).stap(&huisbezoek, "aanvaarding", Value::Null).await.met(200);
    let sociaal = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    let tafel = Tafel::voor(regio, gezin.clone()).await;
    tafel.stel_vast(regio).await;
    coordinator.stap(gezin.pad(), "evaluaties", Value::Null).await.met(201);
    coordinator.stap(gezin.pad(), "verkenning", json!({ "verkenningOp": "2026-12-20" })).await.met(200);
    // The social domain lets its term pass: it is reminded.
    regio.clock.set(moment("2026-12-09T09:00:00Z"));
    regio.bewaak().await;
    (gezin, vec![voorzorg, huisbezoek, sociaal], format!("/v1/contactmomenten/{}", bezoek.id()))
}

/// Nothing of the family is open, planned or on an agenda, and nobody is reminded of anything.
async fn niets_is_open(regio: &Regio, gezin: &Gezin) {
    for open in [
        "doorgeleiding WHERE status IN ('verzonden', 'aanvaard', 'intake-gepland', 'gestart')",
        "doorgeleiding WHERE stap_op IS NOT NULL",
        "traject WHERE status <> 'beeindigd'",
        "contactmoment WHERE status = 'gepland'",
        "afspraak WHERE status = 'open'",
        "evaluatie WHERE afgerond_op IS NULL",
        "casus WHERE evaluatie_op IS NOT NULL OR verkenning_op IS NOT NULL OR venster IS NOT NULL",
        "bericht WHERE gelezen_op IS NULL AND soort IN ('doorgeleiding-herinnering', 'doorgeleiding-geescaleerd', 'zwangerschap-onbekend')",
    ] {
        assert_eq!(regio.tel(open), 0, "{open}");
    }
    assert_eq!(regio.status(gezin).await, "in-behandeling");
}

#[actix_web::test]
async fn na_een_verlies_is_met_een_vraag_niets_meer_open_gepland_of_in_de_wacht() {
    let regio = regio().await;
    let (gezin, verzoeken, bezoek) = zes_dingen_open(&regio).await;
    assert_eq!(regio.rijen("bericht").is("soort", "doorgeleiding-herinnering").tel(), 1);
    let toestemmingen = regio.rijen("toestemming").is("status", "gegeven").tel();
    // The midwife knows it first, and tells it once.
    let verloskundige = regio.als(Wie::Verloskundige);
    let etag = verloskundige.get(&gezin.signaal_pad()).await.met(200).etag();
    let path = format!("{}/zwangerschapseinde", gezin.signaal_pad());
    regio.vergeet_regels();
    verloskundige.post_met(&path, &etag, json!({ "einde": "verlies", "op": "2026-12-08" })).await.met(200);
    let line = regio.een_regel(Wie::Verloskundige, "casus-zwangerschap-geeindigd");
    assert_eq!((line.handeling.as_str(), line.casus), ("zwangerschap-vertellen", Some(gezin.casus.clone())));
    niets_is_open(&regio, &gezin).await;
    // What she consented to is as she gave it, and nobody is said to have taken it back.
    assert_eq!(regio.rijen("toestemming").is("status", "gegeven").tel(), toestemmingen);
    assert_eq!(regio.tel("doorgeleiding WHERE reden = 'toestemming-ingetrokken'"), 0);
    // Whoever would have come hears that it does not take place; nobody reads why.
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["contactmoment-vervallen", "doorgeleiding-vervallen"]);
    assert_eq!(regio.berichten(Wie::Huisbezoeker).await, ["doorgeleiding-vervallen"]);
    let told = regio.als(Wie::Voorzorg).get("/v1/berichten").await.met(200);
    assert!(!told.tekst().contains("verlies"), "{}", told.tekst());
    assert_eq!(regio.als(Wie::Voorzorg).get(&bezoek).await.met(200).json["status"], "vervallen");
    for verzoek in &verzoeken {
        let seen = regio.als(Wie::Coordinator).get(verzoek).await.met(200);
        assert_eq!(seen.json["reden"], "omstandigheden", "{}", seen.tekst());
    }
    // The coordinator hears that there is news; and her evening goes by without a single step of a job, until long after the term.
    assert!(regio.berichten(Wie::Coordinator).await.contains(&"zwangerschap-verteld".to_owned()));
    let before = regio.inhoud();
    for _ in 0..40 {
        regio.verstrijk(TimeDelta::days(7));
        assert_eq!(regio.bewaak().await, 0);
    }
    assert_eq!(regio.inhoud(), before);
    niets_is_open(&regio, &gezin).await;

    // Support after it can be asked for.
    let opnieuw = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    assert_eq!(regio.als(Wie::SociaalDomein).get(&opnieuw).await.met(200).json["status"], "verzonden");
}

#[actix_web::test]
async fn een_verlies_dat_bij_de_verkeerde_vrouw_is_verteld_geeft_alles_terug() {
    let regio = regio().await;
    let (gezin, verzoeken, bezoek) = zes_dingen_open(&regio).await;
    let verloskundige = regio.als(Wie::Verloskundige);
    let path = gezin.signaal_pad();
    verloskundige.stap(&path, "zwangerschapseinde", json!({ "einde": "verlies", "op": "2026-12-08" })).await.met(200);
    regio.verstrijk(TimeDelta::minutes(5));
    let again = json!({ "einde": "loopt-nog" });
    let etag = verloskundige.get(&path).await.met(200).etag();
    let refused =
        verloskundige.post_met(&format!("{path}/zwangerschapseinde"), &etag, again).await.weigert(409, "conflict");
    assert_eq!(refused.json["fouten"][0]["code"], "al-verteld");
    let mistake = json!({ "einde": "loopt-nog", "reden": "correctie" });
    regio.vergeet_regels();
    verloskundige.post_met(&format!("{path}/zwangerschapseinde"), &etag, mistake).await.met(200);
    regio.een_regel(Wie::Verloskundige, "casus-zwangerschap-gecorrigeerd");
    let statussen = ["gestart", "aanvaard", "verzonden"];
    for (verzoek, status) in verzoeken.iter().zip(statussen) {
        assert_eq!(regio.als(Wie::Coordinator).get(verzoek).await.met(200).json["status"], status);
    }
    assert_eq!(regio.als(Wie::Voorzorg).get(&bezoek).await.met(200).json["status"], "gepland");
    assert_eq!(regio.tel("afspraak WHERE status = 'open'"), 1);
    assert_eq!(regio.tel("evaluatie WHERE afgerond_op IS NULL"), 1);
    let seen = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    assert_eq!(seen.json["gedeeld"]["zwangerschap"]["status"], "lopend");
    assert!(seen.json["gedeeld"]["zwangerschap"]["duur"].is_string());
}

#[actix_web::test]
async fn een_kennismaking_die_gepland_stond_gaat_na_een_verlies_niet_door() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let desk = regio.als(Wie::Voorzorg);
    desk.stap(&d, "aanvaarding", Value::Null).await.met(200);
    let traject = desk.get(&d).await.met(200).json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
    desk.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    assert_eq!(desk.get(&d).await.met(200).json["status"], "intake-gepland");
    vertelt(&regio, Wie::Coordinator, &gezin, json!({ "einde": "verlies", "op": "2026-11-20" })).await;
    niets_is_open(&regio, &gezin).await;
    assert_eq!(regio.berichten(Wie::Voorzorg).await, ["contactmoment-vervallen", "doorgeleiding-vervallen"]);
    assert_eq!(regio.als(Wie::Coordinator).get(&d).await.met(200).json["status"], "niet-gestart");
}

#[actix_web::test]
async fn wat_opnieuw_is_gevraagd_loopt_na_een_correctie_geen_twee_keer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let toen = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    vertelt(&regio, Wie::Coordinator, &gezin, json!({ "einde": "verlies", "op": "2026-11-20" })).await;
    regio.verstrijk(TimeDelta::minutes(5));
    let nu = regio.verzonden(&gezin, "sociaal-domein", Wie::SociaalDomein).await;
    vertelt(&regio, Wie::Coordinator, &gezin, json!({ "einde": "loopt-nog", "reden": "correctie" })).await;
    let coordinator = regio.als(Wie::Coordinator);
    assert_eq!(coordinator.get(&toen).await.met(200).json["status"], "ingetrokken");
    assert_eq!(coordinator.get(&nu).await.met(200).json["status"], "verzonden");
    assert_eq!(regio.tel("doorgeleiding WHERE status = 'verzonden'"), 1);
}

#[actix_web::test]
async fn een_desk_die_om_een_verlies_stopt_laat_niets_anders_doorlopen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (voorzorg, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    let desk = regio.als(Wie::Voorzorg);
    desk.stap(&voorzorg, "stop", json!({ "reden": "verlies-zwangerschap" })).await.met(200);
    niets_is_open(&regio, &gezin).await;
    assert_eq!(regio.berichten(Wie::Huisbezoeker).await, ["doorgeleiding-vervallen"]);
}

#[actix_web::test]
async fn wie_het_signaal_niet_gaf_vertelt_er_niets_over() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let lost = json!({ "einde": "verlies", "op": "2026-11-20" });
    let path = format!("{}/zwangerschapseinde", gezin.signaal_pad());
    let before = regio.inhoud();
    regio.als(Wie::AndereVerloskundige).post_met(&path, "\"1\"", lost.clone()).await.weigert(404, "niet-gevonden");
    regio.als(Wie::Coordinator).post_met(&path, "\"1\"", lost.clone()).await.weigert(403, "niet-toegestaan");
    assert_eq!(regio.inhoud(), before);
    // Nor of somebody who is not pregnant.
    let mut body = bodies::signaal_van("Vrouw Niet Zwanger", "06 50000009");
    body["zwangerschap"] = json!({ "zwanger": false });
    let ander = regio.aangemeld(body).await;
    let verloskundige = regio.als(Wie::Verloskundige);
    let etag = verloskundige.get(&ander.signaal_pad()).await.met(200).etag();
    verloskundige.post_met(&format!("{}/zwangerschapseinde", ander.signaal_pad()), &etag, lost).await.noemt("einde");
}

#[actix_web::test]
async fn een_volgende_zwangerschap_wacht_tot_is_verteld_hoe_de_vorige_ging() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let (voorzorg, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let eerst = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    regio.als(Wie::SociaalDomein).stap(&eerst, "aanvaarding", Value::Null).await.met(200);
    regio.clock.set(moment("2028-01-10T09:00:00Z"));
    let path = format!("{}/zwangerschappen", gezin.pad());
    let weer = json!({ "uitgerekend": "2028-08-01", "bron": "termijnecho" });
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    let refused = coordinator.post_met(&path, &etag, weer.clone()).await.weigert(409, "conflict");
    assert_eq!(refused.json["fouten"][0]["code"], "vorige-zwangerschap-open");
    vertelt(&regio, Wie::Coordinator, &gezin, json!({ "einde": "geboren", "op": "2027-04-14" })).await;
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    let mut onwaar = weer.clone();
    onwaar["eersteKind"] = true.into();
    coordinator.post_met(&path, &etag, onwaar).await.noemt("eersteKind");
    regio.vergeet_regels();
    let now = coordinator.post_met(&path, &etag, weer).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-zwangerschap-toegevoegd");
    let zij = &now.json["gedeeld"]["zwangerschap"];
    assert_eq!((&zij["uitgerekend"], &zij["duur"]), (&json!("2028-08-01"), &json!("10+6")));
    // It is known that she has a child: VoorZorg is no chance any more, and the home visit is one again.
    assert_eq!(zij["eersteKind"], false);
    assert_eq!(now.json["venster"]["naam"], "centering-start");
    let eerder = &now.json["gedeeld"]["eerdereZwangerschappen"][0];
    assert_eq!((&eerder["status"], &eerder["kinderen"][0]["geborenOp"]), (&json!("geboren"), &json!("2027-04-14")));
    assert_eq!(regio.tel("zwangerschap"), 2);
    assert_eq!(regio.tel("(SELECT DISTINCT client_id FROM casus) AS gezinnen"), 1);

    // What runs for the first child goes on, and the same can be asked for the second: once.
    assert_eq!(regio.als(Wie::Voorzorg).get(&voorzorg).await.met(200).json["status"], "gestart");
    let tweede = regio.verzonden(&gezin, "sociaal-domein", Wie::SociaalDomein).await;
    let body = bodies::doorgeleiding("sociaal-domein", &regio.desk(Wie::SociaalDomein));
    coordinator.post(&format!("{}/doorgeleidingen", gezin.pad()), body).await.weigert(409, "conflict");
    // She loses it: what was asked for that pregnancy ends, and what is there for her child stays.
    vertelt(&regio, Wie::Coordinator, &gezin, json!({ "einde": "verlies", "op": "2028-01-09" })).await;
    assert_eq!(coordinator.get(&tweede).await.met(200).json["status"], "ingetrokken");
    assert_eq!(coordinator.get(&eerst).await.met(200).json["status"], "aanvaard");
    assert_eq!(regio.als(Wie::Voorzorg).get(&voorzorg).await.met(200).json["status"], "gestart");
    assert_eq!(regio.rijen("kind").is("status", "geboren").tel(), 1);
}

#[actix_web::test]
async fn een_signaal_over_een_volgende_zwangerschap_sluit_aan_zodra_de_vorige_af_is() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    regio.clock.set(moment("2028-01-10T09:00:00Z"));
    // Whoever signals does not know that there was a child.
    let mut body = bodies::signaal();
    body["zwangerschap"]["uitgerekend"] = "2028-08-01".into();
    let tweede = regio.lijkt_bekend(body).await;
    let etag = coordinator.get(&tweede).await.met(200).etag();
    let koppeling = format!("{tweede}/koppeling");
    let bij = json!({ "casus": gezin.casus });
    let refused = coordinator.post_met(&koppeling, &etag, bij.clone()).await.weigert(409, "conflict");
    assert_eq!(refused.json["fouten"][0]["code"], "vorige-zwangerschap-open");
    vertelt(&regio, Wie::Coordinator, &gezin, json!({ "einde": "geboren", "op": "2027-04-14" })).await;
    coordinator.stap(&tweede, "koppeling", bij).await.met(200);
    let seen = coordinator.get(&gezin.pad()).await.met(200);
    let zij = &seen.json["gedeeld"]["zwangerschap"];
    assert_eq!((&zij["uitgerekend"], &zij["eersteKind"]), (&json!("2028-08-01"), &json!(false)));
    assert_eq!(seen.json["gedeeld"]["eerdereZwangerschappen"][0]["kinderen"][0]["status"], "geboren");
    assert_eq!(regio.tel("casus"), 1);
}

#[actix_web::test]
async fn een_signaal_van_de_kraamzorg_over_het_kind_vertelt_de_geboorte_en_stelt_de_overdracht_voor() {
    for (soort, voorgesteld) in [("kraamzorg", 1), ("huisartsenpraktijk", 0)] {
        let regio = regio().await;
        let beheerder = regio.als(Wie::Beheerder);
        let path = format!("/v1/organisaties/{}", regio.organisatie(Wie::AndereVerloskundige));
        let etag = beheerder.get(&path).await.met(200).etag();
        beheerder.put(&path, &etag, json!({ "naam": "Kraamzorg Mooi", "soort": soort })).await.met(200);
        let gezin = regio.in_behandeling().await;
        let bezoek = regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
        let sociaal = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
        regio.clock.set(moment("2027-04-20T09:00:00Z"));
        let mut body = bodies::signaal();
        body["zwangerschap"] = json!({ "zwanger": false, "geborenOp": "2027-04-14", "eersteKind": true });
        let tweede = regio.lijkt_bekend(body).await;
        let coordinator = regio.als(Wie::Coordinator);
        coordinator.stap(&tweede, "koppeling", json!({ "casus": gezin.casus })).await.met(200);
        let seen = coordinator.get(&gezin.pad()).await.met(200);
        assert_eq!(seen.json["gedeeld"]["zwangerschap"]["status"], "geboren");
        assert_eq!(regio.tel("warme_overdracht"), voorgesteld, "{soort}");
        let overdrachten = seen.json["overdrachten"].as_array().map_or(0, Vec::len);
        assert_eq!(i64::try_from(overdrachten).unwrap(), voorgesteld, "{soort}: {}", seen.tekst());
        // What had to begin before the birth ends, as when somebody tells of it; the rest goes on.
        assert_eq!(coordinator.get(&bezoek).await.met(200).json["status"], "ingetrokken");
        assert_eq!(coordinator.get(&sociaal).await.met(200).json["status"], "verzonden");
    }
}

#[actix_web::test]
async fn wie_na_jaren_terugkomt_met_een_tweede_kind_is_een_gezin() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    vertelt(&regio, Wie::Coordinator, &gezin, json!({ "einde": "geboren", "op": "2026-11-20" })).await;
    let closed = json!({ "reden": "doelen-bereikt" });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "sluiting", closed).await.met(200);
    regio.clock.set(moment("2029-06-01T09:00:00Z"));
    let mut body = bodies::signaal();
    body["zwangerschap"]["uitgerekend"] = "2029-12-01".into();
    let terug = regio.aangemeld(body).await;
    let seen = regio.als(Wie::Coordinator).get(&terug.pad()).await.met(200);
    assert_eq!(seen.json["gedeeld"]["zwangerschap"]["eersteKind"], false);
    assert_ne!(seen.json["venster"]["naam"], "voorzorg-instroom");
    assert_eq!(regio.tel("casus"), 2);
    assert_eq!(regio.tel("(SELECT DISTINCT client_id FROM casus) AS gezinnen"), 1);
}

#[actix_web::test]
async fn een_datum_die_veel_verschuift_vraagt_een_reden_en_een_andere_zwangerschap_is_geen_herziening() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.als(Wie::Coordinator);
    let path = format!("{}/termijnen", gezin.pad());
    let datum = |dag: &str| json!({ "uitgerekend": dag, "bron": "termijnecho" });
    let etag = coordinator.get(&gezin.pad()).await.met(200).etag();
    // She is due on 12 April.
    coordinator.post_met(&path, &etag, datum("2027-04-27")).await.noemt("reden");
    coordinator.post_met(&path, &etag, datum("2027-05-25")).await.noemt("uitgerekend");
    let now = coordinator.post_met(&path, &etag, datum("2027-04-26")).await.met(200);
    let mut met_reden = datum("2027-05-25");
    met_reden["reden"] = "echo".into();
    let now = coordinator.post_met(&path, &now.etag(), met_reden).await.met(200);
    assert_eq!(now.json["gedeeld"]["zwangerschap"]["herzieningen"][2]["nieuw"], "2027-05-25");
    let dossier = regio.als(Wie::Fg).get(&regio.dossier_pad(&gezin).await).await.met(200);
    staat(&dossier, "zwangerschap", "Gewijzigd omdat", "Een echo gaf een andere datum");
}
