//! The desk at the workplace: a request lands there, is taken up by one person, and is answered.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, ALLES, NAAM},
    regio,
};

/// The page of a request or of support, by its path in the API.
fn pagina(pad: &str) -> String {
    pad.strip_prefix("/v1").unwrap().to_owned()
}

impl Regio {
    /// Somebody of another desk of the same organisation comes to work at that of VoorZorg too.
    async fn collega_bij_voorzorg(&self) {
        let naar = format!("/v1/gebruikers/{}/toekenningen", self.gebruiker(Wie::Huisbezoeker));
        let gebied = json!({ "soort": "desk", "waarde": self.desk(Wie::Voorzorg) });
        self.als(Wie::Beheerder).post(&naar, json!({ "rol": "uitvoerder", "gebied": gebied })).await.met(201);
    }
}

#[actix_web::test]
async fn wie_aan_een_bureau_werkt_begint_bij_wat_wacht_op_antwoord() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    assert_eq!(bureau.get("/").await.met(303).naar(), "/bureau");
    regio.vergeet_regels();
    let lijst = bureau.get("/bureau").await.met(200);
    let mut gelezen: Vec<_> =
        regio.neem_regels().into_iter().map(|regel| (regel.handeling, regel.gebeurtenis)).collect();
    gelezen.dedup();
    assert_eq!(gelezen, [("doorgeleiding-lezen".to_owned(), "gelezen".to_owned())]);
    assert_eq!(lijst.tekst("title"), "Bureau (1) – Knooppunt");
    assert_eq!(lijst.teksten(".doors a"), ["Bureau", "Mijn gezinnen", "Zoeken", "Beloofd", "Berichten"]);
    assert_eq!(lijst.tekst(".lead"), "VoorZorg.");
    assert_eq!(lijst.tekst("#kop-open"), "Wacht op antwoord (1)");
    assert_eq!(lijst.tekst(".row h3"), NAAM);
    let rij = lijst.tekst(".row");
    assert!(rij.contains("25 jaar 20+0 weken Heerlen"), "{rij}");
    assert!(rij.contains("antwoord uiterlijk") && rij.contains("Niemand pakte dit op"), "{rij}");
    // Nothing else is done from a row but opening it, and taking it up.
    assert_eq!(lijst.teksten(".row button"), [format!("Ik pak dit op : {NAAM}")]);
    assert_eq!(lijst.alle(&format!("a[href='{}']", pagina(&d))).len(), 1);
    // Who else works there sees the same; another desk sees nothing.
    let ander = regio.werkplek(Wie::AndereVoorzorg).await;
    let leeg = ander.get("/bureau").await.met(200);
    assert!(leeg.tekst("main").contains("Geen vragen open. Elk gezin heeft antwoord. Dat is goed."));
    assert!(!leeg.antwoord.tekst().contains(NAAM));
    ander.get(&pagina(&d)).await.met(404);
}

