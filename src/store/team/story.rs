//! Whole stories over a real database: passes of the rules, several operators, undo, random sequences.

use std::sync::Barrier;
use std::thread;

use proptest::prelude::*;

use super::testing::{Bench, NOW, actor, evidence, found, gone, holds, key, practice, run};
use super::{Reconciled, Run};
use crate::domain::act::{Actor, Intent, Outcome, Reason, Refused, Verb};
use crate::domain::day::{DAY, HOUR, Instant};
use crate::domain::format::Format;
use crate::domain::practice::Practice;
use crate::domain::work::{Finding, Holds, Kind, Lane, Num, Snooze};
use crate::store::open::Team;

const DONE: Verb = Verb::Done { note: None };

fn dismiss(reason: Reason) -> Verb {
    Verb::Dismiss { reason, until: None }
}

fn undo(step: Option<i64>) -> Verb {
    Verb::Undo { step }
}

fn sign(note: &str) -> Verb {
    Verb::SignOff { practice: Practice::NeverCancel, note: note.to_owned() }
}

/// `state version epoch` of an item, with `r` when it was opened again, `z` asleep, `c` claimed, `x` proven over.
fn look(team: &Team, id: i64) -> String {
    let sql = "SELECT state || ' ' || version || ' ' || epoch || iif(reopened, ' r', '') \
               || iif(snooze_until IS NULL AND snooze_format IS NULL, '', ' z') || iif(claim_uid IS NULL, '', ' c') \
               || iif(cleared_by IS NULL, '', ' x') FROM item WHERE id = ?1";
    team.connection().query_row(sql, [id], |row| row.get(0)).unwrap_or_else(|_| "-".to_owned())
}

fn verbs(team: &Team) -> Vec<String> {
    let mut statement = team.connection().prepare("SELECT verb FROM journal ORDER BY seq").unwrap();
    statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap()
}

fn one<T: rusqlite::types::FromSql>(team: &Team, sql: &str) -> T {
    team.connection().query_row(sql, [], |row| row.get(0)).unwrap()
}

fn step_of(outcome: &Outcome) -> i64 {
    let Outcome::Done { step, .. } = outcome else { panic!("{outcome:?}") };
    *step
}

fn refused(outcome: &Outcome) -> &Refused {
    let Outcome::Refused(refused) = outcome else { panic!("{outcome:?}") };
    refused
}

fn conflict(outcome: &Outcome) -> (i64, &str, &str) {
    let Outcome::Conflict(conflict) = outcome else { panic!("{outcome:?}") };
    (conflict.item, &conflict.who, conflict.state.word())
}

#[test]
fn the_same_findings_twice_write_nothing() {
    let bench = Bench::new();
    let mut team = bench.team();
    let mut findings: Vec<Finding> = (0..5).map(|n| found(holds(&format!("sku{n}")))).collect();
    findings.push(gone("never-seen", NOW.0));
    assert_eq!(team.reconcile(&findings, &run(1), NOW).unwrap(), Reconciled { opened: 5, ..Reconciled::default() });
    team.does("wei", DONE, &[1]);
    team.does("wei", dismiss(Reason::Known), &[2]);
    team.does("wei", Verb::Snooze(Snooze::NewData(None)), &[3]);
    let mut after = findings.clone();
    after[3] = gone("sku3", NOW.0);
    let first = team.reconcile(&after, &run(2), NOW).unwrap();
    assert_eq!(first, Reconciled { cleared: 1, ..Reconciled::default() });
    let (dump, changes) = (team.dump(), one::<i64>(&team, "SELECT total_changes()"));
    assert_eq!(team.reconcile(&after, &run(2), NOW).unwrap(), Reconciled::default());
    assert_eq!(team.dump(), dump);
    assert_eq!(one::<i64>(&team, "SELECT total_changes()"), changes);
    assert_eq!(verbs(&team)[..6], ["rules", "opened", "opened", "opened", "opened", "opened"]);
}

