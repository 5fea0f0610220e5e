//! Search terms that sell and are targeted nowhere exactly (59): so many orders older than the attribution lag at or below the
//! target ad cost share. A term is judged in its ad group, because figures of a renamed campaign stand under both names. Source:
//! Sponsored Products search term report, and the bulk operations download for what is targeted already (R62, R66).

use std::collections::BTreeMap;

use super::ads::{Term, grouped, sunday, together};
use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::ads;
use crate::domain::fact::{TargetedFact, TermFact};
use crate::domain::import::Evidence;
use crate::domain::key::SEPARATOR;
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

/// Targeted exactly in a store and marketplace: the newest row that says so.
type Exact<'a> = BTreeMap<(&'a str, Market, String), &'a Evidence>;

pub(super) fn run(terms: &[TermFact], targeted: &[TargetedFact], round: Round<'_>, out: &mut Vec<Finding>) {
    let exact = exact(terms, targeted);
    for rows in grouped(terms).values() {
        let listed = rows
            .first()
            .is_some_and(|row| targeted.iter().any(|fact| fact.store == row.store && fact.market == row.market));
        out.extend(together(rows).and_then(|term| judge(&term, rows, &exact, listed, round.of(&term.first.store))));
    }
}

/// From the download, and from the report itself: clicks of an exact keyword prove that it is there.
fn exact<'a>(terms: &'a [TermFact], targeted: &'a [TargetedFact]) -> Exact<'a> {
    let mut found: Exact<'a> = BTreeMap::new();
    let mut add = |store: &'a str, market: Market, words: String, evidence: &'a Evidence| {
        let rank = |e: &Evidence| (e.as_of, e.sha256.clone(), e.row);
        let known = found.entry((store, market, words)).or_insert(evidence);
        if rank(evidence) > rank(known) {
            *known = evidence;
        }
    };
    for fact in targeted {
        for (words, evidence) in &fact.exact {
            add(&fact.store, fact.market, words.clone(), evidence);
        }
    }
    for row in terms {
        let words = match row.match_type.to_lowercase().as_str() {
            "exact" => Some(words(&row.targeting)),
            _ => ads::target_asin(&row.targeting),
        };
        if let Some(words) = words {
            add(&row.store, row.market, words, &row.evidence);
        }
    }
    found
}

fn words(text: &str) -> String {
    text.trim().to_lowercase()
}

fn judge(term: &Term<'_>, rows: &[&TermFact], exact: &Exact<'_>, listed: bool, pass: Pass<'_>) -> Option<Finding> {
    let TermFact { store, campaign, ad_group, term: text, currency, .. } = term.first;
    if matches!(text.trim(), "" | "*") {
        return None;
    }
    let (place, market) = (term.first.market, Some(term.first.market));
    let subject = [campaign, ad_group, text].map(String::as_str).join(&SEPARATOR.to_string());
    let key = Key::new(Kind::HarvestTerm, store, market, subject);
    if let Some(evidence) = exact.get(&(store.as_str(), place, words(text))) {
        return Some(gone(key, evidence, "targeted"));
    }
    let (needed, target) = (pass.get(keys::HARVEST_ORDERS, market), pass.get(keys::TARGET_ACOS, market));
    let acos = ads::acos_ppm(term.judged);
    if term.judged.orders < needed || acos.is_none_or(|acos| acos > target) {
        return Some(gone(key, term.evidence, "below-test"));
    }
    let from = rows.iter().map(|row| row.from).min()?;
    let to = rows.iter().map(|row| row.to).max()?;
    let numbers = Collect::default()
        .text("term", text)
        .text("campaign", campaign)
        .text("ad_group", ad_group)
        .text("as", if ads::is_asin(text) { "product-target" } else { "exact-keyword" })
        .with("orders", Num::Int(term.judged.orders))
        .with("needed", Num::Int(needed))
        .with("clicks", Num::Int(term.judged.clicks))
        .with("acos", acos.map(Num::Ppm))
        .with("target_acos", Num::Ppm(target))
        .money("spend", Some(Money::new(term.judged.spend, *currency)))
        .money("sales", Some(Money::new(term.judged.sales, *currency)))
        .with("from", Num::Day(from))
        .with("to", Num::Day(to))
        .with("lag", Num::Int(term.first.window_days))
        .flag("listed", Some(listed))
        .done();
    let base = holds(key, Kind::HarvestTerm, Lane::Week, text, numbers, term.evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(sunday(pass, place)), ..base })))
}
