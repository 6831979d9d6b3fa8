//! Opening a family in an emergency on a page: said beforehand who is told, for an hour, with a reason.

use crate::gegeven::{
    Wie,
    bodies::{NAAM, REDEN},
    niets, regio,
};

#[actix_web::test]
async fn wie_in_nood_opent_leest_eerst_wie_het_hoort_en_daarna_een_uur_het_gezin() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let casus = format!("/casussen/{}", gezin.casus);
    let desk = regio.werkplek(Wie::AndereVoorzorg).await;
    desk.get(&casus).await.met(404);
    assert_eq!(desk.get("/zoeken").await.met(200).alle("a[href='/in-nood']").len(), 1);
    let vraag = desk.get("/in-nood").await.met(200);
    let gezegd = vraag.tekst("section[aria-labelledby=kop-doet]");
    assert!(gezegd.contains("60 minuten") && gezegd.contains("privacyfunctionaris horen het meteen"), "{gezegd}");
    assert!(gezegd.contains("Zij zelf ziet het ook"), "{gezegd}");
    assert!(vraag.alle("main [checked]").is_empty());
    let leeg = desk.post("/in-nood", &[("verzoek", "a"), ("nummer", "L. E. uit Heerlen")]).await.met(400);
    let fouten = [
        "Vul het nummer van de casus in. Het heeft 36 tekens.",
        "Kies waarom het niet kan wachten.",
        "Schrijf op waarom het niet kan wachten.",
    ];
    assert_eq!(leeg.teksten(".errors li"), fouten);
    assert_eq!(leeg.waarde("nummer"), "L. E. uit Heerlen", "nothing typed is lost");
    let adres = format!("https://knooppunt.nl{casus}");
    let kort = [("verzoek", "b"), ("nummer", adres.as_str()), ("grond", "acute-zorg"), ("reden", "Spoed.")];
    assert_eq!(desk.post("/in-nood", &kort).await.met(400).alle("#reden-fout").len(), 1);
    assert_eq!(regio.tel("noodprocedure"), 0);
    regio.vergeet_regels();
    let goed = [("verzoek", "c"), ("nummer", adres.as_str()), ("grond", "acute-zorg"), ("reden", REDEN)];
    assert_eq!(desk.post("/in-nood", &goed).await.met(303).naar(), casus);
    regio.een_regel(Wie::AndereVoorzorg, "noodprocedure-geopend");
    let pagina = desk.get(&casus).await.met(200);
    assert_eq!(pagina.tekst("h1"), NAAM);
    for wie in [Wie::Coordinator, Wie::Fg] {
        let berichten = regio.werkplek(wie).await.get("/berichten").await.met(200).tekst("main");
        assert!(berichten.contains("Iemand opende een gezin in een noodsituatie"), "{wie:?}: {berichten}");
    }
    // Whoever is ready closes it before the hour is over.
    let desk = regio.werkplek(Wie::AndereVoorzorg).await;
    let klaar = desk.get(&casus).await.met(200).alle("a[href^='/noodprocedures/']")[0].attr("href").unwrap().to_owned();
    let pagina = desk.get(&klaar).await.met(200);
    assert_eq!(pagina.teksten("main .button"), ["Bekijk het gezin", "Sluit dit gezin nu"]);
    let versie = pagina.waarde("versie");
    desk.post(&format!("{klaar}/beeindigen"), &[("versie", &versie), ("verzoek", "d")]).await.met(303);
    assert!(desk.get(&klaar).await.met(200).alle("main form").is_empty());
    desk.get(&casus).await.met(404);
}

#[actix_web::test]
async fn een_nummer_dat_er_niet_is_telt_mee_en_wie_niet_met_gezinnen_werkt_heeft_die_deur_niet() {
    let regio = regio().await;
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    verloskundige.get("/in-nood").await.met(200);
    for keer in 0..6 {
        let (verzoek, nummer) = (keer.to_string(), niets());
        let velden = [("verzoek", &*verzoek), ("nummer", &*nummer), ("grond", "veiligheid"), ("reden", REDEN)];
        verloskundige.post("/in-nood", &velden).await.met(if keer < 5 { 404 } else { 429 });
    }
    for wie in [Wie::Fg, Wie::Beheerder, Wie::Onderzoeker] {
        regio.werkplek(wie).await.get("/in-nood").await.met(403);
    }
    assert!(regio.werkplek(Wie::Fg).await.get("/zoeken").await.met(200).alle("a[href='/in-nood']").is_empty());
}
