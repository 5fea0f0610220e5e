//! The same files in any order of arrival end in the same facts: what is newest is told by the files, never by when they
//! came (H7). Drawn businesses with fixed seeds; every order of three overlapping, restating files of each family.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use daydeck::domain::day::{DAY, Day, HOUR, Instant};
use daydeck::domain::import::FileState;
use daydeck::domain::market::Market;
use daydeck::runtime::child::ChildParser;
use daydeck::runtime::worker::{Given, Worker};
use daydeck::store::open::{Facts, Folder};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// 2026-11-22 20:00 UTC.
const NOW: Instant = Instant(1_795_377_600);

/// Every order of three files.
const ORDERS: [[usize; 3]; 6] = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];

/// Numbers that decide everything that is not the same in all businesses; the same question has the same answer.
#[derive(Clone, Debug)]
struct Dice(Vec<u32>);

impl Dice {
    /// A number below `sides` for a question.
    fn roll(&self, question: impl std::hash::Hash, sides: i64) -> i64 {
        use std::hash::{Hash, Hasher};
        let mut hasher = std::hash::DefaultHasher::new();
        (self.0.as_slice(), question).hash(&mut hasher);
        (hasher.finish() % sides as u64) as i64
    }
}

/// A file as it was downloaded: name, moment, content.
#[derive(Debug)]
struct Download {
    name: String,
    at: Instant,
    text: String,
}

/// A table with the header of a fixture; cells by name, the others blank.
struct Sheet {
    names: Vec<String>,
    mark: char,
    text: String,
}

