//! Support under way at the workplace: begin it, plan visits, say how they went, and end it with her judgement first.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::gegeven::{
    Wie,
    bodies::{self, NAAM},
    regio,
};

/// The page of a request or of support, by its path in the API.
fn pagina(pad: &str) -> String {
    pad.strip_prefix("/v1").unwrap().to_owned()
}

#[actix_web::test]
async fn een_verpleegkundige_begint_de_hulp_en_plant_een_bezoek() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let aan = regio.als(Wie::Voorzorg).stap(&d, "aanvaarding", Value::Null).await.met(200);
    let traject = pagina(aan.json["_links"]["traject"]["href"].as_str().unwrap());
    let zij = regio.werkplek(Wie::Voorzorg).await;
    let voor = zij.get(&traject).await.met(200);
    assert!(voor.tekst("section[aria-labelledby=kop-nu]").contains("Aangenomen, nog niet begonnen"));
    assert!(voor.alle("form[action$=beginnen]").is_empty(), "they meet first");
    regio.ontmoet(Wie::Voorzorg, &d).await;
    let ontmoet = zij.get(&traject).await.met(200);
    let versie = ontmoet.alle("form[action$=beginnen] input[name=versie]")[0].value().attr("value").unwrap().to_owned();
    regio.vergeet_regels();
    let begin = format!("{traject}/beginnen");
    assert_eq!(zij.post(&begin, &[("versie", &versie), ("verzoek", "a")]).await.met(303).naar(), traject);
    regio.een_regel(Wie::Voorzorg, "doorgeleiding-gestart");
    let hulp = zij.get(&traject).await.met(200);
    assert_eq!(hulp.tekst("title"), "W. V., 20+0, Heerlen: hulp – Knooppunt");
    assert_eq!(hulp.tekst("h1"), NAAM);
    assert!(hulp.tekst(".veilig").contains("Met bellen."));
    assert!(hulp.tekst("section[aria-labelledby=kop-nu]").contains("Er staat geen bezoek gepland."));
    assert_eq!(hulp.teksten(".people b"), ["U", "Coordinator"], "who begins it has claimed it");
    let plan = format!("{traject}/bezoek");
    let leeg = zij.post(&plan, &[("verzoek", "b")]).await.met(400);
    let fouten = ["Vul de dag in.", "Vul de tijd in.", "Kies wat voor contact het is."];
    assert_eq!(leeg.teksten(".errors li"), fouten);
    let onzin = [("verzoek", "c"), ("bezoek-dag", "31-2-2027"), ("bezoek-tijd", "25:00"), ("soort", "huisbezoek")];
    let onzin = zij.post(&plan, &onzin).await.met(400);
    assert_eq!(onzin.tekst("#bezoek-dag-fout"), "Fout: Vul een dag in die bestaat. 31-2-2027 bestaat niet.");
    assert_eq!(onzin.tekst("#bezoek-tijd-fout"), "Fout: Schrijf de tijd zo: 13:30.");
    assert_eq!(onzin.waarde("bezoek-dag"), "31-2-2027", "nothing typed is lost");
    let ver = [("verzoek", "d"), ("bezoek-dag", "1-12-2029"), ("bezoek-tijd", "13:30"), ("soort", "huisbezoek")];
    assert!(zij.post(&plan, &ver).await.met(400).tekst("#bezoek-dag-fout").contains("twee jaar vooruit"));
    regio.vergeet_regels();
    let goed = [("verzoek", "e"), ("bezoek-dag", "morgen"), ("bezoek-tijd", "13.30 uur"), ("soort", "huisbezoek")];
    assert_eq!(zij.post(&plan, &goed).await.met(303).naar(), traject);
    regio.een_regel(Wie::Voorzorg, "contactmoment-gepland");
    zij.post(&plan, &goed).await.met(303);
    assert_eq!(regio.tel("contactmoment"), 2, "pressed twice, planned once"); // beside the first one
    let api = regio.als(Wie::Coordinator).get(&format!("/v1{traject}")).await.met(200);
    assert_eq!(api.json["contactmomenten"][1]["geplandOp"], "2026-11-24T12:30:00.000000Z", "by the clock in Amsterdam");
    let hulp = zij.get(&traject).await.met(200);
    assert!(hulp.tekst("section[aria-labelledby=kop-nu]").contains("morgen, 13:30 uur Huisbezoek."));
    let lijst = zij.get("/trajecten").await.met(200);
    assert_eq!(lijst.tekst("title"), "Mijn gezinnen (1) – Knooppunt");
    assert_eq!(lijst.tekst(".row h3"), NAAM);
    assert!(lijst.tekst(".row").starts_with("Morgen om 13:30 uur"), "{}", lijst.tekst(".row"));
    // Whoever only coordinates reads it, and writes nothing.
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let gelezen = coordinator.get(&traject).await.met(200);
    assert!(gelezen.alle("main form").is_empty());
    coordinator.get(&format!("{traject}/resultaat")).await.met(403);
}

