//! How a release came about.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

use super::{Fout, Periode, vrijgave::Vrijgave};
use crate::domain::{
    ids::{GebruikerId, PublicatieId},
    tijd::Moment,
};

/// The SHA-256 of a file, in hexadecimals.
pub type Afdruk = String;

/// Who did a step, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stap {
    /// The account, without a name.
    pub door: String,
    /// When, in UTC.
    pub op: String,
}

impl Stap {
    /// When, if it is written as a moment is written here.
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        let moment = Moment::new(DateTime::parse_from_rfc3339(&self.op).ok()?.to_utc());
        (moment.to_string() == self.op).then_some(moment)
    }
}

/// What a release says of itself: nothing in it can change without the SHA-256 of it changing too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Manifest {
    /// The shape of this file.
    pub vorm: String,
    /// Which release.
    pub publicatie: String,
    /// The period.
    pub periode: String,
    /// The programme and its version.
    pub programma: String,
    /// The day of counting.
    pub geteld_op: NaiveDate,
    /// Whether the numbers are definitive.
    pub definitief: bool,
    /// The threshold.
    pub drempel: i32,
    /// Who counted.
    pub geteld: Stap,
    /// Who judged.
    pub beoordeeld: Stap,
    /// Who released.
    pub vrijgegeven: Stap,
    /// The releases before it, in order, each with the SHA-256 of its manifest: it was held against all of them.
    pub eerder: Vec<(String, Afdruk)>,
    /// The SHA-256 of each file.
    pub bestanden: BTreeMap<String, Afdruk>,
}

/// The shape of the manifest; raised when a key changes.
pub const VORM: &str = "knooppunt-manifest/1";

impl Manifest {
    /// The manifest of a release; nothing of what is not out.
    #[must_use]
    pub fn new(van: &Vrijgave, eerder: Vec<(String, Afdruk)>, bestanden: BTreeMap<String, Afdruk>) -> Option<Self> {
        let stap = |(door, op): (GebruikerId, Moment)| Stap { door: door.to_string(), op: op.to_string() };
        Some(Self {
            vorm: VORM.to_owned(),
            publicatie: van.id.to_string(),
            periode: van.periode.to_string(),
            programma: van.programma.clone(),
            geteld_op: van.geteld_op,
            definitief: van.definitief,
            drempel: van.drempel,
            geteld: stap(van.gemaakt),
            beoordeeld: stap(van.beoordeeld?),
            vrijgegeven: stap(van.vrijgegeven?),
            eerder,
            bestanden,
        })
    }

    /// Whether two persons did what takes two, one step after the other, and not before it could be done.
    ///
    /// The error says what is not so.
    pub fn klopt(&self, teldagen: u32) -> Result<(), String> {
        if self.vorm != VORM {
            return Err(format!("de vorm van het manifest is niet {VORM}"));
        }
        if self.publicatie.parse::<PublicatieId>().is_err() {
            return Err("het manifest noemt geen publicatie".into());
        }
        let stappen = [&self.geteld, &self.beoordeeld, &self.vrijgegeven];
        if stappen.iter().any(|stap| stap.door.parse::<GebruikerId>().is_err()) {
            return Err("een stap noemt geen account".into());
        }
        if self.geteld.door == self.beoordeeld.door {
            return Err("wie telde, beoordeelde ook: dat doen twee verschillende mensen".into());
        }
        let momenten = stappen.iter().map(|stap| stap.moment()).collect::<Option<Vec<_>>>();
        let momenten = momenten.ok_or("een stap noemt geen moment in UTC")?;
        if !momenten.is_sorted() {
            return Err("de stappen staan niet in de volgorde tellen, beoordelen, vrijgeven".into());
        }
        let periode: Periode = self.periode.parse().map_err(|fout: Fout| fout.to_string())?;
        let vanaf = periode.einde() + TimeDelta::days(i64::from(teldagen) + 1);
        let geteld = momenten.first().map(|moment| moment.dag());
        if self.geteld_op < vanaf || geteld.is_none_or(|dag| self.geteld_op > dag) {
            return Err("de dag van telling past niet bij de periode, of bij wanneer er is geteld".into());
        }
        Ok(())
    }

    /// The file, ending in a newline.
    pub fn bytes(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
