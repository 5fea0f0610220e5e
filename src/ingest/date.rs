//! Dates and instants as files have them. ISO is read by hand: a large order file has two in each of a million lines.

use chrono::{Datelike, NaiveDate};

use crate::domain::market::DateOrder;

/// A calendar day as a cell has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayText {
    /// One reading.
    Day(NaiveDate),
    /// `03/04/26`: three numbers whose order the file does not say.
    Numbers(u32, u32, u32),
    /// `05/2026`: a month; this is its first day.
    Month(NaiveDate),
    /// No date.
    None,
}

/// An instant with its offset, in UTC seconds: `2025-05-05T09:09:12+00:00`, `2020-10-21T00:00Z`, `2026-01-02 03:04:05.678-0700`.
pub(super) fn instant(text: &str) -> Option<i64> {
    let bytes = text.as_bytes();
    let (day, rest) = (iso_day(bytes.get(..10)?)?, bytes.get(10..)?);
    let [b'T' | b't' | b' ', h1, h2, b':', m1, m2, rest @ ..] = rest else { return None };
    let (hour, minute) = (two(*h1, *h2)?, two(*m1, *m2)?);
    let (second, rest) = match rest {
        [b':', s1, s2, rest @ ..] => (two(*s1, *s2)?, rest),
        rest => (0, rest),
    };
    let rest = match rest {
        [b'.' | b',', rest @ ..] => {
            let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
            rest.get(digits..).filter(|_| digits > 0)?
        }
        rest => rest,
    };
    let rest = rest.strip_prefix(b" ").unwrap_or(rest);
    let offset = match rest {
        b"Z" | b"z" | b"UTC" | b"GMT" => 0,
        [sign @ (b'+' | b'-'), h1, h2, b':', m1, m2] | [sign @ (b'+' | b'-'), h1, h2, m1, m2] => {
            let size = two(*h1, *h2)? * 3600 + two(*m1, *m2)? * 60;
            if *sign == b'-' { -size } else { size }
        }
        _ => return None,
    };
    // 24:00 and leap seconds do not occur; anything else out of range is no time.
    (hour < 24 && minute < 60 && second < 60 && offset.abs() <= 14 * 3600)
        .then(|| day * 86_400 + hour * 3600 + minute * 60 + second - offset)
}

fn two(a: u8, b: u8) -> Option<i64> {
    (a.is_ascii_digit() && b.is_ascii_digit()).then(|| i64::from(a - b'0') * 10 + i64::from(b - b'0'))
}

/// Days since 1970 of `2026-11-22`.
fn iso_day(bytes: &[u8]) -> Option<i64> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let (year, month, day) = (two(*y1, *y2)? * 100 + two(*y3, *y4)?, two(*m1, *m2)?, two(*d1, *d2)?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 => 28 + i64::from(leap),
        1..=12 => 31,
        _ => return None,
    };
    if year < 1 || day < 1 || day > length {
        return None;
    }
    // Count from March, so that the leap day is a year's last; 719,468 days lie before 1970.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    Some(y * 365 + y / 4 - y / 100 + y / 400 + (m * 153 + 2) / 5 + day - 1 - 719_468)
}

/// A calendar day, whatever time stands behind it: ISO, `20261122`, and all that [`super::moment`] reads (`Apr 01, 2024`, `2025年6月2日`,
/// `2026/08/01`, `01.08.2026`, three numbers with slashes).
pub(super) fn day(text: &str) -> DayText {
    let text = text.trim();
    if let Some(date) = text.get(..10).and_then(|t| t.parse::<NaiveDate>().ok()) {
        let whole = text.len() == 10 || text.as_bytes()[10] == b'T' || text.as_bytes()[10] == b' ';
        return if whole { DayText::Day(date) } else { DayText::None };
    }
    if let Some(date) = compact(text) {
        return DayText::Day(date);
    }
    if let Some(date) = month(text) {
        return DayText::Month(date);
    }
    super::moment::read(text).map_or(DayText::None, |moment| moment.day)
}

/// The day of eight digits: `20261122`.
pub(super) fn compact(text: &str) -> Option<NaiveDate> {
    let digits = text.len() == 8 && text.bytes().all(|b| b.is_ascii_digit());
    digits.then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok()).flatten()
}

/// The day of three numbers in a given order.
pub(super) fn ordered((a, b, c): (u32, u32, u32), order: DateOrder) -> Option<NaiveDate> {
    let (year, month, day) = match order {
        DateOrder::Mdy => (c, a, b),
        DateOrder::Dmy => (c, b, a),
        DateOrder::Ymd => (a, b, c),
    };
    NaiveDate::from_ymd_opt(full_year(year), month, day)
}

/// Some of the orders of day and month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Orders([bool; 3]);

impl Orders {
    pub(super) const ALL: Self = Self([true; 3]);

    /// The orders in which three numbers may be a day. Only months up to 12 and days up to 31 count: whether a month has that
    /// day, a slip of the pen would prove.
    pub(super) fn of((a, b, c): (u32, u32, u32)) -> Self {
        let (month, day) = (1..=12, 1..=31);
        Self::that(|order| match order {
            DateOrder::Mdy => month.contains(&a) && day.contains(&b),
            DateOrder::Dmy => month.contains(&b) && day.contains(&a),
            DateOrder::Ymd => month.contains(&b) && day.contains(&c),
        })
    }

    /// The orders of which `holds` is true.
    pub(super) fn that(holds: impl Fn(DateOrder) -> bool) -> Self {
        Self(DateOrder::ALL.map(holds))
    }

    pub(super) fn has(self, order: DateOrder) -> bool {
        DateOrder::ALL.into_iter().zip(self.0).any(|(known, is)| is && known == order)
    }

