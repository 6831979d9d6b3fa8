//! What a beheerder sends, and the rules that look at more than one field.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Deserializer, Serialize};
use strum::IntoStaticStr;
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use crate::{
    domain::{
        client::e164,
        fouten::Fouten,
        gebied::Gemeente,
        route::Route,
        tijd::Moment,
        toegang::{
            Gebied, Gebruiker, GebruikerId, OrganisatieId, Organisatiesoort, Rol, Toekenning, ToekenningId,
            account::gebruikersnaam,
            beheer::{
                Bereikbaar, Deskgegevens, FactorherstelReden, Functiewissel, NieuweGebruiker, Organisatiegegevens,
                Periode, Verlening,
                past::{self, is_gebruikersnaam},
            },
            kanaal::Emailadres,
        },
    },
    http::invoer::{een_regel, getrimd, veld},
    store::{
        conn::Tx,
        error::Error,
        toegang::{gebied, organisatie},
    },
};

/// A deputy stands in for at most so many days; a longer absence is a leave-taking, with a handover.
const LANGSTE_WAARNEMING_DAGEN: i64 = 183;

fn om_in_te_loggen(naam: &str) -> Result<(), ValidationError> {
    if is_gebruikersnaam(naam) {
        return Ok(());
    }
    let melding = "Een gebruikersnaam heeft 3 tot 64 letters, cijfers en . _ @ -, en geen spaties.";
    Err(ValidationError::new("formaat").with_message(melding.into()))
}

fn adres(adres: &str) -> Result<(), ValidationError> {
    if Emailadres::lees(adres).is_some() {
        return Ok(());
    }
    let melding = "Een e-mailadres als naam@voorbeeld.nl, zonder naam erbij en zonder bijzondere letters.";
    Err(ValidationError::new("formaat").with_message(melding.into()))
}

fn telefoon(nummer: &str) -> Result<(), ValidationError> {
    if nummer.chars().count() <= 32 && e164(nummer).is_some() {
        return Ok(());
    }
    let melding = "Een telefoonnummer als 045 000 00 00, of met het landnummer: +32 400 00 00 00.";
    Err(ValidationError::new("formaat").with_message(melding.into()))
}

/// Een organisatie.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct OrganisatieInvoer {
    /// Hoe zij heet.
    #[validate(length(min = 1, max = 200), custom(function = een_regel))]
    #[schema(min_length = 1, max_length = 200)]
    pub naam: String,
    /// Wat voor organisatie het is.
    pub soort: Organisatiesoort,
    /// De gemeenten waarvoor zij werkt; zonder is dat de hele regio.
    #[serde(default)]
    #[validate(length(max = 16))]
    #[schema(required = false, max_items = 16)]
    pub gemeenten: Vec<Gemeente>,
}

impl From<OrganisatieInvoer> for Organisatiegegevens {
    fn from(invoer: OrganisatieInvoer) -> Self {
        let mut gemeenten = invoer.gemeenten;
        gemeenten.sort_unstable();
        gemeenten.dedup();
        Self { naam: invoer.naam.trim().to_owned(), soort: invoer.soort, gemeenten }
    }
}

/// Een nieuwe desk.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweDesk {
    /// De route die er uitkomt.
    pub route: Route,
    /// Waarvoor de desk er is: de regio, een subregio of een gemeente.
    pub gebied: NieuwGebied,
    /// Hoe de desk heet.
    #[validate(length(min = 1, max = 200), custom(function = een_regel))]
    #[schema(min_length = 1, max_length = 200)]
    pub naam: String,
    /// Hoeveel gezinnen er tegelijk terechtkunnen.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    pub capaciteit: Option<i32>,
    /// Binnen hoeveel werkdagen de desk antwoordt; zonder geldt de termijn van de route.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60)]
    pub responstermijn: Option<i32>,
}

impl NieuweDesk {
    /// The desk of `organisatie` that is meant.
    ///
    /// An error names `gebied` when a desk cannot be there for it.
    pub fn gegevens(self, organisatie: OrganisatieId) -> Result<Deskgegevens, Fouten> {
        let gebied = self.gebied.lees("gebied")?;
        if !matches!(gebied, Gebied::Regio | Gebied::Subregio(_) | Gebied::Gemeente(_)) {
            let melding = "Een desk is er voor de regio, een subregio of een gemeente.";
            return Err(Fouten::new().fout("gebied.soort", "ander-gebied", melding));
        }
        Ok(Deskgegevens {
            organisatie,
            naam: self.naam.trim().to_owned(),
            route: self.route,
            gebied,
            capaciteit: self.capaciteit,
            vrije_plekken: None,
            wachttijd_dagen: None,
            ruimte_op: None,
            responstermijn: self.responstermijn,
        })
    }
}

