//! The files in which others read the tree: C2SP tlog-tiles, tiles of 256 hashes and bundles of 256 lines.

use super::boom::Hash;

/// So many hashes, or lines, make a whole tile.
pub const BREEDTE: u64 = 256;
/// The height of a tile: so many levels of the tree.
pub const HOOGTE: u32 = 8;
/// The bytes of one hash in a tile.
pub const HASH_BYTES: usize = 32;

/// The place of a tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tegel {
    /// 0 for the leaves; each level above holds a hash for every whole tile below it.
    pub niveau: u32,
    /// Its number from the left.
    pub nummer: u64,
    /// How many hashes it holds: 1 to 256.
    pub breedte: u64,
}

impl Tegel {
    /// Its path: `tile/0/x001/234`, and `…/067.p/17` when it is not whole.
    #[must_use]
    pub fn pad(&self) -> String {
        format!("tile/{}/{}", self.niveau, self.staart())
    }

    /// The path of the bundle with the lines of these leaves.
    #[must_use]
    pub fn bundelpad(&self) -> String {
        format!("tile/entries/{}", self.staart())
    }

    fn staart(&self) -> String {
        let deel = if self.breedte == BREEDTE { String::new() } else { format!(".p/{}", self.breedte) };
        format!("{}{deel}", nummerpad(self.nummer))
    }
}

/// A number in groups of three digits, all but the last with an `x` before them.
fn nummerpad(nummer: u64) -> String {
    let laatste = format!("{:03}", nummer % 1000);
    let mut groepen = vec![laatste];
    let mut rest = nummer / 1000;
    while rest > 0 {
        groepen.push(format!("x{:03}", rest % 1000));
        rest /= 1000;
    }
    groepen.reverse();
    groepen.join("/")
}

/// Every tile of a tree of `grootte` leaves, level by level.
pub fn tegels(grootte: u64) -> impl Iterator<Item = Tegel> {
    let niveaus = (0..).map(move |niveau| (niveau, grootte.checked_shr(niveau * HOOGTE).unwrap_or(0)));
    niveaus.take_while(|(_, hashes)| *hashes > 0).flat_map(|(niveau, hashes)| {
        let heel = (0..hashes / BREEDTE).map(move |nummer| Tegel { niveau, nummer, breedte: BREEDTE });
        let deel = hashes % BREEDTE;
        let laatste = (deel > 0).then_some(Tegel { niveau, nummer: hashes / BREEDTE, breedte: deel });
        heel.chain(laatste)
    })
}

/// The hashes that a tile holds; none when it is not whole hashes.
#[must_use]
pub fn hashes(bytes: &[u8]) -> Option<Vec<Hash>> {
    let (hashes, rest) = bytes.as_chunks::<HASH_BYTES>();
    rest.is_empty().then(|| hashes.to_vec())
}

/// Puts a line at the end of a bundle; false when it is too long to be in one.
#[must_use]
pub fn bundel(bundel: &mut Vec<u8>, regel: &[u8]) -> bool {
    let Ok(lengte) = u16::try_from(regel.len()) else {
        return false;
    };
    bundel.extend(lengte.to_be_bytes());
    bundel.extend(regel);
    true
}

/// The lines of a bundle; none when it does not end where a line does.
#[must_use]
pub fn ontbundel(mut bundel: &[u8]) -> Option<Vec<&[u8]>> {
    let mut regels = Vec::new();
    while !bundel.is_empty() {
        let (lengte, rest) = bundel.split_first_chunk::<2>()?;
        let (regel, rest) = rest.split_at_checked(u16::from_be_bytes(*lengte).into())?;
        regels.push(regel);
        bundel = rest;
    }
    Some(regels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn de_paden_zijn_die_van_tlog_tiles() {
        let pad = |niveau, nummer, breedte| Tegel { niveau, nummer, breedte }.pad();
        assert_eq!(pad(0, 0, 256), "tile/0/000");
        assert_eq!(pad(0, 1_234_067, 256), "tile/0/x001/x234/067");
        assert_eq!(pad(2, 999, 17), "tile/2/999.p/17");
        assert_eq!(pad(1, 1000, 1), "tile/1/x001/000.p/1");
        assert_eq!(Tegel { niveau: 0, nummer: 273, breedte: 112 }.bundelpad(), "tile/entries/273.p/112");
    }

    #[test]
    fn een_boom_van_70000_bladen_heeft_de_tegels_van_het_voorbeeld_in_de_norm() {
        let alle: Vec<Tegel> = tegels(70_000).collect();
        assert_eq!(alle.len(), 274 + 2 + 1);
        let deel: Vec<String> = alle.iter().filter(|tegel| tegel.breedte < 256).map(Tegel::pad).collect();
        assert_eq!(deel, ["tile/0/273.p/112", "tile/1/001.p/17", "tile/2/000.p/1"]);
        assert_eq!(tegels(0).count(), 0);
        assert_eq!(tegels(256).map(|tegel| tegel.pad()).collect::<Vec<_>>(), ["tile/0/000", "tile/1/000.p/1"]);
    }

    #[test]
    fn een_bundel_geeft_zijn_regels_terug_en_verdraagt_geen_ander_einde() {
        let mut bytes = Vec::new();
        assert!(bundel(&mut bytes, b"een") && bundel(&mut bytes, b"") && bundel(&mut bytes, b"drie"));
        assert_eq!(bytes, b"\0\x03een\0\0\0\x04drie");
        assert_eq!(ontbundel(&bytes), Some(vec![&b"een"[..], b"", b"drie"]));
        assert_eq!(ontbundel(&bytes[..bytes.len() - 1]), None);
        assert_eq!(ontbundel(b"\0"), None);
        assert!(!bundel(&mut bytes, &vec![0; 65_536]));
        assert_eq!(hashes(&[7; 64]), Some(vec![[7; 32]; 2]));
        assert_eq!(hashes(&[7; 63]), None);
    }
}
