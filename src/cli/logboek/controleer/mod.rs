//! `knooppunt logboek controleer`: the database against what was numbered, signed and kept.

mod rondom;

use std::{
    collections::{HashMap, HashSet},
    thread,
};

use chrono::TimeDelta;
use diesel::result::Error as DieselError;
use tlog::{
    buckets::Buckets,
    check::Above,
    checkpoint::{self, LogVkey},
    cosignature::WitnessVkey,
    tile::{self, WIDTH},
    tree::{Hash, TreeHead},
};

use super::{getuigenis, snoei::Gesnoeid, verslag::Verslag};
use crate::{
    domain::{
        logboek::{
            LogregelId, nota,
            rij::{Rij, WijzigingId},
            toets::{Toets, bevindingen},
        },
        tijd::Moment,
        toegang::PseudoniemId,
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        logboek::{
            betrokkene::personen,
            boom,
            checkpoint::{nieuwste, tussen},
            rijen,
            snoei::wijzigingen,
        },
    },
};

/// A line may be so many minutes older than one that was numbered before it: longer than any request waits, and than clocks
/// of servers differ.
pub const SPELING_MINUTEN: u32 = 15;
/// Lines read in one go: sixteen tiles.
const BLADZIJDE: u64 = 16 * WIDTH;

/// Of so many checkpoints among those lines the signature is checked: that costs more than the lines.
const HANDTEKENINGEN: usize = 32;

/// How the tree stood, as it is known outside the database.
#[derive(Clone, Copy, Debug, Default)]
pub struct Bewaard {
    /// As somebody kept it.
    pub checkpoint: Option<TreeHead>,
    /// As the signer signed it last.
    pub ondertekenaar: Option<TreeHead>,
}

/// What the log is held against.
#[derive(Clone, Debug)]
pub struct Vraag {
    /// How the tree stood.
    pub bewaard: Bewaard,
    /// The key of the log, and those of before.
    pub vkeys: Vec<LogVkey>,
    /// The keys of its witnesses.
    pub getuigen: Vec<WitnessVkey>,
    /// A line may be so much older than one that was numbered before it, and wait so long for its number.
    pub speling: TimeDelta,
    /// What time it is.
    pub nu: Moment,
}

/// Checks the whole log in one snapshot: its lines and its tree, what points to its lines, and what guards it.
///
/// Fails when the database fails. What is wrong with the log is in the answer.
pub fn controleer(db: &Db, vraag: Vraag) -> Result<Verslag, Error> {
    let Vraag { bewaard, vkeys, getuigen, speling, nu } = vraag;
    db.read_blocking(move |tx| {
        let mut toets = Toets::new(speling).until(nu.plus(speling).utc());
        if let Some(stand) = bewaard.checkpoint {
            toets.expect(&stand, "het bewaarde checkpoint", true);
        }
        if let Some(stand) = bewaard.ondertekenaar {
            toets.expect(&stand, "wat de ondertekenaar het laatst ondertekende", true);
        }
        getuigenis::verwacht(tx, &mut toets, &getuigen)?;
        let kop = boom::grootte(tx)?;
        let ondertekend = ondertekend_tot(tx, &mut toets, &vkeys, kop)?;
        let gesnoeid = Gesnoeid::lees(tx, &mut toets)?;
        let (merken, emmers) = (HashSet::from_iter(wijzigingen(tx)?), Buckets::default());
        let mut lezer = Lezer { tx, toets, vkeys, kop, aanwezig: 0, merken, emmers, gesnoeid, hogere: HashMap::new() };
        lezer.alle_regels()?;
        let wachtend = lezer.niet_genummerd(nu, speling)?;
        lezer.gesnoeid.klaar(&mut lezer.toets);
        let stand = lezer.toets.head();
        lezer.rondom()?;
        Ok(Verslag { stand, wachtend, ondertekend, bevindingen: bevindingen(lezer.toets) })
    })
}

/// What the newest checkpoint is of. A tree that is smaller by now will not come across it, so it is looked at here.
fn ondertekend_tot(tx: &mut Tx, toets: &mut Toets, vkeys: &[LogVkey], kop: u64) -> Result<Option<u64>, Error> {
    let Some((grootte, nota)) = nieuwste(tx)? else {
        return Ok(None);
    };
    let wie = format!("het checkpoint van {grootte} regels");
    if vkeys.is_empty() {
        toets.fault(None, format!("{wie} is niet na te gaan: noem de sleutel van het logboek met --vkey"));
    } else if grootte > kop {
        match checkpoint::open_with(vkeys, &nota) {
            Ok(stand) => toets.expect(&stand, wie, true),
            Err(fout) => toets.fault(None, format!("{wie}: {}", nota::Fout(fout))),
        }
    }
    Ok(Some(grootte))
}

/// What is found under a number.
enum Gevonden<T> {
    Regel(Box<T>),
    Weg,
    Onleesbaar,
}

/// Numbers with what is found under them.
type Bladzijde<T> = Vec<(u64, Gevonden<T>)>;

/// A line with what takes a while to work out: its leaf, and whom it names.
struct Uitgewerkt {
    regel: Rij,
    blad: Hash,
    personen: Vec<PseudoniemId>,
}