#[actix_web::test]
async fn na_een_bezoek_legt_zij_vast_hoe_het_was_of_waarom_niet() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let zij = regio.als(Wie::Voorzorg);
    let plannen = format!("{traject}/contactmomenten");
    let eerste = zij.post(&plannen, bodies::contactmoment()).await.met(201).id();
    let mut later = bodies::contactmoment();
    later["geplandOp"] = "2026-12-03T09:00:00Z".into();
    let tweede = zij.post(&plannen, later).await.met(201).id();
    regio.verstrijk(TimeDelta::days(4));
    let zij = regio.werkplek(Wie::Voorzorg).await;
    let lijst = zij.get("/trajecten").await.met(200);
    assert!(lijst.tekst(".row.late").contains("Nog vastleggen bezoek van gisteren"), "{}", lijst.tekst(".row.late"));
    let naar = format!("/contactmomenten/{eerste}");
    assert_eq!(lijst.alle(&format!("a[href='{naar}']")).len(), 1);
    let bezoek = zij.get(&naar).await.met(200);
    assert!(
        bezoek.tekst(".veilig").contains("Met bellen."),
        "how she is reached safely stands on every page about her"
    );
    assert!(bezoek.alle("main [checked]").is_empty());
    assert_eq!(bezoek.waarde("was-tijd"), "14:00", "what was planned is what was meant");
    let versie = bezoek.waarde("versie");
    let leeg = zij.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies of het bezoek er was."]);
    let niet = [("versie", versie.as_str()), ("verzoek", "b"), ("uitkomst", "niet-gehouden")];
    let niet = zij.post(&naar, &niet).await.met(400);
    assert_eq!(niet.teksten(".errors li"), ["Kies waarom het niet doorging."]);
    let straks = [
        ("versie", versie.as_str()),
        ("verzoek", "c"),
        ("uitkomst", "gehouden"),
        ("was-dag", "morgen"),
        ("was-tijd", "14:00"),
    ];
    let straks = zij.post(&naar, &straks).await.met(400);
    assert_eq!(straks.tekst("#was-dag-fout"), "Fout: Gehouden is nu of eerder.");
    regio.vergeet_regels();
    let was = [
        ("versie", versie.as_str()),
        ("verzoek", "d"),
        ("uitkomst", "gehouden"),
        ("was-dag", "gisteren"),
        ("was-tijd", "14:15"),
        ("hoe", "Zij liet de kamer zien.\r\nVolgende keer met haar zus."),
        ("reden", "ziekte"),
    ];
    assert_eq!(zij.post(&naar, &was).await.met(303).naar(), naar);
    regio.een_regel(Wie::Voorzorg, "contactmoment-gehouden");
    let bezoek = zij.get(&naar).await.met(200);
    let kaart = bezoek.tekst("section[aria-labelledby=kop-wanneer]");
    assert!(kaart.starts_with("gisteren, 14:15 uur Gehouden"), "{kaart}");
    assert!(kaart.contains("Zij liet de kamer zien. Volgende keer met haar zus."), "{kaart}");
    assert!(bezoek.alle("main form").is_empty());
    assert_eq!(regio.waar_staat("de kamer zien"), Vec::<String>::new(), "what she wrote lies nowhere in the clear");
    // What she wrote is for her desk: who coordinates hears that it was held.
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let gelezen = coordinator.get(&naar).await.met(200);
    assert!(gelezen.tekst("main").contains("Gehouden") && !gelezen.tekst("main").contains("de kamer zien"));
    let api = regio.als(Wie::AndereCoordinator).get(&format!("/v1{naar}")).await;
    api.weigert(404, "niet-gevonden");
    // The second is moved: the chain is kept.
    let naar = format!("/contactmomenten/{tweede}");
    let versie = zij.get(&naar).await.met(200).waarde("versie");
    let verzet = [
        ("versie", versie.as_str()),
        ("verzoek", "e"),
        ("uitkomst", "verzet"),
        ("naar-dag", "10-12-2026"),
        ("naar-tijd", "9 uur"),
    ];
    regio.vergeet_regels();
    zij.post(&naar, &verzet).await.met(303);
    regio.een_regel(Wie::Voorzorg, "contactmoment-verzet");
    let hulp = zij.get(&pagina(&traject)).await.met(200);
    assert_eq!(hulp.tekst("#kop-bezoeken"), "Bezoeken (2 gehouden)");
    let standen = ["Gepland", "Verzet", "Gehouden", "Gehouden"];
    assert_eq!(hulp.teksten("section[aria-labelledby=kop-bezoeken] .state"), standen);
    assert!(hulp.tekst("section[aria-labelledby=kop-nu]").contains("donderdag 10 december, 09:00 uur"));
}

