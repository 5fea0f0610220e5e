//! The whole folder as it is written: bytes, places, columns, and the planted troubles as they can be counted.

use std::collections::{BTreeMap, BTreeSet};

use calamine::{DataType, Reader, Xlsx};
use chrono::DateTime;
use sha2::{Digest, Sha256};

use super::*;
use crate::domain::day::Day;

/// 2026-11-21 22:15 in Los Angeles, 22 November in Berlin and Tokyo.
pub(super) const NOW: Instant = Instant(1_795_328_100);

pub(super) fn options(orders: u32) -> Options {
    Options { seed: 1, orders, now: NOW }
}

/// A tab-parted file as lines of cells, header first; every line has the header's number of cells.
fn tsv(file: &DemoFile) -> Vec<Vec<String>> {
    let text = fs::read_to_string(&file.path).unwrap();
    assert!(text.ends_with('\n') && !text.contains('\r'));
    let rows: Vec<Vec<String>> = text.lines().map(|l| l.split('\t').map(str::to_owned).collect()).collect();
    assert!(rows.iter().all(|r| r.len() == rows[0].len()), "{}", file.path.display());
    rows
}

/// The cells of one column by name.
fn column<'a>(rows: &'a [Vec<String>], name: &str) -> impl Iterator<Item = &'a str> {
    let at = rows[0].iter().position(|n| n == name).unwrap_or_else(|| panic!("no column {name}"));
    rows[1..].iter().map(move |r| r[at].as_str())
}

fn named<'a>(files: &'a [DemoFile], part: &str) -> Vec<&'a DemoFile> {
    files.iter().filter(|f| f.path.to_string_lossy().contains(part)).collect()
}

fn instant(text: &str) -> Instant {
    Instant(DateTime::parse_from_rfc3339(text).unwrap().timestamp())
}

/// One hash over names, times and bytes.
fn hash(dir: &Path, files: &[DemoFile]) -> Vec<u8> {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(file.path.strip_prefix(dir).unwrap().to_string_lossy().as_bytes());
        hash.update(file.modified.0.to_le_bytes());
        hash.update(fs::read(&file.path).unwrap());
    }
    hash.finalize().to_vec()
}

#[test]
fn the_same_seed_and_present_give_the_same_bytes() {
    let make = |options: &Options| {
        let dir = tempfile::tempdir().unwrap();
        let files = write(dir.path(), options).unwrap();
        hash(dir.path(), &files)
    };
    let first = make(&options(600));
    assert_eq!(first, make(&options(600)));
    assert_ne!(first, make(&Options { seed: 2, ..options(600) }));
    assert_ne!(first, make(&Options { now: NOW.plus(HOUR), ..options(600) }));
}

#[test]
fn files_lie_like_a_person_s_inbox_and_come_in_the_order_of_their_times() {
    let dir = tempfile::tempdir().unwrap();
    let files = write(dir.path(), &options(600)).unwrap();
    assert!(files.windows(2).all(|w| w[0].modified <= w[1].modified));
    let paths: BTreeSet<_> = files.iter().map(|f| &f.path).collect();
    assert_eq!(paths.len(), files.len());
    for file in &files {
        let folder = file.path.strip_prefix(dir.path().join("inbox").join(STORE)).unwrap().parent().unwrap();
        assert_eq!(folder.to_str().unwrap(), file.market.map_or("", Market::code));
        let time = fs::metadata(&file.path).unwrap().modified().unwrap();
        assert_eq!(time.duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs() as i64, file.modified.0);
        assert!(file.modified <= NOW);
    }
    let counts = [("all-orders", 2), ("unshipped", 6), ("planning", 42), ("manage-fba", 4), ("Search term", 2)];
    for (part, count) in counts {
        assert_eq!(named(&files, part).len(), count, "{part}");
    }
}

#[test]
fn headers_have_amazon_s_number_of_columns() {
    let dir = tempfile::tempdir().unwrap();
    let files = write(dir.path(), &options(600)).unwrap();
    let widths = |part: &str| named(&files, part).into_iter().map(|f| tsv(f)[0].len()).collect::<Vec<_>>();
    assert_eq!(widths("all-orders"), [33, 91]);
    assert_eq!(widths("unshipped"), [68; 6]);
    assert_eq!(widths("manage-fba"), [22, 18, 22, 22]);
    assert!(widths("planning-2026-11-22.txt").into_iter().chain(widths("US/inventory-planning")).all(|w| w == 99));
    let japan = named(&files, "JP/inventory-planning");
    assert_eq!(japan.len(), 14);
    for file in japan {
        let mut reader = csv::Reader::from_path(&file.path).unwrap();
        assert_eq!(reader.headers().unwrap().len(), 99);
        assert_eq!(reader.records().map(|r| r.unwrap().len()).collect::<BTreeSet<_>>(), BTreeSet::from([99]));
    }
}

