//! Times of the command line: `2h`, `tomorrow`, `2026-12-01`, `new-data`.

use chrono_tz::Tz;

use crate::domain::day::{Day, Instant};
use crate::domain::filter::span_seconds;

/// What `--until` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// An instant.
    At(Instant),
    /// The next import of what feeds the item.
    NewData,
}

/// Why it says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Not one of the forms.
    Form,
    /// Over already.
    Past,
}

/// Reads `--until`. `tomorrow` and dates mean nine o'clock of the reader's zone.
pub fn until(text: &str, now: Instant, zone: Tz) -> Result<Until, Wrong> {
    if text == "new-data" {
        return Ok(Until::NewData);
    }
    let day = if text == "tomorrow" { Some(now.day(zone).plus(1)) } else { Day::parse(text) };
    let at = day.map(|day| day.morning(zone)).or_else(|| span_seconds(text).map(|seconds| now.plus(seconds)));
    match at {
        Some(at) if at > now => Ok(Until::At(at)),
        Some(_) => Err(Wrong::Past),
        None => Err(Wrong::Form),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Instant = Instant(1_795_330_800);

    #[test]
    fn times_are_read_in_the_reader_s_zone() {
        let zone = chrono_tz::Asia::Shanghai;
        let today = NOW.day(zone);
        let at = |text: &str| match until(text, NOW, zone) {
            Ok(Until::At(at)) => at.rfc3339_in(zone),
            other => format!("{other:?}"),
        };
        assert_eq!(at("2h"), NOW.plus(7200).rfc3339_in(zone));
        assert_eq!(at("1w"), NOW.plus(604_800).rfc3339_in(zone));
        assert_eq!(at("tomorrow"), format!("{}T09:00:00+08:00", today.plus(1)));
        assert_eq!(at("2027-03-01"), "2027-03-01T09:00:00+08:00");
        assert_eq!(until("new-data", NOW, zone), Ok(Until::NewData));
    }

    #[test]
    fn what_is_no_time_or_over_is_refused() {
        let zone = chrono_tz::UTC;
        for text in ["", "soon", "2", "h", "2026-13-01", "99999999999999999999h"] {
            assert_eq!(until(text, NOW, zone), Err(Wrong::Form), "{text}");
        }
        for text in ["0h", "-2h", "2020-01-01"] {
            assert_eq!(until(text, NOW, zone), Err(Wrong::Past), "{text}");
        }
    }
}