#[actix_web::test]
async fn een_pakt_een_vraag_op_en_neemt_haar_aan_en_een_collega_ziet_wie() {
    let regio = regio().await;
    regio.collega_bij_voorzorg().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    let lijst = bureau.get("/bureau").await.met(200);
    let (versie, verzoek) = (lijst.waarde("versie"), lijst.waarde("verzoek"));
    let velden = [("versie", versie.as_str()), ("verzoek", verzoek.as_str())];
    regio.vergeet_regels();
    let oppakken = format!("{}/oppakken", pagina(&d));
    assert_eq!(bureau.post(&oppakken, &velden).await.met(303).naar(), pagina(&d));
    regio.een_regel(Wie::Voorzorg, "doorgeleiding-geclaimd");
    let vraag = bureau.get(&pagina(&d)).await.met(200);
    assert_eq!(vraag.tekst(".gelukt"), "U pakte dit op. Uw collega’s zien dat.");
    assert_eq!(vraag.tekst("title"), "W. V., 20+0, Heerlen: vraag om hulp – Knooppunt");
    assert!(vraag.tekst(".veilig").contains("Met bellen. 06 12345678"), "{}", vraag.tekst(".veilig"));
    assert!(vraag.tekst("section[aria-labelledby=kop-vraag]").contains("Willen jullie met haar kennismaken?"));
    assert_eq!(vraag.tekst(".own-words"), format!("“{}”", bodies::EIGEN_VRAAG));
    assert!(vraag.tekst("section[aria-labelledby=kop-antwoord]").contains("U pakte dit op"));
    assert_eq!(vraag.teksten(".people b"), ["U", "Coordinator"]);
    assert_eq!(vraag.teksten("button.big"), ["Wij nemen dit aan"], "one main button");
    // The colleague sees who answers, and cannot take it up as well.
    let collega = regio.werkplek(Wie::Huisbezoeker).await;
    let elders = collega.get("/bureau").await.met(200);
    assert_eq!(elders.tekst("#kop-collega"), "Een collega pakte dit op (1)");
    assert!(elders.tekst(".row").contains("Voorzorg pakte dit op"), "{}", elders.tekst(".row"));
    assert!(elders.alle(".row button").is_empty());
    let versie = collega.get(&pagina(&d)).await.met(200).waarde("versie");
    let weer = collega.post(&oppakken, &[("versie", &versie), ("verzoek", "x")]).await.met(409);
    assert!(weer.tekst("main").contains("Een collega heeft deze doorgeleiding al opgepakt."));
    // Let go, it can be taken up again.
    let los = format!("{}/loslaten", pagina(&d));
    bureau.post(&los, &[("versie", &versie), ("verzoek", "los")]).await.met(303);
    let versie = collega.get(&pagina(&d)).await.met(200).waarde("versie");
    collega.post(&oppakken, &[("versie", &versie), ("verzoek", "y")]).await.met(303);
    let versie = collega.get(&pagina(&d)).await.met(200).waarde("versie");
    let velden = [("versie", versie.as_str()), ("verzoek", "z")];
    regio.vergeet_regels();
    let aannemen = format!("{}/aannemen", pagina(&d));
    assert_eq!(collega.post(&aannemen, &velden).await.met(303).naar(), pagina(&d));
    regio.een_regel(Wie::Huisbezoeker, "doorgeleiding-aanvaard");
    collega.post(&aannemen, &velden).await.met(303);
    let oud = collega.post(&aannemen, &[("versie", &versie), ("verzoek", "nog-een")]).await.met(412);
    assert_eq!(oud.tekst("h1"), "Iemand was u voor");
    let lijst = collega.get("/bureau").await.met(200);
    assert_eq!(lijst.tekst("#kop-aangenomen"), "Aangenomen, nog niet begonnen (1)");
    assert!(lijst.tekst(".row").contains("Aangenomen, van u"), "{}", lijst.tekst(".row"));
}

