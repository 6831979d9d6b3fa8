//! Oversight at the workplace: what asks for attention, who looked, emergencies to judge, and what a woman asks for.

use chrono::TimeDelta;
use serde_json::json;

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, NAAM, REDEN},
    regio,
    verhaal::Gezin,
};

impl Regio {
    /// A case that was opened in an emergency, an hour ago: its page.
    async fn nood_voorbij(&self, gezin: &Gezin) -> String {
        let pad = self.in_nood(Wie::AndereVoorzorg, gezin).await;
        self.verstrijk(TimeDelta::hours(1));
        pad.strip_prefix("/v1").unwrap().to_owned()
    }
}

#[actix_web::test]
async fn de_fg_begint_bij_wat_aandacht_vraagt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let leeg = regio.werkplek(Wie::Fg).await;
    assert_eq!(leeg.get("/").await.met(303).naar(), "/aandacht");
    let pagina = leeg.get("/aandacht").await.met(200);
    assert_eq!(
        pagina.teksten(".doors a"),
        ["Aandacht", "Wie keek", "Zoeken", "Noodprocedures", "Publicaties", "Berichten"]
    );
    assert!(pagina.tekst("main").contains("Niets vraagt aandacht. Dat is goed."));
    assert!(pagina.tekst("main").contains("Alles wat in nood geopend was, is beoordeeld."));
    let nood = regio.nood_voorbij(&gezin).await;
    let fg = regio.werkplek(Wie::Fg).await;
    regio.vergeet_regels();
    let pagina = fg.get("/aandacht").await.met(200);
    let mut regels: Vec<_> =
        regio.neem_regels().into_iter().map(|regel| (regel.handeling, regel.gebeurtenis)).collect();
    regels.sort();
    let regels: Vec<_> =
        regels.iter().map(|(handeling, gebeurtenis)| (handeling.as_str(), gebeurtenis.as_str())).collect();
    assert_eq!(
        regels,
        [("gebruiker-lezen", "gelezen"), ("logboek-zoeken", "logboek-doorzocht"), ("noodprocedure-lezen", "gelezen")]
    );
    assert_eq!(pagina.tekst("#kop-nood"), "Noodprocedures die nu lopen of te beoordelen zijn (1)");
    assert_eq!(pagina.alle(&format!("a[href='{nood}']")).len(), 1);
    assert!(pagina.tekst("main").contains("Een casus is geopend in een noodsituatie."));
    assert!(!pagina.antwoord.tekst().contains(NAAM), "of the family itself nothing is told");
    // One rule by itself; what is not shown is not read either.
    regio.vergeet_regels();
    let nacht = fg.get("/aandacht/nacht").await.met(200);
    let regels: Vec<_> = regio.neem_regels().into_iter().map(|regel| regel.handeling).collect();
    assert_eq!(regels, ["logboek-zoeken"]);
    assert!(nacht.tekst("main").contains("Niets vraagt aandacht. Dat is goed."));
    assert_eq!(nacht.teksten("nav [aria-current=page]"), ["Bekeken tussen elf uur 's avonds en zes uur 's ochtends"]);
    fg.get("/aandacht/onzin").await.met(404);
}

#[actix_web::test]
async fn een_noodprocedure_die_nu_loopt_staat_bij_de_fg_bovenaan() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let nood = regio.in_nood(Wie::AndereVoorzorg, &gezin).await;
    let fg = regio.werkplek(Wie::Fg).await;
    let pagina = fg.get("/aandacht").await.met(200);
    assert_eq!(pagina.tekst("#kop-nood"), "Noodprocedures die nu lopen of te beoordelen zijn (1)");
    assert!(pagina.tekst(".row").contains("Staat nu open"), "{}", pagina.tekst("main"));
    let lijst = |status: &str| format!("/v1/noodprocedures?{status}");
    regio.verstrijk(TimeDelta::seconds(30));
    let fg = regio.als(Wie::Fg);
    assert_eq!(fg.get(&lijst("onbeoordeeld=true")).await.met(200).items().len(), 1);
    assert_eq!(fg.get(&lijst("status=beoordeeld&onbeoordeeld=true")).await.met(200).items().len(), 0);
    // What was judged is not there any more.
    regio.verstrijk(TimeDelta::hours(1));
    let oordeel = json!({ "oordeel": "terecht", "toelichting": "Er was gevaar." });
    regio.als(Wie::Fg).stap(nood, "beoordeling", oordeel).await.met(200);
    assert_eq!(regio.als(Wie::Fg).get(&lijst("onbeoordeeld=true")).await.met(200).items().len(), 0);
}