#[test]
fn an_item_moves_between_lanes_and_keeps_its_claim_and_number() {
    let bench = Bench::new();
    let mut team = bench.team();
    team.reconcile(&[found(holds("a"))], &run(1), NOW).unwrap();
    team.does("wei", Verb::Claim, &[1]);
    // Only the row behind it is newer: no new version.
    team.reconcile(&[found(Holds { evidence: evidence(NOW.0), ..holds("a") })], &run(2), NOW).unwrap();
    assert_eq!(look(&team, 1), "open 2 1 c");
    assert_eq!(one::<i64>(&team, "SELECT seen_at FROM item"), NOW.0);
    // A figure changed: a new version, no history line of its own.
    let mut figures = holds("a");
    figures.numbers.insert("available".to_owned(), Num::Int(1));
    assert_eq!(team.reconcile(&[found(figures)], &run(3), NOW).unwrap().updated, 1);
    assert_eq!(look(&team, 1), "open 3 1 c");
    let worse = Holds { kind: Kind::StockOutNear, lane: Lane::Now, due: None, ..holds("a") };
    team.reconcile(&[found(worse)], &run(4), NOW).unwrap();
    assert_eq!(look(&team, 1), "open 4 1 c");
    assert_eq!(verbs(&team), ["rules", "opened", "claim", "rules", "rules", "moved"]);
    assert_eq!(one::<String>(&team, "SELECT kind || lane || ifnull(due_at, '-') FROM item"), "stock-out-nearnow-");
}

#[test]
fn proof_clears_contradiction_reopens_and_silence_changes_nothing() {
    let bench = Bench::new();
    let mut team = bench.team();
    team.reconcile(&[found(holds("a"))], &run(1), NOW).unwrap();
    team.does("wei", DONE, &[1]);
    assert_eq!(look(&team, 1), "acted 2 1");
    // The file is of before the act: still waiting. No finding at all: still waiting.
    team.reconcile(&[found(holds("a"))], &run(2), NOW.plus(HOUR)).unwrap();
    team.reconcile(&[], &run(3), NOW.plus(HOUR)).unwrap();
    assert_eq!(look(&team, 1), "acted 2 1");
    let newer = Holds { evidence: evidence(NOW.0 + 1), ..holds("a") };
    assert_eq!(team.reconcile(&[found(newer.clone())], &run(4), NOW.plus(HOUR)).unwrap().reopened, 1);
    assert_eq!(look(&team, 1), "open 3 1 r");
    team.reconcile(&[gone("a", NOW.0 + 2)], &run(5), NOW.plus(2 * HOUR)).unwrap();
    assert_eq!(look(&team, 1), "cleared 4 1 r x");
    // Within 90 days the same item, later a new one.
    let later = |days| NOW.plus(2 * HOUR + days * DAY);
    team.reconcile(&[found(newer.clone())], &run(6), later(90)).unwrap();
    assert_eq!(look(&team, 1), "open 5 1 r");
    team.reconcile(&[gone("a", NOW.0 + 3)], &run(7), later(91)).unwrap();
    team.reconcile(&[found(newer.clone())], &run(8), later(182)).unwrap();
    assert_eq!((look(&team, 1), look(&team, 2)), ("cleared 6 1 r x".to_owned(), "open 1 2".to_owned()));
    // The newest occurrence is the one that findings speak of.
    team.reconcile(&[gone("a", NOW.0 + 4)], &run(9), later(183)).unwrap();
    assert_eq!(look(&team, 2), "cleared 2 2 x");
    assert_eq!(team.prune(later(183)).unwrap(), 1);
    assert_eq!((look(&team, 1), look(&team, 2)), ("-".to_owned(), "cleared 2 2 x".to_owned()));
    assert_eq!(team.verify_journal().unwrap().bad, None);
}