#[actix_web::test]
async fn een_bureau_dat_niet_kan_zegt_waarom_en_ziet_daarna_niets_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    let vraag = bureau.get(&pagina(&d)).await.met(200);
    assert!(vraag.alle("main [checked]").is_empty(), "no reason is chosen beforehand");
    assert!(vraag.tekst("main").contains("De verloskundige hoort alleen dat verder wordt gezocht."));
    let versie = vraag.waarde("versie");
    let niet = format!("{}/afwijzen", pagina(&d));
    let leeg =
        bureau.post(&niet, &[("versie", &versie), ("verzoek", "a"), ("niet-uitleg", "Wij zitten vol.")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies waarom u dit nu niet kunt."]);
    assert_eq!(leeg.tekst("#niet-uitleg"), "Wij zitten vol.", "nothing typed is lost");
    assert!(leeg.tekst("title").starts_with("Fout: "));
    assert_eq!(leeg.alle("details[open] #niet-uitleg").len(), 1, "what is wrong is in sight");
    let anders = [("versie", versie.as_str()), ("verzoek", "b"), ("niet", "anders")];
    let zonder = bureau.post(&niet, &anders).await.met(400);
    assert_eq!(zonder.tekst("#niet-uitleg-fout"), "Fout: Geef een toelichting bij de reden 'anders'.");
    regio.vergeet_regels();
    let vol = [("versie", versie.as_str()), ("verzoek", "c"), ("niet", "geen-capaciteit")];
    assert_eq!(bureau.post(&niet, &vol).await.met(303).naar(), "/bureau");
    regio.een_regel(Wie::Voorzorg, "doorgeleiding-afgewezen");
    let na = bureau.get("/bureau").await.met(200);
    assert!(na.tekst(".gelukt").contains("U ziet haar gegevens niet meer."));
    assert!(!na.antwoord.tekst().contains(NAAM));
    bureau.get(&pagina(&d)).await.met(404);
    assert_eq!(regio.stand(&gezin).await, "wordt-verkend", "a full desk is nothing the midwife hears of");
}

#[actix_web::test]
async fn een_vraag_gaat_alleen_door_naar_een_bureau_waarmee_zij_deelt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    let vraag = bureau.get(&pagina(&d)).await.met(200);
    let form = "form[action$='/doorsturen']";
    assert_eq!(vraag.teksten(&format!("{form} .choice b")), ["VoorZorg Vroeg Erbij"]);
    let desk = vraag.alle(&format!("{form} input[name=naar]"))[0].attr("value").unwrap().to_owned();
    let versie = vraag.waarde("versie");
    let door = format!("{}/doorsturen", pagina(&d));
    let leeg = bureau.post(&door, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li a"), ["Kies naar welk bureau u dit stuurt."]);
    regio.vergeet_regels();
    assert_eq!(
        bureau.post(&door, &[("versie", &versie), ("verzoek", "b"), ("naar", &desk)]).await.met(303).naar(),
        "/bureau"
    );
    regio.een_regel(Wie::Voorzorg, "doorgeleiding-omgeleid");
    bureau.get(&pagina(&d)).await.met(404);
    let ander = regio.werkplek(Wie::AndereVoorzorg).await;
    let lijst = ander.get("/bureau").await.met(200);
    assert_eq!(lijst.tekst(".row h3"), NAAM);
    let vervolg = lijst.alle(".row h3 a")[0].attr("href").unwrap().to_owned();
    let vraag = ander.get(&vervolg).await.met(200);
    assert!(vraag.tekst("section[aria-labelledby=kop-vraag]").contains("Een ander bureau stuurde dit door."));
    assert_eq!(vraag.teksten(".people b"), ["Niemand pakte dit op", "Voorzorg"]);
    // It may go back; where she said no it may not.
    assert_eq!(vraag.teksten(&format!("{form} .choice b")), ["VoorZorg"]);
    let mut nee = bodies::toestemming("steun-op-maat", "voorzorg", &ALLES);
    nee["besluit"] = "geweigerd".into();
    nee["item"]["organisatie"] = regio.organisatie(Wie::Voorzorg).into();
    regio.als(Wie::Coordinator).post(&format!("{}/toestemmingen", gezin.pad()), nee).await.met(201);
    let vraag = ander.get(&vervolg).await.met(200);
    assert!(vraag.alle(form).is_empty(), "of what she refused a desk hears nothing");
    let api = regio.als(Wie::Coordinator).get(&format!("/v1{vervolg}/bestemmingen")).await;
    api.weigert(403, "niet-toegestaan");
}

#[actix_web::test]
async fn wat_is_ingetrokken_is_er_voor_het_bureau_niet_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    let versie = bureau.get(&pagina(&d)).await.met(200).waarde("versie");
    let terug = json!({ "reden": "niet-meer-nodig" });
    regio.als(Wie::Coordinator).stap(&d, "intrekking", terug).await.met(200);
    let weg = bureau.get(&pagina(&d)).await.met(404);
    assert_eq!(weg.tekst("h1"), "Deze pagina is er niet, of niet voor u");
    let laat =
        bureau.post(&format!("{}/aannemen", pagina(&d)), &[("versie", &versie), ("verzoek", "a")]).await.met(404);
    assert!(!laat.antwoord.tekst().contains(NAAM));
    assert!(!bureau.get("/bureau").await.met(200).antwoord.tekst().contains(NAAM));
}

#[actix_web::test]
async fn wat_is_aangenomen_gaat_voor_het_begin_terug_met_een_reden() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).stap(&d, "aanvaarding", Value::Null).await.met(200);
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    let vraag = bureau.get(&pagina(&d)).await.met(200);
    assert_eq!(vraag.teksten(".button.big"), ["Plan de kennismaking"]);
    let versie = vraag.waarde("versie");
    let terug = format!("{}/teruggeven", pagina(&d));
    let leeg = bureau.post(&terug, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li a"), ["Kies waarom de hulp niet begint."]);
    regio.vergeet_regels();
    let reden = [("versie", versie.as_str()), ("verzoek", "b"), ("terug-om", "gezin-wil-niet")];
    assert_eq!(bureau.post(&terug, &reden).await.met(303).naar(), "/bureau");
    regio.een_regel(Wie::Voorzorg, "doorgeleiding-niet-gestart");
    bureau.get(&pagina(&d)).await.met(404);
    assert_eq!(regio.stand(&gezin).await, "aangeboden-en-afgewezen");
}

