//! Notities: read by as few as the writer chose, and only while they work on the casus.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::gegeven::{
    IEDEREEN, Regio, Wie,
    bodies::{self, ALLES, TEKST},
    niets, regio,
    verhaal::Gezin,
};

const NIVEAUS: [&str; 3] = ["eigen-organisatie", "casusteam", "tafel"];

/// A family with its team: a coordinator, two desks of different organisations and a chair at whose table it comes.
async fn met_team(regio: &Regio) -> (Gezin, String) {
    let gezin = regio.in_behandeling().await;
    let (d, _) = regio.lopend(&gezin, Wie::Huisbezoeker).await;
    regio.lopend(&gezin, Wie::SociaalDomein).await;
    regio.doorgeleid(&gezin, Wie::Voorzitter).await;
    (gezin, d)
}

impl Regio {
    async fn noteert(&self, wie: Wie, gezin: &Gezin, niveau: &str) -> String {
        let path = format!("{}/notities", gezin.pad());
        self.als(wie).post(&path, bodies::notitie(niveau)).await.met(201).header("location").unwrap()
    }

    /// The notes that somebody sees in a list, each of which she can read, and no other.
    async fn leest(&self, wie: Wie, gezin: &Gezin, alle: &[String]) -> Vec<String> {
        let page = self.als(wie).get(&format!("{}/notities", gezin.pad())).await;
        let listed: Vec<String> = if page.status == 200 {
            let link = |item: &Value| item["_links"]["self"]["href"].as_str().unwrap().to_owned();
            page.items().iter().map(link).collect()
        } else {
            page.weigert(404, "niet-gevonden");
            Vec::new()
        };
        for path in alle {
            let read = self.als(wie).get(path).await;
            assert_eq!(read.status == 200, listed.contains(path), "{wie:?} {path}: {}", read.tekst());
        }
        listed
    }
}

