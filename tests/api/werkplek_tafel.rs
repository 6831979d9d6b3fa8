//! The chair at the workplace: from a request to the table to agreements that are kept.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    gegeven::{
        Browser, Pagina, Regio, Wie,
        bodies::{self, NAAM},
        moment, niets, regio,
        verhaal::Gezin,
    },
    knooppunt_tafel::Tafel,
};

/// A meeting with one family on its agenda, that begins at once.
struct Avond {
    gezin: Gezin,
    bijeenkomst: String,
    punt: String,
}

impl Avond {
    async fn gepland(regio: &Regio) -> Self {
        let gezin = regio.in_behandeling().await;
        let d = regio.doorgeleid(&gezin, Wie::Voorzitter).await;
        let voorzitter = regio.als(Wie::Voorzitter);
        voorzitter.stap(&d, "aanvaarding", Value::Null).await.met(200);
        let plan = json!({ "geplandOp": regio.clock_nu().to_string(), "plaats": "Het wijkhuis" });
        let id = voorzitter.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201).id();
        let body = json!({ "casus": gezin.casus });
        let punt = voorzitter.post(&format!("/v1/bijeenkomsten/{id}/agendapunten"), body).await.met(201).id();
        Self { gezin, bijeenkomst: format!("/bijeenkomsten/{id}"), punt: format!("/agendapunten/{punt}") }
    }

    fn api(pad: &str) -> String {
        format!("/v1{pad}")
    }
}

/// Sends the form of the table as it stands, with these fields filled in.
async fn vul_in(browser: &Browser<'_>, punt: &str, pagina: &Pagina, velden: &[(&str, &str)]) -> Pagina {
    let formulier = pagina.alle(&format!("form[action='{punt}'] input[type=hidden]"));
    let verborgen: Vec<(String, String)> = formulier
        .iter()
        .map(|veld| (veld.attr("name").unwrap().to_owned(), veld.attr("value").unwrap_or_default().to_owned()))
        .collect();
    let verborgen = verborgen.iter().filter(|(naam, _)| naam != "bewijs");
    let alle: Vec<(&str, &str)> =
        verborgen.map(|(naam, waarde)| (naam.as_str(), waarde.as_str())).chain(velden.iter().copied()).collect();
    browser.post(punt, &alle).await
}

/// Who can be chosen for the first new agreement, by what they are called.
fn wie(pagina: &Pagina, naam: &str) -> String {
    let opties = pagina.alle("#wie-1 option");
    let optie = opties.iter().find(|optie| optie.text().collect::<String>().contains(naam));
    optie.unwrap_or_else(|| panic!("{naam}: {:?}", pagina.teksten("#wie-1 option"))).attr("value").unwrap().to_owned()
}

#[actix_web::test]
async fn een_voorzitter_neemt_een_gezin_aan_plant_een_bijeenkomst_en_zet_het_op_de_agenda() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzitter).await;
    let d = d.rsplit('/').next().unwrap();
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    assert_eq!(voorzitter.get("/").await.met(303).naar(), "/bijeenkomsten", "logging in leads there");
    regio.vergeet_regels();
    let alle = voorzitter.get("/bijeenkomsten").await.met(200);
    let regels = regio.neem_regels();
    let met_haar = regels.iter().filter(|regel| regel.betrokkenen.contains('"')).count();
    assert_eq!((regels.len(), met_haar), (2, 1), "the meetings, and the one woman who waits");
    assert_eq!(alle.teksten(".doors a"), ["Bijeenkomsten", "Afspraken", "Beloofd", "Berichten"]);
    assert!(alle.tekst("main").contains("Er staat geen bijeenkomst gepland."), "empty is news");
    assert_eq!(alle.teksten(".rows h3"), [NAAM]);
    assert_eq!(alle.teksten(".row .state"), ["Wacht op uw antwoord"]);
    let vraag = voorzitter.get(&format!("/doorgeleidingen/{d}")).await.met(200);
    assert_eq!(vraag.tekst("title"), "W. V., 20+0, Heerlen: vraag om hulp – Knooppunt", "no name in the tab");
    assert!(vraag.tekst(".veilig").contains("06 12345678"));
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    regio.vergeet_regels();
    assert!(vraag.alle("form[action$='/oppakken']").is_empty(), "a chair answers at once");
    let velden = [("versie", versie.as_str()), ("verzoek", verzoek.as_str()), ("bijeenkomst", "alle")];
    let aan = voorzitter.post(&format!("/doorgeleidingen/{d}/aannemen"), &velden).await.met(303);
    assert_eq!(aan.naar(), "/bijeenkomsten");
    regio.een_regel(Wie::Voorzitter, "doorgeleiding-aanvaard");
    let alle = voorzitter.get("/bijeenkomsten").await.met(200);
    assert_eq!(alle.teksten(".row .state"), ["Nog op geen agenda"]);
    let plan = [("verzoek", "p"), ("gemeente", "GM0917"), ("nieuw-dag", "24-11-2026"), ("plaats", "Het wijkhuis")];
    let fout =
        voorzitter.post("/bijeenkomsten", &[plan.as_slice(), &[("nieuw-tijd", "half drie")]].concat()).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Schrijf de tijd zo: 13:30."]);
    assert_eq!(fout.waarde("nieuw-dag"), "24-11-2026", "nothing typed is lost");
    let gepland =
        voorzitter.post("/bijeenkomsten", &[plan.as_slice(), &[("nieuw-tijd", "14.00")]].concat()).await.met(303);
    let pad = gepland.naar();
    let bijeenkomst = voorzitter.get(&pad).await.met(200);
    assert_eq!(bijeenkomst.tekst("h1"), "Knooppunt Heerlen, dinsdag 24 november");
    assert!(bijeenkomst.tekst(".lead").starts_with("14:00 uur, Het wijkhuis."));
    assert_eq!(regio.tel("bijeenkomst"), 1);
    let verzoek = bijeenkomst.waarde("verzoek");
    let op = [("verzoek", verzoek.as_str()), ("casus", gezin.casus.as_str())];
    assert_eq!(voorzitter.post(&format!("{pad}/agenda"), &op).await.met(303).naar(), pad);
    voorzitter.post(&format!("{pad}/agenda"), &op).await.met(303);
    assert_eq!(regio.tel("agendapunt"), 1, "pressed twice it was done once");
    let bijeenkomst = voorzitter.get(&pad).await.met(200);
    assert_eq!(bijeenkomst.tekst("title"), "Knooppunt Heerlen, dinsdag 24 november (1) – Knooppunt");
    assert_eq!(bijeenkomst.teksten(".rows h3"), [NAAM]);
    assert_eq!(bijeenkomst.teksten(".row .state"), ["Nog niemand uitgenodigd"]);
    assert!(bijeenkomst.alle("form[action$='/begin']").is_empty(), "it is not there yet");
}

