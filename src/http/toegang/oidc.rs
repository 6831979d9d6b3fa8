//! Logging in at an outside identity provider: the authorization code flow with PKCE (OIDC Core 1.0, RFC 7636).

use std::sync::Arc;

use actix_web::{
    HttpResponse,
    http::header,
    web::{Data, Json},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    Toegang,
    aanbieder::{Aanbieder, Fout, procent},
    inloggen::TokensView,
    sessie::HUIDIGE,
};
use crate::{
    clock::Clock,
    domain::{
        tijd::Moment,
        toegang::{
            Verzoek,
            oidc::{Identiteit, Verwacht},
            rem::Rem,
        },
    },
    http::{
        invoer::Invoer,
        problem::{Code, Problem, ProblemView},
    },
    store::{
        conn::Db,
        kluis::Kluis,
        toegang::{
            geheim::{self, Geheim},
            oidc::{self, Bewaard},
            rem, sessie,
        },
    },
};

/// Waar iemand bij de aanbieder inlogt.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
#[schema(as = OidcBegin)]
pub struct BeginView {
    /// Hier logt de gebruiker in; daarna stuurt de aanbieder haar met `code` en `state` terug naar de toepassing.
    #[schema(example = "https://id.example.nl/auth?client_id=knooppunt&state=…")]
    adres: String,
    /// Bewaar dit in de toepassing: alleen wat met dezelfde `state` terugkomt, hoort bij deze poging.
    state: String,
    /// Tot wanneer de inlog voltooid kan worden.
    verloopt_op: Moment,
}

/// Waarmee iemand van de aanbieder terugkomt.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = OidcVoltooiing)]
pub struct Voltooiing {
    /// De code van de aanbieder; zij werkt één keer.
    #[validate(length(min = 1, max = 2048))]
    #[schema(min_length = 1, max_length = 2048)]
    code: String,
    /// De `state` van het begin; zij werkt één keer.
    #[validate(length(min = 1, max = 128))]
    #[schema(min_length = 1, max_length = 128)]
    state: String,
}

/// Begint een inlog bij de andere aanbieder
///
/// Bestaat alleen als er een is ingesteld.
#[utoipa::path(get, path = "/v1/oidc/begin", operation_id = "oidcBeginnen", tag = "toegang",
    responses(
        (status = 200, description = "Waar iemand inlogt", body = BeginView),
        (status = 404, description = "Er is geen andere aanbieder.", body = ProblemView, content_type = "application/problem+json"),
        (status = 429, description = "Te veel pogingen.", body = ProblemView, content_type = "application/problem+json"),
    ))]
#[tracing::instrument(skip_all)]
pub async fn begin(
    verzoek: Verzoek,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<Json<BeginView>, Problem> {
    let (nu, aanbieder) = (clock.now(), aanbieder(&toegang)?);
    let (state, nonce, verifier) = (Geheim::nieuw()?, Geheim::nieuw()?.tekst, Geheim::nieuw()?.tekst);
    let (kluis, hash) = (Kluis::clone(&kluis), state.afdruk);
    let bewaard = Bewaard { nonce, verifier };
    let vragen = vragen(&aanbieder, &state.tekst, &bewaard);
    let onthouden = db.write(move |tx| match rem::tel_adres(tx, &kluis, Rem::OidcBegin, &verzoek, nu)? {
        Ok(()) => oidc::onthoud(tx, &kluis, &hash, &bewaard, nu).map(Ok),
        Err(wacht) => Ok(Err(wacht)),
    });
    let verloopt_op = onthouden.await?.map_err(Problem::te_vaak)?;
    let ontdekt = aanbieder.vraag(move |aanbieder| aanbieder.ontdek(nu)).await?.map_err(|fout| onbereikbaar(&fout))?;
    let voeg = if ontdekt.authorization_endpoint.contains('?') { '&' } else { '?' };
    let adres = format!("{}{voeg}{vragen}", ontdekt.authorization_endpoint);
    Ok(Json(BeginView { adres, state: state.tekst, verloopt_op }))
}

/// What the provider is asked, by way of the person who logs in.
fn vragen(aanbieder: &Aanbieder, state: &str, bewaard: &Bewaard) -> String {
    let uitdaging = URL_SAFE_NO_PAD.encode(geheim::afdruk(&bewaard.verifier));
    let acr = aanbieder.eisen.acr.join(" ");
    let mut paren = vec![
        ("response_type", "code"),
        ("scope", "openid"),
        ("client_id", &aanbieder.client_id),
        ("redirect_uri", &aanbieder.omleidadres),
        ("state", state),
        ("nonce", &bewaard.nonce),
        ("code_challenge", &uitdaging),
        ("code_challenge_method", "S256"),
    ];
    if !acr.is_empty() {
        paren.push(("acr_values", &acr));
    }
    let paren: Vec<_> = paren.into_iter().map(|(naam, waarde)| format!("{naam}={}", procent(waarde))).collect();
    paren.join("&")
}

/// Voltooit een inlog bij de andere aanbieder
///
/// De aanbieder moet twee factoren bevestigen, en de beheerder moet het account aan hem gekoppeld hebben. Wat er ook niet klopt: het
/// antwoord is hetzelfde.
#[utoipa::path(post, path = "/v1/oidc/voltooiing", operation_id = "oidcVoltooien", tag = "toegang",
    request_body = Voltooiing,
    responses(
        (status = 201, description = "Ingelogd", body = TokensView, headers(("Location" = String, description = "De sessie."))),
        (status = 404, description = "Er is geen andere aanbieder.", body = ProblemView, content_type = "application/problem+json"),
        (status = 429, description = "Te veel pogingen.", body = ProblemView, content_type = "application/problem+json"),
    ))]
