//! What she says about sharing, on a page: noted, changed and taken back as easily as it was given.

use chrono::TimeDelta;
use serde_json::Value;

use crate::gegeven::{
    Regio, Wie,
    bodies::{self, ALLES},
    regio,
    verhaal::Gezin,
};

fn pad(gezin: &Gezin) -> String {
    format!("/casussen/{}", gezin.casus)
}

impl Regio {
    /// What she said to this receiver, by its identifier.
    async fn woord(&self, gezin: &Gezin, ontvanger: &str) -> String {
        let alle = self.als(Wie::Coordinator).get(&format!("{}/toestemmingen", gezin.pad())).await.met(200).json;
        let een = alle["items"].as_array().unwrap().iter().rfind(|een| een["ontvanger"] == ontvanger).unwrap();
        een["id"].as_str().unwrap().to_owned()
    }
}

#[actix_web::test]
async fn wie_iets_niet_meer_wil_wordt_met_een_druk_op_een_knop_gehoord_en_alles_wat_erop_rustte_stopt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let (vraag, _) = regio.lopend(&gezin, Wie::Voorzorg).await;
    regio.doorgeleid(&gezin, Wie::Huisbezoeker).await;
    let woord = regio.woord(&gezin, "voorzorg").await;
    regio.verstrijk(TimeDelta::seconds(30));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let hier = format!("{}/toestemmingen/{woord}", pad(&gezin));
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert_eq!(casus.alle(&format!("a[href='{hier}']")).len(), 1, "a way to it beside her word");
    regio.vergeet_regels();
    let pagina = coordinator.get(&hier).await.met(200);
    let mut regels: Vec<_> = regio.neem_regels().into_iter().map(|r| r.handeling).collect();
    regels.sort();
    assert_eq!(regels, ["casus-lezen", "toestemming-lezen"], "a line for each act");
    assert_eq!(pagina.tekst("h1"), "VoorZorg: wat zij goed vindt");
    assert_eq!(pagina.tekst("title"), "W. V., 20+0, Heerlen: wat zij goed vindt – Knooppunt");
    let stopt = pagina.teksten("section[aria-labelledby=kop-stop] li");
    assert_eq!(stopt[0], "VoorZorg ziet haar gegevens niet meer.");
    assert!(stopt[1].ends_with(": de hulp stopt."), "{stopt:?}");
    assert_eq!(stopt[2..], ["Wie daaraan werkt krijgt bericht dat het stopt, zonder reden."], "and nothing else stops");
    assert!(pagina.tekst("#kop-stop + p + ul + p").contains("Het heeft geen gevolgen voor haar zorg"));
    assert!(pagina.alle("form[action$='/intrekken'] :is(textarea, [type=radio])").is_empty(), "nobody asks her why");
    let velden = [("versie", pagina.waarde("versie")), ("ontvanger", "voorzorg".to_owned())];
    let velden: Vec<(&str, &str)> = velden.iter().map(|(naam, waarde)| (*naam, waarde.as_str())).collect();
    let intrekken = format!("{hier}/intrekken");
    let oud = coordinator.post(&intrekken, &[("versie", "0"), ("verzoek", "oud")]).await.met(412);
    assert_eq!(oud.tekst("h1"), "Iemand was u voor");
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "ingetrokken").tel(), 0);
    regio.vergeet_regels();
    let een_keer = [velden.as_slice(), &[("verzoek", "een")]].concat();
    assert_eq!(coordinator.post(&intrekken, &een_keer).await.met(303).naar(), pad(&gezin));
    let regel = regio.een_regel(Wie::Coordinator, "toestemming-ingetrokken");
    assert_eq!((regel.handeling.as_str(), regel.casus.as_ref()), ("toestemming-intrekken", Some(&gezin.casus)));
    coordinator.post(&intrekken, &een_keer).await.met(303);
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "ingetrokken").tel(), 1);
    let casus = coordinator.get(&pad(&gezin)).await.met(200);
    assert_eq!(casus.tekst("[role=status]"), "Vastgelegd. VoorZorg ziet haar gegevens niet meer.");
    assert_eq!(regio.rijen("doorgeleiding").is("status", "gestopt").tel(), 1);
    assert_eq!(regio.rijen("doorgeleiding").is("status", "verzonden").tel(), 1, "the home visit was not hers to stop");
    // The desk sees nothing more, and is told so without why.
    regio.als(Wie::Voorzorg).get(&vraag).await.weigert(404, "niet-gevonden");
    let berichten = regio.werkplek(Wie::Voorzorg).await.get("/berichten").await.met(200).tekst("main");
    assert!(berichten.contains("Een vraag aan uw bureau is vervallen"), "{berichten}");
    assert!(!berichten.contains(bodies::NAAM) && !berichten.contains("toestemming"), "{berichten}");
}

