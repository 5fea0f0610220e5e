//! What `daydeck demo` plants is what the rules find and the screen shows: each kind as often as [`demo::expected`] says,
//! whatever the present is.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use common::{Pty, folder, json};
use daydeck::demo;
use daydeck::domain::act::Actor;
use daydeck::domain::day::{HOUR, Instant};
use daydeck::domain::filter::Filter;
use daydeck::domain::list::{List, ListQuery, ListRow, Query, Reply, Viewpoint};
use daydeck::domain::market::Market;
use daydeck::domain::settings::Settings;
use daydeck::domain::work::Kind;
use daydeck::i18n::{Lang, receipt};
use daydeck::store::open::{Folder, Reader};

/// Presents at which something could slip by a day: both sides of each marketplace's midnight, the turns of a year, of a
/// leap day, and of summer time in the United States, both ways.
const PRESENTS: &[&str] = &[
    "2026-11-22T07:59:30Z",
    "2026-11-22T08:00:30Z",
    "2026-11-22T22:59:30Z",
    "2026-11-22T23:00:30Z",
    "2026-11-22T14:59:30Z",
    "2026-11-22T15:00:30Z",
    "2027-01-01T00:30:00Z",
    "2027-01-01T08:30:00Z",
    "2028-02-29T12:00:00Z",
    "2027-03-14T09:59:00Z",
    "2027-03-14T10:01:00Z",
    "2026-11-01T08:30:00Z",
    "2026-11-01T09:30:00Z",
];

/// The items of everybody's queue, one by one.
fn queue(folder: &Folder, now: Instant) -> Vec<ListRow> {
    let me = Actor { uid: 1000, name: "wei".to_owned() };
    let view = Viewpoint {
        now,
        me,
        zone: chrono_tz::Europe::Berlin,
        settings: Arc::new(Settings::shipped().unwrap()),
        boot: None,
        ahead: 0,
    };
    let filter = Arc::new(Filter::default());
    let (list, sort, around) = (List::Today, None, None);
    let query = ListQuery { list, view: "everyone", filter, sort, offset: 0, limit: 1000, around, unfold: true };
    match Reader::open(folder).unwrap().answer(&Query::Page(query), &view).unwrap() {
        Reply::Page(page) => page.rows,
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_planted_troubles_are_the_items_of_the_queue_at_any_present() {
    let e = demo::expected();
    let wanted = BTreeMap::from([
        (Kind::VergeOfCancellation.word(), e.verge),
        (Kind::ShipToday.word(), e.overdue + e.ship_today),
        (Kind::BuyerCancellation.word(), e.buyer_cancel),
        (Kind::AnswerOverdue.word(), e.answers_overdue),
        (Kind::AnswerDue.word(), e.answers_soon + e.answers_later),
        (Kind::ClaimDue.word(), e.claims),
        (Kind::OutOfStock.word(), e.out_of_stock),
        (Kind::StockOutNear.word(), e.near),
        (Kind::LowStockFee.word(), e.low_fee),
        (Kind::ExcessStock.word(), e.excess),
        (Kind::NegateTerm.word(), e.negate),
        (Kind::HarvestTerm.word(), e.promote),
        (Kind::MetricNearTarget.word(), e.metrics_over + e.metrics_near),
        (Kind::ImportRefused.word(), e.refused + e.waiting),
        (Kind::ReportMissing.word(), e.old_reports),
        (Kind::PracticeDue.word(), 10),
    ]);
    for present in PRESENTS {
        let now = Instant(chrono::DateTime::parse_from_rfc3339(present).unwrap().timestamp());
        let data = folder();
        // From a thousand orders on the counts hold.
        let rows = queue(&common::demo_at(data.path(), 1000, now), now);
        let mut found = BTreeMap::new();
        for item in rows.iter().filter_map(|row| row.item.as_ref()) {
            *found.entry(item.kind.word()).or_insert(0) += 1;
        }
        // What goes into a rule has a name on its receipt.
        let items = rows.iter().filter_map(|row| row.item.as_ref());
        let inputs = items.flat_map(|item| item.numbers.keys().map(|name| (item.kind, name)));
        let nameless: Vec<_> = inputs.filter(|(kind, name)| receipt::input(Lang::Zh, *kind, name).is_none()).collect();
        assert!(nameless.is_empty(), "{nameless:?}");
        // These kinds, and nothing that was not planted.
        assert_eq!(found, wanted, "present {present}");
        assert_eq!(rows.len(), wanted.values().sum::<usize>(), "present {present}");
        // The old report: which, whose, since when, and that its day of grace is over.
        let mut items = rows.iter().filter_map(|row| row.item.as_ref());
        let old = items.find(|item| item.kind == Kind::ReportMissing).unwrap();
        assert_eq!((old.entity.as_str(), old.key.market), ("fba-inventory", Some(Market::Jp)), "present {present}");
        assert!(old.evidence.file.starts_with("manage-fba-inventory-20"), "present {present}: {:?}", old.evidence);
        assert_eq!(old.due, Some(now.plus(-2 * HOUR)), "present {present}: due 50 h - 24 h - 24 h ago");
    }
}

#[test]
fn the_old_report_is_told_at_the_head_of_the_screen_and_leads_what_is_for_this_week() {
    let data = folder();
    let root = common::demo(data.path(), 1000);
    let present = chrono::Utc::now().to_rfc3339();
    let ages = json(&root, &["imports", "--view", "freshness", "--json"], 0);
    let too_old: Vec<_> = ages.iter().filter(|row| row["state"] == "old").map(|row| row["id"].as_str()).collect();
    assert_eq!(too_old, [Some("report/northlight/JP/fba-inventory")], "present {present}: {ages:?}");

    let mut pty = Pty::open(&root, &["--lang", "en"], 160, 50, &[]);
    pty.wait("the warning", |text| text.lines().nth(1).is_some_and(|line| line.contains("data: stock 2d!")));
    pty.wait("the queue", |text| text.lines().any(|line| line.starts_with("> ")));
    pty.keys("<pgdn><pgdn>");
    let text = pty.wait("the old report", |text| text.contains("Manage FBA inventory: 2d02h old"));
    let row = text.lines().find(|line| line.contains("Manage FBA inventory:")).unwrap();
    assert!(row.contains(" Report ") && row.contains("!!") && row.contains(" JP "), "present {present}: {row}");
    pty.keys("q");
    assert_eq!(pty.ended(Duration::from_secs(5)), Some(0));
}
