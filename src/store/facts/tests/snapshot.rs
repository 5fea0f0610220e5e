//! Snapshots: what a later file lacks is closed, what it has is open; dated ones are kept per day.

use super::*;
use crate::domain::day::HOUR;

#[test]
fn a_later_snapshot_closes_what_is_gone_and_an_older_one_changes_nothing() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..6));
    assert_eq!(counts(&deck.apply(NOW + 10, &unshipped(2..7))), [1, 0, 4, 0]);
    assert_eq!(open(&deck), 5);
    assert_eq!(deck.get::<i64>("SELECT closed_at FROM unshipped_line WHERE order_id = 'o0'"), NOW + 10);
    let before = deck.hash();
    assert_eq!(counts(&deck.apply(NOW + 5, &unshipped(0..9))), [0, 0, 9, 0]);
    assert_eq!(deck.hash(), before, "an older file neither reopens nor adds");
    // A later file that lists a closed line opens it again.
    assert_eq!(counts(&deck.apply(NOW + 20, &unshipped(0..6))), [0, 2, 4, 0]);
    assert_eq!(open(&deck), 6);
    assert_eq!(deck.get::<i64>("SELECT count(*) FROM snapshot WHERE format = 'unshipped'"), 3);
}

#[test]
fn the_file_s_own_date_counts_before_its_time_of_modification() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..4).as_of(NOW - 100));
    deck.apply(NOW - 50, &unshipped(1..4));
    assert_eq!((open(&deck), deck.get::<i64>("SELECT as_of FROM import WHERE seq = 1")), (3, NOW - 100));
}

#[test]
fn a_short_snapshot_waits_and_one_with_rejects_closes_nothing() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..6));
    let report = deck.apply(NOW + 10, &unshipped(0..2));
    assert_eq!(report.question, Some(Question::FewerRows { before: 6, now: 2 }));
    assert_eq!(open(&deck), 6);
    let report = deck.apply(NOW + 10, &unshipped(0..3).reject(None));
    assert_eq!((report.state, open(&deck)), (FileState::Partly, 6));
    let complete = FileContext { complete: true, ..Deck::context(NOW + 20) };
    deck.apply_with(&complete, &unshipped(0..2));
    assert_eq!(open(&deck), 2);
}

#[test]
fn nothing_to_ship_closes_the_last_orders() {
    let mut deck = Deck::new();
    deck.apply(NOW, &unshipped(0..2));
    let context = Deck::context(NOW + 5);
    let ended = || (Instant(NOW), 0.0);
    let sha256 = "nothing";
    let info = FileInfo { seq: 9, sha256, bytes: 0, context: &context, only: None, parser_version: 1, ended: &ended };
    deck.facts.nothing(&info, Format::Unshipped).unwrap();
    assert_eq!((open(&deck), deck.get::<i64>("SELECT closed_import FROM unshipped_line LIMIT 1")), (0, 9));
    deck.seq = 9;
    deck.apply(NOW + 1, &unshipped(0..4));
    assert_eq!(open(&deck), 0, "an older file opens nothing");
}

/// Orders, each bought so many hours before [`NOW`]; `item` and the order share the number.
fn bought(orders: &[(u32, i64)]) -> Fixed {
    orders.iter().fold(Fixed::new(Format::Unshipped, OPEN), |file, (i, hours)| {
        file.row(US, &format!("i{i}|o{i}|a|1|{}|{NOW}|Ann {i}", NOW - hours * HOUR))
    })
}

fn open_orders(deck: &Deck) -> Vec<String> {
    deck.list("SELECT order_id FROM unshipped_line WHERE closed_at IS NULL ORDER BY 1")
}