    /// Those that are in both.
    pub(super) fn and(self, other: Self) -> Self {
        Self::that(|order| self.has(order) && other.has(order))
    }

    pub(super) fn is_empty(self) -> bool {
        self.0 == [false; 3]
    }

    /// The one that there is, when it is only one.
    pub(super) fn only(self) -> Option<DateOrder> {
        let mut all = DateOrder::ALL.into_iter().filter(|order| self.has(*order));
        all.next().filter(|_| all.next().is_none())
    }
}

/// A day counted by a spreadsheet (1900 system): 45,383 is 2024-04-01.
pub(super) fn serial(days: f64) -> Option<NaiveDate> {
    // From 1 March 1900 on; before it the count has a leap day that never was.
    if !(61.0..=2_958_465.9).contains(&days) {
        return None;
    }
    NaiveDate::from_num_days_from_ce_opt(693_594 + days.floor() as i32)
}

/// `YYYY-MM-DD`, by hand: chrono's format machinery is slow.
pub(super) fn iso(date: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), date.month(), date.day())
}

/// `26` is 2026.
pub(super) fn full_year(year: u32) -> i32 {
    (if year < 100 { 2000 + year } else { year }) as i32
}

/// `05/2026`.
fn month(text: &str) -> Option<NaiveDate> {
    let (month, year) = text.split_once('/')?;
    let digits = |part: &str, most: usize| part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use proptest::prelude::*;

    #[test]
    fn instants_of_the_reports() {
        let table = [
            ("2025-05-05T09:09:12+00:00", Some("2025-05-05T09:09:12+00:00")),
            ("2020-10-21T00:00Z", Some("2020-10-21T00:00:00+00:00")),
            ("2025-09-24T23:59:59-07:00", Some("2025-09-25T06:59:59+00:00")),
            ("2026-01-02 03:04:05.678-0700", Some("2026-01-02T10:04:05+00:00")),
            ("2026-02-29T00:00:00Z", None),
            ("2025-05-05T09:09:12", None),
            ("2025-05-05", None),
            ("05/05/2025 09:09", None),
            ("2025-05-05T24:00:00Z", None),
            ("2025-05-05T09:09:12+99:00", None),
            ("", None),
        ];
        for (text, wanted) in table {
            let wanted = wanted.map(|w| DateTime::parse_from_rfc3339(w).unwrap().timestamp());
            assert_eq!(instant(text), wanted, "{text}");
        }
    }

    #[test]
    fn days_of_the_reports() {
        let date = |y, m, d| DayText::Day(NaiveDate::from_ymd_opt(y, m, d).unwrap());
        let table = [
            ("2026-07-31", date(2026, 7, 31)),
            ("2026-07-31T00:00:00Z", date(2026, 7, 31)),
            ("Apr 01, 2024", date(2024, 4, 1)),
            ("Nov 16, 2019", date(2019, 11, 16)),
            ("2026/08/01", date(2026, 8, 1)),
            ("2025年6月2日", date(2025, 6, 2)),
            ("01.08.2026", date(2026, 8, 1)),
            ("04/11/2021", DayText::Numbers(4, 11, 2021)),
            ("05-13-22", DayText::Numbers(5, 13, 22)),
            ("05/2026", DayText::Month(NaiveDate::from_ymd_opt(2026, 5, 1).unwrap())),
            ("13/2026", DayText::None),
            ("5/26", DayText::None),
            ("2026-13-01", DayText::None),
            ("yesterday", DayText::None),
            ("1/2", DayText::None),
            ("", DayText::None),
        ];
        for (text, wanted) in table {
            assert_eq!(day(text), wanted, "{text}");
        }
        for (numbers, wanted) in [
            ((5, 13, 22), &[DateOrder::Mdy][..]),
            ((13, 5, 2022), &[DateOrder::Dmy]),
            ((13, 5, 22), &[DateOrder::Dmy, DateOrder::Ymd]),
            ((31, 4, 26), &[DateOrder::Dmy, DateOrder::Ymd]),
            ((99, 8, 14), &[DateOrder::Ymd]),
            ((5, 6, 2022), &[DateOrder::Mdy, DateOrder::Dmy]),
            ((5, 6, 22), &DateOrder::ALL),
            ((13, 14, 22), &[]),
            ((0, 14, 22), &[]),
        ] {
            let orders = Orders::of(numbers);
            assert_eq!(orders, Orders::that(|order| wanted.contains(&order)), "{numbers:?}");
            assert_eq!(orders.only(), wanted.first().copied().filter(|_| wanted.len() == 1), "{numbers:?}");
            assert_eq!(orders.is_empty(), wanted.is_empty());
        }
        assert_eq!(ordered((4, 11, 2021), DateOrder::Dmy), NaiveDate::from_ymd_opt(2021, 11, 4));
        assert_eq!(serial(45_383.0), NaiveDate::from_ymd_opt(2024, 4, 1));
        assert_eq!(serial(f64::NAN), None);
    }

    proptest! {
        #[test]
        fn instants_agree_with_chrono(seconds in -62_000_000_000_i64..200_000_000_000, offset in -14_i32..=14) {
            let zone = chrono::FixedOffset::east_opt(offset * 3600).unwrap();
            let text = DateTime::from_timestamp(seconds, 0).unwrap().with_timezone(&zone).to_rfc3339();
            if text.len() == 25 {
                prop_assert_eq!(instant(&text), Some(seconds), "{}", text);
            }
        }

        #[test]
        fn any_text_is_read_or_refused(text in "[0-9年月日/. T:Z+-]{0,24}|\\PC{0,20}") {
            let _ = (instant(&text), day(&text));
        }
    }
}
