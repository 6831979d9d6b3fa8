//! The server: starts, answers, and stops with its running requests finished.

use std::{
    net::{SocketAddr, TcpListener},
    time::Duration,
};

use actix_web::{App, HttpServer, middleware::from_fn, web};
use socket2::SockRef;

use super::Fout;
use crate::{
    app::Parts,
    config::Instellingen,
    http::{omlijsting, rest, route::nowhere, vast},
    store::{
        casus::venster::bind_regels,
        logboek::{self, sloten},
    },
    werk::{bewaren, nieuws, ondertekenaar, opruimen, post, termijnen, vensters, volgorde, voorlegger},
};

/// For so many seconds a stopping server waits for running requests.
const LAST_SECONDS: u64 = 10;

/// So many connections are open at once; the next ones wait until one closes.
const MOST_CONNECTIONS: usize = 2_048;
/// The head of a request has come in by then, or the connection closes.
const WHOLE_HEAD: Duration = Duration::from_secs(5);
/// For so long a connection stays open between two requests.
const BETWEEN_REQUESTS: Duration = Duration::from_secs(15);
/// For so long a connection is waited for that is closing.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// For so long the other side may leave what was sent.
const NOT_TAKEN_IN: Duration = Duration::from_secs(20);

/// Serves until the process is told to stop (SIGTERM, SIGINT).
///
/// Fails when the address is taken, or the database is not migrated and may not be.
pub fn run(settings: &Instellingen, parts: Parts, migreer: bool) -> Result<(), Fout> {
    if migreer || settings.database.migreer_bij_start {
        parts.db.migreer()?;
    }
    let open = parts.db.openstaande_migraties()?;
    if !open.is_empty() {
        let namen = open.join(", ");
        return Err(format!("de database mist migraties ({namen}); voer eerst `knooppunt migrate` uit").into());
    }
    if parts.toegang.mist_sleutels() {
        tracing::warn!(
            "toegang.webauthn_rp_id is empty: no role needs a security key, whatever webauthn_verplicht_voor says"
        );
    }
    if settings.toegang.argon2_onveilig_alleen_voor_tests {
        tracing::warn!("toegang.argon2_onveilig_alleen_voor_tests is on: passwords are not kept safe here");
    }
    if parts.db.read_blocking(sloten::meer_rechten)? {
        tracing::warn!(
            "this server may change the logboek: let it log in as a member of knooppunt_dienst, which owns nothing"
        );
    }
    let nu = parts.clock.now();
    let proef = parts.db.write_blocking(move |tx| logboek::proef(tx, nu));
    proef.map_err(|fout| {
        format!("het logboek neemt geen regel aan ({fout}); zonder regel geen antwoord, dus er is niet gestart")
    })?;
    let regels = parts.regels.routeregels.clone();
    let zelfde = parts.db.write_blocking({
        let regels = regels.clone();
        move |tx| bind_regels(tx, &regels, nu)
    })?;
    if !zelfde {
        let wat = format!(
            "de regels van de routes heten {}, en die versie had hier een andere tekst; verhoog `versie` als er iets verandert",
            regels.kenmerk()
        );
        return Err(wat.into());
    }
    if parts.ondertekenaar.is_none() {
        tracing::warn!("logboek.sleutel is empty: this server signs no checkpoints of the logboek");
    }
    let listener = TcpListener::bind(SocketAddr::new(settings.server.adres, settings.server.poort))?;
    serve(listener, parts, settings.server.werkers)
}

/// Serves on `listener` with so many workers; 0 is one for each processor.
///
/// Fails when the server cannot be started.
pub fn serve(listener: TcpListener, parts: Parts, werkers: usize) -> Result<(), Fout> {
    let address = listener.local_addr()?;
    let werkers = if werkers == 0 { std::thread::available_parallelism()?.get() } else { werkers };
    // What was sent and is not taken in by then is given up, and the connection with it: every connection inherits this.
    SockRef::from(&listener).set_tcp_user_timeout(Some(NOT_TAKEN_IN))?;
    let system = actix_web::rt::System::new();
    system.block_on(async move {
        tracing::info!(%address, "knooppunt answers");
        let uren = parts.regels.idempotentie_uren;
        actix_web::rt::spawn(opruimen::blijf_opruimen(parts.db.clone(), parts.clock.clone(), uren));
        let bewaart = bewaren::blijf_bewaken(parts.db.clone(), parts.clock.clone(), parts.regels.bewaren);
        actix_web::rt::spawn(bewaart);
        let termijnen = termijnen::blijf_bewaken(parts.db.clone(), parts.clock.clone(), parts.termijnen());
        actix_web::rt::spawn(termijnen);
        let vertelt = nieuws::blijf_vertellen(parts.db.clone(), parts.clock.clone(), parts.termijnen());
        actix_web::rt::spawn(vertelt);
        let regels = parts.regels.routeregels.clone();
        actix_web::rt::spawn(vensters::blijf_afleiden(parts.db.clone(), parts.clock.clone(), regels));
        let bezorgt = post::blijf_bezorgen(parts.db.clone(), parts.clock.clone(), parts.bezorger());
        actix_web::rt::spawn(bezorgt);
        actix_web::rt::spawn(volgorde::blijf_nummeren(parts.db.clone(), parts.clock.clone()));
        if let Some(sleutel) = parts.ondertekenaar.clone() {
            let tekent = ondertekenaar::blijf_ondertekenen(sleutel, parts.db.clone(), parts.clock.clone());
            actix_web::rt::spawn(tekent);
        }
        for wie in parts.voorleggers.clone() {
            actix_web::rt::spawn(voorlegger::blijf_voorleggen(wie, parts.db.clone(), parts.clock.clone()));
        }
        let app = move || {
            let parts = parts.clone();
            App::new()
                .wrap(from_fn(omlijsting::surround))
                .wrap(from_fn(vast::in_stukken))
                .wrap(from_fn(rest::sluit))
                .default_service(web::to(nowhere))
                .configure(move |cfg| parts.configure(cfg))
        };
        let server = HttpServer::new(app)
            .workers(werkers)
            .max_connections(MOST_CONNECTIONS.div_ceil(werkers))
            .client_request_timeout(WHOLE_HEAD)
            .client_disconnect_timeout(LAST_WORDS)
            .keep_alive(BETWEEN_REQUESTS)
            .shutdown_timeout(LAST_SECONDS);
        server.listen(listener)?.run().await
    })?;
    tracing::info!("knooppunt stopped");
    Ok(())
}
