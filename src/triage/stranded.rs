//! Stock at Amazon that no offer sells (47). Amazon's report lists it; its own removal date decides how soon (R58). Source:
//! stranded inventory report, columns `stranded-reason`, `Date-to-take-auto-removal`, `fulfillable-qty`.

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::fact::StrandedFact;
use crate::domain::key::SEPARATOR;
use crate::domain::keys;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[StrandedFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| stranded(fact, round.of(&fact.store))));
}

fn stranded(fact: &StrandedFact, pass: Pass<'_>) -> Option<Finding> {
    let subject = format!("{}{SEPARATOR}{}", fact.sku, fact.fnsku);
    let key = Key::new(Kind::StrandedStock, &fact.store, Some(fact.market), subject);
    // Known counts of nothing are solved; with a blank one beside a nought nothing is known.
    if fact.fulfillable == Some(0) && fact.unfulfillable.unwrap_or(0) == 0 {
        return fact.unfulfillable.map(|_| gone(key, &fact.evidence, "nothing-stranded"));
    }
    let zone = fact.market.zone();
    let soon = pass.get(keys::STRANDED_SOON_DAYS, Some(fact.market));
    let today = pass.now().day(zone);
    let lane = if fact.removal_day.is_some_and(|day| day.since(today) <= soon) { Lane::Today } else { Lane::Week };
    let money = fact
        .price
        .zip(fact.fulfillable)
        .map(|(price, units)| Money::new(price.minor.saturating_mul(units), price.currency));
    let numbers = Collect::default()
        .text("sku", &fact.sku)
        .text("product", &fact.title)
        .with("reason", (!fact.reason.is_empty()).then(|| Num::Text(fact.reason.clone())))
        .with("units", fact.fulfillable.map(Num::Int))
        .with("unsellable", fact.unfulfillable.filter(|n| *n > 0).map(Num::Int))
        .with("removal", fact.removal_day.map(Num::Day))
        .flag("dated", Some(fact.removal_day.is_some()))
        .with("day", Num::Day(fact.day))
        .with("soon", Num::Int(soon))
        .money("worth", money)
        .done();
    let base = holds(key, Kind::StrandedStock, lane, &fact.sku, numbers, &fact.evidence);
    let due = fact.removal_day.map(|day| day.end(zone));
    Some(Finding::Holds(Box::new(Holds { due, money, ..base })))
}
