//! Kinds 41 and 53.

use super::*;
use crate::domain::fact::PlanFact;
use crate::domain::market::Market;
use crate::domain::work::Num;

/// A row with blank cells: 2 units a day, 100 sellable, 20 on the way.
pub(super) fn plan() -> PlanFact {
    PlanFact {
        store: "s".to_owned(),
        market: Market::Us,
        sku: "SKU-014".to_owned(),
        title: "硅胶铲套装".to_owned(),
        day: day("2026-11-19"),
        available: Some(100),
        inbound: Some(20),
        units: [Some(14), Some(60), Some(120), Some(180)],
        excess: None,
        advice: String::new(),
        storage: None,
        transfer: None,
        stock: None,
        unsellable: None,
        ages: [None; 6],
        charged: [None; 8],
        aged_fee: None,
        low_fee_exempt: None,
        low_fee_applied: None,
        short_supply: None,
        long_supply: None,
        ship_in_units: None,
        ship_in_day: None,
        seasonal: None,
        season: String::new(),
        season_start: None,
        season_end: None,
        history: Vec::new(),
        evidence: row(3),
    }
}

pub(super) type Change = fn(&mut PlanFact);

pub(super) fn facts(change: impl FnOnce(&mut PlanFact)) -> Facts {
    let mut plan = plan();
    change(&mut plan);
    Facts { plans: vec![plan], ..Facts::default() }
}

pub(super) fn check(kind: Kind, cases: &[(&str, Change, Came)]) {
    for (case, change, wanted) in cases {
        assert_eq!(came(&facts(change), NOON, kind), *wanted, "{case}");
    }
}

#[test]
fn amazon_asks_for_stock_and_our_count_stands_beside_it() {
    let asks = |due: Option<&str>| Came::Holds(Kind::SendIn, Lane::Week, due.map(str::to_owned));
    check(
        Kind::SendIn,
        &[
            ("blank", |_| (), Came::Unknown),
            ("nothing", |f| f.ship_in_units = Some(0), Came::Gone("nothing-asked")),
            ("one unit without a day", |f| f.ship_in_units = Some(1), asks(None)),
            (
                "with a day",
                |f| (f.ship_in_units, f.ship_in_day) = (Some(40), Some(day("2026-11-25"))),
                asks(Some("2026-11-26T07:59:59Z")),
            ),
            (
                "the day of another marketplace",
                |f| (f.market, f.ship_in_units, f.ship_in_day) = (Market::De, Some(40), Some(day("2026-11-25"))),
                asks(Some("2026-11-25T22:59:59Z")),
            ),
        ],
    );
    let ours = |change: Change| {
        let holds = held(
            &facts(|f| {
                f.ship_in_units = Some(40);
                change(f);
            }),
            NOON,
            Kind::SendIn,
        );
        holds.numbers.get("ours").cloned()
    };
    assert_eq!(ours(|_| ()), Some(Num::Int(30)), "75 days at 2 a day less 120");
    assert_eq!(ours(|f| f.available = Some(900)), Some(Num::Int(0)));
    assert_eq!(ours(|f| f.inbound = None), None);
    assert_eq!(ours(|f| f.units = [None; 4]), None);
}

#[test]
fn a_season_is_planned_before_the_last_day_of_the_cheapest_way() {
    let holds = |due: Option<&str>| Came::Holds(Kind::SeasonNear, Lane::Week, due.map(str::to_owned));
    check(
        Kind::SeasonNear,
        &[
            ("blank", |_| (), Came::Unknown),
            ("blank, though a day is named", |f| f.season_start = Some(day("2026-12-20")), Came::Unknown),
            ("none", |f| f.seasonal = Some(false), Came::Gone("no-season")),
            ("no day", |f| f.seasonal = Some(true), holds(None)),
            (
                // 74 days before: slow sea.
                "in three months",
                |f| (f.seasonal, f.season_start) = (Some(true), Some(day("2027-02-15"))),
                holds(Some("2026-12-04T07:59:59Z")),
            ),
            (
                // 44 days before: fast sea, slow sea is late.
                "in two months",
                |f| (f.seasonal, f.season_start) = (Some(true), Some(day("2027-01-15"))),
                holds(Some("2026-12-03T07:59:59Z")),
            ),
            (
                "tomorrow: express, and late",
                |f| (f.seasonal, f.season_start) = (Some(true), Some(day("2026-11-20"))),
                holds(Some("2026-11-01T06:59:59Z")),
            ),
            (
                "it began on the day of the report",
                |f| (f.seasonal, f.season_start) = (Some(true), Some(day("2026-11-19"))),
                Came::Gone("season-began"),
            ),
        ],
    );
}
