//! Kinds 61 and 62.

use super::*;
use crate::domain::fact::{AdProductFact, Clicks, KeywordPlace, SameExactFact};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

pub(super) fn product() -> AdProductFact {
    AdProductFact {
        store: "s".to_owned(),
        market: Market::Us,
        asin: "B000000001".to_owned(),
        sku: "MAT-GREY".to_owned(),
        currency: Currency::of(b"USD"),
        from: day("2026-09-13"),
        to: day("2026-11-11"),
        judged: Clicks { clicks: 200, orders: 5, spend: 12_000, sales: 10_000 },
        others: Clicks::default(),
        evidence: row(6),
    }
}

type Change = fn(&mut AdProductFact);
type ChangeExact = fn(&mut SameExactFact);

#[test]
fn a_product_is_named_only_when_its_rate_is_surely_below_the_band() {
    let kind = Kind::LowConversion;
    let week = opens(kind, Lane::Week, "2026-11-23T07:59:59Z");
    let over = Came::Gone("below-test");
    let cases: &[(&str, Change, Came)] = &[
        // Wilson, 95 %: 5 of 200 are 5.7 % at most, 7 of 200 are 7.04 %, 7 of 100 are 13.7 %.
        ("5 of 200", |_| (), week.clone()),
        ("7 of 200", |f| f.judged.orders = 7, over.clone()),
        ("7 of 100", |f| (f.judged.clicks, f.judged.orders) = (100, 7), over.clone()),
        ("none of 99", |f| (f.judged.clicks, f.judged.orders) = (99, 0), Came::Unknown),
        ("none of 100", |f| (f.judged.clicks, f.judged.orders) = (100, 0), week.clone()),
        ("none of 40", |f| (f.judged.clicks, f.judged.orders) = (40, 0), over.clone()),
        ("no clicks", |f| f.judged.clicks = 0, Came::Unknown),
        ("the rest of the shop converts at 4 %", |f| f.others = Clicks { clicks: 1000, orders: 40, ..f.others }, over),
        ("of 999 clicks", |f| f.others = Clicks { clicks: 999, orders: 40, ..f.others }, week.clone()),
        ("the rest converts at 12 %", |f| f.others = Clicks { clicks: 1000, orders: 120, ..f.others }, week),
    ];
    for (case, change, wanted) in cases {
        let mut fact = product();
        change(&mut fact);
        let facts = Facts { ad_products: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{case}");
    }
    let found = held(&Facts { ad_products: vec![product()], ..Facts::default() }, NOON, kind);
    assert_eq!(found.numbers["at_most"], Num::Ppm(57_178));
    assert_eq!(found.money_per_day, Some(Money::new(200, Currency::of(b"USD"))));
    let mut settings = settings();
    settings.set(keys::CONVERSION_BAND, Some(Market::Us), 50_000, "team").unwrap();
    let facts = Facts { ad_products: vec![product()], ..Facts::default() };
    assert!(matches!(run(&facts, at(NOON), &settings)[..], [Finding::Gone { how: "below-test", .. }]));
}

fn place(campaign: &str, spend: i64) -> KeywordPlace {
    KeywordPlace {
        campaign_id: format!("id {campaign}"),
        campaign: campaign.to_owned(),
        ad_group: "g".to_owned(),
        enabled: Some(true),
        spend: Some(spend),
        evidence: row(u32::try_from(spend).unwrap_or(1)),
    }
}

pub(super) fn exact() -> SameExactFact {
    SameExactFact {
        store: "s".to_owned(),
        market: Market::Us,
        keyword: "spatula".to_owned(),
        currency: Currency::of(b"USD"),
        places: vec![place("A", 500), place("B", 300), place("C", 100)],
    }
}

#[test]
fn a_keyword_is_doubled_while_two_campaigns_spend_on_it() {
    let kind = Kind::SameExact;
    let week = opens(kind, Lane::Week, "2026-11-23T07:59:59Z");
    let one = Came::Gone("one-left");
    let cases: &[(&str, ChangeExact, Came)] = &[
        ("three", |_| (), week.clone()),
        ("two", |f| f.places.truncate(2), week.clone()),
        ("one", |f| f.places.truncate(1), one.clone()),
        ("twice in one campaign", |f| f.places = vec![place("A", 5), place("A", 6)], one.clone()),
        ("the others are paused", |f| f.places[1..].iter_mut().for_each(|p| p.enabled = Some(false)), one.clone()),
        ("the others cost nothing", |f| f.places[1..].iter_mut().for_each(|p| p.spend = Some(0)), one),
        ("a state is not known", |f| f.places[1..].iter_mut().for_each(|p| p.enabled = None), Came::Unknown),
        ("a spend is not known", |f| f.places[1..].iter_mut().for_each(|p| p.spend = None), Came::Unknown),
        ("no place", |f| f.places.clear(), Came::Unknown),
    ];
    for (case, change, wanted) in cases {
        let mut fact = exact();
        change(&mut fact);
        let facts = Facts { exacts: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{case}");
    }
    let found = held(&Facts { exacts: vec![exact()], ..Facts::default() }, NOON, kind);
    assert_eq!((found.money.unwrap().minor, found.evidence.row), (400, 500));
    assert_eq!(found.numbers["campaigns"], Num::Int(3));
}
