//! Logging in with two factors, and carrying on.

use actix_web::{HttpResponse, http::header, web::Json};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    code::zes_cijfers,
    deur::{Bezoek, Deur},
    dienst::Toegang,
    klop::{Aangeklopt, Klop},
    sessie::{HUIDIGE, SessieLinks, links},
    webauthn::Sleutelantwoord,
};
use crate::{
    domain::{
        fouten::Fouten,
        logboek::{Gebeurtenis, Soort},
        tijd::Moment,
        toegang::{
            GebruikerId, UitdagingId,
            afzender::Afzender,
            rem::Rem,
            sessie::Lopend,
            totp,
            uitslag::{Afwijzing, Uitslag},
        },
    },
    http::{
        formulier::{Aanvraag, AlsFormulier},
        invoer::Invoer,
        problem::{Problem, ProblemView},
    },
    store::{
        conn::Tx,
        error::Error,
        toegang::{
            gebruiker::{self, Inlog},
            geheim::{self, Geheim},
            herstelcode, rem,
            sessie::{self, Factor, Uitgifte},
        },
    },
};

/// Waarmee iemand inlogt.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Inloggen {
    /// De naam van het account; hoofdletters maken geen verschil.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "a.jansen")]
    gebruikersnaam: String,
    /// Het wachtwoord.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128, format = Password)]
    wachtwoord: String,
    /// De zes cijfers die de authenticator nu toont. Elke code werkt één keer.
    #[validate(custom(function = zes_cijfers))]
    #[schema(min_length = 6, max_length = 8, pattern = "^ ?[0-9]{3} ?[0-9]{3} ?$", example = "287082")]
    totp_code: Option<String>,
    /// In plaats daarvan: een van de tien herstelcodes. Elke code werkt één keer.
    #[validate(length(min = 16, max = 32))]
    #[schema(min_length = 16, max_length = 32, example = "ABCD-EFGH-2345-6723")]
    herstelcode: Option<String>,
    /// In plaats daarvan: het antwoord van een beveiligingssleutel op `POST /v1/sessies/uitdaging`.
    #[validate(nested)]
    sleutel_antwoord: Option<Box<Sleutelantwoord>>,
    /// De uitdaging die de sleutel beantwoordt.
    #[schema(value_type = Option<uuid::Uuid>)]
    uitdaging: Option<UitdagingId>,
    /// Het token van dit toestel uit een eerder antwoord: wie elders gist, sluit dit toestel niet buiten.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128)]
    apparaat: Option<String>,
}

impl Inloggen {
    /// Somebody with what they typed on a page: the six digits of an authenticator, or else a recovery code.
    #[must_use]
    pub fn met_code(gebruikersnaam: String, wachtwoord: String, code: String, apparaat: Option<String>) -> Self {
        let cijfers = zes_cijfers(&code).is_ok();
        let (totp_code, herstelcode) = if cijfers { (Some(code), None) } else { (None, Some(code)) };
        let (sleutel_antwoord, uitdaging) = (None, None);
        Self { gebruikersnaam, wachtwoord, totp_code, herstelcode, sleutel_antwoord, uitdaging, apparaat }
    }

    /// Somebody with the answer of a security key to what it was asked on a page; nothing when that cannot be read.
    #[must_use]
    pub fn met_sleutel(
        (gebruikersnaam, wachtwoord): (String, String),
        antwoord: &str,
        uitdaging: &str,
        apparaat: Option<String>,
    ) -> Option<Self> {
        let sleutel_antwoord = Some(serde_json::from_str(antwoord).ok()?);
        let uitdaging = Some(uitdaging.parse().ok()?);
        let (totp_code, herstelcode) = (None, None);
        Some(Self { gebruikersnaam, wachtwoord, totp_code, herstelcode, sleutel_antwoord, uitdaging, apparaat })
    }

    /// Checks that exactly one second factor was sent.
    fn een_factor(&self) -> Result<(), Fouten> {
        let factoren = [self.totp_code.is_some(), self.herstelcode.is_some(), self.sleutel_antwoord.is_some()];
        let melding = match factoren.into_iter().filter(|is| *is).count() {
            1 if self.sleutel_antwoord.is_some() == self.uitdaging.is_some() => return Ok(()),
            1 => {
                let melding = "Het antwoord van een beveiligingssleutel en de uitdaging horen bij elkaar.";
                return Err(Fouten::new().fout("uitdaging", "verplicht", melding));
            }
            0 => "Stuur de code van uw authenticator, een herstelcode of het antwoord van een beveiligingssleutel.",
            _ => "Stuur een code, een herstelcode of het antwoord van een beveiligingssleutel; niet meer dan een.",
        };
        Err(Fouten::new().fout("totpCode", "verplicht", melding))
    }

