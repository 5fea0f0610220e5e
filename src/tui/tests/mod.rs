//! The screen driven by keys over a small made-up store.

mod driver;
mod fuzz;
mod screens;
mod verbs;
mod words;