impl From<Rij> for Uitgewerkt {
    fn from(regel: Rij) -> Self {
        Self { blad: regel.blad(), personen: personen(&regel.betrokkenen).collect(), regel }
    }
}

struct Lezer<'a> {
    tx: &'a mut Tx,
    toets: Toets,
    vkeys: Vec<LogVkey>,
    /// How many lines have a number, according to the database.
    kop: u64,
    /// How many lines were found.
    aanwezig: u64,
    /// The changes that lines tell of.
    merken: HashSet<WijzigingId>,
    /// The persons whom lines name.
    emmers: Buckets<PseudoniemId, LogregelId>,
    /// What went from the old end.
    gesnoeid: Gesnoeid,
    /// The tile of each level above the leaves that was asked for last, with its number.
    hogere: HashMap<u32, (u64, Vec<Hash>)>,
}

impl Lezer<'_> {
    fn alle_regels(&mut self) -> Result<(), Error> {
        let mut gelezen = self.lees(self.toets.index())?;
        while self.toets.index() < self.kop {
            let van = self.toets.index();
            let tot = self.kop.min(van + BLADZIJDE);
            self.checkpoints(van, tot)?;
            let bladen = self.bladen(van, tot)?;
            // While this page is worked out the database looks for the next.
            let (uitgewerkt, volgende) = thread::scope(|scope| {
                let werk = scope.spawn(|| werk_uit(gelezen));
                let volgende = self.lees(tot);
                (werk.join(), volgende)
            });
            gelezen = volgende?;
            let mut rijen = uitgewerkt.map_err(|_| Error::Paniek)?.into_iter().peekable();
            for (index, nummer) in (van..tot).enumerate() {
                let gevonden = rijen.next_if(|(er, _)| *er == nummer).map(|(_, gevonden)| gevonden);
                let Some(blad) = self.bekijk(nummer, gevonden, bladen.get(index).copied()) else {
                    return Ok(());
                };
                self.neem_op(blad)?;
            }
        }
        if let Some(nummer) = rijen::nooit_gegeven(self.tx, self.kop)? {
            self.toets.fault(self.kop, format!("nummer {nummer} is nooit gegeven: er zijn er {}", self.kop));
        }
        Ok(())
    }

    fn lees(&mut self, van: u64) -> Result<Bladzijde<Rij>, Error> {
        bladzijde(self.tx, van, self.kop.min(van + BLADZIJDE))
    }

    /// The leaf that goes on in the tree: the stored one, with which the line was held. None when neither is there.
    fn bekijk(&mut self, nummer: u64, gevonden: Option<Gevonden<Uitgewerkt>>, bewaard: Option<Hash>) -> Option<Hash> {
        if bewaard.is_none() {
            self.toets.fault(nummer, "het blad van deze regel is weg uit de tegels");
        }
        let eigen = match gevonden {
            Some(Gevonden::Regel(uitgewerkt)) => {
                let Uitgewerkt { ref regel, blad: eigen, .. } = *uitgewerkt;
                self.aanwezig += 1;
                self.toets.entry(regel.telling());
                self.gesnoeid.zie(Some(nummer), regel);
                self.onthoud(&uitgewerkt);
                if bewaard.is_some_and(|bewaard| bewaard != eigen) {
                    self.toets.fault(nummer, "de regel is niet die welke dit nummer kreeg: gewijzigd of verwisseld");
                }
                return Some(bewaard.unwrap_or(eigen));
            }
            Some(Gevonden::Weg) => "de regel is weggehaald",
            Some(Gevonden::Onleesbaar) => {
                self.aanwezig += 1;
                "de regel is niet te lezen: er staat iets in dat er niet kan staan"
            }
            None if nummer < self.gesnoeid.grens() => return bewaard,
            None => "het nummer is weggehaald",
        };
        self.toets.fault(nummer, eigen);
        bewaard
    }

    fn onthoud(&mut self, Uitgewerkt { regel, personen, .. }: &Uitgewerkt) {
        self.merken.extend(regel.wijziging);
        for wie in personen {
            self.emmers.add(&(*wie, regel.id));
        }
    }

    fn neem_op(&mut self, blad: Hash) -> Result<(), Error> {
        for Above { level, tile, place, hash, first } in self.toets.leaf(blad) {
            if self.hogere(level, tile)?.get(place) != Some(&hash) {
                self.toets.fault_from(first, format!("tegel {level}/{tile} past niet bij de bladen eronder"));
            }
        }
        Ok(())
    }

    /// The hashes of a tile above the leaves; the last one of each level is at hand, for it is asked for hash by hash.
    fn hogere(&mut self, niveau: u32, nummer: u64) -> Result<&[Hash], Error> {
        if self.hogere.get(&niveau).is_none_or(|(welke, _)| *welke != nummer) {
            let bytes = boom::tegel(self.tx, niveau, nummer)?.unwrap_or_default();
            self.hogere.insert(niveau, (nummer, tile::hashes(&bytes).unwrap_or_default()));
        }
        Ok(self.hogere.get(&niveau).map(|(_, hashes)| hashes.as_slice()).unwrap_or_default())
    }

    /// Expects the tree to be what every checkpoint on the way says; of the last few the signature is checked too.
    fn checkpoints(&mut self, van: u64, tot: u64) -> Result<(), Error> {
        let alle = tussen(self.tx, van, tot)?;
        let ongezien = alle.len().saturating_sub(HANDTEKENINGEN);
        for (index, (grootte, nota)) in alle.into_iter().enumerate() {
            let zeker = index >= ongezien && !self.vkeys.is_empty();
            let stand = if zeker { checkpoint::open_with(&self.vkeys, &nota) } else { checkpoint::read(&nota) };
            let wie = format!("het checkpoint van {grootte} regels");
            match stand {
                Ok(stand) if stand.size == grootte => self.toets.expect(&stand, wie, zeker),
                Ok(_) => self.toets.fault(None, format!("{wie} is van een ander aantal regels")),
                Err(fout) => self.toets.fault(None, format!("{wie}: {}", nota::Fout(fout))),
            }
        }
        Ok(())
    }

    /// The stored leaves from `van` on, which begins a tile; ends early where one is not there.
    fn bladen(&mut self, van: u64, tot: u64) -> Result<Vec<Hash>, Error> {
        let mut bladen = Vec::new();
        for (nummer, bytes) in boom::onderste(self.tx, van / WIDTH, tot.div_ceil(WIDTH))? {
            if usize::try_from(nummer * WIDTH - van) != Ok(bladen.len()) {
                break;
            }
            bladen.extend(tile::hashes(&bytes).unwrap_or_default());
        }
        Ok(bladen)
    }

    /// The lines that wait, and those that do not even wait; says how many wait.
    fn niet_genummerd(&mut self, nu: Moment, speling: TimeDelta) -> Result<u64, Error> {
        let (mut na, mut gezien, mut staat_stil) = (None::<LogregelId>, 0, false);
        loop {
            let regels = match rijen::wachtend(self.tx, na, 2048) {
                Err(fout) if is_onleesbaar(&fout) => {
                    self.toets.fault(self.kop, "een regel die op een nummer wacht is niet te lezen");
                    break;
                }
                regels => regels?,
            };
            let Some(laatste) = regels.last() else { break };
            na = Some(laatste.id);
            for uitgewerkt in regels.into_iter().map(Uitgewerkt::from) {
                let regel = &uitgewerkt.regel;
                self.toets.waiting(regel.telling());
                self.onthoud(&uitgewerkt);
                if regel.op.plus(speling) < nu && !staat_stil {
                    staat_stil = true;
                    let wat =
                        format!("regel {} van {} wacht nog op een nummer: er wordt niet genummerd", regel.id, regel.op);
                    self.toets.fault(self.kop, wat);
                }
                self.gesnoeid.zie(None, regel);
                gezien += 1;
            }
        }
        if let Some(id) = rijen::wachtend_verdwenen(self.tx)? {
            self.toets.fault(self.kop, format!("regel {id} is weggehaald terwijl zij op een nummer wachtte"));
        }
        let (regels, wachtend) = rijen::aantallen(self.tx)?;
        if regels != self.aanwezig + gezien
            && let Some(id) = rijen::zoekgeraakt(self.tx)?
        {
            self.toets.fault(self.kop, format!("regel {id} heeft geen nummer en wacht er ook niet op"));
        }
        Ok(wachtend)
    }
}