    /// What is knocked with.
    fn klop(&self) -> Klop {
        let (naam, apparaat) = (self.gebruikersnaam.clone(), self.apparaat.clone());
        Klop { naam, apparaat, met_sleutel: self.uitdaging.is_some(), uitdaging: self.uitdaging }
    }

    /// The factor, when it can be right for this account at `nu`.
    fn factor(&self, deur: &Deur, stand: &Aangeklopt, inlog: &Inlog, nu: Moment) -> Result<Factor, Afwijzing> {
        let factor = match (&self.totp_code, &self.herstelcode, &self.sleutel_antwoord, &stand.vraag) {
            (Some(code), ..) => totp::stap(&inlog.totp_geheim, code, nu).map(Factor::Stap),
            (_, Some(code), ..) => Some(Factor::Herstelcode(herstelcode::getypt(code))),
            (.., Some(antwoord), Some(vraag)) => {
                let gevraagd = (vraag, stand.sleutels.as_slice());
                let gebruik = deur.toegang.sleutels.controleer(&deur.kluis, inlog, antwoord, gevraagd)?;
                Some(Factor::Sleutel(gebruik))
            }
            _ => None,
        };
        factor.ok_or(Afwijzing::Inlog)
    }
}

/// Waarmee een sessie doorgaat.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Vernieuwen {
    /// Het verversingstoken uit het vorige antwoord; het werkt één keer.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128)]
    verversingstoken: String,
}

/// Hetzelfde als formulier (RFC 6749, 6); wat er verder in staat telt niet.
#[derive(Deserialize, ToSchema)]
pub struct Vernieuwformulier {
    /// Altijd `refresh_token`.
    #[serde(rename = "grant_type")]
    #[schema(value_type = String, example = "refresh_token")]
    _soort: Vernieuwsoort,
    /// Het verversingstoken uit het vorige antwoord; het werkt één keer.
    #[schema(min_length = 1, max_length = 128)]
    refresh_token: String,
}

/// How a session goes on.
#[derive(Clone, Copy, Deserialize)]
pub enum Vernieuwsoort {
    /// With a refresh token.
    #[serde(rename = "refresh_token")]
    RefreshToken,
}

impl From<Vernieuwformulier> for Vernieuwen {
    fn from(van: Vernieuwformulier) -> Self {
        Self { verversingstoken: van.refresh_token }
    }
}

impl AlsFormulier for Vernieuwen {
    type Formulier = Vernieuwformulier;
    const VELDEN: &'static str = "Het formulier heeft `grant_type` (refresh_token) en `refresh_token`, elk één keer.";
}

/// Waarmee aanvragen in een sessie gedaan worden.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Tokens)]
pub struct TokensView {
    /// Hoort in elke aanvraag, in `Authorization: Bearer …`.
    toegangstoken: String,
    /// Altijd `Bearer`.
    #[schema(example = "Bearer")]
    soort: &'static str,
    /// Het aantal seconden dat het toegangstoken geldt.
    #[schema(example = 300)]
    verloopt_over: i64,
    /// Geeft één keer een nieuw paar. Wie het vaker gebruikt, beëindigt de sessie.
    verversingstoken: String,
    /// Na een formulier staat hetzelfde er ook in de woorden van RFC 6749.
    #[serde(flatten)]
    als_formulier: Option<FormulierTokens>,
    /// Bewaar dit op dit toestel en stuur het mee bij het inloggen; alleen op een toestel dat nog niet bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    apparaat: Option<String>,
    /// Waar het verder gaat.
    #[serde(rename = "_links")]
    links: SessieLinks,
}

/// Een paar tokens in de woorden van RFC 6749.
#[derive(Serialize, ToSchema)]
pub struct FormulierTokens {
    /// Het toegangstoken.
    #[serde(rename = "access_token")]
    toegang: String,
    /// Altijd `Bearer`.
    #[serde(rename = "token_type")]
    soort: &'static str,
    /// Het aantal seconden dat het geldt.
    #[serde(rename = "expires_in")]
    verloopt_over: i64,
    /// Het verversingstoken.
    #[serde(rename = "refresh_token")]
    verversing: String,
}

impl TokensView {
    pub(super) fn new(toegang: &Toegang, lopend: Lopend, verversing: Geheim, nu: Moment) -> Result<Self, Problem> {
        let (toegangstoken, verloopt_over) =
            toegang.tokens.geef_uit(lopend, nu).ok_or_else(|| Problem::internal("the token could not be signed"))?;
        let verversingstoken = verversing.tekst;
        Ok(Self {
            toegangstoken,
            soort: "Bearer",
            verloopt_over,
            verversingstoken,
            als_formulier: None,
            apparaat: None,
            links: links(),
        })
    }

