//! A witness: somebody else who saw how the log grew, and says so under a signature of their own (C2SP tlog-cosignature
//! and tlog-witness, both v1).

use aws_lc_rs::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use chrono::DateTime;
use tlog::tree::{self, Hash, TreeHead};

use super::checkpoint::{Fout, Vkey, goede_naam, kenmerk, lees_vkey, schrijf_vkey, splits, stand_van};
use crate::domain::tijd::Moment;

/// The kind of signature: Ed25519 with the time in it, `cosignature/v1`.
const COSIGNATUUR: u8 = 4;
/// More lines no proof has.
const MEESTE_BEWIJS: usize = 63;

/// What a witness signs: when, and the text of the checkpoint.
fn boodschap(seconden: u64, tekst: &str) -> String {
    format!("cosignature/v1\ntime {seconden}\n{tekst}")
}

/// What a witness cosigns with.
pub struct Getuigesleutel {
    naam: String,
    paar: Ed25519KeyPair,
}

impl std::fmt::Debug for Getuigesleutel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Getuigesleutel").field("naam", &self.naam).finish_non_exhaustive()
    }
}

impl Getuigesleutel {
    /// The key of these 32 bytes, for the witness with this name.
    ///
    /// Fails when the name cannot be, or the bytes.
    pub fn new(naam: &str, zaad: &[u8; 32]) -> Result<Self, Fout> {
        if !goede_naam(naam) {
            return Err(Fout::Naam);
        }
        let paar = Ed25519KeyPair::from_seed_unchecked(zaad).map_err(|_| Fout::Sleutel)?;
        Ok(Self { naam: naam.to_owned(), paar })
    }

    /// What others check its cosignatures with.
    #[must_use]
    pub fn vkey(&self) -> Getuigevkey {
        let mut sleutel = [0; 32];
        sleutel.iter_mut().zip(self.paar.public_key().as_ref()).for_each(|(naar, van)| *naar = *van);
        Getuigevkey { naam: self.naam.clone(), sleutel }
    }

    /// The line that says that the witness saw this checkpoint at `op`, and nothing that contradicts it.
    ///
    /// Fails when it is no note.
    pub fn medeonderteken(&self, nota: &str, op: Moment) -> Result<String, Fout> {
        let (tekst, _) = splits(nota)?;
        let (seconden, _) = op.unix();
        let mut bytes = self.vkey().kenmerk().to_vec();
        bytes.extend(seconden.to_be_bytes());
        bytes.extend(self.paar.sign(boodschap(seconden, tekst).as_bytes()).as_ref());
        Ok(format!("— {} {}\n", self.naam, STANDARD.encode(bytes)))
    }
}

/// A witness's public key with its name, as `name+hash+key`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Getuigevkey {
    naam: String,
    sleutel: [u8; 32],
}

/// What a witness says: how the tree stood, and when it saw that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Getuigenis {
    /// How the tree stood.
    pub stand: TreeHead,
    /// When it was cosigned, in whole seconds.
    pub op: Moment,
}

impl Getuigevkey {
    fn soort_en_sleutel(&self) -> Vec<u8> {
        [&[COSIGNATUUR], self.sleutel.as_slice()].concat()
    }

    fn kenmerk(&self) -> [u8; 4] {
        kenmerk(&self.naam, &self.soort_en_sleutel())
    }

    /// The name of the witness.
    #[must_use]
    pub fn naam(&self) -> &str {
        &self.naam
    }

    /// What this witness says in a note; nothing when it did not cosign it.
    ///
    /// Fails when it is no checkpoint, or a cosignature that names this key is not of it.
    pub fn open(&self, nota: &str) -> Result<Option<Getuigenis>, Fout> {
        let (tekst, handtekeningen) = splits(nota)?;
        let (_, stand) = stand_van(tekst)?;
        let begin = format!("— {} ", self.naam);
        let mut laatste = None;
        for base64 in handtekeningen.lines().filter_map(|regel| regel.strip_prefix(&begin)) {
            let bytes = STANDARD.decode(base64).unwrap_or_default();
            let Some((kenmerk, rest)) = bytes.split_first_chunk::<4>() else { continue };
            if *kenmerk == self.kenmerk() {
                laatste = laatste.max(Some(self.tijd(tekst, rest)?));
            }
        }
        Ok(laatste.map(|op| Getuigenis { stand, op }))
    }

    /// When the text was cosigned.
    fn tijd(&self, tekst: &str, bytes: &[u8]) -> Result<Moment, Fout> {
        let (seconden, handtekening) = bytes.split_first_chunk::<8>().ok_or(Fout::Handtekening)?;
        let seconden = u64::from_be_bytes(*seconden);
        let sleutel = UnparsedPublicKey::new(&ED25519, self.sleutel);
        let klopt = sleutel.verify(boodschap(seconden, tekst).as_bytes(), handtekening);
        klopt.map_err(|_| Fout::Handtekening)?;
        let op = i64::try_from(seconden).ok().and_then(|seconden| DateTime::from_timestamp(seconden, 0));
        op.map(Moment::new).ok_or(Fout::Handtekening)
    }
}

impl std::fmt::Display for Getuigevkey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&schrijf_vkey(&self.naam, &self.soort_en_sleutel()))
    }
}

impl std::str::FromStr for Getuigevkey {
    type Err = Fout;

