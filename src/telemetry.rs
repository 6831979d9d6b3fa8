//! What the server says about itself: one line per event, on standard error.

use tracing_subscriber::{EnvFilter, fmt, util::SubscriberInitExt as _};

use crate::config::{Formaat, Telemetrie};

/// The log could not be opened as asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// `telemetrie.niveau` is no filter.
    #[error("telemetrie.niveau is geen geldig niveau: {0}")]
    Niveau(#[from] tracing_subscriber::filter::ParseError),
    /// Somebody opened it before.
    #[error("het logboek van de server is al geopend")]
    Twice(#[from] tracing_subscriber::util::TryInitError),
}

/// Opens the log; `main` does so once, before anything else.
///
/// Fails when the level is no level, or the log is already open.
pub fn init(telemetrie: &Telemetrie) -> Result<(), Error> {
    let filter = EnvFilter::try_new(&telemetrie.niveau)?;
    let lines = fmt().with_env_filter(filter).with_writer(std::io::stderr).with_target(false);
    match telemetrie.formaat {
        Formaat::Json => lines.json().flatten_event(true).with_span_list(false).finish().try_init()?,
        Formaat::Leesbaar => lines.compact().finish().try_init()?,
    }
    std::panic::set_hook(Box::new(|panic| {
        // The place, never the message: a message may quote what it choked on.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
    }));
    Ok(())
}
