//! Files in, truth out, through the real binary: the same file twice, overlaps, fewer columns, items that open and clear,
//! missing data, the rebuild from the archive.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;
#[path = "truth/stale.rs"]
mod stale;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use common::{folder, json, ok, run, timeless};
use serde_json::Value;

const ORDERS_29: &[&str] = &[
    "amazon-order-id",
    "merchant-order-id",
    "purchase-date",
    "last-updated-date",
    "order-status",
    "fulfillment-channel",
    "sales-channel",
    "order-channel",
    "url",
    "ship-service-level",
    "product-name",
    "sku",
    "asin",
    "item-status",
    "quantity",
    "currency",
    "item-price",
    "item-tax",
    "shipping-price",
    "shipping-tax",
    "gift-wrap-price",
    "gift-wrap-tax",
    "item-promotion-discount",
    "ship-promotion-discount",
    "ship-city",
    "ship-state",
    "ship-postal-code",
    "ship-country",
    "promotion-ids",
];

const UNSHIPPED: &[&str] = &[
    "order-id",
    "order-item-id",
    "purchase-date",
    "payments-date",
    "reporting-date",
    "promise-date",
    "days-past-promise",
    "buyer-email",
    "buyer-name",
    "buyer-phone-number",
    "sku",
    "product-name",
    "quantity-purchased",
    "quantity-shipped",
    "quantity-to-ship",
    "ship-service-level",
    "recipient-name",
    "ship-address-1",
    "ship-address-2",
    "ship-address-3",
    "ship-city",
    "ship-state",
    "ship-postal-code",
    "ship-country",
    "is-business-order",
    "is-prime",
    "verge-of-cancellation",
    "verge-of-lateShipment",
    "is-buyer-requested-cancellation",
];

/// A TSV of the named columns; each row gives some cells by name, the rest is blank.
fn tsv(path: &Path, columns: &[&str], rows: &[&[(&str, String)]]) -> PathBuf {
    let mut text = columns.join("\t") + "\n";
    for row in rows {
        let cells: Vec<&str> = columns
            .iter()
            .map(|c| row.iter().find(|(name, _)| name == c).map_or("", |(_, value)| value.as_str()))
            .collect();
        text += &(cells.join("\t") + "\n");
    }
    std::fs::write(path, text).unwrap();
    path.to_owned()
}

fn order(id: u32, sku: &str, units: u32, price: &str, status: &str, updated: &str) -> Vec<(&'static str, String)> {
    [
        ("amazon-order-id", format!("111-0000000-{id:07}")),
        ("purchase-date", "2026-11-01T10:00:00+00:00".into()),
        ("last-updated-date", format!("{updated}T10:00:00+00:00")),
        ("order-status", status.into()),
        ("fulfillment-channel", "Merchant".into()),
        ("sales-channel", "Amazon.com".into()),
        ("product-name", "Spatula 3\" x 1.5\"".into()),
        ("sku", sku.into()),
        ("item-status", status.into()),
        ("quantity", units.to_string()),
        ("currency", "USD".into()),
        ("item-price", price.into()),
        ("ship-country", "US".into()),
    ]
    .to_vec()
}

/// The end of a day some days from now, as the unshipped report writes a promise.
fn promise(days: i64) -> String {
    (chrono::Utc::now() + chrono::TimeDelta::days(days)).format("%Y-%m-%dT07:59:59+00:00").to_string()
}

fn unshipped(id: u32, promise: &str) -> Vec<(&'static str, String)> {
    [
        ("order-id", format!("111-0000000-{id:07}")),
        ("order-item-id", format!("5{id:013}")),
        ("purchase-date", "2026-11-01T10:00:00+00:00".into()),
        ("payments-date", "2026-11-01T02:00:00-08:00".into()),
        ("reporting-date", "2026-11-02T10:00:00+00:00".into()),
        ("promise-date", promise.into()),
        ("days-past-promise", "1".into()),
        ("buyer-name", "Sample Buyer".into()),
        ("sku", "SKU-1".into()),
        ("product-name", "Spatula".into()),
        ("quantity-purchased", "1".into()),
        ("quantity-shipped", "0".into()),
        ("quantity-to-ship", "1".into()),
        ("verge-of-cancellation", "false".into()),
        ("verge-of-lateShipment", "true".into()),
        ("is-buyer-requested-cancellation", "false".into()),
    ]
    .to_vec()
}