#[actix_web::test]
async fn zij_rondt_af_met_eerst_het_oordeel_van_de_vrouw() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let traject = pagina(&traject);
    let zij = regio.werkplek(Wie::Voorzorg).await;
    let naar = format!("{traject}/resultaat");
    let leeg = zij.get(&naar).await.met(200);
    let vragen = leeg.teksten("section[aria-labelledby=kop-doel-0] legend");
    assert_eq!(vragen, ["Wat vindt zij zelf van het resultaat?", "Wat vindt u?"], "hers comes first");
    assert!(leeg.alle("main [checked]").is_empty());
    let versie = leeg.waarde("versie");
    let niets = zij.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(niets.teksten(".errors li"), ["Vul ten minste één doel in, met wat zij ervan vindt."]);
    let half = [("versie", versie.as_str()), ("verzoek", "b"), ("doel-1", "Rust in huis"), ("ik-1", "bereikt")];
    let half = zij.post(&naar, &half).await.met(400);
    assert_eq!(half.teksten(".errors li"), ["Kies wat zij zelf vindt van doel 2."]);
    assert_eq!(half.waarde("doel-1"), "Rust in huis");
    let meer = [("versie", versie.as_str()), ("verzoek", "c"), ("doel-0", "Rust"), ("regels", "3"), ("meer", "ja")];
    let meer = zij.post(&naar, &meer).await.met(200);
    assert_eq!(meer.alle("input[name^=doel-]").len(), 6, "more lines, and what was typed is kept");
    assert_eq!(meer.waarde("doel-0"), "Rust");
    let lang = "x".repeat(301);
    let te_lang = [
        ("versie", versie.as_str()),
        ("verzoek", "d"),
        ("doel-2", lang.as_str()),
        ("zij-2", "bereikt"),
        ("ik-2", "bereikt"),
    ];
    let te_lang = zij.post(&naar, &te_lang).await.met(400);
    assert_eq!(te_lang.alle("#doel-2[aria-invalid=true]").len(), 1, "at the line where it stands");
    regio.vergeet_regels();
    let goed = [
        ("versie", versie.as_str()),
        ("verzoek", "e"),
        ("doel-0", "Rust in huis"),
        ("zij-0", "bereikt"),
        ("ik-0", "deels-bereikt"),
    ];
    assert_eq!(zij.post(&naar, &goed).await.met(303).naar(), traject);
    regio.een_regel(Wie::Voorzorg, "doorgeleiding-afgerond");
    let klaar = zij.get(&traject).await.met(200);
    assert_eq!(klaar.teksten("table tbody tr"), ["Rust in huis Bereikt Deels bereikt"]);
    assert!(klaar.tekst("section[aria-labelledby=kop-nu]").contains("Klaar , vandaag."));
    // What is over shows what she did, and nothing of how the family is now.
    assert_eq!(klaar.tekst("h1"), "Een gezin", "not even where they live");
    assert!(!klaar.antwoord.tekst().contains(NAAM) && klaar.alle(".veilig").is_empty());
    assert!(zij.get("/trajecten").await.met(200).tekst("main").contains("U draagt nu geen gezin."));
    assert!(zij.get(&naar).await.met(200).tekst("main").contains("er is niets om af te ronden"));
}

