//! A transparency log: entries in an order that nobody can change afterwards without being found out.
//!
//! [`tree`] is the Merkle tree over the entries, [`tile`] the files in which others read it. A [`checkpoint`] says under a
//! signature how the tree stands, a [`cosignature`] that somebody else saw that, and a [`witness`] is that somebody. The
//! [`check`] holds a whole log against everything that was ever said of it; [`export`] feeds it from a folder of files.
//!
//! What an entry means is up to the program that keeps the log: here it is bytes. See the README for the specifications.

pub mod buckets;
pub mod check;
pub mod checkpoint;
pub mod cosignature;
pub mod durable;
pub mod export;
pub mod note;
pub mod request;
pub mod tile;
pub mod times;
pub mod tree;
pub mod witness;