fn import(data: &Path, file: &Path, code: i32) -> Value {
    json(data, &["import", "--store", "shop", "--marketplace", "US", "--json", file.to_str().unwrap()], code).remove(0)
}

fn lines(data: &Path) -> BTreeMap<String, Value> {
    let rows = json(data, &["orders", "--view", "all", "--json", "--limit", "10000"], 0);
    rows.into_iter().map(|row| (format!("{} {}", row["order_id"], row["sku"]), row)).collect()
}

fn today(data: &Path) -> Vec<Value> {
    json(data, &["today", "--json", "--limit", "1000"], 0)
}

fn counts(report: &Value) -> [u64; 5] {
    ["rows", "inserted", "updated", "unchanged", "rejected"].map(|name| report[name].as_u64().unwrap())
}

/// Sets the modification time: the as-of of a file that has no date column.
fn modified(path: &Path, day: &str) {
    let time = chrono::DateTime::parse_from_rfc3339(&format!("{day}T12:00:00Z")).unwrap();
    let time = std::time::UNIX_EPOCH + std::time::Duration::from_secs(u64::try_from(time.timestamp()).unwrap());
    std::fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

#[test]
fn the_same_file_twice_changes_nothing() {
    let data = folder();
    let file = tsv(
        &data.path().join("a.txt"),
        ORDERS_29,
        &[
            &order(1, "SKU-1", 1, "23.99", "Shipped", "2026-11-02"),
            &order(2, "SKU-2", 2, "9.98", "Unshipped", "2026-11-02"),
        ],
    );
    let first = import(data.path(), &file, 0);
    assert_eq!((first["state"].as_str(), counts(&first)), (Some("applied"), [2, 2, 0, 0, 0]));
    let before = lines(data.path());
    let again = import(data.path(), &file, 0);
    assert_eq!(again["state"], "duplicate");
    assert_eq!(lines(data.path()), before);
}

#[test]
fn an_overlapping_newer_file_restates_and_an_older_one_does_not() {
    let data = folder();
    let dir = data.path();
    let newest = [
        order(2, "SKU-2", 2, "9.98", "Shipped", "2026-11-05"),
        order(3, "SKU-3", 1, "5.00", "Unshipped", "2026-11-05"),
    ];
    let first = [
        order(1, "SKU-1", 1, "23.99", "Shipped", "2026-11-02"),
        order(2, "SKU-2", 2, "9.98", "Unshipped", "2026-11-02"),
    ];
    let a = tsv(&dir.join("a.txt"), ORDERS_29, &[&first[0], &first[1]]);
    let b = tsv(&dir.join("b.txt"), ORDERS_29, &[&newest[0], &newest[1]]);
    // In either order of arrival the end is the same.
    for (files, wanted) in
        [([&a, &b], [[2, 2, 0, 0, 0], [2, 1, 1, 0, 0]]), ([&b, &a], [[2, 2, 0, 0, 0], [2, 1, 0, 1, 0]])]
    {
        let data = folder();
        for (file, wanted) in files.into_iter().zip(wanted) {
            assert_eq!(counts(&import(data.path(), file, 0)), wanted, "{}", file.display());
        }
        let lines = lines(data.path());
        assert_eq!(lines.len(), 3);
        let second = lines.values().find(|row| row["sku"] == "SKU-2").unwrap();
        assert_eq!(
            (second["state"].as_str().map(str::to_lowercase).as_deref(), &second["units"]),
            (Some("shipped"), &Value::from(2))
        );
    }
}

#[test]
fn a_file_with_fewer_columns_wipes_nothing_and_a_blank_cell_does() {
    let data = folder();
    let dir = data.path();
    let wide: Vec<&str> =
        ORDERS_29.iter().copied().chain(["is-business-order", "buyer-requested-cancel-reason"]).collect();
    let mut row = order(1, "SKU-1", 1, "23.99", "Unshipped", "2026-11-02");
    row.push(("is-business-order", "true".into()));
    row.push(("buyer-requested-cancel-reason", "ordered twice".into()));
    row.push(("ship-state", "NV".into()));
    import(dir, &tsv(&dir.join("wide.txt"), &wide, &[&row]), 0);
    let detail = |what: &str| {
        let text = ok(dir, &["orders", "--view", "all", "--json", "--limit", "10"], 0);
        assert!(text.contains("SKU-1"), "{what}: {text}");
        text
    };
    detail("wide");
    // Newer, without the two columns, and with the state blank.
    let narrow = order(1, "SKU-1", 1, "24.99", "Unshipped", "2026-11-04");
    let report = import(dir, &tsv(&dir.join("narrow.txt"), ORDERS_29, &[&narrow]), 0);
    assert_eq!(counts(&report), [1, 0, 1, 0, 0]);
    let connection =
        rusqlite::Connection::open_with_flags(dir.join("facts.db"), rusqlite::OpenFlags::SQLITE_OPEN_READ_ONLY)
            .unwrap();
    let kept: (i64, Option<String>, Option<String>, i64) = connection
        .query_row("SELECT is_business, cancel_reason, ship_state, item_price FROM order_line", [], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
        })
        .unwrap();
    assert_eq!(kept, (1, Some("ordered twice".into()), None, 2499), "kept, kept, cleared by blank, restated");
}