#[test]
fn a_dismissal_holds_until_its_end_or_worse_data_and_a_mute_for_all_occurrences() {
    let bench = Bench::new();
    let mut team = bench.team();
    let event = |subject: &str, epoch: &str| {
        let mut holds = holds(subject);
        holds.key.epoch = Some(epoch.to_owned());
        found(holds)
    };
    let all = [event("known", "m1"), event("muted", "m1"), event("no-answer", "m1"), found(holds("until"))];
    team.reconcile(&all, &run(1), NOW).unwrap();
    team.does("wei", dismiss(Reason::Known), &[1]);
    team.does("wei", dismiss(Reason::Mute), &[2]);
    team.does("wei", dismiss(Reason::NoAnswer), &[3]);
    let until = Some(NOW.plus(HOUR));
    team.does("wei", Verb::Dismiss { reason: Reason::Limit, until }, &[4]);
    assert_eq!(team.reconcile(&all, &run(2), NOW).unwrap(), Reconciled::default());
    assert_eq!(team.rules_run().unwrap().unwrap().next_due, until);
    // Another occurrence: opens for all but the muted subject.
    let next = [event("known", "m2"), event("muted", "m2"), event("no-answer", "m2"), found(holds("until"))];
    let pass = team.reconcile(&next, &run(3), NOW.plus(HOUR)).unwrap();
    assert_eq!(pass, Reconciled { opened: 2, reopened: 1, ..Reconciled::default() });
    assert_eq!(look(&team, 4), "open 3 1");
    // Proven over, it stays set aside.
    let over = |subject: &str| Finding::Gone {
        key: crate::domain::work::Key { epoch: Some("m1".to_owned()), ..key(subject) },
        evidence: evidence(NOW.0),
        how: "answered",
    };
    team.reconcile(&[over("known")], &run(4), NOW).unwrap();
    assert_eq!(look(&team, 1), "dismissed 3 m1 x");
    assert_eq!(team.reconcile(&[over("known")], &run(4), NOW).unwrap(), Reconciled::default());
}

#[test]
fn a_sleeper_wakes_by_time_or_by_an_import_of_its_format() {
    let bench = Bench::new();
    let mut team = bench.team();
    let all = [found(holds("a")), found(holds("b"))];
    team.reconcile(&all, &run(1), NOW).unwrap();
    team.does("wei", Verb::Snooze(Snooze::Until(NOW.plus(HOUR))), &[1]);
    team.does("wei", Verb::Snooze(Snooze::NewData(Some(Format::FbaPlanning))), &[2]);
    let other = Run { newest: vec![(Format::Mail, NOW.plus(60)), (Format::FbaPlanning, NOW)], ..run(2) };
    assert_eq!(team.reconcile(&all, &other, NOW.plus(60)).unwrap(), Reconciled::default());
    assert_eq!((look(&team, 1), look(&team, 2)), ("open 2 1 z".to_owned(), "open 2 1 z".to_owned()));
    let fresh = Run { newest: vec![(Format::FbaPlanning, NOW.plus(90))], ..run(3) };
    assert_eq!(team.reconcile(&all, &fresh, NOW.plus(HOUR)).unwrap().woken, 2);
    assert_eq!((look(&team, 1), look(&team, 2)), ("open 3 1".to_owned(), "open 3 1".to_owned()));
}

#[test]
fn a_practice_wants_a_note_and_a_sign_off_stands_against_older_facts() {
    let bench = Bench::new();
    let mut team = bench.team();
    let due = practice("never-cancel", "2026-W47");
    team.reconcile(&[found(due.clone()), found(holds("a"))], &run(1), NOW).unwrap();
    assert_eq!(refused(&team.does("wei", DONE, &[1])), &Refused::NoteWanted);
    assert_eq!(refused(&team.does("wei", sign(" \n"), &[1])), &Refused::NoteWanted);
    assert!(matches!(refused(&team.does("wei", sign("ok"), &[2])), Refused::NotNow { item: 2, .. }));
    let before = team.content_hash().unwrap();
    let signed = team.does("wei", sign("no cancelled orders"), &[]);
    assert_eq!(look(&team, 1), "cleared 2 2026-W47 x");
    let row = "SELECT practice || ' ' || period || ' ' || name || ' ' || note FROM signoff";
    assert_eq!(one::<String>(&team, row), "never-cancel 2026-W47 wei no cancelled orders");
    // The rules had read the facts before somebody signed.
    team.reconcile(&[found(due)], &run(2), NOW).unwrap();
    assert_eq!(look(&team, 1), "cleared 2 2026-W47 x");
    let back = team.does("wei", undo(None), &[]);
    assert_eq!(team.content_hash().unwrap(), before);
    assert_eq!(one::<i64>(&team, "SELECT count(*) FROM signoff"), 0);
    // Redo brings the row back as it was signed.
    team.does("wei", undo(Some(step_of(&back))), &[]);
    assert_eq!(one::<String>(&team, row), "never-cancel 2026-W47 wei no cancelled orders");
    assert_eq!(look(&team, 1), "cleared 4 2026-W47 x");
    assert_eq!(one::<i64>(&team, "SELECT step FROM signoff"), step_of(&signed));
    // Ahead of the next item.
    let ahead = team.does("ana", sign("again"), &[]);
    assert_eq!(one::<i64>(&team, "SELECT count(*) FROM signoff WHERE period = '2026-W47'"), 2);
    assert!(matches!(&ahead, Outcome::Done { count: 1, entity, .. } if entity == "never-cancel"));
    team.does("ana", undo(None), &[]);
    assert_eq!(one::<String>(&team, row), "never-cancel 2026-W47 wei no cancelled orders");
}

