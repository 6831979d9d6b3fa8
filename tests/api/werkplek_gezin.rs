//! What somebody changes of a family on a page: who carries it, notes, a case that opens again, a signaal that was another's.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, NAAM, TEKST},
    regio,
    verhaal::Gezin,
};

fn pad(gezin: &Gezin) -> String {
    format!("/casussen/{}", gezin.casus)
}

type Paar<'a> = (&'a str, &'a str);

impl Regio {
    /// Who carries the family.
    async fn regisseur(&self, gezin: &Gezin) -> String {
        self.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).veld("casusregisseur")
    }
}

/// Its coordinator closes it.
async fn sluit(regio: &Regio, gezin: &Gezin) {
    let reden = json!({ "reden": "doelen-bereikt" });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "sluiting", reden).await.met(200);
}

#[actix_web::test]
async fn er_is_precies_een_casusregisseur_en_wie_het_was_draagt_over() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.doorgeleid(&gezin, Wie::SociaalDomein).await;
    let naar = format!("{}/casusregisseur", pad(&gezin));
    let ander = regio.gebruiker(Wie::SociaalDomein);
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    assert_eq!(coordinator.get(&pad(&gezin)).await.met(200).alle(&format!("a[href='{naar}']")).len(), 1);
    let vraag = coordinator.get(&naar).await.met(200);
    assert_eq!(vraag.alle(&format!("#regisseur option[value='{ander}']")).len(), 1);
    let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
    let velden = |wie: &str| [("versie", versie.clone()), ("verzoek", verzoek.clone()), ("regisseur", wie.to_owned())];
    let stuur = velden("");
    let stuur: Vec<Paar<'_>> = stuur.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
    assert_eq!(coordinator.post(&naar, &stuur).await.met(400).teksten(".errors li"), ["Kies wie dit gezin draagt."]);
    let stuur = velden(&ander);
    let stuur: Vec<Paar<'_>> = stuur.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
    regio.vergeet_regels();
    coordinator.post(&naar, &stuur).await.met(303);
    regio.een_regel(Wie::Coordinator, "casus-regisseur-aangewezen");
    assert_eq!(regio.regisseur(&gezin).await, ander);
    // Who carries it now hands it on, to somebody who works with this family.
    let zij = regio.werkplek(Wie::SociaalDomein).await;
    let vraag = zij.get(&naar).await.met(200);
    let coordinator = regio.gebruiker(Wie::Coordinator);
    assert_eq!(vraag.alle(&format!("#regisseur option[value='{coordinator}']")).len(), 1);
    let versie = vraag.waarde("versie");
    let stuur = [("versie", versie.as_str()), ("verzoek", "terug"), ("regisseur", coordinator.as_str())];
    assert_eq!(zij.post(&naar, &stuur).await.met(303).naar(), "/");
    assert_eq!(regio.regisseur(&gezin).await, coordinator);
    let status = regio.werkplek(Wie::SociaalDomein).await.get(&naar).await.antwoord.status;
    assert!([403, 404].contains(&status), "not theirs any more: {status}");
}

#[actix_web::test]
async fn een_gesloten_casus_gaat_weer_open_als_zij_nu_ja_zegt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    sluit(&regio, &gezin).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let naar = format!("{}/heropenen", pad(&gezin));
    assert_eq!(coordinator.get(&pad(&gezin)).await.met(200).alle(&format!("a[href='{naar}']")).len(), 1);
    let vraag = coordinator.get(&naar).await.met(200);
    let (versie, doel) = (vraag.waarde("versie"), vraag.waarde("doel"));
    let stuur = |verder: &[Paar<'static>]| {
        let eerst = [("versie", versie.as_str()), ("doel", doel.as_str()), ("ontvanger", "jgz-coordinatie")];
        [&eerst[..], verder].concat()
    };
    let leeg = coordinator.post(&naar, &stuur(&[("verzoek", "a")])).await.met(400);
    assert_eq!(leeg.teksten(".errors li").len(), 4, "{:?}", leeg.teksten(".errors li"));
    let nee = [("verzoek", "b"), ("reden", "nieuwe-zorgen"), ("besluit", "geweigerd"), ("wijze", "mondeling")];
    let nee = coordinator.post(&naar, &stuur(&nee)).await.met(400);
    assert!(nee.tekst(".errors").contains("Heropenen vraagt verse toestemming"), "{}", nee.tekst(".errors"));
    assert_eq!(regio.status(&gezin).await, "afgesloten");
    let ja = [
        ("verzoek", "c"),
        ("reden", "nieuwe-zorgen"),
        ("besluit", "gegeven"),
        ("deelt", "contactgegevens"),
        ("deelt", "themas"),
        ("wijze", "mondeling"),
    ];
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    coordinator.get(&naar).await.met(200);
    regio.vergeet_regels();
    coordinator.post(&naar, &stuur(&ja)).await.met(303);
    regio.een_regel(Wie::Coordinator, "casus-heropend");
    assert_eq!(regio.status(&gezin).await, "in-behandeling");
    // Of a case that is open there is nothing to open.
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    assert!(coordinator.get(&naar).await.met(200).alle("main form").is_empty());
    regio.werkplek(Wie::AndereCoordinator).await.get(&naar).await.met(404);
}

