//! What is left of a body that was not read to its end.
//!
//! A body that says how long it is closes the connection when it was not read. One that comes in chunks does not say so: the server
//! below us would take in the rest, however long, to keep the connection for the next request. So whoever asks nothing could keep it
//! busy for ever, with a token that is none. It closes the connection of a body that somebody still holds; so what is left is held
//! until the answer has been sent.

use std::{
    cell::RefCell,
    error::Error as StdError,
    pin::Pin,
    rc::Rc,
    task::{Context, Poll},
};

use actix_web::{
    Error, HttpMessage as _, HttpResponse,
    body::{BodySize, BoxBody, MessageBody},
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::{InternalError, PayloadError},
    middleware::Next,
    web::Bytes,
};
use futures_util::Stream;

/// A body that comes in, held by whoever reads it and by the answer.
#[derive(Clone)]
struct Gedeeld(Rc<RefCell<Payload>>);

impl Stream for Gedeeld {
    type Item = Result<Bytes, PayloadError>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut *self.0.borrow_mut()).poll_next(context)
    }
}

/// An answer, and what is left of the body of its request.
struct MetRest {
    body: BoxBody,
    _rest: Gedeeld,
}

impl MessageBody for MetRest {
    type Error = Box<dyn StdError>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Box<dyn StdError>>>> {
        Pin::new(&mut self.body).poll_next(context)
    }
}

/// Closes the connection of a body in chunks that was not read to its end; wraps the whole app, outermost.
pub async fn sluit<B: MessageBody + 'static>(
    mut req: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !req.chunked().unwrap_or(false) {
        return Ok(next.call(req).await?.map_into_boxed_body());
    }
    let rest = Gedeeld(Rc::new(RefCell::new(req.take_payload())));
    req.set_payload(Payload::Stream { payload: Box::pin(rest.clone()) });
    let houd = |body: BoxBody| BoxBody::new(MetRest { body, _rest: rest });
    match next.call(req).await {
        Ok(answer) => Ok(answer.map_into_boxed_body().map_body(|_, body| houd(body))),
        Err(error) => {
            let answer: HttpResponse = error.error_response().map_body(|_, body| houd(body));
            Err(InternalError::from_response("answered", answer).into())
        }
    }
}