#[test]
fn an_item_opened_by_one_file_is_cleared_by_a_later_one_and_by_nothing_else() {
    let data = folder();
    let dir = data.path();
    let past = promise(-2);
    let past = past.as_str();
    let first =
        tsv(&dir.join("unshipped.txt"), UNSHIPPED, &[&unshipped(1, past), &unshipped(2, past), &unshipped(3, past)]);
    modified(&first, "2026-11-04");
    import(dir, &first, 0);
    let ids = |items: &[Value]| -> Vec<String> {
        let ship = items.iter().filter(|item| item["kind"] == "ship-today");
        let mut ids: Vec<String> = ship.map(|item| item["entity"].as_str().unwrap().to_owned()).collect();
        ids.sort();
        ids
    };
    let order_id = |n: u32| format!("111-0000000-{n:07}");
    assert_eq!(ids(&today(dir)), [order_id(1), order_id(2), order_id(3)]);
    let item = today(dir).into_iter().find(|item| item["kind"] == "ship-today").unwrap();
    assert_eq!(
        (item["lane"].as_str(), item["file"].as_str(), &item["row"]),
        (Some("now"), Some("unshipped.txt"), &Value::from(2))
    );

    // An old file of other orders says nothing about them.
    let other = tsv(&dir.join("other.txt"), ORDERS_29, &[&order(9, "SKU-9", 1, "5.00", "Shipped", "2026-11-05")]);
    import(dir, &other, 0);
    assert_eq!(ids(&today(dir)).len(), 3, "a file that does not name the order proves nothing");

    // An older snapshot without them proves nothing.
    let older = tsv(&dir.join("older.txt"), UNSHIPPED, &[&unshipped(7, past), &unshipped(8, past)]);
    modified(&older, "2026-11-02");
    run(dir, &["import", "--store", "shop", "--marketplace", "US", older.to_str().unwrap()]);
    assert!(ids(&today(dir)).contains(&order_id(1)), "an older snapshot closes nothing");

    // All Orders says that order 1 has shipped.
    let shipped = tsv(&dir.join("shipped.txt"), ORDERS_29, &[&order(1, "SKU-1", 1, "23.99", "Shipped", "2026-11-06")]);
    modified(&shipped, "2026-11-06");
    import(dir, &shipped, 0);
    assert!(!ids(&today(dir)).contains(&order_id(1)), "the row that says shipped clears it");
    assert!(ids(&today(dir)).contains(&order_id(2)));

    // A later complete snapshot without order 2.
    let later = tsv(&dir.join("later.txt"), UNSHIPPED, &[&unshipped(3, past), &unshipped(4, past)]);
    modified(&later, "2026-11-07");
    import(dir, &later, 0);
    let left = ids(&today(dir));
    assert!(!left.contains(&order_id(2)) && left.contains(&order_id(3)) && left.contains(&order_id(4)), "{left:?}");

    // A snapshot cut to less than half asks before it closes anything.
    let many: Vec<_> = (10..20).map(|n| unshipped(n, past)).collect();
    let many: Vec<&[(&str, String)]> = many.iter().map(Vec::as_slice).collect();
    let full = tsv(&dir.join("full.txt"), UNSHIPPED, &many);
    modified(&full, "2026-11-08");
    import(dir, &full, 0);
    let before = ids(&today(dir));
    let short = tsv(&dir.join("short.txt"), UNSHIPPED, &[&unshipped(10, past)]);
    modified(&short, "2026-11-09");
    let report = import(dir, &short, 3);
    assert_eq!(report["state"], "waiting");
    assert_eq!(ids(&today(dir)), before, "a question closes nothing");
}

