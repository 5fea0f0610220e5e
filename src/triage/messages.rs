//! Mails of ours that came back (20), and buyers who wait for an answer: due within 24 elapsed hours (11), overdue after them (12). One item per wait; its epoch
//! is the first unanswered mail, so a new question after an answer is a new item (R20, R27, R105).

use super::pass::{Collect, Pass, Round, gone, holds, mark};
use crate::domain::fact::{BounceFact, ThreadFact, Wait};
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(threads: &[ThreadFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for thread in threads {
        let pass = round.of(&thread.store);
        out.extend(thread.waits.iter().map(|wait| answer(thread, wait, pass)));
    }
}

pub(super) fn bounces(facts: &[BounceFact], out: &mut Vec<Finding>) {
    out.extend(facts.iter().map(bounce));
}

fn bounce(fact: &BounceFact) -> Finding {
    let key = Key::new(Kind::MailCameBack, &fact.store, Some(fact.market), &fact.thread).with_epoch(&fact.message_id);
    if let Some((_, evidence)) = &fact.resent {
        return gone(key, evidence, "sent-again");
    }
    let numbers =
        Collect::default().with("order", fact.order_id.clone().map(Num::Text)).with("back", Num::At(fact.at)).done();
    let entity = fact.order_id.clone().unwrap_or_else(|| mark(&fact.thread));
    let base = holds(key, Kind::MailCameBack, Lane::Today, &entity, numbers, &fact.evidence);
    Finding::Holds(Box::new(Holds { due: Some(fact.at), ..base }))
}

fn answer(thread: &ThreadFact, wait: &Wait, pass: Pass<'_>) -> Finding {
    let market = Some(thread.market);
    let key = Key::answer(&thread.store, thread.market, &thread.thread).with_epoch(&wait.message_id);
    if let Some((_, evidence)) = &wait.answered {
        return gone(key, evidence, "answered");
    }
    let due = wait.since.plus(pass.hours(keys::ANSWER_HOURS, market));
    let (kind, lane) = if pass.now() > due {
        (Kind::AnswerOverdue, Lane::Now)
    } else if due.0 - pass.now().0 < pass.hours(keys::ANSWER_NOW_HOURS, market) {
        (Kind::AnswerDue, Lane::Now)
    } else {
        (Kind::AnswerDue, Lane::Today)
    };
    let after = |name| Num::At(wait.since.plus(pass.hours(name, market)));
    let numbers = Collect::default()
        .with("since", Num::At(wait.since))
        .with("due", Num::At(due))
        .with("hours", Num::Int(pass.get(keys::ANSWER_HOURS, market)))
        .with("goal", after(keys::ANSWER_GOAL_HOURS))
        .with("goal_hours", Num::Int(pass.get(keys::ANSWER_GOAL_HOURS, market)))
        .with("claim_at", after(keys::CLAIM_POSSIBLE_HOURS))
        .with("granted_at", after(keys::CLAIM_GRANTED_HOURS))
        .with("messages", Num::Int(wait.messages))
        .with("order", thread.order_id.clone().map(Num::Text))
        .money("total", thread.total)
        .done();
    let entity = thread.order_id.clone().unwrap_or_else(|| mark(&thread.thread));
    let base = holds(key, kind, lane, &entity, numbers, &wait.evidence);
    Finding::Holds(Box::new(Holds { due: Some(due), money: thread.total, money_per_day: thread.total, ..base }))
}
