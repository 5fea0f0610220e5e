//! Files that have all rows of a scope: a settlement, a place, a span of days.

use super::*;

fn settlement(lines: &[u32]) -> Fixed {
    let columns = "settlement_id line_no part currency amount";
    lines.iter().fold(Fixed::new(Format::SettlementV2, columns), |file, n| file.row(None, &format!("s1|{n}|1|USD|{n}")))
}

fn of(market: Option<Market>, modified: i64) -> FileContext {
    FileContext { market, ..Deck::context(modified) }
}

const LINES: &str = "SELECT market || line_no FROM settlement_line ORDER BY 1";

#[test]
fn a_settlement_is_one_whatever_marketplace_was_named_for_its_files() {
    let mut deck = Deck::new();
    deck.apply_with(&of(US, NOW), &settlement(&[1, 2, 3]));
    assert_eq!(counts(&deck.apply_with(&of(UK, NOW + 1), &settlement(&[1, 2]))), [0, 2, 0, 0]);
    assert_eq!(deck.list(LINES), ["UK1", "UK2"], "the newest file no longer lists the third");
    assert_eq!(counts(&deck.apply_with(&of(Some(Market::De), NOW - 1), &settlement(&[1, 2, 3]))), [0, 0, 3, 0]);
    assert_eq!(deck.list(LINES), ["UK1", "UK2"], "an older file adds nothing");
    let asked = deck.apply_with(&of(None, NOW + 2), &settlement(&[4]));
    assert_eq!(
        (asked.state, asked.question),
        (FileState::Applied, None),
        "one row instead of two is not less than half"
    );
    assert_eq!(deck.list(LINES), ["4"], "of two marketplaces none is the only one");
}

#[test]
fn equal_rows_under_two_marketplaces_are_counted_on_where_the_key_has_none() {
    let mut deck = Deck::new();
    let shelf = |file: Fixed, market, units: u32| file.row(market, &format!("a|Home||{units}"));
    let columns = "sku location lot units";
    let file = shelf(shelf(Fixed::new(Format::OwnWarehouse, columns), US, 3), UK, 4);
    assert_eq!(counts(&deck.apply(NOW, &file)), [2, 0, 0, 0]);
    assert_eq!(deck.list("SELECT occurrence || market || units FROM own_stock ORDER BY 1"), ["1US3", "2UK4"]);
}

const EVENTS: &str = "occurred_at day kind order_id sku currency total";

fn events(rows: &[(u32, i64)]) -> Fixed {
    rows.iter().fold(Fixed::new(Format::DateRange, EVENTS), |file, (order, total)| {
        file.row(US, &format!("{}|2026-11-21|order|o{order}|a|USD|{total}", NOW - DAY))
    })
}

const TOTALS: &str = "SELECT order_id || ' ' || total FROM account_event ORDER BY 1";

#[test]
fn a_file_of_transactions_is_applied_whole_or_not_at_all() {
    let mut deck = Deck::new();
    deck.apply(NOW, &events(&[(1, 500), (2, 700)]));
    // The amount of the first one was corrected, and one line cannot be read.
    let report = deck.apply(NOW + 1, &events(&[(1, 450), (2, 700)]).reject(None));
    assert_eq!(deck.list(TOTALS), ["o1 500", "o2 700"], "nothing counts twice, nothing is lost");
    assert_eq!((report.state, report.rows), (FileState::Refused, 0));
    let refusal = report.refusal.unwrap();
    assert_eq!((refusal.line, refusal.column.as_str(), refusal.read.as_str()), (4, "units", "x"));
    assert_eq!(counts(&deck.apply(NOW + 2, &events(&[(1, 450), (2, 700)]))), [1, 0, 1, 0]);
    assert_eq!(deck.list(TOTALS), ["o1 450", "o2 700"]);
    // Where the key holds no amount, what can be read of a file is taken.
    let received = Fixed::new(Format::Received, "received_day sku units").row(US, "2026-11-21|a|3").reject(None);
    assert_eq!(deck.apply(NOW, &received).state, FileState::Partly);
}
