//! Kinds 44 and 45.

use super::*;
use crate::domain::fact::{Known, Loss, LostFact, MadeGood, RefundFact};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

/// Three units lost 40 days ago; reimbursements are known until today.
pub(super) fn lost() -> LostFact {
    LostFact {
        store: "s".to_owned(),
        fnsku: "X0001".to_owned(),
        sku: "SKU-014".to_owned(),
        title: "硅胶铲套装".to_owned(),
        losses: vec![loss("2026-10-10", 3)],
        found: Vec::new(),
        paid: Vec::new(),
        known: Some(known("2026-01-01", "2026-11-19")),
    }
}

fn known(from: &str, until: &str) -> Known {
    Known { from: day(from), until: day(until) }
}

fn loss(at: &str, units: i64) -> Loss {
    Loss { market: Some(Market::Us), day: day(at), units, unreconciled: None, evidence: row(3) }
}

fn good(at: &str, units: i64) -> MadeGood {
    MadeGood { day: day(at), units, evidence: row(7) }
}

type Change = fn(&mut LostFact);

#[test]
fn lost_units_are_claimed_before_the_sixtieth_day() {
    let open = |lane, due| opens(Kind::LostUnpaid, lane, due);
    let week = || open(Lane::Week, "2026-12-10T07:59:59Z");
    let cases: &[(&str, Change, Came)] = &[
        ("40 days ago", |_| (), week()),
        ("29 days ago", |f| f.losses = vec![loss("2026-10-21", 3)], Came::Unknown),
        ("30 days ago", |f| f.losses = vec![loss("2026-10-20", 3)], open(Lane::Week, "2026-12-20T07:59:59Z")),
        ("15 days left", |f| f.losses = vec![loss("2026-10-05", 3)], open(Lane::Week, "2026-12-05T07:59:59Z")),
        ("14 days left", |f| f.losses = vec![loss("2026-10-04", 3)], open(Lane::Today, "2026-12-04T07:59:59Z")),
        ("the last day", |f| f.losses = vec![loss("2026-09-20", 3)], open(Lane::Today, "2026-11-20T07:59:59Z")),
        ("too late", |f| f.losses = vec![loss("2026-09-19", 3)], Came::Unknown),
        ("no reimbursements", |f| f.known = None, Came::Unknown),
        ("old ones", |f| f.known = Some(known("2026-01-01", "2026-11-08")), Came::Unknown),
        ("until the 30th day", |f| f.known = Some(known("2026-01-01", "2026-11-09")), week()),
        ("from the day of the loss", |f| f.known = Some(known("2026-10-10", "2026-11-09")), week()),
        ("from the next day", |f| f.known = Some(known("2026-10-11", "2026-11-19")), Came::Unknown),
        (
            "paid, and a younger loss waits",
            |f| {
                f.losses = vec![loss("2026-10-10", 3), loss("2026-11-01", 2)];
                f.paid = vec![good("2026-10-30", 3)];
            },
            Came::Gone("claim-settled"),
        ),
        (
            "not paid and too late, and a younger loss waits",
            |f| f.losses = vec![loss("2026-09-19", 3), loss("2026-11-01", 2)],
            Came::Unknown,
        ),
        ("found", |f| f.found = vec![good("2026-10-12", 3)], Came::Gone("claim-settled")),
        ("found before", |f| f.found = vec![good("2026-10-09", 3)], week()),
        ("paid", |f| f.paid = vec![good("2026-10-30", 3)], Came::Gone("claim-settled")),
        (
            "partly paid, partly found",
            |f| {
                (f.paid, f.found) = (vec![good("2026-10-30", 1)], vec![good("2026-10-12", 2)]);
            },
            Came::Gone("claim-settled"),
        ),
        ("one is missing", |f| f.paid = vec![good("2026-10-30", 2)], week()),
        ("the payment was taken back", |f| f.paid = vec![good("2026-10-30", 3), good("2026-11-02", -3)], week()),
        ("Amazon calls it reconciled", |f| f.losses[0].unreconciled = Some(0), Came::Gone("claim-settled")),
        (
            "Amazon does not, by our count it is paid",
            |f| {
                f.losses[0].unreconciled = Some(2);
                f.paid = vec![good("2026-10-30", 3)];
            },
            Came::Gone("claim-settled"),
        ),
        (
            "what is found later is set against the older loss",
            |f| {
                f.losses = vec![loss("2026-09-01", 3), loss("2026-10-10", 3)];
                f.found = vec![good("2026-10-12", 3)];
            },
            week(),
        ),
        (
            "another marketplace's day",
            |f| f.losses[0].market = Some(Market::De),
            open(Lane::Week, "2026-12-09T22:59:59Z"),
        ),
        ("no marketplace", |f| f.losses[0].market = None, open(Lane::Week, "2026-12-09T23:59:59Z")),
    ];
    for (case, change, wanted) in cases {
        let mut fact = lost();
        change(&mut fact);
        assert_eq!(came(&Facts { lost: vec![fact], ..Facts::default() }, NOON, Kind::LostUnpaid), *wanted, "{case}");
    }
}

#[test]
fn a_payment_counts_once_over_the_marketplaces_of_a_product() {
    let mut fact = lost();
    fact.losses = vec![loss("2026-10-08", 2), loss("2026-10-10", 3)];
    fact.losses[1].market = Some(Market::De);
    fact.paid = vec![good("2026-10-30", 3)];
    let found = run(&Facts { lost: vec![fact], ..Facts::default() }, at(NOON), &settings());
    let brief: Vec<_> = found
        .iter()
        .map(|finding| match finding {
            Finding::Holds(holds) => (holds.key.market, holds.numbers["units"].clone()),
            Finding::Gone { key, how, .. } => (key.market, Num::Text((*how).to_owned())),
        })
        .collect();
    // The older loss is paid, one unit of three of the younger one too.
    let wanted = [(Some(Market::Us), Num::Text("claim-settled".to_owned())), (Some(Market::De), Num::Int(2))];
    assert_eq!(brief, wanted);
}

