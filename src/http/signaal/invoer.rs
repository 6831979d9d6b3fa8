//! What a signaller sends, and the rules that look at more than one field.

use std::ops::RangeInclusive;

use actix_web::http::header::LanguageTag;
use chrono::NaiveDate;
use isolang::Language;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::{
    domain::{
        client::{Kanaal, Persoonsgegevens, e164},
        fouten::Fouten,
        gebied::Gemeente,
        signaal::{Aanmelding, Urgentie, Weging},
        thema::{BeschermendeFactor, Graad, Instrument, Thema},
        toegang::OrganisatieId,
        toestemming::{Doel, GegevenDoor, Onderdeel, Ontvanger, Reikwijdte, Verkregen, Wijze},
        zwangerschap::{
            Termijnbron, controleer_bron, controleer_leeftijd, controleer_termijn, kind::controleer_geboorte,
        },
    },
    http::invoer::{een_regel, getrimd},
};

/// The wording that is in use.
pub const BEWOORDING: &str = "2026-1";

/// The version of a wording is a year and a number, and never a text: it lies open in the database.
pub(in crate::http) fn versiewoord(tekst: &str) -> Result<(), ValidationError> {
    let (jaar, nummer) = tekst.split_once('-').unwrap_or_default();
    let cijfers = |deel: &str, hoeveel: RangeInclusive<usize>| {
        hoeveel.contains(&deel.len()) && deel.bytes().all(|byte| byte.is_ascii_digit())
    };
    if cijfers(jaar, 4..=4) && cijfers(nummer, 1..=3) {
        return Ok(());
    }
    let melding = "Een jaar en een nummer, zoals 2026-1: de versie van de tekst, niet de tekst zelf.";
    Err(ValidationError::new("formaat").with_message(melding.into()))
}

/// Een zorg van een professional, met de toestemming van de vrouw of haar weigering.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwSignaal {
    /// Waar zij woont.
    pub gemeente: Gemeente,
    /// Hoe dringend het is. Bij `acuut-gevaar` wordt niets bewaard: het antwoord wijst de weg naar Veilig Thuis en 112.
    #[serde(default = "gewoon")]
    #[schema(required = false, default = "gewoon")]
    pub urgentie: Urgentie,
    /// Wat zij ervan vindt dat dit gedeeld wordt.
    #[validate(nested)]
    pub toestemming: NieuweToestemming,
    /// Wie zij is; verplicht als zij toestemming geeft.
    #[validate(nested)]
    pub client: Option<NieuweClient>,
    /// Of zij zwanger is en wanneer zij is uitgerekend; verplicht als zij toestemming geeft.
    #[validate(nested)]
    pub zwangerschap: Option<NieuweZwangerschap>,
    /// De thema's van de zorg; ten minste één als zij toestemming geeft.
    #[serde(default)]
    #[validate(length(max = 17))]
    #[schema(required = false, max_items = 17)]
    pub themas: Vec<Thema>,
    /// Wat haar beschermt.
    #[serde(default)]
    #[validate(length(max = 3))]
    #[schema(required = false, max_items = 3)]
    pub beschermende_factoren: Vec<BeschermendeFactor>,
    /// Het oordeel over haar kwetsbaarheid, liefst samen met haar; verplicht als zij toestemming geeft.
    #[validate(nested)]
    pub kwetsbaarheid: Option<NieuweWeging>,
    /// Haar eigen vraag, in haar eigen woorden.
    #[validate(length(min = 1, max = 2000))]
    #[schema(min_length = 1, max_length = 2000)]
    pub eigen_vraag: Option<String>,
    /// Het signaleringsinstrument dat is gebruikt.
    #[serde(default = "geen")]
    #[schema(required = false, default = "geen")]
    pub instrument: Instrument,
}

const fn gewoon() -> Urgentie {
    Urgentie::Gewoon
}

const fn geen() -> Instrument {
    Instrument::Geen
}

