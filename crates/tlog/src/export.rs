//! A folder with an exported log (C2SP tlog-tiles), checked without anything else: every entry, every tile, the tree.

use std::{collections::HashMap, fs, hash::Hash as Hashable, io, path::Path};

use chrono::{DateTime, Utc};

use super::{
    check::{Check, Fault},
    tile::{self, HEIGHT, Tile, WIDTH},
    tree::{Hash, leaf_hash},
};

/// The checkpoint in a folder.
pub fn checkpoint(folder: &Path) -> io::Result<String> {
    fs::read_to_string(folder.join("checkpoint"))
}

/// What an entry says, as far as a walk asks.
#[derive(Clone, Copy, Debug)]
pub struct Said {
    /// When it was written.
    pub at: DateTime<Utc>,
    /// What it tells of a pruning.
    pub pruned: Option<Pruned>,
}

/// What an entry tells of a pruning.
#[derive(Clone, Copy, Debug)]
pub struct Pruned {
    /// The number of the first entry that is still there, the first of a bundle.
    pub begins: u64,
    /// Everything before that one, and that one too, is from before this moment.
    pub before: DateTime<Utc>,
}

/// Leads `check` along the first `size` entries in `folder`, with the tiles over them. `read` says what an entry says, where it can
/// be read.
///
/// Full bundles may be missing from the start up to where an entry tells of a pruning. Whoever tells of one is believed only when
/// the entry that is still there is as old as they say: those before it are no younger.
pub fn walk<W, I>(folder: &Path, size: u64, check: &mut Check<W, I>, read: impl FnMut(&[u8]) -> Option<Said>)
where
    W: Copy + Eq + Hashable,
{
    let (firsts, told, without_entries) = (HashMap::new(), Vec::new(), Vec::new());
    let mut walk = Walk { folder, size, check, read, firsts, told, without_entries };
    for tile in tile::tiles(size).take_while(|tile| tile.level == 0) {
        if !walk.tile(tile) {
            break;
        }
    }
    walk.finish();
}

struct Walk<'a, W, I, P> {
    folder: &'a Path,
    size: u64,
    check: &'a mut Check<W, I>,
    read: P,
    /// When the first entry of each bundle was written.
    firsts: HashMap<u64, DateTime<Utc>>,
    /// What entries tell of prunings.
    told: Vec<Pruned>,
    /// Full tiles without their bundle.
    without_entries: Vec<Tile>,
}

