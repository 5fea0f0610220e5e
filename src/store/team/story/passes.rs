//! Passes of the rules over items in every state.

use super::super::testing::{Bench, DONE, NOW, dismiss, evidence, found, gone, holds, key, look, one, run, verbs};
use super::super::{Reconciled, Run};
use crate::domain::act::{Reason, Verb};
use crate::domain::day::{DAY, HOUR};
use crate::domain::format::Format;
use crate::domain::work::{Finding, Holds, Key, Kind, Lane, Num, Snooze};

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
fn a_kind_that_is_switched_off_opens_nothing_and_its_items_stay_in_line() {
    let bench = Bench::new();
    let mut team = bench.team();
    let off = |import, names: &[&str]| Run { off: names.iter().map(|name| key(name)).collect(), ..run(import) };
    assert_eq!(team.reconcile(&[found(holds("a"))], &off(1, &["a"]), NOW).unwrap(), Reconciled::default());
    assert_eq!(team.reconcile(&[found(holds("a"))], &run(2), NOW).unwrap().opened, 1);
    let later = Holds { lane: Lane::Week, evidence: evidence(NOW.0 + 60), ..holds("a") };
    assert_eq!(team.reconcile(&[found(later.clone())], &off(3, &["a"]), NOW).unwrap().updated, 1);
    team.reconcile(&[gone("a", NOW.0 + 120)], &off(4, &["a"]), NOW).unwrap();
    assert_eq!(one::<String>(&team, "SELECT state || lane FROM item"), "clearedweek");
    let again = Holds { evidence: evidence(NOW.0 + 180), ..later };
    assert_eq!(team.reconcile(&[found(again.clone())], &off(5, &["a"]), NOW).unwrap(), Reconciled::default());
    assert_eq!(team.reconcile(&[found(again)], &run(6), NOW).unwrap().reopened, 1);
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
    // Out of stock needs a week until new goods can show; later the same row is a contradiction.
    let early = Holds { evidence: evidence(NOW.0 + 7 * DAY), ..holds("a") };
    team.reconcile(&[found(early)], &run(4), NOW.plus(HOUR)).unwrap();
    assert_eq!(look(&team, 1), "acted 2 1");
    let newer = Holds { evidence: evidence(NOW.0 + 7 * DAY + 1), ..holds("a") };
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
        key: Key { epoch: Some("m1".to_owned()), ..key(subject) },
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