/// Haar besluit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Toestemmingsbesluit {
    /// Zij geeft toestemming, voor wat in `items` staat.
    Gegeven,
    /// Zij weigert; dit wordt geteld en verder blijft er niets bewaard.
    Geweigerd,
}

/// Haar toestemming, of haar weigering.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweToestemming {
    /// Geeft zij toestemming?
    pub besluit: Toestemmingsbesluit,
    /// Hoe de toestemming is gegeven.
    pub wijze: Option<Wijze>,
    /// Wie toestemming gaf: onder de 12 de ouders met gezag, van 12 tot 16 beiden, vanaf 16 zij zelf.
    pub gegeven_door: Option<GegevenDoor>,
    /// De versie van de tekst die haar is voorgelezen.
    #[validate(custom(function = versiewoord))]
    #[schema(min_length = 6, max_length = 8, pattern = "^[0-9]{4}-[0-9]{1,3}$", example = "2026-1")]
    pub bewoording: Option<String>,
    /// Waarvoor, aan wie en wat: ten minste de verkenning door de JGZ-coördinatie.
    #[serde(default)]
    #[validate(length(max = 20), nested)]
    #[schema(required = false, max_items = 20)]
    pub items: Vec<NieuwToestemmingsitem>,
}

/// Eén doel, één ontvanger, en wat die mag weten.
#[derive(Clone, Debug, Deserialize, serde::Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwToestemmingsitem {
    /// Waarvoor.
    pub doel: Doel,
    /// Aan wie.
    pub ontvanger: Ontvanger,
    /// Alleen aan deze organisatie, als zij dat zo wil.
    pub organisatie: Option<OrganisatieId>,
    /// Wat de ontvanger mag weten.
    #[validate(length(min = 1, max = 6))]
    #[schema(min_items = 1, max_items = 6)]
    pub onderdelen: Vec<Onderdeel>,
}

impl NieuwToestemmingsitem {
    /// Checks that something ever goes to that receiver for that purpose; `veld` is where the item stands.
    pub(in crate::http) fn controleer(&self, veld: &str, fouten: &mut Fouten) {
        if let Some(regel) = Reikwijdte::from(self.clone()).past_niet() {
            fouten.add(format!("{veld}.doel"), "past-niet", regel);
        }
    }
}

impl From<NieuwToestemmingsitem> for Reikwijdte {
    fn from(item: NieuwToestemmingsitem) -> Self {
        let mut onderdelen = item.onderdelen;
        onderdelen.sort_unstable();
        onderdelen.dedup();
        Self { doel: item.doel, ontvanger: item.ontvanger, organisatie: item.organisatie, onderdelen }
    }
}

/// Wie zij is en hoe zij veilig te bereiken is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweClient {
    /// Haar naam.
    #[validate(length(min = 1, max = 200), custom(function = een_regel))]
    #[schema(min_length = 1, max_length = 200, example = "Naam Voorbeeld")]
    pub naam: String,
    /// Haar geboortedatum.
    pub geboortedatum: NaiveDate,
    /// Haar adres; ontbreekt als zij geen vaste plek heeft.
    #[validate(length(min = 1, max = 300))]
    #[schema(min_length = 1, max_length = 300)]
    pub adres: Option<String>,
    /// Haar telefoonnummer; zonder landnummer is het een Nederlands nummer.
    #[validate(length(min = 8, max = 20))]
    #[schema(min_length = 8, max_length = 20, example = "06 00000000")]
    pub telefoon: Option<String>,
    /// Haar e-mailadres.
    #[validate(email, length(max = 254))]
    #[schema(format = Email, max_length = 254)]
    pub email: Option<String>,
    /// De manieren waarop zij veilig te bereiken is.
    #[validate(length(min = 1, max = 6))]
    #[schema(min_items = 1, max_items = 6)]
    pub veilig_bereikbaar: Vec<Kanaal>,
    /// Waar op te letten bij het bereiken, zoals tijden of wie niet mag opnemen.
    #[validate(length(min = 1, max = 500))]
    #[schema(min_length = 1, max_length = 500)]
    pub bereikbaar_toelichting: Option<String>,
    /// De taal die zij het best spreekt, als code (BCP 47), zoals `nl`, `ar` of `zh-Hant`.
    #[serde(default = "nederlands")]
    #[validate(length(min = 2, max = 35))]
    #[schema(required = false, default = "nl", min_length = 2, max_length = 35)]
    pub taal: String,
    /// Of er een tolk nodig is.
    #[serde(default)]
    pub tolk_nodig: bool,
}

