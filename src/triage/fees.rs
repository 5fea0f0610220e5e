//! Fees that too little or too old stock costs: the low-inventory-level fee (48) and the aged-inventory surcharge (49).
//! Amazon's own columns of the planning report decide; where they are blank the supplies and ages of the same row do, in the
//! marketplaces whose figures are known, and both are shown where they differ.

use chrono::Datelike;

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::day::Day;
use crate::domain::fact::{AGES, PlanFact};
use crate::domain::keys;
use crate::domain::money::Money;
use crate::domain::stock;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[PlanFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let pass = round.of(&fact.store);
        out.extend(low(fact, pass));
        out.extend(aged(fact, pass));
    }
}

/// The fee is taken when both supplies are below the line, and the longer one decides the step.
fn low(fact: &PlanFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = Key::new(Kind::LowStockFee, &fact.store, market, &*fact.sku);
    let applied = fact.low_fee_applied;
    if applied != Some(true) {
        if fact.low_fee_exempt == Some(true) {
            return Some(gone(key, &fact.evidence, "fee-exempt"));
        }
        if fact.units[3] == Some(0) {
            return Some(gone(key, &fact.evidence, "no-sales"));
        }
    }
    let supply = fact.short_supply.zip(fact.long_supply);
    let line = pass.find(&keys::LOW_FEE_DAYS, market);
    let warn = pass.get(keys::LOW_FEE_WARN_DAYS, market);
    let below = |days: i64| supply.map(|(short, long)| short.max(long) < days.saturating_mul(1000));
    let near = line.and_then(|line| below(line.max(warn)));
    if applied != Some(true) && near != Some(true) {
        // Amazon's no ends it, and so does a supply above the line where the fee is known.
        return (applied == Some(false) || near == Some(false)).then(|| gone(key, &fact.evidence, "no-low-fee"));
    }
    let ours = line.and_then(below);
    let band = supply.filter(|_| line.is_some()).and_then(|(short, long)| stock::low_fee_band(short, long));
    let numbers = Collect::default()
        .text("sku", &fact.sku)
        .text("product", &fact.title)
        .with("day", Num::Day(fact.day))
        .flag("applied", applied)
        .flag("ours", ours)
        .flag("differ", applied.zip(ours).map(|(amazon, ours)| amazon != ours))
        .with("short", fact.short_supply.map(Num::Milli))
        .with("long", fact.long_supply.map(Num::Milli))
        .with("line", line.map(Num::Int))
        .with("warn", Num::Int(warn))
        .with("band_from", band.map(|(from, _)| Num::Int(from)))
        .with("band_to", band.map(|(_, to)| Num::Int(to)))
        .with("units_30", fact.units[1].map(Num::Int))
        .with("available", fact.available.map(Num::Int))
        .with("inbound", fact.inbound.map(Num::Int))
        .done();
    let lane = if applied == Some(true) { Lane::Today } else { Lane::Week };
    let base = holds(key, Kind::LowStockFee, lane, &fact.sku, numbers, &fact.evidence);
    let due = Some(pass.today(market).monday().plus(6).end(fact.market.zone()));
    Some(Finding::Holds(Box::new(Holds { due, ..base })))
}

/// Units that are old enough, by the bands of age; `None` when a band that may hold such units is blank, or when the first
/// day of the surcharge lies inside a band that is not empty.
fn old(ages: &[Option<i64>; 6], from: i64) -> Option<i64> {
    let mut sum = 0_i64;
    for (at, units) in ages.iter().enumerate() {
        let above = AGES.get(at + 1).is_none_or(|next| *next > from);
        match units {
            _ if !above => {}
            Some(units) if AGES[at] >= from || *units == 0 => sum = sum.saturating_add(*units),
            _ => return None,
        }
    }
    Some(sum)
}

/// The next assessment after `today`: the same day of this month or the next one.
fn assessment(today: Day, on: i64) -> Day {
    let mut day = today.plus(1);
    for _ in 0..31 {
        if i64::from(day.0.day()) == on {
            break;
        }
        day = day.plus(1);
    }
    day
}

fn aged(fact: &PlanFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = Key::new(Kind::AgedStockFee, &fact.store, market, &*fact.sku);
    let amazon = fact.charged.iter().flatten().copied().reduce(i64::saturating_add);
    let from = pass.find(&keys::AGED_FROM_DAYS, market);
    let ours = from.and_then(|from| old(&fact.ages, from));
    // A report leaves the bands of which it has nothing to say blank: a zero in some of them is no proof alone.
    let units = match (amazon, ours) {
        (Some(units), _) if units > 0 => units,
        (Some(_), _) if fact.charged.iter().all(Option::is_some) => 0,
        (_, Some(units)) => units,
        _ => return None,
    };
    if units <= 0 {
        return Some(gone(key, &fact.evidence, "nothing-aged"));
    }
    let by_amazon = amazon.is_some_and(|units| units > 0);
    let next = assessment(pass.today(market), pass.get(keys::AGED_SNAPSHOT_DAY, market));
    let fee = fact.aged_fee.filter(|fee| fee.minor > 0);
    let numbers = Collect::default()
        .text("sku", &fact.sku)
        .text("product", &fact.title)
        .with("day", Num::Day(fact.day))
        .with("units", Num::Int(units))
        .text("told_by", if by_amazon { "amazon" } else { "ages" })
        .with("by_age", ours.filter(|ours| by_amazon && *ours != units).map(Num::Int))
        .with("from_age", from.map(Num::Int))
        .with("younger", fact.ages[1].filter(|units| *units > 0).map(Num::Int))
        .with("available", fact.available.map(Num::Int))
        .with("assessment", Num::Day(next))
        .money("fee", fee)
        .done();
    let base = holds(key, Kind::AgedStockFee, Lane::Week, &fact.sku, numbers, &fact.evidence);
    let due = Some(next.plus(-1).end(fact.market.zone()));
    let per_day = fee.map(|fee| Money::new(fee.minor / 30, fee.currency));
    Some(Finding::Holds(Box::new(Holds { due, money: fee, money_per_day: per_day, ..base })))
}
