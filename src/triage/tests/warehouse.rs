//! Kinds 4 and 6.

use super::*;
use crate::domain::fact::{NeedFact, OfferFact, OwnStock};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};

fn own(units: Option<i64>) -> OwnStock {
    OwnStock { units, counted: Some(day("2026-11-17")), evidence: Evidence { as_of: row(1).as_of + 60, ..row(1) } }
}

pub(super) fn need() -> NeedFact {
    NeedFact {
        store: "s".to_owned(),
        sku: "MUG-BLUE".to_owned(),
        title: "Mug".to_owned(),
        units: Some(5),
        orders: 3,
        promise_at: Some(at("2026-11-25T07:59:59Z")),
        own: own(Some(4)),
        lead_days: Some(3),
        supplier: "North".to_owned(),
        evidence: row(7),
    }
}

pub(super) fn offer() -> OfferFact {
    OfferFact {
        store: "s".to_owned(),
        market: Market::Us,
        sku: "MUG-BLUE".to_owned(),
        day: day("2026-11-18"),
        quantity: 3,
        price: Some(Money::new(1999, Currency::of(b"USD"))),
        to_ship: Some(2),
        own: own(Some(4)),
        evidence: row(3),
    }
}

type OfNeed = fn(&mut NeedFact);

#[test]
fn what_the_house_lacks_is_bought_in_time_for_the_first_promise() {
    let kind = Kind::BuyBeforeShip;
    let today = |due| opens(kind, Lane::Today, due);
    let cases: &[(&str, OfNeed, Came)] = &[
        ("one short", |_| (), today("2026-11-22T07:59:59Z")),
        ("the supplier's days are not known", |f| f.lead_days = None, today("2026-11-25T07:59:59Z")),
        ("no promise is known", |f| f.promise_at = None, Came::Holds(kind, Lane::Today, None)),
        ("just enough", |f| f.own = own(Some(5)), Came::Gone("enough-stock")),
        ("nothing is to ship", |f| f.units = Some(0), Came::Gone("nothing-to-ship")),
        ("units blank in the report", |f| f.units = None, Came::Unknown),
        ("units blank in the sheet", |f| f.own = own(None), Came::Unknown),
    ];
    for (name, change, wanted) in cases {
        let mut fact = need();
        change(&mut fact);
        let facts = Facts { needs: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{name}");
    }
    let facts = Facts { needs: vec![NeedFact { own: own(Some(5)), ..need() }], ..Facts::default() };
    let found = run(&facts, at(NOON), &settings());
    let proof = evidence(&found[0]);
    assert_eq!((key(&found[0]).market, proof.row), (None, 1), "the newer of both rows proves it");
}

type OfOffer = fn(&mut OfferFact);

#[test]
fn a_listing_offers_no_more_than_is_free() {
    let kind = Kind::Oversold;
    let cases: &[(&str, OfOffer, Came)] = &[
        ("one too many", |_| (), opens(kind, Lane::Today, "2026-11-19T07:59:59Z")),
        ("its own day", |f| f.market = Market::Jp, opens(kind, Lane::Today, "2026-11-18T14:59:59Z")),
        ("just enough", |f| f.quantity = 2, Came::Gone("covered")),
        ("nothing offered, nothing there", |f| (f.quantity, f.own) = (0, own(Some(0))), Came::Gone("covered")),
        (
            "more to ship than there is",
            |f| (f.quantity, f.to_ship) = (1, Some(9)),
            opens(kind, Lane::Today, "2026-11-19T07:59:59Z"),
        ),
        ("units blank in the sheet", |f| f.own = own(None), Came::Unknown),
        ("units blank in the report", |f| f.to_ship = None, Came::Unknown),
    ];
    for (name, change, wanted) in cases {
        let mut fact = offer();
        change(&mut fact);
        let facts = Facts { offers: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{name}");
    }
    let holds = held(&Facts { offers: vec![offer()], ..Facts::default() }, NOON, kind);
    assert_eq!(holds.money, Some(Money::new(1999, Currency::of(b"USD"))));
}
