//! Account metrics near or over their target (72). The report's own target and rate win over the rule pack; counts stand
//! beside the rate, because one defect of 60 orders is already 1.67 % (R32, R47, R100).

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::account::{self, Wanted};
use crate::domain::fact::MetricFact;
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(metrics: &[MetricFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in metrics {
        out.extend(judge(fact, round.of(&fact.store)));
    }
}

/// How a metric stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    Fine,
    Near,
    Over,
}

/// What the counts and the target say.
struct Reading {
    standing: Standing,
    target: Option<i64>,
    warn: Option<i64>,
    /// More defects that the target allows.
    budget: Option<i64>,
    /// Clean orders that bring it back.
    clean: Option<i64>,
    /// Our own comparison, when one was possible.
    missed: Option<bool>,
}

fn judge(fact: &MetricFact, pass: Pass<'_>) -> Option<Finding> {
    let known = account::metric(&fact.metric);
    let word = known.map_or(fact.metric.as_str(), |m| m.word);
    let wanted = Wanted::parse(&fact.target_condition).or(known.map(|m| m.wanted));
    let reading = match known {
        // Without a figure only the status speaks.
        _ if fact.rate.is_none() && fact.defects.is_none() => status(fact)?,
        Some(metric) if !metric.rate => count(fact)?,
        None if wanted == Some(Wanted::Exactly) && fact.target.is_some() => count(fact)?,
        _ => rate(fact, word, wanted?, pass)?,
    };
    let market = Some(fact.market);
    let kind = if is_violation(fact, known) { Kind::OpenViolation } else { Kind::MetricNearTarget };
    let key = Key::metric(&fact.store, fact.market, word, &fact.fulfilment);
    let subject = key.subject.clone();
    let plan = pass.get(keys::PLAN_DAYS, market);
    let (lane, due) = match reading.standing {
        Standing::Fine => return Some(gone(key, &fact.evidence, "target-met")),
        Standing::Near => (Lane::Today, fact.reported_to.day(fact.market.zone()).plus(plan).end(fact.market.zone())),
        // Amazon's notices of violations give time from their first day on; a missed rate is late at once.
        Standing::Over if kind == Kind::OpenViolation => {
            (Lane::Now, fact.since.unwrap_or(fact.reported_to).plus(pass.hours(keys::VIOLATION_HOURS, market)))
        }
        Standing::Over => (Lane::Now, fact.reported_to),
    };
    let numbers = Collect::default()
        .text("metric", word)
        .text("fulfilment", &fact.fulfilment)
        .text("standing", if reading.standing == Standing::Over { "over" } else { "near" })
        .text("status", &fact.status)
        .text("wanted", wanted_word(wanted))
        .flag("missed", reading.missed)
        .with("orders", fact.orders.map(Num::Int))
        .with("defects", fact.defects.map(Num::Int))
        .with("rate", shown_rate(fact).map(Num::Ppm))
        .with("target", reading.target.map(if is_count(fact, wanted) { Num::Int } else { Num::Ppm }))
        .with("warn", reading.warn.map(Num::Ppm))
        .with("budget", reading.budget.map(Num::Int))
        .with("near_budget", Num::Int(pass.get(keys::NEAR_BUDGET, market)))
        .with("clean", reading.clean.filter(|n| *n > 0).map(Num::Int))
        .with("reported_to", Num::At(fact.reported_to))
        .with("since", fact.since.filter(|_| kind == Kind::OpenViolation).map(Num::At))
        .with(
            "violation_hours",
            (kind == Kind::OpenViolation).then(|| Num::Int(pass.get(keys::VIOLATION_HOURS, market))),
        )
        .done();
    let base = holds(key, kind, lane, &subject, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(due), ..base })))
}

/// Violations, complaints and requests for documents are counted (73); rates, the rating and the status are not.
fn is_violation(fact: &MetricFact, known: Option<&account::Metric>) -> bool {
    match known {
        Some(metric) => {
            !metric.rate && !matches!(metric.word, "account-health-rating" | "account-status" | "warning-state")
        }
        None => fact.rate.is_none() && Wanted::parse(&fact.target_condition) == Some(Wanted::Exactly),
    }
}

fn wanted_word(wanted: Option<Wanted>) -> &'static str {
    match wanted {
        Some(Wanted::Below) => "below",
        Some(Wanted::AtLeast) => "at-least",
        Some(Wanted::Exactly) | None => "none",
    }
}

