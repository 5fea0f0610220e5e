//! Kind 47.

use super::*;
use crate::domain::fact::StrandedFact;
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};

pub(super) fn fact() -> StrandedFact {
    StrandedFact {
        store: "s".to_owned(),
        market: Market::Us,
        sku: "SKU-014".to_owned(),
        fnsku: "X0001".to_owned(),
        title: "硅胶铲套装".to_owned(),
        reason: "Listing closed".to_owned(),
        day: day("2026-11-19"),
        removal_day: None,
        fulfillable: Some(12),
        unfulfillable: Some(0),
        price: Some(Money::new(2399, Currency::of(b"USD"))),
        evidence: row(3),
    }
}

type Change = fn(&mut StrandedFact);

#[test]
fn stranded_stock_is_due_on_its_removal_day() {
    let week = Came::Holds(Kind::StrandedStock, Lane::Week, None);
    let due = |lane, due| opens(Kind::StrandedStock, lane, due);
    let cases: &[(&str, Change, Came)] = &[
        ("no date", |_| (), week.clone()),
        ("eight days left", |f| f.removal_day = Some(day("2026-11-27")), due(Lane::Week, "2026-11-28T07:59:59Z")),
        ("seven days left", |f| f.removal_day = Some(day("2026-11-26")), due(Lane::Today, "2026-11-27T07:59:59Z")),
        ("nothing left", |f| f.fulfillable = Some(0), Came::Gone("nothing-stranded")),
        ("the other count is blank", |f| (f.fulfillable, f.unfulfillable) = (Some(0), None), Came::Unknown),
        ("only units that cannot be sold", |f| (f.fulfillable, f.unfulfillable) = (Some(0), Some(2)), week.clone()),
        ("counts unknown", |f| (f.fulfillable, f.unfulfillable) = (None, None), week),
    ];
    for (name, change, wanted) in cases {
        let mut fact = fact();
        change(&mut fact);
        let facts = Facts { stranded: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, Kind::StrandedStock), *wanted, "{name}");
    }
    let facts = Facts { stranded: vec![fact()], ..Facts::default() };
    assert_eq!(held(&facts, NOON, Kind::StrandedStock).money, Some(Money::new(28_788, Currency::of(b"USD"))));
}
