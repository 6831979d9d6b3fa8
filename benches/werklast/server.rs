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
        let stat = fs::read_to_string(format!("/proc/{}/stat", self.child.id())).unwrap();
        let fields: Vec<&str> = stat.rsplit_once(')').unwrap().1.split_whitespace().collect();
        (fields[11].parse::<f64>().unwrap() + fields[12].parse::<f64>().unwrap()) / 100.0
    }

    pub fn resident(&self) -> String {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS")).unwrap();
        format!("{:.0} MiB", line.split_whitespace().nth(1).unwrap().parse::<f64>().unwrap() / 1024.0)
    }

    /// Runs `count` requests from 32 clients and prints what they cost.
    pub fn measure(&self, what: &str, count: usize, request: &Lezing) {
        let (cpu, begun) = (self.cpu(), Instant::now());
        let times = times(CLIENTS, count, request);
        let (took, cpu) = (begun.elapsed().as_secs_f64(), self.cpu() - cpu);
        println!(
            "  {what:<26} {:>8.0} /s   p50 {:>6.1} ms   p99 {:>6.1} ms   server CPU {:>6.3} ms/request",
            count as f64 / took,
            millis(times[count / 2]),
            millis(times[count * 99 / 100]),
            cpu * 1000.0 / count as f64
        );
    }
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