#[test]
fn amazons_count_of_lost_units_stands_beside_ours() {
    let mut fact = lost();
    fact.losses = vec![loss("2026-10-10", 3), loss("2026-10-12", 2), loss("2026-11-10", 9)];
    (fact.losses[0].unreconciled, fact.losses[1].unreconciled) = (Some(1), Some(2));
    let facts = Facts { lost: vec![fact], ..Facts::default() };
    let holds = held(&facts, NOON, Kind::LostUnpaid);
    let shown = ["units", "lost", "unreconciled"].map(|name| holds.numbers[name].clone());
    assert_eq!(shown, [Num::Int(3), Num::Int(5), Num::Int(3)]);
}

/// One unit refunded 80 days ago, nothing came back; returns and reimbursements are known until today.
pub(super) fn refund() -> RefundFact {
    RefundFact {
        store: "s".to_owned(),
        market: Market::Us,
        order_id: "113-1120987-5512001".to_owned(),
        sku: "SKU-014".to_owned(),
        day: day("2026-08-31"),
        units: Some(1),
        amount: Some(Money::new(2399, Currency::of(b"USD"))),
        returned: None,
        paid: None,
        known: Some(known("2026-01-01", "2026-11-19")),
        evidence: row(3),
    }
}

#[test]
fn a_missing_return_is_claimed_inside_its_window() {
    type Change = fn(&mut RefundFact);
    let open = |due| opens(Kind::NeverReturned, Lane::Week, due);
    let cases: &[(&str, Change, Came)] = &[
        ("80 days ago", |_| (), open("2026-12-30T07:59:59Z")),
        ("59 days ago", |f| f.day = day("2026-09-21"), Came::Unknown),
        ("60 days ago", |f| f.day = day("2026-09-20"), open("2027-01-19T07:59:59Z")),
        ("120 days ago", |f| f.day = day("2026-07-22"), open("2026-11-20T07:59:59Z")),
        ("121 days ago", |f| f.day = day("2026-07-21"), Came::Unknown),
        (
            "45 days ago in Europe",
            |f| (f.market, f.day) = (Market::De, day("2026-10-05")),
            open("2027-01-18T22:59:59Z"),
        ),
        ("106 days ago in Europe", |f| (f.market, f.day) = (Market::De, day("2026-08-05")), Came::Unknown),
        ("a marketplace whose window is not known", |f| f.market = Market::Jp, Came::Unknown),
        ("it came back", |f| f.returned = Some((1, row(7))), Came::Gone("returned")),
        (
            "one of two came back",
            |f| (f.units, f.returned) = (Some(2), Some((1, row(7)))),
            open("2026-12-30T07:59:59Z"),
        ),
        ("it was paid", |f| f.paid = Some((1, row(7))), Came::Gone("claim-settled")),
        ("one of two was paid", |f| (f.units, f.paid) = (Some(2), Some((1, row(7)))), open("2026-12-30T07:59:59Z")),
        (
            "one of two was paid, one came back",
            |f| (f.units, f.paid, f.returned) = (Some(2), Some((1, row(7))), Some((1, row(8)))),
            Came::Gone("claim-settled"),
        ),
        ("a part of the price was given back", |f| f.units = Some(0), Came::Unknown),
        ("the sale is not known", |f| f.units = None, Came::Unknown),
        ("no returns or no reimbursements", |f| f.known = None, Came::Unknown),
        ("known until the 59th day", |f| f.known = Some(known("2026-01-01", "2026-10-29")), Came::Unknown),
        ("until the 60th day", |f| f.known = Some(known("2026-01-01", "2026-10-30")), open("2026-12-30T07:59:59Z")),
        ("from the day after the refund", |f| f.known = Some(known("2026-09-01", "2026-11-19")), Came::Unknown),
    ];
    for (case, change, wanted) in cases {
        let mut fact = refund();
        change(&mut fact);
        let facts = Facts { refunds: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, Kind::NeverReturned), *wanted, "{case}");
    }
    let facts = Facts { refunds: vec![refund()], ..Facts::default() };
    assert_eq!(held(&facts, NOON, Kind::NeverReturned).money, refund().amount);
    // What came back or was paid is not at stake any more.
    let usd = |minor| Some(Money::new(minor, Currency::of(b"USD")));
    for (units, back, paid, stake) in [(3, 1, 0, 1599), (3, 2, 0, 800), (3, 1, 1, 800), (2, 1, 0, 1200)] {
        let part = |units| Some((units, row(7))).filter(|(units, _)| *units > 0);
        let fact = RefundFact { units: Some(units), returned: part(back), paid: part(paid), ..refund() };
        let holds = held(&Facts { refunds: vec![fact], ..Facts::default() }, NOON, Kind::NeverReturned);
        assert_eq!(holds.money, usd(stake), "{units} {back} {paid}");
    }
    // The 120th day ends at the marketplace's midnight.
    let last = |now| came(&facts, now, Kind::NeverReturned);
    assert!(matches!(last("2026-12-30T07:59:59Z"), Came::Holds(..)));
    assert_eq!(last("2026-12-30T08:00:00Z"), Came::Unknown);
}
