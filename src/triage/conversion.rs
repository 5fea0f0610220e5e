//! Products in ads that convert surely below the band (61): the upper bound of the rate (Wilson, 95 %) lies below the lower end
//! of a usual rate and, where the rest of the account has enough clicks, below that too. Source: Sponsored Products advertised
//! product report (R63).

use super::ads::{Z95, sunday};
use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::ads;
use crate::domain::fact::AdProductFact;
use crate::domain::keys;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[AdProductFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| judge(fact, round.of(&fact.store))));
}

fn judge(fact: &AdProductFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let get = |key| pass.get(key, market);
    let key = Key::new(Kind::LowConversion, &fact.store, market, &fact.asin);
    let (_, at_most) = ads::wilson(fact.judged.orders, fact.judged.clicks, Z95)?;
    let band = get(keys::CONVERSION_BAND);
    let others = (fact.others.clicks >= get(keys::CONVERSION_BASE_CLICKS))
        .then(|| ads::shrunk_cvr_ppm(fact.others.orders, fact.others.clicks, 0, 0));
    let limit = others.map_or(band, |own| own.min(band));
    if at_most >= limit {
        return Some(gone(key, &fact.evidence, "below-test"));
    }
    if fact.judged.clicks < get(keys::CONVERSION_CLICKS) {
        return None;
    }
    let spend = Money::new(fact.judged.spend, fact.currency);
    let days = fact.to.since(fact.from) + 1;
    let numbers = Collect::default()
        .text("asin", &fact.asin)
        .text("sku", &fact.sku)
        .with("clicks", Num::Int(fact.judged.clicks))
        .with("orders", Num::Int(fact.judged.orders))
        .with("rate", Num::Ppm(ads::shrunk_cvr_ppm(fact.judged.orders, fact.judged.clicks, 0, 0)))
        .with("at_most", Num::Ppm(at_most))
        .with("band", Num::Ppm(band))
        .with("others", others.map(Num::Ppm))
        .money("spend", Some(spend))
        .with("from", Num::Day(fact.from))
        .with("to", Num::Day(fact.to))
        .done();
    let base = holds(key, Kind::LowConversion, Lane::Week, &fact.asin, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds {
        due: Some(sunday(pass, fact.market)),
        money: Some(spend),
        money_per_day: Some(Money::new(spend.minor / days.max(1), spend.currency)),
        ..base
    })))
}
