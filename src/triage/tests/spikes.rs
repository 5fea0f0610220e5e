//! Kind 25.

use super::*;
use crate::domain::fact::ReturnRateFact;
use crate::domain::market::Market;

/// Units that came back on these days; 20 units are ordered every second day, and the reports tell of 90 days to the last one.
pub(super) fn fact(back: &[(&str, i64)], until: &str) -> ReturnRateFact {
    let until = day(until);
    ReturnRateFact {
        store: "s".to_owned(),
        market: Market::Us,
        sku: "SKU-014".to_owned(),
        back: back.iter().map(|(text, units)| (day(text), *units)).collect(),
        ordered: (0..50).rev().map(|n| (until.plus(-2 * n), 20)).collect(),
        returns_known: (until.plus(-90), until),
        orders_known: (until.plus(-99), until),
        evidence: Some(row(7)),
        until: row(99),
    }
}

/// Two a week until 2026-11-02, then so many on 2026-11-10.
pub(super) fn spike(units: i64) -> ReturnRateFact {
    let usual =
        ["2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19", "2026-10-26", "2026-11-02"].map(|day| (day, 2));
    fact(&[&usual[..], &[("2026-11-10", units)]].concat(), "2026-11-18")
}

#[test]
fn returns_far_above_the_usual_rate_are_a_spike_until_two_usual_weeks() {
    let kind = Kind::MoreReturns;
    let came = |fact: ReturnRateFact| came(&Facts { return_rates: vec![fact], ..Facts::default() }, NOON, kind);
    let (usual, opened) = (Came::Gone("usual-returns"), opens(kind, Lane::Week, "2026-11-18T07:59:59Z"));
    // The stretch to 2026-11-15 has 2 units more, beside 10 in the six weeks before it and a quarter of all units ordered:
    // of 21 units 11 have a chance of 0.64 % there, of 22 units 12 one of 0.29 %.
    for (name, units, wanted) in [("as usual", 4, usual.clone()), ("one less", 9, usual), ("above", 10, opened)] {
        assert_eq!(came(spike(units)), wanted, "{name}");
    }
    let few = fact(&[("2026-11-17", 4)], "2026-11-18");
    assert_eq!(came(few), Came::Gone("usual-returns"), "four units prove nothing, however rare");
    // The stretch that ended thirteen days ago still shows it, one that ended fourteen days ago no longer does.
    let until = |text: &str| {
        let spike = spike(30);
        let until = day(text);
        ReturnRateFact {
            ordered: (0..60).rev().map(|n| (until.plus(-2 * n), 20)).collect(),
            returns_known: (day("2026-08-01"), until),
            orders_known: (day("2026-08-01"), until),
            ..spike
        }
    };
    assert!(matches!(came(until("2026-12-06")), Came::Holds(..)));
    assert_eq!(came(until("2026-12-07")), Came::Gone("usual-returns"));
}

#[test]
fn days_of_which_a_report_does_not_tell_are_not_judged() {
    let came =
        |fact: ReturnRateFact| came(&Facts { return_rates: vec![fact], ..Facts::default() }, NOON, Kind::MoreReturns);
    let (returns, orders) = (spike(30).returns_known, spike(30).orders_known);
    for (name, returns, orders) in [
        ("returns began late", (day("2026-10-01"), returns.1), orders),
        ("orders began late", returns, (day("2026-10-01"), orders.1)),
        ("orders end early", returns, (orders.0, day("2026-11-10"))),
    ] {
        let unknown = ReturnRateFact { returns_known: returns, orders_known: orders, ..spike(30) };
        let came = came(unknown);
        // The newest day cannot be judged; where an older one shows the spike, that one speaks.
        assert!(
            name == "orders end early" && matches!(came, Came::Holds(..)) || came == Came::Unknown,
            "{name}: {came:?}"
        );
    }
    let nothing = ReturnRateFact { ordered: Vec::new(), ..spike(30) };
    assert_eq!(came(nothing), Came::Unknown, "nothing was ordered: no rate");
    // As soon as the last day of a week's lag is known, nothing else is needed.
    let exact = ReturnRateFact {
        returns_known: (day("2026-09-24"), day("2026-11-18")),
        orders_known: (day("2026-09-17"), day("2026-11-11")),
        ..spike(30)
    };
    assert!(matches!(came(exact.clone()), Came::Holds(..)));
    let short = ReturnRateFact { orders_known: (day("2026-09-18"), day("2026-11-11")), ..exact };
    assert_eq!(came(short), Came::Unknown);
}
