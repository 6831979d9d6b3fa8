//! The story once, whole: from a midwife's worry to support that carries.

use serde_json::{Value, json};

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, NAAM},
    regio,
};

#[actix_web::test]
async fn van_een_zorg_tot_steun_op_maat_en_de_sluiting() {
    het_verhaal(&regio().await).await;
}

/// The story in a region where nothing happened yet.
#[expect(clippy::too_many_lines, reason = "it is told whole")]
pub async fn het_verhaal(regio: &Regio) {
    regio.iedereen_logt_in().await;
    let verloskundige = regio.als(Wie::Verloskundige);
    let coordinator = regio.als(Wie::Coordinator);
    let huisbezoeker = regio.als(Wie::Huisbezoeker);
    let voorzorg = regio.als(Wie::Voorzorg);
    regio.vergeet_regels();

    // Signaleren: the midwife, with the woman beside her.
    let signaal = verloskundige.post("/v1/signalen", bodies::signaal()).await.met(201);
    let line = regio.een_regel(Wie::Verloskundige, "signaal-ontvangen");
    assert_eq!(line.object, Some(signaal.id()));
    assert_eq!(line.rol.as_deref(), Some("signaleerder"));
    assert_eq!(signaal.json["stand"], "ontvangen");
    assert_eq!(signaal.json["client"]["naam"], NAAM);
    assert_eq!(signaal.json["mogelijkBekend"], false);
    assert!(signaal.json.get("casus").is_none(), "a signaller sees no casus");
    let signaal_pad = signaal.header("location").unwrap();
    assert_eq!(signaal_pad, format!("/v1/signalen/{}", signaal.id()));
    assert_eq!((regio.tel("signaal"), regio.tel("casus"), regio.tel("client")), (1, 1, 1));
    assert_eq!(regio.tel("toestemming WHERE status = 'gegeven'"), 1);

    // The queue: no name, the chance that is lost first, with its days.
    let queue = coordinator.post("/v1/casussen/_zoek", json!({})).await.met(200);
    regio.een_regel(Wie::Coordinator, "gezocht");
    let [waiting] = queue.items().as_slice() else { panic!("{queue:?}") };
    assert_eq!(waiting["status"], "aangemeld");
    assert_eq!(waiting["fase"], "signaleren");
    assert!(waiting["venster"]["dagen"].as_i64().unwrap() > 0);
    assert!(!queue.tekst().contains(NAAM));
    let casus = format!("/v1/casussen/{}", waiting["id"].as_str().unwrap());
    let gezin =
        crate::gegeven::verhaal::Gezin { signaal: signaal.id(), casus: waiting["id"].as_str().unwrap().to_owned() };

    // Verkennen: the coordinator takes it.
    let open = coordinator.get(&casus).await.met(200);
    assert_eq!(regio.een_regel(Wie::Coordinator, "gelezen").casus.as_ref(), Some(&gezin.casus));
    assert_eq!(open.json["gedeeld"]["client"]["naam"], NAAM);
    assert_eq!(open.json["gedeeld"]["zwangerschap"]["duur"], "20+0");
    let taken = coordinator.post_met(&format!("{casus}/behandeling"), &open.etag(), Value::Null).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-in-behandeling");
    assert_eq!(taken.json["status"], "in-behandeling");
    assert_eq!(taken.json["coordinator"], regio.gebruiker(Wie::Coordinator));
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend");
    assert_eq!(regio.tel("signaal WHERE status = 'gekoppeld'"), 1);

    // A prenatal home visit, with consent for it and for what they may know.
    regio.vergeet_regels();
    let phb = regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    let kinds: Vec<_> = regio.neem_regels().into_iter().map(|line| line.gebeurtenis).collect();
    assert!(kinds.contains(&"toestemming-gegeven".to_owned()) && kinds.contains(&"doorgeleiding-verzonden".to_owned()));
    assert_eq!(kinds.len(), 2, "{kinds:?}");
    assert_eq!(regio.status(&gezin).await, "verkenning");
    regio.vergeet_regels();
    let received = huisbezoeker.get(&phb).await.met(200);
    regio.een_regel(Wie::Huisbezoeker, "doorgeleiding-gezien");
    assert_eq!(received.json["gedeeld"]["client"]["naam"], NAAM);
    assert_eq!(received.json["antwoordVoor"], "2026-11-30");
    let accepted = huisbezoeker.post_met(&format!("{phb}/aanvaarding"), &received.etag(), Value::Null).await.met(200);
    regio.een_regel(Wie::Huisbezoeker, "doorgeleiding-aanvaard");
    assert_eq!(regio.stand(&gezin).await, "aangeboden-en-aanvaard");
    regio.vergeet_regels();
    let claimed = huisbezoeker.post_met(&format!("{phb}/claim"), &accepted.etag(), Value::Null).await.met(200);
    regio.een_regel(Wie::Huisbezoeker, "doorgeleiding-geclaimd");
    assert_eq!(claimed.json["geclaimdDoor"], regio.gebruiker(Wie::Huisbezoeker));
    let started = huisbezoeker.post_met(&format!("{phb}/start"), &claimed.etag(), Value::Null).await.met(200);
    regio.een_regel(Wie::Huisbezoeker, "doorgeleiding-gestart");
    let traject = started.json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
    assert_eq!(regio.tel("traject WHERE status = 'lopend'"), 1);

    // The visit itself.
    let planned = huisbezoeker.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    regio.een_regel(Wie::Huisbezoeker, "contactmoment-gepland");
    let visit = format!("/v1/contactmomenten/{}", planned.id());
    regio.verstrijk(chrono::TimeDelta::days(4));
    regio.iedereen_logt_in().await;
    regio.vergeet_regels();
    let held = huisbezoeker
        .post_met(&format!("{visit}/afloop"), &planned.etag(), json!({ "uitkomst": "gehouden" }))
        .await
        .met(200);
    regio.een_regel(Wie::Huisbezoeker, "contactmoment-gehouden");
    assert_eq!(held.json["status"], "gehouden");
    let early = huisbezoeker.stap(phb.clone(), "afronding", bodies::afronding()).await;
    early.weigert(409, "conflict");
    regio.vergeet_regels();
    let outcome = huisbezoeker.stap(traject.clone(), "uitkomst", bodies::uitkomst()).await.met(200);
    assert_eq!(outcome.json["uitkomst"]["vervolgacties"], json!(["voorzorg"]));
    assert!(regio.neem_regels().iter().any(|line| line.gebeurtenis == "huisbezoek-uitkomst-vastgelegd"));
    let rounded = huisbezoeker.stap(phb.clone(), "afronding", bodies::afronding()).await.met(200);
    assert_eq!(rounded.json["status"], "afgerond");
    assert_eq!(regio.tel("traject WHERE status = 'beeindigd' AND einde = 'afgerond'"), 1);

    // Steun op maat: VoorZorg takes her on. Then, and always, there is one casusregisseur and a day of evaluation.
    assert_eq!(regio.tel("casus WHERE regisseur_id IS NOT NULL OR evaluatie_op IS NOT NULL"), 0);
    let request = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    assert_eq!(regio.status(&gezin).await, "toegeleid");
    voorzorg.stap(request.clone(), "aanvaarding", Value::Null).await.met(200);
    let carried = coordinator.get(&casus).await.met(200);
    assert_eq!(carried.json["status"], "steun-op-maat");
    assert_eq!(carried.json["fase"], "steun-op-maat");
    assert_eq!(carried.json["casusregisseur"], regio.gebruiker(Wie::Coordinator));
    assert!(carried.json["evaluatieOp"].as_str().unwrap() > "2026-11-27");
    let nurse = json!({ "casusregisseur": regio.gebruiker(Wie::Voorzorg) });
    regio.vergeet_regels();
    let handed = coordinator.post_met(&format!("{casus}/casusregisseur"), &carried.etag(), nurse).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-regisseur-aangewezen");
    assert_eq!(handed.json["casusregisseur"], regio.gebruiker(Wie::Voorzorg));
    assert_eq!(regio.als(Wie::Voorzorg).get(&casus).await.met(200).json["gedeeld"]["client"]["naam"], NAAM);
    voorzorg.stap(request.clone(), "start", Value::Null).await.met(200);
    assert_eq!(regio.stand(&gezin).await, "aangeboden-en-aanvaard");

    // It ends: nothing stays open behind a casus that closes.
    let closing = json!({ "reden": "doelen-bereikt" });
    coordinator.stap(casus.clone(), "sluiting", closing.clone()).await.weigert(409, "conflict");
    voorzorg.stap(request.clone(), "afronding", bodies::afronding()).await.met(200);
    regio.vergeet_regels();
    let now = coordinator.get(&casus).await.met(200);
    regio.vergeet_regels();
    let closed = coordinator.post_met(&format!("{casus}/sluiting"), &now.etag(), closing).await.met(200);
    regio.een_regel(Wie::Coordinator, "casus-gesloten");
    assert_eq!(closed.json["status"], "afgesloten");
    assert_eq!(closed.json["sluitreden"], "doelen-bereikt");
    assert_eq!(regio.stand(&gezin).await, "afgesloten");
    assert!(regio.wachtrij(Wie::Coordinator).await.is_empty());

    // The thread, as it was.
    let line = coordinator.get(&format!("{casus}/tijdlijn")).await.met(200);
    let kinds: Vec<_> = line.items().iter().map(|item| item["gebeurtenis"].as_str().unwrap()).collect();
    for kind in ["signaal-ontvangen", "casus-in-behandeling", "doorgeleiding-gestart", "casus-gesloten"] {
        assert!(kinds.contains(&kind), "{kind}: {kinds:?}");
    }
    assert!(!line.tekst().contains(NAAM));
    assert_eq!(regio.waar_staat(NAAM), Vec::<String>::new(), "nothing of her can be read outside the vault");
}
