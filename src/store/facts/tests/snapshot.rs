//! Snapshots: what a later file lacks is closed, what it has is open; dated ones are kept per day.

use super::*;

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
    let info = FileInfo { seq: 9, sha256, bytes: 0, context: &context, parser_version: 1, ended: &ended };
    deck.facts.nothing(&info, Format::Unshipped).unwrap();
    assert_eq!((open(&deck), deck.get::<i64>("SELECT closed_import FROM unshipped_line LIMIT 1")), (0, 9));
    deck.seq = 9;
    deck.apply(NOW + 1, &unshipped(0..4));
    assert_eq!(open(&deck), 0, "an older file opens nothing");
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
fn a_metric_is_kept_per_reporting_date() {
    let mut deck = Deck::new();
    let columns = "metric fulfilment reported_to orders defects rate";
    let file =
        |n: i32| Fixed::new(Format::Performance, columns).row(US, &format!("order-defect-rate||{NOW}|100|{n}|10000"));
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [1, 0, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW + 1, &file(2))), [0, 1, 0, 0]);
    assert_eq!(counts(&deck.apply(NOW, &file(1))), [0, 0, 1, 0]);
}
