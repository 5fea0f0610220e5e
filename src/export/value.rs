//! One value of a row: for programs, for a spreadsheet's cell, for people.

use chrono_tz::Tz;

use super::record::Look;
use crate::domain::day::{Day, Instant};
use crate::domain::list::Cell;
use crate::domain::money::{self, Currency, Money};
use crate::domain::text::SafeText;
use crate::i18n::words::word;

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Unknown or not applicable: JSON null, an empty cell, `-` in text.
    None,
    /// Text from outside, or a sentence.
    Text(SafeText),
    /// Text from outside that a spreadsheet would take for a formula (see [`is_formula`]).
    Formula(SafeText),
    /// A stable word; translated where people read it.
    Word(String),
    /// A count.
    Int(i64),
    /// An amount: a decimal in plain digits, its currency stands in the field `currency`.
    Money(Money),
    /// An instant, with the zone of its clock.
    At(Instant, Tz),
    /// A deadline, with the zone of its clock.
    Due(Instant, Tz),
    /// A calendar day.
    Day(Day),
    /// A ratio in millionths; `0.32` for machines, `32 %` for people.
    Ppm(i64),
    /// A decimal in thousandths.
    Milli(i64),
    /// Seconds.
    Span(i64),
}

/// Whether a spreadsheet would calculate a cell with this text (CWE-1236; OWASP ASVS 1.2.10): it begins, after blanks,
/// with `=`, `+`, `-`, `@` or their full-width forms, or with a tab, a carriage return or NUL.
pub fn is_formula(raw: &str) -> bool {
    raw.starts_with(['\t', '\r', '\0']) || raw.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

impl Value {
    /// Text from outside.
    pub fn outside(raw: &str) -> Self {
        let safe = SafeText::new(raw);
        if is_formula(raw) || is_formula(safe.as_str()) { Self::Formula(safe) } else { Self::Text(safe) }
    }

    /// The value of a list's cell; `zone` is that of its clocks.
    pub(super) fn of(cell: &Cell, zone: Tz) -> Self {
        match cell {
            Cell::None => Self::None,
            Cell::Text(text) => Self::outside(text),
            Cell::Word(word) => Self::Word((*word).to_owned()),
            Cell::Int(n) => Self::Int(*n),
            Cell::Money(money) => Self::Money(*money),
            Cell::At(at) => Self::At(*at, zone),
            Cell::Due(at) => Self::Due(*at, zone),
            Cell::Day(day) => Self::Day(*day),
            Cell::Ppm(n) => Self::Ppm(*n),
            Cell::Milli(n) => Self::Milli(*n),
            Cell::Span(n) => Self::Span(*n),
        }
    }

    /// The value for programs. `row` is the currency of the row: an amount of another one names it.
    pub fn json(&self, row: Option<Currency>) -> serde_json::Value {
        match self {
            Self::None => serde_json::Value::Null,
            Self::Int(n) | Self::Span(n) => (*n).into(),
            Self::Ppm(n) => (*n as f64 / 1e6).into(),
            Self::Milli(n) => (*n as f64 / 1e3).into(),
            other => other.plain(row).into(),
        }
    }

    /// The cell of a CSV or TSV: as [`Value::json`], with `'` before what a spreadsheet would calculate.
    pub fn cell(&self, row: Option<Currency>) -> String {
        match self {
            Self::Formula(text) => format!("'{text}"),
            other => other.plain(row),
        }
    }

    fn plain(&self, row: Option<Currency>) -> String {
        match self {
            Self::None => String::new(),
            Self::Text(text) | Self::Formula(text) => text.as_str().to_owned(),
            Self::Word(word) => SafeText::new(word).as_str().to_owned(),
            Self::Int(n) | Self::Span(n) => n.to_string(),
            Self::Money(money) if row == Some(money.currency) => money.plain(),
            Self::Money(money) => format!("{} {}", money.plain(), money.currency),
            Self::At(at, zone) | Self::Due(at, zone) => at.rfc3339_in(*zone),
            Self::Day(day) => day.to_string(),
            Self::Ppm(n) => trimmed(*n, 6),
            Self::Milli(n) => trimmed(*n, 3),
        }
    }

    /// The value for people.
    pub fn human(&self, look: &Look) -> String {
        match self {
            Self::None => "-".to_owned(),
            Self::Word(id) => SafeText::new(word(look.lang, id)).as_str().to_owned(),
            Self::At(at, zone) => clock(*at, *zone),
            Self::Due(at, zone) => format!("{} ({})", clock(*at, *zone), span(at.0 - look.now.0)),
            Self::Ppm(n) => format!("{} %", trimmed(n / 100, 2)),
            Self::Span(n) => span(*n),
            other => other.plain(None),
        }
    }
}

/// `2026-11-22 09:12 -08:00`.
fn clock(at: Instant, zone: Tz) -> String {
    at.utc().with_timezone(&zone).format("%Y-%m-%d %H:%M %:z").to_string()
}

/// A span in its two largest units: `2d 3h`, `-45m`, `0m`.
pub fn span(seconds: i64) -> String {
    let sign = if seconds <= -60 { "-" } else { "" };
    let minutes = seconds.unsigned_abs() / 60;
    let (days, hours, rest) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    match (days, hours, rest) {
        (0, 0, m) => format!("{sign}{m}m"),
        (0, h, 0) => format!("{sign}{h}h"),
        (0, h, m) => format!("{sign}{h}h {m}m"),
        (d, 0, _) => format!("{sign}{d}d"),
        (d, h, _) => format!("{sign}{d}d {h}h"),
    }
}

/// A decimal without needless zeros: `trimmed(320_000, 6)` is `0.32`.
fn trimmed(value: i64, digits: u32) -> String {
    let text = money::decimal(value, digits);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_calculate_is_text() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+1", "'+1"),
            ("-1", "'-1"),
            ("@x", "'@x"),
            ("\tx", "' x"),
            ("\rx", "'⏎x"),
            ("\0x", "'␀x"),
            ("  =1", "'  =1"),
            ("\u{200b}=1", "'=1"),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
            ("", ""),
            ("112-1", "112-1"),
        ];
        for (raw, cell) in cases {
            assert_eq!(Value::outside(raw).cell(None), cell, "{raw:?}");
        }
        assert_eq!(Value::Int(-1).cell(None), "-1");
        assert_eq!(Value::Money(Money::new(-100, Currency::of(b"USD"))).cell(Some(Currency::of(b"USD"))), "-1.00");
    }

    #[test]
    fn spans_show_their_two_largest_units() {
        let cases = [
            (0, "0m"),
            (-30, "0m"),
            (59 * 60, "59m"),
            (7200, "2h"),
            (7800, "2h 10m"),
            (-97_200, "-1d 3h"),
            (864_000, "10d"),
        ];
        for (seconds, text) in cases {
            assert_eq!(span(seconds), text);
        }
    }
}