#[actix_web::test]
async fn een_vraag_aan_de_tafel_gaat_terug_met_een_reden() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzitter).await;
    let pad = format!("/doorgeleidingen/{}", d.rsplit('/').next().unwrap());
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let vraag = voorzitter.get(&pad).await.met(200);
    let versie = vraag.waarde("versie");
    let weiger = format!("{pad}/afwijzen");
    let leeg = voorzitter.post(&weiger, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies waarom u dit nu niet kunt."]);
    let velden = [("versie", versie.as_str()), ("verzoek", "b"), ("niet", "anders")];
    let zonder = voorzitter.post(&weiger, &velden).await.met(400);
    assert_eq!(zonder.alle(".errors a[href='#niet-uitleg']").len(), 1, "the field is named");
    let velden = [("versie", versie.as_str()), ("verzoek", "c"), ("niet", "geen-capaciteit")];
    regio.vergeet_regels();
    assert_eq!(voorzitter.post(&weiger, &velden).await.met(303).naar(), "/bijeenkomsten");
    regio.een_regel(Wie::Voorzitter, "doorgeleiding-afgewezen");
    voorzitter.get(&pad).await.met(404);
    assert!(voorzitter.get("/bijeenkomsten").await.met(200).alle(".rows").is_empty());
}

#[actix_web::test]
async fn aan_tafel_wordt_alles_in_een_keer_bewaard_en_wat_mist_staat_erbij() {
    let regio = regio().await;
    let avond = Avond::gepland(&regio).await;
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    regio.vergeet_regels();
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    let mut regels = regio.neem_regels();
    regels.sort_by(|een, ander| een.handeling.cmp(&ander.handeling));
    let gelezen: Vec<_> = regels.iter().map(|regel| (regel.handeling.as_str(), regel.casus.as_ref())).collect();
    // That there are colleagues to choose among is read with a line of its own, as the API does.
    assert_eq!(gelezen, [("agendapunt-lezen", Some(&avond.gezin.casus)), ("collega-kiezen", None)]);
    assert_eq!(tafel.tekst("title"), "W. V., 20+0, Heerlen: tafel – Knooppunt", "no name in the tab");
    assert_eq!(tafel.tekst("h1"), NAAM);
    assert!(tafel.tekst(".crumb").contains("Gezin 1 van 1"));
    assert_eq!(tafel.tekst(".own-words"), format!("“{}”", bodies::EIGEN_VRAAG));
    assert_eq!(tafel.teksten("#kop-mist ~ ul li"), ["Wie van de ouders er was, of waarom niemand"]);
    assert!(tafel.alle("main [checked]").is_empty(), "nothing is ticked beforehand");
    assert!(tafel.antwoord.bytes.len() < 60 * 1024 - 28 * 1024, "{}", tafel.antwoord.bytes.len());
    // A colleague is seated first; what was typed beside that stays.
    let collega = format!("{} uitvoerder", regio.gebruiker(Wie::SociaalDomein));
    let erbij = [("doe", "erbij"), ("collega", collega.as_str()), ("wat-1", "Belt de gemeente over de huur.")];
    let tafel = vul_in(&voorzitter, &avond.punt, &tafel, &erbij).await.met(200);
    assert_eq!(tafel.waarde("wat-1"), "Belt de gemeente over de huur.");
    assert_eq!(tafel.teksten(".people b"), ["SociaalDomein"]);
    assert_eq!(regio.berichten(Wie::SociaalDomein).await, ["aan-tafel-gevraagd"], "who is asked is told so");
    let wijkteam = wie(&tafel, "SociaalDomein");
    // Wrong is told at its field, and nothing of the rest was kept.
    let half = [("wat-1", "Belt de gemeente over de huur."), ("uiterlijk-1", "31-2-2027"), ("ouder", "moeder")];
    let fout = vul_in(&voorzitter, &avond.punt, &tafel, &half).await.met(400);
    assert_eq!(
        fout.teksten(".errors li"),
        ["Kies wie dit doet.", "Kies een onderwerp.", "Vul een dag in die bestaat. 31-2-2027 bestaat niet."]
    );
    assert_eq!(fout.tekst("#wie-1-fout"), "Fout: Kies wie dit doet.");
    assert_eq!(fout.alle("#ouder-moeder[checked]").len(), 1);
    assert_eq!((regio.tel("afspraak"), regio.tel("deelnemer")), (0, 1));
    // The mother comes in and promises something in the same go; she has a remark about what the other does.
    let alles = [
        ("ouder", "moeder"),
        ("wat-1", "Belt de gemeente over de huur."),
        ("wie-1", wijkteam.as_str()),
        ("uiterlijk-1", "11-12-2026"),
        ("thema-1", "huisvesting"),
        ("positie-1", "akkoord-met-opmerking"),
        ("woorden-1", "Als ik erbij ben."),
        ("wat-3", "Belt haar zus."),
        ("wie-3", "nieuw moeder"),
        ("uiterlijk-3", "morgen"),
        ("thema-3", "stress"),
        ("regisseur", &regio.gebruiker(Wie::SociaalDomein)),
        ("opnieuw", "11-1-2027"),
    ];
    regio.vergeet_regels();
    assert_eq!(vul_in(&voorzitter, &avond.punt, &fout, &alles).await.met(303).naar(), avond.punt);
    let regels: Vec<String> = regio.neem_regels().into_iter().map(|regel| regel.gebeurtenis).collect();
    let keer = |wat: &str| regels.iter().filter(|regel| *regel == wat).count();
    assert_eq!(
        (keer("deelnemer-toegevoegd"), keer("afspraak-gemaakt"), keer("agendapunt-besloten")),
        (1, 2, 1),
        "each part has its line: {regels:?}"
    );
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    assert_eq!(tafel.teksten(".steps h3"), ["Belt de gemeente over de huur.", "Belt haar zus."]);
    assert!(tafel.tekst(".steps li:first-child").contains("“Als ik erbij ben.”"));
    assert!(tafel.tekst(".steps li:last-child").contains("Uiterlijk morgen Moeder. Over: stress"));
    assert_eq!(tafel.teksten("#kop-mist ~ ul li"), ["Afspraak 2: wat de ouders van een afspraak vinden"]);
    assert_eq!(regio.waar_staat("Als ik erbij ben"), Vec::<String>::new(), "their words lie sealed");
    let nee = vul_in(&voorzitter, &avond.punt, &tafel, &[("oordeel-2", "niet-akkoord")]).await.met(400);
    assert_eq!(nee.teksten(".errors li"), ["Leg vast wat de ouders zeggen, in hun eigen woorden."]);
    assert_eq!(nee.alle(".errors a[href='#gezegd-2']").len(), 1);
    let woorden = [("oordeel-2", "niet-akkoord"), ("gezegd-2", "Dat doe ik liever zelf.")];
    vul_in(&voorzitter, &avond.punt, &nee, &woorden).await.met(303);
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    assert!(tafel.tekst("section[aria-labelledby=kop-mist]").contains("Niets. Voor dit gezin kan het verslag"));
    vul_in(&voorzitter, &avond.punt, &tafel, &[]).await.met(303);
}

