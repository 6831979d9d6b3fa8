//! Who gave a signaal always hears what became of it: that there is news, and no content.

use futures_util::future::join_all;
use serde_json::{Value, json};

use knooppunt::werk::nieuws;

use crate::{
    gegeven::{Regio, Wie, bodies, regio},
    logboek_slot::controleer,
    termijnen::met_termijnen,
};

impl Regio {
    /// Tells who signalled what there is to tell.
    async fn vertel(&self) {
        nieuws::vertel(&self.db, &met_termijnen(), self.clock_nu()).await.unwrap();
    }

    /// How often somebody was told that there is news.
    async fn nieuws(&self, wie: Wie) -> usize {
        let lijst = self.als(wie).get("/v1/berichten").await.met(200);
        lijst.items().iter().filter(|bericht| bericht["soort"] == "signaal-verteld").count()
    }
}

#[actix_web::test]
async fn een_verloskundige_hoort_het_telkens_als_er_iets_van_haar_signaal_is_geworden() {
    let regio = regio().await;
    let gezin = regio.aangemeld(bodies::signaal()).await;
    regio.vertel().await;
    assert_eq!(regio.nieuws(Wie::Verloskundige).await, 0, "that it came in she knows");
    let coordinator = regio.als(Wie::Coordinator);
    coordinator.stap(gezin.pad(), "behandeling", Value::Null).await.met(200);
    let voor = coordinator.get(&gezin.pad()).await.met(200).etag();
    regio.vergeet_regels();
    regio.vertel().await;
    let lines = regio.neem_regels();
    assert_eq!(lines.iter().map(|line| line.gebeurtenis.as_str()).collect::<Vec<_>>(), ["casus-stand-verteld"]);
    assert_eq!((lines[0].gebruiker.as_ref(), lines[0].object.as_ref()), (None, Some(&gezin.casus)));
    assert_eq!(coordinator.get(&gezin.pad()).await.met(200).etag(), voor, "nobody's open page is outdated by it");
    // That there is news, and where: of her own signaal, and of nothing that she may not know.
    let midwife = regio.als(Wie::Verloskundige);
    let lijst = midwife.get("/v1/berichten").await.met(200);
    let bericht = &lijst.items()[0];
    assert_eq!((&bericht["soort"], &bericht["casus"]), (&json!("signaal-verteld"), &Value::Null));
    let haar = bericht["_links"]["signaal"]["href"].as_str().unwrap();
    assert_eq!(midwife.get(haar).await.met(200).veld("stand"), "wordt-verkend");
    let pagina = regio.werkplek(Wie::Verloskundige).await.get("/berichten").await.met(200);
    assert!(pagina.tekst("main").contains("Er is nieuws over een signaal van u"));
    assert_eq!(pagina.alle(&format!("button[value='{}']", haar.trim_start_matches("/v1"))).len(), 1);
    // What changes nothing for her is no news; each other word is, once.
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.vertel().await;
    regio.vertel().await;
    assert_eq!(regio.nieuws(Wie::Verloskundige).await, 1);
    regio.als(Wie::Voorzorg).stap(&d, "aanvaarding", Value::Null).await.met(200);
    regio.vertel().await;
    assert_eq!((regio.stand(&gezin).await.as_str(), regio.nieuws(Wie::Verloskundige).await), ("aangeboden", 2));
    regio.begint(Wie::Voorzorg, &d).await;
    regio.vertel().await;
    assert_eq!(
        (regio.stand(&gezin).await.as_str(), regio.nieuws(Wie::Verloskundige).await),
        ("aangeboden-en-aanvaard", 3)
    );
    assert_eq!(
        regio.nieuws(Wie::Coordinator).await + regio.nieuws(Wie::Voorzorg).await,
        0,
        "that is for who signalled"
    );
}

#[actix_web::test]
async fn van_een_verlies_hoort_wie_haar_meldde_dat_er_nieuws_is_en_niets_meer() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.als(Wie::Voorzorg).stap(&d, "aanvaarding", Value::Null).await.met(200);
    regio.vertel().await;
    let al = regio.nieuws(Wie::Verloskundige).await;
    let coordinator = regio.als(Wie::Coordinator);
    let einde = json!({ "einde": "verlies", "op": "2026-11-22" });
    coordinator.stap(gezin.pad(), "zwangerschapseinde", einde).await.met(200);
    regio.vertel().await;
    assert_eq!(regio.nieuws(Wie::Verloskundige).await, al + 1, "it stands otherwise: nothing is offered any more");
    let alles = regio.als(Wie::Verloskundige).get("/v1/berichten").await.met(200).tekst();
    assert!(!alles.contains("verlies") && !alles.contains(&gezin.casus), "{alles}");
    coordinator.stap(gezin.pad(), "sluiting", json!({ "reden": "doelen-bereikt" })).await.met(200);
    regio.vertel().await;
    assert_eq!((regio.stand(&gezin).await.as_str(), regio.nieuws(Wie::Verloskundige).await), ("afgesloten", al + 2));
}

#[actix_web::test]
async fn dat_er_niets_nieuws_was_staat_ook_in_het_logboek() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.vertel().await;
    regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    regio.vergeet_regels();
    regio.vertel().await;
    let lines = regio.neem_regels();
    let [line] = &lines[..] else { panic!("one line: {lines:#?}") };
    assert_eq!((line.gebeurtenis.as_str(), &line.gebruiker, &line.casus), ("gelezen", &None, &None));
    // No row was changed without a line, and of what was looked at there is nothing more to say.
    assert_eq!(controleer(&regio).await.bevindingen, []);
    regio.vertel().await;
    assert!(regio.neem_regels().is_empty());
    assert_eq!(regio.nieuws(Wie::Verloskundige).await, 1);
}

#[actix_web::test]
async fn wie_geen_signalen_meer_geeft_hoort_niets_meer_van_dat_gezin() {
    let regio = regio().await;
    regio.in_behandeling().await;
    regio.ontneem(Wie::Verloskundige).await;
    regio.verstrijk(chrono::TimeDelta::minutes(1));
    regio.vertel().await;
    assert_eq!(regio.rijen("bericht").is("soort", "signaal-verteld").tel(), 0);
}

#[actix_web::test]
async fn veertig_processen_tegelijk_vertellen_het_een_keer() {
    let regio = regio().await;
    regio.in_behandeling().await;
    let (met, nu) = (met_termijnen(), regio.clock_nu());
    for gezien in join_all((0..40).map(|_| nieuws::vertel(&regio.db, &met, nu))).await {
        gezien.unwrap();
    }
    assert_eq!(regio.nieuws(Wie::Verloskundige).await, 1);
}
