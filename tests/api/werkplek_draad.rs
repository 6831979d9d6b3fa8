//! What becomes of a family, told on a page: a birth, a loss, another date, the next pregnancy, and the handover to the JGZ.

use chrono::TimeDelta;
use serde_json::json;

use crate::gegeven::{Regio, Wie, bodies, moment, regio, verhaal::Gezin};

fn pad(gezin: &Gezin) -> String {
    gezin.pad().replace("/v1", "")
}

/// The fields of a form as a browser sends them.
fn velden<'a>(versie: &'a str, verzoek: &'a str, verder: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [("versie", versie), ("verzoek", verzoek)].into_iter().chain(verder.iter().copied()).collect()
}

impl Regio {
    /// What the coordinator reads of the pregnancy.
    async fn zwangerschap(&self, gezin: &Gezin) -> serde_json::Value {
        self.verstrijk(TimeDelta::seconds(30));
        self.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).json["gedeeld"]["zwangerschap"].clone()
    }
}

#[actix_web::test]
async fn de_pagina_over_een_verlies_zegt_eerst_wat_er_stopt_en_een_knop_stopt_alles() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    regio.verstrijk(TimeDelta::seconds(30));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let naar = format!("{}/verlies", pad(&gezin));
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert_eq!(casus.alle(&format!("a[href='{naar}']")).len(), 1);
    let vraag = coordinator.get(&naar).await.met(200);
    let stopt = vraag.tekst(".note");
    assert!(stopt.starts_with("Dit stopt als u vastlegt Alles wat gepland stond, stopt nu en voorgoed"), "{stopt}");
    assert!(stopt.contains("VoorZorg") && stopt.contains("Wat zij goed vond blijft zoals zij het zei."), "{stopt}");
    assert_eq!(vraag.teksten("main .button"), ["Leg vast en stop alles"], "one button");
    assert!(!vraag.tekst("main").contains("weken") && !vraag.tekst("main").contains('!'), "{}", vraag.tekst("main"));
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    // What does not fit comes back at its field, with what was typed.
    for (getypt, zin) in [
        ("", "Vul in welke dag het was."),
        ("31-2-2026", "Vul een dag in die bestaat. 31-2-2026 bestaat niet."),
        ("24-11-2026", "De dag van het einde ligt niet in de toekomst."),
    ] {
        let fout = coordinator.post(&naar, &velden(&versie, &verzoek, &[("op", getypt)])).await.met(400);
        assert_eq!(fout.waarde("op"), getypt);
        if !zin.starts_with("De dag") {
            assert_eq!(fout.teksten("#op-fout"), [format!("Fout: {zin}")]);
        }
    }
    assert_eq!(regio.tel("zwangerschap WHERE status = 'verlies'"), 0);
    regio.vergeet_regels();
    let op = velden(&versie, &verzoek, &[("op", "gisteren")]);
    let gedaan = coordinator.post(&naar, &op).await.met(303);
    assert_eq!(gedaan.naar(), pad(&gezin));
    let regel = regio.een_regel(Wie::Coordinator, "casus-zwangerschap-geeindigd");
    assert_eq!((regel.handeling.as_str(), regel.casus.as_ref()), ("casus-herzien", Some(&gezin.casus)));
    let loopt = "doorgeleiding WHERE status IN ('verzonden', 'aanvaard', 'intake-gepland', 'gestart')";
    assert_eq!(regio.tel(loopt), 0);
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    let gezegd = casus.tekst("main");
    assert!(!gezegd.contains("Uitgerekend") && !gezegd.contains("weken"), "{gezegd}");
    let zij = regio.zwangerschap(&gezin).await;
    assert_eq!((&zij["status"], &zij["geeindigdOp"]), (&json!("verlies"), &json!("2026-11-22")));

    // It was another woman: what ended by it goes on.
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let terug = format!("{}/loopt-nog", pad(&gezin));
    let vraag = coordinator.get(&terug).await.met(200);
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    let fout = coordinator.post(&terug, &velden(&versie, &verzoek, &[])).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Kies waarom dit wordt gecorrigeerd."]);
    coordinator.post(&terug, &velden(&versie, &verzoek, &[("reden", "correctie")])).await.met(303);
    assert_eq!(regio.tel(loopt), 2);
}