    /// The same, with the words of RFC 6749 beside our own.
    fn als_formulier(self) -> Self {
        let als_formulier = Some(FormulierTokens {
            toegang: self.toegangstoken.clone(),
            soort: self.soort,
            verloopt_over: self.verloopt_over,
            verversing: self.verversingstoken.clone(),
        });
        Self { als_formulier, ..self }
    }
}

/// Logt in.
#[utoipa::path(
    post, path = "/v1/sessies", operation_id = "beginSessie", tag = "toegang",
    description = "Logt in met wachtwoord en tweede factor. Wat er ook niet klopt: het antwoord is hetzelfde. Na een mislukte poging is er een pauze, die groeit.",
    request_body = Inloggen,
    responses(
        (status = 201, description = "Ingelogd.", body = TokensView,
            headers(("API-Version" = String, description = "De versie van deze API."),
                ("Location" = String, description = "De sessie."))),
        (status = 400, description = "De invoer klopt niet.", body = ProblemView, content_type = "application/problem+json"),
        (status = 401, description = "De inloggegevens kloppen niet.", body = ProblemView, content_type = "application/problem+json"),
        (status = 429, description = "Te veel pogingen: er is niet gekeken. `Retry-After` zegt wanneer het weer kan.", body = ProblemView, content_type = "application/problem+json"),
        (status = 503, description = "Het is te druk, of er kan niets worden vastgelegd.", body = ProblemView, content_type = "application/problem+json"),
    ),
)]
#[tracing::instrument(skip_all)]
pub async fn begin(deur: Deur, Invoer(inloggen): Invoer<Inloggen>) -> Result<HttpResponse, Problem> {
    let verversing = Geheim::nieuw()?;
    let Binnen { lopend, apparaat, nu } = log_in(&deur, inloggen, &verversing.afdruk).await?;
    let tokens = TokensView { apparaat, ..TokensView::new(&deur.toegang, lopend, verversing, nu)? };
    Ok(HttpResponse::Created().insert_header((header::LOCATION, HUIDIGE)).json(tokens))
}

/// Somebody who is in.
#[derive(Debug)]
pub struct Binnen {
    pub(super) lopend: Lopend,
    /// What makes their device known from now on, when it is new.
    pub apparaat: Option<String>,
    nu: Moment,
}

impl Binnen {
    /// Who.
    #[must_use]
    pub const fn gebruiker(&self) -> GebruikerId {
        self.lopend.gebruiker
    }
}

/// Lets somebody in, who goes on with what has the hash `verder`: a refresh token, or the key of a browser.
pub async fn log_in(deur: &Deur, inloggen: Inloggen, verder: &[u8]) -> Result<Binnen, Problem> {
    inloggen.een_factor()?;
    let klop = inloggen.klop();
    let stand = deur.run(deur.nu(), move |tx, bezoek| klop.beoordeel(tx, bezoek)).await?;
    let hash = stand.inlog.as_ref().map(|inlog| inlog.wachtwoord.as_str());
    let klopt = deur.toegang.hashers.klopt(inloggen.wachtwoord.clone(), hash).await?;
    let nu = deur.nu();
    let bewijs = match &stand.inlog {
        Some(inlog) if klopt => inloggen.factor(deur, &stand, inlog, nu),
        _ => Err(Afwijzing::Inlog),
    };
    let nieuwe_hash = match (&bewijs, &stand.inlog) {
        (Ok(_), Some(inlog)) => deur.toegang.hashers.ververs(&inlog.wachtwoord, inloggen.wachtwoord).await?,
        _ => None,
    };
    let apparaat = stand.nieuw_apparaat()?;
    let login = Login { stand, bewijs, nieuwe_hash, uitgifte: uitgifte(verder, apparaat.as_ref()) };
    let lopend = deur.run(nu, move |tx, bezoek| login.voltooi(tx, bezoek)).await?;
    Ok(Binnen { lopend, apparaat: apparaat.map(|apparaat| apparaat.tekst), nu })
}

fn uitgifte(verder: &[u8], apparaat: Option<&Geheim>) -> Uitgifte {
    Uitgifte { verversing: verder.to_vec(), apparaat: apparaat.map(|apparaat| apparaat.afdruk.clone()) }
}

/// A login whose password and factor were looked at.
struct Login {
    stand: Aangeklopt,
    /// The factor, when both are right so far; it may have been used before.
    bewijs: Result<Factor, Afwijzing>,
    /// The same password under newer parameters.
    nieuwe_hash: Option<String>,
    uitgifte: Uitgifte,
}

