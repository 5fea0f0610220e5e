//! Keys: what is pressed, and what it means where.

pub mod crossterm;
pub mod key;
pub mod map;
