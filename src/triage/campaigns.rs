//! Campaigns: a day that costs far more than usual or much without an order (55), and an enabled one that nobody sees (63).
//! Source: Sponsored Products campaign report, daily; state also from the bulk operations download (R60, R67).

use super::ads::sunday;
use super::pass::{Collect, Pass, Round, gone, holds};
use crate::domain::ads;
use crate::domain::day::Day;
use crate::domain::fact::{CampaignDay, CampaignFact};
use crate::domain::import::Evidence;
use crate::domain::keys;
use crate::domain::money::Money;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

pub(super) fn run(facts: &[CampaignFact], round: Round<'_>, out: &mut Vec<Finding>) {
    for fact in facts {
        let pass = round.of(&fact.store);
        out.extend(runaway(fact, pass));
        out.extend(silent(fact, pass));
    }
}

/// The row that says that the campaign no longer runs; none when it has cost on a later day.
fn paused(fact: &CampaignFact) -> Option<&Evidence> {
    let spent = fact.days.iter().rfind(|day| day.spend.is_some_and(|spend| spend > 0));
    let spent = spent.map(|day| day.day.start(fact.market.zone()).0);
    let paused = fact.enabled.as_ref().filter(|(on, _)| !on).map(|(_, evidence)| evidence)?;
    spent.is_none_or(|spent| spent <= paused.as_of).then_some(paused)
}

/// A day against its usual ones and against what an order may cost.
struct Verdict<'a> {
    day: &'a CampaignDay,
    spend: i64,
    usual: Option<i64>,
    known: i64,
    cpa: Option<i64>,
    spike: bool,
    brake: bool,
}

fn runaway(fact: &CampaignFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = Key::new(Kind::RunawaySpend, &fact.store, market, &fact.campaign);
    if let Some(evidence) = paused(fact) {
        return Some(gone(key, evidence, "paused"));
    }
    let newest = fact.days.last()?;
    if pass.today(market).since(newest.day) > pass.get(keys::RUNAWAY_FRESH_DAYS, market) {
        return None;
    }
    let whole = fact.days.iter().rev().find(|day| day.whole);
    let verdicts: Vec<_> =
        [Some(newest), whole].into_iter().flatten().filter_map(|day| judge(fact, day, pass)).collect();
    if let Some(verdict) = verdicts.iter().find(|v| v.spike || v.brake) {
        return Some(runs_away(fact, key, verdict, pass));
    }
    // A day that is not over, or that cannot be compared, proves nothing.
    let last = verdicts.iter().find(|v| v.day.whole && v.usual.is_some())?;
    Some(gone(key, &last.day.evidence, "spend-usual"))
}

fn judge<'a>(fact: &'a CampaignFact, day: &'a CampaignDay, pass: Pass<'_>) -> Option<Verdict<'a>> {
    let market = Some(fact.market);
    let (spend, get) = (day.spend?, |key| pass.get(key, market));
    let first = day.day.plus(-get(keys::RUNAWAY_DAYS));
    let before = fact.days.iter().filter(|d| d.whole && d.day >= first && d.day < day.day);
    let mut usual: Vec<i64> = before.filter_map(|d| d.spend).collect();
    usual.sort_unstable();
    let known = i64::try_from(usual.len()).unwrap_or(i64::MAX);
    let usual = (known >= get(keys::RUNAWAY_KNOWN_DAYS)).then(|| usual[usual.len() / 2]);
    let target = get(keys::TARGET_ACOS);
    let basis = [fact.judged, fact.account].into_iter().find(|of| ads::target_cpa(*of, target).is_some());
    let reaches = |times| basis.and_then(|of| ads::spend_reaches_cpa(spend, of, target, times));
    let times = i128::from(get(keys::RUNAWAY_TIMES));
    let above = |usual: i64| usual > 0 && i128::from(spend) * 1_000_000 > i128::from(usual) * times;
    Some(Verdict {
        day,
        spend,
        usual,
        known,
        cpa: basis.and_then(|of| ads::target_cpa(of, target)),
        // A few cents more than a few cents are no runaway: the day must have cost an order's worth, where that is known.
        spike: usual.is_some_and(above) && reaches(1_000_000) != Some(false),
        brake: day.orders == Some(0) && reaches(get(keys::RUNAWAY_BRAKE)) == Some(true),
    })
}

