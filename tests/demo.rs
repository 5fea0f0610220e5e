//! What `daydeck demo` plants is what the rules find and the screen shows: each kind as often as [`demo::expected`] says.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::time::Duration;

use common::{Pty, folder, json};
use daydeck::demo;

#[test]
fn the_planted_troubles_are_the_items_of_the_queue() {
    let data = folder();
    // From a thousand orders on the counts hold.
    let root = common::demo(data.path(), 1000);
    let items = json(&root, &["today", "--view", "everyone", "--json", "--limit", "1000"], 0);
    let count = |kind: &str| items.iter().filter(|item| item["kind"] == kind).count();
    let planted = demo::expected();
    for (kind, wanted) in [
        ("verge-of-cancellation", planted.verge),
        ("ship-today", planted.overdue + planted.ship_today),
        ("buyer-cancellation", planted.buyer_cancel),
        ("answer-overdue", planted.answers_overdue),
        ("answer-due", planted.answers_soon + planted.answers_later),
        ("out-of-stock", planted.out_of_stock),
        ("stock-out-near", planted.near),
        ("negate-term", planted.negate),
        ("metric-near-target", planted.metrics_over + planted.metrics_near),
        ("import-refused", planted.refused + planted.waiting),
        ("report-missing", planted.old_reports),
        ("practice-due", 10),
    ] {
        assert_eq!(count(kind), wanted, "{kind}");
    }
    // Twelve kinds, and nothing that was not planted.
    let known = planted.verge + planted.overdue + planted.ship_today + planted.buyer_cancel + planted.answers_overdue;
    let known = known + planted.answers_soon + planted.answers_later + planted.out_of_stock + planted.near;
    let known = known + planted.negate + planted.metrics_over + planted.metrics_near + planted.refused;
    assert_eq!(items.len(), known + planted.waiting + planted.old_reports + 10);

    // The old report: which, whose, since when, and that its day of grace is over.
    let old = items.iter().find(|item| item["kind"] == "report-missing").unwrap();
    assert_eq!((old["entity"].as_str(), old["marketplace"].as_str()), (Some("fba-inventory"), Some("JP")));
    assert_eq!(old["title"], "Manage FBA inventory: 2d02h old, wanted every 24 h");
    let file = old["file"].as_str().unwrap();
    assert!(file.starts_with("manage-fba-inventory-20"), "{file}");
    let due = chrono::DateTime::parse_from_rfc3339(old["due"].as_str().unwrap()).unwrap();
    let late = chrono::Utc::now().signed_duration_since(due).num_minutes();
    assert!((115..=125).contains(&late), "due 50 h - 24 h - 24 h ago, not {late} minutes");
    let ages = json(&root, &["imports", "--view", "freshness", "--json"], 0);
    let too_old: Vec<_> = ages.iter().filter(|row| row["state"] == "old").map(|row| row["id"].as_str()).collect();
    assert_eq!(too_old, [Some("report/northlight/JP/fba-inventory")], "{ages:?}");

    // Seen on the Today tab: the head of the screen warns at once, the item leads what is for this week.
    let mut pty = Pty::open(&root, &["--lang", "en"], 160, 50, &[]);
    pty.wait("the warning", |text| text.lines().nth(1).is_some_and(|line| line.contains("data: stock 2d!")));
    pty.wait("the queue", |text| text.lines().any(|line| line.starts_with("> ")));
    pty.keys("<pgdn><pgdn>");
    let text = pty.wait("the old report", |text| text.contains("Manage FBA inventory: 2d02h old"));
    let row = text.lines().find(|line| line.contains("Manage FBA inventory:")).unwrap();
    assert!(row.contains(" Report ") && row.contains("!!") && row.contains(" JP "), "{row}");
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
}
