//! The Merkle tree of RFC 6962: its root stands for all entries, and a proof needs only a few hashes.

use aws_lc_rs::digest::{Context, SHA256, digest};

/// A hash in the tree: SHA-256.
pub type Hash = [u8; 32];

/// The hash of one entry. Leaves and nodes are hashed with different first bytes, so that neither can pass for the other.
#[must_use]
pub fn leaf_hash(entry: &[u8]) -> Hash {
    sha256(0, &[entry])
}

/// The hash of two subtrees side by side.
#[must_use]
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    sha256(1, &[left, right])
}

/// The root of a tree without leaves.
#[must_use]
pub fn empty_root() -> Hash {
    to_hash(digest(&SHA256, b"").as_ref())
}

fn sha256(prefix: u8, parts: &[&[u8]]) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(&[prefix]);
    for part in parts {
        context.update(part);
    }
    to_hash(context.finish().as_ref())
}

fn to_hash(bytes: &[u8]) -> Hash {
    let mut hash = [0; 32];
    hash.iter_mut().zip(bytes).for_each(|(to, from)| *to = *from);
    hash
}

/// Whoever knows the hash of every complete subtree: usually because they are stored in tiles.
pub trait Subtrees {
    /// Why a hash cannot be had.
    type Error;

    /// The hash of the subtree over `1 << height` leaves, the first of which is leaf `index << height`.
    fn hash(&mut self, height: u32, index: u64) -> Result<Hash, Self::Error>;
}

/// The root over the first `size` leaves.
pub fn root<S: Subtrees>(subtrees: &mut S, size: u64) -> Result<Hash, S::Error> {
    if size == 0 { Ok(empty_root()) } else { range(subtrees, 0, size) }
}

/// The root over the leaves from `from` up to `to`. A complete subtree of at least that size begins at `from`.
fn range<S: Subtrees>(subtrees: &mut S, from: u64, to: u64) -> Result<Hash, S::Error> {
    let count = to - from;
    if count.is_power_of_two() {
        let height = count.trailing_zeros();
        return subtrees.hash(height, from >> height);
    }
    let middle = from + split(count);
    Ok(node_hash(&range(subtrees, from, middle)?, &range(subtrees, middle, to)?))
}

/// The largest power of two below `count`, which is at least 2.
const fn split(count: u64) -> u64 {
    1 << (count - 1).ilog2()
}

/// The proof that leaf `index` is one of the first `size` (RFC 6962, section 2.1.1). `index` is below `size`.
pub fn prove_inclusion<S: Subtrees>(subtrees: &mut S, index: u64, size: u64) -> Result<Vec<Hash>, S::Error> {
    let (mut from, mut to, mut proof) = (0, size, Vec::new());
    while to - from > 1 {
        let middle = from + split(to - from);
        if index < middle {
            proof.push(range(subtrees, middle, to)?);
            to = middle;
        } else {
            proof.push(range(subtrees, from, middle)?);
            from = middle;
        }
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the tree of `new` leaves begins with that of `old` leaves (RFC 6962, section 2.1.2). `old` is at most `new`.
pub fn prove_consistency<S: Subtrees>(subtrees: &mut S, old: u64, new: u64) -> Result<Vec<Hash>, S::Error> {
    let mut proof = Vec::new();
    if old == 0 || old == new {
        return Ok(proof);
    }
    let (mut from, mut to) = (0, new);
    while to > old {
        let middle = from + split(to - from);
        if old <= middle {
            proof.push(range(subtrees, middle, to)?);
            to = middle;
        } else {
            proof.push(range(subtrees, from, middle)?);
            from = middle;
        }
    }
    if from > 0 {
        proof.push(range(subtrees, from, to)?);
    }
    proof.reverse();
    Ok(proof)
}

/// Whether `proof` shows that `leaf` has this index in the tree of `size` leaves with this root (RFC 9162, section 2.1.3.2).
#[must_use]
pub fn verify_inclusion(leaf: &Hash, index: u64, size: u64, proof: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut here, mut last, mut hash) = (index, size - 1, *leaf);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if here & 1 == 1 || here == last {
            hash = node_hash(sibling, &hash);
            while here & 1 == 0 && here != 0 {
                (here, last) = (here >> 1, last >> 1);
            }
        } else {
            hash = node_hash(&hash, sibling);
        }
        (here, last) = (here >> 1, last >> 1);
    }
    last == 0 && hash == *root
}

