//! Kind 56.

use super::*;
use crate::domain::fact::{AdOfferFact, StockFact};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};

/// Cost 4.20 on the 17th.
pub(super) fn offer() -> AdOfferFact {
    AdOfferFact {
        store: "s".to_owned(),
        market: Market::Us,
        sku: "SKU-014".to_owned(),
        asin: "B000000001".to_owned(),
        currency: Currency::of(b"USD"),
        day: day("2026-11-17"),
        spend: 420,
        evidence: row(5),
        listing: None,
        paused: None,
    }
}

fn stock(available: Option<i64>, on: &str) -> Vec<StockFact> {
    vec![StockFact { sku: "SKU-014".to_owned(), available, day: day(on), evidence: row(7), ..super::stock::sku() }]
}

fn listing(status: &str, on: &str) -> (String, Day, Evidence) {
    (status.to_owned(), day(on), row(8))
}

#[test]
fn ads_are_named_while_their_offer_cannot_sell() {
    let kind = Kind::DeadOffer;
    let today = |due| opens(kind, Lane::Today, due);
    let (back, late) = (Came::Gone("offer-back"), "2026-11-20T07:59:59Z");
    let paused = |as_of| Some(Evidence { as_of, ..row(9) });
    let cases: Vec<(&str, AdOfferFact, Vec<StockFact>, Came)> = vec![
        ("out of stock", offer(), stock(Some(0), "2026-11-18"), today(late)),
        ("in stock", offer(), stock(Some(3), "2026-11-18"), back.clone()),
        ("stock unknown", offer(), stock(None, "2026-11-18"), Came::Unknown),
        ("nothing is known", offer(), vec![], Came::Unknown),
        (
            "three days apart",
            AdOfferFact { day: day("2026-11-16"), ..offer() },
            stock(Some(0), "2026-11-19"),
            today("2026-11-21T07:59:59Z"),
        ),
        (
            "four days apart",
            AdOfferFact { day: day("2026-11-15"), ..offer() },
            stock(Some(0), "2026-11-19"),
            Came::Unknown,
        ),
        (
            "three days ago",
            AdOfferFact { day: day("2026-11-16"), ..offer() },
            stock(Some(0), "2026-11-15"),
            today("2026-11-18T07:59:59Z"),
        ),
        (
            "four days ago",
            AdOfferFact { day: day("2026-11-15"), ..offer() },
            stock(Some(0), "2026-11-15"),
            Came::Unknown,
        ),
        (
            "not active",
            AdOfferFact { listing: Some(listing("Inactive", "2026-11-18")), ..offer() },
            stock(Some(3), "2026-11-18"),
            today(late),
        ),
        ("active", AdOfferFact { listing: Some(listing("active", "2026-11-18")), ..offer() }, vec![], back.clone()),
        (
            "active, stock unknown",
            AdOfferFact { listing: Some(listing("active", "2026-11-18")), ..offer() },
            stock(None, "2026-11-18"),
            Came::Unknown,
        ),
        (
            "a word that is not known",
            AdOfferFact { listing: Some(listing("Blocked?", "2026-11-18")), ..offer() },
            vec![],
            Came::Unknown,
        ),
        (
            "active and out of stock",
            AdOfferFact { listing: Some(listing("active", "2026-11-18")), ..offer() },
            stock(Some(0), "2026-11-18"),
            today(late),
        ),
        (
            "paused since",
            AdOfferFact { paused: paused(row(1).as_of + 1), ..offer() },
            stock(Some(0), "2026-11-18"),
            Came::Gone("paused"),
        ),
        (
            "paused before it cost",
            AdOfferFact { paused: paused(row(1).as_of), ..offer() },
            stock(Some(0), "2026-11-18"),
            today(late),
        ),
    ];
    for (case, fact, stock, wanted) in cases {
        let facts = Facts { ad_offers: vec![fact], stock, ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), wanted, "{case}");
    }
    let facts = Facts { ad_offers: vec![offer()], stock: stock(Some(0), "2026-11-18"), ..Facts::default() };
    assert_eq!(held(&facts, NOON, kind).money, Some(Money::new(420, Currency::of(b"USD"))));
}
