//! Knooppunt: case coordination for families in the first 1,000 days.
//!
//! The story, in its order: a *signaal* opens a *casus*; a coordinator explores and sends a *doorgeleiding* along a route;
//! support becomes a *traject*, or is agreed at the *knooppunt* with the parents; what can be counted safely becomes a
//! *publicatie*. Each word has its file in each room, and the rooms know each other in one direction only:
//!
//! `cli`, `app` → [`web`] → [`http`], [`werk`] → [`store`] → [`domain`]
//!
//! `ARCHITECTURE.md` walks one request through the rooms.

pub mod app;
pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod http;
pub mod sleutelbestand;
pub mod store;
pub mod telemetry;
pub mod uitgaand;
pub mod web;
pub mod werk;
