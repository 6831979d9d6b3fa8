//! Families that move to where another coordinator works: what she is asked to take over, what she took over, and what she did not.

use serde_json::{Value, json};

use super::{COORDINATOR, Ding, KENT_DOSSIER, MELDER, Stap, ding, opgepakt};
use crate::gegeven::{Regio, Wie, bodies::ALLES};

const DAAR: &[Wie] = &[Wie::AndereCoordinator];

/// It waits: she may know that a family comes, and nothing else of it.
pub async fn voorgesteld(regio: &Regio) -> Vec<Ding> {
    let situatie = "verhuizing voorgesteld";
    let gezin = opgepakt(regio, 9).await;
    let verhuizing = regio.verhuist(&gezin, "GM0935").await;
    vec![
        ding(situatie, "verhuizingen", &verhuizing, &[Wie::Coordinator, Wie::AndereCoordinator]),
        ding(situatie, "casussen", &gezin.casus, COORDINATOR),
        ding(situatie, "signalen", &gezin.signaal, MELDER),
        ding(situatie, "clienten", &regio.client(&gezin).await, KENT_DOSSIER),
    ]
}

/// She took it over: it is hers, and nobody of before sees it.
pub async fn overgenomen(regio: &Regio, stappen: &mut Vec<Stap>) -> Vec<Ding> {
    let situatie = "verhuizing overgenomen";
    let gezin = opgepakt(regio, 10).await;
    let consent = regio.stemt_toe(&gezin, "steun-op-maat", "sociaal-domein", &ALLES).await;
    let asked = regio.verzonden(&gezin, "sociaal-domein", Wie::SociaalDomein).await;
    let client = regio.client(&gezin).await;
    let verhuizing = regio.verhuist(&gezin, "GM0935").await;
    let stap = (verhuizing.as_str(), "overname");
    stappen.push(Stap::gezet(regio, situatie, Wie::AndereCoordinator, stap, Value::Null, DAAR).await);
    vec![
        ding(situatie, "verhuizingen", &verhuizing, DAAR),
        ding(situatie, "casussen", &gezin.casus, DAAR),
        ding(situatie, "signalen", &gezin.signaal, &[Wie::Verloskundige, Wie::AndereCoordinator]),
        ding(situatie, "clienten", &client, &[Wie::AndereCoordinator, Wie::Fg]),
        ding(situatie, "toestemmingen", &consent, DAAR),
        ding(situatie, "doorgeleidingen", &asked, DAAR),
    ]
}

/// She did not: from then on she knows of nothing.
pub async fn teruggelegd(regio: &Regio, stappen: &mut Vec<Stap>) -> Vec<Ding> {
    let situatie = "verhuizing teruggelegd";
    let gezin = opgepakt(regio, 11).await;
    let verhuizing = regio.verhuist(&gezin, "GM0935").await;
    let stap = (verhuizing.as_str(), "teruglegging");
    let why = json!({ "reden": "woont-hier-niet" });
    stappen.push(Stap::gezet(regio, situatie, Wie::AndereCoordinator, stap, why, COORDINATOR).await);
    vec![
        ding(situatie, "verhuizingen", &verhuizing, COORDINATOR),
        ding(situatie, "casussen", &gezin.casus, COORDINATOR),
    ]
}