#[actix_web::test]
async fn wie_intussen_iets_wijzigde_kost_niemand_wat_is_getypt() {
    let regio = regio().await;
    let avond = Avond::gepland(&regio).await;
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    let absent = json!({ "oudersAfwezigReden": "kon-niet" });
    regio.als(Wie::Voorzitter).stap(Avond::api(&avond.punt), "besluit", absent).await.met(200);
    let velden = [("opnieuw", "11-1-2027")];
    let laat = vul_in(&voorzitter, &avond.punt, &tafel, &velden).await.met(412);
    assert!(laat.tekst(".errors").contains("Iemand wijzigde dit gezin intussen."));
    assert_eq!(laat.waarde("opnieuw"), "11-1-2027", "nothing typed is lost");
    assert_eq!(regio.tel("agendapunt WHERE evaluatie_op IS NOT NULL"), 0);
    vul_in(&voorzitter, &avond.punt, &laat, &velden).await.met(303);
    assert_eq!(regio.tel("agendapunt WHERE evaluatie_op IS NOT NULL"), 1);
    // What somebody left as it stood does not go over what a colleague chose meanwhile.
    let gezien = voorzitter.get(&avond.punt).await.met(200);
    let ander = json!({ "evaluatieOp": "2027-02-01", "oudersAfwezigReden": "wilde-niet" });
    regio.als(Wie::Voorzitter).stap(Avond::api(&avond.punt), "besluit", ander).await.met(200);
    let velden = [("opnieuw", "11-1-2027"), ("afwezig", "kon-niet"), ("gast", "buurvrouw")];
    let laat = vul_in(&voorzitter, &avond.punt, &gezien, &velden).await.met(412);
    assert_eq!((laat.waarde("opnieuw"), laat.waarde("gast")), ("1-2-2027".to_owned(), "buurvrouw".to_owned()));
    assert_eq!(laat.alle("#afwezig-wilde-niet[checked]").len(), 1);
    let velden = [("opnieuw", "1-2-2027"), ("afwezig", "wilde-niet"), ("gast", "buurvrouw")];
    vul_in(&voorzitter, &avond.punt, &laat, &velden).await.met(303);
    assert_eq!(regio.tel("agendapunt WHERE evaluatie_op = '2027-02-01' AND afwezig_reden = 'wilde-niet'"), 1);
}

