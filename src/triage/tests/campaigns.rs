//! Kinds 55 and 63.

use super::*;
use crate::domain::fact::{CampaignDay, CampaignFact, Clicks};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

/// A day of 10.00, ten impressions, one order.
fn usual(text: &str) -> CampaignDay {
    let day = day(text);
    CampaignDay { day, whole: true, impressions: Some(10), spend: Some(1000), orders: Some(1), evidence: row(4) }
}

/// Fourteen usual days until 2026-11-17 and one on the 18th; an order may cost 3.00 and the brake is 15.00.
pub(super) fn fact() -> CampaignFact {
    let days: Vec<_> = (4..=18).map(|n| usual(&format!("2026-11-{n:02}"))).collect();
    CampaignFact {
        store: "s".to_owned(),
        market: Market::Us,
        campaign: "SP-014".to_owned(),
        currency: Currency::of(b"USD"),
        known: days.iter().map(|d| d.day).collect(),
        days,
        enabled: Some((true, row(4))),
        started: Some(day("2026-01-01")),
        ends: None,
        listed_impressions: None,
        judged: Clicks { clicks: 100, orders: 10, spend: 2000, sales: 10_000 },
        account: Clicks { clicks: 100, orders: 10, spend: 2000, sales: 10_000 },
    }
}

fn last(fact: &mut CampaignFact) -> &mut CampaignDay {
    fact.days.last_mut().unwrap()
}

type Change = fn(&mut CampaignFact);

