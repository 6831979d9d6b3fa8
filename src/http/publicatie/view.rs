//! Publicaties as they are shown.

use std::{collections::BTreeMap, str::FromStr as _};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::VariantArray as _;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::{
    domain::{
        ids::{GebruikerId, PublicatieId},
        publicatie::{
            Periode,
            bestand::Bestandsoort,
            gebied::Gebiedsoort,
            gebiedsblad::Gebiedsblad,
            manifest::Afdruk,
            programma::{Klasse, Maat, Programma},
            rooster::Waar,
            telling::{Dekking, Verborgen},
            vrijgave::{Status, TerugleggingReden, Vrijgave},
        },
        tijd::Moment,
    },
    http::{antwoord::Link, mens::NamenView},
    store::publicatie::sha256,
};

/// Waar publicaties staan.
pub(super) const PAD: &str = "/v1/publicaties";

/// Een telling om te maken.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwePublicatie {
    /// Het jaar (`2025`) of het kwartaal (`2025-K3`).
    #[validate(custom(function = een_periode))]
    #[schema(min_length = 4, max_length = 7, pattern = "^[1-9][0-9]{3}(-K[1-4])?$", example = "2025-K3")]
    pub periode: String,
    /// De SHA-256 van het programma. Alleen nodig als het is gewijzigd sinds de laatste publicatie: wie telt noemt het dan, en wie het
    /// concept beoordeelt keurt het ook goed.
    #[validate(custom(function = een_sha256))]
    #[schema(pattern = "^[0-9a-f]{64}$")]
    #[serde(default)]
    pub programma: Option<String>,
}

fn een_periode(tekst: &str) -> Result<(), ValidationError> {
    Periode::from_str(tekst).map(drop).map_err(|_| ValidationError::new("periode"))
}

fn een_sha256(tekst: &str) -> Result<(), ValidationError> {
    let hex = |teken: u8| teken.is_ascii_digit() || (b'a'..=b'f').contains(&teken);
    if tekst.len() == 64 && tekst.bytes().all(hex) { Ok(()) } else { Err(ValidationError::new("sha256")) }
}

/// Waarom een concept niet uitkomt.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[schema(as = NieuwePublicatieTeruglegging)]
pub struct NieuweTeruglegging {
    /// De reden.
    pub reden: TerugleggingReden,
}

/// Wie een stap zette, en wanneer.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieStap)]
pub struct StapView {
    /// Het account.
    pub door: GebruikerId,
    /// Wanneer.
    pub op: Moment,
}

impl From<(GebruikerId, Moment)> for StapView {
    fn from((door, op): (GebruikerId, Moment)) -> Self {
        Self { door, op }
    }
}

/// Een bestand van een publicatie.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieBestand)]
pub struct BestandView {
    /// Welk bestand.
    pub soort: Bestandsoort,
    /// Hoe het heet als het wordt bewaard.
    pub bestandsnaam: String,
    /// Het mediatype.
    pub mediatype: String,
    /// De SHA-256 ervan, hexadecimaal.
    pub sha256: String,
    /// Waar het staat.
    pub href: String,
}

/// Een publicatie: een concept, of een vrijgave die niet meer verandert.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Publicatie)]
pub struct PublicatieView {
    /// Het kenmerk.
    pub id: PublicatieId,
    /// De getelde periode: een jaar of een kwartaal.
    #[schema(example = "2025-K3")]
    pub periode: String,
    /// Het programma en de versie ervan.
    #[schema(example = "kansrijke-start/2")]
    pub programma: String,
    /// Het kleinste aantal mensen, anders dan 0, dat wordt vermeld.
    #[schema(minimum = 5, example = 10)]
    pub drempel: i32,
    /// De status.
    pub status: Status,
    /// De dag van telling.
    pub geteld_op: NaiveDate,
    /// Of de cijfers definitief zijn; zo niet, dan zijn zij voorlopig.
    pub definitief: bool,
    /// Wie telde.
    pub geteld: StapView,
    /// Wie beoordeelde.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub beoordeeld: Option<StapView>,
    /// Wie vrijgaf; daarna verandert er niets meer aan.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vrijgegeven: Option<StapView>,
    /// Waarom zij niet uitkomt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reden: Option<TerugleggingReden>,
    /// Hoeveel van elke maat getoond wordt; alleen bij één publicatie die niet is teruggelegd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dekking: Option<Vec<Dekking>>,
    /// De bestanden; alleen bij één publicatie die niet is teruggelegd.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bestanden: Option<Vec<BestandView>>,
    /// Van elk gebied de aantallen en de factsheet; alleen bij één publicatie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gebieden: Option<Vec<GebiedLink>>,
    /// Wat niet meer kan als zij uitkomt; alleen bij één concept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uitgesloten: Option<Vec<String>>,
    /// Wie de stappen zetten; alleen bij één publicatie.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namen: Option<NamenView>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: PublicatieLinks,
}