impl<W, I, P> Walk<'_, W, I, P>
where
    W: Copy + Eq + Hashable,
    P: FnMut(&[u8]) -> Option<Said>,
{
    /// Checks a bundle with the tile of its leaves; false when there is no going on.
    fn tile(&mut self, tile: Tile) -> bool {
        let bundle = self.read(&tile.entries_path());
        if bundle.is_none() && tile.width == WIDTH {
            return self.without_bundle(tile);
        }
        let entries = bundle.and_then(|bytes| self.leaves(&bytes));
        let Some(entries) = entries.filter(|entries| u64::try_from(entries.len()) == Ok(tile.width)) else {
            let fault = Fault::Bundle { path: tile.entries_path(), width: tile.width };
            self.check.fault(self.check.index(), fault);
            return false;
        };
        let leaves = self.hashes(&tile.path()).unwrap_or_default();
        if leaves.len() != entries.len() {
            let fault = Fault::Tile { path: tile.path(), width: tile.width };
            self.check.fault(self.check.index(), fault);
        }
        for (place, (own, said)) in entries.into_iter().enumerate() {
            self.see(said);
            let leaf = leaves.get(place).copied().unwrap_or(own);
            if leaf != own {
                let fault = Fault::Leaf { bundle: tile.entries_path(), tile: tile.path() };
                self.check.fault(self.check.index(), fault);
            }
            self.leaf(leaf);
        }
        true
    }

    /// The leaves of the entries in a bundle, and what those say.
    fn leaves(&mut self, bundle: &[u8]) -> Option<Vec<(Hash, Option<Said>)>> {
        let entries = tile::entries(bundle)?;
        Some(entries.into_iter().map(|entry| (leaf_hash(entry), (self.read)(entry))).collect())
    }

    /// Takes in what the next entry says.
    fn see(&mut self, said: Option<Said>) {
        let Some(Said { at, pruned }) = said else { return };
        let index = self.check.index();
        if index.is_multiple_of(WIDTH) {
            self.firsts.insert(index, at);
        }
        self.told.extend(pruned);
        self.check.time(at);
    }

    /// Takes in a full tile whose entries are not there: they may have been pruned.
    fn without_bundle(&mut self, tile: Tile) -> bool {
        let leaves = self.hashes(&tile.path()).unwrap_or_default();
        if u64::try_from(leaves.len()) != Ok(WIDTH) {
            let fault = Fault::Tile { path: tile.path(), width: WIDTH };
            self.check.fault(self.check.index(), fault);
            return false;
        }
        self.without_entries.push(tile);
        for leaf in leaves {
            self.leaf(leaf);
        }
        true
    }

    fn leaf(&mut self, leaf: Hash) {
        for above in self.check.leaf(leaf) {
            let hashes = self.size >> (above.level * HEIGHT);
            let width = (hashes - above.tile * WIDTH).min(WIDTH);
            let path = Tile { level: above.level, index: above.tile, width }.path();
            let kept = self.hashes(&path).and_then(|hashes| hashes.get(above.place).copied());
            if kept != Some(above.hash) {
                self.check.fault_from(above.first, Fault::Above { tile: path });
            }
        }
    }

    /// Entries may be missing only where an entry shows that they were pruned: from the start, in one stretch.
    fn finish(self) {
        let shown = |told: &&Pruned| self.firsts.get(&told.begins).is_some_and(|at| *at < told.before);
        let begins = self.told.iter().filter(shown).map(|told| told.begins).max().unwrap_or(0);
        for (place, tile) in (0..).zip(self.without_entries) {
            let first = tile.index * WIDTH;
            if tile.index != place || first >= begins {
                self.check.fault(first, Fault::NotPruned { bundle: tile.entries_path() });
            }
        }
    }

    fn hashes(&self, path: &str) -> Option<Vec<Hash>> {
        tile::hashes(&self.read(path)?)
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        fs::read(self.folder.join(path)).ok()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use tempfile::TempDir;

    use super::*;
    use crate::{tile::push_entry, tree::root_of};

    /// Writes a log of so many entries, as an export would.
    fn exported(size: u64) -> TempDir {
        let folder = TempDir::new().unwrap();
        let entry = |index: u64| format!("entry {index}");
        let mut hashes: Vec<Hash> = (0..size).map(|index| leaf_hash(entry(index).as_bytes())).collect();
        let mut level = 0;
        for tile in tile::tiles(size) {
            if tile.level > level {
                hashes = hashes.chunks_exact(256).map(root_of).collect();
                level = tile.level;
            }
            let first = tile.index * WIDTH;
            let range = usize::try_from(first).unwrap()..usize::try_from(first + tile.width).unwrap();
            write(&folder, &tile.path(), hashes[range].as_flattened());
            if level == 0 {
                let mut bundle = Vec::new();
                (first..first + tile.width).for_each(|index| assert!(push_entry(&mut bundle, entry(index).as_bytes())));
                write(&folder, &tile.entries_path(), &bundle);
            }
        }
        folder
    }

    fn write(folder: &TempDir, path: &str, bytes: &[u8]) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// The moment of an entry: one a second.
    fn moment(entry: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(entry, 0).unwrap()
    }

    /// What is wrong when the last of six hundred tells that what came before `pruned_to` was pruned, and is from before that entry.
    fn faults(folder: &TempDir, size: u64, pruned_to: Option<(u64, i64)>) -> Vec<(Option<u64>, Fault<u8, u8>)> {
        let mut check = Check::new(TimeDelta::zero());
        let read = |entry: &[u8]| {
            let number: i64 = str::from_utf8(entry).ok()?.strip_prefix("entry ")?.parse().ok()?;
            let told = pruned_to.filter(|_| number == 599);
            let pruned = told.map(|(begins, before)| Pruned { begins, before: moment(before) });
            Some(Said { at: moment(number), pruned })
        };
        walk(folder.path(), size, &mut check, read);
        check.finish().into_iter().map(|finding| (finding.index, finding.fault)).collect()
    }

    #[test]
    fn what_was_exported_is_whole() {
        for size in [0, 1, 255, 256, 257, 600] {
            assert_eq!(faults(&exported(size), size, None), [], "{size}");
        }
    }

    #[test]
    fn an_entry_and_a_tile_that_do_not_fit_are_found() {
        let folder = exported(600);
        let mut bundle = fs::read(folder.path().join("tile/entries/001")).unwrap();
        bundle[2] ^= 1;
        write(&folder, "tile/entries/001", &bundle);
        let leaf = Fault::Leaf { bundle: "tile/entries/001".into(), tile: "tile/0/001".into() };
        assert_eq!(faults(&folder, 600, None), [(Some(256), leaf)]);

        let folder = exported(600);
        write(&folder, "tile/1/000.p/2", &[0; 64]);
        let above = || Fault::Above { tile: "tile/1/000.p/2".into() };
        assert_eq!(faults(&folder, 600, None), [(Some(0), above()), (Some(256), above())]);

        let folder = exported(600);
        write(&folder, "tile/entries/002.p/88", b"");
        let bundle = Fault::Bundle { path: "tile/entries/002.p/88".into(), width: 88 };
        assert_eq!(faults(&folder, 600, None), [(Some(512), bundle)]);
    }

    #[test]
    fn entries_are_missing_only_where_an_entry_says_that_they_were_pruned() {
        let folder = exported(600);
        fs::remove_file(folder.path().join("tile/entries/000")).unwrap();
        assert_eq!(faults(&folder, 600, Some((256, 257))), []);
        let not_pruned = Fault::NotPruned { bundle: "tile/entries/000".into() };
        assert_eq!(faults(&folder, 600, None), [(Some(0), not_pruned.clone())]);
        assert_eq!(faults(&folder, 600, Some((256, 256))), [(Some(0), not_pruned)], "what is left is not old enough");
        fs::remove_file(folder.path().join("tile/0/000")).unwrap();
        let tile = Fault::Tile { path: "tile/0/000".into(), width: 256 };
        assert_eq!(faults(&folder, 600, Some((256, 257))), [(Some(0), tile)]);

        // From the middle nothing is ever pruned.
        let folder = exported(600);
        fs::remove_file(folder.path().join("tile/entries/001")).unwrap();
        let not_pruned = Fault::NotPruned { bundle: "tile/entries/001".into() };
        assert_eq!(faults(&folder, 600, Some((512, 513))), [(Some(256), not_pruned)]);
    }
}
