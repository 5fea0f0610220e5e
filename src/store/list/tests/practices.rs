//! Practices: ten rows, due by period and size of the business.

use super::*;
use crate::domain::day::{Day, Instant};
use crate::store::list::testing::DAY;

fn sign(bench: &Bench, practice: &str, at: Instant) {
    bench.sql(&format!("INSERT INTO signoff VALUES ('{practice}', '{}', {}, 7, 'wei', 'all read', 1)", at.0, at.0));
}

fn bench() -> Bench {
    let bench = Bench::new();
    bench.sql(&format!("INSERT INTO setting VALUES ('since', '{}', 1, '-')", NOW.0 - 30 * DAY));
    bench
}

fn day(text: &str) -> Cell {
    Cell::Day(Day::parse(text).unwrap())
}

#[test]
fn ten_practices_are_always_there() {
    let bench = bench();
    // Today is Sunday, the 22nd of November, the last day of week 47.
    sign(&bench, "never-cancel", NOW.plus(-DAY));
    sign(&bench, "mind-prices", NOW.plus(-8 * DAY));
    sign(&bench, "check-reports", NOW.plus(-25 * DAY));
    let item = bench.item("practice", "", "", "check-reports", "practice-due", "week", None);
    let page = bench.page(List::Practices, "all", "");
    assert_eq!(page.rows.len(), 10);
    let of = |row: usize, column| cell(&page, List::Practices, "all", row, column).clone();
    let row = |row| [of(row, "number"), of(row, "cadence"), of(row, "due"), of(row, "state")];
    let wanted = [Cell::Int(1), Cell::Word("monthly"), day("2026-11-30"), Cell::Word("due")];
    assert_eq!((row(0), page.rows[0].item.as_ref().map(|item| item.id)), (wanted, Some(item)));
    // Begun on the 23rd of October and never signed: October is missed.
    assert_eq!(row(1), [Cell::Int(2), Cell::Word("monthly"), day("2026-10-31"), Cell::Word("overdue")]);
    assert_eq!(row(2), [Cell::Int(3), Cell::Word("yearly"), day("2026-12-31"), Cell::Word("due")]);
    assert_eq!(row(6), [Cell::Int(7), Cell::Word("weekly"), day("2026-11-29"), Cell::Word("signed")]);
    assert_eq!(row(7), [Cell::Int(8), Cell::Word("weekly"), day("2026-11-22"), Cell::Word("due")]);
    assert_eq!((of(6, "signed_at"), of(6, "signed_by")), (Cell::At(NOW.plus(-DAY)), text("wei")));
    assert_eq!(bench.page(List::Practices, "due", "").total, 9);
    assert_eq!(ids(&bench.page(List::Practices, "all", "state:signed")), ["never-cancel"]);
    assert_eq!(ids(&bench.page(List::Practices, "all", "kind:practice")), ["check-reports"]);
}

#[test]
fn a_big_business_reads_its_reports_weekly() {
    let bench = bench();
    bench.fact("import", &format!("seq = 1; sha256 = 'aa'; format = 'all-orders'; as_of = {}", NOW.0));
    for n in 0..3 {
        let pairs = format!("order_id = '{n}'; sku = 'a'; occurrence = 1; purchased_at = {}", NOW.0 - n);
        bench.fact("order_line", &pairs);
    }
    let page = bench.page(List::Practices, "all", "");
    assert_eq!(cell(&page, List::Practices, "all", 0, "cadence"), &Cell::Word("weekly"));
    let detail = bench.detail(List::Practices, "1").unwrap();
    assert_eq!(
        (labelled(&detail, "size"), labelled(&detail, "orders-per-week")),
        (vec![&Cell::Word("big")], vec![&Cell::Int(3)])
    );
}

#[test]
fn the_detail_says_that_the_size_is_unknown_and_lists_the_sign_offs() {
    let bench = bench();
    sign(&bench, "learn", NOW.plus(-40 * DAY));
    sign(&bench, "learn", NOW.plus(-4 * DAY));
    let detail = bench.detail(List::Practices, "learn").unwrap();
    assert_eq!(
        (labelled(&detail, "size"), labelled(&detail, "orders-per-week")),
        (vec![&Cell::Word("small")], vec![&Cell::Word("unknown")])
    );
    let notes: Vec<_> = detail.history.iter().map(|line| (line.who.as_str(), line.note.as_deref())).collect();
    assert_eq!(notes, [("wei", Some("all read")); 2]);
}