/// How a tree stands: its number of leaves and the root over them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TreeHead {
    /// The number of leaves.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
}

impl TreeHead {
    /// Of a tree that has no leaves yet.
    #[must_use]
    pub fn empty() -> Self {
        Self { size: 0, root: empty_root() }
    }
}

/// Whether `proof` shows that the tree `new` begins with the tree `old` (RFC 9162, section 2.1.4.2).
#[must_use]
pub fn verify_consistency(old: &TreeHead, new: &TreeHead, proof: &[Hash]) -> bool {
    if old.size > new.size {
        return false;
    }
    if old.size == new.size {
        return proof.is_empty() && old.root == new.root;
    }
    if old.size == 0 {
        return proof.is_empty() && old.root == empty_root();
    }
    // Of an old tree that is one complete subtree the proof leaves out the first hash, which is its root.
    let known = old.size.is_power_of_two().then_some(&old.root);
    let mut proof = known.into_iter().chain(proof);
    let Some(first) = proof.next() else {
        return false;
    };
    let up = (old.size - 1).trailing_ones();
    let (mut here, mut last) = ((old.size - 1) >> up, (new.size - 1) >> up);
    let (mut then, mut now) = (*first, *first);
    for sibling in proof {
        if last == 0 {
            return false;
        }
        if here & 1 == 1 || here == last {
            (then, now) = (node_hash(sibling, &then), node_hash(sibling, &now));
            while here & 1 == 0 && here != 0 {
                (here, last) = (here >> 1, last >> 1);
            }
        } else {
            now = node_hash(&now, sibling);
        }
        (here, last) = (here >> 1, last >> 1);
    }
    last == 0 && then == old.root && now == new.root
}

/// A tree that grows leaf by leaf and remembers only its right edge.
#[derive(Clone, Debug, Default)]
pub struct Frontier {
    size: u64,
    /// The complete subtrees from left to right as height and hash, each lower than the one before it.
    peaks: Vec<(u32, Hash)>,
}

impl Frontier {
    /// The number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf at the end. Calls `complete` with the height and hash of every subtree that this completes, the leaf first.
    pub fn push(&mut self, leaf: Hash, mut complete: impl FnMut(u32, &Hash)) {
        let (mut height, mut hash) = (0, leaf);
        complete(height, &hash);
        while let Some((_, left)) = self.peaks.pop_if(|(peak, _)| *peak == height) {
            hash = node_hash(&left, &hash);
            height += 1;
            complete(height, &hash);
        }
        self.peaks.push((height, hash));
        self.size += 1;
    }

    /// The root over all leaves.
    #[must_use]
    pub fn root(&self) -> Hash {
        let from_the_right = self.peaks.iter().rev().map(|(_, hash)| *hash);
        from_the_right.reduce(|right, left| node_hash(&left, &right)).unwrap_or_else(empty_root)
    }

    /// The number of leaves and the root over them.
    #[must_use]
    pub fn head(&self) -> TreeHead {
        TreeHead { size: self.size, root: self.root() }
    }
}

/// The root over these hashes side by side.
#[must_use]
pub fn root_of(leaves: &[Hash]) -> Hash {
    let mut frontier = Frontier::default();
    for leaf in leaves {
        frontier.push(*leaf, |_, _| ());
    }
    frontier.root()
}

#[cfg(test)]
mod tests;
