//! The files in which others read the tree (C2SP tlog-tiles): tiles of 256 hashes, and bundles of 256 entries.

use super::tree::Hash;

/// The number of hashes, or entries, in a full tile.
pub const WIDTH: u64 = 256;
/// The height of a tile: the number of levels of the tree that it spans.
pub const HEIGHT: u32 = 8;
/// The number of bytes that one hash takes in a tile.
pub const HASH_BYTES: usize = 32;

/// The place of a tile in the tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tile {
    /// 0 for the leaves. A tile on the next level holds a hash for every full tile below it.
    pub level: u32,
    /// Its number on that level, from the left.
    pub index: u64,
    /// The number of hashes that it holds: 1 to 256.
    pub width: u64,
}

impl Tile {
    /// The path of its file: `tile/0/x001/234`, or `tile/0/x001/067.p/17` when it is not full.
    #[must_use]
    pub fn path(&self) -> String {
        format!("tile/{}/{}", self.level, self.tail())
    }

    /// The path of the bundle with the entries of these leaves.
    #[must_use]
    pub fn entries_path(&self) -> String {
        format!("tile/entries/{}", self.tail())
    }

    fn tail(&self) -> String {
        let partial = if self.width == WIDTH { String::new() } else { format!(".p/{}", self.width) };
        format!("{}{partial}", index_path(self.index))
    }
}

/// A number in groups of three digits, all but the last preceded by an `x`.
fn index_path(index: u64) -> String {
    let mut groups = vec![format!("{:03}", index % 1000)];
    let mut rest = index / 1000;
    while rest > 0 {
        groups.push(format!("x{:03}", rest % 1000));
        rest /= 1000;
    }
    groups.reverse();
    groups.join("/")
}

/// Every tile of a tree of `size` leaves, level by level.
pub fn tiles(size: u64) -> impl Iterator<Item = Tile> {
    let levels = (0..).map(move |level| (level, size.checked_shr(level * HEIGHT).unwrap_or(0)));
    levels.take_while(|(_, hashes)| *hashes > 0).flat_map(|(level, hashes)| {
        let full = (0..hashes / WIDTH).map(move |index| Tile { level, index, width: WIDTH });
        let rest = hashes % WIDTH;
        let partial = (rest > 0).then_some(Tile { level, index: hashes / WIDTH, width: rest });
        full.chain(partial)
    })
}

/// The hashes in the bytes of a tile; none when it is not a number of whole hashes.
#[must_use]
pub fn hashes(tile: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = tile.as_chunks::<HASH_BYTES>();
    rest.is_empty().then(|| hashes.to_vec())
}

/// Adds an entry at the end of a bundle; false when it is too long to be in one.
#[must_use]
pub fn push_entry(bundle: &mut Vec<u8>, entry: &[u8]) -> bool {
    let Ok(length) = u16::try_from(entry.len()) else {
        return false;
    };
    bundle.extend(length.to_be_bytes());
    bundle.extend(entry);
    true
}

/// The entries of a bundle; none when it does not end where an entry does.
#[must_use]
pub fn entries(mut bundle: &[u8]) -> Option<Vec<&[u8]>> {
    let mut entries = Vec::new();
    while !bundle.is_empty() {
        let (length, rest) = bundle.split_first_chunk::<2>()?;
        let (entry, rest) = rest.split_at_checked(u16::from_be_bytes(*length).into())?;
        entries.push(entry);
        bundle = rest;
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_those_of_tlog_tiles() {
        let path = |level, index, width| Tile { level, index, width }.path();
        assert_eq!(path(0, 0, 256), "tile/0/000");
        assert_eq!(path(0, 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(path(2, 999, 17), "tile/2/999.p/17");
        assert_eq!(path(1, 1000, 1), "tile/1/x001/000.p/1");
        assert_eq!(Tile { level: 0, index: 273, width: 112 }.entries_path(), "tile/entries/273.p/112");
    }

    #[test]
    fn a_tree_of_70000_leaves_has_the_tiles_of_the_example_in_the_specification() {
        let all: Vec<Tile> = tiles(70_000).collect();
        assert_eq!(all.len(), 274 + 2 + 1);
        let partial: Vec<String> = all.iter().filter(|tile| tile.width < 256).map(Tile::path).collect();
        assert_eq!(partial, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
        assert_eq!(tiles(0).count(), 0);
        assert_eq!(tiles(256).map(|tile| tile.path()).collect::<Vec<_>>(), ["tile/0/000", "tile/1/000.p/1"]);
    }

    #[test]
    fn a_bundle_gives_its_entries_back_and_allows_no_other_end() {
        let mut bytes = Vec::new();
        assert!(push_entry(&mut bytes, b"one") && push_entry(&mut bytes, b"") && push_entry(&mut bytes, b"three"));
        assert_eq!(bytes, b"\0\x03one\0\0\0\x05three");
        assert_eq!(entries(&bytes), Some(vec![&b"one"[..], b"", b"three"]));
        assert_eq!(entries(&bytes[..bytes.len() - 1]), None);
        assert_eq!(entries(b"\0"), None);
        assert!(!push_entry(&mut bytes, &vec![0; 65_536]));
        assert_eq!(hashes(&[7; 64]), Some(vec![[7; 32]; 2]));
        assert_eq!(hashes(&[7; 63]), None);
    }
}