fn runs_away(fact: &CampaignFact, key: Key, verdict: &Verdict<'_>, pass: Pass<'_>) -> Finding {
    let market = Some(fact.market);
    let money = |minor| Money::new(minor, fact.currency);
    let excess = money(verdict.spend - verdict.usual.unwrap_or(0).min(verdict.spend));
    let numbers = Collect::default()
        .text("campaign", &fact.campaign)
        .with("day", Num::Day(verdict.day.day))
        .flag("whole", Some(verdict.day.whole))
        .text("test", if verdict.spike { "spike" } else { "brake" })
        .money("spend", Some(money(verdict.spend)))
        .money("usual", verdict.usual.map(money))
        .with("known", Num::Int(verdict.known))
        .with("days", Num::Int(pass.get(keys::RUNAWAY_DAYS, market)))
        .with("times", Num::Milli(pass.get(keys::RUNAWAY_TIMES, market) / 1000))
        .with("orders", verdict.day.orders.map(Num::Int))
        .money("cpa", verdict.cpa.map(money))
        .with("brake_times", Num::Milli(pass.get(keys::RUNAWAY_BRAKE, market) / 1000))
        .done();
    let base = holds(key, Kind::RunawaySpend, Lane::Now, &fact.campaign, numbers, &verdict.day.evidence);
    let due = Some(verdict.day.day.end(fact.market.zone()));
    Finding::Holds(Box::new(Holds { due, money: Some(excess), money_per_day: Some(excess), ..base }))
}

fn silent(fact: &CampaignFact, pass: Pass<'_>) -> Option<Finding> {
    let market = Some(fact.market);
    let key = Key::new(Kind::CampaignSilent, &fact.store, market, &fact.campaign);
    let (enabled, stated) = fact.enabled.as_ref()?;
    if !enabled {
        return Some(gone(key, stated, "paused"));
    }
    let wanted = pass.get(keys::SILENT_DAYS, market);
    let last = *fact.known.last()?;
    let first = last.plus(1 - wanted);
    let inside = || fact.days.iter().filter(|day| day.day >= first && day.day <= last);
    if let Some(shown) = fact.days.iter().rfind(|day| day.day >= first && day.impressions.is_some_and(|n| n > 0)) {
        return Some(gone(key, &shown.evidence, "shown"));
    }
    // Every day must be known, the campaign must have begun before them, and none of its own rows may be blank.
    let known = fact.known.iter().filter(|day| **day >= first).count();
    let begun = fact.started.is_some_and(|day| day <= first) || fact.days.iter().any(|day| day.day < first);
    let ended = fact.ends.is_some_and(|day| day < last);
    let blank = inside().any(|day| day.impressions.is_none());
    let all = i64::try_from(known).is_ok_and(|known| known >= wanted);
    if !all || !begun || ended || blank || !speaks_of_it(fact, first, wanted) {
        return None;
    }
    let evidence = inside().next_back().map_or(stated, |day| &day.evidence);
    let numbers = Collect::default()
        .text("campaign", &fact.campaign)
        .with("days", Num::Int(wanted))
        .with("from", Num::Day(first))
        .with("to", Num::Day(last))
        .with("started", fact.started.map(Num::Day))
        .done();
    let base = holds(key, Kind::CampaignSilent, Lane::Week, &fact.campaign, numbers, evidence);
    Some(Finding::Holds(Box::new(Holds { due: Some(sunday(pass, fact.market)), ..base })))
}

/// Whether days without a row of the campaign are days without an impression: the report must have had it once, else a
/// download of some campaigns alone would silence the others; or the bulk operations download counts none at all.
fn speaks_of_it(fact: &CampaignFact, first: Day, wanted: i64) -> bool {
    let rows = fact.days.iter().filter(|day| day.day >= first).count();
    i64::try_from(rows).is_ok_and(|rows| rows >= wanted)
        || fact.days.iter().any(|day| day.day < first)
        || fact.listed_impressions == Some(0)
}
