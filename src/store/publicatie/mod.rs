//! Publicaties: concepts under way, and releases that are the same bytes for everybody from then on.

#[cfg(test)]
mod aanval;
pub mod feiten;
#[cfg(test)]
mod proef;
#[cfg(test)]
mod streek;
#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, sync::Arc};

use aws_lc_rs::digest;
use chrono::NaiveDate;
use diesel::{connection::SimpleConnection, prelude::*, result::Error::DeserializationError};

use super::{
    bewaar::pen::{Pen, Rijen},
    conn::{Either, Tx},
    error::Error,
    schema::{publicatie, publicatiebestand},
    types::Woord,
};
use crate::domain::{
    ids::{GebruikerId, PublicatieId},
    publicatie::{
        Fout, Programma,
        bestand::Bestandsoort,
        manifest::{Afdruk, Manifest},
        telling::{Dekking, Eerder, Verborgen},
        vrijgave::{Geteld, Status, TerugleggingReden, Vrijgave},
    },
    recht::{Actor, Gezocht, Rol},
    tijd::Moment,
    toegang::Van,
};

#[derive(Queryable, Selectable)]
#[diesel(table_name = publicatie)]
struct Row {
    id: PublicatieId,
    periode: String,
    programma: String,
    drempel: i32,
    status: Woord<Status>,
    geteld_op: NaiveDate,
    definitief: bool,
    gemaakt_door_id: GebruikerId,
    gemaakt_op: Moment,
    beoordeeld_door_id: Option<GebruikerId>,
    beoordeeld_op: Option<Moment>,
    vrijgegeven_door_id: Option<GebruikerId>,
    vrijgegeven_op: Option<Moment>,
    reden: Option<Woord<TerugleggingReden>>,
    versie: i32,
}

fn lees(row: Row) -> Result<Vrijgave, Error> {
    let periode = row.periode.parse().map_err(|fout: Fout| DeserializationError(fout.into()))?;
    Ok(Vrijgave {
        id: row.id,
        periode,
        programma: row.programma,
        drempel: row.drempel,
        status: row.status.0,
        geteld_op: row.geteld_op,
        definitief: row.definitief,
        gemaakt: (row.gemaakt_door_id, row.gemaakt_op),
        beoordeeld: row.beoordeeld_door_id.zip(row.beoordeeld_op),
        vrijgegeven: row.vrijgegeven_door_id.zip(row.vrijgegeven_op),
        reden: row.reden.map(|reden| reden.0),
        versie: row.versie,
    })
}

/// Whether they see what is not out yet: whoever counts or judges.
fn ziet_concepten(actor: &Actor) -> bool {
    actor.heeft(Rol::Onderzoeker) || actor.heeft(Rol::Fg)
}

/// Everything that was counted, in the order in which that was done.
pub fn alle(tx: &mut Tx) -> Result<Vec<Vrijgave>, Error> {
    let rows = publicatie::table.order(publicatie::id).select(Row::as_select()).load(tx)?;
    rows.into_iter().map(lees).collect()
}

/// What `actor` may see, the last period first.
pub fn lijst(tx: &mut Tx, actor: &Actor) -> Result<Vec<Vrijgave>, Error> {
    let ziet = ziet_concepten(actor);
    let mut alle = alle(tx)?;
    alle.retain(|een| ziet || een.status == Status::Vrijgegeven);
    alle.sort_by_key(|een| std::cmp::Reverse((een.periode.begin(), een.periode, een.id)));
    Ok(alle)
}

/// Looks for one that `actor` may see.
pub fn find(tx: &mut Tx, actor: &Actor, id: PublicatieId) -> Result<Gezocht<Vrijgave>, Error> {
    let row = publicatie::table.find(id).select(Row::as_select()).first(tx).optional()?;
    let gevonden = row.map(lees).transpose()?;
    let gevonden = gevonden.filter(|een| een.status == Status::Vrijgegeven || ziet_concepten(actor));
    Ok(Gezocht { id: id.uuid(), gevonden })
}

/// Of a concept: what is hidden and why, and how much of each measure is told.
pub fn inhoud(tx: &mut Tx, id: PublicatieId) -> Result<(Vec<Verborgen>, Vec<Dekking>), Error> {
    let (verborgen, dekking) = publicatie::table
        .find(id)
        .select((publicatie::verborgen, publicatie::dekking))
        .first::<(String, String)>(tx)?;
    let fout = |fout: serde_json::Error| DeserializationError(fout.into());
    Ok((serde_json::from_str(&verborgen).map_err(fout)?, serde_json::from_str(&dekking).map_err(fout)?))
}

