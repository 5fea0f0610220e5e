//! The rules: facts, clock and settings in, findings out. Pure: no I/O, no clock, no sentence.
//!
//! One file per area. A rule says `Holds` or `Gone` only when a row proves it; what a file does not say stays unknown and
//! gives no finding (H1). The numbers of a finding never contain what changes by the clock alone (time left, age): two
//! passes over the same facts inside one stretch give the same findings, so no item changes without a reason.

mod ads;
mod bids;
mod campaigns;
mod claims;
mod clock;
mod complaints;
mod conversion;
mod dead_offers;
mod disputes;
mod exacts;
mod feedback;
mod fees;
mod files;
mod harvest;
mod left;
mod lots;
mod messages;
mod metrics;
mod orders;
mod pass;
mod plans;
mod practices;
mod reports;
mod returns;
mod spikes;
mod stock;
mod stranded;
mod surplus;
mod taken;
mod twice;
mod warehouse;
mod ways;

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::domain::day::Instant;
use crate::domain::fact::Facts;
use crate::domain::import::Evidence;
use crate::domain::market::Market;
use crate::domain::settings::Settings;
use crate::domain::work::{Finding, Holds, Key};
use pass::{Memo, Round};

/// All rules over all facts, sorted by key, at most one finding a key. A key in neither form of finding is unknown: its
/// item stays as it is (H1). The order of the facts does not matter.
pub fn run(facts: &Facts, now: Instant, settings: &Settings) -> Vec<Finding> {
    let memo = Memo::new(settings);
    let round = Round::new(now, settings, &memo);
    let mut found = Vec::new();
    orders::run(&facts.orders, round, &mut found);
    warehouse::needs(&facts.needs, &mut found);
    warehouse::offers(&facts.offers, &mut found);
    messages::run(&facts.threads, round, &mut found);
    messages::bounces(&facts.bounces, &mut found);
    twice::run(&facts.twice, round, &mut found);
    disputes::run(&facts.disputes, round, &mut found);
    disputes::notices(&facts.notices, round, &mut found);
    returns::run(&facts.returns, round, &mut found);
    complaints::run(&facts.complaints, round, &mut found);
    spikes::run(&facts.return_rates, round, &mut found);
    feedback::run(&facts.feedback, round, &mut found);
    feedback::reviews(&facts.reviews, round, &mut found);
    stock::run(&facts.stock, round, &mut found);
    ways::run(&facts.stock, round, &mut found);
    plans::run(&facts.plans, round, &mut found);
    fees::run(&facts.plans, round, &mut found);
    surplus::run(&facts.plans, round, &mut found);
    claims::run(&facts.lost, &facts.refunds, round, &mut found);
    lots::run(&facts.lots, round, &mut found);
    stranded::run(&facts.stranded, round, &mut found);
    ads::run(&facts.terms, round, &mut found);
    harvest::run(&facts.terms, &facts.targeted, round, &mut found);
    campaigns::run(&facts.campaigns, round, &mut found);
    bids::run(&facts.bids, round, &mut found);
    dead_offers::run(&facts.ad_offers, &facts.stock, round, &mut found);
    conversion::run(&facts.ad_products, round, &mut found);
    exacts::run(&facts.exacts, round, &mut found);
    metrics::run(&facts.metrics, round, &mut found);
    taken::run(&facts.taken, round, &mut found);
    reports::run(&facts.reports, round, &mut found);
    files::run(&facts.files, round, &mut found);
    practices::run(&facts.practices, facts.orders_per_week, round, &mut found);
    left::run(&facts.left, &mut found);
    settle(found)
}

/// The first instant after `now` at which the same facts can give other findings: until then no pass is needed without
/// new data (H4).
pub fn next_change(facts: &Facts, now: Instant, settings: &Settings) -> Instant {
    clock::next_change(facts, Round::new(now, settings, &Memo::new(settings)))
}

/// The keys of findings whose kind is switched off for their store and marketplace.
pub fn off(findings: &[Finding], now: Instant, settings: &Settings) -> HashSet<Key> {
    let is_off = |holds: &Holds| {
        let Key { store, market, .. } = &holds.key;
        !settings.is_on(holds.kind, store, *market, now.day(market.map_or(chrono_tz::UTC, Market::zone)))
    };
    let held = findings.iter().filter_map(|finding| match finding {
        Finding::Holds(holds) if !settings.all_on() => Some(holds),
        _ => None,
    });
    held.filter(|holds| is_off(holds)).map(|holds| holds.key.clone()).collect()
}

/// Sorts by key and keeps one finding a key: the one with the newest evidence; of the same moment the one that holds.
fn settle(mut found: Vec<Finding>) -> Vec<Finding> {
    found.sort_by(|a, b| {
        let (x, y) = (evidence(a), evidence(b));
        (key(a).cmp(key(b)))
            .then_with(|| y.as_of.cmp(&x.as_of))
            .then_with(|| is_gone(a).cmp(&is_gone(b)))
            .then_with(|| (&y.sha256, y.row).cmp(&(&x.sha256, x.row)))
            .then_with(|| if a == b { Ordering::Equal } else { format!("{a:?}").cmp(&format!("{b:?}")) })
    });
    found.dedup_by(|later, first| key(later) == key(first));
    found
}

fn key(finding: &Finding) -> &Key {
    match finding {
        Finding::Holds(holds) => &holds.key,
        Finding::Gone { key, .. } => key,
    }
}

fn evidence(finding: &Finding) -> &Evidence {
    match finding {
        Finding::Holds(holds) => &holds.evidence,
        Finding::Gone { evidence, .. } => evidence,
    }
}

fn is_gone(finding: &Finding) -> bool {
    matches!(finding, Finding::Gone { .. })
}

#[cfg(test)]
mod tests;
