//! Threads, signals, files, processes: what joins the pure parts.

pub mod answers;
pub mod clipboard;
pub mod export;
pub mod log;
pub mod painter;
pub mod picture;
pub mod presence;
pub mod screen;
pub mod signals;
pub mod start;
pub mod terminal;
pub mod worker;
