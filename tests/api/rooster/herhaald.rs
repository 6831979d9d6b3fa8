//! Two more ways to a thing: a step that comes again with its `Idempotency-Key`, and two signals that are joined.

use serde_json::{Value, json};

use super::{COORDINATOR, Ding, MELDER, Uitslag, VROUW, ding, gezin_van, opgepakt};
use crate::gegeven::{IEDEREEN, Regio, Wie, niets};

/// A step that somebody took with a key, when they could; and who may know of its thing by now.
pub struct Stap {
    situatie: &'static str,
    ding: String,
    welke: &'static str,
    sleutel: String,
    etag: String,
    body: Value,
    kent: Vec<Wie>,
}

impl Stap {
    pub async fn gezet(
        regio: &Regio,
        situatie: &'static str,
        wie: Wie,
        (ding, stap): (&str, &'static str),
        body: Value,
        kent: &[Wie],
    ) -> Self {
        let sleutel = format!("{situatie} {stap}").replace(' ', "-");
        let (etag, answer) = regio.stap_met_sleutel(wie, ding, stap, &sleutel, body.clone()).await;
        answer.met(200);
        Self { situatie, ding: ding.to_owned(), welke: stap, sleutel, etag, body, kent: kent.to_vec() }
    }
}

/// The worry of a midwife of Maastricht about a woman of Heerlen, joined to the case that Heerlen knows.
pub async fn gekoppeld(regio: &Regio, stappen: &mut Vec<Stap>) -> Vec<Ding> {
    let situatie = "gekoppeld";
    let gezin = opgepakt(regio, 7).await;
    let tweede = regio.lijkt_bekend(gezin_van(7)).await;
    let (stap, body) = ((tweede.as_str(), "koppeling"), json!({ "casus": gezin.casus }));
    let kent = [Wie::AndereVerloskundige, Wie::Coordinator];
    stappen.push(Stap::gezet(regio, situatie, Wie::Coordinator, stap, body, &kent).await);
    vec![
        ding(situatie, "signalen", &gezin.signaal, MELDER),
        ding(situatie, "signalen", &tweede, &kent),
        ding(situatie, "casussen", &gezin.casus, COORDINATOR),
    ]
}

/// The same, and the coordinator found out that they were two women.
pub async fn losgemaakt(regio: &Regio, stappen: &mut Vec<Stap>) -> Vec<Ding> {
    let situatie = "losgemaakt";
    let gezin = opgepakt(regio, 8).await;
    let tweede = regio.lijkt_bekend(gezin_van(8)).await;
    let (stap, body) = ((tweede.as_str(), "koppeling"), json!({ "casus": gezin.casus }));
    let kent = [Wie::AndereVerloskundige, Wie::Coordinator];
    let coordinator = Wie::Coordinator;
    stappen.push(Stap::gezet(regio, situatie, coordinator, stap, body, &kent).await);
    let stap = (tweede.as_str(), "ontkoppeling");
    stappen.push(Stap::gezet(regio, situatie, coordinator, stap, Value::Null, &kent).await);
    let eigen = regio.als(coordinator).get(&tweede).await.met(200).veld("casus");
    assert_ne!(eigen, gezin.casus);
    vec![
        ding(situatie, "signalen", &tweede, &kent),
        ding(situatie, "casussen", &gezin.casus, COORDINATOR),
        ding(situatie, "casussen", &eigen, COORDINATOR),
    ]
}

/// Everybody sends what one of them sent before: who may not know of the thing gets what they get for none, and reads nothing.
pub async fn herhaal(regio: &Regio, uitslag: &mut Uitslag, stappen: &[Stap]) {
    for stap in stappen {
        let collectie = stap.ding.rsplit_once('/').unwrap().0;
        for wie in IEDEREEN {
            let before = regio.tel("logregel");
            let answer = regio.herhaal(wie, &stap.ding, stap.welke, &stap.sleutel, &stap.etag, &stap.body).await;
            let lines = regio.tel("logregel") - before;
            let nergens = format!("{collectie}/{}", niets());
            let sleutel = format!("nergens-{}", stap.sleutel);
            let absent = regio.herhaal(wie, &nergens, stap.welke, &sleutel, &stap.etag, &stap.body).await;
            let right = if stap.kent.contains(&wie) {
                answer.status < 500 && ![401, 404].contains(&answer.status)
            } else {
                answer.status == 404 && answer.bytes == absent.bytes && !answer.tekst().contains(VROUW)
            };
            uitslag.noteer(stap.situatie, right && lines == 1, || {
                let Stap { situatie, welke, .. } = stap;
                format!("{situatie}: {wie:?} repeats {welke}: {} with {lines} lines, {}", answer.status, answer.tekst())
            });
        }
    }
}
