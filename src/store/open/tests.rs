//! The two databases as they are opened: settings, modes, schema, several at once.

use std::os::unix::fs::PermissionsExt;

use super::*;

fn folder() -> (tempfile::TempDir, Folder) {
    let temp = tempfile::tempdir().unwrap();
    // A path that needs encoding.
    let folder = Folder::create(&temp.path().join("a b?c%d'e")).unwrap();
    (temp, folder)
}

fn number(db: &Connection, sql: &str) -> i64 {
    db.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn every_connection_has_the_settings() {
    let (_temp, folder) = folder();
    let facts = Facts::open(&folder).unwrap();
    let team = Team::open(&folder).unwrap();
    let reader = Reader::open(&folder).unwrap();
    for (db, sync) in [(&facts.0, 1), (&team.0, 2), (&reader.0, 2)] {
        for (pragma, wanted) in [
            ("mmap_size", 0),
            ("secure_delete", 1),
            ("trusted_schema", 0),
            ("foreign_keys", 1),
            ("cell_size_check", 1),
            ("recursive_triggers", 1),
            ("temp_store", 1),
            ("synchronous", sync),
        ] {
            assert_eq!(number(db, &format!("PRAGMA {pragma}")), wanted, "{pragma}");
        }
        assert!(db.db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE).unwrap());
        for off in [DbConfig::SQLITE_DBCONFIG_DQS_DML, DbConfig::SQLITE_DBCONFIG_DQS_DDL] {
            assert!(!db.db_config(off).unwrap());
        }
        let mode: String = db.query_row("PRAGMA journal_mode", [], |row| row.get(0)).unwrap();
        assert_eq!(mode, "wal");
    }
    for db in [&team.0, &reader.0] {
        assert_eq!(number(db, "PRAGMA facts.mmap_size"), 0);
        assert_eq!(number(db, "PRAGMA facts.secure_delete"), 1);
    }
}

#[test]
fn readers_cannot_write_and_teams_cannot_write_facts() {
    let (_temp, folder) = folder();
    assert!(matches!(Reader::open(&folder), Err(StoreError::Missing(_))));
    let team = Team::open(&folder).unwrap();
    assert!(!team.has_facts() && !folder.facts().exists());
    Facts::open(&folder).unwrap();
    assert!(team.attach_facts(&folder).unwrap() && team.has_facts());
    let reader = Reader::open(&folder).unwrap();
    let insert = "INSERT INTO facts.snapshot VALUES ('x', 'x', 'x', 1, 1, 1)";
    for db in [&team.0, &reader.0] {
        let error = db.execute(insert, []).unwrap_err();
        assert_eq!(error.sqlite_error_code(), Some(ErrorCode::ReadOnly));
        assert_eq!(number(db, "SELECT urgency(NULL, 0) = 9223372036854775807 AND urgency(1800, 0) = 1"), 1);
    }
    assert!(reader.0.execute("DELETE FROM item", []).is_err());
}

#[test]
fn the_files_are_the_owner_s_alone() {
    use std::os::unix::fs::MetadataExt;
    let (_temp, folder) = folder();
    let _facts = Facts::open(&folder).unwrap();
    let _team = Team::open(&folder).unwrap();
    for name in ["facts.db", "facts.db-wal", "facts.db-shm", "team.db", "team.db-wal"] {
        assert_eq!(std::fs::metadata(folder.root().join(name)).unwrap().mode() & 0o777, 0o600, "{name}");
    }
}

#[test]
fn a_planted_trigger_a_newer_schema_and_a_foreign_file_are_refused() {
    let (_temp, folder) = folder();
    drop(Facts::open(&folder).unwrap());
    let plant = |sql: &str| Connection::open(folder.facts()).unwrap().execute_batch(sql).unwrap();
    plant("CREATE TRIGGER t AFTER INSERT ON import BEGIN DELETE FROM snapshot; END");
    assert!(matches!(Facts::open(&folder), Err(StoreError::Foreign { .. })));
    assert!(matches!(Reader::open(&folder), Err(StoreError::Foreign { .. })));
    plant("DROP TRIGGER t; ANALYZE");
    let mut facts = Facts::open(&folder).unwrap();
    plant("PRAGMA user_version = 99");
    assert!(matches!(facts.begin_immediate(), Err(StoreError::Newer { found: 99, .. })));
    assert!(matches!(Facts::open(&folder), Err(StoreError::Newer { .. })));
    plant("PRAGMA application_id = 7");
    assert!(matches!(Facts::open(&folder), Err(StoreError::Foreign { .. })));
    std::fs::write(folder.team(), "order-id\tsku\nno database at all, only text that is long enough").unwrap();
    std::fs::set_permissions(folder.team(), std::fs::Permissions::from_mode(0o600)).unwrap();
    assert!(matches!(Team::open(&folder), Err(StoreError::Foreign { .. })));
}

#[test]
fn processes_that_open_at_once_make_one_database() {
    let (_temp, folder) = folder();
    std::thread::scope(|scope| {
        let all: Vec<_> = (0..8).map(|_| scope.spawn(|| Team::open(&folder).map(drop))).collect();
        for one in all {
            one.join().unwrap().unwrap();
        }
    });
}

#[test]
fn a_writer_waits_for_the_one_before_it() {
    let temp = tempfile::tempdir().unwrap();
    let folder = Folder::create(&temp.path().join("deck")).unwrap();
    let (mut first, mut second) = (Team::open(&folder).unwrap(), Team::open(&folder).unwrap());
    std::thread::scope(|scope| {
        let held = first.begin_immediate().unwrap();
        let waits = scope.spawn(|| second.begin_immediate().map(drop));
        std::thread::sleep(Duration::from_millis(100));
        assert!(!waits.is_finished(), "it neither fails nor goes before");
        held.commit().unwrap();
        waits.join().unwrap().unwrap();
    });
}
