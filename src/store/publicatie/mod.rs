//! Releases of counts: frozen, and the same bytes for everybody from then on.

#[cfg(test)]
pub(crate) mod proef;
#[cfg(test)]
pub(crate) mod streek;
mod tellen;
#[cfg(test)]
mod tests;

use aws_lc_rs::digest;
use chrono::Datelike;
use diesel::{connection::SimpleConnection, prelude::*, result::Error::DeserializationError};
use serde::Deserialize;

use super::{
    conn::{Either, Tx},
    error::Error,
    schema::publicatie,
};
use crate::domain::{
    ids::PublicatieId,
    publicatie::{
        Cel, Fout, Gezin, Periode, Programma, Publicatie,
        vrijgave::{Afdrukken, Bezwaar, Vrijgave, geldt_nog, mag},
    },
    recht::Gezocht,
    tijd::Moment,
};

/// The state in which a row never changes again, as the triggers know it.
const VRIJGEGEVEN: &str = "vrijgegeven";

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = publicatie)]
struct Afdrukkenrij {
    #[diesel(column_name = csv_sha256)]
    csv: String,
    #[diesel(column_name = json_sha256)]
    json: String,
    #[diesel(column_name = woordenboek_sha256)]
    woordenboek: String,
}

impl From<Afdrukkenrij> for Afdrukken {
    fn from(Afdrukkenrij { csv, json, woordenboek }: Afdrukkenrij) -> Self {
        Self { csv, json, woordenboek }
    }
}

impl From<Afdrukken> for Afdrukkenrij {
    fn from(Afdrukken { csv, json, woordenboek }: Afdrukken) -> Self {
        Self { csv, json, woordenboek }
    }
}

/// Which file of a release.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bestand {
    /// The numbers as CSV.
    Csv,
    /// The numbers as JSON.
    Json,
    /// The data dictionary, in Markdown.
    Woordenboek,
}

type Row = (PublicatieId, String, String, i32, Moment, Afdrukkenrij);

#[diesel::dsl::auto_type(no_type_alias)]
fn vrijgegeven() -> _ {
    let status: &'static str = VRIJGEGEVEN;
    publicatie::table.filter(publicatie::status.eq(status))
}

fn lees((id, periode, programma, drempel, vrijgegeven_op, sha256): Row) -> Result<Vrijgave, Error> {
    let periode = periode.parse().map_err(|fout: Fout| DeserializationError(fout.into()))?;
    Ok(Vrijgave { id, periode, programma, drempel, vrijgegeven_op, sha256: sha256.into() })
}

/// All releases, the last period first.
pub fn lijst(tx: &mut Tx) -> Result<Vec<Vrijgave>, Error> {
    let rows = vrijgegeven()
        .select((
            publicatie::id,
            publicatie::periode,
            publicatie::programma,
            publicatie::drempel,
            publicatie::vrijgegeven_op,
            Afdrukkenrij::as_select(),
        ))
        .load::<Row>(tx)?;
    let mut vrijgaven = rows.into_iter().map(lees).collect::<Result<Vec<_>, _>>()?;
    vrijgaven.sort_by_key(|vrijgave| std::cmp::Reverse(vrijgave.periode.begin()));
    Ok(vrijgaven)
}

/// Looks for one release: whoever may read them sees them all.
pub fn find(tx: &mut Tx, id: PublicatieId) -> Result<Gezocht<Vrijgave>, Error> {
    let row = vrijgegeven()
        .filter(publicatie::id.eq(id))
        .select((
            publicatie::id,
            publicatie::periode,
            publicatie::programma,
            publicatie::drempel,
            publicatie::vrijgegeven_op,
            Afdrukkenrij::as_select(),
        ))
        .first::<Row>(tx)
        .optional()?;
    Ok(Gezocht { id: id.uuid(), gevonden: row.map(lees).transpose()? })
}

/// The frozen bytes of one file of a release, and their SHA-256.
pub fn bestand(tx: &mut Tx, id: PublicatieId, bestand: Bestand) -> Result<(String, String), Error> {
    let van = vrijgegeven().filter(publicatie::id.eq(id));
    let found = match bestand {
        Bestand::Csv => van.select((publicatie::csv, publicatie::csv_sha256)).first(tx),
        Bestand::Json => van.select((publicatie::json, publicatie::json_sha256)).first(tx),
        Bestand::Woordenboek => van.select((publicatie::woordenboek, publicatie::woordenboek_sha256)).first(tx),
    };
    Ok(found?)
}

