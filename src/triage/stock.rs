//! FBA stock: out of stock with nothing on the way (36) or with something (37), stock that ends before new stock can arrive
//! (38), stock to watch (39). One item a SKU. The alarm rings at A and is over only above band B: between them an alarm
//! that has rung stays one, and a SKU that comes down from above is watched, so it does not flicker (R49 to R55, R58).

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::day::Day;
use crate::domain::fact::{Alarm, StockFact};
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::money::Money;
use crate::domain::stock::{self, Mode};
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[StockFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let pass = round.of(&fact.store);
        let key = Key::stock(&fact.store, fact.market, &fact.sku);
        let Some(available) = fact.available else { continue };
        match fact.inbound {
            // Sales of 90 days unknown: the speed of another window may still say when the goods on the way are sold.
            Some(inbound) if available <= 0 && (inbound <= 0 || fact.units[3].is_some()) => {
                out.extend(out_of_stock(fact, inbound > 0, key, pass));
            }
            _ => out.extend(cover(fact, available.max(0), key, pass)),
        }
    }
}

/// Sales speed, and whether it is per in-stock day.
pub(super) struct Speed {
    pub milli: i64,
    corrected: bool,
}

pub(super) fn speed(fact: &StockFact, pass: Pass<'_>) -> Option<Speed> {
    let market = Some(fact.market);
    let weights = pass.weights(market);
    let wanted = pass.get(keys::SNAPSHOTS_FOR_CORRECTION, market);
    let corrected = stock::velocity_in_stock_milli(fact.units, weights, &fact.history, fact.day, wanted);
    let plain = || stock::velocity_milli(fact.units, weights);
    Some(Speed { milli: corrected.or_else(plain)?, corrected: corrected.is_some() })
}

