//! Bids that are far from what a click is worth (60): target ad cost share x value of an order x conversion rate, the rate
//! pulled to that of the ad group; one step at a time, one change in the attribution window. Source: bulk operations download
//! for the bid, Sponsored Products targeting report for its clicks (R64, R65).

use super::ads::sunday;
use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::ads::{self, Bid};
use crate::domain::fact::{BidFact, Clicks};
use crate::domain::key::bid_epoch;
use crate::domain::keys;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[BidFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let pass = round.of(&fact.store);
        let key = Key::new(Kind::BidOff, &fact.store, Some(fact.market), &fact.target_id);
        // Another bid is in force: what was asked about the old one is done.
        let old = fact.asked.iter().filter(|bid| **bid != fact.bid.minor);
        out.extend(old.map(|bid| gone(key.clone().with_epoch(bid_epoch(*bid)), &fact.evidence, "bid-changed")));
        // One that this download shows changed rests from now on: the next pass knows it by the item that ends here.
        if fact.asked.iter().all(|bid| *bid == fact.bid.minor) {
            out.extend(judge(fact, key.with_epoch(bid_epoch(fact.bid.minor)), pass));
        }
    }
}

/// Where the value of an order comes from.
fn value(fact: &BidFact) -> Option<(&'static str, Clicks)> {
    let own = fact.judged;
    let with = |of: Clicks| Clicks { orders: of.orders + own.orders, sales: of.sales + own.sales, ..of };
    let levels =
        [("ad-group", with(fact.group)), ("campaign", with(fact.campaign_total)), ("account", with(fact.account))];
    levels.into_iter().find(|(_, of)| of.orders > 0 && of.sales > 0)
}

fn judge(fact: &BidFact, key: Key, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let get = |key| pass.get(key, market);
    if !fact.enabled? {
        return Some(gone(key, &fact.evidence, "paused"));
    }
    let rests = fact.changed.is_some_and(|day| pass.today(market).since(day) < get(keys::BID_REST_DAYS));
    let enough = fact.judged.clicks >= get(keys::BID_CLICKS) || fact.judged.orders >= get(keys::BID_ORDERS);
    if rests || !enough {
        return None;
    }
    let (target, prior) = (get(keys::TARGET_ACOS), get(keys::PRIOR_CLICKS));
    let expected = ads::expected_cvr_ppm(fact.group, fact.campaign_total, fact.account, prior)?;
    let rate = ads::shrunk_cvr_ppm(fact.judged.orders, fact.judged.clicks, expected, prior);
    let (basis, value) = value(fact)?;
    let current = fact.bid.minor;
    let bid = ads::bid(value, rate, target, current, get(keys::BID_STEP), get(keys::BID_LEAST))?;
    let fair = i128::from(current) * 1_000_000;
    let near = (bid.fair_micro - fair).abs() * 1_000_000 <= fair * i128::from(get(keys::BID_BAND));
    if near || bid.step == current {
        return Some(gone(key, &fact.evidence, "inside-band"));
    }
    Some(off(fact, key, &bid, (rate, basis, value), pass))
}

fn off(fact: &BidFact, key: Key, bid: &Bid, (rate, basis, value): (i64, &str, Clicks), pass: Pass<'_>) -> Finding {
    let market = Some(fact.market);
    let target = pass.get(keys::TARGET_ACOS, market);
    let money = |minor| Money::new(minor, fact.bid.currency);
    let fair = i64::try_from((2 * bid.fair_micro + 1_000_000) / 2_000_000).unwrap_or(i64::MAX);
    let down = bid.step < fact.bid.minor;
    // What was paid beyond the goal; a bid that is too low costs nothing that is known.
    let worth = i128::from(fact.judged.sales) * i128::from(target) / 1_000_000;
    let beyond = i64::try_from(i128::from(fact.judged.spend) - worth).ok().filter(|minor| down && *minor > 0);
    let numbers = Collect::default()
        .text("targeting", &fact.targeting)
        .text("campaign", &fact.campaign)
        .text("ad_group", &fact.ad_group)
        .text("match_type", &fact.match_type)
        .text("target_id", &fact.target_id)
        .text("turn", if down { "down" } else { "up" })
        .money("bid", Some(fact.bid))
        .money("step", Some(money(bid.step)))
        .money("fair", Some(money(fair)))
        .with("step_limit", Num::Ppm(pass.get(keys::BID_STEP, market)))
        .with("band", Num::Ppm(pass.get(keys::BID_BAND, market)))
        .with("clicks", Num::Int(fact.judged.clicks))
        .with("orders", Num::Int(fact.judged.orders))
        .money("spend", Some(money(fact.judged.spend)))
        .with("rate", Num::Ppm(rate))
        .money("value", value.sales.checked_div(value.orders).map(money))
        .text("basis", basis)
        .with("target_acos", Num::Ppm(target))
        .with("acos", ads::acos_ppm(fact.judged).map(Num::Ppm))
        .with("rest", Num::Int(pass.get(keys::BID_REST_DAYS, market)))
        .with("from", Num::Day(fact.from))
        .with("to", Num::Day(fact.to))
        .done();
    let base = holds(key, Kind::BidOff, Lane::Week, &fact.targeting, numbers, &fact.evidence);
    Finding::Holds(Box::new(Holds { due: Some(sunday(pass, fact.market)), money: beyond.map(money), ..base }))
}