#[test]
fn a_report_says_nothing_about_orders_that_came_after_everything_in_it() {
    let now = bought(&[(1, 30), (2, 20), (3, 5)]);
    // Made ten hours ago or later, as its cells say; downloaded again and copied after the other one.
    let stale = bought(&[(1, 30), (4, 10)]);
    for order in [[0, 1], [1, 0]] {
        let mut deck = Deck::new();
        for i in order {
            deck.apply(NOW + [0, 60][i], [&now, &stale][i]);
        }
        assert_eq!(open_orders(&deck), ["o1", "o3", "o4"], "{order:?}: 2 is proven gone, 3 is not");
    }
    // The next report has something as new as order 3, and no order 3.
    let mut deck = Deck::new();
    deck.apply(NOW, &now);
    deck.apply(NOW + 60, &stale);
    deck.apply(NOW + 120, &bought(&[(1, 30), (4, 10), (5, 5)]));
    assert_eq!(open_orders(&deck), ["o1", "o4", "o5"]);
}

#[test]
fn a_report_without_dates_and_one_with_dates_to_come_prove_nothing() {
    let mut deck = Deck::new();
    deck.apply(NOW, &bought(&[(1, 30), (2, 20)]));
    let bare = Fixed::new(Format::Unshipped, "order_item_id order_id sku units_to_ship").row(US, "i1|o1|a|1");
    deck.apply(NOW + 10, &bare);
    assert_eq!(open_orders(&deck), ["o1", "o2"]);
    // A date that has not come yet is a slip of the pen.
    deck.apply(NOW + 20, &bought(&[(1, 30), (6, -48)]));
    assert_eq!(open_orders(&deck), ["o1", "o2", "o6"]);
    // A line of which no date is known counts as old as the report that listed it.
    let mut deck = Deck::new();
    deck.apply(NOW - 10 * HOUR, &bare);
    deck.apply(NOW - 9 * HOUR, &bought(&[(2, 20)]));
    assert_eq!(open_orders(&deck), ["o1", "o2"]);
    deck.apply(NOW, &bought(&[(2, 20), (3, 1)]));
    assert_eq!(open_orders(&deck), ["o2", "o3"]);
}

#[test]
fn an_order_that_all_orders_saw_unshipped_later_stays_open() {
    let mut deck = Deck::new();
    deck.apply(NOW, &bought(&[(1, 30), (2, 20)]));
    let seen = |status: &str, at: i64| base().row(US, &format!("o2|a|{}|{at}|{status}|1|x", NOW - 20 * HOUR));
    deck.apply(NOW, &seen("Unshipped", NOW - 8 * HOUR));
    deck.apply(NOW + 10, &bought(&[(1, 30), (3, 10)]));
    assert_eq!(
        open_orders(&deck),
        ["o1", "o2", "o3"],
        "changed while it was unshipped, after everything in the report"
    );
    deck.apply(NOW, &seen("Shipped", NOW - 7 * HOUR));
    deck.apply(NOW + 20, &bought(&[(1, 30), (3, 10)]));
    assert_eq!(open_orders(&deck), ["o1", "o3"]);
}

#[test]
fn the_day_counts_of_a_report_tell_a_late_copy() {
    let columns = "order_item_id order_id sku units_to_ship purchased_at promise_at days_past_promise";
    let file = |past: i64| {
        let row = format!("i1|o1|a|1|{}|{}|{past}", NOW - 12 * DAY, NOW - 9 * DAY);
        Fixed::new(Format::Unshipped, columns).row(US, &row)
    };
    let as_of = |past: i64| {
        let mut deck = Deck::new();
        deck.apply(NOW, &file(past));
        deck.get::<i64>("SELECT max(as_of) FROM unshipped_line")
    };
    assert_eq!(as_of(9), NOW, "today's report");
    assert_eq!(as_of(-1), NOW - 8 * DAY, "made at most a day after the promise minus one");
    assert_eq!(as_of(-30), NOW, "older than its own order: the count is wrong");
    let mut deck = Deck::new();
    deck.apply(NOW - 60, &unshipped(2..4));
    deck.apply(NOW, &file(-1));
    assert_eq!(deck.get::<i64>("SELECT max(as_of) FROM snapshot"), NOW - 60);
    assert_eq!(open_orders(&deck), ["o2", "o3"], "the late copy neither opens nor closes");
}

