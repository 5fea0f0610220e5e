//! Search terms that cost and do not sell (58). A term is proposed when so many clicks without an order would be bad luck
//! less than once in ten times at the rate to expect, and when it has cost at least one order's worth. Only clicks older
//! than the attribution lag are judged; an order inside the lag is an order all the same (R60, R66; H11).

use std::collections::BTreeMap;

use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::ads;
use crate::domain::day::Instant;
use crate::domain::fact::{Clicks, TermFact};
use crate::domain::import::Evidence;
use crate::domain::key::term_subject;
use crate::domain::keys;
use crate::domain::market::Market;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

/// 95 % certainty.
pub(super) const Z95: f64 = 1.959_963_984_5;

pub(super) fn run(terms: &[TermFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for rows in grouped(terms).into_values() {
        let store = rows.first().map_or("", |row| row.store.as_str());
        verdicts(&rows, round.of(store), out);
    }
}

/// Where a term stands: store, marketplace, campaign, ad group, term.
pub(super) type TermPlace<'a> = (&'a str, Market, &'a str, &'a str, &'a str);

/// The rows of each term of an ad group, in an order that the facts do not decide: a term is excluded from its ad group as
/// a whole, so rows of several targets in the group are judged together.
pub(super) fn grouped(terms: &[TermFact]) -> BTreeMap<TermPlace<'_>, Vec<&TermFact>> {
    let mut groups: BTreeMap<TermPlace<'_>, Vec<&TermFact>> = BTreeMap::new();
    for term in terms {
        let place =
            (term.store.as_str(), term.market, term.campaign.as_str(), term.ad_group.as_str(), term.term.as_str());
        groups.entry(place).or_default().push(term);
    }
    for rows in groups.values_mut() {
        rows.sort_by_key(|r| {
            let newest = (std::cmp::Reverse(r.evidence.as_of), &r.evidence.sha256, r.evidence.row);
            (&r.targeting, &r.match_type, newest, r.judged.clicks, r.judged.spend, r.group.clicks)
        });
    }
    groups
}

/// The end of the week's batch: its Sunday.
pub(super) fn sunday(pass: Pass<'_>, market: Market) -> Instant {
    pass.today(Some(market)).monday().plus(6).end(market.zone())
}

/// One item a term, under the key of its first row; the same verdict ends the items of all its rows.
fn verdicts(rows: &[&TermFact], pass: Pass<'_>, out: &mut Vec<Finding>) {
    let key_of = |row: &TermFact| {
        let subject = term_subject(&row.campaign, &row.ad_group, &row.targeting, &row.match_type, &row.term);
        Key::negate_term(&row.store, row.market, &subject)
    };
    let Some(found) = rows.first().and_then(|first| judge(key_of(first), rows, pass)) else { return };
    let (evidence, how) = match &found {
        Finding::Holds(holds) => (holds.evidence.clone(), "counted-together"),
        Finding::Gone { evidence, how, .. } => (evidence.clone(), *how),
    };
    let first = key_of(rows[0]);
    out.extend(
        rows[1..].iter().map(|row| key_of(row)).filter(|key| *key != first).map(|key| gone(key, &evidence, how)),
    );
    out.push(found);
}

/// The rows of one term as one.
pub(super) struct Term<'a> {
    /// The first row.
    pub first: &'a TermFact,
    /// Clicks of all of them.
    pub judged: Clicks,
    /// Orders inside the lag.
    pub recent_orders: i64,
    /// The newest row.
    pub evidence: &'a Evidence,
}

/// `None` where the rows have several currencies.
pub(super) fn together<'a>(rows: &[&'a TermFact]) -> Option<Term<'a>> {
    let first = *rows.first()?;
    let mut term = Term { first, judged: Clicks::default(), recent_orders: 0, evidence: &first.evidence };
    for row in rows {
        if row.currency != first.currency {
            return None;
        }
        term.judged.clicks += row.judged.clicks;
        term.judged.orders += row.judged.orders;
        term.judged.spend = term.judged.spend.saturating_add(row.judged.spend);
        term.judged.sales = term.judged.sales.saturating_add(row.judged.sales);
        term.recent_orders += row.recent_orders;
        let newer = |e: &Evidence| (e.as_of, e.row);
        if newer(&row.evidence) > newer(term.evidence) {
            term.evidence = &row.evidence;
        }
    }
    Some(term)
}

