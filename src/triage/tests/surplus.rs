//! Kinds 50, 51 and 52.

use super::plans::{Change, check, facts};
use super::*;
use crate::domain::fact::PlanDay;
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

#[test]
fn excess_is_amazons_else_what_is_beyond_ninety_days() {
    let excess = || opens(Kind::ExcessStock, Lane::Week, "2026-12-01T07:59:59Z");
    let cases: &[(&str, Change, Came)] = &[
        ("Amazon has one", |f| f.excess = Some(1), excess()),
        (
            "Amazon has none, by our count 820",
            |f| (f.excess, f.available) = (Some(0), Some(1000)),
            Came::Gone("no-excess"),
        ),
        ("blank: 90 days at 2 a day", |f| f.available = Some(180), Came::Gone("no-excess")),
        ("blank: a unit more", |f| f.available = Some(181), excess()),
        ("blank, and the stock too", |f| f.available = None, Came::Unknown),
        ("blank, and the sales too", |f| f.units = [None; 4], Came::Unknown),
        ("nothing sells", |f| f.units = [Some(0); 4], excess()),
        (
            "another marketplace's month ends earlier",
            |f| (f.market, f.excess) = (Market::Jp, Some(4)),
            opens(Kind::ExcessStock, Lane::Week, "2026-11-30T14:59:59Z"),
        ),
    ];
    check(Kind::ExcessStock, cases);
    let usd = |minor| Some(Money::new(minor, Currency::of(b"USD")));
    let holds = held(&facts(|f| (f.excess, f.storage) = (Some(40), usd(600))), NOON, Kind::ExcessStock);
    assert_eq!((holds.money, holds.money_per_day), (usd(600), usd(20)));
    assert_eq!((holds.numbers["units"].clone(), holds.numbers["ours"].clone()), (Num::Int(40), Num::Int(0)));
}

#[test]
fn a_month_ends_on_its_last_day() {
    let facts = facts(|f| f.excess = Some(1));
    let due = |now| held(&facts, now, Kind::ExcessStock).due.map(Instant::rfc3339);
    assert_eq!(due("2026-12-01T07:59:59Z").as_deref(), Some("2026-12-01T07:59:59Z"));
    assert_eq!(due("2026-12-01T08:00:00Z").as_deref(), Some("2027-01-01T07:59:59Z"));
}

fn days(of: &[(&str, Option<i64>, Option<i64>)]) -> Vec<PlanDay> {
    let one = |(at, transfer, unsellable): &(&str, _, _)| PlanDay {
        day: day(at),
        transfer: *transfer,
        stock: Some(100),
        unsellable: *unsellable,
    };
    of.iter().map(one).collect()
}

#[test]
fn units_that_cannot_be_sold_are_removed_within_a_month_of_the_first_report_above_the_limit() {
    let cases: &[(&str, Change, Came)] = &[
        ("blank", |_| (), Came::Unknown),
        ("at the limit", |f| f.unsellable = Some(5), Came::Gone("few-unsellable")),
        (
            "above it, without an earlier report",
            |f| f.unsellable = Some(6),
            opens(Kind::UnsellableStock, Lane::Week, "2026-12-20T07:59:59Z"),
        ),
        (
            "above it since the 10th",
            |f| {
                f.unsellable = Some(6);
                f.history = days(&[
                    ("2026-11-01", None, Some(9)),
                    ("2026-11-05", None, Some(5)),
                    ("2026-11-10", None, Some(6)),
                    ("2026-11-19", None, Some(6)),
                ]);
            },
            opens(Kind::UnsellableStock, Lane::Week, "2026-12-11T07:59:59Z"),
        ),
        (
            "a blank day breaks the row",
            |f| {
                f.unsellable = Some(6);
                f.history =
                    days(&[("2026-11-10", None, Some(9)), ("2026-11-12", None, None), ("2026-11-19", None, Some(6))]);
            },
            opens(Kind::UnsellableStock, Lane::Week, "2026-12-20T07:59:59Z"),
        ),
    ];
    check(Kind::UnsellableStock, cases);
    let facts = facts(|f| f.unsellable = Some(6));
    let mut settings = settings();
    settings.set(keys::UNSELLABLE_UNITS, Some(Market::Us), 6, "team").unwrap();
    let found = run(&facts, at(NOON), &settings);
    assert!(found.iter().any(|f| matches!(f, Finding::Gone { how: "few-unsellable", .. })), "{found:?}");
}

#[test]
fn a_transfer_is_stuck_after_two_weeks_in_three_reports() {
    let two_weeks: Change = |f| {
        (f.transfer, f.stock) = (Some(31), Some(100));
        f.history =
            days(&[("2026-11-05", Some(31), None), ("2026-11-12", Some(60), None), ("2026-11-19", Some(31), None)]);
    };
    let stuck = || opens(Kind::StuckTransfer, Lane::Week, "2026-11-27T07:59:59Z");
    let cases: &[(&str, Change, Came)] = &[
        ("blank", |_| (), Came::Unknown),
        ("nothing", |f| f.transfer = Some(0), Came::Gone("usual-transfer")),
        ("thirty in a hundred", |f| (f.transfer, f.stock) = (Some(30), Some(100)), Came::Gone("usual-transfer")),
        ("more, since today", |f| (f.transfer, f.stock) = (Some(31), Some(100)), Came::Unknown),
        ("more, and the stock is blank", |f| f.transfer = Some(31), Came::Unknown),
        ("for two weeks", two_weeks, stuck()),
        (
            "for 13 days",
            |f| {
                (f.transfer, f.stock) = (Some(31), Some(100));
                f.history = days(&[
                    ("2026-11-06", Some(31), None),
                    ("2026-11-12", Some(60), None),
                    ("2026-11-19", Some(31), None),
                ]);
            },
            Came::Unknown,
        ),
        (
            "two reports say nothing of the days between",
            |f| {
                (f.transfer, f.stock) = (Some(31), Some(100));
                f.history = days(&[("2026-11-05", Some(31), None), ("2026-11-19", Some(31), None)]);
            },
            Came::Unknown,
        ),
        (
            "less in between",
            |f| {
                (f.transfer, f.stock) = (Some(31), Some(100));
                f.history = days(&[
                    ("2026-11-01", Some(31), None),
                    ("2026-11-05", Some(31), None),
                    ("2026-11-12", Some(30), None),
                    ("2026-11-19", Some(31), None),
                ]);
            },
            Came::Unknown,
        ),
    ];
    check(Kind::StuckTransfer, cases);
    let holds = held(&facts(two_weeks), NOON, Kind::StuckTransfer);
    assert_eq!((holds.numbers["share"].clone(), holds.numbers["reports"].clone()), (Num::Ppm(310_000), Num::Int(3)));
}