/// The bytes of one file, and their SHA-256; nothing when it is not there (yet).
pub fn bestand(tx: &mut Tx, id: PublicatieId, soort: Bestandsoort) -> Result<Option<(Vec<u8>, Afdruk)>, Error> {
    Ok(publicatiebestand::table
        .find((id, Woord(soort)))
        .select((publicatiebestand::bytes, publicatiebestand::sha256))
        .first(tx)
        .optional()?)
}

/// Which files there are, with their SHA-256.
pub fn afdrukken(tx: &mut Tx, id: PublicatieId) -> Result<BTreeMap<Bestandsoort, Afdruk>, Error> {
    let rows = publicatiebestand::table
        .filter(publicatiebestand::publicatie_id.eq(id))
        .select((publicatiebestand::soort, publicatiebestand::sha256))
        .load::<(Woord<Bestandsoort>, Afdruk)>(tx)?;
    Ok(rows.into_iter().map(|(soort, afdruk)| (soort.0, afdruk)).collect())
}

/// The releases in the order in which they came out.
fn uitgekomen(tx: &mut Tx) -> Result<Vec<Vrijgave>, Error> {
    let mut uit = alle(tx)?;
    uit.retain(|een| een.status == Status::Vrijgegeven);
    uit.sort_by_key(|een| (een.vrijgegeven.map(|(_, op)| op), een.id));
    Ok(uit)
}

/// What every release told, in the order in which they came out; and after them what was counted and laid aside.
pub fn eerder(tx: &mut Tx) -> Result<Vec<Eerder>, Error> {
    let mut eerder = Vec::new();
    let mut programmas = BTreeMap::<Vec<u8>, Arc<Programma>>::new();
    let mut weg = alle(tx)?;
    weg.retain(|een| een.status == Status::Teruggelegd);
    for een in uitgekomen(tx)?.into_iter().chain(weg) {
        let bytes = bestand(tx, een.id, Bestandsoort::Getallen)?.map(|(bytes, _)| bytes).unwrap_or_default();
        let getallen = serde_json::from_slice(&bytes).map_err(|fout| DeserializationError(fout.into()))?;
        let tekst = bestand(tx, een.id, Bestandsoort::Programma)?.map(|(bytes, _)| bytes).unwrap_or_default();
        let programma = if let Some(programma) = programmas.get(&tekst) {
            Arc::clone(programma)
        } else {
            let gelezen = Programma::lees(&String::from_utf8_lossy(&tekst));
            let programma = Arc::new(gelezen.map_err(|fout| DeserializationError(fout.into()))?);
            programmas.insert(tekst, Arc::clone(&programma));
            programma
        };
        let uitgekomen = een.status == Status::Vrijgegeven;
        eerder.push(Eerder { periode: een.periode, uitgekomen, programma, getallen });
    }
    Ok(eerder)
}

/// Lets two who count at once do so one after the other.
pub fn grendel(tx: &mut Tx) -> Result<(), Error> {
    if let Either::Postgres(postgres) = tx.either() {
        postgres.batch_execute("LOCK TABLE publicatie IN SHARE ROW EXCLUSIVE MODE")?;
    }
    Ok(())
}

