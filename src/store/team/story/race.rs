//! Two operators at once, each with a connection of its own.

use std::sync::Barrier;
use std::thread;

use super::super::testing::{Bench, DONE, NOW, actor, found, holds, one, run, undo};
use crate::domain::act::{Intent, Outcome, Verb};
use crate::domain::work::Finding;
use crate::store::open::StoreError;

#[test]
fn one_of_two_operators_wins_a_claim_in_each_of_200_rounds() {
    let bench = Bench::new();
    let findings: Vec<Finding> = (0..200).map(|n| found(holds(&format!("sku{n}")))).collect();
    bench.team().reconcile(&findings, &run(1), NOW).unwrap();
    let barrier = Barrier::new(2);
    let race = |name: &'static str| {
        let (mut team, barrier) = (bench.team(), &barrier);
        move || -> Vec<bool> {
            (1..=200)
                .map(|id| {
                    let intent = Intent::Act { verb: Verb::Claim, items: vec![(id, Some(1))] };
                    barrier.wait();
                    match team.act(&intent, &actor(name), NOW).unwrap() {
                        Outcome::Done { .. } => true,
                        Outcome::Conflict(conflict) => {
                            assert!(conflict.claim.is_some_and(|claim| claim.name != name));
                            false
                        }
                        other => panic!("{other:?}"),
                    }
                })
                .collect()
        }
    };
    let (wei, ana) = thread::scope(|scope| {
        let (wei, ana) = (scope.spawn(race("wei")), scope.spawn(race("ana")));
        (wei.join().unwrap(), ana.join().unwrap())
    });
    for (round, (wei, ana)) in wei.iter().zip(&ana).enumerate() {
        assert!(wei ^ ana, "round {round}");
    }
    let team = bench.team();
    assert_eq!(one::<i64>(&team, "SELECT count(*) FROM journal WHERE verb = 'claim'"), 200);
    assert!(team.verify_journal().unwrap().bad.is_none());
}

#[test]
fn two_operators_act_500_times_each_without_a_busy_error() {
    let bench = Bench::new();
    bench.team().reconcile(&[found(holds("a")), found(holds("b"))], &run(1), NOW).unwrap();
    thread::scope(|scope| {
        for (name, id) in [("wei", 1), ("ana", 2)] {
            let mut team = bench.team();
            scope.spawn(move || {
                for n in 0..500 {
                    let verb = if n % 2 == 0 { DONE } else { undo(None) };
                    assert!(matches!(team.does(name, verb, &[id]), Outcome::Done { .. }));
                }
            });
        }
    });
    let team = bench.team();
    assert_eq!(one::<i64>(&team, "SELECT sum(version) FROM item"), 1002);
    let check = team.verify_journal().unwrap();
    assert_eq!((check.rows, check.bad), (1003, None));
}

#[test]
fn a_lock_that_is_held_too_long_is_told_as_busy_and_leaves_nothing_behind() {
    let bench = Bench::new();
    let (mut team, other) = (bench.team(), bench.team());
    team.reconcile(&[found(holds("a"))], &run(1), NOW).unwrap();
    let before = team.dump();
    team.connection().busy_timeout(std::time::Duration::ZERO).unwrap();
    other.connection().execute_batch("BEGIN IMMEDIATE").unwrap();
    let intent = Intent::Act { verb: DONE, items: vec![(1, None)] };
    assert!(matches!(team.act(&intent, &actor("wei"), NOW), Err(StoreError::Busy)));
    assert!(matches!(team.reconcile(&[], &run(2), NOW), Err(StoreError::Busy)));
    other.connection().execute_batch("ROLLBACK").unwrap();
    assert_eq!(team.dump(), before);
    assert!(matches!(team.does("wei", DONE, &[1]), Outcome::Done { .. }));
}
