//! The Merkle tree over the lines, as in RFC 6962: the root tells all of them, and a proof needs a few hashes only.

use aws_lc_rs::digest::{Context, SHA256, digest};

/// A hash of the tree: SHA-256.
pub type Hash = [u8; 32];

/// The hash of a leaf: what one line comes to.
#[must_use]
pub fn blad(bytes: &[u8]) -> Hash {
    sha256(0, &[bytes])
}

/// The hash of two subtrees side by side.
#[must_use]
pub fn knoop(links: &Hash, rechts: &Hash) -> Hash {
    sha256(1, &[links, rechts])
}

/// The root of a tree without leaves.
#[must_use]
pub fn leeg() -> Hash {
    naar_hash(digest(&SHA256, b"").as_ref())
}

fn sha256(voorvoegsel: u8, delen: &[&[u8]]) -> Hash {
    let mut context = Context::new(&SHA256);
    context.update(&[voorvoegsel]);
    for deel in delen {
        context.update(deel);
    }
    naar_hash(context.finish().as_ref())
}

fn naar_hash(bytes: &[u8]) -> Hash {
    let mut hash = [0; 32];
    hash.iter_mut().zip(bytes).for_each(|(naar, van)| *naar = *van);
    hash
}

/// Knows the hash of every subtree that is whole.
pub trait Bron {
    /// Why a hash is not to be had.
    type Fout;

    /// The hash of the subtree over the leaves from `nummer << hoogte`, `1 << hoogte` of them.
    ///
    /// Fails when it is not to be had.
    fn hash(&mut self, hoogte: u32, nummer: u64) -> Result<Hash, Self::Fout>;
}

/// The root of the first `grootte` leaves.
///
/// Fails when `bron` lacks a hash.
pub fn wortel<B: Bron>(bron: &mut B, grootte: u64) -> Result<Hash, B::Fout> {
    if grootte == 0 { Ok(leeg()) } else { bereik(bron, 0, grootte) }
}

/// The root over the leaves from `van` up to `tot`; `van` begins a whole subtree of at least that size.
fn bereik<B: Bron>(bron: &mut B, van: u64, tot: u64) -> Result<Hash, B::Fout> {
    let aantal = tot - van;
    if aantal.is_power_of_two() {
        let hoogte = aantal.trailing_zeros();
        return bron.hash(hoogte, van >> hoogte);
    }
    let midden = van + splitsing(aantal);
    Ok(knoop(&bereik(bron, van, midden)?, &bereik(bron, midden, tot)?))
}

/// The largest power of two below `aantal`, which is 2 or more.
const fn splitsing(aantal: u64) -> u64 {
    1 << (aantal - 1).ilog2()
}

/// The proof that leaf `nummer` is one of the first `grootte` (RFC 6962, 2.1.1); `nummer` is below `grootte`.
///
/// Fails when `bron` lacks a hash.
pub fn bewijs_opname<B: Bron>(bron: &mut B, nummer: u64, grootte: u64) -> Result<Vec<Hash>, B::Fout> {
    let (mut van, mut tot, mut bewijs) = (0, grootte, Vec::new());
    while tot - van > 1 {
        let midden = van + splitsing(tot - van);
        if nummer < midden {
            bewijs.push(bereik(bron, midden, tot)?);
            tot = midden;
        } else {
            bewijs.push(bereik(bron, van, midden)?);
            van = midden;
        }
    }
    bewijs.reverse();
    Ok(bewijs)
}

/// The proof that the tree of `oud` leaves is the beginning of that of `nieuw` (RFC 6962, 2.1.2); `oud` is not above `nieuw`.
///
/// Fails when `bron` lacks a hash.
pub fn bewijs_begin<B: Bron>(bron: &mut B, oud: u64, nieuw: u64) -> Result<Vec<Hash>, B::Fout> {
    let mut bewijs = Vec::new();
    if oud == 0 || oud == nieuw {
        return Ok(bewijs);
    }
    let (mut van, mut tot) = (0, nieuw);
    while tot > oud {
        let midden = van + splitsing(tot - van);
        if oud <= midden {
            bewijs.push(bereik(bron, midden, tot)?);
            tot = midden;
        } else {
            bewijs.push(bereik(bron, van, midden)?);
            van = midden;
        }
    }
    if van > 0 {
        bewijs.push(bereik(bron, van, tot)?);
    }
    bewijs.reverse();
    Ok(bewijs)
}

