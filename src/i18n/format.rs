//! Money, spans, days and instants as people read them. Money looks as in its marketplace, whatever the reader's language.

use chrono_tz::Tz;

use crate::domain::day::{DAY, Day, HOUR, Instant};
use crate::domain::market::Market;
use crate::domain::money::{Money, decimal};

/// How a currency is written: sign, whether it stands before, mark of thousands, decimal mark.
struct Style {
    sign: &'static str,
    before: bool,
    thousands: char,
    point: char,
}

fn style(code: &str, market: Option<Market>) -> Option<Style> {
    let english = |sign| Some(Style { sign, before: true, thousands: ',', point: '.' });
    match code {
        "USD" => english("$"),
        "CAD" => english("CA$"),
        "AUD" => english("A$"),
        "SGD" => english("S$"),
        "MXN" => english("MX$"),
        "GBP" => english("£"),
        // The wide sign: terminals agree on its two cells.
        "JPY" => english("￥"),
        "EUR" if market == Some(Market::Ie) => english("€"),
        "EUR" => Some(Style { sign: " €", before: false, thousands: '.', point: ',' }),
        "BRL" => Some(Style { sign: "R$", before: true, thousands: '.', point: ',' }),
        "PLN" => Some(Style { sign: " zł", before: false, thousands: ' ', point: ',' }),
        _ => None,
    }
}

/// An amount as its marketplace writes it: `$1,234.50`, `1.234,50 €`, `￥2,480`. Other currencies stand with their code.
pub fn money(money: Money, market: Option<Market>) -> String {
    let code = money.currency.code();
    let sign = if money.minor < 0 { "-" } else { "" };
    let plain = decimal(money.minor, money.currency.digits());
    let plain = plain.trim_start_matches('-');
    match style(code, market) {
        Some(s) if s.before => format!("{sign}{}{}", s.sign, grouped(plain, s.thousands, s.point)),
        Some(s) => format!("{sign}{}{}", grouped(plain, s.thousands, s.point), s.sign),
        None => format!("{code} {sign}{}", grouped(plain, ',', '.')),
    }
}

fn grouped(plain: &str, thousands: char, point: char) -> String {
    let (whole, fraction) = plain.split_once('.').map_or((plain, None), |(w, f)| (w, Some(f)));
    let mut out = String::new();
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(thousands);
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push(point);
        out.push_str(fraction);
    }
    out
}

/// A count with its thousands set off: `12,345`.
pub fn count(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{}", grouped(&n.unsigned_abs().to_string(), ',', '.'))
}

/// Time left in at most two units: `12m`, `1h12m`, `1d03h`, `3d`; `-2h10m` when it is over. Less than a minute is `0m`.
pub fn left(seconds: i64) -> String {
    let size = seconds.saturating_abs();
    let sign = if seconds <= -60 { "-" } else { "" };
    match size {
        0..HOUR => format!("{sign}{}m", size / 60),
        HOUR..DAY => format!("{sign}{}h{:02}m", size / HOUR, size % HOUR / 60),
        _ if size < 3 * DAY => format!("{sign}{}d{:02}h", size / DAY, size % DAY / HOUR),
        _ => format!("{sign}{}d", size / DAY),
    }
}

/// A calendar day: `2026-11-22`.
pub fn day(day: Day) -> String {
    day.to_string()
}

/// An instant in a zone, with the zone's short name: `11-22 07:30 PST`; with the year when it is not `now`'s.
pub fn instant(at: Instant, now: Instant, zone: Tz) -> String {
    let local = |at: Instant| at.utc().with_timezone(&zone);
    let same = local(at).format("%Y").to_string() == local(now).format("%Y").to_string();
    local(at).format(if same { "%m-%d %H:%M %Z" } else { "%Y-%m-%d %H:%M %Z" }).to_string()
}

/// A ratio in millionths as a percentage with at most two digits: `8.5%`, `1.67%`, `1%`.
pub fn percent(ppm: i64) -> String {
    format!("{}%", trimmed(&decimal(rounded(ppm, 100), 2)))
}

/// Thousandths with at most one digit behind the point: `8`, `14.5`.
pub fn tenths(milli: i64) -> String {
    trimmed(&decimal(rounded(milli, 100), 1))
}

fn rounded(value: i64, by: i64) -> i64 {
    let half = by / 2;
    if value < 0 { value.saturating_sub(half) / by } else { value.saturating_add(half) / by }
}

fn trimmed(text: &str) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Currency;

    #[test]
    fn money_looks_as_in_its_marketplace() {
        let cases = [
            (123_450, "USD", Market::Us, "$1,234.50"),
            (123_450, "EUR", Market::De, "1.234,50 €"),
            (123_450, "EUR", Market::Ie, "€1,234.50"),
            (2480, "JPY", Market::Jp, "￥2,480"),
            (99, "GBP", Market::Uk, "£0.99"),
            (-123_456_789, "USD", Market::Us, "-$1,234,567.89"),
            (-5, "EUR", Market::Fr, "-0,05 €"),
            (123_450, "CAD", Market::Ca, "CA$1,234.50"),
            (123_450, "SEK", Market::Se, "SEK 1,234.50"),
            (-100, "AED", Market::Ae, "AED -1.00"),
        ];
        for (minor, code, market, shown) in cases {
            let amount = Money::new(minor, Currency::parse(code).unwrap());
            assert_eq!(money(amount, Some(market)), shown);
        }
    }

    #[test]
    fn a_span_has_two_units_at_most() {
        let cases = [
            (0, "0m"),
            (-59, "0m"),
            (-60, "-1m"),
            (59 * 60, "59m"),
            (HOUR + 12 * 60, "1h12m"),
            (-2 * HOUR - 600, "-2h10m"),
            (DAY + 3 * HOUR, "1d03h"),
            (3 * DAY + HOUR, "3d"),
            (-40 * DAY, "-40d"),
        ];
        for (seconds, shown) in cases {
            assert_eq!(left(seconds), shown, "{seconds}");
        }
    }

    #[test]
    fn an_instant_names_its_zone() {
        let at = |text: &str| Instant(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp());
        let now = at("2026-11-22T15:30:00Z");
        assert_eq!(instant(now, now, Market::Us.zone()), "11-22 07:30 PST");
        assert_eq!(instant(now, now, Market::Jp.zone()), "2026-11-23 00:30 JST".strip_prefix("2026-").unwrap());
        assert_eq!(instant(at("2025-07-01T10:00:00Z"), now, Market::De.zone()), "2025-07-01 12:00 CEST");
    }

    #[test]
    fn ratios_and_decimals_lose_their_empty_digits() {
        let shown = [85_000, 16_667, 10_000, 5_000, 950_000, 1_000_000, 4, -16_667].map(percent);
        assert_eq!(shown, ["8.5%", "1.67%", "1%", "0.5%", "95%", "100%", "0%", "-1.67%"]);
        assert_eq!([8000, 8415, 14_450, 0].map(tenths), ["8", "8.4", "14.5", "0"]);
        assert_eq!([0, 999, 12_345, -1_234_567].map(count), ["0", "999", "12,345", "-1,234,567"]);
    }
}