fn check(kind: Kind, cases: &[(&str, Change, Came)]) {
    for (case, change, wanted) in cases {
        let mut fact = fact();
        change(&mut fact);
        let facts = Facts { campaigns: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{case}");
    }
}

#[test]
fn a_day_that_costs_far_more_than_usual_is_for_now() {
    let now = opens(Kind::RunawaySpend, Lane::Now, "2026-11-19T07:59:59Z");
    let (over, paused) = (Came::Gone("spend-usual"), Came::Gone("paused"));
    check(
        Kind::RunawaySpend,
        &[
            ("a usual day", |_| (), over.clone()),
            ("three times is not more than three times", |f| last(f).spend = Some(3000), over.clone()),
            ("a cent more", |f| last(f).spend = Some(3001), now.clone()),
            (
                "spend without an order, four of them",
                |f| (last(f).spend, last(f).orders) = (Some(1499), Some(0)),
                over.clone(),
            ),
            (
                "spend without an order, five of them",
                |f| (last(f).spend, last(f).orders) = (Some(1500), Some(0)),
                now.clone(),
            ),
            ("orders are not known", |f| (last(f).spend, last(f).orders) = (Some(1500), None), over.clone()),
            ("spend is not known", |f| last(f).spend = None, Came::Unknown),
            ("paused since", |f| (last(f).spend, f.enabled) = (Some(9000), Some((false, row(7)))), paused),
            (
                "paused on that day",
                |f| {
                    let begins = day("2026-11-18").start(Market::Us.zone()).0;
                    (last(f).spend, f.enabled) = (Some(9000), Some((false, Evidence { as_of: begins, ..row(7) })));
                },
                Came::Gone("paused"),
            ),
            (
                "paused before it: it has run since",
                |f| {
                    let begins = day("2026-11-18").start(Market::Us.zone()).0;
                    (last(f).spend, f.enabled) = (Some(9000), Some((false, Evidence { as_of: begins - 1, ..row(7) })));
                },
                now.clone(),
            ),
            ("state unknown", |f| (last(f).spend, f.enabled) = (Some(9000), None), now.clone()),
            (
                "six known days are too few",
                |f| {
                    f.days.drain(..8);
                    last(f).spend = Some(9000);
                },
                Came::Unknown,
            ),
            (
                "seven are enough",
                |f| {
                    f.days.drain(..7);
                    last(f).spend = Some(9000);
                },
                now.clone(),
            ),
            (
                "small change of small change",
                |f| {
                    for d in &mut f.days {
                        d.spend = Some(10);
                    }
                    last(f).spend = Some(299);
                },
                over.clone(),
            ),
            (
                "the cost of an order is not known",
                |f| {
                    for d in &mut f.days {
                        d.spend = Some(10);
                    }
                    last(f).spend = Some(299);
                    (f.judged, f.account) = (Clicks::default(), Clicks::default());
                },
                now.clone(),
            ),
            (
                "a campaign that rested has no usual day",
                |f| {
                    for d in &mut f.days {
                        d.spend = Some(0);
                    }
                    last(f).spend = Some(900);
                },
                over,
            ),
            (
                "a day that is not over may already run",
                |f| (last(f).spend, last(f).whole) = (Some(3001), false),
                now.clone(),
            ),
            (
                "one that is not over proves no end: the day before does",
                |f| (last(f).spend, last(f).whole) = (Some(1), false),
                Came::Gone("spend-usual"),
            ),
        ],
    );
    // Yesterday's whole day ran away, today's is not over.
    let mut fact = fact();
    last(&mut fact).spend = Some(9000);
    fact.days.push(CampaignDay { whole: false, spend: Some(5), ..usual("2026-11-19") });
    let facts = Facts { campaigns: vec![fact], ..Facts::default() };
    assert_eq!(came(&facts, NOON, Kind::RunawaySpend), now);
    let found = held(&facts, NOON, Kind::RunawaySpend);
    assert_eq!(found.money, Some(Money::new(8000, Currency::of(b"USD"))));
    assert_eq!((&found.numbers["times"], &found.numbers["known"]), (&Num::Milli(3000), &Num::Int(14)));
    // Three days later the day is still about now, four days later no longer.
    let ran = || {
        let mut f = super::campaigns::fact();
        last(&mut f).spend = Some(9000);
        Facts { campaigns: vec![f], ..Facts::default() }
    };
    assert_eq!(came(&ran(), "2026-11-22T07:59:59Z", Kind::RunawaySpend), now);
    assert_eq!(came(&ran(), "2026-11-22T08:00:00Z", Kind::RunawaySpend), Came::Unknown);
}

#[test]
fn an_enabled_campaign_is_silent_when_every_day_of_a_week_is_known() {
    fn quiet(f: &mut CampaignFact) {
        for d in f.days.iter_mut().filter(|d| d.day >= day("2026-11-12")) {
            d.impressions = Some(0);
        }
    }
    let kind = Kind::CampaignSilent;
    let week = opens(kind, Lane::Week, "2026-11-23T07:59:59Z");
    check(
        kind,
        &[
            ("seen every day", |_| (), Came::Gone("shown")),
            ("seven days", quiet, week.clone()),
            (
                "six days",
                |f| {
                    quiet(f);
                    f.days[8].impressions = Some(1);
                },
                Came::Gone("shown"),
            ),
            (
                "a blank count",
                |f| {
                    quiet(f);
                    last(f).impressions = None;
                },
                Came::Unknown,
            ),
            (
                "a day of which nothing is known",
                |f| {
                    quiet(f);
                    f.known.retain(|d| *d != day("2026-11-15"));
                },
                Came::Unknown,
            ),
            (
                "paused",
                |f| {
                    quiet(f);
                    f.enabled = Some((false, row(7)));
                },
                Came::Gone("paused"),
            ),
            (
                "state unknown",
                |f| {
                    quiet(f);
                    f.enabled = None;
                },
                Came::Unknown,
            ),
            ("not listed any more, but it was", |f| f.days.retain(|d| d.day < day("2026-11-12")), week.clone()),
            (
                "begun on the first of the days",
                |f| {
                    quiet(f);
                    f.days.retain(|d| d.day >= day("2026-11-12"));
                    f.started = Some(day("2026-11-12"));
                },
                week.clone(),
            ),
            (
                "begun a day later",
                |f| {
                    quiet(f);
                    f.days.retain(|d| d.day >= day("2026-11-12"));
                    f.started = Some(day("2026-11-13"));
                },
                Came::Unknown,
            ),
            (
                "ended inside",
                |f| {
                    quiet(f);
                    f.ends = Some(day("2026-11-17"));
                },
                Came::Unknown,
            ),
            ("never in the report", |f| f.days.clear(), Came::Unknown),
            (
                "never in the report, and the download counts none",
                |f| {
                    f.days.clear();
                    f.listed_impressions = Some(0);
                },
                week,
            ),
        ],
    );
}