/// Eén gebied van een publicatie.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieGebiedLink)]
pub struct GebiedLink {
    /// De code van het gebied.
    #[schema(example = "GM0917")]
    pub gebied: String,
    /// De naam van het gebied.
    pub naam: String,
    /// `regio`, `subregio` of `gemeente`.
    pub gebiedsoort: String,
    /// Waar de aantallen staan.
    pub href: String,
    /// Waar de factsheet staat, zodra de publicatie is vrijgegeven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factsheet: Option<String>,
}

/// Waar een publicatie staat.
#[derive(Debug, Serialize, ToSchema)]
pub struct PublicatieLinks {
    /// Deze publicatie.
    #[serde(rename = "self")]
    pub zelf: Link,
    /// Wat verborgen wordt en waarom; alleen van een concept, dat alleen ziet wie telt of beoordeelt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verborgen: Option<Link>,
}

impl From<Vrijgave> for PublicatieView {
    fn from(van: Vrijgave) -> Self {
        let pad = format!("{PAD}/{}", van.id);
        let onderweg = matches!(van.status, Status::Concept | Status::Beoordeeld);
        let verborgen = onderweg.then(|| Link::naar(format!("{pad}/verborgen")));
        Self {
            id: van.id,
            periode: van.periode.to_string(),
            programma: van.programma,
            drempel: van.drempel,
            status: van.status,
            geteld_op: van.geteld_op,
            definitief: van.definitief,
            geteld: van.gemaakt.into(),
            beoordeeld: van.beoordeeld.map(Into::into),
            vrijgegeven: van.vrijgegeven.map(Into::into),
            reden: van.reden,
            dekking: None,
            bestanden: None,
            gebieden: None,
            uitgesloten: None,
            namen: None,
            links: PublicatieLinks { verborgen, zelf: Link::naar(pad) },
        }
    }
}

/// What a file is called when it is saved: on a disk a concept must not look like what came out.
pub(super) fn bewaarnaam(soort: Bestandsoort, periode: Periode, status: Status) -> String {
    let naam = soort.bestandsnaam(periode);
    if status == Status::Vrijgegeven { naam } else { format!("concept-{naam}") }
}

impl PublicatieView {
    /// The same, with everything that is known of one.
    #[must_use]
    pub fn met(van: Vrijgave, dekking: Vec<Dekking>, afdrukken: &BTreeMap<Bestandsoort, Afdruk>) -> Self {
        let (id, periode) = (van.id, van.periode);
        let (er_is, uit) = (van.status != Status::Teruggelegd, van.status == Status::Vrijgegeven);
        let bestand = |soort: &Bestandsoort| {
            let woord: &str = (*soort).into();
            Some(BestandView {
                soort: *soort,
                bestandsnaam: bewaarnaam(*soort, periode, van.status),
                mediatype: soort.mediatype().to_owned(),
                sha256: afdrukken.get(soort)?.clone(),
                href: format!("{PAD}/{id}/bestanden/{woord}"),
            })
        };
        // Of what was laid aside nothing is left to read: with a hash of its files somebody could try what stood in them.
        let bestanden = er_is.then(|| Bestandsoort::VARIANTS.iter().filter_map(bestand).collect());
        let gebied = |waar: Waar| GebiedLink {
            gebied: waar.code().to_owned(),
            naam: waar.naam().to_owned(),
            gebiedsoort: <&str>::from(waar.soort()).to_owned(),
            href: format!("{PAD}/{id}/gebieden/{}", waar.code()),
            factsheet: uit.then(|| format!("{PAD}/{id}/factsheets/{}", waar.code())),
        };
        let gebieden = er_is.then(|| Waar::tot(Gebiedsoort::Gemeente).into_iter().map(gebied).collect());
        Self { dekking: er_is.then_some(dekking), bestanden, gebieden, ..van.into() }
    }
}

/// Wat in een concept verborgen wordt, en waarom.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieVerborgenLijst)]
pub struct VerborgenView {
    /// Elk verborgen aantal; leeg zodra de publicatie is vrijgegeven.
    pub items: Vec<Verborgen>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLink,
}

/// Waar iets staat.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = PublicatieZelfLink)]
pub struct ZelfLink {
    /// Dit zelf.
    #[serde(rename = "self")]
    pub zelf: Link,
}

/// The numbers of an area, and of the wider areas in which it lies.
#[derive(Debug)]
pub struct Gebieden {
    /// The publicatie.
    pub van: Vrijgave,
    /// The area that was asked for, and then each wider one.
    pub bladen: Vec<Gebiedsblad>,
}

