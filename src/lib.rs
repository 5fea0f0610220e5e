//! daydeck: a terminal control panel for the people who run Amazon stores.
//!
//! The crate is cut by direction of import; `tests/architecture.rs` guards the arrows:
//!
//! ```text
//! domain  <-  ingest    bytes of a report or a mail -> records
//! domain  <-  store     SQLite: the only place that knows rusqlite
//! domain  <-  triage    facts + clock + settings -> findings (pure)
//! domain  <-  export    lists -> files
//! domain  <-  tui       Model, Msg, update, view: the only place that knows ratatui
//! domain  <-  i18n      what people read, in English and Chinese; tui, cli and export read it
//!             cli, runtime   the composition root: threads, signals, files, commands
//! ```

pub mod cli;
pub mod config;
pub mod demo;
pub mod domain;
pub mod export;
pub mod i18n;
pub mod ingest;
pub mod runtime;
pub mod store;
pub mod triage;
pub mod tui;