#[actix_web::test]
async fn wat_te_laat_is_staat_bovenaan_en_zegt_hoe_laat() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let laatste = regio.als(Wie::Voorzorg).get(&d).await.met(200).veld("antwoordVoor");
    let dagen = laatste.parse::<chrono::NaiveDate>().unwrap() - regio.clock_nu().dag();
    regio.verstrijk(dagen);
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    let vandaag = bureau.get("/bureau").await.met(200);
    assert_eq!(vandaag.tekst(".row.late .due b"), "Vandaag");
    assert!(bureau.get(&pagina(&d)).await.met(200).tekst(".note.late").contains("Vandaag de laatste dag."));
    regio.verstrijk(TimeDelta::days(1));
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    assert_eq!(bureau.get("/bureau").await.met(200).tekst(".row.late .due b"), "1 dag te laat");
}

#[actix_web::test]
async fn een_coordinator_neemt_een_vraag_terug_en_het_bureau_ziet_er_niets_meer_van() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let casus = coordinator.get(&gezin.pad().replace("/v1", "")).await.met(200);
    assert_eq!(casus.alle(&format!("a[href='{}']", pagina(&d))).len(), 1, "the case leads to what was asked");
    let versie = coordinator.get(&pagina(&d)).await.met(200).waarde("versie");
    let naar = format!("{}/intrekken", pagina(&d));
    let leeg = coordinator.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li a"), ["Kies waarom u de vraag intrekt."]);
    let anders = [("versie", versie.as_str()), ("verzoek", "b"), ("ingetrokken-om", "anders")];
    let zonder_uitleg = coordinator.post(&naar, &anders).await.met(400);
    assert_eq!(zonder_uitleg.alle("details[open] #ingetrokken-om-uitleg").len(), 1);
    regio.vergeet_regels();
    let reden = [("versie", versie.as_str()), ("verzoek", "c"), ("ingetrokken-om", "vergissing")];
    // The desk cannot: it answers.
    regio.werkplek(Wie::Voorzorg).await.post(&naar, &reden).await.met(403);
    regio.vergeet_regels();
    assert_eq!(coordinator.post(&naar, &reden).await.met(303).naar(), pagina(&d));
    regio.een_regel(Wie::Coordinator, "doorgeleiding-ingetrokken");
    assert_eq!(regio.tel("doorgeleiding WHERE status = 'ingetrokken' AND reden = 'vergissing'"), 1);
    regio.werkplek(Wie::Voorzorg).await.get(&pagina(&d)).await.met(404);
    let daarna = coordinator.get(&pagina(&d)).await.met(200);
    assert!(daarna.alle("main form").is_empty(), "nothing is left to do with it");
    // What was typed into a form that came too late is not lost.
    let te_laat = [
        ("versie", versie.as_str()),
        ("verzoek", "d"),
        ("ingetrokken-om", "anders"),
        ("ingetrokken-om-uitleg", "Zij belde."),
    ];
    let te_laat = coordinator.post(&naar, &te_laat).await.met(412);
    assert_eq!(te_laat.waarde("ingetrokken-om-uitleg"), "Zij belde.");
    assert!(te_laat.alle("main [name=verzoek]").is_empty(), "it goes on as another form");
}

#[actix_web::test]
async fn een_coordinator_ziet_de_vraag_en_beantwoordt_haar_niet() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let vraag = coordinator.get(&pagina(&d)).await.met(200);
    // Whoever may not answer for the desk notes what the family says, or takes the request back.
    let formulieren: Vec<_> =
        vraag.alle("main form").iter().map(|een| een.value().attr("action").unwrap().to_owned()).collect();
    assert_eq!(formulieren, ["gezin", "intrekken"].map(|stap| format!("{}/{stap}", pagina(&d))));
    assert_eq!(vraag.tekst(".crumb"), "Terug naar het gezin");
    let naar = format!("{}/aannemen", pagina(&d));
    let niet = coordinator.post(&naar, &[("versie", "1"), ("verzoek", "a")]).await.met(403);
    assert_eq!(niet.tekst("h1"), "Dit hoort niet bij uw werk");
}

