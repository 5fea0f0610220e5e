//! Sales, listings and fees from files to the database: what is restated, what is kept side by side, what is one row.
#![allow(clippy::unwrap_used, missing_docs, reason = "a test that cannot go on must fail")]

mod common;

use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rusqlite::types::Value;
use rusqlite::{Connection, OpenFlags};

/// A file of so many days after the first.
fn file(folder: &Path, name: &str, text: &str, day: u64) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    let modified = SystemTime::UNIX_EPOCH + Duration::from_secs(1_790_000_000 + day * 86_400);
    std::fs::File::open(&path).unwrap().set_modified(modified).unwrap();
    path
}

fn import(data: &Path, path: &Path, args: &[&str]) -> serde_json::Value {
    let mut all = vec!["import", "--json", "--store", "shop"];
    all.extend(args);
    all.push(path.to_str().unwrap());
    common::json(data, &all, 0).remove(0)
}

fn rows(data: &Path, sql: &str) -> Vec<Vec<Value>> {
    let db = Connection::open_with_flags(data.join("facts.db"), OpenFlags::SQLITE_OPEN_READ_ONLY).unwrap();
    let mut query = db.prepare(sql).unwrap();
    let width = query.column_count();
    let rows = query.query_map([], |row| (0..width).map(|at| row.get(at)).collect()).unwrap();
    rows.map(Result::unwrap).collect()
}

fn int(value: i64) -> Value {
    Value::Integer(value)
}

fn text(value: &str) -> Value {
    Value::Text(value.to_owned())
}

const BY_ASIN: &str = "(Parent) ASIN,(Child) ASIN,Sessions - Total,Units Ordered,Ordered Product Sales\n";

#[test]
fn a_child_of_two_parents_stays_two_rows_and_a_later_download_restates_them() {
    let (data, files) = (common::folder(), common::folder());
    let (data, files) = (data.path(), files.path());
    let week = ["--marketplace", "US", "--period", "2026-11-01..2026-11-07"];
    let first = format!("{BY_ASIN}P1,C1,\"1,000\",10,$100.00\nP2,C1,50,1,$10.00\n");
    assert_eq!(import(data, &file(files, "a.csv", &first, 1), &week)["inserted"], 2);
    let restated = format!("{BY_ASIN}P1,C1,\"1,010\",11,$110.00\nP2,C1,50,1,$10.00\n");
    let report = import(data, &file(files, "b.csv", &restated, 3), &week);
    assert_eq!((&report["updated"], &report["unchanged"]), (&1.into(), &1.into()), "{report}");
    // An older download of the same week, and another week.
    let older = format!("{BY_ASIN}P1,C1,900,9,$90.00\nP2,C1,40,0,$0.00\n");
    assert_eq!(import(data, &file(files, "c.csv", &older, 2), &week)["unchanged"], 2);
    let before = ["--marketplace", "US", "--period", "2026-10-25..2026-10-31"];
    assert_eq!(import(data, &file(files, "d.csv", &older.replace('9', "8"), 2), &before)["inserted"], 2);
    let found = rows(
        data,
        "SELECT parent_asin, sessions, units, sales, currency FROM traffic
         WHERE grain = 'child' AND child_asin = 'C1' AND start_day = '2026-11-01' AND end_day = '2026-11-07' ORDER BY 1",
    );
    assert_eq!(
        found,
        [
            [text("P1"), int(1010), int(11), int(11_000), text("USD")],
            [text("P2"), int(50), int(1), int(1000), text("USD")]
        ]
    );
}