#[actix_web::test]
async fn zij_zegt_ja_nee_of_iets_anders_en_een_nee_is_de_kortste_weg() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    regio.verstrijk(TimeDelta::seconds(30));
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let alle = format!("{}/toestemmingen", pad(&gezin));
    let pagina = coordinator.get(&alle).await.met(200);
    assert_eq!(pagina.teksten("table tbody th"), ["JGZ-coördinatie", "VoorZorg"]);
    assert!(pagina.alle("main [checked], main [selected]").is_empty(), "nothing is chosen beforehand");
    let leeg = coordinator.post(&alle, &[("verzoek", "a")]).await.met(400);
    let gezegd = [
        "Kies over wie haar antwoord gaat.",
        "Kies wat zij antwoordde.",
        "Kies ten minste één ding dat zij mogen weten, of dat zij nee zei.",
        "Kies hoe zij antwoord gaf.",
    ];
    assert_eq!(leeg.teksten(".errors li"), gezegd);
    let wie = ("ontvanger", "sociaal-domein");
    let nee = [("verzoek", "b"), wie, ("besluit", "geweigerd"), ("wijze", "mondeling")];
    regio.vergeet_regels();
    coordinator.post(&alle, &nee).await.met(303);
    regio.een_regel(Wie::Coordinator, "toestemming-geweigerd");
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "sociaal-domein").is("status", "geweigerd").tel(), 1);
    // Later she says yes to a part of it.
    let woord = regio.woord(&gezin, "sociaal-domein").await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let hier = format!("{alle}/{woord}");
    let pagina = coordinator.get(&hier).await.met(200);
    assert!(pagina.alle("form[action$='/intrekken']").is_empty(), "a no cannot be taken back");
    let (doel, ontvanger) = (pagina.waarde("doel"), pagina.waarde("ontvanger"));
    assert_eq!((doel.as_str(), ontvanger.as_str()), ("steun-op-maat", "sociaal-domein"));
    let ja = |verder: &[(&'static str, &'static str)]| {
        let eerst = [("doel", doel.as_str()), ("ontvanger", ontvanger.as_str()), ("besluit", "gegeven")];
        [&eerst[..], verder].concat()
    };
    let fout = coordinator.post(&hier, &ja(&[("verzoek", "c"), ("deelt", "themas")])).await.met(400);
    assert_eq!(fout.teksten(".errors li"), ["Kies hoe zij antwoord gaf."]);
    assert_eq!(fout.alle("#deelt-themas[checked]").len(), 1, "nothing chosen is lost");
    coordinator.post(&hier, &ja(&[("verzoek", "d"), ("deelt", "themas"), ("wijze", "mondeling")])).await.met(303);
    let geldt = regio.rijen("toestemming").is("ontvanger", "sociaal-domein").is("status", "gegeven");
    assert_eq!(geldt.tel(), 1);
    let gezegd = coordinator.get(&pad(&gezin)).await.met(200).tekst("section[aria-labelledby=kop-goed]");
    assert!(gezegd.contains("Sociaal domein ja onderwerpen vandaag"), "{gezegd}");
    // Where nothing may be noted any more, nothing is asked; stopping is still there.
    let versie = coordinator.get(&pad(&gezin)).await.met(200).waarde("versie");
    let sluiten = [("versie", versie.as_str()), ("verzoek", "e"), ("reden", "doelen-bereikt")];
    coordinator.post(&format!("{}/sluiten", pad(&gezin)), &sluiten).await.met(303);
    let voorzorg = format!("{alle}/{}", regio.woord(&gezin, "voorzorg").await);
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    assert!(coordinator.get(&alle).await.met(200).alle("main form").is_empty());
    assert_eq!(coordinator.get(&voorzorg).await.met(200).teksten("main .button"), ["Leg vast: zij wil dit niet meer"]);
}

