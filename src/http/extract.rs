//! Who asks: from the token in the head of a request to the [`Actor`] behind it.

use std::{
    fmt,
    future::{Ready, ready},
    net::{IpAddr, SocketAddr},
};

use actix_web::{
    FromRequest, HttpMessage as _, HttpRequest,
    dev::Payload,
    http::header::{self, HeaderMap, HeaderName},
    web::Data,
};
use futures_util::future::LocalBoxFuture;

use super::{
    omlijsting,
    problem::Problem,
    toegang::{
        Toegang,
        beveiligingssleutel::{self, Doet},
        browser::Browser,
        token::Bewijs,
    },
};
use crate::{
    clock::Clock,
    config::Doorstuurkop,
    domain::{
        logboek::Gebeurtenis,
        tijd::Moment,
        toegang::{Actor, GebruikerId, SessieId, Verzoek, afzender::Afzender},
    },
    store::{
        conn::{Db, Tx},
        error::Error,
        logboek,
        toegang::{
            rem,
            sessie::{self, Aanwezig},
        },
    },
};

/// What the head of a request proves of who asks, before the database is asked anything.
///
/// Whether the session still runs, and what its account may do now, is found inside the transaction that does the work.
#[derive(Clone)]
pub(super) struct Credentials {
    bewijs: Toont,
    verzoek: Verzoek,
    nu: Moment,
    doet: Doet,
    toegang: Data<Toegang>,
}

/// With what somebody shows who they are.
#[derive(Clone)]
enum Toont {
    /// A token whose signature is good.
    Token(Bewijs),
    /// The key of a browser, by its hash.
    Browser(Vec<u8>),
}

/// Who turns out to ask.
pub(super) enum Asker {
    /// Somebody whose session runs.
    Present(Aanwezig),
    /// Somebody who has to log in with a security key first; the refusal is still to be logged.
    WithoutKey(Aanwezig),
    /// Nobody: the session ended, or its account was closed.
    Nobody,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials").field("verzoek", &self.verzoek).field("nu", &self.nu).finish_non_exhaustive()
    }
}

impl Credentials {
    /// Reads the token of `req` and checks its signature; where a page is asked for, the key of the browser counts, and nothing else.
    pub(super) fn of(req: &HttpRequest) -> Result<Self, Problem> {
        let missing = || Problem::internal("the app lacks what access needs");
        let toegang = req.app_data::<Data<Toegang>>().ok_or_else(missing)?.clone();
        let nu = req.app_data::<Data<dyn Clock>>().ok_or_else(missing)?.now();
        let browser = req.extensions().get::<Browser>().map(Browser::afdruk);
        let bewijs = if let Some(sleutel) = browser {
            Toont::Browser(sleutel)
        } else {
            let token = bearer(req).and_then(|token| toegang.tokens.controleer(token, nu));
            Toont::Token(token.ok_or_else(Problem::not_logged_in)?)
        };
        Ok(Self { bewijs, verzoek: verzoek(req), nu, doet: Doet::van(req), toegang })
    }

    /// Which session is meant, and whose it is said to be.
    fn sessie(&self, tx: &mut Tx) -> Result<Option<(SessieId, Option<GebruikerId>)>, Error> {
        Ok(match &self.bewijs {
            Toont::Token(bewijs) => Some((bewijs.sessie, Some(bewijs.gebruiker))),
            Toont::Browser(sleutel) => sessie::van_sleutel(tx, sleutel)?.map(|sessie| (sessie, None)),
        })
    }

    /// Finds who asks.
    pub(super) fn find(&self, tx: &mut Tx) -> Result<Asker, Error> {
        let Some((sessie, van)) = self.sessie(tx)? else { return Ok(Asker::Nobody) };
        let found = sessie::actor(tx, sessie, self.verzoek.clone(), self.nu)?;
        let is_van = |aanwezig: &Aanwezig| van.is_none_or(|van| aanwezig.actor.gebruiker() == van);
        let Some(aanwezig) = found.filter(is_van) else {
            return Ok(Asker::Nobody);
        };
        Ok(if beveiligingssleutel::mist(tx, &self.toegang, &aanwezig, self.doet)? {
            Asker::WithoutKey(aanwezig)
        } else {
            Asker::Present(aanwezig)
        })
    }

    /// Tells the session that somebody is still there, when it has not heard so for a while.
    pub(super) fn touch(&self, tx: &mut Tx, stale: bool) -> Result<(), Error> {
        match self.sessie(tx) {
            Ok(Some((sessie, _))) if stale => sessie::raak_aan(tx, sessie, self.nu),
            gezocht => gezocht.map(|_| ()),
        }
    }

    /// Writes the line of a refusal to somebody who lacks a security key; the answer to give.
    pub(super) fn refuse(&self, tx: &mut Tx, aanwezig: &Aanwezig) -> Result<Problem, Error> {
        self.touch(tx, aanwezig.bijwerken)?;
        // Who lacks a key can ask as often as they like, and each would be a line.
        if rem::laat_regel_na(tx, &aanwezig.actor, "sleutel-nodig")? {
            let wie = Afzender { machineclient: None, ..Afzender::zelf(&aanwezig.actor) };
            logboek::geweigerd(tx, &wie.meldt_zich(Gebeurtenis::SessieGeweigerd))?;
        }
        Ok(beveiligingssleutel::nodig())
    }
}

