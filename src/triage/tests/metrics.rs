//! Kind 72.

use super::*;
use crate::domain::fact::MetricFact;
use crate::domain::market::Market;
use crate::domain::work::Num;

pub(super) fn metric() -> MetricFact {
    MetricFact {
        store: "s".to_owned(),
        market: Market::Us,
        metric: "order-defect-rate".to_owned(),
        fulfilment: "mfn".to_owned(),
        reported_to: at("2026-11-19T07:59:59Z"),
        orders: Some(1200),
        defects: Some(4),
        rate: None,
        target: Some(10_000),
        target_condition: "LESS_THAN".to_owned(),
        status: String::new(),
        since: None,
        evidence: row(1),
    }
}

fn facts(change: impl FnOnce(&mut MetricFact)) -> Facts {
    let mut metric = metric();
    change(&mut metric);
    Facts { metrics: vec![metric], ..Facts::default() }
}

type Change = fn(&mut MetricFact);

#[test]
fn a_metric_is_near_with_two_defects_left_and_over_when_the_target_is_missed() {
    let kind = Kind::MetricNearTarget;
    // Three days after the report's last day.
    let near = opens(kind, Lane::Today, "2026-11-22T07:59:59Z");
    let over = opens(kind, Lane::Now, "2026-11-19T07:59:59Z");
    let met = Came::Gone("target-met");
    let cases: &[(&str, Change, Came)] = &[
        ("4 of 1200", |_| (), met.clone()),
        // At 0.5 % the warning starts: 6 of 1200.
        ("5 of 1200", |m| m.defects = Some(5), met.clone()),
        ("6 of 1200", |m| m.defects = Some(6), near.clone()),
        ("2 left", |m| (m.orders, m.defects, m.target) = (Some(1200), Some(9), None), near.clone()),
        ("none left", |m| m.defects = Some(11), near.clone()),
        ("12 of 1200 is 1 %", |m| m.defects = Some(12), over.clone()),
        ("one of 60", |m| (m.orders, m.defects) = (Some(60), Some(1)), over.clone()),
        ("none of 60 has no order to look at", |m| (m.orders, m.defects) = (Some(60), Some(0)), met.clone()),
        ("no orders", |m| (m.orders, m.defects) = (Some(0), Some(0)), Came::Unknown),
        ("no counts, no rate, no word", |m| (m.orders, m.defects) = (None, None), Came::Unknown),
        ("only Amazon's word", |m| (m.orders, m.defects, m.status) = (None, None, "GOOD".to_owned()), met.clone()),
        ("Amazon's rate decides", |m| (m.rate, m.defects) = (Some(10_000), Some(4)), over.clone()),
        ("a rate without counts", |m| (m.rate, m.orders, m.defects) = (Some(5_000), None, None), near.clone()),
        ("Amazon says bad", |m| m.status = "BAD".to_owned(), over.clone()),
        ("the report's own target wins", |m| m.target = Some(3_000), over.clone()),
        ("of the pack when there is none", |m| (m.target, m.defects) = (None, Some(12)), over.clone()),
        ("an unknown metric without a target", |m| (m.metric, m.target) = ("new-rate".to_owned(), None), Came::Unknown),
    ];
    for (case, change, wanted) in cases {
        assert_eq!(came(&facts(change), NOON, kind), *wanted, "{case}");
    }
}

#[test]
fn a_rate_that_must_be_high_is_watched_from_above() {
    let kind = Kind::MetricNearTarget;
    let tracking = |defects, rate| {
        facts(|m| {
            (m.metric, m.fulfilment, m.target_condition) =
                ("valid-tracking-rate".to_owned(), String::new(), "GREATER_THAN".to_owned());
            (m.orders, m.defects, m.rate, m.target) = (Some(200), Some(defects), rate, Some(950_000));
        })
    };
    let near = opens(kind, Lane::Today, "2026-11-22T07:59:59Z");
    let over = opens(kind, Lane::Now, "2026-11-19T07:59:59Z");
    // 97 % starts the warning, 95 % is met, one more is not.
    let cases = [(6, Came::Gone("target-met")), (7, near.clone()), (10, near), (11, over.clone())];
    for (defects, wanted) in cases {
        assert_eq!(came(&tracking(defects, None), NOON, kind), wanted, "{defects}");
    }
    assert_eq!(came(&tracking(3, Some(949_999)), NOON, kind), over);
    assert_eq!(held(&tracking(11, None), NOON, kind).numbers["clean"], Num::Int(20));
}

