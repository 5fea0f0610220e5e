//! Kind 60.

use super::*;
use crate::domain::fact::{BidFact, Clicks};
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

/// The ad group converts at 8.5 %, an order is worth 25.00.
pub(super) fn fact() -> BidFact {
    let around = Clicks { clicks: 2000, orders: 170, spend: 100_000, sales: 425_000 };
    BidFact {
        store: "s".to_owned(),
        market: Market::Us,
        target_id: "281474976710201".to_owned(),
        campaign: "SP-014".to_owned(),
        ad_group: "exact".to_owned(),
        targeting: "spatula".to_owned(),
        match_type: "exact".to_owned(),
        bid: Money::new(60, Currency::of(b"USD")),
        enabled: Some(true),
        from: day("2026-09-13"),
        to: day("2026-11-11"),
        judged: Clicks { clicks: 60, orders: 3, spend: 3600, sales: 7500 },
        group: around,
        campaign_total: around,
        account: around,
        asked: Vec::new(),
        changed: None,
        evidence: row(8),
    }
}

type Change = fn(&mut BidFact);

#[test]
fn a_bid_moves_one_step_towards_what_a_click_is_worth() {
    let kind = Kind::BidOff;
    let week = opens(kind, Lane::Week, "2026-11-23T07:59:59Z");
    let near = Came::Gone("inside-band");
    let cases: &[(&str, Change, Came)] = &[
        ("44 cents are worth it, 60 are bid", |_| (), week.clone()),
        // Half a tenth beside 48.95 the difference is a tenth of the bid and no more.
        ("just inside the band", |f| f.bid.minor = 48, near.clone()),
        ("just outside", |f| f.bid.minor = 49, week.clone()),
        ("below it", |f| f.bid.minor = 40, week.clone()),
        ("too few clicks and orders", |f| (f.judged.clicks, f.judged.orders) = (19, 2), Came::Unknown),
        ("enough clicks", |f| (f.judged.clicks, f.judged.orders) = (20, 0), week.clone()),
        ("enough orders", |f| (f.judged.clicks, f.judged.orders) = (10, 3), week.clone()),
        ("paused", |f| f.enabled = Some(false), Came::Gone("paused")),
        ("state unknown", |f| f.enabled = None, Came::Unknown),
        ("changed six days ago", |f| f.changed = Some(day("2026-11-13")), Came::Unknown),
        ("changed a week ago", |f| f.changed = Some(day("2026-11-12")), week.clone()),
        ("a bid so small that a step is nothing", |f| f.bid.minor = 2, near),
    ];
    for (case, change, wanted) in cases {
        let mut fact = fact();
        change(&mut fact);
        let facts = Facts { bids: vec![fact], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), *wanted, "{case}");
    }
    let none = Clicks::default();
    let alone = BidFact { group: none, campaign_total: none, account: none, ..fact() };
    assert_eq!(came(&Facts { bids: vec![alone], ..Facts::default() }, NOON, kind), Came::Unknown);
}

#[test]
fn the_reason_has_the_figures_of_the_bid() {
    let facts = |change: Change| {
        let mut fact = fact();
        change(&mut fact);
        Facts { bids: vec![fact], ..Facts::default() }
    };
    let money = |minor| Num::Money(Money::new(minor, Currency::of(b"USD")));
    let down = held(&facts(|_| ()), NOON, Kind::BidOff);
    let figures = ["fair", "step", "value"].map(|name| down.numbers[name].clone());
    assert_eq!(figures, [money(44), money(51), money(2500)]);
    assert_eq!(down.numbers["rate"], Num::Ppm(58_750));
    assert_eq!((down.key.epoch.as_deref(), down.money.unwrap().minor), (Some("bid-60"), 1350));
    let up = held(&facts(|f| f.judged.orders = 9), NOON, Kind::BidOff);
    assert_eq!((up.numbers["step"].clone(), up.numbers["turn"].clone()), (money(69), Num::Text("up".to_owned())));
    assert_eq!(up.money, None);
}

#[test]
fn another_bid_ends_what_was_asked_about_the_old_one() {
    let asked = BidFact { bid: Money::new(51, Currency::of(b"USD")), asked: vec![60], ..fact() };
    let found = run(&Facts { bids: vec![asked], ..Facts::default() }, at(NOON), &settings());
    let ends: Vec<_> = found
        .iter()
        .map(|f| match f {
            Finding::Gone { key, how, .. } => (key.epoch.clone().unwrap(), *how),
            Finding::Holds(holds) => (holds.key.epoch.clone().unwrap(), "holds"),
        })
        .collect();
    // 51 is still above what a click is worth; it is asked about when it has had its week.
    assert_eq!(ends, [("bid-60".to_owned(), "bid-changed")]);
}

#[test]
fn a_marketplace_has_its_own_step_and_least_bid() {
    let mut settings = settings();
    settings.set(keys::BID_STEP, Some(Market::Us), 50_000, "team").unwrap();
    let step = |market, minor, settings: &Settings| {
        let fact = BidFact { market, bid: Money::new(minor, Currency::of(b"USD")), ..fact() };
        let found = run(&Facts { bids: vec![fact], ..Facts::default() }, at(NOON), settings);
        match &found[..] {
            [Finding::Holds(holds)] => match holds.numbers["step"] {
                Num::Money(money) => Some(money.minor),
                _ => None,
            },
            _ => None,
        }
    };
    assert_eq!(step(Market::Us, 60, &settings), Some(57));
    assert_eq!(step(Market::De, 60, &settings), Some(51));
    // India takes no bid below 1.00: from there it cannot be lowered.
    assert_eq!(step(Market::In, 110, &settings), Some(100));
    assert_eq!(step(Market::In, 100, &settings), None);
    let least =
        [Market::Au, Market::Jp].map(|market| settings.get(&keys::BID_LEAST, "s", Some(market), day("2026-11-19")));
    assert_eq!(least, [10, 2]);
}
