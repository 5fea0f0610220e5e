//! The rules: facts, clock and settings in, findings out. Pure: no I/O, no clock, no sentence.

use crate::domain::day::Instant;
use crate::domain::fact::Facts;
use crate::domain::settings::Settings;
use crate::domain::work::Finding;

/// All rules over all facts. A key in neither form of finding is unknown: its item stays as it is (H1).
pub fn run(_facts: &Facts, _now: Instant, _settings: &Settings) -> Vec<Finding> {
    Vec::new()
}