impl Regio {
    /// Somebody comes to work at a desk too.
    async fn werkt_ook_aan(&self, wie: Wie, desk: Wie) {
        let naar = format!("/v1/gebruikers/{}/toekenningen", self.gebruiker(wie));
        let gebied = json!({ "soort": "desk", "waarde": self.desk(desk) });
        self.als(Wie::Beheerder).post(&naar, json!({ "rol": "uitvoerder", "gebied": gebied })).await.met(201);
        self.verstrijk(TimeDelta::minutes(6));
    }
}

#[actix_web::test]
async fn wie_ook_coordineert_ziet_op_het_bureau_alleen_wat_daar_ligt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let elders = regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    regio.als(Wie::SociaalDomein).stap(&elders, "aanvaarding", Value::Null).await.met(200);
    regio.werkt_ook_aan(Wie::Coordinator, Wie::Voorzorg).await;
    let bureau = regio.werkplek(Wie::Coordinator).await;
    let hier = bureau.get("/bureau").await.met(200);
    assert_eq!(hier.tekst("#kop-open"), "Wacht op antwoord (1)");
    assert!(hier.tekst("main").contains("Alles wat is aangenomen, is ook begonnen"), "what another desk took on");
    regio.verstrijk(TimeDelta::seconds(30));
    let zij = regio.als(Wie::Coordinator);
    assert_eq!(zij.get("/v1/doorgeleidingen").await.met(200).items().len(), 2);
    let eigen = zij.get("/v1/doorgeleidingen?aanEigenDesk=true&aantal=1").await.met(200);
    assert_eq!(eigen.items().len(), 1);
    assert_eq!(eigen.json["_links"]["self"]["href"], "/v1/doorgeleidingen?aanEigenDesk=true");
    // Who works at no desk has none, and sees nothing there.
    let leeg = regio.werkplek(Wie::Voorzitter).await.get("/bureau").await.met(200);
    assert!(leeg.alle(".row").is_empty());
}

#[actix_web::test]
async fn wat_is_aangenomen_gaat_verder_waar_de_vorige_bladzijde_ophield() {
    let regio = regio().await;
    let mut namen = Vec::new();
    for nummer in 0..2 {
        let naam = format!("Vrouw Nummer {nummer}");
        let gezin = regio.aangemeld(bodies::signaal_van(&naam, &format!("06 5000000{nummer}"))).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
        regio.als(Wie::Voorzorg).stap(&d, "aanvaarding", Value::Null).await.met(200);
        namen.push(naam);
    }
    let een = "/v1/doorgeleidingen?aanEigenDesk=true&metGezin=true&status=aanvaard&aantal=1";
    let eerste = regio.als(Wie::Voorzorg).get(een).await.met(200);
    assert_eq!(eerste.items()[0]["gezin"]["naam"], namen[0]);
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    regio.vergeet_regels();
    let verder = bureau.get(&format!("/bureau/aangenomen?na={}", eerste.veld("na"))).await.met(200);
    assert_eq!(regio.een_regel(Wie::Voorzorg, "gelezen").handeling, "doorgeleiding-lezen");
    assert_eq!(verder.teksten(".row h3"), [namen[1].as_str()]);
    assert_eq!(bureau.get("/bureau/aangenomen").await.met(200).alle(".row").len(), 2);
}

#[actix_web::test]
async fn langs_het_ene_bureau_ziet_niemand_wat_zij_het_andere_vertelde() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &["themas"]).await;
    regio.stemt_toe(&gezin, "verkenning", "prenataal-huisbezoek", &ALLES).await;
    let kaal = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    let vol = regio.verzonden(&gezin, "prenataal-huisbezoek", Wie::Huisbezoeker).await;
    regio.werkt_ook_aan(Wie::Voorzorg, Wie::Huisbezoeker).await;
    let beide = regio.als(Wie::Voorzorg);
    let namen = async |pad: &str, route: &str| {
        let lijst = beide.get(pad).await.met(200);
        let rij = lijst.items().iter().find(|rij| rij["route"] == route).unwrap();
        (rij["gezin"]["naam"].clone(), rij["gezin"]["themas"].is_array())
    };
    let postvak = "/v1/doorgeleidingen?metGezin=true";
    assert_eq!(namen(postvak, "voorzorg").await, (Value::Null, true));
    assert_eq!(namen(postvak, "prenataal-huisbezoek").await, (json!(NAAM), true));
    // On its own page as well.
    assert_eq!(beide.get(&kaal).await.met(200).json["gedeeld"]["client"], Value::Null);
    assert_eq!(beide.get(&vol).await.met(200).json["gedeeld"]["client"]["naam"], NAAM);
    for d in [&kaal, &vol] {
        beide.stap(d, "aanvaarding", Value::Null).await.met(200);
        regio.begint(Wie::Voorzorg, d).await;
    }
    let trajecten = "/v1/trajecten?metGezin=true";
    assert_eq!(namen(trajecten, "voorzorg").await, (Value::Null, true));
    assert_eq!(namen(trajecten, "prenataal-huisbezoek").await, (json!(NAAM), true));
}