impl Login {
    /// Begins the session, or turns the login down.
    fn voltooi(self, tx: &mut Tx, bezoek: &Bezoek) -> Result<Uitslag<Lopend>, Error> {
        let Self { stand: Aangeklopt { inlog, toegelaten, .. }, bewijs, nieuwe_hash, uitgifte } = self;
        let (factor, inlog) = match (bewijs, inlog) {
            (Ok(factor), Some(inlog)) => (factor, inlog),
            (bewijs, inlog) => {
                let waarom = bewijs.err().unwrap_or(Afwijzing::Inlog);
                return Ok(mislukt(waarom, bezoek.wie.met_account(inlog.map(|inlog| inlog.gebruiker))));
            }
        };
        let uitslag = sessie::begin(tx, (&inlog, &factor), &uitgifte, bezoek.toegang.grenzen, &bezoek.wie)?;
        if uitslag.is_gelukt() {
            rem::gelukt(tx, &toegelaten, bezoek.wie.op)?;
            if let Some(hash) = nieuwe_hash {
                gebruiker::vervang_wachtwoord(tx, &inlog, &hash)?;
            }
        }
        Ok(uitslag)
    }
}

/// A login that is not right. A key that may have been copied has a line of its own.
fn mislukt(waarom: Afwijzing, wie: Afzender) -> Uitslag<Lopend> {
    let Afwijzing::Kopie(sleutel) = waarom else {
        return Uitslag::niet_binnen(waarom, wie);
    };
    let spoor = wie.meldt(Gebeurtenis::SessieSleutelVerdacht, Soort::Beveiligingssleutel, Some(sleutel.uuid()));
    Uitslag::afgewezen(waarom, spoor)
}

/// Geeft een nieuw paar tokens.
#[utoipa::path(
    post, path = "/v1/sessies/vernieuwing", operation_id = "vernieuwSessie", tag = "toegang",
    description = "Ruilt een verversingstoken voor een nieuw paar. Wie er een vaker gebruikt, beëindigt de hele sessie. Bij 429 werkt het token \
                   daarna nog.",
    request_body(content((Vernieuwen = "application/json"), (Vernieuwformulier = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, description = "Een nieuw paar.", body = TokensView,
            headers(("API-Version" = String, description = "De versie van deze API."))),
        (status = 400, description = "De invoer klopt niet.", body = ProblemView, content_type = "application/problem+json"),
        (status = 401, description = "De sessie gaat niet door.", body = ProblemView, content_type = "application/problem+json"),
        (status = 429, description = "Te veel pogingen.", body = ProblemView, content_type = "application/problem+json"),
        (status = 503, description = "Het is te druk, of er kan niets worden vastgelegd.", body = ProblemView, content_type = "application/problem+json"),
    ),
)]
#[tracing::instrument(skip_all)]
pub async fn vernieuw(deur: Deur, gevraagd: Aanvraag<Vernieuwen>) -> Result<Json<TokensView>, Problem> {
    let (nu, Aanvraag { wat: vernieuwen, als_formulier }) = (deur.nu(), gevraagd);
    let oud = geheim::afdruk(&vernieuwen.verversingstoken);
    let verversing = Geheim::nieuw()?;
    let nieuw = verversing.afdruk.clone();
    let vernieuwd = deur.run(nu, move |tx, Bezoek { wie, verzoek, kluis, toegang }| {
        if let Some(geremd) = rem::staat_stil(tx, kluis, Rem::Verversing, verzoek, nu)? {
            return Ok(Uitslag::geremd(geremd, wie.clone().meldt_zich(Gebeurtenis::SessieGeweigerd)));
        }
        // A token that was used before is never held back: it ends the session.
        if let Some(van) = sessie::van_verversing(tx, &oud)?
            && let Some(geremd) = rem::verlengt(tx, van, toegang.verlengen_per_tien_minuten, verzoek, nu)?
        {
            let zij = wie.clone().met_account(Some(van.1));
            return Ok(Uitslag::geremd(geremd, zij.meldt_zich(Gebeurtenis::SessieGeweigerd)));
        }
        let uitslag = sessie::vernieuw(tx, &oud, &nieuw, wie)?;
        if !uitslag.is_gelukt() {
            rem::mislukt(tx, kluis, Rem::Verversing, verzoek, nu)?;
        }
        Ok(uitslag)
    });
    let tokens = TokensView::new(&deur.toegang, vernieuwd.await?, verversing, nu)?;
    Ok(Json(if als_formulier { tokens.als_formulier() } else { tokens }))
}