fn nederlands() -> String {
    "nl".into()
}

/// Of zij zwanger is.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweZwangerschap {
    /// Of zij nu zwanger is; zo niet, dan blijven de andere velden weg, of de zorg gaat over een kind tot twee jaar (`geborenOp`).
    pub zwanger: bool,
    /// De geboortedatum van het kind waar de zorg over gaat, als zij niet zwanger is.
    pub geboren_op: Option<NaiveDate>,
    /// Wanneer zij is uitgerekend.
    pub uitgerekend: Option<NaiveDate>,
    /// Waar die datum vandaan komt.
    pub bron: Option<Termijnbron>,
    /// Hoeveel kinderen zij verwacht.
    #[validate(range(min = 1, max = 6))]
    #[schema(minimum = 1, maximum = 6)]
    pub aantal_kinderen: Option<i32>,
    /// Of het haar eerste kind is.
    pub eerste_kind: Option<bool>,
}

/// Een oordeel over kwetsbaarheid: nooit berekend.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweWeging {
    /// De graad.
    pub graad: Graad,
    /// Of dit samen met haar is gewogen.
    pub samen_gewogen: bool,
}

impl From<&NieuweWeging> for Weging {
    fn from(weging: &NieuweWeging) -> Self {
        Self { graad: weging.graad, samen_gewogen: weging.samen_gewogen }
    }
}

const VERPLICHT: &str = "Dit veld is verplicht als zij toestemming geeft.";

impl NieuwSignaal {
    /// What was sent, as one whole that is right on `vandaag`.
    ///
    /// An error holds everything that is wrong with it.
    pub fn aanmelding(self, vandaag: NaiveDate) -> Result<Aanmelding, Fouten> {
        let mut fouten = Fouten::new();
        let client = self.client.as_ref().map(|client| client.gegevens(vandaag, &mut fouten));
        let zwangerschap = self.zwangerschap.as_ref().map(|z| z.termijn(vandaag, &mut fouten));
        if let (Some(moeder), Some(Some((uitgerekend, ..)))) = (&client, &zwangerschap)
            && let Err(erger) = controleer_leeftijd("client.geboortedatum", moeder.geboortedatum, *uitgerekend)
        {
            fouten = fouten.merge(erger);
        }
        let leeftijd = client.as_ref().map(|gegevens| gegevens.leeftijd(vandaag));
        let verkregen = self.toestemming.verkregen(leeftijd, &mut fouten);
        self.toestemming.controleer_items(&mut fouten);
        let ontbreekt = [
            ("client", self.client.is_none()),
            ("zwangerschap", self.zwangerschap.is_none()),
            ("kwetsbaarheid", self.kwetsbaarheid.is_none()),
            ("themas", self.themas.is_empty()),
        ];
        for (veld, ontbreekt) in ontbreekt {
            if ontbreekt {
                fouten.add(veld, "verplicht", VERPLICHT);
            }
        }
        match (client, zwangerschap, self.kwetsbaarheid.as_ref(), verkregen) {
            (Some(gegevens), Some(zwangerschap), Some(weging), Some(verkregen)) if fouten.is_empty() => {
                Ok(Aanmelding {
                    gemeente: self.gemeente,
                    gegevens,
                    zwangerschap,
                    themas: uniek(self.themas),
                    beschermende_factoren: uniek(self.beschermende_factoren),
                    weging: weging.into(),
                    eigen_vraag: self.eigen_vraag,
                    instrument: self.instrument,
                    urgentie: self.urgentie,
                    toestemmingen: self.toestemming.items.into_iter().map(Reikwijdte::from).collect(),
                    verkregen,
                    bewoording: self.toestemming.bewoording.unwrap_or_else(|| BEWOORDING.into()),
                })
            }
            _ => Err(fouten),
        }
    }
}

