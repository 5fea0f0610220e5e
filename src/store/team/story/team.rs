//! Several operators on one item: taking over, assigning, notes, redo, a second person, and clocks that jump.

use super::super::testing::{
    Bench, DONE, NOW, actor, conflict, dismiss, found, holds, look, one, refused, run, sign, step_of, undo, verbs,
};
use crate::domain::act::{Actor, Intent, Outcome, Reason, Refused, Request, Verb};
use crate::domain::lease::{Boot, LEASE, Moment};
use crate::domain::role::{Rights, Role};
use crate::domain::work::{Holds, Kind};
use crate::store::open::Team;

fn note(text: &str) -> Verb {
    Verb::Note { text: text.into() }
}

fn give(who: &str) -> Verb {
    Verb::Assign { to: Some(actor(who)) }
}

fn bench(count: usize) -> (Bench, Team) {
    let bench = Bench::new();
    let mut team = bench.team();
    let findings: Vec<_> = (0..count).map(|n| found(holds(&format!("sku{n}")))).collect();
    team.reconcile(&findings, &run(1), NOW).unwrap();
    (bench, team)
}

fn holder(team: &Team, id: i64) -> String {
    one(
        team,
        &format!("SELECT coalesce(claim_name, '-') || ' ' || coalesce(assign_name, '-') FROM item WHERE id = {id}"),
    )
}

#[test]
fn a_claim_is_taken_over_only_by_saying_so_and_the_journal_has_from_whom() {
    let (_bench, mut team) = bench(1);
    team.does("wei", Verb::Claim, &[1]);
    assert_eq!(conflict(&team.does("li", Verb::Claim, &[1])), (1, "wei", "open"));
    let took = team.does("li", Verb::TakeOver, &[1]);
    assert!(matches!(took, Outcome::Done { ref verb, count: 1, .. } if verb == "take-over"));
    assert_eq!(holder(&team, 1), "li -");
    let text: String = one(&team, "SELECT text FROM journal_text ORDER BY seq DESC LIMIT 1");
    assert!(text.contains("\"who\":\"li\"") && text.contains("\"held\":\"wei\""), "{text}");
    // Whoever had seen the older version is told, and may say so again.
    let seen = Intent::Act { verb: Verb::TakeOver, items: vec![(1, Some(2))] };
    assert_eq!(conflict(&team.act(&seen, &actor("ana"), NOW).unwrap()), (1, "li", "open"));
    // It is a step like any other.
    team.does("li", undo(None), &[]);
    assert_eq!(holder(&team, 1), "wei -");
    // Of one's own, or of nobody's, it is a claim.
    let again = team.does("wei", Verb::TakeOver, &[1]);
    assert!(matches!(again, Outcome::Done { .. }));
    assert_eq!(verbs(&team).iter().filter(|verb| *verb == "take-over").count(), 1, "renewed, not a step");
}

#[test]
fn an_item_is_given_to_somebody_known_beside_its_holder_and_the_giving_is_undone_and_redone() {
    let (_bench, mut team) = bench(2);
    assert_eq!(refused(&team.does("wei", give("li"), &[1])), &Refused::NoSuchPerson("li".into()));
    team.does("li", Verb::Claim, &[2]);
    let before = team.content_hash().unwrap();
    let given = team.does("wei", give("li"), &[1, 2]);
    assert!(matches!(given, Outcome::Done { count: 2, .. }));
    assert_eq!((holder(&team, 1), holder(&team, 2)), ("- li".into(), "li li".into()));
    team.does("wei", undo(None), &[]);
    assert_eq!(team.content_hash().unwrap(), before, "a bulk is one step");
    team.does("wei", Verb::Redo, &[]);
    assert_eq!((holder(&team, 1), holder(&team, 2)), ("- li".into(), "li li".into()));
    // It outlives the act, and goes by saying so.
    team.does("li", DONE, &[2]);
    assert_eq!(holder(&team, 2), "- li");
    team.does("wei", Verb::Assign { to: None }, &[2]);
    assert_eq!(holder(&team, 2), "- -");
    let undone = team.does("wei", undo(Some(step_of(&given))), &[]);
    assert!(matches!(undone, Outcome::Conflict(_) | Outcome::Refused(_)), "somebody changed it since: {undone:?}");
}

