//! Two answers to one question (21): two mails of ours in a row within minutes. What was sent cannot be taken back; the note
//! on it keeps it from happening again. Source: mail; the minutes are our own choice (R21).

use super::pass::{Collect, Pass, Round, gone, holds, mark};
use crate::domain::fact::TwiceFact;
use crate::domain::keys;
use crate::domain::work::{Finding, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[TwiceFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| twice(fact, round.of(&fact.store))));
}

fn twice(fact: &TwiceFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let between = fact.second.0 - fact.first.0;
    if between >= pass.get(keys::TWICE_MINUTES, market) * 60 {
        return None;
    }
    let key = Key::new(Kind::TwoAnswers, &fact.store, market, &fact.thread).with_epoch(&fact.message_id);
    if let Some(report) = &fact.came_back {
        return Some(gone(key, report, "sent-again"));
    }
    if pass.today(market).since(fact.second.day(fact.market.zone())) > pass.get(keys::TWICE_DAYS, market) {
        return Some(gone(key, &fact.evidence, "time-over"));
    }
    let numbers = Collect::default()
        .with("order", fact.order_id.clone().map(Num::Text))
        .with("first", Num::At(fact.first))
        .with("second", Num::At(fact.second))
        .with("between", Num::Span(between))
        .done();
    let entity = fact.order_id.clone().unwrap_or_else(|| mark(&fact.thread));
    Some(Finding::Holds(Box::new(holds(key, Kind::TwoAnswers, Lane::Week, &entity, numbers, &fact.evidence))))
}