#[actix_web::test]
async fn een_bureau_waarvan_de_hulp_klaar_is_ziet_niet_waar_het_gezin_nu_woont() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let bureau = regio.als(Wie::Voorzorg);
    assert_eq!(bureau.get("/v1/trajecten").await.met(200).items()[0]["gemeente"], "GM0917");
    bureau.stap(&d, "afronding", bodies::afronding()).await.met(200);
    regio.verhuist(&gezin, "GM0928").await;
    let lijst = bureau.get("/v1/trajecten?metGezin=true").await.met(200);
    assert_eq!(lijst.items().len(), 1, "its own past it keeps");
    for antwoord in [lijst.tekst(), bureau.get(&traject).await.met(200).tekst(), bureau.get(&d).await.met(200).tekst()]
    {
        assert!(!antwoord.contains("GM0928") && !antwoord.contains("\"gemeente\""), "{antwoord}");
    }
    // Whose resultaat it is says the page, to whoever gave the help and to whoever did not.
    let kop = async |wie| {
        let pagina = regio.werkplek(wie).await.get(&pagina(&traject)).await.met(200);
        pagina.teksten("section[aria-labelledby=kop-resultaat] th[role=columnheader]")
    };
    assert_eq!(kop(Wie::Voorzorg).await, ["Doel", "Wat zij vindt", "Wat u vindt"]);
    assert_eq!(kop(Wie::Coordinator).await, ["Doel", "Wat zij vindt", "Wat het bureau vindt"]);
}

#[actix_web::test]
async fn wat_iemand_typte_staat_na_het_inloggen_in_het_zicht() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    // A code works once: first the API, then the browser.
    regio.als(Wie::Voorzorg).get(&d).await.met(200);
    let bureau = regio.werkplek(Wie::Voorzorg).await;
    let versie = bureau.get(&pagina(&d)).await.met(200).waarde("versie");
    let terug = |velden: &[(&'static str, &'static str)]| [&[("verzoek", "v"), ("terug", "1")], velden].concat();
    let met = |velden: &[(&'static str, &'static str)]| {
        let mut alle: Vec<(&str, String)> =
            terug(velden).into_iter().map(|(naam, waarde)| (naam, waarde.to_owned())).collect();
        alle.push(("versie", versie.clone()));
        alle
    };
    let stuur = async |pad: String, velden: Vec<(&str, String)>| {
        let velden: Vec<(&str, &str)> = velden.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
        bureau.post(&pad, &velden).await.met(200)
    };
    let getypt = stuur(format!("{}/afwijzen", pagina(&d)), met(&[("niet-uitleg", "Wij zitten vol.")])).await;
    assert_eq!(getypt.alle("details[open] #niet-uitleg").len(), 1);
    assert_eq!(getypt.alle("details[open]").len(), 1, "and nothing else stands open");
    regio.als(Wie::Voorzorg).stap(&d, "aanvaarding", Value::Null).await.met(200);
    let getypt = stuur(format!("{}/teruggeven", pagina(&d)), met(&[("terug-om", "gezin-wil-niet")])).await;
    assert_eq!(getypt.alle("details[open] [name=terug-om][checked]").len(), 1);
    regio.begint(Wie::Voorzorg, &d).await;
    let traject = regio.als(Wie::Voorzorg).get(&d).await.met(200).json["_links"]["traject"]["href"].clone();
    let traject = traject.as_str().unwrap().to_owned();
    regio.als(Wie::Voorzorg).post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    let getypt = stuur(format!("{}/bezoek", pagina(&traject)), met(&[("bezoek-dag", "27-12-2026")])).await;
    assert_eq!(getypt.alle("details[open] #bezoek-dag[value='27-12-2026']").len(), 1);
    // What was pressed and not typed leads to the page with the button, and is not done.
    let oppakken = format!("{}/oppakken", pagina(&d));
    let velden = terug(&[("versie", "0")]);
    assert_eq!(bureau.post(&oppakken, &velden).await.met(303).naar(), pagina(&d));
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    voorzitter.get("/bijeenkomsten").await.met(200);
    let getypt = voorzitter.post("/bijeenkomsten", &terug(&[("plaats", "Het wijkhuis")])).await.met(200);
    assert_eq!(getypt.alle("details[open] #plaats[value='Het wijkhuis']").len(), 1);
    assert_eq!(regio.tel("bijeenkomst"), 0);
}