/// De aantallen van een gebied in één publicatie, met die van de gebieden waarin het ligt.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = PublicatieGebieden)]
pub struct GebiedenView {
    /// De publicatie.
    pub publicatie: PublicatieId,
    /// De getelde periode.
    #[schema(example = "2025-K3")]
    pub periode: String,
    /// De dag van telling.
    pub geteld_op: NaiveDate,
    /// Of de cijfers definitief zijn; zo niet, dan zijn zij voorlopig.
    pub definitief: bool,
    /// Het kleinste aantal mensen, anders dan 0, dat wordt vermeld.
    #[schema(minimum = 5, example = 10)]
    pub drempel: i32,
    /// Het gevraagde gebied, en daarna elk ruimer gebied waarin het ligt.
    pub gebieden: Vec<Gebiedsblad>,
    /// Verwijzingen.
    #[serde(rename = "_links")]
    pub links: ZelfLink,
}

impl From<Gebieden> for GebiedenView {
    fn from(Gebieden { van, bladen, .. }: Gebieden) -> Self {
        let hier = bladen.first().map_or("", |blad| blad.gebied.as_str());
        let zelf = Link::naar(format!("{PAD}/{}/gebieden/{hier}", van.id));
        Self {
            publicatie: van.id,
            periode: van.periode.to_string(),
            geteld_op: van.geteld_op,
            definitief: van.definitief,
            drempel: van.drempel,
            gebieden: bladen,
            links: ZelfLink { zelf },
        }
    }
}

/// Wat geteld wordt: elke maat met haar definitie.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Publicatieprogramma)]
pub struct ProgrammaView {
    /// De naam.
    pub naam: String,
    /// De versie.
    pub versie: u32,
    /// De SHA-256 van de tekst ervan, hexadecimaal: dezelfde als van het bestand `programma` van een publicatie.
    pub sha256: String,
    /// Waar het voor is.
    pub omschrijving: String,
    /// Zoveel dagen na een periode kan zij geteld worden.
    pub teldagen: u32,
    /// Zoveel dagen na een periode zijn haar cijfers definitief.
    pub definitief_na_dagen: u32,
    /// De maten.
    pub maten: Vec<MaatView>,
    /// De klassen waarlangs maten verdeeld worden.
    pub klassen: Vec<KlasseView>,
    /// Welke periodes van dit jaar en de twee jaren ervoor nu geteld kunnen worden, de laatste eerst.
    #[schema(example = json!(["2025-K3"]))]
    pub te_tellen: Vec<String>,
}

/// Een verdeling in delen.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Publicatieklasse)]
pub struct KlasseView {
    /// De naam van de kolom.
    pub naam: String,
    /// Wat zij zegt.
    pub omschrijving: String,
    /// De namen van de delen.
    pub delen: Vec<String>,
}

impl From<&Klasse> for KlasseView {
    fn from(klasse: &Klasse) -> Self {
        Self {
            naam: klasse.naam.clone(),
            omschrijving: klasse.omschrijving.clone(),
            delen: klasse.delen.iter().map(|deel| deel.naam.clone()).collect(),
        }
    }
}

/// Eén vraag waarop een aantal het antwoord is.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Publicatiemaat)]
pub struct MaatView {
    /// De code.
    pub naam: String,
    /// De naam.
    pub titel: String,
    /// Wat precies geteld wordt.
    pub omschrijving: String,
    /// Wat er geteld wordt.
    pub teller: String,
    /// Waarvan het een deel is; leeg als dat er niet is.
    pub noemer: String,
    /// Waar de definitie vandaan komt.
    pub bron: String,
    /// `gezin`, `gebeurtenis` of `telling`.
    pub eenheid: String,
    /// `geen`, `gewoon` of `gevoelig`.
    pub gevoeligheid: String,
    /// De klassen waarlangs verdeeld wordt.
    pub klassen: Vec<String>,
}

impl From<&Maat> for MaatView {
    fn from(maat: &Maat) -> Self {
        Self {
            naam: maat.naam.clone(),
            titel: maat.titel.clone(),
            omschrijving: maat.omschrijving.clone(),
            teller: maat.teller.clone(),
            noemer: maat.noemer.clone(),
            bron: maat.bron.clone(),
            eenheid: <&str>::from(maat.eenheid).to_owned(),
            gevoeligheid: <&str>::from(maat.gevoeligheid).to_owned(),
            klassen: maat.klassen.iter().map(|klasse| klasse.naam.clone()).collect(),
        }
    }
}

impl ProgrammaView {
    /// A programme, with what can be counted now.
    #[must_use]
    pub fn met(van: &Programma, te_tellen: Vec<String>) -> Self {
        let mut klassen = Vec::<KlasseView>::new();
        for klasse in van.maten.iter().flat_map(|maat| &maat.klassen) {
            if !klassen.iter().any(|een| een.naam == klasse.naam) {
                klassen.push(klasse.into());
            }
        }
        Self {
            naam: van.naam.clone(),
            versie: van.versie,
            sha256: sha256(van.tekst.as_bytes()),
            omschrijving: van.omschrijving.clone(),
            teldagen: van.teldagen,
            definitief_na_dagen: van.definitief_na_dagen,
            maten: van.maten.iter().map(Into::into).collect(),
            klassen,
            te_tellen,
        }
    }
}
