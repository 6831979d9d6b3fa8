//! Where a request can go: the desks of the area, with what she said about each.

use serde_json::{Value, json};

use crate::gegeven::{Regio, Wie, bodies, regio, verhaal::Gezin};

impl Regio {
    /// What a coordinator reads of each desk: what she said, by the name of the desk.
    async fn bestemmingen(&self, gezin: &Gezin) -> Vec<(String, String)> {
        let lijst = self.als(Wie::Coordinator).get(&format!("{}/bestemmingen", gezin.pad())).await.met(200);
        let tekst = |veld: &Value| veld.as_str().unwrap().to_owned();
        lijst.items().iter().map(|desk| (tekst(&desk["desknaam"]), tekst(&desk["toestemming"]))).collect()
    }
}

#[actix_web::test]
async fn van_elk_bureau_staat_er_wat_zij_zei_en_wat_haar_nog_gevraagd_moet_worden() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let stand = |alle: &[(String, String)], naam: &str| alle.iter().find(|(desk, _)| desk == naam).unwrap().1.clone();
    regio.vergeet_regels();
    let alle = regio.bestemmingen(&gezin).await;
    let regel = regio.een_regel(Wie::Coordinator, "gelezen");
    assert_eq!((regel.handeling.as_str(), regel.casus.as_deref()), ("doorgeleiden", Some(gezin.casus.as_str())));
    assert_eq!(alle.len(), 5, "those that work in Heerlen: {alle:?}");
    assert!(alle.iter().all(|(_, stand)| stand == "niet-gevraagd"), "{alle:?}");

    // To all of VoorZorg, and then not to the second organisation.
    let ja = regio.stemt_toe(&gezin, "steun-op-maat", "voorzorg", &["contactgegevens"]).await;
    let mut nee = bodies::toestemming("steun-op-maat", "voorzorg", &["contactgegevens"]);
    nee["besluit"] = "geweigerd".into();
    nee["item"]["organisatie"] = regio.organisatie(Wie::AndereVoorzorg).into();
    regio.als(Wie::Coordinator).post(&format!("{}/toestemmingen", gezin.pad()), nee).await.met(201);
    regio.stemt_toe(&gezin, "verkenning", "prenataal-huisbezoek", &["themas"]).await;
    let alle = regio.bestemmingen(&gezin).await;
    assert_eq!(stand(&alle, "VoorZorg"), "geldt");
    assert_eq!(stand(&alle, "VoorZorg Vroeg Erbij"), "geweigerd");
    assert_eq!(stand(&alle, "Prenataal huisbezoek"), "zonder-contactgegevens");

    // As sending says it: what holds can be sent, what does not is refused.
    let pad = format!("{}/doorgeleidingen", gezin.pad());
    let coordinator = regio.als(Wie::Coordinator);
    let elders = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::AndereVoorzorg));
    coordinator.post(&pad, elders).await.weigert(409, "conflict");
    let hier = bodies::doorgeleiding("voorzorg", &regio.desk(Wie::Voorzorg));
    coordinator.post(&pad, hier).await.met(201);
    let lijst = coordinator.get(&format!("{}/bestemmingen", gezin.pad())).await.met(200);
    let loopt = lijst.items().iter().filter(|desk| desk["loopt"].is_string()).count();
    assert_eq!(loopt, 2, "what runs along the route is named at each of its desks");
    coordinator.stap(format!("/v1/toestemmingen/{ja}"), "intrekking", Value::Null).await.met(200);
    assert_eq!(stand(&regio.bestemmingen(&gezin).await, "VoorZorg"), "ingetrokken");
}

#[actix_web::test]
async fn wie_in_een_casus_staat_heeft_een_naam_voor_wie_hem_mag_kennen() {
    let regio = regio().await;
    let gezin = regio.in_behandeling().await;
    let d = regio.doorgeleid(&gezin, Wie::Voorzorg).await;
    for stap in ["aanvaarding", "claim"] {
        regio.als(Wie::Voorzorg).stap(&d, stap, Value::Null).await.met(200);
    }
    let casus = regio.als(Wie::Coordinator).get(&gezin.pad()).await.met(200);
    let namen = |casus: &Value| -> Vec<String> {
        casus["mensen"].as_array().unwrap().iter().map(|mens| mens["naam"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(namen(&casus.json), ["Coordinator", "Verloskundige", "Voorzorg"]);
    assert_eq!(casus.json["signalen"][0]["organisatienaam"], "De Wieg");
    assert_eq!(casus.json["signalen"][0]["door"], regio.gebruiker(Wie::Verloskundige));
    let vraag = &casus.json["doorgeleidingen"][0];
    assert_eq!((&vraag["desknaam"], &vraag["organisatienaam"]), (&json!("VoorZorg"), &json!("JGZ Zuid-Limburg")));
    assert_eq!(vraag["geclaimdDoor"], regio.gebruiker(Wie::Voorzorg));
    // Who carries the case hears who coordinates it; who gave the signaal is for the coordinator.
    let who = json!({ "casusregisseur": regio.gebruiker(Wie::Huisbezoeker) });
    regio.als(Wie::Coordinator).stap(gezin.pad(), "casusregisseur", who).await.met(200);
    let casus = regio.als(Wie::Huisbezoeker).get(&gezin.pad()).await.met(200);
    assert_eq!(namen(&casus.json), ["Coordinator", "Huisbezoeker", "Voorzorg"]);
    assert!(casus.json["signalen"][0].get("door").is_none());
    let tijdlijn = regio.als(Wie::Coordinator).get(&format!("{}/tijdlijn", gezin.pad())).await.met(200);
    assert_eq!(tijdlijn.items()[0]["zin"], "een signaal geregistreerd");
    assert_eq!(tijdlijn.items()[0]["organisatienaam"], "De Wieg");
}