#[actix_web::test]
async fn van_een_tweeling_heeft_elk_kind_zijn_dag_en_de_overdracht_wordt_aangenomen_en_gehouden() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["zwangerschap"]["aantalKinderen"] = 2.into();
    let gezin = regio.aangemeld(body).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", serde_json::Value::Null).await.met(200);
    regio.clock.set(moment("2027-04-20T09:00:00Z"));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let naar = format!("{}/geboorte", pad(&gezin));
    let vraag = coordinator.get(&naar).await.met(200);
    assert_eq!(vraag.alle(&format!("a[href='{}/verlies']", pad(&gezin))).len(), 1, "it may have gone otherwise");
    assert!(!vraag.tekst("main").to_lowercase().contains("gefeliciteerd"));
    let (versie, verzoek, aantal) = (vraag.waarde("versie"), vraag.waarde("verzoek"), vraag.waarde("aantal"));
    let dagen = |eerst: &'static str, later: &'static str| [("op", eerst), ("op-2", later)].to_vec();
    let stuur = |alle: Vec<(&'static str, &'static str)>| {
        let mut alle: Vec<(&str, &str)> = velden(&versie, &verzoek, &alle);
        alle.push(("aantal", aantal.as_str()));
        alle
    };
    let fout = coordinator.post(&naar, &stuur(dagen("19-4-2027", "21-4-2027"))).await.met(400);
    assert_eq!(fout.alle("#op-2-fout").len(), 1, "{}", fout.tekst("main"));
    assert_eq!(fout.waarde("op"), "19-4-2027");
    coordinator.post(&naar, &stuur(dagen("19-4-2027", "20-4-2027"))).await.met(303);
    assert_eq!(regio.rijen("kind").is("geboren_op", "2027-04-20").tel(), 1);
    assert_eq!(regio.tel("kind"), 2);

    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    let begin = format!("{}/overdracht/", pad(&gezin));
    let overdracht = casus.alle(&format!("a[href^='{begin}']"))[0].attr("href").unwrap().to_owned();
    let pagina = coordinator.get(&overdracht).await.met(200);
    let (versie, verzoek) = (pagina.waarde("versie"), pagina.waarde("verzoek"));
    regio.vergeet_regels();
    coordinator.post(&format!("{overdracht}/aannemen"), &velden(&versie, &verzoek, &[])).await.met(303);
    regio.een_regel(Wie::Coordinator, "casus-overdracht-aanvaard");
    let pagina = coordinator.get(&overdracht).await.met(200);
    let (versie, verzoek) = (pagina.waarde("versie"), pagina.waarde("verzoek"));
    let afloop = format!("{overdracht}/afloop");
    let fout = coordinator.post(&afloop, &velden(&versie, &verzoek, &[])).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Kies hoe de overdracht ging."]);
    let fout = coordinator
        .post(&afloop, &velden(&versie, &verzoek, &[("uitkomst", "gehouden"), ("op", "1-4-2027")]))
        .await
        .met(400);
    assert_eq!((fout.alle("#op-fout").len(), fout.waarde("op").as_str()), (1, "1-4-2027"));
    let fout = coordinator.post(&afloop, &velden(&versie, &verzoek, &[("uitkomst", "niet-gelukt")])).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Geef een reden."]);
    regio.vergeet_regels();
    let gehouden = [("uitkomst", "gehouden"), ("op", "vandaag")];
    coordinator.post(&afloop, &velden(&versie, &verzoek, &gehouden)).await.met(303);
    regio.een_regel(Wie::Coordinator, "casus-overdracht-gehouden");
    assert_eq!(regio.rijen("warme_overdracht").is("status", "gehouden").tel(), 1);
    assert_eq!(regio.rijen("kind").is("status", "bij-jgz").tel(), 2);
    let pagina = coordinator.get(&overdracht).await.met(200);
    assert_eq!(pagina.alle("form[action^='/casussen']").len(), 0, "what was held is held");
}

