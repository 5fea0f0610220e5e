//! Threads, signals, files, processes: what joins the pure parts.

pub mod painter;
pub mod worker;
