//! Stock at Amazon that no offer sells (47). Amazon's report lists it; its own removal date decides how soon (R58). Source:
//! stranded inventory report, columns `stranded-reason`, `Date-to-take-auto-removal`, `fulfillable-qty`.

use super::pass::{Collect, Pass, gone, holds};
use crate::domain::fact::StrandedFact;
use crate::domain::key::SEPARATOR;
use crate::domain::keys;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[StrandedFact], pass: Pass<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().map(|fact| stranded(fact, pass)));
}

fn stranded(fact: &StrandedFact, pass: Pass<'_>) -> Finding {
    let subject = format!("{}{SEPARATOR}{}", fact.sku, fact.fnsku);
    let key = Key::new(Kind::StrandedStock, &fact.store, Some(fact.market), subject);
    // A row with known counts of nothing is solved; a blank one is not.
    if fact.fulfillable == Some(0) && fact.unfulfillable.is_none_or(|units| units == 0) {
        return gone(key, &fact.evidence, "nothing-stranded");
    }
    let zone = fact.market.zone();
    let soon = pass.get(keys::STRANDED_SOON_DAYS, Some(fact.market));
    let today = pass.now.day(zone);
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
    Finding::Holds(Box::new(Holds { due, money, ..base }))
}
