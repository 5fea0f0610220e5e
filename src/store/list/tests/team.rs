//! What a team asks about itself: hand-over, changes, journal.

use super::*;
use crate::domain::day::Instant;
use crate::domain::keys::switch;
use crate::domain::settings::Settings;
use crate::domain::team::{About, Part, Share};
use crate::domain::work::Kind;

/// A row of the journal; `item` and `undoes` are numbers or NULL.
fn journal(bench: &Bench, seq: i64, uid: i64, verb: &str, item: &str, undoes: &str) {
    bench.sql(&format!(
        "INSERT INTO journal (seq, version, at, uid, step, verb, item, undoes, prev, hash) \
         VALUES ({seq}, 1, {seq}00, {uid}, {seq}, '{verb}', {item}, {undoes}, '', '')"
    ));
}

fn handover(bench: &Bench, settings: &Settings) -> Vec<Share> {
    let view = Viewpoint { settings: std::sync::Arc::new(settings.clone()), ..view() };
    let Reply::Handover(shares) = bench.reader.answer(&Query::Handover, &view).unwrap() else { panic!() };
    shares
}

fn ids(part: &Part) -> Vec<i64> {
    part.items.iter().map(|item| item.id).collect()
}

#[test]
fn what_is_done_or_put_off_is_handed_over_by_whoever_did_it() {
    let bench = Bench::new();
    bench.sql("INSERT INTO person (uid, name, first_at) VALUES (7, 'wei', 1), (8, 'li', 1)");
    let [done, late, again] =
        ["a", "b", "c"].map(|subject| bench.item("ship", "s", "US", subject, "ship-today", "today", None));
    // New numbers came since, somebody assigned one of them, and one was put off again and that taken back.
    bench.sql(&format!(
        "UPDATE item SET state = 'acted', changed_by = '-' WHERE id = {done}; \
         UPDATE item SET snooze_until = {0}, changed_by = 'boss', assign_uid = 9, assign_name = 'boss' WHERE id = {late}; \
         UPDATE item SET snooze_until = {0}, changed_by = 'li' WHERE id = {again}",
        NOW.0 + 60
    ));
    journal(&bench, 1, 7, "done", &done.to_string(), "NULL");
    journal(&bench, 2, -1, "moved", &done.to_string(), "NULL");
    journal(&bench, 3, 7, "snooze", &late.to_string(), "NULL");
    journal(&bench, 4, 9, "assign", &late.to_string(), "NULL");
    journal(&bench, 5, 7, "snooze", &again.to_string(), "NULL");
    journal(&bench, 6, 8, "snooze", &again.to_string(), "NULL");
    journal(&bench, 7, 8, "undo", &again.to_string(), "6");
    let shares = handover(&bench, &view().settings);
    let [wei] = &shares[..] else { panic!("{shares:?}") };
    assert_eq!((wei.who.as_str(), ids(&wei.waiting), ids(&wei.promised)), ("wei", vec![done], vec![late, again]));
}

#[test]
fn of_what_nobody_has_the_most_urgent_are_listed_and_all_are_counted() {
    let bench = Bench::new();
    for n in 0..60 {
        bench.item("ship", "s", "US", &n.to_string(), "ship-today", "today", Some(NOW.0 + n));
    }
    let term = bench.item("negate-term", "s", "US", "t", "negate-term", "week", None);
    let mut settings = Settings::shipped().unwrap();
    let count = |settings: &Settings| {
        let shares = handover(&bench, settings);
        (shares[0].open.count, shares[0].open.items.len(), shares[0].open.items[0].due)
    };
    assert_eq!(count(&settings), (61, 50, Some(NOW)));
    // What is switched off is nobody's work; what was done of it still waits for its proof.
    settings.set(switch(Kind::NegateTerm), None, 0, "test").unwrap();
    assert_eq!(count(&settings), (60, 50, Some(NOW)));
    bench.sql(&format!("UPDATE item SET state = 'acted' WHERE id = {term}"));
    assert_eq!(ids(&handover(&bench, &settings)[0].waiting), [term]);
}

#[test]
fn news_are_not_crowded_out_by_passes_that_moved_deadlines() {
    let bench = Bench::new();
    journal(&bench, 1, 8, "done", "1", "NULL");
    for seq in 2..=600 {
        journal(&bench, seq, -1, "moved", "1", "NULL");
    }
    journal(&bench, 601, 7, "done", "1", "NULL");
    journal(&bench, 602, -1, "cleared", "1", "NULL");
    let query = Query::Changes(Some((0, Instant(0))));
    let Reply::Changes(changes) = bench.reader.answer(&query, &view()).unwrap() else { panic!() };
    let lines: Vec<_> = changes.lines.iter().map(|line| (line.seq, line.verb.as_str())).collect();
    assert_eq!(lines, [(1, "done"), (602, "cleared")]);
}

#[test]
fn to_whom_an_item_went_is_not_said_after_a_purge() {
    let bench = Bench::new();
    for seq in 1..=3 {
        journal(&bench, seq, 7, "assign", "1", "NULL");
    }
    bench.sql(
        "INSERT INTO journal_text (seq, salt, text) VALUES (1, x'00', '{\"who\":\"wei\",\"to\":\"li\"}'), \
         (2, x'00', '{\"who\":\"wei\"}')",
    );
    let query = Query::Journal(About::All, 9);
    let Reply::Journal(lines) = bench.reader.answer(&query, &view()).unwrap() else { panic!() };
    let notes: Vec<_> = lines.iter().map(|line| line.note.as_deref()).collect();
    assert_eq!(notes, [Some("li"), Some("-"), None]);
}
