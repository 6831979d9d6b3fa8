//! Asking again: what PostgreSQL undid because another transaction was in its way is done once more, before anybody hears of it.
//!
//! It is the whole request that comes again, as the client sent it: nothing of it stayed, so it finds, is permitted and decides as if it
//! came a moment later. That is why nothing else has to be able to run twice. On SQLite nobody is ever in another's way.

use std::time::Duration;

use actix_web::{
    HttpMessage as _, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    middleware::Next,
    web::Bytes,
};

use super::{omlijsting::verzoek_id, problem::Problem};

/// How often a request is asked in all.
const KEREN: u32 = 5;
/// The longest wait before the first time that it comes again; before the next it is twice as long.
const WACHT_MS: u64 = 20;

/// The body of a request, for when it comes again.
#[derive(Clone, Debug)]
struct Gelezen(Bytes);

/// Keeps the body of a request that was read.
pub(super) fn bewaar(req: &HttpRequest, body: &Bytes) {
    req.extensions_mut().insert(Gelezen(body.clone()));
}

/// The body of a request that came before.
pub(super) fn van_toen(req: &HttpRequest) -> Option<Bytes> {
    req.extensions().get::<Gelezen>().map(|gelezen| gelezen.0.clone())
}

/// Asks until nobody was in the way; wraps every line of the route table.
pub(super) async fn langs<B: MessageBody + 'static>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, actix_web::Error> {
    let mut keer = 1;
    loop {
        let answer = next.call(req).await?.map_into_boxed_body();
        let botste =
            answer.response().error().and_then(|error| error.as_error::<Problem>()).is_some_and(Problem::botste);
        if !botste || keer == KEREN {
            return Ok(answer);
        }
        let (http, _) = answer.into_parts();
        tracing::info!(keer, "another transaction was in the way: asked again");
        tokio::time::sleep(wacht(&http, keer)).await;
        keer += 1;
        req = ServiceRequest::from_parts(http, Payload::None);
    }
}

/// How long a request waits: not as long as the one that it met.
fn wacht(req: &HttpRequest, keer: u32) -> Duration {
    let langst = WACHT_MS << keer.min(KEREN);
    let eigen =
        verzoek_id(req).map_or(0, |id| u64::from(id.uuid().as_fields().1 ^ u16::from(id.uuid().as_bytes()[15])));
    Duration::from_millis(langst / 2 + eigen % (langst / 2))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};

    use actix_web::{
        App,
        http::{Method, StatusCode},
        test::{TestRequest, call_service, init_service},
        web::{self, Data},
    };
    use diesel::result::{DatabaseErrorKind, Error as DieselError};

    use super::*;
    use crate::{
        http::{
            invoer::{Invoer, tests::Vrij},
            route::resource,
        },
        store::error::Error,
    };

    /// Counts down to nothing; until then another transaction is in the way.
    async fn doe(over: Data<AtomicU32>, body: Invoer<Vrij>) -> Result<String, Problem> {
        if over.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |over| over.checked_sub(1)).is_ok() {
            let klem = DieselError::DatabaseError(DatabaseErrorKind::Unknown, Box::new("deadlock detected".to_owned()));
            return Err(Error::from(klem).into());
        }
        Ok(format!("{:?}", body.0))
    }

    async fn na(botsingen: u32) -> (StatusCode, String) {
        let over = Data::new(AtomicU32::new(botsingen));
        let app = App::new().app_data(over).service(resource("/iets", [(Method::POST, web::to(doe))]));
        let app = init_service(app).await;
        let request = TestRequest::post().uri("/iets").insert_header(("content-type", "application/json"));
        let answer = call_service(&app, request.set_payload(r#"{"naam":"Roos"}"#).to_request()).await;
        (answer.status(), String::from_utf8(actix_web::test::read_body(answer).await.to_vec()).unwrap())
    }

    #[actix_web::test]
    async fn wat_een_ander_in_de_weg_zat_komt_opnieuw_zoals_het_gestuurd_werd() {
        for botsingen in [0, 1, KEREN - 1] {
            let (status, gelezen) = na(botsingen).await;
            assert_eq!(status, StatusCode::OK, "{botsingen}");
            assert!(gelezen.contains("Roos"), "{gelezen}");
        }
        assert_eq!(na(KEREN).await.0, StatusCode::SERVICE_UNAVAILABLE, "not for ever");
    }
}
