//! Kinds 1, 2, 3, 9 and 10.

use super::*;
use crate::domain::fact::{Closing, OddUnits, OrderFact};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

/// A US order whose promise is the end of today in Los Angeles.
pub(super) fn order() -> OrderFact {
    OrderFact {
        store: "s".to_owned(),
        market: Market::Us,
        order_id: "113-1120987-5512001".to_owned(),
        sku: "SKU-014".to_owned(),
        title: "Spatula".to_owned(),
        more_skus: 0,
        units_to_ship: Some(2),
        promise_at: Some(at("2026-11-20T07:59:59Z")),
        days_past_promise: None,
        verge_of_cancellation: None,
        verge_of_late: None,
        cancel_requested: None,
        cancel_reason: None,
        premium: false,
        total: Some(Money::new(2399, Currency::of(b"USD"))),
        acted: None,
        odd: None,
        evidence: row(7),
        closed: None,
    }
}

fn facts(change: impl FnOnce(&mut OrderFact)) -> Facts {
    let mut order = order();
    change(&mut order);
    Facts { orders: vec![order], ..Facts::default() }
}

const TODAY_END: &str = "2026-11-20T07:59:59Z";

type Change = fn(&mut OrderFact);

#[test]
fn an_order_is_due_on_the_day_of_its_promise_and_late_after_it() {
    use Kind::{ShipToday, VergeOfCancellation};
    let today = opens(ShipToday, Lane::Today, TODAY_END);
    let cases: &[(&str, &str, Change, Came)] = &[
        ("due today", NOON, |_| (), today.clone()),
        ("the last second", TODAY_END, |_| (), today.clone()),
        ("one second late", "2026-11-20T08:00:00Z", |_| (), opens(ShipToday, Lane::Now, TODAY_END)),
        ("the first second of the day", "2026-11-19T08:00:00Z", |_| (), today.clone()),
        ("the day before", "2026-11-19T07:59:59Z", |_| (), Came::Gone("not-due")),
        ("Amazon's flag comes first", "2026-11-18T12:00:00Z", |o| o.verge_of_late = Some(true), today.clone()),
        ("a flag that says no", "2026-11-18T12:00:00Z", |o| o.verge_of_late = Some(false), Came::Gone("not-due")),
        ("our count stands against Amazon's no", NOON, |o| o.verge_of_late = Some(false), today.clone()),
        (
            "on the verge by flag",
            NOON,
            |o| o.verge_of_cancellation = Some(true),
            opens(VergeOfCancellation, Lane::Now, TODAY_END),
        ),
        // Promise on Thursday the 19th, 7 business days: Monday the 30th.
        ("the day before the last", "2026-11-30T07:59:59Z", |_| (), opens(ShipToday, Lane::Now, TODAY_END)),
        (
            "the last business day",
            "2026-11-30T08:00:00Z",
            |_| (),
            opens(VergeOfCancellation, Lane::Now, "2026-12-01T07:59:59Z"),
        ),
        (
            "our count against Amazon's no",
            "2026-11-30T12:00:00Z",
            |o| o.verge_of_cancellation = Some(false),
            opens(VergeOfCancellation, Lane::Now, "2026-12-01T07:59:59Z"),
        ),
        (
            "only a count of days: late",
            NOON,
            |o| (o.promise_at, o.days_past_promise) = (None, Some(2)),
            opens(ShipToday, Lane::Now, "2026-11-17T07:59:59Z"),
        ),
        (
            "only a count of days: two left",
            NOON,
            |o| (o.promise_at, o.days_past_promise) = (None, Some(-2)),
            Came::Gone("not-due"),
        ),
        ("nothing is known", NOON, |o| o.promise_at = None, Came::Unknown),
        ("no promise, and Amazon's no", NOON, |o| (o.promise_at, o.verge_of_late) = (None, Some(false)), Came::Unknown),
        (
            "no promise, and Amazon's yes",
            NOON,
            |o| (o.promise_at, o.verge_of_late) = (None, Some(true)),
            Came::Holds(ShipToday, Lane::Today, None),
        ),
        ("units left blank", NOON, |o| o.units_to_ship = None, today.clone()),
        ("nothing left to ship", NOON, |o| o.units_to_ship = Some(0), Came::Gone("nothing-to-ship")),
        ("shipped", NOON, |o| o.closed = Some((Closing::Shipped, row(9))), Came::Gone("shipped")),
        ("cancelled", NOON, |o| o.closed = Some((Closing::Cancelled, row(9))), Came::Gone("cancelled")),
        ("left", NOON, |o| o.closed = Some((Closing::LeftReport, row(0))), Came::Gone("left-report")),
    ];
    for (case, now, change, wanted) in cases {
        assert_eq!(came(&facts(change), now, ShipToday), *wanted, "{case}");
    }
}

