//! Deputies: each line of theirs names the colleague for whom it was done.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::{
    gegeven::{Regel, Regio, Wie, moment, regio, regio_met, verhaal::Gezin},
    openapi::{document, houdt},
};

impl Regio {
    /// The beheerder lets somebody stand in for a colleague until two days later; whoever is changed logs in anew.
    async fn neemt_waar(&self, waarnemer: Wie, voor: Wie) {
        let path = format!("/v1/gebruikers/{}/waarneming", self.gebruiker(voor));
        let (van, tot) = (self.clock_nu(), self.clock_nu().plus(TimeDelta::days(2)));
        let body = json!({ "waarnemer": self.gebruiker(waarnemer), "van": van, "tot": tot });
        self.verse_factor(Wie::Beheerder);
        let given = self.als(Wie::Beheerder).post(&path, body).await.met(201);
        self.bevestig(&given).await;
        self.verstrijk(TimeDelta::minutes(6));
        self.iedereen_logt_in().await;
        self.vergeet_regels();
    }

    /// The beheerder gives somebody the role of coordinator in a gemeente too.
    async fn coordineert_ook(&self, wie: Wie, gemeente: &str) {
        let path = format!("/v1/gebruikers/{}/toekenningen", self.gebruiker(wie));
        let body = json!({ "rol": "jgz-coordinator", "gebied": { "soort": "gemeente", "waarde": gemeente } });
        self.verse_factor(Wie::Beheerder);
        let given = self.als(Wie::Beheerder).post(&path, body).await.met(201);
        self.bevestig(&given).await;
        self.verstrijk(TimeDelta::minutes(6));
        self.iedereen_logt_in().await;
        self.vergeet_regels();
    }

    /// Opens a case, and gives the line of it.
    async fn opent(&self, wie: Wie, gezin: &Gezin) -> Regel {
        self.als(wie).get(&gezin.pad()).await.met(200);
        self.een_regel(wie, "gelezen")
    }

    /// On whose behalf the last thing was done with her data, as the parent hears it.
    async fn zegt_de_inzage(&self, path: &str) -> String {
        let seen = self.als(Wie::Fg).get(path).await.met(200);
        seen.json["regels"].as_array().unwrap().last().unwrap()["namens"].as_str().unwrap().to_owned()
    }
}

#[actix_web::test]
async fn een_waarnemer_opent_een_casus_namens_haar_collega() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let inzage = regio.inzage_pad(&gezin).await;
    regio.neemt_waar(Wie::SociaalDomein, Wie::Coordinator).await;
    let line = regio.opent(Wie::SociaalDomein, &gezin).await;
    let collega = regio.gebruiker(Wie::Coordinator);
    assert_eq!((line.rol.as_deref(), line.namens.as_ref()), (Some("jgz-coordinator"), Some(&collega)));

    // The parent hears it, and the privacy officer finds it in the line.
    assert_eq!(regio.zegt_de_inzage(&inzage).await, "Wijkteam Heerlen, als waarnemer voor een collega");
    let vraag = json!({ "gebruiker": regio.gebruiker(Wie::SociaalDomein), "gebeurtenis": "gelezen" });
    let found = regio.als(Wie::Fg).post("/v1/logboek/_zoek", vraag).await.met(200);
    houdt(&document(), "logboekZoeken", &found);
    assert_eq!(found.items()[0]["namens"], collega);

    // What the colleague does herself is hers.
    regio.vergeet_regels();
    assert_eq!(regio.opent(Wie::Coordinator, &gezin).await.namens, None);
}

#[actix_web::test]
async fn de_ouder_leest_de_naam_van_de_collega_waar_namen_staan() {
    let regio = regio_met(&[("KNOOPPUNT__INZAGE__TOON_MEDEWERKER", "true")]).await;
    let gezin = regio.in_behandeling().await;
    let inzage = regio.inzage_pad(&gezin).await;
    regio.neemt_waar(Wie::SociaalDomein, Wie::Coordinator).await;
    regio.opent(Wie::SociaalDomein, &gezin).await;
    assert_eq!(regio.zegt_de_inzage(&inzage).await, "Wijkteam Heerlen, als waarnemer voor Coordinator");
}

