//! When the rules must run again without new data: a promise passes, an answer becomes urgent, a report old, a day ends.

use std::collections::BTreeSet;

use super::orders::promise;
use super::pass::Round;
use crate::domain::day::Instant;
use crate::domain::fact::Facts;
use crate::domain::keys;
use crate::domain::market::Market;

/// The first instant after now at which the same facts can give other findings.
pub(super) fn next_change(facts: &Facts, round: Round<'_>) -> Instant {
    let mut next = round.today(None).plus(1).start(chrono_tz::UTC);
    let mut at = |instant: Instant| {
        if instant > round.now && instant < next {
            next = instant;
        }
    };
    for market in markets(facts) {
        at(round.today(Some(market)).plus(1).start(market.zone()));
    }
    for order in facts.orders.iter().filter(|o| o.closed.is_none()) {
        // A promise is kept until its very second.
        if let Some(promised) = promise(order) {
            at(promised.plus(1));
        }
    }
    for thread in &facts.threads {
        let (pass, market) = (round.of(&thread.store), Some(thread.market));
        for wait in thread.waits.iter().filter(|w| w.answered.is_none()) {
            let due = wait.since.plus(pass.hours(keys::ANSWER_HOURS, market));
            at(due.plus(1));
            at(due.plus(1 - pass.hours(keys::ANSWER_NOW_HOURS, market)));
        }
    }
    for claim in facts.taken.iter().filter(|claim| claim.open) {
        let pass = round.of(&claim.store);
        if let Some((_, taken)) = &claim.taken {
            at(taken.plus(pass.hours(keys::CLAIM_STALE_HOURS, claim.market) + 1));
        }
        if let Some(due) = claim.due {
            at(due.plus(-pass.hours(keys::CLAIM_NEAR_HOURS, claim.market)));
        }
    }
    for report in &facts.reports {
        let wanted = round.of(&report.store).report_seconds(report);
        if let Some(as_of) = report.as_of {
            at(as_of.plus(wanted + 1));
        }
    }
    next
}

fn markets(facts: &Facts) -> BTreeSet<Market> {
    (facts.orders.iter().map(|f| f.market))
        .chain(facts.threads.iter().map(|f| f.market))
        .chain(facts.offers.iter().map(|f| f.market))
        .chain(facts.twice.iter().map(|f| f.market))
        .chain(facts.disputes.iter().map(|f| f.market))
        .chain(facts.notices.iter().map(|f| f.market))
        .chain(facts.returns.iter().map(|f| f.market))
        .chain(facts.complaints.iter().map(|f| f.market))
        .chain(facts.return_rates.iter().map(|f| f.market))
        .chain(facts.feedback.iter().map(|f| f.market))
        .chain(facts.reviews.iter().map(|f| f.market))
        .chain(facts.stock.iter().map(|f| f.market))
        .chain(facts.plans.iter().map(|f| f.market))
        .chain(facts.lost.iter().flat_map(|f| &f.losses).filter_map(|loss| loss.market))
        .chain(facts.refunds.iter().map(|f| f.market))
        .chain(facts.lots.iter().filter_map(|f| f.market))
        .chain(facts.stranded.iter().map(|f| f.market))
        .chain(facts.terms.iter().map(|f| f.market))
        .chain(facts.campaigns.iter().map(|f| f.market))
        .chain(facts.bids.iter().map(|f| f.market))
        .chain(facts.ad_products.iter().map(|f| f.market))
        .chain(facts.ad_offers.iter().map(|f| f.market))
        .chain(facts.exacts.iter().map(|f| f.market))
        .chain(facts.metrics.iter().map(|f| f.market))
        .chain(facts.reports.iter().filter_map(|f| f.market))
        .collect()
}