#[test]
fn an_order_with_far_more_units_than_usual_is_looked_at_before_it_leaves() {
    let odd = |o: &mut OrderFact| {
        o.odd = Some(OddUnits { sku: "SKU-2".to_owned(), units: 40, usual: 3, orders: 200 });
    };
    let opened = facts(odd);
    assert_eq!(came(&opened, NOON, Kind::OddOrder), opens(Kind::OddOrder, Lane::Week, TODAY_END));
    let holds = held(&opened, NOON, Kind::OddOrder);
    assert_eq!(
        (holds.numbers["units"].clone(), holds.numbers["sku"].clone()),
        (Num::Int(40), Num::Text("SKU-2".into()))
    );
    assert_eq!(came(&facts(|_| ()), NOON, Kind::OddOrder), Came::Unknown, "not known to be odd");
    let ended = |how| {
        move |o: &mut OrderFact| {
            odd(o);
            o.closed = Some((how, row(9)));
        }
    };
    assert_eq!(came(&facts(ended(Closing::Shipped)), NOON, Kind::OddOrder), Came::Gone("shipped"));
    let nothing = facts(|o| {
        odd(o);
        o.units_to_ship = Some(0);
    });
    assert_eq!(came(&nothing, NOON, Kind::OddOrder), Came::Gone("nothing-to-ship"));
}

#[test]
fn an_order_that_was_marked_as_shipped_and_is_still_listed_was_not_taken() {
    use Kind::{NotTaken, ShipToday, VergeOfCancellation};
    // The report speaks of 06:00; a confirmation has two hours to show.
    let not_taken = |due| opens(NotTaken, Lane::Now, due);
    let cases: &[(&str, &str, Change, Came)] = &[
        (
            "long before the report",
            NOON,
            |o| o.acted = Some(at("2026-11-18T20:00:00Z")),
            not_taken("2026-11-18T22:00:00Z"),
        ),
        (
            "a second more than two hours",
            NOON,
            |o| o.acted = Some(at("2026-11-19T03:59:59Z")),
            not_taken("2026-11-19T05:59:59Z"),
        ),
        (
            "two hours prove nothing",
            NOON,
            |o| o.acted = Some(at("2026-11-19T04:00:00Z")),
            opens(ShipToday, Lane::Today, TODAY_END),
        ),
        (
            "before its day has come",
            "2026-11-19T07:00:00Z",
            |o| o.acted = Some(at("2026-11-18T20:00:00Z")),
            not_taken("2026-11-18T22:00:00Z"),
        ),
        (
            "no promise is known",
            NOON,
            |o| (o.acted, o.promise_at) = (Some(at("2026-11-18T20:00:00Z")), None),
            not_taken("2026-11-18T22:00:00Z"),
        ),
        (
            "on the verge comes first",
            NOON,
            |o| (o.acted, o.verge_of_cancellation) = (Some(at("2026-11-18T20:00:00Z")), Some(true)),
            opens(VergeOfCancellation, Lane::Now, TODAY_END),
        ),
        (
            "gone from the report",
            NOON,
            |o| (o.acted, o.closed) = (Some(at("2026-11-18T20:00:00Z")), Some((Closing::LeftReport, row(0)))),
            Came::Gone("left-report"),
        ),
    ];
    for (case, now, change, wanted) in cases {
        assert_eq!(came(&facts(change), now, NotTaken), *wanted, "{case}");
    }
    let numbers = held(&facts(|o| o.acted = Some(at("2026-11-18T20:00:00Z"))), NOON, NotTaken).numbers;
    assert_eq!(numbers["seen"], Num::At(at("2026-11-19T06:00:00Z")));
}

