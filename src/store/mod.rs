//! SQLite: the only place that knows rusqlite. `facts.db` is written by the holder of `worker.lock` alone, `team.db` by
//! short immediate transactions; readers attach both. Nothing here parses a file, draws or reads the clock.

pub mod error;
pub mod facts;
pub mod folder;
mod functions;
pub mod list;
pub mod open;
pub mod rules;
mod schema;
pub mod team;
mod temp;
pub mod upkeep;
