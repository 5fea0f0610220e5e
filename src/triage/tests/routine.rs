//! Kinds 11, 12, 20, 21, 74, 76 and 77.

use super::*;
use crate::domain::fact::{BounceFact, FileFact, PracticeFact, ReportFact, ThreadFact, TwiceFact, Wait};
use crate::domain::format::Format;
use crate::domain::import::FileState;
use crate::domain::market::Market;
use crate::domain::practice::Practice;
use crate::domain::work::Num;

pub(super) fn thread() -> ThreadFact {
    // Friday 17:00 in Los Angeles, before the weekend on which the clocks change.
    let wait = Wait {
        message_id: "<m1@example>".to_owned(),
        since: at("2026-03-07T01:00:00Z"),
        messages: 2,
        evidence: row(1),
        answered: None,
    };
    ThreadFact {
        store: "s".to_owned(),
        market: Market::Us,
        thread: "t1".to_owned(),
        order_id: Some("113-1".to_owned()),
        total: None,
        waits: vec![wait],
    }
}

#[test]
fn a_mail_that_came_back_waits_for_one_that_does_not() {
    let kind = Kind::MailCameBack;
    let fact = BounceFact {
        store: "s".to_owned(),
        market: Market::Us,
        thread: "t1".to_owned(),
        order_id: None,
        message_id: "ours-1@example".to_owned(),
        at: at("2026-11-19T08:00:00Z"),
        evidence: row(1),
        resent: None,
    };
    let facts = Facts { bounces: vec![fact.clone()], ..Facts::default() };
    assert_eq!(came(&facts, NOON, kind), opens(kind, Lane::Today, "2026-11-19T08:00:00Z"));
    let holds = held(&facts, NOON, kind);
    assert_eq!((holds.key.epoch.as_deref(), holds.entity.as_str()), (Some("ours-1@example"), "#t1"));
    let again = BounceFact { resent: Some((at("2026-11-19T09:00:00Z"), row(2))), ..fact };
    assert_eq!(came(&Facts { bounces: vec![again], ..Facts::default() }, NOON, kind), Came::Gone("sent-again"));
}

/// Two answers four minutes apart.
pub(super) fn twice() -> TwiceFact {
    TwiceFact {
        store: "s".to_owned(),
        market: Market::Us,
        thread: "t1".to_owned(),
        order_id: Some("113-1".to_owned()),
        first: at("2026-11-18T18:00:00Z"),
        second: at("2026-11-18T18:04:00Z"),
        message_id: "ours-2@example".to_owned(),
        evidence: row(1),
        came_back: None,
    }
}

#[test]
fn two_answers_within_minutes_are_noted_and_over_after_two_weeks() {
    let kind = Kind::TwoAnswers;
    let came = |fact: TwiceFact, now: &str| came(&Facts { twice: vec![fact], ..Facts::default() }, now, kind);
    let shown = Came::Holds(kind, Lane::Week, None);
    assert_eq!(came(twice(), NOON), shown);
    let later = |time: &str| TwiceFact { second: at(time), ..twice() };
    assert_eq!(came(later("2026-11-18T18:09:59Z"), NOON), shown);
    assert_eq!(came(later("2026-11-18T18:10:00Z"), NOON), Came::Unknown, "ten minutes are two thoughts");
    assert_eq!(came(TwiceFact { came_back: Some(row(2)), ..twice() }, NOON), Came::Gone("sent-again"));
    // Until the marketplace's midnight of the fourteenth day.
    assert_eq!(came(twice(), "2026-12-03T07:59:59Z"), shown);
    assert_eq!(came(twice(), "2026-12-03T08:00:00Z"), Came::Gone("time-over"));
    let facts = Facts { twice: vec![twice()], ..Facts::default() };
    let next = next_change(&facts, at("2026-12-03T07:00:00Z"), &settings());
    assert_eq!(next, at("2026-12-03T08:00:00Z"));
}

#[test]
fn an_answer_is_due_after_24_elapsed_hours_also_on_a_weekend() {
    let kind = Kind::AnswerDue;
    let facts = Facts { threads: vec![thread()], ..Facts::default() };
    let due = "2026-03-08T01:00:00Z";
    let cases = [
        ("2026-03-07T21:00:00Z", opens(kind, Lane::Today, due)),
        ("2026-03-07T21:00:01Z", opens(kind, Lane::Now, due)),
        ("2026-03-08T01:00:00Z", opens(kind, Lane::Now, due)),
        ("2026-03-08T01:00:01Z", opens(Kind::AnswerOverdue, Lane::Now, due)),
    ];
    for (now, wanted) in cases {
        assert_eq!(came(&facts, now, kind), wanted, "{now}");
    }
    let holds = held(&facts, "2026-03-07T21:00:00Z", kind);
    let clock = |name: &str| match holds.numbers[name] {
        Num::At(at) => at.rfc3339_in(chrono_tz::America::Los_Angeles),
        _ => String::new(),
    };
    // Elapsed hours: the clock on the wall moves with the change of Sunday morning.
    let wanted = [
        "2026-03-07T05:00:00-08:00",
        "2026-03-07T17:00:00-08:00",
        "2026-03-08T18:00:00-07:00",
        "2026-03-09T18:00:00-07:00",
    ];
    assert_eq!(["goal", "due", "claim_at", "granted_at"].map(clock), wanted);
    assert_eq!((holds.key.epoch.as_deref(), holds.entity.as_str()), (Some("<m1@example>"), "113-1"));
}

