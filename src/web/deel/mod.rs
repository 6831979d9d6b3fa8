//! Parts of pages: each is made in one place, so that it looks and sounds the same everywhere.

pub mod dag;
pub mod formulier;
pub mod fouten;
pub mod keuze;
pub mod kiezen;
pub mod melding;
pub mod mens;
pub mod qr;
pub mod staat;
pub mod tijdstip;
pub mod vak;
pub mod veld;
pub mod vorm;
pub mod zij;