fn uniek<T: Ord>(mut lijst: Vec<T>) -> Vec<T> {
    lijst.sort_unstable();
    lijst.dedup();
    lijst
}

impl NieuweToestemming {
    fn verkregen(&self, leeftijd: Option<u32>, fouten: &mut Fouten) -> Option<Verkregen> {
        if self.wijze.is_none() {
            fouten.add("toestemming.wijze", "verplicht", VERPLICHT);
        }
        if self.gegeven_door.is_none() {
            fouten.add("toestemming.gegevenDoor", "verplicht", VERPLICHT);
        }
        let verkregen = Verkregen { wijze: self.wijze?, gegeven_door: self.gegeven_door? };
        if let Some(Err(erger)) = leeftijd.map(|jaar| verkregen.controleer("toestemming.gegevenDoor", jaar)) {
            *fouten = std::mem::take(fouten).merge(erger);
        }
        Some(verkregen)
    }

    fn controleer_items(&self, fouten: &mut Fouten) {
        let verkenning =
            self.items.iter().any(|i| i.doel == Doel::Verkenning && i.ontvanger == Ontvanger::JgzCoordinatie);
        if !verkenning {
            fouten.add(
                "toestemming.items",
                "verkenning-ontbreekt",
                "Zonder toestemming voor 'verkenning' door 'jgz-coordinatie' kan niemand het signaal oppakken.",
            );
        }
        for (nummer, item) in self.items.iter().enumerate() {
            item.controleer(&format!("toestemming.items[{nummer}]"), fouten);
            let dubbel = self
                .items
                .iter()
                .take(nummer)
                .any(|i| (i.doel, i.ontvanger, i.organisatie) == (item.doel, item.ontvanger, item.organisatie));
            if dubbel {
                fouten.add(format!("toestemming.items[{nummer}]"), "dubbel", "Dit doel en deze ontvanger staan er al.");
            }
        }
    }
}

impl NieuweClient {
    /// What was sent of a person, as it can be kept; adds what is wrong with it, under `client`.
    pub(in crate::http) fn gegevens(&self, vandaag: NaiveDate, fouten: &mut Fouten) -> Persoonsgegevens {
        let gegevens = Persoonsgegevens {
            naam: self.naam.trim().to_owned(),
            geboortedatum: self.geboortedatum,
            adres: getrimd(self.adres.as_deref()),
            telefoon: getrimd(self.telefoon.as_deref()),
            email: self.email.clone(),
            veilig_bereikbaar: self.veilig_bereikbaar.clone(),
            bereikbaar_toelichting: getrimd(self.bereikbaar_toelichting.as_deref()),
            taal: self.taal.clone(),
            tolk_nodig: self.tolk_nodig,
        };
        if self.geboortedatum > vandaag || gegevens.leeftijd(vandaag) > 110 {
            fouten.add(
                "client.geboortedatum",
                "onmogelijk",
                "De geboortedatum ligt in de toekomst of meer dan 110 jaar terug.",
            );
        }
        let belt = |k: &Kanaal| matches!(k, Kanaal::Bellen | Kanaal::Sms | Kanaal::App);
        if self.telefoon.is_none() && self.veilig_bereikbaar.iter().any(belt) {
            fouten.add("client.telefoon", "verplicht", "Bij bellen, sms of app hoort een telefoonnummer.");
        }
        if self.telefoon.as_deref().is_some_and(|nummer| e164(nummer).is_none()) {
            let melding = "Een telefoonnummer als 06 00000000, of met het landnummer: +32 400 00 00 00.";
            fouten.add("client.telefoon", "formaat", melding);
        }
        if !is_taal(&self.taal) {
            let melding = "De code van een taal die bestaat (BCP 47), zoals `nl`, `ar` of `zh-Hant`.";
            fouten.add("client.taal", "formaat", melding);
        }
        if self.email.is_none() && self.veilig_bereikbaar.contains(&Kanaal::Email) {
            fouten.add("client.email", "verplicht", "Bij e-mail hoort een e-mailadres.");
        }
        if self.adres.is_none() && self.veilig_bereikbaar.contains(&Kanaal::Brief) {
            fouten.add("client.adres", "verplicht", "Bij een brief hoort een adres.");
        }
        gegevens
    }
}

