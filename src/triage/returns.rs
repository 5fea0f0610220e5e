//! Returns of orders that the seller ships: a request that waits for a decision (13) and a return that came back without a
//! refund (15). Source: returns report; a refund is seen in its own column or in the payments (R21).

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::fact::ReturnFact;
use crate::domain::key::SEPARATOR;
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num, Numbers};

pub(super) fn run(facts: &[ReturnFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let pass = round.of(&fact.store);
        out.extend(request(fact, pass));
        out.extend(refund(fact, pass));
    }
}

/// Beginnings of states in which the seller is asked.
const WAITS: &[&str] = &["pending", "ausstehend", "in attesa", "en attente", "pendiente", "承認待ち", "待处理"];
/// Beginnings of states in which the request is decided. A state in neither list is unknown.
const DECIDED: &[&str] = &[
    "approved",
    "authori",
    "completed",
    "complete",
    "closed",
    "denied",
    "declined",
    "rejected",
    "refunded",
    "cancel",
    "genehmigt",
    "abgeschlossen",
    "abgelehnt",
    "geschlossen",
    "approuv",
    "autoris",
    "ferm",
    "refus",
    "approvat",
    "autorizz",
    "rifiutat",
    "aprobad",
    "autorizad",
    "rechazad",
    "承認済",
    "完了",
    "已批准",
    "已完成",
    "已拒绝",
    "已关闭",
];
/// Resolutions that owe no money.
const NO_REFUND: &[&str] = &["replace", "exchange", "umtausch", "ersatz"];

fn begins(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.starts_with(word))
}

fn request(fact: &ReturnFact, pass: Pass<'_>) -> Option<Finding> {
    let key = key(Kind::ReturnRequest, fact);
    if begins(&fact.status, DECIDED) {
        return Some(gone(key, &fact.evidence, "return-decided"));
    }
    if !begins(&fact.status, WAITS) {
        return None;
    }
    let zone = fact.market.zone();
    let hours = pass.get(keys::RETURN_HOURS, Some(fact.market));
    // The report has the day alone: its end is the latest moment of the request.
    let due = fact.requested.map(|day| day.end(zone).plus(pass.hours(keys::RETURN_HOURS, Some(fact.market))));
    let numbers = Collect::from(numbers(fact))
        .with("requested", fact.requested.map(Num::Day))
        .with("due", due.map(Num::At))
        .with("hours", Num::Int(hours))
        .done();
    let base = holds(key, Kind::ReturnRequest, Lane::Today, &fact.order_id, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds { due, money: fact.amount, ..base })))
}

fn refund(fact: &ReturnFact, pass: Pass<'_>) -> Option<Finding> {
    let key = key(Kind::RefundOwed, fact);
    let delivered = fact.delivered?;
    if fact.refunded.is_some_and(|money| money.minor != 0) {
        return Some(gone(key, &fact.evidence, "refunded"));
    }
    if let Some((_, evidence)) = &fact.paid_back {
        return Some(gone(key, evidence, "refunded"));
    }
    if NO_REFUND.iter().any(|word| fact.resolution.contains(word)) {
        return None;
    }
    let zone = fact.market.zone();
    // A past day is judged by the rule of that day.
    let days = pass.get_on(&keys::REFUND_DAYS, Some(fact.market), delivered);
    let due = delivered.plus(days).end(zone);
    let numbers = Collect::from(numbers(fact))
        .with("delivered", Num::Day(delivered))
        .with("due", Num::At(due))
        .with("days_allowed", Num::Int(days))
        .done();
    let base = holds(key, Kind::RefundOwed, Lane::Today, &fact.order_id, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(due), money: fact.amount, ..base })))
}

fn key(kind: Kind, fact: &ReturnFact) -> Key {
    let occurrence = fact.occurrence.to_string();
    let subject = [&fact.order_id, &fact.request, &fact.sku, &occurrence].map(String::as_str);
    Key::new(kind, &fact.store, Some(fact.market), subject.join(&SEPARATOR.to_string()))
}

fn numbers(fact: &ReturnFact) -> Numbers {
    Collect::default()
        .text("order", &fact.order_id)
        .text("sku", &fact.sku)
        .text("product", &fact.title)
        .with("units", fact.units.map(Num::Int))
        .with("reason", (!fact.reason.is_empty()).then(|| Num::Text(fact.reason.clone())))
        .money("amount", fact.amount)
        .done()
}