#[actix_web::test]
async fn het_verslag_wordt_vastgesteld_en_daarna_wordt_afgevinkt() {
    let regio = regio().await;
    let avond = Avond::gepland(&regio).await;
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let doe = async |stap: &str| {
        let pagina = voorzitter.get(&avond.bijeenkomst).await.met(200);
        let keuze = format!("form[action$='/{stap}'] input[name=versie]");
        let versie = pagina.alle(&keuze).first().map(|veld| veld.attr("value").unwrap().to_owned()).unwrap_or_default();
        let velden = [("versie", versie.as_str()), ("verzoek", stap)];
        voorzitter.post(&format!("{}/{stap}", avond.bijeenkomst), &velden).await
    };
    doe("begin").await.met(303);
    let bijeenkomst = voorzitter.get(&avond.bijeenkomst).await.met(200);
    assert!(bijeenkomst.alle("form[action$='/vaststellen']").is_empty(), "nobody establishes what is not whole");
    let mist = bijeenkomst.tekst("section[aria-labelledby=kop-nu]");
    assert!(mist.contains(&format!("{NAAM} : wie van de ouders er was, of waarom niemand.")), "{mist}");
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    let velden = [
        ("ouder", "moeder"),
        ("wat-1", "Belt haar zus."),
        ("wie-1", "nieuw moeder"),
        ("uiterlijk-1", "24-11-2026"),
        ("thema-1", "stress"),
        ("positie-1", "akkoord"),
        ("regisseur", &regio.gebruiker(Wie::Voorzitter)),
        ("opnieuw", "1-12-2026"),
    ];
    vul_in(&voorzitter, &avond.punt, &tafel, &velden).await.met(303);
    // Nothing is watched before it is established.
    assert!(voorzitter.get("/afspraken").await.met(200).alle(".rows").is_empty());
    doe("vaststellen").await.met(303);
    let gedaan = regio.rijen("logregel").is("gebeurtenis", "bijeenkomst-vastgesteld").is("uitkomst", "gelukt").tel();
    assert_eq!(gedaan, 1, "it has its line");
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    assert!(tafel.alle("form[action^='/agendapunten']").is_empty(), "nothing in it changes any more");
    assert!(tafel.tekst("main").contains("Casusregisseur Voorzitter, Wijkteam Heerlen"), "{}", tafel.tekst("main"));
    regio.clock.set(moment("2026-11-26T09:00:00Z"));
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let afspraken = voorzitter.get("/afspraken").await.met(200);
    assert_eq!(afspraken.tekst("title"), "Afspraken (1 te laat) – Knooppunt");
    assert_eq!(afspraken.teksten("main h2"), ["Te laat (1)", "Opnieuw kijken, binnen twee weken (1)"]);
    assert_eq!(afspraken.teksten(".rows h3"), [NAAM, NAAM]);
    assert_eq!(afspraken.tekst(".row.late .state"), "2 dagen te laat");
    let naar = afspraken.alle("form[action$='/nagekomen']")[0].attr("action").unwrap().to_owned();
    let vervalt = naar.replace("nagekomen", "vervalt");
    let versie = afspraken.waarde("versie");
    assert!(voorzitter.get(&vervalt).await.met(200).tekst(".lead").contains("Belt haar zus."));
    let leeg = voorzitter.post(&vervalt, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies waarom deze afspraak vervalt."]);
    let velden = [("versie", versie.as_str()), ("verzoek", "c"), ("reden", "anders")];
    let zonder = voorzitter.post(&vervalt, &velden).await.met(400);
    assert_eq!(zonder.alle(".errors a[href='#toelichting']").len(), 1, "the field is named");
    regio.vergeet_regels();
    voorzitter.post(&naar, &[("versie", &versie), ("verzoek", "b")]).await.met(303);
    regio.een_regel(Wie::Voorzitter, "afspraak-nagekomen");
    let afspraken = voorzitter.get("/afspraken").await.met(200);
    assert_eq!(afspraken.teksten("main h2"), ["Opnieuw kijken, binnen twee weken (1)"]);
    assert!(voorzitter.get(&avond.punt).await.met(200).tekst(".steps").contains("Nagekomen"));
}

#[actix_web::test]
async fn op_het_papier_staat_wat_zij_deelt_met_ruimte_om_te_schrijven() {
    let regio = regio().await;
    let avond = Avond::gepland(&regio).await;
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let papier = voorzitter.get(&format!("{}/papier", avond.bijeenkomst)).await.met(200);
    assert_eq!(papier.tekst("h2"), format!("1. {NAAM}"));
    assert_eq!(papier.alle("tr.blank").len(), 4);
    assert!(!papier.tekst("main").contains(bodies::TELEFOON), "how to reach her is nobody's business at the table");
    assert!(papier.tekst(".print-only").contains("Laat dit blad niet liggen."));
    // What she takes back is not on it any more.
    let coordinator = regio.als(Wie::Coordinator);
    let woorden = coordinator.get(&format!("{}/toestemmingen", avond.gezin.pad())).await.met(200);
    let woord = woorden.items().iter().find(|woord| woord["ontvanger"] == "knooppunt").unwrap();
    let woord = format!("/v1/toestemmingen/{}", woord["id"].as_str().unwrap());
    coordinator.stap(&woord, "intrekking", Value::Null).await.met(200);
    let papier = voorzitter.get(&format!("{}/papier", avond.bijeenkomst)).await.met(200);
    assert!(papier.tekst("main").contains("Nog geen gezin op de agenda."));
    voorzitter.get(&avond.punt).await.met(404);
}

#[actix_web::test]
async fn wat_de_pagina_bewaart_kan_de_api_ook_in_een_keer_of_helemaal_niet() {
    let regio = regio().await;
    let avond = Avond::gepland(&regio).await;
    let voorzitter = regio.als(Wie::Voorzitter);
    let punt = Avond::api(&avond.punt);
    let collegas = voorzitter.get("/v1/gemeenten/GM0917/collegas").await.met(200);
    let namen: Vec<&str> = collegas.items().iter().map(|een| een["naam"].as_str().unwrap()).collect();
    for wel in ["SociaalDomein", "Coordinator", "Huisbezoeker", "Voorzorg", "Verloskundige", "Voorzitter"] {
        assert!(namen.contains(&wel), "{wel}: {namen:?}");
    }
    for niet in ["AndereCoordinator", "AndereVerloskundige", "Onderzoeker", "Fg", "Beheerder"] {
        assert!(!namen.contains(&niet), "{niet} does not work with families here: {namen:?}");
    }
    // Nobody else looks them up: who only signals, who works at a desk, who coordinates elsewhere.
    for wie in [Wie::Verloskundige, Wie::Voorzorg, Wie::AndereCoordinator] {
        regio.als(wie).get("/v1/gemeenten/GM0917/collegas").await.weigert(403, "niet-toegestaan");
    }
    regio.als(Wie::Coordinator).get("/v1/gemeenten/GM0917/collegas").await.met(200);
    let zitten = json!({ "deelnemers": [
        { "soort": "ouder", "hoedanigheid": "moeder" },
        { "soort": "professional", "hoedanigheid": "wijkteam", "gebruiker": regio.gebruiker(Wie::SociaalDomein) },
    ] });
    let zitten = voorzitter.stap(&punt, "bespreking", zitten).await.met(200);
    assert_eq!(zitten.json["gedeeld"]["client"]["naam"], NAAM);
    assert_eq!(zitten.json["mensen"][0]["naam"], "SociaalDomein");
    let wie = zitten.json["deelnemers"][1]["id"].clone();
    let goed = json!({ "wat": "Belt.", "wie": wie, "uiterlijk": "2026-12-11", "thema": "stress" });
    let fout = json!({ "wat": "Belt.", "wie": wie, "uiterlijk": "2020-12-11", "thema": "stress" });
    let half = voorzitter.stap(&punt, "bespreking", json!({ "afspraken": [goed, fout] })).await;
    half.noemt("afspraken[1].uiterlijk");
    assert_eq!(regio.tel("afspraak"), 0, "all of it, or nothing");
    let vreemd =
        json!({ "afspraken": [{ "wat": "Belt.", "wie": niets(), "uiterlijk": "2026-12-11", "thema": "stress" }] });
    voorzitter.stap(&punt, "bespreking", vreemd).await.noemt("afspraken[0].wie");
    let besluit = json!({ "casusregisseur": regio.gebruiker(Wie::Onderzoeker) });
    voorzitter.stap(&punt, "bespreking", json!({ "besluit": besluit })).await.noemt("besluit.casusregisseur");
    voorzitter.stap(&punt, "bespreking", json!({})).await.weigert(400, "ongeldige-invoer");
    let gemaakt = voorzitter.stap(&punt, "bespreking", json!({ "afspraken": [goed, goed] })).await.met(200);
    assert_eq!(gemaakt.json["afspraken"][1]["door"]["naam"], "SociaalDomein");
    let bijeenkomst = Avond::api(&avond.bijeenkomst);
    let nog = voorzitter.get(&format!("{bijeenkomst}/nog-te-doen")).await.met(200);
    let mist: Vec<&str> =
        nog.json["gezinnen"][0]["mist"].as_array().unwrap().iter().map(|een| een["veld"].as_str().unwrap()).collect();
    assert_eq!(mist, ["casusregisseur", "evaluatieOp", "positie", "positie"]);
    assert_eq!(nog.json["compleet"], false);
    voorzitter.stap(&bijeenkomst, "verslag", Value::Null).await.met(200);
    let geweigerd = voorzitter.stap(&bijeenkomst, "vaststelling", Value::Null).await.weigert(409, "conflict");
    let velden: Vec<&str> =
        geweigerd.json["fouten"].as_array().unwrap().iter().map(|een| een["veld"].as_str().unwrap()).collect();
    assert_eq!(velden, ["positie", "casusregisseur", "evaluatieOp"], "each with the field in which it is put right");
    let afspraken = gemaakt.json["afspraken"].as_array().unwrap();
    let positie =
        |een: &Value| json!({ "afspraak": een["id"], "versie": een["versie"], "positie": { "oordeel": "akkoord" } });
    let rest = json!({
        "posities": afspraken.iter().map(positie).collect::<Vec<_>>(),
        "besluit": { "casusregisseur": regio.gebruiker(Wie::SociaalDomein), "evaluatieOp": "2027-01-11" },
    });
    voorzitter.stap(&punt, "bespreking", rest).await.met(200);
    voorzitter.stap(&bijeenkomst, "vaststelling", Value::Null).await.met(200);
    // Whoever promised it finds it among theirs, and the chair among those of the table.
    regio.verstrijk(TimeDelta::days(30));
    for (van, pad) in [(Wie::Voorzitter, "/v1/afspraken"), (Wie::SociaalDomein, "/v1/afspraken?vanMij=true")] {
        let lijst = regio.als(van).get(pad).await.met(200);
        assert_eq!(lijst.items().len(), 2, "{van:?}");
        assert!(lijst.items().iter().all(|een| een["teLaat"] == true));
    }
    assert!(voorzitter.get("/v1/afspraken?vanaf=2026-12-12").await.met(200).items().is_empty());
    assert!(regio.als(Wie::Voorzorg).get("/v1/afspraken").await.met(200).items().is_empty());
}

impl Avond {
    /// Two things that the mother promises, of which the parents said nothing yet.
    async fn met_twee_afspraken(&self, regio: &Regio) {
        let (voorzitter, punt) = (regio.als(Wie::Voorzitter), Self::api(&self.punt));
        let zit = json!({ "deelnemers": [{ "soort": "ouder", "hoedanigheid": "moeder" }] });
        let zit = voorzitter.stap(&punt, "bespreking", zit).await.met(200);
        let wie = &zit.json["deelnemers"][0]["id"];
        let zegt = |wat: &str| json!({ "wat": wat, "wie": wie, "uiterlijk": "2026-12-11", "thema": "stress" });
        let beide = json!({ "afspraken": [zegt("Belt haar zus."), zegt("Gaat wandelen.")] });
        voorzitter.stap(&punt, "bespreking", beide).await.met(200);
    }
}

#[actix_web::test]
async fn wat_de_ouders_vinden_is_te_verbeteren_tot_het_verslag_vaststaat() {
    let regio = regio().await;
    let avond = Avond::gepland(&regio).await;
    avond.met_twee_afspraken(&regio).await;
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    let ja = [("oordeel-1", "akkoord-met-opmerking"), ("gezegd-1", "Als het niet regent.")];
    vul_in(&voorzitter, &avond.punt, &tafel, &ja).await.met(303);
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    assert_eq!(tafel.alle("#oordeel-1-akkoord-met-opmerking[checked]").len(), 1, "what they said stands there");
    assert_eq!(tafel.waarde("gezegd-1"), "Als het niet regent.");
    // What stands there already is not said again.
    let versies = || regio.tel("afspraak WHERE versie > 1");
    let zelfde = voorzitter.get(&avond.punt).await.met(200);
    regio.vergeet_regels();
    vul_in(&voorzitter, &avond.punt, &zelfde, &ja).await.met(303);
    assert!(regio.neem_regels().iter().all(|regel| regel.gebeurtenis != "positie-vastgelegd"));
    assert_eq!(versies(), 1);
    let nee = [("oordeel-1", "niet-akkoord"), ("gezegd-1", "Liever niet alleen.")];
    vul_in(&voorzitter, &avond.punt, &tafel, &nee).await.met(303);
    assert!(regio.neem_regels().iter().any(|regel| regel.gebeurtenis == "positie-vastgelegd"));
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    assert!(tafel.tekst(".steps li:first-child").contains("De ouders zeggen nee “Liever niet alleen.”"));
    assert!(!tafel.antwoord.tekst().contains("Als het niet regent."), "the words of before are gone");
}

#[actix_web::test]
async fn wie_een_afspraak_weghaalt_brengt_niet_wat_een_ander_typte_bij_een_andere() {
    let regio = regio().await;
    let avond = Avond::gepland(&regio).await;
    avond.met_twee_afspraken(&regio).await;
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let gezien = voorzitter.get(&avond.punt).await.met(200);
    let (api, punt) = (regio.als(Wie::Voorzitter), Avond::api(&avond.punt));
    let eerste = api.get(&punt).await.met(200).json["afspraken"][0].clone();
    // A colleague takes the first one away, and decides something, so that the version is another one.
    let weg = json!({ "weg": [{ "afspraak": eerste["id"], "versie": eerste["versie"] }], "besluit": { "evaluatieOp": "2027-01-11" } });
    api.stap(&punt, "bespreking", weg).await.met(200);
    let getypt = [
        ("oordeel-1", "niet-akkoord"),
        ("gezegd-1", "Bellen wil ik niet."),
        ("oordeel-2", "akkoord-met-opmerking"),
        ("gezegd-2", "Samen is gezelliger."),
    ];
    let laat = vul_in(&voorzitter, &avond.punt, &gezien, &getypt).await.met(412);
    assert_eq!(laat.teksten(".steps h3"), ["Gaat wandelen."]);
    assert_eq!(laat.waarde("gezegd-1"), "Samen is gezelliger.", "what was typed stands at its own agreement");
    assert_eq!(laat.alle("#oordeel-1-akkoord-met-opmerking[checked]").len(), 1);
    assert!(laat.tekst("main").contains("intussen weggehaald: “Bellen wil ik niet.”"), "nothing typed is lost");
    vul_in(
        &voorzitter,
        &avond.punt,
        &laat,
        &[("oordeel-1", "akkoord-met-opmerking"), ("gezegd-1", "Samen is gezelliger.")],
    )
    .await
    .met(303);
    let afspraken = api.get(&punt).await.met(200).json["afspraken"].clone();
    assert_eq!((&afspraken[0]["status"], &afspraken[0]["positie"]), (&json!("vervallen"), &Value::Null));
    assert_eq!(afspraken[1]["positie"]["woorden"], "Samen is gezelliger.");
}

#[actix_web::test]
async fn wie_op_enter_drukt_bewaart_en_zet_niemand_aan_tafel() {
    let regio = regio().await;
    let avond = Avond::gepland(&regio).await;
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    // A browser presses the first button of a form.
    let eerste = tafel.alle(&format!("form[action='{}'] button", avond.punt))[0];
    assert_eq!((eerste.attr("name"), eerste.text().collect::<String>().as_str()), (None, "Bewaar"));
    vul_in(&voorzitter, &avond.punt, &tafel, &[("opnieuw", "11-1-2027")]).await.met(303);
    assert_eq!(regio.tel("agendapunt WHERE evaluatie_op IS NOT NULL"), 1);
    assert_eq!(regio.tel("deelnemer"), 0);
}

#[actix_web::test]
async fn aan_de_pagina_van_de_tafel_is_te_herstellen_wie_er_zit_en_waarom_de_ouders_er_niet_zijn() {
    let regio = regio().await;
    let avond = Avond::gepland(&regio).await;
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    assert!(tafel.alle("[name=van-tafel]").is_empty(), "nobody sits there yet");
    let velden = [("gast", "buurvrouw"), ("afwezig", "anders"), ("toelichting", "De bus reed niet.")];
    vul_in(&voorzitter, &avond.punt, &tafel, &velden).await.met(303);
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    let gast = tafel.alle("[name=van-tafel]")[0].attr("value").unwrap().to_owned();
    // Only an explanation is new: it comes with the reason that stands there.
    let uitleg = [("afwezig", "anders"), ("toelichting", "De trein ook niet.")];
    vul_in(&voorzitter, &avond.punt, &tafel, &uitleg).await.met(303);
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    assert!(tafel.tekst("section[aria-labelledby=kop-zat]").contains("De trein ook niet."));
    // That they are there after all needs none: what was typed is not dropped in silence.
    let beide = [("afwezig", "toch"), ("toelichting", "De oma is er.")];
    let fout = vul_in(&voorzitter, &avond.punt, &tafel, &beide).await.met(400);
    assert!(fout.tekst("#toelichting-fout").contains("Haal een van de twee weg"), "{}", fout.tekst("main"));
    assert_eq!(fout.tekst("#toelichting"), "De oma is er.");
    regio.vergeet_regels();
    vul_in(&voorzitter, &avond.punt, &tafel, &[("van-tafel", gast.as_str()), ("afwezig", "toch")]).await.met(303);
    let regels: Vec<String> = regio.neem_regels().into_iter().map(|regel| regel.gebeurtenis).collect();
    assert!(["deelnemer-van-tafel", "agendapunt-besloten"].iter().all(|een| regels.iter().any(|regel| regel == een)));
    let tafel = voorzitter.get(&avond.punt).await.met(200);
    assert_eq!(tafel.tekst("section[aria-labelledby=kop-zat]"), "Aan tafel Nog niemand.");
    assert_eq!(regio.tel("agendapunt WHERE afwezig_reden IS NULL AND afwezig_toelichting IS NULL"), 1);
}

#[actix_web::test]
async fn wie_twee_tafels_voorzit_zet_elk_gezin_op_de_agenda_van_zijn_eigen_tafel() {
    let regio = regio().await;
    // A family moved to Kerkrade, whose table the chair of Heerlen chairs too.
    let gezin = regio.in_behandeling().await;
    regio.verhuist(&gezin, "GM0928").await;
    let desk = regio.tafel_in("GM0928", Wie::Voorzitter).await;
    regio.stemt_toe(&gezin, "bespreking", "knooppunt", &bodies::ALLES).await;
    let d = json!({ "route": "knooppunt", "desk": desk });
    let d = regio.als(Wie::Coordinator).post(&format!("{}/doorgeleidingen", gezin.pad()), d).await.met(201).id();
    let api = regio.als(Wie::Voorzitter);
    api.stap(format!("/v1/doorgeleidingen/{d}"), "aanvaarding", Value::Null).await.met(200);
    // On one day, first Heerlen and then Kerkrade.
    for (gemeente, om) in [("GM0917", "2026-12-04T09:00:00Z"), ("GM0928", "2026-12-04T13:00:00Z")] {
        api.post(&format!("/v1/knooppunten/{gemeente}/bijeenkomsten"), json!({ "geplandOp": om })).await.met(201);
    }
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let pagina = voorzitter.get("/bijeenkomsten").await.met(200);
    let naar = pagina.alle("form[action$='/agenda']")[0].attr("action").unwrap().to_owned();
    let velden = [("verzoek", "a"), ("casus", gezin.casus.as_str())];
    let pad = voorzitter.post(&naar, &velden).await.met(303).naar();
    assert!(voorzitter.get(&pad).await.met(200).tekst("h1").starts_with("Knooppunt Kerkrade"));
    assert_eq!(regio.tel("agendapunt"), 1);
}

#[actix_web::test]
async fn wat_langer_geleden_is_blijft_voor_een_voorzitter_te_vinden() {
    let regio = regio().await;
    let api = regio.als(Wie::Voorzitter);
    for _ in 0..6 {
        let plan = json!({ "geplandOp": regio.clock_nu().to_string() });
        let tafel = api.post("/v1/knooppunten/GM0917/bijeenkomsten", plan).await.met(201).id();
        for stap in ["verslag", "vaststelling"] {
            api.stap(format!("/v1/bijeenkomsten/{tafel}"), stap, Value::Null).await.met(200);
        }
    }
    let een = api.get("/v1/knooppunten/GM0917/bijeenkomsten?aantal=1").await.met(200).veld("na");
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let pagina = voorzitter.get("/bijeenkomsten").await.met(200);
    assert_eq!(pagina.alle("section[aria-labelledby=kop-geweest] .row").len(), 5);
    assert_eq!(pagina.teksten("a[href='/bijeenkomsten/van/GM0917']"), ["Alle bijeenkomsten van Heerlen"]);
    regio.vergeet_regels();
    let alle = voorzitter.get("/bijeenkomsten/van/GM0917").await.met(200);
    assert_eq!(regio.een_regel(Wie::Voorzitter, "gelezen").handeling, "bijeenkomst-lezen");
    assert_eq!((alle.alle(".row").len(), alle.alle(".pager").len()), (6, 0));
    let verder = voorzitter.get(&format!("/bijeenkomsten/van/GM0917?na={een}")).await.met(200);
    assert_eq!(verder.alle(".row").len(), 5);
    regio.werkplek(Wie::Coordinator).await.get("/bijeenkomsten/van/GM0917").await.met(403);
}

#[actix_web::test]
async fn gezinnen_die_iets_vragen_gaan_verder_waar_de_vorige_bladzijde_ophield() {
    let regio = regio().await;
    for nummer in 0..2 {
        let body = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 5000000{nummer}"));
        let gezin = regio.aangemeld(body).await;
        regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
        let tafel = Tafel::voor(&regio, gezin).await;
        tafel.stel_vast(&regio).await;
    }
    regio.verstrijk(TimeDelta::days(60));
    let vraag = json!({ "fase": "steun-op-maat", "evaluatieTot": "2027-02-05", "aantal": 1 });
    let een = regio.als(Wie::Voorzitter).post("/v1/casussen/_zoek", vraag).await.met(200).veld("na");
    let voorzitter = regio.werkplek(Wie::Voorzitter).await;
    let afspraken = voorzitter.get("/afspraken").await.met(200);
    assert_eq!(afspraken.tekst("#kop-evaluatie"), "Opnieuw kijken, binnen twee weken (2)");
    let verder = voorzitter.get(&format!("/afspraken/gezinnen/evaluatie?na={een}")).await.met(200);
    assert_eq!(verder.teksten(".row h3"), ["Vrouw Nummer 1"]);
    assert!(voorzitter.get("/afspraken/gezinnen/zonder-casusregisseur").await.met(200).alle(".row").is_empty());
    voorzitter.get("/afspraken/gezinnen/anders").await.met(404);
}

#[actix_web::test]
async fn ieder_ziet_van_een_afspraak_wat_hoort_bij_waarom_zij_te_zien_is() {
    let regio = regio().await;
    Tafel::vastgesteld(&regio, "Vrouw aan Tafel").await;
    let rij = async |wie| regio.als(wie).get("/v1/afspraken").await.met(200).items()[0].clone();
    let (voorzitter, coordinator, belover) =
        (rij(Wie::Voorzitter).await, rij(Wie::Coordinator).await, rij(Wie::SociaalDomein).await);
    let mag = |rij: &Value| (rij["magAfvinken"].clone(), rij["magLatenVervallen"].clone());
    assert_eq!(mag(&voorzitter), (json!(true), json!(true)));
    assert_eq!(mag(&coordinator), (json!(false), json!(false)));
    assert_eq!(mag(&belover), (json!(true), json!(false)));
    assert_eq!((&voorzitter["naam"], &voorzitter["gemeente"]), (&json!("Vrouw aan Tafel"), &json!("GM0917")));
    assert_eq!((&coordinator["naam"], &coordinator["gemeente"]), (&json!("Vrouw aan Tafel"), &json!("GM0917")));
    // Whoever promised it knows at which table, and neither who she is nor where she lives by now.
    assert_eq!(
        (&belover["naam"], &belover["gemeente"], &belover["tafel"]),
        (&Value::Null, &Value::Null, &json!("GM0917"))
    );
    // Who may not press a button does not see it.
    let knoppen = async |wie| {
        let pagina = regio.werkplek(wie).await.get("/afspraken").await.met(200);
        (pagina.alle("form[action$='/nagekomen']").len(), pagina.alle("a[href$='/vervalt']").len())
    };
    assert_eq!(knoppen(Wie::Voorzitter).await, (1, 1));
    assert_eq!(knoppen(Wie::Coordinator).await, (0, 0));
    assert_eq!(knoppen(Wie::SociaalDomein).await, (1, 0));
}
