//! Counts, sources, the worker's queue, and what moved.

use super::*;
use crate::domain::day::HOUR;
use crate::domain::list::{Counts, Source, WorkerState};
use crate::store::list::testing::DAY;

fn counts(bench: &Bench) -> Counts {
    match bench.reader.answer(&Query::Counts, &view()).unwrap() {
        Reply::Counts(counts) => counts,
        other => panic!("{other:?}"),
    }
}

fn journal(bench: &Bench, seq: i64, at: i64, uid: i64, verb: &str, undoes: &str) {
    bench.sql(&format!(
        "INSERT INTO journal (seq, version, at, uid, step, verb, undoes, prev, hash) \
         VALUES ({seq}, 1, {at}, {uid}, {seq}, '{verb}', {undoes}, '', '')"
    ));
}

#[test]
fn without_data_nothing_is_known() {
    let bench = Bench::new();
    assert_eq!(counts(&bench), Counts::default());
}

#[test]
fn tabs_count_what_is_open_and_awake() {
    let bench = Bench::new();
    bench.fact("import", "seq = 3; sha256 = 'aa'; format = 'unshipped'");
    bench.fact("import", "seq = 4; sha256 = 'bb'; format = 'mail'; state = 'refused'");
    for n in 0..5 {
        bench.item("negate-term", "s", "US", &format!("{n}"), "negate-term", "week", None);
    }
    bench.item("ship", "s", "US", "113-1", "ship-today", "today", Some(NOW.0 + 50));
    bench.item("buyer-cancellation", "s", "US", "113-2", "buyer-cancellation", "now", Some(NOW.0 - 50));
    bench.item("report", "s", "US", "mail", "report-missing", "week", None);
    bench.item("metric", "s", "US", "odr", "metric-near-target", "week", None);
    let asleep = bench.item("ship", "s", "US", "113-3", "ship-today", "today", Some(NOW.0 + 40));
    bench.sql(&format!("UPDATE item SET snooze_until = {} WHERE id = {asleep}", NOW.0 + 30));
    let data = bench.item("ship", "s", "US", "113-4", "ship-today", "today", None);
    bench.sql(&format!("UPDATE item SET snooze_format = '' WHERE id = {data}"));
    let counts = counts(&bench);
    // Terms are folded on Today, as they are drawn; they have no data of their own, nor do mails and stock.
    assert_eq!(counts.tabs, [Some(5), Some(2), None, None, None, Some(0), Some(1)]);
    assert_eq!((counts.snoozed, counts.next_wake), (2, Some(NOW.plus(30))));
    assert_eq!((counts.next_due, counts.has_data, counts.marks), (Some(NOW.plus(40)), true, (4, 0)));
}

#[test]
fn the_day_is_the_reader_s_and_undone_acts_do_not_count() {
    let bench = Bench::new();
    // Midnight in Los Angeles was four hours ago.
    let midnight = NOW.0 - 4 * HOUR;
    for (n, (state, closed)) in
        [("acted", midnight), ("cleared", NOW.0), ("cleared", midnight - 1), ("dismissed", NOW.0)].iter().enumerate()
    {
        let id = bench.item("ship", "s", "US", &format!("{n}"), "ship-today", "today", None);
        bench.sql(&format!("UPDATE item SET state = '{state}', closed_at = {closed} WHERE id = {id}"));
    }
    journal(&bench, 1, NOW.0 - DAY, 7, "done", "NULL");
    journal(&bench, 2, midnight + 10, 7, "done", "NULL");
    journal(&bench, 3, midnight + 20, 8, "done", "NULL");
    journal(&bench, 4, midnight + 70, 7, "snooze", "NULL");
    journal(&bench, 5, midnight + 90, 7, "dismiss", "NULL");
    journal(&bench, 6, midnight + 99, 7, "undo", "5");
    let seen = counts(&bench);
    assert_eq!((seen.done_today, seen.session), (2, Some((60, 2))));
    // A year of acts is not walked for those of a day.
    let steps = bench.plan_of("SELECT DISTINCT j.step");
    assert!(steps.iter().any(|step| step.contains("journal_acts (uid=? AND at>?)")), "{steps:#?}");
    // Done again, it counts again.
    journal(&bench, 7, midnight + 120, 7, "undo", "6");
    assert_eq!(counts(&bench).session, Some((80, 3)));
}

#[test]
fn sources_and_queue() {
    let bench = Bench::new();
    bench.fact("import", "seq = 1; sha256 = 'aa'; format = 'unshipped'; market = 'US'; as_of = 500");
    bench.sql(
        "INSERT INTO request (at, uid, name, body, done_at) VALUES (1, 7, 'wei', '{}', NULL), (1, 7, 'wei', '{}', 2)",
    );
    let reply = bench.reader.answer(&Query::Sources, &view()).unwrap();
    let source = Source {
        format: crate::domain::format::Format::Unshipped,
        store: "s".to_owned(),
        market: Some(crate::domain::market::Market::Us),
        as_of: Some(crate::domain::day::Instant(500)),
        wanted: 6 * HOUR,
    };
    assert_eq!(reply, Reply::Sources(vec![source]));
    // A store's own age wins over that of all.
    let mut own = view();
    let mut settings = (*own.settings).clone();
    settings.set_for_store("reports.unshipped.hours", "s", 9, "test").unwrap();
    own.settings = std::sync::Arc::new(settings);
    let Reply::Sources(sources) = bench.reader.answer(&Query::Sources, &own).unwrap() else { panic!("no sources") };
    assert_eq!(sources[0].wanted, 9 * HOUR);
    let worker = bench.reader.answer(&Query::Worker, &view()).unwrap();
    assert_eq!(worker, Reply::Worker(WorkerState { queued: 1, ..WorkerState::default() }));
}

#[test]
fn a_change_is_seen_once_and_a_checkpoint_is_none() {
    let bench = Bench::new();
    let mut seen = Seen::default();
    let mut changed = || bench.reader.changed(&mut seen).unwrap();
    assert!(changed(), "the first look");
    assert!(!changed());
    bench.fact("import", "seq = 1; sha256 = 'aa'");
    assert!(changed() && !changed());
    journal(&bench, 1, 5, 7, "done", "NULL");
    assert!(changed() && !changed());
    bench.sql("VACUUM");
    bench.facts("VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    assert!(!changed());
    bench.sql("INSERT INTO request (at, uid, name, body) VALUES (1, 7, 'wei', '{}')");
    assert!(changed());
    assert_eq!(bench.reader.marks().unwrap(), (1, 1));
}
