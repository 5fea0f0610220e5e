//! Ads on an offer that cannot sell (56): a SKU that cost in ads within days of a report by which it is out of stock at Amazon
//! or its listing is not active. Source: Sponsored Products advertised product report, FBA stock, All Listings (R60).

use std::collections::HashMap;

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::day::Day;
use crate::domain::fact::{AdOfferFact, StockFact};
use crate::domain::import::Evidence;
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[AdOfferFact], stock: &[StockFact], round: Round<'_>, out: &mut Vec<Finding>) {
    let mut newest: HashMap<(&str, Market, &str), &StockFact> = HashMap::new();
    for fact in stock {
        let known = newest.entry((&fact.store, fact.market, &fact.sku)).or_insert(fact);
        let rank = |fact: &StockFact| (fact.day, fact.evidence.as_of, fact.available, fact.evidence.row);
        if rank(fact) > rank(known) {
            *known = fact;
        }
    }
    for fact in facts {
        let stock = newest.get(&(fact.store.as_str(), fact.market, fact.sku.as_str())).copied();
        out.extend(judge(fact, stock, round.of(&fact.store)));
    }
}

/// Whether a report says that the offer can sell, and since when it says so.
struct State<'a> {
    dead: bool,
    why: &'static str,
    day: Day,
    evidence: &'a Evidence,
}

fn states<'a>(fact: &'a AdOfferFact, stock: Option<&'a StockFact>) -> Vec<State<'a>> {
    let listing = fact.listing.as_ref().and_then(|(status, day, evidence)| {
        let dead = match status.to_lowercase().as_str() {
            "active" => false,
            "inactive" | "incomplete" => true,
            _ => return None,
        };
        Some(State { dead, why: "not-active", day: *day, evidence })
    });
    let stock = stock.and_then(|stock| {
        let dead = stock.available? <= 0;
        Some(State { dead, why: "no-stock", day: stock.day, evidence: &stock.evidence })
    });
    stock.into_iter().chain(listing).collect()
}

fn judge(fact: &AdOfferFact, stock: Option<&StockFact>, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = Key::new(Kind::DeadOffer, &fact.store, market, &fact.sku);
    if let Some(evidence) = fact.paused.as_ref().filter(|paused| paused.as_of > fact.evidence.as_of) {
        return Some(gone(key, evidence, "paused"));
    }
    let states = states(fact, stock);
    let Some(dead) = states.iter().find(|state| state.dead) else {
        // Stock that is not counted may be none. Else the newest report that says so; nothing where none says anything.
        if stock.is_some_and(|stock| stock.available.is_none()) {
            return None;
        }
        let alive = states.iter().max_by_key(|state| (state.day, state.evidence.as_of, state.why))?;
        return Some(gone(key, alive.evidence, "offer-back"));
    };
    let near = pass.get(keys::DEAD_OFFER_DAYS, market);
    let apart = dead.day.since(fact.day).abs();
    if apart > near || pass.today(market).since(fact.day.max(dead.day)) > near {
        return None;
    }
    let spend = Money::new(fact.spend, fact.currency);
    let numbers = Collect::default()
        .text("sku", &fact.sku)
        .text("asin", &fact.asin)
        .text("cause", dead.why)
        .with("day", Num::Day(dead.day))
        .with("spent_on", Num::Day(fact.day))
        .money("spend", Some(spend))
        .with("near", Num::Int(near))
        .done();
    let base = holds(key, Kind::DeadOffer, Lane::Today, &fact.sku, numbers, &fact.evidence);
    let due = Some(fact.day.max(dead.day).plus(1).end(fact.market.zone()));
    Some(Finding::Holds(Box::new(Holds { due, money: Some(spend), money_per_day: Some(spend), ..base })))
}
