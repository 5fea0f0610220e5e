//! Kind 59.

use super::ads::term;
use super::*;
use crate::domain::fact::{Clicks, TargetedFact, TermFact};
use crate::domain::market::Market;
use crate::domain::work::Num;

/// Three orders of 20.00 for 15.00: 25 % of a goal of 30 %.
pub(super) fn sells() -> TermFact {
    TermFact { judged: Clicks { clicks: 30, orders: 3, spend: 1500, sales: 6000 }, ..term() }
}

fn listed(words: &[&str]) -> TargetedFact {
    let exact = words.iter().map(|words| ((*words).to_owned(), row(9))).collect();
    TargetedFact { store: "s".to_owned(), market: Market::Us, exact }
}

type Change = fn(&mut TermFact);

#[test]
fn a_term_is_promoted_once_it_sells_at_the_goal() {
    let kind = Kind::HarvestTerm;
    let week = opens(kind, Lane::Week, "2026-11-23T07:59:59Z");
    let below = Came::Gone("below-test");
    let cases: &[(&str, Change, Came)] = &[
        ("three orders", |_| (), week.clone()),
        ("two orders", |t| t.judged.orders = 2, week.clone()),
        ("one order", |t| t.judged.orders = 1, below.clone()),
        ("an order inside the lag does not count", |t| (t.judged.orders, t.recent_orders) = (1, 5), below.clone()),
        ("just the goal", |t| t.judged.spend = 1800, week.clone()),
        ("a cent above", |t| t.judged.spend = 1801, below.clone()),
        ("no sales are known", |t| t.judged.sales = 0, below),
        ("no words", |t| t.term = "*".to_owned(), Came::Unknown),
        (
            "it is the exact keyword itself",
            |t| (t.targeting, t.match_type) = ("Spatula".into(), "EXACT".into()),
            Came::Gone("targeted"),
        ),
        (
            "a phrase of the same words is not exact",
            |t| (t.targeting, t.match_type) = ("spatula".into(), "PHRASE".into()),
            week.clone(),
        ),
    ];
    for (case, change, wanted) in cases {
        let mut term = sells();
        change(&mut term);
        let facts = Facts { terms: vec![term], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{case}");
    }
    let known = |words| Facts { terms: vec![sells()], targeted: vec![listed(words)], ..Facts::default() };
    assert_eq!(came(&known(&["spatula"]), NOON, kind), Came::Gone("targeted"));
    assert_eq!(came(&known(&["spatula set"]), NOON, kind), week);
    assert_eq!(held(&known(&[]), NOON, kind).numbers["listed"], Num::Text("yes".to_owned()));
    let alone = Facts { terms: vec![sells()], ..Facts::default() };
    assert_eq!(held(&alone, NOON, kind).numbers["listed"], Num::Text("no".to_owned()));
    // A download of another marketplace knows nothing here.
    let other = TargetedFact { market: Market::De, ..listed(&["spatula"]) };
    let facts = Facts { terms: vec![sells()], targeted: vec![other], ..Facts::default() };
    assert_eq!(came(&facts, NOON, kind), week);
}

#[test]
fn an_asin_is_targeted_by_its_expression() {
    let asin = TermFact { term: "b0c7xq1234".to_owned(), ..sells() };
    let facts = |terms| Facts { terms, ..Facts::default() };
    let found = held(&facts(vec![asin.clone()]), NOON, Kind::HarvestTerm);
    assert_eq!(found.numbers["as"], Num::Text("product-target".to_owned()));
    let target = TermFact {
        term: "another".to_owned(),
        targeting: "asin=\"B0C7XQ1234\"".to_owned(),
        match_type: "-".to_owned(),
        judged: Clicks::default(),
        ..sells()
    };
    let found = run(&facts(vec![asin, target]), at(NOON), &settings());
    let ends: Vec<_> = found
        .iter()
        .filter_map(|f| match f {
            Finding::Gone { key, how, .. } if key.ladder == "harvest-term" => Some(*how),
            _ => None,
        })
        .collect();
    assert_eq!(ends, ["below-test", "targeted"]);
}

#[test]
fn a_marketplace_has_its_own_goal() {
    let mut settings = settings();
    settings.set(keys::TARGET_ACOS, Some(Market::Us), 250_000, "team").unwrap();
    let facts = |spend| Facts {
        terms: vec![TermFact { judged: Clicks { spend, ..sells().judged }, ..sells() }],
        ..Facts::default()
    };
    let found = |spend| run(&facts(spend), at(NOON), &settings);
    let harvest = |found: Vec<Finding>| found.into_iter().find(|f| key(f).ladder == "harvest-term");
    assert!(matches!(harvest(found(1500)), Some(Finding::Holds(_))));
    assert!(matches!(harvest(found(1501)), Some(Finding::Gone { how: "below-test", .. })));
}
