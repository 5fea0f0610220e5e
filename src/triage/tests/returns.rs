//! Kinds 13 and 15.

use super::*;
use crate::domain::fact::ReturnFact;
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};

pub(super) fn fact() -> ReturnFact {
    ReturnFact {
        store: "s".to_owned(),
        market: Market::Us,
        order_id: "111-1".to_owned(),
        request: "RMA1".to_owned(),
        sku: "LAMP-01".to_owned(),
        occurrence: 1,
        title: "Desk lamp".to_owned(),
        status: "approved".to_owned(),
        requested: Some(day("2026-11-10")),
        delivered: None,
        units: Some(1),
        reason: "CR-DEFECTIVE".to_owned(),
        resolution: "standardrefund".to_owned(),
        amount: Some(Money::new(1999, Currency::of(b"USD"))),
        refunded: None,
        paid_back: None,
        evidence: row(2),
    }
}

type Change = fn(&mut ReturnFact);

fn only(change: Change) -> Facts {
    let mut fact = fact();
    change(&mut fact);
    Facts { returns: vec![fact], ..Facts::default() }
}

#[test]
fn a_request_waits_until_the_report_shows_a_decision() {
    let kind = Kind::ReturnRequest;
    let cases: &[(&str, Change, Came)] = &[
        ("waits", |f| f.status = "pending approval".to_owned(), opens(kind, Lane::Today, "2026-11-12T07:59:59Z")),
        ("no day", |f| (f.status, f.requested) = ("pending".to_owned(), None), Came::Holds(kind, Lane::Today, None)),
        ("approved", |_| (), Came::Gone("return-decided")),
        ("denied", |f| f.status = "denied".to_owned(), Came::Gone("return-decided")),
        ("in German", |f| f.status = "genehmigt".to_owned(), Came::Gone("return-decided")),
        ("a word nobody knows", |f| f.status = "in limbo".to_owned(), Came::Unknown),
        ("blank", |f| f.status = String::new(), Came::Unknown),
    ];
    for (name, change, wanted) in cases {
        assert_eq!(came(&only(*change), NOON, kind), *wanted, "{name}");
    }
}

#[test]
fn what_came_back_is_refunded_within_the_days_of_its_marketplace() {
    let kind = Kind::RefundOwed;
    let usd = |minor| Some(Money::new(minor, Currency::of(b"USD")));
    let cases: &[(&str, Change, Came)] = &[
        ("not back yet", |_| (), Came::Unknown),
        (
            "four days in the US",
            |f| f.delivered = Some(day("2026-11-16")),
            opens(kind, Lane::Today, "2026-11-21T07:59:59Z"),
        ),
        (
            "two days elsewhere",
            |f| (f.market, f.delivered) = (Market::De, Some(day("2026-11-16"))),
            opens(kind, Lane::Today, "2026-11-18T22:59:59Z"),
        ),
        (
            "the rule of its own day",
            |f| f.delivered = Some(day("2026-01-25")),
            opens(kind, Lane::Today, "2026-01-28T07:59:59Z"),
        ),
        (
            "the first day of the new rule",
            |f| f.delivered = Some(day("2026-01-26")),
            opens(kind, Lane::Today, "2026-01-31T07:59:59Z"),
        ),
        (
            "refunded by its own column",
            |f| {
                f.delivered = Some(day("2026-11-16"));
                f.refunded = Some(Money::new(1999, Currency::of(b"USD")));
            },
            Came::Gone("refunded"),
        ),
        (
            "a refund of nothing is none",
            |f| {
                f.delivered = Some(day("2026-11-16"));
                f.refunded = Some(Money::new(0, Currency::of(b"USD")));
            },
            opens(kind, Lane::Today, "2026-11-21T07:59:59Z"),
        ),
        (
            "refunded by the payments",
            |f| {
                f.delivered = Some(day("2026-11-16"));
                f.paid_back = Some((day("2026-11-17"), row(9)));
            },
            Came::Gone("refunded"),
        ),
        (
            "a replacement owes no money",
            |f| (f.delivered, f.resolution) = (Some(day("2026-11-16")), "replacement".to_owned()),
            Came::Unknown,
        ),
    ];
    for (name, change, wanted) in cases {
        assert_eq!(came(&only(*change), NOON, kind), *wanted, "{name}");
    }
    let holds = held(&only(|f| f.delivered = Some(day("2026-11-16"))), NOON, kind);
    assert_eq!((holds.money, holds.key.subject.as_str()), (usd(1999), "111-1\u{1f}RMA1\u{1f}LAMP-01\u{1f}1"));
}
