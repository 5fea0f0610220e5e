//! Kind 58.

use super::*;
use crate::domain::fact::{Clicks, TermFact};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

/// The ad group converts at 8.5 % (as campaign and account do), an order may cost 3.00: 26 clicks, 3.00.
pub(super) fn term() -> TermFact {
    let at_85 = |clicks| Clicks { clicks, orders: clicks * 85 / 1000, spend: clicks * 50, sales: clicks * 85 };
    TermFact {
        store: "s".to_owned(),
        market: Market::Us,
        campaign: "SP-014".to_owned(),
        ad_group: "broad".to_owned(),
        targeting: "kitchen".to_owned(),
        match_type: "BROAD".to_owned(),
        term: "spatula".to_owned(),
        from: day("2026-09-13"),
        to: day("2026-11-11"),
        window_days: 7,
        currency: Currency::of(b"USD"),
        judged: Clicks { clicks: 26, orders: 0, spend: 4820, sales: 0 },
        recent_orders: 0,
        group: at_85(1000),
        campaign_total: at_85(2000),
        account: at_85(4000),
        evidence: row(5),
    }
}

fn facts(change: impl FnOnce(&mut TermFact)) -> Facts {
    let mut term = term();
    change(&mut term);
    Facts { terms: vec![term], ..Facts::default() }
}

/// The findings about excluding: the same rows are also asked about promoting.
fn negate(facts: &Facts, settings: &Settings) -> Vec<Finding> {
    let mut found = run(facts, at(NOON), settings);
    found.retain(|finding| key(finding).ladder == "negate-term");
    found
}

type Change = fn(&mut TermFact);

#[test]
fn a_term_is_proposed_only_beyond_bad_luck_and_an_order_s_worth() {
    // The Sunday of the week in Los Angeles.
    let proposed = opens(Kind::NegateTerm, Lane::Week, "2026-11-23T07:59:59Z");
    let none = Clicks::default();
    let cases: &[(&str, Change, Came)] = &[
        ("26 clicks at 8.5 %", |_| (), proposed.clone()),
        ("25 clicks", |t| t.judged.clicks = 25, Came::Gone("below-test")),
        ("just an order's worth", |t| t.judged.spend = 300, proposed.clone()),
        ("a cent less", |t| t.judged.spend = 299, Came::Gone("below-test")),
        ("an order that is judged", |t| t.judged.orders = 1, Came::Gone("sold")),
        ("an order inside the lag", |t| t.recent_orders = 1, Came::Gone("sold")),
        ("younger than 72 hours", |t| t.to = day("2026-11-17"), Came::Unknown),
        ("72 hours old", |t| t.to = day("2026-11-16"), proposed.clone()),
        ("no words", |t| t.term = "*".to_owned(), Came::Unknown),
    ];
    for (case, change, wanted) in cases {
        assert_eq!(came(&facts(change), NOON, Kind::NegateTerm), *wanted, "{case}");
    }
    // Nothing to compare with: neither rate nor cost of an order is known.
    let alone = facts(|t| (t.group, t.campaign_total, t.account) = (none, none, none));
    assert_eq!(came(&alone, NOON, Kind::NegateTerm), Came::Unknown);
    let unsold = facts(|t| (t.group.orders, t.campaign_total.orders, t.account.orders) = (0, 0, 0));
    assert_eq!(came(&unsold, NOON, Kind::NegateTerm), Came::Unknown);
    // The group has no other click: the campaign's rate and cost stand in, and the reason says so.
    let new = facts(|t| t.group = none);
    assert_eq!(held(&new, NOON, Kind::NegateTerm).numbers["basis"], Num::Text("campaign".to_owned()));
}

#[test]
fn a_marketplace_s_own_target_moves_the_cost_test() {
    let mut settings = settings();
    settings.set(keys::TARGET_ACOS, Some(Market::Us), 900_000, "team").unwrap();
    let found = |spend| negate(&facts(|t| t.judged.spend = spend), &settings);
    assert!(matches!(found(900)[..], [Finding::Holds(_)]));
    assert!(matches!(found(899)[..], [Finding::Gone { how: "below-test", .. }]));
}

#[test]
fn rows_of_one_term_count_together() {
    let half = |targeting: &str, orders| TermFact {
        targeting: targeting.to_owned(),
        judged: Clicks { clicks: 13, orders, spend: 200, sales: 0 },
        ..term()
    };
    let facts = |orders| Facts { terms: vec![half("a", 0), half("b", orders)], ..Facts::default() };
    let holds = held(&facts(0), NOON, Kind::NegateTerm);
    assert_eq!(holds.numbers["clicks"], Num::Int(26));
    assert_eq!(holds.money, Some(Money::new(400, Currency::of(b"USD"))));
    let ends = |facts: &Facts| -> Vec<_> {
        let found = negate(facts, &settings());
        found.iter().map(|f| if let Finding::Gone { how, .. } = f { how } else { "holds" }).collect()
    };
    assert_eq!(ends(&facts(0)), ["holds", "counted-together"]);
    assert_eq!(ends(&facts(1)), ["sold", "sold"]);
}

#[test]
fn the_reason_has_its_figures_and_an_asin_is_no_keyword() {
    let holds = held(&facts(|_| ()), NOON, Kind::NegateTerm);
    let ppm = |name: &str| match holds.numbers[name] {
        Num::Ppm(ppm) => ppm,
        _ => 0,
    };
    assert_eq!((ppm("expected"), ppm("chance"), ppm("limit"), ppm("at_most")), (85_000, 99_300, 100_000, 128_729));
    assert_eq!(holds.numbers["needed"], Num::Int(26));
    assert_eq!(holds.numbers["offer_checked"], Num::Text("no".to_owned()));
    assert_eq!(holds.numbers["as"], Num::Text("negative-exact".to_owned()));
    assert_eq!((holds.money.unwrap().minor, holds.money_per_day.unwrap().minor), (4820, 80));
    let asin = held(&facts(|t| t.term = "b0c7xq1234".to_owned()), NOON, Kind::NegateTerm);
    assert_eq!(asin.numbers["as"], Num::Text("product-target".to_owned()));
}
