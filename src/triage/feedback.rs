//! Bad feedback about the seller (22) and bad product reviews (23). Never the buyer's words: they are personal data. Source:
//! seller feedback report (1 to 3 stars) and the sheet of reviews that is kept by hand (R24, R25).

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::fact::{FeedbackFact, ReviewFact};
use crate::domain::key::SEPARATOR;
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[FeedbackFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| feedback(fact, round.of(&fact.store))));
}

pub(super) fn reviews(facts: &[ReviewFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| review(fact, round.of(&fact.store))));
}

fn feedback(fact: &FeedbackFact, pass: Pass<'_>) -> Option<Finding> {
    let (market, zone) = (Some(fact.market), fact.market.zone());
    let key = Key::new(Kind::BadFeedback, &fact.store, market, &fact.order_id).with_epoch(fact.day.to_string());
    let most = pass.get(keys::BAD_STARS, market);
    if fact.rating? > most {
        return Some(gone(key, &fact.evidence, "not-bad"));
    }
    if fact.answered? {
        return Some(gone(key, &fact.evidence, "answered"));
    }
    let removable = fact.day.plus(pass.get(keys::FEEDBACK_REMOVAL_DAYS, market));
    // Later nothing can be asked for; that it still stands unanswered is no news.
    if pass.now().day(zone) > removable {
        return None;
    }
    let due = fact.day.plus(pass.get(keys::FEEDBACK_ANSWER_DAYS, market)).end(zone);
    let counts = fact.rating.is_some_and(|stars| stars <= 2);
    let numbers = Collect::default()
        .text("order", &fact.order_id)
        .with("stars", fact.rating.map(Num::Int))
        .with("given_on", Num::Day(fact.day))
        .with("due", Num::At(due))
        .with("days_allowed", Num::Int(pass.get(keys::FEEDBACK_ANSWER_DAYS, market)))
        .with("removable", Num::Day(removable))
        .flag("defect", Some(counts))
        .money("total", fact.total)
        .done();
    let base = holds(key, Kind::BadFeedback, Lane::Week, &fact.order_id, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(due), money: fact.total, ..base })))
}

fn review(fact: &ReviewFact, pass: Pass<'_>) -> Option<Finding> {
    let (market, zone) = (Some(fact.market), fact.market.zone());
    let subject = [mark(&fact.review_key), fact.occurrence.to_string()].join(&SEPARATOR.to_string());
    let key = Key::new(Kind::BadReview, &fact.store, market, subject);
    if fact.done.is_some() {
        return Some(gone(key, &fact.evidence, "handled"));
    }
    if fact.stars? > pass.get(keys::BAD_STARS, market) {
        return Some(gone(key, &fact.evidence, "not-bad"));
    }
    let due = fact.day.map(|day| day.plus(pass.get(keys::REVIEW_DAYS, market)).end(zone));
    let numbers = Collect::default()
        .text("asin", &fact.asin)
        .with("stars", fact.stars.map(Num::Int))
        .with("given_on", fact.day.map(Num::Day))
        .with("topic", (!fact.topic.is_empty()).then(|| Num::Text(fact.topic.clone())))
        .with("due", due.map(Num::At))
        .with("days_allowed", Num::Int(pass.get(keys::REVIEW_DAYS, market)))
        .done();
    let base = holds(key, Kind::BadReview, Lane::Week, &fact.asin, numbers, &fact.evidence);
    Some(Finding::Holds(Box::new(Holds { due, ..base })))
}

/// What stands for a review in its key: its id; anything else may be the buyer's words and becomes a number (FNV-1a).
fn mark(review_key: &str) -> String {
    let is_id = (11..=16).contains(&review_key.len())
        && review_key.starts_with('R')
        && review_key.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    if is_id {
        return review_key.to_owned();
    }
    let hash = review_key
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_holds_the_id_of_a_review_and_never_its_words() {
        assert_eq!(mark("R1EXAMPLE00000"), "R1EXAMPLE00000");
        let words = "2026-11-01 B000000001 1 Handle came loose";
        assert_eq!(mark(words).len(), 16);
        assert!(!mark(words).contains("Handle"));
        assert_ne!(mark(words), mark("2026-11-01 B000000001 1 Handle fell off"));
    }
}
