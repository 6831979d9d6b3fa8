//! Logging in at an outside identity provider: the authorization code flow with PKCE (OIDC Core 1.0, RFC 7636).

use std::sync::Arc;

use actix_web::{HttpResponse, http::header, web::Json};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use validator::Validate;

use super::{
    aanbieder::{Aanbieder, Fout, procent},
    deur::{Bezoek, Deur},
    dienst::Toegang,
    inloggen::TokensView,
    sessie::HUIDIGE,
};
use crate::{
    domain::{
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{
            oidc::{Identiteit, Verwacht},
            rem::Rem,
            uitslag::{Afwijzing, Uitslag},
        },
    },
    http::{
        invoer::Invoer,
        problem::{Code, Problem, ProblemView},
    },
    store::{
        conn::Tx,
        error::Error,
        toegang::{
            geheim::{self, Geheim},
            oidc::{self, Bewaard},
            rem,
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
pub async fn begin(deur: Deur) -> Result<Json<BeginView>, Problem> {
    let (nu, aanbieder) = (deur.nu(), aanbieder(&deur.toegang)?);
    let (state, nonce, verifier) = (Geheim::nieuw()?, Geheim::nieuw()?.tekst, Geheim::nieuw()?.tekst);
    let (hash, bewaard) = (state.afdruk, Bewaard { nonce, verifier });
    let vragen = vragen(&aanbieder, &state.tekst, &bewaard);
    let onthouden = deur.run(nu, move |tx, Bezoek { verzoek, kluis, .. }| {
        Ok(match rem::tel_adres(tx, kluis, Rem::OidcBegin, verzoek, nu)? {
            Ok(()) => Uitslag::stil(oidc::onthoud(tx, kluis, &hash, &bewaard, nu)?),
            Err(wacht) => Uitslag::zonder_regel(Afwijzing::TeVaak(wacht)),
        })
    });
    let verloopt_op = onthouden.await?;
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
    deur: Deur,
    Invoer(Voltooiing { code, state }): Invoer<Voltooiing>,
) -> Result<HttpResponse, Problem> {
    let aanbieder = aanbieder(&deur.toegang)?;
    let bewaard = deur.run(deur.nu(), move |tx, bezoek| neem(tx, bezoek, &state)).await?;
    let identiteit = match vertrouwd(&aanbieder, code, bewaard, deur.nu()).await {
        Ok(identiteit) => identiteit,
        Err(storing) => {
            deur.run(deur.nu(), |_, bezoek| Ok(gestrand(bezoek))).await?;
            return Err(storing);
        }
    };
    let (nu, verversing) = (deur.nu(), Geheim::nieuw()?);
    let hash = verversing.afdruk.clone();
    let begonnen = deur.run(nu, move |tx, Bezoek { wie, verzoek, kluis, toegang }| {
        let uitslag = match &identiteit {
            Some(Identiteit { iss, sub, .. }) => oidc::begin(tx, (iss, sub), &hash, toegang.grenzen, wie)?,
            None => Uitslag::niet_binnen(Afwijzing::Aanbieder, wie.clone()),
        };
        if !uitslag.is_gelukt() {
            rem::mislukt(tx, kluis, Rem::Oidc, verzoek, nu)?;
        }
        Ok(uitslag)
    });
    let tokens = TokensView::new(&deur.toegang, begonnen.await?, verversing, nu)?;
    Ok(HttpResponse::Created().insert_header((header::LOCATION, HUIDIGE)).json(tokens))
}

/// A login that came to nothing because the provider does not answer: a line, and no attempt that counts.
fn gestrand(bezoek: &Bezoek) -> Uitslag<()> {
    let spoor = bezoek.wie.clone().meldt_zich(Gebeurtenis::SessieGeweigerd);
    Uitslag { uitkomst: Ok(()), spoor: Some(spoor), gedaan: false }
}

/// The login of this `state`, once the brakes let somebody come back with one.
fn neem(tx: &mut Tx, bezoek: &Bezoek, state: &str) -> Result<Uitslag<Bewaard>, Error> {
    let Bezoek { wie, verzoek, kluis, .. } = bezoek;
    if let Some(geremd) = rem::staat_stil(tx, kluis, Rem::Oidc, verzoek, wie.op)? {
        return Ok(Uitslag::geremd(geremd, wie.clone().meldt_zich(Gebeurtenis::SessieGeweigerd)));
    }
    let Some(bewaard) = oidc::neem(tx, kluis, state, wie.op)? else {
        rem::mislukt(tx, kluis, Rem::Oidc, verzoek, wie.op)?;
        return Ok(Uitslag::niet_binnen(Afwijzing::Aanbieder, wie.clone()));
    };
    Ok(Uitslag::stil(bewaard))
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

fn onbereikbaar(fout: &Fout) -> Problem {
    tracing::warn!(%fout, "the identity provider");
    Problem::new(Code::TeDruk, "De aanbieder waar u inlogt, antwoordt nu niet goed.").with_retry_after(5)
}
