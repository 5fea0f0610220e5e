//! Files that are older than they look, and mails that are not what they claim.

use super::*;

/// A line of the unshipped report of an order that was bought, paid and reported on a day.
fn bought(id: u32, day: &str, promise: &str) -> Vec<(&'static str, String)> {
    let mut row = unshipped(id, promise);
    for (name, value) in &mut row {
        if ["purchase-date", "payments-date", "reporting-date"].contains(name) {
            *value = format!("{day}T10:00:00+00:00");
        }
        if *name == "days-past-promise" {
            value.clear();
        }
    }
    row
}

fn orders_to_ship(data: &Path) -> Vec<String> {
    let mut ids: Vec<String> = today(data)
        .iter()
        .filter(|item| item["kind"] == "ship-today")
        .map(|item| item["entity"].as_str().unwrap().rsplit('-').next().unwrap().trim_start_matches('0').to_owned())
        .collect();
    ids.sort();
    ids
}

/// A report file of the given rows that was changed last on a day.
fn report(path: &Path, day: &str, rows: &[Vec<(&'static str, String)>]) -> PathBuf {
    let rows: Vec<&[(&str, String)]> = rows.iter().map(Vec::as_slice).collect();
    let file = tsv(path, UNSHIPPED, &rows);
    modified(&file, day);
    file
}

#[test]
fn an_old_report_that_was_copied_late_closes_no_newer_order() {
    let past = promise(-2);
    let now = [bought(1, "2026-11-01", &past), bought(2, "2026-11-02", &past), bought(3, "2026-11-08", &past)];
    let old = [bought(1, "2026-11-01", &past), bought(4, "2026-11-04", &past)];
    for late_first in [false, true] {
        let data = folder();
        let dir = data.path();
        let now = report(&dir.join("now.txt"), "2026-11-09", &now);
        let late = report(&dir.join("late.txt"), "2026-11-10", &old);
        let files = if late_first { [&late, &now] } else { [&now, &late] };
        for file in files {
            import(dir, file, 0);
        }
        assert_eq!(orders_to_ship(dir), ["1", "3", "4"], "2 is proven gone, 3 came after everything in the old report");
        // The archive, read again, says the same.
        ok(dir, &["db", "rebuild"], 0);
        assert_eq!(orders_to_ship(dir), ["1", "3", "4"]);
        // A report with something newer than order 3 proves it gone.
        let next = [bought(1, "2026-11-01", &past), bought(4, "2026-11-04", &past), bought(5, "2026-11-10", &past)];
        import(dir, &report(&dir.join("next.txt"), "2026-11-11", &next), 0);
        assert_eq!(orders_to_ship(dir), ["1", "4", "5"]);
    }
}

#[test]
fn nothing_to_ship_without_a_marketplace_holds_where_nothing_was_open() {
    let data = folder();
    let dir = data.path();
    let past = promise(-2);
    let shipped = tsv(&dir.join("b.txt"), ORDERS_29, &[&order(1, "SKU-1", 1, "23.99", "Shipped", "2026-11-06")]);
    modified(&shipped, "2026-11-06");
    import(dir, &shipped, 0);
    ok(dir, &["import", "--store", "shop", "--none", "unshipped"], 0);
    // Made before it was said that there is nothing to ship: it opens nothing.
    let older = report(&dir.join("c.txt"), "2026-11-07", &[bought(2, "2026-11-02", &past)]);
    import(dir, &older, 0);
    assert!(orders_to_ship(dir).is_empty());
}

#[test]
fn an_old_planning_report_does_not_beat_a_newer_stock_report() {
    let data = folder();
    let dir = data.path();
    let write = |name: &str, header: &str, cells: &[(&str, &str)], day: &str| {
        let columns: Vec<&str> = header.trim_end_matches(['\r', '\n']).split('\t').collect();
        let row: Vec<(&str, String)> = cells.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
        let file = tsv(&dir.join(name), &columns, &[&row]);
        modified(&file, day);
        import(dir, &file, 0);
    };
    let planning = include_str!("../../assets/demo/fba-planning-99.txt");
    let stock = include_str!("../../assets/demo/fba-inventory-22.txt");
    write(
        "stock.txt",
        stock,
        &[("sku", "A"), ("condition", "New"), ("your-price", "19.99"), ("afn-fulfillable-quantity", "7")],
        "2026-11-20",
    );
    // Its column says the tenth, though it was copied on the twenty-first.
    write(
        "plan.txt",
        planning,
        &[
            ("snapshot-date", "2026-11-10"),
            ("sku", "A"),
            ("available", "90"),
            ("currency", "USD"),
            ("units-shipped-t7", "14"),
            ("units-shipped-t30", "60"),
            ("marketplace", "US"),
        ],
        "2026-11-21",
    );
    let rows = || json(dir, &["stock", "--view", "all", "--json"], 0);
    let found = rows();
    assert_eq!((found.len(), &found[0]["available"]), (1, &Value::from(7)), "{found:#?}");
    write(
        "plan2.txt",
        planning,
        &[
            ("snapshot-date", "2026-11-22"),
            ("sku", "A"),
            ("available", "5"),
            ("currency", "USD"),
            ("marketplace", "US"),
        ],
        "2026-11-22",
    );
    assert_eq!(rows()[0]["available"], Value::from(5));
}

#[test]
fn a_mail_for_which_no_server_vouches_asks_and_never_answers() {
    let data = folder();
    let dir = data.path();
    let ago = |hours: i64| (chrono::Utc::now() - chrono::TimeDelta::hours(hours)).to_rfc2822();
    let mail = |name: &str, hours: i64, head: &str| {
        let text = format!(
            "{head}Date: {}\r\nMessage-ID: <{name}@example>\r\nSubject: Order 111-0000000-0000001\r\n\
             X-Marketplace-ID: ATVPDKIKX0DER\r\nMIME-Version: 1.0\r\n\r\ntext\r\n",
            ago(hours)
        );
        let file = dir.join(format!("{name}.eml"));
        std::fs::write(&file, text).unwrap();
        ok(dir, &["import", "--store", "shop", file.to_str().unwrap()], 0);
    };
    let waits = || today(dir).iter().filter(|item| item["kind"].as_str().unwrap().starts_with("answer-")).count();
    let ask = "From: tok@marketplace.amazon.com\r\nTo: shop@example.com\r\n\
               X-Space-Notification-Type: BBC_MESSAGE_SENT_TO_MERCHANT\r\n";
    let copy = "From: donotreply@amazon.com\r\nTo: shop@example.com\r\n\
                X-Space-Notification-Type: BBC_MESSAGE_CONFIRMATION_TO_MERCHANT\r\n";
    let own = "From: shop@example.com\r\nTo: tok@marketplace.amazon.com\r\n";
    let passed = "Authentication-Results: mx.example.com; dmarc=pass header.from=amazon.com\r\n";
    let came = "Received: from somewhere by mx.example.com with ESMTPS id 1\r\n";
    mail("ask", 30, ask);
    assert_eq!(waits(), 1, "a question is shown, whoever vouches for it");
    mail("forged-copy", 20, copy);
    mail("claimed-copy", 19, &format!("Authentication-Results: mx.example.com; spf=none\r\n{passed}{copy}"));
    mail("forged-answer", 18, &format!("{came}{own}"));
    assert_eq!(waits(), 1, "a claim is no answer");
    mail("copy", 10, &format!("{passed}{copy}"));
    assert_eq!(waits(), 0);
}