#[actix_web::test]
async fn een_noodprocedure_wordt_een_keer_beoordeeld_met_een_oordeel_en_waarop_het_rust() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let nood = regio.nood_voorbij(&gezin).await;
    let fg = regio.werkplek(Wie::Fg).await;
    let lijst = fg.get("/noodprocedures").await.met(200);
    let [wie] = &lijst.teksten(".rows h3")[..] else { panic!("{}", lijst.tekst("main")) };
    assert!(wie.starts_with("AndereVoorzorg"), "each link says which it is: {wie}");
    assert!(lijst.tekst(".row").contains("Beoordelen uiterlijk"), "{}", lijst.tekst(".row"));
    let een = fg.get(&nood).await.met(200);
    assert!(een.tekst("main").contains(REDEN) && een.tekst("main").contains("Vroeg Erbij"));
    assert!(een.alle("main [checked]").is_empty(), "no judgement is chosen beforehand");
    let versie = een.waarde("versie");
    let leeg = fg.post(&nood, &[("versie", &versie), ("verzoek", "a"), ("toelichting", "")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies wat u ervan vindt.", "Vul in waarop uw oordeel rust."]);
    assert!(leeg.tekst("title").starts_with("Fout: "));
    regio.vergeet_regels();
    let goed = [
        ("versie", versie.as_str()),
        ("verzoek", "b"),
        ("oordeel", "terecht"),
        ("toelichting", "Nagebeld met het ziekenhuis."),
    ];
    assert_eq!(fg.post(&nood, &goed).await.met(303).naar(), nood);
    let regel = regio.een_regel(Wie::Fg, "noodprocedure-beoordeeld");
    assert_eq!(regel.casus, Some(gezin.casus.clone()));
    let klaar = fg.get(&nood).await.met(200);
    assert_eq!(klaar.tekst(".gelukt"), "Beoordeeld. Uw oordeel staat bij de noodprocedure.");
    assert!(klaar.tekst("section[aria-labelledby=kop-oordeel]").contains("Nagebeld met het ziekenhuis."));
    assert!(klaar.alle("main textarea").is_empty());
    assert_eq!(regio.rijen("noodprocedure").is("oordeel", "terecht").tel(), 1);
    // Whoever used it reads what was thought of it, and judges nothing.
    let zij = regio.werkplek(Wie::AndereVoorzorg).await;
    let gelezen = zij.get(&nood).await.met(200);
    assert!(gelezen.tekst("main").contains("Nagebeld met het ziekenhuis.") && gelezen.alle("main form").is_empty());
    regio.werkplek(Wie::Voorzorg).await.get(&nood).await.met(404);
}

#[actix_web::test]
async fn de_fg_vindt_een_vrouw_en_leest_wie_haar_gegevens_zag() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    let client = regio.client(&gezin).await;
    let fg = regio.werkplek(Wie::Fg).await;
    fg.get("/zoeken").await.met(200);
    let gevonden = fg.post("/zoeken", &[("naam", NAAM), ("geboren", "4-5-2001")]).await.met(200);
    let naar = gevonden.alle(".rows h3 a")[0].attr("href").unwrap().to_owned();
    assert_eq!(naar, format!("/wie-keek/client/{client}"));
    regio.vergeet_regels();
    let gelezen = fg.get(&naar).await.met(200);
    let regel = regio.een_regel(Wie::Fg, "logboek-doorzocht-op-persoon");
    assert_ne!(regel.betrokkenen, "", "the line says about whom");
    let rijen = gelezen.teksten(".row");
    assert!(rijen.iter().any(|rij| rij.contains("Een casus bekijken") && rij.contains("Coordinator")), "{rijen:?}");
    assert!(rijen.iter().any(|rij| rij.contains("Verloskundige") && rij.contains("De Wieg")), "{rijen:?}");
    assert!(!gelezen.antwoord.tekst().contains(NAAM));
    // As she hears it herself; and on paper, to hand over.
    let inzage = fg.get(&format!("/clienten/{client}/inzage")).await.met(200);
    regio.vergeet_regels();
    assert!(inzage.tekst("main").contains("JGZ Zuid-Limburg"), "{}", inzage.tekst("main"));
    let papier = fg.get(&format!("/clienten/{client}/inzage/papier")).await;
    assert_eq!(papier.antwoord.status, 200);
    assert!(papier.tekst("h1").contains("Wie zag uw gegevens?"));
    regio.een_regel(Wie::Fg, "inzage-gegeven");
    let dossier = fg.get(&format!("/clienten/{client}/dossier")).await;
    assert!(dossier.antwoord.status == 200 && dossier.antwoord.tekst().contains(NAAM), "everything that is kept");
    regio.een_regel(Wie::Fg, "dossier-gegeven");
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    coordinator.get(&format!("/clienten/{client}/dossier")).await.met(403);
}

