//! Access tokens for machine clients: against an assertion that is signed with their own key (RFC 7523).

use actix_web::{HttpResponse, http::header};
use chrono::TimeDelta;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    aud::Aud,
    deur::{Bezoek, Deur},
    dienst::Toegang,
    sessie::{HUIDIGE, SessieLink},
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            machineclient::{Algoritme, MachineclientId, Sleutel, Verklaring},
            rem::Rem,
            sessie::Lopend,
            uitslag::Uitslag,
        },
    },
    http::{
        formulier::{Aanvraag, AlsFormulier},
        problem::Problem,
    },
    store::{
        conn::Tx,
        error::Error,
        toegang::{
            geheim,
            machineclient::{self, Bewezen},
            rem,
        },
    },
};

/// Hoe om een token gevraagd wordt.
#[derive(Clone, Copy, Deserialize, ToSchema)]
pub enum Tokensoort {
    /// Een systeem bewijst zelf wie het is.
    #[serde(rename = "client_credentials")]
    ClientCredentials,
}

/// Waarmee een systeem bewijst wie het is.
#[derive(Clone, Copy, Deserialize, ToSchema)]
pub enum Verklaringsoort {
    /// Een ondertekend JWT (RFC 7523).
    #[serde(rename = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")]
    JwtBearer,
}

/// Waarmee een systeem een token vraagt.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Tokenaanvraag {
    /// Altijd `client_credentials`.
    #[serde(rename = "grantType")]
    _soort: Tokensoort,
    /// Altijd `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    #[serde(rename = "clientAssertionType")]
    _verklaringsoort: Verklaringsoort,
    /// Het JWT: `iss` en `sub` zijn het id van de client, `aud` is alleen de uitgever van Knooppunt, `exp` hoogstens vijf minuten
    /// verder, `jti` elke keer een ander. Ondertekend met EdDSA of ES256.
    #[validate(length(min = 1, max = 4096))]
    #[schema(min_length = 1, max_length = 4096)]
    client_assertion: String,
    /// Voor wie het systeem vraagt: de gebruikersnaam of het id van een account van dezelfde organisatie.
    #[validate(length(min = 1, max = 64))]
    #[schema(min_length = 1, max_length = 64, example = "a.jansen")]
    namens: String,
}

/// Hetzelfde als formulier (RFC 6749); wat er verder in staat telt niet.
#[derive(Deserialize, ToSchema)]
pub struct Tokenformulier {
    /// Altijd `client_credentials`.
    grant_type: Tokensoort,
    /// Altijd `urn:ietf:params:oauth:client-assertion-type:jwt-bearer`.
    client_assertion_type: Verklaringsoort,
    /// Het JWT.
    #[schema(min_length = 1, max_length = 4096)]
    client_assertion: String,
    /// Voor wie het systeem vraagt: de gebruikersnaam of het id van een account van dezelfde organisatie.
    #[schema(min_length = 1, max_length = 64, example = "a.jansen")]
    namens: String,
}

impl From<Tokenformulier> for Tokenaanvraag {
    fn from(van: Tokenformulier) -> Self {
        let Tokenformulier { grant_type, client_assertion_type, client_assertion, namens } = van;
        Self { _soort: grant_type, _verklaringsoort: client_assertion_type, client_assertion, namens }
    }
}

impl AlsFormulier for Tokenaanvraag {
    type Formulier = Tokenformulier;
    const VELDEN: &'static str = "Het formulier heeft `grant_type` (client_credentials), `client_assertion_type`, `client_assertion` \
                                  en `namens`, elk één keer.";
}

/// Het token in de woorden van RFC 6749, voor wie een formulier stuurde.
#[derive(Serialize, ToSchema)]
#[schema(as = Tokenantwoord)]
pub struct TokenantwoordView {
    /// Hoort in elke aanvraag, in `Authorization: Bearer …`.
    access_token: String,
    /// Altijd `Bearer`.
    #[schema(example = "Bearer")]
    token_type: &'static str,
    /// Het aantal seconden dat het geldt.
    #[schema(example = 300)]
    expires_in: i64,
}

/// Waarmee een systeem aanvragen doet.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = Machinetoken)]
pub struct MachinetokenView {
    /// Hoort in elke aanvraag, in `Authorization: Bearer …`.
    toegangstoken: String,
    /// Altijd `Bearer`.
    #[schema(example = "Bearer")]
    soort: &'static str,
    /// Het aantal seconden dat het geldt; daarna is een nieuwe verklaring nodig.
    #[schema(example = 300)]
    verloopt_over: i64,
    /// Waar het verder gaat.
    #[serde(rename = "_links")]
    links: MachinetokenLinks,
}

/// Waar het verder gaat met het token van een systeem.
#[derive(Serialize, ToSchema)]
pub struct MachinetokenLinks {
    /// De sessie: bekijken wat zij mag, of uitloggen.
    #[serde(rename = "self")]
    zelf: SessieLink,
}

/// Geeft een systeem een token namens iemand
///
/// Het mag wat het systeem en die gebruiker allebei mogen. Wat er ook niet klopt: het antwoord is hetzelfde.
#[utoipa::path(post, path = "/v1/tokens", operation_id = "tokenGeven", tag = "toegang",
    request_body(content((Tokenaanvraag = "application/json"), (Tokenformulier = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, description = "Het token, na een formulier", body = TokenantwoordView),
        (status = 201, description = "Het token", body = MachinetokenView,
            headers(("Location" = String, description = "De sessie."))),
        (status = 429, description = "Te veel pogingen.", body = crate::http::problem::ProblemView, content_type = "application/problem+json"),
    ))]