#[test]
fn verbs_fit_states_and_refuse_the_rest() {
    let release = || Verb::Release;
    let snooze = || Verb::Snooze(Snooze::Until(NOW.plus(HOUR)));
    let all = || [DONE, snooze(), dismiss(Reason::Wrong), Verb::Claim, release()];
    // For each state: what each verb leads to, `no` where it is refused.
    let table: [(Option<Verb>, [&str; 5]); 6] = [
        (None, ["acted 2 1", "open 2 1 z", "dismissed 2 1", "open 2 1 c", "no"]),
        (Some(snooze()), ["acted 3 1", "open 3 1 z", "dismissed 3 1", "open 3 1 z c", "no"]),
        (Some(Verb::Claim), ["acted 3 1", "open 3 1 z", "dismissed 3 1", "open 2 1 c", "open 3 1"]),
        (Some(DONE), ["no", "no", "dismissed 3 1", "no", "no"]),
        (Some(dismiss(Reason::Known)), ["no"; 5]),
        (Some(undo(None)), ["no"; 5]),
    ];
    for (first, results) in table {
        for (verb, expected) in all().into_iter().zip(results) {
            let bench = Bench::new();
            let mut team = bench.team();
            team.reconcile(&[found(holds("a"))], &run(1), NOW).unwrap();
            match &first {
                Some(Verb::Undo { .. }) => {
                    team.reconcile(&[gone("a", NOW.0)], &run(2), NOW).unwrap();
                }
                Some(first) => drop(team.does("wei", first.clone(), &[1])),
                None => {}
            }
            let before = team.dump();
            let outcome = team.does("wei", verb.clone(), &[1]);
            if expected == "no" {
                assert!(matches!(refused(&outcome), Refused::NotNow { item: 1, .. }), "{first:?} {verb:?}");
                assert_eq!(team.dump(), before);
            } else {
                assert!(matches!(outcome, Outcome::Done { count: 1, .. }), "{first:?} {verb:?} {outcome:?}");
                assert_eq!(look(&team, 1), expected, "{first:?} {verb:?}");
                assert!(team.verify_journal().unwrap().bad.is_none());
            }
        }
    }
}

#[test]
fn an_old_version_or_the_claim_of_another_is_a_conflict_and_nothing_is_written() {
    let bench = Bench::new();
    let mut team = bench.team();
    team.reconcile(&[found(holds("a")), found(holds("b"))], &run(1), NOW).unwrap();
    team.does("wei", Verb::Claim, &[2]);
    let before = team.dump();
    for verb in [DONE, dismiss(Reason::Known), Verb::Claim, Verb::Release, Verb::Snooze(Snooze::NewData(None))] {
        assert_eq!(conflict(&team.does("ana", verb, &[1, 2])), (2, "wei", "open"));
    }
    let seen_before = Intent::Act { verb: DONE, items: vec![(1, Some(1)), (2, Some(1))] };
    assert_eq!(conflict(&team.act(&seen_before, &actor("wei"), NOW).unwrap()), (2, "wei", "open"));
    assert_eq!(refused(&team.does("wei", DONE, &[1, 9])), &Refused::NoSuchItem(9));
    assert_eq!(refused(&team.does("wei", DONE, &[])), &Refused::NoSuchItem(0));
    assert_eq!(team.dump(), before);
    let seen_now = Intent::Act { verb: DONE, items: vec![(1, Some(1)), (2, Some(2)), (1, Some(1))] };
    assert!(matches!(team.act(&seen_now, &actor("wei"), NOW).unwrap(), Outcome::Done { count: 2, .. }));
}

