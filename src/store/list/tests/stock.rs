//! Stock: speed, cover, and the last day to ship.

use super::*;
use crate::domain::day::Day;
use crate::domain::keys;
use crate::store::list::testing::view_with;

fn planning(bench: &Bench, market: &str, sku: &str, more: &str) {
    let pairs = format!("market = '{market}'; snapshot_day = '2026-11-21'; sku = '{sku}'; title = '铲 {sku}'; {more}");
    bench.fact("fba_planning", &pairs);
}

/// SKUs that sell 10 a day.
fn bench() -> Bench {
    let bench = Bench::new();
    bench.fact("import", "seq = 1; sha256 = 'aa'; name = 'plan.csv'");
    let sold = "units_t7 = 70; units_t30 = 300; units_t60 = 600; units_t90 = 900";
    planning(&bench, "US", "low", &format!("available = 105; inbound = 700; {sold}"));
    planning(&bench, "US", "out", &format!("available = 0; inbound = 0; {sold}; alert = 'Out of stock'"));
    planning(&bench, "US", "much", &format!("available = 9000; inbound = 0; reserved = 4; {sold}"));
    planning(&bench, "US", "slow", "available = 5; units_t7 = 0; units_t30 = 0");
    planning(&bench, "DE", "blank", "");
    bench
}

fn day(text: &str) -> Cell {
    Cell::Day(Day::parse(text).unwrap())
}

#[test]
fn what_ends_first_comes_first_and_unknown_stays_unknown() {
    let bench = bench();
    let id = bench.item("stock", "s", "US", "low", "stock-out-near", "today", None);
    let page = bench.page(List::Stock, "all", "");
    assert_eq!(ids(&page), ["s/US/out", "s/US/low", "s/US/much", "s/US/slow", "s/DE/blank"]);
    let of = |row, column| cell(&page, List::Stock, "all", row, column).clone();
    let low = ["available", "inbound", "speed", "cover", "run_out", "ship_before", "snapshot_day"].map(|c| of(1, c));
    let wanted = [
        Cell::Int(105),
        Cell::Int(700),
        Cell::Milli(10_000),
        Cell::Int(10),
        // With what is on the way 80 days from the 21st; slow sea (60 + 10 days) would have had to leave on 12-01.
        day("2027-02-09"),
        day("2026-12-01"),
        day("2026-11-21"),
    ];
    assert_eq!(low, wanted);
    // Nothing arrives in time any more: the fastest way, which is late.
    assert_eq!([of(0, "run_out"), of(0, "ship_before")], [day("2026-11-21"), day("2026-11-04")]);
    assert_eq!([of(3, "speed"), of(3, "cover"), of(3, "run_out")], [Cell::Milli(0), Cell::None, Cell::None]);
    assert_eq!([of(4, "available"), of(4, "speed")], [Cell::None, Cell::None]);
    assert_eq!(page.rows[1].item.as_ref().map(|item| item.id), Some(id));
    let sorted = ListQuery { sort: Some(("available", true)), ..query(List::Stock, "all") };
    assert_eq!(ids(&bench.window(&sorted)), ["s/US/much", "s/US/low", "s/US/slow", "s/US/out", "s/DE/blank"]);
}

#[test]
fn reorder_is_what_is_out_or_not_above_the_band() {
    let bench = bench();
    assert_eq!(ids(&bench.page(List::Stock, "reorder", "")), ["s/US/out", "s/US/low"]);
    assert_eq!(ids(&bench.page(List::Stock, "reorder", "state:out")), ["s/US/out"]);
    assert_eq!(ids(&bench.page(List::Stock, "all", "铲 mk:de")), ["s/DE/blank"]);
    assert_eq!(ids(&bench.page(List::Stock, "all", "is:late")), ["s/US/out"]);
    // A store's own band and days on the way: 10 days of cover are enough for it, and slow sea is not too late.
    let of = |store, key, value| bench.window_of(&query(List::Stock, "reorder"), &view_with(store, key, value));
    let reorder = |store| of(store, keys::STOCK_B_COVER, 9);
    assert_eq!((ids(&reorder("s")), ids(&reorder("z"))), (vec!["s/US/out"], vec!["s/US/out", "s/US/low"]));
    let leave = |store| cell(&of(store, keys::LEAD_SLOW_SEA, 61), List::Stock, "reorder", 1, "ship_before").clone();
    assert_eq!((leave("s"), leave("z")), (day("2026-11-30"), day("2026-12-01")));
}

#[test]
fn the_detail_has_every_way_of_shipping() {
    let bench = bench();
    let detail = bench.detail(List::Stock, "s/US/low").unwrap();
    let days: Vec<_> = ["slow-sea", "fast-sea", "air", "express"].map(|mode| labelled(&detail, mode)[0]).into();
    let wanted = [day("2026-12-01"), day("2026-12-31"), day("2027-01-16"), day("2027-01-23")];
    assert_eq!(days, wanted.iter().collect::<Vec<_>>());
    assert_eq!(
        (labelled(&detail, "units-30"), labelled(&detail, "cover-with-inbound")),
        (vec![&Cell::Int(300)], vec![&Cell::Int(80)])
    );
    let out = bench.detail(List::Stock, "s/US/out").unwrap();
    assert_eq!(labelled(&out, "alert"), [&text("Out of stock")]);
    assert_eq!(bench.detail(List::Stock, "s/US/none"), None);
}

#[test]
fn the_history_of_a_sku_has_every_kind_of_work_about_its_stock_and_none_of_another_sku() {
    let bench = bench();
    let work = [("stock", "low"), ("stranded", "low\u{1f}X001"), ("excess", "low"), ("excess", "lower")];
    for (seq, (ladder, subject)) in (1..).zip(work) {
        let id = bench.item(ladder, "s", "US", subject, "stranded-stock", "week", None);
        bench.sql(&format!(
            "INSERT INTO journal (seq, version, at, uid, step, verb, item, prev, hash) \
             VALUES ({seq}, 1, {seq}00, -1, {seq}, 'opened', {id}, '', '')"
        ));
    }
    let detail = bench.detail(List::Stock, "s/US/low").unwrap();
    assert_eq!(detail.history.iter().map(|line| line.at.0).collect::<Vec<_>>(), [100, 200, 300]);
}