/// Wat er aan een desk te wijzigen is; wat ontbreekt is er daarna niet meer. Haar vrije plekken en wachttijd houdt de desk zelf bij.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct DeskWijziging {
    /// Hoe de desk heet.
    #[validate(length(min = 1, max = 200), custom(function = een_regel))]
    #[schema(min_length = 1, max_length = 200)]
    pub naam: String,
    /// Hoeveel gezinnen er tegelijk terechtkunnen.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    pub capaciteit: Option<i32>,
    /// Binnen hoeveel werkdagen de desk antwoordt; wie dit wijzigt bewijst eerst opnieuw haar tweede factor.
    #[validate(range(min = 1, max = 60))]
    #[schema(minimum = 1, maximum = 60)]
    pub responstermijn: Option<i32>,
}

impl DeskWijziging {
    /// The desk as it is after this change.
    #[must_use]
    pub fn op(self, was: &Deskgegevens) -> Deskgegevens {
        Deskgegevens {
            naam: self.naam.trim().to_owned(),
            capaciteit: self.capaciteit,
            responstermijn: self.responstermijn,
            ..was.clone()
        }
    }
}

/// De ruimte van een desk; wat ontbreekt is daarna niet bekend.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweRuimte {
    /// Hoeveel gezinnen er nu bij kunnen.
    #[validate(range(min = 0, max = 10_000))]
    #[schema(minimum = 0, maximum = 10_000)]
    pub vrije_plekken: Option<i32>,
    /// Hoeveel dagen men er nu wacht.
    #[validate(range(min = 0, max = 1_000))]
    #[schema(minimum = 0, maximum = 1_000)]
    pub wachttijd_dagen: Option<i32>,
}

/// Wat voor gebied het is.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "kebab-case")]
#[strum(serialize_all = "kebab-case")]
pub enum Gebiedsoort {
    /// De hele regio.
    Regio,
    /// Een subregio.
    Subregio,
    /// Een gemeente.
    Gemeente,
    /// Een organisatie.
    Organisatie,
    /// Een desk.
    Desk,
}

/// Een gebied.
#[derive(Clone, Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwGebied {
    /// Wat voor gebied.
    pub soort: Gebiedsoort,
    /// Welk: een naam, een code of een id. Niet bij de regio.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "GM0917")]
    pub waarde: Option<String>,
}

impl NieuwGebied {
    fn lees(&self, pad: &str) -> Result<Gebied, Fouten> {
        gebied::uit_tekst(self.soort.into(), self.waarde.as_deref().unwrap_or_default()).ok_or_else(|| {
            let melding =
                "Dit gebied is er niet: noem een subregio, een gemeentecode, of het id van een organisatie of desk.";
            Fouten::new().fout(veld::member(pad, "waarde"), "onbekend", melding)
        })
    }
}

/// Een rol in een gebied, voor een tijd of voor onbepaalde tijd.
#[derive(Clone, Debug, Deserialize, Serialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweToekenning {
    /// De rol.
    pub rol: Rol,
    /// Waar zij geldt. Mag ontbreken bij een signaleerder (de eigen organisatie), onderzoeker, FG en beheerder (de regio).
    #[validate(nested)]
    pub gebied: Option<NieuwGebied>,
    /// Vanaf wanneer; zonder vanaf nu.
    pub geldig_van: Option<DateTime<Utc>>,
    /// Tot wanneer; zonder voor onbepaalde tijd.
    pub geldig_tot: Option<DateTime<Utc>>,
}

impl NieuweToekenning {
    /// The grant that is meant, for somebody of organisation `eigen`; it must fit her.
    ///
    /// Names, below `pad`, what does not.
    pub fn verlening(&self, tx: &mut Tx, pad: &str, eigen: OrganisatieId, nu: Moment) -> Result<Verlening, Error> {
        let hier = veld::member(pad, "gebied");
        let gebied = match &self.gebied {
            Some(gebied) => gebied.lees(&hier)?,
            None => past::vanzelf(self.rol, eigen)
                .ok_or_else(|| Fouten::new().fout(hier.clone(), "verplicht", "Noem bij deze rol waar zij geldt."))?,
        };
        let wat = Toekenning { rol: self.rol, gebied };
        controleer_past(tx, &hier, wat, eigen)?;
        let van = self.geldig_van.map_or(nu, Moment::new);
        Ok(Verlening { wat, periode: periode(&veld::member(pad, "geldigTot"), van, self.geldig_tot, nu)? })
    }
}