#[test]
fn orders_are_as_many_as_asked_and_their_dates_and_amounts_read_back() {
    let dir = tempfile::tempdir().unwrap();
    let files = write(dir.path(), &options(4000)).unwrap();
    let mut lines: BTreeMap<String, (Instant, usize)> = BTreeMap::new();
    let (mut overlap, mut later, mut twice) = (0, 0, 0);
    for file in named(&files, "all-orders") {
        let rows = tsv(file);
        let mut pairs = BTreeSet::new();
        let cells = column(&rows, "amazon-order-id").zip(column(&rows, "last-updated-date"));
        for ((id, updated), sku) in cells.zip(column(&rows, "sku")) {
            twice += usize::from(!pairs.insert((id.to_owned(), sku.to_owned())));
            let updated = instant(updated);
            assert!(updated <= file.modified);
            match lines.get(id) {
                Some((before, from)) if *from != rows[0].len() => {
                    overlap += 1;
                    later += usize::from(updated > *before);
                    assert!(updated >= *before);
                }
                _ => {}
            }
            lines.insert(id.to_owned(), (updated, rows[0].len()));
        }
        assert!(column(&rows, "purchase-date").all(|d| instant(d) < file.modified));
        for name in ["item-price", "item-tax", "shipping-price", "item-promotion-discount"] {
            for (amount, currency) in column(&rows, name).zip(column(&rows, "currency")) {
                assert_eq!(amount.is_empty(), currency.is_empty());
                let digits = amount.split_once('.').map_or(0, |(_, minor)| minor.len());
                assert!(amount.is_empty() || amount.parse::<f64>().unwrap() >= 0.0);
                assert!(amount.is_empty() || digits == if currency == "JPY" { 0 } else { 2 }, "{amount} {currency}");
            }
        }
        for status in ["Pending", "Shipped", "Cancelled"] {
            assert!(column(&rows, "order-status").any(|s| s == status), "{status}");
        }
        for channel in ["Amazon.com", "Amazon.de", "Amazon.co.jp"] {
            assert!(column(&rows, "sales-channel").any(|s| s == channel), "{channel}");
        }
    }
    assert_eq!(lines.len(), 4000);
    assert_eq!(twice, 1);
    assert!(overlap > 50 && later > 20, "{overlap} {later}");
}

/// The open orders of one file: order id to promise, days past, flags.
fn to_ship(file: &DemoFile) -> BTreeMap<String, (Instant, i64, [bool; 4])> {
    let rows = tsv(file);
    let flags = ["verge-of-cancellation", "is-buyer-requested-cancellation", "is-prime", "verge-of-lateShipment"]
        .map(|name| column(&rows, name).map(|v| v == "true").collect::<Vec<_>>());
    let dates = column(&rows, "promise-date").zip(column(&rows, "days-past-promise"));
    column(&rows, "order-id")
        .zip(dates)
        .enumerate()
        .map(|(i, (id, (promise, past)))| {
            (id.to_owned(), (instant(promise), past.parse().unwrap(), [0, 1, 2, 3].map(|f| flags[f][i])))
        })
        .collect()
}

#[test]
fn the_orders_to_ship_have_the_planted_troubles_and_are_pending_in_all_orders() {
    for now in [NOW, NOW.plus(9 * HOUR), Instant(1_772_961_000)] {
        let dir = tempfile::tempdir().unwrap();
        let files = write(dir.path(), &Options { now, ..options(600) }).unwrap();
        let rows = tsv(named(&files, "all-orders")[1]);
        let states: BTreeMap<&str, (&str, &str)> = column(&rows, "amazon-order-id")
            .zip(column(&rows, "order-status").zip(column(&rows, "fulfillment-channel")))
            .collect();
        let (mut found, mut closed) = ([0; 6], 0);
        for market in MARKETS {
            let snapshots = named(&files, &format!("{market}/unshipped"));
            let (before, today) = (to_ship(snapshots[0]), to_ship(snapshots[1]));
            assert!(before.len() <= today.len() * 2);
            closed += before.keys().filter(|id| !today.contains_key(*id)).count();
            for (id, (promise, past, [verge, cancel, prime, _])) in &today {
                assert_eq!(states[id.as_str()], ("Pending", "Merchant"));
                let (zone, day) = (market.zone(), now.day(market.zone()));
                assert_eq!(*promise, promise.day(zone).end(zone));
                let left = promise.day(zone).since(snapshots[1].modified.day(zone));
                assert_eq!(left, -past);
                let due = promise.day(zone).since(day);
                let kinds = [*verge, !verge && due < 0, due == 0, due > 0, *cancel, *prime];
                kinds.iter().zip(&mut found).for_each(|(kind, count)| *count += usize::from(*kind));
            }
            assert!(before.keys().filter(|id| !today.contains_key(*id)).all(|id| states[id.as_str()].0 != "Pending"));
        }
        let e = expected();
        assert_eq!(
            found,
            [e.verge, e.overdue, e.ship_today, e.ship_later, e.buyer_cancel, e.prime],
            "{}",
            now.rfc3339()
        );
        assert_eq!(closed, e.closed);
    }
}

