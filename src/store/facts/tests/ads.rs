//! Search terms of a period: sums, overlaps, days before summaries.

use super::*;

const TERMS: &str =
    "start_day end_day grain window_days currency campaign ad_group targeting match_type term clicks spend";

fn terms(rows: &[&str]) -> Fixed {
    rows.iter().fold(Fixed::new(Format::SpSearchTerm, TERMS), |file, row| file.row(US, row))
}

#[test]
fn equal_keys_in_one_file_are_summed_and_counted() {
    let mut deck = Deck::new();
    let file = terms(&[
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|mug|3|100",
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|mug|2|",
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|cup|1|",
        "2026-11-01|2026-11-30|summary|7|CAD|c|g|t|EXACT|cup|1|5",
    ]);
    let report = deck.apply(NOW, &file);
    assert_eq!((counts(&report), report.state), ([3, 0, 0, 1], FileState::Partly));
    assert_eq!(
        deck.list("SELECT term || clicks || coalesce(spend, '-') FROM ads_term ORDER BY 1"),
        ["cup1-", "mug5100"]
    );
    let before = deck.hash();
    deck.apply(NOW + 1, &file);
    assert_eq!(deck.hash(), before, "read again, the sums are the same");
}

#[test]
fn sums_whose_rows_cancel_out_are_the_same_when_they_are_read_again() {
    let row = |clicks: u32| format!("2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|mug|{clicks}|1");
    for clicks in [[1, 1, 1], [5, 2, 2], [3, 0, 0]] {
        let mut deck = Deck::new();
        let rows = clicks.map(row);
        let file = terms(&rows.each_ref().map(String::as_str));
        for again in 0..3 {
            deck.apply(NOW + again, &file);
            let sum = deck.get::<u32>("SELECT clicks FROM ads_term");
            assert_eq!(sum, clicks.iter().sum::<u32>(), "{clicks:?}, reading {again}");
        }
    }
}

#[test]
fn summaries_are_replaced_by_newer_ones_and_beaten_by_days() {
    let mut deck = Deck::new();
    let november = terms(&[
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|mug|3|1",
        "2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|cup|3|1",
    ]);
    let late = terms(&["2026-11-10|2026-12-10|summary|7|USD|c|g|t|EXACT|mug|4|1"]);
    deck.apply(NOW, &november);
    assert_eq!(counts(&deck.apply(NOW - 1, &late)), [0, 0, 1, 0], "an older overlapping summary changes nothing");
    assert_eq!(counts(&deck.apply(NOW + 1, &late)), [1, 0, 0, 0]);
    assert_eq!(deck.list("SELECT start_day FROM ads_term"), ["2026-11-10"]);
    let days = terms(&["2026-11-20|2026-11-20|daily|7|USD|c|g|t|EXACT|mug|1|1"]);
    deck.apply(NOW - 9, &days);
    assert_eq!(deck.list("SELECT grain FROM ads_term"), ["daily"]);
    assert_eq!(counts(&deck.apply(NOW + 9, &late)), [0, 0, 1, 0]);
    assert_eq!(deck.list("SELECT grain FROM ads_period"), ["daily"]);
    // The same days again with one term less.
    let mut deck = Deck::new();
    deck.apply(NOW, &november);
    let less = terms(&["2026-11-01|2026-11-30|summary|7|USD|c|g|t|EXACT|mug|3|1"]);
    assert_eq!(counts(&deck.apply(NOW + 1, &less)), [0, 0, 1, 0]);
    assert_eq!(deck.list("SELECT term FROM ads_term"), ["mug"]);
}

#[test]
fn a_search_term_file_without_days_asks_for_its_period() {
    let mut deck = Deck::new();
    let columns = "grain currency campaign ad_group term clicks";
    let file = Fixed::new(Format::SpSearchTerm, columns).row(US, "summary|USD|c|g|mug|1");
    assert_eq!(deck.apply(NOW, &file).question, Some(Question::Period));
    let day = |text| Day::parse(text).unwrap();
    let context = FileContext { period: Some((day("2026-11-01"), day("2026-11-07"))), ..Deck::context(NOW) };
    assert_eq!(counts(&deck.apply_with(&context, &file)), [1, 0, 0, 0]);
    assert_eq!(deck.list("SELECT start_day || end_day || window_days FROM ads_term"), ["2026-11-012026-11-077"]);
}