fn judge(key: Key, rows: &[&TermFact], pass: Pass<'_>) -> Option<Finding> {
    let term = together(rows)?;
    let market = Some(term.first.market);
    if matches!(term.first.term.trim(), "" | "*") {
        return None;
    }
    if term.judged.orders > 0 || term.recent_orders > 0 {
        return Some(gone(key, term.evidence, "sold"));
    }
    let last = rows.iter().map(|r| r.to).max()?;
    if pass.today(market).since(last) * 24 < pass.get(keys::ADS_MIN_LAG_HOURS, market) {
        return None;
    }
    let test = Test::of(&term, pass)?;
    if !test.unlucky || !test.costly {
        return Some(gone(key, term.evidence, "below-test"));
    }
    let money = Money::new(term.judged.spend, term.first.currency);
    let from = rows.iter().map(|r| r.from).min()?;
    let days = (last.since(from) + 1).max(1);
    let numbers = numbers(&term, &test, days, pass)
        .with("from", Num::Day(from))
        .with("to", Num::Day(last))
        .money("spend", Some(money))
        .done();
    let base = holds(key, Kind::NegateTerm, Lane::Week, &term.first.term, numbers, term.evidence);
    Some(Finding::Holds(Box::new(Holds {
        due: Some(sunday(pass, term.first.market)),
        money: Some(money),
        money_per_day: Some(Money::new(money.minor / days, money.currency)),
        ..base
    })))
}

/// The two tests, with the figures they used.
struct Test {
    expected: i64,
    needed: i64,
    chance: i64,
    unlucky: bool,
    cpa: i64,
    basis: &'static str,
    costly: bool,
}

impl Test {
    /// `None` when there is nothing to compare with: no other click, or no other order whose cost could be known.
    fn of(term: &Term<'_>, pass: Pass<'_>) -> Option<Self> {
        let market = Some(term.first.market);
        let TermFact { group, campaign_total, account, .. } = term.first;
        let alpha = pass.get(keys::NEGATIVE_P0, market);
        let prior = pass.get(keys::PRIOR_CLICKS, market);
        let expected = ads::expected_cvr_ppm(*group, *campaign_total, *account, prior)?;
        let needed = ads::clicks_needed(expected, alpha)?;
        let target = pass.get(keys::TARGET_ACOS, market);
        let levels = [("ad-group", group), ("campaign", campaign_total), ("account", account)];
        let (basis, of, cpa) =
            levels.into_iter().find_map(|(word, of)| Some((word, of, ads::target_cpa(*of, target)?)))?;
        let times = pass.get(keys::NEGATIVE_SPEND, market);
        Some(Self {
            expected,
            needed,
            chance: (ads::p_zero_orders(expected, term.judged.clicks) * 1e6).round() as i64,
            unlucky: term.judged.clicks >= needed,
            cpa,
            basis,
            costly: ads::spend_reaches_cpa(term.judged.spend, *of, target, times)?,
        })
    }
}

fn numbers(term: &Term<'_>, test: &Test, days: i64, pass: Pass<'_>) -> Collect {
    let market = Some(term.first.market);
    let clicks = term.judged.clicks;
    Collect::default()
        .text("term", &term.first.term)
        .text("campaign", &term.first.campaign)
        .text("ad_group", &term.first.ad_group)
        .text("targeting", &term.first.targeting)
        .text("match_type", &term.first.match_type)
        .text("as", if ads::is_asin(&term.first.term) { "product-target" } else { "negative-exact" })
        .with("clicks", Num::Int(clicks))
        .with("orders", Num::Int(0))
        .with("days", Num::Int(days))
        .with("expected", Num::Ppm(test.expected))
        .with("needed", Num::Int(test.needed))
        .with("chance", Num::Ppm(test.chance))
        .with("limit", Num::Ppm(pass.get(keys::NEGATIVE_P0, market)))
        .with("at_most", ads::wilson(0, clicks, Z95).map(|(_, high)| Num::Ppm(high)))
        .with("target_acos", Num::Ppm(pass.get(keys::TARGET_ACOS, market)))
        .with("lag", Num::Int(term.first.window_days))
        .text("basis", test.basis)
        .money("cpa", Some(Money::new(test.cpa, term.first.currency)))
        // No report that links ad group and offer is read yet (H11).
        .flag("offer_checked", Some(false))
}
