//! The program is killed while losses are told: of each family nothing has stopped, or all of it.

use std::{
    thread,
    time::{Duration, Instant},
};

use knooppunt::{
    clock::{Clock as _, SystemClock},
    store::kluis::Kluis,
    werk::ondertekenaar::Ondertekenaar,
};
use serde_json::{Value, json};

use super::{PATIENCE, Server, kill_by_id};
use crate::gegeven::{
    Wie, bevolk,
    bodies::{self, ALLES},
    database::{self, Database},
};

/// So many families, and so many who tell at once.
const GEZINNEN: usize = 16;

/// A family with a request that waits at a desk: where its loss is told.
fn met_een_vraag(server: &Server, [verloskundige, coordinator]: &[String; 2], desk: &str, nummer: usize) -> String {
    let body = bodies::signaal_van(&format!("Vrouw Nummer {nummer}"), &format!("06 7000{nummer:04}"));
    let body = bodies::op_dag_van(SystemClock.now(), body);
    let gedaan = |(status, antwoord): (u16, super::Antwoord)| {
        assert!((200..300).contains(&status), "{}", antwoord.json);
        antwoord.json
    };
    let signaal = gedaan(server.post("/v1/signalen", verloskundige, &body).unwrap());
    let id = signaal["id"].as_str().unwrap();
    let casus = gedaan(server.get(&format!("/v1/signalen/{id}"), coordinator).unwrap())["casus"].clone();
    let pad = format!("/v1/casussen/{}", casus.as_str().unwrap());
    let (_, gezien) = server.get(&pad, coordinator).unwrap();
    gedaan(server.post_met(&format!("{pad}/behandeling"), coordinator, &gezien.etag, &Value::Null).unwrap());
    let woord = bodies::toestemming("steun-op-maat", "sociaal-domein", &ALLES);
    gedaan(server.post(&format!("{pad}/toestemmingen"), coordinator, &woord).unwrap());
    let vraag = bodies::doorgeleiding("sociaal-domein", desk);
    gedaan(server.post(&format!("{pad}/doorgeleidingen"), coordinator, &vraag).unwrap());
    pad
}

#[test]
fn een_verlies_is_na_een_kill_helemaal_verteld_of_helemaal_niet() {
    let database = Database::new();
    let url = database.url();
    let map = tempfile::TempDir::new().unwrap();
    let sleutel = map.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    let db = database::open(url.clone());
    let (_, desks) =
        bevolk(&db, &Kluis::new(&[2; 32], &[3; 32]).unwrap(), SystemClock.now().plus(chrono::TimeDelta::days(-1)));
    let desk = desks[&Wie::SociaalDomein].to_string();
    let (mut server, _) = Server::start(&url, &sleutel);
    let tokens = [server.token(Wie::Verloskundige), server.token(Wie::Coordinator)];
    let gezinnen: Vec<String> = (0..GEZINNEN).map(|nummer| met_een_vraag(&server, &tokens, &desk, nummer)).collect();
    let tel = |wat: &str| database::getal(&db, format!("SELECT count(*) AS n FROM {wat}"));
    let verloren = "zwangerschap WHERE status = 'verlies'";
    let verlies = json!({ "einde": "verlies", "op": SystemClock.now().dag() });
    let beantwoord = thread::scope(|scope| {
        let vertellers: Vec<_> = gezinnen
            .chunks(GEZINNEN / 4)
            .map(|deel| {
                let (server, token, verlies) = (&server, &tokens[1], &verlies);
                scope.spawn(move || {
                    let mut verteld = Vec::new();
                    for pad in deel {
                        let Some((200, casus)) = server.get(pad, token) else { break };
                        let Some((status, antwoord)) =
                            server.post_met(&format!("{pad}/zwangerschapseinde"), token, &casus.etag, verlies)
                        else {
                            break;
                        };
                        assert_eq!(status, 200, "{}", antwoord.json);
                        verteld.push(pad.rsplit('/').next().unwrap().to_owned());
                    }
                    verteld
                })
            })
            .collect();
        let began = Instant::now();
        while tel(verloren) < 2 && began.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(1));
        }
        kill_by_id(server.proces.0.id());
        vertellers.into_iter().flat_map(|verteller| verteller.join().unwrap()).collect::<Vec<_>>()
    });
    server.proces.dood();
    let (mut server, _) = Server::start(&url, &sleutel);
    let stopte = tel(verloren);
    assert!(stopte >= i64::try_from(beantwoord.len()).unwrap(), "what was answered is there");
    // Nothing is half: each loss with its line and the end of its request, and every other request waits still.
    let samen = "doorgeleiding d JOIN zwangerschap z ON z.id = d.zwangerschap_id WHERE ";
    assert_eq!(tel(&format!("{samen} z.status = 'verlies' AND d.status = 'ingetrokken'")), stopte);
    let andere = i64::try_from(GEZINNEN).unwrap() - stopte;
    assert_eq!(tel(&format!("{samen} z.status = 'lopend' AND d.status = 'verzonden'")), andere);
    assert_eq!(tel("logregel WHERE gebeurtenis = 'casus-zwangerschap-geeindigd' AND uitkomst = 'gelukt'"), stopte);
    assert_eq!(tel("zwangerschapseinde"), stopte);
    assert_eq!(
        tel("bericht WHERE soort = 'doorgeleiding-vervallen'"),
        stopte,
        "whoever would have called hears it once"
    );
    server.proces.dood();
}
