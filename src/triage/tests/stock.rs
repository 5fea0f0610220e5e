//! Kinds 36 to 39.

use super::*;
use crate::domain::fact::{Alarm, StockDay, StockFact};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

/// 8 units a day, 600 sellable, 200 on the way: 75 and 100 days.
pub(super) fn sku() -> StockFact {
    StockFact {
        store: "s".to_owned(),
        market: Market::Us,
        sku: "SKU-014".to_owned(),
        title: "硅胶铲套装".to_owned(),
        asin: "B0C7XQ0001".to_owned(),
        day: day("2026-11-19"),
        available: Some(600),
        inbound: Some(200),
        units: [Some(56), Some(240), Some(480), Some(720)],
        price: Some(Money::new(2399, Currency::of(b"USD"))),
        hero: false,
        history: Vec::new(),
        alarm: Alarm::Quiet,
        evidence: row(3),
    }
}

fn facts(change: impl FnOnce(&mut StockFact)) -> Facts {
    let mut sku = sku();
    change(&mut sku);
    Facts { stock: vec![sku], ..Facts::default() }
}

fn near(due: &str) -> Came {
    opens(Kind::StockOutNear, Lane::Today, due)
}

fn watch(due: &str) -> Came {
    opens(Kind::StockToWatch, Lane::Week, due)
}

type Change = fn(&mut StockFact);

#[test]
fn stock_opens_at_a_and_ends_above_b() {
    let empty = |lane| opens(Kind::OutOfStock, lane, "2026-11-20T07:59:59Z");
    // Run-out minus receiving 14, minus express 6, air 12, fast sea 30, slow sea 60.
    let cases: &[(&str, Change, Came)] = &[
        ("enough", |_| (), Came::Gone("restocked")),
        ("14 days of cover", |s| (s.available, s.inbound) = (Some(119), Some(600)), near("2026-12-05T07:59:59Z")),
        (
            "15 days, inside the band",
            |s| (s.available, s.inbound) = (Some(120), Some(600)),
            watch("2026-12-06T07:59:59Z"),
        ),
        (
            "60 days with what is on the way",
            |s| (s.available, s.inbound) = (Some(400), Some(87)),
            near("2026-12-06T07:59:59Z"),
        ),
        ("61 days with it", |s| (s.available, s.inbound) = (Some(400), Some(88)), watch("2026-12-07T07:59:59Z")),
        (
            "75 days with it: still the band",
            |s| (s.available, s.inbound) = (Some(500), Some(107)),
            watch("2026-11-21T07:59:59Z"),
        ),
        ("76 days with it", |s| (s.available, s.inbound) = (Some(500), Some(108)), Came::Gone("restocked")),
        (
            "30 days of cover: still the band",
            |s| (s.available, s.inbound) = (Some(247), Some(600)),
            watch("2026-12-21T07:59:59Z"),
        ),
        ("31 days of cover", |s| (s.available, s.inbound) = (Some(248), Some(600)), Came::Gone("restocked")),
        (
            "empty, and something on the way",
            |s| (s.available, s.inbound, s.hero) = (Some(0), Some(600), true),
            opens(Kind::OutGoodsComing, Lane::Today, "2026-11-20T07:59:59Z"),
        ),
        (
            "the same, and nothing sold",
            |s| (s.available, s.inbound, s.units) = (Some(0), Some(600), [Some(0); 4]),
            Came::Gone("no-sales"),
        ),
        (
            "the same, and only the week's sales are known",
            |s| (s.available, s.inbound, s.units) = (Some(0), Some(600), [Some(56), None, None, None]),
            near("2026-11-21T07:59:59Z"),
        ),
        ("empty, nothing on the way", |s| (s.available, s.inbound) = (Some(0), Some(0)), empty(Lane::Today)),
        (
            "and it is one of the best",
            |s| (s.available, s.inbound, s.hero) = (Some(0), Some(0), true),
            empty(Lane::Now),
        ),
        (
            "empty and nothing sold",
            |s| (s.available, s.inbound, s.units) = (Some(0), Some(0), [Some(0); 4]),
            Came::Gone("no-sales"),
        ),
        ("nothing sells", |s| s.units = [Some(0); 4], Came::Gone("no-sales")),
        ("stock is unknown", |s| s.available = None, Came::Unknown),
        ("sales are unknown", |s| s.units = [None; 4], Came::Unknown),
        (
            "empty and sales are unknown",
            |s| (s.available, s.inbound, s.units) = (Some(0), Some(0), [None; 4]),
            Came::Unknown,
        ),
        (
            "way unknown: the alarm still rings",
            |s| (s.available, s.inbound) = (Some(100), None),
            near("2026-11-12T07:59:59Z"),
        ),
        ("way unknown: nothing ends it", |s| s.inbound = None, Came::Unknown),
        (
            "way unknown: the sellable stock alone is in the band",
            |s| (s.available, s.inbound) = (Some(240), None),
            watch("2026-11-24T07:59:59Z"),
        ),
        ("empty and way unknown", |s| (s.available, s.inbound) = (Some(0), None), near("2026-10-31T06:59:59Z")),
    ];
    for (case, change, wanted) in cases {
        assert_eq!(came(&facts(change), NOON, Kind::StockOutNear), *wanted, "{case}");
    }
}

