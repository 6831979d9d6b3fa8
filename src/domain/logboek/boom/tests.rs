//! The tree against the known answers of certificate transparency, and against the definition itself.
#![expect(clippy::as_conversions, clippy::cast_possible_truncation, reason = "a tree of a test has few leaves")]

use super::*;

/// The leaves of the test vectors of certificate-transparency (`merkle_tree_test.cc`).
const BLADEN: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
/// The roots of the first 1 to 8 of them.
const WORTELS: [&str; 8] = [
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
fn mth(bladen: &[Hash]) -> Hash {
    match bladen {
        [] => leeg(),
        [een] => *een,
        meer => {
            let (links, rechts) = meer.split_at(meer.len().next_power_of_two() / 2);
            knoop(&mth(links), &mth(rechts))
        }
    }
}

struct Alle(Vec<Hash>);

impl Bron for Alle {
    type Fout = String;

    fn hash(&mut self, hoogte: u32, nummer: u64) -> Result<Hash, String> {
        let (van, tot) = ((nummer << hoogte) as usize, ((nummer + 1) << hoogte) as usize);
        self.0.get(van..tot).map(mth).ok_or_else(|| format!("{van}..{tot} is not whole"))
    }
}

fn bos(aantal: u64) -> Alle {
    Alle((0..aantal).map(|nummer| blad(&nummer.to_be_bytes())).collect())
}

fn bekend() -> Alle {
    Alle(BLADEN.iter().map(|hex| blad(&bytes(hex))).collect())
}

#[test]
fn de_wortels_zijn_die_van_certificate_transparency() {
    assert_eq!(leeg(), hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    let mut bron = bekend();
    let mut stam = Stam::default();
    for (index, verwacht) in WORTELS.iter().enumerate() {
        let blad = bron.0[index];
        stam.voeg_toe(blad, |_, _| ());
        assert_eq!(stam.wortel(), hash(verwacht), "{index}");
        assert_eq!(wortel(&mut bron, index as u64 + 1), Ok(hash(verwacht)), "{index}");
    }
}

#[test]
fn de_bewijzen_zijn_die_van_certificate_transparency() {
    let mut bron = bekend();
    let opname = |bron: &mut Alle, nummer, grootte| bewijs_opname(bron, nummer, grootte).unwrap();
    assert_eq!(opname(&mut bron, 0, 1), Vec::<Hash>::new());
    let verwacht = [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ];
    assert_eq!(opname(&mut bron, 0, 8), verwacht.map(hash));
    let verwacht = [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(opname(&mut bron, 5, 8), verwacht.map(hash));
    assert_eq!(opname(&mut bron, 2, 3), [hash("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125")]);
    let begin = |bron: &mut Alle, oud, nieuw| bewijs_begin(bron, oud, nieuw).unwrap();
    assert_eq!(begin(&mut bron, 1, 1), Vec::<Hash>::new());
    let verwacht = [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ];
    assert_eq!(begin(&mut bron, 6, 8), verwacht.map(hash));
    let verwacht = [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ];
    assert_eq!(begin(&mut bron, 2, 5), verwacht.map(hash));
}

#[test]
fn elke_wortel_en_elke_hele_deelboom_zijn_die_van_de_definitie() {
    let mut bron = bos(300);
    let mut stam = Stam::default();
    for grootte in 0..=300_usize {
        let verwacht = mth(&bron.0[..grootte]);
        assert_eq!(wortel(&mut bron, grootte as u64), Ok(verwacht));
        assert_eq!(stam.wortel(), verwacht);
        assert_eq!(wortel_van(&bron.0[..grootte]), verwacht);
        if let Some(blad) = bron.0.get(grootte).copied() {
            let mut heel = Vec::new();
            stam.voeg_toe(blad, |hoogte, hash| heel.push((hoogte, *hash)));
            for (hoogte, hash) in heel {
                assert_eq!(bron.hash(hoogte, (grootte as u64) >> hoogte), Ok(hash));
            }
        }
    }
}

#[test]
fn elk_bewijs_van_opname_klopt_en_geen_ander() {
    let mut bron = bos(70);
    for grootte in 1..=70 {
        let wortel = wortel(&mut bron, grootte).unwrap();
        for nummer in 0..grootte {
            let bewijs = bewijs_opname(&mut bron, nummer, grootte).unwrap();
            let blad = bron.0[nummer as usize];
            assert!(toon_opname(&blad, nummer, grootte, &bewijs, &wortel), "{nummer} {grootte}");
            assert!(!toon_opname(&leeg(), nummer, grootte, &bewijs, &wortel));
            assert!(!toon_opname(&blad, nummer, grootte, &bewijs, &leeg()));
            assert!(!toon_opname(&blad, nummer + 1, grootte, &bewijs, &wortel));
            assert!(!toon_opname(&blad, grootte, grootte, &bewijs, &wortel));
            let mut langer = bewijs.clone();
            langer.push(leeg());
            assert!(!toon_opname(&blad, nummer, grootte, &langer, &wortel));
            for at in 0..bewijs.len() {
                let mut ander = bewijs.clone();
                ander[at][0] ^= 1;
                assert!(!toon_opname(&blad, nummer, grootte, &ander, &wortel));
            }
        }
    }
}

#[test]
fn elk_bewijs_van_begin_klopt_en_geen_ander() {
    let mut bron = bos(70);
    let stand = |bron: &mut Alle, grootte| Stand { grootte, wortel: wortel(bron, grootte).unwrap() };
    for groot in 0..=70 {
        let nieuw = stand(&mut bron, groot);
        for klein in 0..=groot {
            let oud = stand(&mut bron, klein);
            let bewijs = bewijs_begin(&mut bron, klein, groot).unwrap();
            assert!(toon_begin(&oud, &nieuw, &bewijs), "{klein} {groot}");
            let ander = |stand: &Stand| Stand { wortel: blad(b"iets anders"), ..*stand };
            assert!(!toon_begin(&ander(&oud), &nieuw, &bewijs), "{klein} {groot}");
            if klein > 0 {
                assert!(!toon_begin(&oud, &ander(&nieuw), &bewijs));
            }
            if klein < groot {
                assert!(!toon_begin(&nieuw, &oud, &bewijs));
            }
            for at in 0..bewijs.len() {
                let mut anders = bewijs.clone();
                anders[at][31] ^= 1;
                assert!(!toon_begin(&oud, &nieuw, &anders));
                anders.remove(at);
                assert!(!toon_begin(&oud, &nieuw, &anders));
            }
        }
    }
}
