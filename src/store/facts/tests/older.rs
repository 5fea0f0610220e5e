//! A database of an older schema is brought to the newest one with what it holds.

use std::os::unix::fs::PermissionsExt;

use rusqlite::Connection;

use super::*;
use crate::store::schema::FACTS;

#[test]
fn personal_data_of_the_first_schema_is_kept_and_purged() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::create(&temp.path().join("deck")).unwrap();
    let db = Connection::open(folder.facts()).unwrap();
    db.execute_batch(include_str!("../../../../assets/schema/facts/0001_init.sql")).unwrap();
    db.pragma_update(None, "application_id", 0x4444_6661).unwrap();
    db.pragma_update(None, "user_version", 1).unwrap();
    db.execute_batch(
        r#"INSERT INTO order_person VALUES ('a', 'o2', '{"ship_city":"Linz"}', 1, 50), ('b', 'o2', '{}', 2, 70),
           ('a', 'o1', '{"ship_city":"Graz"}', 1, 60)"#,
    )
    .unwrap();
    drop(db);
    std::fs::set_permissions(folder.facts(), std::fs::Permissions::from_mode(0o600)).unwrap();
    let mut deck = Deck { facts: Facts::open(&folder).unwrap(), _temp: temp, seq: 0 };
    let people = "SELECT concat_ws('|', store, order_id, fields, import, purge_after) FROM order_person ORDER BY 1";
    let all = [r#"a|o1|{"ship_city":"Graz"}|1|60"#, r#"a|o2|{"ship_city":"Linz"}|1|50"#, "b|o2|{}|2|70"];
    assert_eq!(deck.list(people), all);
    assert_eq!((deck.facts.purge(Instant(50)).unwrap(), deck.list(people)), (1, vec![all[0].into(), all[2].into()]));
}

#[test]
fn what_was_written_under_a_marketplace_is_found_without_one_and_no_date_lies_far_ahead() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::create(&temp.path().join("deck")).unwrap();
    let db = Connection::open(folder.facts()).unwrap();
    for step in &FACTS.migrations[..10] {
        db.execute_batch(step).unwrap();
    }
    db.pragma_update(None, "application_id", 0x4444_6661).unwrap();
    db.pragma_update(None, "user_version", 10).unwrap();
    let far = NOW + 30_000 * DAY;
    db.execute_batch(&format!(
        "INSERT INTO import (seq, store, name, sha256, bytes, modified_at, received_at, finished_at, as_of, state, \
         parser_version) VALUES (1, 'shop', 'f', 'a', 1, 1, {NOW}, 1, {NOW}, 'applied', 1), \
         (2, 'shop', 'g', 'b', 1, 1, {}, 1, 5, 'applied', 1);
         INSERT INTO scope VALUES ('settlement_line', 'shop', 'US', 's1', 's1', {NOW}, 1), \
         ('settlement_line', 'shop', 'UK', 's1', 's1', {NOW}, 1), \
         ('account_event', 'shop', 'US', '2026-11-01', '2026-11-30', {NOW}, 1);
         INSERT INTO row_person VALUES ('seller-feedback', 'shop', 'US' || char(31) || 'o1' || char(31) || 'd', \
         '{{}}', 1, {NOW}), ('disputes', 'shop', 'US' || char(31) || 'atoz', '{{}}', 1, {far});
         INSERT INTO order_person VALUES ('shop', 'o1', '{{}}', 1, {far}), ('shop', 'o2', '{{}}', 2, {NOW});",
        NOW - 9 * DAY
    ))
    .unwrap();
    drop(db);
    std::fs::set_permissions(folder.facts(), std::fs::Permissions::from_mode(0o600)).unwrap();
    let mut deck = Deck { facts: Facts::open(&folder).unwrap(), _temp: temp, seq: 2 };
    let scopes = deck.list("SELECT concat_ws('|', \"table\", market, from_value) FROM scope ORDER BY 1");
    assert_eq!(scopes, ["account_event|US|2026-11-01", "settlement_line||s1"]);
    let rows = deck.list("SELECT replace(id, char(31), '|') FROM row_person ORDER BY 1");
    assert_eq!(rows, ["US|atoz", "|o1|d"]);
    let latest = NOW + 120 * DAY;
    assert_eq!(deck.get::<i64>("SELECT purge_after FROM row_person WHERE format = 'disputes'"), latest);
    let people = deck.list("SELECT concat_ws('|', order_id, purge_after) FROM order_person ORDER BY 1");
    assert_eq!(people, [format!("o1|{latest}"), format!("o2|{NOW}")]);
    // An older settlement adds nothing to the one that is known.
    let old = Fixed::new(Format::SettlementV2, "settlement_id line_no part currency amount").row(None, "s1|1|1|USD|5");
    assert_eq!(counts(&deck.apply(NOW - 1, &old)), [0, 0, 1, 0]);
}
