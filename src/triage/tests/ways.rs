//! Kind 40.

use super::stock::sku;
use super::*;
use crate::domain::fact::StockFact;
use crate::domain::market::Market;
use crate::domain::work::Num;

/// What came of a way: 8 units a day, so that `cover` days of stock, all on the way, run out that many days after the 19th.
fn of(way: &str, cover: i64, now: &str, change: impl FnOnce(&mut StockFact)) -> Came {
    let mut sku = sku();
    (sku.available, sku.inbound) = (Some(8), Some(cover * 8 - 8));
    change(&mut sku);
    let facts = Facts { stock: vec![sku], ..Facts::default() };
    let found = run(&facts, at(now), &settings());
    let mut own = found.into_iter().filter(|f| key(f).ladder == "way-closed" && key(f).subject.ends_with(way));
    match own.next() {
        Some(Finding::Holds(holds)) => Came::Holds(holds.kind, holds.lane, holds.due.map(Instant::rfc3339)),
        Some(Finding::Gone { how, .. }) => Came::Gone(how),
        None => Came::Unknown,
    }
}

#[test]
fn a_way_closes_on_the_day_after_its_last_one() {
    // Slow sea: 60 days and 14 of receiving before the stock ends; fast sea 30 and 14.
    let closed = |due| opens(Kind::WayClosed, Lane::Today, due);
    let cases = [
        ("slow-sea", 77, Came::Gone("way-open")),
        ("slow-sea", 76, Came::Unknown),
        ("slow-sea", 74, Came::Unknown),
        ("slow-sea", 73, closed("2026-11-21T07:59:59Z")),
        ("slow-sea", 72, closed("2026-11-20T07:59:59Z")),
        ("slow-sea", 71, Came::Unknown),
        ("fast-sea", 43, closed("2026-11-21T07:59:59Z")),
        ("fast-sea", 73, Came::Gone("way-open")),
    ];
    for (way, cover, wanted) in cases {
        assert_eq!(of(way, cover, NOON, |_| ()), wanted, "{way} {cover}");
    }
    // The clock alone closes it, at the marketplace's midnight.
    assert_eq!(of("slow-sea", 74, "2026-11-20T07:59:59Z", |_| ()), Came::Unknown);
    assert_eq!(of("slow-sea", 74, "2026-11-20T08:00:00Z", |_| ()), closed("2026-11-22T07:59:59Z"));
}

#[test]
fn what_is_not_known_closes_no_way() {
    assert_eq!(of("slow-sea", 73, NOON, |f| f.inbound = None), Came::Unknown);
    assert_eq!(of("slow-sea", 73, NOON, |f| f.available = None), Came::Unknown);
    assert_eq!(of("slow-sea", 73, NOON, |f| f.units = [None; 4]), Came::Unknown);
    assert_eq!(of("slow-sea", 73, NOON, |f| f.units = [Some(0); 4]), Came::Gone("no-sales"));
}

#[test]
fn the_next_way_and_its_last_day_stand_beside_it() {
    let mut sku = sku();
    (sku.available, sku.inbound) = (Some(84), Some(500));
    let holds = held(&Facts { stock: vec![sku.clone()], ..Facts::default() }, NOON, Kind::WayClosed);
    let shown = ["way", "last_day", "mode", "ship_by"].map(|name| holds.numbers[name].clone());
    let wanted = [
        Num::Text("slow-sea".to_owned()),
        Num::Day(day("2026-11-18")),
        Num::Text("fast-sea".to_owned()),
        Num::Day(day("2026-12-18")),
    ];
    assert_eq!(shown, wanted);
    let mut settings = settings();
    settings.set(keys::LEAD_SLOW_SEA, Some(Market::Us), 45, "team").unwrap();
    let found = run(&Facts { stock: vec![sku], ..Facts::default() }, at(NOON), &settings);
    assert!(!found.iter().any(|f| matches!(f, Finding::Holds(holds) if holds.kind == Kind::WayClosed)), "{found:?}");
}