#[actix_web::test]
async fn een_notitie_wordt_gelezen_door_wie_de_schrijver_koos() {
    let regio = regio().await;
    let (gezin, _) = met_team(&regio).await;
    let mut alle = Vec::new();
    let mut van = BTreeMap::new();
    for schrijver in [Wie::Coordinator, Wie::SociaalDomein] {
        for niveau in NIVEAUS {
            let path = regio.noteert(schrijver, &gezin, niveau).await;
            van.insert(path.clone(), (schrijver, niveau));
            alle.push(path);
        }
    }
    for wie in IEDEREEN {
        let mut leest: Vec<_> = regio.leest(wie, &gezin, &alle).await.iter().map(|path| van[path]).collect();
        leest.sort_unstable();
        let verwacht: &[(Wie, &str)] = match wie {
            // Both of the GGD's youth health service.
            Wie::Coordinator | Wie::Huisbezoeker => &[
                (Wie::Coordinator, "casusteam"),
                (Wie::Coordinator, "eigen-organisatie"),
                (Wie::Coordinator, "tafel"),
                (Wie::SociaalDomein, "casusteam"),
                (Wie::SociaalDomein, "tafel"),
            ],
            Wie::SociaalDomein => &[
                (Wie::Coordinator, "casusteam"),
                (Wie::Coordinator, "tafel"),
                (Wie::SociaalDomein, "casusteam"),
                (Wie::SociaalDomein, "eigen-organisatie"),
                (Wie::SociaalDomein, "tafel"),
            ],
            // The chair works for the same organisation as the desk of the social domain.
            Wie::Voorzitter => {
                &[(Wie::Coordinator, "tafel"), (Wie::SociaalDomein, "eigen-organisatie"), (Wie::SociaalDomein, "tafel")]
            }
            _ => &[],
        };
        assert_eq!(leest, verwacht, "{wie:?}");
    }
    // A chair who carries the casus is of the team.
    let body = json!({ "casusregisseur": regio.gebruiker(Wie::Voorzitter) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", body).await.met(200);
    assert_eq!(regio.leest(Wie::Voorzitter, &gezin, &alle).await.len(), 5);
}

#[actix_web::test]
async fn een_voorzitter_schrijft_niet_voor_een_team_waar_zij_niet_bij_hoort() {
    let regio = regio().await;
    let (gezin, _) = met_team(&regio).await;
    let path = format!("{}/notities", gezin.pad());
    let chair = regio.als(Wie::Voorzitter);
    chair.post(&path, bodies::notitie("casusteam")).await.weigert(409, "conflict");
    chair.post(&path, json!({ "niveau": "tafel", "tekst": "   " })).await.noemt("tekst");
    regio.vergeet_regels();
    let written = chair.post(&path, bodies::notitie("tafel")).await.met(201);
    let line = regio.een_regel(Wie::Voorzitter, "notitie-geschreven");
    assert_eq!((line.object, line.casus), (Some(written.id()), Some(gezin.casus.clone())));
    assert_eq!(written.veld("tekst"), TEKST);
    assert!(regio.waar_staat(TEKST).is_empty(), "the text lies sealed");
}

#[actix_web::test]
async fn na_een_afwijzing_of_ingetrokken_toestemming_leest_de_desk_geen_notities() {
    let regio = regio().await;
    let (gezin, _) = met_team(&regio).await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    let alle = vec![regio.noteert(Wie::Coordinator, &gezin, "casusteam").await];
    let path = format!("{}/notities", gezin.pad());
    // A desk that has not taken the family on does not work on the casus yet.
    let desk = regio.als(Wie::Voorzorg);
    let hers = desk.get(&path).await.weigert(404, "niet-gevonden");
    assert_eq!(hers.bytes, desk.get(&path.replace(&gezin.casus, &niets())).await.bytes);
    desk.post(&path, bodies::notitie("casusteam")).await.weigert(404, "niet-gevonden");
    desk.stap(&d, "afwijzing", json!({ "reden": "geen-capaciteit" })).await.met(200);
    assert!(regio.leest(Wie::Voorzorg, &gezin, &alle).await.is_empty());
    let again = regio.verzonden(&gezin, "voorzorg", Wie::Voorzorg).await;
    desk.stap(&again, "aanvaarding", Value::Null).await.met(200);
    assert_eq!(regio.leest(Wie::Voorzorg, &gezin, &alle).await, alle);
    let own = regio.noteert(Wie::Voorzorg, &gezin, "eigen-organisatie").await;
    let consent = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &ALLES).await;
    let consent = format!("/v1/toestemmingen/{consent}");
    regio.als(Wie::Coordinator).stap(consent, "intrekking", Value::Null).await.met(200);
    assert!(regio.leest(Wie::Voorzorg, &gezin, &[own.clone(), alle[0].clone()]).await.is_empty());
    desk.post_met(&format!("{own}/intrekking"), "\"1\"", Value::Null).await.weigert(404, "niet-gevonden");
    // Nor does an emergency open them.
    regio.in_nood(Wie::Voorzorg, &gezin).await;
    desk.get(&gezin.pad()).await.met(200);
    assert!(regio.leest(Wie::Voorzorg, &gezin, &[own, alle[0].clone()]).await.is_empty());
    desk.post(&path, bodies::notitie("casusteam")).await.weigert(404, "niet-gevonden");
}

#[actix_web::test]
async fn wie_een_notitie_schreef_trekt_haar_in() {
    let regio = regio().await;
    let (gezin, _) = met_team(&regio).await;
    let path = regio.noteert(Wie::Coordinator, &gezin, "casusteam").await;
    let seen = regio.als(Wie::Huisbezoeker).get(&path).await.met(200);
    let step = format!("{path}/intrekking");
    regio.als(Wie::Huisbezoeker).post_met(&step, &seen.etag(), Value::Null).await.weigert(403, "niet-toegestaan");
    regio.als(Wie::Coordinator).post(&step, Value::Null).await.weigert(428, "if-match-vereist");
    regio.vergeet_regels();
    let gone = regio.als(Wie::Coordinator).post_met(&step, &seen.etag(), Value::Null).await.met(200);
    regio.een_regel(Wie::Coordinator, "notitie-ingetrokken");
    assert!(gone.json.get("tekst").is_none() && gone.json["ingetrokkenOp"].is_string());
    let page = regio.als(Wie::Huisbezoeker).get(&format!("{}/notities", gezin.pad())).await.met(200);
    assert_eq!(page.items().len(), 1, "that it was there stays");
    assert!(!page.tekst().contains(TEKST));
    regio.als(Wie::Coordinator).stap(&path, "intrekking", Value::Null).await.weigert(409, "conflict");
}

#[actix_web::test]
async fn notities_bladeren_en_staan_niet_in_de_tijdlijn() {
    let regio = regio().await;
    let (gezin, _) = met_team(&regio).await;
    for _ in 0..3 {
        regio.noteert(Wie::Huisbezoeker, &gezin, "casusteam").await;
    }
    let path = format!("{}/notities", gezin.pad());
    regio.vergeet_regels();
    let first = regio.als(Wie::Coordinator).get(&format!("{path}?aantal=2")).await.met(200);
    let line = regio.een_regel(Wie::Coordinator, "gelezen");
    assert_eq!((line.handeling.as_str(), line.object), ("casus-notities-lezen", Some(gezin.casus.clone())));
    let next = first.json["_links"]["next"]["href"].as_str().unwrap().to_owned();
    let second = regio.als(Wie::Coordinator).get(&next).await.met(200);
    assert_eq!((first.items().len(), second.items().len()), (2, 1));
    // The chair may not know that they are there.
    let happened = regio.als(Wie::Voorzitter).get(&format!("{}/tijdlijn", gezin.pad())).await.met(200);
    assert!(!happened.tekst().contains("notitie"));
    let closed = regio.aangemeld(bodies::signaal_van("Een Ander", "06 99999999")).await;
    regio.noteert(Wie::Coordinator, &closed, "casusteam").await;
    regio.als(Wie::Verloskundige).stap(closed.signaal_pad(), "intrekking", Value::Null).await.met(200);
    // Her data are gone, and the text with them.
    let page = regio.als(Wie::Coordinator).get(&format!("{}/notities", closed.pad())).await.met(200);
    assert!(page.items()[0].get("tekst").is_none());
    let answer =
        regio.als(Wie::Coordinator).post(&format!("{}/notities", closed.pad()), bodies::notitie("tafel")).await;
    answer.weigert(409, "conflict");
}