/// The three files of a release in the making.
#[derive(Debug, Default)]
pub struct Bestanden {
    csv: String,
    json: String,
    woordenboek: String,
}

impl Bestanden {
    /// The files of what was counted.
    pub fn van(telling: &Publicatie<'_>) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self {
            csv: String::from_utf8(telling.csv()?)?,
            json: String::from_utf8(telling.json()?)?,
            woordenboek: telling.woordenboek(),
        })
    }

    /// The SHA-256 of each.
    #[must_use]
    pub fn afdrukken(&self) -> Afdrukken {
        Afdrukken { csv: sha256(&self.csv), json: sha256(&self.json), woordenboek: sha256(&self.woordenboek) }
    }
}

fn sha256(tekst: &str) -> String {
    let digest = digest::digest(&digest::SHA256, tekst.as_bytes());
    let bytes = digest.as_ref().iter();
    bytes.fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// What one snapshot tells.
#[derive(Debug)]
pub struct Gelezen {
    /// The releases that were there, which decide whether this one may follow.
    pub gezien: Vec<Vrijgave>,
    /// The numbers of the release of the period before.
    pub eerder: Vec<Cel>,
    /// The families to count.
    pub gezinnen: Vec<Gezin>,
}

/// Everything that decides what a release of `periode` holds; nothing when it may not follow on what is out already.
pub fn lees_periode(tx: &mut Tx, programma: &Programma, periode: Periode) -> Result<Result<Gelezen, Bezwaar>, Error> {
    let gezien = lijst(tx)?;
    if let Err(bezwaar) = mag(periode, &gezien) {
        return Ok(Err(bezwaar));
    }
    let eerder = match gezien.iter().find(|vrijgave| periode.volgt_op(&vrijgave.periode)) {
        Some(vorige) => cellen(tx, vorige.id)?,
        None => Vec::new(),
    };
    let gezinnen = tellen::gezinnen(tx, programma, periode)?;
    Ok(Ok(Gelezen { gezien, eerder, gezinnen }))
}

/// The numbers of a release, read back from its frozen bytes.
fn cellen(tx: &mut Tx, id: PublicatieId) -> Result<Vec<Cel>, Error> {
    #[derive(Deserialize)]
    struct Inhoud {
        cellen: Vec<Cel>,
    }
    let json = publicatie::table.find(id).select(publicatie::json).first::<String>(tx)?;
    let inhoud: Inhoud = serde_json::from_str(&json).map_err(|fout| DeserializationError(fout.into()))?;
    Ok(inhoud.cellen)
}

/// Keeps a release, if nobody released anything since `gezien`.
pub fn record(
    tx: &mut Tx,
    gezien: &[Vrijgave],
    nieuw: &Vrijgave,
    bestanden: &Bestanden,
) -> Result<Result<(), Bezwaar>, Error> {
    sluit_anderen_buiten(tx)?;
    if let Err(bezwaar) = geldt_nog(nieuw.periode, gezien, &lijst(tx)?) {
        return Ok(Err(bezwaar));
    }
    diesel::insert_into(publicatie::table)
        .values((
            publicatie::id.eq(nieuw.id),
            publicatie::periode.eq(nieuw.periode.to_string()),
            publicatie::jaar.eq(nieuw.periode.begin().year()),
            publicatie::programma.eq(&nieuw.programma),
            publicatie::drempel.eq(nieuw.drempel),
            publicatie::status.eq(VRIJGEGEVEN),
            publicatie::csv.eq(&bestanden.csv),
            publicatie::json.eq(&bestanden.json),
            publicatie::woordenboek.eq(&bestanden.woordenboek),
            Afdrukkenrij::from(nieuw.sha256.clone()),
            publicatie::vrijgegeven_op.eq(nieuw.vrijgegeven_op),
        ))
        .execute(tx)?;
    Ok(Ok(()))
}

/// Lets two commands at once release one after the other: a year and its first quarter would not meet in any index.
fn sluit_anderen_buiten(tx: &mut Tx) -> Result<(), Error> {
    if let Either::Postgres(postgres) = tx.either() {
        postgres.batch_execute("LOCK TABLE publicatie IN SHARE ROW EXCLUSIVE MODE")?;
    }
    Ok(())
}