#[test]
fn the_planted_troubles_are_those_that_are_told() {
    let expected = expected();
    let told = Expected {
        verge: 2,
        overdue: 2,
        ship_today: 9,
        ship_later: 19,
        buyer_cancel: 1,
        prime: 1,
        closed: 9,
        answers_overdue: 2,
        answers_soon: 3,
        answers_later: 5,
        out_of_stock: 2,
        near: 5,
        low_fee: 7,
        excess: 4,
        negate: 12,
        promote: 22,
        // Those of whole files and rates are counted in what is written, below.
        ..expected
    };
    assert_eq!(expected, told);
}

/// How many more bad ones a rate of the account report has room for, below zero when it is over its target.
fn room(rate: &serde_json::Value) -> i64 {
    let count = |name: &str| rate[name].as_i64();
    let whole = ["orderCount", "shipmentCount", "shipmentCountWithValidTracking", "totalUnitCount"];
    let whole = whole.into_iter().find_map(count).unwrap();
    let bad = ["lateShipmentCount", "cancellationCount"].into_iter().find_map(count);
    let bad = bad.or_else(|| rate["orderWithDefects"]["count"].as_i64());
    let good = ["validTrackingCount", "onTimeDeliveryCount", "unitOnTimeDeliveryCount"].into_iter().find_map(count);
    let bad = bad.or_else(|| good.map(|good| whole - good)).unwrap();
    let target = rate["targetValue"].as_f64().unwrap();
    let limit = if rate["targetCondition"] == "LESS_THAN" { target } else { 1.0 - target };
    // The most that stay strictly on the right side.
    let most = (0..=whole).rfind(|bad| (*bad as f64) < whole as f64 * limit - 1e-9).unwrap();
    most - bad
}

#[test]
fn the_rates_near_and_over_their_targets_are_as_many_as_told() {
    let dir = tempfile::tempdir().unwrap();
    let files = write(dir.path(), &options(600)).unwrap();
    let report = fs::read(&named(&files, "seller-performance")[0].path).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&report).unwrap();
    let mut rooms = Vec::new();
    for market in report["performanceMetrics"].as_array().unwrap() {
        let metrics = market.as_object().unwrap();
        let rates = metrics.iter().filter(|(name, rate)| *name != "invoiceDefectRate" && rate["rate"].is_f64());
        rooms.extend(rates.map(|(_, rate)| room(rate)));
        rooms.extend(metrics["orderDefectRate"].as_object().unwrap().values().map(room));
    }
    assert_eq!(rooms.len(), 3 * 7, "{rooms:?}");
    let e = expected();
    let count = |fits: fn(&i64) -> bool| rooms.iter().filter(|room| fits(room)).count();
    assert_eq!((count(|room| *room < 0), count(|room| (0..=2).contains(room))), (e.metrics_over, e.metrics_near));
}

#[test]
fn the_files_that_need_a_person_are_as_many_as_told() {
    let dir = tempfile::tempdir().unwrap();
    let files = write(dir.path(), &options(600)).unwrap();
    let known =
        [all_orders::WIDE, all_orders::NARROW, unshipped::HEADER, stock::PLANNING, stock::INVENTORY, ads::PLAIN];
    let text = |file: &&DemoFile| file.path.extension().is_some_and(|end| end == "txt" || end == "csv");
    let (mut refused, mut waiting) = (0, 0);
    let mut newest: BTreeMap<(usize, Option<Market>), Instant> = BTreeMap::new();
    for file in files.iter().filter(text) {
        let content = fs::read_to_string(&file.path).unwrap();
        let head = content.lines().next().unwrap().trim_start_matches('\u{feff}').replace('"', "");
        let head = if head.contains('\t') { head } else { head.replace(',', "\t") };
        let names = |header: &str| header.trim_end_matches(['\r', '\n']).to_owned();
        let Some(report) = known.iter().position(|header| names(header).starts_with(&head)) else {
            refused += 1;
            continue;
        };
        // Its rows name no marketplace, and neither does its folder.
        waiting += usize::from(known[report] == stock::INVENTORY && file.market.is_none());
        let at = newest.entry((report, file.market)).or_insert(file.modified);
        *at = file.modified.max(*at);
    }
    let of_today = |at: &&Instant| NOW.0 - at.0 <= DAY;
    // Both headers of All Orders are one report; the file that waits is of no marketplace yet.
    let narrow = (known.iter().position(|header| *header == all_orders::NARROW).unwrap(), None);
    let old: Vec<_> = newest.iter().filter(|(which, at)| **which != narrow && !of_today(at)).collect();
    let e = expected();
    assert_eq!((refused, waiting, old.len()), (e.refused, e.waiting, e.old_reports), "{old:?}");
}