    fn from_str(tekst: &str) -> Result<Self, Fout> {
        let (naam, sleutel) = lees_vkey(tekst, COSIGNATUUR)?;
        Ok(Self { naam, sleutel })
    }
}

/// Why a witness does not cosign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Weigering {
    /// The request is no request.
    #[error(
        "dit is geen verzoek om een medeondertekening: `old N`, de regels van het bewijs, een lege regel, het checkpoint"
    )]
    Vorm,
    /// The request says that the tree was larger than the checkpoint says it is.
    #[error("de eerdere boom is groter dan die van het checkpoint")]
    Kleiner,
    /// The log is not one that this witness watches.
    #[error("dit logboek is hier niet bekend")]
    Onbekend,
    /// No signature of a key that is known for this log.
    #[error("de handtekening is niet van een sleutel die voor dit logboek bekend is")]
    Handtekening,
    /// The witness saw another size last.
    #[error("het laatst medeondertekend zijn {0} regels")]
    Grootte(u64),
    /// Another tree of the same size: whoever signed it signed two logs.
    #[error("een andere boom van dezelfde grootte is al medeondertekend")]
    Tweede,
    /// The proof does not show that the tree grew from what the witness saw last.
    #[error("het bewijs toont niet dat de boom voortbouwt op wat het laatst is medeondertekend")]
    Bewijs,
}

/// What is asked of a witness: to cosign a checkpoint that goes on where the tree had `oud` leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aanvraag<'a> {
    /// How large the tree was.
    pub oud: u64,
    /// That it grew from there (RFC 6962, 2.1.2).
    pub bewijs: Vec<Hash>,
    /// The signed note.
    pub nota: &'a str,
}

impl<'a> Aanvraag<'a> {
    /// Reads what was sent.
    ///
    /// Fails when it is anything else.
    pub fn lees(bytes: &'a [u8]) -> Result<Self, Weigering> {
        let tekst = std::str::from_utf8(bytes).map_err(|_| Weigering::Vorm)?;
        let (kop, nota) = tekst.split_once("\n\n").ok_or(Weigering::Vorm)?;
        let mut regels = kop.split('\n');
        let getal = regels.next().and_then(|regel| regel.strip_prefix("old ")).ok_or(Weigering::Vorm)?;
        let oud: u64 = getal.parse().map_err(|_| Weigering::Vorm)?;
        let hash = |regel: &str| STANDARD.decode(regel).ok().and_then(|bytes| bytes.try_into().ok());
        let bewijs: Option<Vec<Hash>> = regels.map(hash).collect();
        let bewijs = bewijs.filter(|bewijs| bewijs.len() <= MEESTE_BEWIJS).ok_or(Weigering::Vorm)?;
        if oud.to_string() != getal || !is_nette_nota(nota) {
            return Err(Weigering::Vorm);
        }
        Ok(Self { oud, bewijs, nota })
    }

    /// As it is sent.
    #[must_use]
    pub fn schrijf(&self) -> String {
        let bewijs = self.bewijs.iter().map(|hash| STANDARD.encode(hash));
        let kop: Vec<String> = [format!("old {}", self.oud)].into_iter().chain(bewijs).collect();
        format!("{}\n\n{}", kop.join("\n"), self.nota)
    }

    /// The name of the log.
    ///
    /// Fails when the note is no checkpoint.
    pub fn oorsprong(&self) -> Result<&'a str, Weigering> {
        let gelezen = splits(self.nota).and_then(|(tekst, _)| stand_van(tekst));
        gelezen.map(|(oorsprong, _)| oorsprong).map_err(|_| Weigering::Vorm)
    }

    /// How the tree stands now, when that may be cosigned by whoever saw `gezien` last and knows these keys.
    ///
    /// An error says why it may not.
    pub fn beoordeel(&self, bekend: &[Vkey], gezien: Option<TreeHead>) -> Result<TreeHead, Weigering> {
        let oorsprong = self.oorsprong()?;
        let mut sleutels = bekend.iter().filter(|vkey| vkey.naam() == oorsprong).peekable();
        sleutels.peek().ok_or(Weigering::Onbekend)?;
        let nu = sleutels.find_map(|vkey| vkey.open(self.nota).ok()).ok_or(Weigering::Handtekening)?;
        if self.oud > nu.size {
            return Err(Weigering::Kleiner);
        }
        let gezien = gezien.unwrap_or_else(TreeHead::empty);
        if gezien.size != self.oud {
            return Err(Weigering::Grootte(gezien.size));
        }
        if gezien.size == nu.size && gezien.root != nu.root {
            return Err(Weigering::Tweede);
        }
        if tree::verify_consistency(&gezien, &nu, &self.bewijs) { Ok(nu) } else { Err(Weigering::Bewijs) }
    }
}

/// Whether a note holds what it may: no control characters, and only signatures behind its text.
fn is_nette_nota(nota: &str) -> bool {
    let Ok((_, handtekeningen)) = splits(nota) else { return false };
    let handtekening = |regel: &str| {
        let delen = regel.strip_prefix("— ").and_then(|rest| rest.split_once(' '));
        delen.is_some_and(|(naam, base64)| {
            goede_naam(naam) && STANDARD.decode(base64).is_ok_and(|bytes| bytes.len() > 4)
        })
    };
    !nota.contains(|c: char| c.is_control() && c != '\n') && handtekeningen.lines().all(handtekening)
}

#[cfg(test)]
mod tests;
