//! The program as a child of the measurement, and the clients that ask it.

use std::{
    fs,
    net::TcpListener,
    process::{Child, Command, Stdio},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use ureq::Agent;

use super::{Lezing, SLEUTEL_BASE64};

const CLIENTS: usize = 32;

/// The program, running as a child.
pub struct Server {
    child: Child,
    /// Its address.
    pub base: String,
}

impl Server {
    /// Starts it, with settings of its own.
    pub fn start(url: &str, extra: &[(&str, String)]) -> Self {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let begun = Instant::now();
        let child = omgeving(&mut Command::new(env!("CARGO_BIN_EXE_knooppunt")), url, extra)
            .args(["serve", "--migreer"])
            .env("KNOOPPUNT__SERVER__POORT", port.to_string())
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let server = Self { child, base: format!("http://127.0.0.1:{port}") };
        while ureq::get(format!("{}/gereed", server.base)).call().is_err() {
            assert!(begun.elapsed() < Duration::from_secs(20), "the server does not answer");
            thread::sleep(Duration::from_millis(5));
        }
        println!("  start to first answer      {:>8.0} ms", begun.elapsed().as_secs_f64() * 1000.0);
        server
    }

    /// CPU seconds of the process so far: user and system.
    fn cpu(&self) -> f64 {
        let stat = Stat::of(&self.child.id().to_string()).unwrap();
        stat.own
    }

    pub fn resident(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        format!("{:.0} MiB", line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0)
    }

    /// Runs `count` requests from 32 clients and prints what they cost.
    pub fn measure(&self, what: &str, count: usize, request: &Lezing) {
        let (cpu, database, begun) = (self.cpu(), database_cpu(), Instant::now());
        let times = times(CLIENTS, count, request);
        let (took, cpu) = (begun.elapsed().as_secs_f64(), self.cpu() - cpu);
        print!(
            "  {what:<26} {:>8.0} /s   p50 {:>6.1} ms   p99 {:>6.1} ms   server CPU {:>6.3} ms/request",
            count as f64 / took,
            millis(times[count / 2]),
            millis(times[count * 99 / 100]),
            cpu * 1000.0 / count as f64
        );
        match (database, database_cpu()) {
            (Some(before), Some(after)) => {
                println!("   database CPU {:>6.3} ms/request", (after - before) * 1000.0 / count as f64);
            }
            _ => println!(),
        }
    }
}

/// What `/proc` says that a process used, in CPU seconds.
struct Stat {
    parent: String,
    own: f64,
    /// Its children that ended.
    ended: f64,
}

impl Stat {
    /// Nothing when the process is gone.
    fn of(pid: &str) -> Option<Self> {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
        let seconds = |field: usize| fields[field].parse::<f64>().unwrap() / 100.0;
        Some(Self { parent: fields[1].to_owned(), own: seconds(11) + seconds(12), ended: seconds(13) + seconds(14) })
    }
}

/// CPU seconds of the PostgreSQL server whose first process `KNOOPPUNT_BENCH_POSTGRES_PID` names: it and all it started.
fn database_cpu() -> Option<f64> {
    let first = std::env::var("KNOOPPUNT_BENCH_POSTGRES_PID").ok()?;
    let of_first = Stat::of(&first).unwrap();
    let processes = fs::read_dir("/proc").unwrap().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let started = processes.filter_map(|pid| Stat::of(&pid)).filter(|stat| stat.parent == first);
    Some(of_first.own + of_first.ended + started.map(|stat| stat.own).sum::<f64>())
}

/// The settings of the measurement.
pub fn omgeving<'a>(command: &'a mut Command, url: &str, extra: &[(&str, String)]) -> &'a mut Command {
    command
        .env("KNOOPPUNT__DATABASE__URL", url)
        // Each guess of a login comes from an address of its own.
        .env("KNOOPPUNT__SERVER__PROXYS", "127.0.0.1")
        // One login lasts as long as the measurement.
        .env("KNOOPPUNT__TOEGANG__TOKEN_SECONDEN", "3600")
        .env("KNOOPPUNT__TELEMETRIE__NIVEAU", "warn")
        .env("KNOOPPUNT__REMMEN__OPENEN_PER_MINUUT", "1000000")
        .env("KNOOPPUNT__REMMEN__ZOEKEN_PER_MINUUT", "1000000")
        .env("KNOOPPUNT__REMMEN__SIGNALEN_PER_UUR", "1000000")
        .env("KNOOPPUNT__GEHEIMEN__TOKEN_SLEUTEL", SLEUTEL_BASE64)
        .env("KNOOPPUNT__GEHEIMEN__HOOFDSLEUTEL", SLEUTEL_BASE64)
        .env("KNOOPPUNT__GEHEIMEN__TOTP_SLEUTEL", SLEUTEL_BASE64)
        .envs(extra.iter().map(|(naam, waarde)| (naam, waarde)))
}

/// How long each of `count` requests took that so many clients sent, the fastest first.
pub fn times(clients: usize, count: usize, request: &Lezing) -> Vec<Duration> {
    let next = Arc::new(AtomicUsize::new(0));
    let clients: Vec<_> = (0..clients)
        .map(|_| {
            let (request, next) = (request.clone(), next.clone());
            thread::spawn(move || {
                let (agent, mut own) = (Agent::new_with_defaults(), Vec::new());
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= count {
                        break own;
                    }
                    let at = Instant::now();
                    let _verzoek = request(&agent, number);
                    own.push(at.elapsed());
                }
            })
        })
        .collect();
    let mut times: Vec<_> = clients.into_iter().flat_map(|client| client.join().unwrap()).collect();
    times.sort_unstable();
    times
}

/// A time, to be read.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
