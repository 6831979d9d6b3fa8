use rand::{RngExt as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;

use chrono::{DateTime, Utc};

use super::*;
use crate::{
    checkpoint::LogKey,
    cosignature::{Cosignature, WitnessKey, WitnessVkey, message},
    note::{Error, split},
    tree,
};

/// The example of tlog-cosignature; of its keys nothing is published.
const EXAMPLE: &str = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n\
    — example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n\
    — witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n";
/// The proof of the example of tlog-witness.
const PROOF: &str = "old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n\
    jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n\
    /6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n";

fn log(seed: u8) -> LogKey {
    LogKey::new("log.example.com/entries", &[seed; 32]).unwrap()
}

fn witness() -> WitnessKey {
    WitnessKey::new("witness.example.com", &[9; 32]).unwrap()
}

fn at() -> DateTime<Utc> {
    DateTime::from_timestamp(1_679_315_147, 0).unwrap()
}

/// The leaves of a log: every tree over some of them, and how each grew from each.
struct Leaves(Vec<Hash>);

impl tree::Subtrees for Leaves {
    type Error = ();

    fn hash(&mut self, height: u32, index: u64) -> Result<Hash, ()> {
        let from = usize::try_from(index << height).unwrap();
        Ok(tree::root_of(&self.0[from..from + (1 << height)]))
    }
}

fn leaves(kind: u8) -> Leaves {
    Leaves((0..40_u8).map(|index| tree::leaf_hash(&[kind, index])).collect())
}

fn head(leaves: &mut Leaves, size: u64) -> TreeHead {
    TreeHead { size, root: tree::root(leaves, size).unwrap() }
}

#[test]
fn the_example_of_the_specification_is_a_request_with_a_cosignature() {
    let text = format!("{PROOF}{EXAMPLE}");
    let request = Request::read(text.as_bytes()).unwrap();
    assert_eq!((request.old, request.proof.len()), (20_852_014, 4));
    assert_eq!(request.origin(), Ok("example.com/behind-the-sofa"));
    assert_eq!(request.write(), text);
    let base64 = EXAMPLE.trim_end().rsplit(' ').next().unwrap();
    let bytes = STANDARD.decode(base64).unwrap();
    assert_eq!(bytes.len(), 4 + 8 + 64);
    assert_eq!(bytes[4..12], 1_679_315_147_u64.to_be_bytes());
    let (text, _) = split(EXAMPLE).unwrap();
    assert_eq!(
        message(1_679_315_147, text),
        "cosignature/v1\ntime 1679315147\nexample.com/behind-the-sofa\n20852163\n\
         CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    );
}

#[test]
fn a_witness_says_what_it_saw_and_when() {
    let note = log(1).sign(&head(&mut leaves(0), 7));
    let vkey: WitnessVkey = witness().vkey().to_string().parse().unwrap();
    assert_eq!(vkey.name(), "witness.example.com");
    assert_eq!(vkey.open(&note), Ok(None), "it has not seen it yet");
    let line = witness().cosign(&note, at()).unwrap();
    let also = format!("{note}{line}");
    let seen = Cosignature { head: head(&mut leaves(0), 7), at: at() };
    assert_eq!(vkey.open(&also), Ok(Some(seen)));
    assert_eq!(log(1).vkey().open(&also), Ok(seen.head), "the log's own signature is still there");
    // Its signature under another checkpoint, or with another time.
    let other = log(1).sign(&head(&mut leaves(0), 8));
    assert_eq!(vkey.open(&format!("{other}{line}")), Err(Error::Signature));
    let base64 = line.trim_end().rsplit(' ').next().unwrap();
    let mut bytes = STANDARD.decode(base64).unwrap();
    bytes[11] ^= 1;
    let later = format!("{note}— witness.example.com {}\n", STANDARD.encode(&bytes));
    assert_eq!(vkey.open(&later), Err(Error::Signature));
    // Somebody else of that name is somebody else.
    let namesake = WitnessKey::new("witness.example.com", &[8; 32]).unwrap();
    assert_eq!(namesake.vkey().open(&also), Ok(None));
    assert_ne!(vkey.to_string().parse::<LogVkey>(), Ok(log(9).vkey()), "a witness's key is no log's key");
    assert_eq!(log(9).vkey().to_string().parse::<WitnessVkey>(), Err(Error::Vkey));
}

#[test]
fn a_witness_knows_its_logs_and_forgets_nothing() {
    let (mut real, mut fork) = (leaves(0), leaves(1));
    let known = [log(1).vkey(), log(2).vkey()];
    let ask = |who: &LogKey, old: u64, new: u64, whose: &mut Leaves, seen| {
        let note = who.sign(&head(whose, new));
        let proof = if old <= new { tree::prove_consistency(whose, old, new).unwrap() } else { Vec::new() };
        Request { old, proof, note: &note }.judge(&known, seen)
    };
    for (old, new) in [(0, 0), (0, 7), (7, 7), (7, 8), (8, 16), (16, 33), (33, 40)] {
        let seen = (old > 0).then(|| head(&mut real, old));
        assert_eq!(ask(&log(1), old, new, &mut real, seen), Ok(head(&mut real, new)), "{old} {new}");
        assert_eq!(ask(&log(2), old, new, &mut real, seen), Ok(head(&mut real, new)), "a second key");
    }
    let twenty = Some(head(&mut real, 20));
    assert_eq!(ask(&log(3), 20, 30, &mut real, twenty), Err(Refusal::Signature));
    let elsewhere = LogKey::new("elsewhere", &[1; 32]).unwrap();
    assert_eq!(ask(&elsewhere, 20, 30, &mut real, twenty), Err(Refusal::UnknownLog));
    assert_eq!(ask(&log(1), 30, 20, &mut real, twenty), Err(Refusal::Smaller));
    assert_eq!(ask(&log(1), 0, 30, &mut real, twenty), Err(Refusal::Size(20)));
    assert_eq!(ask(&log(1), 10, 15, &mut real, twenty), Err(Refusal::Size(20)), "an older one again");
    assert_eq!(ask(&log(1), 20, 30, &mut real, None), Err(Refusal::Size(0)));
    assert_eq!(ask(&log(1), 20, 20, &mut fork, twenty), Err(Refusal::Fork));
    assert_eq!(ask(&log(1), 20, 30, &mut fork, twenty), Err(Refusal::Proof));
    let note = log(1).sign(&head(&mut real, 20));
    let superfluous = Request { old: 20, proof: vec![[0; 32]], note: &note };
    assert_eq!(superfluous.judge(&known, twenty), Err(Refusal::Proof));
    let from_nothing = Request { old: 0, proof: vec![[0; 32]], note: &note };
    assert_eq!(from_nothing.judge(&known, None), Err(Refusal::Proof));
}

#[test]
fn what_is_no_request_is_taken_for_nothing_else() {
    let good = format!("{PROOF}{EXAMPLE}");
    let hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n";
    for other in [
        String::new(),
        "old 1\n\n".into(),
        good.replace("old ", "old  "),
        good.replace("old 2", "old 02"),
        good.replace("old 20852014", "old +20852014"),
        good.replace("old 20852014", "old -1"),
        good.replace("old 20852014", "old 18446744073709551616"),
        good.replace("old 20852014", "old 20852014\r"),
        good.replace(hash, &hash.repeat(61)),
        good.replace(hash, "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkax=\n"),
        good.replace(hash, "PlRN\n"),
        good.replace("\n20852163\n", "\n020852163\n"),
        good.replace("\n20852163\n", "\n20852163\r\n"),
        good.replace("— witness", "- witness"),
        good.replace("— witness.example.com/w1 ", "— "),
        good.replace("\n\n— ", "\n\nsomething\n\n— "),
        good.trim_end().into(),
        format!("{good}\n"),
        format!("{good}— a AAAA\n"),
    ] {
        let read = Request::read(other.as_bytes()).and_then(|request| request.origin().map(str::to_owned));
        assert_eq!(read, Err(Refusal::Form), "{other}");
    }
    assert_eq!(Request::read(b"old 1\n\n\xff"), Err(Refusal::Form));
    assert!(Request::read(good.replace(hash, &hash.repeat(60)).as_bytes()).is_ok(), "63 lines");
}

/// Whatever is changed in a request, it is never cosigned as something that nobody signed.
#[test]
fn a_damaged_request_never_becomes_something_else() {
    let (mut real, known) = (leaves(0), [log(1).vkey()]);
    let (seen, now) = (head(&mut real, 20), head(&mut real, 33));
    let note = log(1).sign(&now);
    let proof = tree::prove_consistency(&mut real, 20, 33).unwrap();
    let good = Request { old: 20, proof, note: &note }.write().into_bytes();
    let mut chance = ChaCha8Rng::seed_from_u64(2026);
    let mut accepted = 0;
    for _ in 0..2000 {
        let mut bytes = good.clone();
        for _ in 0..chance.random_range(1..4) {
            let place = chance.random_range(0..bytes.len());
            match chance.random_range(0..4) {
                0 => bytes[place] = chance.random(),
                1 => {
                    bytes.remove(place);
                }
                2 => bytes.insert(place, chance.random()),
                _ => bytes.truncate(place.max(8)),
            }
        }
        let head = Request::read(&bytes).and_then(|request| request.judge(&known, Some(seen)));
        if let Ok(head) = head {
            assert_eq!(head, now);
            accepted += 1;
        }
    }
    assert!(accepted < 20, "{accepted}: only where what was changed is put back, or stands for nothing");
}
