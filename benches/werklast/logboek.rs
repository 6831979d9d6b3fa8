//! What the logboek costs, and what it takes to look into it when it is large.

use std::{
    collections::HashMap,
    process::Command,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use diesel::{connection::SimpleConnection as _, prelude::*};
use knooppunt::{
    domain::ids::Id,
    store::{
        conn::{Conn, Db},
        engine::Engine,
        logboek::{boom, checkpoint},
        schema::{client, logblad, logregel},
    },
    werk::ondertekenaar::Ondertekenaar,
};
use ureq::Agent;
use uuid::Uuid;

use super::{
    Huis, Lezing, aantal,
    server::{millis, omgeving, times},
    verzoek,
};

/// So many persons have a casus.
const PERSONEN: usize = 10_000;
/// So many lines there are in the end.
const REGELS: usize = 1_000_000;
/// So long readers go on without a pause.
const AANEEN: Duration = Duration::from_secs(30);
/// So many ask at once, one after the other.
const KLANTEN: [usize; 3] = [1, 8, 32];
/// The times of lines differ by a year; `controleer` is told so.
const SPELING: &str = "1000000";

/// Prints all of it.
pub fn run(url: &str) {
    let map = tempfile::tempdir().unwrap();
    let sleutel = map.path().join("sleutel");
    Ondertekenaar::maak_sleutel(&sleutel).unwrap();
    let extra = vec![
        ("KNOOPPUNT__LOGBOEK__SLEUTEL", sleutel.display().to_string()),
        ("KNOOPPUNT__LOGBOEK__OORSPRONG", "meetlat.example.nl/logboek".to_owned()),
    ];
    let personen = aantal("KNOOPPUNT_BENCH_CASUSSEN", PERSONEN);
    let huis = Huis::open(url, &extra);
    huis.server.measure("create a signaal", personen, &huis.maak);
    let ids = huis.casussen();
    let lees = huis.lees(&ids);
    wachttijden(&huis, &lees);
    let regels = aantal("KNOOPPUNT_BENCH_REGELS", REGELS);
    vul(&huis.db, regels);
    genummerd(&huis.db);
    inzage(&huis);
    controleer(url, &extra);
    for klanten in KLANTEN {
        naast_elkaar(&huis, "create", klanten, personen / 13, &huis.maak);
        naast_elkaar(&huis, "read", klanten, personen / 13, &lees);
    }
}

/// When what was answered, and its request.
type Antwoorden = Vec<(Instant, Uuid)>;

/// Readers without a pause: how soon the line of an answer has its number, and is signed.
fn wachttijden(huis: &Huis, lees: &Lezing) {
    let stop = Arc::new(AtomicBool::new(false));
    let gezien: Arc<Mutex<Vec<(Instant, u64, u64)>>> = Arc::default();
    let kijker = {
        let (db, stop, gezien) = (huis.db.clone(), stop.clone(), gezien.clone());
        thread::spawn(move || {
            loop {
                let nu = db.read_blocking(|tx| Ok((boom::grootte(tx)?, checkpoint::nieuwste(tx)?))).unwrap();
                let getekend = nu.1.map_or(0, |(grootte, _)| grootte);
                gezien.lock().unwrap().push((Instant::now(), nu.0, getekend));
                if stop.load(Ordering::Relaxed) && getekend == nu.0 {
                    break;
                }
                thread::sleep(Duration::from_millis(10));
            }
        })
    };
    let begun = Instant::now();
    let lezers: Vec<_> = (0..32)
        .map(|eerste| {
            let lees = lees.clone();
            thread::spawn(move || {
                let (agent, mut eigen) = (Agent::new_with_defaults(), Antwoorden::new());
                for nummer in (eerste..).step_by(32) {
                    if begun.elapsed() > AANEEN {
                        break;
                    }
                    let verzoek = lees(&agent, nummer);
                    eigen.push((Instant::now(), verzoek.parse().unwrap()));
                }
                eigen
            })
        })
        .collect();
    let antwoorden: Antwoorden = lezers.into_iter().flat_map(|lezer| lezer.join().unwrap()).collect();
    let took = begun.elapsed().as_secs_f64();
    stop.store(true, Ordering::Relaxed);
    kijker.join().unwrap();
    let nummers = nummers(&huis.db);
    let gezien = gezien.lock().unwrap();
    let (mut genummerd, mut getekend) = (Vec::new(), Vec::new());
    for (op, verzoek) in &antwoorden {
        let nummer = nummers[verzoek];
        let eerst = |hoever: fn(&(Instant, u64, u64)) -> u64| {
            let index = gezien.partition_point(|moment| hoever(moment) <= nummer);
            gezien[index].0.saturating_duration_since(*op)
        };
        genummerd.push(eerst(|moment| moment.1));
        getekend.push(eerst(|moment| moment.2));
    }
    genummerd.sort_unstable();
    getekend.sort_unstable();
    let aantal = antwoorden.len();
    println!(
        "  32 readers for {:.0} s        {:>8.0} lines/s   numbered p50 {:>6.0} ms p99 {:>6.0} ms   signed p50 {:>6.0} ms p99 {:>6.0} ms",
        took,
        aantal as f64 / took,
        millis(genummerd[aantal / 2]),
        millis(genummerd[aantal * 99 / 100]),
        millis(getekend[aantal / 2]),
        millis(getekend[aantal * 99 / 100]),
    );
}

/// The number of the line of each request.
fn nummers(db: &Db) -> HashMap<Uuid, u64> {
    let rows: Vec<(Option<Id<Uuid>>, i64)> = db
        .read_blocking(|tx| {
            let join = logregel::table.inner_join(logblad::table.on(logblad::logregel_id.eq(logregel::id)));
            Ok(join.select((logregel::verzoek_id, logblad::nummer)).load(tx)?)
        })
        .unwrap();
    rows.into_iter().filter_map(|(verzoek, nummer)| Some((verzoek?.uuid(), u64::try_from(nummer).ok()?))).collect()
}

/// Lines about everybody by turns, over the past year, until there are so many.
fn vul(db: &Db, regels: usize) {
    let er_zijn = db.read_blocking(|tx| Ok(logregel::table.count().get_result::<i64>(tx)?)).unwrap();
    let nog = i64::try_from(regels).unwrap() - er_zijn;
    let tot = chrono::Utc::now().timestamp_millis() - 86_400_000;
    let (van, stap) = (tot - 31_536_000_000, 31_536_000_000 / nog.max(1));
    let begun = Instant::now();
    db.write_blocking(move |tx| Ok(tx.batch_execute(&vulling(tx, nog, van, stap))?)).unwrap();
    println!("  {nog} lines put in        {:>8.0} /s, by SQL", nog as f64 / begun.elapsed().as_secs_f64());
}

/// As one line of a coordinator who reads, each about the next person, `stap` ms later.
fn vulling(tx: &Conn, nog: i64, van: i64, stap: i64) -> String {
    const KOLOMMEN: &str = "op, gebeurtenis, actie, uitkomst, handeling, gebruiker_id, rol, organisatie_id, \
         sessie_id, soort, object_id, casus_id, betrokkenen, regel, doel, noodprocedure, toegangspunt, schrijver, volgnummer";
    const VOORBEELD: &str = "v.gebeurtenis, v.actie, v.uitkomst, v.handeling, v.gebruiker_id, v.rol, \
         v.organisatie_id, v.sessie_id, v.soort, wie.casus, wie.casus";
    const WIE: &str = "CREATE TABLE meting AS SELECT row_number() OVER (ORDER BY client.id) - 1 AS nummer, \
         client.pseudoniem, casus.id AS casus FROM client JOIN casus ON casus.client_id = client.id; \
         CREATE UNIQUE INDEX meting_nummer ON meting (nummer);";
    let een = "(SELECT * FROM logregel WHERE gebeurtenis = 'gelezen' LIMIT 1) v";
    let wie = "JOIN meting wie ON wie.nummer = (n.i * 7919) % (SELECT count(*) FROM meting)";
    let rest = "v.regel, v.doel, v.noodprocedure, v.toegangspunt";
    match tx.engine() {
        Engine::Sqlite => format!(
            "{WIE} INSERT INTO logregel (id, {KOLOMMEN}) \
             WITH RECURSIVE n(i, ms) AS (SELECT 0, {van} UNION ALL SELECT i + 1, ms + {stap} FROM n WHERE i + 1 < {nog}) \
             SELECT unhex(printf('%012x', n.ms) || '7' || substr(hex(randomblob(2)), 2) || '8' || substr(hex(randomblob(8)), 2)), \
             strftime('%Y-%m-%dT%H:%M:%S', n.ms / 1000, 'unixepoch') || printf('.%03d000Z', n.ms % 1000), {VOORBEELD}, \
             lower(printf('[\"%s-%s-%s-%s-%s\"]', substr(hex(wie.pseudoniem), 1, 8), substr(hex(wie.pseudoniem), 9, 4), \
             substr(hex(wie.pseudoniem), 13, 4), substr(hex(wie.pseudoniem), 17, 4), substr(hex(wie.pseudoniem), 21))), \
             {rest}, x'00000000000040008000000000000001', n.i + 1 FROM n CROSS JOIN {een} {wie}; DROP TABLE meting"
        ),
        Engine::Postgresql => format!(
            "{WIE} INSERT INTO logregel (id, {KOLOMMEN}) \
             SELECT (lpad(to_hex(n.ms), 12, '0') || '7' || substr(md5(random()::text), 1, 3) || '8' || \
             substr(md5(random()::text), 1, 15))::uuid, to_timestamp(n.ms / 1000.0), {VOORBEELD}, \
             '[\"' || wie.pseudoniem || '\"]', {rest}, '00000000-0000-4000-8000-000000000001', n.i + 1 \
             FROM (SELECT i, {van} + i * {stap} AS ms FROM generate_series(0::bigint, {nog}::bigint - 1) i) n \
             CROSS JOIN {een} {wie}; DROP TABLE meting; ANALYZE logregel; ANALYZE logregel_betrokkene"
        ),
    }
}

/// Waits until every line has its number.
fn genummerd(db: &Db) {
    let grootte = || db.read_blocking(boom::grootte).unwrap();
    let alle = db.read_blocking(|tx| Ok(logregel::table.count().get_result::<i64>(tx)?)).unwrap();
    let (eerst, begun) = (grootte(), Instant::now());
    while i64::try_from(grootte()).unwrap() < alle {
        assert!(begun.elapsed() < Duration::from_secs(1200), "the sequencer does not get there");
        thread::sleep(Duration::from_millis(100));
    }
    let aantal = grootte() - eerst;
    println!("  the same, numbered         {:>8.0} /s", aantal as f64 / begun.elapsed().as_secs_f64());
}

/// Who looked at the file of one person, of so many.
fn inzage(huis: &Huis) {
    let clienten: Vec<Id<knooppunt::domain::client::Client>> =
        huis.db.read_blocking(|tx| Ok(client::table.select(client::id).limit(200).load(tx)?)).unwrap();
    let (base, who) = (huis.server.base.clone(), huis.coordinatoren[0].clone());
    let vraag: Lezing = Arc::new(move |agent, nummer| {
        let adres = format!("{base}/v1/clienten/{}/inzage", clienten[nummer % clienten.len()]);
        let mut answer = agent.get(&adres).header("authorization", &who).call().unwrap();
        answer.body_mut().read_to_vec().unwrap();
        verzoek(&answer)
    });
    let times = times(1, 200, &vraag);
    println!("  inzage of one person       p50 {:>6.1} ms   p99 {:>6.1} ms", millis(times[100]), millis(times[198]));
}

/// The whole check, as an auditor starts it.
fn controleer(url: &str, extra: &[(&str, String)]) {
    let begun = Instant::now();
    let mut command = Command::new(env!("CARGO_BIN_EXE_knooppunt"));
    let klaar =
        omgeving(&mut command, url, extra).args(["logboek", "controleer", "--speling", SPELING]).output().unwrap();
    let took = begun.elapsed();
    println!("  controleer                 {:>8.1} s", took.as_secs_f64());
    let said = [klaar.stdout, klaar.stderr].map(|bytes| String::from_utf8_lossy(&bytes).trim().to_owned());
    println!("    {}", said.join(" "));
    assert!(klaar.status.success(), "controleer found something");
}

/// The same requests with their lines and without: the database drops the lines, all else is as it was.
fn naast_elkaar(huis: &Huis, wat: &str, klanten: usize, meest: usize, vraag: &Lezing) {
    const RONDES: usize = 16;
    let per_ronde = if klanten == 1 { meest / 5 } else { meest };
    let (mut met, mut zonder) = (Duration::ZERO, Duration::ZERO);
    for _ in 0..RONDES {
        let begun = Instant::now();
        times(klanten, per_ronde, vraag);
        met += begun.elapsed();
        stil(&huis.db, true);
        let begun = Instant::now();
        times(klanten, per_ronde, vraag);
        zonder += begun.elapsed();
        stil(&huis.db, false);
    }
    let rate = |took: Duration| (RONDES * per_ronde) as f64 / took.as_secs_f64();
    println!(
        "  {wat:<6} by {klanten:>2} clients      {:>8.0} /s with its line   {:>8.0} /s without   {:>4.0} %",
        rate(met),
        rate(zonder),
        100.0 * rate(met) / rate(zonder)
    );
}

/// Lets the database drop every line that is written, or keep them again.
fn stil(db: &Db, ja: bool) {
    db.write_blocking(move |tx| {
        let statement = match (tx.engine(), ja) {
            (Engine::Sqlite, true) => "CREATE TRIGGER meting BEFORE INSERT ON logregel BEGIN SELECT RAISE(IGNORE); END",
            (Engine::Sqlite, false) => "DROP TRIGGER meting",
            (Engine::Postgresql, true) => {
                "CREATE FUNCTION meting() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; \
                 CREATE TRIGGER aaa_meting BEFORE INSERT ON logregel FOR EACH ROW EXECUTE FUNCTION meting()"
            }
            (Engine::Postgresql, false) => "DROP TRIGGER aaa_meting ON logregel; DROP FUNCTION meting",
        };
        Ok(tx.batch_execute(statement)?)
    })
    .unwrap();
}