fn werk_uit(bladzijde: Bladzijde<Rij>) -> Bladzijde<Uitgewerkt> {
    let uitgewerkt = |gevonden| match gevonden {
        Gevonden::Regel(regel) => Gevonden::Regel(Box::new(Uitgewerkt::from(*regel))),
        Gevonden::Weg => Gevonden::Weg,
        Gevonden::Onleesbaar => Gevonden::Onleesbaar,
    };
    bladzijde.into_iter().map(|(nummer, gevonden)| (nummer, uitgewerkt(gevonden))).collect()
}

/// What is under the numbers from `van` on and below `tot`; a line that cannot be read spoils no other.
fn bladzijde(tx: &mut Tx, van: u64, tot: u64) -> Result<Bladzijde<Rij>, Error> {
    match rijen::genummerd(tx, van, tot) {
        Ok(rijen) => {
            let gevonden = |regel: Option<Rij>| regel.map_or(Gevonden::Weg, |regel| Gevonden::Regel(Box::new(regel)));
            Ok(rijen.into_iter().map(|(nummer, regel)| (nummer, gevonden(regel))).collect())
        }
        Err(fout) if is_onleesbaar(&fout) && tot - van == 1 => Ok(vec![(van, Gevonden::Onleesbaar)]),
        Err(fout) if is_onleesbaar(&fout) => {
            let midden = van + (tot - van) / 2;
            let mut rijen = bladzijde(tx, van, midden)?;
            rijen.extend(bladzijde(tx, midden, tot)?);
            Ok(rijen)
        }
        Err(fout) => Err(fout),
    }
}

const fn is_onleesbaar(fout: &Error) -> bool {
    matches!(fout, Error::Database(DieselError::DeserializationError(_)))
}
