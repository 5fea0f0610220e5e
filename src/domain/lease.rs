//! The clock of leases: a clock that is set must neither free nor hold a claim, so leases run by the clock since the machine's
//! start, as far as it is known.

use super::day::Instant;

/// How long a claim holds without activity, in seconds.
pub const LEASE: i64 = 30 * 60;

/// The clock since the machine's start; it also runs while the machine sleeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boot {
    /// Which start of which machine.
    pub id: String,
    /// Seconds since then.
    pub seconds: i64,
}

impl Boot {
    /// Reads the kernel's own words: the id of the start, and `uptime idle` in seconds.
    pub fn parse(id: &str, uptime: &str) -> Option<Self> {
        let id = id.trim();
        let seconds = uptime.split(['.', ' ']).next()?.parse().ok()?;
        (!id.is_empty()).then(|| Self { id: id.to_owned(), seconds })
    }
}

/// A moment by both clocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moment {
    /// By the wall clock: what is shown and written down.
    pub at: Instant,
    /// By the clock since the start; `None` where it is not known: leases go by the wall clock then.
    pub boot: Option<Boot>,
}

impl From<Instant> for Moment {
    fn from(at: Instant) -> Self {
        Self { at, boot: None }
    }
}

/// The moment by which leases end. `start`: where this start of the machine stands on the wall clock, as it was noted first.
pub fn by_leases(moment: &Moment, start: Option<i64>) -> Instant {
    let boot = moment.boot.as_ref().map(|boot| boot.seconds);
    start.zip(boot).map_or(moment.at, |(start, seconds)| Instant(start.saturating_add(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words_are_read_or_nothing_is() {
        let boot = Boot::parse("4f1c-22\n", "25871.53 40110.02\n");
        assert_eq!(boot, Some(Boot { id: "4f1c-22".into(), seconds: 25_871 }));
        for (id, uptime) in [("", "1.0 1.0"), ("x", ""), ("x", "soon")] {
            assert_eq!(Boot::parse(id, uptime), None);
        }
    }

    #[test]
    fn a_clock_that_is_set_moves_no_lease() {
        let boot = |seconds| Some(Boot { id: "a".into(), seconds });
        let right = Moment { at: Instant(1000), boot: boot(400) };
        assert_eq!(by_leases(&right, Some(600)), Instant(1000));
        let set = Moment { at: Instant(90_000), boot: boot(410) };
        assert_eq!(by_leases(&set, Some(600)), Instant(1010));
        assert_eq!(by_leases(&set, None), Instant(90_000));
        assert_eq!(by_leases(&Instant(7).into(), Some(600)), Instant(7));
    }
}