#[test]
fn notes_stand_beside_everything_and_call_people() {
    let (_bench, mut team) = bench(1);
    team.does("li", Verb::Claim, &[1]);
    let version: i64 = one(&team, "SELECT version FROM item");
    assert!(matches!(refused(&team.does("wei", note(" \n"), &[1])), Refused::NotNow { .. }));
    // Somebody else holds the item, and it was seen in an older version: words are wrong about neither.
    let seen = Intent::Act { verb: note("@Li and @ana: look at this"), items: vec![(1, Some(1))] };
    let written = team.act(&seen, &actor("wei"), NOW).unwrap();
    assert_eq!(one::<i64>(&team, "SELECT version FROM item"), version);
    let called = "SELECT group_concat(name || ':' || coalesce(uid, '-'), ' ') FROM mention";
    assert_eq!(one::<String>(&team, called), format!("ana:- li:{}", actor("li").uid));
    let chain: String = one(&team, "SELECT group_concat(before || detail) FROM journal");
    assert!(!chain.contains("look at this"));
    // What others did since does not keep the note from being taken back, and nothing of theirs goes with it.
    team.does("li", DONE, &[1]);
    team.does("wei", undo(Some(step_of(&written))), &[]);
    assert_eq!(one::<i64>(&team, "SELECT count(*) FROM mention"), 0);
    assert_eq!(look(&team, 1), "acted 3 1");
    team.does("wei", Verb::Redo, &[]);
    assert_eq!(one::<i64>(&team, "SELECT count(*) FROM mention"), 2);
    assert_eq!(look(&team, 1), "acted 3 1");
    assert!(team.verify_journal().unwrap().bad.is_none());
}

#[test]
fn redo_goes_as_far_back_as_undo_and_ends_with_a_new_act() {
    let (_bench, mut team) = bench(3);
    let mut hashes = vec![team.content_hash().unwrap()];
    for (id, verb) in [(1, DONE), (2, dismiss(Reason::Known)), (3, Verb::Claim)] {
        team.does("wei", verb, &[id]);
        hashes.push(team.content_hash().unwrap());
    }
    let claimless = |team: &Team| team.content_hash().unwrap();
    for hash in hashes.iter().rev().skip(1) {
        team.does("wei", undo(None), &[]);
        assert_eq!(claimless(&team), *hash);
    }
    assert_eq!(refused(&team.does("wei", undo(None), &[])), &Refused::NothingToUndo);
    assert_eq!(refused(&team.does("li", Verb::Redo, &[])), &Refused::NothingToRedo);
    for hash in &hashes[1..] {
        assert!(matches!(team.does("wei", Verb::Redo, &[]), Outcome::Done { .. }));
        assert_eq!(claimless(&team), *hash);
    }
    assert_eq!(refused(&team.does("wei", Verb::Redo, &[])), &Refused::NothingToRedo);
    team.does("wei", undo(None), &[]);
    // Somebody changed it since: the reason is who, and nothing is written.
    team.does("li", Verb::Claim, &[3]);
    assert_eq!(conflict(&team.does("wei", Verb::Redo, &[])), (3, "li", "open"));
    team.does("wei", note("something new"), &[1]);
    assert_eq!(refused(&team.does("wei", Verb::Redo, &[])), &Refused::NothingToRedo);
}

#[test]
fn a_kind_that_wants_a_cause_is_done_only_with_one() {
    let bench = Bench::new();
    let mut team = bench.team();
    team.reconcile(&[found(Holds { kind: Kind::MetricNearTarget, ..holds("a") })], &run(1), NOW).unwrap();
    assert_eq!(refused(&team.does("wei", DONE, &[1])), &Refused::CauseWanted(1));
    assert_eq!(refused(&team.does("wei", Verb::Done { note: Some(" ".into()) }, &[1])), &Refused::CauseWanted(1));
    let done = Verb::Done { note: Some("two late parcels, carrier changed".into()) };
    assert!(matches!(team.does("wei", done, &[1]), Outcome::Done { .. }));
}

fn performs(team: &mut Team, who: &str, rights: &Rights, verb: Verb, items: &[i64]) -> Outcome {
    let items = items.iter().map(|id| (*id, None)).collect();
    team.perform(&Intent::Act { verb, items }, &actor(who), rights, &NOW.into()).unwrap()
}

