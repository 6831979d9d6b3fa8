//! Logging in with two factors, and carrying on.

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Json},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::{Validate, ValidationError};

use super::{
    Toegang,
    deur::{Deur, Stand},
    sessie::{HUIDIGE, SessieLinks, links},
    webauthn::{Afgekeurd, Sleutelantwoord},
};
use crate::{
    clock::Clock,
    domain::{
        fouten::Fouten,
        tijd::Moment,
        toegang::{UitdagingId, Verzoek, rem::Rem, totp},
    },
    http::{
        invoer::Invoer,
        problem::{Code, Problem, ProblemView},
    },
    store::{
        conn::Db,
        kluis::Kluis,
        toegang::{
            beveiligingssleutel,
            gebruiker::{self, Inlog},
            geheim::{self, Geheim},
            herstelcode,
            rem::{self, Poging, Toegelaten},
            sessie::{self, Factor, Lopend, Uitgifte},
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
    #[schema(min_length = 6, max_length = 6, pattern = "^[0-9]{6}$", example = "287082")]
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

    /// The factor, when it can be right for this account at `nu`.
    fn factor(
        &self,
        toegang: &Toegang,
        kluis: &Kluis,
        (inlog, stand): (&Inlog, &Stand),
        nu: Moment,
    ) -> Result<Factor, Afgekeurd> {
        let factor = match (&self.totp_code, &self.herstelcode, &self.sleutel_antwoord, &stand.vraag) {
            (Some(code), ..) => totp::stap(&inlog.totp_geheim, code, nu).map(Factor::Stap),
            (_, Some(code), ..) => Some(Factor::Herstelcode(herstelcode::getypt(code))),
            (.., Some(antwoord), Some(vraag)) => {
                let gebruik = toegang.sleutels.controleer(kluis, inlog, antwoord, (vraag, &stand.sleutels))?;
                Some(Factor::Sleutel(gebruik))
            }
            _ => None,
        };
        factor.ok_or(Afgekeurd::Onjuist)
    }
}

pub(in crate::http) fn zes_cijfers(code: &str) -> Result<(), ValidationError> {
    if code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()) {
        Ok(())
    } else {
        Err(ValidationError::new("formaat").with_message("Een code van zes cijfers.".into()))
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
    /// Bewaar dit op dit toestel en stuur het mee bij het inloggen; alleen op een toestel dat nog niet bekend is.
    #[serde(skip_serializing_if = "Option::is_none")]
    apparaat: Option<String>,
    /// Waar het verder gaat.
    #[serde(rename = "_links")]
    links: SessieLinks,
}

impl TokensView {
    pub(super) fn new(toegang: &Toegang, lopend: Lopend, verversing: Geheim, nu: Moment) -> Result<Self, Problem> {
        let (toegangstoken, verloopt_over) =
            toegang.tokens.geef_uit(lopend, nu).ok_or_else(|| Problem::internal("the token could not be signed"))?;
        let verversingstoken = verversing.tekst;
        Ok(Self { toegangstoken, soort: "Bearer", verloopt_over, verversingstoken, apparaat: None, links: links() })
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
pub async fn begin(
    verzoek: Verzoek,
    Invoer(inloggen): Invoer<Inloggen>,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<HttpResponse, Problem> {
    inloggen.een_factor()?;
    let poging = Poging::new(&kluis, &inloggen.gebruikersnaam, inloggen.apparaat.as_deref(), &verzoek);
    let (naam, uitdaging) = (inloggen.gebruikersnaam.clone(), inloggen.uitdaging);
    let met_sleutel = uitdaging.is_some();
    let deur = Deur { naam, met_sleutel, uitdaging, verzoek: verzoek.clone(), nu: clock.now() };
    let (toegelaten, inlog, stand) = deur.klop(&db, &kluis, poging).await?;
    let hash = inlog.as_ref().map(|inlog| inlog.wachtwoord.as_str());
    let klopt = toegang.hashers.klopt(inloggen.wachtwoord.clone(), hash).await?;
    let nu = clock.now();
    let bewezen = inlog.clone().filter(|_| klopt).ok_or(Afgekeurd::Onjuist);
    let factor = bewezen.and_then(|wie| Ok((inloggen.factor(&toegang, &kluis, (&wie, &stand), nu)?, wie)));
    let (factor, inlog) = match factor {
        Ok(beide) => beide,
        Err(waarom) => return Err(weiger(&db, inlog, waarom, verzoek, nu).await),
    };
    let nieuwe_hash = toegang.hashers.ververs(&inlog.wachtwoord, inloggen.wachtwoord).await?;
    let login = Login { inlog, factor, toegelaten, nieuwe_hash, grenzen: toegang.grenzen };
    let (lopend, verversing, apparaat) = login.voltooi(&db, verzoek, nu).await?;
    let tokens = TokensView { apparaat, ..TokensView::new(&toegang, lopend, verversing, nu)? };
    Ok(HttpResponse::Created().insert_header((header::LOCATION, HUIDIGE)).json(tokens))
}

/// Refuses a login, after its line.
async fn weiger(db: &Db, inlog: Option<Inlog>, waarom: Afgekeurd, verzoek: Verzoek, nu: Moment) -> Problem {
    let wie = inlog.map(|inlog| inlog.gebruiker);
    let geschreven = db.write(move |tx| match (waarom, wie) {
        (Afgekeurd::Verdacht(sleutel), Some(wie)) => beveiligingssleutel::verdacht(tx, wie, sleutel, &verzoek, nu),
        _ => sessie::geweigerd(tx, wie, &verzoek, nu),
    });
    geschreven.await.map_or_else(Problem::from, |()| onjuist())
}

/// A login of which both factors may be right.
struct Login {
    inlog: Inlog,
    factor: Factor,
    toegelaten: Toegelaten,
    nieuwe_hash: Option<String>,
    grenzen: sessie::Grenzen,
}

impl Login {
    /// Begins the session: with its refresh token, and the token of a device that was not known.
    async fn voltooi(self, db: &Db, verzoek: Verzoek, nu: Moment) -> Result<(Lopend, Geheim, Option<String>), Problem> {
        let verversing = Geheim::nieuw()?;
        let apparaat = if self.toegelaten.is_bekend() { None } else { Some(Geheim::nieuw()?) };
        let uitgifte = Uitgifte {
            verversing: verversing.afdruk.clone(),
            apparaat: apparaat.as_ref().map(|apparaat| apparaat.afdruk.clone()),
        };
        let begonnen = db.write(move |tx| {
            let Self { inlog, factor, toegelaten, nieuwe_hash, grenzen } = self;
            let lopend = sessie::begin(tx, (&inlog, &factor), &uitgifte, grenzen, &verzoek, nu)?;
            if lopend.is_some() {
                rem::gelukt(tx, &toegelaten, nu)?;
                if let Some(hash) = nieuwe_hash {
                    gebruiker::vervang_wachtwoord(tx, &inlog, &hash)?;
                }
            }
            Ok(lopend)
        });
        let lopend = begonnen.await?.ok_or_else(onjuist)?;
        Ok((lopend, verversing, apparaat.map(|apparaat| apparaat.tekst)))
    }
}

fn onjuist() -> Problem {
    Problem::new(
        Code::InloggegevensOnjuist,
        "De gebruikersnaam, het wachtwoord of de code klopt niet. Een code werkt één keer: wacht zo nodig op de volgende.",
    )
}

/// Geeft een nieuw paar tokens.
#[utoipa::path(
    post, path = "/v1/sessies/vernieuwing", operation_id = "vernieuwSessie", tag = "toegang",
    description = "Ruilt een verversingstoken voor een nieuw paar. Wie er een vaker gebruikt, beëindigt de hele sessie.",
    request_body = Vernieuwen,
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
pub async fn vernieuw(
    verzoek: Verzoek,
    Invoer(vernieuwen): Invoer<Vernieuwen>,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<Json<TokensView>, Problem> {
    let nu = clock.now();
    let oud = geheim::afdruk(&vernieuwen.verversingstoken);
    let verversing = Geheim::nieuw()?;
    let (nieuw, kluis) = (verversing.afdruk.clone(), Kluis::clone(&kluis));
    let vernieuwd = db.write(move |tx| {
        if let Some(wacht) = rem::staat_stil(tx, &kluis, Rem::Verversing, &verzoek, nu)? {
            sessie::geweigerd(tx, None, &verzoek, nu)?;
            return Ok(Err(wacht));
        }
        let lopend = sessie::vernieuw(tx, &oud, &nieuw, &verzoek, nu)?;
        if lopend.is_none() {
            rem::mislukt(tx, &kluis, Rem::Verversing, &verzoek, nu)?;
        }
        Ok(Ok(lopend))
    });
    let lopend = vernieuwd.await?.map_err(Problem::te_vaak)?;
    let lopend =
        lopend.ok_or_else(|| Problem::new(Code::NietIngelogd, "Deze sessie gaat niet door. Log opnieuw in."))?;
    TokensView::new(&toegang, lopend, verversing, nu).map(Json)
}