/// Checks that a grant fits somebody of organisation `eigen`.
///
/// An error names `veld` when it does not.
pub(super) fn controleer_past(tx: &mut Tx, veld: &str, wat: Toekenning, eigen: OrganisatieId) -> Result<(), Error> {
    let van_desk = match wat.gebied {
        Gebied::Desk(desk) => organisatie::find_desk(tx, desk)?.map(|desk| desk.gegevens.organisatie),
        _ => None,
    };
    past::past(wat, eigen, van_desk).map_err(|(code, melding)| Fouten::new().fout(veld, code, melding).into())
}

/// What is over by `nu` does not count: a period begins now or later.
fn periode(veld: &str, van: Moment, tot: Option<DateTime<Utc>>, nu: Moment) -> Result<Periode, Fouten> {
    let tot = tot.map(Moment::new);
    if tot.is_some_and(|tot| tot <= nu || tot <= van) {
        let melding = "Het einde ligt na het begin, en na nu.";
        return Err(Fouten::new().fout(veld, "periode", melding));
    }
    Ok(Periode { van: van.max(nu), tot })
}

/// Iemand om uit te nodigen.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweUitnodiging {
    /// De naam om mee in te loggen; hoofdletters maken geen verschil.
    #[validate(length(min = 3, max = 64), custom(function = om_in_te_loggen))]
    #[schema(min_length = 3, max_length = 64, pattern = "^[A-Za-z0-9._@-]+$", example = "a.jansen")]
    pub gebruikersnaam: String,
    /// Hoe deze gebruiker heet.
    #[validate(length(min = 1, max = 200), custom(function = een_regel))]
    #[schema(min_length = 1, max_length = 200)]
    pub naam: String,
    /// Het e-mailadres van deze gebruiker. Verstuurt de server e-mail, dan gaat de code daarheen en staat zij niet in het antwoord.
    #[validate(custom(function = adres))]
    #[schema(max_length = 254, format = Email, example = "a.jansen@praktijk.example.nl")]
    pub email: Option<String>,
    /// Waar collega's deze gebruiker bereiken; zonder landnummer is het een Nederlands nummer.
    #[validate(custom(function = telefoon))]
    #[schema(max_length = 32, example = "045 000 00 00")]
    pub werktelefoon: Option<String>,
    /// Waar deze gebruiker werkt.
    pub organisatie: OrganisatieId,
    /// Wat deze gebruiker mag, en waar.
    #[validate(length(min = 1, max = 20), nested)]
    #[schema(min_items = 1, max_items = 20)]
    pub toekenningen: Vec<NieuweToekenning>,
}

impl NieuweUitnodiging {
    /// Who is meant, with grants that fit her.
    ///
    /// An error names the first thing that cannot be.
    pub fn genodigde(self, tx: &mut Tx, nu: Moment) -> Result<NieuweGebruiker, Error> {
        organisatie::controleer_organisaties(tx, "organisatie", [self.organisatie].into_iter())?;
        let mut verleningen: Vec<Verlening> = Vec::new();
        for (nummer, toekenning) in self.toekenningen.iter().enumerate() {
            let pad = veld::item("toekenningen", nummer);
            let verlening = toekenning.verlening(tx, &pad, self.organisatie, nu)?;
            if verleningen.iter().any(|ander| ander.wat == verlening.wat) {
                return Err(Fouten::new().fout(pad, "dubbel", "Noem elke rol in elk gebied één keer.").into());
            }
            verleningen.push(verlening);
        }
        Ok(NieuweGebruiker {
            gebruikersnaam: gebruikersnaam(&self.gebruikersnaam),
            naam: self.naam.trim().to_owned(),
            email: self.email.as_deref().and_then(Emailadres::lees),
            werktelefoon: getrimd(self.werktelefoon.as_deref()),
            organisatie: self.organisatie,
            verleningen,
        })
    }
}

/// Hoe iemand voortaan heet, en waar codes voor het account heen gaan.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Accountgegevens {
    /// De naam.
    #[validate(length(min = 1, max = 200), custom(function = een_regel))]
    #[schema(min_length = 1, max_length = 200)]
    pub naam: String,
    /// Het e-mailadres. Ontbreekt het, dan blijft het zoals het is; met `null` is er daarna geen.
    #[serde(default, deserialize_with = "genoemd")]
    #[validate(custom(function = adres))]
    #[schema(value_type = Option<String>, required = false, max_length = 254, format = Email)]
    pub email: Option<Option<String>>,
    /// Waar collega's deze gebruiker bereiken. Ontbreekt het, dan blijft het zoals het is; met `null` is er daarna geen.
    #[serde(default, deserialize_with = "genoemd")]
    #[validate(custom(function = telefoon))]
    #[schema(value_type = Option<String>, required = false, max_length = 32)]
    pub werktelefoon: Option<Option<String>>,
    /// Een andere functie, in plaats van een die deze gebruiker heeft.
    #[validate(nested)]
    pub functie: Option<NieuweFunctie>,
}