#[test]
fn between_the_limits_an_alarm_that_rang_stays_and_none_begins() {
    let came_with = |alarm, available, inbound| {
        let facts = facts(|s| (s.available, s.inbound, s.alarm) = (Some(available), Some(inbound), alarm));
        came(&facts, NOON, Kind::StockOutNear)
    };
    let cases = [
        ("band", 240, 600, [watch("2026-12-21T07:59:59Z"), near("2026-12-21T07:59:59Z"), Came::Unknown]),
        ("alarm", 119, 600, [near("2026-12-05T07:59:59Z"), near("2026-12-05T07:59:59Z"), near("2026-12-05T07:59:59Z")]),
        ("above", 600, 200, [Came::Gone("restocked"), Came::Gone("restocked"), Came::Gone("restocked")]),
    ];
    for (case, available, inbound, wanted) in cases {
        let found = [Alarm::Quiet, Alarm::Open, Alarm::Aside].map(|alarm| came_with(alarm, available, inbound));
        assert_eq!(found, wanted, "{case}");
    }
}

#[test]
fn an_old_file_does_not_stop_the_run_out_date() {
    // 63 days on the 19th; on December 2nd the date is 50 days away.
    let facts = facts(|s| (s.available, s.inbound) = (Some(400), Some(104)));
    let kind = |now| held(&facts, now, Kind::StockOutNear).kind;
    assert_eq!(kind(NOON), Kind::StockToWatch);
    assert_eq!(kind("2026-12-02T07:59:59Z"), Kind::StockToWatch);
    assert_eq!(kind("2026-12-02T08:00:00Z"), Kind::StockOutNear);
}

#[test]
fn the_cheapest_way_that_still_arrives_gives_the_date() {
    let holds = held(&facts(|s| (s.available, s.inbound) = (Some(112), Some(368))), NOON, Kind::StockOutNear);
    let text = |name: &str| match &holds.numbers[name] {
        Num::Text(text) => text.clone(),
        Num::Day(day) => day.to_string(),
        Num::Int(n) | Num::Milli(n) => n.to_string(),
        other => format!("{other:?}"),
    };
    let shown =
        ["cover", "cover_inbound", "speed", "run_out", "mode", "ship_by", "slow-sea", "air", "express"].map(text);
    assert_eq!(
        shown,
        ["14", "60", "8000", "2027-01-18", "fast-sea", "2026-12-05", "2026-11-05", "2026-12-23", "2026-12-29"]
    );
    assert_eq!(holds.money_per_day, Some(Money::new(19_192, Currency::of(b"USD"))));
    assert_eq!(holds.money, holds.money_per_day);
}

#[test]
fn a_marketplace_can_have_its_own_alarm() {
    let facts = facts(|s| (s.available, s.inbound) = (Some(160), Some(600)));
    let kinds = |settings: &Settings| -> Vec<Kind> {
        let found = run(&facts, at(NOON), settings).into_iter();
        found.filter_map(|f| if let Finding::Holds(holds) = f { Some(holds.kind) } else { None }).collect()
    };
    let mut settings = settings();
    assert_eq!(kinds(&settings), [Kind::StockToWatch]);
    settings.set(keys::STOCK_A_COVER, Some(Market::De), 21, "team").unwrap();
    assert_eq!(kinds(&settings), [Kind::StockToWatch]);
    settings.set(keys::STOCK_A_COVER, Some(Market::Us), 21, "team").unwrap();
    assert_eq!(kinds(&settings), [Kind::StockOutNear]);
    settings.set(keys::STOCK_B_COVER, Some(Market::Us), 19, "team").unwrap();
    settings.set(keys::STOCK_A_COVER, Some(Market::Us), 14, "team").unwrap();
    assert_eq!(kinds(&settings), []);
}

#[test]
fn empty_days_are_left_out_of_the_speed_once_there_are_enough_snapshots() {
    let history = |days: i64| {
        (0..days).rev().map(|i| StockDay { day: day("2026-11-19").plus(-i), available: if i < 10 { 0 } else { 50 } })
    };
    let short = |s: &mut StockFact| {
        (s.available, s.inbound, s.units) = (Some(0), Some(0), [Some(0), Some(160), Some(400), Some(600)]);
    };
    let before = held(
        &facts(|s| {
            short(s);
            s.history = history(29).collect();
        }),
        NOON,
        Kind::OutOfStock,
    );
    let after = held(
        &facts(|s| {
            short(s);
            s.history = history(40).collect();
        }),
        NOON,
        Kind::OutOfStock,
    );
    assert_eq!(before.numbers["corrected"], Num::Text("no".to_owned()));
    assert_eq!(before.numbers["speed"], Num::Milli(4467));
    assert_eq!(after.numbers["corrected"], Num::Text("yes".to_owned()));
    assert_eq!(after.numbers["speed"], Num::Milli(8415));
    assert_eq!(after.numbers["since"], Num::Day(day("2026-11-10")));
    assert_eq!(after.due.map(Instant::rfc3339).as_deref(), Some("2026-11-11T07:59:59Z"));
}
