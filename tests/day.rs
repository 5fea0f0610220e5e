//! A day of 500 orders, its mails and the usual troubles, worked to empty row by row in a real terminal, and taken back to
//! the start. `cargo test --test day -- --nocapture` prints the keys that it took.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test that cannot go on must fail")]

mod common;

use std::path::Path;
use std::time::Duration;

use common::{Pty, demo, folder, json, ok};
use daydeck::store::open::{Folder, Team};

const WORDS: &str = "looked at it";
/// The same key again any sooner is a key held down.
const APART: Duration = Duration::from_millis(160);

/// SHA-256 of what the queue says (H17).
fn hash(data: &Path) -> String {
    Team::open(&Folder::open(data).unwrap()).unwrap().content_hash().unwrap()
}

/// The count behind the name of the view: `view: Open 47`.
fn left(text: &str) -> Option<usize> {
    text.lines().nth(1)?.strip_prefix("view: Open ")?.split_whitespace().next()?.parse().ok()
}

/// The items done today: `done today 18`. Rows may stay as many, for what was folded moves up.
fn done(text: &str) -> Option<usize> {
    text.lines().nth(1)?.split_once("done today ")?.1.split_whitespace().next()?.parse().ok()
}

/// What the screen wants before it writes.
fn asks(text: &str) -> bool {
    ["what was found or done?", "what was checked"].iter().any(|question| text.contains(question))
}

fn previews(text: &str) -> bool {
    text.contains("undo takes all of it back")
}

fn is_empty(text: &str) -> bool {
    text.to_lowercase().contains("nothing left")
}

#[test]
fn a_day_of_500_orders_is_worked_to_empty_row_by_row_and_undone() {
    let data = folder();
    let deck = demo(data.path(), 500);
    let items = json(&deck, &["today", "--json", "--limit", "10000"], 0);
    let before = hash(&deck);
    let mut pty = Pty::open(&deck, &["--lang", "en"], 160, 50, &[]);
    let first = left(&pty.wait("the queue", |text| left(text).is_some())).unwrap();
    let (mut keys, mut steps, mut words) = (0, 0, 0);
    loop {
        let text = pty.wait("the count", |text| left(text).is_some() || is_empty(text));
        if left(&text).unwrap_or(0) == 0 {
            break;
        }
        let before = done(&text).unwrap();
        steps += 1;
        assert!(steps <= first + items.len(), "the queue does not end; the screen:\n{}", pty.text());
        let moved = |text: &str| is_empty(text) || done(text).is_some_and(|done| done > before);
        std::thread::sleep(APART);
        pty.keys("d");
        keys += 1;
        let mut text = pty.wait("the row done, or a question", |text| moved(text) || asks(text) || previews(text));
        if asks(&text) {
            pty.keys(&format!("{WORDS}<enter>"));
            keys += 1;
            words += 1;
            text = pty.wait("the row done, or its preview", |text| moved(text) || previews(text));
        }
        if previews(&text) {
            std::thread::sleep(APART);
            pty.keys("<enter>");
            keys += 1;
        }
        pty.wait("the row done", |text| moved(text) && !previews(text));
    }
    println!("{} items in {first} rows: {steps} steps, {keys} keys and {words} lines of text", items.len());
    assert_eq!(json(&deck, &["today", "--json", "--limit", "10000"], 0).len(), 0);
    assert!(hash(&deck) != before);
    // Most rows are one key: more would be a queue that is not worked down but administered.
    assert!(keys <= 2 * steps && words < steps / 2, "{keys} keys, {words} lines for {steps} rows");
    for step in (0..steps).rev() {
        std::thread::sleep(APART);
        pty.keys("u");
        let text = pty.wait("the step taken back", |text| text.contains("OK undone") || text.contains("Not undone"));
        assert!(text.contains("OK undone"), "{step} steps are left; the screen:\n{text}");
        // The word goes with the next key that means nothing here.
        pty.keys("<esc>");
        pty.wait("the word gone", |text| !text.contains("OK undone"));
    }
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
    assert_eq!(hash(&deck), before, "the queue is as it was");
    ok(&deck, &["journal", "--verify"], 0);
}
