//! The screen driven by keys over a small made-up store.

mod driver;
mod fake;
mod fuzz;
mod held;
mod mapping;
mod receipts;
mod rows;
mod screens;
mod swapped;
mod team;
mod verbs;
mod words;
mod worker;