#[actix_web::test]
async fn wie_zelf_ook_in_het_gebied_werkt_doet_het_niet_namens_een_ander() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let inzage = regio.inzage_pad(&gezin).await;
    regio.neemt_waar(Wie::AndereCoordinator, Wie::Coordinator).await;
    // Her own area is Maastricht: in Heerlen she is a deputy all the same.
    assert_eq!(regio.opent(Wie::AndereCoordinator, &gezin).await.namens, Some(regio.gebruiker(Wie::Coordinator)));
    assert_eq!(regio.zegt_de_inzage(&inzage).await, "JGZ Zuid-Limburg, als waarnemer voor een collega");
    regio.coordineert_ook(Wie::AndereCoordinator, "GM0917").await;
    let line = regio.opent(Wie::AndereCoordinator, &gezin).await;
    assert_eq!((line.rol.as_deref(), line.namens), (Some("jgz-coordinator"), None));
    assert_eq!(regio.zegt_de_inzage(&inzage).await, "JGZ Zuid-Limburg");
}

#[actix_web::test]
async fn de_wachtrij_van_een_waarnemer_is_die_van_haar_collega() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.neemt_waar(Wie::SociaalDomein, Wie::Coordinator).await;
    assert_eq!(regio.wachtrij(Wie::SociaalDomein).await, [gezin.casus.as_str()]);
    let line = regio.een_regel(Wie::SociaalDomein, "gezocht");
    assert_eq!(line.namens, Some(regio.gebruiker(Wie::Coordinator)));
    // A list reaches wherever she has the role: with an area of her own it is hers.
    regio.neemt_waar(Wie::AndereCoordinator, Wie::Coordinator).await;
    assert_eq!(regio.wachtrij(Wie::AndereCoordinator).await, [gezin.casus.as_str()]);
    assert_eq!(regio.een_regel(Wie::AndereCoordinator, "gezocht").namens, None);
}

#[actix_web::test]
async fn een_weigering_noemt_de_collega_zolang_de_waarneming_duurt() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.neemt_waar(Wie::AndereCoordinator, Wie::Coordinator).await;
    let deputy = regio.als(Wie::AndereCoordinator);
    deputy.stap(gezin.pad(), "behandeling", Value::Null).await.weigert(409, "conflict");
    let lines = regio.neem_regels();
    let line = lines.iter().find(|line| line.gebeurtenis == "geweigerd").unwrap();
    let namens = (line.rol.as_deref(), line.namens.clone());
    assert_eq!(
        namens,
        (Some("jgz-coordinator"), Some(regio.gebruiker(Wie::Coordinator))),
        "her role there let her try"
    );
    regio.clock.set(moment("2026-11-26T09:00:00Z"));
    regio.iedereen_logt_in().await;
    regio.vergeet_regels();
    deputy.get(&gezin.pad()).await.weigert(404, "niet-gevonden");
    let line = regio.een_regel(Wie::AndereCoordinator, "geweigerd");
    assert_eq!((line.rol, line.namens), (None, None));
    let genoemd = "logregel WHERE namens IS NOT NULL AND gebeurtenis";
    assert_eq!(regio.tel(&format!("{genoemd} = 'geweigerd'")), 1);
    // What was written stays so, whatever becomes of the grant.
    regio.mag_niet("UPDATE logregel SET namens = NULL");
}

#[actix_web::test]
async fn van_twee_collegas_wordt_de_eerste_genoemd() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    regio.coordineert_ook(Wie::AndereCoordinator, "GM0917").await;
    regio.neemt_waar(Wie::SociaalDomein, Wie::AndereCoordinator).await;
    regio.neemt_waar(Wie::SociaalDomein, Wie::Coordinator).await;
    let line = regio.opent(Wie::SociaalDomein, &gezin).await;
    assert_eq!(line.namens, Some(regio.gebruiker(Wie::AndereCoordinator)));
}