#[test]
fn the_day_has_23_hours_when_the_clocks_change() {
    // 2026-03-08 in Los Angeles: from 08:00 UTC to 06:59:59 UTC of the next day.
    let facts = facts(|o| o.promise_at = Some(at("2026-03-09T06:59:59Z")));
    let cases = [
        ("2026-03-08T07:59:59Z", Came::Gone("not-due")),
        ("2026-03-08T08:00:00Z", opens(Kind::ShipToday, Lane::Today, "2026-03-09T06:59:59Z")),
        ("2026-03-09T07:00:00Z", opens(Kind::ShipToday, Lane::Now, "2026-03-09T06:59:59Z")),
    ];
    for (now, wanted) in cases {
        assert_eq!(came(&facts, now, Kind::ShipToday), wanted, "{now}");
    }
}

#[test]
fn each_marketplace_has_its_own_day_and_its_own_thresholds() {
    // 23:59:59 of the 19th in Tokyo is 14:59:59 UTC: at 12:00 UTC it is today, in Los Angeles the promise is over later.
    let tokyo = facts(|o| (o.market, o.promise_at) = (Market::Jp, Some(at("2026-11-19T14:59:59Z"))));
    assert_eq!(came(&tokyo, NOON, Kind::ShipToday), opens(Kind::ShipToday, Lane::Today, "2026-11-19T14:59:59Z"));
    let mut settings = settings();
    settings.set(keys::AUTO_CANCEL_DAYS, Some(Market::Jp), 3, "team").unwrap();
    let kind = |facts: &Facts| match &run(facts, at("2026-11-24T12:00:00Z"), &settings)[..] {
        [Finding::Holds(holds)] => holds.kind,
        other => panic!("{other:?}"),
    };
    assert_eq!(kind(&tokyo), Kind::VergeOfCancellation);
    assert_eq!(kind(&facts(|_| ())), Kind::ShipToday);
}

#[test]
fn an_order_item_has_the_order_s_total_and_both_verdicts() {
    let holds = held(&facts(|o| o.verge_of_cancellation = Some(false)), "2026-11-30T12:00:00Z", Kind::ShipToday);
    assert_eq!((holds.money, holds.money_per_day), (order().total, order().total));
    assert_eq!(holds.entity, "113-1120987-5512001");
    assert_eq!(holds.evidence.row, 7);
    assert_eq!(holds.numbers["amazon_verge"], Num::Text("no".to_owned()));
    assert_eq!(holds.numbers["our_verge"], Num::Text("yes".to_owned()));
    assert_eq!(held(&facts(|o| o.total = None), NOON, Kind::ShipToday).money, None);
}

#[test]
fn a_buyer_s_wish_to_cancel_is_its_own_item() {
    let kind = Kind::BuyerCancellation;
    let cases: &[(&str, Change, Came)] = &[
        ("asked", |o| o.cancel_requested = Some(true), opens(kind, Lane::Now, TODAY_END)),
        ("not asked", |o| o.cancel_requested = Some(false), Came::Gone("not-requested")),
        ("no such column", |_| (), Came::Unknown),
        (
            "nothing left",
            |o| (o.cancel_requested, o.units_to_ship) = (Some(true), Some(0)),
            Came::Gone("nothing-to-ship"),
        ),
        (
            "cancelled",
            |o| (o.cancel_requested, o.closed) = (Some(true), Some((Closing::Cancelled, row(9)))),
            Came::Gone("cancelled"),
        ),
    ];
    for (case, change, wanted) in cases {
        assert_eq!(came(&facts(change), NOON, kind), *wanted, "{case}");
    }
    let both = facts(|o| o.cancel_requested = Some(true));
    assert!(matches!(came(&both, NOON, Kind::ShipToday), Came::Holds(Kind::ShipToday, ..)));
}
