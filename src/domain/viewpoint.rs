//! Who looks, from where and when.

use std::sync::Arc;

use super::act::Actor;
use super::day::Instant;
use super::lease::{Boot, Moment};
use super::settings::Settings;

/// Whose eyes a question is answered for: everything that is not in the database is a parameter.
#[derive(Clone, Debug)]
pub struct Viewpoint {
    /// The present moment.
    pub now: Instant,
    /// Who looks (`who:me`, the view "mine").
    pub me: Actor,
    /// The reader's own zone, for "done today".
    pub zone: chrono_tz::Tz,
    /// The thresholds in force.
    pub settings: Arc<Settings>,
    /// The clock since the machine's start, for leases; `None` where it is not known.
    pub boot: Option<Boot>,
    /// Seconds that the clock of leases is ahead of the wall's; the database finds it out.
    pub ahead: i64,
}

impl Viewpoint {
    /// The present moment by both clocks.
    pub fn moment(&self) -> Moment {
        Moment { at: self.now, boot: self.boot.clone() }
    }

    /// The moment by which claims end.
    pub fn lease(&self) -> Instant {
        self.now.plus(self.ahead)
    }
}
