//! Releases of counts: counted once from one snapshot, frozen, and the same bytes for everybody from then on.
//!
//! Whoever may run the command releases at once; a second person who looks at a draft first comes later.

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
use strum::VariantArray;

use super::{
    conn::{Conn, Db, Tx},
    error::Error,
    logboek,
    schema::publicatie,
};
use crate::domain::{
    Label as _,
    gebied::{Gemeente, Subregio},
    ids::Id,
    logboek::{Gebeurtenis, Soort},
    publicatie::{Cel, Drempel, Fout, Gezin, Indeling, Periode, Plaats, Programma, Publicatie},
    tijd::Moment,
    toegang::afzender::Afzender,
};

/// The state in which a row never changes again, as the triggers know it.
const VRIJGEGEVEN: &str = "vrijgegeven";

/// A release, without its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vrijgave {
    /// Its identifier.
    pub id: PublicatieId,
    /// The period that was counted.
    pub periode: Periode,
    /// The programme and its version, as in `kansrijke-start/1`.
    pub programma: String,
    /// The smallest number of families, other than none, that is told.
    pub drempel: i32,
    /// When it was released.
    pub vrijgegeven_op: Moment,
    /// The SHA-256 of each file.
    pub sha256: Afdrukken,
}

/// The identifier of a release.
pub type PublicatieId = Id<Vrijgave>;

/// The SHA-256 of the files of a release, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Eq, Queryable, Selectable, Insertable)]
#[diesel(table_name = publicatie)]
pub struct Afdrukken {
    /// Of the numbers as CSV.
    #[diesel(column_name = csv_sha256)]
    pub csv: String,
    /// Of the numbers as JSON.
    #[diesel(column_name = json_sha256)]
    pub json: String,
    /// Of the data dictionary.
    #[diesel(column_name = woordenboek_sha256)]
    pub woordenboek: String,
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

/// Why nothing was released. The message is for whoever gave the command.
#[derive(Debug, thiserror::Error)]
pub enum Geweigerd {
    /// Numbers of an unfinished period would change.
    #[error("{0} is nog niet voorbij: tellen kan na {einde}", einde = .0.einde())]
    NietVoorbij(Periode),
    /// It was done before.
    #[error("{0} is al vrijgegeven; wat is vrijgegeven, verandert niet")]
    AlVrijgegeven(Periode),
    /// It shares days with a release.
    #[error(
        "{0} valt samen met {1}, en die is al vrijgegeven: een jaar komt uit in zijn geheel of in losse kwartalen, nooit allebei"
    )]
    Overlapt(Periode, Periode),
    /// The release that follows on it was not held against it, and cannot be any more.
    #[error("{1} volgt op {0} en is al vrijgegeven: de eerste periode moet het eerst uitkomen")]
    TeLaat(Periode, Periode),
    /// Somebody else released something between counting and keeping.
    #[error("intussen is een andere publicatie vrijgegeven; geef de opdracht opnieuw")]
    Intussen,
    /// The families do not fit the programme.
    #[error("er is niets geteld: {0}")]
    Telling(#[from] Fout),
    /// A file could not be written.
    #[error("een bestand kon niet worden geschreven: {0}")]
    Bestand(Box<dyn std::error::Error + Send + Sync>),
    /// The database failed.
    #[error("de database gaf geen antwoord: {0}")]
    Database(#[from] Error),
}

type Row = (PublicatieId, String, String, i32, Moment, Afdrukken);

#[diesel::dsl::auto_type(no_type_alias)]
fn vrijgegeven() -> _ {
    let status: &'static str = VRIJGEGEVEN;
    publicatie::table.filter(publicatie::status.eq(status))
}

fn lees((id, periode, programma, drempel, vrijgegeven_op, sha256): Row) -> Result<Vrijgave, Error> {
    let periode = periode.parse().map_err(|fout: Fout| DeserializationError(fout.into()))?;
    Ok(Vrijgave { id, periode, programma, drempel, vrijgegeven_op, sha256 })
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
            Afdrukken::as_select(),
        ))
        .load::<Row>(tx)?;
    let mut vrijgaven = rows.into_iter().map(lees).collect::<Result<Vec<_>, _>>()?;
    vrijgaven.sort_by_key(|vrijgave| std::cmp::Reverse(vrijgave.periode.begin()));
    Ok(vrijgaven)
}

/// One release.
pub fn find(tx: &mut Tx, id: PublicatieId) -> Result<Option<Vrijgave>, Error> {
    let row = vrijgegeven()
        .filter(publicatie::id.eq(id))
        .select((
            publicatie::id,
            publicatie::periode,
            publicatie::programma,
            publicatie::drempel,
            publicatie::vrijgegeven_op,
            Afdrukken::as_select(),
        ))
        .first::<Row>(tx)
        .optional()?;
    row.map(lees).transpose()
}

/// The frozen bytes of one file of a release, and their SHA-256.
pub fn bestand(tx: &mut Tx, id: PublicatieId, bestand: Bestand) -> Result<Option<(String, String)>, Error> {
    let van = vrijgegeven().filter(publicatie::id.eq(id));
    let found = match bestand {
        Bestand::Csv => van.select((publicatie::csv, publicatie::csv_sha256)).first(tx),
        Bestand::Json => van.select((publicatie::json, publicatie::json_sha256)).first(tx),
        Bestand::Woordenboek => van.select((publicatie::woordenboek, publicatie::woordenboek_sha256)).first(tx),
    };
    Ok(found.optional()?)
}

/// The three files of a release in the making.
struct Bestanden {
    csv: String,
    json: String,
    woordenboek: String,
}