#[actix_web::test]
async fn wie_jonger_is_dan_zestien_zegt_nee_alleen_en_ja_met_wie_het_gezag_heeft() {
    let regio = regio().await;
    let mut body = bodies::signaal();
    body["client"]["geboortedatum"] = "2011-06-01".into();
    body["toestemming"]["gegevenDoor"] = "client-en-gezag".into();
    let gezin = regio.aangemeld(body).await;
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    let alle = format!("{}/toestemmingen", pad(&gezin));
    let pagina = coordinator.get(&alle).await.met(200);
    let gezag = pagina.waarde("met-gezag");
    assert_eq!(gezag, "client-en-gezag");
    let stuur = |verder: &[(&'static str, &'static str)]| {
        let eerst = [("ontvanger", "voorzorg"), ("wijze", "mondeling"), ("met-gezag", gezag.as_str())];
        [&eerst[..], verder].concat()
    };
    let ja = [("besluit", "gegeven"), ("deelt", "themas")];
    let alleen = coordinator.post(&alle, &stuur(&[ja[0], ja[1], ("verzoek", "a")])).await.met(400);
    assert_eq!(alleen.alle(".errors a[href='#ouders']").len(), 1, "{}", alleen.tekst(".errors"));
    coordinator.post(&alle, &stuur(&[ja[0], ja[1], ("ouders", "ja"), ("verzoek", "b")])).await.met(303);
    coordinator.post(&alle, &stuur(&[("besluit", "geweigerd"), ("verzoek", "c")])).await.met(303);
    assert_eq!(regio.rijen("toestemming").is("ontvanger", "voorzorg").is("status", "gegeven").tel(), 0);
}

#[actix_web::test]
async fn wie_niet_mag_noteren_wat_zij_zegt_ziet_geen_weg_ernaartoe() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let hier = format!("{}/toestemmingen/{}", pad(&gezin), regio.woord(&gezin, "voorzorg").await);
    for wie in [Wie::Voorzorg, Wie::AndereCoordinator, Wie::Verloskundige, Wie::Fg] {
        let status = regio.werkplek(wie).await.get(&hier).await.antwoord.status;
        assert!([403, 404].contains(&status), "{wie:?}: {status}");
    }
    // A word of another family is not there.
    let ander = regio.aangemeld(bodies::signaal_van("Fictieve Roos Ander", "06 87654321")).await;
    let coordinator = regio.werkplek(Wie::Coordinator).await;
    coordinator.get(&hier.replace(&gezin.casus, &ander.casus)).await.met(404);
}

#[actix_web::test]
async fn de_verloskundige_trekt_haar_signaal_in_zolang_niemand_het_oppakte_en_hoort_daarna_wie_het_doet() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    let signaal = gezin.signaal_pad().replace("/v1", "");
    let naar = format!("{signaal}/intrekken");
    let kies = verloskundige.get(&format!("{signaal}/veranderd")).await.met(200);
    assert_eq!(kies.alle(&format!("a[href='{naar}']")).len(), 1);
    let vraag = verloskundige.get(&naar).await.met(200);
    assert_eq!(vraag.teksten("section[aria-labelledby=kop-stop] li")[0], "Alles wat u over haar schreef wordt gewist.");
    assert_eq!(vraag.teksten("main .button"), ["Trek het signaal in"]);
    let versie = vraag.waarde("versie");
    // Meanwhile a coordinator takes it up: then it is not hers alone any more.
    regio.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    verloskundige.post(&naar, &[("versie", &versie), ("verzoek", "a")]).await.met(412);
    let vraag = verloskundige.get(&naar).await.met(200);
    assert!(vraag.alle("main form").is_empty());
    assert!(vraag.tekst(".note").contains("bel dan Coordinator"), "{}", vraag.tekst(".note"));
    assert_eq!(regio.rijen("signaal").is("status", "ingetrokken").tel(), 0);

    let tweede = regio.aangemeld(bodies::signaal_van("Fictieve Roos Ander", "06 87654321")).await;
    let naar = format!("{}/intrekken", tweede.signaal_pad().replace("/v1", ""));
    let verloskundige = regio.werkplek(Wie::Verloskundige).await;
    let versie = verloskundige.get(&naar).await.met(200).waarde("versie");
    regio.vergeet_regels();
    let gedaan = verloskundige.post(&naar, &[("versie", &versie), ("verzoek", "b")]).await.met(303);
    assert_eq!(gedaan.naar(), "/mijn-signalen");
    regio.een_regel(Wie::Verloskundige, "signaal-ingetrokken");
    assert_eq!(regio.waar_staat("Fictieve Roos Ander"), Vec::<String>::new());
    regio.werkplek(Wie::AndereVerloskundige).await.get(&naar).await.met(404);
}