#[test]
fn a_lease_is_renewed_by_its_holder_and_taken_over_when_it_is_over() {
    let bench = Bench::new();
    let mut team = bench.team();
    team.reconcile(&[found(holds("a")), found(holds("b"))], &run(1), NOW).unwrap();
    let claim = team.does("wei", Verb::Claim, &[1]);
    let renewed = team.does_at("wei", Verb::Claim, &[1], NOW.plus(1200));
    assert_eq!(step_of(&renewed), step_of(&claim));
    assert_eq!(look(&team, 1), "open 2 1 c");
    let late = NOW.plus(1200 + super::LEASE);
    assert_eq!(conflict(&team.does_at("ana", Verb::Claim, &[1], late.plus(-1))).1, "wei");
    team.does_at("ana", Verb::Claim, &[1], late);
    assert_eq!(look(&team, 1), "open 3 1 c");
    assert!(matches!(refused_or_conflict(&mut team, "wei", late), Outcome::Conflict(_)));
    // Undo of the take-over gives the old, expired claim back; a renewal is no step to undo.
    team.does_at("ana", undo(None), &[], late);
    assert_eq!(one::<String>(&team, "SELECT claim_name FROM item WHERE id = 1"), "wei");
    team.does_at("wei", undo(None), &[], late);
    assert_eq!(look(&team, 1), "open 5 1");
    assert_eq!(refused(&team.does_at("wei", undo(None), &[], late)), &Refused::NothingToUndo);
}

fn refused_or_conflict(team: &mut Team, who: &str, now: Instant) -> Outcome {
    team.does_at(who, Verb::Release, &[1], now)
}

#[test]
fn undo_after_a_restart_brings_back_what_was_there() {
    let bench = Bench::new();
    let mut team = bench.team();
    let findings: Vec<Finding> = (0..23).map(|n| found(holds(&format!("sku{n}")))).collect();
    team.reconcile(&findings, &run(1), NOW).unwrap();
    team.does("wei", Verb::Claim, &[3, 4]);
    let clean = team.content_hash().unwrap();
    for id in 1..=23 {
        team.does("wei", Verb::Done { note: Some("shipped".to_owned()) }, &[id]);
    }
    let done = team.content_hash().unwrap();
    assert_ne!(done, clean);
    drop(team);
    let mut team = bench.team();
    for _ in 1..=23 {
        let outcome = team.does("wei", undo(None), &[]);
        assert!(matches!(&outcome, Outcome::Done { verb, count: 1, .. } if verb == "done"), "{outcome:?}");
    }
    assert_eq!(team.content_hash().unwrap(), clean);
    // A fold is one step, there and back, and there again by naming the undo.
    let all: Vec<i64> = (1..=23).collect();
    assert_eq!(step_of(&team.does("wei", DONE, &all)), one::<i64>(&team, "SELECT max(step) FROM journal"));
    assert_eq!(team.content_hash().unwrap(), done);
    let back = team.does("wei", undo(None), &[]);
    assert!(matches!(&back, Outcome::Done { count: 23, entity, .. } if entity == "sku0"));
    assert_eq!(team.content_hash().unwrap(), clean);
    team.does("wei", undo(Some(step_of(&back))), &[]);
    assert_eq!(team.content_hash().unwrap(), done);
    assert_eq!(refused(&team.does("wei", undo(Some(step_of(&back))), &[])), &Refused::UndoneBefore(step_of(&back)));
    assert!(matches!(team.does("wei", undo(None), &[]), Outcome::Done { count: 23, .. }));
    assert_eq!(team.content_hash().unwrap(), clean);
    assert!(team.verify_journal().unwrap().bad.is_none());
}

