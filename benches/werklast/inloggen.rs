//! Guessing at logins: what the time of an answer tells, and what everybody else notices.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use serde_json::json;
use ureq::Agent;

use super::{
    Lezing,
    server::{Server, millis, times},
};

/// How many names that somebody has are guessed at, and as many that nobody has.
pub const POGINGEN: usize = 200;
/// How many guess at once, without a pause.
const VLOED: usize = 32;
/// How many go on reading meanwhile, and how often.
const LEZERS: usize = 4;
const LEZINGEN: usize = 4_000;

/// Prints both.
pub fn measure(server: &Server, read: &Lezing) {
    names(server);
    flood(server, read);
}

/// A wrong password for `naam`, from the `nummer`th address; every address lies in a network of its own.
fn guess(agent: &Agent, server: &str, naam: &str, nummer: usize) -> u16 {
    let body = json!({ "gebruikersnaam": naam, "wachtwoord": "een ander lang wachtwoord", "totpCode": "000000" });
    let address = format!("10.{}.{}.1", nummer / 256 % 256, nummer % 256);
    let config = agent.post(format!("{server}/v1/sessies")).config().http_status_as_error(false).build();
    let answer = config.header("x-forwarded-for", &address).send_json(body).unwrap();
    answer.status().as_u16()
}

/// Names that somebody has and names that nobody has, by turns: how long the answer takes.
fn names(server: &Server) {
    let agent = Agent::new_with_defaults();
    let time = |naam: &str, nummer: usize| {
        let at = Instant::now();
        assert_eq!(guess(&agent, &server.base, naam, nummer), 401, "no brake holds it");
        at.elapsed()
    };
    let (mut bekend, mut onbekend) = (Vec::new(), Vec::new());
    for nummer in 0..POGINGEN {
        bekend.push(time(&format!("bekende-{nummer}"), 2 * nummer));
        onbekend.push(time(&format!("vreemde-{nummer}"), 2 * nummer + 1));
    }
    bekend.sort_unstable();
    onbekend.sort_unstable();
    let (bekend, onbekend) = (millis(bekend[POGINGEN / 2]), millis(onbekend[POGINGEN / 2]));
    println!(
        "  a wrong password           known name p50 {bekend:>6.2} ms   unknown name p50 {onbekend:>6.2} ms   apart {:>5.2} ms",
        (bekend - onbekend).abs()
    );
}

/// Readers alone, and readers while others guess as fast as they can.
fn flood(server: &Server, read: &Lezing) {
    let alone = times(LEZERS, LEZINGEN, read);
    let (stop, geteld) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicUsize::new(2 * POGINGEN)));
    let begun = Instant::now();
    let guessers: Vec<_> = (0..VLOED)
        .map(|_| {
            let (stop, geteld, base) = (stop.clone(), geteld.clone(), server.base.clone());
            thread::spawn(move || {
                let agent = Agent::new_with_defaults();
                while !stop.load(Ordering::Relaxed) {
                    let nummer = geteld.fetch_add(1, Ordering::Relaxed);
                    guess(&agent, &base, &format!("vreemde-{nummer}"), nummer);
                }
            })
        })
        .collect();
    thread::sleep(Duration::from_millis(500));
    let flooded = times(LEZERS, LEZINGEN, read);
    stop.store(true, Ordering::Relaxed);
    let logins = geteld.load(Ordering::Relaxed) - 2 * POGINGEN;
    let each = logins as f64 / begun.elapsed().as_secs_f64();
    for guesser in guessers {
        guesser.join().unwrap();
    }
    let at = |times: &[Duration], percent: usize| millis(times[LEZINGEN * percent / 100]);
    for (what, times) in [("alone", &alone), ("in a flood of logins", &flooded)] {
        println!("  read, {what:<20} p50 {:>6.1} ms   p99 {:>6.1} ms", at(times, 50), at(times, 99));
    }
    println!(
        "  p99 in the flood           {:>8.2} times what it was, at {each:.0} logins a second",
        at(&flooded, 99) / at(&alone, 99)
    );
}