#[test]
fn units_shipped_in_the_stock_report_are_those_of_the_orders() {
    let dir = tempfile::tempdir().unwrap();
    let files = write(dir.path(), &options(2000)).unwrap();
    let stock = tsv(named(&files, "US/inventory-planning").last().unwrap());
    let orders = tsv(named(&files, "all-orders")[1]);
    let zone = Market::Us.zone();
    let from = NOW.day(zone).plus(-29).start(zone);
    let mut units: BTreeMap<&str, i64> = BTreeMap::new();
    let cells = column(&orders, "sku").zip(column(&orders, "quantity")).zip(column(&orders, "purchase-date"));
    let places = column(&orders, "sales-channel").zip(column(&orders, "item-status"));
    for (((sku, quantity), bought), (place, status)) in cells.zip(places) {
        if place == "Amazon.com" && status != "Cancelled" && instant(bought) >= from {
            *units.entry(sku).or_default() += quantity.parse::<i64>().unwrap();
        }
    }
    let (mut told, mut counted) = (0, 0);
    for (sku, month) in column(&stock, "sku").zip(column(&stock, "units-shipped-t30")) {
        told += month.parse::<i64>().unwrap();
        counted += units.get(sku).copied().unwrap_or(0);
    }
    // Orders that a buyer cancels later today are sold in one file and not yet cancelled in the other.
    assert!((told - counted).abs() <= counted / 50 && counted > 500, "{told} {counted}");
    let newest = column(&stock, "snapshot-date").next().and_then(Day::parse);
    assert_eq!(newest, Some(NOW.day(zone)));
    let alert = column(&stock, "available").filter(|a| *a == "0").count();
    assert_eq!(alert, 1);
}

#[test]
fn the_workbook_holds_dates_numbers_and_empty_ratios() {
    let dir = tempfile::tempdir().unwrap();
    let files = write(dir.path(), &options(600)).unwrap();
    let path = &named(&files, ".xlsx")[0].path;
    // A workbook holds the time of its making: the given present, not the clock's.
    let mut parts = zip::ZipArchive::new(File::open(path).unwrap()).unwrap();
    let core = io::read_to_string(parts.by_name("docProps/core.xml").unwrap()).unwrap();
    assert_eq!(core.matches("2026-11-22T06:15:00Z").count(), 2, "{core}");
    let mut book: Xlsx<_> = calamine::open_workbook(path).unwrap();
    let range = book.worksheet_range("Sponsored Product Search Term R").unwrap();
    assert_eq!(range.width(), 23);
    let names: Vec<String> = range.headers().unwrap();
    let at = |name: &str| names.iter().position(|n| n == name).unwrap();
    let (date, sales, acos, spend) =
        (at("Date"), at("7 Day Total Sales ($)"), at("Advertising Cost of Sales (ACOS) "), at("Spend"));
    let mut empty = 0;
    for row in range.rows().skip(1) {
        assert!(row[date].is_datetime() && row[spend].is_float(), "{:?}", row[date]);
        let nothing_sold = row[sales].get_float() == Some(0.0);
        assert_eq!(row[acos].is_empty(), nothing_sold);
        empty += usize::from(nothing_sold);
    }
    assert!(range.height() > 2500 && empty > 1000, "{} {empty}", range.height());
}

#[test]
fn twenty_thousand_orders_stream_into_both_files() {
    let dir = tempfile::tempdir().unwrap();
    let files = write(dir.path(), &options(20_000)).unwrap();
    let ids: BTreeSet<String> = named(&files, "all-orders")
        .into_iter()
        .flat_map(|f| column(&tsv(f), "amazon-order-id").map(str::to_owned).collect::<Vec<_>>())
        .collect();
    assert_eq!(ids.len(), 20_000);
}

#[test]
fn outside_text_holds_what_outside_text_can_hold() {
    let dir = tempfile::tempdir().unwrap();
    let files = write(dir.path(), &options(2000)).unwrap();
    let orders = fs::read_to_string(&named(&files, "all-orders")[1].path).unwrap();
    for piece in ["\u{1b}[31m", "\u{202e}", "\u{7}", "3\" x 1.5\"", "hitzebeständig", "シリコン", "東京都"] {
        assert!(orders.contains(piece), "{piece:?}");
    }
}