#[actix_web::test]
async fn een_bureau_zegt_hoeveel_plek_er_is_en_de_coordinator_leest_het() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let voorzorg = regio.werkplek(Wie::Voorzorg).await;
    let naar = format!("/bureau/{}/ruimte", regio.desk(Wie::Voorzorg));
    let bureau = voorzorg.get("/bureau").await.met(200);
    assert_eq!(bureau.alle(&format!("a[href='{naar}']")).len(), 1);
    let vraag = voorzorg.get(&naar).await.met(200);
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    let velden =
        |plek| [("versie", versie.as_str()), ("verzoek", verzoek.as_str()), ("plekken", plek), ("wachttijd", "12")];
    let fout = voorzorg.post(&naar, &velden("veel")).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Vul een heel getal in, of laat dit leeg."]);
    assert_eq!(fout.waarde("wachttijd"), "12", "nothing typed is lost");
    regio.verstrijk(chrono::TimeDelta::minutes(1));
    // Meanwhile a colleague notes something else: the second try does not undo that unseen.
    let pad = format!("/v1/desks/{}/ruimte", regio.desk(Wie::Voorzorg));
    let etag = regio.als(Wie::Voorzorg).get(&pad).await.met(200).etag();
    regio.als(Wie::Voorzorg).put(&pad, &etag, json!({ "vrijePlekken": 7 })).await.met(200);
    let fout = voorzorg.post(&naar, &velden("veel")).await.met(400);
    assert_eq!(fout.waarde("versie"), versie);
    voorzorg.post(&naar, &velden("2")).await.met(412);
    assert_eq!(regio.tel("desk WHERE vrije_plekken = 7"), 1);
    let vraag = voorzorg.get(&naar).await.met(200);
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    let velden = [("versie", versie.as_str()), ("verzoek", &verzoek), ("plekken", "2"), ("wachttijd", "12")];
    regio.vergeet_regels();
    voorzorg.post(&naar, &velden).await.met(303);
    regio.een_regel(Wie::Voorzorg, "desk-ruimte-bijgewerkt");
    let bureau = voorzorg.get("/bureau").await.met(200);
    assert!(bureau.tekst("main").contains("Nu plek voor 2 gezinnen. Begint na 12 dagen. Nagekeken vandaag."));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let casus = coordinator.get(&gezin.pad().replace("/v1", "")).await.met(200);
    assert!(
        casus
            .tekst("section[aria-labelledby=kop-waarheen]")
            .contains("Nu plek voor 2 gezinnen. Begint na 12 dagen. Nagekeken vandaag.")
    );
    let elders = regio.werkplek(Wie::AndereVoorzorg).await;
    elders.get(&naar).await.met(403);
    // A chair finds the room of the table where the tables are.
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let tafel = format!("/bureau/{}/ruimte", regio.desk(Wie::Voorzitter));
    assert_eq!(voorzitter.get("/bijeenkomsten").await.met(200).alle(&format!("a[href='{tafel}']")).len(), 1);
    let vraag = voorzitter.get(&tafel).await.met(200);
    assert_eq!(vraag.tekst(".crumb"), "Terug naar Bijeenkomsten");
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    let vier = [("versie", versie.as_str()), ("verzoek", &verzoek), ("plekken", "4")];
    assert_eq!(voorzitter.post(&tafel, &vier).await.met(303).naar(), "/bijeenkomsten");
}