#[test]
fn the_rules_run_again_when_an_answer_becomes_urgent_and_when_it_is_late() {
    let facts = Facts { threads: vec![thread()], ..Facts::default() };
    let next = |now| next_change(&facts, at(now), &settings()).rfc3339();
    // The marketplace's midnight, four hours before the end, the end of a UTC day, the end.
    assert_eq!(next("2026-03-07T07:00:00Z"), "2026-03-07T08:00:00Z");
    assert_eq!(next("2026-03-07T08:00:00Z"), "2026-03-07T21:00:01Z");
    assert_eq!(next("2026-03-07T21:00:01Z"), "2026-03-08T00:00:00Z");
    assert_eq!(next("2026-03-08T00:00:00Z"), "2026-03-08T01:00:01Z");
}

#[test]
fn an_answer_clears_its_own_wait_and_a_new_question_is_a_new_item() {
    let mut thread = thread();
    thread.waits[0].answered = Some((at("2026-03-07T09:00:00Z"), row(2)));
    thread.waits.push(Wait {
        message_id: "<m3@example>".to_owned(),
        since: at("2026-03-07T12:00:00Z"),
        ..super::routine::thread().waits.remove(0)
    });
    let found = run(&Facts { threads: vec![thread], ..Facts::default() }, at("2026-03-07T13:00:00Z"), &settings());
    let [Finding::Gone { how: "answered", evidence, key }, Finding::Holds(holds)] = &found[..] else {
        panic!("{found:?}")
    };
    assert_eq!((evidence.row, key.epoch.as_deref()), (2, Some("<m1@example>")));
    assert_eq!(holds.due, Some(at("2026-03-08T12:00:00Z")));
}

#[test]
fn a_marketplace_s_own_clock_is_shorter() {
    let mut settings = settings();
    settings.set(keys::ANSWER_HOURS, Some(Market::Us), 12, "team").unwrap();
    let facts = Facts { threads: vec![thread()], ..Facts::default() };
    let found = run(&facts, at("2026-03-07T13:00:01Z"), &settings);
    assert!(matches!(&found[..], [Finding::Holds(holds)] if holds.kind == Kind::AnswerOverdue));
}

pub(super) fn report(format: Format, as_of: Option<&str>) -> ReportFact {
    let evidence = as_of.map(|text| Evidence { as_of: at(text).0, ..row(0) });
    ReportFact { store: "s".to_owned(), market: Some(Market::Us), format, as_of: as_of.map(at), evidence }
}

#[test]
fn a_report_is_old_past_its_wanted_age() {
    let kind = Kind::ReportMissing;
    let cases = [
        (Format::Unshipped, Some("2026-11-18T12:00:00Z"), Came::Gone("imported")),
        (Format::Unshipped, Some("2026-11-18T11:59:59Z"), opens(kind, Lane::Today, "2026-11-20T11:59:59Z")),
        (Format::Mail, Some("2026-11-18T11:00:00Z"), opens(kind, Lane::Today, "2026-11-20T11:00:00Z")),
        (Format::AllOrders, Some("2026-11-18T11:00:00Z"), opens(kind, Lane::Today, "2026-11-20T11:00:00Z")),
        (Format::FbaPlanning, Some("2026-11-17T12:00:00Z"), Came::Gone("imported")),
        (Format::FbaPlanning, Some("2026-11-17T11:00:00Z"), opens(kind, Lane::Week, "2026-11-20T11:00:00Z")),
        (Format::SpSearchTerm, Some("2026-11-12T12:00:00Z"), Came::Gone("imported")),
        (Format::Performance, Some("2026-11-12T11:00:00Z"), opens(kind, Lane::Week, "2026-11-20T11:00:00Z")),
        // A file from a clock that runs ahead is not old.
        (Format::Unshipped, Some("2026-11-20T12:00:00Z"), Came::Gone("imported")),
        // Expected by setting, never came: there is no row and no deadline.
        (Format::Unshipped, None, Came::Holds(kind, Lane::Today, None)),
    ];
    for (format, as_of, wanted) in cases {
        let facts = Facts { reports: vec![report(format, as_of)], ..Facts::default() };
        assert_eq!(came(&facts, NOON, kind), wanted, "{format:?} {as_of:?}");
    }
    assert_eq!(came(&Facts::default(), NOON, kind), Came::Unknown);
}