impl Sheet {
    /// The header is the fixture's line `line`; lines above it are kept.
    fn like(fixture: &str, line: usize, mark: char) -> Self {
        let path = format!("{}/tests/data/ingest/{fixture}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().take(line + 1).collect();
        let names = lines[line].split(mark).map(|name| name.trim_matches('"').to_owned()).collect();
        Self { names, mark, text: lines.join("\n") + "\n" }
    }

    fn row(&mut self, cells: &[(&str, String)]) {
        let known = |name: &str| self.names.iter().any(|n| n == name);
        assert!(cells.iter().all(|(name, _)| known(name)), "{cells:?} of {:?}", self.names);
        let cell = |name: &String| cells.iter().find(|(n, _)| n == name).map_or_else(String::new, |(_, c)| c.clone());
        let quoted = |cell: String| if self.mark == ',' { format!("\"{cell}\"") } else { cell };
        let line: Vec<String> = self.names.iter().map(|name| quoted(cell(name))).collect();
        self.text.push_str(&line.join(&self.mark.to_string()));
        self.text.push('\n');
    }
}

fn stamp(at: Instant) -> String {
    at.utc().format("%Y-%m-%dT%H:%M:%S+00:00").to_string()
}

/// The moment of the download `n`, each a day or two after the one before.
fn moment(dice: &Dice, n: usize) -> Instant {
    NOW.plus(-9 * DAY + 3 * DAY * n as i64 + dice.roll(("moment", n), DAY))
}

fn day(n: i64) -> Day {
    Day::parse("2026-11-01").unwrap().plus(n)
}

/// All Orders, each download of the last weeks: an order changes its state once or twice, a line may go.
fn all_orders(dice: &Dice, wide: &dyn Fn(usize) -> bool) -> Vec<Download> {
    let first = NOW.plus(-20 * DAY);
    let download = |n: usize| {
        let at = moment(dice, n);
        let fixture = if wide(n) { "all-orders/91-columns-uk-2025.tsv" } else { "all-orders/29-columns-2017.tsv" };
        let mut sheet = Sheet::like(fixture, 0, '\t');
        for order in 0..24 {
            let bought = first.plus(order * 18 * HOUR);
            // Every download begins and ends somewhere else.
            if bought > at || order < dice.roll(("from", n), 8) {
                continue;
            }
            let changes =
                [2 * HOUR, 2 * DAY, 5 * DAY].map(|after| bought.plus(after + dice.roll((order, after), 3 * DAY)));
            let state = changes.iter().filter(|change| **change <= at).count();
            let updated = if state == 0 { bought } else { changes[state - 1] };
            let ends = if dice.roll((order, "end"), 5) == 0 { "Cancelled" } else { "Shipped" };
            let word = ["Pending", "Unshipped", ends, ends][state];
            let lines =
                1 + dice.roll((order, "lines"), 2) - i64::from(state == 3 && dice.roll((order, "gone"), 3) == 0);
            for line in 0..lines.max(1) {
                let price =
                    if word == "Pending" { String::new() } else { format!("{}.99", 5 + dice.roll((order, line), 40)) };
                let mut cells = vec![
                    ("amazon-order-id", format!("111-{order:07}-0000001")),
                    ("purchase-date", stamp(bought)),
                    ("last-updated-date", stamp(updated)),
                    ("order-status", word.to_owned()),
                    ("fulfillment-channel", "Merchant".to_owned()),
                    ("sales-channel", "Amazon.com".to_owned()),
                    ("product-name", format!("Thing {line}")),
                    ("sku", format!("SKU-{line}")),
                    ("asin", "B000000001".to_owned()),
                    ("item-status", word.to_owned()),
                    ("quantity", (1 + dice.roll((order, line, "units"), 3)).to_string()),
                    ("item-price", price.clone()),
                    ("currency", if price.is_empty() { String::new() } else { "USD".to_owned() }),
                ];
                if wide(n) {
                    cells.push(("is-business-order", (dice.roll((order, "business"), 2) == 0).to_string()));
                    cells.push(("is-buyer-requested-cancellation", (dice.roll((order, state), 4) == 0).to_string()));
                }
                sheet.row(&cells);
            }
        }
        Download { name: format!("all-orders-{n}.txt"), at, text: sheet.text }
    };
    (0..3).map(download).collect()
}

/// What was to ship at three moments: orders come and go, never more than half at once.
fn unshipped(dice: &Dice) -> Vec<Download> {
    let first = NOW.plus(-14 * DAY);
    let download = |n: usize| {
        let at = moment(dice, n);
        let mut sheet = Sheet::like("unshipped/68-columns-uk-2025.tsv", 0, '\t');
        for order in 0..30 {
            let bought = first.plus(order * 11 * HOUR);
            let shipped = bought.plus(6 * DAY + dice.roll((order, "shipped"), 6 * DAY));
            if bought > at || shipped <= at {
                continue;
            }
            let promise = bought.plus(8 * DAY);
            let past = at.day(Market::Us.zone()).since(promise.day(Market::Us.zone()));
            sheet.row(&[
                ("order-id", format!("111-{order:07}-0000002")),
                ("order-item-id", format!("{:014}", 50_000_000_000_000_i64 + order)),
                ("purchase-date", stamp(bought)),
                ("payments-date", stamp(bought.plus(95))),
                ("reporting-date", stamp(bought.plus(1260))),
                ("promise-date", stamp(promise)),
                ("days-past-promise", past.to_string()),
                ("sku", format!("SKU-{}", order % 4)),
                ("product-name", "Thing".to_owned()),
                ("quantity-purchased", "2".to_owned()),
                ("quantity-shipped", "0".to_owned()),
                ("quantity-to-ship", (1 + dice.roll((order, n), 2)).to_string()),
            ]);
        }
        Download { name: format!("unshipped-{n}.txt"), at, text: sheet.text }
    };
    (0..3).map(download).collect()
}

/// Daily search terms: a later download restates the days that it shares with an earlier one, for orders come late.
fn terms(dice: &Dice) -> Vec<Download> {
    let download = |n: usize| {
        let mut sheet = Sheet::like("sp-search-term/2023-daily-gbp.csv", 0, ',');
        let from = n as i64 * 2 + dice.roll(("from", n), 2);
        for date in from..from + 4 {
            for term in 0..6 {
                let clicks = dice.roll((date, term), 30);
                let orders = (clicks / 10 + n as i64).min(clicks);
                sheet.row(&[
                    ("Date", day(date).to_string()),
                    ("Portfolio name", "No Portfolio".to_owned()),
                    ("Currency", "USD".to_owned()),
                    ("Campaign Name", "Campaign".to_owned()),
                    ("Ad Group Name", format!("Group {}", term % 2)),
                    ("Targeting", "*".to_owned()),
                    ("Match Type", "-".to_owned()),
                    ("Customer Search Term", format!("term {term}")),
                    ("Impressions", (clicks * 90).to_string()),
                    ("Clicks", clicks.to_string()),
                    ("Spend", format!("{}.{:02}", clicks / 2, clicks * 3 % 100)),
                    ("7 Day Total Sales", format!("{}.00", orders * 20)),
                    ("7 Day Total Orders (#)", orders.to_string()),
                    ("7 Day Total Units (#)", orders.to_string()),
                ]);
            }
        }
        Download { name: format!("terms-{n}.csv"), at: moment(dice, n), text: sheet.text }
    };
    (0..3).map(download).collect()
}

/// Daily snapshots of the planning report, one day twice.
fn planning(dice: &Dice) -> Vec<Download> {
    let twice = dice.roll("twice", 2);
    let download = |n: usize| {
        let mut sheet = Sheet::like("fba-planning/99-columns-2026.tsv", 0, '\t');
        // The second or the third is another download of the day before.
        let date = if n as i64 > twice { n as i64 - 1 } else { n as i64 };
        for sku in 0..8 + dice.roll(("skus", n), 4) {
            sheet.row(&[
                ("snapshot-date", day(date).to_string()),
                ("sku", format!("SKU-{sku}")),
                ("fnsku", format!("X{sku:09}")),
                ("asin", format!("B{sku:09}")),
                ("product-name", "Thing".to_owned()),
                ("available", dice.roll((sku, n), 300).to_string()),
                ("currency", "USD".to_owned()),
                ("units-shipped-t7", dice.roll((sku, n, "week"), 70).to_string()),
                ("units-shipped-t30", dice.roll((sku, n, "month"), 300).to_string()),
                ("marketplace", "US".to_owned()),
            ]);
        }
        // Fetched on the day of which it speaks, the later one of a day some hours later.
        let at = day(date).start(Market::Us.zone()).plus((5 + 6 * n as i64) * HOUR + dice.roll(("at", n), HOUR));
        Download { name: format!("planning-{n}.txt"), at, text: sheet.text }
    };
    (0..3).map(download).collect()
}

/// Date range reports whose days overlap: what was deferred is released later, and a fee may be added.
fn date_range(dice: &Dice) -> Vec<Download> {
    let download = |n: usize| {
        let mut sheet = Sheet::like("date-range/31-columns-us-2026@US.csv", 7, ',');
        let from = n as i64 * 2 + dice.roll(("from", n), 2);
        for date in from..from + 5 {
            for order in 0..4 + i64::from(dice.roll((date, n), 3) == 0) {
                let price = 10 + dice.roll((date, order), 80);
                let at = day(date).0.format("%b %-d, %Y");
                let state = if n as i64 >= dice.roll((date, order, "released"), 3) { "Released" } else { "Deferred" };
                sheet.row(&[
                    ("date/time", format!("{at} {}:23:05 AM PST", 1 + order)),
                    ("settlement id", "24000000001".to_owned()),
                    ("type", "Order".to_owned()),
                    ("order id", format!("111-{date:07}-{order:07}")),
                    ("sku", "MUG-1".to_owned()),
                    ("description", "Mug".to_owned()),
                    ("quantity", "1".to_owned()),
                    ("marketplace", "amazon.com".to_owned()),
                    ("fulfillment", "Amazon".to_owned()),
                    ("product sales", format!("{price}.00")),
                    ("selling fees", "-1.50".to_owned()),
                    ("total", format!("{}.50", price - 2)),
                    ("Transaction Status", state.to_owned()),
                ]);
            }
        }
        Download { name: format!("range-{n}.csv"), at: moment(dice, n), text: sheet.text }
    };
    (0..3).map(download).collect()
}

/// Settlements, each of which stands in two of the three downloads, once with more lines known.
fn settlements(dice: &Dice) -> Vec<Download> {
    let download = |n: usize| {
        let mut sheet = Sheet::like("settlement-v2/24-columns-us.tsv", 0, '\t');
        for settlement in [n, (n + 1) % 3] {
            let id = format!("{}", 90_000_000_100_i64 + settlement as i64);
            let lines = 3 + dice.roll((settlement, n), 3);
            let amount = |line: i64| 100 + dice.roll((settlement, line), 9_000);
            let total: i64 = (0..lines).map(amount).sum();
            let money = |minor: i64| format!("{}.{:02}", minor / 100, minor % 100);
            sheet.row(&[
                ("settlement-id", id.clone()),
                ("settlement-start-date", "2026-10-04 00:00:00 UTC".to_owned()),
                ("settlement-end-date", "2026-10-17 23:59:59 UTC".to_owned()),
                ("deposit-date", "2026-10-19 00:00:00 UTC".to_owned()),
                ("total-amount", money(total)),
                ("currency", "USD".to_owned()),
            ]);
            for line in 0..lines {
                sheet.row(&[
                    ("settlement-id", id.clone()),
                    ("transaction-type", "Order".to_owned()),
                    ("order-id", format!("111-{line:07}-{settlement:07}")),
                    ("marketplace-name", "Amazon.com".to_owned()),
                    ("amount-type", "ItemPrice".to_owned()),
                    ("amount-description", "Principal".to_owned()),
                    ("amount", money(amount(line))),
                    ("posted-date", "2026-10-06 00:00:00 UTC".to_owned()),
                    ("posted-date-time", "2026-10-06 07:08:09 UTC".to_owned()),
                    ("sku", "MUG-1".to_owned()),
                    ("quantity-purchased", "1".to_owned()),
                ]);
            }
        }
        Download { name: format!("settlement-{n}.txt"), at: moment(dice, n), text: sheet.text }
    };
    (0..3).map(download).collect()
}

/// The facts after the downloads came in that order.
fn after(downloads: &[Download], order: &[usize]) -> (tempfile::TempDir, Facts) {
    let data = common::folder();
    let folder = Folder::create(data.path()).unwrap();
    let parser = ChildParser::new(PathBuf::from(common::DAYDECK));
    let mut worker = Worker::with_parser(&folder, Box::new(parser)).unwrap();
    for (came, download) in order.iter().map(|at| &downloads[*at]).enumerate() {
        let path = data.path().join(&download.name);
        write(&path, download);
        let given = Given { store: Some("shop".to_owned()), market: Some(Market::Us), ..Given::default() };
        let said = worker.import(&path, &given, NOW.plus(60 * came as i64)).unwrap();
        // A file that waits or is refused would prove nothing.
        assert!(said.iter().all(|file| file.state == FileState::Applied), "{order:?}: {said:?}\n{}", download.text);
    }
    drop(worker);
    let facts = Facts::open(&folder).unwrap();
    (data, facts)
}

fn write(path: &Path, download: &Download) {
    std::fs::write(path, &download.text).unwrap();
    let modified = UNIX_EPOCH + Duration::from_secs(download.at.0 as u64);
    File::options().write(true).open(path).unwrap().set_modified(modified).unwrap();
}

/// Looks at drawn businesses, the same ones in every run.
fn each_business(count: u32, look: impl Fn(&Dice)) {
    let config = Config { cases: count, failure_persistence: None, max_shrink_iters: 0, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let dice = prop::collection::vec(any::<u32>(), 2).prop_map(Dice);
    runner
        .run(&dice, |dice| {
            look(&dice);
            Ok(())
        })
        .unwrap();
}

/// What a table says, line by line: the columns that the content hash covers. Lines that a snapshot closed are left out: a
/// report that came before the one that closes them left them behind, with its own cells; one that came later did not.
fn told(facts: &Facts, table: &str) -> Vec<String> {
    const LEARNT: [&str; 7] = ["as_of", "import", "line", "shape", "row_hash", "closed_at", "closed_import"];
    let mut select = facts.connection().prepare(&format!("SELECT * FROM {table}")).unwrap();
    let names: Vec<String> = select.column_names().map(str::to_owned).collect();
    let line = |row: &rusqlite::Row<'_>| {
        let cell = |name: &str| names.iter().position(|n| n == name).map(|at| text(row.get_ref_unwrap(at)));
        if cell("closed_at").is_some_and(|at| at != "-") {
            return Ok(None);
        }
        let kept = names.iter().filter(|name| !LEARNT.contains(&name.as_str()));
        Ok(Some(kept.map(|name| format!("{name}={}", cell(name).unwrap())).collect::<Vec<_>>().join(" ")))
    };
    let mut lines: Vec<String> = select.query_map([], line).unwrap().filter_map(Result::unwrap).collect();
    lines.sort();
    lines
}

fn text(value: rusqlite::types::ValueRef<'_>) -> String {
    use rusqlite::types::ValueRef;
    match value {
        ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
        ValueRef::Integer(n) => n.to_string(),
        _ => "-".to_owned(),
    }
}

/// Every order of arrival gives the same content, and without the newest file it is another one.
fn same_in_any_order(downloads: &[Download], table: &str, dice: &Dice) {
    let (_data, first) = after(downloads, &ORDERS[0]);
    let (wanted, hash) = (told(&first, table), first.content_hash().unwrap());
    assert!(wanted.len() >= 10, "{wanted:#?}");
    for order in &ORDERS[1..] {
        let (_data, facts) = after(downloads, order);
        let found = told(&facts, table);
        let differs =
            |a: &[String], b: &[String]| a.iter().filter(|line| !b.contains(line)).cloned().collect::<Vec<_>>();
        let (more, less) = (differs(&found, &wanted), differs(&wanted, &found));
        assert!(found == wanted, "{order:?} of {dice:?}: more {more:#?}\nless {less:#?}");
        assert!(table == "unshipped_line" || facts.content_hash().unwrap() == hash, "{order:?} of {dice:?}");
    }
    assert_ne!(told(&after(downloads, &[0, 1]).1, table), wanted, "{dice:?}");
}

#[test]
fn all_orders_of_one_width_in_any_order_of_arrival() {
    each_business(3, |dice| {
        same_in_any_order(&all_orders(dice, &|_| false), "order_line", dice);
        same_in_any_order(&all_orders(dice, &|_| true), "order_line", dice);
    });
}

/// The values of the columns that the narrow file has, by order, SKU and occurrence.
fn narrow_part(facts: &Facts) -> BTreeMap<(String, String, i64), Vec<String>> {
    let columns = ["order_status", "item_status", "units", "item_price", "currency", "updated_at", "purchased_at"];
    let list: Vec<String> = columns.iter().map(|column| format!("coalesce(CAST({column} AS TEXT), '-')")).collect();
    let sql = format!("SELECT order_id, sku, occurrence, {} FROM order_line", list.join(", "));
    let mut select = facts.connection().prepare(&sql).unwrap();
    let rows = select.query_map([], |row| {
        let values = (3..3 + columns.len()).map(|at| row.get(at)).collect::<Result<_, _>>()?;
        Ok(((row.get(0)?, row.get(1)?, row.get(2)?), values))
    });
    rows.unwrap().map(Result::unwrap).collect()
}

#[test]
fn all_orders_of_two_widths_tell_the_same_in_the_columns_of_both() {
    each_business(3, |dice| {
        let downloads = all_orders(dice, &|n| dice.roll(("wide", n), 2) == 0 || n == 0);
        let wanted = narrow_part(&after(&downloads, &ORDERS[0]).1);
        assert!(wanted.len() > 20);
        for order in &ORDERS[1..] {
            assert_eq!(narrow_part(&after(&downloads, order).1), wanted, "{order:?} of {dice:?}");
        }
    });
}

#[test]
fn snapshots_of_what_is_to_ship_in_any_order_of_arrival() {
    each_business(4, |dice| same_in_any_order(&unshipped(dice), "unshipped_line", dice));
}

#[test]
fn daily_search_terms_in_any_order_of_arrival() {
    each_business(4, |dice| same_in_any_order(&terms(dice), "ads_term", dice));
}

#[test]
fn snapshots_of_the_stock_in_any_order_of_arrival() {
    each_business(4, |dice| same_in_any_order(&planning(dice), "fba_planning", dice));
}

#[test]
fn transactions_of_a_range_of_days_in_any_order_of_arrival() {
    each_business(4, |dice| same_in_any_order(&date_range(dice), "account_event", dice));
}

#[test]
fn settlements_in_any_order_of_arrival() {
    each_business(4, |dice| same_in_any_order(&settlements(dice), "settlement_line", dice));
}