#[test]
fn what_wants_two_people_happens_when_the_second_one_says_so() {
    let (_bench, mut team) = bench(2);
    // The items of the bench have $23.99 at stake.
    let rights = Rights { two: vec!["dismiss".into()], two_money: 20, ..Rights::default() };
    let before = team.content_hash().unwrap();
    let proposed = performs(&mut team, "wei", &rights, dismiss(Reason::Known), &[1, 2]);
    assert_eq!(proposed, Outcome::Proposed { number: 1, verb: "dismiss".into() });
    assert_eq!(team.content_hash().unwrap(), before, "nothing has happened");
    let waiting = team.proposals().unwrap();
    assert_eq!((waiting.len(), waiting[0].who.name.as_str(), waiting[0].count), (1, "wei", 2));
    let judge = |confirm| Verb::Judge { proposal: 1, confirm };
    let own = performs(&mut team, "wei", &rights, judge(true), &[]);
    assert_eq!(refused(&own), &Refused::OwnProposal(1));
    // The verb says itself that it cannot be: no proposal is made of it.
    let wrong = performs(&mut team, "wei", &rights, dismiss(Reason::Known), &[9]);
    assert_eq!(refused(&wrong), &Refused::NoSuchItem(9));
    let done = performs(&mut team, "li", &rights, judge(true), &[]);
    assert!(matches!(done, Outcome::Done { ref verb, count: 2, .. } if verb == "dismiss"));
    assert!(look(&team, 1).starts_with("dismissed") && look(&team, 2).starts_with("dismissed"));
    assert!(team.proposals().unwrap().is_empty());
    let gone = performs(&mut team, "ana", &rights, judge(true), &[]);
    assert_eq!(refused(&gone), &Refused::NoSuchProposal(1));
    assert_eq!(verbs(&team)[3..], ["propose", "dismiss", "dismiss", "confirm"]);
    // Whoever let it happen can take it back.
    performs(&mut team, "li", &rights, undo(None), &[]);
    assert_eq!(team.content_hash().unwrap(), before);
    // Below the amount nobody else is asked.
    let small = Rights { two_money: 24, ..rights };
    assert!(matches!(performs(&mut team, "wei", &small, dismiss(Reason::Known), &[1]), Outcome::Done { .. }));
    assert!(team.verify_journal().unwrap().bad.is_none());
}

#[test]
fn a_proposal_about_items_that_somebody_changed_waits_on_and_can_be_turned_down() {
    let (_bench, mut team) = bench(1);
    let rights = Rights { two: vec!["dismiss".into(), "purge".into()], ..Rights::default() };
    // The command line names no version: the proposal is about the one that was there.
    performs(&mut team, "wei", &rights, dismiss(Reason::Wrong), &[1]);
    team.does("ana", Verb::Claim, &[1]);
    team.does("ana", Verb::Release, &[1]);
    let judge = |confirm| Verb::Judge { proposal: 1, confirm };
    assert_eq!(conflict(&performs(&mut team, "li", &rights, judge(true), &[])), (1, "ana", "open"));
    assert_eq!(team.proposals().unwrap().len(), 1);
    assert_eq!(performs(&mut team, "wei", &rights, judge(false), &[]), Outcome::Rejected(1));
    assert!(team.proposals().unwrap().is_empty());
    let purge = team.perform(&Intent::Ask(Request::Purge), &actor("wei"), &rights, &NOW.into()).unwrap();
    assert_eq!(purge, Outcome::Proposed { number: 2, verb: "purge".into() });
    assert_eq!(team.next_request().unwrap(), None);
    let confirmed = performs(&mut team, "li", &rights, Verb::Judge { proposal: 2, confirm: true }, &[]);
    assert!(matches!(confirmed, Outcome::Queued(_)));
    assert_eq!(team.next_request().unwrap().map(|(_, request, _)| request), Some(Request::Purge));
}