/// Een functie in plaats van een andere.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweFunctie {
    /// De toekenning die nu eindigt.
    pub in_plaats_van: ToekenningId,
    /// De rol die daarvoor in de plaats komt.
    #[validate(nested)]
    pub wordt: NieuweToekenning,
}

impl NieuweFunctie {
    /// The change that is meant, for somebody of organisation `eigen`; the role must fit them.
    ///
    /// Names what does not.
    pub fn wissel(&self, tx: &mut Tx, eigen: OrganisatieId, nu: Moment) -> Result<Functiewissel, Error> {
        let wordt = self.wordt.verlening(tx, "functie.wordt", eigen, nu)?;
        Ok(Functiewissel { was: self.in_plaats_van, wordt })
    }
}

/// A member that is there, with `null` as a value of its own.
#[expect(
    clippy::option_option,
    reason = "absent, `null` and an address are three things to whoever sends a change"
)]
fn genoemd<'de, D: Deserializer<'de>>(waarde: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(waarde).map(Some)
}

impl Accountgegevens {
    /// What they are called and how they are reached from now on.
    ///
    /// An error names `naam` when nothing changes.
    pub fn gegevens(&self, was: &Gebruiker) -> Result<Bereikbaar, Fouten> {
        let naam = self.naam.trim().to_owned();
        let email = match &self.email {
            None => was.email.clone(),
            Some(email) => email.as_deref().and_then(Emailadres::lees),
        };
        let werktelefoon = match &self.werktelefoon {
            None => was.werktelefoon.clone(),
            Some(nummer) => getrimd(nummer.as_deref()),
        };
        let gelijk = naam == was.naam && email == was.email && werktelefoon == was.werktelefoon;
        if gelijk && self.functie.is_none() {
            return Err(Fouten::new().fout("naam", "ongewijzigd", "Zo heet deze gebruiker al."));
        }
        Ok(Bereikbaar { naam, email, werktelefoon })
    }
}

/// Wie er gezocht wordt.
#[derive(Debug, Default, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct GebruikersVraag {
    /// Alleen van deze organisatie.
    pub organisatie: Option<OrganisatieId>,
    /// Alleen wie nu deze rol heeft.
    pub rol: Option<Rol>,
    /// Alleen accounts waarmee kan worden ingelogd, of juist alleen de andere.
    pub actief: Option<bool>,
    /// Een deel van de naam, of van de naam om mee in te loggen.
    #[validate(length(min = 1, max = 100))]
    #[schema(min_length = 1, max_length = 100)]
    pub naam: Option<String>,
    /// Hoeveel er op een bladzijde staan.
    #[validate(range(min = 1, max = 100))]
    #[schema(minimum = 1, maximum = 100)]
    pub aantal: Option<u16>,
    /// Waar de vorige bladzijde eindigde: de waarde `na` uit het antwoord.
    #[validate(length(max = 200))]
    #[schema(max_length = 200)]
    pub na: Option<String>,
}

/// Aan wie het open werk gaat.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweOverdracht {
    /// Het account van de collega; het heeft de rol, het gebied en de desk die erbij horen.
    pub aan: GebruikerId,
}

/// Wie er waarneemt, en wanneer.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuweWaarneming {
    /// Het account van de waarnemer.
    pub waarnemer: GebruikerId,
    /// Vanaf wanneer.
    pub van: DateTime<Utc>,
    /// Tot wanneer; hoogstens een half jaar na het begin.
    pub tot: DateTime<Utc>,
}

impl NieuweWaarneming {
    /// The period that is meant.
    ///
    /// An error names `tot` when there is no such period.
    pub fn periode(&self, nu: Moment) -> Result<Periode, Fouten> {
        let periode = periode("tot", Moment::new(self.van), Some(self.tot), nu)?;
        if self.tot.signed_duration_since(periode.van.utc()).num_days() > LANGSTE_WAARNEMING_DAGEN {
            return Err(Fouten::new().fout("tot", "periode", "Een waarneming duurt hoogstens een half jaar."));
        }
        Ok(periode)
    }
}

/// Waarom een tweede factor opnieuw moet.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct NieuwFactorherstel {
    /// De reden.
    pub reden: FactorherstelReden,
}