#[test]
fn a_bad_line_is_named_and_rejects_its_order_only() {
    let data = folder();
    let dir = data.path();
    let mut bad = order(2, "SKU-2", 1, "9.98", "Shipped", "2026-11-02");
    bad.iter_mut().find(|(name, _)| *name == "quantity").unwrap().1 = "two".into();
    let good_line_of_bad_order = order(2, "SKU-3", 1, "1.00", "Shipped", "2026-11-02");
    let good = order(1, "SKU-1", 1, "23.99", "Shipped", "2026-11-02");
    // The bad line comes last: the order's first line must not stay.
    let file = tsv(&dir.join("a.txt"), ORDERS_29, &[&good_line_of_bad_order, &good, &bad]);
    let report = import(dir, &file, 3);
    assert_eq!((report["state"].as_str(), counts(&report)), (Some("partly"), [3, 1, 0, 0, 2]));
    assert_eq!(lines(dir).len(), 1);
    let plain = ok(dir, &["imports", "--plain"], 0);
    assert!(plain.contains("a.txt"), "{plain}");
}

#[test]
fn a_file_that_does_not_say_its_marketplace_waits_and_an_unknown_one_is_refused() {
    let data = folder();
    let dir = data.path();
    let file = tsv(&dir.join("u.txt"), UNSHIPPED, &[&unshipped(1, "2026-11-03T07:59:59+00:00")]);
    let report = json(dir, &["import", "--store", "shop", "--json", file.to_str().unwrap()], 3).remove(0);
    assert_eq!(report["state"], "waiting");
    assert_eq!(today(dir).iter().filter(|item| item["kind"] == "import-refused").count(), 1);
    // The answer applies it and clears the item.
    let report = import(dir, &file, 0);
    assert_eq!(report["state"], "applied");
    assert_eq!(today(dir).iter().filter(|item| item["kind"] == "import-refused").count(), 0);
    let unknown = dir.join("x.csv");
    std::fs::write(&unknown, "name,colour\nspoon,red\n").unwrap();
    let report = json(dir, &["import", "--store", "shop", "--json", unknown.to_str().unwrap()], 1).remove(0);
    assert_eq!(report["state"], "refused");
}

#[test]
fn facts_are_rebuilt_from_the_archive_with_equal_lists() {
    let data = folder();
    let demo = common::demo(data.path(), 600);
    let lists = || -> Vec<Vec<Value>> {
        [("orders", "all"), ("messages", "all"), ("ads", "terms"), ("stock", "all"), ("today", "everyone")]
            .iter()
            .map(|(list, view)| timeless(json(&demo, &[list, "--view", view, "--json", "--limit", "100000"], 0)))
            .collect()
    };
    let before = lists();
    assert!(before.iter().all(|list| !list.is_empty()));
    for name in ["facts.db", "facts.db-wal", "facts.db-shm"] {
        let _ = std::fs::remove_file(demo.join(name));
    }
    ok(&demo, &["db", "rebuild"], 0);
    assert_eq!(lists(), before);
    ok(&demo, &["db", "check"], 0);
}
