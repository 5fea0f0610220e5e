//! The screen: `Model`, `Msg`, `update`, `draw`. Pure: no file, no database, no clock; the loop in `runtime` brings them.
//!
//! `app` decides, `screen` draws, `keys` says which key means what, `theme` gives colours by meaning, and `text` is the
//! one place where text from outside becomes a span.

pub mod app;
pub mod keys;
pub mod receipt;
pub mod screen;
pub mod text;
pub mod theme;

#[cfg(test)]
mod tests;

pub use app::cmd::{Cmd, ExportFormat, Lane};
pub use app::model::{Model, Options};
pub use app::model::{Palette, Preset};
pub use app::msg::{Mouse, MouseAct, Msg};
pub use app::update;
pub use keys::key::Key;
pub use screen::draw;