#[test]
fn a_viewer_writes_nothing_and_a_lead_takes_back_what_others_did() {
    let (_bench, mut team) = bench(1);
    let before = team.dump();
    let viewer = Rights { role: Role::Viewer, ..Rights::default() };
    for verb in [DONE, Verb::Claim, note("x"), undo(None), Verb::Redo, Verb::Assign { to: None }] {
        assert_eq!(refused(&performs(&mut team, "guest", &viewer, verb, &[1])), &Refused::Role(Role::Operator));
    }
    assert_eq!(team.dump(), before);
    let done = performs(&mut team, "wei", &Rights::default(), DONE, &[1]);
    let back = undo(Some(step_of(&done)));
    let other = performs(&mut team, "li", &Rights::default(), back.clone(), &[]);
    assert_eq!(refused(&other), &Refused::NotYours(step_of(&done)));
    let lead = Rights { role: Role::Lead, led: true, ..Rights::default() };
    assert!(matches!(performs(&mut team, "boss", &lead, back, &[]), Outcome::Done { .. }));
    assert!(look(&team, 1).starts_with("open"));
    // A sign-off that a lead takes back and brings back stays that of whoever signed, also after the purge of its words.
    let signed = step_of(&team.does("wei", sign("checked"), &[]));
    for purged in [false, true] {
        performs(&mut team, "boss", &lead, undo(Some(signed)), &[]);
        assert_eq!(one::<i64>(&team, "SELECT count(*) FROM signoff"), 0);
        if purged {
            team.purge_texts(0, NOW).unwrap();
        }
        assert!(matches!(performs(&mut team, "boss", &lead, Verb::Redo, &[]), Outcome::Done { .. }));
        let row = one::<String>(&team, "SELECT uid || ' ' || name FROM signoff");
        assert_eq!(row, format!("{} wei", actor("wei").uid));
    }
}

#[test]
fn a_clock_that_jumps_neither_frees_nor_holds_a_claim() {
    let (_bench, mut team) = bench(1);
    let boot = |seconds| Some(Boot { id: "start-1".into(), seconds });
    let at = |jump: i64, seconds: i64| Moment { at: NOW.plus(seconds + jump), boot: boot(5000 + seconds) };
    let claim = |team: &mut Team, who: &str, moment: Moment| {
        team.act(&Intent::Act { verb: Verb::Claim, items: vec![(1, None)] }, &actor(who), moment).unwrap()
    };
    assert!(matches!(claim(&mut team, "wei", at(0, 0)), Outcome::Done { .. }));
    // A day forward after a minute: still held, and shown by the clock that people see.
    let Outcome::Conflict(held) = claim(&mut team, "li", at(86_400, 60)) else { panic!("freed by the clock") };
    let until = held.claim.unwrap().until;
    assert_eq!(until, NOW.plus(86_400 + LEASE));
    // A day back, when the lease is over: free.
    assert!(matches!(claim(&mut team, "li", at(-86_400, LEASE + 1)), Outcome::Done { .. }));
    // After a new start of the machine the wall clock is all there is to compare.
    let after = |seconds: i64| Moment { at: NOW.plus(seconds), boot: Some(Boot { id: "start-2".into(), seconds: 10 }) };
    assert!(matches!(claim(&mut team, "ana", after(LEASE + 60)), Outcome::Conflict(_)));
    assert!(matches!(claim(&mut team, "ana", after(2 * LEASE + 60)), Outcome::Conflict(_) | Outcome::Done { .. }));
}

#[test]
fn everybody_who_acts_is_known_and_sees_what_came_since() {
    let (_bench, mut team) = bench(1);
    let who = Actor { uid: 9, name: "Ann".into() };
    assert_eq!(team.come(&who, NOW).unwrap(), None);
    team.leave(&who, NOW.plus(60)).unwrap();
    team.does("wei", DONE, &[1]);
    let since = team.come(&who, NOW.plus(3600)).unwrap().unwrap();
    assert_eq!((since.seq, since.at), (2, NOW.plus(60)), "the two rows of the rules were there");
    // A screen that was killed left no word: what counts is when it came.
    assert_eq!(team.come(&who, NOW.plus(7200)).unwrap().unwrap().seq, 3);
    assert_eq!(team.person("ann").unwrap(), Some(who));
    let names: Vec<String> = team.people().unwrap().into_iter().map(|who| who.name).collect();
    assert_eq!(names, ["Ann", "wei"]);
}
