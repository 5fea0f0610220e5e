//! Tables of cases for every kind: opens, does not open just below, moves on its ladder, clears by a row, stays unknown.

mod ads;
mod bids;
mod campaigns;
mod claims;
mod complaints;
mod conversion;
mod dead_offers;
mod disputes;
mod feedback;
mod fees;
mod harvest;
mod lots;
mod metrics;
mod orders;
mod plans;
mod property;
mod returns;
mod routine;
mod spikes;
mod stock;
mod stores;
mod stranded;
mod surplus;
mod taken;
mod warehouse;
mod ways;

use super::*;
use crate::domain::day::{Day, HOUR};
use crate::domain::keys;
use crate::domain::work::{Holds, Kind, Lane};

/// Thursday 2026-11-19, 12:00 UTC: 04:00 in Los Angeles, 13:00 in Berlin, 21:00 in Tokyo.
pub(super) const NOON: &str = "2026-11-19T12:00:00Z";

pub(super) fn at(text: &str) -> Instant {
    Instant(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp())
}

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub(super) fn settings() -> Settings {
    Settings::shipped().unwrap()
}

pub(super) fn row(row: u32) -> Evidence {
    Evidence { sha256: "ab".repeat(32), file: "report.txt".to_owned(), row, as_of: at("2026-11-19T06:00:00Z").0 }
}

/// What came of one rule, short enough for a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Came {
    /// Kind, lane and deadline.
    Holds(Kind, Lane, Option<String>),
    /// How it ended.
    Gone(&'static str),
    /// Neither.
    Unknown,
}

pub(super) fn opens(kind: Kind, lane: Lane, due: &str) -> Came {
    Came::Holds(kind, lane, Some(due.to_owned()))
}

/// The finding of the only key on the ladder of `kind`.
pub(super) fn came(facts: &Facts, now: &str, kind: Kind) -> Came {
    let mut on_ladder = run(facts, at(now), &settings()).into_iter().filter(|f| key(f).ladder == kind.info().ladder);
    let first = on_ladder.next();
    assert!(on_ladder.next().is_none(), "one key was expected");
    match first {
        Some(Finding::Holds(holds)) => Came::Holds(holds.kind, holds.lane, holds.due.map(Instant::rfc3339)),
        Some(Finding::Gone { how, .. }) => Came::Gone(how),
        None => Came::Unknown,
    }
}

/// The item of the only key on the ladder of `kind`, which holds.
pub(super) fn held(facts: &Facts, now: &str, kind: Kind) -> Holds {
    run(facts, at(now), &settings())
        .into_iter()
        .find_map(|f| match f {
            Finding::Holds(holds) if holds.key.ladder == kind.info().ladder => Some(*holds),
            _ => None,
        })
        .unwrap()
}

#[test]
fn of_two_rows_about_one_key_the_newest_speaks() {
    let orders = |first: Evidence, second: Evidence| {
        let open = orders::order();
        let shut = crate::domain::fact::OrderFact { units_to_ship: Some(0), evidence: second, ..open.clone() };
        let open = crate::domain::fact::OrderFact { evidence: first, ..open };
        Facts { orders: vec![open, shut], ..Facts::default() }
    };
    let newer = Evidence { as_of: row(1).as_of + HOUR, ..row(1) };
    let ship = |facts: &Facts| came(facts, NOON, Kind::ShipToday);
    assert_eq!(ship(&orders(row(1), newer.clone())), Came::Gone("nothing-to-ship"));
    assert!(matches!(ship(&orders(newer, row(1))), Came::Holds(..)));
    // Of the same moment the open one wins: work is rather shown than hidden.
    assert!(matches!(ship(&orders(row(1), row(1))), Came::Holds(..)));
}
