//! How long a release takes, and how much memory: `cargo bench -p cellveil`.
//!
//! A made-up region of 16 gemeenten over five years of quarters, 120 and 2,000 families a year: 600 and 10,000 in all. Every release is made after the
//! other, with everything before it in the proof.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measurement that fails says so by stopping"
)]

#[path = "../tests/region/mod.rs"]
mod region;

use std::time::{Duration, Instant};

use cellveil::{Facts, Progress, Rules, Structure, Wishes, release, verify};

use self::region::Region;

/// The most memory this process ever had, in MiB (Linux only).
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap_or_default() / 1_024
}

/// How much of a processor this thread had, in milliseconds: on a busy machine that says more than a clock (Linux only).
fn processor() -> u64 {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    line.split(' ').next().and_then(|time| time.parse::<u64>().ok()).unwrap_or_default() / 1_000_000
}

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    for per_year in if sizes.is_empty() { vec![120, 2_000] } else { sizes } {
        let region = Region::new(3, per_year, 16, 20);
        let (mut facts, mut slowest) = (Facts::new(), (Duration::ZERO, 0));
        for now in 0..region.releases() {
            let structure = Structure::new(region.plan(now)).unwrap();
            let rows = region.contributors(&structure, 1);
            let (begin, used) = (Instant::now(), processor());
            let (mut rounds, mut tried) = (Vec::new(), None);
            let made =
                release(
                    &structure,
                    now,
                    &rows,
                    &facts,
                    &Wishes::default(),
                    &Rules::default(),
                    &mut |step| match step {
                        Progress::Tried { .. } => tried = Some(begin.elapsed()),
                        Progress::Searched { narrow, .. } => rounds.push(narrow),
                    },
                )
                .unwrap();
            let (took, used) = (begin.elapsed(), processor() - used);
            slowest = slowest.max((took, used));
            facts.extend(made.facts);
            let begin = Instant::now();
            verify(&structure, &facts, &Rules::default(), &made.certificate).unwrap();
            println!(
                "{} families, release {now}: {:.2?} ({used} ms of a processor; walk {:.2?}, narrow {rounds:?}), check {:.2?}, certificate {} KiB, {} atoms, {} tables, {} hidden, peak {} MiB",
                region.families.len(),
                took,
                tried.unwrap_or_default(),
                begin.elapsed(),
                made.certificate.to_bytes().len() / 1_024,
                structure.atoms().len(),
                made.certificate.tables.len(),
                made.hidden.len(),
                peak(),
            );
        }
        let (took, used) = slowest;
        let count = region.families.len();
        println!("{count} families: the slowest took {took:.2?}, {used} ms of a processor; peak {} MiB", peak());
    }
}