#[actix_web::test]
async fn een_prenataal_huisbezoek_heeft_eerst_een_uitkomst() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let traject = pagina(&traject);
    let zij = regio.werkplek(Wie::Huisbezoeker).await;
    let eerst = zij.get(&format!("{traject}/resultaat")).await.met(200);
    assert!(eerst.tekst("main").contains("Leg eerst vast wat het huisbezoek opleverde"));
    let naar = format!("{traject}/uitkomst");
    let versie = zij.get(&naar).await.met(200).waarde("versie");
    let leeg = zij.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.alle(".errors li").len(), 2, "{:?}", leeg.teksten(".errors li"));
    let strijdig = [
        ("versie", versie.as_str()),
        ("verzoek", "b"),
        ("wensen", "Een eigen huis."),
        ("actie", "geen"),
        ("actie", "voorzorg"),
    ];
    let strijdig = zij.post(&naar, &strijdig).await.met(400);
    assert_eq!(strijdig.tekst("#actie-geen-fout"), "Fout: Bij 'geen' hoort geen andere vervolgactie.");
    assert_eq!(strijdig.alle("input[name=actie][checked]").len(), 2, "nothing typed is lost");
    regio.vergeet_regels();
    let goed = [
        ("versie", versie.as_str()),
        ("verzoek", "c"),
        ("wensen", "Een eigen huis."),
        ("thema", "huisvesting"),
        ("actie", "voorzorg"),
    ];
    assert_eq!(zij.post(&naar, &goed).await.met(303).naar(), traject);
    regio.een_regel(Wie::Huisbezoeker, "huisbezoek-uitkomst-vastgelegd");
    let hulp = zij.get(&traject).await.met(200);
    let uitkomst = hulp.tekst("section[aria-labelledby=kop-uitkomst]");
    assert!(uitkomst.contains("“Een eigen huis.”") && uitkomst.contains("Huisvesting of dakloosheid"), "{uitkomst}");
    let weer = zij.get(&naar).await.met(200);
    assert_eq!(weer.tekst("#wensen"), "Een eigen huis.", "what was noted stands there to be put right");
    assert_eq!(weer.alle("input[checked]").len(), 2);
    assert!(zij.get(&format!("{traject}/resultaat")).await.met(200).tekst("main").contains("Doel 1"));
}

