//! Instants and calendar days. An instant is UTC seconds; a day is a marketplace's own calendar day (H13).

use std::fmt;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// An instant: seconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Instant(pub i64);

impl Instant {
    /// The instant as chrono has it; the epoch when out of chrono's range.
    pub fn utc(self) -> DateTime<Utc> {
        DateTime::from_timestamp(self.0, 0).unwrap_or_default()
    }

    /// The calendar day on which this instant falls in `zone`.
    pub fn day(self, zone: Tz) -> Day {
        Day(self.utc().with_timezone(&zone).date_naive())
    }

    /// RFC 3339 in UTC, such as `2026-11-22T07:00:00Z`.
    pub fn rfc3339(self) -> String {
        self.utc().to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }

    /// RFC 3339 with the offset of `zone`, such as `2026-11-21T23:00:00-08:00`.
    pub fn rfc3339_in(self, zone: Tz) -> String {
        self.utc().with_timezone(&zone).to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }

    /// The instant `seconds` later (earlier when negative); saturates.
    pub const fn plus(self, seconds: i64) -> Self {
        Self(self.0.saturating_add(seconds))
    }
}

/// One hour in seconds.
pub const HOUR: i64 = 3600;
/// One civil day of 24 hours in seconds; a marketplace's day may have 23 or 25 hours, use [`Day`] for those.
pub const DAY: i64 = 24 * HOUR;

/// A calendar day of a marketplace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Day(pub NaiveDate);

impl Day {
    /// The day of an ISO date such as `2026-11-22`.
    pub fn parse(text: &str) -> Option<Self> {
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self)
    }

    /// The days of `2026-11-01..2026-11-30`; both belong to it.
    pub fn period(text: &str) -> Option<(Self, Self)> {
        let (from, to) = text.split_once("..")?;
        let (from, to) = (Self::parse(from.trim())?, Self::parse(to.trim())?);
        (from <= to).then_some((from, to))
    }

    /// The first instant of the day in `zone`. Where midnight does not exist (a change of clock), the first one after.
    pub fn start(self, zone: Tz) -> Instant {
        let midnight = self.0.and_time(NaiveTime::MIN);
        let local = (0..=4).find_map(|quarter| {
            zone.from_local_datetime(&(midnight + chrono::TimeDelta::minutes(30 * quarter))).earliest()
        });
        Instant(local.map_or_else(|| midnight.and_utc().timestamp(), |t| t.timestamp()))
    }

    /// The last second of the day in `zone`: the "end of today" of H13.
    pub fn end(self, zone: Tz) -> Instant {
        self.plus(1).start(zone).plus(-1)
    }

    /// Nine o'clock, when work begins, on the clock of `zone`, also on a day whose clock changes in the night.
    pub fn morning(self, zone: Tz) -> Instant {
        const NINE: i64 = 9;
        let local = self.0.and_hms_opt(NINE as u32, 0, 0).and_then(|at| zone.from_local_datetime(&at).earliest());
        local.map_or_else(|| self.start(zone).plus(NINE * HOUR), |at| Instant(at.timestamp()))
    }

    /// The day `days` later (earlier when negative); stays where it is at the end of chrono's calendar.
    pub fn plus(self, days: i64) -> Self {
        let step = Days::new(days.unsigned_abs());
        let moved = if days < 0 { self.0.checked_sub_days(step) } else { self.0.checked_add_days(step) };
        Self(moved.unwrap_or(self.0))
    }

    /// Days from `earlier` to this one.
    pub fn since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// The ISO week, such as `2026-W48`: the epoch of weekly kinds.
    pub fn week(self) -> String {
        let week = self.0.iso_week();
        format!("{}-W{:02}", week.year(), week.week())
    }

    /// The month, such as `2026-11`: the epoch of monthly kinds.
    pub fn month(self) -> String {
        self.0.format("%Y-%m").to_string()
    }

    /// The quarter, such as `2026-Q4`.
    pub fn quarter(self) -> String {
        format!("{}-Q{}", self.0.year(), self.0.month0() / 3 + 1)
    }

    /// The Monday of this day's ISO week.
    pub fn monday(self) -> Self {
        self.plus(-i64::from(self.0.weekday().num_days_from_monday()))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_has_two_days_in_order() {
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(Day::period("2026-11-01..2026-11-21"), Some((day("2026-11-01"), day("2026-11-21"))));
        assert_eq!(Day::period(" 2026-11-01 .. 2026-11-01 "), Some((day("2026-11-01"), day("2026-11-01"))));
        for text in ["2026-11-01", "2026-11-21..2026-11-01", "..", "a..b"] {
            assert_eq!(Day::period(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_s_edges_follow_the_zone_and_its_clock_changes() {
        let zone = chrono_tz::America::Los_Angeles;
        let day = Day::parse("2026-03-08").unwrap();
        assert_eq!(day.start(zone).rfc3339(), "2026-03-08T08:00:00Z");
        assert_eq!(day.end(zone).rfc3339(), "2026-03-09T06:59:59Z");
        assert_eq!(day.end(zone).0 - day.start(zone).0 + 1, 23 * HOUR);
        assert_eq!(day.morning(zone).rfc3339_in(zone), "2026-03-08T09:00:00-07:00");
        // Beirut springs forward at midnight: the day starts at 01:00.
        let beirut = Day::parse("2026-03-29").unwrap().start(chrono_tz::Asia::Beirut);
        assert_eq!(beirut.rfc3339_in(chrono_tz::Asia::Beirut), "2026-03-29T01:00:00+03:00");
    }

    #[test]
    fn the_promise_of_the_unshipped_report_is_the_end_of_the_pacific_day() {
        let promise = Instant(DateTime::parse_from_rfc3339("2025-09-26T06:59:59+00:00").unwrap().timestamp());
        let zone = chrono_tz::America::Los_Angeles;
        assert_eq!(promise.rfc3339_in(zone), "2025-09-25T23:59:59-07:00");
        assert_eq!(promise.day(zone), Day::parse("2025-09-25").unwrap());
        assert_eq!(promise.day(zone).end(zone), promise);
    }

    #[test]
    fn periods_have_names() {
        let day = Day::parse("2026-11-22").unwrap();
        assert_eq!(
            (day.week().as_str(), day.month().as_str(), day.quarter().as_str()),
            ("2026-W47", "2026-11", "2026-Q4")
        );
        assert_eq!(day.monday(), Day::parse("2026-11-16").unwrap());
        assert_eq!(Day::parse("2027-01-01").unwrap().week(), "2026-W53");
    }
}