#[test]
fn a_day_of_the_csv_and_of_the_json_is_one_row_with_the_columns_of_both() {
    let (data, files) = (common::folder(), common::folder());
    let (data, files) = (data.path(), files.path());
    let csv = "Date,Ordered Product Sales,Ordered Product Sales - B2B,Units Ordered,Sessions - Total\n11/1/26,$20.00,$5.00,2,90\n";
    import(data, &file(files, "a.csv", csv, 1), &["--marketplace", "US"]);
    let json = r#"{"reportSpecification":{"reportOptions":{"dateGranularity":"DAY","asinGranularity":"CHILD"},
        "dataStartTime":"2026-11-01","dataEndTime":"2026-11-01","marketplaceIds":["ATVPDKIKX0DER"]},
        "salesAndTrafficByDate":[{"date":"2026-11-01","trafficByDate":{"sessions":100},
          "salesByDate":{"unitsOrdered":3,"unitsRefunded":1,"orderedProductSales":{"amount":30.0,"currencyCode":"USD"}}}],
        "salesAndTrafficByAsin":[{"parentAsin":"P1","childAsin":"C1","trafficByAsin":{"sessions":100},
          "salesByAsin":{"unitsOrdered":3,"orderedProductSales":{"amount":30.0,"currencyCode":"USD"}}}]}"#;
    let report = import(data, &file(files, "b.json", json, 2), &[]);
    assert_eq!((&report["inserted"], &report["updated"]), (&1.into(), &1.into()), "{report}");
    let day = "SELECT sales, sales_b2b, units, sessions, units_refunded FROM traffic WHERE grain = 'day'";
    assert_eq!(rows(data, day), [[int(3000), int(500), int(3), int(100), int(1)]]);
    let asin = "SELECT start_day, child_asin, sku, units FROM traffic WHERE grain = 'child'";
    assert_eq!(rows(data, asin), [[text("2026-11-01"), text("C1"), text(""), int(3)]]);
}

#[test]
fn active_listings_leave_all_listings_alone_and_an_unknown_quantity_is_not_zero() {
    let (data, files) = (common::folder(), common::folder());
    let (data, files) = (data.path(), files.path());
    let all = "seller-sku\tlisting-id\tprice\tquantity\tfulfillment-channel\tstatus\n\
               A\tL1\t9.99\t\tAMAZON_NA\tActive\nB\tL2\t5.00\t0\tDEFAULT\tInactive\n";
    import(data, &file(files, "all.txt", all, 1), &["--marketplace", "US"]);
    let active = "seller-sku\tlisting-id\tprice\tquantity\nA\tL1\t10.99\t\n";
    assert_eq!(import(data, &file(files, "active.txt", active, 2), &["--marketplace", "US"])["inserted"], 1);
    let listing = "SELECT sku, price, quantity, status FROM listing ORDER BY sku";
    assert_eq!(
        rows(data, listing),
        [[text("A"), int(999), Value::Null, text("active")], [text("B"), int(500), int(0), text("inactive")]]
    );
    assert_eq!(rows(data, "SELECT sku, price FROM listing_active"), [[text("A"), int(1099)]]);
    // The next day is a row of its own: the price has a history.
    let report = import(data, &file(files, "all2.txt", &all.replace("9.99", "8.99"), 4), &["--marketplace", "US"]);
    assert_eq!(report["inserted"], 2);
    assert_eq!(rows(data, "SELECT price FROM listing WHERE sku = 'A' ORDER BY snapshot_day"), [[int(999)], [int(899)]]);
}

#[test]
fn a_fee_preview_keeps_each_store_of_amazon_apart() {
    let (data, files) = (common::folder(), common::folder());
    let (data, files) = (data.path(), files.path());
    let fees = "sku\tamazon-store\tcurrency\testimated-referral-fee-per-unit\testimated-fee-total\n\
                A\tUS\tUSD\t1.50\t6.20\nA\tCA\tCAD\t2.10\t--\n";
    assert_eq!(import(data, &file(files, "fees.txt", fees, 1), &[])["inserted"], 2);
    assert_eq!(
        rows(data, "SELECT market, currency, referral_fee, fee_total FROM fee_preview ORDER BY market"),
        [[text("CA"), text("CAD"), int(210), Value::Null], [text("US"), text("USD"), int(150), int(620)]]
    );
}