#[test]
fn nothing_to_ship_holds_for_every_marketplace_that_such_a_report_came_from() {
    let nothing = |deck: &mut Deck, at: i64, market: Option<Market>| {
        deck.seq += 1;
        let context = FileContext { market, ..Deck::context(at) };
        let (ended, sha256) = (|| (Instant(NOW), 0.0), format!("nothing {at}"));
        let info = FileInfo {
            seq: deck.seq,
            sha256: &sha256,
            bytes: 0,
            context: &context,
            only: None,
            parser_version: 1,
            ended: &ended,
        };
        deck.facts.nothing(&info, Format::Unshipped).unwrap();
    };
    let noted = |deck: &Deck, at: i64| {
        deck.list(&format!("SELECT market FROM snapshot WHERE format = 'unshipped' AND as_of = {at} ORDER BY 1"))
    };
    let row = |market, i: i32| {
        Fixed::new(Format::Unshipped, OPEN).row(market, &format!("i{i}|o{i}|a|1|{}|{NOW}|", NOW - DAY))
    };
    let mut deck = Deck::new();
    deck.apply(NOW, &row(US, 1));
    deck.apply(NOW, &row(UK, 2));
    nothing(&mut deck, NOW + 5, UK);
    assert_eq!((noted(&deck, NOW + 5), open_orders(&deck)), (vec!["UK".to_owned()], vec!["o1".to_owned()]));
    nothing(&mut deck, NOW + 10, None);
    assert_eq!((noted(&deck, NOW + 10), open(&deck)), (vec!["UK".to_owned(), "US".to_owned()], 0));
    // An older file of the marketplace that had nothing open opens nothing.
    deck.apply(NOW + 7, &row(UK, 3));
    assert_eq!(open(&deck), 0);
    // Of a store from which no such report came yet, every marketplace is meant.
    let mut deck = Deck::new();
    deck.apply(NOW, &base().row(US, "o1|a|1|1|P|1|x").row(UK, "o2|a|1|1|P|1|x"));
    nothing(&mut deck, NOW + 5, None);
    assert_eq!(noted(&deck, NOW + 5), ["UK", "US"]);
}

#[test]
fn stock_is_kept_per_day_and_the_later_file_of_a_day_wins() {
    let mut deck = Deck::new();
    let stock = |n: i32| Fixed::new(Format::FbaInventory, "sku fulfillable").row(US, &format!("a|{n}"));
    deck.apply(NOW, &stock(5));
    assert_eq!(counts(&deck.apply(NOW + 60, &stock(4))), [0, 1, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW + 30, &stock(9))), [0, 0, 1, 0]);
    assert_eq!(counts(&deck.apply(NOW + DAY, &stock(3))), [1, 0, 0, 0]);
    let kept = deck.list("SELECT snapshot_day || ' ' || fulfillable FROM fba_inventory ORDER BY 1");
    assert_eq!(kept, ["2026-11-22 4", "2026-11-23 3"]);
    // What was confirmed later is not undone by a file from between.
    deck.apply(NOW + 90, &stock(4));
    assert_eq!(counts(&deck.apply(NOW + 80, &stock(7))), [0, 0, 1, 0]);
}

#[test]
fn planning_speaks_of_the_day_in_its_column() {
    let mut deck = Deck::new();
    let columns = "snapshot_day sku condition available";
    let file = |n: i32| {
        Fixed::new(Format::FbaPlanning, columns)
            .row(US, &format!("2026-11-20|a|New|{n}"))
            .row(US, &format!("2026-11-21|a||{n}"))
    };
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [2, 0, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [0, 0, 2, 0]);
    let end = Day::parse("2026-11-20").unwrap().end(Market::Us.zone()).0;
    assert_eq!(deck.get::<i64>("SELECT as_of FROM fba_planning WHERE condition = 'New'"), end);
    assert_eq!(deck.get::<i64>("SELECT max(as_of) FROM snapshot WHERE format = 'fba-planning'"), end + DAY);
}

