//! Stock that does not move: too much of it (50), units that cannot be sold (51), units that stay between warehouses (52).
//! All from the planning report; the earlier days of it say since when (R58).

use chrono::Datelike;

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::day::Day;
use crate::domain::fact::{PlanDay, PlanFact};
use crate::domain::keys;
use crate::domain::money::Money;
use crate::domain::stock;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[PlanFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let pass = round.of(&fact.store);
        out.extend(excess(fact, pass));
        out.extend(unsellable(fact, pass));
        out.extend(transfer(fact, pass));
    }
}

fn key(kind: Kind, fact: &PlanFact) -> Key {
    Key::new(kind, &fact.store, Some(fact.market), &*fact.sku)
}

fn head(fact: &PlanFact) -> Collect {
    Collect::default().text("sku", &fact.sku).text("product", &fact.title).with("day", Num::Day(fact.day))
}

/// The last day of the month of `day`.
fn month_end(day: Day) -> Day {
    let mut last = day;
    while last.plus(1).0.month() == day.0.month() && last.plus(1) != last {
        last = last.plus(1);
    }
    last
}

/// Amazon's excess; where its column is blank, what is beyond the days of supply that are enough.
fn excess(fact: &PlanFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = key(Kind::ExcessStock, fact);
    let speed = stock::velocity_milli(fact.units, pass.weights(market));
    let limit = pass.get(keys::EXCESS_DAYS, market);
    let ours = speed.zip(fact.available).map(|(speed, have)| (have - speed.saturating_mul(limit) / 1000).max(0));
    let units = fact.excess.or(ours)?;
    if units <= 0 {
        return Some(gone(key, &fact.evidence, "no-excess"));
    }
    let storage = fact.storage.filter(|cost| cost.minor > 0);
    let numbers = head(fact)
        .with("units", Num::Int(units))
        .text("told_by", if fact.excess.is_some() { "amazon" } else { "ours" })
        .with("advice", (!fact.advice.is_empty()).then(|| Num::Text(fact.advice.clone())))
        .with("ours", fact.excess.and(ours).map(Num::Int))
        .with("limit", Num::Int(limit))
        .with("speed", speed.map(Num::Milli))
        .with("available", fact.available.map(Num::Int))
        .money("storage", storage)
        .done();
    let base = holds(key, Kind::ExcessStock, Lane::Week, &fact.sku, numbers, &fact.evidence);
    let due = Some(month_end(pass.today(market)).end(fact.market.zone()));
    let per_day = storage.map(|cost| Money::new(cost.minor / 30, cost.currency));
    Some(Finding::Holds(Box::new(Holds { due, money: storage, money_per_day: per_day, ..base })))
}

/// The snapshots up to the newest one, newest first, for as long as `is` holds without a break; a blank day breaks it.
fn unbroken(fact: &PlanFact, is: impl Fn(&PlanDay) -> bool) -> Vec<PlanDay> {
    let mut days: Vec<PlanDay> = fact.history.iter().copied().filter(|d| d.day <= fact.day).collect();
    days.sort_by_key(|d| std::cmp::Reverse(d.day));
    days.into_iter().take_while(is).collect()
}

fn unsellable(fact: &PlanFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = key(Kind::UnsellableStock, fact);
    let limit = pass.get(keys::UNSELLABLE_UNITS, market);
    let units = fact.unsellable?;
    if units <= limit {
        return Some(gone(key, &fact.evidence, "few-unsellable"));
    }
    let since = unbroken(fact, |d| d.unsellable.is_some_and(|units| units > limit)).last().map_or(fact.day, |d| d.day);
    let by = since.plus(pass.get(keys::UNSELLABLE_DAYS, market));
    let numbers = head(fact)
        .with("units", Num::Int(units))
        .with("limit", Num::Int(limit))
        .with("since", Num::Day(since))
        .with("by", Num::Day(by))
        .with("available", fact.available.map(Num::Int))
        .done();
    let base = holds(key, Kind::UnsellableStock, Lane::Week, &fact.sku, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(by.end(fact.market.zone())), ..base })))
}

/// The share of the stock that is in transfer, millionths; `None` when unknown.
fn share(transfer: Option<i64>, stock: Option<i64>) -> Option<i64> {
    let transfer = transfer?;
    if transfer <= 0 {
        return Some(0);
    }
    let stock = stock.filter(|units| *units > 0)?;
    Some(i64::try_from(i128::from(transfer) * 1_000_000 / i128::from(stock)).unwrap_or(i64::MAX))
}

fn transfer(fact: &PlanFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = key(Kind::StuckTransfer, fact);
    let limit = pass.get(keys::TRANSFER_SHARE, market);
    let now = share(fact.transfer, fact.stock)?;
    if now <= limit {
        return Some(gone(key, &fact.evidence, "usual-transfer"));
    }
    let run = unbroken(fact, |d| share(d.transfer, d.stock).is_some_and(|share| share > limit));
    let (since, reports) = (run.last()?.day, i64::try_from(run.len()).unwrap_or(i64::MAX));
    let days = pass.get(keys::TRANSFER_DAYS, market);
    if fact.day.since(since) < days || reports < pass.get(keys::TRANSFER_REPORTS, market) {
        return None;
    }
    let by = since.plus(days).plus(pass.get(keys::TRANSFER_ACT_DAYS, market));
    let numbers = head(fact)
        .with("transfer", fact.transfer.map(Num::Int))
        .with("stock", fact.stock.map(Num::Int))
        .with("share", Num::Ppm(now))
        .with("limit", Num::Ppm(limit))
        .with("lasting", Num::Int(days))
        .with("since", Num::Day(since))
        .with("reports", Num::Int(reports))
        .with("by", Num::Day(by))
        .done();
    let base = holds(key, Kind::StuckTransfer, Lane::Week, &fact.sku, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(by.end(fact.market.zone())), ..base })))
}