#[test]
fn a_store_comes_to_its_reports_at_its_own_pace() {
    let mut settings = settings();
    settings.set_for_store("reports.unshipped.hours", "s", 58, "team").unwrap();
    let facts = |store: &str| {
        let report = report(Format::Unshipped, Some("2026-11-18T11:59:59Z"));
        Facts { reports: vec![ReportFact { store: store.to_owned(), ..report }], ..Facts::default() }
    };
    let holds = |store: &str| matches!(&run(&facts(store), at(NOON), &settings)[..], [Finding::Holds(_)]);
    assert!(!holds("s") && holds("other"));
    let turn = |store: &str| crate::triage::next_change(&facts(store), at("2026-11-20T20:00:00Z"), &settings);
    assert_eq!((turn("s"), turn("other")), (at("2026-11-20T22:00:00Z"), at("2026-11-21T00:00:00Z")));
}

pub(super) fn file(import: i64, state: FileState) -> FileFact {
    FileFact {
        store: "s".to_owned(),
        import,
        name: "orders.txt".to_owned(),
        format: None,
        state,
        received: at("2026-11-19T09:00:00Z"),
        evidence: row(0),
        resolved: None,
    }
}

#[test]
fn a_refused_or_waiting_file_is_open_until_a_file_takes_its_place() {
    let kind = Kind::ImportRefused;
    let open = opens(kind, Lane::Today, "2026-11-20T09:00:00Z");
    let of = |files: Vec<FileFact>| came(&Facts { files, ..Facts::default() }, NOON, kind);
    assert_eq!(of(vec![file(1, FileState::Refused)]), open);
    assert_eq!(of(vec![file(1, FileState::Waiting)]), open);
    assert_eq!(of(vec![file(1, FileState::Applied)]), Came::Gone("imported"));
    assert_eq!(of(vec![FileFact { resolved: Some(row(0)), ..file(1, FileState::Waiting) }]), Came::Gone("imported"));
    // The same bytes twice are one item, and the later try counts.
    assert_eq!(of(vec![file(2, FileState::Partly), file(1, FileState::Waiting)]), Came::Gone("imported"));
    assert_eq!(of(vec![file(1, FileState::Refused), file(2, FileState::Refused)]), open);
}

fn practice(practice: Practice, last: Option<&str>) -> PracticeFact {
    PracticeFact { practice, last: last.map(|text| (at(text), "li".to_owned())), since: at("2026-11-10T09:00:00Z") }
}

/// Epoch and lane of what holds; epoch and how of what is gone.
fn practices(fact: PracticeFact, orders_per_week: Option<i64>, now: &str) -> Vec<String> {
    let facts = Facts { practices: vec![fact], orders_per_week, ..Facts::default() };
    run(&facts, at(now), &settings())
        .iter()
        .map(|f| match f {
            Finding::Holds(h) => {
                format!("{} {} {}", h.key.epoch.as_deref().unwrap(), h.lane.word(), h.due.unwrap().rfc3339())
            }
            Finding::Gone { key, how, .. } => format!("{} {how}", key.epoch.as_deref().unwrap()),
        })
        .collect()
}

#[test]
fn a_practice_is_due_on_the_last_day_of_its_period_and_a_missed_one_stays() {
    use Practice::{CheckReports, NeverCancel};
    let weekly = |last, now| practices(practice(NeverCancel, last), None, now);
    let w46 = "2026-W46 week 2026-11-15T23:59:59Z";
    let w47 = "2026-W47 week 2026-11-22T23:59:59Z";
    // The first week of the team has no missed one before it.
    assert_eq!(weekly(None, "2026-11-12T12:00:00Z"), [w46]);
    assert_eq!(weekly(None, NOON), [w46, w47]);
    assert_eq!(weekly(Some("2026-11-12T12:00:00Z"), NOON), ["2026-W46 signed", w47]);
    assert_eq!(weekly(Some("2026-11-17T12:00:00Z"), NOON), ["2026-W46 signed-late", "2026-W47 signed"]);
    // Sunday's last second and Monday's first.
    assert_eq!(weekly(Some("2026-11-17T12:00:00Z"), "2026-11-22T23:59:59Z").len(), 2);
    assert!(weekly(Some("2026-11-17T12:00:00Z"), "2026-11-23T00:00:00Z")[2].starts_with("2026-W48 week"));
    // A month is free work until its last week.
    let monthly = |now| practices(practice(CheckReports, None), Some(99), now);
    assert_eq!(monthly(NOON), ["2026-11 free 2026-11-30T23:59:59Z"]);
    assert_eq!(monthly("2026-11-24T00:00:00Z"), ["2026-11 week 2026-11-30T23:59:59Z"]);
    // 100 orders a week make a business check weekly; unknown counts as small.
    assert_eq!(practices(practice(CheckReports, None), Some(100), NOON), [w46, w47]);
    assert_eq!(practices(practice(CheckReports, None), None, NOON), ["2026-11 free 2026-11-30T23:59:59Z"]);
}

#[test]
fn a_sign_off_also_clears_the_other_cadence() {
    let found = practices(practice(Practice::CheckReports, Some("2026-11-18T12:00:00Z")), Some(5), NOON);
    assert_eq!(found, ["2026-11 signed", "2026-W46 signed-late", "2026-W47 signed"]);
}
