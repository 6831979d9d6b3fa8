//! How far the story is when a test begins.

use knooppunt::clock::Clock as _;
use serde_json::{Value, json};

use super::{
    Antwoord, Regio, Wie,
    bodies::{self, ALLES},
};

/// A family: what was registered, and the casus that it opened.
#[derive(Clone, Debug)]
pub struct Gezin {
    pub signaal: String,
    pub casus: String,
}

impl Gezin {
    /// Where its casus is.
    pub fn pad(&self) -> String {
        format!("/v1/casussen/{}", self.casus)
    }

    pub fn signaal_pad(&self) -> String {
        format!("/v1/signalen/{}", self.signaal)
    }
}

impl Regio {
    /// The midwife of Heerlen registers this worry.
    pub async fn aangemeld(&self, body: Value) -> Gezin {
        let signaal = self.als(Wie::Verloskundige).post("/v1/signalen", body).await.met(201).id();
        let seen = self.als(Wie::Coordinator).get(&format!("/v1/signalen/{signaal}")).await.met(200);
        Gezin { signaal, casus: seen.veld("casus") }
    }

    /// The coordinator has taken the casus of a usual worry.
    pub async fn in_behandeling(&self) -> Gezin {
        let gezin = self.aangemeld(bodies::signaal()).await;
        let taken = self.als(Wie::Coordinator).stap(gezin.pad(), "behandeling", Value::Null).await;
        taken.met(200);
        gezin
    }

    /// She consents; the id of what was noted.
    pub async fn stemt_toe(&self, gezin: &Gezin, doel: &str, ontvanger: &str, onderdelen: &[&str]) -> String {
        let path = format!("{}/toestemmingen", gezin.pad());
        let body = bodies::toestemming(doel, ontvanger, onderdelen);
        self.als(Wie::Coordinator).post(&path, body).await.met(201).id()
    }

    /// Sent along a route with her consent for everything: the path of the doorgeleiding.
    pub async fn doorgeleid(&self, gezin: &Gezin, wie: Wie) -> String {
        let (route, doel) = match wie {
            Wie::Huisbezoeker => ("prenataal-huisbezoek", "verkenning"),
            Wie::SociaalDomein => ("sociaal-domein", "steun-op-maat"),
            Wie::Voorzitter => ("knooppunt", "bespreking"),
            _ => ("voorzorg", "steun-op-maat"),
        };
        self.stemt_toe(gezin, doel, route, &ALLES).await;
        self.verzonden(gezin, route, wie).await
    }

    /// Sent along a route, when the consent is there already.
    pub async fn verzonden(&self, gezin: &Gezin, route: &str, wie: Wie) -> String {
        let path = format!("{}/doorgeleidingen", gezin.pad());
        let mut body = bodies::doorgeleiding(route, &self.desk(wie));
        body["zonderContactgegevens"] = true.into();
        let sent = self.als(Wie::Coordinator).post(&path, body).await.met(201);
        format!("/v1/doorgeleidingen/{}", sent.id())
    }

    /// Sent, accepted and started: the paths of the doorgeleiding and of its traject.
    pub async fn lopend(&self, gezin: &Gezin, wie: Wie) -> (String, String) {
        let d = self.doorgeleid(gezin, wie).await;
        self.als(wie).stap(d.clone(), "aanvaarding", Value::Null).await.met(200);
        let started = self.begint(wie, &d).await;
        let traject = started.json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
        (d, traject)
    }

    /// Who took a request on meets the family now: the path of the visit.
    pub async fn ontmoet(&self, wie: Wie, d: &str) -> String {
        let seen = self.als(wie).get(d).await.met(200);
        let traject = seen.json["_links"]["traject"]["href"].as_str().unwrap().to_owned();
        let visit = json!({ "soort": "huisbezoek", "geplandOp": self.clock.now().to_string() });
        let planned = self.als(wie).post(&format!("{traject}/contactmomenten"), visit).await.met(201).id();
        let visit = format!("/v1/contactmomenten/{planned}");
        self.als(wie).stap(&visit, "afloop", json!({ "uitkomst": "gehouden" })).await.met(200);
        visit
    }

    /// They meet, and the support begins.
    pub async fn begint(&self, wie: Wie, d: &str) -> Antwoord {
        self.ontmoet(wie, d).await;
        self.als(wie).stap(d, "start", Value::Null).await.met(200)
    }

    /// The state of a casus, as its coordinator sees it.
    pub async fn status(&self, gezin: &Gezin) -> String {
        self.als(Wie::Coordinator).get(&gezin.pad()).await.met(200).veld("status")
    }

    /// What the midwife hears of her signaal.
    pub async fn stand(&self, gezin: &Gezin) -> String {
        self.als(Wie::Verloskundige).get(&gezin.signaal_pad()).await.met(200).veld("stand")
    }

    /// The queue as somebody sees it: the ids of its cases, in order.
    pub async fn wachtrij(&self, wie: Wie) -> Vec<String> {
        let page = self.als(wie).post("/v1/casussen/_zoek", json!({})).await.met(200);
        page.items().iter().map(|casus| casus["id"].as_str().unwrap().to_owned()).collect()
    }
}