#[test]
fn a_dated_report_that_lost_half_its_rows_waits() {
    let skus = |range: std::ops::Range<u32>, day: &str| {
        range.fold(Fixed::new(Format::FbaPlanning, "snapshot_day sku condition available"), |file, i| {
            file.row(US, &format!("{day}|s{i}|New|1"))
        })
    };
    let mut deck = Deck::new();
    // An earlier day in the same file does not count.
    let two_days = skus(0..6, "2026-11-20").row(US, "2026-11-19|s1|New|1");
    assert_eq!(deck.apply(NOW, &two_days).state, FileState::Applied);
    assert_eq!(deck.apply(NOW, &skus(0..3, "2026-11-21")).state, FileState::Applied, "half of them");
    let report = deck.apply(NOW, &skus(0..1, "2026-11-22"));
    assert_eq!(report.question, Some(Question::FewerRows { before: 3, now: 1 }));
    assert_eq!(deck.get::<i64>("SELECT count(*) FROM fba_planning WHERE snapshot_day = '2026-11-22'"), 0);
    assert_eq!(deck.apply(NOW, &skus(0..1, "2026-11-18")).state, FileState::Applied, "an older day proves nothing");
    let complete = FileContext { complete: true, ..Deck::context(NOW) };
    assert_eq!(deck.apply_with(&complete, &skus(0..1, "2026-11-22")).state, FileState::Applied);
    // A day with a rejected line is not noted, and its rows count all the same.
    assert_eq!(deck.apply(NOW + DAY, &skus(0..9, "2026-11-23").reject(None)).state, FileState::Partly);
    let report = deck.apply(NOW + 2 * DAY, &skus(0..4, "2026-11-24"));
    assert_eq!(report.question, Some(Question::FewerRows { before: 9, now: 4 }));
    // What somebody chose for an export is not all there is.
    let chosen = |n: u32| (0..n).fold(Fixed::new(Format::Keepa, "asin"), |file, i| file.row(US, &format!("B00{i}")));
    assert_eq!(deck.apply(NOW, &chosen(9)).state, FileState::Applied);
    assert_eq!(deck.apply(NOW + DAY, &chosen(1)).state, FileState::Applied);
}

#[test]
fn a_report_without_rows_is_one_of_the_marketplace_of_its_folder() {
    let nothing = Fixed::new(Format::Stranded, "sku fnsku fulfillable");
    let empty = "SELECT market || ' ' || (as_of - 1795348800) FROM snapshot WHERE rows = 0";
    let mut deck = Deck::new();
    deck.apply(NOW, &nothing);
    assert_eq!(deck.list(empty), [""; 0], "nobody knows whose it is");
    deck.apply(NOW, &nothing.clone().row(US, "a|X1|3"));
    let given = |market, complete| FileContext { market, complete, ..Deck::context(NOW + 60) };
    let report = deck.apply_with(&given(US, false), &nothing);
    assert_eq!(report.question, Some(Question::FewerRows { before: 1, now: 0 }));
    deck.apply_with(&given(US, true), &nothing);
    deck.apply_with(&given(UK, false), &nothing.clone().reject(None));
    assert_eq!(deck.list(empty), ["US 60"]);
    deck.apply_with(&given(US, true), &Fixed::new(Format::FbaPlanning, "snapshot_day sku condition available"));
    assert_eq!(deck.list(empty), ["US 60"], "a planning report names its day in its rows");
}

#[test]
fn a_metric_is_kept_per_reporting_date() {
    let mut deck = Deck::new();
    let columns = "metric fulfilment reported_to orders defects rate";
    let file =
        |n: i32| Fixed::new(Format::Performance, columns).row(US, &format!("order-defect-rate||{NOW}|100|{n}|10000"));
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [1, 0, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW + 1, &file(2))), [0, 1, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [0, 0, 1, 0]);
}
