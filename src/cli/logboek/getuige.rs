//! `knooppunt logboek getuige`: a witness of somebody else's log, as C2SP tlog-witness has it; without a database.

use std::{
    fs,
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    time::Duration,
};

use actix_web::{
    App, HttpResponse, HttpServer,
    http::StatusCode,
    web::{self, Data, Path, Payload},
};
use clap::Args;
use tlog::{checkpoint::LogVkey, request::Refusal};

use crate::{
    cli::Fout,
    clock::{Clock as _, SystemClock},
    config::Instellingen,
    domain::logboek::nota::{self, lees_vkey},
    telemetry,
    werk::{
        getuige::{Geen, Getuige},
        ondertekenaar::lees_getuigesleutel,
    },
};

/// More than this no request is: 63 lines of proof, and a checkpoint with many signatures.
const MEESTE_BYTES: usize = 64 * 1024;
/// Who has not sent its request by then is not heard.
const GEDULD: Duration = Duration::from_secs(5);
/// Most requests answered at the same time.
const VERBINDINGEN: usize = 256;

/// Whose logs, with which key, and where.
#[derive(Args, Clone, Debug)]
pub struct Opties {
    /// Waar wordt geluisterd, zoals 127.0.0.1:8090; zet er een eigen proxy met https voor
    #[arg(long, value_name = "ADRES:POORT")]
    adres: SocketAddr,
    /// De naam van de getuige, zoals bij `knooppunt logboek sleutel --getuige`
    #[arg(long)]
    naam: String,
    /// Het bestand met de sleutel van de getuige
    #[arg(long, value_name = "BESTAND")]
    sleutel: PathBuf,
    /// De map waarin de getuige onthoudt wat zij het laatst zag; wie haar terugzet of wist, maakt de getuige waardeloos
    #[arg(long)]
    map: PathBuf,
    /// De sleutel (vkey) van een logboek. Mag vaker
    #[arg(long, value_name = "VKEY", value_parser = lees_vkey)]
    logboek: Vec<LogVkey>,
    /// Een bestand met zulke sleutels, een per regel; een regel met # ervoor telt niet
    #[arg(long, value_name = "BESTAND")]
    logboeken: Option<PathBuf>,
}

impl Opties {
    fn alle_logboeken(&self) -> Result<Vec<LogVkey>, Fout> {
        let mut alle = self.logboek.clone();
        if let Some(pad) = &self.logboeken {
            for regel in fs::read_to_string(pad)?.lines().map(str::trim) {
                if !regel.is_empty() && !regel.starts_with('#') {
                    alle.push(lees_vkey(regel).map_err(|fout| format!("{}: {fout}", pad.display()))?);
                }
            }
        }
        Ok(alle)
    }
}

/// Witnesses until the process is told to stop (SIGTERM, SIGINT).
///
/// Fails when the address is taken, or the key or the folder cannot be used.
pub fn run(settings: &Instellingen, opties: &Opties) -> Result<(), Fout> {
    let sleutel = lees_getuigesleutel(&opties.sleutel, &opties.naam)?;
    let getuige = Data::new(Getuige::open(sleutel, opties.alle_logboeken()?, &opties.map)?);
    telemetry::init(&settings.telemetrie)?;
    let listener = TcpListener::bind(opties.adres)?;
    let (address, vkey) = (listener.local_addr()?, getuige.vkey().to_string());
    let system = actix_web::rt::System::new();
    system.block_on(async move {
        tracing::info!(%address, vkey, "the witness answers");
        let app = move || {
            App::new()
                .app_data(getuige.clone())
                .service(web::resource("/add-checkpoint").route(web::post().to(neem_aan)))
                .service(web::resource("/{logboek}/checkpoint").route(web::get().to(laatste)))
        };
        HttpServer::new(app)
            .workers(2)
            .max_connections(VERBINDINGEN)
            .client_request_timeout(GEDULD)
            .client_disconnect_timeout(GEDULD)
            .shutdown_timeout(GEDULD.as_secs())
            .listen(listener)?
            .run()
            .await
    })?;
    tracing::info!("the witness stopped");
    Ok(())
}

/// Cosigns a checkpoint that goes on where the last one was.
async fn neem_aan(payload: Payload, getuige: Data<Getuige>) -> HttpResponse {
    let verzoek = match tokio::time::timeout(GEDULD, payload.to_bytes_limited(MEESTE_BYTES)).await {
        Ok(Ok(Ok(bytes))) => bytes,
        Ok(Ok(Err(_))) => return HttpResponse::BadRequest().finish(),
        Ok(Err(_)) => return HttpResponse::PayloadTooLarge().finish(),
        Err(_) => return HttpResponse::RequestTimeout().finish(),
    };
    let gedaan = web::block(move || getuige.neem_aan(&verzoek, SystemClock.now())).await;
    match gedaan {
        Ok(Ok(regel)) => tekst(StatusCode::OK, regel),
        Ok(Err(Geen::Weigering(weigering))) => weiger(weigering),
        Ok(Err(Geen::Fout(fout))) => {
            tracing::error!(%fout, "the witness cannot remember, and cosigns nothing");
            HttpResponse::InternalServerError().finish()
        }
        Err(_) => HttpResponse::ServiceUnavailable().finish(),
    }
}

fn weiger(weigering: Refusal) -> HttpResponse {
    let status = match weigering {
        Refusal::Form | Refusal::Smaller => StatusCode::BAD_REQUEST,
        Refusal::UnknownLog => StatusCode::NOT_FOUND,
        Refusal::Signature => StatusCode::FORBIDDEN,
        Refusal::Size(grootte) => {
            return HttpResponse::Conflict().content_type("text/x.tlog.size").body(format!("{grootte}\n"));
        }
        Refusal::Fork => StatusCode::CONFLICT,
        Refusal::Proof => StatusCode::UNPROCESSABLE_ENTITY,
    };
    tekst(status, format!("{}\n", nota::weigering(weigering)))
}

/// The last checkpoint that was cosigned of a log: whoever checks that log needs it from somebody else than its owner.
async fn laatste(logboek: Path<String>, getuige: Data<Getuige>) -> HttpResponse {
    match web::block(move || getuige.laatste(&logboek)).await {
        Ok(Ok(Some(nota))) => tekst(StatusCode::OK, nota),
        Ok(Ok(None)) => HttpResponse::NotFound().finish(),
        Ok(Err(fout)) => {
            tracing::error!(%fout, "the witness cannot read what it remembered");
            HttpResponse::InternalServerError().finish()
        }
        Err(_) => HttpResponse::ServiceUnavailable().finish(),
    }
}

fn tekst(status: StatusCode, tekst: String) -> HttpResponse {
    HttpResponse::build(status).content_type("text/plain; charset=utf-8").body(tekst)
}
