//! Large files for measurements: as wide as real ones, streamed, never held in memory.

use std::io::{self, Write};

use crate::domain::day::{HOUR, Instant};

use super::Options;
use super::ads::{Row, write_csv};
use super::all_orders;
use super::orders::Business;
use super::rng::Rng;

/// Writes an All Orders file of 33 columns with exactly `lines` lines under its header (about 290 bytes a line).
pub fn all_orders(out: &mut impl Write, lines: u64, seed: u64, now: Instant) -> io::Result<()> {
    let orders = u32::try_from(lines).unwrap_or(u32::MAX);
    let business = Business::new(&Options { seed, orders, now });
    let mut table = all_orders::table(all_orders::NARROW);
    let all = Instant(i64::MIN)..now.plus(HOUR);
    all_orders::write(out, &mut table, &business, &all, now, lines).map(|_| ())
}

/// Writes a daily search term CSV with `lines` lines under its header: sixty days of many terms, no key twice.
pub fn search_terms_csv(out: &mut impl Write, lines: u64, seed: u64, now: Instant) -> io::Result<()> {
    const WORDS: [&str; 16] = [
        "silicone",
        "steel",
        "large",
        "kitchen",
        "dog",
        "cat",
        "küche",
        "set",
        "black",
        "non stick",
        "for baking",
        "edelstahl",
        "gift",
        "small",
        "reusable",
        "premium",
    ];
    let newest = now.day(chrono_tz::Europe::Berlin).plus(-1);
    let row = |line: u64| {
        let (term, age) = (line / 60, (line % 60) as i64);
        let mut rng = Rng::new(seed, 6, line);
        let word = |shift: u32| WORDS[(term >> shift) as usize % WORDS.len()];
        let clicks = rng.between(0, 9);
        let orders = if rng.chance(400) { clicks / 8 } else { 0 };
        Row {
            day: newest.plus(-age),
            market: 1,
            campaign: format!("SP | Northlight | Campaign {:03}", term / 200),
            group: format!("Ad group {:02}", term / 20 % 10),
            targeting: format!("{} {}", word(0), word(4)),
            matching: ["EXACT", "PHRASE", "BROAD", "-"][term as usize % 4],
            term: format!("{} {} {} {term}", word(0), word(4), word(8)),
            impressions: clicks * 180 + rng.between(1, 60),
            clicks,
            spend: clicks * rng.between(30, 90),
            orders,
            sales: orders * 2499,
        }
    };
    write_csv(out, (0..lines).map(row))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::tests::NOW;
    use super::*;

    #[test]
    fn a_load_file_has_the_asked_lines_and_the_width_of_a_real_one() {
        let mut out = Vec::new();
        all_orders(&mut out, 5000, 1, NOW).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text.lines().count(), 5001);
        assert!(text.lines().all(|line| line.matches('\t').count() == 32));
        let width = text.len() / 5001;
        assert!((250..330).contains(&width), "{width}");
    }

    #[test]
    fn a_search_term_occurs_once_a_day() {
        let mut out = Vec::new();
        search_terms_csv(&mut out, 5000, 1, NOW).unwrap();
        let mut reader = csv::Reader::from_reader(out.strip_prefix("\u{feff}".as_bytes()).unwrap());
        assert_eq!(reader.headers().unwrap().len(), 23);
        let keys: HashSet<_> =
            reader.records().map(|r| r.unwrap()).map(|r| [0, 3, 4, 5, 6, 7].map(|i| r[i].to_owned())).collect();
        assert_eq!(keys.len(), 5000);
    }
}
