//! One exact keyword in several campaigns that all spend (62): they bid for the same search, and none of them shows what it is
//! worth. Source: bulk operations download (R61).

use std::collections::BTreeSet;

use super::ads::sunday;
use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::fact::{KeywordPlace, SameExactFact};
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[SameExactFact], round: Round<'_>, out: &mut Vec<Finding>) {
    out.extend(facts.iter().filter_map(|fact| judge(fact, round.of(&fact.store))));
}

fn judge(fact: &SameExactFact, pass: Pass<'_>) -> Option<Finding> {
    let key = Key::new(Kind::SameExact, &fact.store, Some(fact.market), &fact.keyword);
    let spends = |place: &&KeywordPlace| place.enabled == Some(true) && place.spend.is_some_and(|minor| minor > 0);
    let both: Vec<&KeywordPlace> = fact.places.iter().filter(spends).collect();
    let campaigns: BTreeSet<&str> = both.iter().map(|place| place.campaign_id.as_str()).collect();
    if campaigns.len() < 2 {
        // A place of which state or spend is not known may still be the second one.
        let unknown = |p: &KeywordPlace| p.enabled.is_none() || (p.enabled == Some(true) && p.spend.is_none());
        let first = fact.places.iter().min_by_key(|place| (&place.evidence.sha256, place.evidence.row))?;
        return (!fact.places.iter().any(unknown)).then(|| gone(key, &first.evidence, "one-left"));
    }
    let of = |place: &KeywordPlace| place.spend.unwrap_or(0);
    let most = both.iter().max_by_key(|place| (of(place), std::cmp::Reverse(&place.campaign)))?;
    let total = both.iter().fold(0_i64, |sum, place| sum.saturating_add(of(place)));
    let rest = both.iter().find(|place| place.campaign_id != most.campaign_id)?;
    let numbers = Collect::default()
        .text("keyword", &fact.keyword)
        .with("campaigns", i64::try_from(campaigns.len()).ok().map(Num::Int))
        .text("most", &most.campaign)
        .text("other", &rest.campaign)
        .money("spend_most", Some(Money::new(of(most), fact.currency)))
        .money("spend", Some(Money::new(total, fact.currency)))
        .done();
    let base = holds(key, Kind::SameExact, Lane::Week, &fact.keyword, numbers, &most.evidence);
    let beside = Money::new(total.saturating_sub(of(most)), fact.currency);
    Some(Finding::Holds(Box::new(Holds { due: Some(sunday(pass, fact.market)), money: Some(beside), ..base })))
}
