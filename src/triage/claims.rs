//! What Amazon may owe: units lost in its warehouses and not paid (44), refunds whose goods never came back (45). Absence
//! counts only as far as the other reports are known: a reimbursement or return that no file could have told yet is no claim.

use std::collections::BTreeSet;

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::day::Day;
use crate::domain::fact::{LostFact, MadeGood, RefundFact};
use crate::domain::import::Evidence;
use crate::domain::key::SEPARATOR;
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(lost: &[LostFact], refunds: &[RefundFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in lost {
        let open = open_units(fact);
        let markets: BTreeSet<_> = fact.losses.iter().map(|loss| loss.market).collect();
        out.extend(markets.into_iter().filter_map(|market| unpaid(fact, &open, market, round.of(&fact.store))));
    }
    out.extend(refunds.iter().filter_map(|fact| never_returned(fact, round.of(&fact.store))));
}

/// The units of each loss that are still open, oldest loss first: what was found or paid later is set against the oldest.
fn open_units(fact: &LostFact) -> Vec<i64> {
    let mut open: Vec<i64> = fact.losses.iter().map(|loss| loss.units).collect();
    let mut good: Vec<&MadeGood> = fact.found.iter().chain(&fact.paid).collect();
    good.sort_by_key(|good| good.day);
    // A payment that was taken back is taken from the sum, so that its units are open again.
    let mut back: i64 = -good.iter().map(|good| good.units.min(0)).sum::<i64>();
    for good in good {
        let withdrawn = good.units.max(0).min(back);
        back -= withdrawn;
        let mut units = good.units.max(0) - withdrawn;
        for (left, loss) in open.iter_mut().zip(&fact.losses) {
            if loss.day <= good.day {
                let taken = units.min(*left);
                *left -= taken;
                units -= taken;
            }
        }
    }
    // Amazon's own count first: what it calls reconciled is not open.
    for (left, loss) in open.iter_mut().zip(&fact.losses) {
        *left = loss.unreconciled.map_or(*left, |amazon| amazon.min(*left));
    }
    open
}

/// The newest row of all that were looked at.
fn newest(fact: &LostFact) -> Option<&Evidence> {
    let good = fact.found.iter().chain(&fact.paid).map(|good| &good.evidence);
    good.chain(fact.losses.iter().map(|loss| &loss.evidence)).max_by_key(|row| (row.as_of, &row.sha256, row.row))
}

fn unpaid(fact: &LostFact, open: &[i64], market: Option<Market>, pass: Pass<'_>) -> Option<Finding> {
    let key = Key::new(Kind::LostUnpaid, &fact.store, market, &*fact.fnsku);
    let own: Vec<_> = fact.losses.iter().zip(open.iter().copied()).filter(|(loss, _)| loss.market == market).collect();
    if own.iter().all(|(_, units)| *units == 0) {
        return Some(gone(key, newest(fact)?, "claim-settled"));
    }
    let (zone, today) = (market.map_or(chrono_tz::UTC, Market::zone), pass.today(market));
    let (wait, until) = (pass.get(keys::CLAIM_LOST_WAIT_DAYS, market), pass.get(keys::CLAIM_LOST_DAYS, market));
    let waited = |day: Day| day.plus(wait) <= today;
    let old: Vec<_> = own.into_iter().filter(|(loss, _)| waited(loss.day)).collect();
    // A younger loss is asked about when its own wait is over.
    if !old.is_empty() && old.iter().all(|(_, units)| *units == 0) {
        return Some(gone(key, newest(fact)?, "claim-settled"));
    }
    let known = fact.known?;
    // Not too old to be claimed, and paid by no file that could know of it.
    let due = |day: Day| day.plus(until);
    let ripe = |day: Day| due(day) >= today && known.from <= day && day.plus(wait) <= known.until;
    let claims: Vec<_> = old.into_iter().filter(|(loss, units)| *units > 0 && ripe(loss.day)).collect();
    let (first, _) = claims.first()?;
    let units: i64 = claims.iter().map(|(_, units)| units).sum();
    let lost: i64 = claims.iter().map(|(loss, _)| loss.units).sum();
    let amazon: Option<i64> = claims.iter().map(|(loss, _)| loss.unreconciled).sum();
    let last = claims.last().map_or(first.day, |(loss, _)| loss.day);
    let due = due(first.day);
    let soon = pass.get(keys::CLAIM_TODAY_DAYS, market);
    let numbers = Collect::default()
        .text("sku", if fact.sku.is_empty() { &fact.fnsku } else { &fact.sku })
        .text("fnsku", &fact.fnsku)
        .text("product", &fact.title)
        .with("units", Num::Int(units))
        .with("lost", Num::Int(lost))
        .with("unreconciled", amazon.map(Num::Int))
        .with("first_day", Num::Day(first.day))
        .with("last_day", Num::Day(last))
        .with("wait", Num::Int(wait))
        .with("within", Num::Int(until))
        .with("until", Num::Day(due))
        .with("known", Num::Day(known.until))
        .done();
    let lane = if due.since(today) <= soon { Lane::Today } else { Lane::Week };
    let entity = if fact.sku.is_empty() { &fact.fnsku } else { &fact.sku };
    let base = holds(key, Kind::LostUnpaid, lane, entity, numbers, &first.evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(due.end(zone)), ..base })))
}

