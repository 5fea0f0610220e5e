//! What the words of the trade mean: money, ids, marketplaces, days, records, lists, work items.
//!
//! Nothing here does I/O, reads a clock or knows SQLite or a terminal. Every other module may import this one;
//! this one imports nothing of the crate.

pub mod account;
pub mod act;
pub mod ads;
pub mod batch;
pub mod bulletin;
pub mod complete;
pub mod day;
pub mod detail;
pub mod fact;
pub mod filter;
pub mod format;
pub mod holder;
pub mod import;
pub mod key;
pub mod keys;
pub mod kind;
pub mod lease;
pub mod list;
pub mod mapping;
pub mod market;
pub mod mention;
pub mod money;
pub mod nearest;
pub mod personal;
pub mod practice;
pub mod purge;
pub mod remember;
pub mod role;
pub mod search;
pub mod settings;
pub mod stock;
pub mod team;
pub mod text;
pub mod view;
pub mod viewpoint;
pub mod work;
