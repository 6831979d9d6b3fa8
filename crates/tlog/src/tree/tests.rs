//! The tree against the known answers of certificate transparency, and against the definition itself.
#![expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a tree of a test has few leaves")]

use super::*;

/// The leaves of the test vectors of certificate-transparency (`merkle_tree_test.cc`).
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
/// The roots of the first 1 to 8 of them.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

fn hash(hex: &str) -> Hash {
    bytes(hex).try_into().unwrap()
}

/// The definition of RFC 6962, 2.1, word for word.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => empty_root(),
        [one] => *one,
        more => {
            let (left, right) = more.split_at(more.len().next_power_of_two() / 2);
            node_hash(&mth(left), &mth(right))
        }
    }
}

struct All(Vec<Hash>);

impl Subtrees for All {
    type Error = String;

    fn hash(&mut self, height: u32, index: u64) -> Result<Hash, String> {
        let (from, to) = ((index << height) as usize, ((index + 1) << height) as usize);
        self.0.get(from..to).map(mth).ok_or_else(|| format!("{from}..{to} is not whole"))
    }
}

fn forest(count: u64) -> All {
    All((0..count).map(|index| leaf_hash(&index.to_be_bytes())).collect())
}

fn known() -> All {
    All(LEAVES.iter().map(|hex| leaf_hash(&bytes(hex))).collect())
}

#[test]
fn roots_are_those_of_certificate_transparency() {
    assert_eq!(empty_root(), hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    let mut source = known();
    let mut frontier = Frontier::default();
    for (index, expected) in ROOTS.iter().enumerate() {
        let leaf = source.0[index];
        frontier.push(leaf, |_, _| ());
        assert_eq!(frontier.root(), hash(expected), "{index}");
        assert_eq!(root(&mut source, index as u64 + 1), Ok(hash(expected)), "{index}");
    }
}

#[test]
fn proofs_are_those_of_certificate_transparency() {
    let mut source = known();
    let inclusion = |source: &mut All, index, size| prove_inclusion(source, index, size).unwrap();
    assert_eq!(inclusion(&mut source, 0, 1), Vec::<Hash>::new());
    let expected = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ];
    assert_eq!(inclusion(&mut source, 0, 8), expected.map(hash));
    let expected = [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(inclusion(&mut source, 5, 8), expected.map(hash));
    assert_eq!(
        inclusion(&mut source, 2, 3),
        [hash("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]
    );
    let consistency = |source: &mut All, old, new| prove_consistency(source, old, new).unwrap();
    assert_eq!(consistency(&mut source, 1, 1), Vec::<Hash>::new());
    let expected = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(consistency(&mut source, 6, 8), expected.map(hash));
    let expected = [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ];
    assert_eq!(consistency(&mut source, 2, 5), expected.map(hash));
}

#[test]
fn every_root_and_every_complete_subtree_is_that_of_the_definition() {
    let mut source = forest(300);
    let mut frontier = Frontier::default();
    for size in 0..=300_usize {
        let expected = mth(&source.0[..size]);
        assert_eq!(root(&mut source, size as u64), Ok(expected));
        assert_eq!(frontier.root(), expected);
        assert_eq!(root_of(&source.0[..size]), expected);
        if let Some(leaf) = source.0.get(size).copied() {
            let mut complete = Vec::new();
            frontier.push(leaf, |height, hash| complete.push((height, *hash)));
            for (height, hash) in complete {
                assert_eq!(source.hash(height, (size as u64) >> height), Ok(hash));
            }
        }
    }
}

#[test]
fn every_proof_of_inclusion_holds_and_no_other() {
    let mut source = forest(70);
    for size in 1..=70 {
        let root = root(&mut source, size).unwrap();
        for index in 0..size {
            let proof = prove_inclusion(&mut source, index, size).unwrap();
            let leaf = source.0[index as usize];
            assert!(verify_inclusion(&leaf, index, size, &proof, &root), "{index} {size}");
            assert!(!verify_inclusion(&empty_root(), index, size, &proof, &root));
            assert!(!verify_inclusion(&leaf, index, size, &proof, &empty_root()));
            assert!(!verify_inclusion(&leaf, index + 1, size, &proof, &root));
            assert!(!verify_inclusion(&leaf, size, size, &proof, &root));
            let mut longer = proof.clone();
            longer.push(empty_root());
            assert!(!verify_inclusion(&leaf, index, size, &longer, &root));
            for at in 0..proof.len() {
                let mut other = proof.clone();
                other[at][0] ^= 1;
                assert!(!verify_inclusion(&leaf, index, size, &other, &root));
            }
        }
    }
}

#[test]
fn every_proof_of_consistency_holds_and_no_other() {
    let mut source = forest(70);
    let head = |source: &mut All, size| TreeHead { size, root: root(source, size).unwrap() };
    for large in 0..=70 {
        let new = head(&mut source, large);
        for small in 0..=large {
            let old = head(&mut source, small);
            let proof = prove_consistency(&mut source, small, large).unwrap();
            assert!(verify_consistency(&old, &new, &proof), "{small} {large}");
            let other = |head: &TreeHead| TreeHead { root: leaf_hash(b"something else"), ..*head };
            assert!(!verify_consistency(&other(&old), &new, &proof), "{small} {large}");
            if small > 0 {
                assert!(!verify_consistency(&old, &other(&new), &proof));
            }
            if small < large {
                assert!(!verify_consistency(&new, &old, &proof));
            }
            for at in 0..proof.len() {
                let mut changed = proof.clone();
                changed[at][31] ^= 1;
                assert!(!verify_consistency(&old, &new, &changed));
                changed.remove(at);
                assert!(!verify_consistency(&old, &new, &changed));
            }
        }
    }
}