#[tracing::instrument(skip_all)]
pub async fn voltooi(
    verzoek: Verzoek,
    Invoer(Voltooiing { code, state }): Invoer<Voltooiing>,
    toegang: Data<Toegang>,
    kluis: Data<Kluis>,
    db: Data<Db>,
    clock: Data<dyn Clock>,
) -> Result<HttpResponse, Problem> {
    let aanbieder = aanbieder(&toegang)?;
    let bewaard = neem(&db, &kluis, state, &verzoek, clock.now()).await?;
    let identiteit = vertrouwd(&aanbieder, code, bewaard, clock.now()).await;
    let (nu, verversing) = (clock.now(), Geheim::nieuw()?);
    let (grenzen, hash, kluis) = (toegang.grenzen, verversing.afdruk.clone(), Kluis::clone(&kluis));
    let begonnen = db.write(move |tx| {
        let lopend = match &identiteit {
            Ok(Some(Identiteit { iss, sub, .. })) => oidc::begin(tx, (iss, sub), &hash, grenzen, &verzoek, nu)?,
            Ok(None) | Err(_) => sessie::geweigerd(tx, None, &verzoek, nu).map(|()| None)?,
        };
        if lopend.is_none() && identiteit.is_ok() {
            rem::mislukt(tx, &kluis, Rem::Oidc, &verzoek, nu)?;
        }
        Ok(identiteit.map(|_| lopend))
    });
    let lopend = begonnen.await??.ok_or_else(onjuist)?;
    let tokens = TokensView::new(&toegang, lopend, verversing, nu)?;
    Ok(HttpResponse::Created().insert_header((header::LOCATION, HUIDIGE)).json(tokens))
}

/// The login of this `state`, once the brakes let somebody come back with one.
async fn neem(db: &Db, kluis: &Kluis, state: String, verzoek: &Verzoek, nu: Moment) -> Result<Bewaard, Problem> {
    let (kluis, verzoek) = (kluis.clone(), verzoek.clone());
    let genomen = db.write(move |tx| {
        if let Some(wacht) = rem::staat_stil(tx, &kluis, Rem::Oidc, &verzoek, nu)? {
            sessie::geweigerd(tx, None, &verzoek, nu)?;
            return Ok(Err(wacht));
        }
        let bewaard = oidc::neem(tx, &kluis, &state, nu)?;
        if bewaard.is_none() {
            sessie::geweigerd(tx, None, &verzoek, nu)?;
            rem::mislukt(tx, &kluis, Rem::Oidc, &verzoek, nu)?;
        }
        Ok(Ok(bewaard))
    });
    genomen.await?.map_err(Problem::te_vaak)?.ok_or_else(onjuist)
}

/// What the provider says of who logged in, if that is to be believed.
async fn vertrouwd(
    aanbieder: &Arc<Aanbieder>,
    code: String,
    Bewaard { nonce, verifier }: Bewaard,
    nu: Moment,
) -> Result<Option<Identiteit>, Problem> {
    let gezegd = aanbieder.vraag(move |aanbieder| aanbieder.wissel(&code, &verifier, nu)).await?;
    let identiteit = gezegd.map_err(|fout| onbereikbaar(&fout))?;
    let Aanbieder { uitgever, client_id, eisen, .. } = aanbieder.as_ref();
    let verwacht = Verwacht { uitgever, client_id, nonce: &nonce, eisen };
    Ok(identiteit.filter(|identiteit| identiteit.geldt(verwacht, nu)))
}

fn aanbieder(toegang: &Toegang) -> Result<Arc<Aanbieder>, Problem> {
    toegang.aanbieder.clone().ok_or_else(Problem::not_found)
}

fn onjuist() -> Problem {
    Problem::new(
        Code::InloggegevensOnjuist,
        "Met deze inlog komt u er hier niet in. Begin opnieuw, of vraag de beheerder.",
    )
}

fn onbereikbaar(fout: &Fout) -> Problem {
    tracing::warn!(%fout, "the identity provider");
    Problem::new(Code::TeDruk, "De aanbieder waar u inlogt, antwoordt nu niet goed.").with_retry_after(5)
}
