//! Lots of the own warehouse that come near their best-before date (54). Amazon takes and keeps goods only while enough of
//! their life is left, so the last day to send or sell them lies well before that date (R94).

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::fact::LotFact;
use crate::domain::key::SEPARATOR;
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[LotFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| near(fact, round.of(&fact.store))));
}

fn near(fact: &LotFact, pass: Pass<'_>) -> Option<Finding> {
    let subject = [&*fact.sku, &*fact.place, &*fact.lot].join(SEPARATOR.encode_utf8(&mut [0; 4]));
    let key = Key::new(Kind::ExpiryNear, &fact.store, fact.market, subject);
    let units = fact.units?;
    if units <= 0 {
        return Some(gone(key, &fact.evidence, "sold-off"));
    }
    let days = pass.get(keys::EXPIRY_DAYS, fact.market);
    let notice = pass.get(keys::EXPIRY_NOTICE_DAYS, fact.market);
    let by = fact.expires.plus(-days);
    if by.since(pass.today(fact.market)) > notice {
        return Some(gone(key, &fact.evidence, "long-life"));
    }
    let numbers = Collect::default()
        .text("sku", &fact.sku)
        .with("place", Num::Text(fact.place.clone()))
        .with("lot", (!fact.lot.is_empty()).then(|| Num::Text(fact.lot.clone())))
        .with("units", Num::Int(units))
        .with("expires", Num::Day(fact.expires))
        .with("ahead", Num::Int(days))
        .with("notice", Num::Int(notice))
        .with("by", Num::Day(by))
        .done();
    let base = holds(key, Kind::ExpiryNear, Lane::Week, &fact.sku, numbers, &fact.evidence);
    let zone = fact.market.map_or(chrono_tz::UTC, Market::zone);
    Some(Finding::Holds(Box::new(Holds { due: Some(by.end(zone)), ..base })))
}
