//! FBA stock: out of stock with nothing on the way (36), and stock that ends before new stock can arrive (38). One item a
//! SKU. It opens at alarm A and is over only above band B, so it does not flicker between them (R49 to R55, R58).

use super::pass::{Collect, Pass, gone, holds};
use crate::domain::day::Day;
use crate::domain::fact::StockFact;
use crate::domain::keys;
use crate::domain::money::Money;
use crate::domain::stock::{self, Mode};
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[StockFact], pass: Pass<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let key = Key::stock(&fact.store, fact.market, &fact.sku);
        let Some(available) = fact.available else { continue };
        if available <= 0 && fact.inbound == Some(0) {
            out.extend(out_of_stock(fact, key, pass));
        } else {
            out.extend(cover(fact, available.max(0), key, pass));
        }
    }
}

/// Sales speed, and whether it is per in-stock day.
struct Speed {
    milli: i64,
    corrected: bool,
}

fn speed(fact: &StockFact, pass: Pass<'_>) -> Option<Speed> {
    let market = Some(fact.market);
    let weights = pass.weights(market);
    let wanted = pass.get(keys::SNAPSHOTS_FOR_CORRECTION, market);
    let corrected = stock::velocity_in_stock_milli(fact.units, weights, &fact.history, fact.day, wanted);
    let plain = || stock::velocity_milli(fact.units, weights);
    Some(Speed { milli: corrected.or_else(plain)?, corrected: corrected.is_some() })
}

/// What a day without stock costs: speed x price.
fn per_day(fact: &StockFact, milli: i64) -> Option<Money> {
    let price = fact.price?;
    let minor = i128::from(price.minor) * i128::from(milli) / 1000;
    Some(Money::new(i64::try_from(minor).ok()?, price.currency))
}

fn numbers(fact: &StockFact, speed: Option<&Speed>, pass: Pass<'_>) -> Collect {
    let snapshots = i64::try_from(fact.history.len()).unwrap_or(i64::MAX);
    Collect::default()
        .text("sku", &fact.sku)
        .text("product", &fact.title)
        .with("day", Num::Day(fact.day))
        .with("available", fact.available.map(Num::Int))
        .with("inbound", fact.inbound.map(Num::Int))
        .with("units_7", fact.units[0].map(Num::Int))
        .with("units_30", fact.units[1].map(Num::Int))
        .with("units_90", fact.units[3].map(Num::Int))
        .with("speed", speed.map(|s| Num::Milli(s.milli)))
        .flag("corrected", speed.map(|s| s.corrected))
        .with("snapshots", Num::Int(snapshots))
        .with("snapshots_wanted", Num::Int(pass.get(keys::SNAPSHOTS_FOR_CORRECTION, Some(fact.market))))
        .with("hero", fact.hero.then_some(Num::Int(1)))
        .money("price", fact.price)
        .money("per_day", speed.and_then(|s| per_day(fact, s.milli)))
}

fn out_of_stock(fact: &StockFact, key: Key, pass: Pass<'_>) -> Option<Finding> {
    let sold = fact.units[3]?;
    if sold <= 0 {
        return Some(gone(key, &fact.evidence, "no-sales"));
    }
    let speed = speed(fact, pass);
    let since = empty_since(fact);
    let numbers = numbers(fact, speed.as_ref(), pass).with("since", Num::Day(since)).done();
    let lane = if fact.hero { Lane::Now } else { Lane::Today };
    let money = speed.and_then(|s| per_day(fact, s.milli));
    let base = holds(key, Kind::OutOfStock, lane, &fact.sku, numbers, &fact.evidence);
    let due = Some(since.end(fact.market.zone()));
    Some(Finding::Holds(Box::new(Holds { due, money, money_per_day: money, hero: fact.hero, ..base })))
}

/// The first day of the unbroken row of empty snapshots up to the newest one.
fn empty_since(fact: &StockFact) -> Day {
    let mut days: Vec<_> = fact.history.iter().filter(|d| d.day <= fact.day).collect();
    days.sort_by_key(|d| std::cmp::Reverse(d.day));
    days.iter().take_while(|d| d.available <= 0).last().map_or(fact.day, |d| d.day)
}

fn cover(fact: &StockFact, available: i64, key: Key, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let speed = speed(fact, pass)?;
    let Some(cover) = stock::cover_days(available, speed.milli) else {
        return Some(gone(key, &fact.evidence, "no-sales"));
    };
    // What is on the way is unknown: the sellable stock alone can raise the alarm, and cannot end it.
    let with_inbound = fact.inbound.and_then(|n| stock::cover_days(available.saturating_add(n.max(0)), speed.milli));
    let run_out = fact.day.plus(with_inbound.unwrap_or(cover));
    let today = pass.now.day(fact.market.zone());
    let a_cover = pass.get(keys::STOCK_A_COVER, market);
    let a_inbound = pass.get(keys::STOCK_A_WITH_INBOUND, market);
    let near = with_inbound
        .is_some_and(|days| days <= a_inbound || run_out.since(today) <= pass.get(keys::STOCK_A_RUNOUT, market));
    if cover > a_cover && !near {
        let above = cover > pass.get(keys::STOCK_B_COVER, market)
            && with_inbound.is_some_and(|days| days > pass.get(keys::STOCK_B_WITH_INBOUND, market));
        return above.then(|| gone(key, &fact.evidence, "restocked"));
    }
    let last_days = Mode::ALL.map(|mode| (mode, last_ship_day(mode, run_out, pass, fact)));
    // The cheapest way that still arrives in time, else the fastest one: it is late.
    let (mode, ship_by) = last_days.into_iter().find(|(_, day)| *day >= today).unwrap_or(last_days[3]);
    let mut numbers = numbers(fact, Some(&speed), pass)
        .with("cover", Num::Int(cover))
        .with("cover_inbound", with_inbound.map(Num::Int))
        .with("run_out", Num::Day(run_out))
        .with("a_cover", Num::Int(a_cover))
        .with("a_inbound", Num::Int(a_inbound))
        .with("b_cover", Num::Int(pass.get(keys::STOCK_B_COVER, market)))
        .with("b_inbound", Num::Int(pass.get(keys::STOCK_B_WITH_INBOUND, market)))
        .with("receive", Num::Int(pass.get(keys::RECEIVE_DAYS, market)))
        .with("ship_by", Num::Day(ship_by))
        .text("mode", mode.word());
    for (mode, day) in last_days {
        numbers = numbers.with(mode.word(), Num::Day(day));
    }
    let money = per_day(fact, speed.milli);
    let base = holds(key, Kind::StockOutNear, Lane::Today, &fact.sku, numbers.done(), &fact.evidence);
    let due = Some(ship_by.end(fact.market.zone()));
    Some(Finding::Holds(Box::new(Holds { due, money, money_per_day: money, hero: fact.hero, ..base })))
}

/// Run-out day minus the way's slow-tenth days minus receiving (H12).
fn last_ship_day(mode: Mode, run_out: Day, pass: Pass<'_>, fact: &StockFact) -> Day {
    let market = Some(fact.market);
    stock::order_by(run_out, pass.get(mode.lead_key(), market), pass.get(keys::RECEIVE_DAYS, market))
}
