//! Why the server does not start.

use config::ConfigError;

/// Why the server does not start; says which key and where it stands, never a secret.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nobody reads this key: most likely a slip of the pen.
    #[error("onbekende instelling `{key}` in {place}")]
    Unknown {
        /// The key.
        key: String,
        /// The file, or the variable.
        place: String,
    },
    /// A file that is not there or no TOML.
    #[error("instellingen: {0}")]
    Read(#[from] ConfigError),
    /// A value of the wrong type, or not there.
    #[error("instelling uit {place}: {cause}")]
    Type {
        /// The file, or the variable.
        place: String,
        /// What was expected, for which key.
        cause: ConfigError,
    },
    /// A value of the right type that cannot be.
    #[error("instelling `{key}`: {why}")]
    Value {
        /// The key.
        key: String,
        /// What is wrong with it.
        why: String,
    },
}
