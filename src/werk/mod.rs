//! What happens without a request.

pub mod bewaren;
pub mod getuige;
pub mod ondertekenaar;
pub mod opruimen;
pub mod publicatie;
pub mod termijnen;
pub mod volgorde;
pub mod voorlegger;