#[test]
fn undo_takes_back_one_s_own_steps_and_only_what_nobody_changed_since() {
    let bench = Bench::new();
    let mut team = bench.team();
    team.reconcile(&[found(holds("a")), found(holds("b"))], &run(1), NOW).unwrap();
    let done = team.does("wei", DONE, &[1]);
    assert_eq!(refused(&team.does("ana", undo(None), &[])), &Refused::NothingToUndo);
    assert_eq!(refused(&team.does("ana", undo(Some(step_of(&done))), &[])), &Refused::NotYours(step_of(&done)));
    for step in [1, 2, 99] {
        assert_eq!(refused(&team.does("wei", undo(Some(step)), &[])), &Refused::NothingToUndo, "{step}");
    }
    team.does("ana", dismiss(Reason::Wrong), &[1]);
    let before = team.dump();
    assert_eq!(conflict(&team.does("wei", undo(None), &[])), (1, "ana", "dismissed"));
    assert_eq!(team.dump(), before);
    // A new figure is no hindrance, a row that proves it is.
    let done = team.does("wei", DONE, &[2]);
    team.reconcile(&[gone("b", NOW.0)], &run(2), NOW).unwrap();
    assert_eq!(conflict(&team.does("wei", undo(Some(step_of(&done))), &[])), (2, "-", "cleared"));
    team.does("ana", undo(None), &[]);
    let mut figures = holds("a");
    figures.numbers.insert("available".to_owned(), Num::Int(1));
    team.reconcile(&[found(figures)], &run(3), NOW).unwrap();
    assert_eq!(look(&team, 1), "acted 4 1");
}

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

/// One thing that may happen.
#[derive(Clone, Debug)]
enum Event {
    Act { who: usize, verb: Verb, items: Vec<i64> },
    UndoStep { who: usize, back: i64 },
    Pass { found: Vec<(u8, u8, bool)> },
    Time { hours: i64 },
    Prune,
}

fn event() -> impl Strategy<Value = Event> {
    let verb = prop_oneof![
        Just(DONE),
        Just(Verb::Claim),
        Just(Verb::Release),
        Just(undo(None)),
        Just(dismiss(Reason::Mute)),
        Just(Verb::Dismiss { reason: Reason::Known, until: Some(NOW.plus(DAY)) }),
        Just(Verb::Snooze(Snooze::Until(NOW.plus(DAY)))),
        Just(Verb::Snooze(Snooze::NewData(Some(Format::FbaPlanning)))),
        Just(sign("seen")),
    ];
    prop_oneof![
        6 => (0..3_usize, verb, prop::collection::vec(1..9_i64, 0..4))
            .prop_map(|(who, verb, items)| Event::Act { who, verb, items }),
        2 => (0..3_usize, 0..12_i64).prop_map(|(who, back)| Event::UndoStep { who, back }),
        4 => prop::collection::vec((0..6_u8, 0..4_u8, any::<bool>()), 0..6).prop_map(|found| Event::Pass { found }),
        2 => (1..2000_i64).prop_map(|hours| Event::Time { hours }),
        1 => Just(Event::Prune),
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
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_may_happen_breaks_the_queue(events in prop::collection::vec(event(), 1..40)) {
        let bench = Bench::new();
        let mut team = bench.team();
        let crew: Vec<Actor> = ["wei", "ana", "li"].map(actor).to_vec();
        let mut now = NOW;
        for event in events {
            let (before, hash) = (versions(&team), team.content_hash().unwrap());
            match event {
                Event::Act { who, verb, items } => {
                    let undone = matches!(verb, Verb::Undo { .. });
                    let items = items.into_iter().map(|id| (id, None)).collect();
                    let outcome = team.act(&Intent::Act { verb, items }, &crew[who], now).unwrap();
                    match outcome {
                        // What was done can be undone at once, and leaves what was there before.
                        Outcome::Done { step, .. } if !undone && step == last_step(&team) => {
                            let back = team.act(&Intent::Act { verb: undo(Some(step)), items: Vec::new() }, &crew[who], now);
                            let back = step_of(&back.unwrap());
                            prop_assert_eq!(team.content_hash().unwrap(), hash);
                            let again = Intent::Act { verb: undo(Some(back)), items: Vec::new() };
                            step_of(&team.act(&again, &crew[who], now).unwrap());
                        }
                        Outcome::Done { .. } => {}
                        _ => prop_assert_eq!(team.content_hash().unwrap(), hash),
                    }
                }
                Event::UndoStep { who, back } => {
                    let step = last_step(&team) - back;
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
                Event::Prune => drop(team.prune(now).unwrap()),
            }
            sound(&team, &before);
        }
    }
}

fn last_step(team: &Team) -> i64 {
    one(team, "SELECT coalesce(max(step), 0) FROM journal")
}
