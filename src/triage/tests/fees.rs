//! Kinds 48 and 49.

use super::plans::{Change, check, facts};
use super::*;
use crate::domain::market::Market;
use crate::domain::money::{Currency, Money};
use crate::domain::work::Num;

#[test]
fn amazons_word_on_the_low_inventory_fee_comes_first() {
    // Thursday: the week ends on Sunday the 22nd.
    let fee = |lane| opens(Kind::LowStockFee, lane, "2026-11-23T07:59:59Z");
    let cases: &[(&str, Change, Came)] = &[
        ("blank", |_| (), Came::Unknown),
        ("it is taken", |f| f.low_fee_applied = Some(true), fee(Lane::Today)),
        (
            "it is taken, whatever the supply",
            |f| (f.low_fee_applied, f.short_supply, f.long_supply) = (Some(true), Some(90_000), Some(90_000)),
            fee(Lane::Today),
        ),
        (
            "it is taken although exempt",
            |f| (f.low_fee_applied, f.low_fee_exempt) = (Some(true), Some(true)),
            fee(Lane::Today),
        ),
        ("exempt", |f| (f.low_fee_exempt, f.short_supply) = (Some(true), Some(1)), Came::Gone("fee-exempt")),
        ("not taken, supply blank", |f| f.low_fee_applied = Some(false), Came::Gone("no-low-fee")),
        (
            "not taken, both supplies low",
            |f| (f.low_fee_applied, f.short_supply, f.long_supply) = (Some(false), Some(20_000), Some(25_000)),
            fee(Lane::Week),
        ),
        (
            "the longer supply decides",
            |f| (f.low_fee_applied, f.short_supply, f.long_supply) = (Some(false), Some(20_000), Some(42_000)),
            Came::Gone("no-low-fee"),
        ),
        ("near", |f| (f.short_supply, f.long_supply) = (Some(1), Some(34_999)), fee(Lane::Week)),
        ("just not near", |f| (f.short_supply, f.long_supply) = (Some(1), Some(35_000)), Came::Gone("no-low-fee")),
        ("one supply blank", |f| f.short_supply = Some(1), Came::Unknown),
        (
            "nothing ships",
            |f| (f.short_supply, f.long_supply, f.units) = (Some(0), Some(0), [Some(0); 4]),
            Came::Gone("no-sales"),
        ),
        (
            "a marketplace whose line is not known",
            |f| (f.market, f.short_supply, f.long_supply) = (Market::De, Some(1), Some(1)),
            Came::Unknown,
        ),
        (
            "Amazon's word counts there too",
            |f| (f.market, f.low_fee_applied) = (Market::De, Some(true)),
            opens(Kind::LowStockFee, Lane::Today, "2026-11-22T22:59:59Z"),
        ),
    ];
    check(Kind::LowStockFee, cases);
}

#[test]
fn the_reason_of_the_low_inventory_fee_tells_both_words() {
    let numbers = |applied, short, long| {
        let facts = facts(|f| (f.low_fee_applied, f.short_supply, f.long_supply) = (applied, Some(short), Some(long)));
        held(&facts, NOON, Kind::LowStockFee).numbers
    };
    let text = |word: &str| Some(Num::Text(word.to_owned()));
    let both = numbers(Some(false), 10_000, 13_000);
    assert_eq!((both.get("differ").cloned(), both.get("band_to").cloned()), (text("yes"), Some(Num::Int(14))));
    let same = numbers(Some(true), 13_900, 20_900);
    assert_eq!((same.get("differ").cloned(), same.get("band_from").cloned()), (text("no"), Some(Num::Int(14))));
    let near = numbers(None, 28_000, 10_000);
    assert_eq!((near.get("differ"), near.get("band_from")), (None, None));
}

#[test]
fn a_week_ends_on_sunday_in_its_marketplace() {
    let facts = facts(|f| f.low_fee_applied = Some(true));
    let due = |now| held(&facts, now, Kind::LowStockFee).due.map(Instant::rfc3339);
    assert_eq!(due("2026-11-23T07:59:59Z").as_deref(), Some("2026-11-23T07:59:59Z"));
    assert_eq!(due("2026-11-23T08:00:00Z").as_deref(), Some("2026-11-30T07:59:59Z"));
}

#[test]
fn aged_units_are_amazons_else_those_of_the_ages() {
    // Ages are taken on December 15th: until the end of the 14th.
    let aged = || opens(Kind::AgedStockFee, Lane::Week, "2026-12-15T07:59:59Z");
    let cases: &[(&str, Change, Came)] = &[
        ("blank", |_| (), Came::Unknown),
        ("Amazon charges one unit", |f| f.charged[0] = Some(1), aged()),
        ("Amazon charges, by age none is old", |f| (f.charged[3], f.ages) = (Some(1), [Some(0); 6]), aged()),
        ("Amazon has nothing in any band", |f| f.charged = [Some(0); 8], Came::Gone("nothing-aged")),
        ("Amazon has nothing in one band, the rest is blank", |f| f.charged[0] = Some(0), Came::Unknown),
        ("by age", |f| f.ages = [Some(9), Some(9), Some(1), Some(0), Some(0), Some(0)], aged()),
        ("old enough in one band, blank in another", |f| f.ages[4] = Some(3), Came::Unknown),
        ("young", |f| f.ages = [Some(9), Some(9), Some(0), Some(0), Some(0), Some(0)], Came::Gone("nothing-aged")),
        (
            "the line of another marketplace lies inside a band",
            |f| (f.market, f.ages) = (Market::Uk, [Some(9), Some(9), Some(1), Some(0), Some(0), Some(0)]),
            Came::Unknown,
        ),
        (
            "and above it",
            |f| (f.market, f.ages) = (Market::Uk, [Some(9), Some(9), Some(0), Some(2), Some(0), Some(0)]),
            opens(Kind::AgedStockFee, Lane::Week, "2026-12-14T23:59:59Z"),
        ),
        ("no line is known there", |f| (f.market, f.ages) = (Market::Jp, [Some(9); 6]), Came::Unknown),
    ];
    check(Kind::AgedStockFee, cases);
}

#[test]
fn the_surcharge_is_amazons_estimate_and_the_count_by_age_stands_beside_it() {
    let usd = |minor| Money::new(minor, Currency::of(b"USD"));
    let facts = facts(|f| {
        (f.charged[0], f.charged[1], f.aged_fee) = (Some(5), Some(2), Some(usd(900)));
        f.ages = [Some(0), Some(30), Some(9), Some(0), Some(0), Some(0)];
    });
    let holds = held(&facts, NOON, Kind::AgedStockFee);
    assert_eq!((holds.money, holds.money_per_day), (Some(usd(900)), Some(usd(30))));
    let shown = ["units", "by_age", "younger"].map(|name| holds.numbers[name].clone());
    assert_eq!(shown, [Num::Int(7), Num::Int(9), Num::Int(30)]);
}

#[test]
fn on_the_day_of_the_ages_the_next_one_is_a_month_away() {
    let facts = facts(|f| f.charged[0] = Some(1));
    let next = |now| held(&facts, now, Kind::AgedStockFee).numbers["assessment"].clone();
    assert_eq!(next("2026-12-15T07:59:59Z"), Num::Day(day("2026-12-15")));
    assert_eq!(next("2026-12-15T08:00:00Z"), Num::Day(day("2027-01-15")));
}