/// Whether nobody asks, or nobody any more: there is no good token, or its session has ended.
pub(super) async fn is_niemand(req: &HttpRequest) -> bool {
    let Ok(credentials) = Credentials::of(req) else { return true };
    let Some(db) = req.app_data::<Data<Db>>().cloned() else { return false };
    matches!(db.glance(move |tx| credentials.find(tx)).await, Ok(Asker::Nobody))
}

impl FromRequest for Actor {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        let credentials = Credentials::of(req);
        let db = req.app_data::<Data<Db>>().cloned();
        Box::pin(async move {
            let (credentials, db) = (credentials?, db.ok_or_else(|| Problem::internal("the app lacks a database"))?);
            let finder = credentials.clone();
            match db.glance(move |tx| finder.find(tx)).await? {
                Asker::Nobody => Err(Problem::not_logged_in()),
                Asker::WithoutKey(aanwezig) => Err(db.write(move |tx| credentials.refuse(tx, &aanwezig)).await?),
                Asker::Present(aanwezig) => {
                    if aanwezig.bijwerken {
                        db.write(move |tx| credentials.touch(tx, true)).await?;
                    }
                    Ok(aanwezig.actor)
                }
            }
        })
    }
}

impl FromRequest for Verzoek {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(req: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Ok(verzoek(req)))
    }
}

/// The request as the logboek names it.
fn verzoek(req: &HttpRequest) -> Verzoek {
    Verzoek {
        id: omlijsting::verzoek_id(req).map_or_else(Default::default, omlijsting::VerzoekId::uuid),
        toegangspunt: herkomst(req).map_or_else(|| "onbekend".to_owned(), |ip| ip.to_string()),
    }
}

/// The address a request came from: that of the socket, or when our own proxy asks, the last one it names that is not a proxy of
/// ours. What anybody else says about addresses is not believed.
fn herkomst(req: &HttpRequest) -> Option<IpAddr> {
    let peer = req.peer_addr()?.ip().to_canonical();
    let Some(toegang) = req.app_data::<Data<Toegang>>() else { return Some(peer) };
    let mut herkomst = peer;
    let mut genoemd = doorgestuurd(req.headers(), toegang.proxy_kop());
    while toegang.is_proxy(herkomst) {
        match genoemd.pop() {
            Some(Some(eerder)) => herkomst = eerder,
            _ => break,
        }
    }
    Some(herkomst)
}

/// The addresses in the header of our proxies, in the order in which they were added; absent where there stands something else.
fn doorgestuurd(headers: &HeaderMap, kop: Doorstuurkop) -> Vec<Option<IpAddr>> {
    let delen = |naam: HeaderName| {
        let teksten = headers.get_all(naam).filter_map(|value| value.to_str().ok());
        teksten.flat_map(|value| value.split(','))
    };
    match kop {
        Doorstuurkop::XForwardedFor => delen(header::X_FORWARDED_FOR).map(|adres| ip(adres.trim())).collect(),
        Doorstuurkop::Forwarded => delen(header::FORWARDED)
            .map(|stap| {
                stap.split(';')
                    .find_map(|paar| paar.trim().split_once('=').filter(|(k, _)| k.eq_ignore_ascii_case("for")))
            })
            .map(|gevonden| gevonden.and_then(|(_, adres)| ip(adres.trim_matches('"'))))
            .collect(),
    }
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn ip(tekst: &str) -> Option<IpAddr> {
    let bare = tekst.trim_start_matches('[').split(']').next()?;
    let ip = tekst.parse::<SocketAddr>().map(|socket| socket.ip()).or_else(|_| bare.parse());
    ip.ok().map(|ip| ip.to_canonical())
}

/// The token of `Authorization: Bearer …`; a second header of that name makes it unclear who asks.
fn bearer(req: &HttpRequest) -> Option<&str> {
    let mut values = req.headers().get_all(header::AUTHORIZATION);
    let (Some(value), None) = (values.next(), values.next()) else {
        return None;
    };
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn genoemd(naam: &str, waarde: &str) -> Vec<Option<IpAddr>> {
        let kop = if naam == "forwarded" { Doorstuurkop::Forwarded } else { Doorstuurkop::XForwardedFor };
        let vraag = TestRequest::default().insert_header((naam, waarde)).insert_header(("forwarded-for", "192.0.2.99"));
        doorgestuurd(vraag.to_http_request().headers(), kop)
    }

    #[test]
    fn een_proxy_schrijft_een_adres_op_zijn_eigen_manier() {
        let adressen = ["192.0.2.1", "2001:db8::1"].map(|ip| Some(ip.parse().unwrap()));
        assert_eq!(genoemd("x-forwarded-for", "192.0.2.1, 2001:db8::1"), adressen);
        assert_eq!(genoemd("forwarded", "for=192.0.2.1;proto=https, For=\"[2001:db8::1]:47011\""), adressen);
        assert_eq!(genoemd("x-forwarded-for", "192.0.2.1:80, onzin"), [adressen[0], None]);
        assert_eq!(genoemd("forwarded", "for=unknown"), [None]);
    }
}
