//! Verbs, claims, sign-offs and undo.

use super::super::testing::{
    Bench, DONE, NOW, actor, conflict, dismiss, evidence, found, gone, holds, look, one, practice, refused, run, sign,
    step_of, undo,
};
use crate::domain::act::{Intent, Outcome, Reason, Refused, Verb};
use crate::domain::day::HOUR;
use crate::domain::lease::LEASE;
use crate::domain::work::{Finding, Num, Snooze};

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
    team.reconcile(&[found(due.clone())], &run(2), NOW).unwrap();
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
fn an_item_that_the_rules_cleared_by_a_sign_off_opens_again_when_that_is_taken_back() {
    let bench = Bench::new();
    let mut team = bench.team();
    let due = practice("never-cancel", "2026-W46");
    team.reconcile(&[found(due.clone())], &run(1), NOW).unwrap();
    // The missed period falls with the sign-off of the present one.
    let missed = Finding::Gone { key: due.key.clone(), evidence: evidence(NOW.0), how: "signed-late" };
    team.reconcile(&[found(practice("never-cancel", "2026-W47"))], &run(1), NOW).unwrap();
    team.does("wei", sign("all shipped"), &[2]);
    team.reconcile(&[missed], &run(1), NOW).unwrap();
    assert_eq!(look(&team, 1), "cleared 2 2026-W46 x");
    assert_eq!(team.reconcile(&[found(due.clone())], &run(1), NOW).unwrap().reopened, 0);
    team.does("wei", undo(None), &[]);
    assert_eq!(team.reconcile(&[found(due)], &run(1), NOW).unwrap().reopened, 1);
    assert_eq!(look(&team, 1), "open 3 2026-W46 r");
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
    let late = NOW.plus(1200 + LEASE);
    assert_eq!(conflict(&team.does_at("ana", Verb::Claim, &[1], late.plus(-1))).1, "wei");
    team.does_at("ana", Verb::Claim, &[1], late);
    assert_eq!(look(&team, 1), "open 3 1 c");
    assert!(matches!(team.does_at("wei", Verb::Release, &[1], late), Outcome::Conflict(_)));
    // Undo of the take-over gives the old, expired claim back; a renewal is no step to undo.
    team.does_at("ana", undo(None), &[], late);
    assert_eq!(one::<String>(&team, "SELECT claim_name FROM item WHERE id = 1"), "wei");
    team.does_at("wei", undo(None), &[], late);
    assert_eq!(look(&team, 1), "open 5 1");
    assert_eq!(refused(&team.does_at("wei", undo(None), &[], late)), &Refused::NothingToUndo);
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
