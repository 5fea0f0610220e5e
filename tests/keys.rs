//! What a row is known by: a sheet or report that says more later does not count anything twice.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must fail")]

mod common;

use std::fs;
use std::path::Path;

use daydeck::store::open::{Folder, Reader};

/// Imports a file of this text, of the day `2026-11-<day>`.
fn import(data: &Path, name: &str, day: u64, text: &str) {
    let path = data.join(name);
    fs::write(&path, text).unwrap();
    let at = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_793_000_000 + day * 86_400);
    fs::File::open(&path).unwrap().set_modified(at).unwrap();
    let period = ["--period", "2026-10-01..2026-10-31", "--marketplace", "US"];
    common::json(data, &[&["import", "--json"], &period[..], &[path.to_str().unwrap()]].concat(), 0);
}

/// The rows of a statement, their cells joined by blanks.
fn rows(data: &Path, sql: &str) -> Vec<String> {
    let reader = Folder::open(data).and_then(|folder| Reader::open(&folder)).unwrap();
    let mut select = reader.connection().prepare(sql).unwrap();
    select.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

#[test]
fn a_dispute_whose_claim_gets_its_id_later_stays_one() {
    let home = common::folder();
    let data = home.path();
    let sheet = |claim: &str, state: &str| {
        let head = "type,claim_id,order_id,amount,currency,opened_at,respond_by,state,note";
        let rest = "111-1234567-1234567,19.99,USD,2026-10-02,2026-10-05";
        let other = "atoz,C-9,111-1234567-7654321,5.00,USD,2026-10-02,2026-10-05,open,";
        format!("{head}\natoz,{claim},{rest},{state},moved\n{other}\nsafet,S-1,,8.00,USD,2026-10-02,2026-10-05,open,\n")
    };
    import(data, "a.csv", 1, &sheet("", "open"));
    import(data, "b.csv", 2, &sheet("C-1", "granted"));
    let sql = "SELECT kind || ' ' || order_id || ' ' || claim_id || ' ' || state FROM facts.dispute ORDER BY 1";
    let wanted = ["atoz 111-1234567-1234567 C-1 granted", "atoz 111-1234567-7654321 C-9 open", "safet  S-1 open"];
    assert_eq!(rows(data, sql), wanted);
    assert_eq!(rows(data, "SELECT fields FROM facts.row_person"), [r#"{"note":"moved"}"#]);
}

#[test]
fn campaigns_of_two_kinds_with_one_name_are_two() {
    let home = common::folder();
    let data = home.path();
    let table = "State,Campaigns,Type,Budget(USD),Impressions,Clicks,Spend(USD),Orders,Sales(USD)\n\
                 ENABLED,Mats,SP,10.00,1000,10,5.25,1,20.49\nENABLED,Mats,SB,30.00,500,4,2.00,0,0.00\n";
    import(data, "a.csv", 1, table);
    let sql = "SELECT campaign || ' ' || campaign_type || ' ' || budget || ' ' || clicks FROM facts.ads_campaign_table ORDER BY 1";
    assert_eq!(rows(data, sql), ["Mats SB 3000 4", "Mats SP 1000 10"]);
}

#[test]
fn a_share_of_two_rows_that_are_added_up_is_not_known() {
    let home = common::folder();
    let data = home.path();
    let text = "(Child) ASIN,Title,Sessions - Total,Page Views - Total,Featured Offer (Buy Box) Percentage,Units Ordered,\
                Ordered Product Sales\nB0CHILD001,Lamp,10,20,90%,3,$30.00\nB0CHILD001,Lamp,30,40,10%,1,$10.00\n\
                B0CHILD002,Rug,5,6,50%,1,$9.00\n";
    import(data, "a.csv", 1, text);
    let sql = "SELECT child_asin || ' ' || sessions || ' ' || coalesce(buy_box, '?') FROM facts.traffic ORDER BY 1";
    assert_eq!(rows(data, sql), ["B0CHILD001 40 ?", "B0CHILD002 5 500000"]);
}
