//! What is signed: a C2SP checkpoint in a signed note, with Ed25519.

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};

use tlog::tree::TreeHead;

/// The kind of signature: Ed25519.
const ED25519_NOTA: u8 = 1;

/// Why a text is no checkpoint, or a key no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fout {
    /// The name of a log must be readable in a note.
    #[error("de naam van een logboek of een getuige is niet leeg en heeft geen spatie, regeleinde of +")]
    Naam,
    /// Not 32 bytes that Ed25519 takes.
    #[error("dit is geen sleutel van Ed25519")]
    Sleutel,
    /// Not as `name+hash+key`.
    #[error("dit is geen vkey: naam+hash+sleutel, zoals `knooppunt logboek sleutel` toont")]
    Vkey,
    /// Not a note with a checkpoint.
    #[error("dit is geen checkpoint")]
    Vorm,
    /// No signature of this key that holds.
    #[error("de handtekening is niet van deze sleutel")]
    Handtekening,
    /// Signed for another log.
    #[error("dit is het checkpoint van een ander logboek")]
    Oorsprong,
}

/// Whether `naam` can be the name of a log or a witness, and of its key.
pub(super) fn goede_naam(naam: &str) -> bool {
    !naam.is_empty() && !naam.contains(|c: char| c == '+' || c.is_whitespace() || c.is_control())
}

/// The first four bytes of the hash of name and key: tells keys of one name apart.
pub(super) fn kenmerk(naam: &str, soort_en_sleutel: &[u8]) -> [u8; 4] {
    let mut bytes = naam.as_bytes().to_vec();
    bytes.push(b'\n');
    bytes.extend(soort_en_sleutel);
    let hash = digest(&SHA256, &bytes);
    hash.as_ref().first_chunk::<4>().copied().unwrap_or_default()
}

/// What signs checkpoints.
pub struct Ondertekensleutel {
    oorsprong: String,
    paar: Ed25519KeyPair,
}

impl std::fmt::Debug for Ondertekensleutel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ondertekensleutel").field("oorsprong", &self.oorsprong).finish_non_exhaustive()
    }
}

impl Ondertekensleutel {
    /// The key of these 32 bytes, for the log with this name.
    ///
    /// Fails when the name cannot be, or the bytes.
    pub fn new(oorsprong: &str, zaad: &[u8; 32]) -> Result<Self, Fout> {
        if !goede_naam(oorsprong) {
            return Err(Fout::Naam);
        }
        let paar = Ed25519KeyPair::from_seed_unchecked(zaad).map_err(|_| Fout::Sleutel)?;
        Ok(Self { oorsprong: oorsprong.to_owned(), paar })
    }

    /// What others check its signatures with.
    #[must_use]
    pub fn vkey(&self) -> Vkey {
        let mut sleutel = [0; 32];
        sleutel.iter_mut().zip(self.paar.public_key().as_ref()).for_each(|(naar, van)| *naar = *van);
        Vkey { naam: self.oorsprong.clone(), sleutel }
    }

    /// The signed note that says how the tree stands.
    #[must_use]
    pub fn onderteken(&self, stand: &TreeHead) -> String {
        let tekst = format!("{}\n{}\n{}\n", self.oorsprong, stand.size, STANDARD.encode(stand.root));
        let mut handtekening = self.vkey().kenmerk().to_vec();
        handtekening.extend(self.paar.sign(tekst.as_bytes()).as_ref());
        format!("{tekst}\n— {} {}\n", self.oorsprong, STANDARD.encode(handtekening))
    }
}

/// A public key with its name, as `name+hash+key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vkey {
    naam: String,
    sleutel: [u8; 32],
}

impl Vkey {
    fn soort_en_sleutel(&self) -> Vec<u8> {
        [&[ED25519_NOTA], self.sleutel.as_slice()].concat()
    }

    fn kenmerk(&self) -> [u8; 4] {
        kenmerk(&self.naam, &self.soort_en_sleutel())
    }

    /// The name of the log.
    #[must_use]
    pub fn naam(&self) -> &str {
        &self.naam
    }

