//! The same complaint about a SKU again and again (24): three units that came back for one reason within seven days, until two
//! weeks without such a cluster. Source: FBA returns and returns report; the days count up to the newest one that a report
//! has, so an old report neither opens nor ends anything (R26).

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::day::Day;
use crate::domain::fact::ComplaintFact;
use crate::domain::import::Evidence;
use crate::domain::key::SEPARATOR;
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[ComplaintFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| cluster(fact, round.of(&fact.store))));
}

/// Beginnings of reasons that say nothing about the product.
const NO_COMPLAINT: &[&str] = &[
    "UNWANTED",
    "ORDERED_WRONG",
    "MISORDERED",
    "FOUND_BETTER",
    "NO_REASON",
    "UNAUTHORIZED",
    "UNDELIVERABLE",
    "NEVER_ARRIVED",
    "MISSED_ESTIMATED",
    "EXTRA_ITEM",
    "REFUSED",
    "REJECTED",
];

/// The last stretch of so many days with so many units: its last day, its units, and the row of the last one.
fn last(units: &[(Day, Evidence)], least: usize, days: i64) -> Option<(Day, i64, &Evidence)> {
    let end =
        (least.max(1) - 1..units.len()).rev().find(|i| units[*i].0.since(units[i + 1 - least.max(1)].0) < days)?;
    let (day, evidence) = &units[end];
    let count = units.iter().filter(|(other, _)| *other <= *day && day.since(*other) < days).count();
    Some((*day, i64::try_from(count).unwrap_or(i64::MAX), evidence))
}

fn cluster(fact: &ComplaintFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    if NO_COMPLAINT.iter().any(|word| fact.reason.starts_with(word)) {
        return None;
    }
    let (least, days) = (pass.get(keys::COMPLAINTS, market), pass.get(keys::COMPLAINT_DAYS, market));
    let (day, count, evidence) = last(&fact.units, usize::try_from(least).unwrap_or(1), days)?;
    let subject = format!("{}{SEPARATOR}{}", fact.sku, fact.reason);
    let key = Key::new(Kind::SameComplaint, &fact.store, market, subject);
    let quiet = pass.get(keys::COMPLAINT_QUIET_DAYS, market);
    if fact.until.0.since(day) >= quiet {
        return Some(gone(key, &fact.until.1, "quiet"));
    }
    let due = day.plus(1).end(fact.market.zone());
    let numbers = Collect::default()
        .text("sku", &fact.sku)
        .text("reason", &fact.reason)
        .with("count", Num::Int(count))
        .with("span", Num::Int(days))
        .with("least", Num::Int(least))
        .with("last_back", Num::Day(day))
        .with("until", Num::Day(fact.until.0))
        .with("quiet", Num::Int(quiet))
        .with("due", Num::At(due))
        .done();
    let base = holds(key, Kind::SameComplaint, Lane::Today, &fact.sku, numbers, evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(due), ..base })))
}
