//! The screen driven by keys over a small made-up store.

mod driver;
mod fake;
mod fuzz;
mod held;
mod mapping;
mod menus;
mod reach;
mod receipts;
mod rows;
mod screens;
mod swapped;
mod team;
mod verbs;
mod views;
mod words;
mod worker;