    /// Reads a checkpoint that this key has signed for the log of its name.
    ///
    /// Fails when it is none, of another log, or signed by another key only.
    pub fn open(&self, nota: &str) -> Result<TreeHead, Fout> {
        let (tekst, handtekeningen) = splits(nota)?;
        let (oorsprong, stand) = stand_van(tekst)?;
        if oorsprong != self.naam {
            return Err(Fout::Oorsprong);
        }
        let begin = format!("— {} ", self.naam);
        let sleutel = UnparsedPublicKey::new(&ED25519, self.sleutel);
        let klopt = handtekeningen.lines().filter_map(|regel| regel.strip_prefix(&begin)).any(|base64| {
            let bytes = STANDARD.decode(base64).unwrap_or_default();
            let Some((kenmerk, handtekening)) = bytes.split_first_chunk::<4>() else {
                return false;
            };
            *kenmerk == self.kenmerk() && sleutel.verify(tekst.as_bytes(), handtekening).is_ok()
        });
        if klopt { Ok(stand) } else { Err(Fout::Handtekening) }
    }
}

impl std::fmt::Display for Vkey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&schrijf_vkey(&self.naam, &self.soort_en_sleutel()))
    }
}

impl std::str::FromStr for Vkey {
    type Err = Fout;

    fn from_str(tekst: &str) -> Result<Self, Fout> {
        let (naam, sleutel) = lees_vkey(tekst, ED25519_NOTA)?;
        Ok(Self { naam, sleutel })
    }
}

/// Reads a checkpoint that one of these keys has signed: that of now, or one of before.
///
/// As [`Vkey::open`] of the first key, when none of them has.
pub fn open_met(sleutels: &[Vkey], nota: &str) -> Result<TreeHead, Fout> {
    let geopend = |vkey: &Vkey| vkey.open(nota);
    let van_een = sleutels.iter().find_map(|vkey| geopend(vkey).ok());
    van_een.map_or_else(|| sleutels.first().map_or(Err(Fout::Handtekening), geopend), Ok)
}

/// A public key as `name+hash+key`, the key with the byte of its kind before it.
pub(super) fn schrijf_vkey(naam: &str, soort_en_sleutel: &[u8]) -> String {
    let kenmerk = u32::from_be_bytes(kenmerk(naam, soort_en_sleutel));
    format!("{naam}+{kenmerk:08x}+{}", STANDARD.encode(soort_en_sleutel))
}

/// The name and the key of what [`schrijf_vkey`] wrote, when it is of this kind.
pub(super) fn lees_vkey(tekst: &str, soort: u8) -> Result<(String, [u8; 32]), Fout> {
    let (naam, rest) = tekst.split_once('+').ok_or(Fout::Vkey)?;
    let (_, sleutel) = rest.split_once('+').ok_or(Fout::Vkey)?;
    let bytes = STANDARD.decode(sleutel).map_err(|_| Fout::Vkey)?;
    let sleutel = bytes.strip_prefix(&[soort]).and_then(|rest| rest.try_into().ok()).ok_or(Fout::Vkey)?;
    let zelfde = goede_naam(naam) && schrijf_vkey(naam, &bytes) == tekst;
    if zelfde { Ok((naam.to_owned(), sleutel)) } else { Err(Fout::Vkey) }
}

/// How the tree stands by a note, whoever signed it.
///
/// Fails when it is no checkpoint.
pub fn lees(nota: &str) -> Result<TreeHead, Fout> {
    let (tekst, _) = splits(nota)?;
    Ok(stand_van(tekst)?.1)
}

/// `nota` with the signatures of `ander` that it lacks, when both are about the same text.
#[must_use]
pub fn met_handtekeningen(mut nota: String, ander: &str) -> String {
    let (Ok((tekst, _)), Ok((van_ander, handtekeningen))) = (splits(&nota), splits(ander)) else {
        return nota;
    };
    if tekst == van_ander {
        let nieuw: Vec<&str> = handtekeningen.lines().filter(|regel| !nota.lines().any(|al| al == *regel)).collect();
        for regel in nieuw {
            nota.extend([regel, "\n"]);
        }
    }
    nota
}

