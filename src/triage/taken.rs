//! Items that somebody took and left, while their deadline comes near (78). The claim's lease is long over, so that everybody
//! may take the item; this says so to the team. It ends when somebody takes it up again or it is done.

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::fact::TakenFact;
use crate::domain::import::Evidence;
use crate::domain::keys;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[TakenFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| judge(fact, round.of(&fact.store))));
}

fn judge(fact: &TakenFact, pass: Pass<'_>) -> Option<Finding> {
    let key = Key::new(Kind::StaleClaim, &fact.store, fact.market, &fact.item);
    // No file proves a claim: the act itself does.
    let proof = Evidence {
        file: "claim".to_owned(),
        as_of: fact.taken.as_ref().map_or(fact.changed, |(_, at)| *at).0,
        ..Evidence::default()
    };
    if !fact.open {
        return Some(gone(key, &proof, "finished"));
    }
    let Some((who, at)) = &fact.taken else { return Some(gone(key, &proof, "picked-up")) };
    let stale = pass.hours(keys::CLAIM_STALE_HOURS, fact.market);
    if pass.now() <= at.plus(stale) {
        return Some(gone(key, &proof, "picked-up"));
    }
    let due = fact.due?;
    if due > pass.now().plus(pass.hours(keys::CLAIM_NEAR_HOURS, fact.market)) {
        return None;
    }
    let numbers = Collect::default()
        .text("item", &fact.item)
        .text("what", fact.kind?.word())
        .text("who", who)
        .with("taken", Num::At(*at))
        .with("due", Num::At(due))
        .with("hours", Num::Int(pass.get(keys::CLAIM_STALE_HOURS, fact.market)))
        .done();
    let base = holds(key, Kind::StaleClaim, Lane::Today, &fact.entity, numbers, &proof);
    Some(Finding::Holds(Box::new(Holds { due: Some(due), ..base })))
}