/// The SHA-256 of bytes, in hexadecimals.
#[must_use]
pub fn sha256(bytes: &[u8]) -> Afdruk {
    let digest = digest::digest(&digest::SHA256, bytes);
    digest.as_ref().iter().fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn schrijf(tx: &mut Tx, id: PublicatieId, soort: Bestandsoort, bytes: &[u8]) -> Result<(), Error> {
    diesel::insert_into(publicatiebestand::table)
        .values((
            publicatiebestand::publicatie_id.eq(id),
            publicatiebestand::soort.eq(Woord(soort)),
            publicatiebestand::bytes.eq(bytes),
            publicatiebestand::sha256.eq(sha256(bytes)),
        ))
        .execute(tx)?;
    Ok(())
}

impl Rijen for Geteld {
    const IN_CASUS: bool = false;

    fn write(&self, pen: &mut Pen<'_>, _: &Van) -> Result<usize, Error> {
        let json = |fout: serde_json::Error| Error::from(DeserializationError(fout.into()));
        let nieuw = &self.vrijgave;
        let (door, op) = nieuw.gemaakt;
        let gemaakt = diesel::insert_into(publicatie::table)
            .values((
                publicatie::id.eq(nieuw.id),
                publicatie::periode.eq(nieuw.periode.to_string()),
                publicatie::programma.eq(&nieuw.programma),
                publicatie::drempel.eq(nieuw.drempel),
                publicatie::status.eq(Woord(nieuw.status)),
                publicatie::geteld_op.eq(nieuw.geteld_op),
                publicatie::definitief.eq(nieuw.definitief),
                publicatie::verborgen.eq(serde_json::to_string(&self.verborgen).map_err(json)?),
                publicatie::dekking.eq(serde_json::to_string(&self.dekking).map_err(json)?),
                publicatie::gemaakt_door_id.eq(door),
                publicatie::gemaakt_op.eq(op),
                publicatie::versie.eq(nieuw.versie),
            ))
            .execute(pen.tx)?;
        for (soort, bytes) in &self.bestanden {
            schrijf(pen.tx, nieuw.id, *soort, bytes)?;
        }
        Ok(gemaakt)
    }
}

impl Rijen for Vrijgave {
    const IN_CASUS: bool = false;

    fn write(&self, pen: &mut Pen<'_>, van: &Van) -> Result<usize, Error> {
        if self.status == Status::Vrijgegeven {
            self.schrijf_manifest(pen)?;
        }
        if matches!(self.status, Status::Vrijgegeven | Status::Teruggelegd) {
            self.vergeet_waarom(pen)?;
        }
        let (beoordeeld_door, beoordeeld_op) = self.beoordeeld.unzip();
        let (vrijgegeven_door, vrijgegeven_op) = self.vrijgegeven.unzip();
        let rij = publicatie::table
            .find(self.id)
            .filter(publicatie::versie.eq(self.versie))
            .filter(publicatie::status.eq_any(van.statussen()));
        let was = diesel::update(rij).set((
            publicatie::status.eq(Woord(self.status)),
            publicatie::beoordeeld_door_id.eq(beoordeeld_door),
            publicatie::beoordeeld_op.eq(beoordeeld_op),
            publicatie::vrijgegeven_door_id.eq(vrijgegeven_door),
            publicatie::vrijgegeven_op.eq(vrijgegeven_op),
            publicatie::reden.eq(self.reden.map(Woord)),
            publicatie::versie.eq(self.versie + 1),
        ));
        let geschreven = was.execute(pen.tx)?;
        Ok(geschreven)
    }

    fn verhoog(&mut self) {
        self.versie += 1;
    }
}

impl Vrijgave {
    /// Writes down how it came about.
    fn schrijf_manifest(&self, pen: &mut Pen<'_>) -> Result<(), Error> {
        let mut eerder = Vec::new();
        for een in uitgekomen(pen.tx)? {
            let afdruk = afdrukken(pen.tx, een.id)?.remove(&Bestandsoort::Manifest).unwrap_or_default();
            eerder.push((een.periode.to_string(), afdruk));
        }
        let bestanden = afdrukken(pen.tx, self.id)?;
        let bestanden = bestanden.into_iter().map(|(soort, afdruk)| (<&str>::from(soort).to_owned(), afdruk)).collect();
        let manifest = Manifest::new(self, eerder, bestanden).ok_or(Error::Paniek)?;
        let bytes = manifest.bytes().map_err(|fout| DeserializationError(fout.into()))?;
        schrijf(pen.tx, self.id, Bestandsoort::Manifest, &bytes)
    }

    /// Forgets why what is hidden is hidden, and how much that is.
    fn vergeet_waarom(&self, pen: &mut Pen<'_>) -> Result<(), Error> {
        let (_, mut dekking) = inhoud(pen.tx, self.id)?;
        for maat in &mut dekking {
            maat.procent = None;
        }
        let dekking = serde_json::to_string(&dekking).map_err(|fout| DeserializationError(fout.into()))?;
        let weg = (publicatie::verborgen.eq("[]"), publicatie::dekking.eq(dekking));
        diesel::update(publicatie::table.find(self.id)).set(weg).execute(pen.tx)?;
        Ok(())
    }
}
