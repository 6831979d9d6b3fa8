//! What happens without a request.

pub mod bestand;
pub mod bewaren;
pub mod ondertekenaar;
pub mod opruimen;
pub mod volgorde;