/// Whether `code` is that of a language: well-formed, and of a language that ISO 639 knows.
fn is_taal(code: &str) -> bool {
    let taal = code.split('-').next().unwrap_or_default().to_lowercase();
    let bekend = Language::from_639_1(&taal).or_else(|| Language::from_639_3(&taal));
    bekend.is_some() && LanguageTag::parse(code).is_ok_and(|tag| tag.validate().is_ok())
}

type Termijn = (NaiveDate, Termijnbron, i32, bool);

impl NieuweZwangerschap {
    fn termijn(&self, vandaag: NaiveDate, fouten: &mut Fouten) -> Option<Termijn> {
        if let (false, Some(geboren_op), None, None) = (self.zwanger, self.geboren_op, self.uitgerekend, self.bron) {
            return self.geboren(geboren_op, vandaag, fouten);
        }
        if !self.zwanger {
            if self.uitgerekend.is_some() || self.aantal_kinderen.is_some() || self.bron.is_some() {
                fouten.add(
                    "zwangerschap.zwanger",
                    "tegenspraak",
                    "Bij 'niet zwanger' hoort geen uitgerekende datum of aantal kinderen.",
                );
            }
            return None;
        }
        if self.geboren_op.is_some() {
            let melding = "Is zij zwanger, dan gaat het signaal over die zwangerschap; laat `geborenOp` weg.";
            fouten.add("zwangerschap.geborenOp", "tegenspraak", melding);
        }
        if let Some(Err(erger)) = self.bron.map(|bron| controleer_bron("zwangerschap.bron", bron)) {
            *fouten = std::mem::take(fouten).merge(erger);
        }
        let vereist = [
            ("zwangerschap.uitgerekend", self.uitgerekend.is_none()),
            ("zwangerschap.bron", self.bron.is_none()),
            ("zwangerschap.eersteKind", self.eerste_kind.is_none()),
        ];
        for (veld, ontbreekt) in vereist {
            if ontbreekt {
                fouten.add(veld, "verplicht", "Dit veld is verplicht bij een zwangerschap.");
            }
        }
        let uitgerekend = self.uitgerekend?;
        if let Err(erger) = controleer_termijn("zwangerschap.uitgerekend", uitgerekend, vandaag) {
            *fouten = std::mem::take(fouten).merge(erger);
        }
        Some((uitgerekend, self.bron?, self.aantal_kinderen.unwrap_or(1), self.eerste_kind?))
    }

    /// Of a child that was born: its birth date stands for a due date that nobody told.
    fn geboren(&self, geboren_op: NaiveDate, vandaag: NaiveDate, fouten: &mut Fouten) -> Option<Termijn> {
        if let Err(erger) = controleer_geboorte("zwangerschap.geborenOp", geboren_op, vandaag) {
            *fouten = std::mem::take(fouten).merge(erger);
        }
        if self.eerste_kind.is_none() {
            fouten.add("zwangerschap.eersteKind", "verplicht", "Dit veld is verplicht bij een kind.");
        }
        Some((geboren_op, Termijnbron::Geboortedatum, self.aantal_kinderen.unwrap_or(1), self.eerste_kind?))
    }
}