#[tracing::instrument(skip_all)]
pub async fn geef(deur: Deur, gevraagd: Aanvraag<Tokenaanvraag>) -> Result<HttpResponse, Problem> {
    let (nu, Aanvraag { wat: aanvraag, als_formulier }) = (deur.nu(), gevraagd);
    let client = genoemde_client(&aanvraag.client_assertion);
    let sleutels = deur.run(nu, move |tx, bezoek| zoek_sleutels(tx, bezoek, client)).await?;
    let bekend = client.filter(|_| !sleutels.is_empty());
    let bewezen = bekend.and_then(|client| bewijs(aanvraag, client, &sleutels, deur.toegang.tokens.uitgever(), nu));
    let begonnen = deur.run(nu, move |tx, Bezoek { wie, verzoek, kluis, toegang }| {
        let uitslag = match bewezen {
            Some(bewezen) => machineclient::begin(tx, &bewezen, (toegang.grenzen, toegang.tokens.seconden()), wie)?,
            None => machineclient::geweigerd(bekend, wie),
        };
        if !uitslag.is_gelukt() {
            rem::mislukt(tx, kluis, Rem::Verklaring, verzoek, nu)?;
        }
        Ok(uitslag)
    });
    let token = MachinetokenView::new(&deur.toegang, begonnen.await?, nu)?;
    if als_formulier {
        let MachinetokenView { toegangstoken: access_token, soort: token_type, verloopt_over: expires_in, .. } = token;
        return Ok(HttpResponse::Ok().json(TokenantwoordView { access_token, token_type, expires_in }));
    }
    Ok(HttpResponse::Created().insert_header((header::LOCATION, HUIDIGE)).json(token))
}

impl MachinetokenView {
    fn new(toegang: &Toegang, lopend: Lopend, nu: Moment) -> Result<Self, Problem> {
        let (toegangstoken, verloopt_over) =
            toegang.tokens.geef_uit(lopend, nu).ok_or_else(|| Problem::internal("the token could not be signed"))?;
        let links = MachinetokenLinks { zelf: SessieLink { href: HUIDIGE } };
        Ok(Self { toegangstoken, soort: "Bearer", verloopt_over, links })
    }
}

/// What is proven when `client` signed what it sent, and says the right things in it.
fn bewijs(
    aanvraag: Tokenaanvraag,
    client: MachineclientId,
    sleutels: &[Sleutel],
    uitgever: &str,
    nu: Moment,
) -> Option<Bewezen> {
    let verklaring = lees(&aanvraag.client_assertion, sleutels)?;
    let over = verklaring.exp.saturating_sub(nu.utc().timestamp());
    verklaring.geldt(client, uitgever, nu).then(|| Bewezen {
        client,
        jti: geheim::afdruk(&verklaring.jti),
        vervalt_op: nu.plus(TimeDelta::seconds(over)),
        namens: aanvraag.namens,
    })
}

/// The keys of the client, once the brakes let it try; none when it is not one of ours.
fn zoek_sleutels(
    tx: &mut Tx,
    Bezoek { wie, verzoek, kluis, .. }: &Bezoek,
    client: Option<MachineclientId>,
) -> Result<Uitslag<Vec<Sleutel>>, Error> {
    if let Some(geremd) = rem::staat_stil(tx, kluis, Rem::Verklaring, verzoek, wie.op)? {
        return Ok(Uitslag::geremd(geremd, wie.clone().meldt_zich(Gebeurtenis::SessieGeweigerd)));
    }
    let sleutels = client.map_or(Ok(Vec::new()), |client| machineclient::sleutels(tx, client))?;
    Ok(Uitslag::stil(sleutels))
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Aud,
    exp: i64,
    iat: i64,
    nbf: Option<i64>,
    jti: String,
}

/// Which client an assertion says to be from; nothing of it is believed yet.
fn genoemde_client(jwt: &str) -> Option<MachineclientId> {
    #[derive(Deserialize)]
    struct Naam {
        iss: MachineclientId,
    }
    jsonwebtoken::dangerous::insecure_decode::<Naam>(jwt).ok().map(|read| read.claims.iss)
}

/// What an assertion says that one of these keys signed, with the algorithm that is that key's own.
fn lees(jwt: &str, sleutels: &[Sleutel]) -> Option<Verklaring> {
    let kop = jsonwebtoken::decode_header(jwt).ok()?;
    let past = |sleutel: &&Sleutel| match (&kop.kid, &sleutel.kid) {
        (Some(genoemd), Some(kid)) => genoemd == kid,
        _ => true,
    };
    let claims = sleutels.iter().filter(past).find_map(|sleutel| met(jwt, sleutel))?;
    let Claims { iss, sub, aud, exp, iat, nbf, jti } = claims;
    Some(Verklaring { iss, sub, aud: aud.into(), exp, iat, nbf, jti })
}

fn met(jwt: &str, sleutel: &Sleutel) -> Option<Claims> {
    let (algoritme, lezen) = match sleutel.algoritme {
        Algoritme::EdDsa => (Algorithm::EdDSA, DecodingKey::from_ed_der(&sleutel.publiek)),
        Algoritme::Es256 => (Algorithm::ES256, DecodingKey::from_ec_der(&sleutel.publiek)),
    };
    let mut regels = Validation::new(algoritme);
    // What it says is judged by `Verklaring::geldt`, with our own clock.
    regels.set_required_spec_claims::<&str>(&[]);
    regels.validate_aud = false;
    regels.validate_exp = false;
    regels.validate_nbf = false;
    jsonwebtoken::decode::<Claims>(jwt, &lezen, &regels).ok().map(|read| read.claims)
}