/// What a day without stock costs: speed x price.
pub(super) fn per_day(fact: &StockFact, milli: i64) -> Option<Money> {
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

fn out_of_stock(fact: &StockFact, coming: bool, key: Key, pass: Pass<'_>) -> Option<Finding> {
    let sold = fact.units[3]?;
    if sold <= 0 {
        return Some(gone(key, &fact.evidence, "no-sales"));
    }
    let speed = speed(fact, pass);
    let since = empty_since(fact);
    let lasts = speed.as_ref().zip(fact.inbound).and_then(|(s, units)| stock::cover_days(units, s.milli));
    let numbers = numbers(fact, speed.as_ref(), pass)
        .with("since", Num::Day(since))
        .with("cover_inbound", lasts.map(Num::Int))
        .done();
    let kind = if coming { Kind::OutGoodsComing } else { Kind::OutOfStock };
    let lane = if fact.hero && !coming { Lane::Now } else { Lane::Today };
    let money = speed.and_then(|s| per_day(fact, s.milli));
    let base = holds(key, kind, lane, &fact.sku, numbers, &fact.evidence);
    let due = Some(since.end(fact.market.zone()));
    Some(Finding::Holds(Box::new(Holds { due, money, money_per_day: money, hero: fact.hero, ..base })))
}

/// The first day of the unbroken row of empty snapshots up to the newest one.
fn empty_since(fact: &StockFact) -> Day {
    let mut days: Vec<_> = fact.history.iter().filter(|d| d.day <= fact.day).collect();
    days.sort_by_key(|d| std::cmp::Reverse(d.day));
    days.iter().take_while(|d| d.available <= 0).last().map_or(fact.day, |d| d.day)
}

/// How long the stock lasts, alone and with what is on the way.
struct Cover {
    alone: i64,
    /// `None`: what is on the way is unknown. The sellable stock alone can raise the alarm, and cannot end it.
    inbound: Option<i64>,
    run_out: Day,
}

/// The step of the ladder that a cover is on.
enum Step {
    /// At the alarm.
    Alarm,
    /// Between the alarm and the upper limit.
    Band,
    /// Above the upper limit.
    Above,
    /// Above by what is known; the rest is unknown.
    Unknown,
}

impl Cover {
    fn step(&self, pass: Pass<'_>, fact: &StockFact) -> Step {
        let market = Some(fact.market);
        let left = self.run_out.since(pass.now().day(fact.market.zone()));
        let near = self.inbound.is_some_and(|days| {
            days <= pass.get(keys::STOCK_A_WITH_INBOUND, market) || left <= pass.get(keys::STOCK_A_RUNOUT, market)
        });
        if near || self.alone <= pass.get(keys::STOCK_A_COVER, market) {
            return Step::Alarm;
        }
        let low = self.alone <= pass.get(keys::STOCK_B_COVER, market);
        match self.inbound {
            _ if low => Step::Band,
            Some(days) if days <= pass.get(keys::STOCK_B_WITH_INBOUND, market) => Step::Band,
            Some(_) => Step::Above,
            None => Step::Unknown,
        }
    }
}

fn cover(fact: &StockFact, available: i64, key: Key, pass: Pass<'_>) -> Option<Finding> {
    let speed = speed(fact, pass)?;
    let Some(alone) = stock::cover_days(available, speed.milli) else {
        return Some(gone(key, &fact.evidence, "no-sales"));
    };
    let inbound = fact.inbound.and_then(|n| stock::cover_days(available.saturating_add(n.max(0)), speed.milli));
    let cover = Cover { alone, inbound, run_out: fact.day.plus(inbound.unwrap_or(alone)) };
    let (kind, lane) = match (cover.step(pass, fact), fact.alarm) {
        (Step::Alarm, _) | (Step::Band, Alarm::Open) => (Kind::StockOutNear, Lane::Today),
        (Step::Band, Alarm::Quiet) => (Kind::StockToWatch, Lane::Week),
        // Done, or set aside: the band is no contradiction.
        (Step::Band, Alarm::Aside) | (Step::Unknown, _) => return None,
        (Step::Above, _) => return Some(gone(key, &fact.evidence, "restocked")),
    };
    let today = pass.now().day(fact.market.zone());
    let ways = Mode::ALL.map(|mode| (mode, last_ship_day(mode, cover.run_out, pass, fact.market)));
    let (mode, ship_by) = cheapest(ways, today);
    let limit = |key| Num::Int(pass.get(key, Some(fact.market)));
    let mut numbers = numbers(fact, Some(&speed), pass)
        .with("cover", Num::Int(alone))
        .with("cover_inbound", inbound.map(Num::Int))
        .with("run_out", Num::Day(cover.run_out))
        .with("a_cover", limit(keys::STOCK_A_COVER))
        .with("a_inbound", limit(keys::STOCK_A_WITH_INBOUND))
        .with("b_cover", limit(keys::STOCK_B_COVER))
        .with("b_inbound", limit(keys::STOCK_B_WITH_INBOUND))
        .with("receive", limit(keys::RECEIVE_DAYS))
        .with("ship_by", Num::Day(ship_by))
        .text("mode", mode.word());
    for (mode, day) in ways {
        numbers = numbers.with(mode.word(), Num::Day(day));
    }
    let money = per_day(fact, speed.milli);
    let base = holds(key, kind, lane, &fact.sku, numbers.done(), &fact.evidence);
    let due = Some(ship_by.end(fact.market.zone()));
    Some(Finding::Holds(Box::new(Holds { due, money, money_per_day: money, hero: fact.hero, ..base })))
}

/// The cheapest way that still arrives in time, else the fastest one: it is late.
pub(super) fn cheapest(ways: [(Mode, Day); 4], today: Day) -> (Mode, Day) {
    ways.into_iter().find(|(_, day)| *day >= today).unwrap_or(ways[3])
}

/// Run-out day minus the way's slow-tenth days minus receiving (H12).
pub(super) fn last_ship_day(mode: Mode, run_out: Day, pass: Pass<'_>, market: Market) -> Day {
    let market = Some(market);
    stock::order_by(run_out, pass.get(mode.lead_key(), market), pass.get(keys::RECEIVE_DAYS, market))
}
