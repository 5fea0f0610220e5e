//! Threads, signals, files, processes: what joins the pure parts.

pub mod answers;
pub mod archive;
pub mod attachment;
pub mod boot;
pub mod bulletin;
pub mod child;
pub mod clipboard;
pub mod export;
pub mod heads;
pub mod log;
pub mod painter;
pub mod picture;
pub mod presence;
mod readers;
pub mod rebuild;
pub mod scan;
pub mod screen;
pub mod signals;
pub mod start;
pub mod terminal;
pub mod watch;
pub mod worker;
mod writers;