impl Bestanden {
    fn van(telling: &Publicatie<'_>) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self {
            csv: String::from_utf8(telling.csv()?)?,
            json: String::from_utf8(telling.json()?)?,
            woordenboek: telling.woordenboek(),
        })
    }

    fn afdrukken(&self) -> Afdrukken {
        Afdrukken { csv: sha256(&self.csv), json: sha256(&self.json), woordenboek: sha256(&self.woordenboek) }
    }
}

fn sha256(tekst: &str) -> String {
    let digest = digest::digest(&digest::SHA256, tekst.as_bytes());
    let bytes = digest.as_ref().iter();
    bytes.fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

/// Counts `periode` and releases it, and tells how many numbers came out. Waits on this thread.
pub fn maak(
    db: &Db,
    programma: &Programma,
    periode: Periode,
    drempel: Drempel,
    nu: Moment,
) -> Result<(Vrijgave, usize), Geweigerd> {
    if nu.dag() <= periode.einde() {
        return Err(Geweigerd::NietVoorbij(periode));
    }
    let gelezen = programma.clone();
    let Gelezen { gezien, eerder, gezinnen } = db.read_blocking(move |tx| lees_periode(tx, &gelezen, periode))??;
    let telling = Publicatie::tel(programma, &zuid_limburg()?, gezinnen, periode, drempel, &eerder)?;
    let bestanden = Bestanden::van(&telling).map_err(Geweigerd::Bestand)?;
    let vrijgave = Vrijgave {
        id: Id::new(nu),
        periode,
        programma: format!("{}/{}", programma.naam, programma.versie),
        drempel: i32::try_from(drempel.aantal()).unwrap_or(i32::MAX),
        vrijgegeven_op: nu,
        sha256: bestanden.afdrukken(),
    };
    let cellen = telling.cellen().len();
    let bewaard = vrijgave.clone();
    db.write_blocking(move |tx| geef_vrij(tx, &gezien, &bewaard, &bestanden))??;
    Ok((vrijgave, cellen))
}

/// What one snapshot tells.
struct Gelezen {
    /// The releases that were there, which decide whether this one may follow.
    gezien: Vec<Vrijgave>,
    /// The numbers of the release of the period before.
    eerder: Vec<Cel>,
    gezinnen: Vec<Gezin>,
}

fn lees_periode(tx: &mut Tx, programma: &Programma, periode: Periode) -> Result<Result<Gelezen, Geweigerd>, Error> {
    let gezien = lijst(tx)?;
    if let Err(geweigerd) = mag(periode, &gezien) {
        return Ok(Err(geweigerd));
    }
    let eerder = match gezien.iter().find(|vrijgave| periode.volgt_op(&vrijgave.periode)) {
        Some(vorige) => cellen(tx, vorige.id)?,
        None => Vec::new(),
    };
    let gezinnen = tellen::gezinnen(tx, programma, periode)?;
    Ok(Ok(Gelezen { gezien, eerder, gezinnen }))
}

/// Whether `periode` can still be released beside what was released.
fn mag(periode: Periode, vrijgegeven: &[Vrijgave]) -> Result<(), Geweigerd> {
    for ander in vrijgegeven.iter().map(|vrijgave| vrijgave.periode) {
        if ander == periode {
            return Err(Geweigerd::AlVrijgegeven(periode));
        }
        if ander.botst_met(&periode) {
            return Err(Geweigerd::Overlapt(periode, ander));
        }
        if ander.volgt_op(&periode) {
            return Err(Geweigerd::TeLaat(periode, ander));
        }
    }
    Ok(())
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

/// Keeps a release and its line, if nobody released anything since `gezien`.
fn geef_vrij(
    tx: &mut Tx,
    gezien: &[Vrijgave],
    nieuw: &Vrijgave,
    bestanden: &Bestanden,
) -> Result<Result<(), Geweigerd>, Error> {
    sluit_anderen_buiten(tx)?;
    let nu = lijst(tx)?;
    if nu != gezien {
        return Ok(mag(nieuw.periode, &nu).and(Err(Geweigerd::Intussen)));
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
            &nieuw.sha256,
            publicatie::vrijgegeven_op.eq(nieuw.vrijgegeven_op),
        ))
        .execute(tx)?;
    let door = Afzender::opdrachtregel(nieuw.vrijgegeven_op);
    logboek::gedaan(tx, &door.meldt(Gebeurtenis::PublicatieVrijgegeven, Soort::Publicatie, Some(nieuw.id.uuid())))?;
    Ok(Ok(()))
}

/// Lets two commands at once release one after the other: a year and its first quarter would not meet in any index.
fn sluit_anderen_buiten(tx: &mut Tx) -> Result<(), Error> {
    if let Conn::Postgres(postgres) = tx {
        postgres.batch_execute("LOCK TABLE publicatie IN SHARE ROW EXCLUSIVE MODE")?;
    }
    Ok(())
}

/// The division of the region, as it is published.
fn zuid_limburg() -> Result<Indeling, Fout> {
    let gemeente = |gemeente: Gemeente| Plaats { code: gemeente.code(), naam: gemeente.naam() };
    let subregio = |subregio: &Subregio| {
        let plaats = Plaats { code: (*subregio).into(), naam: subregio.naam() };
        (plaats, subregio.gemeenten().map(gemeente).collect())
    };
    let regio = Plaats { code: "zuid-limburg", naam: "Zuid-Limburg" };
    Indeling::new(regio, Subregio::VARIANTS.iter().map(subregio).collect())
}
