//! The own warehouse against what is to ship (4) and against what listings offer (6). Source: unshipped report, open listings
//! report, and the sheet of the own warehouse; a SKU that the sheet does not have is unknown (R41).

use super::pass::{Collect, gone, holds};
use crate::domain::day::{DAY, Instant};
use crate::domain::fact::{NeedFact, OfferFact};
use crate::domain::import::Evidence;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn needs(facts: &[NeedFact], out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(need));
}

pub(super) fn offers(facts: &[OfferFact], out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(offer));
}

fn need(fact: &NeedFact) -> Option<Finding> {
    // The shelf is that of the whole store, whatever marketplace the orders come from.
    let key = Key::new(Kind::BuyBeforeShip, &fact.store, None, &fact.sku);
    let (wanted, have) = (fact.units?, fact.own.units?);
    if wanted <= have {
        let how = if wanted == 0 { "nothing-to-ship" } else { "enough-stock" };
        return Some(gone(key, newer(&fact.evidence, &fact.own.evidence), how));
    }
    let due = fact.promise_at.map(|at| Instant(at.0 - fact.lead_days.unwrap_or(0) * DAY));
    let numbers = Collect::default()
        .text("sku", &fact.sku)
        .text("product", &fact.title)
        .with("units", Num::Int(wanted))
        .with("have", Num::Int(have))
        .with("lacking", Num::Int(wanted - have))
        .with("orders", Num::Int(fact.orders))
        .with("counted", fact.own.counted.map(Num::Day))
        .with("promise", fact.promise_at.map(Num::At))
        .with("lead", fact.lead_days.map(Num::Int))
        .with("supplier", (!fact.supplier.is_empty()).then(|| Num::Text(fact.supplier.clone())))
        .with("due", due.map(Num::At))
        .flag("lead_known", Some(fact.lead_days.is_some()))
        .done();
    let base = holds(key, Kind::BuyBeforeShip, Lane::Today, &fact.sku, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds { due, ..base })))
}

fn offer(fact: &OfferFact) -> Option<Finding> {
    let key = Key::new(Kind::Oversold, &fact.store, Some(fact.market), &fact.sku);
    let (have, to_ship) = (fact.own.units?, fact.to_ship?);
    let free = (have - to_ship).max(0);
    if fact.quantity <= free {
        return Some(gone(key, newer(&fact.evidence, &fact.own.evidence), "covered"));
    }
    let over = fact.quantity - free;
    let money = fact.price.map(|price| Money::new(price.minor.saturating_mul(over), price.currency));
    let numbers = Collect::default()
        .text("sku", &fact.sku)
        .with("quantity", Num::Int(fact.quantity))
        .with("have", Num::Int(have))
        .with("to_ship", Num::Int(to_ship))
        .with("free", Num::Int(free))
        .with("over", Num::Int(over))
        .with("listed_on", Num::Day(fact.day))
        .with("counted", fact.own.counted.map(Num::Day))
        .money("worth", money)
        .done();
    let base = holds(key, Kind::Oversold, Lane::Today, &fact.sku, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(fact.day.end(fact.market.zone())), money, ..base })))
}

/// The newer of two rows that prove something together.
fn newer<'a>(a: &'a Evidence, b: &'a Evidence) -> &'a Evidence {
    if b.as_of > a.as_of { b } else { a }
}