#[actix_web::test]
async fn de_fg_ziet_wat_een_account_deed_bladzijde_na_bladzijde() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    for _ in 0..25 {
        regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    }
    let fg = regio.werkplek(Wie::Fg).await;
    fg.get("/wie-keek").await.met(200);
    let gezocht = fg.post("/wie-keek", &[("naam", "coordinator")]).await.met(200);
    let links: Vec<_> = gezocht.teksten(".people a");
    assert_eq!(links, ["AndereCoordinator", "Coordinator"]);
    let account = format!("/wie-keek/account/{}", regio.gebruiker(Wie::Coordinator));
    regio.vergeet_regels();
    let eerste = fg.get(&account).await.met(200);
    regio.een_regel(Wie::Fg, "logboek-doorzocht-op-account");
    assert_eq!(eerste.teksten(".row").len(), 20);
    let verder = eerste.alle(".pager a")[0].attr("href").unwrap().to_owned();
    assert!(verder.starts_with(&format!("{account}?na=")));
    let tweede = fg.get(&verder).await.met(200);
    assert!(tweede.teksten(".row").len() >= 6, "{}", tweede.tekst("main"));
    assert!(eerste.antwoord.bytes.len() < 34 * 1024, "{}", eerste.antwoord.bytes.len());
    // A search that was refused is there as well, and nobody else looks in here.
    let voorzorg = regio.werkplek(Wie::Voorzorg).await;
    for pad in ["/wie-keek", "/aandacht", account.as_str()] {
        assert_eq!(voorzorg.get(pad).await.met(403).tekst("h1"), "Dit hoort niet bij uw werk");
    }
}

#[actix_web::test]
async fn de_fg_bevestigt_wat_een_beheerder_vroeg_en_een_beheerder_zelf_niet() {
    let regio = regio().await;
    let organisatie = regio.organisatie(Wie::Fg);
    let mut nieuw = bodies::uitnodiging(&organisatie);
    nieuw["toekenningen"] = json!([{ "rol": "fg" }]);
    let genodigd = regio.als(Wie::Beheerder).post("/v1/gebruikers", nieuw).await.met(201);
    let kwijt = format!("/v1/gebruikers/{}/factorherstel", regio.gebruiker(Wie::Coordinator));
    let reden = json!({ "reden": "telefoon-verloren" });
    regio.als(Wie::Beheerder).post(&kwijt, reden).await.met(201);
    let beheerder = regio.werkplek(Wie::Beheerder).await;
    let eigen = beheerder.get("/wacht-op-u").await.met(200);
    assert_eq!(eigen.tekst("title"), "Wacht op u (0) – Knooppunt");
    assert!(eigen.tekst("main").contains("Een ander dan de aanvrager bevestigt dit"), "{}", eigen.tekst("main"));
    assert!(eigen.teksten("main button").iter().all(|knop| knop.starts_with("Wijs af")));
    // On the page of the account as well a role that waits is refused, not taken back.
    let mens = format!("/mensen/{}", genodigd.json["gebruiker"]["id"].as_str().unwrap());
    let mens = beheerder.get(&mens).await.met(200);
    assert_eq!(mens.alle("form[action$='/afwijzen']").len(), 1);
    assert!(mens.alle("form[action$='/intrekken']").is_empty());
    let fg = regio.werkplek(Wie::Fg).await;
    let pagina = fg.get("/wacht-op-u").await.met(200);
    assert_eq!(pagina.tekst("title"), "Wacht op u (2) – Knooppunt");
    let rij = pagina.tekst(".row");
    assert!(
        rij.contains("Functionaris gegevensbescherming (FG), de hele regio") && rij.contains("Nieuwe Dag"),
        "{rij}"
    );
    assert!(rij.contains("gegeven door Beheerder"), "{rij}");
    let vormen: Vec<String> =
        pagina.alle("main form").iter().map(|vorm| vorm.attr("action").unwrap().to_owned()).collect();
    regio.vergeet_regels();
    assert_eq!(fg.post(&vormen[0], &[("verzoek", "rol")]).await.met(303).naar(), "/wacht-op-u");
    regio.een_regel(Wie::Fg, "toekenning-bevestigd");
    assert_eq!(regio.rijen("toekenning").gevuld("wacht_sinds").tel(), 0);
    let code = fg.post(&vormen[1], &[("verzoek", "factor")]).await.met(200);
    regio.een_regel(Wie::Fg, "factorherstel-bevestigd");
    let code = code.tekst(".eenmalig");
    assert!(code.len() > 10 && regio.waar_staat(&code).is_empty(), "the code is kept nowhere");
    // The same form once more: it was done, and the code is not told twice.
    let weer = fg.post(&vormen[1], &[("verzoek", "factor")]).await.met(303);
    assert_eq!(weer.naar(), "/wacht-op-u");
    let leeg = fg.get("/wacht-op-u").await.met(200);
    assert!(leeg.tekst("main").contains("Niets wacht op een tweede persoon. Dat is goed."));
    let laat = fg.post(&vormen[0], &[("verzoek", "nog-eens")]).await.met(409);
    assert_eq!(laat.tekst("h1"), "Dit kan nu niet");
    // Nor does whoever still has the old page open take away a role that holds by now.
    let rij = eigen.alle("main form");
    let afwijzen = rij.iter().map(|vorm| vorm.attr("action").unwrap()).find(|naar| naar.contains("/rollen/")).unwrap();
    regio.vergeet_regels();
    let laat = beheerder.post(afwijzen, &[("verzoek", "weg")]).await.met(409);
    assert_eq!(laat.tekst("h1"), "Dit kan nu niet");
    assert_eq!(regio.rijen("logregel").is("gebeurtenis", "toekenning-ingetrokken").tel(), 0);
    assert_eq!(regio.rijen("toekenning").gevuld("geldig_tot").tel(), 0, "the role holds");
}
