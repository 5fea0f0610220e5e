//! A database of an older schema is brought to the newest one with what it holds.

use std::os::unix::fs::PermissionsExt;

use rusqlite::Connection;

use super::*;

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