fn never_returned(fact: &RefundFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let subject = format!("{}{SEPARATOR}{}", fact.order_id, fact.sku);
    let key = Key::new(Kind::NeverReturned, &fact.store, market, subject);
    let units = fact.units.filter(|units| *units > 0)?;
    let count = |of: &Option<(i64, Evidence)>| of.as_ref().map_or(0, |(units, _)| *units);
    let (back, paid) = (count(&fact.returned), count(&fact.paid));
    if back.saturating_add(paid) >= units {
        let rows = [&fact.returned, &fact.paid].into_iter().flatten().map(|(_, row)| row);
        let newest = rows.max_by_key(|row| (row.as_of, &row.sha256, row.row))?;
        return Some(gone(key, newest, if back >= units { "returned" } else { "claim-settled" }));
    }
    let (from, until) =
        (pass.find(&keys::CLAIM_RETURN_FROM_DAYS, market)?, pass.find(&keys::CLAIM_RETURN_DAYS, market)?);
    let (zone, today) = (fact.market.zone(), pass.today(market));
    let known = fact.known?;
    let (opens, due) = (fact.day.plus(from), fact.day.plus(until));
    if known.from > fact.day || opens > today.min(known.until) || due < today {
        return None;
    }
    let numbers = Collect::default()
        .text("order", &fact.order_id)
        .text("sku", &fact.sku)
        .with("refunded", Num::Day(fact.day))
        .with("units", Num::Int(units))
        .with("back", Num::Int(back))
        .with("reimbursed", (paid > 0).then_some(Num::Int(paid)))
        .money("amount", fact.amount)
        .with("from", Num::Int(from))
        .with("within", Num::Int(until))
        .with("until", Num::Day(due))
        .with("known", Num::Day(known.until))
        .done();
    let base = holds(key, Kind::NeverReturned, Lane::Week, &fact.order_id, numbers, &fact.evidence);
    let money = fact.amount.and_then(|amount| share(amount, units - back - paid, units));
    Some(Finding::Holds(Box::new(Holds { due: Some(due.end(zone)), money, ..base })))
}

/// The part of an amount that belongs to `some` of its `units`, to the nearest cent.
fn share(amount: Money, some: i64, units: i64) -> Option<Money> {
    let (minor, some, units) = (i128::from(amount.minor), i128::from(some), i128::from(units));
    let minor = (2 * minor * some + units).div_euclid(2 * units);
    Some(Money::new(i64::try_from(minor).ok()?, amount.currency))
}
