//! Random sequences of everything that may happen.

use proptest::prelude::*;

use super::super::Reconciled;
use super::super::testing::{
    Bench, DONE, NOW, actor, dismiss, evidence, holds, one, practice, run, sign, step_of, undo,
};
use crate::domain::act::{Actor, Intent, Outcome, Reason, Verb};
use crate::domain::day::{DAY, HOUR, Instant};
use crate::domain::format::Format;
use crate::domain::work::{Finding, Lane, Snooze};
use crate::store::open::Team;

/// One thing that may happen.
#[derive(Clone, Debug)]
enum Event {
    Act { who: usize, verb: Verb, items: Vec<i64> },
    UndoStep { who: usize, back: i64 },
    Pass { found: Vec<(u8, u8, bool)> },
    Time { hours: i64 },
}

fn event() -> impl Strategy<Value = Event> {
    let verb = prop_oneof![
        2 => Just(DONE),
        2 => Just(Verb::Claim),
        1 => Just(Verb::Release),
        1 => Just(dismiss(Reason::Mute)),
        1 => Just(Verb::Dismiss { reason: Reason::Known, until: Some(NOW.plus(DAY)) }),
        3 => Just(Verb::Snooze(Snooze::Until(NOW.plus(DAY)))),
        1 => Just(Verb::Snooze(Snooze::NewData(Some(Format::FbaPlanning)))),
    ];
    let act = |(who, verb, items)| Event::Act { who, verb, items };
    prop_oneof![
        9 => (0..2_usize, verb, prop::collection::vec(1..7_i64, 1..3)).prop_map(act),
        1 => (0..3_usize, Just(sign("seen")), prop::collection::vec(0..9_i64, 0..2)).prop_map(act),
        1 => (0..3_usize, Just(undo(None)), Just(Vec::new())).prop_map(act),
        2 => (0..3_usize, 0..12_i64).prop_map(|(who, back)| Event::UndoStep { who, back }),
        3 => prop::collection::vec((0..6_u8, 0..4_u8, any::<bool>()), 0..6).prop_map(|found| Event::Pass { found }),
        1 => (1..1500_i64).prop_map(|hours| Event::Time { hours }),
    ]
}

/// The finding of subject `n` (0 is a practice, 1 and 2 are events) with lane `lane`.
fn finding(n: u8, lane: u8, over: bool, now: Instant) -> Finding {
    let mut found = if n == 0 { practice("never-cancel", "2026-W47") } else { holds(&format!("sku{n}")) };
    if n == 1 || n == 2 {
        found.key.epoch = Some(format!("m{}", lane / 2));
    }
    found.lane = Lane::ALL[usize::from(lane)];
    found.evidence = evidence(now.0 - i64::from(lane) * HOUR);
    if over {
        return Finding::Gone { key: found.key, evidence: found.evidence, how: "over" };
    }
    Finding::Holds(Box::new(found))
}

/// Version by item.
fn versions(team: &Team) -> Vec<(i64, i64)> {
    let mut statement = team.connection().prepare("SELECT id, version FROM item ORDER BY id").unwrap();
    statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().collect::<Result<_, _>>().unwrap()
}

fn sound(team: &Team, before: &[(i64, i64)]) {
    let check = team.verify_journal().unwrap();
    assert_eq!(check.bad, None);
    let after = versions(team);
    for (id, version) in before {
        assert!(after.iter().all(|(other, now)| other != id || now >= version), "w{id} went back");
    }
    // One live occurrence per subject of a state kind; its states do not contradict each other.
    let live = "SELECT count(*) FROM (SELECT 1 FROM item WHERE state IN ('open', 'acted') AND epoch NOT LIKE 'm%' \
                GROUP BY ladder, store, market, subject HAVING count(*) > 1)";
    assert_eq!(one::<i64>(team, live), 0);
    let odd = "SELECT count(*) FROM item WHERE (state = 'open') = (closed_at IS NOT NULL) \
               OR (state = 'cleared' AND cleared_by IS NULL) OR (state = 'dismissed') = (dismiss_reason IS NULL) \
               OR (state <> 'open' AND (claim_uid IS NOT NULL OR snooze_at IS NOT NULL)) \
               OR (state IN ('open', 'acted') AND cleared_by IS NOT NULL)";
    assert_eq!(one::<i64>(team, odd), 0);
    let sign_offs = "SELECT count(*) FROM signoff s WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.step = s.step)";
    assert_eq!(one::<i64>(team, sign_offs), 0);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_may_happen_breaks_the_queue(events in prop::collection::vec(event(), 1..50)) {
        let bench = Bench::new();
        let mut team = bench.team();
        let crew: Vec<Actor> = ["wei", "ana", "li"].map(actor).to_vec();
        let mut now = NOW;
        let first: Vec<Finding> = (0..6).map(|n| finding(n, 1, false, now)).collect();
        team.reconcile(&first, &run(1), now).unwrap();
        for event in events {
            let (before, hash, last) = (versions(&team), team.content_hash().unwrap(), last_step(&team));
            match event {
                Event::Act { who, verb, items } => {
                    let undone = matches!(verb, Verb::Undo { .. });
                    let items = items.into_iter().map(|id| (id, None)).collect();
                    let outcome = team.act(&Intent::Act { verb, items }, &crew[who], now).unwrap();
                    match outcome {
                        // What was done can be undone at once, and leaves what was there before. A renewed claim is no step.
                        Outcome::Done { step, .. } if !undone && step > last => {
                            let done = team.content_hash().unwrap();
                            let back = team.act(&Intent::Act { verb: undo(Some(step)), items: Vec::new() }, &crew[who], now);
                            let back = step_of(&back.unwrap());
                            prop_assert_eq!(team.content_hash().unwrap(), hash);
                            let again = Intent::Act { verb: undo(Some(back)), items: Vec::new() };
                            step_of(&team.act(&again, &crew[who], now).unwrap());
                            prop_assert_eq!(team.content_hash().unwrap(), done);
                        }
                        Outcome::Done { .. } => {}
                        _ => prop_assert_eq!(team.content_hash().unwrap(), hash),
                    }
                }
                Event::UndoStep { who, back } => {
                    let step = last - back;
                    team.act(&Intent::Act { verb: undo(Some(step)), items: Vec::new() }, &crew[who], now).unwrap();
                }
                Event::Pass { mut found } => {
                    // One finding per key, as the rules give them.
                    found.sort_by_key(|(n, lane, _)| (*n, if *n == 1 || *n == 2 { lane / 2 } else { 0 }));
                    found.dedup_by_key(|(n, lane, _)| (*n, if *n == 1 || *n == 2 { *lane / 2 } else { 0 }));
                    let all: Vec<Finding> = found.iter().map(|(n, lane, over)| finding(*n, *lane, *over, now)).collect();
                    team.reconcile(&all, &run(1), now).unwrap();
                    let dump = team.dump();
                    prop_assert_eq!(team.reconcile(&all, &run(1), now).unwrap(), Reconciled::default());
                    prop_assert_eq!(team.dump(), dump);
                }
                Event::Time { hours } => now = now.plus(hours * HOUR),
            }
            sound(&team, &before);
        }
    }
}

fn last_step(team: &Team) -> i64 {
    one(team, "SELECT coalesce(max(step), 0) FROM journal")
}
