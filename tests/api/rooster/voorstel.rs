//! Another route that was proposed: as it waits, and once she consents no more to what it was proposed by.

use serde_json::{Value, json};

use super::{COORDINATOR, DESK, Ding, Stap, ding, opgepakt};
use crate::gegeven::{Regio, Wie, bodies::ALLES};

/// One waits, one was laid back, and of one whoever proposed it knows nothing any more.
pub async fn voorstellen(regio: &Regio, stappen: &mut Vec<Stap>) -> Vec<Ding> {
    let waits = opgepakt(regio, 12).await;
    let (d, path) = regio.stelt_voor(&waits).await;
    let mut dingen = vec![
        ding("voorstel wacht", "voorstellen", &path, DESK),
        ding("voorstel wacht", "doorgeleidingen", &d, DESK),
        ding("voorstel wacht", "casussen", &waits.casus, COORDINATOR),
    ];
    let (situatie, back) = ("voorstel terug", opgepakt(regio, 13).await);
    let (_, path) = regio.stelt_voor(&back).await;
    let no = json!({ "reden": "gezin-wil-niet" });
    stappen.push(Stap::gezet(regio, situatie, Wie::Coordinator, (&path, "teruglegging"), no, DESK).await);
    dingen.push(ding(situatie, "voorstellen", &path, DESK));
    let lost = opgepakt(regio, 14).await;
    let (d, path) = regio.stelt_voor(&lost).await;
    let consent = regio.stemt_toe(&lost, "verkenning", "prenataal-huisbezoek", &ALLES).await;
    regio.als(Wie::Coordinator).stap(format!("/v1/toestemmingen/{consent}"), "intrekking", Value::Null).await.met(200);
    dingen.push(ding("voorstel zonder grond", "voorstellen", &path, COORDINATOR));
    dingen.push(ding("voorstel zonder grond", "doorgeleidingen", &d, COORDINATOR));
    dingen
}