#[test]
fn violations_status_and_a_marketplace_s_own_target() {
    let kind = Kind::MetricNearTarget;
    let over = opens(kind, Lane::Now, "2026-11-19T07:59:59Z");
    let count = |defects, status: &str| {
        facts(|m| {
            (m.metric, m.target_condition, m.status) =
                ("listing-policy-violations".to_owned(), "EQUALS".to_owned(), status.to_owned());
            (m.orders, m.defects, m.target) = (None, defects, Some(0));
        })
    };
    // Three days from the first report that counted it, not from the newest.
    let mut counted = count(Some(1), "BAD");
    let violation = |due| opens(Kind::OpenViolation, Lane::Now, due);
    assert_eq!(came(&counted, NOON, kind), violation("2026-11-22T07:59:59Z"));
    counted.metrics[0].since = Some(at("2026-11-10T07:59:59Z"));
    assert_eq!(came(&counted, NOON, kind), violation("2026-11-13T07:59:59Z"));
    assert_eq!(came(&count(Some(2), "GOOD"), NOON, kind), violation("2026-11-22T07:59:59Z"));
    assert_eq!(came(&count(Some(0), "GOOD"), NOON, kind), Came::Gone("target-met"));
    assert_eq!(came(&count(None, "NONE"), NOON, kind), Came::Unknown);
    let rating = |status: &str| {
        facts(|m| {
            (m.metric, m.status) = ("account-health-rating".to_owned(), status.to_owned());
            (m.orders, m.defects, m.target) = (None, None, None);
        })
    };
    let words = [
        ("GREAT", Came::Gone("target-met")),
        ("AT_RISK", opens(kind, Lane::Today, "2026-11-22T07:59:59Z")),
        ("CRITICAL", over.clone()),
        ("NEW_WORD", Came::Unknown),
    ];
    for (word, wanted) in words {
        assert_eq!(came(&rating(word), NOON, kind), wanted, "{word}");
    }
    // 9 of 400 is 2.25 %: over India's 2 %, near the 2.5 % of the others.
    let cancels = |market| {
        facts(|m| {
            (m.market, m.metric, m.target) = (market, "pre-fulfilment-cancel-rate".to_owned(), None);
            (m.orders, m.defects) = (Some(400), Some(9));
        })
    };
    assert!(matches!(came(&cancels(Market::In), NOON, kind), Came::Holds(_, Lane::Now, _)));
    assert!(matches!(came(&cancels(Market::Us), NOON, kind), Came::Holds(_, Lane::Today, _)));
    // The on-time rate is Amazon's target in the US only.
    let on_time = |market| {
        facts(|m| {
            (m.market, m.metric, m.target, m.target_condition) =
                (market, "on-time-delivery-rate".to_owned(), None, String::new());
            (m.orders, m.defects) = (Some(100), Some(20));
        })
    };
    assert_eq!(came(&on_time(Market::Us), NOON, kind), over);
    assert_eq!(came(&on_time(Market::De), NOON, kind), Came::Unknown);
}

#[test]
fn counts_stand_beside_the_rate() {
    let holds = held(&facts(|m| (m.orders, m.defects) = (Some(60), Some(1))), NOON, Kind::MetricNearTarget);
    assert_eq!(holds.entity, "order-defect-rate/mfn");
    let shown = ["orders", "defects", "budget", "clean"].map(|n| holds.numbers[n].clone());
    assert_eq!(shown, [60, 1, -1, 41].map(Num::Int));
    assert_eq!(holds.numbers["rate"], Num::Ppm(16_667));
}