#[actix_web::test]
async fn hulp_stopt_met_een_reden_en_wat_gepland_stond_vervalt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (d, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let plannen = format!("{traject}/contactmomenten");
    regio.als(Wie::Voorzorg).post(&plannen, bodies::contactmoment()).await.met(201);
    let traject = pagina(&traject);
    let zij = regio.werkplek(Wie::Voorzorg).await;
    let naar = format!("{traject}/stoppen");
    let vraag = zij.get(&naar).await.met(200);
    assert!(vraag.tekst(".note").contains("Wat gepland staat vervalt."), "{}", vraag.tekst(".note"));
    let versie = vraag.waarde("versie");
    let leeg = zij.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li a"), ["Kies waarom de hulp stopt."]);
    let anders = [("versie", versie.as_str()), ("verzoek", "b"), ("reden", "anders")];
    let anders = zij.post(&naar, &anders).await.met(400);
    assert_eq!(anders.tekst("#toelichting-fout"), "Fout: Geef een toelichting bij de reden 'anders'.");
    regio.vergeet_regels();
    let reden = [("versie", versie.as_str()), ("verzoek", "c"), ("reden", "gezin-wil-niet-verder")];
    assert_eq!(zij.post(&naar, &reden).await.met(303).naar(), traject);
    assert!(regio.neem_regels().iter().any(|regel| regel.gebeurtenis == "doorgeleiding-gestopt"));
    let gestopt = zij.get(&traject).await.met(200);
    assert!(gestopt.tekst("section[aria-labelledby=kop-nu]").contains("Gestopt voor het einde , vandaag."));
    assert_eq!(gestopt.teksten("section[aria-labelledby=kop-bezoeken] .state"), ["Vervallen", "Gehouden"]);
    let status = regio.als(Wie::Coordinator).get(&d).await.met(200).veld("status");
    assert_eq!(status, "gestopt");
}

#[actix_web::test]
async fn in_een_lijst_van_hulp_staat_wie_zij_is_alleen_als_daarom_is_gevraagd() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (_, traject) = regio.lopend(&gezin, Wie::Voorzorg).await;
    let zij = regio.als(Wie::Voorzorg);
    zij.post(&format!("{traject}/contactmomenten"), bodies::contactmoment()).await.met(201);
    let kaal = zij.get("/v1/trajecten").await.met(200);
    assert!(!kaal.tekst().contains(NAAM) && kaal.items()[0].get("gezin").is_none());
    let vol = zij.get("/v1/trajecten?metGezin=true&open=true&vanMij=true&aantal=1").await.met(200);
    let regel = &vol.items()[0];
    assert_eq!(regel["gezin"]["naam"], NAAM);
    assert_eq!((&regel["desknaam"], &regel["gemeente"]), (&json!("VoorZorg"), &json!("GM0917")));
    assert_eq!(regel["volgende"]["geplandOp"], "2026-11-26T13:00:00.000000Z");
    assert_eq!(regel["geclaimdDoor"], regio.gebruiker(Wie::Voorzorg));
    assert_eq!(vol.json["mensen"][0]["naam"], "Voorzorg");
    let zelf = &vol.json["_links"]["self"]["href"];
    assert_eq!(zelf, "/v1/trajecten?open=true&vanMij=true&metGezin=true");
    // Who coordinates sees it, but it is not theirs.
    let coordinator = regio.als(Wie::Coordinator);
    assert_eq!(coordinator.get("/v1/trajecten").await.met(200).items().len(), 1);
    assert!(coordinator.get("/v1/trajecten?vanMij=true").await.met(200).items().is_empty());
    // What she does not share stands in no list.
    let postvak = zij.get("/v1/doorgeleidingen?metGezin=true").await.met(200);
    assert_eq!(postvak.items()[0]["gezin"]["naam"], NAAM);
    let tweede = regio.aangemeld(bodies::signaal_van("Vrouw Zonder Naam", "06 20000000")).await;
    regio.als(Wie::Coordinator).stap(tweede.pad(), "behandeling", Value::Null).await.met(200);
    regio.stemt_toe(&tweede, "steun-op-maat", "voorzorg", &["themas"]).await;
    regio.verzonden(&tweede, "voorzorg", Wie::Voorzorg).await;
    let postvak = zij.get("/v1/doorgeleidingen?metGezin=true&status=verzonden").await.met(200);
    assert!(!postvak.tekst().contains("Zonder Naam") && postvak.items()[0]["gezin"]["themas"].is_array());
}
