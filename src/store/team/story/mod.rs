//! Whole stories over a real database: passes of the rules, verbs and undo, races, random sequences.

mod passes;
mod race;
mod random;
mod team;
mod verbs;