#[actix_web::test]
async fn wat_bij_vergissing_werd_aangenomen_of_gesloten_draait_wie_het_deed_terug() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let naar = format!("{}/teruggeven", pad(&gezin));
    let knop = format!("form[action='{naar}']");
    for (is_gesloten, wordt) in [(true, "in-behandeling"), (false, "aangemeld")] {
        if is_gesloten {
            sluit(&regio, &gezin).await;
        }
        let coordinator = regio.werkplek(Wie::Coordinator).await;
        let casus = coordinator.get(&pad(&gezin)).await.met(200);
        assert_eq!(casus.alle(&knop).len(), 1, "{wordt}");
        let versie = casus.waarde("versie");
        coordinator.post(&naar, &[("versie", &versie), ("verzoek", wordt)]).await.met(303);
        assert_eq!(regio.status(&gezin).await, wordt);
    }
    // Where something was done with it meanwhile, taking it was no mistake.
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    assert!(coordinator.get(&pad(&gezin)).await.met(200).alle(&knop).is_empty());
}

#[actix_web::test]
async fn een_signaal_van_een_ander_gezin_wordt_losgemaakt_en_krijgt_een_eigen_casus() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.verstrijk(TimeDelta::minutes(1));
    let tweede = regio.lijkt_bekend(bodies::signaal()).await;
    regio.koppelt(&tweede, &gezin).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let naar = format!("{}/losmaken", tweede.replace("/v1", ""));
    let eerste = format!("{}/losmaken", gezin.signaal_pad().replace("/v1", ""));
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert_eq!(casus.alle(&format!("a[href='{naar}']")).len(), 1);
    assert!(casus.alle(&format!("a[href='{eerste}']")).is_empty(), "the first opened the case");
    let vraag = coordinator.get(&naar).await.met(200);
    let versie = vraag.waarde("versie");
    regio.vergeet_regels();
    coordinator.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(303);
    regio.een_regel(Wie::Coordinator, "signaal-ontkoppeld");
    assert_eq!(regio.tel("casus"), 2);
    assert!(coordinator.get(&naar).await.met(200).alle("main form").is_empty(), "it was done");
    assert!(coordinator.get(&pad(&gezin)).await.met(200).alle(&format!("a[href='{naar}']")).is_empty());
    for wie in [Wie::AndereVerloskundige, Wie::AndereCoordinator, Wie::Voorzorg] {
        let status = regio.werkplek(wie).await.get(&naar).await.antwoord.status;
        assert!([403, 404].contains(&status), "{wie:?}: {status}");
    }
}

#[actix_web::test]
async fn een_notitie_leest_wie_de_schrijver_koos_en_wie_haar_schreef_trekt_haar_in() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.lopend(&gezin, Wie::SociaalDomein).await;
    regio.lopend(&gezin, Wie::Huisbezoeker).await;
    let naar = format!("{}/notities", pad(&gezin));
    let zij = regio.werkplek(Wie::SociaalDomein).await;
    let leeg = zij.get(&naar).await.met(200);
    assert!(leeg.tekst("main").contains("Hier staat nog geen notitie die u mag lezen."));
    assert!(!leeg.tekst("main").contains(NAAM));
    assert!(leeg.alle("main [checked]").is_empty(), "nobody is chosen beforehand");
    let fout =
        zij.post(&naar, &[("verzoek", "a"), ("eerste", "voor-eigen-organisatie"), ("tekst", TEKST)]).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Kies wie dit mag lezen."]);
    assert_eq!(fout.tekst("textarea"), TEKST, "nothing typed is lost");
    regio.vergeet_regels();
    zij.post(&naar, &[("verzoek", "b"), ("tekst", TEKST), ("voor", "casusteam")]).await.met(303);
    regio.een_regel(Wie::SociaalDomein, "notitie-geschreven");
    zij.post(&naar, &[("verzoek", "c"), ("tekst", "Voor ons."), ("voor", "eigen-organisatie")]).await.met(303);
    assert_eq!(regio.waar_staat(TEKST), Vec::<String>::new(), "it lies sealed");
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    assert_eq!(coordinator.get(&pad(&gezin)).await.met(200).alle(&format!("a[href='{naar}']")).len(), 1);
    let gelezen = coordinator.get(&naar).await.met(200);
    assert_eq!(gelezen.teksten(".timeline .regels"), [TEKST], "what is for others is not there");
    assert!(gelezen.tekst(".timeline").contains("door SociaalDomein"), "{}", gelezen.tekst(".timeline"));
    assert!(gelezen.alle("form[action$='/intrekken']").is_empty(), "it is not theirs");
    let zij = regio.werkplek(Wie::SociaalDomein).await;
    let pagina = zij.get(&naar).await.met(200);
    let van_haar = pagina.alle(".timeline form");
    assert_eq!(van_haar.len(), 2);
    let intrekken = van_haar[1].attr("action").unwrap().to_owned();
    zij.post(&intrekken, &[("versie", "1"), ("verzoek", "d")]).await.met(303);
    let gelezen = regio.werkplek(Wie::Coordinator).await.get(&naar).await.met(200);
    assert!(gelezen.tekst(".timeline").contains("Deze notitie is ingetrokken."));
    assert!(!gelezen.antwoord.tekst().contains(TEKST));
    for wie in [Wie::Voorzorg, Wie::Verloskundige, Wie::AndereCoordinator, Wie::Fg] {
        regio.werkplek(wie).await.get(&naar).await.met(404);
    }
}
