//! What happens without a request.

pub mod bewaren;
pub mod getuige;
pub mod nieuws;
pub mod ondertekenaar;
pub mod opruimen;
pub mod post;
pub mod relay;
pub mod termijnen;
pub mod vensters;
pub mod volgorde;
pub mod voorlegger;