#[actix_web::test]
async fn een_datum_die_ver_verschuift_vraagt_op_de_pagina_een_reden_en_een_volgende_zwangerschap_wacht() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.verstrijk(TimeDelta::seconds(30));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let naar = format!("{}/termijn", pad(&gezin));
    let vraag = coordinator.get(&naar).await.met(200);
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    let bron = ("bron", "termijnecho");
    let fout = coordinator.post(&naar, &velden(&versie, &verzoek, &[])).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Vul in wanneer zij is uitgerekend.", "Kies hoe u dat weet."]);
    let ver = velden(&versie, &verzoek, &[("uitgerekend", "27-4-2027"), bron]);
    let fout = coordinator.post(&naar, &ver).await.met(400);
    assert_eq!(fout.alle("#reden-echo-fout").len(), 1, "{}", fout.tekst("main"));
    assert_eq!(fout.waarde("uitgerekend"), "27-4-2027");
    let anders = velden(&versie, &verzoek, &[("uitgerekend", "27-7-2027"), bron, ("reden", "echo")]);
    let fout = coordinator.post(&naar, &anders).await.met(400);
    assert!(fout.tekst("#uitgerekend-fout").contains("dat is een andere zwangerschap"));
    let goed = velden(&versie, &verzoek, &[("uitgerekend", "27-4-2027"), bron, ("reden", "echo")]);
    regio.vergeet_regels();
    coordinator.post(&naar, &goed).await.met(303);
    regio.een_regel(Wie::Coordinator, "casus-termijn-herzien");
    assert_eq!(regio.zwangerschap(&gezin).await["uitgerekend"], "2027-04-27");

    // The next one waits until it is told how this one went.
    let volgende = format!("{}/volgende-zwangerschap", pad(&gezin));
    regio.verstrijk(TimeDelta::seconds(30));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let vraag = coordinator.get(&volgende).await.met(200);
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    let weer = velden(&versie, &verzoek, &[("uitgerekend", "26+0"), bron]);
    coordinator.post(&volgende, &weer).await.met(409);
    assert_eq!(regio.tel("zwangerschap"), 1);
    // Whoever does not coordinate here has no such page.
    regio.werkplek(Wie::Verloskundige).await.get(&volgende).await.met(404);
    regio.werkplek(Wie::AndereVoorzorg).await.get(&naar).await.met(404);
}

#[actix_web::test]
async fn de_verloskundige_vertelt_op_haar_eigen_signaal_wat_er_veranderde() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.verstrijk(TimeDelta::seconds(30));
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    let hier = gezin.signaal_pad().replace("/v1", "");
    let signaal = verloskundige.get(&hier).await.met(200);
    assert_eq!(signaal.alle(&format!("a[href='{hier}/veranderd']")).len(), 1);
    let kies = verloskundige.get(&format!("{hier}/veranderd")).await.met(200);
    let naar = format!("{hier}/verlies");
    assert_eq!(kies.alle(&format!("a[href='{naar}']")).len(), 1);
    let vraag = verloskundige.get(&naar).await.met(200);
    assert!(vraag.tekst(".note").starts_with("Dit stopt als u vastlegt"));
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    let fout = verloskundige.post(&naar, &velden(&versie, &verzoek, &[("op", "in mei")])).await.met(400);
    assert_eq!((fout.waarde("op").as_str(), fout.alle("#op-fout").len()), ("in mei", 1));
    regio.vergeet_regels();
    verloskundige.post(&naar, &velden(&versie, &verzoek, &[("op", "vandaag")])).await.met(303);
    let regel = regio.een_regel(Wie::Verloskundige, "casus-zwangerschap-geeindigd");
    assert_eq!((regel.handeling.as_str(), regel.casus), ("zwangerschap-vertellen", Some(gezin.casus.clone())));
    assert_eq!(regio.tel("doorgeleiding WHERE status = 'verzonden'"), 0);
    // Told twice it is a correction, and says why: the page asks for it where it stands.
    let geboorte = format!("{hier}/geboorte");
    let vraag = verloskundige.get(&geboorte).await.met(200);
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    let fout = verloskundige.post(&geboorte, &velden(&versie, &verzoek, &[("op", "vandaag")])).await.met(400);
    assert_eq!(fout.alle("#reden-correctie-fout").len(), 1, "{}", fout.tekst("main"));
    let reden = [("op", "vandaag"), ("reden", "correctie")];
    verloskundige.post(&geboorte, &velden(&versie, &verzoek, &reden)).await.met(303);
    assert_eq!(regio.zwangerschap(&gezin).await["status"], "geboren");
    assert_eq!(regio.tel("doorgeleiding WHERE status = 'verzonden'"), 0, "VoorZorg takes nobody on after the birth");
    // Of somebody else's signaal there is no such page.
    regio.werkplek(Wie::AndereVerloskundige).await.get(&naar).await.met(404);
    regio.werkplek(Wie::Voorzorg).await.get(&naar).await.met(403);
}