fn is_count(fact: &MetricFact, wanted: Option<Wanted>) -> bool {
    fact.rate.is_none() && wanted == Some(Wanted::Exactly)
}

/// Counts that can be true: defects of at least one order, and not more than orders.
fn counts(fact: &MetricFact) -> Option<(i64, i64)> {
    let (orders, defects) = (fact.orders?, fact.defects?);
    (orders > 0 && (0..=orders).contains(&defects)).then_some((orders, defects))
}

/// The defect rate of the counts, or the rate of the good ones where that is what is wanted.
fn shown_rate(fact: &MetricFact) -> Option<i64> {
    fact.rate.or_else(|| {
        let wanted = Wanted::parse(&fact.target_condition).or(account::metric(&fact.metric).map(|m| m.wanted))?;
        of_counts(wanted, counts(fact)?)
    })
}

fn of_counts(wanted: Wanted, (orders, defects): (i64, i64)) -> Option<i64> {
    account::rate_ppm(if wanted == Wanted::AtLeast { orders - defects } else { defects }, orders)
}

fn rate(fact: &MetricFact, word: &str, wanted: Wanted, pass: Pass<'_>) -> Option<Reading> {
    let market = Some(fact.market);
    let target = fact.target.or_else(|| pass.find(&keys::metric_target(word), market))?;
    // A status "none" with no orders says that Amazon has nothing to judge.
    let counts = counts(fact);
    if fact.orders == Some(0) || (fact.rate.is_none() && counts.is_none()) {
        return None;
    }
    let budget = counts.map(|(orders, defects)| match wanted {
        Wanted::AtLeast => account::headroom_at_least(orders, defects, target),
        Wanted::Below | Wanted::Exactly => account::headroom(orders, defects, target),
    });
    let rate = shown_rate(fact)?;
    // Amazon's own rate decides; without one the counts do, exactly.
    let missed = if fact.rate.is_some() { wanted.missed(rate, target) } else { budget? < 0 };
    // The warning line counts only on the safe side of the target in force.
    let warn = pass.find(&keys::metric_warning(word), market).filter(|warn| match wanted {
        Wanted::Below => *warn < target,
        Wanted::AtLeast => *warn > target,
        Wanted::Exactly => false,
    });
    let past_warning = warn.is_some_and(|warn| match wanted {
        Wanted::Below => rate >= warn,
        Wanted::AtLeast | Wanted::Exactly => rate < warn,
    });
    let enough = counts.is_none_or(|(_, defects)| defects >= pass.get(keys::NEAR_MIN_DEFECTS, market));
    let few_left = budget.is_some_and(|left| left <= pass.get(keys::NEAR_BUDGET, market));
    let standing = if missed || says_bad(&fact.status) {
        Standing::Over
    } else if enough && (few_left || past_warning) {
        Standing::Near
    } else {
        Standing::Fine
    };
    let clean = counts.and_then(|(orders, defects)| match wanted {
        Wanted::AtLeast => account::clean_needed(orders, orders - defects, target),
        Wanted::Below | Wanted::Exactly => account::clean_needed_below(orders, defects, target),
    });
    Some(Reading { standing, target: Some(target), warn, budget, clean, missed: Some(missed) })
}

/// Violations and complaints: any above the target (none) is over it.
fn count(fact: &MetricFact) -> Option<Reading> {
    let (count, target) = (fact.defects?, fact.target.unwrap_or(0));
    let missed = count > target;
    let standing = if missed || says_bad(&fact.status) { Standing::Over } else { Standing::Fine };
    Some(Reading { standing, target: Some(target), warn: None, budget: None, clean: None, missed: Some(missed) })
}

/// Account status and rating: words only. An unknown word says nothing.
fn status(fact: &MetricFact) -> Option<Reading> {
    let standing = match fact.status.trim().to_ascii_uppercase().replace([' ', '-'], "_").as_str() {
        "GOOD" | "GREAT" | "HEALTHY" | "NORMAL" | "EXCELLENT" => Standing::Fine,
        "WARNED" | "AT_RISK" | "FAIR" => Standing::Near,
        "BAD" | "POOR" | "VERY_POOR" | "CRITICAL" | "UNHEALTHY" | "DEACTIVATED" | "SUSPENDED" => Standing::Over,
        _ => return None,
    };
    Some(Reading { standing, target: None, warn: None, budget: None, clean: None, missed: None })
}

fn says_bad(status: &str) -> bool {
    status.trim().eq_ignore_ascii_case("bad")
}