/// The signed text, with its last newline, and the signatures.
pub(super) fn splits(nota: &str) -> Result<(&str, &str), Fout> {
    let midden = nota.find("\n\n").ok_or(Fout::Vorm)?;
    let (tekst, rest) = nota.split_at(midden + 1);
    let handtekeningen = rest.strip_prefix('\n').ok_or(Fout::Vorm)?;
    if handtekeningen.ends_with('\n') { Ok((tekst, handtekeningen)) } else { Err(Fout::Vorm) }
}

pub(super) fn stand_van(tekst: &str) -> Result<(&str, TreeHead), Fout> {
    let mut regels = tekst.lines();
    let mut regel = || regels.next().ok_or(Fout::Vorm);
    let (oorsprong, getal, base64) = (regel()?, regel()?, regel()?);
    let grootte: u64 = getal.parse().map_err(|_| Fout::Vorm)?;
    let wortel = STANDARD.decode(base64).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(Fout::Vorm)?;
    if grootte.to_string() != getal || !goede_naam(oorsprong) {
        return Err(Fout::Vorm);
    }
    Ok((oorsprong, TreeHead { size: grootte, root: wortel }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The key of the examples in Go's `golang.org/x/mod/sumdb/note`.
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    /// Its note.
    const NOTA: &str = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem \
                        is.\n\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    fn sleutel(zaad: u8) -> Ondertekensleutel {
        Ondertekensleutel::new("knooppunt.example.nl/logboek", &[zaad; 32]).unwrap()
    }

    fn stand() -> TreeHead {
        TreeHead { size: 42, root: [9; 32] }
    }

    #[test]
    fn de_sleutel_en_de_handtekening_uit_de_documentatie_van_go_worden_gelezen() {
        let peter: Vkey = PETER.parse().unwrap();
        assert_eq!(peter.to_string(), PETER);
        let (tekst, handtekeningen) = splits(NOTA).unwrap();
        let base64 = handtekeningen.trim_end().rsplit(' ').next().unwrap();
        let bytes = STANDARD.decode(base64).unwrap();
        assert_eq!(bytes[..4], peter.kenmerk());
        let publiek = UnparsedPublicKey::new(&ED25519, peter.sleutel);
        assert!(publiek.verify(tekst.as_bytes(), &bytes[4..]).is_ok());
    }

    #[test]
    fn een_checkpoint_zegt_hoe_de_boom_staat_en_van_wie_dat_is() {
        let nota = sleutel(1).onderteken(&stand());
        let begin = "knooppunt.example.nl/logboek\n42\nCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQkJCQk=\n\n— knooppunt.example.nl/logboek ";
        assert!(nota.starts_with(begin), "{nota}");
        let vkey: Vkey = sleutel(1).vkey().to_string().parse().unwrap();
        assert_eq!(vkey.open(&nota), Ok(stand()));
        assert_eq!(lees(&nota), Ok(stand()));
        assert_eq!(vkey.open(&nota.replace("42", "43")), Err(Fout::Handtekening));
        assert_eq!(sleutel(2).vkey().open(&nota), Err(Fout::Handtekening));
        let elders = Ondertekensleutel::new("elders", &[1; 32]).unwrap();
        assert_eq!(vkey.open(&elders.onderteken(&stand())), Err(Fout::Oorsprong));
        // Somebody else may sign too.
        let mede = format!("{nota}— getuige AAAAAAAA\n");
        assert_eq!(vkey.open(&mede), Ok(stand()));
    }

    #[test]
    fn wat_geen_checkpoint_of_sleutel_is_wordt_niet_gelezen() {
        let nota = sleutel(1).onderteken(&stand());
        for geen in ["", "a\n42\n", "a\nb\nc\n\n— a b\n", &nota.replace("\n42\n", "\n042\n"), nota.trim_end()] {
            assert_eq!(lees(geen), Err(Fout::Vorm), "{geen}");
        }
        let vkey = sleutel(1).vkey().to_string();
        for geen in ["", "a", "a+b", "a+b+c", &vkey.replace("knooppunt", "knoop"), &vkey[..vkey.len() - 4]] {
            assert_eq!(geen.parse::<Vkey>(), Err(Fout::Vkey), "{geen}");
        }
        for naam in ["", "met spatie", "met+plus", "met\nregel"] {
            assert_eq!(Ondertekensleutel::new(naam, &[1; 32]).unwrap_err(), Fout::Naam);
        }
    }
}