/// Whether `bewijs` shows that `blad` is leaf `nummer` of the tree (RFC 9162, 2.1.3.2).
#[must_use]
pub fn toon_opname(blad: &Hash, nummer: u64, grootte: u64, bewijs: &[Hash], wortel: &Hash) -> bool {
    if nummer >= grootte {
        return false;
    }
    let (mut hier, mut laatste, mut hash) = (nummer, grootte - 1, *blad);
    for naast in bewijs {
        if laatste == 0 {
            return false;
        }
        if hier & 1 == 1 || hier == laatste {
            hash = knoop(naast, &hash);
            while hier & 1 == 0 && hier != 0 {
                (hier, laatste) = (hier >> 1, laatste >> 1);
            }
        } else {
            hash = knoop(&hash, naast);
        }
        (hier, laatste) = (hier >> 1, laatste >> 1);
    }
    laatste == 0 && hash == *wortel
}

/// A tree as it was told: so many leaves, with this root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stand {
    /// How many leaves.
    pub grootte: u64,
    /// The root over them.
    pub wortel: Hash,
}

/// Whether `bewijs` shows that the tree `oud` is the beginning of the tree `nieuw` (RFC 9162, 2.1.4.2).
#[must_use]
pub fn toon_begin(oud: &Stand, nieuw: &Stand, bewijs: &[Hash]) -> bool {
    if oud.grootte > nieuw.grootte {
        return false;
    }
    if oud.grootte == nieuw.grootte {
        return bewijs.is_empty() && oud.wortel == nieuw.wortel;
    }
    if oud.grootte == 0 {
        return bewijs.is_empty() && oud.wortel == leeg();
    }
    // A whole subtree is its own first hash, and is left out of the proof.
    let heel = oud.grootte.is_power_of_two().then_some(&oud.wortel);
    let mut bewijs = heel.into_iter().chain(bewijs);
    let Some(eerste) = bewijs.next() else {
        return false;
    };
    let omhoog = (oud.grootte - 1).trailing_ones();
    let (mut hier, mut laatste) = ((oud.grootte - 1) >> omhoog, (nieuw.grootte - 1) >> omhoog);
    let (mut toen, mut nu) = (*eerste, *eerste);
    for naast in bewijs {
        if laatste == 0 {
            return false;
        }
        if hier & 1 == 1 || hier == laatste {
            (toen, nu) = (knoop(naast, &toen), knoop(naast, &nu));
            while hier & 1 == 0 && hier != 0 {
                (hier, laatste) = (hier >> 1, laatste >> 1);
            }
        } else {
            nu = knoop(&nu, naast);
        }
        (hier, laatste) = (hier >> 1, laatste >> 1);
    }
    laatste == 0 && toen == oud.wortel && nu == nieuw.wortel
}

/// A tree that grows leaf by leaf and remembers no more than its right edge.
#[derive(Clone, Debug, Default)]
pub struct Stam {
    grootte: u64,
    /// The whole subtrees from left to right, each lower than the one before it.
    toppen: Vec<(u32, Hash)>,
}

impl Stam {
    /// How many leaves it has.
    #[must_use]
    pub const fn grootte(&self) -> u64 {
        self.grootte
    }

    /// Puts a leaf at the end; tells the height and hash of each subtree that it makes whole, the leaf first.
    pub fn voeg_toe(&mut self, blad: Hash, mut heel: impl FnMut(u32, &Hash)) {
        let (mut hoogte, mut hash) = (0, blad);
        heel(hoogte, &hash);
        while let Some((_, links)) = self.toppen.pop_if(|(top, _)| *top == hoogte) {
            hash = knoop(&links, &hash);
            hoogte += 1;
            heel(hoogte, &hash);
        }
        self.toppen.push((hoogte, hash));
        self.grootte += 1;
    }

    /// The root over all its leaves.
    #[must_use]
    pub fn wortel(&self) -> Hash {
        let rechts_eerst = self.toppen.iter().rev().map(|(_, hash)| *hash);
        rechts_eerst.reduce(|rechts, links| knoop(&links, &rechts)).unwrap_or_else(leeg)
    }

    /// What it has grown to.
    #[must_use]
    pub fn stand(&self) -> Stand {
        Stand { grootte: self.grootte, wortel: self.wortel() }
    }
}

/// The root over so many hashes side by side as a tree has.
#[must_use]
pub fn wortel_van(bladen: &[Hash]) -> Hash {
    let mut stam = Stam::default();
    for blad in bladen {
        stam.voeg_toe(*blad, |_, _| ());
    }
    stam.wortel()
}

#[cfg(test)]
mod tests;
