//! A family that moves, on pages: noted where it lives, taken over or laid back where it goes.

use crate::gegeven::{Regio, Wie, bodies::NAAM, regio, verhaal::Gezin};

const KERKRADE: &str = "GM0928";
const MAASTRICHT: &str = "GM0935";

fn pad(gezin: &Gezin) -> String {
    format!("/casussen/{}", gezin.casus)
}

impl Regio {
    /// The coordinator of Heerlen notes on a page that a family moves: the page of the verhuizing.
    async fn verhuist_op_een_pagina(&self, gezin: &Gezin, naar: &str, adres: &str) -> String {
        let coordinator = self.werkplek(Wie::Coordinator).await;
        let hier = format!("{}/verhuizen", pad(gezin));
        let vraag = coordinator.get(&hier).await.met(200);
        let (versie, verzoek) = (vraag.waarde("versie"), vraag.waarde("verzoek"));
        let velden = [("versie", &*versie), ("verzoek", &*verzoek), ("naar", naar), ("adres", adres)];
        coordinator.post(&hier, &velden).await.met(303).naar()
    }
}

#[actix_web::test]
async fn binnen_de_subregio_woont_het_gezin_daar_meteen_en_wat_niet_klopt_staat_bij_het_veld() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let hier = format!("{}/verhuizen", pad(&gezin));
    assert_eq!(coordinator.get(&pad(&gezin)).await.met(200).alle(&format!("a[href='{hier}']")).len(), 1);
    let vraag = coordinator.get(&hier).await.met(200);
    assert_eq!(vraag.alle(&format!("main a[href='{}/sluiten']", pad(&gezin))).len(), 1, "out of the region");
    let versie = vraag.waarde("versie");
    for (naar, zin) in [
        ("", "Kies waar het gezin gaat wonen."),
        ("GM0917", "Het gezin woont al in deze gemeente. Noem de nieuwe gemeente, of het nieuwe adres."),
    ] {
        let velden = [("versie", versie.as_str()), ("verzoek", naar), ("naar", naar)];
        let fout = coordinator.post(&hier, &velden).await.met(400);
        assert_eq!(fout.tekst("#naar-fout"), format!("Fout: {zin}"));
    }
    regio.vergeet_regels();
    let velden = [("versie", versie.as_str()), ("verzoek", "a"), ("naar", KERKRADE), ("adres", "Markt 1, Kerkrade")];
    let daar = coordinator.post(&hier, &velden).await.met(303).naar();
    regio.een_regel(Wie::Coordinator, "casus-verhuisd");
    assert_eq!(regio.rijen("casus").is("gemeente", KERKRADE).tel(), 1);
    let pagina = coordinator.get(&daar).await.met(200);
    assert_eq!(pagina.tekst("h1"), "Een gezin verhuist van Heerlen naar Kerkrade");
    assert_eq!(pagina.tekst("p.lead"), "Het gezin ligt nu daar");
    assert!(pagina.alle("main form").is_empty());
    regio.werkplek(Wie::AndereCoordinator).await.get(&hier).await.met(404);
}

#[actix_web::test]
async fn naar_een_andere_subregio_neemt_een_coordinator_van_daar_het_gezin_over() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let verhuizing = regio.verhuist_op_een_pagina(&gezin, MAASTRICHT, "").await;
    let daar = regio.werkplek(Wie::AndereCoordinator).await;
    let bericht = daar.get("/berichten").await.met(200);
    assert_eq!(bericht.alle("button[value='/verhuizingen']").len(), 1, "{}", bericht.tekst("main"));
    let lijst = daar.get("/verhuizingen").await.met(200);
    assert_eq!(lijst.alle(&format!("a[href='{verhuizing}']")).len(), 1);
    assert!(!lijst.tekst("main").contains(NAAM), "a list names nobody");
    let pagina = daar.get(&verhuizing).await.met(200);
    assert!(pagina.alle("form[action$='/intrekken']").is_empty(), "whoever is asked takes nothing back");
    let versie = pagina.waarde("versie");
    regio.vergeet_regels();
    let naar = format!("{verhuizing}/overnemen");
    daar.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(303);
    regio.een_regel(Wie::AndereCoordinator, "verhuizing-overgenomen");
    assert_eq!(regio.rijen("casus").is("gemeente", MAASTRICHT).tel(), 1);
    let pagina = daar.get(&verhuizing).await.met(200);
    assert_eq!(pagina.tekst("[role=status]"), "U draagt dit gezin nu.");
    assert_eq!(pagina.alle(&format!("a[href='{}']", pad(&gezin))).len(), 1);
    regio.werkplek(Wie::Coordinator).await.get(&pad(&gezin)).await.met(404);
}

#[actix_web::test]
async fn wie_het_niet_overneemt_zegt_waarom_en_wie_het_voorstelde_kan_het_terugnemen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let verhuizing = regio.verhuist_op_een_pagina(&gezin, MAASTRICHT, "").await;
    // While it waits it is not noted once more.
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let nog_eens = coordinator.get(&format!("{}/verhuizen", pad(&gezin))).await.met(200);
    assert!(nog_eens.alle("main form").is_empty());
    assert_eq!(nog_eens.alle(&format!("main a[href='{verhuizing}']")).len(), 1);
    let pagina = coordinator.get(&verhuizing).await.met(200);
    assert!(pagina.alle("form[action$='/overnemen']").is_empty(), "whoever proposed it does not take it over");
    let daar = regio.werkplek(Wie::AndereCoordinator).await;
    let versie = daar.get(&verhuizing).await.met(200).waarde("versie");
    let naar = format!("{verhuizing}/terugleggen");
    let leeg = daar.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(400);
    assert_eq!(leeg.teksten(".errors li"), ["Kies waarom u dit gezin niet overneemt."]);
    assert_eq!(leeg.alle("details[open] #reden-woont-hier-niet").len(), 1, "what is wrong is in sight");
    let anders = daar.post(&naar, &[("versie", &versie), ("verzoek", "b"), ("reden", "anders")]).await.met(400);
    assert_eq!(anders.alle("#toelichting-fout").len(), 1, "{}", anders.tekst(".errors"));
    let goed = [("versie", versie.as_str()), ("verzoek", "c"), ("reden", "gaat-niet-door")];
    assert_eq!(daar.post(&naar, &goed).await.met(303).naar(), "/verhuizingen");
    daar.get(&verhuizing).await.met(404);
    let pagina = regio.werkplek(Wie::Coordinator).await.get(&verhuizing).await.met(200);
    assert!(pagina.tekst(".pairs").contains("De verhuizing gaat niet door"), "{}", pagina.tekst(".pairs"));

    let opnieuw = regio.verhuist_op_een_pagina(&gezin, MAASTRICHT, "").await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let versie = coordinator.get(&opnieuw).await.met(200).waarde("versie");
    coordinator.post(&format!("{opnieuw}/intrekken"), &[("versie", &versie), ("verzoek", "d")]).await.met(303);
    assert_eq!(regio.rijen("verhuizing").is("status", "ingetrokken").tel(), 1);
    assert!(coordinator.get("/verhuizingen").await.met(200).alle("ol.rows li").is_empty());
}
