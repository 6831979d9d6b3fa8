//! Rows and queries over SQLite and PostgreSQL, and nothing else.
//!
//! One schema and one set of queries serve both databases; where SQL really differs, one small function here matches on
//! [`conn::Conn`]. Everything happens inside a closure that [`conn::Db`] runs in a transaction of its own:
//!
//! ```no_run
//! # use knooppunt::store::{conn::Db, error::Error};
//! # async fn example(db: Db) -> Result<(), Error> {
//! db.write(|tx| {
//!     // find, permit, narrow, decide, record: all of it stays, or nothing does
//! #   let _ = tx;
//!     Ok(())
//! })
//! .await
//! # }
//! ```
//!
//! [`woord`] says of each table what it holds of a person and what happens to that,
//! [`types`] how identifiers, moments and words are stored, [`error`] what can go wrong, [`migraties`] how the
//! schema comes about.

pub mod beeld;
pub mod bericht;
pub mod bewaar;
pub mod casus;
pub mod client;
pub mod conn;
pub mod doorgeleiding;
pub mod dossier;
pub mod engine;
pub mod error;
pub mod evaluatie;
pub mod herhaling;
pub mod historie;
pub mod inzage;
pub mod kluis;
pub mod knooppunt;
pub mod kopie;
pub mod logboek;
pub mod migraties;
pub mod noodprocedure;
pub mod notitie;
pub mod persoon;
pub mod publicatie;
pub mod schema;
pub mod signaal;
pub mod toegang;
pub mod toestemming;
pub mod traject;
pub mod types;
pub mod verhuizing;
pub mod voorstel;
pub mod wissing;
pub mod woord;
mod zicht;
