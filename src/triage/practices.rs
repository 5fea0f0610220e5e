//! The ten best practices (74): due once a period, by the size of the business; a missed period stays visible until a
//! sign-off (R103 to R120). Periods are UTC days, because a practice belongs to no marketplace.

use chrono_tz::UTC;

use super::pass::{Collect, Round, gone, holds};
use crate::domain::day::Day;
use crate::domain::fact::PracticeFact;
use crate::domain::import::Evidence;
use crate::domain::keys;
use crate::domain::practice::Cadence;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num};

/// So many missed periods are looked back at when a sign-off clears them.
const LOOK_BACK: usize = 53;

pub(super) fn run(practices: &[PracticeFact], orders_per_week: Option<i64>, round: Round<'_>, out: &mut Vec<Finding>) {
    let big = orders_per_week.map(|n| n >= round.get(&keys::BIG_ORDERS_PER_WEEK));
    for fact in practices {
        let cadence = fact.practice.cadence(big == Some(true));
        signed(fact, out);
        let today = round.today(None);
        for day in [first_day(cadence, today).plus(-1), today] {
            out.extend(due(fact, cadence, day, orders_per_week, round));
        }
    }
}

/// The sign-off clears its own period and every missed one before it, also those of the other cadence when the size of
/// the business has changed.
fn signed(fact: &PracticeFact, out: &mut Vec<Finding>) {
    let Some((at, _)) = fact.last else { return };
    let evidence = proof(fact);
    let day = at.day(UTC);
    let mut cadences = vec![fact.practice.cadence(true), fact.practice.cadence(false)];
    cadences.dedup();
    for cadence in cadences {
        let begun = first_day(cadence, fact.since.day(UTC));
        let periods = std::iter::successors(Some(day), |d| Some(first_day(cadence, *d).plus(-1)));
        for (i, day) in periods.take(LOOK_BACK).take_while(|d| *d >= begun).enumerate() {
            let how = if i == 0 { "signed" } else { "signed-late" };
            out.push(gone(practice_key(fact, cadence, day), &evidence, how));
        }
    }
}

fn due(
    fact: &PracticeFact,
    cadence: Cadence,
    day: Day,
    orders_per_week: Option<i64>,
    round: Round<'_>,
) -> Option<Finding> {
    let last_day = cadence.last_day(day);
    let signed = fact.last.as_ref().map(|(at, _)| at.day(UTC));
    let covered = signed.is_some_and(|signed| signed >= first_day(cadence, day));
    if covered || last_day < fact.since.day(UTC) {
        return None;
    }
    let soon = last_day.since(round.today(None)) < round.get(&keys::PRACTICE_WEEK_DAYS);
    let numbers = Collect::default()
        .with("number", Num::Int(i64::try_from(fact.practice.number()).unwrap_or(0)))
        .text("practice", fact.practice.word())
        .text("cadence", cadence.word())
        .text("period", &cadence.period(day))
        .with("due", Num::Day(last_day))
        .with("last", fact.last.as_ref().map(|(at, _)| Num::At(*at)))
        .with("who", fact.last.as_ref().map(|(_, who)| Num::Text(who.clone())))
        .flag("size_known", Some(orders_per_week.is_some()))
        .with("big_from", Num::Int(round.get(&keys::BIG_ORDERS_PER_WEEK)))
        .done();
    let base = holds(
        practice_key(fact, cadence, day),
        Kind::PracticeDue,
        if soon { Lane::Week } else { Lane::Free },
        fact.practice.word(),
        numbers,
        &proof(fact),
    );
    Some(Finding::Holds(Box::new(Holds { due: Some(last_day.end(UTC)), ..base })))
}

fn practice_key(fact: &PracticeFact, cadence: Cadence, day: Day) -> Key {
    Key::practice(fact.practice).with_epoch(cadence.period(day))
}

/// No file proves a practice: the last sign-off does, or the day the team began.
fn proof(fact: &PracticeFact) -> Evidence {
    let at = fact.last.as_ref().map_or(fact.since, |(at, _)| *at);
    Evidence { sha256: String::new(), file: "sign-off".to_owned(), row: 0, as_of: at.0 }
}

/// The first day of the period that `day` lies in.
fn first_day(cadence: Cadence, day: Day) -> Day {
    let mut first = day;
    while cadence.period(first.plus(-1)) == cadence.period(day) {
        first = first.plus(-1);
    }
    first
}
